//! What earlier documents said that went out, by their ledgers; and where a document says otherwise.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::dutch::period::Period;
use crate::indicator::Number;
use crate::project::{DocumentId, DocumentKind, Files, Inventory};
use crate::provenance::{Recorded, RecordedSubject, read_csv};
use crate::record::{SentOut, known_documents, sent_out};
use crate::text::Document;

/// The ledgers of earlier periods, each read when it is first asked for.
pub struct Earlier {
    files: Files,
    inventory: Arc<Inventory>,
    /// By period what its documents recorded.
    read: Mutex<BTreeMap<Period, Arc<Records>>>,
}

/// What the documents of one period said.
#[derive(Default)]
struct Records {
    said: HashMap<RecordedSubject, (DocumentId, Recorded)>,
    /// About documents that cannot be read any more.
    problems: Vec<Finding>,
}

impl Earlier {
    /// Ledgers of the documents of the work folder.
    pub fn new(files: Files, inventory: Arc<Inventory>) -> Self {
        Self { files, inventory, read: Mutex::default() }
    }

    /// Numbers that differ from what the last earlier document said about the same thing.
    pub fn check(&self, document: &Document) -> Findings {
        let mut findings = Findings::new();
        let before = document.id.period.first_day();
        let periods: BTreeSet<Period> = known_documents(&self.inventory).into_iter().map(|id| id.period).collect();
        let earlier = periods.into_iter().rev().filter(|period| period.last_day() < before);
        let earlier: Vec<Arc<Records>> = earlier.map(|period| self.records(period)).collect();
        for problem in earlier.iter().flat_map(|records| &records.problems) {
            findings.push(problem.clone());
        }
        if earlier.iter().all(|records| records.said.is_empty()) {
            return findings;
        }
        let mut seen: BTreeSet<RecordedSubject> = BTreeSet::new();
        for (number, place) in document.all_numbers() {
            let Some(subject) = RecordedSubject::of(number).filter(|subject| seen.insert(subject.clone())) else {
                continue;
            };
            let is_explained = number.cells.iter().any(|cell| cell.revision().is_some());
            let said = earlier.iter().find_map(|records| records.said.get(&subject));
            if let (Some((other, was)), Some(now), false) = (said, number.recorded(), is_explained)
                && differs(was.value, now)
            {
                findings.push(self.finding(number, &document.id, other, was, place));
            }
        }
        findings
    }

    fn records(&self, period: Period) -> Arc<Records> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.entry(period).or_insert_with(|| Arc::new(self.load(period))).clone()
    }

    fn load(&self, period: Period) -> Records {
        let mut records = Records::default();
        for id in known_documents(&self.inventory).into_iter().filter(|id| id.period == period) {
            // Of a corrected document the last version counts.
            match sent_out(&self.files, &self.inventory, id) {
                Ok(mut sent) => {
                    for (subject, recorded) in sent.pop().iter().flat_map(|sent| ledger_of(&self.files, sent)) {
                        records.said.entry(subject).or_insert_with(|| (id.clone(), recorded));
                    }
                }
                Err(finding) => records.problems.push(*finding),
            }
        }
        records
    }

    fn finding(&self, number: &Number, own: &DocumentId, other: &DocumentId, was: &Recorded, place: &Place) -> Finding {
        let kind = self.inventory.kind_of(other);
        let sheet = match kind {
            DocumentKind::Letter => "bladzijde",
            DocumentKind::Presentation => "dia",
        };
        let page = was.page.as_ref().map(|page| format!(", {sheet} {page}")).unwrap_or_default();
        let message = format!(
            "\"{}\" over {} is veranderd: in de {} {other}{page} stond {}.",
            number.label,
            number.period.with_article(),
            kind.word(),
            was.printed
        );
        let hint = format!(
            "Is het nieuwe cijfer goed? Zet bij de reeks [[herzien]] met periode, maat, was en brief. \
             Dan legt Griffel het in de {} uit.",
            self.inventory.kind_of(own).word()
        );
        Finding::new(Code::Revised, place.clone(), message).hint(hint)
    }
}

/// What the ledger of a document that went out says was printed; without a ledger nothing is known.
pub fn ledger_of(files: &Files, sent: &SentOut) -> Vec<(RecordedSubject, Recorded)> {
    files.bytes(&sent.ledger).map(|bytes| read_csv(&bytes)).unwrap_or_default()
}

/// Ledgers keep fewer digits than calculations.
fn differs(was: Decimal, now: Decimal) -> bool {
    was.round_sf(12) != now.round_sf(12)
}
