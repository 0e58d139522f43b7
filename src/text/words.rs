//! Words that know where each of them stands in the file of their author.
//!
//! Between a file and a page words change: placeholders are filled in, Markdown takes its signs away, typography
//! curls quotation marks and joins what belongs together. [`Words`] go through all of that as text with a map from
//! its bytes to those of the file, piece by piece, so that a finding can mark exactly what it is about.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Place, SourceText, Spot};
use crate::dutch::notation::Notation;
use crate::dutch::typography;
use crate::load::Located;

/// Text, and for each piece of it the bytes of the file that it stands for.
#[derive(Debug, Clone)]
pub struct Words {
    text: String,
    source: Arc<SourceText>,
    /// In the order of the text; together they cover all of it.
    pieces: Vec<Piece>,
}

/// What goes up to the next piece. Where it is as long as what it stands for, it is the same text, byte for byte;
/// otherwise the whole of it stands for the whole of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    /// Where it starts in the text.
    at: u32,
    /// Where what it stands for starts in the file.
    from: u32,
    /// And where that ends.
    to: u32,
}

impl Words {
    /// No words yet, of this file.
    pub fn new(source: &Arc<SourceText>) -> Self {
        Self { text: String::new(), source: source.clone(), pieces: Vec::new() }
    }

    /// What the whole of a place says, in other words than stand there.
    pub fn of_place(text: &str, place: &Place) -> Self {
        let (source, range) = match &place.spot {
            Spot::Text { source, range } => (source.clone(), range.clone()),
            _ => (SourceText::new(place.file.clone(), ""), 0..0),
        };
        let mut words = Self::new(&source);
        words.push(text, range);
        words
    }

    /// The text between the quotation marks of a value in a TOML file.
    pub fn of_toml(value: &Located<String>) -> Self {
        let Spot::Text { source, range } = &value.place.spot else { return Self::of_place(&value.value, &value.place) };
        let mut words = Self::new(source);
        match words.read_toml(&value.value, range.clone()) {
            Some(()) => words,
            None => Self::of_place(&value.value, &value.place),
        }
    }

    /// Reads what `value` is written as in `source[range]`: as it is, but for escapes and for the ends of lines.
    fn read_toml(&mut self, value: &str, range: Range<usize>) -> Option<()> {
        let source = self.source.clone();
        let written = source.text.get(range.clone())?;
        let delimiter = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|delimiter| written.starts_with(delimiter))?;
        let inside = written.strip_prefix(delimiter)?.strip_suffix(delimiter)?;
        let first = range.start + delimiter.len();
        // A line end right after three quotation marks is no part of the text.
        let opening = ["\n", "\r\n"].into_iter().find(|end| delimiter.len() == 3 && inside.starts_with(end));
        let mut at = opening.map_or(0, str::len);
        if inside[at..] == *value {
            self.push(value, first + at..first + inside.len());
            return Some(());
        }
        let mut rest = value;
        while let Some(next) = rest.chars().next() {
            let here = &inside[at..];
            let escape = Some(here).filter(|_| delimiter.starts_with('"')).and_then(escape);
            let length = match escape {
                Some(Escape::Nothing(length)) => {
                    at += length;
                    continue;
                }
                Some(Escape::Character(length)) => length,
                // Ends of lines are read as those of Unix.
                None if next == '\n' && here.starts_with("\r\n") => 2,
                None if here.starts_with(next) => next.len_utf8(),
                None => return None,
            };
            self.push(&rest[..next.len_utf8()], first + at..first + at + length);
            at += length;
            rest = &rest[next.len_utf8()..];
        }
        Some(())
    }

    /// The file that they are in.
    pub fn source(&self) -> &Arc<SourceText> {
        &self.source
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds text that stands for these bytes of the file.
    pub fn push(&mut self, text: &str, range: Range<usize>) {
        if text.is_empty() {
            return;
        }
        let piece = Piece { at: offset(self.text.len()), from: offset(range.start), to: offset(range.end) };
        let continues = self.pieces.last().is_some_and(|last| {
            let is_same = |piece: &Piece, length: usize| piece.to - piece.from == offset(length);
            last.to == piece.from && is_same(last, self.text.len() - last.at as usize) && is_same(&piece, text.len())
        });
        match self.pieces.last_mut().filter(|_| continues) {
            Some(last) => last.to = piece.to,
            None => self.pieces.push(piece),
        }
        self.text.push_str(text);
    }

    /// Adds text that stands for nothing in the file: what a placeholder prints, or a space between two words.
    pub fn push_unplaced(&mut self, text: &str) {
        let end = self.pieces.last().map_or(0, |last| last.to as usize);
        self.push(text, end..end);
    }

    /// Adds text that stands for all of a place; if that is in another file, it has no place here.
    pub fn push_at(&mut self, text: &str, place: &Place) {
        match &place.spot {
            Spot::Text { source, range } if Arc::ptr_eq(source, &self.source) => self.push(text, range.clone()),
            _ => self.push_unplaced(text),
        }
    }

    /// Adds a part of other words. Where those are of another file, they have no place here.
    pub fn push_part(&mut self, other: &Words, range: Range<usize>) {
        if !Arc::ptr_eq(&self.source, &other.source) {
            if !self.text.is_empty() {
                return self.push_unplaced(&other.text[range]);
            }
            self.source = other.source.clone();
        }
        let first = other.pieces.partition_point(|piece| piece.at as usize <= range.start).saturating_sub(1);
        for index in first..other.pieces.len() {
            let start = (other.pieces[index].at as usize).max(range.start);
            let end = other.end_of(index).min(range.end);
            if start >= end {
                break;
            }
            self.push(&other.text[start..end], other.range(start..end));
        }
    }

    /// Adds all of other words.
    pub fn push_words(&mut self, other: &Words) {
        self.push_part(other, 0..other.text.len());
    }

    /// A part of them.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Self {
        let mut part = Self::new(&self.source);
        part.push_part(self, range);
        part
    }

    /// Without white space at the start.
    #[must_use]
    pub fn trim_start(&self) -> Self {
        self.part(self.text.len() - self.text.trim_start().len()..self.text.len())
    }

    /// Without white space at the end.
    #[must_use]
    pub fn trim_end(&self) -> Self {
        self.part(0..self.text.trim_end().len())
    }

    /// In the house style: with real quotation marks, dashes and no-break spaces.
    #[must_use]
    pub fn typeset(self, notation: &Notation) -> Self {
        let Some(typeset) = typography::typeset_with_changes(&self.text, notation) else { return self };
        let mut words = Self::new(&self.source);
        let (mut old, mut new) = (0, 0);
        for change in &typeset.changes {
            let same = change.old.start - old;
            words.push_part(&self, old..change.old.start);
            new += same;
            words.push(&typeset.text[new..new + change.length], self.range(change.old.clone()));
            (old, new) = (change.old.end, new + change.length);
        }
        words.push_part(&self, old..self.text.len());
        words
    }

    /// The same words, of a text that is itself written as `outer` in a file.
    #[must_use]
    pub fn within(&self, outer: &Words) -> Self {
        let mut words = Self::new(&outer.source);
        for (index, piece) in self.pieces.iter().enumerate() {
            let text = &self.text[piece.at as usize..self.end_of(index)];
            let range = piece.from as usize..piece.to as usize;
            if self.source.text.get(range.clone()) == Some(text) {
                words.push_part(outer, range);
            } else {
                words.push(text, outer.range(range));
            }
        }
        words
    }

    /// The bytes of the file that a part of the text stands for.
    pub fn range(&self, part: Range<usize>) -> Range<usize> {
        let start = self.piece_at(part.start).map_or(0, |(piece, is_same)| match is_same {
            true => piece.from as usize + part.start - piece.at as usize,
            false => piece.from as usize,
        });
        let last = part.end.max(part.start + 1) - 1;
        let end = self.piece_at(last).map_or(0, |(piece, is_same)| match is_same {
            true => piece.from as usize + part.end - piece.at as usize,
            false => piece.to as usize,
        });
        let text = &self.source.text;
        let mut start = start.min(text.len());
        let mut end = end.clamp(start, text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        while !text.is_char_boundary(end) {
            end += 1;
        }
        start..end
    }

    /// Where a part of the text stands.
    pub fn place(&self, part: Range<usize>) -> Place {
        match self.source.text.is_empty() {
            true => Place::file(self.source.path.clone()),
            false => Place::text(&self.source, self.range(part)),
        }
    }

    /// Where all of it stands.
    pub fn whole_place(&self) -> Place {
        self.place(0..self.text.len())
    }

    /// The piece that a byte of the text belongs to, and whether it is the same text as in the file.
    fn piece_at(&self, at: usize) -> Option<(Piece, bool)> {
        let index = self.pieces.partition_point(|piece| piece.at as usize <= at).checked_sub(1)?;
        let piece = self.pieces[index];
        Some((piece, (piece.to - piece.from) as usize == self.end_of(index) - piece.at as usize))
    }

    fn end_of(&self, index: usize) -> usize {
        self.pieces.get(index + 1).map_or(self.text.len(), |next| next.at as usize)
    }
}

/// Files of four gigabytes and more are not read.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// What a backslash in a TOML text stands for, and how many bytes are written for it.
enum Escape {
    Character(usize),
    /// It joins two lines.
    Nothing(usize),
}

/// The escape that a TOML text starts with here.
fn escape(text: &str) -> Option<Escape> {
    let escaped = text.strip_prefix('\\')?;
    let kind = escaped.chars().next()?;
    if kind.is_whitespace() {
        return Some(Escape::Nothing(text.len() - escaped.trim_start().len()));
    }
    let digits = match kind {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => 0,
    };
    Some(Escape::Character((1 + kind.len_utf8() + digits).min(text.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of a file: what is typed in it, and what is printed for that.
    fn words(pieces: &[(&str, &str)]) -> Words {
        let typed: String = pieces.iter().map(|(typed, _)| *typed).collect();
        let source = SourceText::new("a.md", typed);
        let mut words = Words::new(&source);
        let mut at = 0;
        for (typed, printed) in pieces {
            words.push(printed, at..at + typed.len());
            at += typed.len();
        }
        words
    }

    fn typed<'w>(words: &'w Words, part: &str) -> &'w str {
        let at = words.text().rfind(part).expect("there");
        &words.source().text[words.range(at..at + part.len())]
    }

    #[test]
    fn each_word_is_found_where_it_was_typed() {
        let words = words(&[("5 en 5 en ", "5 en 5 en "), ("{{ a[5] }}", "5 é"), (" en ", " en "), ("5.", "5.")]);
        assert_eq!(words.text(), "5 en 5 en 5 é en 5.");
        let places: Vec<_> = words.text().match_indices('5').map(|(at, _)| words.range(at..at + 1)).collect();
        assert_eq!(places, [0..1, 5..6, 10..20, 24..25]);
        assert_eq!(typed(&words, "5 é en 5"), "{{ a[5] }} en 5");
        assert_eq!(words.range(4..4).len(), 0);
    }

    #[test]
    fn typography_keeps_places() {
        let words = words(&[("Wie 'dat' zegt... 2021-2023 ", "Wie 'dat' zegt... 2021-2023 "), ("&euml;n", "ën")]);
        let words = words.typeset(&Notation::default());
        assert_eq!(words.text(), "Wie ‘dat’ zegt… 2021–2023 ën");
        for (part, wanted) in [
            ("‘dat’", "'dat'"),
            ("dat", "dat"),
            ("zegt…", "zegt..."),
            ("2021–2023", "2021-2023"),
            ("2023", "2023"),
            ("ën", "&euml;n"),
        ] {
            assert_eq!(typed(&words, part), wanted);
        }
    }

    #[test]
    fn values_of_toml_are_found_as_they_are_written() {
        for (written, part, wanted) in [
            ("\"één en twee\"", "twee", "twee"),
            ("'c:\\temp'", "temp", "temp"),
            ("\"een \\u00e9\\n\\\"twee\\\" drie\"", "\"twee\" drie", "\\\"twee\\\" drie"),
            ("\"\"\"\neen\r\ntwee \\\n   drie\"\"\"", "drie", "drie"),
            ("\"\"\"\neen\ntwee \\\n   drie\"\"\"", "twee drie", "twee \\\n   drie"),
            ("\x27\x27\x27\r\neen\x27\x27\x27", "een", "een"),
        ] {
            let text = format!("naam = {written}\n");
            let table: toml_edit::DocumentMut = text.parse().expect("TOML");
            let value = table["naam"].as_str().expect("a text").to_owned();
            let source = SourceText::new("a.toml", text);
            let value = Located { value, place: Place::text(&source, 7..7 + written.len()) };
            let words = Words::of_toml(&value);
            assert_eq!(words.text(), value.value);
            assert_eq!(typed(&words, part), wanted, "{written}");
        }
    }

    #[test]
    fn words_of_a_text_inside_another_are_found_in_that() {
        let outer = words(&[("x = \"", ""), ("een ", "een "), ("\\\"", "\""), ("twee\"", "twee\"")]);
        assert_eq!(outer.text(), "een \"twee\"");
        let value = SourceText::new("", outer.text());
        let mut inner = Words::new(&value);
        inner.push("EEN", 0..3);
        inner.push(" 1 ", 3..4);
        inner.push("\"twee", 4..9);
        let found = inner.within(&outer);
        assert_eq!(found.text(), "EEN 1 \"twee");
        assert_eq!(typed(&found, "1"), " ");
        assert_eq!(typed(&found, "\"twee"), "\\\"twee");
    }
}
