//! From numbers as they were read to numbers that may leave Griffel.
//!
//! Which cells are too small is decided here, cell by cell; [`crate::disclosure`] decides what else must go.
//! What is withheld is dropped: nothing after this step holds the number. Sums that may still be shown are
//! computed before that, and kept.
//!
//! Every sum that a document can ask for is taken as published, whether or not one prints it: over each
//! dimension, over the quarters or months of a year, and from the start of the year. So the outcome depends
//! on the data alone, and two documents can never give away together what neither does by itself.

mod lattice;
mod outcome;
mod over_time;

pub use outcome::{Disclosed, Published};

use std::collections::HashSet;
use std::sync::Arc;

use crate::disclosure;
use crate::dutch::period::Period;
use crate::dutch::unit::Unit;
use crate::dutch::withheld::Withheld;

use super::privacy::Privacy;
use super::series_model::Series;

use lattice::Lattice;
use outcome::Outcome;

/// A series as it was read. It must be protected before anything can be computed from it.
#[derive(Debug, Clone)]
pub struct Unprotected(Arc<Series>);

impl Unprotected {
    pub(super) fn new(series: Series) -> Self {
        Self(Arc::new(series))
    }

    /// Withholds what must be withheld. Of `published` sums it is known that documents printed them; of
    /// rows after `until` nothing is known yet.
    pub fn protect(
        &self,
        privacy: &Privacy,
        published: &Published,
        until: Option<Period>,
    ) -> (Arc<Series>, Vec<Disclosed>) {
        let series = &self.0;
        if series.public.is_some() {
            return (series.clone(), Vec::new());
        }
        let (outcome, disclosed) = decide(series, privacy, published, until);
        // What an earlier document said is protected as well, whether or not anything is small now.
        if outcome.cells.is_empty() && outcome.sums.is_empty() && series.revisions.is_empty() {
            return (series.clone(), disclosed);
        }
        let mut series = Series::clone(series);
        outcome.apply(&mut series, privacy);
        (Arc::new(series), disclosed)
    }
}

fn decide(
    series: &Series,
    privacy: &Privacy,
    published: &Published,
    until: Option<Period>,
) -> (Outcome, Vec<Disclosed>) {
    let mut disclosed = Vec::new();
    let mut outcome = Outcome::default();
    let mut sensitive = Sensitive { series, privacy, people_withheld: HashSet::new() };
    // Counts of people first: what else is withheld follows from them.
    let mut measures: Vec<usize> = (0..series.measures.len()).collect();
    measures.sort_by_key(|measure| !series.measures[*measure].counts_people);
    for measure in measures {
        let rows = sensitive.rows(measure);
        if series.measures[measure].unit.is_fraction() {
            rows.iter().for_each(|row| outcome.withhold(*row, measure, Withheld::Protecting));
            continue;
        }
        let rounds = series.measures[measure].counts_people && privacy.round_to.is_some();
        if rows.is_empty() && !rounds {
            continue;
        }
        let mut lattice = Lattice::of(series, measure, &rows, privacy, published, until);
        let mut protection = disclosure::protect(&lattice.table);
        if series.measures[measure].counts_people {
            loop {
                let telling = lattice.telling_totals(&protection.suppressed, privacy);
                if telling.is_empty() {
                    break;
                }
                telling.into_iter().for_each(|total| lattice.table.quantities[total].sensitive = true);
                protection = disclosure::protect(&lattice.table);
            }
        }
        disclosed.extend(lattice.disclosed(series, &protection.disclosed));
        let withheld = lattice.record(series, &protection.suppressed, privacy, &mut outcome);
        if series.measures[measure].counts_people {
            sensitive.people_withheld.extend(withheld.into_iter().map(|row| (row, measure)));
        }
    }
    (outcome, disclosed)
}

/// Decides which rows of a measure are too small by themselves.
struct Sensitive<'a> {
    series: &'a Series,
    privacy: &'a Privacy,
    /// Counts of people that are withheld: row and measure.
    people_withheld: HashSet<(usize, usize)>,
}

impl Sensitive<'_> {
    fn rows(&self, measure: usize) -> HashSet<usize> {
        (0..self.series.rows.len()).filter(|row| self.is_sensitive(*row, measure)).collect()
    }

    fn is_sensitive(&self, row: usize, measure: usize) -> bool {
        let definition = &self.series.measures[measure];
        if definition.counts_people {
            let value = self.series.rows[row].cells[measure].value.number();
            return value.is_some_and(|value| self.privacy.is_small(value));
        }
        let reveals = |linked: usize| self.people_withheld.contains(&(row, linked));
        let parts = definition.ratio_of.map(|(part, whole)| [part, whole]).unwrap_or_default();
        let is_ratio = definition.ratio_of.is_some();
        if definition.people.iter().copied().any(reveals) || (is_ratio && parts.into_iter().any(reveals)) {
            return true;
        }
        definition.unit == Unit::Euro && self.providers_behind(row, measure).is_some_and(|n| n < self.privacy.providers)
    }

    /// How many providers stand behind an amount, where the series tells.
    fn providers_behind(&self, row: usize, measure: usize) -> Option<u32> {
        let cells = &self.series.rows[row].cells;
        if let Some(counted) = self.series.measures[measure].providers {
            return cells[counted].value.number().and_then(|number| u32::try_from(number).ok());
        }
        let (index, dimension) =
            self.series.dimensions.iter().enumerate().find(|(_, dimension)| dimension.is_provider)?;
        let row = &self.series.rows[row];
        if dimension.total.as_deref() != Some(row.dimensions[index].as_str()) {
            return Some(1);
        }
        let same_group = self.series.by_period.get(&row.period)?;
        let count = same_group.iter().filter(|other| {
            let other = &self.series.rows[**other];
            let differs_here_only =
                (0..row.dimensions.len()).all(|at| (at == index) != (other.dimensions[at] == row.dimensions[at]));
            differs_here_only && other.cells[measure].value.number().is_some_and(|value| !value.is_zero())
        });
        u32::try_from(count.count()).ok()
    }
}
