//! Rules that look at a composed document, one a file.

mod glyphs;

use crate::diagnostic::Findings;
use crate::fonts::Fonts;
use crate::text::Document;

/// Runs every rule.
pub fn document(document: &Document, fonts: &Fonts, findings: &mut Findings) {
    glyphs::check(document, fonts, findings);
}
