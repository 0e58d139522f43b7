//! The pages of a document, before they are a PDF.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use typst::foundations::Label;
use typst::introspection::Introspector;
use typst::layout::Abs;
use typst::syntax::Source;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use crate::layout::{Anchor, SlidePage, TypstSource};

use super::boxes::{self, TextBox};
use super::offsets::{Offsets, pages_of};
use super::sight::{self, Sight};

/// The pages of a document, before they are a PDF.
pub struct Pages {
    pub(super) document: PagedDocument,
    pub(super) source: Source,
    /// Where everything in the source stands, when that is first asked.
    pub(super) offsets: OnceLock<Offsets>,
    pub(super) laid_out: TypstSource,
}

impl Pages {
    pub(super) fn offsets(&self) -> &Offsets {
        self.offsets.get_or_init(|| Offsets::of(self.source.clone()))
    }

    /// What each page looks like, without drawing it.
    pub fn sights(&self) -> Vec<Sight> {
        sight::sights(&self.document, self.offsets(), &self.laid_out)
    }

    /// The room that each text takes, page by page.
    pub fn boxes(&self) -> Vec<Vec<TextBox>> {
        boxes::boxes(&self.document)
    }

    /// On which page, from 1, each number of the document stands; in a presentation, on which slide.
    pub fn page_of(&self) -> BTreeMap<Anchor, usize> {
        let mut pages = pages_of(&self.document, self.offsets());
        if let Some(slides) = self.slides() {
            // A slide whose list builds up has several pages.
            pages.values_mut().for_each(|page| *page = slides.get(*page - 1).map_or(*page, |slide| slide.number));
        }
        pages
    }

    /// On which page, from 1, and how far from its top what has a label stands.
    pub(super) fn place_of_label(&self, label: &str) -> Option<(usize, Abs)> {
        let introspector = self.document.introspector();
        let label = Label::new(PicoStr::intern(label))?;
        let position = introspector.position(introspector.query_label(label).ok()?.location()?)?;
        Some((position.page.get(), position.point.y))
    }

    /// On which page, from 1, what has a label stands.
    pub(super) fn page_of_label(&self, label: &str) -> Option<usize> {
        self.place_of_label(label).map(|(page, _)| page)
    }

    /// Which slide each page is, in order; none for a letter.
    pub fn slides(&self) -> Option<&[SlidePage]> {
        self.laid_out.slides.as_ref().map(|slides| slides.pages.as_slice())
    }
}
