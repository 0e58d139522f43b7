//! Small multiples: a panel for each series, all with the same axes, where more lines or columns in one plot could
//! not be told apart.

use super::canvas::{Align, Area, At, Canvas, Label};
use super::column::{fill, hidden_dot};
use super::error::{Crowd, DrawError};
use super::legend::Marker;
use super::model::{Category, Certainty, Chart, ChartSeries, Labels, Point};
use super::names::is_period;
use super::path::{Path, runs};
use super::scale::{AxisScale, Baseline, Extent, number};
use super::slots::Slots;
use super::style::ChartStyle;
use super::text::{self, Weight, Wrap};
use crate::color::{self, GRID, INK, QUIET, Rgb, Tones};
use crate::load::ChartKind;

/// More series than this do not share a plot.
pub(super) const SHARED: usize = 4;
/// So many panels stand beside each other at most, for few and for many series.
const BESIDE: [(usize, usize); 2] = [(9, 3), (usize::MAX, 4)];
/// Least width of a panel, height of its plot, white between panels beside and below each other, in ems.
const LEAST_WIDTH: f64 = 9.0;
const PLOT: f64 = 6.0;
const LEAST_PLOT: f64 = 2.6;
const GUTTER: f64 = 1.6;
const BELOW: f64 = 1.1;
/// Room above the plot for a value on its highest point, in ems.
const HEADROOM: f64 = 1.35;
/// Share of a slot that a column fills.
const FILL: f64 = 0.72;
/// The grey of what stands behind, between that of a grid line and of text.
const BEHIND: Rgb = Rgb(0xd3, 0xd9, 0xde);

/// Draws a panel a series.
pub(super) fn draw(chart: &Chart, labels: &dyn Labels, style: &ChartStyle) -> Result<Canvas, DrawError> {
    let panels = Panels::new(chart, labels, style)?;
    let mut canvas = Canvas::new(style, panels.height);
    for (i, line) in panels.remark.iter().enumerate() {
        let at = (0.0, style.text_size_pt + i as f64 * style.line_height());
        canvas.text(Label::quiet(line.as_str(), at, Align::Start));
    }
    for series in 0..chart.series.len() {
        panels.draw_panel(&mut canvas, series);
    }
    Ok(canvas)
}

/// A panel a series, for columns of many series over time; none where they may share a plot, or where a slide has no
/// room for panels.
pub(super) fn of_columns(chart: &Chart, labels: &dyn Labels, style: &ChartStyle) -> Option<Canvas> {
    let wanted = chart.series.len() > SHARED && chart.categories.iter().all(is_period);
    if wanted { draw(chart, labels, style).ok() } else { None }
}

/// Where every panel stands, and what they share.
struct Panels<'a> {
    chart: &'a Chart,
    labels: &'a dyn Labels,
    style: &'a ChartStyle,
    scale: AxisScale,
    /// What holds for all panels, in lines.
    remark: Vec<String>,
    /// The names of the series, in lines.
    names: Vec<Vec<String>>,
    /// The plot of each panel.
    plots: Vec<Area>,
    /// Whether a panel is the first of its row, with the numbers of the axis.
    firsts: Vec<bool>,
    height: f64,
}

impl<'a> Panels<'a> {
    fn new(chart: &'a Chart, labels: &'a dyn Labels, style: &'a ChartStyle) -> Result<Self, DrawError> {
        let (size, line) = (style.text_size_pt, style.line_height());
        let baseline = match chart.kind {
            ChartKind::Line => Baseline::ZeroUnlessNarrow,
            _ => Baseline::Zero,
        };
        let extent = Extent::of(chart.values()).unwrap_or(Extent::UNIT);
        let scale = AxisScale::within(extent, baseline, labels, 3);
        let ticks = scale.ticks.iter().map(|tick| tick.label.as_str());
        let left = text::widest(ticks, Weight::Regular, size) + size * 0.75;
        let count = chart.series.len();
        let most = BESIDE.iter().find(|(upto, _)| count <= *upto).map_or(1, |(_, beside)| *beside);
        let room = style.width_pt - left;
        let width = |beside: usize| (room - GUTTER * size * (beside as f64 - 1.0)) / beside as f64;
        let beside = (1..=most).rev().find(|beside| width(*beside) >= LEAST_WIDTH * size).unwrap_or(1);
        let wrap = Wrap {
            weight: Weight::Semibold,
            size,
            width: width(beside),
            lines: if style.is_bounded() { 2 } else { 4 },
        };
        let names: Vec<&str> = chart.series.iter().map(|series| series.name.as_str()).collect();
        let names = wrap.distinct(&names);
        let remark = Wrap { weight: Weight::Regular, size, width: style.width_pt, lines: 3 };
        let remark = remark.lines(&told(chart, &scale));
        let rows = count.div_ceil(beside);
        let name_lines = |row: usize| {
            let of_row = names.iter().skip(row * beside).take(beside);
            of_row.map(Vec::len).max().unwrap_or(1) as f64
        };
        let above = |row: usize| name_lines(row) * line + HEADROOM * size;
        let below = size * 1.55;
        let top = remark.len() as f64 * line + size * 0.6;
        let around: f64 = (0..rows).map(|row| above(row) + below).sum::<f64>() + (rows as f64 - 1.0) * BELOW * size;
        let plot =
            style.height_pt.map_or(PLOT * size, |height| ((height - top - around) / rows as f64).min(9.0 * size));
        if plot < LEAST_PLOT * size {
            return Err(DrawError::TooHigh(Crowd::Series));
        }
        let (mut plots, mut y) = (Vec::new(), top);
        for row in 0..rows {
            let plot_top = y + above(row);
            for column in 0..beside.min(count - row * beside) {
                let x = left + column as f64 * (width(beside) + GUTTER * size);
                plots.push(Area { x0: x, y0: plot_top, x1: x + width(beside), y1: plot_top + plot });
            }
            y = plot_top + plot + below + BELOW * size;
        }
        let firsts = (0..count).map(|series| series % beside == 0).collect();
        Ok(Self { chart, labels, style, scale, remark, names, plots, firsts, height: y - BELOW * size })
    }

    fn draw_panel(&self, canvas: &mut Canvas, index: usize) {
        let (size, line) = (self.style.text_size_pt, self.style.line_height());
        let (plot, series) = (self.plots[index], &self.chart.series[index]);
        let slots = Slots::of(self.chart, (plot.x0, plot.x1), size);
        let panel = Panel { panels: self, plot, slots };
        let names = &self.names[index];
        let first = plot.y0 - HEADROOM * size - (names.len() as f64 - 1.0) * line - size * 0.2;
        for (i, name) in names.iter().enumerate() {
            canvas.text(Label::strong(name.as_str(), (plot.x0, first + i as f64 * line), Align::Start, INK));
        }
        for tick in &self.scale.ticks {
            let y = panel.y(tick.value);
            canvas.line((plot.x0, y), (plot.x1, y), GRID, canvas.hairline());
            if self.firsts[index] {
                let at = (plot.x0 - size * 0.75, y + size * 0.33);
                canvas.text(Label::quiet(tick.label.as_str(), at, Align::End));
            }
        }
        for x in panel.slots.break_centers() {
            let unit = canvas.unit();
            canvas.dashed((x, plot.y0), (x, plot.y1), QUIET, canvas.hairline(), (2.0 * unit, 2.0 * unit));
        }
        let ends = match self.chart.kind {
            ChartKind::Line => panel.draw_lines(canvas, index),
            _ => panel.draw_columns(canvas, series),
        };
        let zero = if self.scale.has_zero() { panel.y(0.0) } else { plot.y1 };
        canvas.line((plot.x0, zero), (plot.x1, zero), QUIET, canvas.hairline() * 1.5);
        panel.draw_values(canvas, series, &ends);
        panel.draw_periods(canvas);
        for (category, _) in series.points.iter().enumerate().filter(|(_, point)| point.is_hidden()) {
            hidden_dot(canvas, panel.slots.center(category), zero);
        }
    }
}

/// What a reader must know of all panels together.
fn told(chart: &Chart, scale: &AxisScale) -> String {
    let mut told = vec!["Elk vak heeft dezelfde as.".to_owned()];
    if chart.kind == ChartKind::Line {
        told.push("Grijs zijn de andere lijnen.".to_owned());
    }
    if !scale.has_zero() {
        told.push("Let op: de as begint niet bij nul.".to_owned());
    }
    if !chart.breaks.is_empty() {
        told.push("Stippellijn: breuk in de reeks.".to_owned());
    }
    let lines = chart.kind == ChartKind::Line;
    for (certainty, signs) in [
        (Certainty::Provisional, ["Gearceerd", "Korte streepjes"]),
        (Certainty::Forecast, ["Licht", "Lange streepjes"]),
    ] {
        let occurs = (0..chart.categories.len()).any(|category| chart.is(certainty, category));
        if let Some(word) = certainty.word().filter(|_| occurs) {
            told.push(format!("{}: {word}.", signs[usize::from(lines)]));
        }
    }
    told.join(" ")
}

/// One panel.
struct Panel<'a> {
    panels: &'a Panels<'a>,
    plot: Area,
    slots: Slots,
}

impl Panel<'_> {
    fn y(&self, value: f64) -> f64 {
        self.panels.scale.position(value, self.plot.y1, self.plot.y0)
    }

    fn path(&self, series: &ChartSeries, color: Rgb) -> Path {
        let chart = self.panels.chart;
        let at = |category: usize, value| (self.slots.center(category), self.y(number(value)));
        let em = self.panels.style.text_size_pt * 0.8;
        Path { runs: runs(chart, series, at), color, marker: Marker::of(0), marked: Vec::new(), em }
    }

    /// The line of one series over those of the others; the places of its first and last point come back.
    fn draw_lines(&self, canvas: &mut Canvas, index: usize) -> Vec<(usize, At)> {
        let chart = self.panels.chart;
        for (_, series) in chart.series.iter().enumerate().filter(|(other, _)| *other != index) {
            for run in self.path(series, BEHIND).runs {
                canvas.polyline(run.iter().map(|place| place.at).collect(), BEHIND, canvas.hairline() * 1.2);
            }
        }
        let path = self.path(&chart.series[index], color::tones(self.panels.style.house).strong);
        path.draw(canvas, chart.categories.len());
        path.places().map(|place| (place.category, place.at)).collect()
    }

    /// The columns of one series; the middles of their ends come back.
    fn draw_columns(&self, canvas: &mut Canvas, series: &ChartSeries) -> Vec<(usize, At)> {
        let Tones { strong, .. } = color::tones(self.panels.style.house);
        let width = self.slots.width() * FILL;
        let shown = series.points.iter().enumerate().filter_map(|(i, point)| Some((i, point, point.shown()?)));
        let draw = |(category, point, value): (usize, &Point, _)| {
            let (middle, end) = (self.slots.center(category), self.y(number(value)));
            let area = Area::between((middle - width / 2.0, end), (middle + width / 2.0, self.y(0.0)));
            if area.height() > 0.0 {
                fill(canvas, area, strong, point.certainty);
            }
            (category, (middle, end))
        };
        shown.map(draw).collect()
    }

    /// The last value, and the first where there is room beside it.
    fn draw_values(&self, canvas: &mut Canvas, series: &ChartSeries, places: &[(usize, At)]) {
        let size = self.panels.style.text_size_pt;
        let mut taken: Option<Area> = None;
        let ends = [places.last(), places.first().filter(|_| places.len() > 1)];
        for (category, at) in ends.into_iter().flatten() {
            let Some(value) = series.points[*category].shown() else { continue };
            let written = self.panels.labels.value(value);
            let color = color::for_text(color::tones(self.panels.style.house).strong);
            let down = value.is_sign_negative() && !value.is_zero() && self.panels.chart.kind != ChartKind::Line;
            let baseline = if down { at.1 + size } else { at.1 - size * 0.5 };
            let mut label = Label::strong(written, (at.0, baseline), Align::Middle, color);
            let area = label.area(size);
            label.at.0 += (self.plot.x0 - area.x0).max(0.0) - (area.x1 - self.plot.x1).max(0.0);
            let area = label.area(size);
            let wide = Area { x0: area.x0 - size * 0.5, x1: area.x1 + size * 0.5, ..area };
            if taken.is_some_and(|other| other.overlaps(&wide)) || area.y1 > self.plot.y1 + size * 0.3 {
                continue;
            }
            taken = Some(area);
            canvas.text_on_paper(label);
        }
    }

    /// The first and the last period below the plot.
    fn draw_periods(&self, canvas: &mut Canvas) {
        let size = self.panels.style.text_size_pt;
        let (Some(first), Some(last)) = (self.panels.chart.categories.first(), self.panels.chart.categories.last())
        else {
            return;
        };
        let y = self.plot.y1 + size * 1.25;
        let wrap = Wrap { weight: Weight::Regular, size, width: self.plot.width(), lines: 1 };
        let name = |category: &Category| wrap.lines(&in_full(category)).concat();
        let label = |category: &Category, at, anchor| Label::of_category(name(category), at, anchor);
        let end = label(last, (self.plot.x1, y), Align::End);
        let start = label(first, (self.plot.x0, y), Align::Start);
        let apart = start.area(size).x1 + size * 0.5 < end.area(size).x0;
        canvas.text(end);
        if apart {
            canvas.text(start);
        }
    }
}

/// "2022", "jan 2022".
fn in_full(category: &Category) -> String {
    match &category.group {
        Some(group) => format!("{} {group}", category.short),
        None => category.short.clone(),
    }
}
