//! Rules that look at a composed document, one a file.

mod abbreviation;
mod glyphs;
mod long_sentence;
mod sentence;
mod waiver;
mod words;

use crate::diagnostic::Findings;
use crate::fonts::Fonts;
use crate::load::Dataset;
use crate::text::Document;

/// Runs every rule. What the author accepts moves from the findings to the document.
pub fn document(document: &mut Document, fonts: &Fonts, data: &Dataset, findings: &mut Findings) {
    glyphs::check(document, fonts, findings);
    long_sentence::check(document, findings);
    abbreviation::check(document, data, findings);
    document.waived = waiver::apply(document, findings);
}
