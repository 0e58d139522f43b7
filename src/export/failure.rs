//! Why something cannot be written, in words for its user, and what to do about it.

use std::io::{self, ErrorKind};
use std::path::Path;

use crate::diagnostic::{Code, Finding, Place};

/// What keeps a file from being written.
enum Obstacle {
    DiskFull,
    NoRights,
    /// Something that is no folder is where a folder should be, or the other way round.
    InTheWay,
    Other,
}

impl Obstacle {
    fn of(error: &io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Obstacle::DiskFull,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Obstacle::NoRights,
            ErrorKind::AlreadyExists
            | ErrorKind::NotADirectory
            | ErrorKind::IsADirectory
            | ErrorKind::DirectoryNotEmpty => Obstacle::InTheWay,
            _ => Obstacle::Other,
        }
    }
}

/// A file of a document cannot be written: one finding for each folder, however many documents were to go there.
pub fn cannot_write(path: &Path, error: &io::Error) -> Box<Finding> {
    cannot_write_there(path, error, "Kies een andere map met --uitvoer.")
}

/// The same for a file that is put elsewhere in another way, which `elsewhere` tells.
pub fn cannot_write_there(path: &Path, error: &io::Error, elsewhere: &str) -> Box<Finding> {
    let folder = path.parent().unwrap_or(path);
    let (place, what, hint) = match Obstacle::of(error) {
        Obstacle::DiskFull => (folder, "De schijf is vol", "Maak ruimte vrij en probeer het opnieuw."),
        Obstacle::NoRights => (folder, "U hebt geen rechten om hier te schrijven", elsewhere),
        Obstacle::InTheWay => {
            let in_the_way = folder.ancestors().find(|part| part.exists() && !part.is_dir());
            (in_the_way.unwrap_or(folder), "Er staat een bestand in de weg", elsewhere)
        }
        Obstacle::Other => {
            (folder, "Het bestand kan niet worden geschreven", "Kijk of het bestand nog ergens open staat.")
        }
    };
    let place = place.display().to_string();
    let message = format!("{what}: {place}.");
    Box::new(Finding::new(Code::CannotWrite, Place::file(place), message).hint(hint))
}

/// A file of the user's cannot be replaced.
pub fn cannot_replace(path: &Path, error: &io::Error) -> Box<Finding> {
    let (why, hint) = match Obstacle::of(error) {
        Obstacle::DiskFull => ("De schijf is vol.", "Maak ruimte vrij en bewaar opnieuw."),
        Obstacle::NoRights => {
            ("U hebt geen rechten om dit bestand te veranderen.", "Kijk of het bestand alleen-lezen is.")
        }
        Obstacle::InTheWay | Obstacle::Other => {
            ("Het bestand kan niet worden geschreven.", "Kijk of een ander programma het bestand in gebruik heeft.")
        }
    };
    Box::new(Finding::new(Code::CannotWrite, Place::file(path.display().to_string()), why).hint(hint))
}

/// New files cannot be added to a folder of the user's.
pub fn cannot_add(path: &Path, error: &io::Error) -> Box<Finding> {
    let (why, hint) = match Obstacle::of(error) {
        Obstacle::DiskFull => ("De schijf is vol.", "Maak ruimte vrij en probeer het opnieuw."),
        Obstacle::NoRights => ("U hebt geen rechten om hier te schrijven.", "Vraag rechten voor de map data."),
        Obstacle::InTheWay => {
            ("Er staat al een bestand op deze plek.", "Geef dat bestand een andere naam, en probeer het opnieuw.")
        }
        Obstacle::Other => ("Hier kan niet worden geschreven.", "Kijk of u in deze map kunt schrijven."),
    };
    let nothing = "Er is niets gemaakt.";
    Box::new(Finding::new(Code::CannotWrite, Place::file(path.display().to_string()), why).hint(nothing).hint(hint))
}
