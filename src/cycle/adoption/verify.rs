//! `griffel verifieer`: an adopted letter is made again from its archive, and all that was kept is compared
//! with its record.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::sync::Arc;

use similar::{ChangeTag, TextDiff};
use walkdir::WalkDir;

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::digest::sha256;
use crate::export::Output;
use crate::load::fonts::Fonts;
use crate::pipeline::{Run, Typeset};
use crate::project::Files;
use crate::project::{DocumentId, DocumentKind, relative};
use crate::record::{self, INPUTS, Record};

use super::seal::{builtin_fonts, figures, read_log, record_changed};
use super::snapshot::remake;

/// No more differences of one kind are listed.
const MOST: usize = 8;

/// Files that Windows and macOS put into a folder that somebody looked at.
const LEFT_BY_SYSTEMS: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// What came of one adopted version.
#[derive(Debug)]
pub struct Verdict {
    /// Which letter.
    pub id: DocumentId,
    /// Which version.
    pub version: u32,
    /// Its record, if it can be read.
    pub record: Option<Record>,
    /// How much is the same.
    pub same: Same,
    /// What is not as it was.
    pub findings: Findings,
}

/// How much of a letter came out the same when it was made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Same {
    /// Every byte of the PDF.
    Bytes,
    /// Every number and every word, by another version of Griffel.
    Contents,
    /// Not everything.
    Not,
}

/// Checks one adopted version of a letter. `fonts` are the built-in ones, to share them between letters.
pub fn verify(run: &Run, id: &DocumentId, version: u32, output: &Output, fonts: &Arc<Fonts>) -> Verdict {
    let mut verdict = Verdict { id: id.clone(), version, record: None, same: Same::Not, findings: Findings::new() };
    let Some(path) = run.inventory().records.get(id).and_then(|records| records.get(&version)) else { return verdict };
    let record = match Record::read(run.files(), path) {
        Ok(record) => record,
        Err(finding) => {
            verdict.findings.push(*finding);
            return verdict;
        }
    };
    let check = Check { run, id, record: &record, folder: record::archive_folder(id, version) };
    if !run.files().folder().root().join(&check.folder).is_dir() {
        verdict.findings.push(record::archive_changed(&check.folder, "is weg", id));
        verdict.record = Some(record);
        return verdict;
    }
    check.logged(path, &mut verdict.findings);
    check.inputs(&mut verdict.findings);
    check.outputs(output, &mut verdict.findings);
    check.letter(&mut verdict.findings);
    verdict.same = check.made_again(fonts, &mut verdict.findings);
    verdict.record = Some(record);
    verdict
}

struct Check<'a> {
    run: &'a Run,
    id: &'a DocumentId,
    record: &'a Record,
    /// Its folder in the archive.
    folder: String,
}

impl Check<'_> {
    fn files(&self) -> &Files {
        self.run.files()
    }

    /// The log says which record was written.
    fn logged(&self, path: &str, findings: &mut Findings) {
        let letter = format!("{}.md", path.rsplit_once(".vastgesteld-").map_or(path, |(stem, _)| stem));
        let log = match read_log(self.files(), &letter) {
            Ok(log) => log,
            Err(finding) => return findings.push(*finding),
        };
        let digest = self.files().bytes(path).map(|bytes| sha256(&bytes)).unwrap_or_default();
        if log.has(self.record.version, &digest) {
            return;
        }
        findings.push(match log.has_adopted(self.record.version) {
            true => record_changed(path),
            false => {
                let place = Place::file(record::log_path(&letter));
                Finding::new(Code::LogChanged, place, "Deze vaststelling staat niet in het logboek.")
                    .hint(format!("Werd Griffel onderbroken? Typ nog eens: griffel stelvast {}", self.id))
                    .hint("Anders: zet het logboek terug uit uw reservekopie.")
            }
        });
    }

    fn inputs(&self, findings: &mut Findings) {
        let folder = format!("{}/{INPUTS}", self.folder);
        for (path, digest) in &self.record.inputs {
            let archived = format!("{folder}/{path}");
            match self.files().bytes(&archived) {
                Ok(bytes) if sha256(&bytes) == *digest => {}
                Ok(_) => findings.push(record::archive_changed(&archived, "is veranderd", self.id)),
                Err(_) => findings.push(record::archive_changed(&archived, "is weg", self.id)),
            }
        }
        let root = self.files().folder().root().join(&self.folder);
        let there = WalkDir::new(&root).sort_by_file_name().into_iter().filter_map(Result::ok);
        for entry in there.filter(|entry| !entry.file_type().is_dir()) {
            let path = relative(&root, entry.path()).unwrap_or_else(|| entry.path().display().to_string());
            let is_input = path.strip_prefix(INPUTS).and_then(|path| path.strip_prefix('/'));
            let is_known = is_input.is_some_and(|path| self.record.inputs.contains_key(path))
                || self.record.outputs.contains_key(&path)
                || entry.file_name().to_str().is_some_and(|name| LEFT_BY_SYSTEMS.contains(&name));
            if !is_known {
                findings.push(record::archive_changed(&format!("{}/{path}", self.folder), "is erbij gekomen", self.id));
            }
        }
    }

    fn outputs(&self, output: &Output, findings: &mut Findings) {
        for (name, digest) in &self.record.outputs {
            let archived = format!("{}/{name}", self.folder);
            match self.files().bytes(&archived) {
                Ok(bytes) if sha256(&bytes) == *digest => {}
                Ok(_) => findings.push(record::archive_changed(&archived, "is veranderd", self.id)),
                Err(_) => findings.push(record::archive_changed(&archived, "is weg", self.id)),
            }
        }
        let places = [
            ("pdf", output.pdf(self.id, self.record.version)),
            ("cijfers.csv", output.ledger(self.id, self.record.version)),
        ];
        for (extension, place) in places {
            let is_other = |bytes: &[u8]| self.record.digest_of(self.id, extension) != Some(&sha256(bytes));
            match fs::read(&place) {
                Ok(bytes) if is_other(&bytes) => findings.push(record::output_changed(&place, self.files(), self.id)),
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(_) => findings.push(record::output_changed(&place, self.files(), self.id)),
            }
        }
    }

    /// The text beside the record still says what was adopted last.
    fn letter(&self, findings: &mut Findings) {
        let records = self.run.inventory().records.get(self.id);
        let is_last =
            records.and_then(|records| records.last_key_value()).is_some_and(|(last, _)| *last == self.record.version);
        if !is_last {
            return;
        }
        if !self.run.inventory().documents.contains_key(self.id) {
            // The record lies beside it.
            let records = self.run.inventory().records.get(self.id).and_then(BTreeMap::first_key_value);
            let kind = records.and_then(|(_, path)| DocumentKind::of_path(path)).unwrap_or(DocumentKind::Letter);
            findings.push(
                Finding::new(Code::AdoptedEdited, Place::file(kind.path(self.id)), "De vastgestelde tekst is weg.")
                    .hint(format!("Zet de tekst terug uit {}/{INPUTS}.", self.folder)),
            );
            return;
        }
        let Some(letter) = self.run.manuscript(self.id).take(findings) else { return };
        if let Err(finding) = record::standing(&letter, self.files(), self.run.inventory()) {
            findings.push(*finding);
        }
        if let Ok(log) = read_log(self.files(), &letter.source.path)
            && let Some(last) = log.entries.last()
            && last.status != letter.status.word()
        {
            let message = format!("De tekst heet {}, maar het logboek zegt {}.", letter.status.word(), last.status);
            findings.push(
                Finding::new(Code::NotAdopted, Place::file(&letter.source.path), message)
                    .hint(format!("Verander de status met: griffel markeer {} verzonden", self.id)),
            );
        }
    }

    fn made_again(&self, fonts: &Arc<Fonts>, findings: &mut Findings) -> Same {
        let folder = self.files().folder().root().join(&self.folder).join(INPUTS);
        let own_fonts = self.record.inputs.keys().any(|path| path.starts_with("fonts/"));
        let place = Place::file(format!("{}/{INPUTS}", self.folder));
        let Some(again) = remake(&folder, self.id, (!own_fonts).then(|| fonts.clone())) else {
            let message = "De tekst kan niet meer worden gemaakt van de bewaarde bestanden.";
            findings.push(
                Finding::new(Code::NotReproduced, place, message)
                    .hint("Zet de map terug uit uw reservekopie. De PDF zelf staat nog in het archief."),
            );
            return Same::Not;
        };
        let differences = self.differences(&again);
        if self.record.digest_of(self.id, "pdf") == Some(&sha256(&again.pdf)) && differences.is_empty() {
            return Same::Bytes;
        }
        let this = env!("CARGO_PKG_VERSION");
        let is_other = self.record.griffel != this || self.record.fonts != builtin_fonts();
        if is_other && differences.is_empty() {
            let message =
                format!("Deze tekst is vastgesteld met Griffel {}. U hebt Griffel {this}.", self.record.griffel);
            findings.push(Finding::new(Code::OtherGriffel, place, message).hint(format!(
                "De bytes zijn daarom niet te vergelijken. Alle {} getallen en de hele tekst zijn gelijk.",
                self.record.figures.len()
            )));
            return Same::Contents;
        }
        let mut finding = Finding::new(Code::NotReproduced, place, "Opnieuw gemaakt is deze tekst anders.");
        if is_other {
            finding = finding
                .hint(format!("De tekst is vastgesteld met Griffel {}. U hebt Griffel {this}.", self.record.griffel));
        }
        if differences.is_empty() {
            finding = finding.hint("De getallen en de tekst zijn gelijk. De opmaak verschilt.");
        }
        findings.push(differences.into_iter().fold(finding, Finding::hint));
        Same::Not
    }

    /// What differs between what was adopted and what was made again, in words.
    fn differences(&self, again: &Typeset) -> Vec<String> {
        let line =
            |figure: &record::RecordedNumber| format!("{}, {}: {}\n", figure.name, figure.period, figure.printed);
        let then: String = self.record.figures.iter().map(line).collect();
        let now: String = figures(&again.ledger).iter().map(line).collect();
        let mut differences = changes("getal", &then, &now);
        let name = format!("{}.txt", record::file_stem(self.id, self.record.version));
        let text = self.files().bytes(&format!("{}/{name}", self.folder)).unwrap_or_default();
        if self.record.outputs.get(&name).is_some_and(|digest| *digest == sha256(&text)) {
            differences.extend(changes("tekst", &String::from_utf8_lossy(&text), &again.checked.document.plain_text()));
        }
        differences
    }
}

/// The lines that differ, each once.
fn changes(what: &str, then: &str, now: &str) -> Vec<String> {
    let diff = TextDiff::from_lines(then, now);
    let mut said = BTreeSet::new();
    let mut lines = Vec::new();
    for change in diff.iter_all_changes() {
        let which = match change.tag() {
            ChangeTag::Equal => continue,
            ChangeTag::Delete => "vastgesteld",
            ChangeTag::Insert => "opnieuw gemaakt",
        };
        let line = format!("{what}, {which}: {}", change.value().trim_end());
        if said.insert(line.clone()) {
            lines.push(line);
        }
    }
    let more = lines.len().saturating_sub(MOST);
    lines.truncate(MOST);
    if more > 0 {
        lines.push(format!("en nog {more} verschillen"));
    }
    lines
}
