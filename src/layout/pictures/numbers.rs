//! The numbers in an SVG file: none larger than a page, a map or a PDF can use.

/// No coordinate, length or factor is larger. Maps of the world in metres reach 20 million.
pub(super) const LARGEST: f64 = 3e7;

/// Where a text is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notation {
    /// An attribute such as `d` or `transform`: letters may touch numbers.
    Attribute,
    /// A style sheet, or an attribute `style`: letters, digits and hyphens together are a name.
    Css,
}

/// The first number of a text that is too large, as it is written there.
pub(super) fn first_too_large(text: &str, notation: Notation) -> Option<&str> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            // Colours and references: #1e9000, url(#deel1e99).
            b'#' => at = skip(bytes, at + 1, is_name),
            b'"' | b'\'' if notation == Notation::Css => at = skip(bytes, at + 1, |byte| byte != bytes[at]) + 1,
            b'u' | b'U' if bytes[at..].len() > 4 && bytes[at..at + 4].eq_ignore_ascii_case(b"url(") => {
                at = skip(bytes, at, |byte| byte != b')');
            }
            byte if notation == Notation::Css && (byte.is_ascii_alphabetic() || byte == b'_') => {
                at = skip(bytes, at, is_name);
            }
            byte if byte.is_ascii_digit() || byte == b'.' => {
                let end = end_of_number(bytes, at);
                if text[at..end].parse::<f64>().is_ok_and(|number| number > LARGEST) {
                    return Some(&text[at..end]);
                }
                at = end.max(at + 1);
            }
            _ => at += 1,
        }
    }
    None
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-') || !byte.is_ascii()
}

fn skip(bytes: &[u8], from: usize, holds: impl Fn(u8) -> bool) -> usize {
    bytes[from.min(bytes.len())..].iter().position(|byte| !holds(*byte)).map_or(bytes.len(), |length| from + length)
}

fn end_of_number(bytes: &[u8], start: usize) -> usize {
    let digits = |from: usize| skip(bytes, from, |byte| byte.is_ascii_digit());
    let mut end = digits(start);
    if bytes.get(end) == Some(&b'.') {
        end = digits(end + 1);
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let after = digits(end + 1 + sign);
        if after > end + 1 + sign {
            end = after;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_are_too_large_are_found() {
        for (text, found) in [
            ("1e30", "1e30"),
            ("-1e30", "1e30"),
            ("0 0 1E+10 5", "1E+10"),
            ("M1e30L2 2", "1e30"),
            ("M0,0l99999999,1", "99999999"),
            ("scale(1e8)", "1e8"),
            ("1e400", "1e400"),
            ("100000000%", "100000000"),
            (".5e9", ".5e9"),
            ("1.5.5e12", ".5e12"),
        ] {
            assert_eq!(first_too_large(text, Notation::Attribute), Some(found), "{text}");
        }
        for (text, found) in [("width:1e30px", "1e30"), ("transform:translate(1e30px)", "1e30"), (".a{r:1e9}", "1e9")] {
            assert_eq!(first_too_large(text, Notation::Css), Some(found), "{text}");
        }
    }

    #[test]
    fn what_drawings_hold_is_no_such_number() {
        for text in ["#1e9000", "url(#deel1e99)", "M155000 463000l-1e-30.5.5z", "1e7", "12345.678em", "e99", "1e", "."]
        {
            assert_eq!(first_too_large(text, Notation::Attribute), None, "{text}");
        }
        for text in [
            ".cls-12345678901{fill:#1e9000}",
            "@font-face{src:url(data:font/woff2;base64,1e99/99999999999)}",
            "font-family:'Letter 99999999999'",
            "fill:url(#st99999999999)",
            "-inkscape-stroke:none1e99",
        ] {
            assert_eq!(first_too_large(text, Notation::Css), None, "{text}");
        }
    }
}
