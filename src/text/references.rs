//! References to charts, tables and pictures, which can stand before what they refer to; and the sentence about
//! numbers that are not final, which can stand before them.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Finding, Findings};

use super::document::{BlockContent, Document, ExhibitKind, Referred, Span};
use super::walk::change_texts;
use super::words::Words;

/// Finds the exhibit that each reference means; references can stand before it.
pub fn resolve(document: &mut Document, failed: &BTreeSet<String>, findings: &mut Findings) {
    let exhibits = document.exhibits.iter().enumerate();
    let mut known: Vec<(String, ExhibitKind, Referred)> =
        exhibits.map(|(index, one)| (one.id.clone(), one.kind, Referred::Exhibit(index))).collect();
    document.visit_blocks(&mut |block| {
        if let BlockContent::Picture(picture) = &block.content
            && let Some(number) = picture.number
        {
            let file = picture.path.strip_prefix("data/").unwrap_or(&picture.path);
            known.push((file.to_owned(), ExhibitKind::Chart, Referred::Picture(number)));
        }
    });
    let status_sentence: Vec<&str> = document.status_notes.iter().map(|note| note.text.as_str()).collect();
    let status_sentence = status_sentence.join(" ");
    let targets = Targets { known, failed, status_sentence };
    change_texts(document, &mut |spans| resolve_spans(spans, &targets, findings));
}

/// Whether a reference is to a picture: those are called by their files, and no chart or table has a point in its name.
pub fn is_file(target: &str) -> bool {
    target.contains('.')
}

/// What references and sentences can lead to.
struct Targets<'a> {
    /// Charts, tables and pictures with a caption, by name or file.
    known: Vec<(String, ExhibitKind, Referred)>,
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
            Span::Reference { target, kind, to, place, .. } => {
                let mut meant = targets.known.iter();
                let meant = meant.find(|(id, known, _)| id == target && kind.is_none_or(|kind| kind == *known));
                *to = meant.map(|(_, _, to)| *to);
                if to.is_none() && !targets.failed.contains(target) {
                    let hint = match is_file(target) {
                        true => {
                            format!("Geef de afbeelding een bijschrift: ![Wat er te zien is]({target} \"Bijschrift\").")
                        }
                        false => {
                            format!("Zet {{{{ grafiek(\"{target}\") }}}} of {{{{ tabel(\"{target}\") }}}} in de tekst.")
                        }
                    };
                    let message = format!("De verwijzing naar \"{target}\" gaat nergens heen: die staat hier nergens.");
                    findings.push(Finding::new(Code::UnknownReference, place.clone(), message).hint(hint));
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
