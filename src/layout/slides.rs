//! The slides of a presentation as a template sees them, and the room that each chart has.
//!
//! All lengths are in points. A slide is as large as those of other programs, so that 18 points are as large
//! as they are there.

use minijinja::context;
use minijinja::value::Value;

use crate::chart;
use crate::diagnostic::Place;
use crate::load::AspectRatio;
use crate::notation::Notation;
use crate::status::Status;
use crate::text::{
    self, Block, BlockContent, Document, SectionText, SlideLayout, Span, StatusNote, rounded_note, typography,
};

use super::blocks::{BlockWriter, LINE_COMMENT};

/// Nothing on a slide is smaller.
pub const LEAST_TEXT: f64 = 18.0;

const HEIGHT: f64 = 540.0;
const MARGIN: f64 = 56.0;
/// Between columns.
const GUTTER: f64 = 36.0;
const TITLE_TOP: f64 = 36.0;
const TITLE_SIZE: f64 = 34.0;
/// From one line of the title to the next.
const TITLE_PITCH: f64 = 40.0;
/// Between the title and what is below it.
const BELOW_TITLE: f64 = 26.0;
/// Where the content ends and the foot of the slide begins.
const CONTENT_END: f64 = 488.0;
/// From one line of sources, notes and captions to the next.
const SMALL_PITCH: f64 = 23.0;
const CAPTION_SIZE: f64 = 22.0;
const CAPTION_PITCH: f64 = 28.0;
/// Between a chart and its caption, and between a chart and the notes.
const AROUND_CHART: f64 = 12.0;
/// The part of the width that a chart beside text takes.
const CHART_SHARE: f64 = 0.57;

/// How large slides are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SlideSize {
    /// Width of the whole slide.
    pub width: f64,
    /// Height of the whole slide.
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

    /// Where content may stand: from the left, to the right, and down to.
    pub fn bounds(self) -> (f64, f64, f64) {
        (MARGIN, self.width - MARGIN, CONTENT_END)
    }

    fn content_width(self) -> f64 {
        self.width - 2.0 * MARGIN
    }

    fn chart_beside(self) -> f64 {
        ((self.content_width() - GUTTER) * CHART_SHARE).round()
    }

    fn half(self) -> f64 {
        ((self.content_width() - GUTTER) / 2.0).round()
    }

    fn as_value(self) -> Value {
        context! {
            breedte => self.width,
            hoogte => self.height,
            marge => MARGIN,
            goot => GUTTER,
            titel_boven => TITLE_TOP,
            titel_letter => TITLE_SIZE,
            titel_regel => TITLE_PITCH,
            onder_titel => BELOW_TITLE,
            einde => CONTENT_END,
            naast => self.chart_beside(),
            helft => self.half(),
            rond_grafiek => AROUND_CHART,
            kopje => CAPTION_SIZE,
            klein => LEAST_TEXT,
        }
    }
}

/// The room for a chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slot {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

/// The room that each chart of a presentation has, by its position in [`Document::exhibits`].
pub fn slots(document: &Document) -> Vec<Option<Slot>> {
    let mut slots = vec![None; document.exhibits.len()];
    let Some(show) = document.show else { return slots };
    let size = SlideSize::of(show.ratio);
    for section in &document.sections {
        let Some(slide) = &section.slide else { continue };
        let width = match slide.layout {
            SlideLayout::TwoCharts => size.half(),
            SlideLayout::Chart => size.content_width(),
            _ => size.chart_beside(),
        };
        let exhibits = exhibits_on(section);
        let caption = exhibits.iter().map(|index| caption_height(document, *index, width)).fold(0.0, f64::max);
        let below = lines_of(&small_print(document, &exhibits), LEAST_TEXT, size.content_width()) * SMALL_PITCH;
        let title = lines_of(&document.plain(&section.heading), TITLE_SIZE, size.content_width()).max(1.0);
        let top = TITLE_TOP + title * TITLE_PITCH + BELOW_TITLE;
        let height = (CONTENT_END - top - caption - below - 2.0 * AROUND_CHART).max(0.0).floor();
        for index in exhibits {
            slots[index] = Some(Slot { width, height });
        }
    }
    slots
}

fn exhibits_on(section: &SectionText) -> Vec<usize> {
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

/// What stands below the charts of a slide, each once.
fn small_print(document: &Document, exhibits: &[usize]) -> String {
    let (sources, notes) = sources_and_notes(document, exhibits);
    let notes = notes.iter().map(|note| document.plain(note));
    let sources = (!sources.is_empty()).then(|| format!("Bron: {}.", sources.join("; ")));
    sources.into_iter().chain(notes).collect::<Vec<_>>().join(" ")
}

fn sources_and_notes<'d>(document: &'d Document, exhibits: &[usize]) -> (Vec<&'d str>, Vec<&'d [Span]>) {
    let (mut sources, mut notes): (Vec<&str>, Vec<&[Span]>) = (Vec::new(), Vec::new());
    let mut told: Vec<String> = Vec::new();
    for exhibit in exhibits.iter().filter_map(|index| document.exhibits.get(*index)) {
        for source in &exhibit.sources {
            if !sources.contains(&source.as_str()) {
                sources.push(source);
            }
        }
        for note in &exhibit.notes {
            let words = document.plain(note);
            if !told.contains(&words) {
                told.push(words);
                notes.push(note);
            }
        }
    }
    (sources, notes)
}

/// One of the pages that slides become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlidePage {
    /// The slide, from 1: the one with the title.
    pub number: usize,
    /// How many items of its lists are seen.
    pub step: usize,
    /// How many items build up.
    pub steps: usize,
}

/// The pages of a presentation, in order: a page a slide, or with `steps` a page for each step of those that build up.
pub fn slide_pages(document: &Document, steps: bool) -> Vec<SlidePage> {
    let mut pages = vec![SlidePage { number: 1, step: 0, steps: 0 }];
    for (index, section) in document.sections.iter().enumerate() {
        let all = if steps { steps_of(section) } else { 0 };
        pages.extend((0..=all).map(|step| SlidePage { number: index + 2, step, steps: all }));
    }
    pages
}

/// How many items build up on a slide.
fn steps_of(section: &SectionText) -> usize {
    let items = |block: &Block| match &block.content {
        BlockContent::List { items, .. } => items.len(),
        _ => 0,
    };
    let builds_up = section.slide.as_ref().is_some_and(|slide| slide.steps);
    if builds_up { section.blocks.iter().map(items).sum() } else { 0 }
}

/// What a template sees of the slides.
pub(super) fn context_of(document: &Document, notation: &Notation, writer: &mut BlockWriter<'_>) -> Value {
    let size = document.show.map(|show| SlideSize::of(show.ratio)).unwrap_or(SlideSize::of(AspectRatio::Wide));
    let slides: Vec<Value> = document
        .sections
        .iter()
        .enumerate()
        .filter_map(|(index, section)| slide(document, notation, index + 2, section, writer))
        .collect();
    context! { maat => size.as_value(), dias => slides }
}

fn slide(
    document: &Document,
    notation: &Notation,
    number: usize,
    section: &SectionText,
    writer: &mut BlockWriter<'_>,
) -> Option<Value> {
    let slide = section.slide.as_ref()?;
    writer.begin_slide(slide.steps);
    let title = format!("{}\n{}", comment(&slide.place), writer.unmarked(&section.heading));
    let is_picture = |block: &&Block| match &block.content {
        BlockContent::Picture { .. } => true,
        BlockContent::Exhibit(_) => true,
        BlockContent::Table { .. } => slide.layout == SlideLayout::Table,
        _ => false,
    };
    let (pictures, texts): (Vec<&Block>, Vec<&Block>) = section.blocks.iter().partition(is_picture);
    // The big number stands apart from its explanation, and a quotation from who said it.
    let apart = matches!(slide.layout, SlideLayout::Number | SlideLayout::Quote);
    let (first, rest) = texts.split_at(if apart { 1.min(texts.len()) } else { 0 });
    let first = writer.slide_blocks(first);
    let rest = writer.slide_blocks(rest);
    let pictures: String = pictures.into_iter().map(|block| writer.picture_on_slide(block)).collect();
    let below = below(document, notation, section, writer);
    let notes = writer.notes(&slide.notes);
    Some(context! {
        nummer => number,
        indeling => slide.layout.name(),
        titel => markup(title),
        eerst => markup(first),
        tekst => markup(rest),
        beelden => markup(format!("({pictures})")),
        onder => if below.is_empty() { None } else { Some(markup(below)) },
        notities => if slide.notes.is_empty() { None } else { Some(markup(notes)) },
        stappen => steps_of(section),
    })
}

/// What stands at the end of a slide: footnotes, sources, notes, and what marks at numbers mean.
fn below(document: &Document, notation: &Notation, section: &SectionText, writer: &mut BlockWriter<'_>) -> String {
    let mut parts: Vec<String> = Vec::new();
    let exhibits = exhibits_on(section);
    let (sources, notes) = sources_and_notes(document, &exhibits);
    let place = exhibits.first().map(|index| comment(&document.exhibits[*index].place)).unwrap_or_default();
    if !sources.is_empty() {
        parts.push(writer.words(&format!("Bron: {}.", sources.join("; "))));
    }
    let marked = status_notes(document, notation, writer);
    // What a chart says too is said once, behind its mark.
    let is_said = |words: &str| marked.iter().any(|note| note.text == words);
    let own = notes.into_iter().filter(|note| !is_said(&document.plain(note)));
    parts.extend(own.map(|note| writer.unmarked(note)));
    parts.extend(marked.iter().map(|note| writer.words(&typography::typeset(&note.marked(), notation))));
    let footnotes = writer.cited_footnotes();
    let small = if parts.is_empty() { String::new() } else { format!("{place}\n#par[{}]\n", parts.join(" ")) };
    footnotes + &small
}

/// What the marks at the numbers in the running text of this slide mean, and how they were rounded.
fn status_notes(document: &Document, notation: &Notation, writer: &BlockWriter<'_>) -> Vec<StatusNote> {
    let here = || {
        let printed = writer.figures_printed().iter().filter_map(|index| document.figures.get(*index));
        printed.map(|printed| &printed.figure)
    };
    let is_printed = |note: &StatusNote| writer.marks_printed().contains(&note.status);
    let rounded = rounded_note(here()).map(|text| StatusNote { status: Status::Definitive, text });
    text::status_notes(here(), notation).into_iter().filter(is_printed).chain(rounded).collect()
}

fn comment(place: &Place) -> String {
    place.line_column().map(|(line, _)| format!("{LINE_COMMENT}{line}")).unwrap_or_default()
}

/// Markup ends in what is the layout's own again.
fn markup(code: String) -> Value {
    Value::from_safe_string(format!("{code}\n{LINE_COMMENT}0\n"))
}
