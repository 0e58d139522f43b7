//! Where on which sheet of a workbook the table stands.

use std::sync::Arc;

use crate::diagnostic::{Code, Finding, Place, did_you_mean};

use crate::load::table::period_field::read_period;
use crate::load::table::raw::{Field, Origin, Table};
use crate::load::table::table_file::{shape, workbook_finding};
use crate::load::table::workbook::{Cell, Grid, NamedRegion, Region, Sheet, Workbook};

/// What the description says of the place of the table, beside the name of the file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct TableSpot {
    /// The sheet, where there are more.
    pub sheet: Option<String>,
    /// The other sheets.
    pub others: Vec<String>,
    /// The named table.
    pub table: Option<String>,
    /// The part of the sheet, where there is more on it.
    pub region: Option<String>,
    /// How many rows the names of the columns take.
    pub header_rows: usize,
    /// Whether rows of the table are not shown.
    pub has_hidden: bool,
}

/// The table on a sheet. What cannot be read is a finding.
pub(super) fn look(
    workbook: &mut Workbook<'_>,
    shown: &str,
    wanted: Option<&str>,
) -> Result<(Table, TableSpot), Box<Finding>> {
    let refused = |refusal| Box::new(workbook_finding(&refusal, shown));
    let (sheet, grid) = match wanted {
        Some(wanted) => {
            let sheet = named(&workbook.sheets, wanted, shown)?;
            let grid = workbook.grid(&sheet, Region::ALL).map_err(refused)?;
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
    let (region, open) = match named {
        Some(named) => (named.region, false),
        None => grid.likely_table(),
    };
    let header_rows = header_rows(&grid, region);
    let is_part = named.is_none() && region != grid.bounds();
    let spot = TableSpot {
        sheet: (!is_only).then(|| sheet.clone()),
        others: if is_only { Vec::new() } else { others },
        table: named.map(|named| named.name.clone()),
        region: is_part.then(|| if open { Region { last_row: u32::MAX, ..region } } else { region }.to_string()),
        header_rows,
        has_hidden: false,
    };
    let grid = grid.within(region);
    let table = shape(grid, Origin::Sheet(Arc::from(sheet.as_str())), region, header_rows, &[])
        .map_err(|message| Box::new(Finding::new(Code::EmptyData, Place::sheet(shown, &sheet), message)))?;
    let has_hidden = table.rows.iter().any(|row| row.hidden);
    Ok((table, TableSpot { has_hidden, ..spot }))
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
fn fullest(workbook: &mut Workbook<'_>) -> Result<Option<(String, Grid)>, crate::load::table::workbook::Refusal> {
    let visible: Vec<String> =
        workbook.sheets.iter().filter(|sheet| sheet.visible).map(|sheet| sheet.name.clone()).collect();
    let mut best: Option<(String, Grid)> = None;
    for sheet in visible {
        let grid = workbook.grid(&sheet, Region::ALL)?;
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

/// Two, if the second row of the table says what the first is divided in.
fn header_rows(grid: &Grid, region: Region) -> usize {
    let top = region.first_row;
    let is_divided = grid.merges.iter().any(|merge| {
        let is_wide = merge.last_column > merge.first_column;
        merge.first_row == top && (is_wide || merge.last_row == top + 1)
    });
    let second = grid.rows().find(|row| row[0].row == top + 1).unwrap_or_default();
    let is_name = |cell: &Cell| matches!(cell.field, Field::Text(_)) && read_period(&cell.field, None).is_err();
    let only_names = !second.is_empty() && second.iter().all(is_name);
    if is_divided && only_names { 2 } else { 1 }
}
