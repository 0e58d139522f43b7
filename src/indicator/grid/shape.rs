//! What cannot be drawn honestly, or not on one page.

use crate::diagnostic::Code;
use crate::dutch::notation::{Context, Notation, Style};
use crate::load::{ChartKind, ExhibitDefinition, ExhibitForm, ExhibitSource};

use super::super::aggregate::total;
use super::super::number::{Amount, Number, Problem};
use super::model::{Grid, Heading};

/// More bars do not fit on a page.
const MAX_BARS: usize = 25;
/// More columns do not fit beside each other.
const MAX_COLUMNS: usize = 8;

/// A definition that asks for what cannot be.
pub(super) fn definition_problem(definition: &ExhibitDefinition, message: String, hint: &str) -> Vec<Problem> {
    vec![Problem::new(Code::ExhibitDefinition, message).hint(Some(hint.to_owned())).at(definition.place())]
}

/// Refuses a grid that its definition cannot show.
pub(super) fn check(definition: &ExhibitDefinition, grid: &Grid, notation: &Notation) -> Result<(), Vec<Problem>> {
    let id = &definition.id.value;
    let numbers = || grid.numbers().filter_map(|number| number.amount.number());
    let too_large = |message: String, hint: &str| {
        Err(vec![Problem::new(Code::TooLarge, message).hint(Some(hint.to_owned())).at(definition.place())])
    };
    match definition.kind {
        ExhibitForm::Chart(ChartKind::Waterfall) => check_waterfall(definition, grid, notation),
        ExhibitForm::Chart(kind)
            if (kind.has_panels() || definition.mark.is_some()) && series_of(definition, grid) != 2 =>
        {
            let count = match series_of(definition, grid) {
                1 => "1 reeks".to_owned(),
                count => format!("{count} reeksen"),
            };
            let message = format!("\"{id}\" heeft {count}. Dit kan alleen met twee.");
            let hint = match kind.has_panels() {
                true => "Noem bij \"maten\" of \"kengetallen\" eerst wat kolommen worden, en dan wat de lijn wordt.",
                false => "Kies met \"maten\", \"per\" of \"kengetallen\" de kolommen en de streep, en niets anders.",
            };
            Err(definition_problem(definition, message, hint))
        }
        ExhibitForm::Chart(kind) if kind.has_panels() && !is_over_periods(grid) => {
            let message = format!("\"{id}\" gaat niet over perioden. Een lijn tussen namen zegt niets.");
            Err(definition_problem(definition, message, "Kies soort = \"gegroepeerd\", of meer dan één periode."))
        }
        ExhibitForm::Chart(ChartKind::StackedColumn)
            if numbers().any(|number| number.is_sign_negative() && !number.is_zero()) =>
        {
            let message = format!("\"{id}\" stapelt een negatief cijfer. Dat geeft een verkeerd beeld.");
            Err(definition_problem(definition, message, "Kies soort = \"gegroepeerd\" of soort = \"lijn\"."))
        }
        ExhibitForm::Chart(ChartKind::Bar) if grid.rows.len() > MAX_BARS => too_large(
            format!("\"{id}\" heeft {} staven; meer dan {MAX_BARS} passen er niet.", grid.rows.len()),
            "Kies minder regels, of maak er een tabel van.",
        ),
        ExhibitForm::Table if grid.columns.len() > MAX_COLUMNS => too_large(
            format!("\"{id}\" heeft {} kolommen; meer dan {MAX_COLUMNS} passen er niet.", grid.columns.len()),
            "Kies minder perioden of kenmerken.",
        ),
        _ => Ok(()),
    }
}

/// Whether its rows, or else its columns, are periods.
fn is_over_periods(grid: &Grid) -> bool {
    let (rows, columns) = grid.without_totals();
    let are_periods = |headings: &[Heading]| headings.iter().all(|heading| heading.period.is_some());
    are_periods(&grid.rows[..rows]) || are_periods(&grid.columns[..columns])
}

/// How many series a chart has.
fn series_of(definition: &ExhibitDefinition, grid: &Grid) -> usize {
    let (rows, columns) = grid.without_totals();
    if matches!(definition.source, ExhibitSource::Indicators { .. }) { rows } else { columns }
}

/// The parts of a waterfall must make its total, as printed.
fn check_waterfall(definition: &ExhibitDefinition, grid: &Grid, notation: &Notation) -> Result<(), Vec<Problem>> {
    let numbers: Vec<&Number> = grid.cells.iter().filter_map(|row| row.first()?.as_ref()).collect();
    let Some((whole, parts)) = numbers.split_last() else { return Ok(()) };
    let (Amount::Number(sum), Some(whole_amount)) =
        (total(parts.iter().map(|part| part.amount.clone())), whole.amount.number())
    else {
        return Ok(());
    };
    let style =
        Style { rounding: whole.rounding, scale: whole.scale, context: Context::Text, with_unit: true, signed: false };
    let printed = |number| notation.format(number, &whole.unit, style);
    if printed(sum) == printed(whole_amount) {
        return Ok(());
    }
    let message = format!(
        "In \"{}\" zijn de delen samen {}, maar het totaal is {}.",
        definition.id.value,
        printed(sum),
        printed(whole_amount)
    );
    Err(definition_problem(definition, message, "Kijk of er een deel mist, of dat een kengetal verkeerd is."))
}
