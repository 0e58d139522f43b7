//! The charts of a document, drawn, described, and with a record of the numbers that they give away.

use std::cell::RefCell;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::chart::{self, Chart, ChartStyle, Labels};
use crate::diagnostic::{Code, Finding, Findings, Found};
use crate::load::Municipality;
use crate::text::{Block, Document, Exhibit, ExhibitKind, SlideLayout};

use super::slide_room::{LEAST_TEXT, Slot, slots};

/// Width of the text, in points: A4 less the margins.
const TEXT_WIDTH_PT: f64 = 430.0;

/// A chart as the layout sees it.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// The virtual file that holds the SVG.
    pub file: String,
    /// The SVG.
    pub svg: String,
    /// What it tells, for whoever cannot see it.
    pub alt: String,
    /// The numbers in the picture and its description.
    pub numbers: ChartNumbers,
}

/// The numbers that a chart gives to its readers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChartNumbers {
    /// Numbers that stand in the picture, as they are written there.
    pub drawn: Vec<(Decimal, String)>,
    /// Numbers in the description.
    pub told: Vec<(Decimal, String)>,
    /// Every number of the chart as it would be written, by row and column.
    written: BTreeMap<(usize, usize), String>,
}

impl ChartNumbers {
    /// A number of the chart, by row and column, as it is written there.
    pub fn written(&self, row: usize, column: usize) -> String {
        self.written.get(&(row, column)).cloned().unwrap_or_default()
    }
}

/// The chart of an exhibit; `table` is where its numbers are printed.
pub fn chart_of(document: &Document, exhibit: &Exhibit, table: Option<String>) -> Option<Chart> {
    let title = document.plain(&exhibit.title);
    let subject = document.plain(&exhibit.subject);
    chart::chart(exhibit, subject, (!title.is_empty()).then_some(title), table)
}

/// The look of charts that an organisation has.
pub fn chart_style(municipality: &Municipality) -> ChartStyle {
    ChartStyle {
        house: municipality.color,
        width_pt: TEXT_WIDTH_PT,
        font_family: municipality.font.value.clone(),
        ..ChartStyle::default()
    }
}

/// Draws every chart of a document, for its place on a page or on a slide; tables have no drawing.
pub fn draw(document: &Document, municipality: &Municipality) -> Found<Vec<Option<Drawing>>> {
    Found::gather(|findings| draw_all(document, municipality, findings))
}

fn draw_all(document: &Document, municipality: &Municipality, findings: &mut Findings) -> Vec<Option<Drawing>> {
    let on_page = chart_style(municipality);
    let slots = slots(document, &municipality.notation);
    let mut drawings = Vec::new();
    for (exhibit, slot) in document.exhibits.iter().zip(slots) {
        let style = match slot {
            Some(Slot { width, height }) => {
                ChartStyle { width_pt: width, height_pt: Some(height), text_size_pt: LEAST_TEXT, ..on_page.clone() }
            }
            None => on_page.clone(),
        };
        drawings.push(match exhibit.kind {
            ExhibitKind::Chart => draw_one(document, exhibit, municipality, &style, findings),
            ExhibitKind::Table => None,
        });
    }
    drawings
}

fn draw_one(
    document: &Document,
    exhibit: &Exhibit,
    municipality: &Municipality,
    style: &ChartStyle,
    findings: &mut Findings,
) -> Option<Drawing> {
    let table = document.exhibits.iter().find(|other| other.kind == ExhibitKind::Table && other.id == exhibit.id);
    let described = chart_of(document, exhibit, table.map(|table| table.label(false)))?;
    let house = chart::labels(exhibit, &municipality.notation);
    let (in_picture, in_words) = (Recorder::new(&house), Recorder::new(&house));
    match chart::draw(&described, &in_picture, style) {
        Ok(svg) => {
            let alt = chart::alt_text(&described, &in_words);
            let mut told = in_words.recorded();
            // What matters least is left out of a long description.
            told.retain(|(_, written)| alt.contains(written.as_str()));
            let cells = exhibit.grid.cells.iter().enumerate();
            let cells =
                cells.flat_map(|(row, cells)| cells.iter().enumerate().map(move |(at, cell)| ((row, at), cell)));
            let known = cells.filter_map(|(at, cell)| Some((at, cell.as_ref()?.amount.number()?)));
            let written = known.map(|(at, value)| (at, house.of_cell(exhibit, at).value(value))).collect();
            let numbers = ChartNumbers { drawn: in_picture.recorded(), told, written };
            Some(Drawing { file: format!("grafiek-{}.svg", exhibit.number), svg, alt, numbers })
        }
        Err(error) if style.height_pt.is_some() => {
            let message = format!("De grafiek \"{}\" past niet op deze dia: {error}.", exhibit.id);
            let finding = Finding::new(Code::ChartDoesNotFit, exhibit.place.clone(), message);
            findings.push(match is_alone(document, exhibit) {
                true => finding.hint("Een kortere titel en kortere noten laten ook meer plaats over."),
                false => finding.hint("Of zet de grafiek alleen op een dia: dan is er meer plaats."),
            });
            None
        }
        Err(error) => {
            findings.push(Finding::new(
                Code::ExhibitWithoutData,
                exhibit.place.clone(),
                format!("De grafiek \"{}\" kan niet worden getekend: {error}.", exhibit.id),
            ));
            None
        }
    }
}

/// Whether a chart has a whole slide.
fn is_alone(document: &Document, exhibit: &Exhibit) -> bool {
    let is_this = |block: &Block| block.place == exhibit.place;
    let section = document.sections.iter().find(|section| section.blocks.iter().any(is_this));
    let slide = section.and_then(|section| section.slide.as_ref());
    slide.is_some_and(|slide| slide.layout == SlideLayout::Chart)
}

/// Writes numbers as another does and remembers which.
struct Recorder<'a> {
    labels: &'a dyn Labels,
    seen: RefCell<Vec<(Decimal, String)>>,
    of_series: Vec<Recorder<'a>>,
}

impl<'a> Recorder<'a> {
    fn new(labels: &'a dyn Labels) -> Self {
        let of_series = (0..).map_while(|series| labels.of_series(series)).map(Recorder::new).collect();
        Self { labels, seen: RefCell::default(), of_series }
    }

    fn recorded(self) -> Vec<(Decimal, String)> {
        let own = self.seen.into_inner();
        own.into_iter().chain(self.of_series.into_iter().flat_map(Recorder::recorded)).collect()
    }
}

impl Labels for Recorder<'_> {
    fn value(&self, value: Decimal) -> String {
        let written = self.labels.value(value);
        let mut seen = self.seen.borrow_mut();
        if !seen.iter().any(|(known, _)| *known == value) {
            seen.push((value, written.clone()));
        }
        written
    }

    /// What is drawn without its unit was measured with it before: that is not how it stands in the picture.
    fn bare(&self, value: Decimal) -> String {
        let written = self.labels.bare(value);
        let mut seen = self.seen.borrow_mut();
        match seen.iter_mut().find(|(known, _)| *known == value) {
            Some((_, known)) => known.clone_from(&written),
            None => seen.push((value, written.clone())),
        }
        written
    }

    fn axis(&self, value: Decimal) -> String {
        self.labels.axis(value)
    }

    fn of_series(&self, series: usize) -> Option<&dyn Labels> {
        self.of_series.get(series).map(|labels| labels as &dyn Labels)
    }
}
