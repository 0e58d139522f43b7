//! What stands around columns and lines: grid, value axis, categories and their groups, breaks, and the word
//! for provisional values.

use super::canvas::{Align, Area, Canvas, Label};
use super::error::{Crowd, DrawError};
use super::model::Chart;
use super::names::category_names;
use super::scale::{AxisScale, MOST_INTERVALS};
use super::slots::Slots;
use super::style::ChartStyle;
use super::text::{self, Weight};
use super::under::Under;
use crate::color::{GRID, QUIET, WHITE};

/// Height of the plot itself in ems, where the style leaves it open.
const PLOT_HEIGHT: f64 = 16.5;
/// Least height of a plot that can be read, and of the room between two ticks, in ems.
const LEAST_PLOT_HEIGHT: f64 = 4.0;
/// The same of one of two plots below each other.
const LEAST_PANEL_HEIGHT: f64 = 2.4;
const TICK_DISTANCE: f64 = 2.0;

/// The words for a break, and what is left of them where there is little room.
const BREAK: [&str; 2] = ["breuk in de reeks", "breuk"];
/// What must be said of an axis without zero.
const NO_ZERO: &str = "Let op: de as begint niet bij nul.";

/// Room that a kind of chart needs around its plot, in points.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Margins {
    /// For a legend.
    pub top: f64,
    /// For names beside the last point.
    pub right: f64,
    /// Lines of text between the plot and the names of the categories.
    pub rows_below_plot: usize,
    /// For values below columns that reach down to the lower end of the plot.
    pub below_zero: f64,
    /// The least room for the numbers of the axis, so that plots below each other begin at the same place.
    pub left: f64,
    /// Whether the names of the categories stand under another plot.
    pub without_names: bool,
    /// Whether the words for values that are not final stand there, too.
    pub without_words: bool,
    /// Height of the plot itself in ems, where that is not the usual one.
    pub plot: Option<f64>,
}

/// Plot, axes and all that is common to charts with upright value axis.
pub(super) struct Frame {
    /// Where the data goes.
    pub plot: Area,
    /// Where the categories stand.
    pub slots: Slots,
    /// Height of the whole picture in points.
    pub height: f64,
    scale: AxisScale,
    names: Vec<(usize, Vec<String>)>,
    under: Under,
    first_row: f64,
    line: f64,
    size: f64,
    bounded: bool,
    remark_row: f64,
}

impl Frame {
    /// Lays out axes for the chart. `scale` makes the value axis with at most so many steps: fewer, where the
    /// plot is low.
    pub fn new(
        chart: &Chart,
        style: &ChartStyle,
        scale: impl Fn(usize) -> AxisScale,
        margins: Margins,
    ) -> Result<Frame, DrawError> {
        let frame = Frame::with_scale(chart, style, scale(MOST_INTERVALS), margins)?;
        let most = frame.plot.height() / (TICK_DISTANCE * style.text_size_pt);
        if !style.is_bounded() || most >= MOST_INTERVALS as f64 {
            return Ok(frame);
        }
        Frame::with_scale(chart, style, scale((most as usize).max(3)), margins)
    }

    fn with_scale(chart: &Chart, style: &ChartStyle, scale: AxisScale, margins: Margins) -> Result<Frame, DrawError> {
        let (size, line) = (style.text_size_pt, style.line_height());
        let ticks = scale.ticks.iter().map(|tick| tick.label.as_str());
        let left = (text::widest(ticks, Weight::Regular, size) + size * 0.75).max(margins.left);
        let right = (style.width_pt - margins.right).max(left + 20.0);
        let slots = Slots::of(chart, (left, right), size);
        let names = match category_names(chart, &slots, style) {
            Some(_) if margins.without_names => Vec::new(),
            Some(names) => names,
            None => return Err(DrawError::TooWide(Crowd::Names)),
        };

        let remark = !chart.breaks.is_empty() || !scale.has_zero();
        // On a slide the remark on the axis and the words above a break do not fit beside each other.
        let both = style.is_bounded() && !chart.breaks.is_empty() && !scale.has_zero();
        let remark_row = if both { line * 1.1 } else { 0.0 };
        let above = match remark {
            true if style.is_bounded() => 2.35,
            true => 2.6,
            false => 1.25,
        };
        let top = margins.top + remark_row + line * above;
        let name_rows = names.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
        let under = Under::new(chart, &slots, style, (!margins.without_names, !margins.without_words));
        let rows = name_rows + margins.rows_below_plot + under.rows;
        let sunk = margins.below_zero;
        let below = sunk + rows as f64 * line + size * 0.55;
        let plot_height =
            style.height_pt.map_or(margins.plot.unwrap_or(PLOT_HEIGHT) * size, |height| height - top - below);
        let least = if margins.plot.is_some() { LEAST_PANEL_HEIGHT } else { LEAST_PLOT_HEIGHT };
        if plot_height < least * size {
            return Err(DrawError::TooHigh(Crowd::Text));
        }

        let plot = Area { x0: left, y0: top, x1: right, y1: top + plot_height };
        let first_row = plot.y1 + sunk + size * 1.3 + margins.rows_below_plot as f64 * line;
        let height = plot.y1 + below;
        let bounded = style.is_bounded();
        Ok(Frame { plot, slots, height, scale, names, under, first_row, line, size, bounded, remark_row })
    }

    /// Height of a value on the picture.
    pub fn y(&self, value: f64) -> f64 {
        self.scale.position(value, self.plot.y1, self.plot.y0)
    }

    /// Grid lines and their labels; to be drawn before the data.
    pub fn draw_grid(&self, canvas: &mut Canvas) {
        for tick in &self.scale.ticks {
            let y = self.y(tick.value);
            canvas.line((self.plot.x0, y), (self.plot.x1, y), GRID, canvas.hairline());
            let at = (self.plot.x0 - self.size * 0.75, y + self.size * 0.33);
            canvas.text(Label::quiet(tick.label.as_str(), at, Align::End));
        }
        if !self.scale.has_zero() {
            let at = (0.0, self.plot.y0 - self.line * 1.6 - self.remark_row);
            canvas.text(Label::quiet(NO_ZERO, at, Align::Start));
        }
    }

    /// The zero line, the categories and the breaks; to be drawn after the data.
    pub fn draw_axis(&self, canvas: &mut Canvas) {
        self.draw_baseline(canvas);
        self.draw_breaks(canvas);
        let mut taken: Vec<Area> = Vec::new();
        for (category, lines) in &self.names {
            let label = |(row, text): (usize, &String)| {
                let at = (self.slots.center(*category), self.row(row));
                self.kept_inside(Label::of_category(text.as_str(), at, Align::Middle), canvas)
            };
            let labels: Vec<Label> = lines.iter().enumerate().map(label).collect();
            let areas: Vec<Area> = labels.iter().map(|label| label.area(self.size)).collect();
            // The last one may be moved into the picture, over the one before it. On a slide that is refused later.
            let free = !areas.iter().any(|area| taken.iter().any(|other| other.overlaps(area)));
            if free || self.bounded {
                labels.into_iter().for_each(|label| canvas.text(label));
                taken.extend(areas);
            }
        }
        let row = self.names.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
        self.under.draw(canvas, self.row(row));
    }

    /// Baseline of a row of text under the plot, counted from the names of the categories.
    fn row(&self, row: usize) -> f64 {
        self.first_row + row as f64 * self.line
    }

    fn draw_baseline(&self, canvas: &mut Canvas) {
        let Area { x0, x1, y1, .. } = self.plot;
        if self.scale.has_zero() {
            let y = self.y(0.0);
            canvas.line((x0, y), (x1, y), QUIET, canvas.hairline() * 1.5);
            return;
        }
        // A zigzag for the part of the axis that is left out.
        let unit = canvas.unit();
        let zigzag = [(0.0, 0.0), (4.0, 0.0), (6.0, -3.0), (10.0, 3.0), (12.0, 0.0)];
        let mut points: Vec<_> = zigzag.iter().map(|(dx, dy)| (x0 + dx * unit, y1 + dy * unit)).collect();
        points.push((x1, y1));
        canvas.rect(Area::between((x0 + 4.0 * unit, y1 - 0.5 * unit), (x0 + 12.0 * unit, y1 + 0.5 * unit)), WHITE);
        canvas.polyline(points, QUIET, canvas.hairline() * 1.5);
    }

    fn draw_breaks(&self, canvas: &mut Canvas) {
        let unit = canvas.unit();
        let mut taken: Vec<Area> = Vec::new();
        for x in self.slots.break_centers() {
            let y = if self.scale.has_zero() { self.y(0.0) } else { self.plot.y1 };
            let from = (x, self.plot.y0 - self.line * 1.2);
            canvas.dashed(from, (x, self.plot.y1), QUIET, canvas.hairline(), (2.0 * unit, 2.0 * unit));
            canvas.rect(Area::between((x - 1.6 * unit, y - 1.2 * unit), (x + 1.6 * unit, y + 1.2 * unit)), WHITE);
            for side in [-1.6, 1.6] {
                let (from, to) = ((side - 1.5) * unit, (side + 1.5) * unit);
                let width = canvas.hairline() * 1.5;
                canvas.line((x + from, y + 3.2 * unit), (x + to, y - 3.2 * unit), QUIET, width);
            }
            self.name_break(canvas, x, &mut taken);
        }
    }

    /// The words above a break, where there is room for them.
    fn name_break(&self, canvas: &mut Canvas, x: f64, taken: &mut Vec<Area>) {
        let words = if self.bounded { &BREAK[..] } else { &BREAK[..1] };
        for word in words {
            let at = (x, self.plot.y0 - self.line * 1.6);
            let label = self.kept_inside(Label::quiet(*word, at, Align::Middle), canvas);
            let area = label.area(self.size);
            // In a letter the remark on the axis is about so wide.
            let free = self.bounded || self.scale.has_zero() || area.x0 > self.size * 18.0;
            if free && !taken.iter().any(|other| other.overlaps(&area)) {
                taken.push(area);
                canvas.text(label);
                return;
            }
        }
    }

    /// The label of a value, moved so that it does not leave the picture, nor the plot towards the numbers of the axis or
    /// names at the other side.
    pub fn kept_in_plot(&self, label: Label, canvas: &Canvas) -> Label {
        let mut label = label.within(self.plot.x1 + self.size * 0.6, self.size);
        label = self.kept_inside(label, canvas);
        label.at.0 += (self.plot.x0 - label.area(self.size).x0).max(0.0);
        label
    }

    /// The label, moved so that it does not leave the picture.
    fn kept_inside(&self, label: Label, canvas: &Canvas) -> Label {
        label.within(canvas.width(), self.size)
    }
}
