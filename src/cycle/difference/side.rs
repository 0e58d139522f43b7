//! The two documents that are compared, and what can become of anything in them.

use crate::dutch::notation::Notation;
use crate::dutch::period::{Period, date_in_words};
use crate::project::DocumentKind;
use crate::text::Document;

/// One of the two documents that are compared.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The document.
    pub document: &'a Document,
    /// How its municipality writes numbers.
    pub notation: &'a Notation,
}

/// Which document a side is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// A letter or a presentation.
    pub kind: DocumentKind,
    /// "2022-K4/jnv"
    pub id: String,
    /// The period it is about.
    pub period: Period,
    /// Its title.
    pub title: String,
    /// Its date, in words.
    pub date: String,
    /// How far it is.
    pub status: &'static str,
}

impl Identity {
    /// Which document this is.
    pub(super) fn of(document: &Document) -> Self {
        Self {
            kind: DocumentKind::of_path(&document.path).unwrap_or(DocumentKind::Letter),
            id: document.id.to_string(),
            period: document.id.period,
            title: document.plain(&document.title),
            date: date_in_words(document.date),
            status: document.status.word(),
        }
    }
}

/// What became of a number, a chart or a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeState {
    /// It is as it was.
    Same,
    /// It is something else.
    Changed,
    /// It was not there.
    New,
    /// It is no longer there.
    Dropped,
}

impl ChangeState {
    /// Every state.
    pub const ALL: [ChangeState; 4] = [Self::Same, Self::Changed, Self::New, Self::Dropped];

    /// "gelijk", "veranderd", "nieuw", "vervallen"
    pub fn word(self) -> &'static str {
        match self {
            ChangeState::Same => "gelijk",
            ChangeState::Changed => "veranderd",
            ChangeState::New => "nieuw",
            ChangeState::Dropped => "vervallen",
        }
    }
}
