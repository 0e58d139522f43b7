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

#[cfg(test)]
mod tests {
    use super::*;

    fn act(by: &str) -> Act {
        let day = chrono::NaiveDate::from_ymd_opt(2023, 3, 14).expect("a day");
        Act { by: by.to_owned(), at: day.and_hms_opt(9, 30, 0).expect("a time") }
    }

    #[test]
    fn a_moment_is_written_as_logs_and_records_have_it() {
        let act = act("A. Voorbeeld");
        assert_eq!((act.day().as_str(), act.moment().as_str()), ("2023-03-14", "2023-03-14 09:30:00"));
        assert_eq!(act.who(), "A. Voorbeeld");
    }

    #[test]
    fn a_name_stays_one_line_that_no_spreadsheet_computes() {
        assert_eq!(act("A.\nVoorbeeld\t").who(), "A. Voorbeeld ");
        assert!(act("=HYPERLINK(1)").who().starts_with('\''));
    }

    #[test]
    fn two_that_adopt_wait_for_each_other() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(folder.path().join("data")).expect("made");
        std::fs::write(folder.path().join("data/gemeente.toml"), "").expect("written");
        let folder = WorkFolder::at(folder.path()).expect("a work folder");
        let held = alone(&folder).expect("nobody else");
        let (send, other) = std::sync::mpsc::channel();
        std::thread::scope(|scope| {
            scope.spawn(|| send.send(alone(&folder).is_ok()).expect("somebody listens"));
            let early = other.recv_timeout(std::time::Duration::from_millis(100));
            assert!(early.is_err(), "it waits");
            drop(held);
            assert_eq!(other.recv_timeout(std::time::Duration::from_secs(30)), Ok(true), "and goes on");
        });
    }
}
