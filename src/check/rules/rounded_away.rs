//! C020: shares that are rounded to everybody or to nobody.

use rust_decimal::Decimal;

use crate::check::checked::Checked;
use crate::check::reading::quantity::{Measure, of_number};
use crate::diagnostic::{Code, Finding, Findings};
use crate::dutch::notation::plain_number;

/// Warns of each number in running text that is printed as 100% or 0% and is neither.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    for printed in &checked.document.numbers {
        let Some(quantity) = of_number(&printed.number).filter(|quantity| quantity.measure == Measure::Percent) else {
            continue;
        };
        let what = match quantity.printed.abs() {
            whole if whole == Decimal::ONE_HUNDRED && quantity.exact.abs() != whole => "alles",
            nothing if nothing.is_zero() && !quantity.exact.is_zero() => "niets",
            _ => continue,
        };
        let message = format!(
            "\"{}\" is {}%, en staat er afgerond als {}%. Dat leest als {what}.",
            printed.number.label,
            plain_number(quantity.exact.round_dp(2)),
            plain_number(quantity.printed),
        );
        findings.push(
            Finding::new(Code::RoundedToAllOrNothing, printed.place.clone(), message)
                .hint("Zet bij het kengetal afronding = 1, of schrijf in woorden: bijna alle, of vrijwel geen."),
        );
    }
}
