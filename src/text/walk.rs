//! One way through a document, for everything that reads it: the checks, the ledger, the comparison, plain text.
//!
//! A [`Visitor`] is told of each part, each block and each text, in reading order, and takes what it needs. Whoever
//! must know every kind of block (the reader of Markdown, the layout) matches on them; nobody else has to.

use crate::diagnostic::Place;

use super::document::{Block, BlockContent, Document, Exhibit, SectionText, Slide, Span};
use super::words::Words;

/// What reads a document.
pub trait Visitor<'d> {
    /// A part begins; false: it is passed over.
    fn enter(&mut self, _part: Part<'d>) -> bool {
        true
    }

    /// A block begins; its texts and the blocks inside it follow.
    fn block(&mut self, _block: &'d Block, _inside: Inside) {}

    /// Running text.
    fn text(&mut self, _spans: &'d [Span], _at: At<'d>) {}

    /// Text that is printed as it is, or that says what a picture shows.
    fn literal(&mut self, _words: &'d Words, _at: At<'d>) {}
}

/// A part of a document.
#[derive(Debug, Clone, Copy)]
pub enum Part<'d> {
    /// Its title.
    Title,
    /// A section or slide, by its position: its heading and text.
    Section(usize, &'d SectionText),
    /// What the speaker says with a slide, by the slide's position.
    Notes(usize, &'d Slide),
    /// A footnote, by its position.
    Footnote(usize),
    /// The words around a chart or table, by its position, where it stands in the text.
    Exhibit(usize, &'d Exhibit),
}

/// Where a text stands.
#[derive(Debug, Clone, Copy)]
pub struct At<'d> {
    /// What it is.
    pub role: TextRole,
    /// The place of its block or part; none for a heading that comes from the form.
    pub place: Option<&'d Place>,
    /// What its block stands in.
    pub inside: Inside,
    /// The block after its own.
    pub next: Option<&'d Block>,
}

impl At<'_> {
    /// How many items the list has that a paragraph introduces.
    pub fn items_after(&self) -> Option<usize> {
        match self.next.map(|next| &next.content) {
            Some(BlockContent::List { items, .. }) if self.role == TextRole::Paragraph => Some(items.len()),
            _ => None,
        }
    }
}

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextRole {
    /// The title of the document.
    Title,
    /// The heading of a section, or the title of a slide.
    SectionHeading,
    /// A sub-heading.
    Heading,
    /// A paragraph.
    Paragraph,
    /// A cell of a table that the author typed; row 0 is its head.
    Cell {
        /// From 0.
        row: usize,
        /// From 0.
        column: usize,
    },
    /// The message of a chart or table.
    ExhibitTitle,
    /// What it shows.
    ExhibitSubject,
    /// A note below it, by its position.
    ExhibitNote(usize),
    /// What stands below a picture, with its number among the figures.
    PictureCaption {
        /// From 1; none on a slide.
        number: Option<usize>,
    },
    /// Text to print as it is.
    Verbatim,
    /// What a picture shows.
    Description,
}

/// What blocks a block stands in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Inside {
    /// In an item of a list.
    pub list: bool,
    /// In a quotation.
    pub quotation: bool,
}

impl Document {
    /// Leads a visitor through all of it: title, sections with the notes for their speaker, footnotes.
    pub fn walk<'d>(&'d self, visitor: &mut (impl Visitor<'d> + ?Sized)) {
        if visitor.enter(Part::Title) {
            visitor.text(&self.title, at(TextRole::Title, Some(&self.title_place)));
            self.walk_blocks(self.cover.as_slice(), visitor);
        }
        for (index, section) in self.sections.iter().enumerate() {
            let slide = section.slide.as_ref();
            if visitor.enter(Part::Section(index, section)) {
                visitor.text(&section.heading, at(TextRole::SectionHeading, slide.map(|slide| &slide.place)));
                self.walk_blocks(&section.blocks, visitor);
            }
            if let Some(slide) = slide
                && visitor.enter(Part::Notes(index, slide))
            {
                self.walk_blocks(&slide.notes, visitor);
            }
        }
        for (index, blocks) in self.footnotes.iter().enumerate() {
            if visitor.enter(Part::Footnote(index)) {
                self.walk_blocks(blocks, visitor);
            }
        }
    }

    /// The same for some of its blocks.
    pub fn walk_blocks<'d>(&'d self, blocks: &'d [Block], visitor: &mut (impl Visitor<'d> + ?Sized)) {
        walk(blocks, Inside::default(), Some(self), visitor);
    }
}

impl Exhibit {
    /// Leads a visitor through the words around it.
    pub fn walk<'d>(&'d self, visitor: &mut (impl Visitor<'d> + ?Sized)) {
        let at = |role| at(role, Some(&self.defined_at));
        visitor.text(&self.title, at(TextRole::ExhibitTitle));
        visitor.text(&self.subject, at(TextRole::ExhibitSubject));
        for (index, note) in self.notes.iter().enumerate() {
            visitor.text(note, at(TextRole::ExhibitNote(index)));
        }
    }
}

/// Leads a visitor through blocks of a document that is still being made.
pub fn walk_blocks<'d>(blocks: &'d [Block], visitor: &mut (impl Visitor<'d> + ?Sized)) {
    walk(blocks, Inside::default(), None, visitor);
}

fn at(role: TextRole, place: Option<&Place>) -> At<'_> {
    At { role, place, inside: Inside::default(), next: None }
}

fn walk<'d>(
    blocks: &'d [Block],
    inside: Inside,
    document: Option<&'d Document>,
    visitor: &mut (impl Visitor<'d> + ?Sized),
) {
    for (index, block) in blocks.iter().enumerate() {
        visitor.block(block, inside);
        let at = |role| At { role, place: Some(&block.place), inside, next: blocks.get(index + 1) };
        match &block.content {
            BlockContent::Heading { spans, .. } => visitor.text(spans, at(TextRole::Heading)),
            BlockContent::Paragraph(spans) => visitor.text(spans, at(TextRole::Paragraph)),
            BlockContent::List { items, .. } => {
                items.iter().for_each(|item| walk(item, Inside { list: true, ..inside }, document, visitor));
            }
            BlockContent::Table { head, rows, .. } => {
                for (row, cells) in std::iter::once(head).chain(rows).enumerate() {
                    for (column, cell) in cells.iter().enumerate() {
                        visitor.text(cell, at(TextRole::Cell { row, column }));
                    }
                }
            }
            BlockContent::Quote(inner) => walk(inner, Inside { quotation: true, ..inside }, document, visitor),
            BlockContent::Pair(pictures) => walk(pictures, inside, document, visitor),
            BlockContent::Verbatim(words) => visitor.literal(words, at(TextRole::Verbatim)),
            BlockContent::Picture(picture) => {
                visitor.literal(&picture.alt, at(TextRole::Description));
                if !picture.caption.is_empty() {
                    visitor.text(&picture.caption, at(TextRole::PictureCaption { number: picture.number }));
                }
            }
            BlockContent::Exhibit(index) => {
                if let Some(exhibit) = document.and_then(|document| document.exhibits.get(*index))
                    && visitor.enter(Part::Exhibit(*index, exhibit))
                {
                    exhibit.walk(visitor);
                }
            }
            BlockContent::Rule => {}
        }
    }
}

/// Calls `change` with every running text of a document but its title and what comes from the form, to put into it
/// what is only known at the end.
pub fn change_texts(document: &mut Document, change: &mut impl FnMut(&mut Vec<Span>)) {
    for section in &mut document.sections {
        if let Some(slide) = &mut section.slide {
            change(&mut section.heading);
            change_blocks(&mut slide.notes, change);
        }
        change_blocks(&mut section.blocks, change);
    }
    document.footnotes.iter_mut().for_each(|footnote| change_blocks(footnote, change));
    document.exhibits.iter_mut().flat_map(|exhibit| &mut exhibit.notes).for_each(change);
}

fn change_blocks(blocks: &mut [Block], change: &mut impl FnMut(&mut Vec<Span>)) {
    for block in blocks {
        match &mut block.content {
            BlockContent::Heading { spans, .. } | BlockContent::Paragraph(spans) => change(spans),
            BlockContent::List { items, .. } => items.iter_mut().for_each(|item| change_blocks(item, change)),
            BlockContent::Quote(inner) | BlockContent::Pair(inner) => change_blocks(inner, change),
            BlockContent::Picture(picture) => change(&mut picture.caption),
            BlockContent::Table { head, rows, .. } => {
                head.iter_mut().chain(rows.iter_mut().flatten()).for_each(&mut *change);
            }
            BlockContent::Verbatim(_) | BlockContent::Exhibit(_) | BlockContent::Rule => {}
        }
    }
}

impl Document {
    /// Every block, also those inside lists, quotations, notes for the speaker and footnotes.
    pub fn visit_blocks<'d>(&'d self, visit: &mut impl FnMut(&'d Block)) {
        struct Blocks<'v, V>(&'v mut V);
        impl<'d, V: FnMut(&'d Block)> Visitor<'d> for Blocks<'_, V> {
            fn enter(&mut self, part: Part<'d>) -> bool {
                !matches!(part, Part::Exhibit(..))
            }

            fn block(&mut self, block: &'d Block, _: Inside) {
                (self.0)(block);
            }
        }
        self.walk(&mut Blocks(visit));
    }
}

/// Every piece of running text in blocks, also of those inside others, in reading order.
pub fn visit_spans<'d>(blocks: &'d [Block], visit: &mut (impl FnMut(&'d Span) + ?Sized)) {
    struct Spans<'v, V: ?Sized>(&'v mut V);
    impl<'d, V: FnMut(&'d Span) + ?Sized> Visitor<'d> for Spans<'_, V> {
        fn text(&mut self, spans: &'d [Span], _: At<'d>) {
            visit_each(spans, self.0);
        }
    }
    walk_blocks(blocks, &mut Spans(visit));
}

/// The same for spans.
pub fn visit_each<'d>(spans: &'d [Span], visit: &mut (impl FnMut(&'d Span) + ?Sized)) {
    for span in spans {
        visit(span);
        if let Span::Strong(inner) | Span::Emphasis(inner) | Span::Link { spans: inner, .. } = span {
            visit_each(inner, visit);
        }
    }
}
