//! Everything that the overview shows, as JSON has it.

use chrono::NaiveDate;
use serde::Serialize;

use crate::diagnostic::Finding;
use crate::dutch::period::Period;
use crate::load::DocumentStatus;
use crate::project::DocumentId;

use super::dates;
use super::promises::PromiseRow;

/// Everything that the overview shows.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Board {
    /// The day that counts as today.
    #[serde(rename = "op", serialize_with = "dates::iso")]
    #[cfg_attr(test, ts(as = "String"))]
    pub today: NaiveDate,
    /// How much there is of what.
    #[serde(rename = "samenvatting")]
    pub counts: Counts,
    /// Periods with documents or dates, newest first.
    #[serde(rename = "perioden")]
    pub periods: Vec<PeriodRow>,
    /// What the council was promised, what is due first before the rest.
    #[serde(rename = "toezeggingen")]
    pub promises: Vec<PromiseRow>,
    /// Warnings about promises.
    #[serde(rename = "bevindingen")]
    #[cfg_attr(test, ts(skip))]
    pub findings: Vec<Finding>,
}

/// How much there is of what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Counts {
    /// Documents.
    #[serde(rename = "brieven")]
    pub documents: usize,
    /// Documents that are not as far as their date demands.
    #[serde(rename = "te_laat")]
    pub late: usize,
    /// Documents with errors.
    #[serde(rename = "met_fouten")]
    pub with_errors: usize,
    /// Documents that lack numbers.
    #[serde(rename = "missen_cijfers")]
    pub lacking_data: usize,
    /// Periods without documents of which a date has gone by.
    #[serde(rename = "perioden_zonder_brieven_te_laat")]
    pub periods_without: usize,
    /// Documents that were sent.
    #[serde(rename = "klaar")]
    pub done: usize,
    /// Promises whose last day has gone by.
    #[serde(rename = "toezeggingen_te_laat")]
    pub promises_late: usize,
}

/// A period with its documents.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PeriodRow {
    /// The period.
    #[serde(rename = "periode", serialize_with = "dates::shown")]
    #[cfg_attr(test, ts(as = "String"))]
    pub period: Period,
    /// The period in words.
    #[serde(rename = "naam")]
    pub name: String,
    /// When its documents are due, by the calendar.
    #[serde(rename = "datums")]
    pub dates: PeriodDates,
    /// Its documents, what is late first.
    #[serde(rename = "brieven")]
    pub documents: Vec<DocumentRow>,
    /// What comes next, or what it is too late for, where there are no documents yet.
    #[serde(rename = "volgende")]
    pub due: Option<Due>,
    /// Documents without a successor, though the period after this one has begun.
    #[serde(rename = "vervolg")]
    pub next: Option<NextPeriod>,
}

/// When the documents about a period are due.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PeriodDates {
    /// The college decides.
    #[serde(serialize_with = "dates::iso_or_none")]
    #[cfg_attr(test, ts(as = "Option<String>"))]
    pub college: Option<NaiveDate>,
    /// The documents are sent.
    #[serde(rename = "verzenden", serialize_with = "dates::iso_or_none")]
    #[cfg_attr(test, ts(as = "Option<String>"))]
    pub sending: Option<NaiveDate>,
    /// The council debates them.
    #[serde(rename = "raad", serialize_with = "dates::iso_or_none")]
    #[cfg_attr(test, ts(as = "Option<String>"))]
    pub council: Option<NaiveDate>,
}

/// The period after one, which has begun.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NextPeriod {
    /// That period.
    #[serde(rename = "periode", serialize_with = "dates::shown")]
    #[cfg_attr(test, ts(as = "String"))]
    pub period: Period,
    /// The documents that it does not have yet.
    #[serde(rename = "zonder")]
    pub without: Vec<String>,
}

/// How a document stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
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

/// A document.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DocumentRow {
    /// `period/name`
    #[serde(rename = "naam", serialize_with = "dates::shown")]
    #[cfg_attr(test, ts(as = "String"))]
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
    #[cfg_attr(test, ts(as = "Option<String>"))]
    pub date: Option<NaiveDate>,
    /// The pilot that it is about.
    pub pilot: Option<String>,
    /// How many errors it has.
    #[serde(rename = "fouten")]
    pub errors: usize,
    /// How many warnings it has.
    #[serde(rename = "waarschuwingen")]
    pub warnings: usize,
    /// Numbers that it uses and that are not there.
    #[serde(rename = "mist")]
    pub missing: Vec<MissingRow>,
    /// What comes next, or what it is too late for.
    #[serde(rename = "volgende")]
    pub next: Option<Due>,
    /// The version that was sent already, where this one is a correction that is not adopted yet.
    #[serde(rename = "verzonden_versie", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub sent: Option<u32>,
}

/// Numbers that are not there.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
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
    #[cfg_attr(test, ts(as = "String"))]
    pub period: Period,
}

/// A date of the calendar that a document must be ready for.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Due {
    /// What happens then.
    #[serde(rename = "wat")]
    pub what: Moment,
    /// When.
    #[serde(rename = "datum", serialize_with = "dates::iso")]
    #[cfg_attr(test, ts(as = "String"))]
    pub date: NaiveDate,
    /// How many days are left; negative: how many have gone by.
    #[serde(rename = "dagen")]
    pub days: i64,
    /// The status that the document must have by then.
    #[serde(rename = "nodig")]
    pub needs: &'static str,
}

/// What happens with documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
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

    /// How far a document must be.
    pub fn needs(self) -> DocumentStatus {
        match self {
            Moment::College => DocumentStatus::Agreed,
            Moment::Sending => DocumentStatus::Adopted,
            Moment::Council => DocumentStatus::Sent,
        }
    }
}
