//! One measure of a series as quantities with the sums between them: every cell, and every sum of cells
//! that a document can ask for.

use std::collections::{BTreeMap, HashMap, HashSet};

use rust_decimal::Decimal;

use crate::disclosure::{self, Quantity, Sum, Suppression, Table};
use crate::dutch::period::Period;
use crate::dutch::unit::Unit;
use crate::dutch::withheld::Withheld;
use crate::load::privacy::Privacy;
use crate::load::series_model::{CellValue, RowSet, Series};

use super::outcome::{Disclosed, Outcome, Published};

/// Hidden amounts may be narrowed to no less than this share of themselves.
const AMOUNT_WIDTH: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// A count behind the words "minder dan 10" may be one of no fewer numbers than this.
const FEWEST_CANDIDATES: u32 = 3;

/// Whether a sum of amounts is about too few people or providers, though no row says it by itself.
fn few_behind(series: &Series, measure: usize, atoms: &[usize], privacy: &Privacy) -> bool {
    let definition = &series.measures[measure];
    let is_small = |people: &usize| {
        let count: Option<Decimal> = atoms.iter().map(|row| series.rows[*row].cells[*people].value.number()).sum();
        count.is_some_and(|count| count > Decimal::ZERO && privacy.is_small(count))
    };
    let provider = series.dimensions.iter().position(|dimension| dimension.is_provider);
    let providers = provider
        .map(|at| atoms.iter().map(|row| series.rows[*row].dimensions[at].as_str()).collect::<HashSet<_>>().len());
    let too_few = |count: usize| count > 0 && u32::try_from(count).is_ok_and(|count| count < privacy.providers);
    definition.people.iter().any(is_small) || (definition.unit == Unit::Euro && providers.is_some_and(too_few))
}

/// What one sum is about: a span of time, and a value or "all" for each dimension.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct SumKey {
    pub(super) from: Period,
    pub(super) to: Period,
    /// None: summed over all values.
    pub(super) chosen: Vec<Option<String>>,
}

/// One measure of a series as quantities with the sums between them.
pub(super) struct Lattice {
    measure: usize,
    pub(super) table: Table,
    keys: Vec<SumKey>,
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
        let index: HashMap<&SumKey, usize> = keys.iter().enumerate().map(|(at, key)| (key, at)).collect();
        for row in &involved {
            if let Some(at) = index.get(&key_of(series, *row)) {
                rows[*at] = Some(*row);
            }
        }
        let counts_people = series.measures[measure].counts_people;
        let value = |row: usize| series.rows[row].cells[measure].value.number();
        let quantities = (0..keys.len()).map(|at| {
            let summed: Option<Decimal> = atoms[at].iter().map(|row| value(*row)).sum();
            // Without rows it stands for a part of the year that the file does not have.
            let number = rows[at].map_or(summed.filter(|_| !atoms[at].is_empty()), value);
            let is_sensitive = match rows[at] {
                Some(row) => sensitive.contains(&row),
                None if counts_people => number.is_some_and(|number| privacy.is_small(number)),
                None => few_behind(series, measure, &atoms[at], privacy),
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
            let is_count = counts_people && quantity.value.is_some_and(|value| privacy.is_small(value));
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

    /// Totals that must go as well, because the words "minder dan 10" for all parts that are withheld
    /// would leave next to no choice: two counts under ten that make eighteen are nine each.
    pub(super) fn telling_totals(&self, suppressed: &[Option<Suppression>], privacy: &Privacy) -> Vec<usize> {
        let highest = Decimal::from(privacy.threshold - 1);
        let is_telling = |sum: &&Sum| {
            let hidden = || sum.parts.iter().filter(|part| suppressed[**part].is_some());
            let values: Option<Vec<Decimal>> = hidden().map(|part| self.table.quantities[*part].value).collect();
            let Some(values) = values.filter(|values| !values.is_empty()) else { return false };
            let labelled = values.iter().all(|value| *value > Decimal::ZERO && *value <= highest);
            let total = &self.table.quantities[sum.total];
            if !labelled || total.published || suppressed[sum.total].is_some() {
                return false;
            }
            let (together, others): (Decimal, Decimal) = (values.iter().sum(), Decimal::from(values.len() - 1));
            let low = (together - others * highest).max(Decimal::ONE);
            let high = (together - others).min(highest);
            high - low + Decimal::ONE < Decimal::from(FEWEST_CANDIDATES)
        };
        self.table.sums.iter().filter(is_telling).map(|sum| sum.total).collect()
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
fn key_of(series: &Series, row: usize) -> SumKey {
    let row = &series.rows[row];
    let chosen = row.dimensions.iter().zip(&series.dimensions);
    let chosen = chosen.map(|(value, dimension)| (dimension.total.as_ref() != Some(value)).then(|| value.clone()));
    SumKey { from: row.period, to: row.period, chosen: chosen.collect() }
}

/// Gathers the quantities of one measure, each once.
pub(super) struct Builder<'a> {
    series: &'a Series,
    index: HashMap<SumKey, usize>,
    pub(super) keys: Vec<SumKey>,
    pub(super) atoms: Vec<RowSet>,
}

impl Builder<'_> {
    pub(super) fn add(&mut self, key: SumKey, atoms: Vec<usize>) -> usize {
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
            let mut groups: BTreeMap<(SumKey, usize), Vec<usize>> = BTreeMap::new();
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
}

/// Every way to choose among dimensions, at least one of them summed.
fn subsets(dimensions: usize) -> impl Iterator<Item = usize> {
    1..(1_usize << dimensions.min(16))
}

fn masked(chosen: &[Option<String>], summed: usize) -> Vec<Option<String>> {
    let keep = |(at, value): (usize, &Option<String>)| if summed >> at & 1 == 1 { None } else { value.clone() };
    chosen.iter().enumerate().map(keep).collect()
}
