//! Which cells of a series are meant: a measure, perhaps for fixed values of some dimensions.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, did_you_mean};
use crate::load::Series;

use super::number::Problem;

/// A measure of a series, perhaps for fixed values of some dimensions.
#[derive(Debug, Clone)]
pub struct Selected {
    /// The series.
    pub series: Arc<Series>,
    /// Position of the measure.
    pub measure: usize,
    /// Position of a dimension, and the value it must have.
    pub fixed: BTreeMap<usize, String>,
}

impl Selected {
    /// `"jnv.kosten"`, as the author wrote it.
    pub fn name(&self) -> String {
        format!("{}.{}", self.series.id, self.series.measures[self.measure].id)
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
        let message = format!("De reeks \"{}\" heeft geen regel met {name} \"{value}\".", self.series.id);
        let hint = did_you_mean(&value, values.iter().copied())
            .unwrap_or_else(|| format!("Wel: {}.", values.join(", ")).into());
        Err(Problem::new(Code::NoSuchCell, message).hint(Some(hint)))
    }
}

/// A series has no measure of this name.
pub fn unknown_measure(series: &Series, name: &str) -> Problem {
    let known = series.measures.iter().map(|measure| measure.id.as_str());
    let names: Vec<&str> = known.clone().collect();
    let hint = did_you_mean(name, known).unwrap_or_else(|| format!("Wel: {}.", names.join(", ")).into());
    let message = format!("De reeks \"{}\" heeft geen maat \"{name}\".", series.id);
    Problem::new(Code::UnknownInFormula, message).hint(Some(hint))
}
