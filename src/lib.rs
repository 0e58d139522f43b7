//! Griffel makes council information letters and presentations from figures and text.
//!
//! The modules stand in the order in which data flows through the program, and a module uses only what stands above
//! it; `tests/structure.rs` holds the imports against that. `ARCHITECTURE.md` tells the way at more length.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

// Plain values that every stage may use.
mod color;
mod digest;
mod marker;
mod steps;
// How Dutch writes numbers, dates and periods.
mod dutch;
// What can be wrong, where, and what to do about it.
mod diagnostic;

// A folder: paths of documents and data.
mod project;
// Quantities and the sums between them: which of them may be published.
mod disclosure;
// Bytes: located values, as series, indicators, forms, texts of documents.
mod load;
// A document: whether it was adopted, and as what.
mod record;
// Formulas over series, and named charts and tables: values and grids with provenance.
mod indicator;
// Markdown with placeholders: a document.
mod text;
// A document: findings.
mod check;
// A grid: an SVG picture and its alternative text.
mod chart;
// A document, a form, the house style: Typst source.
mod layout;
// The same: web pages.
mod web;
// Typst source: pages and PDF.
mod typeset;
// A document and its pages: where each number comes from.
mod provenance;
// Bytes: files.
mod export;

// Work that may never end or take all memory, in a process of its own, and another that sees to it.
mod guard;

// That list as code, and what is kept from one run to the next.
mod pipeline;
// What happens round a document while quarters pass.
mod cycle;
// The same again and again, while somebody writes.
mod preview;
// The command line. Nothing else prints.
mod cli;

pub use cli::main;

/// What the tests and benchmarks ask of single stages. No interface for anybody else: it follows the stages.
#[doc(hidden)]
pub mod stages {
    #![allow(missing_docs, reason = "documented where they stand")]

    pub mod check {
        pub use crate::check::known_words::KnownWords;
        pub use crate::check::{EXEMPTIONS, document};
    }
    pub mod cycle {
        pub mod difference {
            pub use crate::cycle::difference::{
                ChangeState, Difference, Said, Sentence, SentenceState, Side, to_html, to_json, to_text,
            };
        }
    }
    pub mod diagnostic {
        pub use crate::diagnostic::{Code, Findings, Report, Severity, render_json, render_sarif, render_text};
    }
    pub mod digest {
        pub use crate::digest::{Key, sha256};
    }
    pub mod disclosure {
        pub use crate::disclosure::{Protection, Quantity, Sum, Suppression, Table, bounds, protect};
    }
    pub mod dutch {
        pub use crate::dutch::notation::Notation;
        pub mod period {
            pub use crate::dutch::period::Period;
        }
        pub mod unit {
            pub use crate::dutch::unit::Unit;
        }
        pub mod withheld {
            pub use crate::dutch::withheld::Withheld;
        }
    }
    pub mod export {
        pub use crate::export::Output;
    }
    pub mod indicator {
        pub use crate::indicator::{Amount, Engine, Selected};
        pub mod aggregate {
            pub use crate::indicator::aggregate::{PeriodSpan, sum};
        }
    }
    pub mod layout {
        pub use crate::layout::{Layouts, Rendition, TypstSource, draw, printed_cell};
    }
    pub mod load {
        pub use crate::dutch::number::Missing;
        pub use crate::load::{
            CellValue, Dataset, Manuscript, Published, Series, Wanted, dataset, manuscript, starter,
        };
        pub mod fonts {
            pub use crate::load::fonts::Fonts;
        }
        pub mod schema {
            pub use crate::load::schema::{ALL, FOLDER, SETTINGS};
        }
        pub mod table {
            pub mod csv {
                pub use crate::load::table::csv::read;
            }
        }
    }
    pub mod pipeline {
        pub use crate::pipeline::{Order, Run, Sources, make};
        pub mod memory {
            pub use crate::pipeline::memory::{Inputs, Memory};
        }
        pub mod sent {
            pub use crate::pipeline::sent::protect;
        }
    }
    pub mod preview {
        pub use crate::preview::server::search::search;
        pub use crate::preview::server::writer::Writer;
    }
    pub mod project {
        pub use crate::project::{DocumentId, Files, Inventory, WorkFolder, builtin_fonts};
    }
    pub mod provenance {
        pub use crate::provenance::trace;
    }
    pub mod record {
        pub use crate::record::{Log, LogEntry, Register};
    }
    pub mod text {
        pub use crate::text::{Document, Exhibit, compose};
    }
    pub mod typeset {
        pub use crate::typeset::{TextBox, Typesetter};
    }
}
