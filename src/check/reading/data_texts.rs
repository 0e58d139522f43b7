//! Sentences that people wrote in data files and that a document prints: remarks with a series, why a number was revised
//! or may still change, what a pilot is for. A number in them is as unbound as one in the text itself.

use crate::diagnostic::Spot;
use crate::dutch::status::Status;
use crate::indicator::CellRef;
use crate::load::Located;
use crate::text::{Document, Words};

use super::prose::{Prose, TokenKind, of_literal, of_written};

/// What of a pilot is a sentence or a name, and no case number or date.
const OF_PILOT: [&str; 5] = ["naam", "doel", "doelgroepen", "aanbieders", "gemeenten"];

/// The sentences with the series that a document shows, each once, where they stand in their file.
pub fn of_series(document: &Document) -> Vec<Prose> {
    let mut written: Vec<&Located<String>> = Vec::new();
    for exhibit in &document.exhibits {
        written.extend(exhibit.grid.series.iter().flat_map(|series| &series.notes));
        written.extend(exhibit.grid.breaks().into_iter().map(|(_, note)| note));
    }
    let cells = document.all_numbers().flat_map(|(number, _)| &number.cells);
    written.extend(cells.filter_map(remark));
    let mut texts: Vec<Prose> = Vec::new();
    for (at, text) in written.iter().enumerate() {
        if !written[..at].iter().any(|before| before.place == text.place) {
            texts.extend(of_written(&Words::of_toml(text), &text.place));
        }
    }
    texts
}

/// What goes with a number that is not final, in the words of whoever described its series.
fn remark(cell: &CellRef) -> Option<&Located<String>> {
    if cell.status() == Status::Definitive {
        return None;
    }
    cell.revision().map_or_else(|| cell.provisional().and_then(|one| one.note.as_ref()), |one| one.note.as_ref())
}

/// What the placeholders of these texts print of a pilot, where the placeholder stands.
pub fn of_pilots(texts: &[Prose]) -> Vec<Prose> {
    let given = texts.iter().flat_map(|prose| (0..prose.tokens.len()).map(move |index| (prose, index)));
    let given = given.filter(|(prose, index)| prose.kind(*index) == Some(TokenKind::Given));
    given
        .filter_map(|(prose, index)| {
            let place = prose.place_of(&(index..index + 1));
            is_of_pilot(&place.spot).then(|| of_literal(prose.written(index), &place)).flatten()
        })
        .collect()
}

fn is_of_pilot(spot: &Spot) -> bool {
    let Spot::Text { source, range } = spot else { return false };
    let tag = source.text.get(range.clone()).and_then(|tag| tag.strip_prefix("{{"));
    let path = tag.and_then(|tag| tag.trim_start_matches('-').trim_start().split(['|', '}', ' ', '-']).next());
    path.filter(|path| path.starts_with("pilot"))
        .and_then(|path| path.rsplit('.').next())
        .is_some_and(|key| OF_PILOT.contains(&key))
}
