//! Findings that an author accepted with a reason.

use super::finding::Finding;
use super::findings::Findings;
use super::place::Place;
use super::policy::Policy;

/// A finding that an author accepted. It stays on record, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waived {
    /// What was found.
    pub finding: Finding,
    /// Why that is acceptable here.
    pub reason: String,
    /// Where the author says so.
    pub place: Place,
}

/// Everything that was found, for whoever reads it as a whole.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// What somebody should look at.
    pub findings: &'a Findings,
    /// What somebody looked at already.
    pub waived: &'a [Waived],
}

impl Report<'_> {
    /// The policy that decided how bad the findings are.
    pub fn policy(&self) -> &Policy {
        self.findings.policy()
    }
}
