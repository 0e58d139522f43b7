//! Where a work folder is.

use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Finding, Place, shown};

/// The file that marks the root of a work folder.
pub const MARKER: &str = "data/gemeente.toml";

/// A folder with a municipality's data, documents and templates.
#[derive(Debug, Clone)]
pub struct WorkFolder {
    root: PathBuf,
    /// The folder above it with templates and fonts for several municipalities.
    shared: Option<PathBuf>,
    /// Whether it holds the inputs of an adopted document.
    is_archive: bool,
}

/// The file that marks a folder with the work folders of several municipalities.
pub const REGION: &str = "gemeenten.toml";

impl WorkFolder {
    /// The work folder that holds `start`: `start` itself or the nearest folder above it.
    pub fn containing(start: &Path) -> Option<Self> {
        start.ancestors().find_map(Self::at)
    }

    /// The work folder whose root is exactly `root`.
    pub fn at(root: &Path) -> Option<Self> {
        // A relative path such as "." does not show what is above it.
        let above = root.join("..");
        let shared = above.join(REGION).is_file().then_some(above);
        root.join(MARKER).is_file().then(|| Self { root: root.to_path_buf(), shared, is_archive: false })
    }

    /// The inputs of an adopted document, whose root is exactly `root`, whatever is above it.
    pub fn alone(root: &Path) -> Option<Self> {
        Self::at(root).map(|folder| Self { shared: None, is_archive: true, ..folder })
    }

    /// Whether it holds the inputs of an adopted document, of which nothing is asked any more.
    pub fn is_archive(&self) -> bool {
        self.is_archive
    }

    /// A folder that holds templates and fonts for several work folders, and no marker of its own.
    pub(super) fn unmarked(root: &Path) -> Self {
        Self { root: root.to_path_buf(), shared: None, is_archive: false }
    }

    /// The folder above it, where that has templates and fonts for several municipalities.
    pub fn shared(&self) -> Option<&Path> {
        self.shared.as_deref()
    }

    /// The root folder.
    pub fn root(&self) -> &Path {
        &self.root
    }
}

/// What to tell somebody who is not in a work folder.
pub fn no_work_folder(start: &Path) -> Finding {
    Finding::new(
        Code::NoWorkFolder,
        Place::file(shown(start)),
        "Hier is geen werkmap: het bestand data/gemeente.toml is niet gevonden.",
    )
    .hint("Ga naar de map met uw brieven, of noem die met --map.")
    .hint("Nog geen werkmap? Maak er een met: griffel nieuw mijn-brieven")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A folder with the work folder `stad` in it.
    fn region() -> tempfile::TempDir {
        let region = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(region.path().join("stad/data/brieven")).expect("made");
        fs::write(region.path().join("stad").join(MARKER), "").expect("written");
        region
    }

    #[test]
    fn the_nearest_marked_folder_above_is_the_work_folder() {
        let region = region();
        let town = region.path().join("stad");
        let found = WorkFolder::containing(&town.join("data/brieven")).expect("a work folder");
        assert_eq!(found.root(), town);
        assert!(WorkFolder::at(&town.join("data")).is_none(), "not marked itself");
        assert!(WorkFolder::at(region.path()).is_none());
    }

    #[test]
    fn only_a_folder_with_a_list_of_municipalities_is_shared() {
        let region = region();
        let town = region.path().join("stad");
        assert_eq!(WorkFolder::at(&town).expect("a work folder").shared(), None);
        fs::write(region.path().join(REGION), "gemeenten = [\"stad\"]").expect("written");
        assert!(WorkFolder::at(&town).expect("a work folder").shared().is_some());
        assert_eq!(WorkFolder::alone(&town).expect("a work folder").shared(), None);
    }
}
