//! How a municipality protects people in its numbers.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::diagnostic::{Code, Finding, Findings, Place};

use super::toml::{Choice, Integer, Key, TomlTable, Word, keys};

/// Numbers of so many digits are not repeated in messages.
const SMALL_DIGITS: usize = 2;

/// The rules for small counts, after what Statistics Netherlands does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Privacy {
    /// Counts of persons from 1 up to, but not including, this number are withheld.
    pub threshold: u32,
    /// Counts of persons are printed as multiples of this number.
    pub round_to: Option<u32>,
    /// Whether a count of nought is withheld too.
    pub hide_zero: bool,
    /// An amount is withheld when fewer providers than this stand behind it.
    pub providers: u32,
    /// An amount is withheld when one client or provider makes more than this percentage of it. None: where measures
    /// say what the largest makes, the usual one holds.
    pub largest_share: Option<u32>,
    /// Whether small counts of which nothing says whether they are of people are refused.
    pub asks: bool,
}

/// The percentage of an amount that one client or provider may make.
const USUAL_LARGEST_SHARE: u32 = 80;

impl Default for Privacy {
    fn default() -> Self {
        Self { threshold: 10, round_to: None, hide_zero: false, providers: 3, largest_share: None, asks: true }
    }
}

impl Privacy {
    /// Whether a count of people is too small to show.
    pub fn is_small(&self, count: Decimal) -> bool {
        let is_hidden_zero = self.hide_zero && count.is_zero();
        is_hidden_zero || (count > Decimal::ZERO && count < Decimal::from(self.threshold))
    }

    /// Whether one client or provider makes too much of an amount.
    pub(super) fn is_dominated(&self, largest: Decimal, amount: Decimal) -> bool {
        let limit = Decimal::from(self.largest_share.unwrap_or(USUAL_LARGEST_SHARE));
        largest.abs() * Decimal::ONE_HUNDRED > limit * amount.abs()
    }

    pub(super) fn rounded(&self, count: Decimal) -> Decimal {
        match self.round_to {
            Some(base) => {
                let base = Decimal::from(base);
                (count / base).round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero) * base
            }
            None => count,
        }
    }
}

keys! {
    /// `[privacy]`. Below a threshold of 3 nobody would be protected.
    PrivacyKeys: "Privacy", "Hoe Griffel kleine aantallen mensen weglaat.", {
        THRESHOLD: optional Integer<3, 1000> = "drempel",
            "Aantallen onder dit getal blijven weg. Zonder deze sleutel: 10.";
        PROVIDERS: optional Integer<1, 1000> = "aanbieders",
            "Zoveel aanbieders moeten er achter een bedrag zitten. Gewoon: 3.";
        LARGEST_SHARE: optional Integer<50, 99> = "grootste_deel",
            "Een bedrag blijft weg als één cliënt of aanbieder meer dan dit percentage ervan krijgt, zoals 80.";
        ROUND_TO: optional Integer<2, 1000> = "afronden_op", "Rondt aantallen mensen af op een veelvoud, zoals 5.";
        ZERO: optional Choice<Zero> = "nul", "Of een aantal van nul te zien is. Gewoon: tonen.";
    }
}

/// Whether a count of nought is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zero {
    Shown,
    Hidden,
}

impl Word for Zero {
    const WORDS: &'static [(&'static str, Self)] = &[("tonen", Self::Shown), ("verbergen", Self::Hidden)];
}

/// A multiple that cannot be used still says that counts are rounded.
const USUAL_MULTIPLE: u32 = 5;

/// Reads `[privacy]`.
pub fn read(table: &TomlTable<'_, PrivacyKeys>, findings: &mut Findings) -> Privacy {
    let usual = Privacy::default();
    let threshold = read_number(table, PrivacyKeys::THRESHOLD, usual.threshold, findings);
    let providers = read_number(table, PrivacyKeys::PROVIDERS, usual.providers, findings);
    let is_rounded = table.has(PrivacyKeys::ROUND_TO);
    let round_to = is_rounded.then(|| read_number(table, PrivacyKeys::ROUND_TO, USUAL_MULTIPLE, findings));
    let has_share = table.has(PrivacyKeys::LARGEST_SHARE);
    let largest_share =
        has_share.then(|| read_number(table, PrivacyKeys::LARGEST_SHARE, USUAL_LARGEST_SHARE, findings));
    let zero = table.get(PrivacyKeys::ZERO, findings);
    let hide_zero = zero.map_or(usual.hide_zero, |zero| zero == Zero::Hidden);
    Privacy { threshold, round_to, hide_zero, providers, largest_share, asks: usual.asks }
}

fn read_number<const FROM: i64, const TO: i64>(
    table: &TomlTable<'_, PrivacyKeys>,
    key: Key<PrivacyKeys, Integer<FROM, TO>>,
    usual: u32,
    findings: &mut Findings,
) -> u32 {
    let Some(found) = table.get(key, findings) else { return usual };
    match u32::try_from(found.value) {
        Ok(value) if key.range().contains(&found.value) => value,
        _ => {
            let message = format!("\"{}\" is een getal van {FROM} tot en met {TO}.", key.name);
            findings.push(Finding::new(Code::InvalidValue, found.place, message));
            usual
        }
    }
}

/// Small counts of something that may be people. `place` is where the unit stands, `table` where the answer goes.
pub(super) fn unanswered(what: &str, table: &str, place: Place) -> Finding {
    Finding::new(Code::PeopleOrNot, place, format!("Griffel weet niet of \"{what}\" mensen zijn."))
        .hint(format!("Zijn het mensen, of gaat elk om één mens? Zet dan onder {table}: telt_personen = true"))
        .hint(format!("Gaat het niet om mensen? Zet dan onder {table}: telt_personen = false"))
}

/// A text from a data file for a message, without the numbers that can be small counts.
pub fn concealed(text: &str) -> String {
    let is_digit = |next: char| next.is_ascii_digit();
    let of_number = |next: char| next.is_ascii_digit() || matches!(next, '.' | ',');
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_digit) {
        out.push_str(&rest[..start]);
        let length = rest[start..].find(|next| !of_number(next)).unwrap_or(rest.len() - start);
        let number = &rest[start..start + length];
        let number_end = number.trim_end_matches(['.', ',']).len();
        let is_small = number.chars().filter(|next| is_digit(*next)).count() <= SMALL_DIGITS;
        out.push_str(if is_small { "•" } else { &number[..number_end] });
        rest = &rest[start + number_end..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_are_not_repeated() {
        assert_eq!(concealed("2022;5;461.514,00;ongeveer 12."), "2022;•;461.514,00;ongeveer •.");
        assert_eq!(concealed("circa 5"), "circa •");
        assert_eq!(concealed("geen getal"), "geen getal");
    }
}
