//! Protection: data of which everything may be printed.

use std::sync::Arc;

use super::loaded::Loaded;
use crate::diagnostic::Findings;
use crate::load::Dataset;
use crate::pipeline::sent;
use crate::pipeline::sources::FontSource;
use crate::project::{Files, Inventory};

/// The shared data without small counts.
pub struct Protected {
    pub(super) files: Files,
    pub(super) inventory: Arc<Inventory>,
    pub(super) fonts: FontSource,
    pub(super) data: Dataset,
    pub(super) findings: Findings,
}

impl Loaded {
    /// Withholds small counts, and what gives them away, mindful of what went out before.
    pub fn protect(self) -> Protected {
        let Self { files, inventory, fonts, data, mut findings } = self;
        let data = sent::protect(&data, &files, &inventory).take(&mut findings);
        Protected { files, inventory, fonts, data, findings }
    }
}
