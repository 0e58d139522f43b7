//! Which indicator, fact or cell an author may have meant by a typed number: those that print the same.

use rust_decimal::Decimal;

use crate::dutch::notation::as_printed;
use crate::dutch::unit::Unit;
use crate::indicator::Number;
use crate::load::CellValue;

use super::checked::Checked;
use super::reading::quantity::{Measure, Quantity, of_number};

/// More would be no help.
const AT_MOST: usize = 3;

/// Placeholders that print this amount, the likeliest first.
pub fn placeholders(checked: &Checked<'_>, wanted: &Quantity) -> Vec<String> {
    let period = checked.document.id.period;
    let periods = [
        (Some(period), ""),
        (period.year_earlier(), "[vorig_jaar]"),
        (period.previous(), "[periode.vorige]"),
        (period.next(), "[periode.volgende]"),
    ];
    let mut found: Vec<String> = Vec::new();
    let data = checked.engine.data();
    for fact in data.facts.values().filter(|fact| prints(&Number::of_fact(fact, period), wanted)) {
        found.push(fact.id.clone());
    }
    for (period, brackets) in periods.iter().filter_map(|(period, brackets)| Some(((*period)?, *brackets))) {
        for id in data.indicators.keys() {
            let Ok(number) = checked.engine.indicator(id, period) else { continue };
            let is_new = found.iter().all(|known| known.split(['[', ' ']).next() != Some(id));
            if is_new && prints(&number, wanted) {
                let sign = number.amount.number().is_some_and(|number| number.is_sign_negative());
                let sign = sign && wanted.printed.is_sign_positive() && !wanted.printed.is_zero();
                found.push(format!("{id}{brackets}{}", if sign { " | absoluut" } else { "" }));
            }
        }
    }
    found.truncate(AT_MOST);
    let named = |placeholder: String| {
        let id = placeholder.split(['[', ' ']).next().unwrap_or_default();
        // The same number can be something else altogether; the name tells.
        format!("{{{{ {placeholder} }}}} ({})", data.name_of(id))
    };
    found.into_iter().map(named).collect()
}

/// Placeholders that count a list of this length: of what the word behind the number names.
pub fn counts(checked: &Checked<'_>, number: Decimal, noun: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (id, pilot) in &checked.engine.data().pilots {
        for (name, list) in [("aanbieders", &pilot.providers), ("gemeenten", &pilot.municipalities)] {
            let own = checked.document.pilot.as_ref() == Some(id);
            if own && noun.ends_with(name) && Decimal::from(list.len()) == number {
                found.push(format!("{{{{ aantal(pilot.{name}) }}}}"));
            }
        }
    }
    found
}

/// "Bedoelt u {{ a }} of {{ b }}?"
pub fn question(placeholders: &[String]) -> Option<String> {
    match placeholders {
        [] => None,
        [one] => Some(format!("Bedoelt u {one}?")),
        [start @ .., last] => Some(format!("Bedoelt u {} of {last}?", start.join(", "))),
    }
}

/// The cell of a series that holds exactly this number, as a formula would read it.
pub fn cell(checked: &Checked<'_>, wanted: &Quantity) -> Option<String> {
    let period = checked.document.id.period;
    let periods = [Some(period), period.year_earlier(), period.previous()];
    for series in checked.engine.data().series.values() {
        for row in periods.iter().flatten().filter_map(|period| series.by_period.get(period)).flatten() {
            for (measure, cell) in series.measures.iter().zip(&series.rows[*row].cells) {
                let CellValue::Known(number) = cell.value else { continue };
                let of_unit = of_unit(&measure.unit) == wanted.measure;
                let number = if measure.unit.is_fraction() { number * Decimal::ONE_HUNDRED } else { number };
                if of_unit && number.abs() == wanted.printed.abs() {
                    return Some(format!("{}.{}", series.id, measure.id));
                }
            }
        }
    }
    None
}

fn of_unit(unit: &Unit) -> Measure {
    match unit {
        Unit::Percent => Measure::Percent,
        Unit::Euro => Measure::Euro,
        _ => Measure::Count,
    }
}

/// Whether a number prints this amount, with its own rounding or with that of the amount.
fn prints(number: &Number, wanted: &Quantity) -> bool {
    let Some(quantity) = of_number(number) else { return false };
    let same = |number: Decimal| number.abs() == wanted.printed.abs();
    quantity.measure == wanted.measure
        && (same(quantity.printed) || (!quantity.exact.is_zero() && same(quantity.exact)))
        && !as_printed(quantity.exact, &Unit::Count, number.rounding, number.scale).is_zero()
}
