//! What can stand between `{{` and `}}` in a letter, for whoever is writing it.

use std::sync::Arc;

use serde::Serialize;

use crate::indicator::{AGGREGATES, Amount, Engine, Number, Wording};
use crate::load::{ExhibitForm, Manuscript};

use super::composer::printed_number;
use super::scope::{DocumentScope, FUNCTIONS};

/// A word that means something in a placeholder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Word {
    /// The word itself.
    pub label: String,
    /// What kind of thing it is, in Dutch: "kengetal", "grafiek".
    pub kind: &'static str,
    /// What it stands for.
    pub detail: String,
    /// What it prints in this letter; none where that is not known.
    pub value: Option<String>,
}

/// Every word that means something in this letter, kind after kind.
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
        add("kengetal", id, &indicator.name, figure.as_ref().and_then(printed));
    }
    for (id, fact) in data.facts.iter().chain(&letter.facts) {
        add("feit", id, &fact.name, printed(&Number::of_fact(fact, period)));
    }
    for (id, figure) in &data.exhibits {
        let kind = if figure.kind == ExhibitForm::Table { "tabel" } else { "grafiek" };
        add(kind, id, &figure.subject.value, None);
    }
    for (number, case) in &data.cases {
        add("zaak", number, &case.title, None);
    }
    for (short, long) in &data.municipality.abbreviations {
        add("afkorting", short, long, None);
    }
    for (path, value) in DocumentScope::new(letter, engine).texts() {
        add("gegeven", &path, &value, None);
    }
    let periods = [
        ("periode", "de periode van deze tekst"),
        ("vorige", "de periode ervoor"),
        ("vorig_jaar", "dezelfde periode een jaar eerder"),
    ];
    for (name, detail) in periods {
        add("periode", name, detail, None);
    }
    for name in FUNCTIONS.iter().chain(AGGREGATES.iter()) {
        add("functie", name, does(name), None);
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
