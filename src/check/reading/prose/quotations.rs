//! Somebody else's words within a text: what stands between quotation marks.

use std::ops::Range;

/// A quotation has so many words at least; one word or number between marks is only stressed.
const FEWEST_WORDS: usize = 3;

/// A token, as far as quotations go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// A word.
    Word,
    /// A sign, and whether it stands where something may open.
    Mark(char, bool),
    /// Anything else.
    Other,
}

/// The quotations of a text, as ranges of tokens, in reading order. A mark that is never closed opens none.
pub fn of(tokens: impl Iterator<Item = Seen>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    // Where one opened, what closes it, and the words since.
    let mut open: Option<(usize, char, usize)> = None;
    for (index, seen) in tokens.enumerate() {
        match (seen, &mut open) {
            (Seen::Word, Some((.., words))) => *words += 1,
            (Seen::Mark(mark, _), Some((start, closing, words))) if mark == *closing => {
                if *words >= FEWEST_WORDS {
                    found.push(*start..index);
                }
                open = None;
            }
            (Seen::Mark(mark, starts), None) => open = closing(mark, starts).map(|closing| (index + 1, closing, 0)),
            _ => {}
        }
    }
    found
}

/// The mark that closes what this one opens.
fn closing(mark: char, starts: bool) -> Option<char> {
    match mark {
        '‘' | '‚' => Some('’'),
        '“' | '„' => Some('”'),
        '«' => Some('»'),
        // A mark right behind a word closes, or is an apostrophe.
        '"' | '\'' if starts => Some(mark),
        _ => None,
    }
}
