//! What stands around a row of a file with numbers, as people see it there, whatever its description makes of it.
//!
//! In: the bytes of a CSV file or a workbook, and a row. Out: the first rows of the file and those around that row.

use super::table::csv;
use super::table::table_file::{TableFormat, grid_of};
use super::table::workbook::{Grid, Region, Workbook};

/// So many rows at the top are always shown: titles, and the names of the columns.
const TOP: u32 = 3;

/// So many rows before and after the one that is meant.
const AROUND: u32 = 8;

/// More columns are not shown.
const MOST_COLUMNS: u32 = 40;

/// More characters of a cell are not shown.
const MOST_CHARACTERS: usize = 60;

/// A row as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenRow {
    /// Its 1-based number.
    pub number: usize,
    /// What stands in its cells, from the first column on.
    pub cells: Vec<String>,
}

/// The rows around one, from 1; none where the file is no CSV and no workbook, or cannot be read.
pub fn rows_around(path: &str, bytes: &[u8], sheet: Option<&str>, row: usize) -> Option<Vec<SeenRow>> {
    let grid = match TableFormat::of(path) {
        TableFormat::Csv => grid_of(&csv::lines(bytes, None).ok()?.0),
        TableFormat::Workbook => {
            let mut workbook = Workbook::open(bytes).ok()?;
            let sheet = match sheet {
                Some(sheet) => sheet.to_owned(),
                None => workbook.sheets.iter().find(|sheet| sheet.visible)?.name.clone(),
            };
            workbook.grid(&sheet, Region::ALL).ok()?
        }
        TableFormat::Json => return None,
    };
    let bounds = grid.bounds();
    let meant = u32::try_from(row.saturating_sub(1)).ok()?.min(bounds.last_row);
    let near = meant.saturating_sub(AROUND)..=meant.saturating_add(AROUND).min(bounds.last_row);
    let top = 0..TOP.min(*near.start());
    let columns = bounds.last_column.min(MOST_COLUMNS - 1);
    Some(top.chain(near).map(|row| seen(&grid, row, columns)).collect())
}

fn seen(grid: &Grid, row: u32, last_column: u32) -> SeenRow {
    let cell = |column| {
        let text = grid.field(row, column).shown().into_owned();
        match text.char_indices().nth(MOST_CHARACTERS) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text,
        }
    };
    SeenRow { number: row as usize + 1, cells: (0..=last_column).map(cell).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_the_columns_stand_above_the_rows_around_one() {
        let lines: String = (2..=40).map(|line| format!("{line};{}\n", line * 10)).collect();
        let rows = rows_around("a.csv", format!("Jaar;Aantal\n{lines}").as_bytes(), None, 30).expect("rows");
        let numbers: Vec<usize> = rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [1, 2, 3].into_iter().chain(22..=38).collect::<Vec<_>>());
        assert_eq!(rows[0].cells, ["Jaar", "Aantal"]);
        assert_eq!(rows[3 + 8], SeenRow { number: 30, cells: vec!["30".to_owned(), "300".to_owned()] });
        // Past the end is the end; what is no table has no rows.
        assert_eq!(rows_around("a.csv", b"a;b\n1;2\n", None, 99).expect("rows").len(), 2);
        assert!(rows_around("a.xlsx", b"a;b\n1;2\n", None, 1).is_none());
        assert!(rows_around("a.csv", b"", None, 1).is_none());
    }

    #[test]
    fn long_cells_are_cut_at_whole_characters() {
        let rows = rows_around("a.csv", format!("a;b\n{};1\n", "é".repeat(80)).as_bytes(), None, 2).expect("rows");
        assert_eq!(rows[1].cells[0], format!("{}…", "é".repeat(60)));
    }
}
