//! What changed in a few short sentences, and what a change is called: the same words in the terminal and in HTML.

use super::comparison::Difference;
use super::exhibits::ExhibitChange;
use super::numbers::NumberChange;
use super::sentences::SentenceState;
use super::side::ChangeState;
use crate::dutch::notation::{capitalised, list_of_names};
use crate::dutch::period::Period;

/// Short sentences: numbers, then text, then charts and tables.
pub(crate) fn sentences(difference: &Difference) -> Vec<String> {
    if difference.is_empty() {
        return vec!["Er is niets veranderd.".to_owned()];
    }
    let numbers = |state| difference.count_numbers(state);
    let text = |state| difference.count_sentences(state);
    let mut lines = vec![
        counted(
            "getal",
            "getallen",
            &[
                (numbers(ChangeState::Changed), "veranderd"),
                (numbers(ChangeState::New), "nieuw"),
                (numbers(ChangeState::Dropped), "vervallen"),
            ],
        ),
        counted(
            "zin",
            "zinnen",
            &[
                (text(SentenceState::Changed), "gewijzigd"),
                (text(SentenceState::New), "nieuw"),
                (text(SentenceState::Dropped), "vervallen"),
            ],
        ),
    ];
    match text(SentenceState::Figures) {
        0 => {}
        1 => lines.push("In 1 zin zijn alleen de cijfers of de periode anders.".to_owned()),
        count => lines.push(format!("In {count} zinnen zijn alleen de cijfers of de periode anders.")),
    }
    match difference.count_exhibits() {
        0 => {}
        1 => lines.push("1 figuur of tabel is anders.".to_owned()),
        count => lines.push(format!("{count} figuren en tabellen zijn anders.")),
    }
    lines
}

/// "3 getallen veranderd, 1 nieuw en 2 vervallen."
fn counted(one: &str, more: &str, counts: &[(usize, &str)]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (count, what) in counts.iter().filter(|(count, _)| *count > 0) {
        let noun = if *count == 1 { one } else { more };
        // The noun stands with the first count only.
        parts.push(if parts.is_empty() { format!("{count} {noun} {what}") } else { format!("{count} {what}") });
    }
    if parts.is_empty() { format!("Geen {more} gewijzigd.") } else { format!("{}.", list_of_names(&parts)) }
}

/// What a number is, with its period where that is not the document's own.
pub(crate) fn number(number: &NumberChange, difference: &Difference) -> String {
    let name = capitalised(&number.full_name());
    let own = |period: Period, document: Period| (period != document).then(|| period.in_words());
    let old = number.old.as_ref().map(|old| (old.period, own(old.period, difference.old.period)));
    let new = number.new.as_ref().map(|new| (new.period, own(new.period, difference.new.period)));
    match (old, new) {
        (Some((before, Some(was))), Some((after, Some(is)))) if before != after => format!("{name}, {is} (was {was})"),
        (_, Some((_, Some(is)))) => format!("{name}, {is}"),
        (Some((_, Some(was))), None) => format!("{name}, {was}"),
        _ => name,
    }
}

/// "Figuur 2: De inzet groeide elk kwartaal"
pub(crate) fn exhibit(exhibit: &ExhibitChange) -> String {
    let Some(side) = exhibit.side() else { return exhibit.id.clone() };
    let title = if side.title.is_empty() { &side.subject } else { &side.title };
    capitalised(&format!("{}: {title}", side.label))
}

/// Title, subject and sources, as the earlier document has them and as the document has them, where they differ.
pub(crate) fn captions(exhibit: &ExhibitChange) -> Vec<(&'static str, String, String)> {
    let (Some(old), Some(new)) = (&exhibit.old, &exhibit.new) else { return Vec::new() };
    let all = [
        ("Titel", old.title.clone(), new.title.clone()),
        ("Onderwerp", old.subject.clone(), new.subject.clone()),
        ("Bron", old.sources.join("; "), new.sources.join("; ")),
    ];
    all.into_iter().filter(|(_, old, new)| old != new).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_as_a_sentence() {
        let line = |counts: &[(usize, &str)]| counted("getal", "getallen", counts);
        assert_eq!(
            line(&[(3, "veranderd"), (1, "nieuw"), (2, "vervallen")]),
            "3 getallen veranderd, 1 nieuw en 2 vervallen."
        );
        assert_eq!(line(&[(0, "veranderd"), (1, "nieuw")]), "1 getal nieuw.");
        assert_eq!(line(&[(0, "veranderd")]), "Geen getallen gewijzigd.");
    }
}
