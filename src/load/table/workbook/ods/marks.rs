//! What `content.xml` says besides values: hidden rows, merged cells, percentages, formulas without a
//! result; and how many cells the sheets have when everything that is repeated is written out.

use std::collections::{BTreeSet, HashMap, HashSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::load::table::workbook::archive::Archive;
use crate::load::table::workbook::attribute::attribute;
use crate::load::table::workbook::grid::Merge;
use crate::load::table::workbook::range::Region;
use crate::load::table::workbook::refusal::{MAX_CELLS, MAX_MERGES, Refusal};

/// Rows and columns that a sheet has at most.
const MAX_ROWS: u32 = 1_048_576;
const MAX_COLUMNS: u32 = 16_384;
/// How deep elements may stand in each other.
const MAX_DEPTH: usize = 200;
/// Spaces that are only counted in the file.
const MAX_SPACES: u64 = 10_000_000;

/// What is known of the cells of a sheet.
#[derive(Debug, Default)]
pub(crate) struct SheetMarks {
    pub hidden: BTreeSet<(u32, u32)>,
    pub merges: Vec<Merge>,
    pub percents: HashSet<(u32, u32)>,
    pub without_value: Vec<(u32, u32)>,
    /// The row that comes next.
    row: u32,
    /// How many columns have been filled.
    width: u32,
    /// Rows up to the last that is filled, from the first.
    filled: Option<(u32, u32)>,
}

/// The row that is being read.
#[derive(Default)]
struct OpenRow {
    repeats: u32,
    column: u32,
    /// The columns up to the last that is filled.
    width: u32,
    percents: Vec<(u32, u32)>,
    without_value: Vec<(u32, u32)>,
}

/// What a cell says of itself.
struct CellTag {
    repeats: u32,
    columns: u32,
    rows: u32,
    percent: bool,
    has_formula: bool,
    has_value: bool,
}

impl SheetMarks {
    /// The marks of all sheets, by name.
    pub fn read(archive: &mut Archive<'_>) -> Result<HashMap<String, Self>, Refusal> {
        let reader = archive.reader("content.xml")?.ok_or(Refusal::Damaged)?;
        let mut xml = Reader::from_reader(reader);
        xml.config_mut().expand_empty_elements = true;
        let mut all: HashMap<String, Self> = HashMap::new();
        let mut sheet: Option<(String, Self)> = None;
        let mut open: Option<OpenRow> = None;
        let (mut depth, mut cells, mut spaces) = (0_usize, 0_u64, 0_u64);
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|_| Refusal::Damaged)? {
                Event::Start(tag) => {
                    depth += 1;
                    if depth > MAX_DEPTH {
                        return Err(Refusal::Damaged);
                    }
                    match (tag.name().as_ref(), &mut sheet, &mut open) {
                        // A sheet in a sheet would be counted wrong.
                        ("table:table", Some(_), _) => return Err(Refusal::Damaged),
                        ("table:table", None, _) => {
                            sheet = Some((attribute(&tag, "table:name").unwrap_or_default(), Self::default()));
                        }
                        ("table:table-row", Some((_, marks)), _) => open = Some(marks.start_row(&tag)),
                        ("table:table-cell" | "table:covered-table-cell", Some((_, marks)), Some(row)) => {
                            cells += marks.cell(row, &tag)?;
                            check(cells)?;
                        }
                        ("text:s", ..) => {
                            let count = attribute(&tag, "text:c").map_or(Some(1), |count| count.parse().ok());
                            spaces = spaces.saturating_add(count.ok_or(Refusal::Damaged)?);
                            if spaces > MAX_SPACES {
                                return Err(Refusal::TooLarge("meer dan 10.000.000 spaties"));
                            }
                        }
                        _ => {}
                    }
                }
                Event::End(tag) => {
                    depth = depth.saturating_sub(1);
                    match tag.name().as_ref() {
                        "table:table-row" => {
                            if let (Some((_, marks)), Some(row)) = (&mut sheet, open.take()) {
                                marks.end_row(row)?;
                            }
                        }
                        "table:table" => {
                            if let Some((name, marks)) = sheet.take() {
                                cells += marks.size();
                                check(cells)?;
                                all.insert(name, marks);
                            }
                        }
                        _ => {}
                    }
                }
                // Where the end is missing, others would look for it for ever.
                Event::Eof if depth > 0 => return Err(Refusal::Damaged),
                Event::Eof => return Ok(all),
                _ => {}
            }
        }
    }

    fn start_row(&mut self, tag: &BytesStart<'_>) -> OpenRow {
        let left = MAX_ROWS.saturating_sub(self.row);
        let repeats = attribute(tag, "table:number-rows-repeated").and_then(|count| count.parse().ok()).unwrap_or(1);
        let repeats = repeats.min(left);
        let visibility = attribute(tag, "table:visibility").unwrap_or_default();
        if repeats > 0 && matches!(visibility.as_str(), "collapse" | "filter") {
            self.hidden.insert((self.row, self.row + repeats - 1));
        }
        OpenRow { repeats, ..OpenRow::default() }
    }

    /// Takes a cell into account; gives how many cells it stands for in its row.
    fn cell(&mut self, row: &mut OpenRow, tag: &BytesStart<'_>) -> Result<u64, Refusal> {
        let cell = CellTag::read(tag)?;
        let repeats = cell.repeats.min(MAX_COLUMNS.saturating_sub(row.column));
        let (first, next) = (row.column, row.column + repeats);
        row.column = next;
        if cell.columns > 1 || cell.rows > 1 {
            let last_row = self.row.saturating_add(cell.rows.max(1) - 1);
            let last_column = first.saturating_add(cell.columns.max(1) - 1);
            self.merges.push(Region { first_row: self.row, last_row, first_column: first, last_column });
            if self.merges.len() > MAX_MERGES {
                return Err(Refusal::TooLarge("meer dan 100.000 samengevoegde cellen op een blad"));
            }
        }
        if !cell.has_value && !cell.has_formula {
            return Ok(0);
        }
        // Empty cells before a filled one are written out too.
        let written = u64::from(next - row.width.min(next));
        row.width = next;
        if cell.percent {
            row.percents.push((first, next));
        }
        if cell.has_formula && !cell.has_value {
            row.without_value.push((first, next));
        }
        Ok(written)
    }

    fn end_row(&mut self, row: OpenRow) -> Result<(), Refusal> {
        let (first, last) = (self.row, self.row + row.repeats);
        self.row = last;
        if row.width == 0 || row.repeats == 0 {
            return Ok(());
        }
        self.width = self.width.max(row.width);
        self.filled = Some((self.filled.map_or(first, |(start, _)| start), last));
        check(self.size())?;
        for number in first..last {
            let places = |spans: &[(u32, u32)]| -> Vec<(u32, u32)> {
                spans.iter().flat_map(|(from, to)| (*from..*to).map(move |column| (number, column))).collect()
            };
            self.percents.extend(places(&row.percents));
            self.without_value.extend(places(&row.without_value));
        }
        Ok(())
    }

    /// The cells of the rectangle that holds everything.
    fn size(&self) -> u64 {
        let rows = self.filled.map_or(0, |(first, last)| u64::from(last - first));
        rows * u64::from(self.width)
    }
}

impl CellTag {
    fn read(tag: &BytesStart<'_>) -> Result<Self, Refusal> {
        let mut cell =
            CellTag { repeats: 1, columns: 1, rows: 1, percent: false, has_formula: false, has_value: false };
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| Refusal::Damaged)?;
            let number = || attribute.value.parse().map_err(|_| Refusal::Damaged);
            match attribute.key.as_ref() {
                "table:number-columns-repeated" => cell.repeats = number()?,
                "table:number-columns-spanned" => cell.columns = number()?,
                "table:number-rows-spanned" => cell.rows = number()?,
                "table:formula" => cell.has_formula = true,
                "office:value-type" => {
                    cell.percent = attribute.value == "percentage";
                    cell.has_value = true;
                }
                "calcext:value-type" => cell.has_value = true,
                key if key.starts_with("office:") && key.ends_with("value") => cell.has_value = true,
                _ => {}
            }
        }
        Ok(cell)
    }
}

fn check(cells: u64) -> Result<(), Refusal> {
    if cells > MAX_CELLS as u64 {
        return Err(Refusal::TooLarge("meer dan 3.000.000 cellen"));
    }
    Ok(())
}
