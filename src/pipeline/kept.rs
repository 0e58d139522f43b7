//! Adopted letters are kept: their files come from the archive.

use std::fs;
use std::path::PathBuf;

use crate::diagnostic::Finding;
use crate::digest::sha256;
use crate::export::Output;
use crate::load::Files;
use crate::project::DocumentId;
use crate::record::{self, Record};

/// Writes the PDF and the ledger of an adopted letter where they belong, unless they are there. A draft that Griffel
/// made there, and that nobody touched, makes way.
///
/// # Errors
/// Other bytes stand there, the archive is damaged, or it cannot be written.
pub(super) fn put_back(
    adopted: &Record,
    id: &DocumentId,
    files: &Files,
    output: &Output,
    is_own_draft: bool,
) -> Result<PathBuf, Box<Finding>> {
    let pdf = output.pdf(id, adopted.version);
    let places = [("pdf", pdf.clone()), ("cijfers.csv", output.ledger(id, adopted.version))];
    let mut is_whole = true;
    for (extension, place) in places {
        match fs::read(&place) {
            Ok(bytes) if adopted.digest_of(id, extension) == Some(&sha256(&bytes)) => {}
            Ok(_) if is_own_draft => is_whole = false,
            Ok(_) => return Err(Box::new(record::output_changed(&place, files, id))),
            Err(_) => is_whole = false,
        }
    }
    if is_whole {
        return Ok(pdf);
    }
    let (bytes, ledger) = record::archived(adopted, id, files)?;
    output.write(id, adopted.version, &bytes, &ledger)
}
