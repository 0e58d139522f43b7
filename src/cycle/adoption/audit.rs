//! The books of adopted documents against each other, and against what lies about that nobody adopted.
//!
//! In: a work folder. Out: a finding for each record, log or line of the register that is missing, cut, out of order or at
//! odds with the others, and for each archive or PDF of a version that no record tells of. What stands in one record and
//! its archive is verified elsewhere.

use std::collections::BTreeSet;
use std::fs;

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::digest::original;
use crate::export::Output;
use crate::layout::Rendition;
use crate::load::DocumentStatus;
use crate::pipeline::Run;
use crate::project::{DocumentId, DocumentKind, link_below};
use crate::record::{self, ARCHIVE, Log, LogEntry, Record, Register, moment};

/// Every document that the records, the archive or the register know of, and those that are being written.
pub fn known(run: &Run) -> BTreeSet<DocumentId> {
    let inventory = run.inventory();
    let mut known: BTreeSet<DocumentId> = inventory.records.keys().chain(inventory.documents.keys()).cloned().collect();
    known.extend(in_archive(run).into_iter().map(|(id, _)| id));
    if let Ok(register) = Register::read(run.files()) {
        known.extend(register.lines.iter().filter_map(|line| named(&line.document)));
    }
    known
}

/// Holds the books of these documents against each other.
pub fn audit(run: &Run, documents: &BTreeSet<DocumentId>, output: &Output) -> Findings {
    let mut findings = Findings::new();
    let register = match Register::read(run.files()) {
        Ok(register) => Some(register),
        Err(finding) => {
            findings.push(*finding);
            None
        }
    };
    if let Some(register) = register.as_ref().filter(|register| register.is_torn()) {
        findings.push(torn(
            &Register::path(),
            "het register",
            register.lines.last().map(|line| line.document.as_str()),
        ));
    }
    let archived = in_archive(run);
    for id in documents {
        let of_this = Audit { run, id, output, register: register.as_ref() };
        let versions = archived.iter().filter(|(of, _)| of == id).map(|(_, version)| *version).collect();
        findings.extend(of_this.findings(&versions));
    }
    findings
}

/// The text beside which a record lies.
pub fn manuscript_of(record: &str) -> String {
    format!("{}.md", record.rsplit_once(".vastgesteld-").map_or(record, |(stem, _)| stem))
}

struct Audit<'a> {
    run: &'a Run,
    id: &'a DocumentId,
    output: &'a Output,
    /// The register, where it can be read.
    register: Option<&'a Register>,
}

impl Audit<'_> {
    /// Everything about this document; `archived` are the versions that have an archive.
    fn findings(&self, archived: &BTreeSet<u32>) -> Findings {
        let mut findings = Findings::new();
        let path = self.path();
        let log = match Log::read(self.run.files(), &path) {
            Ok(log) => log,
            Err(finding) => {
                findings.push(*finding);
                return findings;
            }
        };
        let log_path = record::log_path(&path);
        if log.is_torn() {
            findings.push(torn(&log_path, "het logboek", Some(&self.id.to_string())));
        }
        if let Some(told) = out_of_order(&log, &log_path) {
            findings.push(told);
        }
        if let Some(Err(finding)) = self.register.map(|register| register.agrees_with(self.id, &log, &log_path)) {
            findings.push(*finding);
        }
        for version in self.without_record(&log, archived) {
            findings.push(self.lost(&path, version, &log));
        }
        findings.extend(self.registered(&log));
        findings.extend(self.not_adopted());
        findings
    }

    /// Where the text is, or was.
    fn path(&self) -> String {
        let inventory = self.run.inventory();
        let beside = || inventory.records.get(self.id)?.values().next().map(|path| manuscript_of(path));
        let told = inventory.documents.get(self.id).cloned().or_else(beside);
        // Of one of which all that is gone, the log can be left.
        let root = self.run.files().folder().root();
        let with_log = || {
            DocumentKind::ALL
                .map(|kind| kind.path(self.id))
                .into_iter()
                .find(|path| root.join(record::log_path(path)).is_file())
        };
        told.or_else(with_log).unwrap_or_else(|| DocumentKind::Letter.path(self.id))
    }

    /// Versions that were adopted by all appearances, and of which the record is gone.
    fn without_record(&self, log: &Log, archived: &BTreeSet<u32>) -> BTreeSet<u32> {
        let mut adopted = archived.clone();
        adopted.extend(log.entries.iter().filter(|entry| !entry.record.is_empty()).map(|entry| entry.version));
        if let Some(register) = self.register {
            adopted.extend(register.about(self.id).map(|line| line.version));
            adopted.retain(|version| !register.has_destroyed(self.id, *version));
        }
        let records = self.run.inventory().records.get(self.id);
        adopted.retain(|version| !records.is_some_and(|records| records.contains_key(version)));
        adopted
    }

    /// The record of a version is gone; or there never was one, and a run was killed.
    fn lost(&self, path: &str, version: u32, log: &Log) -> Finding {
        let is_known = log.has_adopted(version)
            || self.register.is_some_and(|register| register.about(self.id).any(|line| line.version == version));
        let finding = record::record_lost(path, version);
        match is_known {
            true => finding,
            false => finding.hint(format!(
                "Werd Griffel onderbroken bij het vaststellen, en is de tekst nog concept? Typ: griffel stelvast {}",
                self.id
            )),
        }
    }

    /// The register has every record since there is one, and the one that it says.
    fn registered(&self, log: &Log) -> Findings {
        let mut findings = Findings::new();
        let (Some(register), Some(records)) = (self.register, self.run.inventory().records.get(self.id)) else {
            return findings;
        };
        let place = || Place::file(Register::path());
        for (version, path) in records {
            let Ok(bytes) = self.run.files().bytes(path) else { continue };
            let Ok(record) = Record::parse(&bytes, path) else { continue };
            match register.adoption_of(self.id, *version) {
                Some(line) if original(&bytes, &line.record).is_some() => {}
                Some(_) => findings.push(record::record_changed(path)),
                // What version 0.1.0 adopted is taken over when something is done with it.
                None if record.format == 1 => {}
                None => {
                    let message = format!("Versie {version} van {} staat niet in het register.", self.id);
                    findings.push(
                        Finding::new(Code::RegisterChanged, place(), message)
                            .hint(format!("Werd Griffel onderbroken? Typ nog eens: griffel stelvast {}", self.id))
                            .hint("Anders: zet het register terug uit uw reservekopie."),
                    );
                }
            }
        }
        let known = register.about(self.id).map(|line| line.log_lines).max();
        let is_final = |entry: &LogEntry| DocumentStatus::parse(&entry.status) == Some(DocumentStatus::Sent);
        if let Some(known) = known
            && let Some(entry) = log.entries.iter().skip(known).find(|entry| is_final(entry))
        {
            let message = format!("Dat {} {} is, staat in het logboek en niet in het register.", self.id, entry.status);
            findings.push(
                Finding::new(Code::RegisterChanged, place(), message)
                    .hint(format!(
                        "Werd Griffel onderbroken? Typ nog eens: griffel markeer {} {}",
                        self.id, entry.status
                    ))
                    .hint("Anders: zet het register terug uit uw reservekopie."),
            );
        }
        findings
    }

    /// PDFs in the output of a version that was not adopted, and is not being written either.
    fn not_adopted(&self) -> Findings {
        let mut findings = Findings::new();
        let inventory = self.run.inventory();
        let Some(records) = inventory.records.get(self.id) else { return findings };
        let in_hand = self.run.manuscript(self.id).without_findings().map(|manuscript| manuscript.version);
        let first = self.output.pdf(self.id, 1);
        let Some(folder) = first.parent() else { return findings };
        let start = format!("{}-v", self.id.name);
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let Some(rest) = name.to_str().and_then(|name| name.strip_prefix(&start)) else { continue };
            let Some((number, extension)) = rest.split_once('.') else { continue };
            let Ok(version) = number.parse::<u32>() else { continue };
            let other = DocumentId { name: format!("{start}{version}"), ..self.id.clone() };
            let is_pdf = extension == "pdf" || Rendition::EXTRAS.iter().any(|extra| extra.extension() == extension);
            let is_known = records.contains_key(&version) || in_hand == Some(version);
            if is_pdf && !is_known && !inventory.documents.contains_key(&other) {
                findings.push(record::output_changed(&entry.path(), self.run.files(), self.id));
            }
        }
        findings
    }
}

/// Half a line stands at the end.
fn torn(path: &str, what: &str, document: Option<&str>) -> Finding {
    let message = format!("De laatste regel van {what} is niet af.");
    let finding = Finding::new(Code::LogChanged, Place::file(path), message)
        .hint("Dat gebeurt als de schijf vol is of de computer uitvalt. Geef de laatste opdracht nog eens: Griffel maakt het dan in orde.");
    match document {
        Some(document) => finding
            .hint(format!("Dat was griffel stelvast of griffel markeer voor {document}, of voor een ander stuk.")),
        None => finding,
    }
}

/// The first line of a log that says too little, or was done before the one before it.
fn out_of_order(log: &Log, path: &str) -> Option<Finding> {
    let told = |index: usize, what: String| {
        Finding::new(Code::LogChanged, Place::file(path), format!("Regel {} van het logboek {what}.", index + 2))
            .hint("Zet het logboek terug uit uw reservekopie.")
    };
    let is_final = |entry: &LogEntry| DocumentStatus::parse(&entry.status).is_some_and(DocumentStatus::is_final);
    let mut last_day: Option<&str> = None;
    for (index, entry) in log.entries.iter().enumerate() {
        if let Some(lacking) = entry.lacks() {
            return Some(told(index, lacking.to_owned()));
        }
        if is_final(entry) {
            if let Some(before) = last_day.filter(|before| entry.day.as_str() < *before) {
                return Some(told(index, format!("gaat over {}, en de regel ervoor over {before}", entry.day)));
            }
            last_day = Some(&entry.day);
        }
        // Lines of version 0.1.0 have the day of what was done in their time.
        let before = index.checked_sub(1).and_then(|before| log.entries.get(before));
        let moments =
            before.filter(|before| !before.act.is_empty()).map(|before| (moment(&before.time), moment(&entry.time)));
        if let Some((Some((_, Some(before))), Some((_, Some(now))))) = moments
            && now < before
        {
            return Some(told(index, format!("is van {}, en de regel ervoor is later", entry.time)));
        }
    }
    None
}

/// The versions of documents that have a folder in the archive.
fn in_archive(run: &Run) -> Vec<(DocumentId, u32)> {
    let root = run.files().folder().root();
    let archive = root.join(ARCHIVE);
    let mut found = Vec::new();
    if link_below(root, &archive).is_some() {
        return found;
    }
    for period in folders_in(&archive) {
        for name in folders_in(&archive.join(&period)) {
            let Some(id) = named(&format!("{period}/{name}")) else { continue };
            let versions = folders_in(&archive.join(&period).join(&name));
            found.extend(versions.iter().filter_map(|version| Some((id.clone(), version.parse().ok()?))));
        }
    }
    found.sort();
    found
}

/// The names of folders in a folder. One that is a link counts as well: what it leads to is not looked at.
fn folders_in(home: &std::path::Path) -> Vec<String> {
    if fs::symlink_metadata(home).is_ok_and(|found| found.is_symlink()) {
        return Vec::new();
    }
    let entries = fs::read_dir(home).into_iter().flatten().flatten();
    let is_folder = |entry: &fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_dir() || kind.is_symlink());
    entries.filter(is_folder).filter_map(|entry| entry.file_name().into_string().ok()).collect()
}

fn named(name: &str) -> Option<DocumentId> {
    let (period, name) = name.split_once('/')?;
    Some(DocumentId { period: period.parse().ok()?, name: name.to_owned() })
}
