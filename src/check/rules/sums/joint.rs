//! C033: "A en B zijn samen goed voor {{ a }}", where the figure is of one of the two alone.

use std::ops::Range;

use crate::check::checked::Checked;
use crate::check::reading::number_word;
use crate::check::reading::prose::is_in;
use crate::check::reading::sentence::{Figure, Sentence};
use crate::check::rules::named;
use crate::diagnostic::{Code, Finding, Findings};

/// Reports each of them.
pub(super) fn check(checked: &Checked<'_>, sentences: &[Sentence<'_>], findings: &mut Findings) {
    for sentence in sentences {
        let found = of_one_alone(checked, sentence).map(|(tokens, name)| (tokens, name, "beide"));
        let found = found.or_else(|| of_those_named(checked, sentence).map(|(tokens, name)| (tokens, name, "die")));
        let Some((tokens, name, those)) = found else { continue };
        let written = sentence.prose.of_tokens(&tokens);
        let message = format!("{written} is niet van {those} samen: het is \"{name}\".");
        findings.push(
            Finding::new(Code::WrongSum, sentence.prose.place_of(&tokens), message)
                .hint("Maak een kengetal dat de delen optelt, of noem alleen waar dit cijfer van is."),
        );
    }
}

/// The figure that is of one of two that are named together, and what it is called.
fn of_one_alone<'s>(checked: &Checked<'_>, sentence: &'s Sentence<'_>) -> Option<(Range<usize>, &'s str)> {
    let range = &sentence.range;
    let word = range.clone().find(|at| {
        is_in("samen gezamenlijk tezamen opgeteld", sentence.word(*at))
            || (sentence.word(*at) == "totaal" && sentence.prose.word_before(*at, 1) == "in")
            || (sentence.word(*at) == "elkaar" && sentence.prose.word_before(*at, 1) == "bij")
    })?;
    let figure = sentence.figures.first().filter(|figure| figure.start > word && figure.start - word <= 6)?;
    // "A en B vormen samen {{ a }} en {{ b }}"
    if sentence.figures.get(1).is_some_and(|next| next.start <= figure.end + 2) {
        return None;
    }
    let lead = range.start..figure.start;
    if !sentence.has(&lead, "en") || sentence.has(&lead, "alle alles") || !sentence.is_said(range) {
        return None;
    }
    let own = named::of_number(figure.number)?;
    let id = figure.number.indicator()?;
    let label = figure.number.label.to_lowercase();
    if ["samen", "totaal", "alle"].iter().any(|word| label.contains(word)) {
        return of_more_than_both(checked, sentence, figure);
    }
    let all = checked.engine.data().indicators.values();
    let others = all.filter(|other| other.id.value != id && other.unit == figure.number.unit);
    // Called the same but for who or what it is of, and both named, joined by "en".
    let is_joined = others.into_iter().any(|other| {
        let others = named::of_indicator(other);
        let (of_own, of_other) = (named::only(&own, &others), named::only(&others, &own));
        let place = |words: &[String]| named::place(sentence.prose, &lead, words);
        own.len() > of_own.len()
            && place(&of_own).zip(place(&of_other)).is_some_and(|(one, other)| {
                let between = one.min(other) + 1..one.max(other);
                between.len() <= 5 && sentence.has(&between, "en")
            })
    });
    if is_joined {
        return Some((figure.start..figure.end, figure.number.label.as_str()));
    }
    of_more_than_both(checked, sentence, figure)
}

/// "Gft en papier waren samen goed voor {{ a }}", where that is the total of more than those two.
fn of_more_than_both<'s>(
    checked: &Checked<'_>,
    sentence: &'s Sentence<'_>,
    figure: &'s Figure<'_>,
) -> Option<(Range<usize>, &'s str)> {
    let lead = sentence.range.start..figure.start;
    if sentence.figures.len() != 1 || figure.is_share() || sentence.has(&lead, "onder waaronder waarvan vooral met") {
        return None;
    }
    let named: Vec<_> = named::beside(checked, figure.number, sentence.prose, &lead, figure.number.period)
        .filter(|(_, part)| part.cells.len() == 1 && part.series() == figure.number.series())
        .collect();
    let [(one, first), (other, second)] = &named[..] else { return None };
    let place = |words: Vec<String>| named::place(sentence.prose, &lead, &words);
    let (own_of_one, own_of_other) = (named::of_indicator(one), named::of_indicator(other));
    let places = place(named::only(&own_of_one, &own_of_other)).zip(place(named::only(&own_of_other, &own_of_one)));
    let is_joined = places.is_some_and(|(one, other)| {
        let between = one.min(other) + 1..one.max(other);
        between.len() <= 3 && sentence.has(&between, "en")
    });
    let sum = first.amount.number()? + second.amount.number()?;
    let is_other = !figure.is_near(sum, 2) && (sum - figure.quantity.exact).abs() > figure.quantity.step;
    (is_joined && is_other).then_some((figure.start..figure.end, figure.number.label.as_str()))
}

/// "De vraag betrof Noord, Zuid en Centrum. In die drie wijken samen kregen {{ a }} jongeren hulp": of more than those.
fn of_those_named<'s>(checked: &Checked<'_>, sentence: &'s Sentence<'_>) -> Option<(Range<usize>, &'s str)> {
    let [figure] = &sentence.figures[..] else { return None };
    let lead = sentence.range.start..figure.start;
    let count = lead.clone().find_map(|at| {
        let count = number_word::value(sentence.word(at)).filter(|count| (2..=6).contains(count))?;
        is_in("die deze", sentence.prose.word_before(at, 1)).then_some(count)
    })?;
    const PARTS: &str = "helft kwart derde vijfde tiende driekwart tweederde deel meerderheid merendeel gros alle";
    let is_joint = sentence.has(&lead, "samen gezamenlijk tezamen opgeteld")
        && !sentence.has(&lead, PARTS)
        && sentence.is_said(&sentence.range);
    let before = sentence.range.start.checked_sub(1).map(|last| sentence.prose.sentence_of(last))?;
    let named: Vec<_> = named::beside(checked, figure.number, sentence.prose, &before, figure.number.period)
        .filter(|(_, part)| part.cells.len() == 1 && part.series() == figure.number.series())
        .map(|(_, part)| part)
        .collect();
    let are_those = usize::try_from(count).ok() == Some(named.len()) && !figure.is_share() && is_joint;
    let sum = named.iter().map(|part| part.amount.number()).sum::<Option<rust_decimal::Decimal>>()?;
    let is_other = !figure.is_near(sum, named.len()) && (sum - figure.quantity.exact).abs() > figure.quantity.step;
    (are_those && is_other).then_some((figure.start..figure.end, figure.number.label.as_str()))
}
