//! The records of an `.xls` workbook (BIFF), gone through for what calamine leaves out. The numbers of
//! the records are those of [MS-XLS], chapter 2.3.2.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::load::table::workbook::percent::is_percent;
use crate::load::table::workbook::refusal::{MAX_CELLS, MAX_SHEETS, Refusal};

const FORMULA: u16 = 0x0006;
const END_OF_FILE: u16 = 0x000A;
const FILE_PASS: u16 = 0x002F;
const BOUND_SHEET: u16 = 0x0085;
const MULTIPLE_RK: u16 = 0x00BD;
const FORMAT_OF_CELLS: u16 = 0x00E0;
const DIMENSIONS: u16 = 0x0200;
const NUMBER: u16 = 0x0203;
const ROW: u16 = 0x0208;
const RK: u16 = 0x027E;
const NUMBER_FORMAT: u16 = 0x041E;
const BEGIN_OF_FILE: u16 = 0x0809;
/// Records that each are one cell.
const CELLS: [u16; 8] = [FORMULA, NUMBER, 0x0204, 0x00D6, 0x0205, 0x0207, RK, 0x00FD];
/// What all sheets together may take to go through.
const MAX_WALKED: usize = 256 * 1024 * 1024;

/// What is known of the cells of a sheet.
#[derive(Debug, Default)]
pub(super) struct SheetMarks {
    pub hidden: BTreeSet<(u32, u32)>,
    pub percents: HashSet<(u32, u32)>,
}

/// The marks of all sheets, in their order.
pub(crate) fn read(stream: &[u8]) -> Result<Vec<SheetMarks>, Refusal> {
    let globals = Globals::read(stream)?;
    let mut all = Vec::new();
    let (mut walked, mut cells) = (0_usize, 0_u64);
    for start in &globals.sheets {
        let sheet = Sheet::read(stream.get(*start..).ok_or(Refusal::Damaged)?, &globals)?;
        walked = walked.saturating_add(sheet.length);
        cells = cells.saturating_add(sheet.size());
        if walked > MAX_WALKED || cells > MAX_CELLS as u64 {
            return Err(Refusal::TooLarge("meer dan 3.000.000 cellen"));
        }
        all.push(sheet.marks);
    }
    Ok(all)
}

/// What comes before the sheets.
#[derive(Default)]
struct Globals {
    /// Where each sheet starts.
    sheets: Vec<usize>,
    /// For each format of cells, whether it is a percentage.
    percents: Vec<bool>,
}

impl Globals {
    fn read(stream: &[u8]) -> Result<Self, Refusal> {
        let mut globals = Self::default();
        let mut formats: HashMap<u16, bool> = HashMap::from([(9, true), (10, true)]);
        let mut cell_formats = Vec::new();
        for (kind, data) in Records::of(stream) {
            match kind {
                FILE_PASS => return Err(Refusal::Password),
                BOUND_SHEET => globals.sheets.push(usize::try_from(word(data, 0)?).map_err(|_| Refusal::Damaged)?),
                NUMBER_FORMAT => {
                    // Behind number, length and flags; characters take one byte or two, both show a percent sign.
                    let text = data.iter().skip(5).filter(|byte| **byte != 0);
                    let text: String = text.map(|byte| char::from(*byte)).collect();
                    formats.insert(short(data, 0)?, is_percent(&text));
                }
                FORMAT_OF_CELLS => cell_formats.push(short(data, 2)?),
                END_OF_FILE => break,
                _ => {}
            }
        }
        if globals.sheets.len() > MAX_SHEETS {
            return Err(Refusal::TooLarge("meer dan 1.000 bladen"));
        }
        globals.percents = cell_formats.iter().map(|id| formats.get(id).copied().unwrap_or(false)).collect();
        Ok(globals)
    }

    fn is_percent(&self, format: u16) -> bool {
        self.percents.get(usize::from(format)).copied().unwrap_or(false)
    }
}

/// One sheet.
#[derive(Default)]
struct Sheet {
    marks: SheetMarks,
    /// How many bytes it takes.
    length: usize,
    /// First and last row, first and last column of what is filled.
    bounds: Option<(u16, u16, u16, u16)>,
    /// What it says of its own size.
    declared: u64,
}

impl Sheet {
    fn read(stream: &[u8], globals: &Globals) -> Result<Self, Refusal> {
        let mut sheet = Self::default();
        let mut depth = 0_usize;
        for (kind, data) in Records::of(stream) {
            sheet.length += data.len() + 4;
            match kind {
                BEGIN_OF_FILE => depth += 1,
                END_OF_FILE if depth <= 1 => break,
                END_OF_FILE => depth -= 1,
                // A chart in a sheet has cells of its own.
                _ if depth > 1 => {}
                DIMENSIONS => sheet.declared = sheet.declared.max(declared(data)?),
                // The bit that says that the row has no height.
                ROW if short(data, 12)? & 0x20 != 0 => {
                    let row = u32::from(short(data, 0)?);
                    sheet.marks.hidden.insert((row, row));
                }
                MULTIPLE_RK => sheet.cells(data, globals)?,
                // The text of a formula, which stands behind it, has no place of its own.
                0x0207 => {}
                kind if CELLS.contains(&kind) => {
                    let has_format = matches!(kind, FORMULA | NUMBER | RK);
                    sheet.cell(short(data, 0)?, short(data, 2)?, has_format && globals.is_percent(short(data, 4)?));
                }
                _ => {}
            }
        }
        Ok(sheet)
    }

    /// Several numbers in one record: row, first column, format and number of each, last column.
    fn cells(&mut self, data: &[u8], globals: &Globals) -> Result<(), Refusal> {
        let (row, first) = (short(data, 0)?, short(data, 2)?);
        let numbers = data.get(4..data.len().saturating_sub(2)).ok_or(Refusal::Damaged)?;
        for (index, number) in (0_u16..).zip(numbers.chunks_exact(6)) {
            let column = first.checked_add(index).ok_or(Refusal::Damaged)?;
            self.cell(row, column, globals.is_percent(short(number, 0)?));
        }
        Ok(())
    }

    fn cell(&mut self, row: u16, column: u16, percent: bool) {
        let (top, bottom, left, right) = self.bounds.unwrap_or((row, row, column, column));
        self.bounds = Some((top.min(row), bottom.max(row), left.min(column), right.max(column)));
        if percent {
            self.marks.percents.insert((u32::from(row), u32::from(column)));
        }
    }

    /// The cells of the rectangle that holds everything.
    fn size(&self) -> u64 {
        let filled = self
            .bounds
            .map_or(0, |(top, bottom, left, right)| (u64::from(bottom - top) + 1) * (u64::from(right - left) + 1));
        filled.max(self.declared)
    }
}

/// How many cells a sheet says it has; room is made for them before they are read.
fn declared(data: &[u8]) -> Result<u64, Refusal> {
    let (first_row, last_row, first_column, last_column) = if data.len() >= 14 {
        (u64::from(word(data, 0)?), u64::from(word(data, 4)?), short(data, 8)?, short(data, 10)?)
    } else {
        (u64::from(short(data, 0)?), u64::from(short(data, 2)?), short(data, 4)?, short(data, 6)?)
    };
    if last_row < first_row {
        return if last_row == 0 { Ok(0) } else { Err(Refusal::Damaged) };
    }
    let is_nonsense = first_column > 0xFF || last_column < first_column;
    let columns = u64::from(last_column - if is_nonsense { 0 } else { first_column });
    Ok((last_row - first_row).saturating_mul(columns.max(1)))
}

/// Kind and contents of each record, up to where the stream makes no sense any more.
struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    fn of(stream: &'a [u8]) -> Self {
        Self { rest: stream }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let kind = short(self.rest, 0).ok()?;
        let length = usize::from(short(self.rest, 2).ok()?);
        let data = self.rest.get(4..4 + length)?;
        self.rest = &self.rest[4 + length..];
        Some((kind, data))
    }
}

fn short(data: &[u8], at: usize) -> Result<u16, Refusal> {
    let bytes: [u8; 2] = data.get(at..at + 2).and_then(|bytes| bytes.try_into().ok()).ok_or(Refusal::Damaged)?;
    Ok(u16::from_le_bytes(bytes))
}

fn word(data: &[u8], at: usize) -> Result<u32, Refusal> {
    let bytes: [u8; 4] = data.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).ok_or(Refusal::Damaged)?;
    Ok(u32::from_le_bytes(bytes))
}
