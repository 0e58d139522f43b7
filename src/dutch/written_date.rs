//! Days as people write them: "14 maart 2023", "14-03-2023", "14/3/2023", "2023-3-14". In Dutch the day comes first.

use chrono::NaiveDate;

use super::everyday::month;

/// The day that a text is; none where it is no day, or has more in it.
pub fn date(text: &str) -> Option<NaiveDate> {
    let text = text.trim().to_lowercase();
    let parts: Vec<&str> = text.split([' ', '-', '/', '.']).filter(|part| !part.is_empty()).collect();
    let [first, second, third] = parts[..] else { return None };
    let month = month(second).or_else(|| short(second))?;
    let (year, day) = match (year(first), year(third)) {
        (Some(year), None) => (year, short(third)?),
        (None, Some(year)) => (year, short(first)?),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year, month, day)
}

fn year(text: &str) -> Option<i32> {
    text.parse().ok().filter(|_| text.len() == 4)
}

/// A number of one or two digits.
fn short(text: &str) -> Option<u32> {
    text.parse().ok().filter(|_| text.len() < 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_comes_before_the_month() {
        for text in
            ["14 maart 2023", "14-03-2023", "14/3/2023", " 14.3.2023", "2023-3-14", "14 Maart 2023", "14 mrt 2023"]
        {
            assert_eq!(date(text), NaiveDate::from_ymd_opt(2023, 3, 14), "{text}");
        }
        for text in
            ["30-02-2023", "03-14-2023", "maart 2023", "14-03-23", "14 maart 2023 om 9 uur", "2023 2023 2023", ""]
        {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
