//! Percentages that cannot be: a part that is more than the whole, a decrease of more than everything.

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding, Findings};
use crate::dutch::notation::plain_number;
use crate::dutch::unit::Unit;
use crate::indicator::Number;

use crate::check::checked::Checked;

/// What the name of a part of a whole says.
const PARTS: [&str; 4] = ["deel", "aandeel", "percentage van", "deel van"];

/// Reports each number in running text once.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    for printed in &checked.document.numbers {
        if let Some(why) = impossible(&printed.number) {
            let value = printed.number.signed().unwrap_or_default() * Decimal::ONE_HUNDRED;
            let message = format!("\"{}\" is {}%: {why}.", printed.number.label, plain_number(value.round_dp(1)));
            findings.push(
                Finding::new(Code::ImpossibleShare, printed.place.clone(), message)
                    .hint("Kijk naar de formule: staan deel en geheel goed om? Vermenigvuldig niet zelf met honderd."),
            );
        }
    }
}

fn impossible(number: &Number) -> Option<&'static str> {
    let value = number.signed().filter(|_| number.unit == Unit::Percent)?;
    let name = number.label.to_lowercase();
    let is_part = PARTS.iter().any(|word| name.split_whitespace().next() == Some(*word) || name.starts_with(word));
    if is_part && value > Decimal::ONE {
        return Some("een deel is nooit meer dan het geheel");
    }
    if is_part && value < Decimal::ZERO {
        return Some("een deel is nooit minder dan niets");
    }
    (value < Decimal::NEGATIVE_ONE).then_some("meer dan alles kan er niet af")
}
