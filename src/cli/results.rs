//! What came of all documents together.

use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::Serialize;

use crate::diagnostic::{self, Code, Finding, Findings, Report, Summary, Waived, render_json};
use crate::pipeline::{Delivery, Outcome, PdfFile};
use crate::project::DocumentKind;
use crate::web::{LOOSE_CHARTS, LOOSE_FILES};

use super::folders::called;
use super::output::Ending;

/// What came of one document.
pub(super) struct DocumentResult<T> {
    /// Its municipality, where there are several.
    pub municipality: Option<String>,
    pub kind: DocumentKind,
    pub outcome: Outcome<T>,
}

impl DocumentResult<Delivery> {
    fn name(&self) -> String {
        called(self.municipality.as_deref(), &self.outcome.id)
    }

    fn delivery(&self) -> &Delivery {
        &self.outcome.result
    }

    fn pdf(&self) -> Option<&PdfFile> {
        self.delivery().pdf()
    }

    /// Whether its PDF was made just now.
    fn is_made(&self) -> bool {
        matches!(self.delivery(), Delivery::Made { .. })
    }

    fn is_unchanged(&self) -> bool {
        matches!(self.delivery(), Delivery::Unchanged { .. })
    }

    fn has_failed(&self) -> bool {
        matches!(self.delivery(), Delivery::NotMade { .. })
    }
}

/// What came of all documents together.
pub(super) struct Results<T> {
    pub results: Vec<DocumentResult<T>>,
    pub findings: Findings,
    /// What authors accepted, by document and then by place.
    pub waived: Vec<Waived>,
    /// A name that was asked for is not there.
    pub wrong_request: bool,
    /// The folder for the PDFs, if one was asked for.
    pub output: Option<PathBuf>,
}

#[derive(Serialize)]
struct JsonDocument {
    naam: String,
    /// "brief" or "presentatie"
    soort: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pdf: Option<String>,
    /// What else it was made into: the hand-out, and the PDF with a page a step.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ook: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bladzijden: Option<usize>,
    /// Whether the PDF was right already, and so was not made again.
    ongewijzigd: bool,
    /// Set where the document was adopted, and so is never made again.
    #[serde(skip_serializing_if = "Option::is_none")]
    vastgestelde_versie: Option<u32>,
    #[serde(flatten)]
    samenvatting: Summary,
}

impl<T> Results<T> {
    pub fn report(&self) -> Report<'_> {
        Report { findings: &self.findings, waived: &self.waived }
    }

    pub fn status(&self) -> Ending {
        if self.wrong_request || self.findings.iter().any(|finding| finding.code == Code::CannotWrite) {
            Ending::Failure
        } else if self.findings.has_errors() {
            Ending::Findings
        } else {
            Ending::Success
        }
    }

    pub fn verdict(&self) -> String {
        let count = documents(&self.results);
        if self.findings.is_empty() {
            return format!("{count} gecontroleerd: alles in orde.\n{}", self.accepted());
        }
        format!("{count} gecontroleerd.\n{}{}", self.counted(), self.mendable())
    }

    /// How many findings can be mended unseen.
    fn mendable(&self) -> String {
        let can_be = |finding: &&Finding| finding.complete_fixes().any(|fix| fix.is_safe);
        match self.findings.iter().filter(can_be).count() {
            0 => String::new(),
            1 => "1 melding kan Griffel zelf herstellen: griffel controleer --herstel\n".to_owned(),
            count => format!("{count} meldingen kan Griffel zelf herstellen: griffel controleer --herstel\n"),
        }
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
}

impl Results<Delivery> {
    /// What was made, what was not, and where it is.
    pub fn closing_line(&self, started: Instant) -> String {
        let made: Vec<&DocumentResult<Delivery>> = self.results.iter().filter(|one| one.is_made()).collect();
        let unchanged: Vec<&DocumentResult<Delivery>> = self.results.iter().filter(|one| one.is_unchanged()).collect();
        let adopted: Vec<&DocumentResult<Delivery>> =
            self.results.iter().filter(|one| one.delivery().adopted().is_some()).collect();
        let failed: Vec<&DocumentResult<Delivery>> = self.results.iter().filter(|one| one.has_failed()).collect();
        let pages: usize = made.iter().filter_map(|one| one.pdf()).map(|pdf| pdf.pages).sum();
        let duration = format!("{} ms", started.elapsed().as_millis());
        let mut lines = Vec::new();
        lines.push(match (made.len(), unchanged.len()) {
            (0, 0) if adopted.is_empty() || !failed.is_empty() => "Er is niets gemaakt.".to_owned(),
            (0, _) => format!("Er is niets veranderd ({duration})."),
            _ => format!(
                "{} gemaakt, {pages} {}, in {duration}{}",
                documents(made.iter().copied()),
                if pages == 1 { "bladzijde" } else { "bladzijden" },
                self.place(&made),
            ),
        });
        if let [one] = &self.results[..] {
            let said = if one.is_made() { "Ook gemaakt" } else { "Staat erbij" };
            let (charts, files): (Vec<&PathBuf>, Vec<&PathBuf>) =
                one.delivery().extras().iter().partition(|path| is_chart(path));
            lines.extend(files.iter().map(|path| format!("{said}: {}", shown(path))));
            lines.extend(charts_line(said, &charts));
        }
        if !unchanged.is_empty() {
            let verb = if unchanged.len() == 1 { "was" } else { "waren" };
            lines.push(format!("{} {verb} nog goed.", documents(unchanged.iter().copied())));
        }
        match adopted[..] {
            [] => {}
            [one] => lines.push(format!("1 vastgestelde {} bleef zoals die is.", one.kind.word())),
            _ => lines.push(format!("Vastgesteld, en dus gelijk gebleven: {}.", documents(adopted.iter().copied()))),
        }
        if !failed.is_empty() {
            lines.push(format!("Niet gemaakt: {}.", listed(&failed)));
        }
        lines.join("\n") + "\n" + &self.counted()
    }

    /// ": uitvoer", where all that was made is in one folder.
    fn place(&self, made: &[&DocumentResult<Delivery>]) -> String {
        let folder = |one: &&DocumentResult<Delivery>| one.pdf()?.path.parent()?.parent().map(Path::to_path_buf);
        match (made, &self.output) {
            ([one], _) => one.pdf().map(|pdf| format!(": {}", shown(&pdf.path))).unwrap_or_default(),
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

    pub fn json(&self) -> String {
        let document = |one: &DocumentResult<Delivery>| JsonDocument {
            naam: one.name(),
            soort: one.kind.word(),
            ook: one.delivery().extras().iter().map(|path| shown(path)).collect(),
            pdf: one.pdf().map(|pdf| shown(&pdf.path)),
            bladzijden: one.pdf().map(|pdf| pdf.pages),
            ongewijzigd: one.pdf().is_some() && !one.is_made(),
            vastgestelde_versie: one.delivery().adopted(),
            samenvatting: Summary::of(&one.outcome.findings),
        };
        let documents: Vec<JsonDocument> = self.results.iter().map(document).collect();
        let report: serde_json::Value = serde_json::from_str(&render_json(self.report())).unwrap_or_default();
        let whole = serde_json::json!({ "documenten": documents, "controle": report });
        serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
    }
}

/// Whether a file is one of a chart by itself.
fn is_chart(path: &Path) -> bool {
    let folder = path.parent().and_then(Path::extension);
    folder.is_some_and(|ending| ending == LOOSE_CHARTS)
}

/// "Ook gemaakt: uitvoer/2022/jnv.grafieken (2 grafieken)"
fn charts_line(said: &str, files: &[&PathBuf]) -> Option<String> {
    let folder = files.first()?.parent()?;
    let count = match files.len() / LOOSE_FILES.len() {
        1 => "1 grafiek".to_owned(),
        count => format!("{count} grafieken"),
    };
    Some(format!("{said}: {} ({count})", shown(folder)))
}

fn documents<'r, T: 'r>(results: impl IntoIterator<Item = &'r DocumentResult<T>>) -> String {
    counted(results.into_iter().map(|result| result.kind))
}

/// "10 brieven en 1 presentatie"
pub(super) fn counted(kinds: impl Iterator<Item = DocumentKind>) -> String {
    let kinds: Vec<DocumentKind> = kinds.collect();
    let in_words = |kind: DocumentKind| match kinds.iter().filter(|one| **one == kind).count() {
        0 => None,
        1 => Some(format!("1 {}", kind.word())),
        count => Some(format!("{count} {}", kind.plural())),
    };
    let words: Vec<String> = DocumentKind::ALL.into_iter().filter_map(in_words).collect();
    if words.is_empty() { "0 documenten".to_owned() } else { words.join(" en ") }
}

/// The most documents that are named in one line.
const MOST_NAMED: usize = 20;

/// Documents that were not made; there can be an older PDF of some.
fn listed(failed: &[&DocumentResult<Delivery>]) -> String {
    let named = |one: &&DocumentResult<Delivery>| match one.delivery() {
        Delivery::NotMade { older: Some(_) } => format!("{} (de oude PDF staat er nog)", one.name()),
        _ => one.name(),
    };
    let mut names: Vec<String> = failed.iter().take(MOST_NAMED).map(named).collect();
    if failed.len() > MOST_NAMED {
        names.push(format!("en nog {}", documents(failed.iter().skip(MOST_NAMED).copied())));
    }
    names.join(", ")
}

/// A path as short as it can be shown from here.
pub(super) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    diagnostic::shown(path.strip_prefix(&here).unwrap_or(path))
}
