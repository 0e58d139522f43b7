//! Charts that were drawn, looked at whole.

mod robustness;
pub(crate) mod sample;
mod slides;
