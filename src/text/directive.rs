//! What a placeholder can stand for besides words and numbers.

use std::sync::Arc;

use minijinja::value::Object;

use crate::diagnostic::Code;
use crate::indicator::{Problem, refuse_pasting};

use super::document::ExhibitKind;

/// Something other than words or numbers that a placeholder stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Directive {
    /// A chart or table in this place.
    Exhibit(ExhibitKind, String),
    /// "figuur 2", or "Figuur 2" at the start of a sentence.
    Reference {
        /// Whether the chart or the table is meant.
        kind: Option<ExhibitKind>,
        /// Its name.
        target: String,
        /// Whether it starts a sentence.
        capital: bool,
    },
    /// What a reader must know of numbers that are not final.
    StatusSentence,
    /// Nothing; findings of this code are accepted here, for this reason, or it says why not. A mark that asks to look at
    /// a sentence accepts nothing, and always says so.
    Waiver(Result<(Code, String), Problem>),
    /// Nothing; it says how the slide is shown.
    Setting(Setting),
}

/// How the slide is shown that it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// Its lists build up step by step.
    Steps,
    /// Its layout, by name.
    Layout(String),
}

impl Object for Directive {
    fn render(self: &Arc<Self>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        refuse_pasting(f)
    }
}
