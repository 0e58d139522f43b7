//! A document as bytes, whether or not it was adopted. Nothing is written.

use super::outcome::Outcome;
use super::press::Press;
use super::renditions;
use super::stage::shared::Shared;
use super::stage::typeset::Typeset;
use super::stage::written::Written;
use crate::layout::Rendition;
use crate::project::DocumentId;

/// Makes a document of its text as it is now, whether or not it was adopted; a presentation also as `extras`.
///
/// # Errors
/// What came of it where it cannot be made; the findings say why.
pub fn typeset(
    id: &DocumentId,
    extras: &[Rendition],
    shared: &Shared,
    press: &mut Press,
) -> Result<Typeset, Outcome<()>> {
    let written = Written::read(id, shared).map_err(|findings| Outcome::of_unread(id, findings, ()))?;
    let renditions = [&[renditions::own(&written.manuscript)], extras].concat();
    let composed = written.compose(shared);
    let drawn = composed.check_and_draw(shared);
    let traced = drawn.trace(shared);
    let laid_out = traced.lay_out(&renditions, shared);
    let typeset = laid_out.and_then(|laid_out| laid_out.typeset(shared, press));
    typeset.map_err(|refused| refused.0.outcome(()))
}
