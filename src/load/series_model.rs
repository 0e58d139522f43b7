//! A table of numbers by period, dimension and measure, as its description says.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use ecow::EcoString;
use rust_decimal::Decimal;

use crate::diagnostic::Place;
use crate::dutch::notation::{Rounding, Scale};
use crate::dutch::number::{DecimalMark, Missing};
use crate::dutch::period::{Granularity, Period};
use crate::dutch::status::Status;
use crate::dutch::unit::Unit;
use crate::dutch::withheld::Withheld;

use super::series_keys::{Blank, Stock};
use super::signs::Signs;
use super::table::raw::{Origin, Source};
use super::table::said;
use super::toml::Located;

/// The rows that a sum adds up, sorted.
pub type RowSet = Box<[usize]>;

/// A table of numbers.
#[derive(Debug, Clone)]
pub struct Series {
    /// Its name in formulas.
    pub id: String,
    /// What it measures.
    pub title: String,
    /// Who published the numbers.
    pub source: String,
    /// The date on which they were as they stand here.
    pub reference_date: Option<NaiveDate>,
    /// Remarks that go with the numbers wherever they are shown.
    pub notes: Vec<Located<String>>,
    /// Columns that tell rows of one period apart.
    pub dimensions: Vec<Dimension>,
    /// Columns with numbers.
    pub measures: Vec<Measure>,
    /// Where numbers before and after cannot be compared.
    pub breaks: Vec<Break>,
    /// Which numbers may still change, and why.
    pub provisional: Vec<Provisional>,
    /// Which numbers differ from an earlier letter.
    pub revisions: Vec<Revision>,
    /// The rows, in the order of the file.
    pub rows: Vec<Row>,
    /// Row numbers by period.
    pub by_period: BTreeMap<Period, Vec<usize>>,
    /// The file with the numbers, relative to the root.
    pub file: String,
    /// The file that describes it, relative to the root.
    pub described_in: String,
    /// Why its small counts may be shown, if they may.
    pub public: Option<String>,
    /// Sums that were computed before numbers were withheld or rounded: a measure, and the rows added up.
    pub(crate) sums: HashMap<(usize, RowSet), CellValue>,
    /// Whether what is unclear is asked.
    pub(crate) asks: bool,
    /// In which system of signs its amounts stand in the file, where the description says so.
    pub signs: Option<Signs>,
    /// Whether any of its numbers is withheld.
    pub withholds: bool,
    /// Counts of people are multiples of this number.
    pub rounded_to: Option<u32>,
    /// What kind of place its rows have in that file.
    pub origin: Origin,
    /// For each measure, the 0-based number of its column in that file.
    pub column_numbers: Vec<usize>,
}

/// A column that tells rows of one period apart.
#[derive(Debug, Clone)]
pub struct Dimension {
    /// Its name in formulas.
    pub id: String,
    /// What it is called in tables.
    pub name: String,
    /// The value whose rows are totals of the others.
    pub total: Option<String>,
    /// Values of rows that add up some of the others.
    pub subtotals: Vec<String>,
    /// Values of rows that are in another row already.
    pub not_added: Vec<String>,
    /// How far a total may lie from the sum of its parts, as in rounded numbers.
    pub total_margin: Decimal,
    /// Whether its values are providers, of whom too few stand behind an amount by themselves.
    pub is_provider: bool,
    /// Whether its values stand above the columns.
    pub(crate) in_headings: bool,
    pub(crate) column: Located<String>,
}

impl Dimension {
    /// What its column is called in the file; of one that stands above the columns, its own name.
    pub(crate) fn name_in_file(&self) -> &str {
        if self.in_headings { &self.name } else { &self.column.value }
    }

    /// Whether rows with this value are parts of the whole: no total, subtotal or part of another row.
    pub fn adds_up(&self, value: &str) -> bool {
        let is = |one: &String| one == value;
        self.total.as_deref() != Some(value) && !self.subtotals.iter().any(is) && !self.not_added.iter().any(is)
    }
}

/// A column with numbers.
#[derive(Debug, Clone)]
pub struct Measure {
    /// Its name in formulas.
    pub id: String,
    /// What it is called in tables and charts.
    pub name: String,
    /// What it counts.
    pub unit: Unit,
    /// To how many decimals it is printed.
    pub rounding: Rounding,
    /// The position of the dimension over whose values these shares make a hundred percent.
    pub distribution_over: Option<usize>,
    /// The positions of the measures that this percentage is the quotient of.
    pub ratio_of: Option<(usize, usize)>,
    /// What this percentage is a share of, if no measure of the series gives the part: a measure, or one of another
    /// series as `reeks.maat`.
    pub(crate) share_of: Option<Located<String>>,
    /// The measures that it is the sum of, named likewise.
    pub(crate) sum_of: Vec<Located<String>>,
    /// The measure of which it counts a part, named likewise.
    pub(crate) part_of: Option<Located<String>>,
    /// Whether it counts people, so that small numbers are withheld.
    pub counts_people: bool,
    /// Where its unit stands, if neither that nor anything else says whether it counts people.
    pub(crate) unanswered: Option<Place>,
    /// The positions of the measures that count the people behind this amount or share.
    pub people: Vec<usize>,
    /// Whether its description says that it is about none of them.
    pub(crate) is_about_nobody: bool,
    /// The position of the measure that counts the providers behind this amount.
    pub providers: Option<usize>,
    /// The position of the measure that says what the largest client or provider makes of this amount.
    pub(crate) largest: Option<usize>,
    /// Whether somebody can be counted in more than one row, so that a total is no sum.
    pub is_unique: bool,
    /// Whether each number counts from the start of the year, where the description says so.
    pub is_cumulative: Option<bool>,
    /// On which day of its period it was counted, if it is a stock.
    pub stock: Option<Stock>,
    /// Whether the description says if it is a stock.
    pub(crate) stock_is_said: bool,
    /// Whether 0.17 without a sign is 17%, where the description says so.
    pub(crate) in_fractions: Option<bool>,
    /// Whether a letter tells good from bad: V is more, N less. None where the description does not say.
    pub(crate) has_letters: Option<bool>,
    /// The column with that letter.
    pub(crate) letters_in: Option<Located<String>>,
    /// How many units one is in the file: a thousand, where amounts are in thousands.
    /// None where the description does not say.
    pub(crate) scale: Option<Scale>,
    /// Whether its description names the column.
    pub(crate) names_column: bool,
    pub(crate) column: Located<String>,
}

/// A break in the series.
#[derive(Debug, Clone)]
pub struct Break {
    /// The first period after it.
    pub from: Period,
    /// What changed.
    pub note: Located<String>,
}

/// One row.
#[derive(Debug, Clone)]
pub struct Row {
    /// The period it is about.
    pub period: Period,
    /// 1-based line in the file, row of the sheet, or number of the object.
    pub line: usize,
    /// A value for each dimension; rows that were one share them.
    pub dimensions: Arc<[EcoString]>,
    /// A cell for each measure.
    pub cells: Vec<Cell>,
    /// In a table whose periods or kinds stand across: where its parts come from, the measures last.
    pub(crate) sources: Option<Arc<[Source]>>,
}

impl Row {
    /// The column of a cell, where it is not that of its measure.
    pub(crate) fn source(&self, measure: usize) -> Option<&Source> {
        let sources = self.sources.as_ref()?;
        sources.get(sources.len().checked_sub(self.cells.len())? + measure)
    }
}

/// One number as it was found.
#[derive(Debug, Clone)]
pub struct Cell {
    /// The number, or why there is none.
    pub value: CellValue,
    /// How final it is.
    pub status: Status,
    /// Why the source gives no number, where it gives none.
    pub missing: Missing,
}

/// What is known of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellValue {
    /// A number that may be printed. Percentages are fractions: 17% is 0.17.
    Known(Decimal),
    /// The source does not know it.
    Unknown,
    /// Known to the source, and dropped to protect people.
    Withheld(Withheld),
}

impl CellValue {
    /// The number, if it is known and may be printed.
    pub fn number(self) -> Option<Decimal> {
        match self {
            CellValue::Known(number) => Some(number),
            CellValue::Unknown | CellValue::Withheld(_) => None,
        }
    }
}

impl From<Option<Decimal>> for CellValue {
    fn from(number: Option<Decimal>) -> Self {
        number.map_or(CellValue::Unknown, CellValue::Known)
    }
}

impl Series {
    /// The position of a measure.
    pub fn measure(&self, id: &str) -> Option<usize> {
        self.measures.iter().position(|measure| measure.id == id)
    }

    /// The position of a dimension.
    pub fn dimension(&self, id: &str) -> Option<usize> {
        self.dimensions.iter().position(|dimension| dimension.id == id)
    }

    /// The measure of this series of which another is declared to count a part.
    pub fn whole_of(&self, part: usize) -> Option<usize> {
        let of_ratio = self.measures.iter().filter_map(|measure| measure.ratio_of);
        let of_ratio = of_ratio.filter(|(numerator, _)| *numerator == part).map(|(_, whole)| whole);
        let of_part = self.measures[part].part_of.iter().filter_map(|name| self.measure(&name.value));
        of_ratio.chain(of_part).next()
    }

    /// Two values in these rows that are no parts of one sum, such as costs and income, and their dimension.
    pub fn no_parts_of_one_sum(&self, rows: &[usize]) -> Option<(&Dimension, &str, &str)> {
        if !self.asks {
            return None;
        }
        self.dimensions.iter().enumerate().find_map(|(at, dimension)| {
            let mut values = rows.iter().map(|row| self.rows[*row].dimensions[at].as_str());
            let first = values.next().filter(|value| said::is_kind(value))?;
            let mut seen = HashSet::from([first]);
            let others: Vec<&str> = values.filter(|value| seen.insert(*value)).collect();
            let other = others.iter().copied().find(|value| said::are_other_kinds(first, value))?;
            others.iter().all(|value| said::is_kind(value)).then_some((dimension, first, other))
        })
    }

    /// The values of a dimension, in the order of the file.
    pub fn values(&self, dimension: usize) -> Vec<&str> {
        let mut seen = HashSet::new();
        // Rows that were one share their values.
        let all = self.rows.chunk_by(|one, other| Arc::ptr_eq(&one.dimensions, &other.dimensions));
        all.map(|rows| rows[0].dimensions[dimension].as_str()).filter(|value| seen.insert(*value)).collect()
    }

    /// What rows add up to, where that was settled before numbers were withheld or rounded.
    pub fn settled_sum(&self, measure: usize, rows: &[usize]) -> Option<CellValue> {
        if self.sums.is_empty() {
            return None;
        }
        let mut rows = rows.to_vec();
        rows.sort_unstable();
        self.sums.get(&(measure, rows.into_boxed_slice())).copied()
    }

    /// The place of a cell.
    pub fn cell_place(&self, row: usize, measure: usize) -> Place {
        let row = &self.rows[row];
        let cell = &row.cells[measure];
        let text = cell.value.number().map_or_else(|| ".".to_owned(), |value| value.to_string());
        if let Some(source) = row.source(measure) {
            return self.origin.field(&self.file, row.line, source.number, &source.name, &text);
        }
        self.origin.field(&self.file, row.line, self.column_numbers[measure], self.column_name(measure), &text)
    }

    /// The row after which one of `period` belongs: the last one of an earlier period, else the last of all; where the
    /// series is empty, its file.
    pub fn place_before(&self, period: Period) -> Place {
        let earlier = self.by_period.range(..period).next_back().or(self.by_period.iter().next_back());
        let row = earlier.and_then(|(_, rows)| rows.iter().max());
        row.map_or_else(|| Place::file(&self.file), |row| self.origin.row(&self.file, self.rows[*row].line, ""))
    }

    /// What the column of a measure is called in the file.
    pub fn column_name(&self, measure: usize) -> &str {
        &self.measures[measure].column.value
    }
}

/// Periods (and measures) whose numbers may still change.
#[derive(Debug, Clone)]
pub struct Provisional {
    pub(super) from: Period,
    pub(super) to: Option<Period>,
    /// The names of the measures; empty: all.
    pub(super) measures: Vec<String>,
    /// How final they are.
    pub status: Status,
    /// Why, for the notes under charts and tables.
    pub note: Option<Located<String>>,
}

impl Provisional {
    /// Whether it covers a measure in a period.
    pub fn covers(&self, period: Period, measure: &str) -> bool {
        period.first_day() >= self.from.first_day()
            && self.to.is_none_or(|to| period.last_day() <= to.last_day())
            && (self.measures.is_empty() || self.measures.iter().any(|id| id == measure))
    }
}

/// A number that differs from what an earlier letter said.
#[derive(Debug, Clone)]
pub struct Revision {
    pub(super) period: Period,
    pub(crate) measure: usize,
    /// Values of dimensions; the others do not matter.
    pub(super) about: Vec<(usize, String)>,
    /// What the earlier letter said; none where that may not be printed.
    pub was: Option<Decimal>,
    /// Which letter that was.
    pub letter: Option<String>,
    /// Why it changed.
    pub note: Option<Located<String>>,
}

impl Revision {
    /// Whether it is about a cell.
    pub fn covers(&self, row: &Row, measure: usize) -> bool {
        row.period == self.period
            && measure == self.measure
            && self.about.iter().all(|(dimension, value)| row.dimensions[*dimension] == *value)
    }
}

/// The layout of the file as its TOML describes it.
pub(crate) struct Layout {
    /// The column with the period, or those that together name it.
    pub(crate) period_columns: Vec<Located<String>>,
    /// Whether the description does not name it.
    pub(crate) period_is_default: bool,
    /// The cell with the period or year of the whole table.
    pub(crate) period_in: Option<Located<String>>,
    /// What stands above the columns besides their names.
    pub(crate) headings: Option<Headings>,
    /// How long the period is that a date stands for.
    pub(crate) date_length: Option<Granularity>,
    /// The decimal mark, where the description names it; else a comma.
    pub(crate) declared_mark: Option<DecimalMark>,
    /// Whether a dash is zero.
    pub(crate) dash_is_zero: bool,
    /// What an empty cell is.
    pub(crate) blank: Blank,
    /// Whether what is unclear is asked. Of what was adopted nothing is: it is read as it was.
    pub(crate) asks: bool,
    pub(crate) dimensions: Vec<Dimension>,
    pub(crate) measures: Vec<Measure>,
    pub(crate) provisional: Vec<Provisional>,
    pub(crate) revisions: Vec<Revision>,
}

impl Layout {
    /// The columns that say what a row is about.
    pub(crate) fn naming_columns(&self) -> Vec<&Located<String>> {
        let dimensions = self.dimensions.iter().filter(|dimension| !dimension.in_headings);
        let dimensions = dimensions.map(|dimension| &dimension.column);
        let is_above = self.period_in.is_some() || self.headings.as_ref().is_some_and(|headings| headings.periods);
        let across = is_above && self.period_is_default;
        let periods = self.period_columns.iter().filter(|_| !across);
        periods.chain(dimensions).collect()
    }
}

/// What `[koppen]` says: what stands above the columns besides their names.
#[derive(Debug, Clone)]
pub(crate) struct Headings {
    pub(crate) place: Place,
    /// Whether the periods stand there.
    pub(crate) periods: bool,
    /// Columns that are not turned.
    pub(crate) without: Vec<Located<String>>,
}

impl Measure {
    /// Whether its numbers can say something about few people, so that no message repeats them.
    pub fn is_about_people(&self) -> bool {
        self.counts_people || !self.people.is_empty()
    }
}
