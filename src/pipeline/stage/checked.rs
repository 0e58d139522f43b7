//! Checking: all that is wrong with what a document says, and what it states to compare with others.

use super::composed::Composed;
use super::shared::Shared;
use crate::check;
use crate::check::across::Statement;
use crate::diagnostic::{Code, Findings, Place, Treatment};
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
        let Self { manuscript, mut document, mut findings } = self;
        findings.extend(check::document(&document, &shared.engine, &shared.fonts));
        findings.extend(shared.earlier.check(&document));
        check_controls(&document, shared, &mut findings);
        document.waived = check::waive(&document, &mut findings);
        let statements = check::across::statements(&document, &shared.municipality().notation);
        Checked { manuscript, document, statements, findings }
    }
}

impl Checked {
    /// What came of it, with what was done.
    pub fn outcome<T>(self, result: T) -> Outcome<T> {
        let Self { document, statements, findings, .. } = self;
        Outcome { id: document.id, findings, waived: document.waived, statements, result }
    }
}

/// A document with a cell of a control that fails is not made: the cell can be the wrong one.
fn check_controls(document: &Document, shared: &Shared, findings: &mut Findings) {
    let is_error = matches!(findings.policy().treatment(Code::ControlFails), None | Some(Treatment::Error));
    let cells: Vec<&CellRef> = document.all_numbers().flat_map(|(number, _)| &number.cells).collect();
    for control in shared.failed_controls.iter().filter(|_| is_error) {
        if control.cells.iter().any(|cell| cells.contains(&cell)) {
            let cause = format!("een cijfer van de controle \"{}\"", control.id);
            findings.push(Problem::follows_from(&cause).into_finding(&Place::file(&document.path)));
        }
    }
}
