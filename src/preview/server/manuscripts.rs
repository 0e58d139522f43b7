//! Texts of documents as the editor reads and writes them, and other text files that findings point at.

use crate::preview::message::Denial;
use crate::project::{Inventory, WorkFolder};

use super::versions::Versions;
use super::writer::{NotSaved, Version, Writer};

/// The texts of the documents of a work folder.
#[derive(Debug, Clone)]
pub struct Manuscripts {
    folder: WorkFolder,
    writer: Writer,
    versions: Versions,
}

impl Manuscripts {
    /// Of the work folder that these versions are of.
    pub fn new(versions: Versions) -> Self {
        let writer = versions.writer().clone();
        Self { folder: writer.folder().clone(), writer, versions }
    }

    /// The text of a document by its name, `<period>/<name>`.
    ///
    /// # Errors
    /// There is no such document, or it is no text.
    pub fn read(&self, document: &str) -> Result<Version, Denial> {
        let path = self.path(document)?;
        let version = self.writer.read(&path)?;
        self.versions.opened(document, &path, &version.text);
        Ok(version)
    }

    /// Any text file of the work folder that a finding may be about: its own words only, no data.
    ///
    /// # Errors
    /// It is not such a file, lies outside, or cannot be read.
    pub fn source(&self, path: &str) -> Result<String, Denial> {
        let is_text = [".md", ".toml", ".j2"].iter().any(|end| path.ends_with(end));
        let is_ours = ["data/", "templates/"].iter().any(|start| path.starts_with(start));
        let is_hidden = path.split(['/', '\\']).any(|part| part.starts_with('.'));
        if !is_text || !is_ours || is_hidden {
            return Err(Denial { message: "Dit bestand laat Griffel hier niet zien.".to_owned(), hint: None });
        }
        self.writer.read(path).map(|version| version.text)
    }

    /// Replaces the text of a document, if its file still is the version that the text is based on.
    ///
    /// # Errors
    /// See [`NotSaved`]; the file is then as it was.
    pub fn save(&self, document: &str, based_on: &str, text: &str) -> Result<String, NotSaved> {
        let path = self.path(document).map_err(NotSaved::Gone)?;
        let _in_hand = self.versions.in_hand(&path);
        let before = self.writer.read(&path).ok().filter(|before| before.tag == based_on && before.text != text);
        let saved = self.writer.replace(&path, based_on, text)?;
        if let Some(before) = before {
            self.versions.saved(document, &path, before.text, text);
        }
        Ok(saved)
    }

    /// Only what is a document now can be read or written.
    fn path(&self, document: &str) -> Result<String, Denial> {
        let inventory = Inventory::of(&self.folder).without_findings();
        inventory.named(document).map(|(_, path)| path.to_owned()).ok_or_else(|| match self.writer.is_there() {
            Ok(()) => no_document(document),
            Err(gone) => gone,
        })
    }
}

/// There is no document of this name.
pub fn no_document(document: &str) -> Denial {
    Denial {
        message: format!("Er is geen brief of presentatie \"{document}\"."),
        hint: Some("Is het bestand verplaatst of hernoemd? Kies het opnieuw in de lijst.".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::preview::fingerprint::fingerprint;

    const LETTER: &str = "data/brieven/2022/a.md";

    fn manuscripts() -> (tempfile::TempDir, Manuscripts) {
        let folder = tempfile::tempdir().expect("temporary folder");
        fs::create_dir_all(folder.path().join("data/brieven/2022")).expect("made");
        fs::write(folder.path().join("data/gemeente.toml"), "").expect("written");
        fs::write(folder.path().join(LETTER), "oud\n").expect("written");
        let writer = Writer::new(WorkFolder::at(folder.path()).expect("a work folder"));
        (folder, Manuscripts::new(Versions::start(writer, || None, |_| {})))
    }

    #[test]
    fn a_letter_is_saved_over_the_version_it_is_based_on_only() {
        let (folder, manuscripts) = manuscripts();
        let first = manuscripts.read("2022/a").expect("read");
        assert_eq!(first.text, "oud\n");
        let second = manuscripts.save("2022/a", &first.tag, "nieuw\n").expect("saved");
        assert_eq!(fs::read_to_string(folder.path().join(LETTER)).expect("read"), "nieuw\n");
        let changed = manuscripts.save("2022/a", &first.tag, "van iemand anders\n");
        let now = Version { text: "nieuw\n".to_owned(), tag: second.clone() };
        assert_eq!(changed, Err(NotSaved::Changed(now)));
        assert_eq!(manuscripts.save("2022/a", "iets", "nieuw\n"), Ok(second), "the same text is saved already");
    }

    #[test]
    fn of_many_savers_at_once_one_wins() {
        let (folder, manuscripts) = manuscripts();
        let first = manuscripts.read("2022/a").expect("read");
        let saved: Vec<String> = std::thread::scope(|scope| {
            let tries: Vec<_> = (0..8)
                .map(|number| {
                    let (manuscripts, tag) = (manuscripts.clone(), first.tag.clone());
                    scope.spawn(move || {
                        let text = format!("van {number}");
                        manuscripts.save("2022/a", &tag, &text).map(|_| text)
                    })
                })
                .collect();
            tries.into_iter().filter_map(|one| one.join().expect("no panic").ok()).collect()
        });
        assert_eq!(saved, [fs::read_to_string(folder.path().join(LETTER)).expect("read")]);
    }

    #[cfg(unix)]
    #[test]
    fn rights_stay_and_are_obeyed() {
        use std::os::unix::fs::PermissionsExt;
        let (folder, manuscripts) = manuscripts();
        let path = folder.path().join(LETTER);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("set");
        let first = manuscripts.read("2022/a").expect("read");
        let second = manuscripts.save("2022/a", &first.tag, "nieuw").expect("saved");
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o640);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o440)).expect("set");
        assert!(matches!(manuscripts.save("2022/a", &second, "verboden"), Err(NotSaved::Failed(_))));
        assert_eq!(fs::read_to_string(&path).expect("read"), "nieuw");
        assert_eq!(fs::read_dir(path.parent().expect("a folder")).expect("read").count(), 1, "nothing is left behind");
    }

    #[test]
    fn a_byte_order_mark_stays() {
        let (folder, manuscripts) = manuscripts();
        fs::write(folder.path().join(LETTER), "\u{feff}oud\r\n").expect("written");
        let version = manuscripts.read("2022/a").expect("read");
        assert_eq!(version.text, "oud\r\n");
        manuscripts.save("2022/a", &version.tag, "nieuw\r\n").expect("saved");
        assert_eq!(fs::read_to_string(folder.path().join(LETTER)).expect("read"), "\u{feff}nieuw\r\n");
    }

    #[test]
    fn nothing_but_letters_is_written() {
        let (folder, manuscripts) = manuscripts();
        for name in
            ["2022/b", "../a", "2022/../2022/a", "/etc/passwd", "2022/a.md", "2022\\a", "", "data/gemeente.toml"]
        {
            assert!(matches!(manuscripts.save(name, "x", "kwaad"), Err(NotSaved::Gone(_))), "{name}");
            assert!(manuscripts.read(name).is_err(), "{name}");
        }
        assert_eq!(fs::read_to_string(folder.path().join(LETTER)).expect("read"), "oud\n");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed_out_of_the_work_folder() {
        use std::os::unix::fs::symlink;
        let (folder, manuscripts) = manuscripts();
        let outside = tempfile::tempdir().expect("temporary folder");
        fs::write(outside.path().join("geheim.md"), "geheim").expect("written");
        symlink(outside.path().join("geheim.md"), folder.path().join("data/brieven/2022/b.md")).expect("linked");
        symlink(outside.path(), folder.path().join("data/brieven/2023")).expect("linked");
        for name in ["2022/b", "2023/geheim"] {
            assert!(manuscripts.read(name).is_err(), "{name}");
            assert!(manuscripts.save(name, &fingerprint(b"geheim"), "kwaad").is_err(), "{name}");
        }
        // The folder with letters can itself be a link.
        fs::rename(folder.path().join("data/brieven"), outside.path().join("brieven")).expect("moved");
        symlink(outside.path().join("brieven"), folder.path().join("data/brieven")).expect("linked");
        assert!(manuscripts.read("2022/a").is_err());
        assert!(manuscripts.save("2022/a", &fingerprint(b"oud\n"), "kwaad").is_err());
        assert_eq!(fs::read_to_string(outside.path().join("geheim.md")).expect("read"), "geheim");
        assert_eq!(fs::read_to_string(outside.path().join("brieven/2022/a.md")).expect("read"), "oud\n");
    }

    #[test]
    fn only_words_are_shown() {
        let (folder, manuscripts) = manuscripts();
        fs::write(folder.path().join("data/a.csv"), "1").expect("written");
        fs::write(folder.path().join("geheim.toml"), "1").expect("written");
        assert_eq!(manuscripts.source("data/gemeente.toml").as_deref(), Ok(""));
        for path in
            ["data/a.csv", "geheim.toml", "data/../geheim.toml", "data/.git/x.toml", "/etc/x.toml", "data/x.toml"]
        {
            assert!(manuscripts.source(path).is_err(), "{path}");
        }
    }
}
