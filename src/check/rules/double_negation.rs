//! C056: two words that deny: "niet onbelangrijk", "niet zonder risico", "niet uitgesloten".

use crate::diagnostic::{Code, Finding, Findings};
use crate::load::Aspect;

use crate::check::checked::Checked;
use crate::check::reading::clause::style_sentences;
use crate::check::reading::prose::{Prose, is_in};

/// Words that deny, without the -e at their end.
const DENY: &str = "\
    onaangenaam onaannemelijk onaanvaardbaar onaanzienlijk onaardig onbegrijpelijk onbekend onbelangrijk \
    onbeduidend onbetekenend onbetwist onbillijk onbruikbaar ondenkbaar ondoordacht oneerlijk oneens onervaren ongebruikelijk \
    ongegrond ongelijk ongelukkig ongenegen ongepast ongerechtvaardigd ongevoelig ongewoon ongunstig onjuist onlogisch \
    onmogelijk onomstreden onopgemerkt onopvallend onoverkomelijk onredelijk onrechtmatig onschuldig onterecht ontevreden \
    onverdeeld onverdienstelijk onverklaarbaar onvermeld onverschillig onverstandig onverwacht onvoordelig onvriendelijk \
    onwaar onwaarschijnlijk onwelkom onwelwillend onwenselijk onzeker onzichtbaar onzinnig";
/// What may stand between the two.
const DEGREES: &str = "geheel helemaal bepaald echt zo heel erg";
/// Verbs and words that deny by themselves, behind "niet".
const BY_THEMSELVES: &str = "uitgesloten nalaten ontkennen ontkend";

/// Reports each of them.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    if !checked.engine.data().writing_guide.looks_at(Aspect::DoubleNegation) {
        return;
    }
    for (prose, sentence) in style_sentences(checked) {
        for at in sentence.clone() {
            let Some(length) = denied_twice(prose, at).filter(|length| at + length <= sentence.end) else { continue };
            let tokens = at..at + length;
            let message = format!("Hier staat twee keer dat iets niet zo is: \"{}\".", prose.of_tokens(&tokens));
            findings.push(
                Finding::new(Code::DoubleNegation, prose.place_of(&tokens), message)
                    .hint("Zeg hoe het wel is: niet \"niet onbelangrijk\", wel \"belangrijk\"."),
            );
        }
    }
}

/// How many tokens deny twice from here.
fn denied_twice(prose: &Prose, at: usize) -> Option<usize> {
    if !is_in("niet geen nooit", prose.word(at)) {
        return None;
    }
    let next = at + 1 + usize::from(is_in(DEGREES, prose.word(at + 1)));
    let word = prose.word(next);
    let denies = |word: &str| is_in(DENY, word) || word.strip_suffix('e').is_some_and(|stem| is_in(DENY, stem));
    // "Dat is niet onmogelijk groot" says how big it is.
    let goes_on = |at: usize| {
        let follows = prose.word(at);
        prose.word(at - 2) == "niet" && is_in("klein groot hoog laag veel weinig lang kort", follows)
    };
    if denies(word) && !goes_on(next + 1) {
        return Some(next + 1 - at);
    }
    if prose.word(at) != "niet" {
        return None;
    }
    // "valt niet uit te sluiten"
    if ["uit", "te", "sluiten"].iter().enumerate().all(|(nth, part)| prose.word(next + nth) == *part) {
        return Some(4);
    }
    let is_without = word == "zonder" && is_in("is zijn was waren", nearest_verb(prose, at));
    let is_after = word == "dan" && is_in("nadat als", prose.word(next + 1));
    if is_without || is_after {
        return Some(3);
    }
    is_in(BY_THEMSELVES, word).then_some(next + 1 - at)
}

/// The verb just before, where it stands within a few words.
fn nearest_verb(prose: &Prose, at: usize) -> &str {
    let verb = (1..=2).find(|back| is_in("is zijn was waren", prose.word_before(at, *back)));
    verb.map_or("", |back| prose.word_before(at, back))
}
