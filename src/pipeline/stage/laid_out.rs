//! Laying out: Typst source, for the document itself and for what else it is made into.

use super::checked::Checked;
use super::drawn::Drawn;
use super::shared::Shared;
use super::traced::Traced;
use chrono::NaiveDate;

use crate::diagnostic::{Code, Finding, Found, Place, Severity};
use crate::indicator::Problem;
use crate::layout::{AnnexRow, Drawing, Rendition, TypstSource};
use crate::project::MARKER;
use crate::provenance::Ledger;
use crate::record::file_stem;
use crate::web::{Content, LooseChart, PdfFacts, WebDocument, WebFile, WebPages, loose_charts};

/// A document that can be typeset: there are no errors in it.
pub struct LaidOut {
    pub checked: Checked,
    /// Still without pages.
    pub ledger: Ledger,
    pub own: TypstSource,
    /// What else it is made into.
    pub extras: Vec<TypstSource>,
    /// Its charts, and where its numbers come from if that is printed: web pages need them too.
    drawings: Vec<Option<Drawing>>,
    annex: Vec<AnnexRow>,
    /// Its web pages, as long as its PDF is not known; none where it becomes none.
    pub web: Option<LaidOutPages>,
    /// Its charts by themselves; none where they are not asked for.
    pub charts: Option<Vec<LooseChart>>,
}

/// Web pages that lack nothing but what is known of the PDF.
pub struct LaidOutPages {
    pub document: WebDocument,
    /// The pages with nothing known of the PDF: what they say, to be remembered.
    pub draft: Vec<(WebFile, String)>,
}

/// There are errors in a document, among its findings; it cannot be made.
pub struct Refused(pub Box<Checked>);

impl Traced {
    /// Lays it out for each of `renditions`, its own first.
    pub fn lay_out(self, renditions: &[Rendition], shared: &Shared) -> Result<LaidOut, Refused> {
        let Self { mut drawn, ledger } = self;
        let annex = if drawn.checked.document.with_origins { ledger.annex() } else { Vec::new() };
        let mut sources = lay_out(&mut drawn, &annex, renditions, shared).into_iter();
        let Drawn { checked, drawings } = drawn;
        match sources.next() {
            Some(own) if !checked.findings.has_errors() => {
                let extras = sources.collect();
                Ok(LaidOut { checked, ledger, own, extras, drawings, annex, web: None, charts: None })
            }
            _ => Err(Refused(Box::new(checked))),
        }
    }
}

impl LaidOut {
    /// With web pages, where they are `wanted`.
    pub fn with_pages(mut self, wanted: bool, shared: &Shared) -> Result<Self, Refused> {
        if !wanted {
            return Ok(self);
        }
        let written = shared.pages.write(&self.content(shared), &self.own);
        let Checked { manuscript, findings, .. } = &mut self.checked;
        let unknown = PdfFacts::unknown(file_stem(&manuscript.id, manuscript.version));
        match shared.pages.files(&written, &unknown).take(findings) {
            Some(draft) => {
                self.web = Some(LaidOutPages { document: written, draft });
                Ok(self)
            }
            None => Err(Refused(Box::new(self.checked))),
        }
    }

    /// With its charts by themselves, where they are `wanted`.
    pub fn with_charts(mut self, wanted: bool, shared: &Shared) -> Result<Self, Refused> {
        if wanted {
            let Checked { document, findings, .. } = &mut self.checked;
            self.charts = Some(loose_charts(document, shared.municipality()).take(findings));
        }
        if wanted && self.checked.findings.has_errors() { Err(Refused(Box::new(self.checked))) } else { Ok(self) }
    }

    /// Its web pages by other templates than its own.
    pub fn pages(&self, pages: &WebPages, shared: &Shared, pdf: &PdfFacts) -> Found<Option<Vec<(WebFile, String)>>> {
        pages.files(&pages.write(&self.content(shared), &self.own), pdf)
    }

    fn content<'a>(&'a self, shared: &'a Shared) -> Content<'a> {
        Content {
            document: &self.checked.document,
            municipality: shared.municipality(),
            drawings: &self.drawings,
            annex: &self.annex,
        }
    }
}

/// Errors that leave a gap, or that only the head has: what else there is can be shown.
const GAPS: [Code; 14] = [
    Code::FollowsFromError,
    Code::MissingKey,
    Code::UnknownInFormula,
    Code::DivisionByZero,
    Code::NoSuchCell,
    Code::ValueUnknown,
    Code::FormulaFails,
    Code::UnknownName,
    Code::UnknownAbbreviation,
    Code::UnknownCase,
    Code::WithheldInText,
    Code::UnknownExhibit,
    Code::ExhibitWithoutData,
    Code::MissingSection,
];

impl Traced {
    /// Lays it out to be looked at while it is being written: where something is missing, that is shown.
    pub fn lay_out_with_gaps(mut self, rendition: Rendition, shared: &Shared) -> Result<LaidOut, Refused> {
        if !self.drawn.checked.findings.has_errors() {
            return self.lay_out(&[rendition], shared);
        }
        self.drawn.checked.document.shows_gaps = true;
        let Self { mut drawn, ledger } = self;
        let own = lay_out(&mut drawn, &[], &[rendition], shared).pop();
        let Drawn { checked, drawings } = drawn;
        let leaves_gaps = |finding: &Finding| finding.severity != Severity::Error || GAPS.contains(&finding.code);
        // Without a date it would show one that nobody wrote.
        let has_date = checked.manuscript.date != NaiveDate::default();
        let can_be_shown = shared.municipality().usable && has_date && checked.findings.iter().all(leaves_gaps);
        match own {
            Some(own) if can_be_shown => {
                let (extras, annex) = (Vec::new(), Vec::new());
                Ok(LaidOut { checked, ledger, own, extras, drawings, annex, web: None, charts: None })
            }
            _ => Err(Refused(Box::new(checked))),
        }
    }
}

impl Drawn {
    /// Lays it out only to see what is wrong with that. Where its numbers come from need not be known, unless that
    /// is printed.
    pub fn try_layout(mut self, renditions: &[Rendition], shared: &Shared) -> Checked {
        let html = self.checked.manuscript.html && self.checked.manuscript.secrecy.is_none();
        if self.checked.document.with_origins || html {
            let laid_out = self.trace(shared).lay_out(renditions, shared);
            return match laid_out.and_then(|laid_out| laid_out.with_pages(html, shared)) {
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
