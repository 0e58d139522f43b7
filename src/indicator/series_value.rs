//! Series and their measures in a formula or a text, and the functions that take their cells together.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use minijinja::value::{Kwargs, Object, Value, from_args};
use minijinja::{Error, ErrorKind, State};

use crate::diagnostic::Code;
use crate::dutch::period::Period;
use crate::load::Series;

use super::aggregate::{PeriodSpan, first, last, mean, only, sum};
use super::broken::{Broken, refuse_pasting};
use super::number::{Number, Problem};
use super::period_value::PeriodValue;
use super::selected::{Selected, unknown_measure};
use super::trace::ReadBy;

/// A series: its measures are its attributes.
#[derive(Debug)]
pub struct SeriesValue {
    /// The series.
    pub series: Arc<Series>,
    /// Who reads it.
    pub reader: ReadBy,
}

impl Object for SeriesValue {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let name = key.as_str()?;
        let value = match self.series.measure(name) {
            Some(measure) => Value::from_object(MeasureValue {
                selected: Selected { series: self.series.clone(), measure, fixed: BTreeMap::new() },
                reader: self.reader.clone(),
            }),
            None => self.reader.fail(vec![unknown_measure(&self.series, name)]),
        };
        Some(value)
    }
}

/// A measure of a series: a period makes it a number, and `.waar(...)` chooses among its rows.
#[derive(Debug, Clone)]
pub struct MeasureValue {
    selected: Selected,
    reader: ReadBy,
}

impl MeasureValue {
    fn narrowed(&self, wanted: &Kwargs) -> Result<Result<Value, Problem>, Error> {
        let mut selected = self.selected.clone();
        for name in wanted.args() {
            let value: String = wanted.get::<Value>(name)?.to_string();
            match selected.fix(name, value) {
                Ok((dimension, value)) => selected.fixed.insert(dimension, value),
                Err(problem) => return Ok(Err(problem)),
            };
        }
        Ok(Ok(Value::from_object(MeasureValue { selected, reader: self.reader.clone() })))
    }
}

impl Object for MeasureValue {
    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        refuse_pasting(f)
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let result = match PeriodValue::from_value(key) {
            Some(period) => only(&self.selected, period),
            None => Err(Problem::new(
                Code::UnknownPeriod,
                format!("Tussen de haken van {}[...] staat geen periode.", self.selected.name()),
            )
            .hint(Some("Schrijf bijvoorbeeld [periode], [vorig_jaar] of [\"2022-K4\"].".to_owned()))),
        };
        Some(self.reader.deliver(result.map_err(|problem| vec![problem])))
    }

    fn call_method(self: &Arc<Self>, _: &mut State<'_, '_>, method: &str, args: &[Value]) -> Result<Value, Error> {
        if method != "waar" {
            return Err(Error::from(ErrorKind::UnknownMethod));
        }
        let (wanted,): (Kwargs,) = from_args(args)?;
        Ok(self.narrowed(&wanted)?.unwrap_or_else(|problem| self.reader.fail(vec![problem])))
    }
}

/// A function that takes cells together.
#[derive(Debug)]
pub struct Aggregate {
    /// What authors call it by.
    pub name: &'static str,
    /// What it does, in Dutch.
    pub help: &'static str,
    /// Whether it starts at the first of January, so that it has one period instead of two.
    from_new_year: bool,
    take: fn(&Selected, PeriodSpan) -> Result<Number, Problem>,
}

/// The functions that take cells together, in formulas and in texts.
pub static AGGREGATES: [Aggregate; 5] = [
    Aggregate { name: "som", help: "telt op", from_new_year: false, take: sum },
    Aggregate { name: "cumulatief", help: "telt op vanaf het begin van het jaar", from_new_year: true, take: sum },
    Aggregate { name: "gemiddelde", help: "het gemiddelde", from_new_year: false, take: mean },
    Aggregate { name: "eerste", help: "de eerste die bekend is", from_new_year: false, take: first },
    Aggregate { name: "laatste", help: "de laatste die bekend is", from_new_year: false, take: last },
];

impl Aggregate {
    /// Calls it with a measure of a series and one or two periods.
    pub fn call(&self, args: &[Value]) -> Result<Value, Error> {
        let Self { name, from_new_year, take, .. } = self;
        let [of, rest @ ..] = args else { return Err(Error::from(ErrorKind::MissingArgument)) };
        if of.downcast_object_ref::<Broken>().is_some() {
            return Ok(of.clone());
        }
        let Some(MeasureValue { selected, reader }) = of.downcast_object_ref() else {
            return Err(Error::new(
                ErrorKind::InvalidOperation,
                format!("{name}() heeft een maat van een reeks nodig, zoals {name}(jnv.kosten, periode)."),
            ));
        };
        let given: Option<Vec<Period>> = rest.iter().map(PeriodValue::from_value).collect();
        let span = match given.as_deref() {
            Some([period]) if *from_new_year => PeriodSpan { from: period.first_of_year(), to: *period },
            Some([period]) => PeriodSpan { from: *period, to: *period },
            Some([from, to]) if !from_new_year => PeriodSpan { from: *from, to: *to },
            _ => {
                return Err(Error::new(
                    ErrorKind::InvalidOperation,
                    format!("{name}() heeft na de maat een periode nodig, zoals {name}(jnv.kosten, periode)."),
                ));
            }
        };
        Ok(reader.deliver(take(selected, span).map_err(|problem| vec![problem])))
    }
}

/// Whether a name is one of [`AGGREGATES`].
pub fn is_aggregate(name: &str) -> bool {
    AGGREGATES.iter().any(|aggregate| aggregate.name == name)
}
