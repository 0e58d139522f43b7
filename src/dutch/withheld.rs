//! Why a number is withheld: the word that takes the place of a number that must not leave Griffel.
//!
//! A withheld number is dropped where the data is protected. No later stage holds it, so no template,
//! chart, message or sidecar can print it.

/// Why a number is withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Withheld {
    /// A count of persons from 1 up to, but not including, this threshold.
    FewerThan(u32),
    /// It would give away a count that is withheld.
    Protecting,
}

impl Withheld {
    /// What takes the place of the number in running text: "minder dan 10"; none where nothing true can be said.
    pub fn in_words(self) -> Option<String> {
        match self {
            Withheld::FewerThan(threshold) => Some(format!("minder dan\u{a0}{threshold}")),
            Withheld::Protecting => None,
        }
    }
}
