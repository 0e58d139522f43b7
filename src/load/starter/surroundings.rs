//! What stands around a table.

use crate::dutch::period::Period;

/// What is known of a table besides its cells.
#[derive(Debug, Default)]
pub(super) struct Surroundings {
    /// Cells above the table that name one period, as `A1`.
    pub period_cells: Vec<(String, Period)>,
    /// Cells with names of columns that name one period, likewise.
    pub heading_cells: Vec<(String, Period)>,
    /// Words that say what all numbers are.
    pub said: Vec<String>,
}
