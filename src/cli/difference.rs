//! `griffel verschil`: what changed in a letter since an earlier one.

use std::cmp::Reverse;
use std::path::Path;

use crate::cycle::difference::{Difference, MARK, Side, to_html, to_json, to_text};
use crate::diagnostic::{Code, Finding, Findings, Place, render_text};
use crate::dutch::period::Period;
use crate::export;
use crate::pipeline::Run;
use crate::project::{DocumentId, Inventory};
use crate::text::Document;

use super::arguments::{Difference as Options, DifferenceFormat};
use super::folders::work_folder;
use super::{Status, failure, message, print};

/// Compares a letter with an earlier one of the same name.
pub fn run(options: &Options) -> Status {
    if options.file.is_some() && matches!(options.format, Some(DifferenceFormat::Text | DifferenceFormat::Json)) {
        message("fout: met --naar maakt Griffel altijd een webpagina (HTML).\n  tip: Laat --formaat weg.\n");
        return Status::Failure;
    }
    let folder = match work_folder(options.place.folder.as_deref()) {
        Ok(folder) => folder,
        Err(status) => return status,
    };
    let (run, shared) = Run::open(folder).into_parts();
    let (old, new) = match sides(run.inventory(), options) {
        Ok(sides) => sides,
        Err(findings) => {
            message(&render_text(&findings, true));
            return Status::Failure;
        }
    };
    let Some((old, new)) = composed(&run, &old).zip(composed(&run, &new)) else {
        return unreadable(&run, shared, &[old, new]);
    };
    let notation = &run.engine().data().municipality.notation;
    let difference = Difference::between(Side { document: &old, notation }, Side { document: &new, notation });
    match (&options.file, options.format) {
        (Some(file), _) => keep(file, &difference),
        (None, Some(DifferenceFormat::Html)) => print(&to_html(&difference)),
        (None, Some(DifferenceFormat::Json)) => print(&to_json(&difference)),
        (None, Some(DifferenceFormat::Text) | None) => print(&to_text(&difference)),
    }
}

/// A document without errors in it.
fn composed(run: &Run, id: &DocumentId) -> Option<Document> {
    let (document, findings) = run.composed(id).into_parts();
    document.filter(|_| !findings.has_errors())
}

fn unreadable(run: &Run, mut findings: Findings, documents: &[DocumentId]) -> Status {
    for id in documents {
        findings.extend(run.composed(id).findings().clone());
    }
    findings.take(|finding| (finding.severity != crate::diagnostic::Severity::Error).then_some(()));
    message(&render_text(&findings.sorted(), true));
    message("Niet beide brieven zijn te lezen. Los de fouten eerst op; dan kan Griffel ze vergelijken.\n");
    Status::Findings
}

fn keep(file: &Path, difference: &Difference) -> Status {
    match export::write_page(file, &to_html(difference), MARK) {
        Ok(()) => print(&format!("Het verschil staat in {}.\n", file.display())),
        Err(finding) => failure(*finding),
    }
}

/// The earlier letter and the letter itself.
fn sides(inventory: &Inventory, options: &Options) -> Result<(DocumentId, DocumentId), Findings> {
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

/// The last period with a letter of this name.
fn newest(inventory: &Inventory, name: &str) -> Option<Period> {
    let periods = inventory.documents.keys().filter(|id| id.name == name).map(|id| id.period);
    periods.max_by_key(|period| (period.last_day(), Reverse(period.granularity())))
}

fn none_earlier(inventory: &Inventory, letter: &DocumentId, against: Option<Period>) -> Finding {
    let kind = inventory.kind_of(letter);
    let place = inventory.documents.get(letter).map_or_else(|| Place::file(kind.folder()), Place::file);
    let word = kind.word();
    let others: Vec<String> = inventory.namesakes(letter).map(|id| id.period.to_string()).collect();
    let message = match against {
        Some(period) if period == letter.period => {
            format!("De {word} {letter} kan niet met zichzelf worden vergeleken.")
        }
        Some(period) => format!("Er is geen {word} \"{}\" over {}.", letter.name, period.with_article()),
        None => format!("Er is geen eerdere {word} \"{}\" om {letter} mee te vergelijken.", letter.name),
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
