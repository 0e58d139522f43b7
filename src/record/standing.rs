//! Where a document stands: still being written, or adopted as it is; and what its status claims.
//!
//! In: a manuscript, its record and its log. Out: its standing, or what does not fit.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Finding, Findings, Place, SourceText};
use crate::load::{DocumentStatus, FrontMatter, Manuscript};
use crate::project::{DocumentId, Files, Inventory, log_path};

use super::adopted::Record;
use super::inputs::InputDigests;
use super::log::Log;
use super::paths::{INPUTS, archive_folder, file_stem, record_path};

/// The text of a manuscript that is adopted, whatever its status; none where its front matter cannot be read.
pub fn adopted_text(manuscript: &str) -> Option<String> {
    let mut front = FrontMatter::of(manuscript)?;
    front.set("status", DocumentStatus::Adopted.word());
    Some(front.text())
}

/// Whether a manuscript has the text that was adopted, whatever its status and the ends of its lines.
fn has_text(record: &Record, digests: &InputDigests, manuscript: &str) -> bool {
    adopted_text(manuscript).is_some_and(|text| digests.original(text.as_bytes(), &record.text).is_some())
}

/// Whether the front matter of a manuscript says that it went out.
pub fn claims_to_be_final(manuscript: &str) -> bool {
    let status = FrontMatter::of(manuscript).and_then(|front| DocumentStatus::parse(front.get("status")?.as_str()?));
    status.is_some_and(DocumentStatus::is_final)
}

/// Where a document stands between being written and being adopted.
#[derive(Debug, Clone)]
pub enum Standing {
    /// This version is still being written.
    Open,
    /// This version was adopted, and its text is what was adopted.
    Adopted(Arc<Record>),
}

/// Where a document stands.
///
/// # Errors
/// What was adopted was changed afterwards, the version does not follow on the last, or the record cannot be read.
pub fn standing(manuscript: &Manuscript, files: &Files, inventory: &Inventory) -> Result<Standing, Box<Finding>> {
    let source = &manuscript.source;
    let none = BTreeMap::new();
    let records = inventory.records.get(&manuscript.id).unwrap_or(&none);
    if let Some(lost) = lost_version(files, inventory, &manuscript.id, &source.path) {
        return Err(Box::new(record_lost(&source.path, lost)));
    }
    if manuscript.version > 1 {
        not_another_document(manuscript, inventory)?;
    }
    if let Some(lost) = left_in_archive(manuscript, files, records) {
        return Err(Box::new(record_lost(&source.path, lost)));
    }
    let Some((&last, path)) = records.last_key_value() else {
        return match manuscript.version {
            1 => Ok(Standing::Open),
            version => Err(Box::new(wrong_version(source, version, 0))),
        };
    };
    let record = Record::read(files, path)?;
    if record.document != manuscript.id.to_string() || record.version != last {
        return Err(Box::new(not_of(path, &manuscript.id)));
    }
    if manuscript.version == last + 1 {
        return Ok(Standing::Open);
    }
    if manuscript.version != last {
        return Err(Box::new(wrong_version(source, manuscript.version, last)));
    }
    let digests = InputDigests::of(&record, &manuscript.id, files)?;
    if has_text(&record, &digests, &source.text) {
        return Ok(Standing::Adopted(Arc::new(record)));
    }
    Err(Box::new(edited(manuscript, &record, files)))
}

/// A version that the log says was adopted, and of which the record is gone. What is wrong with the log itself is told
/// by those who write to it.
fn lost_version(files: &Files, inventory: &Inventory, id: &DocumentId, text: &str) -> Option<u32> {
    let path = log_path(text);
    let bytes = files.is_file(&path).then(|| files.bytes(&path).ok()).flatten()?;
    let entries = Log::parse(&bytes).ok()?.entries;
    let is_known = |version: u32| inventory.records.get(id).is_some_and(|records| records.contains_key(&version));
    entries.iter().find(|entry| !entry.record.is_empty() && !is_known(entry.version)).map(|entry| entry.version)
}

/// A version that calls itself final and has an archive, and of which the record is gone. Without the first, a run was
/// killed before it was adopted.
fn left_in_archive(manuscript: &Manuscript, files: &Files, records: &BTreeMap<u32, String>) -> Option<u32> {
    let version = manuscript.version;
    let is_left = manuscript.status.is_final() && !records.contains_key(&version);
    let folder = || files.folder().root().join(archive_folder(&manuscript.id, version));
    (is_left && folder().is_dir()).then_some(version)
}

/// The record of a version that was adopted is gone.
pub fn record_lost(text: &str, version: u32) -> Finding {
    let message = format!("Versie {version} is vastgesteld, maar de vaststelling is weg.");
    Finding::new(Code::RecordDamaged, Place::file(record_path(text, version)), message)
        .hint("Zet het bestand terug uit uw reservekopie. De tekst zelf staat nog in het archief.")
}

/// The files of `flits` in version 2 are those of a document `flits-v2`.
fn not_another_document(manuscript: &Manuscript, inventory: &Inventory) -> Result<(), Box<Finding>> {
    let other = DocumentId { period: manuscript.id.period, name: file_stem(&manuscript.id, manuscript.version) };
    match inventory.documents.get(&other) {
        Some(path) => Err(Box::new(
            Finding::new(
                Code::NameTaken,
                place_of_key(&manuscript.source, "versie"),
                format!("De PDF van deze versie heet zoals die van een ander document: {path}."),
            )
            .hint("Geef dat andere document een andere naam."),
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

fn edited(manuscript: &Manuscript, record: &Record, files: &Files) -> Finding {
    let source = &manuscript.source;
    let adopted = files.bytes(&format!("{}/{INPUTS}/{}", archive_folder(&manuscript.id, record.version), source.path));
    let adopted = adopted.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let place = first_difference(&adopted, source).map_or(Place::file(&source.path), |line| Place::line(source, line));
    let message = format!("Deze tekst is op {} vastgesteld, maar is daarna veranderd.", record.adopted_on);
    Finding::new(Code::AdoptedEdited, place, message)
        .hint(format!(
            "Was dat niet de bedoeling? Zet de tekst terug uit {}/{INPUTS}.",
            archive_folder(&manuscript.id, record.version)
        ))
        .hint(how_to_correct(record.version))
}

/// A record that is about another document.
pub(super) fn not_of(path: &str, id: &DocumentId) -> Finding {
    Finding::new(Code::RecordChanged, Place::file(path), format!("Deze vaststelling hoort niet bij {id}."))
        .hint("Zet het bestand terug uit uw reservekopie.")
}

/// A record is not what the log says that it was.
pub fn record_changed(path: &str) -> Finding {
    Finding::new(Code::RecordChanged, Place::file(path), "Deze vaststelling is anders dan het logboek zegt.")
        .hint("Zet het bestand terug uit uw reservekopie.")
}

/// What is wrong with the status of a document that was not adopted in this version.
pub fn claims(manuscript: &Manuscript, mut findings: Findings) -> Findings {
    if !manuscript.status.is_final() {
        return findings;
    }
    let (place, word) = (place_of_key(&manuscript.source, "status"), manuscript.status.word());
    findings.push(match manuscript.version {
        1 => Finding::new(
            Code::NotAdopted,
            place,
            format!("Deze tekst heet {word}, maar is niet vastgesteld met Griffel."),
        )
        .hint("Griffel bewaart daarom niet waar het stuk van is gemaakt, en maakt het telkens opnieuw.")
        .hint(format!("Stel de tekst vast: griffel stelvast {}", manuscript.id)),
        version => Finding::new(
            Code::WrongVersion,
            place,
            format!("Versie {version} is nog niet vastgesteld, maar heet al {word}."),
        )
        .hint("Zet bovenaan de tekst: status = \"concept\"."),
    });
    findings
}

/// What to do with an adopted document in which something is wrong.
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
        let text = adopted_text(LETTER);
        assert!(text.as_ref().is_some_and(|text| text.contains("status = \"vastgesteld\"")), "{text:?}");
        assert_eq!(text, adopted_text(&LETTER.replace("concept", "verzonden")));
        assert_ne!(text, adopted_text(&LETTER.replace("Tekst.", "Andere tekst.")));
        assert_ne!(text, adopted_text(&LETTER.replace("2023-03-14", "2023-03-15")));
        assert_eq!(adopted_text("geen brief"), None);
    }

    #[test]
    fn a_changed_letter_is_shown_at_its_first_changed_line() {
        let now = SourceText::new("x.md", LETTER.replace("concept", "verzonden").replace("Tekst.", "Anders."));
        assert_eq!(first_difference(LETTER, &now), Some(7));
        let shorter = SourceText::new("x.md", LETTER.replace("Tekst.\n", ""));
        assert_eq!(first_difference(LETTER, &shorter), Some(6));
        assert_eq!(first_difference(LETTER, &SourceText::new("x.md", LETTER)), None);
    }
}
