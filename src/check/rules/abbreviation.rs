//! Abbreviations that no reader was told the meaning of.
//!
//! `afk()` explains an abbreviation where it stands first, so that only typed ones are found here. What the
//! data calls by name (a pilot, a provider, a municipality, an earlier letter) is a name and no abbreviation.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use crate::diagnostic::{Code, Finding, Findings, Fix};
use crate::load::Dataset;
use crate::text::{At, Document, Part, Span, TextRole, Visitor, Words};

/// Abbreviations have so many letters.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=6;
/// An explanation has at most so many words.
const MAX_EXPLANATION: usize = 8;
/// What everybody reads without an explanation.
const EVERYDAY: [&str; 11] = ["BTW", "BV", "CBS", "EU", "GGD", "ISO", "NEN", "NV", "PDF", "TV", "VNG"];

/// Reports each abbreviation once, where it first stands unexplained.
pub fn check(document: &Document, data: &Dataset, findings: &mut Findings) {
    document.walk(&mut AbbreviationReader { data, names: names(data), known: BTreeSet::new(), findings });
}

struct AbbreviationReader<'a> {
    data: &'a Dataset,
    names: Vec<&'a str>,
    known: BTreeSet<String>,
    findings: &'a mut Findings,
}

impl<'d> Visitor<'d> for AbbreviationReader<'_> {
    fn enter(&mut self, part: Part<'d>) -> bool {
        !matches!(part, Part::Title | Part::Exhibit(..))
    }

    fn text(&mut self, spans: &'d [Span], at: At<'d>) {
        let Some(place) = at.place.filter(|_| at.role != TextRole::SectionHeading) else { return };
        explained(spans, &mut self.known);
        let mut words = Words::of_place("", place);
        join(spans, &mut words);
        let text = words.text();
        for (at, short) in abbreviations(text) {
            let is_name = is_in_name(text, at, short, &self.names) || is_part_of_code(text, at, short);
            if is_name || !self.known.insert(short.to_owned()) {
                continue;
            }
            let long = self.data.municipality.abbreviations.get(short);
            if is_explained(text, at, short) || long.is_some_and(|long| text[..at].ends_with(&format!("{long} ("))) {
                continue;
            }
            let hint = if long.is_some() {
                format!("Schrijf {{{{ afk(\"{short}\") }}}}. Griffel legt haar dan uit.")
            } else {
                format!(
                    "Leg haar uit: \"voluit ({short})\". Of zet haar in data/gemeente.toml onder [afkortingen] en schrijf {{{{ afk(\"{short}\") }}}}."
                )
            };
            let message = format!("De afkorting {short} is niet uitgelegd.");
            let place = words.place(at..at + short.len());
            let placeholder = format!("{{{{ afk(\"{short}\") }}}}");
            let fix = long
                .filter(|_| place.written() == Some(short))
                .and_then(|long| Fix::replace(&place, placeholder, format!("Leg haar hier uit: {long} ({short})")));
            self.findings.push(Finding::new(Code::UnexplainedAbbreviation, place, message).hint(hint).fix(fix));
        }
    }
}

/// The abbreviations that `afk()` explains in spans: "Serviceorganisatie Jeugd (SOJ)".
fn explained(spans: &[Span], known: &mut BTreeSet<String>) {
    for span in spans {
        match span {
            Span::Given(words) => {
                let short =
                    words.text().strip_suffix(')').and_then(|text| text.rsplit_once(" (")).map(|(_, short)| short);
                known.extend(short.filter(|short| is_abbreviation(short)).map(str::to_owned));
            }
            Span::Strong(inner) | Span::Emphasis(inner) | Span::Link { spans: inner, .. } => explained(inner, known),
            _ => {}
        }
    }
}

/// The words of spans; a printed number, whose unit may be an abbreviation, is no word of the author.
fn join(spans: &[Span], words: &mut Words) {
    for span in spans {
        match span {
            Span::Text(text) => words.push_words(text),
            Span::Strong(inner) | Span::Emphasis(inner) | Span::Link { spans: inner, .. } => join(inner, words),
            Span::Given(_)
            | Span::Number(_)
            | Span::Code(_)
            | Span::Reference { .. }
            | Span::StatusSentence(_)
            | Span::LineBreak => words.push_unplaced(" "),
            Span::Footnote(_) | Span::Gap(_) => {}
        }
    }
}

/// Names that the data gives and that hold an abbreviation.
fn names(data: &Dataset) -> Vec<&str> {
    let pilots = data.pilots.values().flat_map(|pilot| {
        let names = [&pilot.name].into_iter().chain(&pilot.providers).chain(&pilot.municipalities);
        names.map(|name| name.value.as_str())
    });
    let cases = data.cases.values().map(|case| case.title.as_str());
    let own = [data.municipality.name.as_str(), data.municipality.organisation.as_str()];
    pilots.chain(cases).chain(own).filter(|name| abbreviations(name).next().is_some()).collect()
}

/// Whether the word stands there as part of a name.
fn is_in_name(text: &str, at: usize, short: &str, names: &[&str]) -> bool {
    let covers = |start: usize, name: &str| start <= at && at + short.len() <= start + name.len();
    names.iter().any(|name| text.match_indices(name).any(|(start, name)| covers(start, name)))
}

/// The letters of `3311 GR` and `COVID-19`.
fn is_part_of_code(text: &str, at: usize, short: &str) -> bool {
    let mut after = text[at + short.len()..].chars();
    if after.next() == Some('-') && after.next().is_some_and(|next| next.is_ascii_digit()) {
        return true;
    }
    let before = text[..at].trim_end();
    let digits = before.chars().rev().take_while(char::is_ascii_digit).count();
    short.len() == 2 && digits == 4
}

/// Words of nothing but a few capitals, with where they start.
fn abbreviations(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.unicode_word_indices().filter(|(_, word)| is_abbreviation(word))
}

fn is_abbreviation(word: &str) -> bool {
    let is_numeral = || word.chars().all(|next| "IVXLCM".contains(next));
    LETTERS.contains(&word.len())
        && word.bytes().all(|next| next.is_ascii_uppercase())
        && !EVERYDAY.contains(&word)
        && !is_numeral()
}

/// "Voluit (AFK)" or "AFK (voluit)": words beside it, one of which starts with its first letter.
fn is_explained(text: &str, at: usize, short: &str) -> bool {
    let (before, after) = (&text[..at], &text[at + short.len()..]);
    let follows = before.strip_suffix('(').filter(|_| after.starts_with(')'));
    let inside = || Some(after.trim_start().strip_prefix('(')?.split_once(')')?.0);
    follows.or_else(inside).is_some_and(|words| {
        let first = short.chars().next();
        let near = words.unicode_words().rev().take(MAX_EXPLANATION);
        near.filter(|word| word.len() > 1)
            .any(|word| word.chars().next().map(|next| next.to_ascii_uppercase()) == first)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        abbreviations(text).filter(|(at, short)| !is_explained(text, *at, short)).map(|(_, short)| short).collect()
    }

    #[test]
    fn what_is_explained_is_no_finding() {
        for text in [
            "De Serviceorganisatie Jeugd (SOJ) helpt.",
            "De SOJ (Serviceorganisatie Jeugd) helpt.",
            "In fase III en IV, een PDF in de EU.",
            "De praktijkondersteuner van de huisarts (POH) helpt.",
            "A, B en C; 5G en A4; met de BTW erbij.",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn an_abbreviation_in_a_name_is_part_of_it() {
        let text = "De pilot POH GGZ Jeugd en de GGZ.";
        let in_name = |(at, short): &(usize, &str)| is_in_name(text, *at, short, &["POH GGZ Jeugd"]);
        let found: Vec<bool> = abbreviations(text).map(|one| in_name(&one)).collect();
        assert_eq!(found, [true, true, false]);
    }

    #[test]
    fn what_is_not_explained_is_found() {
        assert_eq!(found("De SOJ en (via de POH) de GGZ."), ["SOJ", "POH", "GGZ"]);
        assert_eq!(found("De SOJ (zie hierna) en GGZ-hulp."), ["SOJ", "GGZ"]);
        assert_eq!(found("De wethouder (GGZ)."), ["GGZ"]);
    }
}
