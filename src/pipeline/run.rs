//! The way from a work folder to letters, from top to bottom.

mod kept;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, Once, PoisonError};

use super::earlier::Earlier;
use super::memory::{Memory, Written};
use super::outcome::{Outcome, Planning};
use super::sent;
use crate::chart;
use crate::check;
use crate::check::missing::missing;
use crate::check::promise::promises;
use crate::diagnostic::{Code, Finding, Findings, Place, Treatment, did_you_mean};
use crate::digest::Sum;
use crate::export::Output;
use crate::indicator::grid;
use crate::indicator::{CellRef, Engine, Problem, control};
use crate::layout::{self, LaidOut, Layouts, Rendition};
use crate::load::fonts::Fonts;
use crate::load::{self, DEFAULT_FONT, Dataset, Manuscript};
use crate::project::{DocumentId, Files, Inventory, MARKER, WorkFolder, builtin_font, is_in_input_folder};
use crate::provenance::{self, Ledger};
use crate::record::{self, Record};
use crate::text::{self, BlockContent, Document, SlideSpeech};
use crate::typeset::{Pages, Typesetter};

/// Everything that the documents of one run share.
pub struct Run {
    files: Files,
    inventory: Arc<Inventory>,
    engine: Arc<Engine>,
    layouts: Layouts,
    fonts: Arc<Fonts>,
    earlier: Earlier,
    failed_controls: Vec<control::Failed>,
    /// What is wrong with the shared data, whichever document uses it.
    pub findings: Findings,
}

/// A document as it is shown while it is being written.
pub struct Draft {
    /// What came of it; its ledger knows the pages.
    pub outcome: Outcome,
    /// The letter, if it could be read.
    pub letter: Option<Manuscript>,
    /// Its pages, if it is in order, or if only something on a slide does not fit.
    pub pages: Option<Pages>,
    /// What is said with each slide; none for a letter.
    pub speech: Option<Vec<SlideSpeech>>,
    /// What was adopted, where it still says that.
    pub adopted: Option<Arc<Record>>,
}

/// What is done with documents that are in order.
#[derive(Debug, Clone)]
pub enum Task {
    /// Every check that needs no pages, nothing written.
    Check,
    /// PDFs are written.
    Make {
        /// Where to.
        output: Output,
        /// Whether the Typst source is kept beside each PDF.
        keep_typst: bool,
        /// Whether everything is made, also what was made before.
        again: bool,
        /// What presentations are made into besides their slides.
        extras: Vec<Rendition>,
        /// What was made before, and where it is noted that it is made now.
        memory: Option<Arc<Memory>>,
    },
    /// Every number is traced, nothing written.
    Trace,
}

/// A document as it was made, before anything is written.
pub struct Made {
    /// What it says.
    pub document: Document,
    /// The bytes of the PDF.
    pub pdf: Vec<u8>,
    /// The PDFs of what else it was made into.
    pub extras: Vec<(Rendition, Vec<u8>)>,
    /// Where its numbers come from.
    pub ledger: Ledger,
    /// How many pages it has.
    pub pages: usize,
}

/// A document that can be typeset.
struct Ready {
    letter: Manuscript,
    document: Document,
    laid_out: LaidOut,
    /// What else it is made into.
    extras: Vec<LaidOut>,
    /// Still without pages.
    ledger: Ledger,
}

impl Run {
    /// Discovers and loads the work folder.
    pub fn open(folder: WorkFolder) -> Self {
        Self::with(Files::new(folder), None)
    }

    /// Discovers and loads the work folder of `files`; with fonts that were loaded before, if they are the same still.
    pub fn with(files: Files, fonts: Option<Arc<Fonts>>) -> Self {
        let (inventory, first) = Inventory::of(files.folder()).into_parts();
        let mut run = Self::over(files, Arc::new(inventory), fonts);
        let mut findings = run.findings.fresh();
        findings.extend(first);
        findings.extend(std::mem::take(&mut run.findings));
        run.findings = findings;
        run
    }

    /// Loads the files of a work folder that were found before. What was wrong with where they are is not
    /// among its findings.
    pub fn over(files: Files, inventory: Arc<Inventory>, fonts: Option<Arc<Fonts>>) -> Self {
        let mut run = Self::unchecked(files, inventory, fonts);
        let mut findings = std::mem::take(&mut run.findings);
        run.engine.check(&mut findings);
        grid::check(&run.engine, &mut findings);
        let periods = run.inventory.documents.keys().map(|id| id.period).collect();
        run.failed_controls = control::check(&run.engine, &periods, &mut findings);
        run.findings = findings;
        run
    }

    /// Loads the work folder of `files` to adopt one document, whose own numbers did not go out yet.
    pub fn in_hand(files: Files, id: &DocumentId, fonts: Option<Arc<Fonts>>) -> Self {
        let mut inventory = Inventory::of(files.folder()).without_findings();
        inventory.in_hand = Some(id.clone());
        Self::over(files, Arc::new(inventory), fonts)
    }

    /// Loads the files that an adopted document was made from. They were in order for that document; those that
    /// only others use are not there.
    pub fn of_archive(folder: &Path, id: &DocumentId, fonts: Option<Arc<Fonts>>) -> Option<Self> {
        let files = Files::new(WorkFolder::alone(folder)?);
        let mut inventory = Inventory::of(files.folder()).without_findings();
        inventory.in_hand = Some(id.clone());
        Some(Self::unchecked(files, Arc::new(inventory), fonts))
    }

    /// Without the checks on shared data.
    fn unchecked(files: Files, inventory: Arc<Inventory>, fonts: Option<Arc<Fonts>>) -> Self {
        let (data, mut findings) = load::dataset(&files, &inventory).into_parts();
        let data = sent::protect(&data, &files, &inventory, &mut findings);
        let fonts = fonts.unwrap_or_else(|| Fonts::load(&files, &inventory.fonts).take(&mut findings));
        let data = check_font(data, &fonts, &mut findings);
        register_chart_fonts();
        let engine = Engine::new(Arc::new(data));
        let layouts = Layouts::new(files.clone());
        let earlier = Earlier::new(files.clone(), inventory.clone());
        Self { files, inventory, engine, layouts, fonts, earlier, failed_controls: Vec::new(), findings }
    }

    /// From now on these texts are read instead of what is on disk, by path.
    pub fn edit(&mut self, unsaved: Arc<BTreeMap<String, Arc<str>>>) {
        self.files = self.files.with_unsaved(unsaved);
    }

    /// The files of the work folder, as this run reads them.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// The fonts that documents are set in.
    pub fn fonts(&self) -> &Arc<Fonts> {
        &self.fonts
    }

    /// What formulas are computed with.
    pub fn engine(&self) -> &Arc<Engine> {
        &self.engine
    }

    /// The documents of the work folder.
    pub fn inventory(&self) -> &Inventory {
        &self.inventory
    }

    /// Takes documents through the pipeline on `workers` threads; `done` is told of each.
    /// The outcomes are in the order of `documents`.
    pub fn process(
        &self,
        documents: &[DocumentId],
        task: &Task,
        workers: usize,
        done: &(dyn Fn(&Outcome) + Sync),
    ) -> Vec<Outcome> {
        // Letters of one name are much alike: one after another, Typst keeps much of what it set.
        let mut order: Vec<(usize, &DocumentId)> = documents.iter().enumerate().collect();
        order.sort_by_key(|(_, id)| (&id.name, id.period));
        let next = AtomicUsize::new(0);
        let outcomes: Mutex<Vec<(usize, Outcome)>> = Mutex::new(Vec::with_capacity(documents.len()));
        let work = || {
            let mut typesetter = None;
            while let Some((index, id)) = order.get(next.fetch_add(1, Ordering::Relaxed)).copied() {
                let outcome = self.document(id, task, &mut typesetter);
                done(&outcome);
                outcomes.lock().unwrap_or_else(PoisonError::into_inner).push((index, outcome));
            }
        };
        if workers <= 1 || documents.len() <= 1 {
            work();
        } else {
            std::thread::scope(|scope| {
                for _ in 0..workers.min(documents.len()) {
                    scope.spawn(work);
                }
            });
        }
        let mut outcomes = outcomes.into_inner().unwrap_or_else(PoisonError::into_inner);
        outcomes.sort_by_key(|(index, _)| *index);
        outcomes.into_iter().map(|(_, outcome)| outcome).collect()
    }

    /// One document, from its file to its PDF. The typesetter is made when the first document needs it.
    fn document(&self, id: &DocumentId, task: &Task, typesetter: &mut Option<Typesetter>) -> Outcome {
        let mut outcome = self.nothing_yet(id);
        let Some(letter) = self.load(id, &mut outcome.findings) else { return outcome };
        if let Some(record) = self.adopted(&letter, &mut outcome.findings) {
            return self.keep(&record, &letter, task, outcome);
        }
        let (version, path) = (letter.version, letter.source.path.clone());
        let renditions = renditions(&letter, task);
        let ready = self.lay_out(letter, task, &renditions, &mut outcome);
        match task {
            Task::Make { output, memory, .. } => {
                let layout = ready.as_ref().and_then(|ready| self.layout_of(ready, task));
                let pictures = ready.as_ref().map(|ready| pictures_elsewhere(&ready.document)).unwrap_or_default();
                let made =
                    ready.and_then(|ready| self.make_file(ready, layout.as_deref(), task, typesetter, &mut outcome));
                // Nobody else puts files there until it is remembered which these are.
                let alone = memory.as_ref().map(|memory| memory.alone());
                if let Some(made) = made {
                    self.write(&made, &path, version, output, &mut outcome);
                }
                outcome.older = Some(output.pdf(id, version)).filter(|path| outcome.pdf.is_none() && path.exists());
                if let Some(memory) = memory.as_ref().filter(|_| outcome.adopted.is_none()) {
                    let (layout, extras) = (layout.as_deref(), &renditions[1..]);
                    memory.note(id, &outcome, Written { version, extras, layout, pictures: &pictures });
                }
                drop(alone);
            }
            Task::Trace => {
                let made = ready.and_then(|ready| self.typeset(ready, typesetter, &mut outcome));
                outcome.ledger = made.map(|made| made.ledger);
            }
            Task::Check => {
                // What fits on a slide is known only when it is there.
                if let Some(Ready { letter, laid_out, extras, .. }) = ready.filter(|ready| ready.letter.show.is_some())
                    && let Some(typesetter) = self.typesetter(typesetter)
                {
                    for laid_out in std::iter::once(laid_out).chain(extras) {
                        typesetter.pages(laid_out, &letter.source, &mut outcome.findings);
                    }
                }
            }
        }
        outcome
    }

    /// The digest of all that decides what the files of a document are.
    fn layout_of(&self, ready: &Ready, task: &Task) -> Option<String> {
        let Task::Make { memory: Some(_), .. } = task else { return None };
        let mut sum = Sum::new();
        sum.add(env!("CARGO_PKG_VERSION").as_bytes());
        sum.add(self.fonts.digest().as_bytes());
        sum.add(ready.letter.version.to_string().as_bytes());
        for laid_out in std::iter::once(&ready.laid_out).chain(&ready.extras) {
            sum.add(laid_out.source.as_bytes());
        }
        for (name, bytes) in &ready.laid_out.files {
            sum.add(name.as_bytes());
            sum.add(bytes);
        }
        // Without its pages, which follow from the rest.
        sum.add(&provenance::to_csv(&ready.ledger));
        Some(sum.finish())
    }

    /// One document as bytes, whether or not it was adopted before; a presentation also as `extras`.
    pub fn make(
        &self,
        id: &DocumentId,
        extras: &[Rendition],
        typesetter: &mut Option<Typesetter>,
    ) -> (Outcome, Option<Made>) {
        let mut outcome = self.nothing_yet(id);
        let letter = self.load(id, &mut outcome.findings);
        let ready = letter.and_then(|letter| {
            let renditions = [&[own_rendition(&letter)], extras].concat();
            self.lay_out(letter, &Task::Trace, &renditions, &mut outcome)
        });
        let made = ready.and_then(|ready| self.typeset(ready, typesetter, &mut outcome));
        (outcome, made)
    }

    /// One document as it reads, without checks and without pages; with what was found while it was composed.
    /// An adopted one reads as it was adopted, whatever became of the figures since.
    pub fn composed(&self, id: &DocumentId) -> (Option<Document>, Findings) {
        let mut outcome = self.nothing_yet(id);
        let letter = self.load(id, &mut outcome.findings);
        let adopted = letter.as_ref().and_then(|letter| self.adopted(letter, &mut Findings::new()));
        match adopted.map(|record| self.archived(id, &record)) {
            Some(Ok(archived)) => return archived.composed(id),
            Some(Err(finding)) => {
                outcome.findings.push(*finding);
                return (None, outcome.findings);
            }
            None => {}
        }
        let document = letter.map(|letter| text::compose(&letter, &self.engine, &mut outcome.findings));
        (document, outcome.findings)
    }

    /// One document as far as its pages, to be shown on a screen.
    pub fn draft(&self, id: &DocumentId, typesetter: &mut Option<Typesetter>) -> Draft {
        let mut outcome = self.nothing_yet(id);
        let letter = self.load(id, &mut outcome.findings);
        let adopted = letter.as_ref().and_then(|letter| self.adopted(letter, &mut outcome.findings));
        if let Some((record, letter)) = adopted.as_ref().zip(letter.as_ref())
            && let Ok(archived) = self.archived(id, record)
        {
            return Self::draft_of_archived(&archived, record, letter, outcome, typesetter);
        }
        let ready = letter.clone().and_then(|letter| {
            let rendition = if letter.show.is_some() { Rendition::Steps } else { Rendition::Letter };
            self.lay_out(letter, &Task::Trace, &[rendition], &mut outcome)
        });
        let speech = ready.as_ref().and_then(|ready| ready.document.speech());
        let pages = ready.and_then(|Ready { letter, laid_out, ledger, .. }| {
            let pages = self.typesetter(typesetter)?.pages(laid_out, &letter.source, &mut outcome.findings)?;
            outcome.ledger = Some(ledger.on_pages(&pages.page_of()));
            Some(pages)
        });
        Draft { outcome, letter, pages, speech, adopted }
    }

    /// What is known of a document before it was read.
    pub fn nothing_yet(&self, id: &DocumentId) -> Outcome {
        Outcome {
            id: id.clone(),
            title: None,
            status: None,
            findings: Findings::under(self.engine.data().municipality.policy.clone()),
            waived: Vec::new(),
            adopted: None,
            unchanged: false,
            older: None,
            pdf: None,
            extras: Vec::new(),
            pages: 0,
            statements: Vec::new(),
            ledger: None,
            planning: None,
        }
    }

    fn typesetter<'t>(&self, typesetter: &'t mut Option<Typesetter>) -> Option<&'t mut Typesetter> {
        if typesetter.is_none() {
            *typesetter = Typesetter::new(self.fonts.clone());
        }
        typesetter.as_mut()
    }

    /// From a laid out document to its PDF; nothing, when that is there already.
    fn make_file(
        &self,
        ready: Ready,
        layout: Option<&str>,
        task: &Task,
        typesetter: &mut Option<Typesetter>,
        outcome: &mut Outcome,
    ) -> Option<Made> {
        let (id, version) = (ready.letter.id.clone(), ready.letter.version);
        if let Task::Make { output, memory: Some(memory), again: false, keep_typst: false, .. } = task
            && let Some(pages) = layout.and_then(|layout| memory.pages_of(&id, layout))
        {
            outcome.unchanged = true;
            outcome.pages = pages;
            outcome.pdf = Some(output.pdf(&id, version));
            outcome.extras = ready.extras.iter().map(|extra| output.extra(&id, version, extra.rendition)).collect();
            return None;
        }
        if let Task::Make { output, keep_typst: true, .. } = task
            && let Err(finding) = output.write_typst(&id, version, &ready.laid_out)
        {
            outcome.findings.push(*finding);
        }
        self.typeset(ready, typesetter, outcome)
    }

    /// Writes the files of a document whose text is at `path`.
    fn write(&self, made: &Made, path: &str, version: u32, output: &Output, outcome: &mut Outcome) {
        // Somebody can have adopted it while it was being made.
        if self.files.is_file(&record::record_path(path, version)) {
            outcome.adopted = Some(version);
            return;
        }
        match output.write(&outcome.id, version, &made.pdf, &provenance::to_csv(&made.ledger), &made.extras) {
            Ok(pdf) => {
                outcome.pdf = Some(pdf);
                let extras = made.extras.iter().map(|(rendition, _)| output.extra(&outcome.id, version, *rendition));
                outcome.extras = extras.collect();
            }
            Err(finding) => outcome.findings.push(*finding),
        }
    }

    fn typeset(&self, ready: Ready, typesetter: &mut Option<Typesetter>, outcome: &mut Outcome) -> Option<Made> {
        let Ready { letter, document, laid_out, extras, ledger } = ready;
        let ident = letter.identifier();
        let typesetter = self.typesetter(typesetter)?;
        let pdf = typesetter.typeset(laid_out, &letter.source, &ident, &mut outcome.findings)?;
        outcome.pages = pdf.pages;
        let mut made = Vec::new();
        for extra in extras {
            let rendition = extra.rendition;
            let ident = format!("{ident}.{}", rendition.extension());
            let pdf = typesetter.typeset(extra, &letter.source, &ident, &mut outcome.findings)?;
            made.push((rendition, pdf.bytes));
        }
        let ledger = ledger.on_pages(&pdf.page_of);
        Some(Made { document, pdf: pdf.bytes, extras: made, ledger, pages: pdf.pages })
    }

    /// A letter with a cell of a control that fails is not made: the cell can be the wrong one.
    fn check_controls(&self, document: &Document, findings: &mut Findings) {
        let is_error = matches!(findings.policy().treatment(Code::ControlFails), None | Some(Treatment::Error));
        let cells: Vec<&CellRef> = document.all_numbers().flat_map(|(figure, _)| &figure.cells).collect();
        for control in self.failed_controls.iter().filter(|_| is_error) {
            if control.cells.iter().any(|cell| cells.contains(&cell)) {
                let cause = format!("een cijfer van de controle \"{}\"", control.id);
                findings.push(Problem::follows_from(&cause).into_finding(&Place::file(&document.path)));
            }
        }
    }

    /// Reads the text of a document.
    pub fn load(&self, id: &DocumentId, findings: &mut Findings) -> Option<Manuscript> {
        let path = self.inventory.documents.get(id)?;
        let privacy = &self.engine.data().municipality.privacy;
        load::manuscript(&self.files, id.clone(), path, privacy).take(findings)
    }

    fn planning(&self, letter: &Manuscript, document: &Document) -> Planning {
        Planning {
            date: letter.date,
            writer: letter.writer.clone(),
            pilot: document.pilot.clone(),
            missing: missing(document, &letter.source.text, &self.engine),
            promises: promises(document, &self.engine),
        }
    }

    /// Composes, checks and lays out for each of `renditions`; with an error anywhere there is nothing to typeset.
    fn lay_out(
        &self,
        letter: Manuscript,
        task: &Task,
        renditions: &[Rendition],
        outcome: &mut Outcome,
    ) -> Option<Ready> {
        let findings = &mut outcome.findings;
        let data = self.engine.data();
        let municipality = &data.municipality;
        let mut document = text::compose(&letter, &self.engine, findings);
        check::document(&document, &self.engine, &self.fonts, findings);
        self.earlier.check(&document, findings);
        self.check_controls(&document, findings);
        document.waived = check::waive(&document, findings);
        outcome.title = Some(document.plain(&document.title));
        outcome.status = Some(document.status);
        outcome.waived.clone_from(&document.waived);
        outcome.statements = check::across::statements(&document, &municipality.notation);
        if matches!(task, Task::Check) {
            outcome.planning = Some(self.planning(&letter, &document));
        }
        let drawings = layout::draw(&document, municipality, findings);
        // Whoever only looks for mistakes in a letter needs no ledger, unless it is printed.
        let is_check = matches!(task, Task::Check) && letter.show.is_none();
        let ledger =
            (!is_check || document.with_origins).then(|| provenance::trace(&document, &self.engine, &drawings));
        let annex = ledger.as_ref().filter(|_| document.with_origins).map(Ledger::annex).unwrap_or_default();
        let mut laid_out = Vec::new();
        for rendition in renditions {
            let one = self.layouts.lay_out(&document, municipality, &drawings, &annex, *rendition, findings);
            laid_out.extend(one);
        }
        if !municipality.usable {
            findings.push(Problem::follows_from(MARKER).into_finding(&Place::file(&document.path)));
        }
        let mut laid_out = laid_out.into_iter().filter(|_| !findings.has_errors());
        let first = laid_out.next()?;
        let extras = laid_out.collect();
        Some(Ready { letter, document, laid_out: first, extras, ledger: ledger.filter(|_| !is_check)? })
    }
}

fn own_rendition(letter: &Manuscript) -> Rendition {
    if letter.show.is_some() { Rendition::Slides } else { Rendition::Letter }
}

/// What a document is laid out for: its own form first, then what else it is made into. A hand-out that is there
/// already is made again, so that it never says something else than the slides.
fn renditions(letter: &Manuscript, task: &Task) -> Vec<Rendition> {
    let own = own_rendition(letter);
    let Some(show) = letter.show else { return vec![own] };
    let is_there = |one: &Rendition| match task {
        Task::Make { output, extras, .. } => {
            extras.contains(one) || output.extra(&letter.id, letter.version, *one).exists()
        }
        Task::Check | Task::Trace => false,
    };
    let by_author = |one: &Rendition| *one == Rendition::Handout && (show.handout || letter.with_origins);
    let extras = Rendition::EXTRAS.into_iter().filter(|one| is_there(one) || by_author(one));
    std::iter::once(own).chain(extras).collect()
}

/// The pictures of a document from outside the folders that all documents share.
fn pictures_elsewhere(document: &Document) -> Vec<String> {
    let mut paths = Vec::new();
    document.visit_blocks(&mut |block| {
        if let BlockContent::Picture { path, .. } = &block.content
            && !is_in_input_folder(path)
        {
            paths.push(path.clone());
        }
    });
    paths
}

/// A house font that is not there would silently become another.
fn check_font(mut data: Dataset, fonts: &Fonts, findings: &mut Findings) -> Dataset {
    let font = &mut data.municipality.font;
    if fonts.has_family(&font.value) {
        return data;
    }
    let families = fonts.families();
    findings.push(
        Finding::new(Code::UnknownFont, font.place.clone(), format!("Het lettertype \"{}\" is er niet.", font.value))
            .maybe_hint(did_you_mean(&font.value, families.iter().copied()))
            .hint(format!("Wel: {}. Zet een ander lettertype in de map fonts.", families.join(", "))),
    );
    // The letters are still checked, in the bundled font.
    font.value = DEFAULT_FONT.to_owned();
    data.municipality.usable = false;
    data
}

/// Charts measure their labels with the bundled font; that is set up once a process.
fn register_chart_fonts() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let (regular, semibold) = (builtin_font("SourceSans3-Regular.ttf"), builtin_font("SourceSans3-Semibold.ttf"));
        if let (Some(regular), Some(semibold)) = (regular, semibold) {
            chart::register_fonts(regular, semibold);
        }
    });
}
