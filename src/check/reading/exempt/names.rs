//! Names that hold a number: roads, standards, versions, programmes, places and the codes of cases.

use super::numeral::{Numeral, digits};
use crate::check::reading::prose::{Prose, is_in};

/// Whether a number belongs to a name.
pub fn is_name(numeral: &Numeral<'_>) -> bool {
    !numeral.has_sign()
        && (is_fixed(numeral.text)
            || is_compound(numeral.text)
            || has_raised_digits(numeral.text)
            || is_letters_and_digits(numeral.text)
            || is_behind_name(numeral)
            || is_behind_things(numeral)
            || is_ratio(numeral))
}

/// Signs and expressions that are always the same.
fn is_fixed(text: &str) -> bool {
    matches!(text, "m²" | "m³" | "km²" | "cm²" | "CO₂" | "m2" | "m3" | "24/7" | "7x24" | "1-op-1" | "mp3" | "mp4")
        || text.get(1..).is_some_and(|rest| rest.to_lowercase().starts_with("-meting"))
}

/// "CO₂-compensatie", "NO₂", "dm³": letters, and no digits but small ones.
fn has_raised_digits(text: &str) -> bool {
    let is_small = |next: char| matches!(next, '²' | '³' | '¹' | '⁰'..='⁹' | '₀'..='₉');
    text.starts_with(char::is_alphabetic)
        && text.contains(is_small)
        && !text.contains(|next: char| next.is_numeric() && !is_small(next))
}

/// "10-minutengesprek", "1,5-lijnszorg", "3D-aanpak", "CO2-uitstoot", "A2-formulier", "top-3": a number and a word that make
/// one word together. "jongeren-180" is none.
fn is_compound(text: &str) -> bool {
    // "1-op-1-begeleiding"
    if let [one, "op", other, words @ ..] = &text.split('-').collect::<Vec<_>>()[..]
        && digits(one, 1).is_some()
        && digits(other, 1).is_some()
    {
        return words.iter().all(|word| word.chars().all(char::is_lowercase));
    }
    let Some((start, rest)) = text.split_once('-') else { return false };
    let is_word = |part: &str| part.chars().all(|next| next.is_lowercase() || next == '-') && part.chars().count() > 2;
    let is_version =
        start.split_once('.').is_some_and(|(one, other)| digits(one, 2).is_some() && digits(other, 1).is_some());
    let is_number = (digits(start, 4).is_some() && !is_in("tal euro procent", rest))
        || is_version
        || start.split_once(',').is_some_and(|(whole, part)| digits(whole, 2).is_some() && digits(part, 1).is_some());
    if is_word(rest) && (is_number || is_in("7x24 24/7", start) || is_letters_and_digits(start)) {
        return true;
    }
    // "80/20-regel"
    if let Some((one, other)) = start.split_once('/')
        && digits(one, 2).is_some()
        && digits(other, 2).is_some()
        && is_word(rest)
    {
        return true;
    }
    // "10-14-klassen"
    if let Some((second, word)) = rest.split_once('-')
        && is_number
        && digits(second, 3).is_some()
        && is_word(word)
    {
        return true;
    }
    // "213a-onderzoek"
    let is_article =
        start.strip_suffix(|last: char| last.is_ascii_lowercase()).is_some_and(|part| digits(part, 3).is_some());
    is_article && is_word(rest) || is_in("top plan type model fase", &start.to_lowercase()) && digits(rest, 3).is_some()
}

/// "A16", "N279", "3D", "G4", "COVID-19", "CO2", "F-16".
fn is_letters_and_digits(text: &str) -> bool {
    if matches!(text.as_bytes(), [digit, letter] if digit.is_ascii_digit() && letter.is_ascii_uppercase()) {
        return true;
    }
    let letters = text.find(|next: char| !next.is_ascii_alphabetic()).unwrap_or(0);
    let (name, rest) = text.split_at(letters);
    let is_capital = name.starts_with(|first: char| first.is_ascii_uppercase());
    let is_amount =
        ["eur", "euro", "usd", "ca", "circa", "nr", "plus", "min", "x"].contains(&name.to_lowercase().as_str());
    let is_sign = name.bytes().all(|byte| byte.is_ascii_uppercase());
    let number = match rest.strip_prefix('-') {
        Some(rest) if is_sign || name == "Covid" => rest,
        Some(_) => return false,
        None => rest,
    };
    let number = number.trim_end_matches('+');
    is_capital && !is_amount && name.len() <= 10 && digits(number, 4).is_some()
}

/// "bij de haltes 5 en 6": things that each have a number. One thing and one number is no name: "bij de intake 23".
fn is_behind_things(numeral: &Numeral<'_>) -> bool {
    const NO_THINGS: &str = "maanden weken jaren dagen kosten lasten baten uitgaven";
    let Numeral { prose, index, text } = *numeral;
    let first = numeral.first();
    let things = prose.word_before(first, 1);
    let is_listed = first < index || numeral.tail() > index + 1;
    let are_things = things.chars().count() >= 5
        && (things.ends_with("en") || things.ends_with('s'))
        && !super::ages::is_people(things)
        && !is_in(NO_THINGS, things);
    let leads = is_in("de alle", prose.word_before(first, 2))
        && is_in("bij tussen op in van langs naar aan en", prose.word_before(first, 3));
    // Nothing is counted behind it.
    let counts = |word: &str| super::numeral::looks_counted(word);
    let is_last = !numeral.counts() && !counts(numeral.next()) && !counts(prose.word(index + 2));
    digits(text, 2).is_some() && is_listed && are_things && leads && is_last
}

/// What numbers its products, standards and editions: "NEN 7510", "Office 365", "versie 2.0".
const NUMBERING_NAMES: &str =
    "sdg nen nen-en nen-iso iso en-iso beng office windows microsoft agenda top formule brainport plein";

/// "NEN 7510", "BENG 2", "Office 365", "top 10", "Versie 2.0", and words that the municipality adds.
fn is_behind_name(numeral: &Numeral<'_>) -> bool {
    let Numeral { prose, index, text } = *numeral;
    let lead = numeral.lead();
    // "ISO 27001-norm"
    let number =
        text.split_once('-').filter(|(_, rest)| rest.chars().all(char::is_lowercase) && is_in(NUMBERING_NAMES, lead));
    let text = number.map_or(text, |(number, _)| number);
    if numeral.counts() || !text.split(['.', '-', '/']).all(|part| digits(part, 5).is_some()) {
        return false;
    }
    // "wijkteam 3", "perceel 12"
    let is_one_of_many = ["team", "perceel", "cluster", "lokaal", "zaal"].iter().any(|end| lead.ends_with(end));
    if is_in(NUMBERING_NAMES, lead) || prose.numbers_follow(lead) || (is_one_of_many && digits(text, 2).is_some()) {
        return true;
    }
    let is_capital = |at: usize| prose.written(at).starts_with(char::is_uppercase);
    let stands_in_name = index > 0 && is_capital(index - 1);
    // "Wonen 2.0", "Samen 1 Plan"
    if stands_in_name && (text.ends_with(".0") || (digits(text, 2).is_some() && is_capital(index + 1))) {
        return true;
    }
    // A word in capitals and a small number: "CAO 5", "BENG 2". In a list of figures each has its own: "in JNV 12 en 14".
    let before = index.checked_sub(1).map_or("", |before| prose.written(before));
    let is_sign = (2..=6).contains(&before.len()) && before.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_listed = super::numeral::is_joiner(prose, index + 1) && numeral.tail() > index + 1;
    is_sign && digits(text, 1).is_some() && !is_listed
}

/// "1 op 1", "50/50", "5 voor 12": what nobody counted.
fn is_ratio(numeral: &Numeral<'_>) -> bool {
    let Numeral { prose, index, text } = *numeral;
    if text == "50/50" || text == "fifty-fifty" {
        return true;
    }
    // "30 km-gebied"
    let next = prose.word(index + 1);
    // "4 havo": a year of a school
    if digits(text, 1).is_some() && is_in("havo vwo vmbo mavo mbo gymnasium atheneum", next) {
        return true;
    }
    if digits(text, 3).is_some()
        && (["km-", "dagen-", "weken-", "uurs-"].iter().any(|start| next.starts_with(start))
            || is_in("kv kv-lijn", next))
    {
        return true;
    }
    let around = |first: usize, word: &str, other: &str| {
        prose.written(first) == word && !prose.word(first + 1).is_empty() && prose.written(first + 2) == other
    };
    let is_five_to = |first: usize| around(first, "5", "12") && prose.word(first + 1) == "voor";
    // "1 op 1", "1 op de 1"
    let is_one_on_one = |first: usize| {
        let other = first + 2 + usize::from(prose.word(first + 2) == "de");
        prose.written(first) == "1" && prose.word(first + 1) == "op" && prose.written(other) == "1"
    };
    [index, index.wrapping_sub(2), index.wrapping_sub(3)]
        .into_iter()
        .any(|first| is_five_to(first) || is_one_on_one(first))
        || is_thousand_days(prose, index, text)
}

/// "de eerste 1.000 dagen": a programme of that name.
fn is_thousand_days(prose: &Prose, index: usize, text: &str) -> bool {
    matches!(text, "1000" | "1.000")
        && prose.word(index + 1) == "dagen"
        && matches!(prose.word_before(index, 1), "eerste" | "deze")
}
