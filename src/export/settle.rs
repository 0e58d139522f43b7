//! Puts what is finished in its place: in, a finished file or folder beside it; out, it is there in full, or nothing
//! has changed.
//!
//! On Windows others may hold what is there: a reader its PDF, a virus scanner what is new, a program that synchronises
//! any folder. Most let go within a moment, which is waited for. Who holds a file for longer is told of; a folder that
//! cannot be renamed is made in its place instead.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use tempfile::TempPath;
use walkdir::WalkDir;

use super::target::folder_of;

/// After each of these it is tried again, in milliseconds.
const PAUSES: [u64; 4] = [10, 25, 50, 100];

/// Puts a finished file in its place, over an older one.
///
/// # Errors
/// It cannot be put there, see [`is_held`]; the older one is as it was.
pub(crate) fn file(finished: &Path, place: &Path) -> io::Result<()> {
    patiently(is_held, || fs::rename(finished, place)).map_err(|error| match place.is_dir() {
        true => ErrorKind::IsADirectory.into(),
        false => error,
    })
}

/// Puts a finished file where none is.
///
/// # Errors
/// There is one, or it cannot be put there.
pub(super) fn new_file(finished: TempPath, place: &Path) -> io::Result<()> {
    // In this form Windows takes a path of any length.
    let folder = fs::canonicalize(folder_of(place))?;
    let place = place.file_name().map(|name| folder.join(name)).ok_or(ErrorKind::InvalidInput)?;
    let mut left = Some(finished);
    patiently(is_held, || match left.take().map(|finished| finished.persist_noclobber(&place)) {
        Some(Err(refused)) => {
            left = Some(refused.path);
            Err(refused.error)
        }
        _ => Ok(()),
    })
}

/// Moves a file to where none is. Where a file cannot have two names, it is looked first whether the new one is free.
///
/// # Errors
/// There is one, or it cannot be moved; it is then where it was.
pub(super) fn moved(from: &Path, to: &Path) -> io::Result<()> {
    match patiently(is_held, || fs::hard_link(from, to)) {
        Ok(()) => patiently(is_held, || fs::remove_file(from)).inspect_err(|_| {
            // It still has its old name.
            let _ = fs::remove_file(to);
        }),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
        Err(_) if to.symlink_metadata().is_ok() => Err(ErrorKind::AlreadyExists.into()),
        Err(_) => patiently(is_held, || fs::rename(from, to)),
    }
}

/// Puts a finished folder where none is. Where it cannot be renamed its files are made there one by one, the one at
/// `last`, relative to the folder, after all others: whoever looks for that one finds the whole folder.
///
/// # Errors
/// There is something already, or it cannot be put there.
pub(crate) fn folder(finished: &Path, place: &Path, last: &str) -> io::Result<()> {
    folder_by(&|from, to| fs::rename(from, to), finished, place, last)
}

/// How something is given another name.
type Rename<'a> = &'a dyn Fn(&Path, &Path) -> io::Result<()>;

fn folder_by(rename: Rename<'_>, finished: &Path, place: &Path, last: &str) -> io::Result<()> {
    if patiently(is_held, || rename(finished, place)).is_ok() {
        return Ok(());
    }
    fs::create_dir(place)?;
    copy_below(finished, place, last).inspect_err(|_| {
        // What it was is made again; what cannot be removed is told with what went wrong.
        let _ = fs::remove_dir_all(place);
    })?;
    // It is a copy by now; what cannot be removed is only untidy.
    let _ = patiently(is_held, || fs::remove_dir_all(finished));
    Ok(())
}

fn copy_below(from: &Path, to: &Path, last: &str) -> io::Result<()> {
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in WalkDir::new(from).min_depth(1).sort_by_file_name() {
        let entry = entry?;
        let path = entry.path().strip_prefix(from).map_err(io::Error::other)?;
        match entry.file_type().is_dir() {
            true => fs::create_dir(to.join(path))?,
            false => files.push(path.to_path_buf()),
        }
    }
    files.sort_by_key(|path| path == Path::new(last));
    for path in files {
        let mut source = fs::File::open(from.join(&path))?;
        let mut target = fs::File::create_new(to.join(&path))?;
        io::copy(&mut source, &mut target)?;
        target.sync_data()?;
    }
    Ok(())
}

/// Whether a file can be replaced now: nobody holds it, and it is not read-only. One that is not there can.
///
/// # Errors
/// It cannot be; see [`is_held`].
pub(super) fn can_be_replaced(path: &Path) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(found) if found.permissions().readonly() && cfg!(windows) => Err(ErrorKind::PermissionDenied.into()),
        Ok(found) if found.is_dir() => Err(ErrorKind::IsADirectory.into()),
        Ok(_) => patiently(is_held, || opened_to_replace(path)),
        Err(_) => Ok(()),
    }
}

/// Renaming over a file takes the right to delete it, which nobody who has it open need give.
#[cfg(windows)]
fn opened_to_replace(path: &Path) -> io::Result<()> {
    use std::os::windows::fs::OpenOptionsExt;
    const DELETE: u32 = 0x0001_0000;
    fs::OpenOptions::new().access_mode(DELETE).open(path).map(drop)
}

#[cfg(not(windows))]
fn opened_to_replace(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Whether somebody may hold what an error is about: access denied, or a sharing violation.
pub(super) fn is_held(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32))
}

/// Does it, and tries again for a moment while it fails because of `held`.
fn patiently<T>(held: impl Fn(&io::Error) -> bool, mut work: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    for pause in PAUSES {
        match work() {
            Err(error) if held(&error) => thread::sleep(Duration::from_millis(pause)),
            done => return done,
        }
    }
    work()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    const DENIED: i32 = 5;
    const SHARING: i32 = 32;

    fn answers(codes: &[i32]) -> (io::Result<()>, usize) {
        let tries = Cell::new(0);
        let done = patiently(
            |error| matches!(error.raw_os_error(), Some(DENIED | SHARING)),
            || {
                tries.set(tries.get() + 1);
                codes.get(tries.get() - 1).map_or(Ok(()), |code| Err(io::Error::from_raw_os_error(*code)))
            },
        );
        (done, tries.get())
    }

    #[test]
    fn who_holds_something_for_a_moment_is_waited_for_and_nobody_for_ever() {
        assert!(matches!(answers(&[]), (Ok(()), 1)));
        assert!(matches!(answers(&[DENIED, SHARING]), (Ok(()), 3)));
        assert!(matches!(answers(&[SHARING; 4]), (Ok(()), 5)));
        assert!(matches!(answers(&[DENIED; 5]), (Err(_), 5)));
        assert!(matches!(answers(&[DENIED, 2]), (Err(_), 2)), "another error is no reason to wait");
    }

    fn finished() -> (tempfile::TempDir, PathBuf, PathBuf) {
        let home = tempfile::tempdir().expect("temporary folder");
        let (from, to) = (home.path().join("klaar"), home.path().join("plek"));
        fs::create_dir_all(from.join("data/b")).expect("made");
        for path in ["data/a.toml", "data/b/c.md", "z.md"] {
            fs::write(from.join(path), path).expect("written");
        }
        (home, from, to)
    }

    fn never(_: &Path, _: &Path) -> io::Result<()> {
        Err(ErrorKind::CrossesDevices.into())
    }

    #[test]
    fn a_folder_that_cannot_be_renamed_is_made_in_its_place() {
        let (_home, from, to) = finished();
        folder_by(&never, &from, &to, "data/a.toml").expect("put");
        for path in ["data/a.toml", "data/b/c.md", "z.md"] {
            assert_eq!(fs::read_to_string(to.join(path)).expect("read"), path);
        }
        assert!(!from.exists());
    }

    #[cfg(unix)]
    #[test]
    fn of_a_folder_that_cannot_be_made_in_its_place_nothing_is_there() {
        let (_home, from, to) = finished();
        // The last of the others cannot be read.
        fs::remove_file(from.join("z.md")).expect("removed");
        std::os::unix::fs::symlink("nergens", from.join("z.md")).expect("linked");
        assert!(folder_by(&never, &from, &to, "data/a.toml").is_err());
        assert!(!to.exists() && from.join("data/a.toml").exists());
    }

    #[test]
    fn what_is_there_is_not_touched() {
        let (_home, from, to) = finished();
        fs::create_dir(&to).expect("made");
        fs::write(to.join("mijn.txt"), "van mij").expect("written");
        assert!(folder(&from, &to, "z.md").is_err());
        assert_eq!(fs::read_dir(&to).expect("read").count(), 1);
        assert!(from.join("z.md").exists());
    }
}
