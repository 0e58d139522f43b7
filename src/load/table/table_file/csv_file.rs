//! A CSV file as a [`Table`], and what is wrong with it as findings.

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::load::privacy::concealed;

use crate::load::table::csv::{self, CsvError, CsvLine, FieldCount};
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
    let (lines, delimiter) = match csv::lines(bytes, delimiter) {
        Ok(read) => read,
        Err(error) => {
            findings.push(error_finding(&error, path));
            return None;
        }
    };
    let region = keys.region.as_ref().map_or(Region::ALL, |region| region.value);
    match part(grid_of(&lines), Origin::Lines, region, keys.header_rows, &[], period_cell, true) {
        Ok(table) => {
            check_widths(&table, &lines, delimiter, region, path, findings);
            Some(Table { between_commas: delimiter == b',', ..table })
        }
        Err(message) => {
            findings.push(Finding::new(Code::EmptyData, Place::file(path), message));
            None
        }
    }
}

/// In a row with more or fewer fields than there are names, what stands behind the mistake is in the wrong column. A row
/// of one field is a heading among the others.
fn check_widths(table: &Table, lines: &[CsvLine], delimiter: u8, region: Region, path: &str, findings: &mut Findings) {
    let number = |line: &CsvLine| line.number;
    let Some(first) = table.rows.first().map(|row| row.line) else { return };
    let top = lines.partition_point(|line| number(line) <= region.first_row as usize);
    let body = lines.partition_point(|line| number(line) < first);
    let names = &lines[top..body];
    let (Some(fewest), Some(most)) =
        (names.iter().map(|line| csv::used(&line.fields)).max(), names.iter().map(|line| line.fields.len()).max())
    else {
        return;
    };
    for row in &table.rows {
        let Ok(at) = lines.binary_search_by_key(&row.line, number) else { continue };
        let fields = &lines[at].fields;
        let is_heading = fields.iter().filter(|field| !field.is_empty()).count() < 2;
        if csv::used(fields) > most || fields.len() < fewest && !is_heading {
            let issue = FieldCount {
                line: row.line,
                expected: fewest,
                found: fields.len(),
                text: fields.join(&char::from(delimiter).to_string()),
            };
            findings.push(issue_finding(&issue, path));
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
    let is_used = |number: usize| raw.rows.iter().any(|row| !row.fields[number].is_empty());
    let columns = raw.columns.into_iter().enumerate().map(|(number, name)| match name.is_empty() && is_used(number) {
        true => Column::unnamed(number),
        false => Column::new(name, number),
    });
    let columns = columns.collect();
    let field = |text: String| if text.is_empty() { Field::Empty } else { Field::Text(text.into()) };
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

fn issue_finding(issue: &FieldCount, path: &str) -> Finding {
    Finding::new(Code::FieldCount, Place::field(path, issue.line, None, concealed(&issue.text)), issue.to_string())
}
