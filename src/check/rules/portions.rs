//! C034: shares and multiples in words that the figures beside them do not make.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding, Findings};

use crate::check::reading::exempt::looks_counted;
use crate::check::reading::number_word;
use crate::check::reading::portion::{self, Portion, PortionOf};
use crate::check::reading::prose::{Prose, is_in};
use crate::check::reading::sentence::{Figure, Sentence};

use super::direction;

use super::order;

mod supported;

pub(super) use supported::is_joint;

/// Reports each of them.
pub fn check(judged: &[Judged<'_>], findings: &mut Findings) {
    for judged in judged {
        let Some(evidence) = &judged.evidence else { continue };
        let written = judged.prose.of_tokens(&judged.tokens);
        let message = format!("\"{written}\" past niet bij de cijfers: {evidence}.");
        findings.push(
            Finding::new(Code::WrongPortion, judged.prose.place_of(&judged.tokens), message)
                .hint("Verbeter het woord, of schrijf het percentage of de factor als kengetal."),
        );
    }
}

/// A share or multiple in words that figures beside it could be held against.
pub struct Judged<'a> {
    /// The text that it is in.
    pub prose: &'a Prose,
    /// Where.
    pub tokens: Range<usize>,
    /// What the figures make instead; none where the words are right.
    evidence: Option<String>,
}

/// Every share and multiple in words that there are figures for.
pub fn judge<'a>(sentences: &[Sentence<'a>]) -> Vec<Judged<'a>> {
    let mut found = Vec::new();
    let mut known: Option<(*const Prose, Vec<Portion>)> = None;
    for sentence in sentences {
        let prose: *const Prose = sentence.prose;
        if known.as_ref().is_none_or(|(of, _)| *of != prose) {
            known = Some((prose, portion::all(sentence.prose)));
        }
        let portions = known.iter().flat_map(|(_, portions)| portions);
        let own = portions.filter(|portion| sentence.range.contains(&portion.tokens.start));
        // What somebody else said is not held against figures of ours.
        for portion in own.filter(|portion| !sentence.prose.is_quoted(portion.tokens.start)) {
            let verdict = match portion.of {
                PortionOf::Whole => of_whole(sentence, portion),
                PortionOf::Other => of_other(sentence, portion),
            };
            if let Some(verdict) = verdict {
                found.push(Judged { prose: sentence.prose, tokens: portion.tokens.clone(), evidence: verdict.err() });
            }
        }
    }
    found
}

/// Whether the figures make it, or what they make; none where there is nothing to hold it against.
type Verdict = Option<Result<(), String>>;

fn ratio(one: Decimal, other: Decimal) -> Option<Decimal> {
    one.checked_div(other)
}

fn in_percent(ratio: Decimal) -> String {
    format!("{}%", (ratio * Decimal::ONE_HUNDRED).round_dp(0))
}

/// "het merendeel", "de meerderheid": only of a whole that is printed as one, "{{ a }} van de {{ b }}".
fn is_of_named_whole(sentence: &Sentence<'_>, portion: &Portion) -> bool {
    // "De meerderheid van de meldingen, {{ p }}, …"
    let is_told = sentence.figures.iter().any(|figure| {
        let gap = portion.tokens.end..figure.start.max(portion.tokens.end);
        let is_apart = figure.start > 0
            && (sentence.prose.is_mark(figure.start - 1, ',') || sentence.prose.is_mark(figure.start - 1, '('));
        figure.is_share() && figure.start > portion.tokens.end && gap.len() <= 6 && is_apart
    });
    !is_most(sentence, portion)
        || is_told
        || is_part_of_whole(sentence)
        || (sentence.figures.len() == 1 && is_in("daarvan hiervan", sentence.word(portion.tokens.end)))
}

/// "ruim de helft ging over zwerfafval, namelijk {{ a }}"
fn says_which(sentence: &Sentence<'_>, portion: &Portion) -> bool {
    sentence.figures.iter().any(|figure| {
        figure.start > portion.tokens.end
            && figure.start - portion.tokens.end <= 8
            && is_in("namelijk weten ofwel oftewel", sentence.prose.word_before(figure.start, 1))
    })
}

/// "{{ a }} van de {{ b }}"
fn is_part_of_whole(sentence: &Sentence<'_>) -> bool {
    let [part, whole] = &sentence.figures[..] else { return false };
    let between = part.end..whole.start;
    sentence.word(between.start) == "van" && between.len() <= 2
}

/// "het merendeel", "de meerderheid".
fn is_most(sentence: &Sentence<'_>, portion: &Portion) -> bool {
    is_in("merendeel gros leeuwendeel", sentence.word(portion.tokens.end - 1))
        || (sentence.word(portion.tokens.end - 1) == "meerderheid" && sentence.word(portion.tokens.start) == "de")
}

/// "waarvan meer dan de helft in Zuid ({{ a }})", "ruim de helft ({{ a }}) ging daarover": the figure is the part itself.
fn is_named_part(sentence: &Sentence<'_>, portion: &Portion) -> bool {
    let Portion { tokens, .. } = portion;
    let is_beside =
        sentence.prose.is_mark(tokens.end, '(') && sentence.figures.iter().any(|figure| figure.start == tokens.end + 1);
    let lead = tokens.start.saturating_sub(4).max(sentence.range.start)..tokens.start;
    let is_of_it = sentence.has(&lead, "waarvan waaronder") && sentence.figures.len() == 2;
    is_beside || is_of_it
}

/// "Twee van de drie programma’s gaven meer uit: A ({{ a }}) en B ({{ b }})": so many of them are printed, one by one.
fn counts_what_is_printed(sentence: &Sentence<'_>, portion: &Portion) -> bool {
    let prose = sentence.prose;
    let is_counted = portion.tokens.len() == 4 && looks_counted(sentence.word(portion.tokens.end));
    let opens = (portion.tokens.end..sentence.range.end).find(|at| prose.is_mark(*at, ':'));
    let after = |from: usize| sentence.figures.iter().filter(|figure| figure.start > from).count();
    let count = number_word::value(sentence.word(portion.tokens.start)).and_then(|count| usize::try_from(count).ok());
    is_counted && opens.is_some_and(|opens| Some(after(opens)) == count)
}

fn of_whole(sentence: &Sentence<'_>, portion: &Portion) -> Verdict {
    if counts_what_is_printed(sentence, portion) {
        return None;
    }
    if !is_of_named_whole(sentence, portion) {
        return supported::of_two_parts(sentence, portion, &amounts(sentence));
    }
    // "A en B waren ieder goed voor een kwart": of each of them, and no figure of theirs is here.
    let ahead = portion.tokens.start.saturating_sub(5).max(sentence.range.start)..portion.tokens.start;
    let is_followed = sentence.figures.iter().any(|figure| figure.start >= portion.tokens.end);
    if sentence.has(&ahead, "ieder allebei") && !is_followed && sentence.figures.len() < 3 {
        return None;
    }
    // "{{ p }} is ouder. De andere helft is jonger."
    let is_other = (portion.tokens.start.saturating_sub(1)..portion.tokens.end).any(|at| sentence.word(at) == "andere");
    // "De rest, bijna een kwart, is voor pleegzorg."
    let lead = sentence.range.start..portion.tokens.start;
    let is_rest = lead.len() <= 8 && sentence.has(&lead, "rest restant overige overblijft resteert");
    let before = &sentence.before;
    if sentence.figures.is_empty()
        && (1..=4).contains(&before.len())
        && (is_rest || (is_other && before.len() == 1))
        && before.iter().all(|figure| figure.is_share())
    {
        let named: Decimal = before.iter().map(|share| share.printed()).sum();
        let rest = Decimal::ONE - named / Decimal::ONE_HUNDRED;
        return Some(portion.allows(rest).then_some(()).ok_or_else(|| format!("de rest is {}", in_percent(rest))));
    }
    // "Van de {{ c }} gingen er {{ a }} over … en {{ b }} over …. Het restant, nog geen tiende deel, …"
    if sentence.figures.is_empty()
        && is_rest
        && let [whole, parts @ ..] = &before[..]
        && is_in("de alle", sentence.prose.word_before(whole.start, 1))
        && (1..=4).contains(&parts.len())
        && parts.iter().all(|part| part.is_like(whole) && !part.is_share())
    {
        let named: Decimal = parts.iter().map(|part| part.printed()).sum();
        let rest = ratio(whole.printed() - named, whole.printed()).filter(|rest| *rest > Decimal::ZERO)?;
        return Some(portion.allows(rest).then_some(()).ok_or_else(|| format!("de rest is {}", in_percent(rest))));
    }
    // "In Noord {{ a }}, in West {{ b }}. Dat is opgeteld bijna twee derde van alle {{ c }}."
    if let ([whole], [one, other]) = (&sentence.figures[..], &before[..])
        && is_joint(sentence)
        && portion.tokens.end <= whole.start
        && is_in("dat dit samen opgeteld", sentence.word(sentence.range.start))
        && [one, other].iter().all(|part| part.is_like(whole) && !part.is_share())
    {
        let share = ratio(one.printed() + other.printed(), whole.printed()).filter(|share| *share <= Decimal::ONE)?;
        return Some(portion.allows(share).then_some(()).ok_or_else(|| format!("samen is dat {}", in_percent(share))));
    }
    // "Zes op de tien jongeren hoefden niet verder. Het gaat om {{ a }} van de {{ b }}."
    let after = &sentence.range_after;
    if let ([], [part, whole]) = (&sentence.figures[..], &sentence.figures_after[..])
        && is_in("het dat", sentence.word(after.start))
        && is_in("gaat ging betreft betrof zijn waren", sentence.word(after.start + 1))
        && sentence.has(&(part.end..whole.start), "van op totaal")
        && part.is_like(whole)
        && !part.is_share()
    {
        let share = ratio(part.printed(), whole.printed()).filter(|share| *share <= Decimal::ONE)?;
        let evidence =
            || format!("{} van {} is {}", sentence.written(part), sentence.written(whole), in_percent(share));
        return Some(portion.allows(share).then_some(()).ok_or_else(evidence));
    }
    // "Uit de regio komt {{ a }}, uit het programma {{ b }}. Het programma draagt dus een derde van de {{ c }}."
    if let ([whole], [one, other]) = (&sentence.figures[..], &before[..])
        && portion.tokens.end <= whole.start
        && !is_joint(sentence)
        && [one, other].iter().all(|part| part.is_like(whole) && !part.is_share() && part.printed() < whole.printed())
    {
        let lead = sentence.range.start..portion.tokens.start;
        let is_named = |figure: &Figure<'_>, than: &Figure<'_>| {
            order::position(sentence, lead.clone(), &order::own_words(figure, than)).is_some()
        };
        let named = match (is_named(one, other), is_named(other, one)) {
            (true, false) => Some(one),
            (false, true) => Some(other),
            _ => None,
        };
        if let Some(part) = named {
            let share = ratio(part.printed(), whole.printed())?;
            let evidence =
                || format!("{} van {} is {}", sentence.written(part), sentence.written(whole), in_percent(share));
            return Some(portion.allows(share).then_some(()).ok_or_else(evidence));
        }
    }
    // Of the figures of the sentence before only where it takes them up.
    let takes_up = sentence.has(
        &sentence.range,
        "dat dit dus daarvan hiervan ervan daarmee hiermee hen zij ze waarvan rest restant andere overige anderen",
    );
    if sentence.figures.is_empty() && !takes_up && sentence.word(portion.tokens.end) != "van" {
        return None;
    }
    // A percentage beside it says the same.
    let is_all = portion.least >= Decimal::new(85, 2);
    let shares: Vec<&Figure<'_>> = sentence.figures.iter().filter(|figure| figure.is_share()).collect();
    // "Nagenoeg alle kosten … komen van Noord en Zuid: {{ a }} en {{ b }}" lists what makes all of them.
    let is_listed = is_all && shares.len() > 1 && !sentence.has(&sentence.range, "waarvan daarvan waaronder");
    let near = |figure: &&Figure<'_>| distance(figure, portion) <= if is_listed { 16 } else { 9 };
    let sum: Decimal = shares.iter().map(|figure| figure.printed()).sum();
    let allows = |percent: Decimal| portion.allows(percent / Decimal::ONE_HUNDRED);
    if let Some(verdict) = of_growth(sentence, portion) {
        return Some(verdict);
    }
    // "Gft ({{ p }}) en papier ({{ q }}) vormen samen bijna twee derde"
    if let [one, other] = shares[..]
        && is_joint(sentence)
        && other.end < portion.tokens.start
        && sentence.figures.len() == 2
        && !one.is_same_indicator(other)
    {
        let told = sum.normalize().to_string().replace('.', ",");
        return Some(allows(sum).then_some(()).ok_or_else(|| format!("samen is dat {told}%")));
    }
    // "Ruim een derde is niet tevreden; {{ p }} is dat wel": what is left of it.
    let is_rest = sentence.has(&sentence.range, "niet") && sentence.has(&sentence.range, "wel");
    if let [share] = shares[..]
        && is_rest
        && allows(Decimal::ONE_HUNDRED - share.printed())
    {
        return Some(Ok(()));
    }
    let rounded = |figure: &Figure<'_>| {
        let half = figure.quantity.step / Decimal::TWO;
        allows(figure.printed()) || allows(figure.printed() - half) || allows(figure.printed() + half)
    };
    // "…, waarvan {{ p }}" is a share of another whole.
    let is_of_it = |figure: &&Figure<'_>| {
        !sentence.has(&(portion.tokens.end..figure.start.max(portion.tokens.end)), "waarvan daarvan waaronder")
    };
    let nearest = shares.iter().copied().filter(near).filter(is_of_it).min_by_key(|figure| distance(figure, portion));
    if let Some(wrong) = not_the_first(sentence, portion) {
        return Some(Err(wrong));
    }
    if shares.iter().any(|figure| rounded(figure)) || (shares.len() > 1 && allows(sum)) {
        return Some(Ok(()));
    }
    let amounts = amounts(sentence);
    let pairs = pairs(&amounts);
    if let Some(verdict) = supported::of_two_parts(sentence, portion, &amounts) {
        return Some(verdict);
    }
    if supported::by_sums(sentence, portion) {
        return Some(Ok(()));
    }
    // "de helft van wat …" is said of what is named; "is de helft gescheiden" may be said of what is not.
    // "Drie op de vier cliënten" are named too.
    let of_what = is_most(sentence, portion)
        || is_part_of_whole(sentence)
        || says_which(sentence, portion)
        || is_in("van daarvan hiervan ervan", sentence.word(portion.tokens.end))
        || is_named_part(sentence, portion)
        || (portion.tokens.len() == 4 && sentence.is_said(&sentence.range))
        // "Het aandeel restafval komt daarmee uit op minder dan de helft."
        || (sentence.has(&(sentence.range.start..portion.tokens.start), "aandeel") && sentence.figures.is_empty());
    // "Van de {{ c }} kon minder dan de helft … ({{ a }})" speaks of the part that is printed.
    let is_of_printed = amounts.len() == 2
        && is_in("de alle", sentence.prose.word_before(amounts[0].start, 1))
        && is_in("van", sentence.prose.word_before(amounts[0].start, 2))
        && sentence.prose.is_mark(amounts[1].start.saturating_sub(1), '(')
        && !sentence.has(&sentence.range, "rest overige niet geen andere");
    let of_what = of_what || is_of_printed;
    if pairs.iter().any(|(part, whole)| fits(portion, part, whole, of_what)) {
        return Some(Ok(()));
    }
    if let Some(nearest) = nearest {
        if is_listed {
            return Some(Err(format!("samen is dat {}%", sum.normalize().to_string().replace('.', ","))));
        }
        return Some(Err(format!("er staat {}", sentence.written(nearest))));
    }
    let (part, whole) = pairs.first()?;
    // "A en B zijn samen goed voor de helft": two parts, of which the whole is not here.
    if is_joint(sentence) && amounts.len() == 2 {
        return None;
    }
    let is_certain = amounts.len() == 2 || (amounts.len() == 3 && is_in("elk", word_before(sentence, portion)));
    is_certain.then(|| {
        let value = ratio(part.printed(), whole.printed()).unwrap_or_default();
        Err(format!("{} van {} is {}", sentence.written(part), sentence.written(whole), in_percent(value)))
    })
}

/// "Voor het eerst meer dan de helft: {{ now }}, na {{ then }} in 2024", where it was more than that then, too.
fn not_the_first(sentence: &Sentence<'_>, portion: &Portion) -> Option<String> {
    let is_first = sentence.range.clone().any(|at| {
        sentence.word(at) == "eerst"
            && sentence.prose.word_before(at, 1) == "het"
            && sentence.prose.word_before(at, 2) == "voor"
    });
    let is_beyond = is_in("dan boven onder", word_before(sentence, portion));
    let [one, other] = &sentence.figures[..] else { return None };
    let is_pair = one.is_same_indicator(other) && one.number.period != other.number.period && one.is_share();
    let then = if one.number.period < other.number.period { one } else { other };
    let is_known = portion.allows(then.printed() / Decimal::ONE_HUNDRED);
    (is_first && is_beyond && is_pair && is_known).then(|| format!("eerder was het {}", sentence.written(then)))
}

/// "groeide met ruim de helft, van {{ a }} naar {{ b }}", "een kwart meer": a share of what was, by which it changed.
fn of_growth(sentence: &Sentence<'_>, portion: &Portion) -> Option<Result<(), String>> {
    let prose = sentence.prose;
    let mut start = portion.tokens.start;
    while is_in("ruim bijna ongeveer circa zo’n meer minder dan iets dik krap nog niet", prose.word_before(start, 1))
    {
        start -= 1;
    }
    let clause = sentence.range.start.max(start.saturating_sub(14))..(portion.tokens.end + 6).min(sentence.range.end);
    // "met een kwart van de jongeren" is a share of them.
    let is_share = sentence.word(portion.tokens.end) == "van"
        && is_in("de het alle onze deze hen", sentence.word(portion.tokens.end + 1));
    let is_by = !is_share && prose.word_before(start, 1) == "met" && clause.clone().any(|at| changes(prose, at));
    let is_more = is_in("meer minder hoger lager", sentence.word(portion.tokens.end));
    if !is_by && !is_more {
        return None;
    }
    // "Het nam met de helft toe. In 2021 waren het er {{ a }}, een jaar later {{ b }}."
    // "Er meldden zich {{ b }}. Een jaar eerder waren dat {{ a }}; het aantal groeide dus met de helft."
    let over_two: Vec<Figure<'_>> = match (&sentence.before[..], &sentence.figures[..]) {
        ([one], [other]) if one.is_same_indicator(other) && other.end <= portion.tokens.start => vec![*one, *other],
        _ => Vec::new(),
    };
    let figures = match () {
        () if !over_two.is_empty() => &over_two,
        () if sentence.figures.is_empty() => &sentence.figures_after,
        () => &sentence.figures,
    };
    let amounts: Vec<&Figure<'_>> = figures.iter().filter(|figure| !figure.is_share()).collect();
    let [one, other] = amounts[..] else { return None };
    let is_behind = |figure: &Figure<'_>, words: &str| is_in(words, prose.word_before(figure.start, 1));
    let (then, now) = if is_behind(one, "van") && is_behind(other, "naar tot") {
        (one, other)
    } else if one.is_same_indicator(other) && one.number.period != other.number.period {
        Figure::in_time(one, other)
    } else {
        return None;
    };
    let change = |then: Decimal, now: Decimal| ratio((now - then).abs(), then.abs());
    let exact = change(then.quantity.exact, now.quantity.exact)?;
    let printed = change(then.printed(), now.printed())?;
    let is_right = [exact, printed].iter().any(|ratio| portion.allows(*ratio));
    Some(is_right.then_some(()).ok_or_else(|| {
        format!(
            "van {} naar {} is een verandering van {}",
            sentence.written(then),
            sentence.written(now),
            in_percent(exact)
        )
    }))
}

/// Whether a word says that something grew or shrank.
fn changes(prose: &Prose, at: usize) -> bool {
    direction::of_change(prose, at).is_some() || is_in("nam namen neemt nemen toe af terug", prose.word(at))
}

fn word_before<'s>(sentence: &'s Sentence<'_>, portion: &Portion) -> &'s str {
    sentence.prose.word_before(portion.tokens.start, 1)
}

fn distance(figure: &Figure<'_>, portion: &Portion) -> usize {
    if figure.start >= portion.tokens.end {
        figure.start - portion.tokens.end
    } else {
        portion.tokens.start.saturating_sub(figure.end)
    }
}

/// The amounts that a share can be of: those of its sentence, and of the one before where its own has too few.
fn amounts<'s>(sentence: &'s Sentence<'_>) -> Vec<&'s Figure<'s>> {
    let own: Vec<&Figure<'_>> = sentence.figures.iter().filter(|figure| !figure.is_share()).collect();
    if own.len() >= 2 {
        return own;
    }
    let before = sentence.before.iter().filter(|figure| !figure.is_share());
    let all: Vec<&Figure<'_>> = before.chain(own).collect();
    if all.len() > 3 { Vec::new() } else { all }
}

/// Each two that can be part and whole, the part first.
fn pairs<'s>(amounts: &[&'s Figure<'s>]) -> Vec<(&'s Figure<'s>, &'s Figure<'s>)> {
    let mut found = Vec::new();
    for (nth, one) in amounts.iter().enumerate() {
        for other in &amounts[nth + 1..] {
            let is_like = one.quantity.measure == other.quantity.measure;
            if !is_like || one.printed().is_zero() || other.printed().is_zero() {
                continue;
            }
            let (part, whole) =
                if one.printed().abs() <= other.printed().abs() { (*one, *other) } else { (*other, *one) };
            found.push((part, whole));
        }
    }
    found
}

/// Whether two amounts make a share, or what is left of it.
fn fits(portion: &Portion, part: &Figure<'_>, whole: &Figure<'_>, of_what: bool) -> bool {
    let exact = ratio(part.quantity.exact, whole.quantity.exact);
    let printed = ratio(part.printed(), whole.printed());
    let allows = |ratio: Decimal| portion.allows(ratio) || (!of_what && portion.allows(Decimal::ONE - ratio));
    exact.into_iter().chain(printed).any(allows)
}

fn of_other(sentence: &Sentence<'_>, portion: &Portion) -> Verdict {
    let own: Vec<&Figure<'_>> =
        sentence.figures.iter().filter(|figure| !figure.is_share() && figure.number.unit.word() != "keer").collect();
    let amounts = if own.len() >= 2 { own } else { supported::beside(sentence).unwrap_or_else(|| amounts(sentence)) };
    let pairs = pairs(&amounts);
    let of = |(part, whole): &(&Figure<'_>, &Figure<'_>)| {
        let (small, large) = if portion.is_down { (part, whole) } else { (whole, part) };
        ratio(small.printed().abs(), large.printed().abs())
    };
    if pairs.iter().filter_map(of).any(|ratio| portion.allows(ratio)) {
        return Some(Ok(()));
    }
    let (part, whole) = pairs.first().filter(|_| pairs.len() <= 3)?;
    let times =
        ratio(whole.printed().abs(), part.printed().abs())?.round_dp(1).normalize().to_string().replace('.', ",");
    Some(Err(format!("{} is {times} keer {}", sentence.written(whole), sentence.written(part))))
}
