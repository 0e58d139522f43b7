//! Which cells of a series rows and columns stand for: the values of a dimension, periods, measures.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use ecow::EcoString;

use crate::diagnostic::{Code, Hint, did_you_mean};
use crate::dutch::notation::capitalised;
use crate::dutch::period::{Granularity, Period};
use crate::load::{CrosstabDefinition, Fixed, Line, Located, Role, Series};

use super::super::super::engine::Engine;
use super::super::super::number::Problem;
use super::super::super::selected::{Selected, unknown_measure};

/// What stands for the periods among the dimensions.
const PERIOD: &str = "periode";
/// What stands for the measures.
const MEASURE: &str = "maat";

/// What is asked of the series.
pub(super) struct Asked<'a> {
    pub engine: &'a Arc<Engine>,
    pub series: &'a Arc<Series>,
    pub request: &'a CrosstabDefinition,
    /// The period of the document.
    pub period: Period,
}

/// Which cells.
#[derive(Debug, Clone, Default)]
pub(super) struct Select {
    pub fixed: BTreeMap<usize, String>,
    pub measure: Option<usize>,
    pub period: Option<Period>,
}

impl Select {
    pub fn is_empty(&self) -> bool {
        self.fixed.is_empty() && self.measure.is_none() && self.period.is_none()
    }
}

/// A value of a dimension, a period or a measure.
#[derive(Clone)]
pub(super) struct Value {
    pub name: String,
    pub period: Option<Period>,
    pub select: Select,
    pub role: Role,
}

/// A definition that asks for what cannot be.
pub(super) fn refused(message: String, hint: impl Into<Hint>) -> Problem {
    Problem::new(Code::ExhibitDefinition, message).hint(Some(hint))
}

impl Asked<'_> {
    pub fn select(&self, line: &Line) -> Result<Select, Vec<Problem>> {
        let mut select = Select { fixed: self.fixed(&line.fixed)?, ..Select::default() };
        if let Some(name) = &line.measure {
            select.measure = Some(self.measure(name).map_err(|problem| vec![problem])?);
        }
        if let Some(expression) = &line.period {
            select.period = self.engine.periods(expression, self.period)?.last().copied();
        }
        Ok(select)
    }

    pub fn measure(&self, name: &Located<String>) -> Result<usize, Problem> {
        self.series.measure(&name.value).ok_or_else(|| unknown_measure(self.series, &name.value).at(&name.place))
    }

    /// The measures that the table names, or else all.
    pub fn measures(&self) -> Result<Vec<usize>, Problem> {
        match &self.request.measures[..] {
            [] => Ok((0..self.series.measures.len()).collect()),
            some => some.iter().map(|name| self.measure(name)).collect(),
        }
    }

    pub fn dimension(&self, name: &Located<String>) -> Result<usize, Problem> {
        self.series.dimension(&name.value).ok_or_else(|| {
            let known = self.series.dimensions.iter().map(|dimension| dimension.id.as_str());
            let message = format!("De reeks \"{}\" heeft geen kenmerk \"{}\".", self.series.id, name.value);
            Problem::new(Code::UnknownInFormula, message).hint(did_you_mean(&name.value, known)).at(&name.place)
        })
    }

    pub fn fixed(&self, fixed: &Fixed) -> Result<BTreeMap<usize, String>, Vec<Problem>> {
        let all = Selected { series: self.series.clone(), measure: 0, fixed: BTreeMap::new() };
        let (mut found, mut problems) = (BTreeMap::new(), Vec::new());
        for (name, value) in fixed {
            match all.fix(name, value.value.clone()) {
                Ok((dimension, value)) => {
                    found.insert(dimension, value);
                }
                Err(problem) => problems.push(problem.at(&value.place)),
            }
        }
        if problems.is_empty() { Ok(found) } else { Err(problems) }
    }

    /// The values of a dimension among the rows that are selected, in the order of the file or as the line names them.
    pub fn values(
        &self,
        line: &Line,
        dimension: &Located<String>,
        select: &Select,
    ) -> Result<Vec<Value>, Vec<Problem>> {
        let mut all: Vec<Value> = match dimension.value.as_str() {
            PERIOD => self.periods(line)?.into_iter().map(|period| of_period(period, select)).collect(),
            MEASURE => {
                let measures = self.measures().map_err(|problem| vec![problem])?;
                measures.into_iter().map(|measure| self.of_measure(measure, select)).collect()
            }
            _ => self.of_dimension(line, self.dimension(dimension).map_err(|problem| vec![problem])?, select)?,
        };
        let mut problems = Vec::new();
        let known: Vec<String> = all.iter().map(|value| value.name.clone()).collect();
        let mut is_known = |name: &Located<String>| {
            let found = known.contains(&name.value);
            if !found {
                let message = format!("\"{}\" is hier geen waarde van {}.", name.value, dimension.value);
                let hint = did_you_mean(&name.value, known.iter().map(String::as_str));
                problems.push(Problem::new(Code::NoSuchCell, message).hint(hint).at(&name.place));
            }
            found
        };
        let is_last = line.per.last().is_some_and(|last| last.value == dimension.value);
        if is_last && !line.only.is_empty() {
            let wanted = line.only.iter().filter(|name| is_known(name));
            let find = |name: &Located<String>| all.iter().find(|value| value.name == name.value).cloned();
            all = wanted.filter_map(find).collect();
        } else if is_last {
            line.except.iter().for_each(|name| {
                is_known(name);
            });
            all.retain(|value| !line.except.iter().any(|name| name.value == value.name));
        }
        if problems.is_empty() { Ok(all) } else { Err(problems) }
    }

    fn of_measure(&self, measure: usize, select: &Select) -> Value {
        let name = capitalised(&self.series.measures[measure].name);
        let select = Select { measure: Some(measure), ..select.clone() };
        Value { name, period: None, select, role: Role::Detail }
    }

    fn of_dimension(&self, line: &Line, at: usize, select: &Select) -> Result<Vec<Value>, Vec<Problem>> {
        let of_table = self.fixed(&self.request.fixed)?;
        let dimension = &self.series.dimensions[at];
        let is_selected = |values: &[EcoString]| {
            let is = |(dimension, value): (&usize, &String)| values[*dimension] == *value;
            select.fixed.iter().all(is) && of_table.iter().all(is)
        };
        let mut names: Vec<&str> = Vec::new();
        let mut seen = HashSet::new();
        let is_then = |period: Period| select.period.is_none_or(|wanted| wanted == period);
        let rows = self.series.rows.iter().filter(|row| is_selected(&row.dimensions));
        for row in rows.filter(|row| is_then(row.period)) {
            if seen.insert(row.dimensions[at].as_str()) {
                names.push(&row.dimensions[at]);
            }
        }
        let role = |name: &str| match () {
            () if dimension.total.as_deref() == Some(name) => Role::Total,
            () if dimension.subtotals.iter().any(|one| one == name) => Role::Subtotal,
            () if dimension.not_added.iter().any(|one| one == name) => Role::OfWhich,
            () => Role::Detail,
        };
        let is_asked = |name: &&str| {
            line.with_totals || dimension.adds_up(name) || line.only.iter().any(|only| only.value == **name)
        };
        let of_name = |name: &str| {
            let mut select = select.clone();
            select.fixed.insert(at, name.to_owned());
            Value { name: name.to_owned(), period: None, select, role: role(name) }
        };
        Ok(names.into_iter().filter(is_asked).map(of_name).collect())
    }

    /// The periods of the series within the span, of the length that is asked for or the longest there is.
    fn periods(&self, line: &Line) -> Result<Vec<Period>, Vec<Problem>> {
        let resolve = |own: &Option<Located<String>>, of_table: &Option<Located<String>>| match own
            .as_ref()
            .or(of_table.as_ref())
        {
            Some(expression) => self.engine.periods(expression, self.period).map(Some),
            None => Ok(None),
        };
        let from = resolve(&line.span.0, &self.request.span.0)?.and_then(|periods| periods.first().copied());
        let to = resolve(&line.span.1, &self.request.span.1)?.and_then(|periods| periods.last().copied());
        let all = || self.series.by_period.keys().copied();
        let asked = from.or(to).map(Period::granularity);
        let longest = Granularity::ALL.into_iter().find(|length| all().any(|period| period.granularity() == *length));
        let length = asked.or(longest);
        let is_within = |period: &Period| {
            Some(period.granularity()) == length
                && from.is_none_or(|from| period.first_day() >= from.first_day())
                && to.is_none_or(|to| period.last_day() <= to.last_day())
        };
        let mut found: Vec<Period> = all().filter(is_within).collect();
        found.sort();
        Ok(found)
    }
}

fn of_period(period: Period, select: &Select) -> Value {
    let select = Select { period: Some(period), ..select.clone() };
    Value { name: period.in_words(), period: Some(period), select, role: Role::Detail }
}
