//! Steps that add up to a total, which is the last category.

use super::canvas::{Area, Canvas};
use super::column::fill;
use super::error::DrawError;
use super::model::{Chart, Labels, Point};
use super::plan::{RowPlan, Spacing};
use super::rows::Rows;
use super::scale::{AxisScale, Baseline, Extent, number};
use super::style::ChartStyle;
use crate::color::{self, QUIET, Rgb, Tones};
use rust_decimal::Decimal;

/// Thickness of a bar, least thickness on a slide, and white between bars, in ems.
const BAR: f64 = 2.1;
const LEAST: f64 = 1.05;
const ROW_GAP: f64 = 1.3;

/// From where to where a bar reaches.
#[derive(Debug, Clone, Copy, PartialEq)]
struct WaterfallStep {
    from: Decimal,
    to: Decimal,
}

/// Draws a waterfall.
pub(super) fn draw(chart: &Chart, labels: &dyn Labels, style: &ChartStyle) -> Result<Canvas, DrawError> {
    let points: &[Point] = chart.series.first().map_or(&[], |series| &series.points);
    let steps = steps(points);
    let edges = steps.iter().flatten().flat_map(|step| [step.from, step.to]);
    let extent = Extent::of(edges).unwrap_or(Extent::UNIT);
    let scale = AxisScale::new(extent, Baseline::Zero, labels).trimmed(extent);
    let bars = steps.iter().zip(points).filter_map(|(step, point)| Some(((*step)?.to, point))).collect();
    let em = style.text_size_pt;
    let spacing = Spacing { top: style.unit(), filled: em * BAR, white: em * ROW_GAP, least: em * LEAST };
    let rows = RowPlan { chart, labels, style, scale, bars, spacing }.rows()?;
    let mut canvas = Canvas::new(style, rows.bottom + style.unit());
    draw_connectors(&mut canvas, &rows, &steps);
    let Tones { strong, muted, total } = color::tones(style.house);
    let total_row = points.len().saturating_sub(1);
    for (row, point) in points.iter().enumerate() {
        rows.draw_name(&mut canvas, row, row == total_row && row > 0);
        let color = match point.shown() {
            _ if row == total_row => total,
            Some(value) if value.is_sign_negative() => muted,
            _ => strong,
        };
        draw_step(&mut canvas, &rows, labels, (row, point), (steps[row], color));
    }
    rows.draw_baseline(&mut canvas);
    Ok(canvas)
}

fn draw_step(
    canvas: &mut Canvas,
    rows: &Rows,
    labels: &dyn Labels,
    (row, point): (usize, &Point),
    (step, color): (Option<WaterfallStep>, Rgb),
) {
    let middle = rows.middle(row);
    let (Some(step), Some(_)) = (step, point.shown()) else {
        rows.draw_absent(canvas, middle, point);
        return;
    };
    let half = rows.filled / 2.0;
    let (from, to) = (rows.x(number(step.from)), rows.x(number(step.to)));
    let area = Area::between((from, middle - half), (to, middle + half));
    if area.width() > 0.0 {
        fill(canvas, area, color, point.certainty);
    }
    rows.draw_value(canvas, (to, middle), labels, point, color::darkened(color, 7.0));
}

/// Where each bar begins and ends. A part that is not known leaves no sum to build on: then every bar starts
/// at zero, so that the picture gives nothing away.
fn steps(points: &[Point]) -> Vec<Option<WaterfallStep>> {
    let known = points.iter().all(|point| point.shown().is_some());
    let total = points.len().saturating_sub(1);
    let mut sum = Decimal::ZERO;
    let step = |(i, point): (usize, &Point)| {
        let value = point.shown()?;
        if !known || i == total {
            return Some(WaterfallStep { from: Decimal::ZERO, to: value });
        }
        let from = sum;
        sum = sum.saturating_add(value);
        Some(WaterfallStep { from, to: sum })
    };
    points.iter().enumerate().map(step).collect()
}

/// Thin lines from the end of each bar to the next; none where the next does not begin (or, for the total,
/// end) there.
fn draw_connectors(canvas: &mut Canvas, rows: &Rows, steps: &[Option<WaterfallStep>]) {
    let half = rows.filled / 2.0;
    for (row, pair) in steps.windows(2).enumerate() {
        let [Some(this), Some(next)] = pair else {
            continue;
        };
        if this.to == next.from || this.to == next.to {
            let x = rows.x(number(this.to));
            let (top, bottom) = (rows.middle(row) + half, rows.middle(row + 1) - half);
            canvas.line((x, top), (x, bottom), QUIET, canvas.hairline() * 1.2);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::sample::chart;
    use crate::load::ChartKind;

    fn ends(values: &str) -> Vec<Option<(Decimal, Decimal)>> {
        let chart = chart(ChartKind::Waterfall, &[("", values)]);
        steps(&chart.series[0].points).into_iter().map(|s| s.map(|s| (s.from, s.to))).collect()
    }

    #[test]
    fn parts_follow_each_other_and_the_total_starts_at_zero() {
        let d = Decimal::from;
        assert_eq!(ends("5 -2 3"), [Some((d(0), d(5))), Some((d(5), d(3))), Some((d(0), d(3)))]);
    }

    #[test]
    fn a_hidden_part_leaves_no_sum_to_read_off() {
        let d = Decimal::from;
        assert_eq!(ends("5 . 3 12"), [Some((d(0), d(5))), None, Some((d(0), d(3))), Some((d(0), d(12)))]);
    }
}
