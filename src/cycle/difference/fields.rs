//! Fields of the head of a document: date, case number, who is responsible.

use crate::dutch::period::date_in_words;
use crate::text::Document;

/// A field that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// What is printed before it.
    pub label: String,
    /// As the earlier document has it.
    pub old: Option<String>,
    /// As the document has it.
    pub new: Option<String>,
}

/// Fields that differ, in the order of the document; those that were dropped come last.
pub(crate) fn compare(old: &Document, new: &Document) -> Vec<FieldChange> {
    let (mut old, new) = (of(old), of(new));
    let mut changes: Vec<FieldChange> = Vec::new();
    for (label, value) in new {
        let before = old.iter().position(|(known, _)| *known == label).map(|index| old.remove(index).1);
        if before.as_ref() != Some(&value) {
            changes.push(FieldChange { label, old: before, new: Some(value) });
        }
    }
    changes.extend(old.into_iter().map(|(label, value)| FieldChange { label, old: Some(value), new: None }));
    changes
}

/// The fields that the form prints; the date and the status also where it does not.
fn of(document: &Document) -> Vec<(String, String)> {
    let mut fields = document.fields.clone();
    let also = [("Datum", date_in_words(document.date)), ("Status", document.status.word().to_owned())];
    for (label, value) in also {
        if !fields.iter().any(|(known, printed)| known.eq_ignore_ascii_case(label) || *printed == value) {
            fields.push((label.to_owned(), value));
        }
    }
    fields
}
