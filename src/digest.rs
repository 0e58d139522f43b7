//! SHA-256 of bytes, as people compare them: 64 hexadecimal digits.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

/// The SHA-256 of bytes.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The bytes that have this SHA-256: these, or these with other ends of lines, which Git and others change from one system
/// to another; none when something else differs.
pub fn original<'a>(bytes: &'a [u8], digest: &str) -> Option<Cow<'a, [u8]>> {
    if sha256(bytes) == digest {
        return Some(Cow::Borrowed(bytes));
    }
    with_other_line_ends(bytes).into_iter().find(|other| sha256(other) == digest).map(Cow::Owned)
}

/// Bytes with every line ended as on Unix, and as on Windows.
fn with_other_line_ends(bytes: &[u8]) -> [Vec<u8>; 2] {
    let lines: Vec<&[u8]> =
        bytes.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line)).collect();
    [lines.join(b"\n".as_slice()), lines.join(b"\r\n".as_slice())]
}

/// The SHA-256 of several things, each kept apart from the next.
#[derive(Debug, Default)]
pub struct RunningDigest(Sha256);

impl RunningDigest {
    /// Of nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one thing.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    /// The digest of all that was added.
    pub fn finish(self) -> String {
        hex(&self.0.finalize())
    }
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0xf)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_kept_apart() {
        let of = |things: &[&str]| {
            let mut sum = RunningDigest::new();
            things.iter().for_each(|thing| sum.add(thing.as_bytes()));
            sum.finish()
        };
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_eq!(of(&["ab", "c"]), of(&["ab", "c"]));
    }

    #[test]
    fn line_ends_are_told_from_anything_else() {
        let (unix, windows) = (b"a\nb\n".as_slice(), b"a\r\nb\r\n".as_slice());
        assert!(matches!(original(unix, &sha256(unix)), Some(Cow::Borrowed(_))));
        for (now, then) in [(windows, unix), (unix, windows), (b"a\r\nb\n", unix)] {
            assert_eq!(original(now, &sha256(then)).as_deref(), Some(then));
        }
        for other in [b"a\nc\n".as_slice(), b"a\nb", b"a\n\nb\n"] {
            assert_eq!(original(other, &sha256(unix)), None);
        }
    }

    #[test]
    fn agrees_with_the_standard() {
        // FIPS 180-2, the example "abc".
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
