//! How large slides are, and the room that each chart has on one.
//!
//! All lengths are in points. A slide is as large as those of other programs, so that 18 points are as large
//! as they are there.

use crate::chart;
use crate::diagnostic::Place;
use crate::dutch::notation::Notation;
use crate::load::AspectRatio;
use crate::text::{
    self, Block, BlockContent, Document, SectionText, SlideLayout, Span, StatusNote, rounded_note, visit_each,
    visit_spans,
};

/// No text on a slide is smaller, in points.
pub const LEAST_TEXT: f64 = 18.0;

const HEIGHT: f64 = 540.0;
pub(super) const MARGIN: f64 = 56.0;
/// Between columns.
pub(super) const GUTTER: f64 = 36.0;
pub(super) const TITLE_TOP: f64 = 36.0;
pub(super) const TITLE_SIZE: f64 = 36.0;
/// From one line of the title to the next.
pub(super) const TITLE_PITCH: f64 = 42.0;
/// Between the title and what is below it.
pub(super) const BELOW_TITLE: f64 = 30.0;
/// Where the content ends and the foot of the slide begins.
pub(super) const CONTENT_END: f64 = 484.0;
/// From one line of sources, notes and captions to the next.
const SMALL_PITCH: f64 = 23.0;
pub(super) const CAPTION_SIZE: f64 = 22.0;
const CAPTION_PITCH: f64 = 28.0;
/// Between a chart and its caption, and between a chart and the notes.
pub(super) const AROUND_CHART: f64 = 12.0;
/// The part of the width that a chart beside text takes.
const CHART_SHARE: f64 = 0.57;

/// How large slides are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SlideSize {
    /// Width of the whole slide in points.
    pub width: f64,
    /// Height of the whole slide in points.
    pub height: f64,
}

impl SlideSize {
    /// By the ratio that the author asks for.
    pub fn of(ratio: AspectRatio) -> Self {
        let width = match ratio {
            AspectRatio::Wide => 960.0,
            AspectRatio::Classic => 720.0,
        };
        Self { width, height: HEIGHT }
    }

    /// Where content may stand, in points: from the left, to the right, and down to.
    pub fn bounds(self) -> (f64, f64, f64) {
        (MARGIN, self.width - MARGIN, CONTENT_END)
    }

    pub(super) fn content_width(self) -> f64 {
        self.width - 2.0 * MARGIN
    }

    pub(super) fn chart_beside(self) -> f64 {
        ((self.content_width() - GUTTER) * CHART_SHARE).round()
    }

    pub(super) fn half(self) -> f64 {
        ((self.content_width() - GUTTER) / 2.0).round()
    }
}

/// The room for a chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slot {
    /// Its width in points.
    pub width: f64,
    /// Its height in points.
    pub height: f64,
}

/// The room that each chart of a presentation has, by its position in [`Document::exhibits`].
pub fn slots(document: &Document, notation: &Notation) -> Vec<Option<Slot>> {
    let mut slots = vec![None; document.exhibits.len()];
    let Some(show) = document.show else { return slots };
    let size = SlideSize::of(show.ratio);
    for section in &document.sections {
        let Some(slide) = &section.slide else { continue };
        // Where they do not belong together there is nothing to draw.
        if !matches!(slide.layout, SlideLayout::TwoCharts | SlideLayout::Chart | SlideLayout::Beside) {
            continue;
        }
        let (width, caption) = caption_on(document, section, slide.layout);
        let below = SmallPrint::of(document, notation, section).lines(document, size.content_width()) * SMALL_PITCH;
        let title = lines_of(&document.plain(&section.heading), TITLE_SIZE, size.content_width()).max(1.0);
        let top = TITLE_TOP + title * TITLE_PITCH + BELOW_TITLE;
        let height = (CONTENT_END - top - caption - below - 2.0 * AROUND_CHART).max(0.0).floor();
        for index in exhibits_on(section) {
            slots[index] = Some(Slot { width, height });
        }
    }
    slots
}

/// The width of the charts of a slide, and the height of the highest of their captions.
pub(super) fn caption_on(document: &Document, section: &SectionText, layout: SlideLayout) -> (f64, f64) {
    let size = SlideSize::of(document.show.unwrap_or_default().ratio);
    let width = match layout {
        SlideLayout::TwoCharts => size.half(),
        SlideLayout::Beside => size.chart_beside(),
        _ => size.content_width(),
    };
    let heights = exhibits_on(section).into_iter().map(|index| caption_height(document, index, width));
    (width, heights.fold(0.0, f64::max))
}

pub(super) fn exhibits_on(section: &SectionText) -> Vec<usize> {
    let exhibit = |block: &Block| match block.content {
        BlockContent::Exhibit(index) => Some(index),
        _ => None,
    };
    section.blocks.iter().filter_map(exhibit).collect()
}

/// How many lines a text takes: titles are bold.
fn lines_of(text: &str, size: f64, width: f64) -> f64 {
    // Other fonts are wider than the one that it is measured in.
    let width = width * 0.98;
    if text.is_empty() { 0.0 } else { chart::count_lines(text, size > LEAST_TEXT, size, width) as f64 }
}

fn caption_height(document: &Document, index: usize, width: f64) -> f64 {
    let exhibit = &document.exhibits[index];
    let title = lines_of(&document.plain(&exhibit.title), CAPTION_SIZE, width) * CAPTION_PITCH;
    title + lines_of(&document.plain(&exhibit.subject), LEAST_TEXT, width) * SMALL_PITCH
}

/// What stands at the end of the content of a slide.
pub struct SmallPrint<'d> {
    /// Where the numbers of its charts and tables come from.
    sources: Vec<&'d str>,
    /// The notes of its charts and tables.
    pub notes: Vec<&'d [Span]>,
    /// What the marks at the numbers in its text mean, and how those were rounded.
    pub marks: Vec<StatusNote>,
    /// What must be known of the numbers in its title, which carry no marks.
    pub of_title: Vec<String>,
    /// Its footnotes.
    pub footnotes: Vec<usize>,
}

impl<'d> SmallPrint<'d> {
    /// Everything is said once.
    pub fn of(document: &'d Document, notation: &Notation, section: &'d SectionText) -> Self {
        let (mut sources, mut notes): (Vec<&str>, Vec<&[Span]>) = (Vec::new(), Vec::new());
        let marks = marks_in(document, notation, |visit| visit_spans(&section.blocks, visit));
        let mut said: Vec<String> = marks.iter().map(|note| note.text.clone()).collect();
        let of_title = marks_in(document, notation, |visit| visit_each(&section.heading, visit));
        let of_title: Vec<String> =
            of_title.into_iter().map(|note| note.text).filter(|text| !said.contains(text)).collect();
        said.extend(of_title.iter().cloned());
        for block in &section.blocks {
            if let BlockContent::Picture(picture) = &block.content
                && !picture.caption.is_empty()
            {
                notes.push(&picture.caption);
            }
        }
        for exhibit in exhibits_on(section).into_iter().filter_map(|index| document.exhibits.get(index)) {
            for source in &exhibit.sources {
                if !sources.contains(&source.as_str()) {
                    sources.push(source);
                }
            }
            for note in &exhibit.notes {
                let words = document.plain(note);
                if !said.contains(&words) {
                    said.push(words);
                    notes.push(note);
                }
            }
        }
        Self { sources, notes, marks, of_title, footnotes: footnotes_in(&section.heading, &section.blocks) }
    }

    /// "Bron: ...", where there is one.
    pub fn source(&self) -> Option<String> {
        (!self.sources.is_empty()).then(|| format!("Bron: {}.", self.sources.join("; ")))
    }

    /// How many lines it takes.
    pub fn lines(&self, document: &Document, width: f64) -> f64 {
        let notes = self.notes.iter().map(|note| document.plain(note));
        let marks = self.marks.iter().map(StatusNote::marked);
        let words = self.source().into_iter().chain(notes).chain(marks).chain(self.of_title.iter().cloned());
        let running = lines_of(&words.collect::<Vec<_>>().join(" "), LEAST_TEXT, width);
        let footnotes = self.footnotes.iter().filter_map(|index| document.footnotes.get(*index));
        let texts = footnotes.map(|blocks| format!("1. {}", document.plain_blocks(blocks)));
        running + texts.map(|text| lines_of(&text, LEAST_TEXT, width)).sum::<f64>()
    }
}

/// What the marks at the numbers in running text mean, and how those were rounded; `visit` goes through the text.
fn marks_in<'d>(
    document: &'d Document,
    notation: &Notation,
    visit: impl FnOnce(&mut dyn FnMut(&'d Span)),
) -> Vec<StatusNote> {
    let mut indices = Vec::new();
    visit(&mut |span| {
        if let Span::Number(index) = span {
            indices.push(*index);
        }
    });
    let numbers = || indices.iter().filter_map(|index| Some(&document.numbers.get(*index)?.number));
    let mut notes = text::status_notes(numbers(), notation);
    text::signed_as(&mut notes, &document.status_notes);
    notes.retain(|note| note.sign().is_some());
    notes.extend(rounded_note(numbers()).map(StatusNote::unsigned));
    notes
}

/// The footnotes that are cited in a title or in blocks, each once.
pub(super) fn footnotes_in(heading: &[Span], blocks: &[Block]) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let mut note = |span: &Span| {
        if let Span::Footnote(index) = span
            && !found.contains(index)
        {
            found.push(*index);
        }
    };
    visit_each(heading, &mut note);
    visit_spans(blocks, &mut note);
    found
}

/// One of the pages that slides become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlidePage {
    /// The slide, from 1: the one with the title.
    pub number: usize,
    /// The line of the author's file with its title.
    pub line: usize,
    /// Whether its picture may go to its edges.
    pub fills_edges: bool,
    /// How many items of its lists are seen.
    pub step: usize,
    /// How many items build up.
    pub steps: usize,
}

/// The pages of a presentation, in order: a page a slide, or with `steps` a page for each step of those that build up.
pub fn slide_pages(document: &Document, steps: bool) -> Vec<SlidePage> {
    let line_of = |place: &Place| place.line_column().map_or(1, |(line, _)| line);
    let line = line_of(&document.title_place);
    let mut pages = vec![SlidePage { number: 1, line, fills_edges: document.cover.is_some(), step: 0, steps: 0 }];
    for (index, section) in document.sections.iter().enumerate() {
        let all = if steps { steps_of(section) } else { 0 };
        let slide = section.slide.as_ref();
        let line = slide.map_or(1, |slide| line_of(&slide.place));
        let fills_edges = slide.is_some_and(|slide| slide.layout == SlideLayout::Picture);
        pages.extend((0..=all).map(|step| SlidePage { number: index + 2, line, fills_edges, step, steps: all }));
    }
    pages
}

/// How many items build up on a slide.
pub(super) fn steps_of(section: &SectionText) -> usize {
    let items = |block: &Block| match &block.content {
        BlockContent::List { items, .. } => items.len(),
        _ => 0,
    };
    let builds_up = section.slide.as_ref().is_some_and(|slide| slide.steps);
    if builds_up { section.blocks.iter().map(items).sum() } else { 0 }
}
