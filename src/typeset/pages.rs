//! On which page each number stands: the pages are searched for text that comes from the places
//! of the anchors in the source.

use std::collections::{BTreeMap, HashMap};

use typst::layout::{Frame, FrameItem};
use typst::syntax::{Source, Span, SpanKind};
use typst_layout::PagedDocument;

use crate::layout::{Anchor, anchors};

/// From an anchor to the string literal behind it: `#"` or `#[#"`.
const NEAR: usize = 4;

/// The 1-based page of each anchor that left something on a page.
pub fn pages_of(document: &PagedDocument, source: &Source) -> BTreeMap<Anchor, usize> {
    let mut first_page: HashMap<Span, usize> = HashMap::new();
    for (index, page) in document.pages().iter().enumerate() {
        visit(&page.frame, &mut |span| {
            first_page.entry(span).or_insert(index + 1);
        });
    }
    let mut texts: Vec<(usize, usize)> = first_page
        .into_iter()
        .filter(|(span, _)| span.id() == Some(source.id()))
        .filter_map(|(span, page)| Some((range_of(source, span)?, page)))
        .collect();
    texts.sort_unstable();
    let found = anchors(source.text()).into_iter().filter_map(|(offset, anchor)| {
        let (start, page) = *texts.get(texts.partition_point(|(start, _)| *start < offset))?;
        // A chart or table is where its caption is.
        let is_here = matches!(anchor, Anchor::Exhibit(_)) || start - offset <= NEAR;
        is_here.then_some((anchor, page))
    });
    found.collect()
}

fn range_of(source: &Source, span: Span) -> Option<usize> {
    match span.get() {
        SpanKind::Number { num, .. } => source.range(num, None).map(|range| range.start),
        SpanKind::Range { range, .. } => Some(range.start),
        SpanKind::Detached => None,
    }
}

fn visit(frame: &Frame, see: &mut impl FnMut(Span)) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => visit(&group.frame, see),
            FrameItem::Text(text) => {
                let mut last = None;
                for glyph in &text.glyphs {
                    if last != Some(glyph.span.0) {
                        see(glyph.span.0);
                        last = Some(glyph.span.0);
                    }
                }
            }
            _ => {}
        }
    }
}
