//! What earlier letters said that went out, by their ledgers; and where this letter says otherwise.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::dutch::period::Period;
use crate::indicator::Number;
use crate::project::Files;
use crate::project::{DocumentId, DocumentKind, Inventory};
use crate::provenance::{Recorded, RecordedSubject, read_csv};
use crate::record::{SentOut, known_documents, sent_out};
use crate::text::Document;

/// The ledgers of earlier periods, each read when it is first asked for.
pub struct Earlier {
    files: Files,
    inventory: Arc<Inventory>,
    /// By period what its letters recorded.
    read: Mutex<BTreeMap<Period, Arc<Records>>>,
}

/// What the letters of one period said.
#[derive(Default)]
struct Records {
    said: HashMap<RecordedSubject, (DocumentId, Recorded)>,
    /// Letters that cannot be read any more.
    problems: Vec<Finding>,
}

impl Earlier {
    /// Ledgers of the letters of the work folder.
    pub fn new(files: Files, inventory: Arc<Inventory>) -> Self {
        Self { files, inventory, read: Mutex::default() }
    }

    /// Reports numbers that differ from what the last earlier letter said about the same thing.
    pub fn check(&self, document: &Document, findings: &mut Findings) {
        let before = document.id.period.first_day();
        let periods: BTreeSet<Period> = known_documents(&self.inventory).into_iter().map(|id| id.period).collect();
        let earlier = periods.into_iter().rev().filter(|period| period.last_day() < before);
        let earlier: Vec<Arc<Records>> = earlier.map(|period| self.records(period)).collect();
        for problem in earlier.iter().flat_map(|records| &records.problems) {
            findings.push(problem.clone());
        }
        if earlier.iter().all(|records| records.said.is_empty()) {
            return;
        }
        let mut seen: BTreeSet<RecordedSubject> = BTreeSet::new();
        for (figure, place) in document.all_numbers() {
            let Some(subject) = RecordedSubject::of(figure).filter(|subject| seen.insert(subject.clone())) else {
                continue;
            };
            let is_explained = figure.cells.iter().any(|cell| cell.revision().is_some());
            let said = earlier.iter().find_map(|records| records.said.get(&subject));
            if let (Some((letter, was)), Some(now), false) = (said, figure.signed(), is_explained)
                && differs(was.value, now)
            {
                let kinds = (self.inventory.kind_of(letter), self.inventory.kind_of(&document.id));
                findings.push(finding(figure, kinds, letter, was, place));
            }
        }
    }

    fn records(&self, period: Period) -> Arc<Records> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.entry(period).or_insert_with(|| Arc::new(self.load(period))).clone()
    }

    fn load(&self, period: Period) -> Records {
        let mut records = Records::default();
        for id in known_documents(&self.inventory).into_iter().filter(|id| id.period == period) {
            // Of a corrected letter the last version counts.
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
}

/// What the ledger of a letter that went out says was printed; without a ledger nothing is known.
pub fn ledger_of(files: &Files, sent: &SentOut) -> Vec<(RecordedSubject, Recorded)> {
    files.bytes(&sent.ledger).map(|bytes| read_csv(&bytes)).unwrap_or_default()
}

/// Ledgers keep fewer digits than calculations.
fn differs(was: Decimal, now: Decimal) -> bool {
    was.round_sf(12) != now.round_sf(12)
}

/// The number is another than the earlier document said; `kinds` are that of the earlier one and that of this one.
fn finding(
    number: &Number,
    kinds: (DocumentKind, DocumentKind),
    earlier: &DocumentId,
    was: &Recorded,
    place: &Place,
) -> Finding {
    let Number { label, period, .. } = number;
    let page = was.page.as_ref().map(|page| format!(", bladzijde {page}")).unwrap_or_default();
    let message = format!(
        "\"{label}\" over {} is veranderd: in de {} {earlier}{page} stond {}.",
        period.with_article(),
        kinds.0.word(),
        was.printed
    );
    Finding::new(Code::Revised, place.clone(), message)
        .hint(format!(
            "Is het nieuwe cijfer goed? Zet bij de reeks [[herzien]] met periode, maat, was en brief. Dan legt Griffel het in de {} uit.",
            kinds.1.word()
        ))
}
