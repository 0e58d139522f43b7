//! Where documents go, and how their files get there: all of them, or none.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tempfile::TempPath;

use crate::diagnostic::Finding;
use crate::layout::{Rendition, TypstSource};
use crate::project::{DocumentId, without_links};
use crate::record::file_stem;
use crate::web::{LOOSE_CHARTS, LOOSE_FILES};

use super::failure::cannot_write_there;
use super::lock::alone;
use super::settle;
use super::staged::stage_in;
use super::target::{Target, folder_of};
use super::workspace::{HIDDEN, WorkSpace};

/// Where documents go.
#[derive(Debug, Clone)]
pub struct Output {
    /// The folder below which nothing may be a link.
    base: PathBuf,
    folder: PathBuf,
    /// Folders that are known to be no links, nor reached through one.
    own: Arc<Mutex<BTreeSet<PathBuf>>>,
    space: Arc<Mutex<Option<WorkSpace>>>,
}

/// What the user can choose where documents cannot go.
const ELSEWHERE: &str = "een andere map met --uitvoer";

impl Output {
    /// Documents go below `folder`, which its user chose, and which need not exist yet.
    pub fn new(folder: PathBuf) -> Self {
        Self { base: folder.clone(), folder, own: Arc::default(), space: Arc::default() }
    }

    /// Documents go below `folder` in the work folder with this root.
    pub fn inside(root: &Path, folder: &str) -> Self {
        Self { base: root.to_path_buf(), ..Self::new(root.join(folder)) }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file that whoever puts documents in their places holds.
    pub fn slot(&self) -> PathBuf {
        self.folder.join(HIDDEN).join("slot")
    }

    /// Keeps others from putting documents in their places, see [`alone`].
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn alone(&self) -> Result<fs::File, Box<Finding>> {
        alone(&Target::within(&self.base, self.slot()))
    }

    /// Makes sure that a file in the output would not be written, read or taken away through a link. One in its own
    /// place is no hindrance: it is replaced itself.
    ///
    /// # Errors
    /// A folder that it is in is a link.
    pub fn check(&self, path: &Path) -> Result<(), Box<Finding>> {
        let folder = folder_of(path);
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        if !own.contains(folder) {
            without_links(&self.base, folder)?;
            if folder.is_dir() {
                own.insert(folder.to_path_buf());
            }
        }
        Ok(())
    }

    /// The bytes of a file in the output.
    ///
    /// # Errors
    /// It cannot be read, or only through a link.
    pub fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let is_link = || fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink());
        match self.check(path) {
            Ok(()) if !is_link() => fs::read(path),
            _ => Err(io::ErrorKind::PermissionDenied.into()),
        }
    }

    /// Takes a file in the output away, unless it is reached through a link. What cannot be removed stays.
    pub fn remove(&self, path: &Path) {
        if self.check(path).is_ok() {
            let _ = fs::remove_file(path);
        }
    }

    /// Where the PDF of a version of a document goes.
    pub fn pdf(&self, id: &DocumentId, version: u32) -> PathBuf {
        self.beside(id, version, "pdf")
    }

    /// Where the ledger of a version of a document goes.
    pub fn ledger(&self, id: &DocumentId, version: u32) -> PathBuf {
        self.beside(id, version, "cijfers.csv")
    }

    /// Where what else a presentation is made into goes.
    pub fn extra(&self, id: &DocumentId, version: u32, rendition: Rendition) -> PathBuf {
        self.beside(id, version, rendition.extension())
    }

    /// Where a file goes that stands beside the PDF of a version of a document.
    pub fn beside(&self, id: &DocumentId, version: u32, extension: &str) -> PathBuf {
        self.folder.join(id.period.to_string()).join(format!("{}.{extension}", file_stem(id, version)))
    }

    /// Writes the PDF of a document, the ledger of its numbers, and what else it is made into, each with what its name
    /// ends in: all, or nothing.
    ///
    /// # Errors
    /// The folder cannot be written; the finding says why.
    pub fn write(
        &self,
        id: &DocumentId,
        version: u32,
        pdf: &[u8],
        ledger: &[u8],
        extras: &[(&str, &[u8])],
    ) -> Result<PathBuf, Box<Finding>> {
        let mut files = vec![(self.pdf(id, version), pdf), (self.ledger(id, version), ledger)];
        files.extend(extras.iter().map(|(extension, bytes)| (self.beside(id, version, extension), *bytes)));
        let mut staged = Vec::new();
        for (path, bytes) in &files {
            staged.push((self.stage(path, bytes)?, path));
        }
        // Somebody may have one of them open; then the others stay as well, since they belong together.
        for (path, _) in &files {
            settle::can_be_replaced(path).map_err(|error| cannot_write_there(path, &error, ELSEWHERE))?;
        }
        for (file, path) in staged {
            settle::file(&file, path).map_err(|error| cannot_write_there(path, &error, ELSEWHERE))?;
        }
        Ok(self.pdf(id, version))
    }

    /// Keeps the Typst source of a document and its pictures in `<name>.typst/` beside the PDF.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn write_typst(&self, id: &DocumentId, version: u32, laid_out: &TypstSource) -> Result<PathBuf, Box<Finding>> {
        let folder = self.beside(id, version, "typst");
        self.check(&folder.join(laid_out.rendition.main()))?;
        remove_others(&folder, laid_out);
        let main = (laid_out.rendition.main(), laid_out.source.as_bytes());
        let files = laid_out.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
        for (name, bytes) in files.chain([main]) {
            let path = folder.join(name);
            self.replace(&path, bytes)?;
        }
        Ok(folder)
    }

    /// Removes charts by themselves that a version of a document had and has no more; `files` are the ends of the names of
    /// those that it has.
    pub fn keep_charts(&self, id: &DocumentId, version: u32, files: &[&str]) {
        let folder = self.beside(id, version, LOOSE_CHARTS);
        let kept: BTreeSet<PathBuf> = files.iter().map(|file| self.beside(id, version, file)).collect();
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            if LOOSE_FILES.contains(&ending) && !kept.contains(&path) {
                self.remove(&path);
            }
        }
        // Only an empty folder goes.
        if self.check(&folder.join("x")).is_ok() {
            let _ = fs::remove_dir(&folder);
        }
    }

    /// Writes a file that can be made again, in one step.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn replace(&self, path: &Path, bytes: &[u8]) -> Result<(), Box<Finding>> {
        let staged = self.stage(path, bytes)?;
        settle::file(&staged, path).map_err(|error| cannot_write_there(path, &error, ELSEWHERE))
    }

    /// Writes the bytes where nobody looks. What is lost when the power fails can be made again.
    fn stage(&self, path: &Path, bytes: &[u8]) -> Result<TempPath, Box<Finding>> {
        let hidden = self.folder.join(HIDDEN);
        without_links(&self.base, &hidden)?;
        let write = || -> io::Result<TempPath> {
            fs::create_dir_all(folder_of(path))?;
            let mut space = self.space.lock().unwrap_or_else(PoisonError::into_inner);
            let space = match &mut *space {
                Some(space) => space,
                empty => empty.insert(WorkSpace::below(&hidden)?),
            };
            Ok(stage_in(space.path(), bytes)?.into_temp_path())
        };
        self.check(path)?;
        write().map_err(|error| cannot_write_there(path, &error, ELSEWHERE))
    }
}

/// Removes pictures of an earlier version, so that the folder holds this one only.
fn remove_others(folder: &Path, laid_out: &TypstSource) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        let was_ours = ["grafiek-", "beeld-", "logo."].iter().any(|start| name.starts_with(start));
        if was_ours && !laid_out.files.contains_key(name) {
            // What cannot be removed is only untidy.
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_a_version_are_named_after_it() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let output = Output::new(folder.path().to_path_buf());
        let id = DocumentId { period: "2022-K4".parse().expect("a period"), name: "jnv".to_owned() };
        let extras = [("hand-out.pdf", b"hand-out".as_slice())];
        let pdf = output.write(&id, 2, b"pdf", b"cijfers", &extras).expect("written");
        assert_eq!(pdf, folder.path().join("2022-K4/jnv-v2.pdf"));
        for (path, bytes) in [
            (output.pdf(&id, 2), "pdf"),
            (output.ledger(&id, 2), "cijfers"),
            (output.extra(&id, 2, Rendition::Handout), "hand-out"),
        ] {
            assert_eq!(fs::read_to_string(&path).expect("there"), bytes, "{}", path.display());
        }
    }

    #[test]
    fn all_files_of_a_document_are_replaced_or_none() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let output = Output::new(folder.path().to_path_buf());
        let id = DocumentId { period: "2022".parse().expect("a period"), name: "jnv".to_owned() };
        output.write(&id, 1, b"oud", b"oud", &[]).expect("written");
        // Nothing can be written below a file.
        let blocked = Output::new(output.pdf(&id, 1));
        let finding = blocked.write(&id, 1, b"nieuw", b"nieuw", &[]).expect_err("refused");
        assert!(finding.message.starts_with("Er staat een bestand in de weg"), "{}", finding.message);
        assert_eq!(fs::read(output.pdf(&id, 1)).expect("there"), b"oud");
    }
}
