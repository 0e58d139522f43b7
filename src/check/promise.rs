//! Sentences in which a document promises that the council will hear more before a recess or the end of the year.
//! They are no mistakes: the overview follows them up.

use std::sync::Arc;

use crate::diagnostic::Place;
use crate::indicator::Engine;
use crate::text::Document;

use super::reading::prose::{self, Prose, Role, is_in};

/// Before what a document promises something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deadline {
    /// The first recess with this in its name: "zomer".
    Recess(&'static str),
    /// The end of the document's year.
    YearEnd,
}

/// A promise in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promised {
    /// The sentence.
    pub sentence: String,
    /// Before what.
    pub before: Deadline,
    /// Where it stands.
    pub place: Place,
}

/// What a promise says of its time, in lower case and without accents, with what that means.
const PHRASES: [(&str, Deadline); 18] = [
    ("voor het zomerreces", Deadline::Recess("zomer")),
    ("voor de zomer", Deadline::Recess("zomer")),
    ("voor de zomervakantie", Deadline::Recess("zomer")),
    ("nog voor zomer", Deadline::Recess("zomer")),
    ("voor het herfstreces", Deadline::Recess("herfst")),
    ("voor de herfst", Deadline::Recess("herfst")),
    ("voor het kerstreces", Deadline::Recess("kerst")),
    ("voor de kerst", Deadline::Recess("kerst")),
    ("voor kerst", Deadline::Recess("kerst")),
    ("voor het voorjaarsreces", Deadline::Recess("voorjaar")),
    ("voor het meireces", Deadline::Recess("mei")),
    ("voor het einde van het jaar", Deadline::YearEnd),
    ("voor het eind van het jaar", Deadline::YearEnd),
    ("voor het einde van dit jaar", Deadline::YearEnd),
    ("voor het eind van dit jaar", Deadline::YearEnd),
    ("voor de jaarwisseling", Deadline::YearEnd),
    ("nog dit jaar", Deadline::YearEnd),
    ("dit jaar nog", Deadline::YearEnd),
];

/// Words by which the council gets to know something, now or later; not in the past.
const TELLING: &str = "hoor hoort horen vertel vertelt vertellen informeer informeert informeren ontvang ontvangt \
    ontvangen krijg krijgt krijgen lees leest lezen stuur sturen zend zenden meld melden bericht berichten \
    rapporteer rapporteren weten terug leg leggen bied bieden deel delen presenteren brief raadsbrief \
    raadsinformatiebrief voorstel";

/// The promises of a document, in reading order, each sentence once.
pub fn promises(document: &Document, engine: &Arc<Engine>) -> Vec<Promised> {
    let texts = prose::of(document, engine);
    let own = texts.iter().filter(|prose| prose.role == Role::Paragraph);
    own.flat_map(|prose| prose.sentences.iter().filter_map(|sentence| promise(prose, sentence))).collect()
}

fn promise(prose: &Prose, sentence: &std::ops::Range<usize>) -> Option<Promised> {
    let words: Vec<String> = sentence.clone().map(|index| plain(prose.lower(index))).collect();
    let (start, length, before) = PHRASES.iter().find_map(|(phrase, before)| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        let start = words.windows(phrase.len()).position(|window| window == phrase)?;
        Some((start, phrase.len(), *before))
    })?;
    let tells = |index: usize| {
        let is_of_phrase = (start..start + length).contains(&index);
        !is_of_phrase && is_in(TELLING, &words[index])
    };
    if !(0..words.len()).any(tells) {
        return None;
    }
    let from = sentence.start + start;
    let place = prose.place_of(&(from..from + length));
    Some(Promised { sentence: prose.of_tokens(sentence).to_owned(), before, place })
}

/// "vóór" is "voor".
fn plain(word: &str) -> String {
    word.replace(['ó', 'Ó'], "o")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::reading::prose::sample::typed;

    fn found(text: &str) -> Option<Deadline> {
        let prose = typed(text);
        let mut found = prose.sentences.iter().filter_map(|sentence| promise(&prose, sentence));
        found.next().map(|promise| promise.before)
    }

    #[test]
    fn finds_what_the_council_will_hear() {
        let summer = Some(Deadline::Recess("zomer"));
        for (text, wanted) in [
            ("U hoort dit van ons voor het zomerreces.", summer),
            ("Wij werken door. Voor de zomer vertellen wij u meer.", summer),
            ("Vóór het zomerreces leggen wij een voorstel aan u voor.", summer),
            ("Voor de kerst leest u hoe het verder gaat.", Some(Deadline::Recess("kerst"))),
            ("Een brief volgt voor het einde van het jaar.", Some(Deadline::YearEnd)),
            ("Nog dit jaar laten wij u weten wat de pilot kost.", Some(Deadline::YearEnd)),
        ] {
            assert_eq!(found(text), wanted, "{text}");
        }
    }

    #[test]
    fn leaves_alone_what_is_no_promise() {
        for text in [
            "Voor de zomer deden twintig kinderen mee.",
            "U hoort dit van ons.",
            "Wij verwachten dat de kosten voor het einde van het jaar dalen.",
            "Wij hebben plannen voor het zomerkamp en vertellen erover.",
            "Dat was voor het einde van het jaar klaar.",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
