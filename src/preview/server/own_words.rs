//! Words that the dictionary does not have: what was meant by one, and the municipality's own list, to which the page adds.
//! In: a word. Out: other words, or the list as it is on disk with one word more or less.

use crate::dutch::spelling;
use crate::load::own_words::{beginning, why_unusable, with_word, without_word};
use crate::preview::act::Refusal;
use crate::project::OWN_WORDS;

use super::writer::{NotSaved, Writer};

/// Somebody else may write the list at the same moment; so often it is read anew.
const TRIES: usize = 4;

/// What was meant by a word, the likeliest first.
pub fn meant(word: &str) -> Vec<String> {
    spelling::suggestions(word.trim())
}

/// Adds a word to the list; one that is there already is added again by nobody.
///
/// # Errors
/// It is no word, or the list cannot be written.
pub fn add(writer: &Writer, word: &str) -> Result<(), Refusal> {
    let word = word.trim();
    if let Some(why) = why_unusable(word) {
        return Err(Refusal::new(format!("Dit kan niet in de woordenlijst: {why}"), "Kies een ander woord."));
    }
    if !writer.files().is_file(OWN_WORDS) {
        return writer.create(OWN_WORDS, &with_word(beginning(), word)).map_err(Refusal::from);
    }
    change(writer, |list| (!list.lines().any(|line| line.trim() == word)).then(|| with_word(list, word)))
}

/// Takes a word away from the list.
///
/// # Errors
/// The list cannot be written.
pub fn remove(writer: &Writer, word: &str) -> Result<(), Refusal> {
    if !writer.files().is_file(OWN_WORDS) {
        return Ok(());
    }
    change(writer, |list| Some(without_word(list, word.trim())))
}

/// Changes the list over what stands there by then; none: it is right as it is.
fn change(writer: &Writer, make: impl Fn(&str) -> Option<String>) -> Result<(), Refusal> {
    for _ in 0..TRIES {
        let before = writer.read(OWN_WORDS)?;
        let Some(after) = make(&before.text) else { return Ok(()) };
        match writer.replace(OWN_WORDS, &before.tag, &after) {
            Ok(_) => return Ok(()),
            Err(NotSaved::Changed(_)) => {}
            Err(NotSaved::Gone(why) | NotSaved::Failed(why)) => return Err(why.into()),
        }
    }
    Err(Refusal::new("De woordenlijst verandert steeds.", "Probeer het zo nog eens."))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::project::WorkFolder;

    #[test]
    fn words_come_into_the_list_once_and_go_again() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("data")).expect("made");
        fs::write(folder.path().join("data/gemeente.toml"), "naam = \"x\"\norganisatie = \"x\"\n").expect("written");
        let writer = Writer::new(WorkFolder::at(folder.path()).expect("a work folder"));
        let list = || fs::read_to_string(folder.path().join(OWN_WORDS)).unwrap_or_default();
        add(&writer, "Kuyvenhoven").expect("added");
        add(&writer, " zwabbelix ").expect("added");
        add(&writer, "Kuyvenhoven").expect("is there");
        assert_eq!(list(), format!("{}Kuyvenhoven\nzwabbelix\n", beginning()));
        remove(&writer, "Kuyvenhoven").expect("taken away");
        assert_eq!(list(), format!("{}zwabbelix\n", beginning()));
        assert!(add(&writer, "twee woorden").is_err() && add(&writer, "").is_err());
        fs::write(folder.path().join(OWN_WORDS), "een\r\ntwee").expect("written");
        add(&writer, "drie").expect("added");
        assert_eq!(list(), "een\r\ntwee\r\ndrie\r\n");
    }
}
