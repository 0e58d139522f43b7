//! The overview of a work folder: what is ready, what is missing, what is due.
//!
//! In: the calendar and what came of checking every document, and the date that counts as today. Out: a [`Board`],
//! which knows nothing of terminals: [`to_text`] and JSON both come from it.

mod board;
mod dates;
mod sources;
mod promises;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::check::missing::Missing;
use crate::diagnostic::Summary;
use crate::dutch::period::Period;
use crate::load::{DocumentStatus, Moments};
use crate::pipeline::Reviewed;
use crate::record::Log;

pub use board::{Board, Counts, DocumentRow, Due, MissingRow, Moment, NextPeriod, PeriodDates, PeriodRow, Standing};
pub use promises::{PromiseRow, PromiseState};
pub use sources::BoardSources;
pub use text::to_text;

impl Board {
    /// The board on a day, of one period if that is asked.
    pub fn on(today: NaiveDate, known: &BoardSources<'_>, only: Option<Period>) -> Self {
        let is_shown = |period: Period| only.is_none_or(|only| only == period);
        let mut by_period: BTreeMap<Period, Vec<DocumentRow>> = BTreeMap::new();
        for period in known.calendar.periods.keys().filter(|period| is_shown(**period)) {
            by_period.entry(*period).or_default();
        }
        for outcome in known.outcomes.iter().filter(|outcome| is_shown(outcome.id.period)) {
            by_period.entry(outcome.id.period).or_default().push(document_row(outcome, known, today));
        }
        let rows = by_period.into_iter().rev();
        let periods: Vec<PeriodRow> = rows.map(|(period, documents)| row(period, documents, known, today)).collect();
        let (promises, findings) = promises::follow_up(known, today, only);
        Self { today, counts: counts(&periods, &promises), periods, promises, findings }
    }
}

fn row(period: Period, mut documents: Vec<DocumentRow>, known: &BoardSources<'_>, today: NaiveDate) -> PeriodRow {
    documents.sort_by(|a, b| {
        let key = |document: &DocumentRow| (document.standing, document.next.map_or(NaiveDate::MAX, |due| due.date));
        (key(a), &a.id).cmp(&(key(b), &b.id))
    });
    let moments = known.calendar.periods.get(&period).copied().unwrap_or_default();
    let Moments { college, sending, council } = moments;
    PeriodRow {
        period,
        name: period.in_words(),
        dates: PeriodDates { college, sending, council },
        due: next_due(moments, None, today).filter(|_| documents.is_empty()),
        documents,
        next: next_period(period, known, today),
    }
}

/// Documents of the last period, or the one before it, that have no successor though the next period has begun.
fn next_period(period: Period, known: &BoardSources<'_>, today: NaiveDate) -> Option<NextPeriod> {
    let documents = || known.inventory.documents.keys();
    let next = period.next()?;
    let goes_on = documents()
        .any(|id| id.period.granularity() == period.granularity() && id.period.first_day() > next.first_day());
    if goes_on || next.first_day() > today {
        return None;
    }
    let there: BTreeSet<&str> = documents().filter(|id| id.period == next).map(|id| id.name.as_str()).collect();
    let without = documents().filter(|id| id.period == period && !there.contains(id.name.as_str()));
    let without: Vec<String> = without.map(ToString::to_string).collect();
    (!without.is_empty()).then_some(NextPeriod { period: next, without })
}

fn document_row(outcome: &Reviewed, known: &BoardSources<'_>, today: NaiveDate) -> DocumentRow {
    let path = known.inventory.documents.get(&outcome.id);
    let mut findings = outcome.findings.clone();
    for finding in known.across.iter().filter(|finding| Some(&finding.place.file) == path) {
        findings.push(finding.clone());
    }
    let Summary { errors, warnings } = Summary::of(&findings.sorted());
    let moments = known.calendar.periods.get(&outcome.id.period).copied().unwrap_or_default();
    let review = outcome.result.as_ref();
    let status = review.map(|review| review.status);
    let sent = sent_before(outcome, status, known);
    // What is due was sent in time; the correction has no date of its own.
    let next = next_due(moments, status.max(sent.map(|_| DocumentStatus::Sent)), today);
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
        sent,
    }
}

/// The last version that was sent, where the text is a correction of it.
fn sent_before(outcome: &Reviewed, status: Option<DocumentStatus>, known: &BoardSources<'_>) -> Option<u32> {
    let records =
        known.inventory.records.get(&outcome.id).filter(|_| status.is_some_and(|status| !status.is_final()))?;
    let log = Log::read(known.files, known.inventory.documents.get(&outcome.id)?).ok()?;
    let is_sent = |version: &u32| log.status_of(*version).and_then(DocumentStatus::parse) == Some(DocumentStatus::Sent);
    records.keys().copied().filter(is_sent).max()
}

/// The first date that the document is not ready for.
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
    let documents: Vec<&DocumentRow> = periods.iter().flat_map(|period| &period.documents).collect();
    let count = |of: &dyn Fn(&DocumentRow) -> bool| documents.iter().filter(|document| of(document)).count();
    Counts {
        documents: documents.len(),
        late: count(&|document| document.standing == Standing::Late),
        with_errors: count(&|document| document.errors > 0),
        lacking_data: count(&|document| !document.missing.is_empty()),
        done: count(&|document| document.standing == Standing::Done),
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
