//! `data/reeksen/*.toml` with the CSV that each names: numbers by period, dimension and measure.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding, Findings, Place, did_you_mean};
use crate::notation::{Rounding, Unit};
use crate::period::{Period, PeriodError};
use crate::status::Status;

use super::csv::{self, CsvError, CsvIssue, RawTable};
use super::definitions::{check_identifier, read_decimals};
use super::files::Files;
use super::number::{DecimalMark, parse_number};
use super::toml::{Located, TomlTable};

/// A table of figures.
#[derive(Debug)]
pub struct Series {
    /// Its name in formulas.
    pub id: String,
    /// What it measures.
    pub title: String,
    /// Who published the figures.
    pub source: String,
    /// The date on which they were as they stand here.
    pub reference_date: Option<NaiveDate>,
    /// Remarks that go with the figures wherever they are shown.
    pub notes: Vec<String>,
    /// Columns that tell rows of one period apart.
    pub dimensions: Vec<Dimension>,
    /// Columns with numbers.
    pub measures: Vec<Measure>,
    /// Where figures before and after cannot be compared.
    pub breaks: Vec<Break>,
    /// Which figures may still change, and why.
    pub provisional: Vec<Provisional>,
    /// The rows, in the order of the file.
    pub rows: Vec<Row>,
    /// Row numbers by period.
    pub by_period: BTreeMap<Period, Vec<usize>>,
    /// The file with the numbers, relative to the root.
    pub file: String,
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
    column: Located<String>,
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
    column: Located<String>,
}

/// A break in the series.
#[derive(Debug, Clone)]
pub struct Break {
    /// The first period after it.
    pub from: Period,
    /// What changed.
    pub note: String,
}

/// One row.
#[derive(Debug, Clone)]
pub struct Row {
    /// The period it is about.
    pub period: Period,
    /// 1-based line in the file.
    pub line: usize,
    /// A value for each dimension.
    pub dimensions: Vec<String>,
    /// A cell for each measure.
    pub cells: Vec<Cell>,
}

/// One number as it was found.
#[derive(Debug, Clone)]
pub struct Cell {
    /// The number; none where the source does not know it.
    pub value: Option<Decimal>,
    /// How final it is.
    pub status: Status,
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

    /// Whether a row holds a total of other rows.
    pub fn is_total(&self, row: &Row) -> bool {
        let mut pairs = self.dimensions.iter().zip(&row.dimensions);
        pairs.any(|(dimension, value)| dimension.total.as_deref() == Some(value))
    }

    /// The values of a dimension, in the order of the file.
    pub fn values(&self, dimension: usize) -> Vec<&str> {
        let mut values: Vec<&str> = Vec::new();
        for row in &self.rows {
            if !values.contains(&row.dimensions[dimension].as_str()) {
                values.push(&row.dimensions[dimension]);
            }
        }
        values
    }

    /// The place of a cell.
    pub fn cell_place(&self, row: usize, measure: usize) -> Place {
        let row = &self.rows[row];
        let cell = &row.cells[measure];
        let text = cell.value.map_or_else(|| ".".to_owned(), |value| value.to_string());
        Place::field(&self.file, row.line, Some(&self.measures[measure].column.value), text)
    }
}

/// Periods (and measures) whose figures may still change.
#[derive(Debug, Clone)]
pub struct Provisional {
    from: Period,
    to: Option<Period>,
    measures: Vec<String>,
    /// Why, for the notes under charts and tables.
    pub note: Option<String>,
}

impl Provisional {
    /// Whether it covers a measure in a period.
    pub fn covers(&self, period: Period, measure: &str) -> bool {
        period.first_day() >= self.from.first_day()
            && self.to.is_none_or(|to| period.last_day() <= to.last_day())
            && (self.measures.is_empty() || self.measures.iter().any(|id| id == measure))
    }
}

/// The layout of the file as its TOML describes it.
struct Layout {
    period_column: Located<String>,
    /// The decimal mark, where the description names it; else a comma.
    declared_mark: Option<DecimalMark>,
    dimensions: Vec<Dimension>,
    measures: Vec<Measure>,
    provisional: Vec<Provisional>,
}

/// Reads a series and its numbers. Any error means that the series cannot be used.
pub fn read(id: &str, table: &TomlTable<'_>, files: &Files, findings: &mut Findings) -> Option<Series> {
    let mut own = Findings::new();
    let series = read_all(id, table, files, &mut own);
    let usable = !own.has_errors();
    findings.extend(own);
    series.filter(|_| usable)
}

fn read_all(id: &str, table: &TomlTable<'_>, files: &Files, findings: &mut Findings) -> Option<Series> {
    let title = table.required_text("titel", findings);
    let source = table.required_text("bron", findings);
    let reference_date = table.date("peildatum", findings).map(|date| date.value);
    let notes = table.texts("opmerkingen", findings).into_iter().map(|note| note.value).collect();
    let file =
        table.text("bestand", findings).unwrap_or_else(|| Located { value: format!("{id}.csv"), place: table.place() });
    let delimiter = read_delimiter(table, findings);
    let layout = read_layout(table, findings);
    let breaks = read_breaks(table, findings);
    table.finish(findings);
    let path = format!("data/reeksen/{}", file.value);
    let raw = read_csv(files, &path, &file.place, delimiter, findings)?;
    let rows = read_rows(&raw, &layout, &path, findings);
    let mut by_period: BTreeMap<Period, Vec<usize>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        by_period.entry(row.period).or_default().push(index);
    }
    let series = Series {
        id: id.to_owned(),
        title: title?.value,
        source: source?.value,
        reference_date,
        notes,
        dimensions: layout.dimensions,
        measures: layout.measures,
        breaks,
        provisional: layout.provisional,
        rows,
        by_period,
        file: path,
    };
    check_totals(&series, table, findings);
    Some(series)
}

fn read_delimiter(table: &TomlTable<'_>, findings: &mut Findings) -> Option<u8> {
    let delimiters = [(";", b';'), (",", b','), ("\t", b'\t'), ("|", b'|')];
    table.choice("scheidingsteken", &delimiters, findings)
}

fn read_layout(table: &TomlTable<'_>, findings: &mut Findings) -> Layout {
    let period_column = table
        .text("periode", findings)
        .unwrap_or_else(|| Located { value: "periode".to_owned(), place: table.place() });
    let marks = [("komma", DecimalMark::Comma), ("punt", DecimalMark::Point)];
    let declared = table.choice("decimaalteken", &marks, findings);
    let dimensions = match table.table("dimensies", findings) {
        Some(dimensions) => {
            let entries = dimensions.entries(findings);
            entries.into_iter().map(|(id, table)| read_dimension(id, &table, findings)).collect()
        }
        None => Vec::new(),
    };
    let mut measures = Vec::new();
    if table.require("maten", findings).is_some()
        && let Some(all) = table.table("maten", findings)
    {
        for (id, table) in all.entries(findings) {
            measures.extend(read_measure(id, &table, findings));
        }
    }
    let provisional = table
        .tables("voorlopig", findings)
        .iter()
        .filter_map(|one| read_provisional(one, &measures, findings))
        .collect();
    Layout { period_column, declared_mark: declared, dimensions, measures, provisional }
}

fn read_dimension(id: Located<String>, table: &TomlTable<'_>, findings: &mut Findings) -> Dimension {
    check_identifier(&id, findings);
    let column = table.text("kolom", findings).unwrap_or_else(|| id.clone());
    let name = table.text("naam", findings).map_or_else(|| id.value.clone(), |name| name.value);
    let total = table.text("totaal", findings).map(|total| total.value);
    table.finish(findings);
    Dimension { id: id.value, name, total, column }
}

fn read_measure(id: Located<String>, table: &TomlTable<'_>, findings: &mut Findings) -> Option<Measure> {
    check_identifier(&id, findings);
    let column = table.text("kolom", findings).unwrap_or_else(|| id.clone());
    let name = table.text("naam", findings).map_or_else(|| id.value.clone(), |name| name.value);
    let unit = table.required_text("eenheid", findings).map(|unit| Unit::parse(&unit.value));
    let rounding = read_decimals(table, findings);
    table.finish(findings);
    let unit = unit?;
    let rounding = rounding.unwrap_or_else(|| unit.default_rounding(crate::notation::Scale::One));
    Some(Measure { id: id.value, name, unit, rounding, column })
}

fn read_breaks(table: &TomlTable<'_>, findings: &mut Findings) -> Vec<Break> {
    let breaks = table.tables("breuken", findings);
    breaks
        .iter()
        .filter_map(|table| {
            let from = required_period("vanaf", table, findings);
            let note = table.required_text("toelichting", findings);
            table.finish(findings);
            Some(Break { from: from?, note: note?.value })
        })
        .collect()
}

fn read_provisional(table: &TomlTable<'_>, measures: &[Measure], findings: &mut Findings) -> Option<Provisional> {
    let from = required_period("vanaf", table, findings);
    let to = table.text("tot", findings).and_then(|text| parse_period(&text, findings));
    let names = table.texts("maten", findings);
    for name in &names {
        if !measures.iter().any(|measure| measure.id == name.value) {
            findings.push(
                Finding::new(Code::InvalidValue, name.place.clone(), format!("De maat \"{}\" is er niet.", name.value))
                    .maybe_hint(did_you_mean(&name.value, measures.iter().map(|measure| measure.id.as_str()))),
            );
        }
    }
    let note = table.text("toelichting", findings).map(|note| note.value);
    table.finish(findings);
    Some(Provisional { from: from?, to, note, measures: names.into_iter().map(|name| name.value).collect() })
}

fn required_period(key: &str, table: &TomlTable<'_>, findings: &mut Findings) -> Option<Period> {
    let text = table.required_text(key, findings)?;
    parse_period(&text, findings)
}

fn parse_period(text: &Located<String>, findings: &mut Findings) -> Option<Period> {
    match text.value.parse() {
        Ok(period) => Some(period),
        Err(error) => {
            let error: PeriodError = error;
            findings.push(Finding::new(Code::UnknownPeriod, text.place.clone(), error.to_string()));
            None
        }
    }
}

fn read_csv(
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
    let place = match error.line() {
        Some(line) => Place::field(path, line, None, ""),
        None => Place::file(path),
    };
    Finding::new(code, place, error.to_string())
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

fn read_rows(raw: &RawTable, layout: &Layout, path: &str, findings: &mut Findings) -> Vec<Row> {
    let Some(positions) = positions(raw, layout, findings) else { return Vec::new() };
    let mut rows: Vec<Row> = Vec::new();
    let mut seen: HashMap<(Period, Vec<String>), usize> = HashMap::new();
    for raw_row in &raw.rows {
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
            let place = Place::field(path, raw_row.line, None, raw_row.fields.join(" "));
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
        rows.push(Row { period, line: raw_row.line, dimensions, cells });
    }
    rows
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
    let provisional = layout.provisional.iter().any(|provisional| provisional.covers(period, &measure.id));
    let declared = if provisional { Status::Provisional } else { Status::Definitive };
    let mut wrong = |message: String, hint: &str| {
        let place = Place::field(path, line, Some(&measure.column.value), text);
        let finding = Finding::new(Code::NotANumber, place, message);
        findings.push(if hint.is_empty() { finding } else { finding.hint(hint) });
        Cell { value: None, status: declared }
    };
    let number = match parse_number(text, layout.declared_mark.unwrap_or(DecimalMark::Comma)) {
        Ok(number) => number,
        Err(error) => {
            return wrong(error.to_string(), "Is het cijfer niet bekend? Laat de cel dan leeg of zet er een punt in.");
        }
    };
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
    Cell { value, status: number.status.unwrap_or(declared) }
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
fn check_totals(series: &Series, table: &TomlTable<'_>, findings: &mut Findings) {
    for (index, dimension) in series.dimensions.iter().enumerate().filter(|(_, dimension)| dimension.total.is_none()) {
        let suspect = series
            .values(index)
            .into_iter()
            .find(|value| ["totaal", "eindtotaal", "alle", "allen", "som"].contains(&value.to_lowercase().as_str()));
        if let Some(value) = suspect {
            findings.push(
                Finding::new(
                    Code::LooksLikeTotal,
                    table.place(),
                    format!("De kolom \"{}\" heeft regels met \"{value}\".", dimension.column.value),
                )
                .hint(format!("Zijn dat totalen? Zet dan onder [dimensies.{}]: totaal = \"{value}\"", dimension.id)),
            );
        }
    }
}
