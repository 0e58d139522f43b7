//! What a record says of the files that a document was made from: each is held against its digest, which from the second
//! format on is made with a key that lies in the archive only.

use std::borrow::Cow;

use crate::diagnostic::Finding;
use crate::digest::{Key, original, original_by};
use crate::project::{DocumentId, Files};

use super::adopted::Record;
use super::paths::{KEY, archive_changed, archive_folder};

/// How the digests of inputs of one record are made.
#[derive(Debug, Clone)]
pub struct InputDigests(Option<Key>);

impl InputDigests {
    /// As `record` has them, with the key from its archive.
    ///
    /// # Errors
    /// The key is not there, or is not the one that it was.
    pub fn of(record: &Record, id: &DocumentId, files: &Files) -> Result<Self, Box<Finding>> {
        let Some(digest) = &record.key else { return Ok(Self(None)) };
        let path = format!("{}/{KEY}", archive_folder(id, record.version));
        let bytes = files.bytes(&path).map_err(|finding| gone_or(finding, &path, id))?;
        let key = original(&bytes, digest).and_then(|_| Key::parse(&bytes));
        key.map(|key| Self(Some(key))).ok_or_else(|| Box::new(archive_changed(&path, "is veranderd", id)))
    }

    /// The bytes that have this digest: these, or these with other ends of lines.
    pub fn original<'a>(&self, bytes: &'a [u8], digest: &str) -> Option<Cow<'a, [u8]>> {
        match &self.0 {
            Some(key) => original_by(bytes, &|bytes| key.digest(bytes) == digest),
            None => original(bytes, digest),
        }
    }
}

/// A file of the archive that cannot be read is gone, unless a link leads to it.
pub fn gone_or(finding: Box<Finding>, path: &str, id: &DocumentId) -> Box<Finding> {
    match finding.code {
        crate::diagnostic::Code::PathOutside => finding,
        _ => Box::new(archive_changed(path, "is weg", id)),
    }
}
