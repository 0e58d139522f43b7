//! Markdown to blocks. Values stay markers until [`Composer`] resolves them.

use std::iter::Peekable;
use std::ops::{Range, RangeInclusive};
use std::vec::IntoIter;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::diagnostic::{Code, Finding, Place};

use super::compose::Composer;
use super::document::{Alignment, Block, BlockContent, Span};
use super::scope::Setting;
use super::template::Rendered;

/// How deep lists and quotations can stand inside each other.
const MAX_DEPTH: usize = 6;

type Events<'t> = Peekable<IntoIter<(Event<'t>, Range<usize>)>>;

/// A block at the top of a letter or presentation.
pub enum TopBlock {
    /// A first-level heading: the start of a section or slide.
    Section {
        /// Its words.
        spans: Vec<Span>,
        /// Where it stands.
        place: Place,
    },
    /// How the slide that it stands on is shown.
    Setting(Setting, Place),
    /// Any other block.
    Block(Block),
}

/// Parses a letter's rendered Markdown.
pub fn parse(rendered: &Rendered, composer: &mut Composer<'_>) -> Vec<TopBlock> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let events: Vec<_> = Parser::new_ext(&rendered.text, options)
        .into_offset_iter()
        .filter(|(event, range)| {
            !composer.smuggles_marker(event, &rendered.text[range.clone()], rendered.line_of(range.start))
        })
        .collect();
    for (event, _) in &events {
        if let Event::Start(Tag::FootnoteDefinition(label)) = event {
            composer.declare_footnote(label);
        }
    }
    let mut reader = Reader { events: events.into_iter().peekable(), rendered, composer, depth: 0, previous: None };
    let mut top = Vec::new();
    while let Some((event, range)) = reader.events.next() {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
                let place = reader.place(&range);
                let spans = reader.spans(&TagEnd::Heading(HeadingLevel::H1), &place);
                let lines = reader.lines(&range);
                reader.composer.close_waivers(&lines);
                reader.previous = None;
                top.push(TopBlock::Section { spans, place });
            }
            event => top.extend(reader.block(event, range).into_iter().map(TopBlock::Block)),
        }
        top.extend(reader.composer.take_settings().map(|(setting, place)| TopBlock::Setting(setting, place)));
    }
    top
}

struct Reader<'t, 'c, 'l> {
    events: Events<'t>,
    rendered: &'t Rendered,
    composer: &'c mut Composer<'l>,
    /// How many lists and quotations are open.
    depth: usize,
    /// The lines of the block before the next one, among its siblings.
    previous: Option<RangeInclusive<usize>>,
}

impl Reader<'_, '_, '_> {
    fn place(&self, range: &Range<usize>) -> Place {
        self.composer.line_place(self.rendered.line_of(range.start))
    }

    /// The author's lines of a piece of the rendered text.
    fn lines(&self, range: &Range<usize>) -> RangeInclusive<usize> {
        let words = self.rendered.text[range.clone()].trim_end();
        let last = words.char_indices().next_back().map_or(0, |(at, _)| at);
        self.rendered.line_of(range.start)..=self.rendered.line_of(range.start + last)
    }

    /// The blocks up to the end of `tag`.
    fn blocks(&mut self, tag: &TagEnd) -> Vec<Block> {
        self.depth += 1;
        let outside = self.previous.take();
        let blocks = self.blocks_inside(tag);
        self.previous = outside;
        self.depth -= 1;
        blocks
    }

    fn blocks_inside(&mut self, tag: &TagEnd) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some((event, range)) = self.events.next() {
            if matches!(&event, Event::End(end) if end == tag) {
                break;
            }
            blocks.extend(self.block(event, range));
        }
        blocks
    }

    /// One block; waivers in it that are not yet closed are about its lines.
    fn block(&mut self, event: Event<'_>, range: Range<usize>) -> Vec<Block> {
        let starts_block = matches!(event, Event::Start(_) | Event::Rule);
        let mut lines = self.lines(&range);
        let blocks = self.open_block(event, range, &mut lines);
        if blocks.is_empty() {
            // Nothing but waivers: they are about the block before.
            lines = self.previous.clone().unwrap_or(lines);
        }
        self.composer.close_waivers(&lines);
        if starts_block && !blocks.is_empty() {
            self.previous = Some(lines);
        }
        blocks
    }

    fn open_block(&mut self, event: Event<'_>, range: Range<usize>, lines: &mut RangeInclusive<usize>) -> Vec<Block> {
        let place = self.place(&range);
        if self.depth > MAX_DEPTH && matches!(event, Event::Start(Tag::List(_) | Tag::BlockQuote(_))) {
            self.skip(&place);
            return Vec::new();
        }
        let content = match event {
            Event::Start(Tag::Paragraph) => return self.paragraph(&place),
            Event::Start(Tag::Heading { level, .. }) => {
                let spans = self.spans(&TagEnd::Heading(level), &place);
                self.composer.heading(level as u8, spans, &place)
            }
            Event::Start(Tag::List(start)) => {
                let items = self.items(&TagEnd::List(start.is_some()));
                BlockContent::List { start, items }
            }
            Event::Start(Tag::BlockQuote(kind)) => BlockContent::Quote(self.blocks(&TagEnd::BlockQuote(kind))),
            Event::Start(Tag::CodeBlock(_)) => self.verbatim(&place),
            Event::Start(Tag::Table(alignments)) => {
                let alignments = alignments.into_iter().map(alignment).collect();
                self.table(alignments, &place)
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let blocks = self.blocks(&TagEnd::FootnoteDefinition);
                self.composer.define_footnote(&label, blocks);
                return Vec::new();
            }
            Event::Start(Tag::HtmlBlock) => return self.literal_html(&place),
            Event::Rule => BlockContent::Rule,
            Event::End(_) => return Vec::new(),
            // Items of tight lists hold words without a paragraph around them.
            inline => {
                let (spans, end) = self.loose_spans(inline, range.end, &place);
                *lines = self.lines(&(range.start..end));
                return self.composer.paragraph(spans, &place);
            }
        };
        vec![Block { content, place }]
    }

    /// Leaves out what is nested too deep to be read, and too deep for Typst.
    fn skip(&mut self, place: &Place) {
        self.composer.findings.push(
            Finding::new(Code::TooDeep, place.clone(), "Deze lijst of dit citaat is te diep ingesprongen.")
                .hint(format!("Gebruik hooguit {MAX_DEPTH} niveaus; liever maar twee.")),
        );
        let mut open = 1_usize;
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) => open -= 1,
                _ => {}
            }
            if open == 0 {
                break;
            }
        }
    }

    fn paragraph(&mut self, place: &Place) -> Vec<Block> {
        if let Some(picture) = self.lone_picture(place) {
            return vec![picture];
        }
        let mut run = Run::default();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::End(TagEnd::Paragraph) => break,
                event => self.inline(event, &mut run, place),
            }
        }
        let marked = run.only_text().map(str::to_owned);
        if let Some(exhibits) = marked.and_then(|marked| self.composer.lone_exhibits(&marked, place)) {
            return exhibits;
        }
        let spans = run.finish(self.composer, place);
        self.composer.paragraph(spans, place)
    }

    /// A paragraph that is nothing but a picture.
    fn lone_picture(&mut self, place: &Place) -> Option<Block> {
        let (Event::Start(Tag::Image { dest_url, .. }), range) = self.events.peek()? else { return None };
        let (path, range) = (dest_url.to_string(), range.clone());
        let rest = &self.rendered.text[range.end..];
        let ends_line = rest.split('\n').next().is_none_or(|line| line.trim().is_empty());
        let ends_paragraph = rest.split('\n').nth(1).is_none_or(|line| line.trim().is_empty());
        if !(ends_line && ends_paragraph) {
            return None;
        }
        self.events.next();
        let alt = self.spans(&TagEnd::Image, place);
        for (event, _) in self.events.by_ref() {
            if event == Event::End(TagEnd::Paragraph) {
                break;
            }
        }
        let alt = self.composer.plain(&alt);
        Some(self.composer.picture(&path, alt, place))
    }

    fn items(&mut self, end: &TagEnd) -> Vec<Vec<Block>> {
        let mut items = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => items.push(self.blocks(&TagEnd::Item)),
                Event::End(found) if found == *end => break,
                _ => {}
            }
        }
        items
    }

    fn table(&mut self, alignments: Vec<Alignment>, place: &Place) -> BlockContent {
        let (mut head, mut rows) = (Vec::new(), Vec::new());
        let mut row = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableCell) => row.push(self.spans(&TagEnd::TableCell, place)),
                Event::End(TagEnd::TableHead) => head = std::mem::take(&mut row),
                Event::End(TagEnd::TableRow) => rows.push(std::mem::take(&mut row)),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        BlockContent::Table { head, rows, alignments }
    }

    fn verbatim(&mut self, place: &Place) -> BlockContent {
        let mut text = String::new();
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Text(more) => text.push_str(&more),
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        BlockContent::Verbatim(self.composer.resolve_plain(text.trim_end(), place))
    }

    /// HTML has no meaning in a letter: it prints as itself.
    fn literal_html(&mut self, place: &Place) -> Vec<Block> {
        let mut run = Run::default();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Html(text) => run.text.push_str(&text),
                Event::End(TagEnd::HtmlBlock) => break,
                event => self.inline(event, &mut run, place),
            }
        }
        let spans = run.finish(self.composer, place);
        self.composer.paragraph(spans, place)
    }

    fn spans(&mut self, end: &TagEnd, place: &Place) -> Vec<Span> {
        let mut run = Run::default();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::End(found) if found == *end => break,
                event => self.inline(event, &mut run, place),
            }
        }
        run.finish(self.composer, place)
    }

    /// Words without a paragraph around them, and where they end.
    fn loose_spans(&mut self, first: Event<'_>, first_end: usize, place: &Place) -> (Vec<Span>, usize) {
        let mut run = Run::default();
        let mut end = first_end;
        self.inline(first, &mut run, place);
        while let Some((event, range)) = self.events.next_if(|(event, _)| is_inline(event)) {
            end = range.end;
            self.inline(event, &mut run, place);
        }
        (run.finish(self.composer, place), end)
    }

    fn inline(&mut self, event: Event<'_>, run: &mut Run, place: &Place) {
        match event {
            Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => run.text.push_str(&text),
            Event::SoftBreak => run.text.push(' '),
            Event::HardBreak => run.push(Span::LineBreak, self.composer, place),
            Event::Code(text) => {
                let span = Span::Code(self.composer.resolve_plain(&text, place));
                run.push(span, self.composer, place);
            }
            Event::FootnoteReference(label) => {
                run.flush(self.composer, place);
                run.spans.extend(self.composer.footnote(&label, place));
            }
            Event::Start(Tag::Strong) => {
                run.flush(self.composer, place);
                let span = Span::Strong(self.spans(&TagEnd::Strong, place));
                run.spans.push(span);
            }
            Event::Start(Tag::Emphasis) => {
                run.flush(self.composer, place);
                let span = Span::Emphasis(self.spans(&TagEnd::Emphasis, place));
                run.spans.push(span);
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                run.flush(self.composer, place);
                let spans = self.spans(&TagEnd::Link, place);
                run.spans.push(self.composer.link(&dest_url, spans, place));
            }
            Event::Start(Tag::Image { .. }) => {
                self.spans(&TagEnd::Image, place);
                self.composer.findings.push(
                    Finding::new(Code::ExhibitNotAlone, place.clone(), "Hier staat een afbeelding midden in de tekst.")
                        .hint("Zet de afbeelding op een eigen regel, met een lege regel ervoor en erna."),
                );
            }
            _ => {}
        }
    }
}

fn is_inline(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Text(_)
            | Event::Code(_)
            | Event::InlineHtml(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::FootnoteReference(_)
            | Event::Start(Tag::Strong | Tag::Emphasis | Tag::Link { .. } | Tag::Image { .. })
    )
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::Right => Alignment::Right,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Left | pulldown_cmark::Alignment::None => Alignment::Left,
    }
}

/// Running text being gathered: neighbouring words are kept together, so that
/// quotation marks are seen in their sentence.
#[derive(Default)]
struct Run {
    text: String,
    spans: Vec<Span>,
    /// Whether a waiver stood in it, which may leave white space behind.
    waived: bool,
}

impl Run {
    fn push(&mut self, span: Span, composer: &mut Composer<'_>, place: &Place) {
        self.flush(composer, place);
        self.spans.push(span);
    }

    fn flush(&mut self, composer: &mut Composer<'_>, place: &Place) {
        let mut text = std::mem::take(&mut self.text);
        if let Some(rest) = composer.take_waivers(&text, place) {
            self.waived = true;
            text = rest;
        }
        if !text.is_empty() {
            self.spans.extend(composer.resolve(&text, place));
        }
    }

    fn finish(mut self, composer: &mut Composer<'_>, place: &Place) -> Vec<Span> {
        self.flush(composer, place);
        if self.waived {
            self.trim();
        }
        self.spans
    }

    /// Takes away white space at either end.
    fn trim(&mut self) {
        if let Some(Span::Text(first)) = self.spans.first_mut() {
            *first = first.trim_start().to_owned();
        }
        if let Some(Span::Text(last)) = self.spans.last_mut() {
            last.truncate(last.trim_end().len());
        }
        self.spans.retain(|span| !matches!(span, Span::Text(text) if text.is_empty()));
    }

    /// The text, when there is nothing but text.
    fn only_text(&self) -> Option<&str> {
        self.spans.is_empty().then_some(self.text.as_str())
    }
}
