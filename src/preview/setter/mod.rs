//! The process that typesets: it holds the work folder and makes pages of it, as often as it is asked.

pub(crate) mod comparison;
pub(crate) mod inputs;
pub(crate) mod open;
pub(crate) mod studio;
pub(crate) mod worker;
