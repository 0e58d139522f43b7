//! Which indicator, fact or cell an author may have meant by a typed number: those that print the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::dutch::notation::as_printed;
use crate::dutch::period::Period;
use crate::dutch::unit::Unit;
use crate::indicator::{Engine, Number};
use crate::load::{CellValue, Dataset};
use crate::text::Document;

use super::reading::quantity::{Measure, Quantity, of_number};

/// More would be no help.
const AT_MOST: usize = 3;

/// What an author can fill in, by the amount that it prints: made once for a document, however many numbers it types.
#[derive(Default)]
pub struct Suggestions {
    /// In the order in which they are likely.
    all: Vec<Candidate>,
    /// Where in `all` those are that print an amount, without its sign.
    by_amount: BTreeMap<(Measure, Decimal), Vec<usize>>,
    /// The cells of series, in the order of their likeliness, by the amount that they hold, without its sign.
    cells: BTreeMap<(Measure, Decimal), String>,
}

/// A placeholder that may have been meant.
struct Candidate {
    /// The indicator or fact.
    id: String,
    /// What stands behind its name, if anything: the period.
    brackets: &'static str,
    is_negative: bool,
}

impl Suggestions {
    /// For a document over `period`.
    pub fn new(engine: &Arc<Engine>, period: Period) -> Self {
        let mut suggestions = Self::default();
        let data = engine.data();
        for fact in data.facts.values() {
            suggestions.add(&fact.id, "", &Number::of_fact(fact, period));
        }
        let periods = [
            (Some(period), ""),
            (period.year_earlier(), "[vorig_jaar]"),
            (period.previous(), "[periode.vorige]"),
            (period.next(), "[periode.volgende]"),
        ];
        for (period, brackets) in periods.into_iter().filter_map(|(period, brackets)| Some((period?, brackets))) {
            for id in data.indicators.keys() {
                if let Ok(number) = engine.indicator(id, period) {
                    suggestions.add(id, brackets, &number);
                }
            }
        }
        suggestions.add_cells(engine, period);
        suggestions
    }

    fn add(&mut self, id: &str, brackets: &'static str, number: &Number) {
        let Some(quantity) = of_number(number) else { return };
        if as_printed(quantity.exact, &Unit::Count, number.rounding, number.scale).is_zero() {
            return;
        }
        let is_negative = number.amount.number().is_some_and(|number| number.is_sign_negative());
        let index = self.all.len();
        self.all.push(Candidate { id: id.to_owned(), brackets, is_negative });
        // With its own rounding, or with that of whoever types it.
        for amount in [quantity.printed.abs(), quantity.exact.abs()] {
            let same = self.by_amount.entry((quantity.measure, amount)).or_default();
            if same.last() != Some(&index) {
                same.push(index);
            }
        }
    }

    fn add_cells(&mut self, engine: &Engine, period: Period) {
        let periods = [Some(period), period.year_earlier(), period.previous()];
        for series in engine.data().series.values() {
            for row in periods.iter().flatten().filter_map(|period| series.by_period.get(period)).flatten() {
                for (measure, cell) in series.measures.iter().zip(&series.rows[*row].cells) {
                    let CellValue::Known(number) = cell.value else { continue };
                    let number = if measure.unit.is_fraction() { number * Decimal::ONE_HUNDRED } else { number };
                    let name = || format!("{}.{}", series.id, measure.id);
                    self.cells.entry((of_unit(&measure.unit), number.abs())).or_insert_with(name);
                }
            }
        }
    }

    /// Placeholders that print this amount, the likeliest first.
    pub fn placeholders(&self, data: &Dataset, wanted: &Quantity) -> Vec<String> {
        let mut found: Vec<&Candidate> = Vec::new();
        for index in self.by_amount.get(&(wanted.measure, wanted.printed.abs())).into_iter().flatten() {
            let candidate = &self.all[*index];
            if found.len() < AT_MOST && found.iter().all(|known| known.id != candidate.id) {
                found.push(candidate);
            }
        }
        let is_positive = wanted.printed.is_sign_positive() && !wanted.printed.is_zero();
        let named = |Candidate { id, brackets, is_negative }: &Candidate| {
            let filter = if *is_negative && is_positive { " | absoluut" } else { "" };
            // The same number can be something else altogether; the name tells.
            format!("{{{{ {id}{brackets}{filter} }}}} ({})", data.name_of(id))
        };
        found.into_iter().map(named).collect()
    }

    /// The cell of a series that holds exactly this number, as a formula would read it.
    pub fn cell(&self, wanted: &Quantity) -> Option<&str> {
        self.cells.get(&(wanted.measure, wanted.printed.abs())).map(String::as_str)
    }
}

/// Placeholders that count a list of this length: of what the word behind the number names.
pub fn counts(document: &Document, data: &Dataset, number: Decimal, noun: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (id, pilot) in &data.pilots {
        for (name, list) in [("aanbieders", &pilot.providers), ("gemeenten", &pilot.municipalities)] {
            let own = document.pilot.as_ref() == Some(id);
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

fn of_unit(unit: &Unit) -> Measure {
    match unit {
        Unit::Percent => Measure::Percent,
        Unit::Euro => Measure::Euro,
        _ => Measure::Count,
    }
}
