//! The last row and the last column that a table may have: the total and the difference of the others.

use std::sync::Arc;

use crate::dutch::withheld::Withheld;
use crate::load::{CellValue, Fact};

use super::super::aggregate::total;
use super::super::engine::Engine;
use super::super::number::{Amount, Number, Operation, Origin};
use super::model::{Grid, Heading};

/// A number computed from others of the same row or column.
fn derived(label: &str, amount: Amount, from: &[&Number], operation: Operation) -> Option<Number> {
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
fn settled_total(engine: &Engine, parts: &[&Number]) -> Option<Amount> {
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

/// Adds a last row, the total of all others.
pub(super) fn add_total(engine: &Engine, grid: &mut Grid, name: &str) {
    let sum = |column: usize| {
        let parts: Option<Vec<&Number>> = grid.cells.iter().map(|row| row[column].as_ref()).collect();
        let parts = parts?;
        let amount = match settled_total(engine, &parts) {
            Some(settled) => settled,
            None => total(parts.iter().map(|number| number.amount.clone())),
        };
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
