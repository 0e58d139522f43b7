//! Pages before anything on them tells where something else stands, and what makes them ready sooner.
//!
//! Typst sets a document again until what it says of itself (how many pages there are, on which page a table stands) is
//! true. Where things stand is known after the first time, unless such words take room themselves.

use typst::comemo::Track;
use typst::diag::SourceResult;
use typst::engine::{Engine, Sink};
use typst::foundations::{Content, Output, SequenceElem, StyleChain, StyledElem, Target};
use typst::introspection::{EmptyIntrospector, Introspector};
use typst::model::HeadingElem;
use typst_layout::{PagedDocument, layout_document};

/// Pages that are set once.
pub(super) struct Sketch(pub(super) PagedDocument);

impl Output for Sketch {
    fn target() -> Target {
        Target::Paged
    }

    fn create(engine: &mut Engine<'_>, content: &Content, styles: StyleChain<'_>) -> SourceResult<Self> {
        first_pages(engine, content, styles).map(Self)
    }

    /// Nothing is known of where things stand, so nothing that was said of it is untrue.
    fn introspector(&self) -> &dyn Introspector {
        &EmptyIntrospector
    }
}

/// The parts of a document, set from the last to the first on a core that has nothing else to do. What becomes of it is not
/// looked at: Typst remembers each paragraph, and when the first core comes to it from the other side, it is there.
pub(super) struct Ahead;

impl Output for Ahead {
    fn target() -> Target {
        Target::Paged
    }

    fn create(engine: &mut Engine<'_>, content: &Content, styles: StyleChain<'_>) -> SourceResult<Self> {
        let mut content = content.clone();
        reverse(&mut content);
        first_pages(engine, &content, styles).map(|_| Self)
    }

    fn introspector(&self) -> &dyn Introspector {
        &EmptyIntrospector
    }
}

/// Sets a document once. What Typst minds only if it stays so is not minded.
fn first_pages(engine: &mut Engine<'_>, content: &Content, styles: StyleChain<'_>) -> SourceResult<PagedDocument> {
    let mut sink = Sink::new();
    let Engine { library, world, introspector, traced, ref route, .. } = *engine;
    let mut first = Engine { library, world, introspector, traced, sink: sink.track_mut(), route: route.clone() };
    layout_document(&mut first, content, styles)
}

/// Puts the parts of a document in the opposite order. How a paragraph is set depends on what comes before it, so those of
/// one heading stay together. They stand within what set and show rules apply to, together with little else.
fn reverse(content: &mut Content) {
    if let Some(styled) = content.to_packed_mut::<StyledElem>() {
        return reverse(&mut styled.child);
    }
    let Some(sequence) = content.to_packed_mut::<SequenceElem>() else { return };
    let others = sequence.children.len();
    let most = sequence.children.iter_mut().max_by_key(|child| size(child));
    if let Some(most) = most.filter(|most| 2 * size(most) > others) {
        return reverse(most);
    }
    let parts: Vec<&[Content]> = sequence.children.chunk_by(|_, next| !next.is::<HeadingElem>()).collect();
    sequence.children = parts.into_iter().rev().flatten().cloned().collect();
}

/// How many things stand in something.
fn size(content: &Content) -> usize {
    if let Some(styled) = content.to_packed::<StyledElem>() {
        size(&styled.child)
    } else if let Some(sequence) = content.to_packed::<SequenceElem>() {
        sequence.children.iter().map(size).sum()
    } else {
        1
    }
}
