//! What tells a reader that numbers were rounded, so that their sum may differ.

/// The sentence that says so.
pub const NOTE: &str = "Door afronding kan de som van de delen afwijken van het totaal.";
/// Whether a text says that numbers are rounded.
pub fn mentions_rounding(text: &str) -> bool {
    let text = text.to_lowercase();
    text.contains("afronding") || text.contains("afgerond op") || text.contains("zijn afgerond")
}
