//! Columns: of one series, or of several side by side.

use super::canvas::{Align, Area, At, Canvas, Label};
use super::emphasis::{self, Emphasized};
use super::error::{Crowd, DrawError};
use super::frame::{Frame, Margins};
use super::legend::{Legend, Sign};
use super::model::{Certainty, Chart, ChartSeries, Labels, Point};
use super::scale::{AxisScale, Baseline, Extent, number};
use super::slots::Slots;
use super::style::ChartStyle;
use super::text::{self, Weight};
use crate::color::{self, INK, QUIET, Rgb, Tones, WHITE};

/// Share of a slot that is filled, and the greatest width of one column in ems.
const FILL_SINGLE: f64 = 0.64;
const FILL_GROUP: f64 = 0.8;
const WIDEST: f64 = 5.5;
/// Least width of a column that can be read, in ems.
const NARROWEST: f64 = 0.45;
/// Colour and width in ems of a mark over columns and bars, white at both sides with it; how far it reaches beyond them, by
/// their width.
const MARK: Rgb = INK;
const MARK_WIDTH: f64 = 0.36;
pub(super) const MARK_BEYOND: f64 = 0.16;
/// A label so much wider than its slot is written without its unit, on a slide.
const WIDE_LABEL: f64 = 1.6;

/// One column, or the place of one.
struct DrawnColumn {
    category: usize,
    area: Area,
    negative: bool,
    /// Written at its end if there is room.
    label: Option<Label>,
}

/// Draws columns.
pub(super) fn draw(chart: &Chart, labels: &dyn Labels, style: &ChartStyle) -> Result<Canvas, DrawError> {
    draw_within(chart, labels, style, Margins::default()).map(|(canvas, _)| canvas)
}

/// Draws columns with other margins than usual; where the plot lies comes back.
pub(super) fn draw_within(
    chart: &Chart,
    labels: &dyn Labels,
    style: &ChartStyle,
    margins: Margins,
) -> Result<(Canvas, Area), DrawError> {
    let extent = Extent::of(chart.values()).unwrap_or(Extent::UNIT);
    let scale = |most| AxisScale::within(extent, Baseline::Zero, labels, most);
    let naming = ColumnNaming::of(chart, style, &scale)?;
    let margins = Margins { below_zero: below_zero(chart, style), ..naming.margins(margins) };
    let frame = Frame::new(chart, style, scale, margins)?;
    let (_, width) = span(chart, (&frame.slots, style.text_size_pt), 0, 0);
    if style.is_bounded() && width < NARROWEST * style.text_size_pt {
        return Err(DrawError::TooWide(Crowd::Columns(chart.categories.len() * chart.series.len())));
    }
    let mut canvas = Canvas::new(style, frame.height);
    frame.draw_grid(&mut canvas);
    let bare = wants_bare(chart, labels, style, frame.slots.width());
    let painter = ColumnPainter { chart, labels, style, frame: &frame, bare };
    let columns = painter.columns(&mut canvas);
    frame.draw_axis(&mut canvas);
    naming.draw(&mut canvas, chart, style, &frame);
    painter.draw_marks(&mut canvas);
    painter.place_labels(&mut canvas, columns);
    Ok((canvas, frame.plot))
}

/// Room for values below columns that go down.
fn below_zero(chart: &Chart, style: &ChartStyle) -> f64 {
    let negative = chart.series.iter().flat_map(|series| &series.points).any(Point::is_negative);
    if negative { style.text_size_pt * 0.9 } else { 0.0 }
}

/// Whether values are written without their unit: on a slide, where one of them is much wider than its slot.
pub(super) fn wants_bare(chart: &Chart, labels: &dyn Labels, style: &ChartStyle, slot: f64) -> bool {
    let width = |value| text::width(&labels.value(value), Weight::Semibold, style.text_size_pt);
    let labelled = |series| emphasis::of(chart, series).labelled.into_iter().map(|i| &series.points[i]);
    let mut values = chart.series.iter().flat_map(labelled).filter_map(Point::shown);
    style.is_bounded() && values.any(|value| width(value) > WIDE_LABEL * slot)
}

/// Left edge and width of the column of one series in a slot.
fn span(chart: &Chart, (slots, em): (&Slots, f64), category: usize, series: usize) -> (f64, f64) {
    let n = chart.series.len() as f64;
    let fill = if chart.series.len() == 1 { FILL_SINGLE } else { FILL_GROUP };
    let group = (slots.width() * fill).min(WIDEST * em * n);
    let width = group / n;
    let gap = if width > 0.75 * em && n > 1.0 { 0.125 * em } else { 0.0 };
    let start = slots.center(category) - group / 2.0 + width * series as f64;
    (start + gap / 2.0, width - gap)
}

/// How the reader learns which column is which.
enum ColumnNaming {
    /// One series: nothing to tell apart.
    None,
    /// The name of the series under each column.
    InPlace,
    Legend(Legend),
}

impl ColumnNaming {
    fn of(chart: &Chart, style: &ChartStyle, scale: &dyn Fn(usize) -> AxisScale) -> Result<ColumnNaming, DrawError> {
        if let Some(mark) = &chart.mark {
            return Ok(ColumnNaming::Legend(mark_legend(chart, mark, style)?));
        }
        if chart.series.len() < 2 {
            return Ok(ColumnNaming::None);
        }
        let names = chart.series.iter().map(|series| series.name.as_str());
        let widest = text::widest(names.clone(), Weight::Regular, style.text_size_pt);
        let trial = Frame::new(chart, style, scale, Margins::default())?;
        let (_, column) = span(chart, (&trial.slots, style.text_size_pt), 0, 0);
        if chart.categories.len() <= 6 && widest <= column - 2.0 * style.unit() {
            return Ok(ColumnNaming::InPlace);
        }
        let signs = names.zip(colors(chart, style)).map(|(name, color)| (name, color, Sign::Fill));
        Ok(ColumnNaming::Legend(Legend::new(signs, style)?))
    }

    fn margins(&self, usual: Margins) -> Margins {
        match self {
            ColumnNaming::None => usual,
            ColumnNaming::InPlace => Margins { rows_below_plot: 1, ..usual },
            ColumnNaming::Legend(legend) => Margins { top: legend.height, ..usual },
        }
    }

    fn draw(&self, canvas: &mut Canvas, chart: &Chart, style: &ChartStyle, frame: &Frame) {
        match self {
            ColumnNaming::None => {}
            ColumnNaming::Legend(legend) => legend.draw(canvas, style),
            ColumnNaming::InPlace => {
                let baseline = frame.plot.y1 + style.text_size_pt * 1.3;
                for category in 0..chart.categories.len() {
                    for (i, series) in chart.series.iter().enumerate() {
                        let (start, width) = span(chart, (&frame.slots, style.text_size_pt), category, i);
                        let at = (start + width / 2.0, baseline);
                        canvas.text(Label::quiet(series.name.as_str(), at, Align::Middle));
                    }
                }
            }
        }
    }
}

/// The key of a chart with a mark over its columns or bars.
pub(super) fn mark_legend(chart: &Chart, mark: &ChartSeries, style: &ChartStyle) -> Result<Legend, DrawError> {
    let strong = color::tones(style.house).strong;
    let counted = chart.series.iter().map(|series| (series.name.as_str(), strong, Sign::Fill));
    Legend::new(counted.chain([(mark.name.as_str(), MARK, Sign::Mark)]), style)
}

/// Draws a mark between two places: dark, with white around it so that it also shows on a dark column.
pub(super) fn draw_mark(canvas: &mut Canvas, (from, to): (At, At), em: f64) {
    let level = from.1 == to.1;
    let around = MARK_WIDTH * em * 0.5;
    let (dx, dy) = if level { (0.0, around) } else { (around, 0.0) };
    canvas.rect(Area::between((from.0 - dx - dy * 0.5, from.1 - dy), (to.0 + dx + dy * 0.5, to.1 + dy)), WHITE);
    canvas.line(from, to, MARK, MARK_WIDTH * em * 0.62);
}

/// One colour a series; series named by years run from light to dark, so that the latest stands out.
pub(super) fn colors(chart: &Chart, style: &ChartStyle) -> Vec<Rgb> {
    let by_year = |name: &str| name.starts_with(|c: char| c.is_ascii_digit());
    if chart.series.len() == 2 && chart.series.iter().all(|series| by_year(&series.name)) {
        let Tones { strong, muted, .. } = color::tones(style.house);
        return vec![muted, strong];
    }
    color::palette(style.house, chart.series.len())
}

/// Draws one column: hatched while provisional, light where it is expected.
pub(super) fn fill(canvas: &mut Canvas, area: Area, color: Rgb, certainty: Certainty) {
    match certainty {
        Certainty::Known => canvas.rect(area, color),
        Certainty::Provisional => canvas.hatched(area, color),
        Certainty::Forecast => canvas.light(area, color),
    }
}

struct ColumnPainter<'a> {
    chart: &'a Chart,
    labels: &'a dyn Labels,
    style: &'a ChartStyle,
    frame: &'a Frame,
    /// Whether labels go without their unit.
    bare: bool,
}

impl ColumnPainter<'_> {
    /// Draws all columns; they come back with the labels they ask for, the most important first.
    fn columns(&self, canvas: &mut Canvas) -> Vec<DrawnColumn> {
        let Tones { strong, muted, .. } = color::tones(self.style.house);
        let colors = colors(self.chart, self.style);
        let mut ranked: Vec<(usize, DrawnColumn)> = Vec::new();
        for (s, series) in self.chart.series.iter().enumerate() {
            let emphasized = emphasis::of(self.chart, series);
            for (category, point) in series.points.iter().enumerate() {
                let color = match (self.chart.series.len(), emphasized.strong[category]) {
                    (1, _) if self.chart.mark.is_some() => strong,
                    (1, true) => strong,
                    (1, false) => muted,
                    _ => colors[s],
                };
                if let Some(column) = self.column(canvas, (category, s), point, color, &emphasized) {
                    ranked.push((rank(&emphasized, category), column));
                }
            }
        }
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked.into_iter().map(|(_, column)| column).collect()
    }

    fn column(
        &self,
        canvas: &mut Canvas,
        (category, series): (usize, usize),
        point: &Point,
        color: Rgb,
        emphasized: &Emphasized,
    ) -> Option<DrawnColumn> {
        let (start, width) = span(self.chart, (&self.frame.slots, self.style.text_size_pt), category, series);
        let middle = start + width / 2.0;
        let zero = self.frame.y(0.0);
        let Some(value) = point.shown() else {
            if point.is_hidden() {
                hidden_dot(canvas, middle, zero);
            }
            return None;
        };
        let negative = value.is_sign_negative() && !value.is_zero();
        let area = Area::between((start, self.frame.y(number(value))), (start + width, zero));
        if area.height() > 0.0 {
            fill(canvas, area, color, point.certainty);
        }
        let size = self.style.text_size_pt;
        let mut baseline = if negative { area.y1 + size } else { area.y0 - size * 0.4 };
        // A mark just beyond the column would run through the value.
        if let Some(((_, mark), _)) = self.mark(category) {
            let (top, bottom) = (baseline - size * 0.95, baseline + size * 0.4);
            let room = size * (0.4 + MARK_WIDTH * 0.5);
            match negative {
                false if (top..=bottom).contains(&mark) => baseline = mark - room,
                true if (top..=bottom).contains(&mark) => baseline = mark + room + size * 0.6,
                _ => {}
            }
        }
        let label = emphasized.labelled.contains(&category).then(|| {
            let ink = color::darkened(color, 7.0);
            let text = if self.bare { self.labels.bare(value) } else { self.labels.value(value) };
            Label::strong(text, (middle, baseline), Align::Middle, ink)
        });
        Some(DrawnColumn { category, area, negative, label })
    }

    /// The two ends of the mark in a slot.
    fn mark(&self, category: usize) -> Option<(At, At)> {
        let value = self.chart.mark.as_ref()?.points.get(category)?.shown()?;
        let (start, width) = span(self.chart, (&self.frame.slots, self.style.text_size_pt), category, 0);
        let y = self.frame.y(number(value));
        Some(((start - width * MARK_BEYOND, y), (start + width * (1.0 + MARK_BEYOND), y)))
    }

    /// What stands as a mark over the columns.
    fn draw_marks(&self, canvas: &mut Canvas) {
        for category in 0..self.chart.categories.len() {
            if let Some(ends) = self.mark(category) {
                draw_mark(canvas, ends, self.style.text_size_pt);
            }
            let mark = self.chart.mark.as_ref().and_then(|mark| mark.points.get(category));
            if mark.is_some_and(Point::is_hidden) {
                hidden_dot(canvas, self.frame.slots.center(category), self.frame.y(0.0));
            }
        }
    }

    /// Writes the labels that find room: above (below) their column, or higher with a hairline to it.
    fn place_labels(&self, canvas: &mut Canvas, columns: Vec<DrawnColumn>) {
        let size = self.style.text_size_pt;
        let mut taken: Vec<Area> = Vec::new();
        for column in &columns {
            let Some(label) = &column.label else { continue };
            let mut label = self.frame.kept_in_plot(label.clone(), canvas);
            let blocked = |area: &Area, taken: &[Area]| {
                let side = 1.5 * self.style.unit();
                let wide = Area { x0: area.x0 - side, x1: area.x1 + side, ..*area };
                let others = columns.iter().filter(|other| !std::ptr::eq(*other, column));
                let by_column = others.map(|other| other.area).any(|other| other.overlaps(&wide));
                by_column || taken.iter().any(|other| other.overlaps(&wide))
            };
            let step = if column.negative { size * 0.25 } else { -size * 0.25 };
            let end = if column.negative { column.area.y1 } else { column.area.y0 };
            let mut tries = 0;
            while blocked(&label.area(size), &taken) && tries < 60 && self.chart.series.len() == 1 {
                label.at.1 += step;
                tries += 1;
            }
            let area = label.area(size);
            let outside = area.y0 < self.frame.plot.y0 - size * 1.2 || area.y1 > self.frame.plot.y1 + size * 0.2;
            if blocked(&area, &taken) || (outside && tries > 0) {
                continue;
            }
            if tries > 2 {
                let x = self.frame.slots.center(column.category);
                let edge = if column.negative { area.y0 } else { area.y1 };
                canvas.line((x, edge), (x, end), QUIET, canvas.hairline());
            }
            taken.push(area);
            canvas.text_on_paper(label);
        }
    }
}

/// Most important first; columns without a label last.
fn rank(emphasized: &Emphasized, category: usize) -> usize {
    emphasized.labelled.iter().position(|i| *i == category).unwrap_or(usize::MAX)
}

/// The sign for a suppressed value, on the zero line.
pub(super) fn hidden_dot(canvas: &mut Canvas, x: f64, zero: f64) {
    canvas.dot((x, zero - 3.5 * canvas.unit()), 1.1 * canvas.unit(), QUIET);
}
