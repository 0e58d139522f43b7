//! Typesetting: a document as PDFs, before anything is written; or only its pages, to be looked at.

use super::checked::Checked;
use super::laid_out::{LaidOut, Refused};
use super::shared::Shared;
use crate::diagnostic::{Code, Finding, Place};
use crate::digest::sha256;
use crate::layout::{Rendition, TypstSource};
use crate::pipeline::press::Press;
use crate::provenance::Ledger;
use crate::record::file_stem;
use crate::text::SlideSpeech;
use crate::typeset::{Pages, Pdf};
use crate::web::{LooseChart, PdfFacts, WebFile};

/// A document as it was typeset, before anything is written.
pub struct Typeset {
    /// What it says, and what was found in it.
    pub checked: Checked,
    /// The bytes of the PDF.
    pub pdf: Vec<u8>,
    /// The PDFs of what else it was made into.
    pub extras: Vec<(Rendition, Vec<u8>)>,
    /// Its web pages.
    pub web: Vec<(WebFile, String)>,
    /// The files of its charts by themselves, each with the end of its name; none where they are not asked for.
    pub charts: Option<Vec<(String, Vec<u8>)>>,
    /// Where its numbers come from, and on which page each stands.
    pub ledger: Ledger,
    /// How many pages it has.
    pub pages: usize,
    /// What it was set from, where that is not what it was laid out as.
    pub set_from: Option<TypstSource>,
}

/// The pages of a document, to be looked at while it is being written.
pub struct Proof {
    /// The pages.
    pub pages: Pages,
    /// Where its numbers come from, and on which page each stands.
    pub ledger: Ledger,
    /// What is said with each slide; none for a letter.
    pub speech: Option<Vec<SlideSpeech>>,
}

impl LaidOut {
    /// Makes its PDFs.
    pub fn typeset(self, shared: &Shared, press: &mut Press) -> Result<Typeset, Refused> {
        let Self { mut checked, ledger, own, extras, web, charts, .. } = self;
        let ident = checked.manuscript.identifier();
        let Some(pdf) = pdf(own, &ident, &mut checked, shared, press) else {
            return Err(Refused(Box::new(checked)));
        };
        let mut others = Vec::new();
        for extra in extras {
            let rendition = extra.rendition;
            let ident = format!("{ident}.{}", rendition.extension());
            match self::pdf(extra, &ident, &mut checked, shared, press) {
                Some(pdf) => others.push((rendition, pdf.bytes)),
                None => return Err(Refused(Box::new(checked))),
            }
        }
        let ledger = ledger.on_pages(&pdf.page_of);
        let web = web.map(|web| {
            let stem = file_stem(&checked.manuscript.id, checked.manuscript.version);
            let facts = PdfFacts { stem, sha256: sha256(&pdf.bytes), pages: pdf.pages };
            shared.pages.files(&web.document, &facts).take(&mut checked.findings)
        });
        let Some(web) = web.unwrap_or_else(|| Some(Vec::new())) else { return Err(Refused(Box::new(checked))) };
        let charts = match charts.map(|charts| chart_files(&charts, shared)).transpose() {
            Ok(charts) => charts,
            Err(why) => {
                checked.findings.push(charts_not_made(&checked.document.path, &why));
                return Err(Refused(Box::new(checked)));
            }
        };
        let Pdf { bytes: pdf, pages, set_from, .. } = pdf;
        Ok(Typeset { checked, pdf, extras: others, web, charts, ledger, pages, set_from })
    }

    /// Sets its pages to see whether everything fits; they are not kept.
    pub fn try_pages(self, shared: &Shared, press: &mut Press) -> Checked {
        let Self { mut checked, own, extras, .. } = self;
        for source in std::iter::once(own).chain(extras) {
            pages(source, &mut checked, shared, press);
        }
        checked
    }

    /// Sets its own pages, to be looked at; none where that cannot be done.
    pub fn prove(self, shared: &Shared, press: &mut Press) -> (Checked, Option<Proof>) {
        let Self { mut checked, ledger, own, .. } = self;
        let proof = pages(own, &mut checked, shared, press).map(|pages| Proof {
            ledger: ledger.on_pages(&pages.page_of()),
            speech: checked.document.speech(),
            pages,
        });
        (checked, proof)
    }
}

/// The files of charts, each with the end of its name.
pub fn chart_files(charts: &[LooseChart], shared: &Shared) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut files = Vec::new();
    for chart in charts {
        files.extend(chart.files(shared.outliner())?);
    }
    Ok(files)
}

/// What is told where the files of charts cannot be made.
pub fn charts_not_made(path: &str, why: &str) -> Finding {
    let message = format!("Fout in Griffel: de grafieken kunnen niet los worden gemaakt: {why}.");
    Finding::new(Code::TypesettingError, Place::file(path), message)
}

fn pdf(source: TypstSource, ident: &str, checked: &mut Checked, shared: &Shared, press: &mut Press) -> Option<Pdf> {
    let Checked { manuscript, findings, .. } = checked;
    press.typesetter(&shared.fonts)?.typeset(source, &manuscript.source, ident, findings.policy()).take(findings)
}

fn pages(source: TypstSource, checked: &mut Checked, shared: &Shared, press: &mut Press) -> Option<Pages> {
    let Checked { manuscript, findings, .. } = checked;
    press.typesetter(&shared.fonts)?.pages(source, &manuscript.source).take(findings)
}
