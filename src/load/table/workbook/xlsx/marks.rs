//! What the XML of a sheet says besides values: hidden rows, merged cells, formulas without a result,
//! and errors, of which calamine knows only the old ones.

use std::collections::BTreeSet;

use quick_xml::events::{BytesStart, Event};

use super::parts::xml;
use crate::load::table::raw::Field;
use crate::load::table::workbook::archive::Archive;
use crate::load::table::workbook::attribute::attribute;
use crate::load::table::workbook::grid::Merge;
use crate::load::table::workbook::grid::error_by_text;
use crate::load::table::workbook::range::Region;
use crate::load::table::workbook::refusal::{MAX_CELLS, MAX_MERGES, Refusal};

#[derive(Debug, Default)]
pub(crate) struct Marks {
    pub hidden: BTreeSet<(u32, u32)>,
    pub merges: Vec<Merge>,
    /// What stands in cells whose value is not to be taken.
    pub instead: Vec<(u32, u32, Field)>,
}

/// The cell that is being read.
#[derive(Default)]
struct OpenCell {
    row: u32,
    column: u32,
    kind: CellKind,
    has_formula: bool,
    has_value: bool,
    in_value: bool,
    text: String,
}

#[derive(Default, PartialEq, Eq)]
enum CellKind {
    #[default]
    Number,
    Text,
    Error,
}

impl Marks {
    pub fn read(archive: &mut Archive<'_>, path: &str, region: Region) -> Result<Self, Refusal> {
        if archive.is_plain(path) {
            return Ok(Self::default());
        }
        let reader = archive.reader(path)?.ok_or(Refusal::Damaged)?;
        let mut xml = xml(reader);
        let mut marks = Self::default();
        let mut buffer = Vec::new();
        let mut row = 0;
        let mut column = 0;
        let mut open: Option<OpenCell> = None;
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|_| Refusal::Damaged)? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "row" => row = marks.start_row(&tag, row),
                    "c" => open = Some(start_cell(&tag, row, column)?),
                    "f" => open.iter_mut().for_each(|cell| cell.has_formula = true),
                    "v" => open.iter_mut().for_each(|cell| cell.start_value()),
                    "mergeCell" => marks.merge(&tag)?,
                    _ => {}
                },
                Event::Empty(tag) => match tag.local_name().as_ref() {
                    // A row without cells still counts.
                    "row" => row = marks.start_row(&tag, row) + 1,
                    "c" => column = start_cell(&tag, row, column)?.column + 1,
                    "f" => open.iter_mut().for_each(|cell| cell.has_formula = true),
                    "v" => open.iter_mut().for_each(|cell| cell.has_value = cell.kind == CellKind::Text),
                    "mergeCell" => marks.merge(&tag)?,
                    _ => {}
                },
                Event::Text(text) => {
                    if let Some(cell) = open.as_mut().filter(|cell| cell.in_value) {
                        cell.take_text(text.as_ref());
                    }
                }
                Event::End(tag) => match tag.local_name().as_ref() {
                    "v" => open.iter_mut().for_each(|cell| cell.in_value = false),
                    "c" => {
                        if let Some(cell) = open.take() {
                            (row, column) = (cell.row, cell.column + 1);
                            marks.end_cell(cell, region)?;
                        }
                    }
                    "row" => (row, column) = (row.saturating_add(1), 0),
                    _ => {}
                },
                Event::Eof => return Ok(marks),
                _ => {}
            }
        }
    }

    /// The row that starts, where `next` would be the one after the last.
    fn start_row(&mut self, tag: &BytesStart<'_>, next: u32) -> u32 {
        let mut row = next;
        let mut hidden = false;
        for attribute in tag.attributes().with_checks(false).filter_map(Result::ok) {
            match attribute.key.as_ref() {
                "r" => row = attribute.value.parse().map_or(next, |number: u32| number.saturating_sub(1)),
                "hidden" => hidden = matches!(attribute.value.as_ref(), "1" | "true"),
                _ => {}
            }
        }
        if hidden {
            self.hidden.insert((row, row));
        }
        row
    }

    fn merge(&mut self, tag: &BytesStart<'_>) -> Result<(), Refusal> {
        let merge: Option<Merge> = attribute(tag, "ref").and_then(|written| written.parse().ok());
        self.merges.extend(merge);
        if self.merges.len() > MAX_MERGES {
            return Err(Refusal::TooLarge("meer dan 100.000 samengevoegde cellen op een blad"));
        }
        Ok(())
    }

    fn end_cell(&mut self, cell: OpenCell, region: Region) -> Result<(), Refusal> {
        if !region.contains(cell.row, cell.column) {
            return Ok(());
        }
        if cell.kind == CellKind::Error {
            let field = Field::Error(error_by_text(&cell.text).unwrap_or("Fout"));
            self.instead.push((cell.row, cell.column, field));
        } else if cell.has_formula && !cell.has_value {
            self.instead.push((cell.row, cell.column, Field::NoValue));
        }
        if self.instead.len() > MAX_CELLS {
            return Err(Refusal::TooLarge("meer dan 3.000.000 gevulde cellen op een blad"));
        }
        Ok(())
    }
}

impl OpenCell {
    fn start_value(&mut self) {
        self.in_value = true;
        // A formula may have an empty text as its result.
        self.has_value = self.kind == CellKind::Text;
    }

    fn take_text(&mut self, text: &str) {
        self.has_value |= !text.trim().is_empty();
        if self.kind == CellKind::Error && self.text.len() < 32 {
            self.text.push_str(text.get(..32).unwrap_or(text));
        }
    }
}

fn start_cell(tag: &BytesStart<'_>, row: u32, column: u32) -> Result<OpenCell, Refusal> {
    let mut cell = OpenCell { row, column, ..OpenCell::default() };
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| Refusal::Damaged)?;
        match attribute.key.as_ref() {
            "r" => (cell.row, cell.column) = place(&attribute.value).ok_or(Refusal::Damaged)?,
            "t" => {
                cell.kind = match attribute.value.as_ref() {
                    "e" => CellKind::Error,
                    "str" | "s" | "inlineStr" => CellKind::Text,
                    _ => CellKind::Number,
                }
            }
            _ => {}
        }
    }
    Ok(cell)
}

/// The 0-based row and column of `C14`.
fn place(written: &str) -> Option<(u32, u32)> {
    let digits = written.find(|next: char| !next.is_ascii_uppercase())?;
    let (letters, digits) = written.split_at(digits);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column = letters.bytes().fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1) - 1;
    let row: u32 = digits.parse().ok()?;
    Some((row.checked_sub(1)?, column))
}
