//! Checking: all that is wrong with what a document says, and what it states to compare with others.

use super::composed::Composed;
use super::shared::Shared;
use crate::check;
use crate::check::across::Statement;
use crate::diagnostic::{Code, Findings, Place, Policy, Treatment};
use crate::indicator::{CellRef, Problem};
use crate::load::Manuscript;
use crate::pipeline::outcome::Outcome;
use crate::text::Document;

/// A document that was held against every rule.
pub struct Checked {
    /// Its text as its author wrote it.
    pub manuscript: Manuscript,
    /// As it reads.
    pub document: Document,
    /// What it states, to compare with other documents.
    pub statements: Vec<Statement>,
    /// What was found in it, less what its author accepts.
    pub findings: Findings,
}

impl Composed {
    /// Holds it against every rule, what earlier documents said and the sums that must come out; takes out what its
    /// author accepts.
    pub fn check(self, shared: &Shared) -> Checked {
        let Self { manuscript, document, mut findings } = self;
        findings.extend(self::findings(&document, findings.policy(), shared));
        Checked::of(manuscript, document, findings, shared)
    }
}

/// What is wrong with what a document says, whether or not its author accepts it.
pub(super) fn findings(document: &Document, policy: &Policy, shared: &Shared) -> Findings {
    let mut findings = check::document(document, &shared.engine, &shared.fonts, shared.known_words());
    findings.extend(shared.earlier.check(document));
    check_controls(document, policy, shared, &mut findings);
    findings
}

impl Checked {
    /// A document with all that was found in it; what its author accepts is taken out.
    pub(super) fn of(manuscript: Manuscript, mut document: Document, mut findings: Findings, shared: &Shared) -> Self {
        document.waived = check::waive(&document, &mut findings);
        let statements = check::across::statements(&document, &shared.municipality().notation);
        Self { manuscript, document, statements, findings }
    }

    /// What came of it, with what was done.
    pub fn outcome<T>(self, result: T) -> Outcome<T> {
        let Self { document, statements, findings, .. } = self;
        Outcome { id: document.id, findings, waived: document.waived, statements, result }
    }
}

/// A document with a cell of a control that fails is not made: the cell can be the wrong one.
fn check_controls(document: &Document, policy: &Policy, shared: &Shared, findings: &mut Findings) {
    let is_error = matches!(policy.treatment(Code::ControlFails), None | Some(Treatment::Error));
    let cells: Vec<&CellRef> = document.all_numbers().flat_map(|(number, _)| &number.cells).collect();
    for control in shared.failed_controls.iter().filter(|_| is_error) {
        if control.cells.iter().any(|cell| cells.contains(&cell)) {
            let cause = format!("een cijfer van de controle \"{}\"", control.id);
            findings.push(Problem::follows_from(&cause).into_finding(&Place::file(&document.path)));
        }
    }
}
