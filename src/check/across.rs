//! The same thing with two values, in two letters of one period or in one letter.
//!
//! Numbers are taken to be about the same thing when they have the same name of several words, the same
//! period, the same unit and the same dimensions. A single word such as "kosten" says too little.

use std::collections::HashMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::indicator::{Figure, Operation, Origin};
use crate::notation::{Rounding, Scale, Unit, as_printed, plain_number};
use crate::period::Period;
use crate::text::Document;

/// What a printed number is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Subject {
    name: String,
    about: Vec<(String, String)>,
    period: Period,
    unit: String,
}

/// A number that a letter gives, and what it is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    subject: Subject,
    value: Decimal,
    rounding: Rounding,
    /// Where in the letter.
    place: Place,
}

/// A statement without its place, to be written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    name: String,
    about: Vec<(String, String)>,
    period: String,
    unit: String,
    value: String,
    decimals: i32,
}

impl Statement {
    /// What it says, and where.
    pub fn parts(&self) -> (Parts, &Place) {
        let Subject { name, about, period, unit } = self.subject.clone();
        let (value, decimals) = (self.value.to_string(), self.rounding.decimals);
        (Parts { name, about, period: period.to_string(), unit, value, decimals }, &self.place)
    }

    /// The statement again; nothing, where its parts make none.
    pub fn of(parts: Parts, place: Place) -> Option<Self> {
        let Parts { name, about, period, unit, value, decimals } = parts;
        let subject = Subject { name, about, period: period.parse().ok()?, unit };
        Some(Self { subject, value: value.parse().ok()?, rounding: Rounding { decimals }, place })
    }
}

/// What a document states: its numbers in running text, charts and tables, each once.
pub fn statements(document: &Document) -> Vec<Statement> {
    let mut seen: HashMap<Subject, Decimal> = HashMap::new();
    let mut found = Vec::new();
    for (figure, place) in document.all_figures() {
        let Some((subject, value)) = statement(figure) else { continue };
        let rounding = figure.rounding;
        if seen.get(&subject) == Some(&value) {
            continue;
        }
        seen.insert(subject.clone(), value);
        found.push(Statement { subject, value, rounding, place: place.clone() });
    }
    found
}

fn statement(figure: &Figure) -> Option<(Subject, Decimal)> {
    let made_by_table = [Operation::TableTotal, Operation::TableDifference];
    if matches!(&figure.origin, Origin::Cells(operation) if made_by_table.contains(operation)) {
        return None;
    }
    let value = figure.signed()?;
    let name = figure.label.trim().to_lowercase();
    if !name.contains(' ') {
        return None;
    }
    let unit = figure.unit.word().to_lowercase();
    Some((Subject { name, about: figure.about.clone(), period: figure.period, unit }, value))
}

/// Compares what documents state.
pub fn check<'a>(statements: impl Iterator<Item = &'a Statement>, findings: &mut Findings) {
    let mut first: HashMap<&Subject, &Statement> = HashMap::new();
    for statement in statements {
        let known = *first.entry(&statement.subject).or_insert(statement);
        if differ(known, statement) {
            findings.push(contradiction(known, statement));
        }
    }
}

/// Whether a reader would see two values, if both were printed with the fewest decimals of the two.
fn differ(one: &Statement, other: &Statement) -> bool {
    let rounding = Rounding { decimals: one.rounding.decimals.min(other.rounding.decimals) };
    let unit = Unit::parse(&one.subject.unit);
    let printed = |value: Decimal| as_printed(value, &unit, rounding, Scale::One);
    printed(one.value) != printed(other.value)
}

fn contradiction(first: &Statement, other: &Statement) -> Finding {
    let written = |value: Decimal| match Unit::parse(&other.subject.unit).is_fraction() {
        true => format!("{}%", plain_number((value * Decimal::ONE_HUNDRED).round_dp(6))),
        false => plain_number(value.round_dp(6)),
    };
    let line = first.place.line_column().map(|(line, _)| format!(", regel {line}")).unwrap_or_default();
    let message = format!(
        "\"{}\" over {} is hier {}, maar {} in {}{line}.",
        other.subject.name,
        other.subject.period.with_article(),
        written(other.value),
        written(first.value),
        first.place.file,
    );
    Finding::new(Code::TwoValues, other.place.clone(), message)
        .hint("Gebruik op beide plaatsen hetzelfde kengetal of dezelfde reeks.")
        .hint("Gaat het om iets anders? Geef het kengetal of de maat dan een andere naam.")
}
