//! Every file that the page changes is written here: beside its place and then renamed, over what the page had read and
//! nothing else, and in the work folder itself.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::export::{self, Target};
use crate::marker::is_marker;
use crate::preview::fingerprint::fingerprint;
use crate::preview::message::Denial;
use crate::project::{BYTE_ORDER_MARK, Files, MARKER, WorkFolder, link_below};

/// A text and the version of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The text, without a byte order mark.
    pub text: String,
    /// The [`fingerprint`] of the file.
    pub tag: String,
}

/// Why a text was not saved.
#[derive(Debug, PartialEq, Eq)]
pub enum NotSaved {
    /// The file is not what the text was based on: this is what stands there now.
    Changed(Version),
    /// There is no such document.
    Gone(Denial),
    /// It cannot be written.
    Failed(Denial),
}

/// Writes in one work folder, and in no other. Paths are relative to its root.
#[derive(Debug, Clone)]
pub struct Writer {
    folder: WorkFolder,
    files: Files,
    /// One thing is written after another.
    writing: Arc<Mutex<()>>,
}

impl Writer {
    /// For this work folder.
    pub fn new(folder: WorkFolder) -> Self {
        Self { files: Files::new(folder.clone()), folder, writing: Arc::default() }
    }

    /// The work folder.
    pub fn folder(&self) -> &WorkFolder {
        &self.folder
    }

    /// Its files, to read.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Whether the work folder is where it was.
    ///
    /// # Errors
    /// It was taken away, or the network that it is on is.
    pub fn is_there(&self) -> Result<(), Denial> {
        match self.folder.root().join(MARKER).is_file() {
            true => Ok(()),
            false => Err(Denial {
                message: "De werkmap is er niet meer, of is niet te bereiken.".to_owned(),
                hint: Some(
                    "Is hij verplaatst, of is de netwerkschijf weg? Zorg dat hij weer op zijn plek staat. Griffel gaat dan verder."
                        .to_owned(),
                ),
            }),
        }
    }

    /// The text of a file, and which version of it that is.
    ///
    /// # Errors
    /// It cannot be read, or is no text.
    pub fn read(&self, path: &str) -> Result<Version, Denial> {
        let bytes = self.files.bytes(path).map_err(|finding| Denial::from(&*finding))?;
        let tag = fingerprint(&bytes);
        Ok(Version { text: decoded(bytes)?, tag })
    }

    /// The text of a file, where it makes no difference which version of it that is.
    ///
    /// # Errors
    /// It cannot be read, or is no text.
    pub fn text(&self, path: &str) -> Result<String, Denial> {
        decoded(self.files.bytes(path).map_err(|finding| Denial::from(&*finding))?)
    }

    /// Replaces a text, if its file still is the version that the text is based on. What it gives is the new version.
    ///
    /// # Errors
    /// See [`NotSaved`]; the file is then as it was.
    pub fn replace(&self, path: &str, based_on: &str, text: &str) -> Result<String, NotSaved> {
        can_be_written(text).map_err(NotSaved::Failed)?;
        self.is_inside(path).map_err(NotSaved::Gone)?;
        let target = self.target(path);
        let _one_at_a_time = self.alone();
        let before = self.files.bytes(path).map_err(|finding| NotSaved::Gone(Denial::from(&*finding)))?;
        let has_mark = before.starts_with(BYTE_ORDER_MARK.as_bytes());
        let bytes = if has_mark { format!("{BYTE_ORDER_MARK}{text}") } else { text.to_owned() }.into_bytes();
        if bytes == before {
            return Ok(fingerprint(&before));
        }
        let changed = || Err(self.read(path).map_or_else(NotSaved::Failed, NotSaved::Changed));
        if fingerprint(&before) != based_on {
            return changed();
        }
        // Another program may write while the text is on its way to the disk.
        let is_still_the_same = || self.files.bytes(path).is_ok_and(|now| now == before);
        match export::replace(&target, &bytes, &is_still_the_same) {
            Ok(true) => Ok(fingerprint(&bytes)),
            Ok(false) => changed(),
            Err(finding) => Err(NotSaved::Failed(Denial::from(&*finding))),
        }
    }

    /// Writes a new file; what is there already is never replaced.
    ///
    /// # Errors
    /// There is one, or it cannot be written.
    pub fn create(&self, path: &str, text: &str) -> Result<(), Denial> {
        can_be_written(text)?;
        self.create_bytes(path, text.as_bytes())
    }

    /// Writes a new file that is no text of ours; what is there already is never replaced.
    ///
    /// # Errors
    /// There is one, or it cannot be written.
    pub fn create_bytes(&self, path: &str, bytes: &[u8]) -> Result<(), Denial> {
        let _one_at_a_time = self.alone();
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        export::add_to(&self.target(folder), &[(name.to_owned(), bytes)]).map_err(|finding| Denial::from(&*finding))
    }

    /// Replaces a file that is no text of ours, if it still is what was read.
    ///
    /// # Errors
    /// See [`NotSaved`]; the file is then as it was.
    pub fn replace_bytes(&self, path: &str, before: &[u8], bytes: &[u8]) -> Result<(), NotSaved> {
        self.is_inside(path).map_err(NotSaved::Gone)?;
        let target = self.target(path);
        let _one_at_a_time = self.alone();
        let is_still_the_same = || self.files.bytes(path).is_ok_and(|now| now == before);
        match export::replace(&target, bytes, &is_still_the_same) {
            Ok(true) => Ok(()),
            Ok(false) => Err(NotSaved::Changed(Version { text: String::new(), tag: String::new() })),
            Err(finding) => Err(NotSaved::Failed(Denial::from(&*finding))),
        }
    }

    /// Gives a file another name or folder; what is there already is never replaced.
    ///
    /// # Errors
    /// There is something at its new place, or it cannot be moved; it is then where it was.
    pub fn rename(&self, from: &str, to: &str) -> Result<(), Denial> {
        self.is_inside(from)?;
        let _one_at_a_time = self.alone();
        export::rename(&self.target(from), &self.target(to)).map_err(|finding| Denial::from(&*finding))
    }

    /// Writes a new file in one step, with the folders that it needs; what is there already is never replaced.
    ///
    /// # Errors
    /// There is one, or it cannot be written.
    pub fn put_new(&self, path: &str, bytes: &[u8]) -> Result<(), Denial> {
        export::create(&self.target(path), bytes).map_err(|finding| Denial::from(&*finding))
    }

    /// Writes a file of Griffel's own in one step, over what was there.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Denial> {
        export::put(&self.target(path), bytes).map_err(|finding| Denial::from(&*finding))
    }

    /// Takes a file away, and its folder where nothing else is in it, unless it is reached through a link. What cannot be
    /// removed stays.
    pub fn remove(&self, path: &str) {
        if self.is_inside(path).is_ok() {
            export::remove(&self.target(path));
        }
    }

    fn target(&self, path: &str) -> Target {
        Target::below(self.folder.root(), path)
    }

    fn alone(&self) -> MutexGuard<'_, ()> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a file is where it seems to be; a folder that is a link may lead out of the work folder.
    fn is_inside(&self, path: &str) -> Result<(), Denial> {
        let root = self.folder.root();
        let full = root.join(path);
        match link_below(root, &full) {
            None if full.is_file() => Ok(()),
            _ => Err(Denial {
                message: "Dit bestand staat niet in de werkmap zelf.".to_owned(),
                hint: Some("Zet het bestand zelf in de map, geen koppeling ernaar.".to_owned()),
            }),
        }
    }
}

/// Bytes as text, without a byte order mark.
fn decoded(bytes: Vec<u8>) -> Result<String, Denial> {
    let text = String::from_utf8(bytes).map_err(|_| Denial {
        message: "Dit bestand is geen gewone tekst met codering UTF-8.".to_owned(),
        hint: Some("Bewaar het in uw eigen programma opnieuw als UTF-8.".to_owned()),
    })?;
    Ok(text.strip_prefix(BYTE_ORDER_MARK).map(str::to_owned).unwrap_or(text))
}

fn can_be_written(text: &str) -> Result<(), Denial> {
    match text.contains(is_marker) {
        true => Err(Denial {
            message: "In de tekst staat een onzichtbaar teken zonder vaste betekenis.".to_owned(),
            hint: Some("Haal het weg bij de melding en bewaar opnieuw.".to_owned()),
        }),
        false => Ok(()),
    }
}
