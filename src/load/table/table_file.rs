//! The file with numbers that a series names: CSV, a workbook or JSON, by its extension.
//!
//! In: the keys of the series' TOML that say where in which file the table stands. Out: one
//! [`Table`], whatever the kind of file, with only the rows that the filters let through.

mod csv_file;
mod fill_down;
mod filter;
mod json_file;
mod workbook_file;

use crate::diagnostic::{Code, Finding, Findings, Place};

use super::raw::Table;
use super::workbook::Region;
use crate::load::series_keys::SeriesKeys;
use crate::load::series_model::Layout;
use crate::load::toml::{Located, TomlTable};
use crate::project::Files;

use filter::Filters;
use workbook_file::SheetKeys;

pub(crate) use csv_file::{grid_of, read_csv};
pub(crate) use filter::is_meant;
pub(crate) use json_file::read_json;
pub(crate) use workbook_file::{part, workbook_finding};

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TableFormat {
    Csv,
    Workbook,
    Json,
}

impl TableFormat {
    /// What a file's name says it is; anything unknown is text with delimiters.
    pub fn of(path: &str) -> Self {
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
        match extension.as_str() {
            "xlsx" | "xlsm" | "xltx" | "xltm" | "xls" | "xlt" | "xlsb" | "ods" | "ots" => TableFormat::Workbook,
            "json" => TableFormat::Json,
            _ => TableFormat::Csv,
        }
    }

    fn in_words(self) -> &'static str {
        match self {
            TableFormat::Csv => "een CSV-bestand",
            TableFormat::Workbook => "een Excel- of ODS-bestand",
            TableFormat::Json => "een JSON-bestand",
        }
    }
}

/// Where the table of a series stands, as its TOML says.
#[derive(Debug)]
pub(crate) struct TableFile {
    /// Relative to the work folder.
    pub path: String,
    kind: TableFormat,
    named_at: Place,
    delimiter: Option<u8>,
    sheet: SheetKeys,
    /// Columns in which an empty cell means what the one above it means.
    filled_down: Vec<Located<String>>,
    filters: Filters,
}

impl TableFile {
    /// Reads the keys. A key that says nothing about this kind of file is a finding.
    pub fn describe(id: &str, table: &TomlTable<'_, SeriesKeys>, findings: &mut Findings) -> Self {
        let file = table
            .get(SeriesKeys::FILE, findings)
            .unwrap_or_else(|| Located { value: format!("{id}.csv"), place: table.place() });
        let kind = TableFormat::of(&file.value);
        let delimiter = table.get(SeriesKeys::DELIMITER, findings).map(|delimiter| delimiter.0);
        let sheet = SheetKeys::read(table, findings);
        let filled_down = table.get(SeriesKeys::FILL_DOWN, findings);
        let filters = Filters::read(table, findings);
        check_keys(kind, table, findings);
        let path = format!("data/reeksen/{}", file.value);
        Self { path, kind, named_at: file.place, delimiter, sheet, filled_down, filters }
    }

    /// Reads the file. In the columns that name a row, a merged cell counts for all its rows.
    pub fn load(&self, files: &Files, layout: &Layout, findings: &mut Findings) -> Option<Table> {
        let bytes = match files.bytes(&self.path) {
            Ok(bytes) => bytes,
            Err(mut finding) => {
                if finding.code == Code::FileMissing {
                    let hint = "Zet het bestand in data/reeksen, of noem een ander met bestand = \"...\".";
                    finding.hints.push(hint.to_owned());
                }
                // The mistake is in the name, not in a file that is not there.
                finding.place = self.named_at.clone();
                findings.push(*finding);
                return None;
            }
        };
        let mut table = match self.kind {
            TableFormat::Csv if self.sheet.is_default() && layout.headings.is_none() && layout.period_in.is_none() => {
                read_csv(&bytes, &self.path, self.delimiter, findings)?
            }
            TableFormat::Csv => {
                csv_file::read_part(&bytes, &self.path, self.delimiter, &self.sheet, period_cell(layout), findings)?
            }
            TableFormat::Json => read_json(&bytes, &self.path, findings)?,
            TableFormat::Workbook => {
                self.warn_of_open_file(files, findings);
                let naming = layout.naming_columns().into_iter().map(|name| name.value.as_str());
                let naming: Vec<&str> = naming.collect();
                let is_turned = layout.headings.is_some();
                let cell = period_cell(layout);
                workbook_file::read_workbook(&bytes, &self.path, &self.sheet, &naming, cell, is_turned, findings)?
            }
        };
        let found = findings.len();
        fill_down::apply(&mut table, &self.filled_down, findings);
        self.filters.apply(&mut table, findings);
        // What then is wrong with the rows would only confuse.
        if findings.len() > found {
            return None;
        }
        if self.kind == TableFormat::Workbook {
            self.sheet.treat_hidden_rows(&mut table, &self.path, findings);
        }
        Some(table)
    }

    /// Excel and LibreOffice put a small file beside one that is open.
    fn warn_of_open_file(&self, files: &Files, findings: &mut Findings) {
        let (folder, name) = self.path.split_at(self.path.rfind('/').map_or(0, |at| at + 1));
        let locks = [format!("{folder}~${name}"), format!("{folder}.~lock.{name}#")];
        if locks.iter().any(|lock| files.is_file(lock)) {
            let message = "Het bestand is nog geopend in een ander programma.";
            findings.push(
                Finding::new(Code::FileIsOpen, Place::file(&self.path), message)
                    .hint("Bewaar en sluit het bestand. Wat nog niet is bewaard, ziet Griffel niet."),
            );
        }
    }
}

/// The cell that holds the period of the whole table.
fn period_cell(layout: &Layout) -> Option<Region> {
    layout.period_in.as_ref()?.value.parse().ok()
}

fn check_keys(kind: TableFormat, table: &TomlTable<'_, SeriesKeys>, findings: &mut Findings) {
    let of_kinds = [
        (TableFormat::Workbook, SeriesKeys::SHEET.name, table.place_of(SeriesKeys::SHEET)),
        (TableFormat::Workbook, SeriesKeys::NAMED_TABLE.name, table.place_of(SeriesKeys::NAMED_TABLE)),
        (TableFormat::Workbook, SeriesKeys::HIDDEN_ROWS.name, table.place_of(SeriesKeys::HIDDEN_ROWS)),
        (TableFormat::Csv, SeriesKeys::DELIMITER.name, table.place_of(SeriesKeys::DELIMITER)),
    ];
    // A part of a JSON file has no place.
    let of_grids = [
        (SeriesKeys::REGION.name, table.place_of(SeriesKeys::REGION)),
        (SeriesKeys::HEADER_ROWS.name, table.place_of(SeriesKeys::HEADER_ROWS)),
        (SeriesKeys::PERIOD_IN.name, table.place_of(SeriesKeys::PERIOD_IN)),
    ];
    let of_grids = of_grids.into_iter().filter(|_| kind == TableFormat::Json);
    let of_grids = of_grids.map(|(key, place)| (TableFormat::Workbook, key, place));
    let others = of_kinds.into_iter().filter(|(fits, ..)| *fits != kind);
    for (fits, key, place) in others.chain(of_grids) {
        if let Some(place) = place {
            findings.push(
                Finding::new(
                    Code::KeyDoesNotFit,
                    place,
                    format!("De sleutel \"{key}\" past niet bij {}.", kind.in_words()),
                )
                .hint(format!(
                    "\"{key}\" hoort bij {}. Haal de regel weg, of verbeter bestand = \"...\".",
                    fits.in_words()
                )),
            );
        }
    }
}
