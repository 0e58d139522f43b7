//! The last row and the last column that a table may have: the total and the difference of the others.

use std::sync::Arc;

use crate::dutch::withheld::Withheld;
use crate::load::{CellValue, Fact, Row};

use super::super::aggregate::{amount_of, total};
use super::super::engine::Engine;
use super::super::number::{Amount, CellRef, Number, Operation, Origin};
use super::model::{Grid, Heading};

/// A number computed from others of the same row or column.
pub(super) fn derived(label: &str, amount: Amount, from: &[&Number], operation: Operation) -> Option<Number> {
    let first = *from.first()?;
    let mut cells = Vec::new();
    for cell in from.iter().flat_map(|number| &number.cells) {
        if !cells.contains(cell) {
            cells.push(cell.clone());
        }
    }
    let mut facts: Vec<Arc<Fact>> = Vec::new();
    for fact in from.iter().flat_map(|number| &number.facts) {
        if !facts.iter().any(|known| Arc::ptr_eq(known, fact)) {
            facts.push(fact.clone());
        }
    }
    let origin = Origin::Cells(operation);
    Some(Number { label: label.to_owned(), origin, about: Vec::new(), amount, cells, facts, ..first.clone() })
}

/// The total of parts of which one is withheld or rounded, where the series settled that sum before.
pub(super) fn settled_total(engine: &Engine, parts: &[&Number]) -> Option<Amount> {
    let first = parts.first()?.cells.first()?;
    let mut cells = parts.iter().flat_map(|part| &part.cells);
    let same = cells.all(|cell| Arc::ptr_eq(&cell.series, &first.series) && cell.measure == first.measure);
    if !same || !parts.iter().all(|part| engine.is_sum_of_its_cells(part)) {
        return None;
    }
    let rows: Vec<usize> = parts.iter().flat_map(|part| part.cells.iter().map(|cell| cell.row)).collect();
    match first.series.settled_sum(first.measure, &rows)? {
        CellValue::Known(number) => Some(Amount::Number(number)),
        CellValue::Withheld(reason) => Some(Amount::Withheld(reason)),
        CellValue::Unknown => None,
    }
}

/// The cell in which the source gives the total of parts, if they are all of its parts.
fn source_total(parts: &[&Number]) -> Option<CellRef> {
    let first = parts.first()?.cells.first()?;
    let series = &first.series;
    let row_of = |number: &Number| match &number.cells[..] {
        [cell] if Arc::ptr_eq(&cell.series, series) && cell.measure == first.measure => Some(&series.rows[cell.row]),
        _ => None,
    };
    let rows: Vec<&Row> = parts.iter().map(|part| row_of(part)).collect::<Option<_>>()?;
    let own = &series.rows[first.row];
    let in_period = series.by_period.get(&own.period)?;
    (0..series.dimensions.len()).find_map(|at| {
        let dimension = &series.dimensions[at];
        let total = dimension.total.as_ref()?;
        let is_beside = |row: &Row| {
            let others = row.dimensions.iter().zip(own.dimensions.iter()).enumerate().filter(|(other, _)| *other != at);
            row.period == own.period && others.map(|(_, pair)| pair).all(|(one, other)| one == other)
        };
        let beside: Vec<usize> = in_period.iter().copied().filter(|row| is_beside(&series.rows[*row])).collect();
        let all = beside.iter().filter(|row| dimension.adds_up(&series.rows[**row].dimensions[at])).count();
        let are_all =
            rows.len() == all && rows.iter().all(|row| is_beside(row) && dimension.adds_up(&row.dimensions[at]));
        let row = beside.into_iter().find(|row| series.rows[*row].dimensions[at] == *total)?;
        are_all.then(|| CellRef { series: series.clone(), row, measure: first.measure })
    })
}

/// Why the numbers of a table have no total, if it is not one that the source gives.
pub(super) fn no_total(grid: &Grid) -> Option<String> {
    let over_periods = grid.rows.iter().any(|row| row.period.is_some());
    let numbers = || grid.cells.iter().flatten().flatten();
    let measures = || numbers().flat_map(|number| &number.cells).map(|cell| &cell.series.measures[cell.measure]);
    let all_from_source = (0..grid.columns.len()).all(|column| {
        let parts: Option<Vec<&Number>> = grid.cells.iter().map(|row| row[column].as_ref()).collect();
        parts.is_none_or(|parts| source_total(&parts).is_some())
    });
    if all_from_source {
        return None;
    }
    if measures().any(|measure| measure.is_unique) {
        return Some("dezelfde mensen tellen in meer regels mee".to_owned());
    }
    if over_periods && measures().any(|measure| measure.is_cumulative == Some(true)) {
        return Some("elk cijfer telt al vanaf het begin van het jaar".to_owned());
    }
    if over_periods && measures().any(|measure| measure.stock.is_some()) {
        return Some("standen tellen niet op".to_owned());
    }
    let mut rows = numbers().flat_map(|number| &number.cells);
    let series = rows.clone().next()?.series.clone();
    let same = rows.all(|cell| Arc::ptr_eq(&cell.series, &series));
    let rows: Vec<usize> = numbers().flat_map(|number| &number.cells).map(|cell| cell.row).collect();
    let (_, one, other) = series.no_parts_of_one_sum(&rows).filter(|_| same)?;
    Some(format!("\"{one}\" en \"{other}\" zijn geen delen van één som"))
}

/// Adds a last row, the total of all others.
pub(super) fn add_total(engine: &Engine, grid: &mut Grid, name: &str) {
    let sum = |column: usize| {
        let parts: Option<Vec<&Number>> = grid.cells.iter().map(|row| row[column].as_ref()).collect();
        let parts = parts?;
        let amount = match settled_total(engine, &parts) {
            Some(settled) => settled,
            None => total(parts.iter().map(|number| number.amount.clone())),
        };
        // What the source gives goes before what its rounded parts add up to.
        if let Some(cell) = source_total(&parts).filter(|cell| cell.series.asks && amount_of(cell) != amount) {
            let of_source = derived(name, amount_of(&cell), &parts, Operation::Read)?;
            return Some(Number { cells: vec![cell], ..of_source });
        }
        derived(name, amount, &parts, Operation::TableTotal)
    };
    let row = (0..grid.columns.len()).map(sum).collect();
    grid.cells.push(row);
    grid.rows.push(Heading::of(name));
    grid.has_total = true;
}

/// Adds a last column, the change from the first column to the one before it.
pub(super) fn add_difference(grid: &mut Grid, name: &str) {
    for row in &mut grid.cells {
        let difference = match (row.first().and_then(Option::as_ref), row.last().and_then(Option::as_ref)) {
            (Some(first), Some(last)) => {
                let amount = match (&first.amount, &last.amount) {
                    (Amount::Number(first), Amount::Number(last)) => Amount::Number(last - first),
                    (Amount::Withheld(_), _) | (_, Amount::Withheld(_)) => Amount::Withheld(Withheld::Protecting),
                    (Amount::Missing(reason), _) | (_, Amount::Missing(reason)) => Amount::Missing(reason.clone()),
                };
                derived(name, amount, &[last, first], Operation::TableDifference)
                    .map(|difference| Number { unit: difference.unit.of_difference(), ..difference })
            }
            _ => None,
        };
        row.push(difference);
    }
    let heading = match &grid.unit {
        Some(unit) if unit.of_difference() != *unit => format!("{name} ({})", unit.of_difference().word()),
        _ => name.to_owned(),
    };
    grid.columns.push(Heading::of(heading));
    grid.has_difference = true;
}
