//! Files that Griffel makes: written beside their place, then renamed, so that an
//! older one stays whole until its successor is.

mod settle;

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tempfile::{NamedTempFile, TempPath};

pub(crate) use settle::{file as put_file, folder as put_folder};

use crate::diagnostic::{Code, Finding, Place, shown};
use crate::layout::{LaidOut, Rendition};
use crate::project::DocumentId;
use crate::record::file_stem;

/// Where documents go.
#[derive(Debug, Clone)]
pub struct Output {
    folder: PathBuf,
    space: Arc<Mutex<Option<WorkSpace>>>,
}

/// The folder in an output folder with what Griffel needs for itself.
pub const HIDDEN: &str = ".griffel";

impl Output {
    /// Documents go below `folder`, which need not exist yet.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, space: Arc::default() }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file that whoever puts documents in their places holds, see [`alone`].
    pub fn slot(&self) -> PathBuf {
        self.folder.join(HIDDEN).join("slot")
    }

    /// Where the PDF of a version of a document goes.
    pub fn pdf(&self, id: &DocumentId, version: u32) -> PathBuf {
        self.file(id, version, "pdf")
    }

    /// Where the ledger of a version of a document goes.
    pub fn ledger(&self, id: &DocumentId, version: u32) -> PathBuf {
        self.file(id, version, "cijfers.csv")
    }

    /// Where what else a presentation is made into goes.
    pub fn extra(&self, id: &DocumentId, version: u32, rendition: Rendition) -> PathBuf {
        self.file(id, version, rendition.extension())
    }

    fn file(&self, id: &DocumentId, version: u32, extension: &str) -> PathBuf {
        self.folder.join(id.period.to_string()).join(format!("{}.{extension}", file_stem(id, version)))
    }

    /// Writes the PDF of a document, the ledger of its numbers, and what else it is made into: all, or nothing.
    ///
    /// # Errors
    /// The folder cannot be written; the finding says why.
    pub fn write(
        &self,
        id: &DocumentId,
        version: u32,
        pdf: &[u8],
        ledger: &[u8],
        extras: &[(Rendition, Vec<u8>)],
    ) -> Result<PathBuf, Box<Finding>> {
        let mut files = vec![(self.pdf(id, version), pdf), (self.ledger(id, version), ledger)];
        files.extend(extras.iter().map(|(rendition, pdf)| (self.extra(id, version, *rendition), pdf.as_slice())));
        let mut staged = Vec::new();
        for (path, bytes) in &files {
            staged.push((self.stage(path, bytes).map_err(|error| cannot_write(path, &error))?, path));
        }
        // Somebody may have one of them open; then the others stay as well, since they belong together.
        for (path, _) in &files {
            settle::can_be_replaced(path).map_err(|error| cannot_write(path, &error))?;
        }
        for (file, path) in staged {
            settle::file(&file, path).map_err(|error| cannot_write(path, &error))?;
        }
        Ok(self.pdf(id, version))
    }

    /// Keeps the Typst source of a document and its pictures in `<name>.typst/` beside the PDF.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn write_typst(&self, id: &DocumentId, version: u32, laid_out: &LaidOut) -> Result<PathBuf, Box<Finding>> {
        let folder = self.file(id, version, "typst");
        remove_others(&folder, laid_out);
        let main = (laid_out.rendition.main(), laid_out.source.as_bytes());
        let files = laid_out.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
        for (name, bytes) in files.chain([main]) {
            let path = folder.join(name);
            self.replace(&path, bytes)?;
        }
        Ok(folder)
    }

    /// Writes a file that can be made again, in one step.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn replace(&self, path: &Path, bytes: &[u8]) -> Result<(), Box<Finding>> {
        let staged = self.stage(path, bytes).map_err(|error| cannot_write(path, &error))?;
        settle::file(&staged, path).map_err(|error| cannot_write(path, &error))
    }

    /// Writes the bytes where nobody looks. What is lost when the power fails can be made again.
    fn stage(&self, path: &Path, bytes: &[u8]) -> io::Result<TempPath> {
        fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
        let mut space = self.space.lock().unwrap_or_else(PoisonError::into_inner);
        let space = match &mut *space {
            Some(space) => space,
            empty => empty.insert(WorkSpace::below(&self.folder.join(HIDDEN))?),
        };
        Ok(stage_in(space.folder.path(), bytes)?.into_temp_path())
    }
}

/// A folder for unfinished files of one run. The system unlocks its slot when the run ends, however it
/// ends: a later run takes away what a killed one left.
#[derive(Debug)]
struct WorkSpace {
    // Let go of before the folder is removed.
    _slot: fs::File,
    folder: tempfile::TempDir,
}

impl WorkSpace {
    const PREFIX: &'static str = "werk-";
    const SLOT: &'static str = "slot";

    fn below(home: &Path) -> io::Result<Self> {
        fs::create_dir_all(home)?;
        Self::tidy(home);
        let mut attempts = 0;
        loop {
            attempts += 1;
            let mut builder = tempfile::Builder::new();
            let folder = with_usual_rights(builder.prefix(Self::PREFIX), 0o777).tempdir_in(home)?;
            let path = folder.path().join(Self::SLOT);
            let slot = fs::File::create(&path);
            // On a file system without locks nobody tidies up, either.
            let _ = slot.as_ref().map(fs::File::lock);
            // Another run that tidies up can be faster.
            match slot {
                Ok(slot) if path.exists() => return Ok(Self { _slot: slot, folder }),
                Err(error) if attempts == 10 => return Err(error),
                _ => {}
            }
        }
    }

    /// Takes away what runs left that are no more.
    fn tidy(home: &Path) {
        for entry in fs::read_dir(home).into_iter().flatten().flatten() {
            if !entry.file_name().to_string_lossy().starts_with(Self::PREFIX) {
                continue;
            }
            let slot = fs::File::open(entry.path().join(Self::SLOT));
            if slot.is_ok_and(|slot| slot.try_lock().is_ok()) {
                // What cannot be removed is only untidy.
                let _ = fs::remove_dir_all(entry.path());
            } else {
                // One that was killed before it had a slot is empty; any other stays.
                let _ = fs::remove_dir(entry.path());
            }
        }
    }
}

/// Writes a page that stands by itself. A file that is there is replaced only where `mark` stands in it, by
/// which Griffel knows its own pages.
///
/// # Errors
/// It cannot be written, or there is a file of somebody else's.
pub fn write_page(path: &Path, page: &str, mark: &str) -> Result<(), Box<Finding>> {
    let is_file = |path: &Path| fs::metadata(path).is_ok_and(|found| found.is_file());
    let is_ours = |path: &Path| is_file(path) && fs::read_to_string(path).is_ok_and(|text| text.contains(mark));
    if fs::symlink_metadata(path).is_ok() && !is_ours(path) {
        let shown = shown(path);
        return Err(Box::new(
            Finding::new(
                Code::CannotWrite,
                Place::file(&shown),
                format!("{shown} bestaat al en is niet door Griffel gemaakt."),
            )
            .hint("Griffel vervangt dat niet. Kies een andere naam."),
        ));
    }
    write(path, page.as_bytes()).map_err(|error| cannot_write_page(path, &error))
}

fn cannot_write_page(path: &Path, error: &io::Error) -> Box<Finding> {
    let mut finding = cannot_write(path, error);
    // Where the page goes is not said by --uitvoer.
    for hint in &mut finding.hints {
        *hint = hint.replace("een andere map met --uitvoer", "een andere map");
    }
    finding
}

/// Removes pictures of an earlier version, so that the folder holds this one only.
fn remove_others(folder: &Path, laid_out: &LaidOut) {
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

/// Writes a file that must not be there yet, in one step.
///
/// # Errors
/// It is there, or it cannot be written.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), Box<Finding>> {
    let new = || -> io::Result<()> { settle::new_file(stage(path, bytes)?, path) };
    new().map_err(|error| cannot_write(path, &error))
}

/// Adds lines at the end of a file, which need not be there yet.
///
/// # Errors
/// It cannot be written.
pub fn append(path: &Path, bytes: &[u8]) -> Result<(), Box<Finding>> {
    let cannot = |error: io::Error| cannot_write(path, &error);
    // A link could lead out of the work folder.
    if fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink()) {
        return Err(cannot(ErrorKind::PermissionDenied.into()));
    }
    let mut file = fs::OpenOptions::new().create(true).append(true).open(path).map_err(cannot)?;
    file.write_all(bytes).and_then(|()| file.sync_data()).map_err(cannot)
}

/// A folder that is filled beside its place and then put there in one step.
pub struct NewFolder {
    temporary: tempfile::TempDir,
    place: PathBuf,
}

impl NewFolder {
    /// A folder that will be at `place`.
    ///
    /// # Errors
    /// The folder that it is in cannot be written.
    pub fn at(place: &Path) -> Result<Self, Box<Finding>> {
        let cannot = |error: io::Error| cannot_write(place, &error);
        let parent = place.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(cannot)?;
        remove_unfinished(parent);
        let temporary = with_usual_rights(tempfile::Builder::new().prefix(".griffel-"), 0o777)
            .tempdir_in(parent)
            .map_err(cannot)?;
        Ok(Self { temporary, place: place.to_path_buf() })
    }

    /// Where it is while it is being filled.
    pub fn path(&self) -> &Path {
        self.temporary.path()
    }

    /// Writes a file into it, by its path inside it.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Box<Finding>> {
        write(&self.path().join(path), bytes).map_err(|error| cannot_write(&self.place, &error))
    }

    /// Takes everything below a path in it away again.
    pub fn clear(&self, path: &str) {
        // What stays behind is written over.
        let _ = fs::remove_dir_all(self.path().join(path));
    }

    /// Puts it in its place; what a run that was killed left there is put aside.
    ///
    /// # Errors
    /// It cannot be put there.
    pub fn finish(self) -> Result<(), Box<Finding>> {
        let cannot = |error: io::Error| cannot_write(&self.place, &error);
        if self.place.exists() {
            let aside = (1..).map(|number| self.place.with_extension(format!("opzij-{number}")));
            let free = aside.take(1_000).find(|path| !path.exists()).unwrap_or_else(|| self.place.clone());
            settle::folder(&self.place, &free, "").map_err(cannot)?;
        }
        settle::folder(self.temporary.path(), &self.place, "").map_err(cannot)?;
        // It is no longer where it would be removed.
        let _ = self.temporary.keep();
        Ok(())
    }
}

/// Takes away what runs that were killed left in a folder that only one run at a time may write.
fn remove_unfinished(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(".griffel-") {
            // What cannot be removed is only untidy.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Waits until no other run does what must be done by one at a time, and keeps others waiting until the
/// result is dropped. The system lets go of it when the program ends, however it ends.
///
/// # Errors
/// The folder cannot be written.
pub fn alone(path: &Path) -> Result<fs::File, Box<Finding>> {
    let cannot = |error: io::Error| cannot_write(path, &error);
    fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).map_err(cannot)?;
    let file = fs::OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(cannot)?;
    // Where a file system has no locks, people must see to it themselves.
    let _ = file.lock();
    Ok(file)
}

/// Replaces a file of the user's; its rights and its owner stay. Just before, `is_wanted` is asked
/// whether that is still right.
///
/// # Errors
/// It cannot be written; the finding says why, and the file is as it was.
pub fn replace(path: &Path, bytes: &[u8], is_wanted: &dyn Fn() -> bool) -> Result<bool, Box<Finding>> {
    let cannot = |error: io::Error| cannot_replace(path, &error);
    let before = fs::metadata(path).map_err(cannot)?;
    if before.permissions().readonly() {
        return Err(cannot(ErrorKind::PermissionDenied.into()));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    // Nobody else may read what they may not read in its place.
    let mut file = tempfile::Builder::new().prefix(".griffel-").make_in(folder, private).map_err(cannot)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_data()).map_err(cannot)?;
    let has_same_owner = keep_owner(file.as_file(), &before).is_ok();
    file.as_file().set_permissions(before.permissions()).map_err(cannot)?;
    if !is_wanted() {
        return Ok(false);
    }
    match has_same_owner {
        true => settle::file(&file.into_temp_path(), path).map_err(cannot)?,
        // Who shares a file with colleagues must not take it from them.
        false => fs::write(path, bytes).map_err(cannot)?,
    }
    Ok(true)
}

/// A new file that only its owner may read.
fn private(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(unix)]
fn keep_owner(file: &fs::File, before: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let now = file.metadata()?;
    if (now.uid(), now.gid()) == (before.uid(), before.gid()) {
        return Ok(());
    }
    fchown(file, Some(before.uid()), Some(before.gid()))
}

#[cfg(not(unix))]
fn keep_owner(_: &fs::File, _: &fs::Metadata) -> io::Result<()> {
    Ok(())
}

fn cannot_replace(path: &Path, error: &io::Error) -> Box<Finding> {
    let (why, hint) = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            ("De schijf is vol.", "Maak ruimte vrij en bewaar opnieuw.")
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            ("U hebt geen rechten om dit bestand te veranderen.", "Kijk of het bestand alleen-lezen is.")
        }
        _ => ("Het bestand kan niet worden geschreven.", "Kijk of een ander programma het bestand in gebruik heeft."),
    };
    Box::new(Finding::new(Code::CannotWrite, Place::file(shown(path)), why).hint(hint))
}

/// Adds new files to a folder: all of them, or none. What is there already is never replaced.
///
/// # Errors
/// The folder cannot be written, or one of the files is there already; the finding says why, and nothing has changed.
pub fn add_to(folder: &Path, files: &[(String, &[u8])]) -> Result<(), Box<Finding>> {
    if folder.symlink_metadata().is_ok() {
        return add_one_by_one(folder, files);
    }
    let parent = folder.parent().unwrap_or(Path::new("."));
    let fill = || -> io::Result<()> {
        fs::create_dir_all(parent)?;
        let staging = with_usual_rights(tempfile::Builder::new().prefix(".griffel-"), 0o777).tempdir_in(parent)?;
        for (name, bytes) in files {
            let mut file = fs::File::create_new(staging.path().join(name))?;
            file.write_all(bytes).and_then(|()| file.sync_data())?;
        }
        settle::folder(staging.path(), folder, "")
    };
    fill().map_err(|error| cannot_add(folder, &error))
}

/// Takes away files that were added a moment ago, and their folders where nothing else is in them.
pub fn take_back(files: &[PathBuf]) {
    for path in files {
        // What cannot be removed is told with what went wrong.
        let _ = fs::remove_file(path);
        let _ = path.parent().map(fs::remove_dir);
    }
}

fn add_one_by_one(folder: &Path, files: &[(String, &[u8])]) -> Result<(), Box<Finding>> {
    let mut made: Vec<PathBuf> = Vec::new();
    for (name, bytes) in files {
        let path = folder.join(name);
        let written = fs::File::create_new(&path).and_then(|mut file| {
            made.push(path.clone());
            file.write_all(bytes).and_then(|()| file.sync_data())
        });
        if let Err(error) = written {
            take_back(&made);
            return Err(cannot_add(&path, &error));
        }
    }
    Ok(())
}

fn cannot_add(path: &Path, error: &io::Error) -> Box<Finding> {
    let (why, hint) = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            ("De schijf is vol.", "Maak ruimte vrij en probeer het opnieuw.")
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            ("U hebt geen rechten om hier te schrijven.", "Vraag rechten voor de map data.")
        }
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory | ErrorKind::DirectoryNotEmpty => {
            ("Er staat al een bestand op deze plek.", "Geef dat bestand een andere naam, en probeer het opnieuw.")
        }
        _ => ("Hier kan niet worden geschreven.", "Kijk of u in deze map kunt schrijven."),
    };
    let nothing = "Er is niets gemaakt.";
    Box::new(Finding::new(Code::CannotWrite, Place::file(shown(path)), why).hint(nothing).hint(hint))
}

/// Writes a file in one step: whoever looks sees the old bytes or the new ones.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    settle::file(&stage(path, bytes)?, path)
}

/// Writes the bytes beside their place, and waits until they are on the disk.
fn stage(path: &Path, bytes: &[u8]) -> io::Result<TempPath> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let file = stage_in(folder, bytes)?;
    file.as_file().sync_data()?;
    Ok(file.into_temp_path())
}

/// Not made as other temporary files are: Windows would mark it as one, and programs that synchronise leave those out.
/// It has the rights of any other file.
fn stage_in(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile<fs::File>> {
    let mut file = tempfile::Builder::new().prefix(".griffel-").make_in(folder, |path| fs::File::create_new(path))?;
    file.write_all(bytes)?;
    Ok(file)
}

/// Temporary files and folders are private to their owner; what Griffel makes has the rights of
/// any other file, `mode` less the user's mask.
pub(crate) fn with_usual_rights<'a, 'b>(
    builder: &'a mut tempfile::Builder<'b, 'b>,
    mode: u32,
) -> &'a mut tempfile::Builder<'b, 'b> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(mode));
    }
    #[cfg(not(unix))]
    let _ = mode;
    builder
}

/// One finding for each folder, however many documents were to go there; or one for the file that is in the way.
fn cannot_write(path: &Path, error: &io::Error) -> Box<Finding> {
    if let Some(finding) = in_the_way(path, error) {
        return Box::new(finding);
    }
    let folder = path.parent().unwrap_or(path);
    let (why, hint) = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            ("De schijf is vol", "Maak ruimte vrij en probeer het opnieuw.")
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            ("U hebt geen rechten om hier te schrijven", "Kies een andere map met --uitvoer.")
        }
        _ => ("Het bestand kan niet worden geschreven", "Kijk of het bestand nog ergens open staat."),
    };
    let shown = shown(folder);
    Box::new(Finding::new(Code::CannotWrite, Place::file(&shown), format!("{why}: {shown}.")).hint(hint))
}

/// What stands where a file is to go, and cannot be replaced.
fn in_the_way(path: &Path, error: &io::Error) -> Option<Finding> {
    let finding = |at: &Path, message: String, hint: &str| {
        Some(Finding::new(Code::CannotWrite, Place::file(shown(at)), message).hint(hint))
    };
    if error.kind() == ErrorKind::IsADirectory {
        let message = format!("Er staat een map in de weg: {}.", shown(path));
        return finding(path, message, "Geef die map een andere naam, of kies een andere map met --uitvoer.");
    }
    if matches!(error.kind(), ErrorKind::NotADirectory | ErrorKind::AlreadyExists) {
        let at = path.ancestors().skip(1).find(|part| part.exists() && !part.is_dir()).unwrap_or(path);
        let message = format!("Er staat een bestand in de weg: {}.", shown(at));
        return finding(at, message, "Kies een andere map met --uitvoer.");
    }
    let there = fs::metadata(path).ok()?;
    if there.permissions().readonly() && error.kind() == ErrorKind::PermissionDenied {
        let message = format!("Dit bestand is alleen-lezen: {}.", shown(path));
        return finding(path, message, "Haal bij de eigenschappen van het bestand het vinkje bij Alleen-lezen weg.");
    }
    let is_pdf = path.extension().is_some_and(|extension| extension == "pdf");
    let question = if is_pdf { "Staat de PDF nog open?" } else { "Staat het nog open, bijvoorbeeld in Excel?" };
    let message = format!("Dit bestand kan niet worden vervangen: {}. {question}", shown(path));
    settle::is_held(error).then(|| finding(path, message, "Sluit het bestand, en probeer het dan opnieuw."))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_file_stays_whole_when_writing_fails() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let path = folder.path().join("brief.pdf");
        write(&path, b"oud").expect("written");
        // A folder cannot be replaced by a file.
        let blocked = folder.path().join("map");
        fs::create_dir(&blocked).expect("made");
        fs::write(blocked.join("x"), "x").expect("written");
        assert!(write(&blocked, b"nieuw").is_err());
        assert_eq!(fs::read(&path).expect("read"), b"oud");
        assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 2, "no temporary file is left");
    }
}
