//! One measure of a series as quantities with the sums between them: every cell, and every sum of cells
//! that a letter can ask for.

use std::collections::{BTreeMap, HashMap, HashSet};

use rust_decimal::Decimal;

use crate::disclosure::{self, Quantity, Sum, Suppression, Table};
use crate::load::privacy::Privacy;
use crate::load::series::{CellValue, Series};
use crate::period::{Granularity, Period};
use crate::withheld::Withheld;

use super::{AMOUNT_WIDTH, Disclosed, Outcome, Published, RowSet};

/// What one sum is about: a span of time, and a value or "all" for each dimension.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Key {
    from: Period,
    to: Period,
    /// None: summed over all values.
    chosen: Vec<Option<String>>,
}

/// One measure of a series as quantities with the sums between them.
pub(super) struct Lattice {
    measure: usize,
    pub(super) table: Table,
    keys: Vec<Key>,
    /// The row that gives a quantity, where the file has one.
    rows: Vec<Option<usize>>,
    /// The rows that a quantity adds up, totals left out.
    atoms: Vec<RowSet>,
}

impl Lattice {
    pub(super) fn of(
        series: &Series,
        measure: usize,
        sensitive: &HashSet<usize>,
        privacy: &Privacy,
        published: &Published,
        until: Option<Period>,
    ) -> Self {
        let involved = involved(series, measure, sensitive, privacy);
        let mut builder = Builder { series, index: HashMap::new(), keys: Vec::new(), atoms: Vec::new() };
        builder.add_rows(&involved);
        let mut sums = builder.sums_over_dimensions();
        if series.measures[measure].unit.adds_up_over_periods() {
            sums.extend(builder.sums_over_time());
        }
        let Builder { keys, atoms, .. } = builder;
        let mut rows: Vec<Option<usize>> = vec![None; keys.len()];
        let index: HashMap<&Key, usize> = keys.iter().enumerate().map(|(at, key)| (key, at)).collect();
        for row in &involved {
            if let Some(at) = index.get(&key_of(series, *row)) {
                rows[*at] = Some(*row);
            }
        }
        let counts_people = series.measures[measure].counts_people;
        let value = |row: usize| series.rows[row].cells[measure].value.number();
        let quantities = (0..keys.len()).map(|at| {
            let summed: Option<Decimal> = atoms[at].iter().map(|row| value(*row)).sum();
            let number = rows[at].map_or(summed, value);
            let is_sensitive = match rows[at] {
                Some(row) => sensitive.contains(&row),
                None => counts_people && number.is_some_and(|number| privacy.is_small(number)),
            };
            let is_known = until.is_none_or(|until| keys[at].to.last_day() <= until.last_day());
            Quantity {
                value: number.filter(|_| is_known),
                sensitive: is_known && is_sensitive,
                published: is_known && published.contains(&(measure, atoms[at].clone())),
                width: match counts_people {
                    true => Decimal::from(privacy.threshold),
                    false => number.unwrap_or_default().abs() * AMOUNT_WIDTH,
                },
            }
        });
        let table = Table { quantities: quantities.collect(), sums };
        Self { measure, table, keys, rows, atoms }
    }

    /// Notes what is withheld and which sums may be shown; returns the withheld rows.
    pub(super) fn record(
        &self,
        series: &Series,
        suppressed: &[Option<Suppression>],
        privacy: &Privacy,
        outcome: &mut Outcome,
    ) -> Vec<usize> {
        let counts_people = series.measures[self.measure].counts_people;
        let mut withheld_rows = Vec::new();
        for (at, quantity) in self.table.quantities.iter().enumerate() {
            let is_count = counts_people && quantity.sensitive && suppressed[at] == Some(Suppression::Primary);
            let shown = match (suppressed[at], quantity.value) {
                (Some(_), Some(value)) if is_count && !value.is_zero() => {
                    CellValue::Withheld(Withheld::FewerThan(privacy.threshold))
                }
                (Some(_), _) => CellValue::Withheld(Withheld::Protecting),
                (None, Some(value)) if counts_people => CellValue::Known(privacy.rounded(value)),
                (None, value) => value.into(),
            };
            if let Some(row) = self.rows[at] {
                outcome.cells.insert((row, self.measure), shown);
                if suppressed[at].is_some() {
                    withheld_rows.push(row);
                }
            }
            if self.atoms[at].len() > 1 {
                outcome.sums.insert((self.measure, self.atoms[at].clone()), shown);
            }
        }
        withheld_rows
    }

    pub(super) fn disclosed(&self, series: &Series, found: &[disclosure::Disclosed]) -> Vec<Disclosed> {
        let name = |at: usize, value: &Option<String>| {
            value.as_ref().map(|value| format!("{} {value}", series.dimensions[at].name))
        };
        let of = |found: &disclosure::Disclosed| {
            let key = &self.keys[found.quantity];
            let about = key.chosen.iter().enumerate().filter_map(|(at, value)| name(at, value)).collect();
            Disclosed { period: key.to, about, measure: self.measure }
        };
        found.iter().filter(|found| self.table.quantities[found.quantity].sensitive).map(of).collect()
    }
}

/// The rows that a sum can bring together with a sensitive one. No sum goes beyond its year. Rounding
/// concerns every row.
fn involved(series: &Series, measure: usize, sensitive: &HashSet<usize>, privacy: &Privacy) -> Vec<usize> {
    let all = 0..series.rows.len();
    if series.measures[measure].counts_people && privacy.round_to.is_some() {
        return all.collect();
    }
    let years: HashSet<Period> = sensitive.iter().map(|row| series.rows[*row].period.year()).collect();
    all.filter(|row| years.contains(&series.rows[*row].period.year())).collect()
}

/// The key of a row: a declared total is the sum over its dimension.
fn key_of(series: &Series, row: usize) -> Key {
    let row = &series.rows[row];
    let chosen = row.dimensions.iter().zip(&series.dimensions);
    let chosen = chosen.map(|(value, dimension)| (dimension.total.as_ref() != Some(value)).then(|| value.clone()));
    Key { from: row.period, to: row.period, chosen: chosen.collect() }
}

/// Gathers the quantities of one measure, each once.
struct Builder<'a> {
    series: &'a Series,
    index: HashMap<Key, usize>,
    keys: Vec<Key>,
    atoms: Vec<RowSet>,
}

impl Builder<'_> {
    fn add(&mut self, key: Key, atoms: Vec<usize>) -> usize {
        if let Some(at) = self.index.get(&key) {
            return *at;
        }
        let mut atoms = atoms;
        atoms.sort_unstable();
        atoms.dedup();
        self.keys.push(key.clone());
        self.atoms.push(atoms.into_boxed_slice());
        self.index.insert(key, self.keys.len() - 1);
        self.keys.len() - 1
    }

    /// Rows that are no totals; a total without parts in the file stands for itself.
    fn add_rows(&mut self, rows: &[usize]) {
        let is_total = |row: &usize| key_of(self.series, *row).chosen.iter().any(Option::is_none);
        let (totals, plain): (Vec<usize>, Vec<usize>) = rows.iter().partition(|row| is_total(row));
        for row in plain {
            self.add(key_of(self.series, row), vec![row]);
        }
        self.totals_without_parts(&totals);
    }

    fn totals_without_parts(&mut self, totals: &[usize]) {
        if totals.is_empty() {
            return;
        }
        let covered: HashSet<(Period, Vec<Option<String>>)> = self.marginals();
        for row in totals {
            let key = key_of(self.series, *row);
            if !covered.contains(&(key.from, key.chosen.clone())) {
                self.add(key, vec![*row]);
            }
        }
    }

    /// Every choice of dimensions that some row without totals falls under.
    fn marginals(&self) -> HashSet<(Period, Vec<Option<String>>)> {
        let mut found = HashSet::new();
        for key in &self.keys {
            for wanted in subsets(key.chosen.len()) {
                found.insert((key.from, masked(&key.chosen, wanted)));
            }
        }
        found
    }

    /// For every group of rows the sum over each dimension: rows, columns, subtotals and the whole.
    fn sums_over_dimensions(&mut self) -> Vec<Sum> {
        let dimensions = self.series.dimensions.len();
        let mut sums: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        // From one dimension summed to all: the parts of a sum are there before it.
        let mut level: Vec<usize> = (0..self.keys.len()).collect();
        for _ in 0..dimensions {
            let mut groups: BTreeMap<(Key, usize), Vec<usize>> = BTreeMap::new();
            for at in &level {
                let key = &self.keys[*at];
                for dimension in (0..dimensions).filter(|dimension| key.chosen[*dimension].is_some()) {
                    let mut wider = key.clone();
                    wider.chosen[dimension] = None;
                    groups.entry((wider, dimension)).or_default().push(*at);
                }
            }
            let mut next = Vec::new();
            for ((key, dimension), parts) in groups {
                let atoms = parts.iter().flat_map(|part| self.atoms[*part].iter().copied()).collect();
                let known = self.keys.len();
                let total = self.add(key, atoms);
                if total >= known {
                    next.push(total);
                }
                sums.insert((total, dimension), parts);
            }
            level = next;
        }
        sums.into_iter()
            .map(|((total, _), parts)| Sum { total, parts })
            .filter(|sum| !sum.parts.contains(&sum.total))
            .collect()
    }

    /// Quarters and months to years, and from the start of the year, for every choice of dimensions.
    fn sums_over_time(&mut self) -> Vec<Sum> {
        let mut by_choice: BTreeMap<Vec<Option<String>>, BTreeMap<Period, usize>> = BTreeMap::new();
        for (at, key) in self.keys.iter().enumerate() {
            by_choice.entry(key.chosen.clone()).or_default().insert(key.from, at);
        }
        let mut sums = Vec::new();
        for (chosen, periods) in by_choice {
            for granularity in [Granularity::Month, Granularity::Quarter] {
                let years: BTreeMap<Period, Vec<(Period, usize)>> = periods
                    .iter()
                    .filter(|(period, _)| period.granularity() == granularity)
                    .fold(BTreeMap::new(), |mut years, (period, at)| {
                        years.entry(period.year()).or_default().push((*period, *at));
                        years
                    });
                for (year, parts) in years {
                    if granularity == Granularity::Month {
                        sums.extend(self.quarters(&chosen, &parts, &periods));
                    }
                    sums.extend(self.running(&chosen, year, &parts, &periods));
                }
            }
        }
        sums
    }

    /// Three months to a quarter.
    fn quarters(
        &mut self,
        chosen: &[Option<String>],
        months: &[(Period, usize)],
        periods: &BTreeMap<Period, usize>,
    ) -> Vec<Sum> {
        let mut sums = Vec::new();
        let Some(year) = months.first().map(|(month, _)| month.year()) else { return sums };
        for quarter in year.quarters() {
            let parts: Vec<usize> =
                months.iter().filter(|(month, _)| quarter.contains(*month)).map(|(_, at)| *at).collect();
            if parts.len() == 3 {
                sums.push(self.sum(chosen, quarter, quarter, &parts, periods));
            }
        }
        sums
    }

    /// From the start of the year to each part, as far as no part is absent; the last of a full year is the year.
    fn running(
        &mut self,
        chosen: &[Option<String>],
        year: Period,
        parts: &[(Period, usize)],
        periods: &BTreeMap<Period, usize>,
    ) -> Vec<Sum> {
        let mut sums = Vec::new();
        let Some((first, mut so_far)) = parts.first().copied() else { return sums };
        if first.first_day() != year.first_day() {
            return sums;
        }
        let mut last = first;
        for (period, at) in &parts[1..] {
            if last.next() != Some(*period) {
                break;
            }
            last = *period;
            let (from, to) = if period.last_day() == year.last_day() { (year, year) } else { (first, *period) };
            let sum = self.sum(chosen, from, to, &[so_far, *at], periods);
            so_far = sum.total;
            sums.push(sum);
        }
        sums
    }

    fn sum(
        &mut self,
        chosen: &[Option<String>],
        from: Period,
        to: Period,
        parts: &[usize],
        periods: &BTreeMap<Period, usize>,
    ) -> Sum {
        let own_row = if from == to { periods.get(&from).copied() } else { None };
        let total = own_row.unwrap_or_else(|| {
            let atoms = parts.iter().flat_map(|part| self.atoms[*part].iter().copied()).collect();
            self.add(Key { from, to, chosen: chosen.to_vec() }, atoms)
        });
        Sum { total, parts: parts.to_vec() }
    }
}

/// Every way to choose among dimensions, at least one of them summed.
fn subsets(dimensions: usize) -> impl Iterator<Item = usize> {
    1..(1_usize << dimensions.min(16))
}

fn masked(chosen: &[Option<String>], summed: usize) -> Vec<Option<String>> {
    let keep = |(at, value): (usize, &Option<String>)| if summed >> at & 1 == 1 { None } else { value.clone() };
    chosen.iter().enumerate().map(keep).collect()
}
