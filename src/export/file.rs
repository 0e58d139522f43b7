//! One file, in one step: whoever looks sees the old bytes or the new ones.

use std::fs;
use std::io::{self, ErrorKind, Seek, SeekFrom, Write};
use std::path::Path;

use crate::diagnostic::Finding;

use super::failure::{cannot_add, cannot_replace, cannot_write};
use super::settle;
use super::staged::{Staged, stage, write};
use super::target::{Target, folder_of};
use super::workspace::WorkSpace;

/// Writes a file that must not be there yet, in one step.
///
/// # Errors
/// It is there, or it cannot be written.
pub fn create(target: &Target, bytes: &[u8]) -> Result<(), Box<Finding>> {
    let path = target.checked()?;
    let new = || -> io::Result<()> {
        let Staged { file, _space } = stage(path, bytes)?;
        settle::new_file(file, path)
    };
    new().map_err(|error| cannot_write(path, &error))
}

/// Writes a file of Griffel's own in one step, over what was there.
///
/// # Errors
/// It cannot be written.
pub fn put(target: &Target, bytes: &[u8]) -> Result<(), Box<Finding>> {
    let path = target.checked()?;
    write(path, bytes).map_err(|error| cannot_write(path, &error))
}

/// Takes a file away, and its folder where nothing else is in it. What is reached through a link, or cannot be removed,
/// stays.
pub fn remove(target: &Target) {
    if let Ok(path) = target.checked() {
        let _ = fs::remove_file(path);
        let _ = fs::remove_dir(folder_of(path));
    }
}

/// Adds lines at the end of a file, which need not be there yet, behind its first `whole` bytes: what stands after those
/// is half a line that was never finished, and goes.
///
/// # Errors
/// It cannot be written; what of it was written is taken away again.
pub fn append(target: &Target, whole: u64, bytes: &[u8]) -> Result<(), Box<Finding>> {
    let path = target.checked()?;
    let cannot = |error: io::Error| cannot_write(path, &error);
    fs::create_dir_all(folder_of(path)).map_err(cannot)?;
    // Opened to add only, a file could not be cut on Windows.
    let mut file = fs::OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(cannot)?;
    let before = file.metadata().map_err(cannot)?.len();
    if before > whole {
        file.set_len(whole).map_err(cannot)?;
    }
    file.seek(SeekFrom::End(0)).map_err(cannot)?;
    file.write_all(bytes).and_then(|()| file.sync_data()).map_err(|error| {
        // Where even that cannot be done, the next run does it.
        let _ = file.set_len(whole);
        cannot(error)
    })
}

/// Whether a file of the user's is there and may be replaced.
///
/// # Errors
/// It may not; the finding says why.
pub fn can_replace(target: &Target) -> Result<bool, Box<Finding>> {
    let path = target.checked()?;
    match fs::metadata(path) {
        Ok(found) if found.permissions().readonly() => Err(cannot_replace(path, &ErrorKind::PermissionDenied.into())),
        found => Ok(found.is_ok_and(|found| found.is_file())),
    }
}

/// Replaces a file of the user's; its rights and its owner stay. Just before, `is_wanted` is asked
/// whether that is still right.
///
/// # Errors
/// It cannot be written; the finding says why, and the file is as it was.
pub fn replace(target: &Target, bytes: &[u8], is_wanted: &dyn Fn() -> bool) -> Result<bool, Box<Finding>> {
    let path = target.checked()?;
    let cannot = |error: io::Error| cannot_replace(path, &error);
    let before = fs::metadata(path).map_err(cannot)?;
    if before.permissions().readonly() {
        return Err(cannot(ErrorKind::PermissionDenied.into()));
    }
    let space = WorkSpace::beside(folder_of(path)).map_err(cannot)?;
    // Nobody else may read what they may not read in its place.
    let mut file = tempfile::Builder::new().make_in(space.path(), private).map_err(cannot)?;
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

/// Gives a file of the user's another name or folder. What is there already is never replaced.
///
/// # Errors
/// There is something at its new place, or it cannot be moved; it is then where it was.
pub fn rename(from: &Target, to: &Target) -> Result<(), Box<Finding>> {
    let (from, to) = (from.checked()?, to.checked()?);
    fs::create_dir_all(folder_of(to)).map_err(|error| cannot_add(to, &error))?;
    settle::moved(from, to).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => cannot_add(to, &error),
        _ => cannot_replace(from, &error),
    })?;
    // Only an empty folder goes.
    let _ = fs::remove_dir(folder_of(from));
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn what_is_there_is_not_created_again() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let path = Target::below(folder.path(), "a.json");
        create(&path, b"een").expect("created");
        assert_eq!(create(&path, b"twee").expect_err("refused").code, Code::CannotWrite);
        assert_eq!(fs::read(path.path()).expect("there"), b"een");
    }

    #[test]
    fn lines_are_added_at_the_end() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let path = Target::below(folder.path(), "log.csv");
        append(&path, 0, b"een\n").expect("added");
        append(&path, 4, b"twee\ndr").expect("added");
        assert_eq!(fs::read(path.path()).expect("there"), b"een\ntwee\ndr");
        append(&path, 9, b"vier\n").expect("added");
        assert_eq!(fs::read(path.path()).expect("there"), b"een\ntwee\nvier\n", "half a line is taken away");
    }

    #[test]
    fn a_file_is_replaced_only_where_that_is_still_wanted() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let target = Target::below(folder.path(), "a.md");
        let path = target.path();
        fs::write(path, "oud").expect("written");
        assert!(!replace(&target, b"nieuw", &|| false).expect("asked"));
        assert_eq!(fs::read(path).expect("there"), b"oud");
        assert!(replace(&target, b"nieuw", &|| true).expect("asked"));
        assert_eq!(fs::read(path).expect("there"), b"nieuw");
    }

    #[test]
    fn a_file_moves_only_to_where_none_is() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let target = |path: &str| Target::below(folder.path(), path);
        fs::create_dir(folder.path().join("2022")).expect("made");
        fs::write(folder.path().join("2022/a.md"), "een").expect("written");
        fs::write(folder.path().join("b.md"), "twee").expect("written");
        rename(&target("2022/a.md"), &target("b.md")).expect_err("there is one");
        assert_eq!(fs::read(folder.path().join("2022/a.md")).expect("there"), b"een");
        assert_eq!(fs::read(folder.path().join("b.md")).expect("there"), b"twee");
        rename(&target("2022/a.md"), &target("2023/c.md")).expect("moved");
        assert_eq!(fs::read(folder.path().join("2023/c.md")).expect("there"), b"een");
        assert!(!folder.path().join("2022").exists(), "an empty folder is nothing to keep");
    }

    #[cfg(unix)]
    #[test]
    fn rights_stay_and_links_are_not_followed() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("temporary folder");
        let path = folder.path().join("a.md");
        fs::write(&path, "oud").expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("set");
        replace(&Target::below(folder.path(), "a.md"), b"nieuw", &|| true).expect("replaced");
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o640);
        let link = folder.path().join("link.csv");
        std::os::unix::fs::symlink(&path, &link).expect("linked");
        append(&Target::below(folder.path(), "link.csv"), 5, b"x").expect_err("a link could lead anywhere");
        assert_eq!(fs::read(&path).expect("there"), b"nieuw");
    }
}
