//! What the XML of a sheet says besides values: hidden rows, merged cells, formulas without a result,
//! errors, of which calamine knows only the old ones, and numbers with entities in them, which it does not read.

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
    /// Numbers that are not written out, as in `&#49;2`.
    pub spelled: Vec<SpelledNumber>,
}

/// A number of which characters are written as entities or the like.
#[derive(Debug, PartialEq)]
pub(crate) struct SpelledNumber {
    pub row: u32,
    pub column: u32,
    pub style: usize,
    pub value: f64,
}

/// More characters no number of a workbook has.
const LONGEST_NUMBER: usize = 64;

/// The cell that is being read.
#[derive(Default)]
struct OpenCell {
    row: u32,
    column: u32,
    kind: CellKind,
    has_formula: bool,
    has_value: bool,
    in_value: bool,
    style: usize,
    /// Its value is not one stretch of plain text.
    is_spelled: bool,
}

#[derive(Default, PartialEq, Eq)]
enum CellKind {
    #[default]
    Number,
    Text,
    /// Of a shared text.
    Index,
    /// True or false.
    Flag,
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
        let mut value = String::new();
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|_| Refusal::Damaged)? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "row" => row = marks.start_row(&tag, row),
                    "c" => open = Some(start_cell(&tag, row, column)?),
                    "f" => open.iter_mut().for_each(|cell| cell.has_formula = true),
                    "v" => {
                        value.clear();
                        open.iter_mut().for_each(OpenCell::start_value);
                    }
                    "mergeCell" => marks.merge(&tag)?,
                    _ => {}
                },
                Event::Empty(tag) => match tag.local_name().as_ref() {
                    // A row without cells still counts.
                    "row" => row = marks.start_row(&tag, row) + 1,
                    "c" => column = start_cell(&tag, row, column)?.column + 1,
                    "f" => open.iter_mut().for_each(|cell| cell.has_formula = true),
                    "v" => open.iter_mut().for_each(|cell| cell.has_value = cell.is_text()),
                    "mergeCell" => marks.merge(&tag)?,
                    _ => {}
                },
                Event::Text(text) => {
                    if let Some(cell) = open.as_mut().filter(|cell| cell.in_value) {
                        cell.take_text(text.as_ref(), &mut value);
                    }
                }
                other @ (Event::GeneralRef(_) | Event::CData(_) | Event::Comment(_)) => {
                    if let Some(cell) = open.as_mut().filter(|cell| cell.in_value) {
                        cell.is_spelled = true;
                        cell.take_text(&spelled(&other)?, &mut value);
                    }
                }
                Event::End(tag) => match tag.local_name().as_ref() {
                    "v" => open.iter_mut().for_each(|cell| cell.in_value = false),
                    "c" => {
                        if let Some(cell) = open.take() {
                            (row, column) = (cell.row, cell.column + 1);
                            marks.end_cell(cell, &value, region)?;
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

    fn end_cell(&mut self, cell: OpenCell, value: &str, region: Region) -> Result<(), Refusal> {
        if !region.contains(cell.row, cell.column) {
            return Ok(());
        }
        if cell.kind == CellKind::Error {
            let field = Field::Error(error_by_text(value).unwrap_or("Fout"));
            self.instead.push((cell.row, cell.column, field));
        } else if cell.has_formula && !cell.has_value {
            self.instead.push((cell.row, cell.column, Field::NoValue));
        } else if cell.is_spelled && cell.kind == CellKind::Number {
            let value = value.trim().parse().map_err(|_| Refusal::Damaged)?;
            self.spelled.push(SpelledNumber { row: cell.row, column: cell.column, style: cell.style, value });
        } else if cell.is_spelled && matches!(cell.kind, CellKind::Index | CellKind::Flag) {
            // No program writes that.
            return Err(Refusal::Damaged);
        }
        if self.instead.len() + self.spelled.len() > MAX_CELLS {
            return Err(Refusal::TooLarge("meer dan 3.000.000 gevulde cellen op een blad"));
        }
        Ok(())
    }
}

impl OpenCell {
    fn start_value(&mut self) {
        self.in_value = true;
        // A formula may have an empty text as its result.
        self.has_value = self.is_text();
    }

    fn is_text(&self) -> bool {
        matches!(self.kind, CellKind::Text | CellKind::Index)
    }

    fn take_text(&mut self, text: &str, value: &mut String) {
        self.has_value |= !text.trim().is_empty();
        if matches!(self.kind, CellKind::Error | CellKind::Number) && value.len() < LONGEST_NUMBER {
            value.push_str(text.get(..LONGEST_NUMBER).unwrap_or(text));
        }
    }
}

/// What an event of XML stands for in a value.
fn spelled(event: &Event<'_>) -> Result<String, Refusal> {
    match event {
        Event::GeneralRef(entity) => {
            let character = entity.resolve_char_ref().map_err(|_| Refusal::Damaged)?;
            // Named entities are no digits.
            character.map(String::from).ok_or(Refusal::Damaged)
        }
        Event::CData(data) => Ok(data.to_string()),
        _ => Ok(String::new()),
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
                    "str" | "inlineStr" => CellKind::Text,
                    "s" => CellKind::Index,
                    "b" => CellKind::Flag,
                    _ => CellKind::Number,
                }
            }
            "s" => cell.style = attribute.value.parse().unwrap_or(0),
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
