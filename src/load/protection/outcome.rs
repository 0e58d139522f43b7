//! What is decided about the cells and sums of a series, and how the series becomes so.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use crate::dutch::period::Period;
use crate::dutch::withheld::Withheld;
use crate::load::privacy::Privacy;
use crate::load::series_model::{CellValue, Revision, RowSet, Series};

/// A sum that documents have printed already: a measure, and the rows that it adds up.
pub type Published = HashSet<(usize, RowSet)>;

/// A count that can be worked out from what was sent already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosed {
    /// The period of the count.
    pub period: Period,
    /// Its dimensions, in words.
    pub about: Vec<String>,
    /// Its measure.
    pub measure: usize,
}

/// What becomes of the cells and sums of a series.
#[derive(Default)]
pub(super) struct Outcome {
    pub cells: HashMap<(usize, usize), CellValue>,
    pub sums: HashMap<(usize, RowSet), CellValue>,
}

impl Outcome {
    pub fn withhold(&mut self, row: usize, measure: usize, reason: Withheld) {
        self.cells.insert((row, measure), CellValue::Withheld(reason));
    }

    /// Replaces the cells: from here on nothing holds the numbers that are withheld.
    pub fn apply(self, series: &mut Series, privacy: &Privacy) {
        let told: Vec<bool> = series.revisions.iter().map(|one| is_about_few(series, one, privacy)).collect();
        for (revision, _) in series.revisions.iter_mut().zip(told).filter(|(_, told)| *told) {
            revision.was = None;
        }
        for ((row, measure), value) in self.cells {
            series.rows[row].cells[measure].value = value;
        }
        let mut cells = series.rows.iter().flat_map(|row| &row.cells);
        series.withholds = cells.any(|cell| matches!(cell.value, CellValue::Withheld(_)));
        series.sums = self.sums;
        let counts_people = series.measures.iter().any(|measure| measure.counts_people);
        series.rounded_to = privacy.round_to.filter(|_| counts_people);
        let small = |number: &Decimal| privacy.is_small(*number);
        let is_withheld = |revision: &Revision| {
            let mut covered = series.rows.iter().filter(|row| revision.covers(row, revision.measure));
            covered.any(|row| matches!(row.cells[revision.measure].value, CellValue::Withheld(_)))
        };
        let withheld: Vec<bool> = series.revisions.iter().map(is_withheld).collect();
        for (revision, withheld) in series.revisions.iter_mut().zip(withheld) {
            if series.measures[revision.measure].counts_people {
                revision.was = revision.was.filter(|was| !small(was)).map(|was| privacy.rounded(was));
            }
            revision.was = revision.was.filter(|_| !withheld);
        }
    }
}

/// Whether the number of before and that of now tell together of few people: 57 became 58. What rests on a count that
/// changed so little tells the same.
fn is_about_few(series: &Series, revision: &Revision, privacy: &Privacy) -> bool {
    let measure = &series.measures[revision.measure];
    let own = std::iter::once(revision.measure).filter(|_| measure.counts_people);
    let counts: Vec<usize> = own.chain(measure.people.iter().copied()).collect();
    let mut covered = series.rows.iter().filter(|row| revision.covers(row, revision.measure));
    covered.any(|row| {
        let of_count = |other: &Revision| counts.contains(&other.measure) && other.covers(row, other.measure);
        series.revisions.iter().filter(|other| of_count(other)).any(|other| {
            let now = row.cells[other.measure].value.number();
            let difference = other.was.zip(now).map(|(was, now)| (was - now).abs());
            difference.is_some_and(|difference| !difference.is_zero() && privacy.is_small(difference))
        })
    })
}
