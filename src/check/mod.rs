//! Rules that look at a composed document, one a file.
//!
//! `prose` gives the rules the words of the letter, `quantity` the amounts in them, `exempt` what may be typed,
//! `suggest` what an author may have meant, `locate` the place in the author's file.

mod abbreviation;
pub mod across;
pub mod change;
mod direction;
mod exempt;
mod glyphs;
mod impossible_share;
mod list_count;
mod literals;
mod locate;
mod long_sentence;
pub mod missing;
mod number_words;
mod outdated;
mod percentages;
pub mod promise;
pub mod prose;
mod quantity;
mod rounded_parts;
mod suggest;
mod two_notations;
mod typed_table;
mod unbound;
mod waiver;
mod words;

use std::sync::Arc;

use crate::diagnostic::{Findings, Waived};
use crate::fonts::Fonts;
use crate::indicator::Engine;
use crate::notation::Notation;
use crate::text::Document;

pub use exempt::{EXEMPTIONS, Exemption};

use prose::Prose;
use quantity::Quantity;

/// A document as the rules see it.
struct Checked<'a> {
    document: &'a Document,
    engine: &'a Arc<Engine>,
    notation: &'a Notation,
    /// Every text with words of its author.
    texts: Vec<Prose>,
    /// The amounts in each of them.
    quantities: Vec<Vec<Quantity>>,
}

/// Runs every rule.
pub fn document(document: &Document, engine: &Arc<Engine>, fonts: &Fonts, findings: &mut Findings) {
    glyphs::check(document, fonts, findings);
    abbreviation::check(document, engine.data(), findings);
    outdated::check(document, findings);
    let texts = prose::of(document, engine);
    let quantities = texts.iter().map(|prose| quantity::all(prose, document)).collect();
    let checked = Checked { document, engine, notation: &engine.data().municipality.notation, texts, quantities };
    long_sentence::check(&checked, findings);
    impossible_share::check(&checked, findings);
    unbound::check(&checked, findings);
    number_words::check(&checked, findings);
    list_count::check(&checked, findings);
    direction::check(&checked, findings);
    percentages::check(&checked, findings);
    two_notations::check(&checked, findings);
    rounded_parts::check(&checked, findings);
    typed_table::check(&checked, findings);
}

/// Takes out what the author accepts, after every rule that can be accepted.
pub fn waive(document: &Document, findings: &mut Findings) -> Vec<Waived> {
    waiver::apply(document, findings)
}
