//! Columns of several series on top of each other: what lies below zero is stacked downwards.

use super::canvas::{Align, Area, Canvas, Label};
use super::column::{colors, fill, hidden_dot, wants_bare};
use super::emphasis::{self, Emphasized};
use super::ends::{EndNames, Target};
use super::error::{Crowd, DrawError};
use super::frame::{Frame, Margins};
use super::legend::{Legend, Sign};
use super::model::{Certainty, Chart, ChartSeries, Labels, Point, PointValue};
use super::scale::{AxisScale, Baseline, Extent, number};
use super::style::ChartStyle;
use super::text::{self, Weight};
use crate::color::{self, INK, Rgb};
use rust_decimal::Decimal;

/// Share of a slot that is filled.
const FILL: f64 = 0.64;
/// Greatest width of a column, in ems.
const WIDEST: f64 = 6.8;
/// Least width of a column that can be read, in ems.
const NARROWEST: f64 = 0.55;
/// White between two parts, in points beside the text of a letter.
const SEAM: f64 = 0.6;

/// Draws stacked columns.
pub(super) fn draw(chart: &Chart, labels: &dyn Labels, style: &ChartStyle) -> Result<Canvas, DrawError> {
    let extent = Extent::of(edges(chart)).unwrap_or(Extent::UNIT);
    let scale = |most| AxisScale::within(extent, Baseline::Zero, labels, most);
    let ends = end_names(chart, style);
    let legend = match ends {
        Some(_) => None,
        None => {
            let names = chart.series.iter().map(|series| series.name.as_str());
            Some(Legend::new(names.zip(colors(chart, style)).map(|(n, c)| (n, c, Sign::Fill)), style)?)
        }
    };
    let margins = Margins {
        top: legend.as_ref().map_or(0.0, |legend| legend.height),
        right: ends.as_ref().map_or(0.0, |ends| ends.margin),
        ..Margins::default()
    };
    let frame = Frame::new(chart, style, scale, margins)?;
    let mut canvas = Canvas::new(style, frame.height);
    frame.draw_grid(&mut canvas);
    let mut painter = StackPainter { chart, labels, style, frame: &frame, bare: false };
    if style.is_bounded() && painter.span(0).1 < NARROWEST * style.text_size_pt {
        return Err(DrawError::TooWide(Crowd::Columns(chart.categories.len())));
    }
    painter.bare = wants_bare(&painter.of_sums(), labels, style, frame.slots.width());
    let mut last = Vec::new();
    let with_values = painter.with_values();
    for category in 0..chart.categories.len() {
        last = painter.stack(&mut canvas, category, with_values.contains(&category));
    }
    frame.draw_axis(&mut canvas);
    painter.totals(&mut canvas);
    if let Some(legend) = legend {
        legend.draw(&mut canvas, style);
    }
    if let Some(ends) = ends {
        let range = (frame.plot.y0 - style.line_height(), frame.plot.y1);
        ends.draw(&mut canvas, frame.plot.x1, &last, range);
    }
    Ok(canvas)
}

/// Names beside the last column, if each series has a part there to stand beside.
fn end_names(chart: &Chart, style: &ChartStyle) -> Option<EndNames> {
    let last_shown = chart.series.iter().all(|series| series.points.last().and_then(Point::shown).is_some());
    let names: Vec<String> = chart.series.iter().map(|series| series.name.clone()).collect();
    let names = (last_shown && names.len() <= 6 && names.len() > 1).then(|| EndNames::new(&names, style))??;
    let fit = style.height_pt.is_none_or(|height| names.fit(height - 4.0 * style.line_height()));
    fit.then_some(names)
}

/// Top and bottom of every stack. Sums too large for a decimal are left at the largest one.
fn edges(chart: &Chart) -> impl Iterator<Item = Decimal> + '_ {
    (0..chart.categories.len()).flat_map(move |category| {
        let shown = parts(chart, category);
        let (below, above): (Vec<_>, Vec<_>) = shown.partition(|value| value.is_sign_negative());
        let sum = |values: Vec<Decimal>| values.into_iter().fold(Decimal::ZERO, |a, b| a.saturating_add(b));
        [sum(below), sum(above)]
    })
}

fn parts(chart: &Chart, category: usize) -> impl Iterator<Item = Decimal> + '_ {
    chart.series.iter().filter_map(move |series| series.points[category].shown())
}

struct StackPainter<'a> {
    chart: &'a Chart,
    labels: &'a dyn Labels,
    style: &'a ChartStyle,
    frame: &'a Frame,
    /// Whether sums go without their unit.
    bare: bool,
}

impl StackPainter<'_> {
    fn span(&self, category: usize) -> (f64, f64) {
        let width = (self.frame.slots.width() * FILL).min(WIDEST * self.style.text_size_pt);
        (self.frame.slots.center(category) - width / 2.0, width)
    }

    fn written(&self, value: Decimal) -> String {
        if self.bare { self.labels.bare(value) } else { self.labels.value(value) }
    }

    /// Draws one column; where its parts ended up comes back, for their names.
    fn stack(&self, canvas: &mut Canvas, category: usize, with_values: bool) -> Vec<Target> {
        let colors = colors(self.chart, self.style);
        let (start, width) = self.span(category);
        let (mut above, mut below) = (0.0, 0.0);
        let mut targets = Vec::new();
        for (series, color) in self.chart.series.iter().zip(colors) {
            let point = &series.points[category];
            let Some(value) = point.shown() else { continue };
            let base = if value.is_sign_negative() { &mut below } else { &mut above };
            let from = self.frame.y(*base);
            *base += number(value);
            let area = Area::between((start, from), (start + width, self.frame.y(*base)));
            targets.push(Target { at: (area.x1, (area.y0 + area.y1) / 2.0), color });
            self.part(canvas, area, point, color);
            if with_values {
                self.label_part(canvas, area, value, (color, point.certainty));
            }
        }
        if self.chart.series.iter().any(|series| series.points[category].is_hidden()) {
            hidden_dot(canvas, start + width / 2.0, self.frame.y(above));
        }
        targets
    }

    fn part(&self, canvas: &mut Canvas, area: Area, point: &Point, color: Rgb) {
        let seam = SEAM * canvas.unit();
        if area.height() > seam * 3.0 {
            fill(canvas, Area { y0: area.y0 + seam, ..area }, color, point.certainty);
        } else if area.height() > 0.0 {
            fill(canvas, area, color, point.certainty);
        }
    }

    fn label_part(&self, canvas: &mut Canvas, area: Area, value: Decimal, (color, certainty): (Rgb, Certainty)) {
        let size = self.style.text_size_pt;
        let text = self.written(value);
        if area.height() < size * 1.35 {
            return;
        }
        let at = ((area.x0 + area.x1) / 2.0, (area.y0 + area.y1) / 2.0 + size * 0.33);
        let label = Label::of_category(text, at, Align::Middle);
        if certainty != Certainty::Known {
            canvas.text_on_paper(Label { color: INK, ..label });
        } else {
            canvas.text(Label { color: color::ink_on(color), ..label });
        }
    }

    /// The chart with the sums as its only series.
    fn of_sums(&self) -> Chart {
        Chart { series: vec![self.sums().0], ..self.chart.clone() }
    }

    /// The sums that may be shown, and which columns stand out by them.
    fn sums(&self) -> (ChartSeries, Emphasized) {
        let points = (0..self.chart.categories.len()).map(|i| self.total(i)).collect();
        let sums = ChartSeries { name: String::new(), points };
        let emphasized = emphasis::of(self.chart, &sums);
        (sums, emphasized)
    }

    /// The columns whose parts carry their values: those that stand out, if the values fit at all.
    fn with_values(&self) -> Vec<usize> {
        let size = self.style.text_size_pt;
        let (_, width) = self.span(0);
        let chosen = self.sums().1.labelled;
        let values = chosen.iter().flat_map(|i| parts(self.chart, *i)).map(|value| self.written(value));
        let fit =
            values.into_iter().all(|text| text::width(&text, Weight::Regular, size) <= width - 3.0 * self.style.unit());
        if fit { chosen } else { Vec::new() }
    }

    /// The sum above each column that matters, where all parts are known and none is negative.
    fn totals(&self, canvas: &mut Canvas) {
        let size = self.style.text_size_pt;
        let (totals, emphasized) = self.sums();
        let mut taken: Vec<Area> = Vec::new();
        for category in emphasized.labelled {
            let Some(total) = totals.points[category].shown() else {
                continue;
            };
            let at = (self.frame.slots.center(category), self.frame.y(number(total)) - size * 0.4);
            let label = Label::strong(self.written(total), at, Align::Middle, INK);
            let label = self.frame.kept_in_plot(label, canvas);
            let area = label.area(size);
            if !taken.iter().any(|other| other.overlaps(&area)) {
                taken.push(area);
                canvas.text_on_paper(label);
            }
        }
    }

    fn total(&self, category: usize) -> Point {
        let mut sum = Some(Decimal::ZERO);
        for series in &self.chart.series {
            let value = series.points[category].shown().filter(|value| !value.is_sign_negative());
            sum = sum.zip(value).and_then(|(sum, value)| sum.checked_add(value));
        }
        let value = sum.map_or(PointValue::Missing, PointValue::Number);
        Point { value, certainty: Certainty::Known }
    }
}
