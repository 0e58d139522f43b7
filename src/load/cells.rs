//! The rows of a series' CSV file, each cell read by the unit of its column.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding, Findings, Place, did_you_mean};
use crate::marker::is_marker;
use crate::period::{Period, PeriodError};
use crate::status::Status;

use super::csv::{self, CsvError, CsvIssue, RawTable};
use super::files::Files;
use super::number::{DecimalMark, parse_number};
use super::series::{Cell, CellValue, Layout, Measure, Row, Series};
use super::toml::Located;

/// Larger numbers would lose digits in formulas, which keep fifteen.
pub(super) const LARGEST: u64 = 1_000_000_000_000_000;

/// The raw table of a CSV file.
pub(super) fn read_csv(
    files: &Files,
    path: &str,
    named_at: &Place,
    delimiter: Option<u8>,
    findings: &mut Findings,
) -> Option<RawTable> {
    let bytes = match files.bytes(path) {
        Ok(bytes) => bytes,
        Err(mut finding) => {
            // The mistake is in the name, not in a file that is not there.
            finding.place = named_at.clone();
            finding.hints.push("Zet het bestand in data/reeksen, of noem een ander met bestand = \"...\".".to_owned());
            findings.push(*finding);
            return None;
        }
    };
    match csv::read(&bytes, delimiter) {
        Ok(raw) => {
            raw.issues.iter().for_each(|issue| findings.push(issue_finding(issue, path)));
            Some(raw)
        }
        Err(error) => {
            findings.push(csv_finding(&error, path));
            None
        }
    }
}

fn csv_finding(error: &CsvError, path: &str) -> Finding {
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
        CsvIssue::FieldCount { line, text, .. } => (Code::FieldCount, Place::field(path, *line, None, text)),
        CsvIssue::DuplicateColumn { line, name } => (Code::MissingColumn, Place::field(path, *line, Some(name), name)),
        CsvIssue::EmptyColumnName { line, .. } => (Code::MissingColumn, Place::field(path, *line, None, "")),
    };
    Finding::new(code, place, issue.to_string())
}

/// Where in the file each part of a row stands.
struct Positions {
    period: usize,
    dimensions: Vec<usize>,
    measures: Vec<usize>,
}

fn positions(raw: &RawTable, layout: &Layout, findings: &mut Findings) -> Option<Positions> {
    let mut find = |column: &Located<String>| {
        let position = raw.columns.iter().position(|name| *name == column.value);
        if position.is_none() {
            let near = did_you_mean(&column.value, raw.columns.iter().map(String::as_str));
            findings.push(
                Finding::new(
                    Code::MissingColumn,
                    column.place.clone(),
                    format!("De kolom \"{}\" staat niet in het bestand.", column.value),
                )
                .hint(near.unwrap_or_else(|| format!("Wel: {}.", raw.columns.join(", ")))),
            );
        }
        position
    };
    let period = find(&layout.period_column);
    let dimensions: Vec<_> = layout.dimensions.iter().map(|dimension| find(&dimension.column)).collect();
    let measures: Vec<_> = layout.measures.iter().map(|measure| find(&measure.column)).collect();
    Some(Positions {
        period: period?,
        dimensions: dimensions.into_iter().collect::<Option<_>>()?,
        measures: measures.into_iter().collect::<Option<_>>()?,
    })
}

/// The rows that the layout describes; what cannot be read is reported.
pub(super) fn read_rows(raw: &RawTable, layout: &Layout, path: &str, findings: &mut Findings) -> Vec<Row> {
    let Some(positions) = positions(raw, layout, findings) else { return Vec::new() };
    let mut rows: Vec<Row> = Vec::new();
    let mut seen: HashMap<(Period, Vec<String>), usize> = HashMap::new();
    for raw_row in &raw.rows {
        if let Some(field) = raw_row.fields.iter().find(|field| field.contains(is_marker)) {
            let place = Place::field(path, raw_row.line, None, field);
            findings.push(
                Finding::new(
                    Code::PrivateCharacter,
                    place,
                    "In deze regel staat een onzichtbaar teken zonder vaste betekenis.",
                )
                .hint("Typ de tekst van deze cel opnieuw."),
            );
            continue;
        }
        let text = &raw_row.fields[positions.period];
        let period: Period = match text.parse() {
            Ok(period) => period,
            Err(error) => {
                let error: PeriodError = error;
                let place = Place::field(path, raw_row.line, Some(&layout.period_column.value), text);
                findings.push(Finding::new(Code::UnknownPeriod, place, error.to_string()));
                continue;
            }
        };
        let dimensions: Vec<String> = positions.dimensions.iter().map(|at| raw_row.fields[*at].clone()).collect();
        if let Some(first) = seen.insert((period, dimensions.clone()), raw_row.line) {
            let place = Place::field(path, raw_row.line, None, named(period, &dimensions));
            findings.push(
                Finding::new(
                    Code::DuplicateRow,
                    place,
                    format!("De regel voor {} staat er al, op regel {first}.", named(period, &dimensions)),
                )
                .hint("Verwijder een van de twee regels."),
            );
            continue;
        }
        let cells = layout
            .measures
            .iter()
            .zip(&positions.measures)
            .map(|(measure, at)| read_cell(&raw_row.fields[*at], period, measure, layout, path, raw_row.line, findings))
            .collect();
        let mut row = Row { period, line: raw_row.line, dimensions, cells };
        mark_revised(&mut row, layout);
        rows.push(row);
    }
    rows
}

/// A figure that an earlier letter gave otherwise is corrected, or still provisional in another way.
fn mark_revised(row: &mut Row, layout: &Layout) {
    for measure in 0..row.cells.len() {
        if layout.revisions.iter().any(|revision| revision.covers(row, measure)) {
            let status = &mut row.cells[measure].status;
            *status = match *status {
                Status::Definitive | Status::Corrected => Status::Corrected,
                Status::Provisional | Status::RevisedProvisional => Status::RevisedProvisional,
                Status::Estimate => Status::Estimate,
            };
        }
    }
}

fn named(period: Period, dimensions: &[String]) -> String {
    std::iter::once(period.to_string()).chain(dimensions.iter().cloned()).collect::<Vec<_>>().join(", ")
}

fn read_cell(
    text: &str,
    period: Period,
    measure: &Measure,
    layout: &Layout,
    path: &str,
    line: usize,
    findings: &mut Findings,
) -> Cell {
    let provisional = layout.provisional.iter().find(|provisional| provisional.covers(period, &measure.id));
    let declared = provisional.map_or(Status::Definitive, |provisional| provisional.status);
    let mut wrong = |message: String, hint: &str| {
        let place = Place::field(path, line, Some(&measure.column.value), text);
        let finding = Finding::new(Code::NotANumber, place, message);
        findings.push(if hint.is_empty() { finding } else { finding.hint(hint) });
        Cell { value: CellValue::Unknown, status: declared }
    };
    let number = match parse_number(text, layout.declared_mark.unwrap_or(DecimalMark::Comma)) {
        Ok(number) => number,
        Err(error) => {
            return wrong(error.to_string(), "Is het cijfer niet bekend? Laat de cel dan leeg of zet er een punt in.");
        }
    };
    if number.value.is_some_and(|value| value.abs() >= Decimal::from(LARGEST)) {
        return wrong(format!("\"{text}\" is te groot om mee te rekenen."), "Kijk of er cijfers te veel in staan.");
    }
    if layout.declared_mark.is_none() && has_unclear_comma(text) {
        return wrong(
            format!("Het is niet duidelijk of \"{text}\" duizend of een breuk is."),
            "Schrijf 1234 of 1,2340. Of zet in de beschrijving van de reeks: decimaalteken = \"komma\" of \"punt\".",
        );
    }
    let is_fraction = measure.unit.is_fraction();
    if number.percent && !is_fraction {
        return wrong(
            format!("\"{text}\" is een percentage, maar deze kolom heeft een andere eenheid."),
            "Gebruik eenheid = \"procent\", of haal het %-teken weg.",
        );
    }
    // A bare 17 in a column of percentages is 17% too; a bare 0,17 could be either.
    if is_fraction
        && !number.percent
        && number.value.is_some_and(|value| !value.is_zero() && value.abs() < Decimal::ONE)
    {
        return wrong(
            format!("Het is niet duidelijk of \"{text}\" een percentage of een breuk is."),
            "Schrijf het met een %-teken: 17% of 0,17%.",
        );
    }
    let is_hundredths = is_fraction && !number.percent;
    let value = number.value.map(|value| if is_hundredths { value / Decimal::ONE_HUNDRED } else { value });
    Cell { value: value.into(), status: number.status.unwrap_or(declared) }
}

/// `1,234`: English for a thousand, Dutch for a bit more than one.
fn has_unclear_comma(text: &str) -> bool {
    let number: String = text.chars().filter(|next| next.is_ascii_digit() || matches!(next, ',' | '.')).collect();
    let Some((whole, fraction)) = number.split_once(',') else { return false };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&whole.len())
        && !whole.starts_with('0')
        && all_digits(whole)
        && fraction.len() == 3
        && all_digits(fraction)
}

/// Warns of rows that seem to add up others while nothing says so.
pub(super) fn check_totals(series: &Series, findings: &mut Findings) {
    for (index, dimension) in series.dimensions.iter().enumerate().filter(|(_, dimension)| dimension.total.is_none()) {
        let suspect = series
            .values(index)
            .into_iter()
            .find(|value| ["totaal", "eindtotaal", "alle", "allen", "som"].contains(&value.to_lowercase().as_str()));
        if let Some(value) = suspect {
            findings.push(
                Finding::new(
                    Code::LooksLikeTotal,
                    dimension.column.place.clone(),
                    format!("De kolom \"{}\" heeft regels met \"{value}\".", dimension.column.value),
                )
                .hint(format!("Zijn dat totalen? Zet dan onder [dimensies.{}]: totaal = \"{value}\"", dimension.id)),
            );
        }
    }
}
