//! A new period begins: last period's documents are the start of this period's.
//!
//! The plan is made in memory, so that a dry run tells what a real one would do; [`QuarterPlan::write`] puts
//! all documents there, or none.

mod compare;
mod lacking;
mod literals;
mod marks;
mod shift;
mod spoken;
mod typed;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use toml_edit::{Datetime, Value};

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::dutch::period::Period;
use crate::export::{self, Target};
use crate::load::{self, DocumentStatus, FrontMatter};
use crate::pipeline::{Run, Sources};
use crate::project::{BYTE_ORDER_MARK, DocumentId, DocumentKind, Files, WorkFolder};
use crate::text;

pub use lacking::Lacking;
pub use marks::SentenceMark;
pub use typed::Typed;

use compare::Composed;
use shift::Shift;

/// From how many percent, or points of a percentage, a change is worth a look, unless somebody says otherwise.
pub const THRESHOLD: u16 = 25;

/// Keys whose value belongs to one document only; they are emptied.
const OWN: [&str; 2] = ["zaaknummer", "kenmerk"];
/// Keys that say what was put right in one document; they are taken away.
const OF_CORRECTION: [&str; 2] = ["versie", "correctie"];

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct QuarterRequest {
    /// The period that begins.
    pub new: Period,
    /// The period to start from; else the latest earlier one of the same length.
    pub from: Option<Period>,
    /// From how many percent, or points of a percentage, a change is worth a look.
    pub threshold: Decimal,
}

/// What a new period starts with.
#[derive(Debug)]
pub struct QuarterPlan {
    /// The period that begins.
    pub new: Period,
    /// The period whose documents are the start.
    pub from: Period,
    /// The new documents.
    pub documents: Vec<NewDocument>,
    /// Series that the documents use and that do not reach the new period.
    pub lacking: Vec<Lacking>,
    /// Whether the data has errors, so that the comparison may not be whole.
    pub with_errors: bool,
}

/// A document about the new period.
#[derive(Debug)]
pub struct NewDocument {
    /// Its period and name.
    pub id: DocumentId,
    /// Its file, relative to the root.
    pub path: String,
    /// The file that it comes from.
    pub source: String,
    /// The whole file.
    pub text: String,
    /// Its date, and that of the document that it comes from.
    pub date: Option<(NaiveDate, NaiveDate)>,
    /// Keys at the top that are empty now.
    pub emptied: Vec<String>,
    /// Sentences that somebody should look at.
    pub marks: Vec<SentenceMark>,
    /// Lines with periods that somebody typed.
    pub typed: Vec<Typed>,
}

/// Plans the new period's documents.
///
/// # Errors
/// It cannot start so, or a document cannot be read; everything that stands in the way is told.
pub fn plan(folder: WorkFolder, request: &QuarterRequest) -> Result<QuarterPlan, Findings> {
    let files = Files::new(folder);
    let (run, shared) = Run::of(Sources::of(files.clone())).into_parts();
    let shift = between(&run, request)?;
    let mut findings = Findings::new();
    let sources = run.inventory().documents.iter().filter(|(id, _)| id.period == shift.from);
    let mut documents: Vec<(NewDocument, DocumentId)> = Vec::new();
    for (id, path) in sources {
        findings.extend(run.inventory().copied(id).map(Findings::from).unwrap_or_default());
        if let Some(document) = copy(&run, id, path, shift, &mut findings) {
            documents.push((document, id.clone()));
        }
    }
    if findings.has_errors() {
        return Err(findings.sorted());
    }
    let unsaved: BTreeMap<String, Arc<str>> =
        documents.iter().map(|(document, _)| (document.path.clone(), Arc::from(document.text.as_str()))).collect();
    let new_files = files.with_unsaved(Arc::new(unsaved));
    let mut lacking = lacking::Lackings::new(shift);
    for (document, source) in &mut documents {
        let Some(old) = compose(&run, &files, source, &document.source) else { continue };
        lacking.add(&old.document);
        let Some(new) = compose(&run, &new_files, &document.id, &document.path) else { continue };
        let changes = compare::changes(&old, &new, run.engine(), shift, request.threshold);
        let (text, found) = marks::put(&document.text, &changes);
        (document.text, document.marks) = (text, found);
    }
    for (document, _) in &mut documents {
        let bytes = files.bytes(&document.source);
        if bytes.is_ok_and(|bytes| bytes.starts_with(BYTE_ORDER_MARK.as_bytes())) {
            document.text.insert_str(0, BYTE_ORDER_MARK);
        }
    }
    Ok(QuarterPlan {
        new: shift.to,
        from: shift.from,
        documents: documents.into_iter().map(|(document, _)| document).collect(),
        lacking: lacking.list(),
        with_errors: shared.has_errors(),
    })
}

impl QuarterPlan {
    /// Writes all documents, or none.
    ///
    /// # Errors
    /// They cannot be written; the finding says why.
    pub fn write(&self, folder: &WorkFolder) -> Result<(), Box<Finding>> {
        let mut written = Vec::new();
        for kind in DocumentKind::ALL {
            let home = format!("{}/{}", kind.folder(), self.new);
            let period_folder = folder.root().join(&home);
            let ours = self.documents.iter().filter(|document| DocumentKind::of_path(&document.path) == Some(kind));
            let files: Vec<(String, &[u8])> =
                ours.map(|document| (format!("{}.md", document.id.name), document.text.as_bytes())).collect();
            if files.is_empty() {
                continue;
            }
            if let Err(finding) = export::add_to(&Target::below(folder.root(), &home), &files) {
                export::take_back(&written);
                return Err(finding);
            }
            written.extend(files.iter().map(|(name, _)| period_folder.join(name)));
        }
        Ok(())
    }
}

/// What is wrong with a document is told by other commands.
fn compose(run: &Run, files: &Files, id: &DocumentId, path: &str) -> Option<Composed> {
    let privacy = &run.engine().data().municipality.privacy;
    let manuscript = load::manuscript(files, id.clone(), path, privacy).without_findings()?;
    let document = text::compose(&manuscript, run.engine()).without_findings();
    Some(Composed { source: manuscript.source, body: manuscript.body.start, period: id.period, document })
}

/// From which period to which.
fn between(run: &Run, request: &QuarterRequest) -> Result<Shift, Finding> {
    let new = request.new;
    let mut known: Vec<Period> = run.inventory().documents.keys().map(|id| id.period).collect();
    known.dedup();
    let wrong = |code, message: String| Finding::new(code, Place::file("data"), message);
    let earlier = || known.iter().filter(|period| period.granularity() == new.granularity() && **period < new);
    let listed = |periods: Vec<&Period>| match periods[..] {
        [] => "geen enkele periode".to_owned(),
        _ => periods.into_iter().map(Period::to_string).collect::<Vec<_>>().join(", "),
    };
    let from = match request.from.or_else(|| earlier().next_back().copied()) {
        Some(from) => from,
        None => {
            return Err(wrong(
                Code::NothingToStartFrom,
                format!("Er zijn geen documenten over een eerdere periode die even lang is als {new}."),
            )
            .hint(format!("Er zijn documenten over: {}.", listed(known.iter().collect())))
            .hint("Begin met een periode van dezelfde lengte, zoals 2023-K1 na 2022-K4."));
        }
    };
    if from.granularity() != new.granularity() {
        return Err(wrong(
            Code::WrongNewPeriod,
            format!("{from} en {new} zijn niet even lang. Een document gaat over een jaar, een kwartaal of een maand."),
        )
        .hint("Noem twee jaren, twee kwartalen of twee maanden: griffel kwartaal 2023-K1 --van 2022-K4."));
    }
    if from == new {
        return Err(wrong(Code::WrongNewPeriod, format!("{new} kan niet beginnen met de documenten van {new} zelf."))
            .hint("Noem een eerdere periode achter --van, of laat --van weg."));
    }
    if from > new {
        return Err(wrong(Code::WrongNewPeriod, format!("{new} ligt voor {from}. Een nieuwe periode ligt erna."))
            .hint("Noem eerst de nieuwe periode, en achter --van de oude."));
    }
    if !known.contains(&from) {
        return Err(wrong(Code::NothingToStartFrom, format!("Er zijn geen documenten over {from}."))
            .hint(format!("Wel over: {}.", listed(earlier().collect()))));
    }
    Shift::between(from, new).ok_or_else(|| wrong(Code::WrongNewPeriod, format!("{new} kan niet na {from} komen.")))
}

/// A document's text moved to the new period.
fn copy(run: &Run, id: &DocumentId, source: &str, shift: Shift, findings: &mut Findings) -> Option<NewDocument> {
    let new = DocumentId { period: shift.to, name: id.name.clone() };
    let path = DocumentKind::of_path(source).unwrap_or(DocumentKind::Letter).path(&new);
    let taken = run.inventory().documents.get(&new).cloned();
    let is_there = run.files().folder().root().join(&path).symlink_metadata().is_ok();
    if let Some(taken) = taken.or_else(|| is_there.then(|| path.clone())) {
        findings.push(
            Finding::new(Code::NewDocumentIsThere, Place::file(taken), format!("{new} is er al."))
                .hint("Griffel vervangt nooit wat er al is, en heeft nu niets gemaakt.")
                .hint(
                    "Noem een andere periode. Of geef het bestand dat er is een andere naam, en probeer het opnieuw.",
                ),
        );
        return None;
    }
    let read = match run.files().text(source) {
        Ok(read) => read,
        Err(finding) => {
            findings.push(*finding);
            return None;
        }
    };
    let Some(mut front) = FrontMatter::of(&read.text) else {
        let privacy = &run.engine().data().municipality.privacy;
        // What is wrong with it is all that is wanted.
        load::manuscript(run.files(), id.clone(), source, privacy).take(findings);
        return None;
    };
    let emptied = begin(&mut front);
    let date = moved_date(&mut front, shift);
    let text = marks::without(&literals::moved(&front.text(), shift));
    let typed = typed::all(&text, shift.to);
    Some(NewDocument { id: new, path, source: source.to_owned(), text, date, emptied, marks: Vec::new(), typed })
}

/// A draft from the front matter of another document; gives the keys that are empty now.
fn begin(front: &mut FrontMatter) -> Vec<String> {
    if front.get("status").is_some_and(|status| status.as_str() != Some(DocumentStatus::Draft.word())) {
        front.set("status", DocumentStatus::Draft.word());
    }
    OF_CORRECTION.iter().for_each(|key| front.remove(key));
    let mut emptied = Vec::new();
    for key in OWN {
        if front.get(key).is_some() {
            front.set(key, "");
            emptied.push(key.to_owned());
        }
    }
    emptied
}

/// A text as the start of another document, about `to`: a draft without what belongs to one document only. Its date and
/// the periods in it move along where the other period is a later one of the same length. None where its front matter
/// cannot be read.
pub fn successor(text: &str, from: Period, to: Period) -> Option<String> {
    let mut front = FrontMatter::of(text)?;
    begin(&mut front);
    Some(match Shift::between(from, to) {
        Some(shift) => {
            moved_date(&mut front, shift);
            marks::without(&literals::moved(&front.text(), shift))
        }
        None => front.text(),
    })
}

/// Moves the document's date; gives the new one and the old one.
fn moved_date(front: &mut FrontMatter, shift: Shift) -> Option<(NaiveDate, NaiveDate)> {
    let written = front.get("datum")?.as_datetime()?.date?;
    let old = NaiveDate::from_ymd_opt(written.year.into(), written.month.into(), written.day.into())?;
    let new = shift.date(old);
    front.set("datum", Value::from(new.to_string().parse::<Datetime>().ok()?));
    Some((new, old))
}
