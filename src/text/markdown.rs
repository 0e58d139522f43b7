//! Markdown to blocks. Values stay markers until [`Composer`] resolves them.

use std::ops::{Range, RangeInclusive};
use std::vec::IntoIter;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::diagnostic::{Code, Finding, Place};
use crate::marker::is_marker;

use super::composer::Composer;
use super::directive::Setting;
use super::document::{Alignment, Block, BlockContent, Span};
use super::room::with_room;
use super::template::Rendered;
use super::words::Words;

/// How deep lists and quotations can stand inside each other.
const MAX_DEPTH: usize = 6;

type Events<'t> = IntoIter<(Event<'t>, Range<usize>)>;

/// A block at the top of a document.
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

/// Parses a document's rendered Markdown.
pub fn parse(rendered: &Rendered, composer: &mut Composer<'_>) -> Vec<TopBlock> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let mut smuggled: Vec<Range<usize>> = Vec::new();
    let mut events = Vec::new();
    for (event, range) in Parser::new_ext(rendered.text(), options).into_offset_iter() {
        match smuggled.last_mut() {
            _ if !smuggles_marker(&event, &rendered.text()[range.clone()]) => events.push((event, range)),
            Some(before) if before.end == range.start => before.end = range.end,
            _ => smuggled.push(range),
        }
    }
    for range in smuggled {
        let message = "Hier staat een code voor een teken zonder vaste betekenis.";
        composer.findings.push(
            Finding::new(Code::PrivateCharacter, rendered.words.place(range), message)
                .hint("Haal de code weg die begint met &#."),
        );
    }
    for (event, range) in &events {
        if let Event::Start(Tag::FootnoteDefinition(label)) = event {
            composer.declare_footnote(label, rendered.words.place(first_line(rendered.text(), range)));
        }
    }
    let mut reader = BlockReader { events: events.into_iter(), rendered, composer, depth: 0, previous: None };
    let mut top = Vec::new();
    while let Some((event, range)) = reader.events.next() {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
                let place = reader.place(&range);
                let spans = reader.spans(&TagEnd::Heading(HeadingLevel::H1));
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

/// Whether an entity such as `&#xE000;` would become one of our markers.
fn smuggles_marker(event: &Event<'_>, written: &str) -> bool {
    match event {
        Event::Text(text) | Event::Code(text) => text.contains(is_marker) && !written.contains(is_marker),
        Event::Start(Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. }) => {
            (dest_url.contains(is_marker) || title.contains(is_marker)) && written.contains("&#")
        }
        _ => false,
    }
}

/// The first line of a part of a text, without the end of the line.
fn first_line(text: &str, range: &Range<usize>) -> Range<usize> {
    let line = text[range.clone()].lines().next().unwrap_or_default();
    range.start..range.start + line.trim_end().len()
}

struct BlockReader<'t, 'c, 'm> {
    events: Events<'t>,
    rendered: &'t Rendered,
    composer: &'c mut Composer<'m>,
    /// How many lists and quotations are open.
    depth: usize,
    /// The lines of the block before the next one, among its siblings.
    previous: Option<RangeInclusive<usize>>,
}

impl<'t> BlockReader<'t, '_, '_> {
    /// The line on which a block starts.
    fn place(&self, range: &Range<usize>) -> Place {
        self.composer.line_place(self.rendered.line_of(range.start))
    }

    /// The author's lines of a piece of the rendered text.
    fn lines(&self, range: &Range<usize>) -> RangeInclusive<usize> {
        let words = self.rendered.text()[range.clone()].trim_end();
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
                let spans = self.spans(&TagEnd::Heading(level));
                self.composer.heading(level as u8, spans, &place)
            }
            Event::Start(Tag::List(start)) => {
                let items = self.items(&TagEnd::List(start.is_some()));
                BlockContent::List { start, items }
            }
            Event::Start(Tag::BlockQuote(kind)) => BlockContent::Quote(self.blocks(&TagEnd::BlockQuote(kind))),
            Event::Start(Tag::CodeBlock(_)) => self.verbatim(),
            Event::Start(Tag::Table(alignments)) => {
                let alignments = alignments.into_iter().map(alignment).collect();
                self.table(alignments)
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
                let start = range.start;
                let (spans, end) = self.loose_spans(inline, range);
                *lines = self.lines(&(start..end));
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
        if self.begins_lone_pictures() {
            return self.lone_pictures(place);
        }
        let mut run = InlineRun::new(self.rendered);
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::End(TagEnd::Paragraph) => break,
                event => self.inline(event, range, &mut run),
            }
        }
        if let Some(exhibits) = run.only_words().and_then(|marked| self.composer.lone_exhibits(marked)) {
            return exhibits;
        }
        let spans = run.finish(self.composer);
        self.composer.paragraph(spans, place)
    }

    /// Whether a paragraph begins that is nothing but pictures, and what prints nothing.
    fn begins_lone_pictures(&self) -> bool {
        let mut in_picture = false;
        let ahead = self.events.as_slice();
        if !matches!(ahead.first(), Some((Event::Start(Tag::Image { .. }), _))) {
            return false;
        }
        for (event, range) in ahead {
            match event {
                Event::Start(Tag::Image { .. }) => in_picture = true,
                Event::End(TagEnd::Image) => in_picture = false,
                Event::End(TagEnd::Paragraph) => return true,
                Event::SoftBreak | Event::HardBreak => {}
                Event::Text(_) if in_picture || self.composer.prints_nothing(&self.rendered.text()[range.clone()]) => {}
                _ if in_picture => {}
                _ => return false,
            }
        }
        false
    }

    /// The pictures of such a paragraph: in a letter two of them stand beside each other.
    fn lone_pictures(&mut self, place: &Place) -> Vec<Block> {
        let mut pictures = Vec::new();
        let mut width = None;
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::End(TagEnd::Paragraph) => break,
                Event::Start(Tag::Image { dest_url, title, .. }) => {
                    let path = self.last_inside(&dest_url, range.clone());
                    let caption = self.caption(&title, range.clone());
                    let at = self.place(&range);
                    let alt = self.spans(&TagEnd::Image);
                    let alt = self.composer.join(&alt);
                    pictures.push(self.composer.picture(&path, alt, caption, &at));
                }
                Event::Text(text) => {
                    let mut words = Words::new(self.rendered.words.source());
                    push(&mut words, self.rendered, &text, range);
                    self.composer.take_waivers(&words);
                    width = self.composer.take_width().or(width);
                }
                _ => {}
            }
        }
        if self.composer.manuscript.show.is_some() {
            return pictures;
        }
        if let Some((width, at)) = width {
            match pictures.as_mut_slice() {
                [Block { content: BlockContent::Picture(picture), .. }] => picture.width = width,
                _ => self.composer.setting_out_of_place(&Setting::Width(width), &at),
            }
        }
        match pictures.len() {
            2 => vec![Block { content: BlockContent::Pair(pictures), place: place.clone() }],
            0 | 1 => pictures,
            count => {
                let message = format!("Hier staan {count} afbeeldingen bij elkaar. Er passen er twee naast elkaar.");
                self.composer.findings.push(
                    Finding::new(Code::ExhibitNotAlone, place.clone(), message)
                        .hint("Zet een lege regel tussen de afbeeldingen die onder elkaar moeten komen."),
                );
                pictures
            }
        }
    }

    /// What stands below a picture: running text, of which only the title of the picture is known.
    fn caption(&mut self, title: &str, picture: Range<usize>) -> Vec<Span> {
        if title.trim().is_empty() {
            return Vec::new();
        }
        let within = self.range_inside(title, picture);
        let written = &self.rendered.text()[within.clone()];
        let parsed = Parser::new(written).into_offset_iter();
        let shifted = parsed.map(|(event, part)| (event, within.start + part.start..within.start + part.end));
        let events: Vec<_> = shifted.collect();
        // What would be a list or a heading elsewhere is text here, and so is what is written otherwise as a title.
        let ends = |event: &Event<'_>| matches!(event, Event::End(TagEnd::Paragraph));
        let is_paragraph = matches!(events.first(), Some((Event::Start(Tag::Paragraph), _)))
            && events.iter().position(|(event, _)| ends(event)) == events.len().checked_sub(1);
        if written != title || !is_paragraph {
            let words = self.last_inside(title, within);
            return self.composer.resolve(words);
        }
        let outer = std::mem::replace(&mut self.events, events.into_iter());
        self.events.next();
        let spans = self.spans(&TagEnd::Paragraph);
        self.events = outer;
        spans
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

    fn table(&mut self, alignments: Vec<Alignment>) -> BlockContent {
        let (mut head, mut rows) = (Vec::new(), Vec::new());
        let mut row = Vec::new();
        // What was adopted keeps the notation that it had.
        self.composer.in_table = self.composer.engine.data().municipality.privacy.asks;
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableCell) => row.push(self.spans(&TagEnd::TableCell)),
                Event::End(TagEnd::TableHead) => head = std::mem::take(&mut row),
                Event::End(TagEnd::TableRow) => rows.push(std::mem::take(&mut row)),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        self.composer.in_table = false;
        BlockContent::Table { head, rows, alignments }
    }

    fn verbatim(&mut self) -> BlockContent {
        let mut words = Words::new(self.rendered.words.source());
        for (event, range) in self.events.by_ref() {
            match event {
                Event::Text(text) => push(&mut words, self.rendered, &text, range),
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        BlockContent::Verbatim(self.composer.filled_in(&words.trim_end()))
    }

    /// HTML has no meaning in a document: it prints as itself.
    fn literal_html(&mut self, place: &Place) -> Vec<Block> {
        let mut run = InlineRun::new(self.rendered);
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Html(text) => run.push_text(&text, range),
                Event::End(TagEnd::HtmlBlock) => break,
                event => self.inline(event, range, &mut run),
            }
        }
        let spans = run.finish(self.composer);
        self.composer.paragraph(spans, place)
    }

    fn spans(&mut self, end: &TagEnd) -> Vec<Span> {
        let mut run = InlineRun::new(self.rendered);
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::End(found) if found == *end => break,
                event => self.inline(event, range, &mut run),
            }
        }
        run.finish(self.composer)
    }

    /// Words without a paragraph around them, and where they end.
    fn loose_spans(&mut self, first: Event<'_>, range: Range<usize>) -> (Vec<Span>, usize) {
        let mut run = InlineRun::new(self.rendered);
        let mut end = range.end;
        self.inline(first, range, &mut run);
        while let Some((event, range)) = self.next_inline() {
            end = range.end;
            self.inline(event, range, &mut run);
        }
        (run.finish(self.composer), end)
    }

    fn inline(&mut self, event: Event<'_>, range: Range<usize>, run: &mut InlineRun<'_>) {
        match event {
            Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => run.push_text(&text, range),
            Event::SoftBreak => run.push_text(" ", range),
            Event::HardBreak => run.push(Span::LineBreak, self.composer),
            Event::Code(text) => {
                let words = self.composer.filled_in(&self.inside(&text, range));
                run.push(Span::Code(words), self.composer);
            }
            Event::FootnoteReference(label) => {
                run.flush(self.composer);
                run.spans.extend(self.composer.footnote(&label, self.rendered.words.place(range)));
            }
            Event::Start(Tag::Strong) => {
                run.flush(self.composer);
                let span = Span::Strong(self.spans(&TagEnd::Strong));
                run.spans.push(span);
            }
            Event::Start(Tag::Emphasis) => {
                run.flush(self.composer);
                let span = Span::Emphasis(self.spans(&TagEnd::Emphasis));
                run.spans.push(span);
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                run.flush(self.composer);
                let url = self.last_inside(&dest_url, range);
                let spans = self.spans(&TagEnd::Link);
                run.spans.push(self.composer.link(&url, spans));
            }
            Event::Start(Tag::Image { .. }) => {
                self.spans(&TagEnd::Image);
                let place = self.rendered.words.place(range);
                let fix = with_room(&place);
                self.composer.findings.push(
                    Finding::new(Code::ExhibitNotAlone, place, "Hier staat een afbeelding midden in de tekst.")
                        .fix(fix)
                        .hint("Zet de afbeelding op een eigen regel, met een lege regel ervoor en erna.")
                        .hint("Een bijschrift zet u in de afbeelding zelf: ![Wat er te zien is](foto.jpg \"Bijschrift\")."),
                );
            }
            _ => {}
        }
    }

    /// The next event, if it still belongs to the line.
    fn next_inline(&mut self) -> Option<(Event<'t>, Range<usize>)> {
        let (event, _) = self.events.as_slice().first()?;
        if is_inline(event) { self.events.next() } else { None }
    }

    /// What stands between signs of Markdown.
    fn inside(&self, text: &str, range: Range<usize>) -> Words {
        let written = &self.rendered.text()[range.clone()];
        let range = written.find(text).map_or(range.clone(), |at| range.start + at..range.start + at + text.len());
        let mut words = Words::new(self.rendered.words.source());
        push(&mut words, self.rendered, text, range);
        words
    }

    /// The address or title of a link or picture: what stands last in it, or what it refers to.
    fn last_inside(&self, text: &str, range: Range<usize>) -> Words {
        let range = self.range_inside(text, range);
        let mut words = Words::new(self.rendered.words.source());
        push(&mut words, self.rendered, text, range);
        words
    }

    /// Where that stands; all of it, where it is written otherwise.
    fn range_inside(&self, text: &str, range: Range<usize>) -> Range<usize> {
        let written = &self.rendered.text()[range.clone()];
        written.rfind(text).map_or(range.clone(), |at| range.start + at..range.start + at + text.len())
    }
}

/// Adds what Markdown makes of a part of the rendered text: mostly that part as it is.
fn push(words: &mut Words, rendered: &Rendered, text: &str, range: Range<usize>) {
    if rendered.text()[range.clone()] == *text {
        words.push_part(&rendered.words, range);
    } else {
        words.push(text, rendered.words.range(range));
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
struct InlineRun<'t> {
    rendered: &'t Rendered,
    words: Words,
    spans: Vec<Span>,
    /// Whether a waiver stood in it, which may leave white space behind.
    waived: bool,
}

impl<'t> InlineRun<'t> {
    fn new(rendered: &'t Rendered) -> Self {
        Self { rendered, words: Words::new(rendered.words.source()), spans: Vec::new(), waived: false }
    }

    fn push_text(&mut self, text: &str, range: Range<usize>) {
        push(&mut self.words, self.rendered, text, range);
    }

    fn push(&mut self, span: Span, composer: &mut Composer<'_>) {
        self.flush(composer);
        self.spans.push(span);
    }

    fn flush(&mut self, composer: &mut Composer<'_>) {
        let mut words = std::mem::replace(&mut self.words, Words::new(self.rendered.words.source()));
        if let Some(rest) = composer.take_waivers(&words) {
            self.waived = true;
            words = rest;
        }
        if !words.is_empty() {
            self.spans.extend(composer.resolve(words));
        }
    }

    fn finish(mut self, composer: &mut Composer<'_>) -> Vec<Span> {
        self.flush(composer);
        if self.waived {
            self.trim();
        }
        self.spans
    }

    /// Takes away white space at either end.
    fn trim(&mut self) {
        if let Some(Span::Text(first)) = self.spans.first_mut() {
            *first = first.trim_start();
        }
        if let Some(Span::Text(last)) = self.spans.last_mut() {
            *last = last.trim_end();
        }
        self.spans.retain(|span| !matches!(span, Span::Text(words) if words.is_empty()));
    }

    /// The words, when there is nothing but words.
    fn only_words(&self) -> Option<&Words> {
        self.spans.is_empty().then_some(&self.words)
    }
}
