//! The points of a chart, or the cells of a table, that are others than they were.

use std::collections::HashMap;

use crate::chart;
use crate::dutch::notation::{Notation, capitalised};
use crate::dutch::period::Period;
use crate::indicator::grid::{Grid, Heading};
use crate::indicator::{Amount, Number};
use crate::layout;
use crate::text::{Exhibit, ExhibitKind};

use super::numbers::{self, NumericChange, RelativePeriod};
use super::side::Side;

/// Why a point is another than it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointKind {
    /// The same period has another number: the data was revised.
    Revised,
    /// It is about the next period now.
    Moved,
}

impl PointKind {
    /// "herzien" or "nieuwe periode"
    pub fn word(self) -> &'static str {
        match self {
            PointKind::Revised => "herzien",
            PointKind::Moved => "nieuwe periode",
        }
    }
}

/// A point of a chart, or a cell of a table, that is another than it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedPoint {
    /// Why.
    pub kind: PointKind,
    /// The heads of its row and column.
    pub name: String,
    /// As the earlier document has it; none where it had no such point.
    pub old: Option<String>,
    /// As the document has it; none where it has no such point any more.
    pub new: Option<String>,
    /// How much it changed; none where either is not known.
    pub change: Option<NumericChange>,
}

/// A number of a grid, and how it is printed.
struct PrintedPoint<'a> {
    number: &'a Number,
    text: String,
    name: String,
    has_period: bool,
}

/// The heads of a row and a column without their periods, the unit, and which of several such cells.
type PointKey = (String, String, String, usize);

/// Points that differ, in the order of the document; those that were dropped come last.
pub(crate) fn compare(old: (Side<'_>, &Exhibit), new: (Side<'_>, &Exhibit)) -> Vec<ChangedPoint> {
    let notation = new.0.notation;
    let periods = (old.0.document.id.period, new.0.document.id.period);
    let (old, new) = (printed(old.0, old.1), printed(new.0, new.1));
    let absolute: HashMap<(&PointKey, Period), &PrintedPoint<'_>> =
        old.iter().map(|(key, point)| ((key, point.number.period), point)).collect();
    let relative: HashMap<(&PointKey, RelativePeriod), &PrintedPoint<'_>> =
        old.iter().map(|(key, point)| ((key, RelativePeriod::new(point.number.period, periods.0)), point)).collect();
    let mut points = Vec::new();
    for (key, point) in &new {
        let period = point.number.period;
        if let Some(before) = absolute.get(&(key, period)) {
            points.extend(differing(PointKind::Revised, before, point, notation));
        } else if let Some(before) = relative.get(&(key, RelativePeriod::new(period, periods.1))) {
            // Along an axis of time every point would be about another period: those are told as periods.
            let of_document = (before.number.period, period) == periods;
            if !point.has_period || of_document {
                points.extend(differing(PointKind::Moved, before, point, notation));
            }
        } else if !point.has_period {
            points.push(ChangedPoint {
                kind: PointKind::Moved,
                name: point.name.clone(),
                old: None,
                new: Some(point.text.clone()),
                change: None,
            });
        }
    }
    let absolute: HashMap<(&PointKey, Period), ()> =
        new.iter().map(|(key, point)| ((key, point.number.period), ())).collect();
    let relative: HashMap<(&PointKey, RelativePeriod), ()> =
        new.iter().map(|(key, point)| ((key, RelativePeriod::new(point.number.period, periods.1)), ())).collect();
    for (key, point) in old.iter().filter(|(_, point)| !point.has_period) {
        let period = point.number.period;
        let is_there = absolute.contains_key(&(key, period))
            || relative.contains_key(&(key, RelativePeriod::new(period, periods.0)));
        if !is_there {
            points.push(ChangedPoint {
                kind: PointKind::Moved,
                name: point.name.clone(),
                old: Some(point.text.clone()),
                new: None,
                change: None,
            });
        }
    }
    points
}

/// None where both are printed the same, or the same number in another way.
fn differing(
    kind: PointKind,
    old: &PrintedPoint<'_>,
    new: &PrintedPoint<'_>,
    notation: &Notation,
) -> Option<ChangedPoint> {
    if old.text == new.text || (old.number.amount == new.number.amount && old.number.amount.number().is_some()) {
        return None;
    }
    let change = numbers::change(old.number, new.number, notation).filter(|change| !change.value.is_zero());
    Some(ChangedPoint {
        kind,
        name: new.name.clone(),
        old: Some(old.text.clone()),
        new: Some(new.text.clone()),
        change,
    })
}

fn printed<'a>(side: Side<'_>, exhibit: &'a Exhibit) -> Vec<(PointKey, PrintedPoint<'a>)> {
    let grid = &exhibit.grid;
    let labels = chart::labels(exhibit, side.notation);
    let written = |number: &Number, row: usize, column: usize| match (exhibit.kind, &number.amount) {
        (ExhibitKind::Table, _) => layout::printed_cell(grid, row, column, side.notation),
        (ExhibitKind::Chart, Amount::Number(known)) => labels.of_cell(exhibit, (row, column)).value(*known),
        // A chart leaves out what it has no number for.
        (ExhibitKind::Chart, Amount::Missing(_) | Amount::Withheld(_)) => "weggelaten".to_owned(),
    };
    let mut seen: HashMap<(String, String, String, Period), usize> = HashMap::new();
    let mut all = Vec::new();
    for (row, numbers) in grid.cells.iter().enumerate() {
        for (column, number) in numbers.iter().enumerate() {
            let text = number.as_ref().map(|number| written(number, row, column)).unwrap_or_default();
            let (Some(number), Some(row_head), Some(column_head)) =
                (number, grid.rows.get(row), grid.columns.get(column))
            else {
                continue;
            };
            let row_name = if row_head.period.is_some() { String::new() } else { grid.row_name(row) };
            // "2022, Rekening": headings over columns are periods, too.
            let of_period = number.period.in_words();
            let is_period = grid.look.is_some() && column_head.name.contains(&of_period);
            let column_name = match is_period {
                true => column_head.name.replace(&of_period, ""),
                false => timeless(column_head),
            };
            let unit = number.unit.word().to_owned();
            let count = seen.entry((row_name.clone(), column_name.clone(), unit.clone(), number.period)).or_default();
            let key = (row_name, column_name, unit, *count);
            *count += 1;
            let has_period = row_head.period.is_some() || column_head.period.is_some() || is_period;
            all.push((key, PrintedPoint { number, text, name: name(grid, row, column_head), has_period }));
        }
    }
    all
}

/// The words of a heading; none for a period.
fn timeless(heading: &Heading) -> String {
    if heading.period.is_some() { String::new() } else { heading.name.clone() }
}

/// "Zonder beschikking, 2022"; of a grid with one column only the row.
fn name(grid: &Grid, row: usize, column: &Heading) -> String {
    match grid.columns.len() {
        1 => capitalised(&grid.row_name(row)),
        _ => capitalised(&format!("{}, {}", grid.row_name(row), column.name)),
    }
}
