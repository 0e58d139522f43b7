//! "hun hebben", "met hun", "hen woning": "hun" is whose, "hen" comes after a preposition, and who does something is "zij".

use crate::check::reading::prose::{Prose, TokenKind, is_in};

use super::slip::{Slip, ends_clause, starts_clause, with_case_of};
use super::speller::Speller;

const PREPOSITIONS: &str = "\
    aan achter bij door in met naar naast namens om onder op over rond samen tegen tot tussen uit van voor zonder \
    via tegenover volgens";
/// What somebody does. Also infinitives, so that only where a clause starts it is known to be wrong.
const VERBS: &str = "\
    hebben kunnen willen moeten mogen zullen gaan krijgen komen waren hadden konden wilden moesten kregen gingen deden \
    zouden kwamen vinden vonden zeggen zeiden denken dachten wachten vragen vroegen";
/// What starts a clause, and has its subject behind it.
const JOINS: &str = "dat omdat als want en maar of toen terwijl zodat hoe wat doordat nadat voordat";
/// What no noun begins with that somebody has.
const NO_NOUN: &str = "\
    die dat en of om te is zijn was waren wordt worden heeft hebben had kan kunnen moet gaat zal zou die dan als maar want \
    niet ook graag op mee aan samen bedacht gestuurd gekregen gevraagd gemaakt gedaan gegaan veel wat \
    terug lukt gaat komt blijft werkt loopt krijgt doet";
/// What people have, so that "hen" before it is wrong.
const THINGS: &str = "\
    eigen kinderen ouders gezin woning huis wijk buurt situatie mening leven toekomst omgeving school kind leven \
    problemen huishouden";

/// Every "hun" and "hen" in the place of another.
pub fn find(prose: &Prose, _: &Speller<'_>) -> Vec<Slip> {
    let words = (0..prose.tokens.len()).filter(|index| prose.kind(*index) == Some(TokenKind::Word));
    words
        .filter_map(|index| match prose.word(index) {
            "hun" => of_hun(prose, index),
            "hen" => of_hen(prose, index),
            _ => None,
        })
        .collect()
}

fn of_hun(prose: &Prose, index: usize) -> Option<Slip> {
    let (before, next) = (prose.word_before(index, 1), prose.word(index + 1));
    let opens = starts_clause(prose, index) || is_in(JOINS, before);
    // "om hun hebben en houwen"
    if prose.word(index + 3).starts_with("hou") {
        return None;
    }
    if opens && is_in(VERBS, next) {
        return Some(slip(prose, index, "zij", "\"Hun\" doet niets: wie iets doet, is \"zij\"."));
    }
    let is_object = ends_clause(prose, index + 1)
        || is_in(NO_NOUN, next)
        || (is_participle(next) && ends_clause(prose, index + 2))
        || (is_in("in over", next) && is_object_of(prose, index));
    (is_in(PREPOSITIONS, before) && is_object).then(|| slip(prose, index, "hen", "Na een voorzetsel hoort \"hen\"."))
}

/// "opgenomen", "afgesproken": what no noun looks like.
fn is_participle(word: &str) -> bool {
    const STARTS: [&str; 9] = ["opge", "aange", "uitge", "meege", "afge", "toege", "overge", "doorge", "bijge"];
    STARTS.iter().any(|start| word.starts_with(start)) && (word.ends_with("en") || word.ends_with(['d', 't']))
}

/// "met hun in gesprek", "met hun over geld": what follows is no stretch before a noun of theirs, as in "hun in 2022
/// gestarte plan".
fn is_object_of(prose: &Prose, index: usize) -> bool {
    prose.kind(index + 2) == Some(TokenKind::Word) && ends_clause(prose, index + 3)
}

fn of_hen(prose: &Prose, index: usize) -> Option<Slip> {
    let is_owner = is_in(PREPOSITIONS, prose.word_before(index, 1)) && is_in(THINGS, prose.word(index + 1));
    is_owner.then(|| slip(prose, index, "hun", "Van wie iets is, schrijft u met \"hun\"."))
}

fn slip(prose: &Prose, index: usize, becomes: &str, message: &str) -> Slip {
    Slip::new(index..index + 1, message.to_owned(), with_case_of(prose.written(index), becomes))
}
