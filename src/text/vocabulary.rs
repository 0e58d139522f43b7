//! What can stand between `{{` and `}}` in a letter, for whoever is writing it.

use std::sync::Arc;

use serde::Serialize;

use crate::indicator::{AGGREGATES, Amount, Engine, Number, Wording};
use crate::load::{ExhibitForm, Manuscript};

use super::composer::printed_number;
use super::scope::{DocumentScope, FUNCTIONS};

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
    /// What it prints in this letter; none where that is not known.
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
pub fn vocabulary(letter: &Manuscript, engine: &Arc<Engine>) -> Vec<Word> {
    let data = engine.data();
    let period = letter.id.period;
    let mut words = Vec::new();
    let mut add = |kind, label: &str, detail: &str, value: Option<String>| {
        words.push(Word { label: label.to_owned(), kind, detail: detail.to_owned(), value });
    };
    let printed = |figure: &Number| match figure.amount {
        Amount::Number(_) => Some(printed_number(figure, Wording::Usual, &data.municipality.notation)),
        Amount::Missing(_) | Amount::Withheld(_) => None,
    };
    for (id, indicator) in &data.indicators {
        let figure = engine.indicator(id, period).ok();
        add(WordKind::Indicator, id, &indicator.name, figure.as_ref().and_then(printed));
    }
    for (id, fact) in data.facts.iter().chain(&letter.facts) {
        add(WordKind::Fact, id, &fact.name, printed(&Number::of_fact(fact, period)));
    }
    for (id, figure) in &data.exhibits {
        let kind = if figure.kind == ExhibitForm::Table { WordKind::Table } else { WordKind::Chart };
        add(kind, id, &figure.subject.value, None);
    }
    for (number, case) in &data.cases {
        add(WordKind::Case, number, &case.title, None);
    }
    for (short, long) in &data.municipality.abbreviations {
        add(WordKind::Abbreviation, short, long, None);
    }
    for (path, value) in DocumentScope::new(letter, engine).texts() {
        add(WordKind::Given, &path, &value, None);
    }
    let periods = [
        ("periode", "de periode van deze tekst"),
        ("vorige", "de periode ervoor"),
        ("vorig_jaar", "dezelfde periode een jaar eerder"),
    ];
    for (name, detail) in periods {
        add(WordKind::Period, name, detail, None);
    }
    for name in FUNCTIONS.iter().chain(AGGREGATES.iter()) {
        add(WordKind::Function, name, does(name), None);
    }
    words
}

/// What a function is for.
fn does(function: &str) -> &'static str {
    match function {
        "afk" => "een afkorting, de eerste keer met uitleg",
        "zaak" => "een zaak met haar titel en nummer",
        "grafiek" => "zet hier een grafiek",
        "tabel" => "zet hier een tabel",
        "verwijs" => "verwijst naar een grafiek of tabel: figuur 2",
        "richting" => "kiest een woord: omhoog, omlaag of gelijk",
        "aantal" => "hoeveel namen er in een lijst staan",
        "kengetal" => "een kengetal over een andere periode",
        "voorlopig" => "een zin over cijfers die nog kunnen veranderen",
        "akkoord" => "accepteert een melding, met de reden",
        "stappen" => "laat de punten op deze dia een voor een zien",
        "indeling" => "kiest hoe deze dia wordt ingedeeld",
        "nakijken" => "vraagt om een zin na te kijken",
        "som" => "telt op",
        "cumulatief" => "telt op vanaf het begin van het jaar",
        "gemiddelde" => "het gemiddelde",
        "eerste" => "de eerste die bekend is",
        "laatste" => "de laatste die bekend is",
        _ => "",
    }
}
