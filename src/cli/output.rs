//! What the program says, and how it ends. Nothing else prints.

use std::io::Write;
use std::process::ExitCode;

use crate::diagnostic::{Finding, Findings, render_text};

/// How a run of the program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// All is well.
    Success,
    /// There are errors in the documents.
    Findings,
    /// The program could not do its work.
    Failure,
}

impl From<Ending> for ExitCode {
    fn from(status: Ending) -> Self {
        ExitCode::from(match status {
            Ending::Success => 0,
            Ending::Findings => 1,
            Ending::Failure => 2,
        })
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

/// Prints messages for people; colours follow the terminal and `NO_COLOR`.
pub(super) fn message(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}

/// Reports what keeps the program from doing its work.
pub(super) fn failure(finding: Finding) -> Ending {
    message(&render_text(&Findings::from(finding), true));
    Ending::Failure
}
