//! A document as it is shown while it is being written.

use std::sync::Arc;

use super::kept::{archived, as_adopted};
use super::press::Press;
use super::renditions;
use super::stage::checked::Checked;
use super::stage::laid_out::Refused;
use super::stage::shared::Shared;
use super::stage::typeset::Proof;
use super::stage::written::{NotOpen, Written};
use crate::check::across::Statement;
use crate::diagnostic::Findings;
use crate::load::{DocumentStatus, Manuscript};
use crate::project::DocumentId;
use crate::record::Record;

/// A document as it is shown while it is being written.
pub enum Draft {
    /// Its text cannot be read; the findings say why.
    Unreadable(Findings),
    /// It could be read.
    Read(Box<ShownDocument>),
}

/// What is shown of a document that could be read.
pub struct ShownDocument {
    /// Its text.
    pub manuscript: Manuscript,
    /// Its title.
    pub title: String,
    /// How far it is.
    pub status: DocumentStatus,
    /// What was found in it.
    pub findings: Findings,
    /// What it states, to compare with other documents.
    pub statements: Vec<Statement>,
    /// Its pages, if it is in order, if only something on a slide does not fit, or with gaps where something is missing.
    pub proof: Option<Proof>,
    /// What was adopted, where it still says that.
    pub adopted: Option<Arc<Record>>,
}

/// One document as far as its pages.
pub fn draft(id: &DocumentId, shared: &Shared, press: &mut Press) -> Draft {
    let adopted = match Written::open(id, shared) {
        Ok(written) => return Draft::Read(Box::new(show(written, shared, press))),
        Err(NotOpen::Unreadable(findings)) => return Draft::Unreadable(findings),
        Err(NotOpen::Adopted(adopted)) => *adopted,
    };
    let (record, manuscript, findings) = (adopted.record, adopted.manuscript, adopted.findings);
    let Ok(archived) = archived(id, &record, shared) else {
        let shown = show(Written { manuscript, findings }, shared, press);
        return Draft::Read(Box::new(ShownDocument { adopted: Some(record), ..shown }));
    };
    // It is shown as it was adopted, whatever became of the data since. The archive has fonts of its own.
    *press = Press::default();
    let (statements, proof) = match draft(id, &archived, press) {
        Draft::Read(shown) => (as_adopted(shown.statements, &record, &manuscript), shown.proof),
        Draft::Unreadable(_) => (Vec::new(), None),
    };
    let (title, status) = (record.title.clone(), manuscript.status);
    Draft::Read(Box::new(ShownDocument {
        manuscript,
        title,
        status,
        findings,
        statements,
        proof,
        adopted: Some(record),
    }))
}

fn show(written: Written, shared: &Shared, press: &mut Press) -> ShownDocument {
    let rendition = renditions::on_screen(&written.manuscript);
    let composed = written.compose(shared);
    let drawn = composed.check_and_draw(shared);
    let traced = drawn.trace(shared);
    let (checked, proof) = match traced.lay_out_with_gaps(rendition, shared) {
        Ok(laid_out) => laid_out.prove(shared, press),
        Err(Refused(checked)) => (*checked, None),
    };
    let Checked { manuscript, document, statements, findings } = checked;
    let (title, status) = (document.plain(&document.title), document.status);
    ShownDocument { manuscript, title, status, findings, statements, proof, adopted: None }
}
