//! C007: one number printed in two ways.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::dutch::notation::number_word;
use crate::indicator::{Number, Wording};
use crate::text::PrintedNumber;

use crate::check::checked::Checked;

/// Reports the second way, with the first.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    // Of each number, the ways in which it was printed before, each once.
    let mut ways: HashMap<Decimal, Vec<Way<'_>>> = HashMap::new();
    for printed in &checked.document.numbers {
        let Some(value) = printed.number.amount.number().map(|value| value.abs()) else { continue };
        let way = Way {
            printed,
            written: printed.number.in_text(value, checked.notation),
            is_word: is_word(printed),
            starts_sentence: printed.wording == Wording::CapitalWord,
        };
        let before = ways.entry(value).or_default();
        let other = before.iter().find(|earlier| {
            is_same(&earlier.printed.number, &printed.number)
                && (earlier.written != way.written
                    || (earlier.is_word != way.is_word && !earlier.starts_sentence && !way.starts_sentence))
        });
        let other = other.map(|earlier| earlier.printed);
        if !before.iter().any(|earlier| earlier.is_like(&way)) {
            before.push(way);
        }
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
            let there = number.in_table(value, checked.notation);
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

/// How a number was printed.
struct Way<'d> {
    printed: &'d PrintedNumber,
    written: String,
    is_word: bool,
    starts_sentence: bool,
}

impl Way<'_> {
    fn is_like(&self, other: &Way<'_>) -> bool {
        self.written == other.written
            && self.is_word == other.is_word
            && self.starts_sentence == other.starts_sentence
            && is_same(&self.printed.number, &other.printed.number)
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
