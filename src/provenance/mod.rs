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

use crate::indicator::Engine;
use crate::layout::{Anchor, ChartNumbers};
use crate::project::DocumentId;
use crate::text::Document;

pub use csv::to_csv;
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
}

impl Ledger {
    /// Only the numbers that are printed like `wanted`, whatever the spaces.
    #[must_use]
    pub fn only(mut self, wanted: &str) -> Self {
        let plain = |text: &str| text.replace('\u{2212}', "-").split_whitespace().collect::<String>().to_lowercase();
        let wanted = plain(wanted);
        self.entries.retain(|entry| plain(&entry.printed).contains(&wanted));
        self
    }
}

/// Traces every number of a document. `charts` says what each drawn exhibit shows, `pages` where
/// numbers stand; without pages (nothing was typeset) the entries have none.
pub fn trace(
    document: &Document,
    engine: &Arc<Engine>,
    charts: &BTreeMap<usize, ChartNumbers>,
    pages: &BTreeMap<Anchor, usize>,
) -> Ledger {
    let entries = reading::numbers(document, &engine.data().municipality.notation, charts)
        .into_iter()
        .map(|number| Entry::new(number, engine, pages))
        .collect();
    Ledger { id: document.id.clone(), title: document.plain(&document.title), entries }
}
