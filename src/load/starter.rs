//! A first description of a file with numbers: what `griffel reeks` writes.
//!
//! In: any file that a series can name, wherever it stands. Out: TOML that loads, with its guesses
//! explained in comments. What only a person knows (title, source) is left to be filled in.

mod columns;
mod sheet;
mod text;

use std::fs;
use std::path::Path;

use crate::diagnostic::{Code, Finding, Findings, Found, Place, shown};

use super::table::raw::Table;
use super::table::table_file::{TableFormat, read_csv, read_json, workbook_finding};
use super::table::workbook::{MAX_BYTES, Workbook};

use columns::Columns;
use sheet::TableSpot;

/// A description that was made.
#[derive(Debug)]
pub struct Starter {
    /// The TOML.
    pub text: String,
    /// What its file should be called: the name of the series.
    pub file_name: String,
}

/// Looks at a file; nothing, where there is nothing to describe. `sheet` names a sheet of a workbook; else the
/// fullest is taken.
pub fn starter(path: &Path, sheet: Option<&str>) -> Found<Option<Starter>> {
    let shown = shown(path);
    Found::gather(|findings| look(path, &shown, sheet, findings)).map(|looked| {
        let (table, spot) = looked?;
        let columns = Columns::guess(&table);
        let file = path.file_name().map_or_else(|| shown.clone(), |name| name.to_string_lossy().into_owned());
        let stem = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let file_name = format!("{}.toml", text::identifier(&stem, "reeks"));
        Some(Starter { text: text::write(&file, &stem, &file_name, &spot, &columns), file_name })
    })
}

/// The table in a file, and where it stands there.
fn look(path: &Path, shown: &str, sheet: Option<&str>, findings: &mut Findings) -> Option<(Table, TableSpot)> {
    let kind = TableFormat::of(shown);
    if let Some(name) = sheet.filter(|_| kind != TableFormat::Workbook) {
        let message = format!("Dit bestand heeft geen bladen, dus ook geen blad \"{name}\".");
        findings.push(Finding::new(Code::UnknownSheet, Place::file(shown), message));
        return None;
    }
    let bytes = Found::from(read(path, shown)).take(findings)?;
    match kind {
        TableFormat::Csv => read_csv(&bytes, shown, None, findings).map(|table| (table, TableSpot::default())),
        TableFormat::Json => read_json(&bytes, shown, findings).map(|table| (table, TableSpot::default())),
        TableFormat::Workbook => {
            let workbook = Workbook::open(&bytes).map_err(|refusal| Box::new(workbook_finding(&refusal, shown)));
            Found::from(workbook.and_then(|mut workbook| sheet::look(&mut workbook, shown, sheet))).take(findings)
        }
    }
}

fn read(path: &Path, shown: &str) -> Result<Vec<u8>, Box<Finding>> {
    let problem = |code, message: String| Box::new(Finding::new(code, Place::file(shown), message));
    let Ok(metadata) = fs::metadata(path) else {
        let missing = problem(Code::FileMissing, format!("Het bestand \"{shown}\" is er niet."));
        return Err(Box::new(
            missing.hint("Kijk of de map en de naam kloppen. Zet aanhalingstekens om een naam met spaties."),
        ));
    };
    // Reading a pipe or device could wait for ever.
    if !metadata.is_file() {
        return Err(problem(Code::CannotRead, format!("\"{shown}\" is geen gewoon bestand.")));
    }
    if metadata.len() > MAX_BYTES {
        return Err(problem(Code::DataTooLarge, "Het bestand is te groot: meer dan 64 MB.".to_owned()));
    }
    fs::read(path).map_err(|_| {
        let finding = problem(Code::CannotRead, format!("Het bestand \"{shown}\" kan niet worden gelezen."));
        Box::new(finding.hint("Kijk of een ander programma het bestand in gebruik heeft."))
    })
}
