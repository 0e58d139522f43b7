//! Named indicators as rows, periods as columns.

use std::sync::Arc;

use crate::dutch::notation::capitalised;
use crate::dutch::period::Period;
use crate::load::Located;

use super::super::engine::Engine;
use super::super::number::Problem;
use super::model::{Grid, Heading};

/// Each indicator for each of the periods, or for `period` alone where none is named.
pub(super) fn of_indicators(
    engine: &Arc<Engine>,
    names: &[Located<String>],
    expressions: &[Located<String>],
    period: Period,
) -> Result<Grid, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut periods = Vec::new();
    for expression in expressions {
        match engine.periods(expression, period) {
            Ok(found) => periods.extend(found),
            Err(found) => problems.extend(found),
        }
    }
    if expressions.is_empty() {
        periods.push(period);
    }
    let mut rows = Vec::new();
    let mut cells = Vec::new();
    for name in names {
        let mut row = Vec::new();
        for period in &periods {
            match engine.indicator(&name.value, *period) {
                Ok(number) => row.push(Some(number)),
                Err(found) => {
                    row.push(None);
                    problems.extend(found.into_iter().map(|problem| problem.at(&name.place)));
                }
            }
        }
        let label = engine.data().name_of(&name.value);
        rows.push(Heading::of(capitalised(label)));
        cells.push(row);
    }
    let columns = periods.into_iter().map(Heading::of_period).collect();
    if problems.is_empty() { Ok(Grid::new("", rows, columns, cells)) } else { Err(problems) }
}
