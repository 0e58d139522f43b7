//! Shares and multiples in words: "de helft", "ruim een derde", "bijna een kwart", "zeven van de tien", "twee keer zoveel",
//! "verdubbeld", "anderhalf keer". In: the tokens of a text. Out: each with the ratios that it can stand for.

use std::ops::Range;

use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

use super::number_word;
use super::prose::{Prose, is_in};

/// What the ratio is one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PortionOf {
    /// A part of a whole.
    Whole,
    /// One amount against another.
    Other,
}

/// A share or multiple in words.
#[derive(Debug, Clone)]
pub struct Portion {
    /// The words, without "ruim" or "bijna".
    pub tokens: Range<usize>,
    /// What it is one of.
    pub of: PortionOf,
    /// The smallest ratio that the words can stand for.
    pub least: Decimal,
    /// The largest.
    pub most: Decimal,
    /// Whether the words stand for less than one half, as "gehalveerd" does of what was.
    pub is_down: bool,
}

impl Portion {
    /// Whether a ratio is what the words say.
    pub fn allows(&self, ratio: Decimal) -> bool {
        self.least <= ratio && ratio <= self.most
    }
}

/// The shares and multiples of a text, in reading order.
pub fn all(prose: &Prose) -> Vec<Portion> {
    let mut found: Vec<Portion> = Vec::new();
    for index in 0..prose.tokens.len() {
        let taken = found.last().is_some_and(|last| last.tokens.end > index);
        if taken || prose.word(index).is_empty() {
            continue;
        }
        found.extend(share(prose, index).or_else(|| of_each(prose, index)).or_else(|| multiple(prose, index)));
    }
    found
}

fn share(prose: &Prose, index: usize) -> Option<Portion> {
    let word = |at: usize| prose.word(index + at);
    let (start, length, value) = match word(0) {
        // "de eerste helft van 2025" is no share.
        "helft" if !is_ordinal(prose.word_before(index, 1)) => (index, 1, 0.5),
        // "het merendeel van de meldingen", "dat is de meerderheid": of a whole that is named.
        "merendeel" | "gros" | "leeuwendeel" if prose.word_before(index, 1) == "het" => {
            return Some(bounds(index - 1..index + 1, 0.5, 1.0));
        }
        "meerderheid" if prose.word_before(index, 1) == "de" => return Some(bounds(index - 1..index + 1, 0.5, 1.0)),
        // "nog geen derde", "nog geen tiende deel"
        "derde" | "kwart" | "vijfde" | "tiende" | "helft"
            if prose.word_before(index, 1) == "geen" && prose.word_before(index, 2) == "nog" =>
        {
            let value = match word(0) {
                "derde" => 1.0 / 3.0,
                "kwart" => 0.25,
                "vijfde" => 0.2,
                "tiende" => 0.1,
                _ => 0.5,
            };
            return Some(bounds(index - 2..index + 1, value * 0.5, value));
        }
        "driekwart" => (index, 1, 0.75),
        "tweederde" => (index, 1, 2.0 / 3.0),
        "een" | "één" | "eén" => match word(1) {
            "kwart" => (index, 2, 0.25),
            "derde" if !is_noun(prose, index + 2) => (index, 2, 1.0 / 3.0),
            "vijfde" if !is_noun(prose, index + 2) => (index, 2, 0.2),
            "tiende" if !is_noun(prose, index + 2) => (index, 2, 0.1),
            "meerderheid" => return Some(bounds(index..index + 2, 0.5, 1.0)),
            "ruime" | "grote" | "overgrote" if word(2) == "meerderheid" => {
                return Some(bounds(index..index + 3, 0.53, 1.0));
            }
            "krappe" | "kleine" | "nipte" if word(2) == "meerderheid" => {
                return Some(bounds(index..index + 3, 0.5, 0.58));
            }
            "minderheid" => return Some(bounds(index..index + 2, 0.0, 0.5)),
            _ => return out_of(prose, index),
        },
        "twee" | "drie" | "vier" if matches!(word(1), "derde" | "kwart" | "vijfde") => {
            let part = match word(1) {
                "derde" => 3.0,
                "kwart" => 4.0,
                _ => 5.0,
            };
            (index, 2, f64::from(number_word::value(word(0))?) / part)
        }
        "bijna" | "vrijwel" | "nagenoeg" | "haast" if is_all(prose, index + 1) => {
            let end = index + 2 + usize::from(matches!(word(2), "hele" | "gehele"));
            return Some(bounds(index..end, 0.85, 1.0));
        }
        _ => return out_of(prose, index),
    };
    let start = start - usize::from(prose.word_before(start, 1) == "de" && length == 1);
    Some(qualified(prose, start..index + length, PortionOf::Whole, value, false))
}

/// "bijna de hele begroting", "vrijwel alle gezinnen"
fn is_all(prose: &Prose, index: usize) -> bool {
    prose.word(index) == "alle" || (is_in("de het", prose.word(index)) && is_in("hele gehele", prose.word(index + 1)))
}

fn is_ordinal(word: &str) -> bool {
    is_in("eerste tweede laatste", word)
}

/// "een derde keer", "een vijfde school": the ordinal belongs to the noun.
fn is_noun(prose: &Prose, index: usize) -> bool {
    let word = prose.word(index);
    // "een tiende bestemd voor", "een derde gescheiden": what was done is no noun.
    let is_done = ["ge", "be", "ver"].iter().any(|start| word.starts_with(start)) && word.ends_with(['d', 't']);
    !word.is_empty()
        && !is_done
        && !is_in(
            "van daarvan hiervan ervan deel betrof betreft gaat ging is was woont wonen kwam komt kreeg krijgt heeft had meer minder en hoger \
             lager groter kleiner duurder goedkoper gestegen gedaald gegroeid toegenomen afgenomen gekrompen verminderd \
             toe af terug ten tot naar dus dan ook nog al alleen zelfs wel voor in bij aan op uit over om die dat wat maar \
             zijn waren wordt werd worden werden bleef blijft dit deze daarbij hierbij",
            word,
        )
}

/// "één op de tien", "zeven van de tien", "drie van de vier".
fn out_of(prose: &Prose, index: usize) -> Option<Portion> {
    let is_of = is_in("op van", prose.word(index + 1)) && is_in("de elke iedere", prose.word(index + 2));
    if !is_of {
        return None;
    }
    // At the start of a sentence: Eén.
    let of_word = |word: &str| if word == "eén" { Some(1) } else { number_word::value(word) };
    let (part, whole) = (of_word(prose.word(index))?, number_word::value(prose.word(index + 3))?);
    let value = f64::from(part) / f64::from(whole);
    (part < whole && whole <= 100).then(|| {
        let half = 0.6 / f64::from(whole);
        let exact = qualified(prose, index..index + 4, PortionOf::Whole, value, false);
        // "ruim vier van de tien" is not less than that.
        let before = prose.word_before(index, 1);
        let (is_more, is_less) = (is_in("ruim dik ruimschoots", before), is_in("bijna krap haast", before));
        let least = if is_more { exact.least } else { exact.least.min(decimal(value - half.min(0.05))) };
        let most = if is_less { exact.most } else { exact.most.max(decimal(value + half.min(0.05))) };
        Portion { least, most, ..exact }
    })
}

/// "Van elke vier huishoudens zijn er drie schuldenvrij."
fn of_each(prose: &Prose, index: usize) -> Option<Portion> {
    let is_each = is_in("elke iedere", prose.word(index)) && is_in("van tegenover", prose.word_before(index, 1));
    let whole = number_word::value(prose.word(index + 1)).filter(|whole| is_each && (2..=20).contains(whole))?;
    let sentence = prose.sentence_of(index);
    let (at, part) = (index + 2..(index + 18).min(sentence.end))
        .find_map(|at| Some((at, number_word::value(prose.word(at)).filter(|part| *part < whole)?)))?;
    let value = f64::from(part) / f64::from(whole);
    let half = (0.6 / f64::from(whole)).min(0.06);
    Some(bounds(index..at + 1, value - half, value + half))
}

fn multiple(prose: &Prose, index: usize) -> Option<Portion> {
    let word = |at: usize| prose.word(index + at);
    let of =
        |length: usize, value: f64| Some(qualified(prose, index..index + length, PortionOf::Other, value, value < 1.0));
    match word(0) {
        "verdubbeld" | "verdubbelde" | "verdubbelden" | "verdubbeling" | "dubbele" => of(1, 2.0),
        // "weten te verdubbelen": what was done.
        "verdubbelen" | "halveren" if is_achieved(prose, index) => of(1, if word(0) == "halveren" { 0.5 } else { 2.0 }),
        times if prose.word_before(index, 1) != "in" && is_fold(times).is_some() => of(1, f64::from(is_fold(times)?)),
        changed if times_itself(changed).is_some() => of(1, f64::from(times_itself(changed)?)),
        "gehalveerd" | "halveerde" | "halveerden" | "halvering" => of(1, 0.5),
        "dubbel" if is_as(word(1)) => of(1, 2.0),
        times if is_as(word(1)) && times.strip_suffix("maal").and_then(number_word::value).is_some() => {
            of(1, f64::from(times.strip_suffix("maal").and_then(number_word::value)?))
        }
        first => {
            let times = is_in("keer maal", word(1)) && is_as(word(2));
            let value = match first {
                _ if !times => return None,
                "anderhalf" | "anderhalve" => 1.5,
                _ => f64::from(number_word::value(first).filter(|number| *number > 1)?),
            };
            of(2, value)
        }
    }
}

/// "wisten … te", "slaagden erin … te"
fn is_achieved(prose: &Prose, index: usize) -> bool {
    let sentence = prose.sentence_of(index);
    prose.word_before(index, 1) == "te"
        && (sentence.start..index)
            .any(|at| is_in("weten wist wisten gelukt lukte slaagde slaagden geslaagd", prose.word(at)))
}

/// "drievoud", "tienvoudige"
fn is_fold(word: &str) -> Option<u32> {
    let times = word.strip_suffix("voudige").or_else(|| word.strip_suffix("voud"))?;
    number_word::value(times).filter(|times| *times > 1)
}

/// "verdrievoudigd", "vervijfvoudigde", "vertienvoudiging": how many times what it was.
pub fn times_itself(word: &str) -> Option<u32> {
    let (times, end) = word.strip_prefix("ver")?.split_once("voudig")?;
    let is_form = is_in("d de den t ing", end);
    number_word::value(times).filter(|times| is_form && *times > 1)
}

/// "zoveel", "zo groot", "meer", "groter"
fn is_as(word: &str) -> bool {
    is_in("zoveel zo zo’n meer groter hoger drukker langer duurder", word)
}

/// The ratios that "ruim", "bijna" and the like leave.
fn qualified(prose: &Prose, tokens: Range<usize>, of: PortionOf, value: f64, is_down: bool) -> Portion {
    // "samen goed voor de helft" is not "goed de helft".
    let is_good_for = prose.word_before(tokens.start, 1) == "voor" && prose.word_before(tokens.start, 2) == "goed";
    // "meer dan het dubbele"
    let has_article = of == PortionOf::Other && is_in("het een", prose.word_before(tokens.start, 1));
    let skipped = if is_good_for { 2 } else { usize::from(has_article) };
    let before: Vec<&str> = (1..=4).map(|back| prose.word_before(tokens.start, back + skipped)).collect();
    let says = |words: &str| before.iter().take(2).any(|word| is_in(words, word));
    let than = before[0] == "dan";
    let small = match of {
        PortionOf::Whole => 0.025,
        PortionOf::Other => value * 0.06,
    };
    let wide = match of {
        PortionOf::Whole => (value * 0.25).min(0.125),
        PortionOf::Other if value < 2.0 => value * 0.27,
        // "ruim drie keer" is less than four times.
        PortionOf::Other => (value * 0.4).min(0.95),
    };
    // "bijna de helft" is nearer than "ruim de helft" is far.
    let short = match of {
        PortionOf::Whole => wide * 0.8,
        PortionOf::Other => (value * 0.2).min(0.5),
    };
    let (least, most) = if is_down && than && is_in("meer", before[1]) {
        // More than halved: less than half is left.
        (0.0, value)
    } else if is_down && says("ruim dik ruimschoots") {
        (value - wide, value + small / 2.0)
    } else if is_down && says("bijna krap haast nagenoeg vrijwel") {
        (value - small / 2.0, value + wide)
    } else if than && is_in("meer groter hoger", before[1]) {
        let upto = if of == PortionOf::Whole { 1.0 } else { value * 10.0 };
        if is_in("iets net", before[2]) { (value, value + wide / 2.0) } else { (value, upto) }
    } else if than && is_in("minder kleiner lager", before[1]) {
        if is_in("iets net", before[2]) { (value - wide / 2.0, value) } else { (0.0, value) }
    } else if matches!(before[0], "onder" | "boven") {
        // "net onder de helft", "ruim boven een kwart"
        let (down, up) = match (before[0], is_in("net iets vlak nipt", before[1])) {
            ("onder", true) => (wide / 2.0, 0.0),
            ("onder", false) => (value, 0.0),
            (_, true) => (0.0, wide / 2.0),
            _ => (0.0, if of == PortionOf::Whole { 1.0 - value } else { value * 10.0 }),
        };
        (value - down, value + up)
    } else if is_in("niet geen", before[0]) && before[1] == "nog" {
        (value - wide, value)
    } else if says("ruim dik ruimschoots goed") {
        (value - small / 2.0, value + wide)
    } else if says("bijna krap haast nagenoeg vrijwel") {
        (value - short, value + small / 2.0)
    } else if says("ongeveer circa ca zo’n grofweg rond") {
        (value - wide / 2.0, value + wide / 2.0)
    } else if is_down {
        (value - 0.06, value + 0.06)
    } else {
        (value - small, value + small)
    };
    Portion { tokens, of, least: decimal(least), most: decimal(most), is_down }
}

fn bounds(tokens: Range<usize>, least: f64, most: f64) -> Portion {
    Portion { tokens, of: PortionOf::Whole, least: decimal(least), most: decimal(most), is_down: false }
}

fn decimal(value: f64) -> Decimal {
    Decimal::from_f64(value).unwrap_or_default().round_dp(6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::reading::prose::sample::typed;

    #[test]
    fn words_stand_for_ratios() {
        for (text, ratio, allowed) in [
            ("Dat is de helft.", 50, true),
            ("Dat is de helft.", 38, false),
            ("Ruim een derde van hen.", 36, true),
            ("Ruim een derde van hen.", 30, false),
            ("Bijna een derde van hen.", 30, true),
            ("Meer dan de helft.", 52, true),
            ("Meer dan de helft.", 48, false),
            ("Driekwart van hen.", 75, true),
            ("Zeven van de tien.", 70, true),
            ("Eén op de tien.", 90, false),
            ("Twee keer zoveel.", 200, true),
            ("Anderhalf keer zoveel.", 173, false),
            ("Het is ruim verdubbeld.", 250, true),
            ("Het is ongeveer gehalveerd.", 51, true),
            ("Bijna de hele begroting.", 55, false),
            ("Nagenoeg alle kosten.", 60, false),
            ("De inzet is vervijfvoudigd.", 350, false),
            ("Het is meer dan gehalveerd.", 58, false),
            ("Het is meer dan gehalveerd.", 49, true),
            ("Het is bijna gehalveerd.", 56, true),
            ("Een derde daarvan.", 18, false),
            ("De inzet vertienvoudigde.", 1000, true),
            ("Met een derde gestegen.", 33, true),
            ("Net onder de helft van het afval.", 51, false),
            ("Net onder de helft van het afval.", 48, true),
            ("Ruim boven een kwart van het afval.", 20, false),
            ("Ruim een derde dus.", 29, false),
        ] {
            let found = all(&typed(text));
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].allows(Decimal::new(ratio, 2)), allowed, "{text}: {:?}", found[0]);
        }
        for text in ["De eerste helft van 2025.", "Een derde keer.", "Twee keer per jaar.", "De tweede helft."] {
            assert!(all(&typed(text)).is_empty(), "{text}");
        }
    }
}
