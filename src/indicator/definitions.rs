//! What is wrong with the definitions of indicators, whether or not any document uses them.

use std::collections::BTreeSet;

use minijinja::Expression;

use crate::diagnostic::{Code, Findings};
use crate::dutch::unit::Unit;

use super::engine::Engine;
use super::formula_error::{MAX_LENGTH, formula_error, too_long};
use super::number::Problem;
use super::selected::unknown_measure;

impl Engine {
    /// What is wrong with definitions whether or not any document uses them.
    #[must_use]
    pub fn check(&self) -> Findings {
        let mut findings = Findings::new();
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
            if definition.unit == Unit::Percent && self.is_difference_of_shares(&formula.value) {
                let message = "Deze formule trekt twee percentages van elkaar af. Dat verschil is in procentpunten.";
                let hint = "Zet er eenheid = \"procentpunt\" bij. Van 20% naar 24% is 4 procentpunt erbij, en geen 4%.";
                let problem = Problem::new(Code::FormulaFails, message.to_owned()).hint(Some(hint.to_owned()));
                findings.push(problem.at(&formula.place).into_finding(&formula.place));
            }
            let names: BTreeSet<String> = expression.undeclared_variables(false).into_iter().collect();
            let unknown = names.iter().filter(|name| !self.knows(name)).map(|name| self.unknown(name));
            let unknown = unknown.filter(|problem| problem.code != Code::FollowsFromError);
            for problem in unknown.chain(self.unknown_measures(&expression)) {
                findings.push(problem.at(&formula.place).into_finding(&formula.place));
            }
        }
        findings
    }

    /// Whether a formula is one share less the same share of another period.
    fn is_difference_of_shares(&self, formula: &str) -> bool {
        if !self.data.municipality.privacy.asks {
            return false;
        }
        let mut depth = 0_i32;
        let mut minus = Vec::new();
        for (at, next) in formula.char_indices() {
            match next {
                '(' | '[' => depth += 1,
                ')' | ']' => depth -= 1,
                '-' if depth == 0 => minus.push(at),
                '+' | '*' | '/' | '|' if depth == 0 => return false,
                _ => {}
            }
        }
        let [at] = minus[..] else { return false };
        let (left, right) = (self.share(&formula[..at]), self.share(&formula[at + 1..]));
        left.is_some() && left == right
    }

    /// The indicator or measure that a term is, whatever its period, if that is a share.
    fn share<'f>(&self, term: &'f str) -> Option<&'f str> {
        let term = term.trim().trim_matches(['(', ')']).trim();
        let named = term.strip_prefix("kengetal(").map(|rest| rest.trim_start_matches(['\'', '"']));
        let is_part = |next: char| next.is_ascii_alphanumeric() || matches!(next, '_' | '.');
        let name = named.unwrap_or(term);
        let name = &name[..name.find(|next| !is_part(next)).unwrap_or(name.len())];
        let of_series = || {
            let (series, measure) = name.split_once('.')?;
            let series = self.data.series.get(series)?;
            Some(series.measures[series.measure(measure)?].unit.clone())
        };
        let unit = self.data.indicators.get(name).map(|one| one.unit.clone()).or_else(of_series)?;
        (unit == Unit::Percent).then_some(name)
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
