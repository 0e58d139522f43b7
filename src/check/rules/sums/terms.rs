//! What a sum is made of, and how one that is wrong is told.

use rust_decimal::Decimal;

use crate::check::reading::sentence::Figure;

/// A figure that its sentence contradicts.
pub(super) struct Wrong<'s> {
    /// Which.
    pub(super) figure: &'s Figure<'s>,
    /// What its sentence makes instead.
    pub(super) message: String,
}

/// More parts are no sum that anybody adds while reading.
pub(super) const MOST_PARTS: usize = 8;

/// A number as Dutch writes it, with thousands apart.
pub(super) fn plain(value: Decimal) -> String {
    let text = value.normalize().to_string();
    let (whole, fraction) =
        text.split_once('.').map_or((text.as_str(), None), |(whole, fraction)| (whole, Some(fraction)));
    let digits: Vec<char> = whole.trim_start_matches('-').chars().collect();
    let mut grouped = String::new();
    for (nth, digit) in digits.iter().enumerate() {
        if nth > 0 && (digits.len() - nth).is_multiple_of(3) && digits.len() > 4 {
            grouped.push('.');
        }
        grouped.push(*digit);
    }
    let sign = if value.is_sign_negative() { "−" } else { "" };
    match fraction {
        Some(fraction) => format!("{sign}{grouped},{fraction}"),
        None => format!("{sign}{grouped}"),
    }
}

/// Whether a figure says how much there was, and not how much it changed.
pub(super) fn is_level(figure: &Figure<'_>) -> bool {
    let label = figure.number.label.to_lowercase();
    !["verschil", "groei", "verandering", "gemiddeld"].iter().any(|word| label.contains(word))
        && !label.contains(" per ")
}
