//! Which values of a column are totals of the others: by their names, and by their numbers.

use std::collections::{BTreeMap, HashMap};

use ecow::EcoString;
use rust_decimal::Decimal;

use super::find::number;
use crate::dutch::number::DecimalMark;
use crate::load::table::raw::Field;
use crate::load::table::said;
use crate::steps;

/// Values of which the rows do not add up with the others.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Totals {
    /// Of all others.
    pub total: Option<String>,
    /// Of some of them.
    pub subtotals: Vec<String>,
    /// Already in another.
    pub not_added: Vec<String>,
}

impl Totals {
    /// Looks at the `values` of the column at `at`, in rows that are compared where they have the same in columns `by`.
    pub fn guess(
        values: &[String],
        rows: &[Vec<&Field>],
        at: usize,
        by: &[usize],
        numbers: &[usize],
        mark: DecimalMark,
    ) -> Self {
        let mut totals = Self::default();
        let mut named: Vec<&String> = Vec::new();
        for value in values {
            if said::is_part_of_another(value) {
                totals.not_added.push(value.clone());
            } else if said::is_total(value) {
                named.push(value);
            }
        }
        // The last of several is that of all.
        let last = named.iter().rposition(|value| !said::is_subtotal(value));
        for (index, value) in named.iter().enumerate() {
            match Some(index) == last {
                true => totals.total = Some((*value).clone()),
                false => totals.subtotals.push((*value).clone()),
            }
        }
        if !named.is_empty() {
            let is_balance = |value: &&String| said::names_kind(value, &["saldo", "resultaat"]);
            totals.not_added.extend(values.iter().filter(|value| !named.contains(value)).filter(is_balance).cloned());
        }
        // Of several, one that is not the sum of all the rest adds up some of them.
        let parts: Vec<Vec<&Field>> = rows.iter().filter(|row| !totals.is_apart(&row[at].as_name())).cloned().collect();
        let is_wrong = |total: &String| named.len() > 1 && !Sums::of(&parts, at, by, numbers, mark).is_sum(total);
        if let Some(total) = totals.total.take_if(|total| is_wrong(total)) {
            totals.subtotals.push(total);
        }
        if totals.total.is_none() && totals.subtotals.is_empty() && values.len() > 2 {
            let others = |value: &&String| !totals.not_added.contains(value) && !said::is_never_total(value);
            let sums = Sums::of(rows, at, by, numbers, mark);
            totals.total = values.iter().rev().filter(others).find(|value| sums.is_sum(value)).cloned();
        }
        totals
    }

    /// Whether rows with a value add up others, or are in others.
    fn is_apart(&self, value: &str) -> bool {
        self.subtotals.iter().chain(&self.not_added).any(|one| one == value)
    }

    /// Kinds of amounts: a balance is made of the others.
    pub fn of_kinds(values: &[String]) -> Self {
        let named: Vec<&String> = values.iter().filter(|value| said::is_total(value)).collect();
        if let ([total], true) = (&named[..], !values.iter().any(|value| said::is_kind(value))) {
            return Self { total: Some((*total).clone()), ..Self::default() };
        }
        let has_halves = values.iter().any(|value| said::is_half_of_a_balance(value));
        let is_derived = |value: &&String| {
            said::names_kind(value, &["saldo"]) && has_halves
                || said::names_kind(value, &["verschil", "afwijking", "resultaat"])
                || said::is_total(value)
        };
        Self { not_added: values.iter().filter(is_derived).cloned().collect(), ..Self::default() }
    }
}

/// The numbers of rows, added up once for all values of a column.
struct Sums {
    groups: Vec<Group>,
}

/// Rows that are compared.
struct Group {
    /// The rows of each value, each with its numbers.
    rows: HashMap<EcoString, Vec<Vec<Option<Decimal>>>>,
    /// Of each column with numbers, all that its rows hold.
    all: Vec<Added>,
}

/// Numbers added up.
#[derive(Debug, Default, Clone, Copy)]
struct Added {
    sum: Decimal,
    count: usize,
    /// How many of them are not zero.
    telling: usize,
}

impl Added {
    fn add(&mut self, number: Decimal) {
        self.sum = self.sum.saturating_add(number);
        self.count += 1;
        self.telling += usize::from(!number.is_zero());
    }
}

/// A value's own number beside those of all others.
struct Beside {
    own: Decimal,
    others: Added,
}

impl Beside {
    fn fits(&self) -> bool {
        self.own == self.others.sum && !self.others.sum.is_zero()
    }
}

impl Sums {
    fn of(rows: &[Vec<&Field>], at: usize, by: &[usize], numbers: &[usize], mark: DecimalMark) -> Self {
        let mut groups: BTreeMap<Vec<EcoString>, Group> = BTreeMap::new();
        for row in rows {
            let key = by.iter().map(|at| row[*at].as_name()).collect();
            let new = || Group { rows: HashMap::new(), all: vec![Added::default(); numbers.len()] };
            let group = groups.entry(key).or_insert_with(new);
            steps::taken(numbers.len());
            let own: Vec<Option<Decimal>> = numbers.iter().map(|column| number(row[*column], mark)).collect();
            for (all, number) in group.all.iter_mut().zip(&own) {
                number.iter().for_each(|number| all.add(*number));
            }
            group.rows.entry(row[at].as_name()).or_default().push(own);
        }
        Self { groups: groups.into_values().collect() }
    }

    /// For each group of rows with the value: its number in the column at `column` of the numbers, and those of the others.
    fn beside(&self, value: &str, column: usize) -> impl Iterator<Item = Beside> {
        self.groups.iter().filter_map(move |group| {
            let rows = group.rows.get(value)?;
            steps::taken(rows.len());
            let own = rows.first()?[column]?;
            let mut others = group.all[column];
            for number in rows.iter().filter_map(|row| row[column]) {
                others.sum = others.sum.saturating_sub(number);
                others.count -= 1;
                others.telling -= usize::from(!number.is_zero());
            }
            (others.telling > 1).then_some(Beside { own, others })
        })
    }

    fn columns(&self) -> std::ops::Range<usize> {
        0..self.groups.first().map_or(0, |group| group.all.len())
    }

    /// Whether a value is the sum of all others, wherever that can be seen.
    fn is_sum(&self, value: &str) -> bool {
        let (mut seen, mut fit) = (0, 0);
        for column in self.columns() {
            let (mut own_seen, mut own_fit, mut parts) = (0, 0, 0);
            for beside in self.beside(value, column) {
                own_seen += 1;
                own_fit += usize::from(beside.fits());
                parts = parts.max(beside.others.count);
            }
            // A column whose total is a mean, such as a percentage, says nothing.
            if own_seen > 0 && own_fit == own_seen && (own_seen > 1 || parts > 3) {
                return true;
            }
            seen += own_seen;
            fit += own_fit;
        }
        seen > 2 && fit * 10 >= seen * 9
    }
}

/// Whether a total is smaller than its parts together, and no mean of them: somebody is in more than one part.
pub(super) fn is_less_than_its_parts(
    rows: &[Vec<&Field>],
    at: usize,
    total: &str,
    numbers: &[usize],
    mark: DecimalMark,
) -> bool {
    let sums = Sums::of(rows, at, &[], numbers, mark);
    let largest = |column: usize| {
        rows.iter().filter(|row| row[at].as_name() != total).filter_map(|row| number(row[column], mark)).max()
    };
    let exceeds = numbers.iter().all(|column| {
        let own = rows.iter().find(|row| row[at].as_name() == total).and_then(|row| number(row[*column], mark));
        own.zip(largest(*column)).is_some_and(|(own, largest)| own >= largest)
    });
    let is_less = |beside: Beside| beside.own < beside.others.sum;
    exceeds && sums.columns().any(|column| sums.beside(total, column).any(is_less))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows with a name and two numbers.
    fn rows(all: &[(String, i64, i64)]) -> Vec<Vec<Field>> {
        let number = |number: i64| Field::Number { value: number.into(), percent: false };
        all.iter().map(|(name, one, other)| vec![Field::text(name), number(*one), number(*other)]).collect()
    }

    fn guessed(all: &[(String, i64, i64)]) -> Totals {
        let values: Vec<String> = all.iter().map(|(name, ..)| name.clone()).collect();
        let rows = rows(all);
        let rows: Vec<Vec<&Field>> = rows.iter().map(|row| row.iter().collect()).collect();
        Totals::guess(&values, &rows, 0, &[], &[1, 2], DecimalMark::Comma)
    }

    #[test]
    fn a_row_that_is_the_sum_of_all_others_is_their_total() {
        let named = |name: &str, one, other| (name.to_owned(), one, other);
        let parts = [named("Noord", 10, 1), named("Zuid", 20, 2), named("Oost", 30, 3), named("West", 40, 5)];
        let with = |total: (String, i64, i64)| guessed(&[&parts[..], &[total]].concat()).total;
        assert_eq!(with(named("Stad", 100, 11)).as_deref(), Some("Stad"));
        assert_eq!(with(named("Stad", 100, 12)).as_deref(), Some("Stad"), "one of the columns may be a mean");
        assert_eq!(with(named("Stad", 99, 12)), None);
    }

    #[test]
    fn no_number_is_too_large_to_be_added_up() {
        let large = i64::MAX;
        let all: Vec<(String, i64, i64)> = (0..5).map(|at| (format!("Wijk {at}"), large, large)).collect();
        assert_eq!(guessed(&all), Totals::default());
    }

    #[test]
    fn many_values_are_added_up_once() {
        steps::assert_linear("values", 500, |values| {
            let all: Vec<(String, i64, i64)> = (0..values).map(|at| (format!("Post {at}"), 7, 9)).collect();
            drop(guessed(&all));
        });
    }
}
