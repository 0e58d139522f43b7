//! C033: sums, remainders and differences that a sentence says and its figures do not make.

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding, Findings};

use crate::check::checked::Checked;
use crate::check::reading::prose::is_in;
use crate::check::reading::quantity::Measure;
use crate::check::reading::rounding;
use crate::check::reading::sentence::{Figure, Sentence};

use super::order;

mod joint;
mod rest;
mod terms;

use rest::{rest, shares_of_one_whole};
use terms::{MOST_PARTS, Wrong, is_level, plain};

/// Reports each of them.
pub fn check(checked: &Checked<'_>, sentences: &[Sentence<'_>], findings: &mut Findings) {
    joint::check(checked, sentences, findings);
    for sentence in sentences {
        let found = total(sentence)
            .or_else(|| breakdown(sentence))
            .or_else(|| breakdown_after(sentence))
            .or_else(|| of_two_named(sentence))
            .or_else(|| with_these_two(sentence))
            .or_else(|| named_total(sentence))
            .or_else(|| whole_period(sentence))
            .or_else(|| difference(sentence))
            .or_else(|| difference_between(sentence))
            .or_else(|| rest(sentence))
            .or_else(|| shares_of_one_whole(sentence));
        let Some(Wrong { figure, message }) = found else { continue };
        if rounding::mentions_rounding(sentence.prose.text()) {
            continue;
        }
        let place = sentence.prose.place_of(&(figure.start..figure.end));
        findings.push(Finding::new(Code::WrongSum, place, message).hint(
            "Kijk of het de goede cijfers van de goede periode zijn. Maak van een totaal een kengetal dat de delen optelt.",
        ));
    }
}

/// Where a sentence says that a total follows or stands: the token of the word.
fn total_word(sentence: &Sentence<'_>) -> Option<(usize, bool)> {
    let prose = sentence.prose;
    sentence.range.clone().find_map(|at| {
        let (word, next, third) = (prose.word(at), prose.word(at + 1), prose.word(at + 2));
        let is_strong = match word {
            "samen" => {
                // "Samen met De Haven ({{ a }}) komt dat op {{ c }}"
                let is_with = next == "met"
                    && at == sentence.range.start
                    && sentence.has(&(at..sentence.range.end), "komt kwam komen kwamen");
                (is_with || !is_in("met van om te", next))
                    && (prose.word_before(at, 1) != "er"
                        || sentence.figures.iter().any(|figure| figure.start == at + 1))
            }
            // "het totaal van {{ c }} bestaat uit {{ a }} en {{ b }}"
            "bestaat" => sentence.figures.first().is_some_and(|first| first.end <= at && at - first.end <= 2),
            "opgeteld" | "gezamenlijk" | "tezamen" | "bijeengeteld" => true,
            "elkaar" => prose.word_before(at, 1) == "bij",
            // "dat maakt {{ c }} over heel 2025"
            "maakt" | "brengt" => {
                let is_plus =
                    word == "maakt" && sentence.has(&(sentence.range.start..at), "plus optelsom opgeteld som");
                (is_plus || is_in("dat wat", prose.word_before(at, 1)))
                    && sentence.figures.iter().any(|figure| figure.start == at + 1)
                    && !sentence.has(&(at..sentence.range.end), "keer maal procent")
            }
            "tellen" | "telt" | "tel" => (at..(at + 6).min(sentence.range.end)).any(|at| prose.word(at) == "op"),
            _ => false,
        };
        // "wat het jaartotaal brengt op {{ c }}", "daarmee komt het totaal op {{ c }}"
        let is_brought = word.ends_with("totaal")
            && (at + 1..(at + 5).min(sentence.range.end)).any(|at| {
                let is_figure = sentence.figures.iter().any(|figure| figure.start == at + 1);
                is_in("op uit", prose.word(at)) && is_figure
            })
            // "Het jaartotaal aan vergunningen bedraagt daarmee {{ c }}"
            || word.ends_with("totaal")
                && (at + 1..(at + 8).min(sentence.range.end)).any(|at| {
                    is_in("bedraagt bedroeg", prose.word(at))
                        && sentence.figures.iter().any(|figure| (at + 1..at + 3).contains(&figure.start))
                });
        // "Over deze negen maanden is dat {{ c }}."
        let is_over = word == "dat"
            && is_in("is was", prose.word_before(at, 1))
            && is_in("over", prose.word(sentence.range.start))
            && is_in("deze die", prose.word(sentence.range.start + 1))
            && sentence.figures.iter().any(|figure| figure.start == at + 1);
        let is_strong = is_strong || is_over || is_back_reference(sentence, at);
        let is_weak = is_brought
            || (word == "totaal" && (prose.word_before(at, 1) == "in" || next == "op" || third == "op"))
            || (word == "totaal"
                && is_in("het dat een", prose.word_before(at, 1))
                && is_in("is was komt kwam uit", next));
        (is_strong || is_weak).then_some((at, is_strong))
    })
}

/// "Dat zijn er {{ c }}", "Dat is in totaal {{ c }}": at the start of a sentence with one figure, about those before it.
fn is_back_reference(sentence: &Sentence<'_>, at: usize) -> bool {
    const UNLIKE: &str = "meer minder extra erbij bij dan hoger lager ervan van op keer maal";
    let (first, second) = (sentence.word(sentence.range.start), sentence.word(sentence.range.start + 1));
    let is_start = at == sentence.range.start && is_in("dat dit", first) && is_in("zijn waren is was", second);
    let [total] = &sentence.figures[..] else { return false };
    let between = at + 2..total.start;
    is_start
        && between.clone().all(|at| {
            is_in("er in totaal dus bij elkaar samen ruim bijna", sentence.word(at)) || sentence.word(at).is_empty()
        })
        && sentence.has(&between, "er totaal elkaar samen")
        && !sentence.has(&(total.end..sentence.range.end), UNLIKE)
        && sentence.is_said(&sentence.range)
}

/// Whether figures are listed: several of one period, of one series and each another.
fn is_list(parts: &[&Figure<'_>]) -> bool {
    parts.windows(2).all(|pair| {
        let differs = !pair[0].is_same_indicator(pair[1]);
        pair[0].number.series() == pair[1].number.series()
            && differs == (pair[0].number.period == pair[1].number.period)
    })
}

/// "in oktober, november en december {{ a }}, {{ b }} en {{ c }}, in het hele kwartaal {{ d }}".
fn whole_period<'s>(sentence: &'s Sentence<'s>) -> Option<Wrong<'s>> {
    let word = sentence.range.clone().find(|at| {
        is_in("hele gehele heel", sentence.word(*at)) && is_in("kwartaal halfjaar jaar", sentence.word(at + 1))
    })?;
    let total = sentence.figures.iter().find(|figure| figure.start > word && figure.start - word <= 6)?;
    let parts: Vec<&Figure<'_>> = sentence.figures.iter().filter(|figure| figure.end <= word).collect();
    let first = parts.first()?;
    let wanted: &[usize] = match sentence.word(word + 1) {
        "kwartaal" => &[3],
        "halfjaar" => &[2, 6],
        _ => &[2, 4, 12],
    };
    let mut periods: Vec<_> = parts.iter().map(|part| part.number.period).collect();
    periods.dedup();
    let is_series = periods.len() == parts.len()
        && parts.iter().all(|part| part.is_same_indicator(first) && part.is_like(total) && is_level(part));
    let adds_up = first.number.unit.adds_up_over_periods() && !total.is_share() && is_level(total);
    let is_whole = wanted.contains(&parts.len()) && is_series && adds_up && sentence.is_said(&sentence.range);
    (is_whole && !makes(&parts, total)).then(|| wrong_total(sentence, &parts, total))
}

/// "{{ a }} en {{ b }}, samen {{ c }}", "in totaal {{ c }}: {{ a }} en {{ b }}", "{{ a }} en {{ b }}. Samen {{ c }}."
fn total<'s>(sentence: &'s Sentence<'s>) -> Option<Wrong<'s>> {
    let (word, is_strong) = total_word(sentence)?;
    let range = &sentence.range;
    // "In totaal komt dat daarmee op {{ c }}": of what was just named.
    let is_strong = is_strong || sentence.has(range, "daarmee hiermee");
    // What a total is only a part of, or is said to be unequal to.
    if sentence.has(
        range,
        "waarvan daarvan hiervan waaronder meer minder exclusief inclusief gemiddeld zoveel evenveel allebei ieder elk",
    ) {
        return None;
    }
    let total = total_beside(sentence, word)?;
    // "samen goed voor bijna de hele opgave van {{ c }}": a part of it.
    const PARTS: &str =
        "helft kwart derde vijfde tiende hele gehele driekwart tweederde meerderheid merendeel gros deel";
    let between = word.min(total.start)..word.max(total.start);
    let is_part = sentence.has(&between, PARTS)
        || (sentence.prose.word_before(total.start, 1) == "de" && sentence.prose.word_before(total.start, 2) == "van");
    if is_part {
        return None;
    }
    // "samen {{ c }} per jaar" is a rate; "per kwartaal meldden zich …" is not.
    let near = total.start.saturating_sub(3).max(range.start)..(total.end + 3).min(range.end);
    if sentence.has(&near, "per") {
        return None;
    }
    let like = |figure: &&Figure<'_>| figure.is_like(total) && figure.start != total.start && is_level(figure);
    let own: Vec<&Figure<'_>> = sentence.figures.iter().filter(like).collect();
    let of_before = || -> Vec<&Figure<'_>> { sentence.before.iter().filter(like).collect() };
    let is_first = sentence.figures.first().is_some_and(|first| first.start == total.start);
    let (own_count, is_back) = (own.len(), is_back_reference(sentence, word));
    // "De Wilg en De Linde elk {{ b }}. Samen …": one figure counts twice.
    let of_last = sentence.range.start.checked_sub(1).map(|last| sentence.prose.sentence_of(last));
    if own_count < 2 && of_last.is_some_and(|before| sentence.has(&before, "elk allebei ieder beide")) {
        return None;
    }
    let parts = match own_count {
        0 => of_before(),
        1 if sentence.word(word + 1) == "met" => of_before().into_iter().chain(own).collect(),
        _ => own,
    };
    if !(2..=MOST_PARTS).contains(&parts.len()) || !is_level(total) {
        return None;
    }
    // "in totaal {{ c }}" without a list behind it may be of more than what is named.
    let opens_list = |after: usize| {
        sentence.word(word) == "bestaat"
            || (after..parts.first().map_or(after, |part| part.start)).any(|at| {
                let is_mark = sentence.prose.is_mark(at, ':') || sentence.prose.is_mark(at, '(');
                is_mark || is_in("namelijk weten bestaande opgebouwd verdeeld", sentence.word(at))
            })
    };
    if !is_strong && is_first && !opens_list(total.end) {
        return None;
    }
    if is_first && is_strong && !opens_list(total.end) && parts.iter().all(|part| part.start > total.end) {
        return None;
    }
    let others = if own_count == 0 { Vec::new() } else { of_before() };
    let with_before: Vec<&Figure<'_>> = others.into_iter().chain(parts.iter().copied()).collect();
    // "Dat zijn er {{ c }}" may also be what one is more than the other.
    let is_difference =
        is_back && matches!(parts[..], [one, other] if total.is_near((one.printed() - other.printed()).abs(), 2));
    if makes(&parts, total) || makes(&with_before, total) || is_difference || (is_back && !is_list(&parts)) {
        return None;
    }
    Some(wrong_total(sentence, &parts, total))
}

/// "Alle {{ c }} komen uit vier wijken: {{ a }} uit …, {{ b }} uit …": all of them, one by one.
fn breakdown<'s>(sentence: &'s Sentence<'s>) -> Option<Wrong<'s>> {
    let (total, parts) = sentence.figures.split_first()?;
    let prose = sentence.prose;
    let parts: Vec<&Figure<'_>> = parts.iter().collect();
    let first = parts.first()?;
    let is_all = prose.word_before(total.start, 1) == "alle"
        || sentence.has(&(total.end..first.start), "uiteen verdeeld onderverdeeld uitgesplitst");
    let opens = (total.end..first.start).any(|at| prose.is_mark(at, ':'));
    let is_row = (3..=MOST_PARTS).contains(&parts.len())
        && parts.iter().all(|part| part.is_like(total) && is_level(part) && part.number.period == total.number.period)
        && !sentence.has(&sentence.range, "waarvan daarvan hiervan waaronder onder vooral meeste");
    let is_wrong = is_all && opens && is_row && is_level(total) && !makes(&parts, total);
    (is_wrong && sentence.is_said(&sentence.range)).then(|| wrong_total(sentence, &parts, total))
}

/// "Samen ontvingen zij {{ c }}. De verdeling is als volgt: {{ a }}, {{ b }} en {{ d }}."
fn breakdown_after<'s>(sentence: &'s Sentence<'s>) -> Option<Wrong<'s>> {
    let [total] = &sentence.before[..] else { return None };
    let parts: Vec<&Figure<'_>> = sentence.figures.iter().collect();
    let first = parts.first()?;
    let lead = sentence.range.start..first.start;
    let is_told = sentence.has(&lead, "verdeling verdeeld onderverdeeld uitgesplitst opgebouwd bestaat")
        || (sentence.has(&lead, "als") && sentence.has(&lead, "volgt"));
    let opens = lead.clone().any(|at| sentence.prose.is_mark(at, ':'));
    let is_row = (3..=MOST_PARTS).contains(&parts.len())
        && parts.iter().all(|part| part.is_like(total) && is_level(part) && !part.is_same_indicator(total))
        && !sentence.has(&sentence.range, "waarvan daarvan hiervan waaronder onder vooral meeste");
    let is_wrong = is_told && opens && is_row && is_level(total) && !makes(&parts, total);
    (is_wrong && sentence.is_said(&sentence.range)).then(|| wrong_total(sentence, &parts, total))
}

/// "Aan A en B was de gemeente opgeteld {{ c }} kwijt, waarvan {{ a }} voor A en {{ b }} voor B": both that are named are
/// printed, so that nothing is left out.
fn of_two_named<'s>(sentence: &'s Sentence<'s>) -> Option<Wrong<'s>> {
    let [total, one, other] = &sentence.figures[..] else { return None };
    let lead = sentence.range.start..total.start;
    let (word, is_strong) = total_word(sentence)?;
    let names = |figure: &Figure<'_>, than: &Figure<'_>| {
        order::position(sentence, lead.clone(), &order::own_words(figure, than)).is_some()
    };
    let is_named = names(one, other) && names(other, one) && sentence.has(&lead, "en");
    let is_parts = sentence.has(&(total.end..one.start), "waarvan daarvan namelijk")
        && [one, other]
            .iter()
            .all(|part| part.is_like(total) && is_level(part) && part.number.period == total.number.period);
    let parts = [one, other];
    let is_wrong = is_strong && word < total.start && is_named && is_parts && is_level(total) && !makes(&parts, total);
    (is_wrong && sentence.is_said(&sentence.range)).then(|| wrong_total(sentence, &parts, total))
}

/// "A levert {{ a }} op en B {{ b }}. Met deze twee halen wij de volledige {{ c }}."
fn with_these_two<'s>(sentence: &'s Sentence<'s>) -> Option<Wrong<'s>> {
    let ([total], [one, other]) = (&sentence.figures[..], &sentence.before[..]) else { return None };
    let range = &sentence.range;
    let is_whole = is_in("volledige totale hele gehele", sentence.prose.word_before(total.start, 1));
    let is_both = range.clone().any(|at| {
        is_in("deze die", sentence.word(at)) && sentence.word(at + 1) == "twee" || sentence.word(at) == "beide"
    });
    let parts = [one, other];
    let is_parts =
        parts.iter().all(|part| part.is_like(total) && is_level(part) && part.number.period == total.number.period);
    let is_wrong = is_whole && is_both && is_parts && is_level(total) && !makes(&parts, total);
    (is_wrong && sentence.is_said(range)).then(|| wrong_total(sentence, &parts, total))
}

fn wrong_total<'s>(sentence: &Sentence<'_>, parts: &[&Figure<'_>], total: &'s Figure<'s>) -> Wrong<'s> {
    let sum: Decimal = parts.iter().map(|part| part.printed()).sum();
    let written: Vec<&str> = parts.iter().map(|part| sentence.written(part)).collect();
    let message = format!("{} is samen {}, niet {}.", written.join(" + "), plain(sum), sentence.written(total));
    Wrong { figure: total, message }
}

/// Whether parts, or some of them, make a total as printed.
fn makes(parts: &[&Figure<'_>], total: &Figure<'_>) -> bool {
    let count = parts.len().min(MOST_PARTS);
    let parts = &parts[..count];
    let is_whole_count = |figure: &Figure<'_>| {
        figure.quantity.measure == Measure::Count
            && figure.printed() == figure.quantity.exact
            && figure.printed().is_integer()
    };
    let is_counted = parts.iter().all(|part| is_whole_count(part)) && is_whole_count(total);
    // Of one thing over some periods nothing is left out.
    let is_row = parts
        .windows(2)
        .all(|pair| pair[0].is_same_indicator(pair[1]) && pair[0].number.period != pair[1].number.period)
        && parts.len() > 2;
    let fewest = if is_row { count } else { 2.max(count - 1) };
    (1..1_usize << count).any(|chosen: usize| {
        let of = parts.iter().enumerate().filter(|(nth, _)| chosen & (1 << nth) != 0);
        let (mut printed, mut exact, mut number) = (Decimal::ZERO, Decimal::ZERO, 0);
        for (_, part) in of {
            printed += part.printed();
            exact += part.quantity.exact;
            number += 1;
        }
        // Whole counts are not rounded.
        let is_near = if is_counted { total.printed() == printed } else { total.is_near(printed, number) };
        // All of them, or all but one.
        number >= fewest && (is_near || (exact - total.quantity.exact).abs() <= total.quantity.step / Decimal::TWO)
    })
}

/// The figure that a word for a total is about.
fn total_beside<'s>(sentence: &'s Sentence<'s>, word: usize) -> Option<&'s Figure<'s>> {
    let before = sentence.figures.iter().rev().find(|figure| figure.end <= word);
    let after = sentence.figures.iter().find(|figure| figure.start > word);
    // "Opgeteld waren A, met {{ a }}, en B, met {{ b }}, goed voor {{ c }}"
    let good_for = sentence.figures.last().filter(|last| {
        let word = |back: usize| sentence.prose.word_before(last.start, back);
        word(1) == "voor" && word(2) == "goed"
    });
    if let Some(last) = good_for.filter(|_| sentence.figures.len() > 2) {
        return Some(last);
    }
    match (before, after) {
        // "Samen met De Haven ({{ a }}) komt dat op {{ c }}"
        _ if sentence.word(word + 1) == "met" => sentence.figures.last(),
        // "… tellen op tot {{ c }}"
        (_, Some(after)) if is_in("tellen telt tel", sentence.word(word)) => Some(after),
        (Some(before), _) if word - before.end <= 1 && sentence.prose.word(word) != "samen" => Some(before),
        (Some(before), _) if sentence.prose.word(word) == "bestaat" => Some(before),
        (_, Some(after)) if after.start - word <= 12 => Some(after),
        // "…, komt met {{ c }} in totaal hoger uit"
        (Some(before), None) if word - before.end <= 2 => Some(before),
        _ => None,
    }
}

/// "Er was {{ c }} begroot. {{ a }} en {{ b }} vormen samen dit bedrag."
fn named_total<'s>(sentence: &'s Sentence<'s>) -> Option<Wrong<'s>> {
    let (word, is_strong) = total_word(sentence)?;
    let range = word..sentence.range.end;
    let names = range.clone().any(|at| {
        is_in("dit het dat", sentence.word(at))
            && (at + 1..at + 3).any(|at| is_in("bedrag totaal aantal volledige geheel", sentence.word(at)))
    });
    if !is_strong || !names || sentence.figures.iter().any(|figure| figure.start > word) {
        return None;
    }
    let [total] = &sentence.before[..] else { return None };
    let parts: Vec<&Figure<'_>> = sentence.figures.iter().filter(|figure| figure.is_like(total)).collect();
    if !(2..=MOST_PARTS).contains(&parts.len()) || makes(&parts, total) {
        return None;
    }
    let sum: Decimal = parts.iter().map(|part| part.printed()).sum();
    let written: Vec<&str> = parts.iter().map(|part| sentence.written(part)).collect();
    let message = format!("{} is samen {}, niet {}.", written.join(" + "), plain(sum), sentence.written(total));
    parts.last().map(|figure| Wrong { figure, message })
}

/// "{{ a }} bezoeken, {{ c }} meer dan de {{ b }} van een jaar eerder": so many more than before.
fn difference_between<'s>(sentence: &'s Sentence<'s>) -> Option<Wrong<'s>> {
    let [now, outcome, then] = &sentence.figures[..] else { return None };
    let is_than =
        is_in("meer minder hoger lager", sentence.word(outcome.end)) && sentence.word(outcome.end + 1) == "dan";
    let is_behind = sentence.prose.is_mark(outcome.start.checked_sub(1)?, ',') && then.start - outcome.end <= 4;
    let is_course = now.is_same_indicator(then) && now.number.period != then.number.period;
    let is_sum = [now, then].iter().all(|figure| figure.is_like(outcome) && is_level(figure)) && !now.is_share();
    let gap = (now.printed() - then.printed()).abs();
    let is_right = (outcome.printed().abs() - gap).abs() <= outcome.quantity.step;
    let is_said = is_than && is_behind && sentence.is_said(&sentence.range);
    (is_said && is_course && is_sum && !is_right).then(|| Wrong {
        figure: outcome,
        message: format!(
            "Het verschil tussen {} en {} is {}, niet {}.",
            sentence.written(now),
            sentence.written(then),
            plain(gap),
            sentence.written(outcome)
        ),
    })
}

/// "Het verschil tussen {{ a }} en {{ b }} is {{ c }}", "Per saldo kwamen er {{ c }} bij."
fn difference<'s>(sentence: &'s Sentence<'s>) -> Option<Wrong<'s>> {
    let range = &sentence.range;
    let is_balance = range.clone().any(|at| {
        let (word, next) = (sentence.word(at), sentence.word(at + 1));
        (word == "per" && next == "saldo") || word == "verschil" || word == "netto" || word == "saldo"
    });
    // "Er blijft dus {{ c }} over."
    let is_left = is_in("er daarmee zo", sentence.word(range.start))
        && is_in("blijft bleef resteert resteerde", sentence.word(range.start + 1))
        && sentence.has(range, "over resteert resteerde");
    let grew = range.clone().find(|at| {
        is_in("groeide groeiden kromp daalde steeg toenam afnam toe af", sentence.word(*at))
            && sentence.word(at + 1) == "met"
            // "van {{ a }} naar {{ b }}: een plus van {{ c }}"
            || is_in("plus min toename afname stijging daling groei", sentence.word(*at))
                && sentence.word(at + 1) == "van"
                && is_in("een", sentence.prose.word_before(*at, 1))
    });
    let figures: Vec<&Figure<'_>> = sentence.figures.iter().collect();
    let (one, other, outcome) = match figures[..] {
        [one, other, outcome] if is_balance || grew.is_some_and(|at| at > other.end && outcome.start == at + 2) => {
            (one, other, outcome)
        }
        // "was {{ a }} begroot en is {{ b }} uitgegeven, zodat {{ c }} overblijft"
        [one, other, outcome]
            if sentence.has(&(outcome.end..range.end), "overblijft overbleef resteert resteerde over")
                && sentence.has(&(other.end..outcome.start), "zodat waardoor dus") =>
        {
            (one, other, outcome)
        }
        [outcome] if is_balance || is_left => match &sentence.before[..] {
            [one, other] => (one, other, outcome),
            _ => return None,
        },
        _ => return None,
    };
    let is_sum = [one, other].iter().all(|figure| figure.is_like(outcome)) && is_level(one) && is_level(other);
    let (first, second) = (one.printed(), other.printed());
    let gap = (first - second).abs();
    let exact = (one.quantity.exact - other.quantity.exact).abs();
    let is_right = outcome.printed().abs() == gap
        || (outcome.printed().abs() - gap).abs() <= outcome.quantity.step
        || (exact - outcome.quantity.exact.abs()).abs() <= outcome.quantity.step / Decimal::TWO;
    // The outcome may be another pair's: a sentence may name the difference first.
    let is_other = (first - outcome.printed()).abs() == second || (second - outcome.printed()).abs() == first;
    (is_sum && !is_right && !is_other).then(|| Wrong {
        figure: outcome,
        message: format!(
            "Het verschil tussen {} en {} is {}, niet {}.",
            sentence.written(one),
            sentence.written(other),
            plain(gap),
            sentence.written(outcome)
        ),
    })
}
