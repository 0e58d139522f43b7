//! "U" within a sentence in a text that writes "u" elsewhere.

use crate::check::reading::prose::{Prose, TokenKind, is_in};

use super::slip::Slip;

/// What takes another letter behind it than a person: "lijn U".
const NAMED: &str = "lijn letter punt kolom gebouw ingang zaal";

/// The first of those that are fewer.
pub fn find(texts: &[&Prose]) -> Option<(usize, Slip)> {
    let (mut large, mut small) = (Vec::new(), Vec::new());
    for (text, prose) in texts.iter().enumerate() {
        for index in (0..prose.tokens.len()).filter(|index| is_address(prose, *index)) {
            match prose.written(index).starts_with('U') {
                true => large.push((text, index)),
                false => small.push((text, index)),
            }
        }
    }
    let (text, index) = *large.first().filter(|_| !small.is_empty())?;
    let written = texts[text].written(index);
    let (becomes, other) = (written.to_lowercase(), small.len());
    let message = format!(
        "De tekst schrijft \"{written}\" met een hoofdletter ({}) en ook zonder ({}).",
        times(large.len()),
        times(other)
    );
    let mut slip = Slip::new(index..index + 1, message, becomes);
    slip.hint = "Schrijf u en uw overal met een kleine letter. Alleen aan het begin van een zin staat een hoofdletter."
        .to_owned();
    Some((text, slip))
}

fn times(count: usize) -> String {
    format!("{count} keer")
}

/// "u" or "uw" within a sentence, said by the author.
fn is_address(prose: &Prose, index: usize) -> bool {
    prose.kind(index) == Some(TokenKind::Word)
        && is_in("u uw", prose.lower(index))
        && index > prose.sentence_of(index).start
        && !matches!(
            prose.kind(index - 1),
            Some(TokenKind::Mark('.' | '!' | '?' | ':' | '(' | '•' | '‘' | '“' | '"' | '\'' | '„'))
        )
        && !prose.is_quoted(index)
        && !is_in(NAMED, prose.word_before(index, 1))
        && !(index > 0 && prose.touches_next(index - 1) && !matches!(prose.kind(index - 1), Some(TokenKind::Mark(_))))
}
