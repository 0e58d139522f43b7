//! The cells of a table as they are printed. Every page, ledger and comparison that says what a cell says asks here.

use crate::dutch::notation::{Context, Notation, Style, as_printed};
use crate::dutch::number::Missing;
use crate::indicator::grid::{ColumnStyle, Grid, Look, letter};
use crate::indicator::{Amount, Number};
use crate::load::Role;

const NOTHING: &str = "–";
const NO_BREAK_SPACE: char = '\u{a0}';

/// What stands in a cell: a number, a word, or a sign for what is not there.
pub fn printed_cell(grid: &Grid, row: usize, column: usize, notation: &Notation) -> String {
    let number = grid.cells.get(row).and_then(|cells| cells.get(column)).and_then(Option::as_ref);
    match &grid.look {
        Some(look) => of_look(grid, look, number, (row, column), notation),
        None => {
            let is_signed = grid.has_difference && column + 1 == grid.columns.len();
            plain(number, is_signed, grid.unit.is_none(), notation)
        }
    }
}

fn of_look(grid: &Grid, look: &Look, number: Option<&Number>, at: (usize, usize), notation: &Notation) -> String {
    let (row, column) = at;
    if let Some(word) = look.words.get(&at) {
        return word.clone();
    }
    let style = look.columns.get(column).map_or(ColumnStyle::Plain, |column| column.style);
    let is_heading = look.rows.get(row).is_some_and(|row| row.role == Role::Heading);
    let Some(number) = number else {
        return if is_heading || style == ColumnStyle::Words { String::new() } else { NOTHING.to_owned() };
    };
    let Some(known) = number.amount.number() else { return sign_of(grid, number).to_owned() };
    let is_zero = as_printed(known, &number.unit, number.rounding, number.scale).is_zero();
    if is_zero && look.zero_is_dash {
        return NOTHING.to_owned();
    }
    let with_unit = look.columns.get(column).is_some_and(|column| column.with_unit);
    let signed = style == ColumnStyle::Signed;
    let form = Style { rounding: number.rounding, scale: number.scale, context: Context::Table, with_unit, signed };
    match style {
        ColumnStyle::Letter | ColumnStyle::Unsigned => {
            let printed = notation.format(known.abs(), &number.unit, form);
            match letter(number).filter(|_| style == ColumnStyle::Letter) {
                Some(letter) => format!("{printed}{NO_BREAK_SPACE}{letter}"),
                None => printed,
            }
        }
        _ => notation.format(known, &number.unit, form),
    }
}

/// What stands in the place of a number that is not there.
fn sign_of(grid: &Grid, number: &Number) -> &'static str {
    if matches!(number.amount, Amount::Withheld(_)) {
        return ".";
    }
    match number.missing() {
        Missing::NotApplicable => "n.v.t.",
        Missing::NotCosted => "PM",
        Missing::Nothing => NOTHING,
        // A dot says already that something is withheld.
        Missing::Unknown if grid.numbers().any(|other| matches!(other.amount, Amount::Withheld(_))) => "n.b.",
        Missing::Unknown => ".",
    }
}

/// A number in a table; a dot where the source does not know it, a dash where there is no such row.
/// The unit is printed with it where the table mixes units.
fn plain(number: Option<&Number>, signed: bool, with_unit: bool, notation: &Notation) -> String {
    let Some(number) = number else { return NOTHING.to_owned() };
    let Some(known) = number.amount.number() else { return ".".to_owned() };
    let style = Style { rounding: number.rounding, scale: number.scale, context: Context::Table, with_unit, signed };
    notation.format(known, &number.unit, style)
}
