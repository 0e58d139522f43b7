//! Rules that look at a composed document, one a file.

pub mod across;
mod glyphs;
mod outdated;

use crate::diagnostic::Findings;
use crate::fonts::Fonts;
use crate::text::Document;

/// Runs every rule.
pub fn document(document: &Document, fonts: &Fonts, findings: &mut Findings) {
    glyphs::check(document, fonts, findings);
    outdated::check(document, findings);
}
