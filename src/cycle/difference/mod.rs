//! What changed in a letter since an earlier one: numbers, sentences, charts and tables, fields of its head.
//!
//! In: two composed documents, each with its notation; they may come from different runs.
//! Out: a [`Difference`], which holds every sentence of both letters, as text, HTML or JSON.

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
pub use exhibits::{ExhibitChange, ExhibitSide};
pub use fields::FieldChange;
pub use html::{MARK, to_html};
pub use json::{JsonDifference, to_json};
pub use numbers::{Change, NumberChange, PrintedNumber};
pub use passages::Kind;
pub use points::{Point, PointKind};
pub use sentences::{PartChange, Said, Sentence, SentenceState};
pub use side::{Identity, Side, State};
pub use text::to_text;
pub use words::Piece;
