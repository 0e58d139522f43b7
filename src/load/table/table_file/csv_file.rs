//! A CSV file as a [`Table`], and what is wrong with it as findings.

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::load::privacy::concealed;

use crate::load::table::csv::{self, CsvError, CsvIssue, CsvLine};
use crate::load::table::raw::{Column, Field, Origin, Record, Table};
use crate::load::table::workbook::{Grid, Region};

use super::workbook_file::{SheetKeys, part};

/// Reads the bytes of a CSV file.
pub(crate) fn read_csv(bytes: &[u8], path: &str, delimiter: Option<u8>, findings: &mut Findings) -> Option<Table> {
    match csv::read(bytes, delimiter) {
        Ok(raw) => {
            raw.issues.iter().for_each(|issue| findings.push(issue_finding(issue, path)));
            Some(table(raw))
        }
        Err(error) => {
            findings.push(error_finding(&error, path));
            None
        }
    }
}

/// Reads the part of a CSV file that the description names, whatever else stands in it, with names of several rows.
pub(super) fn read_part(
    bytes: &[u8],
    path: &str,
    delimiter: Option<u8>,
    keys: &SheetKeys,
    period_cell: Option<Region>,
    findings: &mut Findings,
) -> Option<Table> {
    let (grid, delimiter) = match csv::lines(bytes, delimiter).map(|(lines, delimiter)| (grid_of(&lines), delimiter)) {
        Ok(grid) => grid,
        Err(error) => {
            findings.push(error_finding(&error, path));
            return None;
        }
    };
    let region = keys.region.as_ref().map_or(Region::ALL, |region| region.value);
    match part(grid, Origin::Lines, region, keys.header_rows, &[], period_cell, true) {
        Ok(table) => Some(Table { between_commas: delimiter == b',', ..table }),
        Err(message) => {
            let message = message.replace("blad", "bestand");
            findings.push(Finding::new(Code::EmptyData, Place::file(path), message));
            None
        }
    }
}

/// The lines of a CSV file as the rows of a sheet.
pub(crate) fn grid_of(lines: &[CsvLine]) -> Grid {
    let mut grid = Grid::default();
    for line in lines {
        let row = u32::try_from(line.number - 1).unwrap_or(u32::MAX);
        for (column, text) in (0..).zip(&line.fields) {
            // The reader of lines keeps the same bounds.
            let _ = grid.push(row, column, Field::text(text));
        }
    }
    grid.finish()
}

fn table(raw: csv::RawTable) -> Table {
    let columns = raw.columns.into_iter().enumerate().map(|(number, name)| Column::new(name, number)).collect();
    let field = |text: String| if text.is_empty() { Field::Empty } else { Field::Text(text) };
    let rows = raw.rows.into_iter().map(|row| Record {
        line: row.line,
        hidden: false,
        fields: row.fields.into_iter().map(field).collect(),
        sources: None,
    });
    Table { between_commas: raw.delimiter == b',', ..Table::new(Origin::Lines, columns, rows.collect()) }
}

fn error_finding(error: &CsvError, path: &str) -> Finding {
    let code = match error {
        CsvError::Empty | CsvError::NoRows => Code::EmptyData,
        CsvError::NotText { .. } => Code::WrongEncoding,
        CsvError::UnclosedQuote { .. } => Code::FieldCount,
        CsvError::TooLarge { .. } => Code::DataTooLarge,
    };
    Finding::new(code, Place::file(path), error.to_string())
}

fn issue_finding(issue: &CsvIssue, path: &str) -> Finding {
    let (code, place) = match issue {
        CsvIssue::FieldCount { line, text, .. } => (Code::FieldCount, Place::field(path, *line, None, concealed(text))),
        CsvIssue::DuplicateColumn { line, name } => (Code::MissingColumn, Place::field(path, *line, Some(name), name)),
        CsvIssue::EmptyColumnName { line, .. } => (Code::MissingColumn, Place::field(path, *line, None, "")),
    };
    Finding::new(code, place, issue.to_string())
}
