//! `griffel verifieer`: adopted documents, made again and compared.

use std::collections::BTreeSet;

use serde_json::json;

use crate::cycle::adoption::{Same, Verdict, audit, known, verify};
use crate::diagnostic::{Code, Findings, Report, render_json, render_text, visible};
use crate::load::fonts::Fonts;
use crate::pipeline::Run;
use crate::project::{DocumentId, Inventory};

use super::arguments::{MadeFormat, VerifyArguments};
use super::folders::{output, work_folder};
use super::output::{Ending, give, message};

/// Verifies adopted documents, all versions.
pub fn run(options: &VerifyArguments) -> Ending {
    let folder = match work_folder(options.place.folder.as_deref()) {
        Ok(folder) => folder,
        Err(status) => return status,
    };
    let output = output(&folder, options.output.as_ref());
    // What is wrong with the data of today does not matter to what was adopted.
    let run = Run::open(folder).without_findings();
    let links = Inventory::of(run.files().folder()).into_parts().1;
    let mut wrong = Findings::new();
    let asked = asked(&run, options, &mut wrong);
    if !wrong.is_empty() {
        message(&render_text(&wrong, true));
        return Ending::Failure;
    }
    let fonts = Fonts::load(run.files(), &[]).without_findings();
    let verdicts: Vec<Verdict> =
        versions(&run, &asked).iter().map(|(id, version)| verify(&run, id, *version, &output, &fonts)).collect();
    let mut findings = Findings::new();
    verdicts.iter().for_each(|verdict| findings.extend(verdict.findings.clone()));
    links.iter().filter(|finding| finding.code == Code::PathOutside).for_each(|link| findings.push(link.clone()));
    findings.extend(audit(&run, &asked, &output));
    let findings = findings.sorted();
    let result = match options.shown.format {
        MadeFormat::Text => {
            let verdict = visible(&verdicts.iter().map(in_words).collect::<String>());
            render_text(&findings, true) + &verdict + &closing(&verdicts, &findings, options)
        }
        MadeFormat::Json => {
            let report: serde_json::Value =
                serde_json::from_str(&render_json(Report { findings: &findings, waived: &[] })).unwrap_or_default();
            let whole = json!({ "brieven": verdicts.iter().map(as_json).collect::<Vec<_>>(), "controle": report });
            format!("{whole:#}\n")
        }
    };
    let ending = if findings.has_errors() { Ending::Findings } else { Ending::Success };
    give(&result, options.destination.file.as_deref()).max(ending)
}

/// The documents that are asked for, also those whose text or record is gone.
fn asked(run: &Run, options: &VerifyArguments, wrong: &mut Findings) -> BTreeSet<DocumentId> {
    let known = known(run);
    if options.names.is_empty() {
        return known.into_iter().filter(|id| options.period.is_none_or(|period| id.period == period)).collect();
    }
    let mut inventory = run.inventory().clone();
    for id in known {
        inventory.documents.entry(id).or_default();
    }
    inventory.select(&options.names, options.period).take(wrong).into_iter().collect()
}

/// Every version of them that was adopted.
fn versions(run: &Run, asked: &BTreeSet<DocumentId>) -> Vec<(DocumentId, u32)> {
    let records = &run.inventory().records;
    let of = |id: &DocumentId| {
        let versions: Vec<u32> = records.get(id).map(|records| records.keys().copied().collect()).unwrap_or_default();
        versions.into_iter().map(|version| (id.clone(), version)).collect::<Vec<_>>()
    };
    asked.iter().flat_map(of).collect()
}

fn result(verdict: &Verdict) -> &'static str {
    match verdict.same {
        _ if verdict.findings.has_errors() => "klopt niet",
        Same::Bytes => "klopt tot op de byte",
        Same::Contents => "cijfers en tekst kloppen, gemaakt met een andere Griffel",
        Same::Not => "klopt niet",
    }
}

fn in_words(verdict: &Verdict) -> String {
    let by = verdict.record.as_ref().map(|record| {
        format!(", vastgesteld op {} door {}, {} getallen", record.adopted_on, record.adopted_by, record.numbers.len())
    });
    format!("{}, versie {}: {}{}\n", verdict.id, verdict.version, result(verdict), by.unwrap_or_default())
}

fn as_json(verdict: &Verdict) -> serde_json::Value {
    let codes: Vec<Code> = verdict.findings.iter().map(|finding| finding.code).collect();
    json!({
        "naam": verdict.id.to_string(),
        "versie": verdict.version,
        "klopt": !verdict.findings.has_errors() && verdict.same != Same::Not,
        "tot_op_de_byte": verdict.same == Same::Bytes,
        "vastgesteld_op": verdict.record.as_ref().map(|record| &record.adopted_on),
        "door": verdict.record.as_ref().map(|record| &record.adopted_by),
        "griffel": verdict.record.as_ref().map(|record| &record.griffel),
        "cijfers": verdict.record.as_ref().map(|record| record.numbers.len()),
        "meldingen": codes,
    })
}

fn closing(verdicts: &[Verdict], findings: &Findings, options: &VerifyArguments) -> String {
    let wrong = verdicts.iter().filter(|verdict| verdict.findings.has_errors()).count();
    match (verdicts.len(), wrong) {
        (0, _) if findings.has_errors() => "Er is niets om na te gaan: zet eerst de vaststelling terug.\n".to_owned(),
        (0, _) if !options.names.is_empty() => format!("Niet vastgesteld: {}.\n", visible(&options.names.join(", "))),
        (0, _) if options.period.is_some() => "Over deze periode is nog niets vastgesteld.\n".to_owned(),
        (0, _) => "Er is nog niets vastgesteld.\n".to_owned(),
        (all, wrong) => {
            let documents = if all == 1 { "1 vastgesteld stuk" } else { &format!("{all} vastgestelde stukken") };
            let worst = findings.iter().min_by_key(|finding| finding.severity);
            let code = worst.map(|finding| finding.code.as_str()).unwrap_or_default();
            match wrong {
                0 if !findings.has_errors() => format!("{documents} nagegaan: alles klopt.\n"),
                // A log or the register tells of what is not among them.
                0 => {
                    format!("{documents} nagegaan: de administratie eromheen klopt niet. Meer: griffel uitleg {code}\n")
                }
                _ => format!("{documents} nagegaan: {wrong} klopt niet. Meer: griffel uitleg {code}\n"),
            }
        }
    }
}
