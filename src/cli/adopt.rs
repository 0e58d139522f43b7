//! `griffel stelvast` and `griffel markeer`: how far documents are.

use serde_json::json;

use crate::cycle::adoption::{self, Act, Adopted, OpenComments};
use crate::diagnostic::{Code, Findings, Report, render_json, render_text, visible};
use crate::load::DocumentStatus;
use crate::project::{DocumentId, Inventory, WorkFolder};

use super::arguments::{ByArguments, MadeFormat, MarkArguments, SealArguments};
use super::clock;
use super::folders::{output, work_folder};
use super::output::{Ending, message, print};
use super::results::shown;

/// Adopts documents, each by itself.
pub fn adopt(options: &SealArguments) -> Ending {
    let folder = match work_folder(options.place.folder.as_deref()) {
        Ok(folder) => folder,
        Err(status) => return status,
    };
    let output = output(&folder, options.output.as_ref());
    let documents = match named(&folder, &options.names) {
        Ok(documents) => documents,
        Err(findings) => {
            message(&render_text(&findings, true));
            // A copy is something in the folder; anything else is what was typed.
            let is_of_folder = findings.iter().all(|finding| finding.code == Code::Copy);
            return if is_of_folder { Ending::Findings } else { Ending::Failure };
        }
    };
    let act = match act(&options.by) {
        Ok(act) => act,
        Err(status) => return status,
    };
    let comments = if options.with_comments { OpenComments::Accepted } else { OpenComments::Refused };
    let (mut adopted, mut findings, mut refused) = (Vec::new(), Findings::new(), Vec::new());
    for id in &documents {
        match adoption::adopt(&folder, id, &act, &output, comments) {
            Ok(one) => {
                findings.extend(one.findings.clone());
                adopted.push(one);
            }
            Err(why) => {
                findings.extend(why);
                refused.push(id);
            }
        }
    }
    let findings = findings.sorted();
    match options.shown.format {
        MadeFormat::Text => {
            message(&render_text(&findings, true));
            let lines =
                adopted.iter().map(in_words).chain(refused.iter().map(|id| format!("Niet vastgesteld: {id}.\n")));
            print(&visible(&lines.collect::<String>()));
        }
        MadeFormat::Json => {
            let report: serde_json::Value =
                serde_json::from_str(&render_json(Report { findings: &findings, waived: &[] })).unwrap_or_default();
            let refused: Vec<String> = refused.iter().map(ToString::to_string).collect();
            let whole = json!({
                "vastgesteld": adopted.iter().map(as_json).collect::<Vec<_>>(),
                "niet_vastgesteld": refused,
                "controle": report,
            });
            print(&format!("{whole:#}\n"));
        }
    }
    match refused.is_empty() {
        _ if findings.has_code(Code::CannotWrite) => Ending::Failure,
        true if !findings.has_errors() => Ending::Success,
        _ => Ending::Findings,
    }
}

fn in_words(adopted: &Adopted) -> String {
    let version = if adopted.version > 1 { format!(", versie {}", adopted.version) } else { String::new() };
    format!(
        "{}{version} is {}. {} getallen zijn vastgelegd.\n  {}\n  SHA-256 {}\n",
        adopted.id,
        adopted.status.word(),
        adopted.numbers,
        shown(&adopted.pdf),
        adopted.digest,
    )
}

fn as_json(adopted: &Adopted) -> serde_json::Value {
    json!({
        "naam": adopted.id.to_string(),
        "versie": adopted.version,
        "status": adopted.status.word(),
        "cijfers": adopted.numbers,
        "pdf": shown(&adopted.pdf),
        "sha256": adopted.digest,
    })
}

/// Gives documents another status.
pub fn mark(options: &MarkArguments) -> Ending {
    let folder = match work_folder(options.place.folder.as_deref()) {
        Ok(folder) => folder,
        Err(status) => return status,
    };
    let Some(status) = DocumentStatus::parse(&options.status) else {
        message(&format!(
            "\"{}\" is geen status. Kies uit: concept, \"ambtelijk akkoord\" of verzonden.\n",
            visible(&options.status)
        ));
        return Ending::Failure;
    };
    let documents = match named(&folder, std::slice::from_ref(&options.name)) {
        Ok(documents) => documents,
        Err(findings) => {
            message(&render_text(&findings, true));
            // A copy is something in the folder; anything else is what was typed.
            let is_of_folder = findings.iter().all(|finding| finding.code == Code::Copy);
            return if is_of_folder { Ending::Findings } else { Ending::Failure };
        }
    };
    let act = match act(&options.by) {
        Ok(act) => act,
        Err(status) => return status,
    };
    let mut failed = Findings::new();
    for id in &documents {
        match adoption::mark(&folder, id, status, options.note.as_deref().unwrap_or_default(), &act) {
            Ok(before) if before == status => {
                print(&format!("{id} is {}. Het logboek is bijgewerkt.\n", status.word()));
            }
            Ok(before) => {
                print(&format!("{id}: was {}, is nu {}.\n", before.word(), status.word()));
            }
            Err(findings) => failed.extend(findings),
        }
    }
    message(&render_text(&failed, true));
    match failed.has_errors() {
        _ if failed.has_code(Code::CannotWrite) => Ending::Failure,
        true => Ending::Findings,
        false => Ending::Success,
    }
}

fn named(folder: &WorkFolder, names: &[String]) -> Result<Vec<DocumentId>, Findings> {
    let (inventory, found) = Inventory::of(folder).into_parts();
    let (documents, mut wrong) = inventory.select(names, None).into_parts();
    documents.iter().filter_map(|id| inventory.copied(id)).for_each(|finding| wrong.push(finding));
    if wrong.is_empty() {
        return Ok(documents);
    }
    // It can be in a folder that is a link.
    found.iter().filter(|finding| finding.code == Code::PathOutside).for_each(|finding| wrong.push(finding.clone()));
    Err(wrong)
}

/// Who is at the keyboard, and what the clock says: for the log, never for a document.
fn act(by: &ByArguments) -> Result<Act, Ending> {
    let user = || ["USER", "USERNAME", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok());
    let name = by.by.clone().or_else(user).unwrap_or_else(|| "onbekend".to_owned());
    let at = clock::now()?.fixed_offset();
    Ok(Act { by: name, at, on: by.on.unwrap_or_else(|| at.date_naive()) })
}
