//! A table straight from a series. In: rows and columns as their author described them ([`axis`], [`entries`]); out: a
//! grid in which each number is a cell of the series or computed from others ([`arithmetic`]), with the signs that were
//! asked for ([`filling`], [`judged`]), and how it is printed ([`finish`]).

mod arithmetic;
mod axis;
mod checks;
mod claims;
mod entries;
mod filled;
mod filling;
mod finish;
mod judged;
mod said;
mod select;
mod sorting;
mod sums;

pub use finish::{ROUNDED, letter};

use std::sync::Arc;

use crate::dutch::period::Period;
use crate::load::{CrosstabDefinition, ExhibitDefinition};

use super::super::engine::Engine;
use super::super::number::Problem;
use super::model::Grid;

use filled::with_filled;

/// Names that do not exist, whatever the period.
pub(super) fn unknown_names(engine: &Engine, request: &CrosstabDefinition) -> Vec<Problem> {
    let id = request.series.value.replace('-', "_");
    match engine.data().series.get(&id) {
        Some(_) => Vec::new(),
        None => vec![engine.unknown(&id).at(&request.series.place)],
    }
}

/// The grid of a table whose rows and columns are described.
///
/// # Errors
/// Everything that is wrong with it, checks that it asks for and that do not hold among it.
pub(super) fn grid(
    engine: &Arc<Engine>,
    definition: &ExhibitDefinition,
    request: &CrosstabDefinition,
    period: Period,
) -> Result<Grid, Vec<Problem>> {
    with_filled(engine, definition, request, period, |filling| {
        let doubts = checks::check(filling, definition)?;
        filling.judge()?;
        let mut grid = finish::grid(filling, definition)?;
        if let Some(look) = &mut grid.look {
            look.doubts = doubts;
        }
        Ok(grid)
    })
}
