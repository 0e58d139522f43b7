//! A first description of a file with numbers: what `griffel reeks` writes.
//!
//! In: any file that a series can name, wherever it stands. Out: TOML that loads, with its guesses
//! explained in comments. What only a person knows (title, source) is left to be filled in.

mod across;
mod columns;
mod contents;
mod dimension;
mod find;
mod measure;
mod seen;
mod sheet;
mod surroundings;
mod text;
mod totals;
mod unit;
mod view;
mod wanted;

use std::path::Path;

use crate::diagnostic::{Code, Finding, Findings, Found, Place, shown};

use super::table::csv;
use super::table::headings::Heading;
use super::table::raw::{Origin, Table};
use super::table::table_file::{grid_of, read_csv, read_json};

use columns::Columns;
use contents::{Contents, read};
use sheet::TableSpot;
use surroundings::Surroundings;
pub use view::{SheetView, likely_measure, likely_name, view};
pub use wanted::Wanted;

/// A description that was made.
#[derive(Debug)]
pub struct Starter {
    /// The TOML.
    pub text: String,
    /// What its file should be called: the name of the series.
    pub file_name: String,
}

/// Looks at a file; nothing, where there is nothing to describe.
pub fn starter(path: &Path, wanted: &Wanted) -> Found<Option<Starter>> {
    let shown = shown(path);
    Found::gather(|findings| {
        let bytes = Found::from(read(path, &shown)).take(findings)?;
        let mut contents = Contents::open(&bytes, &shown, findings)?;
        describe(path, &mut contents, &shown, wanted, findings).map(|(starter, _)| starter)
    })
}

/// A first description, and the file as it stands: it is read once for both.
pub fn starter_with_view(path: &Path, wanted: &Wanted) -> Found<Option<(Starter, SheetView)>> {
    let shown = shown(path);
    Found::gather(|findings| {
        let bytes = Found::from(read(path, &shown)).take(findings)?;
        let mut contents = Contents::open(&bytes, &shown, findings)?;
        let (starter, spot) = describe(path, &mut contents, &shown, wanted, findings)?;
        let place = Wanted {
            sheet: spot.sheet.or_else(|| wanted.sheet.clone()),
            region: spot.region,
            table: spot.table,
            header_rows: Some(spot.header_rows),
        };
        let view = view::of(&mut contents, &shown, &place, findings)?;
        Some((starter, view))
    })
}

fn describe(
    path: &Path,
    contents: &mut Contents<'_>,
    shown: &str,
    wanted: &Wanted,
    findings: &mut Findings,
) -> Option<(Starter, TableSpot)> {
    let (table, spot, around) = look(contents, shown, wanted, findings)?;
    let columns = Columns::guess(&table, &around);
    let file = path.file_name().map_or_else(|| shown.to_owned(), |name| name.to_string_lossy().into_owned());
    let stem = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let file_name = format!("{}.toml", text::identifier(&stem, "reeks"));
    let text = text::write(&file, &stem, &file_name, &spot, &columns);
    Some((Starter { text, file_name }, spot))
}

/// The table in a file, and where it stands there.
fn look(
    contents: &mut Contents<'_>,
    shown: &str,
    wanted: &Wanted,
    findings: &mut Findings,
) -> Option<(Table, TableSpot, Surroundings)> {
    let region = Found::from(wanted.region(shown)).take(findings)?;
    if let Some(name) = wanted.sheet.as_ref().filter(|_| !matches!(contents, Contents::Workbook(_))) {
        let message = format!("Dit bestand heeft geen bladen, dus ook geen blad \"{name}\".");
        findings.push(Finding::new(Code::UnknownSheet, Place::file(shown), message));
        return None;
    }
    match contents {
        Contents::Csv(bytes) if is_plain(bytes) && region.is_none() && wanted.header_rows.is_none() => {
            read_csv(bytes, shown, None, findings).map(plain)
        }
        Contents::Csv(bytes) => {
            let Ok((lines, delimiter)) = csv::lines(bytes, None) else {
                return read_csv(bytes, shown, None, findings).map(plain);
            };
            let found = sheet::in_grid(grid_of(&lines), Origin::Lines, None, region, wanted.header_rows);
            let found = found.map_err(|message| Finding::new(Code::EmptyData, Place::file(shown), message));
            let (table, spot, around) = found.map_err(|finding| findings.push(finding)).ok()?;
            Some((Table { between_commas: delimiter == b',', ..table }, spot, around))
        }
        Contents::Json(bytes) => read_json(bytes, shown, findings).map(plain),
        Contents::Workbook(workbook) => Found::from(sheet::look(workbook, shown, wanted, region)).take(findings),
    }
}

/// A table that is all of its file.
fn plain(table: Table) -> (Table, TableSpot, Surroundings) {
    let spot = TableSpot { header_rows: 1, ..TableSpot::default() };
    (table, spot, Surroundings::default())
}

/// Whether a file with delimiters is one table with names above it and nothing else.
fn is_plain(bytes: &[u8]) -> bool {
    let Ok(raw) = csv::read(bytes, None) else { return false };
    let rows_fit = raw.issues.is_empty() && raw.columns.len() > 1 && raw.columns.iter().all(|name| !name.is_empty());
    let names_periods =
        raw.columns.iter().filter(|name| Heading::read(std::slice::from_ref(*name), None, None).period.is_some());
    let has_empty_end = raw.rows.iter().any(|row| row.fields.iter().filter(|field| !field.is_empty()).count() < 2);
    rows_fit && names_periods.count() == 0 && !has_empty_end
}
