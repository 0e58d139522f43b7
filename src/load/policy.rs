//! `[bevindingen]` in `data/gemeente.toml`: how bad each kind of finding is.

use std::borrow::Cow;

use serde_json::{Map, Value as Json};

use crate::diagnostic::{Code, Finding, Findings, Policy, Treatment, unknown_code};

use super::toml::{Choice, KeyList, Keys, Stated, TomlTable, Word};

/// `[bevindingen]`: each code is a key.
pub(crate) enum PolicyKeys {}

impl Keys for PolicyKeys {
    const TITLE: &'static str = "Bevindingen";
    const ABOUT: &'static str = "Hoe zwaar een melding telt. Bij fout wordt het document niet gemaakt, bij waarschuwing wel. Met uit ziet u de melding niet.";
    const KEYS: KeyList = &CODES;
    type Others = Choice<Treatment>;
    // A code that does not exist has a message of its own.
    const IS_CLOSED: bool = false;
}

const CODES: [&'static dyn Stated; Code::ALL.len()] = {
    let mut codes: [&'static dyn Stated; Code::ALL.len()] = [&Code::ALL[0]; Code::ALL.len()];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = &Code::ALL[at];
        at += 1;
    }
    codes
};

impl Stated for Code {
    fn name(&self) -> &'static str {
        self.as_str()
    }

    fn is_required(&self) -> bool {
        false
    }

    fn about(&self) -> Cow<'static, str> {
        format!("{}. Gewoon is dit een {}.", self.explanation().title, self.severity()).into()
    }

    /// Only what the code allows.
    fn schema(&self) -> Map<String, Json> {
        let allowed = Treatment::WORDS.iter().filter(|(_, treatment)| self.allows(*treatment));
        let words: Vec<&str> = allowed.map(|(word, _)| *word).collect();
        Map::from_iter([("enum".to_owned(), words.into())])
    }
}

impl Word for Treatment {
    const WORDS: &'static [(&'static str, Self)] =
        &[("fout", Treatment::Error), ("waarschuwing", Treatment::Warning), ("uit", Treatment::Off)];
}

/// Reads the table: codes, each with a word for how bad its findings are.
pub fn read(table: &TomlTable<'_, PolicyKeys>, findings: &mut Findings) -> Policy {
    for unknown in table.names() {
        let (message, hint) = unknown_code(&unknown.value);
        findings.push(Finding::new(Code::UnknownFindingCode, unknown.place, message).hint(hint));
    }
    let mut treatments = Vec::new();
    for code in Code::ALL.iter().copied() {
        let Some(treatment) = table.other(code.as_str(), findings) else { continue };
        if code.allows(treatment) {
            treatments.push((code, treatment));
        } else if let Some(place) = table.place_of_other(code.as_str()) {
            findings.push(
                Finding::new(
                    Code::FixedSeverity,
                    place,
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
