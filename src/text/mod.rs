//! The text of a document: from Markdown with placeholders to a [`Document`].
//!
//! `template` marks the lines, `placeholder` fills in the values, `markdown`
//! parses, `sections` puts the parts under the headings of the form, `slides` puts
//! them on slides, `exhibits` adds charts and tables.

mod compose;
mod composer;
mod directive;
mod document;
mod exhibits;
mod facts;
mod functions;
mod growth;
mod markdown;
mod placeholder;
mod plain;
mod references;
mod room;
mod scope;
mod sections;
mod slide_content;
mod slides;
mod slips;
mod speech;
mod status_notes;
mod tags;
mod template;
mod vocabulary;
mod waivers;
mod walk;
mod words;

pub use compose::compose;
pub use document::{
    Alignment, Block, BlockContent, Document, Exhibit, ExhibitKind, Forecast, Picture, PrintedNumber, Referred,
    SectionText, SlideLayout, Span, Waiver,
};
pub use exhibits::rounded_note;
pub use functions::REASON_WORDS;
pub use slide_content::{Side, moment_of, sides_of};
pub use speech::SlideSpeech;
pub use status_notes::{StatusNote, signed_as, signs, status_notes};
pub use template::{tag_ranges, tag_ranges_in};
pub use vocabulary::{Word, vocabulary};
pub use walk::{At, Part, TextRole, Visitor, visit_each, visit_spans};
pub use words::Words;
