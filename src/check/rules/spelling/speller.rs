//! Which words are right: those of the dictionary and of the work folder. Each is looked up once a document.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::check::known_words::KnownWords;
use crate::dutch::spelling;

/// A token of a text, by their positions.
pub type TokenOf = (usize, usize);

/// Knows words, and remembers which it was asked.
pub struct Speller<'a> {
    /// The words of the work folder.
    pub known: &'a KnownWords,
    asked: RefCell<HashMap<String, bool>>,
}

impl<'a> Speller<'a> {
    /// Asked nothing yet.
    pub fn new(known: &'a KnownWords) -> Self {
        Self { known, asked: RefCell::default() }
    }

    /// Whether a word is spelled as it should.
    pub fn knows(&self, word: &str) -> bool {
        if let Some(known) = self.asked.borrow().get(word) {
            return *known;
        }
        let known = self.known.has(word) || word.split(['/', '–']).all(|part| self.known.has(part) || is_word(part));
        self.asked.borrow_mut().insert(word.to_owned(), known);
        known
    }
}

/// A part with a capital in a word with hyphens is a name, a system or an abbreviation: "GGZ'er", "Excel-bestand".
fn is_word(word: &str) -> bool {
    let is_coined = |part: &str| part.contains(char::is_uppercase);
    spelling::is_word(word)
        || word.chars().skip(1).any(char::is_uppercase) && !word.contains('-')
        || word.contains('-') && word.split('-').all(|part| is_coined(part) || spelling::is_word(part))
}
