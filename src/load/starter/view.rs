//! A file with numbers as it stands, and where its table is: for whoever shows it beside its description.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Code, Finding, Findings, Found, Place, shown};
use crate::dutch::counted::{self, Counted};
use crate::load::table::csv;
use crate::load::table::headings::Heading;
use crate::load::table::raw::{Column, Field, Origin, Table};
use crate::load::table::table_file::{grid_of, read_json, workbook_finding};
use crate::load::table::workbook::{Grid, NamedRegion, Region};

use super::contents::{Contents, read};
use super::surroundings::Surroundings;
use super::unit::unit;
use super::wanted::Wanted;
use super::{sheet, text};

/// A file with numbers as it stands. Rows and columns count from 0.
#[derive(Debug)]
pub struct SheetView {
    /// The sheet, of a workbook.
    pub sheet: Option<String>,
    /// The sheets that are not hidden.
    pub sheets: Vec<String>,
    /// What is shown of each row: nothing of one that is empty.
    pub rows: Vec<Vec<String>>,
    /// The first and the last row of the table, the names of its columns included.
    pub table_rows: (usize, usize),
    /// How many of those rows name the columns.
    pub header_rows: usize,
    /// Each column of the table: its number in the file, its name, and whether that names a period.
    pub columns: Vec<(usize, String, bool)>,
}

/// Looks at a file; nothing, where there is nothing to see.
pub fn view(path: &Path, wanted: &Wanted) -> Found<Option<SheetView>> {
    let shown = shown(path);
    Found::gather(|findings| {
        let bytes = Found::from(read(path, &shown)).take(findings)?;
        let mut contents = Contents::open(&bytes, &shown, findings)?;
        of(&mut contents, &shown, wanted, findings)
    })
}

/// What is in a file, as it stands.
pub(super) fn of(
    contents: &mut Contents<'_>,
    shown: &str,
    wanted: &Wanted,
    findings: &mut Findings,
) -> Option<SheetView> {
    let region = Found::from(wanted.region(shown)).take(findings)?;
    match contents {
        Contents::Json(bytes) => read_json(bytes, shown, findings).map(|table| of_objects(&table)),
        Contents::Csv(bytes) => match csv::lines(bytes, None) {
            Ok((lines, _)) => {
                // A description that names no part of it means all of it.
                let grid = grid_of(&lines);
                let region = region.or(Some(grid.bounds()));
                of_grid(grid, Origin::Lines, region, wanted.header_rows, None, Vec::new(), shown, findings)
            }
            Err(error) => {
                findings.push(Finding::new(Code::EmptyData, Place::file(shown), error.to_string()));
                None
            }
        },
        Contents::Workbook(workbook) => {
            let refused = |refusal| Box::new(workbook_finding(&refusal, shown));
            let sheets: Vec<String> =
                workbook.sheets.iter().filter(|sheet| sheet.visible).map(|sheet| sheet.name.clone()).collect();
            let (sheet, grid) = match &wanted.sheet {
                Some(sheet) => (sheet.clone(), workbook.whole(sheet)),
                None => match sheet::fullest(workbook) {
                    Ok(Some((sheet, grid))) => (sheet, Ok(grid)),
                    Ok(None) => (String::new(), Ok(Grid::default())),
                    Err(refusal) => (String::new(), Err(refusal)),
                },
            };
            let grid = Found::from(grid.map_err(refused)).take(findings)?;
            let is_meant = |named: &&NamedRegion| wanted.table.as_ref() == Some(&named.name) && named.sheet == sheet;
            let region = region.or_else(|| workbook.regions.iter().find(is_meant).map(|named| named.region));
            let origin = Origin::Sheet(Arc::from(sheet.as_str()));
            of_grid(grid, origin, region, wanted.header_rows, Some(sheet), sheets, shown, findings)
        }
    }
}

#[allow(clippy::too_many_arguments, reason = "all that is known of a grid")]
fn of_grid(
    grid: Grid,
    origin: Origin,
    region: Option<Region>,
    header_rows: Option<usize>,
    sheet: Option<String>,
    sheets: Vec<String>,
    shown: &str,
    findings: &mut Findings,
) -> Option<SheetView> {
    if grid.cells.is_empty() {
        let message = "In dit bestand staan geen cellen met inhoud.";
        findings.push(Finding::new(Code::EmptyData, Place::file(shown), message));
        return None;
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    for cell in &grid.cells {
        let (row, column) = (cell.row as usize, cell.column as usize);
        if rows.len() <= row {
            rows.resize_with(row + 1, Vec::new);
        }
        if rows[row].len() <= column {
            rows[row].resize(column + 1, String::new());
        }
        rows[row][column] = cell.field.shown().into_owned();
    }
    let bounds = grid.bounds();
    match sheet::in_grid(grid, origin, None, region, header_rows) {
        Ok((table, spot, _)) => {
            let place: Region = spot.region.as_deref().and_then(|region| region.parse().ok()).unwrap_or(bounds);
            let last = place.last_row.min(bounds.last_row) as usize;
            Some(SheetView {
                sheet,
                sheets,
                rows,
                table_rows: (place.first_row as usize, last),
                header_rows: spot.header_rows,
                columns: names(&table),
            })
        }
        // Its cells can be seen all the same, so that whoever knows better can say where the table is.
        Err(message) => {
            findings.push(Finding::new(Code::EmptyData, Place::file(shown), message));
            let table_rows = (bounds.first_row as usize, bounds.last_row as usize);
            Some(SheetView {
                sheet,
                sheets,
                rows,
                table_rows,
                header_rows: header_rows.unwrap_or(1),
                columns: Vec::new(),
            })
        }
    }
}

fn names(table: &Table) -> Vec<(usize, String, bool)> {
    // A year makes a period of what only names a part of it.
    let year = "2022".parse().ok();
    let names_period = |column: &Column| Heading::read(&column.parts, year, None).period.is_some();
    table.columns.iter().map(|column| (column.number, column.name.clone(), names_period(column))).collect()
}

/// Objects as a table, with their keys above it.
fn of_objects(table: &Table) -> SheetView {
    let head = table.columns.iter().map(|column| column.name.clone()).collect();
    let row = |at: usize| -> Vec<String> {
        (0..table.columns.len()).map(|column| table.rows[at].field(column).shown().into_owned()).collect()
    };
    let rows: Vec<Vec<String>> = std::iter::once(head).chain((0..table.rows.len()).map(row)).collect();
    let columns = table.columns.iter().enumerate().map(|(at, column)| (at, column.name.clone(), false)).collect();
    SheetView { sheet: None, sheets: Vec::new(), table_rows: (0, rows.len() - 1), rows, header_rows: 1, columns }
}

/// A name for formulas, and the likeliest unit, of a column with this name and these cells.
pub fn likely_measure(name: &str, cells: &[&str]) -> (String, &'static str) {
    let fields: Vec<Field> = cells.iter().map(|cell| Field::text(cell)).collect();
    let fields: Vec<&Field> = fields.iter().collect();
    let unit = match unit(name, &fields, &Surroundings::default()).0 {
        "aantal" if counted::by_name(name) == Counted::People => "personen",
        unit => unit,
    };
    (likely_name(name), unit)
}

/// A name for formulas of something with this name.
pub fn likely_name(name: &str) -> String {
    text::identifier(name, "kolom")
}
