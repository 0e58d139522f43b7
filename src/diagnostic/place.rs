//! Where a value or a finding stands.

use std::ops::Range;
use std::path::{Component, Path, PathBuf, Prefix};
use std::sync::{Arc, OnceLock};

use crate::steps;

/// A text file as it was read: its path in the work folder and its contents.
pub struct SourceText {
    /// Path relative to the work folder, with `/` between the parts.
    pub path: String,
    /// The text, as read.
    pub text: String,
    positions: OnceLock<Positions>,
}

impl PartialEq for SourceText {
    fn eq(&self, other: &Self) -> bool {
        (&self.path, &self.text) == (&other.path, &other.text)
    }
}

impl Eq for SourceText {}

impl std::fmt::Debug for SourceText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SourceText").field("path", &self.path).field("text", &self.text).finish()
    }
}

/// What makes lines and columns quick to find: many places are asked for in one file.
struct Positions {
    /// Where each line begins.
    lines: Vec<usize>,
    /// How many characters there are before every so many bytes.
    characters: Vec<usize>,
}

impl Positions {
    /// So many bytes are at most gone through for a column.
    const STEP: usize = 512;

    fn of(text: &str) -> Self {
        steps::taken(text.len());
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        let mut before = 0;
        let characters = text.as_bytes().chunks(Self::STEP).map(|chunk| {
            let here = before;
            before += characters_in(chunk);
            here
        });
        Self { lines, characters: characters.collect() }
    }

    /// How many characters begin before a byte.
    fn characters_before(&self, text: &str, offset: usize) -> usize {
        let step = offset / Self::STEP;
        let Some(before) = self.characters.get(step) else {
            // Just past the last of them.
            let last = self.characters.len().saturating_sub(1);
            let rest = text.as_bytes().get(last * Self::STEP..offset).unwrap_or_default();
            return self.characters.last().unwrap_or(&0) + characters_in(rest);
        };
        before + characters_in(&text.as_bytes()[step * Self::STEP..offset])
    }
}

/// How many characters begin in bytes of UTF-8.
fn characters_in(bytes: &[u8]) -> usize {
    steps::taken(bytes.len());
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}

impl SourceText {
    /// Wraps a text that was read from `path`.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { path: path.into(), text: text.into(), positions: OnceLock::new() })
    }

    fn positions(&self) -> &Positions {
        self.positions.get_or_init(|| Positions::of(&self.text))
    }

    /// The 1-based line and column (in characters) of a byte offset.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = self.floor_boundary(offset);
        let positions = self.positions();
        let line = positions.lines.partition_point(|start| *start <= offset);
        let start = line.checked_sub(1).and_then(|line| positions.lines.get(line)).copied().unwrap_or(0);
        let column = |offset| positions.characters_before(&self.text, offset);
        (line, column(offset) - column(start) + 1)
    }

    /// The end of a line, as the file has it.
    pub fn line_end(&self) -> &'static str {
        if self.text.contains("\r\n") { "\r\n" } else { "\n" }
    }

    /// The byte range of a 1-based line, without its line end. Past the end: the end.
    pub fn line_range(&self, line: usize) -> Range<usize> {
        let lines = &self.positions().lines;
        let Some(start) = line.checked_sub(1).and_then(|line| lines.get(line)).copied() else {
            return self.text.len()..self.text.len();
        };
        let end = lines.get(line).map_or(self.text.len(), |next| next - 1);
        start..start + self.text[start..end].trim_end_matches('\r').len()
    }

    fn floor_boundary(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

/// A path as people know it: separated in the way of the system, and without what Windows puts before a path when it is
/// asked where something really is.
pub fn shown(path: &Path) -> String {
    let part = |part: Component<'_>| match part {
        Component::Prefix(prefix) => match prefix.kind() {
            Prefix::VerbatimUNC(server, share) => {
                PathBuf::from(format!(r"\\{}\{}", server.to_string_lossy(), share.to_string_lossy()))
            }
            Prefix::VerbatimDisk(letter) => PathBuf::from(format!("{}:", char::from(letter))),
            _ => PathBuf::from(prefix.as_os_str()),
        },
        other => PathBuf::from(other.as_os_str()),
    };
    path.components().map(part).collect::<PathBuf>().display().to_string()
}

/// Where in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// The whole file.
    Whole,
    /// Bytes of a text file.
    Text {
        /// The file's text.
        source: Arc<SourceText>,
        /// Which bytes.
        range: Range<usize>,
    },
    /// A field of a delimited file.
    Field {
        /// 1-based line.
        line: usize,
        /// The column's name, where the field lies in one.
        column: Option<String>,
        /// What stands there.
        text: String,
    },
    /// A cell or row of a workbook's sheet, or the sheet as a whole.
    Sheet(Box<SheetSpot>),
    /// An object in the list of a JSON file, or a value of it.
    Item {
        /// The object's 1-based number.
        number: usize,
        /// The value's key.
        key: Option<String>,
        /// What stands there.
        text: String,
    },
}

impl Spot {
    /// "regel 3, kolom Kosten", or "blad JNV, cel C14"; empty for a whole file.
    pub fn in_words(&self) -> String {
        match self {
            Spot::Whole => String::new(),
            Spot::Text { source, range } => format!("regel {}", source.line_column(range.start).0),
            Spot::Field { line, column: Some(column), .. } => format!("regel {line}, kolom {column}"),
            Spot::Field { line, column: None, .. } => format!("regel {line}"),
            Spot::Sheet(spot) => {
                let cell = match (&spot.letters, spot.row) {
                    (Some(letters), Some(row)) => format!(", cel {letters}{row}"),
                    (None, Some(row)) => format!(", rij {row}"),
                    _ => String::new(),
                };
                let column = spot.column.as_ref().map(|column| format!(", kolom {column}")).unwrap_or_default();
                format!("blad {}{cell}{column}", spot.sheet)
            }
            Spot::Item { number, key: Some(key), .. } => format!("groep {number}, sleutel {key}"),
            Spot::Item { number, key: None, .. } => format!("groep {number}"),
        }
    }
}

/// Where in a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetSpot {
    /// The sheet's name.
    pub sheet: String,
    /// The 1-based row.
    pub row: Option<usize>,
    /// The column's letters, where the place is one cell.
    pub letters: Option<String>,
    /// The column's name, where the cell lies in one.
    pub column: Option<String>,
    /// What stands there.
    pub text: String,
}

/// A place in a file of the work folder, or a folder or file as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Path relative to the work folder, with `/` between the parts.
    pub file: String,
    /// Where in it.
    pub spot: Spot,
}

impl Place {
    /// A whole file or folder.
    pub fn file(path: impl Into<String>) -> Self {
        Self { file: path.into(), spot: Spot::Whole }
    }

    /// A range of bytes of a text.
    pub fn text(source: &Arc<SourceText>, range: Range<usize>) -> Self {
        Self { file: source.path.clone(), spot: Spot::Text { source: source.clone(), range } }
    }

    /// A whole 1-based line of a text.
    pub fn line(source: &Arc<SourceText>, line: usize) -> Self {
        Self::text(source, source.line_range(line))
    }

    /// A field of a delimited file.
    pub fn field(path: impl Into<String>, line: usize, column: Option<&str>, text: impl Into<String>) -> Self {
        let spot = Spot::Field { line, column: column.map(str::to_owned), text: text.into() };
        Self { file: path.into(), spot }
    }

    /// A cell of a workbook, by its 1-based row and the letters of its column.
    pub fn cell(
        path: impl Into<String>,
        sheet: &str,
        row: usize,
        letters: &str,
        column: Option<&str>,
        text: impl Into<String>,
    ) -> Self {
        let spot = SheetSpot {
            sheet: sheet.to_owned(),
            row: Some(row),
            letters: Some(letters.to_owned()),
            column: column.map(str::to_owned),
            text: text.into(),
        };
        Self { file: path.into(), spot: Spot::Sheet(Box::new(spot)) }
    }

    /// A 1-based row of a workbook's sheet.
    pub fn sheet_row(path: impl Into<String>, sheet: &str, row: usize) -> Self {
        Self::in_sheet(path.into(), sheet, Some(row))
    }

    /// A sheet of a workbook.
    pub fn sheet(path: impl Into<String>, sheet: &str) -> Self {
        Self::in_sheet(path.into(), sheet, None)
    }

    fn in_sheet(file: String, sheet: &str, row: Option<usize>) -> Self {
        let spot = SheetSpot { sheet: sheet.to_owned(), row, letters: None, column: None, text: String::new() };
        Self { file, spot: Spot::Sheet(Box::new(spot)) }
    }

    /// An object in the list of a JSON file, by its 1-based number, or the value of a key in it.
    pub fn item(path: impl Into<String>, number: usize, key: Option<&str>, text: impl Into<String>) -> Self {
        let spot = Spot::Item { number, key: key.map(str::to_owned), text: text.into() };
        Self { file: path.into(), spot }
    }

    /// What stands there, where its bytes are known.
    pub fn written(&self) -> Option<&str> {
        match &self.spot {
            Spot::Text { source, range } => source.text.get(range.clone()),
            Spot::Whole | Spot::Field { .. } | Spot::Sheet(_) | Spot::Item { .. } => None,
        }
    }

    /// A part of what stands there, by its bytes.
    pub(super) fn part(&self, part: Range<usize>) -> Option<Self> {
        self.written()?.get(part.clone())?;
        match &self.spot {
            Spot::Text { source, range } => Some(Self {
                file: self.file.clone(),
                spot: Spot::Text { source: source.clone(), range: range.start + part.start..range.start + part.end },
            }),
            _ => None,
        }
    }

    /// The address of a cell: `C14`.
    pub fn cell_address(&self) -> Option<String> {
        match &self.spot {
            Spot::Sheet(spot) => Some(format!("{}{}", spot.letters.as_ref()?, spot.row?)),
            _ => None,
        }
    }

    /// The same place with another text for what stands there.
    #[must_use]
    pub fn with_text(mut self, change: impl FnOnce(&str) -> String) -> Self {
        match &mut self.spot {
            Spot::Field { text, .. } | Spot::Item { text, .. } => *text = change(text),
            Spot::Sheet(spot) => spot.text = change(&spot.text),
            Spot::Whole | Spot::Text { .. } => {}
        }
        self
    }

    /// The 1-based line (or row of a sheet), and the column where that is known.
    pub fn line_column(&self) -> Option<(usize, Option<usize>)> {
        match &self.spot {
            Spot::Whole => None,
            Spot::Text { source, range } => {
                let (line, column) = source.line_column(range.start);
                Some((line, Some(column)))
            }
            Spot::Field { line, .. } => Some((*line, None)),
            Spot::Sheet(spot) => spot.row.map(|row| (row, None)),
            Spot::Item { .. } => None,
        }
    }

    /// The 1-based line and column just past the last character, where the place is a piece of text.
    pub fn end(&self) -> Option<(usize, usize)> {
        match &self.spot {
            Spot::Text { source, range } => Some(source.line_column(range.end)),
            Spot::Whole | Spot::Field { .. } | Spot::Sheet(_) | Spot::Item { .. } => None,
        }
    }

    /// Orders places by file, then by position.
    pub(super) fn sort_key(&self) -> (String, usize, usize, String) {
        let (line, column) = self.line_column().unwrap_or((0, None));
        let (line, last) = match &self.spot {
            // AA comes after Z.
            Spot::Sheet(spot) => (line, format!("{:>3}", spot.letters.as_deref().unwrap_or_default())),
            Spot::Item { number, .. } => (*number, String::new()),
            _ => (line, String::new()),
        };
        (self.file.clone(), line, column.unwrap_or(0), last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_in_characters() {
        let source = SourceText::new("a.md", "één\r\ntwee\n");
        assert_eq!(source.line_column(0), (1, 1));
        assert_eq!(source.line_column(source.text.find("n\r").unwrap()), (1, 3));
        assert_eq!(source.line_column(source.text.find("wee").unwrap()), (2, 2));
        assert_eq!(&source.text[source.line_range(1)], "één");
        assert_eq!(source.line_range(99), source.text.len()..source.text.len());
        assert_eq!(source.line_range(0), source.text.len()..source.text.len());
        assert_eq!((source.line_column(source.text.len()), source.line_range(3).len()), ((3, 1), 0));
        assert_eq!(SourceText::new("a.md", "").line_column(9), (1, 1));
    }

    #[test]
    fn finding_places_takes_steps_by_their_number() {
        for line in ["fout=1\n", "fout = 1 "] {
            steps::assert_linear(line, 3_000, |times| {
                let source = SourceText::new("a.toml", line.repeat(times));
                let places = (0..times).map(|at| Place::text(&source, at * line.len()..at * line.len() + 4));
                assert!(places.map(|place| place.line_column()).all(|found| found.is_some()));
            });
        }
    }

    #[test]
    fn every_place_is_where_counting_says() {
        let text: String = (0..400).map(|at| if at % 7 == 0 { "é\n" } else { "€ab\r\n𝄞" }).collect();
        let source = SourceText::new("a.md", text.clone());
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let before = &text[..at];
            let start = before.rfind('\n').map_or(0, |end| end + 1);
            let counted = (before.matches('\n').count() + 1, before[start..].chars().count() + 1);
            assert_eq!(source.line_column(at), counted, "{at}");
        }
        for (index, line) in text.split('\n').enumerate() {
            assert_eq!(&text[source.line_range(index + 1)], line.trim_end_matches('\r'));
        }
    }
}
