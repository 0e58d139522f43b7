//! Workbooks: `.xlsx`, `.xls` and `.ods`, by what is in them and not by their name.
//!
//! In: the bytes of the file. Out: the names of its sheets, and for one of them a [`Grid`] of cells.
//! calamine reads the values. What it does not tell (hidden rows, percent formats, formulas without a
//! value) is read beside it, and before it sees a file, that file is measured: unpacked sizes,
//! repeats and counts beyond what a municipality's table can be are refused.

mod archive;
mod attribute;
mod grid;
mod guard;
mod ods;
mod percent;
mod range;
mod refusal;
mod sheet;
mod xls;
mod xlsx;

use std::collections::HashMap;

use archive::Archive;
use guard::guarded;
use refusal::MAX_SHEETS;
use xls::Compound;

pub(crate) use grid::{Cell, Grid, Merge};
pub(crate) use range::Region;
pub(crate) use refusal::{MAX_BYTES, Refusal};
pub(crate) use sheet::{NamedRegion, Sheet};

/// An opened workbook.
pub(crate) struct Workbook<'a> {
    kind: Format<'a>,
    /// The sheets with cells, in their order.
    pub sheets: Vec<Sheet>,
    /// Tables and named ranges.
    pub regions: Vec<NamedRegion>,
    /// Sheets that were read whole, by name.
    whole: HashMap<String, Grid>,
}

enum Format<'a> {
    Xlsx(Box<xlsx::Xlsx<'a>>),
    Xls(Box<xls::Xls<'a>>),
    Ods(Box<ods::Ods<'a>>),
}

impl<'a> Workbook<'a> {
    /// Opens a workbook, whatever its name says it is.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        if bytes.len() as u64 > MAX_BYTES {
            return Err(Refusal::TooLarge("meer dan 64 MB"));
        }
        let kind = if archive::is_archive(bytes) {
            open_archive(bytes)?
        } else if xls::is_compound(bytes) {
            let compound = Compound::open(bytes)?;
            Format::Xls(Box::new(guarded(|| xls::Xls::open(bytes, compound))?))
        } else {
            return Err(Refusal::NotAWorkbook(what_else(bytes)));
        };
        let (sheets, regions) = match &kind {
            Format::Xlsx(book) => (book.sheets(), book.regions()),
            Format::Xls(book) => (book.sheets(), book.regions()),
            Format::Ods(book) => (book.sheets(), book.regions()),
        };
        if sheets.len() > MAX_SHEETS {
            return Err(Refusal::TooLarge("meer dan 1.000 bladen"));
        }
        Ok(Self { kind, sheets, regions, whole: HashMap::new() })
    }

    /// All cells of a sheet, for whoever asks for them more than once: it is read once.
    pub fn whole(&mut self, sheet: &str) -> Result<Grid, Refusal> {
        if let Some(grid) = self.whole.get(sheet) {
            return Ok(grid.clone());
        }
        let grid = self.grid(sheet, Region::ALL)?;
        self.whole.insert(sheet.to_owned(), grid.clone());
        Ok(grid)
    }

    /// The cells of a part of a sheet.
    pub fn grid(&mut self, sheet: &str, region: Region) -> Result<Grid, Refusal> {
        match &mut self.kind {
            Format::Xlsx(book) => guarded(|| book.grid(sheet, region)),
            Format::Xls(book) => guarded(|| book.grid(sheet, region)),
            Format::Ods(book) => guarded(|| book.grid(sheet, region)),
        }
    }
}

fn open_archive(bytes: &[u8]) -> Result<Format<'_>, Refusal> {
    let mut archive = Archive::open(bytes)?;
    if archive.has("content.xml") {
        let mimetype = archive.text("mimetype", 200)?.unwrap_or_default();
        if !mimetype.contains("opendocument.spreadsheet") {
            return Err(Refusal::NotAWorkbook(Some("een tekstdocument van LibreOffice")));
        }
        archive.measure()?;
        return Ok(Format::Ods(Box::new(guarded(|| ods::Ods::open(bytes, archive))?)));
    }
    if archive.has("word/document.xml") {
        return Err(Refusal::NotAWorkbook(Some("een Word-document")));
    }
    if archive.has("ppt/presentation.xml") {
        return Err(Refusal::NotAWorkbook(Some("een presentatie")));
    }
    if archive.has("xl/workbook.bin") {
        return Err(Refusal::NotAWorkbook(Some("een binaire werkmap van Excel (.xlsb)")));
    }
    if !archive.has("[Content_Types].xml") {
        return Err(Refusal::NotAWorkbook(Some("een zip-bestand")));
    }
    archive.measure()?;
    Ok(Format::Xlsx(Box::new(guarded(|| xlsx::Xlsx::open(bytes, archive))?)))
}

/// What a file is that people call a workbook.
fn what_else(bytes: &[u8]) -> Option<&'static str> {
    let start = &bytes[..bytes.len().min(1024)];
    let text = String::from_utf8_lossy(start).to_lowercase();
    let text = text.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
    if bytes.is_empty() {
        Some("een leeg bestand")
    } else if text.starts_with("%pdf") {
        Some("een PDF")
    } else if text.starts_with("<html") || text.starts_with("<!doctype html") || text.contains("<table") {
        Some("een webpagina")
    } else if text.starts_with("<?xml") {
        Some("een XML-bestand")
    } else if !text.contains(['\0', '\u{fffd}']) {
        Some("een tekstbestand, zoals CSV")
    } else {
        None
    }
}
