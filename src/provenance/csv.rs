//! The ledger as CSV for Excel: semicolons, decimal commas, a byte order mark, and no cell that
//! Excel could take for a formula.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::diagnostic::Waived;
use crate::dutch::period::Period;
use crate::indicator::{CellRef, Number, Operation, Origin};

use super::entry::LedgerEntry;
use super::ledger::Ledger;

/// The columns, in order.
const COLUMNS: [&str; 16] = [
    "nr",
    "bladzijde",
    "onderdeel",
    "omgeving",
    "afgedrukt",
    "waarde",
    "eenheid",
    "naam",
    "kengetal",
    "kenmerken",
    "periode",
    "formule",
    "ingevuld",
    "cellen",
    "bron",
    "status",
];

/// The bytes of the file.
pub fn to_csv(ledger: &Ledger) -> Vec<u8> {
    let mut out = Vec::from("\u{feff}");
    let terminator = ::csv::Terminator::CRLF;
    let mut writer = ::csv::WriterBuilder::new().delimiter(b';').terminator(terminator).from_writer(&mut out);
    // Writing to memory cannot fail.
    let _ = writer.write_record(COLUMNS);
    for (index, entry) in ledger.entries.iter().enumerate() {
        let _ = writer.write_record(record(index + 1, entry));
    }
    for accepted in &ledger.accepted {
        let _ = writer.write_record(accepted_record(accepted));
    }
    let _ = writer.flush();
    drop(writer);
    out
}

fn record(number: usize, entry: &LedgerEntry) -> [String; COLUMNS.len()] {
    let cells = entry.cells.iter().map(|cell| {
        let status = if cell.status.mark().is_some() { format!(" ({})", cell.status) } else { String::new() };
        format!("{} {} = {}{status}", cell.file, cell.place, cell.value)
    });
    [
        number.to_string(),
        entry.page.map(|page| page.to_string()).unwrap_or_default(),
        harmless(&entry.part),
        harmless(&entry.around),
        harmless(&entry.printed),
        entry.value.map(|value| value.normalize().to_string().replace('.', ",")).unwrap_or_default(),
        harmless(entry.unit.word()),
        harmless(&entry.name),
        harmless(&subject_name(entry).unwrap_or_default()),
        chosen(&entry.about),
        entry.period.to_string(),
        harmless(&entry.formula),
        harmless(entry.filled_in.as_deref().unwrap_or_default()),
        harmless(&cells.collect::<Vec<_>>().join("; ")),
        harmless(&entry.sources.join("; ")),
        entry.status.to_string(),
    ]
}

/// The indicator, or else the measure in its series: what a number is called in formulas.
fn subject_name(entry: &LedgerEntry) -> Option<String> {
    let measure = || {
        let first = &entry.cells.first()?.measure;
        entry.cells.iter().all(|cell| cell.measure == *first).then(|| first.clone())
    };
    entry.indicator.clone().or_else(measure)
}

/// A finding that the author accepted: what it says, and why that is all right.
fn accepted_record(accepted: &Waived) -> [String; COLUMNS.len()] {
    let mut record = [const { String::new() }; COLUMNS.len()];
    record[2] = "geaccepteerde melding".to_owned();
    record[3] = harmless(&accepted.finding.message);
    record[7] = accepted.finding.code.to_string();
    record[11] = harmless(&accepted.reason);
    record
}

fn chosen(about: &[(String, String)]) -> String {
    let about = about.iter().map(|(name, value)| format!("{name}: {value}"));
    harmless(&about.collect::<Vec<_>>().join("; "))
}

/// Text that a spreadsheet shows as text: what it would calculate gets an apostrophe in front.
pub fn harmless(text: &str) -> String {
    let starts_formula = text.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '|', '%']);
    let text = text.replace(['\u{a0}', '\n', '\r'], " ");
    if starts_formula { format!("'{text}") } else { text }
}

/// What a number is about, so that it can be found again in another document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordedSubject {
    /// The indicator, or else the series and the measure.
    name: String,
    about: String,
    period: String,
    unit: String,
}

impl RecordedSubject {
    /// Its name, which is that of an indicator unless it is a measure, and its period.
    pub fn indicator(&self) -> (&str, Option<Period>) {
        (&self.name, self.period.parse().ok())
    }

    /// The subject of a number; none for what a table computed by itself.
    pub fn of(number: &Number) -> Option<Self> {
        let name = match &number.origin {
            Origin::Indicator(id) => id.clone(),
            // Many series have a measure called "kosten".
            Origin::Cells(Operation::Read | Operation::Sum | Operation::Mean) => {
                let first = number.cells.first()?;
                let is_same =
                    |cell: &CellRef| Arc::ptr_eq(&cell.series, &first.series) && cell.measure == first.measure;
                if !number.cells.iter().all(is_same) {
                    return None;
                }
                format!("{}.{}", first.series.id, first.series.measures[first.measure].id)
            }
            Origin::Cells(_) | Origin::Fact(_) | Origin::Count(_) => {
                return None;
            }
        };
        let unit = harmless(number.unit.word());
        Some(Self { name: harmless(&name), about: chosen(&number.about), period: number.period.to_string(), unit })
    }
}

/// What an earlier document said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The exact value.
    pub value: Decimal,
    /// As it was printed.
    pub printed: String,
    /// On which page.
    pub page: Option<String>,
}

/// The numbers of a ledger that was written before. What is no ledger has none.
pub fn read_csv(bytes: &[u8]) -> Vec<(RecordedSubject, Recorded)> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = ::csv::ReaderBuilder::new().delimiter(b';').flexible(true).from_reader(bytes);
    let column = |name: &str| COLUMNS.iter().position(|column| *column == name).unwrap_or_default();
    let is_ledger = reader.headers().is_ok_and(|headers| headers.iter().eq(COLUMNS));
    if !is_ledger {
        return Vec::new();
    }
    let recorded = |record: &::csv::StringRecord| {
        let field = |name: &str| record.get(column(name)).unwrap_or_default().to_owned();
        let value: Decimal = field("waarde").replace(',', ".").parse().ok()?;
        let made_by_table = field("formule").contains("van de tabel") || field("formule").contains("kolom");
        let name = match field("kengetal") {
            empty if empty.is_empty() => field("naam"),
            indicator => indicator,
        };
        let subject =
            RecordedSubject { name, about: field("kenmerken"), period: field("periode"), unit: field("eenheid") };
        let page = Some(field("bladzijde")).filter(|page| !page.is_empty());
        (!made_by_table).then(|| (subject, Recorded { value, printed: field("afgedrukt"), page }))
    };
    reader.records().filter_map(|record| recorded(&record.ok()?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_taken_for_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "|x"] {
            assert!(harmless(text).starts_with('\''), "{text:?}");
        }
        for text in ["157", "€ 5", "1 - a / b", "\u{2212}17%", "a=b"] {
            assert_eq!(harmless(text), text);
        }
    }
}
