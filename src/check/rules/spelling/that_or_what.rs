//! "het geld wat", "het plan die" and "alles dat": to a thing with "het" belongs "dat", to "alles" belongs "wat".
//!
//! "In het rapport staat wat" and "dit jaar wat meer" are right: only what stands without a preposition before it counts,
//! and no time.

use crate::check::reading::prose::{Prose, TokenKind, is_in};

use super::slip::{Slip, has, starts_clause};
use super::speller::Speller;

/// Things that are called "het".
const THINGS: &str = "\
    aanbod aandeel aantal advies akkoord artikel bedrag bedrijf beleid bericht besluit bestand boek budget contract \
    document doel dossier effect formulier gebied gebouw geld gesprek huis idee kantoor loket middel onderdeel onderwerp \
    onderzoek overzicht percentage plan probleem product programma project rapport recht resultaat risico stelsel systeem \
    tarief tekort traject verhaal verschil voorstel werk";
const ARTICLES: &str = "het een dit dat ons elk ieder geen welk";
const PREPOSITIONS: &str =
    "aan bij binnen boven door in met na naar om onder op over per rond tegen tot tussen uit van voor volgens zonder";
/// What starts a clause behind its pronoun.
const BEGINS: &str =
    "wij we u ik je hij zij ze de het er men is was waren zijn wordt werd worden heeft hebben had in uw onze";

/// Every pronoun that does not go with what it is about.
pub fn find(prose: &Prose, _: &Speller<'_>) -> Vec<Slip> {
    let words = (1..prose.tokens.len()).filter(|index| prose.kind(*index) == Some(TokenKind::Word));
    words
        .filter_map(|index| match prose.word(index) {
            "wat" | "die" if is_about_a_thing(prose, index) => {
                let message = format!("Bij \"het {}\" hoort \"dat\".", prose.word_before(index, 1));
                Some(Slip::new(index..index + 1, message, "dat".to_owned()))
            }
            "dat" if is_about_all(prose, index) => {
                Some(Slip::new(index..index + 1, "Bij \"alles\" hoort \"wat\".".to_owned(), "wat".to_owned()))
            }
            _ => None,
        })
        .collect()
}

fn is_about_a_thing(prose: &Prose, index: usize) -> bool {
    if !is_in(THINGS, prose.word_before(index, 1)) || !is_in(BEGINS, prose.word(index + 1)) {
        return false;
    }
    let Some(article) = (2..=3).find(|back| is_in(ARTICLES, prose.word_before(index, *back))) else { return false };
    let at = index - article;
    let before = prose.word_before(at, 1);
    // "wat de kosten betreft"
    let is_aside = has(prose, index..prose.sentence_of(index).end.min(index + 8), "betreft aangaat");
    // A sentence that begins with it, or says what something is, has no other place for a clause of its own.
    let is_plain = starts_clause(prose, at) || is_in("is was zijn wordt dus en", before);
    is_plain && !is_in(PREPOSITIONS, before) && !is_aside
}

fn is_about_all(prose: &Prose, index: usize) -> bool {
    const BEGINS: &str = "wij we u ik je hij zij ze er men is was wordt heeft nodig hier daar mogelijk kan moet";
    let at = index - 1;
    prose.word(at) == "alles" && is_in(BEGINS, prose.word(index + 1)) && !is_in(PREPOSITIONS, prose.word_before(at, 1))
}
