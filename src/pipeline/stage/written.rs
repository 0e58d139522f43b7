//! Reading: the text of a document as its author wrote it.

use std::sync::Arc;

use super::adopted::Adopted;
use super::shared::Shared;
use crate::diagnostic::Findings;
use crate::load::Manuscript;
use crate::project::DocumentId;
use crate::record::{self, Record, Standing};

/// The text of a document as its author wrote it.
pub struct Written {
    pub manuscript: Manuscript,
    pub findings: Findings,
}

/// Why the text of a document is not gone on with.
pub enum NotOpen {
    /// It cannot be read; the findings say why.
    Unreadable(Findings),
    /// It was adopted, and stays as it is.
    Adopted(Box<Adopted>),
}

impl Written {
    /// Reads the text of a document, whether or not it was adopted.
    pub fn read(id: &DocumentId, shared: &Shared) -> Result<Self, Findings> {
        let mut findings = shared.no_findings();
        match shared.manuscript(id).take(&mut findings) {
            Some(manuscript) => Ok(Self { manuscript, findings }),
            None => Err(findings),
        }
    }

    /// Reads the text of a document that is still being written.
    pub fn open(id: &DocumentId, shared: &Shared) -> Result<Self, NotOpen> {
        let Self { manuscript, mut findings } = Self::read(id, shared).map_err(NotOpen::Unreadable)?;
        match record::standing(&manuscript, &shared.files, &shared.inventory) {
            Ok(Standing::Adopted(record)) => {
                return Err(NotOpen::Adopted(Box::new(Adopted { record, manuscript, findings })));
            }
            Ok(Standing::Open) => findings.extend(record::claims(&manuscript, findings.fresh())),
            // An error: it will not be made.
            Err(finding) => findings.push(*finding),
        }
        Ok(Self { manuscript, findings })
    }

    /// The record of a document that was adopted as it stands.
    pub fn adopted(&self, shared: &Shared) -> Option<Arc<Record>> {
        match record::standing(&self.manuscript, &shared.files, &shared.inventory) {
            Ok(Standing::Adopted(record)) => Some(record),
            Ok(Standing::Open) | Err(_) => None,
        }
    }
}
