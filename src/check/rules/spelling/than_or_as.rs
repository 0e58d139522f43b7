//! "groter als" and "even groot dan": what differs takes "dan", what is the same takes "als".
//!
//! "Het wordt duurder als de prijzen stijgen" is right: there "als" starts a clause, which ends in its verb.

use crate::check::reading::prose::{Prose, TokenKind, is_in};

use super::slip::{Slip, ends_clause};
use super::speller::Speller;

/// Words that compare, besides those that end in -er.
const MORE: &str = "meer minder anders liever eerder later";
/// Words in -er that compare nothing.
const NO_MORE: &str = "\
    ander over onder weer zeer keer hier daar waar zonder ieder iedere achter echter eer daarvoor later eerder verder \
    wethouder moeder vader december september oktober november januari inwoner kinder nummer cijfer weder sfeer leer \
    vervoer beheer verkeer manager partner sommer kamer rekenkamer wanneer dokter thuiswerker meester leider helder \
    bijzonder zeker lekker dapper zuiver kwaliteitsmeter huurder aanbieder";
/// Behind these a clause may end that only compares.
const NOUN_LIKE: &str = "\
    verwacht gedacht gepland begroot geraamd gemiddeld normaal ooit vroeger nodig gewenst gebruikelijk bedoeld gehoopt \
    eerder voorheen jaar maand kwartaal week nu eerst wij zij hij ik u aanbod gemeenten jaren maanden wijken landen steden \
    gezinnen jongeren ouderen kosten inwoners";
/// What stands before an adjective that says that two are the same.
const SAME: &str = "even net-zo half-zo keer-zo";

/// Every "als" that should be "dan", and the other way round.
pub fn find(prose: &Prose, _: &Speller<'_>) -> Vec<Slip> {
    let words = (1..prose.tokens.len()).filter(|index| prose.kind(*index) == Some(TokenKind::Word));
    words
        .filter_map(|index| match prose.word(index) {
            "als" if differs(prose, index) => Some(slip(index, "dan", "Bij een verschil")),
            "dan" if is_same(prose, index) => Some(slip(index, "als", "Bij iets dat gelijk is,")),
            _ => None,
        })
        .collect()
}

fn slip(index: usize, becomes: &str, when: &str) -> Slip {
    Slip::new(index..index + 1, format!("{when} hoort \"{becomes}\"."), becomes.to_owned())
}

fn differs(prose: &Prose, index: usize) -> bool {
    let sentence = prose.sentence_of(index);
    let compares = |at: usize| {
        let word = prose.word(at);
        is_in(MORE, word) || (word.ends_with("er") && word.len() > 4 && !is_in(NO_MORE, word))
    };
    // "meer aanmeldingen als in 2021", "minder woningen gebouwd als gepland"; but "meer hulp als dat nodig is"
    let is_after = compares(index - 1)
        || (2..=4).any(|back| index >= sentence.start + back && is_in("meer minder", prose.word(index - back)))
            && prose.word(index + 1) != "nodig";
    let is_pair = (sentence.start.max(index.saturating_sub(12))..index)
        .any(|at| is_in("zowel even zo net evenveel zoveel hetzelfde dezelfde", prose.word(at)));
    is_after && !is_pair && only_names(prose, index + 1)
}

/// Whether what follows is no clause with a verb at its end, but only names something.
fn only_names(prose: &Prose, start: usize) -> bool {
    let Some(end) = (start + 1..start + 8).find(|at| ends_clause(prose, *at)) else { return false };
    let last = end - 1;
    if start >= end {
        return false;
    }
    match prose.kind(last) {
        Some(TokenKind::Number | TokenKind::Bound(_) | TokenKind::Given) => true,
        Some(TokenKind::Word) if is_in(NOUN_LIKE, prose.word(last)) => {
            // "als dat nodig is" ends in its verb; "als wij" has none.
            let has_verb = (start..last).any(|at| is_in("is zijn was wordt kan wil moet heeft", prose.word(at)));
            let is_condition = prose.word(last) == "nodig" && last > start;
            !has_verb && !is_condition
        }
        // "als de oude"
        Some(TokenKind::Word) => {
            last == start + 1 && is_in("de het", prose.word(start)) && prose.word(last).ends_with('e')
        }
        _ => false,
    }
}

fn is_same(prose: &Prose, index: usize) -> bool {
    let (one, two, three) = (prose.word_before(index, 1), prose.word_before(index, 2), prose.word_before(index, 3));
    let is_other = |word: &str| word.ends_with("er") || is_in("meer minder anders", word);
    let before = format!("{three}-{two}");
    let is_adjective = !one.is_empty() && !is_other(one);
    (is_adjective && (is_in(SAME, two) || is_in(SAME, &before)))
        || is_in("evenveel hetzelfde dezelfde", one)
        || (is_in("evenveel dezelfde hetzelfde", two) && is_adjective && only_names(prose, index + 1))
}
