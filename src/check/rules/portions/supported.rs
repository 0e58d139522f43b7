//! Whether the figures around a share in words make it, also where the share is of several of them, or where the total
//! stands behind it: "Noord en West zijn samen goed voor ruim de helft van de jongeren (in totaal {{ c }})".

use rust_decimal::Decimal;

use crate::check::reading::portion::Portion;
use crate::check::reading::prose::is_in;
use crate::check::reading::sentence::{Figure, Sentence};

/// Parts that are named one by one are no more than this.
const MOST_PARTS: usize = 4;
/// Among more figures something fits every share.
const MOST_FIGURES: usize = 8;

/// Whether a sentence adds up what it names.
pub(in crate::check::rules) fn is_joint(sentence: &Sentence<'_>) -> bool {
    sentence.range.clone().any(|at| {
        is_in("samen gezamenlijk tezamen opgeteld", sentence.word(at))
            || (sentence.word(at) == "elkaar" && sentence.prose.word_before(at, 1) == "bij")
    })
}

/// The amounts of a sentence and of the next, where its own are too few: "… drie keer zoveel. De aantallen zijn A en B."
pub(super) fn beside<'s>(sentence: &'s Sentence<'_>) -> Option<Vec<&'s Figure<'s>>> {
    let is_amount = |figure: &&Figure<'_>| !figure.is_share() && figure.number.unit.word() != "keer";
    let own: Vec<&Figure<'_>> = sentence.figures.iter().filter(is_amount).collect();
    let after: Vec<&Figure<'_>> = sentence.figures_after.iter().filter(is_amount).collect();
    let all: Vec<&Figure<'_>> = own.into_iter().chain(after).collect();
    let is_pair = matches!(all[..], [one, other] if one.is_like(other));
    is_pair.then_some(all)
}

/// Whether some figures in a row, added up, are this share of another figure or of all of them.
pub(super) fn by_sums(sentence: &Sentence<'_>, portion: &Portion) -> bool {
    let own: Vec<&Figure<'_>> = sentence.figures.iter().collect();
    if own.is_empty() && sentence.figures_after.iter().any(|figure| figure.is_share()) {
        let of_after = sentence.figures_after.iter().filter(|figure| figure.is_share());
        return of_after.map(|figure| figure.printed() / Decimal::ONE_HUNDRED).any(|share| portion.allows(share));
    }
    let beside = |figures: &'_ [Figure<'_>]| figures.len() <= MOST_FIGURES;
    let after = if beside(&sentence.figures_after) { &sentence.figures_after[..] } else { &[] };
    let before = if beside(&sentence.before) { &sentence.before[..] } else { &[] };
    let with_after: Vec<&Figure<'_>> = own.iter().copied().chain(after).collect();
    let with_before: Vec<&Figure<'_>> = before.iter().chain(own.iter().copied()).collect();
    let is_rest = sentence.has(&sentence.range, "rest overige overigen anders ander andere resterende");
    [&own, &with_after, &with_before].into_iter().any(|figures| makes(figures, portion, is_rest, is_joint(sentence)))
}

/// Whether figures in a row make a share of another of them, or of all.
fn makes(figures: &[&Figure<'_>], portion: &Portion, is_rest: bool, is_joint: bool) -> bool {
    let amounts: Vec<&Figure<'_>> = figures.iter().copied().filter(|figure| !figure.is_share()).collect();
    let Some(first) = amounts.first() else { return false };
    let is_one_kind = amounts.iter().all(|figure| figure.is_like(first)) && amounts.len() <= MOST_FIGURES;
    if !is_one_kind || amounts.len() < 2 {
        return false;
    }
    let all: Decimal = amounts.iter().map(|figure| figure.printed()).sum();
    let largest = amounts.iter().map(|figure| figure.printed()).max().unwrap_or_default();
    // One that is more than all others together is the whole.
    let has_whole = largest > all - largest;
    let is_share = |part: Decimal, whole: Decimal| {
        let share = part.checked_div(whole).filter(|share| *share <= Decimal::ONE);
        share.is_some_and(|share| portion.allows(share) || (is_rest && portion.allows(Decimal::ONE - share)))
    };
    if let [one, other] = amounts[..] {
        return !is_joint && is_share(one.printed().min(other.printed()), one.printed().max(other.printed()));
    }
    for start in 0..amounts.len() {
        for end in start + 1..=amounts.len().min(start + MOST_PARTS) {
            let parts = &amounts[start..end];
            let part: Decimal = parts.iter().map(|figure| figure.printed()).sum();
            let is_sum = parts.len() > 1;
            if parts.len() == amounts.len() || (is_joint && !is_sum) {
                continue;
            }
            let is_of_whole =
                has_whole && parts.iter().all(|figure| figure.printed() < largest) && is_share(part, largest);
            if is_of_whole || (!has_whole && is_share(part, all)) {
                return true;
            }
        }
    }
    false
}

/// "ruim driekwart … ({{ a }} en {{ b }} van de {{ c }})": two parts that are named together, and their whole.
pub(super) fn of_two_parts(
    sentence: &Sentence<'_>,
    portion: &Portion,
    amounts: &[&Figure<'_>],
) -> Option<Result<(), String>> {
    let [one, other, whole] = amounts else { return None };
    // "A ({{ a }}) en B ({{ b }}) zijn samen goed voor … van alle kosten ({{ c }})"
    let is_around = is_joint(sentence)
        && other.end <= portion.tokens.start
        && portion.tokens.end <= whole.start
        && !one.is_same_indicator(other)
        && one.number.period == whole.number.period
        && other.number.period == whole.number.period;
    let is_joined = is_around || one.end + 1 == other.start && is_in("en plus", sentence.word(one.end));
    let sum = one.printed() + other.printed();
    let is_whole = [one, other].iter().all(|part| part.is_like(whole)) && sum <= whole.printed();
    let is_each = sentence.has(&sentence.range, "elk beide allebei respectievelijk ieder");
    if !is_joined || !is_whole || is_each {
        return None;
    }
    let share = sum.checked_div(whole.printed())?;
    Some(portion.allows(share).then_some(()).ok_or_else(|| {
        format!(
            "{} en {} van {} is {}%",
            sentence.written(one),
            sentence.written(other),
            sentence.written(whole),
            (share * Decimal::ONE_HUNDRED).round_dp(0)
        )
    }))
}
