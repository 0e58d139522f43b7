//! What stands on a slide, and which layouts suit that.

use super::document::{Block, BlockContent, Exhibit, ExhibitKind, SlideLayout, Span};

/// How many items can stand along a line.
const ALONG_A_LINE: std::ops::RangeInclusive<usize> = 3..=6;

/// Whether a block is a chart, a table from data or a picture.
pub(super) fn is_picture(block: &Block) -> bool {
    matches!(block.content, BlockContent::Exhibit(_) | BlockContent::Picture(_))
}

/// What stands on a slide, counted.
#[derive(Debug, Default)]
pub(super) struct SlideContent {
    /// Charts and pictures.
    pictures: usize,
    /// Pictures from a file.
    images: usize,
    tables: usize,
    quotes: usize,
    /// Paragraphs, lists and the like.
    texts: usize,
    paragraphs: usize,
    lists: Vec<ListShape>,
    /// Whether it begins with a number that stands alone.
    begins_with_number: bool,
    begins_with_quote: bool,
    /// Whether two things are set side by side.
    compares: bool,
}

/// A list, as far as layouts ask.
#[derive(Debug)]
struct ListShape {
    items: usize,
    is_numbered: bool,
    /// Whether each item says first when it was.
    has_moments: bool,
}

impl SlideContent {
    /// What blocks are; charts and tables are told apart by `exhibits`.
    pub fn of(blocks: &[Block], exhibits: &[Exhibit]) -> Self {
        let mut content = Self::default();
        for block in blocks {
            match &block.content {
                BlockContent::Exhibit(index) => match exhibits.get(*index).map(|exhibit| exhibit.kind) {
                    Some(ExhibitKind::Table) => content.tables += 1,
                    _ => content.pictures += 1,
                },
                BlockContent::Picture(_) => {
                    content.images += 1;
                    content.pictures += 1;
                }
                BlockContent::Table { .. } => content.tables += 1,
                BlockContent::Quote(_) => content.quotes += 1,
                BlockContent::Paragraph(_) => {
                    content.paragraphs += 1;
                    content.texts += 1;
                }
                BlockContent::List { start, items } => {
                    content.texts += 1;
                    content.lists.push(ListShape {
                        items: items.len(),
                        is_numbered: start.is_some(),
                        has_moments: items.iter().all(|item| moment_of(item).is_some()),
                    });
                }
                _ => content.texts += 1,
            }
        }
        if let Some(first) = blocks.first() {
            content.begins_with_quote = matches!(first.content, BlockContent::Quote(_));
            content.begins_with_number = is_lone_number(first);
        }
        content.compares = sides_of(blocks).is_some();
        content
    }

    fn is_empty(&self) -> bool {
        self.pictures + self.tables + self.quotes + self.texts == 0
    }

    /// A quotation, and in paragraphs whose words they are.
    fn is_one_quote(&self) -> bool {
        self.quotes == 1 && self.texts == self.paragraphs
    }

    /// Whether it is one list, with nothing around it but paragraphs.
    fn is_one_list(&self, suits: impl Fn(&ListShape) -> bool) -> bool {
        let has_others = self.pictures + self.tables + self.quotes > 0 || self.texts != self.paragraphs + 1;
        let is_list = matches!(self.lists.as_slice(), [list] if ALONG_A_LINE.contains(&list.items) && suits(list));
        !has_others && is_list
    }

    /// The layout that follows from what stands on the slide; or why there is none. `asks`: its title is a question.
    pub fn layout(&self, is_last: bool, asks: bool) -> Result<SlideLayout, String> {
        let only_paragraphs = self.pictures + self.tables + self.quotes == 0 && self.texts == self.paragraphs;
        let ends = is_last && only_paragraphs && (self.is_empty() || asks);
        match (self.pictures, self.tables) {
            (0, 0) if ends => Ok(SlideLayout::Closing),
            (0, 0) if self.is_empty() => Ok(SlideLayout::Section),
            (0, 0) if self.begins_with_number => Ok(SlideLayout::Number),
            (0, 0) if self.begins_with_quote && self.is_one_quote() => Ok(SlideLayout::Quote),
            (0, 0) => Ok(SlideLayout::Bullets),
            (1, 0) if self.texts + self.quotes == 0 => Ok(SlideLayout::Chart),
            (1, 0) => Ok(SlideLayout::Beside),
            (2, 0) if self.texts + self.quotes == 0 => Ok(SlideLayout::TwoCharts),
            (2, 0) => Err("is naast twee grafieken of afbeeldingen geen plaats voor tekst".to_owned()),
            (0, 1) => Ok(SlideLayout::Table),
            (0, tables) => Err(format!("staan {tables} tabellen; er past er één")),
            (pictures, 0) => Err(format!("staan {pictures} grafieken en afbeeldingen; er passen er hooguit twee")),
            _ => Err("staan een tabel en een grafiek of afbeelding; er past er één".to_owned()),
        }
    }

    /// Whether what stands on the slide can be arranged so; or what is in the way.
    pub fn suits(&self, layout: SlideLayout) -> Result<(), &'static str> {
        let only = |pictures: usize, tables: usize| self.pictures == pictures && self.tables == tables;
        match layout {
            SlideLayout::Section | SlideLayout::Closing if !only(0, 0) || self.texts != self.paragraphs => {
                Err("daar is alleen plaats voor een titel en gewone tekst")
            }
            SlideLayout::Bullets if !only(0, 0) => Err("daar is alleen plaats voor tekst"),
            SlideLayout::Beside if !only(1, 0) || self.texts + self.quotes == 0 => {
                Err("die vraagt om tekst en één grafiek of afbeelding")
            }
            SlideLayout::Chart if !only(1, 0) || self.texts + self.quotes > 0 => {
                Err("die vraagt om één grafiek of afbeelding, zonder tekst")
            }
            SlideLayout::TwoCharts if !only(2, 0) || self.texts + self.quotes > 0 => {
                Err("die vraagt om twee grafieken of afbeeldingen, zonder tekst")
            }
            SlideLayout::Table if !only(0, 1) => Err("die vraagt om één tabel"),
            SlideLayout::Number if !only(0, 0) || !self.begins_with_number => {
                Err("die begint met een alinea met alleen een getal")
            }
            SlideLayout::Quote if !only(0, 0) || !self.begins_with_quote || !self.is_one_quote() => {
                Err("die begint met één citaat: een alinea met > ervoor")
            }
            SlideLayout::Timeline if !self.is_one_list(|list| list.has_moments) => Err(
                "die vraagt om één lijst van 3 tot en met 6 punten. Elk punt begint met een vette datum of periode, zoals: - **maart 2024** – start in Noord",
            ),
            SlideLayout::Process if !self.is_one_list(|list| list.is_numbered) => {
                Err("die vraagt om één genummerde lijst (1. 2. 3.) van 3 tot en met 6 stappen")
            }
            SlideLayout::Comparison if !self.compares || !only(0, 0) => {
                Err("die vraagt om twee koppen met ##, met onder elke kop tekst, een lijst of een getal")
            }
            SlideLayout::Picture if !only(1, 0) || self.images != 1 || self.texts + self.quotes > 0 => {
                Err("die vraagt om één afbeelding, zonder tekst. Voor een grafiek is er de indeling \"grafiek\"")
            }
            _ => Ok(()),
        }
    }
}

/// The bold words with which an item of a list begins, such as a date, and what follows them in the same paragraph; none
/// where it begins otherwise.
pub fn moment_of(item: &[Block]) -> Option<(&[Span], &[Span])> {
    let BlockContent::Paragraph(spans) = &item.first()?.content else { return None };
    let at = spans.iter().position(|span| !is_blank(span))?;
    let Span::Strong(moment) = &spans[at] else { return None };
    Some((moment, &spans[at + 1..]))
}

/// One of the two things that a slide sets side by side.
#[derive(Debug, Clone, Copy)]
pub struct Side<'b> {
    /// What it is called.
    pub heading: &'b Block,
    /// The number that stands for it, where it has one.
    pub number: Option<&'b Block>,
    /// What is said of it.
    pub text: &'b [Block],
}

/// The two things that blocks set side by side, each under a heading of its own; none where they do something else.
pub fn sides_of(blocks: &[Block]) -> Option<[Side<'_>; 2]> {
    let is_heading = |block: &Block| matches!(block.content, BlockContent::Heading { level: 2, .. });
    let mut headings = (0..blocks.len()).filter(|index| is_heading(&blocks[*index]));
    let (Some(0), Some(second), None) = (headings.next(), headings.next(), headings.next()) else { return None };
    let (first, second) = blocks.split_at(second);
    Some([side_of(first)?, side_of(second)?])
}

fn side_of(blocks: &[Block]) -> Option<Side<'_>> {
    let (heading, rest) = blocks.split_first()?;
    let (first, after) = rest.split_first()?;
    Some(match is_lone_number(first) {
        true => Side { heading, number: Some(first), text: after },
        false => Side { heading, number: None, text: rest },
    })
}

/// Whether a block is a paragraph that is nothing but one number from data.
fn is_lone_number(block: &Block) -> bool {
    matches!(&block.content, BlockContent::Paragraph(spans) if is_number(spans))
}

fn is_number(spans: &[Span]) -> bool {
    let mut spans = spans.iter().filter(|span| !is_blank(span));
    match (spans.next(), spans.next()) {
        (Some(Span::Number(_)), None) => true,
        (Some(Span::Strong(inner) | Span::Emphasis(inner)), None) => is_number(inner),
        _ => false,
    }
}

fn is_blank(span: &Span) -> bool {
    match span {
        Span::Text(words) | Span::Given(words) => words.text().trim().is_empty(),
        _ => false,
    }
}
