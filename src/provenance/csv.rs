//! The ledger as CSV for Excel: semicolons, decimal commas, a byte order mark, and no cell that
//! Excel could take for a formula.

use super::{Entry, Ledger};

/// The columns, in order.
const COLUMNS: [&str; 16] = [
    "nr",
    "bladzijde",
    "onderdeel",
    "omgeving",
    "afgedrukt",
    "waarde",
    "eenheid",
    "naam",
    "kengetal",
    "kenmerken",
    "periode",
    "formule",
    "ingevuld",
    "cellen",
    "bron",
    "status",
];

/// The bytes of the file.
pub fn to_csv(ledger: &Ledger) -> Vec<u8> {
    let mut out = Vec::from("\u{feff}");
    let terminator = ::csv::Terminator::CRLF;
    let mut writer = ::csv::WriterBuilder::new().delimiter(b';').terminator(terminator).from_writer(&mut out);
    // Writing to memory cannot fail.
    let _ = writer.write_record(COLUMNS);
    for (index, entry) in ledger.entries.iter().enumerate() {
        let _ = writer.write_record(record(index + 1, entry));
    }
    let _ = writer.flush();
    drop(writer);
    out
}

fn record(number: usize, entry: &Entry) -> [String; COLUMNS.len()] {
    let cells = entry.cells.iter().map(|cell| {
        let status = if cell.status.mark().is_some() { format!(" ({})", cell.status) } else { String::new() };
        format!("{} {} = {}{status}", cell.file, cell.place, cell.value)
    });
    let about = entry.about.iter().map(|(name, value)| format!("{name}: {value}"));
    [
        number.to_string(),
        entry.page.map(|page| page.to_string()).unwrap_or_default(),
        harmless(&entry.part),
        harmless(&entry.around),
        harmless(&entry.printed),
        entry.value.map(|value| value.normalize().to_string().replace('.', ",")).unwrap_or_default(),
        harmless(entry.unit.word()),
        harmless(&entry.name),
        harmless(entry.indicator.as_deref().unwrap_or_default()),
        harmless(&about.collect::<Vec<_>>().join("; ")),
        entry.period.to_string(),
        harmless(&entry.formula),
        harmless(entry.filled_in.as_deref().unwrap_or_default()),
        harmless(&cells.collect::<Vec<_>>().join("; ")),
        harmless(&entry.sources.join("; ")),
        entry.status.to_string(),
    ]
}

/// Text that a spreadsheet shows as text: what it would calculate gets an apostrophe in front.
fn harmless(text: &str) -> String {
    let starts_formula = text.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '|', '%']);
    let text = text.replace(['\u{a0}', '\n', '\r'], " ");
    if starts_formula { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_taken_for_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "|x"] {
            assert!(harmless(text).starts_with('\''), "{text:?}");
        }
        for text in ["157", "€ 5", "1 - a / b", "\u{2212}17%", "a=b"] {
            assert_eq!(harmless(text), text);
        }
    }
}
