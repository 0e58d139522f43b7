//! The amounts that a text prints, whoever put them there: typed numbers, number words and numbers from data, each as a reader
//! understands it.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::dutch::notation::{Scale, as_printed};
use crate::dutch::number::{DecimalMark, parse_number};
use crate::dutch::unit::Unit;
use crate::indicator::Number;
use crate::text::Document;

use super::prose::{Prose, TokenKind};
use super::{exempt, number_word};

/// What an amount measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// A share or change, in hundredths.
    Percent,
    /// Euros.
    Euro,
    /// Anything else.
    Count,
}

/// Where an amount comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Digits that the author typed.
    Typed,
    /// A number word that the author typed.
    Word,
    /// A count that `aantal()` gave.
    Given,
    /// A number, by its position in [`Document::numbers`].
    Number(usize),
}

/// An amount in a text.
#[derive(Debug, Clone)]
pub struct Quantity {
    /// The tokens that print it, with its sign and scale.
    pub tokens: Range<usize>,
    /// What is printed, in whole units: 5300000 for "€ 5,3 mln.", 17 for "17%".
    pub printed: Decimal,
    /// The same before rounding; of typed numbers nothing more is known than what is printed.
    pub exact: Decimal,
    /// What one step of its last digit is worth: 100000 for "€ 5,3 mln.", 1 for "17%".
    pub step: Decimal,
    /// What it measures.
    pub measure: Measure,
    /// Where it comes from.
    pub source: Source,
}

/// The amounts of a text, in reading order. Withheld numbers are none.
pub fn all(prose: &Prose, document: &Document) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let mut index = 0;
    while index < prose.tokens.len() {
        let quantity = match prose.tokens[index].kind {
            TokenKind::Bound(number) => document.numbers.get(number).and_then(|printed| {
                let quantity = of_number(&printed.number)?;
                Some(Quantity { tokens: index..index + 1, source: Source::Number(number), ..quantity })
            }),
            TokenKind::Given => given(prose, index),
            TokenKind::Number if !exempt::exempts(prose, index) => typed(prose, index),
            TokenKind::Word => word(prose, index),
            _ => None,
        };
        index = quantity.as_ref().map_or(index, |quantity| quantity.tokens.end - 1) + 1;
        found.extend(quantity);
    }
    found
}

/// What a number prints.
pub fn of_number(number: &Number) -> Option<Quantity> {
    let exact = number.amount.number()?;
    let scale = number.scale.divisor();
    let (measure, exact) = match number.unit {
        Unit::Percent => (Measure::Percent, exact * Decimal::ONE_HUNDRED),
        // A difference of shares is no share.
        Unit::PercentagePoints => (Measure::Count, exact * Decimal::ONE_HUNDRED),
        Unit::Euro => (Measure::Euro, exact),
        _ => (Measure::Count, exact),
    };
    let printed = as_printed(number.amount.number()?, &number.unit, number.rounding, number.scale);
    let printed = printed.checked_mul(scale)?;
    let step = step(number.rounding.decimals).checked_mul(scale)?;
    Some(Quantity { tokens: 0..0, printed, exact, step, measure, source: Source::Typed })
}

fn step(decimals: i32) -> Decimal {
    match u32::try_from(decimals) {
        Ok(decimals) => Decimal::new(1, decimals.min(28)),
        Err(_) => Decimal::from(10_u64.pow(decimals.unsigned_abs().min(18))),
    }
}

/// A count from `aantal()`: a number word, or digits that are no year.
fn given(prose: &Prose, index: usize) -> Option<Quantity> {
    let text = prose.lower(index);
    let number = number_word::value(text).or_else(|| text.parse().ok().filter(|number| *number < 1000))?;
    Some(counted(index, Decimal::from(number), Source::Given))
}

fn counted(index: usize, number: Decimal, source: Source) -> Quantity {
    Quantity {
        tokens: index..index + 1,
        printed: number,
        exact: number,
        step: Decimal::ONE,
        measure: Measure::Count,
        source,
    }
}

fn word(prose: &Prose, index: usize) -> Option<Quantity> {
    let number = number_word::value(prose.lower(index)).filter(|number| *number > 1)?;
    let quantity = counted(index, Decimal::from(number), Source::Word);
    with_unit(prose, quantity, index + 1)
}

/// A typed number with the signs and words that belong to it.
pub fn typed(prose: &Prose, index: usize) -> Option<Quantity> {
    let (text, end) = digits_from(prose, index);
    let number = parse_number(&text, DecimalMark::Comma).ok()?.value?;
    let decimals = text.split_once(',').map_or(0, |(_, fraction)| fraction.len());
    let starts_with = |mark| index > 0 && prose.is_mark(index - 1, mark);
    let quantity = Quantity {
        tokens: index..end,
        step: step(i32::try_from(decimals).ok()?),
        measure: if starts_with('€') { Measure::Euro } else { Measure::Count },
        ..counted(index, number, Source::Typed)
    };
    with_unit(prose, quantity, end)
}

/// The tokens of a typed number, also of one that cannot be read.
pub fn extent(prose: &Prose, index: usize) -> Range<usize> {
    match typed(prose, index) {
        Some(quantity) => {
            let has_euro = index > 0 && prose.is_mark(index - 1, '€');
            quantity.tokens.start - usize::from(has_euro)..quantity.tokens.end
        }
        None => index..index + 1,
    }
}

/// A number whose thousands are set apart with spaces is several tokens: 461 514.
fn digits_from(prose: &Prose, index: usize) -> (String, usize) {
    let is_group = |index: usize| {
        let text = prose.written(index);
        prose.kind(index) == Some(TokenKind::Number)
            && text.len() == 3
            && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut text = prose.written(index).trim_end_matches(['+', '-']).to_owned();
    let mut end = index + 1;
    if (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
        while is_group(end) {
            text.push_str(prose.written(end));
            end += 1;
        }
    }
    (text, end)
}

/// Takes in what follows: "%", "procent", "euro", "mln.".
fn with_unit(prose: &Prose, quantity: Quantity, next: usize) -> Option<Quantity> {
    let mut quantity = quantity;
    let mut end = next;
    let scale = match prose.word(end) {
        "duizend" => Scale::Thousand.divisor(),
        "mln" | "miljoen" => Scale::Million.divisor(),
        "mld" | "miljard" => Decimal::from(1_000_000_000),
        _ => Decimal::ONE,
    };
    if scale != Decimal::ONE {
        end += 1;
        if prose.is_mark(end, '.') && matches!(prose.word(end - 1), "mln" | "mld") && prose.touches_next(end - 1) {
            end += 1;
        }
    }
    if prose.is_mark(end, '%') || matches!(prose.word(end), "procent") {
        quantity.measure = Measure::Percent;
        end += 1;
    } else if prose.word(end) == "euro" {
        quantity.measure = Measure::Euro;
        end += 1;
    }
    quantity.printed = quantity.printed.checked_mul(scale)?;
    quantity.exact = quantity.printed;
    quantity.step = quantity.step.checked_mul(scale)?;
    quantity.tokens.end = end;
    Some(quantity)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::reading::prose::sample::typed as prose;

    #[test]
    fn typed_numbers_are_read_with_what_belongs_to_them() {
        for (text, number, measure, written) in [
            ("kost € 5,3 mln. per jaar", 5_300_000, Measure::Euro, "€ 5,3 mln."),
            ("kost €461.514 nu", 461_514, Measure::Euro, "€461.514"),
            ("kost 461 514 euro nu", 461_514, Measure::Euro, "461 514 euro"),
            ("dat is 17% meer", 17, Measure::Percent, "17%"),
            ("dat is 17 procent meer", 17, Measure::Percent, "17 procent"),
            ("met 157 jongeren", 157, Measure::Count, "157"),
        ] {
            let prose = prose(text);
            let index = prose.tokens.iter().position(|token| token.kind == TokenKind::Number).expect("a number");
            let quantity = typed(&prose, index).expect("can be read");
            assert_eq!((quantity.printed, quantity.measure), (Decimal::from(number), measure), "{text}");
            assert_eq!(prose.of_tokens(&extent(&prose, index)), written);
        }
    }

    #[test]
    fn a_step_is_one_of_the_last_digit() {
        let prose = prose("€ 5,3 mln.");
        assert_eq!(typed(&prose, 1).map(|quantity| quantity.step.normalize()), Some(Decimal::from(100_000)));
        let prose = crate::check::reading::prose::sample::typed("1/2 of ½");
        assert!(typed(&prose, 0).is_none());
        assert_eq!(extent(&prose, 0), 0..1);
    }
}
