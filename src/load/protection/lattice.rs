//! One measure of a series as quantities with the sums between them: every cell, and every sum of cells
//! that a document can ask for.

use std::collections::{BTreeMap, HashMap, HashSet};

use ecow::EcoString;
use rust_decimal::Decimal;

use crate::disclosure::{Quantity, Sum, Suppression, Table};
use crate::dutch::period::Period;
use crate::dutch::unit::Unit;
use crate::dutch::withheld::Withheld;
use crate::load::privacy::Privacy;
use crate::load::series_model::{CellValue, RowSet, Series};

use super::outcome::{Disclosed, Outcome, Published};

/// Hidden amounts may be narrowed to no less than this share of themselves.
const AMOUNT_WIDTH: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// What one sum is about: a span of time, and a value or "all" for each dimension.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct SumKey {
    pub(super) from: Period,
    pub(super) to: Period,
    /// None: summed over all values.
    pub(super) chosen: Vec<Option<EcoString>>,
}

/// The same in words that series share: the span, and the chosen values by the names of their dimensions.
pub(super) type SharedKey = (Period, Period, Vec<(String, EcoString)>);

impl SumKey {
    pub(super) fn shared(&self, series: &Series) -> SharedKey {
        let chosen = self.chosen.iter().zip(&series.dimensions);
        let chosen = chosen.filter_map(|(value, dimension)| Some((dimension.id.clone(), value.clone()?)));
        let mut chosen: Vec<(String, EcoString)> = chosen.collect();
        chosen.sort_unstable();
        (self.from, self.to, chosen)
    }
}

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
    let is_amount = definition.unit == Unit::Euro;
    definition.people.iter().any(is_small)
        || (is_amount && providers.is_some_and(too_few))
        || (is_amount && provider.is_some_and(|at| has_dominant_provider(series, measure, at, atoms, privacy)))
}

/// Whether one provider makes too much of a sum, where the municipality guards against that.
fn has_dominant_provider(series: &Series, measure: usize, at: usize, atoms: &[usize], privacy: &Privacy) -> bool {
    if privacy.largest_share.is_none() {
        return false;
    }
    let mut by_provider: BTreeMap<&str, Decimal> = BTreeMap::new();
    for row in atoms.iter().map(|row| &series.rows[*row]) {
        let amount = row.cells[measure].value.number().unwrap_or_default();
        *by_provider.entry(row.dimensions[at].as_str()).or_default() += amount;
    }
    let largest = by_provider.values().map(Decimal::abs).max().unwrap_or_default();
    privacy.is_dominated(largest, by_provider.values().sum())
}

/// What is protected: the numbers of a measure, or the counts of people that its percentages stand for.
pub(super) struct Subject<'a> {
    pub series: &'a Series,
    pub measure: usize,
    /// Whether the numbers count people.
    pub counts_people: bool,
    /// The number of each row, where it is known.
    pub values: Vec<Option<Decimal>>,
    /// The rows whose numbers are too small by themselves.
    pub sensitive: HashSet<usize>,
    /// The years that are looked at; no sum goes beyond its year.
    pub years: &'a HashSet<Period>,
    /// What documents printed of it.
    pub published: PublishedOf<'a>,
    /// Of what comes after it nothing is known yet.
    pub until: Option<Period>,
}

/// What everybody knows of a measure.
#[derive(Clone, Copy)]
pub(super) enum PublishedOf<'a> {
    /// All of it: its source publishes it.
    Everything,
    /// These sums.
    Sums(&'a Published),
}

/// The numbers of a subject as quantities with the sums between them.
pub(super) struct Lattice<'a> {
    subject: Subject<'a>,
    pub(super) table: Table,
    keys: Vec<SumKey>,
    /// The row that gives a quantity, where the file has one.
    rows: Vec<Option<usize>>,
    /// The rows that a quantity adds up, totals left out.
    atoms: Vec<RowSet>,
}

impl<'a> Lattice<'a> {
    pub(super) fn of(subject: Subject<'a>, privacy: &Privacy) -> Self {
        let Subject { series, measure, .. } = subject;
        let is_involved = |row: &usize| subject.years.contains(&series.rows[*row].period.year());
        let involved: Vec<usize> = (0..series.rows.len()).filter(is_involved).collect();
        let mut builder = Builder { series, index: HashMap::new(), keys: Vec::new(), atoms: Vec::new() };
        builder.add_rows(&involved);
        let mut sums = builder.sums_over_dimensions();
        if series.measures[measure].unit.adds_up_over_periods() || subject.counts_people {
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
        let quantities = (0..keys.len()).map(|at| subject.quantity(rows[at], &atoms[at], &keys[at], privacy));
        let table = Table { quantities: quantities.collect(), sums };
        Self { subject, table, keys, rows, atoms }
    }

    /// What each quantity is about, in words that other series share.
    pub(super) fn shared_keys(&self) -> impl Iterator<Item = (SharedKey, usize)> {
        self.keys.iter().enumerate().map(|(at, key)| (key.shared(self.subject.series), at))
    }

    /// The highest number that the words in the place of a hidden quantity leave open; none where no words say
    /// anything of it.
    pub(super) fn highest_by_words(&self, at: usize, privacy: &Privacy) -> Option<Decimal> {
        let of_source = self.rows[at].and_then(|row| self.subject.withheld_by_source(row));
        let threshold = match (of_source, self.table.quantities[at].value) {
            (Some(Withheld::FewerThan(threshold)), _) => threshold,
            (None, Some(value)) if self.subject.counts_people && value > Decimal::ZERO && privacy.is_small(value) => {
                privacy.threshold
            }
            _ => return None,
        };
        Some(Decimal::from(threshold) - Decimal::ONE)
    }

    /// Notes what is withheld and which sums may be shown; returns the withheld rows.
    pub(super) fn record(
        &self,
        suppressed: &[Option<Suppression>],
        privacy: &Privacy,
        outcome: &mut Outcome,
    ) -> Vec<usize> {
        let Subject { measure, counts_people, .. } = self.subject;
        let mut withheld_rows = Vec::new();
        for (at, quantity) in self.table.quantities.iter().enumerate() {
            let is_count = counts_people && quantity.value.is_some_and(|value| privacy.is_small(value));
            let of_source = self.rows[at].and_then(|row| self.subject.withheld_by_source(row));
            let is_in_parts = || self.atoms[at].iter().any(|row| self.subject.withheld_by_source(*row).is_some());
            let shown = match (suppressed[at], quantity.value) {
                (Some(_), Some(value)) if is_count && !value.is_zero() => {
                    CellValue::Withheld(Withheld::FewerThan(privacy.threshold))
                }
                (Some(_), _) => CellValue::Withheld(of_source.unwrap_or(Withheld::Protecting)),
                (None, Some(value)) if counts_people => CellValue::Known(self.rounded(at, value, privacy)),
                (None, None) if is_in_parts() => CellValue::Withheld(Withheld::Protecting),
                (None, value) => value.into(),
            };
            if let Some(row) = self.rows[at] {
                outcome.cells.insert((row, measure), shown);
                if suppressed[at].is_some() {
                    withheld_rows.push(row);
                }
            }
            if self.atoms[at].len() > 1 {
                outcome.sums.insert((measure, self.atoms[at].clone()), shown);
            }
        }
        withheld_rows
    }

    /// A count of people as a multiple, where a municipality rounds. A sum is made of its rounded parts: rounded by
    /// itself it would tell on which side of their multiples the parts lie.
    fn rounded(&self, at: usize, value: Decimal, privacy: &Privacy) -> Decimal {
        // The total of a source is its own where nothing is rounded: people who count twice make it less than its parts.
        if privacy.round_to.is_none() && self.subject.series.asks {
            return value;
        }
        let parts = self.atoms[at].iter().map(|row| self.subject.values[*row].map(|part| privacy.rounded(part)));
        match parts.sum::<Option<Decimal>>() {
            Some(sum) if self.atoms[at].len() > 1 => sum,
            _ => privacy.rounded(value),
        }
    }

    /// The rows whose numbers are withheld.
    pub(super) fn withheld_rows(&self, suppressed: &[Option<Suppression>]) -> Vec<usize> {
        self.rows.iter().zip(suppressed).filter(|(_, kind)| kind.is_some()).filter_map(|(row, _)| *row).collect()
    }

    /// What a quantity is about, in words for a message.
    pub(super) fn described(&self, at: usize) -> Disclosed {
        let Subject { series, measure, .. } = self.subject;
        let name = |at: usize, value: &Option<EcoString>| {
            value.as_ref().map(|value| format!("{} {value}", series.dimensions[at].name))
        };
        let key = &self.keys[at];
        let about = key.chosen.iter().enumerate().filter_map(|(at, value)| name(at, value)).collect();
        Disclosed { period: key.to, about, measure }
    }
}

impl Subject<'_> {
    fn quantity(&self, row: Option<usize>, atoms: &RowSet, key: &SumKey, privacy: &Privacy) -> Quantity {
        let summed: Option<Decimal> = atoms.iter().map(|row| self.values[*row]).sum();
        // Without rows it stands for a part of the year that the file does not have.
        let number = row.map_or(summed.filter(|_| !atoms.is_empty()), |row| self.values[row]);
        let is_sensitive = match row {
            Some(row) => self.sensitive.contains(&row),
            None if self.counts_people => number.is_some_and(|number| privacy.is_small(number)),
            None => few_behind(self.series, self.measure, atoms, privacy),
        };
        let is_known = self.until.is_none_or(|until| key.to.last_day() <= until.last_day());
        let is_published = match self.published {
            PublishedOf::Everything => number.is_some(),
            PublishedOf::Sums(sums) => sums.contains(&(self.measure, atoms.clone())),
        };
        Quantity {
            value: number.filter(|_| is_known),
            sensitive: is_known && is_sensitive,
            published: is_known && is_published,
            width: match self.counts_people {
                true => Decimal::from(privacy.threshold),
                false => number.unwrap_or_default().abs() * AMOUNT_WIDTH,
            },
        }
    }

    fn withheld_by_source(&self, row: usize) -> Option<Withheld> {
        match self.series.rows[row].cells[self.measure].value {
            CellValue::Withheld(reason) => Some(reason),
            CellValue::Known(_) | CellValue::Unknown => None,
        }
    }
}

/// The key of a row: a declared total is the sum over its dimension.
pub(super) fn key_of(series: &Series, row: usize) -> SumKey {
    let row = &series.rows[row];
    let chosen = row.dimensions.iter().zip(&series.dimensions);
    let chosen =
        chosen.map(|(value, dimension)| (dimension.total.as_deref() != Some(value.as_str())).then(|| value.clone()));
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
        let covered: HashSet<(Period, Vec<Option<EcoString>>)> = self.marginals();
        for row in totals {
            let key = key_of(self.series, *row);
            if !covered.contains(&(key.from, key.chosen.clone())) {
                self.add(key, vec![*row]);
            }
        }
    }

    /// Every choice of dimensions that some row without totals falls under.
    fn marginals(&self) -> HashSet<(Period, Vec<Option<EcoString>>)> {
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

fn masked(chosen: &[Option<EcoString>], summed: usize) -> Vec<Option<EcoString>> {
    let keep = |(at, value): (usize, &Option<EcoString>)| if summed >> at & 1 == 1 { None } else { value.clone() };
    chosen.iter().enumerate().map(keep).collect()
}
