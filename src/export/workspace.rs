//! A folder for the unfinished files of one run, which nobody looks at.

use std::fs;
use std::io;
use std::path::Path;

use super::staged::with_usual_rights;

/// A folder for unfinished files of one run. The system unlocks its slot when the run ends, however it
/// ends: a later run takes away what a killed one left.
#[derive(Debug)]
pub struct WorkSpace {
    // Let go of before the folder is removed.
    _slot: fs::File,
    pub folder: tempfile::TempDir,
}

impl WorkSpace {
    const PREFIX: &'static str = "werk-";
    const SLOT: &'static str = "slot";

    /// A folder of its own below `home`; what runs left there that are no more is taken away.
    pub fn below(home: &Path) -> io::Result<Self> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_folders_of_runs_that_are_no_more_are_taken_away() {
        let home = tempfile::tempdir().expect("temporary folder");
        let left = home.path().join("werk-gestopt");
        fs::create_dir(&left).expect("made");
        fs::write(left.join(WorkSpace::SLOT), "").expect("written");
        fs::write(left.join("half.pdf"), "x").expect("written");
        let other = home.path().join("van-iemand-anders");
        fs::create_dir(&other).expect("made");
        let first = WorkSpace::below(home.path()).expect("a folder");
        let second = WorkSpace::below(home.path()).expect("another");
        assert!(first.folder.path().is_dir() && second.folder.path().is_dir(), "both runs still go on");
        assert!(!left.exists() && other.is_dir());
        drop(first);
        drop(second);
        assert_eq!(fs::read_dir(home.path()).expect("read").count(), 1, "nothing of ours is left");
    }
}
