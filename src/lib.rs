//! Griffel makes council information letters and presentations from figures and text.
//!
//! The modules stand in the order in which data flows through the program, and a module uses only what stands above
//! it; `tests/structure.rs` holds the imports against that. `ARCHITECTURE.md` tells the way at more length.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

// Plain values that every stage may use.
pub mod color;
pub mod digest;
pub mod marker;
// How Dutch writes numbers, dates and periods.
pub mod dutch;
// What can be wrong, where, and what to do about it.
pub mod diagnostic;

// A folder: paths of documents and data.
pub mod project;
// Quantities and the sums between them: which of them may be published.
pub mod disclosure;
// Bytes: located values, as series, indicators, forms, texts of documents.
pub mod load;
// A document: whether it was adopted, and as what.
pub mod record;
// Formulas over series, and named charts and tables: values and grids with provenance.
pub mod indicator;
// Markdown with placeholders: a document.
pub mod text;
// A document: findings.
pub mod check;
// A grid: an SVG picture and its alternative text.
pub mod chart;
// A document, a form, the house style: Typst source.
pub mod layout;
// Typst source: pages and PDF.
pub mod typeset;
// A document and its pages: where each number comes from.
pub mod provenance;
// Bytes: files.
pub mod export;

// That list as code, and what is kept from one run to the next.
pub mod pipeline;
// What happens round a document while quarters pass.
pub mod cycle;
// The same again and again, while somebody writes.
pub mod preview;
// The command line. Nothing else prints.
pub mod cli;
