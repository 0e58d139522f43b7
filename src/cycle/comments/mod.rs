//! What colleagues say of a text, beside it: comments, each about some words of it. In: a document, and what somebody says.
//! Out: its comments, in a file of their own in the work folder, `.griffel/opmerkingen/<period>/<name>.toml`.
//!
//! They are no input of a document: nothing that is made, remembered, adopted or published knows of them. Only before a
//! document is adopted it is asked whether any is still open.

mod comment;
mod kept;
mod stored;

pub use comment::{Answer, Comment, LONGEST_WORDS, Signature};
pub use kept::{FOLDER, change, path, read};
pub use stored::{Gone, Stored};
