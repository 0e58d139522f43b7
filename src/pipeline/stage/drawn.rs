//! Drawing: a document with its charts.

use super::checked::Checked;
use super::shared::Shared;
use crate::layout::{self, Drawing};

/// A document with its charts.
pub struct Drawn {
    pub checked: Checked,
    /// By exhibit; tables have no drawing.
    pub drawings: Vec<Option<Drawing>>,
}

impl Checked {
    /// Draws its charts, for their places on pages or slides.
    pub fn draw(mut self, shared: &Shared) -> Drawn {
        let drawings = layout::draw(&self.document, shared.municipality()).take(&mut self.findings);
        Drawn { checked: self, drawings }
    }
}
