//! "u" and "je" in one text: the reader is one or the other.

use crate::check::reading::prose::{Prose, TokenKind, is_in};

use super::slip::Slip;

const POLITE: &str = "u uw";
const FAMILIAR: &str = "je jij jou jouw";

/// So many polite forms stand beside a familiar one in a text that mixes them.
const MOST_BESIDE: usize = 4;

/// The first of those that are fewer.
pub fn find(texts: &[&Prose]) -> Option<(usize, Slip)> {
    let (mut polite, mut familiar) = (Vec::new(), Vec::new());
    for (text, prose) in texts.iter().enumerate() {
        for index in (0..prose.tokens.len()).filter(|index| is_said(prose, *index)) {
            match prose.lower(index) {
                word if is_in(POLITE, word) => polite.push((text, index)),
                word if is_in(FAMILIAR, word) => familiar.push((text, index)),
                _ => {}
            }
        }
    }
    // "Zie je later" can mean everybody: now and then one is no mixture.
    if polite.len() > MOST_BESIDE * familiar.len() {
        return None;
    }
    let fewer = if familiar.len() <= polite.len() { &familiar } else { &polite };
    let (text, index) = *fewer.first().filter(|_| !polite.is_empty() && !familiar.is_empty())?;
    let message =
        format!("De tekst zegt u tegen de lezer ({} keer) en ook je ({} keer).", polite.len(), familiar.len());
    let hint = "Kies één van de twee.".to_owned();
    Some((text, Slip { tokens: index..index + 1, message, hint, becomes: None }))
}

/// Said by the author to the reader: not quoted, and no part of a name.
fn is_said(prose: &Prose, index: usize) -> bool {
    let is_name = prose.written(index).starts_with(char::is_uppercase)
        && index > prose.sentence_of(index).start
        && !matches!(prose.kind(index - 1), Some(TokenKind::Mark(_)))
        && prose.lower(index) != "u"
        && prose.lower(index) != "uw";
    prose.kind(index) == Some(TokenKind::Word) && !prose.is_quoted(index) && !is_name
}
