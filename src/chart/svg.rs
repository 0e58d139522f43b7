//! From marks to SVG, by way of plotters.
//!
//! The SVG backend of plotters knows whole units only. It gets a canvas twenty times as large, and the root
//! element then states the real size in points.

use super::canvas::{Align, At, Canvas, Label, Shape};
use super::error::DrawError;
use super::style::ChartStyle;
use super::text::Weight;
use crate::color::Rgb;
use plotters::coord::Shift;
use plotters::prelude::{
    Circle, DrawingArea, FontDesc, FontFamily, FontStyle, IntoDrawingArea, PathElement, Polygon, RGBColor, Rectangle,
    SVGBackend, ShapeStyle, TextStyle,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::fmt::Write as _;

/// Units of the SVG per point.
const UNITS: f64 = 20.0;
/// The backend divides font sizes by this.
const FONT_SIZE_QUIRK: f64 = 1.24;
/// The backend sets the baseline this many em below the top of a text.
const TOP_TO_BASELINE: f64 = 0.76;

impl Canvas {
    /// The picture as SVG.
    pub fn to_svg(&self, style: &ChartStyle) -> Result<String, DrawError> {
        let mut raw = String::with_capacity(128 * self.shapes.len());
        {
            let size = (units(self.width).max(1) as u32, units(self.height).max(1) as u32);
            let area = SVGBackend::with_string(&mut raw, size).into_drawing_area();
            // In quotes: CSS takes a bare name only if none of its words begins with a digit, as in "Source Sans 3".
            let family = format!("'{}'", style.font_family.replace('\'', ""));
            let pens = Pens::new(style.text_size_pt, &family);
            for mark in &self.shapes {
                mark.paint(&area, &pens).map_err(backend)?;
            }
            area.present().map_err(backend)?;
        }
        Ok(tidy(&raw, self.width, self.height))
    }
}

fn backend(error: impl std::fmt::Display) -> DrawError {
    DrawError::Backend(error.to_string())
}

/// Points to whole units. What is not a number becomes 0 and what is far outside stays outside.
fn units(points: f64) -> i32 {
    (points * UNITS).round().clamp(-1e6, 1e6) as i32
}

fn place((x, y): At) -> (i32, i32) {
    (units(x), units(y))
}

fn rgb(color: Rgb) -> RGBColor {
    RGBColor(color.0, color.1, color.2)
}

/// The fonts of a picture, looked up once.
struct Pens<'a> {
    family: &'a str,
    size: f64,
    regular: FontDesc<'a>,
    semibold: FontDesc<'a>,
}

impl<'a> Pens<'a> {
    fn new(points: f64, family: &'a str) -> Pens<'a> {
        let size = points * UNITS;
        let name = family;
        let family = FontFamily::Name(family);
        let pen = |weight| FontDesc::new(family, size * FONT_SIZE_QUIRK, weight);
        Pens { family: name, size, regular: pen(FontStyle::Normal), semibold: pen(FontStyle::Bold) }
    }
}

type SvgArea<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Painted = Result<(), Box<dyn std::error::Error>>;

impl Shape {
    fn paint(&self, area: &SvgArea<'_>, pens: &Pens<'_>) -> Painted {
        let filled = |color: &Rgb| ShapeStyle::from(rgb(*color)).filled();
        match self {
            Shape::Line { points, color, width } => {
                let stroke = ShapeStyle::from(rgb(*color)).stroke_width(units(*width).max(1) as u32);
                let points: Vec<_> = points.iter().copied().map(place).collect();
                area.draw(&PathElement::new(points, stroke)).map_err(text_of)
            }
            Shape::Rect { area: rect, color } => {
                let corners = [place((rect.x0, rect.y0)), place((rect.x1, rect.y1))];
                area.draw(&Rectangle::new(corners, filled(color))).map_err(text_of)
            }
            Shape::Polygon { points, color } => {
                let points: Vec<_> = points.iter().copied().map(place).collect();
                area.draw(&Polygon::new(points, filled(color))).map_err(text_of)
            }
            Shape::Dot { center, radius, color } => {
                area.draw(&Circle::new(place(*center), units(*radius), filled(color))).map_err(text_of)
            }
            Shape::Text(label) => paint_text(label, area, pens),
            Shape::Sized(label, size) => paint_text(label, area, &Pens::new(*size, pens.family)),
        }
    }
}

fn text_of(error: impl std::fmt::Display) -> Box<dyn std::error::Error> {
    error.to_string().into()
}

fn paint_text(label: &Label, area: &SvgArea<'_>, pens: &Pens<'_>) -> Painted {
    let h_pos = match label.anchor {
        Align::Start => HPos::Left,
        Align::Middle => HPos::Center,
        Align::End => HPos::Right,
    };
    let font = match label.weight {
        Weight::Regular => &pens.regular,
        Weight::Semibold => &pens.semibold,
    };
    // Anchored at its top, since only that offset is in em and so the same for every reader.
    let pos = Pos::new(h_pos, VPos::Top);
    let text_style = TextStyle { pos, ..font.color(&rgb(label.color)) };
    let (x, baseline) = place(label.at);
    let top = baseline - (TOP_TO_BASELINE * pens.size).round() as i32;
    area.draw_text(&label.text, &text_style, (x, top)).map_err(text_of)
}

/// The backend's output with its real size in points, without what says nothing, and with the right weight.
///
/// The backend escapes quotes in data, so that an attribute with its quotes never occurs inside data; and it
/// writes every tag and every text on a line of its own.
fn tidy(raw: &str, width: f64, height: f64) -> String {
    let mut out = String::with_capacity(raw.len());
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.2}pt\" height=\"{height:.2}pt\" viewBox=\"0 0 {} {}\">",
        units(width),
        units(height)
    );
    let mut in_text = false;
    for line in raw.lines().skip(1) {
        let opens_text = line.starts_with("<text ");
        if !in_text {
            out.push('\n');
        }
        if line.starts_with('<') {
            let line = line.replace(" opacity=\"1\"", "").replace(" stroke=\"none\"", "");
            let line = line.replace("font-weight=\"bold\"", "font-weight=\"600\"");
            out.push_str(&line.replace("&apos;", "'"));
        } else {
            out.push_str(line);
        }
        in_text = opens_text || (in_text && line != "</text>");
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::super::canvas::Area;
    use super::*;
    use crate::chart::tests::sample::with_fonts;
    use crate::color::INK;

    fn svg(paint: impl Fn(&mut Canvas)) -> String {
        with_fonts();
        let style = ChartStyle { width_pt: 100.0, ..ChartStyle::default() };
        let mut canvas = Canvas::new(&style, 50.0);
        paint(&mut canvas);
        canvas.to_svg(&style).unwrap()
    }

    #[test]
    fn the_root_states_the_size_in_points() {
        assert_eq!(
            svg(|_| ()),
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100.00pt\" height=\"50.00pt\" viewBox=\"0 0 2000 1000\">\n</svg>\n"
        );
    }

    #[test]
    fn text_is_escaped_once_and_stands_on_one_line() {
        let drawn = svg(|canvas| {
            let hostile = "A<b> & \"c\" opacity=\"1\" font-weight=\"bold\"";
            canvas.text(Label::strong(hostile, (10.0, 20.0), Align::Start, INK));
        });
        assert!(
            drawn.contains(
                ">A&lt;b&gt; &amp; &quot;c&quot; opacity=&quot;1&quot; font-weight=&quot;bold&quot;</text>\n"
            )
        );
        assert!(drawn.contains("font-family=\"'Source Sans 3'\" font-size=\"160\""), "{drawn}");
        assert!(drawn.contains("font-weight=\"600\"") && !drawn.contains("opacity=\"1\""));
    }

    #[test]
    fn odd_numbers_do_no_harm() {
        let drawn = svg(|canvas| {
            canvas.line((f64::NAN, f64::INFINITY), (-1e300, 1e300), INK, f64::NAN);
            canvas.dashed((0.0, 0.0), (0.0, 0.0), INK, 1.0, (3.0, 2.0));
            canvas.hatched(Area::between((5.0, 5.0), (5.0, 5.0)), INK);
            canvas.hatched(Area::between((0.0, 0.0), (1e9, 1e9)), INK);
        });
        assert!(!drawn.contains("NaN") && !drawn.contains("inf"));
    }
}
