//! Whether the words of a sentence name a period that a placeholder in it asks for: those words do not move along.

use std::ops::Range;

use crate::dutch::period::{Granularity, MONTHS, Period, QUARTERS, year};

/// The words around a placeholder in its sentence, in lower case, without other placeholders.
pub(crate) fn around(text: &str, tag: &Range<usize>, tags: &[Range<usize>]) -> Vec<String> {
    let paragraph_start = text[..tag.start].rfind("\n\n").map_or(0, |at| at + 2);
    let paragraph_end = text[tag.end..].find("\n\n").map_or(text.len(), |at| tag.end + at);
    // A tag holds no words that anybody reads.
    let mut plain = String::new();
    let mut here = 0;
    let mut at = paragraph_start;
    let inside = tags.iter().filter(|other| paragraph_start <= other.start && other.end <= paragraph_end);
    for other in inside {
        plain.push_str(&text[at..other.start]);
        if other == tag {
            here = plain.len();
        }
        plain.push('x');
        at = other.end;
    }
    plain.push_str(&text[at..paragraph_end]);
    let ends = |at: usize| {
        let rest = &plain[at + 1..];
        plain[at..].starts_with(['.', '!', '?']) && (rest.is_empty() || rest.starts_with(char::is_whitespace))
    };
    let start = plain[..here].char_indices().rev().map(|(at, _)| at).find(|at| ends(*at)).map_or(0, |at| at + 1);
    let end = plain[here..].char_indices().map(|(at, _)| here + at).find(|at| ends(*at)).unwrap_or(plain.len());
    let words = plain[start..end].split(|next: char| !next.is_alphanumeric() && !matches!(next, '-' | '/'));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Whether these words name a period.
pub(crate) fn names(words: &[String], period: Period) -> bool {
    let has = |wanted: &str| words.iter().any(|word| word == wanted);
    let code = period.to_string().to_lowercase();
    if has(&code) || has(&code.replace('-', "/")) {
        return true;
    }
    let own = period.year().to_string();
    let mut years = words.iter().filter(|word| year(word).is_some()).peekable();
    // Another year makes it another period.
    let is_of_year = years.peek().is_none() || years.any(|found| *found == own);
    let follows = |first: &str, second: &[&str]| {
        words.windows(2).any(|pair| pair[0] == first && second.contains(&pair[1].as_str()))
    };
    let month = |period: Period| MONTHS.iter().find(|month| period.in_words().starts_with(*month)).copied();
    let ends = (month(period.first_month()), month(period.last_month()));
    let has_ends = || matches!(ends, (Some(first), Some(last)) if has(first) && has(last));
    let nth = |length: u32| {
        let first = period.first_month();
        (1..=12 / length).find(|number| {
            let start = first.nth_month((number - 1) * length + 1);
            start == Some(first)
        })
    };
    let ordinals = |number: u32| {
        let index = number as usize - 1;
        [QUARTERS.get(index).map(|word| (*word).to_owned()), Some(format!("{number}e"))]
    };
    let is_named = |length: u32, nouns: &[&str], is_last: bool| {
        let of = nth(length).into_iter().flat_map(ordinals).flatten();
        of.chain(is_last.then(|| "laatste".to_owned())).any(|ordinal| follows(&ordinal, nouns))
    };
    match period.granularity() {
        Granularity::Year => has(&own),
        Granularity::SchoolYear => false,
        Granularity::Month => is_of_year && ends.0.is_some_and(has),
        Granularity::Quarter => {
            let short = nth(3).map(|number| format!("k{number}"));
            let is_last = nth(3) == Some(4);
            is_of_year && (is_named(3, &["kwartaal"], is_last) || short.is_some_and(|short| has(&short)) || has_ends())
        }
        Granularity::HalfYear => {
            is_of_year && (is_named(6, &["halfjaar", "helft", "zes"], nth(6) == Some(2)) || has_ends())
        }
    }
}
