//! C019: everybody or nobody. Who knows that somebody belongs to such a group knows it of that person.

use rust_decimal::Decimal;

use crate::check::checked::Checked;
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::dutch::unit::Unit;
use crate::indicator::{CellRef, Number, Operation, Origin};

/// Warns of shares of people that are all or nothing, and of counts of all or none of a group.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    let mut told: Vec<(&Place, bool)> = Vec::new();
    for (number, place) in checked.document.all_numbers() {
        let Some(is_full) = is_full(number) else { continue };
        if told.contains(&(place, is_full)) {
            continue;
        }
        told.push((place, is_full));
        let who = if is_full { "iedereen" } else { "niemand" };
        let message = format!("\"{}\" geldt voor {who} in deze groep. Dat zegt iets over ieder van hen.", number.label);
        findings.push(
            Finding::new(Code::FullOrEmptyGroup, place.clone(), message)
                .hint("Is dat gevoelig? Noem dan een grotere groep, of laat dit cijfer weg.")
                .hint(
                    "Mag iedereen het weten? Schrijf dan achter de zin: {{ akkoord(\"C019\", \"waarom dat zo is\") }}",
                ),
        );
    }
}

/// Whether a number says something of everybody (true) or of nobody (false) in a group; none for any other.
fn is_full(number: &Number) -> Option<bool> {
    let value = number.signed()?;
    let first = number.cells.first()?;
    let is_one_row = number.cells.iter().all(|cell| cell.row == first.row && cell.series.id == first.series.id);
    if !is_one_row || number.cells.iter().any(|cell| cell.series.public.is_some()) {
        return None;
    }
    // A total is all of itself, which says nothing of anybody.
    if matches!(number.origin, Origin::Cells(Operation::TableQuotient)) && number.cells.len() == 1 {
        return None;
    }
    if number.unit == Unit::Percent {
        let is_about_people = number.cells.iter().any(|cell| cell.series.measures[cell.measure].is_about_people());
        let is_all_or_nothing = value == Decimal::ONE || value.is_zero();
        return (is_about_people && is_all_or_nothing).then(|| !value.is_zero());
    }
    number.cells.iter().find_map(|cell| is_whole_or_nothing(cell, value))
}

/// The same for a count that is declared as part of another.
fn is_whole_or_nothing(cell: &CellRef, value: Decimal) -> Option<bool> {
    let whole = cell.series.whole_of(cell.measure)?;
    let whole = cell.series.rows[cell.row].cells[whole].value.number().filter(|whole| !whole.is_zero())?;
    match value {
        value if value.is_zero() => Some(false),
        value if value == whole => Some(true),
        _ => None,
    }
}
