//! The books of a document: its log, and the register over all documents. In: what was done to it; out: a line in both.
//!
//! Lines are written before anything else shows what was done, except the record, without which nothing is adopted. So a
//! run that is killed, or meets a full disk, leaves at most half a line, or a record that no line tells of yet: whoever
//! opens the books next finishes that first.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Finding, Place};
use crate::export::{self, Target};
use crate::load::DocumentStatus;
use crate::project::{DocumentId, DocumentKind, Files, WorkFolder};
use crate::record::{self, Log, LogEntry, Record, Register, Registered, act};

use super::act::{Act, as_text};

/// The books of one document, open.
pub struct Books {
    folder: WorkFolder,
    id: DocumentId,
    /// Its text, relative to the root.
    path: String,
    /// What of it was adopted, by version, with the bytes of each record.
    records: BTreeMap<u32, (Record, Vec<u8>)>,
    log: Log,
    register: Register,
    /// Whether something was finished that an earlier run had left.
    pub has_finished: bool,
}

impl Books {
    /// Opens the books of a document whose text is at `path`, and finishes what an earlier run left unfinished in them.
    /// `records` are the paths of its records, by version. Only one run at a time may.
    ///
    /// # Errors
    /// They do not agree with each other, or cannot be read or written.
    pub fn open(
        folder: &WorkFolder,
        id: &DocumentId,
        path: &str,
        records: &BTreeMap<u32, String>,
    ) -> Result<Self, Box<Finding>> {
        let files = Files::new(folder.clone());
        let mut known = BTreeMap::new();
        for (version, path) in records {
            let bytes = files.bytes(path)?;
            known.insert(*version, (Record::parse(&bytes, path)?, bytes));
        }
        let (log, register) = (Log::read(&files, path)?, Register::read(&files)?);
        let (folder, id, path) = (folder.clone(), id.clone(), path.to_owned());
        let mut books = Self { folder, id, path, records: known, log, register, has_finished: false };
        books.register.agrees_with(&books.id, &books.log, &record::log_path(&books.path))?;
        books.miss_no_record()?;
        books.finish()?;
        Ok(books)
    }

    /// What the log says of the status of a version.
    pub fn status_of(&self, version: u32) -> Option<DocumentStatus> {
        DocumentStatus::parse(self.log.status_of(version)?)
    }

    /// Writes down that a version was adopted. Its record must be there.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn adopted(&mut self, record: Record, bytes: Vec<u8>) -> Result<(), Box<Finding>> {
        let version = record.version;
        self.records.insert(version, (record, bytes));
        self.finish_adoption(version)?;
        self.finish_register()
    }

    /// Writes down that a version got another status.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn marked(&mut self, version: u32, status: DocumentStatus, note: &str, act: &Act) -> Result<(), Box<Finding>> {
        self.enter(&LogEntry {
            time: act.moment(),
            day: act.day(),
            act: act::MARKED.to_owned(),
            by: act.who(),
            status: status.word().to_owned(),
            version,
            record: String::new(),
            note: as_text(note),
        })?;
        self.finish_register()
    }

    /// Makes sure that something that goes out is not done before what went out earlier.
    ///
    /// # Errors
    /// The day is earlier than that of the last adoption, or of the last document that was sent.
    pub fn follows(&self, act: &Act) -> Result<(), Box<Finding>> {
        let is_final = |status: &str| DocumentStatus::parse(status).is_some_and(DocumentStatus::is_final);
        let last = self.log.entries.iter().filter(|entry| is_final(&entry.status)).max_by_key(|entry| &entry.day);
        match last {
            Some(last) if act.day() < last.day => Err(Box::new(
                Finding::new(
                    Code::WrongStep,
                    Place::file(&self.path),
                    format!(
                        "Dit stuk was op {} al {}. Wat daarna komt, kan niet op {} zijn gedaan.",
                        last.day,
                        last.status,
                        act.day()
                    ),
                )
                .hint("Noem achter --op de dag waarop het is gedaan, of laat --op weg."),
            )),
            _ => Ok(()),
        }
    }

    /// Every version that the books say was adopted has its record, and the one that they say.
    fn miss_no_record(&self) -> Result<(), Box<Finding>> {
        let by_log = self.log.entries.iter().filter(|entry| !entry.record.is_empty()).map(|entry| entry.version);
        let by_register = self.register.about(&self.id).map(|line| line.version);
        let mut adopted = by_log.chain(by_register);
        match adopted.find(|version| !self.records.contains_key(version)) {
            Some(lost) if !self.register.has_destroyed(&self.id, lost) => {
                Err(Box::new(record::record_lost(&self.path, lost)))
            }
            _ => Ok(()),
        }
    }

    fn finish(&mut self) -> Result<(), Box<Finding>> {
        if self.log.is_torn() {
            self.write(&record::log_path(&self.path), self.log.whole(), &[])?;
            self.log = self.read_log()?;
        }
        if let Some(&last) = self.records.keys().next_back() {
            self.finish_adoption(last)?;
        }
        self.finish_register()
    }

    /// Adds the adoption of a version to the log, unless it is there: it was adopted then, by whoever the record says.
    fn finish_adoption(&mut self, version: u32) -> Result<(), Box<Finding>> {
        let Some((record, bytes)) = self.records.get(&version) else { return Ok(()) };
        if self.log.has(version, bytes) {
            return Ok(());
        }
        if self.log.has_adopted(version) {
            return Err(Box::new(record::record_changed(&record::record_path(&self.path, version))));
        }
        let status = if version > 1 { DocumentStatus::Corrected } else { DocumentStatus::Adopted };
        let at_midnight = || format!("{} 00:00:00", record.adopted_on);
        let entry = LogEntry {
            time: record.recorded_at.clone().unwrap_or_else(at_midnight),
            day: record.adopted_on.clone(),
            act: act::ADOPTED.to_owned(),
            by: record.adopted_by.clone(),
            status: record.status.clone().unwrap_or_else(|| status.word().to_owned()),
            version,
            record: crate::digest::sha256(bytes),
            note: as_text(record.correction.as_deref().unwrap_or_default()),
        };
        self.enter(&entry)
    }

    /// Adds to the register what of the log does not stand in it yet. What was not adopted has no business there.
    fn finish_register(&mut self) -> Result<(), Box<Finding>> {
        let known = self.register.about(&self.id).map(|line| line.log_lines).max().unwrap_or(0);
        if self.register.is_torn() {
            self.write(&Register::path(), self.register.whole(), &[])?;
            self.register = Register::read(&Files::new(self.folder.clone()))?;
        }
        for index in known..self.log.entries.len() {
            let entry = &self.log.entries[index];
            let Some((record, bytes)) = self.records.get(&entry.version) else { continue };
            let is_adoption = entry.is_adoption_of(entry.version, bytes);
            let was_adopted = self.log.entries[..=index].iter().any(|one| one.is_adoption_of(entry.version, bytes));
            if !was_adopted {
                continue;
            }
            let act = match is_adoption {
                true if record.format == 1 => act::TAKEN_OVER,
                true => act::ADOPTED,
                false => act::MARKED,
            };
            let pdf = format!("{}.pdf", record::file_stem(&self.id, record.version));
            let kind = DocumentKind::of_path(&self.path).unwrap_or(DocumentKind::Letter);
            let adopted = Registered { record, bytes, kind, pdf: &pdf, log_lines: index + 1 };
            let line = self.register.line(entry, act, &adopted, &self.log);
            self.write(&Register::path(), self.register.whole(), &line)?;
            self.register = Register::read(&Files::new(self.folder.clone()))?;
        }
        Ok(())
    }

    fn enter(&mut self, entry: &LogEntry) -> Result<(), Box<Finding>> {
        self.write(&record::log_path(&self.path), self.log.whole(), &self.log.line(entry))?;
        self.log = self.read_log()?;
        Ok(())
    }

    fn read_log(&self) -> Result<Log, Box<Finding>> {
        Log::read(&Files::new(self.folder.clone()), &self.path)
    }

    fn write(&mut self, path: &str, whole: u64, bytes: &[u8]) -> Result<(), Box<Finding>> {
        export::append(&Target::below(self.folder.root(), path), whole, bytes)?;
        self.has_finished = true;
        Ok(())
    }
}
