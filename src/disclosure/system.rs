//! The table as an attacker sees it: a system of linear equations in whole units.
//!
//! In comes a [`Table`] with decimal values, some unknown. Out comes a [`System`] in which each value is a whole
//! number of the smallest unit in the table (persons, cents), so that the audit can reckon exactly.

use rust_decimal::{Decimal, RoundingStrategy};

use super::equation::Equation;
use super::table::{Interval, Table};
use super::tableau::Fraction;
use super::unknown;

/// A decimal has room for this many digits, so a value in units and a good many added together fit an `i128`.
const DIGITS: u32 = 28;

/// A quantity in whole units.
pub(super) struct Measured {
    /// The value; for an unknown quantity one that agrees with the rest.
    pub value: i128,
    /// The lowest value that the attacker thinks possible: zero, or the value itself below that.
    pub floor: i128,
    /// The smallest interval allowed, never rounded down.
    pub width: i128,
    /// Whether the caller knows the value, so that it can be published at all.
    pub known: bool,
    /// Whether the attacker has it already.
    pub published: bool,
    /// Whether it has to be hidden.
    pub sensitive: bool,
}

/// Quantities and the equations between them.
pub(super) struct System {
    /// As in the table.
    pub quantities: Vec<Measured>,
    /// As the sums of the table.
    pub equations: Vec<Equation>,
    /// For each quantity the equations that it stands in.
    pub equations_of: Vec<Vec<usize>>,
    /// For each quantity whether it is the total of some equation.
    pub is_total: Vec<bool>,
    /// A unit is ten to the minus this.
    scale: u32,
}

/// The quantities that hang together by equations, and those equations.
pub(super) struct Component {
    /// The hidden quantities. In order they are the variables of a tableau.
    pub quantities: Vec<usize>,
    /// The equations that these stand in.
    pub equations: Vec<usize>,
}

impl Component {
    /// The variable of a quantity; none if it is not hidden.
    pub fn column(&self, quantity: usize) -> Option<usize> {
        self.quantities.binary_search(&quantity).ok()
    }
}

impl System {
    /// Takes a table over in whole units and finds values for what is unknown.
    pub fn of(table: &Table) -> Self {
        let scale = scale(table);
        let equations: Vec<Equation> = table.sums.iter().map(Equation::of).collect();
        let known: Vec<Option<i128>> =
            table.quantities.iter().map(|quantity| quantity.value.map(|value| units(value, scale))).collect();
        let quantities: Vec<Measured> = unknown::complete(&equations, &known)
            .into_iter()
            .zip(&table.quantities)
            .map(|(value, quantity)| Measured {
                value,
                floor: value.min(0),
                width: units(quantity.width, scale),
                known: quantity.value.is_some(),
                published: quantity.published,
                sensitive: quantity.sensitive,
            })
            .collect();
        let mut equations_of = vec![Vec::new(); quantities.len()];
        for (index, equation) in equations.iter().enumerate() {
            for &(quantity, _) in &equation.terms {
                equations_of[quantity].push(index);
            }
        }
        let mut is_total = vec![false; quantities.len()];
        equations.iter().for_each(|equation| is_total[equation.total] = true);
        Self { quantities, equations, equations_of, is_total, scale }
    }

    /// By how much a quantity is above the lowest value that the attacker thinks possible.
    pub fn above_floor(&self, quantity: usize) -> i128 {
        self.quantities[quantity].value - self.quantities[quantity].floor
    }

    /// What hangs together with a quantity, going only over the quantities that `is_hidden`.
    pub fn component(&self, start: usize, is_hidden: &dyn Fn(usize) -> bool, seen: &mut Seen) -> Component {
        let mut component = Component { quantities: vec![start], equations: Vec::new() };
        seen.quantities[start] = true;
        let mut next = 0;
        while let Some(&quantity) = component.quantities.get(next) {
            next += 1;
            for &equation in &self.equations_of[quantity] {
                if std::mem::replace(&mut seen.equations[equation], true) {
                    continue;
                }
                component.equations.push(equation);
                for &(other, _) in &self.equations[equation].terms {
                    if is_hidden(other) && !std::mem::replace(&mut seen.quantities[other], true) {
                        component.quantities.push(other);
                    }
                }
            }
        }
        component.quantities.sort_unstable();
        component
    }

    /// An interval back in the table's own numbers; its ends are counted from the quantity's floor.
    pub fn interval(&self, quantity: usize, low: Fraction, high: Option<Fraction>) -> Interval {
        let decimal = |above: Fraction| {
            let floor = self.quantities[quantity].floor.saturating_mul(above.denominator);
            decimal(above.numerator.saturating_add(floor), self.scale) / decimal(above.denominator, 0)
        };
        Interval { low: decimal(low), high: high.map(decimal) }
    }

    /// The interval of a quantity that everybody knows.
    pub fn point(&self, quantity: usize) -> Interval {
        let value = decimal(self.quantities[quantity].value, self.scale);
        Interval { low: value, high: Some(value) }
    }
}

/// What a walk over the system has come past.
pub(super) struct Seen {
    /// For each quantity whether.
    pub quantities: Vec<bool>,
    /// For each equation whether.
    pub equations: Vec<bool>,
}

impl Seen {
    /// Nothing yet.
    pub fn nothing(system: &System) -> Self {
        Self { quantities: vec![false; system.quantities.len()], equations: vec![false; system.equations.len()] }
    }
}

/// The number of decimals in the table, less where the largest number leaves no room for them.
fn scale(table: &Table) -> u32 {
    let numbers = || table.quantities.iter().flat_map(|quantity| quantity.value.into_iter().chain([quantity.width]));
    let decimals = numbers().map(|number| number.normalize().scale()).max().unwrap_or(0);
    let largest = numbers().map(|number| number.abs()).max().unwrap_or_default();
    let whole_digits = largest.trunc().normalize().mantissa().checked_ilog10().map_or(0, |power| power + 1);
    decimals.min(DIGITS.saturating_sub(whole_digits))
}

/// A number in units, rounded up where it has more decimals than the unit.
fn units(number: Decimal, scale: u32) -> i128 {
    let number = number.round_dp_with_strategy(scale, RoundingStrategy::ToPositiveInfinity).normalize();
    number.mantissa() * 10_i128.pow(scale - number.scale())
}

/// A number of units as a decimal; the largest decimal where it does not fit.
fn decimal(units: i128, scale: u32) -> Decimal {
    let beyond = if units < 0 { Decimal::MIN } else { Decimal::MAX };
    Decimal::try_from_i128_with_scale(units, scale).map_or(beyond, |number| number.normalize())
}
