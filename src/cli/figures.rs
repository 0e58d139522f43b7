//! `griffel cijfers`: where every number in a document comes from.

use crate::diagnostic::{render_text, visible};
use crate::guard::{Work, watch};
use crate::pipeline::{Press, Run};
use crate::provenance::{to_csv, to_json, to_text};

use super::arguments::{FiguresArguments, LedgerFormat};
use super::folders::work_folder;
use super::output::{Ending, give, give_bytes, message};

/// Traces the numbers of one document.
pub fn run(options: &FiguresArguments) -> Ending {
    let folder = match work_folder(options.place.folder.as_deref()) {
        Ok(folder) => folder,
        Err(status) => return status,
    };
    let (run, shared) = Run::open(folder).into_parts();
    let names = [options.name.clone()];
    let (documents, wrong_name) = run.inventory().select(&names, options.period).into_parts();
    let Some(id) = documents.last().filter(|_| wrong_name.is_empty()) else {
        message(&render_text(&wrong_name, true));
        return Ending::Failure;
    };
    let work = Work::new(run.files().folder().root(), id);
    let traced = watch().during(&work, || run.trace(id, &mut Press::default()));
    let ledger = match traced.unwrap_or_else(|stop| Err(run.stopped(id, &stop))) {
        Ok(ledger) => ledger,
        Err(found) => {
            let mut findings = shared;
            findings.extend(found);
            message(&render_text(&findings.sorted(), true));
            message("In de tekst staan fouten. Los die eerst op; dan zijn alle getallen bekend.\n");
            return Ending::Findings;
        }
    };
    let ledger = match &options.number {
        Some(wanted) => ledger.only(wanted),
        None => ledger,
    };
    if let (Some(wanted), true) = (&options.number, ledger.entries.is_empty()) {
        message(&visible(&format!("Het getal \"{wanted}\" staat niet in {}.\n", ledger.id)));
        return Ending::Findings;
    }
    let file = options.destination.file.as_deref();
    match options.format {
        LedgerFormat::Text => give(&visible(&to_text(&ledger)), file),
        LedgerFormat::Csv => give_bytes(&to_csv(&ledger), file),
        LedgerFormat::Json => give(&to_json(&ledger), file),
    }
}
