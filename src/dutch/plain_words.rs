//! Words that make a text hard to read, and how they are found in running text.
//!
//! The list itself is `plain_words.toml`, beside this file; `load` reads it as it reads what a municipality adds to it.

use std::collections::{BTreeMap, HashMap};

/// Griffel's own list, as a municipality would write it.
pub const BUILT_IN: &str = include_str!("plain_words.toml");

/// What kind of word it is; a municipality switches kinds on and off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordKind {
    /// Nobody says it any more.
    OldFashioned,
    /// What people in a town hall write to each other.
    Officialese,
    /// Words from meetings and advice.
    Jargon,
    /// Words of law.
    Legal,
    /// Terms of municipal budgets.
    Finance,
    /// Terms of youth care, support and income.
    Care,
    /// It leaves the reader with a question.
    Vague,
}

impl WordKind {
    /// Whether such words are terms of a trade: they may stay where they are explained.
    pub fn is_term(self) -> bool {
        matches!(self, WordKind::Finance | WordKind::Care)
    }
}

/// A word or a few words that are better avoided, or explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainWord {
    /// As the list calls it.
    pub word: String,
    /// What kind of word it is.
    pub kind: WordKind,
    /// What to write instead, the likeliest first.
    pub instead: Vec<String>,
    /// What can be put in its place whatever stands around it.
    pub becomes: Option<String>,
    /// Why, or what it means.
    pub why: Option<String>,
    /// Where it is right.
    pub fits: Option<String>,
    /// How else it is written.
    pub forms: Vec<String>,
    /// Whether it is looked for; none: as its kind is.
    pub is_on: Option<bool>,
}

/// A list of words, ready to be found.
#[derive(Debug, Default)]
pub struct WordList {
    words: Vec<PlainWord>,
    /// What begins with a word, by that word, the longest first.
    starts: HashMap<String, Vec<Phrase>>,
}

/// A way to write a word, without its first part.
#[derive(Debug)]
struct Phrase {
    rest: Vec<String>,
    /// Which of the words.
    index: usize,
    is_form: bool,
    ends_in_point: bool,
}

/// A word that stands in a text.
#[derive(Debug, Clone, Copy)]
pub struct Hit<'a> {
    /// The word.
    pub word: &'a PlainWord,
    /// Which of the list it is.
    pub index: usize,
    /// How many parts of the text it takes up.
    pub length: usize,
    /// Whether it stands there as the list calls it, so that what becomes of it fits.
    pub is_as_listed: bool,
    /// Whether a point belongs to it: "m.b.t."
    pub ends_in_point: bool,
}

impl WordList {
    /// A list. Of words that are written the same the first is meant.
    pub fn new(words: Vec<PlainWord>) -> Self {
        let mut starts: HashMap<String, Vec<Phrase>> = HashMap::new();
        for (index, word) in words.iter().enumerate() {
            let listed = [(&word.word, false)].into_iter();
            for (written, is_form) in listed.chain(word.forms.iter().map(|form| (form, true))) {
                for spelling in spellings(written) {
                    let mut parts = parts(&spelling).into_iter();
                    let Some(first) = parts.next() else { continue };
                    let rest: Vec<String> = parts.collect();
                    let phrases = starts.entry(first).or_default();
                    if !phrases.iter().any(|phrase| phrase.rest == rest) {
                        let ends_in_point = spelling.ends_with('.');
                        phrases.push(Phrase { rest, index, is_form, ends_in_point });
                    }
                }
            }
        }
        for phrases in starts.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        Self { words, starts }
    }

    /// All words.
    pub fn words(&self) -> &[PlainWord] {
        &self.words
    }

    /// The longest word of the list that begins here. `part` gives the parts of the text from here, in lower case.
    pub fn at<'t>(&self, part: impl Fn(usize) -> &'t str) -> Option<Hit<'_>> {
        let phrases = self.starts.get(part(0))?;
        let fits = |phrase: &&Phrase| phrase.rest.iter().enumerate().all(|(nth, rest)| part(nth + 1) == rest);
        let Phrase { rest, index, is_form, ends_in_point } = phrases.iter().find(fits)?;
        Some(Hit {
            word: &self.words[*index],
            index: *index,
            length: rest.len() + 1,
            is_as_listed: !is_form,
            ends_in_point: *ends_in_point,
        })
    }
}

/// A word with both apostrophes, where it has one.
fn spellings(written: &str) -> Vec<String> {
    let lower = written.to_lowercase();
    let curled = lower.replace('\'', "’");
    if curled == lower { vec![lower] } else { vec![lower, curled] }
}

/// The parts in which a text is read.
pub fn parts(written: &str) -> Vec<String> {
    written.split_whitespace().map(|part| part.trim_end_matches('.').to_owned()).collect()
}

/// Two words of a list that are written the same, by how; in the order of how.
pub fn doubles(words: &[PlainWord]) -> BTreeMap<String, (&PlainWord, &PlainWord)> {
    let mut known: HashMap<String, &PlainWord> = HashMap::new();
    let mut doubles = BTreeMap::new();
    for word in words {
        for written in [&word.word].into_iter().chain(&word.forms) {
            let written = written.to_lowercase();
            if let Some(other) = known.insert(written.clone(), word) {
                doubles.insert(written, (other, word));
            }
        }
    }
    doubles
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(word: &str, forms: &[&str]) -> PlainWord {
        PlainWord {
            word: word.to_owned(),
            kind: WordKind::Jargon,
            instead: Vec::new(),
            becomes: None,
            why: None,
            fits: None,
            forms: forms.iter().map(|form| (*form).to_owned()).collect(),
            is_on: None,
        }
    }

    fn found(list: &WordList, text: &str) -> Vec<(String, usize)> {
        let parts = parts(text);
        let at = |at: usize| list.at(|nth| parts.get(at + nth).map_or("", String::as_str));
        (0..parts.len()).filter_map(at).map(|hit| (hit.word.word.clone(), hit.length)).collect()
    }

    #[test]
    fn the_longest_word_is_found_and_the_first_of_two_meant() {
        let list = WordList::new(vec![
            word("veld", &["velden"]),
            word("voorliggend veld", &["voorliggende veld"]),
            word("voorliggend", &[]),
            word("m.b.t.", &[]),
            word("pgb's", &[]),
            word("akker", &["velden"]),
        ]);
        let found = |text: &str| found(&list, text);
        let one = |word: &str, length| (word.to_owned(), length);
        assert_eq!(found("in het voorliggend veld is"), [one("voorliggend veld", 2), one("veld", 1)]);
        assert_eq!(found("voorliggend is"), [one("voorliggend", 1)]);
        assert_eq!(found("velden"), [one("veld", 1)]);
        assert_eq!(found("iets m.b.t. geld"), [one("m.b.t.", 1)]);
        assert_eq!(found("pgb’s pgb's"), [one("pgb's", 1), one("pgb's", 1)]);
        assert!(found("veldje").is_empty());
        assert_eq!(doubles(list.words()).into_keys().collect::<Vec<_>>(), ["velden"]);
    }
}
