//! What documents that were sent have printed of the series: it is public, whatever is decided later.
//!
//! In: the data as it was read, and every document that went out. Out: the data without small counts. The documents
//! are composed again from the data of their time, period after period, so that what was withheld then counts as
//! withheld.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::earlier::ledger_of;
use crate::diagnostic::Found;
use crate::dutch::period::Period;
use crate::indicator::{Amount, Engine, Number};
use crate::load::{self, Dataset, Manuscript, Privacy, Published, Series, Unpublished};
use crate::project::{Files, Inventory};
use crate::provenance::RecordedSubject;
use crate::record::{SentOut, known_documents, sent_out};
use crate::text;

/// Protects the data, mindful of what was sent.
pub fn protect(data: &Unpublished, files: &Files, inventory: &Inventory) -> Found<Dataset> {
    let (fresh, own) = data.protect(&BTreeMap::new(), None).into_parts();
    // Where nothing is small, nothing that was sent can give it away.
    if !fresh.withholds() {
        return Found::new(fresh, own);
    }
    let (sent, mut findings) = sent_documents(files, inventory, &fresh.municipality.privacy).into_parts();
    if sent.is_empty() {
        findings.extend(own);
        return Found::new(fresh, findings);
    }
    let mut published: BTreeMap<String, Published> = BTreeMap::new();
    let periods: BTreeSet<Period> = sent.iter().map(|(_, sent)| sent.id.period).collect();
    for period in periods {
        let then = data.protect(&published, Some(period)).without_findings();
        let engine = Engine::new(Arc::new(then));
        for (manuscript, sent) in sent.iter().filter(|(_, sent)| sent.id.period == period) {
            add_printed(manuscript.as_ref(), &engine, &recorded(files, sent), &mut published);
        }
    }
    let protected = data.protect(&published, None).take(&mut findings);
    Found::new(protected, findings)
}

/// Every version of every document that went out, with its ledger. What cannot be read any more is told: without it
/// nobody knows what is public.
fn sent_documents(
    files: &Files,
    inventory: &Inventory,
    privacy: &Privacy,
) -> Found<Vec<(Option<Manuscript>, SentOut)>> {
    Found::gather(|findings| {
        let mut documents = Vec::new();
        for id in known_documents(inventory) {
            match sent_out(files, inventory, id) {
                Ok(sent) => documents.extend(sent.into_iter().map(|sent| {
                    // What is wrong with a document is reported when its turn comes; its ledger counts in any case.
                    let manuscript = load::manuscript(files, id.clone(), &sent.manuscript, privacy).without_findings();
                    (manuscript, sent)
                })),
                Err(finding) => findings.push(*finding),
            }
        }
        documents
    })
}

/// What its ledger says that a document printed. Data may have been corrected since.
fn recorded(files: &Files, sent: &SentOut) -> HashSet<RecordedSubject> {
    ledger_of(files, sent).into_iter().map(|(subject, _)| subject).collect()
}

fn add_printed(
    manuscript: Option<&Manuscript>,
    engine: &Arc<Engine>,
    recorded: &HashSet<RecordedSubject>,
    published: &mut BTreeMap<String, Published>,
) {
    // What is withheld now is no number in the text any more, though its number was sent.
    for (id, period) in recorded.iter().map(RecordedSubject::indicator) {
        if let Some(Ok(number)) = period.map(|period| engine.indicator(id, period)) {
            add_number(&number, engine, published);
        }
    }
    let Some(manuscript) = manuscript else { return };
    let document = text::compose(manuscript, engine).without_findings();
    for (number, _) in document.all_numbers() {
        let was_printed = || RecordedSubject::of(number).is_some_and(|subject| recorded.contains(&subject));
        if matches!(number.amount, Amount::Number(_)) || was_printed() {
            add_number(number, engine, published);
        }
    }
}

/// A printed number makes its sum public; and as its ledger tells from which cells it came, these as well.
fn add_number(number: &Number, engine: &Engine, published: &mut BTreeMap<String, Published>) {
    let Some(first) = number.cells.first() else { return };
    let mut add = |series: &Series, measure: usize, rows: Vec<usize>| {
        published.entry(series.id.clone()).or_default().insert((measure, rows.into_boxed_slice()));
    };
    let one_measure =
        number.cells.iter().all(|cell| Arc::ptr_eq(&cell.series, &first.series) && cell.measure == first.measure);
    if one_measure && engine.is_sum_of_its_cells(number) {
        let mut rows: Vec<usize> = number.cells.iter().map(|cell| cell.row).collect();
        rows.sort_unstable();
        add(&first.series, first.measure, rows);
    }
    for cell in &number.cells {
        if cell.series.rows[cell.row].cells[cell.measure].value.number().is_some() {
            add(&cell.series, cell.measure, vec![cell.row]);
        }
    }
}
