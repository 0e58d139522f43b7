//! A table from its description to all its cells, for its grid and for the checks of another table.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::dutch::period::Period;
use crate::load::{Computed, CrosstabDefinition, ExhibitDefinition, Line, Located, Role, RowOrder};

use super::super::super::engine::Engine;
use super::super::super::number::Problem;
use super::axis::{ALL, Entry, What};
use super::entries::entries;
use super::filling::Filling;
use super::select::{Asked, Select, refused};
use super::sorting::{by_value, reordered};

/// A table with all its cells, before they have their signs; `then` makes something of it.
///
/// # Errors
/// What is wrong with its rows, columns or cells.
pub(super) fn with_filled<T>(
    engine: &Arc<Engine>,
    definition: &ExhibitDefinition,
    request: &CrosstabDefinition,
    period: Period,
    then: impl FnOnce(&mut Filling<'_, '_>) -> Result<T, Vec<Problem>>,
) -> Result<T, Vec<Problem>> {
    let place = |problems: Vec<Problem>| -> Vec<Problem> {
        problems.into_iter().map(|problem| problem.at(definition.place())).collect()
    };
    let id = request.series.value.replace('-', "_");
    let Some(series) = engine.data().series.get(&id) else {
        return Err(vec![engine.unknown(&id).at(&request.series.place)]);
    };
    let asked = Asked { engine, series, request, period };
    let mut lines = (request.rows.clone(), request.columns.clone());
    lines.0.extend(definition.total.as_ref().map(|name| total_of_all(definition, name)));
    let rows = entries(&asked, &lines.0, true).map_err(place)?;
    let mut columns = entries(&asked, &lines.1, false).map_err(place)?;
    let difference = definition.difference.as_ref().map(|name| difference_of_all(definition, name));
    if let Some(line) = &difference {
        let cells: Vec<usize> = (0..columns.len()).filter(|at| matches!(columns[*at].what, What::Cells)).collect();
        let (Some(first), Some(last)) = (cells.first(), cells.last()) else {
            return Err(place(vec![refused(
                "Er zijn geen kolommen om te vergelijken.".to_owned(),
                "Haal \"verschil\" weg.",
            )]));
        };
        let (one, other) = (&columns[*first], &columns[*last]);
        if one.under != other.under && one.name != other.name {
            let message = format!(
                "\"{}\" zou het verschil zijn van \"{}\" en \"{}\".",
                definition.difference.as_deref().unwrap_or_default(),
                one.full_name(),
                other.full_name()
            );
            let hint = "Beschrijf de kolommen met [[<tabel>.kolom]], en zet er een bij met verschil = [\"...\", \"...\"]. Met per = \"...\" komt er een verschil bij elke groep.";
            return Err(place(vec![refused(message, hint)]));
        }
        columns.push(Entry {
            line,
            names: line.name.iter().cloned().collect(),
            name: line.name.clone().unwrap_or_default(),
            under: None,
            groups: Vec::new(),
            heading: None,
            select: Select::default(),
            what: What::Difference(*first, *last),
            role: Role::Detail,
            number: String::new(),
            made_for: None,
        });
    }
    let mut filling = filled(&asked, &rows, &columns, definition)?;
    if definition.order != RowOrder::Value {
        return then(&mut filling).map_err(place);
    }
    let order = by_value(&filling).map_err(|problem| place(vec![problem]))?;
    let rows = reordered(rows, &order);
    then(&mut filled(&asked, &rows, &columns, definition)?).map_err(place)
}

/// All cells of rows and columns.
fn filled<'a, 'r>(
    asked: &'a Asked<'a>,
    rows: &'a [Entry<'r>],
    columns: &'a [Entry<'r>],
    definition: &ExhibitDefinition,
) -> Result<Filling<'a, 'r>, Vec<Problem>> {
    let mut filling = Filling {
        asked,
        rows,
        columns,
        fixed: asked.fixed(&asked.request.fixed)?,
        measures: asked.measures().map_err(|problem| vec![problem])?,
        values: Vec::new(),
        scale: definition.scale,
        left_out: Vec::new(),
        without_sum: BTreeMap::new(),
    };
    let place = |problem: Problem| problem.at(definition.place());
    filling.fill().map_err(|problems| problems.into_iter().map(place).collect::<Vec<_>>())?;
    Ok(filling)
}

fn total_of_all(definition: &ExhibitDefinition, name: &str) -> Line {
    let place = definition.place().clone();
    let all = Located { value: ALL.to_owned(), place: place.clone() };
    Line {
        name: Some(name.to_owned()),
        computed: Some(Computed::Sum(vec![all])),
        role: Some(Role::Total),
        ..Line::at(place)
    }
}

fn difference_of_all(definition: &ExhibitDefinition, name: &str) -> Line {
    Line { name: Some(name.to_owned()), ..Line::at(definition.place().clone()) }
}
