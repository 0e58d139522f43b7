//! Bytes beside their place, to be put there in one step; with the rights of any other file.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// Writes a file in one step: whoever looks sees the old bytes or the new ones.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    stage(path, bytes)?.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Writes the bytes beside their place, and waits until they are on the disk.
pub fn stage(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let file = stage_in(folder, bytes)?;
    file.as_file().sync_data()?;
    Ok(file)
}

/// Writes the bytes into a new file in a folder.
pub fn stage_in(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut file = with_usual_rights(tempfile::Builder::new().prefix(".griffel-"), 0o666).tempfile_in(folder)?;
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
