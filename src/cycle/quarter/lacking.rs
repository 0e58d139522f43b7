//! Which series do not reach the new period yet.

use std::collections::BTreeMap;

use crate::dutch::period::Period;
use crate::indicator::CellRef;
use crate::load::CellValue;
use crate::text::Document;

use super::shift::Shift;

/// A series that the documents use and that has no numbers about the new period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lacking {
    /// Its name in formulas.
    pub series: String,
    /// Its file, relative to the root.
    pub file: String,
    /// The last period that it has numbers about.
    pub last: Period,
    /// The last period that the documents will ask for.
    pub wanted: Period,
}

impl Lacking {
    /// How many of its periods are not there.
    pub fn count(&self) -> usize {
        self.last.through(self.wanted).len().saturating_sub(1)
    }
}

/// Gathers them, document after document.
pub(crate) struct Lackings {
    shift: Shift,
    found: BTreeMap<String, Lacking>,
}

impl Lackings {
    pub(crate) fn new(shift: Shift) -> Self {
        Self { shift, found: BTreeMap::new() }
    }

    /// Adds what a document about the old period uses.
    pub(crate) fn add(&mut self, document: &Document) {
        for cell in document.all_numbers().flat_map(|(number, _)| &number.cells) {
            self.add_cell(cell);
        }
    }

    fn add_cell(&mut self, cell: &CellRef) {
        let used = cell.period();
        let Some(wanted) = self.shift.reach(used) else { return };
        let is_known = |row: &&crate::load::Row| {
            row.period.granularity() == used.granularity()
                && row.cells.get(cell.measure).is_some_and(|cell| cell.value != CellValue::Unknown)
        };
        let last = cell.series.rows.iter().filter(is_known).map(|row| row.period).max().unwrap_or(used);
        if last >= wanted {
            return;
        }
        let lacking = Lacking { series: cell.series.id.clone(), file: cell.series.file.clone(), last, wanted };
        let kept = self.found.entry(lacking.series.clone()).or_insert_with(|| lacking.clone());
        // The measure that lags most, and the latest period that is asked for.
        (kept.last, kept.wanted) = (kept.last.min(last), kept.wanted.max(wanted));
    }

    pub(crate) fn list(self) -> Vec<Lacking> {
        self.found.into_values().collect()
    }
}
