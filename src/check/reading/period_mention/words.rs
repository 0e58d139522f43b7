//! The words of a sentence one by one, those from data among them, and the words that name parts of a year.

use std::ops::Range;

use crate::check::reading::number_word;
use crate::check::reading::prose::{Prose, TokenKind, is_in};
use crate::dutch::period::MONTHS;

use super::span::Span;

/// A word or sign of a sentence.
pub struct Item<'p> {
    /// In lower case.
    pub text: &'p str,
    /// The token that it is of.
    pub token: usize,
    /// Whether it is a printed number.
    pub is_figure: bool,
}

/// The words of a sentence. Words from data are taken apart: "het vierde kwartaal van 2022" may come from one placeholder.
pub fn items<'p>(prose: &'p Prose, sentence: &Range<usize>) -> Vec<Item<'p>> {
    let mut found = Vec::new();
    for token in sentence.clone() {
        let text = prose.lower(token);
        match prose.kind(token) {
            Some(TokenKind::Bound(_)) => found.push(Item { text: "", token, is_figure: true }),
            Some(TokenKind::Given) => {
                found.extend(text.split_whitespace().map(|text| Item { text, token, is_figure: false }));
            }
            _ => found.push(Item { text, token, is_figure: false }),
        }
    }
    found
}

/// Whether a word in lower case can be part of the name of a period.
pub fn may_name_period(word: &str) -> bool {
    const WORDS: &str = "\
        kwartaal kwartalen halfjaar jaarhelft helft jaar begrotingsjaar verslagjaar kalenderjaar maand maanden schooljaar zomer voorjaar lente najaar herfst winter eind \
        einde begin medio halverwege ultimo oudejaarsdag oudejaarsavond oudjaar jaarwisseling jaareinde";
    month(word).is_some()
        || matches!(word, "h1" | "h2" | "slotkwartaal")
        || word.ends_with("maanden")
        || is_in(WORDS, word)
}

/// The number of a month.
pub fn month(word: &str) -> Option<u32> {
    let word = word.strip_suffix("maand").unwrap_or(word);
    MONTHS.iter().position(|month| *month == word).and_then(|at| u32::try_from(at + 1).ok())
}

/// What "laatste" counts as.
pub const LAST: u32 = 9;

/// "eerste", "2e", "laatste".
pub fn ordinal(word: &str) -> Option<u32> {
    Some(match word {
        "eerste" | "1e" | "1ste" => 1,
        "tweede" | "2e" | "2de" => 2,
        "derde" | "3e" | "3de" => 3,
        "vierde" | "4e" | "4de" => 4,
        "laatste" => LAST,
        _ => return None,
    })
}

/// "zes", "6".
pub fn count(word: &str) -> Option<u32> {
    number_word::value(word).or_else(|| word.parse().ok()).filter(|count| (1..=12).contains(count))
}

/// What an ordinal counts.
#[derive(Debug, Clone, Copy)]
pub enum Part {
    /// Quarters.
    Quarter,
    /// Half-years.
    Half,
    /// So many months from January.
    First(u32),
    /// So many months until December.
    Last(u32),
}

impl Part {
    fn months(self, number: u32) -> (u32, u32) {
        let nth = |length: u32| {
            let number = if number == LAST { 12 / length } else { number };
            ((number - 1) * length + 1, number * length)
        };
        match self {
            Part::Quarter => nth(3),
            Part::Half => nth(6),
            Part::First(months) => (1, months),
            Part::Last(months) => (13 - months, 12),
        }
    }

    /// The months of the part with this number.
    pub fn span(self, number: u32, year: i32) -> Span {
        let (first, last) = self.months(number);
        Span::months(year, first, last)
    }

    /// Its last month, from 1.
    pub fn last_month(self, number: u32) -> u32 {
        self.months(number).1
    }
}
