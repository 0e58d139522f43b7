//! What tells a reader that numbers were rounded, so that their sum may differ.

// The sentence that says so.
pub use crate::indicator::grid::ROUNDED as NOTE;

/// Whether a text says that numbers are rounded.
pub fn mentions_rounding(text: &str) -> bool {
    let text = text.to_lowercase();
    text.contains("afronding") || text.contains("afgerond op") || text.contains("zijn afgerond")
}
