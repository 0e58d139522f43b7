//! Private-use characters that carry printed values and line numbers through
//! minijinja and Markdown. Input that holds such characters is refused.

/// Opens the marker of a printed value.
const VALUE: char = '\u{e000}';
/// Opens the marker of a source line.
const LINE: char = '\u{e001}';
/// Closes either.
const CLOSE: char = '\u{e002}';
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
}

/// Splits text at its markers.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find([VALUE, LINE]) {
        if at > 0 {
            pieces.push(Piece::Text(&rest[..at]));
        }
        let is_value = rest[at..].starts_with(VALUE);
        let inner = &rest[at + VALUE.len_utf8()..];
        let end = inner.find(CLOSE).unwrap_or(inner.len());
        let number = decode(&inner[..end]);
        pieces.push(if is_value { Piece::Value(number) } else { Piece::Line(number) });
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
        let text = format!("{}In {} kreeg{}", line(12), value(0), value(407));
        assert_eq!(
            pieces(&text),
            [Piece::Line(12), Piece::Text("In "), Piece::Value(0), Piece::Text(" kreeg"), Piece::Value(407)]
        );
        assert!(text.contains(is_marker));
        assert!(!"€ 5 – “x”".contains(is_marker));
    }
}
