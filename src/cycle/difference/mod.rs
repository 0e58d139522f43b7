//! What changed in a letter since an earlier one: numbers, sentences, charts and tables, fields of its head.
//!
//! In: two composed documents, each with its notation; they may come from different runs.
//! Out: a [`Difference`], which holds every sentence of both letters, as text, HTML or JSON.

mod alignment;
mod exhibits;
mod fields;
mod html;
mod json;
mod numbers;
mod passages;
mod points;
mod sentences;
mod summary;
mod text;
mod words;

use crate::dutch::notation::Notation;
use crate::dutch::period::{Period, date_in_words};
use crate::text::Document;

pub use exhibits::{ExhibitChange, ExhibitSide};
pub use fields::FieldChange;
pub use html::{MARK, to_html};
pub use json::{JsonDifference, to_json};
pub use numbers::{Change, NumberChange, PrintedNumber};
pub use passages::Kind;
pub use points::{Point, PointKind};
pub use sentences::{PartChange, Said, Sentence, SentenceState};
pub use text::to_text;
pub use words::Piece;

/// One of the two letters that are compared.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The letter.
    pub document: &'a Document,
    /// How its municipality writes numbers.
    pub notation: &'a Notation,
}

/// Which letter a side is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
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

/// What became of a number, a chart or a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// It is as it was.
    Same,
    /// It is something else.
    Changed,
    /// It was not there.
    New,
    /// It is no longer there.
    Dropped,
}

impl State {
    /// Every state.
    pub const ALL: [State; 4] = [Self::Same, Self::Changed, Self::New, Self::Dropped];

    /// "gelijk", "veranderd", "nieuw", "vervallen"
    pub fn word(self) -> &'static str {
        match self {
            State::Same => "gelijk",
            State::Changed => "veranderd",
            State::New => "nieuw",
            State::Dropped => "vervallen",
        }
    }
}

/// What changed between two letters.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The earlier letter.
    pub old: Identity,
    /// The letter.
    pub new: Identity,
    /// Fields of the head that are not the same.
    pub fields: Vec<FieldChange>,
    /// Every number in running text once, in the order of the letter; those that were dropped come last.
    pub numbers: Vec<NumberChange>,
    /// Every sentence of both letters, by section.
    pub parts: Vec<PartChange>,
    /// Every chart and table of both letters.
    pub exhibits: Vec<ExhibitChange>,
}

impl Difference {
    /// Compares a letter with an earlier one.
    pub fn between(old: Side<'_>, new: Side<'_>) -> Self {
        let (old_parts, new_parts) = (passages::of(old.document), passages::of(new.document));
        Self {
            old: identity(old.document),
            new: identity(new.document),
            fields: fields::compare(old.document, new.document),
            numbers: numbers::compare(&numbers::of(old, &old_parts), &numbers::of(new, &new_parts), new.notation),
            parts: sentences::compare(&old_parts, &new_parts),
            exhibits: exhibits::compare(old, new),
        }
    }

    /// Whether nothing at all changed.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
            && self.numbers.iter().all(|number| number.state() == State::Same)
            && self.sentences().all(|sentence| sentence.state == SentenceState::Same)
            && self.exhibits.iter().all(|exhibit| exhibit.state() == State::Same)
    }

    /// How many numbers are in this state.
    pub fn count_numbers(&self, state: State) -> usize {
        self.numbers.iter().filter(|number| number.state() == state).count()
    }

    /// How many sentences are in this state.
    pub fn count_sentences(&self, state: SentenceState) -> usize {
        self.sentences().filter(|sentence| sentence.state == state).count()
    }

    /// How many charts and tables are not as they were.
    pub fn count_exhibits(&self) -> usize {
        self.exhibits.iter().filter(|exhibit| exhibit.state() != State::Same).count()
    }

    /// Every sentence of both letters.
    pub fn sentences(&self) -> impl Iterator<Item = &Sentence> {
        self.parts.iter().flat_map(|part| &part.sentences)
    }
}

fn identity(document: &Document) -> Identity {
    Identity {
        id: document.id.to_string(),
        period: document.id.period,
        title: document.plain(&document.title),
        date: date_in_words(document.date),
        status: document.status.word(),
    }
}
