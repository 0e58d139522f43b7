//! What the setter knows: the data, the documents that are shown, and what is still to do.
//!
//! Tasks only say what is out of date; [`Studio::do_urgent`] then does the most urgent piece of work. So a
//! newer change overtakes an older one, and what is looked at comes before what is not.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use serde_json::value::RawValue;

use crate::check::across::{self, Statement};
use crate::cycle::overview::{self, Board};
use crate::diagnostic::{Code, Finding, Findings, Place, Summary};
use crate::load::{DocumentStatus, TriedKind};
use crate::pipeline::{Outcome, Press, Reviewed, Run, Sources};
use crate::preview::fingerprint::fingerprint;
use crate::preview::message::{
    AdoptedVersion, Compared, FromSetter, ListedDocument, ShownDocument, ShownFinding, ToPage, ToSetter, Topic, Topics,
    TriedOne, Trying, Unsaved, Viewed, Wish, is_unwritten, word_of,
};
use crate::project::{DocumentId, DocumentKind, Files, WorkFolder};
use crate::text::vocabulary;
use crate::typeset::Outliner;

use super::comparison::Comparisons;
use super::open::{OpenDocument, no_document};
use super::stamps::{InputStamps, is_input};

/// So many documents stay ready to be shown again.
const KEPT_OPEN: usize = 4;

/// The folder that every work folder has, relative to its root.
const DATA: &str = "data";

/// More findings of one document are not shown at once; nobody reads them.
const MOST_FINDINGS: usize = 200;

/// Sends what is made to where it goes.
pub type Outlet<'a> = dyn FnMut(FromSetter, &[u8]) + 'a;

/// The work folder as the preview knows it.
pub struct Studio {
    files: Files,
    stamps: InputStamps,
    /// None until the data are loaded, or when loading them failed in a bad way.
    run: Option<Run>,
    /// Findings about data that all documents share.
    shared: Findings,
    unsaved: BTreeMap<String, Unsaved>,
    viewed: Vec<Viewed>,
    /// The documents that are shown, or were a moment ago; the last one shown comes last.
    open: Vec<OpenDocument>,
    checked: BTreeMap<DocumentId, KnownDocument>,
    across: Findings,
    /// What tabs show beside documents.
    topics: BTreeSet<Topic>,
    /// The day that counts as today.
    today: Option<NaiveDate>,
    comparison: Comparisons,
    outliner: Outliner,
    /// When pages were set last.
    drafted: Instant,
    /// Documents that ended the process before: they are left alone until something changes.
    avoided: BTreeSet<String>,
    work: Backlog,
}

/// What is still to do.
#[derive(Default)]
struct Backlog {
    /// The data must be loaded again.
    load: bool,
    /// The fonts must be, too.
    fonts: bool,
    /// The texts that are not saved changed.
    edit: bool,
    /// What is wanted once, and where it goes.
    wishes: VecDeque<(FromSetter, Wish)>,
    /// PDFs that are wanted.
    pdfs: VecDeque<(u64, String)>,
    /// Documents to check in the background.
    check: VecDeque<DocumentId>,
    /// What documents say must be compared again.
    compare: bool,
    /// Documents of which must be told what is new.
    news: VecDeque<Compared>,
    /// The overview must be told.
    overview: bool,
}

/// What is known of a document that may not be shown.
struct KnownDocument {
    row: ListedDocument,
    status: Option<DocumentStatus>,
    statements: Vec<Statement>,
    /// What came of checking it, for the overview.
    outcome: Option<Reviewed>,
    /// Whether it changed since.
    outdated: bool,
}

impl Studio {
    /// Nothing is loaded yet.
    pub fn new(folder: WorkFolder) -> Self {
        let files = Files::new(folder);
        let stamps = InputStamps::of(files.folder().root(), &BTreeSet::new());
        Self {
            files,
            stamps,
            run: None,
            shared: Findings::new(),
            unsaved: BTreeMap::new(),
            viewed: Vec::new(),
            open: Vec::new(),
            checked: BTreeMap::new(),
            across: Findings::new(),
            topics: BTreeSet::new(),
            today: None,
            comparison: Comparisons::default(),
            outliner: Outliner::default(),
            drafted: Instant::now(),
            avoided: BTreeSet::new(),
            work: Backlog { load: true, fonts: true, ..Backlog::default() },
        }
    }

    /// Takes note of a task.
    pub fn take(&mut self, task: ToSetter) {
        match task {
            ToSetter::Changed(paths) => self.changed(paths),
            ToSetter::Text(document, unsaved) => {
                self.unsaved.insert(document.clone(), unsaved);
                self.text_changed(&document);
            }
            ToSetter::Discard(document) => {
                if self.unsaved.remove(&document).is_some() {
                    self.text_changed(&document);
                }
            }
            ToSetter::Viewed(viewed) => self.viewed = viewed,
            ToSetter::Topics(topics) => self.show(topics),
            ToSetter::Wish(to, wish) => self.work.wishes.push_back((to, wish)),
            ToSetter::Pdf(number, document) => self.work.pdfs.push_back((number, document)),
            ToSetter::Avoid(None) => self.work.load = false,
            ToSetter::Avoid(Some(document)) => drop(self.avoided.insert(document)),
        }
    }

    /// Does the most urgent piece of what somebody waits for; false if there is none.
    pub fn do_urgent(&mut self, send: &mut Outlet<'_>) -> bool {
        if self.work.load {
            self.busy_with(None, send, Self::load);
            return true;
        }
        if std::mem::take(&mut self.work.edit) {
            self.apply_edits();
        }
        self.open_viewed();
        if let Some(index) = self.open.iter().position(|open| self.must_be_set(open)) {
            self.busy_with(self.name_of(index), send, |studio, send| studio.draft(index, send));
            return true;
        }
        if let Some((to, wish)) = self.work.wishes.pop_front() {
            let about = match &wish {
                Wish::Full { document } | Wish::Bands { document, .. } => Some(document.clone()),
                Wish::List => None,
                // It is no document; what ends the process does not keep any from being shown.
                Wish::Try(trying) => Some(trying.kind.clone()),
            };
            self.busy_with(about, send, |studio, send| studio.grant(to, wish, send));
            return true;
        }
        if let Some((number, document)) = self.work.pdfs.pop_front() {
            let about = Some(document.clone());
            self.busy_with(about, send, |studio, send| studio.send_pdf(number, &document, send));
            return true;
        }
        if let Some(index) = self.open.iter().position(|open| open.tell_words && !open.stale) {
            self.busy_with(self.name_of(index), send, |studio, send| studio.tell_words(index, send));
            return true;
        }
        if let Some(compared) = self.work.news.pop_front() {
            let about = Some(compared.document.clone());
            self.busy_with(about, send, |studio, send| studio.tell_news(compared, send));
            return true;
        }
        false
    }

    /// How long ago pages were set; who is typing has them set again and again.
    pub fn since_draft(&self) -> Duration {
        self.drafted.elapsed()
    }

    /// Does a piece of what can wait; false if there is none.
    pub fn do_later(&mut self, send: &mut Outlet<'_>) -> bool {
        if let Some(index) = self.open.iter().position(|open| open.try_pdf && open.is_good && !open.stale) {
            self.busy_with(self.name_of(index), send, |studio, send| studio.try_pdf(index, send));
            return true;
        }
        if let Some(id) = self.work.check.pop_front() {
            self.busy_with(Some(id.to_string()), send, |studio, send| studio.check(&id, send));
            return true;
        }
        if std::mem::take(&mut self.work.compare) {
            self.busy_with(None, send, Self::compare);
            return true;
        }
        if std::mem::take(&mut self.work.overview) {
            self.busy_with(None, send, Self::tell_overview);
            return true;
        }
        false
    }

    /// Does something that may never end, and says so: a document, or all of them.
    fn busy_with(
        &mut self,
        what: Option<String>,
        send: &mut Outlet<'_>,
        work: impl FnOnce(&mut Self, &mut Outlet<'_>),
    ) {
        send(FromSetter::Begins(what), &[]);
        work(self, send);
        send(FromSetter::Ends, &[]);
    }

    fn name_of(&self, index: usize) -> Option<String> {
        self.open.get(index).map(|open| open.id.to_string())
    }

    /// What changed on disk: at least `paths`, and whatever else is seen to have changed.
    fn changed(&mut self, paths: Vec<String>) {
        let folders = self.files.folders_read();
        let now = InputStamps::of(self.files.folder().root(), &folders);
        let mut changed = now.changed_since(&self.stamps);
        self.stamps = now;
        changed.extend(paths.into_iter().filter(|path| is_input(path, &folders)));
        for path in changed {
            self.avoided.clear();
            match self.document_at(&path) {
                // A document that was there and still is.
                Some(id) if self.files.is_file(&path) => self.text_changed(&id.to_string()),
                _ => {
                    self.work.load = true;
                    self.work.fonts |= path.starts_with("fonts/");
                }
            }
        }
    }

    fn document_at(&self, path: &str) -> Option<DocumentId> {
        let documents = &self.run.as_ref()?.inventory().documents;
        documents.iter().find(|(_, known)| *known == path).map(|(id, _)| id.clone())
    }

    /// The text of a document changed, on disk or in an editor.
    fn text_changed(&mut self, document: &str) {
        self.work.edit = true;
        self.avoided.remove(document);
        let Some(id) = self.find(document) else { return };
        self.outdated(&id);
        self.comparison.forget(&id);
        self.work.news = self.compared().cloned().collect();
        // What was sent before decides what must be withheld now.
        if self.checked.get(&id).and_then(|checked| checked.status).is_some_and(DocumentStatus::is_final) {
            self.work.load = true;
        }
        if let Some(open) = self.open.iter_mut().find(|open| open.id == id) {
            open.stale = true;
        }
        // One that is looked at is checked when it is set.
        if !self.work.check.contains(&id) {
            self.work.check.push_back(id);
        }
    }

    fn find(&self, document: &str) -> Option<DocumentId> {
        let (period, name) = document.split_once('/')?;
        Some(DocumentId { period: period.parse().ok()?, name: name.to_owned() })
    }

    fn must_be_set(&self, open: &OpenDocument) -> bool {
        open.stale && self.is_viewed(open) && !self.avoided.contains(&open.id.to_string())
    }

    fn is_viewed(&self, open: &OpenDocument) -> bool {
        let name = open.id.to_string();
        self.viewed.iter().any(|viewed| viewed.document == name)
    }

    /// Loads all data, and starts anew with every document.
    fn load(&mut self, send: &mut Outlet<'_>) {
        if self.run.is_some() && !self.files.folder().root().join(DATA).is_dir() {
            self.stay(send);
            return;
        }
        let fonts = std::mem::take(&mut self.work.fonts);
        self.work = Backlog {
            wishes: std::mem::take(&mut self.work.wishes),
            pdfs: std::mem::take(&mut self.work.pdfs),
            news: self.compared().cloned().collect(),
            compare: true,
            overview: self.shows_overview(),
            ..Backlog::default()
        };
        self.comparison = Comparisons::default();
        let kept = self.run.take().filter(|_| !fonts).map(|run| run.fonts().clone());
        let sources = Sources::of(self.files.with_unsaved(self.unsaved_texts(None))).with_fonts(kept);
        let (mut run, shared) = Run::of(sources).into_parts();
        run.edit(self.unsaved_texts(Some(&run)));
        self.shared = shared.sorted();
        for open in &mut self.open {
            open.stale = true;
            open.tell_words = true;
            if fonts {
                open.press = Press::default();
            }
        }
        let documents = &run.inventory().documents;
        self.checked.retain(|id, _| documents.contains_key(id));
        for (id, path) in documents {
            let checked = self.checked.entry(id.clone()).or_insert_with(|| KnownDocument {
                row: ListedDocument::unchecked(id, path),
                status: None,
                statements: Vec::new(),
                outcome: None,
                outdated: true,
            });
            checked.row.checked = false;
            checked.outdated = true;
        }
        self.work.check = documents.keys().cloned().collect();
        self.run = Some(run);
        let folders: Vec<String> = self.files.folders_read().into_iter().collect();
        send(FromSetter::Folders, &serde_json::to_vec(&folders).unwrap_or_default());
        // What is looked at comes before the list; it is sent when the documents shown are there.
        if self.viewed.is_empty() {
            self.send_list(FromSetter::Everyone, send);
        } else {
            self.work.wishes.push_back((FromSetter::Everyone, Wish::List));
        }
    }

    /// Everything stays as it was last seen: the work folder is out of reach. When it is back, that shows as a change.
    fn stay(&mut self, send: &mut Outlet<'_>) {
        self.work.load = false;
        self.shared = Findings::from(
            Finding::new(Code::CannotRead, Place::file(DATA), "De werkmap is niet te bereiken.")
                .hint("Staat hij op een netwerkschijf of een stick? Kijk of u verbinding hebt.")
                .hint("U ziet de laatste versie. Is de werkmap er weer, dan gaat Griffel vanzelf verder."),
        );
        self.send_list(FromSetter::Everyone, send);
    }

    /// Unsaved texts by path; all of them where no run says which documents there are.
    fn unsaved_texts(&self, run: Option<&Run>) -> Arc<BTreeMap<String, Arc<str>>> {
        let text_at = |(document, unsaved): (&String, &Unsaved)| {
            let id = self.find(document)?;
            let path = match run {
                Some(run) => run.inventory().documents.get(&id)?.clone(),
                // Which of them it is is not known yet.
                None => {
                    DocumentKind::ALL.map(|kind| kind.path(&id)).into_iter().find(|path| self.files.is_file(path))?
                }
            };
            Some((path, Arc::from(unsaved.text.as_str())))
        };
        Arc::new(self.unsaved.iter().filter_map(text_at).collect())
    }

    fn apply_edits(&mut self) {
        if let Some(mut run) = self.run.take() {
            run.edit(self.unsaved_texts(Some(&run)));
            self.run = Some(run);
        }
    }

    /// Opens the documents that tabs show.
    fn open_viewed(&mut self) {
        if self.run.is_none() {
            return;
        }
        for document in self.viewed.iter().map(|viewed| viewed.document.clone()).collect::<Vec<_>>() {
            if let Some(id) = self.find(&document) {
                self.open(id);
            }
        }
    }

    fn is_there(&self, id: &DocumentId) -> bool {
        self.run.as_ref().is_some_and(|run| run.inventory().documents.contains_key(id))
    }

    /// Where among the open documents one is; it is the last from now on, if it was not open.
    fn open(&mut self, id: DocumentId) -> usize {
        if let Some(index) = self.open.iter().position(|open| open.id == id) {
            return index;
        }
        if self.open.len() >= KEPT_OPEN
            && let Some(index) = self.open.iter().position(|open| !self.is_viewed(open))
        {
            self.open.remove(index);
        }
        self.open.push(OpenDocument::new(id));
        self.open.len() - 1
    }

    /// Sets the pages of an open document and shows what changed.
    fn draft(&mut self, index: usize, send: &mut Outlet<'_>) {
        let Some(run) = &self.run else { return };
        self.drafted = Instant::now();
        let open = &mut self.open[index];
        open.stale = false;
        let name = open.id.to_string();
        let Some(path) = run.inventory().documents.get(&open.id) else {
            open.gone();
            self.send_document(index, &BTreeSet::new(), send);
            return;
        };
        open.path.clone_from(path);
        // What was adopted is set with the fonts of then.
        if open.adopted.is_some() {
            open.press = Press::default();
        }
        open.revision = self.unsaved.get(&name).map(|unsaved| unsaved.revision);
        open.disk = self.files.bytes(path).ok().map(|bytes| fingerprint(&bytes));
        let draft = run.draft(&open.id, &mut open.press);
        let (changed, statements) = open.follow(draft);
        self.send_document(index, &changed, send);
        let id = self.open[index].id.clone();
        self.work.check.retain(|waiting| *waiting != id);
        self.outdated(&id);
        let OpenDocument { title, status, findings, .. } = &self.open[index];
        let (title, status, findings) = (title.clone(), *status, findings.clone());
        self.keep(&id, title, status, &findings, statements, send);
    }

    /// Sends what viewers do not have yet: the layers of `changed` pages and new pictures in sight.
    fn send_document(&mut self, index: usize, changed: &BTreeSet<usize>, send: &mut Outlet<'_>) {
        let shown = self.shown(index, false, changed);
        let name = self.open[index].id.to_string();
        send(FromSetter::Viewers(name), &shown);
    }

    fn shown(&mut self, index: usize, full: bool, changed: &BTreeSet<usize>) -> Vec<u8> {
        let bands = self.open[index].bands_in_sight(full, &self.viewed, &mut self.outliner);
        let path = self.open[index].path.clone();
        let across = self.across_of(&path);
        let open = &mut self.open[index];
        let name = open.id.to_string();
        let mut findings: Vec<&Finding> = open.findings.iter().chain(&across).collect();
        findings.sort_by_key(|finding| finding.severity);
        let findings = findings.into_iter().take(MOST_FINDINGS).map(|finding| ShownFinding::of(finding, Some(&path)));
        let layers = open.sights.iter().enumerate().filter(|(page, _)| full || changed.contains(page));
        let tell_numbers = std::mem::take(&mut open.tell_numbers) || full;
        let numbers = tell_numbers.then(|| RawValue::from_string(open.numbers.clone()).ok()).flatten();
        let tells_pages = open.is_fresh || full && open.pages.is_some();
        let shown = ShownDocument {
            document: &name,
            kind: word_of(&path),
            full,
            revision: open.revision,
            disk: open.disk.clone(),
            title: open.title.as_deref(),
            status: open.status.map(DocumentStatus::word),
            adopted: open.adopted.as_deref().map(AdoptedVersion::of),
            findings: findings.collect(),
            // After a mistake, a tab that comes new still gets the last good pages.
            slides: tells_pages.then_some(open.slides.as_deref()).flatten(),
            pages: tells_pages.then(|| open.sheets()),
            good: open.is_good,
            fresh: open.is_fresh,
            layers: layers.map(|(page, sight)| (page, &sight.layer)).collect(),
            bands,
            numbers,
        };
        ToPage::Document(Box::new(shown)).to_json()
    }

    fn across_of(&self, path: &str) -> Vec<Finding> {
        self.across.iter().filter(|finding| finding.place.file == path).cloned().collect()
    }

    /// Remembers what was found in a document and tells the tabs.
    fn keep(
        &mut self,
        id: &DocumentId,
        title: Option<String>,
        status: Option<DocumentStatus>,
        findings: &Findings,
        statements: Vec<Statement>,
        send: &mut Outlet<'_>,
    ) {
        let Some(path) = self.run.as_ref().and_then(|run| run.inventory().documents.get(id)) else { return };
        let mut all = findings.clone();
        self.across_of(path).into_iter().for_each(|finding| all.push(finding));
        let summary = Summary::of(&all);
        let unwritten = all.iter().filter(|finding| is_unwritten(finding)).count();
        let Some(checked) = self.checked.get_mut(id) else { return };
        let row = ListedDocument {
            title: title.or_else(|| checked.row.title.take()),
            status: status.map(|status| status.word().to_owned()),
            errors: summary.errors.saturating_sub(unwritten),
            unwritten,
            warnings: summary.warnings,
            checked: true,
            ..ListedDocument::unchecked(id, path)
        };
        // A document that is sent from now on, or no longer, changes what must be withheld.
        self.work.load |= checked.row.checked
            && checked.status.is_some_and(DocumentStatus::is_final) != status.is_some_and(DocumentStatus::is_final);
        self.work.compare |= checked.statements != statements;
        (checked.status, checked.statements) = (status, statements);
        let is_new = checked.row != row;
        checked.row = row.clone();
        if is_new {
            send(FromSetter::Everyone, &ToPage::Listed { document: row }.to_json());
        }
    }

    /// More is known of a document that is open.
    fn keep_open(&mut self, index: usize, send: &mut Outlet<'_>) {
        let OpenDocument { id, title, status, findings, .. } = &self.open[index];
        let (id, title, status, findings) = (id.clone(), title.clone(), *status, findings.clone());
        let statements = self.checked.get(&id).map(|checked| checked.statements.clone()).unwrap_or_default();
        self.keep(&id, title, status, &findings, statements, send);
    }

    /// Checks a document that nobody looks at, or for the overview.
    fn check(&mut self, id: &DocumentId, send: &mut Outlet<'_>) {
        let Some(run) = &self.run else { return };
        let is_known = self.open.iter().any(|open| open.id == *id && !open.stale);
        if is_known && !self.shows_overview() || self.avoided.contains(&id.to_string()) {
            return;
        }
        let outcome = run.check(id, &mut Press::default());
        // More is found in a document that is shown.
        if !is_known {
            let (title, status) = outcome.result.as_ref().map(|review| (review.title.clone(), review.status)).unzip();
            let findings = outcome.findings.clone().sorted();
            self.keep(id, title, status, &findings, outcome.statements.clone(), send);
        }
        self.work.overview = self.shows_overview();
        if let Some(checked) = self.checked.get_mut(id) {
            (checked.outcome, checked.outdated) = (Some(outcome), false);
        }
    }

    /// What the overview tells of a document is no longer true.
    fn outdated(&mut self, id: &DocumentId) {
        let Some(checked) = self.checked.get_mut(id) else { return };
        checked.outdated = true;
        if self.shows_overview() && !self.work.check.contains(id) {
            self.work.check.push_back(id.clone());
        }
    }

    fn shows_overview(&self) -> bool {
        self.topics.contains(&Topic::Overview)
    }

    /// The documents of which tabs show what is new.
    fn compared(&self) -> impl Iterator<Item = &Compared> {
        self.topics.iter().filter_map(|topic| match topic {
            Topic::Difference(compared) => Some(compared),
            Topic::Overview => None,
        })
    }

    /// What tabs show beside documents from now on.
    fn show(&mut self, Topics { today, all, anew }: Topics) {
        self.today = today.parse().ok();
        self.topics = all;
        self.work.overview &= self.shows_overview();
        self.work.news.retain(|compared| self.topics.contains(&Topic::Difference(compared.clone())));
        for topic in anew {
            self.tell_soon(topic);
        }
    }

    fn tell_soon(&mut self, topic: Topic) {
        match topic {
            Topic::Overview => {
                self.work.overview = true;
                self.check_outdated();
            }
            Topic::Difference(compared) if !self.work.news.contains(&compared) => self.work.news.push_back(compared),
            Topic::Difference(_) => {}
        }
    }

    /// The overview tells of every document.
    fn check_outdated(&mut self) {
        let outdated = self.checked.iter().filter(|(_, checked)| checked.outdated).map(|(id, _)| id);
        let missing: Vec<DocumentId> = outdated.filter(|id| !self.work.check.contains(id)).cloned().collect();
        self.work.check.extend(missing);
    }

    /// What is ready, what is missing, what is due.
    fn tell_overview(&mut self, send: &mut Outlet<'_>) {
        let (Some(run), Some(today)) = (&self.run, self.today) else { return };
        // Of a document that ended the process nothing is known.
        let unknown = self.checked.iter().filter(|(_, checked)| checked.outcome.is_none());
        let unknown: Vec<Reviewed> = unknown.map(|(id, _)| Outcome::of_unread(id, Findings::new(), None)).collect();
        let known = self.checked.values().filter_map(|checked| checked.outcome.as_ref());
        let mut outcomes: Vec<&Reviewed> = known.chain(&unknown).collect();
        outcomes.sort_by(|a, b| a.id.cmp(&b.id));
        let mut across = self.shared.fresh();
        across.extend(self.across.clone());
        let known = overview::BoardSources {
            calendar: &run.engine().data().calendar,
            inventory: run.inventory(),
            files: run.files(),
            outcomes: &outcomes,
            across: &across.sorted(),
        };
        let mut board = Board::on(today, &known, None);
        board.findings.splice(0..0, self.shared.iter().cloned());
        send(FromSetter::Showing(Topic::Overview), &ToPage::Overview { board: &board }.to_json());
    }

    /// What is new in a document.
    fn tell_news(&mut self, compared: Compared, send: &mut Outlet<'_>) {
        let (Some(run), Some(id)) = (&self.run, self.find(&compared.document)) else { return };
        if !self.avoided.contains(&compared.document) {
            let news = self.comparison.news(run, &id, &compared);
            send(FromSetter::Showing(Topic::Difference(compared)), &news);
        }
    }

    /// Compares what all documents say.
    fn compare(&mut self, send: &mut Outlet<'_>) {
        let statements = self.checked.values().flat_map(|checked| &checked.statements);
        let across = across::compare(statements).findings_on_both_sides();
        if across.iter().eq(self.across.iter()) {
            return;
        }
        let files: BTreeSet<String> =
            across.iter().chain(self.across.iter()).map(|finding| finding.place.file.clone()).collect();
        self.across = across;
        self.work.overview = self.shows_overview();
        for index in 0..self.open.len() {
            if files.contains(&self.open[index].path) {
                self.send_document(index, &BTreeSet::new(), send);
            }
        }
        let Some(run) = &self.run else { return };
        let concerned = run.inventory().documents.iter().filter(|(_, path)| files.contains(*path));
        for id in concerned.map(|(id, _)| id.clone()).collect::<Vec<_>>() {
            // Its row counts these findings as well.
            match self.open.iter().position(|open| open.id == id && !open.stale) {
                Some(index) => self.keep_open(index, send),
                None => self.work.check.push_back(id),
            }
        }
    }

    /// What the norms for PDF object to is found only there.
    fn try_pdf(&mut self, index: usize, send: &mut Outlet<'_>) {
        let Some(run) = &self.run else { return };
        self.open[index].try_pdf = false;
        let before = self.open[index].findings.len();
        let _ = self.open[index].pdf(run);
        if self.open[index].findings.len() > before {
            self.send_document(index, &BTreeSet::new(), send);
            self.keep_open(index, send);
        }
    }

    fn tell_words(&mut self, index: usize, send: &mut Outlet<'_>) {
        let open = &mut self.open[index];
        open.tell_words = false;
        let (Some(manuscript), Some(run)) = (&open.manuscript, &self.run) else { return };
        let name = open.id.to_string();
        let words = ToPage::Vocabulary { document: &name, words: vocabulary(manuscript, run.engine()) }.to_json();
        send(FromSetter::Viewers(name), &words);
    }

    fn send_list(&self, to: FromSetter, send: &mut Outlet<'_>) {
        let documents = self.checked.values().map(|checked| checked.row.clone()).collect();
        let shared = self.shared.iter().take(MOST_FINDINGS).map(|finding| ShownFinding::of(finding, None)).collect();
        send(to, &ToPage::List { documents, shared }.to_json());
    }

    /// Gives what was asked for.
    fn grant(&mut self, to: FromSetter, wish: Wish, send: &mut Outlet<'_>) {
        match wish {
            // An empty list would say that all documents are gone.
            Wish::List if self.run.is_none() => {}
            Wish::List => self.send_list(to, send),
            Wish::Full { document } => self.send_full(to, &document, send),
            Wish::Bands { document, bands } => {
                let bands = self.bands(&document, &bands);
                send(to, &ToPage::Bands { bands }.to_json());
            }
            Wish::Try(trying) => self.send_tried(to, &trying, send),
        }
    }

    fn send_tried(&self, to: FromSetter, trying: &Trying, send: &mut Outlet<'_>) {
        let kind = match trying.kind.as_str() {
            "kengetallen" => TriedKind::Indicators,
            "feiten" => TriedKind::Facts,
            _ => TriedKind::Exhibits,
        };
        let (Some(run), Ok(period)) = (&self.run, trying.period.parse()) else { return };
        let all = run.trial(kind, &trying.text, period);
        let all = all.into_iter().map(|(name, trial)| (name, TriedOne::from(trial))).collect();
        send(to, &ToPage::Tried { number: trying.number, all }.to_json());
    }

    fn send_full(&mut self, to: FromSetter, document: &str, send: &mut Outlet<'_>) {
        let Some(index) = self.open.iter().position(|open| open.id.to_string() == document) else { return };
        if self.avoided.contains(document) {
            return;
        }
        let shown = self.shown(index, true, &BTreeSet::new());
        send(to, &shown);
        self.open[index].tell_words = true;
    }

    fn bands(&mut self, document: &str, wanted: &[String]) -> BTreeMap<String, String> {
        let Some(open) = self.open.iter().find(|open| open.id.to_string() == document) else { return BTreeMap::new() };
        let bands = open.sights.iter().flat_map(|sight| &sight.bands).filter(|band| wanted.contains(&band.hash));
        bands.map(|band| (band.hash.clone(), band.svg(&mut self.outliner))).collect()
    }

    fn send_pdf(&mut self, number: u64, document: &str, send: &mut Outlet<'_>) {
        let index = self.find(document).filter(|id| self.is_there(id)).map(|id| self.open(id));
        // Where no tab looks, nothing was set, or not since something changed.
        if let Some(index) = index.filter(|index| self.open[*index].stale && !self.avoided.contains(document)) {
            self.draft(index, send);
        }
        let open = index.and_then(|index| self.open.get_mut(index));
        match open.zip(self.run.as_ref()).map_or_else(|| Err(no_document()), |(open, run)| open.pdf(run)) {
            Ok(bytes) => send(FromSetter::Pdf(number), &bytes),
            Err(refusal) => send(FromSetter::NoPdf(number), &serde_json::to_vec(&refusal).unwrap_or_default()),
        }
    }
}
