//! Messages over a pipe: a line of JSON, the length of what follows, and that.

use std::io::{self, BufRead, ErrorKind, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Nothing that goes over a pipe is larger.
pub const MOST: usize = 512 * 1024 * 1024;

/// A message as bytes.
pub fn frame(header: &impl Serialize, body: &[u8]) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(header).unwrap_or_default();
    // JSON has no line ends of its own.
    bytes.extend_from_slice(format!("\n{}\n", body.len()).as_bytes());
    bytes.extend_from_slice(body);
    bytes
}

/// Writes a message.
pub fn write(out: &mut impl Write, header: &impl Serialize, body: &[u8]) -> io::Result<()> {
    out.write_all(&frame(header, body))?;
    out.flush()
}

/// Reads a message; none at the end.
pub fn read<T: DeserializeOwned>(input: &mut impl BufRead) -> io::Result<Option<(T, Vec<u8>)>> {
    let mut header = String::new();
    if input.read_line(&mut header)? == 0 {
        return Ok(None);
    }
    let header = serde_json::from_str(&header)?;
    let mut length = String::new();
    input.read_line(&mut length)?;
    let length = length.trim().parse().ok().filter(|length| *length <= MOST);
    let mut body = vec![0; length.ok_or(ErrorKind::InvalidData)?];
    input.read_exact(&mut body)?;
    Ok(Some((header, body)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut bytes = frame(&"a\nb", b"\n1\n");
        bytes.extend(frame(&"c", b""));
        let mut input = bytes.as_slice();
        assert_eq!(read::<String>(&mut input).unwrap(), Some(("a\nb".to_owned(), b"\n1\n".to_vec())));
        assert_eq!(read::<String>(&mut input).unwrap(), Some(("c".to_owned(), Vec::new())));
        assert_eq!(read::<String>(&mut input).unwrap(), None);
        assert!(read::<String>(&mut b"\"x\"\n999999999999\n".as_slice()).is_err());
        assert!(read::<String>(&mut b"\"x\"\n5\nab".as_slice()).is_err());
    }
}
