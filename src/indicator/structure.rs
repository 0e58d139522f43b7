//! What is wrong with formulas whatever the period: names that do not exist, rings,
//! chains that are too long. Looked at once, so that every run finds the same.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::Expression;

use crate::diagnostic::{Code, Findings};

use super::engine::{Engine, MAX_LENGTH, too_long};
use super::formula_error::formula_error;
use super::number::Problem;
use super::value::unknown_measure;

/// How many indicators may rest on each other.
const MAX_DEPTH: usize = 50;

impl Engine {
    /// Follows the names in formulas: rings, and chains that are too long, do not depend on any period.
    pub(super) fn structural_problems(&self) -> BTreeMap<String, Problem> {
        let indicators = &self.data.indicators;
        let uses: BTreeMap<&str, Vec<&str>> = indicators
            .iter()
            .map(|(id, definition)| {
                let names = self.names_in(&definition.formula.value).unwrap_or_default();
                let used = names.iter().filter_map(|name| indicators.get_key_value(name));
                (id.as_str(), used.map(|(name, _)| name.as_str()).collect())
            })
            .collect();
        let mut depths = BTreeMap::new();
        let mut problems = BTreeMap::new();
        for id in uses.keys() {
            self.measure_depth(id, &uses, &mut Vec::new(), &mut depths, &mut problems);
        }
        problems
    }

    /// How many indicators a name rests on, itself included.
    fn measure_depth<'a>(
        &self,
        id: &'a str,
        uses: &BTreeMap<&'a str, Vec<&'a str>>,
        path: &mut Vec<&'a str>,
        depths: &mut BTreeMap<&'a str, usize>,
        problems: &mut BTreeMap<String, Problem>,
    ) -> usize {
        if let Some(start) = path.iter().position(|earlier| *earlier == id) {
            for member in &path[start..] {
                problems.insert((*member).to_owned(), self.ring_problem(&path[start..]));
            }
            return 0;
        }
        if let Some(known) = depths.get(id) {
            return *known;
        }
        // Far deeper than is allowed, but not so deep that following it is a danger.
        if path.len() > MAX_DEPTH * 4 {
            return 0;
        }
        path.push(id);
        let used = uses.get(id).map(Vec::as_slice).unwrap_or_default();
        let deepest = used.iter().map(|name| self.measure_depth(name, uses, path, depths, problems)).max();
        path.pop();
        let depth = deepest.unwrap_or(0) + 1;
        depths.insert(id, depth);
        // What rests on something too deep is too deep for the same reason.
        let inherited =
            used.iter().filter_map(|name| problems.get(*name)).find(|problem| problem.code == Code::FormulaFails);
        if let Some(problem) = inherited.cloned() {
            problems.entry(id.to_owned()).or_insert(problem);
        } else if depth > MAX_DEPTH && !problems.contains_key(id) {
            let message = format!("Meer dan {MAX_DEPTH} kengetallen rusten op elkaar, tot en met \"{id}\".");
            let hint = "Reken korter: laat een kengetal rechtstreeks uit de reeks komen.".to_owned();
            problems.insert(id.to_owned(), self.placed(Problem::new(Code::FormulaFails, message).hint(Some(hint)), id));
        }
        depth
    }

    /// The same words for a ring wherever it is entered.
    pub(super) fn ring_problem(&self, ring: &[&str]) -> Problem {
        let first = ring.iter().enumerate().min_by_key(|(_, id)| **id).map_or(0, |(index, _)| index);
        let mut names: Vec<&str> = ring[first..].iter().chain(&ring[..first]).copied().collect();
        names.extend(ring.get(first));
        let message = format!("Deze kengetallen verwijzen in een kring naar elkaar: {}.", names.join(" → "));
        self.placed(Problem::new(Code::CircularIndicator, message), names[0])
    }

    fn placed(&self, problem: Problem, id: &str) -> Problem {
        match self.data.indicators.get(id) {
            Some(definition) => problem.at(&definition.formula.place),
            None => problem,
        }
    }

    /// What is wrong with definitions whether or not any letter uses them.
    pub fn check(&self, findings: &mut Findings) {
        for (id, definition) in &self.data.indicators {
            let formula = &definition.formula;
            if let Some(problem) = self.structure.get(id) {
                findings.push(problem.clone().into_finding(&formula.place));
            }
            if formula.value.len() > MAX_LENGTH {
                findings.push(too_long().at(&formula.place).into_finding(&formula.place));
                continue;
            }
            let expression = match self.environment.compile_expression(&formula.value) {
                Ok(expression) => expression,
                Err(error) => {
                    findings.push(formula_error(&error, formula).into_finding(&formula.place));
                    continue;
                }
            };
            let names: BTreeSet<String> = expression.undeclared_variables(false).into_iter().collect();
            let unknown = names.iter().filter(|name| !self.knows(name)).map(|name| self.unknown(name));
            let unknown = unknown.filter(|problem| problem.code != Code::FollowsFromError);
            for problem in unknown.chain(self.unknown_measures(&expression)) {
                findings.push(problem.at(&formula.place).into_finding(&formula.place));
            }
        }
    }

    /// Measures that a formula asks of a series that does not have them.
    fn unknown_measures(&self, expression: &Expression<'_, '_>) -> Vec<Problem> {
        let paths: BTreeSet<String> = expression.undeclared_variables(true).into_iter().collect();
        let of_series = |path: &String| {
            let (series, rest) = path.split_once('.')?;
            let series = self.data.series.get(series)?;
            let measure = rest.split('.').next()?;
            series.measure(measure).is_none().then(|| unknown_measure(series, measure))
        };
        paths.iter().filter_map(of_series).collect()
    }
}
