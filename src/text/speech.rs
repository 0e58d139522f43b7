//! What is said with each slide, as plain words for whoever presents.

use serde::Serialize;

use super::document::{Block, BlockContent, Document};

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
            let mut notes = Vec::new();
            self.speak(&slide.notes, NoteKind::Paragraph, &mut notes);
            let line = slide.place.line_column().map_or(0, |(line, _)| line);
            Some(SlideSpeech { title: self.plain(&section.heading), line, notes })
        }));
        Some(slides)
    }

    fn speak(&self, blocks: &[Block], kind: NoteKind, notes: &mut Vec<SpokenNote>) {
        for block in blocks {
            let mut note = |kind, text| notes.push(SpokenNote { kind, text });
            match &block.content {
                BlockContent::Heading { spans, .. } => note(NoteKind::Heading, self.plain(spans)),
                BlockContent::Paragraph(spans) => note(kind, self.plain(spans)),
                BlockContent::Verbatim(words) => note(kind, words.text().to_owned()),
                BlockContent::Table { head, rows, .. } => {
                    for row in std::iter::once(head).chain(rows) {
                        let cells: Vec<String> = row.iter().map(|cell| self.plain(cell)).collect();
                        note(kind, cells.join(" | "));
                    }
                }
                BlockContent::List { items, .. } => {
                    items.iter().for_each(|item| self.speak(item, NoteKind::Item, notes))
                }
                BlockContent::Quote(inner) => self.speak(inner, kind, notes),
                // Charts and pictures cannot stand in notes.
                BlockContent::Exhibit(_) | BlockContent::Picture { .. } | BlockContent::Rule => {}
            }
        }
    }
}
