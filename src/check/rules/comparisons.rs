//! C035: comparatives and superlatives that the figures beside them contradict.

use std::ops::Range;

use crate::diagnostic::{Code, Finding, Findings};

use crate::check::change::Way;
use crate::check::reading::number_word;
use crate::check::reading::period_mention::{self, Span};
use crate::check::reading::prose::is_in;
use crate::check::reading::sentence::{Figure, Sentence};

use super::better::judged;
use super::{equality, norms, order, ranking};

mod earlier;
pub mod in_data;
pub(super) mod words;

use words::{end_of, is_rival, way_here};

/// Reports each of them.
pub fn check(sentences: &[Sentence<'_>], findings: &mut Findings) {
    for sentence in sentences {
        let found = comparative(sentence)
            .or_else(|| comparative_before(sentence))
            .or_else(|| below_that(sentence))
            .or_else(|| norms::judge(sentence))
            .or_else(|| superlative(sentence))
            .or_else(|| earlier::judge(sentence))
            .or_else(|| ranking::judge(sentence))
            .or_else(|| equality::judge(sentence))
            .or_else(|| levelled(sentence));
        let Some((tokens, evidence)) = found else { continue };
        let written = sentence.prose.of_tokens(&tokens);
        let message = format!("\"{written}\" past niet bij de cijfers: {evidence}.");
        findings.push(
            Finding::new(Code::WrongComparison, sentence.prose.place_of(&tokens), message)
                .hint("Verbeter het woord, of kijk of het de goede cijfers zijn."),
        );
    }
}

/// The words that are wrong, and what the figures say.
type Wrong = (Range<usize>, String);

/// "ligt onder dat in de regio", "boven die van Zuid": where what it is held against begins.
fn level_of_other(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    let is_other = is_in("onder boven beneden", sentence.word(at))
        && is_in("dat die het", sentence.word(at + 1))
        && is_in("in van op bij voor gemiddelde landelijke regionale", sentence.word(at + 2));
    // "onder de {{ b }} van het jaar daarvoor"
    let is_figure = is_in("onder boven beneden", sentence.word(at))
        && sentence.word(at + 1) == "de"
        && sentence.figures.iter().any(|figure| figure.start == at + 2);
    // "onder het aandeel in de regio"
    let is_noun = is_in("onder boven beneden", sentence.word(at))
        && sentence.word(at + 1) == "het"
        && is_in("aandeel percentage aantal gemiddelde niveau cijfer", sentence.word(at + 2))
        && is_in("in van op bij voor", sentence.word(at + 3));
    (is_other || is_figure || is_noun).then_some(at + 1)
}

/// "met {{ a }} meer dan {{ b }}", "meer gft dan restafval: {{ a }} tegen {{ b }}", "{{ a }} overschrijdt de norm van {{ b }}".
fn comparative(sentence: &Sentence<'_>) -> Option<Wrong> {
    let range = &sentence.range;
    for at in range.clone() {
        let word = sentence.word(at);
        let (way, than) = if let Some(than) = level_of_other(sentence, at) {
            (if word == "boven" { Way::Up } else { Way::Down }, than)
        } else if let Some(way) = way_here(sentence, at) {
            let than = (at + 1..(at + 14).min(range.end)).find(|than| sentence.word(*than) == "dan");
            match than {
                Some(than) if !sentence.is_cut(&(at..than)) || is_only_figure(sentence, at..than) => (way, than),
                // "ten opzichte van 2024 kwamen er minder: {{ a }} tegen {{ b }}"
                None if sentence.has(range, "opzichte vergeleken vergelijking") && is_against(sentence, at) => {
                    (way, at)
                }
                _ => continue,
            }
        } else {
            let way = match word {
                "overschreed" | "overschrijdt" | "overschreden" | "overtrof" | "overtreft" => Way::Up,
                "achter" if sentence.word(at + 1) == "bij" => Way::Down,
                _ => continue,
            };
            (way, at)
        };
        // "meer dan 10", "onder meer dan", "16% meer dan in 2024"
        let is_bound = !is_in("onder boven beneden", word)
            && sentence.figures.iter().any(|figure| figure.start == than + 1 && at + 1 == than);
        let is_amount = !is_in("onder boven beneden achter", word)
            && sentence.figures.iter().any(|figure| figure.end == at && !is_level_beside(sentence, figure, than));
        let is_phrase = is_in("onder niet niets geen des te", sentence.prose.word_before(at, 1));
        // "meer dan de helft" is a share.
        let after = than + 1 + usize::from(is_in("de een het", sentence.word(than + 1)));
        let is_out_of = number_word::value(sentence.word(than + 1)).is_some()
            && is_in("op van derde kwart vijfde tiende", sentence.word(than + 2));
        if sentence.word(than) == "dan"
            && at + 1 == than
            && (is_out_of || is_in("helft kwart derde vijfde tiende driekwart", sentence.word(after)))
        {
            continue;
        }
        // "Meer dan begroot was niet nodig": denied behind it, up to the next sign.
        let rest = (than..range.end).take_while(|at| !sentence.is_cut(&(*at..at + 1)));
        let is_denied = rest.into_iter().any(|at| is_in("niet geen", sentence.word(at)));
        let clause = range.start..at;
        if is_denied || is_bound || is_amount || is_phrase || !sentence.is_said(&clause) {
            continue;
        }
        // "Die twee wijken zijn samen duurder dan {{ c }} en {{ d }} bij elkaar": of the two of the sentence before.
        let is_joint =
            is_in("die deze beide", sentence.word(range.start)) && sentence.has(&clause, "samen opgeteld tezamen");
        if is_joint && sentence.figures.iter().all(|figure| figure.start > than) {
            continue;
        }
        // "Dat is boven de norm van {{ b }} en langer dan in september ({{ c }})": of the figure before it.
        let is_back = is_in("dat dit", sentence.word(range.start))
            && is_in("is zijn was waren ligt lag", sentence.word(range.start + 1))
            && sentence.before.len() == 1;
        let is_of_before = is_back && sentence.figures.len() > 1;
        let of_before = || sentence.before.first().zip(sentence.figures.iter().find(|figure| figure.start > than));
        let pair = if is_of_before { of_before() } else { compared(sentence, at, than) };
        let Some((one, other)) = pair else { continue };
        if one.is_share() != other.is_share() || !one.is_like(other) {
            continue;
        }
        // "korter dan in november en gelijk aan de norm van {{ b }}": held against what is not printed.
        let behind = than + 1..(than + 5).min(other.start);
        let names_period = !period_mention::of(sentence.prose, &behind, sentence.letter).is_empty();
        if names_period && !one.is_same_indicator(other) && sentence.has(&(than..other.start), "en norm") {
            continue;
        }
        // "meer mensen dan De Wilg ({{ b }}) en De Linde ({{ c }}) bij elkaar"
        if let Some(wrong) = against_both(sentence, way, one, other) {
            return Some((at..at + 1, wrong));
        }
        let is_right = match way {
            Way::Up => one.printed() > other.printed(),
            Way::Down => one.printed() < other.printed(),
        };
        if is_right || (one.printed() == other.printed() && one.quantity.exact != other.quantity.exact) {
            continue;
        }
        let evidence = match one.printed() == other.printed() {
            true => format!("{} en {} zijn gelijk", sentence.written(one), sentence.written(other)),
            false => format!(
                "{} is {} dan {}",
                sentence.written(one),
                if way == Way::Up { "minder" } else { "meer" },
                sentence.written(other)
            ),
        };
        return Some((at..at + 1, evidence));
    }
    None
}

/// "kostte met {{ a }} meer dan een jongere ({{ b }})": how much it was, and not how much more.
fn is_level_beside(sentence: &Sentence<'_>, figure: &Figure<'_>, than: usize) -> bool {
    let prose = sentence.prose;
    let Some(other) = sentence.figures.iter().find(|other| other.start > than && other.is_like(figure)) else {
        return false;
    };
    // "dan West ({{ b }})", "dan West met {{ b }}", "dan de {{ b }} van 2024", "dan de raming van {{ b }}".
    let is_in_brackets = other.start.checked_sub(1).is_some_and(|before| prose.is_mark(before, '('));
    let last = prose.word_before(other.start, 1);
    let is_norm = last == "van" && norms::is_norm(prose.word_before(other.start, 2));
    // "dan West, waar het er {{ b }} zijn"
    let is_where =
        (than..other.start).any(|at| sentence.prose.is_mark(at, ',') && is_in("waar toen", sentence.word(at + 1)));
    let is_named = is_where || is_in_brackets || last == "met" || (last == "de" && other.start == than + 2) || is_norm;
    let label = figure.number.label.to_lowercase();
    let is_difference = ["verschil", "groei", "verandering"].iter().any(|word| label.contains(word));
    let before = sentence.range.start..figure.start;
    let is_said_of =
        is_norm || sentence.has(&before, "kostte kosten kost is was waren zijn had hadden heeft hebben telt tellen telde telden kreeg kregen krijgt krijgen duurde duurt kent ligt lag lagen scoort scoorde trok trekt ontving gaf gaven kwam kwamen bedroeg zit zat staat stond haalde haalden");
    is_in("met", prose.word_before(figure.start, 1)) && is_said_of && is_named && !is_difference
}

/// Whether two figures behind a word are held against each other.
fn is_against(sentence: &Sentence<'_>, at: usize) -> bool {
    match &sentence.figures[..] {
        [one, other] => {
            let is_over_time = one.is_same_indicator(other) && one.number.period != other.number.period;
            one.start > at && (is_over_time || sentence.has(&(one.end..other.start), "tegen tegenover"))
        }
        _ => false,
    }
}

/// Whether nothing but a figure between brackets stands in a stretch that is cut.
fn is_only_figure(sentence: &Sentence<'_>, range: Range<usize>) -> bool {
    let cuts = range.clone().filter(|at| sentence.is_cut(&(*at..at + 1))).count();
    let brackets =
        range.clone().filter(|at| sentence.prose.is_mark(*at, '(') || sentence.prose.is_mark(*at, ')')).count();
    // "meer woningen, {{ a }}, dan …"
    let is_between_commas = cuts == 2
        && sentence.figures.iter().any(|figure| {
            range.contains(&figure.start)
                && sentence.prose.is_mark(figure.start.saturating_sub(1), ',')
                && sentence.prose.is_mark(figure.end, ',')
        });
    (cuts == brackets || is_between_commas) && sentence.figures.iter().any(|figure| range.contains(&figure.start))
}

/// The figure that a comparative is said of, and the one it is held against.
fn compared<'s>(sentence: &'s Sentence<'s>, at: usize, than: usize) -> Option<(&'s Figure<'s>, &'s Figure<'s>)> {
    let before: Vec<&Figure<'_>> = sentence.figures.iter().filter(|figure| figure.end <= than).collect();
    let after: Vec<&Figure<'_>> = sentence.figures.iter().filter(|figure| figure.start > than).collect();
    // What stands in another part of the sentence is another matter.
    let is_far = |range: Range<usize>| range.clone().any(|at| sentence.prose.is_mark(at, ';'));
    match (&before[..], &after[..]) {
        ([.., one], [other, ..]) if !is_far(one.end..other.start) => {
            // "…, meer dan {{ b }} en {{ c }}": against the first.
            let gap = at.abs_diff(one.end);
            (gap <= 14 && other.start - than <= 12).then_some((*one, *other))
        }
        ([], [one, other]) => held_against(sentence, at, than, one, other, sentence.range.end),
        _ => None,
    }
}

/// Which of two figures behind a comparative is said to be more or less, and which it is held against.
fn held_against<'s>(
    sentence: &Sentence<'_>,
    at: usize,
    than: usize,
    one: &'s Figure<'s>,
    other: &'s Figure<'s>,
    end: usize,
) -> Option<(&'s Figure<'s>, &'s Figure<'s>)> {
    let joint = one.end..other.start;
    let behind = than + 1..one.start.min(sentence.range.end);
    // "meer uitgegeven dan begroot"
    let is_planned =
        behind.clone().take(3).any(|at| is_in("begroot geraamd begroting raming budget voorzien", sentence.word(at)));
    if is_planned {
        return match (norms::is_budget(sentence, one), norms::is_budget(sentence, other)) {
            (true, false) => Some((other, one)),
            (false, true) => Some((one, other)),
            _ => None,
        };
    }
    if one.is_same_indicator(other) && one.number.period != other.number.period {
        // "meer dan nu": against the later of the two.
        if behind.clone().take(2).any(|at| is_in("nu thans momenteel tegenwoordig vandaag", sentence.word(at))) {
            return Some(Figure::in_time(one, other));
        }
        // "dan in 2024": the other is that of 2024, whichever comes first; else what is later is said to be more.
        let named = period_mention::of(sentence.prose, &sentence.range, sentence.letter);
        let is_named = |figure: &Figure<'_>| {
            let own = Span::of(figure.number.period);
            named.iter().any(|one| behind.contains(&one.tokens.start) && one.spans.first() == Some(&own))
        };
        // "kleiner dan Noord" says nothing of what went before.
        let is_over_time = at == than
            || named.iter().any(|one| behind.contains(&one.tokens.start))
            || behind.clone().any(|at| {
                is_in("eerder geleden ervoor daarvoor voorheen vroeger toen vorig vorige", sentence.word(at))
                    // "dan in het derde"
                    || is_in("eerste tweede derde vierde", sentence.word(at))
                        && sentence.prose.word_before(at, 1) == "het"
                    // "dan in het zomerkwartaal"
                    || ["kwartaal", "maand", "seizoen", "halfjaar"].iter().any(|end| sentence.word(at).ends_with(end))
            });
        return match (is_named(one), is_named(other)) {
            (true, false) => Some((other, one)),
            (false, true) => Some((one, other)),
            _ if !is_over_time => None,
            _ if one.number.period > other.number.period => Some((one, other)),
            _ => Some((other, one)),
        };
    }
    // What stands in another part of the sentence is another matter.
    if (than..other.start).any(|at| sentence.prose.is_mark(at, ';')) {
        return None;
    }
    // "vaker in Zuid dan in Noord: daar {{ a }}, in Zuid {{ b }}": by what each figure is called.
    if let Some(pair) = called(sentence, behind.clone(), one, other) {
        return Some(pair);
    }
    // "meer bomen geplant dan gekapt: {{ a }} gekapt en {{ b }} geplant": by the words that both have.
    let (subject, against) = (stems(sentence, at + 1..than), stems(sentence, behind));
    let next = (other.end + 4).min(end);
    let (of_one, of_other) = (stems(sentence, joint.clone()), stems(sentence, other.end..next));
    let shares = |one: &[String], other: &[String]| one.iter().any(|word| other.contains(word));
    if shares(&against, &of_one) || shares(&subject, &of_other) {
        return Some((other, one));
    }
    let is_against = joint.clone().any(|at| is_in("tegen tegenover versus om plaats en", sentence.word(at)));
    is_against.then_some((one, other))
}

/// What contradicts that a figure is more than two others together.
fn against_both(sentence: &Sentence<'_>, way: Way, one: &Figure<'_>, other: &Figure<'_>) -> Option<String> {
    let last = sentence.figures.iter().find(|figure| figure.start > other.end)?;
    let is_joint = sentence.has(&(last.end..(last.end + 4).min(sentence.range.end)), "samen opgeteld elkaar tezamen");
    let is_row = last.is_like(other) && sentence.has(&(other.end..last.start), "en");
    let sum = other.printed() + last.printed();
    let went = Way::of(one.printed() - sum).filter(|went| *went != way)?;
    let than = if went == Way::Up { "meer" } else { "minder" };
    (is_joint && is_row).then(|| {
        format!("{} is {than} dan {} + {}", sentence.written(one), sentence.written(other), sentence.written(last))
    })
}

/// Of two figures the one that is not named in a stretch, and the one that is.
fn called<'s>(
    sentence: &Sentence<'_>,
    range: Range<usize>,
    one: &'s Figure<'s>,
    other: &'s Figure<'s>,
) -> Option<(&'s Figure<'s>, &'s Figure<'s>)> {
    let is_called = |figure: &Figure<'_>, than: &Figure<'_>| {
        order::position(sentence, range.clone(), &order::own_words(figure, than)).is_some()
    };
    match (is_called(one, other), is_called(other, one)) {
        (true, false) => Some((other, one)),
        (false, true) => Some((one, other)),
        _ => None,
    }
}

/// "In november was het drukker dan in oktober. Er kwamen {{ a }} mensen, in oktober {{ b }}."
fn comparative_before(sentence: &Sentence<'_>) -> Option<Wrong> {
    let range = &sentence.range;
    // "Dordrecht zit op {{ a }}, de regio op {{ b }}. Wij doen dus een kleiner beroep dan de regio."
    let (one, other, end) = match (&sentence.figures_after[..], &sentence.before[..]) {
        ([one, other], _) => (one, other, sentence.range_after.end),
        (_, [one, other]) if sentence.has(range, "dus daarmee") && !one.is_same_indicator(other) => {
            (one, other, range.end)
        }
        _ => return None,
    };
    let is_over_time = one.is_same_indicator(other) && one.number.period != other.number.period;
    let is_of_names = !one.is_same_indicator(other) && one.number.period == other.number.period;
    if !sentence.figures.is_empty() || !one.is_like(other) || !(is_over_time || is_of_names) || !sentence.is_said(range)
    {
        return None;
    }
    // "ligt onder dat van de regio"
    let level = range.clone().find_map(|at| Some((at, level_of_other(sentence, at)?)));
    let (at, than) = match level {
        Some(level) => level,
        None => {
            let at = range.clone().find(|at| way_here(sentence, *at).is_some())?;
            (at, (at + 1..(at + 9).min(range.end)).find(|than| sentence.word(*than) == "dan")?)
        }
    };
    // Of the same: "wachten" in a sentence about the waiting time.
    let label: Vec<String> = one.number.label.to_lowercase().split(' ').filter_map(stem).collect();
    let is_about = range
        .clone()
        .filter_map(|at| stem(sentence.word(at)))
        .any(|word| label.iter().any(|known| known.starts_with(&word) || word.starts_with(known.as_str())));
    // Words of the next sentence turn it round.
    let turns = sentence.range_after.clone().any(|at| is_in("dan minder meer maar toch", sentence.word(at)));
    if (is_over_time && !is_about) || turns || sentence.is_cut(&(at..than)) {
        return None;
    }
    let way = match sentence.word(at) {
        "onder" => Way::Down,
        _ => way_here(sentence, at)?,
    };
    let (one, other) = match is_of_names {
        true => called(sentence, than + 1..range.end, one, other)?,
        false => held_against(sentence, at, than, one, other, end)?,
    };
    Some((at..at + 1, sentence.contradicts(way, one, other)?))
}

/// "Waar de regio op {{ a }} zit, blijft Dordrecht daar met {{ b }} onder."
fn below_that(sentence: &Sentence<'_>) -> Option<Wrong> {
    let [other, one] = &sentence.figures[..] else { return None };
    let range = &sentence.range;
    let at = (one.end..(one.end + 3).min(range.end)).find(|at| is_in("onder boven", sentence.word(*at)))?;
    let is_end = sentence.word(at + 1).is_empty();
    let is_there = sentence.has(&(other.end..one.start), "daar hier");
    let is_met = sentence.prose.word_before(one.start, 1) == "met";
    let way = if sentence.word(at) == "boven" { Way::Up } else { Way::Down };
    let is_pair = one.is_like(other) && one.is_share() == other.is_share();
    let evidence = sentence.contradicts(way, one, other)?;
    (is_end && is_there && is_met && is_pair && sentence.is_said(range)).then_some((at..at + 1, evidence))
}

/// "De groei vlakte af: {{ now }}, waar het in 2022 nog {{ then }} was": growth that became less.
fn levelled(sentence: &Sentence<'_>) -> Option<Wrong> {
    let range = &sentence.range;
    let at = range.clone().find(|at| {
        is_in("afgevlakt afgezwakt", sentence.word(*at))
            || (is_in("vlakte vlakt zwakte zwakt vlakten vlakken", sentence.word(*at))
                && sentence.has(&(*at..(at + 8).min(range.end)), "af"))
    })?;
    let [one, other] = &sentence.figures[..] else { return None };
    let is_growth = |figure: &Figure<'_>| {
        let label = figure.number.label.to_lowercase();
        ["groei", "verandering", "stijging"].iter().any(|word| label.starts_with(word))
    };
    let is_pair = one.is_same_indicator(other) && one.number.period != other.number.period && is_growth(one);
    let (then, now) = Figure::in_time(one, other);
    let evidence = sentence.contradicts(Way::Down, now, then)?;
    (is_pair && sentence.is_said(range)).then_some((at..at + 1, evidence))
}

/// The beginning of a longer word.
fn stem(word: &str) -> Option<String> {
    (word.chars().count() >= 5).then(|| word.chars().take(5).collect())
}

/// The first letters of the longer words in a stretch.
fn stems(sentence: &Sentence<'_>, range: Range<usize>) -> Vec<String> {
    let words = range.map(|at| sentence.word(at)).filter(|word| word.chars().count() >= 5);
    words.map(|word| word.chars().take(6).collect()).collect()
}

/// "November was met {{ a }} de drukste maand", "uit Noord kwamen de meeste kinderen, {{ a }}", "nog nooit zo lang als".
fn superlative(sentence: &Sentence<'_>) -> Option<Wrong> {
    let range = &sentence.range;
    for at in range.clone() {
        let (word, next) = (sentence.word(at), sentence.word(at + 1));
        let record = (word == "niet" && next == "eerder")
            || is_in("nooit", word)
                && is_in("nog eerder", if next == "eerder" { next } else { sentence.prose.word_before(at, 1) });
        let (way, tokens, from) = match end_of(word, next) {
            Some(way) => (way, at..at + 1, at),
            None if record => {
                let so = (at..(at + 12).min(range.end)).find(|at| is_in("zo zoveel", sentence.word(*at)));
                let Some(so) = so else { continue };
                let down = is_in("weinig laag kort klein", sentence.word(so + 1));
                (if down { Way::Down } else { Way::Up }, at..so + 1, so)
            }
            // "Geen wijk telt zoveel jongeren als Noord ({{ a }})"
            None if is_in("geen nergens", word) => {
                let so = (at..(at + 9).min(range.end)).find(|at| is_in("zo zoveel", sentence.word(*at)));
                let Some(so) = so else { continue };
                let Some(than) = (so..(so + 8).min(range.end)).find(|at| sentence.word(*at) == "als") else { continue };
                let is_down = is_in("weinig laag kort klein", sentence.word(so + 1));
                (if is_down { Way::Down } else { Way::Up }, at..at + 1, than)
            }
            None if is_in("beste slechtste", word)
                && is_in(
                    "score resultaat cijfer uitkomst kwartaal maand jaar prestatie percentage van halfjaar ooit",
                    next,
                ) =>
            {
                let Some(way) = sentence.figures.first().and_then(|figure| judged(word, figure)) else { continue };
                (way, at..at + 1, at)
            }
            None => continue,
        };
        // Of changes, of all but one, or of all that is not here.
        let is_of_change = (from + 1..(from + 4).min(range.end)).any(|at| {
            is_in("stijging daling groei toename afname verschil verandering winst stijger daler", sentence.word(at))
        });
        let is_second = is_in("na op", sentence.word(range.start))
            || sentence.prose.word_before(at, 1) == "na"
            || is_in("van tot onder", sentence.prose.word_before(at, 2)) && sentence.has(&(range.start..at), "een één");
        let start = range.clone().take_while(|cut| *cut < at).filter(|at| sentence.prose.is_mark(*at, ';')).last();
        let clause = start.unwrap_or(range.start)..at;
        if is_of_change || is_second || (!record && !is_in("geen nergens", word) && !sentence.is_said(&clause)) {
            continue;
        }
        let Some(target) = target_of(sentence, from) else { continue };
        // "Niet eerder waren het er zo veel: van {{ a }} in 2021 tot {{ b }} nu": said of the last.
        let is_course = matches!(&sentence.figures[..], [one, last] if one.start == target.start
            && one.is_same_indicator(last)
            && is_in("van", sentence.prose.word_before(one.start, 1)));
        if is_course {
            continue;
        }
        let rivals = sentence.figures.iter().chain(&sentence.figures_after).filter(|figure| {
            let is_share_of_same = figure.is_share() == target.is_share();
            figure.start != target.start && figure.is_like(target) && is_share_of_same && is_rival(target, figure)
        });
        let beats = |figure: &&Figure<'_>| match way {
            Way::Up => figure.printed() > target.printed(),
            Way::Down => figure.printed() < target.printed(),
        };
        let rivals: Vec<&Figure<'_>> = rivals.collect();
        // "de meeste … {{ a }} en de minste {{ b }}" has both ends.
        let Some(rival) = rivals.iter().copied().find(|figure| beats(figure)) else { continue };
        let is_many = rivals.len() <= 8;
        if is_many {
            let than = if way == Way::Up { "meer" } else { "minder" };
            return Some((tokens, format!("{} is {than} dan {}", sentence.written(rival), sentence.written(target))));
        }
    }
    None
}

/// The figure that a superlative is said of.
fn target_of<'s>(sentence: &'s Sentence<'s>, at: usize) -> Option<&'s Figure<'s>> {
    let is_apart = |range: &Range<usize>| {
        range.clone().any(|at| sentence.prose.is_mark(at, ';')) || sentence.has(range, "terwijl maar en waarbij")
    };
    let before = sentence.figures.iter().rev().find(|figure| figure.end <= at);
    let with = before.filter(|figure| {
        let gap = figure.end..at;
        let is_with = (1..=2).any(|back| is_in("met is", sentence.prose.word_before(figure.start, back)));
        is_with && gap.len() <= 9 && !is_apart(&gap)
    });
    // "van {{ a }} in de goedkoopste wijk tot {{ b }} in de duurste"
    let beside = before.filter(|figure| {
        let gap = figure.end..at;
        // "Het gft-afval ({{ a }}) is de grootste stroom"
        let is_subject = gap.len() <= 4
            && sentence.prose.is_mark(gap.start, ')')
            && is_in("is was blijft bleef vormt heeft had", sentence.word(gap.start + 1))
            && gap.clone().skip(2).all(|at| is_in("de het met", sentence.word(at)));
        is_subject
            || (1..=2).contains(&gap.len())
                && is_in("in bij voor op", sentence.word(gap.start))
                && gap.clone().all(|at| is_in("in bij voor op de het", sentence.word(at)))
    });
    let after = sentence.figures.iter().find(|figure| figure.start > at).filter(|figure| {
        let gap = at..figure.start;
        gap.len() <= 14 && !is_apart(&gap)
    });
    beside.or(with).or(after)
}
