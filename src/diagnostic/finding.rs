//! One finding: what is wrong, how bad that is, where, and what to do.

use super::code::Code;
use super::place::Place;
use super::severity::Severity;

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of finding; `griffel uitleg` explains it.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one Dutch sentence.
    pub message: String,
    /// Where it is.
    pub place: Place,
    /// What to do, in Dutch; may be empty.
    pub hints: Vec<String>,
    /// Where it is mended, if that is elsewhere: the cell that lacks a number, or the row after which one is missing.
    pub mend: Option<Box<Place>>,
}

impl Finding {
    /// A finding with the severity that belongs to its code.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self { code, severity: code.severity(), message: message.into(), place, hints: Vec::new(), mend: None }
    }

    /// Adds a hint on what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Says where it is mended, when that is known.
    #[must_use]
    pub fn mended_at(mut self, place: Option<Box<Place>>) -> Self {
        self.mend = place;
        self
    }

    /// Adds a hint when there is one.
    #[must_use]
    pub fn maybe_hint(mut self, hint: Option<String>) -> Self {
        self.hints.extend(hint);
        self
    }
}
