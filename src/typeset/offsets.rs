//! On which page each number stands: the pages are searched for text that comes from the places
//! of the anchors in the source.

use std::collections::{BTreeMap, HashMap};
use std::num::NonZeroU64;

use typst::layout::{Frame, FrameItem};
use typst::syntax::{LinkedNode, Source, Span, SpanKind};
use typst_layout::PagedDocument;

use crate::layout::{Anchor, anchors};

/// From an anchor to the string literal behind it: `#"` or `#[#"`.
pub(super) const NEAR: usize = 4;

/// Where everything in a source stands.
pub struct Offsets {
    source: Source,
    /// By span. Typst numbers the nodes of a source in the order in which they stand, so that this is
    /// in order as it is found.
    starts: Vec<(NonZeroU64, usize)>,
}

impl Offsets {
    /// Looks through a source once, which is faster than to look for thousands of places one by one.
    pub fn of(source: Source) -> Self {
        let mut starts = Vec::new();
        note(&LinkedNode::new(source.root()), &mut starts);
        // Takes no time, unless Typst numbers in another order some day.
        starts.sort_by_key(|(span, _)| *span);
        Self { source, starts }
    }

    /// The source.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The byte offset at which something starts; none if it comes from elsewhere.
    pub fn start(&self, span: Span) -> Option<usize> {
        match span.get() {
            SpanKind::Number { .. } => {
                let index = self.starts.binary_search_by_key(&span.into_raw(), |(known, _)| *known).ok()?;
                Some(self.starts[index].1)
            }
            SpanKind::Range { range, .. } if span.id() == Some(self.source.id()) => Some(range.start),
            SpanKind::Range { .. } | SpanKind::Detached => None,
        }
    }
}

fn note(node: &LinkedNode<'_>, starts: &mut Vec<(NonZeroU64, usize)>) {
    starts.push((node.span().into_raw(), node.offset()));
    node.children().for_each(|child| note(&child, starts));
}

/// The 1-based page of each anchor that left something on a page.
pub fn pages_of(document: &PagedDocument, offsets: &Offsets) -> BTreeMap<Anchor, usize> {
    let mut first_page: HashMap<Span, usize> = HashMap::new();
    for (index, page) in document.pages().iter().enumerate() {
        visit(&page.frame, &mut |span| {
            first_page.entry(span).or_insert(index + 1);
        });
    }
    let mut texts: Vec<(usize, usize)> =
        first_page.into_iter().filter_map(|(span, page)| Some((offsets.start(span)?, page))).collect();
    texts.sort_unstable();
    let found = anchors(offsets.source().text()).into_iter().filter_map(|(offset, anchor)| {
        let (start, page) = *texts.get(texts.partition_point(|(start, _)| *start < offset))?;
        // A chart or table is where its caption is.
        let is_here = matches!(anchor, Anchor::Exhibit(_)) || start - offset <= NEAR;
        is_here.then_some((anchor, page))
    });
    found.collect()
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
