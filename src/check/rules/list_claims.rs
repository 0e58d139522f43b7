//! C004 and C035 over a list: what its introduction says of all items, held against each of them. "In deze wijken nam het
//! toe: - Noord, van {{ a }} naar {{ b }}", "Van hoog naar laag: 1. zwerfafval ({{ a }})".

use std::collections::HashMap;
use std::ops::Range;
use std::ptr;

use rust_decimal::Decimal;

use crate::check::change::Way;
use crate::check::checked::Checked;
use crate::check::reading::prose::{Prose, Role, is_in};
use crate::check::reading::sentence::{Figure, Sentence};
use crate::diagnostic::{Code, Finding, Findings};

use super::direction;

/// Longer lists are no lists of one thing.
const LONGEST: usize = 20;

/// Reports the first item of a list that is not as its introduction says.
pub fn check(checked: &Checked<'_>, sentences: &[Sentence<'_>], findings: &mut Findings) {
    // Items that are one sentence, by their text.
    let single = sentences.iter().filter(|sentence| sentence.prose.sentences.len() == 1);
    let single: HashMap<*const Prose, &Sentence<'_>> =
        single.map(|sentence| (ptr::from_ref(sentence.prose), sentence)).collect();
    for (at, prose) in checked.texts.iter().enumerate() {
        let Some(count) = prose.list_after.filter(|count| (2..=LONGEST).contains(count)) else { continue };
        let Some(items) = checked.texts.get(at + 1..at + 1 + count) else { continue };
        let items: Vec<&Sentence<'_>> =
            items.iter().filter_map(|item| single.get(&ptr::from_ref(item)).copied()).collect();
        let Some(introduction) = prose.sentences.last().filter(|_| items.len() == count) else { continue };
        if matches!(prose.role, Role::Quotation | Role::Verbatim) || !prose.is_mark(introduction.end - 1, ':') {
            continue;
        }
        let found = of_each(prose, introduction, &items).map(|found| (Code::ContradictingDirection, found));
        let found = found.or_else(|| in_order(prose, introduction, &items).map(|found| (Code::WrongComparison, found)));
        let found =
            found.or_else(|| of_sum(sentences, prose, introduction, &items).map(|found| (Code::WrongSum, found)));
        let Some((code, (tokens, item, evidence))) = found else { continue };
        let written = prose.of_tokens(&tokens);
        let message = format!("Boven deze lijst staat \"{written}\", maar {evidence}.");
        let place = item.prose.place_of(&item.range);
        findings.push(Finding::new(code, place, message).hint("Verbeter de zin boven de lijst, of de lijst."));
    }
}

type Found<'s> = (Range<usize>, &'s Sentence<'s>, String);

/// "In deze wijken nam het toe:", "In alle wijken kregen meer jongeren hulp dan in 2024:", with a course in each item.
fn of_each<'s>(prose: &Prose, introduction: &Range<usize>, items: &[&'s Sentence<'s>]) -> Option<Found<'s>> {
    let words: Vec<(usize, Way)> =
        introduction.clone().filter_map(|at| Some((at, direction::of_change(prose, at)?))).collect();
    let more = || {
        let at = introduction.clone().find(|at| is_in("meer minder hoger lager", prose.word(*at)))?;
        let is_than = (at..introduction.end).any(|at| prose.word(at) == "dan");
        direction::comparative(prose.word(at)).filter(|_| is_than).map(|way| (at, way))
    };
    let (at, way) = match words[..] {
        [] => more()?,
        [one] => one,
        _ => return None,
    };
    const OPEN: &str =
        "niet geen maar terwijl hoewel of soms deels meeste verschilt behalve ontwikkelde wisselend zowel";
    let is_open = introduction.clone().any(|at| is_in(OPEN, prose.word(at)));
    let item = items.iter().find_map(|item| {
        let [then, now] = &item.figures[..] else { return None };
        let is_course = is_in("van", item.prose.word_before(then.start, 1))
            && is_in("naar tot", item.prose.word_before(now.start, 1))
            && then.is_same_indicator(now);
        let went = Way::of(now.quantity.exact - then.quantity.exact);
        (is_course && went.is_some_and(|went| went != way)).then(|| (*item, item.course(then, now)))
    });
    let (item, evidence) = item.filter(|_| !is_open)?;
    Some((at..at + 1, item, evidence))
}

/// "Twee maatregelen brengen samen {{ c }} op:", with a figure in each item.
fn of_sum<'s>(
    sentences: &[Sentence<'_>],
    prose: &Prose,
    introduction: &Range<usize>,
    items: &[&'s Sentence<'s>],
) -> Option<Found<'s>> {
    let own = sentences.iter().find(|one| ptr::eq(one.prose, prose) && one.range == *introduction)?;
    let [total] = &own.figures[..] else { return None };
    let is_joint = introduction.clone().any(|at| {
        is_in("samen opgeteld tezamen gezamenlijk", prose.word(at))
            || (prose.word(at) == "elkaar" && prose.word_before(at, 1) == "bij")
    });
    const SOME: &str = "waarvan waaronder vooral zoals grootste belangrijkste onder meer bijvoorbeeld per gemiddeld";
    let is_open = introduction.clone().any(|at| is_in(SOME, prose.word(at)));
    let parts: Vec<&Figure<'_>> = items.iter().filter_map(|item| item.figures.first()).collect();
    let is_row = parts.len() == items.len()
        && items.iter().all(|item| item.figures.len() == 1)
        && parts.iter().all(|part| part.is_like(total) && part.number.period == total.number.period);
    if !is_joint || is_open || !is_row || total.is_share() || !own.is_said(introduction) {
        return None;
    }
    let sum: Decimal = parts.iter().map(|part| part.printed()).sum();
    let exact: Decimal = parts.iter().map(|part| part.quantity.exact).sum();
    let is_right = total.is_near(sum, parts.len()) || (exact - total.quantity.exact).abs() <= total.quantity.step;
    let evidence = format!("opgeteld is het {}", sum.normalize());
    (!is_right).then(|| (total.start..total.end, items[items.len() - 1], evidence))
}

/// "gerangschikt van hoog naar laag:", "van laag naar hoog:", "aflopend:".
fn in_order<'s>(prose: &Prose, introduction: &Range<usize>, items: &[&'s Sentence<'s>]) -> Option<Found<'s>> {
    const LARGE: &str = "groot grote hoog hoge veel duur druk meest grootste hoogste meeste duurste drukste";
    const SMALL: &str = "klein kleine laag lage weinig goedkoop rustig minst kleinste laagste minste goedkoopste";
    let (tokens, way) = introduction.clone().find_map(|at| {
        let word = |next: usize| prose.word(at + next);
        // "van hoog naar laag", "van de meeste naar de minste"
        let article = usize::from(word(1) == "de");
        let is_from = |from: &str, to: &str| {
            let second = 3 + article + usize::from(word(3 + article) == "de");
            word(0) == "van"
                && is_in(from, word(1 + article))
                && is_in("naar tot", word(2 + article))
                && is_in(to, word(second))
        };
        match word(0) {
            _ if is_from(LARGE, SMALL) => Some((at..at + 4 + 2 * article, Way::Down)),
            _ if is_from(SMALL, LARGE) => Some((at..at + 4 + 2 * article, Way::Up)),
            "aflopend" | "aflopende" => Some((at..at + 1, Way::Down)),
            "oplopend" | "oplopende" => Some((at..at + 1, Way::Up)),
            _ => None,
        }
    })?;
    let row: Option<Vec<(&'s Sentence<'s>, &'s Figure<'s>)>> =
        items.iter().map(|item| Some((*item, item.figures.first().filter(|_| item.figures.len() == 1)?))).collect();
    let row = row?;
    let is_row = row.windows(2).all(|pair| pair[0].1.is_like(pair[1].1));
    let broken = row.windows(2).find(|pair| match way {
        Way::Up => pair[0].1.printed() > pair[1].1.printed(),
        Way::Down => pair[0].1.printed() < pair[1].1.printed(),
    })?;
    let evidence = format!("na {} komt {}", broken[0].0.written(broken[0].1), broken[1].0.written(broken[1].1));
    is_row.then_some((tokens, broken[1].0, evidence))
}
