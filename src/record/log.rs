//! The log beside a document: who did what when. Lines are only ever added, see [`super::chain`].

use chrono::{DateTime, NaiveDate, NaiveDateTime};

use crate::diagnostic::{Code, Finding, Place};
use crate::digest::original;
use crate::project::{Files, log_path};

use super::chain::{Chain, Columns, Unreadable};
use super::format;

/// The columns of version 0.1.0. A log that has them keeps them.
const FIRST: Columns =
    Columns { format: 1, is_named: false, names: &["tijd", "door", "status", "versie", "vaststelling", "toelichting"] };

/// The columns since.
const NEWEST: Columns = Columns {
    format: format::LOG,
    is_named: true,
    names: &["tijd", "dag", "handeling", "door", "status", "versie", "vaststelling", "toelichting"],
};

/// What was done to a document, as logs and the register call it. Readers take any other word for something that a later
/// version does, and leave it.
pub mod act {
    /// It was adopted: there is a record, and an archive.
    pub const ADOPTED: &str = "vastgesteld";
    /// It got another status.
    pub const MARKED: &str = "gemarkeerd";
    /// It had been adopted before there was a register.
    pub const TAKEN_OVER: &str = "opgenomen";
    /// Its archive was destroyed, as the law asks; the lines about it stay.
    pub const DESTROYED: &str = "vernietigd";
}

/// One thing that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When it was written down, as `2023-03-14T09:30:00+01:00`; version 0.1.0 wrote `2023-03-14 09:30:00`.
    pub time: String,
    /// The day on which it was done, as `2023-03-14`. A log of the first format has it in `time` alone.
    pub day: String,
    /// What was done, one of the words in `act`; empty in a log of the first format.
    pub act: String,
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

/// A moment as it is written down; without an offset where there is none.
pub fn moment(text: &str) -> Option<(NaiveDateTime, Option<DateTime<chrono::FixedOffset>>)> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Some((moment.naive_local(), Some(moment)));
    }
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").ok().map(|moment| (moment, None))
}

impl Entry {
    fn of(fields: &[String]) -> Option<Self> {
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        let [time, day, act, by, status, version, record, note] = match fields[..] {
            [time, by, status, version, record, note] => {
                let day = time.get(..10).unwrap_or_default();
                [time, day, "", by, status, version, record, note]
            }
            [time, day, act, by, status, version, record, note] => [time, day, act, by, status, version, record, note],
            _ => return None,
        };
        Some(Self {
            time: time.to_owned(),
            day: day.to_owned(),
            act: act.to_owned(),
            by: by.to_owned(),
            status: status.to_owned(),
            version: version.parse().ok()?,
            record: record.to_owned(),
            note: note.to_owned(),
        })
    }

    fn fields(&self, format: u32) -> Vec<String> {
        let version = self.version.to_string();
        let fields = match format {
            1 => vec![&self.time, &self.by, &self.status, &version, &self.record, &self.note],
            _ => vec![&self.time, &self.day, &self.act, &self.by, &self.status, &version, &self.record, &self.note],
        };
        fields.into_iter().cloned().collect()
    }

    /// Whether it says that a version was adopted, with these bytes as its record.
    pub fn is_adoption_of(&self, version: u32, record: &[u8]) -> bool {
        self.version == version && !self.record.is_empty() && original(record, &self.record).is_some()
    }

    /// What is wrong with what it says by itself, in words.
    pub fn lacks(&self) -> Option<&'static str> {
        let is_blank = |text: &str| text.trim().is_empty();
        match self {
            _ if moment(&self.time).is_none() => Some("heeft geen tijd"),
            _ if self.day.parse::<NaiveDate>().is_err() => Some("heeft geen dag"),
            _ if is_blank(&self.by) => Some("zegt niet wie"),
            _ if is_blank(&self.status) => Some("zegt geen status"),
            _ => None,
        }
    }
}

/// The log of one document.
#[derive(Debug, Clone)]
pub struct Log {
    /// What was done, in order.
    pub entries: Vec<Entry>,
    chain: Chain,
}

impl Default for Log {
    fn default() -> Self {
        Self { entries: Vec::new(), chain: Chain::empty(NEWEST) }
    }
}

impl Log {
    /// Whether it says that a version was adopted, with these bytes as its record.
    pub fn has(&self, version: u32, record: &[u8]) -> bool {
        self.entries.iter().any(|entry| entry.is_adoption_of(version, record))
    }

    /// Whether it says that a version was adopted, with whatever record.
    pub fn has_adopted(&self, version: u32) -> bool {
        self.entries.iter().any(|entry| entry.version == version && !entry.record.is_empty())
    }

    /// The status that it last gave a version.
    pub fn status_of(&self, version: u32) -> Option<&str> {
        self.entries.iter().rfind(|entry| entry.version == version).map(|entry| entry.status.as_str())
    }

    /// The check of a line, counted from 1; none where there are not so many.
    pub fn check_at(&self, line: usize) -> Option<&str> {
        let line = self.chain.lines.get(line.checked_sub(1)?)?;
        Some(&line.check)
    }

    /// Whether half a line stands at its end.
    pub fn is_torn(&self) -> bool {
        self.chain.is_torn
    }

    /// How many bytes of it are whole: what stands behind those is half a line.
    pub fn whole(&self) -> u64 {
        self.chain.whole
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
        let chain = Chain::parse(bytes, &[FIRST], NEWEST)?;
        let entries = chain.lines.iter().enumerate();
        let entries = entries.map(|(index, line)| Entry::of(&line.fields).ok_or(Unreadable::Changed(index + 2)));
        Ok(Self { entries: entries.collect::<Result<_, _>>()?, chain })
    }

    /// The bytes that an entry adds to the file, with the header when it is the first.
    pub fn line(&self, entry: &Entry) -> Vec<u8> {
        let format = self.chain.columns.format;
        let day = entry.day.as_str();
        let mut entry = entry.clone();
        if format == 1 && !entry.time.starts_with(day) {
            // Here the day has no column of its own.
            let offset = entry.time.get(19..).unwrap_or_default();
            entry.time = format!("{day}T00:00:00{offset}");
        }
        self.chain.addition(&entry.fields(format))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(status: &str, note: &str) -> Entry {
        Entry {
            time: "2023-03-16T09:30:00+01:00".to_owned(),
            day: "2023-03-14".to_owned(),
            act: act::MARKED.to_owned(),
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
            bytes.extend(log.line(&entry(status, "met \"aanhalingstekens\"")));
        }
        bytes
    }

    #[test]
    fn reads_what_it_adds() {
        let log = Log::parse(&three_lines()).expect("whole");
        let statuses: Vec<&str> = log.entries.iter().map(|entry| entry.status.as_str()).collect();
        assert_eq!(statuses, ["ambtelijk akkoord", "vastgesteld", "verzonden"]);
        assert_eq!(log.entries[1], entry("vastgesteld", "met \"aanhalingstekens\""));
        assert_eq!((log.status_of(1), log.status_of(2)), (Some("verzonden"), None));
        assert!(log.check_at(3).is_some() && log.check_at(0).is_none() && log.check_at(4).is_none());
        assert_eq!(Log::parse(b"").expect("empty").entries, []);
    }

    /// The columns of 0.1.0 stay, and the day of what was done stays in the time.
    #[test]
    fn a_log_of_the_first_format_goes_on_in_it() {
        let header = "tijd;door;status;versie;vaststelling;toelichting;controle\n";
        let log = Log::parse(header.as_bytes()).expect("a log");
        let first = [header.as_bytes(), &log.line(&entry("verzonden", ""))].concat();
        let text = String::from_utf8(first.clone()).expect("UTF-8");
        assert!(text.contains("\n2023-03-14T00:00:00+01:00;\"A. Voorbeeld; griffie\";verzonden;1;;;"), "{text}");
        let log = Log::parse(&first).expect("whole");
        assert_eq!((log.entries[0].day.as_str(), log.entries[0].act.as_str()), ("2023-03-14", ""));
        let today = Entry { day: "2023-03-16".to_owned(), ..entry("concept", "") };
        let second = String::from_utf8(log.line(&today)).expect("UTF-8");
        assert!(second.starts_with("2023-03-16T09:30:00+01:00;"), "{second}");
    }

    #[test]
    fn moments_are_read_with_and_without_an_offset() {
        assert!(moment("2023-03-14T09:30:00+01:00").is_some_and(|(_, offset)| offset.is_some()));
        assert!(moment("2023-03-14 09:30:00").is_some_and(|(_, offset)| offset.is_none()));
        assert!(moment("gisteren").is_none() && moment("").is_none());
    }

    #[test]
    fn an_entry_that_says_too_little_is_told() {
        assert_eq!(entry("concept", "").lacks(), None);
        assert_eq!(Entry { by: " ".to_owned(), ..entry("concept", "") }.lacks(), Some("zegt niet wie"));
        assert_eq!(entry("", "").lacks(), Some("zegt geen status"));
        assert_eq!(Entry { day: String::new(), ..entry("concept", "") }.lacks(), Some("heeft geen dag"));
        assert_eq!(Entry { time: "14 maart".to_owned(), ..entry("concept", "") }.lacks(), Some("heeft geen tijd"));
    }

    #[test]
    fn a_log_of_a_newer_program_is_not_guessed_at() {
        let header = "tijd;door;status;versie;vaststelling;toelichting;controle";
        let parse = |text: &str| Log::parse(text.as_bytes()).map(|log| log.entries);
        assert_eq!(parse(&format!("{header};formaat 3\niets nieuws\n")), Err(Unreadable::TooNew));
        assert_eq!(parse(&format!("{header};formaat 1\n")), Ok(Vec::new()));
        assert_eq!(parse(&format!("{header};iets\n")), Err(Unreadable::Changed(1)));
    }
}
