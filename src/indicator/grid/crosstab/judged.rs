//! Better or worse: amounts turned into the signs that a table asks for, and the signs of a file held against its own
//! figures.

use std::collections::BTreeMap;

use ecow::EcoString;
use rust_decimal::Decimal;

use crate::diagnostic::Code;
use crate::dutch::period::Period;
use crate::dutch::unit::Unit;
use crate::load::{Judged, Kind, Series, Signs, kind_of};

use super::super::super::number::{Amount, Number, Operation, Origin, Problem};
use super::arithmetic::Value;

/// In which system a series is: as its description says, or as its letters do.
pub(super) fn system_of(series: &Series, measure: usize) -> Signs {
    let letters = series.measures[measure].has_letters == Some(true);
    series.signs.unwrap_or(if letters { Signs::MinusIsLoss } else { Signs::Unsigned })
}

/// What the cells of a number are, where their names say it of all.
pub(super) fn kind_of_cells(number: &Number) -> Option<Kind> {
    let kind = |cell: &super::super::super::number::CellRef| {
        let row = &cell.series.rows[cell.row];
        let by_row = kind_of(row.dimensions.iter().map(EcoString::as_str));
        by_row.or_else(|| kind_of(std::iter::once(cell.series.measures[cell.measure].name.as_str())))
    };
    let mut kinds = number.cells.iter().map(kind);
    let first = kinds.next()??;
    kinds.all(|kind| kind == Some(first)).then_some(first)
}

/// What is wrong with an amount whose signs are asked for and not known.
fn no_direction(name: &str) -> Problem {
    let message = format!("Bij \"{name}\" is niet te zien of meer beter of slechter is.");
    Problem::new(Code::NoDirection, message).hint(Some(
        "Zet bij de rij, de kolom of de tabel: richting = \"lasten\" (of baten, toevoeging, onttrekking, saldo)."
            .to_owned(),
    ))
}

/// A difference with the sign that tells good from bad.
pub(super) fn judged(value: &mut Value, how: Judged, name: &str) -> Result<(), Problem> {
    let Amount::Number(change) = &mut value.number.amount else { return Ok(()) };
    if change.is_zero() {
        return Ok(());
    }
    let better = value.more_is_better.ok_or_else(|| no_direction(name))?;
    let is_turned = better == (how == Judged::PlusIsLoss);
    if is_turned {
        *change = -*change;
        value.is_turned = true;
    }
    Ok(())
}

/// An amount with the sign that a system gives it.
pub(super) fn signed(value: &mut Value, wanted: Signs, name: &str) -> Result<(), Problem> {
    let Amount::Number(amount) = &mut value.number.amount else { return Ok(()) };
    if value.number.unit != Unit::Euro || amount.is_zero() {
        return Ok(());
    }
    let (kind, better) = value.kind.zip(value.more_is_better).ok_or_else(|| no_direction(name))?;
    if wanted.more_is_better(kind) != better {
        *amount = -*amount;
        value.is_turned = true;
        // No longer what the cell says.
        if matches!(value.number.origin, Origin::Cells(Operation::Read | Operation::Sum)) {
            value.number.origin = Origin::Cells(Operation::TableSigned);
        }
    }
    Ok(())
}

/// What a series has of one thing in one period.
#[derive(Default)]
struct Balance {
    amounts: Vec<(Kind, Decimal)>,
}

impl Balance {
    fn of(&self, kind: Kind) -> Vec<Decimal> {
        self.amounts.iter().filter(|(other, _)| *other == kind).map(|(_, amount)| *amount).collect()
    }

    /// What amounts of a kind come to: all of them together, or the last, which may be their total.
    fn sums(&self, kind: Kind) -> Vec<Decimal> {
        let all = self.of(kind);
        let sum = all.iter().try_fold(Decimal::ZERO, |sum, amount| sum.checked_add(*amount));
        let last = all.last().copied().filter(|_| all.len() > 1);
        sum.into_iter().filter(|_| !all.is_empty()).chain(last).collect()
    }

    /// Whether a balance follows from costs and income in this system, with the reserves or without.
    fn fits(&self, signs: Signs, margin: Decimal) -> bool {
        let effect = |kind: Kind, amount: Decimal| if signs.more_is_better(kind) { amount } else { -amount };
        let of_reserves = [Kind::Addition, Kind::Withdrawal]
            .map(|kind| self.of(kind).into_iter().map(|amount| effect(kind, amount)).sum::<Decimal>());
        let balances = self.of(Kind::Balance);
        self.sums(Kind::Costs).into_iter().any(|costs| {
            self.sums(Kind::Income).into_iter().any(|income| {
                let left = effect(Kind::Costs, costs) + effect(Kind::Income, income);
                let with_reserves = left + of_reserves[0] + of_reserves[1];
                balances.iter().any(|balance| {
                    let found = effect(Kind::Balance, *balance);
                    (left - found).abs() <= margin || (with_reserves - found).abs() <= margin
                })
            })
        })
    }

    /// Whether there is one of each, so that nothing else can explain the balance.
    fn is_plain(&self) -> bool {
        let one = |kind: Kind| self.of(kind).len() == 1;
        one(Kind::Costs) && one(Kind::Income) && one(Kind::Balance)
    }

    fn is_whole(&self) -> bool {
        [Kind::Costs, Kind::Income, Kind::Balance].into_iter().all(|kind| !self.of(kind).is_empty())
    }
}

/// Where the signs of a file contradict the system that is claimed: by most of its amounts, or by a balance that only
/// another subtraction gives.
pub(super) fn contradiction(series: &Series, measure: usize) -> Option<Problem> {
    let claimed = system_of(series, measure);
    let said = if series.signs.is_some() { "de beschrijving zegt" } else { "Griffel aanneemt" };
    let problem = |what: String, instead: Option<Signs>| {
        let hint = match instead {
            Some(other) => format!("Zet in de beschrijving van de reeks: tekens = \"{}\"", other.word()),
            None => "Kijk de bedragen en hun tekens na in het bestand.".to_owned(),
        };
        let message = format!(
            "De tekens in de reeks \"{}\" kloppen niet met wat {said}, \"{}\": {what}.",
            series.id,
            claimed.word()
        );
        Some(Problem::new(Code::SignContradicted, message).hint(Some(hint)))
    };
    let of_row = |row: &crate::load::Row| kind_of(row.dimensions.iter().map(EcoString::as_str));
    let mut balances: BTreeMap<(Period, Vec<&str>), Balance> = BTreeMap::new();
    let (mut costs, mut income) = ((0usize, 0usize), (0usize, 0usize));
    for row in &series.rows {
        let (Some(kind), Some(amount)) = (of_row(row), row.cells[measure].value.number()) else { continue };
        let is_kind = |value: &&EcoString| kind_of(std::iter::once(value.as_str())).is_none();
        let others = row.dimensions.iter().filter(is_kind).map(EcoString::as_str).collect();
        let balance = balances.entry((row.period, others)).or_default();
        let side = |count: &mut (usize, usize)| match amount.is_zero() {
            true => {}
            false if amount.is_sign_negative() => count.0 += 1,
            false => count.1 += 1,
        };
        balance.amounts.push((kind, amount));
        match kind {
            Kind::Costs => side(&mut costs),
            Kind::Income => side(&mut income),
            Kind::Balance | Kind::Addition | Kind::Withdrawal => {}
        }
    }
    let mostly_negative = |(negative, positive): (usize, usize)| negative > positive;
    let wants_negative =
        |kind: Kind| matches!((claimed, kind), (Signs::MinusIsLoss, Kind::Costs) | (Signs::PlusIsLoss, Kind::Income));
    for (kind, name, count) in [(Kind::Costs, "lasten", costs), (Kind::Income, "baten", income)] {
        if count.0 == count.1 || mostly_negative(count) == wants_negative(kind) {
            continue;
        }
        let how = if mostly_negative(count) { "hebben een min" } else { "hebben geen min" };
        let instead = match (mostly_negative(costs), mostly_negative(income)) {
            (true, false) => Some(Signs::MinusIsLoss),
            (false, true) => Some(Signs::PlusIsLoss),
            (false, false) => Some(Signs::Unsigned),
            (true, true) => None,
        };
        return problem(format!("de meeste {name} {how}"), instead);
    }
    // Rounded by the source.
    let margin = Decimal::new(15, 1) * series.measures[measure].scale.map_or(Decimal::ONE, |scale| scale.divisor());
    for balance in balances.values().filter(|balance| balance.is_whole() && !balance.fits(claimed, margin)) {
        let instead = Signs::ALL.into_iter().find(|signs| balance.fits(*signs, margin));
        // Of many amounts it may be others that make the balance.
        if instead.is_some() || balance.is_plain() {
            return problem("het saldo komt niet uit lasten en baten".to_owned(), instead);
        }
    }
    None
}
