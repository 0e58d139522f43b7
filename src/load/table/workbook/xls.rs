//! `.xls`: calamine reads the cells of all sheets at once; [`records`] first looks how many that will
//! be, and at hidden rows and percentages, which it leaves out.

mod records;

use std::collections::HashMap;
use std::io::{Cursor, Read};

use calamine::{Reader, Xls as Book, XlsError};

use super::grid::Grid;
use super::range::Region;
use super::refusal::{MAX_BYTES, Refusal};
use super::sheet::{NamedRegion, Sheet};

use records::SheetMarks;

/// How a compound file starts.
const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Whether bytes start as a compound file does: the container of `.xls`, of old Word documents, and
/// of anything of Office that has a password.
pub(crate) fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// The stream of a compound file that is the workbook.
pub(crate) struct Compound {
    workbook: Vec<u8>,
}

impl Compound {
    pub fn open(bytes: &[u8]) -> Result<Self, Refusal> {
        let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
        if file.exists("/EncryptedPackage") {
            return Err(Refusal::Password);
        }
        if file.exists("/WordDocument") {
            return Err(Refusal::NotAWorkbook(Some("een Word-document")));
        }
        let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name));
        let stream = file.open_stream(name.ok_or(Refusal::NotAWorkbook(None))?).map_err(|_| Refusal::Damaged)?;
        let mut workbook = Vec::new();
        stream.take(MAX_BYTES).read_to_end(&mut workbook).map_err(|_| Refusal::Damaged)?;
        Ok(Self { workbook })
    }
}

pub(crate) struct Xls<'a> {
    book: Book<Cursor<&'a [u8]>>,
    marks: HashMap<String, SheetMarks>,
}

impl<'a> Xls<'a> {
    pub fn open(bytes: &'a [u8], compound: Compound) -> Result<Self, Refusal> {
        let marks = records::read(&compound.workbook)?;
        let book = Book::new(Cursor::new(bytes)).map_err(|error| match error {
            XlsError::Password => Refusal::Password,
            _ => Refusal::Damaged,
        })?;
        let names = book.sheets_metadata().iter().map(|sheet| sheet.name.clone());
        let marks = names.zip(marks).collect();
        Ok(Self { book, marks })
    }

    pub fn sheets(&self) -> Vec<Sheet> {
        Sheet::all(self.book.sheets_metadata())
    }

    pub fn regions(&self) -> Vec<NamedRegion> {
        NamedRegion::all(self.book.defined_names()).collect()
    }

    pub fn grid(&mut self, sheet: &str, region: Region) -> Result<Grid, Refusal> {
        let cells = self.book.worksheet_range(sheet).map_err(|_| Refusal::Damaged)?;
        let merges = self.book.merge_cells_by_sheet_name(sheet).map_err(|_| Refusal::Damaged)?;
        let marks = self.marks.get(sheet).ok_or(Refusal::Damaged)?;
        let mut grid = Grid::with_hidden(marks.hidden.clone());
        for merge in merges {
            let ((first_row, first_column), (last_row, last_column)) = (merge.start, merge.end);
            grid.merge(Region { first_row, last_row, first_column, last_column })?;
        }
        grid.push_all(&cells, region, &marks.percents)?;
        Ok(grid.finish())
    }
}
