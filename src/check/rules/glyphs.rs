//! Characters that no font can print: they would be an empty box on paper, and
//! nothing at all to whoever has the letter read aloud.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::load::Dataset;
use crate::load::fonts::Fonts;
use crate::text::{At, Document, Part, Span, TextRole, Visitor, Words, visit_each};

use crate::check::reading::given;

/// Reports each such character, wherever it stands.
pub fn check(document: &Document, data: &Dataset, fonts: &Fonts, findings: &mut Findings) {
    let mut reader =
        GlyphReader { document, data, fonts, printable_latin: [false; 256], printable: BTreeSet::new(), findings };
    let whole = Place::file(&document.path);
    for text in document.fields.iter().flat_map(|(label, value)| [label, value]) {
        reader.check(text, &|_| whole.clone());
    }
    document.walk(&mut reader);
    for exhibit in &document.exhibits {
        exhibit.walk(&mut reader);
        let headings = exhibit.grid.rows.iter().chain(&exhibit.grid.columns).map(|heading| &heading.name);
        let headings = headings.chain(exhibit.grid.look.iter().flat_map(|look| look.words.values()));
        for text in exhibit.sources.iter().chain(headings) {
            reader.check(text, &|_| exhibit.defined_at.clone());
        }
    }
}

struct GlyphReader<'a> {
    document: &'a Document,
    data: &'a Dataset,
    fonts: &'a Fonts,
    /// Characters already found to be printable: those below 256, which most are, and the others.
    printable_latin: [bool; 256],
    printable: BTreeSet<char>,
    findings: &'a mut Findings,
}

impl<'d> Visitor<'d> for GlyphReader<'_> {
    fn enter(&mut self, part: Part<'d>) -> bool {
        !matches!(part, Part::Exhibit(..))
    }

    fn text(&mut self, spans: &'d [Span], _: At<'d>) {
        visit_each(spans, &mut |span| match span {
            Span::Text(words) | Span::Code(words) => self.check(words.text(), &|part| words.place(part)),
            Span::Given(words) => {
                let (document, data) = (self.document, self.data);
                let written = |part: Range<usize>| given::written(words, &part, document, data);
                self.check(words.text(), &|part| written(part.clone()).unwrap_or_else(|| words.place(part)));
            }
            Span::Number(index) => {
                if let Some(number) = self.document.numbers.get(*index) {
                    self.check(&number.printed, &|_| number.place.clone());
                }
            }
            Span::Strong(_)
            | Span::Emphasis(_)
            | Span::Link { .. }
            | Span::Reference { .. }
            | Span::Footnote(_)
            | Span::StatusSentence(_)
            | Span::Gap(_)
            | Span::LineBreak => {}
        });
    }

    fn literal(&mut self, words: &'d Words, at: At<'d>) {
        // What a picture shows is not printed.
        if at.role == TextRole::Verbatim {
            self.check(words.text(), &|part| words.place(part));
        }
    }
}

impl GlyphReader<'_> {
    fn check(&mut self, text: &str, place: &dyn Fn(Range<usize>) -> Place) {
        for (at, character) in text.char_indices() {
            let latin = self.printable_latin.get_mut(character as usize);
            if latin.as_ref().map_or_else(|| self.printable.contains(&character), |known| **known) {
                continue;
            }
            if is_invisible(character) || self.fonts.can_print(character) {
                match latin {
                    Some(known) => *known = true,
                    None => {
                        self.printable.insert(character);
                    }
                }
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
