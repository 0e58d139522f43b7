//! The running text of a document as rules read it.

use crate::diagnostic::Place;
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
