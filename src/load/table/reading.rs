//! How the cells of a column are read: one number by the unit, scale, letters and marks of its column.

use rust_decimal::Decimal;

use super::raw::Field;
use super::turn::Turned;
use crate::dutch::number::{CellNumber, DecimalMark, LARGEST, Missing, is_dash, parse_number};
use crate::load::series_model::{Layout, Measure};

/// What is wrong with a cell, and what to do.
type Fault = (String, &'static str);

/// A percentage that is larger than this without a sign is no fraction: nothing is 200 times itself here.
const LARGEST_FRACTION: i64 = 2;

/// How the cells of one column are read.
pub(crate) struct Reading<'a> {
    measure: &'a Measure,
    declared_mark: Option<DecimalMark>,
    dash_is_zero: bool,
    /// Whether commas stand between the columns, so that a point may be the decimal mark.
    between_commas: bool,
    /// What numbers without a percent sign are, in a column of percentages.
    bare: Bare,
}

/// What numbers without a percent sign are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bare {
    /// 17 is 17%.
    Hundredths,
    /// 0.17 is 17%.
    Fractions,
    /// All of them could be either.
    Unclear,
}

impl<'a> Reading<'a> {
    /// Looks at a whole column; `at` is its position among the columns.
    pub fn of(measure: &'a Measure, turned: &Turned, at: usize, layout: &Layout) -> Self {
        let Layout { declared_mark, dash_is_zero, asks, .. } = *layout;
        let between_commas = turned.table.between_commas && asks;
        let mut reading = Self { measure, declared_mark, dash_is_zero, between_commas, bare: Bare::Hundredths };
        if measure.unit.is_fraction() {
            reading.bare = match measure.in_fractions {
                Some(true) => Bare::Fractions,
                Some(false) => Bare::Hundredths,
                None if !asks => Bare::Hundredths,
                None => reading.look(turned, at),
            };
        }
        reading
    }

    /// Only a column that as a whole could be fractions is unclear: where one number is large, 0,8 is 0,8%.
    fn look(&self, turned: &Turned, at: usize) -> Bare {
        let mark = self.declared_mark.unwrap_or(DecimalMark::Comma);
        let number = |field: &Field| match field {
            Field::Number { value, percent: false } => Some(*value),
            Field::Text(text) => parse_number(text, mark).ok().filter(|number| !number.percent)?.value,
            _ => None,
        };
        let mut bare: Vec<Decimal> = Vec::new();
        turned.each_row(|row| bare.extend(number(row.field(at)).filter(|value| !value.is_zero())));
        let are_small = bare.iter().all(|value| value.abs() <= Decimal::from(LARGEST_FRACTION));
        let has_parts = bare.iter().any(|value| !value.is_integer());
        let only_ones = bare.len() > 1 && bare.iter().all(|value| value.abs() == Decimal::ONE);
        if !bare.is_empty() && are_small && (has_parts || only_ones) { Bare::Unclear } else { Bare::Hundredths }
    }

    /// The number in a field; `letter` is what stands in the column with letters.
    pub fn read(&self, field: &Field, letter: Option<&Field>) -> Result<CellNumber, Fault> {
        let has_letters = self.measure.has_letters == Some(true);
        let bare = if has_letters { without_letter(field) } else { None };
        let (field, own) = bare.as_ref().map_or((field, None), |(rest, letter)| (rest, Some(*letter)));
        let mut number = self.plain(field)?;
        if has_letters {
            let letter = own.or_else(|| Letter::parse(&letter?.shown()));
            number.value = number.value.map(|value| with_letter(value, letter, &field.shown())).transpose()?;
        }
        if let Some(scale) = self.measure.scale {
            number.value = number.value.map(|value| value * scale.divisor());
        }
        Ok(number)
    }

    fn plain(&self, field: &Field) -> Result<CellNumber, Fault> {
        let shown = || field.shown();
        let mut number = match field {
            Field::Text(text) if is_dash(text) => {
                let value = self.dash_is_zero.then_some(Decimal::ZERO);
                CellNumber { value, percent: false, missing: Missing::Unknown, status: None }
            }
            Field::Number { value, percent } => {
                CellNumber { value: Some(*value), percent: *percent, missing: Missing::Unknown, status: None }
            }
            Field::Date(_) => {
                return Err((
                    format!("In deze cel staat een datum ({}) en geen getal.", shown()),
                    "Geef de cel in het bestand de opmaak Getal en typ het cijfer opnieuw.",
                ));
            }
            Field::Noted(number) => {
                return Err((
                    format!("Achter het getal {number} staat een noot in kleine cijfers."),
                    "Haal de noot uit deze cel, en zet wat zij zegt in de opmerkingen van de reeks.",
                ));
            }
            _ => parse_number(&shown(), self.declared_mark.unwrap_or(DecimalMark::Comma)).map_err(|error| {
                (error.to_string(), "Is het cijfer niet bekend? Laat de cel dan leeg of zet er een punt in.")
            })?,
        };
        if number.value.is_some_and(|value| value.abs() >= Decimal::from(LARGEST)) {
            return Err((
                format!("\"{}\" is te groot om mee te rekenen.", shown()),
                "Kijk of er cijfers te veel in staan.",
            ));
        }
        let is_text = matches!(field, Field::Text(_));
        if is_text && self.declared_mark.is_none() {
            if has_unclear_mark(&shown(), ',') {
                return Err((
                    format!("Het is niet duidelijk of \"{}\" duizend of een breuk is.", shown()),
                    "Schrijf 1234 of 1,2340. Of zet in de beschrijving van de reeks: decimaalteken = \"komma\" of \
                     \"punt\".",
                ));
            }
            if self.between_commas && has_unclear_mark(&shown(), '.') {
                return Err((
                    format!("Het is niet duidelijk of \"{}\" duizend of een breuk is.", shown()),
                    "In dit bestand staan komma's tussen de kolommen. Zet daarom in de beschrijving van de reeks: \
                     decimaalteken = \"punt\" of \"komma\".",
                ));
            }
        }
        self.as_fraction(&mut number, field)?;
        Ok(number)
    }

    /// Percentages are kept as fractions: 17% is 0.17.
    fn as_fraction(&self, number: &mut CellNumber, field: &Field) -> Result<(), Fault> {
        let shown = || field.shown();
        let is_fraction = self.measure.unit.is_fraction();
        if number.percent && !is_fraction {
            return Err((
                format!("\"{}\" is een percentage, maar deze kolom heeft een andere eenheid.", shown()),
                "Gebruik eenheid = \"procent\", of haal het %-teken weg.",
            ));
        }
        if !is_fraction || number.percent {
            return Ok(());
        }
        match self.bare {
            Bare::Fractions => {}
            Bare::Hundredths => number.value = number.value.map(|value| value / Decimal::ONE_HUNDRED),
            Bare::Unclear if number.value.is_none_or(|value| value.is_zero()) => {}
            Bare::Unclear => {
                return Err((
                    format!("Het is niet duidelijk of \"{}\" een percentage of een breuk is.", shown()),
                    if matches!(field, Field::Text(_)) {
                        "Schrijf het met een %-teken: 17% of 0,17%. Of zet bij de maat: als_breuk = true als 0,17 hier 17% \
                         is, en anders als_breuk = false."
                    } else {
                        "Geef de cellen in Excel de opmaak Percentage. Of zet bij de maat: als_breuk = true als 0,17 hier \
                         17% is, en anders als_breuk = false."
                    },
                ));
            }
        }
        Ok(())
    }
}

/// What bookkeepers write beside a number: whether it is good or bad for the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letter {
    /// V: it brings money.
    Advantage,
    /// N: it costs money.
    Disadvantage,
}

impl Letter {
    /// Whether a column holds letters and nothing else.
    pub fn is_all_of<'f>(fields: impl Iterator<Item = &'f Field>) -> bool {
        let mut filled = fields.filter(|field| field.is_filled()).peekable();
        filled.peek().is_some() && filled.all(|field| matches!(field, Field::Text(text) if Self::parse(text).is_some()))
    }

    /// What a text is, in letters or words.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().trim_matches(['(', ')', '.']).to_lowercase().as_str() {
            "v" | "voordeel" | "voordelig" => Some(Self::Advantage),
            "n" | "nadeel" | "nadelig" => Some(Self::Disadvantage),
            _ => None,
        }
    }

    /// The letter before or behind a number, and the text without it.
    pub fn beside(text: &str) -> Option<(&str, Self)> {
        let is_letter = |next: char| next.is_alphabetic();
        let at_end =
            text.len() - text.chars().rev().take_while(|next| is_letter(*next)).map(char::len_utf8).sum::<usize>();
        let at_start = text.find(|next| !is_letter(next)).unwrap_or(0);
        let behind = || Some((text[..at_end].trim_end(), Self::parse(&text[at_end..])?));
        let before = || Some((text[at_start..].trim_start(), Self::parse(&text[..at_start])?));
        behind().or_else(before).filter(|(rest, _)| rest.contains(|next: char| next.is_ascii_digit()))
    }
}

fn without_letter(field: &Field) -> Option<(Field, Letter)> {
    let Field::Text(text) = field else { return None };
    Letter::beside(text).map(|(rest, letter)| (Field::text(rest), letter))
}

/// The effect on the result: what is good is more than zero.
fn with_letter(value: Decimal, letter: Option<Letter>, shown: &str) -> Result<Decimal, Fault> {
    match letter {
        _ if value.is_zero() => Ok(value),
        Some(Letter::Advantage) if value.is_sign_negative() => Err((
            format!("Bij \"{shown}\" staat een V van voordeel, maar ook een min."),
            "Haal de min weg of verander de letter. Een nadeel leest Griffel vanzelf als min.",
        )),
        Some(Letter::Advantage) => Ok(value),
        Some(Letter::Disadvantage) => Ok(-value.abs()),
        None => Err((
            format!("Bij \"{shown}\" staat geen V of N."),
            "Zet er een V van voordeel of een N van nadeel bij. Of haal voordeel_nadeel weg uit de beschrijving.",
        )),
    }
}

/// `1,234` and, with a point, `1.234`: a thousand in one language, a bit more than one in another.
pub(crate) fn has_unclear_mark(text: &str, mark: char) -> bool {
    let number: String = text.chars().filter(|next| next.is_ascii_digit() || matches!(next, ',' | '.')).collect();
    let Some((whole, fraction)) = number.split_once(mark) else { return false };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&whole.len())
        && !whole.starts_with('0')
        && all_digits(whole)
        && fraction.len() == 3
        && all_digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_found_on_both_sides_of_a_number() {
        for (text, rest, letter) in [
            ("325 N", "325", Letter::Disadvantage),
            ("9.643N", "9.643", Letter::Disadvantage),
            ("N 31.393", "31.393", Letter::Disadvantage),
            ("v12", "12", Letter::Advantage),
            ("€ 5 voordeel", "€ 5", Letter::Advantage),
            ("Nadeel 7", "7", Letter::Disadvantage),
        ] {
            assert_eq!(Letter::beside(text), Some((rest, letter)), "{text}");
        }
        for text in ["325", "N", "n.v.t.", "V/N", "12 vn", "nee 3"] {
            assert_eq!(Letter::beside(text), None, "{text}");
        }
    }

    #[test]
    fn a_disadvantage_is_less_than_zero_and_no_letter_contradicts_its_sign() {
        let value = |value: i64, letter| with_letter(value.into(), letter, "x").ok().map(|value| value.to_string());
        assert_eq!(value(5, Some(Letter::Advantage)).as_deref(), Some("5"));
        assert_eq!(value(5, Some(Letter::Disadvantage)).as_deref(), Some("-5"));
        assert_eq!(value(-5, Some(Letter::Disadvantage)).as_deref(), Some("-5"));
        assert_eq!(value(-5, Some(Letter::Advantage)), None);
        assert_eq!((value(5, None), value(0, None).as_deref()), (None, Some("0")));
    }

    #[test]
    fn a_mark_before_three_digits_is_unclear() {
        assert!(has_unclear_mark("1,234", ',') && has_unclear_mark("8.650", '.') && has_unclear_mark("€ 388.195", '.'));
        for (text, mark) in [("1,23", ','), ("0.650", '.'), ("1.234.567", '.'), ("1234.567", '.'), ("1.234,5", '.')] {
            assert!(!has_unclear_mark(text, mark), "{text}");
        }
    }
}
