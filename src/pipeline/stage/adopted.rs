//! A document that was adopted as it stands: it stays as it is.

use std::sync::Arc;

use crate::check::across::Statement;
use crate::diagnostic::Findings;
use crate::load::Manuscript;
use crate::pipeline::outcome::Outcome;
use crate::record::Record;

/// A document that was adopted as it stands.
pub struct Adopted {
    pub record: Arc<Record>,
    pub manuscript: Manuscript,
    pub findings: Findings,
}

impl Adopted {
    /// What came of it, with what it states and what was done.
    pub fn outcome<T>(self, statements: Vec<Statement>, result: T) -> Outcome<T> {
        Outcome { id: self.manuscript.id, findings: self.findings, waived: Vec::new(), statements, result }
    }
}
