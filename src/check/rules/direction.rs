//! C004: words such as "gestegen" and "minder" that contradict the number beside them.

use std::ops::Range;

use crate::diagnostic::{Code, Finding, Findings};
use crate::indicator::{Number, Origin};

use crate::check::change::{self, Way};
use crate::check::checked::Checked;
use crate::check::reading::prose::{Prose, TokenKind, is_in};
use crate::check::reading::quantity::{Quantity, Source};

/// How a word says that something went up or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WordForm {
    /// "steeg", "gedaald"
    Verb,
    /// "stijging"
    Noun,
    /// "meer", "lager": beside the number only.
    Comparative,
}

#[derive(Debug, Clone, Copy)]
struct DirectionWord {
    index: usize,
    way: Way,
    form: WordForm,
}

/// Reports each of them.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    for (prose, quantities) in checked.texts.iter().zip(&checked.quantities) {
        for sentence in &prose.sentences {
            let words: Vec<DirectionWord> = sentence.clone().filter_map(|index| direction(prose, index)).collect();
            if words.is_empty() {
                continue;
            }
            let inside = |quantity: &&Quantity| sentence.contains(&quantity.tokens.start);
            let quantities: Vec<&Quantity> = quantities.iter().filter(inside).collect();
            for clause in prose.clauses(sentence).into_iter().flat_map(|clause| parts(prose, clause, &words)) {
                let words: Vec<DirectionWord> =
                    words.iter().filter(|word| clause.contains(&word.index)).copied().collect();
                if is_certain(prose, &clause, &words) {
                    check_clause(checked, prose, &clause, &words, &quantities, findings);
                }
            }
        }
    }
}

/// A clause with several such words is cut once more, at "en".
fn parts(prose: &Prose, clause: Range<usize>, words: &[DirectionWord]) -> Vec<Range<usize>> {
    if words.iter().filter(|word| clause.contains(&word.index)).count() < 2 {
        return vec![clause];
    }
    let mut parts = Vec::new();
    let mut start = clause.start;
    for index in clause.clone().filter(|index| prose.word(*index) == "en") {
        parts.push(start..index);
        start = index + 1;
    }
    parts.push(start..clause.end);
    parts
}

/// Words that deny, wish or suppose.
const UNCERTAIN: &str = "\
    niet geen nauwelijks nooit zonder noch zou zouden als indien willen wil verwachten verwachtten verwacht hopen \
    hoopten streven moet moeten kan kunnen of mogelijk misschien dreigde";

/// Whether all words of a clause say the same, and say it outright.
fn is_certain(prose: &Prose, clause: &Range<usize>, words: &[DirectionWord]) -> bool {
    let agrees = words.windows(2).all(|pair| pair[0].way == pair[1].way);
    !words.is_empty() && agrees && !clause.clone().any(|index| is_in(UNCERTAIN, prose.word(index)))
}

fn check_clause(
    checked: &Checked<'_>,
    prose: &Prose,
    clause: &Range<usize>,
    words: &[DirectionWord],
    quantities: &[&Quantity],
    findings: &mut Findings,
) {
    let data = checked.engine.data();
    let inside: Vec<&Quantity> =
        quantities.iter().filter(|quantity| clause.contains(&quantity.tokens.start)).copied().collect();
    for word in words {
        let evidence = inside
            .iter()
            .filter(|quantity| is_linked(prose, *word, quantity.tokens.start))
            .filter_map(|quantity| number_of(checked, quantity))
            .filter_map(|number| Some((number, change::of(number, data, checked.notation)?)))
            .find(|(_, change)| change.way != word.way && !is_reversed(prose, clause, *word, change.period))
            .map(|(number, change)| match change.evidence.starts_with("van ") {
                true => format!("\"{}\" ging {}", number.label, change.evidence),
                false => format!("\"{}\" is {}", number.label, change.evidence),
            })
            .or_else(|| negated_twice(checked, prose, *word, &inside))
            .or_else(|| between_levels(checked, prose, *word, &inside));
        let Some(evidence) = evidence else { continue };
        let tokens = word.index..word.index + 1;
        let message = format!("\"{}\" past niet bij het cijfer: {evidence}.", prose.of_tokens(&tokens));
        findings.push(Finding::new(Code::ContradictingDirection, prose.place_of(&tokens), message).hint(
            "Verbeter het woord, of laat Griffel kiezen: {{ richting(kengetal, \"meer\", \"minder\", \"evenveel\") }}.",
        ));
        return;
    }
}

/// "daalde met −8%", "een afname van −5%": the sign and the word both say less.
fn negated_twice(checked: &Checked<'_>, prose: &Prose, word: DirectionWord, inside: &[&Quantity]) -> Option<String> {
    let is_by = |quantity: &&&Quantity| {
        let preposition = prose.word_before(quantity.tokens.start, 1);
        let is_of = word.form == WordForm::Noun && preposition == "van" && word.index + 2 == quantity.tokens.start;
        word.way == Way::Down && word.form != WordForm::Comparative && (preposition == "met" || is_of)
    };
    let quantity = inside
        .iter()
        .filter(is_by)
        .find(|quantity| quantity.printed.is_sign_negative() && !quantity.printed.is_zero())?;
    number_of(checked, quantity)?;
    Some(format!("{} heeft zelf al een min, schrijf | absoluut", prose.of_tokens(&quantity.tokens)))
}

fn number_of<'a>(checked: &Checked<'a>, quantity: &Quantity) -> Option<&'a Number> {
    match quantity.source {
        Source::Number(index) => checked.document.numbers.get(index).map(|printed| &printed.number),
        Source::Typed | Source::Word | Source::Given => None,
    }
}

/// Whether a word is about the number at this position.
fn is_linked(prose: &Prose, word: DirectionWord, number: usize) -> bool {
    let mut before = number;
    while is_approximate(prose.word_before(before, 1)) {
        before -= 1;
    }
    let preposition = prose.word_before(before, 1);
    match word.form {
        // "36% minder", "36 jongeren minder"
        WordForm::Comparative => {
            let between = number + 1..word.index;
            word.index > number
                && between.len() <= 1
                && between.clone().all(|index| matches!(prose.kind(index), Some(TokenKind::Word | TokenKind::Given)))
        }
        // "een stijging van 36%", "de groei was 36%", "36% groei"
        WordForm::Noun => {
            let is_before = word.index < number
                && matches!(preposition, "van" | "met" | "is" | "was" | "bedraagt" | "bedroeg" | "bedragen" | "dus");
            is_before || word.index == number + 1
        }
        // "steeg met 36%", but not "steeg tot 36%"
        WordForm::Verb => !matches!(
            preposition,
            "naar"
                | "tot"
                | "op"
                | "van"
                | "bij"
                | "voor"
                | "onder"
                | "boven"
                | "aan"
                | "in"
                | "over"
                | "per"
                | "dan"
                | "de"
        ),
    }
}

fn is_approximate(word: &str) -> bool {
    matches!(
        word,
        "ongeveer"
            | "ruim"
            | "bijna"
            | "circa"
            | "ca"
            | "zo’n"
            | "maar"
            | "liefst"
            | "wel"
            | "slechts"
            | "totaal"
            | "gemiddeld"
    )
}

/// "Een jaar eerder was dat 36% hoger": the earlier period is compared with the later one.
fn is_reversed(
    prose: &Prose,
    clause: &Range<usize>,
    word: DirectionWord,
    period: crate::dutch::period::Period,
) -> bool {
    let earlier = period.year_earlier().map(|earlier| earlier.in_words());
    word.form == WordForm::Comparative
        && clause.clone().any(|index| {
            let is_earlier =
                matches!(prose.word(index), "eerder" | "vorig" | "vorige" | "toen" | "destijds" | "voorheen")
                    || (prose.kind(index) != Some(TokenKind::Word)
                        && earlier.as_ref().is_some_and(|earlier| prose.written(index) == earlier));
            let is_compared = (clause.start..index).any(|index| {
                matches!(prose.word(index), "dan" | "opzichte" | "vergeleken" | "vergelijking" | "sinds" | "tegenover")
            });
            is_earlier && !is_compared
        })
}

/// Two levels of the same thing: "van 280 in 2021 naar 180 in 2022 gestegen".
fn between_levels(checked: &Checked<'_>, prose: &Prose, word: DirectionWord, inside: &[&Quantity]) -> Option<String> {
    if word.form == WordForm::Comparative {
        return None;
    }
    let after = |preposition: &[&str]| {
        let mut found = inside.iter().filter(|quantity| {
            let start = quantity.tokens.start;
            let has_euro = start > 0 && prose.is_mark(start - 1, '€');
            let mut before = start - usize::from(has_euro);
            while is_approximate(prose.word_before(before, 1)) {
                before -= 1;
            }
            preposition.contains(&prose.word_before(before, 1))
        });
        let first = found.next();
        first.filter(|_| found.next().is_none())
    };
    let (then, now) = match (after(&["van"]), after(&["naar", "tot"])) {
        (Some(from), Some(to)) if from.measure == to.measure => (*from, *to),
        _ => in_order_of_period(checked, inside)?,
    };
    if Way::of(now.exact - then.exact)? == word.way {
        return None;
    }
    let written = |quantity: &Quantity| prose.of_tokens(&quantity.tokens).to_owned();
    let of_periods =
        number_of(checked, then).zip(number_of(checked, now)).filter(|(one, other)| one.period != other.period);
    Some(match of_periods {
        Some((one, other)) => {
            let (one, other) = (one.period.in_words(), other.period.in_words());
            format!("het ging van {} ({one}) naar {} ({other})", written(then), written(now))
        }
        None => format!("het ging van {} naar {}", written(then), written(now)),
    })
}

/// Exactly two numbers, of the same indicator or measure for two periods.
fn in_order_of_period<'q>(checked: &Checked<'_>, inside: &[&'q Quantity]) -> Option<(&'q Quantity, &'q Quantity)> {
    let [first, second] = inside[..] else { return None };
    let (one, other) = (number_of(checked, first)?, number_of(checked, second)?);
    let is_same = match (&one.origin, &other.origin) {
        (Origin::Indicator(one), Origin::Indicator(other)) => one == other,
        (Origin::Cells(_), Origin::Cells(_)) => one.label == other.label && one.about == other.about,
        _ => false,
    };
    match one.period.cmp(&other.period) {
        _ if !is_same => None,
        // "groeide in 2024 met {{ a }} en in 2025 met {{ b }}": each is a change by itself.
        _ if change::of(one, checked.engine.data(), checked.notation).is_some() => None,
        std::cmp::Ordering::Less => Some((first, second)),
        std::cmp::Ordering::Greater => Some((second, first)),
        std::cmp::Ordering::Equal => None,
    }
}

/// Which way a verb or noun at this position says that something went.
pub fn of_change(prose: &Prose, index: usize) -> Option<Way> {
    direction(prose, index).filter(|word| word.form != WordForm::Comparative).map(|word| word.way)
}

/// Which way a comparative points.
pub fn comparative(word: &str) -> Option<Way> {
    const UP: &str = "\
        meer hoger groter langer duurder vaker drukker hogere grotere langere zwaarder ruimer voller populairder";
    const DOWN: &str = "\
        minder lager kleiner korter goedkoper rustiger lagere kleinere kortere zeldzamer stiller leger lichter";
    if is_in(UP, word) { Some(Way::Up) } else { is_in(DOWN, word).then_some(Way::Down) }
}

/// What the typed word at this position says.
fn direction(prose: &Prose, index: usize) -> Option<DirectionWord> {
    let word = prose.word(index);
    let (way, form) = match word {
        "stijgt" | "stijgen" | "steeg" | "stegen" | "gestegen" | "groeit" | "groeien" | "groeide" | "groeiden"
        | "gegroeid" | "toegenomen" | "toeneemt" | "toenam" | "toenamen" | "opgelopen" | "oploopt" | "opliep"
        | "opliepen" | "opgebouwd" | "opgeschaald" | "uitgebreid" | "verhoogd" | "omhoog" | "geklommen" | "klom"
        | "klommen" | "verdubbeld" | "verdubbelde" => (Way::Up, WordForm::Verb),
        "daalt" | "dalen" | "daalde" | "daalden" | "gedaald" | "krimpt" | "kromp" | "krompen" | "gekrompen"
        | "afgenomen" | "afneemt" | "afnam" | "afnamen" | "teruggelopen" | "terugloopt" | "terugliep"
        | "terugliepen" | "afgebouwd" | "afgeschaald" | "verlaagd" | "verminderd" | "verminderde" | "teruggebracht"
        | "teruggedrongen" | "verkort" | "geslonken" | "slonk" | "omlaag" | "gehalveerd" | "halveerde" | "gezakt"
        | "zakte" => (Way::Down, WordForm::Verb),
        "piekte" | "piekten" | "klimt" | "vermeerderde" => (Way::Up, WordForm::Verb),
        "kelderde" | "kelderden" | "slinkt" | "zakten" | "zakt" => (Way::Down, WordForm::Verb),
        "toenemen" | "oplopen" if saw(prose, index) => (Way::Up, WordForm::Verb),
        "afnemen" | "teruglopen" if saw(prose, index) => (Way::Down, WordForm::Verb),
        // "een flinke plus", "een kleine min"
        "plus" | "min" if has_article(prose, index) => {
            (if word == "plus" { Way::Up } else { Way::Down }, WordForm::Noun)
        }
        // "is ons meer gaan kosten"
        "kosten" if prose.word_before(index, 1) == "gaan" && is_in("meer minder", prose.word_before(index, 2)) => {
            (if prose.word_before(index, 2) == "meer" { Way::Up } else { Way::Down }, WordForm::Verb)
        }
        // "de uitgaven terug te dringen"
        "dringen" if prose.word_before(index, 1) == "te" && prose.word_before(index, 2) == "terug" => {
            (Way::Down, WordForm::Verb)
        }
        // "wint terrein", "verloor terrein"
        "terrein" if is_in("wint winnen won wonnen gewonnen", prose.word_before(index, 1)) => (Way::Up, WordForm::Verb),
        "terrein" if is_in("verliest verliezen verloor verloren", prose.word_before(index, 1)) => {
            (Way::Down, WordForm::Verb)
        }
        // "zit in de lift"
        "lift" if prose.word_before(index, 2) == "in" => (Way::Up, WordForm::Verb),
        // "de vraag trekt aan"
        "aan"
            if (1..=6).any(|back| is_in("trekt trekken trok trokken", prose.word_before(index, back)))
                && !is_in("de het een deze onze", prose.word(index + 1)) =>
        {
            (Way::Up, WordForm::Verb)
        }
        "toe" if took(prose, index) => (Way::Up, WordForm::Verb),
        "af" if took(prose, index) => (Way::Down, WordForm::Verb),
        "op" if ran(prose, index) => (Way::Up, WordForm::Verb),
        "terug" if ran(prose, index) => (Way::Down, WordForm::Verb),
        "opmars" | "opleving" | "stijging" | "toename" | "groei" | "verhoging" | "stijgende" | "groeiende"
        | "verdubbeling" => (Way::Up, WordForm::Noun),
        "neergang" | "teruggang" | "terugval" | "daling" | "afname" | "krimp" | "vermindering" | "verlaging"
        | "terugloop" | "dalende" | "halvering" => (Way::Down, WordForm::Noun),
        "meer" | "hoger" | "hogere" | "langer" | "langere" | "duurder" | "vaker" | "groter" | "grotere" => {
            (Way::Up, WordForm::Comparative)
        }
        "minder" | "lager" | "lagere" | "korter" | "kortere" | "goedkoper" | "kleiner" | "kleinere" => {
            (Way::Down, WordForm::Comparative)
        }
        _ => return None,
    };
    let before = prose.word_before(index, 1);
    let is_phrase = word == "meer" && matches!(before, "niet" | "niets" | "onder" | "of" | "geen" | "te" | "steeds");
    // "meer dan 10", "minder dan 36%": a bound, not a direction.
    let is_bound = form == WordForm::Comparative
        && prose.word(index + 1) == "dan"
        && matches!(prose.kind(index + 2), Some(TokenKind::Number | TokenKind::Bound(_) | TokenKind::Mark('€')));
    (!is_phrase && !is_bound).then_some(DirectionWord { index, way, form })
}

fn has_article(prose: &Prose, index: usize) -> bool {
    let before = prose.word_before(index, 1);
    let is_end = !matches!(prose.kind(index + 1), Some(TokenKind::Number)) && !prose.is_mark(index + 1, '-');
    is_end && (before == "een" || (before.ends_with('e') && prose.word_before(index, 2) == "een"))
}

/// "zagen het aantal toenemen": what was seen did happen.
fn saw(prose: &Prose, index: usize) -> bool {
    let sentence = prose.sentence_of(index);
    (sentence.start..index).any(|index| matches!(prose.word(index), "zag" | "zagen" | "zien" | "ziet"))
}

/// "nam … toe", "neemt … af" in the same sentence.
fn took(prose: &Prose, index: usize) -> bool {
    let sentence = prose.sentence_of(index);
    (sentence.start..index).any(|index| matches!(prose.word(index), "nam" | "namen" | "neemt" | "nemen"))
}

/// "liep … op", "lopen … terug", where the word ends the clause or stands before "met", "van", "naar" or "tot".
fn ran(prose: &Prose, index: usize) -> bool {
    let sentence = prose.sentence_of(index);
    let is_end = !matches!(
        prose.kind(index + 1),
        Some(TokenKind::Word | TokenKind::Number | TokenKind::Bound(_) | TokenKind::Given)
    ) || matches!(prose.word(index + 1), "met" | "van" | "naar" | "tot");
    is_end && (sentence.start..index).any(|index| matches!(prose.word(index), "liep" | "liepen" | "loopt" | "lopen"))
}
