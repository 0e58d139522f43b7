//! The way from a work folder to documents, from top to bottom: [`make`] is all of it, a step a line.
//!
//! Other commands go a part of that way, or another at its end; they are the methods of [`Run`], which is what all
//! documents share: the first two steps.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::thread;

use super::draft::{self, Draft};
use super::each::each;
use super::kept;
use super::order::Order;
use super::outcome::{Delivery, Outcome, Reviewed};
use super::press::Press;
use super::remake;
use super::renditions;
use super::review;
use super::secrecy::{self, Public};
use super::sources::Sources;
use super::stage::laid_out::Refused;
use super::stage::loaded::Loaded;
use super::stage::shared::Shared;
use super::stage::stopped::Stopped;
use super::stage::typeset::Typeset;
use super::stage::written::{NotOpen, Written};
use super::trial::{self, Trial};
use crate::check;
use crate::diagnostic::{Findings, Found};
use crate::dutch::period::Period;
use crate::guard::Stop;
use crate::indicator::Engine;
use crate::layout::Rendition;
use crate::load::fonts::Fonts;
use crate::load::{Manuscript, TriedKind};
use crate::project::{DocumentId, Files, Inventory, WorkFolder};
use crate::provenance::Ledger;
use crate::text::Document;

/// Makes documents on `workers` threads, and tells `done` of each. Gives what came of them, in their order, and what
/// is wrong with the data that they share.
pub fn make(
    sources: Sources,
    documents: &[DocumentId],
    order: &Order,
    workers: usize,
    done: &(dyn Fn(&DocumentId) + Sync),
) -> Found<Vec<Outcome<Delivery>>> {
    let loaded = Loaded::from(sources.with_fonts_coming());
    let protected = loaded.protect();
    // The dictionary is read only where it decides whether a document is made.
    let (shared, findings) = protected.share(check::dictionary_may_refuse).into_parts();
    let shared = &shared;
    let (has_read, all_read) = mpsc::channel();
    let make_one = move |id: &DocumentId, press: &mut Press| -> Result<Outcome<Delivery>, Stopped> {
        let mut written = Written::open(id, shared)?;
        secrecy::tell(&mut written.findings, &written.manuscript, || Public::of_order(order, &written.manuscript));
        let renditions = order.renditions(&written.manuscript);
        let pages_wanted = order.wants_pages(&written.manuscript);
        let charts_wanted = order.wants_charts(&written.manuscript);
        let composed = written.compose(shared);
        let drawn = composed.check_and_draw(shared);
        let traced = drawn.trace(shared);
        let laid_out = traced
            .lay_out(&renditions, shared)?
            .with_pages(pages_wanted, shared)?
            .with_charts(charts_wanted, shared)?;
        // It is listened to for as long as there are documents to come.
        let _ = has_read.send(());
        let made_from = laid_out.made_from(shared);
        if let Some(pages) = order.made_before(id, &made_from) {
            return Ok(laid_out.leave(pages, &made_from, order));
        }
        let typeset = laid_out.keep_source(order).typeset(shared, press)?;
        Ok(typeset.write(&made_from, order, shared))
    };
    let outcomes = thread::scope(|scope| {
        scope.spawn(|| order.memory.note_shared(&findings));
        // Begins when every document is laid out, or when it is known of the last one that it will not be.
        let still_holds = scope.spawn(move || {
            all_read.iter().take(documents.len()).for_each(drop);
            order.memory.still_holds()
        });
        let deliver = move |id: &DocumentId, press: &mut Press| match make_one(id, press) {
            Ok(outcome) => outcome,
            Err(Stopped::Refused(checked)) => checked.not_made(order),
            Err(Stopped::Adopted(adopted)) => kept::deliver(*adopted, order, shared),
            Err(Stopped::Unreadable(findings)) => Outcome::of_unread(id, findings, Delivery::NotMade { older: None }),
        };
        let stopped = |id: &DocumentId, stop| {
            Outcome::of_unread(id, shared.stopped(id, &stop), Delivery::NotMade { older: None })
        };
        let outcomes = each(shared.root(), documents, workers, done, deliver, stopped);
        // A file that was saved in the meantime may be in some documents and not in others.
        if !still_holds.join().unwrap_or_default() {
            order.memory.forget(documents);
        }
        outcomes
    });
    Found::new(outcomes, findings)
}

/// What all documents of a work folder share, to go a part of the way with them.
pub struct Run {
    shared: Shared,
}

impl Run {
    /// Looks through a work folder and loads it.
    pub fn open(folder: WorkFolder) -> Found<Self> {
        Self::of(Sources::of(Files::new(folder)))
    }

    /// Loads what documents share. The findings are about the shared data, whichever document uses it.
    pub fn of(sources: Sources) -> Found<Self> {
        Loaded::from(sources).protect().share(check::asks_dictionary).map(|shared| Self { shared })
    }

    /// Loads the files that an adopted document was made from; none where they are no work folder any more.
    pub fn of_archive(folder: &Path, id: &DocumentId, fonts: Option<Arc<Fonts>>) -> Option<Self> {
        let sources = Sources::of_archive(folder, id)?.with_fonts(fonts);
        Some(Self { shared: kept::open_untried(sources) })
    }

    /// Every check of these documents, on `workers` threads; `done` is told of each. What comes of it is in the order of
    /// `documents`.
    pub fn check_all(
        &self,
        documents: &[DocumentId],
        workers: usize,
        done: &(dyn Fn(&DocumentId) + Sync),
    ) -> Vec<Reviewed> {
        let shared = &self.shared;
        let stopped = |id: &DocumentId, stop| Outcome::of_unread(id, shared.stopped(id, &stop), None);
        each(shared.root(), documents, workers, done, |id, press| self.check(id, press), stopped)
    }

    /// Every check of one document.
    pub fn check(&self, id: &DocumentId, press: &mut Press) -> Reviewed {
        let shared = &self.shared;
        let mut written = match Written::open(id, shared) {
            Ok(written) => written,
            Err(NotOpen::Adopted(adopted)) => return kept::check(*adopted, shared),
            Err(NotOpen::Unreadable(findings)) => return Outcome::of_unread(id, findings, None),
        };
        secrecy::tell(&mut written.findings, &written.manuscript, || Public::by_author(&written.manuscript));
        let renditions = renditions::all(&written.manuscript, |_| false);
        let html = written.manuscript.html && written.manuscript.secrecy.is_none();
        let is_shown = written.manuscript.show.is_some();
        let composed = written.compose(shared);
        let checked = composed.check(shared);
        let drawn = checked.draw(shared);
        let checked = match is_shown {
            false => drawn.try_layout(&renditions, shared),
            // What fits on a slide is known only when it is set there.
            true => match drawn.trace(shared).lay_out(&renditions, shared).and_then(|one| one.with_pages(html, shared))
            {
                Ok(laid_out) => laid_out.try_pages(shared, press),
                Err(Refused(checked)) => *checked,
            },
        };
        let review = review::of_checked(&checked, shared);
        checked.outcome(Some(review))
    }

    /// Where every number in a document comes from. Of an adopted one, as it was adopted.
    ///
    /// # Errors
    /// What keeps that from being known.
    pub fn trace(&self, id: &DocumentId, press: &mut Press) -> Result<Ledger, Findings> {
        let shared = &self.shared;
        let mut ledger = || -> Result<Ledger, Stopped> {
            let written = Written::open(id, shared)?;
            let renditions = [renditions::own(&written.manuscript)];
            let checked = written.compose(shared).check(shared);
            let traced = checked.draw(shared).trace(shared);
            let typeset = traced.lay_out(&renditions, shared)?.typeset(shared, press)?;
            Ok(typeset.ledger)
        };
        ledger().or_else(|stopped| match stopped {
            Stopped::Adopted(adopted) => kept::trace(*adopted, shared),
            Stopped::Refused(checked) => Err(checked.findings),
            Stopped::Unreadable(findings) => Err(findings),
        })
    }

    /// One document as bytes, whether or not it was adopted; a presentation also as `extras`. Nothing is written.
    ///
    /// # Errors
    /// What came of it where it cannot be made; the findings say why.
    pub fn typeset(&self, id: &DocumentId, extras: &[Rendition], press: &mut Press) -> Result<Typeset, Outcome<()>> {
        remake::typeset(id, extras, &self.shared, press)
    }

    /// One document as far as its pages, to be shown on a screen.
    pub fn draft(&self, id: &DocumentId, press: &mut Press) -> Draft {
        draft::draft(id, &self.shared, press)
    }

    /// One document as it reads, without checks and without pages; with what was found while it was composed.
    /// An adopted one reads as it was adopted, whatever became of the data since.
    pub fn composed(&self, id: &DocumentId) -> Found<Option<Document>> {
        let written = match Written::read(id, &self.shared) {
            Ok(written) => written,
            Err(findings) => return Found::nothing(findings),
        };
        let Some(record) = written.adopted(&self.shared) else { return written.compose(&self.shared).into_document() };
        match kept::archived(id, &record, &self.shared) {
            Ok(archived) => match Written::read(id, &archived) {
                Ok(written) => written.compose(&archived).into_document(),
                Err(findings) => Found::nothing(findings),
            },
            Err(finding) => {
                let mut findings = written.findings;
                findings.push(*finding);
                Found::nothing(findings)
            }
        }
    }

    /// What is told of a document whose work was stopped.
    pub fn stopped(&self, id: &DocumentId, stop: &Stop) -> Findings {
        self.shared.stopped(id, stop)
    }

    /// From now on these texts are read instead of what is on disk, by path.
    pub fn edit(&mut self, unsaved: Arc<BTreeMap<String, Arc<str>>>) {
        self.shared.files = self.shared.files.with_unsaved(unsaved);
    }

    /// Reads the text of a document.
    pub fn manuscript(&self, id: &DocumentId) -> Found<Option<Manuscript>> {
        self.shared.manuscript(id)
    }

    /// Tries definitions that are being written: what each prints in a letter about a period.
    pub fn trial(&self, kind: TriedKind, text: &str, period: Period) -> BTreeMap<String, Trial> {
        trial::trial(&self.shared, kind, text, period)
    }

    /// The files of the work folder, as this run reads them.
    pub fn files(&self) -> &Files {
        &self.shared.files
    }

    /// The fonts that documents are set in.
    pub fn fonts(&self) -> &Arc<Fonts> {
        &self.shared.fonts
    }

    /// What formulas are computed with.
    pub fn engine(&self) -> &Arc<Engine> {
        &self.shared.engine
    }

    /// The documents of the work folder.
    pub fn inventory(&self) -> &Inventory {
        &self.shared.inventory
    }
}
