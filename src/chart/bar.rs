//! Horizontal bars: one row a category, each with its value.

use super::canvas::{Area, Canvas};
use super::column::{MARK_BEYOND, colors, draw_mark, fill, mark_legend};
use super::emphasis;
use super::error::DrawError;
use super::legend::{Legend, Sign};
use super::model::{Chart, Emphasis, Labels, Point};
use super::plan::{RowPlan, Spacing};
use super::rows::Rows;
use super::scale::{AxisScale, Baseline, Extent, number};
use super::style::ChartStyle;
use crate::color::{self, Rgb, Tones};
use rust_decimal::Decimal;

/// Thickness of a bar alone in its row and of one among others, and white between rows, in ems.
const ALONE: f64 = 1.65;
const AMONG: f64 = 1.15;
const ROW_GAP: f64 = 0.9;
/// Least thickness of a bar on a slide: as much as its value needs, in ems.
const LEAST: f64 = 1.05;
/// White between bars in one row, in points beside the text of a letter.
const SEAM: f64 = 0.8;

/// Draws bars; several series share a row.
pub(super) fn draw(chart: &Chart, labels: &dyn Labels, style: &ChartStyle) -> Result<Canvas, DrawError> {
    let extent = Extent::of(chart.values()).unwrap_or(Extent::UNIT);
    let scale = AxisScale::new(extent, Baseline::Zero, labels).trimmed(extent);
    let points = chart.series.iter().flat_map(|series| &series.points);
    // A value stands beyond the mark of its row, where that reaches further.
    let reach = |(row, point): (usize, &'_ Point)| Some(beyond(point.shown()?, mark_at(chart, row)));
    let bars = points.enumerate().map(|(at, point)| (at % chart.categories.len().max(1), point));
    let bars = bars.filter_map(|(row, point)| Some((reach((row, point))?, point))).collect();
    let count = chart.series.len();
    let colors = colors(chart, style);
    let legend = (count > 1 || chart.mark.is_some()).then(|| {
        if let Some(mark) = &chart.mark {
            return mark_legend(chart, mark, style);
        }
        let names = chart.series.iter().map(|series| series.name.as_str());
        Legend::new(names.zip(colors.iter().copied()).map(|(n, c)| (n, c, Sign::Fill)), style)
    });
    let legend = legend.transpose()?;
    let top = legend.as_ref().map_or(style.unit(), |legend| legend.height);
    let each = if count > 1 { AMONG } else { ALONE };
    let filled = |each: f64| style.text_size_pt * each * count as f64;
    let white = style.text_size_pt * ROW_GAP;
    let spacing = Spacing { top, filled: filled(each), white, least: filled(LEAST) };
    let rows = RowPlan { chart, labels, style, scale, bars, spacing }.rows()?;
    let thickness = rows.filled / count as f64;
    let mut canvas = Canvas::new(style, rows.bottom + style.unit());
    for row in 0..chart.categories.len() {
        rows.draw_name(&mut canvas, row, false);
        let first = rows.middle(row) - thickness * (count as f64 - 1.0) / 2.0;
        for (i, series) in chart.series.iter().enumerate() {
            let middle = first + thickness * i as f64;
            let color = if count > 1 { colors[i] } else { tone(chart, row, style) };
            let bar = Bar { point: &series.points[row], middle, thickness: thickness - SEAM * style.unit(), color };
            bar.draw(&mut canvas, &rows, labels, mark_at(chart, row));
        }
    }
    rows.draw_baseline(&mut canvas);
    if let Some(legend) = legend {
        legend.draw(&mut canvas, style);
    }
    Ok(canvas)
}

/// All bars are dark, unless the author named some.
fn tone(chart: &Chart, row: usize, style: &ChartStyle) -> Rgb {
    let Tones { strong, muted, .. } = color::tones(style.house);
    let named = chart.emphasis != Emphasis::Telling;
    let chosen = || chart.series.iter().any(|series| emphasis::of(chart, series).strong[row]);
    if named && !chosen() { muted } else { strong }
}

/// The mark of a row.
fn mark_at(chart: &Chart, row: usize) -> Option<Decimal> {
    chart.mark.as_ref()?.points.get(row)?.shown()
}

/// How far a bar and its mark reach together.
fn beyond(value: Decimal, mark: Option<Decimal>) -> Decimal {
    match mark {
        Some(mark) if value.is_sign_negative() && !value.is_zero() => value.min(mark),
        Some(mark) => value.max(mark),
        None => value,
    }
}

struct Bar<'a> {
    point: &'a Point,
    middle: f64,
    thickness: f64,
    color: Rgb,
}

impl Bar<'_> {
    fn draw(&self, canvas: &mut Canvas, rows: &Rows, labels: &dyn Labels, mark: Option<Decimal>) {
        let Some(value) = self.point.shown() else {
            rows.draw_absent(canvas, self.middle, self.point);
            return;
        };
        let end = rows.x(number(value));
        let half = self.thickness / 2.0;
        let area = Area::between((rows.x(0.0), self.middle - half), (end, self.middle + half));
        if area.width() > 0.0 {
            fill(canvas, area, self.color, self.point.certainty);
        }
        if let Some(mark) = mark {
            let (x, reach) = (rows.x(number(mark)), half * (1.0 + 2.0 * MARK_BEYOND));
            draw_mark(canvas, ((x, self.middle - reach), (x, self.middle + reach)), rows.size);
        }
        let color = color::darkened(self.color, 7.0);
        let end = rows.x(number(beyond(value, mark)));
        rows.draw_value(canvas, (end, self.middle), labels, self.point, color);
    }
}
