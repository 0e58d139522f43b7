//! C035 against the data itself: "de drukste maand van het jaar", where another month of that year is not printed, but was
//! busier.

use std::ops::Range;

use chrono::Datelike;
use rust_decimal::Decimal;

use crate::check::change::Way;
use crate::check::checked::Checked;
use crate::check::reading::number_word;
use crate::check::reading::period_mention::{self, Kind, Role, Span};
use crate::check::reading::prose::is_in;
use crate::check::reading::quantity::{self, Measure};
use crate::check::reading::sentence::{Figure, Sentence};
use crate::diagnostic::{Code, Finding, Findings};
use crate::dutch::period::{Granularity, Period, year as year_of};

use super::words::end_of;
use crate::check::rules::better::judged;
use crate::check::rules::{direction, named};

/// "Nooit eerder" looks back no further than so many periods.
const MOST_EARLIER: i32 = 40;

/// Reports each of them that the figures of the sentence do not contradict by themselves.
pub fn check(checked: &Checked<'_>, sentences: &[Sentence<'_>], findings: &mut Findings) {
    for sentence in sentences {
        let found = beaten(checked, sentence)
            .or_else(|| beaten_by_named(checked, sentence))
            .or_else(|| beaten_elsewhere(checked, sentence))
            .or_else(|| not_the_same(checked, sentence));
        let Some((tokens, evidence)) = found else { continue };
        let place = sentence.prose.place_of(&tokens);
        let is_known =
            |known: &Finding| known.code == Code::WrongComparison && known.place.line_column() == place.line_column();
        if findings.iter().any(is_known) {
            continue;
        }
        let message = format!("\"{}\" past niet bij de cijfers: {evidence}.", sentence.prose.of_tokens(&tokens));
        findings.push(
            Finding::new(Code::WrongComparison, place, message)
                .hint("Verbeter het woord, of kijk of het de goede cijfers zijn."),
        );
    }
}

/// The periods that a superlative speaks of.
struct Claim {
    tokens: Range<usize>,
    way: Way,
    /// How long each of them is; none: as long as that of the figure.
    length: Option<Granularity>,
    among: Among,
}

/// Which periods they are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Among {
    /// Those of a year.
    Year(Period),
    /// Those of the document's period, or of the figure's year.
    Own,
    /// So many, the last of which is that of the figure.
    Last(u32),
    /// All that came before, since a year if one is named.
    Earlier(Option<i32>),
}

/// "dit jaar", "2025"; none where no year is named.
fn named_year(sentence: &Sentence<'_>, range: Range<usize>) -> Option<Period> {
    range.clone().find_map(|at| match (sentence.word(at), sentence.word(at + 1)) {
        ("dit" | "het", "jaar") => Some(sentence.letter.year()),
        _ => Period::year_of(year_of(sentence.prose.written(at))?),
    })
}

fn claim(sentence: &Sentence<'_>) -> Option<Claim> {
    most_of_periods(sentence)
        .or_else(|| never_so_much(sentence))
        .or_else(|| so_much_never(sentence))
        .or_else(|| never_better(sentence))
        .or_else(|| than_all_others(sentence))
}

/// "Op geen enkel moment in 2025 werd er zo veel gebeld als in oktober", "Nooit eerder waren het er zoveel als dit jaar".
fn never_so_much(sentence: &Sentence<'_>) -> Option<Claim> {
    let at = sentence.range.clone().find(|at| {
        is_in("nooit", sentence.word(*at))
            || sentence.word(*at) == "niet" && sentence.word(at + 1) == "eerder"
            || sentence.word(*at) == "geen"
                && (at + 1..at + 3).any(|noun| is_in("moment maand kwartaal jaar", sentence.word(noun)))
    })?;
    let rest = at..(at + 14).min(sentence.range.end);
    let so = rest.clone().find(|at| is_in("zo zoveel zo’n", sentence.word(*at)))?;
    // "was sinds 2021 niet eerder zo sterk"
    let lead = at.saturating_sub(3).max(sentence.range.start);
    let start = if sentence.has(&(lead..at), "sinds") { lead } else { rest.start };
    let year = named_year(sentence, start..so);
    let is_as = sentence.has(&(so..sentence.range.end), "als");
    let is_down = is_in("weinig laag lage kort korte klein kleine goedkoop rustig stil", sentence.word(so + 1));
    let way = if is_down { Way::Down } else { Way::Up };
    let is_since = sentence.has(&(start..so), "sinds");
    let among = match year {
        Some(year) if is_since => Among::Earlier(Some(year.first_day().year())),
        Some(year) => Among::Year(year),
        // Of what came before a year, every year has a say.
        None if is_in("eerder", sentence.word(at + 1)) || sentence.word(at) == "geen" => Among::Earlier(None),
        None => return None,
    };
    // "Nooit eerder verlieten zo weinig jongeren hun school" is said of now.
    let is_of_now =
        is_in("eerder", sentence.word(at + 1))
            && sentence.figures.iter().chain(&sentence.figures_after).all(|figure| {
                figure.number.period == sentence.letter || sentence.letter.contains(figure.number.period)
            });
    (is_as || is_of_now).then_some(Claim { tokens: at..at + 1, way, length: None, among })
}

/// "Zo veel zijn het er nog nooit geweest", "Meer aanmeldingen waren er in geen enkel eerder kwartaal": of the figure before it.
fn so_much_never(sentence: &Sentence<'_>) -> Option<Claim> {
    let start = sentence.range.start;
    let never = sentence.range.clone().find(|at| {
        is_in("nooit", sentence.word(*at))
            || sentence.word(*at) == "geen"
                && sentence.word(at + 1) == "enkel"
                && is_in("eerder ander", sentence.word(at + 2))
    })?;
    let way = match sentence.word(start) {
        "zo" | "zoveel" => {
            let is_down = is_in("weinig laag kort klein goedkoop rustig stil", sentence.word(start + 1));
            if is_down { Way::Down } else { Way::Up }
        }
        word => direction::comparative(word)?,
    };
    let is_against = sentence.has(&sentence.range, "dan sinds maar");
    (never > start && !is_against && sentence.figures.is_empty()).then_some(Claim {
        tokens: never..never + 1,
        way,
        length: None,
        among: Among::Earlier(None),
    })
}

/// "Het was met {{ a }} rustiger dan in alle andere maanden van 2025".
fn than_all_others(sentence: &Sentence<'_>) -> Option<Claim> {
    let at = sentence.range.clone().find(|at| direction::comparative(sentence.word(*at)).is_some())?;
    let than = (at..(at + 9).min(sentence.range.end)).find(|than| sentence.word(*than) == "dan")?;
    let all = than + 1 + usize::from(sentence.word(than + 1) == "in");
    let is_all = sentence.word(all) == "alle" && is_in("andere overige", sentence.word(all + 1));
    let length = match sentence.word(all + 2) {
        "maanden" => Granularity::Month,
        "kwartalen" => Granularity::Quarter,
        _ => return None,
    };
    let year = named_year(sentence, all + 3..(all + 5).min(sentence.range.end));
    let among = year.map_or(Among::Own, Among::Year);
    let way = direction::comparative(sentence.word(at))?;
    is_all.then_some(Claim { tokens: at..at + 1, way, length: Some(length), among })
}

/// "Beter deden wij het dit jaar niet": of the quarter or month that was just told.
fn never_better(sentence: &Sentence<'_>) -> Option<Claim> {
    let at = sentence.range.start;
    let last = sentence.range.clone().rev().find(|at| !sentence.word(*at).is_empty())?;
    let is_never = sentence.word(last) == "niet" && sentence.range.len() <= 12;
    let figure = sentence.figures.last().or_else(|| sentence.before.last())?;
    let word = sentence.word(at);
    let way = judged(word, figure).or_else(|| direction::comparative(word))?;
    let year = named_year(sentence, at..last)?;
    is_never.then_some(Claim { tokens: at..at + 1, way, length: None, among: Among::Year(year) })
}

fn most_of_periods(sentence: &Sentence<'_>) -> Option<Claim> {
    sentence.range.clone().find_map(|at| {
        let way = end_of(sentence.word(at), sentence.word(at + 1))?;
        // "op één na de drukste", "een van de drukste", "de drukste ooit" is said of more.
        let lead = at.saturating_sub(4).max(sentence.range.start)..at;
        let is_one_of =
            sentence.prose.word_before(at, 2) == "van" && is_in("een één", sentence.prose.word_before(at, 3));
        if sentence.has(&lead, "na bijna niet") || is_one_of {
            return None;
        }
        let noun = match sentence.word(at + 1) {
            "maand" => Some(Granularity::Month),
            "kwartaal" => Some(Granularity::Quarter),
            "halfjaar" => Some(Granularity::HalfYear),
            _ => None,
        };
        // "haar hoogste punt van 2025"
        let is_level = is_in("punt stand niveau aantal score piek", sentence.word(at + 1));
        let behind = at + 1 + usize::from(noun.is_some() || is_level);
        // "van het jaar", "van dit jaar", "van 2025", "in 2025"
        let is_of_year = is_in("van in", sentence.word(behind));
        let year = named_year(sentence, behind + 1..behind + 2).filter(|_| is_of_year);
        // "de drukste maand die de loketten in 2025 kenden"
        let year = year.or_else(|| {
            let clause = behind..(behind + 8).min(sentence.range.end);
            let is_relative = is_in("die dat", sentence.word(behind)) || sentence.prose.is_mark(behind, ',');
            named_year(sentence, clause).filter(|_| is_relative)
        });
        // "de langste sinds 2022"
        let since =
            is_in("sinds", sentence.word(behind)).then(|| year_of(sentence.prose.written(behind + 1))).flatten();
        // "op het laagste punt van de hele reeks sinds 2019"
        let since = since.or_else(|| {
            let at = (behind..behind + 5).find(|at| sentence.word(*at) == "sinds")?;
            let is_row = is_level && (behind..at).all(|at| is_in("van de hele reeks", sentence.word(at)));
            year_of(sentence.prose.written(at + 1)).filter(|_| is_row)
        });
        // "Het rustigst was het in juli"
        let is_moment = sentence.word(at).ends_with("st")
            && is_in("was is", sentence.word(at + 1))
            && sentence.word(at + 2) == "het"
            && sentence.word(at + 3) == "in";
        // "het hoogste percentage van de laatste vier schooljaren"
        let of_last = is_in("percentage aantal bedrag", sentence.word(at + 1))
            && sentence.word(at + 2) == "van"
            && sentence.word(at + 3) == "de"
            && is_in("laatste afgelopen", sentence.word(at + 4))
            && is_in("jaren jaar schooljaren kwartalen maanden", sentence.word(at + 6));
        let of_last = of_last.then(|| number_word::value(sentence.word(at + 5))).flatten();
        let among = match (noun, year) {
            _ if of_last.is_some() => Among::Last(of_last.unwrap_or_default()),
            _ if since.is_some() => Among::Earlier(since),
            _ if is_moment => Among::Own,
            (_, Some(year)) => Among::Year(year),
            // "van het eerste kwartaal", "in de zomer"
            (_, None) if is_of_year => return None,
            // "de drukste maand was juni"
            (Some(_), None) if is_in("is was werd bleek", sentence.word(behind)) || is_subject(sentence, at) => {
                Among::Own
            }
            // "de drukste maand voor de balie was juni"
            (Some(_), None) if sentence.has(&(behind..(behind + 7).min(sentence.range.end)), "was is") => Among::Own,
            _ => return None,
        };
        Some(Claim { tokens: at..behind, way, length: noun, among })
    })
}

/// "Juni was met {{ a }} de drukste maand": said of what the sentence begins with.
fn is_subject(sentence: &Sentence<'_>, at: usize) -> bool {
    let lead = sentence.range.start..at;
    lead.len() <= 9 && sentence.has(&lead, "is was werd bleek")
}

/// The one figure that a claim is made of.
fn figure_of<'s>(sentence: &'s Sentence<'_>, claim: &Claim) -> Option<&'s Figure<'s>> {
    match (&sentence.figures[..], &sentence.figures_after[..]) {
        ([figure], _) => Some(figure),
        // "Nooit eerder … als in 2025. Het gaat om {{ a }}."
        ([], [figure]) if is_in("het dat dit er toen", sentence.word(sentence.range_after.start)) => Some(figure),
        // "Er kwamen {{ a }} gesprekken binnen, op een jaartotaal van {{ b }}."
        ([], [one, other]) if is_in("het dat dit er", sentence.word(sentence.range_after.start)) => {
            let is_meant = |figure: &Figure<'_>| Some(figure.number.period.granularity()) == claim.length;
            match (is_meant(one), is_meant(other)) {
                (true, false) => Some(one),
                (false, true) => Some(other),
                _ => None,
            }
        }
        // "Het rustigst was het in juli, met {{ a }}; in januari waren het er {{ b }}"
        ([figure, other], _) if claim.among == Among::Own && figure.is_same_indicator(other) => Some(figure),
        // "zo laag als in het vierde, met {{ a }} tegenover {{ b }} in het derde"
        ([figure, other], _) if is_in("geen", sentence.word(claim.tokens.start)) && figure.is_same_indicator(other) => {
            Some(figure)
        }
        // "Nooit waren het er zo weinig als dit jaar ({{ a }}); het vorige dieptepunt was {{ b }}"
        ([figure, other], _)
            if sentence.word(claim.tokens.start) == "nooit"
                && figure.is_same_indicator(other)
                && figure.number.period > other.number.period =>
        {
            Some(figure)
        }
        ([], []) => sentence.before.last().filter(|_| sentence.before.len() == 1),
        _ => None,
    }
}

fn beaten(checked: &Checked<'_>, sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    let claim = claim(sentence)?;
    let figure = figure_of(sentence, &claim)?;
    let Claim { tokens, way, length, among } = claim;
    let own = figure.number.period;
    // "geen" and "nooit" are the claim itself.
    let is_said = sentence.is_said(&(tokens.end..sentence.range.end))
        || is_in("geen nooit", sentence.word(tokens.start))
        || sentence.word(sentence.range.end.saturating_sub(2)) == "niet";
    let is_as_long = length.is_none_or(|length| own.granularity() == length);
    if !is_said || !is_as_long {
        return None;
    }
    let id = figure.number.indicator()?;
    let ends = sentence.letter.last_day().max(own.last_day());
    let rivals: Vec<Period> = match among {
        Among::Year(year) if year != own.year() => return None,
        Among::Year(year) => parts(year, own.granularity()),
        Among::Own if sentence.letter != own && sentence.letter.contains(own) => {
            parts(sentence.letter, own.granularity())
        }
        Among::Own => return None,
        Among::Last(count) => {
            let steps = i32::try_from(count).unwrap_or_default();
            (1..steps.min(MOST_EARLIER)).map_while(|steps| own.offset(-steps)).collect()
        }
        Among::Earlier(since) => {
            let earlier = (1..=MOST_EARLIER).map_while(|steps| own.offset(-steps));
            earlier.filter(|period| since.is_none_or(|since| period.first_day().year() >= since)).collect()
        }
    };
    // Of a year that is named, all that is known has a say; of others what came after the document has none.
    let is_of_year = matches!(among, Among::Year(_));
    let rivals = rivals.into_iter().filter(|period| *period != own && (is_of_year || period.last_day() <= ends));
    let (period, written) = rivals.filter_map(|period| rival(checked, figure, id, period, way)).next()?;
    Some((tokens, format!("in {} was het {written}", period.in_words())))
}

/// "bleef ten opzichte van het vierde kwartaal van 2024 gelijk, op {{ a }}", where it was something else then.
fn not_the_same(checked: &Checked<'_>, sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    let [figure] = &sentence.figures[..] else { return None };
    let range = &sentence.range;
    let at = range.clone().find(|at| {
        is_in("gelijk onveranderd ongewijzigd hetzelfde", sentence.word(*at))
            && (1..=12).any(|back| is_in("bleef bleven gebleven", sentence.prose.word_before(*at, back)))
    })?;
    let named = period_mention::of(sentence.prose, range, sentence.letter);
    let [mention] = &named[..] else { return None };
    let is_against = mention.role == Role::Reference && mention.kind == Kind::Whole;
    let steps = (1..=MOST_EARLIER).find(|steps| {
        figure.number.period.offset(-steps).is_some_and(|then| mention.spans.contains(&Span::of(then)))
    })?;
    let then = figure.number.period.offset(-steps)?;
    let about = sentence.has(range, "vrijwel bijna nagenoeg ongeveer zo’n haast min nauwelijks");
    let value = checked.engine.indicator(figure.number.indicator()?, then).ok()?;
    let (printed, exact) = (quantity::of_number(&value)?.printed, value.amount.number()?);
    let tolerance = figure.printed().abs() * Decimal::new(3, 2);
    let is_other = (printed - figure.printed()).abs() > tolerance.max(figure.quantity.step);
    let is_wrong = is_against && is_other && !about && sentence.is_said(range);
    is_wrong.then(|| (at..at + 1, format!("in {} was het {}", then.in_words(), value.in_text(exact, checked.notation))))
}

/// "Van huishoudelijke hulp, begeleiding en vervoer krijgen de meeste inwoners vervoer ({{ a }})": another that is named, and
/// not printed, is beyond the figure.
fn beaten_by_named(checked: &Checked<'_>, sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    let [figure] = &sentence.figures[..] else { return None };
    let range = &sentence.range;
    // "Van A, B en C": those of which one is the most.
    let is_among = is_in("van", sentence.word(range.start)) && sentence.has(&(range.start..figure.start), "en");
    let (at, way) = range.clone().find_map(|at| Some((at, end_of(sentence.word(at), sentence.word(at + 1))?)))?;
    let lead = at.saturating_sub(3).max(range.start)..at;
    if !is_among || at > figure.start || sentence.has(&lead, "na bijna één") || !sentence.is_said(range) {
        return None;
    }
    let own = figure.number.cells.first().filter(|_| figure.number.cells.len() == 1)?;
    let lead = range.start..at;
    let others = named::beside(checked, figure.number, sentence.prose, &lead, figure.number.period);
    others.into_iter().find_map(|(other, number)| {
        let cell = number.cells.first().filter(|_| number.cells.len() == 1)?;
        let quantity = quantity::of_number(&number)?;
        let is_beyond = match way {
            Way::Up => quantity.printed > figure.printed(),
            Way::Down => quantity.printed < figure.printed(),
        };
        let value = number.amount.number().filter(|_| is_beyond && cell.series.id == own.series.id)?;
        Some((at..at + 1, format!("\"{}\" is {}", other.name, number.in_text(value, checked.notation))))
    })
}

/// "Nergens krijgen zoveel jongeren hulp als in Noord, waar het om {{ a }} gaat": another value of the same dimension is beyond
/// the figure.
fn beaten_elsewhere(checked: &Checked<'_>, sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    let range = &sentence.range;
    let figure = match (&sentence.figures[..], &sentence.before[..]) {
        ([figure], _) | ([], [figure]) => figure,
        _ => return None,
    };
    let at = range.clone().find(|at| {
        sentence.word(*at) == "nergens"
            || sentence.word(*at) == "geen"
                && (1..=2).any(|next| {
                    is_in("wijk buurt gebied programma loket locatie", sentence.word(at + next))
                        && (next == 1 || is_in("enkele andere", sentence.word(at + 1)))
                })
    })?;
    // "In geen andere wijk gaf de gemeente meer uit"
    let more = (at..(at + 12).min(range.end)).find(|at| is_in("meer minder", sentence.word(*at)));
    let more = more.filter(|_| is_in("andere", sentence.word(at + 1)));
    let so = more.or_else(|| (at..(at + 12).min(range.end)).find(|at| is_in("zo zoveel", sentence.word(*at))))?;
    let is_as = more.is_some() || (so..(so + 9).min(range.end)).any(|at| sentence.word(at) == "als");
    let is_down =
        is_in("weinig laag kort klein goedkoop rustig stil", sentence.word(so + 1)) || sentence.word(so) == "minder";
    let [cell] = &figure.number.cells[..] else { return None };
    let series = &cell.series;
    let own = &series.rows[cell.row];
    let differs = |row: &crate::load::Row| -> Option<usize> {
        let mut at = (0..series.dimensions.len()).filter(|at| row.dimensions[*at] != own.dimensions[*at]);
        at.next().filter(|_| at.next().is_none())
    };
    let rows = series.rows.iter().filter(|row| row.period == own.period);
    let (row, value, dimension) = rows
        .filter_map(|row| {
            let dimension = differs(row)?;
            let value = row.cells[cell.measure].value.number()?;
            series.dimensions[dimension].adds_up(&row.dimensions[dimension]).then_some((row, value, dimension))
        })
        .find(|(_, value, _)| if is_down { *value < figure.quantity.exact } else { *value > figure.quantity.exact })?;
    let is_plain = figure.quantity.measure != Measure::Percent && is_as;
    let written = figure.number.in_text(value, checked.notation);
    is_plain.then(|| (at..at + 1, format!("in {} was het {written}", row.dimensions[dimension])))
}

/// All periods of a length in another; none where they are no parts of it.
fn parts(whole: Period, length: Granularity) -> Vec<Period> {
    match length {
        Granularity::Month => whole.months(),
        Granularity::Quarter => whole.quarters(),
        Granularity::HalfYear => whole.half_years(),
        Granularity::Year | Granularity::SchoolYear => Vec::new(),
    }
}

/// What it was in another period, where that is beyond the figure.
fn rival(checked: &Checked<'_>, figure: &Figure<'_>, id: &str, period: Period, way: Way) -> Option<(Period, String)> {
    let number = checked.engine.indicator(id, period).ok()?;
    let other = quantity::of_number(&number)?;
    let is_beyond = match way {
        Way::Up => other.printed > figure.printed(),
        Way::Down => other.printed < figure.printed(),
    };
    let value = number.amount.number().filter(|_| is_beyond)?;
    Some((period, number.in_text(value, checked.notation)))
}
