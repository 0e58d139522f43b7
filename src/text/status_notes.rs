//! What a reader must be told of numbers that are not final, or that differ from an earlier letter.

use crate::dutch::notation::{Context, Notation, Scale, Style, list_of_names};
use crate::dutch::period::Period;
use crate::dutch::status::Status;
use crate::indicator::{CellRef, Number};
use crate::load::Revision;

/// A remark about numbers of one status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusNote {
    /// The status that it explains.
    pub status: Status,
    /// One or more sentences.
    pub text: String,
}

impl StatusNote {
    /// The remark behind the mark that stands at the numbers.
    pub fn marked(&self) -> String {
        self.status.mark().map_or_else(|| self.text.clone(), |mark| format!("{mark}\u{a0}{}", self.text))
    }
}

/// The remarks that go with these numbers, each once, in the order of the statuses.
pub fn status_notes<'a>(numbers: impl Iterator<Item = &'a Number>, notation: &Notation) -> Vec<StatusNote> {
    let mut cells: Vec<&CellRef> = Vec::new();
    let mut facts: Vec<(Status, String)> = Vec::new();
    for number in numbers {
        cells.extend(number.cells.iter().filter(|cell| cell.status() != Status::Definitive));
        let open = number.facts.iter().filter(|fact| fact.status != Status::Definitive);
        facts.extend(open.map(|fact| (fact.status, fact.name.clone())));
    }
    let mut notes: Vec<StatusNote> = Vec::new();
    for status in Status::ALL {
        let of_status: Vec<&CellRef> = cells.iter().copied().filter(|cell| cell.status() == status).collect();
        let mut texts = of_cells(&of_status, status, notation);
        let mut names: Vec<&str> =
            facts.iter().filter(|(found, _)| *found == status).map(|(_, name)| name.as_str()).collect();
        names.dedup();
        if !names.is_empty() {
            texts.push(format!("Dit cijfer is {}: {}.", adjective(status), list_of_names(&names)));
        }
        notes.extend(texts.into_iter().map(|text| StatusNote { status, text }));
    }
    notes
}

fn of_cells(cells: &[&CellRef], status: Status, notation: &Notation) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    // Periods whose reason nobody gave, by a mark beside the number only.
    let mut unexplained: Vec<Period> = Vec::new();
    let mut add = |text: String| {
        if !texts.contains(&text) {
            texts.push(text);
        }
    };
    for cell in cells {
        let period = cell.period();
        if let Some(revision) = cell.revision() {
            let still_open = if status.is_provisional() { " Het is nog niet definitief." } else { "" };
            add(of_revision(cell, revision, notation) + still_open);
        } else if let Some(note) = declared_reason(cell) {
            add(note.to_owned());
        } else {
            unexplained.push(period);
        }
    }
    unexplained.sort();
    unexplained.dedup();
    if !unexplained.is_empty() {
        texts.push(format!("De cijfers over {} zijn {}.", named(&unexplained), adjective(status)));
    }
    texts
}

/// "nader voorlopig", as it follows "zijn".
fn adjective(status: Status) -> &'static str {
    match status {
        Status::Definitive => "definitief",
        Status::Provisional => "voorlopig",
        Status::RevisedProvisional => "bijgesteld, maar nog niet definitief",
        Status::Estimate => "geschat",
        Status::Corrected => "gecorrigeerd",
        Status::Forecast => "een prognose",
    }
}

fn named(periods: &[Period]) -> String {
    let consecutive = periods.windows(2).all(|pair| pair[0].next() == Some(pair[1]));
    match periods {
        [first, _, .., last] if consecutive => format!("{} tot en met {}", first.with_article(), last.with_article()),
        all => list_of_names(&all.iter().map(|period| period.with_article()).collect::<Vec<_>>()),
    }
}

fn declared_reason(cell: &CellRef) -> Option<&str> {
    cell.provisional().and_then(|one| one.note.as_ref()).map(|note| note.value.as_str())
}

/// "In de vorige brief (2022-K3/jnv) stond € 455.000."
fn of_revision(cell: &CellRef, revision: &Revision, notation: &Notation) -> String {
    let measure = &cell.series.measures[cell.measure];
    let about: Vec<&str> = cell.series.rows[cell.row].dimensions.iter().map(|value| value.as_str()).collect();
    let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join(", ")) };
    let mut text = format!("Het cijfer over {} voor {}{about} is herzien.", cell.period().with_article(), measure.name);
    if let Some(was) = revision.was {
        let style = Style {
            rounding: measure.rounding,
            scale: Scale::One,
            context: Context::Text,
            with_unit: true,
            signed: false,
        };
        let letter = revision.letter.as_ref().map_or_else(String::new, |letter| format!(" ({letter})"));
        text += &format!(" In de vorige brief{letter} stond {}.", notation.format(was, &measure.unit, style));
    }
    if let Some(note) = &revision.note {
        text += " ";
        text += &note.value;
    }
    text
}
