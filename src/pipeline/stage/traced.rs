//! Tracing: a document with where each of its numbers comes from.

use super::drawn::Drawn;
use super::shared::Shared;
use crate::provenance::{self, Ledger};

/// A document and where its numbers come from.
pub struct Traced {
    pub(super) drawn: Drawn,
    /// Still without pages.
    pub(super) ledger: Ledger,
}

impl Drawn {
    /// Finds out where every number comes from, also those in charts.
    pub fn trace(self, shared: &Shared) -> Traced {
        let ledger = provenance::trace(&self.checked.document, &shared.engine, &self.drawings);
        Traced { drawn: self, ledger }
    }
}
