//! C002: numbers in words that are bound to nothing.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use chrono::Datelike;
use rust_decimal::Decimal;

use crate::check::checked::Checked;
use crate::check::reading::exempt::{is_people, looks_counted};
use crate::check::reading::number_word;
use crate::check::reading::portion;
use crate::check::reading::prose::{Prose, Role, TokenKind, is_in};
use crate::check::reading::quantity::{Measure, Quantity, Source};
use crate::check::suggest;
use crate::diagnostic::{Code, Finding, Findings};
use crate::dutch::notation;
use crate::dutch::period::{Period, year};
use crate::indicator::Number;
use crate::load::Series;

use super::portions;

mod allowed;
mod near;
mod supports;

use allowed::{NEAR, is_exempt, is_of_agreement};
use near::{pairs, printed_near};

/// Reports each of them.
pub fn check(checked: &Checked<'_>, judged: &[portions::Judged<'_>], findings: &mut Findings) {
    for (prose, quantities) in checked.texts.iter().zip(&checked.quantities) {
        // In a quotation somebody else speaks.
        if matches!(prose.role, Role::Quotation | Role::Verbatim) {
            continue;
        }
        for index in 0..prose.tokens.len() {
            let Some(found) = at(prose, index).filter(|_| !prose.is_quoted(index)) else { continue };
            let tokens = found.start..found.start + found.length;
            // Held against figures, or against a list.
            let is_judged = |one: &portions::Judged<'_>| {
                std::ptr::eq(one.prose, prose) && one.tokens.start < tokens.end && tokens.start < one.tokens.end
            };
            let is_known = is_named_after(prose, quantities, &tokens, found.value)
                || is_rate_of_figures(checked, prose, &tokens, found.value)
                || is_difference_of_figures(checked, prose, &tokens, found.value)
                || is_rest_of_figures(checked, prose, &tokens, found.value)
                || supports::is_known(checked, prose, &tokens, found.value);
            if judged.iter().any(is_judged) || is_known {
                continue;
            }
            let hints = found.value.map(|value| {
                suggest::counts(checked.document, checked.engine.data(), Decimal::from(value), prose.word(tokens.end))
            });
            // What a placeholder could count is better counted by it.
            if hints.as_ref().is_none_or(Vec::is_empty) && counts_a_dimension(checked, prose, &tokens, found.value) {
                continue;
            }
            let number = prose.of_tokens(&tokens);
            let message = format!("\"{number}\" is een getal in woorden dat niet uit de gegevens komt.");
            let finding = Finding::new(Code::NumberInWords, prose.place_of(&tokens), message);
            let hints = hints.unwrap_or_default();
            findings.push(match suggest::question(&hints) {
                Some(question) => finding.hint(question),
                None => finding.hint(
                    "Gebruik een kengetal met | in_woorden, of aantal(…) voor een lijst. Of schrijf het zonder getal.",
                ),
            });
        }
    }
}

struct Found {
    start: usize,
    length: usize,
    value: Option<u32>,
}

fn at(prose: &Prose, index: usize) -> Option<Found> {
    if prose.kind(index) != Some(TokenKind::Word) {
        return None;
    }
    let word = prose.lower(index);
    let single = |value| Some(Found { start: index, length: 1, value });
    if let Some(number) = number_word::value(word).filter(|number| *number > 1) {
        return if is_exempt(prose, index) { None } else { single(Some(number)) };
    }
    let after = prose.word(index + 1);
    // "een vijftal scholen", "een dozijn ondernemers"
    if let Some(number) = word.strip_suffix("tal").and_then(number_word::value).filter(|number| *number > 1) {
        return single(Some(number));
    }
    if let Some(found) = amount(prose, index) {
        return Some(found);
    }
    match word {
        "tientallen" | "honderden" | "honderdduizenden" | "duizenden" | "miljoenen"
            if !is_in(LENGTHS, after) && !is_scale(prose, index) =>
        {
            single(None)
        }
        "tiental" | "honderdtal" | "dozijn" | "veertigtal" if prose.word_before(index, 1) != "tweede" => single(None),
        // Of people only: a few weeks are no figure.
        "paar" | "handvol" | "handjevol"
            if prose.word_before(index, 1) == "een" && is_people(after) && !supposes(prose, index) =>
        {
            Some(Found { start: index - 1, length: 2, value: None })
        }
        "anderhalf" | "anderhalve" if is_in("jaar", after) && is_of_agreement(prose, index) => None,
        "anderhalf" | "anderhalve" | "driekwart" | "tweederde" => single(None),
        "verdubbeld" | "verdubbelde" | "verdubbelden" | "verdubbeling" | "gehalveerd" | "halveerde" | "halveerden"
        | "halvering" => single(None),
        _ if portion::times_itself(word).is_some() => single(None),
        "de" | "ruim" | "bijna" | "ongeveer" if after == "helft" => {
            Some(Found { start: index, length: 2, value: None })
        }
        "een" | "één" if matches!(after, "derde" | "kwart" | "vijfde" | "tiende") && is_part(prose, index) => {
            Some(Found { start: index, length: 2, value: None })
        }
        _ => None,
    }
}

/// "een kwart van …", "met een kwart", "een derde meer": and not "een derde keer".
fn is_part(prose: &Prose, index: usize) -> bool {
    let next = prose.word(index + 2);
    let is_by = prose.word_before(index, 1) == "met" && (next.is_empty() || !looks_counted(next));
    is_by && next != "eeuw" && !is_in("keer ronde groep klas loket", next)
        || is_in("van deel meer minder hoger lager duurder goedkoper groter kleiner", next)
}

/// "een miljoen euro", "een half miljoen", "een kleine ton": an amount of which no part is a number by itself.
fn amount(prose: &Prose, index: usize) -> Option<Found> {
    let is_large = match prose.lower(index) {
        "miljoen" | "miljard" => true,
        // So many hundred thousands of euros, and not a weight.
        "ton" => !is_in("restafval gft papier afval zout asfalt", prose.word(index + 1)),
        _ => false,
    };
    if !is_large {
        return None;
    }
    let mut start = index;
    while start > 0 && is_in("kwart half halve kleine dikke ruime goede krappe paar een één", prose.word(start - 1)) {
        start -= 1;
    }
    // "acht en een halve ton" is found at its first word.
    if start < index && prose.word_before(start, 1) == "en" && number_word::value(prose.word_before(start, 2)).is_some()
    {
        return None;
    }
    // "anderhalf miljoen" and "5 miljoen" are found at their own number.
    let is_named = is_in("een één half halve", prose.word(start)) && start < index;
    is_named.then_some(Found { start, length: index + 1 - start, value: None })
}

/// "in miljoenen", "in hele duizenden": in what amounts are given.
fn is_scale(prose: &Prose, index: usize) -> bool {
    let before = index - usize::from(is_in("hele gehele ronde afgeronde", prose.word_before(index, 1)));
    prose.word_before(before, 1) == "in"
}

/// "Een paar jongeren maken dan al verschil": what would be, and not how many there were.
fn supposes(prose: &Prose, index: usize) -> bool {
    let sentence = prose.sentence_of(index);
    let near = index.saturating_sub(NEAR).max(sentence.start)..(index + NEAR).min(sentence.end);
    near.clone().any(|at| is_in("kunnen kan zouden zou als indien", prose.word(at)))
        || (index + 2..(index + 6).min(sentence.end)).any(|at| prose.word(at) == "dan")
}

/// What is measured, and not counted: tientallen jaren.
const LENGTHS: &str = "jaren maanden weken dagen uren keren meters kilometers";

/// Verbs that say that a list follows.
const NAMING: &str = "noemen noem volgen volgende zien stellen kiezen onderscheiden kennen geven zijn";
/// What a letter or a list is divided in.
const PARTS: &str = "delen onderdelen stappen fasen fases punten hoofdstukken thema’s sporen vragen besluiten redenen";

/// A list within a sentence has no more tokens.
const LONGEST_LIST: usize = 150;

/// "De vier wijken", "van de drie vormen van zorg": how many values a dimension has in a series that is printed nearby. People
/// are never counted so.
fn counts_a_dimension(checked: &Checked<'_>, prose: &Prose, tokens: &Range<usize>, value: Option<u32>) -> bool {
    let Some(count) = value.and_then(|value| usize::try_from(value).ok()) else { return false };
    // "alle vier de wijken"
    let noun_at = tokens.end + usize::from(is_in("de onze", prose.word(tokens.end)));
    let noun = prose.word(noun_at);
    // "de vier wijken", wherever the data have wijken: the dimension is called after them.
    let stem: String = noun.chars().take(noun.chars().count().saturating_sub(2).max(4)).collect();
    let is_called = |series: &Series, dimension: usize| {
        let dimension = &series.dimensions[dimension];
        [dimension.id.to_lowercase(), dimension.name.to_lowercase()].iter().any(|name| name.starts_with(&stem))
    };
    let counts = |series: &Series, dimension: usize| {
        let adds_up = |value: &&str| series.dimensions[dimension].adds_up(value);
        series.values(dimension).iter().filter(|value| adds_up(value)).count()
    };
    // "de andere drie wijken": all but one.
    let is_others = is_in("andere overige", prose.word_before(tokens.start, 1));
    let count = count + usize::from(is_others);
    let is_of_all = is_others || is_in("de onze alle deze die", prose.word_before(tokens.start, 1));
    if !is_of_all || is_people(noun) || !looks_counted(noun) {
        return false;
    }
    // "In alle vier de wijken steeg het": not where it fell in one of them.
    let is_each =
        prose.word_before(tokens.start, 1) == "alle" || is_in("elk ieder", prose.word_before(tokens.start, 3));
    if is_each && let Some(value) = value {
        let is_noun_behind = noun_at > tokens.end;
        match supports::all_went(checked, prose, tokens, value) {
            Some(all) => return all,
            // Nobody can tell, and it may be so of some.
            None if is_noun_behind && supports::way_said(prose, tokens).is_some() => return false,
            None => {}
        }
    }
    // "de drie wijken Noord, Zuid, Centrum en West" counts them itself.
    let sentence = prose.sentence_of(tokens.start);
    if names_row(prose, noun_at + 1..sentence.end).is_some_and(|named| named != count) {
        return false;
    }
    // Of the series that is printed nearby, where that has such a dimension; else of any.
    let numbers = printed_near(checked, prose, tokens.start);
    let near: Vec<&Arc<Series>> =
        numbers.iter().filter_map(|(_, number)| number.cells.first()).map(|cell| &cell.series).collect();
    let named = |series: &Series| -> Vec<usize> {
        (0..series.dimensions.len()).filter(|at| is_called(series, *at)).map(|at| counts(series, at)).collect()
    };
    let known: Vec<usize> = near.iter().flat_map(|series| named(series)).collect();
    let known = match known.is_empty() {
        true => checked.engine.data().series.values().flat_map(|series| named(series)).collect(),
        false => known,
    };
    if !known.is_empty() {
        return known.contains(&count);
    }
    if is_in("peilingen metingen edities rapportages", noun) {
        // "de drie peilingen vanaf 2021"
        let since = (noun_at + 1..noun_at + 3)
            .find(|at| is_in("vanaf sinds", prose.word(*at)))
            .and_then(|at| year(prose.written(at + 1)));
        let is_meant = |period: Period| since.is_none_or(|since| period.first_day().year() >= since);
        let periods = |series: &Series| {
            let all = series.rows.iter().map(|row| row.period).filter(|period| is_meant(*period));
            all.collect::<BTreeSet<_>>().len()
        };
        return near.iter().any(|series| periods(series) == count);
    }
    // What such words count is what the series nearby tells apart.
    const KINDS: &str = "\
        vormen soorten groepen categorieën onderdelen delen programma’s programma's maatregelen stromen locaties posten \
        thema’s thema's gebieden onderwerpen voorzieningen fracties";
    is_in(KINDS, noun)
        && near.iter().any(|series| (0..series.dimensions.len()).any(|dimension| counts(series, dimension) == count))
}

/// "Tegenover elke gekapte boom staan er ruim drie nieuwe", "van elke vier huishoudens zijn er drie schuldenvrij": where two
/// figures beside it make that so.
fn is_rate_of_figures(checked: &Checked<'_>, prose: &Prose, tokens: &Range<usize>, value: Option<u32>) -> bool {
    let Some(value) = value.filter(|value| (2..=12).contains(value)).map(Decimal::from) else { return false };
    let sentence = prose.sentence_of(tokens.start);
    // "bijna negen vergunningen per tien aanvragen"
    let per = sentence.clone().find(|at| {
        is_in("per op", prose.word(*at)) && number_word::value(prose.word(at + 1)).is_some_and(|whole| whole == 10)
    });
    let each = sentence.clone().find(|at| is_in("elke iedere elk ieder", prose.word(*at))).or(per);
    let Some(each) = each else { return false };
    let others = sentence.filter(|at| *at != tokens.start).filter_map(|at| number_word::value(prose.word(at)));
    let other = others.map(Decimal::from).find(|other| *other >= Decimal::TWO);
    let figures = printed_near(checked, prose, tokens.start);
    let is_amount = |quantity: &Quantity| quantity.measure == Measure::Count && quantity.printed > Decimal::ZERO;
    let is_rate = |part: &Quantity, whole: &Quantity| {
        let Some(share) = part.printed.checked_div(whole.printed) else { return false };
        match other {
            // "van elke vier … drie": either of the two words.
            Some(other) if prose.word(each + 1) == number_text(value.max(other)) => {
                (share - value.min(other) / value.max(other)).abs() <= Decimal::new(4, 2)
            }
            Some(_) => false,
            None => {
                let is_more = is_in("ruim meer", prose.word_before(tokens.start, 1));
                let is_less = is_in("bijna haast", prose.word_before(tokens.start, 1));
                let off = share - value;
                let (below, above) =
                    (Decimal::new(if is_more { 0 } else { 15 }, 2), Decimal::new(if is_less { 0 } else { 35 }, 2));
                off >= -below - Decimal::new(if is_less { 20 } else { 0 }, 2) && off <= above
            }
        }
    };
    pairs(&figures).any(|((one, first), (two, second))| {
        let is_pair = is_amount(one) && is_amount(two) && first.period == second.period;
        is_pair && (is_rate(one, two) || is_rate(two, one))
    })
}

/// "Er kwamen vijf kinderen bij: van {{ a }} naar {{ b }}", "acht meer dan …, toen het er {{ a }} waren": where two figures of one
/// thing beside it differ by that.
pub(super) fn is_difference_of_figures(
    checked: &Checked<'_>,
    prose: &Prose,
    tokens: &Range<usize>,
    value: Option<u32>,
) -> bool {
    const MORE: &str = "meer minder bij erbij af hoger lager extra toe langer korter";
    let Some(value) = value.map(Decimal::from) else { return false };
    let sentence = prose.sentence_of(tokens.start);
    let mut behind = tokens.end..(tokens.end + 4).min(sentence.end);
    // "Het verschil, vijf gezinnen, …" of any two that are alike.
    let is_named = (1..=2).any(|back| prose.word_before(tokens.start, back) == "verschil");
    if !is_named && !behind.any(|at| is_in(MORE, prose.word(at))) {
        return false;
    }
    let is_than = is_in("meer minder", prose.word(tokens.end)) && prose.word(tokens.end + 1) == "dan";
    let figures = printed_near(checked, prose, tokens.start);
    pairs(&figures).any(|((one, first), (two, second))| {
        let is_same = first.indicator().is_some() && first.indicator() == second.indicator();
        // "vijf meer dan in Wielwijk, waar het er {{ b }} waren": of two places or kinds.
        let is_of_places = is_than && first.period == second.period && first.series() == second.series();
        let is_pair = is_same && first.period != second.period
            || is_of_places && first.unit == second.unit
            || is_named && first.unit == second.unit && first.period == second.period;
        is_pair && (one.printed - two.printed).abs() == value
    })
}

/// "De resterende achttien", "de overige vijfentwintig": where figures before it leave so many.
fn is_rest_of_figures(checked: &Checked<'_>, prose: &Prose, tokens: &Range<usize>, value: Option<u32>) -> bool {
    let Some(value) = value.map(Decimal::from) else { return false };
    if !is_in("resterende overige overgebleven andere", prose.word_before(tokens.start, 1)) {
        return false;
    }
    let figures = printed_near(checked, prose, tokens.start);
    let amounts: Vec<&(&Quantity, &Number)> = figures
        .iter()
        .filter(|(quantity, _)| quantity.measure == Measure::Count && quantity.tokens.start < tokens.start)
        .collect();
    let largest = amounts.iter().map(|(quantity, _)| quantity.printed).max().unwrap_or_default();
    let all: Decimal = amounts.iter().map(|(quantity, _)| quantity.printed).sum();
    amounts.len() > 1 && largest + largest - all == value
}

/// A small number as a word.
fn number_text(value: Decimal) -> String {
    notation::number_word(value).unwrap_or_default().to_owned()
}

/// Whether what a number word counts is named beside it: "drie keuzes: doorgaan, afbouwen of stoppen", "deze twee wijken".
fn is_named_after(prose: &Prose, quantities: &[Quantity], tokens: &Range<usize>, value: Option<u32>) -> bool {
    let Some(count) = value.and_then(|value| usize::try_from(value).ok()).filter(|count| (2..=12).contains(count))
    else {
        return false;
    };
    let sentence = prose.sentence_of(tokens.start);
    let ends_open = sentence.end > 0 && prose.is_mark(sentence.end - 1, ':') && sentence.end == prose.tokens.len();
    // "in drie onderdelen, elk onder een eigen kop." may end without a colon.
    let is_listing = (sentence.start..tokens.start).any(|at| is_in(NAMING, prose.word(at)));
    // "Twee maatregelen leveren het meest op.", and then two items.
    let is_subject = sentence.start == tokens.start;
    let announces = ends_open || is_in(PARTS, prose.word(tokens.end)) || is_listing || is_subject;
    if announces && sentence.end == prose.tokens.len() && prose.list_after == Some(count) {
        return true;
    }
    if counts_off(prose, tokens.end..(tokens.end + LONGEST_LIST).min(prose.tokens.len()), count) {
        return true;
    }
    if names_row(prose, tokens.end + 1..sentence.end) == Some(count) {
        return true;
    }
    let opens = |at: usize| {
        prose.is_mark(at, ':')
            || prose.is_mark(at, '(')
            || (is_dash(prose, at) && at <= tokens.end + 4)
            || is_in("zijn waren namelijk weten", prose.word(at))
    };
    let names = |at: usize| {
        let close = match prose.is_mark(at, '(') {
            true => {
                (at + 1..sentence.end.min(at + LONGEST_LIST)).find(|at| prose.is_mark(*at, ')')).unwrap_or(sentence.end)
            }
            false if is_dash(prose, at) => {
                (at + 1..sentence.end.min(at + LONGEST_LIST)).find(|at| is_dash(prose, *at)).unwrap_or(sentence.end)
            }
            false => sentence.end,
        };
        items(prose, at + 1..close.min(at + LONGEST_LIST)).contains(&count)
    };
    // What announces a list is near it.
    let near = (tokens.end + NEAR).min(sentence.end);
    if (tokens.end..near).filter(|at| opens(*at)).take(4).any(names) {
        return true;
    }
    // "deze twee maatregelen, minder afval en meer groen, leiden …"
    let comma = (tokens.end + 1..(tokens.end + 3).min(sentence.end)).find(|at| prose.is_mark(*at, ','));
    if let Some(comma) = comma {
        let join = (comma + 1..sentence.end.min(comma + LONGEST_LIST)).find(|at| is_in("en of én", prose.word(*at)));
        let commas = join.map(|join| (comma + 1..join).filter(|at| prose.is_mark(*at, ',')).count());
        if commas == Some(count - 2) {
            return true;
        }
    }
    // "deze twee locaties": as many as were named before.
    let before = prose.word_before(tokens.start, 1);
    let is_some_of = is_in("laatste eerste overige andere", before) && prose.word_before(tokens.start, 2) == "de";
    if !is_in("deze die beide alle genoemde", before) && !is_some_of {
        return false;
    }
    let from = prose.sentence_of(sentence.start.saturating_sub(1)).start.max(tokens.start.saturating_sub(LONGEST_LIST));
    // "Rest, gft en papier. De laatste twee …": some of more that were named.
    if is_some_of {
        return names_more_than(prose, from..tokens.start, count);
    }
    let figures = quantities
        .iter()
        .filter(|one| matches!(one.source, Source::Number(_)) && (from..tokens.start).contains(&one.tokens.start));
    figures.count() == count || items(prose, from..tokens.start).contains(&count)
}

/// "de vier wijken Noord, Zuid, West en Centrum": how many names stand in a row right behind what is counted.
fn names_row(prose: &Prose, range: Range<usize>) -> Option<usize> {
    let is_name = |at: usize| prose.written(at).starts_with(char::is_uppercase);
    let is_part = |at: &usize| is_name(*at) || prose.is_mark(*at, ',') || is_in("en of", prose.word(*at));
    let row: Vec<usize> = range.clone().take(LONGEST_LIST).take_while(is_part).collect();
    let join = row.iter().position(|at| is_in("en of", prose.word(*at)))?;
    let commas = row[..join].iter().filter(|at| prose.is_mark(**at, ',')).count();
    let is_row = row.first().is_some_and(|at| is_name(*at)) && row.get(join + 1).is_some_and(|at| is_name(*at));
    is_row.then_some(commas + 2)
}

/// Whether a row "A, B en C" in a stretch has more items than this.
fn names_more_than(prose: &Prose, range: Range<usize>, count: usize) -> bool {
    let join = range.clone().rev().find(|at| is_in("en of", prose.word(*at)));
    let Some(join) = join else { return false };
    let commas = (range.start..join).filter(|at| prose.is_mark(*at, ',') || prose.is_mark(*at, ';')).count();
    let is_row =
        (join.saturating_sub(8).max(range.start)..join).any(|at| prose.is_mark(at, ',') || prose.is_mark(at, ';'));
    is_row && commas + 2 > count
}

fn is_dash(prose: &Prose, at: usize) -> bool {
    prose.is_mark(at, '–') || prose.is_mark(at, '—')
}

/// "twee delen. Ten eerste …; ten tweede …", "twee redenen. De eerste … De tweede …": as many as are counted off.
fn counts_off(prose: &Prose, range: Range<usize>, count: usize) -> bool {
    const NTH: [&str; 6] = ["eerste", "tweede", "derde", "vierde", "vijfde", "zesde"];
    let is_nth = |nth: usize| {
        let word = NTH.get(nth).copied().unwrap_or_default();
        range.clone().any(|at| prose.word(at) == word && is_in("ten de het", prose.word_before(at, 1)))
    };
    // "twee mogelijkheden. Of wij gaan door, of wij stoppen."
    let either = range.clone().filter(|at| prose.word(*at) == "of").count();
    let is_either = prose.is_mark(range.start + 1, '.') && prose.word(range.start + 2) == "of" && either == count;
    // "vier pijlers. Die zijn: wonen, werken, leren en meedoen."
    let next = prose.sentence_of(prose.sentence_of(range.start).end);
    let is_back = is_in("die dit dat deze het", prose.word(next.start)) && next.start > range.start;
    let colon = next.clone().find(|at| is_back && prose.is_mark(*at, ':'));
    let is_listed =
        colon.is_some_and(|colon| colon < next.start + 6 && items(prose, colon + 1..next.end).contains(&count));
    is_either || is_listed || count <= NTH.len() && (0..count).all(is_nth) && !is_nth(count)
}

/// How many items a stretch can be read to list.
fn items(prose: &Prose, range: Range<usize>) -> std::ops::RangeInclusive<usize> {
    let commas = range.clone().filter(|at| prose.is_mark(*at, ',') || prose.is_mark(*at, ';')).count();
    let joins = range.clone().filter(|at| is_in("en of én", prose.word(*at))).count();
    let is_list = commas + joins > 0;
    // "A, B en C" is read in one way only.
    let last_join = range.clone().rev().find(|at| is_in("en of én", prose.word(*at)));
    let last_comma = range.clone().rev().find(|at| prose.is_mark(*at, ',') || prose.is_mark(*at, ';'));
    let most = commas + joins + 1;
    match is_list {
        true if joins == 1 && last_join > last_comma => most..=most,
        true => (commas + 1).max(2)..=most,
        false => 1..=1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::reading::prose::sample::typed;

    fn found(text: &str) -> Vec<String> {
        let prose = typed(text);
        let found = (0..prose.tokens.len()).filter_map(|index| at(&prose, index));
        found.map(|found| prose.of_tokens(&(found.start..found.start + found.length)).to_owned()).collect()
    }

    #[test]
    fn numbers_in_words_are_found() {
        for (text, wanted) in [
            ("Wij werken met drie zorgaanbieders.", "drie"),
            ("Drie zorgaanbieders doen mee.", "Drie"),
            ("Er zijn er vier.", "vier"),
            ("De helft van de jongeren is klaar.", "De helft"),
            ("Een derde van de gezinnen wacht.", "Een derde"),
            ("Driekwart kreeg hulp.", "Driekwart"),
            ("Het aantal verdubbelde.", "verdubbelde"),
            ("De wachttijd werd twee weken korter.", "twee"),
            ("Er kwamen drieëntwintig kinderen.", "drieëntwintig"),
            ("In anderhalf jaar.", "anderhalf"),
            ("Er waren acht kinderen.", "acht"),
            ("Er waren tientallen gesprekken.", "tientallen"),
            ("Een vijftiental verenigingen doet mee.", "vijftiental"),
            ("Er kwamen een paar gezinnen.", "een paar"),
            ("Daar trekken wij acht en een halve ton voor uit.", "acht"),
            ("Wij handelden dat in drie weken af.", "drie"),
            ("De inzet is vervijfvoudigd.", "vervijfvoudigd"),
            ("Daar is een miljoen euro voor.", "een miljoen"),
            ("Dat kost een half miljoen.", "een half miljoen"),
            ("Er is een kleine ton over.", "een kleine ton"),
            ("De kosten stegen met een kwart.", "een kwart"),
            ("De wachttijd duurde twee weken.", "twee"),
        ] {
            assert_eq!(found(text), [wanted], "{text}");
        }
    }

    #[test]
    fn other_words_are_left_alone() {
        for text in [
            "Het is één van de pilots, de tweede keer en ten derde.",
            "Wij spraken onder vier ogen.",
            "Twee keer per jaar hoort u van ons.",
            "Wij antwoorden binnen zes weken, of de komende twee jaar.",
            "Het college acht dit nodig. Wij achten dat ook.",
            "Theater De Twee Werelden ligt aan het plein.",
            "Een half jaar later, na een paar weken en tientallen jaren.",
            "Dat is een derde keer.",
            "Dat ging in vier jaar zo, en in ruim drie maanden anders.",
            "De bedragen staan in hele miljoenen, de toelichting in duizenden euro’s.",
            "Het is prettig, nodig en nuttig.",
            "De proef duurt twee jaar, en na anderhalf jaar volgt een evaluatie.",
            "Het contract heeft een looptijd van vier jaar en loopt twee jaar langer door.",
            "In twee woorden: het mes snijdt aan twee kanten.",
            "De avond begint om half acht.",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
