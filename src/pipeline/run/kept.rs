//! Adopted letters are kept: their files come from the archive.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use super::super::outcome::{Outcome, Planning};
use crate::check::across::{self, Statement};
use crate::diagnostic::{Finding, Findings};
use crate::digest::{original, sha256};
use crate::export::Output;
use crate::layout::Rendition;
use crate::load::Manuscript;
use crate::load::fonts::Fonts;
use crate::pipeline::memory::Written;
use crate::project::DocumentId;
use crate::project::Files;
use crate::record::{self, Record, Standing};
use crate::text;
use crate::typeset::Typesetter;

use super::{Draft, Run, Task, renditions};

impl Run {
    /// The record of a letter that was adopted as it stands. What is wrong with it is reported, so that it is not made.
    pub(super) fn adopted(&self, letter: &Manuscript, findings: &mut Findings) -> Option<Arc<Record>> {
        match record::standing(letter, &self.files, &self.inventory) {
            Ok(Standing::Adopted(record)) => return Some(record),
            Ok(Standing::Open) => findings.extend(record::claims(letter, findings.fresh())),
            Err(finding) => findings.push(*finding),
        }
        None
    }

    /// An adopted letter is never made anew: what is missing comes from the archive.
    pub(super) fn keep(&self, record: &Record, letter: &Manuscript, task: &Task, mut outcome: Outcome) -> Outcome {
        outcome.title = Some(record.title.clone());
        outcome.status = Some(letter.status);
        outcome.adopted = Some(record.version);
        if !matches!(task, Task::Trace) {
            match self.stated(record, letter) {
                Ok(statements) => outcome.statements = statements,
                Err(finding) => outcome.findings.push(*finding),
            }
        }
        match task {
            Task::Check => {
                let document = text::compose(letter, &self.engine, &mut Findings::new());
                // What it promised holds; its figures are those of then.
                outcome.planning = Some(Planning { missing: Vec::new(), ..self.planning(letter, &document) });
            }
            Task::Make { output, memory, .. } => {
                let alone = memory.as_ref().map(|memory| memory.alone());
                let is_own = |version| memory.as_ref().is_some_and(|memory| memory.is_own_draft(&letter.id, version));
                match self.put_back_all(record, &letter.id, output, &is_own) {
                    Ok(pdf) => {
                        outcome.pdf = Some(pdf);
                        outcome.pages = record.pages;
                        outcome.unchanged = true;
                    }
                    Err(finding) => outcome.findings.push(*finding),
                }
                let extras = &renditions(letter, task)[1..];
                if let Err(finding) = self.put_extras(record, &letter.id, extras, output, &mut outcome) {
                    outcome.findings.push(*finding);
                }
                if let Some(memory) = memory {
                    let written = Written { version: record.version, extras, ..Written::default() };
                    memory.note(&letter.id, &outcome, written);
                }
                drop(alone);
            }
            Task::Trace => match self.archived(&letter.id, record) {
                Ok(archived) => {
                    let traced = archived.make(&letter.id, &[], &mut None).1;
                    outcome.ledger = traced.map(|traced| traced.ledger);
                }
                Err(finding) => outcome.findings.push(*finding),
            },
        }
        outcome
    }

    /// Makes what else is asked of an adopted presentation, from what it was made from.
    fn put_extras(
        &self,
        record: &Record,
        id: &DocumentId,
        extras: &[Rendition],
        output: &Output,
        outcome: &mut Outcome,
    ) -> Result<(), Box<Finding>> {
        if extras.is_empty() {
            return Ok(());
        }
        let made = self.archived(id, record)?.make(id, extras, &mut None).1;
        for (rendition, pdf) in made.map(|made| made.extras).unwrap_or_default() {
            let path = output.extra(id, record.version, rendition);
            output.replace(&path, &pdf)?;
            outcome.extras.push(path);
        }
        Ok(())
    }

    /// Writes what is not there of every adopted version; gives the PDF of the last one.
    fn put_back_all(
        &self,
        last: &Record,
        id: &DocumentId,
        output: &Output,
        is_own_draft: &dyn Fn(u32) -> bool,
    ) -> Result<PathBuf, Box<Finding>> {
        let earlier =
            self.inventory.records.get(id).into_iter().flatten().filter(|(version, _)| **version < last.version);
        for (_, path) in earlier {
            put_back(&Record::read(&self.files, path)?, id, &self.files, output, false)?;
        }
        put_back(last, id, &self.files, output, is_own_draft(last.version))
    }

    /// What an adopted letter states: what it printed when it was adopted, whatever became of the figures since.
    fn stated(&self, record: &Record, letter: &Manuscript) -> Result<Vec<Statement>, Box<Finding>> {
        if let Some(stated) = self.kept_statements(record, letter)? {
            return Ok(stated);
        }
        // It was adopted before such files were kept, so what it was made from must tell.
        // Who adopts another letter does not read all that this one was made from. And nothing is set: any font will do.
        let files = Files::new(self.files.folder().clone());
        let archived = archived(&files, &letter.id, record, Some(self.fonts.clone()))?;
        let (document, _) = archived.composed(&letter.id);
        let notation = &archived.engine.data().municipality.notation;
        let statements = document.map(|document| across::statements(&document, notation)).unwrap_or_default();
        Ok(as_adopted(statements, record, letter))
    }

    /// What the archive says that an adopted letter states; nothing where it does not say.
    fn kept_statements(&self, record: &Record, letter: &Manuscript) -> Result<Option<Vec<Statement>>, Box<Finding>> {
        let Some(digest) = record.digest_of(&letter.id, record::STATEMENTS) else { return Ok(None) };
        let name = format!("{}.{}", record::file_stem(&letter.id, record.version), record::STATEMENTS);
        let path = format!("{}/{name}", record::archive_folder(&letter.id, record.version));
        match self.files.bytes(&path) {
            Ok(bytes) if original(&bytes, digest).is_some() => {
                Ok(across::from_json(&bytes, &letter.id, record.version, &letter.source))
            }
            Ok(_) => Err(Box::new(record::archive_changed(&path, "is veranderd", &letter.id))),
            Err(_) => Err(Box::new(record::archive_changed(&path, "is weg", &letter.id))),
        }
    }

    /// The work folder that an adopted letter was made from.
    pub(super) fn archived(&self, id: &DocumentId, record: &Record) -> Result<Self, Box<Finding>> {
        archived(&self.files, id, record, None)
    }

    /// An adopted letter is shown as it was adopted, whatever became of the figures since.
    pub(super) fn draft_of_archived(
        archived: &Self,
        record: &Arc<Record>,
        letter: &Manuscript,
        mut outcome: Outcome,
        typesetter: &mut Option<Typesetter>,
    ) -> Draft {
        // The archive has fonts of its own.
        *typesetter = None;
        let draft = archived.draft(&letter.id, typesetter);
        outcome.title = Some(record.title.clone());
        outcome.status = Some(letter.status);
        outcome.adopted = Some(record.version);
        outcome.statements = as_adopted(draft.outcome.statements.clone(), record, letter);
        outcome.ledger = draft.outcome.ledger.clone();
        Draft { outcome, letter: Some(letter.clone()), adopted: Some(record.clone()), ..draft }
    }
}

/// Statements of an archived letter, as those of the letter that still stands among the others.
fn as_adopted(statements: Vec<Statement>, record: &Record, letter: &Manuscript) -> Vec<Statement> {
    statements.into_iter().map(|statement| statement.adopted(record.version, &letter.source)).collect()
}

/// The work folder that an adopted letter was made from, with its own fonts unless others are given.
fn archived(files: &Files, id: &DocumentId, record: &Record, fonts: Option<Arc<Fonts>>) -> Result<Run, Box<Finding>> {
    let folder = format!("{}/{}", record::archive_folder(id, record.version), record::INPUTS);
    // Who asks where a number came from must not get what somebody made of it since.
    for (path, digest) in &record.inputs {
        let path = format!("{folder}/{path}");
        match files.bytes(&path) {
            Ok(bytes) if original(&bytes, digest).is_some() => {}
            Ok(_) => return Err(Box::new(record::archive_changed(&path, "is veranderd", id))),
            Err(_) => return Err(Box::new(record::archive_changed(&path, "is weg", id))),
        }
    }
    let archived = Run::of_archive(&files.folder().root().join(&folder), id, fonts);
    archived.ok_or_else(|| Box::new(record::archive_changed(&folder, "is weg", id)))
}

/// Writes the PDF and the ledger of an adopted letter where they belong, unless they are there. A draft that Griffel
/// made there, and that nobody touched, makes way.
///
/// # Errors
/// Other bytes stand there, the archive is damaged, or it cannot be written.
fn put_back(
    adopted: &Record,
    id: &DocumentId,
    files: &Files,
    output: &Output,
    is_own_draft: bool,
) -> Result<PathBuf, Box<Finding>> {
    let pdf = output.pdf(id, adopted.version);
    let places = [("pdf", pdf.clone()), ("cijfers.csv", output.ledger(id, adopted.version))];
    let mut is_whole = true;
    for (extension, place) in places {
        match fs::read(&place) {
            Ok(bytes) if adopted.digest_of(id, extension) == Some(&sha256(&bytes)) => {}
            Ok(_) if is_own_draft => is_whole = false,
            Ok(_) => return Err(Box::new(record::output_changed(&place, files, id))),
            Err(_) => is_whole = false,
        }
    }
    if is_whole {
        return Ok(pdf);
    }
    let (bytes, ledger) = record::archived(adopted, id, files)?;
    output.write(id, adopted.version, &bytes, &ledger, &[])
}
