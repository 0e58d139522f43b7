//! What is said with each slide, as plain words for whoever presents.

use serde::Serialize;

use super::document::{Document, Span};
use super::walk::{At, Part, TextRole, Visitor};
use super::words::Words;

/// A slide as its speaker knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SlideSpeech {
    /// Its title.
    pub title: String,
    /// The line of the author's file with its title, from 1; 0 where that is not known.
    pub line: usize,
    /// What is said.
    pub notes: Vec<SpokenNote>,
}

/// A piece of what is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SpokenNote {
    /// What kind of piece.
    pub kind: NoteKind,
    /// Its words.
    pub text: String,
}

/// What kind of piece a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum NoteKind {
    /// A paragraph.
    #[serde(rename = "alinea")]
    Paragraph,
    /// An item of a list.
    #[serde(rename = "punt")]
    Item,
    /// A heading.
    #[serde(rename = "kop")]
    Heading,
}

impl Document {
    /// What is said with each slide, the one with the title first; none for a letter.
    pub fn speech(&self) -> Option<Vec<SlideSpeech>> {
        self.show?;
        let line = self.title_place.line_column().map_or(0, |(line, _)| line);
        let mut slides = vec![SlideSpeech { title: self.plain(&self.title), line, notes: Vec::new() }];
        slides.extend(self.sections.iter().filter_map(|section| {
            let slide = section.slide.as_ref()?;
            let mut speaker = Speaker { document: self, notes: Vec::new() };
            self.walk_blocks(&slide.notes, &mut speaker);
            let line = slide.place.line_column().map_or(0, |(line, _)| line);
            Some(SlideSpeech { title: self.plain(&section.heading), line, notes: speaker.notes })
        }));
        Some(slides)
    }
}

/// Takes the words of notes; the cells of a row are said together.
struct Speaker<'d> {
    document: &'d Document,
    notes: Vec<SpokenNote>,
}

impl Speaker<'_> {
    fn say(&mut self, text: String, at: At<'_>) {
        let kind = match at.role {
            TextRole::Heading => NoteKind::Heading,
            _ if at.inside.list => NoteKind::Item,
            _ => NoteKind::Paragraph,
        };
        self.notes.push(SpokenNote { kind, text });
    }
}

impl<'d> Visitor<'d> for Speaker<'_> {
    fn enter(&mut self, _: Part<'d>) -> bool {
        // Charts and pictures cannot stand in notes.
        false
    }

    fn text(&mut self, spans: &'d [Span], at: At<'d>) {
        let text = self.document.plain(spans);
        match (at.role, self.notes.last_mut()) {
            (TextRole::Cell { column: 1.., .. }, Some(row)) => row.text += &format!(" | {text}"),
            _ => self.say(text, at),
        }
    }

    fn literal(&mut self, words: &'d Words, at: At<'d>) {
        if at.role == TextRole::Verbatim {
            self.say(words.text().to_owned(), at);
        }
    }
}
