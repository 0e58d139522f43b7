//! How charts look: colour, size and type.

use crate::color::Rgb;

use super::text;

/// How charts look.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartStyle {
    /// The organisation's colour; darkened where it is too light to be seen.
    pub house: Rgb,
    /// Width of the picture in points.
    pub width_pt: f64,
    /// Greatest height of the picture in points, as on a slide: a chart that does not fit with text of the size
    /// asked for is an error. `None` leaves the height to the kind and the number of rows, as in a letter.
    pub height_pt: Option<f64>,
    /// The family named in the SVG: one that is bundled, never a generic one.
    pub font_family: String,
    /// Size of all text in points.
    pub text_size_pt: f64,
}

impl Default for ChartStyle {
    fn default() -> ChartStyle {
        ChartStyle {
            house: Rgb(0x1f, 0x5a, 0x7a),
            width_pt: 430.0,
            height_pt: None,
            font_family: "Source Sans 3".to_owned(),
            text_size_pt: LETTER_TEXT_SIZE,
        }
    }
}

/// Size of the text in a letter, in points: what has a size in points has it beside such text.
const LETTER_TEXT_SIZE: f64 = 8.0;

impl ChartStyle {
    /// With sizes that can be drawn, whatever was asked for.
    pub(super) fn drawable(&self) -> ChartStyle {
        let within = |value: f64, low: f64, high: f64, usual: f64| {
            if value.is_finite() { value.clamp(low, high) } else { usual }
        };
        ChartStyle {
            width_pt: within(self.width_pt, 120.0, 4000.0, 430.0),
            height_pt: self.height_pt.map(|height| within(height, 40.0, 4000.0, 165.0)),
            text_size_pt: within(self.text_size_pt, 4.0, 40.0, 8.0),
            font_family: text::clean(&self.font_family),
            house: self.house,
        }
    }

    /// Whether all must fit in a fixed height.
    pub(super) fn is_bounded(&self) -> bool {
        self.height_pt.is_some()
    }

    /// A point as it is in a letter.
    pub(super) fn unit(&self) -> f64 {
        self.text_size_pt / LETTER_TEXT_SIZE
    }

    /// Whether the picture is too narrow for names beside the plot.
    pub(super) fn is_narrow(&self) -> bool {
        self.is_bounded() && self.width_pt < 26.0 * self.text_size_pt
    }

    /// Distance between two baselines of small text.
    pub(super) fn line_height(&self) -> f64 {
        self.text_size_pt * 1.2
    }
}
