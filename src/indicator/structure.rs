//! What is wrong with formulas whatever the period: rings, and chains that are too long.
//! Looked at once, so that every run finds the same.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::Environment;

use crate::diagnostic::Code;
use crate::load::IndicatorDefinition;

use super::formula_error::MAX_LENGTH;
use super::number::Problem;

/// How many indicators may rest on each other.
const MAX_DEPTH: usize = 50;

type Definitions = BTreeMap<String, IndicatorDefinition>;

/// Follows the names in formulas: rings, and chains that are too long, do not depend on any period.
pub(super) fn structural_problems(
    indicators: &Definitions,
    environment: &Environment<'_>,
) -> BTreeMap<String, Problem> {
    let uses = indicators.iter().map(|(id, definition)| {
        let names = names_in(&definition.formula.value, environment).unwrap_or_default();
        let used = names.iter().filter_map(|name| indicators.get_key_value(name));
        (id.as_str(), used.map(|(name, _)| name.as_str()).collect())
    });
    let mut search = Search { indicators, uses: uses.collect(), depths: BTreeMap::new(), problems: BTreeMap::new() };
    for id in indicators.keys() {
        search.measure_depth(id, &mut Vec::new());
    }
    search.problems
}

/// The names that a formula uses; none when it cannot be read.
fn names_in(formula: &str, environment: &Environment<'_>) -> Option<BTreeSet<String>> {
    if formula.len() > MAX_LENGTH {
        return None;
    }
    let expression = environment.compile_expression(formula).ok()?;
    Some(expression.undeclared_variables(false).into_iter().collect())
}

/// Which indicators rest on which, as far as it was followed.
struct Search<'a> {
    indicators: &'a Definitions,
    /// The indicators that a formula names.
    uses: BTreeMap<&'a str, Vec<&'a str>>,
    depths: BTreeMap<&'a str, usize>,
    problems: BTreeMap<String, Problem>,
}

impl<'a> Search<'a> {
    /// How many indicators a name rests on, itself included.
    fn measure_depth(&mut self, id: &'a str, path: &mut Vec<&'a str>) -> usize {
        if let Some(start) = path.iter().position(|earlier| *earlier == id) {
            for member in &path[start..] {
                self.problems.insert((*member).to_owned(), ring_problem(&path[start..], self.indicators));
            }
            return 0;
        }
        if let Some(known) = self.depths.get(id) {
            return *known;
        }
        // Far deeper than is allowed, but not so deep that following it is a danger.
        if path.len() > MAX_DEPTH * 4 {
            return 0;
        }
        path.push(id);
        let used = self.uses.get(id).cloned().unwrap_or_default();
        let deepest = used.iter().map(|name| self.measure_depth(name, path)).max();
        path.pop();
        let depth = deepest.unwrap_or(0) + 1;
        self.depths.insert(id, depth);
        // What rests on something too deep is too deep for the same reason.
        let inherited =
            used.iter().filter_map(|name| self.problems.get(*name)).find(|problem| problem.code == Code::FormulaFails);
        if let Some(problem) = inherited.cloned() {
            self.problems.entry(id.to_owned()).or_insert(problem);
        } else if depth > MAX_DEPTH && !self.problems.contains_key(id) {
            let message = format!("Meer dan {MAX_DEPTH} kengetallen rusten op elkaar, tot en met \"{id}\".");
            let hint = "Reken korter: laat een kengetal rechtstreeks uit de reeks komen.".to_owned();
            let problem = Problem::new(Code::FormulaFails, message).hint(Some(hint));
            self.problems.insert(id.to_owned(), placed(problem, id, self.indicators));
        }
        depth
    }
}

/// The same words for a ring wherever it is entered.
pub(super) fn ring_problem(ring: &[&str], indicators: &Definitions) -> Problem {
    let first = ring.iter().enumerate().min_by_key(|(_, id)| **id).map_or(0, |(index, _)| index);
    let mut names: Vec<&str> = ring[first..].iter().chain(&ring[..first]).copied().collect();
    names.extend(ring.get(first));
    let message = format!("Deze kengetallen verwijzen in een kring naar elkaar: {}.", names.join(" → "));
    placed(Problem::new(Code::CircularIndicator, message), names[0], indicators)
}

fn placed(problem: Problem, id: &str, indicators: &Definitions) -> Problem {
    match indicators.get(id) {
        Some(definition) => problem.at(&definition.formula.place),
        None => problem,
    }
}
