//! Rows of horizontal bars: names on the left edge, values beside the bars. Bars and waterfalls share them.

use super::canvas::{Anchor, Canvas, Label};
use super::color::{GRID, QUIET, Rgb};
use super::scale::{Scale, number};
use super::text::{self, Weight, Wrap};
use super::{Chart, Crowd, DrawError, Labels, PROVISIONAL, Point, Style};
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
    /// Least height of the bars of one row where the picture has a fixed height.
    pub least: f64,
}

/// Shares of the width that names may take on a slide: as little as they need.
const NAME_SHARES: [f64; 4] = [0.3, 0.36, 0.42, 0.48];
/// Least white between two rows and least width of the plot on a slide, in ems.
const LEAST_WHITE: f64 = 0.4;
const LEAST_PLOT: f64 = 4.0;

/// How the name of a row is wrapped; the total of a waterfall is set in semibold, the wider weight.
fn row_wrap(size: f64, width: f64, lines: usize) -> Wrap {
    Wrap { weight: Weight::Semibold, size, width, lines }
}

fn all_names(chart: &Chart) -> impl Iterator<Item = &str> {
    chart.categories.iter().map(|c| if c.short.is_empty() { c.long.as_str() } else { c.short.as_str() })
}

fn wrapped_names(chart: &Chart, size: f64, width: f64, lines: usize) -> Vec<Vec<String>> {
    all_names(chart).map(|name| row_wrap(size, width, lines).lines(name)).collect()
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
    /// Lays out a row a category, for bars that reach to `ends`. Rows grow with names of many lines; on a slide
    /// they take the height that there is.
    ///
    /// # Errors
    /// More rows, names or values than fit on a slide.
    pub fn new(chart: &Chart, style: &Style, scale: Scale, ends: &[End], spacing: Spacing) -> Result<Rows, DrawError> {
        let (size, line) = (style.text_size_pt, style.line_height());
        let Some(height) = style.height_pt else {
            let names = wrapped_names(chart, size, (style.width_pt * 0.36).min(size * 20.0), 6);
            let text_height = |name: &Vec<String>| name.len() as f64 * line + size * 0.5;
            let row = |name: &Vec<String>| (spacing.filled + spacing.white).max(text_height(name));
            let heights: Vec<f64> = names.iter().map(row).collect();
            return Ok(Rows::of(names, &heights, style, scale, ends, spacing));
        };
        let room = height - spacing.top - style.unit();
        let mut refused = DrawError::TooWide(Crowd::Names);
        for share in NAME_SHARES {
            let width = style.width_pt * share;
            if !all_names(chart).all(|name| row_wrap(size, width, 3).fits(name)) {
                continue;
            }
            let names = wrapped_names(chart, size, width, 3);
            let least = spacing.least + size * LEAST_WHITE;
            let needs: Vec<f64> = names.iter().map(|name| least.max(name.len() as f64 * line + size * 0.3)).collect();
            let (highest, sum) = (needs.iter().copied().fold(0.0, f64::max), needs.iter().sum::<f64>());
            if sum > room {
                refused = DrawError::TooHigh(Crowd::Rows(names.len() * chart.series.len()));
                continue;
            }
            // All rows alike if the height allows it.
            let even = room / needs.len() as f64;
            let usual = (spacing.filled + spacing.white) * 1.35;
            let heights = match even >= highest {
                true => vec![even.min(usual.max(highest)); needs.len()],
                false => needs.iter().map(|need| need + (room - sum) / needs.len() as f64).collect(),
            };
            let lowest = heights.iter().copied().fold(f64::MAX, f64::min);
            let share = spacing.filled / (spacing.filled + spacing.white);
            let filled = (lowest * share).clamp(spacing.least, spacing.filled.max(lowest * 0.5));
            let rows = Rows::of(names, &heights, style, scale.clone(), ends, Spacing { filled, ..spacing });
            if rows.right - rows.left >= LEAST_PLOT * size {
                return Ok(rows);
            }
            refused = DrawError::TooWide(Crowd::Text);
            break;
        }
        Err(refused)
    }

    fn of(
        names: Vec<Vec<String>>,
        heights: &[f64],
        style: &Style,
        scale: Scale,
        ends: &[End],
        spacing: Spacing,
    ) -> Rows {
        let (size, line) = (style.text_size_pt, style.line_height());
        let lines = names.iter().flatten().map(String::as_str);
        let left = text::widest(lines, Weight::Semibold, size) + size;
        let (left, right) = plot_ends(&scale, ends, (left, style.width_pt), size);
        let mut tops = vec![spacing.top];
        for height in heights {
            tops.push(tops.last().copied().unwrap_or(spacing.top) + height);
        }
        let bottom = tops.last().copied().unwrap_or(spacing.top);
        Rows { names, left, right, filled: spacing.filled, scale, tops, bottom, size, line }
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
            canvas.line((x, self.tops[0]), (x, self.bottom), GRID, canvas.hairline());
        }
    }

    /// The zero line.
    pub fn draw_baseline(&self, canvas: &mut Canvas) {
        let x = self.x(0.0);
        canvas.line((x, self.tops[0]), (x, self.bottom), QUIET, canvas.hairline() * 1.5);
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
            let x = if leftward { area.x0 - 3.0 * canvas.unit() } else { area.x1 + 3.0 * canvas.unit() };
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
        let note =
            if point.provisional { text::width(PROVISIONAL, Weight::Regular, size) + 3.0 * style.unit() } else { 0.0 };
        let beside = text::width(&label, Weight::Semibold, size) + note + size * 0.6;
        let leftward = point.shown().is_some_and(|value| value.is_sign_negative() && !value.is_zero());
        End { value: number(value), beside, leftward }
    }
}

/// The widest plot between these limits in which every label fits beside its bar.
fn plot_ends(scale: &Scale, ends: &[End], (low, high): (f64, f64), em: f64) -> (f64, f64) {
    let share = |end: &End| scale.position(end.value, 0.0, 1.0);
    let width = (high - low).max(7.5 * em);
    // Leftward labels first, as if the plot were as wide as it could be; then the others.
    let leftward = ends.iter().filter(|end| end.leftward);
    let inset = leftward.map(|end| end.beside - share(end) * width * 0.6).fold(0.0, f64::max);
    let left = low + inset.min(width * 0.4);
    let rightward = ends.iter().filter(|end| !end.leftward && share(end) > 0.0);
    let fitting = rightward.map(|end| left + (high - end.beside - left) / share(end));
    let right = fitting.fold(high, f64::min);
    (left, right.max(left + width * 0.2))
}
