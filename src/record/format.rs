//! The formats of what Griffel stores and reads again years later, and what tells them apart.
//!
//! A record names its format in the key `formaat`. A table (the log, the ledger) names it in a column that comes after
//! all others and whose heading is `formaat 2`. There is no such column in what version 0.1.0 wrote, which is format 1:
//! its tables never named a format, their columns are a promise to whoever opens them in a spreadsheet, and their bytes
//! are recorded in archives. A log that it began goes on in that format. Whoever reads tables by the names of their
//! columns is not troubled by one more; a line above the header would trouble everybody.

use crate::diagnostic::{Code, Finding, Place};

/// The newest format of records, which is the one that is written.
pub const RECORD: u32 = 2;

/// The same of logs.
pub const LOG: u32 = 2;

/// The same of the register.
pub const REGISTER: u32 = 1;

/// The same of ledgers.
pub const LEDGER: u32 = 1;

/// What names no format is in the first.
pub const fn first() -> u32 {
    1
}

/// The format that the header of a table names, and its columns without that name.
pub fn of_header<'h>(header: &'h [&'h str]) -> (u32, &'h [&'h str]) {
    let named = header.split_last().and_then(|(last, columns)| {
        let format = last.strip_prefix("formaat ")?.parse().ok()?;
        Some((format, columns))
    });
    named.unwrap_or((first(), header))
}

/// The heading of the last column of a table that names its format.
pub fn heading(format: u32) -> String {
    format!("formaat {format}")
}

/// The format of a table from its bytes; the first, for what is no table at all.
pub fn of_table(bytes: &[u8]) -> u32 {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').flexible(true).has_headers(false).from_reader(bytes);
    let header = reader.records().next().and_then(Result::ok).unwrap_or_default();
    of_header(&header.iter().collect::<Vec<_>>()).0
}

/// What a newer program stored is not guessed at. `what` is "Deze vaststelling" or the like.
pub fn too_new(path: &str, what: &str) -> Finding {
    let message = format!("{what} is gemaakt met een nieuwere versie van Griffel.");
    Finding::new(Code::RecordTooNew, Place::file(path), message)
        .hint("Installeer de nieuwste versie van Griffel. Er is niets veranderd.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_names_its_format_in_its_last_column() {
        assert_eq!(of_header(&["nr", "naam"]), (1, &["nr", "naam"][..]));
        assert_eq!(of_header(&["nr", "naam", "formaat 2"]), (2, &["nr", "naam"][..]));
        assert_eq!(of_header(&["formaat van het bestand"]), (1, &["formaat van het bestand"][..]));
        assert_eq!(of_header(&[]), (1, &[][..]));
    }

    #[test]
    fn the_format_of_a_table_is_read_from_its_first_line() {
        assert_eq!(of_table("\u{feff}nr;naam;formaat 3\r\n1;a;\r\n".as_bytes()), 3);
        assert_eq!(of_table(b"nr;naam\n1;formaat 3\n"), 1);
        assert_eq!(of_table(b""), 1);
        assert_eq!(of_table(&[0xff, 0xfe, b';']), 1);
    }
}
