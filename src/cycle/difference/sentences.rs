//! Sentences that changed, are new or were dropped.

use super::alignment;
use super::passages::{Passage, PassageKind, ReadSentence};
use super::words::{self, WordPiece};

/// What became of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SentenceState {
    /// It is as it was.
    Same,
    /// Only its numbers, periods or dates are others.
    Figures,
    /// It says something else.
    Changed,
    /// It was not there.
    New,
    /// It is no longer there.
    Dropped,
}

impl SentenceState {
    /// Every state.
    pub const ALL: [SentenceState; 5] = [Self::Same, Self::Figures, Self::Changed, Self::New, Self::Dropped];

    /// "gelijk", "cijfers", "gewijzigd", "nieuw", "vervallen"
    pub fn word(self) -> &'static str {
        match self {
            SentenceState::Same => "gelijk",
            SentenceState::Figures => "cijfers",
            SentenceState::Changed => "gewijzigd",
            SentenceState::New => "nieuw",
            SentenceState::Dropped => "vervallen",
        }
    }

    /// Whether the text itself is not as it was.
    pub fn is_of_text(self) -> bool {
        matches!(self, SentenceState::Changed | SentenceState::New | SentenceState::Dropped)
    }
}

/// A sentence as one document has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Where it stands.
    pub kind: PassageKind,
    /// Its line in the author's text; none where it comes from another file.
    pub line: Option<usize>,
    /// Its words.
    pub pieces: Vec<WordPiece>,
}

impl Said {
    /// "regel 23", or what it is where it comes from another file: "bijschrift".
    pub fn place(&self) -> String {
        self.line.map_or_else(|| self.kind.word().to_owned(), |line| format!("regel {line}"))
    }

    /// The sentence.
    pub fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }
}

/// A sentence of either document, or the same sentence of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// What became of it.
    pub state: SentenceState,
    /// As the earlier document has it.
    pub old: Option<Said>,
    /// As the document has it.
    pub new: Option<Said>,
}

/// A part of either document, or the same part of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartChange {
    /// What stands above it.
    pub heading: String,
    /// Whether the earlier document has it.
    pub in_old: bool,
    /// Whether the document has it.
    pub in_new: bool,
    /// Its sentences, in reading order.
    pub sentences: Vec<Sentence>,
}

impl PartChange {
    /// Its sentences; those of one paragraph that are all new, or were all dropped, together.
    pub fn runs(&self) -> impl Iterator<Item = &[Sentence]> {
        self.sentences.chunk_by(|one, next| {
            let said = |sentence: &Sentence| {
                sentence.new.as_ref().or(sentence.old.as_ref()).map(|said| (said.kind, said.line))
            };
            let is_alone = matches!(one.state, SentenceState::New | SentenceState::Dropped);
            let has_line = said(one).is_some_and(|(_, line)| line.is_some());
            is_alone && has_line && one.state == next.state && said(one) == said(next)
        })
    }
}

/// What several sentences of one document say, one after the other; none where it has none of them.
pub(crate) fn joined<'s>(said: impl Iterator<Item = &'s Said>) -> Option<Said> {
    said.cloned().reduce(|mut all, next| {
        match (all.pieces.last_mut(), next.pieces.as_slice()) {
            (Some(last), [piece]) if last.changed == piece.changed => {
                last.text.push(' ');
                last.text.push_str(&piece.text);
            }
            _ => all.pieces.extend(next.pieces),
        }
        all
    })
}

/// All sentences of both documents, each once.
pub(crate) fn compare(old: &[Passage], new: &[Passage]) -> Vec<PartChange> {
    let headings = |passages: &[Passage]| -> Vec<String> { passages.iter().map(|one| one.heading.clone()).collect() };
    let pairs = alignment::same(&headings(old), &headings(new));
    let part = |(before, after): alignment::SentencePair| {
        let (before, after) = (before.map(|index| &old[index]), after.map(|index| &new[index]));
        PartChange {
            heading: after.or(before).map(|passage| passage.heading.clone()).unwrap_or_default(),
            in_old: before.is_some(),
            in_new: after.is_some(),
            sentences: of_part(sentences_of(before), sentences_of(after)),
        }
    };
    pairs.into_iter().map(part).collect()
}

fn sentences_of(passage: Option<&Passage>) -> &[ReadSentence] {
    passage.map_or(&[], |passage| passage.sentences.as_slice())
}

fn of_part(old: &[ReadSentence], new: &[ReadSentence]) -> Vec<Sentence> {
    let sentence = |(before, after): alignment::SentencePair| match (
        before.map(|index| &old[index]),
        after.map(|index| &new[index]),
    ) {
        (Some(old), Some(new)) => of_pair(old, new),
        (old, new) => Sentence {
            state: if old.is_some() { SentenceState::Dropped } else { SentenceState::New },
            old: old.map(|old| said(old, words::whole(old, true))),
            new: new.map(|new| said(new, words::whole(new, true))),
        },
    };
    alignment::sentences(old, new).into_iter().map(sentence).collect()
}

fn of_pair(old: &ReadSentence, new: &ReadSentence) -> Sentence {
    let (old_pieces, new_pieces) = words::compare(old, new);
    let is_same = [&old_pieces, &new_pieces].iter().all(|pieces| pieces.iter().all(|piece| !piece.changed));
    let state = if is_same {
        SentenceState::Same
    } else if old.shape() == new.shape() {
        SentenceState::Figures
    } else {
        SentenceState::Changed
    };
    Sentence { state, old: Some(said(old, old_pieces)), new: Some(said(new, new_pieces)) }
}

fn said(sentence: &ReadSentence, pieces: Vec<WordPiece>) -> Said {
    Said { kind: sentence.kind, line: sentence.line, pieces }
}
