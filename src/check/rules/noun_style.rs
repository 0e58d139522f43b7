//! C055: verbs that became nouns: "het uitvoeren van", "ter versterking van", "de uitvoering vindt plaats".

use std::ops::Range;

use crate::diagnostic::{Code, Finding, Findings};
use crate::load::Aspect;

use crate::check::checked::Checked;
use crate::check::reading::clause::{segments, style_sentences};
use crate::check::reading::prose::{Prose, is_in};

/// Nouns in -en that are no verbs, or no longer felt as such.
const NO_VERBS: &str = "\
    aantreden akkoorden bezwaren eigen einden geheugen gegeven grasveen heden kanten kussen laken leven midden ontvangen \
    optreden teken varken verleden vermogen vertrouwen vooruitzien voorkomen wapen wezen welzijn wonen testen gevoelen voornemen \
    oordelen streven weten zuiden noorden oosten westen binnen buiten open morgen tegen";
/// Nouns in -ing of which nobody hears the verb any more.
const NO_DEEDS: &str = "\
    afdeling bevolking begroting beweging bijeenkomst ding doelstelling ervaring gevangenis huisvesting instelling jongeling kring \
    leerling lezing mededeling mening nederzetting omgeving onderneming opleiding organisatie puntzing regering regeling rekening \
    ring stelling stichting tekening tentoonstelling titeling vereniging vergadering vergunning verordening verzekering vestiging \
    voorziening vorming woning woonvoorziening zitting jaarrekening stelling spanning inzending koning haring verwachting \
    verbinding verdieping huishouding indeling uitkering belasting";
/// Verbs that say nothing beside what is done.
const EMPTY: [&[&str]; 8] = [
    &["vindt", "plaats"],
    &["vinden", "plaats"],
    &["vond", "plaats"],
    &["vonden", "plaats"],
    &["plaatsgevonden"],
    &["plaats", "te", "vinden"],
    &["plaatsvinden"],
    &["plaatsvindt"],
];
/// What is done with a deed: "gaan over tot invoering van", "geven uitvoering aan".
const DOES: [&[&str]; 10] = [
    &["over", "tot"],
    &["overgaan", "tot"],
    &["overgegaan", "tot"],
    &["over", "te", "gaan", "tot"],
    &["geven", "uitvoering", "aan"],
    &["geeft", "uitvoering", "aan"],
    &["gaven", "uitvoering", "aan"],
    &["uitvoering", "te", "geven", "aan"],
    &["uitvoering", "gegeven", "aan"],
    &["uitvoering", "geven", "aan"],
];

/// Reports each of them.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    if !checked.engine.data().writing_guide.looks_at(Aspect::NounStyle) {
        return;
    }
    for (prose, sentence) in style_sentences(checked) {
        for tokens in segments(prose, &sentence).into_iter().filter_map(|segment| noun_in(prose, &segment)) {
            let message =
                format!("Van wat iemand doet, is hier een naamwoord gemaakt: \"{}\".", prose.of_tokens(&tokens));
            findings.push(
                Finding::new(Code::NounStyle, prose.place_of(&tokens), message)
                    .hint("Zeg wie wat doet: niet \"het uitvoeren van het plan\", wel \"wij voeren het plan uit\"."),
            );
        }
    }
}

/// What says so in a stretch of a sentence.
fn noun_in(prose: &Prose, segment: &Range<usize>) -> Option<Range<usize>> {
    segment
        .clone()
        .find_map(|at| of_verb(prose, at).or_else(|| for_the_sake(prose, at)).or_else(|| idle(prose, segment, at)))
}

/// "het uitvoeren van"
fn of_verb(prose: &Prose, at: usize) -> Option<Range<usize>> {
    let word = prose.word(at + 1);
    let is_verb = word.len() > 4 && word.ends_with("en") && !is_in(NO_VERBS, word);
    // "hulp bij het maken van een plan" is how people say it.
    let is_usual = prose.word_before(at, 1) == "bij";
    (prose.word(at) == "het" && is_verb && prose.word(at + 2) == "van" && !is_usual).then_some(at..at + 3)
}

/// "ter versterking van", "de verbetering van de uitvoering van"
fn for_the_sake(prose: &Prose, at: usize) -> Option<Range<usize>> {
    if prose.word(at) == "ter" && is_deed(prose.word(at + 1)) && prose.word(at + 2) == "van" {
        return Some(at..at + 3);
    }
    let is_chain = is_deed(prose.word(at))
        && prose.word(at + 1) == "van"
        && is_in("de het een", prose.word(at + 2))
        && is_deed(prose.word(at + 3))
        && prose.word(at + 4) == "van";
    is_chain.then_some(at..at + 5)
}

/// "de uitvoering vindt plaats", "gaan over tot invoering"
fn idle(prose: &Prose, segment: &Range<usize>, at: usize) -> Option<Range<usize>> {
    let stands = |phrase: &&&[&str]| phrase.iter().enumerate().all(|(nth, word)| prose.word(at + nth) == *word);
    if let Some(phrase) = EMPTY.iter().find(stands) {
        let deed = (segment.start..at).find(|at| is_deed(prose.word(*at)))?;
        return Some(deed..at + phrase.len());
    }
    let phrase = DOES.iter().find(stands)?;
    let end = at + phrase.len();
    let names_deed = phrase.contains(&"uitvoering") || (end..end + 3).any(|at| is_deed(prose.word(at)));
    names_deed.then_some(at..(end + 1).min(segment.end))
}

fn is_deed(word: &str) -> bool {
    let is_ing = word.len() > 6 && word.ends_with("ing") && !is_in(NO_DEEDS, word);
    is_ing || is_in("evaluatie inspectie productie controle selectie", word)
}
