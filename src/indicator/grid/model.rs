//! What a chart or table shows: numbers in rows and columns, with their headings.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::dutch::notation::Scale;
use crate::dutch::period::Period;
use crate::dutch::unit::Unit;
use crate::load::{Located, Role, Series};

use super::super::number::{Amount, Number, Problem};

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
    /// What rows and columns are, in a table whose author described them.
    pub look: Option<Box<Look>>,
}

/// What the rows and columns of a table are besides their headings.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// Of each column.
    pub columns: Vec<ColumnLook>,
    /// Of each row.
    pub rows: Vec<RowLook>,
    /// What stands in cells without a number, by row and column.
    pub words: BTreeMap<(usize, usize), String>,
    /// Notes, each with the row and the column that it stands at.
    pub notes: Vec<(Option<usize>, Option<usize>, Located<String>)>,
    /// What the table says of itself below it.
    pub remarks: Vec<String>,
    /// Whether rows have numbers.
    pub is_numbered: bool,
    /// Whether zero is printed as a dash.
    pub zero_is_dash: bool,
    /// What its author should know and its reader need not.
    pub doubts: Vec<Problem>,
}

/// What a column is.
#[derive(Debug, Clone)]
pub struct ColumnLook {
    /// The heading over it and its neighbours.
    pub group: Option<String>,
    /// Its own heading, below that.
    pub name: String,
    /// What its numbers are in, where the table does not say it of all: "x € 1.000".
    pub unit: Option<String>,
    /// Whether its numbers are percentages, which say so themselves.
    pub is_share: bool,
    /// How its numbers are printed.
    pub style: ColumnStyle,
    /// Whether the unit is printed with each number.
    pub with_unit: bool,
}

/// How the cells of a column are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnStyle {
    /// As numbers.
    Plain,
    /// With a plus or minus.
    Signed,
    /// Without a sign, with a letter for better or worse behind it.
    Letter,
    /// Without a sign; the letter stands in the next column.
    Unsigned,
    /// Words.
    Words,
}

/// What a row is.
#[derive(Debug, Clone)]
pub struct RowLook {
    /// What it is among the others.
    pub role: Role,
    /// Its number.
    pub number: String,
    /// The headings that it belongs to, from the outer one in.
    pub groups: Vec<String>,
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
            look: None,
        }
    }

    /// All numbers.
    pub fn numbers(&self) -> impl Iterator<Item = &Number> {
        self.cells.iter().flatten().flatten()
    }

    /// What a row is called among all others: with the headings above it.
    pub fn row_name(&self, row: usize) -> String {
        let groups = self.look.iter().filter_map(|look| look.rows.get(row)).flat_map(|row| &row.groups);
        let own = self.rows.get(row).map(|heading| &heading.name);
        groups.chain(own).map(String::as_str).collect::<Vec<_>>().join(", ")
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

    /// Whether a series was measured now and then: the source has no row for most periods, and none that is unknown.
    pub fn is_irregular(&self) -> bool {
        let (rows, columns) = self.without_totals();
        let cells = || self.cells[..rows].iter().flat_map(|row| &row[..columns]);
        let missing = |number: &Number| matches!(number.amount, Amount::Missing(_));
        let (there, absent) = (cells().flatten().count(), cells().filter(|cell| cell.is_none()).count());
        there >= 3 * columns && absent > there && !cells().flatten().any(missing)
    }

    /// The rows that a chart shows, without totals: of what is measured now and then, those with a number.
    pub fn shown_rows(&self) -> Vec<usize> {
        let (rows, columns) = self.without_totals();
        let is_irregular = self.is_irregular();
        let is_shown = |row: &usize| !is_irregular || self.cells[*row][..columns].iter().any(Option::is_some);
        (0..rows).filter(is_shown).collect()
    }

    /// Before which of these headings, from early to late, a break lies.
    pub fn breaks_between<'a>(&self, headings: impl Iterator<Item = &'a Heading>) -> Vec<usize> {
        let headings: Vec<&Heading> = headings.collect();
        let all = self.series.iter().flat_map(|series| &series.breaks);
        let at = all.filter_map(|break_| {
            let from = break_.from.first_day();
            headings.iter().position(|heading| heading.period.is_some_and(|period| period.first_day() >= from))
        });
        at.filter(|at| *at > 0).collect()
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

/// The letter of a note: a, b, c.
pub fn note_letter(index: usize) -> String {
    let letter = char::from_u32(u32::from('a') + u32::try_from(index % 26).unwrap_or(0)).unwrap_or('a');
    letter.to_string().repeat(index / 26 + 1)
}
