//! The text of a new document. In: a form, and what is filled in so far. Out: all of the file, with the heading of every
//! section that the form demands, and room to write below it.

use std::collections::BTreeMap;

use toml_edit::{Array, Datetime, DocumentMut, Value, value};

use crate::load::{DocumentStatus, FieldKind, Form, Section};
use crate::project::DocumentKind;

/// Stands on the first slide until something else does; a finding tells of it.
const TO_WRITE: &str = "Nog te schrijven. {{ nakijken(\"hier moet nog tekst komen\") }}";

/// What a new document is about.
pub struct Start<'a> {
    /// Its title.
    pub subject: &'a str,
    /// What else is filled in, by key.
    pub fields: &'a BTreeMap<String, String>,
}

/// The whole file.
pub fn text(form: &Form, start: &Start<'_>) -> String {
    format!("+++\n{}+++\n{}", head(form, start), body(form))
}

fn head(form: &Form, start: &Start<'_>) -> String {
    let mut head = DocumentMut::new();
    head["sjabloon"] = value(form.id.as_str());
    head["onderwerp"] = value(start.subject);
    if let Some(date) = start.fields.get("datum").and_then(|date| date.parse::<Datetime>().ok()) {
        head["datum"] = value(date);
    }
    head["status"] = value(DocumentStatus::Draft.word());
    if let Some(writer) = start.fields.get("schrijver").filter(|writer| !writer.is_empty()) {
        head["schrijver"] = value(writer.as_str());
    }
    for field in asked(form) {
        let given = start.fields.get(&field.key).map(String::as_str).unwrap_or_default();
        if let Some(filled) = filled(field.kind, given) {
            head[&field.key] = toml_edit::Item::Value(filled);
        }
    }
    head.to_string()
}

/// The fields of a form that each of its documents must have, besides those that all documents have.
pub fn asked(form: &Form) -> impl Iterator<Item = &crate::load::Field> {
    let is_own = |field: &&crate::load::Field| field.required && !ALWAYS.contains(&field.key.as_str());
    form.fields.iter().filter(is_own)
}

/// What every document has, or gets by itself.
const ALWAYS: [&str; 6] = ["sjabloon", "onderwerp", "datum", "status", "schrijver", "periode"];

/// A value as the file has it; none for a date that is none.
pub fn filled(kind: FieldKind, text: &str) -> Option<Value> {
    match kind {
        FieldKind::Text => Some(text.into()),
        FieldKind::Date => text.trim().parse::<Datetime>().ok().map(Value::from),
        FieldKind::List => {
            let items = text.lines().map(str::trim).filter(|item| !item.is_empty());
            Some(Value::Array(items.collect::<Array>()))
        }
    }
}

fn body(form: &Form) -> String {
    if form.kind == DocumentKind::Presentation {
        return format!(
            "# Eerste dia\n\n{TO_WRITE}\n\n## Notities\n\nWat u erbij vertelt. Dit staat niet op de dia.\n"
        );
    }
    // Below each heading a line to write on; a finding tells of those on which nothing stands yet.
    let sections = form.sections.iter().filter(|section| section.required);
    sections.map(|section| format!("# {}\n\n\n", heading(section))).collect::<Vec<_>>().join("\n")
}

/// The heading as it will be printed, unless Markdown would make something else of it.
fn heading(section: &Section) -> &str {
    let is_plain = |next: char| next.is_alphanumeric() || " ,.?!:;'’()/-–&%€".contains(next);
    if section.heading.chars().all(is_plain) { &section.heading } else { &section.id }
}
