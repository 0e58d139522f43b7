//! TOML tables read key by key, with a place for every value.
//!
//! A [`TomlTable`] remembers which keys were asked for, so that
//! [`TomlTable::finish`] can report all others: a misspelt key is never ignored.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Finding, Findings, Place, SourceText, Spot, did_you_mean};
use crate::marker::is_marker;

use super::table::cells::LARGEST;
use crate::dutch::number::{DecimalMark, parse_number};

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

/// How a reader asked for a key, so that a test can compare that with the schemas.
#[cfg(test)]
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The variant of [`super::schema::Value`].
    pub kind: &'static str,
    /// The words to choose from.
    pub words: Vec<String>,
    /// Whether the key must be there.
    pub required: bool,
}

#[cfg(test)]
impl Asked {
    /// Both ways in which a key was asked for as one; choosing from words is more than asking for text.
    pub fn merge(&mut self, other: Asked) {
        if matches!(self.kind, "" | "Text") && !other.kind.is_empty() {
            self.kind = other.kind;
        }
        self.words.extend(other.words);
        self.words.sort();
        self.words.dedup();
        self.required |= other.required;
    }
}

/// What was asked for in all tables of a text, by path.
#[cfg(test)]
type Journal = std::rc::Rc<RefCell<std::collections::BTreeMap<String, Asked>>>;

/// A parsed TOML text; [`TomlDocument::root`] gives its tables.
pub struct TomlDocument<'a> {
    source: &'a Arc<SourceText>,
    offset: usize,
    table: Spanned<DeTable<'a>>,
    #[cfg(test)]
    journal: Journal,
}

impl<'a> TomlDocument<'a> {
    /// Parses `source.text[range]`. Every syntax error is a finding.
    pub fn parse(source: &'a Arc<SourceText>, range: Range<usize>, findings: &mut Findings) -> Option<Self> {
        let (table, errors) = DeTable::parse_recoverable(&source.text[range.clone()]);
        for error in &errors {
            let span = error.span().unwrap_or(0..0);
            let place = Place::text(source, span.start + range.start..span.end + range.start);
            findings.push(syntax_finding(error.message(), place));
        }
        errors.is_empty().then_some(Self {
            source,
            offset: range.start,
            table,
            #[cfg(test)]
            journal: Journal::default(),
        })
    }

    /// The table at the top of the text.
    pub fn root(&self) -> TomlTable<'_> {
        TomlTable {
            source: self.source,
            offset: self.offset,
            table: self.table.get_ref(),
            name: String::new(),
            span: self.offset..self.offset,
            asked: RefCell::default(),
            #[cfg(test)]
            journal: self.journal.clone(),
        }
    }

    /// What was asked for so far, by path.
    #[cfg(test)]
    pub fn asked(&self) -> std::collections::BTreeMap<String, Asked> {
        self.journal.borrow().clone()
    }
}

fn syntax_finding(message: &str, place: Place) -> Finding {
    if let Spot::Text { source, range } = &place.spot {
        let (line, _) = source.line_column(range.start);
        let written = &source.text[source.line_range(line)];
        if written.contains(['“', '”', '„', '‘', '’']) {
            return Finding::new(Code::TomlSyntax, place, "Hier staat een gekruld aanhalingsteken.")
                .hint("Gebruik rechte aanhalingstekens: \". Word maakt ze vanzelf krul; typ ze opnieuw.");
        }
    }
    let explained = match message {
        message if message.contains("duplicate key") => "Deze sleutel staat er al.",
        message if message.contains("string") => "Deze tekst is niet goed afgesloten of heeft een teken dat niet mag.",
        message if message.contains("number") || message.contains("integer") || message.contains("float") => {
            "Dit getal is niet goed geschreven."
        }
        message if message.contains("date") || message.contains("time") => "Deze datum is niet goed geschreven.",
        message if message.contains("table") || message.contains("array") || message.contains("bracket") => {
            "Hier klopt iets niet met de vierkante haken of accolades."
        }
        _ => "Deze regel is niet goed geschreven.",
    };
    Finding::new(Code::TomlSyntax, place, explained)
        .hint("Schrijf sleutel = \"tekst\", sleutel = 12, sleutel = 2023-03-14 of sleutel = [\"a\", \"b\"].")
}

/// One table; every accessor reports a wrong type and then gives nothing.
pub struct TomlTable<'a> {
    source: &'a Arc<SourceText>,
    offset: usize,
    table: &'a DeTable<'a>,
    name: String,
    span: Range<usize>,
    asked: RefCell<Vec<String>>,
    #[cfg(test)]
    journal: Journal,
}

impl<'a> TomlTable<'a> {
    /// Where the table starts.
    pub fn place(&self) -> Place {
        Place::text(self.source, self.span.clone())
    }

    /// Text, if the key is there.
    pub fn text(&self, key: &str, findings: &mut Findings) -> Option<Located<String>> {
        self.note(key, "Text", &[], false);
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => self.plain_text(value, text, findings),
            _ => self.wrong_type(key, value, "tekst tussen aanhalingstekens", findings),
        }
    }

    /// Text that must be there and not be blank.
    pub fn required_text(&self, key: &str, findings: &mut Findings) -> Option<Located<String>> {
        self.require(key, findings)?;
        let text = self.text(key, findings)?;
        if text.value.trim().is_empty() {
            findings.push(Finding::new(Code::MissingKey, text.place, format!("De sleutel \"{key}\" is leeg.")));
            return None;
        }
        Some(text)
    }

    /// A list of texts; empty when the key is absent. One text counts as a list of one.
    pub fn texts(&self, key: &str, findings: &mut Findings) -> Vec<Located<String>> {
        self.note(key, "Texts", &[], false);
        let Some(value) = self.get(key) else { return Vec::new() };
        let items: Vec<&Spanned<DeValue<'_>>> = match value.get_ref() {
            DeValue::Array(array) => array.iter().collect(),
            _ => vec![value],
        };
        items
            .into_iter()
            .filter_map(|item| match item.get_ref() {
                DeValue::String(text) => self.plain_text(item, text, findings),
                _ => self.wrong_type(key, item, "een lijst van teksten: [\"a\", \"b\"]", findings),
            })
            .collect()
    }

    /// A whole number.
    pub fn integer(&self, key: &str, findings: &mut Findings) -> Option<Located<i64>> {
        self.note(key, "Integer", &[], false);
        let value = self.get(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(digits) => i64::from_str_radix(digits.as_str(), digits.radix()).ok(),
            _ => None,
        };
        match number {
            Some(number) => Some(self.located(value, number)),
            None => self.wrong_type(key, value, "een geheel getal", findings),
        }
    }

    /// A number, whole or with decimals: `5`, `5.3`, or as people write it, `"5,3"`.
    pub fn decimal(&self, key: &str, findings: &mut Findings) -> Option<Located<Decimal>> {
        self.note(key, "Decimal", &[], false);
        let value = self.get(key)?;
        let plain = |digits: &str| digits.replace('_', "").parse().or_else(|_| Decimal::from_scientific(digits)).ok();
        let number = match value.get_ref() {
            DeValue::Integer(digits) if digits.radix() == 10 => plain(digits.as_str()),
            DeValue::Float(digits) => plain(digits.as_str()),
            DeValue::String(text) => parse_number(text, DecimalMark::Comma)
                .ok()
                .filter(|number| !number.percent)
                .and_then(|number| number.value),
            _ => None,
        };
        // Larger numbers would lose digits in formulas.
        match number.filter(|number: &Decimal| number.abs() < Decimal::from(LARGEST)) {
            Some(number) => Some(self.located(value, number)),
            None => self.wrong_type(key, value, "een getal, zoals 12, 5.3 of \"5,3\"", findings),
        }
    }

    /// A date without a time.
    pub fn date(&self, key: &str, findings: &mut Findings) -> Option<Located<NaiveDate>> {
        self.note(key, "Date", &[], false);
        let value = self.get(key)?;
        let date = match value.get_ref() {
            DeValue::Datetime(datetime) if datetime.time.is_none() => datetime.date.and_then(|date| {
                NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
            }),
            _ => None,
        };
        match date {
            Some(date) => Some(self.located(value, date)),
            None => self.wrong_type(key, value, "een datum zonder aanhalingstekens: 2023-03-14", findings),
        }
    }

    /// A date without a time, where the key holds one; what else it may hold is for another reader.
    pub fn date_if_any(&self, key: &str) -> Option<NaiveDate> {
        match self.get(key)?.get_ref() {
            DeValue::Datetime(_) => self.date(key, &mut Findings::new()).map(|date| date.value),
            _ => None,
        }
    }

    /// True or false.
    pub fn flag(&self, key: &str, findings: &mut Findings) -> Option<bool> {
        self.note(key, "Flag", &[], false);
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            _ => self.wrong_type(key, value, "true (ja) of false (nee)", findings),
        }
    }

    /// Text that must be one of a few words.
    pub fn choice<T: Clone>(&self, key: &str, choices: &[(&str, T)], findings: &mut Findings) -> Option<T> {
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        self.note(key, "Choice", &words, false);
        let text = self.text(key, findings)?;
        let found = choices.iter().find(|(word, _)| *word == text.value);
        if found.is_none() {
            findings.push(
                Finding::new(Code::InvalidValue, text.place, format!("\"{}\" kan niet bij \"{key}\".", text.value))
                    .maybe_hint(did_you_mean(&text.value, words.iter().copied()))
                    .hint(format!("Kies uit: {}.", words.join(", "))),
            );
        }
        found.map(|(_, choice)| choice.clone())
    }

    /// A table inside this one.
    pub fn table(&self, key: &str, findings: &mut Findings) -> Option<TomlTable<'a>> {
        self.note(key, "table", &[], false);
        let (name, value) = self.get_entry(key)?;
        match value.get_ref() {
            DeValue::Table(table) => Some(self.child(name, table)),
            _ => {
                self.wrong_type(key, value, &format!("een groep sleutels onder de kop [{}]", self.path(key)), findings)
            }
        }
    }

    /// An array of tables; empty when the key is absent.
    pub fn tables(&self, key: &str, findings: &mut Findings) -> Vec<TomlTable<'a>> {
        self.note(key, "Tables", &[], false);
        let Some((name, value)) = self.get_entry(key) else { return Vec::new() };
        let DeValue::Array(array) = value.get_ref() else {
            let expected = format!("groepen sleutels, elk onder een kop [[{}]]", self.path(key));
            return self.wrong_type(key, value, &expected, findings).unwrap_or_default();
        };
        array
            .iter()
            .filter_map(|item| match item.get_ref() {
                DeValue::Table(table) => {
                    let mut child = self.child(name, table);
                    if item.span().end > 0 {
                        child.span = self.absolute(item.span());
                    }
                    Some(child)
                }
                _ => self.wrong_type(key, item, "een groep sleutels", findings),
            })
            .collect()
    }

    /// All keys with their tables, in the order of the text. Everything else is a finding.
    pub fn entries(&self, findings: &mut Findings) -> Vec<(Located<String>, TomlTable<'a>)> {
        let mut entries = Vec::new();
        for (key, value) in self.in_order() {
            self.asked.borrow_mut().push(key.get_ref().clone().into_owned());
            self.note(key.get_ref(), "table", &[], false);
            match value.get_ref() {
                DeValue::Table(table) => {
                    let name = Located { value: key.get_ref().clone().into_owned(), place: self.at(key.span()) };
                    entries.push((name, self.child(key, table)));
                }
                _ => {
                    let expected = format!("een groep sleutels onder de kop [{}]", self.path(key.get_ref()));
                    self.wrong_type::<()>(key.get_ref(), value, &expected, findings);
                }
            }
        }
        entries
    }

    /// All keys with their texts, in the order of the text. Everything else is a finding.
    pub fn text_entries(&self, findings: &mut Findings) -> Vec<(String, Located<String>)> {
        let keys: Vec<String> =
            self.in_order().into_iter().map(|(key, _)| key.get_ref().clone().into_owned()).collect();
        keys.into_iter().filter_map(|key| self.text(&key, findings).map(|text| (key, text))).collect()
    }

    /// All keys, in the order of the text.
    pub fn keys(&self) -> Vec<Located<String>> {
        let located = |key: &Spanned<toml::de::DeString<'a>>| Located {
            value: key.get_ref().clone().into_owned(),
            place: self.at(key.span()),
        };
        self.in_order().into_iter().map(|(key, _)| located(key)).collect()
    }

    /// All keys with their lists of texts, in the order of the text. One text counts as a list of one.
    pub fn list_entries(&self, findings: &mut Findings) -> Vec<(Located<String>, Vec<Located<String>>)> {
        let names = self.keys();
        names
            .into_iter()
            .map(|name| {
                let values = self.texts(&name.value, findings);
                (name, values)
            })
            .collect()
    }

    /// Where a key stands, if it is there.
    pub fn place_of(&self, key: &str) -> Option<Place> {
        let (name, _) = self.table.iter().find(|(name, _)| name.get_ref().as_ref() == key)?;
        Some(self.at(name.span()))
    }

    /// Says that a key is known here, though its value is of no use.
    pub fn knows_key(&self, key: &str) {
        self.asked.borrow_mut().push(key.to_owned());
    }

    /// Whether the key is there.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Reports a key that must be there and is not.
    pub fn require(&self, key: &str, findings: &mut Findings) -> Option<()> {
        self.note(key, "", &[], true);
        if self.has(key) {
            return Some(());
        }
        self.asked.borrow_mut().push(key.to_owned());
        let message = match self.name.as_str() {
            "" => format!("De sleutel \"{key}\" ontbreekt."),
            name => format!("In [{name}] ontbreekt de sleutel \"{key}\"."),
        };
        findings.push(
            Finding::new(Code::MissingKey, self.place(), message).hint(format!("Voeg een regel toe: {key} = ...")),
        );
        None
    }

    /// Reports every key that was never asked for.
    pub fn finish(&self, findings: &mut Findings) {
        let asked = self.asked.borrow();
        for (key, _) in self.in_order() {
            let name = key.get_ref().as_ref();
            if asked.iter().any(|known| known == name) {
                continue;
            }
            let near = did_you_mean(name, asked.iter().map(String::as_str));
            let mut known: Vec<&str> = asked.iter().map(String::as_str).collect();
            known.dedup();
            findings.push(
                Finding::new(
                    Code::UnknownKey,
                    self.at(key.span()),
                    format!("De sleutel \"{name}\" is hier niet bekend."),
                )
                .hint(near.unwrap_or_else(|| format!("Wel bekend: {}.", known.join(", ")))),
            );
        }
    }

    /// Text without private-use characters, which an escape such as `\uE000` can still bring in.
    fn plain_text(&self, value: &Spanned<DeValue<'_>>, text: &str, findings: &mut Findings) -> Option<Located<String>> {
        if text.contains(is_marker) {
            let message = "In deze tekst staat een teken zonder vaste betekenis.";
            findings.push(
                Finding::new(Code::PrivateCharacter, self.at(value.span()), message)
                    .hint("Haal de code weg die begint met \\u."),
            );
            return None;
        }
        Some(self.located(value, text.to_owned()))
    }

    /// Writes down how a key is asked for; only tests keep it.
    fn note(&self, key: &str, kind: &'static str, words: &[&str], required: bool) {
        #[cfg(test)]
        self.journal.borrow_mut().entry(self.path(key)).or_default().merge(Asked {
            kind,
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            required,
        });
        #[cfg(not(test))]
        let _ = (key, kind, words, required);
    }

    fn get(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.get_entry(key).map(|(_, value)| value)
    }

    fn get_entry(&self, key: &str) -> Option<(&'a Spanned<toml::de::DeString<'a>>, &'a Spanned<DeValue<'a>>)> {
        self.asked.borrow_mut().push(key.to_owned());
        self.table.iter().find(|(name, _)| name.get_ref().as_ref() == key)
    }

    fn in_order(&self) -> Vec<(&'a Spanned<toml::de::DeString<'a>>, &'a Spanned<DeValue<'a>>)> {
        let mut entries: Vec<_> = self.table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        entries
    }

    fn child(&self, key: &Spanned<toml::de::DeString<'a>>, table: &'a DeTable<'a>) -> TomlTable<'a> {
        TomlTable {
            source: self.source,
            offset: self.offset,
            table,
            name: self.path(key.get_ref()),
            span: self.absolute(key.span()),
            asked: RefCell::default(),
            #[cfg(test)]
            journal: self.journal.clone(),
        }
    }

    fn path(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }

    fn absolute(&self, span: Range<usize>) -> Range<usize> {
        span.start + self.offset..span.end + self.offset
    }

    fn at(&self, span: Range<usize>) -> Place {
        Place::text(self.source, self.absolute(span))
    }

    fn located<T>(&self, value: &Spanned<DeValue<'_>>, inner: T) -> Located<T> {
        Located { value: inner, place: self.at(value.span()) }
    }

    fn wrong_type<T>(
        &self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        expected: &str,
        findings: &mut Findings,
    ) -> Option<T> {
        findings.push(Finding::new(Code::WrongType, self.at(value.span()), format!("Bij \"{key}\" hoort {expected}.")));
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with<T>(text: &str, read: impl FnOnce(&TomlTable<'_>, &mut Findings) -> T) -> (T, Vec<String>) {
        let source = SourceText::new("a.toml", text);
        let mut findings = Findings::new();
        let document = TomlDocument::parse(&source, 0..text.len(), &mut findings).expect("parses");
        let result = read(&document.root(), &mut findings);
        let messages = findings.iter().map(|finding| finding.message.clone()).collect();
        (result, messages)
    }

    #[test]
    fn values_know_their_place() {
        let (value, messages) = with("a = 1\nnaam = \"één\"\n", |table, findings| {
            table.integer("a", findings);
            let name = table.required_text("naam", findings);
            table.finish(findings);
            name
        });
        let value = value.expect("there");
        assert_eq!((value.value.as_str(), value.place.line_column()), ("één", Some((2, Some(8)))));
        assert!(messages.is_empty());
    }

    #[test]
    fn all_mistakes_are_found_at_once() {
        let (_, messages) = with("naam = 1\ndatum = 2023-02-28\nkeur = \"x\"", |table, findings| {
            table.required_text("naam", findings);
            table.required_text("kleur", findings);
            table.finish(findings);
        });
        assert_eq!(messages.len(), 4, "{messages:?}");
    }

    #[test]
    fn every_syntax_error_is_found() {
        let source = SourceText::new("a.toml", "a = \"x\nb = [1\nc = 1\n");
        let mut findings = Findings::new();
        assert!(TomlDocument::parse(&source, 0..source.text.len(), &mut findings).is_none());
        assert!(findings.len() >= 2);
    }
}
