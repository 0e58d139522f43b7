//! A step of the cycle that the page asks for, in a process of its own: it composes documents, which can take long, take all
//! memory or fall over. In: an [`Act`] as JSON in the environment. Out: what came of it, as JSON; see `act`.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::cycle::adoption::{self, Act as Signed, OpenComments, Same, audit, known, verify};
use crate::cycle::quarter::{self, QuarterPlan, QuarterRequest};
use crate::diagnostic::Findings;
use crate::dutch::period::{Period, date_in_words};
use crate::export::Output;
use crate::load::DocumentStatus;
use crate::load::fonts::Fonts;
use crate::pipeline::Run;
use crate::preview::act::{Act, Beginning, Done, LackingSeries, PlannedDocument, Refusal, ShownPlan, Step, Verified};
use crate::preview::message::ShownFinding;
use crate::project::{DocumentId, Inventory, WorkFolder};
use crate::record::OUTPUT;

/// The variable of the environment that holds the act. What a process is started with can be seen by everybody on the
/// computer, its environment by its user alone.
pub const ERRAND: &str = "GRIFFEL_TAAK";

/// Does what the environment says. What it gives is JSON, and whether that was done.
pub fn run(folder: &WorkFolder, at: DateTime<FixedOffset>) -> (bool, Vec<u8>) {
    let act = std::env::var(ERRAND).ok().and_then(|told| serde_json::from_str::<Act>(&told).ok());
    let refusal = Refusal::new("Griffel begrijpt deze vraag niet.", "Laad de pagina opnieuw.");
    let done = act.map_or(Err(refusal), |act| perform(folder, &act, at));
    match done {
        Ok(done) => (true, serde_json::to_vec(&done).unwrap_or_default()),
        Err(refusal) => (false, serde_json::to_vec(&refusal).unwrap_or_default()),
    }
}

fn perform(folder: &WorkFolder, act: &Act, at: DateTime<FixedOffset>) -> Result<Done, Refusal> {
    match act {
        Act::Plan(beginning) => Ok(Done::Plan(shown(&plan(folder, beginning)?, false))),
        Act::Begin(beginning) => {
            let plan = plan(folder, beginning)?;
            plan.write(folder)?;
            Ok(Done::Plan(shown(&plan, true)))
        }
        Act::Mark(marking) => {
            let (id, path) = find(folder, &marking.document)?;
            let status = DocumentStatus::parse(&marking.status)
                .ok_or_else(|| Refusal::new("Deze status is er niet.", "Laad de pagina opnieuw."))?;
            let signed = signed(&marking.by, &marking.on, at)?;
            adoption::mark(folder, &id, status, &marking.note, &signed)
                .map_err(|findings| refused("De status is niet veranderd.", findings, &path))?;
            Ok(Done::Step(Step { document: id.to_string(), status: status.word().to_owned(), findings: Vec::new() }))
        }
        Act::Adopt(adopting) => {
            let (id, path) = find(folder, &adopting.document)?;
            copied(folder, &id)?;
            let signed = signed(&adopting.by, &adopting.on, at)?;
            let comments = if adopting.with_comments { OpenComments::Accepted } else { OpenComments::Refused };
            let adopted = adoption::adopt(folder, &id, &signed, &Output::inside(folder.root(), OUTPUT), comments)
                .map_err(|findings| refused("Dit kan nog niet worden vastgesteld.", findings, &path))?;
            let findings = adopted.findings.iter().map(|finding| ShownFinding::of(finding, Some(&path))).collect();
            Ok(Done::Step(Step { document: id.to_string(), status: adopted.status.word().to_owned(), findings }))
        }
        Act::Verify { document } => verified(folder, document.as_deref()),
        _ => Err(Refusal::new("Dit is geen stap.", "Laad de pagina opnieuw.")),
    }
}

fn plan(folder: &WorkFolder, beginning: &Beginning) -> Result<QuarterPlan, Refusal> {
    let new = period(&beginning.period)?;
    let from = beginning.from.as_deref().map(period).transpose()?;
    let request = QuarterRequest { new, from, threshold: quarter::THRESHOLD.into() };
    quarter::plan(folder.clone(), &request)
        .map_err(|findings| Refusal::of("Deze periode kan zo niet beginnen.", &findings, None))
}

fn period(text: &str) -> Result<Period, Refusal> {
    text.trim().parse().map_err(|_| {
        let message = format!("\"{}\" is geen periode.", text.trim());
        Refusal::new(message, "Schrijf een jaar, kwartaal of maand: 2023, 2023-K1 of 2023-01.")
    })
}

fn shown(plan: &QuarterPlan, written: bool) -> ShownPlan {
    let document = |document: &quarter::NewDocument| PlannedDocument {
        document: document.id.to_string(),
        date: document.date.map(|(new, _)| date_in_words(new)),
        emptied: document.emptied.clone(),
        marks: document.marks.len(),
        typed: document.typed.len(),
    };
    let lacking = |lacking: &quarter::Lacking| LackingSeries {
        series: lacking.series.clone(),
        file: lacking.file.clone(),
        last: lacking.last.to_string(),
        wanted: lacking.wanted.to_string(),
    };
    ShownPlan {
        period: plan.new.in_words(),
        from: plan.from.in_words(),
        written,
        documents: plan.documents.iter().map(document).collect(),
        lacking: plan.lacking.iter().map(lacking).collect(),
        with_errors: plan.with_errors,
    }
}

/// The document of this name, and the path of its text.
fn find(folder: &WorkFolder, document: &str) -> Result<(DocumentId, String), Refusal> {
    let inventory = Inventory::of(folder).without_findings();
    let found = inventory.named(document).map(|(id, path)| (id.clone(), path.to_owned()));
    found.ok_or_else(|| Refusal::new("Dit document is er niet (meer).", "Kies een document in de lijst."))
}

/// Which of the two is meant is not known where a copy lies beside a text.
fn copied(folder: &WorkFolder, id: &DocumentId) -> Result<(), Refusal> {
    let finding = Inventory::of(folder).without_findings().copied(id);
    finding.map_or(Ok(()), |finding| Err(Box::new(finding).into()))
}

fn signed(by: &str, on: &str, at: DateTime<FixedOffset>) -> Result<Signed, Refusal> {
    let on: NaiveDate =
        on.parse().map_err(|_| Refusal::new("Dit is geen datum.", "Schrijf bijvoorbeeld 2023-03-14."))?;
    match by.trim() {
        "" => Err(Refusal::new("Er staat niet wie dit doet.", "Vul uw naam in.")),
        by => Ok(Signed { by: by.to_owned(), at, on }),
    }
}

fn refused(message: &str, findings: Findings, path: &str) -> Refusal {
    Refusal::of(message, &findings.sorted(), Some(path))
}

fn verified(folder: &WorkFolder, document: Option<&str>) -> Result<Done, Refusal> {
    let output = Output::inside(folder.root(), OUTPUT);
    // What is wrong with the data of today does not matter to what was adopted.
    let run = Run::open(folder.clone()).without_findings();
    let asked: BTreeSet<DocumentId> =
        known(&run).into_iter().filter(|id| document.is_none_or(|document| id.to_string() == document)).collect();
    let fonts = Fonts::load(run.files(), &[]).without_findings();
    let mut findings = Findings::new();
    let mut versions = Vec::new();
    for id in &asked {
        for version in run.inventory().records.get(id).into_iter().flat_map(|records| records.keys()) {
            let verdict = verify(&run, id, *version, &output, &fonts);
            let same = !verdict.findings.has_errors() && verdict.same != Same::Not;
            let words = match verdict.same {
                _ if !same => "klopt niet",
                Same::Contents => "cijfers en tekst kloppen, gemaakt met een andere Griffel",
                _ => "klopt tot op de byte",
            };
            versions.push(Verified { document: id.to_string(), version: *version, same, verdict: words.to_owned() });
            findings.extend(verdict.findings);
        }
    }
    findings.extend(audit(&run, &asked, &output));
    let findings = findings.sorted().iter().map(|finding| ShownFinding::of(finding, None)).collect();
    Ok(Done::Verified { versions, findings })
}
