//! A letter's text: from Markdown with placeholders to a [`Document`].
//!
//! `template` marks the lines, `placeholder` fills in the values, `markdown`
//! parses, `sections` puts the parts under the headings of the form, `exhibits` adds charts and tables.

mod compose;
mod document;
mod exhibits;
mod markdown;
mod placeholder;
mod plain;
mod references;
mod scope;
mod sections;
mod slips;
mod status_notes;
mod tags;
mod template;
pub mod typography;
mod vocabulary;
mod waivers;

pub use compose::compose;
pub use document::{
    Alignment, Block, BlockContent, Document, Exhibit, ExhibitKind, PrintedFigure, SectionText, Span, Waiver,
};
pub use status_notes::StatusNote;
pub use template::tag_ranges;
pub use vocabulary::{Word, vocabulary};
