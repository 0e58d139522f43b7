//! A value together with what was found on the way to it.

use super::finding::Finding;
use super::findings::Findings;

/// A value and what is wrong with what it was made from: how a module answers another.
///
/// The findings go where the value goes: whoever takes the value says what becomes of them.
#[must_use = "findings are for the user: take them along, or say that they are meant to be dropped"]
#[derive(Debug, Clone, Default)]
pub struct Found<T> {
    value: T,
    findings: Findings,
}

impl<T> Found<T> {
    /// A value with its findings.
    pub fn new(value: T, findings: Findings) -> Self {
        Self { value, findings }
    }

    /// What `make` returns, with what it finds on the way.
    pub fn gather(make: impl FnOnce(&mut Findings) -> T) -> Self {
        let mut findings = Findings::new();
        let value = make(&mut findings);
        Self { value, findings }
    }

    /// Another value made from this one; the findings stay.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Found<U> {
        Found { value: change(self.value), findings: self.findings }
    }

    /// The value; its findings join those so far.
    pub fn take(self, findings: &mut Findings) -> T {
        findings.extend(self.findings);
        self.value
    }

    /// The value alone: its findings are reported elsewhere, or are of no use here.
    pub fn without_findings(self) -> T {
        self.value
    }

    /// The value, which keeps its findings.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// What was found.
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// The value and what was found.
    pub fn into_parts(self) -> (T, Findings) {
        (self.value, self.findings)
    }
}

impl<T> Found<Option<T>> {
    /// Nothing, and why.
    pub fn nothing(why: impl Into<Findings>) -> Self {
        Self { value: None, findings: why.into() }
    }
}

impl<T> From<Result<T, Box<Finding>>> for Found<Option<T>> {
    fn from(result: Result<T, Box<Finding>>) -> Self {
        match result {
            Ok(value) => Self { value: Some(value), findings: Findings::new() },
            Err(finding) => Self::nothing(finding),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Code, Place};
    use super::*;

    #[test]
    fn findings_go_where_the_value_goes() {
        let finding = || Finding::new(Code::UnknownKey, Place::file("a.toml"), "x");
        let found = Found::gather(|findings| {
            findings.push(finding());
            2
        });
        let mut all = Findings::from(finding());
        assert_eq!(found.map(|number| number + 1).take(&mut all), 3);
        assert_eq!(all.len(), 2);
    }
}
