//! The picture while it is being made: shapes in points, with the origin at the top left.
//!
//! Nothing can fail while it is made; [`super::svg`] turns the shapes into SVG.

use super::error::{Crowd, DrawError};
use super::style::ChartStyle;
use super::text::{self, Weight};
use crate::color::{INK, QUIET, Rgb, WHITE};

/// Width of thin rules in points, in a picture with the text of a letter.
const HAIRLINE: f64 = 0.5;

/// How much white is in the light tone of a colour.
const LIGHT: f64 = 0.72;

/// A place in points.
pub(super) type At = (f64, f64);

/// A rectangle in points; `x1 >= x0`, `y1 >= y0`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub x0: f64,
    pub y0: f64,
    pub x1: f64,
    pub y1: f64,
}

impl Area {
    /// The area between two opposite corners, in any order.
    pub fn between((xa, ya): At, (xb, yb): At) -> Area {
        Area { x0: xa.min(xb), y0: ya.min(yb), x1: xa.max(xb), y1: ya.max(yb) }
    }

    pub fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    pub fn height(&self) -> f64 {
        self.y1 - self.y0
    }

    /// Whether the two share more than an edge.
    pub fn overlaps(&self, other: &Area) -> bool {
        self.x0 < other.x1 && other.x0 < self.x1 && self.y0 < other.y1 && other.y0 < self.y1
    }

    /// Whether a straight line from `a` to `b` passes through.
    pub fn is_crossed_by(&self, a: At, b: At) -> bool {
        // Liang and Barsky: the part of the line within each pair of edges; something must be left.
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let edges = [(-dx, a.0 - self.x0), (dx, self.x1 - a.0), (-dy, a.1 - self.y0), (dy, self.y1 - a.1)];
        let (mut enter, mut leave) = (0.0f64, 1.0f64);
        for (toward, distance) in edges {
            if toward == 0.0 {
                if distance < 0.0 {
                    return false;
                }
            } else if toward < 0.0 {
                enter = enter.max(distance / toward);
            } else {
                leave = leave.min(distance / toward);
            }
        }
        enter <= leave
    }
}

/// Which point of a text lies at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Start,
    Middle,
    End,
}

/// A line of text at its baseline.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    pub text: String,
    pub at: At,
    pub anchor: Align,
    pub weight: Weight,
    pub color: Rgb,
}

impl Label {
    /// Text for axes and notes.
    pub fn quiet(text: impl Into<String>, at: At, anchor: Align) -> Label {
        Label { text: text.into(), at, anchor, weight: Weight::Regular, color: QUIET }
    }

    /// Text for categories.
    pub fn of_category(text: impl Into<String>, at: At, anchor: Align) -> Label {
        Label { color: INK, ..Label::quiet(text, at, anchor) }
    }

    /// Text for values.
    pub fn strong(text: impl Into<String>, at: At, anchor: Align, color: Rgb) -> Label {
        Label { weight: Weight::Semibold, color, ..Label::quiet(text, at, anchor) }
    }

    /// The label, moved so that it does not leave a picture of this width.
    pub fn within(mut self, width: f64, size: f64) -> Label {
        let area = self.area(size);
        let over = (area.x1 - width).max(0.0);
        self.at.0 += (-area.x0).max(0.0) - over;
        self
    }

    /// The area of the text, from a little above its capitals to its descenders.
    pub fn area(&self, size: f64) -> Area {
        let width = text::width(&self.text, self.weight, size);
        let x0 = match self.anchor {
            Align::Start => self.at.0,
            Align::Middle => self.at.0 - width / 2.0,
            Align::End => self.at.0 - width,
        };
        Area { x0, y0: self.at.1 - 0.75 * size, x1: x0 + width, y1: self.at.1 + 0.22 * size }
    }
}

/// Something drawn; shapes lie over each other in the order in which they were put.
pub(super) enum Shape {
    Line {
        points: Vec<At>,
        color: Rgb,
        width: f64,
    },
    Rect {
        area: Area,
        color: Rgb,
    },
    Polygon {
        points: Vec<At>,
        color: Rgb,
    },
    Dot {
        center: At,
        radius: f64,
        color: Rgb,
    },
    Text(Label),
    /// A text of another size than the rest, in points.
    Sized(Label, f64),
}

impl Shape {
    /// The same elsewhere.
    fn moved(mut self, by: At) -> Shape {
        let move_one = |at: &mut At| *at = (at.0 + by.0, at.1 + by.1);
        match &mut self {
            Shape::Line { points, .. } | Shape::Polygon { points, .. } => points.iter_mut().for_each(move_one),
            Shape::Rect { area, .. } => {
                *area = Area::between((area.x0 + by.0, area.y0 + by.1), (area.x1 + by.0, area.y1 + by.1));
            }
            Shape::Dot { center, .. } => move_one(center),
            Shape::Text(label) | Shape::Sized(label, _) => move_one(&mut label.at),
        }
        self
    }
}

/// A picture in the making.
pub(super) struct Canvas {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) shapes: Vec<Shape>,
    text_size: f64,
    unit: f64,
}

impl Canvas {
    /// An empty picture of the style's width and this height in points.
    pub fn new(style: &ChartStyle, height: f64) -> Canvas {
        let (width, text_size) = (style.width_pt, style.text_size_pt);
        Canvas { width, height, text_size, unit: style.unit(), shapes: Vec::new() }
    }

    /// A point as it is in a letter: sizes that were chosen beside the text of a letter grow with the text.
    pub fn unit(&self) -> f64 {
        self.unit
    }

    /// Width of thin rules in points.
    pub fn hairline(&self) -> f64 {
        HAIRLINE * self.unit
    }

    /// Width in points.
    pub fn width(&self) -> f64 {
        self.width
    }

    pub fn line(&mut self, from: At, to: At, color: Rgb, width: f64) {
        self.polyline(vec![from, to], color, width);
    }

    pub fn polyline(&mut self, points: Vec<At>, color: Rgb, width: f64) {
        self.shapes.push(Shape::Line { points, color, width });
    }

    /// A line of dashes of length `on` and gaps of length `off`, beginning and ending with a dash.
    pub fn dashed(&mut self, from: At, to: At, color: Rgb, width: f64, (on, off): (f64, f64)) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        let dashes = (((length + off) / (on + off)).round().clamp(1.0, 500.0)) as u32;
        let stretch = length / (f64::from(dashes) * (on + off) - off);
        let at = |distance: f64| {
            let share = if length > 0.0 { distance * stretch / length } else { 0.0 };
            (from.0 + dx * share, from.1 + dy * share)
        };
        for dash in 0..dashes {
            let start = f64::from(dash) * (on + off);
            self.line(at(start), at(start + on), color, width);
        }
    }

    pub fn rect(&mut self, area: Area, color: Rgb) {
        self.shapes.push(Shape::Rect { area, color });
    }

    /// A white area with a border and slanted lines: a value that may still change.
    pub fn hatched(&mut self, area: Area, color: Rgb) {
        let gap = self.text_size * 0.4;
        let inset = self.hairline() * 0.7;
        self.rect(area, WHITE);
        let (w, h) = (area.width(), area.height());
        let lines = ((w + h) / gap).ceil().min(2000.0) as u32;
        for line in 1..lines {
            // The line x + y = t, counted from the lower left corner, cut off at the edges.
            let t = f64::from(line) * gap;
            let low = if t <= w { (t, 0.0) } else { (w, t - w) };
            let high = if t <= h { (0.0, t) } else { (t - h, h) };
            let place = |(x, up): At| (area.x0 + x, area.y1 - up);
            if low.1 < h && high.0 < w {
                self.line(place(high), place(low), color, self.hairline() * 1.6);
            }
        }
        self.bordered(area, color, inset);
    }

    /// A light area with a border: a value that is expected.
    pub fn light(&mut self, area: Area, color: Rgb) {
        self.rect(area, color.mix(WHITE, LIGHT));
        self.bordered(area, color, self.hairline() * 0.7);
    }

    /// The border of an area, so far inside it; an area too small for one is filled.
    fn bordered(&mut self, area: Area, color: Rgb, inset: f64) {
        let Area { x0, y0, x1, y1 } = area;
        let (l, t, r, b) = (x0 + inset, y0 + inset, x1 - inset, y1 - inset);
        if l < r && t < b {
            let border = vec![(l, t), (r, t), (r, b), (l, b), (l, t), (r, t)];
            self.polyline(border, color, inset * 2.0);
        } else {
            self.rect(area, color);
        }
    }

    pub fn polygon(&mut self, points: Vec<At>, color: Rgb) {
        self.shapes.push(Shape::Polygon { points, color });
    }

    pub fn dot(&mut self, center: At, radius: f64, color: Rgb) {
        self.shapes.push(Shape::Dot { center, radius, color });
    }

    pub fn text(&mut self, label: Label) {
        if !label.text.is_empty() {
            self.shapes.push(Shape::Text(label));
        }
    }

    /// Text of another size than the rest.
    pub fn text_of_size(&mut self, label: Label, size: f64) {
        if !label.text.is_empty() {
            self.shapes.push(Shape::Sized(label, size));
        }
    }

    /// Another picture in this one, with its corner at the top left at a place.
    pub fn put(&mut self, other: Canvas, at: At) {
        self.shapes.extend(other.shapes.into_iter().map(|shape| shape.moved(at)));
    }

    /// All text, in the order in which it was put.
    pub fn texts(&self) -> impl Iterator<Item = &Label> {
        self.shapes.iter().filter_map(|mark| match mark {
            Shape::Text(label) => Some(label),
            _ => None,
        })
    }

    /// Text on a patch of paper, so that grid lines do not run through it.
    pub fn text_on_paper(&mut self, label: Label) {
        let area = label.area(self.text_size);
        self.rect(Area { x0: area.x0 - self.unit, x1: area.x1 + self.unit, ..area }, WHITE);
        self.text(label);
    }

    /// The picture, if the style leaves its height open or all of it fits: not higher than was asked for, no
    /// text outside it and no text over other text.
    pub fn fitting(self, style: &ChartStyle) -> Result<Canvas, DrawError> {
        let Some(height) = style.height_pt else {
            return Ok(self);
        };
        if self.height > height + 0.01 {
            return Err(DrawError::TooHigh(Crowd::Text));
        }
        let texts: Vec<_> = self.texts().map(|label| label.area(style.text_size_pt)).collect();
        for (i, text) in texts.iter().enumerate() {
            if text.y0 < -0.01 || text.y1 > self.height + 0.01 {
                return Err(DrawError::TooHigh(Crowd::Text));
            }
            let over = texts[..i].iter().any(|other| other.overlaps(text));
            if over || text.x0 < -0.01 || text.x1 > self.width + 0.01 {
                return Err(DrawError::TooWide(Crowd::Text));
            }
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_crosses_an_area_or_not() {
        let area = Area::between((0.0, 0.0), (10.0, 10.0));
        assert!(area.is_crossed_by((-5.0, -5.0), (15.0, 15.0)));
        assert!(area.is_crossed_by((2.0, 2.0), (3.0, 3.0)));
        assert!(!area.is_crossed_by((-5.0, 5.0), (-1.0, 20.0)));
        assert!(!area.is_crossed_by((-5.0, 11.0), (15.0, 11.0)));
    }
}
