//! A CSV file as a [`Table`], and what is wrong with it as findings.

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::load::privacy::concealed;

use crate::load::table::csv::{self, CsvError, CsvIssue};
use crate::load::table::raw::{Column, Field, Origin, Record, Table};

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

fn table(raw: csv::RawTable) -> Table {
    let columns = raw.columns.into_iter().enumerate().map(|(number, name)| Column { name, number }).collect();
    let field = |text: String| if text.is_empty() { Field::Empty } else { Field::Text(text) };
    let rows = raw.rows.into_iter().map(|row| Record {
        line: row.line,
        hidden: false,
        fields: row.fields.into_iter().map(field).collect(),
    });
    Table { origin: Origin::Lines, columns, rows: rows.collect() }
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
