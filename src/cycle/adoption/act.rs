//! Who adopts or marks something, when, and alone.

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat};

use crate::diagnostic::{Code, Finding, Place};
use crate::export::{self, Target};
use crate::project::WorkFolder;
use crate::provenance::harmless;
use crate::record::ARCHIVE;

/// Who does something, and when.
#[derive(Debug, Clone)]
pub struct Act {
    /// Who: a name, or what the computer calls its user.
    pub by: String,
    /// When it is written down, by the clock of the place.
    pub at: DateTime<FixedOffset>,
    /// The day on which it was done.
    pub on: NaiveDate,
}

impl Act {
    /// The day, as `2023-03-14`.
    pub(super) fn day(&self) -> String {
        self.on.format("%Y-%m-%d").to_string()
    }

    /// Who, so that a spreadsheet takes it for text.
    pub(super) fn who(&self) -> String {
        as_text(&self.by)
    }

    /// When it is written down, as `2023-03-16T09:30:00+01:00`.
    pub(super) fn moment(&self) -> String {
        self.at.to_rfc3339_opts(SecondsFormat::Secs, false)
    }
}

/// Waits until nobody else adopts or marks documents of the work folder, and takes away what killed runs left.
pub(super) fn alone(folder: &WorkFolder) -> Result<std::fs::File, Box<Finding>> {
    let held = export::alone(&Target::below(folder.root(), format!("{ARCHIVE}/.griffel-slot")))?;
    export::tidy_up(folder);
    export::tidy_archive(folder);
    Ok(held)
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
        let at = DateTime::parse_from_rfc3339("2023-03-16T09:30:00.25+01:00").expect("a time");
        Act { by: by.to_owned(), at, on: NaiveDate::from_ymd_opt(2023, 3, 14).expect("a day") }
    }

    #[test]
    fn a_moment_is_written_as_logs_and_records_have_it() {
        let act = act("A. Voorbeeld");
        assert_eq!((act.day().as_str(), act.moment().as_str()), ("2023-03-14", "2023-03-16T09:30:00+01:00"));
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
