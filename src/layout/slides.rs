//! The slides of a presentation as a template sees them, and the room that each chart has.
//!
//! All lengths are in points. A slide is as large as those of other programs, so that 18 points are as large
//! as they are there.

use minijinja::context;
use minijinja::value::Value;

use crate::chart;
use crate::diagnostic::Place;
use crate::dutch::notation::Notation;
use crate::dutch::status::Status;
use crate::dutch::typography;
use crate::load::AspectRatio;
use crate::text::{
    self, Block, BlockContent, Document, SectionText, SlideLayout, Span, StatusNote, rounded_note, visit_each,
    visit_spans,
};

use super::blocks::{BlockWriter, LINE_COMMENT, words};

/// No text on a slide is smaller, in points.
pub const LEAST_TEXT: f64 = 18.0;

const HEIGHT: f64 = 540.0;
const MARGIN: f64 = 56.0;
/// Between columns.
const GUTTER: f64 = 36.0;
const TITLE_TOP: f64 = 36.0;
const TITLE_SIZE: f64 = 36.0;
/// From one line of the title to the next.
const TITLE_PITCH: f64 = 42.0;
/// Between the title and what is below it.
const BELOW_TITLE: f64 = 30.0;
/// Where the content ends and the foot of the slide begins.
const CONTENT_END: f64 = 484.0;
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
fn caption_on(document: &Document, section: &SectionText, layout: SlideLayout) -> (f64, f64) {
    let size = SlideSize::of(document.show.unwrap_or_default().ratio);
    let width = match layout {
        SlideLayout::TwoCharts => size.half(),
        SlideLayout::Beside => size.chart_beside(),
        _ => size.content_width(),
    };
    let heights = exhibits_on(section).into_iter().map(|index| caption_height(document, index, width));
    (width, heights.fold(0.0, f64::max))
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

/// What stands at the end of the content of a slide.
struct SmallPrint<'d> {
    /// Where the figures of its charts and tables come from.
    sources: Vec<&'d str>,
    /// The notes of its charts and tables.
    notes: Vec<&'d [Span]>,
    /// What the marks at the numbers in its text mean, and how those were rounded.
    marks: Vec<StatusNote>,
    /// What must be known of the numbers in its title, which carry no marks.
    of_title: Vec<String>,
    /// Its footnotes.
    footnotes: Vec<usize>,
}

impl<'d> SmallPrint<'d> {
    /// Everything is said once.
    fn of(document: &'d Document, notation: &Notation, section: &'d SectionText) -> Self {
        let (mut sources, mut notes): (Vec<&str>, Vec<&[Span]>) = (Vec::new(), Vec::new());
        let marks = marks_in(document, notation, |visit| visit_spans(&section.blocks, visit));
        let mut said: Vec<String> = marks.iter().map(|note| note.text.clone()).collect();
        let of_title = marks_in(document, notation, |visit| visit_each(&section.heading, visit));
        let of_title: Vec<String> =
            of_title.into_iter().map(|note| note.text).filter(|text| !said.contains(text)).collect();
        said.extend(of_title.iter().cloned());
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

    fn source(&self) -> Option<String> {
        (!self.sources.is_empty()).then(|| format!("Bron: {}.", self.sources.join("; ")))
    }

    /// How many lines it takes.
    fn lines(&self, document: &Document, width: f64) -> f64 {
        let notes = self.notes.iter().map(|note| document.plain(note));
        let marks = self.marks.iter().map(StatusNote::marked);
        let words = self.source().into_iter().chain(notes).chain(marks).chain(self.of_title.iter().cloned());
        let running = lines_of(&words.collect::<Vec<_>>().join(" "), LEAST_TEXT, width);
        let footnotes = self.footnotes.iter().filter_map(|index| document.footnotes.get(*index));
        let texts = footnotes.map(|blocks| format!("1. {}", document.plain_blocks(blocks)));
        running + texts.map(|text| lines_of(&text, LEAST_TEXT, width)).sum::<f64>()
    }

    /// Its markup; empty, where there is nothing.
    fn markup(
        &self,
        document: &Document,
        notation: &Notation,
        section: &SectionText,
        writer: &mut BlockWriter<'_>,
    ) -> String {
        let mut parts: Vec<String> = self.source().iter().map(|source| words(source)).collect();
        parts.extend(self.notes.iter().map(|note| writer.unmarked(note)));
        parts.extend(self.marks.iter().map(|note| words(&typography::typeset(&note.marked(), notation))));
        parts.extend(self.of_title.iter().map(|text| words(&typography::typeset(text, notation))));
        let first = exhibits_on(section).first().map(|index| comment(&document.exhibits[*index].place));
        let footnotes = writer.footnote_texts(&self.footnotes);
        match parts.is_empty() {
            true => footnotes,
            false => format!("{footnotes}{}\n#par[{}]\n", first.unwrap_or_default(), parts.join(" ")),
        }
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
    let figures = || indices.iter().filter_map(|index| Some(&document.numbers.get(*index)?.figure));
    let marked = text::status_notes(figures(), notation).into_iter().filter(|note| note.status.mark().is_some());
    let rounded = rounded_note(figures()).map(|text| StatusNote { status: Status::Definitive, text });
    marked.chain(rounded).collect()
}

/// The footnotes that are cited in a title or in blocks, each once.
fn footnotes_in(heading: &[Span], blocks: &[Block]) -> Vec<usize> {
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
    /// How many items of its lists are seen.
    pub step: usize,
    /// How many items build up.
    pub steps: usize,
}

/// The pages of a presentation, in order: a page a slide, or with `steps` a page for each step of those that build up.
pub fn slide_pages(document: &Document, steps: bool) -> Vec<SlidePage> {
    let line_of = |place: &Place| place.line_column().map_or(1, |(line, _)| line);
    let mut pages = vec![SlidePage { number: 1, line: line_of(&document.title_place), step: 0, steps: 0 }];
    for (index, section) in document.sections.iter().enumerate() {
        let all = if steps { steps_of(section) } else { 0 };
        let line = section.slide.as_ref().map_or(1, |slide| line_of(&slide.place));
        pages.extend((0..=all).map(|step| SlidePage { number: index + 2, line, step, steps: all }));
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
    let size = SlideSize::of(document.show.unwrap_or_default().ratio);
    let mut footnotes: Vec<usize> = Vec::new();
    for section in &document.sections {
        let cited = section.texts().flat_map(|blocks| footnotes_in(&section.heading, blocks));
        cited.for_each(|index| footnotes.extend((!footnotes.contains(&index)).then_some(index)));
    }
    writer.on_slides(footnotes);
    let sections = document.sections.iter().enumerate();
    let slides = sections.filter_map(|(index, section)| slide(document, notation, index + 2, section, writer));
    context! { maat => size.as_value(), dias => slides.collect::<Vec<Value>>() }
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
    // The big number stands apart from its explanation, a quotation from who said it, and what comes before a table
    // from what comes after it.
    let apart = match slide.layout {
        SlideLayout::Number | SlideLayout::Quote => 1.min(texts.len()),
        SlideLayout::Table => section.blocks.iter().position(|block| is_picture(&block)).unwrap_or(0),
        _ => 0,
    };
    let (first, rest) = texts.split_at(apart);
    let first = writer.slide_blocks(first);
    let rest = writer.slide_blocks(rest);
    let (_, caption) = caption_on(document, section, slide.layout);
    let pictures: String = pictures.into_iter().map(|block| writer.picture_on_slide(block, caption)).collect();
    let below = SmallPrint::of(document, notation, section).markup(document, notation, section, writer);
    let notes = writer.notes(&slide.notes, &footnotes_in(&[], &slide.notes));
    Some(context! {
        nummer => number,
        indeling => slide.layout.name(),
        titel => markup(title),
        eerst => if first.is_empty() { None } else { Some(markup(first)) },
        tekst => markup(rest),
        beelden => markup(format!("({pictures})")),
        onder => if below.is_empty() { None } else { Some(markup(below)) },
        notities => if slide.notes.is_empty() { None } else { Some(markup(notes)) },
        stappen => steps_of(section),
    })
}

fn comment(place: &Place) -> String {
    place.line_column().map(|(line, _)| format!("{LINE_COMMENT}{line}")).unwrap_or_default()
}

/// Markup ends in what is the layout's own again.
fn markup(code: String) -> Value {
    Value::from_safe_string(format!("{code}\n{LINE_COMMENT}0\n"))
}
