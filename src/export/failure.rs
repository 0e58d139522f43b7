//! Why something cannot be written, in words for its user, and what to do about it.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use crate::diagnostic::{Code, Finding, Place, shown};
use crate::project::Obstacle;

use super::settle;

const OUT_OF_REACH: &str = "Kijk of u verbinding hebt met het netwerk, en probeer het dan opnieuw.";

fn finding(at: &Path, message: String) -> Finding {
    Finding::new(Code::CannotWrite, Place::file(shown(at)), message)
}

/// A file cannot be written where it has its fixed place, such as an archive: one finding for each folder, however many
/// documents were to go there; or one for the file that is in the way.
pub fn cannot_write(path: &Path, error: &io::Error) -> Box<Finding> {
    cannot(path, error, None)
}

/// The same for a file that may go elsewhere as well; `elsewhere` is what its user can choose.
pub fn cannot_write_there(path: &Path, error: &io::Error, elsewhere: &str) -> Box<Finding> {
    cannot(path, error, Some(elsewhere))
}

fn cannot(path: &Path, error: &io::Error, elsewhere: Option<&str>) -> Box<Finding> {
    if let Some(finding) = in_the_way(path, error, elsewhere) {
        return Box::new(finding);
    }
    let folder = path.parent().unwrap_or(path);
    let (why, hint) = match Obstacle::of(error) {
        Obstacle::DiskFull => ("De schijf is vol", "Maak ruimte vrij en probeer het opnieuw.".to_owned()),
        Obstacle::NoRights => {
            let ask = || "Vraag rechten om in deze map te schrijven.".to_owned();
            let hint = elsewhere.map_or_else(ask, |elsewhere| format!("Kies {elsewhere}."));
            ("U hebt geen rechten om hier te schrijven", hint)
        }
        Obstacle::OutOfReach => ("Deze plek is niet te bereiken", OUT_OF_REACH.to_owned()),
        _ => ("Het bestand kan niet worden geschreven", "Kijk of het bestand nog ergens open staat.".to_owned()),
    };
    Box::new(finding(folder, format!("{why}: {}.", shown(folder))).hint(hint))
}

/// What stands where a file is to go, and cannot be replaced.
fn in_the_way(path: &Path, error: &io::Error, elsewhere: Option<&str>) -> Option<Finding> {
    if error.kind() == ErrorKind::IsADirectory {
        let message = format!("Er staat een map in de weg: {}.", shown(path));
        let or = elsewhere.map(|elsewhere| format!(", of kies {elsewhere}")).unwrap_or_default();
        return Some(finding(path, message).hint(format!("Geef die map een andere naam{or}.")));
    }
    if matches!(error.kind(), ErrorKind::NotADirectory | ErrorKind::AlreadyExists) {
        let at = path.ancestors().skip(1).find(|part| part.exists() && !part.is_dir()).unwrap_or(path);
        let message = format!("Er staat een bestand in de weg: {}.", shown(at));
        let rename = || "Geef dat bestand een andere naam.".to_owned();
        return Some(
            finding(at, message).hint(elsewhere.map_or_else(rename, |elsewhere| format!("Kies {elsewhere}."))),
        );
    }
    let there = fs::metadata(path).ok()?;
    if there.permissions().readonly() && error.kind() == ErrorKind::PermissionDenied {
        let hint = "Haal bij de eigenschappen van het bestand het vinkje bij Alleen-lezen weg.";
        return Some(finding(path, format!("Dit bestand is alleen-lezen: {}.", shown(path))).hint(hint));
    }
    let is_pdf = path.extension().is_some_and(|extension| extension == "pdf");
    let question = if is_pdf { "Staat de PDF nog open?" } else { "Staat het nog open, bijvoorbeeld in Excel?" };
    let message = format!("Dit bestand kan niet worden vervangen: {}. {question}", shown(path));
    settle::is_held(error).then(|| finding(path, message).hint("Sluit het bestand, en probeer het dan opnieuw."))
}

/// A file of the user's cannot be replaced.
pub fn cannot_replace(path: &Path, error: &io::Error) -> Box<Finding> {
    let (why, hint) = match Obstacle::of(error) {
        Obstacle::DiskFull => ("De schijf is vol.", "Maak ruimte vrij en bewaar opnieuw."),
        Obstacle::NoRights => {
            ("U hebt geen rechten om dit bestand te veranderen.", "Kijk of het bestand alleen-lezen is.")
        }
        Obstacle::OutOfReach => ("De schijf of netwerkmap is niet te bereiken.", OUT_OF_REACH),
        _ => ("Het bestand kan niet worden geschreven.", "Kijk of een ander programma het bestand in gebruik heeft."),
    };
    Box::new(finding(path, why.to_owned()).hint(hint))
}

/// New files cannot be added to a folder of the user's.
pub fn cannot_add(path: &Path, error: &io::Error) -> Box<Finding> {
    let (why, hint) = match Obstacle::of(error) {
        Obstacle::DiskFull => ("De schijf is vol.", "Maak ruimte vrij en probeer het opnieuw."),
        Obstacle::NoRights => ("U hebt geen rechten om hier te schrijven.", "Vraag rechten voor de map data."),
        Obstacle::InTheWay => {
            ("Er staat al een bestand op deze plek.", "Geef dat bestand een andere naam, en probeer het opnieuw.")
        }
        Obstacle::OutOfReach => ("De schijf of netwerkmap is niet te bereiken.", OUT_OF_REACH),
        _ => ("Hier kan niet worden geschreven.", "Kijk of u in deze map kunt schrijven."),
    };
    Box::new(finding(path, why.to_owned()).hint("Er is niets gemaakt.").hint(hint))
}
