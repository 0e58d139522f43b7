//! What a reader must be told of numbers that are not final, or that differ from an earlier letter.

use crate::dutch::notation::{Context, Notation, Scale, Style, list_of_names};
use crate::dutch::period::Period;
use crate::dutch::status::Status;
use crate::indicator::{CellRef, Number};
use crate::load::Revision;

/// Signs for further remarks about numbers of one status; the statuses have the first.
const MORE_SIGNS: [&str; 10] = ["**", "***", "†", "‡", "§", "¶", "††", "‡‡", "§§", "¶¶"];

/// A remark about numbers of one status.
#[derive(Debug, Clone, PartialEq)]
pub struct StatusNote {
    /// The status that it explains.
    pub status: Status,
    /// One or more sentences.
    pub text: String,
    /// What it is about; none where it is about no sign.
    reason: Option<Reason>,
    /// What stands at the numbers that it is about: no two remarks have the same.
    sign: Option<String>,
}

/// Why numbers are not final: what tells remarks of one status apart.
#[derive(Debug, Clone, PartialEq)]
enum Reason {
    /// These cells were published before.
    Revised(Vec<CellRef>),
    /// The series says why, in these words.
    Declared(String),
    /// Nobody says why.
    Unexplained,
    /// It is about facts.
    Facts,
}

impl StatusNote {
    /// A remark about numbers that carry no sign.
    pub fn unsigned(text: String) -> Self {
        Self { status: Status::Definitive, text, reason: None, sign: None }
    }

    /// The sign that stands at the numbers; none where they carry none.
    pub fn sign(&self) -> Option<&str> {
        self.sign.as_deref()
    }

    /// The remark behind the sign that stands at the numbers.
    pub fn marked(&self) -> String {
        self.sign().map_or_else(|| self.text.clone(), |sign| format!("{sign}\u{a0}{}", self.text))
    }

    fn is_about(&self, number: &Number) -> bool {
        let mut cells = number.cells.iter().filter(|cell| cell.status() == self.status);
        match &self.reason {
            Some(Reason::Revised(revised)) => cells.any(|cell| revised.contains(cell)),
            Some(Reason::Declared(words)) => {
                cells.any(|cell| cell.revision().is_none() && declared_reason(cell) == Some(words))
            }
            Some(Reason::Unexplained) => cells.any(|cell| cell.revision().is_none() && declared_reason(cell).is_none()),
            Some(Reason::Facts) => number.facts.iter().any(|fact| fact.status == self.status),
            None => false,
        }
    }
}

/// The signs that stand at a number, of the remarks about it.
pub fn signs<'n>(notes: &'n [StatusNote], number: &Number) -> Vec<&'n str> {
    let status = number.status();
    if status.mark().is_none() {
        return Vec::new();
    }
    let of_status: Vec<&StatusNote> = notes.iter().filter(|note| note.status == status).collect();
    let own: Vec<&str> = match of_status.as_slice() {
        [only] => only.sign().into_iter().collect(),
        several => several.iter().filter(|note| note.is_about(number)).filter_map(|note| note.sign()).collect(),
    };
    if own.is_empty() { status.mark().into_iter().collect() } else { own }
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
        let mut reasons = of_cells(&of_status, status, notation);
        let mut names: Vec<&str> =
            facts.iter().filter(|(found, _)| *found == status).map(|(_, name)| name.as_str()).collect();
        names.dedup();
        if !names.is_empty() {
            let text = format!("Dit cijfer is {}: {}.", adjective(status), list_of_names(&names));
            reasons.push((text, Reason::Facts));
        }
        let note = |(text, reason)| StatusNote { status, text, reason: Some(reason), sign: None };
        notes.extend(reasons.into_iter().map(note));
    }
    give_signs(&mut notes);
    notes
}

/// Gives these remarks, about some of the numbers of `of`, the signs that they have there.
pub fn signed_as(notes: &mut [StatusNote], of: &[StatusNote]) {
    for note in notes {
        let is_same = |other: &&StatusNote| match (&note.reason, &other.reason) {
            (Some(Reason::Revised(here)), Some(Reason::Revised(there))) => here.iter().any(|cell| there.contains(cell)),
            (here, there) => here == there,
        };
        let known = of.iter().filter(|other| other.status == note.status).find(is_same);
        if let Some(known) = known {
            note.sign.clone_from(&known.sign);
        }
    }
}

/// Each its own: the first of a status has the sign of that status.
fn give_signs(notes: &mut [StatusNote]) {
    let mut taken: Vec<&str> = notes.iter().filter_map(|note| note.status.mark()).collect();
    let mut seen = Vec::new();
    for note in notes.iter_mut() {
        let Some(mark) = note.status.mark() else { continue };
        let sign = match seen.contains(&note.status) {
            false => Some(mark),
            true => MORE_SIGNS.into_iter().find(|sign| !taken.contains(sign)),
        };
        seen.push(note.status);
        taken.extend(sign);
        // So many different remarks have never been seen; the last ones share a sign.
        note.sign = Some(sign.unwrap_or(mark).to_owned());
    }
}

fn of_cells(cells: &[&CellRef], status: Status, notation: &Notation) -> Vec<(String, Reason)> {
    let mut reasons: Vec<(String, Reason)> = Vec::new();
    // Periods whose reason nobody gave, by a mark beside the number only.
    let mut unexplained: Vec<Period> = Vec::new();
    for cell in cells {
        if let Some(revision) = cell.revision() {
            let still_open = if status.is_provisional() { " Het is nog niet definitief." } else { "" };
            let text = of_revision(cell, revision, notation) + still_open;
            match reasons.iter_mut().find(|(known, _)| *known == text) {
                Some((_, Reason::Revised(cells))) => cells.push((*cell).clone()),
                _ => reasons.push((text, Reason::Revised(vec![(*cell).clone()]))),
            }
        } else if let Some(note) = declared_reason(cell) {
            if !reasons.iter().any(|(known, _)| known == note) {
                reasons.push((note.to_owned(), Reason::Declared(note.to_owned())));
            }
        } else {
            unexplained.push(cell.period());
        }
    }
    unexplained.sort();
    unexplained.dedup();
    if !unexplained.is_empty() {
        let text = format!("De cijfers over {} zijn {}.", named(&unexplained), adjective(status));
        reasons.push((text, Reason::Unexplained));
    }
    reasons
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
