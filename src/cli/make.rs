//! `griffel maak` and `griffel controleer`.

use std::path::Path;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use crate::diagnostic::{Code, Findings, Report, Summary, Waived, render_json, render_sarif, render_text, visible};
use crate::export::Output;
use crate::load;
use crate::pipeline::{Outcome, Run, Task};
use crate::project::{DocumentId, WorkFolder};

use super::arguments::{Check, FindingsFormat, MadeFormat, Make, Selection};
use super::{Status, failure, message, print};

/// From this many documents on, progress is shown.
const WORTH_A_BAR: usize = 10;

/// Makes the PDFs.
pub fn make(options: &Make) -> Status {
    let started = Instant::now();
    let folder = match work_folder(options.selection.folder.as_deref()) {
        Ok(folder) => folder,
        Err(status) => return status,
    };
    let output = Output::new(options.output.clone().unwrap_or_else(|| folder.root().join("uitvoer")));
    let task = Task::Make { output: output.clone(), keep_typst: options.keep_typst };
    let results = process(folder, &options.selection, &task);
    let status = results.status();
    match options.format {
        MadeFormat::Text => {
            message(&render_text(&results.findings, true));
            print(&visible(&results.closing_line(&output, started)));
        }
        MadeFormat::Json => {
            print(&results.json());
        }
    }
    status
}

/// Looks for mistakes and writes nothing.
pub fn check(options: &Check) -> Status {
    let folder = match work_folder(options.selection.folder.as_deref()) {
        Ok(folder) => folder,
        Err(status) => return status,
    };
    let results = process(folder, &options.selection, &Task::Check);
    match options.format {
        FindingsFormat::Text => {
            print(&render_text(&results.findings, true));
            print(&results.verdict());
        }
        FindingsFormat::Json => {
            print(&render_json(results.report()));
        }
        FindingsFormat::Sarif => {
            print(&render_sarif(results.report()));
        }
    }
    results.status()
}

/// The work folder that was named, or the nearest one.
pub(super) fn work_folder(named: Option<&Path>) -> Result<WorkFolder, Status> {
    let start = match named {
        Some(folder) => folder.to_path_buf(),
        None => std::env::current_dir().unwrap_or_else(|_| Path::new(".").to_path_buf()),
    };
    let found = match named {
        Some(folder) => WorkFolder::at(folder),
        None => WorkFolder::containing(&start),
    };
    found.ok_or_else(|| failure(load::no_work_folder(&start)))
}

/// What came of all documents together.
struct Results {
    outcomes: Vec<Outcome>,
    findings: Findings,
    /// What authors accepted, by letter and then by place.
    waived: Vec<Waived>,
    /// A name that was asked for is not there.
    wrong_request: bool,
}

fn process(folder: WorkFolder, selection: &Selection, task: &Task) -> Results {
    let mut run = Run::open(folder);
    let mut findings = std::mem::take(&mut run.findings);
    let before = findings.len();
    let documents = run.inventory().select(&selection.names, selection.period, &mut findings);
    let wrong_request = findings.len() > before;
    let bar = progress_bar(documents.len());
    let outcomes = run.process(&documents, task, workers(selection, documents.len()), &|outcome: &Outcome| {
        bar.set_message(outcome.id.to_string());
        bar.inc(1);
    });
    bar.finish_and_clear();
    let mut waived = Vec::new();
    for outcome in &outcomes {
        findings.extend(outcome.findings.clone());
        waived.extend(outcome.waived.iter().cloned());
    }
    findings.extend(Run::compare(outcomes.iter().flat_map(|outcome| &outcome.statements)));
    Results { outcomes, findings: findings.sorted(), waived, wrong_request }
}

fn workers(selection: &Selection, documents: usize) -> usize {
    available_workers(selection.workers, documents)
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

#[derive(Serialize)]
struct JsonDocument {
    naam: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pdf: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bladzijden: Option<usize>,
    #[serde(flatten)]
    samenvatting: Summary,
}

impl Results {
    fn report(&self) -> Report<'_> {
        Report { findings: &self.findings, waived: &self.waived }
    }

    fn status(&self) -> Status {
        if self.wrong_request || self.findings.iter().any(|finding| finding.code == Code::CannotWrite) {
            Status::Failure
        } else if self.findings.has_errors() {
            Status::Findings
        } else {
            Status::Success
        }
    }

    fn closing_line(&self, output: &Output, started: Instant) -> String {
        let made: Vec<&Outcome> = self.outcomes.iter().filter(|outcome| outcome.pdf.is_some()).collect();
        let pages: usize = made.iter().map(|outcome| outcome.pages).sum();
        let where_to = match made[..] {
            [one] => output.pdf(&one.id),
            _ => output.folder().to_path_buf(),
        };
        let mut line = match made.len() {
            0 => "Er is geen brief gemaakt.".to_owned(),
            1 => format!(
                "1 brief gemaakt, {pages} {}, in {} ms: {}",
                page_word(pages),
                started.elapsed().as_millis(),
                shown(&where_to)
            ),
            count => format!(
                "{count} brieven gemaakt, {pages} {}, in {} ms: {}",
                page_word(pages),
                started.elapsed().as_millis(),
                shown(&where_to)
            ),
        };
        let failed: Vec<&DocumentId> =
            self.outcomes.iter().filter(|outcome| outcome.pdf.is_none()).map(|outcome| &outcome.id).collect();
        if !failed.is_empty() {
            let named = |id: &&DocumentId| match output.pdf(id).exists() {
                true => format!("{id} (de oude PDF staat er nog)"),
                false => id.to_string(),
            };
            line.push_str(&format!("\nNiet gemaakt: {}.", failed.iter().map(named).collect::<Vec<_>>().join(", ")));
        }
        line.push('\n');
        line + &self.counted()
    }

    fn verdict(&self) -> String {
        let count = self.outcomes.len();
        let letters = if count == 1 { "1 brief".to_owned() } else { format!("{count} brieven") };
        if self.findings.is_empty() {
            return format!("{letters} gecontroleerd: alles in orde.\n{}", self.accepted());
        }
        format!("{letters} gecontroleerd.\n{}", self.counted())
    }

    fn counted(&self) -> String {
        let Some(words) = Summary::of(&self.findings).in_words() else { return self.accepted() };
        let worst = self.findings.iter().min_by_key(|finding| finding.severity);
        let example = worst.map(|finding| finding.code.as_str()).unwrap_or_default();
        format!("{words}. Meer over een melding: griffel uitleg {example}\n{}", self.accepted())
    }

    /// How many findings authors accepted; they are not shown, but nobody should forget them.
    fn accepted(&self) -> String {
        match self.waived.len() {
            0 => String::new(),
            1 => "1 bevinding is met een reden geaccepteerd.\n".to_owned(),
            count => format!("{count} bevindingen zijn met een reden geaccepteerd.\n"),
        }
    }

    fn json(&self) -> String {
        let documents: Vec<JsonDocument> = self
            .outcomes
            .iter()
            .map(|outcome| JsonDocument {
                naam: outcome.id.to_string(),
                pdf: outcome.pdf.as_deref().map(shown),
                bladzijden: outcome.pdf.is_some().then_some(outcome.pages),
                samenvatting: Summary::of(&outcome.findings),
            })
            .collect();
        let report: serde_json::Value = serde_json::from_str(&render_json(self.report())).unwrap_or_default();
        let whole = serde_json::json!({ "documenten": documents, "controle": report });
        serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
    }
}

fn page_word(pages: usize) -> &'static str {
    if pages == 1 { "bladzijde" } else { "bladzijden" }
}

/// A path as short as it can be shown from here.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path).display().to_string()
}
