//! From resolved numbers to a picture and its alternative text.
//!
//! In comes a [`Chart`]: plain data, nothing to look up. Out come an SVG picture of the plot alone ([`draw`])
//! and a description in Dutch ([`alt_text`]). Title, unit, source and notes are text of the document around
//! the picture, so they are not drawn. The same chart gives the same bytes, always.
//!
//! In a letter a chart is as high as it needs. On a slide its size is fixed and its text large: the chart is
//! laid out for that, and [`DrawError::TooWide`] or [`DrawError::TooHigh`] says what does not fit.

mod alone;
mod along;
mod alt;
mod bar;
mod canvas;
mod column;
mod column_and_line;
mod emphasis;
mod ends;
mod error;
mod frame;
mod legend;
mod line;
mod model;
mod multiples;
mod names;
mod of_grid;
mod outlines;
mod path;
mod plan;
mod rows;
mod scale;
mod slots;
mod stacked;
mod style;
mod svg;
#[cfg(test)]
mod tests;
mod text;
mod under;
mod waterfall;

use crate::load::ChartKind;

use canvas::Canvas;

pub use alone::{Around, draw_alone};
pub use alt::alt_text;
pub use error::DrawError;
pub use model::{Chart, Labels};
pub use of_grid::{chart, labels};
pub use outlines::Outliner;
pub use style::ChartStyle;
pub use text::{count_lines, register_fonts, text_width};

/// Draws the chart: the text of an SVG picture.
pub fn draw(chart: &Chart, labels: &dyn Labels, style: &ChartStyle) -> Result<String, DrawError> {
    let style = &style.drawable();
    on_canvas(chart, labels, style)?.to_svg(style)
}

/// Draws the chart; `style` is one that can be drawn.
fn on_canvas(chart: &Chart, labels: &dyn Labels, style: &ChartStyle) -> Result<Canvas, DrawError> {
    check(chart)?;
    let chart = &chart.cleaned();
    let canvas = match chart.kind {
        ChartKind::Line => line::draw(chart, labels, style),
        ChartKind::Column | ChartKind::GroupedColumn => match multiples::of_columns(chart, labels, style) {
            Some(canvas) => Ok(canvas),
            None => column::draw(chart, labels, style),
        },
        ChartKind::StackedColumn => stacked::draw(chart, labels, style),
        ChartKind::Bar => bar::draw(chart, labels, style),
        ChartKind::ColumnAndLine => column_and_line::draw(chart, labels, style),
        ChartKind::Waterfall => waterfall::draw(chart, labels, style),
    }?;
    canvas.fitting(style)
}

fn check(chart: &Chart) -> Result<(), DrawError> {
    let categories = chart.categories.len();
    if let Some(uneven) = chart.series.iter().chain(&chart.mark).find(|series| series.points.len() != categories) {
        return Err(DrawError::Uneven(uneven.name.clone()));
    }
    if chart.kind == ChartKind::Waterfall && chart.series.len() != 1 {
        return Err(DrawError::WaterfallSeries(chart.series.len()));
    }
    if chart.kind.has_panels() && chart.series.len() != 2 {
        return Err(DrawError::PanelSeries(chart.series.len()));
    }
    if chart.values().next().is_none() {
        return Err(DrawError::NoData);
    }
    if text::fonts_registered() { Ok(()) } else { Err(DrawError::NoFonts) }
}
