//! A value in a TOML text, with its place and its key.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeString, DeValue};

use crate::diagnostic::{Code, Finding, Findings, Fix, Place, SourceText};

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

/// The text that spans count in.
#[derive(Clone, Copy)]
pub(super) struct Within<'a> {
    pub source: &'a Arc<SourceText>,
    /// Where the TOML starts in it.
    pub offset: usize,
}

impl Within<'_> {
    pub fn absolute(self, span: Range<usize>) -> Range<usize> {
        span.start + self.offset..span.end + self.offset
    }

    pub fn at(self, span: Range<usize>) -> Place {
        Place::text(self.source, self.absolute(span))
    }
}

/// A key and its value.
pub(crate) struct TomlEntry<'a> {
    pub(super) within: Within<'a>,
    pub(super) key: &'a Spanned<DeString<'a>>,
    pub(super) value: &'a Spanned<DeValue<'a>>,
    /// The key with those of the tables around it: `maten.kosten`.
    pub(super) path: String,
    /// Whether the key must be there; then it cannot be blank either.
    pub(super) required: bool,
}

impl TomlEntry<'_> {
    /// The key as its author wrote it.
    pub fn name(&self) -> &str {
        self.key.get_ref()
    }

    /// The value as something else, at the same place.
    pub fn located<T>(&self, value: T) -> Located<T> {
        Located { value, place: self.within.at(self.value.span()) }
    }

    /// The same, where what is written there may tell what was meant.
    pub fn wrong_type_meant(
        &self,
        value: &Spanned<DeValue<'_>>,
        expected: &str,
        meant: impl FnOnce(&str) -> Option<(String, String)>,
        findings: &mut Findings,
    ) {
        let message = format!("Bij \"{}\" hoort {expected}.", self.name());
        let place = self.within.at(value.span());
        let meant = place.written().and_then(meant);
        let fix = meant.and_then(|(becomes, title)| Fix::replace(&place, becomes, title)).map(Fix::safe);
        findings.push(Finding::new(Code::WrongType, place, message).fix(fix));
    }

    /// Reports that `value`, the entry's own or one of its list, is not what the key holds.
    pub fn wrong_type(&self, value: &Spanned<DeValue<'_>>, expected: &str, findings: &mut Findings) {
        self.wrong_type_meant(value, expected, |_| None, findings);
    }
}
