//! Sums inside a series: totals against their parts, shares that make a hundred, percentages
//! against the numbers that they are made of.
//!
//! It runs on the numbers as they were read, before any of them is withheld; so no message says
//! more of a count of persons than that it does not add up.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::dutch::notation::{Rounding, Scale, as_printed, plain_number};
use crate::dutch::period::Period;
use crate::dutch::unit::Unit;

use super::series_model::{Measure, Series};

/// Reports every sum that does not come out.
pub fn check(series: &Series, findings: &mut Findings) {
    for measure in 0..series.measures.len() {
        for dimension in 0..series.dimensions.len() {
            check_total(series, measure, dimension, findings);
        }
        check_distribution(series, measure, findings);
        check_ratio(series, measure, findings);
    }
}

/// Rows that differ in one dimension only: their period and the values of the other dimensions.
pub(super) type Group<'a> = (Period, Vec<&'a str>);

pub(super) fn groups(series: &Series, dimension: usize) -> BTreeMap<Group<'_>, Vec<usize>> {
    let mut groups: BTreeMap<Group<'_>, Vec<usize>> = BTreeMap::new();
    for (period, rows) in &series.by_period {
        if series.dimensions.len() <= 1 {
            groups.insert((*period, Vec::new()), rows.clone());
            continue;
        }
        for row in rows {
            let others = series.rows[*row].dimensions.iter().enumerate().filter(|(other, _)| *other != dimension);
            let key = (*period, others.map(|(_, value)| value.as_str()).collect());
            groups.entry(key).or_default().push(*row);
        }
    }
    groups
}

/// Where a cell is; a count of people is not repeated in a message.
fn place(series: &Series, row: usize, measure: usize) -> Place {
    let place = series.cell_place(row, measure);
    if is_private(series, measure) { place.with_text(|_| named(series, row)) } else { place }
}

/// "2022, Noord": which row it is.
fn named(series: &Series, row: usize) -> String {
    let row = &series.rows[row];
    std::iter::once(row.period.to_string())
        .chain(row.dimensions.iter().map(ToString::to_string))
        .collect::<Vec<_>>()
        .join(", ")
}

fn is_private(series: &Series, measure: usize) -> bool {
    series.public.is_none() && series.measures[measure].is_about_people()
}

pub(super) fn value(series: &Series, row: usize, measure: usize) -> Option<Decimal> {
    series.rows[row].cells[measure].value.number()
}

/// A total beside the values that it is of.
struct Total {
    row: usize,
    whole: Decimal,
    parts: Vec<Decimal>,
}

/// The totals of a measure over a dimension, where they and all their parts are known.
fn totals(series: &Series, measure: usize, dimension: usize, name: &str) -> Vec<Total> {
    let known = |rows: Vec<usize>| {
        let (total, parts): (Vec<usize>, Vec<usize>) =
            rows.into_iter().partition(|row| series.rows[*row].dimensions[dimension] == name);
        let row = *total.first()?;
        let is_part = |row: &usize| series.dimensions[dimension].adds_up(&series.rows[*row].dimensions[dimension]);
        let parts = parts.into_iter().filter(is_part);
        let parts: Option<Vec<Decimal>> = parts.map(|part| value(series, part, measure)).collect();
        Some(Total { row, whole: value(series, row, measure)?, parts: parts.filter(|parts| !parts.is_empty())? })
    };
    groups(series, dimension).into_values().filter_map(known).collect()
}

/// Whether a measure is an average, of which the row with totals holds the average over all: by its name, or because
/// no total lies outside its parts, as sums do.
fn is_mean(measure: &Measure, totals: &[Total]) -> bool {
    let names = [&measure.id, &measure.name, &measure.column.value].map(|name| name.to_lowercase());
    let says = |word: &str| names.iter().any(|name| name.contains(word));
    let lies_between = |total: &Total| {
        let (least, most) = (total.parts.iter().min(), total.parts.iter().max());
        total.parts.len() > 1
            && least.is_some_and(|least| *least <= total.whole)
            && most.is_some_and(|most| total.whole < *most)
    };
    says("gemiddeld")
        || says("mediaan")
        || measure.ratio_of.is_some()
        || totals.iter().all(lies_between) && (totals.len() > 1 || says(" per ") || says("_per_"))
}

/// A row that is declared as the total of the others.
fn check_total(series: &Series, measure: usize, dimension: usize, findings: &mut Findings) {
    let Some(name) = &series.dimensions[dimension].total else { return };
    if series.measures[measure].unit.is_fraction() || series.measures[measure].is_unique {
        return;
    }
    let totals = totals(series, measure, dimension, name);
    if is_mean(&series.measures[measure], &totals) {
        return;
    }
    for Total { row, whole, parts } in totals {
        let sum: Decimal = parts.iter().sum();
        if (whole - sum).abs() <= series.dimensions[dimension].total_margin {
            continue;
        }
        let message = match is_private(series, measure) {
            true => format!("De regel \"{name}\" is niet de som van de andere regels."),
            false => format!(
                "De regel \"{name}\" zegt {}, maar de andere regels zijn samen {}.",
                plain_number(whole),
                plain_number(sum)
            ),
        };
        findings.push(
            Finding::new(Code::TotalDiffers, place(series, row, measure), message)
                .hint("Kijk of er een regel mist, of dat een getal verkeerd is overgenomen.")
                .hint("Is dit een gemiddelde? Zet dan het woord gemiddeld in de naam van de maat.")
                .hint("Zijn de cijfers in de bron afgerond? Zet dan bij het kenmerk: totaal_marge = 1"),
        );
    }
}

/// Shares over the values of a dimension, which make a hundred percent together.
fn check_distribution(series: &Series, measure: usize, findings: &mut Findings) {
    let Some(dimension) = series.measures[measure].distribution_over else { return };
    for rows in groups(series, dimension).into_values() {
        let parts: Vec<usize> = rows
            .into_iter()
            .filter(|row| series.dimensions[dimension].adds_up(&series.rows[*row].dimensions[dimension]))
            .collect();
        let shares: Option<Vec<Decimal>> = parts.iter().map(|row| value(series, *row, measure)).collect();
        let (Some(shares), Some(first)) = (shares, parts.first()) else { continue };
        let sum: Decimal = shares.iter().sum();
        // Each share may be off by half of its last digit; whole percents are the coarsest.
        let digits = shares.iter().map(|share| share.normalize().scale()).max().unwrap_or(0).max(2);
        let margin = Decimal::new(5, digits + 1) * Decimal::from(shares.len());
        if (sum - Decimal::ONE).abs() <= margin {
            continue;
        }
        let written = plain_number((sum * Decimal::ONE_HUNDRED).round_dp(6));
        let period = series.rows[*first].period.with_article();
        let message = match is_private(series, measure) {
            true => format!("De aandelen over {period} zijn samen geen 100%."),
            false => format!("De aandelen over {period} zijn samen {written}%, niet 100%."),
        };
        findings.push(
            Finding::new(Code::SharesDiffer, series.cell_place(*first, measure), message)
                .hint("Kijk of er een regel mist, of dat een percentage verkeerd is overgenomen."),
        );
    }
}

/// A percentage that says of which measures it is the quotient.
fn check_ratio(series: &Series, measure: usize, findings: &mut Findings) {
    let Some((part, whole)) = series.measures[measure].ratio_of else { return };
    for row in 0..series.rows.len() {
        let values = (value(series, row, measure), value(series, row, part), value(series, row, whole));
        let (Some(share), Some(part_value), Some(whole_value)) = values else { continue };
        let Some(quotient) = part_value.checked_div(whole_value) else { continue };
        let printed = |number: Decimal| printed(number, &series.measures[measure], share);
        if printed(share) == printed(quotient) {
            continue;
        }
        let names = (&series.measures[part].name, &series.measures[whole].name);
        let about_persons = [measure, part, whole].iter().any(|one| is_private(series, *one));
        let message = match about_persons {
            true => format!("Dit percentage is niet {} gedeeld door {}.", names.0, names.1),
            false => format!(
                "Hier staat {}%, maar {} gedeeld door {} is {}%.",
                plain_number(printed(share)),
                plain_number(part_value),
                plain_number(whole_value),
                plain_number(printed(quotient))
            ),
        };
        findings.push(
            Finding::new(Code::RatioDiffers, place(series, row, measure), message)
                .hint("Verbeter het percentage, of maak er een kengetal van met een formule."),
        );
    }
}

/// A share in hundredths, with the decimals that the data gives or that are printed: the fewest of both.
fn printed(number: Decimal, measure: &Measure, share: Decimal) -> Decimal {
    let given = i32::try_from((share * Decimal::ONE_HUNDRED).normalize().scale()).unwrap_or(0);
    let rounding = Rounding { decimals: measure.rounding.decimals.min(given.max(0)) };
    as_printed(number, &Unit::Percent, rounding, Scale::One)
}
