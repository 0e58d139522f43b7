//! C021: numbers made of a stock at the start and one at the end of the same period.

use std::collections::BTreeMap;

use crate::check::checked::Checked;
use crate::diagnostic::{Code, Finding, Findings};
use crate::dutch::period::Period;
use crate::indicator::Number;
use crate::load::Stock;

/// Warns of each number, in text and in charts, that takes two different days for one.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    for (number, place) in checked.document.all_numbers() {
        let Some(period) = mixed(number) else { continue };
        let message = format!(
            "\"{}\" rekent met een stand aan het begin en een stand aan het einde van {}.",
            number.label,
            period.in_words()
        );
        let finding = Finding::new(Code::MixedStocks, place.clone(), message)
            .hint("Daar zit de hele periode tussen. Neem voor het einde van het ene jaar het begin van het volgende.");
        if !findings.iter().any(|known| *known == finding) {
            findings.push(finding);
        }
    }
}

/// The period of which a number takes both its first and its last day.
fn mixed(number: &Number) -> Option<Period> {
    let mut seen: BTreeMap<Period, Stock> = BTreeMap::new();
    number.cells.iter().find_map(|cell| {
        let stock = cell.series.measures[cell.measure].stock?;
        let period = cell.series.rows[cell.row].period;
        (*seen.entry(period).or_insert(stock) != stock).then_some(period)
    })
}
