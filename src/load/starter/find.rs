//! Where the table is among the cells of a file: with titles above it, notes below, names of several rows, and sometimes
//! another table beside or below. In: all cells; out: the part that is the table.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::dutch::number::{DecimalMark, Missing, parse_number};
use crate::dutch::withheld::Withheld;
use crate::load::table::headings::Heading;
use crate::load::table::raw::Field;
use crate::load::table::reading::Letter;
use crate::load::table::workbook::{Cell, Grid, Region};

/// More rows of names a table does not have.
const MOST_HEADER_ROWS: usize = 5;

/// A table among other cells.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it is, with the names of its columns.
    pub region: Region,
    /// How many rows those names take.
    pub header_rows: usize,
    /// Whether nothing stands below it, so that it can grow.
    pub can_grow: bool,
    /// Other parts of the sheet in which numbers stand.
    pub others: Vec<Region>,
}

/// The largest table; none where there are no numbers under names.
pub(super) fn table(grid: &Grid) -> Option<Found> {
    let rows: Vec<&[Cell]> = grid.rows().collect();
    let blocks = joined(blocks(&rows), &rows);
    let mut found: Vec<Found> = blocks.iter().filter_map(|block| in_columns(grid, &rows, *block)).collect();
    let size = |found: &Found| {
        let is_in = |cell: &&Cell| found.region.contains(cell.row, cell.column);
        grid.cells.iter().filter(is_in).count()
    };
    let best = (0..found.len()).max_by_key(|at| (size(&found[*at]), std::cmp::Reverse(*at)))?;
    let mut best = found.swap_remove(best);
    best.others.extend(found.into_iter().map(|other| other.region));
    best.others.sort_by_key(|region| (region.first_row, region.first_column));
    Some(best)
}

/// How many rows the names of the columns take in a table of which the place is known.
pub(super) fn header_rows(grid: &Grid, region: Region) -> usize {
    let rows: Vec<&[Cell]> =
        grid.rows().filter(|row| (region.first_row..=region.last_row).contains(&row[0].row)).collect();
    let found = in_columns(grid, &rows, (region.first_column, region.last_column));
    found.filter(|found| found.region.first_row == region.first_row).map_or(1, |found| found.header_rows)
}

/// Runs of columns with something in them, in rows that hold more than a title.
fn blocks(rows: &[&[Cell]]) -> Vec<(u32, u32)> {
    let wide = rows.iter().filter(|row| row.len() > 1);
    let used: BTreeSet<u32> = wide.flat_map(|row| row.iter().map(|cell| cell.column)).collect();
    let mut blocks: Vec<(u32, u32)> = Vec::new();
    for column in used {
        match blocks.last_mut() {
            Some((_, last)) if *last + 1 == column => *last = column,
            _ => blocks.push((column, column)),
        }
    }
    // A column without a name or number of its own only divides.
    blocks.retain(|(first, last)| last > first);
    blocks
}

/// Blocks without names of their own for their rows belong to the one on their left.
fn joined(blocks: Vec<(u32, u32)>, rows: &[&[Cell]]) -> Vec<(u32, u32)> {
    let mut all: Vec<(u32, u32)> = Vec::new();
    for (first, last) in blocks {
        let begins =
            rows.iter().filter(|row| row.len() > 1).filter_map(|row| row.iter().find(|cell| cell.column == first));
        let (numbers, texts): (Vec<&Cell>, Vec<&Cell>) = begins.partition(|cell| is_number(&cell.field));
        match all.last_mut() {
            Some(left) if numbers.len() > texts.len() => left.1 = last,
            _ => all.push((first, last)),
        }
    }
    all
}

/// The first table in some columns, and where others are below it.
fn in_columns(grid: &Grid, rows: &[&[Cell]], (left, right): (u32, u32)) -> Option<Found> {
    let within = |row: &&[Cell]| -> Vec<Cell> {
        row.iter().filter(|cell| (left..=right).contains(&cell.column)).cloned().collect()
    };
    let rows: Vec<Vec<Cell>> = rows.iter().map(within).filter(|row| !row.is_empty()).collect();
    let is_of_data = |cell: &Cell| cell.column > left && (is_number(&cell.field) || is_no_number(&cell.field));
    let is_data = |row: &[Cell]| row.len() > 1 && row.iter().any(is_of_data);
    let first = rows.iter().position(|row| is_data(row))?;
    let mut top = first;
    let mut lowest = None;
    while top > 0
        && rows[top - 1][0].row + 1 == rows[top][0].row
        && lowest.map_or(0, |at: usize| at + 1 - top) < MOST_HEADER_ROWS
    {
        let row = &rows[top - 1];
        let is_above_number = |cell: &Cell| {
            top == first
                && cell.column > left
                && rows[first].iter().any(|below| below.column == cell.column && is_number(&below.field))
        };
        let names = names_columns(grid, row, left, right) || matches!(&row[..], [only] if is_above_number(only));
        if !names && lowest.is_some() {
            break;
        }
        // Rows of one text between the names and the numbers are headings of groups.
        if !names && row.len() > 1 {
            break;
        }
        top -= 1;
        if names && lowest.is_none() {
            lowest = Some(top);
        }
    }
    let lowest = lowest?;
    let header_rows = lowest + 1 - top;
    let last = last_row(&rows, first, &is_data);
    let end = rows[last][0].row;
    let others = rows[last + 1..].iter().filter(|row| is_data(row)).map(|row| row[0].row);
    let others: Vec<u32> = others.collect();
    let below = others.first().zip(others.last()).map(|(first, last)| Region {
        first_row: *first,
        last_row: *last,
        first_column: left,
        last_column: right,
    });
    Some(Found {
        region: Region { first_row: rows[top][0].row, last_row: end, first_column: left, last_column: right },
        header_rows,
        can_grow: end == grid.bounds().last_row,
        others: below.into_iter().collect(),
    })
}

/// Whether a row above numbers names their columns: it has more than one text, or one that counts for several columns.
fn names_columns(grid: &Grid, row: &[Cell], left: u32, right: u32) -> bool {
    if row.len() > 1 {
        return !row.iter().all(|cell| is_number(&cell.field));
    }
    let Some(cell) = row.first() else { return false };
    let merge = grid.merges.iter().find(|merge| merge.first_row == cell.row && merge.first_column == cell.column);
    let is_wide = merge.is_some_and(|merge| merge.last_column > merge.first_column && merge.first_column > left);
    let is_over_all = merge.is_some_and(|merge| merge.first_column <= left && merge.last_column >= right);
    let parts = [cell.field.shown().into_owned()];
    !is_over_all && cell.column > left && (is_wide || Heading::read(&parts, None, None).period.is_some())
}

/// The last row of numbers before an empty row and then new names, or the end.
fn last_row(rows: &[Vec<Cell>], first: usize, is_data: &impl Fn(&[Cell]) -> bool) -> usize {
    let mut last = first;
    for at in first + 1..rows.len() {
        let follows = rows[at - 1][0].row + 1 == rows[at][0].row;
        let is_new =
            !follows && rows[at].len() > 1 && !is_data(&rows[at]) && at + 1 < rows.len() && is_data(&rows[at + 1]);
        if is_new {
            break;
        }
        if is_data(&rows[at]) {
            last = at;
        }
    }
    last
}

/// Whether a field holds a number, or says why there is none; a year by itself is a name.
pub(super) fn is_number(field: &Field) -> bool {
    match field {
        Field::Number { value, percent } => {
            *percent || !value.is_integer() || !(1900..=2099).any(|year| *value == year.into())
        }
        Field::NoValue | Field::Error(_) | Field::Noted(_) => true,
        Field::Text(text) => is_number_as_text(text),
        _ => false,
    }
}

/// Whether a field says that there is no number: ".", "-", "n.n.b.".
fn is_no_number(field: &Field) -> bool {
    let says = |text: &str| {
        let is_letter = text.chars().count() == 1 && text.chars().all(char::is_alphabetic);
        !is_letter && parse_number(text, DecimalMark::Comma).is_ok_and(|number| number.value.is_none())
    };
    matches!(field, Field::Text(text) if !text.is_empty() && says(text))
}

fn is_number_as_text(text: &str) -> bool {
    if crate::dutch::period::year(text.trim_end_matches('*')).is_some() {
        return false;
    }
    let plain = Letter::beside(text).map_or(text, |(rest, _)| rest);
    let reads = |mark| parse_number(plain, mark).is_ok_and(|number| number.value.is_some() || plain.len() < 3);
    let has_digit = plain.contains(|next: char| next.is_ascii_digit());
    has_digit && (reads(DecimalMark::Comma) || reads(DecimalMark::Point)) || Withheld::by_source(text).is_some()
}

/// The number in a field, for sums.
pub(super) fn number(field: &Field, mark: DecimalMark) -> Option<Decimal> {
    match field {
        Field::Number { value, .. } => Some(*value),
        Field::Text(text) => {
            let (plain, letter) =
                Letter::beside(text).map_or((text.as_str(), None), |(rest, letter)| (rest, Some(letter)));
            let value = parse_number(plain, mark).ok().filter(|number| number.missing == Missing::Unknown)?.value?;
            Some(if letter == Some(Letter::Disadvantage) { -value } else { value })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: &[&str], merged: &[&str]) -> Grid {
        let mut grid = Grid::default();
        for (row, cells) in (0..).zip(rows) {
            for (column, text) in (0..).zip(cells.split('|')) {
                grid.push(row, column, Field::text(text)).expect("fits");
            }
        }
        grid.merges = merged.iter().map(|merge| merge.parse().expect("a range")).collect();
        grid.finish()
    }

    fn found(rows: &[&str], merged: &[&str]) -> String {
        let Found { region, header_rows, can_grow, others } = table(&grid(rows, merged)).expect("a table");
        let others: Vec<String> = others.iter().map(ToString::to_string).collect();
        format!("{region} {header_rows} {can_grow} {}", others.join(" ")).trim().to_owned()
    }

    #[test]
    fn a_table_is_found_among_titles_notes_and_groups() {
        for (rows, merged, wanted) in [
            (&["jaar|kosten", "2021|5", "2022|7"][..], &[][..], "A1:B3 1 true"),
            (&["Titel", "", "Wijk|2021|2022", "Noord|5|7", "Zuid|1|2", "", "Bron: wij"], &[], "A3:C5 1 false"),
            (&["|2021||2022|", "Wijk|K1|K2|K1|K2", "Noord|5|7|1|2"], &["B1:C1", "D1:E1"], "A1:E3 2 true"),
            (&["Titel over alles||", "Wijk|2021|2022", "Noord|5|7"], &["A1:C1"], "A2:C3 1 true"),
            (
                &["|||2022||", "Nr|Post|I/S|lasten|baten|saldo", "|Met effect||||", "1|A|S|5||5", "2|B|I|6|1|7"],
                &["D1:F1"],
                "A1:F5 2 true",
            ),
            (&["Wijk|2021", "Noord|5", "", "School|2021", "Wilg|7"], &[], "A1:B2 1 false A5:B5"),
            (&["Wijk|2021||School|2021", "Noord|5||Wilg|7", "Zuid|6||Es|9"], &[], "A1:B3 1 true D1:E3"),
            (&["x € 1.000|2021||", "Post|Lasten|Baten|Saldo", "A|5|1|4"], &["B1:D1"], "A1:D3 2 true"),
        ] {
            assert_eq!(found(rows, merged), wanted, "{rows:?}");
        }
        assert_eq!(table(&grid(&["alleen|tekst", "en|meer"], &[])), None);
    }
}
