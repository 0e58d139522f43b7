//! Rows of horizontal bars: names on the left edge, values beside the bars. Bars and waterfalls share them.

use super::canvas::{Align, At, Canvas, Label};
use super::model::{Labels, Point};
use super::scale::AxisScale;
use super::text::Weight;
use crate::color::{QUIET, Rgb};
use rust_decimal::Decimal;

/// How values are written beside bars.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Writing {
    /// Without what the subtitle tells.
    pub bare: bool,
    /// With the word for what is not final below the value instead of after it.
    pub below: bool,
    /// What goes for all values, and therefore stands beside none of them.
    pub remark: Option<&'static str>,
}

impl Writing {
    /// A value as it stands beside its bar.
    pub fn value(self, labels: &dyn Labels, value: Decimal) -> String {
        if self.bare { labels.bare(value) } else { labels.value(value) }
    }

    /// The word beside the value of a point, where it is not final.
    pub fn word(self, point: &Point) -> Option<&'static str> {
        point.certainty.word().filter(|_| self.remark.is_none())
    }
}

/// Names to the left, a value axis from there: what bars and waterfalls share. Made by [`super::plan`].
pub(super) struct Rows {
    /// Wrapped, one entry a category.
    pub names: Vec<Vec<String>>,
    /// Where the plot begins and ends, without the room for values beside the bars.
    pub left: f64,
    pub right: f64,
    /// Height that the bars of one row fill together, in points.
    pub filled: f64,
    /// How values are written.
    pub writing: Writing,
    pub scale: AxisScale,
    /// The upper edge of every row, and the lower edge of the last.
    pub tops: Vec<f64>,
    /// Below the last row.
    pub bottom: f64,
    pub size: f64,
    pub line: f64,
}

impl Rows {
    /// Where a value lies.
    pub fn x(&self, value: f64) -> f64 {
        self.scale.position(value, self.left, self.right)
    }

    /// Width of the plot in points.
    pub fn plot_width(&self) -> f64 {
        self.right - self.left
    }

    /// The middle of a row.
    pub fn middle(&self, row: usize) -> f64 {
        (self.tops[row] + self.tops[row + 1]) / 2.0
    }

    /// The zero line, and above the rows what goes for all values.
    pub fn draw_baseline(&self, canvas: &mut Canvas) {
        if let Some(remark) = self.writing.remark {
            canvas.text(Label::quiet(remark, (0.0, self.tops[0] - self.line * 0.5), Align::Start));
        }
        let x = self.x(0.0);
        canvas.line((x, self.tops[0]), (x, self.bottom), QUIET, canvas.hairline() * 1.5);
    }

    /// The name of a row, from the left edge.
    pub fn draw_name(&self, canvas: &mut Canvas, row: usize, strong: bool) {
        let lines = &self.names[row];
        let first = self.middle(row) - (lines.len() as f64 - 1.0) * self.line / 2.0 + self.size * 0.33;
        for (i, line) in lines.iter().enumerate() {
            let label = Label::of_category(line.as_str(), (0.0, first + i as f64 * self.line), Align::Start);
            let weight = if strong { Weight::Semibold } else { Weight::Regular };
            canvas.text(Label { weight, ..label });
        }
    }

    /// What stands beside a bar that reaches to `x`: its value, and whether it is final.
    pub fn draw_value(&self, canvas: &mut Canvas, (x, middle): At, labels: &dyn Labels, point: &Point, color: Rgb) {
        let Some(value) = point.shown() else { return };
        let leftward = point.is_negative();
        let (anchor, side) = if leftward { (Align::End, -1.0) } else { (Align::Start, 1.0) };
        let word = self.writing.word(point);
        let below = word.is_some() && self.writing.below;
        let raised = if below { self.line * 0.5 } else { 0.0 };
        let at = (x + side * self.size * 0.5, middle + self.size * 0.33 - raised);
        let label = Label::strong(self.writing.value(labels, value), at, anchor, color);
        let area = label.area(self.size);
        canvas.text_on_paper(label);
        let Some(word) = word else { return };
        if below {
            canvas.text_on_paper(Label::quiet(word, (at.0, at.1 + self.line), anchor));
        } else {
            let gap = 3.0 * canvas.unit();
            let x = if leftward { area.x0 - gap } else { area.x1 + gap };
            canvas.text_on_paper(Label::quiet(word, (x, at.1), anchor));
        }
    }

    /// What stands in a row without a bar.
    pub fn draw_absent(&self, canvas: &mut Canvas, middle: f64, point: &Point) {
        let text = if point.is_hidden() { "." } else { "onbekend" };
        let at = (self.x(0.0) + self.size * 0.5, middle + self.size * 0.33);
        canvas.text_on_paper(Label { weight: Weight::Semibold, ..Label::quiet(text, at, Align::Start) });
    }
}
