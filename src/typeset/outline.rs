//! A page as SVG in which every line of text is one outline.
//!
//! Typst writes each letter as an element of its own, of which a page has thousands; a browser takes five
//! times as long for it. So text goes to Typst as a mark, which is then replaced by the outlines of its
//! letters. And what is shown as a picture in a browser has no fonts, so letters in charts are outlines too.

use std::collections::HashMap;
use std::fmt::Write;

use ttf_parser::{GlyphId, OutlineBuilder};
use typst::foundations::{Bytes, Smart};
use typst::layout::Abs;
use typst::layout::{Frame, FrameItem, GroupItem, Point, Ratio, Transform};
use typst::text::color::should_outline;
use typst::text::{FontInstance, TextItem};
use typst::utils::hash128;
use typst::visualize::{Geometry, Image, ImageKind, SvgImage};
use typst_layout::Page;
use typst_svg::SvgOptions;

/// Lines of so many points and more are marks; nothing on a page is as long.
const FIRST_MARK: usize = 10_000_000;

/// Beyond this many pictures all are forgotten; each is soon made again.
const MOST_PICTURES: usize = 64;

/// Draws pages; it remembers letters and pictures.
#[derive(Default)]
pub struct Outliner {
    fonts: Vec<(FontInstance, HashMap<u16, Box<str>>)>,
    pictures: HashMap<u128, Option<Image>>,
    /// The outlines of the page's lines of text, by mark.
    lines: Vec<String>,
}

impl Outliner {
    /// The page as SVG.
    pub fn svg(&mut self, page: &Page) -> String {
        self.lines.clear();
        let mut page = page.clone();
        self.mark(&mut page.frame);
        self.put_outlines(&typst_svg::svg(&page, &SvgOptions::default()))
    }

    fn mark(&mut self, frame: &mut Frame) {
        frame.retain(|item| {
            match item {
                FrameItem::Group(group) => self.mark(&mut group.frame),
                FrameItem::Text(text) => {
                    if let Some(marked) = self.marked(text) {
                        *item = marked;
                    }
                }
                FrameItem::Image(image, _, _) => {
                    if let Some(outlined) = self.picture(image) {
                        *image = outlined;
                    }
                }
                _ => {}
            }
            true
        });
    }

    /// A mark in place of a text, in units of its font; none for text that is more than filled outlines.
    fn marked(&mut self, text: &TextItem) -> Option<FrameItem> {
        let is_plain = |id| should_outline(&text.font, GlyphId(id));
        if text.stroke.is_some() || !text.glyphs.iter().all(|glyph| is_plain(glyph.id)) {
            return None;
        }
        let length = FIRST_MARK + self.lines.len();
        let line = self.line(text);
        self.lines.push(line);
        let mark = Geometry::Line(Point::with_x(Abs::pt(length as f64))).filled(text.fill.clone());
        let mut frame = Frame::soft(typst::layout::Size::zero());
        frame.push(Point::zero(), FrameItem::Shape(mark, typst::syntax::Span::detached()));
        let scale = Ratio::new(text.size.to_pt() / text.font.units_per_em());
        let mut group = GroupItem::new(frame);
        group.transform = Transform::scale(scale, -scale);
        Some(FrameItem::Group(group))
    }

    /// The outlines of a text.
    fn line(&mut self, text: &TextItem) -> String {
        let units = text.font.units_per_em();
        let index = self.fonts.iter().position(|(font, _)| *font == text.font).unwrap_or_else(|| {
            self.fonts.push((text.font.clone(), HashMap::new()));
            self.fonts.len() - 1
        });
        let (font, letters) = &mut self.fonts[index];
        let mut line = String::new();
        let (mut x, mut y) = (0.0, 0.0);
        for glyph in &text.glyphs {
            let letter = letters.entry(glyph.id).or_insert_with(|| {
                let mut outline = Outline::default();
                // A space has none.
                font.ttf().outline_glyph(GlyphId(glyph.id), &mut outline);
                outline.path.into_boxed_str()
            });
            if !letter.is_empty() {
                let (at_x, at_y) = (x + glyph.x_offset.get() * units, y + glyph.y_offset.get() * units);
                // Writing to a string cannot fail.
                let _ = write!(line, "M{} {}{letter}", at_x.round(), at_y.round());
            }
            x += glyph.x_advance.get() * units;
            y += glyph.y_advance.get() * units;
        }
        line
    }

    /// Puts the outlines in the place of their marks.
    fn put_outlines(&self, svg: &str) -> String {
        const BEFORE: &str = "d=\"M 0 0h ";
        let mut out = String::with_capacity(svg.len() + self.lines.iter().map(String::len).sum::<usize>());
        let mut rest = svg;
        while let Some(at) = rest.find(BEFORE) {
            let number = &rest[at + BEFORE.len()..];
            let end = number.find('"').unwrap_or(number.len());
            let line =
                number[..end].parse().ok().and_then(|length: usize| self.lines.get(length.checked_sub(FIRST_MARK)?));
            out.push_str(&rest[..at]);
            match line {
                Some(line) => {
                    out.push_str("d=\"");
                    out.push_str(line);
                }
                None => out.push_str(&rest[at..at + BEFORE.len() + end]),
            }
            rest = &number[end..];
        }
        out + rest
    }

    /// A picture whose letters are outlines.
    fn picture(&mut self, image: &Image) -> Option<Image> {
        let ImageKind::Svg(svg) = image.kind() else { return None };
        if self.pictures.len() > MOST_PICTURES {
            self.pictures.clear();
        }
        let made = self.pictures.entry(hash128(image)).or_insert_with(|| {
            let options = usvg::WriteOptions { coordinates_precision: 3, ..usvg::WriteOptions::default() };
            let svg = SvgImage::new(Bytes::from_string(svg.tree().to_string(&options))).ok()?;
            Some(Image::new(svg, image.alt().map(Into::into), Smart::Auto))
        });
        made.clone()
    }
}

/// The outline of a letter as an SVG path with whole, relative numbers, from where it begins.
#[derive(Default)]
struct Outline {
    path: String,
    /// Where the pen is.
    at: (i32, i32),
    /// Where the contour began.
    start: (i32, i32),
    command: Option<char>,
}

impl Outline {
    /// Adds a command with the points that it needs; the last one is where the pen goes.
    fn add(&mut self, command: char, points: &[(f32, f32)]) {
        if self.command != Some(command) {
            self.path.push(command);
            self.command = Some(command);
        } else {
            self.path.push(' ');
        }
        let mut last = self.at;
        for (index, (x, y)) in points.iter().enumerate() {
            last = (x.round() as i32, y.round() as i32);
            let (dx, dy) = (last.0 - self.at.0, last.1 - self.at.1);
            if index > 0 && dx >= 0 {
                self.path.push(' ');
            }
            let between = if dy < 0 { "" } else { " " };
            // Writing to a string cannot fail.
            let _ = write!(self.path, "{dx}{between}{dy}");
        }
        self.at = last;
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.command = None;
        self.add('m', &[(x, y)]);
        self.start = self.at;
        // Points that follow a move without a command of their own would be lines.
        self.command = None;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.add('l', &[(x, y)]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.add('q', &[(x1, y1), (x, y)]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.add('c', &[(x1, y1), (x2, y2), (x, y)]);
    }

    fn close(&mut self) {
        self.path.push('z');
        self.at = self.start;
        self.command = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlines_are_relative_and_short() {
        let mut outline = Outline::default();
        outline.move_to(10.0, 20.0);
        outline.line_to(15.0, 10.0);
        outline.line_to(15.0, 20.0);
        outline.quad_to(12.0, 22.0, 10.0, 20.0);
        outline.close();
        outline.move_to(11.0, 21.0);
        outline.curve_to(1.0, 2.0, 3.0, 4.0, 5.0, 6.0);
        outline.close();
        assert_eq!(outline.path, "m10 20l5-10 0 10q-3 2-5 0zm1 1c-10-19-8-17-6-15z");
    }

    #[test]
    fn only_marks_are_replaced() {
        let outliner = Outliner { lines: vec!["M1 1z".to_owned()], ..Outliner::default() };
        let svg = format!(
            "<path d=\"M 0 0h 12\"/><path fill=\"#000\" d=\"M 0 0h {FIRST_MARK}\"/><path d=\"M 0 0h 99999999\"/>"
        );
        assert_eq!(
            outliner.put_outlines(&svg),
            "<path d=\"M 0 0h 12\"/><path fill=\"#000\" d=\"M1 1z\"/><path d=\"M 0 0h 99999999\"/>"
        );
    }
}
