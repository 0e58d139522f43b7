//! `.ods`: calamine reads the cells of all sheets at once; [`marks`] first looks how many that will be,
//! and at what it leaves out.

mod marks;

use std::collections::HashMap;
use std::io::Cursor;

use calamine::{Ods as Book, OdsError, Reader};

use super::archive::Archive;
use super::grid::Grid;
use super::range::Region;
use super::refusal::Refusal;
use super::sheet::{NamedRegion, Sheet};
use crate::load::table::raw::Field;

use marks::SheetMarks;

pub(crate) struct Ods<'a> {
    book: Book<Cursor<&'a [u8]>>,
    marks: HashMap<String, SheetMarks>,
}

impl<'a> Ods<'a> {
    /// Opens a measured archive.
    pub fn open(bytes: &'a [u8], mut archive: Archive<'a>) -> Result<Self, Refusal> {
        let manifest = archive.text("META-INF/manifest.xml", 1024 * 1024)?.unwrap_or_default();
        if manifest.contains("encryption-data") {
            return Err(Refusal::Password);
        }
        let marks = SheetMarks::read(&mut archive)?;
        let book = Book::new(Cursor::new(bytes)).map_err(|error| match error {
            OdsError::Password => Refusal::Password,
            _ => Refusal::Damaged,
        })?;
        Ok(Self { book, marks })
    }

    pub fn sheets(&self) -> Vec<Sheet> {
        Sheet::all(self.book.sheets_metadata())
    }

    pub fn regions(&self) -> Vec<NamedRegion> {
        NamedRegion::all(self.book.defined_names()).collect()
    }

    pub fn grid(&mut self, sheet: &str, region: Region) -> Result<Grid, Refusal> {
        let marks = self.marks.get(sheet).ok_or(Refusal::Damaged)?;
        let cells = self.book.worksheet_range(sheet).map_err(|_| Refusal::Damaged)?;
        let mut grid = Grid::with_hidden(marks.hidden.clone());
        for merge in &marks.merges {
            grid.merge(*merge)?;
        }
        for (row, column) in marks.without_value.iter().filter(|(row, column)| region.contains(*row, *column)) {
            grid.push(*row, *column, Field::NoValue)?;
        }
        grid.push_all(&cells, region, &marks.percents)?;
        Ok(grid.finish())
    }
}
