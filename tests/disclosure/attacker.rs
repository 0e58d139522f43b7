//! Readers who want to know what is hidden. They have what is published, and no code of the module that hides it.

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, Variable};

use crate::tables::Case;

/// What an attacker makes of a quantity: at least, and at most; no limit is infinite.
pub type Bounds = (f64, f64);

/// What is published, as equations between what is not: coefficients by hidden quantity, and what they make.
pub struct Knowledge {
    pub hidden: Vec<usize>,
    equations: Vec<(Vec<(usize, i64)>, i64)>,
}

impl Knowledge {
    /// Reads a table of which some is hidden.
    pub fn of(case: &Case, is_hidden: impl Fn(usize) -> bool) -> Self {
        let hidden: Vec<usize> = (0..case.truth.len()).filter(|&quantity| is_hidden(quantity)).collect();
        let place = |quantity: usize| hidden.binary_search(&quantity).ok();
        let mut equations = Vec::new();
        for sum in &case.table.sums {
            let mut terms = Vec::new();
            let mut made = 0;
            for (quantity, coefficient) in sum.parts.iter().map(|&part| (part, 1)).chain([(sum.total, -1)]) {
                match place(quantity) {
                    Some(place) => terms.push((place, coefficient)),
                    None => made -= coefficient * case.truth[quantity],
                }
            }
            if !terms.is_empty() {
                equations.push((terms, made));
            }
        }
        Self { hidden, equations }
    }

    /// The bounds of a hidden quantity by linear programming, in floating point.
    pub fn by_linear_programming(&self, quantity: usize) -> Option<Bounds> {
        let place = self.hidden.binary_search(&quantity).expect("a hidden quantity");
        let low = self.optimum(place, OptimizationDirection::Minimize)?;
        let high = self.optimum(place, OptimizationDirection::Maximize)?;
        Some((low, high))
    }

    /// None where the solver, which is not exact, gives up.
    fn optimum(&self, objective: usize, direction: OptimizationDirection) -> Option<f64> {
        let mut problem = Problem::new(direction);
        let variable = |place: usize| problem.add_var(f64::from(u8::from(place == objective)), (0.0, f64::INFINITY));
        let variables: Vec<Variable> = (0..self.hidden.len()).map(variable).collect();
        for (terms, made) in &self.equations {
            let terms: Vec<(Variable, f64)> =
                terms.iter().map(|&(place, coefficient)| (variables[place], coefficient as f64)).collect();
            problem.add_constraint(&terms, ComparisonOp::Eq, *made as f64);
        }
        match problem.solve() {
            Ok(outcome) => Some(outcome.into_solution().expect("no limits were set").objective()),
            Err(Error::Unbounded) => Some(f64::INFINITY),
            Err(Error::Infeasible) => panic!("what is published contradicts itself"),
            Err(_) => None,
        }
    }

    /// The bounds of all hidden quantities by trying all tables of whole numbers up to `cap` that agree with what is
    /// published. Stops when each range is at least `enough`; none when there are too many tables to try.
    pub fn by_trying_all(&self, cap: i64, enough: &[i64]) -> Option<Vec<(i64, i64)>> {
        let mut search = Search {
            knowledge: self,
            values: vec![None; self.hidden.len()],
            bounds: vec![(i64::MAX, i64::MIN); self.hidden.len()],
            cap,
            enough,
            budget: 300_000,
        };
        search.go(0);
        (search.budget > 0).then_some(search.bounds)
    }
}

/// A search through all tables, one hidden quantity after the other.
struct Search<'a> {
    knowledge: &'a Knowledge,
    values: Vec<Option<i64>>,
    bounds: Vec<(i64, i64)>,
    cap: i64,
    enough: &'a [i64],
    budget: u32,
}

impl Search<'_> {
    /// Tries all values from a place on; false to stop.
    fn go(&mut self, place: usize) -> bool {
        self.budget = self.budget.saturating_sub(1);
        if self.budget == 0 {
            return false;
        }
        if place == self.values.len() {
            for (bounds, value) in self.bounds.iter_mut().zip(&self.values) {
                let value = value.expect("all are set");
                *bounds = (bounds.0.min(value), bounds.1.max(value));
            }
            return self.bounds.iter().zip(self.enough).any(|(&(low, high), &enough)| high - low < enough);
        }
        let (low, high) = self.possible(place);
        for value in low..=high {
            self.values[place] = Some(value);
            if !self.go(place + 1) {
                return false;
            }
        }
        self.values[place] = None;
        true
    }

    /// The values that no single equation forbids, given those set and none of the others below zero or over the cap.
    fn possible(&self, place: usize) -> (i64, i64) {
        let (mut low, mut high) = (0, self.cap);
        for (terms, made) in &self.knowledge.equations {
            let Some(&(_, own)) = terms.iter().find(|&&(other, _)| other == place) else { continue };
            let (mut least, mut most) = (*made, *made);
            for &(other, coefficient) in terms.iter().filter(|&&(other, _)| other != place) {
                let (from, to) = self.values[other].map_or((0, self.cap), |value| (value, value));
                least -= (coefficient * from).max(coefficient * to);
                most -= (coefficient * from).min(coefficient * to);
            }
            let (least, most) = if own > 0 { (least, most) } else { (-most, -least) };
            low = low.max(least);
            high = high.min(most);
        }
        (low, high)
    }
}
