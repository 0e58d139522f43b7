//! What the program says, and how it ends. Nothing else prints.

use std::io::Write;
use std::process::ExitCode;

use crate::diagnostic::{Finding, Findings, render_text};

/// How a run of the program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// All is well.
    Success,
    /// There are errors in the documents.
    Findings,
    /// The program could not do its work.
    Failure,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        ExitCode::from(match status {
            Status::Success => 0,
            Status::Findings => 1,
            Status::Failure => 2,
        })
    }
}

/// Prints results. A reader that went away, as `head` does, is no failure.
pub(super) fn print(text: &str) -> Status {
    let _ = anstream::stdout().write_all(text.as_bytes());
    Status::Success
}

/// Prints a result as it is.
pub(super) fn print_bytes(bytes: &[u8]) -> Status {
    let _ = std::io::stdout().write_all(bytes);
    Status::Success
}

/// Prints messages for people; colours follow the terminal and `NO_COLOR`.
pub(super) fn message(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}

/// Reports what keeps the program from doing its work.
pub(super) fn failure(finding: Finding) -> Status {
    message(&render_text(&Findings::from(finding), true));
    Status::Failure
}
