//! Sentences and stretches of them, for rules about how a sentence is built.

use std::ops::Range;

use crate::check::checked::Checked;

use super::prose::{Prose, Role, TokenKind};
use super::sentence::LONGEST;

/// The sentences of paragraphs and items that the author wrote and that are Dutch.
pub fn style_sentences<'c>(checked: &'c Checked<'_>) -> impl Iterator<Item = (&'c Prose, Range<usize>)> {
    let texts = checked.texts.iter().filter(|prose| prose.role == Role::Paragraph);
    texts.flat_map(|prose| prose.sentences.iter().map(move |sentence| (prose, sentence.clone()))).filter(
        |(prose, sentence)| {
            sentence.len() <= LONGEST && !prose.is_quoted(sentence.start) && prose.may_be_dutch(sentence)
        },
    )
}

/// A sentence cut at its signs. What is quoted in it is left out.
pub fn segments(prose: &Prose, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let mut segments = Vec::new();
    let mut start = sentence.start;
    for at in sentence.clone() {
        let is_cut = matches!(prose.kind(at), Some(TokenKind::Mark(mark)) if mark != '-') || prose.is_quoted(at);
        if is_cut {
            segments.push(start..at);
            start = at + 1;
        }
    }
    segments.push(start..sentence.end);
    segments.retain(|segment| !segment.is_empty());
    segments
}
