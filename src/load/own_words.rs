//! `data/woorden.txt`: words that the municipality knows and the dictionary does not, one a line.

use std::collections::HashSet;
use std::sync::Arc;

use crate::diagnostic::{Code, Finding, Findings, Place, SourceText};

/// So many lines are read.
const MOST_LINES: usize = 100_000;

/// No word has more letters.
const LONGEST: usize = 64;

/// Reads the list. A line starting with # is a remark.
pub fn read(source: &Arc<SourceText>, findings: &mut Findings) -> HashSet<String> {
    let mut words = HashSet::new();
    let mut start = 0;
    for (index, whole) in source.text.split_inclusive('\n').enumerate() {
        let line = whole.trim();
        let at = start + (whole.len() - whole.trim_start().len());
        let place = || Place::text(source, at..at + line.len());
        start += whole.len();
        if index == MOST_LINES {
            let message = format!("De woordenlijst heeft meer dan {MOST_LINES} regels. De rest telt niet mee.");
            findings.push(
                Finding::new(Code::UnusableWord, place(), message)
                    .hint("Zet in de lijst alleen woorden die Griffel niet kent."),
            );
            break;
        }
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match why_unusable(line) {
            None => {
                words.insert(line.replace('’', "'"));
            }
            Some(why) => findings.push(
                Finding::new(Code::UnusableWord, place(), format!("Deze regel telt niet mee: {why}"))
                    .hint("Schrijf op elke regel één woord, of begin de regel met # als het een opmerking is."),
            ),
        }
    }
    words
}

/// What is wrong with a line, in words; none where it is a word.
pub fn why_unusable(line: &str) -> Option<&'static str> {
    let is_part = |next: char| next.is_alphanumeric() || matches!(next, '-' | '\'' | '’' | '.' | '&' | '+');
    if line.contains(char::is_whitespace) {
        Some("er staat meer dan één woord.")
    } else if line.chars().nth(LONGEST).is_some() {
        Some("het woord is te lang.")
    } else if !line.contains(char::is_alphabetic) || !line.chars().all(is_part) {
        Some("dit is geen woord.")
    } else {
        None
    }
}

/// The list with one word more, in the line ends that it has.
pub fn with_word(text: &str, word: &str) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let gap = if text.is_empty() || text.ends_with('\n') { "" } else { end };
    format!("{text}{gap}{word}{end}")
}

/// The list without a word.
pub fn without_word(text: &str, word: &str) -> String {
    text.split_inclusive('\n').filter(|line| line.trim() != word).collect()
}

/// What a new list says above its first word.
pub fn beginning() -> &'static str {
    "# Woorden die goed zijn, en die Griffel niet kent. Eén woord op een regel.\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::OWN_WORDS;

    fn read_from(text: &str) -> (Vec<String>, Vec<String>) {
        let mut findings = Findings::new();
        let words = read(&SourceText::new(OWN_WORDS, text), &mut findings);
        let mut words: Vec<String> = words.into_iter().collect();
        words.sort();
        let found = findings.iter().map(|one| format!("{:?} {}", one.place.line_column(), one.message)).collect();
        (words, found)
    }

    #[test]
    fn a_word_a_line_and_nothing_else() {
        let (words, found) = read_from("# ons\r\n  Kuyvenhoven \r\nfoto’tje\r\n\r\ntwee woorden\r\n123\r\n{{ x }}\n");
        assert_eq!(words, ["Kuyvenhoven", "foto'tje"]);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].starts_with("Some((5, Some(1)))"), "{found:?}");
        assert_eq!(
            read_from(&"x".repeat(10_000)),
            (Vec::new(), vec!["Some((1, Some(1))) Deze regel telt niet mee: het woord is te lang.".to_owned()])
        );
    }

    #[test]
    fn very_many_lines_are_read_up_to_a_bound() {
        let text: String = (0..150_000).map(|at| format!("woord{at}\n")).collect();
        let (words, found) = read_from(&text);
        assert_eq!((words.len(), found.len()), (MOST_LINES, 1));
        assert!(found[0].contains("100001"), "{found:?}");
    }

    #[test]
    fn a_word_is_added_on_a_line_of_its_own() {
        assert_eq!(with_word("een", "twee"), "een\ntwee\n");
        assert_eq!(with_word("een\r\n", "twee"), "een\r\ntwee\r\n");
        assert_eq!(with_word("", "twee"), "twee\n");
        assert_eq!(without_word("een\r\ntwee\r\n een", "een"), "twee\r\n");
        assert!(read_from(beginning()).1.is_empty());
    }
}
