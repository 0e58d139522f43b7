//! Sentences that are too long to follow. Plain language (level B1) stays well under the limit.

use crate::diagnostic::{Code, Finding, Findings};

use crate::check::checked::Checked;
use crate::check::reading::prose::Role;

/// A sentence with more words than this is reported.
const MAX_WORDS: usize = 30;

/// Reports each sentence of a paragraph, item, quotation or footnote that is too long.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    for prose in checked.texts.iter().filter(|prose| matches!(prose.role, Role::Paragraph | Role::Quotation)) {
        for sentence in &prose.sentences {
            let place = |length: usize| {
                let from = prose.tokens[sentence.start].range.start;
                prose.place_of_part(from..from + length)
            };
            let sentence = prose.of_tokens(sentence);
            let words = count_words(sentence);
            if words > MAX_WORDS {
                let start: Vec<&str> = sentence.split_whitespace().take(3).collect();
                let length =
                    start.last().map_or(0, |last| last.as_ptr() as usize + last.len() - sentence.as_ptr() as usize);
                let start = start.join(" ");
                findings.push(
                    Finding::new(
                        Code::LongSentence,
                        place(length),
                        format!("De zin \"{start} ...\" heeft {words} woorden."),
                    )
                    .hint(format!("Maak er twee of meer zinnen van, of een lijst. Hooguit {MAX_WORDS} woorden.")),
                );
            }
        }
    }
}

/// How many words: pieces of text with a letter or digit in them.
fn count_words(sentence: &str) -> usize {
    sentence.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}
