//! Where every printed number comes from.
//!
//! In: a composed document, what its charts show and tell, and on which page each number stands.
//! Out: a [`Ledger`] with an [`LedgerEntry`] for every number in reading order, as text, CSV or JSON.

mod csv;
mod entry;
mod json;
mod ledger;
mod reading;
mod text;

use std::sync::Arc;

use crate::indicator::Engine;
use crate::layout::Drawing;
use crate::text::Document;

pub use csv::{Recorded, RecordedSubject, harmless, read_csv, to_csv};
pub use entry::LedgerEntry;
pub use json::to_json;
pub use ledger::Ledger;
pub use text::to_text;

/// Traces every number of a document; `drawings` say what each chart shows. The pages come later, when
/// the document is typeset.
pub fn trace(document: &Document, engine: &Arc<Engine>, drawings: &[Option<Drawing>]) -> Ledger {
    let entries = reading::numbers(document, &engine.data().municipality.notation, drawings)
        .into_iter()
        .map(|number| LedgerEntry::new(number, engine))
        .collect();
    Ledger {
        id: document.id.clone(),
        title: document.plain(&document.title),
        entries,
        accepted: document.waived.clone(),
    }
}
