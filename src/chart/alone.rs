//! A chart that leaves its document, for a website or for social media: the picture itself says then what stood around
//! it, since nothing else does.

use crate::color::{self, INK, QUIET, WHITE};

use super::canvas::{Align, Area, Canvas, Label};
use super::error::DrawError;
use super::model::{Chart, Labels};
use super::on_canvas;
use super::style::ChartStyle;
use super::text::{self, Weight, Wrap};

/// Width of the picture in points, its margins with it.
const WIDTH: f64 = 400.0;
/// White on every side, in points.
const MARGIN: f64 = 14.0;
/// Sizes of the text, in points: of the chart, the title, what is shown, and what it rests on.
const TEXT: f64 = 9.0;
const TITLE: f64 = 14.0;
const SUBJECT: f64 = 10.0;
const SMALL: f64 = 7.5;
/// From one baseline to the next, by the size of the text.
const LEADING: f64 = 1.28;
/// A short bar in the house colour above the title: width and height in points.
const BAR: (f64, f64) = (28.0, 3.0);

/// What stands around the chart.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// How far its document is, where it is not final.
    pub state: Option<String>,
    /// The message, or else what is shown.
    pub title: String,
    /// What is shown, and in what unit, where the title does not say it.
    pub subject: Option<String>,
    /// Source and notes, each a sentence or more.
    pub small_print: Vec<String>,
    /// Who says it, and when.
    pub sender: String,
}

/// Draws the chart with what stands around it: the text of an SVG picture, on white.
pub fn draw_alone(
    chart: &Chart,
    labels: &dyn Labels,
    style: &ChartStyle,
    around: &Around,
) -> Result<String, DrawError> {
    let inside =
        ChartStyle { width_pt: WIDTH - 2.0 * MARGIN, height_pt: None, text_size_pt: TEXT, ..style.clone() }.drawable();
    let drawn = on_canvas(chart, labels, &inside)?;
    let mut column = Column { texts: Vec::new(), y: MARGIN + BAR.1 + TITLE * 0.5, style: &inside };
    if let Some(state) = &around.state {
        column.add(state, (Weight::Semibold, SMALL), QUIET);
    }
    column.add(&around.title, (Weight::Semibold, TITLE), INK);
    if let Some(subject) = &around.subject {
        column.add(subject, (Weight::Regular, SUBJECT), QUIET);
    }
    let chart_at = column.y + TEXT * 0.8;
    column.y = chart_at + drawn.height + TEXT * 0.7;
    column.add(&around.small_print.join(" "), (Weight::Regular, SMALL), QUIET);
    column.y += SMALL * 0.3;
    column.add(&around.sender, (Weight::Semibold, SMALL), QUIET);

    let whole = ChartStyle { width_pt: WIDTH, ..inside.clone() };
    let mut canvas = Canvas::new(&whole, column.y + MARGIN - SMALL * 0.3);
    canvas.rect(Area { x0: 0.0, y0: 0.0, x1: WIDTH, y1: canvas.height }, WHITE);
    let bar = Area { x0: MARGIN, y0: MARGIN, x1: MARGIN + BAR.0, y1: MARGIN + BAR.1 };
    canvas.rect(bar, color::tones(whole.house).strong);
    for (label, size) in column.texts {
        canvas.text_of_size(label, size);
    }
    canvas.put(drawn, (MARGIN, chart_at));
    canvas.to_svg(&whole)
}

/// Paragraphs below each other.
struct Column<'a> {
    texts: Vec<(Label, f64)>,
    /// Where the next one begins.
    y: f64,
    style: &'a ChartStyle,
}

impl Column<'_> {
    fn add(&mut self, words: &str, (weight, size): (Weight, f64), color: color::Rgb) {
        let words = text::clean(words);
        if words.is_empty() {
            return;
        }
        let wrap = Wrap { weight, size, width: self.style.width_pt, lines: usize::MAX };
        for line in wrap.lines(&words) {
            let at = (MARGIN, self.y + size);
            let label = Label { weight, color, ..Label::quiet(line, at, Align::Start) };
            self.texts.push((label, size));
            self.y += size * LEADING;
        }
        self.y += size * 0.25;
    }
}
