//! Many documents, of one municipality or of several, made or checked.

use std::path::PathBuf;
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};

use crate::check::across;
use crate::diagnostic::{Findings, Waived};
use crate::layout::Rendition;
use crate::pipeline::memory::{Inputs, Memory};
use crate::pipeline::outcome::Outcome;
use crate::pipeline::{Run, Task};
use crate::project::Files;
use crate::project::{DocumentId, DocumentKind, Inventory};

use super::folders::{Asked, Part};
use super::results::{DocumentResult, Results};
use super::share::Share;

/// From this many documents on, progress is shown.
const WORTH_A_BAR: usize = 10;

/// What is done with documents.
pub(super) enum Assignment {
    /// Every check, nothing written.
    Check,
    /// PDFs are written, where they are not right already.
    Make {
        /// Where to, if not to `uitvoer`.
        output: Option<PathBuf>,
        /// Whether the Typst source is kept.
        keep_typst: bool,
        /// Whether everything is made, also what is right already.
        again: bool,
        /// What presentations are made into besides their slides.
        extras: Vec<Rendition>,
        /// Only this share of the documents.
        share: Option<Share>,
    },
}

/// Does the work, part after part.
pub(super) fn run(mut asked: Asked, work: &Assignment, workers: Option<u16>) -> Results {
    if let Assignment::Make { share: Some(share), .. } = work {
        keep_share(&mut asked.parts, *share);
    }
    let count = asked.parts.iter().map(|part| part.documents.len()).sum();
    let workers = available_workers(workers, count);
    let bar = progress_bar(count);
    let mut findings = asked.findings;
    let wrong_request = !asked.unknown.is_empty();
    findings.extend(asked.unknown);
    let (mut results, mut waived) = (Vec::with_capacity(count), Vec::new());
    for part in &asked.parts {
        let done = |outcome: &Outcome| {
            bar.set_message(part.called(&outcome.id));
            bar.inc(1);
        };
        let (mut outcomes, mut shared) = match work {
            Assignment::Check => check(part, workers, &done),
            Assignment::Make { .. } => make(part, work, workers, &done),
        };
        for outcome in &outcomes {
            shared.extend(outcome.findings.clone());
            waived.extend(outcome.waived.iter().map(|waived| placed(part, waived)));
        }
        let compared = across::compare(outcomes.iter().flat_map(|outcome| &outcome.statements));
        shared.extend(compared.findings());
        waived.extend(compared.accepted.iter().map(|waived| placed(part, waived)));
        // What was compared is no longer needed: there can be thousands of documents to come.
        outcomes.iter_mut().for_each(|outcome| {
            outcome.statements = Vec::new();
            outcome.planning = None;
        });
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
    let output = match work {
        Assignment::Make { output, .. } => output.clone(),
        Assignment::Check => None,
    };
    Results { results, findings: findings.sorted(), waived, wrong_request, output }
}

fn placed(part: &Part, waived: &Waived) -> Waived {
    let mut placed = waived.clone();
    placed.finding = part.placed_one(placed.finding);
    placed
}

fn check(part: &Part, workers: usize, done: &(dyn Fn(&Outcome) + Sync)) -> (Vec<Outcome>, Findings) {
    let run = Run::over(Files::new(part.folder.clone()), part.inventory.clone(), None);
    let outcomes = run.process(&part.documents, &Task::Check, workers, done);
    (outcomes, with_first(&part.findings, &run.findings))
}

/// Makes what is not right already, and answers for the rest from memory.
fn make(part: &Part, work: &Assignment, workers: usize, done: &(dyn Fn(&Outcome) + Sync)) -> (Vec<Outcome>, Findings) {
    let Assignment::Make { output, keep_typst, again, extras, .. } = work else { return Default::default() };
    if part.documents.is_empty() && part.name.is_some() {
        return (Vec::new(), part.findings.clone());
    }
    let files = Files::new(part.folder.clone());
    let output = part.output(output.as_ref());
    let memory = Memory::of(&output, &files, Inputs::of(&part.folder, &part.inventory));
    let extras_of = |id: &DocumentId| match part.inventory.kind_of(id) {
        DocumentKind::Presentation => extras.as_slice(),
        DocumentKind::Letter => &[],
    };
    let look = |id: &DocumentId| if *again || *keep_typst { None } else { memory.unchanged(id, extras_of(id)) };
    let known = crate::pipeline::memory::in_parallel(&part.documents, look);
    let todo: Vec<DocumentId> =
        part.documents.iter().zip(&known).filter(|(_, known)| known.is_none()).map(|(id, _)| id.clone()).collect();
    known.iter().flatten().for_each(done);
    if todo.is_empty()
        && let Some(shared) = memory.shared()
    {
        return (known.into_iter().flatten().collect(), with_first(&part.findings, &shared));
    }
    let memory = Arc::new(memory);
    let run = Run::over(files, part.inventory.clone(), None);
    memory.note_shared(&run.findings);
    let (keep_typst, again, extras) = (*keep_typst, *again, extras.clone());
    let task = Task::Make { output, keep_typst, again, extras, memory: Some(memory.clone()) };
    let mut made = run.process(&todo, &task, workers, done).into_iter();
    // Both lists are in the order of the documents.
    let outcomes = known.into_iter().filter_map(|known| known.or_else(|| made.next())).collect();
    // A file that was saved in the meantime may be in some documents and not in others.
    if Inputs::of(&part.folder, &Inventory::of(&part.folder).without_findings()) != *memory.inputs() {
        memory.forget(&todo);
    }
    (outcomes, with_first(&part.findings, &run.findings))
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
pub(super) fn available_workers(asked: Option<u16>, documents: usize) -> usize {
    let available = || std::thread::available_parallelism().map_or(1, usize::from);
    asked.map_or_else(available, usize::from).min(documents.max(1))
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
