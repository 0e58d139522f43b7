//! Rows of horizontal bars: names on the left edge, values beside the bars. Bars and waterfalls share them.

use super::canvas::{Anchor, Canvas, HAIRLINE, Label};
use super::color::{GRID, QUIET, Rgb};
use super::scale::{Scale, number};
use super::text::{self, Weight, Wrap};
use super::{Chart, Labels, PROVISIONAL, Point, Style};
use rust_decimal::Decimal;

/// How high rows are, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spacing {
    /// Above the first row.
    pub top: f64,
    /// Height that the bars of one row fill together, at least.
    pub filled: f64,
    /// Between the bars of two rows, at least.
    pub white: f64,
}

/// Names to the left, a value axis from there: what bars and waterfalls share.
pub(super) struct Rows {
    /// Wrapped, one entry a category.
    names: Vec<Vec<String>>,
    /// Where the plot begins and ends, without the room for values beside the bars.
    left: f64,
    right: f64,
    /// Height that the bars of one row fill together, in points.
    pub filled: f64,
    scale: Scale,
    tops: Vec<f64>,
    /// Below the last row.
    pub bottom: f64,
    size: f64,
    line: f64,
}

impl Rows {
    /// Lays out a row a category, for bars that reach to `ends`. Rows grow with names of many lines and with
    /// the height that the style asks for.
    pub fn new(chart: &Chart, style: &Style, scale: Scale, ends: &[End], spacing: Spacing) -> Rows {
        let top = spacing.top;
        let (size, line) = (style.text_size_pt, style.line_height());
        let width = (style.width_pt * 0.36).min(size * 20.0);
        // The total of a waterfall is set in semibold, the wider weight.
        let wrap = Wrap { weight: Weight::Semibold, size, width, lines: 6 };
        let long = chart.categories.iter().map(|c| if c.short.is_empty() { &c.long } else { &c.short });
        let names: Vec<Vec<String>> = long.map(|name| wrap.lines(name)).collect();
        let lines = names.iter().flatten().map(String::as_str);
        let left = text::widest(lines, Weight::Semibold, size) + size;
        let (left, right) = plot_ends(&scale, ends, (left, style.width_pt));
        let asked = style.height_pt.map_or(0.0, |height| (height - top - 1.0) / names.len().max(1) as f64);
        let filled = spacing.filled.max(asked * 0.5);
        let mut tops = vec![top];
        for name in &names {
            let text_height = name.len() as f64 * line + size * 0.5;
            let start = tops.last().copied().unwrap_or(top);
            tops.push(start + (filled + spacing.white).max(text_height).max(asked));
        }
        let bottom = tops.last().copied().unwrap_or(top);
        Rows { names, left, right, filled, scale, tops, bottom, size, line }
    }

    /// Where a value lies.
    pub fn x(&self, value: f64) -> f64 {
        self.scale.position(value, self.left, self.right)
    }

    /// The middle of a row.
    pub fn middle(&self, row: usize) -> f64 {
        (self.tops[row] + self.tops[row + 1]) / 2.0
    }

    /// Thin upright lines; no numbers, since every bar carries its own.
    pub fn draw_grid(&self, canvas: &mut Canvas) {
        for tick in &self.scale.ticks {
            let x = self.x(tick.value);
            canvas.line((x, self.tops[0]), (x, self.bottom), GRID, HAIRLINE);
        }
    }

    /// The zero line.
    pub fn draw_baseline(&self, canvas: &mut Canvas) {
        let x = self.x(0.0);
        canvas.line((x, self.tops[0]), (x, self.bottom), QUIET, HAIRLINE * 1.5);
    }

    /// The name of a row, from the left edge.
    pub fn draw_name(&self, canvas: &mut Canvas, row: usize, strong: bool) {
        let lines = &self.names[row];
        let first = self.middle(row) - (lines.len() as f64 - 1.0) * self.line / 2.0 + self.size * 0.33;
        for (i, line) in lines.iter().enumerate() {
            let label = Label::plain(line.as_str(), (0.0, first + i as f64 * self.line), Anchor::Start);
            let weight = if strong { Weight::Semibold } else { Weight::Regular };
            canvas.text(Label { weight, ..label });
        }
    }

    /// What stands beside a bar that reaches to `x`: its value, and whether it is provisional.
    pub fn draw_value(&self, canvas: &mut Canvas, (x, middle): (f64, f64), text: String, point: &Point, color: Rgb) {
        let leftward = point.shown().is_some_and(|value| value.is_sign_negative() && !value.is_zero());
        let (anchor, side) = if leftward { (Anchor::End, -1.0) } else { (Anchor::Start, 1.0) };
        let at = (x + side * self.size * 0.5, middle + self.size * 0.33);
        let label = Label::strong(text, at, anchor, color);
        let area = label.area(self.size);
        canvas.text_on_paper(label);
        if point.provisional {
            let x = if leftward { area.x0 - 3.0 } else { area.x1 + 3.0 };
            canvas.text_on_paper(Label::quiet(PROVISIONAL, (x, at.1), anchor));
        }
    }

    /// What stands in a row without a bar.
    pub fn draw_absent(&self, canvas: &mut Canvas, middle: f64, point: &Point) {
        let text = if point.is_hidden() { "." } else { "onbekend" };
        let at = (self.x(0.0) + self.size * 0.5, middle + self.size * 0.33);
        canvas.text_on_paper(Label { weight: Weight::Semibold, ..Label::quiet(text, at, Anchor::Start) });
    }
}

/// Where a bar ends, and how wide is what stands beside it.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    /// On the value axis.
    value: f64,
    /// In points.
    beside: f64,
    leftward: bool,
}

impl End {
    /// A bar that reaches to `value` and carries the label of `point`.
    pub fn new(value: Decimal, point: &Point, labels: &dyn Labels, style: &Style) -> End {
        let size = style.text_size_pt;
        let label = point.shown().map(|value| labels.value(value)).unwrap_or_default();
        let note = if point.provisional { text::width(PROVISIONAL, Weight::Regular, size) + 3.0 } else { 0.0 };
        let beside = text::width(&label, Weight::Semibold, size) + note + size * 0.6;
        let leftward = point.shown().is_some_and(|value| value.is_sign_negative() && !value.is_zero());
        End { value: number(value), beside, leftward }
    }
}

/// The widest plot between these limits in which every label fits beside its bar.
fn plot_ends(scale: &Scale, ends: &[End], (low, high): (f64, f64)) -> (f64, f64) {
    let share = |end: &End| scale.position(end.value, 0.0, 1.0);
    let width = (high - low).max(60.0);
    // Leftward labels first, as if the plot were as wide as it could be; then the others.
    let leftward = ends.iter().filter(|end| end.leftward);
    let inset = leftward.map(|end| end.beside - share(end) * width * 0.6).fold(0.0, f64::max);
    let left = low + inset.min(width * 0.4);
    let rightward = ends.iter().filter(|end| !end.leftward && share(end) > 0.0);
    let fitting = rightward.map(|end| left + (high - end.beside - left) / share(end));
    let right = fitting.fold(high, f64::min);
    (left, right.max(left + width * 0.2))
}
