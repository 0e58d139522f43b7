//! What is kept of adopted documents, and what went out: the archive is read, and each file held against its digest.

use std::collections::BTreeSet;
use std::path::Path;

use crate::diagnostic::{Code, Finding, Place, shown};
use crate::digest::original;
use crate::project::{DocumentId, Files, Inventory, ledger_path};

use super::adopted::Record;
use super::format;
use super::inputs::{InputDigests, gone_or};
use super::paths::{INPUTS, archive_changed, archive_folder, file_stem};
use super::standing::{claims_to_be_final, not_of};

/// A document that went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentOut {
    /// Which document.
    pub id: DocumentId,
    /// The file with its text, relative to the work folder.
    pub manuscript: String,
    /// The ledger of the numbers that it printed; it need not be there unless it was adopted.
    pub ledger: String,
}

/// What went out of a document: every adopted version, or else the document itself when its status says that it was
/// sent.
///
/// # Errors
/// A record cannot be read, its archive is not what it was, or a newer program wrote the ledger: who cannot tell what
/// was printed, cannot tell what must stay secret.
pub fn sent_out(files: &Files, inventory: &Inventory, id: &DocumentId) -> Result<Vec<SentOut>, Box<Finding>> {
    if let Some(records) = inventory.records.get(id) {
        return records.iter().map(|(version, path)| adopted_version(files, id, *version, path)).collect();
    }
    let Some(path) = inventory.documents.get(id).filter(|_| inventory.in_hand.as_ref() != Some(id)) else {
        return Ok(Vec::new());
    };
    let Ok(source) = files.text(path) else { return Ok(Vec::new()) };
    if !claims_to_be_final(&source.text) {
        return Ok(Vec::new());
    }
    let ledger = ledger_path(id);
    if files.is_file(&ledger) {
        known_ledger(&ledger, &files.bytes(&ledger).unwrap_or_default())?;
    }
    Ok(vec![SentOut { id: id.clone(), manuscript: path.clone(), ledger }])
}

/// Every document of which something may have gone out.
pub fn known_documents(inventory: &Inventory) -> BTreeSet<&DocumentId> {
    inventory.records.keys().chain(inventory.documents.keys()).collect()
}

fn adopted_version(files: &Files, id: &DocumentId, version: u32, path: &str) -> Result<SentOut, Box<Finding>> {
    let record = Record::read(files, path)?;
    let folder = archive_folder(id, version);
    // The folder of its period can have another name since: 2022-k2.
    let own = record.inputs.iter().find(|(path, _)| DocumentId::of_path(path).as_ref() == Some(id));
    let Some((text, text_digest)) = own else { return Err(Box::new(not_of(path, id))) };
    let ledger = format!("{}.cijfers.csv", file_stem(id, version));
    let ledger_digest = record.outputs.get(&ledger);
    let manuscript = format!("{folder}/{INPUTS}/{text}");
    let sent = SentOut { id: id.clone(), manuscript, ledger: format!("{folder}/{ledger}") };
    let digests = InputDigests::of(&record, id, files)?;
    let is_text = |bytes: &[u8]| digests.original(bytes, text_digest).is_some();
    let is_ledger = |bytes: &[u8]| ledger_digest.is_some_and(|digest| original(bytes, digest).is_some());
    for path in [&sent.manuscript, &sent.ledger] {
        let is_it = |bytes: &[u8]| if *path == sent.ledger { is_ledger(bytes) } else { is_text(bytes) };
        match files.bytes(path) {
            Ok(bytes) if is_it(&bytes) => {
                if *path == sent.ledger {
                    known_ledger(path, &bytes)?;
                }
            }
            Ok(_) => return Err(Box::new(archive_changed(path, "is veranderd", id))),
            Err(finding) => return Err(gone_or(finding, path, id)),
        }
    }
    Ok(sent)
}

/// Refuses a ledger that only a newer program can read.
fn known_ledger(path: &str, bytes: &[u8]) -> Result<(), Box<Finding>> {
    if format::of_table(bytes) > format::LEDGER {
        return Err(Box::new(format::too_new(path, "Dit bestand met cijfers")));
    }
    Ok(())
}

/// The PDF and the ledger of an adopted document, from the archive.
///
/// # Errors
/// One of them is not there, or not as it was.
pub fn archived(record: &Record, id: &DocumentId, files: &Files) -> Result<(Vec<u8>, Vec<u8>), Box<Finding>> {
    Ok((archived_file(record, id, "pdf", files)?, archived_file(record, id, "cijfers.csv", files)?))
}

/// A file that was made of an adopted document, by its extension, from the archive.
///
/// # Errors
/// It is not there, or not as it was.
pub fn archived_file(
    record: &Record,
    id: &DocumentId,
    extension: &str,
    files: &Files,
) -> Result<Vec<u8>, Box<Finding>> {
    let name = format!("{}.{extension}", file_stem(id, record.version));
    let path = format!("{}/{name}", archive_folder(id, record.version));
    let bytes = files.bytes(&path)?;
    match record.outputs.get(&name).and_then(|digest| original(&bytes, digest)) {
        Some(original) => Ok(original.into_owned()),
        None => Err(Box::new(archive_changed(&path, "is veranderd", id))),
    }
}

/// What stands where the PDF of an adopted document belongs is another PDF.
pub fn output_changed(path: &Path, files: &Files, id: &DocumentId) -> Finding {
    let path = path.strip_prefix(files.folder().root()).unwrap_or(path);
    Finding::new(
        Code::OutputChanged,
        Place::file(shown(path)),
        format!("Dit is niet de PDF van {id} die is vastgesteld."),
    )
    .hint("Hernoem of verwijder dit bestand. Met griffel maak komt de vastgestelde PDF terug uit het archief.")
}
