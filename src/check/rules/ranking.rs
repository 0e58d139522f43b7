//! C035 of rows in an order that is said: "van duur naar goedkoop", "oplopend", "de top drie", "voert de lijst aan, gevolgd
//! door". In: a sentence with its figures. Out: the words that the figures contradict, and what the figures say.

use std::ops::Range;

use crate::check::change::Way;
use crate::check::reading::prose::is_in;
use crate::check::reading::sentence::{Figure, Sentence};

/// The words that are wrong, and what the figures say.
pub(super) fn judge(sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    in_stated_order(sentence)
        .or_else(|| descending(sentence))
        .or_else(|| leader(sentence))
        .or_else(|| left_behind(sentence))
        .or_else(|| between(sentence))
        .or_else(|| second(sentence))
}

/// "Na A ({{ a }}) was B de grootste met {{ b }}, terwijl C op {{ c }} uitkwam", "… naar B ({{ b }}). C volgt met {{ c }}": of
/// the others none is larger than the second.
fn second(sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    let all: Vec<&Figure<'_>> = match &sentence.figures[..] {
        [_, _] if sentence.has(&sentence.range_after, "volgt volgen derde daarna") => {
            sentence.figures.iter().chain(&sentence.figures_after).collect()
        }
        _ => sentence.figures.iter().collect(),
    };
    let [first, own, other] = all[..] else { return None };
    let range = &sentence.range;
    let at = (first.end..other.start.min(range.end))
        .find(|at| is_in("grootste hoogste duurste drukste meeste", sentence.word(*at)))?;
    let is_row = [first, own].iter().all(|figure| figure.is_like(other) && !figure.is_same_indicator(other));
    let is_after = sentence.word(range.start) == "na" && sentence.has(&(own.end..other.start), "terwijl gevolgd")
        || sentence.word(range.start) == "na" && !range.contains(&other.start);
    let is_wrong = other.printed() > own.printed() && is_row && is_after && sentence.is_said(range);
    is_wrong.then(|| (at..at + 1, evidence(sentence, (own, other))))
}

/// "Bestuur ({{ a }}) komt op de tweede plaats, achter Zorg ({{ b }}) en vóór Ruimte ({{ c }})".
fn between(sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    let range = &sentence.range;
    let own = sentence.figures.first()?;
    let has_place =
        range.clone().any(|at| is_in("plaats plek", sentence.word(at)) && sentence.prose.word_before(at, 2) == "de");
    let other = |at: usize| {
        let next = sentence.figures.iter().find(|figure| figure.start > at)?;
        (next.start - at <= 6 && next.start != own.start && next.is_like(own) && !next.is_same_indicator(own))
            .then_some(next)
    };
    let wrong = range.clone().filter(|at| *at > own.end).find_map(|at| {
        let is_wrong = |way: Way, other: &Figure<'_>| match way {
            Way::Down => own.printed() > other.printed(),
            Way::Up => own.printed() < other.printed(),
        };
        let way = match sentence.word(at) {
            "achter" | "na" => Way::Down,
            "vóór" | "voor" => Way::Up,
            _ => return None,
        };
        let other = other(at)?;
        is_wrong(way, other).then_some((at, other))
    });
    let (at, other) = wrong.filter(|_| has_place && sentence.is_said(range))?;
    Some((at..at + 1, format!("het gaat om {} en {}", sentence.written(own), sentence.written(other))))
}

/// Words for the small end of a row, and for its large end.
const SMALL: &str = "klein kleine laag lage weinig goedkoop rustig stil kort jong licht minst kleinste laagste minste goedkoopste kortste rustigste";
const LARGE: &str =
    "groot grote hoog hoge veel duur druk vol lang zwaar meest grootste hoogste meeste duurste langste drukste";

/// Each two that follow each other, where the second should not.
fn broken<'f>(row: &[&'f Figure<'f>], way: Way) -> Option<(&'f Figure<'f>, &'f Figure<'f>)> {
    row.windows(2).map(|pair| (pair[0], pair[1])).find(|(one, other)| match way {
        Way::Up => one.printed() > other.printed(),
        Way::Down => one.printed() < other.printed(),
    })
}

fn evidence(sentence: &Sentence<'_>, (one, other): (&Figure<'_>, &Figure<'_>)) -> String {
    format!("na {} komt {}", sentence.written(one), sentence.written(other))
}

/// The figures of different things that stand in a row behind a word.
fn row_behind<'s>(sentence: &'s Sentence<'s>, at: usize, fewest: usize) -> Option<Vec<&'s Figure<'s>>> {
    let row: Vec<&Figure<'_>> = sentence.figures.iter().filter(|figure| figure.start > at).collect();
    let first = row.first()?;
    let is_row = row.len() >= fewest
        && row.iter().all(|figure| figure.is_like(first))
        && row.windows(2).all(|pair| !pair[0].is_same_indicator(pair[1]));
    is_row.then_some(row)
}

/// "in volgorde van omvang: {{ a }}, {{ b }} en {{ c }}"
fn descending(sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    let at = sentence.range.clone().find(|at| {
        sentence.word(*at) == "volgorde"
            && (is_in("aflopende dalende", sentence.prose.word_before(*at, 1))
                || (sentence.word(at + 1) == "van" && is_in("omvang grootte belang aantal", sentence.word(at + 2))))
    })?;
    let row: Vec<&Figure<'_>> = sentence.figures.iter().filter(|figure| figure.start > at).collect();
    let first = row.first()?;
    let is_row = row.len() >= 3 && row.iter().all(|figure| figure.is_like(first));
    let falls = broken(&row, Way::Down).is_none();
    let rises = broken(&row, Way::Up).is_none();
    let pair = broken(&row, Way::Down)?;
    (is_row && !falls && !rises).then(|| (at..at + 1, evidence(sentence, pair)))
}

/// "oplopend: {{ a }}, {{ b }} en {{ c }}", "van groot naar klein", "de top drie": a row of different things in the order
/// that is said.
fn in_stated_order(sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    let (tokens, way) = sentence.range.clone().find_map(|at| {
        let word = |back: usize| sentence.word(at + back);
        let is_row = !is_in("tot naar van met", word(1)) || is_in(SMALL, word(2)) || is_in(LARGE, word(2));
        let is_from = |from: &str, to: &str| {
            word(0) == "van" && is_in(from, word(1)) && is_in("naar tot", word(2)) && is_in(to, word(3))
        };
        match word(0) {
            "van" if is_from(SMALL, LARGE) => Some((at..at + 4, Way::Up)),
            "van" if is_from(LARGE, SMALL) => Some((at..at + 4, Way::Down)),
            "oplopend" if is_row => Some((at..at + 1, Way::Up)),
            "aflopend" if is_row => Some((at..at + 1, Way::Down)),
            "oplopende" if word(1) == "volgorde" => Some((at..at + 2, Way::Up)),
            "aflopende" if word(1) == "volgorde" => Some((at..at + 2, Way::Down)),
            "top" if is_in("drie vier vijf", word(1)) => Some((at..at + 2, Way::Down)),
            _ if matches!(sentence.prose.written(at), "top-3" | "top-5") => Some((at..at + 1, Way::Down)),
            _ => None,
        }
    })?;
    // "Van duur naar goedkoop" may stand behind its row, and then at its end.
    let row = row_behind(sentence, tokens.start, 3).or_else(|| {
        let is_last = sentence.figures.iter().all(|figure| figure.end <= tokens.start);
        let start = sentence.figures.first().filter(|_| is_last)?.start;
        row_behind(sentence, start.checked_sub(1)?, 3)
    })?;
    let pair = broken(&row, way)?;
    Some((tokens, evidence(sentence, pair)))
}

/// "Zuid voert de lijst aan met {{ a }}, gevolgd door Noord met {{ b }}".
fn leader(sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    let range = &sentence.range;
    let at = range.clone().find(|at| {
        let word = |back: usize| sentence.word(at + back);
        match word(0) {
            "lijst" => sentence.has(&(at.saturating_sub(3)..*at), "voert voerde aanvoert voeren"),
            "bovenaan" | "koploper" => true,
            "kroon" => {
                sentence.has(&(*at..(at + 3).min(range.end)), "spant spande")
                    || sentence.has(&(at.saturating_sub(3)..*at), "spant spande")
            }
            // "Na A ({{ a }}) is B met {{ b }} de grootste, gevolgd door C met {{ c }}"
            "grootste" | "meeste" | "hoogste" | "duurste" | "drukste" => sentence.word(range.start) == "na",
            "eerste" => is_in("plaats plek", word(1)) && sentence.prose.word_before(*at, 2) == "op",
            _ => false,
        }
    })?;
    let followed = range.clone().find(|at| {
        (sentence.word(*at) == "gevolgd" && sentence.word(at + 1) == "door")
            || is_in("daarna vervolgens vóór", sentence.word(*at))
            || (sentence.word(*at) == "tweede" && is_in("plaats plek", sentence.word(at + 1)))
    });
    let row: Vec<&Figure<'_>> = sentence.figures.iter().collect();
    let first = row.first()?;
    let is_row = row.len() >= 2
        && row.iter().all(|figure| figure.is_like(first))
        && row.windows(2).all(|pair| !pair[0].is_same_indicator(pair[1]));
    let follows = followed.is_some_and(|followed| followed > first.start && row[1].start > followed);
    if !is_row || !follows || !sentence.is_said(range) || row.len() > 8 {
        return None;
    }
    let pair = broken(&row, Way::Down)?;
    Some((at..at + 1, evidence(sentence, pair)))
}

/// "De Linde ({{ a }}) liet De Wilg ({{ b }}) achter zich": the first is more than the second, and not the same.
fn left_behind(sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    let range = &sentence.range;
    let at = range.clone().find(|at| {
        let (word, next) = (sentence.word(*at), sentence.word(at + 1));
        (word == "achter" && next == "zich" && sentence.has(range, "liet laat lieten laten gelaten"))
            || (word == "voorbij" && sentence.has(range, "streefde streeft streefden gestreefd ging gaat"))
    })?;
    let [one, other] = &sentence.figures[..] else { return None };
    let is_pair = one.is_like(other) && !one.is_same_indicator(other) && one.number.period == other.number.period;
    let is_same = one.printed() == other.printed() && one.quantity.exact != other.quantity.exact;
    let is_wrong = one.printed() <= other.printed() && !is_same;
    let length = if sentence.word(at) == "achter" { 2 } else { 1 };
    (is_pair && is_wrong && other.end <= at + 1 && sentence.is_said(range))
        .then(|| (at..at + length, format!("{} is niet meer dan {}", sentence.written(one), sentence.written(other))))
}
