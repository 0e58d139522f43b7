//! What divides the rows of a table.

use super::totals::Totals;

/// A column that divides the rows, or words above columns that do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Dimension {
    pub name: String,
    pub values: Vec<String>,
    pub totals: Totals,
    pub in_headings: bool,
}
