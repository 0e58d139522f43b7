//! Which way is the good one for a figure: "beter", "achteruit" and "norm gehaald" say nothing of more or less by themselves.

use crate::check::change::Way;
use crate::check::reading::sentence::Figure;

/// What there had better be less of.
const LESS: [&str; 10] = [
    "wachttijd",
    "doorlooptijd",
    "behandeltijd",
    "verzuim",
    "uitval",
    "schoolverlater",
    "klacht",
    "recidive",
    "te laat",
    "wachtlijst",
];
/// Shares that had better be large.
const MORE: [&str; 10] = [
    "op tijd",
    "tevreden",
    "veilig",
    "geslaagd",
    "schuldenvrij",
    "afgerond",
    "opgelost",
    "gescheiden",
    "binnen de termijn",
    "zonder zwaardere hulp",
];

/// The way that is better, by what a figure is called; none where nobody can say.
pub(super) fn better(figure: &Figure<'_>) -> Option<Way> {
    let label = figure.number.label.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
    // "Verschil in tevredenheid" is a change, and no level.
    if has(&["verschil", "groei", "verandering"]) {
        None
    } else if has(&LESS) {
        Some(Way::Down)
    } else {
        (figure.is_share() && has(&MORE)).then_some(Way::Up)
    }
}

/// What a word that judges says of a figure: better is up or down.
pub(super) fn judged(word: &str, figure: &Figure<'_>) -> Option<Way> {
    let is_good = match word {
        "beter" | "betere" | "vooruit" | "verbeterde" | "verbeterd" | "verbeterden" | "verbetert" | "verbetering"
        | "vooruitgang" | "beste" | "tevredener" | "sneller" | "vlotter" => true,
        "slechter" | "slechtere" | "achteruit" | "verslechterde" | "verslechterd" | "verslechterden"
        | "verslechtert" | "verslechtering" | "achteruitgang" | "slechtste" | "trager" => false,
        _ => return None,
    };
    Some(match (better(figure)?, is_good) {
        (way, true) => way,
        (Way::Up, false) => Way::Down,
        (Way::Down, false) => Way::Up,
    })
}
