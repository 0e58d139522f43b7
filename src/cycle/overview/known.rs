//! What a board is made from.

use crate::diagnostic::Findings;
use crate::load::Calendar;
use crate::pipeline::outcome::Outcome;
use crate::project::Inventory;

/// What a board is made from.
pub struct Known<'a> {
    /// When letters are due, and what was promised.
    pub calendar: &'a Calendar,
    /// Where the letters stand.
    pub inventory: &'a Inventory,
    /// What came of checking every letter.
    pub outcomes: &'a [&'a Outcome],
    /// What letters say that contradicts each other.
    pub across: &'a Findings,
}
