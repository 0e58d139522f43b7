//! Sentences that are too long to follow. Plain language (level B1) stays well under the limit.

use crate::diagnostic::{Code, Finding, Findings};
use crate::text::{Document, Span};

use super::locate;
use super::sentence::{count_words, sentences};
use super::words::visit_text;

/// A sentence with more words than this is reported.
const MAX_WORDS: usize = 30;

/// Reports each sentence of a paragraph, item, quotation or footnote that is too long.
pub fn check(document: &Document, findings: &mut Findings) {
    visit_text(document, false, &mut |spans: &[Span], place| {
        for sentence in sentences(&document.plain(spans)) {
            let words = count_words(sentence);
            if words > MAX_WORDS {
                let start: Vec<&str> = sentence.split_whitespace().take(3).collect();
                let start = start.join(" ");
                findings.push(
                    Finding::new(
                        Code::LongSentence,
                        locate::words(place, &start, 0),
                        format!("De zin \"{start} ...\" heeft {words} woorden."),
                    )
                    .hint(format!("Maak er twee of meer zinnen van, of een lijst. Hooguit {MAX_WORDS} woorden.")),
                );
            }
        }
    });
}
