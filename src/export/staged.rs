//! Bytes beside their place, to be put there in one step; with the rights of any other file.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::{NamedTempFile, TempPath};

use super::settle;

/// Writes a file in one step: whoever looks sees the old bytes or the new ones.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    settle::file(&stage(path, bytes)?, path)
}

/// Writes the bytes beside their place, and waits until they are on the disk.
pub fn stage(path: &Path, bytes: &[u8]) -> io::Result<TempPath> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let file = stage_in(folder, bytes)?;
    file.as_file().sync_data()?;
    Ok(file.into_temp_path())
}

/// Not made as other temporary files are: Windows would mark it as one, and programs that synchronise leave those out.
/// It has the rights of any other file.
pub fn stage_in(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile<fs::File>> {
    let mut file = tempfile::Builder::new().prefix(".griffel-").make_in(folder, |path| fs::File::create_new(path))?;
    file.write_all(bytes)?;
    Ok(file)
}

/// Temporary files and folders are private to their owner; what Griffel makes has the rights of
/// any other file, `mode` less the user's mask.
pub fn with_usual_rights<'a, 'b>(
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
