//! Findings and outcomes as they are written down, and as they are read again.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::check::across::{Accepted, Said, Statement};
use crate::diagnostic::{Code, Edit, Finding, Findings, Fix, Place, Severity, SheetSpot, SourceText, Spot, Waived};
use crate::pipeline::outcome::{Delivery, Outcome, PdfFile};
use crate::project::DocumentId;
use crate::project::Files;

/// The texts that places are in, each read once.
pub struct Texts<'a> {
    files: &'a Files,
    read: HashMap<String, Option<Arc<SourceText>>>,
}

impl<'a> Texts<'a> {
    /// Texts of a work folder.
    pub fn of(files: &'a Files) -> Self {
        Self { files, read: HashMap::new() }
    }

    fn text(&mut self, path: &str) -> Option<Arc<SourceText>> {
        let read = || {
            let template = || self.files.template(path.strip_prefix("templates/")?);
            self.files.text(path).ok().or_else(|| template()?.ok())
        };
        if !self.read.contains_key(path) {
            let text = read();
            self.read.insert(path.to_owned(), text);
        }
        self.read.get(path)?.clone()
    }
}

/// A place, without the text that it is in.
#[derive(Debug, Serialize, Deserialize)]
pub struct StoredPlace {
    file: String,
    spot: StoredSpot,
}

#[derive(Debug, Serialize, Deserialize)]
enum StoredSpot {
    Whole,
    Text(usize, usize),
    Field(usize, Option<String>, String),
    Sheet { sheet: String, row: Option<usize>, letters: Option<String>, column: Option<String>, text: String },
    Item(usize, Option<String>, String),
}

impl StoredPlace {
    /// Takes down a place.
    pub fn of(place: &Place) -> Self {
        let spot = match &place.spot {
            Spot::Whole => StoredSpot::Whole,
            Spot::Text { range, .. } => StoredSpot::Text(range.start, range.end),
            Spot::Field { line, column, text } => StoredSpot::Field(*line, column.clone(), text.clone()),
            Spot::Sheet(spot) => {
                let SheetSpot { sheet, row, letters, column, text } = (**spot).clone();
                StoredSpot::Sheet { sheet, row, letters, column, text }
            }
            Spot::Item { number, key, text } => StoredSpot::Item(*number, key.clone(), text.clone()),
        };
        Self { file: place.file.clone(), spot }
    }

    /// The place again; nothing, where its text is not what it was.
    pub fn restore(self, texts: &mut Texts<'_>) -> Option<Place> {
        let spot = match self.spot {
            StoredSpot::Whole => Spot::Whole,
            StoredSpot::Text(start, end) => {
                let source = texts.text(&self.file)?;
                source.text.get(start..end)?;
                Spot::Text { source, range: start..end }
            }
            StoredSpot::Field(line, column, text) => Spot::Field { line, column, text },
            StoredSpot::Sheet { sheet, row, letters, column, text } => {
                Spot::Sheet(Box::new(SheetSpot { sheet, row, letters, column, text }))
            }
            StoredSpot::Item(number, key, text) => Spot::Item { number, key, text },
        };
        Some(Place { file: self.file, spot })
    }
}

/// A finding, to be read again.
#[derive(Debug, Serialize, Deserialize)]
pub struct StoredFinding {
    code: String,
    is_error: bool,
    message: String,
    place: StoredPlace,
    hints: Vec<String>,
    #[serde(default)]
    fixes: Vec<StoredFix>,
    #[serde(default)]
    mend: Option<StoredPlace>,
}

/// A fix that asks nothing first; others are only for the preview, which remembers nothing.
#[derive(Debug, Serialize, Deserialize)]
struct StoredFix {
    title: String,
    edits: Vec<(StoredPlace, String)>,
    is_safe: bool,
}

impl StoredFix {
    fn of(fix: &Fix) -> Self {
        let edits = fix.edits.iter().map(|edit| (StoredPlace::of(&edit.place), edit.becomes().to_owned()));
        Self { title: fix.title.clone(), edits: edits.collect(), is_safe: fix.is_safe }
    }

    fn restore(self, texts: &mut Texts<'_>) -> Option<Fix> {
        let edits = self.edits.into_iter().map(|(place, becomes)| Edit::new(&place.restore(texts)?, becomes));
        Some(Fix::of(edits.collect::<Vec<_>>(), self.title)?.safe_if(self.is_safe))
    }
}

impl StoredFinding {
    /// Takes down a finding.
    pub fn of(finding: &Finding) -> Self {
        Self {
            code: finding.code.to_string(),
            is_error: finding.severity == Severity::Error,
            message: finding.message.clone(),
            place: StoredPlace::of(&finding.place),
            hints: finding.hints.clone(),
            fixes: finding.complete_fixes().map(StoredFix::of).collect(),
            mend: finding.mend.as_deref().map(StoredPlace::of),
        }
    }

    /// The finding again, as bad as it was; nothing, where that cannot be told.
    pub fn restore(self, texts: &mut Texts<'_>) -> Option<Finding> {
        Some(Finding {
            code: self.code.parse::<Code>().ok()?,
            severity: if self.is_error { Severity::Error } else { Severity::Warning },
            message: self.message,
            place: self.place.restore(texts)?,
            hints: self.hints,
            fixes: self.fixes.into_iter().filter_map(|fix| fix.restore(texts)).collect(),
            mend: self.mend.and_then(|place| place.restore(texts)).map(Box::new),
        })
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredWaived {
    finding: StoredFinding,
    reason: String,
    place: StoredPlace,
}

/// What came of a document that was made, to be read again. Its files are not among it.
#[derive(Debug, Serialize, Deserialize)]
pub struct StoredOutcome {
    /// The version that was adopted, if it was.
    adopted: Option<u32>,
    /// How many pages its PDF has.
    pub(crate) pages: usize,
    findings: Vec<StoredFinding>,
    waived: Vec<StoredWaived>,
    statements: Vec<StoredStatement>,
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredStatement {
    said: Said,
    /// Codes with reasons, and where they are given.
    accepted: Vec<(String, String, StoredPlace)>,
    place: StoredPlace,
}

impl StoredStatement {
    fn of(statement: &Statement) -> Self {
        let accepted =
            |Accepted { code, reason, place }: &Accepted| (code.to_string(), reason.clone(), StoredPlace::of(place));
        Self {
            said: statement.said.clone(),
            accepted: statement.accepted.iter().map(accepted).collect(),
            place: StoredPlace::of(&statement.place),
        }
    }

    fn restore(self, document: &DocumentId, adopted: Option<u32>, texts: &mut Texts<'_>) -> Option<Statement> {
        let mut accepted = Vec::with_capacity(self.accepted.len());
        for (code, reason, place) in self.accepted {
            accepted.push(Accepted { code: code.parse().ok()?, reason, place: place.restore(texts)? });
        }
        let place = self.place.restore(texts)?;
        Some(Statement { document: document.clone(), adopted, said: self.said, accepted, place })
    }
}

impl StoredOutcome {
    /// Takes down what came of a document whose PDF has so many pages.
    pub fn of(outcome: &Outcome<Delivery>, pages: usize) -> Self {
        let waived = |waived: &Waived| StoredWaived {
            finding: StoredFinding::of(&waived.finding),
            reason: waived.reason.clone(),
            place: StoredPlace::of(&waived.place),
        };
        Self {
            adopted: outcome.result.adopted(),
            pages,
            findings: outcome.findings.iter().map(StoredFinding::of).collect(),
            waived: outcome.waived.iter().map(waived).collect(),
            statements: outcome.statements.iter().map(StoredStatement::of).collect(),
        }
    }

    /// Whether it had been adopted.
    pub(crate) fn is_adopted(&self) -> bool {
        self.adopted.is_some()
    }

    /// What came of the document again, with its files; nothing, where something in it cannot be read any more.
    pub fn restore(
        self,
        id: &DocumentId,
        pdf: PdfFile,
        extras: Vec<PathBuf>,
        files: &Files,
    ) -> Option<Outcome<Delivery>> {
        let texts = &mut Texts::of(files);
        let mut findings = Findings::new();
        for finding in self.findings {
            findings.push(finding.restore(texts)?);
        }
        let mut waived = Vec::new();
        for one in self.waived {
            let place = one.place.restore(texts)?;
            waived.push(Waived { finding: one.finding.restore(texts)?, reason: one.reason, place });
        }
        let mut statements = Vec::with_capacity(self.statements.len());
        for statement in self.statements {
            statements.push(statement.restore(id, self.adopted, texts)?);
        }
        let result = match self.adopted {
            Some(version) => Delivery::Adopted { version, pdf: Some(pdf), extras },
            None => Delivery::Unchanged { pdf, extras },
        };
        Some(Outcome { id: id.clone(), findings, waived, statements, result })
    }
}
