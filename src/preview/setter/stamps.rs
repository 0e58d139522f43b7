//! Which files documents are made from, and which of them changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::path::Path;
use std::time::SystemTime;

use walkdir::WalkDir;

use crate::project::{INPUT_FOLDERS, Input, OUTPUT, is_in_input_folder, is_in_output, is_left_lying};

/// How deep folders are looked through.
const DEEPEST: usize = 6;

/// Tells whether a file is still the same.
type Stamp = (Option<SystemTime>, u64, u64);

/// The state of all files at one moment, by path relative to the root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InputStamps(BTreeMap<String, Stamp>);

impl InputStamps {
    /// Looks through the work folder at `root`, and through other `folders` that files were read from.
    pub fn of(root: &Path, folders: &BTreeSet<String>) -> Self {
        let mut found = BTreeMap::new();
        for folder in INPUT_FOLDERS.iter().chain([&OUTPUT]) {
            look_through(root, folder, DEEPEST, folders, &mut found);
        }
        for folder in folders.iter().filter(|folder| !is_in_input_folder(folder)) {
            look_through(root, folder, 1, folders, &mut found);
        }
        Self(found)
    }

    /// Files that came, went or changed since `before`.
    pub fn changed_since(&self, before: &Self) -> BTreeSet<String> {
        let differs = |path: &&String| self.0.get(*path) != before.0.get(*path);
        self.0.keys().chain(before.0.keys()).filter(differs).cloned().collect()
    }
}

/// Whether documents may be made from this file; `folders` are those that files were read from.
pub fn is_input(path: &str, folders: &BTreeSet<String>) -> bool {
    if path.split('/').any(is_left_lying) {
        return false;
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    Input::of(path).is_some() || !is_in_output(path) && folders.contains(folder)
}

fn look_through(
    root: &Path,
    folder: &str,
    deepest: usize,
    folders: &BTreeSet<String>,
    found: &mut BTreeMap<String, Stamp>,
) {
    for entry in WalkDir::new(root.join(folder)).max_depth(deepest).into_iter().filter_map(Result::ok) {
        let path = entry.path().strip_prefix(root).ok().and_then(Path::to_str);
        let Some(path) = path.map(|path| path.replace('\\', "/")).filter(|path| is_input(path, folders)) else {
            continue;
        };
        // A link counts as what it leads to.
        if let Some(metadata) = entry.path().metadata().ok().filter(Metadata::is_file) {
            found.insert(path, stamp(&metadata));
        }
    }
}

fn stamp(metadata: &Metadata) -> Stamp {
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(metadata);
    #[cfg(not(unix))]
    let number = 0;
    (metadata.modified().ok(), metadata.len(), number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_leave_lying_about_is_no_input() {
        let folders = BTreeSet::from(["beelden".to_owned(), "uitvoer/2022".to_owned()]);
        for path in ["data/reeksen/a.csv", "templates/x/brief.typ.j2", "uitvoer/2022/a.cijfers.csv", "beelden/a.svg"] {
            assert!(is_input(path, &folders), "{path}");
        }
        for path in [
            "data/reeksen/~$a.xlsx",
            "data/brieven/2022/.a.md.swp",
            "data/.git/x",
            "uitvoer/2022/a.pdf",
            "beelden/diep/a.svg",
            "README.md",
            "target/release/griffel",
        ] {
            assert!(!is_input(path, &folders), "{path}");
        }
    }

    #[test]
    fn files_that_came_went_and_changed_are_found() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let root = folder.path();
        std::fs::create_dir_all(root.join("data/brieven/2022")).expect("made");
        std::fs::write(root.join("data/a.toml"), "x").expect("written");
        std::fs::write(root.join("data/b.toml"), "x").expect("written");
        let before = InputStamps::of(root, &BTreeSet::new());
        std::fs::write(root.join("data/a.toml"), "xy").expect("written");
        std::fs::remove_file(root.join("data/b.toml")).expect("removed");
        std::fs::write(root.join("data/brieven/2022/c.md"), "x").expect("written");
        let changed = InputStamps::of(root, &BTreeSet::new()).changed_since(&before);
        assert_eq!(Vec::from_iter(changed), ["data/a.toml", "data/b.toml", "data/brieven/2022/c.md"]);
    }
}
