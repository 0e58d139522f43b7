//! What the process that works and the one that sees to it tell each other.

use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Finding, Place};

/// What one document may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// How much memory the process may take while it works on it, in megabytes (2^20 bytes).
    pub memory: u32,
    /// How long it may take, in seconds.
    pub time: u32,
}

/// A piece of work: a document of a work folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    folder: String,
    document: String,
}

impl Work {
    /// The work on a document of the work folder `folder`.
    pub fn new(folder: &Path, document: &impl fmt::Display) -> Self {
        Self { folder: folder.display().to_string(), document: document.to_string() }
    }

    /// Which document.
    pub fn document(&self) -> &str {
        &self.document
    }
}

/// Why a piece of work was stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stop {
    /// It took more memory than it may.
    Memory,
    /// It took longer than it may.
    Time,
    /// The program fell over; where, if that is known.
    Crash(Option<String>),
    /// Too many others were stopped before it.
    NotTried,
}

impl Stop {
    /// The finding about a document, or about the data that all share.
    pub fn finding(&self, limits: Limits, place: Place) -> Finding {
        let Limits { memory, time } = limits;
        let message = match self {
            Stop::Memory => format!("Griffel is hier gestopt: dit vroeg meer geheugen dan mag ({memory} MB)."),
            Stop::Time => format!("Griffel is hier gestopt: dit was na {time} {} nog niet klaar.", seconds(time)),
            Stop::Crash(_) => "Griffel is hier vastgelopen. Dat is een fout in Griffel zelf.".to_owned(),
            Stop::NotTried => "Dit document is niet geprobeerd, want Griffel moest al te vaak stoppen.".to_owned(),
        };
        let finding = Finding::new(Code::Stopped, place, message);
        let finding = match self {
            Stop::NotTried => return finding.hint("Los eerst de andere meldingen op."),
            _ => finding
                .hint("Kijk wat er het laatst is veranderd: een plaatje, een sjabloon, een herhaling in de tekst?"),
        };
        match self {
            Stop::Memory => {
                finding.hint(format!("Klopt alles? Geef meer ruimte met --geheugen {}.", memory.saturating_mul(2)))
            }
            Stop::Time => finding.hint(format!("Klopt alles? Geef meer tijd met --tijd {}.", time.saturating_mul(2))),
            Stop::Crash(Some(place)) => {
                finding.hint(format!("Meld het aan de makers van Griffel, met dit erbij: {place}"))
            }
            Stop::Crash(None) | Stop::NotTried => finding,
        }
    }
}

fn seconds(count: u32) -> &'static str {
    if count == 1 { "seconde" } else { "seconden" }
}

/// What the process that works is told: from the other, when it starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Orders {
    pub limits: Limits,
    /// What is not tried any more, and why.
    pub stopped: Vec<(Work, Stop)>,
    /// What is done alone: the process ended while it was at work on one of these.
    pub suspects: Vec<Work>,
    /// Nothing more is tried.
    pub no_more: bool,
}

/// What the process that works tells, a line of JSON each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Note {
    /// The thread of this number is at work on this now, or on nothing.
    At(u32, Option<Work>),
    /// The process ends itself, because of one of these.
    Ends(Vec<Work>, Stop),
    /// A thread fell over, here.
    Panicked(String),
    /// All is done, with this exit status; nothing is left but to end.
    Done(u8),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_names_the_limit_and_how_to_raise_it() {
        let limits = Limits { memory: 1024, time: 1 };
        let said = |stop: Stop| {
            let finding = stop.finding(limits, Place::file("x.md"));
            format!("{} {}", finding.message, finding.hints.join(" "))
        };
        let memory = said(Stop::Memory);
        assert!(memory.contains("1024 MB") && memory.contains("--geheugen 2048"), "{memory}");
        let time = said(Stop::Time);
        assert!(time.contains("1 seconde ") && time.contains("--tijd 2"), "{time}");
        assert!(said(Stop::Crash(Some("a.rs:7".to_owned()))).contains("a.rs:7"));
        assert!(!said(Stop::NotTried).contains("--"));
    }
}
