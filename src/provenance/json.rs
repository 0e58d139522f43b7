//! The ledger for machines.

use serde::Serialize;

use crate::diagnostic::{Code, Waived};

use super::entry::LedgerEntry;
use super::ledger::Ledger;

#[derive(Serialize)]
struct JsonLedger<'a> {
    document: String,
    titel: &'a str,
    getallen: Vec<JsonEntry<'a>>,
    geaccepteerd: Vec<JsonAccepted<'a>>,
}

/// A finding that the author accepted.
#[derive(Serialize)]
struct JsonAccepted<'a> {
    code: Code,
    bericht: &'a str,
    reden: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    regel: Option<usize>,
}

#[derive(Serialize)]
struct JsonEntry<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    bladzijde: Option<usize>,
    onderdeel: &'a str,
    omgeving: &'a str,
    afgedrukt: &'a str,
    /// A decimal as text, so that no digit is lost; percentages are fractions.
    #[serde(skip_serializing_if = "Option::is_none")]
    waarde: Option<String>,
    eenheid: &'a str,
    naam: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kengetal: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    kenmerken: Vec<JsonChoice<'a>>,
    periode: String,
    formule: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    ingevuld: Option<&'a str>,
    cellen: Vec<JsonCell<'a>>,
    bronnen: &'a [String],
    status: String,
}

#[derive(Serialize)]
struct JsonChoice<'a> {
    kenmerk: &'a str,
    waarde: &'a str,
}

#[derive(Serialize)]
struct JsonCell<'a> {
    maat: &'a str,
    bestand: &'a str,
    plaats: &'a str,
    waarde: &'a str,
    status: String,
}

/// A JSON object with Dutch keys, ending in a line end.
pub fn to_json(ledger: &Ledger) -> String {
    let report = JsonLedger {
        document: ledger.id.to_string(),
        titel: &ledger.title,
        getallen: ledger.entries.iter().map(entry).collect(),
        geaccepteerd: ledger.accepted.iter().map(accepted).collect(),
    };
    // Serialising plain strings and numbers cannot fail.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

fn accepted(accepted: &Waived) -> JsonAccepted<'_> {
    JsonAccepted {
        code: accepted.finding.code,
        bericht: &accepted.finding.message,
        reden: &accepted.reason,
        regel: accepted.place.line_column().map(|(line, _)| line),
    }
}

fn entry(entry: &LedgerEntry) -> JsonEntry<'_> {
    JsonEntry {
        bladzijde: entry.page,
        onderdeel: &entry.part,
        omgeving: &entry.around,
        afgedrukt: &entry.printed,
        waarde: entry.value.map(|value| value.normalize().to_string()),
        eenheid: entry.unit.word(),
        naam: &entry.name,
        kengetal: entry.indicator.as_deref(),
        kenmerken: entry.about.iter().map(|(name, value)| JsonChoice { kenmerk: name, waarde: value }).collect(),
        periode: entry.period.to_string(),
        formule: &entry.formula,
        ingevuld: entry.filled_in.as_deref(),
        cellen: entry
            .cells
            .iter()
            .map(|cell| JsonCell {
                maat: &cell.measure,
                bestand: &cell.file,
                plaats: &cell.place,
                waarde: &cell.value,
                status: cell.status.to_string(),
            })
            .collect(),
        bronnen: &entry.sources,
        status: entry.status.to_string(),
    }
}
