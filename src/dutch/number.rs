//! Reading a number from a cell, as Dutch people and their spreadsheets type it.
//!
//! In: the text of one cell and the decimal mark of its file. Out: an exact decimal, whether it was
//! a percentage, and the status that a star behind it tells. Where a number can be read in two
//! ways, it is refused: a wrong number in a document is worse than a question.

use std::error::Error;
use std::fmt;

use rust_decimal::Decimal;

use super::status::Status;

/// The most digits that a [`Decimal`] always holds exactly.
const MAX_DIGITS: usize = 28;
/// How much of a cell an error message repeats.
const MAX_QUOTED: usize = 40;
/// What stands in a cell whose number is not known, in lower case.
const UNKNOWN: [&str; 20] = [
    "",
    ".",
    "-",
    "–",
    "—",
    "−",
    "x",
    "n.b.",
    "nb",
    "n.n.b.",
    "nnb",
    "n.t.b.",
    "ntb",
    "onb.",
    "onbekend",
    "nog onbekend",
    "niet bekend",
    "nog niet bekend",
    "#",
    "…",
];
/// What stands where there can be no number.
const NOT_APPLICABLE: [&str; 5] = ["n.v.t.", "n.v.t", "nvt", "nvt.", "niet van toepassing"];
/// What stands where something will cost something, and nobody has worked out how much: pro memorie.
const NOT_COSTED: [&str; 5] = ["pm", "p.m.", "pm.", "-pm", "pro memorie"];
/// Words for zero.
const NOTHING: [&str; 3] = ["nihil", "nihil.", "nil"];
/// Everything that people type for a minus sign.
const DASHES: [char; 4] = ['-', '−', '–', '—'];
/// What may stand between groups of three digits, besides the point or comma.
const GROUPING: [char; 6] = [' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '’'];

/// Larger numbers would lose digits in formulas, which keep fifteen.
pub(crate) const LARGEST: u64 = 1_000_000_000_000_000;

/// What separates whole numbers from decimals in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalMark {
    /// `1.234,56`: "1.234" is one thousand two hundred and thirty-four.
    Comma,
    /// `1,234.56`: "1,234" is one thousand two hundred and thirty-four.
    Point,
}

impl DecimalMark {
    fn mark(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Point => '.',
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Comma => Self::Point,
            Self::Point => Self::Comma,
        }
    }

    /// The word for the mark in a user's file.
    fn word(self) -> &'static str {
        match self {
            Self::Comma => "komma",
            Self::Point => "punt",
        }
    }
}

/// A cell as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellNumber {
    /// The number with the decimals as typed; none where the source gives none.
    pub value: Option<Decimal>,
    /// Why there is none.
    pub missing: Missing,
    /// Whether a `%` stood there; the value is then already a fraction ("17%" is 0.17).
    pub percent: bool,
    /// What the stars of Statistics Netherlands say: `*` provisional, `**` revised provisional.
    pub status: Option<Status>,
}

/// Why a source gives no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Missing {
    /// It is not known.
    #[default]
    Unknown,
    /// There can be none: "n.v.t."
    NotApplicable,
    /// It will be something, and is not worked out yet: "PM".
    NotCosted,
    /// There is nothing, as in a blank cell of a list of changes.
    Nothing,
}

impl Missing {
    /// In words: "niet bekend".
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Unknown => "niet bekend",
            Self::NotApplicable => "niet van toepassing",
            Self::NotCosted => "nog niet geraamd (PM)",
            Self::Nothing => "geen",
        }
    }

    /// What a text that is no number says, if it is known to say that there is none.
    fn said_by(lower: &str) -> Option<Self> {
        if UNKNOWN.contains(&lower) {
            return Some(Self::Unknown);
        }
        let not_applicable = NOT_APPLICABLE.contains(&lower).then_some(Self::NotApplicable);
        not_applicable.or_else(|| NOT_COSTED.contains(&lower).then_some(Self::NotCosted))
    }
}

/// Why a cell is not a number. The texts are those of the cell, cut off where they are long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberError {
    /// Something other than digits stands there.
    NotANumber {
        /// The cell.
        text: String,
    },
    /// There is a sign, a euro or a percent sign, but no digit. Excel prints zero as "€ -".
    NoDigits {
        /// The cell.
        text: String,
    },
    /// The number only makes sense with the other decimal mark.
    OtherMark {
        /// The cell.
        text: String,
        /// The number written with the mark of this file.
        suggestion: String,
        /// The mark that the cell seems to use.
        mark: DecimalMark,
    },
    /// Points, commas, spaces or apostrophes do not stand before each group of three digits.
    Grouping {
        /// The cell.
        text: String,
    },
    /// More digits than can be counted with exactly.
    TooLarge {
        /// The cell.
        text: String,
    },
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotANumber { text } => write!(f, "\"{text}\" is geen getal."),
            Self::NoDigits { text } => write!(
                f,
                "In \"{text}\" staat geen getal. Schrijf 0 als er niets is, of laat de cel leeg als het getal onbekend is."
            ),
            Self::OtherMark { text, suggestion, mark } => write!(
                f,
                "\"{text}\" is niet duidelijk. Schrijf {suggestion}, of zet decimaalteken = \"{0}\" bij de reeks als \
                 de {0} in dit bestand het decimaalteken is.",
                mark.word()
            ),
            Self::Grouping { text } => {
                write!(f, "In \"{text}\" staan de scheidingstekens niet voor elke drie cijfers, zoals in 1.234.567.")
            }
            Self::TooLarge { text } => {
                write!(f, "\"{text}\" heeft te veel cijfers: meer dan {MAX_DIGITS} kan Griffel niet precies verwerken.")
            }
        }
    }
}

impl Error for NumberError {}

/// Reads a cell.
///
/// "1.234" is 1234 in a file with decimal commas, and "1,234" is 1234 in a file with decimal points:
/// a mark before exactly three digits groups thousands, unless it follows a zero ("0.123").
///
/// # Errors
///
/// When the text is not a number, or can be read in more than one way.
pub fn parse_number(text: &str, decimal: DecimalMark) -> Result<CellNumber, NumberError> {
    let text = text.trim();
    let (body, status) = split_status(text);
    let is_star_alone = body.is_empty() && status.is_some();
    let number = |value, percent, missing| CellNumber { value, percent, missing, status };
    if !body.starts_with(|first: char| first.is_ascii_digit()) && !is_star_alone {
        let lower = body.to_lowercase();
        if let Some(missing) = Missing::said_by(&lower) {
            return Ok(number(None, false, missing));
        }
        if NOTHING.contains(&lower.as_str()) {
            return Ok(number(Some(Decimal::ZERO), false, Missing::Unknown));
        }
    }
    let signed = Signed::peel(body);
    let value = signed.value(decimal).map_err(|fault| fault.explain(text, &signed, decimal))?;
    Ok(number(Some(value), signed.percent, Missing::Unknown))
}

/// Whether a cell holds a dash in the place of a number, with or without a currency: "-", "€ -".
pub fn is_dash(text: &str) -> bool {
    let body = text.trim();
    let body = strip_either(body, '€').map_or(body, str::trim);
    let mut all = body.chars();
    all.next().is_some_and(|first| DASHES.contains(&first)) && all.next().is_none()
}

/// Takes the stars from the end. Three or more are left in place, and so refused later.
fn split_status(text: &str) -> (&str, Option<Status>) {
    let body = text.trim_end_matches('*');
    match text.len() - body.len() {
        1 => (body.trim_end(), Some(Status::Provisional)),
        2 => (body.trim_end(), Some(Status::RevisedProvisional)),
        _ => (text, None),
    }
}

/// A number with its signs taken off.
#[derive(Debug, Default)]
struct Signed<'a> {
    negative: bool,
    euro: bool,
    percent: bool,
    digits: &'a str,
}

impl<'a> Signed<'a> {
    /// Takes each kind of sign off once, from the outside in; a second one stays, and is refused.
    fn peel(body: &'a str) -> Self {
        // What makes a program take a number for text, and stays behind when it is copied.
        let typed = body
            .strip_prefix('\'')
            .filter(|rest| rest.starts_with(|next: char| next.is_ascii_digit() || DASHES.contains(&next)));
        let mut signed = Self { digits: typed.unwrap_or(body), ..Self::default() };
        let mut has_sign = false;
        loop {
            let rest = signed.digits;
            if let Some(inner) = strip_either(rest, '€').filter(|_| !signed.euro) {
                signed.euro = true;
                signed.digits = inner.trim();
            } else if let Some(inner) = rest.strip_suffix('%').filter(|_| !signed.percent) {
                signed.percent = true;
                signed.digits = inner.trim();
            } else if let Some((negative, inner)) = strip_sign(rest).filter(|_| !has_sign) {
                has_sign = true;
                signed.negative = negative;
                signed.digits = inner.trim();
            } else {
                return signed;
            }
        }
    }

    fn value(&self, decimal: DecimalMark) -> Result<Decimal, Fault> {
        if self.euro && self.percent {
            return Err(Fault::NotANumber);
        }
        let digits = Digits::read(self.digits, decimal, self.percent)?;
        digits.value(self.negative, self.percent)
    }
}

fn strip_either(text: &str, sign: char) -> Option<&str> {
    text.strip_prefix(sign).or_else(|| text.strip_suffix(sign))
}

/// Takes off a minus, a plus, or the parentheses of bookkeepers; true is negative. They also write a minus behind a
/// number, and as "-/-".
fn strip_sign(text: &str) -> Option<(bool, &str)> {
    for (sign, is_negative) in [("-/-", true), ("+/+", false)] {
        if let Some(rest) = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)) {
            return Some((is_negative, rest));
        }
    }
    if let Some(rest) = text.strip_prefix(DASHES) {
        return Some((true, rest));
    }
    // "€ 5,-" has no cents.
    let behind = text.strip_suffix(DASHES).map(str::trim_end);
    if let Some(rest) = behind.filter(|rest| rest.ends_with(|last: char| last.is_ascii_digit())) {
        return Some((true, rest));
    }
    if let Some(rest) = text.strip_prefix('+') {
        return Some((false, rest));
    }
    let inner = text.strip_prefix('(')?.strip_suffix(')')?;
    Some((true, inner))
}

/// What is wrong, before it is told with the text of the cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    NotANumber,
    NoDigits,
    Grouping,
    TooLarge,
}

impl Fault {
    fn explain(self, text: &str, signed: &Signed<'_>, decimal: DecimalMark) -> NumberError {
        let mark = decimal.other();
        let text = shorten(text);
        match self {
            Self::NoDigits => NumberError::NoDigits { text },
            Self::TooLarge => NumberError::TooLarge { text },
            Self::NotANumber | Self::Grouping if signed.value(mark).is_ok() => {
                NumberError::OtherMark { text, suggestion: shorten(&swap_marks(signed.digits)), mark }
            }
            Self::NotANumber => NumberError::NotANumber { text },
            Self::Grouping => NumberError::Grouping { text },
        }
    }
}

fn swap_marks(digits: &str) -> String {
    let swap = |c| match c {
        '.' => ',',
        ',' => '.',
        c => c,
    };
    digits.chars().map(swap).collect()
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(MAX_QUOTED) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The digits of a number, with grouping and decimal mark taken out.
struct Digits {
    whole: String,
    fraction: String,
}

impl Digits {
    fn read(text: &str, decimal: DecimalMark, percent: bool) -> Result<Self, Fault> {
        let mark = decimal.mark();
        let text = if percent { text } else { strip_no_cents(text, mark) };
        if text.is_empty() {
            return Err(Fault::NoDigits);
        }
        let allowed = |c: char| c.is_ascii_digit() || c == '.' || c == ',' || GROUPING.contains(&c);
        if !text.chars().all(allowed) {
            return Err(Fault::NotANumber);
        }
        let (whole, fraction) = match text.split_once(mark) {
            Some((_, "")) => return Err(Fault::NotANumber),
            Some((whole, fraction)) => (whole, fraction),
            None => (text, ""),
        };
        if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Fault::Grouping);
        }
        Ok(Self { whole: ungroup(whole)?, fraction: fraction.to_owned() })
    }

    fn value(&self, negative: bool, percent: bool) -> Result<Decimal, Fault> {
        let whole = self.whole.trim_start_matches('0');
        if whole.len() + self.fraction.len() > MAX_DIGITS {
            return Err(Fault::TooLarge);
        }
        let shift = if percent { 2 } else { 0 };
        let scale = u32::try_from(self.fraction.len() + shift).map_err(|_| Fault::TooLarge)?;
        let digits = whole.bytes().chain(self.fraction.bytes());
        let magnitude = digits.fold(0_i128, |sum, digit| sum * 10 + i128::from(digit - b'0'));
        let signed = if negative { -magnitude } else { magnitude };
        Decimal::try_from_i128_with_scale(signed, scale).map_err(|_| Fault::TooLarge)
    }
}

/// Takes off the ",-" or ",--" that says that there are no cents.
fn strip_no_cents(text: &str, mark: char) -> &str {
    let amount = text.trim_end_matches(DASHES);
    let dashes = text[amount.len()..].chars().count();
    match amount.strip_suffix(mark) {
        Some(amount) if (1..=2).contains(&dashes) => amount,
        _ => text,
    }
}

/// Takes out the grouping marks, if one and the same stands before each three digits.
fn ungroup(whole: &str) -> Result<String, Fault> {
    let Some(separator) = whole.chars().find(|c| !c.is_ascii_digit()) else {
        return Ok(whole.to_owned());
    };
    let mut groups = whole.split(separator);
    let first = groups.next().unwrap_or_default();
    let first_fits = (1..=3).contains(&first.len()) && !first.starts_with('0') && is_digits(first);
    if first_fits && groups.all(|group| group.len() == 3 && is_digits(group)) {
        Ok(whole.chars().filter(char::is_ascii_digit).collect())
    } else {
        Err(Fault::Grouping)
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::DecimalMark::{Comma, Point};
    use super::*;

    fn value(text: &str, mark: DecimalMark) -> Result<String, NumberError> {
        parse_number(text, mark).map(|cell| cell.value.map_or_else(|| "?".to_owned(), |value| value.to_string()))
    }

    #[test]
    fn a_dash_may_have_a_currency() {
        for text in ["-", "–", " − ", "€ -", "€-", "- €"] {
            assert!(is_dash(text), "{text}");
        }
        for text in ["", "€", "--", "-5", "€ 5,-", "- -"] {
            assert!(!is_dash(text), "{text}");
        }
    }

    #[test]
    fn reads_numbers_as_people_type_them() {
        let cases = [
            ("461514", "461514"),
            ("€ 461.514,-", "461514"),
            ("€ 461.514,--", "461514"),
            ("€ 461.514,–", "461514"),
            ("461.514,-", "461514"),
            ("€ 1.775.418", "1775418"),
            ("€1.775.418,50", "1775418.50"),
            ("  € 5,00 ", "5.00"),
            ("5 €", "5"),
            ("2,49", "2.49"),
            ("1.234", "1234"),
            ("1.234,5", "1234.5"),
            ("1,234", "1.234"),
            (",5", "0.5"),
            ("0", "0"),
            ("007", "7"),
            ("-0", "0"),
            ("-5", "-5"),
            ("−5", "-5"),
            ("–5", "-5"),
            ("- 5", "-5"),
            ("+5", "5"),
            ("€ -5", "-5"),
            ("-€ 5", "-5"),
            ("(5)", "-5"),
            ("(€ 1.250)", "-1250"),
            ("€ (1.250)", "-1250"),
            ("17%", "0.17"),
            ("17 %", "0.17"),
            ("17\u{a0}%", "0.17"),
            ("12,5%", "0.125"),
            ("(5%)", "-0.05"),
            ("-100%", "-1.00"),
            ("5-", "-5"),
            ("4.977-", "-4977"),
            ("4.977 –", "-4977"),
            ("€ 4.977-", "-4977"),
            ("-/- 300", "-300"),
            ("300 -/-", "-300"),
            ("+/+ 300", "300"),
            ("'-5", "-5"),
            ("'1.234", "1234"),
            ("1 234 567", "1234567"),
            ("1\u{a0}234\u{a0}567,8", "1234567.8"),
            ("1\u{202f}234", "1234"),
            ("1'234'567", "1234567"),
            ("1’234", "1234"),
            ("9999999999999999999999999999", "9999999999999999999999999999"),
            ("0,0000000000000000000000000001", "0.0000000000000000000000000001"),
        ];
        for (text, expected) in cases {
            assert_eq!(value(text, Comma).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn reads_decimal_points_where_the_file_says_so() {
        let cases = [
            ("2.49", "2.49"),
            ("1,234", "1234"),
            ("1.234", "1.234"),
            ("€ 1,775,418.50", "1775418.50"),
            ("€ 461,514.-", "461514"),
            ("1 234.5", "1234.5"),
            ("17.5%", "0.175"),
        ];
        for (text, expected) in cases {
            assert_eq!(value(text, Point).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn knows_what_is_not_known() {
        let known = |text: &str, missing| {
            for mark in [Comma, Point] {
                let cell = CellNumber { value: None, percent: false, missing, status: None };
                assert_eq!(parse_number(text, mark), Ok(cell), "{text:?}");
            }
        };
        for text in ["", "  ", ".", "-", "–", "—", "x", "X", "n.b.", "N.B.", "onbekend", "Onbekend", "\u{a0}", "n.n.b."]
        {
            known(text, Missing::Unknown);
        }
        ["n.v.t.", "N.v.t.", "nvt"].iter().for_each(|text| known(text, Missing::NotApplicable));
        ["PM", "pm", "p.m.", "-PM"].iter().for_each(|text| known(text, Missing::NotCosted));
        assert_eq!(value("Nihil", Comma).as_deref(), Ok("0"));
    }

    #[test]
    fn reads_stars_as_a_status() {
        let cases = [
            ("5", Some("5"), None),
            ("5*", Some("5"), Some(Status::Provisional)),
            ("1.234 *", Some("1234"), Some(Status::Provisional)),
            ("5**", Some("5"), Some(Status::RevisedProvisional)),
            ("17%**", Some("0.17"), Some(Status::RevisedProvisional)),
            (".*", None, Some(Status::Provisional)),
        ];
        for (text, number, status) in cases {
            let cell = parse_number(text, Comma).unwrap();
            assert_eq!(cell.value.map(|value| value.to_string()).as_deref(), number, "{text}");
            assert_eq!(cell.status, status, "{text}");
        }
    }

    #[test]
    fn tells_percentages_apart() {
        assert!(parse_number("17%", Comma).unwrap().percent);
        assert!(!parse_number("17", Comma).unwrap().percent);
    }

    #[test]
    fn asks_when_the_mark_is_unclear() {
        let cases = [
            ("2.49", Comma, "2,49", Point),
            ("0.123", Comma, "0,123", Point),
            (".5", Comma, ",5", Point),
            ("1,234.56", Comma, "1.234,56", Point),
            ("1,234,567", Comma, "1.234.567", Point),
            ("€ 2.49", Comma, "2,49", Point),
            ("2,49", Point, "2.49", Comma),
            ("0,123", Point, "0.123", Comma),
            ("1.234,56", Point, "1,234.56", Comma),
            ("€ 461.514,-", Point, "461,514.-", Comma),
        ];
        for (text, decimal, suggestion, mark) in cases {
            let expected = NumberError::OtherMark { text: text.to_owned(), suggestion: suggestion.to_owned(), mark };
            assert_eq!(parse_number(text, decimal), Err(expected), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_not_a_number() {
        let cases = [
            "1e6",
            "12a",
            "a",
            "1/2",
            "1:2",
            "-5-",
            "5--",
            "--5",
            "-(5)",
            "(-5)",
            "((5))",
            "(5",
            "5)",
            "€ € 5",
            "€ 5%",
            "5%%",
            "5***",
            "5,",
            "5 euro",
            "1-2",
            "NaN",
            "inf",
            "٣",
            "½",
            "17*%",
        ];
        for text in cases {
            let expected = NumberError::NotANumber { text: text.to_owned() };
            assert_eq!(parse_number(text, Comma), Err(expected), "{text}");
        }
    }

    #[test]
    fn refuses_signs_without_a_number() {
        for text in ["€", "€ -", "%", "-%", "()", "+", ",-", "€ ,-", "*"] {
            let expected = NumberError::NoDigits { text: text.to_owned() };
            assert_eq!(parse_number(text, Comma), Err(expected), "{text}");
        }
    }

    #[test]
    fn refuses_misplaced_grouping() {
        let cases = [
            "1.2.3",
            "12.34.567",
            "1234.567.890",
            "1 23",
            "1 2345",
            "1  234",
            "1.234 567",
            "1.234,567.8",
            "1,234 567",
            "1''234",
            "' 123",
            "..",
            "1..234",
            "1,2,3",
        ];
        for text in cases {
            let expected = NumberError::Grouping { text: text.to_owned() };
            assert_eq!(parse_number(text, Comma), Err(expected), "{text}");
        }
    }

    #[test]
    fn refuses_more_than_can_be_exact() {
        for text in
            ["12345678901234567890123456789", "0,00000000000000000000000000001", "0,000000000000000000000000001%"]
        {
            let expected = NumberError::TooLarge { text: text.to_owned() };
            assert_eq!(parse_number(text, Comma), Err(expected), "{text}");
        }
    }

    #[test]
    fn errors_say_what_to_do() {
        let message = |text| parse_number(text, Comma).unwrap_err().to_string();
        assert_eq!(
            message("2.49"),
            "\"2.49\" is niet duidelijk. Schrijf 2,49, of zet decimaalteken = \"punt\" bij de reeks als de punt in dit \
             bestand het decimaalteken is."
        );
        assert_eq!(message("12a"), "\"12a\" is geen getal.");
        assert!(message(&"9".repeat(100)).len() < 200);
    }

    proptest! {
        #[test]
        fn never_panics(text in any::<String>(), point in any::<bool>()) {
            let _ = parse_number(&text, if point { Point } else { Comma });
        }

        #[test]
        fn never_panics_on_what_looks_like_a_number(text in "[-−–(€ ]{0,3}[0-9.,' \u{a0}]{0,40}[-%)* ]{0,4}") {
            for mark in [Comma, Point] {
                if let Err(error) = parse_number(&text, mark) {
                    prop_assert!(!error.to_string().is_empty());
                }
            }
        }

        #[test]
        fn reads_back_every_decimal(mantissa in any::<i64>(), scale in 0_u32..=28) {
            let number = Decimal::from_i128_with_scale(i128::from(mantissa), scale);
            prop_assert_eq!(parse_number(&number.to_string(), Point).unwrap().value, Some(number));
        }
    }
}
