//! What changed in a document since an earlier one: numbers, sentences, charts and tables, fields of its head.
//!
//! In: two composed documents, each with its notation; they may come from different runs.
//! Out: a [`Difference`], which holds every sentence of both documents, as text, HTML or JSON.

mod alignment;
mod comparison;
mod exhibits;
mod fields;
mod html;
mod json;
mod numbers;
mod passages;
mod points;
mod sentences;
mod side;
mod summary;
mod text;
mod words;

pub use comparison::Difference;
pub use html::{MARK, to_html};
pub use json::{JsonDifference, to_json};
pub use sentences::{Said, Sentence, SentenceState};
pub use side::{ChangeState, Side};
pub use text::to_text;
