//! What was adopted: the record beside a letter, and whether the letter still says the same.
//!
//! An adopted version of a letter is `<name>.vastgesteld-<version>.json` beside it, and
//! `archief/<period>/<name>/<version>/`, which holds the PDF, the ledger, the plain text and, in
//! `invoer/`, every file that it was made from: a work folder of its own.

mod log;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Finding, Findings, Place, SourceText};
use crate::digest::sha256;
use crate::load::{DocumentStatus, FrontMatter, Manuscript};
use crate::project::{DocumentId, Files, Inventory, ledger_path};

pub use crate::project::{ARCHIVE, OUTPUT, log_path};

pub use log::{Damage, Entry as LogEntry, Log};

/// The format of records that this program writes, and the newest that it reads.
pub const FORMAT: u32 = 1;

/// How the file ends with what an adopted letter states, beside its PDF in the archive.
pub const STATEMENTS: &str = "uitspraken.json";

/// The folder with the files that an adopted letter was made from, relative to its folder in the archive.
pub const INPUTS: &str = "invoer";

/// What was adopted, by whom, from what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The version of this format.
    #[serde(rename = "formaat")]
    pub format: u32,
    /// Which letter: `<period>/<name>`.
    #[serde(rename = "brief")]
    pub letter: String,
    /// Its title.
    #[serde(rename = "titel")]
    pub title: String,
    /// 1 for the letter as it was first adopted, more for each correction.
    #[serde(rename = "versie")]
    pub version: u32,
    /// The day on which it was adopted, as `2023-03-14`.
    #[serde(rename = "vastgesteld_op")]
    pub adopted_on: String,
    /// Who adopted it.
    #[serde(rename = "door")]
    pub adopted_by: String,
    /// What differs from the version before.
    #[serde(rename = "correctie", skip_serializing_if = "Option::is_none", default)]
    pub correction: Option<String>,
    /// The version of Griffel that made it.
    pub griffel: String,
    /// How many pages it has.
    #[serde(rename = "bladzijden")]
    pub pages: usize,
    /// The SHA-256 of the letter's text, its status left aside.
    #[serde(rename = "tekst")]
    pub text: String,
    /// The SHA-256 of what was made, by file name.
    #[serde(rename = "uitvoer")]
    pub outputs: BTreeMap<String, String>,
    /// The SHA-256 of every file it was made from, by path in the work folder. Built-in templates are among them.
    #[serde(rename = "invoer")]
    pub inputs: BTreeMap<String, String>,
    /// The SHA-256 of the built-in fonts.
    #[serde(rename = "lettertypen")]
    pub fonts: BTreeMap<String, String>,
    /// Every number that it prints.
    #[serde(rename = "cijfers")]
    pub figures: Vec<RecordedNumber>,
}

/// A number that an adopted letter prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedNumber {
    /// As it is printed.
    #[serde(rename = "afgedrukt")]
    pub printed: String,
    /// What it is.
    #[serde(rename = "naam")]
    pub name: String,
    /// Which period it is about.
    #[serde(rename = "periode")]
    pub period: String,
    /// On which page it stands.
    #[serde(rename = "bladzijde", skip_serializing_if = "Option::is_none", default)]
    pub page: Option<usize>,
    /// The cells it comes from.
    #[serde(rename = "cellen", skip_serializing_if = "Vec::is_empty", default)]
    pub cells: Vec<String>,
}

/// Only the format of a record, to know whether the rest can be read.
#[derive(Deserialize)]
struct Formatted {
    formaat: u32,
}

impl Record {
    /// Reads the record at `path`.
    ///
    /// # Errors
    /// It cannot be read, or a newer version of Griffel wrote it.
    pub fn read(files: &Files, path: &str) -> Result<Self, Box<Finding>> {
        Self::parse(&files.bytes(path)?, path)
    }

    /// Reads a record from its bytes.
    ///
    /// # Errors
    /// It is damaged, or a newer version of Griffel wrote it.
    pub fn parse(bytes: &[u8], path: &str) -> Result<Self, Box<Finding>> {
        let damaged = |error: serde_json::Error| {
            Finding::new(Code::RecordDamaged, Place::file(path), "Deze vaststelling is beschadigd en niet te lezen.")
                .hint("Zet het bestand terug uit uw reservekopie. De tekst zelf staat nog in het archief.")
                .hint(format!("Technische melding: {error}"))
        };
        let Formatted { formaat } = serde_json::from_slice(bytes).map_err(damaged)?;
        if formaat > FORMAT {
            let message = "Deze vaststelling is gemaakt met een nieuwere versie van Griffel.";
            return Err(Box::new(
                Finding::new(Code::RecordTooNew, Place::file(path), message)
                    .hint("Installeer de nieuwste versie van Griffel. Er is niets veranderd."),
            ));
        }
        Ok(serde_json::from_slice(bytes).map_err(damaged)?)
    }

    /// The SHA-256 of a file that was made, by its extension.
    pub fn digest_of(&self, id: &DocumentId, extension: &str) -> Option<&String> {
        self.outputs.get(&format!("{}.{extension}", file_stem(id, self.version)))
    }

    /// The bytes of its file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}

/// The folder of an adopted version in the archive, relative to the work folder.
pub fn archive_folder(id: &DocumentId, version: u32) -> String {
    format!("{ARCHIVE}/{}/{}/{version}", id.period, id.name)
}

/// The name of the files of a version, without extension: the first is called like the letter.
pub fn file_stem(id: &DocumentId, version: u32) -> String {
    if version <= 1 { id.name.clone() } else { format!("{}-v{version}", id.name) }
}

/// The path of the record of a version of the letter at `path`.
pub fn record_path(path: &str, version: u32) -> String {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    format!("{stem}.vastgesteld-{version}.json")
}

/// The SHA-256 of a letter's text, whatever its status; none where its front matter cannot be read.
pub fn text_digest(letter: &str) -> Option<String> {
    let mut front = FrontMatter::of(letter)?;
    front.set("status", DocumentStatus::Adopted.word());
    Some(sha256(front.text().as_bytes()))
}

/// Where a letter stands between being written and being adopted.
#[derive(Debug, Clone)]
pub enum Standing {
    /// This version is still being written.
    Open,
    /// This version was adopted, and its text is what was adopted.
    Adopted(Arc<Record>),
}

/// Where a letter stands.
///
/// # Errors
/// What was adopted was changed afterwards, the version does not follow on the last, or the record cannot be read.
pub fn standing(letter: &Manuscript, files: &Files, inventory: &Inventory) -> Result<Standing, Box<Finding>> {
    let source = &letter.source;
    let none = BTreeMap::new();
    let records = inventory.records.get(&letter.id).unwrap_or(&none);
    if let Some(lost) = lost_version(files, inventory, &letter.id, &source.path) {
        return Err(Box::new(record_lost(&source.path, lost)));
    }
    if letter.version > 1 {
        not_another_document(letter, inventory)?;
    }
    let Some((&last, path)) = records.last_key_value() else {
        return match letter.version {
            1 => Ok(Standing::Open),
            version => Err(Box::new(wrong_version(source, version, 0))),
        };
    };
    let record = Record::read(files, path)?;
    if record.letter != letter.id.to_string() || record.version != last {
        return Err(Box::new(not_of(path, &letter.id)));
    }
    if letter.version == last + 1 {
        return Ok(Standing::Open);
    }
    if letter.version != last {
        return Err(Box::new(wrong_version(source, letter.version, last)));
    }
    if text_digest(&source.text).is_some_and(|digest| digest == record.text) {
        return Ok(Standing::Adopted(Arc::new(record)));
    }
    Err(Box::new(edited(letter, &record, files)))
}

/// A version that the log says was adopted, and of which the record is gone. A damaged log is told by those who write to it.
fn lost_version(files: &Files, inventory: &Inventory, id: &DocumentId, letter: &str) -> Option<u32> {
    let path = log_path(letter);
    let bytes = files.is_file(&path).then(|| files.bytes(&path).ok()).flatten()?;
    let entries = Log::parse(&bytes).ok()?.entries;
    let is_known = |version: u32| inventory.records.get(id).is_some_and(|records| records.contains_key(&version));
    entries.iter().find(|entry| !entry.record.is_empty() && !is_known(entry.version)).map(|entry| entry.version)
}

/// The finding about a letter whose record is gone, though its log says that it was adopted.
pub fn lost(files: &Files, inventory: &Inventory, id: &DocumentId) -> Option<Finding> {
    let path = inventory.documents.get(id)?;
    lost_version(files, inventory, id, path).map(|version| record_lost(path, version))
}

fn record_lost(letter: &str, version: u32) -> Finding {
    let message = format!("Versie {version} is vastgesteld, zegt het logboek, maar de vaststelling is weg.");
    Finding::new(Code::RecordDamaged, Place::file(record_path(letter, version)), message)
        .hint("Zet het bestand terug uit uw reservekopie. De tekst zelf staat nog in het archief.")
}

/// The files of `flits` in version 2 are those of a letter `flits-v2`.
fn not_another_document(letter: &Manuscript, inventory: &Inventory) -> Result<(), Box<Finding>> {
    let other = DocumentId { period: letter.id.period, name: file_stem(&letter.id, letter.version) };
    match inventory.documents.get(&other) {
        Some(path) => Err(Box::new(
            Finding::new(
                Code::NameTaken,
                place_of_key(&letter.source, "versie"),
                format!("De PDF van deze versie heet zoals die van een andere brief: {path}."),
            )
            .hint("Geef die andere brief een andere naam."),
        )),
        None => Ok(()),
    }
}

fn wrong_version(source: &Arc<SourceText>, version: u32, last: u32) -> Finding {
    let message = match last {
        0 => format!("Deze tekst noemt zich versie {version}, maar er is nog geen versie vastgesteld."),
        _ => format!("Deze tekst noemt zich versie {version}, maar de laatste vastgestelde versie is {last}."),
    };
    let hint = match last {
        0 => "Haal de regels versie en correctie bovenaan de tekst weg.".to_owned(),
        _ => format!("Voor een nieuwe correctie: zet bovenaan de tekst versie = {}.", last + 1),
    };
    Finding::new(Code::WrongVersion, place_of_key(source, "versie"), message).hint(hint)
}

fn place_of_key(source: &Arc<SourceText>, key: &str) -> Place {
    let is_key = |line: &str| line.trim_start().starts_with(key);
    let line = source.text.lines().position(is_key).map_or(1, |index| index + 1);
    Place::line(source, line)
}

fn edited(letter: &Manuscript, record: &Record, files: &Files) -> Finding {
    let source = &letter.source;
    let adopted = files.bytes(&format!("{}/{INPUTS}/{}", archive_folder(&letter.id, record.version), source.path));
    let adopted = adopted.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let place = first_difference(&adopted, source).map_or(Place::file(&source.path), |line| Place::line(source, line));
    let message = format!("Deze tekst is op {} vastgesteld, maar is daarna veranderd.", record.adopted_on);
    Finding::new(Code::AdoptedEdited, place, message)
        .hint(format!(
            "Was dat niet de bedoeling? Zet de tekst terug uit {}/{INPUTS}.",
            archive_folder(&letter.id, record.version)
        ))
        .hint(how_to_correct(record.version))
}

/// A letter that went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentOut {
    /// Which letter.
    pub id: DocumentId,
    /// The file with its text, relative to the work folder.
    pub letter: String,
    /// The ledger of the numbers that it printed; it need not be there unless it was adopted.
    pub ledger: String,
}

/// What went out of a letter: every adopted version, or else the letter itself when its status says that it was sent.
///
/// # Errors
/// A record cannot be read, or its archive is not what it was.
pub fn sent_out(files: &Files, inventory: &Inventory, id: &DocumentId) -> Result<Vec<SentOut>, Box<Finding>> {
    if let Some(records) = inventory.records.get(id) {
        return records.iter().map(|(version, path)| adopted_version(files, id, *version, path)).collect();
    }
    let Some(path) = inventory.documents.get(id).filter(|_| inventory.in_hand.as_ref() != Some(id)) else {
        return Ok(Vec::new());
    };
    let Ok(source) = files.text(path) else { return Ok(Vec::new()) };
    if !claims_to_be_final(&source.text) {
        return Ok(Vec::new());
    }
    Ok(vec![SentOut { id: id.clone(), letter: path.clone(), ledger: ledger_path(id) }])
}

/// Every letter of which something may have gone out.
pub fn known_documents(inventory: &Inventory) -> BTreeSet<&DocumentId> {
    inventory.records.keys().chain(inventory.documents.keys()).collect()
}

/// Whether the front matter of a letter says that it went out.
pub fn claims_to_be_final(letter: &str) -> bool {
    let status = FrontMatter::of(letter).and_then(|front| DocumentStatus::parse(front.get("status")?.as_str()?));
    status.is_some_and(DocumentStatus::is_final)
}

fn adopted_version(files: &Files, id: &DocumentId, version: u32, path: &str) -> Result<SentOut, Box<Finding>> {
    let record = Record::read(files, path)?;
    let folder = archive_folder(id, version);
    // The folder of its period can have another name since: 2022-k2.
    let own = record.inputs.iter().find(|(path, _)| DocumentId::of_path(path).as_ref() == Some(id));
    let Some((letter, document_digest)) = own else { return Err(Box::new(not_of(path, id))) };
    let ledger = format!("{}.cijfers.csv", file_stem(id, version));
    let ledger_digest = record.outputs.get(&ledger);
    let sent =
        SentOut { id: id.clone(), letter: format!("{folder}/{INPUTS}/{letter}"), ledger: format!("{folder}/{ledger}") };
    for (path, digest) in [(&sent.letter, Some(document_digest)), (&sent.ledger, ledger_digest)] {
        match files.bytes(path) {
            Ok(bytes) if digest.is_some_and(|digest| *digest == sha256(&bytes)) => {}
            Ok(_) => return Err(Box::new(archive_changed(path, "is veranderd", id))),
            Err(_) => return Err(Box::new(archive_changed(path, "is weg", id))),
        }
    }
    Ok(sent)
}

fn not_of(path: &str, id: &DocumentId) -> Finding {
    Finding::new(Code::RecordChanged, Place::file(path), format!("Deze vaststelling hoort niet bij {id}."))
        .hint("Zet het bestand terug uit uw reservekopie.")
}

/// What is wrong with the status of a letter that was not adopted in this version.
pub fn claims(letter: &Manuscript, mut findings: Findings) -> Findings {
    if !letter.status.is_final() {
        return findings;
    }
    let (place, word) = (place_of_key(&letter.source, "status"), letter.status.word());
    findings.push(match letter.version {
        1 => Finding::new(
            Code::NotAdopted,
            place,
            format!("Deze tekst heet {word}, maar is niet vastgesteld met Griffel."),
        )
        .hint("Griffel bewaart daarom niet waar het stuk van is gemaakt, en maakt het telkens opnieuw.")
        .hint(format!("Stel de tekst vast: griffel stelvast {}", letter.id)),
        version => Finding::new(
            Code::WrongVersion,
            place,
            format!("Versie {version} is nog niet vastgesteld, maar heet al {word}."),
        )
        .hint("Zet bovenaan de tekst: status = \"concept\"."),
    });
    findings
}

/// The PDF and the ledger of an adopted letter, from the archive.
///
/// # Errors
/// One of them is not there, or not as it was.
pub fn archived(record: &Record, id: &DocumentId, files: &Files) -> Result<(Vec<u8>, Vec<u8>), Box<Finding>> {
    let stem = file_stem(id, record.version);
    let bytes = |extension: &str| {
        let name = format!("{stem}.{extension}");
        let path = format!("{}/{name}", archive_folder(id, record.version));
        let bytes = files.bytes(&path)?;
        match record.outputs.get(&name) {
            Some(digest) if *digest == sha256(&bytes) => Ok(bytes),
            _ => Err(Box::new(archive_changed(&path, "is veranderd", id))),
        }
    };
    Ok((bytes("pdf")?, bytes("cijfers.csv")?))
}

/// A file of the archive is not as it was.
pub fn archive_changed(path: &str, how: &str, id: &DocumentId) -> Finding {
    Finding::new(Code::ArchiveChanged, Place::file(path), format!("Dit bestand in het archief {how}."))
        .hint("Zet het bestand terug uit uw reservekopie. In het archief verandert nooit iets.")
        .hint(format!("Wat er precies niet klopt, zegt: griffel verifieer {id}"))
}

/// What stands where the PDF of an adopted letter belongs is another PDF.
pub fn output_changed(path: &Path, files: &Files, id: &DocumentId) -> Finding {
    let path = path.strip_prefix(files.folder().root()).unwrap_or(path);
    Finding::new(
        Code::OutputChanged,
        Place::file(path.display().to_string()),
        format!("Dit is niet de PDF van {id} die is vastgesteld."),
    )
    .hint("Hernoem of verwijder dit bestand. Met griffel maak komt de vastgestelde PDF terug uit het archief.")
}

/// What to do with an adopted letter in which something is wrong.
pub fn how_to_correct(version: u32) -> String {
    let next = version + 1;
    format!(
        "Is het een correctie? Zet bovenaan de tekst: status = \"concept\", versie = {next} en correctie = \"wat er anders is\"."
    )
}

/// The first line that differs, from 1. Lines with the status are passed over: it may change.
fn first_difference(adopted: &str, now: &Arc<SourceText>) -> Option<usize> {
    let mut old = adopted.trim_start_matches('\u{feff}').lines();
    let is_status = |line: &str| line.trim_start().starts_with("status");
    for (index, line) in now.text.lines().enumerate() {
        match old.next() {
            Some(before) if before == line || (is_status(before) && is_status(line)) => {}
            _ => return Some(index + 1),
        }
    }
    old.next().map(|_| now.text.lines().count().max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &str = "+++\nstatus = \"concept\"\ndatum = 2023-03-14\n+++\n# informatie\n\nTekst.\n";

    #[test]
    fn the_status_is_no_part_of_the_text_that_was_adopted() {
        let digest = text_digest(LETTER);
        assert!(digest.is_some());
        assert_eq!(digest, text_digest(&LETTER.replace("concept", "verzonden")));
        assert_ne!(digest, text_digest(&LETTER.replace("Tekst.", "Andere tekst.")));
        assert_ne!(digest, text_digest(&LETTER.replace("2023-03-14", "2023-03-15")));
        assert_eq!(text_digest("geen brief"), None);
    }

    #[test]
    fn a_changed_letter_is_shown_at_its_first_changed_line() {
        let now = SourceText::new("x.md", LETTER.replace("concept", "verzonden").replace("Tekst.", "Anders."));
        assert_eq!(first_difference(LETTER, &now), Some(7));
        let shorter = SourceText::new("x.md", LETTER.replace("Tekst.\n", ""));
        assert_eq!(first_difference(LETTER, &shorter), Some(6));
        assert_eq!(first_difference(LETTER, &SourceText::new("x.md", LETTER)), None);
    }

    #[test]
    fn a_record_of_a_newer_program_is_not_guessed_at() {
        let newer = br#"{ "formaat": 2, "iets": true }"#;
        let finding = Record::parse(newer, "x.json").unwrap_err();
        assert_eq!(finding.code, Code::RecordTooNew);
        let finding = Record::parse(b"{", "x.json").unwrap_err();
        assert_eq!(finding.code, Code::RecordDamaged);
    }
}
