//! Words for the page: what files say, made harmless, and why something is not given.

use serde::{Deserialize, Serialize};

use crate::diagnostic::Finding;

/// Nobody is called longer, in characters.
pub const LONGEST_NAME: usize = 80;

/// Text from files without characters that would turn round or hide the words of a message.
pub fn harmless(text: &str) -> String {
    let steers = |next: char| {
        next.is_control() || matches!(next, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|next| if steers(next) { '\u{fffd}' } else { next }).collect()
}

/// Why something that was asked for is not given: Dutch, for the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Denial {
    /// What is the matter.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl From<&Finding> for Denial {
    /// Where nothing is given, a finding says why.
    fn from(finding: &Finding) -> Self {
        Self { message: finding.message.clone(), hint: finding.hints.first().cloned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_turns_a_message_round() {
        assert_eq!(harmless("Het teken \u{202e}x\u{7}"), "Het teken \u{fffd}x\u{fffd}");
        assert_eq!(harmless("één – € 5"), "één – € 5");
    }
}
