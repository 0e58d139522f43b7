//! The schemas in [`super::schema`] and the readers here know the same keys.
//!
//! Each reader gets a file that holds every key of its schema. What it asks for is written down by
//! [`TomlTable`] and compared with the schema: names, kinds of value, words to choose from, and what is required.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::schema::{ALL, FileKind, Table, Value};
use crate::diagnostic::{Code, Findings, SourceText};
use crate::project::{DocumentId, WorkFolder};

use super::toml::{Asked, Located, TomlDocument, TomlTable};
use super::{Kind, calendar, definitions, exhibit, form, manuscript, municipality, series};
use crate::project::Files;

/// The author's own name of a table in the files that are made here.
const OWN_NAME: &str = "voorbeeld";

/// Hands a table to the reader of this kind of file.
fn read(kind: &FileKind, table: &TomlTable<'_>, findings: &mut Findings) {
    let files = Files::new(WorkFolder::at(env!("CARGO_MANIFEST_DIR").as_ref()).expect("the example"));
    let each = |read: &dyn Fn(Located<String>, &TomlTable<'_>, &mut Findings), findings: &mut Findings| {
        for (id, entry) in table.entries(findings) {
            read(id, &entry, findings);
        }
    };
    match kind.name {
        "gemeente" => drop(municipality::read(table, findings)),
        "reeks" => drop(series::read(OWN_NAME, table, &files, findings)),
        "kengetallen" => {
            for kind in [Kind::Indicators, Kind::Controls] {
                let indicator = |id, table: &TomlTable<'_>, findings: &mut Findings| match kind {
                    Kind::Controls => definitions::read_control(id, table, findings).map(drop),
                    _ => definitions::read_indicator(id, table, findings).map(drop),
                };
                super::read_each(kind, table, &indicator, findings);
            }
        }
        "feiten" => {
            let privacy = super::Privacy::default();
            each(&|id, table, findings| drop(definitions::read_fact(id, &privacy, table, findings)), findings);
        }
        "grafieken" => each(&|id, table, findings| drop(exhibit::read(id, table, findings)), findings),
        "pilot" => drop(definitions::read_pilot(table, findings)),
        "zaken" => each(&|_, table, findings| drop(definitions::read_case(table, findings)), findings),
        "kalender" => drop(calendar::read(table, findings)),
        "sjabloon" => drop(form::read(OWN_NAME, table, findings)),
        "brief" => drop(manuscript::read_table(an_id(), table, a_form, &super::Privacy::default(), findings)),
        "presentatie" => {
            drop(manuscript::read_table(an_id(), table, a_presentation, &super::Privacy::default(), findings));
        }
        other => panic!("src/load/agreement.rs: say which reader reads \"{other}\""),
    }
}

fn an_id() -> DocumentId {
    DocumentId { period: "2022".parse().expect("a period"), name: OWN_NAME.to_owned() }
}

/// A form that asks for one field of its own.
fn a_form(_: &Located<String>) -> Result<Arc<form::Form>, Vec<crate::diagnostic::Finding>> {
    read_form(&format!("naam = \"x\"\n{A_FIELD}[[secties]]\nid = \"x\"\nkop = \"x\"\n"))
}

/// A form for presentations with one field of its own.
fn a_presentation(_: &Located<String>) -> Result<Arc<form::Form>, Vec<crate::diagnostic::Finding>> {
    read_form(&format!("naam = \"x\"\nvoor = \"presentatie\"\n{A_FIELD}"))
}

const A_FIELD: &str = "[[velden]]\nsleutel = \"voorbeeld\"\nlabel = \"x\"\n";

fn read_form(text: &str) -> Result<Arc<form::Form>, Vec<crate::diagnostic::Finding>> {
    let source = SourceText::new("sjabloon.toml", text);
    let mut findings = Findings::new();
    let document = TomlDocument::parse(&source, 0..source.text.len(), &mut findings).expect("parses");
    Ok(Arc::new(form::read(OWN_NAME, &document.root(), &mut findings).expect("a form")))
}

/// A TOML text with every key of the table, or of one group where only one can be used.
fn sample(table: &Table, path: &str, group: usize, out: &mut String) {
    let hidden: Vec<&str> =
        table.groups.iter().enumerate().filter(|(at, _)| *at != group).flat_map(|(_, keys)| *keys).copied().collect();
    let own = table.keys.iter().filter(|key| !hidden.contains(&key.name)).map(|key| (key.name, &key.value));
    let others = table.others.as_ref().map(|others| (OWN_NAME, others.value.as_ref()));
    let (tables, plain): (Vec<_>, Vec<_>) =
        own.chain(others).partition(|(_, value)| matches!(value, Value::Table(_) | Value::Tables(_)));
    for (name, value) in plain {
        out.push_str(&format!("{name} = {}\n", example(value)));
    }
    for (name, value) in tables {
        let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        match value {
            Value::Table(inner) => {
                out.push_str(&format!("[{path}]\n"));
                sample(inner, &path, group, out);
            }
            Value::Tables(inner) => {
                out.push_str(&format!("[[{path}]]\n"));
                sample(inner, &path, group, out);
            }
            _ => {}
        }
    }
}

fn example(value: &Value) -> String {
    match value {
        Value::Text | Value::Field => "\"tekst\"".to_owned(),
        Value::Texts => "[\"tekst\"]".to_owned(),
        Value::Integer(from, _) => from.to_string(),
        Value::Decimal => "5.3".to_owned(),
        Value::Date => "2023-03-14".to_owned(),
        Value::Flag => "true".to_owned(),
        Value::Choice(words) => format!("{:?}", words[0]),
        Value::Table(_) | Value::Tables(_) => String::new(),
    }
}

/// Every key of a schema by its path: what it holds, and whether it is required.
fn known(table: &Table, path: &str, found: &mut BTreeMap<String, (Value, bool)>) {
    let own = table.keys.iter().map(|key| (key.name, &key.value, key.required));
    let others = table.others.as_ref().map(|others| (OWN_NAME, others.value.as_ref(), false));
    for (name, value, required) in own.chain(others) {
        let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        if let Value::Table(inner) | Value::Tables(inner) = value {
            known(inner, &path, found);
        }
        found.insert(path, (value.clone(), required));
    }
}

/// What a line in the schema would look like.
fn line(path: &str, asked: &Asked) -> String {
    let name = path.rsplit('.').next().unwrap_or(path);
    let adds = if asked.required { "required" } else { "optional" };
    let value = match asked.kind {
        "Choice" => format!("choice(&{:?})", asked.words),
        kind => kind.to_owned(),
    };
    format!(".{adds}(\"{name}\", {value}, \"...\")")
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Text => "Text",
        Value::Texts => "Texts",
        Value::Integer(..) => "Integer",
        Value::Decimal => "Decimal",
        Value::Date => "Date",
        Value::Flag => "Flag",
        Value::Choice(_) => "Choice",
        Value::Table(_) => "table",
        Value::Tables(_) => "Tables",
        // The form says which of several it is; here it is text.
        Value::Field => "Text",
    }
}

/// Whether a schema offers the words that a reader takes. Of a code's treatments only some may be taken.
fn same_words(path: &str, schema: &[&str], reader: &[String]) -> bool {
    let all = schema.iter().all(|word| reader.iter().any(|other| other == word));
    all && (path.starts_with("bevindingen.") || schema.len() == reader.len())
}

#[test]
fn schemas_and_readers_know_the_same_keys() {
    let mut problems = Vec::new();
    for kind in ALL {
        let table = (kind.table)();
        let own = format!("src/schema/definitions.rs, {}", kind.name);
        let mut schema = BTreeMap::new();
        known(&table, "", &mut schema);
        let mut asked: BTreeMap<String, Asked> = BTreeMap::new();
        for group in 0..2 {
            let mut text = String::new();
            sample(&table, "", group, &mut text);
            let source = SourceText::new(kind.name, text);
            let mut findings = Findings::new();
            let document = TomlDocument::parse(&source, 0..source.text.len(), &mut findings)
                .unwrap_or_else(|| panic!("{}: {findings:?}", source.text));
            read(kind, &document.root(), &mut findings);
            for (path, one) in document.asked() {
                asked.entry(path).or_default().merge(one);
            }
            let wrong = [Code::UnknownKey, Code::MissingKey, Code::WrongType];
            for finding in findings.iter().filter(|finding| wrong.contains(&finding.code)) {
                problems.push(format!("{own}: the reader refuses it: {} ({})", finding.message, finding.code));
            }
        }
        for (path, one) in &asked {
            let Some((value, required)) = schema.get(path) else {
                problems.push(format!("{own}: the reader asks for \"{path}\"; add {}", line(path, one)));
                continue;
            };
            if kind_of(value) != one.kind || *required != one.required {
                problems.push(format!("{own}: \"{path}\" must be {}", line(path, one)));
            }
            if let Value::Choice(words) = value
                && !same_words(path, words, &one.words)
            {
                problems.push(format!("{own}: \"{path}\" has other words; make it {}", line(path, one)));
            }
        }
        for path in schema.keys().filter(|path| !asked.contains_key(*path)) {
            problems.push(format!("{own}: no reader asks for \"{path}\"; take it out"));
        }
    }
    problems.sort();
    problems.dedup();
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}
