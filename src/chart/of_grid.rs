//! From the numbers of an exhibit to a [`Chart`].

use rust_decimal::Decimal;

use crate::dutch::notation::{Context, Notation, Rounding, Scale, Style};
use crate::dutch::period::Period;
use crate::dutch::unit::Unit;
use crate::indicator::grid::{Grid, Heading};
use crate::indicator::{Amount, Number};
use crate::load::{ChartKind, ExhibitForm, Gaps};
use crate::text::Exhibit;

use super::model::{Category, Chart, ChartSeries, Emphasis, Labels, Point, PointValue};

/// Numbers as the municipality writes them.
pub struct HouseLabels<'a> {
    notation: &'a Notation,
    unit: Unit,
    rounding: Rounding,
    scale: Scale,
}

impl HouseLabels<'_> {
    fn written(&self, value: Decimal, with_unit: bool, rounding: Rounding) -> String {
        let context = Context::Table;
        let style = Style { rounding, scale: self.scale, context, with_unit, signed: false };
        self.notation.format(value, &self.unit, style)
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
}

/// How the numbers of a grid are written.
pub fn labels<'a>(grid: &Grid, notation: &'a Notation) -> HouseLabels<'a> {
    // The finest rounding serves all: no value loses digits that another shows.
    let decimals = grid.numbers().map(|number| number.rounding.decimals).max().unwrap_or(0);
    HouseLabels {
        notation,
        unit: grid.unit.clone().unwrap_or(Unit::Count),
        rounding: Rounding { decimals },
        scale: grid.scale,
    }
}

/// The chart that an exhibit describes; none where it is only ever a table.
/// `subject` and `message` are its subtitle and title in words, `table` where its numbers are printed.
pub fn chart(exhibit: &Exhibit, subject: String, message: Option<String>, table: Option<String>) -> Option<Chart> {
    let ExhibitForm::Chart(kind) = exhibit.drawn_as else { return None };
    let grid = &exhibit.grid;
    if is_one_over_time(kind, grid) {
        return Some(over_time(kind, exhibit, subject, message, table));
    }
    let (rows, columns) = grid.without_totals();
    let series = (0..columns)
        .map(|column| ChartSeries {
            name: grid.columns[column].name.clone(),
            points: (0..rows).map(|row| point(grid.cells[row][column].as_ref())).collect(),
        })
        .collect();
    let emphasis = match exhibit.emphasis.as_slice() {
        [] => Emphasis::Telling,
        rows => Emphasis::Categories(rows.to_vec()),
    };
    Some(Chart {
        kind,
        subject,
        message,
        categories: grid.rows[..rows].iter().map(category).collect(),
        series,
        breaks: grid.breaks().into_iter().filter_map(|(row, _)| row).collect(),
        bridged: exhibit.gaps == Gaps::Bridged || is_irregular(grid),
        emphasis,
        table,
    })
}

/// Whether a series was measured now and then: the source has no row for most periods, and none that is unknown. Its
/// points lie on a true axis of time; loose dots would hide that they belong together.
fn is_irregular(grid: &Grid) -> bool {
    let (rows, columns) = grid.without_totals();
    let cells = || grid.cells[..rows].iter().flat_map(|row| &row[..columns]);
    let missing = |number: &Number| !matches!(number.amount, Amount::Number(_));
    let (there, absent) = (cells().flatten().count(), cells().filter(|cell| cell.is_none()).count());
    there >= 3 * columns && absent > there && !cells().flatten().any(missing)
}

/// Whether the grid is one indicator over several periods: one series over time, whatever way the grid lies.
fn is_one_over_time(kind: ChartKind, grid: &Grid) -> bool {
    let (rows, columns) = grid.without_totals();
    kind != ChartKind::Waterfall
        && rows == 1
        && columns > 1
        && grid.columns[..columns].iter().all(|heading| heading.period.is_some())
}

/// The only row of a grid as a series over the periods of its columns. What is stressed is the row, so all of it.
fn over_time(
    kind: ChartKind,
    exhibit: &Exhibit,
    subject: String,
    message: Option<String>,
    table: Option<String>,
) -> Chart {
    let grid = &exhibit.grid;
    let (_, columns) = grid.without_totals();
    let mut order: Vec<usize> = (0..columns).collect();
    order.sort_by_key(|column| grid.columns[*column].period.map(|period| period.first_day()));
    let points = order.iter().map(|column| point(grid.cells[0][*column].as_ref())).collect();
    let breaks = grid.breaks_between(order.iter().map(|column| &grid.columns[*column]));
    Chart {
        kind,
        subject,
        message,
        categories: order.iter().map(|column| category(&grid.columns[*column])).collect(),
        series: vec![ChartSeries { name: grid.rows[0].name.clone(), points }],
        breaks,
        bridged: exhibit.gaps == Gaps::Bridged,
        emphasis: Emphasis::Telling,
        table,
    }
}

fn category(heading: &Heading) -> Category {
    match heading.period {
        Some(period) => {
            Category { short: period.axis_label(), long: heading.name.clone(), group: Period::axis_group(period) }
        }
        None => Category { short: heading.name.clone(), long: heading.name.clone(), group: None },
    }
}

fn point(number: Option<&Number>) -> Point {
    let value = match number.map(|number| &number.amount) {
        Some(Amount::Number(number)) => PointValue::Number(*number),
        Some(Amount::Withheld(_)) => PointValue::Hidden,
        Some(Amount::Missing(_)) | None => PointValue::Missing,
    };
    Point { value, provisional: number.is_some_and(Number::is_provisional) }
}
