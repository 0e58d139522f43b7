//! Why a number is withheld: the word that takes the place of a number that must not leave Griffel.
//!
//! A withheld number is dropped where the data is protected. No later stage holds it, so no template,
//! chart, message or sidecar can print it.

/// Why a number is withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Withheld {
    /// A count of persons from 1 up to, but not including, this threshold.
    FewerThan(u32),
    /// It would give away a count that is withheld.
    Protecting,
}

/// What sources write in the place of a number that they keep to themselves.
const SECRET: [&str; 8] =
    ["geheim", "vertrouwelijk", "afgeschermd", "onderdrukt", "weggelaten", "niet getoond", "privacy", "i.v.m. privacy"];

/// What sources write before the first number that it cannot be.
const BELOW: [&str; 5] = ["<", "minder dan", "kleiner dan", "lager dan", "onder de"];

/// What sources write before the last number that it can be.
const AT_MOST: [&str; 5] = ["≤", "<=", "hooguit", "hoogstens", "maximaal"];

/// What stands between the lowest and the highest number that it can be.
const UP_TO: [&str; 5] = ["tot en met", "t/m", "-", "–", "tm"];

impl Withheld {
    /// What a source says in the place of a number that it withholds: "<5", "1-4", "minder dan 5", "geheim". None for
    /// any other text.
    pub fn by_source(text: &str) -> Option<Self> {
        // Nearly every cell holds a number.
        if text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')) {
            return None;
        }
        let text = text.trim().replace('\u{a0}', " ").to_lowercase();
        if SECRET.contains(&text.trim_matches(['(', ')'])) {
            return Some(Withheld::Protecting);
        }
        let count = |text: &str| -> Option<u32> {
            let text = text.trim();
            (1..=4).contains(&text.len()).then(|| text.parse().ok()).flatten()
        };
        let after = |signs: &[&str]| signs.iter().find_map(|sign| count(text.strip_prefix(sign)?));
        let range = || {
            let (low, high) = UP_TO.iter().find_map(|sign| text.split_once(sign))?;
            count(low).zip(count(high)).filter(|(low, high)| low < high)
        };
        let highest = after(&AT_MOST).or_else(|| range().map(|(_, high)| high));
        let threshold = highest.map(|highest| highest + 1).or_else(|| after(&BELOW));
        threshold.filter(|threshold| *threshold > 1).map(Withheld::FewerThan)
    }

    /// What takes the place of the number in running text: "minder dan 10"; none where nothing true can be said.
    pub fn in_words(self) -> Option<String> {
        match self {
            Withheld::FewerThan(threshold) => Some(format!("minder dan\u{a0}{threshold}")),
            Withheld::Protecting => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_say_that_they_withhold() {
        for text in ["<5", "< 5", "1-4", "1 – 4", "0-4", "1 t/m 4", "≤4", "<= 4", "minder dan 5", "Minder dan\u{a0}5"]
        {
            assert_eq!(Withheld::by_source(text), Some(Withheld::FewerThan(5)), "{text}");
        }
        for text in ["geheim", "Geheim", " (geheim) ", "vertrouwelijk"] {
            assert_eq!(Withheld::by_source(text), Some(Withheld::Protecting), "{text}");
        }
        for text in ["", "5", "-", ".", "x", "-5", "5-", "4-1", "2021-22", "1-4-2022", "<1", "1.234", "5-sep", "<a"] {
            assert_eq!(Withheld::by_source(text), None, "{text}");
        }
    }
}
