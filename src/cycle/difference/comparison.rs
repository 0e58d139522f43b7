//! What changed between two documents: everything that text, HTML and JSON tell.

use super::exhibits::{self, ExhibitChange};
use super::fields::{self, FieldChange};
use super::numbers::{self, NumberChange};
use super::passages;
use super::sentences::{self, PartChange, Sentence, SentenceState};
use super::side::{ChangeState, Identity, Side};

/// What changed between two documents.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The earlier document.
    pub old: Identity,
    /// The document.
    pub new: Identity,
    /// Fields of the head that are not the same.
    pub fields: Vec<FieldChange>,
    /// Every number in running text once, in the order of the document; those that were dropped come last.
    pub numbers: Vec<NumberChange>,
    /// Every sentence of both documents, by section.
    pub parts: Vec<PartChange>,
    /// Every chart and table of both documents.
    pub exhibits: Vec<ExhibitChange>,
}

impl Difference {
    /// Compares a document with an earlier one.
    pub fn between(old: Side<'_>, new: Side<'_>) -> Self {
        let (old_parts, new_parts) = (passages::of(old.document), passages::of(new.document));
        Self {
            old: Identity::of(old.document),
            new: Identity::of(new.document),
            fields: fields::compare(old.document, new.document),
            numbers: numbers::compare(&numbers::of(old, &old_parts), &numbers::of(new, &new_parts), new.notation),
            parts: sentences::compare(&old_parts, &new_parts),
            exhibits: exhibits::compare(old, new),
        }
    }

    /// Whether nothing at all changed.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
            && self.numbers.iter().all(|number| number.state() == ChangeState::Same)
            && self.sentences().all(|sentence| sentence.state == SentenceState::Same)
            && self.exhibits.iter().all(|exhibit| exhibit.state() == ChangeState::Same)
    }

    /// How many numbers are in this state.
    pub fn count_numbers(&self, state: ChangeState) -> usize {
        self.numbers.iter().filter(|number| number.state() == state).count()
    }

    /// How many sentences are in this state.
    pub fn count_sentences(&self, state: SentenceState) -> usize {
        self.sentences().filter(|sentence| sentence.state == state).count()
    }

    /// How many charts and tables are not as they were.
    pub fn count_exhibits(&self) -> usize {
        self.exhibits.iter().filter(|exhibit| exhibit.state() != ChangeState::Same).count()
    }

    /// Every sentence of both documents.
    pub fn sentences(&self) -> impl Iterator<Item = &Sentence> {
        self.parts.iter().flat_map(|part| &part.sentences)
    }
}
