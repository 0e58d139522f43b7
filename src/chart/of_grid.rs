//! From the numbers of an exhibit to a [`Chart`].

use chrono::Datelike;
use rust_decimal::Decimal;

use crate::dutch::notation::{Context, Notation, Rounding, Scale, Style};
use crate::dutch::period::Period;
use crate::dutch::status::Status;
use crate::dutch::unit::Unit;
use crate::indicator::grid::Heading;
use crate::indicator::{Amount, Number};
use crate::load::{ExhibitForm, Gaps};
use crate::text::{Exhibit, Forecast};

use super::model::{Category, Certainty, Chart, ChartSeries, Emphasis, Labels, Point, PointValue};

/// Numbers as the municipality writes them.
pub struct HouseLabels<'a> {
    notation: &'a Notation,
    unit: Unit,
    rounding: Rounding,
    scale: Scale,
    /// Those of each series, where each has a unit of its own.
    of_series: Vec<HouseLabels<'a>>,
}

impl HouseLabels<'_> {
    fn written(&self, value: Decimal, with_unit: bool, rounding: Rounding) -> String {
        let context = Context::Table;
        let style = Style { rounding, scale: self.scale, context, with_unit, signed: false };
        self.notation.format(value, &self.unit, style)
    }
}

impl HouseLabels<'_> {
    /// How the number in a cell of the exhibit is written, by row and column.
    pub fn of_cell(&self, exhibit: &Exhibit, (row, column): (usize, usize)) -> &dyn Labels {
        self.of_series(if exhibit.is_across() { row } else { column }).unwrap_or(self)
    }
}

impl Labels for HouseLabels<'_> {
    fn value(&self, value: Decimal) -> String {
        // FTE and other words stand in the subtitle; a euro sign is short enough to repeat.
        self.written(value, self.unit == Unit::Euro, self.rounding)
    }

    fn bare(&self, value: Decimal) -> String {
        self.written(value, false, self.rounding)
    }

    fn axis(&self, value: Decimal) -> String {
        let shown = if self.unit.is_fraction() { value * Decimal::ONE_HUNDRED } else { value };
        let divided = match self.scale {
            Scale::One => shown,
            Scale::Thousand => shown / Decimal::ONE_THOUSAND,
            Scale::Million => shown / Decimal::from(1_000_000),
        };
        // Ticks are round numbers: they show the decimals they need and no more.
        let decimals = i32::try_from(divided.normalize().scale()).unwrap_or(0);
        self.written(value, false, Rounding { decimals })
    }

    fn of_series(&self, series: usize) -> Option<&dyn Labels> {
        self.of_series.get(series).map(|labels| labels as &dyn Labels)
    }
}

/// How the numbers of a chart are written.
pub fn labels<'a>(exhibit: &Exhibit, notation: &'a Notation) -> HouseLabels<'a> {
    let of_series = match exhibit.drawn_as {
        ExhibitForm::Chart(kind) if kind.has_panels() => {
            let seen = Seen::of(exhibit);
            let numbers = seen.series.iter().map(|(_, cells)| cells.iter().copied().flatten().collect());
            numbers.map(|numbers: Vec<&Number>| of_numbers(&numbers, notation)).collect()
        }
        _ => Vec::new(),
    };
    HouseLabels { of_series, ..of_numbers(&exhibit.grid.numbers().collect::<Vec<_>>(), notation) }
}

/// How these numbers are written, which share their unit and scale.
fn of_numbers<'a>(numbers: &[&Number], notation: &'a Notation) -> HouseLabels<'a> {
    let first = numbers.first();
    // The finest rounding serves all: no value loses digits that another shows.
    let decimals = numbers.iter().map(|number| number.rounding.decimals).max().unwrap_or(0);
    HouseLabels {
        notation,
        unit: first.map_or(Unit::Count, |number| number.unit.clone()),
        rounding: Rounding { decimals },
        scale: first.map_or(Scale::One, |number| number.scale),
        of_series: Vec::new(),
    }
}

/// The numbers of an exhibit as a chart sees them: series over categories.
struct Seen<'a> {
    categories: Vec<&'a Heading>,
    series: Vec<(&'a Heading, Vec<Option<&'a Number>>)>,
}

impl<'a> Seen<'a> {
    fn of(exhibit: &'a Exhibit) -> Self {
        let grid = &exhibit.grid;
        let (rows, columns) = grid.without_totals();
        if exhibit.is_across() {
            let mut order: Vec<usize> = (0..columns).collect();
            order.sort_by_key(|column| grid.columns[*column].period.map(|period| period.first_day()));
            let cells = |row: usize| order.iter().map(|column| grid.cells[row][*column].as_ref()).collect();
            return Self {
                categories: order.iter().map(|column| &grid.columns[*column]).collect(),
                series: (0..rows).map(|row| (&grid.rows[row], cells(row))).collect(),
            };
        }
        let kept = grid.shown_rows();
        let cells = |column: usize| kept.iter().map(|row| grid.cells[*row][column].as_ref()).collect();
        Self {
            categories: kept.iter().map(|row| &grid.rows[*row]).collect(),
            series: (0..columns).map(|column| (&grid.columns[column], cells(column))).collect(),
        }
    }

    /// The middle of each period, where they do not lie evenly apart; else nothing.
    fn times(&self) -> Vec<f64> {
        let middle = |period: Period| {
            f64::from(period.first_day().num_days_from_ce()) + f64::from(period.last_day().num_days_from_ce())
        };
        let times: Option<Vec<f64>> = self.categories.iter().map(|heading| heading.period.map(middle)).collect();
        let times = times.unwrap_or_default();
        let gaps = || times.windows(2).map(|pair| pair[1] - pair[0]);
        let (nearest, farthest) = (gaps().fold(f64::MAX, f64::min), gaps().fold(0.0, f64::max));
        // Months and quarters differ a few days.
        let is_even = times.len() < 3 || nearest <= 0.0 || farthest < UNEVEN * nearest;
        if is_even { Vec::new() } else { times }
    }
}

/// Distances in time that differ so many times are not the same.
const UNEVEN: f64 = 1.4;

/// The chart that an exhibit describes; none where it is only ever a table.
/// `subject` and `message` are its subtitle and title in words, `table` where its numbers are printed.
pub fn chart(exhibit: &Exhibit, subject: String, message: Option<String>, table: Option<String>) -> Option<Chart> {
    let ExhibitForm::Chart(kind) = exhibit.drawn_as else { return None };
    let grid = &exhibit.grid;
    let seen = Seen::of(exhibit);
    let times = seen.times();
    let mut series: Vec<ChartSeries> = seen
        .series
        .iter()
        .enumerate()
        .map(|(index, (heading, cells))| ChartSeries {
            name: heading.name.clone(),
            points: seen
                .categories
                .iter()
                .zip(cells)
                .map(|(category, number)| expected(point(*number), exhibit.forecast, index, category))
                .collect(),
        })
        .collect();
    let mark = exhibit.mark.filter(|mark| *mark < series.len() && series.len() > 1).map(|mark| series.remove(mark));
    let is_named = |heading: &Heading| exhibit.emphasis.iter().any(|row| grid.rows.get(*row) == Some(heading));
    // What is stressed is a row: across, that is all of a series.
    let emphasis = match exhibit.emphasis.is_empty() || exhibit.is_across() {
        true => Emphasis::Telling,
        false => Emphasis::Categories(
            seen.categories.iter().enumerate().filter(|(_, heading)| is_named(heading)).map(|(at, _)| at).collect(),
        ),
    };
    let headings = seen.series.iter().map(|(heading, cells)| panel_heading(heading, cells.iter().copied().flatten()));
    Some(Chart {
        kind,
        subject,
        message,
        categories: seen.categories.iter().map(|heading| category(heading, !times.is_empty())).collect(),
        series,
        panels: if kind.has_panels() { headings.collect() } else { Vec::new() },
        times,
        mark,
        breaks: grid.breaks_between(seen.categories.iter().copied()),
        bridged: exhibit.gaps == Gaps::Bridged || grid.is_irregular(),
        emphasis,
        table,
    })
}

/// The name of a series and in what its numbers are.
fn panel_heading<'a>(heading: &Heading, mut numbers: impl Iterator<Item = &'a Number>) -> String {
    let suffix = numbers.next().map(|number| number.scale.heading(Some(&number.unit))).unwrap_or_default();
    format!("{}{suffix}", heading.name)
}

/// The point, as expected where the exhibit says so.
fn expected(point: Point, forecast: Option<Forecast>, series: usize, category: &Heading) -> Point {
    let is_expected = match forecast {
        None => false,
        Some(Forecast::Series(one)) => one == series,
        Some(Forecast::From(start)) => category.period.is_some_and(|period| period.first_day() >= start.first_day()),
    };
    if is_expected { Point { certainty: Certainty::Forecast, ..point } } else { point }
}

/// `alone`: without others of its year beside it, so that each says all of it.
fn category(heading: &Heading, alone: bool) -> Category {
    let Some(period) = heading.period else {
        return Category { short: heading.name.clone(), long: heading.name.clone(), group: None };
    };
    let (short, group) = (period.axis_label(), Period::axis_group(period));
    match group {
        Some(group) if alone => Category { short: format!("{short} {group}"), long: heading.name.clone(), group: None },
        group => Category { short, long: heading.name.clone(), group },
    }
}

fn point(number: Option<&Number>) -> Point {
    let value = match number.map(|number| &number.amount) {
        Some(Amount::Number(number)) => PointValue::Number(*number),
        Some(Amount::Withheld(_)) => PointValue::Hidden,
        Some(Amount::Missing(_)) | None => PointValue::Missing,
    };
    let certainty = match number.map(Number::status) {
        Some(Status::Forecast) => Certainty::Forecast,
        Some(status) if status.is_provisional() => Certainty::Provisional,
        Some(_) | None => Certainty::Known,
    };
    Point { value, certainty }
}
