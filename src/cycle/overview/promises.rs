//! What the council was promised: in the calendar, and in sentences of documents.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::check::promise::{Deadline, Promised};
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::dutch::period::{Period, date_in_words};
use crate::load::{DocumentStatus, Promise};
use crate::pipeline::{Planning, Reviewed};
use crate::project::DocumentKind;

use super::dates::{self, days as in_days};
use super::sources::BoardSources;

/// From this many days before the last day on, a document that is not there is worth a warning: six weeks.
const SOON: i64 = 42;

/// Where a promise stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum PromiseSource {
    /// In the calendar.
    #[serde(rename = "kalender")]
    Calendar,
    /// In a sentence of a document.
    #[serde(rename = "brief")]
    Document,
}

/// What came of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum PromiseState {
    /// The last day has gone by, and no document was sent.
    #[serde(rename = "te laat")]
    Late,
    /// There is still time, and no document yet.
    #[serde(rename = "open")]
    Open,
    /// There is a document that will be in time, and it was not sent yet.
    #[serde(rename = "onderweg")]
    Underway,
    /// The calendar does not know the recess.
    #[serde(rename = "zonder datum")]
    Undated,
    /// A document was sent, after the last day.
    #[serde(rename = "te laat nagekomen")]
    KeptLate,
    /// A document was sent in time.
    #[serde(rename = "nagekomen")]
    Kept,
}

impl PromiseState {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            PromiseState::Late => "te laat",
            PromiseState::Open => "open",
            PromiseState::Underway => "onderweg",
            PromiseState::Undated => "zonder datum",
            PromiseState::KeptLate => "te laat nagekomen",
            PromiseState::Kept => "nagekomen",
        }
    }
}

/// A promise and what came of it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PromiseRow {
    /// Whether the calendar or a document holds it.
    #[serde(rename = "bron")]
    pub source: PromiseSource,
    /// What was promised; of a document, the sentence.
    #[serde(rename = "wat")]
    pub what: String,
    /// The document in which it was promised.
    #[serde(rename = "gedaan_in")]
    pub made_in: Option<String>,
    /// The file that holds it.
    #[serde(rename = "bestand")]
    pub file: String,
    /// The line in that file.
    #[serde(rename = "regel")]
    pub line: Option<usize>,
    /// The last day on which it is in time.
    #[serde(rename = "uiterlijk", serialize_with = "dates::iso_or_none")]
    #[cfg_attr(test, ts(as = "Option<String>"))]
    pub due: Option<NaiveDate>,
    /// How many days are left; negative: how many have gone by.
    #[serde(rename = "dagen")]
    pub days: Option<i64>,
    /// What came of it.
    #[serde(rename = "stand")]
    pub state: PromiseState,
    /// The document that keeps it, or will; of the calendar, the one it names.
    #[serde(rename = "brief")]
    pub document: Option<String>,
    /// The code of the warning about it.
    #[cfg_attr(test, ts(as = "Option<String>"))]
    pub code: Option<Code>,
}

/// A document that may keep a promise.
struct Answer {
    date: NaiveDate,
    is_sent: bool,
}

/// All promises with what came of them, those that are due first before the rest, and the warnings.
pub fn follow_up(known: &BoardSources<'_>, today: NaiveDate, only: Option<Period>) -> (Vec<PromiseRow>, Vec<Finding>) {
    let mut findings = known.across.fresh();
    let mut rows = Vec::new();
    for promise in &known.calendar.promises {
        let is_about = |document: &str| only.is_none_or(|only| document.starts_with(&format!("{only}/")));
        if is_about(&promise.letter) || promise.made_in.as_deref().is_some_and(is_about) {
            rows.push(declared(promise, known, today, &mut findings));
        }
    }
    for outcome in known.outcomes.iter().filter(|outcome| only.is_none_or(|only| only == outcome.id.period)) {
        let Some(planning) = outcome.result.as_ref().map(|review| &review.planning) else { continue };
        for promised in &planning.promises {
            let due = due(promised, planning.date, known);
            if !is_declared(&outcome.id.to_string(), due, known) {
                rows.push(found(promised, due, outcome, planning, known, today, &mut findings));
            }
        }
    }
    rows.sort_by(|a, b| {
        let key = |row: &PromiseRow| (row.state, row.due.unwrap_or(NaiveDate::MAX), row.file.clone(), row.line);
        key(a).cmp(&key(b))
    });
    (rows, findings.sorted().iter().cloned().collect())
}

/// Whether the calendar holds the promise that a document makes.
fn is_declared(document: &str, due: Option<NaiveDate>, known: &BoardSources<'_>) -> bool {
    let mut promises = known.calendar.promises.iter();
    promises.any(|promise| promise.made_in.as_deref() == Some(document) && Some(promise.due) == due)
}

fn declared(promise: &Promise, known: &BoardSources<'_>, today: NaiveDate, findings: &mut Findings) -> PromiseRow {
    let outcome = known.outcomes.iter().copied().find(|outcome| outcome.id.to_string() == promise.letter);
    let answer = outcome.and_then(answer);
    let days = (promise.due - today).num_days();
    let state = state(answer.as_ref(), promise.due, today);
    let kind = outcome.map_or(DocumentKind::Letter, |outcome| known.inventory.kind_of(&outcome.id)).word();
    let code = is_worth_a_warning(state, days).then(|| {
        let lack = match answer {
            None => format!("De {kind} {} is er niet", promise.letter),
            Some(_) => format!("De {kind} {} is niet op tijd verzonden", promise.letter),
        };
        let message =
            format!("{lack}. Toegezegd: {}. {}", promise.what.value.trim_end_matches('.'), last_day(promise.due, days));
        warn(Code::PromiseDue, &promise.what.place, message, kind, findings)
    });
    PromiseRow {
        source: PromiseSource::Calendar,
        what: promise.what.value.clone(),
        made_in: promise.made_in.clone(),
        file: promise.what.place.file.clone(),
        line: promise.what.place.line_column().map(|(line, _)| line),
        due: Some(promise.due),
        days: Some(days),
        state,
        document: Some(promise.letter.clone()),
        code: code.flatten(),
    }
}

fn found(
    promised: &Promised,
    due: Option<NaiveDate>,
    outcome: &Reviewed,
    planning: &Planning,
    known: &BoardSources<'_>,
    today: NaiveDate,
    findings: &mut Findings,
) -> PromiseRow {
    let later = first_later(outcome, planning, known);
    let answer = later.and_then(answer);
    let days = due.map(|due| (due - today).num_days());
    let state = due.map_or(PromiseState::Undated, |due| state(answer.as_ref(), due, today));
    let kind = known.inventory.kind_of(&later.unwrap_or(outcome).id).word();
    let code = due.zip(days).filter(|(_, days)| is_worth_a_warning(state, *days)).and_then(|(due, days)| {
        let lack = match later {
            Some(later) => format!("De {kind} {} is niet op tijd", later.id),
            None => format!("Er is nog geen latere {kind}"),
        };
        let message = format!("{} zegt: \"{}\" {lack}. {}", outcome.id, promised.sentence, last_day(due, days));
        warn(Code::PromiseInDocumentDue, &promised.place, message, kind, findings)
    });
    PromiseRow {
        source: PromiseSource::Document,
        what: promised.sentence.clone(),
        made_in: Some(outcome.id.to_string()),
        file: promised.place.file.clone(),
        line: promised.place.line_column().map(|(line, _)| line),
        due,
        days,
        state,
        document: later.map(|later| later.id.to_string()),
        code,
    }
}

/// The last day that is before the recess, or the last day of the year.
fn due(promised: &Promised, date: NaiveDate, known: &BoardSources<'_>) -> Option<NaiveDate> {
    match promised.before {
        Deadline::Recess(kind) => known.calendar.recess_after(date, kind).map(|recess| recess.last_day_before()),
        Deadline::YearEnd => NaiveDate::from_ymd_opt(date.year(), 12, 31),
    }
}

/// The first document of a later date about the same pilot or of the same name.
fn first_later<'a>(outcome: &Reviewed, planning: &Planning, known: &BoardSources<'a>) -> Option<&'a Reviewed> {
    let later = known.outcomes.iter().copied().filter_map(|other| {
        let about = &other.result.as_ref()?.planning;
        let same_pilot = about.pilot.is_some() && about.pilot == planning.pilot;
        let is_answer = about.date > planning.date && (same_pilot || other.id.name == outcome.id.name);
        is_answer.then_some((about.date, other))
    });
    later.min_by_key(|(date, other)| (*date, &other.id)).map(|(_, other)| other)
}

fn answer(outcome: &Reviewed) -> Option<Answer> {
    let review = outcome.result.as_ref()?;
    Some(Answer { date: review.planning.date, is_sent: review.status >= DocumentStatus::Sent })
}

fn state(answer: Option<&Answer>, due: NaiveDate, today: NaiveDate) -> PromiseState {
    match answer {
        Some(Answer { date, is_sent: true }) if *date <= due => PromiseState::Kept,
        Some(Answer { is_sent: true, .. }) => PromiseState::KeptLate,
        _ if due < today => PromiseState::Late,
        Some(Answer { date, .. }) if *date <= due => PromiseState::Underway,
        _ => PromiseState::Open,
    }
}

fn is_worth_a_warning(state: PromiseState, days: i64) -> bool {
    match state {
        PromiseState::Late => true,
        PromiseState::Open => days <= SOON,
        _ => false,
    }
}

fn last_day(due: NaiveDate, days: i64) -> String {
    let when = date_in_words(due);
    match days {
        0 => "Vandaag is de laatste dag.".to_owned(),
        1.. => format!("De laatste dag is {when}, over {}.", in_days(days)),
        _ => format!("De laatste dag was {when}, {} geleden.", in_days(-days)),
    }
}

/// Gives the code, unless the municipality switched it off.
fn warn(code: Code, place: &Place, message: String, kind: &str, findings: &mut Findings) -> Option<Code> {
    let before = findings.len();
    findings.push(
        Finding::new(code, place.clone(), message)
            .hint(format!("Maak de {kind} en verzend die, of laat de raad weten wanneer die komt.")),
    );
    (findings.len() > before).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn came_of(document: Option<(&str, bool)>, today: &str) -> &'static str {
        let date = |text: &str| text.parse().expect("a date");
        let answer = document.map(|(on, is_sent)| Answer { date: date(on), is_sent });
        state(answer.as_ref(), date("2023-07-07"), date(today)).word()
    }

    #[test]
    fn a_promise_is_kept_by_a_letter_that_was_sent_in_time() {
        assert_eq!(came_of(None, "2023-07-07"), "open");
        assert_eq!(came_of(None, "2023-07-08"), "te laat");
        assert_eq!(came_of(Some(("2023-07-07", true)), "2023-08-01"), "nagekomen");
        assert_eq!(came_of(Some(("2023-07-08", true)), "2023-08-01"), "te laat nagekomen");
        assert_eq!(came_of(Some(("2023-06-01", false)), "2023-05-01"), "onderweg");
        assert_eq!(came_of(Some(("2023-06-01", false)), "2023-08-01"), "te laat");
        assert_eq!(came_of(Some(("2023-09-01", false)), "2023-05-01"), "open");
    }

    #[test]
    fn warnings_start_six_weeks_ahead() {
        assert!(is_worth_a_warning(PromiseState::Late, -100));
        assert!(is_worth_a_warning(PromiseState::Open, SOON) && !is_worth_a_warning(PromiseState::Open, SOON + 1));
        assert!(!is_worth_a_warning(PromiseState::Underway, 1) && !is_worth_a_warning(PromiseState::Kept, -1));
    }
}
