//! How documents are made, and where they go.

use super::memory::{MadeFrom, Memory};
use super::renditions;
use crate::export::Output;
use crate::layout::Rendition;
use crate::load::Manuscript;
use crate::project::DocumentId;
use crate::web::{LOOSE_CHARTS, WebFile};

/// How documents are made, and where they go.
#[derive(Debug)]
pub struct Order {
    /// What was made before, and where it is noted that it is made now.
    pub memory: Memory,
    /// Whether the Typst source is kept beside each PDF.
    pub keep_typst: bool,
    /// Whether everything is made, also what was made before.
    pub again: bool,
    /// What presentations are made into besides their slides.
    pub extras: Vec<Rendition>,
    /// Whether every document also becomes web pages.
    pub html: bool,
    /// Whether the charts of every document also become files of their own.
    pub charts: bool,
}

impl Order {
    /// Where documents go.
    pub fn output(&self) -> &Output {
        self.memory.output()
    }

    /// All that a document is made into, its own form first. A hand-out that is there already is made again, so that
    /// it never says something else than the slides.
    pub(super) fn renditions(&self, manuscript: &Manuscript) -> Vec<Rendition> {
        let is_there = |one| self.output().extra(&manuscript.id, manuscript.version, one).exists();
        renditions::all(manuscript, |one| self.extras.contains(&one) || is_there(one))
    }

    /// Whether a document becomes web pages. Those that are there already are made again, so that they never say
    /// something else than the PDF.
    pub(super) fn wants_pages(&self, manuscript: &Manuscript) -> bool {
        let is_there =
            |file: WebFile| self.output().beside(&manuscript.id, manuscript.version, file.extension()).exists();
        manuscript.secrecy.is_none() && (self.html || manuscript.html || WebFile::ALL.into_iter().any(is_there))
    }

    /// Whether its charts become files of their own. Those that are there already are made again, as web pages are.
    pub(super) fn wants_charts(&self, manuscript: &Manuscript) -> bool {
        let is_there = || self.output().beside(&manuscript.id, manuscript.version, LOOSE_CHARTS).exists();
        manuscript.secrecy.is_none() && (self.charts || manuscript.charts || is_there())
    }

    /// How many pages a document has whose files came of the same before, and may stay.
    pub(super) fn made_before(&self, id: &DocumentId, made_from: &MadeFrom) -> Option<usize> {
        let may_stay = !self.again && !self.keep_typst;
        made_from.layout.as_ref().filter(|_| may_stay).and_then(|layout| self.memory.pages_of(id, layout))
    }
}
