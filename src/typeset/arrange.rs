//! Where things stand that could stand elsewhere: in come pages and what sets a source, out come pages on which what signs
//! mean stands where the signs do, and of which few have holes.

use super::holes;
use super::pages::Pages;
use super::signs;
use crate::layout::TypstSource;

/// So many times something is put elsewhere, before the pages stay as they are.
const ROUNDS: usize = 10;
/// After so many times footnotes stay that there are: where they keep moving, one stands on a page too often rather than
/// nowhere.
const SETTLED: usize = 6;

/// Puts elsewhere what can, as long as that makes the pages better. What `set` gives none for cannot be set.
pub(super) fn arrange(mut pages: Pages, set: &mut dyn FnMut(TypstSource) -> Option<Pages>) -> Pages {
    for round in 0..ROUNDS {
        let explained = signs::moved(&pages, round >= SETTLED);
        let base = explained.as_ref().unwrap_or(&pages.laid_out);
        let better = best(&pages, holes::with_floats(&pages, base), set)
            .or_else(|| best(&pages, holes::spaced(&pages, base), set))
            .or_else(|| explained.and_then(&mut *set));
        match better {
            Some(better) => pages = better,
            None => break,
        }
    }
    pages
}

/// What leaves least white of some other sources, if it is less; the first without a hole. A layout of somebody's own may
/// not know how to; then the pages are good as they were.
fn best(pages: &Pages, sources: Vec<TypstSource>, set: &mut dyn FnMut(TypstSource) -> Option<Pages>) -> Option<Pages> {
    let mut best: Option<Pages> = None;
    for source in sources {
        let again = set(source)?;
        let least = holes::white(best.as_ref().unwrap_or(pages));
        // Nobody looks for figure 2 before figure 1, nor for a figure before its heading for no gain.
        if holes::white(&again) < least && holes::in_order(&again) {
            best = Some(again);
        }
        if best.as_ref().is_some_and(|best| holes::white(best) <= 0.0) {
            break;
        }
    }
    best
}
