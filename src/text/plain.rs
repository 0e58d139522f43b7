//! A document as plain text, a line for each thing that a reader would read: to keep beside the PDF and to
//! compare with later.

use super::document::{Block, Document, Exhibit, ExhibitKind, PrintedNumber, Span};
use super::walk::{At, Part, TextRole, Visitor, visit_each};
use super::words::Words;

/// The words of spans, with these numbers and exhibits, as a reader would read them aloud.
pub(super) fn plain(spans: &[Span], numbers: &[PrintedNumber], exhibits: &[Exhibit]) -> String {
    let mut out = String::new();
    visit_each(spans, &mut |span| match span {
        Span::Text(words) | Span::Given(words) | Span::Code(words) => out.push_str(words.text()),
        Span::Number(index) => out.push_str(numbers.get(*index).map_or("", |number| &number.printed)),
        Span::Reference { to, capital, .. } => {
            out.push_str(&to.map(|to| to.label(exhibits, *capital)).unwrap_or_default());
        }
        Span::LineBreak => out.push(' '),
        Span::Strong(_)
        | Span::Emphasis(_)
        | Span::Link { .. }
        | Span::Footnote(_)
        | Span::StatusSentence(_)
        | Span::Gap(_) => {}
    });
    out
}

impl Document {
    /// The words of spans, with their numbers, as a reader would read them aloud.
    pub fn plain(&self, spans: &[Span]) -> String {
        plain(spans, &self.numbers, &self.exhibits)
    }

    /// The whole document as lines of text.
    pub fn plain_text(&self) -> String {
        let mut lines = vec![self.plain(&self.title)];
        lines.extend(self.correction.clone());
        lines.extend(self.fields.iter().map(|(label, value)| format!("{label}: {value}")));
        let mut reader = PlainText { document: self, lines };
        self.walk(&mut reader);
        reader.lines.join("\n") + "\n"
    }

    /// The words of blocks in one line.
    pub fn plain_blocks(&self, blocks: &[Block]) -> String {
        let mut reader = PlainText { document: self, lines: Vec::new() };
        self.walk_blocks(blocks, &mut reader);
        reader.lines.join(" ")
    }
}

/// Writes a line for each text; the cells of a row stand on one line.
struct PlainText<'d> {
    document: &'d Document,
    lines: Vec<String>,
}

impl<'d> Visitor<'d> for PlainText<'_> {
    fn enter(&mut self, part: Part<'d>) -> bool {
        if let Part::Exhibit(_, exhibit) = part {
            let words = [&exhibit.title, &exhibit.subject].map(|spans| self.document.plain(spans));
            let words: Vec<String> = words.into_iter().filter(|words| !words.is_empty()).collect();
            self.lines.push(format!("{}. {}", exhibit.label(true), words.join(". ")));
        }
        !matches!(part, Part::Title)
    }

    fn text(&mut self, spans: &'d [Span], at: At<'d>) {
        let words = self.document.plain(spans);
        match (at.role, self.lines.last_mut()) {
            // They stand on the line with its number.
            (TextRole::ExhibitTitle | TextRole::ExhibitSubject, _) => {}
            (TextRole::Cell { column: 1.., .. }, Some(row)) => *row += &format!(" | {words}"),
            (TextRole::PictureCaption { number: Some(number) }, _) => {
                self.lines.push(format!("{}. {words}", ExhibitKind::Chart.label(number, true)));
            }
            _ => self.lines.push(words),
        }
    }

    fn literal(&mut self, words: &'d Words, _: At<'d>) {
        self.lines.push(words.text().to_owned());
    }
}
