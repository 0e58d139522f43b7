//! What came of one document.

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::check::across::Statement;
use crate::check::missing::Missing;
use crate::check::promise::Promised;
use crate::diagnostic::{Findings, Waived};
use crate::load::DocumentStatus;
use crate::project::DocumentId;
use crate::provenance::Ledger;

/// What came of one document.
#[derive(Debug)]
pub struct Outcome {
    /// Which document.
    pub id: DocumentId,
    /// Its title; none where it could not be read.
    pub title: Option<String>,
    /// How far it is; none where it could not be read.
    pub status: Option<DocumentStatus>,
    /// What was found in it.
    pub findings: Findings,
    /// What was found in it and accepted by its author, with the reasons.
    pub waived: Vec<Waived>,
    /// The version that was adopted, if it was: it stays as it is.
    pub adopted: Option<u32>,
    /// Whether it is as it was when it was last made.
    pub unchanged: bool,
    /// Its PDF, if there is one that is right.
    pub pdf: Option<PathBuf>,
    /// What else a presentation was made into.
    pub extras: Vec<PathBuf>,
    /// An older PDF that still stands where this one would have been.
    pub older: Option<PathBuf>,
    /// How many pages it has.
    pub pages: usize,
    /// What it states, to compare with other letters.
    pub statements: Vec<Statement>,
    /// Where its numbers come from, if that was asked.
    pub ledger: Option<Ledger>,
    /// What whoever plans the work wants to know; none where it could not be read.
    pub planning: Option<Planning>,
}

/// What the overview tells of a letter besides its findings.
#[derive(Debug)]
pub struct Planning {
    /// Its date.
    pub date: NaiveDate,
    /// Who writes it.
    pub writer: Option<String>,
    /// The pilot that it is about.
    pub pilot: Option<String>,
    /// Figures that it uses and that are not there.
    pub missing: Vec<Missing>,
    /// What it promises to the council.
    pub promises: Vec<Promised>,
}
