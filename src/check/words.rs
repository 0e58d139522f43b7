//! The running text of a document as rules read it, and where its words stand in the author's file.

use crate::diagnostic::{Place, Spot};
use crate::text::{Block, BlockContent, Document, Span};

/// Calls `visit` with the spans of each paragraph, also in lists, quotations and footnotes, in
/// reading order; with `headings_and_tables` also with those of headings and cells.
pub fn visit_text<'a>(
    document: &'a Document,
    headings_and_tables: bool,
    visit: &mut impl FnMut(&'a [Span], &'a Place),
) {
    document.visit_blocks(&mut |block: &Block| match &block.content {
        BlockContent::Paragraph(spans) => visit(spans, &block.place),
        BlockContent::Heading { spans, .. } if headings_and_tables => visit(spans, &block.place),
        BlockContent::Table { head, rows, .. } if headings_and_tables => {
            head.iter().chain(rows.iter().flatten()).for_each(|cell| visit(cell, &block.place));
        }
        _ => {}
    });
}

/// The words as they stand in the author's file, from the place up to the next blank line; else the place itself.
pub fn narrowed(place: &Place, words: &str) -> Place {
    let Spot::Text { source, range } = &place.spot else { return place.clone() };
    let end = source.text[range.start..].find("\n\n").map_or(source.text.len(), |at| range.start + at);
    match source.text[range.start..end].find(words) {
        Some(at) if !words.is_empty() => Place::text(source, range.start + at..range.start + at + words.len()),
        _ => place.clone(),
    }
}
