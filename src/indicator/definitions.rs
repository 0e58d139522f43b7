//! What is wrong with the definitions of indicators, whether or not any document uses them.

use std::collections::BTreeSet;

use minijinja::Expression;

use crate::diagnostic::{Code, Findings};

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
            let names: BTreeSet<String> = expression.undeclared_variables(false).into_iter().collect();
            let unknown = names.iter().filter(|name| !self.knows(name)).map(|name| self.unknown(name));
            let unknown = unknown.filter(|problem| problem.code != Code::FollowsFromError);
            for problem in unknown.chain(self.unknown_measures(&expression)) {
                findings.push(problem.at(&formula.place).into_finding(&formula.place));
            }
        }
        findings
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
