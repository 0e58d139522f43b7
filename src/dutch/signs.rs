//! Signs that no keyboard has a key for.

/// Keeps a number and what belongs to it on one line.
pub const NO_BREAK_SPACE: char = '\u{a0}';
/// A real minus sign.
pub const MINUS: char = '\u{2212}';
