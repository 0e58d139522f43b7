//! The ledger for people, in a terminal.

use std::fmt::Write;

use super::entry::LedgerEntry;
use super::entry::exact;
use super::ledger::Ledger;

/// Beyond this many cells only the first are listed.
const CELLS: usize = 12;

/// The ledger as plain text.
pub fn to_text(ledger: &Ledger) -> String {
    let mut out = format!("{}: {}\n", ledger.id, ledger.title.replace('\u{a0}', " "));
    let _ = match ledger.entries.len() {
        1 => writeln!(out, "1 getal, in de volgorde van de tekst."),
        count => writeln!(out, "{count} getallen, in de volgorde van de tekst."),
    };
    let mut part = None;
    for (index, entry) in ledger.entries.iter().enumerate() {
        if part != Some((entry.page, &entry.part)) {
            part = Some((entry.page, &entry.part));
            let page = entry.page.map(|page| format!("bladzijde {page}, ")).unwrap_or_default();
            let _ = writeln!(out, "\n== {page}{}", entry.part);
        }
        write_entry(&mut out, index + 1, entry);
    }
    if !ledger.accepted.is_empty() {
        out.push_str("\n== Geaccepteerde meldingen\n");
    }
    for accepted in &ledger.accepted {
        let line = accepted.place.line_column().map(|(line, _)| format!("regel {line}, ")).unwrap_or_default();
        let _ = writeln!(out, "\n     {line}{}: {}", accepted.finding.code, accepted.finding.message);
        let _ = writeln!(out, "     reden     {}", accepted.reason);
    }
    out
}

fn write_entry(out: &mut String, number: usize, entry: &LedgerEntry) {
    let plain = |text: &str| text.replace('\u{a0}', " ");
    let _ = writeln!(out, "\n{number:>3}. {}", plain(&entry.printed));
    let mut line = |label: &str, text: &str| {
        let _ = writeln!(out, "     {label:<9} {}", plain(text));
    };
    line("zin", &entry.around);
    let mut name = entry.name.clone();
    if let Some(indicator) = &entry.indicator {
        name += &format!(" ({indicator})");
    }
    for (dimension, value) in &entry.about {
        name += &format!(", {dimension}: {value}");
    }
    line("is", &format!("{name}, {}", entry.period.in_words()));
    match &entry.filled_in {
        Some(filled_in) if *filled_in != entry.formula => {
            line("formule", &entry.formula);
            line("ingevuld", filled_in);
        }
        _ => line("formule", &entry.formula),
    }
    if let Some(value) = entry.value {
        let unit = if entry.unit.is_fraction() { "" } else { entry.unit.word() };
        line("waarde", format!("{} {unit}", exact(value, &entry.unit)).trim_end());
    }
    for (index, cell) in entry.cells.iter().take(CELLS).enumerate() {
        let label = if index == 0 { "uit" } else { "" };
        line(label, &cell.in_words());
    }
    if entry.cells.len() > CELLS {
        line("", &format!("en nog {} cellen", entry.cells.len() - CELLS));
    }
    for source in &entry.sources {
        line("bron", source);
    }
    if entry.status.mark().is_some() {
        line("status", entry.status.word());
    }
}
