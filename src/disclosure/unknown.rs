//! Values for the quantities that the source does not know.
//!
//! In come the equations and the known values; out comes a value for every quantity. The audit needs one table that
//! agrees with all that is published to start from. An attacker's bounds do not depend on which one that is.

use std::collections::VecDeque;

use super::equation::{Equation, Terms};
use super::tableau::Tableau;

/// Fills in the unknown values so that the equations hold, or come as near as they can where the known values
/// contradict each other. Nothing that is filled in is below zero.
///
/// This is the first phase of the simplex method: each equation gets a variable that says how far it is off, one more
/// equation adds these up, and that sum is made as small as it can be.
pub(super) fn complete(equations: &[Equation], known: &[Option<i128>]) -> Vec<i128> {
    let known = &with_what_follows(equations, known);
    if known.iter().all(Option::is_some) {
        return known.iter().map(|value| value.unwrap_or(0)).collect();
    }
    let mut columns = Columns { of: vec![None; known.len()], start: Vec::new() };
    let mut rows: Vec<Terms> = Vec::new();
    let mut misfits: Terms = Vec::new();
    for equation in equations {
        let mut row: Terms = Vec::new();
        let mut off: i128 = 0;
        for &(quantity, coefficient) in &equation.terms {
            match known[quantity] {
                Some(value) => off += i128::from(coefficient) * value,
                None => row.push((columns.of(quantity), coefficient)),
            }
        }
        if !row.is_empty() && off != 0 {
            let misfit = columns.add(off.abs());
            row.push((misfit, if off > 0 { -1 } else { 1 }));
            misfits.push((misfit, -1));
        }
        row.sort_unstable();
        rows.push(row);
    }
    let misfit = columns.add(misfits.iter().map(|&(column, _)| columns.start[column]).sum());
    misfits.push((misfit, 1));
    rows.push(misfits);
    let of = columns.of;
    let found = Tableau::of(rows, columns.start).and_then(|mut tableau| {
        tableau.lowest(misfit)?;
        Ok(tableau)
    });
    let fill_in = |column: usize| found.as_ref().map_or(0, |tableau| tableau.value(column).floor());
    known.iter().zip(of).map(|(value, column)| value.or_else(|| column.map(fill_in)).unwrap_or(0)).collect()
}

/// What follows at once: the only unknown of an equation, where it is no less than zero. Most unknowns are such, for
/// instance the rest of a total of which a part is known, and the simplex method needs far longer for them.
fn with_what_follows(equations: &[Equation], known: &[Option<i128>]) -> Vec<Option<i128>> {
    let mut known = known.to_vec();
    let mut equations_of: Vec<Vec<usize>> = vec![Vec::new(); known.len()];
    for (at, equation) in equations.iter().enumerate() {
        equation.terms.iter().filter(|(one, _)| known[*one].is_none()).for_each(|(one, _)| equations_of[*one].push(at));
    }
    let mut open: VecDeque<usize> = (0..equations.len()).collect();
    while let Some(at) = open.pop_front() {
        let mut unknown = equations[at].terms.iter().filter(|(one, _)| known[*one].is_none());
        let (Some(&(quantity, coefficient)), None) = (unknown.next(), unknown.next()) else { continue };
        let others = equations[at].terms.iter().filter_map(|&(one, times)| Some(i128::from(times) * known[one]?));
        let value = others.sum::<i128>().checked_div(-i128::from(coefficient)).unwrap_or(-1);
        if value >= 0 && coefficient.abs() == 1 {
            known[quantity] = Some(value);
            open.extend(&equations_of[quantity]);
        }
    }
    known
}

/// The variables of the first phase and the values that they start from.
struct Columns {
    /// For each unknown quantity that stands in an equation its variable.
    of: Vec<Option<usize>>,
    start: Vec<i128>,
}

impl Columns {
    fn add(&mut self, start: i128) -> usize {
        self.start.push(start);
        self.start.len() - 1
    }

    fn of(&mut self, quantity: usize) -> usize {
        match self.of[quantity] {
            Some(column) => column,
            None => {
                let column = self.add(0);
                self.of[quantity] = Some(column);
                column
            }
        }
    }
}
