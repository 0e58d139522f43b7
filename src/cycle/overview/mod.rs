//! The overview of a work folder: what is ready, what is missing, what is due.
//!
//! In: the calendar and what came of checking every letter, and the date that counts as today. Out: a [`Board`],
//! which knows nothing of terminals: [`to_text`] and JSON both come from it.

mod dates;
mod promises;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;

use crate::check::missing::Missing;
use crate::diagnostic::{Finding, Findings, Summary};
use crate::dutch::period::Period;
use crate::load::{Calendar, DocumentStatus, Moments};
use crate::pipeline::Reviewed;
use crate::project::{DocumentId, Inventory};

pub use promises::{PromiseRow, PromiseSource, PromiseState};
pub use text::to_text;

/// Everything that the overview shows.
#[derive(Debug, Serialize)]
pub struct Board {
    /// The day that counts as today.
    #[serde(rename = "op", serialize_with = "dates::iso")]
    pub today: NaiveDate,
    /// How much there is of what.
    #[serde(rename = "samenvatting")]
    pub counts: Counts,
    /// Periods with letters or dates, newest first.
    #[serde(rename = "perioden")]
    pub periods: Vec<PeriodRow>,
    /// What the council was promised, what is due first before the rest.
    #[serde(rename = "toezeggingen")]
    pub promises: Vec<PromiseRow>,
    /// Warnings about promises.
    #[serde(rename = "bevindingen")]
    pub findings: Vec<Finding>,
}

/// How much there is of what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Letters.
    #[serde(rename = "brieven")]
    pub letters: usize,
    /// Letters that are not as far as their date demands.
    #[serde(rename = "te_laat")]
    pub late: usize,
    /// Letters with errors.
    #[serde(rename = "met_fouten")]
    pub with_errors: usize,
    /// Letters that lack figures.
    #[serde(rename = "missen_cijfers")]
    pub lacking_data: usize,
    /// Periods without letters of which a date has gone by.
    #[serde(rename = "perioden_zonder_brieven_te_laat")]
    pub periods_without: usize,
    /// Letters that were sent.
    #[serde(rename = "klaar")]
    pub done: usize,
    /// Promises whose last day has gone by.
    #[serde(rename = "toezeggingen_te_laat")]
    pub promises_late: usize,
}

/// A period with its letters.
#[derive(Debug, Serialize)]
pub struct PeriodRow {
    /// The period.
    #[serde(rename = "periode", serialize_with = "dates::shown")]
    pub period: Period,
    /// The period in words.
    #[serde(rename = "naam")]
    pub name: String,
    /// When its letters are due, by the calendar.
    #[serde(rename = "datums")]
    pub dates: PeriodDates,
    /// Its letters, what is late first.
    #[serde(rename = "brieven")]
    pub letters: Vec<DocumentRow>,
    /// What comes next, or what it is too late for, where there are no letters yet.
    #[serde(rename = "volgende")]
    pub due: Option<Due>,
    /// Letters without a successor, though the period after this one has begun.
    #[serde(rename = "vervolg")]
    pub next: Option<NextPeriod>,
}

/// When the letters about a period are due.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct PeriodDates {
    /// The college decides.
    #[serde(serialize_with = "dates::iso_or_none")]
    pub college: Option<NaiveDate>,
    /// The letters are sent.
    #[serde(rename = "verzenden", serialize_with = "dates::iso_or_none")]
    pub sending: Option<NaiveDate>,
    /// The council debates them.
    #[serde(rename = "raad", serialize_with = "dates::iso_or_none")]
    pub council: Option<NaiveDate>,
}

/// The period after one, which has begun.
#[derive(Debug, Serialize)]
pub struct NextPeriod {
    /// That period.
    #[serde(rename = "periode", serialize_with = "dates::shown")]
    pub period: Period,
    /// The letters that it does not have yet.
    #[serde(rename = "zonder")]
    pub without: Vec<String>,
}

/// How a letter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Standing {
    /// A date has gone by that it was not ready for.
    #[serde(rename = "te laat")]
    Late,
    /// It cannot be read.
    #[serde(rename = "niet te lezen")]
    Unreadable,
    /// Somebody works on it.
    #[serde(rename = "loopt")]
    Running,
    /// It was sent.
    #[serde(rename = "klaar")]
    Done,
}

impl Standing {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Late => "te laat",
            Standing::Unreadable => "niet te lezen",
            Standing::Running => "loopt",
            Standing::Done => "klaar",
        }
    }
}

/// A letter.
#[derive(Debug, Serialize)]
pub struct DocumentRow {
    /// `period/name`
    #[serde(rename = "naam", serialize_with = "dates::shown")]
    pub id: DocumentId,
    /// Its title; none where it could not be read.
    #[serde(rename = "titel")]
    pub title: Option<String>,
    /// How it stands.
    #[serde(rename = "stand")]
    pub standing: Standing,
    /// How far it is; none where it could not be read.
    pub status: Option<&'static str>,
    /// Who writes it.
    #[serde(rename = "schrijver")]
    pub writer: Option<String>,
    /// Its date.
    #[serde(rename = "datum", serialize_with = "dates::iso_or_none")]
    pub date: Option<NaiveDate>,
    /// The pilot that it is about.
    pub pilot: Option<String>,
    /// How many errors it has.
    #[serde(rename = "fouten")]
    pub errors: usize,
    /// How many warnings it has.
    #[serde(rename = "waarschuwingen")]
    pub warnings: usize,
    /// Figures that it uses and that are not there.
    #[serde(rename = "mist")]
    pub missing: Vec<MissingRow>,
    /// What comes next, or what it is too late for.
    #[serde(rename = "volgende")]
    pub next: Option<Due>,
}

/// Figures that are not there.
#[derive(Debug, Serialize)]
pub struct MissingRow {
    /// The name of the series.
    #[serde(rename = "reeks")]
    pub series: String,
    /// Its title.
    #[serde(rename = "titel")]
    pub title: String,
    /// The file with its numbers.
    #[serde(rename = "bestand")]
    pub file: String,
    /// The measure; none: all of the period.
    #[serde(rename = "maat")]
    pub measure: Option<String>,
    /// The period.
    #[serde(rename = "periode", serialize_with = "dates::shown")]
    pub period: Period,
}

/// A date of the calendar that a letter must be ready for.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Due {
    /// What happens then.
    #[serde(rename = "wat")]
    pub what: Moment,
    /// When.
    #[serde(rename = "datum", serialize_with = "dates::iso")]
    pub date: NaiveDate,
    /// How many days are left; negative: how many have gone by.
    #[serde(rename = "dagen")]
    pub days: i64,
    /// The status that the letter must have by then.
    #[serde(rename = "nodig")]
    pub needs: &'static str,
}

/// What happens with letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Moment {
    /// The college decides.
    #[serde(rename = "college")]
    College,
    /// They are sent.
    #[serde(rename = "verzenden")]
    Sending,
    /// The council debates them.
    #[serde(rename = "raad")]
    Council,
}

impl Moment {
    /// The word for it: the key of the calendar.
    pub fn word(self) -> &'static str {
        match self {
            Moment::College => "college",
            Moment::Sending => "verzenden",
            Moment::Council => "raad",
        }
    }

    /// How far a letter must be.
    fn needs(self) -> DocumentStatus {
        match self {
            Moment::College => DocumentStatus::Agreed,
            Moment::Sending => DocumentStatus::Adopted,
            Moment::Council => DocumentStatus::Sent,
        }
    }
}

/// What a board is made from.
pub struct Known<'a> {
    /// When letters are due, and what was promised.
    pub calendar: &'a Calendar,
    /// Where the letters stand.
    pub inventory: &'a Inventory,
    /// What came of checking every letter.
    pub outcomes: &'a [&'a Reviewed],
    /// What letters say that contradicts each other.
    pub across: &'a Findings,
}

impl Board {
    /// The board on a day, of one period if that is asked.
    pub fn on(today: NaiveDate, known: &Known<'_>, only: Option<Period>) -> Self {
        let is_shown = |period: Period| only.is_none_or(|only| only == period);
        let mut by_period: BTreeMap<Period, Vec<DocumentRow>> = BTreeMap::new();
        for period in known.calendar.periods.keys().filter(|period| is_shown(**period)) {
            by_period.entry(*period).or_default();
        }
        for outcome in known.outcomes.iter().filter(|outcome| is_shown(outcome.id.period)) {
            by_period.entry(outcome.id.period).or_default().push(letter(outcome, known, today));
        }
        let rows = by_period.into_iter().rev();
        let periods: Vec<PeriodRow> = rows.map(|(period, letters)| row(period, letters, known, today)).collect();
        let (promises, findings) = promises::follow_up(known, today, only);
        Self { today, counts: counts(&periods, &promises), periods, promises, findings }
    }
}

fn row(period: Period, mut letters: Vec<DocumentRow>, known: &Known<'_>, today: NaiveDate) -> PeriodRow {
    letters.sort_by(|a, b| {
        let key = |letter: &DocumentRow| (letter.standing, letter.next.map_or(NaiveDate::MAX, |due| due.date));
        (key(a), &a.id).cmp(&(key(b), &b.id))
    });
    let moments = known.calendar.periods.get(&period).copied().unwrap_or_default();
    let Moments { college, sending, council } = moments;
    PeriodRow {
        period,
        name: period.in_words(),
        dates: PeriodDates { college, sending, council },
        due: next_due(moments, None, today).filter(|_| letters.is_empty()),
        letters,
        next: next_period(period, known, today),
    }
}

/// Letters of the last period, or the one before it, that have no successor though the next period has begun.
fn next_period(period: Period, known: &Known<'_>, today: NaiveDate) -> Option<NextPeriod> {
    let letters = || known.inventory.documents.keys();
    let next = period.next()?;
    let goes_on =
        letters().any(|id| id.period.granularity() == period.granularity() && id.period.first_day() > next.first_day());
    if goes_on || next.first_day() > today {
        return None;
    }
    let there: BTreeSet<&str> = letters().filter(|id| id.period == next).map(|id| id.name.as_str()).collect();
    let without = letters().filter(|id| id.period == period && !there.contains(id.name.as_str()));
    let without: Vec<String> = without.map(ToString::to_string).collect();
    (!without.is_empty()).then_some(NextPeriod { period: next, without })
}

fn letter(outcome: &Reviewed, known: &Known<'_>, today: NaiveDate) -> DocumentRow {
    let path = known.inventory.documents.get(&outcome.id);
    let mut findings = outcome.findings.clone();
    for finding in known.across.iter().filter(|finding| Some(&finding.place.file) == path) {
        findings.push(finding.clone());
    }
    let Summary { errors, warnings } = Summary::of(&findings.sorted());
    let moments = known.calendar.periods.get(&outcome.id.period).copied().unwrap_or_default();
    let review = outcome.result.as_ref();
    let status = review.map(|review| review.status);
    let next = next_due(moments, status, today);
    let planning = review.map(|review| &review.planning);
    DocumentRow {
        id: outcome.id.clone(),
        title: review.map(|review| review.title.clone()),
        standing: match (status, next) {
            (_, Some(due)) if due.days < 0 => Standing::Late,
            (None, _) => Standing::Unreadable,
            (Some(status), _) if status >= DocumentStatus::Sent => Standing::Done,
            _ => Standing::Running,
        },
        status: status.map(DocumentStatus::word),
        writer: planning.and_then(|planning| planning.writer.clone()),
        date: planning.map(|planning| planning.date),
        pilot: planning.and_then(|planning| planning.pilot.clone()),
        errors,
        warnings,
        missing: planning.map(|planning| planning.missing.iter().map(missing).collect()).unwrap_or_default(),
        next,
    }
}

/// The first date that the letter is not ready for.
fn next_due(moments: Moments, status: Option<DocumentStatus>, today: NaiveDate) -> Option<Due> {
    let dates =
        [(Moment::College, moments.college), (Moment::Sending, moments.sending), (Moment::Council, moments.council)];
    dates.into_iter().find_map(|(what, date)| {
        let date = date.filter(|_| status.is_none_or(|status| status < what.needs()))?;
        Some(Due { what, date, days: (date - today).num_days(), needs: what.needs().word() })
    })
}

fn missing(missing: &Missing) -> MissingRow {
    let Missing { series, title, file, measure, period } = missing.clone();
    MissingRow { series, title, file, measure, period }
}

fn counts(periods: &[PeriodRow], promises: &[PromiseRow]) -> Counts {
    let letters: Vec<&DocumentRow> = periods.iter().flat_map(|period| &period.letters).collect();
    let count = |of: &dyn Fn(&DocumentRow) -> bool| letters.iter().filter(|letter| of(letter)).count();
    Counts {
        letters: letters.len(),
        late: count(&|letter| letter.standing == Standing::Late),
        with_errors: count(&|letter| letter.errors > 0),
        lacking_data: count(&|letter| !letter.missing.is_empty()),
        done: count(&|letter| letter.standing == Standing::Done),
        periods_without: periods.iter().filter(|row| row.due.is_some_and(|due| due.days < 0)).count(),
        promises_late: promises.iter().filter(|promise| promise.state == PromiseState::Late).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn each_date_needs_its_own_status() {
        let moments = Moments {
            college: Some(date("2023-03-07")),
            sending: Some(date("2023-03-14")),
            council: Some(date("2023-03-28")),
        };
        let due = |status, today| {
            next_due(moments, Some(status), date(today)).map(|due| (due.what.word(), due.days, due.needs))
        };
        assert_eq!(due(DocumentStatus::Draft, "2023-03-07"), Some(("college", 0, "ambtelijk akkoord")));
        assert_eq!(due(DocumentStatus::Draft, "2023-03-10"), Some(("college", -3, "ambtelijk akkoord")));
        assert_eq!(due(DocumentStatus::Agreed, "2023-03-10"), Some(("verzenden", 4, "vastgesteld")));
        assert_eq!(due(DocumentStatus::Adopted, "2023-03-29"), Some(("raad", -1, "verzonden")));
        assert_eq!(due(DocumentStatus::Sent, "2024-01-01"), None);
        assert_eq!(due(DocumentStatus::Corrected, "2024-01-01"), None);
    }

    #[test]
    fn dates_that_are_not_known_are_not_due() {
        let moments = Moments { college: None, sending: Some(date("2023-03-14")), council: None };
        let due = next_due(moments, Some(DocumentStatus::Draft), date("2023-03-01"));
        assert_eq!(due.map(|due| due.what), Some(Moment::Sending));
        assert!(next_due(Moments::default(), Some(DocumentStatus::Draft), date("2023-03-01")).is_none());
    }
}
