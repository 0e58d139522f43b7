//! Charts that were drawn, looked at whole.

mod letters;
mod robustness;
pub(crate) mod sample;
mod slides;
