//! What a board is made from.

use crate::diagnostic::Findings;
use crate::load::Calendar;
use crate::pipeline::Reviewed;
use crate::project::{Files, Inventory};

/// What a board is made from.
pub struct BoardSources<'a> {
    /// When documents are due, and what was promised.
    pub calendar: &'a Calendar,
    /// Where the documents stand.
    pub inventory: &'a Inventory,
    /// What came of checking every document.
    pub outcomes: &'a [&'a Reviewed],
    /// The files of the work folder.
    pub files: &'a Files,
    /// What documents say that contradicts each other.
    pub across: &'a Findings,
}
