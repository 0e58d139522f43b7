//! The log beside a document: who did what when. Lines are only ever added.
//!
//! Each line ends with a SHA-256 over the line before it and itself, so that a line that was changed or
//! taken out shows.

use crate::diagnostic::{Code, Finding, Place};
use crate::digest::sha256;
use crate::project::{Files, log_path};

use super::format;

/// The columns, in order.
const COLUMNS: [&str; 7] = ["tijd", "door", "status", "versie", "vaststelling", "toelichting", "controle"];

/// One thing that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When, as `2023-03-14 09:30:00`.
    pub time: String,
    /// By whom.
    pub by: String,
    /// The status that the document got.
    pub status: String,
    /// The version that it is about.
    pub version: u32,
    /// Where it was adopted: the SHA-256 of the record.
    pub record: String,
    /// More about it: what was corrected.
    pub note: String,
}

/// Why a log cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// This line, from 1, was changed, or something was taken out before it.
    Changed(usize),
    /// A newer version of Griffel wrote it.
    TooNew,
}

/// The log of one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Log {
    /// What was done, in order.
    pub entries: Vec<Entry>,
    /// The check of the last line.
    last: String,
    /// Whether the columns are named.
    has_header: bool,
    /// Whether the last line was closed.
    is_closed: bool,
}

impl Log {
    /// Whether it says that a version was adopted with this record.
    pub fn has(&self, version: u32, record: &str) -> bool {
        self.entries.iter().any(|entry| entry.version == version && entry.record == record)
    }

    /// Whether it says that a version was adopted, with whatever record.
    pub fn has_adopted(&self, version: u32) -> bool {
        self.entries.iter().any(|entry| entry.version == version && !entry.record.is_empty())
    }

    /// Reads the log of the document whose text is at `path`; where there is none it is empty.
    ///
    /// # Errors
    /// It cannot be read, it was changed after it was written, or a newer version of Griffel wrote it.
    pub fn read(files: &Files, path: &str) -> Result<Self, Box<Finding>> {
        let path = log_path(path);
        if std::fs::symlink_metadata(files.folder().root().join(&path)).is_err() {
            return Ok(Self::default());
        }
        Self::parse(&files.bytes(&path)?).map_err(|unreadable| {
            Box::new(match unreadable {
                Unreadable::TooNew => format::too_new(&path, "Dit logboek"),
                Unreadable::Changed(line) => {
                    let message = format!("Het logboek is veranderd: regel {line} klopt niet met wat ervoor staat.");
                    Finding::new(Code::LogChanged, Place::file(path), message)
                        .hint("Zet het bestand terug uit uw reservekopie. In een logboek komen alleen regels bij.")
                }
            })
        })
    }

    /// Reads a log from its bytes; an empty one has no entries.
    ///
    /// # Errors
    /// It was changed after it was written, or a newer version of Griffel wrote it.
    pub fn parse(bytes: &[u8]) -> Result<Self, Unreadable> {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').flexible(true).has_headers(false).from_reader(bytes);
        let mut log = Self { is_closed: bytes.is_empty() || bytes.ends_with(b"\n"), ..Self::default() };
        for (index, record) in reader.records().enumerate() {
            let damage = || Unreadable::Changed(index + 1);
            let record = record.map_err(|_| damage())?;
            let fields: Vec<&str> = record.iter().collect();
            if index == 0 {
                match format::of_header(&fields) {
                    (newer, _) if newer > format::LOG => return Err(Unreadable::TooNew),
                    (_, columns) if columns != COLUMNS => return Err(damage()),
                    _ => {}
                }
                log.has_header = true;
                continue;
            }
            let [time, by, status, version, record, note, check] = fields[..] else { return Err(damage()) };
            let entry = Entry {
                time: time.to_owned(),
                by: by.to_owned(),
                status: status.to_owned(),
                version: version.parse().map_err(|_| damage())?,
                record: record.to_owned(),
                note: note.to_owned(),
            };
            if log.check_of(&entry) != check {
                return Err(damage());
            }
            check.clone_into(&mut log.last);
            log.entries.push(entry);
        }
        Ok(log)
    }

    /// The bytes that an entry adds to the file, with the header when it is the first.
    pub fn line(&self, entry: &Entry) -> Vec<u8> {
        let mut out = Vec::from(if self.has_header && !self.is_closed { "\n" } else { "" });
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(&mut out);
        // Writing to memory cannot fail.
        if !self.has_header {
            let _ = writer.write_record(COLUMNS);
        }
        let version = entry.version.to_string();
        let check = self.check_of(entry);
        let _ =
            writer.write_record([&entry.time, &entry.by, &entry.status, &version, &entry.record, &entry.note, &check]);
        let _ = writer.flush();
        drop(writer);
        out
    }

    fn check_of(&self, entry: &Entry) -> String {
        let version = entry.version.to_string();
        let parts = [&self.last, &entry.time, &entry.by, &entry.status, &version, &entry.record, &entry.note];
        // Lengths keep "ab" + "c" apart from "a" + "bc".
        let whole: String = parts.iter().map(|part| format!("{}:{part};", part.len())).collect();
        sha256(whole.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(status: &str, note: &str) -> Entry {
        Entry {
            time: "2023-03-14 09:30:00".to_owned(),
            by: "A. Voorbeeld; griffie".to_owned(),
            status: status.to_owned(),
            version: 1,
            record: String::new(),
            note: note.to_owned(),
        }
    }

    fn three_lines() -> Vec<u8> {
        let mut bytes = Vec::new();
        for status in ["ambtelijk akkoord", "vastgesteld", "verzonden"] {
            let log = Log::parse(&bytes).expect("whole so far");
            bytes.extend(log.line(&entry(status, "met \"aanhalingstekens\"\nen een regel")));
        }
        bytes
    }

    #[test]
    fn reads_what_it_adds() {
        let log = Log::parse(&three_lines()).expect("whole");
        let statuses: Vec<&str> = log.entries.iter().map(|entry| entry.status.as_str()).collect();
        assert_eq!(statuses, ["ambtelijk akkoord", "vastgesteld", "verzonden"]);
        assert_eq!(log.entries[1], entry("vastgesteld", "met \"aanhalingstekens\"\nen een regel"));
        assert_eq!(Log::parse(b"").expect("empty").entries, []);
    }

    #[test]
    fn an_unfinished_file_is_continued() {
        let whole = three_lines();
        let header = &whole[..=whole.iter().position(|byte| *byte == b'\n').expect("a line")];
        for start in [header, &header[..header.len() - 1], &whole[..whole.len() - 1]] {
            let log = Log::parse(start).expect("whole so far");
            let next = [start, &log.line(&entry("verzonden", ""))].concat();
            let entries = Log::parse(&next).expect("still whole").entries;
            assert_eq!(entries.len(), log.entries.len() + 1);
        }
    }

    #[test]
    fn a_changed_or_missing_line_shows() {
        let text = String::from_utf8(three_lines()).expect("UTF-8");
        let changed = text.replacen("vastgesteld", "verzonden", 1);
        assert_eq!(Log::parse(changed.as_bytes()), Err(Unreadable::Changed(3)));
        let records: Vec<usize> = text.match_indices("2023-03-14").map(|(at, _)| at).collect();
        let without_second = format!("{}{}", &text[..records[1]], &text[records[2]..]);
        assert_eq!(Log::parse(without_second.as_bytes()), Err(Unreadable::Changed(3)));
        assert!(Log::parse(b"iets;anders\n").is_err());
    }

    #[test]
    fn a_log_of_a_newer_program_is_not_guessed_at() {
        let header = COLUMNS.join(";");
        assert_eq!(Log::parse(format!("{header};formaat 2\niets nieuws\n").as_bytes()), Err(Unreadable::TooNew));
        assert_eq!(Log::parse(format!("{header};formaat 1\n").as_bytes()).map(|log| log.entries), Ok(Vec::new()));
        assert_eq!(Log::parse(format!("{header};iets\n").as_bytes()), Err(Unreadable::Changed(1)));
    }
}
