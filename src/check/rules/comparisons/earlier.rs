//! C035 over more than one sentence, or part of it: "Geen wijk telt zoveel jongeren als Noord. Daar zijn het er {{ a }}, in
//! Zuid {{ b }}", "In 2024 waren het er {{ a }}. Dit jaar zijn het er meer: {{ b }}".

use std::ops::Range;

use crate::check::change::Way;
use crate::check::reading::period_mention::{self, Span};
use crate::check::reading::prose::is_in;
use crate::check::reading::sentence::{Figure, Sentence};
use crate::check::rules::order;
use crate::dutch::period::year as year_of;

use super::words::{end_of, is_rival, way_here};

/// The words that are wrong, and what the figures say.
pub(super) fn judge(sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    superlative_before(sentence)
        .or_else(|| than_before(sentence))
        .or_else(|| that_is_more(sentence))
        .or_else(|| more_before(sentence))
}

/// "In november waren het er {{ a }}. Dat zijn er minder dan in oktober, toen het er {{ b }} waren."
fn that_is_more(sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    let ([other], [.., one]) = (&sentence.figures[..], &sentence.before[..]) else { return None };
    let range = &sentence.range;
    let word = |next: usize| sentence.word(range.start + next);
    let starts = is_in("dat dit", word(0)) && is_in("is zijn was waren", word(1));
    let at = (range.start + 2..range.start + 6).find(|at| way_here(sentence, *at).is_some())?;
    let leads =
        (range.start + 2..at).all(|at| is_in("er iets flink fors veel wat duidelijk net weer", sentence.word(at)));
    let is_pair = one.is_over_time(other);
    let is_against = sentence.word(at + 1) == "dan" && other.start > at + 2;
    let is_bare = starts && leads && is_against && is_pair && sentence.is_said(range);
    let evidence = sentence.contradicts(way_here(sentence, at)?, one, other).filter(|_| is_bare)?;
    Some((at..at + 1, evidence))
}

/// A superlative in words, without figures: its words, which end it names, and whether it speaks of all there ever were.
fn superlative(sentence: &Sentence<'_>) -> Option<(Range<usize>, Way, bool)> {
    let range = &sentence.range;
    range.clone().find_map(|at| {
        let (word, next) = (sentence.word(at), sentence.word(at + 1));
        let is_ever = is_in("nooit", word) && (next == "eerder" || is_in("nog", sentence.prose.word_before(at, 1)))
            || word == "niet" && next == "eerder";
        if is_ever || is_in("geen nergens", word) {
            let so = (at..(at + 12).min(range.end)).find(|at| is_in("zo zoveel", sentence.word(*at)))?;
            // "Nog nooit waren er zoveel aanmeldingen" is said of now.
            let than = (so..(so + 12).min(range.end)).find(|at| is_in("als", sentence.word(*at)));
            let than = than.or(is_ever.then_some(so + 1))?;
            let is_down = is_in("weinig laag kort klein goedkoop rustig stil", sentence.word(so + 1));
            return Some((at..than, if is_down { Way::Down } else { Way::Up }, true));
        }
        let way = end_of(word, next)?;
        Some((at..at + 1, way, false))
    })
}

/// "Nooit eerder was het zo duur als in 2022. De kosten waren {{ a }}, in 2021 was dat {{ b }}."
fn superlative_before(sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    let [one, other] = &sentence.figures_after[..] else { return None };
    let range = &sentence.range;
    let (tokens, way, is_absolute) = superlative(sentence).filter(|_| sentence.figures.is_empty())?;
    let is_row = one.is_like(other) && (is_rival(one, other) || one.is_same_indicator(other));
    // What one costs is another figure than what all cost.
    let is_each = sentence.has(range, "per gemiddeld") && !one.number.label.to_lowercase().contains("per");
    let turns = sentence.has(&sentence.range_after, "maar toch echter dan meer minder groei daling stijging");
    let is_second = sentence.has(range, "na maar behalve ooit bijna verwachten groei stijging daling afname toename");
    // "zoveel ouderen" is not said of the young.
    let label = one.number.label.to_lowercase();
    let is_of_other = !sentence.has(range, "nooit eerder")
        && range.clone().filter(|at| sentence.word(*at) == "zoveel").any(|at| {
            let noun: String = sentence.word(at + 1).chars().take(5).collect();
            noun.chars().count() == 5 && !label.split([' ', '-']).any(|word| word.starts_with(&noun))
        });
    if !is_row || is_of_other || is_each || turns || is_second || (!is_absolute && !sentence.is_said(range)) {
        return None;
    }
    let target = if one.is_same_indicator(other) {
        of_named_period(sentence, one, other, is_absolute && !sentence.has(range, "als"))?
    } else {
        let is_called = |figure: &Figure<'_>, than: &Figure<'_>| {
            order::position(sentence, range.clone(), &order::own_words(figure, than)).is_some()
        };
        match (is_called(one, other), is_called(other, one)) {
            (true, false) => one,
            (false, true) => other,
            _ => return None,
        }
    };
    let rival = if std::ptr::eq(target, one) { other } else { one };
    let evidence = sentence.contradicts(way.reversed(), rival, target)?;
    Some((tokens, evidence))
}

/// Which of two figures of one thing is of the period that a sentence names, or of now.
fn of_named_period<'s>(
    sentence: &Sentence<'_>,
    one: &'s Figure<'s>,
    other: &'s Figure<'s>,
    is_ever: bool,
) -> Option<&'s Figure<'s>> {
    if one.number.period == other.number.period {
        return None;
    }
    let named = period_mention::of(sentence.prose, &sentence.range, sentence.letter);
    let is_named = |figure: &Figure<'_>| {
        let own = Span::of(figure.number.period);
        named.iter().any(|mention| mention.spans.contains(&own))
    };
    match (is_named(one), is_named(other)) {
        (true, false) => Some(one),
        (false, true) => Some(other),
        (false, false) if named.is_empty() && (is_ever || sentence.has(&sentence.range, "nu dit")) => {
            Some(if one.number.period > other.number.period { one } else { other })
        }
        _ => None,
    }
}

/// "In 2024 werden er {{ a }} gekapt. Dit jaar zijn het er meer: {{ b }}": against the figure before it.
fn than_before(sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    let (one, other) = match (&sentence.figures[..], &sentence.before[..]) {
        ([one], [other]) | ([other, one], _) => (one, other),
        _ => return None,
    };
    let range = &sentence.range;
    let is_pair = one.is_over_time(other);
    // From the figure before it, where that stands in the same sentence.
    let start = if range.contains(&other.start) { other.end } else { range.start };
    let clause = start..one.start;
    // "vorig jaar", "ten opzichte van 2023" and the like hold it against something else.
    const OTHER: &str = "dan opzichte vergeleken vergelijking tegenover tegen steeds noch of niet geen";
    let is_elsewhere = sentence.has(range, OTHER) || sentence.has(range, "maar terwijl hoewel om zodat omdat doordat");
    if !is_pair || is_elsewhere || !sentence.is_said(range) {
        return None;
    }
    let at = clause.clone().rev().find(|at| way_here(sentence, *at).is_some())?;
    let way = way_here(sentence, at)?;
    // "er meer", "dat vaker", "het drukker": of what the figure before it counts.
    let is_back = is_in(
        "er dat het zijn waren werden was is werd lag ligt kwamen kregen deden iets flink fors veel weer nog duidelijk",
        sentence.prose.word_before(at, 1),
    );
    // "was dat in 2025 meer"
    let is_dated = sentence.prose.word_before(at, 2) == "in"
        && is_in("dat er het", sentence.prose.word_before(at, 3))
        && at.checked_sub(1).is_some_and(|year| year_of(sentence.prose.written(year)).is_some());
    let is_back = is_back || is_dated;
    // Only its name stands between it and the figure, or a sign that opens.
    let between = at + 1..one.start;
    let is_near = between.len() <= 6
        && between.clone().all(|at| {
            !sentence.is_cut(&(at..at + 1))
                || sentence.prose.is_mark(at, ':')
                || sentence.prose.is_mark(at, '(')
                || (sentence.prose.is_mark(at, ',') && is_in("namelijk te met", sentence.word(at + 1)))
        });
    // "met {{ b }} meer": how much more.
    let opens = between.clone().any(|at| sentence.is_cut(&(at..at + 1))) || sentence.has(&between, "met namelijk vaak");
    let evidence = sentence.contradicts(way, one, other).filter(|_| is_back && is_near && opens)?;
    Some((at..at + 1, evidence))
}

/// "Er is meer restafval opgehaald. Het ging om {{ b }}, in 2024 om {{ a }}": what came later is said to be more.
fn more_before(sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    let [one, other] = &sentence.figures_after[..] else { return None };
    let range = &sentence.range;
    let is_pair = one.is_over_time(other);
    let turns = sentence.has(&sentence.range_after, "dan minder meer maar toch echter hoger lager");
    if !sentence.figures.is_empty() || !is_pair || turns || !sentence.is_said(range) {
        return None;
    }
    let id = one.number.indicator().unwrap_or_default().replace('_', " ");
    let label = format!("{} {id}", one.number.label.to_lowercase());
    let stem = |at: usize| -> String { sentence.word(at).chars().take(6).collect() };
    let is_about = |at: usize| {
        let word = sentence.word(at);
        let is_same = |known: &str| known == word || (word.chars().count() >= 5 && known.starts_with(&stem(at)));
        word.chars().count() >= 3 && label.split([' ', '-']).any(is_same)
    };
    let at = range.clone().find(|at| {
        is_in("meer minder", sentence.word(*at))
            && !is_in("met of en voor door", sentence.prose.word_before(*at, 1))
            && is_about(at + 1)
            // "meer restafval in de natuur" is a part of it, or another.
            && !sentence.has(&(at + 2..range.end), "in bij voor aan uit van per door")
    })?;
    // Against something else than what came before.
    if sentence.has(range, "dan maar terwijl hoewel zodat omdat doordat") {
        return None;
    }
    let (then, now) = Figure::in_time(one, other);
    let way = if sentence.word(at) == "meer" { Way::Up } else { Way::Down };
    sentence.contradicts(way, now, then).map(|_| (at..at + 1, sentence.course(then, now)))
}
