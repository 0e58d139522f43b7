//! What came of one document.

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::check::across::Statement;
use crate::check::missing::Missing;
use crate::check::promise::Promised;
use crate::diagnostic::{Findings, Waived};
use crate::load::DocumentStatus;
use crate::project::DocumentId;

/// What came of one document: what was found in it, and the result of what was asked.
#[derive(Debug)]
pub struct Outcome<T> {
    /// Which document.
    pub id: DocumentId,
    /// What was found in it.
    pub findings: Findings,
    /// What was found in it and accepted by its author, with the reasons.
    pub waived: Vec<Waived>,
    /// What it states, to compare with other documents.
    pub statements: Vec<Statement>,
    /// What came of what was asked.
    pub result: T,
}

impl<T> Outcome<T> {
    /// Of a document that says nothing, because it cannot be read or was never looked at.
    pub fn of_unread(id: &DocumentId, findings: Findings, result: T) -> Self {
        Self { id: id.clone(), findings, waived: Vec::new(), statements: Vec::new(), result }
    }
}

/// What came of checking a document; no review where it could not be read.
pub type Reviewed = Outcome<Option<Review>>;

/// What the overview tells of a document besides its findings.
#[derive(Debug)]
pub struct Review {
    /// Its title.
    pub title: String,
    /// How far it is.
    pub status: DocumentStatus,
    /// What whoever plans the work wants to know.
    pub planning: Planning,
}

/// What whoever plans the work wants to know of a document.
#[derive(Debug)]
pub struct Planning {
    /// Its date.
    pub date: NaiveDate,
    /// Who writes it.
    pub writer: Option<String>,
    /// The pilot that it is about.
    pub pilot: Option<String>,
    /// Data that it uses and that is not there.
    pub missing: Vec<Missing>,
    /// What it promises to the council.
    pub promises: Vec<Promised>,
}

/// What became of the files of a document that was to be made.
#[derive(Debug)]
pub enum Delivery {
    /// They were made just now.
    Made {
        /// Its PDF.
        pdf: PdfFile,
        /// What else it was made into.
        extras: Vec<PathBuf>,
    },
    /// They were right already.
    Unchanged {
        /// Its PDF.
        pdf: PdfFile,
        /// What else it was made into before.
        extras: Vec<PathBuf>,
    },
    /// It was adopted, and stays as it is.
    Adopted {
        /// Which version.
        version: u32,
        /// Its PDF, which is what was adopted; none where something else is in its place.
        pdf: Option<PdfFile>,
        /// What else it was made into, from what was adopted.
        extras: Vec<PathBuf>,
    },
    /// It was not made.
    NotMade {
        /// An older PDF that still stands where this one would have been.
        older: Option<PathBuf>,
    },
}

/// A PDF that is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfFile {
    /// Where it is.
    pub path: PathBuf,
    /// How many pages it has.
    pub pages: usize,
}

impl Delivery {
    /// The PDF, if there is one that is right.
    pub fn pdf(&self) -> Option<&PdfFile> {
        match self {
            Delivery::Made { pdf, .. } | Delivery::Unchanged { pdf, .. } => Some(pdf),
            Delivery::Adopted { pdf, .. } => pdf.as_ref(),
            Delivery::NotMade { .. } => None,
        }
    }

    /// What else it was made into.
    pub fn extras(&self) -> &[PathBuf] {
        match self {
            Delivery::Made { extras, .. } | Delivery::Unchanged { extras, .. } | Delivery::Adopted { extras, .. } => {
                extras
            }
            Delivery::NotMade { .. } => &[],
        }
    }

    /// The version that was adopted, if it was.
    pub fn adopted(&self) -> Option<u32> {
        match self {
            Delivery::Adopted { version, .. } => Some(*version),
            Delivery::Made { .. } | Delivery::Unchanged { .. } | Delivery::NotMade { .. } => None,
        }
    }
}
