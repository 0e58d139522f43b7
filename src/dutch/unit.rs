//! What numbers count: every unit that Griffel knows, with all that it knows of it.
//!
//! In: the word of a TOML file, the name of a column, a word that an author typed after a number. Out: a unit, and
//! how it is written after a number, over a column and in a heading. The table `units!` is the only place that names
//! units; reading, printing, checking and the schemas ask it. Any other word is a unit too: it is printed after its
//! number and nothing more is known of it.

use std::borrow::Cow;

use super::counted::{self, Counted};
use super::singular::singular;

/// What the key `eenheid` is, as users read it; the manual has the same list.
pub const HELP: &str =
    "De eenheid: euro, personen, aantal, procent, procentpunt, fte, dagen, uren of een eigen woord in het meervoud.";

/// Everything that Griffel knows of a unit.
struct KnownUnit {
    /// Its words in a TOML file, in lower case. The first is the one that is written in ledgers and records.
    words: &'static [&'static str],
    /// The word between a number and what comes next in a sentence: "8,65 FTE". None where the sentence has it.
    after_number: Option<&'static str>,
    /// The same after one, where that is another word.
    after_one: Option<&'static str>,
    /// What follows the subject of a chart or table that prints whole units.
    heading: &'static str,
    /// The same in thousands, where that is more than the factor.
    heading_in_thousands: Option<&'static str>,
    /// The same in millions.
    heading_in_millions: Option<&'static str>,
    /// How many decimals are usual, at every scale; else that depends on the scale.
    decimals: Option<i32>,
    /// Whether values are fractions that print as hundredths.
    is_fraction: bool,
    /// Whether values of different periods can be added up.
    adds_up_over_periods: bool,
    /// Whether it counts people, so that small numbers are protected.
    counts_people: bool,
    /// Words, as they are typed, that stay on one line with the number before them.
    kept_with_number: &'static [&'static str],
    /// Words, in lower case, that make the number before them an amount and no year or name.
    typed: &'static [&'static str],
    /// Pieces of the name of a column, in lower case, that tell this unit.
    columns: &'static [&'static str],
}

/// A unit of which nothing is special; the table says what is.
const PLAIN: KnownUnit = KnownUnit {
    words: &[],
    after_number: None,
    after_one: None,
    heading: ", aantal",
    heading_in_thousands: None,
    heading_in_millions: None,
    decimals: None,
    is_fraction: false,
    adds_up_over_periods: true,
    counts_people: false,
    kept_with_number: &[],
    typed: &[],
    columns: &[],
};

/// Makes the type and the table of one list, so that no unit is without its row.
macro_rules! units {
    ($($(#[$doc:meta])* $name:ident $known:expr;)*) => {
        /// What a value counts.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Unit {
            $($(#[$doc])* $name,)*
            /// Anything else; the word is printed after the number.
            Other(String),
        }

        static KNOWN: &[(Unit, KnownUnit)] = &[$((Unit::$name, $known)),*];
    };
}

units! {
    /// Euros.
    Euro KnownUnit {
        words: &["euro", "euro's", "euros", "eur", "€"],
        after_number: Some("euro"),
        heading: ", in euro",
        heading_in_thousands: Some(", in euro (x\u{a0}1.000)"),
        heading_in_millions: Some(", in miljoenen euro’s"),
        kept_with_number: &["euro"],
        typed: &["euro"],
        columns: &["kosten", "bedrag", "euro", "uitgaven", "budget", "begrot", "lasten", "baten", "tarief"],
        ..PLAIN
    };
    /// Full-time equivalents. Three full-time jobs in each of four quarters are three jobs, not twelve.
    Fte KnownUnit {
        words: &["fte"],
        after_number: Some("FTE"),
        heading: ", in FTE",
        decimals: Some(2),
        adds_up_over_periods: false,
        kept_with_number: &["fte", "FTE"],
        typed: &["fte"],
        columns: &["fte", "formatie"],
        ..PLAIN
    };
    /// A share; the value is a fraction (0.17 is 17%).
    Percent KnownUnit {
        words: &["procent", "procenten", "percentage", "%"],
        after_number: Some("procent"),
        heading: ", in procenten",
        is_fraction: true,
        adds_up_over_periods: false,
        kept_with_number: &["procent"],
        typed: &["procent"],
        columns: &["percentage", "aandeel", "procent"],
        ..PLAIN
    };
    /// A difference between shares; the value is a fraction.
    PercentagePoints KnownUnit {
        words: &["procentpunt", "procentpunten"],
        after_number: Some("procentpunt"),
        heading: ", in procentpunten",
        is_fraction: true,
        adds_up_over_periods: false,
        typed: &["procentpunt", "procentpunten"],
        ..PLAIN
    };
    /// People; who they are stands in the sentence.
    Persons KnownUnit {
        words: &["personen"],
        counts_people: true,
        columns: &["jongeren", "kinderen", "personen", "inwoners", "cliënten", "clienten"],
        ..PLAIN
    };
    /// Things; what they are stands in the sentence.
    Count KnownUnit { words: &["aantal"], ..PLAIN };
}

/// A word that authors use as a unit of their own, and that is recognised in what they type.
struct OwnWord {
    /// In a TOML file and after a number.
    word: &'static str,
    /// As in [`KnownUnit::typed`].
    typed: &'static [&'static str],
    /// As in [`KnownUnit::columns`].
    columns: &'static [&'static str],
}

const OWN_WORDS: [OwnWord; 3] = [
    OwnWord { word: "gezinnen", typed: &[], columns: &["gezinnen"] },
    OwnWord { word: "dagen", typed: &["dag", "dagen"], columns: &["wachttijd", "dagen"] },
    OwnWord { word: "uren", typed: &["uur", "uren"], columns: &["uren"] },
];

impl Unit {
    /// The unit that a TOML file names. Unknown words are units of their own.
    pub fn parse(word: &str) -> Self {
        let lower = word.trim().to_lowercase();
        let named = KNOWN.iter().find(|(_, known)| known.words.contains(&lower.as_str()));
        named.map_or_else(|| Unit::Other(word.trim().to_owned()), |(unit, _)| unit.clone())
    }

    /// The word that a TOML file uses.
    pub fn word(&self) -> &str {
        match self {
            Unit::Other(word) => word,
            _ => self.known().words.first().copied().unwrap_or_default(),
        }
    }

    /// The word that follows a number in a sentence, if it is not in the sentence already.
    pub fn after_number(&self) -> Option<&str> {
        match self {
            Unit::Other(word) => Some(word),
            _ => self.known().after_number,
        }
    }

    /// The same after one: "1 gezin".
    pub fn after_one(&self) -> Option<Cow<'_, str>> {
        match self {
            Unit::Other(word) => Some(singular(word).into()),
            _ => self.known().after_one.or(self.known().after_number).map(Cow::Borrowed),
        }
    }

    /// The same for a count that is withheld: "minder dan 10 gezinnen".
    pub fn after_withheld(&self) -> Option<&str> {
        self.after_number().filter(|_| matches!(self, Unit::Other(_)) || self.known().counts_people)
    }

    /// What follows the subject of a chart or table with whole units: ", in euro".
    pub fn heading(&self) -> String {
        match self {
            Unit::Other(word) => format!("{} {word}", PLAIN.heading),
            _ => self.known().heading.to_owned(),
        }
    }

    /// The same in thousands, where there is more to say than the factor.
    pub fn heading_in_thousands(&self) -> Option<&'static str> {
        self.known().heading_in_thousands
    }

    /// The same in millions.
    pub fn heading_in_millions(&self) -> Option<&'static str> {
        self.known().heading_in_millions
    }

    /// How many decimals are usual, if that does not depend on the scale.
    pub fn decimals(&self) -> Option<i32> {
        self.known().decimals
    }

    /// Whether values of different periods can be added up. Shares and staff cannot.
    pub fn adds_up_over_periods(&self) -> bool {
        self.known().adds_up_over_periods
    }

    /// What the difference of two values counts.
    pub fn of_difference(&self) -> Self {
        if *self == Unit::Percent { Unit::PercentagePoints } else { self.clone() }
    }

    /// Whether values are fractions that print as hundredths.
    pub fn is_fraction(&self) -> bool {
        self.known().is_fraction
    }

    /// What it counts, as far as its word tells. "Aantal" says nothing.
    pub fn counted(&self) -> Counted {
        match self {
            Unit::Other(words) => counted::by_unit(words),
            Unit::Count => Counted::Unsaid,
            _ if self.known().counts_people => Counted::People,
            _ => Counted::Things,
        }
    }

    /// Whether it counts people, as far as its word tells.
    pub fn counts_people(&self) -> bool {
        self.counted() == Counted::People
    }

    fn known(&self) -> &'static KnownUnit {
        KNOWN.iter().find(|(unit, _)| unit == self).map_or(&PLAIN, |(_, known)| known)
    }
}

/// Whether a typed word stays on one line with the number before it.
pub fn is_kept_with_number(word: &str) -> bool {
    KNOWN.iter().any(|(_, known)| known.kept_with_number.contains(&word))
}

/// Whether a typed word in lower case is a unit, so that the number before it is an amount.
pub fn is_typed(word: &str) -> bool {
    let known = KNOWN.iter().map(|(_, known)| known.typed);
    known.chain(OWN_WORDS.iter().map(|own| own.typed)).any(|typed| typed.contains(&word))
}

/// The unit that the name of a column tells, as TOML has it, after the piece of the name that tells it. People come
/// last: a column with something of theirs, such as their costs, is about that.
pub fn of_column(name: &str) -> Option<(&'static str, &'static str)> {
    let of_kind = |people: bool| {
        let known = KNOWN.iter().filter(move |(_, known)| known.counts_people == people);
        known.map(|(unit, known)| (known.columns, unit.word()))
    };
    let own = OWN_WORDS.iter().map(|own| (own.columns, own.word));
    let pieces =
        |(columns, unit): (&'static [&'static str], &'static str)| columns.iter().map(move |piece| (*piece, unit));
    of_kind(false).chain(own).chain(of_kind(true)).flat_map(pieces).find(|(piece, _)| name.contains(piece))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_of_one_unit() {
        let mut seen = std::collections::BTreeSet::new();
        for (unit, known) in KNOWN {
            assert!(!known.words.is_empty(), "{unit:?}");
            for word in known.words {
                assert_eq!(Unit::parse(&word.to_uppercase()), *unit);
                assert!(seen.insert(word), "{word}");
            }
        }
        assert_eq!(Unit::parse(" Dossiers "), Unit::Other("Dossiers".to_owned()));
    }

    #[test]
    fn the_schema_and_the_manual_list_the_units() {
        let manual = include_str!("../../docs/handleiding.md");
        let manual = manual.lines().find(|line| line.contains("Eenheden zijn `")).expect("a list of units");
        for word in KNOWN.iter().map(|(unit, _)| unit.word()).chain(["dagen", "uren"]) {
            assert!(HELP.contains(&format!(" {word}")), "{word} is not in the help");
            assert!(manual.contains(&format!("`{word}`")), "{word} is not in the manual");
        }
    }

    #[test]
    fn the_name_of_a_column_tells_what_is_measured_before_whom() {
        for (name, found) in [
            ("kosten van jongeren", Some(("kosten", "euro"))),
            ("jongerendagen", Some(("dagen", "dagen"))),
            ("formatie (percentage)", Some(("formatie", "fte"))),
            ("jongerenwerk", Some(("jongeren", "personen"))),
            ("dossiers", None),
        ] {
            assert_eq!(of_column(name), found, "{name}");
        }
    }

    #[test]
    fn what_is_typed_after_a_number_is_known() {
        assert!(is_typed("procentpunten") && is_typed("uur") && !is_typed("gezinnen"));
        assert!(is_kept_with_number("FTE") && !is_kept_with_number("Fte") && !is_kept_with_number("procentpunt"));
    }
}
