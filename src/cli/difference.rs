//! `griffel verschil`: what changed in a document since an earlier one.

use std::cmp::Reverse;
use std::path::Path;

use crate::cycle::difference::{Difference, MARK, Side, to_html, to_json, to_text};
use crate::diagnostic::{Code, Finding, Findings, Found, Place, render_text, shown};
use crate::dutch::period::Period;
use crate::export;
use crate::guard::{Work, watch};
use crate::pipeline::Run;
use crate::project::{DocumentId, DocumentKind, Inventory};
use crate::text::Document;

use super::arguments::{DifferenceArguments, DifferenceFormat};
use super::folders::work_folder;
use super::output::{Ending, failure, give, message, print};

/// Compares a document with an earlier one of the same name.
pub fn run(options: &DifferenceArguments) -> Ending {
    let folder = match work_folder(options.place.folder.as_deref()) {
        Ok(folder) => folder,
        Err(status) => return status,
    };
    let (run, shared) = Run::open(folder).into_parts();
    let (old, new) = match sides(run.inventory(), options) {
        Ok(sides) => sides,
        Err(findings) => {
            message(&render_text(&findings, true));
            return Ending::Failure;
        }
    };
    let Some((old, new)) = composed(&run, &old).zip(composed(&run, &new)) else {
        return unreadable(&run, shared, &[old, new]);
    };
    let is_page =
        matches!(options.format, Some(DifferenceFormat::Html)) || options.format.is_none() && options.file.is_some();
    if is_page && let Some(secret) = [&old, &new].into_iter().find(|document| document.secrecy.is_some()) {
        message(&format!(
            "{} is geheim. Van het verschil komt daarom geen webpagina; met --formaat tekst ziet u het wel.\n",
            secret.id
        ));
        return Ending::Failure;
    }
    let notation = &run.engine().data().municipality.notation;
    let difference = Difference::between(Side { document: &old, notation }, Side { document: &new, notation });
    let file = options.file.as_deref();
    match (options.format, file) {
        (Some(DifferenceFormat::Html) | None, Some(file)) => keep(file, &difference),
        (Some(DifferenceFormat::Html), None) => print(&to_html(&difference)),
        (Some(DifferenceFormat::Json), file) => give(&to_json(&difference), file),
        (Some(DifferenceFormat::Text) | None, file) => give(&to_text(&difference), file),
    }
}

/// A document without errors in it.
fn composed(run: &Run, id: &DocumentId) -> Option<Document> {
    let (document, findings) = guarded(run, id).into_parts();
    document.filter(|_| !findings.has_errors())
}

/// A document with what was found in it; nothing where its work was stopped.
fn guarded(run: &Run, id: &DocumentId) -> Found<Option<Document>> {
    let work = Work::new(run.files().folder().root(), id);
    watch().during(&work, || run.composed(id)).unwrap_or_else(|stop| Found::nothing(run.stopped(id, &stop)))
}

fn unreadable(run: &Run, mut findings: Findings, documents: &[DocumentId]) -> Ending {
    for id in documents {
        findings.extend(guarded(run, id).findings().clone());
    }
    findings.take(|finding| (finding.severity != crate::diagnostic::Severity::Error).then_some(()));
    message(&render_text(&findings.sorted(), true));
    let kind = documents.first().map_or(DocumentKind::Letter, |id| run.inventory().kind_of(id));
    message(&format!(
        "Niet beide {} zijn te lezen. Los de fouten eerst op; dan kan Griffel ze vergelijken.\n",
        kind.plural()
    ));
    Ending::Findings
}

fn keep(file: &Path, difference: &Difference) -> Ending {
    match export::write_page(file, &to_html(difference), MARK) {
        Ok(()) => print(&format!("Het verschil staat in {}.\n", shown(file))),
        Err(finding) => failure(*finding),
    }
}

/// The earlier document and the document itself.
fn sides(inventory: &Inventory, options: &DifferenceArguments) -> Result<(DocumentId, DocumentId), Findings> {
    let period = options.period.or_else(|| newest(inventory, &options.name));
    let (chosen, mut findings) = inventory.select(std::slice::from_ref(&options.name), period).into_parts();
    let new = match chosen.as_slice() {
        [one] if findings.is_empty() => one.clone(),
        [] => return Err(findings),
        several => {
            let names: Vec<String> = several.iter().map(ToString::to_string).collect();
            let message = format!("Onder de naam \"{}\" staan er {}.", options.name, several.len());
            findings.push(
                Finding::new(Code::AmbiguousName, Place::file("data"), message)
                    .hint(format!("Noem er één: {}.", names.join(", "))),
            );
            return Err(findings);
        }
    };
    match inventory.earlier(&new, options.against) {
        Some(old) => Ok((old.clone(), new)),
        None => {
            findings.push(none_earlier(inventory, &new, options.against));
            Err(findings)
        }
    }
}

/// The last period with a document of this name.
fn newest(inventory: &Inventory, name: &str) -> Option<Period> {
    let periods = inventory.documents.keys().filter(|id| id.name == name).map(|id| id.period);
    periods.max_by_key(|period| (period.last_day(), Reverse(period.granularity())))
}

fn none_earlier(inventory: &Inventory, document: &DocumentId, against: Option<Period>) -> Finding {
    let kind = inventory.kind_of(document);
    let place = inventory.documents.get(document).map_or_else(|| Place::file(kind.folder()), Place::file);
    let word = kind.word();
    let others: Vec<String> = inventory.namesakes(document).map(|id| id.period.to_string()).collect();
    let message = match against {
        Some(period) if period == document.period => {
            format!("De {word} {document} kan niet met zichzelf worden vergeleken.")
        }
        Some(period) => format!("Er is geen {word} \"{}\" over {}.", document.name, period.with_article()),
        None => format!("Er is geen eerdere {word} \"{}\" om {document} mee te vergelijken.", document.name),
    };
    let finding = Finding::new(Code::UnknownDocument, place, message);
    match others.as_slice() {
        [] => finding.hint(format!(
            "Dit is de enige {word} met deze naam. Een eerdere {word} staat in een map als {}/2021/.",
            kind.folder()
        )),
        periods => {
            finding.hint(format!("Onder deze naam is er ook over: {}. Kies er een met --met.", periods.join(", ")))
        }
    }
}
