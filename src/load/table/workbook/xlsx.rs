//! `.xlsx`: calamine reads the cells; the sheet's XML is gone through once more for what it leaves out.

mod marks;
mod notes;
mod parts;

use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx as Book, XlsxError};

use super::archive::Archive;
use super::grid::{Grid, date_field, iso_date, text_field};
use super::percent::is_percent;
use super::range::Region;
use super::refusal::Refusal;
use super::sheet::{NamedRegion, Sheet};
use crate::load::table::raw::Field;

use marks::Marks;
use notes::Notes;
use parts::Parts;

pub(crate) struct Xlsx<'a> {
    archive: Archive<'a>,
    book: Book<Cursor<&'a [u8]>>,
    parts: Parts,
    notes: Notes,
}

impl<'a> Xlsx<'a> {
    /// Opens a measured archive.
    pub fn open(bytes: &'a [u8], mut archive: Archive<'a>) -> Result<Self, Refusal> {
        let book = Book::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
        let parts = Parts::read(&mut archive)?;
        let notes = Notes::read(&mut archive)?;
        Ok(Self { archive, book, parts, notes })
    }

    pub fn sheets(&self) -> Vec<Sheet> {
        Sheet::all(self.book.sheets_metadata())
    }

    pub fn regions(&self) -> Vec<NamedRegion> {
        self.parts.tables.iter().cloned().chain(NamedRegion::all(self.book.defined_names())).collect()
    }

    pub fn grid(&mut self, sheet: &str, region: Region) -> Result<Grid, Refusal> {
        let path = self.parts.path(sheet).ok_or(Refusal::Damaged)?.to_owned();
        let marks = Marks::read(&mut self.archive, &path, region)?;
        let mut grid = Grid::with_hidden(marks.hidden);
        for merge in marks.merges {
            grid.merge(merge)?;
        }
        for (row, column, field) in marks.instead {
            grid.push(row, column, field)?;
        }
        let mut cells = self.book.worksheet_cells_reader(sheet).map_err(|error| refusal(&error))?;
        let formats = cells.styles().iter().map(|style| style.number_format.as_ref());
        let percents: Vec<bool> =
            formats.map(|format| format.is_some_and(|format| is_percent(&format.format_code))).collect();
        for spelled in marks.spelled {
            let percent = percents.get(spelled.style).copied().unwrap_or(false);
            grid.push(spelled.row, spelled.column, Field::float(spelled.value, percent))?;
        }
        loop {
            let (cell, style) = match cells.next_cell_with_style_id() {
                Ok(Some(found)) => found,
                Ok(None) => break,
                // An error of a newer Excel; it is among the marks.
                Err(XlsxError::CellError(_)) => continue,
                Err(error) => return Err(refusal(&error)),
            };
            let (row, column) = cell.get_position();
            if region.contains(row, column) {
                let percent = percents.get(style).copied().unwrap_or(false);
                let noted = match cell.get_value() {
                    DataRef::SharedString(text) => self.notes.without(text),
                    _ => None,
                };
                grid.push(row, column, noted.unwrap_or_else(|| field_of(cell.get_value(), percent)))?;
            }
        }
        Ok(grid.finish())
    }
}

fn field_of(data: &DataRef<'_>, percent: bool) -> Field {
    match data {
        DataRef::Empty => Field::Empty,
        DataRef::Int(number) => Field::Number { value: (*number).into(), percent },
        DataRef::Float(number) => Field::float(*number, percent),
        DataRef::String(text) => text_field(text),
        DataRef::SharedString(text) => text_field(text),
        DataRef::Bool(flag) => Field::Flag(*flag),
        DataRef::DateTime(moment) => date_field(moment),
        DataRef::DateTimeIso(text) => iso_date(text).map_or_else(|| Field::text(text), Field::Date),
        DataRef::DurationIso(text) => Field::text(text),
        // Errors are among the marks.
        DataRef::Error(_) => Field::Empty,
    }
}

fn refusal(error: &XlsxError) -> Refusal {
    if matches!(error, XlsxError::Password) { Refusal::Password } else { Refusal::Damaged }
}
