//! Indicators (kengetallen): named formulas over the series, computed with provenance.
//!
//! Formulas are minijinja expressions. Whatever a formula reads is recorded
//! while it runs, so an indicator always knows its cells.

pub mod aggregate;
pub mod control;
mod engine;
mod number;
mod filled;
mod formula_error;
pub mod grid;
mod reading;
mod structure;
#[cfg(test)]
mod tests;
mod value;

pub use engine::{AskAgain, Engine, is_broken, period_value};
pub use number::{Amount, CellRef, ListOrigin, Number, Operation, Origin, Problem, report};
pub use value::{
    AGGREGATES, Broken, NumberValue, PeriodValue, Reader, Selection, SeriesValue, Wording, aggregate, refuse_pasting,
    unknown_measure,
};
