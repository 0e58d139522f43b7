//! Who adopts or marks something, when, and alone.

use chrono::NaiveDateTime;

use crate::diagnostic::{Code, Finding, Place};
use crate::export;
use crate::project::WorkFolder;
use crate::provenance::harmless;
use crate::record::ARCHIVE;

/// Who does something, and when.
#[derive(Debug, Clone)]
pub struct Act {
    /// Who: a name, or what the computer calls its user.
    pub by: String,
    /// When, by the clock of the place.
    pub at: NaiveDateTime,
}

impl Act {
    /// The day, as `2023-03-14`.
    pub(super) fn day(&self) -> String {
        self.at.format("%Y-%m-%d").to_string()
    }

    /// Who, so that a spreadsheet takes it for text.
    pub(super) fn who(&self) -> String {
        as_text(&self.by)
    }

    /// The moment, as `2023-03-14 09:30:00`.
    pub(super) fn moment(&self) -> String {
        self.at.format("%Y-%m-%d %H:%M:%S").to_string()
    }
}

/// Waits until nobody else adopts or marks documents of the work folder.
pub(super) fn alone(folder: &WorkFolder) -> Result<std::fs::File, Box<Finding>> {
    let archive = folder.root().join(ARCHIVE);
    // What is read from the archive must lie in the work folder, and so must what is written to it.
    if std::fs::symlink_metadata(&archive).is_ok_and(|metadata| metadata.is_symlink()) {
        let message = "De map archief is een verwijzing naar een andere plek.";
        return Err(Box::new(
            Finding::new(Code::PathOutside, Place::file(ARCHIVE), message)
                .hint("Zet het archief als gewone map in de werkmap."),
        ));
    }
    export::alone(&archive.join(".griffel-slot"))
}

/// Text on one line that a spreadsheet takes for text.
pub(super) fn as_text(text: &str) -> String {
    harmless(&text.chars().map(|next| if next.is_control() { ' ' } else { next }).collect::<String>())
}

/// Somebody else saved the text while it was being worked on.
pub(super) fn changed_meanwhile(path: &str) -> Finding {
    Finding::new(Code::CannotWrite, Place::file(path), "Iemand anders heeft deze tekst net bewaard.")
        .hint("Kijk wat er is veranderd, en probeer het dan opnieuw.")
}
