//! Compounds that are written apart: "raads informatie brief".
//!
//! Certain are compounds of a list, and a piece that is no word by itself before one with which it is. Some pairs of the
//! list can stand beside each other by chance: those are left alone where an article or a verb may come between.

use crate::check::reading::prose::{Prose, TokenKind, is_in};
use crate::dutch::spelling::{MOST_PARTS, compound};

use super::slip::{Slip, with_case_of};
use super::speller::Speller;

/// First parts that are words for people or things of their own: "geeft de jeugd hulp", "per huishouden budget".
const BY_THEMSELVES: &str = "jeugd zorg college gemeente wijk tarief school woon raad";
/// What stands before a noun of its own.
const ARTICLES: &str = "de het een";

/// Every compound with a space in it.
pub fn find(prose: &Prose, speller: &Speller<'_>) -> Vec<Slip> {
    let mut found = Vec::new();
    let mut index = 0;
    while index + 1 < prose.tokens.len() {
        match at(prose, index, speller) {
            Some(slip) => {
                index = slip.tokens.end;
                found.push(slip);
            }
            None => index += 1,
        }
    }
    found
}

fn at(prose: &Prose, index: usize, speller: &Speller<'_>) -> Option<Slip> {
    let is_word = |at: usize| {
        prose.kind(at) == Some(TokenKind::Word) && (at == index || prose.written(at).starts_with(char::is_lowercase))
    };
    let length =
        (0..MOST_PARTS).take_while(|at| is_word(index + at) && (*at == 0 || !prose.touches_next(index + at - 1)));
    let length = length.count();
    let joined = (2..=length).rev().find_map(|length| {
        let parts = (index..index + length).map(|at| prose.word(at)).collect::<Vec<_>>().join(" ");
        compound(&parts).filter(|_| is_certain(prose, index, length)).map(|whole| (length, whole.to_owned()))
    });
    let (length, whole) = joined.or_else(|| (length >= 2).then(|| of_piece(prose, index, speller)).flatten())?;
    let whole = with_case_of(prose.written(index), &whole);
    let tokens = index..index + length;
    let message = format!("\"{}\" is één woord.", prose.of_tokens(&tokens));
    Some(Slip::new(tokens, message, whole))
}

/// "De jeugd hulp" may be two things; "jeugd zorg aanbieders" is one.
fn is_certain(prose: &Prose, index: usize, length: usize) -> bool {
    length > 2
        || !is_in(BY_THEMSELVES, prose.word(index))
        || is_in(PLURALS, prose.word(index + 1)) && ends_noun(prose, index)
}

/// Second parts that are many, so that no article is left out before them.
const PLURALS: &str = "aanbieders teams leden kosten artsen stukken trajecten lasten huizen rekening raad";

/// "De wijk teams werken": what follows is the verb, or the sentence ends. "De wijk teams en geld" gives to the district.
fn ends_noun(prose: &Prose, index: usize) -> bool {
    let next = prose.word(index + 2);
    let is_subject = is_in(ARTICLES, prose.word_before(index, 1)) && index == prose.sentence_of(index).start + 1;
    is_subject
        && !next.is_empty()
        && (next.ends_with('t') || next.ends_with("en") || next.ends_with("de"))
        && next != "en"
}

/// A piece that is no word, such as "raads" or "gezins", before a word with which it is one.
fn of_piece(prose: &Prose, index: usize, speller: &Speller<'_>) -> Option<(usize, String)> {
    let (piece, next) = (prose.lower(index), prose.lower(index + 1));
    let whole = format!("{piece}{next}");
    let is_piece = piece.len() > 3 && next.len() > 3 && !speller.knows(prose.written(index)) && speller.knows(next);
    (is_piece && speller.knows(&whole)).then_some((2, whole))
}
