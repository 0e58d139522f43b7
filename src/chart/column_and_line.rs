//! Columns of one series, and below them a line of another: two plots with one time, rather than two scales in one plot.

use super::canvas::{Align, Area, Canvas, Label};
use super::column;
use super::error::DrawError;
use super::frame::Margins;
use super::line;
use super::model::{Chart, Labels};
use super::style::ChartStyle;
use super::text::{Weight, Wrap};
use crate::color::INK;
use crate::load::ChartKind;

/// Heights of the two plots in a letter, in ems.
const PLOTS: [f64; 2] = [9.5, 7.0];
/// White between the two, in a letter and on a slide, and from a heading to its plot, in ems.
const BETWEEN: [f64; 2] = [1.3, 0.5];
const BELOW_HEADING: [f64; 2] = [0.25, 0.0];

/// Draws the two plots. On a slide a heading stands in the room above its plot, where no value is in its way.
pub(super) fn draw(chart: &Chart, labels: &dyn Labels, style: &ChartStyle) -> Result<Canvas, DrawError> {
    let shared = style.is_bounded().then(|| draw_with(chart, labels, style, true).and_then(|one| one.fitting(style)));
    match shared {
        Some(Ok(canvas)) => Ok(canvas),
        Some(Err(_)) | None => draw_with(chart, labels, style, false),
    }
}

fn draw_with(chart: &Chart, labels: &dyn Labels, style: &ChartStyle, shared: bool) -> Result<Canvas, DrawError> {
    let size = style.text_size_pt;
    let headings: Vec<Vec<String>> = chart.panels.iter().map(|heading| heading_lines(heading, style)).collect();
    let lines_of = |panel: usize| headings.get(panel).map_or(1, Vec::len).saturating_sub(usize::from(shared));
    let height_of = |panel: usize| lines_of(panel) as f64 * style.line_height();
    let place = usize::from(style.is_bounded());
    let (between, below_heading) = (BETWEEN[place] * size, BELOW_HEADING[place] * size);
    let around = height_of(0) + height_of(1) + between + 2.0 * below_heading;
    let room = style.height_pt.map(|height| height - around);
    let panels = [0, 1].map(|panel| Panel { chart, labels, style, panel });
    // The first try tells how wide the numbers of the axes are, and how much stands below the plots.
    let tried = panels.map(|panel| panel.draw(room, 0.0));
    let [upper, lower] = tried;
    let (upper, lower) = (upper?, lower?);
    let left = upper.plot.x0.max(lower.plot.x0);
    let beside = |drawn: &Drawn| drawn.canvas.height - drawn.plot.height();
    let plots = room.map(|room| (room - beside(&upper) - beside(&lower)).max(0.0) / 2.0);
    let drawn = [
        panels[0].draw(plots.map(|plot| plot + beside(&upper)), left)?,
        panels[1].draw(plots.map(|plot| plot + beside(&lower)), left)?,
    ];
    let height = around + drawn.iter().map(|drawn| drawn.canvas.height).sum::<f64>();
    let mut canvas = Canvas::new(style, height);
    let mut y = 0.0;
    for (panel, drawn) in drawn.into_iter().enumerate() {
        for (i, line) in headings.get(panel).into_iter().flatten().enumerate() {
            let at = (0.0, y + size + i as f64 * style.line_height());
            canvas.text(Label::strong(line.as_str(), at, Align::Start, INK));
        }
        y += height_of(panel) + below_heading;
        let below = drawn.canvas.height + between;
        canvas.put(drawn.canvas, (0.0, y));
        y += below;
    }
    Ok(canvas)
}

fn heading_lines(heading: &str, style: &ChartStyle) -> Vec<String> {
    let wrap = Wrap { weight: Weight::Semibold, size: style.text_size_pt, width: style.width_pt, lines: 2 };
    wrap.lines(heading)
}

/// One of the two plots.
#[derive(Clone, Copy)]
struct Panel<'a> {
    chart: &'a Chart,
    labels: &'a dyn Labels,
    style: &'a ChartStyle,
    panel: usize,
}

struct Drawn {
    canvas: Canvas,
    plot: Area,
}

impl Panel<'_> {
    fn draw(&self, height: Option<f64>, left: f64) -> Result<Drawn, DrawError> {
        let chart = of_series(self.chart, self.panel);
        let labels = self.labels.of_series(self.panel).unwrap_or(self.labels);
        let style = ChartStyle { height_pt: height, ..self.style.clone() };
        let is_upper = self.panel == 0;
        let margins = Margins {
            left,
            without_names: is_upper,
            without_words: is_upper && has_same_words(self.chart),
            plot: Some(PLOTS[self.panel]),
            ..Margins::default()
        };
        let (canvas, plot) = match chart.kind {
            ChartKind::Line => line::draw_within(&chart, labels, &style, margins),
            _ => column::draw_within(&chart, labels, &style, margins),
        }?;
        Ok(Drawn { canvas, plot })
    }
}

/// Whether both series are as certain everywhere, so that it is said once.
fn has_same_words(chart: &Chart) -> bool {
    let [upper, lower] = [0, 1].map(|index| of_series(chart, index));
    (0..chart.categories.len()).all(|category| upper.word_at(category) == lower.word_at(category))
}

/// The chart of one of the two series alone.
pub(super) fn of_series(chart: &Chart, index: usize) -> Chart {
    let kind = if index == 0 { ChartKind::Column } else { ChartKind::Line };
    let series = chart.series.get(index).cloned().into_iter().collect();
    Chart { kind, series, panels: Vec::new(), ..chart.clone() }
}
