//! `griffel markeer`: how far a document is, other than adopted.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::export::{self, Target};
use crate::load::{DocumentStatus, FrontMatter, Manuscript};
use crate::pipeline::Run;
use crate::project::{DocumentId, WorkFolder};
use crate::record::{self, Standing};

use super::act::{Act, alone, changed_meanwhile};
use super::books::Books;

/// Gives a document another status, and notes that in its log. `note` says more, if there is more to say. What it gives
/// is the status from before; the same one, where an earlier run was cut short and only the books had to be finished.
///
/// # Errors
/// This status cannot follow on the one it has, or it cannot be written. Where the log could be written and the text could
/// not, the same command finishes it.
pub fn mark(
    folder: &WorkFolder,
    id: &DocumentId,
    status: DocumentStatus,
    note: &str,
    act: &Act,
) -> Result<DocumentStatus, Findings> {
    let _alone = alone(folder)?;
    // What is wrong with the data does not matter to the status.
    let run = Run::open(folder.clone()).without_findings();
    let (manuscript, findings) = run.manuscript(id).into_parts();
    let Some(manuscript) = manuscript else { return Err(findings) };
    Ok(Marking { run: &run, id, manuscript: &manuscript, status }.write(note, act)?)
}

/// A document that is to get another status.
struct Marking<'a> {
    run: &'a Run,
    id: &'a DocumentId,
    manuscript: &'a Manuscript,
    status: DocumentStatus,
}

impl Marking<'_> {
    fn write(&self, note: &str, act: &Act) -> Result<DocumentStatus, Box<Finding>> {
        let (files, inventory) = (self.run.files(), self.run.inventory());
        let (path, before, version) = (&self.manuscript.source.path, self.manuscript.status, self.manuscript.version);
        let is_adopted = matches!(record::standing(self.manuscript, files, inventory)?, Standing::Adopted(_));
        let none = BTreeMap::new();
        let mut books = Books::open(files.folder(), self.id, path, inventory.records.get(self.id).unwrap_or(&none))?;
        let logged = books.status_of(version).unwrap_or(DocumentStatus::Draft);
        if before == self.status && logged == self.status {
            // What an earlier run left was finished just now.
            return if books.has_finished { Ok(before) } else { Err(already(before, path)) };
        }
        allowed(before, self.status, is_adopted, self.id, path)?;
        let text = Target::below(files.folder().root(), path);
        let is_as_read = || files.still_has(path, &self.manuscript.source.text);
        if before != self.status && !(export::can_replace(&text)? && is_as_read()) {
            return Err(Box::new(changed_meanwhile(path)));
        }
        // The log comes first: a status that it does not know of could not be told from one that somebody typed.
        if logged != self.status {
            if self.status.is_final() {
                books.follows(act)?;
            }
            books.marked(version, self.status, note, act)?;
        }
        if before == self.status {
            return Ok(before);
        }
        let Some(mut front) = FrontMatter::of(&self.manuscript.source.text) else { return Ok(before) };
        front.set("status", self.status.word());
        match export::replace(&text, front.text().as_bytes(), &is_as_read)? {
            true => Ok(before),
            false => Err(Box::new(changed_meanwhile(path))),
        }
    }
}

fn already(status: DocumentStatus, path: &str) -> Box<Finding> {
    let message = format!("De status van deze tekst is al {}.", status.word());
    Box::new(Finding::new(Code::WrongStep, Place::file(path), message).hint("Er is niets veranderd."))
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
        ] {
            assert!(!can(from, to, adopted), "{from:?} -> {to:?}");
        }
    }
}
