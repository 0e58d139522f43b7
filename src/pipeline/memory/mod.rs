//! What was made before, so that only what changed is made again.
//!
//! Beside the documents, in `uitvoer/.griffel/`, stands for each of them what it was made from and what came
//! of it. Two digests tell whether it must be made again:
//!
//! - its *inputs*: the bytes of all shared files and of its own text. When they are the same, nothing is
//!   even computed ([`Inputs`]);
//! - its *layout*: the Typst source and pictures that came out. When only figures changed that it does not
//!   show, it is composed and checked again, but not typeset.
//!
//! Times of files decide nothing about inputs. Of what was made, size and time tell that nobody touched it;
//! when they differ, its bytes decide.

mod inputs;
mod stored;

use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::outcome::{Delivery, Outcome, PdfFile};
use crate::diagnostic::{Code, Findings};
use crate::digest::{Key, sha256};
use crate::export::{HIDDEN, Output, Target, create};
use crate::layout::Rendition;
use crate::project::{DocumentId, Files, Inventory};
use crate::web::{LOOSE_CHARTS, LOOSE_FILES, WebFile};

pub use inputs::Inputs;
use stored::{StoredFinding, StoredOutcome, Texts};

/// The format of what is remembered. What has another one, older or newer, is not trusted: it is made again.
const FORMAT: u32 = 2;

/// Where the key is that the digests of inputs are made with, relative to the work folder.
const KEY: &str = "archief/.griffel-sleutel";

/// Remembers what was made in one output folder.
#[derive(Debug)]
pub struct Memory {
    folder: PathBuf,
    output: Output,
    files: Files,
    inputs: Inputs,
    /// What digests of inputs are made with: small counts could be told from plain ones.
    key: Option<Key>,
    /// Held while the files of a document are put in their places, by one run at a time.
    slot: Mutex<Option<File>>,
}

/// What is remembered of a document.
#[derive(Debug, Serialize, Deserialize)]
struct Remembered {
    format: u32,
    /// The digest of its inputs, with the key of the work folder.
    inputs: String,
    /// The digest of its layout, where it was made.
    layout: Option<String>,
    /// Its version, which its file names tell.
    version: u32,
    /// Pictures from outside the folders that all documents share, with their digests.
    pictures: BTreeMap<String, String>,
    /// What it was made into besides its PDF: the ends of the names of the files.
    #[serde(default)]
    extras: Vec<String>,
    /// What was made: its PDF, its ledger and the extras.
    made: Vec<Trace>,
    outcome: StoredOutcome,
}

/// A file that was made, to see whether it is still as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Trace {
    digest: String,
    size: u64,
    /// Nanoseconds since 1970.
    time: u64,
}

/// What is remembered of the shared data.
#[derive(Debug, Serialize, Deserialize)]
struct Shared {
    format: u32,
    inputs: String,
    findings: Vec<StoredFinding>,
}

/// What the files of a document come of.
#[derive(Debug, Clone)]
pub struct MadeFrom {
    /// The version of the document.
    pub version: u32,
    /// What it is made into besides its PDF: the ends of the names of the files.
    pub extras: Vec<String>,
    /// The digest of its layout; none for an adopted document, which is not laid out.
    pub layout: Option<String>,
    /// Its pictures from outside the folders that all documents share, by path.
    pub pictures: Vec<String>,
}

/// Findings about files that are no inputs: they can be put right without any input changing.
const PASSING: [Code; 8] = [
    Code::CannotWrite,
    Code::ArchiveChanged,
    Code::OutputChanged,
    Code::RecordDamaged,
    Code::RecordTooNew,
    Code::RecordChanged,
    Code::LogChanged,
    Code::RegisterChanged,
];

impl Memory {
    /// What was made in `output` from the work folder of `files`.
    pub fn of(output: &Output, files: &Files, inputs: Inputs) -> Self {
        let folder = output.folder().join(HIDDEN);
        let key = key_of(files);
        Self { folder, output: output.clone(), files: files.clone(), inputs, key, slot: Mutex::default() }
    }

    /// The digest of what documents share, as it may be written down; none where there is no key.
    fn shared_inputs(&self) -> Option<String> {
        Some(self.key.as_ref()?.digest(self.inputs.shared().as_bytes()))
    }

    /// The same of all that one document is made from.
    fn inputs_of(&self, id: &DocumentId) -> Option<String> {
        Some(self.key.as_ref()?.digest(self.inputs.of_document(id)?.as_bytes()))
    }

    /// What came of a document when it was last made, if all it is made from is still the same and so are
    /// the files that came of it; `extras` are the ends of the names of files that it must be made into.
    pub fn unchanged(&self, id: &DocumentId, extras: &[&str]) -> Option<Outcome<Delivery>> {
        let inputs = self.inputs_of(id)?;
        let remembered = self.remembered(id).filter(|known| known.inputs == inputs)?;
        let is_there = |extra: &str| self.output.beside(id, remembered.version, extra).exists();
        let all = beside_the_pdf().chain([LOOSE_CHARTS]);
        let mut wanted = all.filter(|one| extras.contains(one) || is_there(one));
        if !wanted.all(|one| remembered.extras.iter().any(|known| known == one)) {
            return None;
        }
        let is_same = |(path, digest): (&String, &String)| self.digest_of(path).as_ref() == Some(digest);
        if !self.is_untouched(id, &remembered) || !remembered.pictures.iter().all(is_same) {
            return None;
        }
        let pdf = PdfFile { path: self.output.pdf(id, remembered.version), pages: remembered.outcome.pages };
        let extensions = remembered.extras.iter().map(String::as_str);
        let extras = self.paths(id, remembered.version, extensions).split_off(2);
        remembered.outcome.restore(id, pdf, extras, &self.files)
    }

    /// How many pages a document has whose files came of this layout; none, when they did not or were touched.
    pub fn pages_of(&self, id: &DocumentId, layout: &str) -> Option<usize> {
        let known = self.remembered(id).filter(|known| known.layout.as_deref() == Some(layout))?;
        self.is_untouched(id, &known).then_some(known.outcome.pages)
    }

    /// Whether the files of this version are a draft that was made here, and nobody touched them.
    pub fn is_own_draft(&self, id: &DocumentId, version: u32) -> bool {
        let known = self.remembered(id).filter(|known| known.version == version && !known.outcome.is_adopted());
        known.is_some_and(|known| self.is_untouched(id, &known))
    }

    /// What is wrong with the shared data, if it is as it was.
    pub fn shared(&self) -> Option<Findings> {
        let shared: Shared =
            serde_json::from_slice(&self.output.read(&self.folder.join("gegevens.json")).ok()?).ok()?;
        if shared.format != FORMAT || Some(&shared.inputs) != self.shared_inputs().as_ref() {
            return None;
        }
        let (mut texts, mut findings) = (Texts::of(&self.files), Findings::new());
        for finding in shared.findings {
            findings.push(finding.restore(&mut texts)?);
        }
        Some(findings)
    }

    /// Remembers what is wrong with the shared data.
    pub fn note_shared(&self, findings: &Findings) {
        let Some(inputs) = self.shared_inputs() else { return };
        let findings = findings.iter().map(StoredFinding::of).collect();
        self.write(&self.folder.join("gegevens.json"), &Shared { format: FORMAT, inputs, findings });
    }

    /// Keeps other runs from putting files of documents in their places until the result is dropped.
    pub fn alone(&self) -> Alone<'_> {
        let mut slot = self.slot.lock().unwrap_or_else(PoisonError::into_inner);
        if slot.is_none() {
            *slot = self.output.alone().ok();
        } else if let Some(file) = slot.as_ref() {
            // Without a lock the files are written all the same, and looked at again next time.
            let _ = file.lock();
        }
        Alone { slot }
    }

    /// Remembers what came of a document.
    pub fn note(&self, outcome: &Outcome<Delivery>, from: &MadeFrom) {
        // What has errors is looked at again each time.
        let is_passing = PASSING.iter().any(|code| outcome.findings.has_code(*code));
        let Some(pdf) = outcome.result.pdf().filter(|_| !outcome.findings.has_errors() && !is_passing) else { return };
        let Some(inputs) = self.inputs_of(&outcome.id) else { return };
        let paths = self.paths(&outcome.id, from.version, from.extras.iter().map(String::as_str));
        // What went away in the meantime is made again.
        let Some(made) = paths.iter().map(|path| Trace::of(path)).collect() else { return };
        let pictures = from.pictures.iter().filter_map(|path| Some((path.clone(), self.digest_of(path)?)));
        let remembered = Remembered {
            format: FORMAT,
            inputs,
            layout: from.layout.clone(),
            version: from.version,
            pictures: pictures.collect(),
            extras: from.extras.clone(),
            made,
            outcome: StoredOutcome::of(outcome, pdf.pages),
        };
        self.write(&self.place(&outcome.id), &remembered);
    }

    /// Forgets documents: what they are made from changed while they were made.
    pub fn forget(&self, documents: &[DocumentId]) {
        for id in documents {
            self.output.remove(&self.place(id));
        }
    }

    /// Where documents go.
    pub fn output(&self) -> &Output {
        &self.output
    }

    /// Whether documents are still made from what they were made from when this began.
    pub fn still_holds(&self) -> bool {
        let folder = self.files.folder();
        Inputs::of(folder, &Inventory::of(folder).without_findings()) == self.inputs
    }

    fn digest_of(&self, path: &str) -> Option<String> {
        self.files.bytes(path).ok().map(|bytes| sha256(&bytes))
    }

    fn write(&self, path: &Path, value: &impl Serialize) {
        if let Ok(bytes) = serde_json::to_vec(value) {
            // What cannot be remembered is made again.
            let _ = self.output.replace(path, &bytes);
        }
    }

    fn place(&self, id: &DocumentId) -> PathBuf {
        self.folder.join(id.period.to_string()).join(format!("{}.json", id.name))
    }

    fn remembered(&self, id: &DocumentId) -> Option<Remembered> {
        let remembered: Remembered = serde_json::from_slice(&self.output.read(&self.place(id)).ok()?).ok()?;
        (remembered.format == FORMAT).then_some(remembered)
    }

    /// The files of a document, in the order in which they are remembered.
    fn paths<'e>(&self, id: &DocumentId, version: u32, extras: impl Iterator<Item = &'e str>) -> Vec<PathBuf> {
        let mut paths = vec![self.output.pdf(id, version), self.output.ledger(id, version)];
        let is_known = |extra: &&str| beside_the_pdf().any(|known| known == *extra) || is_chart(extra);
        paths.extend(extras.filter(is_known).map(|extra| self.output.beside(id, version, extra)));
        paths
    }

    fn is_untouched(&self, id: &DocumentId, remembered: &Remembered) -> bool {
        let paths = self.paths(id, remembered.version, remembered.extras.iter().map(String::as_str));
        remembered.made.len() == paths.len()
            && remembered
                .made
                .iter()
                .zip(&paths)
                .all(|(trace, path)| self.output.check(path).is_ok() && trace.is_of(path))
    }
}

/// The ends of the names of all files that a document can become besides its PDF and its ledger.
fn beside_the_pdf() -> impl Iterator<Item = &'static str> {
    Rendition::EXTRAS.into_iter().map(Rendition::extension).chain(WebFile::ALL.into_iter().map(WebFile::extension))
}

/// Whether it is the end of the name of a file of a chart by itself.
fn is_chart(extra: &str) -> bool {
    let file = extra.strip_prefix(LOOSE_CHARTS).and_then(|rest| rest.strip_prefix('/'));
    file.is_some_and(|file| {
        let is_plain = !file.contains(['/', '\\']);
        is_plain && file.rsplit_once('.').is_some_and(|(_, ending)| LOOSE_FILES.contains(&ending))
    })
}

/// The key of a work folder, which is made where there is none yet. It lies in the archive, and never in the output: that
/// may be given to others.
fn key_of(files: &Files) -> Option<Key> {
    let read = || Key::parse(&files.bytes(KEY).ok()?);
    read().or_else(|| {
        let key = Key::random()?;
        match create(&Target::below(files.folder().root(), KEY), &key.to_bytes()) {
            Ok(()) => Some(key),
            // Another run was faster; or nothing can be remembered here.
            Err(_) => read(),
        }
    })
}

/// Nobody else puts files of documents in their places.
pub struct Alone<'a> {
    slot: std::sync::MutexGuard<'a, Option<File>>,
}

impl Drop for Alone<'_> {
    fn drop(&mut self) {
        if let Some(file) = self.slot.as_ref() {
            // It is let go of when the program ends, if not now.
            let _ = file.unlock();
        }
    }
}

impl Trace {
    fn of(path: &Path) -> Option<Self> {
        let bytes = fs::read(path).ok()?;
        let metadata = fs::metadata(path).ok()?;
        Some(Self { digest: sha256(&bytes), size: metadata.len(), time: time_of(&metadata) })
    }

    fn is_of(&self, path: &Path) -> bool {
        let Ok(metadata) = fs::symlink_metadata(path) else { return false };
        if metadata.is_symlink() || metadata.len() != self.size {
            return false;
        }
        time_of(&metadata) == self.time || fs::read(path).is_ok_and(|bytes| sha256(&bytes) == self.digest)
    }
}

fn time_of(metadata: &Metadata) -> u64 {
    let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.map_or(0, |since| u64::try_from(since.as_nanos()).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::diagnostic::{Finding, Place, Waived};
    use crate::project::WorkFolder;

    /// A work folder with one letter, of which files lie in `uitvoer`.
    fn work_folder() -> (tempfile::TempDir, DocumentId) {
        let folder = tempfile::tempdir().expect("temporary folder");
        for (path, text) in [
            ("data/gemeente.toml", ""),
            ("data/brieven/2022/a.md", "+++\n+++\n# Kop\n"),
            ("beelden/a.svg", "<svg/>"),
            ("uitvoer/2022/a.pdf", "pdf"),
            ("uitvoer/2022/a.cijfers.csv", "cijfers"),
        ] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        }
        (folder, DocumentId { period: "2022".parse().expect("a period"), name: "a".to_owned() })
    }

    fn memory(folder: &Path) -> Memory {
        let files = Files::new(WorkFolder::at(folder).expect("a work folder"));
        let inventory = Inventory::of(files.folder()).without_findings();
        Memory::of(&Output::new(folder.join("uitvoer")), &files, Inputs::of(files.folder(), &inventory))
    }

    fn made_from() -> MadeFrom {
        let (layout, pictures) = (Some("opmaak".to_owned()), vec!["beelden/a.svg".to_owned()]);
        MadeFrom { version: 1, extras: Vec::new(), layout, pictures }
    }

    fn note(folder: &Path, id: &DocumentId) {
        let finding = || Finding::new(Code::LongSentence, Place::file("data/brieven/2022/a.md"), "Een zin is lang.");
        let memory = memory(folder);
        let pdf = PdfFile { path: memory.output().pdf(id, 1), pages: 4 };
        let waived = Waived { finding: finding(), reason: "Zo hoort het.".to_owned(), place: finding().place };
        let result = Delivery::Made { pdf, extras: Vec::new() };
        let findings = Findings::from(finding());
        memory.note(
            &Outcome { id: id.clone(), findings, waived: vec![waived], statements: Vec::new(), result },
            &made_from(),
        );
    }

    #[test]
    fn what_did_not_change_is_remembered() {
        let (folder, id) = work_folder();
        assert!(memory(folder.path()).unchanged(&id, &[]).is_none(), "nothing was noted yet");
        note(folder.path(), &id);
        let known = memory(folder.path()).unchanged(&id, &[]).expect("remembered");
        assert!(matches!(&known.result, Delivery::Unchanged { pdf, .. } if pdf.pages == 4));
        assert_eq!((known.findings.len(), known.waived.len()), (1, 1));
        assert_eq!(memory(folder.path()).pages_of(&id, "opmaak"), Some(4));
        assert_eq!(memory(folder.path()).pages_of(&id, "andere opmaak"), None);
        assert!(memory(folder.path()).is_own_draft(&id, 1) && !memory(folder.path()).is_own_draft(&id, 2));
    }

    #[test]
    fn what_changed_is_not_remembered() {
        let changes = ["data/brieven/2022/a.md", "data/gemeente.toml", "beelden/a.svg", "uitvoer/2022/a.pdf"];
        for path in changes {
            let (folder, id) = work_folder();
            note(folder.path(), &id);
            fs::write(folder.path().join(path), "anders").expect("written");
            assert!(memory(folder.path()).unchanged(&id, &[]).is_none(), "{path}");
        }
    }

    #[test]
    fn what_is_asked_besides_and_is_not_there_is_made() {
        let (folder, id) = work_folder();
        note(folder.path(), &id);
        assert!(memory(folder.path()).unchanged(&id, &[Rendition::Handout.extension()]).is_none());
    }

    #[test]
    fn what_another_version_of_the_format_says_is_not_trusted() {
        let (folder, id) = work_folder();
        note(folder.path(), &id);
        memory(folder.path()).note_shared(&Findings::new());
        assert!(memory(folder.path()).shared().is_some());
        let home = folder.path().join("uitvoer/.griffel");
        for path in [home.join("2022/a.json"), home.join("gegevens.json")] {
            let text = fs::read_to_string(&path).expect("noted");
            let written = format!("\"format\":{FORMAT}");
            assert!(text.contains(&written), "{text}");
            for other in [FORMAT - 1, FORMAT + 1] {
                fs::write(&path, text.replace(&written, &format!("\"format\":{other}"))).expect("written");
                let memory = memory(folder.path());
                let is_trusted = match path.ends_with("gegevens.json") {
                    true => memory.shared().is_some(),
                    false => memory.unchanged(&id, &[]).is_some() || memory.is_own_draft(&id, 1),
                };
                assert!(!is_trusted, "{other}");
            }
            fs::write(&path, text).expect("put back");
        }
        assert!(memory(folder.path()).unchanged(&id, &[]).is_some());
    }

    #[test]
    fn what_version_0_1_remembered_is_read() {
        let (folder, id) = work_folder();
        note(folder.path(), &id);
        let path = folder.path().join("uitvoer/.griffel/2022/a.json");
        let text = fs::read_to_string(&path).expect("noted");
        // It kept the title and the status as well.
        let old = text.replace("\"outcome\":{", "\"outcome\":{\"title\":\"Kop\",\"status\":\"concept\",");
        assert_ne!(old, text);
        fs::write(&path, old).expect("written");
        assert!(memory(folder.path()).unchanged(&id, &[]).is_some());
    }

    #[test]
    fn bytes_decide_where_times_differ() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let path = folder.path().join("a.pdf");
        fs::write(&path, "een").expect("written");
        let trace = Trace::of(&path).expect("there");
        assert!(trace.is_of(&path));
        let now = fs::metadata(&path).and_then(|metadata| metadata.modified()).expect("a time");
        let later = now + std::time::Duration::from_secs(60);
        let touch = || File::options().write(true).open(&path).expect("open").set_modified(later).expect("touched");
        touch();
        assert!(trace.is_of(&path), "only touched");
        fs::write(&path, "twe").expect("written");
        touch();
        assert!(!trace.is_of(&path), "other bytes of the same size");
        fs::write(&path, "drie").expect("written");
        assert!(!trace.is_of(&path));
        fs::remove_file(&path).expect("removed");
        assert!(!trace.is_of(&path));
    }
}
