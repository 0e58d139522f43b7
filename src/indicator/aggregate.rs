//! Cells taken together: one cell, sums over rows and periods, means, first and last.
//!
//! Amounts are summed as decimals. A sum over a period needs every part of it:
//! a year of eleven months is no year.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::diagnostic::Code;
use crate::dutch::notation::Scale;
use crate::dutch::period::{Granularity, Period};
use crate::dutch::unit::Unit;
use crate::dutch::withheld::Withheld;
use crate::load::CellValue;

use super::number::{Amount, CellRef, Number, Operation, Origin, Problem};
use super::selected::Selected;

/// From the first day of `from` to the last day of `to`.
#[derive(Debug, Clone, Copy)]
pub struct PeriodSpan {
    /// First period.
    pub from: Period,
    /// Last period.
    pub to: Period,
}

/// The one cell of a period; of a period with parts and a total, the total.
///
/// # Errors
/// No row has the period, or more than one has.
pub fn only(selected: &Selected, period: Period) -> Result<Number, Problem> {
    let rows = rows_of(selected, period);
    let one = match (rows.total, &rows.parts[..]) {
        (Some(total), _) => Some(total),
        (None, [only]) if rows.count == 1 => Some(only.clone()),
        _ => None,
    };
    match (one, rows.count) {
        (Some(cell), _) => Ok(number(selected, period, amount_of(&cell), vec![cell], Operation::Read)),
        (None, 0) => Err(no_such_cell(selected, period)),
        (None, count) => {
            let dimensions: Vec<&str> =
                selected.series.dimensions.iter().map(|dimension| dimension.id.as_str()).collect();
            let example = dimensions.first().unwrap_or(&"kenmerk");
            let message = format!("{}[{period}] past op {count} regels.", selected.name());
            let choose = format!("Kies er één met {}.waar({example}=\"...\")[periode]", selected.name());
            let hint = match unit(selected).is_fraction() {
                true => format!("{choose}."),
                false => format!("{choose}, of tel ze op met som({}, periode).", selected.name()),
            };
            Err(Problem::new(Code::NoSuchCell, message).hint(Some(hint)))
        }
    }
}

/// The sum over all rows and all parts of the span.
///
/// # Errors
/// A part of the span is not in the series.
pub fn sum(selected: &Selected, span: PeriodSpan) -> Result<Number, Problem> {
    let parts = complete_parts(selected, span)?;
    let measure = &selected.series.measures[selected.measure];
    if parts.len() > 1 {
        let why = match () {
            () if measure.is_cumulative == Some(true) => {
                Some("Elk cijfer telt al vanaf het begin van het jaar. Gebruik laatste(...).")
            }
            () if measure.stock.is_some() => Some("Standen tellen niet op. Gebruik gemiddelde(...) of laatste(...)."),
            () if measure.is_unique => {
                Some("Dezelfde mensen tellen in meer perioden mee. Neem het cijfer over de hele periode uit de bron.")
            }
            () => None,
        };
        if let Some(why) = why {
            let message = format!("De cijfers van {} kunnen niet worden opgeteld.", selected.name());
            return Err(Problem::new(Code::FormulaFails, message).hint(Some(why.to_owned())));
        }
        if !unit(selected).adds_up_over_periods() {
            return Err(no_sum(selected, "gemiddelde(...) of laatste(...)"));
        }
    }
    check_rows(selected, &parts)?;
    let cells: Vec<CellRef> = parts.into_values().flatten().collect();
    let amount = sum_of(selected, &cells);
    Ok(number(selected, span.to, amount, cells, Operation::Sum))
}

fn unit(selected: &Selected) -> &Unit {
    &selected.series.measures[selected.measure].unit
}

/// Shares of several rows have no sum.
fn check_rows(selected: &Selected, parts: &CellsByPeriod) -> Result<(), Problem> {
    let several = parts.values().any(|cells| cells.len() > 1);
    if several {
        let rows: Vec<usize> = parts.values().flatten().map(|cell| cell.row).collect();
        if let Some((dimension, one, other)) = selected.series.no_parts_of_one_sum(&rows) {
            let message = format!("\"{one}\" en \"{other}\" van {} tellen niet op.", selected.name());
            let hint = format!("Kies één van de twee, zoals {}.waar({}=\"{one}\").", selected.name(), dimension.id);
            return Err(Problem::new(Code::FormulaFails, message).hint(Some(hint)));
        }
    }
    if several && selected.series.measures[selected.measure].is_unique {
        let message = format!("De cijfers van {} kunnen niet worden opgeteld.", selected.name());
        let hint = "Dezelfde mensen tellen in meer regels mee. Kies één regel met .waar(...), of noem het totaal van de bron \
                    met totaal = \"...\".";
        return Err(Problem::new(Code::FormulaFails, message).hint(Some(hint.to_owned())));
    }
    if several && unit(selected).is_fraction() {
        Err(no_sum(selected, ".waar(...) om één regel te kiezen"))
    } else {
        Ok(())
    }
}

fn no_sum(selected: &Selected, instead: &str) -> Problem {
    let message = format!("De cijfers van {} kunnen niet worden opgeteld.", selected.name());
    Problem::new(Code::FormulaFails, message)
        .hint(Some(format!("Percentages en FTE tellen niet op. Gebruik {instead}.")))
}

/// The mean of the parts of the span, each part summed over its rows.
///
/// # Errors
/// A part of the span is not in the series.
pub fn mean(selected: &Selected, span: PeriodSpan) -> Result<Number, Problem> {
    let parts = complete_parts(selected, span)?;
    check_rows(selected, &parts)?;
    let count = Decimal::from(parts.len());
    let cells: Vec<CellRef> = parts.into_values().flatten().collect();
    let amount = match sum_of(selected, &cells) {
        Amount::Number(number) => number.checked_div(count).map_or_else(too_large, Amount::Number),
        missing => missing,
    };
    Ok(number(selected, span.to, amount, cells, Operation::Mean))
}

/// The earliest part of the span that is in the series.
///
/// # Errors
/// None is.
pub fn first(selected: &Selected, span: PeriodSpan) -> Result<Number, Problem> {
    let (_, parts) = parts(selected, span)?;
    let (period, cells) = parts.into_iter().next().ok_or_else(|| no_such_cell(selected, span.from))?;
    Ok(number(selected, period, sum_of(selected, &cells), cells, Operation::Sum))
}

/// The latest part of the span that is in the series.
///
/// # Errors
/// None is.
pub fn last(selected: &Selected, span: PeriodSpan) -> Result<Number, Problem> {
    let (_, parts) = parts(selected, span)?;
    let (period, cells) = parts.into_iter().next_back().ok_or_else(|| no_such_cell(selected, span.to))?;
    Ok(number(selected, period, sum_of(selected, &cells), cells, Operation::Sum))
}

/// What cells of one measure add up to. The sum can be known where a part of it is withheld.
fn sum_of(selected: &Selected, cells: &[CellRef]) -> Amount {
    let rows: Vec<usize> = cells.iter().map(|cell| cell.row).collect();
    match (cells, selected.series.settled_sum(selected.measure, &rows)) {
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

type CellsByPeriod = BTreeMap<Period, Vec<CellRef>>;

/// The span in the coarsest granularity in which the series has any part of it.
fn parts(selected: &Selected, span: PeriodSpan) -> Result<(Vec<Period>, CellsByPeriod), Problem> {
    for granularity in Granularity::ALL {
        let Some(wanted) = span.from.tiled_until(span.to, granularity) else { continue };
        let found: CellsByPeriod = wanted
            .iter()
            .map(|period| (*period, cells_of(selected, *period)))
            .filter(|(_, cells)| !cells.is_empty())
            .collect();
        if !found.is_empty() {
            return Ok((wanted, found));
        }
    }
    Err(no_such_cell(selected, span.from))
}

fn complete_parts(selected: &Selected, span: PeriodSpan) -> Result<CellsByPeriod, Problem> {
    let (wanted, found) = parts(selected, span)?;
    match wanted.iter().find(|period| !found.contains_key(period)) {
        Some(absent) => Err(no_such_cell(selected, *absent)),
        None => Ok(found),
    }
}

/// The rows of one period that were selected.
struct RowsOfPeriod {
    /// RowsOfPeriod that are no total of others.
    parts: Vec<CellRef>,
    /// The row that is the total of all others, if the series has one.
    total: Option<CellRef>,
    /// How many rows there are.
    count: usize,
}

/// A row is a total where it has the total's value in a dimension that was not asked for by value.
fn rows_of(selected: &Selected, period: Period) -> RowsOfPeriod {
    let series = &selected.series;
    let open: Vec<(usize, Option<&str>)> = series
        .dimensions
        .iter()
        .enumerate()
        .filter(|(index, _)| !selected.fixed.contains_key(index))
        .map(|(index, dimension)| (index, dimension.total.as_deref()))
        .collect();
    let mut rows = RowsOfPeriod { parts: Vec::new(), total: None, count: 0 };
    for row in series.by_period.get(&period).map(Vec::as_slice).unwrap_or_default() {
        let values = &series.rows[*row].dimensions;
        if !selected.fixed.iter().all(|(dimension, value)| values[*dimension] == *value) {
            continue;
        }
        rows.count += 1;
        let is_apart = |index: usize| {
            let (dimension, value) = (&series.dimensions[index], values[index].as_str());
            !dimension.adds_up(value) && dimension.total.as_deref() != Some(value)
        };
        if open.iter().any(|(index, _)| is_apart(*index)) {
            continue;
        }
        let cell = CellRef { series: Arc::clone(series), row: *row, measure: selected.measure };
        let totals = open.iter().filter(|(index, total)| *total == Some(values[*index].as_str())).count();
        match totals {
            0 => rows.parts.push(cell),
            all if all == open.len() => rows.total = Some(cell),
            _ => {}
        }
    }
    rows
}

/// The cells that make up a period: its parts, or else its total; of what does not add up, the total.
fn cells_of(selected: &Selected, period: Period) -> Vec<CellRef> {
    let rows = rows_of(selected, period);
    let is_total =
        rows.parts.is_empty() || selected.series.measures[selected.measure].is_unique && rows.total.is_some();
    if is_total { rows.total.into_iter().collect() } else { rows.parts }
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

fn number(selected: &Selected, period: Period, amount: Amount, cells: Vec<CellRef>, operation: Operation) -> Number {
    let measure = &selected.series.measures[selected.measure];
    let about = selected.fixed.iter();
    let about = about.map(|(dimension, value)| (selected.series.dimensions[*dimension].name.clone(), value.clone()));
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

fn no_such_cell(selected: &Selected, period: Period) -> Problem {
    let known = &selected.series.by_period;
    let message = format!("{} heeft geen cijfer voor {period}.", selected.name());
    let hint = match (known.keys().next(), known.keys().next_back()) {
        (Some(first), Some(last)) if first == last => {
            format!("De reeks heeft alleen {first} ({}).", selected.series.file)
        }
        (Some(first), Some(last)) => {
            format!("De reeks loopt van {first} tot en met {last} ({}).", selected.series.file)
        }
        _ => format!("De reeks is leeg ({}).", selected.series.file),
    };
    let place = selected.series.place_before(period);
    Problem::new(Code::NoSuchCell, message).hint(Some(hint)).mended_at(Some(place))
}

/// The cells of exactly one period that add up to what is selected, with a number that is not computed yet.
///
/// # Errors
/// There are several, and they have no sum.
pub fn unsummed(selected: &Selected, period: Period) -> Result<Option<Number>, Problem> {
    let cells = cells_of(selected, period);
    check_rows(selected, &CellsByPeriod::from([(period, cells.clone())]))?;
    let none = Amount::Number(Decimal::ZERO);
    Ok((!cells.is_empty()).then(|| number(selected, period, none, cells, Operation::Sum)))
}

/// What the rows of exactly one period add up to, if there are any.
///
/// # Errors
/// There are several, and they have no sum.
pub fn at(selected: &Selected, period: Period) -> Result<Option<Number>, Problem> {
    let cells = cells_of(selected, period);
    check_rows(selected, &CellsByPeriod::from([(period, cells.clone())]))?;
    Ok((!cells.is_empty()).then(|| number(selected, period, sum_of(selected, &cells), cells, Operation::Sum)))
}
