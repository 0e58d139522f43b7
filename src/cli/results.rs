//! What came of all documents together.

use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::Serialize;

use crate::diagnostic::{Code, Findings, Report, Summary, Waived, render_json};
use crate::outcome::Outcome;

use super::Status;
use super::folders::called;

/// What came of one document.
pub(super) struct Result {
    /// Its municipality, where there are several.
    pub municipality: Option<String>,
    pub outcome: Outcome,
}

impl Result {
    fn name(&self) -> String {
        called(self.municipality.as_deref(), &self.outcome.id)
    }

    /// Whether its PDF was made just now.
    fn is_made(&self) -> bool {
        self.outcome.pdf.is_some() && !self.outcome.unchanged
    }

    fn is_unchanged(&self) -> bool {
        self.outcome.pdf.is_some() && self.outcome.unchanged && self.outcome.adopted.is_none()
    }

    fn has_failed(&self) -> bool {
        self.outcome.pdf.is_none() && self.outcome.adopted.is_none()
    }
}

/// What came of all documents together.
pub(super) struct Results {
    pub results: Vec<Result>,
    pub findings: Findings,
    /// What authors accepted, by letter and then by place.
    pub waived: Vec<Waived>,
    /// A name that was asked for is not there.
    pub wrong_request: bool,
    /// The folder for the PDFs, if one was asked for.
    pub output: Option<PathBuf>,
}

#[derive(Serialize)]
struct JsonDocument {
    naam: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pdf: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bladzijden: Option<usize>,
    /// Whether the PDF was right already, and so was not made again.
    ongewijzigd: bool,
    /// Set where the letter was adopted, and so is never made again.
    #[serde(skip_serializing_if = "Option::is_none")]
    vastgestelde_versie: Option<u32>,
    #[serde(flatten)]
    samenvatting: Summary,
}

impl Results {
    pub fn report(&self) -> Report<'_> {
        Report { findings: &self.findings, waived: &self.waived }
    }

    pub fn status(&self) -> Status {
        if self.wrong_request || self.findings.iter().any(|finding| finding.code == Code::CannotWrite) {
            Status::Failure
        } else if self.findings.has_errors() {
            Status::Findings
        } else {
            Status::Success
        }
    }

    /// What was made, what was not, and where it is.
    pub fn closing_line(&self, started: Instant) -> String {
        let made: Vec<&Outcome> = self.results.iter().filter(|one| one.is_made()).map(|one| &one.outcome).collect();
        let unchanged = self.results.iter().filter(|one| one.is_unchanged()).count();
        let adopted = self.results.iter().filter(|one| one.outcome.adopted.is_some()).count();
        let failed: Vec<&Result> = self.results.iter().filter(|one| one.has_failed()).collect();
        let pages: usize = made.iter().map(|outcome| outcome.pages).sum();
        let duration = format!("{} ms", started.elapsed().as_millis());
        let mut lines = Vec::new();
        lines.push(match (made.len(), unchanged) {
            (0, 0) if adopted == 0 || !failed.is_empty() => "Er is geen brief gemaakt.".to_owned(),
            (0, _) => format!("Er is niets veranderd ({duration})."),
            (count, _) => format!(
                "{} gemaakt, {pages} {}, in {duration}{}",
                letters(count),
                if pages == 1 { "bladzijde" } else { "bladzijden" },
                self.place(&made),
            ),
        });
        if unchanged > 0 {
            let verb = if unchanged == 1 { "was" } else { "waren" };
            lines.push(format!("{} {verb} nog goed.", letters(unchanged)));
        }
        match adopted {
            0 => {}
            1 => lines.push("1 vastgestelde brief bleef zoals hij is.".to_owned()),
            count => lines.push(format!("{count} vastgestelde brieven bleven zoals ze zijn.")),
        }
        if !failed.is_empty() {
            lines.push(format!("Niet gemaakt: {}.", listed(&failed)));
        }
        lines.join("\n") + "\n" + &self.counted()
    }

    /// ": uitvoer", where all that was made is in one folder.
    fn place(&self, made: &[&Outcome]) -> String {
        let folder = |outcome: &&Outcome| outcome.pdf.as_deref()?.parent()?.parent().map(Path::to_path_buf);
        match (made, &self.output) {
            ([one], _) => one.pdf.as_deref().map(|path| format!(": {}", shown(path))).unwrap_or_default(),
            (_, Some(asked)) => format!(": {}", shown(asked)),
            _ => {
                let mut folders: Vec<PathBuf> = made.iter().filter_map(folder).collect();
                folders.dedup();
                match &folders[..] {
                    [one] => format!(": {}", shown(one)),
                    _ => format!(", in {} mappen uitvoer.", folders.len()),
                }
            }
        }
    }

    pub fn verdict(&self) -> String {
        let count = self.results.len();
        if self.findings.is_empty() {
            return format!("{} gecontroleerd: alles in orde.\n{}", letters(count), self.accepted());
        }
        format!("{} gecontroleerd.\n{}", letters(count), self.counted())
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

    pub fn json(&self) -> String {
        let document = |one: &Result| JsonDocument {
            naam: one.name(),
            pdf: one.outcome.pdf.as_deref().map(shown),
            bladzijden: one.outcome.pdf.is_some().then_some(one.outcome.pages),
            ongewijzigd: one.outcome.unchanged,
            vastgestelde_versie: one.outcome.adopted,
            samenvatting: Summary::of(&one.outcome.findings),
        };
        let documents: Vec<JsonDocument> = self.results.iter().map(document).collect();
        let report: serde_json::Value = serde_json::from_str(&render_json(self.report())).unwrap_or_default();
        let whole = serde_json::json!({ "documenten": documents, "controle": report });
        serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
    }
}

fn letters(count: usize) -> String {
    if count == 1 { "1 brief".to_owned() } else { format!("{count} brieven") }
}

/// The most documents that are named in one line.
const MOST_NAMED: usize = 20;

/// Documents that were not made; there can be an older PDF of some.
fn listed(failed: &[&Result]) -> String {
    let named = |one: &&Result| match one.outcome.older.as_ref() {
        Some(_) => format!("{} (de oude PDF staat er nog)", one.name()),
        None => one.name(),
    };
    let mut names: Vec<String> = failed.iter().take(MOST_NAMED).map(named).collect();
    if failed.len() > MOST_NAMED {
        names.push(format!("en nog {}", letters(failed.len() - MOST_NAMED)));
    }
    names.join(", ")
}

/// A path as short as it can be shown from here.
pub(super) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path).display().to_string()
}
