//! Private-use characters that carry printed values and line numbers through
//! minijinja and Markdown. Input that holds such characters is refused.

/// Opens the marker of a printed value.
const VALUE: char = '\u{e000}';
/// Opens the marker of a source line.
const LINE: char = '\u{e001}';
/// Closes either.
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

/// The marker of a 1-based source line.
pub fn line(number: usize) -> String {
    encode(LINE, number)
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
    /// A source line.
    Line(usize),
    /// A placeholder, by its number.
    Place(usize),
}

/// Splits text at its markers.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find([VALUE, LINE, PLACE]) {
        if at > 0 {
            pieces.push(Piece::Text(&rest[..at]));
        }
        let open = rest[at..].chars().next();
        let inner = &rest[at + VALUE.len_utf8()..];
        let end = inner.find(CLOSE).unwrap_or(inner.len());
        let number = decode(&inner[..end]);
        pieces.push(match open {
            Some(VALUE) => Piece::Value(number),
            Some(LINE) => Piece::Line(number),
            _ => Piece::Place(number),
        });
        rest = inner[end..].strip_prefix(CLOSE).unwrap_or_default();
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
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
        let text = format!("{}In {}{} kreeg{}", line(12), place(3), value(0), value(407));
        assert_eq!(
            pieces(&text),
            [
                Piece::Line(12),
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
