//! Numbers in words: "drieëntwintig" is 23.

use crate::dutch::notation::number_of_word;

const TENS: [&str; 8] = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"];

/// The number that a word in lower case stands for: "drieëntwintig" is 23.
pub fn value(word: &str) -> Option<u32> {
    if let Some(number) = number_of_word(word) {
        return Some(number);
    }
    let may_be_number = word.ends_with("tig") || word.contains("honderd") || word.contains("duizend");
    if !may_be_number {
        return None;
    }
    if let Some((thousands, rest)) = word.split_once("duizend") {
        return composed(thousands, 1000, rest);
    }
    if let Some((hundreds, rest)) = word.split_once("honderd") {
        return composed(hundreds, 100, rest);
    }
    let (tens, start) = TENS.iter().enumerate().find_map(|(index, ten)| Some((index, word.strip_suffix(ten)?)))?;
    let tens = u32::try_from(tens + 2).ok()? * 10;
    if start.is_empty() {
        return Some(tens);
    }
    let ones = start.strip_suffix("en").or_else(|| start.strip_suffix("ën"))?;
    number_of_word(ones).filter(|ones| (1..10).contains(ones)).map(|ones| tens + ones)
}

fn composed(count: &str, unit: u32, rest: &str) -> Option<u32> {
    let count = if count.is_empty() { 1 } else { value(count)? };
    let rest = rest.strip_prefix("en").filter(|rest| value(rest).is_some()).unwrap_or(rest);
    let rest = if rest.is_empty() { 0 } else { value(rest).filter(|rest| *rest < unit)? };
    count.checked_mul(unit)?.checked_add(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_values() {
        for (word, number) in [
            ("twee", 2),
            ("negentien", 19),
            ("twintig", 20),
            ("eenentwintig", 21),
            ("drieëntwintig", 23),
            ("negenennegentig", 99),
            ("honderd", 100),
            ("honderdvijftig", 150),
            ("tweehonderdeenentwintig", 221),
            ("vijftienhonderd", 1500),
            ("tweeduizend", 2000),
            ("duizendenvijf", 1005),
        ] {
            assert_eq!(value(word), Some(number), "{word}");
        }
        for word in ["tweede", "nuttig", "honderden", "tientallen", "prettig", "vieren", "drietal", "eenentigtwee", ""]
        {
            assert_eq!(value(word), None, "{word}");
        }
    }
}
