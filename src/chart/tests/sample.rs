//! Small charts for tests, written as text.

use crate::chart::model::{Category, Certainty, ChartSeries, Emphasis, Point, PointValue};
use crate::chart::{Chart, Labels, register_fonts};
use crate::load::ChartKind;
use rust_decimal::Decimal;

const REGULAR: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/SourceSans3-Regular.ttf"));
const SEMIBOLD: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/SourceSans3-Semibold.ttf"));

/// Registers the bundled fonts.
pub(crate) fn with_fonts() {
    register_fonts(REGULAR, SEMIBOLD);
}

/// Plain Dutch numbers.
pub(crate) struct Plain;

impl Labels for Plain {
    fn value(&self, value: Decimal) -> String {
        let text = value.normalize().to_string();
        let digits = text.trim_start_matches('-');
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let mut grouped = String::new();
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i) % 3 == 0 {
                grouped.push('.');
            }
            grouped.push(digit);
        }
        let sign = if text.starts_with('-') { "\u{2212}" } else { "" };
        let comma = if fraction.is_empty() { "" } else { "," };
        format!("{sign}{grouped}{comma}{fraction}")
    }

    fn axis(&self, value: Decimal) -> String {
        self.value(value)
    }
}

/// A chart over the years from 2015. Values are separated by spaces; `-` is missing, `.` hidden, `*` after a
/// number provisional, `?` expected.
pub(crate) fn chart(kind: ChartKind, series: &[(&str, &str)]) -> Chart {
    let series: Vec<ChartSeries> = series
        .iter()
        .map(|(name, values)| ChartSeries { name: name.to_string(), points: values.split(' ').map(point).collect() })
        .collect();
    let n = series.first().map_or(0, |series| series.points.len());
    let categories = (0..n).map(|i| year(2015 + i)).collect();
    let subject = "Aantal jongeren met jeugdhulp".to_owned();
    let emphasis = Emphasis::Telling;
    Chart {
        kind,
        subject,
        message: None,
        categories,
        panels: if kind.has_panels() { series.iter().map(|one| one.name.clone()).collect() } else { vec![] },
        series,
        times: vec![],
        mark: None,
        breaks: vec![],
        bridged: false,
        emphasis,
        table: None,
    }
}

fn year(year: usize) -> Category {
    Category { short: year.to_string(), long: year.to_string(), group: None }
}

/// Names for the categories of a chart.
pub(crate) fn named(mut chart: Chart, names: &[&str]) -> Chart {
    chart.categories =
        names.iter().map(|name| Category { short: name.to_string(), long: name.to_string(), group: None }).collect();
    chart
}

fn point(text: &str) -> Point {
    let number = text.trim_end_matches(['*', '?']);
    let value = match number {
        "-" => PointValue::Missing,
        "." => PointValue::Hidden,
        _ => PointValue::Number(number.parse().expect("a decimal")),
    };
    let certainty = match text.chars().last() {
        Some('*') => Certainty::Provisional,
        Some('?') => Certainty::Forecast,
        _ => Certainty::Known,
    };
    Point { value, certainty }
}
