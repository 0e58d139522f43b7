//! The origin of every number of one document.

use std::collections::BTreeMap;

use crate::diagnostic::Waived;
use crate::layout::{Anchor, AnnexRow};
use crate::project::DocumentId;

use super::entry::LedgerEntry;

/// The origin of every number of one document.
#[derive(Debug, Clone)]
pub struct Ledger {
    /// Which document.
    pub id: DocumentId,
    /// Its title.
    pub title: String,
    /// Every printed number, in reading order.
    pub entries: Vec<LedgerEntry>,
    /// Findings that the author accepted, with the reasons.
    pub accepted: Vec<Waived>,
}

impl Ledger {
    /// With the page of each number.
    #[must_use]
    pub fn on_pages(mut self, pages: &BTreeMap<Anchor, usize>) -> Self {
        for entry in &mut self.entries {
            entry.page = pages.get(&entry.anchor).copied().or(entry.page);
        }
        self
    }

    /// What the annex prints: each number once, however often it stands in the document.
    pub fn annex(&self) -> Vec<AnnexRow> {
        let mut rows: Vec<AnnexRow> = Vec::new();
        for entry in &self.entries {
            let row = entry.annex_row();
            let same = |known: &AnnexRow| {
                (&known.printed, &known.name, &known.origin) == (&row.printed, &row.name, &row.origin)
            };
            match rows.iter_mut().find(|known| same(known)) {
                Some(known) => known.anchors.extend(row.anchors),
                None => rows.push(row),
            }
        }
        rows
    }

    /// Only the numbers that are printed like `wanted`, whatever the spaces.
    #[must_use]
    pub fn only(mut self, wanted: &str) -> Self {
        let plain = |text: &str| text.replace('\u{2212}', "-").split_whitespace().collect::<String>().to_lowercase();
        let wanted = plain(wanted);
        self.entries.retain(|entry| plain(&entry.printed).contains(&wanted));
        self
    }
}
