//! The table that every kind of file is read into: columns, and rows of fields that know their place.
//!
//! In: what a reader of one format found. Out: one form for all of them, in which a number that was
//! text in a CSV is still text, and a number, date or error of a workbook is what it was there. What
//! a field means is not looked at here.

use std::borrow::Cow;
use std::fmt::Write;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use ecow::{EcoString, eco_format};
use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::Place;

/// A table as a file holds it.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// What kind of place its rows have.
    pub origin: Origin,
    /// The columns, from left to right. Names may be equal.
    pub columns: Vec<Column>,
    /// The rows, in the order of the file.
    pub rows: Vec<Record>,
    /// Whether commas stand between its columns.
    pub between_commas: bool,
    /// What stands above the names of the columns, and what stands among them without naming one.
    pub above: Vec<String>,
    /// What stands in the cell that the description names for the period.
    pub period_cell: Option<String>,
}

impl Table {
    /// A table with nothing above it.
    pub fn new(origin: Origin, columns: Vec<Column>, rows: Vec<Record>) -> Self {
        Self { origin, columns, rows, between_commas: false, above: Vec::new(), period_cell: None }
    }

    /// The place of a field in the file; `text` is what a message shows of it.
    pub fn place(&self, path: &str, record: &Record, at: usize, text: &str) -> Place {
        match record.sources.as_ref().and_then(|sources| sources.get(at)) {
            Some(source) => self.origin.field(path, record.line, source.number, &source.name, text),
            None => self.origin.field(path, record.line, self.columns[at].number, &self.columns[at].name, text),
        }
    }
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    /// Its name, without spaces around it.
    pub name: String,
    /// Its 0-based number in the file.
    pub number: usize,
    /// What its name consists of, from top to bottom.
    pub parts: Vec<String>,
}

impl Column {
    /// A column with a name of one part.
    pub fn new(name: String, number: usize) -> Self {
        Self { parts: vec![name.clone()], name, number }
    }

    /// A column without a name of its own is called by its letters: "kolom C".
    pub fn unnamed(number: usize) -> Self {
        Self::new(format!("kolom {}", column_letters(number)), number)
    }

    /// Whether a description means it by this name: all of its name, or the part just above the cells.
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.parts.len() > 1 && self.parts.last().is_some_and(|last| last == name)
    }
}

/// The column of a file that a field of a turned table comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    /// Its 0-based number in the file.
    pub number: usize,
    /// Its name there.
    pub name: Arc<str>,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    /// The 1-based line, row of the sheet, or number of the object.
    pub line: usize,
    /// Whether a workbook does not show it.
    pub hidden: bool,
    /// A field for each column; those that are missing at the end are empty.
    pub fields: Vec<Field>,
    /// In a table that was turned, where each field comes from.
    pub sources: Option<Arc<[Source]>>,
}

impl Record {
    /// The field of a column, by its position among the columns.
    pub fn field(&self, position: usize) -> &Field {
        self.fields.get(position).unwrap_or(&Field::Empty)
    }
}

/// What stands in one place of a table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Field {
    /// Nothing.
    Empty,
    /// Text, without spaces around it.
    Text(EcoString),
    /// A number; `percent` says that the workbook shows 0.17 as 17%.
    Number {
        /// Its value.
        value: Decimal,
        /// Whether it is shown as a percentage.
        percent: bool,
    },
    /// A date.
    Date(NaiveDate),
    /// True or false.
    Flag(bool),
    /// An error of a workbook, by the name that it has in Dutch.
    Error(&'static str),
    /// A formula whose result is not in the file.
    NoValue,
    /// A number with the mark of a note behind it in small digits, which would be read as part of it.
    Noted(String),
    /// A list or object in a JSON file.
    Nested,
}

impl Field {
    /// Text without spaces around it; nothing when that is all.
    pub fn text(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() { Field::Empty } else { Field::Text(text.into()) }
    }

    /// As a name that is compared: every space is one plain space, letters with an accent are one character, and what
    /// nobody sees is gone.
    pub fn as_name(&self) -> EcoString {
        let shown = self.shown();
        let is_plain = shown.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') && !shown.contains("  ");
        match self {
            // Shared, and not copied.
            Field::Text(text) if is_plain => return text.clone(),
            _ if is_plain => return shown.as_ref().into(),
            _ => {}
        }
        let seen = shown.chars().filter(|next| !UNSEEN.contains(next));
        let composed: String = seen.nfc().collect();
        composed.split_whitespace().collect::<Vec<_>>().join(" ").into()
    }

    /// A number as programs that count in binary hold it: what fifteen digits of it say, as in a
    /// spreadsheet. What is no number stays text.
    pub fn float(value: f64, percent: bool) -> Self {
        match decimal(value) {
            Some(value) => Field::Number { value, percent },
            None => Field::Text(eco_format!("{value}")),
        }
    }

    /// Whether there is something in it.
    pub fn is_filled(&self) -> bool {
        !matches!(self, Field::Empty)
    }

    /// As a person reads it.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Field::Empty => "".into(),
            Field::Text(text) => text.as_str().into(),
            Field::Number { value, percent: false } => comma(*value).into(),
            Field::Number { value, percent: true } => match value.checked_mul(Decimal::ONE_HUNDRED) {
                Some(hundredths) => format!("{}%", comma(hundredths)).into(),
                None => comma(*value).into(),
            },
            Field::Date(date) => format!("{}-{}-{}", date.day(), date.month(), date.year()).into(),
            Field::Flag(true) => "WAAR".into(),
            Field::Flag(false) => "ONWAAR".into(),
            Field::Error(name) => (*name).into(),
            Field::NoValue => "formule zonder uitkomst".into(),
            Field::Noted(number) => number.as_str().into(),
            Field::Nested => "lijst of groep".into(),
        }
    }
}

/// Characters that are not seen: a soft hyphen, joiners, a byte order mark.
const UNSEEN: [char; 6] = ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'];

/// The significant digits of a binary number that are worth something; Excel shows no more.
const DIGITS: usize = 15;

fn decimal(value: f64) -> Option<Decimal> {
    // Almost every number that people type has few decimals. What is the nearest binary number to such
    // a decimal is that decimal: both factors are exact.
    let mut factor = 1.0;
    for scale in 0..=DIGITS {
        let shifted = (value * factor).round();
        if shifted.abs() >= 1e15 {
            break;
        }
        if shifted / factor == value {
            #[expect(clippy::cast_possible_truncation, reason = "whole, and far within 64 bits")]
            return Some(Decimal::new(shifted as i64, u32::try_from(scale).ok()?));
        }
        factor *= 10.0;
    }
    let written = format!("{value:.*e}", DIGITS - 1);
    Decimal::from_scientific(&written).ok().map(|value| value.normalize())
}

fn comma(value: Decimal) -> String {
    value.normalize().to_string().replace('.', ",")
}

/// What kind of place the rows of a table have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Lines of a delimited file.
    Lines,
    /// Rows of a sheet, by its name.
    Sheet(Arc<str>),
    /// Objects in a JSON file.
    Items,
}

impl Origin {
    /// The place of a field, by its 0-based column number and the column's name.
    pub(crate) fn field(&self, path: &str, line: usize, number: usize, column: &str, text: &str) -> Place {
        match self {
            Origin::Lines => Place::field(path, line, Some(column), text),
            Origin::Sheet(sheet) => Place::cell(path, sheet, line, &column_letters(number), Some(column), text),
            Origin::Items => Place::item(path, line, Some(column), text),
        }
    }

    /// The place of a row.
    pub(crate) fn row(&self, path: &str, line: usize, text: &str) -> Place {
        match self {
            Origin::Lines => Place::field(path, line, None, text),
            Origin::Sheet(sheet) => Place::sheet_row(path, sheet, line),
            Origin::Items => Place::item(path, line, None, text),
        }
    }

    /// "op regel 3", "in rij 3", "in groep 3".
    pub(crate) fn at_row(&self, line: usize) -> String {
        match self {
            Origin::Lines => format!("op regel {line}"),
            Origin::Sheet(_) => format!("in rij {line}"),
            Origin::Items => format!("in groep {line}"),
        }
    }
}

/// What a spreadsheet calls a column: A for 0, Z for 25, AA for 26.
pub fn column_letters(number: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = number + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// "5", "5 en 6", "5, 6 en 7"; of many only the first.
pub(crate) fn few(items: &[String]) -> String {
    const SHOWN: usize = 8;
    let mut out = String::new();
    let shown = &items[..items.len().min(SHOWN)];
    for (index, item) in shown.iter().enumerate() {
        let is_last = index + 1 == items.len();
        let before = if index == 0 {
            ""
        } else if is_last {
            " en "
        } else {
            ", "
        };
        let _ = write!(out, "{before}{item}");
    }
    if items.len() > SHOWN {
        let _ = write!(out, " en nog {}", items.len() - SHOWN);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_become_what_a_spreadsheet_shows() {
        for (float, text) in [
            (0.1 + 0.2, "0,3"),
            (8.65, "8,65"),
            (461_514.0, "461514"),
            (-2.5, "-2,5"),
            (1e-7, "0,0000001"),
            (1.0 / 3.0, "0,333333333333333"),
            (123_456_789.123_456_78, "123456789,123457"),
        ] {
            assert_eq!(Field::float(float, false).shown(), text);
        }
        assert_eq!(Field::float(0.17, true).shown(), "17%");
        assert_eq!(Field::float(1.1 - 1.0, true).shown(), "10%");
        for strange in [f64::NAN, f64::INFINITY, f64::MAX] {
            assert!(matches!(Field::float(strange, false), Field::Text(_)), "{strange}");
        }
    }

    #[test]
    fn names_that_look_the_same_are_the_same() {
        let oud = "Oud Krispijn";
        for text in
            ["Oud Krispijn", "Oud  Krispijn", "Oud\u{a0}Krispijn", "Oud\u{200b} Kris\u{ad}pijn", " Oud Krispijn "]
        {
            assert_eq!(Field::text(text).as_name(), oud, "{text:?}");
        }
        assert_eq!(Field::text("Cafe\u{301}").as_name(), "Café");
    }

    #[test]
    fn columns_have_letters() {
        for (number, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(column_letters(number), letters);
        }
    }

    #[test]
    fn lists_stay_short() {
        let items = |count: usize| (1..=count).map(|number| number.to_string()).collect::<Vec<_>>();
        assert_eq!(few(&items(1)), "1");
        assert_eq!(few(&items(3)), "1, 2 en 3");
        assert_eq!(few(&items(10)), "1, 2, 3, 4, 5, 6, 7, 8 en nog 2");
    }
}
