//! What to do about a finding, in words; and where those words are a name, that name, so that a fix can write it.

use super::fix::Fix;
use super::place::Place;

/// What to do about a finding, in Dutch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    words: String,
    meant: Option<Meant>,
}

/// A name that may be meant by another.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Meant {
    written: String,
    name: String,
}

impl Hint {
    /// That a name may be meant by what was written.
    pub(super) fn meant(written: &str, name: &str) -> Self {
        let meant = Meant { written: written.to_owned(), name: name.to_owned() };
        Self { words: format!("Bedoelde u \"{name}\"?"), meant: Some(meant) }
    }

    /// The words.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Writes the name that is meant at a place where it is written otherwise, once.
    pub(super) fn fix(&self, place: &Place) -> Option<Fix> {
        let Meant { written, name } = self.meant.as_ref()?;
        // A name with such signs would not be written as it is read.
        if name.contains(['"', '\\', '\n', '\r', '{', '}', '[', ']', '#']) {
            return None;
        }
        let at = whole_word(place.written()?, written)?;
        Fix::replace(&place.part(at)?, name, format!("Vervang door \"{name}\""))
    }
}

impl From<String> for Hint {
    fn from(words: String) -> Self {
        Self { words, meant: None }
    }
}

impl From<&str> for Hint {
    fn from(words: &str) -> Self {
        words.to_owned().into()
    }
}

/// Where a word stands in a text, if it does so once.
fn whole_word(text: &str, word: &str) -> Option<std::ops::Range<usize>> {
    let is_part = |next: char| next.is_alphanumeric() || next == '_';
    let mut found = text.match_indices(word).filter(|(at, _)| {
        !text[..*at].ends_with(is_part) && !text[at + word.len()..].starts_with(is_part) && !word.is_empty()
    });
    match (found.next(), found.next()) {
        (Some((at, _)), None) => Some(at..at + word.len()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::place::SourceText;
    use super::*;

    #[test]
    fn the_name_that_is_meant_takes_the_place_of_the_one_written() {
        let after = |text: &str| {
            let source = SourceText::new("a.md", text);
            let fix = Hint::meant("kostn", "kosten").fix(&Place::text(&source, 0..text.len()));
            fix.map(|fix| fix.edits[0].place.part(0..5).is_some().then(|| fix.edits[0].parts.concat()))
        };
        assert_eq!(after("{{ kostn[vorig_jaar] }}"), Some(Some("kosten".to_owned())));
        assert_eq!(after("kostn + kostn"), None, "which of the two?");
        assert_eq!(after("jnv_kostn"), None);
        assert_eq!(Hint::meant("kostn", "a\"b").fix(&Place::text(&SourceText::new("a", "kostn"), 0..5)), None);
        assert_eq!(Hint::meant("kostn", "kosten").fix(&Place::field("a.csv", 1, None, "kostn")), None);
    }
}
