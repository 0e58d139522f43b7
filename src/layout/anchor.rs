//! Comments in the generated source that say which number or exhibit stands there.
//!
//! They let the pages be searched for every number of the document, and whoever reads a kept
//! Typst source sees what is bound to what.

use std::fmt;

use crate::text::{Document, Exhibit, ExhibitKind, Referred};

/// What stands at a place of the generated source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Anchor {
    /// A number in running text, by its position in `Document::numbers`.
    Number(usize),
    /// A chart or table, by its position in `Document::exhibits`.
    Exhibit(usize),
    /// A number in a table: exhibit, row and column.
    Cell(usize, usize, usize),
}

impl Anchor {
    /// What it is called: "getal 3".
    pub fn key(self) -> String {
        match self {
            Anchor::Number(index) => format!("getal {index}"),
            Anchor::Exhibit(index) => format!("figuur {index}"),
            Anchor::Cell(exhibit, row, column) => format!("cel {exhibit} {row} {column}"),
        }
    }
}

impl fmt::Display for Anchor {
    /// As a comment of Typst, which leaves no trace on the page.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/*{}*/", self.key())
    }
}

/// The anchors of a generated source with the byte offset behind each, in order.
pub fn anchors(source: &str) -> Vec<(usize, Anchor)> {
    let mut found = Vec::new();
    for (start, _) in source.match_indices("/*") {
        // Behind the opening, or an author's "/*/" closes what it has not opened yet.
        let Some(length) = source[start + 2..].find("*/") else { break };
        let end = start + 2 + length;
        let words: Vec<&str> = source[start + 2..end].split(' ').collect();
        let numbers: Option<Vec<usize>> = words[1..].iter().map(|word| word.parse().ok()).collect();
        let anchor = match (words[0], numbers.as_deref()) {
            ("getal", Some([index])) => Anchor::Number(*index),
            ("figuur", Some([index])) => Anchor::Exhibit(*index),
            ("cel", Some([exhibit, row, column])) => Anchor::Cell(*exhibit, *row, *column),
            _ => continue,
        };
        found.push((end + 2, anchor));
    }
    found
}

/// Where there may be more or less white above a heading of this level, or between paragraphs (0). A string literal of an
/// author cannot read so, since its quotation marks are escaped.
pub fn white_mark(level: u8) -> String {
    format!("{WHITE_MARK}{level}*/\n")
}

/// What a mark of white begins with; its level follows.
pub const WHITE_MARK: &str = "/*\"wit\" ";

/// The label of a number in running text.
pub fn number_label(index: usize) -> String {
    format!("getal-{}", index + 1)
}

/// The label of a chart or table, or of a picture, which is counted with the charts.
pub fn label_of(kind: ExhibitKind, number: usize) -> String {
    format!("{}-{number}", kind.word())
}

/// The label of a chart or table.
pub fn exhibit_label(exhibit: &Exhibit) -> String {
    label_of(exhibit.kind, exhibit.number)
}

/// The label of a picture with a caption, by its number.
pub fn picture_label(number: usize) -> String {
    label_of(ExhibitKind::Chart, number)
}

/// The label of a sign at a number in the text of a letter, which are counted from 1.
pub fn sign_label(count: usize) -> String {
    format!("teken-{count}")
}

/// The label of what stands at the foot of a page about that sign; the layout gives it.
pub fn sign_note_label(count: usize) -> String {
    format!("tekennoot-{count}")
}

/// The label of what a reference leads to.
pub fn reference_label(document: &Document, to: Referred) -> Option<String> {
    match to {
        Referred::Exhibit(index) => document.exhibits.get(index).map(exhibit_label),
        Referred::Picture(number) => Some(picture_label(number)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_found_again() {
        let all = [Anchor::Number(0), Anchor::Exhibit(12), Anchor::Cell(1, 2, 3)];
        let source = all.map(|anchor| format!("{anchor}#\"x\";")).join(" /* iets anders */ /*getal x*/ ");
        let found: Vec<Anchor> = anchors(&source).into_iter().map(|(_, anchor)| anchor).collect();
        assert_eq!(found, all);
        assert!(source[anchors(&source)[1].0..].starts_with("#\"x\""));
    }

    /// Found by a fresh seed: an author may type anything.
    #[test]
    fn an_opening_that_closes_itself_is_no_anchor() {
        assert_eq!(anchors("#\"A/*/a\";"), []);
        assert_eq!(anchors("#\"/*/\";/*getal 3*/"), [(18, Anchor::Number(3))]);
    }
}
