//! What the keys of TOML tables hold: texts, numbers, dates, words to choose from, tables.

use std::marker::PhantomData;
use std::ops::RangeInclusive;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json, json};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Finding, Findings, did_you_mean};
use crate::dutch::number::{DecimalMark, LARGEST, parse_number};
use crate::dutch::written_date;
use crate::marker::is_marker;

use super::entry::{Located, TomlEntry};
use super::key::{Holds, Key, Keys};
use super::schema::schema_of;
use super::table::TomlTable;

/// Text.
pub(crate) enum Text {}

/// A list of texts, or one text.
pub(crate) enum Texts {}

/// A whole number in a range. Readers say what is wrong with one outside it.
pub(crate) enum Integer<const FROM: i64, const TO: i64> {}

/// A number, whole or with decimals: `5`, `5.3`, or as people write it, `"5,3"`.
pub(crate) enum Decimals {}

/// A date without a time. JSON has none: editors pass it as text.
pub(crate) enum Date {}

/// A date, or the name of something that has one.
#[derive(Debug)]
pub(crate) enum DateOrText {
    /// A date without a time.
    Date(NaiveDate),
    /// Text.
    Text(Located<String>),
}

/// True or false.
pub(crate) enum Flag {}

/// One of a few words.
pub(crate) struct Choice<W>(PhantomData<fn() -> W>);

/// A list of such words, or one of them.
pub(crate) struct Choices<W>(PhantomData<fn() -> W>);

/// What is written as a word in TOML.
pub(crate) trait Word: Copy + 'static {
    /// Every word with what it means, in the order in which messages list them.
    const WORDS: &'static [(&'static str, Self)];
}

/// A table inside this one.
pub(crate) struct Subtable<K>(PhantomData<fn() -> K>);

/// Tables under `[[...]]`.
pub(crate) struct Subtables<K>(PhantomData<fn() -> K>);

/// Whatever a field of a form holds: text, a date or a list of texts. The form says which.
pub(crate) enum FormField {}

impl Holds for Text {
    type Value<'a> = Option<Located<String>>;

    fn read<'a>(entry: &TomlEntry<'a>, findings: &mut Findings) -> Self::Value<'a> {
        let text = text(entry, findings)?;
        if entry.required && text.value.trim().is_empty() {
            let message = format!("De sleutel \"{}\" is leeg.", entry.name());
            findings.push(Finding::new(Code::MissingKey, text.place, message));
            return None;
        }
        Some(text)
    }

    fn schema(required: bool) -> Map<String, Json> {
        match required {
            true => object(json!({ "type": "string", "pattern": "\\S" })),
            false => object(json!({ "type": "string" })),
        }
    }
}

fn text(entry: &TomlEntry<'_>, findings: &mut Findings) -> Option<Located<String>> {
    match entry.value.get_ref() {
        DeValue::String(text) => plain_text(entry, entry.value, text, findings),
        _ => {
            entry.wrong_type_meant(entry.value, "tekst tussen aanhalingstekens", as_text, findings);
            None
        }
    }
}

/// A number or date as text: what is written, between quotation marks.
fn as_text(written: &str) -> Option<(String, String)> {
    let is_plain = written.starts_with(|first: char| first.is_ascii_digit()) && !written.contains(['"', '\'', '\n']);
    is_plain.then(|| (format!("\"{written}\""), "Zet er aanhalingstekens om".to_owned()))
}

/// A text as a number or a day: what stands between its quotation marks.
fn between_quotes(written: &str) -> Option<&str> {
    let inside = written.strip_prefix('"')?.strip_suffix('"')?;
    (!inside.contains(['"', '\\'])).then_some(inside.trim())
}

/// Text without private-use characters, which an escape such as `\uE000` can still bring in.
fn plain_text(
    entry: &TomlEntry<'_>,
    value: &Spanned<DeValue<'_>>,
    text: &str,
    findings: &mut Findings,
) -> Option<Located<String>> {
    let place = entry.within.at(value.span());
    if text.contains(is_marker) {
        let message = "In deze tekst staat een teken zonder vaste betekenis.";
        findings
            .push(Finding::new(Code::PrivateCharacter, place, message).hint("Haal de code weg die begint met \\u."));
        return None;
    }
    Some(Located { value: text.to_owned(), place })
}

impl Holds for Texts {
    type Value<'a> = Vec<Located<String>>;

    fn read<'a>(entry: &TomlEntry<'a>, findings: &mut Findings) -> Self::Value<'a> {
        let items: Vec<&Spanned<DeValue<'_>>> = match entry.value.get_ref() {
            DeValue::Array(array) => array.iter().collect(),
            _ => vec![entry.value],
        };
        let read = items.into_iter().filter_map(|item| match item.get_ref() {
            DeValue::String(text) => plain_text(entry, item, text, findings),
            _ => {
                entry.wrong_type(item, "een lijst van teksten: [\"a\", \"b\"]", findings);
                None
            }
        });
        read.collect()
    }

    fn schema(_: bool) -> Map<String, Json> {
        object(json!({ "type": ["array", "string"], "items": { "type": "string" } }))
    }
}

impl<const FROM: i64, const TO: i64> Holds for Integer<FROM, TO> {
    type Value<'a> = Option<Located<i64>>;

    fn read<'a>(entry: &TomlEntry<'a>, findings: &mut Findings) -> Self::Value<'a> {
        let number = match entry.value.get_ref() {
            DeValue::Integer(digits) => i64::from_str_radix(digits.as_str(), digits.radix()).ok(),
            _ => None,
        };
        if number.is_none() {
            let whole = |written: &str| between_quotes(written)?.parse::<i64>().ok();
            let meant = |written: &str| Some((whole(written)?.to_string(), "Haal de aanhalingstekens weg".to_owned()));
            entry.wrong_type_meant(entry.value, "een geheel getal", meant, findings);
        }
        number.map(|number| entry.located(number))
    }

    fn schema(_: bool) -> Map<String, Json> {
        object(json!({ "type": "integer", "minimum": FROM, "maximum": TO }))
    }
}

impl<K, const FROM: i64, const TO: i64> Key<K, Integer<FROM, TO>> {
    /// The numbers that it may hold.
    pub const fn range(self) -> RangeInclusive<i64> {
        FROM..=TO
    }
}

impl Holds for Decimals {
    type Value<'a> = Option<Located<Decimal>>;

    fn read<'a>(entry: &TomlEntry<'a>, findings: &mut Findings) -> Self::Value<'a> {
        let plain = |digits: &str| digits.replace('_', "").parse().or_else(|_| Decimal::from_scientific(digits)).ok();
        let number = match entry.value.get_ref() {
            DeValue::Integer(digits) if digits.radix() == 10 => plain(digits.as_str()),
            DeValue::Float(digits) => plain(digits.as_str()),
            DeValue::String(text) => parse_number(text, DecimalMark::Comma)
                .ok()
                .filter(|number| !number.percent)
                .and_then(|number| number.value),
            _ => None,
        };
        // Larger numbers would lose digits in formulas.
        let number = number.filter(|number: &Decimal| number.abs() < Decimal::from(LARGEST));
        if number.is_none() {
            entry.wrong_type(entry.value, "een getal, zoals 12, 5.3 of \"5,3\"", findings);
        }
        number.map(|number| entry.located(number))
    }

    fn schema(_: bool) -> Map<String, Json> {
        object(json!({ "type": ["number", "string"], "pattern": "[0-9]" }))
    }
}

impl Holds for Date {
    type Value<'a> = Option<Located<NaiveDate>>;

    fn read<'a>(entry: &TomlEntry<'a>, findings: &mut Findings) -> Self::Value<'a> {
        let date = date(entry.value.get_ref());
        if date.is_none() {
            let day = |written: &str| written_date::date(between_quotes(written).unwrap_or(written));
            let meant =
                |written: &str| day(written).map(|date| (date.to_string(), format!("Schrijf de datum als {date}")));
            entry.wrong_type_meant(entry.value, "een datum zonder aanhalingstekens: 2023-03-14", meant, findings);
        }
        date.map(|date| entry.located(date))
    }

    fn schema(_: bool) -> Map<String, Json> {
        object(json!({ "type": "string", "format": "date" }))
    }
}

/// A date without a time.
fn date(value: &DeValue<'_>) -> Option<NaiveDate> {
    let DeValue::Datetime(datetime) = value else { return None };
    let date = datetime.date.filter(|_| datetime.time.is_none())?;
    NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
}

impl Holds for DateOrText {
    type Value<'a> = Option<DateOrText>;

    fn read<'a>(entry: &TomlEntry<'a>, findings: &mut Findings) -> Self::Value<'a> {
        match date(entry.value.get_ref()) {
            Some(date) => Some(Self::Date(date)),
            None => text(entry, findings).map(Self::Text),
        }
    }

    fn schema(required: bool) -> Map<String, Json> {
        // The alternatives allow all that text allows; they tell a form that it may be a date.
        let mut schema = Text::schema(required);
        schema.insert("anyOf".into(), json!([{ "format": "date" }, { "type": "string" }]));
        schema
    }
}

impl Holds for Flag {
    type Value<'a> = Option<bool>;

    fn read<'a>(entry: &TomlEntry<'a>, findings: &mut Findings) -> Self::Value<'a> {
        match entry.value.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            _ => {
                entry.wrong_type(entry.value, "true (ja) of false (nee)", findings);
                None
            }
        }
    }

    fn schema(_: bool) -> Map<String, Json> {
        object(json!({ "type": "boolean" }))
    }
}

impl<W: Word> Holds for Choice<W> {
    type Value<'a> = Option<W>;

    fn read<'a>(entry: &TomlEntry<'a>, findings: &mut Findings) -> Self::Value<'a> {
        let text = text(entry, findings)?;
        chosen(entry, &text, findings)
    }

    fn schema(_: bool) -> Map<String, Json> {
        object(words_schema::<W>())
    }
}

impl<W: Word> Holds for Choices<W> {
    type Value<'a> = Vec<Located<W>>;

    fn read<'a>(entry: &TomlEntry<'a>, findings: &mut Findings) -> Self::Value<'a> {
        let all = Texts::read(entry, findings);
        let chosen =
            all.into_iter().map(|text| Some(Located { value: chosen(entry, &text, findings)?, place: text.place }));
        chosen.flatten().collect()
    }

    fn schema(_: bool) -> Map<String, Json> {
        object(json!({ "anyOf": [words_schema::<W>(), { "type": "array", "items": words_schema::<W>() }] }))
    }
}

fn words_schema<W: Word>() -> Json {
    json!({ "enum": W::WORDS.iter().map(|(word, _)| *word).collect::<Vec<_>>() })
}

/// What a word means, or a finding with the words that there are.
fn chosen<W: Word>(entry: &TomlEntry<'_>, text: &Located<String>, findings: &mut Findings) -> Option<W> {
    let found = W::WORDS.iter().find(|(word, _)| *word == text.value);
    if found.is_none() {
        let words: Vec<&str> = W::WORDS.iter().map(|(word, _)| *word).collect();
        let message = format!("\"{}\" kan niet bij \"{}\".", text.value, entry.name());
        findings.push(
            Finding::new(Code::InvalidValue, text.place.clone(), message)
                .maybe_hint(did_you_mean(&text.value, words.iter().copied()))
                .hint(format!("Kies uit: {}.", words.join(", "))),
        );
    }
    found.map(|(_, choice)| *choice)
}

impl<K: Keys> Holds for Subtable<K> {
    type Value<'a> = Option<TomlTable<'a, K>>;

    fn read<'a>(entry: &TomlEntry<'a>, findings: &mut Findings) -> Self::Value<'a> {
        match entry.value.get_ref() {
            DeValue::Table(table) => {
                let span = entry.within.absolute(entry.key.span());
                Some(TomlTable::open(entry.within, table, entry.path.clone(), span, findings))
            }
            _ => {
                let expected = format!("een groep sleutels onder de kop [{}]", entry.path);
                entry.wrong_type(entry.value, &expected, findings);
                None
            }
        }
    }

    fn schema(_: bool) -> Map<String, Json> {
        schema_of::<K>()
    }
}

impl<K: Keys> Holds for Subtables<K> {
    type Value<'a> = Vec<TomlTable<'a, K>>;

    fn read<'a>(entry: &TomlEntry<'a>, findings: &mut Findings) -> Self::Value<'a> {
        let DeValue::Array(array) = entry.value.get_ref() else {
            let expected = format!("groepen sleutels, elk onder een kop [[{}]]", entry.path);
            entry.wrong_type(entry.value, &expected, findings);
            return Vec::new();
        };
        let open = |item: &'a Spanned<DeValue<'a>>, table: &'a DeTable<'a>, findings: &mut Findings| {
            // Under [[...]] a table has no span of its own.
            let span = if item.span().end > 0 { item.span() } else { entry.key.span() };
            TomlTable::open(entry.within, table, entry.path.clone(), entry.within.absolute(span), findings)
        };
        let read = array.iter().filter_map(|item| match item.get_ref() {
            DeValue::Table(table) => Some(open(item, table, findings)),
            _ => {
                entry.wrong_type(item, "een groep sleutels", findings);
                None
            }
        });
        read.collect()
    }

    fn schema(_: bool) -> Map<String, Json> {
        object(json!({ "type": "array", "items": schema_of::<K>() }))
    }
}

impl Holds for FormField {
    type Value<'a> = ();

    fn read<'a>(_: &TomlEntry<'a>, _: &mut Findings) {}

    fn schema(required: bool) -> Map<String, Json> {
        Texts::schema(required)
    }
}

fn object(schema: Json) -> Map<String, Json> {
    match schema {
        Json::Object(schema) => schema,
        // Every schema is an object.
        _ => Map::new(),
    }
}
