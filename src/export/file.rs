//! One file, in one step: whoever looks sees the old bytes or the new ones.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use crate::diagnostic::Finding;

use super::failure::{cannot_replace, cannot_write};
use super::settle;
use super::staged::stage;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn what_is_there_is_not_created_again() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let path = folder.path().join("a.json");
        create(&path, b"een").expect("created");
        assert_eq!(create(&path, b"twee").expect_err("refused").code, Code::CannotWrite);
        assert_eq!(fs::read(&path).expect("there"), b"een");
    }

    #[test]
    fn lines_are_added_at_the_end() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let path = folder.path().join("log.csv");
        append(&path, b"een\n").expect("added");
        append(&path, b"twee\n").expect("added");
        assert_eq!(fs::read(&path).expect("there"), b"een\ntwee\n");
    }

    #[test]
    fn a_file_is_replaced_only_where_that_is_still_wanted() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let path = folder.path().join("a.md");
        fs::write(&path, "oud").expect("written");
        assert!(!replace(&path, b"nieuw", &|| false).expect("asked"));
        assert_eq!(fs::read(&path).expect("there"), b"oud");
        assert!(replace(&path, b"nieuw", &|| true).expect("asked"));
        assert_eq!(fs::read(&path).expect("there"), b"nieuw");
    }

    #[cfg(unix)]
    #[test]
    fn rights_stay_and_links_are_not_followed() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("temporary folder");
        let path = folder.path().join("a.md");
        fs::write(&path, "oud").expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("set");
        replace(&path, b"nieuw", &|| true).expect("replaced");
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o640);
        let link = folder.path().join("link.csv");
        std::os::unix::fs::symlink(&path, &link).expect("linked");
        append(&link, b"x").expect_err("a link could lead anywhere");
        assert_eq!(fs::read(&path).expect("there"), b"nieuw");
    }
}
