//! Laying out: Typst source, for the document itself and for what else it is made into.

use super::checked::Checked;
use super::drawn::Drawn;
use super::shared::Shared;
use super::traced::Traced;
use crate::diagnostic::Place;
use crate::indicator::Problem;
use crate::layout::{AnnexRow, Rendition, TypstSource};
use crate::project::MARKER;
use crate::provenance::Ledger;

/// A document that can be typeset: there are no errors in it.
pub struct LaidOut {
    pub checked: Checked,
    /// Still without pages.
    pub ledger: Ledger,
    pub own: TypstSource,
    /// What else it is made into.
    pub extras: Vec<TypstSource>,
}

/// There are errors in a document, among its findings; it cannot be made.
pub struct Refused(pub Box<Checked>);

impl Traced {
    /// Lays it out for each of `renditions`, its own first.
    pub fn lay_out(self, renditions: &[Rendition], shared: &Shared) -> Result<LaidOut, Refused> {
        let Self { mut drawn, ledger } = self;
        let annex = if drawn.checked.document.with_origins { ledger.annex() } else { Vec::new() };
        let mut sources = lay_out(&mut drawn, &annex, renditions, shared).into_iter();
        let Drawn { checked, .. } = drawn;
        match sources.next() {
            Some(own) if !checked.findings.has_errors() => {
                Ok(LaidOut { checked, ledger, own, extras: sources.collect() })
            }
            _ => Err(Refused(Box::new(checked))),
        }
    }
}

impl Drawn {
    /// Lays it out only to see what is wrong with that. Where its numbers come from need not be known, unless that
    /// is printed.
    pub fn try_layout(mut self, renditions: &[Rendition], shared: &Shared) -> Checked {
        if self.checked.document.with_origins {
            return match self.trace(shared).lay_out(renditions, shared) {
                Ok(laid_out) => laid_out.checked,
                Err(Refused(checked)) => *checked,
            };
        }
        lay_out(&mut self, &[], renditions, shared);
        self.checked
    }
}

/// Lays a document out for each of `renditions`; those in which something is wrong are not among the results.
fn lay_out(drawn: &mut Drawn, annex: &[AnnexRow], renditions: &[Rendition], shared: &Shared) -> Vec<TypstSource> {
    let Drawn { checked: Checked { document, findings, .. }, drawings } = drawn;
    let municipality = shared.municipality();
    let mut sources = Vec::new();
    for rendition in renditions {
        let source = shared.layouts.lay_out(document, municipality, drawings, annex, *rendition);
        sources.extend(source.take(findings));
    }
    if !municipality.usable {
        findings.push(Problem::follows_from(MARKER).into_finding(&Place::file(&document.path)));
    }
    sources
}
