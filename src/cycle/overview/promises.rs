//! What the council was promised: in the calendar, and in sentences of letters.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::check::promise::{Deadline, Promised};
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::dutch::period::{Period, date_in_words};
use crate::load::{DocumentStatus, Promise};
use crate::pipeline::{Planning, Reviewed};

use super::{Known, dates};

/// From this many days before the last day on, a letter that is not there is worth a warning: six weeks.
const SOON: i64 = 42;

/// Where a promise stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum PromiseSource {
    /// In the calendar.
    #[serde(rename = "kalender")]
    Calendar,
    /// In a sentence of a letter.
    #[serde(rename = "brief")]
    Letter,
}

/// What came of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum PromiseState {
    /// The last day has gone by, and no letter was sent.
    #[serde(rename = "te laat")]
    Late,
    /// There is still time, and no letter yet.
    #[serde(rename = "open")]
    Open,
    /// There is a letter that will be in time, and it was not sent yet.
    #[serde(rename = "onderweg")]
    Underway,
    /// The calendar does not know the recess.
    #[serde(rename = "zonder datum")]
    Undated,
    /// A letter was sent, after the last day.
    #[serde(rename = "te laat nagekomen")]
    KeptLate,
    /// A letter was sent in time.
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
pub struct PromiseRow {
    /// Whether the calendar or a letter holds it.
    #[serde(rename = "bron")]
    pub source: PromiseSource,
    /// What was promised; of a letter, the sentence.
    #[serde(rename = "wat")]
    pub what: String,
    /// The letter in which it was promised.
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
    pub due: Option<NaiveDate>,
    /// How many days are left; negative: how many have gone by.
    #[serde(rename = "dagen")]
    pub days: Option<i64>,
    /// What came of it.
    #[serde(rename = "stand")]
    pub state: PromiseState,
    /// The letter that keeps it, or will; of the calendar, the one it names.
    #[serde(rename = "brief")]
    pub letter: Option<String>,
    /// The code of the warning about it.
    pub code: Option<Code>,
}

/// A letter that may keep a promise.
struct Answer {
    date: NaiveDate,
    is_sent: bool,
}

/// All promises with what came of them, those that are due first before the rest, and the warnings.
pub fn follow_up(known: &Known<'_>, today: NaiveDate, only: Option<Period>) -> (Vec<PromiseRow>, Vec<Finding>) {
    let mut findings = known.across.fresh();
    let mut rows = Vec::new();
    for promise in &known.calendar.promises {
        let is_about = |letter: &str| only.is_none_or(|only| letter.starts_with(&format!("{only}/")));
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

/// Whether the calendar holds the promise that a letter makes.
fn is_declared(letter: &str, due: Option<NaiveDate>, known: &Known<'_>) -> bool {
    let mut promises = known.calendar.promises.iter();
    promises.any(|promise| promise.made_in.as_deref() == Some(letter) && Some(promise.due) == due)
}

fn declared(promise: &Promise, known: &Known<'_>, today: NaiveDate, findings: &mut Findings) -> PromiseRow {
    let outcome = known.outcomes.iter().copied().find(|outcome| outcome.id.to_string() == promise.letter);
    let answer = outcome.and_then(answer);
    let days = (promise.due - today).num_days();
    let state = state(answer.as_ref(), promise.due, today);
    let code = is_worth_a_warning(state, days).then(|| {
        let lack = match answer {
            None => format!("De brief {} is er niet", promise.letter),
            Some(_) => format!("De brief {} is niet op tijd verzonden", promise.letter),
        };
        let message =
            format!("{lack}. Toegezegd: {}. {}", promise.what.value.trim_end_matches('.'), last_day(promise.due, days));
        warn(Code::PromiseDue, &promise.what.place, message, findings)
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
        letter: Some(promise.letter.clone()),
        code: code.flatten(),
    }
}

fn found(
    promised: &Promised,
    due: Option<NaiveDate>,
    outcome: &Reviewed,
    planning: &Planning,
    known: &Known<'_>,
    today: NaiveDate,
    findings: &mut Findings,
) -> PromiseRow {
    let later = first_later(outcome, planning, known);
    let answer = later.and_then(answer);
    let days = due.map(|due| (due - today).num_days());
    let state = due.map_or(PromiseState::Undated, |due| state(answer.as_ref(), due, today));
    let code = due.zip(days).filter(|(_, days)| is_worth_a_warning(state, *days)).and_then(|(due, days)| {
        let lack = match later {
            Some(later) => format!("De brief {} is niet op tijd", later.id),
            None => "Er is nog geen latere brief".to_owned(),
        };
        let message = format!("{} zegt: \"{}\" {lack}. {}", outcome.id, promised.sentence, last_day(due, days));
        warn(Code::PromiseInDocumentDue, &promised.place, message, findings)
    });
    PromiseRow {
        source: PromiseSource::Letter,
        what: promised.sentence.clone(),
        made_in: Some(outcome.id.to_string()),
        file: promised.place.file.clone(),
        line: promised.place.line_column().map(|(line, _)| line),
        due,
        days,
        state,
        letter: later.map(|later| later.id.to_string()),
        code,
    }
}

/// The last day that is before the recess, or the last day of the year.
fn due(promised: &Promised, date: NaiveDate, known: &Known<'_>) -> Option<NaiveDate> {
    match promised.before {
        Deadline::Recess(kind) => known.calendar.recess_after(date, kind).map(|recess| recess.last_day_before()),
        Deadline::YearEnd => NaiveDate::from_ymd_opt(date.year(), 12, 31),
    }
}

/// The first letter of a later date about the same pilot or of the same name.
fn first_later<'a>(outcome: &Reviewed, planning: &Planning, known: &Known<'a>) -> Option<&'a Reviewed> {
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
        1.. => format!("De laatste dag is {when}, over {}.", super::text::days(days)),
        _ => format!("De laatste dag was {when}, {} geleden.", super::text::days(-days)),
    }
}

/// Gives the code, unless the municipality switched it off.
fn warn(code: Code, place: &Place, message: String, findings: &mut Findings) -> Option<Code> {
    let before = findings.len();
    findings.push(
        Finding::new(code, place.clone(), message)
            .hint("Maak de brief en verzend hem, of laat de raad weten wanneer hij komt."),
    );
    (findings.len() > before).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn came_of(letter: Option<(&str, bool)>, today: &str) -> &'static str {
        let date = |text: &str| text.parse().expect("a date");
        let answer = letter.map(|(on, is_sent)| Answer { date: date(on), is_sent });
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
