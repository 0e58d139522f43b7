//! The cells of a sheet that hold something, and what is known of its rows.

use std::collections::{BTreeSet, HashSet};

use calamine::{CellErrorType, Data, ExcelDateTime, Range};
use chrono::NaiveDate;

use super::range::Region;
use super::refusal::{MAX_CELL_CHARS, MAX_CELLS, MAX_MERGES, MAX_TEXT_BYTES, Refusal};
use crate::load::table::raw::Field;

/// A cell, counted from 0.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cell {
    pub row: u32,
    pub column: u32,
    pub field: Field,
}

/// Cells that are shown as one; the first of them holds the value.
pub(crate) type Merge = Region;

/// The cells of a part of a sheet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grid {
    /// The cells with something in them, by row and then column.
    pub cells: Vec<Cell>,
    /// The merged cells.
    pub merges: Vec<Merge>,
    /// The 0-based rows that are not shown: first and last of each stretch.
    pub hidden: BTreeSet<(u32, u32)>,
    text_bytes: usize,
}

impl Grid {
    /// No cells yet, in rows of which some are not shown.
    pub fn with_hidden(hidden: BTreeSet<(u32, u32)>) -> Self {
        Self { hidden, ..Self::default() }
    }

    /// Adds a cell; one that holds nothing is left out.
    pub fn push(&mut self, row: u32, column: u32, field: Field) -> Result<(), Refusal> {
        let text = match &field {
            Field::Empty => return Ok(()),
            Field::Text(text) => text.as_str(),
            _ => "",
        };
        if text.len() > MAX_CELL_CHARS && text.chars().count() > MAX_CELL_CHARS {
            return Err(Refusal::TooLarge("een cel met meer dan 32.767 tekens"));
        }
        self.text_bytes += text.len();
        if self.text_bytes > MAX_TEXT_BYTES {
            return Err(Refusal::TooLarge("meer dan 128 MB aan tekst op een blad"));
        }
        if self.cells.len() >= MAX_CELLS {
            return Err(Refusal::TooLarge("meer dan 3.000.000 gevulde cellen op een blad"));
        }
        self.cells.push(Cell { row, column, field });
        Ok(())
    }

    /// Adds those of a sheet's cells that are in a part of it; some are percentages.
    pub fn push_all(
        &mut self,
        cells: &Range<Data>,
        region: Region,
        percents: &HashSet<(u32, u32)>,
    ) -> Result<(), Refusal> {
        let (first_row, first_column) = cells.start().unwrap_or((0, 0));
        for (row, column, data) in cells.used_cells() {
            let row = first_row.saturating_add(u32::try_from(row).map_err(|_| Refusal::Damaged)?);
            let column = first_column.saturating_add(u32::try_from(column).map_err(|_| Refusal::Damaged)?);
            if region.contains(row, column) && *data != Data::Empty {
                self.push(row, column, field_of(data, percents.contains(&(row, column))))?;
            }
        }
        Ok(())
    }

    /// Adds merged cells.
    pub fn merge(&mut self, merge: Merge) -> Result<(), Refusal> {
        if self.merges.len() >= MAX_MERGES {
            return Err(Refusal::TooLarge("meer dan 100.000 samengevoegde cellen op een blad"));
        }
        self.merges.push(merge);
        Ok(())
    }

    /// Puts the cells in order; of two in one place the first stays.
    pub fn finish(mut self) -> Self {
        let place = |cell: &Cell| (cell.row, cell.column);
        if !self.cells.is_sorted_by_key(place) {
            self.cells.sort_by_key(place);
        }
        self.cells.dedup_by_key(|cell| (cell.row, cell.column));
        self
    }

    /// Only the cells in a part of it.
    pub fn within(mut self, region: Region) -> Self {
        self.cells.retain(|cell| region.contains(cell.row, cell.column));
        self
    }

    /// The cells of each row.
    pub fn rows(&self) -> impl Iterator<Item = &[Cell]> {
        self.cells.chunk_by(|a, b| a.row == b.row)
    }

    /// From the first to the last cell.
    pub fn bounds(&self) -> Region {
        let columns = self.cells.iter().map(|cell| cell.column);
        Region {
            first_row: self.cells.first().map_or(0, |cell| cell.row),
            last_row: self.cells.last().map_or(0, |cell| cell.row),
            first_column: columns.clone().min().unwrap_or(0),
            last_column: columns.max().unwrap_or(0),
        }
    }

    /// Where the table seems to be on a sheet that may have a title above it and notes below; and
    /// whether nothing stands below it, so that it can grow.
    pub fn likely_table(&self) -> (Region, bool) {
        let whole = self.bounds();
        let widest = self.rows().map(<[Cell]>::len).max().unwrap_or(0);
        let is_wide = |row: &&[Cell]| row.len() >= 2 && row.len() * 2 >= widest;
        let Some(first) = self.rows().find(is_wide) else { return (whole, false) };
        let last = self.rows().filter(|row| row.len() >= 2).last().unwrap_or(first);
        let wide = self.rows().filter(|row| row.len() >= 2 && row[0].row >= first[0].row);
        let (left, right) = wide.fold((u32::MAX, 0), |(left, right), row| {
            (left.min(row[0].column), right.max(row.last().map_or(0, |cell| cell.column)))
        });
        let region = Region { first_row: first[0].row, last_row: last[0].row, first_column: left, last_column: right };
        (region, region.last_row == whole.last_row)
    }

    /// What stands in a cell.
    pub fn field(&self, row: u32, column: u32) -> &Field {
        let found = self.cells.binary_search_by_key(&(row, column), |cell| (cell.row, cell.column));
        found.map_or(&Field::Empty, |at| &self.cells[at].field)
    }

    /// Whether a row is not shown.
    pub fn is_hidden(&self, row: u32) -> bool {
        self.hidden.range(..=(row, u32::MAX)).next_back().is_some_and(|(_, last)| row <= *last)
    }
}

/// What calamine found in a cell; `percent` says how its number is shown.
pub(crate) fn field_of(data: &Data, percent: bool) -> Field {
    match data {
        Data::Empty => Field::Empty,
        Data::Int(number) => Field::Number { value: (*number).into(), percent },
        Data::Float(number) => Field::float(*number, percent),
        Data::String(text) => text_field(text),
        Data::Bool(flag) => Field::Flag(*flag),
        Data::DateTime(moment) => date_field(moment),
        Data::DateTimeIso(text) => iso_date(text).map_or_else(|| Field::text(text), Field::Date),
        Data::DurationIso(text) => Field::text(text),
        Data::Error(error) => Field::Error(error_name(error)),
    }
}

/// A text; LibreOffice keeps errors as such.
pub(crate) fn text_field(text: &str) -> Field {
    match error_by_text(text) {
        Some(name) => Field::Error(name),
        None => Field::text(text),
    }
}

pub(crate) fn date_field(moment: &ExcelDateTime) -> Field {
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let date = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day));
    match date {
        Some(date) if moment.is_datetime() && moment.as_f64() >= 1.0 => Field::Date(date),
        // A time of day or a length of time is a number of days.
        _ => Field::float(moment.as_f64(), false),
    }
}

/// The date of `2022-10-01` and `2022-10-01T00:00:00`.
pub(crate) fn iso_date(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.get(..10)?, "%Y-%m-%d").ok()
}

fn error_name(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DEEL/0!",
        CellErrorType::NA => "#N/B",
        CellErrorType::Name => "#NAAM?",
        CellErrorType::Null => "#LEEG!",
        CellErrorType::Num => "#GETAL!",
        CellErrorType::Ref => "#VERW!",
        CellErrorType::Value => "#WAARDE!",
        CellErrorType::GettingData => "#GEGEVENS_OPHALEN",
    }
}

/// The Dutch name of an error that stands in a file as text.
pub(crate) fn error_by_text(text: &str) -> Option<&'static str> {
    let known = [
        ("#DIV/0!", "#DEEL/0!"),
        ("#N/A", "#N/B"),
        ("#NAME?", "#NAAM?"),
        ("#NULL!", "#LEEG!"),
        ("#NUM!", "#GETAL!"),
        ("#REF!", "#VERW!"),
        ("#VALUE!", "#WAARDE!"),
        ("#GETTING_DATA", "#GEGEVENS_OPHALEN"),
        ("#SPILL!", "#OVERLOOP!"),
        ("#CALC!", "#BEREKENEN!"),
        ("#FIELD!", "#VELD!"),
        ("#BLOCKED!", "#GEBLOKKEERD!"),
        ("#CONNECT!", "#VERBINDING!"),
        ("#UNKNOWN!", "#ONBEKEND!"),
    ];
    let text = text.trim();
    if !text.starts_with('#') && !text.starts_with("Err:") {
        return None;
    }
    let named = known.iter().find(|(english, dutch)| text == *english || text == *dutch);
    let is_number = |rest: &str| !rest.is_empty() && rest.bytes().all(|digit| digit.is_ascii_digit());
    let numbered = text.strip_prefix("Err:").is_some_and(is_number);
    named.map(|(_, dutch)| *dutch).or(numbered.then_some("Fout"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_stretches_are_found() {
        let grid = Grid { hidden: BTreeSet::from([(3, 5), (9, 9)]), ..Grid::default() };
        let hidden: Vec<u32> = (0..12).filter(|row| grid.is_hidden(*row)).collect();
        assert_eq!(hidden, [3, 4, 5, 9]);
    }

    #[test]
    fn errors_have_dutch_names() {
        for (text, name) in [("#DIV/0!", "#DEEL/0!"), ("#N/B", "#N/B"), ("#SPILL!", "#OVERLOOP!"), ("Err:502", "Fout")]
        {
            assert_eq!(text_field(text), Field::Error(name));
        }
        for text in ["# jongeren", "Err:", "#1", "Error"] {
            assert_eq!(text_field(text), Field::Text(text.into()));
        }
    }

    #[test]
    fn cells_come_out_in_order() {
        let mut grid = Grid::default();
        for (row, column) in [(2, 1), (0, 5), (2, 0), (2, 1)] {
            grid.push(row, column, Field::Flag(true)).expect("fits");
        }
        grid.push(0, 0, Field::Empty).expect("fits");
        let grid = grid.finish();
        let places: Vec<_> = grid.cells.iter().map(|cell| (cell.row, cell.column)).collect();
        assert_eq!(places, [(0, 5), (2, 0), (2, 1)]);
        assert_eq!((grid.field(2, 0), grid.field(1, 1)), (&Field::Flag(true), &Field::Empty));
    }
}
