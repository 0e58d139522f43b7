//! C050, C051 and C052: words that a reader has to think about, each once a document, with what to write instead.
//!
//! Quotations, names and titles of laws are left alone, and so is a word that the document explains.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Code, Edit, Finding, Findings, Fix};
use crate::dutch::notation::{capitalised, uncapitalised};
use crate::dutch::plain_words::{Hit, PlainWord, WordKind};
use crate::load::{Dataset, WritingGuide};

use crate::check::checked::Checked;
use crate::check::reading::prose::{Prose, Role, TokenKind, is_in};

/// After one of these, with a capital, comes the title of a law or a paper.
const TITLED: &str = "wet besluit regeling verordening beleidsregel beleidsregels richtlijn nota kadernota agenda motie \
    amendement raadsvoorstel handreiking programma";
/// A title has no more words.
const LONGEST_TITLE: usize = 8;
/// What an explanation begins with, behind the word.
const MEANS: [&[&str]; 8] = [
    &["dat", "wil", "zeggen"],
    &["dat", "is"],
    &["dat", "zijn"],
    &["dat", "betekent"],
    &["oftewel"],
    &["ofwel"],
    &["d.w.z"],
    &["met", "andere", "woorden"],
];
/// "Een beschikking is een besluit", but not "De dekking is geregeld".
const EXPLAINS_WITH: &str = "een het dat wat wie hoe hoeveel als geld hulp mensen iemand";
/// What stands before a word that was explained first: "Dat heet een beschikking."
const CALLS: &str = "noemen noemt noem heet heten genoemd genaamd";

/// Reports each word where it first stands.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    for uses in uses(checked).values() {
        let [first, ..] = &uses[..] else { continue };
        let is_explained = uses.iter().any(|one| one.is_explained && one.text <= first.text);
        if !is_explained && !uses.iter().any(|one| is_in_name(one, checked)) {
            findings.push(finding(first, uses, checked));
        }
    }
}

/// A word of the list somewhere in the document.
struct Use<'c> {
    word: &'c PlainWord,
    /// In which text.
    text: usize,
    tokens: Range<usize>,
    is_as_listed: bool,
    is_explained: bool,
}

/// All words that are looked for, by their place in the list, in reading order.
fn uses<'c>(checked: &'c Checked<'_>) -> BTreeMap<usize, Vec<Use<'c>>> {
    let guide: &WritingGuide = &checked.engine.data().writing_guide;
    let mut found: BTreeMap<usize, Vec<Use<'c>>> = BTreeMap::new();
    for (text, prose) in checked.texts.iter().enumerate() {
        if matches!(prose.role, Role::Quotation | Role::Verbatim | Role::Cell { .. }) {
            continue;
        }
        let mut at = 0;
        while at < prose.tokens.len() {
            let hit = guide.words().at(|nth| prose.word(at + nth)).filter(|hit| guide.looks_for(hit.word));
            let Some(hit) = hit.filter(|hit| !is_meant_otherwise(prose, at, hit)) else {
                at += 1;
                continue;
            };
            let tokens = at..at + hit.length + usize::from(hit.ends_in_point && prose.is_mark(at + hit.length, '.'));
            at = tokens.end;
            found.entry(hit.index).or_default().push(Use {
                word: hit.word,
                text,
                is_as_listed: hit.is_as_listed,
                is_explained: is_explained(prose, &tokens, hit.word.kind),
                tokens,
            });
        }
    }
    found
}

/// Whether it is somebody else's word, a name, part of a title, or of another language.
fn is_meant_otherwise(prose: &Prose, at: usize, hit: &Hit<'_>) -> bool {
    let sentence = prose.sentence_of(at);
    let has_capital = |at: usize| prose.written(at).starts_with(char::is_uppercase);
    let is_name = |at: usize| at > sentence.start && has_capital(at) && !prose.is_mark(at - 1, ':');
    let is_named = !hit.word.word.contains(char::is_uppercase) && (at..at + hit.length).any(is_name);
    is_named || prose.is_quoted(at) || is_in_title(prose, &sentence, at) || !prose.may_be_dutch(&sentence)
}

/// "de Wet maatschappelijke ondersteuning", "de nota Integraal jeugdbeleid": what follows such a word with a capital.
fn is_in_title(prose: &Prose, sentence: &Range<usize>, at: usize) -> bool {
    let first = at.saturating_sub(LONGEST_TITLE).max(sentence.start + 1);
    let start = (first..at).rev().find(|at| {
        let is_capital = prose.written(*at).starts_with(char::is_uppercase);
        let follows = prose.written(at + 1).starts_with(char::is_uppercase);
        is_in(TITLED, prose.word(*at)) && (is_capital || follows)
    });
    start.is_some_and(|start| (start + 1..at).all(|at| prose.kind(at) == Some(TokenKind::Word)))
}

/// Whether its meaning stands beside it.
fn is_explained(prose: &Prose, tokens: &Range<usize>, kind: WordKind) -> bool {
    let sentence = prose.sentence_of(tokens.start);
    let words = |range: Range<usize>| range.filter(|at| !prose.word(*at).is_empty()).count();
    // "dekking (geld om het te betalen)"
    if prose.is_mark(tokens.end, '(') && !is_in("zie vgl", prose.word(tokens.end + 1)) {
        let close = (tokens.end + 1..sentence.end).find(|at| prose.is_mark(*at, ')'));
        if close.is_some_and(|close| words(tokens.end + 1..close) >= 2) {
            return true;
        }
    }
    // "geld om het te betalen (dekking)"
    let opens = tokens.start.checked_sub(1).filter(|at| *at > sentence.start && prose.is_mark(*at, '('));
    if opens.is_some() && prose.is_mark(tokens.end, ')') {
        return true;
    }
    // "Een beschikking is een besluit"; "een beschikking, dat is een besluit"; "Dat heet een beschikking."
    // "Binnen afzienbare tijd is het klaar" explains nothing.
    let may_be_defined = kind.is_term() || matches!(kind, WordKind::Legal | WordKind::Jargon);
    let starts = may_be_defined && words(sentence.start..tokens.start) <= 1;
    let is_verb = is_in("is zijn betekent betekenen", prose.word(tokens.end));
    let defines = starts && is_verb && is_in(EXPLAINS_WITH, prose.word(tokens.end + 1));
    let behind = tokens.end + usize::from(prose.is_mark(tokens.end, ',') || prose.is_mark(tokens.end, ':'));
    let means = |phrase: &&[&str]| phrase.iter().enumerate().all(|(nth, word)| prose.word(behind + nth) == *word);
    let is_called = (1..=3).any(|back| is_in(CALLS, prose.word_before(tokens.start, back)));
    defines || is_called || (behind > tokens.end && MEANS.iter().any(means))
}

/// Whether it is part of what the data calls something.
fn is_in_name(one: &Use<'_>, checked: &Checked<'_>) -> bool {
    let prose = &checked.texts[one.text];
    let (Some(first), Some(last)) = (prose.tokens.get(one.tokens.start), prose.tokens.get(one.tokens.end - 1)) else {
        return false;
    };
    let text = prose.text();
    let written = &text[first.range.start..last.range.end];
    names(checked.engine.data()).filter(|name| name.len() > written.len() && name.contains(written)).any(|name| {
        text.match_indices(name).any(|(at, name)| at <= first.range.start && last.range.end <= at + name.len())
    })
}

fn names(data: &Dataset) -> impl Iterator<Item = &str> {
    let pilots = data.pilots.values().flat_map(|pilot| {
        let names = [&pilot.name].into_iter().chain(&pilot.providers).chain(&pilot.municipalities);
        names.map(|name| name.value.as_str())
    });
    let cases = data.cases.values().map(|case| case.title.as_str());
    let terms = data.municipality.abbreviations.values().map(String::as_str);
    pilots.chain(cases).chain(terms).chain([data.municipality.organisation.as_str()])
}

fn finding(first: &Use<'_>, uses: &[Use<'_>], checked: &Checked<'_>) -> Finding {
    let word = first.word;
    let prose = &checked.texts[first.text];
    let written = prose.of_tokens(&first.tokens);
    let (code, what) = match word.kind {
        WordKind::OldFashioned => (Code::DifficultWord, "is ouderwets."),
        WordKind::Officialese => (Code::DifficultWord, "is ambtelijk."),
        WordKind::Jargon => (Code::DifficultWord, "is vergadertaal."),
        WordKind::Legal => (Code::DifficultWord, "is juridisch."),
        WordKind::Vague => (Code::VagueWord, "is vaag."),
        WordKind::Finance | WordKind::Care => (Code::UnexplainedTerm, "is een vakwoord dat niet iedereen kent."),
    };
    let why = word.why.as_deref().unwrap_or_default();
    let advice = match &word.instead[..] {
        [] => why.to_owned(),
        instead if word.kind.is_term() => format!("Liever: {}.", alternatives(instead)),
        instead if word.kind == WordKind::Vague => format!("Beter: {}. {why}", alternatives(instead)),
        instead => format!("Liever: {}. {why}", alternatives(instead)),
    };
    let place = prose.place_of(&first.tokens);
    let mut finding = Finding::new(code, place, format!("\"{written}\" {what}")).hint(advice.trim_end().to_owned());
    if word.kind.is_term() && !why.is_empty() {
        let meaning = uncapitalised(why.trim_end_matches('.'));
        finding = finding.hint(format!("Moet het woord blijven? Leg het hier één keer uit: {written} ({meaning})."));
    }
    if let Some(fits) = &word.fits {
        finding = finding.hint(format!("Waar het wel past: {fits}."));
    }
    if uses.len() > 1 {
        finding = finding.hint(format!("Het staat {} keer in dit document.", uses.len()));
    }
    finding.fix(replacement(first, uses, checked))
}

/// "daarom of dus", "over, voor of bij"
fn alternatives(instead: &[String]) -> String {
    match instead {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} of {last}", all.join(", ")),
    }
}

/// Everywhere what is always right in its place; none where a form of it stands that asks for another sentence.
fn replacement(first: &Use<'_>, uses: &[Use<'_>], checked: &Checked<'_>) -> Option<Fix> {
    let becomes = first.word.becomes.as_deref()?;
    if !uses.iter().all(|one| one.is_as_listed) {
        return None;
    }
    let edits = uses.iter().map(|one| {
        let prose = &checked.texts[one.text];
        let (place, written) = (prose.place_of(&one.tokens), prose.of_tokens(&one.tokens));
        let becomes = match written.starts_with(char::is_uppercase) {
            true => capitalised(becomes),
            false => becomes.to_owned(),
        };
        // What a placeholder printed is no word of the author.
        if place.written() == Some(written) { Edit::new(&place, becomes) } else { None }
    });
    let title = match uses.len() {
        1 => format!("Maak er \"{becomes}\" van"),
        times => format!("Maak er {times} keer \"{becomes}\" van"),
    };
    Fix::of(edits, title)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::check::reading::prose::sample::typed;

    #[test]
    fn every_way_to_write_a_word_is_found_in_a_text() {
        let guide = WritingGuide::default();
        let mut missed = BTreeSet::new();
        for word in guide.words().words() {
            for written in [&word.word].into_iter().chain(&word.forms) {
                let prose = typed(&format!("Zij {written} dat."));
                let found = (0..prose.tokens.len())
                    .filter_map(|at| guide.words().at(|nth| prose.word(at + nth)))
                    .any(|hit| hit.word.word == word.word);
                if !found {
                    missed.insert(written);
                }
            }
        }
        assert!(missed.is_empty(), "{missed:?}");
    }

    #[test]
    fn an_explanation_stands_beside_the_word() {
        let explained = |text: &str, word: &str| {
            let prose = typed(text);
            let at = (0..prose.tokens.len()).find(|at| prose.word(*at) == word).expect("there");
            is_explained(&prose, &(at..at + 1), WordKind::Finance)
        };
        for text in [
            "De dekking (geld om het te betalen) is er.",
            "Er is geld om het te betalen (dekking).",
            "Een dekking is geld om iets te betalen.",
            "Dekking betekent dat er geld is.",
            "Er is dekking, dat wil zeggen geld.",
            "Er is dekking, ofwel geld.",
            "Dat noemen wij dekking.",
            "Geld daarvoor heet de dekking.",
        ] {
            assert!(explained(text, "dekking"), "{text}");
        }
        for text in [
            "De dekking is geregeld.",
            "De dekking (zie bijlage twee) is er.",
            "De dekking (nieuw) is er.",
            "Er is dekking voor, dat is fijn.",
            "Er is geld en dekking.",
        ] {
            assert!(!explained(text, "dekking"), "{text}");
        }
    }

    #[test]
    fn titles_of_laws_and_papers_are_left_alone() {
        let titled = |text: &str, word: &str| {
            let prose = typed(text);
            let at = (0..prose.tokens.len()).find(|at| prose.lower(*at) == word).expect("there");
            is_in_title(&prose, &prose.sentence_of(at), at)
        };
        assert!(titled("Dat staat in de Wet aanpak meervoudige problematiek.", "problematiek"));
        assert!(titled("Dat staat in de nota Samen integraal werken.", "integraal"));
        assert!(!titled("Dat staat in de wet over problematiek.", "problematiek"));
        assert!(!titled("Volgens de Wet, en zonder problematiek.", "problematiek"));
    }
}
