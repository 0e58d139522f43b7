//! A letter's text: from Markdown with placeholders to a [`Document`].
//!
//! `template` marks the lines, `placeholder` fills in the values, `markdown`
//! parses, `compose` puts the parts under the sections of the form.

mod compose;
mod document;
mod markdown;
mod placeholder;
mod scope;
mod slips;
mod template;
pub mod typography;

pub use compose::compose;
pub use document::{Alignment, Block, BlockContent, Document, Exhibit, ExhibitKind, PrintedFigure, SectionText, Span};
pub use template::syntax as template_syntax;
