//! `.ods`: calamine reads the cells of all sheets at once; [`marks`] first looks how many that will be,
//! and at what it leaves out.

mod marks;

use std::collections::HashMap;
use std::io::Cursor;

use calamine::{Data, Ods as Book, OdsError, Reader, SheetVisible};

use super::archive::Archive;
use super::grid::field_of;
use super::{Grid, NamedRegion, Refusal, Region, Sheet};
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
        let all = self.book.sheets_metadata().iter();
        all.map(|sheet| Sheet { name: sheet.name.clone(), visible: sheet.visible == SheetVisible::Visible }).collect()
    }

    pub fn regions(&self) -> Vec<NamedRegion> {
        let named = self.book.defined_names().iter().filter_map(|(name, formula)| {
            let (sheet, region) = Region::parse_with_sheet(formula)?;
            Some(NamedRegion { name: name.clone(), sheet, region })
        });
        named.collect()
    }

    pub fn grid(&mut self, sheet: &str, region: Region) -> Result<Grid, Refusal> {
        let marks = self.marks.get(sheet).ok_or(Refusal::Damaged)?;
        let cells = self.book.worksheet_range(sheet).map_err(|_| Refusal::Damaged)?;
        let (first_row, first_column) = cells.start().unwrap_or((0, 0));
        let mut grid = Grid::with_hidden(marks.hidden.clone());
        for merge in &marks.merges {
            grid.merge(*merge)?;
        }
        for (row, column) in marks.without_value.iter().filter(|(row, column)| region.contains(*row, *column)) {
            grid.push(*row, *column, Field::NoValue)?;
        }
        for (row, column, data) in cells.used_cells() {
            let row = first_row.saturating_add(u32::try_from(row).map_err(|_| Refusal::Damaged)?);
            let column = first_column.saturating_add(u32::try_from(column).map_err(|_| Refusal::Damaged)?);
            if region.contains(row, column) && *data != Data::Empty {
                grid.push(row, column, field_of(data, marks.percents.contains(&(row, column))))?;
            }
        }
        Ok(grid.finish())
    }
}
