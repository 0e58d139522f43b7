//! The log beside a letter: who did what when. Lines are only ever added.
//!
//! Each line ends with a SHA-256 over the line before it and itself, so that a line that was changed or
//! taken out shows.

use crate::digest::sha256;

/// The columns, in order.
const COLUMNS: [&str; 7] = ["tijd", "door", "status", "versie", "vaststelling", "toelichting", "controle"];

/// One thing that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When, as `2023-03-14 09:30:00`.
    pub time: String,
    /// By whom.
    pub by: String,
    /// The status that the letter got.
    pub status: String,
    /// The version that it is about.
    pub version: u32,
    /// Where it was adopted: the SHA-256 of the record.
    pub record: String,
    /// More about it: what was corrected.
    pub note: String,
}

/// What is wrong with a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// The 1-based line that was changed, or before which something was taken out.
    pub line: usize,
}

/// The log of one letter.
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

    /// Reads a log; an empty one has no entries.
    ///
    /// # Errors
    /// It was changed after it was written.
    pub fn parse(bytes: &[u8]) -> Result<Self, Damage> {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').flexible(true).has_headers(false).from_reader(bytes);
        let mut log = Self { is_closed: bytes.is_empty() || bytes.ends_with(b"\n"), ..Self::default() };
        for (index, record) in reader.records().enumerate() {
            let damage = || Damage { line: index + 1 };
            let record = record.map_err(|_| damage())?;
            let fields: Vec<&str> = record.iter().collect();
            if index == 0 {
                if fields != COLUMNS {
                    return Err(damage());
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
        assert_eq!(Log::parse(changed.as_bytes()), Err(Damage { line: 3 }));
        let records: Vec<usize> = text.match_indices("2023-03-14").map(|(at, _)| at).collect();
        let without_second = format!("{}{}", &text[..records[1]], &text[records[2]..]);
        assert_eq!(Log::parse(without_second.as_bytes()), Err(Damage { line: 3 }));
        assert!(Log::parse(b"iets;anders\n").is_err());
    }
}
