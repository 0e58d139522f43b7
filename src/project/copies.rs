//! Copies beside a file: those that Explorer and Finder make, and those that OneDrive and other programs leave when two
//! people changed a file at the same time. In: the paths of files; out: which is a copy of which.
//!
//! Such a copy is hardly ever a document or a series of its own, and which of the two is right only people know.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex_lite::Regex;

/// How programs name a copy, whatever else is in its folder; the first group is what it is a copy of.
const ALWAYS: [&str; 4] = [
    // Explorer: "Kopie van brief", "brief - Kopie (2)".
    r"(?i)^(?:kopie|copy)(?: \(\d+\))? (?:van|of) (.+)$",
    r"(?i)^(.+?) ?[-–] (?:kopie|copy)(?: ?\(\d+\)| \d+)?$",
    // Nextcloud, Dropbox: "brief (conflicted copy 2026-01-31 101010)", "brief (Conflicterende kopie van Jan)".
    r"(?i)^(.+?) ?\([^()]*(?:conflict|kopie|copy)[^()]*\)$",
    // Syncthing, ownCloud.
    r"(?i)^(.+?)(?:\.sync-conflict|_conflict)-\d.*$",
];

/// How they name one that people may have named so themselves: it is a copy beside a file without that end.
const BESIDE: [&str; 3] = [
    // Finder, and people: "brief kopie", "brief-kopie 2".
    r"(?i)^(.+?)[ _-](?:kopie|copy)(?: ?\(\d+\)| \d+)?$",
    // What is downloaded once more: "brief (1)".
    r"^(.+?) ?\(\d{1,3}\)$",
    // OneDrive, with what the computer is called: "brief-LAPTOP12", "brief-DESKTOP-3F2A". Shorter, or without a digit, is
    // rather a word of its user's: "brief-K4", "brief-BIJLAGE".
    r"^(.+?)-([A-Z][A-Z-]{2,}[A-Z0-9-]*[0-9][A-Z0-9-]*|PC-?\d{3,})$",
];

static NAMES: LazyLock<Vec<(Regex, bool)>> = LazyLock::new(|| {
    let of =
        |all: &'static [&str], is_beside| all.iter().filter_map(move |one| Some((Regex::new(one).ok()?, is_beside)));
    of(&ALWAYS, false).chain(of(&BESIDE, true)).collect()
});

/// The path of the file that the one at `path` is a copy of, if it is one among all `others`.
pub fn original(path: &str, others: &BTreeSet<&str>) -> Option<String> {
    let (folder, name) = path.split_at(path.rfind('/').map_or(0, |at| at + 1));
    if !may_be_copy(name) {
        return None;
    }
    let (stem, end) = name.split_at(name.rfind('.').unwrap_or(name.len()));
    NAMES.iter().find_map(|(pattern, is_beside)| {
        let original = format!("{folder}{}{end}", &pattern.captures(stem)?[1]);
        (!is_beside || others.contains(original.as_str())).then_some(original)
    })
}

/// Most names need no further look, and there are thousands of them.
fn may_be_copy(name: &str) -> bool {
    let names_machine =
        || name.split('-').skip(1).any(|part| part.starts_with(|first: char| first.is_ascii_uppercase()));
    let says = |word: &&str| name.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()));
    name.contains([' ', '(']) || ["kopie", "copy", "conflict"].iter().any(says) || names_machine()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_one() {
        assert_eq!(NAMES.len(), ALWAYS.len() + BESIDE.len());
    }

    #[test]
    fn names_that_programs_give_to_copies_are_known() {
        for (copy, of) in [
            ("data/brieven/2022/brief - Kopie.md", "data/brieven/2022/brief.md"),
            ("data/reeksen/Kopie van hulp.toml", "data/reeksen/hulp.toml"),
            ("brief - Kopie.md", "brief.md"),
            ("brief - kopie (2).md", "brief.md"),
            ("brief – Copy.md", "brief.md"),
            ("Kopie van brief.md", "brief.md"),
            ("Copy (3) of brief.md", "brief.md"),
            ("hulp (Conflicterende kopie van Jan 2026-01-31).toml", "hulp.toml"),
            ("hulp (conflicted copy 2026-01-31 101010).toml", "hulp.toml"),
            ("hulp.sync-conflict-20260131-101010-ABCDEFG.toml", "hulp.toml"),
            ("hulp_conflict-20260131-101010.toml", "hulp.toml"),
        ] {
            assert_eq!(original(copy, &BTreeSet::new()).as_deref(), Some(of), "{copy}");
        }
    }

    #[test]
    fn what_people_may_call_a_file_themselves_is_a_copy_only_beside_another() {
        assert_eq!(original("b/brief (1).md", &BTreeSet::from(["a/brief.md"])), None, "in another folder");
        let others = BTreeSet::from(["brief.md", "brief-2.md", "raad.toml"]);
        for (copy, of) in [
            ("brief (1).md", "brief.md"),
            ("brief(12).md", "brief.md"),
            ("brief kopie.md", "brief.md"),
            ("brief-kopie 2.md", "brief.md"),
            ("brief-LAPTOP12.md", "brief.md"),
            ("brief-DESKTOP-3F2A.md", "brief.md"),
            ("brief-2-PC0123.md", "brief-2.md"),
            ("raad-GEM-LT0042.toml", "raad.toml"),
        ] {
            assert_eq!(original(copy, &others).as_deref(), Some(of), "{copy}");
            assert_eq!(original(copy, &BTreeSet::new()), None, "{copy} alone");
        }
        for own in [
            "brief.md",
            "brief-2.md",
            "brief-K4.md",
            "brief-WMO.md",
            "brief-BIJLAGE.md",
            "brief-2022.md",
            "brief-2022-K4.md",
            "brief (concept).md",
            "kopiekosten.md",
            "kopie.md",
            "photocopy.md",
            "raad (1).md",
            "(1).md",
        ] {
            assert_eq!(original(own, &others), None, "{own}");
        }
    }
}
