//! After loading: the data with all figures in it, of which nothing may be used yet.

use std::sync::Arc;

use crate::diagnostic::Findings;
use crate::load::{self, Unpublished};
use crate::pipeline::sources::{FontSource, Sources};
use crate::project::{Files, Inventory};

/// The shared data as it stands in the files.
pub struct Loaded {
    pub(super) files: Files,
    pub(super) inventory: Arc<Inventory>,
    pub(super) fonts: FontSource,
    pub(super) data: Unpublished,
    pub(super) findings: Findings,
}

impl Loaded {
    /// Reads the shared data.
    pub fn from(sources: Sources) -> Self {
        let Sources { files, inventory, fonts, findings: misplaced } = sources;
        let (data, found) = load::dataset(&files, &inventory).into_parts();
        // The policy of the municipality holds for all of them.
        let mut findings = found.fresh();
        findings.extend(misplaced);
        findings.extend(found);
        Self { files, inventory, fonts, data, findings }
    }
}
