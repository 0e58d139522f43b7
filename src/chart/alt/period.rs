//! Naming periods and lists in Dutch.

use super::super::model::Category;
use crate::dutch::period::{MONTHS, QUARTERS};

/// The words a period is written with, beside numbers, months and quarters.
const WORDS: [&str; 8] = ["kwartaal", "halfjaar", "week", "van", "het", "t/m", "tot", "begin"];

/// Whether a name is that of a period: "2022", "oktober 2022", "vierde kwartaal 2022", "K4 2022".
pub(super) fn is_period(name: &str) -> bool {
    let mut words = name.split([' ', '\u{a0}']).filter(|word| !word.is_empty()).peekable();
    let known = |word: &str| {
        let quarter = word.strip_prefix('K').unwrap_or(word);
        WORDS.contains(&word)
            || MONTHS.contains(&word)
            || QUARTERS.contains(&word)
            || quarter.chars().all(|c| c.is_ascii_digit() || c == '-' || c == '/')
    };
    words.peek().is_some() && words.all(known)
}

/// "2022", "het vierde kwartaal van 2022": as the text around the chart says it.
pub(super) fn with_article(name: &str) -> String {
    let quarter = name.rsplit_once(' ').filter(|(quarter, year)| {
        let is_quarter =
            quarter.split_once(' ').is_some_and(|(which, rest)| QUARTERS.contains(&which) && rest == "kwartaal");
        is_quarter && year.chars().all(|next| next.is_ascii_digit())
    });
    match quarter {
        Some((quarter, year)) => format!("het {quarter} van {year}"),
        None => name.to_owned(),
    }
}

/// "in 2022", "in het vierde kwartaal van 2022".
pub(super) fn when(name: &str) -> String {
    format!("in {}", with_article(name))
}

/// "2015 tot en met 2025", "januari tot en met december 2022"; `None` if the categories are not periods.
pub(super) fn range(categories: &[Category]) -> Option<String> {
    let (first, last) = (categories.first()?, categories.last()?);
    if !categories.iter().all(|category| is_period(&category.long)) {
        return None;
    }
    let (first, last) = (first.long.as_str(), last.long.as_str());
    if first == last {
        return Some(first.to_owned());
    }
    let year = |name: &str| name.rsplit_once(' ').map(|(_, year)| year.to_owned());
    let start = match first.rsplit_once(' ') {
        Some((start, own)) if year(last).is_some_and(|year| year == own) => start,
        _ => first,
    };
    Some(format!("{start} tot en met {last}"))
}

/// "a, b en c".
pub(super) fn joined<S: AsRef<str>>(items: &[S]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} en {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_known_by_their_words() {
        for name in ["2022", "oktober 2022", "vierde kwartaal 2022", "K4 2022", "2022-2023", "oktober\u{a0}2022"] {
            assert!(is_period(name), "{name}");
        }
        for name in ["", "Eddee", "Nodig in 2023", "Begroting 2025", "Kosten 2022"] {
            assert!(!is_period(name), "{name}");
        }
    }

    #[test]
    fn quarters_have_an_article() {
        for (name, said) in [
            ("vierde kwartaal 2022", "het vierde kwartaal van 2022"),
            ("oktober 2022", "oktober 2022"),
            ("2022", "2022"),
            ("vierde kwartaal", "vierde kwartaal"),
            ("eerste kwartaal Noord", "eerste kwartaal Noord"),
        ] {
            assert_eq!(with_article(name), said);
        }
    }

    #[test]
    fn a_shared_year_is_said_once() {
        let category = |long: &str| Category { short: String::new(), long: long.to_owned(), group: None };
        let months = [category("januari 2022"), category("december 2022")];
        assert_eq!(range(&months).as_deref(), Some("januari tot en met december 2022"));
        let years = [category("oktober 2021"), category("maart 2022")];
        assert_eq!(range(&years).as_deref(), Some("oktober 2021 tot en met maart 2022"));
        assert_eq!(range(&[category("Boba")]), None);
    }

    #[test]
    fn lists_end_in_en() {
        assert_eq!(joined(&["a", "b", "c"]), "a, b en c");
        assert_eq!(joined(&["a"]), "a");
        assert_eq!(joined::<&str>(&[]), "");
    }
}
