//! C004 over a whole sentence: "is gedaald ten opzichte van 2023: van {{ a }} naar {{ b }}", "bleef gelijk, met {{ a }}
//! tegenover {{ b }}".

use std::cmp::Ordering;
use std::ops::Range;

use crate::diagnostic::{Code, Finding, Findings};

use crate::check::change::Way;
use crate::check::reading::prose::{TokenKind, is_in};
use crate::check::reading::sentence::{Figure, Sentence};

use super::{better, direction};

/// Reports each sentence with one direction and figures that went the other way, where it stands in another clause than
/// they do.
pub fn check(sentences: &[Sentence<'_>], findings: &mut Findings) {
    for sentence in sentences {
        let mut found: Vec<_> =
            segments(sentence).iter().filter_map(|segment| contradiction(sentence, segment)).collect();
        if found.is_empty() {
            let whole = before_figures(sentence).or_else(|| over_parts(sentence)).or_else(|| over_segments(sentence));
            found.extend(whole.or_else(|| changes_of_each(sentence)).or_else(|| in_brackets(sentence)));
        }
        for (tokens, evidence) in found {
            let place = sentence.prose.place_of(&tokens);
            let is_known =
                findings.iter().any(|known| known.code == Code::ContradictingDirection && known.place == place);
            if is_known {
                continue;
            }
            let message = format!("\"{}\" past niet bij het cijfer: {evidence}.", sentence.prose.of_tokens(&tokens));
            findings.push(Finding::new(Code::ContradictingDirection, place, message).hint(
                "Verbeter het woord, of laat Griffel kiezen: {{ richting(kengetal, \"meer\", \"minder\", \"evenveel\") }}.",
            ));
        }
    }
}

/// The parts of a sentence between semicolons.
fn segments(sentence: &Sentence<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = sentence.range.start;
    for at in sentence.range.clone().filter(|at| sentence.prose.is_mark(*at, ';')) {
        found.push(start..at);
        start = at + 1;
    }
    found.push(start..sentence.range.end);
    found
}

/// Words that say a direction only of what stands beside them.
const BESIDE: &str =
    "stijgend stijgende dalend dalende groeiend groeiende toenemend toenemende afnemend oplopend oplopende";

fn contradiction(sentence: &Sentence<'_>, segment: &Range<usize>) -> Option<(Range<usize>, String)> {
    let figures: Vec<&Figure<'_>> = sentence.figures.iter().filter(|figure| segment.contains(&figure.start)).collect();
    // "Dat is een verbetering ten opzichte van {{ b }}, al waren het in 2021 {{ c }}": of the figure before it.
    let is_of_before = is_in("dat dit", sentence.word(segment.start))
        && sentence.has(segment, "opzichte vergeleken")
        && sentence.before.iter().any(|before| figures.iter().all(|figure| figure.is_same_indicator(before)));
    if is_of_before || figures.len() < 2 || sentence.has(segment, BESIDE) {
        return None;
    }
    let words: Vec<(usize, Way)> =
        segment.clone().filter_map(|at| Some((at, direction::of_change(sentence.prose, at)?))).collect();
    if words.is_empty()
        && let Some(same) = unchanged(sentence, segment, &figures)
    {
        return Some(same);
    }
    let improved = improvement(sentence, segment, &figures);
    let became = if words.is_empty() { became(sentence, segment, &figures) } else { None };
    let each = if words.is_empty() { more_each(sentence, segment) } else { None };
    let all: Vec<(usize, Way)> = words.into_iter().chain(improved).chain(became).chain(each).collect();
    let (at, way) = *all.first()?;
    if all.iter().any(|(_, other)| *other != way) {
        return in_turn(sentence, segment, &figures, &all);
    }
    if let Some(wrong) = steadily(sentence, segment, &figures, (at, way)) {
        return Some(wrong);
    }
    let first = figures.first()?;
    // Said outright, and before the figures.
    let clause = main_clause(sentence, segment.start, at)..figures.last()?.end;
    if at > figures.last()?.start
        || !sentence.is_said(&(clause.start..at + 2))
        || sentence.has(&clause, "terwijl maar hoewel")
        // What opens with "Ondanks" is about something else.
        || sentence.has(&(segment.start + 1..clause.end), "ondanks")
    {
        return None;
    }
    // "zowel in Noord als in Zuid nam het toe: van A naar B en van C naar D"
    let pairs = moved(sentence, &figures);
    if pairs.len() > 1 {
        let is_each = is_of_each(sentence, &(segment.start..pairs[0].0.start));
        let (then, now) = pairs.iter().find(|pair| went(pair).is_some_and(|went| went != way)).filter(|_| is_each)?;
        return Some((at..at + 1, sentence.course(then, now)));
    }
    let (then, now) = levels(sentence, &figures)?;
    if then.start < at && first.start < at {
        return None;
    }
    let went = match now.quantity.exact.cmp(&then.quantity.exact) {
        Ordering::Greater => Way::Up,
        Ordering::Less => Way::Down,
        Ordering::Equal => return None,
    };
    (went != way).then(|| (at..at + 1, sentence.course(then, now)))
}

/// "Hoewel …, en hoewel …, is de inzet afgebouwd": where what a word says begins, past the clauses that only lead up to it.
fn main_clause(sentence: &Sentence<'_>, start: usize, at: usize) -> usize {
    if !is_in("hoewel ofschoon nadat toen", sentence.word(start)) {
        return start;
    }
    // The verb of the main clause stands right behind a sign.
    const VERBS: &str =
        "is zijn was waren werd werden heeft hebben slaagden slaagde lukte kon konden daalde steeg daalden stegen";
    let is_main = |cut: &usize| sentence.prose.is_mark(*cut, ',') && is_in(VERBS, sentence.word(cut + 1));
    (start..at).rev().find(is_main).map_or(start, |cut| cut + 1)
}

/// Two levels of one thing, earlier and later.
fn levels<'s>(sentence: &Sentence<'_>, figures: &[&'s Figure<'s>]) -> Option<(&'s Figure<'s>, &'s Figure<'s>)> {
    let pairs = moved(sentence, figures);
    if let [pair] = pairs[..] {
        return Some(pair);
    }
    let first = figures.first()?;
    // "groeide in 2024 met {{ a }} en in 2025 met {{ b }}": each is a change by itself.
    let is_change = |figure: &&Figure<'_>| {
        let label = figure.number.label.to_lowercase();
        is_behind(sentence, figure, "met")
            && ["groei", "verandering", "verschil"].iter().any(|word| label.starts_with(word))
    };
    if !pairs.is_empty()
        || figures.iter().any(is_change)
        || !figures.iter().all(|figure| figure.is_same_indicator(first))
    {
        return None;
    }
    let mut row = figures.to_vec();
    row.sort_by_key(|figure| figure.number.period);
    let is_apart = row.windows(2).all(|pair| pair[0].number.period < pair[1].number.period);
    // More than two of them say one thing only where all went one way.
    let steps: Vec<Ordering> = row.windows(2).map(|pair| pair[0].quantity.exact.cmp(&pair[1].quantity.exact)).collect();
    let is_one_way = steps.iter().all(|step| Some(step) == steps.first());
    (is_apart && is_one_way).then_some((*row.first()?, *row.last()?))
}

/// "bleven gelijk, met {{ a }} tegenover {{ b }}".
fn unchanged(
    sentence: &Sentence<'_>,
    segment: &Range<usize>,
    figures: &[&Figure<'_>],
) -> Option<(Range<usize>, String)> {
    // "is in een jaar tijd niet veranderd: {{ a }} en {{ b }}"
    let is_denied =
        |at: usize| is_in("veranderd gewijzigd", sentence.word(at)) && sentence.prose.word_before(at, 1) == "niet";
    if let Some(at) = segment.clone().find(|at| is_denied(*at))
        && let Some((then, now)) = levels(sentence, figures).filter(|_| figures.len() == 2)
    {
        let is_other = then.printed() != now.printed() && figures[0].start > at;
        return is_other.then(|| (at - 1..at + 1, sentence.course(then, now)));
    }
    let at = segment.clone().find(|at| {
        let before =
            (segment.start..*at).any(|at| is_in("bleef bleven blijft blijven gebleven is zijn", sentence.word(at)));
        let about = is_in("ongeveer vrijwel nagenoeg bijna min nauwelijks", sentence.prose.word_before(*at, 1));
        is_in("gelijk onveranderd ongewijzigd constant hetzelfde", sentence.word(*at)) && before && !about
    })?;
    let (then, now) = levels(sentence, figures)?;
    if figures.len() != 2 || sentence.has(segment, "ongeveer vrijwel nagenoeg niet") || then.printed() == now.printed()
    {
        return None;
    }
    Some((at..at + 1, sentence.course(then, now)))
}

/// "verbeterde van {{ a }} naar {{ b }}", "ging achteruit: van {{ a }} naar {{ b }}", of what is better in one way.
fn improvement(sentence: &Sentence<'_>, segment: &Range<usize>, figures: &[&Figure<'_>]) -> Option<(usize, Way)> {
    const BESIDE_OTHER: &str = "beste slechtste sneller vlotter trager beter betere slechter slechtere tevredener";
    let first = figures.first()?;
    segment
        .clone()
        .filter(|at| !is_in(BESIDE_OTHER, sentence.word(*at)))
        .find_map(|at| Some((at, better::judged(sentence.word(at), first)?)))
}

/// "is korter geworden", "werd duurder", "steeds meer mensen bellen": comparatives that say how something went.
fn became(sentence: &Sentence<'_>, segment: &Range<usize>, figures: &[&Figure<'_>]) -> Option<(usize, Way)> {
    segment.clone().find_map(|at| {
        let word = sentence.word(at);
        // "een hogere score"
        let is_adjective = is_in("hogere lagere langere kortere grotere kleinere", word);
        let way = direction::comparative(word).or_else(|| better::judged(word, figures.first()?))?;
        let near = at.saturating_sub(4).max(segment.start)..(at + 3).min(segment.end);
        let is_became = sentence.has(&near, "geworden werd werden wordt worden") && sentence.word(at + 1) != "dan";
        // "steeds langer", "elk jaar minder"
        let is_yearly = is_in("jaar kwartaal maand", sentence.prose.word_before(at, 1))
            && is_in("elk elke ieder iedere", sentence.prose.word_before(at, 2));
        let is_steady = (is_yearly || sentence.prose.word_before(at, 1) == "steeds") && sentence.word(at + 1) != "dan";
        // "zijn minder te spreken over", "zijn meer tevreden"
        let is_pleased = is_in("te tevreden", sentence.word(at + 1))
            && is_in("spreken tevreden over", sentence.word(at + 2 - usize::from(sentence.word(at + 1) == "tevreden")))
            && figures.first().is_some_and(|first| better::better(first).is_some());
        let is_compared = sentence.has(&(at..segment.end), "dan") || sentence.word(at) == "sneller";
        // "minder cliënten met huishoudelijke hulp: {{ a }} vorig jaar, {{ b }} dit jaar"
        let label = figures.first()?.number.label.to_lowercase();
        let colon = figures.first()?.start.min(segment.end);
        let is_opened = (at..colon).rev().take(2).any(|at| sentence.prose.is_mark(at, ':'));
        let is_about = || {
            (segment.start..colon).filter(|at| sentence.word(*at).chars().count() >= 5).any(|at| {
                let stem: String = sentence.word(at).chars().take(6).collect();
                label.split(' ').any(|word| word.starts_with(&stem))
            })
        };
        let is_dated = (segment.start..at).any(|at| {
            matches!(sentence.prose.kind(at), Some(TokenKind::Number | TokenKind::Given))
                || is_in("vorig vorige eerder toen destijds", sentence.word(at))
        });
        const COUNTS: &str = "\
            er inmiddels nu weer ook telt tellen hebben heeft waren zijn kregen krijgen kwamen komen deden doen";
        let is_counted = (is_adjective
            || is_in("meer minder", word) && is_in(COUNTS, sentence.prose.word_before(at, 1)))
            && figures.len() == 2
            && is_opened
            && !is_dated
            && is_about();
        ((is_counted || is_became || is_steady || is_pleased) && !is_compared).then_some((at, way))
    })
}

/// "kwartaal na kwartaal"
fn is_one_after_other(sentence: &Sentence<'_>, at: usize) -> bool {
    is_in("jaar kwartaal maand schooljaar", sentence.word(at))
        && is_in("na op", sentence.word(at + 1))
        && sentence.word(at + 2) == sentence.word(at)
}

/// "Ieder kwartaal wisten meer huishoudens … dan in het kwartaal ervoor": of each step in a row.
fn more_each(sentence: &Sentence<'_>, segment: &Range<usize>) -> Option<(usize, Way)> {
    let is_each = segment.clone().any(|at| {
        is_in("elk ieder elke iedere", sentence.word(at)) && is_in("jaar kwartaal maand", sentence.word(at + 1))
    });
    // "Kwartaal na kwartaal zien we meer bijplaatsingen"
    let is_in_turn = segment.clone().any(|at| is_one_after_other(sentence, at));
    let at = segment.clone().find(|at| is_in("meer minder hoger lager", sentence.word(*at)))?;
    let is_than = sentence.has(&(at..segment.end), "dan")
        && sentence.has(&(at..segment.end), "ervoor daarvoor eerder vorige voorgaande");
    direction::comparative(sentence.word(at)).filter(|_| is_in_turn || (is_each && is_than)).map(|way| (at, way))
}

/// "Het gevoel van veiligheid nam toe. In 2024 voelde {{ a }} zich veilig, dit jaar {{ b }}."
fn before_figures(sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    let range = &sentence.range;
    let figures: Vec<&Figure<'_>> = sentence.figures_after.iter().collect();
    let first = figures.first()?;
    let after = &sentence.range_after;
    let is_open = sentence.figures.is_empty() && sentence.is_said(range) && after.start == range.end;
    // "De stijging van de vorige jaren is doorbroken."
    let turns = sentence.has(after, "maar terwijl hoewel ondanks toch echter daarentegen")
        || sentence.has(range, "maar terwijl hoewel ondanks doorbroken gekeerd omgebogen gestuit gestopt voorbij")
        // "Alleen in Zuid niet: daar ging het van …"
        || is_in("alleen enkel uitgezonderd behalve", sentence.word(after.start));
    let words: Vec<(usize, Way)> =
        range.clone().filter_map(|at| Some((at, direction::of_change(sentence.prose, at)?))).collect();
    let judged = improvement(sentence, range, &figures);
    let became = if words.is_empty() { became(sentence, range, &figures) } else { None };
    let words: Vec<(usize, Way)> = words.into_iter().chain(judged).chain(became).collect();
    let is_one = |all: &[(usize, Way)]| all.windows(2).all(|pair| pair[0].1 == pair[1].1);
    let has_own = after.clone().any(|at| direction::of_change(sentence.prose, at).is_some());
    let (at, way) = *words.first()?;
    if !is_open || turns || has_own || !is_one(&words) || sentence.has(range, BESIDE) {
        return None;
    }
    // Of what the figures are of: the words before or behind it name that.
    let label = first.number.label.to_lowercase();
    let is_about = range.clone().filter(|at| sentence.word(*at).chars().count() >= 5).any(|at| {
        let stem: String = sentence.word(at).chars().take(5).collect();
        label.split(' ').any(|word| word.starts_with(&stem) || (word.len() >= 5 && stem.starts_with(word)))
    });
    if !is_about {
        return None;
    }
    let pairs = moved(sentence, &figures);
    let wrong = if pairs.len() > 1 {
        is_of_each(sentence, range)
            .then(|| pairs.iter().find(|pair| went(pair).is_some_and(|went| went != way)))
            .flatten()
            .copied()
    } else {
        levels(sentence, &figures).filter(|pair| went(pair).is_some_and(|went| went != way))
    };
    let (then, now) = wrong?;
    Some((at..at + 1, sentence.course(then, now)))
}

/// "liep op tot {{ a }}; een jaar eerder waren het er {{ b }}": the direction in one part, the other figure in the next.
fn over_parts(sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    let all: Vec<&Figure<'_>> = match &sentence.figures[..] {
        [one] => sentence.figures_after.iter().take(2).fold(vec![one], |mut all, figure| {
            all.push(figure);
            all
        }),
        figures => figures.iter().collect(),
    };
    let [now, then] = all[..] else { return None };
    let is_pair = now.is_same_indicator(then) && now.number.period > then.number.period && now.is_like(then);
    // Only what comes before the first figure says which way it went.
    let lead = sentence.range.start..now.start;
    let rest = now.end..then.end.max(sentence.range.end).max(sentence.range_after.end);
    let is_reached = is_in("tot naar op", sentence.prose.word_before(now.start, 1));
    let words: Vec<(usize, Way)> =
        lead.clone().filter_map(|at| Some((at, direction::of_change(sentence.prose, at)?))).collect();
    let (at, way) = *words.first()?;
    let has_other = rest.clone().any(|at| direction::of_change(sentence.prose, at).is_some());
    let is_clear = words.iter().all(|(_, other)| *other == way)
        && sentence.is_said(&lead)
        && !has_other
        && !sentence.has(&lead, BESIDE)
        && !sentence.has(&rest, "maar terwijl hoewel ondanks daarna");
    let wrong = went(&(then, now)).is_some_and(|went| went != way);
    (is_pair && is_reached && is_clear && wrong).then(|| (at..at + 1, sentence.course(then, now)))
}

/// "Er werd minder gft opgehaald; het ging van {{ a }} naar {{ b }}": the direction before the semicolon, the course behind.
fn over_segments(sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    segments(sentence).windows(2).find_map(|pair| {
        let (said, shown) = (&pair[0], &pair[1]);
        let of = |range: &Range<usize>| -> Vec<&Figure<'_>> {
            sentence.figures.iter().filter(|figure| range.contains(&figure.start)).collect()
        };
        let figures = of(shown);
        let course = moved(sentence, &figures);
        let [(then, now)] = course[..] else { return None };
        let way_in = |range: &Range<usize>| -> Vec<(usize, Way)> {
            range.clone().filter_map(|at| Some((at, direction::of_change(sentence.prose, at)?))).collect()
        };
        let ways = way_in(said);
        let is_open = of(said).is_empty() && way_in(shown).is_empty() && sentence.is_said(said);
        let (at, way) = match ways[..] {
            [] => became(sentence, said, &figures)?,
            [one] => one,
            _ => return None,
        };
        let is_wrong = then.is_same_indicator(now) && went(&(then, now)).is_some_and(|went| went != way);
        (is_open && is_wrong && !sentence.has(shown, BESIDE)).then(|| (at..at + 1, sentence.course(then, now)))
    })
}

/// "Restafval daalde, gft steeg: van {{ a }} naar {{ b }} en van {{ c }} naar {{ d }}": each word of its own pair.
fn in_turn(
    sentence: &Sentence<'_>,
    segment: &Range<usize>,
    figures: &[&Figure<'_>],
    words: &[(usize, Way)],
) -> Option<(Range<usize>, String)> {
    let pairs = moved(sentence, figures);
    let first = figures.first()?;
    let is_row = pairs.len() == words.len() && words.iter().all(|(at, _)| *at < first.start);
    if !is_row || figures.len() != pairs.len() * 2 || !sentence.is_said(&(segment.start..first.start)) {
        return None;
    }
    let ((at, _), (then, now)) =
        words.iter().zip(&pairs).find(|((_, way), pair)| went(pair).is_some_and(|went| went != *way))?;
    Some((*at..at + 1, sentence.course(then, now)))
}

/// "daalde elk jaar: {{ a }}, {{ b }} en {{ c }}": every step of a row goes one way, as printed and over time.
fn steadily(
    sentence: &Sentence<'_>,
    segment: &Range<usize>,
    figures: &[&Figure<'_>],
    (at, way): (usize, Way),
) -> Option<(Range<usize>, String)> {
    let is_steady = segment.clone().any(|at| {
        let next = sentence.word(at + 1);
        match sentence.word(at) {
            "elk" | "ieder" | "elke" | "iedere" => is_in("jaar kwartaal maand", next),
            "al" => is_in("jaren kwartalen maanden", next),
            _ if is_one_after_other(sentence, at) => true,
            word => is_in("gestaag gestage voortdurend voortdurende steeds telkens onafgebroken ononderbroken", word),
        }
    });
    let first = figures.first()?;
    let is_row = figures.len() >= 3
        && figures.iter().all(|figure| figure.is_same_indicator(first) && figure.is_like(first))
        && figures.iter().all(|figure| figure.start > at);
    if !is_steady || !is_row || !sentence.is_said(&(segment.start..first.start)) {
        return None;
    }
    let mut by_period = figures.to_vec();
    by_period.sort_by_key(|figure| figure.number.period);
    let is_wrong = |pair: &&[&Figure<'_>]| went(&(pair[0], pair[1])).is_some_and(|went| went != way);
    let pair = by_period.windows(2).find(is_wrong).or_else(|| figures.windows(2).find(is_wrong))?;
    Some((at..at + 1, sentence.course(pair[0], pair[1])))
}

/// "Zowel de jongeren ({{ groei a }}) als de kosten ({{ groei b }}) namen toe": changes that are themselves figures.
fn changes_of_each(sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    let range = &sentence.range;
    let is_change = |figure: &Figure<'_>| {
        let label = figure.number.label.to_lowercase();
        ["groei", "verandering", "verschil"].iter().any(|word| label.starts_with(word))
            && figure.start > 0
            && sentence.prose.is_mark(figure.start - 1, '(')
    };
    let last = sentence.figures.last()?;
    let words: Vec<(usize, Way)> =
        range.clone().filter_map(|at| Some((at, direction::of_change(sentence.prose, at)?))).collect();
    let (at, way) = *words.first()?;
    let is_clear = words.len() == 1 && at > last.end && is_of_each(sentence, range) && sentence.is_said(range);
    if !is_clear || sentence.figures.len() < 2 || !sentence.figures.iter().all(is_change) {
        return None;
    }
    let wrong =
        sentence.figures.iter().find(|figure| Way::of(figure.quantity.exact).is_some_and(|went| went != way))?;
    Some((at..at + 1, format!("\"{}\" is {}", wrong.number.label, sentence.written(wrong))))
}

/// "de groei in Zuid ({{ a }} naar {{ b }})": a word, and what it is said of right behind it between brackets.
fn in_brackets(sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    let prose = sentence.prose;
    sentence.figures.windows(2).find_map(|pair| {
        let open = pair[0].start.checked_sub(1 + usize::from(is_in("van", prose.word_before(pair[0].start, 1))))?;
        let is_pair = prose.is_mark(open, '(')
            && is_in("naar tot", sentence.word(pair[0].end))
            && pair[0].end + 1 == pair[1].start
            && pair[0].is_same_indicator(&pair[1]);
        let near = open.saturating_sub(6).max(sentence.range.start)..open;
        let lead: Vec<usize> = near.rev().take_while(|at| !sentence.is_cut(&(*at..at + 1))).collect();
        let (at, way) = lead.iter().find_map(|at| Some((*at, direction::of_change(prose, *at)?)))?;
        let is_wrong = is_pair && went(&(&pair[0], &pair[1])).is_some_and(|went| went != way);
        let is_said = sentence.is_said(&(sentence.range.start..at));
        (is_wrong && is_said).then(|| (at..at + 1, sentence.course(&pair[0], &pair[1])))
    })
}

/// Each two figures of which a sentence says that one became the other: "van {{ a }} naar {{ b }}", "{{ a }} werd {{ b }}".
fn moved<'s>(sentence: &Sentence<'_>, figures: &[&'s Figure<'s>]) -> Vec<(&'s Figure<'s>, &'s Figure<'s>)> {
    let is_moved = |pair: &&[&Figure<'_>]| {
        let became = is_in("werd werden", sentence.word(pair[0].end)) && pair[0].end + 1 == pair[1].start;
        let is_from = is_behind(sentence, pair[0], "van") && is_behind(sentence, pair[1], "naar tot");
        pair[0].is_like(pair[1]) && (became || is_from)
    };
    figures.windows(2).filter(is_moved).map(|pair| (pair[0], pair[1])).collect()
}

/// Whether a stretch says something of each of what is named: "zowel in Noord als in Zuid", "beide wijken".
fn is_of_each(sentence: &Sentence<'_>, range: &Range<usize>) -> bool {
    sentence.has(range, "zowel beide allebei alle alledrie overal én elke iedere elk")
}

/// Which way it went between two figures.
fn went((then, now): &(&Figure<'_>, &Figure<'_>)) -> Option<Way> {
    Way::of(now.quantity.exact - then.quantity.exact)
}

/// Whether a figure stands behind one of these words, perhaps past "ruim" or "bijna".
fn is_behind(sentence: &Sentence<'_>, figure: &Figure<'_>, words: &str) -> bool {
    let mut at = figure.start;
    while is_in("ruim bijna ongeveer circa liefst maar", sentence.prose.word_before(at, 1)) {
        at -= 1;
    }
    is_in(words, sentence.prose.word_before(at, 1))
}
