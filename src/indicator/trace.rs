//! What a formula read while it ran, and the two ways of reading: as numbers that are recorded, or to be printed.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use minijinja::value::Value;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::dutch::withheld::Withheld;
use crate::load::Fact;

use super::broken::Broken;
use super::number::{Amount, CellRef, Number, Problem};
use super::number_value::NumberValue;

/// What happened while a formula ran.
#[derive(Debug, Default)]
pub struct FormulaTrace {
    /// Cells read, each once, in the order of reading.
    pub cells: Vec<CellRef>,
    seen: HashSet<(usize, usize, usize)>,
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
    /// How many numbers were read.
    pub reads: usize,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

impl FormulaTrace {
    /// Keeps each problem once: a name may be read many times.
    fn report(&mut self, problems: &[Problem]) {
        for problem in problems {
            if !self.problems.contains(problem) {
                self.problems.push(problem.clone());
            }
        }
    }

    fn record(&mut self, read: &Number) {
        self.reads += 1;
        for fact in &read.facts {
            if !self.facts.iter().any(|known| Arc::ptr_eq(known, fact)) {
                self.facts.push(fact.clone());
            }
        }
        for cell in &read.cells {
            if self.seen.insert((Arc::as_ptr(&cell.series).addr(), cell.row, cell.measure)) {
                self.cells.push(cell.clone());
            }
        }
        match &read.amount {
            Amount::Number(number) => self.largest = self.largest.max(number.abs()),
            Amount::Missing(reason) => self.missing.push(reason.clone()),
            Amount::Withheld(reason) => self.withheld.push(*reason),
        }
    }
}

/// Who reads the values: a formula that needs numbers, or text that prints them.
#[derive(Debug, Clone)]
pub enum ReadBy {
    /// As plain numbers, and every access recorded.
    Formula(Arc<Mutex<FormulaTrace>>),
    /// As numbers that print themselves.
    Text,
}

impl ReadBy {
    /// Hands out a computed number in the form that the reader needs.
    pub fn deliver(&self, result: Result<Number, Vec<Problem>>) -> Value {
        match (self, result) {
            (ReadBy::Formula(trace), Ok(number)) => {
                lock(trace).record(&number);
                // Unknown values poison everything computed from them.
                Value::from(number.amount.number().and_then(|known| known.to_f64()).unwrap_or(f64::NAN))
            }
            (ReadBy::Text, Ok(number)) => Value::from_object(NumberValue::new(number)),
            (_, Err(problems)) => self.fail(problems),
        }
    }

    /// Hands out something that fails wherever it is used.
    pub fn fail(&self, problems: Vec<Problem>) -> Value {
        if let ReadBy::Formula(trace) = self {
            lock(trace).report(&problems);
        }
        Value::from_object(Broken(problems))
    }
}

/// Locks a trace. A formula that panicked half-way leaves a trace that can still be read.
pub fn lock(trace: &Mutex<FormulaTrace>) -> MutexGuard<'_, FormulaTrace> {
    trace.lock().unwrap_or_else(PoisonError::into_inner)
}
