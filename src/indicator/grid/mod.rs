//! From a named chart or table to a grid of figures.
//!
//! Rows are what a chart puts on its category axis and a table at the left;
//! columns are a chart's series and a table's columns.

mod shape;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::aggregate::{at, total};
use super::{Amount, Engine, Number, Operation, Origin, Problem, Selection, unknown_measure};
use crate::diagnostic::{Code, Findings, did_you_mean};
use crate::dutch::notation::{Scale, Unit, capitalised};
use crate::dutch::period::{Granularity, Period};
use crate::dutch::withheld::Withheld;
use crate::load::{CellValue, ExhibitDefinition, ExhibitForm, ExhibitSource, Fact, Located, Series};

/// The heading of a row or column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// In full: "oktober 2022", "Eddee Zorgverlening".
    pub name: String,
    /// The period, where it is one.
    pub period: Option<Period>,
}

impl Heading {
    fn of(name: impl Into<String>) -> Self {
        Self { name: name.into(), period: None }
    }

    fn of_period(period: Period) -> Self {
        Self { name: period.in_words(), period: Some(period) }
    }
}

/// Figures in rows and columns.
#[derive(Debug, Clone)]
pub struct Grid {
    /// The heading of the first column of a table.
    pub corner: String,
    /// Headings of the columns.
    pub columns: Vec<Heading>,
    /// Headings of the rows.
    pub rows: Vec<Heading>,
    /// `cells[row][column]`; none where the series has no such row.
    pub cells: Vec<Vec<Option<Number>>>,
    /// Whether the last row is a total of the others.
    pub has_total: bool,
    /// Whether the last column is the change from the first to the one before it.
    pub has_difference: bool,
    /// The series that the figures come from, each once.
    pub series: Vec<Arc<Series>>,
    /// The unit, where all figures share one.
    pub unit: Option<Unit>,
    /// In what the numbers are printed.
    pub scale: Scale,
}

impl Grid {
    /// All figures.
    pub fn figures(&self) -> impl Iterator<Item = &Number> {
        self.cells.iter().flatten().flatten()
    }

    /// How many rows and columns there are without the total and the difference.
    pub fn without_totals(&self) -> (usize, usize) {
        (self.rows.len() - usize::from(self.has_total), self.columns.len() - usize::from(self.has_difference))
    }

    /// Breaks that fall inside the periods shown: the row before which each lies, where rows are
    /// periods, and its note.
    pub fn breaks(&self) -> Vec<(Option<usize>, &Located<String>)> {
        let all = self.series.iter().flat_map(|series| &series.breaks);
        all.filter_map(|break_| {
            let after =
                |heading: &Heading| heading.period.is_some_and(|period| period.first_day() >= break_.from.first_day());
            let row = self.rows.iter().position(after).filter(|row| *row > 0);
            let column = self.columns.iter().position(after).filter(|column| *column > 0);
            (row.is_some() || column.is_some()).then_some((row, &break_.note))
        })
        .collect()
    }
}

/// Computes the figures that a definition asks for, seen from `period`.
///
/// # Errors
/// Everything that is wrong with the definition or its figures.
pub fn grid(engine: &Arc<Engine>, definition: &ExhibitDefinition, period: Period) -> Result<Grid, Vec<Problem>> {
    let mut grid = match &definition.source {
        ExhibitSource::Series { series, measures, from, to, per, fixed } => {
            let request = Request { series, measures, from: from.as_ref(), to: to.as_ref(), per: per.as_ref(), fixed };
            request.grid(engine, definition, period)?
        }
        ExhibitSource::Indicators { names, periods } => of_indicators(engine, names, periods, period)?,
    };
    if grid.figures().all(|figure| figure.amount.number().is_none()) {
        let problem = Problem::new(
            Code::ExhibitWithoutData,
            format!("\"{}\" heeft geen enkel bekend cijfer.", definition.id.value),
        )
        .hint(Some("Kijk of de reeks cijfers heeft voor deze perioden en kenmerken.".to_owned()));
        return Err(vec![problem.at(definition.place())]);
    }
    if definition.kind == ExhibitForm::Waterfall
        && grid.figures().any(|figure| matches!(figure.amount, Amount::Withheld(_)))
    {
        let message =
            format!("\"{}\" heeft een deel dat geheim blijft. De andere delen verraden het.", definition.id.value);
        let hint = "Kies een andere soort grafiek, of voeg kleine groepen samen.".to_owned();
        return Err(vec![Problem::new(Code::WithheldInText, message).hint(Some(hint)).at(definition.place())]);
    }
    grid.corner = definition.head.clone().unwrap_or(grid.corner);
    grid.series = series_of(&grid);
    grid.unit = common_unit(&grid);
    grid.scale = definition.scale;
    // One scale for all figures: the one that the subtitle names.
    for figure in grid.cells.iter_mut().flatten().flatten().filter(|figure| figure.scale != definition.scale) {
        figure.scale = definition.scale;
        figure.rounding = figure.unit.default_rounding(definition.scale);
    }
    if grid.unit.is_none() && (definition.kind != ExhibitForm::Table || definition.total.is_some()) {
        let problem = Problem::new(
            Code::ExhibitDefinition,
            format!("\"{}\" mengt cijfers met verschillende eenheden.", definition.id.value),
        )
        .hint(Some("Maak een grafiek per eenheid, of een tabel zonder totaal.".to_owned()));
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
        add_total(engine, &mut grid, name);
    }
    shape::check(definition, &grid, &engine.data().municipality.notation)?;
    Ok(grid)
}

fn definition_problem(definition: &ExhibitDefinition, message: String, hint: &str) -> Vec<Problem> {
    vec![Problem::new(Code::ExhibitDefinition, message).hint(Some(hint.to_owned())).at(definition.place())]
}

/// What is wrong with definitions whether or not any letter uses them: names that do not exist.
pub fn check(engine: &Engine, findings: &mut Findings) {
    for definition in engine.data().exhibits.values() {
        let problems = match &definition.source {
            ExhibitSource::Series { series, measures, from, to, per, fixed } => {
                let request =
                    Request { series, measures, from: from.as_ref(), to: to.as_ref(), per: per.as_ref(), fixed };
                request.unknown_names(engine)
            }
            ExhibitSource::Indicators { names, .. } => {
                let unknown = names.iter().filter(|name| !engine.data().is_quantity(&name.value));
                unknown.map(|name| engine.unknown(&name.value).at(&name.place)).collect()
            }
        };
        for problem in problems.into_iter().filter(|problem| problem.code != Code::FollowsFromError) {
            findings.push(problem.into_finding(definition.place()));
        }
    }
}

fn series_of(grid: &Grid) -> Vec<Arc<Series>> {
    let mut all: Vec<Arc<Series>> = Vec::new();
    for cell in grid.figures().flat_map(|figure| &figure.cells) {
        if !all.iter().any(|series| Arc::ptr_eq(series, &cell.series)) {
            all.push(cell.series.clone());
        }
    }
    all
}

fn common_unit(grid: &Grid) -> Option<Unit> {
    let mut units = grid.figures().map(|figure| &figure.unit);
    let first = units.next()?;
    units.all(|unit| unit == first).then(|| first.clone())
}

fn empty(corner: &str, rows: Vec<Heading>, columns: Vec<Heading>, cells: Vec<Vec<Option<Number>>>) -> Grid {
    Grid {
        corner: corner.to_owned(),
        columns,
        rows,
        cells,
        has_total: false,
        has_difference: false,
        series: Vec::new(),
        unit: None,
        scale: Scale::One,
    }
}

fn of_indicators(
    engine: &Arc<Engine>,
    names: &[Located<String>],
    expressions: &[Located<String>],
    period: Period,
) -> Result<Grid, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut periods = Vec::new();
    for expression in expressions {
        match engine.periods(expression, period) {
            Ok(found) => periods.extend(found),
            Err(found) => problems.extend(found),
        }
    }
    if expressions.is_empty() {
        periods.push(period);
    }
    let mut rows = Vec::new();
    let mut cells = Vec::new();
    for name in names {
        let mut row = Vec::new();
        for period in &periods {
            match engine.indicator(&name.value, *period) {
                Ok(figure) => row.push(Some(figure)),
                Err(found) => {
                    row.push(None);
                    problems.extend(found.into_iter().map(|problem| problem.at(&name.place)));
                }
            }
        }
        let label = engine.data().name_of(&name.value);
        rows.push(Heading::of(capitalised(label)));
        cells.push(row);
    }
    let columns = periods.into_iter().map(Heading::of_period).collect();
    if problems.is_empty() { Ok(empty("", rows, columns, cells)) } else { Err(problems) }
}

/// Cells of a series, as a definition asks for them.
struct Request<'a> {
    series: &'a Located<String>,
    measures: &'a [Located<String>],
    from: Option<&'a Located<String>>,
    to: Option<&'a Located<String>>,
    per: Option<&'a Located<String>>,
    fixed: &'a BTreeMap<String, Located<String>>,
}

impl Request<'_> {
    fn grid(&self, engine: &Arc<Engine>, definition: &ExhibitDefinition, period: Period) -> Result<Grid, Vec<Problem>> {
        let id = self.series.value.replace('-', "_");
        let Some(series) = engine.data().series.get(&id) else {
            return Err(vec![engine.unknown(&id).at(&self.series.place)]);
        };
        let measures = self.measures(series)?;
        let fixed = self.fixed(series)?;
        let per = self.dimension(series)?;
        let periods = self.periods(engine, series, period)?;
        let Some(dimension) = per else {
            let selections: Vec<_> =
                measures.iter().map(|measure| Selection::new(series.clone(), *measure, fixed.clone())).collect();
            let columns = measures.iter().map(|measure| Heading::of(capitalised(&series.measures[*measure].name)));
            return over_periods(definition, &periods, columns.collect(), &selections);
        };
        let values: Vec<String> = series
            .values(dimension)
            .into_iter()
            .filter(|value| series.dimensions[dimension].total.as_deref() != Some(*value))
            .map(str::to_owned)
            .collect();
        let of_value = |value: &String, measure: usize| {
            let mut fixed = fixed.clone();
            fixed.insert(dimension, value.clone());
            Selection::new(series.clone(), measure, fixed)
        };
        match (&periods[..], &measures[..]) {
            ([only], _) => {
                let rows = values.iter().map(Heading::of).collect();
                let columns = measures.iter().map(|measure| Heading::of(capitalised(&series.measures[*measure].name)));
                let row = |value: &String| {
                    collect(measures.iter().map(|measure| {
                        at(&of_value(value, *measure), *only).map_err(|problem| problem.at(definition.place()))
                    }))
                };
                let cells = values.iter().map(row).collect::<Result<Vec<_>, _>>()?;
                Ok(empty(&series.dimensions[dimension].name, rows, columns.collect(), cells))
            }
            (_, [measure]) => {
                let selections: Vec<_> = values.iter().map(|value| of_value(value, *measure)).collect();
                over_periods(definition, &periods, values.iter().map(Heading::of).collect(), &selections)
            }
            _ => Err(vec![
                Problem::new(
                    Code::ExhibitDefinition,
                    format!(
                        "\"{}\" heeft \"per\" met meer dan één maat over meer dan één periode.",
                        definition.id.value
                    ),
                )
                .hint(Some("Kies één maat, of één periode.".to_owned()))
                .at(definition.place()),
            ]),
        }
    }

    fn unknown_names(&self, engine: &Engine) -> Vec<Problem> {
        let id = self.series.value.replace('-', "_");
        let Some(series) = engine.data().series.get(&id) else {
            return vec![engine.unknown(&id).at(&self.series.place)];
        };
        let parts = [self.measures(series).err(), self.fixed(series).err(), self.dimension(series).err()];
        parts.into_iter().flatten().flatten().collect()
    }

    fn measures(&self, series: &Series) -> Result<Vec<usize>, Vec<Problem>> {
        if self.measures.is_empty() {
            return Ok((0..series.measures.len()).collect());
        }
        let find = |name: &Located<String>| {
            series.measure(&name.value).ok_or_else(|| unknown_measure(series, &name.value).at(&name.place))
        };
        collect(self.measures.iter().map(find))
    }

    fn fixed(&self, series: &Arc<Series>) -> Result<BTreeMap<usize, String>, Vec<Problem>> {
        let all = Selection::new(series.clone(), 0, BTreeMap::new());
        let fix = |(name, value): (&String, &Located<String>)| {
            all.fix(name, value.value.clone()).map_err(|problem| problem.at(&value.place))
        };
        collect(self.fixed.iter().map(fix)).map(|pairs| pairs.into_iter().collect())
    }

    fn dimension(&self, series: &Series) -> Result<Option<usize>, Vec<Problem>> {
        let Some(per) = self.per else { return Ok(None) };
        series.dimension(&per.value).map(Some).ok_or_else(|| {
            let known = series.dimensions.iter().map(|dimension| dimension.id.as_str());
            let message = format!("De reeks \"{}\" heeft geen kenmerk \"{}\".", series.id, per.value);
            vec![Problem::new(Code::UnknownInFormula, message).hint(did_you_mean(&per.value, known)).at(&per.place)]
        })
    }

    /// From first to last, in the coarsest length (no coarser than asked for) that the series has.
    fn periods(&self, engine: &Arc<Engine>, series: &Series, period: Period) -> Result<Vec<Period>, Vec<Problem>> {
        let resolve = |expression: Option<&Located<String>>| match expression {
            Some(expression) => engine.periods(expression, period).map(Some),
            None => Ok(None),
        };
        let (from, to) = (resolve(self.from)?, resolve(self.to)?);
        let to = to.and_then(|periods| periods.last().copied()).unwrap_or(period);
        let from = from.and_then(|periods| periods.first().copied());
        let asked = from.map_or(to.granularity(), |from| from.granularity().max(to.granularity()));
        for granularity in [Granularity::Year, Granularity::Quarter, Granularity::Month] {
            if granularity < asked {
                continue;
            }
            let first = series.by_period.keys().find(|period| period.granularity() == granularity).copied();
            let Some(start) = from.or(first) else { continue };
            let wanted = start.tiled_until(to, granularity).unwrap_or_default();
            if wanted.iter().any(|period| series.by_period.contains_key(period)) {
                return Ok(wanted);
            }
        }
        let problem = Problem::new(
            Code::ExhibitWithoutData,
            format!("De reeks \"{}\" heeft geen cijfers tot en met {to}.", series.id),
        );
        Err(vec![problem.at(&self.series.place)])
    }
}

fn collect<T>(results: impl Iterator<Item = Result<T, Problem>>) -> Result<Vec<T>, Vec<Problem>> {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok(one) => found.push(one),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(found) } else { Err(problems) }
}

fn over_periods(
    definition: &ExhibitDefinition,
    periods: &[Period],
    columns: Vec<Heading>,
    selections: &[Selection],
) -> Result<Grid, Vec<Problem>> {
    let rows = periods.iter().copied().map(Heading::of_period).collect();
    let row = |period: &Period| {
        collect(selections.iter().map(|selection| {
            at(selection, *period).map_err(|problem| {
                problem
                    .hint(Some("Kies met \"per\" of \"waar\" welke regels in de grafiek komen.".to_owned()))
                    .at(definition.place())
            })
        }))
    };
    let cells = periods.iter().map(row).collect::<Result<Vec<_>, _>>()?;
    Ok(empty("Periode", rows, columns, cells))
}

/// A figure computed from others of the same row or column.
fn derived(label: &str, amount: Amount, from: &[&Number], operation: Operation) -> Option<Number> {
    let first = *from.first()?;
    let mut cells = Vec::new();
    for cell in from.iter().flat_map(|figure| &figure.cells) {
        if !cells.contains(cell) {
            cells.push(cell.clone());
        }
    }
    let mut facts: Vec<Arc<Fact>> = Vec::new();
    for fact in from.iter().flat_map(|figure| &figure.facts) {
        if !facts.iter().any(|known| Arc::ptr_eq(known, fact)) {
            facts.push(fact.clone());
        }
    }
    let origin = Origin::Cells(operation);
    Some(Number { label: label.to_owned(), origin, about: Vec::new(), amount, cells, facts, ..first.clone() })
}

/// The total of parts of which one is withheld or rounded, where the series settled that sum before.
fn settled_total(engine: &Engine, parts: &[&Number]) -> Option<Amount> {
    let first = parts.first()?.cells.first()?;
    let mut cells = parts.iter().flat_map(|part| &part.cells);
    let same = cells.all(|cell| Arc::ptr_eq(&cell.series, &first.series) && cell.measure == first.measure);
    if !same || !parts.iter().all(|part| engine.is_sum_of_its_cells(part)) {
        return None;
    }
    let rows: Vec<usize> = parts.iter().flat_map(|part| part.cells.iter().map(|cell| cell.row)).collect();
    match first.series.settled_sum(first.measure, &rows)? {
        CellValue::Known(number) => Some(Amount::Number(number)),
        CellValue::Withheld(reason) => Some(Amount::Withheld(reason)),
        CellValue::Unknown => None,
    }
}

fn add_total(engine: &Engine, grid: &mut Grid, name: &str) {
    let sum = |column: usize| {
        let parts: Option<Vec<&Number>> = grid.cells.iter().map(|row| row[column].as_ref()).collect();
        let parts = parts?;
        let amount = match settled_total(engine, &parts) {
            Some(settled) => settled,
            None => total(parts.iter().map(|figure| figure.amount.clone())),
        };
        derived(name, amount, &parts, Operation::TableTotal)
    };
    let row = (0..grid.columns.len()).map(sum).collect();
    grid.cells.push(row);
    grid.rows.push(Heading::of(name));
    grid.has_total = true;
}

fn add_difference(grid: &mut Grid, name: &str) {
    for row in &mut grid.cells {
        let difference = match (row.first().and_then(Option::as_ref), row.last().and_then(Option::as_ref)) {
            (Some(first), Some(last)) => {
                let amount = match (&first.amount, &last.amount) {
                    (Amount::Number(first), Amount::Number(last)) => Amount::Number(last - first),
                    (Amount::Withheld(_), _) | (_, Amount::Withheld(_)) => Amount::Withheld(Withheld::Protecting),
                    (Amount::Missing(reason), _) | (_, Amount::Missing(reason)) => Amount::Missing(reason.clone()),
                };
                derived(name, amount, &[last, first], Operation::TableDifference)
                    .map(|difference| Number { unit: difference.unit.of_difference(), ..difference })
            }
            _ => None,
        };
        row.push(difference);
    }
    let heading = match grid.unit {
        Some(Unit::Percent) => format!("{name} (procentpunt)"),
        _ => name.to_owned(),
    };
    grid.columns.push(Heading::of(heading));
    grid.has_difference = true;
}
