//! Bytes beside their place, to be put there in one step; with the rights of any other file.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::{NamedTempFile, TempPath};

use super::settle;
use super::target::folder_of;
use super::workspace::WorkSpace;

/// A finished file in a work space beside its place.
pub struct Staged {
    pub(super) file: TempPath,
    /// Taken away after the file.
    pub(super) _space: WorkSpace,
}

/// Writes a file in one step: whoever looks sees the old bytes or the new ones.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    settle::file(&stage(path, bytes)?.file, path)
}

/// Writes the bytes beside their place, and waits until they are on the disk.
pub fn stage(path: &Path, bytes: &[u8]) -> io::Result<Staged> {
    let space = WorkSpace::beside(folder_of(path))?;
    let file = stage_in(space.path(), bytes)?;
    file.as_file().sync_data()?;
    Ok(Staged { file: file.into_temp_path(), _space: space })
}

/// Not made as other temporary files are: Windows would mark it as one, and programs that synchronise leave those out.
/// It has the rights of any other file.
pub fn stage_in(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile<fs::File>> {
    let mut file = tempfile::Builder::new().prefix(".griffel-").make_in(folder, |path| fs::File::create_new(path))?;
    file.write_all(bytes)?;
    Ok(file)
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
