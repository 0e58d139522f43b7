//! How rows of bars are divided over a picture: height for each row, width for names, bars and values.

use rust_decimal::Decimal;

use super::error::{Crowd, DrawError};
use super::model::{Certainty, Chart, Labels, Point};
use super::rows::{Rows, Writing};
use super::scale::{AxisScale, number};
use super::style::ChartStyle;
use super::text::{self, Weight, Wrap};

/// Greatest share of the width and greatest width in ems that names take in a letter, and in how many lines.
const LETTER_NAMES: (f64, f64, usize) = (0.36, 20.0, 6);
/// Shares of the width that names may take on a slide, as little as they need, and in how many lines.
const SLIDE_NAMES: ([f64; 4], usize) = ([0.3, 0.36, 0.42, 0.48], 3);
/// Least white between two rows on a slide, and least height of a row in which two lines stand beside a bar, in
/// ems.
const LEAST_WHITE: f64 = 0.4;
const TWO_LINES: f64 = 2.3;
/// Least width of the plot on a slide, and the width for which values are not shortened, in ems.
const LEAST_PLOT: f64 = 4.0;
const GOOD_PLOT: f64 = 7.0;
/// Rows on a slide are at most so much higher than in a letter.
const ROOMY: f64 = 1.35;

/// How high rows are, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spacing {
    /// Above the first row.
    pub top: f64,
    /// Height that the bars of one row fill together.
    pub filled: f64,
    /// Between the bars of two rows, at least.
    pub white: f64,
    /// Least height of the bars of one row on a slide.
    pub least: f64,
}

/// All that rows are laid out from.
pub(super) struct RowPlan<'a> {
    pub chart: &'a Chart,
    pub labels: &'a dyn Labels,
    pub style: &'a ChartStyle,
    pub scale: AxisScale,
    /// To where each bar reaches, and the point whose value stands there.
    pub bars: Vec<(Decimal, &'a Point)>,
    pub spacing: Spacing,
}

impl RowPlan<'_> {
    /// What goes for all values.
    fn remark(&self) -> Option<&'static str> {
        self.chart.certainty_of_all().and_then(Certainty::remark)
    }

    /// Where the first row begins: below what goes for all values.
    fn top(&self) -> f64 {
        self.spacing.top + self.remark().map_or(0.0, |_| self.style.line_height() * 1.4)
    }

    /// Lays out a row a category. Rows grow with names of many lines; on a slide they take the height that
    /// there is.
    ///
    /// # Errors
    /// More rows, names or values than fit on a slide.
    pub fn rows(&self) -> Result<Rows, DrawError> {
        let (size, line) = (self.style.text_size_pt, self.style.line_height());
        let Some(height) = self.style.height_pt else {
            let (share, ems, lines) = LETTER_NAMES;
            let width = (self.style.width_pt * share).min(size * ems);
            let names: Vec<_> = self.names().map(|name| wrap(size, width, lines).lines(name)).collect();
            let text_height = |name: &Vec<String>| name.len() as f64 * line + size * 0.5;
            let row = |name: &Vec<String>| (self.spacing.filled + self.spacing.white).max(text_height(name));
            let heights: Vec<f64> = names.iter().map(row).collect();
            return Ok(self.laid_out(names, &heights, self.spacing.filled, Writing::default()));
        };
        let mut refused = DrawError::TooWide(Crowd::RowNames);
        let mut second_best = None;
        for share in SLIDE_NAMES.0 {
            let wrap = wrap(size, self.style.width_pt * share, SLIDE_NAMES.1);
            if !self.names().all(|name| wrap.fits(name)) {
                continue;
            }
            let names: Vec<_> = self.names().map(|name| wrap.lines(name)).collect();
            let Some(heights) = self.heights(&names, height - self.top() - self.style.unit()) else {
                refused = DrawError::TooHigh(Crowd::Rows(names.len() * self.chart.series.len()));
                continue;
            };
            match self.on_slide(names, &heights) {
                // Best are rows of the same height with a wide plot.
                Ok(rows) if rows.plot_width() >= GOOD_PLOT * size && heights.windows(2).all(|h| h[0] == h[1]) => {
                    return Ok(rows);
                }
                Ok(rows) => second_best = second_best.or(Some(rows)),
                Err(error) => refused = error,
            }
        }
        second_best.ok_or(refused)
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let categories = self.chart.categories.iter();
        categories.map(|c| if c.short.is_empty() { c.long.as_str() } else { c.short.as_str() })
    }

    /// The heights of rows in the room that there is: all alike if possible.
    fn heights(&self, names: &[Vec<String>], room: f64) -> Option<Vec<f64>> {
        let (size, line) = (self.style.text_size_pt, self.style.line_height());
        let least = self.spacing.least + size * LEAST_WHITE;
        let needs: Vec<f64> = names.iter().map(|name| least.max(name.len() as f64 * line + size * 0.3)).collect();
        let highest = needs.iter().copied().fold(0.0, f64::max);
        let spare = (room - needs.iter().sum::<f64>()) / needs.len() as f64;
        if spare < 0.0 {
            return None;
        }
        let even = room / needs.len() as f64;
        if even < highest {
            return Some(needs.iter().map(|need| need + spare).collect());
        }
        let roomy = (self.spacing.filled + self.spacing.white) * ROOMY;
        Some(vec![even.min(roomy.max(highest)); needs.len()])
    }

    /// Rows of these heights, with values as they fit.
    fn on_slide(&self, names: Vec<Vec<String>>, heights: &[f64]) -> Result<Rows, DrawError> {
        let Spacing { filled, white, least, .. } = self.spacing;
        let lowest = heights.iter().copied().fold(f64::MAX, f64::min);
        let filled = (lowest * filled / (filled + white)).clamp(least, filled.max(lowest * 0.5));
        let size = self.style.text_size_pt;
        let two_lines = self.chart.series.len() == 1 && lowest >= TWO_LINES * size;
        let ways = [(false, false), (true, false), (false, true), (true, true)];
        let mut rows = ways
            .into_iter()
            .filter(|(_, below)| two_lines || !below)
            .map(|(bare, below)| {
                self.laid_out(names.clone(), heights, filled, Writing { bare, below, ..Writing::default() })
            })
            .collect::<Vec<Rows>>();
        let best = rows.iter().position(|rows| rows.plot_width() >= GOOD_PLOT * size).unwrap_or(rows.len() - 1);
        let rows = rows.swap_remove(best);
        if rows.plot_width() < LEAST_PLOT * size {
            return Err(DrawError::TooWide(Crowd::Text));
        }
        Ok(rows)
    }

    fn laid_out(&self, names: Vec<Vec<String>>, heights: &[f64], filled: f64, writing: Writing) -> Rows {
        let (size, line) = (self.style.text_size_pt, self.style.line_height());
        let lines = names.iter().flatten().map(String::as_str);
        let left = text::widest(lines, Weight::Semibold, size) + size;
        let writing = Writing { remark: self.remark(), ..writing };
        let ends: Vec<End> = self.bars.iter().map(|bar| self.end(bar, writing)).collect();
        let (left, right) = plot_ends(&self.scale, &ends, (left, self.style.width_pt), size);
        let mut bottom = self.top();
        let mut tops = vec![bottom];
        for height in heights {
            bottom += height;
            tops.push(bottom);
        }
        Rows { names, left, right, filled, writing, scale: self.scale.clone(), tops, bottom, size, line }
    }

    fn end(&self, (reach, point): &(Decimal, &Point), writing: Writing) -> End {
        let size = self.style.text_size_pt;
        let label = point.shown().map(|value| writing.value(self.labels, value)).unwrap_or_default();
        let value = text::width(&label, Weight::Semibold, size);
        let word = writing.word(point);
        let note = word.map_or(0.0, |word| text::width(word, Weight::Regular, size));
        let gap = if word.is_some() { 3.0 * self.style.unit() } else { 0.0 };
        let beside = if writing.below { value.max(note) } else { value + (note + gap) };
        End { value: number(*reach), beside: beside + size * 0.6, leftward: point.is_negative() }
    }
}

/// How the name of a row is wrapped; the total of a waterfall is set in semibold, the wider weight.
fn wrap(size: f64, width: f64, lines: usize) -> Wrap {
    Wrap { weight: Weight::Semibold, size, width, lines }
}

/// Where a bar ends, and how wide is what stands beside it.
#[derive(Debug, Clone, Copy)]
struct End {
    /// On the value axis.
    value: f64,
    /// In points.
    beside: f64,
    leftward: bool,
}

/// The widest plot between these limits in which every label fits beside its bar.
fn plot_ends(scale: &AxisScale, ends: &[End], (low, high): (f64, f64), em: f64) -> (f64, f64) {
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
