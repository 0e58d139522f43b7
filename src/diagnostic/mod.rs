//! Findings: what is wrong, where, and what to do about it.
//!
//! Every stage pushes what it finds into [`Findings`] and goes on; none stops at
//! the first. Messages and hints are Dutch, for the people who write the documents.
//!
//! Between modules a value travels with its findings, as [`Found`]; what is there or cannot be there for one
//! reason is a `Result` with a boxed [`Finding`].
//!
//! A [`Policy`] of the municipality decides how bad a finding is; [`Findings`] apply it to
//! whatever is pushed. What an author accepts with a reason becomes a [`Waived`] finding.

mod code;
mod consequences;
mod finding;
mod findings;
mod fix;
mod found;
mod hint;
mod json;
mod nearest;
mod place;
mod policy;
mod render;
mod sarif;
mod severity;
mod summary;
mod waiver;

pub use code::Code;
pub use finding::Finding;
pub use findings::Findings;
pub use fix::{Edit, Fix, Question, edited};
pub use found::Found;
pub use hint::Hint;
pub use json::render_json;
pub use nearest::{did_you_mean, unknown_code};
pub use place::{Place, SheetSpot, SourceText, Spot, shown};
pub use policy::{Policy, Treatment};
pub use render::{render_text, visible};
pub use sarif::render_sarif;
pub use severity::Severity;
pub use summary::Summary;
pub use waiver::{Report, Waived};
