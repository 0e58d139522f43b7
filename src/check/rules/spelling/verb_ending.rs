//! Verbs that end in -d, -t or -dt where another of these belongs: "hij word", "ik wordt", "is gebeurt".

use std::ops::Range;

use crate::check::reading::prose::{Prose, Role, TokenKind, is_in};

use super::slip::{Slip, clause_before, ends_clause, has, starts_clause, with_case_of};
use super::speller::Speller;

/// Stems that end in -d and are no other word as well; with -t behind them they go with he, she, it and you.
const STEMS: &str = "word vind houd bied meld rijd zend leid verbind bevind";

/// A verb in the present with -t, and its participle with -d.
const PAIRS: &[(&str, &str)] = &[
    ("gebeurt", "gebeurd"),
    ("behandelt", "behandeld"),
    ("bepaalt", "bepaald"),
    ("betaalt", "betaald"),
    ("betekent", "betekend"),
    ("beoordeelt", "beoordeeld"),
    ("besteedt", "besteed"),
    ("bedoelt", "bedoeld"),
    ("herstelt", "hersteld"),
    ("ontwikkelt", "ontwikkeld"),
    ("verandert", "veranderd"),
    ("verbetert", "verbeterd"),
    ("verdeelt", "verdeeld"),
    ("vergoedt", "vergoed"),
    ("verhoogt", "verhoogd"),
    ("verhuurt", "verhuurd"),
    ("verhuist", "verhuisd"),
    ("verklaart", "verklaard"),
    ("verlaagt", "verlaagd"),
    ("vermeldt", "vermeld"),
    ("vertelt", "verteld"),
    ("verzamelt", "verzameld"),
    ("bespaart", "bespaard"),
];

/// Verbs that a participle goes with.
const HELPS: &str = "\
    is was waren wordt worden werd werden heeft hebben had hadden ben bent heb hebt zijn word geworden geweest raakt raakte";
/// Those that are nothing else, and can stand at some distance.
const HELPS_FROM_AFAR: &str = "is was waren wordt worden werd werden heeft hebben had hadden";
/// What starts a clause of its own without a sign: its verb stands at the end.
const JOINS: &str = "\
    dat die wie wat als of omdat terwijl zodat wanneer waar hoe waarom en maar want doordat totdat voordat nadat hoewel \
    waarmee waarvoor waarop waarin waarvan welke";
const I_OR_YOU: &str = "ik je jij me mij jou jullie";
/// Verbs of giving and telling: then "je" may be to whom.
const GIVES: &str = "verteld gevraagd aangeboden geweigerd gegeven beloofd gestuurd gemeld uitgelegd toegestuurd";
/// What follows "je" when that is no owner.
const NO_NOUN: &str = "\
    niet ook dan er nog al hier daar weer altijd soms straks binnenkort snel vaak wel dit dat deze die in op met bij naar \
    voor uit over om door van morgen vandaag geholpen gebeld";
const SUBJECTS: &str = "dit dat het er hij u zij wat ze men";
const ARTICLES: &str = "de het een er dat dit deze die alle onze ons hun zijn haar niet vaak ook dus";

/// Every verb with the ending of another form.
pub fn find(prose: &Prose, _: &Speller<'_>) -> Vec<Slip> {
    let words = (0..prose.tokens.len()).filter(|index| prose.kind(*index) == Some(TokenKind::Word));
    words.filter_map(|index| stem(prose, index).or_else(|| of_pair(prose, index))).collect()
}

/// "hij word", "ik wordt", "wordt jij".
fn stem(prose: &Prose, index: usize) -> Option<Slip> {
    let word = prose.word(index);
    let bare = word.strip_suffix('t').filter(|stem| is_in(STEMS, stem));
    if let Some(stem) = bare {
        let after_i = prose.word_before(index, 1) == "ik" && !is_in("dan als", prose.word_before(index, 2));
        let before_i = prose.word(index + 1) == "ik" && !is_in("dan als wie", prose.word_before(index, 1));
        let before_you = prose.word(index + 1) == "jij"
            || (prose.word(index + 1) == "je"
                && is_in(NO_NOUN, prose.word(index + 2))
                && !has(prose, index..prose.sentence_of(index).end.min(index + 30), GIVES));
        let with = match () {
            () if after_i || before_i => "ik",
            () if before_you => prose.word(index + 1),
            () => return None,
        };
        let message = format!("Bij \"{with}\" hoort hier \"{stem}\", zonder t.");
        return Some(slip(prose, index, stem, message));
    }
    if !is_in(STEMS, word)
        || prose.written(index).starts_with(char::is_uppercase) && prose.sentence_of(index).start != index
    {
        return None;
    }
    let sentence = near(prose, index);
    // "vind u" asks; "Word lid" and "en meld u aan" call upon.
    let asks = is_in("u hij zij ze het er men iedereen iemand", prose.word(index + 1)) && word != "meld";
    let is_question = asks && prose.is_mark(prose.sentence_of(index).end - 1, '?');
    let calls = starts_clause(prose, index) || is_in("en of dus dan", prose.word_before(index, 1));
    if has(prose, sentence, I_OR_YOU) || (calls && !is_question) {
        return None;
    }
    Some(slip(prose, index, &format!("{word}t"), format!("Hier hoort \"{word}t\", met een t.")))
}

/// "is gebeurt", "wat gebeurd er".
fn of_pair(prose: &Prose, index: usize) -> Option<Slip> {
    let word = prose.word(index);
    let (present, participle) = PAIRS.iter().find(|(present, participle)| word == *present || word == *participle)?;
    let clause = clause_before(prose, index);
    if word == *present {
        let ends = ends_clause(prose, index + 1) || prose.word(index + 1) == "door";
        let is_with_help = has(prose, clause.clone(), HELPS_FROM_AFAR) || clause.clone().any(|at| are(prose, at));
        let joined = has(prose, clause, JOINS);
        return (ends && is_with_help && !joined).then(|| {
            let message = format!("Hier hoort het voltooid deelwoord: \"{participle}\", met een d.");
            slip(prose, index, participle, message)
        });
    }
    let sentence = near(prose, index);
    // What is joined behind it has a verb of its own.
    let end = (index + 1..sentence.end).find(|at| is_in(JOINS, prose.word(*at))).unwrap_or(sentence.end);
    if has(prose, sentence.start..end, HELPS) || prose.role != Role::Paragraph || starts_clause(prose, index) {
        return None;
    }
    let after_subject = is_in(SUBJECTS, prose.word_before(index, 1)) && *participle != "bepaald";
    let before_object = is_in(ARTICLES, prose.word(index + 1)) && is_plain_noun(prose, index - 1);
    (after_subject || before_object).then(|| {
        let message = format!("Hier hoort de tegenwoordige tijd: \"{present}\", met een t.");
        slip(prose, index, present, message)
    })
}

/// "zijn" as a verb: whose something is, stands behind a preposition or another verb.
fn are(prose: &Prose, index: usize) -> bool {
    const WHOSE: &str = "aan bij door in met naar om op over tegen tot uit van voor zonder en of dat die heeft had als";
    prose.word(index) == "zijn" && !starts_clause(prose, index) && !is_in(WHOSE, prose.word_before(index, 1))
}

/// A word behind an article: "de gemeente behandeld".
fn is_plain_noun(prose: &Prose, index: usize) -> bool {
    !prose.word(index).is_empty()
        && (1..=2).any(|back| is_in("de het een dit deze onze ons uw elke", prose.word_before(index, back)))
}

/// The sentence of a token, as far as it is looked at.
fn near(prose: &Prose, index: usize) -> Range<usize> {
    let sentence = prose.sentence_of(index);
    sentence.start.max(index.saturating_sub(40))..sentence.end.min(index + 40)
}

fn slip(prose: &Prose, index: usize, becomes: &str, message: String) -> Slip {
    Slip::new(index..index + 1, message, with_case_of(prose.written(index), becomes))
}
