//! C035 against a norm or a budget: "bleef onder de norm van {{ n }}", "de norm van {{ n }} is gehaald", "bleef binnen de
//! begroting". In: a sentence with its figures. Out: the words that the figures contradict, and what the figures say.

use std::ops::Range;

use crate::dutch::unit::Unit;

use crate::check::change::Way;
use crate::check::reading::prose::is_in;
use crate::check::reading::sentence::{Figure, Sentence};

use super::better::better;

/// What is to be kept to.
const NORMS: &str = "\
    norm streefwaarde streefcijfer doelstelling grens plafond maximum minimum begroting raming budget krediet \
    streefnorm bovengrens ondergrens gemiddelde";
/// What may be spent.
const BUDGETS: [&str; 6] = ["begrot", "begroot", "raming", "geraamd", "budget", "krediet"];

/// Whether a word names what is to be kept to.
pub(super) fn is_norm(word: &str) -> bool {
    is_in(NORMS, word) || word.ends_with("norm")
}

/// "het begrote bedrag", "het regionale aandeel": a level that an adjective tells apart.
fn is_level(sentence: &Sentence<'_>, first: usize, at: usize) -> bool {
    at > first
        && sentence.word(first).ends_with('e')
        && is_in("bedrag aandeel cijfer percentage niveau aantal gemiddelde", sentence.word(at))
}

/// The words that are wrong, and what the figures say.
pub(super) fn judge(sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    beside(sentence).or_else(|| met(sentence)).or_else(|| short_of(sentence)).or_else(|| balance(sentence))
}

/// The figure of a norm that is named here: "de norm van {{ n }}".
fn figure_of<'s>(sentence: &'s Sentence<'s>, norm: usize) -> Option<&'s Figure<'s>> {
    let behind = sentence.figures.iter().find(|figure| figure.start > norm)?;
    let gap = norm + 1..behind.start;
    let is_own =
        gap.clone().all(|at| is_in("van voor maximaal minimaal", sentence.word(at)) || sentence.prose.is_mark(at, '('));
    (is_own && gap.len() <= 2).then_some(behind)
}

/// The one figure that is held against a norm; none where several could be.
fn only_other<'s>(sentence: &'s Sentence<'s>, norm: &Figure<'_>) -> Option<&'s Figure<'s>> {
    let mut others = sentence.figures.iter().filter(|figure| figure.start != norm.start && figure.is_like(norm));
    // "Wie aan de balie kwam, wachtte {{ a }}. Daarmee bleven wij onder de norm van {{ n }}."
    let starts_from_before = is_in("daarmee hiermee dat dit", sentence.word(sentence.range.start));
    if let ([_], [.., before], true) = (&sentence.figures[..], &sentence.before[..], starts_from_before) {
        return Some(before).filter(|before| before.is_like(norm));
    }
    others.next().filter(|_| others.next().is_none())
}

/// "bleef met {{ a }} onder de norm van {{ n }}".
fn beside(sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    let (at, way, norm) = sentence.range.clone().find_map(|at| {
        let way = match sentence.word(at) {
            "onder" | "beneden" => Way::Down,
            "boven" => Way::Up,
            // "binnen de norm van tien minuten"
            "binnen" => Way::Down,
            _ => return None,
        };
        let first = at + 1 + usize::from(is_in("de het onze dat die", sentence.word(at + 1)));
        // "onder het begrote bedrag van", "boven het landelijke cijfer van"
        let norm = (first..first + 3).find(|at| is_norm(sentence.word(*at)) || is_level(sentence, first, *at));
        // "binnen de begrote {{ n }}"
        let is_adjective = is_in("begrote geraamde toegestane gereserveerde beschikbare", sentence.word(first));
        let norm = norm.or((is_adjective && figure_of(sentence, first).is_some()).then_some(first))?;
        Some((at, way, norm))
    })?;
    let bound = figure_of(sentence, norm)?;
    let figure = only_other(sentence, bound)?;
    if sentence.word(at) == "binnen" && better(figure) == Some(Way::Up) {
        return None;
    }
    let is_right = match way {
        Way::Up => figure.printed() >= bound.printed(),
        Way::Down => figure.printed() <= bound.printed(),
    };
    if is_right || !sentence.is_said(&sentence.range) {
        return None;
    }
    let than = if way == Way::Up { "minder" } else { "meer" };
    Some((at..norm + 1, format!("{} is {than} dan {}", sentence.written(figure), sentence.written(bound))))
}

/// "de norm van {{ n }} is gehaald: {{ a }}", of what is better when there is more of it, or less.
fn met(sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    let range = &sentence.range;
    let verb = range.clone().find(|at| {
        is_in("gehaald behaald haalden haalde halen haalt haal voldoet voldoen voldeed voldeden", sentence.word(*at))
    })?;
    let norm = range.clone().find(|at| is_in("norm streefwaarde streefnorm doelstelling", sentence.word(*at)))?;
    let is_norm = |figure: &&Figure<'_>| figure.number.label.to_lowercase().contains("norm");
    let bound = figure_of(sentence, norm).or_else(|| sentence.figures.iter().find(is_norm))?;
    let figure = only_other(sentence, bound)?;
    let better = better(figure)?;
    let is_met = match better {
        Way::Up => figure.printed() >= bound.printed(),
        Way::Down => figure.printed() <= bound.printed(),
    };
    let is_denied = sentence.has(range, "niet geen nooit nergens");
    // "Wij moeten u melden dat de norm niet is gehaald."
    let tells = sentence.has(range, "melden meedelen constateren vaststellen concluderen berichten");
    let is_open = sentence.has(
        range,
        "te wordt worden maar vaak soms meestal doorgaans zou zouden als indien wil willen kan kunnen bijna half deels",
    ) || (!tells && sentence.has(range, "moet moeten"))
        || (sentence.has(range, "net") && !is_denied);
    if is_open || is_met != is_denied {
        return None;
    }
    let than = if figure.printed() < bound.printed() { "minder" } else { "meer" };
    Some((verb..verb + 1, format!("{} is {than} dan {}", sentence.written(figure), sentence.written(bound))))
}

/// "Op tijd: {{ a }}. Met een norm van {{ n }} schieten wij nog tekort."
fn short_of(sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    let ([norm], [figure]) = (&sentence.figures[..], &sentence.before[..]) else { return None };
    let prose = sentence.prose;
    let is_bound = is_norm(prose.word_before(norm.start, 2)) && prose.word_before(norm.start, 1) == "van";
    let at = sentence.range.clone().find(|at| {
        sentence.word(*at) == "tekort"
            && (1..=5).any(|back| is_in("schiet schieten schoot schoten komen kwamen", prose.word_before(*at, back)))
    })?;
    let way = better(figure)?.reversed();
    let is_pair = is_bound && figure.is_like(norm) && sentence.is_said(&sentence.range);
    Some((at..at + 1, sentence.contradicts(way, figure, norm).filter(|_| is_pair)?))
}

/// Whether a figure is what may be spent, by what it is called or by the words right before it.
pub(super) fn is_budget(sentence: &Sentence<'_>, figure: &Figure<'_>) -> bool {
    let has = |word: &str| BUDGETS.iter().any(|budget| word.contains(budget));
    let label = figure.number.label.to_lowercase();
    // "Begroot min uitgegeven" is what is left.
    (has(&label) && !label.contains(" min "))
        || (!SPENT.iter().any(|word| label.contains(word))
            && (1..=2).any(|back| has(sentence.prose.word_before(figure.start, back))))
}

/// What was spent.
const SPENT: [&str; 4] = ["uitgegeven", "realisatie", "gerealiseerd", "besteed"];

/// What a sentence says of what was spent: more than the budget, or less.
fn said_of_budget(sentence: &Sentence<'_>) -> Option<(Range<usize>, Way)> {
    sentence.range.clone().find_map(|at| {
        let (word, next) = (sentence.word(at), sentence.word(at + 1));
        let noun = at + 1 + usize::from(is_in("de het onze", next));
        // "goedkoper dan gedacht", "daar onder gebleven"
        if next == "dan" && is_in("gedacht verwacht begroot geraamd gepland voorzien", sentence.word(at + 2)) {
            let way = match word {
                "goedkoper" | "lager" | "minder" | "voordeliger" => Way::Down,
                "duurder" | "hoger" | "meer" => Way::Up,
                _ => return None,
            };
            return Some((at..at + 3, way));
        }
        if is_in("onder boven", word) && is_in("daar", sentence.prose.word_before(at, 1)) {
            return Some((at - 1..at + 1, if word == "onder" { Way::Down } else { Way::Up }));
        }
        match word {
            "daaronder" => Some((at..at + 1, Way::Down)),
            "daarboven" => Some((at..at + 1, Way::Up)),
            "binnen" if is_in("begroting raming budget krediet kaders", sentence.word(noun)) => {
                Some((at..noun + 1, Way::Down))
            }
            "binnen" if is_in("de het", next) && is_in("lijnen perken kader", sentence.word(at + 2)) => {
                Some((at..at + 3, Way::Down))
            }
            "onder" if is_in("begroting raming budget krediet", sentence.word(noun)) => Some((at..noun + 1, Way::Down)),
            "boven" if is_in("begroting raming budget krediet", sentence.word(noun)) => Some((at..noun + 1, Way::Up)),
            "overgehouden" | "onderbesteding" | "onderuitputting" | "meevaller" | "onderschrijding" | "overschot" => {
                Some((at..at + 1, Way::Down))
            }
            // "met {{ a }} over konden afsluiten"
            "over" if is_in("konden kunnen kon kan", next) => Some((at..at + 1, Way::Down)),
            // "hield geld over"
            "over" if (1..=7).any(|back| is_in("hield houdt hielden houden", sentence.prose.word_before(at, back))) => {
                Some((at..at + 1, Way::Down))
            }
            // "vielen mee", "viel tegen"
            "mee" | "tegen" if is_in("vielen viel valt vallen", sentence.prose.word_before(at, 1)) => {
                Some((at..at + 1, if word == "mee" { Way::Down } else { Way::Up }))
            }
            // "zodat {{ a }} resteert"
            "resteert" | "resteerde" | "resteren" | "overblijft" | "overbleef" => Some((at..at + 1, Way::Down)),
            // "schieten wij tekort" is said of a norm.
            "tekort" if (1..=5).any(|back| sentence.prose.word_before(at, back).starts_with("schiet")) => None,
            "tekort" | "overschrijding" | "overbesteding" | "tegenvaller" | "overschreden" | "overschreed"
            | "overschrijdt" => Some((at..at + 1, Way::Up)),
            _ => None,
        }
    })
}

/// "bleef binnen de begroting: tegenover een raming van {{ n }} staat {{ a }}", "kwam geld tekort: begroot was {{ n }}".
fn balance(sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    let (tokens, way) = said_of_budget(sentence)?;
    let words = sentence.range.clone().filter(|at| !is_in("konden kunnen kon kan", sentence.word(*at)));
    let words = words.filter(|at| !tokens.contains(at));
    if words.into_iter().any(|at| !sentence.is_said(&(at..at + 1))) {
        return None;
    }
    // "De gemeente hield geld over. Er was {{ n }} begroot en {{ a }} is besteed."
    // "Voor zorg stond {{ n }} in de begroting. Met {{ a }} zijn we daar onder gebleven."
    let over_two: Vec<Figure<'_>> = match (&sentence.figures[..], &sentence.before[..]) {
        ([one], [other]) if sentence.word(tokens.start).starts_with("daar") => vec![*one, *other],
        _ => Vec::new(),
    };
    // "A kreeg {{ n }} en gaf {{ a }} uit. Deze overschrijding is gemeld."
    let is_taken_up =
        is_in("deze die dit dat", sentence.word(sentence.range.start)) && tokens.start == sentence.range.start + 1;
    let figures = match () {
        () if !over_two.is_empty() => &over_two,
        () if sentence.figures.is_empty() && is_taken_up => &sentence.before,
        () if sentence.figures.is_empty() => &sentence.figures_after,
        () => &sentence.figures,
    };
    let is_either = |figure: &&Figure<'_>| {
        let label = figure.number.label.to_lowercase();
        is_budget(sentence, figure) || SPENT.iter().any(|word| label.contains(word) && !label.contains(" min "))
    };
    let either: Vec<&Figure<'_>> = figures.iter().filter(is_either).collect();
    let all: Vec<&Figure<'_>> = figures.iter().collect();
    let [one, other] = (if figures.len() == 3 { &either } else { &all })[..] else { return None };
    let (spent, budget) = match (is_budget(sentence, one), is_budget(sentence, other)) {
        (true, false) => (other, one),
        (false, true) => (one, other),
        _ => return None,
    };
    let evidence = sentence.contradicts(way, spent, budget)?;
    let is_money = budget.number.unit == Unit::Euro && spent.is_like(budget);
    // A surplus or shortfall is itself a figure.
    let is_named = |figure: &Figure<'_>| figure.start == tokens.end;
    let is_of = sentence.word(tokens.end) == "van";
    let is_followed = sentence.figures.iter().any(|figure| figure.start == tokens.end + 1);
    // "een tekort van {{ a }}"; "binnen de begroting van het programma" is no budget that is named.
    let is_figure = if tokens.len() == 1 { is_named(one) || is_of } else { is_of && !is_followed };
    (is_money && !is_figure).then_some((tokens, evidence))
}
