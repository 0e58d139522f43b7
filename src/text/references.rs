//! References to charts and tables, which can stand before what they refer to; and the sentence about
//! numbers that are not final, which can stand before them.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Finding, Findings};

use super::document::{Document, ExhibitKind, Span};
use super::walk::change_texts;
use super::words::Words;

/// Finds the exhibit that each reference means; references can stand before it.
pub fn resolve(document: &mut Document, failed: &BTreeSet<String>, findings: &mut Findings) {
    let exhibits: Vec<(String, ExhibitKind)> =
        document.exhibits.iter().map(|exhibit| (exhibit.id.clone(), exhibit.kind)).collect();
    let status_sentence: Vec<&str> = document.status_notes.iter().map(|note| note.text.as_str()).collect();
    let status_sentence = status_sentence.join(" ");
    let targets = Targets { exhibits, failed, status_sentence };
    change_texts(document, &mut |spans| resolve_spans(spans, &targets, findings));
}

/// What references and sentences can lead to.
struct Targets<'a> {
    exhibits: Vec<(String, ExhibitKind)>,
    /// Exhibits that are in the text, but could not be made.
    failed: &'a BTreeSet<String>,
    /// What a reader must know of numbers that are not final.
    status_sentence: String,
}

fn resolve_spans(spans: &mut [Span], targets: &Targets<'_>, findings: &mut Findings) {
    for span in spans {
        match span {
            Span::Strong(inner) | Span::Emphasis(inner) | Span::Link { spans: inner, .. } => {
                resolve_spans(inner, targets, findings);
            }
            Span::Reference { target, kind, exhibit, place, .. } => {
                *exhibit = targets
                    .exhibits
                    .iter()
                    .position(|(id, known)| id == target && kind.is_none_or(|kind| kind == *known));
                if exhibit.is_none() && !targets.failed.contains(target) {
                    findings.push(
                        Finding::new(
                            Code::UnknownReference,
                            place.clone(),
                            format!("De verwijzing naar \"{target}\" gaat nergens heen: die staat hier nergens."),
                        )
                        .hint(format!(
                            "Zet {{{{ grafiek(\"{target}\") }}}} of {{{{ tabel(\"{target}\") }}}} in de tekst."
                        )),
                    );
                }
            }
            Span::StatusSentence(at) => {
                if targets.status_sentence.is_empty() {
                    let message = "Hier komt niets te staan: alle cijfers in deze tekst zijn definitief.";
                    findings
                        .push(Finding::new(Code::NotPrintable, at.clone(), message).hint(
                            "Haal {{ voorlopig() }} weg, of kijk of de reeks zegt welke cijfers voorlopig zijn.",
                        ));
                }
                *span = Span::Given(Words::of_place(&targets.status_sentence, at));
            }
            _ => {}
        }
    }
}
