//! Adopted documents are kept: their files come from the archive, and what they state is what they stated then.

use std::path::PathBuf;
use std::sync::Arc;

use super::memory::MadeFrom;
use super::order::Order;
use super::outcome::{Delivery, Outcome, PdfFile, Reviewed};
use super::press::Press;
use super::remake;
use super::renditions;
use super::review;
use super::secrecy::{self, Public};
use super::sources::Sources;
use super::stage::adopted::Adopted;
use super::stage::laid_out::LaidOut;
use super::stage::loaded::Loaded;
use super::stage::shared::Shared;
use super::stage::typeset::{chart_files, charts_not_made};
use super::stage::written::Written;
use crate::check::across::{self, Statement};
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::digest::{original, sha256};
use crate::export::Output;
use crate::layout::Rendition;
use crate::load::Manuscript;
use crate::load::fonts::Fonts;
use crate::project::{DocumentId, Files};
use crate::provenance::Ledger;
use crate::record::{self, Record};
use crate::web::{LOOSE_CHARTS, PdfFacts, WebFile};

/// What came of checking an adopted document.
pub fn check(mut adopted: Adopted, shared: &Shared) -> Reviewed {
    let statements = told_statements(&mut adopted, shared);
    let review = review::of_adopted(&adopted.record, &adopted.manuscript, shared);
    adopted.outcome(statements, Some(review))
}

/// An adopted document is never made anew: what is missing comes from the archive.
pub fn deliver(mut adopted: Adopted, order: &Order, shared: &Shared) -> Outcome<Delivery> {
    let statements = told_statements(&mut adopted, shared);
    let Adopted { record, manuscript, findings } = &mut adopted;
    let (id, version) = (&manuscript.id, record.version);
    secrecy::tell(findings, manuscript, || Public::of_order(order, manuscript));
    let _alone = order.memory.alone();
    let pdf = match put_back_all(record, id, order, shared) {
        Ok(path) => Some(PdfFile { path, pages: record.pages }),
        Err(finding) => {
            findings.push(*finding);
            None
        }
    };
    let renditions = order.renditions(manuscript).split_off(1);
    let mut extras = Vec::new();
    if let Err(finding) = put_extras(record, id, &renditions, order, shared, &mut extras) {
        findings.push(*finding);
    }
    let mut names: Vec<String> = renditions.iter().map(|rendition| rendition.extension().to_owned()).collect();
    if pdf.is_some() && order.wants_pages(manuscript) {
        match put_pages(record, id, order, shared, &mut extras) {
            Ok(found) => findings.extend(found),
            Err(finding) => findings.push(*finding),
        }
        names.extend(WebFile::ALL.map(|file| file.extension().to_owned()));
    }
    if pdf.is_some() && order.wants_charts(manuscript) {
        match put_charts(record, id, order, shared, &mut extras) {
            Ok(files) => names.extend(files),
            Err(finding) => findings.push(*finding),
        }
    }
    let outcome = adopted.outcome(statements, Delivery::Adopted { version, pdf, extras });
    let made_from = MadeFrom { version, extras: names, layout: None, pictures: Vec::new() };
    order.memory.note(&outcome, &made_from);
    outcome
}

/// Where the numbers of an adopted document come from, by what it was made from.
///
/// # Errors
/// What keeps that from being known.
pub fn trace(adopted: Adopted, shared: &Shared) -> Result<Ledger, Findings> {
    let Adopted { record, manuscript, mut findings } = adopted;
    match archived(&manuscript.id, &record, shared) {
        Ok(archived) => {
            let again = remake::typeset(&manuscript.id, &[], &archived, &mut Press::default());
            again.map(|typeset| typeset.ledger).map_err(|_| findings)
        }
        Err(finding) => {
            findings.push(*finding);
            Err(findings)
        }
    }
}

/// What documents of the archive of an adopted document share: what it was made from.
///
/// # Errors
/// The archive is not what it was.
pub fn archived(id: &DocumentId, record: &Record, shared: &Shared) -> Result<Shared, Box<Finding>> {
    open_archive(&shared.files, id, record, None)
}

/// Statements of an archived document, as those of the document that still stands among the others.
pub fn as_adopted(statements: Vec<Statement>, record: &Record, manuscript: &Manuscript) -> Vec<Statement> {
    statements.into_iter().map(|statement| statement.adopted(record.version, &manuscript.source)).collect()
}

/// What an adopted document states; where that cannot be known, the finding is among its own.
fn told_statements(adopted: &mut Adopted, shared: &Shared) -> Vec<Statement> {
    stated(&adopted.record, &adopted.manuscript, shared).unwrap_or_else(|finding| {
        adopted.findings.push(*finding);
        Vec::new()
    })
}

/// What an adopted document states: what it printed when it was adopted, whatever became of the data since.
fn stated(record: &Record, manuscript: &Manuscript, shared: &Shared) -> Result<Vec<Statement>, Box<Finding>> {
    let id = &manuscript.id;
    if let Some(stated) = kept_statements(record, manuscript, &shared.files)? {
        return Ok(stated);
    }
    // It was adopted before such files were kept, so what it was made from must tell.
    // Who adopts another document does not read all that this one was made from. And nothing is set: any font will do.
    let files = Files::new(shared.files.folder().clone());
    let archived = open_archive(&files, id, record, Some(shared.fonts.clone()))?;
    let document = Written::read(id, &archived).ok().map(|written| written.compose(&archived).document);
    let statements = document.map(|document| across::statements(&document, &archived.municipality().notation));
    Ok(as_adopted(statements.unwrap_or_default(), record, manuscript))
}

/// What the archive says that an adopted document states; nothing where it does not say.
fn kept_statements(
    record: &Record,
    manuscript: &Manuscript,
    files: &Files,
) -> Result<Option<Vec<Statement>>, Box<Finding>> {
    let id = &manuscript.id;
    let Some(digest) = record.digest_of(id, record::STATEMENTS) else { return Ok(None) };
    let name = format!("{}.{}", record::file_stem(id, record.version), record::STATEMENTS);
    let path = format!("{}/{name}", record::archive_folder(id, record.version));
    let bytes = checked_bytes(files, id, &path, digest)?;
    Ok(across::from_json(&bytes, id, record.version, &manuscript.source))
}

/// The bytes of a file of the archive.
///
/// # Errors
/// They are not what they were, or are not there.
fn checked_bytes(files: &Files, id: &DocumentId, path: &str, digest: &str) -> Result<Vec<u8>, Box<Finding>> {
    match files.bytes(path) {
        Ok(bytes) if original(&bytes, digest).is_some() => Ok(bytes),
        Ok(_) => Err(Box::new(record::archive_changed(path, "is veranderd", id))),
        Err(finding) => Err(record::gone_or(finding, path, id)),
    }
}

/// The work folder that an adopted document was made from, with its own fonts unless others are given.
fn open_archive(
    files: &Files,
    id: &DocumentId,
    record: &Record,
    fonts: Option<Arc<Fonts>>,
) -> Result<Shared, Box<Finding>> {
    let folder = format!("{}/{}", record::archive_folder(id, record.version), record::INPUTS);
    // Who asks where a number came from must not get what somebody made of it since.
    let digests = record::InputDigests::of(record, id, files)?;
    for (path, digest) in &record.inputs {
        let path = format!("{folder}/{path}");
        let bytes = files.bytes(&path).map_err(|finding| record::gone_or(finding, &path, id))?;
        if digests.original(&bytes, digest).is_none() {
            return Err(Box::new(record::archive_changed(&path, "is veranderd", id)));
        }
    }
    let sources = Sources::of_archive(&files.folder().root().join(&folder), id)
        .ok_or_else(|| Box::new(record::archive_changed(&folder, "is weg", id)))?;
    Ok(open_untried(sources.with_fonts(fonts)))
}

/// What is wrong with the data was told when the document was adopted.
pub fn open_untried(sources: Sources) -> Shared {
    Loaded::from(sources).protect().share_untried().without_findings()
}

/// Puts what else is asked of an adopted presentation in its place: from the archive, or, where that was not kept, made of
/// what it was made from. `put` are those in their places.
fn put_extras(
    record: &Record,
    id: &DocumentId,
    renditions: &[Rendition],
    order: &Order,
    shared: &Shared,
    put: &mut Vec<PathBuf>,
) -> Result<(), Box<Finding>> {
    let output = order.output();
    let is_own_draft = order.memory.is_own_draft(id, record.version);
    let (kept, to_make): (Vec<Rendition>, Vec<Rendition>) =
        renditions.iter().partition(|rendition| record.digest_of(id, rendition.extension()).is_some());
    for rendition in kept {
        let path = output.extra(id, record.version, rendition);
        let is_it = |bytes: &[u8]| record.digest_of(id, rendition.extension()) == Some(&sha256(bytes));
        match output.read(&path) {
            Ok(bytes) if is_it(&bytes) => {}
            Ok(_) if !is_own_draft => return Err(Box::new(record::output_changed(&path, &shared.files, id))),
            _ => output.replace(&path, &record::archived_file(record, id, rendition.extension(), &shared.files)?)?,
        }
        put.push(path);
    }
    if to_make.is_empty() {
        return Ok(());
    }
    let archived = archived(id, record, shared)?;
    let again = remake::typeset(id, &to_make, &archived, &mut Press::default());
    for (rendition, pdf) in again.map(|again| again.extras).unwrap_or_default() {
        let path = output.extra(id, record.version, rendition);
        output.replace(&path, &pdf)?;
        put.push(path);
    }
    Ok(())
}

/// Makes the web pages of an adopted document: what they say comes from the archive, how they look from the templates of
/// today. `put` are those in their places.
fn put_pages(
    record: &Record,
    id: &DocumentId,
    order: &Order,
    shared: &Shared,
    put: &mut Vec<PathBuf>,
) -> Result<Findings, Box<Finding>> {
    let archived = archived(id, record, shared)?;
    let laid_out = laid_out_again(record, id, &archived, "De webpagina")?;
    let stem = record::file_stem(id, record.version);
    let sha256 = record.digest_of(id, "pdf").cloned().unwrap_or_default();
    let (files, findings) =
        laid_out.pages(&shared.pages, &archived, &PdfFacts { stem, sha256, pages: record.pages }).into_parts();
    for (file, html) in files.unwrap_or_default() {
        let path = order.output().beside(id, record.version, file.extension());
        if order.output().read(&path).ok().as_deref() != Some(html.as_bytes()) {
            order.output().replace(&path, html.as_bytes())?;
        }
        put.push(path);
    }
    Ok(findings)
}

/// Puts the charts of an adopted document in their places, drawn from what is in the archive; gives the ends of the names of
/// their files. `put` are those in their places.
fn put_charts(
    record: &Record,
    id: &DocumentId,
    order: &Order,
    shared: &Shared,
    put: &mut Vec<PathBuf>,
) -> Result<Vec<String>, Box<Finding>> {
    let archived = archived(id, record, shared)?;
    let what = "De grafieken";
    let laid_out = laid_out_again(record, id, &archived, what)?;
    let laid_out = laid_out.with_charts(true, &archived).map_err(|_| not_again(record, id, what))?;
    let files = chart_files(laid_out.charts.as_deref().unwrap_or_default(), &archived);
    let files = files.map_err(|why| Box::new(charts_not_made(&record::archive_folder(id, record.version), &why)))?;
    let mut names = vec![LOOSE_CHARTS.to_owned()];
    for (name, bytes) in files {
        let path = order.output().beside(id, record.version, &name);
        if order.output().read(&path).ok().as_ref() != Some(&bytes) {
            order.output().replace(&path, &bytes)?;
        }
        put.push(path);
        names.push(name);
    }
    order.output().keep_charts(id, record.version, &names.iter().map(String::as_str).collect::<Vec<_>>());
    Ok(names)
}

/// An adopted document laid out from what is in the archive.
fn laid_out_again(record: &Record, id: &DocumentId, archived: &Shared, what: &str) -> Result<LaidOut, Box<Finding>> {
    let cannot = || not_again(record, id, what);
    let written = Written::read(id, archived).map_err(|_| cannot())?;
    let renditions = [renditions::own(&written.manuscript)];
    let mut checked = written.compose(archived).check(archived);
    // It was in order when it was adopted, whatever is asked of a text since.
    checked.findings = checked.findings.fresh();
    checked.draw(archived).trace(archived).lay_out(&renditions, archived).map_err(|_| cannot())
}

fn not_again(record: &Record, id: &DocumentId, what: &str) -> Box<Finding> {
    let verb = if what.ends_with("en") { "kunnen" } else { "kan" };
    let message = format!("{what} van {id} {verb} niet worden gemaakt van wat er in het archief is bewaard.");
    Box::new(Finding::new(Code::NotReproduced, Place::file(record::archive_folder(id, record.version)), message))
}

/// Writes what is not there of every adopted version; gives the PDF of the last one.
fn put_back_all(last: &Record, id: &DocumentId, order: &Order, shared: &Shared) -> Result<PathBuf, Box<Finding>> {
    let (files, output) = (&shared.files, order.output());
    let records = shared.inventory.records.get(id);
    let earlier = records.into_iter().flatten().filter(|(version, _)| **version < last.version);
    for (_, path) in earlier {
        put_back(&Record::read(files, path)?, id, files, output, false)?;
    }
    put_back(last, id, files, output, order.memory.is_own_draft(id, last.version))
}

/// Writes the PDF and the ledger of an adopted document where they belong, unless they are there. A draft that
/// Griffel made there, and that nobody touched, makes way.
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
        match output.read(&place) {
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
