//! What a document is made into: its own form first, then a presentation's hand-out and its PDF with a page a step.

use crate::layout::Rendition;
use crate::load::Manuscript;

/// What the document itself is.
pub fn own(manuscript: &Manuscript) -> Rendition {
    if manuscript.show.is_some() { Rendition::Slides } else { Rendition::Letter }
}

/// What the document itself is on a screen.
pub fn on_screen(manuscript: &Manuscript) -> Rendition {
    if manuscript.show.is_some() { Rendition::Steps } else { Rendition::Letter }
}

/// All that a document is made into, its own form first: what its author asks for, and what is `wanted` besides.
pub fn all(manuscript: &Manuscript, wanted: impl Fn(Rendition) -> bool) -> Vec<Rendition> {
    let mut all = vec![own(manuscript)];
    if let Some(show) = manuscript.show {
        let by_author = |one: Rendition| one == Rendition::Handout && (show.handout || manuscript.with_origins);
        // What is meant to be given out is not made of what is secret.
        let may_be = |one: Rendition| one != Rendition::Handout || manuscript.secrecy.is_none();
        all.extend(Rendition::EXTRAS.into_iter().filter(|one| may_be(*one) && (by_author(*one) || wanted(*one))));
    }
    all
}
