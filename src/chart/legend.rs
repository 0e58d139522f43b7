//! A compact key above the plot, for charts whose series cannot be named in place.

use super::canvas::{Align, Area, At, Canvas, Label};
use super::error::{Crowd, DrawError};
use super::style::ChartStyle;
use super::text::{self, Weight, Wrap};
use crate::color::{Rgb, WHITE};

/// Width of a swatch in ems.
const SWATCH: f64 = 1.0;
/// From swatch to name, and from name to the next swatch, in ems.
const GAPS: (f64, f64) = (0.5, 1.75);

/// On a slide a key of more lines takes too much from the plot.
const MOST_LINES: f64 = 3.1;

/// The shape that tells a series apart where colour does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    Circle,
    Square,
    Triangle,
    Diamond,
}

impl Marker {
    /// A marker for the series with this index.
    pub fn of(series: usize) -> Marker {
        [Marker::Circle, Marker::Square, Marker::Triangle, Marker::Diamond][series % 4]
    }

    /// Draws the marker; hollow for a provisional value.
    pub fn draw(self, canvas: &mut Canvas, at: At, radius: f64, color: Rgb, hollow: bool) {
        self.fill(canvas, at, radius, color);
        if hollow {
            self.fill(canvas, at, radius * 0.52, WHITE);
        }
    }

    fn fill(self, canvas: &mut Canvas, (x, y): At, r: f64, color: Rgb) {
        let s = r * 0.9;
        let (t, d) = (r * 1.15, r * 1.3);
        match self {
            Marker::Circle => canvas.dot((x, y), r, color),
            Marker::Square => canvas.rect(Area::between((x - s, y - s), (x + s, y + s)), color),
            Marker::Triangle => {
                let corners = vec![(x, y - t * 1.1), (x + t, y + t * 0.75), (x - t, y + t * 0.75)];
                canvas.polygon(corners, color);
            }
            Marker::Diamond => {
                canvas.polygon(vec![(x, y - d), (x + d, y), (x, y + d), (x - d, y)], color);
            }
        }
    }
}

/// How a series is shown in the key.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sign {
    /// A filled area.
    Fill,
    /// A line with a marker.
    Line(Marker),
    /// A mark over a column or bar.
    Mark,
}

struct LegendEntry {
    name: String,
    color: Rgb,
    sign: Sign,
    at: At,
}

/// The key, laid out in rows from the top left.
pub(super) struct Legend {
    entries: Vec<LegendEntry>,
    /// Height in points, with the room below it.
    pub height: f64,
}

impl Legend {
    /// A key for these names; a name too long for the picture ends in "…".
    ///
    /// # Errors
    /// Names that are too long or too many for a picture of fixed size.
    pub fn new<'a>(
        series: impl Iterator<Item = (&'a str, Rgb, Sign)>,
        style: &ChartStyle,
    ) -> Result<Legend, DrawError> {
        let size = style.text_size_pt;
        let (square, gap) = (SWATCH * size, GAPS.0 * size);
        let wrap = Wrap { weight: Weight::Regular, size, width: style.width_pt - square * 2.0 - gap, lines: 1 };
        let (mut x, mut y) = (0.0, size);
        let mut entries = Vec::new();
        let series: Vec<_> = series.collect();
        if style.is_bounded() && !series.iter().all(|(name, ..)| wrap.fits(name)) {
            return Err(DrawError::TooWide(Crowd::Series));
        }
        let names = wrap.distinct(&series.iter().map(|(name, ..)| *name).collect::<Vec<_>>());
        for ((_, color, sign), name) in series.into_iter().zip(names) {
            let name = name.concat();
            let swatch = match sign {
                Sign::Fill => square,
                Sign::Line(_) => square * 2.0,
                Sign::Mark => square * 1.4,
            };
            let width = swatch + gap + text::width(&name, Weight::Regular, size);
            if x > 0.0 && x + width > style.width_pt {
                (x, y) = (0.0, y + style.line_height() * 1.1);
            }
            entries.push(LegendEntry { name, color, sign, at: (x, y) });
            x += width + GAPS.1 * size;
        }
        let lines = 1.0 + (y - size) / (style.line_height() * 1.1);
        if style.is_bounded() && lines > MOST_LINES {
            return Err(DrawError::TooHigh(Crowd::Series));
        }
        Ok(Legend { entries, height: y + style.line_height() * 0.5 })
    }

    /// Draws the key at the top left of the picture.
    pub fn draw(&self, canvas: &mut Canvas, style: &ChartStyle) {
        let size = style.text_size_pt;
        let (square, gap) = (SWATCH * size, GAPS.0 * size);
        for LegendEntry { name, color, sign, at: (x, y) } in &self.entries {
            let middle = y - size * 0.33;
            let swatch = match sign {
                Sign::Fill => {
                    let (top, bottom) = (middle - square * 0.45, middle + square * 0.45);
                    canvas.rect(Area::between((*x, top), (x + square, bottom)), *color);
                    square
                }
                Sign::Line(marker) => {
                    canvas.line((*x, middle), (x + square * 2.0, middle), *color, 0.2 * size);
                    marker.draw(canvas, (x + square, middle), 0.29 * size, *color, false);
                    square * 2.0
                }
                Sign::Mark => {
                    canvas.line((*x, middle), (x + square * 1.4, middle), *color, 0.22 * size);
                    square * 1.4
                }
            };
            canvas.text(Label::of_category(name.as_str(), (x + swatch + gap, *y), Align::Start));
        }
    }
}
