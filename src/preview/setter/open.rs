//! A document that is shown, or was a moment ago.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use crate::check::across::Statement;
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::load::{DocumentStatus, Manuscript};
use crate::pipeline::{Draft, Press, Run, ShownDocument};
use crate::preview::message::{Denial, NumberOrigin, ShownPage, Viewed};
use crate::project::DocumentId;
use crate::provenance::LedgerEntry;
use crate::record::{self, Record};
use crate::text::SlideSpeech;
use crate::typeset::{Outliner, Pages, Sight};

/// Beyond this many parts of pictures it is no longer remembered which ones were sent.
const BANDS_REMEMBERED: usize = 4_000;

/// A document that is shown.
pub struct OpenDocument {
    pub id: DocumentId,
    pub path: String,
    /// It must be set again.
    pub stale: bool,
    pub press: Press,
    /// The last good pages.
    pub pages: Option<Pages>,
    pub sights: Vec<Sight>,
    pub manuscript: Option<Manuscript>,
    /// What was adopted, where it still says that.
    pub adopted: Option<Arc<Record>>,
    pub title: Option<String>,
    pub status: Option<DocumentStatus>,
    pub findings: Findings,
    /// What is said with each slide; none for a letter.
    pub slides: Option<Vec<SlideSpeech>>,
    /// Whether the pages are those of the text as it is now.
    pub is_fresh: bool,
    /// Whether it can be made as it is now.
    pub is_good: bool,
    pub revision: Option<u64>,
    pub disk: Option<String>,
    /// Where each number comes from, as JSON.
    pub numbers: String,
    /// Viewers do not have them yet.
    pub tell_numbers: bool,
    /// Parts of pictures that viewers have.
    sent: HashSet<String>,
    /// It was not yet tried as PDF.
    pub try_pdf: bool,
    /// Its vocabulary may have changed.
    pub tell_words: bool,
}

impl OpenDocument {
    /// Nothing was set yet.
    pub fn new(id: DocumentId) -> Self {
        Self {
            id,
            path: String::new(),
            stale: true,
            press: Press::default(),
            pages: None,
            sights: Vec::new(),
            manuscript: None,
            adopted: None,
            title: None,
            status: None,
            findings: Findings::new(),
            slides: None,
            is_fresh: false,
            is_good: false,
            revision: None,
            disk: None,
            numbers: "[]".to_owned(),
            tell_numbers: true,
            sent: HashSet::new(),
            try_pdf: false,
            tell_words: true,
        }
    }

    /// It was set again: the pages on which something else stands than before, and what it states.
    pub fn follow(&mut self, draft: Draft) -> (BTreeSet<usize>, Vec<Statement>) {
        match draft {
            Draft::Read(shown) => self.follow_text(*shown),
            Draft::Unreadable(findings) => {
                (self.title, self.status, self.manuscript, self.adopted) = (None, None, None, None);
                self.findings = findings.sorted();
                (self.is_fresh, self.is_good, self.try_pdf) = (false, false, false);
                (BTreeSet::new(), Vec::new())
            }
        }
    }

    fn follow_text(&mut self, shown: ShownDocument) -> (BTreeSet<usize>, Vec<Statement>) {
        let ShownDocument { manuscript, title, status, findings, statements, proof, adopted } = shown;
        (self.title, self.status) = (Some(title), Some(status));
        (self.manuscript, self.adopted) = (Some(manuscript), adopted);
        self.findings = findings.sorted();
        self.is_fresh = proof.is_some();
        self.is_good = self.is_fresh && !self.findings.has_errors();
        // What was adopted has its PDF.
        self.try_pdf = self.is_good && self.adopted.is_none();
        let mut changed = BTreeSet::new();
        if let Some(proof) = proof {
            let sights = proof.pages.sights();
            changed.extend(
                (0..sights.len())
                    .filter(|index| self.sights.get(*index).is_none_or(|before| before.layer != sights[*index].layer)),
            );
            self.sights = sights;
            self.slides = proof.speech;
            self.pages = Some(proof.pages);
            let numbers = numbers_json(&proof.ledger.entries);
            self.tell_numbers |= self.numbers != numbers;
            self.numbers = numbers;
        }
        (changed, statements)
    }

    /// Its pages, and which slide each of them is.
    pub fn sheets(&self) -> Vec<ShownPage> {
        let slides = self.pages.as_ref().and_then(Pages::slides).unwrap_or_default();
        let sights = self.sights.iter().enumerate();
        sights.map(|(index, sight)| ShownPage::of(sight, slides.get(index))).collect()
    }

    /// Bands of pages in sight that were not sent before, or all of them.
    pub fn bands_in_sight(
        &mut self,
        full: bool,
        viewed: &[Viewed],
        outliner: &mut Outliner,
    ) -> BTreeMap<String, String> {
        let name = self.id.to_string();
        // A new tab has none; what a tab misses it asks for.
        if full || self.sent.len() > BANDS_REMEMBERED {
            self.sent.clear();
        }
        let views: Vec<&Viewed> = viewed.iter().filter(|viewed| viewed.document == name).collect();
        let is_in_sight = |page: &usize| views.iter().any(|view| (view.first..=view.last).contains(page));
        let in_sight = self.sights.iter().enumerate().filter(|(page, _)| is_in_sight(page));
        let mut bands = BTreeMap::new();
        for band in in_sight.flat_map(|(_, sight)| &sight.bands) {
            if self.sent.insert(band.hash.clone()) {
                bands.insert(band.hash.clone(), band.svg(outliner));
            }
        }
        bands
    }

    /// Its PDF: of an adopted document the one that was adopted. What the norms object to is added to what was found.
    pub fn pdf(&mut self, run: &Run) -> Result<Vec<u8>, Denial> {
        if let Some(record) = &self.adopted {
            let archived = record::archived(record, &self.id, run.files());
            return archived.map(|(pdf, _)| pdf).map_err(|finding| Denial::from(&*finding));
        }
        let (Some(pages), Some(manuscript)) = (&self.pages, &self.manuscript) else { return Err(no_pdf()) };
        if !self.is_good {
            return Err(no_pdf());
        }
        if manuscript.show.is_some() {
            // On the screen lists build up over pages of their own.
            return match run.typeset(&self.id, &[], &mut self.press) {
                Ok(made) => {
                    self.findings = made.checked.findings.sorted();
                    Ok(made.pdf)
                }
                Err(outcome) => {
                    self.findings = outcome.findings.sorted();
                    Err(no_pdf())
                }
            };
        }
        let mut findings = self.findings.fresh();
        let typesetter = self.press.typesetter(run.fonts());
        let pdf = typesetter.and_then(|typesetter| {
            typesetter.pdf(pages, &manuscript.source, &manuscript.identifier()).take(&mut findings)
        });
        self.findings.extend(findings);
        self.findings = std::mem::take(&mut self.findings).sorted();
        pdf.map(|pdf| pdf.bytes).ok_or_else(no_pdf)
    }

    /// The document is no longer there.
    pub fn gone(&mut self) {
        let mut findings = Findings::new();
        findings.push(
            Finding::new(Code::FileMissing, Place::file(&self.path), format!("{} is er niet (meer).", self.id))
                .hint("Is het bestand verplaatst of hernoemd? Kies het dan opnieuw in de lijst."),
        );
        self.findings = findings;
        (self.is_fresh, self.is_good) = (false, false);
        self.adopted = None;
        self.disk = None;
        self.revision = None;
    }
}

/// There is no such document.
pub fn no_document() -> Denial {
    Denial {
        message: "Dit document is er niet (meer).".to_owned(),
        hint: Some("Kies een document in de lijst.".to_owned()),
    }
}

/// There are mistakes in a document.
fn no_pdf() -> Denial {
    Denial {
        message: "Hiervan kan nu geen PDF worden gemaakt.".to_owned(),
        hint: Some("Los eerst de fouten op die bij Meldingen staan.".to_owned()),
    }
}

fn numbers_json(entries: &[LedgerEntry]) -> String {
    let numbers: Vec<NumberOrigin<'_>> = entries.iter().map(NumberOrigin::of).collect();
    serde_json::to_string(&numbers).unwrap_or_else(|_| "[]".to_owned())
}
