//! Lines over time.

use super::along::Along;
use super::canvas::{Area, Canvas};
use super::column::hidden_dot;
use super::emphasis;
use super::ends::{EndNames, Target};
use super::error::{Crowd, DrawError};
use super::frame::{Frame, Margins};
use super::legend::{Legend, Marker, Sign};
use super::model::{Chart, ChartSeries, Labels};
use super::multiples;
use super::path::{Path, runs};
use super::scale::{AxisScale, Baseline, Extent, number};
use super::style::ChartStyle;
use crate::color::{self, Rgb};

/// Beside so many lines, names still find their line.
const NAMED: usize = 6;
/// So many lines may carry their name along them, on a slide.
const ALONG: usize = 4;
/// Least distance between two points, in ems.
const NARROWEST: f64 = 0.3;
/// How the reader learns which line is which.
enum LineNaming {
    /// One line: nothing to tell apart.
    None,
    /// Beside the ends of the lines, with the last values.
    Beside(EndNames),
    /// Above or below the lines themselves.
    Along,
    Legend(Legend),
}

/// Draws lines.
pub(super) fn draw(chart: &Chart, labels: &dyn Labels, style: &ChartStyle) -> Result<Canvas, DrawError> {
    if chart.series.len() > multiples::SHARED && !style.is_bounded() {
        return multiples::draw(chart, labels, style);
    }
    if chart.series.len() < 2 {
        return draw_within(chart, labels, style, Margins::default()).map(|(canvas, _)| canvas);
    }
    if let Some(names) = end_names(chart, labels, style) {
        return draw_named(chart, labels, style, LineNaming::Beside(names)).map(|(canvas, _)| canvas);
    }
    if style.is_bounded() && chart.series.len() <= ALONG {
        let (canvas, named) = draw_named(chart, labels, style, LineNaming::Along)?;
        if named {
            return Ok(canvas);
        }
    }
    let colors = color::palette(style.house, chart.series.len());
    let entries = chart.series.iter().zip(colors).enumerate();
    let signs = entries.map(|(i, (series, color))| (series.name.as_str(), color, Sign::Line(Marker::of(i))));
    if chart.series.len() > multiples::SHARED {
        return multiples::draw(chart, labels, style);
    }
    let legend = Legend::new(signs, style)?;
    draw_named(chart, labels, style, LineNaming::Legend(legend)).map(|(canvas, _)| canvas)
}

/// Draws one line with other margins than usual; where the plot lies comes back.
pub(super) fn draw_within(
    chart: &Chart,
    labels: &dyn Labels,
    style: &ChartStyle,
    margins: Margins,
) -> Result<(Canvas, Area), DrawError> {
    draw_placed(chart, labels, style, LineNaming::None, margins).map(|(canvas, _, plot)| (canvas, plot))
}

/// Draws lines that are named in one way; tells whether each name found its place.
fn draw_named(
    chart: &Chart,
    labels: &dyn Labels,
    style: &ChartStyle,
    naming: LineNaming,
) -> Result<(Canvas, bool), DrawError> {
    draw_placed(chart, labels, style, naming, Margins::default()).map(|(canvas, named, _)| (canvas, named))
}

fn draw_placed(
    chart: &Chart,
    labels: &dyn Labels,
    style: &ChartStyle,
    naming: LineNaming,
    usual: Margins,
) -> Result<(Canvas, bool, Area), DrawError> {
    let extent = Extent::of(chart.values()).unwrap_or(Extent::UNIT);
    let scale = |most| AxisScale::within(extent, Baseline::ZeroUnlessNarrow, labels, most);
    let margins = match &naming {
        LineNaming::None | LineNaming::Along => usual,
        LineNaming::Beside(names) => Margins { right: names.margin, ..usual },
        LineNaming::Legend(legend) => Margins { top: legend.height, ..usual },
    };
    let frame = Frame::new(chart, style, scale, margins)?;
    if style.is_bounded() && frame.slots.width() < NARROWEST * style.text_size_pt {
        return Err(DrawError::TooWide(Crowd::Points(chart.categories.len())));
    }
    let mut canvas = Canvas::new(style, frame.height);
    frame.draw_grid(&mut canvas);
    let path = |(i, (series, color)): (usize, (&ChartSeries, Rgb))| Path {
        runs: runs(chart, series, |category, value| (frame.slots.center(category), frame.y(number(value)))),
        color,
        marker: Marker::of(i),
        marked: match chart.series.len() {
            1 => emphasis::of(chart, series).labelled,
            _ => Vec::new(),
        },
        em: style.text_size_pt,
    };
    let colors = color::palette(style.house, chart.series.len());
    let series = chart.series.iter().zip(colors).enumerate();
    let paths: Vec<Path> = series.map(path).collect();
    frame.draw_axis(&mut canvas);
    // The first series is drawn last, on top.
    for path in paths.iter().rev() {
        path.draw(&mut canvas, chart.categories.len());
    }
    draw_hidden(&mut canvas, chart, &frame);
    match &naming {
        LineNaming::None | LineNaming::Along => {}
        LineNaming::Legend(legend) => legend.draw(&mut canvas, style),
        LineNaming::Beside(names) => {
            let targets: Vec<Target> = paths.iter().filter_map(Path::target).collect();
            names.draw(&mut canvas, frame.plot.x1, &targets, (frame.plot.y0 - style.line_height(), frame.plot.y1));
        }
    }
    // In a letter a legend goes without last values: there are many lines then.
    let last_told = !style.is_bounded() || matches!(naming, LineNaming::Beside(_));
    let along = Along { chart, labels, style, frame: &frame, paths: &paths, last_told };
    let taken = along.values(&mut canvas);
    if !matches!(naming, LineNaming::Along) {
        return Ok((canvas, true, frame.plot));
    }
    let names = along.names(taken);
    let named = names.is_some();
    names.into_iter().flatten().for_each(|name| canvas.text_on_paper(name));
    Ok((canvas, named, frame.plot))
}

/// The names and last values of the series, to stand at the ends of their lines.
fn end_names(chart: &Chart, labels: &dyn Labels, style: &ChartStyle) -> Option<EndNames> {
    let shown: Vec<String> = chart
        .series
        .iter()
        .filter_map(|series| {
            let (_, last) = series.shown().last()?;
            Some(format!("{} {}", series.name, labels.value(last)))
        })
        .collect();
    let some = (2..=NAMED).contains(&chart.series.len());
    let names = EndNames::new(&shown, style)?;
    let height = style.height_pt.map_or(17.0 * style.text_size_pt, |height| height - 4.0 * style.line_height());
    (some && names.fit(height)).then_some(names)
}

fn draw_hidden(canvas: &mut Canvas, chart: &Chart, frame: &Frame) {
    for series in &chart.series {
        for (category, _) in series.points.iter().enumerate().filter(|(_, point)| point.is_hidden()) {
            hidden_dot(canvas, frame.slots.center(category), frame.plot.y1);
        }
    }
}
