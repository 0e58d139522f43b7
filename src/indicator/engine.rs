//! Runs formulas.
//!
//! minijinja computes in binary floating point, which keeps fifteen significant
//! digits. A result is cut to what fifteen digits of the largest number read can
//! hold, so that sums and differences of amounts are exact again; sums over cells
//! are decimal from the start.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::value::{Object, Value};
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior};
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

use crate::diagnostic::{Code, did_you_mean};
use crate::dutch::counted::Counted;
use crate::dutch::period::Period;
use crate::dutch::unit::Unit;
use crate::dutch::withheld::Withheld;
use crate::load::{Dataset, DefinitionKind, IndicatorDefinition, Located};

use super::chain::{Chain, ChainStep, MAX_CHAIN, too_deep};
use super::formula_error::{MAX_LENGTH, formula_error, too_long};
use super::language::environment;
use super::number::{Amount, CellRef, Number, Operation, Origin, Problem};
use super::number_value::{AskAgain, NumberValue, OfPeriod};
use super::period_value::{PERIOD_NAMES, PeriodValue, period_value};
use super::reading::is_single_read;
use super::series_value::{AGGREGATES, MeasureValue, SeriesValue, is_aggregate};
use super::structure::{ring_problem, structural_problems};
use super::trace::{FormulaTrace, ReadBy, lock};

/// Significant digits that survive a binary round trip.
const SIGNIFICANT_DIGITS: u32 = 15;
/// Results from here on are refused: printing and adding them could overflow.
const LARGEST: f64 = 1e18;
/// So many numbers are remembered; then computing starts anew, so that memory does not grow with the number of
/// documents. Numbers that several documents share are asked for near each other.
pub(super) const MOST_KNOWN: usize = 4_096;
/// What minijinja itself offers.
pub const BUILTIN_FUNCTIONS: [&str; 3] = ["range", "dict", "namespace"];
/// Bounds a formula that never ends.
const FUEL: u64 = 100_000;

/// A number and how many indicators it rests on, one on another.
type MemoEntry = (Result<Number, Vec<Problem>>, usize);
type Memo = HashMap<(String, Period), MemoEntry>;

/// Computes indicators, each once for each period.
pub struct Engine {
    pub(super) data: Arc<Dataset>,
    pub(super) environment: Environment<'static>,
    /// Indicators that can never be computed, because they rest on themselves or on too many others.
    pub(super) structure: BTreeMap<String, Problem>,
    memo: Mutex<Memo>,
    /// Formulas with their values filled in: many documents ask for the same.
    pub(super) filled: Mutex<HashMap<(String, Period), String>>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Engine")
    }
}

impl Engine {
    /// An engine over the data of one run.
    pub fn new(data: Arc<Dataset>) -> Arc<Self> {
        let mut environment = environment();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(FUEL));
        for aggregate in &AGGREGATES {
            environment.add_function(aggregate.name, |args: minijinja::value::Rest<Value>| aggregate.call(&args));
        }
        let structure = structural_problems(&data.indicators, &environment);
        Arc::new(Self { data, environment, structure, memo: Mutex::default(), filled: Mutex::default() })
    }

    pub(super) fn knows(&self, name: &str) -> bool {
        name == "kengetal"
            || PERIOD_NAMES.iter().any(|(period, _)| *period == name)
            || BUILTIN_FUNCTIONS.contains(&name)
            || is_aggregate(name)
            || self.data.is_quantity(name)
            || self.data.series.contains_key(name)
    }

    /// The data it computes over.
    pub fn data(&self) -> &Arc<Dataset> {
        &self.data
    }

    /// An indicator's number for a period.
    ///
    /// # Errors
    /// It cannot be computed; every reason that was found is given.
    pub fn indicator(self: &Arc<Self>, id: &str, period: Period) -> Result<Number, Vec<Problem>> {
        self.indicator_within(id, period, &Chain::default()).0
    }

    /// An indicator as the text of a document sees it.
    pub fn printable(self: &Arc<Self>, id: &str, period: Period) -> Value {
        let of_period = || {
            let (engine, id) = (self.clone(), id.to_owned());
            OfPeriod::new(move |period| engine.printable(&id, period))
        };
        match self.indicator(id, period) {
            Ok(number) if number.indicator().is_some() => {
                Value::from_object(NumberValue::of_indicator(number, of_period()))
            }
            // What was declared is the same for every period.
            Ok(number) => Value::from_object(NumberValue::new(number)),
            Err(problems) => Value::from_object(AskAgain::new(problems, of_period())),
        }
    }

    fn indicator_within(self: &Arc<Self>, id: &str, period: Period, chain: &Chain) -> MemoEntry {
        if let Some(fact) = self.data.facts.get(id) {
            return (Ok(Number::of_fact(fact, period)), 0);
        }
        let Some(definition) = self.data.indicators.get(id) else {
            return (Err(vec![self.unknown(id)]), 0);
        };
        if let Some(problem) = self.structure.get(id) {
            return (Err(vec![problem.clone()]), 0);
        }
        if let Some(problem) = chain.broken_off() {
            return (Err(vec![problem]), 0);
        }
        let step = ChainStep { id: id.to_owned(), period };
        if let Some(start) = chain.steps.iter().position(|earlier| *earlier == step) {
            let ring: Vec<&str> = chain.steps[start..].iter().map(|step| step.id.as_str()).collect();
            return (Err(vec![chain.break_off(ring_problem(&ring, &self.data.indicators))]), 0);
        }
        let known = self.memo.lock().unwrap_or_else(PoisonError::into_inner).get(&(id.to_owned(), period)).cloned();
        let depth = known.as_ref().map_or(0, |(_, depth)| *depth);
        if chain.steps.len() + depth >= MAX_CHAIN {
            let again = chain.steps.iter().any(|earlier| earlier.id == id);
            return (Err(vec![chain.break_off(too_deep(id, again).at(&definition.formula.place))]), 0);
        }
        if let Some(known) = known {
            return known;
        }
        let inner = chain.followed_by(step);
        let known = self.run(definition, period, &inner);
        // What was broken off says something of the whole chain, not of this indicator.
        if chain.steps.is_empty() || inner.broken_off().is_none() {
            let mut memo = self.memo.lock().unwrap_or_else(PoisonError::into_inner);
            if memo.len() >= MOST_KNOWN {
                memo.clear();
            }
            memo.insert((id.to_owned(), period), known.clone());
        }
        known
    }

    fn run(self: &Arc<Self>, definition: &IndicatorDefinition, period: Period, chain: &Chain) -> MemoEntry {
        let formula = &definition.formula;
        let (value, trace) = self.evaluate(&formula.value, period, chain.clone());
        let depth = trace.depth + 1;
        let place = |problems: Vec<Problem>| -> MemoEntry {
            (Err(problems.into_iter().map(|problem| problem.at(&formula.place)).collect()), depth)
        };
        if !trace.problems.is_empty() {
            return place(trace.problems);
        }
        let amount = match (withheld(&trace, &formula.value), trace.missing.into_iter().next(), value) {
            (Some(reason), _, _) => Amount::Withheld(reason),
            (None, Some(missing), _) => Amount::Missing(missing),
            (None, None, Err(error)) => return place(vec![formula_error(&error, formula)]),
            (None, None, Ok(value)) => match to_decimal(&value) {
                Some(number) => {
                    let number = settled(number, trace.largest, &definition.unit);
                    self.unless_small(number, definition, &trace.cells)
                }
                None => return place(vec![no_number(&value)]),
            },
        };
        let computed = Number {
            label: definition.name.clone(),
            origin: Origin::Indicator(definition.id.value.clone()),
            about: Vec::new(),
            period,
            amount,
            unit: definition.unit.clone(),
            rounding: definition.rounding,
            scale: definition.scale,
            cells: trace.cells,
            facts: trace.facts,
            sign_dropped: false,
        };
        (Ok(computed), depth)
    }

    /// A count of people that a formula made can be too small as well. What changed over time is no
    /// count, and neither is what rests on numbers that are public.
    fn unless_small(&self, exact: Decimal, definition: &IndicatorDefinition, cells: &[CellRef]) -> Amount {
        let privacy = &self.data.municipality.privacy;
        // Whatever its own unit says: a number made of counts of people counts people.
        let of_people = || cells.iter().all(|cell| cell.series.measures[cell.measure].counts_people);
        let unit_counts = definition.unit.counted() == Counted::Unsaid && !cells.is_empty() && of_people();
        let number = exact.round_dp(2);
        let is_count = (definition.unit.counts_people() || unit_counts) && number.is_integer();
        let is_public = !cells.is_empty() && cells.iter().all(|cell| cell.series.public.is_some());
        if is_count && !is_public && privacy.is_small(number) && !spans_periods(cells) {
            return Amount::Withheld(Withheld::FewerThan(privacy.threshold));
        }
        Amount::Number(exact)
    }

    pub(super) fn evaluate(
        self: &Arc<Self>,
        formula: &str,
        period: Period,
        chain: Chain,
    ) -> (Result<Value, Error>, FormulaTrace) {
        let mut trace = FormulaTrace::default();
        if formula.len() > MAX_LENGTH {
            trace.problems.push(too_long());
            return (Ok(Value::UNDEFINED), trace);
        }
        let shared = Arc::new(Mutex::new(trace));
        let scope = Scope { engine: self.clone(), period, chain, trace: shared.clone() };
        let value = self
            .environment
            .compile_expression(formula)
            .and_then(|expression| expression.eval(Value::from_object(scope)));
        let trace = std::mem::take(&mut *lock(&shared));
        (value, trace)
    }

    /// The periods that an expression such as `periode.maanden` means.
    ///
    /// # Errors
    /// The expression is wrong, or gives no period.
    pub fn periods(
        self: &Arc<Self>,
        expression: &Located<String>,
        period: Period,
    ) -> Result<Vec<Period>, Vec<Problem>> {
        if let Ok(period) = expression.value.parse() {
            return Ok(vec![period]);
        }
        let (value, trace) = self.evaluate(&expression.value, period, Chain::default());
        let place = |problem: Problem| problem.at(&expression.place);
        if !trace.problems.is_empty() {
            return Err(trace.problems.into_iter().map(place).collect());
        }
        let value = value.map_err(|error| vec![place(formula_error(&error, expression))])?;
        let found: Option<Vec<Period>> = match PeriodValue::from_value(&value) {
            Some(period) => Some(vec![period]),
            None => value.try_iter().ok().and_then(|items| items.map(|item| PeriodValue::from_value(&item)).collect()),
        };
        found.filter(|periods| !periods.is_empty()).ok_or_else(|| {
            let problem = Problem::new(Code::FormulaFails, format!("\"{}\" is geen periode.", expression.value))
                .hint(Some("Schrijf bijvoorbeeld periode, vorig_jaar, periode.maanden of 2022-K4.".to_owned()));
            vec![place(problem)]
        })
    }

    /// Whether a number is no more than what its cells add up to.
    pub fn is_sum_of_its_cells(&self, number: &Number) -> bool {
        match &number.origin {
            Origin::Cells(Operation::Read | Operation::Sum | Operation::TableTotal) => true,
            Origin::Cells(_) | Origin::Fact(_) | Origin::Count(_) => false,
            Origin::Indicator(id) => {
                let definition = self.data.indicators.get(id);
                definition.is_some_and(|definition| is_single_read(&definition.formula.value))
            }
        }
    }

    /// Why a name means nothing here.
    pub fn unknown(&self, name: &str) -> Problem {
        if let Some(cause) =
            self.data.cause_of(name, &[DefinitionKind::Series, DefinitionKind::Indicators, DefinitionKind::Facts])
        {
            return Problem::follows_from(&cause);
        }
        let known = self.data.series.keys().chain(self.data.indicators.keys()).chain(self.data.facts.keys());
        let known = known.map(String::as_str);
        Problem::new(Code::UnknownInFormula, format!("Er is geen reeks of kengetal \"{name}\"."))
            .hint(did_you_mean(name, known))
    }
}

/// The names that a formula can use.
struct Scope {
    engine: Arc<Engine>,
    period: Period,
    chain: Chain,
    trace: Arc<Mutex<FormulaTrace>>,
}

impl std::fmt::Debug for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Scope({})", self.period)
    }
}

impl Scope {
    fn reader(&self) -> ReadBy {
        ReadBy::Formula(self.trace.clone())
    }

    fn indicator(&self, id: &str, period: Period) -> Value {
        let (result, depth) = self.engine.indicator_within(id, period, &self.chain);
        {
            let mut trace = lock(&self.trace);
            trace.depth = trace.depth.max(depth);
        }
        self.reader().deliver(result)
    }
}

impl Object for Scope {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let name = key.as_str()?;
        if let Some(period) = period_value(name, self.period) {
            return Some(period);
        }
        if name == "kengetal" {
            let scope = self.clone();
            let of_period = move |id: String, period: Value| match PeriodValue::from_value(&period) {
                Some(period) => Ok(scope.indicator(&id, period)),
                None => Err(Error::new(ErrorKind::InvalidOperation, "kengetal() heeft een naam en een periode nodig.")),
            };
            return Some(Value::from_function(of_period));
        }
        if is_aggregate(name) {
            return None;
        }
        let data = &self.engine.data;
        if data.is_quantity(name) {
            return Some(self.indicator(name, self.period));
        }
        Some(match data.series.get(name) {
            Some(series) => Value::from_object(SeriesValue { series: series.clone(), reader: self.reader() }),
            None => self.reader().fail(vec![self.engine.unknown(name)]),
        })
    }
}

/// Whether cells of the same measure are about different periods.
fn spans_periods(cells: &[CellRef]) -> bool {
    let mut first: HashMap<(usize, usize), Period> = HashMap::new();
    cells.iter().any(|cell| {
        let measure = (Arc::as_ptr(&cell.series).addr(), cell.measure);
        *first.entry(measure).or_insert_with(|| cell.period()) != cell.period()
    })
}

/// Why the outcome of a formula is withheld. Only a formula that passes one number on as it is can
/// give that number's own reason.
fn withheld(trace: &FormulaTrace, formula: &str) -> Option<Withheld> {
    let first = *trace.withheld.first()?;
    Some(if trace.reads == 1 && is_single_read(formula) { first } else { Withheld::Protecting })
}

pub(super) fn to_decimal(value: &Value) -> Option<Decimal> {
    let number = f64::try_from(value.clone()).ok().filter(|number| number.abs() < LARGEST)?;
    if let Some(whole) = value.as_i64().filter(|_| value.is_integer()) {
        return Some(Decimal::from(whole));
    }
    Decimal::from_f64_retain(number)
        .or_else(|| Decimal::from_f64(number))?
        .round_sf(SIGNIFICANT_DIGITS)
        .map(|number| number.normalize())
}

/// Cuts off what binary subtraction of large numbers leaves behind. Shares are quotients, which
/// have no such remains and need their decimals.
fn settled(number: Decimal, largest: Decimal, unit: &Unit) -> Decimal {
    if unit.is_fraction() {
        return number;
    }
    let whole_digits = largest.trunc().to_string().len();
    let decimals = (SIGNIFICANT_DIGITS as usize).saturating_sub(whole_digits);
    number.round_dp(u32::try_from(decimals).unwrap_or(0)).normalize()
}

fn no_number(value: &Value) -> Problem {
    if value.is_number() {
        return Problem::new(Code::FormulaFails, "De uitkomst van de formule is te groot.");
    }
    let problem = Problem::new(Code::FormulaFails, "De formule heeft geen getal als uitkomst.");
    let is_measure = value.downcast_object_ref::<MeasureValue>().is_some();
    problem.hint(is_measure.then(|| "Zet er een periode achter, zoals [periode].".to_owned()))
}
