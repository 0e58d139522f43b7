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
mod xls;
mod xlsx;

use archive::Archive;
use guard::guarded;
use xls::Compound;

pub(crate) use grid::{Cell, Grid, Merge};
pub(crate) use range::Region;

/// The largest file that is read.
pub(crate) const MAX_BYTES: u64 = 64 * 1024 * 1024;
/// The most cells with something in them, in the part of a sheet that is read.
const MAX_CELLS: usize = 3_000_000;
/// What fits in a cell of Excel.
const MAX_CELL_CHARS: usize = 32_767;
/// All text of a sheet together.
const MAX_TEXT_BYTES: usize = 128 * 1024 * 1024;
/// How many sheets a workbook may have.
const MAX_SHEETS: usize = 1_000;
/// How many merged regions a sheet may have.
const MAX_MERGES: usize = 100_000;

/// Why a workbook cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It needs a password.
    Password,
    /// It is something else; what, in Dutch, where that can be seen: "een Word-document".
    NotAWorkbook(Option<&'static str>),
    /// It is a workbook, but not as it should be.
    Damaged,
    /// There is too much in it; of what, in Dutch: "meer dan 1.000 bladen".
    TooLarge(&'static str),
}

/// A sheet, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub name: String,
    pub visible: bool,
}

/// A named part of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedRegion {
    pub name: String,
    pub sheet: String,
    pub region: Region,
}

/// An opened workbook.
pub(crate) struct Workbook<'a> {
    kind: Kind<'a>,
    /// The sheets with cells, in their order.
    pub sheets: Vec<Sheet>,
    /// Tables and named ranges.
    pub regions: Vec<NamedRegion>,
}

enum Kind<'a> {
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
            Kind::Xls(Box::new(guarded(|| xls::Xls::open(bytes, compound))?))
        } else {
            return Err(Refusal::NotAWorkbook(what_else(bytes)));
        };
        let (sheets, regions) = match &kind {
            Kind::Xlsx(book) => (book.sheets(), book.regions()),
            Kind::Xls(book) => (book.sheets(), book.regions()),
            Kind::Ods(book) => (book.sheets(), book.regions()),
        };
        if sheets.len() > MAX_SHEETS {
            return Err(Refusal::TooLarge("meer dan 1.000 bladen"));
        }
        Ok(Self { kind, sheets, regions })
    }

    /// The cells of a part of a sheet.
    pub fn grid(&mut self, sheet: &str, region: Region) -> Result<Grid, Refusal> {
        match &mut self.kind {
            Kind::Xlsx(book) => guarded(|| book.grid(sheet, region)),
            Kind::Xls(book) => guarded(|| book.grid(sheet, region)),
            Kind::Ods(book) => guarded(|| book.grid(sheet, region)),
        }
    }
}

fn open_archive(bytes: &[u8]) -> Result<Kind<'_>, Refusal> {
    let mut archive = Archive::open(bytes)?;
    if archive.has("content.xml") {
        let mimetype = archive.text("mimetype", 200)?.unwrap_or_default();
        if !mimetype.contains("opendocument.spreadsheet") {
            return Err(Refusal::NotAWorkbook(Some("een tekstdocument van LibreOffice")));
        }
        archive.measure()?;
        return Ok(Kind::Ods(Box::new(guarded(|| ods::Ods::open(bytes, archive))?)));
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
    Ok(Kind::Xlsx(Box::new(guarded(|| xlsx::Xlsx::open(bytes, archive))?)))
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
