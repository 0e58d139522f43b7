//! Charts and tables in a letter: their figures, and the words that go with them.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Code, Finding, Place};
use crate::indicator::{Amount, report};
use crate::load::{FigureDefinition, FigureKind, Series};
use crate::notation::{Scale, Unit, list_of_names};
use crate::period::{Period, date_in_words};
use crate::selection::{self, Grid, Heading};

use super::compose::Composer;
use super::document::{Block, BlockContent, Exhibit, ExhibitKind, Span};
use super::typography;

impl Composer<'_> {
    pub(super) fn exhibit(&mut self, kind: ExhibitKind, id: &str, place: &Place) -> Option<Block> {
        let engine = self.engine;
        let definition = engine.data().figures.get(id)?;
        if kind == ExhibitKind::Chart && definition.kind == FigureKind::Table {
            self.failed_exhibits.insert(id.to_owned());
            self.findings.push(
                Finding::new(
                    Code::FigureDefinition,
                    place.clone(),
                    format!("\"{id}\" is een tabel en kan niet als grafiek."),
                )
                .hint(format!("Schrijf {{{{ tabel(\"{id}\") }}}}, of kies een andere soort in data/grafieken.toml.")),
            );
            return None;
        }
        if self.exhibits.iter().any(|known| known.id == id && known.kind == kind) {
            self.findings.push(
                Finding::new(Code::DuplicateFigure, place.clone(), format!("\"{id}\" staat al eerder in deze brief."))
                    .hint(format!("Verwijs ernaar met {{{{ verwijs(\"{id}\") }}}}.")),
            );
            return None;
        }
        let grid = match selection::grid(engine, definition, self.letter.id.period) {
            Ok(grid) => grid,
            Err(problems) => {
                report(problems, place, self.findings);
                self.failed_exhibits.insert(id.to_owned());
                return None;
            }
        };
        let number = self.exhibits.iter().filter(|known| known.kind == kind).count() + 1;
        let exhibit = Exhibit {
            id: id.to_owned(),
            kind,
            number,
            drawn_as: definition.kind,
            title: definition.title.as_ref().map(|title| self.authored(title)).unwrap_or_default(),
            subject: self.subject(definition, &grid),
            emphasis: self.emphasis(definition, &grid),
            sources: sources(&grid.series),
            notes: self.notes(definition, kind, &grid),
            grid,
            place: place.clone(),
            defined_at: definition.place().clone(),
        };
        self.exhibits.push(exhibit);
        Some(Block { content: BlockContent::Exhibit(self.exhibits.len() - 1), place: place.clone() })
    }

    fn subject(&mut self, definition: &FigureDefinition, grid: &Grid) -> Vec<Span> {
        let mut spans = self.authored(&definition.subject);
        spans.extend(unit_suffix(grid).map(Span::Given));
        spans
    }

    fn emphasis(&mut self, definition: &FigureDefinition, grid: &Grid) -> Vec<usize> {
        let mut rows = Vec::new();
        for wanted in &definition.emphasis {
            if let Some(row) = grid.rows.iter().position(|row| row.name == wanted.value) {
                rows.push(row);
                continue;
            }
            match self.engine.periods(wanted, self.letter.id.period) {
                Ok(periods) => {
                    let is_meant = |row: &Heading| row.period.is_some_and(|period| periods.contains(&period));
                    rows.extend((0..grid.rows.len()).filter(|row| is_meant(&grid.rows[*row])));
                }
                Err(problems) => report(problems, &wanted.place, self.findings),
            }
        }
        rows
    }

    fn notes(&mut self, definition: &FigureDefinition, kind: ExhibitKind, grid: &Grid) -> Vec<Vec<Span>> {
        let mut notes: Vec<Vec<Span>> = definition.notes.iter().map(|note| self.authored(note)).collect();
        let mut texts: Vec<String> = grid.series.iter().flat_map(|series| series.notes.iter().cloned()).collect();
        texts.extend(grid.breaks().into_iter().map(|(_, note)| note.to_owned()));
        texts.extend(provisional_notes(grid));
        texts.extend(unknown_note(grid, kind));
        texts.extend(withheld_note(grid, kind));
        let mut seen = BTreeSet::new();
        texts.retain(|text| seen.insert(text.clone()));
        let notation = &self.notation;
        notes.extend(texts.into_iter().map(|text| vec![Span::Given(typography::typeset(&text, notation))]));
        notes
    }
}

/// What follows the subject of a chart or table: in what its numbers are printed.
fn unit_suffix(grid: &Grid) -> Option<String> {
    let suffix = match (&grid.unit, grid.scale) {
        (Some(Unit::Euro), Scale::One) => ", in euro",
        (Some(Unit::Euro), Scale::Thousand) => ", in euro (x\u{a0}1.000)",
        (Some(Unit::Euro), Scale::Million) => ", in miljoenen euro’s",
        (_, Scale::Thousand) => " (x\u{a0}1.000)",
        (_, Scale::Million) => " (x\u{a0}1.000.000)",
        (Some(Unit::Fte), Scale::One) => ", in FTE",
        (Some(Unit::Percent), Scale::One) => ", in procenten",
        (Some(Unit::PercentagePoints), Scale::One) => ", in procentpunten",
        (Some(Unit::Persons | Unit::Count), Scale::One) => ", aantal",
        (Some(Unit::Other(word)), Scale::One) => return Some(format!(", aantal {word}")),
        (None, Scale::One) => return None,
    };
    Some(suffix.to_owned())
}

fn sources(series: &[Arc<Series>]) -> Vec<String> {
    let mut sources: Vec<String> = Vec::new();
    for one in series {
        let mut source = one.source.clone();
        if let Some(date) = one.reference_date {
            source.push_str(&format!(", peildatum {}", date_in_words(date)));
        }
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}

/// What a dot or a gap means.
fn unknown_note(grid: &Grid, kind: ExhibitKind) -> Option<String> {
    let unknown = grid.figures().any(|figure| matches!(figure.amount, Amount::Missing(_)));
    let absent = grid.cells.iter().flatten().any(Option::is_none);
    match kind {
        ExhibitKind::Table if unknown => Some("Een punt betekent dat het cijfer niet bekend is.".to_owned()),
        ExhibitKind::Table if absent => Some("Een streepje betekent dat er geen cijfer is.".to_owned()),
        ExhibitKind::Chart if unknown || absent => Some("Niet alle cijfers zijn bekend.".to_owned()),
        _ => None,
    }
}

/// What takes the place of numbers that are withheld.
fn withheld_note(grid: &Grid, kind: ExhibitKind) -> Option<String> {
    let withheld = grid.figures().any(|figure| matches!(figure.amount, Amount::Withheld(_)));
    let note = match kind {
        ExhibitKind::Table => "Kleine aantallen zijn weggelaten, en ook cijfers die ze verraden: daar staat een punt.",
        ExhibitKind::Chart => "Kleine aantallen zijn weggelaten, en ook cijfers die ze verraden.",
    };
    withheld.then(|| note.to_owned())
}

fn provisional_notes(grid: &Grid) -> Vec<String> {
    let mut notes = Vec::new();
    // Periods whose reason nobody gave, by a mark beside the number only.
    let mut unexplained: Vec<Period> = Vec::new();
    for cell in grid.figures().flat_map(|figure| &figure.cells).filter(|cell| cell.status().is_provisional()) {
        let series = &cell.series;
        let period = series.rows[cell.row].period;
        let measure = &series.measures[cell.measure].id;
        let reason =
            series.provisional.iter().find(|one| one.covers(period, measure)).and_then(|one| one.note.as_ref());
        match reason {
            Some(note) if !notes.contains(note) => notes.push(note.clone()),
            Some(_) => {}
            None => unexplained.push(period),
        }
    }
    unexplained.sort();
    unexplained.dedup();
    let consecutive = unexplained.windows(2).all(|pair| pair[0].next() == Some(pair[1]));
    let which = match &unexplained[..] {
        [] => return notes,
        [first, _, .., last] if consecutive => format!("{} tot en met {}", first.with_article(), last.with_article()),
        all => list_of_names(&all.iter().map(|period| period.with_article()).collect::<Vec<_>>()),
    };
    notes.push(format!("De cijfers over {which} zijn voorlopig."));
    notes
}
