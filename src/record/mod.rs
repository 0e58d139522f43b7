//! What was adopted: the record beside a document, and whether the document still says the same.
//!
//! An adopted version of a document is `<name>.vastgesteld-<version>.json` beside it, and
//! `archief/<period>/<name>/<version>/`, which holds the PDF, the ledger, the plain text and, in
//! `invoer/`, every file that it was made from: a work folder of its own.

mod adopted;
mod archive;
mod format;
mod log;
mod paths;
mod standing;

pub use crate::project::{ARCHIVE, OUTPUT, log_path};

pub use adopted::{Record, RecordedNumber};
pub use archive::{SentOut, archive_changed, archived, known_documents, output_changed, sent_out};
pub use format::RECORD as FORMAT;
pub use log::{Entry as LogEntry, Log};
pub use paths::{INPUTS, STATEMENTS, archive_folder, file_stem, record_path};
pub use standing::{Standing, claims, claims_to_be_final, how_to_correct, lost, record_changed, standing, text_digest};
