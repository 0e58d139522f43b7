//! Which way a number says that something went: up, down, or neither.

use std::collections::BTreeMap;
use std::sync::Arc;

use ecow::EcoString;
use rust_decimal::Decimal;

use crate::dutch::notation::{Context, Notation, Style, as_printed};
use crate::dutch::period::Period;
use crate::dutch::unit::Unit;
use crate::indicator::Number;
use crate::indicator::aggregate::amount_of;
use crate::load::Dataset;

/// Up or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// More than before.
    Up,
    /// Less than before.
    Down,
}

impl Way {
    /// The sign of a difference; nothing changed where it is zero.
    pub fn of(difference: Decimal) -> Option<Self> {
        match difference {
            difference if difference.is_zero() => None,
            difference if difference.is_sign_negative() => Some(Way::Down),
            _ => Some(Way::Up),
        }
    }

    /// The other.
    pub fn reversed(self) -> Self {
        match self {
            Way::Up => Way::Down,
            Way::Down => Way::Up,
        }
    }
}

/// A change that a number tells of.
#[derive(Debug, Clone)]
pub struct Change {
    /// Which way it went.
    pub way: Way,
    /// What shows it, in words: "van 280 (2021) naar 180 (2022)" or "−17%".
    pub evidence: String,
    /// The period that it is about.
    pub period: Period,
}

/// The change that a number tells of; none for plain levels, for withheld numbers and where nothing changed.
pub fn of(number: &Number, data: &Dataset, notation: &Notation) -> Option<Change> {
    let signed = number.signed()?;
    if as_printed(signed, &number.unit, number.rounding, number.scale).is_zero() {
        return None;
    }
    let change = |way, evidence| Change { way, evidence, period: number.period };
    if let Some(moved) = between_periods(number, signed) {
        return Some(change(Way::of(moved.now - moved.then)?, moved.in_words(notation)));
    }
    let way = Way::of(signed)?;
    // A difference between two places or groups in one period is no change.
    let mut periods: Vec<Period> = number.cells.iter().map(|cell| cell.series.rows[cell.row].period).collect();
    periods.sort();
    periods.dedup();
    if number.cells.len() > 1 && periods.len() == 1 {
        return None;
    }
    let formula = number.indicator().and_then(|id| data.indicators.get(id)).map(|indicator| &*indicator.formula.value);
    let by_formula = formula.filter(|_| periods.len() > 1).and_then(subtraction);
    let way = match (by_name(&number.label), by_formula) {
        (Some(Direction::Reversed), _) | (None, Some(Direction::Reversed)) => way.reversed(),
        (Some(Direction::AsIs), _) | (None, Some(Direction::AsIs)) => way,
        (None, None) if number.unit == Unit::PercentagePoints || way == Way::Down => way,
        (None, None) => return None,
    };
    Some(change(way, number.in_text(signed, notation)))
}

/// Whether something that is called so is a change, and no level.
pub fn is_change(label: &str) -> bool {
    by_name(label).is_some()
}

/// How the sign of a value is meant.
enum Direction {
    AsIs,
    /// A decrease is counted as a positive number.
    Reversed,
}

fn by_name(label: &str) -> Option<Direction> {
    let label = label.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
    if has(&["verschil", "verandering", "groei", "toename", "stijging"]) {
        Some(Direction::AsIs)
    } else if has(&["afname", "daling", "vermindering", "besparing"]) {
        Some(Direction::Reversed)
    } else {
        None
    }
}

/// Whether a formula is a difference at its outermost level: "a - b", "a / b - 1"; reversed for "1 - a / b".
fn subtraction(formula: &str) -> Option<Direction> {
    let mut depth = 0_i32;
    let mut quote = None;
    let mut before = ' ';
    for (at, next) in formula.char_indices() {
        match (quote, next) {
            (Some(open), _) if open == next => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(next),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth -= 1,
            (None, '-') if depth == 0 && (before.is_alphanumeric() || matches!(before, ')' | ']')) => {
                let is_one = matches!(formula[..at].trim(), "1" | "1.0");
                return Some(if is_one { Direction::Reversed } else { Direction::AsIs });
            }
            _ => {}
        }
        if !next.is_whitespace() {
            before = next;
        }
    }
    None
}

/// One measure, earlier and later.
struct Moved {
    then: Decimal,
    now: Decimal,
    then_periods: (Period, Period),
    now_periods: (Period, Period),
    unit: Unit,
    style: Style,
}

impl Moved {
    fn in_words(&self, notation: &Notation) -> String {
        let periods = |(first, last): (Period, Period)| {
            let year = first.year();
            let is_year = year.first_day() == first.first_day() && year.last_day() == last.last_day();
            match first == last {
                true => first.in_words(),
                false if is_year => year.in_words(),
                false => format!("{} tot en met {}", first.in_words(), last.in_words()),
            }
        };
        format!(
            "van {} ({}) naar {} ({})",
            notation.format(self.then, &self.unit, self.style),
            periods(self.then_periods),
            notation.format(self.now, &self.unit, self.style),
            periods(self.now_periods)
        )
    }
}

/// Where a number is computed from one measure in earlier and in later periods, and its value is the difference, the
/// change or the ratio of the two: so `1 - a / b` is understood too, and a share of a year's quarters is not.
fn between_periods(number: &Number, signed: Decimal) -> Option<Moved> {
    let first = number.cells.first()?;
    let mut sums: BTreeMap<Period, (Decimal, Vec<&[EcoString]>)> = BTreeMap::new();
    for cell in &number.cells {
        if !Arc::ptr_eq(&cell.series, &first.series) || cell.measure != first.measure {
            return None;
        }
        let row = &cell.series.rows[cell.row];
        let (sum, rows) = sums.entry(row.period).or_default();
        *sum = sum.checked_add(amount_of(cell).number()?)?;
        rows.push(&row.dimensions);
    }
    let same_rows = sums.values().all(|(_, rows)| Some(rows) == sums.values().next().map(|(_, rows)| rows));
    let periods: Vec<Period> = sums.keys().copied().collect();
    if periods.len() < 2 || periods.len() % 2 == 1 || !same_rows {
        return None;
    }
    let (earlier, later) = periods.split_at(periods.len() / 2);
    let sum = |periods: &[Period]| periods.iter().filter_map(|period| sums.get(period)).map(|(sum, _)| *sum).sum();
    let (then, now): (Decimal, Decimal) = (sum(earlier), sum(later));
    let ratio = now.checked_div(then);
    let forms = [
        Some(now - then),
        Some(then - now),
        ratio,
        ratio.map(|ratio| ratio - Decimal::ONE),
        ratio.map(|ratio| Decimal::ONE - ratio),
    ];
    let tolerance = signed.abs().max(Decimal::ONE) * Decimal::new(1, 9);
    if !forms.into_iter().flatten().any(|form| (form - signed).abs() <= tolerance) {
        return None;
    }
    let measure = &first.series.measures[first.measure];
    let ends = |periods: &[Period]| Some((*periods.first()?, *periods.last()?));
    Some(Moved {
        then,
        now,
        then_periods: ends(earlier)?,
        now_periods: ends(later)?,
        unit: measure.unit.clone(),
        style: Style {
            rounding: measure.rounding,
            scale: crate::dutch::notation::Scale::One,
            context: Context::Text,
            with_unit: true,
            signed: false,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subtractions_are_known_by_their_outermost_sign() {
        for (formula, sign) in [
            ("a - b", Some(true)),
            ("jnv.met[periode] / jnv.met[vorig_jaar] - 1", Some(true)),
            ("1 - a / b", Some(false)),
            ("kengetal('a-b', vorig_jaar)", None),
            ("som(a.b, periode) * -1", None),
            ("-a", None),
            ("(a - b) / c", None),
            ("a + b", None),
        ] {
            let found = subtraction(formula).map(|direction| matches!(direction, Direction::AsIs));
            assert_eq!(found, sign, "{formula}");
        }
    }
}
