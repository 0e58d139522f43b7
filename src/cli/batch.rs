//! Many documents, of one municipality or of several, made or checked.

use std::cell::RefCell;
use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};

use crate::check::across;
use crate::cycle::mend::{self, Change, Mended, Written};
use crate::diagnostic::{Findings, Waived};
use crate::layout::Rendition;
use crate::load::parallel::{SMALL_FILES, in_parallel};
use crate::pipeline::memory::{Inputs, Memory};
use crate::pipeline::{self, Delivery, Order, Outcome, Run, Sources};
use crate::project::Files;
use crate::project::{DocumentId, DocumentKind};

use super::folders::{Asked, Part};
use super::results::{DocumentResult, Results};
use super::share::Share;
use crate::web::{LOOSE_CHARTS, WebFile};

/// From this many documents on, progress is shown.
const WORTH_A_BAR: usize = 10;

/// How documents are made.
pub(super) struct Making {
    /// Where to, if not to `uitvoer`.
    pub output: Option<PathBuf>,
    /// Whether the Typst source is kept.
    pub keep_typst: bool,
    /// Whether everything is made, also what is right already.
    pub again: bool,
    /// What presentations are made into besides their slides.
    pub extras: Vec<Rendition>,
    /// Whether everything also becomes web pages.
    pub html: bool,
    /// Whether charts also become files of their own.
    pub charts: bool,
    /// Only this share of the documents.
    pub share: Option<Share>,
}

/// Tells that a document is done.
type Done<'a> = dyn Fn(&DocumentId) + Sync + 'a;

/// Every check; nothing is written.
pub(super) fn check(asked: Asked, workers: Option<u16>) -> Results<()> {
    each_part(asked, workers, None, |part, workers, done| {
        check_part(part, Files::new(part.folder.clone()), workers, done)
    })
}

/// What was mended in one work folder.
pub(super) struct PartMended {
    /// Its name, where there are several.
    pub name: Option<String>,
    pub mended: Mended,
    /// What became of its files; nothing of a dry run.
    pub written: Written,
    files: Files,
}

impl PartMended {
    /// What was done to files that were written, or would be.
    pub fn changes(&self) -> Vec<&Change> {
        let is_left = |change: &Change| self.written.left.iter().any(|(file, _)| *file == change.file);
        self.mended.changes.iter().filter(|change| !is_left(change)).collect()
    }
}

/// Mends what can be mended unseen, with every check of what becomes of it. Of a dry run nothing is written.
pub(super) fn mend(asked: Asked, workers: Option<u16>, dry: bool) -> (Results<()>, Vec<PartMended>) {
    let all = RefCell::new(Vec::new());
    let results = each_part(asked.clone(), workers, None, |part, workers, done| {
        let files = Files::new(part.folder.clone());
        let mended = mend::mend(&files, &part.inventory, |files| {
            let (outcomes, shared) = check_part(part, files, workers, &|_| {});
            let own = outcomes.into_iter().flat_map(|outcome| outcome.findings.iter().cloned().collect::<Vec<_>>());
            shared.iter().cloned().chain(own).collect()
        });
        let outcomes = check_part(part, mended.over(&files), workers, done);
        all.borrow_mut().push(PartMended { name: part.name.clone(), mended, written: Written::default(), files });
        outcomes
    });
    let mut all = all.into_inner();
    if !dry {
        // Last of all: had a process been stopped on the way, the next one would not know what was mended.
        all.iter_mut().for_each(|part| part.written = part.mended.write(&part.files));
    }
    // What is told is about what stands there.
    let is_all_written = all.iter().all(|part| part.written.left.is_empty());
    (if is_all_written { results } else { check(asked, workers) }, all)
}

fn check_part(part: &Part, files: Files, workers: usize, done: &Done<'_>) -> (Vec<Outcome<()>>, Findings) {
    let (run, shared) = Run::of(Sources::found_before(files, part.inventory.clone())).into_parts();
    let without_review =
        |Outcome { id, findings, waived, statements, .. }| Outcome { id, findings, waived, statements, result: () };
    let outcomes = run.check_all(&part.documents, workers, done).into_iter().map(without_review).collect();
    (outcomes, with_first(&part.findings, &shared))
}

/// PDFs are written, where they are not right already.
pub(super) fn make(mut asked: Asked, making: &Making, workers: Option<u16>) -> Results<Delivery> {
    if let Some(share) = making.share {
        keep_share(&mut asked.parts, share);
    }
    each_part(asked, workers, making.output.clone(), |part, workers, done| make_part(part, making, workers, done))
}

/// Does the work, part after part.
fn each_part<T>(
    asked: Asked,
    workers: Option<u16>,
    output: Option<PathBuf>,
    work: impl Fn(&Part, usize, &Done<'_>) -> (Vec<Outcome<T>>, Findings),
) -> Results<T> {
    let count = asked.parts.iter().map(|part| part.documents.len()).sum();
    let workers = available_workers(workers);
    let bar = progress_bar(count);
    let mut findings = asked.findings;
    let wrong_request = !asked.unknown.is_empty();
    findings.extend(asked.unknown);
    let (mut results, mut waived) = (Vec::with_capacity(count), Vec::new());
    for part in &asked.parts {
        let done = |id: &DocumentId| {
            bar.set_message(part.called(id));
            bar.inc(1);
        };
        let (mut outcomes, mut shared) = work(part, workers, &done);
        for outcome in &outcomes {
            shared.extend(outcome.findings.clone());
            waived.extend(outcome.waived.iter().map(|waived| placed(part, waived)));
        }
        let compared = across::compare(outcomes.iter().flat_map(|outcome| &outcome.statements));
        shared.extend(compared.findings());
        waived.extend(compared.accepted.iter().map(|waived| placed(part, waived)));
        // What was compared is no longer needed: there can be thousands of documents to come.
        outcomes.iter_mut().for_each(|outcome| outcome.statements = Vec::new());
        if part.name.is_none() {
            findings.adopt(shared.policy().clone());
        }
        findings.extend(part.placed(shared));
        results.extend(outcomes.into_iter().map(|outcome| DocumentResult {
            municipality: part.name.clone(),
            kind: part.inventory.kind_of(&outcome.id),
            outcome,
        }));
    }
    bar.finish_and_clear();
    Results { results, findings: findings.sorted(), waived, wrong_request, output }
}

fn placed(part: &Part, waived: &Waived) -> Waived {
    let mut placed = waived.clone();
    placed.finding = part.placed_one(placed.finding);
    placed
}

/// Makes what is not right already, and answers for the rest from memory.
fn make_part(part: &Part, making: &Making, workers: usize, done: &Done<'_>) -> (Vec<Outcome<Delivery>>, Findings) {
    let Making { output, keep_typst, again, extras, html, charts, .. } = making;
    if part.documents.is_empty() && part.name.is_some() {
        return (Vec::new(), part.findings.clone());
    }
    let files = Files::new(part.folder.clone());
    let memory = Memory::of(&part.output(output.as_ref()), &files, Inputs::of(&part.folder, &part.inventory));
    let extras_of = |id: &DocumentId| -> Vec<&str> {
        let web = WebFile::ALL.iter().filter(|_| *html).map(|file| file.extension());
        let web = web.chain(charts.then_some(LOOSE_CHARTS));
        match part.inventory.kind_of(id) {
            DocumentKind::Presentation => extras.iter().map(|extra| extra.extension()).chain(web).collect(),
            DocumentKind::Letter => web.collect(),
        }
    };
    let look = |id: &DocumentId| if *again || *keep_typst { None } else { memory.unchanged(id, &extras_of(id)) };
    let known = in_parallel(&part.documents, SMALL_FILES, look);
    let todo: Vec<DocumentId> =
        part.documents.iter().zip(&known).filter(|(_, known)| known.is_none()).map(|(id, _)| id.clone()).collect();
    known.iter().flatten().for_each(|known| done(&known.id));
    if todo.is_empty()
        && let Some(shared) = memory.shared()
    {
        return (known.into_iter().flatten().collect(), with_first(&part.findings, &shared));
    }
    let order =
        Order { memory, keep_typst: *keep_typst, again: *again, extras: extras.clone(), html: *html, charts: *charts };
    let sources = Sources::found_before(files, part.inventory.clone());
    let (made, shared) = pipeline::make(sources, &todo, &order, workers, done).into_parts();
    let mut made = made.into_iter();
    // Both lists are in the order of the documents.
    let outcomes = known.into_iter().filter_map(|known| known.or_else(|| made.next())).collect();
    (outcomes, with_first(&part.findings, &shared))
}

/// What was found first, under the policy of what was found after.
fn with_first(first: &Findings, then: &Findings) -> Findings {
    let mut all = then.fresh();
    all.extend(first.clone());
    all.extend(then.clone());
    all
}

/// Leaves only the documents of one share.
fn keep_share(parts: &mut [Part], share: Share) {
    let count = parts.iter().map(|part| part.documents.len()).sum();
    let mut position = 0;
    for part in parts {
        part.documents.retain(|_| {
            position += 1;
            share.holds(position - 1, count)
        });
    }
}

/// As many workers as were asked for, or as the computer has room for.
pub(super) fn available_workers(asked: Option<u16>) -> usize {
    let available = || std::thread::available_parallelism().map_or(1, usize::from);
    asked.map_or_else(available, usize::from)
}

/// Hidden by itself where standard error is no terminal.
pub(super) fn progress_bar(documents: usize) -> ProgressBar {
    if documents < WORTH_A_BAR {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(documents as u64);
    let style = ProgressStyle::with_template("{bar:30} {pos} van {len}  nog {eta}  {msg}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
