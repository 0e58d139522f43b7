//! Numbers that are still called provisional long after they were published: by now there is
//! probably a final number.

use chrono::{Days, NaiveDate};

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::dutch::period::date_in_words;
use crate::indicator::{CellRef, Number};
use crate::text::Document;

/// How long after its reference date a provisional number is used without a question.
const DAYS_AFTER_REFERENCE_DATE: u64 = 365;
/// How long after the end of its period, where the series has no reference date.
const DAYS_AFTER_PERIOD: u64 = 2 * 365;

/// Reports each series once for each document.
pub fn check(document: &Document, findings: &mut Findings) {
    let mut reported: Vec<&str> = Vec::new();
    for (number, place) in document.all_numbers() {
        let Some((cell, since)) = outdated(number, document.date) else { continue };
        if !reported.contains(&cell.series.id.as_str()) {
            reported.push(&cell.series.id);
            findings.push(finding(number, cell, since, document.date, place));
        }
    }
}

/// A provisional cell that is too old, and the date from which it is.
fn outdated(number: &Number, today: NaiveDate) -> Option<(&CellRef, NaiveDate)> {
    let provisional = number.cells.iter().filter(|cell| cell.status().is_provisional());
    provisional.map(|cell| (cell, since(cell))).find(|(cell, since)| {
        let days = match cell.series.reference_date {
            Some(_) => DAYS_AFTER_REFERENCE_DATE,
            None => DAYS_AFTER_PERIOD,
        };
        since.checked_add_days(Days::new(days)).is_some_and(|limit| today > limit)
    })
}

fn since(cell: &CellRef) -> NaiveDate {
    cell.series.reference_date.unwrap_or_else(|| cell.period().last_day())
}

fn finding(number: &Number, cell: &CellRef, since: NaiveDate, today: NaiveDate, place: &Place) -> Finding {
    let what = match cell.series.reference_date {
        Some(_) => format!("heeft als peildatum {}", date_in_words(since)),
        None => format!("gaat over {}", cell.period().with_article()),
    };
    let message = format!(
        "\"{}\" is {} en {what}, maar deze tekst is van {}.",
        number.label,
        cell.status(),
        date_in_words(today)
    );
    Finding::new(Code::OutdatedProvisional, place.clone(), message)
        .hint(format!("Vraag of er al een definitief cijfer is, en werk {} bij.", cell.series.file))
        .hint("Is het nog steeds voorlopig? Zet dan een nieuwe peildatum bij de reeks.")
}
