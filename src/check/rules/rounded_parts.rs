//! C008: parts that, each rounded, do not make their rounded total.

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding, Findings};
use crate::dutch::notation::{Context, Style};
use crate::indicator::Number;
use crate::load::{ChartKind, ExhibitForm};
use crate::text::Exhibit;

use crate::check::checked::Checked;
use crate::check::reading::prose::Prose;
use crate::check::reading::quantity::{Measure, Quantity, Source, of_number};
use crate::check::reading::rounding::{NOTE, mentions_rounding};

/// More numbers in one paragraph than this add up by chance.
const MOST_IN_TEXT: usize = 12;

/// Reports tables, waterfalls and paragraphs that a reader cannot add up, unless a note says why.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    let document = checked.document;
    for exhibit in &document.exhibits {
        let is_explained = exhibit.notes.iter().any(|note| mentions_rounding(&document.plain(note)));
        if !is_explained && let Some(finding) = in_exhibit(checked, exhibit) {
            findings.push(finding);
        }
    }
    if checked.texts.iter().any(|prose| mentions_rounding(prose.text())) {
        return;
    }
    for (prose, quantities) in checked.texts.iter().zip(&checked.quantities) {
        if let Some(finding) = in_text(checked, prose, quantities) {
            findings.push(finding);
        }
    }
}

fn in_exhibit(checked: &Checked<'_>, exhibit: &Exhibit) -> Option<Finding> {
    let grid = &exhibit.grid;
    if !grid.has_total && exhibit.drawn_as != ExhibitForm::Chart(ChartKind::Waterfall) {
        return None;
    }
    (0..grid.columns.len()).find_map(|column| {
        let numbers: Option<Vec<&Number>> = grid.cells.iter().map(|row| row.get(column)?.as_ref()).collect();
        let numbers = numbers?;
        let (total, parts) = numbers.split_last()?;
        let printed = |number: &Number| of_number(number).map(|quantity| quantity.printed);
        let sum = parts.iter().map(|part| printed(part)).sum::<Option<Decimal>>()?;
        let total_printed = printed(total)?;
        if sum == total_printed {
            return None;
        }
        let style = Style {
            rounding: total.rounding,
            scale: total.scale,
            context: Context::Table,
            with_unit: false,
            signed: false,
        };
        let unscaled = |number: Decimal| match total.unit.is_fraction() {
            true => number / Decimal::ONE_HUNDRED,
            false => number,
        };
        let written = |number: Decimal| checked.notation.format(unscaled(number), &total.unit, style);
        let message = format!(
            "In \"{}\" zijn de afgeronde delen samen {}, maar als totaal staat er {}.",
            exhibit.id,
            written(sum),
            written(total_printed)
        );
        Some(
            Finding::new(Code::RoundedParts, exhibit.defined_at.clone(), message)
                .hint(format!("Zet bij deze grafiek of tabel: toelichting = [\"{NOTE}\"]")),
        )
    })
}

/// Three numbers of one paragraph of which one is exactly the sum of the others, but not as printed.
fn in_text(checked: &Checked<'_>, prose: &Prose, quantities: &[Quantity]) -> Option<Finding> {
    let is_figure = |quantity: &&Quantity| matches!(quantity.source, Source::Number(_)) && !quantity.exact.is_zero();
    let numbers: Vec<&Quantity> = quantities.iter().filter(is_figure).collect();
    if !(3..=MOST_IN_TEXT).contains(&numbers.len()) {
        return None;
    }
    for (index, one) in numbers.iter().enumerate() {
        for other in &numbers[index + 1..] {
            for total in &numbers {
                let same_measure = one.measure == total.measure && other.measure == total.measure;
                let is_other = !std::ptr::eq(*total, *one) && !std::ptr::eq(*total, *other);
                let adds_up = same_measure && is_other && one.exact.checked_add(other.exact) == Some(total.exact);
                if !adds_up
                    || one.printed + other.printed == total.printed
                    || total.measure == Measure::Count && !same_unit(checked, [one, other, total])
                {
                    continue;
                }
                let written = |quantity: &Quantity| prose.of_tokens(&quantity.tokens);
                let message = format!(
                    "{} en {} zijn samen niet {}: elk getal is afgerond.",
                    written(one),
                    written(other),
                    written(total)
                );
                return Some(
                    Finding::new(Code::RoundedParts, prose.place_of(&total.tokens), message)
                        .hint("Rond minder sterk af, of schrijf erbij: Door afronding telt het niet precies op."),
                );
            }
        }
    }
    None
}

fn same_unit(checked: &Checked<'_>, quantities: [&Quantity; 3]) -> bool {
    let unit = |quantity: &Quantity| match quantity.source {
        Source::Number(index) => checked.document.numbers.get(index).map(|printed| &printed.number.unit),
        _ => None,
    };
    unit(quantities[0]) == unit(quantities[1]) && unit(quantities[1]) == unit(quantities[2])
}
