//! What can stand between `{{` and `}}` in a document, for whoever is writing it.

use std::sync::Arc;

use serde::Serialize;

use crate::indicator::{Amount, Engine, Number, PERIOD_NAMES, Wording, period_value};
use crate::load::{ExhibitForm, Manuscript};

use super::composer::printed_number;
use super::functions::known_functions;
use super::scope::DocumentScope;
use crate::dutch::notation::Context;

/// A word that means something in a placeholder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Word {
    /// The word itself.
    pub label: String,
    /// What kind of thing it is.
    pub kind: WordKind,
    /// What it stands for.
    pub detail: String,
    /// What it prints in this document; none where that is not known.
    pub value: Option<String>,
}

/// What a word in a placeholder stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum WordKind {
    /// An indicator.
    #[serde(rename = "kengetal")]
    Indicator,
    /// A fact of the pilot or of the document itself.
    #[serde(rename = "feit")]
    Fact,
    /// A chart.
    #[serde(rename = "grafiek")]
    Chart,
    /// A table.
    #[serde(rename = "tabel")]
    Table,
    /// A case with its number.
    #[serde(rename = "zaak")]
    Case,
    /// An abbreviation.
    #[serde(rename = "afkorting")]
    Abbreviation,
    /// A function.
    #[serde(rename = "functie")]
    Function,
    /// A period.
    #[serde(rename = "periode")]
    Period,
    /// A text from the front matter or the municipality.
    #[serde(rename = "gegeven")]
    Given,
}

/// Every word that means something in this document, kind after kind.
pub fn vocabulary(manuscript: &Manuscript, engine: &Arc<Engine>) -> Vec<Word> {
    let data = engine.data();
    let period = manuscript.id.period;
    let mut words = Vec::new();
    let mut add = |kind, label: &str, detail: &str, value: Option<String>| {
        words.push(Word { label: label.to_owned(), kind, detail: detail.to_owned(), value });
    };
    let printed = |number: &Number| match number.amount {
        Amount::Number(_) => Some(printed_number(number, Wording::Usual, Context::Text, &data.municipality.notation)),
        Amount::Missing(_) | Amount::Withheld(_) => None,
    };
    for (id, indicator) in &data.indicators {
        let number = engine.indicator(id, period).ok();
        add(WordKind::Indicator, id, &indicator.name, number.as_ref().and_then(printed));
    }
    for (id, fact) in data.facts.iter().chain(&manuscript.facts) {
        add(WordKind::Fact, id, &fact.name, printed(&Number::of_fact(fact, period)));
    }
    for (id, exhibit) in &data.exhibits {
        let kind = if exhibit.kind == ExhibitForm::Table { WordKind::Table } else { WordKind::Chart };
        add(kind, id, &exhibit.subject.value, None);
    }
    for (number, case) in &data.cases {
        add(WordKind::Case, number, &case.title, None);
    }
    for (short, long) in &data.municipality.abbreviations {
        add(WordKind::Abbreviation, short, long, None);
    }
    for (path, value) in DocumentScope::new(manuscript, engine).texts() {
        add(WordKind::Given, &path, &value, None);
    }
    for (name, detail) in PERIOD_NAMES {
        add(WordKind::Period, name, detail, period_value(name, period).map(|value| value.to_string()));
    }
    for (name, help) in known_functions() {
        add(WordKind::Function, name, help, None);
    }
    words
}
