//! Griffel makes council information letters from figures and text.
//!
//! The modules stand in the order in which data flows through the program; a
//! module uses only what stands above it in that list:
//!
//! | module | in | out |
//! |---|---|---|
//! | [`project`] | a folder | paths of documents and data |
//! | [`disclosure`] | quantities and the sums between them | which may be published |
//! | [`load`] | bytes | located values: series, indicators, forms, letters |
//! | [`record`] | a letter | whether it was adopted, and as what |
//! | [`indicator`] | formulas over series | [`Figure`](indicator::Figure)s with provenance |
//! | [`selection`] | a named chart or table | a grid of figures |
//! | [`text`] | Markdown with placeholders | a [`Document`](text::Document) |
//! | [`fonts`] | font files | what can be printed |
//! | [`check`] | a document | findings |
//! | [`chart`] | a grid | SVG and alt text |
//! | [`layout`] | a document, a form, the house style | Typst source |
//! | [`typeset`] | Typst source | pages and PDF |
//! | [`provenance`] | a document and its pages | where each number comes from |
//! | [`difference`] | a document and an earlier one | what changed: numbers, sentences, charts |
//! | [`earlier`] | the ledgers of earlier letters | findings |
//! | [`sent`] | data and the letters that were sent | data without what must be withheld |
//! | [`export`] | bytes | files |
//! | [`outcome`], [`memory`] | what came of a document | whether it must be made again |
//! | [`overview`] | all letters, the calendar, a day | what is ready, missing and due |
//!
//! Below them all stand plain values that any of them may use: [`period`], [`notation`],
//! [`status`], [`withheld`], [`color`], [`marker`], [`digest`], and [`diagnostic`] with its findings. [`schema`]
//! says what may stand in the files, for editors.
//!
//! [`pipeline`] is that list as code, and [`preview`] the same again and again while somebody writes.
//! [`quarter`] makes the letters of a new period from those of the last one, and [`adoption`] makes a
//! letter final.
//! Nothing but [`cli`] prints.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod adoption;
pub mod chart;
pub mod check;
pub mod cli;
pub mod color;
pub mod diagnostic;
pub mod difference;
pub mod digest;
pub mod disclosure;
pub mod earlier;
pub mod export;
pub mod fonts;
pub mod indicator;
pub mod layout;
pub mod load;
pub mod marker;
pub mod memory;
pub mod notation;
pub mod outcome;
pub mod overview;
pub mod period;
pub mod pipeline;
pub mod preview;
pub mod project;
pub mod provenance;
pub mod quarter;
pub mod record;
pub mod schema;
pub mod selection;
pub mod sent;
pub mod status;
pub mod text;
pub mod typeset;
pub mod withheld;
