//! Drawing: a document with its charts.

use std::panic::resume_unwind;
use std::thread;

use super::checked::{self, Checked};
use super::composed::Composed;
use super::shared::Shared;
use crate::layout::{self, Drawing};

/// A document with its charts.
pub struct Drawn {
    pub checked: Checked,
    /// By exhibit; tables have no drawing.
    pub drawings: Vec<Option<Drawing>>,
}

impl Composed {
    /// Holds it against every rule, and draws its charts: neither needs the other, so they are done at the same time.
    pub fn check_and_draw(self, shared: &Shared) -> Drawn {
        let Self { manuscript, document, mut findings } = self;
        let (found, drawings) = thread::scope(|scope| {
            let drawings = scope.spawn(|| layout::draw(&document, shared.municipality()));
            let found = checked::findings(&document, findings.policy(), shared);
            (found, drawings.join().unwrap_or_else(|panic| resume_unwind(panic)))
        });
        findings.extend(found);
        let mut checked = Checked::of(manuscript, document, findings, shared);
        let drawings = drawings.take(&mut checked.findings);
        Drawn { checked, drawings }
    }
}

impl Checked {
    /// Draws its charts, for their places on pages or slides.
    pub fn draw(mut self, shared: &Shared) -> Drawn {
        let drawings = layout::draw(&self.document, shared.municipality()).take(&mut self.findings);
        Drawn { checked: self, drawings }
    }
}
