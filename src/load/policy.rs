//! `[bevindingen]` in `data/gemeente.toml`: how bad each kind of finding is.

use crate::diagnostic::{Code, Finding, Findings, Policy, Treatment, unknown_code};

use super::toml::TomlTable;

/// Reads the table: codes, each with a word for how bad its findings are.
pub fn read(table: &TomlTable<'_>, findings: &mut Findings) -> Policy {
    let mut treatments = Vec::new();
    for key in table.keys() {
        let Some(code) = Code::ALL.iter().copied().find(|code| code.as_str() == key.value) else {
            let (message, hint) = unknown_code(&key.value);
            findings.push(Finding::new(Code::UnknownFindingCode, key.place, message).hint(hint));
            table.knows_key(&key.value);
            continue;
        };
        let Some(treatment) = table.choice(&key.value, &Treatment::WORDS, findings) else { continue };
        if code.allows(treatment) {
            treatments.push((code, treatment));
        } else {
            findings.push(
                Finding::new(
                    Code::FixedSeverity,
                    key.place,
                    format!("{code} kan niet lichter worden gemaakt: {}.", why(code)),
                )
                .hint("Haal deze regel weg.")
                .hint("Wel lichter te maken: meldingen over de inhoud (de code begint met een C) en waarschuwingen."),
            );
        }
    }
    Policy::new(treatments)
}

fn why(code: Code) -> &'static str {
    if code.guards_privacy() {
        "deze melding beschermt de privacy van mensen"
    } else {
        "met deze fout kan een document niet worden gemaakt, of zou het niet kloppen"
    }
}
