//! `data/reeksen/*.toml` with the file that each names: numbers by period, dimension and measure.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding, Findings, Place, did_you_mean};
use crate::notation::{Rounding, Unit};
use crate::period::{Granularity, Period, PeriodError};
use crate::status::Status;

use super::cells::{check_totals, read_rows};
use super::definitions::{check_identifier, read_decimals};
use super::files::Files;
use super::number::DecimalMark;
use super::raw::Origin;
use super::table_file::TableFile;
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
    pub(super) column: Located<String>,
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
    pub(super) column: Located<String>,
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
    /// 1-based line in the file, row of the sheet, or number of the object.
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

    /// The values of a dimension, in the order of the file.
    pub fn values(&self, dimension: usize) -> Vec<&str> {
        let mut seen = HashSet::new();
        let all = self.rows.iter().map(|row| row.dimensions[dimension].as_str());
        all.filter(|value| seen.insert(*value)).collect()
    }

    /// The place of a cell.
    pub fn cell_place(&self, row: usize, measure: usize) -> Place {
        let row = &self.rows[row];
        let cell = &row.cells[measure];
        let text = cell.value.map_or_else(|| ".".to_owned(), |value| value.to_string());
        self.origin.field(&self.file, row.line, self.column_numbers[measure], self.column_name(measure), &text)
    }

    /// What the column of a measure is called in the file.
    pub fn column_name(&self, measure: usize) -> &str {
        &self.measures[measure].column.value
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
pub(super) struct Layout {
    pub(super) period_column: Located<String>,
    /// How long the period is that a date stands for.
    pub(super) date_length: Option<Granularity>,
    /// The decimal mark, where the description names it; else a comma.
    pub(super) declared_mark: Option<DecimalMark>,
    pub(super) dimensions: Vec<Dimension>,
    pub(super) measures: Vec<Measure>,
    pub(super) provisional: Vec<Provisional>,
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
    let file = TableFile::describe(id, table, findings);
    let layout = read_layout(table, findings);
    let breaks = read_breaks(table, findings);
    table.finish(findings);
    warn_of_placeholder(title.as_ref(), "titel", findings);
    warn_of_placeholder(source.as_ref(), "bron", findings);
    let raw = file.load(files, &layout.naming_columns(), findings)?;
    let rows = read_rows(&raw, &layout, &file.path, findings);
    let number_of = |measure: &Measure| raw.columns.iter().find(|column| column.name == measure.column.value);
    let column_numbers = layout.measures.iter().map(|measure| number_of(measure).map_or(0, |column| column.number));
    let column_numbers = column_numbers.collect();
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
        file: file.path,
        origin: raw.origin,
        column_numbers,
    };
    check_totals(&series, findings);
    Some(series)
}

impl Layout {
    /// The columns that say what a row is about.
    fn naming_columns(&self) -> Vec<&str> {
        let dimensions = self.dimensions.iter().map(|dimension| dimension.column.value.as_str());
        std::iter::once(self.period_column.value.as_str()).chain(dimensions).collect()
    }
}

/// What `griffel reeks` writes where a person has to.
pub(super) const PLACEHOLDER: &str = "VUL IN";

fn warn_of_placeholder(text: Option<&Located<String>>, key: &str, findings: &mut Findings) {
    if let Some(text) = text.filter(|text| text.value.starts_with(PLACEHOLDER)) {
        findings.push(
            Finding::new(
                Code::StillToFillIn,
                text.place.clone(),
                format!("Bij \"{key}\" moet nog iets worden ingevuld."),
            )
            .hint("Deze tekst komt in de brief bij de grafieken en tabellen."),
        );
    }
}

fn read_layout(table: &TomlTable<'_>, findings: &mut Findings) -> Layout {
    let period_column = table
        .text("periode", findings)
        .unwrap_or_else(|| Located { value: "periode".to_owned(), place: table.place() });
    let lengths = [("maand", Granularity::Month), ("kwartaal", Granularity::Quarter), ("jaar", Granularity::Year)];
    let date_length = table.choice("periodelengte", &lengths, findings);
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
    Layout { period_column, date_length, declared_mark: declared, dimensions, measures, provisional }
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
