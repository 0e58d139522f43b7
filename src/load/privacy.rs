//! How a municipality protects people in its figures, and which figures are about people.

use crate::diagnostic::{Code, Finding, Findings};
use crate::notation::Unit;

use super::toml::TomlTable;

/// Below this, municipalities find a threshold too low to protect anybody.
const LOWEST_THRESHOLD: u32 = 3;
/// Units of their own that count people or households.
const PEOPLE: [&str; 16] = [
    "jongeren",
    "jeugdigen",
    "kinderen",
    "gezinnen",
    "huishoudens",
    "inwoners",
    "bewoners",
    "cliënten",
    "deelnemers",
    "leerlingen",
    "ouders",
    "mensen",
    "patiënten",
    "ouderen",
    "volwassenen",
    "vluchtelingen",
];

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
}

impl Default for Privacy {
    fn default() -> Self {
        Self { threshold: 10, round_to: None, hide_zero: false, providers: 3 }
    }
}

/// Reads `[privacy]`.
pub fn read(table: &TomlTable<'_>, findings: &mut Findings) -> Privacy {
    let usual = Privacy::default();
    let mut number = |key: &str, lowest: u32, usual: u32| {
        let Some(found) = table.integer(key, findings) else { return usual };
        match u32::try_from(found.value) {
            Ok(value) if (lowest..=1000).contains(&value) => value,
            _ => {
                let message = format!("\"{key}\" is een getal van {lowest} tot en met 1000.");
                findings.push(Finding::new(Code::InvalidValue, found.place, message));
                usual
            }
        }
    };
    let threshold = number("drempel", LOWEST_THRESHOLD, usual.threshold);
    let providers = number("aanbieders", 1, usual.providers);
    let round_to = table.has("afronden_op").then(|| number("afronden_op", 2, 5));
    let zero = table.choice("nul", &[("tonen", false), ("verbergen", true)], findings);
    table.finish(findings);
    Privacy { threshold, round_to, hide_zero: zero.unwrap_or(usual.hide_zero), providers }
}

/// Whether a unit counts people, as far as its word tells.
pub fn counts_people(unit: &Unit) -> bool {
    match unit {
        Unit::Persons => true,
        Unit::Other(word) => PEOPLE.contains(&word.to_lowercase().as_str()),
        _ => false,
    }
}
