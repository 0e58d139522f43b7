//! Adopted letters are kept: their files come from the archive.

use std::fs;

use crate::diagnostic::Finding;
use crate::digest::sha256;
use crate::export::Output;
use crate::load::Files;
use crate::project::DocumentId;
use crate::record::{self, Record};

/// Writes the PDF and the ledger of an adopted letter where they belong, unless they are there.
///
/// # Errors
/// Other bytes stand there, the archive is damaged, or it cannot be written.
pub(super) fn put_back(adopted: &Record, id: &DocumentId, files: &Files, output: &Output) -> Result<(), Box<Finding>> {
    let place = output.pdf(id, adopted.version);
    let digest = adopted.outputs.get(&format!("{}.pdf", record::file_stem(id, adopted.version)));
    match fs::read(&place) {
        Ok(bytes) if digest.is_some_and(|digest| *digest == sha256(&bytes)) => Ok(()),
        Ok(_) => Err(Box::new(record::output_changed(&place, files, id))),
        Err(_) => {
            let (pdf, ledger) = record::archived(adopted, id, files)?;
            output.write(id, adopted.version, &pdf, &ledger).map(drop)
        }
    }
}
