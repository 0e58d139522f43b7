//! A word that stands there twice: "de de kosten".

use crate::check::reading::prose::{Prose, TokenKind, is_in};

use super::slip::{Slip, has};
use super::speller::Speller;

/// Words that may follow themselves: each belongs to another part of the sentence, or stresses.
const MAY_BE_TWICE: &str = "\
    dat die wat wie hoe u je jij zij ze haar hun hen het ons er in op aan uit af mee voor over om door toe onder heel zeer \
    erg echt veel lang steeds nog bla ha ja nee nou nu";
/// Verbs: the first ends a clause in which one of [`JOINS`] stands, the second goes on with the sentence.
const VERBS: &str = "\
    is was waren zijn worden wordt werd werden hebben heeft had kunnen kan willen wil moeten moet zullen zal mogen mag gaan \
    gaat komen komt laten laat blijven blijft doen doet";
/// What starts a clause that ends in its verb, or has the infinitive at its end.
const JOINS: &str = "wat dat die als wie waar hoe omdat moeten moet kan kunnen zullen zou";
/// So far back it stands.
const NEAR: usize = 12;

/// Every word that follows itself.
pub fn find(prose: &Prose, _: &Speller<'_>) -> Vec<Slip> {
    let words = 1..prose.tokens.len();
    let is_twice = |index: &usize| {
        let (word, before) = (prose.lower(*index), prose.lower(index - 1));
        let are_words = prose.kind(*index) == Some(TokenKind::Word) && prose.kind(index - 1) == Some(TokenKind::Word);
        are_words
            && word == before
            && word.chars().nth(1).is_some()
            && prose.written(*index).starts_with(char::is_lowercase)
            && !prose.touches_next(index - 1)
            && !is_in(MAY_BE_TWICE, word)
            && !(is_in(VERBS, word) && has(prose, index.saturating_sub(NEAR)..index - 1, JOINS))
    };
    words
        .filter(is_twice)
        .map(|index| {
            let word = prose.written(index - 1).to_owned();
            let message = format!("Het woord \"{word}\" staat er twee keer achter elkaar.");
            Slip { hint: "Haal één van de twee weg.".to_owned(), ..Slip::new(index - 1..index + 1, message, word) }
        })
        .collect()
}
