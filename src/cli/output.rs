//! What the program says, and how it ends. Nothing else prints.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use crate::diagnostic::{Finding, Findings, render_text, shown};
use crate::export;

/// How a run of the program ended; the worst last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// All is well.
    Success,
    /// There are errors in the documents.
    Findings,
    /// The program could not do its work.
    Failure,
}

impl Ending {
    /// The exit status.
    pub(super) fn status(self) -> u8 {
        match self {
            Ending::Success => 0,
            Ending::Findings => 1,
            Ending::Failure => 2,
        }
    }
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        ExitCode::from(ending.status())
    }
}

/// Prints results. A reader that went away, as `head` does, is no failure.
pub(super) fn print(text: &str) -> Ending {
    let _ = anstream::stdout().write_all(text.as_bytes());
    Ending::Success
}

/// Prints a result as it is.
pub(super) fn print_bytes(bytes: &[u8]) -> Ending {
    let _ = std::io::stdout().write_all(bytes);
    Ending::Success
}

/// Gives a result where it was asked for: in a file, as UTF-8 whatever the console writes, or printed.
pub(super) fn give(text: &str, file: Option<&Path>) -> Ending {
    match file {
        None => print(text),
        Some(file) => keep(anstream::adapter::strip_str(text).to_string().as_bytes(), file),
    }
}

/// Gives a result as it is.
pub(super) fn give_bytes(bytes: &[u8], file: Option<&Path>) -> Ending {
    match file {
        None => print_bytes(bytes),
        Some(file) => keep(bytes, file),
    }
}

fn keep(bytes: &[u8], file: &Path) -> Ending {
    match export::write_result(file, bytes) {
        Ok(()) => print(&format!("Het resultaat staat in {}.\n", shown(file))),
        Err(finding) => failure(*finding),
    }
}

/// Prints messages for people; colours follow the terminal and `NO_COLOR`.
pub(super) fn message(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}

/// Reports what keeps the program from doing its work.
pub(super) fn failure(finding: Finding) -> Ending {
    message(&render_text(&Findings::from(finding), true));
    Ending::Failure
}
