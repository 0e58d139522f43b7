//! Cells of a series in rows and columns: periods by measures, periods by the values of a dimension, or a dimension by
//! measures.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, did_you_mean};
use crate::dutch::notation::capitalised;
use crate::dutch::period::{Granularity, Period};
use crate::load::{ExhibitDefinition, Located, Series};

use super::super::aggregate::at;
use super::super::engine::Engine;
use super::super::number::Problem;
use super::super::selected::{Selected, unknown_measure};
use super::model::{Grid, Heading};

/// Cells of a series, as a definition asks for them.
pub(super) struct CellRequest<'a> {
    pub series: &'a Located<String>,
    pub measures: &'a [Located<String>],
    pub from: Option<&'a Located<String>>,
    pub to: Option<&'a Located<String>>,
    pub per: Option<&'a Located<String>>,
    pub fixed: &'a BTreeMap<String, Located<String>>,
}

impl CellRequest<'_> {
    /// The cells in rows and columns: over periods, or by a dimension.
    pub fn grid(
        &self,
        engine: &Arc<Engine>,
        definition: &ExhibitDefinition,
        period: Period,
    ) -> Result<Grid, Vec<Problem>> {
        let id = self.series.value.replace('-', "_");
        let Some(series) = engine.data().series.get(&id) else {
            return Err(vec![engine.unknown(&id).at(&self.series.place)]);
        };
        let measures = self.measures(series)?;
        let fixed = self.fixed(series)?;
        let per = self.dimension(series)?;
        let periods = self.periods(engine, series, period)?;
        let Some(dimension) = per else {
            let of_measure =
                |measure: &usize| Selected { series: series.clone(), measure: *measure, fixed: fixed.clone() };
            let selections: Vec<_> = measures.iter().map(of_measure).collect();
            let columns = measures.iter().map(|measure| Heading::of(capitalised(&series.measures[*measure].name)));
            return over_periods(definition, &periods, columns.collect(), &selections);
        };
        let values: Vec<String> = series
            .values(dimension)
            .into_iter()
            .filter(|value| series.dimensions[dimension].adds_up(value))
            .map(str::to_owned)
            .collect();
        let of_value = |value: &String, measure: usize| {
            let mut fixed = fixed.clone();
            fixed.insert(dimension, value.clone());
            Selected { series: series.clone(), measure, fixed }
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
                Ok(Grid::new(&series.dimensions[dimension].name, rows, columns.collect(), cells))
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

    /// Names that do not exist, whatever the period.
    pub fn unknown_names(&self, engine: &Engine) -> Vec<Problem> {
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
        let all = Selected { series: series.clone(), measure: 0, fixed: BTreeMap::new() };
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
        for granularity in Granularity::ALL {
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
    selections: &[Selected],
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
    Ok(Grid::new("Periode", rows, columns, cells))
}
