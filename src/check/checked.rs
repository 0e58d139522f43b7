//! A document as the rules see it: its texts, and the amounts in each of them.

use std::cell::OnceCell;
use std::sync::Arc;

use crate::dutch::notation::Notation;
use crate::indicator::Engine;
use crate::text::Document;

use super::reading::prose::{self, Prose};
use super::reading::quantity::{self, Quantity};
use super::suggest::Suggestions;

/// A document, read once for all rules.
pub struct Checked<'a> {
    pub document: &'a Document,
    pub engine: &'a Arc<Engine>,
    pub notation: &'a Notation,
    /// Every text with words of its author.
    pub texts: Vec<Prose>,
    /// The amounts in each of them.
    pub quantities: Vec<Vec<Quantity>>,
    /// Made when the first typed number asks.
    suggestions: OnceCell<Suggestions>,
}

impl<'a> Checked<'a> {
    /// Reads a document.
    pub fn new(document: &'a Document, engine: &'a Arc<Engine>) -> Self {
        let texts = prose::of(document, engine);
        let quantities = texts.iter().map(|prose| quantity::all(prose, document)).collect();
        let notation = &engine.data().municipality.notation;
        Self { document, engine, notation, texts, quantities, suggestions: OnceCell::new() }
    }

    /// What the author may have meant by an amount.
    pub fn suggestions(&self) -> &Suggestions {
        self.suggestions
            .get_or_init(|| Suggestions::new(self.engine, self.document.id.period, self.document.pilot.as_deref()))
    }
}
