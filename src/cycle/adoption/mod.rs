//! Letters become final: adopted, kept with all they were made from, and made again years later.
//!
//! In: a work folder and the name of a letter. Out: its record, its archive and a line in its log; or
//! what keeps it from being adopted. Adopting is made of steps that each leave everything whole; after a
//! run that was killed, the same command finishes the rest.

mod seal;
mod snapshot;
mod step;
mod verify;

use chrono::NaiveDateTime;

use crate::diagnostic::{Code, Finding, Place};
use crate::export;
use crate::project::WorkFolder;
use crate::provenance::harmless;
use crate::record::ARCHIVE;

pub use seal::{Adopted, adopt};
pub use step::mark;
pub use verify::{Same, Verdict, verify};

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
    fn day(&self) -> String {
        self.at.format("%Y-%m-%d").to_string()
    }

    /// Who, so that a spreadsheet takes it for text.
    fn who(&self) -> String {
        as_text(&self.by)
    }

    /// The moment, as `2023-03-14 09:30:00`.
    fn moment(&self) -> String {
        self.at.format("%Y-%m-%d %H:%M:%S").to_string()
    }
}

/// Waits until nobody else adopts or marks letters of the work folder.
fn alone(folder: &WorkFolder) -> Result<std::fs::File, Box<Finding>> {
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
fn as_text(text: &str) -> String {
    harmless(&text.chars().map(|next| if next.is_control() { ' ' } else { next }).collect::<String>())
}
