//! The rows of a series, each cell read by the unit of its column.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::thread;

use ecow::{EcoString, EcoVec};
use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::dutch::everyday;
use crate::dutch::number::Missing;
use crate::dutch::period::{Period, names_month};
use crate::dutch::status::Status;
use crate::dutch::unit::Unit;
use crate::dutch::withheld::Withheld;
use crate::marker::is_marker;

use super::period_field::read_period;
use super::raw::{Field, Origin, Record, Table};
use super::reading::Reading;
use super::turn::Turned;
use crate::load::parallel::in_parallel;
use crate::load::privacy::concealed;
use crate::load::series_keys::Blank;
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
    let mut find = |name: &Located<String>| raw.column(name, findings);
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

/// Reads the fields of rows; each finding knows its place.
struct RowReader<'a> {
    raw: &'a Table,
    layout: &'a Layout,
    path: &'a str,
    /// How the cells of each measure are read.
    readings: &'a [Reading<'a>],
    findings: &'a mut Findings,
    /// The values of dimensions in the row before, which this one may share.
    last_names: Arc<[EcoString]>,
    /// What texts of periods say: a large table has few of them, many times.
    known_periods: HashMap<EcoString, (Period, Option<Status>)>,
}

/// The rows that the layout describes; what cannot be read is reported.
pub(crate) fn read_rows(turned: &Turned, layout: &Layout, path: &str, findings: &mut Findings) -> Vec<Row> {
    let raw = &turned.table;
    let Some(positions) = positions(raw, layout, findings) else { return Vec::new() };
    let measures = layout.measures.iter().zip(&positions.measures);
    let readings: Vec<_> = measures.map(|(measure, at)| Reading::of(measure, turned, *at, layout)).collect();
    let read = |records: &[Record], findings: &mut Findings| {
        let readings = &readings;
        let mut reader = RowReader {
            raw,
            layout,
            path,
            readings,
            findings,
            last_names: Arc::default(),
            known_periods: HashMap::new(),
        };
        let mut rows = Vec::new();
        turned.each_of(records, |record| rows.extend(reader.row(record, &positions)));
        rows
    };
    let fields: usize = raw.rows.iter().map(|record| record.fields.len()).sum();
    let mut rows: Vec<Row> = match fields {
        ..MANY_FIELDS => read(&raw.rows, findings),
        _ => {
            let workers = thread::available_parallelism().map_or(1, usize::from);
            let parts: Vec<&[Record]> = raw.rows.chunks(raw.rows.len().div_ceil(workers)).collect();
            let fresh = findings.fresh();
            let of_parts = in_parallel(&parts, 2, |part| {
                let mut own = fresh.fresh();
                (read(part, &mut own), own)
            });
            let own_rows = of_parts.into_iter().flat_map(|(rows, own)| {
                findings.extend(own);
                rows
            });
            own_rows.collect()
        }
    };
    let again = repeated(&rows);
    for (row, earlier) in &again {
        findings.push(duplicate(raw, path, &rows[*row], rows[*earlier].line));
    }
    let mut at = 0..rows.len();
    rows.retain(|_| !at.next().is_some_and(|at| again.contains_key(&at)));
    rows
}

/// Of a table with so many fields, parts are read at the same time.
const MANY_FIELDS: usize = 50_000;

fn duplicate(raw: &Table, path: &str, row: &Row, first: usize) -> Finding {
    // The numbers themselves, which can be small counts, are not repeated.
    let place = raw.origin.row(path, row.line, &named(row.period, &row.dimensions));
    let rows = if matches!(raw.origin, Origin::Sheet(_)) { "rijen" } else { "regels" };
    let where_first = raw.origin.at_row(first);
    let message = format!("De regel voor {} staat er al, {where_first}.", named(row.period, &row.dimensions));
    Finding::new(Code::DuplicateRow, place, message).hint(format!("Verwijder een van de twee {rows}."))
}

/// Rows of which the period and dimensions stand in an earlier one too, each with the last of those.
fn repeated(rows: &[Row]) -> BTreeMap<usize, usize> {
    let mut of_names: HashMap<&[EcoString], Vec<(Period, usize)>> = HashMap::new();
    let mut at = 0;
    // Rows that were one share their values.
    for alike in rows.chunk_by(|one, other| Arc::ptr_eq(&one.dimensions, &other.dimensions)) {
        let periods = alike.iter().zip(at..).map(|(row, at)| (row.period, at));
        of_names.entry(&alike[0].dimensions).or_default().extend(periods);
        at += alike.len();
    }
    let mut again = BTreeMap::new();
    for mut all in of_names.into_values() {
        all.sort_unstable();
        again.extend(all.windows(2).filter(|pair| pair[0].0 == pair[1].0).map(|pair| (pair[1].1, pair[0].1)));
    }
    again
}

impl RowReader<'_> {
    fn row(&mut self, record: &Record, positions: &Positions) -> Option<Row> {
        let is_private =
            |field: &&Field| matches!(field, Field::Text(text) if !text.is_ascii() && text.contains(is_marker));
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
        let dimensions = self.names(record, &positions.dimensions)?;
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

    /// The values of the dimensions.
    fn names(&mut self, record: &Record, positions: &[usize]) -> Option<Arc<[EcoString]>> {
        let mut names = EcoVec::with_capacity(positions.len());
        for at in positions {
            names.push(self.name(record, *at)?);
        }
        if self.last_names[..] != names[..] {
            self.last_names = names.into_iter().collect();
        }
        Some(self.last_names.clone())
    }

    /// The value of a dimension. A date is hardly ever one.
    fn name(&mut self, record: &Record, at: usize) -> Option<EcoString> {
        let field = self.usable(record, at)?;
        if !self.layout.asks {
            return Some(field.shown().as_ref().into());
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
        let text = if let Field::Text(text) = field { Some(text) } else { None };
        if let Some(known) = text.and_then(|text| self.known_periods.get(text)) {
            return Some(*known);
        }
        match read_period(field, self.layout.date_length) {
            Ok(found) => {
                self.known_periods.extend(text.map(|text| (text.clone(), found)));
                Some(found)
            }
            Err(error) => {
                let finding = Finding::new(Code::UnknownPeriod, self.place(record, at), error.to_string());
                let is_bare = everyday::year_and_month(field.shown().trim_end_matches('*')).is_some();
                let hint = "Staan hier jaren en maanden zonder streepje? Zet dan in de beschrijving: periodelengte = \"maand\"";
                let finding = if is_bare { finding.hint(hint) } else { finding };
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
        if !field.is_filled() {
            return match self.layout.blank {
                Blank::Zero => Cell { value: CellValue::Known(Decimal::ZERO), ..unknown },
                Blank::Nothing => Cell { missing: Missing::Nothing, ..unknown },
                Blank::Unknown => unknown,
            };
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
                Status::Forecast => Status::Forecast,
            };
        }
    }
}

fn named(period: Period, dimensions: &[EcoString]) -> String {
    std::iter::once(period.to_string()).chain(dimensions.iter().map(ToString::to_string)).collect::<Vec<_>>().join(", ")
}
