//! C057: nouns hung behind each other by prepositions: "de evaluatie van de inzet van middelen voor de uitvoering van het beleid".

use std::ops::Range;

use crate::diagnostic::{Code, Finding, Findings};
use crate::load::Aspect;

use crate::check::checked::Checked;
use crate::check::reading::clause::{segments, style_sentences};
use crate::check::reading::prose::{Prose, TokenKind, is_in};
use crate::check::reading::verb::{BECOMES, IS_OR_HAS, MODAL, PREPOSITIONS};

/// So many in a row are too many.
const FEWEST: usize = 4;
/// And so many of them hang a noun on another for certain.
const FEWEST_OF: usize = 2;
/// Between two that hang together stand no more words.
const LONGEST_LINK: usize = 3;
/// Words that no noun phrase goes on with.
const BREAKS: &str = "wij we ze zij hij ik er men die dat en of maar krijgt krijgen kregen gaat gaan ging komt komen kwam staat ziet leest";

/// Reports each row of them.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    if !checked.engine.data().writing_guide.looks_at(Aspect::Prepositions) {
        return;
    }
    for (prose, sentence) in style_sentences(checked) {
        for tokens in segments(prose, &sentence).into_iter().filter_map(|segment| row_in(prose, &segment)) {
            let message = format!("Hier hangen te veel woorden aan elkaar: \"{}\".", start_of(prose, &tokens));
            findings.push(
                Finding::new(Code::StackedPrepositions, prose.place_of(&tokens), message)
                    .hint("Maak er twee zinnen van, en zeg wie wat doet."),
            );
        }
    }
}

/// The first row in a stretch of a sentence that is too long.
fn row_in(prose: &Prose, segment: &Range<usize>) -> Option<Range<usize>> {
    let breaks = |at: usize| {
        let word = prose.word(at);
        let is_word = matches!(prose.kind(at), Some(TokenKind::Word | TokenKind::Given));
        !is_word || is_in(BREAKS, word) || is_in(BECOMES, word) || is_in(IS_OR_HAS, word) || is_in(MODAL, word)
    };
    let mut row: Vec<usize> = Vec::new();
    let is_long =
        |row: &[usize]| row.len() >= FEWEST && row.iter().filter(|at| prose.word(**at) == "van").count() >= FEWEST_OF;
    for at in segment.clone() {
        if is_in(PREPOSITIONS, prose.word(at)) {
            if row.last().is_some_and(|last| at - last - 1 > LONGEST_LINK || at == last + 1) {
                if is_long(&row) {
                    break;
                }
                row.clear();
            }
            row.push(at);
        } else if breaks(at) {
            if is_long(&row) {
                break;
            }
            row.clear();
        }
    }
    let (first, last) = (*row.first()?, *row.last()?);
    is_long(&row).then(|| first..(last + LONGEST_LINK).min(segment.end))
}

/// As much as a message takes.
fn start_of(prose: &Prose, tokens: &Range<usize>) -> String {
    const SHOWN: usize = 8;
    let end = tokens.end.min(tokens.start + SHOWN);
    let more = if end < tokens.end { " …" } else { "" };
    format!("{}{more}", prose.of_tokens(&(tokens.start..end)))
}
