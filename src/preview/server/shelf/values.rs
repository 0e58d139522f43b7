//! What stands in a TOML text, and where: as the page shows it.

use toml_edit::{Array, Document, Item, TableLike, Value};

use crate::preview::shelf::{Given, Hop, Pair, Site};

/// What stands in a text, and the lines of each value; none where it is no TOML.
pub fn read(text: &str) -> Option<(Given, Vec<Site>)> {
    let document = Document::parse(text).ok()?;
    let mut reader = Reader { lines: Lines::of(text), sites: Vec::new() };
    let value = reader.table(document.as_table(), &mut Vec::new());
    Some((value, reader.sites))
}

/// What stands at some place; none where nothing does.
pub fn at<'a>(value: &'a Given, way: &[Hop]) -> Option<&'a Given> {
    let Some((step, rest)) = way.split_first() else { return Some(value) };
    let below = match (value, step) {
        (Given::Table(pairs), Hop::Key(key)) => pairs.iter().find(|pair| pair.key == *key).map(|pair| &pair.value),
        (Given::List(items), Hop::Index(index)) => items.get(*index),
        _ => None,
    };
    at(below?, rest)
}

/// Where lines start, in bytes.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect())
    }

    /// From 1.
    fn line(&self, at: usize) -> usize {
        self.0.partition_point(|start| *start <= at)
    }
}

struct Reader {
    lines: Lines,
    sites: Vec<Site>,
}

impl Reader {
    fn note(&mut self, way: &[Hop], span: Option<std::ops::Range<usize>>) {
        if let Some(span) = span {
            let (line, end_line) = (self.lines.line(span.start), self.lines.line(span.end.max(span.start + 1) - 1));
            self.sites.push(Site { at: way.to_vec(), line, end_line });
        }
    }

    fn table(&mut self, table: &dyn TableLike, way: &mut Vec<Hop>) -> Given {
        let pairs = table.iter().filter_map(|(key, item)| {
            way.push(Hop::Key(key.to_owned()));
            if let Some(span) = table.key(key).and_then(|key| key.span()) {
                self.note(way, Some(span));
            }
            let value = self.item(item, way);
            way.pop();
            Some(Pair { key: key.to_owned(), value: value? })
        });
        Given::Table(pairs.collect())
    }

    fn item(&mut self, item: &Item, way: &mut Vec<Hop>) -> Option<Given> {
        match item {
            Item::None => None,
            Item::Value(value) => Some(self.value(value, way)),
            Item::Table(table) => {
                self.note(way, table.span());
                Some(self.table(table, way))
            }
            Item::ArrayOfTables(tables) => {
                let items = tables.iter().enumerate().map(|(index, table)| {
                    way.push(Hop::Index(index));
                    self.note(way, table.span());
                    let value = self.table(table, way);
                    way.pop();
                    value
                });
                Some(Given::List(items.collect()))
            }
        }
    }

    fn value(&mut self, value: &Value, way: &mut Vec<Hop>) -> Given {
        self.note(way, value.span());
        match value {
            Value::String(text) => Given::Text(text.value().clone()),
            Value::Boolean(flag) => Given::Flag(*flag.value()),
            Value::Datetime(date) => Given::Date(date.value().to_string()),
            Value::Array(items) => self.list(items, way),
            Value::InlineTable(table) => self.table(table, way),
            Value::Integer(number) => Given::Number(plain(&number.display_repr())),
            Value::Float(number) => Given::Number(plain(&number.display_repr())),
        }
    }

    fn list(&mut self, items: &Array, way: &mut Vec<Hop>) -> Given {
        let values = items.iter().enumerate().map(|(index, item)| {
            way.push(Hop::Index(index));
            let value = self.value(item, way);
            way.pop();
            value
        });
        Given::List(values.collect())
    }
}

/// A number without the lines that group its digits.
fn plain(written: &str) -> String {
    written.replace('_', "")
}
