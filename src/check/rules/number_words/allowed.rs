//! Number words that claim nothing about the subject of a document: expressions, rhythms, terms, what was agreed to last.

use crate::check::reading::prose::{Prose, is_in};

/// So many tokens further on a sentence may still be about a word.
pub(super) const NEAR: usize = 40;

/// The few that claim nothing about the subject of the document.
pub(super) fn is_exempt(prose: &Prose, index: usize) -> bool {
    let (word, before, next) = (prose.lower(index), prose.word_before(index, 1), prose.word(index + 1));
    // A capital inside a sentence makes a name: de Vier Jaargetijden.
    let starts = prose.sentences.iter().any(|sentence| sentence.start == index);
    let is_name = !starts && prose.written(index).starts_with(char::is_uppercase);
    // Fixed expressions.
    let is_idiom = matches!(
        (before, word, next),
        ("onder", "vier", "ogen")
            | ("met", "twee", "maten")
            | ("op", "twee", "gedachten")
            | ("alle", "twee", _)
            | ("van", "twee", "kanten")
            | ("tussen", "twee", "vuren")
            | ("op", "twee", "benen" | "sporen")
            | ("van", "twee", "walletjes")
            | (_, "twee", "handen" | "vliegen" | "weten")
            | ("naar" | "in", "vier", "windstreken")
            | ("op", "alle", "vier")
            | ("vijf", "voor", "twaalf")
            | (_, "vijf", "voor")
            | ("voor", "twaalf", _)
            | ("in", "zeven", "sloten")
            | (_, "twaalf", "ambachten")
            | (_, "twee", "derde")
            | ("aan" | "van", "twee" | "alle", "kanten")
            | ("met" | "in", "twee" | "drie", "woorden")
            | (_, "twee", "kanten")
            | ("half" | "top" | "nummer", _, _)
            | (_, "vier", "muren" | "seizoenen")
    ) && next != "derde";
    // A rhythm or a term of the calendar: twee keer per jaar, binnen zes weken, de komende drie jaar.
    const OFTEN: &str = "\
        keer maal dagen uur avonden middagen ochtenden dagdelen rondes momenten bijeenkomsten overleggen vergaderingen \
        rapportages termijnen";
    let is_rhythm = is_in(OFTEN, next) && prose.word(index + 2) == "per";
    let is_time = matches!(
        next,
        "jaar" | "jaren" | "schooljaren" | "maanden" | "weken" | "dagen" | "uur" | "werkdagen" | "kwartalen"
    );
    const TERMS: &str = "binnen komende afgelopen volgende laatste eerste elke iedere over om deze die dezelfde hele vorige voorgaande na";
    // "tot zes weken na dagtekening"
    let is_after = prose.word(index + 2) == "na"
        && is_in("dagtekening verzending ontvangst bekendmaking publicatie de", prose.word(index + 3));
    let every = before == "de" && prose.word_before(index, 2) == "om";
    // eens in de zes weken, eens per twee weken, een opzegtermijn van drie maanden
    let is_cycle = matches!((prose.word_before(index, 2), before), ("in", "de") | ("eens", "per") | (_, "per"))
        || (before == "van" && prose.word_before(index, 2).ends_with("termijn"));
    // in twee jaar tijd, vijf jaar geleden
    let is_distance = is_in(
        "tijd geleden eerder later lang achtereen terug vooraf ter daarvoor ervoor daarna",
        prose.word(index + 2),
    );
    // in vier jaar, in ruim drie maanden; a case that is dealt with in four weeks is measured.
    let back = if is_in("ruim bijna ongeveer", before) { 2 } else { 1 };
    let is_duration = is_in("jaar maanden kwartalen", next)
        && is_in("in gedurende voor sinds na over", prose.word_before(index, back));
    let is_term = is_time && (is_after || is_in(TERMS, before) || every || is_cycle || is_distance || is_duration);
    // how long something that was agreed lasts, and how often it may be done again
    // "U stelde vijf vragen": what the reader asked, and what follows.
    let is_asked = next == "vragen" && {
        let sentence = prose.sentence_of(index);
        sentence.clone().take(NEAR).any(|at| is_in("stelde stelden gesteld stelt", prose.word(at)))
    };
    let is_legal = is_time && is_legal_term(prose, index);
    let is_agreed = (is_time || is_in("keer maal", next)) && is_of_agreement(prose, index);
    // "acht" is also a verb: het college acht dit nodig.
    // "acht en een halve ton" is none.
    let is_half_more = next == "en" && is_in("een half", prose.word(index + 2));
    const BEFORE_VERB: &str = "college raad wij we ik hij zij ze u men commissie rechter het en";
    const AFTER_VERB: &str = "wij we het de dit dat deze die u een zich zij ze geslagen te";
    let is_verb = word == "acht" && !is_half_more && (is_in(BEFORE_VERB, before) || is_in(AFTER_VERB, next));
    // "de grens van tweeduizend", "te verlengen met zes weken"
    let is_threshold = before == "van" && prose.word_before(index, 2) == "grens";
    let is_extension = is_time && before == "met" && {
        let sentence = prose.sentence_of(index);
        let near = index.saturating_sub(NEAR).max(sentence.start)..(index + NEAR).min(sentence.end);
        near.into_iter().any(|at| is_in("verlengen verlengd verlenging", prose.word(at)))
    };
    // "Twee dingen vallen op."
    let is_remark = is_in("dingen zaken punten", next) && is_in("vallen vielen", prose.word(index + 2));
    is_name
        || is_remark
        || is_threshold
        || is_extension
        || is_idiom
        || is_rhythm
        || is_term
        || is_asked
        || is_legal
        || is_agreed
        || is_verb
}

/// "De proef duurt twee jaar", "een looptijd van vier jaar": a length of time that was agreed, and not measured.
pub(super) fn is_of_agreement(prose: &Prose, index: usize) -> bool {
    const AGREED: [&str; 27] = [
        "proef",
        "proeven",
        "pilot",
        "project",
        "contract",
        "contracten",
        "overeenkomst",
        "subsidie",
        "regeling",
        "programma",
        "looptijd",
        "termijn",
        "periode",
        "verbouwing",
        "renovatie",
        "werkzaamheden",
        "cursus",
        "opleiding",
        "concessie",
        "vergunning",
        "convenant",
        "aanbesteding",
        "collegeperiode",
        "verlenging",
        "overgangsperiode",
        "afspraak",
        "aanstelling",
    ];
    const LASTS: &str = "\
        duurt duren loopt lopen geldt gelden looptijd verlengen verlengd verlenging na voor van heeft evaluatie \
        evalueren volgt beslist besluit staat blijft blijven";
    const MEASURED: &str = "\
        gemiddeld gemiddelde wachttijd wachten wacht wachtte doorlooptijd behandeltijd korter sneller later uitgelopen \
        vertraging vertraagd eerder duurde duurden";
    let sentence = prose.sentence_of(index);
    // What was agreed is named in the sentence before, or in its own.
    let start = sentence.start.checked_sub(1).map_or(sentence.start, |before| prose.sentence_of(before).start);
    let near = start.max(index.saturating_sub(NEAR))..(index + NEAR).min(sentence.end);
    let own = sentence.start.max(near.start)..near.end;
    // "staat anderhalf jaar aan de Laan": what stays for so long was agreed, too.
    let stays = own.clone().any(|at| is_in("staat blijft blijven duurt duren", prose.word(at)));
    let is_named = |at: usize| AGREED.iter().any(|end| prose.word(at).ends_with(end));
    (near.clone().any(is_named) || (stays && is_in("jaar", prose.word(index + 1))))
        && own.clone().any(|at| is_in(LASTS, prose.word(at)))
        && !own.clone().any(|at| is_in(MEASURED, prose.word(at)))
}

/// "De wettelijke termijn is acht weken", "de beslistermijn bedraagt twaalf weken": what a law says, and nobody measured.
fn is_legal_term(prose: &Prose, index: usize) -> bool {
    const MEASURED: &str = "\
        gemiddeld gemiddelde deden doen haalden werkelijke feitelijke duurde duurden duurt kostte wachten wachtte wachttijd \
        doorlooptijd behandeltijd overschreden overschrijding";
    const TERMS: [&str; 4] = ["termijn", "termijnen", "bedenktijd", "reactietijd"];
    let sentence = prose.sentence_of(index);
    let near = (index.saturating_sub(NEAR).max(sentence.start)..index).rev().take_while(|at| !prose.is_mark(*at, ';'));
    let lead: Vec<usize> = near.collect();
    let has = |words: &str| lead.iter().any(|at| is_in(words, prose.word(*at)));
    let is_term = lead.iter().any(|at| TERMS.iter().any(|end| prose.word(*at).ends_with(end)));
    let is_law =
        has("wettelijk wettelijke verordening artikel") || lead.iter().any(|at| prose.word(*at).ends_with("wet"));
    let is_said = has("uit is bedraagt geldt gelden van met schrijft voorgeschreven geeft geven kent stelt");
    let is_changed = is_in("langer korter later sneller te", prose.word(index + 2));
    (is_term || is_law) && is_said && !has(MEASURED) && !is_changed
}
