//! Private-use characters that carry printed values through minijinja and Markdown, and places in the author's
//! text through minijinja. Input that holds such characters is refused.
//!
//! The template language can make any character, and can take text apart that holds markers. So each marker has a
//! seal that only this process can make: characters that an author, a file or a filter put together are no marker.
//! The key of the seal is drawn anew for each process; no marker outlives the composing of one document, so nothing
//! that is made depends on it.

use std::hash::{BuildHasher, RandomState};
use std::ops::Range;
use std::sync::LazyLock;

/// Opens the marker of a printed value.
const VALUE: char = '\u{e000}';
/// Opens the marker of a stretch of the author's own text.
const STRETCH: char = '\u{e001}';
/// Closes any of them.
const CLOSE: char = '\u{e002}';
/// Opens the marker of a placeholder in the author's text.
const PLACE: char = '\u{e003}';
/// Printed by values that cannot be pasted into other text.
pub const PASTED: char = '\u{e004}';
/// The digit 0; the others follow.
const ZERO: u32 = 0xe010;
/// The first character of which seals are made; each of them stands for so many bits.
const SEAL: u32 = 0xe100;
const SEAL_BITS: usize = 12;
/// Characters in a seal.
const SEAL_LENGTH: usize = 5;

/// Whether a character is for private use, and so may be a marker.
pub fn is_marker(character: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&character)
}

/// The marker of the value with this index.
pub fn value(index: usize) -> String {
    encode(VALUE, index)
}

/// The marker before the placeholder with this number.
pub fn place(number: usize) -> String {
    encode(PLACE, number)
}

/// The marker before the stretch of the author's own text with this number.
pub fn stretch(number: usize) -> String {
    encode(STRETCH, number)
}

fn encode(open: char, number: usize) -> String {
    let digits = number.to_string();
    let digits = digits.bytes().filter_map(|digit| char::from_u32(ZERO + u32::from(digit - b'0')));
    std::iter::once(open).chain(digits).chain(seal(open, number)).chain([CLOSE]).collect()
}

/// What nobody can write who does not have the key of this process.
fn seal(open: char, number: usize) -> impl Iterator<Item = char> {
    static KEY: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    let sealed = KEY.hash_one((open, number));
    (0..SEAL_LENGTH).filter_map(move |at| {
        let bits = u32::try_from(sealed >> (at * SEAL_BITS) & ((1 << SEAL_BITS) - 1)).ok()?;
        char::from_u32(SEAL + bits)
    })
}

/// A piece of marked text.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text without markers.
    Text(&'a str),
    /// A printed value, by its index.
    Value(usize),
    /// A stretch of the author's own text begins, by its number.
    Stretch(usize),
    /// A placeholder, by its number.
    Place(usize),
}

/// Splits text at its markers; with each piece, where it stands. What only looks like a marker is text.
pub fn pieces(text: &str) -> Vec<(Range<usize>, Piece<'_>)> {
    let mut pieces = Vec::new();
    let (mut at, mut looked) = (0, 0);
    while let Some(found) = text[looked..].find([VALUE, STRETCH, PLACE]) {
        let start = looked + found;
        let Some((piece, length)) = marker(&text[start..]) else {
            looked = start + VALUE.len_utf8();
            continue;
        };
        if at < start {
            pieces.push((at..start, Piece::Text(&text[at..start])));
        }
        at = start + length;
        looked = at;
        pieces.push((start..at, piece));
    }
    if at < text.len() {
        pieces.push((at..text.len(), Piece::Text(&text[at..])));
    }
    pieces
}

/// Whether all private-use characters of a text are markers that this process made.
pub fn is_genuine(text: &str) -> bool {
    pieces(text).iter().all(|(_, piece)| !matches!(piece, Piece::Text(text) if text.contains(is_marker)))
}

/// The marker that a text begins with, and how long it is.
fn marker(text: &str) -> Option<(Piece<'static>, usize)> {
    let mut rest = text.chars();
    let open = rest.next()?;
    let mut number: usize = 0;
    loop {
        let before = rest.clone();
        let Some(digit) = u32::from(rest.next()?).checked_sub(ZERO).filter(|digit| *digit < 10) else {
            rest = before;
            break;
        };
        number = number.checked_mul(10)?.checked_add(digit as usize)?;
    }
    let is_sealed = seal(open, number).chain([CLOSE]).all(|wanted| rest.next() == Some(wanted));
    let piece = match open {
        VALUE => Piece::Value(number),
        STRETCH => Piece::Stretch(number),
        _ => Piece::Place(number),
    };
    is_sealed.then(|| (piece, text.len() - rest.as_str().len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out() {
        let text = format!("{}In {}{} kreeg{}", stretch(12), place(3), value(0), value(407));
        let found = pieces(&text);
        assert!(found.windows(2).all(|two| two[0].0.end == two[1].0.start));
        assert_eq!(
            found.into_iter().map(|(_, piece)| piece).collect::<Vec<_>>(),
            [
                Piece::Stretch(12),
                Piece::Text("In "),
                Piece::Place(3),
                Piece::Value(0),
                Piece::Text(" kreeg"),
                Piece::Value(407)
            ]
        );
        assert!(text.contains(is_marker));
        assert!(!"€ 5 – “x”".contains(is_marker));
        assert!(is_genuine(&text) && is_genuine("€ 5"));
    }

    #[test]
    fn what_is_put_together_is_no_marker() {
        let (one, two) = (value(1), value(2));
        let letters = |marker: &str| marker.chars().map(String::from).collect::<Vec<_>>();
        let (one, two) = (letters(&one), letters(&two));
        let swapped = one[0].clone() + &two[1] + &one[2..].concat();
        let leading_nought = one[0].clone() + "\u{e010}" + &one[1..].concat();
        let cut = one[..one.len() - 1].concat();
        let as_stretch = "\u{e001}".to_owned() + &one[1..].concat();
        for forged in ["\u{e000}\u{e010}\u{e002}", "\u{e000}", "\u{f8ff}", &swapped, &cut, &as_stretch] {
            assert!(!is_genuine(forged), "{forged:?}");
            assert_eq!(pieces(forged), [(0..forged.len(), Piece::Text(forged))]);
        }
        // The same number again is the same marker, and prints the same value.
        assert!(is_genuine(&leading_nought) && is_genuine(&one.concat().repeat(2)));
    }
}
