//! SHA-256 of bytes, as people compare them: 64 hexadecimal digits; and the same with a key.
//!
//! Of data with a small count in it no plain digest is kept where others may come: whoever knows all but that count could
//! try its few values until the digest fits. With a random key that they do not have, nothing can be tried.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

/// The SHA-256 of bytes.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The bytes that have this SHA-256: these, or these with other ends of lines, which Git and others change from one system
/// to another; none when something else differs.
pub fn original<'a>(bytes: &'a [u8], digest: &str) -> Option<Cow<'a, [u8]>> {
    original_by(bytes, &|bytes| sha256(bytes) == digest)
}

/// The same, by any measure of what is the same.
pub fn original_by<'a>(bytes: &'a [u8], is_it: &dyn Fn(&[u8]) -> bool) -> Option<Cow<'a, [u8]>> {
    if is_it(bytes) {
        return Some(Cow::Borrowed(bytes));
    }
    with_other_line_ends(bytes).into_iter().find(|other| is_it(other)).map(Cow::Owned)
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

/// What a keyed digest is made with: 32 random bytes, written as 64 hexadecimal digits on a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key([u8; Self::LENGTH]);

impl Key {
    const LENGTH: usize = 32;
    /// The block of SHA-256, in bytes.
    const BLOCK: usize = 64;

    /// A new one; none where the system has nothing random to give.
    pub fn random() -> Option<Self> {
        let mut bytes = [0; Self::LENGTH];
        getrandom::fill(&mut bytes).ok()?;
        Some(Self(bytes))
    }

    /// Reads one from the bytes of its file.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let digits = std::str::from_utf8(bytes).ok()?.trim();
        let mut key = [0; Self::LENGTH];
        if digits.len() != 2 * key.len() || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        for (index, byte) in key.iter_mut().enumerate() {
            *byte = u8::from_str_radix(digits.get(2 * index..2 * index + 2)?, 16).ok()?;
        }
        Some(Self(key))
    }

    /// The bytes of its file.
    pub fn to_bytes(&self) -> Vec<u8> {
        (hex(&self.0) + "\n").into_bytes()
    }

    /// The HMAC-SHA-256 of bytes, as in RFC 2104.
    pub fn digest(&self, bytes: &[u8]) -> String {
        let padded = |with: u8| {
            let mut block = [with; Self::BLOCK];
            block.iter_mut().zip(self.0).for_each(|(padded, byte)| *padded ^= byte);
            block
        };
        let inner = Sha256::new().chain_update(padded(0x36)).chain_update(bytes).finalize();
        hex(&Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize())
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
    fn a_key_is_read_as_it_was_written_and_nothing_else_is_one() {
        let key = Key::random().expect("something random");
        assert_eq!(Key::parse(&key.to_bytes()), Some(key.clone()));
        assert_ne!(Key::random(), Some(key));
        for other in ["", "ab", &"x".repeat(64), &"a".repeat(63), &"a".repeat(66), &"é".repeat(32)] {
            assert_eq!(Key::parse(other.as_bytes()), None, "{other}");
        }
    }

    #[test]
    fn keyed_digests_agree_with_the_standard() {
        // What `openssl dgst -sha256 -mac HMAC -macopt hexkey:0b0b...` says of RFC 4231's first message.
        let key = Key([0x0b; 32]);
        assert_eq!(key.digest(b"Hi There"), "198a607eb44bfbc69903a0f1cf2bbdc5ba0aa3f3d9ae3c1c7a3b1696a0b68cf7");
        assert_ne!(key.digest(b"Hi there"), key.digest(b"Hi There"));
    }

    #[test]
    fn agrees_with_the_standard() {
        // FIPS 180-2, the example "abc".
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
