//! The rows of a series, each cell read by the unit of its column.

use std::collections::HashMap;

use crate::diagnostic::{Code, Finding, Findings, Place, did_you_mean};
use crate::dutch::number::Missing;
use crate::dutch::period::{Period, names_month};
use crate::dutch::status::Status;
use crate::dutch::unit::Unit;
use crate::dutch::withheld::Withheld;
use crate::marker::is_marker;

use super::period_field::read_period;
use super::raw::{Field, Origin, Record, Table};
use super::reading::Reading;
use crate::load::privacy::concealed;
use crate::load::series_model::{Cell, CellValue, Layout, Measure, Row};
use crate::load::toml::Located;

/// Where in the file each part of a row stands.
struct Positions {
    period: usize,
    dimensions: Vec<usize>,
    measures: Vec<usize>,
    /// Of each measure, the column with its letters.
    letters: Vec<Option<usize>>,
}

fn positions(raw: &Table, layout: &Layout, findings: &mut Findings) -> Option<Positions> {
    let mut find = |column: &Located<String>| {
        let all = || raw.columns.iter().enumerate();
        let mut named: Vec<usize> = all().filter(|(_, one)| one.name == column.value).map(|(at, _)| at).collect();
        if named.is_empty() {
            named = all().filter(|(_, one)| one.is_called(&column.value)).map(|(at, _)| at).collect();
        }
        if named.is_empty() {
            findings.push(no_column(raw, column));
        }
        // In a CSV every double name was found already.
        if named.len() > 1 && raw.origin != Origin::Lines {
            let message = format!("De kolom \"{}\" staat er {} keer in.", column.value, named.len());
            findings.push(
                Finding::new(Code::MissingColumn, column.place.clone(), message)
                    .hint("Geef de kolommen verschillende namen, of noem met bereik = \"A3:F20\" alleen de tabel."),
            );
        }
        named.first().copied()
    };
    let period = layout.period_columns.first().map(&mut find)?;
    let dimensions: Vec<_> = layout.dimensions.iter().map(|dimension| find(&dimension.column)).collect();
    let measures: Vec<_> = layout.measures.iter().map(|measure| find(&measure.column)).collect();
    let letters = layout.measures.iter().map(|measure| measure.letters_in.as_ref().and_then(&mut find)).collect();
    Some(Positions {
        period: period?,
        dimensions: dimensions.into_iter().collect::<Option<_>>()?,
        measures: measures.into_iter().collect::<Option<_>>()?,
        letters,
    })
}

fn no_column(raw: &Table, column: &Located<String>) -> Finding {
    let names: Vec<&str> = raw.columns.iter().map(|column| column.name.as_str()).collect();
    let near = did_you_mean(&column.value, names.iter().copied());
    let message = format!("De kolom \"{}\" staat niet in het bestand.", column.value);
    let finding = Finding::new(Code::MissingColumn, column.place.clone(), message)
        .hint(near.unwrap_or_else(|| format!("Wel: {}.", names.join(", "))));
    match raw.origin {
        Origin::Sheet(_) => finding
            .hint("Begint de tabel lager op het blad? Noem dan het bereik, zoals bereik = \"A3:F20\".")
            .hint("Hebben de kolommen namen van twee rijen? Zet dan: kopregels = 2."),
        _ => finding,
    }
}

/// Reads the fields of rows; each finding knows its place.
struct RowReader<'a> {
    raw: &'a Table,
    layout: &'a Layout,
    path: &'a str,
    /// How the cells of each measure are read.
    readings: Vec<Reading<'a>>,
    findings: &'a mut Findings,
}

/// The rows that the layout describes; what cannot be read is reported.
pub(crate) fn read_rows(raw: &Table, layout: &Layout, path: &str, findings: &mut Findings) -> Vec<Row> {
    let Some(positions) = positions(raw, layout, findings) else { return Vec::new() };
    let measures = layout.measures.iter().zip(&positions.measures);
    let readings = measures.map(|(measure, at)| Reading::of(measure, raw, *at, layout)).collect();
    let mut reader = RowReader { raw, layout, path, readings, findings };
    let mut rows: Vec<Row> = Vec::new();
    let mut seen: HashMap<(Period, Vec<String>), usize> = HashMap::new();
    for record in &raw.rows {
        let Some(row) = reader.row(record, &positions) else { continue };
        if let Some(first) = seen.insert((row.period, row.dimensions.clone()), row.line) {
            reader.duplicate(record, &row, first);
            continue;
        }
        rows.push(row);
    }
    rows
}

impl RowReader<'_> {
    fn row(&mut self, record: &Record, positions: &Positions) -> Option<Row> {
        let is_private = |field: &&Field| matches!(field, Field::Text(text) if text.contains(is_marker));
        if let Some(field) = record.fields.iter().find(is_private) {
            let place = self.raw.origin.row(self.path, record.line, &field.shown());
            self.findings.push(
                Finding::new(
                    Code::PrivateCharacter,
                    place,
                    "In deze regel staat een onzichtbaar teken zonder vaste betekenis.",
                )
                .hint("Typ de tekst van deze cel opnieuw."),
            );
            return None;
        }
        let (period, status) = self.period(record, positions.period)?;
        let mut dimensions = Vec::with_capacity(positions.dimensions.len());
        for at in &positions.dimensions {
            dimensions.push(self.name(record, *at)?);
        }
        let layout = self.layout;
        let cells = (0..layout.measures.len())
            .map(|measure| {
                let letter = positions.letters[measure].map(|at| record.field(at));
                self.cell(record, positions.measures[measure], period, status, measure, letter)
            })
            .collect();
        let sources = record.sources.clone();
        let mut row = Row { period, line: record.line, dimensions, cells, sources };
        mark_revised(&mut row, layout);
        Some(row)
    }

    /// The value of a dimension. A date is hardly ever one.
    fn name(&mut self, record: &Record, at: usize) -> Option<String> {
        let field = self.usable(record, at)?;
        if !self.layout.asks {
            return Some(field.shown().into_owned());
        }
        if !is_date_by_excel(field) {
            return Some(field.as_name());
        }
        let message = format!("In de kolom \"{}\" staat een datum.", self.raw.columns[at].name);
        let hint = "Excel maakt van 5-9 of 3-4 vanzelf een datum. Geef de kolom de opmaak Tekst, en typ het opnieuw.";
        self.findings.push(Finding::new(Code::NotANumber, self.place(record, at), message).hint(hint));
        None
    }

    fn place(&self, record: &Record, at: usize) -> Place {
        self.raw.place(self.path, record, at, &record.field(at).shown())
    }

    fn period(&mut self, record: &Record, at: usize) -> Option<(Period, Option<Status>)> {
        let field = self.usable(record, at)?;
        match read_period(field, self.layout.date_length) {
            Ok(found) => Some(found),
            Err(error) => {
                let finding = Finding::new(Code::UnknownPeriod, self.place(record, at), error.to_string());
                self.findings.push(match (&self.raw.origin, field) {
                    (Origin::Sheet(_), _) => finding
                        .hint("Hoort deze rij niet bij de tabel? Noem dan het bereik, zoals bereik = \"A3:F20\"."),
                    _ => finding,
                });
                None
            }
        }
    }

    /// A field that holds something that can be used, or nothing.
    fn usable<'r>(&mut self, record: &'r Record, at: usize) -> Option<&'r Field> {
        let field = record.field(at);
        let place = || self.raw.place(self.path, record, at, "");
        let finding = match field {
            Field::Error(name) => {
                let message = match *name {
                    "Fout" => "In deze cel staat een fout in plaats van een waarde.".to_owned(),
                    name => format!("In deze cel staat de fout {name} in plaats van een waarde."),
                };
                Finding::new(Code::ErrorCell, place(), message)
                    .hint("Herstel de formule in het bestand. Is het cijfer niet bekend? Maak de cel dan leeg.")
            }
            Field::NoValue => {
                Finding::new(Code::FormulaWithoutValue, place(), "In deze cel staat een formule zonder uitkomst.")
                    .hint("Open het bestand in Excel en bewaar het. Excel rekent de formule dan uit.")
            }
            Field::Nested => {
                Finding::new(Code::JsonShape, place(), "Hier staat een lijst of groep in plaats van een waarde.")
                    .hint("Griffel leest één waarde per sleutel: een getal of een tekst.")
            }
            _ => return Some(field),
        };
        self.findings.push(finding);
        None
    }

    fn duplicate(&mut self, record: &Record, row: &Row, first: usize) {
        // The numbers themselves, which can be small counts, are not repeated.
        let place = self.raw.origin.row(self.path, record.line, &named(row.period, &row.dimensions));
        let rows = if matches!(self.raw.origin, Origin::Sheet(_)) { "rijen" } else { "regels" };
        let where_first = self.raw.origin.at_row(first);
        self.findings.push(
            Finding::new(
                Code::DuplicateRow,
                place,
                format!("De regel voor {} staat er al, {where_first}.", named(row.period, &row.dimensions)),
            )
            .hint(format!("Verwijder een van de twee {rows}.")),
        );
    }

    fn cell(
        &mut self,
        record: &Record,
        at: usize,
        period: Period,
        of_period: Option<Status>,
        measure: usize,
        letter: Option<&Field>,
    ) -> Cell {
        let reading = measure;
        let measure = &self.layout.measures[measure];
        let provisional = self.layout.provisional.iter().find(|provisional| provisional.covers(period, &measure.id));
        let declared = provisional.map_or(of_period.unwrap_or_default(), |provisional| provisional.status);
        let unknown = Cell { value: CellValue::Unknown, status: declared, missing: Missing::Unknown };
        let Some(field) = self.usable(record, at) else { return unknown };
        if let Some(reason) = withheld_by_source(field, measure) {
            return Cell { value: CellValue::Withheld(reason), status: declared, missing: Missing::Unknown };
        }
        match self.readings[reading].read(field, letter) {
            Ok(number) => {
                Cell { value: number.value.into(), status: number.status.unwrap_or(declared), missing: number.missing }
            }
            Err((message, hint)) => {
                let mut finding = Finding::new(Code::NotANumber, self.place(record, at), message);
                if measure.is_about_people() {
                    finding.message = concealed(&finding.message);
                    finding.place = finding.place.with_text(concealed);
                }
                self.findings.push(if hint.is_empty() { finding } else { finding.hint(hint) });
                unknown
            }
        }
    }
}

/// A date, or what is left of one as text: "5-sep", "sep-05".
fn is_date_by_excel(field: &Field) -> bool {
    match field {
        Field::Date(_) => true,
        Field::Text(text) => text.split_once('-').is_some_and(|(one, other)| {
            let is_day = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit());
            let is_month = |part: &str| part.len() < 5 && names_month(&part.to_lowercase());
            is_day(one) && is_month(other) || is_month(one) && is_day(other)
        }),
        _ => false,
    }
}

/// What the source says in the place of a number that it keeps to itself. "Minder dan 500" is said of counts only.
fn withheld_by_source(field: &Field, measure: &Measure) -> Option<Withheld> {
    let Field::Text(text) = field else { return None };
    let is_count = matches!(measure.unit, Unit::Persons | Unit::Count | Unit::Other(_));
    Withheld::by_source(text).map(|reason| if is_count { reason } else { Withheld::Protecting })
}

/// A number that an earlier letter gave otherwise is corrected, or still provisional in another way.
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
