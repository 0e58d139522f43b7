//! Where a value or a finding stands.

use std::ops::Range;
use std::sync::Arc;

/// A text file as it was read: its path in the work folder and its contents.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceText {
    /// Path relative to the work folder, with `/` between the parts.
    pub path: String,
    /// The text, as read.
    pub text: String,
}

impl SourceText {
    /// Wraps a text that was read from `path`.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { path: path.into(), text: text.into() })
    }

    /// The 1-based line and column (in characters) of a byte offset.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = self.floor_boundary(offset);
        let before = &self.text[..offset];
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        (line, before[start..].chars().count() + 1)
    }

    /// The byte range of a 1-based line, without its line end. Past the end: the end.
    pub fn line_range(&self, line: usize) -> Range<usize> {
        let mut start = 0;
        for (index, text) in self.text.split('\n').enumerate() {
            if index + 1 == line {
                return start..start + text.trim_end_matches('\r').len();
            }
            start += text.len() + 1;
        }
        self.text.len()..self.text.len()
    }

    fn floor_boundary(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
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

    /// The same place without what stands there.
    #[must_use]
    pub fn without_text(mut self) -> Self {
        if let Spot::Field { text, .. } = &mut self.spot {
            text.clear();
        }
        self
    }

    /// The 1-based line, and the column where that is known.
    pub fn line_column(&self) -> Option<(usize, Option<usize>)> {
        match &self.spot {
            Spot::Whole => None,
            Spot::Text { source, range } => {
                let (line, column) = source.line_column(range.start);
                Some((line, Some(column)))
            }
            Spot::Field { line, .. } => Some((*line, None)),
        }
    }

    /// The 1-based line and column just past the last character, where the place is a piece of text.
    pub fn end(&self) -> Option<(usize, usize)> {
        match &self.spot {
            Spot::Text { source, range } => Some(source.line_column(range.end)),
            Spot::Whole | Spot::Field { .. } => None,
        }
    }

    /// Orders places by file, then by position.
    pub(super) fn sort_key(&self) -> (String, usize, usize) {
        let (line, column) = self.line_column().unwrap_or((0, None));
        (self.file.clone(), line, column.unwrap_or(0))
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
    }
}
