//! C039: days that are not in the calendar, and days of the week that a date does not fall on: "31 april", "maandag 3
//! februari 2026".

use chrono::{Datelike, NaiveDate, Weekday};

use crate::diagnostic::{Code, Finding, Findings};
use crate::dutch::period::{MONTHS, year};

use crate::check::checked::Checked;
use crate::check::reading::prose::{Prose, Role};

/// In the order of the calendar, Monday first.
const WEEKDAYS: [&str; 7] = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];

/// Reports each of them.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    let own = checked.document.date.year();
    for prose in checked.texts.iter().filter(|prose| !matches!(prose.role, Role::Quotation | Role::Verbatim)) {
        for at in 0..prose.tokens.len() {
            let Some((length, message)) = wrong(prose, at, own).filter(|_| !prose.is_quoted(at)) else { continue };
            findings.push(
                Finding::new(Code::WrongDate, prose.place_of(&(at..at + length)), message)
                    .hint("Kijk op de kalender welke dag u bedoelt."),
            );
        }
    }
}

/// What is wrong with the date that starts here, and how many tokens it has; the year of the document is `own`.
fn wrong(prose: &Prose, at: usize, own: i32) -> Option<(usize, String)> {
    let date = written(prose, at)?;
    let tokens = at..at + date.length;
    let written = prose.of_tokens(&tokens);
    // Where no year is said, a leap year will do, and any year near the document's.
    let years: Vec<i32> = date.year.map_or_else(|| vec![own - 1, own, own + 1], |year| vec![year]);
    let in_calendar = |year: i32| NaiveDate::from_ymd_opt(year, date.month, date.day);
    if in_calendar(date.year.unwrap_or(2024)).is_none() {
        return Some((date.length, format!("De datum {written} bestaat niet.")));
    }
    let said = at.checked_sub(1).and_then(|at| weekday(prose.word(at)))?;
    let is_right = years.iter().filter_map(|year| in_calendar(*year)).any(|day| day.weekday() == said);
    let [year] = years[..] else {
        return (!is_right).then(|| {
            (
                date.length,
                format!("{written} is geen {}, dit jaar niet en het jaar ervoor en erna ook niet.", in_words(said)),
            )
        });
    };
    let real = in_calendar(year)?.weekday();
    (!is_right).then(|| (date.length, format!("{written} is geen {}, maar een {}.", in_words(said), in_words(real))))
}

struct Written {
    day: u32,
    month: u32,
    year: Option<i32>,
    /// How many tokens it has.
    length: usize,
}

/// "3 februari 2026", "3 februari", "31-11-2025".
fn written(prose: &Prose, at: usize) -> Option<Written> {
    let text = prose.written(at);
    let parts: Vec<&str> = text.split(['-', '–', '/']).collect();
    if let [day, month, last] = parts[..] {
        let (day, month, year) = (day.parse().ok()?, month.parse().ok()?, year(last)?);
        return ((1..=31).contains(&day) && (1..=12).contains(&month)).then_some(Written {
            day,
            month,
            year: Some(year),
            length: 1,
        });
    }
    let day: u32 = text.parse().ok().filter(|day| (1..=31).contains(day) && text.len() <= 2)?;
    let month = MONTHS.iter().position(|month| *month == prose.word(at + 1))?;
    let year = year(prose.written(at + 2));
    Some(Written { day, month: u32::try_from(month + 1).ok()?, year, length: if year.is_some() { 3 } else { 2 } })
}

fn weekday(word: &str) -> Option<Weekday> {
    let nth = WEEKDAYS.iter().position(|day| *day == word)?;
    Weekday::try_from(u8::try_from(nth).ok()?).ok()
}

fn in_words(day: Weekday) -> &'static str {
    WEEKDAYS[usize::try_from(day.num_days_from_monday()).unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::reading::prose::sample::typed;

    #[test]
    fn days_that_do_not_exist_are_known() {
        let of = |text: &str| {
            let prose = typed(text);
            (0..prose.tokens.len()).filter_map(|at| wrong(&prose, at, 2026)).map(|(_, said)| said).next()
        };
        for (text, said) in [
            ("De termijn loopt tot 31 april 2026.", "De datum 31 april 2026 bestaat niet."),
            ("Op 30 februari sluit het loket.", "De datum 30 februari bestaat niet."),
            ("Op 31-11-2025 sluit het loket.", "De datum 31-11-2025 bestaat niet."),
            ("Op maandag 3 februari 2026.", "3 februari 2026 is geen maandag, maar een dinsdag."),
            ("Op zondag 14 mei.", "14 mei is geen zondag, dit jaar niet en het jaar ervoor en erna ook niet."),
        ] {
            assert_eq!(of(text).as_deref(), Some(said), "{text}");
        }
        for text in [
            "Op dinsdag 3 februari 2026.",
            "Op 29 februari 2024, en op 29 februari.",
            "Op donderdag 14 mei.",
            "Elke dinsdag, behalve op 24 december 2025.",
            "Versie 1-2-3 en 12 maart-aprilbrieven.",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
