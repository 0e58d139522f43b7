//! C053: sentences that say last who does something, or not at all: "wordt door de gemeente beoordeeld", "er wordt gewerkt".

use std::ops::Range;

use crate::diagnostic::{Code, Finding, Findings};
use crate::load::Aspect;

use crate::check::checked::Checked;
use crate::check::reading::clause::{segments, style_sentences};
use crate::check::reading::prose::{Prose, is_in};
use crate::check::reading::verb::{BECOMES, IS, is_done_participle, is_participle};

/// Behind "door" these tell of no one who does it.
const NOBODY: &str = "te middel met heen en of dat dit daar hier toedoen naar in op tot voor aan";
/// Who does things in letters of a municipality. "Gestegen door de drukte" has nobody.
const DOERS: &str = "\
    aanbieder aanbieders afdeling ambtenaar ambtenaren bedrijf bedrijven begeleider begeleiders bestuur \
    bewoners brandweer buren bureau burgemeester college ggd gemeente gemeenten gemeenteraad gezinnen hen hem haar \
    huisarts huisartsen hulpverlener hulpverleners inwoners instelling instellingen jongeren jeugdbeschermer \
    jeugdbeschermers kabinet kinderrechter klantcontactcentrum leerkrachten leraren loket medewerker medewerkers \
    minister ministerie ons organisatie organisaties ouders partners politie praktijkondersteuner \
    praktijkondersteuners provincie raad raadsleden rechter regio rekenkamer rijk school scholen specialist \
    specialisten stichting team teams u verzekeraar verzekeraars vrijwilligers wethouder wethouders wijkteam \
    wijkteams woningcorporatie woningcorporaties";
/// What may stand between "er wordt" and what is done.
const ADVERBS: &str = "\
    al ook nog nu niet dan daarom daarbij daarna daarnaast hard hierbij momenteel opnieuw steeds verder vaak veel vooral weer wel";

/// Reports each of them.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    if !checked.engine.data().writing_guide.looks_at(Aspect::Passive) {
        return;
    }
    for (prose, sentence) in style_sentences(checked) {
        for tokens in segments(prose, &sentence).into_iter().filter_map(|segment| passive_in(prose, &segment)) {
            let written = prose.of_tokens(&tokens);
            let finding = Finding::new(
                Code::PassiveSentence,
                prose.place_of(&tokens),
                format!("Wie iets doet, staat hier achteraan of nergens: \"{written}\"."),
            );
            findings.push(finding.hint("Begin met wie het doet: \"wij onderzoeken\", \"de gemeente beoordeelt\"."));
        }
    }
}

/// What says so in a stretch of a sentence.
fn passive_in(prose: &Prose, segment: &Range<usize>) -> Option<Range<usize>> {
    with_doer(prose, segment).or_else(|| without_doer(prose, segment))
}

/// "is door de raad vastgesteld"
fn with_doer(prose: &Prose, segment: &Range<usize>) -> Option<Range<usize>> {
    let doer = segment.clone().find(|at| {
        let is_by = prose.word(*at) == "door" && !is_in(NOBODY, prose.word(at + 1)) && at + 1 < segment.end;
        is_by && !prose.word(at + 1).is_empty()
    })?;
    if !(doer + 1..segment.end.min(doer + 5)).any(|at| is_in(DOERS, prose.word(at))) {
        return None;
    }
    let verb = segment.clone().find(|at| is_in(BECOMES, prose.word(*at)) || is_in(IS, prose.word(*at)))?;
    let is_done = |at: &usize| *at != verb && is_done_participle(prose.word(*at));
    let done = segment.clone().rev().find(is_done).filter(|done| *done > doer.min(verb))?;
    Some(doer.min(verb)..(doer + 2).max(done + 1).max(verb + 1).min(segment.end))
}

/// "er wordt gewerkt", and not "er wordt een school gebouwd"
fn without_doer(prose: &Prose, segment: &Range<usize>) -> Option<Range<usize>> {
    let start = segment.clone().find(|at| {
        let pair = (prose.word(*at), prose.word(at + 1));
        matches!(pair, ("er", "wordt" | "werd") | ("wordt" | "werd", "er"))
    })?;
    let done = (start + 2..segment.end).find(|at| !is_in(ADVERBS, prose.word(*at)))?;
    is_participle(prose.word(done)).then_some(start..done + 1)
}
