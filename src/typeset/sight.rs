//! What a page looks like: what stands where on it, and where that comes from.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Serialize;
use typst::layout::{Abs, Frame, FrameItem, Point, Rect, Transform};
use typst::syntax::Span;
use typst::text::TextItem;
use typst::utils::hash128;
use typst::visualize::{Image, ImageKind};
use typst_layout::{Page, PagedDocument};

use crate::layout::{Anchor, SourceLines, TypstSource, anchors};

use super::bands::{Band, bands};
use super::offsets::{NEAR, Offsets};
use super::structure::{CellPlace, Part, Structure};

/// A piece of text within one line of a page: `text, x, baseline, width, size, line, anchor`, lengths
/// in points from the top left corner. The line is the document's own, 0 for the layout's; the anchor is
/// the key of a number, or empty.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TextRun(pub String, pub f64, pub f64, pub f64, pub f64, pub usize, pub String);

/// A picture on a page: `x, y, width, height, line, anchor, hash, alt`, with the top left corner in points.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Picture(pub f64, pub f64, pub f64, pub f64, pub usize, pub String, pub String, pub String);

/// The text and pictures of a page, in reading order.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Layer {
    /// Its text.
    pub runs: Vec<TextRun>,
    /// Its charts and pictures.
    pub pictures: Vec<Picture>,
    /// What its text is.
    pub parts: Vec<Part>,
    /// Where the cells among its parts stand.
    pub cells: Vec<CellPlace>,
}

/// A page as it is shown.
pub struct Sight {
    /// Its picture, in parts that lie over each other.
    pub bands: Vec<Band>,
    /// In points.
    pub width: f64,
    /// In points.
    pub height: f64,
    /// What stands on it.
    pub layer: Layer,
}

/// What every page of a document looks like, without drawing it.
pub fn sights(document: &PagedDocument, offsets: &Offsets, laid_out: &TypstSource) -> Vec<Sight> {
    let mut origins = Origins::new(offsets, laid_out);
    let mut structure = Structure::default();
    document.pages().iter().map(|page| sight(page, &mut origins, &mut structure)).collect()
}

/// What stands on every page of a document.
pub(super) fn layers(document: &PagedDocument, offsets: &Offsets, laid_out: &TypstSource) -> Vec<Layer> {
    let mut origins = Origins::new(offsets, laid_out);
    let mut structure = Structure::default();
    document.pages().iter().map(|page| layer(page, &mut origins, &mut structure)).collect()
}

fn layer(page: &Page, origins: &mut Origins<'_>, structure: &mut Structure) -> Layer {
    let mut adding = Adding { origins, structure, layer: Layer::default() };
    adding.frame(&page.frame, Transform::identity(), None);
    let (parts, cells) = adding.structure.end_page();
    Layer { parts, cells, ..adding.layer }
}

fn sight(page: &Page, origins: &mut Origins<'_>, structure: &mut Structure) -> Sight {
    let size = page.frame.size();
    Sight { bands: bands(page), width: size.x.to_pt(), height: size.y.to_pt(), layer: layer(page, origins, structure) }
}

/// A layer that is being made.
struct Adding<'a, 'o> {
    origins: &'a mut Origins<'o>,
    structure: &'a mut Structure,
    layer: Layer,
}

impl Adding<'_, '_> {
    /// Adds what stands in a frame; of pictures only what is seen of them within `cut`, where something cuts them off.
    fn frame(&mut self, frame: &Frame, transform: Transform, cut: Option<Rect>) {
        for (position, item) in frame.items() {
            match item {
                FrameItem::Group(group) => {
                    let inner =
                        transform.pre_concat(Transform::translate(position.x, position.y)).pre_concat(group.transform);
                    let own = group.clip.as_ref().map(|curve| curve.bbox(None));
                    let own = own.map(|own| Rect::new(own.min.transform(inner), own.max.transform(inner)));
                    let before = self.structure.enter(group);
                    self.frame(&group.frame, inner, within(own, cut));
                    self.structure.leave(group, before);
                }
                // Turned or enlarged text is decoration, such as the word that marks a draft.
                FrameItem::Text(text) if is_plain(transform) => {
                    let before = self.layer.runs.len();
                    self.text(text, position.transform(transform));
                    self.structure.text(self.layer.runs.len() - before);
                }
                FrameItem::Image(image, size, _) if is_plain(transform) => {
                    let whole = Rect::from_pos_size(position.transform(transform), *size);
                    let seen = within(Some(whole), cut).unwrap_or(whole);
                    let (at, size) = (seen.min, seen.size());
                    let (line, anchor) = self.origins.of_image(image);
                    let hash = format!("{:032x}", hash128(image));
                    let alt = image.alt().unwrap_or_default().to_owned();
                    let (x, y, width, height) = (points(at.x), points(at.y), points(size.x), points(size.y));
                    self.layer.pictures.push(Picture(x, y, width, height, line, anchor, hash, alt));
                    self.structure.picture();
                }
                FrameItem::Tag(tag) => self.structure.tag(tag),
                _ => {}
            }
        }
    }

    /// Adds the runs of a text item: it is cut where the source of its letters changes.
    fn text(&mut self, text: &TextItem, at: Point) {
        let layer = &mut self.layer;
        let mut x = at.x;
        let mut open: Option<(Arc<TextOrigin>, Abs, std::ops::Range<usize>)> = None;
        let mut close = |open: Option<(Arc<TextOrigin>, Abs, std::ops::Range<usize>)>, end: Abs| {
            let Some((origin, start, range)) = open else { return };
            let words = text.text.get(range).unwrap_or_default().to_owned();
            if !words.is_empty() {
                let (line, anchor) = (origin.line, origin.anchor.clone());
                let (x, y) = (points(start), points(at.y));
                layer.runs.push(TextRun(words, x, y, points(end - start), points(text.size), line, anchor));
            }
        };
        for glyph in &text.glyphs {
            let origin = self.origins.of_span(glyph.span.0);
            open = match open {
                Some((known, start, range)) if known == origin => {
                    let range = range.start.min(glyph.range().start)..range.end.max(glyph.range().end);
                    Some((known, start, range))
                }
                other => {
                    close(other, x);
                    Some((origin, x, glyph.range()))
                }
            };
            x += glyph.x_advance.at(text.size);
        }
        close(open, x);
    }
}

/// What two rectangles have in common; where one is not there, the other.
fn within(one: Option<Rect>, other: Option<Rect>) -> Option<Rect> {
    let (Some(one), Some(other)) = (one, other) else { return one.or(other) };
    let min = one.min.max(other.min);
    Some(Rect::new(min, one.max.min(other.max).max(min)))
}

fn is_plain(transform: Transform) -> bool {
    Transform { tx: Abs::zero(), ty: Abs::zero(), ..transform }.is_identity()
}

/// A length in points, to a hundredth.
fn points(length: Abs) -> f64 {
    (length.to_pt() * 100.0).round() / 100.0
}

/// Where something comes from: the line of the document, and the number or chart it belongs to.
#[derive(Debug, PartialEq, Eq, Default)]
struct TextOrigin {
    line: usize,
    anchor: String,
}

/// From places in the generated source to the document's own.
struct Origins<'a> {
    offsets: &'a Offsets,
    laid_out: &'a TypstSource,
    lines: SourceLines,
    anchors: Vec<(usize, Anchor)>,
    known: HashMap<Span, Arc<TextOrigin>>,
}

impl<'a> Origins<'a> {
    fn new(offsets: &'a Offsets, laid_out: &'a TypstSource) -> Self {
        let text = offsets.source().text();
        Self { offsets, laid_out, lines: SourceLines::of(text), anchors: anchors(text), known: HashMap::new() }
    }

    fn of_span(&mut self, span: Span) -> Arc<TextOrigin> {
        if let Some(known) = self.known.get(&span) {
            return known.clone();
        }
        let origin = self
            .offsets
            .start(span)
            .map(|offset| TextOrigin { line: self.lines.at(offset), anchor: self.number_at(offset) });
        let origin = Arc::new(origin.unwrap_or_default());
        self.known.insert(span, origin.clone());
        origin
    }

    /// The number whose text starts here.
    fn number_at(&self, offset: usize) -> String {
        let before = self.anchors.partition_point(|(end, _)| *end <= offset).checked_sub(1);
        match before.map(|index| self.anchors[index]) {
            Some((end, anchor @ (Anchor::Number(_) | Anchor::Cell(..)))) if offset - end <= NEAR => anchor.key(),
            _ => String::new(),
        }
    }

    /// A picture is known by its file, which the source names once.
    fn of_image(&self, image: &Image) -> (usize, String) {
        match image.kind() {
            ImageKind::Svg(svg) => self.of_file(svg.data()),
            ImageKind::Raster(raster) => self.of_file(raster.data()),
            _ => (0, String::new()),
        }
    }

    fn of_file(&self, data: &[u8]) -> (usize, String) {
        let name = self.laid_out.files.iter().find(|(_, bytes)| bytes.as_slice() == data).map(|(name, _)| name);
        let Some(offset) = name.and_then(|name| self.offsets.source().text().find(&format!("\"{name}\""))) else {
            return (0, String::new());
        };
        let line = self.lines.at(offset);
        let before = self.anchors.partition_point(|(end, _)| *end <= offset);
        let charts = self.anchors[..before].iter().rev().map(|(_, anchor)| anchor);
        let mut charts = charts.filter(|anchor| matches!(anchor, Anchor::Exhibit(_)));
        let is_chart = name.is_some_and(|name| name.starts_with("grafiek-"));
        let anchor = charts.next().filter(|_| is_chart).map(|anchor| anchor.key());
        (line, anchor.unwrap_or_default())
    }
}
