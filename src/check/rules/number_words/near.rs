//! The figures that are printed around a number word.

use std::ops::Range;

use crate::check::checked::Checked;
use crate::check::reading::prose::Prose;
use crate::check::reading::quantity::{Quantity, Source};
use crate::indicator::Number;

/// The figures in the sentence of a token, in the two before it and in the two after.
pub(super) fn printed_near<'c>(checked: &'c Checked<'_>, prose: &Prose, at: usize) -> Vec<(&'c Quantity, &'c Number)> {
    let sentence = prose.sentence_of(at);
    let before = |start: usize| start.checked_sub(1).map_or(start, |before| prose.sentence_of(before).start);
    let start = before(before(sentence.start));
    // A sentence of two words may stand between: "Geplant: {{ a }}. Gekapt: {{ b }}."
    let next = |range: &Range<usize>| prose.sentence_of(range.end.min(prose.tokens.len().saturating_sub(1)));
    let after = next(&sentence);
    let near = start..next(&after).end.max(sentence.end);
    let quantities = checked.texts.iter().zip(&checked.quantities).find(|(text, _)| std::ptr::eq(*text, prose));
    let quantities = quantities.map(|(_, quantities)| quantities.as_slice()).unwrap_or_default();
    let of = |quantity: &'c Quantity| {
        let Source::Number(index) = quantity.source else { return None };
        Some((quantity, &checked.document.numbers.get(index)?.number))
    };
    quantities.iter().filter(|quantity| near.contains(&quantity.tokens.start)).filter_map(of).collect()
}

/// Each two of them, the first one first.
pub(super) fn pairs<T>(all: &[T]) -> impl Iterator<Item = (&T, &T)> {
    all.iter().enumerate().flat_map(|(at, one)| all[at + 1..].iter().map(move |other| (one, other)))
}
