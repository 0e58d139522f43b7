//! How a document is read by the rules: its sentences and words, the quantities in it, and what is no quantity.

pub(crate) mod clause;
pub(crate) mod data_texts;
pub(crate) mod exempt;
pub(crate) mod given;
pub(crate) mod literals;
pub(crate) mod number_word;
pub(crate) mod period_mention;
pub(crate) mod portion;
pub(crate) mod prose;
pub(crate) mod quantity;
pub(crate) mod rounding;
pub(crate) mod sentence;
pub(crate) mod verb;
