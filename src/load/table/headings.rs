//! What stands above a column: a period, and other words. In: the parts of a heading, from top to bottom; out: the period
//! that it names, and the rest.

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
        let words: Vec<&str> = parts.iter().flat_map(|part| part.split_whitespace()).collect();
        let date = parts.iter().find_map(|part| iso_or_dutch_date(part.trim()).map(|date| (part, date)));
        if let Some((part, date)) = date
            && let Some(period) = Period::of_day(date, date_length.unwrap_or(Granularity::Month))
        {
            let rest = parts.iter().filter(|one| *one != part).map(String::as_str).collect::<Vec<_>>().join(" ");
            return Self { period: Some(period), stars: String::new(), rest, names_more: false };
        }
        let Some((at, found)) = first(&words, everyday::period) else {
            let of_year = year.and_then(|year| first(&words, |text| everyday::part(text)?.of(year)));
            return match of_year {
                Some((at, found)) => Self::with(&words, &[at], found.0, found.1, |text| everyday::part(text).is_some()),
                None => Self { period: None, stars: String::new(), rest: words.join(" "), names_more: false },
            };
        };
        let (period, stars) = found;
        // "2022" above "K1" is one period.
        if period.granularity() == Granularity::Year {
            let others = without(&words, std::slice::from_ref(&at));
            let part = first(&others, everyday::part)
                .and_then(|(within, (part, more))| Some((within, part.of(period)?, more)));
            if let Some((within, named, more)) = part {
                let rest = without(&others, std::slice::from_ref(&within));
                let stars = if more.is_empty() { stars } else { more };
                let names_more = first(&rest, everyday::period).is_some();
                return Self { period: Some(named), stars, rest: rest.join(" "), names_more };
            }
        }
        Self::with(&words, &[at], period, stars, |text| everyday::period(text).is_some())
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
            (&["Schooljaar 2021/'22"], "2021-2022|"),
            (&["1-10-2022", "Kosten"], "2022-10|Kosten"),
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
