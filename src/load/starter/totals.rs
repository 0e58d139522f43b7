//! Which values of a column are totals of the others: by their names, and by their numbers.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::find::number;
use crate::dutch::number::DecimalMark;
use crate::load::table::raw::Field;
use crate::load::table::said;

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
            let is_balance = |value: &&String| matches!(said::kind(value), Some("saldo" | "resultaat"));
            totals.not_added.extend(values.iter().filter(|value| !named.contains(value)).filter(is_balance).cloned());
        }
        // Of several, one that is not the sum of all the rest adds up some of them.
        let parts: Vec<Vec<&Field>> = rows.iter().filter(|row| !totals.is_apart(&row[at].as_name())).cloned().collect();
        let is_wrong = |total: &String| named.len() > 1 && !is_sum(total, &parts, at, by, numbers, mark);
        if let Some(total) = totals.total.take_if(|total| is_wrong(total)) {
            totals.subtotals.push(total);
        }
        if totals.total.is_none() && totals.subtotals.is_empty() && values.len() > 2 {
            let others = |value: &&String| !totals.not_added.contains(value) && !said::is_half_of_a_balance(value);
            totals.total =
                values.iter().rev().filter(others).find(|value| is_sum(value, rows, at, by, numbers, mark)).cloned();
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
        if let ([total], true) = (&named[..], values.iter().all(|value| said::kind(value).is_none())) {
            return Self { total: Some((*total).clone()), ..Self::default() };
        }
        let has = |kind: &str| values.iter().any(|value| said::kind(value) == Some(kind));
        let is_derived = |value: &&String| {
            let kind = said::kind(value);
            kind == Some("saldo") && (has("lasten") || has("baten"))
                || matches!(kind, Some("verschil" | "afwijking" | "resultaat"))
                || said::is_total(value)
        };
        Self { not_added: values.iter().filter(is_derived).cloned().collect(), ..Self::default() }
    }
}

/// The sum of the others and the own number, for each group of rows and each column with numbers.
fn sums(
    value: &str,
    rows: &[Vec<&Field>],
    at: usize,
    by: &[usize],
    numbers: &[usize],
    mark: DecimalMark,
) -> Vec<(Decimal, Decimal, usize)> {
    let mut groups: BTreeMap<Vec<String>, Vec<&Vec<&Field>>> = BTreeMap::new();
    for row in rows {
        groups.entry(by.iter().map(|at| row[*at].as_name()).collect()).or_default().push(row);
    }
    let mut found = Vec::new();
    for rows in groups.values() {
        for column in numbers {
            let (own, parts): (Vec<&Vec<&Field>>, Vec<&Vec<&Field>>) =
                rows.iter().partition(|row| row[at].as_name() == value);
            let numbers: Vec<Decimal> = parts.iter().filter_map(|row| number(row[*column], mark)).collect();
            let own = own.first().and_then(|row| number(row[*column], mark));
            if let Some(own) = own.filter(|_| numbers.iter().filter(|number| !number.is_zero()).count() > 1) {
                found.push((own, numbers.iter().sum(), numbers.len()));
            }
        }
    }
    found
}

/// Whether a value is the sum of all others, wherever that can be seen.
fn is_sum(value: &str, rows: &[Vec<&Field>], at: usize, by: &[usize], numbers: &[usize], mark: DecimalMark) -> bool {
    // A column whose total is a mean, such as a percentage, says nothing.
    numbers.iter().any(|column| {
        let sums = sums(value, rows, at, by, &[*column], mark);
        let fits = sums.iter().filter(|(own, sum, _)| own == sum && !sum.is_zero()).count();
        let parts = sums.iter().map(|(_, _, parts)| *parts).max().unwrap_or(0);
        !sums.is_empty() && fits == sums.len() && (sums.len() > 1 || parts > 3)
    }) || {
        let all = sums(value, rows, at, by, numbers, mark);
        let fits = all.iter().filter(|(own, sum, _)| own == sum && !sum.is_zero()).count();
        all.len() > 2 && fits * 10 >= all.len() * 9
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
    let all = sums(total, rows, at, &[], numbers, mark);
    let largest = |column: usize| {
        rows.iter().filter(|row| row[at].as_name() != total).filter_map(|row| number(row[column], mark)).max()
    };
    let exceeds = numbers.iter().all(|column| {
        let own = rows.iter().find(|row| row[at].as_name() == total).and_then(|row| number(row[*column], mark));
        own.zip(largest(*column)).is_some_and(|(own, largest)| own >= largest)
    });
    !all.is_empty() && exceeds && all.iter().any(|(own, sum, _)| own < sum)
}
