//! Folders that are filled beside their place and then put there in one step, and files that are added to one.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::diagnostic::Finding;

use super::failure::{cannot_add, cannot_write};
use super::settle;
use super::staged::{with_usual_rights, write};

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

    #[test]
    fn a_folder_is_there_when_it_is_whole() {
        let place = tempfile::tempdir().expect("temporary folder");
        fs::create_dir(place.path().join(".griffel-gestopt")).expect("left by a run that was killed");
        let folder = NewFolder::at(&place.path().join("nieuw")).expect("begun");
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
            let folder = NewFolder::at(&place.path().join("nieuw")).expect("begun");
            folder.write("a.txt", b"x").expect("written");
            folder.finish().expect("finished");
        }
        assert_eq!(names(place.path()), ["nieuw", "nieuw.opzij-1"]);
    }

    #[test]
    fn all_files_are_added_or_none() {
        let place = tempfile::tempdir().expect("temporary folder");
        let folder = place.path().join("2023");
        let file = |name: &str| (name.to_owned(), b"x".as_slice());
        add_to(&folder, &[file("a.md"), file("b.md")]).expect("added to a folder that was not there");
        add_to(&folder, &[file("c.md"), file("b.md")]).expect_err("one is there");
        assert_eq!(names(&folder), ["a.md", "b.md"]);
        add_to(&folder, &[file("c.md")]).expect("added to a folder that was there");
        take_back(&[folder.join("c.md")]);
        assert_eq!(names(&folder), ["a.md", "b.md"]);
        take_back(&[folder.join("a.md"), folder.join("b.md")]);
        assert!(!folder.exists(), "nothing else was in it");
    }
}
