//! C036: figures in another order than what they are called: "het stadhuis en de loketten ontvingen respectievelijk
//! {{ loket }} en {{ stadhuis }} bezoekers".
//!
//! What a figure is called comes from the name of its indicator: the words in it that the other figure does not have.

use std::ops::Range;

use crate::diagnostic::{Code, Finding, Findings};

use crate::check::reading::prose::is_in;
use crate::check::reading::sentence::{Figure, Sentence};

/// Reports each of them.
pub fn check(sentences: &[Sentence<'_>], findings: &mut Findings) {
    for sentence in sentences {
        let Some((one, other)) = in_row(sentence).or_else(|| swapped(sentence)) else { continue };
        let message = format!(
            "De cijfers staan in een andere volgorde dan de namen: {} is \"{}\" en {} is \"{}\".",
            sentence.written(one),
            one.number.label,
            sentence.written(other),
            other.number.label
        );
        let place = sentence.prose.place_of(&(one.start..one.end));
        findings
            .push(Finding::new(Code::WrongOrder, place, message).hint("Zet de cijfers in de volgorde van de namen."));
    }
    for pair in sentences.windows(2) {
        let Some((one, other)) = exchanged(&pair[0], &pair[1]) else { continue };
        let message =
            format!("Het cijfer {} is \"{}\", maar hier staat iets anders.", pair[0].written(one), one.number.label);
        let place = pair[0].prose.place_of(&(one.start..one.end));
        let hint = format!("In de volgende regel staat \"{}\". Zijn ze verwisseld?", other.number.label);
        findings.push(Finding::new(Code::WrongOrder, place, message).hint(hint));
    }
}

/// Two items of a list, each called what the other's figure is: "- aangevraagd: {{ verleend }}".
fn exchanged<'s>(one: &'s Sentence<'s>, other: &'s Sentence<'s>) -> Option<(&'s Figure<'s>, &'s Figure<'s>)> {
    const LONGEST_ITEM: usize = 12;
    let is_item = |item: &Sentence<'_>| item.prose.sentences.len() == 1 && item.range.len() <= LONGEST_ITEM;
    let ([first], [second]) = (&one.figures[..], &other.figures[..]) else { return None };
    let are_items = is_item(one) && is_item(other) && !std::ptr::eq(one.prose, other.prose);
    if !are_items || first.is_same_indicator(second) || !first.is_like(second) {
        return None;
    }
    let (of_first, of_second) = (own_words(first, second), own_words(second, first));
    let has = |item: &Sentence<'_>, words: &[String]| position(item, item.range.clone(), words).is_some();
    let is_exchanged = has(one, &of_second) && has(other, &of_first) && !has(one, &of_first) && !has(other, &of_second);
    is_exchanged.then_some((first, second))
}

/// How many letters two words must share to be the same, as "gestart" and "gestarte" are.
const STEM: usize = 6;

/// The words by which a figure is told from another.
pub(super) fn own_words(figure: &Figure<'_>, other: &Figure<'_>) -> Vec<String> {
    let words = |figure: &Figure<'_>| -> Vec<String> {
        let label = figure.number.label.to_lowercase();
        let about = figure.number.about.iter().map(|(_, value)| value.to_lowercase()).collect::<Vec<_>>().join(" ");
        let id = figure.number.indicator().unwrap_or_default().replace('_', " ");
        let all = format!("{label} {about} {id}");
        // "BSO+" and "POH" are as good as a long word.
        let is_short_name = |word: &&str| word.chars().count() >= 2 && word.chars().all(char::is_uppercase);
        let short = figure.number.label.split(|next: char| !next.is_alphanumeric()).filter(is_short_name);
        let long = all.split(|next: char| !next.is_alphanumeric()).filter(|word| word.chars().count() >= 4);
        long.map(stem).chain(short.map(str::to_lowercase)).collect()
    };
    let others = words(other);
    words(figure).into_iter().filter(|word| !others.contains(word)).collect()
}

fn stem(word: &str) -> String {
    word.chars().take(STEM).collect()
}

/// Where a stretch of a sentence has one of these words.
pub(super) fn position(sentence: &Sentence<'_>, range: Range<usize>, words: &[String]) -> Option<usize> {
    range.clone().find(|at| {
        let word = sentence.word(*at);
        let is_short_name = || sentence.prose.written(*at).chars().all(char::is_uppercase);
        match word.chars().count() {
            0 | 1 => false,
            2 | 3 => is_short_name() && words.iter().any(|known| known == word),
            _ => words.contains(&stem(word)),
        }
    })
}

/// Names in a row and figures in a row, said to be in the same order.
fn in_row<'s>(sentence: &'s Sentence<'s>) -> Option<(&'s Figure<'s>, &'s Figure<'s>)> {
    let range = &sentence.range;
    let word = range.clone().find(|at| {
        is_in("respectievelijk resp achtereenvolgens onderscheidenlijk", sentence.word(*at))
            || (sentence.word(*at) == "volgorde" && sentence.prose.word_before(*at, 1) == "die")
    })?;
    let row: Vec<&Figure<'_>> = sentence.figures.iter().collect();
    if !(2..=8).contains(&row.len()) || row[0].is_share() != row[1].is_share() {
        return None;
    }
    let names = range.start..row[0].start.max(word.min(row[0].start));
    for (nth, one) in row.iter().enumerate() {
        for other in &row[nth + 1..] {
            let at =
                |figure: &Figure<'_>, than: &Figure<'_>| position(sentence, names.clone(), &own_words(figure, than));
            if let (Some(first), Some(second)) = (at(one, other), at(other, one))
                && first > second
            {
                return Some((*one, *other));
            }
        }
    }
    None
}

/// Two figures, each beside the words of the other: "eens {{ a }}, neutraal {{ oneens }}, oneens {{ neutraal }}".
fn swapped<'s>(sentence: &'s Sentence<'s>) -> Option<(&'s Figure<'s>, &'s Figure<'s>)> {
    let figures = &sentence.figures;
    if !(2..=8).contains(&figures.len()) {
        return None;
    }
    // Words right before a figure and right behind it, up to a sign or another figure.
    let around = |nth: usize| -> (Range<usize>, Range<usize>) {
        let figure = &figures[nth];
        let is_open = |at: &usize| {
            !sentence.is_cut(&(*at..at + 1)) && !figures.iter().any(|other| (other.start..other.end).contains(at))
        };
        // "In Noord ({{ a }})": past the bracket that opens.
        let lead = figure.start - usize::from(figure.start > 0 && sentence.prose.is_mark(figure.start - 1, '('));
        let before = (sentence.range.start..lead).rev().take(3).take_while(is_open).last().unwrap_or(lead);
        // "de rest, {{ b }}, ging naar het stadhuis": past the comma that closes it.
        let is_apart = sentence.prose.is_mark(figure.end, ',')
            && figure.start > 0
            && sentence.prose.is_mark(figure.start - 1, ',')
            && is_in("rest overige overigen resterende", sentence.prose.word_before(figure.start, 2));
        let (from, far) = if is_apart { (figure.end + 1, 5) } else { (figure.end, 3) };
        let after = (from..sentence.range.end).take(far).take_while(is_open).last().map_or(figure.end, |at| at + 1);
        (before..lead.max(before), from.min(after)..after)
    };
    for nth in 0..figures.len() {
        for other in nth + 1..figures.len() {
            let (one, two) = (&figures[nth], &figures[other]);
            if one.is_same_indicator(two) || one.number.unit != two.number.unit {
                continue;
            }
            let (of_one, of_two) = (own_words(one, two), own_words(two, one));
            let has = |nth: usize, words: &[String]| {
                let (before, after) = around(nth);
                (position(sentence, before, words).is_some(), position(sentence, after, words).is_some())
            };
            let (one_own, one_other) = (has(nth, &of_one), has(nth, &of_two));
            let (two_own, two_other) = (has(other, &of_two), has(other, &of_one));
            let is_none = |found: (bool, bool)| !found.0 && !found.1;
            let is_swapped = (one_other.0 && two_other.0) || (one_other.1 && two_other.1);
            if is_swapped && is_none(one_own) && is_none(two_own) {
                return Some((one, two));
            }
        }
    }
    None
}
