//! Which part of a file is meant, where its user says so.

use crate::diagnostic::{Code, Finding, Place};
use crate::load::table::workbook::Region;

/// Which part of a file is meant, where its user says so.
#[derive(Debug, Default)]
pub struct Wanted {
    /// The sheet of a workbook; else the fullest is taken.
    pub sheet: Option<String>,
    /// The table, with the names of its columns, as `A3:F20`.
    pub region: Option<String>,
    /// The named table of a workbook, where no range is meant.
    pub table: Option<String>,
    /// How many rows those names take.
    pub header_rows: Option<usize>,
}

impl Wanted {
    /// Where the table is, if that is said. What is no range is a finding.
    pub(super) fn region(&self, shown: &str) -> Result<Option<Region>, Box<Finding>> {
        let Some(text) = &self.region else { return Ok(None) };
        text.parse().map(Some).map_err(|_| {
            let finding = Finding::new(Code::UnknownRange, Place::file(shown), format!("\"{text}\" is geen bereik."));
            Box::new(finding.hint("Schrijf de eerste en de laatste cel: --bereik A3:F20. Of zonder laatste rij: A3:F."))
        })
    }
}
