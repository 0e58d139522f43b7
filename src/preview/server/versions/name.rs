//! What a kept version is called: its moment, and who saved it.

use chrono::{DateTime, NaiveDateTime, Utc};

/// A moment in a name; Windows takes no colons there.
const MOMENT: &str = "%Y-%m-%dT%H-%M-%S%.3fZ";

/// So many characters such a moment takes.
const LENGTH: usize = 24;

/// No name of a person is longer in a name of a file, in characters.
const LONGEST: usize = 40;

const EXTENSION: &str = ".md";

/// The name of a version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct VersionName {
    /// When the text became so.
    pub at: DateTime<Utc>,
    /// Who saved it; none: not known.
    pub by: Option<String>,
}

impl VersionName {
    /// For a text that became so at a moment.
    pub fn new(at: DateTime<Utc>, by: Option<&str>) -> Self {
        // Of less than a thousandth nothing stands in the name.
        let at = DateTime::from_timestamp_millis(at.timestamp_millis()).unwrap_or(at);
        Self { at, by: by.map(plain).filter(|by| !by.is_empty()) }
    }

    /// The name of its file.
    pub fn file(&self) -> String {
        let at = self.at.format(MOMENT);
        match &self.by {
            Some(by) => format!("{at} {by}{EXTENSION}"),
            None => format!("{at}{EXTENSION}"),
        }
    }

    /// What the name of a file says; none where it is not the name of a version.
    pub fn of_file(file: &str) -> Option<Self> {
        let (moment, rest) = file.strip_suffix(EXTENSION)?.split_at_checked(LENGTH)?;
        let at = NaiveDateTime::parse_from_str(moment, MOMENT).ok()?.and_utc();
        let name = Self::new(at, rest.strip_prefix(' '));
        (name.file() == file).then_some(name)
    }
}

/// The name of a person with nothing in it that a name of a file cannot have.
fn plain(by: &str) -> String {
    let fits = |next: &char| next.is_alphanumeric() || " -_.'’".contains(*next);
    let words = by.split_whitespace().map(|word| word.chars().filter(fits).collect::<String>());
    let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ").chars().take(LONGEST).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a moment")
    }

    #[test]
    fn a_name_says_when_and_who() {
        for (by, file) in [
            (Some("A. de Vries"), "2023-03-14T14-05-02.123Z A. de Vries.md"),
            (Some("  Zoë   d'Hondt "), "2023-03-14T14-05-02.123Z Zoë d'Hondt.md"),
            (None, "2023-03-14T14-05-02.123Z.md"),
            (Some(" "), "2023-03-14T14-05-02.123Z.md"),
            (Some("../..\\x:*?\"<>|\u{0}/etc"), "2023-03-14T14-05-02.123Z ....xetc.md"),
        ] {
            let name = VersionName::new(at("2023-03-14T14:05:02.123456Z"), by);
            assert_eq!(name.file(), file);
            assert_eq!(VersionName::of_file(file), Some(name));
        }
        let long = VersionName::new(at("2023-03-14T14:05:02Z"), Some(&"é".repeat(500)));
        assert!(long.file().chars().count() < 70 && VersionName::of_file(&long.file()) == Some(long));
    }

    #[test]
    fn other_files_are_no_versions() {
        for file in [
            "",
            ".md",
            "2023-03-14.md",
            "2023-03-14T14-05-02.123Z",
            "2023-03-14T14-05-02.123Z.txt",
            "2023-03-14T14-05-02Z.md",
            "2023-13-14T14-05-02.123Z.md",
            "2023-03-14T14-05-02.123Zx.md",
            "2023-03-14T14-05-02.123Z  twee.md",
            "2023-03-14T14-05-02.123Z a/b.md",
            "2023-03-14T14-05-02.123Z a\u{0}b.md",
            "ééééééééééééé-05-02.123Z.md",
            "+2023-03-14T14-05-02.12Z.md",
            "a.md",
        ] {
            assert_eq!(VersionName::of_file(file), None, "{file}");
        }
    }
}
