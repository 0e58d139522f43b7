//! Reading a CSV file, as spreadsheets and people save it, into a table that knows its lines.
//!
//! In: the bytes of the file. Out: column names and rows of text, each with its line, and what was
//! wrong on the way. What a cell means is not looked at here.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::ops::Range;

use csv::{ByteRecord, Reader, ReaderBuilder};
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

const MAX_BYTES: usize = 64 * 1024 * 1024;
const MAX_ROWS: usize = 1_000_000;
const MAX_COLUMNS: usize = 1_000;
/// What fits in a cell of Excel.
const MAX_CELL_CHARS: usize = 32_767;
/// How many records the delimiter is looked for in.
const SNIFFED_RECORDS: usize = 20;
/// Possible delimiters; where two explain a file equally well, the first is taken.
const DELIMITERS: [u8; 4] = [b';', b'\t', b'|', b','];
/// How a ZIP archive starts, and so an .xlsx or .ods.
const ZIP_MAGIC: &[u8] = b"PK\x03\x04";
const BYTE_ORDER_MARK: char = '\u{feff}';
/// What old programs put at the end of a text file.
const DOS_END_OF_FILE: char = '\u{1a}';

/// A table of text in which everything knows its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawTable {
    /// The names of the columns, without spaces around them. May hold equal names, and empty ones.
    pub columns: Vec<String>,
    /// The 1-based line of the column names.
    pub header_line: usize,
    /// What stands between the columns.
    pub delimiter: u8,
    /// The rows that fit the columns, without the empty ones. None if no row fits.
    pub rows: Vec<RawRow>,
    /// The rows that were left out, from top to bottom.
    pub issues: Vec<FieldCount>,
}

/// A row that fits the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawRow {
    /// The 1-based line of the file on which the row starts; a field in quotes may span lines.
    pub line: usize,
    /// A field for each column, without spaces around it.
    pub fields: Vec<String>,
}

/// A row with too few or too many fields; the rest of the table can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldCount {
    /// The 1-based line on which the row starts.
    pub line: usize,
    /// How many columns there are.
    pub expected: usize,
    /// How many fields the row has.
    pub found: usize,
    /// That line as it stands in the file.
    pub text: String,
}

impl fmt::Display for FieldCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (found, expected) = (counted(self.found, "veld"), counted(self.expected, "kolom"));
        write!(f, "Deze regel telt {found}, maar er zijn {expected}.")
    }
}

fn counted(count: usize, noun: &str) -> String {
    match (count, noun) {
        (1, noun) => format!("1 {noun}"),
        (count, "kolom") => format!("{count} kolommen"),
        (count, noun) => format!("{count} {noun}en"),
    }
}

/// Why a file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CsvError {
    /// Nothing stands in the file.
    Empty,
    /// Only the column names stand in the file.
    NoRows,
    /// The file holds something else than text, such as a workbook of Excel.
    NotText {
        /// The first line where that shows.
        line: usize,
    },
    /// A quotation mark opens a field and nothing closes it, so that the rest of the file would be one cell.
    UnclosedQuote {
        /// The line of the mark.
        line: usize,
    },
    /// The file is larger than Griffel wants to read.
    TooLarge {
        /// What there is too much of, in Dutch: "meer dan 1.000 kolommen".
        what: &'static str,
    },
}

impl CsvError {
    /// The 1-based line that it is about, if it is about one.
    pub fn line(&self) -> Option<usize> {
        match self {
            Self::NotText { line } | Self::UnclosedQuote { line } => Some(*line),
            Self::Empty | Self::NoRows | Self::TooLarge { .. } => None,
        }
    }
}

impl fmt::Display for CsvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Het bestand is leeg."),
            Self::NoRows => f.write_str("Het bestand bevat alleen kolomnamen en geen regels met cijfers."),
            Self::NotText { line } => write!(
                f,
                "Het bestand bevat op regel {line} tekens die in gewone tekst niet voorkomen. Is het een \
                 Excel-bestand? Sla het dan op als CSV."
            ),
            Self::UnclosedQuote { line } => {
                write!(f, "Op regel {line} begint een veld met een aanhalingsteken (\") dat nergens wordt gesloten.")
            }
            Self::TooLarge { what } => write!(f, "Het bestand is te groot: {what}."),
        }
    }
}

impl Error for CsvError {}

/// Reads a CSV file.
///
/// Text is UTF-8, UTF-16 with a byte order mark, or else Windows-1252. A `delimiter` that is given
/// goes before Excel's `sep=;` line, and that before what the first lines show.
///
/// Empty rows are skipped, wherever they stand, and so are empty columns at the end.
///
/// # Errors
///
/// When there is no table in the file, or a larger one than can be read. Rows that do not fit are
/// not errors but issues of the table.
pub fn read(bytes: &[u8], delimiter: Option<u8>) -> Result<RawTable, CsvError> {
    if bytes.len() > MAX_BYTES {
        return Err(CsvError::TooLarge { what: "meer dan 64 MB" });
    }
    let text = decode(bytes)?;
    let (start, declared) = separator_line(&text);
    let told = delimiter.filter(|byte| can_delimit(*byte)).or(declared);
    let (mut records, delimiter) = match told {
        Some(delimiter) => (read_records(&text, start, delimiter)?, delimiter),
        None => sniffed(&text, start)?,
    };
    if records.is_empty() {
        return Err(CsvError::Empty);
    }
    let header = records.remove(0);
    if records.is_empty() {
        return Err(CsvError::NoRows);
    }
    Ok(RawTable { delimiter, ..shape(&text, header, records) })
}

/// A line of a CSV file that holds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvLine {
    /// Its 1-based number; a field in quotes may span lines.
    pub number: usize,
    /// Its fields, without spaces around them.
    pub fields: Vec<String>,
}

/// Reads all lines of a CSV file in which more stands than a table, and tells what stands between their fields.
///
/// # Errors
///
/// When there is nothing in it, or more than can be read.
pub fn lines(bytes: &[u8], delimiter: Option<u8>) -> Result<(Vec<CsvLine>, u8), CsvError> {
    if bytes.len() > MAX_BYTES {
        return Err(CsvError::TooLarge { what: "meer dan 64 MB" });
    }
    let text = decode(bytes)?;
    let (start, declared) = separator_line(&text);
    let delimiter = delimiter.filter(|byte| can_delimit(*byte)).or(declared);
    let delimiter = delimiter.unwrap_or_else(|| commonest(&text[start..]));
    let records = read_records(&text, start, delimiter)?;
    if records.is_empty() {
        return Err(CsvError::Empty);
    }
    let lines = records.into_iter().map(|record| CsvLine { number: record.line, fields: record.fields });
    Ok((lines.collect(), delimiter))
}

/// The delimiter that splits the most records of the start into as many fields, more than one, as most others.
fn commonest(text: &str) -> u8 {
    let fitting = |delimiter: u8| {
        let mut reader = reader(text, delimiter);
        let mut record = ByteRecord::new();
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        let mut read = 0;
        while read < SNIFFED_RECORDS && next_record(&mut reader, &mut record) {
            read += 1;
            if record.len() > 1 {
                *counts.entry(record.len()).or_default() += 1;
            }
        }
        counts.into_values().max().unwrap_or(0)
    };
    let mut best = (0, DELIMITERS[0]);
    let stands_there = |delimiter: &u8| text.as_bytes().contains(delimiter);
    for delimiter in DELIMITERS.into_iter().filter(stands_there) {
        let count = fitting(delimiter);
        if count > best.0 {
            best = (count, delimiter);
        }
    }
    best.1
}

/// Bytes to text, in the encoding that they show themselves to be in.
fn decode(bytes: &[u8]) -> Result<String, CsvError> {
    if bytes.starts_with(ZIP_MAGIC) {
        return Err(CsvError::NotText { line: 1 });
    }
    let text = if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        UTF_8.decode_without_bom_handling(rest).0
    } else if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        UTF_16LE.decode_without_bom_handling(rest).0
    } else if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        UTF_16BE.decode_without_bom_handling(rest).0
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        text.into()
    } else {
        WINDOWS_1252.decode_without_bom_handling(bytes).0
    };
    let text = text.trim_start_matches(BYTE_ORDER_MARK).trim_end_matches(DOS_END_OF_FILE);
    match text.find(is_not_text) {
        Some(offset) => Err(CsvError::NotText { line: line_at(text, offset) }),
        None => Ok(text.to_owned()),
    }
}

/// Whether a character shows that a file is no text: a control character (bytes that Windows-1252
/// leaves open decode to those too), or the mark of bytes that could not be decoded.
fn is_not_text(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || c == char::REPLACEMENT_CHARACTER
}

/// The 1-based line of a place in a text.
fn line_at(text: &str, offset: usize) -> usize {
    let mut lines = LineCounter::new(text);
    lines.advance(offset)
}

/// Counts lines while going through a text. Windows, Unix and old Macintosh line ends are one each.
struct LineCounter<'a> {
    bytes: &'a [u8],
    offset: usize,
    line: usize,
}

impl<'a> LineCounter<'a> {
    fn new(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), offset: 0, line: 1 }
    }

    /// The line of a place at or after the previous one.
    fn advance(&mut self, offset: usize) -> usize {
        let is_end = |at: &usize| match self.bytes[*at] {
            b'\n' => true,
            b'\r' => self.bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        self.line += (self.offset..offset).filter(is_end).count();
        self.offset = offset;
        self.line
    }
}

/// Excel's `sep=;` on the first line: where the table starts, and the delimiter.
fn separator_line(text: &str) -> (usize, Option<u8>) {
    let end = text.find(['\r', '\n']).unwrap_or(text.len());
    let line = text[..end].trim_matches(['"', ' ']);
    let is_separator_line = line.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sep="));
    match line.get(4..).unwrap_or_default().as_bytes() {
        [byte] if is_separator_line => (end, Some(*byte).filter(|byte| can_delimit(*byte))),
        _ => (0, None),
    }
}

fn can_delimit(byte: u8) -> bool {
    byte == b'\t' || (byte.is_ascii_punctuation() && byte != b'"')
}

/// The records, by what stands between their fields as the first of them show it.
fn sniffed(text: &str, start: usize) -> Result<(Vec<CsvRecord>, u8), CsvError> {
    // Most files are explained by the first delimiter that stands in them: those are read once.
    let first = DELIMITERS.into_iter().find(|delimiter| text.as_bytes()[start..].contains(delimiter));
    if let Some(delimiter) = first
        && let Ok(records) = read_records(text, start, delimiter)
    {
        let columns = records.first().map_or(0, |header| header.fields.len());
        let fits = |record: &CsvRecord| record.fields.len() == columns;
        let lines = text[start..].split(['\r', '\n']).filter(|line| !line.is_empty()).take(SNIFFED_RECORDS).count();
        let is_seen_by_all = records.len().min(SNIFFED_RECORDS) == lines;
        if columns > 1 && is_seen_by_all && records.iter().take(SNIFFED_RECORDS).all(fits) {
            return Ok((records, delimiter));
        }
    }
    let delimiter = sniff(&text[start..]);
    Ok((read_records(text, start, delimiter)?, delimiter))
}

/// The delimiter that splits the most records of the start into as many fields as the header.
fn sniff(text: &str) -> u8 {
    // Setting up a reader takes longer than reading a small file, so none is set up that cannot be the best one.
    let stands_there = |delimiter: &u8| text.as_bytes().contains(delimiter);
    let most = text.split(['\r', '\n']).filter(|line| !line.is_empty()).take(SNIFFED_RECORDS).count();
    let mut best = (0, b';');
    for delimiter in DELIMITERS.into_iter().filter(stands_there) {
        let fitting = count_fitting(text, delimiter);
        if fitting > best.0 {
            best = (fitting, delimiter);
        }
        // Every record takes at least a line.
        if best.0 == most {
            break;
        }
    }
    best.1
}

/// How many of the first records have as many fields as the first one, if that is more than one.
fn count_fitting(text: &str, delimiter: u8) -> usize {
    let mut reader = reader(text, delimiter);
    let mut record = ByteRecord::new();
    let mut counts = Vec::new();
    while counts.len() < SNIFFED_RECORDS && next_record(&mut reader, &mut record) {
        if !record.iter().all(<[u8]>::is_empty) {
            counts.push(record.len());
        }
    }
    match counts.first() {
        Some(&columns) if columns > 1 => counts.iter().filter(|count| **count == columns).count(),
        _ => 0,
    }
}

fn reader(text: &str, delimiter: u8) -> Reader<&[u8]> {
    ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes())
}

/// Reads a record; false at the end. Reading bytes from memory with `flexible` cannot fail.
fn next_record(reader: &mut Reader<&[u8]>, record: &mut ByteRecord) -> bool {
    reader.read_byte_record(record).unwrap_or(false)
}

/// A record and where it stands.
struct CsvRecord {
    line: usize,
    /// Its bytes in the text.
    span: Range<usize>,
    fields: Vec<String>,
}

/// Reads the records that are not empty.
fn read_records(text: &str, start: usize, delimiter: u8) -> Result<Vec<CsvRecord>, CsvError> {
    let mut reader = reader(&text[start..], delimiter);
    let mut lines = LineCounter::new(text);
    let mut records = Vec::new();
    let mut record = ByteRecord::new();
    let mut end = start;
    loop {
        // The reader skips line ends before a record, and counts them as part of it.
        let begin = skip_line_ends(text, end);
        if !next_record(&mut reader, &mut record) {
            return Ok(records);
        }
        end = start + usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        let span = begin..end.min(text.len());
        let line = lines.advance(span.start);
        if span.end == text.len()
            && let Some(offset) = unclosed_quote(&text[span.clone()], delimiter)
        {
            return Err(CsvError::UnclosedQuote { line: lines.advance(span.start + offset) });
        }
        let fields = read_fields(&record)?;
        if fields.iter().any(|field| !field.is_empty()) {
            records.push(CsvRecord { line, span, fields });
        }
        // One more than the rows: the header.
        if records.len() > MAX_ROWS + 1 {
            return Err(CsvError::TooLarge { what: "meer dan 1.000.000 regels" });
        }
    }
}

fn skip_line_ends(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    text.len() - rest.trim_start_matches(['\r', '\n']).len()
}

fn read_fields(record: &ByteRecord) -> Result<Vec<String>, CsvError> {
    if record.len() > MAX_COLUMNS {
        return Err(CsvError::TooLarge { what: "meer dan 1.000 kolommen" });
    }
    record.iter().map(read_field).collect()
}

fn read_field(bytes: &[u8]) -> Result<String, CsvError> {
    let text = String::from_utf8_lossy(bytes);
    let field = text.trim();
    if field.len() > MAX_CELL_CHARS && field.chars().count() > MAX_CELL_CHARS {
        return Err(CsvError::TooLarge { what: "een cel met meer dan 32.767 tekens" });
    }
    Ok(field.to_owned())
}

/// Where in the last record a quotation mark opens a field that is never closed.
fn unclosed_quote(record: &str, delimiter: u8) -> Option<usize> {
    let mut opened = None;
    let mut at_start = true;
    let mut bytes = record.bytes().enumerate().peekable();
    while let Some((offset, byte)) = bytes.next() {
        let is_quote = byte == b'"';
        if opened.is_none() {
            opened = Some(offset).filter(|_| is_quote && at_start);
        } else if is_quote && bytes.next_if(|(_, next)| *next == b'"').is_none() {
            opened = None;
        }
        at_start = opened.is_none() && byte == delimiter;
    }
    opened
}

/// Fits the rows to the columns.
fn shape(text: &str, header: CsvRecord, records: Vec<CsvRecord>) -> RawTable {
    let fit = Fit::new(&header, &records);
    let mut columns = header.fields;
    columns.truncate(fit.width);
    let mut issues = Vec::new();
    let mut rows = Vec::new();
    for mut record in records {
        if fit.accepts(&record.fields) {
            record.fields.truncate(fit.width);
            rows.push(RawRow { line: record.line, fields: record.fields });
        } else {
            issues.push(FieldCount {
                line: record.line,
                expected: fit.width,
                found: record.fields.len(),
                text: first_line(&text[record.span]).to_owned(),
            });
        }
    }
    RawTable { columns, header_line: header.line, delimiter: b';', rows, issues }
}

/// How many fields a row may have.
struct Fit {
    /// The columns up to the last that holds anything.
    width: usize,
    /// The columns with the empty ones at the end.
    header: usize,
    /// The number of fields, if it is the same in all rows: some programs end each row with a delimiter.
    common: Option<usize>,
}

impl Fit {
    fn new(header: &CsvRecord, records: &[CsvRecord]) -> Self {
        let full = header.fields.len();
        let rows = records.iter().filter(|record| record.fields.len() == full);
        let width = rows.map(|record| used(&record.fields)).fold(used(&header.fields), usize::max);
        let first = records.first().map(|record| record.fields.len());
        let common = first.filter(|count| records.iter().all(|record| record.fields.len() == *count));
        Self { width, header: full, common }
    }

    /// Whether a row fits. An empty field too many is fine where every row has it; in a single row it
    /// may come from a delimiter inside a value, and the fields before it would be shifted.
    fn accepts(&self, fields: &[String]) -> bool {
        let count = fields.len();
        let expected = count == self.width || count == self.header || Some(count) == self.common;
        expected && count >= self.width && used(fields) <= self.width
    }
}

/// The number of fields up to the last that holds anything.
pub(crate) fn used(fields: &[String]) -> usize {
    fields.iter().rposition(|field| !field.is_empty()).map_or(0, |last| last + 1)
}

fn first_line(text: &str) -> &str {
    text.split(['\r', '\n']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn table(text: &str) -> RawTable {
        read(text.as_bytes(), None).unwrap()
    }

    /// A table in one line: `a|b / 2:1|2 / 3:3|4`.
    fn outline(table: &RawTable) -> String {
        let mut parts = vec![table.columns.join("|")];
        parts.extend(table.rows.iter().map(|row| format!("{}:{}", row.line, row.fields.join("|"))));
        parts.join(" / ")
    }

    #[test]
    fn reads_tables_with_their_lines() {
        let cases = [
            ("plain", "a;b\n1;2\n3;4\n", "a|b / 2:1|2 / 3:3|4"),
            ("no last line end", "a;b\n1;2", "a|b / 2:1|2"),
            ("windows", "a;b\r\n1;2\r\n3;4\r\n", "a|b / 2:1|2 / 3:3|4"),
            ("old macintosh", "a;b\r1;2\r3;4\r", "a|b / 2:1|2 / 3:3|4"),
            ("spaces", " a ; b\n 1 ;\u{a0}2 \n", "a|b / 2:1|2"),
            ("blank lines first", "\n\r\n  \na;b\n1;2\n", "a|b / 5:1|2"),
            ("blank lines between", "a;b\n\n1;2\n\r\n\r\n3;4\n", "a|b / 3:1|2 / 6:3|4"),
            ("empty rows", "a;b\n;\n1;2\n;\n ; \n", "a|b / 3:1|2"),
            ("sep line", "sep=;\na;b\n1;2\n", "a|b / 3:1|2"),
            ("sep line in windows", "SEP=,\r\na,b\r\n1,2\r\n", "a|b / 3:1|2"),
            ("sep line in quotes", "\"sep=,\"\na,b;c\n1,2\n", "a|b;c / 3:1|2"),
            ("sep line with tab", "sep=\t\na\tb\n1\t2\n", "a|b / 3:1|2"),
            ("quotes", "a;b\n\"1;x\";\"say \"\"hi\"\"\"\n", "a|b / 2:1;x|say \"hi\""),
            ("lines in quotes", "a;b\n\"1\n\n2\";3\n4;5\n", "a|b / 2:1\n\n2|3 / 5:4|5"),
            ("header over two lines", "\"a\nx\";b\n1;2\n", "a\nx|b / 3:1|2"),
            ("empty columns at the end", "a;b;;\n1;2;;\n3;;;\n", "a|b / 2:1|2 / 3:3|"),
            ("short header", "a;b\n1;2;\n3;4;\n", "a|b / 2:1|2 / 3:3|4"),
            ("short rows", "a;b;;\n1;2\n3;4;;\n", "a|b / 2:1|2 / 3:3|4"),
            ("one column", "a\n1\n2,5\n", "a / 2:1 / 3:2,5"),
            ("end mark of dos", "a;b\n1;2\n\u{1a}", "a|b / 2:1|2"),
            ("padded regions", "Regio;Periode\n\"GM0505    \";2022JJ00\n", "Regio|Periode / 2:GM0505|2022JJ00"),
        ];
        for (name, text, expected) in cases {
            let table = table(text);
            assert_eq!(outline(&table), expected, "{name}");
            assert_eq!(table.issues, [], "{name}");
        }
    }

    #[test]
    fn finds_the_delimiter() {
        let cases = [
            ("comma", "a,b\n1,2\n", "a|b / 2:1|2"),
            ("tab", "a\tb\n1,5\t2,5\n", "a|b / 2:1,5|2,5"),
            ("pipe", "a|b\n1|2\n", "a|b / 2:1|2"),
            ("decimal commas", "a;b\n1,5;2,5\n3,5;4,5\n", "a|b / 2:1,5|2,5 / 3:3,5|4,5"),
            ("commas in the names too", "a, in euro;b\n1,5;2\n3,5;4\n", "a, in euro|b / 2:1,5|2 / 3:3,5|4"),
            ("semicolons in a comma file", "a,b,c\n1,x;y,3\n2,z,4\n", "a|b|c / 2:1|x;y|3 / 3:2|z|4"),
            ("delimiters in quotes", "a,b\n\"x;y;z\",1\n\"p;q;r\",2\n", "a|b / 2:x;y;z|1 / 3:p;q;r|2"),
        ];
        for (name, text, expected) in cases {
            assert_eq!(outline(&table(text)), expected, "{name}");
        }
    }

    #[test]
    fn a_given_delimiter_goes_first() {
        let given = read(b"sep=;\na,b;c\n1,2;3\n", Some(b',')).unwrap();
        assert_eq!(outline(&given), "a|b;c / 3:1|2;3");
        let useless = read(b"a;b\n1;2\n", Some(b'\n')).unwrap();
        assert_eq!(outline(&useless), "a|b / 2:1|2");
    }

    #[test]
    fn decodes_what_programs_write() {
        let text = "naam;bedrag\ncafé;€ 5\n";
        let utf16 = |unit: fn(u16) -> [u8; 2], mark: [u8; 2]| -> Vec<u8> {
            mark.into_iter().chain(text.encode_utf16().flat_map(unit)).collect()
        };
        let cases = [
            ("utf-8", text.as_bytes().to_vec()),
            ("utf-8 with mark", ["\u{feff}", text].concat().into_bytes()),
            ("utf-16le", utf16(u16::to_le_bytes, [0xff, 0xfe])),
            ("utf-16be", utf16(u16::to_be_bytes, [0xfe, 0xff])),
            ("windows-1252", b"naam;bedrag\ncaf\xe9;\x80 5\n".to_vec()),
        ];
        for (name, bytes) in cases {
            assert_eq!(outline(&read(&bytes, None).unwrap()), "naam|bedrag / 2:café|€ 5", "{name}");
        }
    }

    #[test]
    fn refuses_what_is_no_table() {
        let cases: [(&str, &[u8], CsvError); 14] = [
            ("nothing", b"", CsvError::Empty),
            ("blank", b" \n\r\n;;\n", CsvError::Empty),
            ("only a mark", b"\xef\xbb\xbf", CsvError::Empty),
            ("only sep", b"sep=;", CsvError::Empty),
            ("only a header", b"a;b\n;\n\n", CsvError::NoRows),
            ("workbook", b"PK\x03\x04abc", CsvError::NotText { line: 1 }),
            ("nul", b"a;b\n1;\x002\n", CsvError::NotText { line: 2 }),
            ("utf-16 without mark", b"a\x00;\x00b\x00", CsvError::NotText { line: 1 }),
            ("not in windows-1252", b"a;b\n1;2\n3;\x81\n", CsvError::NotText { line: 3 }),
            ("control character", b"a;b\r\n1;\x1b[0m", CsvError::NotText { line: 2 }),
            ("half a utf-16 character", b"\xff\xfea\x00\n\x00b", CsvError::NotText { line: 2 }),
            ("bad utf-8 after a mark", b"\xef\xbb\xbfa;b\n\xff;2", CsvError::NotText { line: 2 }),
            ("open quote", b"a;b\n1;\"2\n3;4\n", CsvError::UnclosedQuote { line: 2 }),
            ("open quote on a later line", b"a;b\n\"1\n1\";\"2\n3;4\n", CsvError::UnclosedQuote { line: 3 }),
        ];
        for (name, bytes, expected) in cases {
            assert_eq!(read(bytes, None), Err(expected), "{name}");
        }
    }

    #[test]
    fn refuses_what_is_too_large() {
        let cases = [
            ("meer dan 64 MB", " ".repeat(MAX_BYTES + 1)),
            ("meer dan 1.000 kolommen", ["a;b\n", &"x;".repeat(MAX_COLUMNS), "x\n"].concat()),
            ("een cel met meer dan 32.767 tekens", ["a;b\n1;", &"é".repeat(MAX_CELL_CHARS + 1), "\n"].concat()),
            ("meer dan 1.000.000 regels", ["a\n", &"1\n".repeat(MAX_ROWS + 1)].concat()),
        ];
        for (what, text) in cases {
            assert_eq!(read(text.as_bytes(), None), Err(CsvError::TooLarge { what }));
        }
        assert!(read(["a;b\n1;", &"é".repeat(MAX_CELL_CHARS), "\n"].concat().as_bytes(), None).is_ok());
    }

    #[test]
    fn leaves_out_rows_that_do_not_fit() {
        let table = table("a;b\n1;2\n\"3\nx\"\n4;5;6\n7;8\nBoba; bv;\n");
        assert_eq!(outline(&table), "a|b / 2:1|2 / 6:7|8");
        let issue = |line, found, text: &str| FieldCount { line, expected: 2, found, text: text.to_owned() };
        assert_eq!(table.issues, [issue(3, 1, "\"3"), issue(5, 3, "4;5;6"), issue(7, 3, "Boba; bv;")]);
    }

    #[test]
    fn keeps_a_table_of_which_no_row_fits() {
        let table = table("a;b;c\n1;2\n3;4\n");
        assert_eq!((table.rows.len(), table.issues.len()), (0, 2));
    }

    #[test]
    fn keeps_a_column_without_a_name() {
        assert_eq!(outline(&table("\na;;a;b;\n1;2;3;4;\n")), "a||a|b / 3:1|2|3|4");
    }

    #[test]
    fn keeps_a_column_without_a_name_that_holds_something() {
        let table = table("a;b;\n1;2;3\n4;5;\n");
        assert_eq!(outline(&table), "a|b| / 2:1|2|3 / 3:4|5|");
    }

    #[test]
    fn messages_are_plain() {
        let issue = FieldCount { line: 3, expected: 2, found: 1, text: "x".to_owned() };
        assert_eq!(issue.to_string(), "Deze regel telt 1 veld, maar er zijn 2 kolommen.");
        let error = CsvError::TooLarge { what: "meer dan 64 MB" };
        assert_eq!(error.to_string(), "Het bestand is te groot: meer dan 64 MB.");
    }

    /// What every table promises.
    fn check_promises(bytes: &[u8], delimiter: Option<u8>) -> Result<(), TestCaseError> {
        let Ok(table) = read(bytes, delimiter) else { return Ok(()) };
        prop_assert!(table.header_line >= 1 && !table.columns.is_empty());
        let mut previous = table.header_line;
        for row in &table.rows {
            prop_assert_eq!(row.fields.len(), table.columns.len());
            prop_assert!(row.line > previous);
            previous = row.line;
        }
        prop_assert!(table.issues.iter().all(|issue| issue.line >= table.header_line && !issue.to_string().is_empty()));
        Ok(())
    }

    proptest! {
        #[test]
        fn never_panics(bytes in any::<Vec<u8>>(), delimiter in any::<Option<u8>>()) {
            check_promises(&bytes, delimiter)?;
        }

        #[test]
        fn never_panics_on_what_looks_like_csv(text in "(sep=;\n)?[ab1é;,\"\r\n\t ]{0,80}") {
            check_promises(text.as_bytes(), None)?;
        }

        #[test]
        fn reads_back_what_the_csv_crate_writes(
            rows in prop::collection::vec(prop::array::uniform3("[a-z;,\"\r\n]{0,4}z"), 1..20),
        ) {
            let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
            writer.write_record(["a", "b", "c"]).unwrap();
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let table = read(&writer.into_inner().unwrap(), Some(b';')).unwrap();
            let read: Vec<Vec<String>> = table.rows.into_iter().map(|row| row.fields).collect();
            let expected: Vec<Vec<String>> =
                rows.iter().map(|row| row.iter().map(|field| field.trim().to_owned()).collect()).collect();
            prop_assert_eq!(read, expected);
        }
    }
}
