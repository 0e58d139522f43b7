//! Folders of this computer, to choose one. In: a path. Out: the names of the folders in it, and nothing of any file.

use std::fs;
use std::path::{Path, PathBuf};

use crate::preview::act::Refusal;
use crate::project::{REGION, WorkFolder};

use super::ask::{FolderSort, ListedFolder, Listing};

/// More folders are not shown.
const MOST: usize = 1_000;

/// Where people keep their documents.
pub fn documents() -> PathBuf {
    let home = std::env::var_os(if cfg!(windows) { "USERPROFILE" } else { "HOME" }).map(PathBuf::from);
    let home = home.unwrap_or_else(|| PathBuf::from("/"));
    let documents = ["Documents", "Documenten"].map(|name| home.join(name));
    documents.into_iter().find(|folder| folder.is_dir()).unwrap_or(home)
}

/// A folder as a list shows it; none where its path cannot be written down.
pub fn listed(path: &Path) -> Option<ListedFolder> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_str()?.to_owned();
    let sort = match () {
        () if WorkFolder::at(path).is_some() => FolderSort::Work,
        () if path.join(REGION).is_file() => FolderSort::Region,
        () => FolderSort::Plain,
    };
    Some(ListedFolder { name, path: path.to_str()?.to_owned(), sort })
}

/// The folders in a folder, without hidden ones.
pub fn of(folder: &Path) -> Result<Listing, Refusal> {
    let cannot =
        || Refusal::new("Deze map is niet te openen.", "Kies een andere map, of kijk of u er rechten voor hebt.");
    let folder = Some(folder).filter(|folder| folder.is_absolute()).ok_or_else(cannot)?;
    let entries = fs::read_dir(folder).map_err(|_| cannot())?.filter_map(Result::ok);
    let is_hidden = |name: &str| name.starts_with(['.', '$']);
    let folders = entries.filter(|entry| entry.path().is_dir()).filter_map(|entry| listed(&entry.path()));
    let mut folders: Vec<_> = folders.filter(|found| !is_hidden(&found.name)).take(MOST).collect();
    folders.sort_by_key(|found| found.name.to_lowercase());
    let path = |path: &Path| path.to_str().map(str::to_owned);
    Ok(Listing { folder: path(folder).ok_or_else(cannot)?, above: folder.parent().and_then(path), folders })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_shown_and_nothing_else() {
        let place = tempfile::tempdir().expect("temporary folder");
        fs::create_dir_all(place.path().join("b/data")).expect("made");
        fs::write(place.path().join("b/data/gemeente.toml"), "").expect("written");
        fs::create_dir(place.path().join("A")).expect("made");
        fs::create_dir(place.path().join("regio")).expect("made");
        fs::write(place.path().join("regio/gemeenten.toml"), "").expect("written");
        fs::create_dir(place.path().join(".geheim")).expect("made");
        fs::write(place.path().join("brief.txt"), "").expect("written");
        let listing = of(place.path()).expect("listed");
        let shown: Vec<_> = listing.folders.iter().map(|folder| (folder.name.as_str(), folder.sort)).collect();
        assert_eq!(shown, [("A", FolderSort::Plain), ("b", FolderSort::Work), ("regio", FolderSort::Region)]);
        assert!(of(Path::new("data")).is_err() && of(&place.path().join("brief.txt")).is_err());
    }
}
