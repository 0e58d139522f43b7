//! What comparatives and superlatives say of figures, and which figures make one row.

use crate::check::change::Way;
use crate::check::reading::prose::is_in;
use crate::check::reading::sentence::{Figure, Sentence};
use crate::check::rules::better::{better, judged};
use crate::check::rules::direction;

/// Which way a word points by itself.
fn way_of(word: &str) -> Option<Way> {
    match word {
        "boven" | "sneller" => Some(Way::Up),
        "beneden" => Some(Way::Down),
        _ => direction::comparative(word),
    }
}

/// Which way the word at a position points, of the figures of its sentence.
pub(in crate::check::rules) fn way_here(sentence: &Sentence<'_>, at: usize) -> Option<Way> {
    let word = sentence.word(at);
    let near = sentence.figures.first().or_else(|| sentence.figures_after.first());
    let figure = near.or_else(|| sentence.before.last())?;
    // "sneller klaar" takes less time, "sneller gegroeid" grows more; "meer te spreken over" is said of what is good.
    let is_time = is_in("weken dagen minuten uur uren maanden", figure.number.unit.word());
    let is_pleased = is_in("meer minder beter slechter", word)
        && sentence.word(at + 1) == "te"
        && is_in("spreken", sentence.word(at + 2));
    match word {
        // "groeide harder ({{ a }}) dan de kosten ({{ b }})"
        "harder" | "sterker" => {
            let lead = sentence.range.start.max(at.saturating_sub(8))..(at + 3).min(sentence.range.end);
            let ways: Vec<Way> = lead.filter_map(|near| direction::of_change(sentence.prose, near)).collect();
            matches!(ways[..], [Way::Up]).then_some(Way::Up)
        }
        "sneller" | "vlotter" if is_time => Some(Way::Down),
        "trager" | "later" if is_time => Some(Way::Up),
        "eerder" if is_time && sentence.word(at + 1) != "dan" => Some(Way::Down),
        "meer" | "minder" if is_pleased => better(figure).map(|_| if word == "meer" { Way::Up } else { Way::Down }),
        "sneller" => way_of(word),
        _ => judged(word, figure).or_else(|| way_of(word)),
    }
}

/// Which end of a row a superlative names.
pub(in crate::check::rules) fn end_of(word: &str, next: &str) -> Option<Way> {
    const UP: &str = "\
        meeste meest hoogste hoogst grootste grootst drukste drukst langste duurste duurst zwaarste sterkste populairste populairst \
        volste record recordaantal koploper";
    const DOWN: &str = "\
        minste minst laagste laagst kleinste kleinst rustigste rustigst stilste stilst kortste goedkoopste goedkoopst \
        zwakste leegste dieptepunt hekkensluiter";
    if is_in(UP, word) || (word == "best" && is_in("bezochte gelezen scorende bezochte gebruikte", next)) {
        Some(Way::Up)
    } else if is_in(DOWN, word) || (word == "slechtst" && next == "bezochte") {
        Some(Way::Down)
    } else {
        None
    }
}

/// Whether two figures belong to one row: places, kinds or periods of one thing.
pub(super) fn is_rival(target: &Figure<'_>, other: &Figure<'_>) -> bool {
    let is_total = |figure: &Figure<'_>| {
        let label = figure.number.label.to_lowercase();
        label.contains("samen") || label.contains("totaal") || label.contains("alle")
    };
    let length = |figure: &Figure<'_>| figure.number.period.granularity();
    target.number.series() == other.number.series()
        && length(target) == length(other)
        && !is_total(other)
        && (target.is_same_indicator(other) || target.number.cells.len() == other.number.cells.len())
        && (target.is_same_indicator(other) || target.number.period == other.number.period)
}
