//! Whether a file is still the same, as far as can be told without reading it. In: a path. Out: a stamp.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

/// When a file was written, and how large it is.
pub type Stamp = (Option<SystemTime>, u64);

/// That of a file; none where there is none.
pub fn stamp(path: &Path) -> Option<Stamp> {
    let found = fs::metadata(path).ok()?;
    Some((found.modified().ok(), found.len()))
}
