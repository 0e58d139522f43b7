//! Blocks of a document as Typst markup.
//!
//! Each block is preceded by a comment with its line in the text, so that
//! what Typst finds can be shown there. All words are string literals.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::dutch::notation::Notation;
use crate::text::{
    Alignment, Block, BlockContent, Document, Exhibit, ExhibitKind, Picture, PrintedNumber, Side, SlideLayout, Span,
    moment_of, signs,
};

use super::anchor::{Anchor, exhibit_label, number_label, picture_label, reference_label, sign_label, white_mark};
use super::cells::printed_cell;
use super::crosstab;
use super::drawing::Drawing;
use super::literal::{string, words};
use super::table_plan::TablePlan;

/// The comment that precedes a block, e.g. `// regel 12`.
pub const LINE_COMMENT: &str = "// regel ";

/// Sections are headings of the second level, under the title; what the author calls level 2 lies below them.
const LEVELS_ABOVE: u8 = 1;

/// What a layout sets while it prints a table of contents.
const IN_CONTENTS: &str = "\"in-inhoudsopgave\"";

/// What authors write between the date of an item on a timeline and what happened; there they stand on lines of their
/// own.
const AFTER_MOMENT: [char; 6] = [' ', '\u{a0}', ':', '-', '–', '—'];

/// A paragraph of fewer characters would look lost without the exhibit that it introduces.
const SHORT_PARAGRAPH: usize = 120;

/// Writes blocks of one document.
pub struct BlockWriter<'a> {
    document: &'a Document,
    notation: &'a Notation,
    /// File name and alt text of each exhibit that is drawn.
    drawings: &'a [Option<Drawing>],
    /// File name of each picture, by its path.
    pictures: &'a dyn Fn(&str) -> Option<String>,
    footnotes_placed: BTreeSet<usize>,
    /// Whether numbers carry the signs of their status here; headings and captions stay clean.
    marks: bool,
    signs_printed: BTreeSet<&'a str>,
    /// How many signs there are in the text of a letter so far.
    signs: usize,
    /// Whether the words of a heading are written.
    in_heading: bool,
    /// In how many lists, quotations and boxes the writer is.
    depth: usize,
    /// What is only on slides; none in a letter.
    slide: Option<OnSlide>,
}

/// What a writer knows of the slide that it writes.
#[derive(Default)]
struct OnSlide {
    /// Whether lists build up.
    steps: bool,
    /// How many items have built up so far.
    items: usize,
    /// The footnotes of all slides, in the order in which they are cited.
    footnotes: Vec<usize>,
}

impl<'a> BlockWriter<'a> {
    /// A writer for one document.
    pub fn new(
        document: &'a Document,
        notation: &'a Notation,
        drawings: &'a [Option<Drawing>],
        pictures: &'a dyn Fn(&str) -> Option<String>,
    ) -> Self {
        Self {
            document,
            notation,
            drawings,
            pictures,
            footnotes_placed: BTreeSet::new(),
            marks: true,
            signs_printed: BTreeSet::new(),
            signs: 0,
            in_heading: false,
            depth: 0,
            slide: None,
        }
    }

    /// From now on slides are written; these are their footnotes in the order in which they are cited.
    pub fn on_slides(&mut self, footnotes: Vec<usize>) {
        self.slide = Some(OnSlide { footnotes, ..OnSlide::default() });
    }

    /// A slide begins, whose lists may build up.
    pub fn begin_slide(&mut self, steps: bool) {
        if let Some(slide) = &mut self.slide {
            (slide.steps, slide.items) = (steps, 0);
        }
    }

    /// The markup of text on a slide; its lists may build up.
    pub fn slide_blocks(&mut self, blocks: &[&Block]) -> String {
        let mut out = String::new();
        for block in blocks {
            out.push_str(&line_comment(block));
            let code = match &block.content {
                BlockContent::List { start, items } if self.slide.as_ref().is_some_and(|slide| slide.steps) => {
                    self.stepwise(*start, items)
                }
                content => self.block(content),
            };
            let _ = writeln!(out, "{code}\n");
        }
        out
    }

    /// A list whose items are seen one by one.
    fn stepwise(&mut self, start: Option<u64>, items: &[Vec<Block>]) -> String {
        let before = self.slide.as_ref().map_or(0, |slide| slide.items);
        if let Some(slide) = &mut self.slide {
            slide.items += items.len();
        }
        let start = start.map_or_else(|| "none".to_owned(), |start| start.to_string());
        let items: String = items.iter().map(|item| format!("[\n{}], ", self.item(item))).collect();
        format!("#stapsgewijs(stap, {before}, {start}, ({items}))")
    }

    /// A list whose items stand along a line, as code: the number of the first, where they are numbered, and of each item
    /// when it is seen, what stands above it, its text and its longest word, which decides how narrow it can be.
    pub fn along_a_line(&mut self, block: &Block, layout: SlideLayout) -> String {
        let BlockContent::List { start, items } = &block.content else { return String::new() };
        let steps = self.slide.as_ref().is_some_and(|slide| slide.steps);
        // On a timeline what is bold is a date; a step may start with words that say in short what it is.
        let has_heads = layout == SlideLayout::Timeline || items.iter().all(|item| self.is_introduced(item));
        let start = start.map_or_else(|| "none".to_owned(), |start| start.to_string());
        let mut out = format!("\n{}(begin: {start}, punten: (", line_comment(block));
        for (index, item) in items.iter().enumerate() {
            let seen = if steps { format!("stap == none or stap > {index}") } else { "true".to_owned() };
            let moment = moment_of(item).filter(|_| has_heads);
            let (above, text) = match (moment, item.split_first()) {
                (Some((moment, after)), Some((paragraph, more))) => {
                    let line = line_comment(paragraph);
                    let above = format!("[\n{line}{}]", self.ended(moment));
                    (above, format!("{line}{}\n\n{}", self.continued(after), self.slide_blocks_of(more)))
                }
                _ => ("none".to_owned(), self.item(item)),
            };
            let longest = string(&self.longest_word(item));
            let _ = writeln!(out, "\n  (zichtbaar: {seen}, kop: {above}, tekst: [\n{text}], langste: {longest}),");
        }
        out + "))"
    }

    /// One of two things that are set side by side, as code that stands in an array.
    pub fn side(&mut self, side: &Side<'_>) -> String {
        let heading = self.slide_blocks(&[side.heading]);
        let number = side.number.map(|number| self.slide_blocks(&[number]));
        let number = number.map_or_else(|| "none".to_owned(), |number| format!("[\n{number}]"));
        let text = self.slide_blocks_of(side.text);
        format!("\n(kop: [\n{heading}], getal: {number}, tekst: [\n{text}]),\n")
    }

    fn slide_blocks_of(&mut self, blocks: &[Block]) -> String {
        self.slide_blocks(&blocks.iter().collect::<Vec<_>>())
    }

    /// Whether an item starts with bold words and a sign that leads from them to the rest.
    fn is_introduced(&self, item: &[Block]) -> bool {
        let Some((bold, after)) = moment_of(item) else { return false };
        let (bold, after) = (self.document.plain(bold), self.document.plain(after));
        let is_sign = |sign: char| AFTER_MOMENT.contains(&sign) && !sign.is_whitespace();
        bold.trim_end().ends_with(is_sign) || after.trim_start().starts_with(is_sign)
    }

    /// Running text without the sign at its end that leads to what follows.
    fn ended(&mut self, spans: &[Span]) -> String {
        match spans.split_last() {
            Some((Span::Text(last), before)) => self.spans(before) + &words(last.text().trim_end_matches(AFTER_MOMENT)),
            _ => self.spans(spans),
        }
    }

    /// Running text without the sign at its start that leads to it.
    fn continued(&mut self, spans: &[Span]) -> String {
        match spans.split_first() {
            Some((Span::Text(first), after)) => {
                words(first.text().trim_start_matches(AFTER_MOMENT)) + &self.spans(after)
            }
            _ => self.spans(spans),
        }
    }

    /// The longest word of blocks, up to where a line can end in it.
    fn longest_word(&self, blocks: &[Block]) -> String {
        let text = self.document.plain_blocks(blocks);
        let words = text.split([' ', '-', '/']);
        let longest = words.max_by_key(|word| word.chars().count()).unwrap_or_default();
        longest.trim_end_matches(AFTER_MOMENT).to_owned()
    }

    /// A chart, table or picture on a slide, as code that stands in an array. The captions of charts beside each
    /// other are equally high, in points; a picture that `fills` the slide goes to its edges.
    pub fn picture_on_slide(&mut self, block: &Block, caption_height: f64, fills: bool) -> String {
        let code = self.block(&block.content).replacen('#', "", 1);
        let code = match (&block.content, code.strip_suffix(')')) {
            (BlockContent::Exhibit(_), Some(call)) => format!("{call}, kophoogte: {caption_height}pt)"),
            (BlockContent::Picture(_), Some(call)) if fills => format!("{call}, vult: true)"),
            _ => code,
        };
        if code.is_empty() { code } else { format!("\n{}{code},\n", line_comment(block)) }
    }

    /// The file of a picture and what it shows; none where it cannot be used.
    pub fn described_picture<'b>(&self, block: &'b Block) -> Option<(String, &'b str)> {
        let BlockContent::Picture(picture) = &block.content else { return None };
        Some(((self.pictures)(&picture.path)?, picture.alt.text()))
    }

    /// What the speaker says: numbers carry no marks there.
    pub fn notes(&mut self, blocks: &[Block], footnotes: &[usize]) -> String {
        let marks = std::mem::replace(&mut self.marks, false);
        let code = self.blocks(blocks) + &self.footnote_texts(footnotes);
        self.marks = marks;
        code
    }

    /// The texts of footnotes, each a paragraph with its number.
    pub fn footnote_texts(&mut self, footnotes: &[usize]) -> String {
        let document = self.document;
        let mut out = String::new();
        for index in footnotes {
            let number = self.number_of_footnote(*index);
            let text = document.footnotes.get(*index).map(|blocks| self.item(blocks)).unwrap_or_default();
            let _ = writeln!(out, "#voetnoot({number})[{text}]\n");
        }
        out
    }

    fn number_of_footnote(&self, index: usize) -> usize {
        let known = self.slide.as_ref().and_then(|slide| slide.footnotes.iter().position(|known| *known == index));
        known.unwrap_or(index) + 1
    }

    /// The signs that were printed at numbers in running text.
    pub fn signs_printed(&self) -> &BTreeSet<&'a str> {
        &self.signs_printed
    }

    /// The markup of running text whose numbers carry no marks.
    pub fn unmarked(&mut self, spans: &[Span]) -> String {
        let marks = std::mem::replace(&mut self.marks, false);
        let code = self.spans(spans);
        self.marks = marks;
        code
    }

    /// The markup of a heading: its footnotes are seen on the page only, not in bookmarks or a table of contents.
    pub fn heading(&mut self, spans: &[Span]) -> String {
        let outside = std::mem::replace(&mut self.in_heading, true);
        let code = self.unmarked(spans);
        self.in_heading = outside;
        code
    }

    /// The markup of blocks that stand below each other.
    pub fn blocks(&mut self, blocks: &[Block]) -> String {
        self.run_of_blocks(blocks, None)
    }

    /// The markup of blocks that stand inside something: nothing in them can have a page of its own.
    pub fn nested_blocks(&mut self, blocks: &[Block]) -> String {
        self.depth += 1;
        let code = self.blocks(blocks);
        self.depth -= 1;
        code
    }

    /// The markup of the document's last blocks: the closing never stands alone on a page.
    pub fn last_blocks(&mut self, blocks: &[Block]) -> String {
        self.run_of_blocks(blocks, blocks.len().checked_sub(1))
    }

    fn run_of_blocks(&mut self, blocks: &[Block], stays_with_closing: Option<usize>) -> String {
        let mut out = String::new();
        for (index, block) in blocks.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|before| blocks.get(before));
            out.push_str(&self.white_above(block, before));
            out.push_str(&line_comment(block));
            let introduces = match &block.content {
                BlockContent::Paragraph(spans) => self.leads_into(spans, blocks.get(index + 1)),
                _ => false,
            };
            let mut code = self.block(&block.content);
            let stays = stays_with_closing == Some(index) && !self.is_page_of_its_own(&block.content);
            if introduces || stays {
                // By itself in something else Typst takes running text for less than a paragraph.
                if matches!(block.content, BlockContent::Paragraph(_)) {
                    code = paragraph(&code);
                }
                code = format!("#blijft-bij[{code}]");
            }
            let _ = writeln!(out, "{code}\n");
        }
        out
    }

    /// Marks the white between running text and a heading or more text below it, which can be a little more or less.
    fn white_above(&self, block: &Block, before: Option<&Block>) -> String {
        let is_text = |block: &Block| matches!(block.content, BlockContent::Paragraph(_) | BlockContent::List { .. });
        match block.content {
            _ if self.depth > 0 || self.slide.is_some() || !before.is_some_and(is_text) => String::new(),
            BlockContent::Heading { level, .. } => white_mark(level + LEVELS_ABOVE),
            BlockContent::Paragraph(_) => white_mark(0),
            _ => String::new(),
        }
    }

    /// Whether a paragraph introduces what follows, and would look lost without it.
    fn leads_into(&self, spans: &[Span], next: Option<&Block>) -> bool {
        let text = self.document.plain(spans);
        let introduces = match next.map(|next| &next.content) {
            Some(BlockContent::Exhibit(_)) => true,
            Some(BlockContent::List { .. }) => text.trim_end().ends_with(':'),
            _ => false,
        };
        introduces && text.chars().count() < SHORT_PARAGRAPH
    }

    fn block(&mut self, content: &BlockContent) -> String {
        match content {
            BlockContent::Heading { level, spans } => {
                format!("#heading(level: {})[{}]", level + LEVELS_ABOVE, self.heading(spans))
            }
            BlockContent::Paragraph(spans) => self.spans(spans),
            BlockContent::List { start, items } => {
                let items: String = items.iter().map(|item| format!("[\n{}], ", self.item(item))).collect();
                match start {
                    Some(start) => format!("#enum(start: {start}, {items})"),
                    None => format!("#list({items})"),
                }
            }
            BlockContent::Table { head, rows, alignments } => self.typed_table(head, rows, alignments),
            BlockContent::Quote(inner) => {
                format!("#quote(block: true)[\n{}]", self.nested_blocks(inner))
            }
            BlockContent::Verbatim(text) => format!("#raw(block: true, {})", string(text.text())),
            BlockContent::Exhibit(index) => match self.document.exhibits.get(*index) {
                Some(exhibit) => self.exhibit(*index, exhibit, self.drawings.get(*index).and_then(Option::as_ref)),
                None => String::new(),
            },
            BlockContent::Picture(picture) => {
                self.picture(picture).map(|code| format!("#afbeelding({code})")).unwrap_or_default()
            }
            BlockContent::Pair(pair) => {
                let both = pair.iter().filter_map(|block| match &block.content {
                    BlockContent::Picture(picture) => self.picture(picture),
                    _ => None,
                });
                let both: String = both.map(|code| format!("arguments({code}), ")).collect();
                format!("#naast-elkaar({both})")
            }
            BlockContent::Rule => "#streep()".to_owned(),
        }
    }

    /// A footnote with a single paragraph begins on the line of its number.
    fn note_text(&mut self, blocks: &[Block]) -> String {
        match blocks {
            [Block { content: BlockContent::Paragraph(spans), .. }] => self.spans(spans),
            _ => self.item(blocks),
        }
    }

    /// An item with a single paragraph is set tight.
    fn item(&mut self, blocks: &[Block]) -> String {
        match blocks {
            // On a slide each item is shown by itself, or does not fit by itself.
            [block @ Block { content: BlockContent::Paragraph(spans), .. }] if self.slide.is_some() => {
                line_comment(block) + &self.spans(spans)
            }
            [Block { content: BlockContent::Paragraph(spans), .. }] => paragraph(&self.spans(spans)),
            [before @ .., Block { content: list @ BlockContent::List { .. }, .. }] if !before.is_empty() => {
                let before = self.nested_blocks(before);
                self.depth += 1;
                let list = self.block(list);
                self.depth -= 1;
                // As close as the items themselves. Typst would put a list that ends an item beside it for readers by ear.
                format!("{before}#block(above: 0.62em, below: 0.62em)[{list}]#pdf.artifact[]\n")
            }
            _ => self.nested_blocks(blocks),
        }
    }

    fn typed_table(&mut self, head: &[Vec<Span>], rows: &[Vec<Vec<Span>>], alignments: &[Alignment]) -> String {
        let alignments: String = alignments
            .iter()
            .map(|alignment| match alignment {
                Alignment::Left => "left, ",
                Alignment::Center => "center, ",
                Alignment::Right => "right, ",
            })
            .collect();
        let head = self.cells(head);
        let rows: String = rows.iter().map(|row| format!("({}), ", self.cells(row))).collect();
        format!("#vrije-tabel(uitlijning: ({alignments}), koppen: ({head}), rijen: ({rows}))")
    }

    fn cells(&mut self, cells: &[Vec<Span>]) -> String {
        cells.iter().map(|cell| format!("[{}], ", self.spans(cell))).collect()
    }

    /// What a layout must know of a picture.
    fn picture(&mut self, picture: &Picture) -> Option<String> {
        let file = (self.pictures)(&picture.path)?;
        let mut code = format!("{}, {}", string(&file), string(picture.alt.text()));
        if let Some(number) = picture.number {
            let label = ExhibitKind::Chart.label(number, true);
            let caption = self.unmarked(&picture.caption);
            let anchor = string(&picture_label(number));
            let _ = write!(code, ", anker: {anchor}, nummer: {}, bijschrift: [{caption}]", string(&label));
        }
        if picture.width < 100 {
            let _ = write!(code, ", breed: {}%", picture.width);
        }
        Some(code)
    }

    fn exhibit(&mut self, index: usize, exhibit: &Exhibit, drawing: Option<&Drawing>) -> String {
        let (title, subject) = if exhibit.title.is_empty() {
            (self.unmarked(&exhibit.subject), "none".to_owned())
        } else {
            (self.unmarked(&exhibit.title), format!("[{}]", self.unmarked(&exhibit.subject)))
        };
        let sources: String = exhibit.sources.iter().map(|source| string(source) + ", ").collect();
        let notes: String = exhibit.notes.iter().map(|note| format!("[{}], ", self.unmarked(note))).collect();
        let common = format!(
            "anker: {}, nummer: {}, titel: [{title}], onderwerp: {subject}, bronnen: ({sources}), noten: ({notes})",
            string(&exhibit_label(exhibit)),
            string(&exhibit.label(true)),
        );
        let anchor = Anchor::Exhibit(index);
        match (exhibit.kind, drawing) {
            (ExhibitKind::Chart, Some(drawing)) => {
                format!("{anchor}#grafiek({common}, alt: {}, bestand: {})", string(&drawing.alt), string(&drawing.file))
            }
            (ExhibitKind::Chart, None) => String::new(),
            (ExhibitKind::Table, _) => {
                let plan = self.plan(exhibit);
                match crosstab::arguments(index, exhibit, plan.as_ref(), self.notation) {
                    Some(own) => format!("{anchor}#overzicht({common}, {own})"),
                    None => format!("{anchor}#tabel({common}, {})", self.table_of_numbers(index, exhibit)),
                }
            }
        }
    }

    /// How a table is set whose rows and columns are described; on a slide it takes what room there is.
    fn plan(&self, exhibit: &Exhibit) -> Option<TablePlan> {
        if self.slide.is_some() {
            return None;
        }
        let plan = crosstab::plan_of(exhibit, self.notation)?.ok()?;
        // Only the text itself can go on on another page.
        let is_landscape = plan.is_landscape && self.depth == 0;
        Some(TablePlan { is_landscape, ..plan })
    }

    /// Whether a block is a table on a landscape page of its own.
    fn is_page_of_its_own(&self, content: &BlockContent) -> bool {
        let BlockContent::Exhibit(index) = content else { return false };
        let exhibit = self.document.exhibits.get(*index).filter(|exhibit| exhibit.kind == ExhibitKind::Table);
        exhibit.and_then(|exhibit| self.plan(exhibit)).is_some_and(|plan| plan.is_landscape)
    }

    fn table_of_numbers(&self, index: usize, exhibit: &Exhibit) -> String {
        let grid = &exhibit.grid;
        let heads: String = grid.columns.iter().map(|column| string(&column.name) + ", ").collect();
        let mut rows = String::new();
        for (row_index, (heading, row)) in grid.rows.iter().zip(&grid.cells).enumerate() {
            let _ = write!(rows, "({}, ", string(&heading.name));
            for (column, number) in row.iter().enumerate() {
                let printed = words(&printed_cell(grid, row_index, column, self.notation));
                let signs = number.as_ref().map(|number| signs(&exhibit.status_notes, number).concat());
                let signs = signs.filter(|signs| !signs.is_empty());
                let mark = signs.map(|signs| format!("#celteken({});", string(&signs))).unwrap_or_default();
                let _ = write!(rows, "[{}{printed}{mark}], ", Anchor::Cell(index, row_index, column));
            }
            rows.push_str("), ");
        }
        format!("hoek: {}, koppen: ({heads}), rijen: ({rows}), totaal: {}", string(&grid.corner), grid.has_total)
    }

    /// The markup of running text.
    pub fn spans(&mut self, spans: &[Span]) -> String {
        spans.iter().map(|span| self.span(span)).collect()
    }

    fn span(&mut self, span: &Span) -> String {
        match span {
            Span::Text(text) | Span::Given(text) => words(text.text()),
            Span::Number(index) => {
                self.document.numbers.get(*index).map_or_else(String::new, |number| self.number(*index, number))
            }
            Span::Strong(inner) => format!("#strong[{}];", self.spans(inner)),
            Span::Emphasis(inner) => format!("#emph[{}];", self.spans(inner)),
            Span::Code(text) => format!("#raw({});", string(text.text())),
            Span::Link { url, spans } => format!("#link({})[{}];", string(url), self.spans(spans)),
            Span::Footnote(index) => self.footnote(*index),
            Span::Reference { to, capital, .. } => {
                let Some(to) = to else { return String::new() };
                let label = words(&to.label(&self.document.exhibits, *capital));
                // A slide is shown more than once where lists build up, so that nothing can lead to it.
                match reference_label(self.document, *to).filter(|_| self.slide.is_none()) {
                    Some(anchor) => format!("#link(label({}))[{label}];", string(&anchor)),
                    None => label,
                }
            }
            // Words by now, unless there was nothing to say.
            Span::StatusSentence(_) => String::new(),
            Span::Gap(gap) if self.document.shows_gaps => format!(
                "#box(fill: rgb(\"#fdf0c2\"), outset: (y: 0.25em), inset: (x: 0.15em), text(fill: rgb(\"#6b4300\"))[{}]);",
                words(gap.words())
            ),
            Span::Gap(_) => String::new(),
            Span::LineBreak => "#linebreak();".to_owned(),
        }
    }

    fn number(&mut self, index: usize, number: &PrintedNumber) -> String {
        let signs = if self.marks { signs(&self.document.status_notes, &number.number) } else { Vec::new() };
        self.signs_printed.extend(&signs);
        let marks: String = signs.iter().map(|sign| self.sign(sign)).collect();
        let printed = match self.document.with_origins {
            true => format!("#[#{}#label({})];", string(&number.printed), string(&number_label(index))),
            false => words(&number.printed),
        };
        format!("{}{printed}{marks}", Anchor::Number(index))
    }

    /// A sign at a number; in a letter its page is looked up by its label.
    fn sign(&mut self, sign: &str) -> String {
        if self.slide.is_some() {
            return format!("#teken({});", string(sign));
        }
        self.signs += 1;
        format!("#[#teken({})#metadata(none)#label({})];", string(sign), string(&sign_label(self.signs)))
    }

    /// The text of a footnote at its first mark; later marks point to it.
    fn footnote(&mut self, index: usize) -> String {
        let mark = self.footnote_mark(index);
        match self.in_heading {
            true => format!("#context if not state({IN_CONTENTS}, false).get() [{mark}];"),
            false => mark,
        }
    }

    fn footnote_mark(&mut self, index: usize) -> String {
        if self.slide.is_some() {
            return format!("#nootteken({});", self.number_of_footnote(index));
        }
        let anchor = string(&format!("noot-{}", index + 1));
        if !self.footnotes_placed.insert(index) {
            return format!("#footnote(label({anchor}));");
        }
        let document = self.document;
        let text = document.footnotes.get(index).map(|blocks| self.note_text(blocks)).unwrap_or_default();
        format!("#[#footnote[{text}]#label({anchor})];")
    }
}

/// Running text as a paragraph. Typst remembers how one is set, wherever it stands.
fn paragraph(code: &str) -> String {
    format!("#par[{code}]")
}

fn line_comment(block: &Block) -> String {
    block.place.line_column().map(|(line, _)| format!("{LINE_COMMENT}{line}\n")).unwrap_or_default()
}
