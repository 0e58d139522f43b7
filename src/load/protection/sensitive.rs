//! Which numbers are too small by themselves, or rest on too few.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use crate::dutch::unit::Unit;
use crate::load::privacy::Privacy;
use crate::load::series_model::{CellValue, Series};

use super::member::Member;
use super::shares;

/// Decides which rows of a measure are too small by themselves.
pub(super) struct Sensitive<'a> {
    all: Vec<&'a Series>,
    privacy: &'a Privacy,
    /// Counts of people that are withheld, with the row.
    pub people_withheld: HashSet<(Member, usize)>,
    /// Parts in the rows where so little of the whole is left that this is a small count.
    pub rests: HashMap<Member, HashSet<usize>>,
}

impl<'a> Sensitive<'a> {
    pub fn of(all: Vec<&'a Series>, privacy: &'a Privacy) -> Self {
        Self { all, privacy, people_withheld: HashSet::new(), rests: HashMap::new() }
    }

    /// The rows in which a count of people is small, or withheld by the source.
    pub fn small(&self, member: Member) -> HashSet<usize> {
        let rows = &self.all[member.series].rows;
        let is_small = |row: &usize| match rows[*row].cells[member.measure].value {
            CellValue::Known(value) => self.privacy.is_small(value),
            CellValue::Withheld(_) => true,
            CellValue::Unknown => false,
        };
        (0..rows.len()).filter(is_small).collect()
    }

    /// The rows of a measure that counts no people in which it rests on too few.
    pub fn linked(&self, member: Member) -> HashSet<usize> {
        let series = self.all[member.series];
        // What the largest gets is about one.
        if series.measures.iter().any(|measure| measure.largest == Some(member.measure)) {
            return (0..series.rows.len()).collect();
        }
        let base = shares::base(&self.all, member.series, member.measure);
        let of_base = base.map(|base| (base, shares::same_rows(&self.all, member.series, base.series)));
        let rests_on_few = |row: usize| {
            let of_base = of_base.as_ref().and_then(|(base, rows)| Some((*base, rows[row]?)));
            of_base.is_some_and(|base| self.people_withheld.contains(&base))
        };
        let rows = 0..series.rows.len();
        rows.filter(|row| rests_on_few(*row) || self.is_linked(member, *row)).collect()
    }

    fn is_linked(&self, member: Member, row: usize) -> bool {
        let definition = &self.all[member.series].measures[member.measure];
        let reveals = |linked: usize| self.people_withheld.contains(&(Member::measure(member.series, linked), row));
        let of_share = || self.people_withheld.contains(&(Member { is_share: true, ..member }, row));
        let parts = definition.ratio_of.into_iter().flat_map(|(part, whole)| [part, whole]);
        self.is_withheld_by_source(member, row)
            || definition.people.iter().copied().chain(parts).any(reveals)
            || of_share()
            || self.is_dominated(member, row)
            || (definition.unit == Unit::Euro
                && self.providers_behind(member, row).is_some_and(|count| count < self.privacy.providers))
    }

    /// Whether one client or provider makes nearly all of an amount.
    fn is_dominated(&self, member: Member, row: usize) -> bool {
        let series = self.all[member.series];
        let amount = |measure: usize| series.rows[row].cells[measure].value.number();
        let largest = series.measures[member.measure].largest.and_then(|largest| {
            let is_share = series.measures[largest].unit.is_fraction();
            amount(largest).zip(amount(member.measure)).map(|(part, whole)| if is_share { part * whole } else { part })
        });
        let largest = largest.or_else(|| self.largest_of_providers(member, row));
        largest.zip(amount(member.measure)).is_some_and(|(largest, whole)| self.privacy.is_dominated(largest, whole))
    }

    /// What the largest provider makes of the total of a row, where the municipality guards against that and each
    /// provider has its own row.
    fn largest_of_providers(&self, member: Member, row: usize) -> Option<Decimal> {
        self.privacy.largest_share?;
        let (series, measure) = (self.all[member.series], member.measure);
        if series.measures[measure].unit != Unit::Euro {
            return None;
        }
        let parts = providers_of(series, row)?;
        parts.filter_map(|part| series.rows[part].cells[measure].value.number()).map(|amount| amount.abs()).max()
    }

    fn is_withheld_by_source(&self, member: Member, row: usize) -> bool {
        let cells = &self.all[member.series].rows[row].cells;
        !member.is_share && matches!(cells[member.measure].value, CellValue::Withheld(_))
    }

    /// How many providers stand behind an amount, where the series tells.
    fn providers_behind(&self, member: Member, row: usize) -> Option<u32> {
        let (series, measure) = (self.all[member.series], member.measure);
        let cells = &series.rows[row].cells;
        if let Some(counted) = series.measures[measure].providers {
            return cells[counted].value.number().and_then(|number| u32::try_from(number).ok());
        }
        if !series.dimensions.iter().any(|dimension| dimension.is_provider) {
            return None;
        }
        let Some(parts) = providers_of(series, row) else { return Some(1) };
        let has_amount =
            |part: &usize| series.rows[*part].cells[measure].value.number().is_some_and(|value| !value.is_zero());
        let count = parts.filter(has_amount);
        u32::try_from(count.count()).ok()
    }
}

/// The rows of the providers that a total is made of; none for any other row.
fn providers_of(series: &Series, row: usize) -> Option<impl Iterator<Item = usize>> {
    let (index, dimension) = series.dimensions.iter().enumerate().find(|(_, dimension)| dimension.is_provider)?;
    let row = &series.rows[row];
    if dimension.total.as_deref() != Some(row.dimensions[index].as_str()) {
        return None;
    }
    let same_period = series.by_period.get(&row.period)?;
    Some(same_period.iter().copied().filter(move |other| {
        let other = &series.rows[*other];
        (0..row.dimensions.len()).all(|at| (at == index) != (other.dimensions[at] == row.dimensions[at]))
    }))
}
