//! Pages that stand by themselves, where their user wants them.

use std::fs;
use std::path::Path;

use crate::diagnostic::{Code, Finding, Place, shown};

use super::failure::cannot_write_there;
use super::staged::write;

/// Writes a page that stands by itself. A file that is there is replaced only where `mark` stands in it, by
/// which Griffel knows its own pages.
///
/// # Errors
/// It cannot be written, or there is a file of somebody else's.
pub fn write_page(path: &Path, page: &str, mark: &str) -> Result<(), Box<Finding>> {
    let is_file = |path: &Path| fs::metadata(path).is_ok_and(|found| found.is_file());
    let is_ours = |path: &Path| is_file(path) && fs::read_to_string(path).is_ok_and(|text| text.contains(mark));
    if fs::symlink_metadata(path).is_ok() && !is_ours(path) {
        let shown = shown(path);
        return Err(Box::new(
            Finding::new(
                Code::CannotWrite,
                Place::file(&shown),
                format!("{shown} bestaat al en is niet door Griffel gemaakt."),
            )
            .hint("Griffel vervangt dat niet. Kies een andere naam."),
        ));
    }
    // Where the page goes is not said by --uitvoer.
    write(path, page.as_bytes()).map_err(|error| cannot_write_there(path, &error, "een andere map"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_page_of_our_own_is_replaced() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let path = folder.path().join("verschil.html");
        write_page(&path, "<!-- ons -->een", "<!-- ons -->").expect("written");
        write_page(&path, "<!-- ons -->twee", "<!-- ons -->").expect("replaced");
        assert_eq!(fs::read_to_string(&path).expect("there"), "<!-- ons -->twee");
        fs::write(&path, "van iemand anders").expect("written");
        let finding = write_page(&path, "<!-- ons -->drie", "<!-- ons -->").expect_err("refused");
        assert_eq!(finding.code, Code::CannotWrite);
        assert_eq!(fs::read_to_string(&path).expect("there"), "van iemand anders");
    }

    #[test]
    fn the_way_out_names_no_option_that_is_not_there() {
        let folder = tempfile::tempdir().expect("temporary folder");
        fs::write(folder.path().join("bestand"), "x").expect("written");
        let finding = write_page(&folder.path().join("bestand/map/a.html"), "x", "x").expect_err("refused");
        assert_eq!(finding.hints, ["Kies een andere map."]);
    }
}
