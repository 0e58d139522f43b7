//! From a work folder to documents: the list of steps ([`run`]) and what it keeps from one run to the next.

pub mod earlier;
pub mod memory;
pub mod outcome;
mod run;
pub mod sent;

pub use run::{Draft, Made, Run, Task};
