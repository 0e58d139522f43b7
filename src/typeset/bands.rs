//! The picture of a page in bands that lie over each other.
//!
//! After a small change most bands are as they were, so that only a few need to be drawn, sent and shown
//! again. Where the bands are cut follows from what stands there: a line that comes in between moves no
//! other cut.

use std::hash::{Hash, Hasher};

use typst::foundations::Smart;
use typst::layout::{Frame, FrameItem, FrameKind, Point};
use typst::utils::hash128;
use typst_layout::Page;

use super::outline::Outliner;

/// At most so many lines of text and other things are in a band.
const LONGEST: usize = 4;

/// One in so many things ends a band by itself.
const CUT: u128 = 3;

/// A part of the picture of a page, as large as the page.
pub struct Band {
    /// The same for what looks the same.
    pub hash: String,
    page: Page,
}

impl Band {
    fn new(page: Page) -> Self {
        Self { hash: format!("{:032x}", hash128(&Look(&page))), page }
    }

    /// As SVG.
    pub fn svg(&self, outliner: &mut Outliner) -> String {
        outliner.svg(&self.page)
    }
}

/// Cuts the picture of a page into bands.
pub fn bands(page: &Page) -> Vec<Band> {
    let mut items = Vec::new();
    flatten(&page.frame, Point::zero(), &mut items);
    let mut bands = Vec::new();
    let mut open = Vec::new();
    for (position, item) in items {
        // Pictures are large, and change less often than the text around them.
        let is_picture = matches!(item, FrameItem::Image(..));
        if is_picture && !open.is_empty() {
            bands.push(band(page, std::mem::take(&mut open), bands.is_empty()));
        }
        let ends = is_picture || hash128(&LookOfItem(&item)).is_multiple_of(CUT);
        open.push((position, item));
        if ends || open.len() == LONGEST {
            bands.push(band(page, std::mem::take(&mut open), bands.is_empty()));
        }
    }
    if !open.is_empty() || bands.is_empty() {
        bands.push(band(page, open, bands.is_empty()));
    }
    bands
}

/// Only the lowest band has the colour of the paper.
fn band(page: &Page, items: Vec<(Point, FrameItem)>, is_lowest: bool) -> Band {
    let mut frame = Frame::new(page.frame.size(), FrameKind::Hard);
    items.into_iter().for_each(|(position, item)| frame.push(position, item));
    let mut part = page.clone();
    part.frame = frame;
    if !is_lowest {
        part.fill = Smart::Custom(None);
    }
    Band::new(part)
}

/// What can be seen, in the order in which it is drawn; groups that only move what is in them are resolved.
fn flatten(frame: &Frame, origin: Point, items: &mut Vec<(Point, FrameItem)>) {
    for (position, item) in frame.items() {
        match item {
            FrameItem::Group(group) if group.clip.is_none() && group.transform.is_only_translate() => {
                let moved = Point::new(group.transform.tx, group.transform.ty);
                flatten(&group.frame, origin + *position + moved, items);
            }
            FrameItem::Link(..) | FrameItem::Tag(_) => {}
            item => items.push((origin + *position, item.clone())),
        }
    }
}

/// What can be seen of a page. Unlike the frame itself it does not change when only the places in the
/// source do.
struct Look<'a>(&'a Page);

impl Hash for Look<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.fill.hash(state);
        look_of(&self.0.frame, state);
    }
}

struct LookOfItem<'a>(&'a FrameItem);

impl Hash for LookOfItem<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        look_of_item(self.0, state);
    }
}

fn look_of<H: Hasher>(frame: &Frame, state: &mut H) {
    frame.size().hash(state);
    for (position, item) in frame.items() {
        position.hash(state);
        look_of_item(item, state);
    }
}

fn look_of_item<H: Hasher>(item: &FrameItem, state: &mut H) {
    match item {
        FrameItem::Group(group) => {
            group.transform.hash(state);
            group.clip.hash(state);
            look_of(&group.frame, state);
        }
        FrameItem::Text(text) => {
            (&text.font, text.size, &text.fill, &text.stroke).hash(state);
            for glyph in &text.glyphs {
                (glyph.id, glyph.x_advance, glyph.x_offset, glyph.y_advance, glyph.y_offset).hash(state);
            }
        }
        FrameItem::Shape(shape, _) => shape.hash(state),
        FrameItem::Image(image, size, _) => (image, size).hash(state),
        FrameItem::Link(..) | FrameItem::Tag(_) => {}
    }
}
