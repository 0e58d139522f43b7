//! In what the numbers of a column count, by its cells, its name and what stands above the table.

use super::surroundings::Surroundings;
use crate::dutch::counted::{self, Counted};
use crate::dutch::unit::of_column as unit_of_column;
use crate::load::table::raw::Field;
use crate::load::table::said;

/// The unit of numbers, and why. What stands in the cells goes before what they are called, and that before what stands
/// above them.
pub(super) fn unit(name: &str, fields: &[&Field], around: &Surroundings) -> (&'static str, String) {
    // One amount among counts does not make them euros.
    let has = |sign: char| {
        let with = fields.iter().filter(|field| matches!(field, Field::Text(text) if text.contains(sign))).count();
        with * 2 >= fields.len() && with > 0
    };
    let is_percent = |field: &&&Field| matches!(field, Field::Number { percent: true, .. });
    if has('%') || fields.iter().any(|field| is_percent(&field)) {
        return ("procent", "in de cellen staan percentages".to_owned());
    }
    if has('€') {
        return ("euro", "in de cellen staat €".to_owned());
    }
    let of_name = |text: &str, of: &str| -> Option<(&'static str, String)> {
        let lower = text.to_lowercase();
        let says_share = ["procent", "percentage", "relatief", "aandeel"].iter().any(|word| lower.contains(word));
        if lower.contains('%') || says_share {
            return Some(("procent", format!("{of} staat procent")));
        }
        if lower.contains('€')
            || lower.split(|next: char| !next.is_alphanumeric()).any(|word| matches!(word, "euro" | "eur"))
        {
            return Some(("euro", format!("{of} staat euro")));
        }
        if lower.split(|next: char| !next.is_alphabetic()).any(|word| word == "weken") {
            return Some(("weken", format!("{of} staat \"weken\"")));
        }
        if counted::by_name(&lower) == Counted::People && !lower.contains("kosten") && !lower.contains("per ") {
            return Some(("personen", format!("{of} staan mensen")));
        }
        unit_of_column(&lower).map(|(word, unit)| (unit, format!("{of} staat \"{word}\"")))
    };
    let own = of_name(name, "in de naam van de kolom");
    let is_amount = || {
        said::is_kind(name) || ["bedrag", "subsidie", "krediet"].iter().any(|word| name.to_lowercase().contains(word))
    };
    own.or_else(|| {
        around
            .said
            .iter()
            .find_map(|text| of_name(text, "boven de tabel").filter(|(unit, _)| matches!(*unit, "euro" | "procent")))
    })
    .or_else(|| {
        around
            .said
            .iter()
            .any(|text| said::scale(text).is_some())
            .then(|| ("euro", "boven de tabel staat een schaal".to_owned()))
    })
    .or_else(|| is_amount().then(|| ("euro", "de naam van de kolom is die van een bedrag".to_owned())))
    .or_else(|| {
        around.said.iter().find_map(|text| of_name(text, "boven de tabel").filter(|(unit, _)| *unit == "personen"))
    })
    .unwrap_or_else(|| ("aantal", "Griffel ziet geen andere eenheid".to_owned()))
}
