//! What a chart or table shows: numbers in rows and columns, with their headings.

use std::sync::Arc;

use crate::dutch::notation::Scale;
use crate::dutch::period::Period;
use crate::dutch::unit::Unit;
use crate::load::{Located, Series};

use super::super::number::Number;

/// The heading of a row or column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// In full: "oktober 2022", "Eddee Zorgverlening".
    pub name: String,
    /// The period, where it is one.
    pub period: Option<Period>,
}

impl Heading {
    /// A heading that is no period.
    pub(super) fn of(name: impl Into<String>) -> Self {
        Self { name: name.into(), period: None }
    }

    /// A period as a heading.
    pub(super) fn of_period(period: Period) -> Self {
        Self { name: period.in_words(), period: Some(period) }
    }
}

/// Numbers in rows and columns.
#[derive(Debug, Clone)]
pub struct Grid {
    /// The heading of the first column of a table.
    pub corner: String,
    /// Headings of the columns.
    pub columns: Vec<Heading>,
    /// Headings of the rows.
    pub rows: Vec<Heading>,
    /// `cells[row][column]`; none where the series has no such row.
    pub cells: Vec<Vec<Option<Number>>>,
    /// Whether the last row is a total of the others.
    pub has_total: bool,
    /// Whether the last column is the change from the first to the one before it.
    pub has_difference: bool,
    /// The series that the numbers come from, each once.
    pub series: Vec<Arc<Series>>,
    /// The unit, where all numbers share one.
    pub unit: Option<Unit>,
    /// In what the numbers are printed.
    pub scale: Scale,
}

impl Grid {
    /// Numbers in rows and columns, before anything is known of them together.
    pub(super) fn new(
        corner: &str,
        rows: Vec<Heading>,
        columns: Vec<Heading>,
        cells: Vec<Vec<Option<Number>>>,
    ) -> Self {
        Self {
            corner: corner.to_owned(),
            columns,
            rows,
            cells,
            has_total: false,
            has_difference: false,
            series: Vec::new(),
            unit: None,
            scale: Scale::One,
        }
    }

    /// All numbers.
    pub fn numbers(&self) -> impl Iterator<Item = &Number> {
        self.cells.iter().flatten().flatten()
    }

    /// How many rows and columns there are without the total and the difference.
    pub fn without_totals(&self) -> (usize, usize) {
        (self.rows.len() - usize::from(self.has_total), self.columns.len() - usize::from(self.has_difference))
    }

    /// The series that the numbers come from, each once.
    pub(super) fn series_of_numbers(&self) -> Vec<Arc<Series>> {
        let mut all: Vec<Arc<Series>> = Vec::new();
        for cell in self.numbers().flat_map(|number| &number.cells) {
            if !all.iter().any(|series| Arc::ptr_eq(series, &cell.series)) {
                all.push(cell.series.clone());
            }
        }
        all
    }

    /// The unit that all numbers share, if they do.
    pub(super) fn common_unit(&self) -> Option<Unit> {
        let mut units = self.numbers().map(|number| &number.unit);
        let first = units.next()?;
        units.all(|unit| unit == first).then(|| first.clone())
    }

    /// Breaks that fall inside the periods shown: the row before which each lies, where rows are
    /// periods, and its note.
    pub fn breaks(&self) -> Vec<(Option<usize>, &Located<String>)> {
        let all = self.series.iter().flat_map(|series| &series.breaks);
        all.filter_map(|break_| {
            let after =
                |heading: &Heading| heading.period.is_some_and(|period| period.first_day() >= break_.from.first_day());
            let row = self.rows.iter().position(after).filter(|row| *row > 0);
            let column = self.columns.iter().position(after).filter(|column| *column > 0);
            (row.is_some() || column.is_some()).then_some((row, &break_.note))
        })
        .collect()
    }
}
