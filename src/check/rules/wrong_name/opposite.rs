//! The opposite of what a figure is called: "is {{ share of 67 and over }} jonger dan 67", "{{ without }} met een beschikking".

use crate::check::reading::sentence::{Figure, Sentence};

/// What belongs to a figure stands no further behind it.
const NEAR: usize = 8;

/// What a figure is called, and the opposite that stands beside it.
pub(super) fn named(sentence: &Sentence<'_>, nth: usize, figure: &Figure<'_>) -> Option<(String, String)> {
    let prose = sentence.prose;
    let label = figure.number.label.to_lowercase();
    let called: Vec<&str> = label.split(|next: char| !next.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let next = sentence.figures.get(nth + 1).map_or(sentence.range.end, |next| next.start);
    let behind = figure.end..next.min(figure.end + NEAR);
    let start = nth.checked_sub(1).map_or(sentence.range.start, |before| sentence.figures[before].end);
    let lead = start.max(figure.start.saturating_sub(NEAR))..figure.start;
    let is_in_brackets = figure.start > 0 && prose.is_mark(figure.start - 1, '(');
    let words = |range: std::ops::Range<usize>| -> Vec<String> {
        let own = range.take_while(|at| !sentence.is_cut(&(*at..at + 1)) || prose.is_mark(*at, '('));
        own.map(|at| prose.written(at).to_lowercase()).collect()
    };
    let beside = if is_in_brackets { words(lead) } else { words(behind) };
    let beside: Vec<&str> = beside.iter().map(String::as_str).collect();
    let whole = words(sentence.range.clone());
    let whole: Vec<&str> = whole.iter().map(String::as_str).collect();
    if !sentence.is_said(&(sentence.range.start..figure.end)) {
        return None;
    }
    let of_age = || {
        let own = bounds(&called).next()?;
        let other = bounds(&beside).next()?;
        let is_opposite = own.age == other.age && own.is_older != other.is_older;
        let has_own = bounds(&whole).any(|bound| bound == own);
        (is_opposite && !has_own).then(|| (own.in_words(), other.in_words()))
    };
    of_age().or_else(|| without(&called, &beside, &whole))
}

/// A group of people by their age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bound {
    age: u32,
    is_older: bool,
}

impl Bound {
    fn in_words(self) -> String {
        let Self { age, is_older } = self;
        if is_older { format!("mensen van {age} jaar en ouder") } else { format!("mensen jonger dan {age} jaar") }
    }
}

/// "67 jaar of ouder", "67 en ouder", "vanaf 67 jaar"; "jonger dan 67", "onder de 67", "tot 67 jaar".
fn bounds<'w>(words: &'w [&'w str]) -> impl Iterator<Item = Bound> + 'w {
    (0..words.len()).filter_map(move |at| {
        let age = words[at].parse().ok().filter(|age| (1..=120).contains(age))?;
        let word = |place: Option<usize>| place.and_then(|place| words.get(place)).copied().unwrap_or_default();
        let (before, second) = (word(at.checked_sub(1)), word(at.checked_sub(2)));
        let skipped = usize::from(word(Some(at + 1)) == "jaar");
        let (first, after) = (word(Some(at + 1 + skipped)), word(Some(at + 2 + skipped)));
        if matches!(first, "of" | "en") && after == "ouder"
            || before == "vanaf"
            || (second == "ouder" && before == "dan")
            || (second == "boven" && before == "de")
        {
            return Some(Bound { age, is_older: true });
        }
        let is_younger =
            (second == "jonger" && before == "dan") || (second == "onder" && before == "de") || before == "tot";
        is_younger.then_some(Bound { age, is_older: false })
    })
}

/// "zonder beschikking" beside "met een beschikking", and the reverse.
fn without(called: &[&str], beside: &[&str], whole: &[&str]) -> Option<(String, String)> {
    let noun = |words: &[&str], at: usize| -> Option<String> {
        let rest = words.get(at + 1..)?;
        let noun = rest.iter().find(|word| !matches!(**word, "een" | "de" | "het" | "zo’n"))?;
        (noun.chars().count() >= 5).then(|| (*noun).to_owned())
    };
    let said = |words: &[&str], preposition: &str| -> Vec<String> {
        (0..words.len()).filter(|at| words[*at] == preposition).filter_map(|at| noun(words, at)).collect()
    };
    [("zonder", "met"), ("met", "zonder")].into_iter().find_map(|(own, other)| {
        let owned = said(called, own);
        let name = owned.iter().find(|name| said(beside, other).contains(name) && !said(whole, own).contains(name))?;
        (said(called, other).is_empty()).then(|| (format!("{own} {name}"), format!("{other} {name}")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_by_age_are_known_in_both_ways() {
        for (text, wanted) in [
            ("inwoners van 67 jaar of ouder", Some((67, true))),
            ("inwoners vanaf 18 jaar", Some((18, true))),
            ("jonger dan 67 jaar", Some((67, false))),
            ("jongeren tot 18 jaar", Some((18, false))),
            ("ouderen onder de 75", Some((75, false))),
            ("van 67 meldingen", None),
        ] {
            let words: Vec<&str> = text.split(' ').collect();
            let found = bounds(&words).next().map(|bound| (bound.age, bound.is_older));
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn with_and_without_are_opposites_of_the_same() {
        let opposite = |called: &str, beside: &str| {
            let split = |text: &'static str| text.split(' ').collect::<Vec<_>>();
            let (called, beside) = (called.to_owned().leak(), beside.to_owned().leak());
            without(&split(called), &split(beside), &split(beside))
        };
        assert!(opposite("jongeren zonder beschikking", "jongeren met een beschikking").is_some());
        assert!(opposite("jongeren met beschikking", "jongeren zonder beschikking").is_some());
        assert!(opposite("jongeren zonder beschikking", "jongeren zonder beschikking met ouders").is_none());
        assert!(opposite("jongeren met jeugdhulp", "jongeren zonder beschikking").is_none());
    }
}
