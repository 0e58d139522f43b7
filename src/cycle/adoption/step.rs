//! `griffel markeer`: how far a document is, other than adopted.

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::export;
use crate::load::{DocumentStatus, FrontMatter};
use crate::pipeline::Run;
use crate::project::{DocumentId, WorkFolder};
use crate::record::{self, Log, LogEntry, Standing};

use super::act::{Act, alone, as_text, changed_meanwhile};

/// Gives a document another status, and notes that in its log. `note` says more, if there is more to say.
///
/// # Errors
/// This status cannot follow on the one it has, or it cannot be written; nothing has changed then.
pub fn mark(
    folder: &WorkFolder,
    id: &DocumentId,
    status: DocumentStatus,
    note: &str,
    act: &Act,
) -> Result<DocumentStatus, Findings> {
    let root = folder.root();
    let _alone = alone(folder)?;
    // What is wrong with the data does not matter to the status.
    let run = Run::open(folder.clone()).without_findings();
    let (manuscript, findings) = run.manuscript(id).into_parts();
    let Some(manuscript) = manuscript else { return Err(findings) };
    let path = &manuscript.source.path;
    let marked = record::standing(&manuscript, run.files(), run.inventory()).and_then(|standing| {
        let is_adopted = matches!(standing, Standing::Adopted(_));
        allowed(manuscript.status, status, is_adopted, id, path)?;
        let log = Log::read(run.files(), path)?;
        let front = FrontMatter::of(&manuscript.source.text).map(|mut front| {
            front.set("status", status.word());
            front.text()
        });
        if let Some(text) = front {
            let is_as_read = || run.files().still_has(path, &manuscript.source.text);
            if !export::replace(&root.join(path), text.as_bytes(), &is_as_read)? {
                return Err(Box::new(changed_meanwhile(path)));
            }
        }
        let entry = LogEntry {
            time: act.moment(),
            by: act.who(),
            status: status.word().to_owned(),
            version: manuscript.version,
            record: String::new(),
            note: as_text(note),
        };
        export::append(&root.join(record::log_path(path)), &log.line(&entry))
    });
    marked?;
    Ok(manuscript.status)
}

fn allowed(
    from: DocumentStatus,
    to: DocumentStatus,
    is_adopted: bool,
    id: &DocumentId,
    path: &str,
) -> Result<(), Box<Finding>> {
    use DocumentStatus::{Adopted, Agreed, Corrected, Draft, Sent};
    let wrong = |message: String, hint: String| {
        Err(Box::new(Finding::new(Code::WrongStep, Place::file(path), message).hint(hint)))
    };
    match (is_adopted, to) {
        _ if from == to => {
            wrong(format!("De status van deze tekst is al {}.", to.word()), "Er is niets veranderd.".into())
        }
        (false, Draft | Agreed) if !from.is_final() => Ok(()),
        (true, Sent) => Ok(()),
        (_, Adopted | Corrected) => wrong(
            format!("Een document wordt niet {} door de status te veranderen.", to.word()),
            format!("Typ: griffel stelvast {id}"),
        ),
        (false, Sent) => wrong(
            "Een document dat niet is vastgesteld, kan niet verzonden zijn.".into(),
            format!("Stel de tekst eerst vast: griffel stelvast {id}"),
        ),
        (_, Draft | Agreed) => wrong(
            format!("Deze tekst is {}, en wordt niet meer {}.", from.word(), to.word()),
            "Is er iets fout? Maak een correctie: zet bovenaan de tekst versie en correctie. Zie de handleiding."
                .into(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DocumentStatus::{Adopted, Agreed, Corrected, Draft, Sent};

    #[test]
    fn steps_follow_on_each_other() {
        let id = DocumentId { period: "2022".parse().expect("a period"), name: "jnv".to_owned() };
        let can = |from, to, adopted| allowed(from, to, adopted, &id, "x.md").is_ok();
        assert!(can(Draft, Agreed, false) && can(Agreed, Draft, false));
        assert!(can(Adopted, Sent, true) && can(Corrected, Sent, true));
        // Killed between the record and the status: adopted, though it still says concept.
        assert!(can(Draft, Sent, true));
        for (from, to, adopted) in [
            (Draft, Sent, false),
            (Draft, Adopted, false),
            (Agreed, Corrected, false),
            (Adopted, Draft, true),
            (Sent, Agreed, true),
            (Sent, Draft, false),
            (Draft, Draft, false),
        ] {
            assert!(!can(from, to, adopted), "{from:?} -> {to:?}");
        }
    }
}
