//! The keys by which anything that prints a number says how: its unit, scale, rounding, how final it is.

use crate::diagnostic::{Code, Finding, Findings};
use crate::dutch::notation::{Rounding, Scale};
use crate::dutch::status::Status;
pub(super) use crate::dutch::unit::HELP as UNIT;

use super::toml::{Integer, Located, Word};

/// What `schaal` is.
pub(super) const SCALE: &str = "Drukt het getal af in duizenden of miljoenen.";

/// What `openbaar` is.
pub(super) const PUBLIC: &str = "Waarom kleine aantallen hier niet weg hoeven, zoals: Het CBS publiceert deze cijfers.";

/// What `telt_personen` is.
pub(super) const COUNTS_PEOPLE: &str = "Of dit mensen telt, zodat kleine aantallen wegblijven.";

/// What `afronding` is.
pub(super) const DECIMALS: &str =
    "Het aantal cijfers achter de komma. Zonder deze sleutel kiest Griffel dat bij de eenheid.";

const FEWEST_DECIMALS: i64 = -9;
const MOST_DECIMALS: i64 = 9;

/// What `afronding` holds.
pub(super) type DecimalPlaces = Integer<FEWEST_DECIMALS, MOST_DECIMALS>;

impl Word for Scale {
    const WORDS: &'static [(&'static str, Self)] =
        &[("een", Scale::One), ("duizend", Scale::Thousand), ("miljoen", Scale::Million)];
}

impl Word for Status {
    const WORDS: &'static [(&'static str, Self)] = &[
        (Self::Definitive.word(), Self::Definitive),
        (Self::Provisional.word(), Self::Provisional),
        (Self::RevisedProvisional.word(), Self::RevisedProvisional),
        (Self::Estimate.word(), Self::Estimate),
        (Self::Corrected.word(), Self::Corrected),
        (Self::Forecast.word(), Self::Forecast),
    ];
}

/// The rounding that `afronding` asks for.
pub(super) fn rounding(decimals: Option<Located<i64>>, findings: &mut Findings) -> Option<Rounding> {
    let decimals = decimals?;
    match i32::try_from(decimals.value) {
        Ok(number) if (FEWEST_DECIMALS..=MOST_DECIMALS).contains(&decimals.value) => {
            Some(Rounding { decimals: number })
        }
        _ => {
            let message = format!(
                "\"afronding\" is het aantal cijfers achter de komma: een getal van {FEWEST_DECIMALS} tot en met \
                 {MOST_DECIMALS}."
            );
            findings.push(Finding::new(Code::InvalidValue, decimals.place, message));
            None
        }
    }
}

/// Reports a name that formulas cannot use.
pub(super) fn check_identifier(id: &Located<String>, findings: &mut Findings) {
    let mut letters = id.value.chars();
    let starts = letters.next().is_some_and(|first| first.is_ascii_lowercase());
    if !starts || !letters.all(|next| next.is_ascii_lowercase() || next.is_ascii_digit() || next == '_') {
        findings.push(
            Finding::new(
                Code::InvalidValue,
                id.place.clone(),
                format!("\"{}\" kan geen naam zijn in een formule.", id.value),
            )
            .hint("Gebruik kleine letters, cijfers en _, en begin met een letter: jnv_kosten."),
        );
    }
}
