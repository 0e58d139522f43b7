//! The annex of a document that says where its numbers come from.

use minijinja::context;
use minijinja::value::Value;

use crate::text::Document;

use super::anchor::{Anchor, exhibit_label, number_label};

/// A number of the document and its origin, as the annex prints them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnexRow {
    /// As it is printed in the document.
    pub printed: String,
    /// Where it stands.
    pub anchors: Vec<Anchor>,
    /// What it is.
    pub name: String,
    /// How it was made, and from which cells.
    pub origin: String,
    /// Who published the numbers.
    pub sources: Vec<String>,
}

/// What a template sees: the rows, whose sources are numbers in the list of sources.
pub fn context_of(rows: &[AnnexRow], document: &Document) -> Option<Value> {
    let mut sources: Vec<String> = Vec::new();
    let mut printed = Vec::new();
    for row in rows {
        let mut numbers = Vec::new();
        for source in &row.sources {
            let known = sources.iter().position(|known| known == source);
            let index = known.unwrap_or_else(|| {
                sources.push(source.clone());
                sources.len() - 1
            });
            numbers.push((index + 1).to_string());
        }
        let labels: Vec<String> = row.anchors.iter().filter_map(|anchor| label(*anchor, document)).collect();
        printed.push(context! {
            getal => &row.printed,
            ankers => labels,
            naam => &row.name,
            herkomst => &row.origin,
            bronnen => numbers.join(", "),
        });
    }
    let accepted =
        document.waived.iter().map(|accepted| format!("{} Reden: {}", accepted.finding.message, accepted.reason));
    let accepted: Vec<String> = accepted.collect();
    (!rows.is_empty()).then(|| context! { rijen => printed, bronnen => sources, geaccepteerd => accepted })
}

fn label(anchor: Anchor, document: &Document) -> Option<String> {
    match anchor {
        Anchor::Number(index) => Some(number_label(index)),
        Anchor::Exhibit(index) | Anchor::Cell(index, _, _) => document.exhibits.get(index).map(exhibit_label),
    }
}
