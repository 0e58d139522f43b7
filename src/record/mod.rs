//! What was adopted: the record beside a document, and whether the document still says the same.
//!
//! An adopted version of a document is `<name>.vastgesteld-<version>.json` beside it, and
//! `archief/<period>/<name>/<version>/`, which holds the PDF, the ledger, the plain text, a key and, in
//! `invoer/`, every file that it was made from: a work folder of its own. What was done to it stands in
//! `<name>.logboek.csv` beside it, and in `archief/register.csv` with all others.

mod adopted;
mod archive;
mod chain;
mod format;
mod inputs;
mod log;
mod paths;
mod register;
mod standing;

pub use crate::project::{ARCHIVE, OUTPUT, log_path};

pub use adopted::{Record, RecordedNumber};
pub use archive::{SentOut, archived, archived_file, known_documents, output_changed, sent_out};
pub use format::RECORD as FORMAT;
pub use inputs::{InputDigests, gone_or};
pub use log::{Entry as LogEntry, Log, act, moment};
pub use paths::{INPUTS, KEY, STATEMENTS, archive_changed, archive_folder, file_stem, record_path};
pub use register::{Register, Registered};
pub use standing::{
    Standing, adopted_text, claims, claims_to_be_final, how_to_correct, record_changed, record_lost, standing,
};
