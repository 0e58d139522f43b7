//! Folders for the unfinished files of one run, which nobody looks at; and what killed runs left in theirs.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::project::{ARCHIVE, DocumentKind, OUTPUT, WorkFolder, link_below};

use super::rights::with_usual_rights;

/// A folder for unfinished files of one run. The system unlocks its slot when the run ends, however it
/// ends: a later run takes away what a killed one left.
#[derive(Debug)]
pub struct WorkSpace {
    // Let go of before the folder is removed.
    _slot: fs::File,
    folder: tempfile::TempDir,
}

/// The folder in an output folder with what Griffel needs for itself.
pub const HIDDEN: &str = ".griffel";

/// How the names begin of work spaces in the hidden folder of the output.
const HIDDEN_PREFIX: &str = "werk-";

/// How the names begin of those that stand among files of the user's.
const BESIDE_PREFIX: &str = ".griffel-";

/// How many letters and digits follow.
const RANDOM: usize = 6;

const SLOT: &str = "slot";

impl WorkSpace {
    /// A folder of its own in `home`, a folder of Griffel's own; what runs left there that are no more is taken away.
    pub fn below(home: &Path) -> io::Result<Self> {
        Self::make(home, HIDDEN_PREFIX)
    }

    /// A folder of its own among the files of `home`; what runs left there that are no more is taken away.
    pub fn beside(home: &Path) -> io::Result<Self> {
        Self::make(home, BESIDE_PREFIX)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    fn make(home: &Path, prefix: &str) -> io::Result<Self> {
        fs::create_dir_all(home)?;
        take_away(home, prefix);
        let mut attempts = 0;
        loop {
            attempts += 1;
            let mut builder = tempfile::Builder::new();
            let folder = with_usual_rights(builder.prefix(prefix).rand_bytes(RANDOM), 0o777).tempdir_in(home)?;
            let path = folder.path().join(SLOT);
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
}

/// Takes away what killed runs left in a work folder: in its output, and wherever Griffel writes beside files of the
/// user's. What a run that goes on has there stays.
pub fn tidy_up(folder: &WorkFolder) {
    let root = folder.root();
    let mut places: Vec<PathBuf> = vec![root.to_path_buf(), root.join("data"), root.join("data/reeksen")];
    places.push(root.join(ARCHIVE));
    for kind in DocumentKind::ALL {
        let home = root.join(kind.folder());
        places.extend(folders_in(&home));
        places.push(home);
    }
    for place in places.iter().filter(|place| link_below(root, place).is_none()) {
        take_away(place, BESIDE_PREFIX);
    }
    let output = root.join(OUTPUT).join(HIDDEN);
    if link_below(root, &output).is_none() {
        take_away(&output, HIDDEN_PREFIX);
    }
}

/// Takes away what killed runs of older versions left deeper in the archive, which one run at a time may write.
pub fn tidy_archive(folder: &WorkFolder) {
    let archive = folder.root().join(ARCHIVE);
    if link_below(folder.root(), &archive).is_none() {
        let folders = WalkDir::new(&archive).min_depth(1).max_depth(2).into_iter().filter_map(Result::ok);
        folders.filter(|entry| entry.file_type().is_dir()).for_each(|entry| take_away(entry.path(), BESIDE_PREFIX));
    }
}

/// Takes away what killed runs left among the files of one folder.
pub fn tidy(home: &Path) {
    take_away(home, BESIDE_PREFIX);
}

fn folders_in(home: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(home).into_iter().flatten().flatten();
    entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())).map(|entry| entry.path())
}

/// Takes away what runs left that are no more.
fn take_away(home: &Path, prefix: &str) {
    for entry in fs::read_dir(home).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_ours = name.to_str().and_then(|name| name.strip_prefix(prefix)).is_some_and(|rest| {
            prefix != BESIDE_PREFIX || (rest.len() == RANDOM && rest.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        });
        match entry.file_type() {
            Ok(kind) if is_ours && kind.is_dir() => remove_left_over(&entry.path()),
            // Version 0.1.0 wrote its files here, without a slot.
            Ok(kind) if is_ours && kind.is_file() => drop(fs::remove_file(entry.path())),
            _ => {}
        }
    }
}

/// What cannot be removed is only untidy.
fn remove_left_over(space: &Path) {
    // One that was killed before it had a slot is empty.
    if fs::remove_dir(space).is_ok() {
        return;
    }
    let slot = fs::symlink_metadata(space.join(SLOT)).map(|slot| slot.is_file());
    let is_left = match slot {
        Ok(true) => fs::File::open(space.join(SLOT)).is_ok_and(|slot| slot.try_lock().is_ok()),
        Ok(false) => false,
        // Every run that writes in it has a slot there first, except those of version 0.1.0.
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    if is_left {
        let _ = fs::remove_dir_all(space);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_folders_of_runs_that_are_no_more_are_taken_away() {
        type Make = fn(&Path) -> io::Result<WorkSpace>;
        for (prefix, make) in [(HIDDEN_PREFIX, WorkSpace::below as Make), (BESIDE_PREFIX, WorkSpace::beside as Make)] {
            let home = tempfile::tempdir().expect("temporary folder");
            let left = home.path().join(format!("{prefix}aB3dE6"));
            fs::create_dir(&left).expect("made");
            fs::write(left.join(SLOT), "").expect("written");
            fs::write(left.join("half.pdf"), "x").expect("written");
            let other = home.path().join("van-iemand-anders");
            fs::create_dir(&other).expect("made");
            let first = make(home.path()).expect("a folder");
            let second = make(home.path()).expect("another");
            assert!(first.path().is_dir() && second.path().is_dir(), "both runs still go on");
            assert!(!left.exists() && other.is_dir());
            drop(first);
            drop(second);
            assert_eq!(fs::read_dir(home.path()).expect("read").count(), 1, "nothing of ours is left");
        }
    }

    #[test]
    fn what_is_called_otherwise_is_nobody_elses_business() {
        let home = tempfile::tempdir().expect("temporary folder");
        let kept = [".griffel-slot", ".griffel-sleutel", ".griffel-ab.txt", ".griffel", "brief.md"];
        kept.iter().for_each(|name| fs::write(home.path().join(name), "x").expect("written"));
        fs::write(home.path().join(".griffel-a1B2c3"), "half a text").expect("written");
        fs::create_dir_all(home.path().join(".griffel-d4E5f6/2022")).expect("made");
        drop(WorkSpace::beside(home.path()).expect("a folder"));
        let mut left: Vec<String> = fs::read_dir(home.path())
            .expect("read")
            .map(|entry| entry.expect("read").file_name().to_string_lossy().into_owned())
            .collect();
        left.sort();
        let mut kept = kept.map(str::to_owned);
        kept.sort();
        assert_eq!(left, kept);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_never_taken_for_left_overs() {
        let (home, elsewhere) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        fs::write(elsewhere.path().join(SLOT), "").expect("written");
        fs::write(elsewhere.path().join("belangrijk"), "x").expect("written");
        std::os::unix::fs::symlink(elsewhere.path(), home.path().join("werk-abc")).expect("linked");
        std::os::unix::fs::symlink(elsewhere.path(), home.path().join(".griffel-a1B2c3")).expect("linked");
        drop(WorkSpace::below(home.path()).expect("a folder"));
        drop(WorkSpace::beside(home.path()).expect("a folder"));
        assert_eq!(fs::read_dir(home.path()).expect("read").count(), 2);
        assert!(elsewhere.path().join("belangrijk").exists());
    }
}
