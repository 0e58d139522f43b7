//! The register over all adopted documents of a work folder: what became of them, in order. Lines are only ever added, see
//! [`super::chain`].
//!
//! Each line names the record by its digest, and how long the log of that document was and with which check it ended. So a
//! record that is lost shows here, and a log of which the end is gone; and one time stamp over the last line covers all.

use crate::diagnostic::{Code, Finding, Place};
use crate::digest::sha256;
use crate::project::{ARCHIVE, DocumentId, DocumentKind, Files};

use super::adopted::Record;
use super::chain::{Chain, Columns, Unreadable};
use super::format;
use super::log::{Entry, Log, act};

/// The columns.
const NEWEST: Columns = Columns {
    format: format::REGISTER,
    is_named: true,
    names: &[
        "nr",
        "tijd",
        "dag",
        "handeling",
        "document",
        "versie",
        "soort",
        "titel",
        "zaaknummer",
        "datum",
        "status",
        "door",
        "toelichting",
        "griffel",
        "corrigeert",
        "vaststelling",
        "pdf",
        "bestanden",
        "logregels",
        "logboek",
    ],
};

/// One line of the register: what was done to one version of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterLine {
    /// Which line, from 1.
    pub number: usize,
    /// What was done, see [`act`].
    pub act: String,
    /// Which document: `<period>/<name>`.
    pub document: String,
    /// Which version of it.
    pub version: u32,
    /// The SHA-256 of its record.
    pub record: String,
    /// How many lines its log had then.
    pub log_lines: usize,
    /// The check of the last of them.
    pub log_check: String,
}

impl RegisterLine {
    fn of(fields: &[String]) -> Option<Self> {
        let field = |name: &str| {
            let at = NEWEST.names.iter().position(|known| *known == name)?;
            fields.get(at).cloned()
        };
        Some(Self {
            number: field("nr")?.parse().ok()?,
            act: field("handeling")?,
            document: field("document")?,
            version: field("versie")?.parse().ok()?,
            record: field("vaststelling")?,
            log_lines: field("logregels")?.parse().ok()?,
            log_check: field("logboek")?,
        })
    }
}

/// The register as it is.
#[derive(Debug, Clone)]
pub struct Register {
    /// What was done, in order.
    pub lines: Vec<RegisterLine>,
    chain: Chain,
}

impl Register {
    /// Where it is, relative to the work folder.
    pub fn path() -> String {
        format!("{ARCHIVE}/register.csv")
    }

    /// Reads it; where there is none it is empty.
    ///
    /// # Errors
    /// It cannot be read, it was changed after it was written, or a newer version of Griffel wrote it.
    pub fn read(files: &Files) -> Result<Self, Box<Finding>> {
        let path = Self::path();
        if std::fs::symlink_metadata(files.folder().root().join(&path)).is_err() {
            return Self::parse(&[]).map_err(|unreadable| Box::new(told(unreadable)));
        }
        Self::parse(&files.bytes(&path)?).map_err(|unreadable| Box::new(told(unreadable)))
    }

    /// Reads it from its bytes.
    ///
    /// # Errors
    /// It was changed after it was written, or a newer version of Griffel wrote it.
    pub fn parse(bytes: &[u8]) -> Result<Self, Unreadable> {
        let chain = Chain::parse(bytes, &[], NEWEST)?;
        let mut lines = Vec::with_capacity(chain.lines.len());
        for (index, line) in chain.lines.iter().enumerate() {
            let line = RegisterLine::of(&line.fields).filter(|line| line.number == index + 1);
            lines.push(line.ok_or(Unreadable::Changed(index + 2))?);
        }
        Ok(Self { lines, chain })
    }

    /// Whether half a line stands at its end.
    pub fn is_torn(&self) -> bool {
        self.chain.is_torn
    }

    /// How many bytes of it are whole: what stands behind those is half a line.
    pub fn whole(&self) -> u64 {
        self.chain.whole
    }

    /// The lines about a document.
    pub fn about<'a>(&'a self, id: &DocumentId) -> impl DoubleEndedIterator<Item = &'a RegisterLine> {
        let document = id.to_string();
        self.lines.iter().filter(move |line| line.document == document)
    }

    /// Whether it says that a version was adopted, or taken over, with a record that it calls by its digest.
    pub fn adoption_of(&self, id: &DocumentId, version: u32) -> Option<&RegisterLine> {
        let is_adoption = |line: &&RegisterLine| [act::ADOPTED, act::TAKEN_OVER].contains(&line.act.as_str());
        self.about(id).filter(|line| line.version == version).find(is_adoption)
    }

    /// Whether it says that the archive of a version was destroyed.
    pub fn has_destroyed(&self, id: &DocumentId, version: u32) -> bool {
        self.about(id).any(|line| line.version == version && line.act == act::DESTROYED)
    }

    /// Whether the log of a document is as long as it was when the last line about it was written, and the same until
    /// there.
    ///
    /// # Errors
    /// It is not; the finding is about the log at `path`.
    pub fn agrees_with(&self, id: &DocumentId, log: &Log, path: &str) -> Result<(), Box<Finding>> {
        let Some(line) = self.about(id).rfind(|line| line.log_lines > 0) else { return Ok(()) };
        if log.check_at(line.log_lines) == Some(line.log_check.as_str()) {
            return Ok(());
        }
        let message = match log.entries.len() {
            0 => format!("Het logboek is weg. Volgens het register stonden er {} regels in.", line.log_lines),
            there if there < line.log_lines => format!(
                "Het logboek mist regels aan het eind: er staan er {there}, en volgens het register waren het er {}.",
                line.log_lines
            ),
            _ => "Het logboek is een ander dan het register zegt.".to_owned(),
        };
        Err(Box::new(
            Finding::new(Code::LogChanged, Place::file(path), message)
                .hint("Zet het logboek terug uit uw reservekopie. In een logboek komen alleen regels bij."),
        ))
    }

    /// The bytes that a line adds to the file: what the log says was done to a version with this record.
    pub fn line(&self, entry: &Entry, act: &str, adopted: &Registered<'_>, log: &Log) -> Vec<u8> {
        let record = adopted.record;
        let corrects = if record.version > 1 { (record.version - 1).to_string() } else { String::new() };
        let lines = adopted.log_lines;
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let fields = [
            (self.lines.len() + 1).to_string(),
            entry.time.clone(),
            entry.day.clone(),
            act.to_owned(),
            record.document.clone(),
            record.version.to_string(),
            adopted.kind.word().to_owned(),
            record.title.clone(),
            text(&record.case_number),
            text(&record.date),
            entry.status.clone(),
            entry.by.clone(),
            entry.note.clone(),
            env!("CARGO_PKG_VERSION").to_owned(),
            corrects,
            sha256(adopted.bytes),
            record.outputs.get(adopted.pdf).cloned().unwrap_or_default(),
            sha256(record.sums().as_bytes()),
            lines.to_string(),
            log.check_at(lines).unwrap_or_default().to_owned(),
        ];
        self.chain.addition(&fields)
    }
}

/// The version of a document that a line is about.
pub struct Registered<'a> {
    /// What was adopted.
    pub record: &'a Record,
    /// The bytes of its record.
    pub bytes: &'a [u8],
    /// What kind of document it is.
    pub kind: DocumentKind,
    /// The name of its PDF.
    pub pdf: &'a str,
    /// How many lines of its log tell of it.
    pub log_lines: usize,
}

fn told(unreadable: Unreadable) -> Finding {
    let path = Register::path();
    match unreadable {
        Unreadable::TooNew => format::too_new(&path, "Dit register"),
        Unreadable::Changed(line) => {
            let message = format!("Het register is veranderd: regel {line} klopt niet met wat ervoor staat.");
            Finding::new(Code::RegisterChanged, Place::file(path), message)
                .hint("Zet het bestand terug uit uw reservekopie. In een register komen alleen regels bij.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &str = r#"{
        "formaat": 2, "document": "2022/jnv", "titel": "Voortgang", "versie": 2, "vastgesteld_op": "2023-03-14",
        "door": "A. Voorbeeld", "griffel": "0.2.0", "bladzijden": 4, "tekst": "", "uitvoer": { "jnv-v2.pdf": "ab" },
        "invoer": {}, "lettertypen": {}, "cijfers": []
    }"#;

    fn id() -> DocumentId {
        DocumentId { period: "2022".parse().expect("a period"), name: "jnv".to_owned() }
    }

    /// A log of so many lines, and the register with a line for each.
    fn books(lines: usize) -> (Log, Vec<u8>) {
        let record = Record::parse(RECORD.as_bytes(), "x.json").expect("a record");
        let (mut log, mut register) = (Vec::new(), Vec::new());
        for number in 1..=lines {
            let entry = Entry {
                time: format!("2023-03-1{number}T09:30:00+01:00"),
                day: format!("2023-03-1{number}"),
                act: act::MARKED.to_owned(),
                by: "A. Voorbeeld".to_owned(),
                status: "verzonden".to_owned(),
                version: 2,
                record: String::new(),
                note: String::new(),
            };
            let before = Log::parse(&log).expect("a log");
            log.extend(before.line(&entry));
            let now = Log::parse(&log).expect("a log");
            let adopted = Registered {
                record: &record,
                bytes: RECORD.as_bytes(),
                kind: DocumentKind::Letter,
                pdf: "jnv-v2.pdf",
                log_lines: number,
            };
            let act = if number == 1 { act::ADOPTED } else { act::MARKED };
            let known = Register::parse(&register).expect("a register");
            register.extend(known.line(&entry, act, &adopted, &now));
        }
        (Log::parse(&log).expect("a log"), register)
    }

    #[test]
    fn what_was_adopted_and_how_long_its_log_was_stands_in_it() {
        let (log, bytes) = books(3);
        let register = Register::parse(&bytes).expect("a register");
        assert_eq!(register.lines.len(), 3);
        let adoption = register.adoption_of(&id(), 2).expect("adopted");
        assert_eq!((adoption.number, adoption.record.as_str()), (1, sha256(RECORD.as_bytes()).as_str()));
        assert!(register.adoption_of(&id(), 1).is_none() && !register.has_destroyed(&id(), 2));
        register.agrees_with(&id(), &log, "x").expect("the same log");
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert!(text.contains(";2022/jnv;2;brief;Voortgang;;;verzonden;A. Voorbeeld;;"), "{text}");
        assert!(text.lines().next().is_some_and(|header| header.ends_with(";controle;formaat 1")), "{text}");
    }

    #[test]
    fn a_log_of_which_the_end_is_gone_shows() {
        let (_, bytes) = books(3);
        let register = Register::parse(&bytes).expect("a register");
        for (lines, said) in [(2, "mist regels"), (1, "mist regels"), (0, "is weg")] {
            let told = register.agrees_with(&id(), &books(lines).0, "x").expect_err("it is shorter");
            assert!(told.message.contains(said), "{}", told.message);
        }
        register.agrees_with(&id(), &books(4).0, "x").expect("it may be longer");
        let other = DocumentId { name: "ander".to_owned(), ..id() };
        register.agrees_with(&other, &Log::default(), "x").expect("nothing is known of it");
    }

    #[test]
    fn lines_that_changed_places_or_were_taken_out_show() {
        let text = String::from_utf8(books(3).1).expect("UTF-8");
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for order in [[0, 2, 1, 3].as_slice(), &[0, 2, 3], &[0, 1, 3]] {
            let other: String = order.iter().map(|line| lines[*line]).collect();
            assert!(matches!(Register::parse(other.as_bytes()), Err(Unreadable::Changed(_))), "{order:?}");
        }
    }
}
