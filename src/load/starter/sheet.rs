//! Where on which sheet of a workbook the table stands.

use std::sync::Arc;

use crate::diagnostic::{Code, Finding, Place, did_you_mean};
use crate::dutch::period::Period;

use crate::load::table::headings::Heading;
use crate::load::table::raw::{Origin, Table};
use crate::load::table::table_file::{part, workbook_finding};
use crate::load::table::workbook::{Cell, Grid, NamedRegion, Region, Sheet, Workbook};

use super::find::{self, Found};
use super::surroundings::Surroundings;
use super::wanted::Wanted;

/// What the description says of the place of the table, beside the name of the file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct TableSpot {
    /// The sheet, where there are more.
    pub sheet: Option<String>,
    /// The other sheets.
    pub others: Vec<String>,
    /// The named table.
    pub table: Option<String>,
    /// The part of the sheet or file, where there is more in it.
    pub region: Option<String>,
    /// How many rows the names of the columns take.
    pub header_rows: usize,
    /// Whether rows of the table are not shown.
    pub has_hidden: bool,
    /// Other parts with numbers, which are left out.
    pub other_parts: Vec<String>,
}

/// The table on a sheet. What cannot be read is a finding.
pub(super) fn look(
    workbook: &mut Workbook<'_>,
    shown: &str,
    wanted: &Wanted,
    region: Option<Region>,
) -> Result<(Table, TableSpot, Surroundings), Box<Finding>> {
    let refused = |refusal| Box::new(workbook_finding(&refusal, shown));
    let (sheet, grid) = match wanted.sheet.as_deref() {
        Some(wanted) => {
            let sheet = named(&workbook.sheets, wanted, shown)?;
            let grid = workbook.whole(&sheet).map_err(refused)?;
            (sheet, grid)
        }
        None => fullest(workbook).map_err(refused)?.ok_or_else(|| {
            Box::new(Finding::new(Code::EmptyData, Place::file(shown), "In dit bestand staan geen cellen met inhoud."))
        })?,
    };
    let visible: Vec<&Sheet> = workbook.sheets.iter().filter(|sheet| sheet.visible).collect();
    let is_only = matches!(visible[..], [only] if only.name == sheet);
    let others = workbook.sheets.iter().map(|sheet| sheet.name.clone()).filter(|name| *name != sheet).collect();
    let named = one_region(&workbook.regions, &sheet);
    let origin = Origin::Sheet(Arc::from(sheet.as_str()));
    let (table, spot, around) = in_grid(grid, origin, named, region, wanted.header_rows)
        .map_err(|message| Box::new(Finding::new(Code::EmptyData, Place::sheet(shown, &sheet), message)))?;
    let has_hidden = table.rows.iter().any(|row| row.hidden);
    let spot = TableSpot {
        sheet: (!is_only).then(|| sheet.clone()),
        others: if is_only { Vec::new() } else { others },
        has_hidden,
        ..spot
    };
    Ok((table, spot, around))
}

/// The table among all cells of a sheet or file: a named one, or the largest.
pub(super) fn in_grid(
    grid: Grid,
    origin: Origin,
    named: Option<&NamedRegion>,
    region: Option<Region>,
    header_rows: Option<usize>,
) -> Result<(Table, TableSpot, Surroundings), &'static str> {
    let named = named.filter(|_| region.is_none());
    let bounds = grid.bounds();
    let mut found = match named {
        _ if region.is_some() => {
            let region = region.unwrap_or(Region::ALL);
            let can_grow = region.last_row > bounds.last_row;
            let region = Region { last_row: region.last_row.min(bounds.last_row), ..region };
            Found { region, header_rows: find::header_rows(&grid, region), can_grow, others: Vec::new() }
        }
        Some(named) => Found {
            region: named.region,
            header_rows: find::header_rows(&grid, named.region),
            can_grow: false,
            others: Vec::new(),
        },
        None => find::table(&grid).unwrap_or_else(|| {
            let (region, can_grow) = grid.likely_table();
            Found { region, header_rows: 1, can_grow, others: Vec::new() }
        }),
    };
    found.header_rows = header_rows.unwrap_or(found.header_rows);
    let Found { region, header_rows, can_grow, others } = found;
    // A table that takes all of the sheet needs no place; in a file with delimiters, empty columns at its end are none.
    let is_part = named.is_none() && region != bounds;
    let spot = TableSpot {
        table: named.map(|named| named.name.clone()),
        region: is_part.then(|| if can_grow { Region { last_row: u32::MAX, ..region } } else { region }.to_string()),
        header_rows,
        other_parts: others.iter().map(ToString::to_string).collect(),
        ..TableSpot::default()
    };
    let mut around = Surroundings::default();
    let rows = u32::try_from(header_rows).unwrap_or(u32::MAX);
    for cell in grid.cells.iter().filter(|cell| cell.row < region.first_row.saturating_add(rows)) {
        let text = cell.field.shown().into_owned();
        let is_above = cell.row < region.first_row;
        if let Some(found) = period_cell(cell, &text) {
            if is_above { &mut around.period_cells } else { &mut around.heading_cells }.push(found);
        }
        if is_above {
            around.said.push(text);
        }
    }
    let table = part(grid, origin, region, header_rows, &[], None, true)?;
    around.said.extend(table.above.iter().filter(|text| !around.said.contains(text)).cloned().collect::<Vec<_>>());
    Ok((table, spot, around))
}

/// The cell, as `A1`, and the one period that it names.
fn period_cell(cell: &Cell, text: &str) -> Option<(String, Period)> {
    let heading = Heading::read(&[text.to_owned()], None, None);
    let period = heading.period.filter(|_| !heading.names_more)?;
    let at = Region { first_row: cell.row, last_row: cell.row, first_column: cell.column, last_column: cell.column };
    Some((at.to_string().split(':').next()?.to_owned(), period))
}

fn named(sheets: &[Sheet], wanted: &str, shown: &str) -> Result<String, Box<Finding>> {
    let found = sheets.iter().find(|sheet| sheet.name.trim().to_lowercase() == wanted.trim().to_lowercase());
    found.map(|sheet| sheet.name.clone()).ok_or_else(|| {
        let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        let message = format!("Het blad \"{wanted}\" staat niet in het bestand.");
        Box::new(
            Finding::new(Code::UnknownSheet, Place::file(shown), message)
                .maybe_hint(did_you_mean(wanted, names.iter().copied()))
                .hint(format!("Wel: {}.", names.join(", "))),
        )
    })
}

/// The visible sheet with the most cells; of several the first.
pub(super) fn fullest(
    workbook: &mut Workbook<'_>,
) -> Result<Option<(String, Grid)>, crate::load::table::workbook::Refusal> {
    let visible: Vec<String> =
        workbook.sheets.iter().filter(|sheet| sheet.visible).map(|sheet| sheet.name.clone()).collect();
    let mut best: Option<(String, Grid)> = None;
    for sheet in visible {
        let grid = workbook.whole(&sheet)?;
        if grid.cells.len() > best.as_ref().map_or(0, |(_, best)| best.cells.len()) {
            best = Some((sheet, grid));
        }
    }
    Ok(best)
}

/// The one table or named range on a sheet, if it is only one. Excel has names of its own, with a low line.
fn one_region<'r>(regions: &'r [NamedRegion], sheet: &str) -> Option<&'r NamedRegion> {
    let is_table = |region: &&NamedRegion| {
        let Region { first_row, last_row, first_column, last_column } = region.region;
        region.sheet == sheet && !region.name.starts_with('_') && last_row > first_row && last_column > first_column
    };
    let mut tables = regions.iter().filter(is_table);
    tables.next().filter(|_| tables.next().is_none())
}
