//! What figures are called, to know whether a sentence names one that it does not print.

use std::ops::Range;

use crate::check::checked::Checked;
use crate::check::reading::prose::Prose;
use crate::dutch::period::Period;
use crate::indicator::Number;
use crate::load::IndicatorDefinition;

/// The beginnings of the longer words of a name, each once.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut all: Vec<String> =
        name.to_lowercase().split(|next: char| !next.is_alphanumeric()).filter_map(stem).collect();
    all.sort();
    all.dedup();
    all
}

/// The beginning of a word that is long enough to tell one name from another.
pub(super) fn stem(word: &str) -> Option<String> {
    (word.chars().count() >= 4).then(|| word.chars().take(6).collect())
}

/// The words of an indicator.
pub(super) fn of_indicator(one: &IndicatorDefinition) -> Vec<String> {
    words(&format!("{} {}", one.name, one.id.value))
}

/// The words of a printed figure that is an indicator.
pub(super) fn of_number(number: &Number) -> Option<Vec<String>> {
    Some(words(&format!("{} {}", number.label, number.indicator()?)))
}

/// Those of one name that another does not have.
pub(super) fn only(one: &[String], other: &[String]) -> Vec<String> {
    one.iter().filter(|word| !other.contains(word)).cloned().collect()
}

/// Where a stretch of words has one of these.
pub(super) fn place(prose: &Prose, range: &Range<usize>, words: &[String]) -> Option<usize> {
    range.clone().find(|at| stem(prose.word(*at)).is_some_and(|word| words.contains(&word)))
}

/// Indicators of the same unit as a printed figure that a stretch of words names and does not print, in a period: each with
/// what it is.
pub(super) fn beside<'c>(
    checked: &'c Checked<'_>,
    figure: &Number,
    prose: &Prose,
    range: &Range<usize>,
    period: Period,
) -> impl Iterator<Item = (&'c IndicatorDefinition, Number)> {
    let own = of_number(figure).unwrap_or_default();
    let id = figure.indicator().unwrap_or_default().to_owned();
    let unit = figure.unit.clone();
    let all = checked.engine.data().indicators.values();
    all.filter(move |other| other.id.value != id && other.unit == unit).filter_map(move |other| {
        let words = only(&of_indicator(other), &own);
        place(prose, range, &words)?;
        Some((other, checked.engine.indicator(&other.id.value, period).ok()?))
    })
}
