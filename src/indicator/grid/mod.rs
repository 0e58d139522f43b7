//! From a named chart or table to a grid of numbers.
//!
//! Rows are what a chart puts on its category axis and a table at the left;
//! columns are a chart's series and a table's columns.

mod crosstab;
mod model;
mod of_indicators;
mod of_series;
mod shape;
mod totals;

pub use crosstab::{ROUNDED, letter};
pub use model::{ColumnLook, ColumnStyle, Grid, Heading, Look, note_letter};

use std::sync::Arc;

use crate::diagnostic::{Code, Findings, did_you_mean};
use crate::dutch::period::Period;
use crate::dutch::unit::Unit;
use crate::load::{ChartKind, ExhibitDefinition, ExhibitForm, ExhibitSource, Located, RowOrder};

use super::engine::Engine;
use super::number::{Amount, Number, Problem};

use of_indicators::of_indicators;
use of_series::CellRequest;
use shape::definition_problem;
use totals::{add_difference, add_total, no_total};

/// Computes the numbers that a definition asks for, seen from `period`.
///
/// # Errors
/// Everything that is wrong with the definition or its numbers.
pub fn grid(engine: &Arc<Engine>, definition: &ExhibitDefinition, period: Period) -> Result<Grid, Vec<Problem>> {
    let mut grid = match &definition.source {
        ExhibitSource::Series { series, measures, from, to, per, fixed } => {
            let request =
                CellRequest { series, measures, from: from.as_ref(), to: to.as_ref(), per: per.as_ref(), fixed };
            request.grid(engine, definition, period)?
        }
        ExhibitSource::Crosstab(request) if definition.kind == ExhibitForm::Table => {
            return crosstab::grid(engine, definition, request, period);
        }
        // A chart sees only its numbers: rows and columns of one dimension each.
        ExhibitSource::Crosstab(request) => Grid { look: None, ..crosstab::grid(engine, definition, request, period)? },
        ExhibitSource::Indicators { names, periods } => of_indicators(engine, names, periods, period)?,
    };
    if grid.numbers().all(|number| number.amount.number().is_none()) {
        let is_withheld = grid.numbers().any(|number| matches!(number.amount, Amount::Withheld(_)));
        let (what, hint) = match is_withheld {
            true => (
                "heeft alleen cijfers die geheim blijven, omdat mensen anders te herkennen zijn",
                "Voeg kleine groepen of perioden samen.",
            ),
            false => {
                ("heeft geen enkel bekend cijfer", "Kijk of de reeks cijfers heeft voor deze perioden en kenmerken.")
            }
        };
        let problem = Problem::new(Code::ExhibitWithoutData, format!("\"{}\" {what}.", definition.id.value))
            .hint(Some(hint.to_owned()));
        return Err(vec![problem.at(definition.place())]);
    }
    if definition.kind == ExhibitForm::Chart(ChartKind::Waterfall)
        && grid.numbers().any(|number| matches!(number.amount, Amount::Withheld(_)))
    {
        let message =
            format!("\"{}\" heeft een deel dat geheim blijft. De andere delen verraden het.", definition.id.value);
        let hint = "Kies een andere soort grafiek, of voeg kleine groepen samen.".to_owned();
        return Err(vec![Problem::new(Code::WithheldInText, message).hint(Some(hint)).at(definition.place())]);
    }
    if definition.order == RowOrder::Value {
        sort_by_value(definition, &mut grid)?;
    }
    grid.corner = definition.head.clone().unwrap_or(grid.corner);
    grid.series = grid.series_of_numbers();
    grid.unit = grid.common_unit();
    grid.scale = definition.scale;
    let has_panels = matches!(definition.kind, ExhibitForm::Chart(kind) if kind.has_panels());
    // One scale for all numbers: the one that the subtitle names. Beside amounts, people are not counted in thousands.
    let is_scaled = |number: &Number| !has_panels || number.unit == Unit::Euro;
    let numbers = grid.cells.iter_mut().flatten().flatten().filter(|number| is_scaled(number));
    for number in numbers.filter(|number| number.scale != definition.scale) {
        number.scale = definition.scale;
        number.rounding = number.unit.default_rounding(definition.scale);
    }
    if grid.unit.is_none() && !has_panels && (definition.kind != ExhibitForm::Table || definition.total.is_some()) {
        let problem = Problem::new(
            Code::ExhibitDefinition,
            format!("\"{}\" mengt cijfers met verschillende eenheden.", definition.id.value),
        )
        .hint(Some(
            "Maak een grafiek per eenheid, kies soort = \"kolom-en-lijn\" voor twee maten, of maak een tabel zonder totaal. In een tabel met rijen en kolommen kan een totaal wel: bij percentages blijft het leeg."
                .to_owned(),
        ));
        return Err(vec![problem.at(definition.place())]);
    }
    let over_periods = matches!(definition.source, ExhibitSource::Indicators { .. });
    if let Some(name) = &definition.difference {
        if !over_periods || grid.columns.len() < 2 {
            let message = format!(
                "\"{}\" kan geen verschil tonen: daarvoor zijn minstens twee perioden naast elkaar nodig.",
                definition.id.value
            );
            let hint = "Gebruik \"kengetallen\" met bijvoorbeeld perioden = [\"vorig_jaar\", \"periode\"].";
            return Err(definition_problem(definition, message, hint));
        }
        add_difference(&mut grid, name);
    }
    if let Some(name) = &definition.total {
        let unit = grid.unit.as_ref();
        let rows_are_periods = grid.rows.iter().any(|row| row.period.is_some());
        if unit.is_some_and(|unit| unit.is_fraction() || (rows_are_periods && !unit.adds_up_over_periods())) {
            let message = format!("\"{}\" kan geen totaal tonen: deze cijfers tellen niet op.", definition.id.value);
            return Err(definition_problem(
                definition,
                message,
                "Haal \"totaal\" weg. Percentages en FTE over perioden hebben geen som.",
            ));
        }
        if let Some(why) = no_total(&grid) {
            let message = format!("\"{}\" kan geen totaal tonen: {why}.", definition.id.value);
            return Err(definition_problem(
                definition,
                message,
                "Haal \"totaal\" weg, of noem het totaal van de bron bij de dimensie.",
            ));
        }
        add_total(engine, &mut grid, name);
    }
    shape::check(definition, &grid, &engine.data().municipality.notation)?;
    Ok(grid)
}

/// Which series of a chart an author means: by the name of a measure or an indicator, the value of a dimension, or as it is
/// printed.
///
/// # Errors
/// There is no such series.
pub fn series_named(
    engine: &Engine,
    definition: &ExhibitDefinition,
    grid: &Grid,
    name: &Located<String>,
) -> Result<usize, Problem> {
    let (rows, columns) = grid.without_totals();
    let (headings, named) = match &definition.source {
        ExhibitSource::Indicators { names, .. } => {
            (&grid.rows[..rows], names.iter().map(|one| one.value.clone()).collect())
        }
        ExhibitSource::Series { per: Some(_), .. } if grid.rows.iter().any(|row| row.period.is_some()) => {
            (&grid.columns[..columns], Vec::new())
        }
        ExhibitSource::Series { series, measures, .. } if measures.is_empty() => {
            let series = engine.data().series.get(&series.value.replace('-', "_"));
            let ids = series.iter().flat_map(|series| &series.measures).map(|measure| measure.id.clone());
            (&grid.columns[..columns], ids.collect())
        }
        ExhibitSource::Series { measures, .. } => {
            (&grid.columns[..columns], measures.iter().map(|one| one.value.clone()).collect())
        }
        ExhibitSource::Crosstab(_) => (&grid.columns[..columns], Vec::<String>::new()),
    };
    let by_name = named.iter().position(|one| *one == name.value);
    let found = by_name.or_else(|| headings.iter().position(|heading| heading.name == name.value));
    found.filter(|index| *index < headings.len()).ok_or_else(|| {
        let known: Vec<&str> =
            named.iter().map(String::as_str).chain(headings.iter().map(|one| one.name.as_str())).collect();
        let message = format!("\"{}\" heeft geen \"{}\".", definition.id.value, name.value);
        Problem::new(Code::ExhibitDefinition, message).hint(did_you_mean(&name.value, known)).at(&name.place)
    })
}

/// The row with the highest number first; numbers that are not known come last, and of equals the first of the source.
fn sort_by_value(definition: &ExhibitDefinition, grid: &mut Grid) -> Result<(), Vec<Problem>> {
    if grid.rows.iter().any(|row| row.period.is_some()) {
        let message = format!("\"{}\" gaat over perioden. Die staan altijd in volgorde van tijd.", definition.id.value);
        return Err(definition_problem(definition, message, "Haal \"volgorde\" weg."));
    }
    // What is withheld must not be told by its place.
    let value = |row: &[Option<Number>]| row.first().and_then(|number| number.as_ref()?.amount.number());
    let mut rows: Vec<_> = std::mem::take(&mut grid.rows).into_iter().zip(std::mem::take(&mut grid.cells)).collect();
    rows.sort_by_key(|(_, row)| std::cmp::Reverse(value(row)));
    (grid.rows, grid.cells) = rows.into_iter().unzip();
    Ok(())
}

/// What is wrong with definitions whether or not any document uses them: names that do not exist.
#[must_use]
pub fn check(engine: &Engine) -> Findings {
    let mut findings = Findings::new();
    for definition in engine.data().exhibits.values() {
        let problems = match &definition.source {
            ExhibitSource::Series { series, measures, from, to, per, fixed } => {
                let request =
                    CellRequest { series, measures, from: from.as_ref(), to: to.as_ref(), per: per.as_ref(), fixed };
                request.unknown_names(engine)
            }
            ExhibitSource::Crosstab(request) => crosstab::unknown_names(engine, request),
            ExhibitSource::Indicators { names, .. } => {
                let unknown = names.iter().filter(|name| !engine.data().is_quantity(&name.value));
                unknown.map(|name| engine.unknown(&name.value).at(&name.place)).collect()
            }
        };
        for problem in problems.into_iter().filter(|problem| problem.code != Code::FollowsFromError) {
            findings.push(problem.into_finding(definition.place()));
        }
    }
    findings
}
