//! Number words that figures beside them bear out: an average of them, a difference of large amounts, tens that are counted,
//! how many of a row went one way.

use std::ops::Range;

use chrono::Datelike;
use rust_decimal::Decimal;

use crate::check::change::Way;
use crate::check::checked::Checked;
use crate::check::reading::number_word;
use crate::check::reading::period_mention::Span;
use crate::check::reading::prose::{Prose, is_in};
use crate::check::reading::quantity::{Measure, Quantity};
use crate::check::rules::direction;
use crate::dutch::period::{Period, year};
use crate::indicator::Number;

use super::near::{pairs, printed_near};

/// Whether figures near a number word make it.
pub(super) fn is_known(checked: &Checked<'_>, prose: &Prose, tokens: &Range<usize>, value: Option<u32>) -> bool {
    let near = printed_near(checked, prose, tokens.start);
    match value {
        Some(value) => {
            is_average(prose, tokens, value, &near)
                || is_large_difference(prose, tokens, value, &near)
                || is_times_then(checked, prose, tokens, Decimal::from(value), &near)
                || is_count_of_row(checked, prose, tokens, value, &near)
        }
        None => is_tens(prose, tokens, &near) || is_times_then(checked, prose, tokens, Decimal::new(15, 1), &near),
    }
}

/// "anderhalf keer zo veel als in 2021", where the figure beside it was so much less then.
fn is_times_then(
    checked: &Checked<'_>,
    prose: &Prose,
    tokens: &Range<usize>,
    times: Decimal,
    near: &[(&Quantity, &Number)],
) -> bool {
    let sentence = prose.sentence_of(tokens.start);
    let is_times = is_in("keer maal", prose.word(tokens.end));
    let behind = tokens.end..(tokens.end + 6).min(sentence.end);
    let then = behind.clone().find(|at| prose.word(*at) == "als" && prose.word(at + 1) == "in");
    let then = then.and_then(|at| year(prose.written(at + 2))).filter(|_| is_times);
    let Some(then) = then else { return false };
    near.iter().filter(|(quantity, _)| sentence.contains(&quantity.tokens.start)).any(|(quantity, number)| {
        let years = number.period.first_day().year() - then;
        let earlier = number.period.offset(-years * steps_a_year(number.period));
        let value = number.indicator().zip(earlier).and_then(|(id, period)| checked.engine.indicator(id, period).ok());
        let value = value.and_then(|value| value.amount.number());
        let ratio = value.and_then(|value| quantity.exact.checked_div(value));
        ratio.is_some_and(|ratio| (ratio - times).abs() <= times * Decimal::new(12, 2))
    })
}

/// "Gemiddeld zijn dat er ruim dertienhonderd per maand": of a figure over so many months.
fn is_average(prose: &Prose, tokens: &Range<usize>, value: u32, near: &[(&Quantity, &Number)]) -> bool {
    let sentence = prose.sentence_of(tokens.start);
    let behind = tokens.end..(tokens.end + 4).min(sentence.end);
    let unit = behind.clone().find(|at| prose.word(*at) == "per").and_then(|at| match prose.word(at + 1) {
        "maand" => Some(1),
        "kwartaal" => Some(3),
        "halfjaar" => Some(6),
        "jaar" => Some(12),
        _ => None,
    });
    let Some(unit) = unit else { return false };
    let is_said = sentence.clone().any(|at| prose.word(at) == "gemiddeld");
    is_said
        && near.iter().any(|(quantity, number)| {
            let parts = Decimal::from(Span::of(number.period).len()) / Decimal::from(unit);
            let average = quantity.printed.checked_div(parts).unwrap_or_default();
            parts > Decimal::ONE && is_about(prose, tokens, Decimal::from(value), average)
        })
}

/// Whether a number word, with "ruim" or "bijna" before it, stands for a value.
fn is_about(prose: &Prose, tokens: &Range<usize>, said: Decimal, value: Decimal) -> bool {
    let before = prose.word_before(tokens.start, 1);
    let off = value - said;
    let wide = said / Decimal::TEN;
    let close = wide / Decimal::TWO;
    match before {
        "ruim" | "dik" => off >= Decimal::ZERO && off <= wide,
        "bijna" | "krap" | "haast" => off <= Decimal::ZERO && off >= -wide,
        "ongeveer" | "circa" | "zo’n" | "rond" => off.abs() <= close,
        _ => off.round() == Decimal::ZERO,
    }
}

/// "een tekort van vier ton", "een daling met honderd dus": what two figures beside it differ.
fn is_large_difference(prose: &Prose, tokens: &Range<usize>, value: u32, near: &[(&Quantity, &Number)]) -> bool {
    const DIFFERENCES: &str = "\
        tekort overschot verschil overschrijding onderschrijding meevaller tegenvaller daling stijging toename afname plus min";
    let is_named = is_in("van met", prose.word_before(tokens.start, 1))
        && is_in(DIFFERENCES, prose.word_before(tokens.start, 2))
        // "een tekort van ruim vier ton"
        || is_in("van met", prose.word_before(tokens.start, 2)) && is_in(DIFFERENCES, prose.word_before(tokens.start, 3));
    let (scale, is_euro) = match prose.word(tokens.end) {
        "ton" => (Decimal::from(100_000), true),
        "miljoen" => (Decimal::from(1_000_000), true),
        _ => (Decimal::ONE, false),
    };
    let said = Decimal::from(value) * scale;
    let before: Vec<&(&Quantity, &Number)> =
        near.iter().filter(|(quantity, _)| quantity.tokens.start < tokens.start).collect();
    is_named
        && pairs(&before).any(|((one, first), (two, second))| {
            let is_pair = one.measure == two.measure
                && (one.measure == Measure::Euro) == is_euro
                && first.unit == second.unit
                && (first.period == second.period || first.indicator() == second.indicator());
            let gap = (one.exact - two.exact).abs();
            let step = if is_euro { scale / Decimal::TWO } else { Decimal::ZERO };
            is_pair && ((gap - said).abs() <= step || is_about(prose, tokens, said, gap))
        })
}

/// "Tientallen vrijwilligers helpen mee: {{ a }}": a count of that size beside it, or a difference of two.
fn is_tens(prose: &Prose, tokens: &Range<usize>, near: &[(&Quantity, &Number)]) -> bool {
    let tens = match prose.word(tokens.start) {
        "tientallen" => Decimal::TEN,
        "honderden" => Decimal::ONE_HUNDRED,
        "duizenden" => Decimal::ONE_THOUSAND,
        _ => return false,
    };
    let is_so_many = |value: Decimal| value >= tens * Decimal::TWO && value < tens * Decimal::TEN;
    let noun: String = prose.word(tokens.end).chars().take(5).collect();
    // Of the same: "vrijwilligers", and a figure of them.
    let is_of_noun = |number: &Number| {
        let label = format!("{} {}", number.label.to_lowercase(), number.unit.word());
        noun.chars().count() >= 4 && label.split([' ', '-']).any(|word| word.starts_with(&noun))
    };
    let is_more = (tokens.end..tokens.end + 3).any(|at| is_in("meer minder extra", prose.word(at)));
    let counts = near.iter().filter(|(quantity, _)| quantity.measure == Measure::Count);
    let counts: Vec<&(&Quantity, &Number)> = counts.collect();
    if is_more {
        return pairs(&counts).any(|((one, first), (two, second))| {
            let is_pair = first.indicator().is_some() && first.indicator() == second.indicator();
            is_pair && is_so_many((one.printed - two.printed).abs())
        });
    }
    counts.iter().any(|(quantity, number)| is_of_noun(number) && is_so_many(quantity.printed))
}

/// "In drie van de vier wijken nam het aantal toe": or in all of them; by the indicators that are the same but for whom they
/// are of. None where nothing is said to have gone a way, or where nobody can tell.
fn is_count_of_row(
    checked: &Checked<'_>,
    prose: &Prose,
    tokens: &Range<usize>,
    value: u32,
    near: &[(&Quantity, &Number)],
) -> bool {
    let is_of = prose.word(tokens.end) == "van" && is_in("de onze", prose.word(tokens.end + 1));
    let whole = number_word::value(prose.word(tokens.end + 2)).filter(|_| is_of);
    whole.is_some_and(|whole| went_so(checked, prose, tokens, value, whole, near) == Some(true))
}

/// Whether so many of all went the way that the sentence says; none where it says no way, or where nobody can tell.
pub(super) fn all_went(checked: &Checked<'_>, prose: &Prose, tokens: &Range<usize>, value: u32) -> Option<bool> {
    let near = printed_near(checked, prose, tokens.start);
    went_so(checked, prose, tokens, value, value, &near)
}

/// Which way something went, by what a sentence says behind a number word.
pub(super) fn way_said(prose: &Prose, tokens: &Range<usize>) -> Option<Way> {
    (tokens.end..prose.sentence_of(tokens.start).end).find_map(|at| {
        let is_joined =
            || prose.word(at) == "bij" && (1..=4).any(|back| is_in("kwamen komen", prose.word_before(at, back)));
        let seen = match prose.word(at) {
            "groeien" | "stijgen" | "toenemen" | "oplopen" | "meer" => Some(Way::Up),
            "krimpen" | "dalen" | "afnemen" | "teruglopen" | "minder" => Some(Way::Down),
            "op" | "af" if (1..=9).any(|back| is_in("liep liepen", prose.word_before(at, back))) => {
                Some(if prose.word(at) == "op" { Way::Up } else { Way::Down })
            }
            _ => None,
        };
        direction::of_change(prose, at).or(seen).or_else(|| is_joined().then_some(Way::Up))
    })
}

fn went_so(
    checked: &Checked<'_>,
    prose: &Prose,
    tokens: &Range<usize>,
    value: u32,
    whole: u32,
    near: &[(&Quantity, &Number)],
) -> Option<bool> {
    let way = way_said(prose, tokens)?;
    let period = checked.document.id.period;
    let before = period.offset(-steps_a_year(period))?;
    let row = |figure: &Number| -> Vec<Option<Way>> {
        let Some(cell) = figure.cells.first() else { return Vec::new() };
        let of = |id: &str, period| checked.engine.indicator(id, period).ok();
        let all = checked.engine.data().indicators.values().filter(|other| other.unit == figure.unit);
        let same = all.filter_map(|other| {
            let (now, then) = (of(&other.id.value, period)?, of(&other.id.value, before)?);
            let own = now.cells.first().filter(|_| now.cells.len() == 1)?;
            let is_row = own.series.id == cell.series.id && own.measure == cell.measure;
            is_row.then_some(Way::of(now.amount.number()? - then.amount.number()?))
        });
        same.collect()
    };
    let mut rows = near.iter().map(|(_, figure)| row(figure));
    let went = rows.find(|row| usize::try_from(whole).is_ok_and(|whole| whole == row.len()))?;
    Some(usize::try_from(value).is_ok_and(|value| value == went.iter().filter(|one| **one == Some(way)).count()))
}

/// How many periods of its own length make a year.
fn steps_a_year(period: Period) -> i32 {
    12 / Span::of(period).len().clamp(1, 12)
}
