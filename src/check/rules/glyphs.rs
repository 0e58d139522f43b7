//! Characters that no font can print: they would be an empty box on paper, and
//! nothing at all to whoever has the letter read aloud.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::load::fonts::Fonts;
use crate::text::{Block, BlockContent, Document, Span};

use crate::check::reading::locate;

/// Reports each such character once for each place.
pub fn check(document: &Document, fonts: &Fonts, findings: &mut Findings) {
    let mut checker = Checker { document, fonts, printable: BTreeSet::new(), findings };
    checker.letter();
}

struct Checker<'a> {
    document: &'a Document,
    fonts: &'a Fonts,
    /// Characters already found to be printable.
    printable: BTreeSet<char>,
    findings: &'a mut Findings,
}

impl Checker<'_> {
    fn letter(&mut self) {
        let document = self.document;
        let whole = Place::file(&document.path);
        self.spans(&document.title, &whole);
        for (label, value) in &document.fields {
            self.text(label, &whole);
            self.text(value, &whole);
        }
        for section in &document.sections {
            let place = section.slide.as_ref().map_or(&whole, |slide| &slide.place);
            self.spans(&section.heading, place);
        }
        document.visit_blocks(&mut |block| self.block(block));
        for exhibit in &document.exhibits {
            self.spans(&exhibit.title, &exhibit.defined_at);
            self.spans(&exhibit.subject, &exhibit.defined_at);
            exhibit.notes.iter().for_each(|note| self.spans(note, &exhibit.defined_at));
            exhibit.sources.iter().for_each(|source| self.text(source, &exhibit.defined_at));
            for heading in exhibit.grid.rows.iter().chain(&exhibit.grid.columns) {
                self.text(&heading.name, &exhibit.defined_at);
            }
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.content {
            BlockContent::Heading { spans, .. } | BlockContent::Paragraph(spans) => self.spans(spans, &block.place),
            BlockContent::Table { head, rows, .. } => {
                head.iter().chain(rows.iter().flatten()).for_each(|cell| self.spans(cell, &block.place));
            }
            BlockContent::Verbatim(text) => self.text(text, &block.place),
            // Lists and quotations are visited by their blocks.
            _ => {}
        }
    }

    fn spans(&mut self, spans: &[Span], place: &Place) {
        for span in spans {
            match span {
                Span::Text(text) | Span::Given(text) | Span::Code(text) => self.text(text, place),
                Span::Strong(inner) | Span::Emphasis(inner) | Span::Link { spans: inner, .. } => {
                    self.spans(inner, place)
                }
                Span::Number(index) => {
                    if let Some(figure) = self.document.numbers.get(*index) {
                        self.text(&figure.printed, place);
                    }
                }
                Span::Reference { .. } | Span::Footnote(_) | Span::StatusSentence(_) | Span::LineBreak => {}
            }
        }
    }

    fn text(&mut self, text: &str, place: &Place) {
        for character in text.chars() {
            if self.printable.contains(&character) {
                continue;
            }
            if is_invisible(character) || self.fonts.can_print(character) {
                self.printable.insert(character);
                continue;
            }
            let name = format!("U+{:04X}", u32::from(character));
            self.findings.push(
                Finding::new(
                    Code::MissingGlyph,
                    locate::words(place, character.encode_utf8(&mut [0; 4]), 0),
                    format!("Het teken \"{character}\" ({name}) zit in geen van de lettertypen."),
                )
                .hint("Gebruik een ander teken of schrijf het in woorden."),
            );
        }
    }
}

/// White space and characters that only steer how others are set need no picture.
fn is_invisible(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}
