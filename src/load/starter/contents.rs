//! What is in a file with numbers, before anything is known of it.

use std::fs;
use std::path::Path;

use crate::diagnostic::{Code, Finding, Findings, Found, Place};
use crate::load::table::table_file::{TableFormat, workbook_finding};
use crate::load::table::workbook::{MAX_BYTES, Workbook};

/// What is in a file with numbers.
pub(super) enum Contents<'a> {
    Csv(&'a [u8]),
    Json(&'a [u8]),
    Workbook(Box<Workbook<'a>>),
}

impl<'a> Contents<'a> {
    pub(super) fn open(bytes: &'a [u8], shown: &str, findings: &mut Findings) -> Option<Self> {
        match TableFormat::of(shown) {
            TableFormat::Csv => Some(Self::Csv(bytes)),
            TableFormat::Json => Some(Self::Json(bytes)),
            TableFormat::Workbook => {
                let refused = |refusal| Box::new(workbook_finding(&refusal, shown));
                let workbook = Found::from(Workbook::open(bytes).map_err(refused)).take(findings)?;
                Some(Self::Workbook(Box::new(workbook)))
            }
        }
    }
}

/// The bytes of a file, wherever it stands.
pub(super) fn read(path: &Path, shown: &str) -> Result<Vec<u8>, Box<Finding>> {
    let problem = |code, message: String| Box::new(Finding::new(code, Place::file(shown), message));
    let Ok(metadata) = fs::metadata(path) else {
        let missing = problem(Code::FileMissing, format!("Het bestand \"{shown}\" is er niet."));
        return Err(Box::new(
            missing.hint("Kijk of de map en de naam kloppen. Zet aanhalingstekens om een naam met spaties."),
        ));
    };
    // Reading a pipe or device could wait for ever.
    if !metadata.is_file() {
        return Err(problem(Code::CannotRead, format!("\"{shown}\" is geen gewoon bestand.")));
    }
    if metadata.len() > MAX_BYTES {
        return Err(problem(Code::DataTooLarge, "Het bestand is te groot: meer dan 64 MB.".to_owned()));
    }
    fs::read(path).map_err(|_| {
        let finding = problem(Code::CannotRead, format!("Het bestand \"{shown}\" kan niet worden gelezen."));
        Box::new(finding.hint("Kijk of een ander programma het bestand in gebruik heeft."))
    })
}
