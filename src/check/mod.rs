//! Rules that look at a composed document, one a file.

mod abbreviation;
pub mod across;
mod glyphs;
mod long_sentence;
mod outdated;
mod sentence;
mod waiver;
mod words;

use crate::diagnostic::{Findings, Waived};
use crate::fonts::Fonts;
use crate::load::Dataset;
use crate::text::Document;

/// Runs every rule.
pub fn document(document: &Document, fonts: &Fonts, data: &Dataset, findings: &mut Findings) {
    glyphs::check(document, fonts, findings);
    long_sentence::check(document, findings);
    abbreviation::check(document, data, findings);
    outdated::check(document, findings);
}

/// Takes out what the author accepts, after every rule that can be accepted.
pub fn waive(document: &Document, findings: &mut Findings) -> Vec<Waived> {
    waiver::apply(document, findings)
}
