//! The rows of a series, each cell read by the unit of its column.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding, Findings, Place, did_you_mean};
use crate::dutch::number::LARGEST;
use crate::dutch::period::Period;
use crate::dutch::status::Status;
use crate::dutch::unit::Unit;
use crate::dutch::withheld::Withheld;
use crate::marker::is_marker;

use super::period_field::read_period;
use super::raw::{Field, Origin, Record, Table};
use crate::dutch::number::{CellNumber, DecimalMark, Missing, parse_number};
use crate::load::privacy::concealed;
use crate::load::series_model::{Cell, CellValue, Layout, Measure, Row, Series};
use crate::load::toml::Located;

/// Where in the file each part of a row stands.
struct Positions {
    period: usize,
    dimensions: Vec<usize>,
    measures: Vec<usize>,
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
    Some(Positions {
        period: period?,
        dimensions: dimensions.into_iter().collect::<Option<_>>()?,
        measures: measures.into_iter().collect::<Option<_>>()?,
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
    findings: &'a mut Findings,
}

/// The rows that the layout describes; what cannot be read is reported.
pub(crate) fn read_rows(raw: &Table, layout: &Layout, path: &str, findings: &mut Findings) -> Vec<Row> {
    let Some(positions) = positions(raw, layout, findings) else { return Vec::new() };
    let mut reader = RowReader { raw, layout, path, findings };
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
            dimensions.push(self.usable(record, *at)?.shown().into_owned());
        }
        let layout = self.layout;
        let cells = layout
            .measures
            .iter()
            .zip(&positions.measures)
            .map(|(measure, at)| self.cell(record, *at, period, status, measure))
            .collect();
        let at = positions.measures.iter();
        let sources = record.sources.as_ref().map(|all| at.map(|at| all[*at].clone()).collect());
        let mut row = Row { period, line: record.line, dimensions, cells, sources };
        mark_revised(&mut row, layout);
        Some(row)
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
        measure: &Measure,
    ) -> Cell {
        let provisional = self.layout.provisional.iter().find(|provisional| provisional.covers(period, &measure.id));
        let declared = provisional.map_or(of_period.unwrap_or_default(), |provisional| provisional.status);
        let unknown = Cell { value: CellValue::Unknown, status: declared };
        let Some(field) = self.usable(record, at) else { return unknown };
        if let Some(reason) = withheld_by_source(field, measure) {
            return Cell { value: CellValue::Withheld(reason), status: declared };
        }
        match read_number(field, measure, self.layout.declared_mark) {
            Ok(number) => Cell { value: number.value.into(), status: number.status.unwrap_or(declared) },
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

/// The number in a field, as the unit of its measure asks; else what is wrong, and what to do.
pub(crate) fn read_number(
    field: &Field,
    measure: &Measure,
    declared_mark: Option<DecimalMark>,
) -> Result<CellNumber, (String, &'static str)> {
    let shown = || field.shown();
    let mut number = match field {
        Field::Number { value, percent } => {
            CellNumber { value: Some(*value), percent: *percent, missing: Missing::Unknown, status: None }
        }
        Field::Date(_) => {
            return Err((
                format!("In deze cel staat een datum ({}) en geen getal.", shown()),
                "Geef de cel in het bestand de opmaak Getal en typ het cijfer opnieuw.",
            ));
        }
        _ => parse_number(&shown(), declared_mark.unwrap_or(DecimalMark::Comma)).map_err(|error| {
            (error.to_string(), "Is het cijfer niet bekend? Laat de cel dan leeg of zet er een punt in.")
        })?,
    };
    if number.value.is_some_and(|value| value.abs() >= Decimal::from(LARGEST)) {
        return Err((
            format!("\"{}\" is te groot om mee te rekenen.", shown()),
            "Kijk of er cijfers te veel in staan.",
        ));
    }
    let is_text = matches!(field, Field::Text(_));
    if is_text && declared_mark.is_none() && has_unclear_comma(&shown()) {
        return Err((
            format!("Het is niet duidelijk of \"{}\" duizend of een breuk is.", shown()),
            "Schrijf 1234 of 1,2340. Of zet in de beschrijving van de reeks: decimaalteken = \"komma\" of \"punt\".",
        ));
    }
    let is_fraction = measure.unit.is_fraction();
    if number.percent && !is_fraction {
        return Err((
            format!("\"{}\" is een percentage, maar deze kolom heeft een andere eenheid.", shown()),
            "Gebruik eenheid = \"procent\", of haal het %-teken weg.",
        ));
    }
    // A bare 17 in a column of percentages is 17% too; a bare 0,17 could be either.
    if is_fraction
        && !number.percent
        && number.value.is_some_and(|value| !value.is_zero() && value.abs() < Decimal::ONE)
    {
        return Err((
            format!("Het is niet duidelijk of \"{}\" een percentage of een breuk is.", shown()),
            if is_text {
                "Schrijf het met een %-teken: 17% of 0,17%."
            } else {
                "Geef de cel in Excel de opmaak Percentage, of schrijf het met een %-teken: 17% of 0,17%."
            },
        ));
    }
    if is_fraction && !number.percent {
        number.value = number.value.map(|value| value / Decimal::ONE_HUNDRED);
    }
    if let Some(scale) = measure.scale {
        number.value = number.value.map(|value| value * scale.divisor());
    }
    Ok(number)
}

/// `1,234`: English for a thousand, Dutch for a bit more than one.
pub(crate) fn has_unclear_comma(text: &str) -> bool {
    let number: String = text.chars().filter(|next| next.is_ascii_digit() || matches!(next, ',' | '.')).collect();
    let Some((whole, fraction)) = number.split_once(',') else { return false };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&whole.len())
        && !whole.starts_with('0')
        && all_digits(whole)
        && fraction.len() == 3
        && all_digits(fraction)
}

/// Whether a text is what people call a row that adds up others.
pub(crate) fn is_total(text: &str) -> bool {
    ["totaal", "eindtotaal", "alle", "allen", "som"].contains(&text.to_lowercase().as_str())
}

/// Warns of rows that seem to add up others while nothing says so.
pub(crate) fn check_totals(series: &Series, findings: &mut Findings) {
    for (index, dimension) in series.dimensions.iter().enumerate().filter(|(_, dimension)| dimension.total.is_none()) {
        let suspect = series.values(index).into_iter().find(|value| is_total(value));
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
