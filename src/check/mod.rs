//! Rules that look at a composed document, one a file.
//!
//! `prose` gives the rules the words of the letter, `quantity` the amounts in them, `exempt` what may be typed,
//! `suggest` what an author may have meant, `locate` the place in the author's file.

pub mod across;
pub mod change;
pub mod missing;
pub mod promise;
pub mod reading;
mod rules;

use std::sync::Arc;

use crate::diagnostic::{Findings, Waived};
use crate::dutch::notation::Notation;
use crate::indicator::Engine;
use crate::load::fonts::Fonts;
use crate::text::Document;

pub use reading::exempt::{EXEMPTIONS, Exemption};

use reading::prose::{self, Prose};
use reading::quantity::{self, Quantity};
use rules::{
    abbreviation, direction, glyphs, impossible_share, list_count, long_sentence, number_words, outdated, percentages,
    rounded_parts, two_notations, typed_table, unbound, waiver,
};

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
    glyphs::check(document, engine.data(), fonts, findings);
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
