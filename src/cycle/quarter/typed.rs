//! Periods that somebody typed: they stay, and somebody should look at them.

use crate::dutch::period::{Granularity, MONTHS, Period, QUARTERS};
use crate::text::tag_ranges;

use super::literals::front;

/// A line with periods that somebody typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// The 1-based line.
    pub line: usize,
    /// What stands there.
    pub words: Vec<String>,
}

/// Keys at the top that hold no words, or that Griffel moves or empties itself.
const PASSED_OVER: [&str; 6] = ["datum", "zaaknummer", "kenmerk", "sjabloon", "status", "contact"];

/// Every line of a document about `period` with years, quarters and months in its words, and with periods of another
/// length in its placeholders.
pub(crate) fn all(text: &str, period: Period) -> Vec<Typed> {
    let shown = words_of(text, period);
    let mut at = 0;
    let front = front(text);
    let mut found = Vec::new();
    for (index, line) in shown.split_inclusive('\n').enumerate() {
        let key = line.split('=').next().unwrap_or_default().trim();
        let is_front = front.contains(&at);
        at += line.len();
        if is_front && (key.starts_with('#') || PASSED_OVER.contains(&key)) {
            continue;
        }
        let words = periods_in(line);
        if !words.is_empty() {
            found.push(Typed { line: index + 1, words });
        }
    }
    found
}

/// The text with blanks instead of what Griffel fills in or has moved; byte for byte as long.
fn words_of(text: &str, period: Period) -> String {
    let mut shown = text.as_bytes().to_vec();
    let front = front(text);
    let mut blank = |from: usize, to: usize| {
        for byte in &mut shown[from..to] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    };
    let mut top_ends = front.start;
    for line in text[front.clone()].split_inclusive('\n') {
        if line.trim_start().starts_with('[') {
            break;
        }
        top_ends += line.len();
    }
    let stays = |content: &str| content.parse::<Period>().is_ok_and(|one| one.granularity() != period.granularity());
    for tag in tag_ranges(text) {
        let inside = &text[tag.clone()];
        let mut kept = tag.start;
        for (start, content) in quoted(inside) {
            if stays(content) && !inside.starts_with("{#") {
                blank(kept, tag.start + start);
                kept = tag.start + start + content.len();
            }
        }
        blank(kept, tag.end);
    }
    for (start, content) in quoted(&text[front.start..top_ends]) {
        if content.parse::<Period>().is_ok_and(|one| one.granularity() == period.granularity()) {
            blank(front.start + start, front.start + start + content.len());
        }
    }
    String::from_utf8(shown).unwrap_or_default()
}

/// What stands between quotation marks, and where.
fn quoted(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find(['"', '\'']) {
        let start = at + open + 1;
        let Some(length) = text[start..].find(&text[start - 1..start]) else { break };
        found.push((start, &text[start..start + length]));
        at = start + length + 1;
    }
    found
}

/// The periods among the words of a line.
fn periods_in(line: &str) -> Vec<String> {
    let words: Vec<&str> =
        line.split(|next: char| !next.is_alphanumeric() && next != '-').filter(|word| !word.is_empty()).collect();
    let mut found = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let lower = word.to_lowercase();
        let next = words.get(index + 1).map(|next| next.to_lowercase());
        if let Some(length) = next.filter(|next| matches!(next.as_str(), "kwartaal" | "halfjaar"))
            && QUARTERS.contains(&lower.as_str())
        {
            found.push(format!("{word} {length}"));
        } else if MONTHS.contains(&lower.as_str()) || is_period(&lower) {
            found.push((*word).to_owned());
        }
    }
    found
}

/// "2022", "2022-K4", "K4" and "2021-2023".
fn is_period(word: &str) -> bool {
    let is_year = |text: &str| {
        text.parse::<Period>().is_ok_and(|period| period.granularity() == Granularity::Year && text.len() == 4)
    };
    let is_quarter = matches!(word, "k1" | "k2" | "k3" | "k4" | "h1" | "h2");
    let is_range = word.split_once('-').is_some_and(|(from, to)| is_year(from) && is_year(to));
    is_quarter || is_range || word.parse::<Period>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_periods_are_found_and_what_griffel_fills_in_is_not() {
        let text = "+++\ndatum = 2023-02-14\nonderwerp = \"Jaar 2022\"\nperiode = \"2023-K1\"\n+++\n\nIn {{ x['2021'] }} en {{ periode }} \
                    {{ y[\"2023-K1\"] }}.\nZaak 2021-0152278 in maart van het derde kwartaal 2022.\nIn 2021-2023.\nNiets.\n";
        let found = all(text, "2023-K1".parse().expect("a period"));
        let found: Vec<(usize, String)> = found.into_iter().map(|typed| (typed.line, typed.words.join("|"))).collect();
        let wanted = [(3, "2022"), (7, "2021"), (8, "maart|derde kwartaal|2022"), (9, "2021-2023")];
        assert_eq!(found, wanted.map(|(line, words)| (line, words.to_owned())));
    }
}
