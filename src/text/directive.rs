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
    /// Nothing; it says how the slide is shown that it stands on, or how wide the picture is behind which it stands.
    Setting(Setting),
}

/// How something is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// The lists of a slide build up step by step.
    Steps,
    /// The layout of a slide, by name.
    Layout(String),
    /// The width of a picture, in hundredths of the text.
    Width(u8),
}

impl Object for Directive {
    fn render(self: &Arc<Self>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        refuse_pasting(f)
    }
}
