//! What one thread sets documents with, one after another.

use std::sync::Arc;

use crate::load::fonts::Fonts;
use crate::typeset::Typesetter;

/// What one thread sets documents with: a typesetter, set up when the first document needs it. Documents that are
/// set one after another with the same press share what they have in common.
#[derive(Default)]
pub struct Press(Option<Typesetter>);

impl Press {
    /// The typesetter; the first time it is set up with these fonts. None only if Typst cannot do what Griffel needs.
    pub fn typesetter(&mut self, fonts: &Arc<Fonts>) -> Option<&mut Typesetter> {
        if self.0.is_none() {
            self.0 = Typesetter::new(fonts.clone());
        }
        self.0.as_mut()
    }
}
