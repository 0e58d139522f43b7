//! A table whose rows and columns are described, as Typst markup: headings over headings, rows of different kinds, notes.

use std::fmt::Write;

use crate::dutch::notation::Notation;
use crate::indicator::Number;
use crate::indicator::grid::{ColumnLook, ColumnStyle, Grid, Look, note_letter};
use crate::load::Role;
use crate::text::{Exhibit, signs};

use super::anchor::Anchor;
use super::cells::printed_cell;
use super::literal::{string, words};
use super::table_plan::{Breaks, PlannedColumn, TablePlan, plan};

/// The heading of the numbers of rows.
const NUMBERS: &str = "Nr.";
/// As wide as the box of a letter behind a number.
const ROOM_FOR_LETTER: &str = "\u{a0}NN";

/// The plan of a table for a letter; none where its rows and columns are not described.
///
/// # Errors
/// The names of the columns that do not fit.
pub fn plan_of(exhibit: &Exhibit, notation: &Notation) -> Option<Result<TablePlan, Vec<String>>> {
    let grid = &exhibit.grid;
    let look = grid.look.as_deref()?;
    let of_rows = |text: &dyn Fn(usize) -> String| (0..grid.rows.len()).map(text).collect::<Vec<String>>();
    let is_heading = |row: usize| look.rows.get(row).is_some_and(|row| row.role == Role::Heading);
    let mut columns = Vec::new();
    if look.is_numbered {
        let cells = of_rows(&|row| look.rows.get(row).map_or(String::new(), |row| row.number.clone()));
        columns.push(PlannedColumn { heading: NUMBERS.to_owned(), cells, ..PlannedColumn::default() });
    }
    // A heading may run on over the columns beside it.
    let indented = |row: usize| {
        let of_row = look.rows.get(row);
        of_row.map_or(0, |of_row| of_row.groups.len() + usize::from(of_row.role == Role::OfWhich))
    };
    let names = of_rows(&|row| match is_heading(row) {
        true => String::new(),
        // About as wide as the room before it.
        false => "xx".repeat(indented(row)) + &grid.rows[row].name,
    });
    columns.push(PlannedColumn { heading: grid.corner.clone(), group: None, cells: names, is_words: true });
    for (at, column) in look.columns.iter().enumerate() {
        let marked = |row: usize| {
            let signs = grid.cells[row][at].as_ref().map(|number| signs_at(exhibit, number));
            let printed = printed_cell(grid, row, at, notation);
            // The letter has a box of its own, as wide where there is none.
            let printed = match (column.style, printed.split_once('\u{a0}')) {
                (ColumnStyle::Letter, Some((number, _))) => format!("{number}{ROOM_FOR_LETTER}"),
                (ColumnStyle::Letter, None) => printed + ROOM_FOR_LETTER,
                _ => printed,
            };
            printed + &signs.unwrap_or_default()
        };
        columns.push(PlannedColumn {
            heading: heading_of(look, at),
            group: column.group.clone().map(|group| group_heading(look, at, group)),
            cells: of_rows(&marked),
            is_words: column.style == ColumnStyle::Words,
        });
    }
    let before = usize::from(look.is_numbered) + 1;
    let names_from = |fitting: usize| {
        grid.columns.iter().skip(fitting.saturating_sub(before)).map(|heading| heading.name.clone()).collect()
    };
    Some(plan(&columns, look.is_numbered).map_err(names_from))
}

/// The signs of a number of a table that is not final; what is not there has none.
pub fn signs_at(exhibit: &Exhibit, number: &Number) -> String {
    number.amount.number().map(|_| signs(&exhibit.status_notes, number).concat()).unwrap_or_default()
}

/// The heading of a column, with what its numbers are in unless the heading over it says that.
pub fn heading_of(look: &Look, at: usize) -> String {
    let column = &look.columns[at];
    // A narrow column may have a line for each word of a period.
    let name = column.name.replace('\u{a0}', " ");
    let of_group = group_unit(look, at);
    let is_said = |unit: &&String| of_group.is_some() || column.group.as_ref().is_some_and(|group| says(group, unit));
    match column.unit.as_ref().filter(|unit| !is_said(unit)) {
        Some(unit) => with_unit(&name, unit),
        None => name,
    }
}

/// A heading with its unit, unless its words are the unit.
fn with_unit(heading: &str, unit: &str) -> String {
    if says(heading, unit) { heading.to_owned() } else { format!("{heading} ({unit})") }
}

fn says(heading: &str, unit: &str) -> bool {
    heading.to_lowercase().contains(&unit.to_lowercase())
}

/// The heading over columns, with what their numbers are in.
pub fn group_heading(look: &Look, at: usize, group: String) -> String {
    match group_unit(look, at) {
        Some(unit) => with_unit(&group, &unit),
        None => group,
    }
}

/// What all numbers below one heading are in; percentages say themselves what they are.
fn group_unit(look: &Look, at: usize) -> Option<String> {
    let group = look.columns[at].group.as_ref()?;
    let (first, last) = run(look, at);
    let mut units = look.columns[first..last].iter().filter(|column| !column.is_share).map(|column| &column.unit);
    let unit = units.next()?.clone()?;
    (units.all(|other| other.as_ref() == Some(&unit)) && !group.is_empty()).then_some(unit)
}

/// From and up to which column the same heading stands.
pub fn run(look: &Look, at: usize) -> (usize, usize) {
    let group = &look.columns[at].group;
    let is_same = |column: &ColumnLook| group.is_some() && column.group == *group;
    let before = look.columns[..at].iter().rev().take_while(|column| is_same(column)).count();
    let after = look.columns[at + 1..].iter().take_while(|column| is_same(column)).count();
    (at - before, at + 1 + after)
}

/// The arguments of the table, behind those that all figures have. `plan` is how it is set in a letter.
pub fn arguments(index: usize, exhibit: &Exhibit, plan: Option<&TablePlan>, notation: &Notation) -> Option<String> {
    let grid = &exhibit.grid;
    let look = grid.look.as_deref()?;
    let mut out = String::new();
    if let Some(plan) = plan {
        let widths: String = plan.widths.iter().map(|width| format!("{width:.1}pt, ")).collect();
        let _ = write!(
            out,
            "letter: {}pt, kolommen: ({widths}), tussen: {:.1}pt, gekanteld: {}, liggend: {}, afbreken: {}, ",
            plan.size,
            plan.gutter,
            plan.is_turned,
            plan.is_landscape,
            match plan.breaks {
                Breaks::Never => 0,
                Breaks::Once => 1,
                Breaks::Anywhere => 2,
            }
        );
    }
    let before = if look.is_numbered { "false, false, " } else { "false, " };
    let are_numbers: String =
        look.columns.iter().map(|column| format!("{}, ", column.style != ColumnStyle::Words)).collect();
    let _ = write!(out, "getallen: ({before}{are_numbers}), nummers: {}, ", look.is_numbered);
    let _ = write!(out, "koppen: ({}), rijen: (", headings(grid, look));
    for row in 0..grid.rows.len() {
        out.push_str(&self::row(index, exhibit, look, row, notation));
    }
    out.push(')');
    Some(out)
}

/// The letters of the notes at a row, a column or a cell.
pub fn note_letters(look: &Look, row: Option<usize>, column: Option<usize>) -> Option<String> {
    let here =
        look.notes.iter().enumerate().filter(|(_, (at_row, at_column, _))| (*at_row, *at_column) == (row, column));
    let letters: Vec<String> = here.map(|(index, _)| note_letter(index)).collect();
    (!letters.is_empty()).then(|| letters.join(" "))
}

fn marks(look: &Look, row: Option<usize>, column: Option<usize>) -> String {
    note_letters(look, row, column).map(|letters| format!("#tabelnoot({});", string(&letters))).unwrap_or_default()
}

/// The rows of headings: text, columns and rows that each takes.
fn headings(grid: &Grid, look: &Look) -> String {
    let has_groups = look.columns.iter().any(|column| column.group.is_some());
    let rows = if has_groups { 2 } else { 1 };
    let cell = |text: &str, marks: &str, across: usize, down: usize, is_turnable: bool| {
        format!("([{}{marks}], {across}, {down}, {is_turnable}), ", words(text))
    };
    let (mut upper, mut lower) = (String::new(), String::new());
    if look.is_numbered {
        upper += &cell(NUMBERS, "", 1, rows, false);
    }
    upper += &cell(&grid.corner, "", 1, rows, false);
    for (at, column) in look.columns.iter().enumerate() {
        let own = cell(&heading_of(look, at), &marks(look, None, Some(at)), 1, 1, column.style != ColumnStyle::Words);
        match (&column.group, has_groups) {
            // A cell over two rows at the end is lost on programs that count the columns of each row.
            (None, true) if look.columns[at..].iter().all(|column| column.group.is_none()) => {
                upper += "([], 1, 1, false), ";
                lower += &own;
            }
            (None, _) => {
                let is_turnable = column.style != ColumnStyle::Words;
                upper += &cell(&heading_of(look, at), &marks(look, None, Some(at)), 1, rows, is_turnable);
            }
            (Some(group), _) => {
                let (first, last) = run(look, at);
                if first == at {
                    upper += &cell(&group_heading(look, at, group.clone()), "", last - first, 1, false);
                }
                lower += &own;
            }
        }
    }
    if has_groups { format!("({upper}), ({lower}), ") } else { format!("({upper}), ") }
}

fn row(index: usize, exhibit: &Exhibit, look: &Look, row: usize, notation: &Notation) -> String {
    let grid = &exhibit.grid;
    let of_row = &look.rows[row];
    let kind = match of_row.role {
        Role::Heading => "kop",
        Role::Subtotal => "subtotaal",
        Role::Total => "totaal",
        Role::OfWhich => "waarvan",
        Role::Level => "stand",
        Role::Detail => "gewoon",
    };
    let mut out = format!("(soort: {}, binnen: {}, cellen: (", string(kind), of_row.groups.len());
    if look.is_numbered {
        let _ = write!(out, "[{}], ", words(&of_row.number));
    }
    let _ = write!(out, "[{}{}], ", words(&grid.rows[row].name), marks(look, Some(row), None));
    if of_row.role != Role::Heading {
        for (column, number) in grid.cells[row].iter().enumerate() {
            let printed = printed_cell(grid, row, column, notation);
            let signs = number.as_ref().map(|number| signs_at(exhibit, number)).filter(|signs| !signs.is_empty());
            let mark = signs.map(|signs| format!("#celteken({});", string(&signs))).unwrap_or_default();
            let notes = marks(look, Some(row), Some(column));
            let with_letter = look.columns[column].style == ColumnStyle::Letter;
            let text = match printed.split_once('\u{a0}').filter(|_| with_letter) {
                Some((number, letter)) => format!("{}#vn({});", words(number), string(letter)),
                None if with_letter => format!("{}#vn(\"\");", words(&printed)),
                None => words(&printed),
            };
            let anchor = if number.is_some() { Anchor::Cell(index, row, column).to_string() } else { String::new() };
            let _ = write!(out, "[{anchor}{text}{mark}{notes}], ");
        }
    }
    out + ")), "
}
