//! C035 of sentences that say what figures before them come to: "Verblijf blijft daarmee de grootste kostenpost",
//! "…, zodat de wachttijd is opgelopen", "West heeft Noord ingehaald". In: a sentence. Out: the word that is wrong, and the evidence.

use crate::check::change::Way;
use crate::check::reading::prose::is_in;
use crate::check::reading::sentence::{Figure, Sentence};
use crate::check::rules::comparisons::words::end_of;
use crate::check::rules::{direction, order};

/// The token of the word that is wrong, and what the figures say.
pub(super) type Wrong = (usize, String);

/// The first of these that is wrong.
pub(super) fn wrong(sentence: &Sentence<'_>) -> Option<Wrong> {
    crowned(sentence).or_else(|| as_a_result(sentence)).or_else(|| overtaken(sentence))
}

/// "Aan A gaven we {{ a }} uit en aan B {{ b }}. B blijft daarmee de grootste post": the one of those before that is named.
fn crowned(sentence: &Sentence<'_>) -> Option<Wrong> {
    let range = &sentence.range;
    let row = &sentence.before;
    let first = row.first().filter(|_| sentence.figures.is_empty() && (2..=6).contains(&row.len()))?;
    let is_row = row.iter().skip(1).all(|figure| {
        figure.is_like(first) && figure.number.period == first.number.period && !figure.is_same_indicator(first)
    });
    let (at, way) = range.clone().find_map(|at| Some((at, end_of(sentence.word(at), sentence.word(at + 1))?)))?;
    // "een van de grootste", "op één na de grootste", "de grootste stijging".
    let lead = at.saturating_sub(4).max(range.start)..at;
    let is_one_of = sentence.has(&lead, "na bijna niet een één mogelijk");
    let behind = at + 1..(at + 3).min(range.end);
    let is_of_change = behind.clone().any(|at| {
        direction::of_change(sentence.prose, at).is_some()
            || is_in("verschil winst zorg zorgen uitdaging", sentence.word(at))
    });
    // "de meeste buurten" is said of what these figures do not count.
    let noun: String = sentence.word(at + 1).chars().take(5).collect();
    let counted = format!("{} {}", first.number.label.to_lowercase(), first.number.unit.word());
    let is_of_other = is_in("meeste minste", sentence.word(at))
        && noun.chars().count() == 5
        && !counted.split([' ', '-']).any(|word| word.starts_with(&noun));
    let takes_up = sentence.has(range, "daarmee hiermee dus drie twee vier deze die hiervan daarvan");
    if !is_row || is_one_of || is_of_change || is_of_other || !takes_up || !sentence.is_said(range) {
        return None;
    }
    // The one that the sentence begins with, by words that no other of them has.
    let lead = range.start..at;
    let called: Vec<&Figure<'_>> = row
        .iter()
        .filter(|figure| {
            let own =
                row.iter().filter(|other| other.start != figure.start).map(|other| order::own_words(figure, other));
            let own = own.reduce(|all, words| all.into_iter().filter(|word| words.contains(word)).collect());
            own.is_some_and(|own| order::position(sentence, lead.clone(), &own).is_some())
        })
        .collect();
    let [target] = called[..] else { return None };
    let rivals = row.iter().filter(|other| other.start != target.start);
    let evidence = rivals.into_iter().find_map(|rival| sentence.contradicts(way, target, rival))?;
    Some((at, evidence))
}

/// "Gezinnen wachten {{ a }}. In het tweede kwartaal was dat {{ b }}, zodat de wachttijd is opgelopen."
fn as_a_result(sentence: &Sentence<'_>) -> Option<Wrong> {
    let range = &sentence.range;
    let (one, other) = match (&sentence.figures[..], &sentence.before[..]) {
        ([one, other], _) | ([other], [one]) => (one, other),
        _ => return None,
    };
    let last = sentence.figures.last()?;
    let so = (last.end..range.end).find(|at| is_in("zodat waardoor waarmee dus", sentence.word(*at)))?;
    let clause = so + 1..range.end;
    let is_pair = one.is_over_time(other);
    let ways: Vec<(usize, Way)> =
        clause.clone().filter_map(|at| Some((at, direction::of_change(sentence.prose, at)?))).collect();
    let [(at, way)] = ways[..] else { return None };
    // Of something else: "zodat de kosten stegen".
    let label = one.number.label.to_lowercase();
    let is_about = clause.clone().take_while(|near| *near < at).any(|near| {
        let stem: String = sentence.word(near).chars().take(6).collect();
        stem.chars().count() >= 5 && label.split([' ', '-']).any(|word| word.starts_with(&stem))
            || is_in("aantal dat", sentence.word(near))
    });
    let (then, now) = Figure::in_time(one, other);
    sentence.contradicts(way, now, then)?;
    let is_clear = is_pair && is_about && sentence.is_said(&clause) && !sentence.has(&clause, "maar minder meer");
    is_clear.then(|| (at, sentence.course(then, now)))
}

/// "West heeft Noord ingehaald: {{ a }} tegen {{ b }}": the first that is named is beyond the other.
fn overtaken(sentence: &Sentence<'_>) -> Option<Wrong> {
    let [one, other] = &sentence.figures[..] else { return None };
    let range = &sentence.range;
    let at = (range.start..one.start).find(|at| {
        is_in("ingehaald voorbijgestreefd voorbij overtroffen gepasseerd overvleugeld", sentence.word(*at))
    })?;
    let lead = range.start..at;
    let place = |figure: &Figure<'_>, than: &Figure<'_>| {
        order::position(sentence, lead.clone(), &order::own_words(figure, than))
    };
    let (first, second) = (place(one, other)?, place(other, one)?);
    let is_pair = one.is_like(other) && one.number.period == other.number.period && !one.is_same_indicator(other);
    let is_passive = sentence.has(&lead, "door is werd wordt");
    if !is_pair || is_passive || !sentence.is_said(&lead) {
        return None;
    }
    let (winner, loser) = if first < second { (one, other) } else { (other, one) };
    Some((at, sentence.contradicts(Way::Up, winner, loser)?))
}
