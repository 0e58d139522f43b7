//! Private-use characters that carry printed values through minijinja and Markdown, and places in the author's
//! text through minijinja. Input that holds such characters is refused.

use std::ops::Range;

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
    std::iter::once(open).chain(digits).chain([CLOSE]).collect()
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

/// Splits text at its markers; with each piece, where it stands.
pub fn pieces(text: &str) -> Vec<(Range<usize>, Piece<'_>)> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find([VALUE, STRETCH, PLACE]) {
        let start = at + found;
        if found > 0 {
            pieces.push((at..start, Piece::Text(&text[at..start])));
        }
        let open = text[start..].chars().next();
        let inside = start + VALUE.len_utf8();
        let end = text[inside..].find(CLOSE).map_or(text.len(), |end| inside + end);
        let number = decode(&text[inside..end]);
        at = (end + CLOSE.len_utf8()).min(text.len());
        let piece = match open {
            Some(VALUE) => Piece::Value(number),
            Some(STRETCH) => Piece::Stretch(number),
            _ => Piece::Place(number),
        };
        pieces.push((start..at, piece));
    }
    if at < text.len() {
        pieces.push((at..text.len(), Piece::Text(&text[at..])));
    }
    pieces
}

fn decode(digits: &str) -> usize {
    digits.chars().fold(0, |number: usize, digit| {
        let digit = u32::from(digit).saturating_sub(ZERO).min(9);
        number.saturating_mul(10).saturating_add(digit as usize)
    })
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
    }
}
