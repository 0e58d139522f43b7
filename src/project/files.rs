//! Reading files: only inside the work folder, and the built-in ones.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Component, Path};
use std::sync::{Arc, Mutex, PoisonError};

use rust_embed::RustEmbed;

use super::folder::WorkFolder;
use super::obstacle::Obstacle;
use crate::diagnostic::{Code, Finding, Fix, Place, SourceText};
use crate::marker::is_marker;

/// The example that `griffel nieuw` writes.
#[derive(RustEmbed)]
#[folder = "data/"]
pub struct BuiltinData;

/// The manual: it lies in every new work folder, and the preview shows it.
pub const MANUAL: &str = include_str!("../../docs/handleiding.md");

/// The forms that serve where the work folder has none of its own.
#[derive(RustEmbed)]
#[folder = "templates/"]
pub struct BuiltinTemplates;

/// The fonts that serve every document.
#[derive(RustEmbed)]
#[folder = "fonts/"]
pub struct BuiltinFonts;

/// What some editors of Windows put at the start of a file; whoever reads a text leaves it out.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// No file of a work folder is larger; readers of each kind of file have bounds of their own.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// Reads the files of one work folder.
#[derive(Debug, Clone)]
pub struct Files {
    folder: WorkFolder,
    /// Texts that are read instead of what is on disk, by path.
    unsaved: Arc<BTreeMap<String, Arc<str>>>,
    /// The files that were read, relative to the root; built-in templates as if they were the work folder's.
    read: Arc<Mutex<BTreeSet<String>>>,
}

impl Files {
    /// Reads from `folder` and nowhere else.
    pub fn new(folder: WorkFolder) -> Self {
        Self { folder, unsaved: Arc::default(), read: Arc::default() }
    }

    /// Reads the same files, but these texts instead of what is on disk, by path.
    #[must_use]
    pub fn with_unsaved(&self, unsaved: Arc<BTreeMap<String, Arc<str>>>) -> Self {
        Self { unsaved, ..self.clone() }
    }

    /// The work folder.
    pub fn folder(&self) -> &WorkFolder {
        &self.folder
    }

    /// The files that were read so far, relative to the root. Built-in templates are among them, as if they
    /// were the work folder's own.
    pub fn paths_read(&self) -> BTreeSet<String> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The folders that files were read from so far, relative to the root.
    pub fn folders_read(&self) -> BTreeSet<String> {
        let folder = |path: &String| path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        self.paths_read().iter().map(folder).collect()
    }

    fn note_read(&self, path: &str) {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if !read.contains(path) {
            read.insert(path.to_owned());
        }
    }

    /// The bytes of a file, by its path relative to the root.
    pub fn bytes(&self, path: &str) -> Result<Vec<u8>, Box<Finding>> {
        if let Some(text) = self.unsaved.get(path) {
            self.note_read(path);
            return Ok(text.as_bytes().to_vec());
        }
        let full = self.resolve(path)?;
        self.note_read(path);
        // Reading a pipe or device could wait for ever.
        if !full.is_file() {
            return Err(Box::new(Finding::new(
                Code::CannotRead,
                Place::file(path),
                format!("\"{path}\" is geen gewoon bestand."),
            )));
        }
        let cannot_read = |error| Box::new(cannot_read(path, &error));
        if fs::metadata(&full).map_err(cannot_read)?.len() > MAX_BYTES {
            return Err(Box::new(
                Finding::new(Code::DataTooLarge, Place::file(path), "Het bestand is te groot: meer dan 256 MB.")
                    .hint("Maak een kleiner bestand, met alleen wat u nodig hebt."),
            ));
        }
        fs::read(full).map_err(cannot_read)
    }

    /// Whether there is such a file in the work folder.
    pub fn is_file(&self, path: &str) -> bool {
        self.resolve(path).is_ok_and(|full| full.is_file())
    }

    /// The text of a UTF-8 file. Private-use characters, which Griffel needs itself, are refused.
    pub fn text(&self, path: &str) -> Result<Arc<SourceText>, Box<Finding>> {
        let bytes = self.bytes(path)?;
        let bytes = bytes.strip_prefix(BYTE_ORDER_MARK.as_bytes()).unwrap_or(&bytes);
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
            let message = format!("Het bestand is geen UTF-8-tekst: op regel {line} staat een teken dat niet klopt.");
            Finding::new(Code::CannotRead, Place::file(path), message)
                .hint("Bewaar het bestand opnieuw als gewone tekst met codering UTF-8.")
        })?;
        let source = SourceText::new(path, text);
        match source.text.find(is_marker) {
            Some(at) => {
                let place = Place::text(&source, at..at + 3);
                let fix = Fix::replace(&place, "", "Haal het teken weg");
                let message = "Hier staat een onzichtbaar teken zonder vaste betekenis.";
                Err(Box::new(
                    Finding::new(Code::PrivateCharacter, place, message)
                        .hint("Verwijder het teken en typ dit stukje opnieuw.")
                        .fix(fix),
                ))
            }
            None => Ok(source),
        }
    }

    /// Whether a file still has the text that was read from it.
    pub fn still_has(&self, path: &str, text: &str) -> bool {
        self.text(path).is_ok_and(|now| now.text == text)
    }

    /// A template: the work folder's own, else the built-in one. The path is below `templates/`.
    pub fn template(&self, path: &str) -> Option<Result<Arc<SourceText>, Box<Finding>>> {
        let own = format!("templates/{path}");
        if self.folder.root().join(&own).is_file() {
            return Some(self.text(&own));
        }
        if self.folder.shared().is_some_and(|shared| shared.join(&own).is_file()) {
            return Some(self.text(&format!("../{own}")));
        }
        let builtin = BuiltinTemplates::get(path)?;
        self.note_read(&own);
        let text = String::from_utf8_lossy(&builtin.data).into_owned();
        Some(Ok(SourceText::new(own, text)))
    }

    /// The paths below `templates/` of all forms and layouts: the work folder's own, shared ones, and those built in.
    pub fn templates(&self) -> BTreeSet<String> {
        let folders = [Some(self.folder.root()), self.folder.shared()];
        let folders = folders.into_iter().flatten().map(|root| root.join("templates"));
        let forms = folders.filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten();
        let own = forms.flat_map(|form| {
            let files = fs::read_dir(form.path()).into_iter().flatten().flatten();
            let form = form.file_name().into_string().ok();
            let files = files.filter(|file| file.path().is_file());
            let path = move |file: fs::DirEntry| Some(format!("{}/{}", form.clone()?, file.file_name().to_str()?));
            files.filter_map(path).collect::<Vec<_>>()
        });
        own.chain(BuiltinTemplates::iter().map(|path| path.to_string())).collect()
    }

    /// The names of all forms: folders with a `sjabloon.toml`.
    pub fn forms(&self) -> Vec<String> {
        let all = self.templates();
        all.iter().filter_map(|path| path.strip_suffix("/sjabloon.toml").map(str::to_owned)).collect()
    }

    /// The path on disk of a file inside the work folder; links that lead out are refused.
    fn resolve(&self, path: &str) -> Result<std::path::PathBuf, Box<Finding>> {
        let outside = || {
            Box::new(
                Finding::new(
                    Code::PathOutside,
                    Place::file(path),
                    format!("Het pad \"{path}\" wijst buiten de werkmap."),
                )
                .hint("Zet het bestand in de werkmap en noem het zonder ../ en zonder schijf of / ervoor."),
            )
        };
        // Several municipalities may share their templates and fonts, and nothing else.
        let of_all =
            path.strip_prefix("../").filter(|path| path.starts_with("templates/") || path.starts_with("fonts/"));
        let (root, path) = match (self.folder.shared(), of_all) {
            (Some(shared), Some(path)) => (shared, path),
            _ => (self.folder.root(), path),
        };
        if Path::new(path).components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir)) {
            return Err(outside());
        }
        let full = root.join(path);
        let real = full.canonicalize().map_err(|error| Box::new(cannot_read(path, &error)))?;
        let root = root.canonicalize().map_err(|error| Box::new(cannot_read(".", &error)))?;
        if real.starts_with(root) { Ok(real) } else { Err(outside()) }
    }
}

/// Why a file or folder cannot be read, in words for its user.
pub(super) fn cannot_read(path: &str, error: &io::Error) -> Finding {
    let (code, message, hint) = match Obstacle::of(error) {
        Obstacle::Missing => (Code::FileMissing, format!("Het bestand \"{path}\" is er niet."), None),
        Obstacle::NoRights => (Code::CannotRead, format!("U hebt geen rechten om \"{path}\" te lezen."), None),
        Obstacle::InUse => (
            Code::CannotRead,
            format!("Het bestand \"{path}\" is in gebruik bij een ander programma, zoals Excel."),
            Some("Bewaar en sluit het bestand, en probeer het dan opnieuw."),
        ),
        Obstacle::OnlyInCloud => (
            Code::CannotRead,
            format!("Het bestand \"{path}\" staat alleen in OneDrive, en kan nu niet worden opgehaald."),
            Some(
                "Klik met de rechtermuisknop op de werkmap en kies Altijd behouden op dit apparaat. Kijk ook of u \
                 verbinding hebt.",
            ),
        ),
        Obstacle::OutOfReach => (
            Code::CannotRead,
            format!("De schijf of netwerkmap met \"{path}\" is niet te bereiken."),
            Some("Kijk of u verbinding hebt met het netwerk, en probeer het dan opnieuw."),
        ),
        Obstacle::DiskFull | Obstacle::InTheWay | Obstacle::Other => (
            Code::CannotRead,
            format!("Het bestand \"{path}\" kan niet worden gelezen."),
            Some("Kijk of een ander programma het bestand in gebruik heeft."),
        ),
    };
    Finding::new(code, Place::file(path), message).maybe_hint(hint.map(str::to_owned))
}

/// The bundled fonts, in a fixed order.
pub fn builtin_fonts() -> impl Iterator<Item = &'static [u8]> {
    let mut names: Vec<_> = BuiltinFonts::iter().filter(|name| name.ends_with(".ttf")).collect();
    names.sort();
    names.into_iter().filter_map(|name| builtin_font(&name))
}

/// A bundled font by its file name.
pub fn builtin_font(name: &str) -> Option<&'static [u8]> {
    BuiltinFonts::get(name).map(|file| match file.data {
        Cow::Borrowed(data) => data,
        Cow::Owned(data) => data.leak(),
    })
}
