//! What was asked in a file instead of on the screen, where its user wants it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Finding, Place, shown};
use crate::project::{ARCHIVE, WorkFolder, is_in_input_folder, relative};

use super::failure::cannot_write_there;
use super::staged::write;

/// Writes a result in one step, over a file that is there; but never among the files that documents are made from, or
/// in the archive.
///
/// # Errors
/// It is to go there, or cannot be written.
pub fn write_result(path: &Path, bytes: &[u8]) -> Result<(), Box<Finding>> {
    if is_among_inputs(path) {
        let shown = shown(path);
        let message = format!("{shown} zou tussen uw gegevens komen te staan. Daar schrijft Griffel geen resultaten.");
        return Err(Box::new(
            Finding::new(Code::CannotWrite, Place::file(&shown), message).hint("Kies een andere map, zoals uitvoer."),
        ));
    }
    write(path, bytes).map_err(|error| cannot_write_there(path, &error, "een andere map"))
}

fn is_among_inputs(path: &Path) -> bool {
    let Some(path) = resolved(path) else { return false };
    let inside = WorkFolder::containing(&path).and_then(|folder| relative(folder.root(), &path));
    inside.is_some_and(|inside| is_in_input_folder(&inside) || inside.split('/').next() == Some(ARCHIVE))
}

/// Where a file would really be, also when the last folders of its path are not there yet.
fn resolved(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    let there = path.ancestors().skip(1).find_map(|folder| Some((folder, fs::canonicalize(folder).ok()?)));
    there.and_then(|(folder, real)| Some(real.join(path.strip_prefix(folder).ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::MARKER;

    #[test]
    fn a_result_never_goes_among_the_data() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let at = |path: &str| folder.path().join(path);
        fs::create_dir_all(at("data/reeksen")).expect("made");
        fs::write(at(MARKER), "").expect("written");
        for path in [MARKER, "data/nieuw.csv", "uitvoer/../data/a/b.csv", "archief/x.json", "templates/x.csv"] {
            fs::create_dir_all(at("uitvoer")).expect("made");
            write_result(&at(path), b"x").expect_err(path);
        }
        assert_eq!(fs::read(at(MARKER)).expect("there"), b"");
        assert!(!at("archief").exists() && !at("templates").exists());
        write_result(&at("uitvoer/a/b.csv"), b"een").expect("written");
        write_result(&at("uitvoer/a/b.csv"), b"twee").expect("replaced");
        assert_eq!(fs::read(at("uitvoer/a/b.csv")).expect("there"), b"twee");
    }
}
