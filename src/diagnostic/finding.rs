//! One finding: what is wrong, how bad that is, where, and what to do.

use super::code::Code;
use super::fix::Fix;
use super::hint::Hint;
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
    /// What makes it go away, the likeliest first; may be empty.
    pub fixes: Vec<Fix>,
    /// Where it is mended, if that is elsewhere: the cell that lacks a number, or the row after which one is missing.
    pub mend: Option<Box<Place>>,
}

impl Finding {
    /// A finding with the severity that belongs to its code.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            place,
            hints: Vec::new(),
            fixes: Vec::new(),
            mend: None,
        }
    }

    /// Adds a hint on what to do; where it names what is meant, also the fix that writes that name.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Hint>) -> Self {
        let hint = hint.into();
        self.fixes.extend(hint.fix(&self.place));
        self.hints.push(hint.words().to_owned());
        self
    }

    /// Adds what makes it go away, where that is known. Only codes that say so are mended unseen.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<Option<Fix>>) -> Self {
        let mends_itself = self.code.mends_itself();
        self.fixes.extend(fix.into().map(|fix| Fix { is_safe: fix.is_safe && mends_itself, ..fix }));
        self
    }

    /// The fixes that need no answer first.
    pub fn complete_fixes(&self) -> impl Iterator<Item = &Fix> {
        self.fixes.iter().filter(|fix| fix.question.is_none())
    }

    /// Says where it is mended, when that is known.
    #[must_use]
    pub fn mended_at(mut self, place: Option<Box<Place>>) -> Self {
        self.mend = place;
        self
    }

    /// Adds a hint when there is one.
    #[must_use]
    pub fn maybe_hint(self, hint: Option<impl Into<Hint>>) -> Self {
        match hint {
            Some(hint) => self.hint(hint),
            None => self,
        }
    }
}
