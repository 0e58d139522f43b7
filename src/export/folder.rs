//! Folders that are filled beside their place and then put there in one step, and files that are added to one.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::diagnostic::Finding;

use super::failure::{cannot_add, cannot_write};
use super::settle;
use super::target::{Target, folder_of};
use super::workspace::WorkSpace;

/// A folder that is filled beside its place and then put there in one step.
pub struct NewFolder {
    space: WorkSpace,
    place: Target,
}

impl NewFolder {
    /// A folder that will be at `place`, and is filled in a hidden folder of `home`.
    ///
    /// # Errors
    /// One of them cannot be written, or is reached through a link.
    pub fn at(place: &Target, home: &Target) -> Result<Self, Box<Finding>> {
        let cannot = |error: io::Error| cannot_write(place.path(), &error);
        place.checked()?;
        let space = WorkSpace::beside(home.checked()?).map_err(cannot)?;
        let new = Self { space, place: place.clone() };
        fs::create_dir(new.path()).map_err(cannot)?;
        Ok(new)
    }

    /// Where it is while it is being filled.
    pub fn path(&self) -> PathBuf {
        self.space.path().join("inhoud")
    }

    /// Writes a file into it, by its path inside it.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Box<Finding>> {
        self.put(path, bytes).map_err(|error| cannot_write(self.place.path(), &error))
    }

    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.path().join(path);
        fs::create_dir_all(folder_of(&path))?;
        let mut file = fs::File::create(path)?;
        file.write_all(bytes).and_then(|()| file.sync_data())
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
        let place = self.place.checked()?;
        let cannot = |error: io::Error| cannot_write(place, &error);
        fs::create_dir_all(folder_of(place)).map_err(cannot)?;
        if place.exists() {
            let aside = (1..).map(|number| place.with_extension(format!("opzij-{number}")));
            let free = aside.take(1_000).find(|path| !path.exists()).unwrap_or_else(|| place.to_path_buf());
            settle::folder(place, &free, "").map_err(cannot)?;
        }
        settle::folder(&self.path(), place, "").map_err(cannot)
    }
}

/// Adds new files to a folder: all of them, or none. What is there already is never replaced.
///
/// # Errors
/// The folder cannot be written, or one of the files is there already; the finding says why, and nothing has changed.
pub fn add_to(folder: &Target, files: &[(String, &[u8])]) -> Result<(), Box<Finding>> {
    let folder = folder.checked()?;
    if folder.symlink_metadata().is_ok() {
        return add_one_by_one(folder, files);
    }
    let fill = || -> io::Result<()> {
        let space = WorkSpace::beside(folder_of(folder))?;
        let filled = space.path().join("inhoud");
        fs::create_dir(&filled)?;
        for (name, bytes) in files {
            let mut file = fs::File::create_new(filled.join(name))?;
            file.write_all(bytes).and_then(|()| file.sync_data())?;
        }
        settle::folder(&filled, folder, "")
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

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("read")
            .map(|entry| entry.expect("read").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    fn begun(home: &Path) -> NewFolder {
        NewFolder::at(&Target::below(home, "nieuw"), &Target::below(home, "")).expect("begun")
    }

    #[test]
    fn a_folder_is_there_when_it_is_whole() {
        let place = tempfile::tempdir().expect("temporary folder");
        fs::create_dir(place.path().join(".griffel-a1B2c3")).expect("left by a run that was killed");
        let folder = begun(place.path());
        folder.write("a/b.txt", b"x").expect("written");
        folder.write("c.txt", b"x").expect("written");
        folder.clear("a");
        assert!(!place.path().join("nieuw").exists());
        folder.finish().expect("finished");
        assert_eq!(names(place.path()), ["nieuw"]);
        assert_eq!(names(&place.path().join("nieuw")), ["c.txt"]);
    }

    #[test]
    fn what_stands_in_the_place_of_a_folder_is_put_aside() {
        let place = tempfile::tempdir().expect("temporary folder");
        for _ in 0..2 {
            let folder = begun(place.path());
            folder.write("a.txt", b"x").expect("written");
            folder.finish().expect("finished");
        }
        assert_eq!(names(place.path()), ["nieuw", "nieuw.opzij-1"]);
    }

    #[test]
    fn all_files_are_added_or_none() {
        let place = tempfile::tempdir().expect("temporary folder");
        let (target, folder) = (Target::below(place.path(), "2023"), place.path().join("2023"));
        let file = |name: &str| (name.to_owned(), b"x".as_slice());
        add_to(&target, &[file("a.md"), file("b.md")]).expect("added to a folder that was not there");
        add_to(&target, &[file("c.md"), file("b.md")]).expect_err("one is there");
        assert_eq!(names(&folder), ["a.md", "b.md"]);
        add_to(&target, &[file("c.md")]).expect("added to a folder that was there");
        take_back(&[folder.join("c.md")]);
        assert_eq!(names(&folder), ["a.md", "b.md"]);
        take_back(&[folder.join("a.md"), folder.join("b.md")]);
        assert!(!folder.exists(), "nothing else was in it");
    }
}
