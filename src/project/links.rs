//! Links: files and folders that are really somewhere else. In: a folder, and a path below it; out: the first part of
//! that path that is a link.
//!
//! What Griffel reads, writes and takes away stands in the work folder itself. A link could lead to a folder of somebody
//! else's, so it is named and not followed; on Windows a junction is one as well. Where the work folder itself is, and
//! which folder is given on the command line, is the user's own choice.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Finding, Place, shown};

/// The first part of `path` that is a link, from below `base` down to `path` itself. What is not there is none.
pub fn link_below(base: &Path, path: &Path) -> Option<PathBuf> {
    let mut whole = base.to_path_buf();
    for part in path.strip_prefix(base).ok()? {
        whole.push(part);
        match fs::symlink_metadata(&whole) {
            Ok(found) if found.is_symlink() => return Some(whole),
            Ok(_) => {}
            Err(_) => return None,
        }
    }
    None
}

/// Makes sure that no part of `path` below `base` is a link, `path` itself included.
///
/// # Errors
/// One is; the finding names it.
pub fn without_links(base: &Path, path: &Path) -> Result<(), Box<Finding>> {
    match link_below(base, path) {
        Some(link) => Err(Box::new(is_link(link.strip_prefix(base).unwrap_or(&link)))),
        None => Ok(()),
    }
}

/// The bytes of a file, unless a part of its path below `base` is a link.
///
/// # Errors
/// It cannot be read, or is reached through a link.
pub fn read_below(base: &Path, path: &Path) -> io::Result<Vec<u8>> {
    match link_below(base, path) {
        Some(_) => Err(ErrorKind::PermissionDenied.into()),
        None => fs::read(path),
    }
}

/// What is told of a link.
pub fn is_link(path: &Path) -> Finding {
    let path = shown(path);
    Finding::new(Code::PathOutside, Place::file(&path), format!("{path} is een verwijzing naar een andere plek."))
        .hint("Griffel leest en schrijft alleen wat zelf in de werkmap staat, en volgt geen verwijzingen.")
        .hint("Haal de verwijzing weg, en zet de bestanden zelf op deze plek.")
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_link_is_found_at_any_depth_and_nowhere_else() {
        let home = tempfile::tempdir().expect("temporary folder");
        let (base, elsewhere) = (home.path().join("map"), home.path().join("elders"));
        fs::create_dir_all(base.join("a/b")).expect("made");
        fs::create_dir_all(elsewhere.join("c")).expect("made");
        fs::write(elsewhere.join("c/d.txt"), "x").expect("written");
        symlink(&elsewhere, base.join("a/b/link")).expect("linked");
        symlink("nergens", base.join("a/los")).expect("linked");
        let link = Some(base.join("a/b/link"));
        assert_eq!(link_below(&base, &base.join("a/b/link")), link);
        assert_eq!(link_below(&base, &base.join("a/b/link/c/d.txt")), link);
        assert_eq!(link_below(&base, &base.join("a/los")), Some(base.join("a/los")), "also one to nowhere");
        assert_eq!(link_below(&base, &base.join("a/b/nieuw/e.txt")), None);
        assert_eq!(link_below(&base, &base), None);
        // The folder itself may be reached through one.
        let through = base.join("a/b/link");
        assert_eq!(link_below(&through, &through.join("c/d.txt")), None);
        assert!(read_below(&through, &through.join("c/d.txt")).is_ok());
        assert!(read_below(&base, &base.join("a/b/link/c/d.txt")).is_err());
        let told = without_links(&base, &base.join("a/b/link/c")).expect_err("refused");
        assert_eq!((told.code, told.message.contains("a/b/link ")), (Code::PathOutside, true));
    }
}
