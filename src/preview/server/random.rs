//! Random digits that nobody can guess.

use std::io;

use crate::digest::hex;

/// Random bytes, as so many pairs of hexadecimal digits.
pub fn random_hex(bytes: usize) -> io::Result<String> {
    let mut random = vec![0; bytes];
    getrandom::fill(&mut random).map_err(io::Error::other)?;
    Ok(hex(&random))
}
