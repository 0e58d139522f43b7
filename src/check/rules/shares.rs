//! C005, in the ways that people write it: the part of a whole in another sentence, a part that is more than its whole, a
//! change between two figures of one indicator.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::diagnostic::{Code, Finding, Findings};

use crate::check::reading::prose::is_in;
use crate::check::reading::sentence::{Figure, Sentence};
use crate::dutch::unit::Unit;

use super::direction;

/// Reports each of them.
pub fn check(sentences: &[Sentence<'_>], findings: &mut Findings) {
    for sentence in sentences {
        let found = of_whole(sentence)
            .or_else(|| growth(sentence))
            .or_else(|| grown_by(sentence))
            .or_else(|| more_than_whole(sentence));
        let Some((figure, message)) = found else { continue };
        let place = sentence.prose.place_of(&(figure.start..figure.end));
        findings.push(Finding::new(Code::WrongPercentage, place, message).hint(
            "Maak van het percentage een kengetal: een formule met / tussen de twee aantallen, eenheid procent.",
        ));
    }
}

type Wrong<'s> = (&'s Figure<'s>, String);

fn rounded(value: Decimal, step: Decimal) -> Decimal {
    (value / step).round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero) * step
}

/// Whether a percentage is this one, from what is printed or from what lies behind it.
fn is_percent(share: &Figure<'_>, part: &Figure<'_>, whole: &Figure<'_>) -> Option<bool> {
    let of = |part: Decimal, whole: Decimal| Some(part.checked_div(whole)? * Decimal::ONE_HUNDRED);
    let step = share.quantity.step;
    let (exact, printed) = (of(part.quantity.exact, whole.quantity.exact)?, of(part.printed(), whole.printed())?);
    Some([exact, printed].iter().any(|value| rounded(*value, step) == share.printed().abs()))
}

fn plain(part: &Figure<'_>, whole: &Figure<'_>, step: Decimal) -> String {
    let value = part.quantity.exact.checked_div(whole.quantity.exact).unwrap_or_default() * Decimal::ONE_HUNDRED;
    format!("{}%", rounded(value, step).normalize().to_string().replace('.', ","))
}

/// "Van de {{ t }} …, is {{ p }} ({{ a }})", "{{ a }}, ofwel {{ p }} van de {{ t }}", "{{ t }}. Daarvan {{ a }} ({{ p }})".
fn of_whole<'s>(sentence: &'s Sentence<'s>) -> Option<Wrong<'s>> {
    let prose = sentence.prose;
    let share = sentence.figures.iter().find(|figure| figure.is_share())?;
    let is_only = sentence.figures.iter().filter(|figure| figure.is_share()).count() == 1;
    let amounts: Vec<&Figure<'_>> = sentence.figures.iter().filter(|figure| !figure.is_share()).collect();
    if !is_only || share.number.label.to_lowercase().contains("groei") {
        return None;
    }
    let is_whole = |figure: &Figure<'_>| {
        let article = is_in("de alle deze", prose.word_before(figure.start, 1));
        is_in("van", prose.word_before(figure.start, if article { 2 } else { 1 }))
    };
    // The part stands right beside the percentage, between signs.
    let is_beside = |part: &Figure<'_>| {
        let gap = if part.start >= share.end { share.end..part.start } else { part.end..share.start };
        let links = gap.clone().any(|at| {
            prose.is_mark(at, '(')
                || (prose.is_mark(at, ',') && is_in("ofwel oftewel dus wat dat te", prose.word(at + 1)))
        });
        let parts = gap.clone().any(|at| is_in("en maar terwijl waarvan", prose.word(at)));
        // "…, oftewel {{ p }}" takes up what its sentence said of the part.
        let last = prose.word_before(share.start, 1);
        let is_taken_up = part.end <= share.start
            && gap.len() <= 12
            && (is_in("oftewel ofwel dus", last)
                || (is_in("is zijn", last) && is_in("dat", prose.word_before(share.start, 2))))
            && !is_in("van meer minder hoger lager punt", prose.word(share.end));
        !parts && ((links && gap.len() <= 4) || is_taken_up)
    };
    let (part, whole) = match amounts[..] {
        [one, other] => {
            let (part, whole) = if is_whole(one) && !is_whole(other) {
                (other, one)
            } else if is_whole(other) && !is_whole(one) {
                (one, other)
            } else {
                return None;
            };
            (part, whole)
        }
        [part] => {
            let back = sentence.range.clone().any(|at| {
                is_in("daarvan hiervan waarvan", sentence.word(at))
                    || (sentence.word(at) == "van" && is_in("hen deze die", sentence.word(at + 1)))
            });
            let [whole] = &sentence.before[..] else { return None };
            if !back || whole.is_share() {
                return None;
            }
            (part, whole)
        }
        _ => return None,
    };
    let fits = part.quantity.measure == whole.quantity.measure && part.printed().abs() <= whole.printed().abs();
    if !fits || !is_beside(part) || is_percent(share, part, whole)? {
        return None;
    }
    let right = plain(part, whole, share.quantity.step);
    let message = format!(
        "{} van de {} is {right}, niet {}.",
        sentence.written(part),
        sentence.written(whole),
        sentence.written(share)
    );
    Some((share, message))
}

/// "In het kwartaal ervoor waren het er {{ a }}, nu {{ b }}: een groei van {{ p }}".
fn growth<'s>(sentence: &'s Sentence<'s>) -> Option<Wrong<'s>> {
    let prose = sentence.prose;
    let shares: Vec<&Figure<'_>> = sentence.figures.iter().filter(|figure| figure.is_share()).collect();
    let [share] = shares[..] else { return None };
    let called = (1..=3).any(|back| {
        is_in("groei toename stijging afname daling krimp plus terugloop", prose.word_before(share.start, back))
    }) || is_in("meer minder hoger lager", prose.word(share.end))
        // "De groei van {{ a }} naar {{ b }} is {{ p }}"
        || (is_in("is was bedraagt bedroeg dus", prose.word_before(share.start, 1))
            && sentence.has(&(sentence.range.start..share.start), "groei toename stijging afname daling krimp"));
    // Against something else than what is named: "16% meer dan een jaar eerder".
    let rest = share.end..(share.end + 8).min(sentence.range.end);
    // "{{ p }} hoger dan in 2024: {{ a }} tegen {{ b }}" says against what.
    let amounts: Vec<&Figure<'_>> = sentence.figures.iter().filter(|figure| !figure.is_share()).collect();
    let is_told = matches!(amounts[..], [one, other] if one.start > share.end
        && (one.end..other.start).any(|at| is_in("tegen tegenover", prose.word(at))));
    if !called || !is_told && sentence.has(&rest, "dan opzichte vergeleken vergelijking tegenover eerder") {
        return None;
    }
    let own: Vec<&Figure<'_>> = sentence.figures.iter().filter(|figure| !figure.is_share()).collect();
    let pair: Vec<&Figure<'_>> = match own.len() {
        2 => own,
        1 => sentence.before.iter().filter(|figure| !figure.is_share()).chain(own).collect(),
        _ => return None,
    };
    let [one, other] = pair[..] else { return None };
    if !one.is_same_indicator(other) || one.number.period == other.number.period {
        return None;
    }
    let (then, now) = Figure::in_time(one, other);
    let change = |now: Decimal, then: Decimal| Some((now.checked_div(then)? - Decimal::ONE) * Decimal::ONE_HUNDRED);
    let exact = change(now.quantity.exact, then.quantity.exact)?;
    let printed = change(now.printed(), then.printed())?;
    let step = share.quantity.step;
    if [exact, printed].iter().any(|value| rounded(value.abs(), step) == share.printed().abs()) {
        return None;
    }
    let right = rounded(exact.abs(), step).normalize().to_string().replace('.', ",");
    let message = format!(
        "Van {} naar {} is een verandering van {right}%, niet {}.",
        sentence.written(then),
        sentence.written(now),
        sentence.written(share)
    );
    Some((share, message))
}

/// "groeide met {{ p }}, namelijk van {{ a }} naar {{ b }}", where all three are percentages: the growth of the share, or
/// the points between them; and the same of amounts, where what it grew by is an amount.
fn grown_by<'s>(sentence: &'s Sentence<'s>) -> Option<Wrong<'s>> {
    let prose = sentence.prose;
    let [by, then, now] = &sentence.figures[..] else { return None };
    let is_by = prose.word_before(by.start, 1) == "met"
        && (sentence.range.start..by.start).any(|at| direction::of_change(prose, at).is_some())
            | sentence.has(&(sentence.range.start..by.start), "toe af terug nam namen neemt nemen");
    let is_course = prose.word_before(then.start, 1) == "van" && is_in("naar tot", prose.word_before(now.start, 1));
    let is_pair = then.is_same_indicator(now) && then.is_like(now) && by.quantity.tokens.end + 6 >= then.start;
    let is_amount = by.is_like(then) && !by.is_share() && !then.is_share();
    let is_of_shares = then.is_share() && (by.is_share() || by.number.unit == Unit::PercentagePoints);
    if !is_by || !is_course || !is_pair || !(is_amount || is_of_shares) || !sentence.is_said(&sentence.range) {
        return None;
    }
    let gap = |then: Decimal, now: Decimal| (now - then).abs();
    let growth = |then: Decimal, now: Decimal| Some((now - then).abs().checked_div(then.abs())? * Decimal::ONE_HUNDRED);
    let (exact, printed) = ((then.quantity.exact, now.quantity.exact), (then.printed(), now.printed()));
    let step = by.quantity.step;
    let stated = by.printed().abs();
    // What is rounded may be one step beside it.
    let is_gap = [gap(exact.0, exact.1), gap(printed.0, printed.1)].iter().any(|gap| (*gap - stated).abs() <= step);
    let is_growth = by.is_share()
        && [growth(exact.0, exact.1), growth(printed.0, printed.1)]
            .into_iter()
            .flatten()
            .any(|value| rounded(value, step) == stated);
    if is_gap || is_growth {
        return None;
    }
    let difference = gap(printed.0, printed.1).normalize().to_string().replace('.', ",");
    let unit = if then.is_share() { " procentpunt" } else { "" };
    let message = format!(
        "Van {} naar {} is een verschil van {difference}{unit}, niet {}.",
        sentence.written(then),
        sentence.written(now),
        sentence.written(by)
    );
    Some((by, message))
}

/// "{{ a }} rondden af; onder hen waren {{ b }}": a part that is more than its whole.
fn more_than_whole<'s>(sentence: &'s Sentence<'s>) -> Option<Wrong<'s>> {
    let range = &sentence.range;
    if let Some(wrong) = more_than_all(sentence) {
        return Some(wrong);
    }
    let word = range.clone().find(|at| {
        let next = sentence.word(at + 1);
        is_in("waarvan daarvan hiervan waaronder", sentence.word(*at))
            || (is_in("onder van", sentence.word(*at)) && next == "hen")
    })?;
    let part = sentence.figures.iter().find(|figure| figure.start > word && figure.start - word <= 9)?;
    let whole = sentence.figures.iter().rev().find(|figure| figure.end <= word).or_else(|| sentence.before.last())?;
    let is_pair = part.is_like(whole) && !part.is_share() && part.number.period == whole.number.period;
    (is_pair && part.printed() > whole.printed()).then(|| {
        let message =
            format!("{} is een deel van {}, maar het is meer.", sentence.written(part), sentence.written(whole));
        (part, message)
    })
}

/// "Van de {{ a }} die startten, rondden er {{ b }} af": of so many there cannot be more.
fn more_than_all<'s>(sentence: &'s Sentence<'s>) -> Option<Wrong<'s>> {
    let prose = sentence.prose;
    let [whole, part, ..] = &sentence.figures[..] else { return None };
    let article = is_in("de alle deze die", prose.word_before(whole.start, 1));
    let opens = article && prose.word_before(whole.start, 2) == "van" && whole.start <= sentence.range.start + 3;
    // "Van de {{ a }} die startten, hadden {{ b }} …": behind the comma a verb alone.
    let is_subject = part.start >= 2 && prose.is_mark(part.start - 2, ',') && !prose.word(part.start - 1).is_empty();
    let is_of_them =
        is_subject || is_in("er ruim bijna", prose.word_before(part.start, 1)) || prose.is_mark(part.start - 1, '(');
    let is_pair = part.is_like(whole) && !part.is_share() && part.number.period == whole.number.period;
    let is_moved = sentence.has(&(whole.end..part.start), "naar tot meer minder dan erbij bij");
    let is_more = opens && is_of_them && is_pair && !is_moved && part.printed() > whole.printed();
    (is_more && sentence.is_said(&(sentence.range.start..part.end))).then(|| {
        let message =
            format!("{} is een deel van {}, maar het is meer.", sentence.written(part), sentence.written(whole));
        (part, message)
    })
}
