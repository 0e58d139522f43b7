//! Takes the findings that the author accepts out of the ordinary ones; what is accepted in vain is reported.

use crate::diagnostic::{Code, Finding, Findings, Severity, Treatment, Waived};
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
    let policy = findings.policy().clone();
    for (waiver, _) in document.waivers.iter().zip(used).filter(|(_, used)| !**used) {
        let code = waiver.code;
        if policy.treatment(code) == Some(Treatment::Off) {
            continue;
        }
        findings.push(
            Finding::new(
                Code::UnusedWaiver,
                waiver.place.clone(),
                format!("Hier is geen melding {code} die u kunt accepteren."),
            )
            .hint("Haal akkoord() weg, of zet het in het stuk tekst waar de melding over gaat."),
        );
    }
}
