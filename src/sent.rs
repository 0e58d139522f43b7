//! What letters that were sent have printed of the series: it is public, whatever is decided later.
//!
//! The letters are composed again from the figures of their time, period after period, so that what
//! was withheld then counts as withheld.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::Findings;
use crate::indicator::{Amount, Engine, Figure};
use crate::load::{self, Dataset, Files, Letter, LetterStatus, Privacy, Published, Unpublished};
use crate::period::Period;
use crate::project::Inventory;
use crate::text;

/// Protects the data, mindful of what was sent.
pub fn protect(data: &Unpublished, files: &Files, inventory: &Inventory, findings: &mut Findings) -> Dataset {
    let mut own = Findings::new();
    let fresh = data.protect(&BTreeMap::new(), None, &mut own);
    // Where nothing is small, nothing that was sent can give it away.
    let privacy = &fresh.municipality.privacy;
    let sent = if fresh.withholds() { sent_letters(files, inventory, privacy) } else { Vec::new() };
    if sent.is_empty() {
        findings.extend(own);
        return fresh;
    }
    let mut published: BTreeMap<String, Published> = BTreeMap::new();
    let periods: BTreeSet<Period> = sent.iter().map(|letter| letter.id.period).collect();
    for period in periods {
        let then = data.protect(&published, Some(period), &mut Findings::new());
        let engine = Engine::new(Arc::new(then));
        for letter in sent.iter().filter(|letter| letter.id.period == period) {
            add_printed(letter, &engine, &mut published);
        }
    }
    data.protect(&published, None, findings)
}

fn sent_letters(files: &Files, inventory: &Inventory, privacy: &Privacy) -> Vec<Letter> {
    // What is wrong with a letter is reported when its turn comes.
    let read = |(id, path)| load::letter(files, id, path, privacy, &mut Findings::new());
    let letters = inventory.letters.iter().map(|(id, path)| (id.clone(), path.as_str())).filter_map(read);
    letters.filter(|letter: &Letter| is_final(letter.status)).collect()
}

fn is_final(status: LetterStatus) -> bool {
    match status {
        LetterStatus::Draft | LetterStatus::Agreed => false,
        LetterStatus::Adopted | LetterStatus::Sent | LetterStatus::Corrected => true,
    }
}

fn add_printed(letter: &Letter, engine: &Arc<Engine>, published: &mut BTreeMap<String, Published>) {
    let document = text::compose(letter, engine, &mut Findings::new());
    let in_text = document.figures.iter().map(|printed| &printed.figure);
    let in_exhibits = document.exhibits.iter().flat_map(|exhibit| exhibit.grid.figures());
    for figure in in_text.chain(in_exhibits) {
        add_figure(figure, engine, published);
    }
}

/// A number that is what its cells add up to makes that sum public.
fn add_figure(figure: &Figure, engine: &Engine, published: &mut BTreeMap<String, Published>) {
    let (Amount::Number(_), Some(first)) = (&figure.amount, figure.cells.first()) else { return };
    let one_measure =
        figure.cells.iter().all(|cell| Arc::ptr_eq(&cell.series, &first.series) && cell.measure == first.measure);
    if one_measure && engine.is_sum_of_its_cells(figure) {
        let mut rows: Vec<usize> = figure.cells.iter().map(|cell| cell.row).collect();
        rows.sort_unstable();
        let sum = (first.measure, rows.into_boxed_slice());
        published.entry(first.series.id.clone()).or_default().insert(sum);
    }
}
