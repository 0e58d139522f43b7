//! All findings of a stage, each as bad as the municipality's policy says.

use std::sync::Arc;

use super::code::Code;
use super::finding::Finding;
use super::policy::Policy;
use super::severity::Severity;

/// All findings so far, each as bad as the municipality's policy says.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    list: Vec<Finding>,
    policy: Arc<Policy>,
}

impl From<Finding> for Findings {
    fn from(finding: Finding) -> Self {
        Self { list: vec![finding], policy: Arc::default() }
    }
}

impl From<Box<Finding>> for Findings {
    fn from(finding: Box<Finding>) -> Self {
        Self::from(*finding)
    }
}

impl Findings {
    /// No findings yet; each code has its usual severity.
    pub fn new() -> Self {
        Self::default()
    }

    /// No findings yet, under a municipality's policy.
    pub fn under(policy: Arc<Policy>) -> Self {
        Self { list: Vec::new(), policy }
    }

    /// No findings yet, under the same policy as these.
    pub fn fresh(&self) -> Self {
        Self::under(self.policy.clone())
    }

    /// From now on, and for what was found before, this policy holds.
    pub fn adopt(&mut self, policy: Arc<Policy>) {
        self.policy = policy;
        let found = std::mem::take(&mut self.list);
        found.into_iter().for_each(|finding| self.push(finding));
    }

    /// The policy that holds.
    pub fn policy(&self) -> &Arc<Policy> {
        &self.policy
    }

    /// Adds one, unless the policy switches its code off.
    pub fn push(&mut self, finding: Finding) {
        self.list.extend(self.policy.apply(finding));
    }

    /// Adds all of another collection.
    pub fn extend(&mut self, other: Findings) {
        other.list.into_iter().for_each(|finding| self.push(finding));
    }

    /// Takes out those that `chosen` gives something for, with what it gives.
    pub fn take<T>(&mut self, mut chosen: impl FnMut(&Finding) -> Option<T>) -> Vec<(Finding, T)> {
        let mut taken = Vec::new();
        for finding in std::mem::take(&mut self.list) {
            match chosen(&finding) {
                Some(given) => taken.push((finding, given)),
                None => self.list.push(finding),
            }
        }
        taken
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Whether any of them has this code.
    pub fn has_code(&self, code: Code) -> bool {
        self.list.iter().any(|finding| finding.code == code)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// One by one, in the order found.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.list.iter()
    }

    /// Sorted by place, with causes before what follows from them. The same finding from several documents is kept once, with all hints.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.list.sort_by(|a, b| {
            let follows = |finding: &Finding| finding.code == Code::FollowsFromError;
            (follows(a), a.place.sort_key(), a.severity, a.code, &a.message).cmp(&(
                follows(b),
                b.place.sort_key(),
                b.severity,
                b.code,
                &b.message,
            ))
        });
        self.list.dedup_by(|next, kept| {
            let same = (&next.place, next.code, &next.message) == (&kept.place, kept.code, &kept.message);
            if same {
                let new = next.hints.drain(..).filter(|hint| !kept.hints.contains(hint)).collect::<Vec<_>>();
                kept.hints.extend(new);
            }
            same
        });
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::place::Place;
    use super::super::policy::Treatment;
    use super::*;

    #[test]
    fn a_policy_holds_for_what_was_found_before_and_after() {
        let finding = |code| Finding::new(code, Place::file("a.toml"), "x");
        let policy = Policy::new([
            (Code::LongSentence, Treatment::Error),
            (Code::UnexplainedAbbreviation, Treatment::Off),
            (Code::UnknownKey, Treatment::Off),
        ]);
        let mut findings = Findings::new();
        findings.push(finding(Code::LongSentence));
        findings.push(finding(Code::UnexplainedAbbreviation));
        findings.adopt(Arc::new(policy));
        findings.push(finding(Code::UnexplainedAbbreviation));
        findings.push(finding(Code::UnknownKey));
        let mut more = findings.fresh();
        more.push(finding(Code::LongSentence));
        assert!(more.has_errors());
        let kept: Vec<_> = findings.iter().map(|finding| (finding.code, finding.severity)).collect();
        // What would make a document wrong cannot be switched off.
        assert_eq!(kept, [(Code::LongSentence, Severity::Error), (Code::UnknownKey, Severity::Error)]);
    }

    #[test]
    fn the_same_finding_is_kept_once() {
        let mut findings = Findings::new();
        for _ in 0..2 {
            findings.push(Finding::new(Code::UnknownKey, Place::file("a.toml"), "x"));
        }
        assert_eq!(findings.sorted().len(), 1);
    }
}
