//! What one thread sets documents with, one after another.

use std::sync::Arc;

use crate::load::fonts::Fonts;
use crate::typeset::Typesetter;

/// What one thread sets documents with: a typesetter, set up when the first document needs it. Documents that are
/// set one after another with the same press share what they have in common.
#[derive(Default)]
pub struct Press {
    typesetter: Option<Typesetter>,
    /// Whether a core has nothing else to do while the first document is set.
    has_help: bool,
}

impl Press {
    /// A press that a core with nothing else to do helps with its first document.
    pub fn with_help() -> Self {
        Self { has_help: true, ..Self::default() }
    }

    /// The typesetter; the first time it is set up with these fonts. None only if Typst cannot do what Griffel needs.
    pub fn typesetter(&mut self, fonts: &Arc<Fonts>) -> Option<&mut Typesetter> {
        if self.typesetter.is_none() {
            let new = Typesetter::new(fonts.clone());
            self.typesetter = if self.has_help { new.map(Typesetter::with_help) } else { new };
        }
        self.typesetter.as_mut()
    }
}
