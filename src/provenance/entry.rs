//! One printed number and everything that is known of it.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::diagnostic::Place;
use crate::dutch::notation::{Rounding, Scale, as_shown, plain_number};
use crate::dutch::period::{Period, date_in_words};
use crate::dutch::status::Status;
use crate::dutch::unit::Unit;
use crate::indicator::{Amount, CellRef, Engine, Number, Operation, Origin};
use crate::layout::{Anchor, AnnexRow};
use crate::load::CellValue;

use super::reading::PlacedNumber;

/// A printed number.
#[derive(Debug, Clone)]
pub struct LedgerEntry {
    /// Where it stands in the source of the pages.
    pub anchor: Anchor,
    /// Where the document asks for it.
    pub asked_at: Place,
    /// Its page, from 1; none where nothing was typeset.
    pub page: Option<usize>,
    /// The section, chart or table it stands in.
    pub part: String,
    /// The words around it, or the heads of its row and column.
    pub around: String,
    /// As it is printed.
    pub printed: String,
    /// Its exact value; none where it is unknown or withheld.
    pub value: Option<Decimal>,
    /// What it counts.
    pub unit: Unit,
    /// What it is.
    pub name: String,
    /// The indicator or declared fact it comes from.
    pub indicator: Option<String>,
    /// The dimensions that were chosen, in words.
    pub about: Vec<(String, String)>,
    /// The period it is about.
    pub period: Period,
    /// The formula as its author wrote it, or what was done with the cells.
    pub formula: String,
    /// The formula with its values filled in.
    pub filled_in: Option<String>,
    /// The cells it rests on.
    pub cells: Vec<SourceCell>,
    /// Who published the numbers, with the reference date.
    pub sources: Vec<String>,
    /// How final it is.
    pub status: Status,
}

/// A cell of a data file.
#[derive(Debug, Clone)]
pub struct SourceCell {
    /// `series.measure`
    pub measure: String,
    /// The file, relative to the work folder.
    pub file: String,
    /// Where in the file: "regel 3, kolom Kosten".
    pub place: String,
    /// What stands there.
    pub value: String,
    /// How final it is.
    pub status: Status,
}

impl LedgerEntry {
    /// What is known of a number.
    pub(super) fn new(placed: PlacedNumber, engine: &Arc<Engine>) -> Self {
        let PlacedNumber { anchor, part, around, printed, number, place, said_with } = placed;
        let definition = number.indicator().and_then(|id| engine.data().indicators.get(id));
        let formula = match (&number.origin, definition) {
            (_, Some(definition)) => definition.formula.value.clone(),
            (Origin::Fact(fact), _) => format!("opgegeven in {}", fact.place.file),
            (Origin::Cells(operation), _) => described(*operation, &number),
            (Origin::Count(list), _) => format!("aantal namen bij {} in {}", list.key, list.file),
            (Origin::Indicator(id), None) => id.clone(),
        };
        Self {
            anchor,
            asked_at: place,
            page: said_with,
            part,
            around,
            printed,
            value: number.recorded(),
            name: number.label.clone(),
            indicator: name_of(&number),
            about: number.about.clone(),
            period: number.period,
            formula,
            // The numbers of a formula can give its withheld outcome away.
            filled_in: number
                .indicator()
                .filter(|_| !matches!(number.amount, Amount::Withheld(_)))
                .and_then(|id| engine.filled_in(id, number.period)),
            cells: number.cells.iter().map(|cell| SourceCell::of(cell, &number)).collect(),
            sources: sources(&number),
            status: number.status(),
            unit: number.unit,
        }
    }

    /// What the annex of the document prints of it.
    pub(super) fn annex_row(&self) -> AnnexRow {
        let mut name = self.name.clone();
        for (_, value) in &self.about {
            name += &format!(", {value}");
        }
        let is_plain = self.cells.len() == 1 && !self.filled_in.as_ref().is_some_and(|filled| filled.contains(' '));
        let how = (!is_plain).then(|| self.filled_in.clone().unwrap_or_else(|| self.formula.clone()));
        let cells = self.cells.iter().take(ANNEX_CELLS).map(SourceCell::in_short);
        let more = match self.cells.len().saturating_sub(ANNEX_CELLS) {
            0 => None,
            1 => Some("en nog 1 cel".to_owned()),
            more => Some(format!("en nog {more} cellen")),
        };
        let cells = cells.chain(more).collect::<Vec<_>>().join("; ");
        AnnexRow {
            printed: self.printed.clone(),
            anchors: vec![self.anchor],
            name: format!("{name}, {}", self.period.in_words()),
            origin: how.into_iter().chain([cells]).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" uit "),
            sources: self.sources.clone(),
        }
    }
}

/// Beyond this many cells the annex lists only the first.
const ANNEX_CELLS: usize = 3;

fn name_of(number: &Number) -> Option<String> {
    match &number.origin {
        Origin::Indicator(id) => Some(id.clone()),
        Origin::Fact(fact) => Some(fact.id.clone()),
        Origin::Cells(_) | Origin::Count(_) => None,
    }
}

fn described(operation: Operation, number: &Number) -> String {
    let count = number.cells.len();
    match operation {
        Operation::Read => "één cel".to_owned(),
        Operation::Sum if count == 1 => "één cel".to_owned(),
        Operation::Sum => format!("som van {count} cellen"),
        Operation::Mean => format!("gemiddelde van {count} cellen"),
        Operation::TableTotal => "som van de rijen van de tabel".to_owned(),
        Operation::TableDifference => "laatste kolom − eerste kolom".to_owned(),
        Operation::TableSum => format!("som van {count} cellen van de tabel, sommige met een min"),
        Operation::TableSigned if count == 1 => "één cel, met het teken van de tabel".to_owned(),
        Operation::TableSigned => format!("som van {count} cellen, met het teken van de tabel"),
        Operation::TableChange => "verschil tussen twee cijfers van de tabel".to_owned(),
        Operation::TableQuotient => "deling van twee cijfers van de tabel".to_owned(),
        Operation::TableGrowth => "groei van het ene cijfer van de tabel naar het andere, in procenten".to_owned(),
    }
}

impl SourceCell {
    /// "jnv.csv, regel 3, kolom Kosten (461.514)"
    fn in_short(&self) -> String {
        let file = self.file.rsplit('/').next().unwrap_or(&self.file);
        let status = if self.status.mark().is_some() { format!(", {}", self.status) } else { String::new() };
        format!("{file}, {} ({}{status})", self.place, self.value)
    }

    /// "data/reeksen/jnv.csv, regel 3, kolom Kosten: 461.514 (voorlopig)"
    pub fn in_words(&self) -> String {
        let status = if self.status.mark().is_some() { format!(" ({})", self.status) } else { String::new() };
        format!("{}, {}: {}{status}", self.file, self.place, self.value)
    }

    fn of(cell: &CellRef, printed: &Number) -> Self {
        let measure = &cell.series.measures[cell.measure];
        let place = cell.place();
        let value = match cell.series.rows[cell.row].cells[cell.measure].value {
            CellValue::Known(number) if cell.tells_by_its_digits() => {
                let decimals = match printed.unit == measure.unit {
                    true => printed.rounding.decimals.max(measure.rounding.decimals),
                    false => measure.rounding.decimals,
                };
                exact(as_shown(number, &measure.unit, Rounding { decimals }, Scale::One), &measure.unit)
            }
            CellValue::Known(number) => exact(number, &measure.unit),
            CellValue::Unknown => cell.series.rows[cell.row].cells[cell.measure].missing.in_words().to_owned(),
            CellValue::Withheld(_) => "geheim".to_owned(),
        };
        Self {
            measure: format!("{}.{}", cell.series.id, measure.id),
            place: place.spot.in_words(),
            file: place.file,
            value,
            status: cell.status(),
        }
    }
}

fn sources(number: &Number) -> Vec<String> {
    let dated = |source: &str, date: Option<NaiveDate>| match date {
        Some(date) => format!("{source}, peildatum {}", date_in_words(date)),
        None => source.to_owned(),
    };
    let series = number.cells.iter().map(|cell| dated(&cell.series.source, cell.series.reference_date));
    let facts = number.facts.iter().map(|fact| dated(&fact.source, fact.reference_date));
    let mut all: Vec<String> = Vec::new();
    for source in series.chain(facts) {
        if !all.contains(&source) {
            all.push(source);
        }
    }
    all
}

/// An exact value with its unit: "461.514", "17%", "8,65".
pub fn exact(value: Decimal, unit: &Unit) -> String {
    if unit.is_fraction() { format!("{}%", plain_number(value * Decimal::ONE_HUNDRED)) } else { plain_number(value) }
}
