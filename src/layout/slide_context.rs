//! The slides of a presentation as a template sees them.

use minijinja::context;
use minijinja::value::Value;

use crate::diagnostic::Place;
use crate::dutch::notation::Notation;
use crate::dutch::typography;
use crate::text::{Block, BlockContent, Document, SectionText, SlideLayout, sides_of};

use super::blocks::{BlockWriter, LINE_COMMENT};
use super::literal::words;
use super::slide_room::{
    AROUND_CHART, BELOW_TITLE, CAPTION_SIZE, CONTENT_END, GUTTER, LEAST_TEXT, MARGIN, SlideSize, SmallPrint,
    TITLE_PITCH, TITLE_SIZE, TITLE_TOP, caption_on, exhibits_on, footnotes_in, steps_of,
};

impl SlideSize {
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

impl SmallPrint<'_> {
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
    let title = format!("{}\n{}", comment(&slide.place), writer.heading(&section.heading));
    let is_picture = |block: &&Block| match &block.content {
        BlockContent::Picture(_) | BlockContent::Exhibit(_) => true,
        BlockContent::Table { .. } => slide.layout == SlideLayout::Table,
        _ => false,
    };
    let (pictures, texts): (Vec<&Block>, Vec<&Block>) = section.blocks.iter().partition(is_picture);
    let list_at = texts.iter().position(|block| matches!(block.content, BlockContent::List { .. }));
    // The big number stands apart from its explanation, a quotation from who said it, and what comes before a table
    // or a line from what comes after it.
    let apart = match slide.layout {
        SlideLayout::Number | SlideLayout::Quote => 1.min(texts.len()),
        SlideLayout::Table => section.blocks.iter().position(|block| is_picture(&block)).unwrap_or(0),
        SlideLayout::Timeline | SlideLayout::Process => list_at.unwrap_or(0),
        SlideLayout::Comparison => texts.len(),
        _ => 0,
    };
    let (first, rest) = texts.split_at(apart);
    let (list, rest) = match slide.layout {
        SlideLayout::Timeline | SlideLayout::Process => rest.split_at(1.min(rest.len())),
        _ => (&[][..], rest),
    };
    let sides = sides_of(&section.blocks).filter(|_| slide.layout == SlideLayout::Comparison);
    let sides: String = sides.iter().flatten().map(|side| writer.side(side)).collect();
    let first = if sides.is_empty() { writer.slide_blocks(first) } else { String::new() };
    let list: String = list.iter().map(|block| writer.along_a_line(block, slide.layout)).collect();
    let rest = writer.slide_blocks(rest);
    let (_, caption) = caption_on(document, section, slide.layout);
    let fills = slide.layout == SlideLayout::Picture;
    let pictures: String = pictures.into_iter().map(|block| writer.picture_on_slide(block, caption, fills)).collect();
    let below = SmallPrint::of(document, notation, section).markup(document, notation, section, writer);
    let notes = writer.notes(&slide.notes, &footnotes_in(&[], &slide.notes));
    Some(context! {
        nummer => number,
        indeling => slide.layout.name(),
        titel => markup(title),
        eerst => if first.is_empty() { None } else { Some(markup(first)) },
        tekst => markup(rest),
        beelden => markup(format!("({pictures})")),
        lijst => markup(if list.is_empty() { "none".to_owned() } else { list }),
        kanten => markup(format!("({sides})")),
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
