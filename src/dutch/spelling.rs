//! Which words are Dutch: those of OpenTaal's dictionary, with the compounds that it allows, and words of councils.
//!
//! The dictionary is unpacked and read when a word is first asked for, once a process: that takes a tenth of a second and
//! some megabytes, which nobody pays who checks nothing.

use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::sync::LazyLock;

use flate2::read::GzDecoder;
use spellbook::Dictionary;

const AFFIXES: &str = include_str!("../../dictionary/nl.aff");
const WORDS: &[u8] = include_bytes!("../../dictionary/nl.dic.gz");
const COUNCIL: &str = include_str!("../../dictionary/council.txt");

/// Where the parts of a compound meet, in the list of council words.
const SEAM: char = '|';

/// No word is longer, in letters: whatever is, is not looked up, so that nothing takes long.
const LONGEST: usize = 128;

/// Of a longer word nobody is told what was meant: that would take seconds.
const LONGEST_MEANT: usize = 40;

/// A compound has at most so many parts.
pub const MOST_PARTS: usize = 4;

/// Nobody chooses from more.
const MOST_SUGGESTIONS: usize = 5;

static DICTIONARY: LazyLock<Option<Dictionary>> = LazyLock::new(|| {
    let mut words = String::new();
    GzDecoder::new(WORDS).read_to_string(&mut words).ok()?;
    Dictionary::new(AFFIXES, &words).ok()
});

static COUNCIL_WORDS: LazyLock<CouncilWords> = LazyLock::new(CouncilWords::read);

struct CouncilWords {
    whole: HashSet<String>,
    /// A compound by its parts with a space between them.
    by_parts: HashMap<String, String>,
}

impl CouncilWords {
    fn read() -> Self {
        let mut words = Self { whole: HashSet::new(), by_parts: HashMap::new() };
        for line in COUNCIL.lines().filter(|line| !line.starts_with('#')) {
            let whole = line.replace(SEAM, "");
            for parts in written_apart(&line.split(SEAM).collect::<Vec<_>>()) {
                words.by_parts.insert(parts, whole.clone());
            }
            words.whole.insert(whole);
        }
        words
    }
}

/// Every way to write parts with a space at one of their seams or more.
fn written_apart(parts: &[&str]) -> Vec<String> {
    let seams = parts.len() - 1;
    let apart = |choice: usize| {
        let mut all = String::new();
        for (index, part) in parts.iter().enumerate() {
            if index > 0 && choice >> (index - 1) & 1 == 1 {
                all.push(' ');
            }
            all.push_str(part);
        }
        all
    };
    (1..1_usize << seams).map(apart).collect()
}

/// Reads the dictionary, if that was not done yet.
pub fn load() {
    LazyLock::force(&DICTIONARY);
}

/// Whether a word is spelled as it should. A hyphen joins words that are words by themselves. Where the dictionary cannot
/// be read every word is.
pub fn is_word(word: &str) -> bool {
    if word.chars().count() > LONGEST {
        return false;
    }
    let word = word.replace('’', "'");
    is_listed(&word) || (word.contains('-') && word.split('-').all(|part| is_short(part) || is_listed(part)))
}

/// Abbreviations and letters, which stand before a hyphen.
fn is_short(part: &str) -> bool {
    !part.is_empty() && (part.chars().count() == 1 || !part.contains(char::is_lowercase))
}

fn is_listed(word: &str) -> bool {
    if word.is_empty() {
        return false;
    }
    let Some(dictionary) = DICTIONARY.as_ref() else { return true };
    let is_one = |word: &str| dictionary.check(word) || COUNCIL_WORDS.whole.contains(word);
    // The dictionary has months and days with a small letter only; a sentence may start with one.
    is_one(word) || (word.starts_with(char::is_uppercase) && is_one(&word.to_lowercase()))
}

/// What was meant by a word that is none, the likeliest first. This takes up to a third of a second.
pub fn suggestions(word: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(dictionary) = DICTIONARY.as_ref().filter(|_| word.chars().count() <= LONGEST_MEANT) {
        dictionary.suggest(word, &mut found);
    }
    // A compound that is written apart is a mistake itself.
    found.retain(|one| one != word && !one.contains(' '));
    found.truncate(MOST_SUGGESTIONS);
    found
}

/// The compound whose parts are these words, in lower case with a space between them, where that is often written apart.
pub fn compound(parts: &str) -> Option<&'static str> {
    COUNCIL_WORDS.by_parts.get(parts).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_compounds_are_known() {
        for word in [
            "jeugdhulpaanbieders",
            "raadsinformatiebrief",
            "Raadsinformatiebrieven",
            "foto's",
            "foto’s",
            "coördinator",
            "IJmuiden",
            "GGZ-aanbieders",
            "re-integratie",
            "jeugdhulp-aanbieders",
        ] {
            assert!(is_word(word), "{word}");
        }
        for word in ["bugdet", "jongren", "foto`s", "autos", "coordinator", ""] {
            assert!(!is_word(word), "{word}");
        }
    }

    #[test]
    fn what_was_meant_comes_first() {
        assert_eq!(suggestions("bugdet").first().map(String::as_str), Some("budget"));
        assert!(suggestions(&"a".repeat(10_000)).is_empty());
    }

    #[test]
    fn compounds_are_known_by_their_parts() {
        for parts in ["raads informatie brief", "raadsinformatie brief", "raads informatiebrief"] {
            assert_eq!(compound(parts), Some("raadsinformatiebrief"));
        }
        assert_eq!(compound("raadsinformatiebrief"), None);
        let lines: Vec<&str> = COUNCIL.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.iter().all(|line| line.split(SEAM).count() <= MOST_PARTS && !line.is_empty()));
        assert!(lines.len() >= 200, "{}", lines.len());
    }
}
