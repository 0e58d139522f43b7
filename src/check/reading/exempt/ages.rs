//! Ages that name a group of people: "kinderen van 0 tot 4 jaar", "65-plussers", "18+". An age that was measured counts.

use std::ops::Range;

use super::numeral::{Numeral, digits};
use crate::check::reading::prose::{Prose, TokenKind, is_in};
use crate::dutch::counted::{self, Counted};

/// What an age is counted in.
const YEARS: &str = "jaar jaren maanden";
/// What makes a number of years a length of time, or an age that was measured.
const MEASURED: &str = "\
    gemiddelde gemiddeld leeftijd leeftijden looptijd duur duurt duurde termijn contract periode wachttijd wachten \
    wachtte wachtten wacht oplevering mediaan steeg daalde gestegen gedaald liep";

/// Whether a sentence speaks of what was measured.
pub fn is_measured(prose: &Prose, sentence: &Range<usize>) -> bool {
    sentence.clone().any(|at| is_in(MEASURED, prose.word(at)))
}

/// Whether an age says who is meant.
pub fn is_age(numeral: &Numeral<'_>) -> bool {
    is_word_of_age(numeral) || is_range_of_ages(numeral)
}

/// "65-plussers", "5-jarigen", "16- en 17-jarigen", "18+", "18-", "0-4-jarigen", "75-minners".
fn is_word_of_age(numeral: &Numeral<'_>) -> bool {
    let Numeral { prose, index, text } = *numeral;
    let is_ages = |text: &str| {
        let ages = text.trim_end_matches(['-', '+']);
        !ages.is_empty() && ages.split(['-', '–', '/']).all(is_age_in_digits)
    };
    let number = text.trim_end_matches(char::is_alphabetic);
    let word = &text[number.len()..];
    if !word.is_empty() {
        return number.ends_with(['-', '+']) && is_ages(number) && is_in(WORDS_OF_AGE, &word.to_lowercase());
    }
    if !text.ends_with(['+', '-']) || !is_ages(text) || numeral.has_sign() {
        return false;
    }
    // "18-" and "18+" are groups, unless they count: "500+ meldingen".
    let other = prose.lower(index + 2);
    let is_half = text.ends_with('-') && (other.contains("jarig") || other.contains("pluss"));
    is_half || is_people(prose.word(index + 1)) || !super::numeral::looks_counted(prose.word(index + 1))
}

/// What stands behind the hyphen of an age.
const WORDS_OF_AGE: &str = "jarig jarige jarigen plus plusser plussers minner minners min er ers";

/// "van 0 tot 4 jaar", "tussen de 18 en 67 jaar", "67 jaar en ouder", "jongeren onder de 18", "jonger dan 23 jaar".
fn is_range_of_ages(numeral: &Numeral<'_>) -> bool {
    let Numeral { prose, index, text } = *numeral;
    if numeral.has_sign() || !text.split(['-', '–']).all(is_age_in_digits) {
        return false;
    }
    // No further than a sentence of ordinary length goes.
    let whole = prose.sentence_of(index);
    let sentence = index.saturating_sub(40).max(whole.start)..(index + 40).min(whole.end);
    let tail = numeral.tail();
    let is_years = is_in(YEARS, prose.word(tail));
    // "67 jaar en ouder", "67 jaar of ouder", "18 jaar of jonger", "23 jaar oud"
    let older = |at: usize| matches!(prose.word(at), "ouder" | "jonger" | "oud" | "oudere" | "jongere" | "daarboven");
    let after = if is_years { tail + 1 } else { tail };
    if older(after) || (matches!(prose.word(after), "en" | "of") && older(after + 1)) {
        return true;
    }
    let first = numeral.first();
    let article = usize::from(prose.word_before(first, 1) == "de");
    let preposition = prose.word_before(first, 1 + article);
    let is_compared = preposition == "dan"
        && (2..=4).any(|back| matches!(prose.word_before(first, back + article), "jonger" | "ouder"));
    if is_compared {
        return true;
    }
    // "een meisje van 16", "een kind van 8 jaar"; "wie 18 wordt"
    const ONE: &str = "kind meisje jongen jongere leerling vrouw man zoon dochter peuter kleuter puber tiener inwoner";
    let is_of_one = preposition == "van" && is_in(ONE, prose.word_before(first, 2 + article)) && !numeral.counts();
    // "wie 16 of 17 is"
    let is_who = is_in("is zijn", prose.word(tail)) && prose.word_before(first, 1) == "wie";
    let is_becoming = is_who
        || is_in("wordt worden werd werden", prose.word(tail))
            && !prose.word_before(first, 1).is_empty()
            && (is_in("wie zij hij die u", prose.word_before(first, 1)) || names_people(prose, first.wrapping_sub(1)));
    // "hadden de leeftijd van 67 jaar bereikt"
    let is_reached = preposition == "van"
        && prose.word_before(first, 2) == "leeftijd"
        && (tail..(tail + 4).min(whole.end)).any(|at| is_in("bereikt bereiken bereikte bereikten", prose.word(at)));
    if is_reached {
        return true;
    }
    // "tot de leeftijd van 23 jaar"
    let is_limit = preposition == "van"
        && is_in("leeftijd", prose.word_before(first, 2))
        && is_in(
            "tot vanaf op boven onder na",
            prose.word_before(first, if prose.word_before(first, 3) == "de" { 4 } else { 3 }),
        );
    if is_of_one || is_becoming || is_limit {
        return true;
    }
    // "vanaf 18 jaar", "onder de 18": ages that the law names
    const OF_LAW: [&str; 8] = ["12", "16", "18", "21", "23", "27", "65", "67"];
    let is_of_law = OF_LAW.contains(&text)
        && ((is_in("vanaf tot", preposition) && is_years) || (article == 1 && is_in("onder boven", preposition)))
        && (is_in("jaar", prose.word(tail)) || !numeral.counts());
    if is_of_law && !is_measured(prose, &sentence) {
        return true;
    }
    let is_bare = prose.is_mark(first.wrapping_sub(1), '(');
    // "de kinderburgemeester (11 jaar)"
    let is_aside = is_bare && is_in("jaar", prose.word(tail)) && prose.is_mark(tail + 1, ')');
    if is_aside && !is_measured(prose, &sentence) {
        return true;
    }
    let leads = matches!(preposition, "van" | "vanaf" | "tot" | "tussen" | "onder" | "boven" | "t/m") || is_bare;
    let measured = is_measured(prose, &sentence);
    let is_range = tail > index + 1 || first < index || text.contains(['-', '–']);
    // "de overige cliënten zijn 18 tot 67 jaar"
    // "in de groep 18 tot 67 jaar"
    let is_said = is_years && is_range && is_in("is zijn was waren groep leeftijdsgroep", preposition);
    if !(leads || is_said) || measured {
        return false;
    }
    let start = first.saturating_sub(1 + article);
    let near = start.saturating_sub(4).max(sentence.start)..start;
    let is_person = |at: usize| names_people(prose, at);
    let is_open = matches!(preposition, "onder" | "boven") || (preposition == "tot" && !numeral.counts());
    if !is_years {
        // "deelnemers tussen de 18 en 27"
        if is_in("tussen van", preposition) && is_range && near.clone().any(is_person) && !numeral.counts() {
            return true;
        }
        // "jongeren onder de 18", "jongeren tot 23": right behind the people.
        return is_open && near.last().is_some_and(is_person) && !numeral.counts();
    }
    // "van 18 tot 67 jaar" is said of people anywhere before it, "van 4 jaar" right behind them.
    near.clone().any(is_person) || (is_range && (sentence.start..start).any(is_person))
}

/// The first and the last age that anybody has.
fn is_age_in_digits(text: &str) -> bool {
    let whole = text.split_once([',', '.']).filter(|(_, half)| *half == "5").map_or(text, |(whole, _)| whole);
    digits(whole, 3).is_some_and(|age| age <= 120)
}

/// Whether a word names people.
fn names_people(prose: &Prose, index: usize) -> bool {
    let is_words = matches!(prose.kind(index), Some(TokenKind::Word | TokenKind::Given | TokenKind::Bound(_)));
    const GROUPS: &str = "groep groepen leeftijdsgroep leeftijdsgroepen leeftijdscategorie";
    let is_named = |word: &str| is_people(word) || is_in(GROUPS, word);
    is_words && prose.lower(index).split_whitespace().last().is_some_and(is_named)
}

/// Whether a word stands for people.
pub fn is_people(word: &str) -> bool {
    const OTHERS: &str = "iemand iedereen degenen volwassenen ouderen personen vrouwen peuters baby’s wie zij hen";
    is_in(OTHERS, word) || (word.len() > 3 && counted::by_unit(word) == Counted::People)
}
