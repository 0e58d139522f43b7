//! Composing: the text with its numbers in it, of which nobody knows yet whether it is right.

use super::shared::Shared;
use super::written::Written;
use crate::diagnostic::{Findings, Found};
use crate::load::Manuscript;
use crate::text::{self, Document};

/// A document as it reads.
pub struct Composed {
    pub(super) manuscript: Manuscript,
    pub document: Document,
    pub findings: Findings,
}

impl Written {
    /// Puts the numbers into the text.
    pub fn compose(self, shared: &Shared) -> Composed {
        let Self { manuscript, mut findings } = self;
        let document = text::compose(&manuscript, &shared.engine).take(&mut findings);
        Composed { manuscript, document, findings }
    }
}

impl Composed {
    /// The document, with what was found so far.
    pub fn into_document(self) -> Found<Option<Document>> {
        Found::new(Some(self.document), self.findings)
    }
}
