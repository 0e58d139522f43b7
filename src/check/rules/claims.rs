//! C004 and C035 where no other rule has judged a sentence: which way something went, or which of two is more, said near
//! exactly two figures, whatever the words between them. In: sentences. Out: findings.

use std::ops::Range;

use crate::diagnostic::{Code, Finding, Findings, Place};

use crate::check::change::{self, Way};
use crate::check::checked::Checked;
use crate::check::reading::period_mention::{self, Span};
use crate::check::reading::prose::is_in;
use crate::check::reading::sentence::{Figure, Sentence};
use crate::dutch::period::year;
use crate::dutch::unit::Unit;

use super::comparisons::words::way_here;
use super::{better, direction, order};

mod blocks;
mod conclusions;
mod tables;

use conclusions::Wrong;

/// Words that set one thing against another, so that nobody can say what a claim is made of.
const TURNS: &str = "\
    maar terwijl hoewel ondanks toch echter daarentegen behalve juist zodat omdat doordat want hierdoor daardoor dankzij \
    anders zowel als verschil beide";

/// Words that end what was said before them.
const ENDED: &str = "doorbroken gekeerd omgebogen gestuit gestopt";

/// Words of a time that was before.
const EARLIER: &str =
    "vorig vorige eerder toen destijds voorheen ervoor daarvoor voorgaande voorafgaande geleden daarvóór vroeger";

/// Words that hold what came later against what was before.
const AGAINST: &str = "dan opzichte vergeleken vergelijking tegenover tegen sinds";

/// Reports each of them in sentences about which nothing is found yet.
pub fn check(checked: &Checked<'_>, sentences: &[Sentence<'_>], findings: &mut Findings) {
    tables::check(checked, findings);
    blocks::check(checked, findings);
    for sentence in sentences {
        let found = over_time(sentence).or_else(|| of_names(sentence));
        let found = found.or_else(|| in_steps(sentence)).or_else(|| announced(sentence));
        let found = found.or_else(|| apposition(sentence)).or_else(|| the_same(sentence));
        let found = found.or_else(|| taken_up(sentence)).or_else(|| counted_against(sentence));
        let found = found.or_else(|| conclusions::wrong(sentence));
        let Some((at, evidence)) = found else { continue };
        let tokens = at..at + 1;
        let place = sentence.prose.place_of(&tokens);
        let line = |place: &Place| place.line_column().map(|(line, _)| line);
        let is_judged = |known: &Finding| {
            matches!(known.code, Code::ContradictingDirection | Code::WrongComparison | Code::WrongPeriod)
                && known.place.file == place.file
                && line(&known.place) == line(&place)
        };
        if findings.iter().any(is_judged) {
            continue;
        }
        let message = format!("\"{}\" past niet bij de cijfers: {evidence}.", sentence.prose.of_tokens(&tokens));
        findings.push(
            Finding::new(Code::WrongComparison, place, message)
                .hint("Verbeter het woord, of kijk of het de goede cijfers zijn."),
        );
    }
}

/// A word that says which way something is or went.
#[derive(Clone, Copy)]
struct Claim {
    at: usize,
    way: Way,
    /// "meer", "langer": it says something of one figure against another.
    is_comparative: bool,
}

/// All such words in a sentence, of figures such as this one.
fn claims(sentence: &Sentence<'_>, figure: &Figure<'_>) -> Vec<Claim> {
    let of = |at: usize| {
        if let Some(way) = direction::of_change(sentence.prose, at) {
            return Some(Claim { at, way, is_comparative: false });
        }
        if let Some(way) = better::judged(sentence.word(at), figure) {
            return Some(Claim { at, way, is_comparative: true });
        }
        way_here(sentence, at).map(|way| Claim { at, way, is_comparative: true })
    };
    sentence.range.clone().filter_map(of).collect()
}

/// The one thing that all claims of a sentence say.
fn only_claim(sentence: &Sentence<'_>, figure: &Figure<'_>) -> Option<Claim> {
    let all = claims(sentence, figure);
    let first = *all.first()?;
    // "De stijging is gekeerd"; "de trend is gekeerd, en het aantal lag lager" says which way.
    let is_one =
        all.iter().all(|claim| claim.way == first.way) && !sentence.has(&(first.at..sentence.range.end), ENDED);
    (is_one && sentence.is_said(&sentence.range) && !sentence.has(&sentence.range, TURNS)).then_some(first)
}

/// The two figures that a sentence speaks of: those of the next, or one of its own and one beside it. Of two of its own
/// other rules know more.
fn pair<'s>(sentence: &'s Sentence<'_>) -> Option<(&'s Figure<'s>, &'s Figure<'s>)> {
    match (&sentence.figures[..], &sentence.figures_after[..], &sentence.before[..]) {
        ([], [one, other], _) | ([other], _, [one]) | ([one], [other], []) => Some((one, other)),
        _ => None,
    }
}

/// "Inwoners moesten langer wachten. In het kwartaal ervoor was het {{ a }}, nu {{ b }}": of one thing, earlier and later.
fn over_time(sentence: &Sentence<'_>) -> Option<Wrong> {
    let (one, other) = pair(sentence)?;
    let is_pair = one.is_over_time(other);
    if !is_pair {
        return None;
    }
    let (then, now) = Figure::in_time(one, other);
    let claim = only_claim(sentence, one)?;
    let is_bare = sentence.figures.is_empty();
    // What is dearer is about money, and what takes longer about time.
    let word = sentence.word(claim.at);
    let is_of_unit = is_in("duurder goedkoper", word) && one.number.unit == Unit::Euro
        || is_in("langer korter", word) && is_in("dagen weken minuten uur maanden", one.number.unit.word());
    if is_bare && (turns_after(sentence) || !(is_of_unit || is_about(sentence, one))) {
        return None;
    }
    let clause = clause_of(sentence, claim.at);
    let is_against = sentence.has(&sentence.range, AGAINST);
    // "Vorig jaar was het drukker": of then, and not of now.
    let named = period_mention::of(sentence.prose, &clause, sentence.letter);
    let names =
        |figure: &Figure<'_>| named.iter().any(|mention| mention.spans.contains(&Span::of(figure.number.period)));
    let is_of_then = sentence.has(&clause, EARLIER) || (names(then) && !names(now));
    if is_of_then && !is_against {
        return None;
    }
    // "dan in Noord" is not over time.
    let than = (claim.at + 1..sentence.range.end).find(|at| sentence.word(*at) == "dan");
    let is_over_time = than.is_none_or(|than| {
        let rest = than..sentence.range.end;
        sentence.has(&rest, EARLIER) || !period_mention::of(sentence.prose, &rest, sentence.letter).is_empty()
    });
    // "een kleinere wijk": a comparative that stands by a noun says nothing of the figures.
    // "meer restafval in de natuur" is a part of it, or another.
    let is_part = claim.is_comparative
        && sentence.has(&(claim.at + 1..sentence.range.end), "in bij voor aan uit van per door")
        && than.is_none();
    let is_of_figures = !claim.is_comparative || than.is_some() || (stands_free(sentence, claim.at) && !is_part);
    if !is_over_time || !is_of_figures {
        return None;
    }
    sentence.contradicts(claim.way, now, then)?;
    Some((claim.at, sentence.course(then, now)))
}

/// "Steeds meer mensen komen. We telden er {{ a }}, {{ b }} en {{ c }}": every step of a row goes that way.
fn in_steps(sentence: &Sentence<'_>) -> Option<Wrong> {
    let row = &sentence.figures_after;
    let first = row.first().filter(|_| sentence.figures.is_empty() && row.len() >= 3)?;
    let is_row = row.iter().all(|figure| figure.is_same_indicator(first) && figure.is_like(first));
    let is_steady = sentence.range.clone().any(|at| {
        sentence.word(at) == "steeds"
            || is_in("elk ieder elke iedere", sentence.word(at)) && is_in("jaar kwartaal maand", sentence.word(at + 1))
    });
    let claim = only_claim(sentence, first)?;
    let turns = sentence.has(&sentence.range_after, TURNS);
    if !is_row || !is_steady || turns || !is_about(sentence, first) {
        return None;
    }
    let mut row: Vec<&Figure<'_>> = row.iter().collect();
    row.sort_by_key(|figure| figure.number.period);
    let wrong = row.windows(2).find(|step| {
        step[0].number.period < step[1].number.period && sentence.contradicts(claim.way, step[1], step[0]).is_some()
    })?;
    Some((claim.at, sentence.course(wrong[0], wrong[1])))
}

/// "aangemeld: {{ a }} (was {{ b }}), een stijging": said behind its two figures.
fn apposition(sentence: &Sentence<'_>) -> Option<Wrong> {
    let [one, other] = &sentence.figures[..] else { return None };
    let is_pair = one.is_same_indicator(other) && one.is_like(other) && one.number.period > other.number.period;
    let at = (other.end..(other.end + 5).min(sentence.range.end)).find(|at| {
        direction::of_change(sentence.prose, *at).is_some()
            && is_in("een flinke lichte kleine", sentence.prose.word_before(*at, 1))
    })?;
    let is_before = is_in("was", sentence.prose.word_before(other.start, 1)) && other.start - one.end <= 3;
    let way = direction::of_change(sentence.prose, at)?;
    sentence.contradicts(way, one, other)?;
    (is_pair && is_before && sentence.is_said(&sentence.range)).then(|| (at, sentence.course(other, one)))
}

/// "In 2024 was {{ a }} het oneens. Dat beeld is onveranderd: ook nu gaat het om {{ b }}": two that are said to be the same.
fn the_same(sentence: &Sentence<'_>) -> Option<Wrong> {
    let (one, other) = match (&sentence.figures[..], &sentence.before[..], &sentence.figures_after[..]) {
        ([one], [other], _) => (one, other),
        // "De wachttijd bleef ongewijzigd. Gezinnen wachtten {{ a }}, tegen {{ b }} een jaar eerder."
        ([], _, [one, other]) if is_about(sentence, one) && !sentence.has(&sentence.range_after, "maar wel") => {
            (one, other)
        }
        _ => return None,
    };
    let range = &sentence.range;
    let is_pair = one.is_over_time(other);
    let at = range.clone().find(|at| {
        is_in("onveranderd ongewijzigd", sentence.word(*at))
            || is_in("gelijk", sentence.word(*at))
                && (1..=2).any(|back| is_in("bleef bleven gebleven is", sentence.prose.word_before(*at, back)))
    })?;
    let about = "ongeveer vrijwel nagenoeg bijna min nauwelijks zo’n maar terwijl wel";
    let is_back = sentence.figures.is_empty()
        || is_in("dat dit deze die", sentence.word(range.start))
        || sentence.has(range, "daarmee hiermee");
    let is_clear = is_back && sentence.is_said(range) && !sentence.has(range, about);
    (is_pair && is_clear && one.printed() != other.printed()).then(|| (at, sentence.course(other, one)))
}

/// "Eind september waren het er {{ a }}, eind december {{ b }}. Die stijging baart ons zorgen.", "De stijging vraagt …"
fn taken_up(sentence: &Sentence<'_>) -> Option<Wrong> {
    let [one, other] = &sentence.before[..] else { return None };
    let start = sentence.range.start;
    let at = start + 1;
    let is_back = sentence.figures.is_empty() && is_in("die deze de", sentence.word(start));
    let way = direction::of_change(sentence.prose, at).filter(|_| one.is_over_time(other) && is_back)?;
    // "De stijging van de kosten", "De daling is gestopt"; growth that levels off is a change of another thing.
    let is_other = sentence.has(&sentence.range, ENDED)
        || sentence.has(&sentence.range, EARLIER)
        || is_in("in van bij", sentence.word(at + 1))
        || change::is_change(&one.number.label);
    let (then, now) = Figure::in_time(one, other);
    sentence.contradicts(way, now, then).filter(|_| !is_other)?;
    Some((at, sentence.course(then, now)))
}

/// "Er kwamen minder meldingen binnen, {{ a }} tegenover {{ b }} een jaar eerder": the first is said to be less.
fn counted_against(sentence: &Sentence<'_>) -> Option<Wrong> {
    let [one, other] = &sentence.figures[..] else { return None };
    let range = &sentence.range;
    let is_pair = one.is_same_indicator(other) && one.is_like(other) && one.number.period > other.number.period;
    let is_against = sentence.has(&(one.end..other.start), "tegen tegenover");
    let at = (range.start..one.start).find(|at| {
        is_in("meer minder", sentence.word(*at))
            && is_in("kwamen waren zijn werden kwam", sentence.prose.word_before(*at, 1))
            && is_in("er", sentence.prose.word_before(*at, 2))
    })?;
    let way = if sentence.word(at) == "meer" { Way::Up } else { Way::Down };
    let is_near = one.start - at <= 9 && !sentence.has(&(at..other.start), "dan maar terwijl");
    sentence.contradicts(way, one, other)?;
    (is_pair && is_against && is_near && sentence.is_said(&(at..one.start))).then(|| (at, sentence.course(other, one)))
}

/// "Zwerfafval blijft een groeiend probleem: {{ a }} meldingen, na {{ b }} een jaar eerder."
fn announced(sentence: &Sentence<'_>) -> Option<Wrong> {
    let [one, other] = &sentence.figures[..] else { return None };
    let range = &sentence.range;
    let at = range.clone().find(|at| {
        is_in(
            "groeiend groeiende toenemend toenemende stijgend stijgende dalend dalende afnemend afnemende",
            sentence.word(*at),
        )
            // "Een groter beroep op het vervoer zien we ook dit jaar: …"
            || *at == range.start + 1
                && sentence.word(range.start) == "een"
                && is_in("groter grotere kleiner kleinere hoger hogere lager lagere", sentence.word(*at))
            // "De telefoon rinkelt vaker: …"
            || sentence.prose.is_mark(at + 1, ':') && direction::comparative(sentence.word(*at)).is_some()
    })?;
    let is_last = sentence.prose.is_mark(at + 1, ':');
    let is_comparative = at == range.start + 1 || is_last;
    let near = if is_comparative { 15 } else { 5 };
    let is_opened = (at..(at + near).min(range.end)).any(|at| sentence.prose.is_mark(at, ':')) && one.start > at;
    let is_pair = one.is_over_time(other);
    let (then, now) = Figure::in_time(one, other);
    const DOWN: &str = "dalend dalende afnemend afnemende";
    let told = if is_in(DOWN, sentence.word(at)) { Way::Down } else { Way::Up };
    let way = direction::comparative(sentence.word(at)).unwrap_or(told);
    let turns = if is_comparative { "maar terwijl hoewel dan toch" } else { TURNS };
    sentence.contradicts(way, now, then)?;
    let is_clear = is_opened && is_pair && sentence.is_said(range) && !sentence.has(range, turns);
    is_clear.then(|| (at, sentence.course(then, now)))
}

/// "In Noord waren we {{ a }} kwijt. Zuid was met {{ b }} goedkoper uit": of two that are alike.
fn of_names(sentence: &Sentence<'_>) -> Option<Wrong> {
    let ([one], [other]) = (&sentence.figures[..], &sentence.before[..]) else { return None };
    let is_pair = !one.is_same_indicator(other) && one.is_like(other) && one.number.period == other.number.period;
    let claim = only_claim(sentence, one).filter(|claim| claim.is_comparative)?;
    let range = &sentence.range;
    let is_elsewhere = sentence.has(range, EARLIER)
        || sentence.has(range, AGAINST)
        || sentence.has(range, "gemiddeld gemiddelde norm begroot begroting raming");
    // "Dat ligt boven die van de regio" is said of the one before.
    let is_elsewhere = is_elsewhere || is_in("dat dit dit daarmee hiermee", sentence.word(range.start));
    let words = order::own_words(one, other);
    let is_called = order::position(sentence, range.clone(), &words).is_some();
    // "Het loket krijgt met {{ b }} een lagere waardering"
    let is_by = sentence.prose.word_before(one.start, 1) == "met" && (one.end..one.end + 3).contains(&claim.at);
    if !is_pair || is_elsewhere || !(is_called || is_by) || !(is_by || stands_free(sentence, claim.at)) {
        return None;
    }
    Some((claim.at, sentence.contradicts(claim.way, one, other)?))
}

/// A comparative that is said of what the sentence is about: "was drukker", "minder mensen kwamen", at its start.
fn stands_free(sentence: &Sentence<'_>, at: usize) -> bool {
    const BEFORE: &str = "\
        er dat het zijn waren werden was is werd lag ligt kwamen kregen deden iets flink fors veel weer nog duidelijk wat fors \
        moesten moest duurde duurt duren duurden kost kostte kosten nu beduidend aanzienlijk steeds";
    // "moesten deze zomer langer wachten"
    let is_of_verb = is_in("wachten duren", sentence.word(at + 1)) || is_in("wachten", sentence.word(at + 3));
    // "was met {{ b }} goedkoper uit"
    let is_by =
        sentence.figures.iter().any(|figure| figure.end == at && sentence.prose.word_before(figure.start, 1) == "met");
    // "legt een groter bedrag in: {{ b }}"
    let is_amount = sentence.prose.word_before(at, 1) == "een"
        && is_in("bedrag aantal deel aandeel", sentence.word(at + 1))
        && sentence.figures.len() == 1;
    // "was de wachttijd korter, {{ b }}"
    let is_told = sentence.figures.len() == 1
        && sentence.is_cut(&(at + 1..at + 2))
        && (at + 2..at + 4).contains(&sentence.figures[0].start);
    // "meldden in 2025 minder vaak"
    let is_dated = year(sentence.prose.written(at.saturating_sub(1))).is_some();
    at == sentence.range.start
        || is_of_verb
        || is_by
        || is_dated
        || is_told
        || is_amount
        || is_in(BEFORE, sentence.prose.word_before(at, 1))
}

/// The words around a position between two signs.
fn clause_of(sentence: &Sentence<'_>, at: usize) -> Range<usize> {
    let is_cut = |at: &usize| sentence.is_cut(&(*at..*at + 1));
    let start = (sentence.range.start..at).rev().find(is_cut).map_or(sentence.range.start, |cut| cut + 1);
    let end = (at..sentence.range.end).find(is_cut).unwrap_or(sentence.range.end);
    start..end
}

/// Whether the sentence that has the figures turns what the one before it says.
fn turns_after(sentence: &Sentence<'_>) -> bool {
    let after = &sentence.range_after;
    sentence.has(after, TURNS)
        || is_in("alleen enkel uitgezonderd", sentence.word(after.start))
        || sentence.has(after, "dan")
        || after.clone().any(|at| direction::of_change(sentence.prose, at).is_some())
        || after.clone().any(|at| direction::comparative(sentence.word(at)).is_some())
}

/// Whether words of a sentence name what a figure is.
fn is_about(sentence: &Sentence<'_>, figure: &Figure<'_>) -> bool {
    let id = figure.number.indicator().unwrap_or_default().replace('_', " ");
    let label = format!("{} {id} {}", figure.number.label.to_lowercase(), figure.number.unit.word());
    sentence.range.clone().filter(|at| sentence.word(*at).chars().count() >= 4).any(|at| {
        let stem: String = sentence.word(at).chars().take(5).collect();
        label.split([' ', '-']).any(|word| word.starts_with(&stem) || (word.len() >= 4 && stem.starts_with(word)))
    })
}
