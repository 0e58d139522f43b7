//! `griffel stelvast`: a document is adopted.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::check::across::{self, Statement};
use crate::cycle::comments;
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::digest::{Key, sha256};
use crate::export::{self, NewFolder, Output, Target};
use crate::guard::{Work, watch};
use crate::layout::Rendition;
use crate::load::{DocumentStatus, FrontMatter, Manuscript};
use crate::pipeline::{Outcome, Press, Run, Sources, Typeset};
use crate::project::{DocumentId, DocumentKind, Files, WorkFolder};
use crate::provenance::to_csv;
use crate::record::{self, ARCHIVE, FORMAT, KEY, Record, STATEMENTS, Standing};
use crate::web::WebFile;

use super::act::{Act, alone, changed_meanwhile};
use super::books::Books;
use super::snapshot::{self, builtin_fonts, numbers};

/// A document that was adopted.
#[derive(Debug)]
pub struct Adopted {
    /// Which document.
    pub id: DocumentId,
    /// Which version.
    pub version: u32,
    /// How far it is now.
    pub status: DocumentStatus,
    /// How many numbers it prints.
    pub numbers: usize,
    /// Its PDF.
    pub pdf: PathBuf,
    /// The SHA-256 of the PDF.
    pub digest: String,
    /// What should be looked at, though it is no error.
    pub findings: Findings,
}

/// What is done about comments on a document that are still open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenComments {
    /// They keep it from being adopted.
    Refused,
    /// It is adopted all the same; they stay where they are.
    Accepted,
}

/// Adopts a document: makes it without watermark, keeps all it was made from, and records that.
///
/// # Errors
/// What keeps it from being adopted; nothing has changed then. What could not be finished after it was adopted is
/// among the findings of the result.
pub fn adopt(
    folder: &WorkFolder,
    id: &DocumentId,
    act: &Act,
    output: &Output,
    comments: OpenComments,
) -> Result<Adopted, Findings> {
    let _alone = alone(folder)?;
    let ready = watch().during(&Work::new(folder.root(), id), || Ready::of(folder, id, act, output, comments));
    let ready = ready.unwrap_or_else(|stop| Err(stop.finding(watch().limits(), Place::file(id.to_string())).into()));
    Ok(ready?.seal(act, output)?)
}

/// A document that can be adopted.
struct Ready {
    folder: WorkFolder,
    id: DocumentId,
    /// Its file, relative to the root.
    path: String,
    version: u32,
    status: DocumentStatus,
    /// Its text as it was read, and with the new status.
    before: String,
    text: String,
    findings: Findings,
    books: Books,
    stage: Stage,
}

/// What is left to do.
enum Stage {
    /// Everything.
    Made(Box<(Run, Typeset)>),
    /// Only what comes after the record: an earlier run was cut short.
    Recorded(Box<Record>),
}

impl Ready {
    fn of(
        folder: &WorkFolder,
        id: &DocumentId,
        act: &Act,
        output: &Output,
        comments: OpenComments,
    ) -> Result<Self, Findings> {
        let (run, shared) = Run::of(Sources::in_hand(Files::new(folder.clone()), id)).into_parts();
        let (manuscript, findings) = run.manuscript(id).into_parts();
        let Some(manuscript) = manuscript else { return Err(with_shared(findings, shared)) };
        let path = manuscript.source.path.clone();
        let standing = record::standing(&manuscript, run.files(), run.inventory())?;
        let none = BTreeMap::new();
        let records = run.inventory().records.get(id).unwrap_or(&none);
        // What keeps something from being written is known before anything is.
        let written = [output.pdf(id, manuscript.version), output.slot()];
        written.iter().try_for_each(|path| output.check(path))?;
        let books = Books::open(folder, id, &path, records)?;
        let record = match standing {
            // Somebody pulled the plug just after the record was written.
            Standing::Adopted(record) if manuscript.status.is_final() && !books.has_finished => {
                return Err(already(&path, &record).into());
            }
            Standing::Adopted(record) => Some((*record).clone()),
            Standing::Open => None,
        };
        if record.is_none() {
            books.follows(act)?;
        }
        let status = match (manuscript.version, manuscript.status) {
            (_, status) if status.is_final() => status,
            (1, _) => DocumentStatus::Adopted,
            _ => DocumentStatus::Corrected,
        };
        let Some(mut front) = FrontMatter::of(&manuscript.source.text) else { return Err(findings) };
        front.set("status", status.word());
        let text = front.text();
        let ready = |stage, findings, books| {
            let (folder, id, path) = (folder.clone(), id.clone(), path.clone());
            let (before, text) = (manuscript.source.text.clone(), text.clone());
            Self { folder, id, path, version: manuscript.version, status, before, text, findings, books, stage }
        };
        if let Some(record) = record {
            return Ok(ready(Stage::Recorded(Box::new(record)), findings, books));
        }
        // The text as it will stand on disk, with the status that takes the watermark away.
        let unsaved = Arc::new([(path.clone(), text.as_str().into())].into_iter().collect());
        // Fonts of one's own are read once more, to be kept.
        let fonts = run.inventory().fonts.is_empty().then(|| run.fonts().clone());
        let files = Files::new(folder.clone()).with_unsaved(unsaved);
        let (run, shared) = Run::of(Sources::in_hand(files, id).with_fonts(fonts)).into_parts();
        let made = with_extras(&run, id, &manuscript);
        let (mut findings, statements) = match &made {
            Ok(made) => (made.checked.findings.clone(), &made.checked.statements),
            Err(outcome) => (outcome.findings.clone(), &outcome.statements),
        };
        findings.extend(still_to_do(&findings));
        findings.extend(contradictions(&run, id, &path, statements));
        if comments == OpenComments::Refused {
            findings.extend(still_open(folder, id, &path));
        }
        match made {
            Ok(made) if !findings.has_errors() => Ok(ready(Stage::Made(Box::new((run, made))), findings, books)),
            _ => Err(with_shared(findings, shared)),
        }
    }

    fn seal(mut self, act: &Act, output: &Output) -> Result<Adopted, Box<Finding>> {
        let mut findings = without_claims(std::mem::take(&mut self.findings));
        let record = match &self.stage {
            Stage::Made(made) => {
                let (record, bytes) = self.archive(&made.0, &made.1, act)?;
                // From here on it is adopted: what cannot be finished is told, and the same command finishes it.
                self.books.adopted(record.clone(), bytes).unwrap_or_else(|finding| findings.push(*finding));
                record
            }
            Stage::Recorded(record) => (**record).clone(),
        };
        self.mark().unwrap_or_else(|finding| findings.push(*finding));
        let written = self.put_out(&record, output).unwrap_or_else(|finding| {
            findings.push(*finding);
            output.pdf(&self.id, self.version)
        });
        Ok(Adopted {
            version: self.version,
            status: self.status,
            numbers: record.numbers.len(),
            pdf: written,
            digest: record.digest_of(&self.id, "pdf").cloned().unwrap_or_default(),
            findings,
            id: self.id,
        })
    }

    /// Whether the text on disk is still the one that was read.
    fn is_as_read(&self) -> bool {
        Files::new(self.folder.clone()).still_has(&self.path, &self.before)
    }

    /// Gives the text its new status.
    fn mark(&self) -> Result<(), Box<Finding>> {
        let text = Target::below(self.folder.root(), &self.path);
        match export::replace(&text, self.text.as_bytes(), &|| self.is_as_read())? {
            true => Ok(()),
            false => Err(Box::new(changed_meanwhile(&self.path))),
        }
    }

    /// Writes the PDF and the ledger of the archive where they belong. A concept that lies there goes.
    fn put_out(&self, record: &Record, output: &Output) -> Result<PathBuf, Box<Finding>> {
        let (pdf, ledger) = record::archived(record, &self.id, &Files::new(self.folder.clone()))?;
        let _alone = output.alone()?;
        let written = output.write(&self.id, self.version, &pdf, &ledger, &[])?;
        // What else was made of the concept is made again of what was adopted, when it is next asked for.
        for rendition in Rendition::EXTRAS {
            output.remove(&output.extra(&self.id, self.version, rendition));
        }
        for file in WebFile::ALL {
            output.remove(&output.beside(&self.id, self.version, file.extension()));
        }
        Ok(written)
    }

    /// Fills the archive, and then records it: only with the record is the document adopted.
    fn archive(&self, run: &Run, made: &Typeset, act: &Act) -> Result<(Record, Vec<u8>), Box<Finding>> {
        let root = self.folder.root();
        let place = Target::below(root, record::archive_folder(&self.id, self.version));
        let folder = NewFolder::at(&place, &Target::below(root, ARCHIVE))?;
        let inputs = snapshot::keep(run, &self.id, made, &folder)?;
        let stem = record::file_stem(&self.id, self.version);
        let mut outputs = vec![
            (format!("{stem}.pdf"), made.pdf.clone()),
            (format!("{stem}.cijfers.csv"), to_csv(&made.ledger)),
            (format!("{stem}.txt"), made.checked.document.plain_text().into_bytes()),
            (format!("{stem}.{STATEMENTS}"), across::to_json(&made.checked.statements, &self.path)),
        ];
        let extras =
            made.extras.iter().map(|(rendition, pdf)| (format!("{stem}.{}", rendition.extension()), pdf.clone()));
        outputs.extend(extras);
        let key = Key::random().ok_or_else(|| Box::new(without_key(&self.path)))?;
        for (name, bytes) in outputs.iter().chain([&(KEY.to_owned(), key.to_bytes())]) {
            folder.write(name, bytes)?;
        }
        let digests = |(path, bytes): (&String, &Vec<u8>)| (path.clone(), key.digest(bytes));
        let record = Record {
            format: FORMAT,
            document: self.id.to_string(),
            kind: DocumentKind::of_path(&self.path).map(|kind| kind.word().to_owned()),
            case_number: made.checked.manuscript.case_number(),
            date: Some(made.checked.manuscript.date.to_string()),
            corrects: self.version.checked_sub(1).filter(|corrected| *corrected > 0),
            status: Some(self.status.word().to_owned()),
            recorded_at: Some(act.moment()),
            key: Some(sha256(&key.to_bytes())),
            title: made.checked.document.plain(&made.checked.document.title),
            version: self.version,
            adopted_on: act.day(),
            adopted_by: act.who(),
            correction: made.checked.document.correction.clone(),
            griffel: env!("CARGO_PKG_VERSION").to_owned(),
            pages: made.pages,
            text: record::adopted_text(&self.text).map(|text| key.digest(text.as_bytes())).unwrap_or_default(),
            outputs: outputs.iter().map(|(name, bytes)| (name.clone(), sha256(bytes))).collect(),
            inputs: inputs.iter().map(digests).collect(),
            fonts: builtin_fonts(),
            numbers: numbers(&made.ledger),
        };
        if !self.is_as_read() {
            return Err(Box::new(changed_meanwhile(&self.path)));
        }
        folder.finish()?;
        let bytes = record.to_bytes();
        export::create(&Target::below(root, record::record_path(&self.path, self.version)), &bytes)?;
        Ok((record, bytes))
    }
}

/// The system has nothing random to give, which a key is made of.
fn without_key(path: &str) -> Finding {
    let message = "Deze computer kan nu geen sleutel maken voor het archief. Er is niets vastgesteld.";
    Finding::new(Code::CannotWrite, Place::file(path), message)
        .hint("Start de computer opnieuw en probeer het nog eens.")
}

/// Makes a document; a presentation also as all that it can be made into, where that can be done. What only somebody asks
/// for later must be what was adopted, too.
fn with_extras(run: &Run, id: &DocumentId, manuscript: &Manuscript) -> Result<Typeset, Outcome<()>> {
    let press = &mut Press::default();
    let extras: &[Rendition] = if manuscript.show.is_some() { &Rendition::EXTRAS } else { &[] };
    run.typeset(id, extras, press).or_else(|refused| match extras.is_empty() {
        true => Err(refused),
        false => run.typeset(id, &[], press),
    })
}

fn already(path: &str, record: &Record) -> Finding {
    let message = format!("Versie {} van deze tekst is al vastgesteld, op {}.", record.version, record.adopted_on);
    Finding::new(Code::AlreadyAdopted, Place::file(path), message).hint(record::how_to_correct(record.version))
}
/// Marks that an author must take out before a document is adopted.
fn still_to_do(findings: &Findings) -> Findings {
    let mut open = findings.fresh();
    for finding in findings.iter().filter(|finding| finding.code == Code::LookAgain) {
        let message = "Deze zin heeft nog een merkteken. Kijk de zin na en haal het merkteken weg.";
        open.push(Finding::new(Code::NotReady, finding.place.clone(), message));
    }
    open
}

/// That colleagues have said something of it that nobody has settled, or that cannot be read.
fn still_open(folder: &WorkFolder, id: &DocumentId, path: &str) -> Findings {
    let mut open = Findings::new();
    let accept = format!("Is het goed zo? Typ dan: griffel stelvast {id} --opmerkingen-open");
    match comments::read(folder, id) {
        Ok(all) => match all.iter().filter(|comment| comment.settled.is_none()).count() {
            0 => {}
            count => {
                let message = match count {
                    1 => "Bij deze tekst staat nog een open opmerking.".to_owned(),
                    _ => format!("Bij deze tekst staan nog {count} open opmerkingen."),
                };
                let finding = Finding::new(Code::OpenComments, Place::file(path), message)
                    .hint("Lees ze in de preview, en klik bij elk op Opgelost.")
                    .hint(accept);
                open.push(finding);
            }
        },
        Err(finding) => open.push(finding.hint(accept)),
    }
    open
}

/// What the document says that it contradicts elsewhere, or that another document of the year contradicts.
fn contradictions(run: &Run, id: &DocumentId, path: &str, own: &[Statement]) -> Findings {
    let is_other = |other: &&DocumentId| *other != id && other.period.year() == id.period.year();
    let others: Vec<DocumentId> = run.inventory().documents.keys().filter(is_other).cloned().collect();
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let outcomes = run.check_all(&others, workers, &|_| {});
    // Those of others come first, so that a contradiction is told at the place in this one.
    let statements = outcomes.iter().flat_map(|outcome| &outcome.statements).chain(own);
    let mut found = across::compare(statements).findings();
    found.take(|finding| (finding.place.file != path).then_some(()));
    found
}

/// With what is wrong with the shared data, which may be the cause.
fn with_shared(mut findings: Findings, shared: Findings) -> Findings {
    findings.extend(shared);
    findings.sorted()
}

/// Without the warning that it is not adopted, now that it is.
fn without_claims(mut findings: Findings) -> Findings {
    findings.take(|finding| (finding.code == Code::NotAdopted).then_some(()));
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(codes: &[Code]) -> Findings {
        let mut findings = Findings::new();
        codes.iter().for_each(|code| findings.push(Finding::new(*code, Place::file("x.md"), "iets")));
        findings
    }

    fn codes(findings: &Findings) -> Vec<Code> {
        findings.iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn every_mark_to_look_at_keeps_a_document_from_being_adopted() {
        let found = findings(&[Code::LookAgain, Code::LongSentence, Code::LookAgain]);
        let open = still_to_do(&found);
        assert_eq!(codes(&open), [Code::NotReady, Code::NotReady]);
        assert!(open.has_errors());
        assert!(still_to_do(&findings(&[Code::LongSentence])).is_empty());
    }

    #[test]
    fn what_was_just_adopted_does_not_claim_to_be() {
        let left = without_claims(findings(&[Code::NotAdopted, Code::LongSentence]));
        assert_eq!(codes(&left), [Code::LongSentence]);
    }
}
