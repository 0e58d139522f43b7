//! JSON with a table in it: a list of objects, or an object with one such list, as OData gives
//! (`{"value": [...]}`).
//!
//! In: the bytes of the file. Out: a [`Table`] with a column for every key, and what was wrong on the
//! way. The text is read as a stream, so that only the table itself takes memory.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;

use encoding_rs::{UTF_16BE, UTF_16LE};
use serde::Deserializer;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::raw::{Column, Field, Origin, Record, Table};
use crate::dutch::period::Period;

const MAX_BYTES: usize = 64 * 1024 * 1024;
const MAX_ROWS: usize = 1_000_000;
const MAX_COLUMNS: usize = 1_000;
const MAX_FIELDS: usize = 3_000_000;
/// After this many things that are no objects, a list is no table.
const MAX_ISSUES: usize = 1_000;
/// Where OData says that a table goes on in a next file.
const NEXT_PAGE: [&str; 2] = ["@odata.nextLink", "odata.nextLink"];

/// The names of the list with numbers in a download that holds the other lists of its table as well.
const NUMBERS: [&str; 4] = ["TypedDataSet", "UntypedDataSet", "Observations", "value"];

/// What a list says of a code: its title, and how final the numbers of a period are.
type Labels = HashMap<String, (String, &'static str)>;

/// What a file holds, as far as it can be used.
#[derive(Debug)]
pub(crate) struct JsonTable {
    pub table: Table,
    pub issues: Vec<Issue>,
}

/// Something wrong in the file; the rest of it can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Issue {
    /// An object has a key twice.
    DuplicateKey { number: usize, key: String },
    /// Something in the list is no object.
    NotAnObject { number: usize },
    /// There is more of this table in a next file.
    NextPage,
}

/// Why a file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum JsonError {
    /// It is no JSON from this 1-based line and column on.
    Syntax { line: usize, column: usize },
    /// It holds no list of objects.
    NoTable,
    /// It holds several lists, with these keys.
    SeveralTables { keys: Vec<String> },
    /// The list is empty.
    NoRows,
    /// There is too much in it; of what, in Dutch.
    TooLarge(&'static str),
    /// It is no text.
    NotText,
}

/// Reads a JSON file.
pub(crate) fn read(bytes: &[u8]) -> Result<JsonTable, JsonError> {
    if bytes.len() > MAX_BYTES {
        return Err(JsonError::TooLarge("meer dan 64 MB"));
    }
    let text = decode(bytes)?;
    match read_lists(&text, None) {
        // What OData calls its numbers, beside the lists that explain them.
        Err(JsonError::SeveralTables { keys }) => match keys.iter().find(|key| NUMBERS.contains(&key.as_str())) {
            Some(key) => read_lists(&text, Some(key)),
            None => Err(JsonError::SeveralTables { keys }),
        },
        read => read,
    }
}

/// Reads the only list, or the one under this key with what others say of its codes.
fn read_lists(text: &str, only: Option<&str>) -> Result<JsonTable, JsonError> {
    let reading = RefCell::new(Reading { only: only.map(str::to_owned), ..Reading::default() });
    let mut parser = serde_json::Deserializer::from_str(text);
    let parsed = ValueReader::of(&reading, Part::File).deserialize(&mut parser).and_then(|_| parser.end());
    let reading = reading.into_inner();
    if let Some(refusal) = reading.refusal {
        return Err(refusal);
    }
    if let Err(error) = parsed {
        return Err(JsonError::Syntax { line: error.line().max(1), column: error.column().max(1) });
    }
    reading.found()
}

fn decode(bytes: &[u8]) -> Result<String, JsonError> {
    let (text, wrong) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => return String::from_utf8(rest.to_vec()).map_err(|_| JsonError::NotText),
        [0xFF, 0xFE, rest @ ..] => UTF_16LE.decode_without_bom_handling(rest),
        [0xFE, 0xFF, rest @ ..] => UTF_16BE.decode_without_bom_handling(rest),
        rest => return String::from_utf8(rest.to_vec()).map_err(|_| JsonError::NotText),
    };
    if wrong { Err(JsonError::NotText) } else { Ok(text.into_owned()) }
}

/// What has been read so far.
#[derive(Default)]
struct Reading {
    columns: Vec<Column>,
    numbers: HashMap<String, usize>,
    rows: Vec<Record>,
    fields: usize,
    issues: Vec<Issue>,
    /// The keys of the lists with objects; an empty key for a list without one.
    lists: Vec<String>,
    has_empty_list: bool,
    refusal: Option<JsonError>,
    /// The key of the list with numbers, where there are more lists.
    only: Option<String>,
    /// What the other lists say, by key.
    labels: HashMap<String, Labels>,
}

impl Reading {
    fn found(self) -> Result<JsonTable, JsonError> {
        match self.lists.len() {
            0 if self.has_empty_list => return Err(JsonError::NoRows),
            0 => return Err(JsonError::NoTable),
            1 => {}
            _ => return Err(JsonError::SeveralTables { keys: self.lists }),
        }
        let mut table = Table::new(Origin::Items, self.columns, self.rows);
        for (at, column) in table.columns.iter().enumerate() {
            let Some(labels) = self.labels.get(&column.name) else { continue };
            for field in table.rows.iter_mut().filter_map(|row| row.fields.get_mut(at)) {
                if let Some((title, stars)) = labels.get(field.shown().trim()) {
                    // A period is read from its code.
                    let is_period = field.shown().parse::<Period>().is_ok();
                    *field = Field::text(&if is_period {
                        format!("{}{stars}", field.shown().trim())
                    } else {
                        title.clone()
                    });
                }
            }
        }
        Ok(JsonTable { table, issues: self.issues })
    }

    /// What a list of codes says: a key and a title each, and for periods a status.
    fn as_labels(&self) -> Labels {
        let text = |row: &Record, name: &str| -> Option<String> {
            self.numbers.get(name).map(|at| row.field(*at).shown().trim().to_owned()).filter(|text| !text.is_empty())
        };
        let labels = self.rows.iter().filter_map(|row| {
            let stars = match text(row, "Status").unwrap_or_default().to_lowercase().as_str() {
                "voorlopig" => "*",
                "nadervoorlopig" | "nader voorlopig" => "**",
                _ => "",
            };
            Some((text(row, "Key")?, (text(row, "Title")?, stars)))
        });
        labels.collect()
    }

    /// The number of a column, new or not.
    fn column(&mut self, key: &str) -> Result<usize, JsonError> {
        let name = key.trim();
        if let Some(number) = self.numbers.get(name) {
            return Ok(*number);
        }
        let number = self.columns.len();
        if number >= MAX_COLUMNS {
            return Err(JsonError::TooLarge("meer dan 1.000 kolommen"));
        }
        self.numbers.insert(name.to_owned(), number);
        self.columns.push(Column::new(name.to_owned(), number));
        Ok(number)
    }

    /// A list was read to its end. One without any object is not the table.
    fn end_list(&mut self, key: &str, has_elements: bool) {
        if self.rows.is_empty() {
            self.issues.retain(|issue| *issue == Issue::NextPage);
            self.has_empty_list |= !has_elements;
        } else {
            self.lists.push(key.to_owned());
        }
    }

    /// Puts a value in the row that is being read.
    fn put(&mut self, row: &mut Record, key: &str, field: Field) -> Result<(), JsonError> {
        let number = self.column(key)?;
        if number >= row.fields.len() {
            self.fields += number + 1 - row.fields.len();
            if self.fields > MAX_FIELDS {
                return Err(JsonError::TooLarge("meer dan 3.000.000 waarden"));
            }
            row.fields.resize(number + 1, Field::Empty);
        }
        row.fields[number] = field;
        Ok(())
    }
}

/// Where a value stands in the file.
enum Part<'r> {
    /// It is the whole file.
    File,
    /// Under a key of the file, where it may be the list.
    Member(&'r str),
    /// In the list: the next row.
    Element(Record),
    /// Under a key of a row.
    Cell,
}

/// What a value is.
enum Value {
    /// No list, no object.
    Plain(Field),
    /// An object in the list.
    Row(Record),
    /// A list or object; what matters of it has been noted.
    Nested,
}

/// Reads one value, whatever it is.
struct ValueReader<'r> {
    reading: &'r RefCell<Reading>,
    part: Part<'r>,
}

impl<'r> ValueReader<'r> {
    fn of(reading: &'r RefCell<Reading>, part: Part<'r>) -> Self {
        Self { reading, part }
    }

    /// The members of an object that is the whole file.
    fn members<'de, A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if NEXT_PAGE.contains(&key.as_str()) {
                self.reading.borrow_mut().issues.push(Issue::NextPage);
            }
            map.next_value_seed(ValueReader::of(self.reading, Part::Member(&key)))?;
        }
        Ok(())
    }

    /// A list that may be the table.
    fn list<'de, A: SeqAccess<'de>>(self, key: &str, mut list: A) -> Result<(), A::Error> {
        let only = self.reading.borrow().only.clone();
        match only {
            Some(only) if only != key => return self.list_of_labels(key, list),
            None if !self.reading.borrow().lists.is_empty() => return self.other_list(key, list),
            _ => {}
        }
        let mut number = 0;
        loop {
            number += 1;
            let row = Record { line: number, hidden: false, fields: Vec::new(), sources: None };
            let element = list.next_element_seed(ValueReader::of(self.reading, Part::Element(row)))?;
            let mut reading = self.reading.borrow_mut();
            let Some(element) = element else {
                reading.end_list(key, number > 1);
                return Ok(());
            };
            if reading.rows.len() >= MAX_ROWS {
                reading.refusal = Some(JsonError::TooLarge("meer dan 1.000.000 regels"));
                return Err(A::Error::custom("too large"));
            }
            match element {
                Value::Row(row) if row.fields.iter().any(Field::is_filled) => reading.rows.push(row),
                Value::Row(_) => {}
                Value::Plain(_) | Value::Nested => reading.issues.push(Issue::NotAnObject { number }),
            }
            if reading.issues.len() > MAX_ISSUES {
                reading.refusal = Some(JsonError::NoTable);
                return Err(A::Error::custom("no table"));
            }
        }
    }

    /// A list beside the one with numbers: what it says of codes.
    fn list_of_labels<'de, A: SeqAccess<'de>>(self, key: &str, mut list: A) -> Result<(), A::Error> {
        let aside = RefCell::new(Reading::default());
        let row = || Record { line: 1, hidden: false, fields: Vec::new(), sources: None };
        while let Some(element) = list.next_element_seed(ValueReader::of(&aside, Part::Element(row())))? {
            let mut aside = aside.borrow_mut();
            if let (Value::Row(row), true) = (element, aside.rows.len() < MAX_ROWS) {
                aside.rows.push(row);
            }
        }
        let labels = aside.into_inner().as_labels();
        self.reading.borrow_mut().labels.insert(key.to_owned(), labels);
        Ok(())
    }

    /// A list after the one that was read: only whether it could have been the one.
    fn other_list<'de, A: SeqAccess<'de>>(self, key: &str, mut list: A) -> Result<(), A::Error> {
        let aside = RefCell::new(Reading::default());
        let row = Record { line: 1, hidden: false, fields: Vec::new(), sources: None };
        let first = list.next_element_seed(ValueReader::of(&aside, Part::Element(row)))?;
        if matches!(first, Some(Value::Row(_))) {
            self.reading.borrow_mut().lists.push(key.to_owned());
        }
        pass_over_list(list)
    }

    /// An object in the list.
    fn row<'de, A: MapAccess<'de>>(
        reading: &RefCell<Reading>,
        mut row: Record,
        mut map: A,
    ) -> Result<Record, A::Error> {
        let mut keys: Vec<String> = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            let field = match map.next_value_seed(ValueReader::of(reading, Part::Cell))? {
                Value::Plain(field) => field,
                Value::Row(_) | Value::Nested => Field::Nested,
            };
            let mut reading = reading.borrow_mut();
            if keys.contains(&key) {
                reading.issues.push(Issue::DuplicateKey { number: row.line, key });
                continue;
            }
            if let Err(refusal) = reading.put(&mut row, &key, field) {
                reading.refusal = Some(refusal);
                return Err(A::Error::custom("too large"));
            }
            keys.push(key);
        }
        Ok(row)
    }
}

fn pass_over_list<'de, A: SeqAccess<'de>>(mut list: A) -> Result<(), A::Error> {
    while list.next_element::<IgnoredAny>()?.is_some() {}
    Ok(())
}

impl<'de> DeserializeSeed<'de> for ValueReader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<Value, D::Error> {
        value.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueReader<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Plain(Field::Empty))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Plain(Field::Flag(flag)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Plain(Field::Number { value: number.into(), percent: false }))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Plain(Field::Number { value: number.into(), percent: false }))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Plain(Field::float(number, false)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Plain(Field::text(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Value, A::Error> {
        match self.part {
            Part::File => self.list("", list)?,
            Part::Member(key) => self.list(key, list)?,
            Part::Element(_) | Part::Cell => pass_over_list(list)?,
        }
        Ok(Value::Nested)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        match self.part {
            Part::File => self.members(map)?,
            Part::Element(row) => return Self::row(self.reading, row, map).map(Value::Row),
            Part::Member(_) | Part::Cell => while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {},
        }
        Ok(Value::Nested)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A table in one line: `a|b / 1:1|2`.
    fn outline(text: &str) -> String {
        let found = read(text.as_bytes()).expect(text);
        let names: Vec<&str> = found.table.columns.iter().map(|column| column.name.as_str()).collect();
        let mut parts = vec![names.join("|")];
        for row in &found.table.rows {
            let fields: Vec<_> = (0..names.len()).map(|at| row.field(at).shown()).collect();
            parts.push(format!("{}:{}", row.line, fields.join("|")));
        }
        parts.extend(found.issues.iter().map(|issue| format!("{issue:?}")));
        parts.join(" / ")
    }

    #[test]
    fn reads_tables_as_services_give_them() {
        let cases = [
            (r#"[{"a": 1, "b": "x"}, {"b": "y", "a": 2.5}]"#, "a|b / 1:1|x / 2:2,5|y"),
            (r#"{"odata.metadata": "m", "value": [{"ID": 0, "R": "GM0505    "}]}"#, "ID|R / 1:0|GM0505"),
            (r#"{"@odata.context": "m", "value": [{"a": null}, {"a": 3}]}"#, "a / 2:3"),
            (r#"{"meta": {"a": [1]}, "rows": [{"a": true}]}"#, "a / 1:WAAR"),
            (r#"[{"a": 1}, {"b": 2}]"#, "a|b / 1:1| / 2:|2"),
            (r#"[{"a": [1], "b": {"c": 2}}]"#, "a|b / 1:lijst of groep|lijst of groep"),
            (r#"[{"a": 1, "a": 2}]"#, "a / 1:1 / DuplicateKey { number: 1, key: \"a\" }"),
            (r#"[{"a": 1}, 7]"#, "a / 1:1 / NotAnObject { number: 2 }"),
            (r#"{"value": [{"a": 1}], "@odata.nextLink": "u"}"#, "a / 1:1 / NextPage"),
            ("\u{feff}[{\"a\": 0.1}]", "a / 1:0,1"),
            (r#"{"errors": [], "labels": ["x"], "rows": [{"a": 1}], "more": ["y"]}"#, "a / 1:1"),
        ];
        for (text, expected) in cases {
            assert_eq!(outline(text), expected, "{text}");
        }
    }

    #[test]
    fn refuses_what_holds_no_table() {
        let several = JsonError::SeveralTables { keys: vec!["a".to_owned(), "b".to_owned()] };
        let cases = [
            ("", JsonError::Syntax { line: 1, column: 1 }),
            ("[{\"a\": 1},\n{\"a\": NaN}]", JsonError::Syntax { line: 2, column: 7 }),
            ("[{\"a\": 1}] x", JsonError::Syntax { line: 1, column: 12 }),
            ("7", JsonError::NoTable),
            ("{\"a\": 1}", JsonError::NoTable),
            ("[]", JsonError::NoRows),
            ("[1, 2]", JsonError::NoTable),
            ("{\"a\": [{\"x\": 1}], \"b\": [{\"x\": 1}]}", several),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text.as_bytes()).expect_err(text), expected, "{text}");
        }
        assert_eq!(read(&[0xC3, 0x28]).expect_err("no UTF-8"), JsonError::NotText);
    }

    #[test]
    fn stays_within_bounds() {
        let deep = format!("[{{\"a\": {}{}}}]", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(read(deep.as_bytes()).expect("passed over").table.rows[0].fields, [Field::Nested]);
        let keys: Vec<String> = (0..1_001).map(|number| format!("\"k{number}\": 1")).collect();
        let wide = format!("[{{{}}}]", keys.join(","));
        assert_eq!(read(wide.as_bytes()).expect_err("wide"), JsonError::TooLarge("meer dan 1.000 kolommen"));
        let sparse = format!("[{{{}}}{}]", keys[..1_000].join(","), ",{\"k999\":1}".repeat(3_000));
        assert_eq!(read(sparse.as_bytes()).expect_err("sparse"), JsonError::TooLarge("meer dan 3.000.000 waarden"));
    }

    proptest! {
        #[test]
        fn never_panics(text in "[\\[\\]{}\",:a0-9.eE+ \\\\-]{0,60}") {
            let _ = read(text.as_bytes());
        }
    }

    #[test]
    fn lists_beside_the_numbers_explain_their_codes() {
        let text = r#"{"TypedDataSet": [{"Soort": "A1", "Perioden": "2022HJ01", "x_1": 5}, {"Soort": "B2", "Perioden": "2021HJ02", "x_1": 6}],
            "Soort": [{"Key": "A1 ", "Title": "Totaal"}, {"Key": "B2", "Title": "Deel"}],
            "Perioden": [{"Key": "2022HJ01", "Title": "2022 1e halfjaar*", "Status": "Voorlopig"}, {"Key": "2021HJ02", "Title": "x"}]}"#;
        let table = read(text.as_bytes()).expect("a table").table;
        let shown =
            |row: usize| table.rows[row].fields.iter().map(|field| field.shown().into_owned()).collect::<Vec<_>>();
        assert_eq!(
            (shown(0), shown(1)),
            (vec!["Totaal".into(), "2022HJ01*".into(), "5".into()], vec!["Deel".into(), "2021HJ02".into(), "6".into()])
        );
    }
}
