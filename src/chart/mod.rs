//! From resolved figures to a picture and its alternative text.
//!
//! In comes a [`Chart`]: plain data, nothing to look up. Out come an SVG picture of the plot alone ([`draw`])
//! and a description in Dutch ([`alt_text`]). Title, unit, source and notes are text of the document around
//! the picture, so they are not drawn. The same chart gives the same bytes, always.
//!
//! In a letter a chart is as high as it needs. On a slide its size is fixed and its text large: the chart is
//! laid out for that, and [`DrawError::TooWide`] or [`DrawError::TooHigh`] says what does not fit.

mod along;
mod alt;
mod bar;
mod canvas;
mod column;
mod crowd;
mod emphasis;
mod ends;
mod frame;
mod legend;
mod line;
mod names;
mod of_grid;
mod plan;
mod rows;
mod scale;
mod slots;
mod stacked;
mod svg;
#[cfg(test)]
mod tests;
mod text;
mod under;
mod waterfall;

pub use alt::alt_text;
pub use crowd::Crowd;
pub use of_grid::{HouseLabels, chart, labels};
pub use text::{count_lines, register_fonts};

use rust_decimal::Decimal;
use std::fmt;

use crate::color::{self, Rgb};

/// Everything needed to draw a chart and to describe it.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The form of the picture.
    pub kind: ChartKind,
    /// What is shown, e.g. "Inzet in FTE per maand"; for the alternative text.
    pub subject: String,
    /// What the author wants to say with it, if anything; for the alternative text.
    pub message: Option<String>,
    /// The x axis, or the rows of bars and waterfalls.
    pub categories: Vec<Category>,
    /// What is measured; a waterfall has exactly one series, whose last point is the total.
    pub series: Vec<Series>,
    /// A break in the series lies before the category with this index.
    pub breaks: Vec<usize>,
    /// Which categories stand out.
    pub emphasis: Emphasis,
    /// Where the numbers are, e.g. "tabel 2"; for the alternative text.
    pub table: Option<String>,
}

/// The forms a chart can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChartKind {
    /// Lines over time.
    Line,
    /// Columns of one series; of more series it is drawn as [`ChartKind::GroupedColumn`].
    Column,
    /// Columns of several series side by side.
    GroupedColumn,
    /// Columns of several series on top of each other.
    StackedColumn,
    /// Horizontal bars, one row a category.
    Bar,
    /// Horizontal steps that add up to the last category.
    Waterfall,
}

/// A place on the category axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// For the axis: "jan", "2022", "K3".
    pub short: String,
    /// For the description: "januari 2022".
    pub long: String,
    /// Drawn once under all neighbours that share it, e.g. the year under months.
    pub group: Option<String>,
}

/// One measure over all categories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// As it stands beside its line.
    pub name: String,
    /// One point a category.
    pub points: Vec<Point>,
}

/// One value and its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// What is known.
    pub value: PointValue,
    /// May still change: drawn hatched, dashed or hollow, and named.
    pub provisional: bool,
}

/// What is known of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointValue {
    /// A number that may be shown.
    Number(Decimal),
    /// Not known: a gap.
    Missing,
    /// Suppressed by disclosure control: a dot in the place of the value, and never anything that depends on it.
    Hidden,
}

impl Point {
    /// A definitive number.
    pub fn number(value: Decimal) -> Point {
        Point { value: PointValue::Number(value), provisional: false }
    }

    fn shown(&self) -> Option<Decimal> {
        match self.value {
            PointValue::Number(value) => Some(value),
            PointValue::Missing | PointValue::Hidden => None,
        }
    }

    fn is_negative(&self) -> bool {
        self.shown().is_some_and(|value| value.is_sign_negative() && !value.is_zero())
    }

    fn is_hidden(&self) -> bool {
        self.value == PointValue::Hidden
    }
}

impl Series {
    fn shown(&self) -> impl Iterator<Item = (usize, Decimal)> + '_ {
        self.points.iter().enumerate().filter_map(|(i, point)| Some((i, point.shown()?)))
    }
}

/// Which categories are drawn dark and carry their value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Emphasis {
    /// The first, the last, the highest and the lowest; all, where there are few.
    #[default]
    Telling,
    /// The categories with these indexes.
    Categories(Vec<usize>),
}

/// How numbers are written; the notation belongs to the organisation.
pub trait Labels {
    /// A value in full: "€ 461.514", "8,65".
    fn value(&self, value: Decimal) -> String;
    /// A value where there is no room for [`Labels::value`]: without what the subtitle tells, "38,5".
    fn bare(&self, value: Decimal) -> String {
        self.value(value)
    }
    /// A tick on the axis: "400.000", "17%".
    fn axis(&self, value: Decimal) -> String;
}

/// How charts look.
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    /// The organisation's colour; darkened where it is too light to be seen.
    pub house: Rgb,
    /// Width of the picture in points.
    pub width_pt: f64,
    /// Greatest height of the picture in points, as on a slide: a chart that does not fit with text of the size
    /// asked for is an error. `None` leaves the height to the kind and the number of rows, as in a letter.
    pub height_pt: Option<f64>,
    /// The family named in the SVG: one that is bundled, never a generic one.
    pub font_family: String,
    /// Size of all text in points.
    pub text_size_pt: f64,
}

impl Default for Style {
    fn default() -> Style {
        Style {
            house: Rgb(0x1f, 0x5a, 0x7a),
            width_pt: 430.0,
            height_pt: None,
            font_family: "Source Sans 3".to_owned(),
            text_size_pt: LETTER_TEXT_SIZE,
        }
    }
}

/// Size of the text in a letter, in points: what has a size in points has it beside such text.
const LETTER_TEXT_SIZE: f64 = 8.0;

/// The word for values that may still change.
const PROVISIONAL: &str = "voorlopig";

/// Why a chart cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DrawError {
    /// There is no number to show.
    NoData,
    /// The series with this name has more or fewer points than there are categories.
    Uneven(String),
    /// A waterfall with this many series instead of one.
    WaterfallSeries(usize),
    /// More stands side by side than the width can carry; only where the height is fixed too.
    TooWide(Crowd),
    /// More stands below each other than the fixed height can carry.
    TooHigh(Crowd),
    /// [`register_fonts`] was not called, or with data that is no font.
    NoFonts,
    /// The drawing library failed.
    Backend(String),
}

impl fmt::Display for DrawError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DrawError::NoData => write!(f, "de grafiek heeft geen enkel cijfer om te tekenen"),
            DrawError::Uneven(name) => {
                write!(f, "de reeks ‘{name}’ heeft niet voor elke plaats op de as één punt")
            }
            DrawError::WaterfallSeries(n) => {
                write!(f, "een watervaldiagram heeft precies één reeks, niet {n}")
            }
            DrawError::TooWide(crowd) => crowd.write(f, "breedte"),
            DrawError::TooHigh(crowd) => crowd.write(f, "hoogte"),
            DrawError::NoFonts => write!(f, "fout in Griffel: de lettertypen voor grafieken ontbreken"),
            DrawError::Backend(why) => {
                write!(f, "fout in Griffel: de grafiek is niet te tekenen: {why}")
            }
        }
    }
}

impl std::error::Error for DrawError {}

/// Draws the chart: the text of an SVG picture.
pub fn draw(chart: &Chart, labels: &dyn Labels, style: &Style) -> Result<String, DrawError> {
    check(chart)?;
    let style = &style.drawable();
    let chart = &chart.cleaned();
    let canvas = match chart.kind {
        ChartKind::Line => line::draw(chart, labels, style),
        ChartKind::Column | ChartKind::GroupedColumn => column::draw(chart, labels, style),
        ChartKind::StackedColumn => stacked::draw(chart, labels, style),
        ChartKind::Bar => bar::draw(chart, labels, style),
        ChartKind::Waterfall => waterfall::draw(chart, labels, style),
    }?;
    canvas.fitting(style)?.to_svg(style)
}

fn check(chart: &Chart) -> Result<(), DrawError> {
    let categories = chart.categories.len();
    if let Some(uneven) = chart.series.iter().find(|series| series.points.len() != categories) {
        return Err(DrawError::Uneven(uneven.name.clone()));
    }
    if chart.kind == ChartKind::Waterfall && chart.series.len() != 1 {
        return Err(DrawError::WaterfallSeries(chart.series.len()));
    }
    if chart.values().next().is_none() {
        return Err(DrawError::NoData);
    }
    if text::fonts_registered() { Ok(()) } else { Err(DrawError::NoFonts) }
}

impl Chart {
    /// All numbers that may be shown.
    fn values(&self) -> impl Iterator<Item = Decimal> + '_ {
        self.series.iter().flat_map(Series::shown).map(|(_, value)| value)
    }

    /// Whether any series has a provisional value here. Hidden and missing values have no status to show.
    fn is_provisional(&self, category: usize) -> bool {
        let points = self.series.iter().filter_map(|series| series.points.get(category));
        points.into_iter().any(|point| point.provisional && point.shown().is_some())
    }

    /// With names that fit in a line of XML, and breaks that lie between two categories.
    fn cleaned(&self) -> Chart {
        let mut chart = self.clone();
        for category in &mut chart.categories {
            category.short = text::clean(&category.short);
            category.long = text::clean(&category.long);
            category.group = category.group.as_deref().map(text::clean);
        }
        for series in &mut chart.series {
            series.name = text::clean(&series.name);
        }
        chart.breaks.retain(|at| (1..self.categories.len()).contains(at));
        chart.breaks.sort_unstable();
        chart.breaks.dedup();
        chart
    }
}

impl Style {
    /// With sizes that can be drawn, whatever was asked for.
    fn drawable(&self) -> Style {
        let within = |value: f64, low: f64, high: f64, usual: f64| {
            if value.is_finite() { value.clamp(low, high) } else { usual }
        };
        Style {
            width_pt: within(self.width_pt, 120.0, 4000.0, 430.0),
            height_pt: self.height_pt.map(|height| within(height, 40.0, 4000.0, 165.0)),
            text_size_pt: within(self.text_size_pt, 4.0, 40.0, 8.0),
            font_family: text::clean(&self.font_family),
            house: self.house,
        }
    }

    /// Whether all must fit in a fixed height.
    fn is_bounded(&self) -> bool {
        self.height_pt.is_some()
    }

    /// A point as it is in a letter.
    fn unit(&self) -> f64 {
        self.text_size_pt / LETTER_TEXT_SIZE
    }

    /// Whether the picture is too narrow for names beside the plot.
    fn is_narrow(&self) -> bool {
        self.is_bounded() && self.width_pt < 26.0 * self.text_size_pt
    }

    /// Distance between two baselines of small text.
    fn line_height(&self) -> f64 {
        self.text_size_pt * 1.2
    }
}
