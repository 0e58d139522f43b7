//! How values are written: Dutch numbers, amounts, shares and lists, by the house profile.
//!
//! Numbers are rounded half away from zero (commercial rounding), as Dutch
//! bookkeeping does.

use std::borrow::Cow;

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use super::signs::{MINUS, NO_BREAK_SPACE};
use super::unit::Unit;

/// To how many decimals a value is printed; negative: to tens, hundreds, ...
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rounding {
    /// Digits after the comma of the printed number.
    pub decimals: i32,
}

/// In what a value is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Scale {
    /// Whole.
    #[serde(rename = "een")]
    One,
    /// "x 1.000"
    #[serde(rename = "duizend")]
    Thousand,
    /// "mln."
    #[serde(rename = "miljoen")]
    Million,
}

impl Scale {
    /// What a printed number stands for, times this.
    pub fn divisor(self) -> Decimal {
        match self {
            Scale::One => Decimal::ONE,
            Scale::Thousand => Decimal::ONE_THOUSAND,
            Scale::Million => Decimal::from(1_000_000),
        }
    }
}

impl Scale {
    /// What follows the subject of a chart or table that prints numbers at this scale: in what they are.
    pub fn heading(self, unit: Option<&Unit>) -> String {
        match self {
            Scale::One => unit.map(Unit::heading).unwrap_or_default(),
            Scale::Thousand => unit.and_then(Unit::heading_in_thousands).unwrap_or(" (x\u{a0}1.000)").to_owned(),
            Scale::Million => unit.and_then(Unit::heading_in_millions).unwrap_or(" (x\u{a0}1.000.000)").to_owned(),
        }
    }
}

impl Unit {
    /// The usual number of decimals: that of the unit, else one for millions, else none.
    pub fn default_rounding(&self, scale: Scale) -> Rounding {
        let of_scale = if scale == Scale::Million { 1 } else { 0 };
        Rounding { decimals: self.decimals().unwrap_or(of_scale) }
    }
}

/// How an amount in euros is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EuroStyle {
    /// "€ 461.514"
    Plain,
    /// "€ 461.514,-"
    Dash,
}

/// How a share is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PercentStyle {
    /// "17%"
    Sign,
    /// "17 procent"
    Word,
}

/// How a range is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeStyle {
    /// "2021–2023"
    Dash,
    /// "2021 tot en met 2023"
    Words,
}

/// Which quotation marks come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuoteStyle {
    /// ‘…’
    Single,
    /// “…”
    Double,
}

/// Where a value is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// In a sentence.
    Text,
    /// In a table or on an axis, where the unit stands in the heading.
    Table,
}

/// How one value is printed.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// To how many decimals.
    pub rounding: Rounding,
    /// In what.
    pub scale: Scale,
    /// Where.
    pub context: Context,
    /// Whether the unit is printed with it.
    pub with_unit: bool,
    /// Whether a plus sign is printed, as in a column of changes.
    pub signed: bool,
}

/// The house profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notation {
    /// From which number on text has a thousands point.
    pub thousands_from: u32,
    /// How amounts are written.
    pub euro: EuroStyle,
    /// How shares are written.
    pub percent: PercentStyle,
    /// How ranges are written.
    pub range: RangeStyle,
    /// Which quotation marks come first.
    pub quotes: QuoteStyle,
}

impl Default for Notation {
    fn default() -> Self {
        Self {
            thousands_from: 10_000,
            euro: EuroStyle::Plain,
            percent: PercentStyle::Sign,
            range: RangeStyle::Dash,
            quotes: QuoteStyle::Single,
        }
    }
}

impl Notation {
    /// Prints a value.
    pub fn format(&self, value: Decimal, unit: &Unit, style: Style) -> String {
        let value = as_printed(value, unit, style.rounding, style.scale);
        let mut out = String::new();
        if value.is_sign_negative() {
            out.push(MINUS);
        } else if style.signed && !value.is_zero() {
            out.push('+');
        }
        let number = self.digits(value.abs(), style);
        match unit {
            Unit::Euro if style.with_unit => {
                out.insert(0, NO_BREAK_SPACE);
                out.insert(0, '€');
                out.push_str(&number);
                if self.euro == EuroStyle::Dash && style.rounding.decimals <= 0 && style.scale == Scale::One {
                    out.push_str(",-");
                }
            }
            // A bare percentage would read as a count, so it keeps its sign everywhere.
            Unit::Percent => {
                out.push_str(&number);
                match (self.percent, style.context) {
                    (PercentStyle::Word, Context::Text) => {
                        out.push(NO_BREAK_SPACE);
                        out.push_str(unit.after_number().unwrap_or_default());
                    }
                    _ => out.push('%'),
                }
            }
            _ => out.push_str(&number),
        }
        // Without its scale a number in text would be wrong; in a table the heading tells.
        let scale = match style.scale {
            Scale::One => None,
            Scale::Thousand => Some("duizend"),
            Scale::Million => Some("mln."),
        };
        if let Some(scale) = scale.filter(|_| style.with_unit || style.context == Context::Text) {
            out.push(NO_BREAK_SPACE);
            out.push_str(scale);
        }
        // Amounts in euros and shares have their sign.
        let has_sign = matches!(unit, Unit::Euro | Unit::Percent);
        let is_one = value.abs() == Decimal::ONE && style.scale == Scale::One && style.rounding.decimals <= 0;
        let word = if is_one { unit.after_one() } else { unit.after_number().map(Cow::Borrowed) };
        if let Some(word) = word.filter(|_| style.with_unit && !has_sign) {
            out.push(NO_BREAK_SPACE);
            out.push_str(&word);
        }
        out
    }

    fn digits(&self, value: Decimal, style: Style) -> String {
        let decimals = usize::try_from(style.rounding.decimals).unwrap_or(0);
        let written = format!("{value:.decimals$}");
        let (whole, fraction) = written.split_once('.').map_or((written.as_str(), None), |(a, b)| (a, Some(b)));
        let from = match style.context {
            Context::Text => Decimal::from(self.thousands_from),
            Context::Table => Decimal::ONE_THOUSAND,
        };
        let mut out = if value >= from { grouped(whole) } else { whole.to_owned() };
        if let Some(fraction) = fraction {
            out.push(',');
            out.push_str(fraction);
        }
        out
    }
}

/// An exact number with thousands points and a decimal comma, whatever the house profile.
pub fn plain_number(value: Decimal) -> String {
    let value = value.normalize();
    let written = value.abs().to_string();
    let (whole, fraction) = written.split_once('.').map_or((written.as_str(), None), |(a, b)| (a, Some(b)));
    let sign = if value.is_sign_negative() && !value.is_zero() { String::from(MINUS) } else { String::new() };
    let fraction = fraction.map(|fraction| format!(",{fraction}")).unwrap_or_default();
    format!("{sign}{}{fraction}", grouped(whole))
}

/// The number that is printed for a value: in hundredths, thousands or millions where those are, and rounded.
pub fn as_printed(value: Decimal, unit: &Unit, rounding: Rounding, scale: Scale) -> Decimal {
    let value = if unit.is_fraction() { value * Decimal::ONE_HUNDRED } else { value };
    round(value / scale.divisor(), rounding)
}

/// The value that a printed number stands for: what it was rounded to, as a fraction or whole number again.
pub fn as_shown(value: Decimal, unit: &Unit, rounding: Rounding, scale: Scale) -> Decimal {
    let shown = as_printed(value, unit, rounding, scale) * scale.divisor();
    if unit.is_fraction() { shown / Decimal::ONE_HUNDRED } else { shown }
}

/// Rounds half away from zero; a result of zero has no sign.
pub fn round(value: Decimal, rounding: Rounding) -> Decimal {
    let away = RoundingStrategy::MidpointAwayFromZero;
    let rounded = match u32::try_from(rounding.decimals) {
        Ok(decimals) => value.round_dp_with_strategy(decimals, away),
        Err(_) => {
            let power = Decimal::from(10_u64.pow(rounding.decimals.unsigned_abs().min(18)));
            (value / power).round_dp_with_strategy(0, away) * power
        }
    };
    if rounded.is_zero() { Decimal::ZERO } else { rounded }
}

fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// With a capital first letter, as a heading or the start of a sentence.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// With a small first letter, as within a sentence.
pub fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// "a, b en c"
pub fn list_of_names<S: AsRef<str>>(names: &[S]) -> String {
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [start @ .., last] => {
            let start: Vec<&str> = start.iter().map(AsRef::as_ref).collect();
            format!("{} en {}", start.join(", "), last.as_ref())
        }
    }
}

const NUMBER_WORDS: [&str; 21] = [
    "nul",
    "één",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
    "twintig",
];

/// The word for a whole number up to twenty.
pub fn number_word(number: Decimal) -> Option<&'static str> {
    let index = number.is_integer().then(|| number.to_usize()).flatten()?;
    NUMBER_WORDS.get(index).copied()
}

/// The whole number up to twenty that a word in lower case stands for; "een" counts, accents or not.
pub fn number_of_word(word: &str) -> Option<u32> {
    let written = if word == "een" { "één" } else { word };
    NUMBER_WORDS.iter().position(|known| *known == written).and_then(|number| u32::try_from(number).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: &str, unit: &str, decimals: i32, scale: Scale, context: Context) -> String {
        let style = Style {
            rounding: Rounding { decimals },
            scale,
            context,
            with_unit: context == Context::Text,
            signed: false,
        };
        Notation::default().format(value.parse().expect(value), &Unit::parse(unit), style).replace(NO_BREAK_SPACE, "_")
    }

    #[test]
    fn writes_dutch_numbers() {
        use Context::{Table, Text};
        for (value, unit, decimals, scale, context, expected) in [
            ("461514", "euro", 0, Scale::One, Text, "€_461.514"),
            ("5", "euro", 2, Scale::One, Text, "€_5,00"),
            ("9999.5", "euro", 0, Scale::One, Text, "€_10.000"),
            ("5300000", "euro", 1, Scale::Million, Text, "€_5,3_mln."),
            ("-1775418", "euro", 0, Scale::One, Text, "€_−1.775.418"),
            ("157", "personen", 0, Scale::One, Text, "157"),
            ("8450", "personen", 0, Scale::One, Text, "8450"),
            ("8450", "personen", 0, Scale::One, Table, "8.450"),
            ("0.17", "procent", 0, Scale::One, Text, "17%"),
            ("-0.004", "procent", 0, Scale::One, Text, "0%"),
            ("0.145", "procent", 0, Scale::One, Table, "15%"),
            ("8.65", "fte", 2, Scale::One, Text, "8,65_FTE"),
            ("8.65", "fte", 2, Scale::One, Table, "8,65"),
            ("461514", "euro", 0, Scale::Thousand, Table, "462"),
            ("12", "trajecten", 0, Scale::One, Text, "12_trajecten"),
            ("1", "trajecten", 0, Scale::One, Text, "1_traject"),
            ("-1", "gezinnen", 0, Scale::One, Text, "−1_gezin"),
            ("1", "dagen", 1, Scale::One, Text, "1,0_dagen"),
            ("1", "keer", 0, Scale::One, Text, "1_keer"),
            ("461514", "euro", -3, Scale::One, Text, "€_462.000"),
        ] {
            assert_eq!(written(value, unit, decimals, scale, context), expected, "{value} {unit}");
        }
    }

    #[test]
    fn signs_changes_but_never_zero() {
        let style = Style {
            rounding: Rounding { decimals: 0 },
            scale: Scale::One,
            context: Context::Table,
            with_unit: false,
            signed: true,
        };
        let signed = |value: i64| Notation::default().format(Decimal::from(value), &Unit::Persons, style);
        assert_eq!([signed(57), signed(-100), signed(0)], ["+57", "−100", "0"]);
    }

    #[test]
    fn rounds_half_away_from_zero() {
        for (value, decimals, expected) in
            [("0.5", 0, "1"), ("-0.5", 0, "-1"), ("2.345", 2, "2.35"), ("1450", -2, "1500")]
        {
            let value: Decimal = value.parse().expect("decimal");
            assert_eq!(round(value, Rounding { decimals }).normalize().to_string(), expected);
        }
    }

    #[test]
    fn names_lists_and_small_numbers() {
        assert_eq!(list_of_names(&["a", "b", "c"]), "a, b en c");
        assert_eq!(list_of_names(&["a", "b"]), "a en b");
        assert_eq!(list_of_names::<&str>(&[]), "");
        assert_eq!(number_word(Decimal::from(3)), Some("drie"));
        assert_eq!(number_word(Decimal::from(21)), None);
        assert_eq!(number_word(Decimal::new(35, 1)), None);
    }
}
