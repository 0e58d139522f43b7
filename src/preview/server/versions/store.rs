//! The versions that are kept, as files: `.griffel/versies/<period>/<name>/<moment> <who>.md` in the work folder. They are
//! plain texts; nothing else is read there, nothing through a link, and nothing is written over.

use std::fs;
use std::path::{Component, Path};

use chrono::{DateTime, TimeDelta, Utc};

use crate::dutch::period::Period;
use crate::preview::message::Denial;
use crate::preview::server::own_folders::VERSIONS;
use crate::preview::server::writer::Writer;
use crate::project::{link_below, read_below};

use super::name::VersionName;
use super::thinning::{self, MOST_BYTES, Size};

/// So many names are tried where two versions are of the same moment.
const TRIES: i64 = 20;

/// A version that is kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kept {
    /// What its name says.
    pub name: VersionName,
    /// How large it is.
    pub bytes: u64,
}

/// All versions of a work folder.
#[derive(Debug, Clone)]
pub struct Store {
    writer: Writer,
}

impl Store {
    /// Of the work folder in which `writer` writes.
    pub fn of(writer: Writer) -> Self {
        Self { writer }
    }

    /// The versions of a document, `<period>/<name>`, oldest first.
    pub fn list(&self, document: &str) -> Vec<Kept> {
        let mut all: Vec<Kept> = match folder_of(document) {
            Some(folder) => self.names_in(&folder).iter().filter_map(|name| self.found(&folder, name)).collect(),
            None => Vec::new(),
        };
        all.sort();
        all
    }

    fn found(&self, folder: &str, file: &str) -> Option<Kept> {
        let name = VersionName::of_file(file)?;
        let found = self.at(&format!("{folder}/{file}")).symlink_metadata().ok()?;
        (found.is_file() && found.len() <= MOST_BYTES).then_some(Kept { name, bytes: found.len() })
    }

    /// The text of a version; none where there is no such version, or it is no text.
    pub fn read(&self, document: &str, version: &VersionName) -> Option<String> {
        let path = format!("{}/{}", folder_of(document)?, version.file());
        let size = self.at(&path).symlink_metadata().ok()?.len();
        // Larger ones are none of ours.
        if size > MOST_BYTES {
            return None;
        }
        String::from_utf8(read_below(self.writer.folder().root(), &self.at(&path)).ok()?).ok()
    }

    /// The newest version.
    pub fn newest(&self, document: &str) -> Option<(VersionName, String)> {
        let newest = self.list(document).pop()?.name;
        let text = self.read(document, &newest)?;
        Some((newest, text))
    }

    /// Keeps a text, unless the newest version says the same. Whether it is kept now: of what is too large, or is no
    /// document, no version is.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn keep(&self, document: &str, text: &str, at: DateTime<Utc>, by: Option<&str>) -> Result<bool, Denial> {
        let Some(folder) = folder_of(document) else { return Ok(false) };
        if text.len() as u64 > MOST_BYTES {
            return Ok(false);
        }
        if self.newest(document).is_some_and(|(_, newest)| newest == text) {
            return Ok(true);
        }
        let mut names = (0..TRIES).map(|later| VersionName::new(at + TimeDelta::milliseconds(later), by));
        let taken: Vec<VersionName> = self.list(document).into_iter().map(|kept| kept.name).collect();
        let is_free = |name: &VersionName| taken.iter().all(|other| other.at != name.at);
        let name = names.find(is_free).unwrap_or_else(|| VersionName::new(at, by));
        self.writer.put_new(&format!("{folder}/{}", name.file()), text.as_bytes()).map(|()| true)
    }

    /// Takes away the versions of a document that need not be kept any longer.
    pub fn thin(&self, document: &str, now: DateTime<Utc>, days: u32) {
        let all = self.list(document);
        let sizes: Vec<Size> = all.iter().map(|kept| Size { at: kept.name.at, bytes: kept.bytes }).collect();
        for index in thinning::superfluous(&sizes, now, days) {
            if let (Some(folder), Some(kept)) = (folder_of(document), all.get(index)) {
                self.writer.remove(&format!("{folder}/{}", kept.name.file()));
            }
        }
    }

    /// The documents that have versions, whether they are there themselves or not.
    pub fn documents(&self) -> Vec<String> {
        let documents = self.names_in(VERSIONS).into_iter().flat_map(|period| {
            let names = self.names_in(&format!("{VERSIONS}/{period}"));
            names.into_iter().map(|name| format!("{period}/{name}")).collect::<Vec<_>>()
        });
        documents.filter(|document| folder_of(document).is_some() && !self.list(document).is_empty()).collect()
    }

    /// A document got another name: its versions go with it. Those that cannot stay where they are.
    pub fn rename(&self, from: &str, to: &str) {
        let (Some(old), Some(new)) = (folder_of(from), folder_of(to)) else { return };
        for kept in self.list(from) {
            let file = kept.name.file();
            // Whatever stays behind is found with the documents that are gone.
            let _ = self.writer.rename(&format!("{old}/{file}"), &format!("{new}/{file}"));
        }
    }

    /// What stands in a folder that is reached through no link, by name.
    fn names_in(&self, folder: &str) -> Vec<String> {
        if link_below(self.writer.folder().root(), &self.at(folder)).is_some() {
            return Vec::new();
        }
        let entries = fs::read_dir(self.at(folder)).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort();
        names
    }

    fn at(&self, path: &str) -> std::path::PathBuf {
        self.writer.folder().root().join(path)
    }
}

/// Where the versions of a document are; none for what no document can be called.
fn folder_of(document: &str) -> Option<String> {
    let (period, name) = document.split_once('/')?;
    let is_period = period.parse::<Period>().is_ok_and(|parsed| parsed.to_string() == period);
    let parts: Vec<Component<'_>> = Path::new(name).components().collect();
    let is_name = parts == [Component::Normal(name.as_ref())] && !name.starts_with('.') && !name.contains(['/', '\\']);
    (is_period && is_name).then(|| format!("{VERSIONS}/{document}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::WorkFolder;

    const LETTER: &str = "2022-K4/a";

    fn bench() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().expect("temporary folder");
        fs::create_dir_all(folder.path().join("data")).expect("made");
        fs::write(folder.path().join("data/gemeente.toml"), "").expect("written");
        let store = Store::of(Writer::new(WorkFolder::at(folder.path()).expect("a work folder")));
        (folder, store)
    }

    fn at(minute: u32) -> DateTime<Utc> {
        format!("2023-03-14T12:{minute:02}:00Z").parse().expect("a moment")
    }

    fn texts(store: &Store, document: &str) -> Vec<String> {
        store.list(document).iter().map(|kept| store.read(document, &kept.name).expect("a text")).collect()
    }

    #[test]
    fn versions_are_plain_files_in_their_order_and_the_same_is_kept_once() {
        let (folder, store) = bench();
        store.keep(LETTER, "een", at(1), Some("Anna")).expect("kept");
        store.keep(LETTER, "een", at(2), None).expect("the same");
        store.keep(LETTER, "twee", at(3), None).expect("kept");
        store.keep(LETTER, "drie", at(3), Some("Bert")).expect("kept beside one of the same moment");
        assert_eq!(texts(&store, LETTER), ["een", "twee", "drie"]);
        let first = folder.path().join(".griffel/versies/2022-K4/a/2023-03-14T12-01-00.000Z Anna.md");
        assert_eq!(fs::read_to_string(first).expect("there"), "een");
        assert_eq!(store.documents(), [LETTER]);
        let names = store.names_in(".griffel/versies/2022-K4/a");
        assert_eq!(names.len(), 3, "nothing is left beside them: {names:?}");
        store.thin(LETTER, at(5) + TimeDelta::days(100), 90);
        assert!(store.documents().is_empty());
        assert!(!folder.path().join(".griffel/versies/2022-K4/a").exists(), "an empty folder goes too");
    }

    #[test]
    fn versions_go_with_the_name_of_their_document() {
        let (_folder, store) = bench();
        store.keep(LETTER, "een", at(1), None).expect("kept");
        store.keep("2023-K1/b", "van een ander", at(2), None).expect("kept");
        store.rename(LETTER, "2023-K1/b");
        assert_eq!(texts(&store, "2023-K1/b"), ["een", "van een ander"]);
        assert_eq!(store.documents(), ["2023-K1/b"]);
    }

    #[test]
    fn no_name_leads_elsewhere() {
        let (folder, store) = bench();
        fs::create_dir_all(folder.path().join(".griffel/versies/2022-K4/.a")).expect("made");
        for document in [
            "",
            "a",
            "2022-K4/",
            "2022-K4/..",
            "2022-K4/.a",
            "../a",
            "2022-K4/../a",
            "2022-k4/a",
            "2022-K4/a/b",
            "2022-K4\\a",
        ] {
            store.keep(document, "kwaad", at(1), None).expect("passed over");
            assert!(store.list(document).is_empty(), "{document}");
        }
        store.keep("2022-K4/a (v2) é", "goed", at(1), None).expect("kept");
        assert_eq!(store.documents(), ["2022-K4/a (v2) é"]);
    }

    #[test]
    fn files_of_others_are_left_alone() {
        let (folder, store) = bench();
        store.keep(LETTER, "een", at(1), None).expect("kept");
        let home = folder.path().join(".griffel/versies/2022-K4/a");
        fs::write(home.join("aantekening.md"), "van een mens").expect("written");
        fs::write(home.join("2023-03-14T12-02-00.000Z.md"), [0xff, 0xfe]).expect("written");
        fs::create_dir(home.join("2023-03-14T12-03-00.000Z.md")).expect("made");
        assert_eq!(store.list(LETTER).len(), 2, "a text, and what is no text");
        assert_eq!(store.newest(LETTER), None);
        store.thin(LETTER, at(5) + TimeDelta::days(100), 90);
        assert!(home.join("aantekening.md").is_file() && home.join("2023-03-14T12-03-00.000Z.md").is_dir());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        use std::os::unix::fs::symlink;
        let (folder, store) = bench();
        let elsewhere = tempfile::tempdir().expect("temporary folder");
        fs::create_dir_all(elsewhere.path().join("2022-K4/a")).expect("made");
        let version = elsewhere.path().join("2022-K4/a/2023-03-14T12-01-00.000Z.md");
        fs::write(&version, "geheim").expect("written");
        fs::create_dir_all(folder.path().join(".griffel")).expect("made");
        symlink(elsewhere.path(), folder.path().join(VERSIONS)).expect("linked");
        assert!(store.list(LETTER).is_empty() && store.documents().is_empty());
        assert_eq!(store.read(LETTER, &VersionName::new(at(1), None)), None);
        assert!(store.keep(LETTER, "nieuw", at(2), None).is_err(), "said, not written elsewhere");
        store.thin(LETTER, at(1) + TimeDelta::days(100), 90);
        assert_eq!(fs::read_dir(elsewhere.path().join("2022-K4/a")).expect("read").count(), 1);
        // A version itself can be one.
        fs::remove_file(folder.path().join(VERSIONS)).expect("removed");
        fs::create_dir_all(folder.path().join(".griffel/versies/2022-K4/a")).expect("made");
        symlink(&version, folder.path().join(".griffel/versies/2022-K4/a/2023-03-14T12-01-00.000Z.md"))
            .expect("linked");
        assert!(store.list(LETTER).is_empty());
        assert_eq!(store.read(LETTER, &VersionName::new(at(1), None)), None);
    }
}
