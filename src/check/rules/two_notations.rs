//! C007: one number printed in two ways.

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::dutch::notation::{Context, Style, number_word};
use crate::indicator::{Number, Wording};
use crate::text::PrintedNumber;

use crate::check::change::written;
use crate::check::checked::Checked;

/// Reports the second way, with the first.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    let numbers = &checked.document.numbers;
    for (index, printed) in numbers.iter().enumerate() {
        let Some(value) = printed.number.amount.number().map(|value| value.abs()) else { continue };
        let written = |number: &Number| written(value, number, checked.notation);
        let other = numbers[..index].iter().find(|earlier| {
            let starts_sentence = [*earlier, printed].iter().any(|one| one.wording == Wording::CapitalWord);
            is_same(&earlier.number, &printed.number)
                && (written(&earlier.number) != written(&printed.number)
                    || (is_word(earlier) != is_word(printed) && !starts_sentence))
        });
        if let Some(other) = other {
            findings.push(finding(&printed.printed, &printed.place, &other.printed, &other.place));
            continue;
        }
        let exhibits = checked.document.exhibits.iter();
        let shown = exhibits.flat_map(|exhibit| exhibit.grid.numbers().map(move |number| (exhibit, number)));
        let other = shown.filter(|(_, number)| is_same(number, &printed.number)).find(|(_, number)| {
            number.scale == printed.number.scale
                && number.rounding.decimals.max(0) != printed.number.rounding.decimals.max(0)
                && !value.is_zero()
        });
        if let Some((exhibit, number)) = other {
            let style = Style {
                rounding: number.rounding,
                scale: number.scale,
                context: Context::Table,
                with_unit: true,
                signed: false,
            };
            let there = checked.notation.format(value, &number.unit, style);
            let message = format!(
                "Hetzelfde cijfer staat hier als \"{}\", en in {} als \"{there}\".",
                printed.printed,
                exhibit.label(false)
            );
            findings.push(
                Finding::new(Code::TwoNotations, printed.place.clone(), message)
                    .hint("Geef het kengetal en de maat van de reeks dezelfde afronding."),
            );
        }
    }
}

fn finding(here: &str, place: &Place, there: &str, other: &Place) -> Finding {
    let line = other.line_column().map_or_else(String::new, |(line, _)| match other.file == place.file {
        true => format!(" in regel {line}"),
        false => format!(" in {}, regel {line},", other.file),
    });
    let message = format!("Hetzelfde cijfer staat hier als \"{here}\", en{line} als \"{there}\".");
    Finding::new(Code::TwoNotations, place.clone(), message)
        .hint("Gebruik één kengetal, met één afronding en één schaal.")
}

/// Whether two numbers are the same number from the same cells and facts.
fn is_same(one: &Number, other: &Number) -> bool {
    let has_source = !one.cells.is_empty() || !one.facts.is_empty();
    let has_cells = |number: &Number, other: &Number| number.cells.iter().all(|cell| other.cells.contains(cell));
    has_source
        && one.signed().is_some()
        && one.signed() == other.signed()
        && one.unit == other.unit
        && one.cells.len() == other.cells.len()
        && has_cells(one, other)
        && one.facts.len() == other.facts.len()
        && one.facts.iter().all(|fact| other.facts.iter().any(|known| known.id == fact.id))
}

fn is_word(printed: &PrintedNumber) -> bool {
    let asked = matches!(printed.wording, Wording::Word | Wording::CapitalWord);
    asked && printed.number.amount.number().and_then(number_word).is_some()
}
