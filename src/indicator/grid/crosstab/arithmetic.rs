//! What the cells of a table are computed from each other: sums that leave out what is not costed yet, changes, quotients.
//! Nothing is rounded, and what is withheld makes withheld whatever it goes into.

use rust_decimal::Decimal;

use crate::dutch::number::Missing;
use crate::dutch::unit::Unit;
use crate::dutch::withheld::Withheld;
use crate::load::Kind;

use super::super::super::aggregate::amount_of;
use super::super::super::engine::Engine;
use super::super::super::number::{Amount, CellRef, Number, Operation, Origin};
use super::super::totals::{derived, settled_total};

/// A number before it is printed, and what it is for the result.
#[derive(Debug, Clone)]
pub(super) struct Value {
    pub number: Number,
    /// What it is: costs, income, ...
    pub kind: Option<Kind>,
    /// Whether more of it is better, where that is known.
    pub more_is_better: Option<bool>,
    /// Cells that are left out, as nothing is costed there yet.
    pub left_out: Vec<CellRef>,
    /// Whether it is what costs and income leave.
    pub is_left: bool,
    /// Whether the table gives it another sign than it is computed with.
    pub is_turned: bool,
}

impl Value {
    pub fn of(number: Number, kind: Option<Kind>, more_is_better: Option<bool>) -> Self {
        Self { number, kind, more_is_better, left_out: Vec::new(), is_left: false, is_turned: false }
    }

    /// Whether its source does not know it, though there is something to know.
    pub fn is_unknown(&self) -> bool {
        matches!(self.number.amount, Amount::Missing(_)) && self.number.missing() == Missing::Unknown
    }

    fn computed(number: Number, from: &[(bool, &Value)]) -> Self {
        let mut kinds = from.iter().map(|(_, value)| value.kind);
        let first = kinds.next().flatten();
        let kind = if kinds.all(|kind| kind == first) { first } else { Some(Kind::Balance) };
        let more_is_better = only_side(from.iter().copied());
        let is = |wanted: Kind| from.iter().any(|(_, value)| value.kind == Some(wanted));
        let is_left = is(Kind::Costs) && is(Kind::Income) || from.iter().any(|(_, value)| value.is_left);
        Self { is_left, ..Self::of(number, kind, more_is_better) }
    }

    /// Whether it is a part of what costs and income leave.
    fn is_of_result(&self) -> bool {
        self.is_left || matches!(self.kind, Some(Kind::Costs | Kind::Income))
    }
}

/// Whether more of each part makes a sum better, where all parts point one way; what is taken away counts the other way.
fn only_side<'a>(parts: impl Iterator<Item = (bool, &'a Value)>) -> Option<bool> {
    let mut sides = parts.map(|(is_taken_away, value)| value.more_is_better.map(|better| better != is_taken_away));
    let side = sides.next().flatten();
    side.filter(|_| sides.all(|other| other == side))
}

/// Whether a sum adds what is good for the result to what is bad for it, as if both were the same.
pub(super) fn mixes_good_and_bad(parts: &[(bool, &Value)]) -> bool {
    if !parts.iter().any(|(_, value)| value.is_of_result()) {
        return false;
    }
    let counts = |value: &Value| {
        let is_reserve = matches!(value.kind, Some(Kind::Addition | Kind::Withdrawal));
        (value.is_of_result() || is_reserve) && value.more_is_better.is_some()
    };
    let counted = || parts.iter().copied().filter(|(_, value)| counts(value));
    counted().count() > 1 && only_side(counted()).is_none()
}

/// Cells of one measure taken together: of those that are not costed or not there, only the others.
pub(super) fn summed(engine: &Engine, number: Number) -> (Number, Vec<CellRef>) {
    if let [only] = &number.cells[..] {
        let amount = amount_of(only);
        return (Number { amount, origin: Origin::Cells(Operation::Read), ..number }, Vec::new());
    }
    let settled = settled_total(engine, &[&number]);
    let parts: Vec<(bool, Amount, Missing, CellRef)> = number
        .cells
        .iter()
        .map(|cell| (false, amount_of(cell), cell.series.rows[cell.row].cells[cell.measure].missing, cell.clone()))
        .collect();
    let amount =
        settled.unwrap_or_else(|| added(parts.iter().map(|(minus, amount, missing, _)| (*minus, amount, *missing))));
    let left_out = parts.into_iter().filter(|(_, amount, missing, _)| is_left_out(amount, *missing)).map(|part| part.3);
    let left_out = left_out.collect();
    (Number { amount, ..number }, left_out)
}

fn is_left_out(amount: &Amount, missing: Missing) -> bool {
    matches!(amount, Amount::Missing(_)) && missing == Missing::NotCosted
}

/// Adds amounts; one that is not known, or withheld, makes the whole so. What is not costed, or not there, is left out.
fn added<'a>(parts: impl Iterator<Item = (bool, &'a Amount, Missing)>) -> Amount {
    let (mut sum, mut counted, mut absent) = (Decimal::ZERO, false, None);
    let mut withheld = false;
    let mut unknown = None;
    for (is_taken_away, amount, missing) in parts {
        match amount {
            Amount::Number(number) => {
                counted = true;
                let number = if is_taken_away { -*number } else { *number };
                sum = match sum.checked_add(number) {
                    Some(sum) => sum,
                    None => return Amount::Missing("een getal dat te groot is om mee te rekenen".to_owned()),
                };
            }
            Amount::Withheld(_) => withheld = true,
            Amount::Missing(_) if missing == Missing::Unknown => unknown = Some(amount.clone()),
            Amount::Missing(_) => absent = Some(amount.clone()),
        }
    }
    match (withheld, unknown, absent) {
        (true, ..) => Amount::Withheld(Withheld::Protecting),
        (_, Some(unknown), _) => unknown,
        (_, _, Some(absent)) if !counted => absent,
        _ => Amount::Number(sum),
    }
}

/// Others of the table, added or taken away. None where there are none.
pub(super) fn sum(engine: &Engine, name: &str, parts: &[(bool, &Value)]) -> Option<Value> {
    let numbers: Vec<&Number> = parts.iter().map(|(_, value)| &value.number).collect();
    let only_added = parts.iter().all(|(is_taken_away, _)| !is_taken_away);
    let settled = if only_added { settled_total(engine, &numbers) } else { None };
    let amounts = parts.iter().map(|(minus, value)| (*minus, &value.number.amount, value.number.missing()));
    let amount = settled.unwrap_or_else(|| added(amounts));
    let operation = if only_added { Operation::TableTotal } else { Operation::TableSum };
    let number = derived(name, amount, &numbers, operation)?;
    let mut value = Value::computed(number, parts);
    for (_, part) in parts {
        value.left_out.extend(part.left_out.iter().cloned());
        if is_left_out(&part.number.amount, part.number.missing()) {
            value.left_out.extend(part.number.cells.iter().cloned());
        }
    }
    Some(value)
}

/// The second less the first; where one of them is not there, it is nothing.
pub(super) fn change(name: &str, from: Option<&Value>, to: Option<&Value>) -> Option<Value> {
    let (Some(from), Some(to)) = (from, to) else { return None };
    let parts = [(false, to), (true, from)];
    let is_there = |value: &Value| !matches!(value.number.amount, Amount::Missing(_));
    let amount = match (is_there(from), is_there(to)) {
        // What is not costed has no difference with anything.
        (false, _) if from.number.missing() != Missing::Nothing => from.number.amount.clone(),
        (_, false) if to.number.missing() != Missing::Nothing => to.number.amount.clone(),
        _ => added(parts.iter().map(|(minus, value)| (*minus, &value.number.amount, value.number.missing()))),
    };
    let number = derived(name, amount, &[&to.number, &from.number], Operation::TableChange)?;
    let unit = number.unit.of_difference();
    let better = to.more_is_better.or(from.more_is_better);
    Some(Value::of(Number { unit, ..number }, to.kind.or(from.kind), better))
}

/// The first divided by the second; `unit` is what the author calls the outcome.
pub(super) fn quotient(name: &str, top: Option<&Value>, bottom: Option<&Value>, unit: Option<&Unit>) -> Option<Value> {
    let (top, bottom) = (&top?.number, &bottom?.number);
    let share = top.unit == bottom.unit;
    let unit = unit.cloned().unwrap_or(if share { Unit::Percent } else { top.unit.clone() });
    divided(name, top, bottom, unit, Operation::TableQuotient, |top, bottom| top.checked_div(bottom))
}

/// How much the second is more than the first, as a share of the first: costs and deficits grow whether or not they are
/// written with a minus. From a minus to a plus nothing grows.
pub(super) fn growth(name: &str, from: Option<&Value>, to: Option<&Value>) -> Option<Value> {
    let (from, to) = (&from?.number, &to?.number);
    divided(name, to, from, Unit::Percent, Operation::TableGrowth, |to, from| {
        let is_turned = from < Decimal::ZERO && to > Decimal::ZERO;
        to.checked_sub(from)?.checked_div(from).filter(|_| !is_turned)
    })
}

fn divided(
    name: &str,
    top: &Number,
    bottom: &Number,
    unit: Unit,
    operation: Operation,
    divide: impl Fn(Decimal, Decimal) -> Option<Decimal>,
) -> Option<Value> {
    let amount = match (&top.amount, &bottom.amount) {
        (Amount::Number(top), Amount::Number(bottom)) => divide(*top, *bottom)
            .map_or_else(|| Amount::Missing("een deling zonder uitkomst".to_owned()), Amount::Number),
        (Amount::Withheld(_), _) | (_, Amount::Withheld(_)) => Amount::Withheld(Withheld::Protecting),
        (missing @ Amount::Missing(_), _) | (_, missing) => missing.clone(),
    };
    let number = derived(name, amount, &[top, bottom], operation)?;
    let rounding = unit.default_rounding(crate::dutch::notation::Scale::One);
    Some(Value::of(Number { unit, rounding, ..number }, None, None))
}
