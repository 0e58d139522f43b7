//! Takes the findings that the author accepts out of the ordinary ones; what is accepted in vain is reported.

use crate::diagnostic::{Code, Finding, Findings, Fix, Place, Severity, Treatment, Waived};
use crate::text::Document;

/// The accepted findings, with the reasons. Runs after every rule about content.
pub fn apply(document: &Document, findings: &mut Findings) -> Vec<Waived> {
    let mut used = vec![false; document.waivers.len()];
    let taken = findings.take(|finding| {
        // Every waiver of a finding is used, also where two say the same.
        let covering = |(_, waiver): &(usize, &crate::text::Waiver)| waiver.covers(finding, document);
        let mut covers = document.waivers.iter().enumerate().filter(covering);
        let first = covers.next()?;
        used[first.0] = true;
        covers.for_each(|(index, _)| used[index] = true);
        Some(first.1.clone())
    });
    report_unused(document, &used, findings);
    taken.into_iter().map(|(finding, waiver)| Waived { finding, reason: waiver.reason, place: waiver.place }).collect()
}

fn report_unused(document: &Document, used: &[bool], findings: &mut Findings) {
    // A text with errors is not whole, so its rules may have missed something.
    let is_whole =
        findings.iter().all(|finding| finding.severity != Severity::Error || finding.code.is_about_content());
    if !is_whole {
        return;
    }
    // Inside a repetition one placeholder gives many waivers; it is of use where one of them is.
    let waivers = || document.waivers.iter().zip(used);
    let is_used = |place: &Place| waivers().any(|(other, used)| *used && other.place == *place);
    let policy = findings.policy().clone();
    let mut reported: Vec<&Place> = Vec::new();
    for (waiver, _) in waivers() {
        let code = waiver.code;
        let is_known = is_used(&waiver.place) || reported.contains(&&waiver.place);
        // What it is for is found when this document is compared with others, if with these others at all.
        if is_known || code.is_between_documents() || policy.treatment(code) == Some(Treatment::Off) {
            continue;
        }
        reported.push(&waiver.place);
        findings.push(
            Finding::new(
                Code::UnusedWaiver,
                waiver.place.clone(),
                format!("Hier is geen melding {code} die u kunt accepteren."),
            )
            .hint("Haal akkoord() weg, of zet het in het stuk tekst waar de melding over gaat.")
            .fix(Fix::without_tag(&waiver.place, "Haal akkoord weg")),
        );
    }
}
