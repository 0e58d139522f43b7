//! Series, measures, periods and figures as minijinja sees them.
//!
//! In a formula a cell is a plain number, and reading it is recorded in a
//! [`Trace`]; in a letter's text it is a [`NumberValue`] that prints itself.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::sync::{Arc, Mutex};

use minijinja::value::{DynObject, Kwargs, Object, ObjectRepr, Value, from_args};
use minijinja::{Error, ErrorKind, State};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::diagnostic::{Code, did_you_mean};
use crate::dutch::period::Period;
use crate::dutch::withheld::Withheld;
use crate::load::{Fact, Series};
use crate::marker::PASTED;

use super::aggregate::{Span, mean, only, sum};
use super::engine::Engine;
use super::number::{Amount, CellRef, Number, Problem};

/// What happened while a formula ran.
#[derive(Debug, Default)]
pub struct Trace {
    /// Cells read, each once, in the order of reading.
    pub cells: Vec<CellRef>,
    pub(super) seen: HashSet<(usize, usize, usize)>,
    /// The largest number read, without its sign.
    pub largest: Decimal,
    /// How many indicators the formula rests on, one on another.
    pub depth: usize,
    /// The declared facts read.
    pub facts: Vec<Arc<Fact>>,
    /// Values that the source does not know.
    pub missing: Vec<String>,
    /// Why values that were read are withheld.
    pub withheld: Vec<Withheld>,
    /// How many figures were read.
    pub reads: usize,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

impl Trace {
    /// Keeps each problem once: a name may be read many times.
    fn report(&mut self, problems: &[Problem]) {
        for problem in problems {
            if !self.problems.contains(problem) {
                self.problems.push(problem.clone());
            }
        }
    }

    fn record(&mut self, figure: &Number) {
        self.reads += 1;
        for fact in &figure.facts {
            if !self.facts.iter().any(|known| Arc::ptr_eq(known, fact)) {
                self.facts.push(fact.clone());
            }
        }
        for cell in &figure.cells {
            if self.seen.insert((Arc::as_ptr(&cell.series).addr(), cell.row, cell.measure)) {
                self.cells.push(cell.clone());
            }
        }
        match &figure.amount {
            Amount::Number(number) => self.largest = self.largest.max(number.abs()),
            Amount::Missing(reason) => self.missing.push(reason.clone()),
            Amount::Withheld(reason) => self.withheld.push(*reason),
        }
    }
}

/// Who reads the values: a formula that needs numbers, or text that prints them.
#[derive(Debug, Clone)]
pub enum Reader {
    /// Numbers, and every access recorded.
    Formula(Arc<Mutex<Trace>>),
    /// Printable figures.
    Text,
}

impl Reader {
    /// Hands out a computed figure in the form that the reader needs.
    pub fn deliver(&self, result: Result<Number, Vec<Problem>>) -> Value {
        match (self, result) {
            (Reader::Formula(trace), Ok(figure)) => {
                lock(trace).record(&figure);
                // Unknown values poison everything computed from them.
                Value::from(figure.amount.number().and_then(|number| number.to_f64()).unwrap_or(f64::NAN))
            }
            (Reader::Text, Ok(figure)) => Value::from_object(NumberValue::new(figure, None)),
            (_, Err(problems)) => self.fail(problems),
        }
    }

    /// Hands out something that fails wherever it is used.
    pub fn fail(&self, problems: Vec<Problem>) -> Value {
        if let Reader::Formula(trace) = self {
            lock(trace).report(&problems);
        }
        Value::from_object(Broken(problems))
    }
}

/// Locks a trace. A formula that panicked half-way leaves a trace that can still be read.
pub fn lock(trace: &Mutex<Trace>) -> std::sync::MutexGuard<'_, Trace> {
    trace.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Stands in for a value that cannot be computed; whatever is asked of it fails likewise.
#[derive(Debug)]
pub struct Broken(pub Vec<Problem>);

/// A value that stops whatever uses it, with the reason why it is not known.
pub fn stopping(problems: &[Problem]) -> Value {
    let reason = problems.first().map_or("Deze waarde is niet bekend.", |problem| &problem.message);
    Value::from(Error::new(ErrorKind::InvalidOperation, reason.to_owned()))
}

/// What objects print when they are pasted into other text: something that is refused afterwards.
pub fn refuse_pasting(f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{PASTED}")
}

impl Object for Broken {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match key.as_str() {
            Some("waarde" | "code") => Some(stopping(&self.0)),
            _ => Some(Value::from_dyn_object(self.clone())),
        }
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        refuse_pasting(f)
    }

    fn call_method(self: &Arc<Self>, _: &mut State<'_, '_>, _: &str, _: &[Value]) -> Result<Value, Error> {
        Ok(Value::from_dyn_object(self.clone()))
    }

    fn call(self: &Arc<Self>, _: &mut State<'_, '_>, _: &[Value]) -> Result<Value, Error> {
        Ok(Value::from_dyn_object(self.clone()))
    }
}

/// How a figure is put into words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wording {
    /// In digits, with its unit where notation calls for one.
    Usual,
    /// In digits only.
    Bare,
    /// As a word, up to twenty.
    Word,
    /// As a word that starts a sentence.
    CapitalWord,
}

/// A figure in a letter's text.
#[derive(Debug, Clone)]
pub struct NumberValue {
    /// The figure.
    pub figure: Number,
    /// How it is put into words.
    pub wording: Wording,
    /// Computes the same indicator for another period.
    of_period: Option<Arc<Engine>>,
}

impl NumberValue {
    /// A figure in its usual wording; an indicator can be asked for other periods through `engine`.
    pub fn new(figure: Number, engine: Option<Arc<Engine>>) -> Self {
        Self { figure, wording: Wording::Usual, of_period: engine }
    }
}

impl Object for NumberValue {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        if let (Some(engine), Some(indicator), Some(period)) =
            (&self.of_period, self.figure.indicator(), PeriodValue::from_value(key))
        {
            return Some(engine.printable(indicator, period));
        }
        match key.as_str()? {
            "waarde" => Some(match &self.figure.amount {
                Amount::Number(number) => Value::from(number.to_f64()?),
                Amount::Missing(cell) => {
                    let message = format!("Dit cijfer is niet bekend: in de bron staat niets bij {cell}.");
                    stopping(&[Problem::new(Code::ValueUnknown, message)])
                }
                Amount::Withheld(_) => {
                    let message = "Dit cijfer blijft geheim, dus een zin kan er niet van afhangen.";
                    stopping(&[Problem::new(Code::WithheldInText, message)])
                }
            }),
            "periode" => Some(Value::from_object(PeriodValue(self.figure.period))),
            "naam" => Some(Value::from(self.figure.label.clone())),
            _ => None,
        }
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        refuse_pasting(f)
    }
}

/// A period, with the periods around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodValue(pub Period);

impl PeriodValue {
    /// The period that a value means: a period, `"2022-K4"` or `2022`.
    pub fn from_value(value: &Value) -> Option<Period> {
        if let Some(period) = value.downcast_object_ref::<PeriodValue>() {
            return Some(period.0);
        }
        if let Some(text) = value.as_str() {
            return text.parse().ok();
        }
        value.as_i64().and_then(|year| i32::try_from(year).ok()).and_then(Period::year_of)
    }
}

fn periods(periods: Vec<Period>) -> Value {
    periods.into_iter().map(|period| Value::from_object(PeriodValue(period))).collect()
}

impl Object for PeriodValue {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let period = self.0;
        let found = match key.as_str()? {
            "jaar" => Some(period.year()),
            "vorige" => period.previous(),
            "volgende" => period.next(),
            "vorig_jaar" => period.year_earlier(),
            "eerste_maand" => Some(period.first_month()),
            "laatste_maand" => Some(period.last_month()),
            "eerste_kwartaal" => period.quarters().first().copied(),
            "laatste_kwartaal" => period.quarters().last().copied(),
            "code" => return Some(Value::from(period.to_string())),
            "maanden" => return Some(periods(period.months())),
            "kwartalen" => return Some(periods(period.quarters())),
            _ => None,
        };
        found.map(|period| Value::from_object(PeriodValue(period)))
    }

    fn call_method(self: &Arc<Self>, _: &mut State<'_, '_>, method: &str, args: &[Value]) -> Result<Value, Error> {
        let (number,): (u32,) = from_args(args)?;
        let found = match method {
            "maand" => self.0.year().nth_month(number),
            "kwartaal" => self.0.year().nth_quarter(number),
            _ => return Err(Error::from(ErrorKind::UnknownMethod)),
        };
        match found {
            Some(period) => Ok(Value::from_object(PeriodValue(period))),
            None => Err(Error::new(ErrorKind::InvalidOperation, format!("Een jaar heeft geen {method} {number}."))),
        }
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        other.downcast_ref::<PeriodValue>().map(|other| self.0.cmp(&other.0))
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.in_words())
    }
}

/// A series has no measure of this name.
pub fn unknown_measure(series: &Series, name: &str) -> Problem {
    let known = series.measures.iter().map(|measure| measure.id.as_str());
    let names: Vec<&str> = known.clone().collect();
    let hint = did_you_mean(name, known).unwrap_or_else(|| format!("Wel: {}.", names.join(", ")));
    let message = format!("De reeks \"{}\" heeft geen maat \"{name}\".", series.id);
    Problem::new(Code::UnknownInFormula, message).hint(Some(hint))
}

/// A series: its measures are its attributes.
#[derive(Debug)]
pub struct SeriesValue {
    /// The series.
    pub series: Arc<Series>,
    /// Who reads it.
    pub reader: Reader,
}

impl Object for SeriesValue {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let name = key.as_str()?;
        let value = match self.series.measure(name) {
            Some(measure) => Value::from_object(Selection {
                series: self.series.clone(),
                measure,
                fixed: BTreeMap::new(),
                reader: self.reader.clone(),
            }),
            None => self.reader.fail(vec![unknown_measure(&self.series, name)]),
        };
        Some(value)
    }
}

/// A measure of a series, perhaps for fixed values of some dimensions.
#[derive(Debug, Clone)]
pub struct Selection {
    /// The series.
    pub series: Arc<Series>,
    /// Position of the measure.
    pub measure: usize,
    /// Position of a dimension, and the value it must have.
    pub fixed: BTreeMap<usize, String>,
    reader: Reader,
}

impl Selection {
    /// All cells of a measure, for drawing and printing.
    pub fn new(series: Arc<Series>, measure: usize, fixed: BTreeMap<usize, String>) -> Self {
        Self { series, measure, fixed, reader: Reader::Text }
    }

    /// `"jnv.kosten"`, as the author wrote it.
    pub fn name(&self) -> String {
        format!("{}.{}", self.series.id, self.series.measures[self.measure].id)
    }

    fn narrowed(&self, wanted: &Kwargs) -> Result<Result<Value, Problem>, Error> {
        let mut fixed = self.fixed.clone();
        for name in wanted.args() {
            let value: String = wanted.get::<Value>(name)?.to_string();
            match self.fix(name, value) {
                Ok((dimension, value)) => fixed.insert(dimension, value),
                Err(problem) => return Ok(Err(problem)),
            };
        }
        Ok(Ok(Value::from_object(Selection { fixed, ..self.clone() })))
    }

    /// The dimension and value that `name = value` means.
    pub fn fix(&self, name: &str, value: String) -> Result<(usize, String), Problem> {
        let Some(dimension) = self.series.dimension(name) else {
            let known = self.series.dimensions.iter().map(|dimension| dimension.id.as_str());
            let message = format!("De reeks \"{}\" heeft geen kenmerk \"{name}\".", self.series.id);
            return Err(Problem::new(Code::UnknownInFormula, message).hint(did_you_mean(name, known)));
        };
        let values = self.series.values(dimension);
        if values.contains(&value.as_str()) {
            return Ok((dimension, value));
        }
        let message = format!("In de reeks \"{}\" heeft geen regel met {name} \"{value}\".", self.series.id);
        let hint =
            did_you_mean(&value, values.iter().copied()).unwrap_or_else(|| format!("Wel: {}.", values.join(", ")));
        Err(Problem::new(Code::NoSuchCell, message).hint(Some(hint)))
    }
}

impl Object for Selection {
    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        refuse_pasting(f)
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let result = match PeriodValue::from_value(key) {
            Some(period) => only(self, period),
            None => Err(Problem::new(
                Code::UnknownPeriod,
                format!("Tussen de haken van {}[...] staat geen periode.", self.name()),
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

/// The functions that take cells together: `som`, `cumulatief`, `gemiddelde`, `eerste`, `laatste`.
pub const AGGREGATES: [&str; 5] = ["som", "cumulatief", "gemiddelde", "eerste", "laatste"];

/// Calls one of [`AGGREGATES`].
pub fn aggregate(function: &str, args: &[Value]) -> Result<Value, Error> {
    let [first, rest @ ..] = args else { return Err(Error::from(ErrorKind::MissingArgument)) };
    if first.downcast_object_ref::<Broken>().is_some() {
        return Ok(first.clone());
    }
    let Some(selection) = first.downcast_object_ref::<Selection>() else {
        return Err(Error::new(
            ErrorKind::InvalidOperation,
            format!("{function}() heeft een maat van een reeks nodig, zoals {function}(jnv.kosten, periode)."),
        ));
    };
    let given: Option<Vec<Period>> = rest.iter().map(PeriodValue::from_value).collect();
    let span = match given.as_deref() {
        Some([period]) if function == "cumulatief" => Span { from: period.first_of_year(), to: *period },
        Some([period]) => Span { from: *period, to: *period },
        Some([from, to]) if function != "cumulatief" => Span { from: *from, to: *to },
        _ => {
            return Err(Error::new(
                ErrorKind::InvalidOperation,
                format!("{function}() heeft na de maat een periode nodig, zoals {function}(jnv.kosten, periode)."),
            ));
        }
    };
    let result = match function {
        "som" | "cumulatief" => sum(selection, span),
        "gemiddelde" => mean(selection, span),
        "eerste" => super::aggregate::first(selection, span),
        _ => super::aggregate::last(selection, span),
    };
    Ok(selection.reader.deliver(result.map_err(|problem| vec![problem])))
}
