//! The numbers of a document in the order in which it is read.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::diagnostic::Place;
use crate::dutch::notation::{Notation, capitalised};
use crate::indicator::{Amount, Number, Operation, Origin};
use crate::layout::{Anchor, ChartNumbers, Drawing, printed_cell};
use crate::text::{At, Document, Exhibit, ExhibitKind, Part, Span, Visitor, visit_each};

/// How many words before and after a number are shown with it.
const WORDS_BEFORE: usize = 6;
const WORDS_AFTER: usize = 4;

/// A number where it is printed.
pub struct PlacedNumber {
    /// Where it stands in the source of the pages.
    pub anchor: Anchor,
    /// The section, chart or table it stands in.
    pub part: String,
    /// The words around it, with the number between brackets.
    pub around: String,
    /// As it is printed.
    pub printed: String,
    /// What is printed.
    pub number: Number,
    /// Where the document asks for it.
    pub place: Place,
    /// The slide, from 1, that it is said with; none for what is printed.
    pub said_with: Option<usize>,
}

/// All numbers, each as often as it is printed.
pub fn numbers(document: &Document, notation: &Notation, drawings: &[Option<Drawing>]) -> Vec<PlacedNumber> {
    let mut reader = NumberReader {
        document,
        notation,
        drawings,
        part: String::new(),
        footnotes_read: BTreeSet::new(),
        said_with: None,
        found: Vec::new(),
    };
    document.walk(&mut reader);
    reader.found
}

struct NumberReader<'a> {
    document: &'a Document,
    notation: &'a Notation,
    drawings: &'a [Option<Drawing>],
    part: String,
    footnotes_read: BTreeSet<usize>,
    said_with: Option<usize>,
    found: Vec<PlacedNumber>,
}

impl<'a> Visitor<'a> for NumberReader<'a> {
    fn enter(&mut self, part: Part<'a>) -> bool {
        match part {
            Part::Title => self.part = "titel".to_owned(),
            Part::Section(_, section) => {
                self.part = self.document.plain(&section.heading);
                self.said_with = None;
            }
            Part::Notes(index, _) => {
                self.part = format!("notities bij {}", self.part);
                // The first slide has the title.
                self.said_with = Some(index + 2);
            }
            // They are read at their mark.
            Part::Footnote(_) => return false,
            Part::Exhibit(index, exhibit) => {
                self.exhibit(index, exhibit);
                return false;
            }
        }
        true
    }

    fn text(&mut self, spans: &'a [Span], _: At<'a>) {
        self.spans(spans);
    }
}

impl<'a> NumberReader<'a> {
    fn spans(&mut self, spans: &'a [Span]) {
        let mut run = NumberedText::default();
        run.read(self.document, spans);
        for (index, at) in &run.numbers {
            if let Some(number) = self.document.numbers.get(*index) {
                self.found.push(PlacedNumber {
                    anchor: Anchor::Number(*index),
                    part: self.part.clone(),
                    around: around(&run.text, *at, &number.printed),
                    printed: number.printed.clone(),
                    number: number.number.clone(),
                    place: number.place.clone(),
                    said_with: self.said_with,
                });
            }
        }
        for note in run.footnotes {
            if self.footnotes_read.insert(note)
                && let Some(blocks) = self.document.footnotes.get(note)
            {
                let part = std::mem::replace(&mut self.part, format!("voetnoot {}", note + 1));
                self.document.walk_blocks(blocks, self);
                self.part = part;
            }
        }
    }

    fn exhibit(&mut self, index: usize, exhibit: &'a Exhibit) {
        let part = std::mem::replace(&mut self.part, exhibit.label(false).replace('\u{a0}', " "));
        self.spans(&exhibit.title);
        self.spans(&exhibit.subject);
        match (exhibit.kind, self.drawings.get(index).and_then(Option::as_ref)) {
            (ExhibitKind::Table, _) => self.table(index, exhibit),
            (ExhibitKind::Chart, Some(drawing)) => self.chart(index, exhibit, &drawing.numbers),
            (ExhibitKind::Chart, None) => {}
        }
        exhibit.notes.iter().for_each(|note| self.spans(note));
        self.part = part;
    }

    fn table(&mut self, index: usize, exhibit: &Exhibit) {
        let grid = &exhibit.grid;
        for (row, numbers) in grid.cells.iter().enumerate() {
            for (column, number) in numbers.iter().enumerate() {
                let Some(number) = number else { continue };
                self.found.push(PlacedNumber {
                    anchor: Anchor::Cell(index, row, column),
                    part: self.part.clone(),
                    around: place_in(exhibit, row, column),
                    printed: printed_cell(grid, row, column, self.notation),
                    number: number.clone(),
                    place: exhibit.place.clone(),
                    said_with: None,
                });
            }
        }
    }

    /// Every number that the picture shows, and those that only its description tells.
    fn chart(&mut self, index: usize, exhibit: &Exhibit, chart: &ChartNumbers) {
        let grid = &exhibit.grid;
        let anchor = Anchor::Exhibit(index);
        let (rows, columns) = grid.without_totals();
        for (row, numbers) in grid.cells[..rows].iter().enumerate() {
            for (column, number) in numbers[..columns].iter().enumerate() {
                let Some(number) = number else { continue };
                let printed = match number.amount {
                    Amount::Number(_) => chart.written(row, column),
                    Amount::Missing(_) | Amount::Withheld(_) => continue,
                };
                let told = chart.told.iter().any(|(value, _)| Some(*value) == number.amount.number());
                let around = place_in(exhibit, row, column) + if told { " (ook in de beschrijving)" } else { "" };
                let (part, place) = (self.part.clone(), exhibit.place.clone());
                self.found.push(PlacedNumber {
                    anchor,
                    part,
                    around,
                    printed,
                    number: number.clone(),
                    place,
                    said_with: None,
                });
            }
        }
        for (value, printed) in chart.told.iter().chain(&chart.drawn) {
            let is_point = grid.numbers().any(|number| number.amount.number() == Some(*value));
            let computed = || stack_total(exhibit, *value).or_else(|| difference(exhibit, *value));
            if !is_point && let Some((around, number)) = computed() {
                let (part, place) = (self.part.clone(), exhibit.place.clone());
                self.found.push(PlacedNumber {
                    anchor,
                    part,
                    around,
                    printed: printed.clone(),
                    number,
                    place,
                    said_with: None,
                });
            }
        }
    }
}

/// The parts of a stack that add up to a number which the picture or its description gives.
fn stack_total(exhibit: &Exhibit, value: Decimal) -> Option<(String, Number)> {
    let (rows, columns) = exhibit.grid.without_totals();
    (0..rows).find_map(|row| {
        let parts: Option<Vec<&Number>> = exhibit.grid.cells[row][..columns].iter().map(Option::as_ref).collect();
        let parts = parts?;
        let sum: Option<Decimal> = parts.iter().map(|part| part.amount.number()).sum();
        if sum? != value {
            return None;
        }
        let mut number = (*parts.first()?).clone();
        number.label = "Som van de delen".to_owned();
        number.origin = Origin::Cells(Operation::Sum);
        number.amount = Amount::Number(value);
        number.about = Vec::new();
        number.cells = parts.iter().flat_map(|part| part.cells.iter().cloned()).collect();
        Some((format!("{}, totaal", exhibit.grid.rows[row].name), number))
    })
}

/// The two numbers that differ by what the description of a chart with a mark tells.
fn difference(exhibit: &Exhibit, value: Decimal) -> Option<(String, Number)> {
    exhibit.mark?;
    let grid = &exhibit.grid;
    let (rows, columns) = grid.without_totals();
    let pairs: Vec<[(usize, usize); 2]> = match exhibit.is_across() {
        true => (0..columns).map(|column| [(0, column), (1, column)]).collect(),
        false => (0..rows).map(|row| [(row, 0), (row, 1)]).collect(),
    };
    pairs.into_iter().find_map(|pair| {
        let [one, other] = pair.map(|(row, column)| grid.cells.get(row)?.get(column)?.as_ref());
        let (one, other) = (one?, other?);
        if one.amount.number()?.checked_sub(other.amount.number()?)?.abs() != value {
            return None;
        }
        let mut number = one.clone();
        number.label = "Verschil".to_owned();
        number.origin = Origin::Cells(Operation::TableChange);
        number.amount = Amount::Number(value);
        number.about = Vec::new();
        number.cells = one.cells.iter().chain(&other.cells).cloned().collect();
        let (row, column) = pair[0];
        let heading = if exhibit.is_across() { &grid.columns[column].name } else { &grid.rows[row].name };
        Some((format!("{heading}, verschil (alleen in de beschrijving)"), number))
    })
}

/// "Zonder beschikking, 2022": what a reader finds at the head of the row and column.
fn place_in(exhibit: &Exhibit, row: usize, column: usize) -> String {
    let grid = &exhibit.grid;
    let row = grid.row_name(row);
    let column = grid.columns.get(column).map_or("", |heading| heading.name.as_str());
    capitalised(&format!("{row}, {column}"))
}

/// Running text with the places of its numbers.
#[derive(Default)]
struct NumberedText {
    text: String,
    /// Which number, and where it starts in the text.
    numbers: Vec<(usize, usize)>,
    footnotes: Vec<usize>,
}

impl NumberedText {
    fn read(&mut self, document: &Document, spans: &[Span]) {
        visit_each(spans, &mut |span| match span {
            Span::Number(index) => {
                self.numbers.push((*index, self.text.len()));
                self.text.push_str(document.numbers.get(*index).map_or("", |number| &number.printed));
            }
            Span::Footnote(index) => self.footnotes.push(*index),
            Span::Strong(_) | Span::Emphasis(_) | Span::Link { .. } => {}
            other => self.text.push_str(&document.plain(std::slice::from_ref(other))),
        });
    }
}

fn around(text: &str, at: usize, printed: &str) -> String {
    let (before, after) = (&text[..at], &text[at + printed.len()..]);
    let words_before: Vec<&str> = before.split(' ').collect();
    let first = words_before.len().saturating_sub(WORDS_BEFORE + 1);
    let ahead = if first > 0 { "… " } else { "" };
    let words_after: Vec<&str> = after.split(' ').collect();
    let behind = if words_after.len() > WORDS_AFTER + 1 { " …" } else { "" };
    let after = words_after.into_iter().take(WORDS_AFTER + 1).collect::<Vec<_>>().join(" ");
    format!("{ahead}{}[{printed}]{after}{behind}", words_before[first..].join(" "))
}
