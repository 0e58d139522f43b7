//! How final a number is: the word that travels with a number from the source to the document.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

/// How final a number is.
///
/// The first three follow Statistics Netherlands (no mark, `*` and `**`). The order is that of
/// this list; it ranks nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Will not change any more: "definitief".
    #[default]
    Definitive,
    /// First publication, will be revised: "voorlopig".
    Provisional,
    /// Revised, but not for the last time: "nader voorlopig".
    RevisedProvisional,
    /// Not counted but estimated: "schatting".
    Estimate,
    /// Was published with an error and has been put right: "gecorrigeerd".
    Corrected,
    /// Not there yet, but expected: "prognose".
    Forecast,
}

impl Status {
    /// Every status, in order.
    pub const ALL: [Status; 6] = [
        Self::Definitive,
        Self::Provisional,
        Self::RevisedProvisional,
        Self::Estimate,
        Self::Corrected,
        Self::Forecast,
    ];

    /// Whether the number can still change, so that a reader must be told.
    pub fn is_provisional(self) -> bool {
        matches!(self, Self::Provisional | Self::RevisedProvisional | Self::Estimate | Self::Forecast)
    }

    /// The sign printed after a number of this status; definitive numbers have none. The first two are
    /// those of Statistics Netherlands.
    pub fn mark(self) -> Option<&'static str> {
        match self {
            Self::Definitive => None,
            Self::Provisional => Some("*"),
            Self::RevisedProvisional => Some("**"),
            Self::Estimate => Some("†"),
            Self::Corrected => Some("‡"),
            Self::Forecast => Some("§"),
        }
    }

    /// Which of two statuses a number has that rests on both: the less final one.
    #[must_use]
    pub fn less_final(self, other: Self) -> Self {
        let rank = |status: Self| match status {
            Self::Definitive => 0,
            Self::Corrected => 1,
            Self::RevisedProvisional => 2,
            Self::Provisional => 3,
            Self::Estimate => 4,
            Self::Forecast => 5,
        };
        if rank(other) > rank(self) { other } else { self }
    }

    /// The word that a data file or a message uses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Definitive => "definitief",
            Self::Provisional => "voorlopig",
            Self::RevisedProvisional => "nader voorlopig",
            Self::Estimate => "schatting",
            Self::Corrected => "gecorrigeerd",
            Self::Forecast => "prognose",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl FromStr for Status {
    type Err = StatusError;

    /// Reads the Dutch word; capitals and spaces around it do not matter.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let word = text.trim().to_lowercase();
        let found = Self::ALL.into_iter().find(|status| status.word() == word);
        found.ok_or_else(|| StatusError { text: text.trim().to_owned() })
    }
}

/// A word that is not a status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusError {
    /// The word as written.
    pub text: String,
}

impl fmt::Display for StatusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = Status::ALL.into_iter().map(Status::word).collect();
        write!(f, "\"{}\" is geen status. Kies uit: {}.", self.text, words.join(", "))
    }
}

impl Error for StatusError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        for status in Status::ALL {
            assert_eq!(status.to_string().parse(), Ok(status));
        }
        assert_eq!(" Nader Voorlopig ".parse(), Ok(Status::RevisedProvisional));
    }

    #[test]
    fn a_number_is_definitive_unless_told_otherwise() {
        assert_eq!(Status::default(), Status::Definitive);
    }

    #[test]
    fn provisional_means_that_it_can_still_change() {
        let provisional: Vec<Status> = Status::ALL.into_iter().filter(|status| status.is_provisional()).collect();
        let open = [Status::Provisional, Status::RevisedProvisional, Status::Estimate, Status::Forecast];
        assert_eq!(provisional, open);
    }

    #[test]
    fn the_error_lists_the_choices() {
        let error = "concept".parse::<Status>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "\"concept\" is geen status. Kies uit: definitief, voorlopig, nader voorlopig, schatting, gecorrigeerd, prognose."
        );
    }
}
