//! A formula with its values filled in, for whoever wants to do the sum again by hand.

use std::collections::HashMap;
use std::sync::{Arc, MutexGuard, PoisonError};

use rust_decimal::Decimal;

use crate::dutch::notation::{Scale, as_shown, plain_number};
use crate::dutch::period::Period;

use super::chain::Chain;
use super::engine::{Engine, MOST_KNOWN, to_decimal};
use super::reading::reads;

/// What stands for a value that is withheld.
const WITHHELD: &str = "(geheim)";
/// What stands for a value that the source does not know.
const UNKNOWN: &str = "(niet bekend)";

impl Engine {
    /// The formula of an indicator, with the number in the place of everything that it reads:
    /// `jnv_kosten / jnv_zonder` becomes `461.514 / 157`. None for what is no indicator.
    pub fn filled_in(self: &Arc<Self>, id: &str, period: Period) -> Option<String> {
        let formula = &self.data().indicators.get(id)?.formula.value;
        let key = (id.to_owned(), period);
        if let Some(known) = self.filled().get(&key) {
            return Some(known.clone());
        }
        let filled_in = self.fill_in(formula, period);
        let mut filled = self.filled();
        if filled.len() >= MOST_KNOWN {
            filled.clear();
        }
        filled.insert(key, filled_in.clone());
        Some(filled_in)
    }

    fn filled(&self) -> MutexGuard<'_, HashMap<(String, Period), String>> {
        self.filled.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Any formula, with the number in the place of everything that it reads.
    pub(super) fn fill_in(self: &Arc<Self>, formula: &str, period: Period) -> String {
        let mut out = String::new();
        let mut at = 0;
        for read in reads(formula) {
            out.push_str(&formula[at..read.start]);
            out.push_str(&self.value_of(&formula[read.clone()], period));
            at = read.end;
        }
        out.push_str(&formula[at..]);
        out
    }

    /// What one name with its periods and arguments comes to; itself where that is no number.
    fn value_of(self: &Arc<Self>, read: &str, period: Period) -> String {
        let (value, trace) = self.evaluate(read, period, Chain::default());
        if !trace.withheld.is_empty() {
            return WITHHELD.to_owned();
        }
        if !trace.missing.is_empty() {
            return UNKNOWN.to_owned();
        }
        let number = value.ok().and_then(|value| to_decimal(&value));
        // What may not be told to its last digit is told as its measure is printed.
        let number = match trace.cells.iter().find(|cell| cell.tells_by_its_digits()) {
            Some(cell) => {
                let measure = &cell.series.measures[cell.measure];
                number.map(|number| as_shown(number, &measure.unit, measure.rounding, Scale::One))
            }
            None => number,
        };
        number.map_or_else(|| read.to_owned(), in_brackets_if_negative)
    }
}

fn in_brackets_if_negative(number: Decimal) -> String {
    let written = plain_number(number);
    if number.is_sign_negative() && !number.is_zero() { format!("({written})") } else { written }
}
