//! What stands above a column: a period, and other words. In: the parts of a heading, from top to bottom; out: the period
//! that it names, and the rest.

use chrono::NaiveDate;

use crate::dutch::everyday;
use crate::dutch::period::{Granularity, Period};

use super::period_field::iso_or_dutch_date;

/// The most words that name one period: "4e kwartaal van 2022".
const MOST_WORDS: usize = 4;

/// A heading of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heading {
    /// The period that it names.
    pub period: Option<Period>,
    /// The stars behind that period, which say that its numbers may change.
    pub stars: String,
    /// The other words, with one space between them.
    pub rest: String,
    /// Whether it names more than one period.
    pub names_more: bool,
}

impl Heading {
    /// Reads a heading. `year` is that of the whole table, where the headings only say which part of it they are about.
    pub fn read(parts: &[String], year: Option<Period>, date_length: Option<Granularity>) -> Self {
        let plain: Vec<&str> = parts.iter().flat_map(|part| part.split_whitespace()).collect();
        let (words, status) = split_status(&plain);
        let mut heading = Self::of_words(&words, year, date_length);
        if heading.period.is_none() {
            heading.rest = plain.join(" ");
        } else {
            let lower = heading.rest.to_lowercase();
            heading.names_more |= COMPARES_WITH.iter().any(|words| lower.contains(words));
            if heading.stars.is_empty() {
                heading.stars = status.to_owned();
            }
        }
        heading
    }

    fn of_words(words: &[&str], year: Option<Period>, date_length: Option<Granularity>) -> Self {
        let date = words.iter().enumerate().find_map(|(at, word)| Some((at, self::date(word)?)));
        if let Some((at, found)) = date
            && let Some(period) = Period::of_day(found, date_length.unwrap_or(Granularity::Month))
        {
            let before =
                at.checked_sub(1).filter(|before| matches!(words[*before].to_lowercase().as_str(), "per" | "op"));
            let rest = without(words, std::slice::from_ref(&(before.unwrap_or(at)..at + 1)));
            let names_more = rest.iter().any(|word| self::date(word).is_some());
            return Self { period: Some(period), stars: String::new(), rest: rest.join(" "), names_more };
        }
        let Some((at, found)) = first(words, everyday::period) else {
            let of_year = year.and_then(|year| first(words, |text| everyday::part(text)?.of(year)));
            return match of_year {
                Some((at, found)) => Self::with(words, &[at], found.0, found.1, |text| everyday::part(text).is_some()),
                None => Self { period: None, stars: String::new(), rest: words.join(" "), names_more: false },
            };
        };
        let (period, stars) = found;
        // "2022" above "K1" is one period.
        if period.granularity() == Granularity::Year {
            let others = without(words, std::slice::from_ref(&at));
            let part = first(&others, everyday::part)
                .and_then(|(within, (part, more))| Some((within, part.of(period)?, more)));
            if let Some((within, named, more)) = part {
                let rest = without(&others, std::slice::from_ref(&within));
                let stars = if more.is_empty() { stars } else { more };
                let names_more = first(&rest, everyday::period).is_some();
                return Self { period: Some(named), stars, rest: rest.join(" "), names_more };
            }
        }
        Self::with(words, &[at], period, stars, |text| everyday::period(text).is_some())
    }

    /// A heading in which no period is looked for.
    pub fn of_kind(parts: &[String]) -> Self {
        Self { period: None, stars: String::new(), rest: parts.join(" "), names_more: false }
    }

    /// The part of a year that a heading names, in a table in which each row has a year of its own.
    pub fn part(parts: &[String]) -> Option<(everyday::Part, Self)> {
        let words: Vec<&str> = parts.iter().flat_map(|part| part.split_whitespace()).collect();
        let (at, (part, stars)) = first(&words, everyday::part)?;
        let rest = without(&words, std::slice::from_ref(&at));
        let names_more = first(&rest, everyday::part).is_some() || first(&words, everyday::period).is_some();
        Some((part, Self { period: None, stars, rest: rest.join(" "), names_more }))
    }

    fn with(
        words: &[&str],
        taken: &[std::ops::Range<usize>],
        period: Period,
        stars: String,
        is_another: impl Fn(&str) -> bool,
    ) -> Self {
        let rest = without(words, taken);
        let is_school_year = period.granularity() == Granularity::SchoolYear;
        let compares = |word: &&str| COMPARES.iter().any(|one| word.to_lowercase().starts_with(one));
        let names_more = first(&rest, |text| is_another(text).then_some(())).is_some()
            || is_school_year && rest.iter().any(compares);
        Self { period: Some(period), stars, rest: rest.join(" "), names_more }
    }
}

/// The day that a word of a heading is.
pub(crate) fn date(word: &str) -> Option<NaiveDate> {
    iso_or_dutch_date(word.trim_matches(['(', ')', ',', ':', ';']))
}

/// Whether a heading says that its numbers are differences.
pub(crate) fn is_difference(rest: &str) -> bool {
    let lower = rest.to_lowercase();
    lower.split_whitespace().any(|word| COMPARES.iter().chain(&["afwijking"]).any(|one| word.starts_with(one)))
}

/// The words without those that say how final numbers are, and these as stars.
fn split_status<'w>(words: &[&'w str]) -> (Vec<&'w str>, &'static str) {
    let is = |at: usize, wanted: &str| {
        words.get(at).is_some_and(|word| word.trim_matches(['(', ')', ',']).eq_ignore_ascii_case(wanted))
    };
    let Some(at) = (1..words.len()).find(|at| is(*at, "voorlopig") || is(*at, "definitief")) else {
        return (words.to_vec(), "");
    };
    let is_nearly = is(at - 1, "nader");
    let stars = match is(at, "definitief") {
        true => "",
        false if is_nearly => "**",
        false => "*",
    };
    (without(words, std::slice::from_ref(&(at - usize::from(is_nearly)..at + 1))), stars)
}

/// What says that a column holds the difference with another one.
const COMPARES_WITH: [&str; 5] = ["t.o.v", "tov ", "ten opzichte", "vergeleken", "versus"];

/// What says of two years that they are compared, and are no school year.
const COMPARES: [&str; 7] = ["verschil", "mutatie", "groei", "toename", "afname", "ontwikkeling", "stijging"];

/// The longest run of words that means something, what it means, and the stars behind it.
fn first<T>(words: &[&str], read: impl Fn(&str) -> Option<T>) -> Option<(std::ops::Range<usize>, (T, String))> {
    for length in (1..=MOST_WORDS.min(words.len())).rev() {
        for start in 0..=words.len() - length {
            let text = words[start..start + length].join(" ");
            let text = text.trim_matches(['(', ')', ',', ':', ';']);
            let plain = text.trim_end_matches('*');
            if let Some(found) = read(plain.trim_end()) {
                return Some((start..start + length, (found, text[plain.len()..].to_owned())));
            }
        }
    }
    None
}

fn without<'w>(words: &[&'w str], taken: &[std::ops::Range<usize>]) -> Vec<&'w str> {
    let is_taken = |at: usize| taken.iter().any(|range| range.contains(&at));
    words.iter().enumerate().filter(|(at, _)| !is_taken(*at)).map(|(_, word)| *word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(parts: &[&str], year: Option<i32>) -> String {
        let year = year.and_then(Period::year_of);
        let parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
        let Heading { period, stars, rest, names_more } = Heading::read(&parts, year, None);
        let period = period.map_or("-".to_owned(), |period| period.to_string());
        format!("{period}{stars}|{rest}{}", if names_more { "|meer" } else { "" })
    }

    #[test]
    fn headings_are_a_period_and_the_rest() {
        for (parts, wanted) in [
            (&["2022"][..], "2022|"),
            (&["2024*"], "2024*|"),
            (&["Realisatie 2021"], "2021|Realisatie"),
            (&["Begroting 2022", "na wijziging"], "2022|Begroting na wijziging"),
            (&["2024", "Primitief"], "2024|Primitief"),
            (&["Unieke cliënten", "2023"], "2023|Unieke cliënten"),
            (&["2022", "K1"], "2022-K1|"),
            (&["2022", "1e kwartaal", "Lasten"], "2022-K1|Lasten"),
            (&["Lasten", "2022", "januari*"], "2022-01*|Lasten"),
            (&["okt-22"], "2022-10|"),
            (&["2023 (voorlopig)"], "2023*|"),
            (&["Kosten 2023", "nader voorlopig"], "2023**|Kosten"),
            (&["Verschil t.o.v. 2022"], "2022|Verschil t.o.v.|meer"),
            (&["Voorlopig oordeel"], "-|Voorlopig oordeel"),
            (&["Schooljaar 2021/'22"], "2021-2022|"),
            (&["1-10-2022", "Kosten"], "2022-10|Kosten"),
            (&["Formatie per 1-10-2022 (fte)"], "2022-10|Formatie (fte)"),
            (&["Verschil 1-1-2022 en 1-1-2023"], "2022-01|Verschil en 1-1-2023|meer"),
            (&["Verschil 2021 - 2022"], "2021-2022|Verschil|meer"),
            (&["Verschil 2024 2023"], "2024|Verschil 2023|meer"),
            (&["Taakveld"], "-|Taakveld"),
            (&["Q1"], "-|Q1"),
        ] {
            assert_eq!(read(parts, None), wanted, "{parts:?}");
        }
        assert_eq!(read(&["Q1"], Some(2022)), "2022-K1|");
        assert_eq!(read(&["Kosten", "jan"], Some(2022)), "2022-01|Kosten");
        assert_eq!(read(&["Totaal"], Some(2022)), "-|Totaal");
    }
}
