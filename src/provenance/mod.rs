//! Where every printed number comes from.
//!
//! In: a composed document, what its charts show and tell, and on which page each number stands.
//! Out: a [`Ledger`] with an [`Entry`] for every number in reading order, as text, CSV or JSON.

mod csv;
mod entry;
mod json;
mod reading;
mod text;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Waived;
use crate::indicator::Engine;
use crate::layout::{Anchor, AnnexRow, Drawing};
use crate::project::DocumentId;
use crate::text::Document;

pub use csv::{Recorded, Subject, harmless, read_csv, to_csv};
pub use entry::{Entry, SourceCell};
pub use json::to_json;
pub use text::to_text;

/// The origin of every number of one document.
#[derive(Debug, Clone)]
pub struct Ledger {
    /// Which document.
    pub id: DocumentId,
    /// Its title.
    pub title: String,
    /// Every printed number, in reading order.
    pub entries: Vec<Entry>,
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

    /// What the annex of the letter prints: each number once, however often it stands in the letter.
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

/// Traces every number of a document; `drawings` say what each chart shows. The pages come later, when
/// the document is typeset.
pub fn trace(document: &Document, engine: &Arc<Engine>, drawings: &[Option<Drawing>]) -> Ledger {
    let entries = reading::numbers(document, &engine.data().municipality.notation, drawings)
        .into_iter()
        .map(|number| Entry::new(number, engine))
        .collect();
    Ledger {
        id: document.id.clone(),
        title: document.plain(&document.title),
        entries,
        accepted: document.waived.clone(),
    }
}
