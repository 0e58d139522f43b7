//! Indicators (kengetallen): named formulas over the series, computed with provenance.
//!
//! Formulas are minijinja expressions. Whatever a formula reads is recorded
//! while it runs, so an indicator always knows its cells.

pub mod aggregate;
mod broken;
mod chain;
pub mod control;
mod definitions;
mod engine;
mod filled;
mod formula_error;
mod language;
pub mod grid;
mod number;
mod number_value;
mod period_value;
mod reading;
mod selected;
mod series_value;
mod structure;
#[cfg(test)]
mod tests;
mod trace;

pub use broken::{Broken, refuse_pasting};
pub use engine::{BUILTIN_FUNCTIONS, Engine};
pub use language::environment;
pub use number::{Amount, CellRef, ListOrigin, Number, Operation, Origin, Problem, report};
pub use number_value::{AskAgain, NumberValue, Wording, is_broken};
pub use period_value::{PERIOD_NAMES, PeriodValue, period_value};
pub use selected::Selected;
pub use series_value::{AGGREGATES, MeasureValue, SeriesValue};
pub use trace::ReadBy;
