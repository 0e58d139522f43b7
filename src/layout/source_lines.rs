//! Which line of the author's text each part of the generated source comes from.

use std::sync::Arc;

use crate::diagnostic::{Place, SourceText};

use super::blocks::LINE_COMMENT;

/// Which line of the text each part of the generated source comes from.
#[derive(Debug)]
pub struct SourceLines(Vec<(usize, usize)>);

impl SourceLines {
    /// Reads the comments of a generated source.
    pub fn of(source: &str) -> Self {
        let mut offset = 0;
        let mut lines = Vec::new();
        for line in source.split_inclusive('\n') {
            if let Some(number) = line.strip_prefix(LINE_COMMENT).and_then(|number| number.trim().parse().ok()) {
                lines.push((offset, number));
            }
            offset += line.len();
        }
        Self(lines)
    }

    /// The 1-based line of the text for a byte offset of the source; 0 for what is the layout's own.
    pub fn at(&self, offset: usize) -> usize {
        let before = self.0.partition_point(|(start, _)| *start < offset);
        before.checked_sub(1).map_or(0, |index| self.0[index].1)
    }
}

/// A place in the text for a byte offset of the generated source.
pub fn document_place(text: &Arc<SourceText>, source: &str, offset: usize) -> Option<Place> {
    let line = SourceLines::of(source).at(offset);
    (line > 0).then(|| Place::line(text, line))
}
