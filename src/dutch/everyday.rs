//! Periods as people and programs write them in files: "4e kwartaal 2022", "2022Q4", "okt-22", "2021/'22". In: a text; out:
//! the period that it can only be. In texts and codes of its own Griffel takes one notation, that of [`Period`].

use std::sync::LazyLock;

use regex_lite::{Captures, Regex};

use super::period::{MONTHS, Period, QUARTERS, YEARS};

/// What a text says of a part of a year, without the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The n-th half.
    Half(u32),
    /// The n-th quarter.
    Quarter(u32),
    /// The n-th month.
    Month(u32),
}

impl Part {
    /// This part of a year.
    pub fn of(self, year: Period) -> Option<Period> {
        match self {
            Self::Half(number) => year.nth_half(number),
            Self::Quarter(number) => year.nth_quarter(number),
            Self::Month(number) => year.nth_month(number),
        }
    }
}

/// A part of a year: a number before or behind its word, or the word for its number.
static PART: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let word = "(?:(?P<half>halfjaar|halfj|hj|h)|(?P<quarter>kwartaal|kwart|kw|k|q))";
    // In one of both orders; the groups of the second have an X.
    let behind = word.replace("half>", "halfX>").replace("quarter>", "quarterX>");
    Regex::new(&format!(
        r"^(?:{word}\.? ?0?(?P<number>[1-4])|(?P<numberX>[1-4]|eerste|tweede|derde|vierde)(?:e|ste|de)?[ -]?{behind}\.?)$"
    ))
    .ok()
});

/// A year before or behind a part of it, with what may stand between them.
static WITH_YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?:(?P<part>.+?)(?:[ ./,-]+(?:van )?(?P<year>\d{4})|(?:-|[ -]?')(?P<short>\d{2}))|(?P<first>\d{4})[ ./,-]*(?P<rest>[^\d ].*|\d(?:e|ste|de) ?.*))$",
    )
    .ok()
});

/// Two years that follow on each other: "2021/'22", "schooljaar 2021-2022".
static SCHOOL_YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?P<word>schooljaar |schooljr\.? |sj\.? ?)?(?P<from>\d{4}) ?(?P<sign>[-/–]) ?(?P<to>\d{4}|'?\d{2})$")
        .ok()
});

/// A month as a number: "10-2022", "2022/10".
static NUMBERED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:(?P<month>0?[1-9]|1[0-2])[-/](?P<year>\d{4})|(?P<yearX>\d{4})[/.](?P<monthX>0[1-9]|1[0-2]))$").ok()
});

/// The period that a text is, in whatever notation; none where it can be more than one.
pub fn period(text: &str) -> Option<Period> {
    if let Ok(period) = text.parse() {
        return Some(period);
    }
    let text = plain(text);
    let bare = ["kalenderjaar ", "boekjaar ", "jaar "].iter().find_map(|word| text.strip_prefix(word));
    let is_year = |year: &&str| year.len() == 4;
    bare.filter(is_year)
        .and_then(|year| year.parse().ok())
        .or_else(|| school_year(&text))
        .or_else(|| numbered(&text))
        .or_else(|| part_with_year(&text))
}

/// The part of a year that a text is, without a year: "K4", "4e kwartaal", "oktober".
pub fn part(text: &str) -> Option<Part> {
    let text = plain(text);
    if let Some(month) = month(text.trim_end_matches('.')) {
        return Some(Part::Month(month));
    }
    let found = PART.as_ref()?.captures(&text)?;
    let number = found.name("number").or(found.name("numberX"))?.as_str();
    let by_word = QUARTERS.iter().position(|word| *word == number).and_then(|at| u32::try_from(at + 1).ok());
    let number: u32 = by_word.or_else(|| number.parse().ok())?;
    let is_half = found.name("half").or(found.name("halfX")).is_some();
    match is_half {
        true => (number < 3).then_some(Part::Half(number)),
        false => Some(Part::Quarter(number)),
    }
}

/// A year and a month without anything between them: "202210". By itself it could be a week, too.
pub fn year_and_month(text: &str) -> Option<Period> {
    let is_bare = text.len() == 6 && text.bytes().all(|digit| digit.is_ascii_digit());
    let (year, month) = text.split_at_checked(4).filter(|_| is_bare)?;
    Part::Month(month.parse().ok()?).of(self::year(year).and_then(Period::year_of)?)
}

/// What words behind a text say of how final its numbers are, as the stars that statistics write for it: "2023 (voorlopig)".
pub fn split_status(text: &str) -> Option<(&str, &'static str)> {
    const WORDS: [(&str, &str); 3] = [("nader voorlopig", "**"), ("voorlopig", "*"), ("definitief", "")];
    let bare = text.trim_end().trim_end_matches(')');
    WORDS.into_iter().find_map(|(word, stars)| {
        let start = bare.len().checked_sub(word.len())?;
        let (before, last) = (bare.get(..start)?, bare.get(start..)?);
        let before = before.trim_end_matches('(').trim_end().trim_end_matches(['-', '–', ',']).trim_end();
        (last.eq_ignore_ascii_case(word) && !before.is_empty()).then_some((before, stars))
    })
}

/// In lower case, with one plain space between words and one kind of apostrophe.
fn plain(text: &str) -> String {
    let text = text.to_lowercase().replace(['’', '‘', '`'], "'");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The number of a month, in Dutch or as programs in English write it.
pub(super) fn month(word: &str) -> Option<u32> {
    const ENGLISH: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    const SHORT: [&str; 12] = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
    let number = |at: usize| u32::try_from(at + 1).ok();
    let full = MONTHS.iter().position(|name| *name == word).or_else(|| ENGLISH.iter().position(|name| *name == word));
    full.or_else(|| SHORT.iter().position(|name| *name == word)).and_then(number).or(match word {
        "febr" => Some(2),
        "mar" => Some(3),
        "sept" => Some(9),
        "oct" => Some(10),
        _ => None,
    })
}

/// Four digits, or the last two of a year of this century.
fn year(text: &str) -> Option<i32> {
    let digits = text.trim_start_matches('\'');
    let year: i32 = digits.parse().ok()?;
    let year = if digits.len() == 2 { 2000 + year } else { year };
    YEARS.contains(&year).then_some(year)
}

fn part_with_year(text: &str) -> Option<Period> {
    let found = WITH_YEAR.as_ref()?.captures(text)?;
    let (part_of, of) = match found.name("part") {
        Some(part) => (part.as_str(), found.name("year").or(found.name("short"))?.as_str()),
        None => (found.name("rest")?.as_str(), found.name("first")?.as_str()),
    };
    part(part_of.trim_end_matches([',', '.']))?.of(Period::year_of(year(of)?)?)
}

/// "2011-12" is December or a school year: only a word or an apostrophe tells.
fn school_year(text: &str) -> Option<Period> {
    let found = SCHOOL_YEAR.as_ref()?.captures(text)?;
    let of = |name: &str, found: &Captures<'_>| year(&found[name]);
    let (from, to) = (of("from", &found)?, of("to", &found)?);
    let written = &found["to"];
    let is_month = written.len() == 2 && matches!(written.parse(), Ok(1..=12));
    let is_clear = found.name("word").is_some() || !is_month && (&found["sign"] != "-" || written.len() > 2);
    Period::school_year_from(from).filter(|_| to == from + 1 && is_clear)
}

fn numbered(text: &str) -> Option<Period> {
    let found = NUMBERED.as_ref()?.captures(text)?;
    let month: u32 = found.name("month").or(found.name("monthX"))?.as_str().parse().ok()?;
    let year = year(found.name("year").or(found.name("yearX"))?.as_str())?;
    // "2011/12" could be a school year.
    let is_clear = found.name("year").is_some() || u32::try_from((year + 1) % 100).ok() != Some(month);
    Part::Month(month).of(Period::year_of(year)?).filter(|_| is_clear)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_as_people_write_them() {
        for (text, code) in [
            ("2022", "2022"),
            ("jaar 2022", "2022"),
            ("Q4 2022", "2022-K4"),
            ("2022Q4", "2022-K4"),
            ("2019-Q1", "2019-K1"),
            ("2022 K4", "2022-K4"),
            ("kw 4 2022", "2022-K4"),
            ("Kwartaal 4, 2022", "2022-K4"),
            ("4e kwartaal 2022", "2022-K4"),
            ("4e kw. 2022", "2022-K4"),
            ("4de kwartaal van 2022", "2022-K4"),
            ("vierde kwartaal 2022", "2022-K4"),
            ("2022 4e kwartaal", "2022-K4"),
            ("2022, vierde kwartaal", "2022-K4"),
            ("november 2025", "2025-11"),
            ("November\u{a0}2025", "2025-11"),
            ("nov. 2025", "2025-11"),
            ("okt-22", "2022-10"),
            ("okt '22", "2022-10"),
            ("okt'22", "2022-10"),
            ("Oct-22", "2022-10"),
            ("2022 oktober", "2022-10"),
            ("10-2022", "2022-10"),
            ("1/2022", "2022-01"),
            ("2022/10", "2022-10"),
            ("1e halfjaar 2019", "2019-H1"),
            ("2019HJ01", "2019-H1"),
            ("H2 2019", "2019-H2"),
            ("2019-H2", "2019-H2"),
            ("tweede halfjaar van 2019", "2019-H2"),
            ("2021/'22", "2021-2022"),
            ("2021/22", "2021-2022"),
            ("2021/2022", "2021-2022"),
            ("2021 - 2022", "2021-2022"),
            ("schooljaar 2021-22", "2021-2022"),
            ("Schooljaar 2011-12", "2011-2012"),
            ("2011/'12", "2011-2012"),
        ] {
            assert_eq!(period(text).map(|period| period.to_string()).as_deref(), Some(code), "{text}");
        }
    }

    #[test]
    fn what_can_be_more_than_one_period_or_none_is_none() {
        for text in [
            "2011/12",
            "2021-22",
            "2021-2023",
            "week 12 2022",
            "2022 week 3",
            "2022W12",
            "kwartaal 5 2022",
            "H3 2019",
            "22",
            "okt",
            "K4",
            "4e kwartaal",
            "202210",
            "2022-10-01",
            "1-10-2022",
            "2022 tot en met oktober",
            "realisatie 2022",
            "oktober 1822",
            "maart 12",
            "kw 1 22",
            "maat 2022",
            "Q4 22 2022",
            "",
            "'22",
        ] {
            assert_eq!(period(text), None, "{text}");
        }
    }

    #[test]
    fn parts_of_a_year_stand_alone() {
        for (text, wanted) in [
            ("K4", Part::Quarter(4)),
            ("Q1", Part::Quarter(1)),
            ("4e kwartaal", Part::Quarter(4)),
            ("eerste kwartaal", Part::Quarter(1)),
            ("kw 2", Part::Quarter(2)),
            ("oktober", Part::Month(10)),
            ("Mrt.", Part::Month(3)),
            ("1e halfjaar", Part::Half(1)),
            ("H2", Part::Half(2)),
        ] {
            assert_eq!(part(text), Some(wanted), "{text}");
        }
        for text in ["4", "2022", "H3", "kwartaal", "derde halfjaar", "maat", "e kwartaal"] {
            assert_eq!(part(text), None, "{text}");
        }
        assert_eq!(
            Period::year_of(2022).and_then(|year| Part::Half(2).of(year)).map(|period| period.to_string()).as_deref(),
            Some("2022-H2")
        );
    }
}
