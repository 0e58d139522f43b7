//! Cells taken together: one cell, sums over rows and periods, means, first and last.
//!
//! Amounts are summed as decimals. A sum over a period needs every part of it:
//! a year of eleven months is no year.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::diagnostic::Code;
use crate::dutch::notation::{Scale, Unit};
use crate::dutch::period::{Granularity, Period};
use crate::dutch::withheld::Withheld;
use crate::load::CellValue;

use super::number::{Amount, CellRef, Number, Operation, Origin, Problem};
use super::value::Selection;

/// From the first day of `from` to the last day of `to`.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    /// First period.
    pub from: Period,
    /// Last period.
    pub to: Period,
}

/// The one cell of a period; of a period with parts and a total, the total.
///
/// # Errors
/// No row has the period, or more than one has.
pub fn only(selection: &Selection, period: Period) -> Result<Number, Problem> {
    let rows = rows_of(selection, period);
    let one = match (rows.total, &rows.parts[..]) {
        (Some(total), _) => Some(total),
        (None, [only]) if rows.count == 1 => Some(only.clone()),
        _ => None,
    };
    match (one, rows.count) {
        (Some(cell), _) => Ok(figure(selection, period, amount_of(&cell), vec![cell], Operation::Read)),
        (None, 0) => Err(no_such_cell(selection, period)),
        (None, count) => {
            let dimensions: Vec<&str> =
                selection.series.dimensions.iter().map(|dimension| dimension.id.as_str()).collect();
            let example = dimensions.first().unwrap_or(&"kenmerk");
            let message = format!("{}[{period}] past op {count} regels.", selection.name());
            let choose = format!("Kies er één met {}.waar({example}=\"...\")[periode]", selection.name());
            let hint = match unit(selection).is_fraction() {
                true => format!("{choose}."),
                false => format!("{choose}, of tel ze op met som({}, periode).", selection.name()),
            };
            Err(Problem::new(Code::NoSuchCell, message).hint(Some(hint)))
        }
    }
}

/// The sum over all rows and all parts of the span.
///
/// # Errors
/// A part of the span is not in the series.
pub fn sum(selection: &Selection, span: Span) -> Result<Number, Problem> {
    let parts = complete_parts(selection, span)?;
    if parts.len() > 1 && !unit(selection).adds_up_over_periods() {
        return Err(no_sum(selection, "gemiddelde(...) of laatste(...)"));
    }
    check_rows(selection, &parts)?;
    let cells: Vec<CellRef> = parts.into_values().flatten().collect();
    let amount = sum_of(selection, &cells);
    Ok(figure(selection, span.to, amount, cells, Operation::Sum))
}

fn unit(selection: &Selection) -> &Unit {
    &selection.series.measures[selection.measure].unit
}

/// Shares of several rows have no sum.
fn check_rows(selection: &Selection, parts: &Parts) -> Result<(), Problem> {
    let several = parts.values().any(|cells| cells.len() > 1);
    if several && unit(selection).is_fraction() {
        Err(no_sum(selection, ".waar(...) om één regel te kiezen"))
    } else {
        Ok(())
    }
}

fn no_sum(selection: &Selection, instead: &str) -> Problem {
    let message = format!("De cijfers van {} kunnen niet worden opgeteld.", selection.name());
    Problem::new(Code::FormulaFails, message)
        .hint(Some(format!("Percentages en FTE tellen niet op. Gebruik {instead}.")))
}

/// The mean of the parts of the span, each part summed over its rows.
///
/// # Errors
/// A part of the span is not in the series.
pub fn mean(selection: &Selection, span: Span) -> Result<Number, Problem> {
    let parts = complete_parts(selection, span)?;
    check_rows(selection, &parts)?;
    let count = Decimal::from(parts.len());
    let cells: Vec<CellRef> = parts.into_values().flatten().collect();
    let amount = match sum_of(selection, &cells) {
        Amount::Number(number) => number.checked_div(count).map_or_else(too_large, Amount::Number),
        missing => missing,
    };
    Ok(figure(selection, span.to, amount, cells, Operation::Mean))
}

/// The earliest part of the span that is in the series.
///
/// # Errors
/// None is.
pub fn first(selection: &Selection, span: Span) -> Result<Number, Problem> {
    let (_, parts) = parts(selection, span)?;
    let (period, cells) = parts.into_iter().next().ok_or_else(|| no_such_cell(selection, span.from))?;
    Ok(figure(selection, period, sum_of(selection, &cells), cells, Operation::Sum))
}

/// The latest part of the span that is in the series.
///
/// # Errors
/// None is.
pub fn last(selection: &Selection, span: Span) -> Result<Number, Problem> {
    let (_, parts) = parts(selection, span)?;
    let (period, cells) = parts.into_iter().next_back().ok_or_else(|| no_such_cell(selection, span.to))?;
    Ok(figure(selection, period, sum_of(selection, &cells), cells, Operation::Sum))
}

/// What cells of one measure add up to. The sum can be known where a part of it is withheld.
fn sum_of(selection: &Selection, cells: &[CellRef]) -> Amount {
    let rows: Vec<usize> = cells.iter().map(|cell| cell.row).collect();
    match (cells, selection.series.settled_sum(selection.measure, &rows)) {
        ([only], _) => amount_of(only),
        (_, Some(CellValue::Known(sum))) => Amount::Number(sum),
        (_, Some(CellValue::Withheld(reason))) => Amount::Withheld(reason),
        (_, Some(CellValue::Unknown) | None) => total(cells.iter().map(amount_of)),
    }
}

/// Adds amounts; one withheld or unknown makes the whole withheld or unknown.
pub fn total(amounts: impl Iterator<Item = Amount>) -> Amount {
    amounts.reduce(plus).unwrap_or(Amount::Number(Decimal::ZERO))
}

fn plus(sum: Amount, next: Amount) -> Amount {
    match (sum, next) {
        (Amount::Number(sum), Amount::Number(next)) => sum.checked_add(next).map_or_else(too_large, Amount::Number),
        (Amount::Withheld(_), _) | (_, Amount::Withheld(_)) => Amount::Withheld(Withheld::Protecting),
        (missing @ Amount::Missing(_), _) | (_, missing) => missing,
    }
}

fn too_large() -> Amount {
    Amount::Missing("een getal dat te groot is om mee te rekenen".to_owned())
}

type Parts = BTreeMap<Period, Vec<CellRef>>;

/// The span in the coarsest granularity in which the series has any part of it.
fn parts(selection: &Selection, span: Span) -> Result<(Vec<Period>, Parts), Problem> {
    for granularity in [Granularity::Year, Granularity::Quarter, Granularity::Month] {
        let Some(wanted) = span.from.tiled_until(span.to, granularity) else { continue };
        let found: Parts = wanted
            .iter()
            .map(|period| (*period, cells_of(selection, *period)))
            .filter(|(_, cells)| !cells.is_empty())
            .collect();
        if !found.is_empty() {
            return Ok((wanted, found));
        }
    }
    Err(no_such_cell(selection, span.from))
}

fn complete_parts(selection: &Selection, span: Span) -> Result<Parts, Problem> {
    let (wanted, found) = parts(selection, span)?;
    match wanted.iter().find(|period| !found.contains_key(period)) {
        Some(absent) => Err(no_such_cell(selection, *absent)),
        None => Ok(found),
    }
}

/// The rows of one period that a selection asks for.
struct Rows {
    /// Rows that are no total of others.
    parts: Vec<CellRef>,
    /// The row that is the total of all others, if the series has one.
    total: Option<CellRef>,
    /// How many rows there are.
    count: usize,
}

/// A row is a total where it has the total's value in a dimension that was not asked for by value.
fn rows_of(selection: &Selection, period: Period) -> Rows {
    let series = &selection.series;
    let open: Vec<(usize, Option<&str>)> = series
        .dimensions
        .iter()
        .enumerate()
        .filter(|(index, _)| !selection.fixed.contains_key(index))
        .map(|(index, dimension)| (index, dimension.total.as_deref()))
        .collect();
    let mut rows = Rows { parts: Vec::new(), total: None, count: 0 };
    for row in series.by_period.get(&period).map(Vec::as_slice).unwrap_or_default() {
        let values = &series.rows[*row].dimensions;
        if !selection.fixed.iter().all(|(dimension, value)| values[*dimension] == *value) {
            continue;
        }
        rows.count += 1;
        let cell = CellRef { series: Arc::clone(series), row: *row, measure: selection.measure };
        let totals = open.iter().filter(|(index, total)| *total == Some(values[*index].as_str())).count();
        match totals {
            0 => rows.parts.push(cell),
            all if all == open.len() => rows.total = Some(cell),
            _ => {}
        }
    }
    rows
}

/// The cells that make up a period: its parts, or else its total.
fn cells_of(selection: &Selection, period: Period) -> Vec<CellRef> {
    let rows = rows_of(selection, period);
    if rows.parts.is_empty() { rows.total.into_iter().collect() } else { rows.parts }
}

/// The value of a cell.
pub fn amount_of(cell: &CellRef) -> Amount {
    let row = &cell.series.rows[cell.row];
    match row.cells[cell.measure].value {
        CellValue::Known(number) => Amount::Number(number),
        CellValue::Withheld(reason) => Amount::Withheld(reason),
        CellValue::Unknown => {
            Amount::Missing(format!("{}.{}[{}]", cell.series.id, cell.series.measures[cell.measure].id, row.period))
        }
    }
}

fn figure(selection: &Selection, period: Period, amount: Amount, cells: Vec<CellRef>, operation: Operation) -> Number {
    let measure = &selection.series.measures[selection.measure];
    let about = selection.fixed.iter();
    let about = about.map(|(dimension, value)| (selection.series.dimensions[*dimension].name.clone(), value.clone()));
    let operation = if cells.len() == 1 && operation == Operation::Sum { Operation::Read } else { operation };
    Number {
        label: measure.name.clone(),
        origin: Origin::Cells(operation),
        about: about.collect(),
        period,
        amount,
        unit: measure.unit.clone(),
        rounding: measure.rounding,
        scale: Scale::One,
        cells,
        facts: Vec::new(),
        sign_dropped: false,
    }
}

fn no_such_cell(selection: &Selection, period: Period) -> Problem {
    let known = &selection.series.by_period;
    let message = format!("{} heeft geen cijfer voor {period}.", selection.name());
    let hint = match (known.keys().next(), known.keys().next_back()) {
        (Some(first), Some(last)) if first == last => {
            format!("De reeks heeft alleen {first} ({}).", selection.series.file)
        }
        (Some(first), Some(last)) => {
            format!("De reeks loopt van {first} tot en met {last} ({}).", selection.series.file)
        }
        _ => format!("De reeks is leeg ({}).", selection.series.file),
    };
    Problem::new(Code::NoSuchCell, message).hint(Some(hint))
}

/// What the rows of exactly one period add up to, if there are any.
///
/// # Errors
/// There are several, and they have no sum.
pub fn at(selection: &Selection, period: Period) -> Result<Option<Number>, Problem> {
    let cells = cells_of(selection, period);
    check_rows(selection, &Parts::from([(period, cells.clone())]))?;
    Ok((!cells.is_empty()).then(|| figure(selection, period, sum_of(selection, &cells), cells, Operation::Sum)))
}
