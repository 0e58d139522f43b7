//! Which words of a sentence are others than they were.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::passages::ReadSentence;

/// Words that changed with no more than this between them, changed together.
const SHORT: usize = 3;

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordPiece {
    /// Its words.
    pub text: String,
    /// Whether the other sentence has other words here.
    pub changed: bool,
}

/// Both sentences in pieces; the pieces of each are that sentence.
pub(crate) fn compare(old: &ReadSentence, new: &ReadSentence) -> (Vec<WordPiece>, Vec<WordPiece>) {
    let words = |sentence: &ReadSentence| -> Vec<String> {
        sentence.words.iter().map(|word| word.text.trim_end().to_owned()).collect()
    };
    let (old_words, new_words) = (words(old), words(new));
    let ops = capture_diff_slices(Algorithm::Myers, &old_words, &new_words);
    let (mut old_changed, mut new_changed) = (vec![true; old_words.len()], vec![true; new_words.len()]);
    for (index, op) in ops.iter().enumerate() {
        let DiffOp::Equal { old_index, new_index, len } = *op else { continue };
        let is_between = index > 0 && index + 1 < ops.len();
        if is_between && len == 1 && old_words[old_index].chars().count() <= SHORT {
            continue;
        }
        old_changed[old_index..old_index + len].fill(false);
        new_changed[new_index..new_index + len].fill(false);
    }
    (pieces(old, &old_changed), pieces(new, &new_changed))
}

/// A sentence as one piece.
pub(crate) fn whole(sentence: &ReadSentence, changed: bool) -> Vec<WordPiece> {
    vec![WordPiece { text: sentence.text(), changed }]
}

fn pieces(sentence: &ReadSentence, changed: &[bool]) -> Vec<WordPiece> {
    let mut pieces: Vec<WordPiece> = Vec::new();
    let mut add = |text: &str, changed: bool| match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.changed == changed => last.text.push_str(text),
        _ => pieces.push(WordPiece { text: text.to_owned(), changed }),
    };
    for (index, (word, is_changed)) in sentence.words.iter().zip(changed).enumerate() {
        let written = word.text.trim_end();
        add(written, *is_changed);
        if let Some(next) = changed.get(index + 1) {
            add(&word.text[written.len()..], *is_changed && *next);
        }
    }
    pieces
}
