//! Characters that no font can print: they would be an empty box on paper, and
//! nothing at all to whoever has the letter read aloud.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::load::Dataset;
use crate::load::fonts::Fonts;
use crate::text::{Block, BlockContent, Document, Span};

use crate::check::reading::given;

/// Reports each such character once for each place.
pub fn check(document: &Document, data: &Dataset, fonts: &Fonts, findings: &mut Findings) {
    let mut checker = Checker { document, data, fonts, printable: BTreeSet::new(), findings };
    checker.document();
}

struct Checker<'a> {
    document: &'a Document,
    data: &'a Dataset,
    fonts: &'a Fonts,
    /// Characters already found to be printable.
    printable: BTreeSet<char>,
    findings: &'a mut Findings,
}

impl Checker<'_> {
    fn document(&mut self) {
        let document = self.document;
        let whole = Place::file(&document.path);
        self.spans(&document.title);
        for (label, value) in &document.fields {
            self.text(label, &|_| whole.clone());
            self.text(value, &|_| whole.clone());
        }
        document.sections.iter().for_each(|section| self.spans(&section.heading));
        document.visit_blocks(&mut |block| self.block(block));
        for exhibit in &document.exhibits {
            self.spans(&exhibit.title);
            self.spans(&exhibit.subject);
            exhibit.notes.iter().for_each(|note| self.spans(note));
            let headings = exhibit.grid.rows.iter().chain(&exhibit.grid.columns).map(|heading| &heading.name);
            for text in exhibit.sources.iter().chain(headings) {
                self.text(text, &|_| exhibit.defined_at.clone());
            }
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.content {
            BlockContent::Heading { spans, .. } | BlockContent::Paragraph(spans) => self.spans(spans),
            BlockContent::Table { head, rows, .. } => {
                head.iter().chain(rows.iter().flatten()).for_each(|cell| self.spans(cell));
            }
            BlockContent::Verbatim(words) => self.text(words.text(), &|part| words.place(part)),
            // Lists and quotations are visited by their blocks.
            _ => {}
        }
    }

    fn spans(&mut self, spans: &[Span]) {
        for span in spans {
            match span {
                Span::Text(words) | Span::Code(words) => self.text(words.text(), &|part| words.place(part)),
                Span::Given(words) => {
                    let (document, data) = (self.document, self.data);
                    let written = |part: Range<usize>| given::written(words, &part, document, data);
                    self.text(words.text(), &|part| written(part.clone()).unwrap_or_else(|| words.place(part)));
                }
                Span::Strong(inner) | Span::Emphasis(inner) | Span::Link { spans: inner, .. } => self.spans(inner),
                Span::Number(index) => {
                    if let Some(number) = self.document.numbers.get(*index) {
                        self.text(&number.printed, &|_| number.place.clone());
                    }
                }
                Span::Reference { .. } | Span::Footnote(_) | Span::StatusSentence(_) | Span::LineBreak => {}
            }
        }
    }

    fn text(&mut self, text: &str, place: &dyn Fn(Range<usize>) -> Place) {
        for (at, character) in text.char_indices() {
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
                    place(at..at + character.len_utf8()),
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
