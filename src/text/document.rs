//! The document model: what a document says, free of any layout.
//!
//! The PDF, the slides and the web pages all come from it. Every printed
//! number is a [`PrintedNumber`], bound to its indicator or cells, and every
//! block knows its line in the author's file.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::diagnostic::{Code, Finding, Place, Waived};
use crate::dutch::notation::capitalised;
use crate::dutch::period::Period;
use crate::indicator::grid::Grid;
use crate::indicator::{Number, Wording};
use crate::load::{ChartKind, DocumentStatus, ExhibitForm, FieldValue, Form, Gaps, SectionKind, Show};
use crate::project::DocumentId;

use super::status_notes::StatusNote;
use super::words::Words;

/// A document, composed.
#[derive(Debug)]
pub struct Document {
    /// Its period and name.
    pub id: DocumentId,
    /// Whether it is shown where something is missing; otherwise nothing stands there.
    pub shows_gaps: bool,
    /// The author's file, relative to the root.
    pub path: String,
    /// The pilot that it is about, by the name of its file in formulas.
    pub pilot: Option<String>,
    /// The form it follows.
    pub form: Arc<Form>,
    /// Its title.
    pub title: Vec<Span>,
    /// Where its title stands.
    pub title_place: Place,
    /// The picture beside the title of a presentation, where there is one.
    pub cover: Option<Block>,
    /// Its date.
    pub date: NaiveDate,
    /// How far it is.
    pub status: DocumentStatus,
    /// 1, and one more for each correction.
    pub version: u32,
    /// What differs from the version before.
    pub correction: Option<String>,
    /// On what legal ground it is secret; none where everybody may read it.
    pub secrecy: Option<String>,
    /// Keywords for the PDF.
    pub keywords: Vec<String>,
    /// Header fields that have a value: label and printed value.
    pub fields: Vec<(String, String)>,
    /// How its slides are shown; none for a letter.
    pub show: Option<Show>,
    /// The form's sections in its order; the slides of a presentation, without the one with its title.
    pub sections: Vec<SectionText>,
    /// Every number printed in running text, in reading order.
    pub numbers: Vec<PrintedNumber>,
    /// Charts and tables, in reading order.
    pub exhibits: Vec<Exhibit>,
    /// Footnotes, in the order of their texts.
    pub footnotes: Vec<Vec<Block>>,
    /// Whether a letter has a table of contents.
    pub contents: bool,
    /// Whether an annex says where every number comes from.
    pub with_origins: bool,
    /// What the signs at numbers in running text mean.
    pub status_notes: Vec<StatusNote>,
    /// What the author accepts, and where.
    pub waivers: Vec<Waiver>,
    /// The findings that were accepted, once the document has been checked.
    pub waived: Vec<Waived>,
}

/// An author's word that findings of one code are acceptable in one block of the text.
#[derive(Debug, Clone)]
pub struct Waiver {
    /// Which findings.
    pub code: Code,
    /// Why they are acceptable.
    pub reason: String,
    /// Where the author says so.
    pub place: Place,
    /// The lines of the block that it is about.
    pub lines: RangeInclusive<usize>,
}

impl Waiver {
    /// Whether it is about this finding in the text of `document`, or in a chart or table that stands in the block, or in
    /// the description of a series of which the block shows a number.
    pub fn covers(&self, finding: &Finding, document: &Document) -> bool {
        let is_of_exhibit = || {
            let mut here = document.exhibits.iter().filter(|exhibit| self.is_about(&exhibit.place, document));
            here.any(|exhibit| exhibit.defined_at == finding.place)
        };
        let is_of_series = || {
            let mut here = document.all_numbers().filter(|(_, place)| self.is_about(place, document));
            here.any(|(number, _)| number.cells.iter().any(|cell| cell.series.described_in == finding.place.file))
        };
        finding.code == self.code && (self.is_about(&finding.place, document) || is_of_exhibit() || is_of_series())
    }

    /// Whether a place lies in the block of `document` that it is about.
    pub fn is_about(&self, place: &Place, document: &Document) -> bool {
        place.file == document.path && place.line_column().is_some_and(|(line, _)| self.lines.contains(&line))
    }
}

/// A section or slide with its text.
#[derive(Debug)]
pub struct SectionText {
    /// The heading that is printed.
    pub heading: Vec<Span>,
    /// Its text.
    pub blocks: Vec<Block>,
    /// How it stands in a letter.
    pub kind: SectionKind,
    /// What makes it a slide; none in a letter.
    pub slide: Option<Slide>,
}

/// What a slide has besides its title and text.
#[derive(Debug)]
pub struct Slide {
    /// Where its title stands.
    pub place: Place,
    /// How its content is arranged.
    pub layout: SlideLayout,
    /// Whether its lists build up step by step.
    pub steps: bool,
    /// What the speaker says with it.
    pub notes: Vec<Block>,
}

/// How the content of a slide is arranged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SlideLayout {
    /// The start of a part: only a title.
    Section,
    /// Text and lists.
    Bullets,
    /// Text beside one chart or picture.
    Beside,
    /// One chart or picture.
    Chart,
    /// Two charts or pictures beside each other.
    TwoCharts,
    /// A table, with or without text.
    Table,
    /// One big number with its explanation.
    Number,
    /// Somebody else's words.
    Quote,
    /// The end.
    Closing,
    /// What happened when, along a line.
    Timeline,
    /// Numbered steps, one after the other.
    Process,
    /// Two things side by side.
    Comparison,
    /// One picture, as large as can be.
    Picture,
}

impl SlideLayout {
    /// Every layout with its name.
    pub const NAMES: [(&str, SlideLayout); 13] = [
        ("sectie", SlideLayout::Section),
        ("opsomming", SlideLayout::Bullets),
        ("tekst-en-grafiek", SlideLayout::Beside),
        ("grafiek", SlideLayout::Chart),
        ("twee-grafieken", SlideLayout::TwoCharts),
        ("tabel", SlideLayout::Table),
        ("getal", SlideLayout::Number),
        ("citaat", SlideLayout::Quote),
        ("slot", SlideLayout::Closing),
        ("tijdlijn", SlideLayout::Timeline),
        ("proces", SlideLayout::Process),
        ("vergelijking", SlideLayout::Comparison),
        ("beeld", SlideLayout::Picture),
    ];

    /// Reads a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, layout)| *layout)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, layout)| *layout == self).map_or("", |(name, _)| name)
    }
}

/// A number as it is printed.
#[derive(Debug, Clone)]
pub struct PrintedNumber {
    /// The number and where it comes from.
    pub number: Number,
    /// How it is printed.
    pub printed: String,
    /// How it is put into words.
    pub wording: Wording,
    /// Where it is printed.
    pub place: Place,
}

/// A block and its place in the author's file.
#[derive(Debug, Clone)]
pub struct Block {
    /// What it is.
    pub content: BlockContent,
    /// Where it starts.
    pub place: Place,
}

/// What a block is.
#[derive(Debug, Clone)]
pub enum BlockContent {
    /// A sub-heading; level 2 is the first below a section.
    Heading {
        /// 2 to 6.
        level: u8,
        /// Its text.
        spans: Vec<Span>,
    },
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list.
    List {
        /// The first number; none for bullets.
        start: Option<u64>,
        /// Its items.
        items: Vec<Vec<Block>>,
    },
    /// A table that the author typed.
    Table {
        /// The header row.
        head: Vec<Vec<Span>>,
        /// The other rows.
        rows: Vec<Vec<Vec<Span>>>,
        /// How each column is aligned.
        alignments: Vec<Alignment>,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// Text to print as it is.
    Verbatim(Words),
    /// A chart or table, by its position in [`Document::exhibits`].
    Exhibit(usize),
    /// A picture from a file.
    Picture(Picture),
    /// Two pictures beside each other.
    Pair(Vec<Block>),
    /// A thematic break.
    Rule,
}

/// A picture from a file.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Path relative to the root.
    pub path: String,
    /// What it shows, for whoever cannot see it.
    pub alt: Words,
    /// What stands below it.
    pub caption: Vec<Span>,
    /// Its number among the figures, where it has a caption in a letter.
    pub number: Option<usize>,
    /// How wide it is, in hundredths of the text.
    pub width: u8,
}

/// How a column is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
}

/// What is missing at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// A number, or anything else that a placeholder should print.
    Figure,
    /// A chart or a table.
    Exhibit,
    /// All text of a section.
    Text,
}

impl Gap {
    /// What a draft shows in its place.
    pub fn words(self) -> &'static str {
        match self {
            Gap::Figure => "[nog geen cijfer]",
            Gap::Text => "[nog geen tekst]",
            Gap::Exhibit => "[nog geen cijfers voor deze grafiek of tabel]",
        }
    }
}

/// A piece of running text.
#[derive(Debug, Clone)]
pub enum Span {
    /// The author's own words.
    Text(Words),
    /// Words from data: a period, a name, a case.
    Given(Words),
    /// A number, by its position in [`Document::numbers`].
    Number(usize),
    /// Of more weight.
    Strong(Vec<Span>),
    /// Stressed.
    Emphasis(Vec<Span>),
    /// Text to print as it is.
    Code(Words),
    /// A link.
    Link {
        /// Where it leads.
        url: String,
        /// Its text.
        spans: Vec<Span>,
    },
    /// The mark of a footnote, by its position in [`Document::footnotes`].
    Footnote(usize),
    /// "figuur 2"; where it leads is set once all exhibits are known.
    Reference {
        /// The name of the chart or table, or the file of the picture.
        target: String,
        /// Whether the chart or the table is meant, where the author says so.
        kind: Option<ExhibitKind>,
        /// Whether it starts a sentence.
        capital: bool,
        /// Where it leads.
        to: Option<Referred>,
        /// Where it stands.
        place: Place,
    },
    /// What a reader must know of numbers that are not final; words once all numbers are known.
    StatusSentence(Place),
    /// What should stand here is not known; a finding says why. Only a draft on a screen shows that there is a gap.
    Gap(Gap),
    /// A new line within a paragraph.
    LineBreak,
}

/// What a reference leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Referred {
    /// A chart or table, by its position in [`Document::exhibits`].
    Exhibit(usize),
    /// A picture with a caption, by its number among the figures.
    Picture(usize),
}

impl Referred {
    /// "figuur 2", or "Figuur 2".
    pub fn label(self, exhibits: &[Exhibit], capital: bool) -> String {
        match self {
            Referred::Exhibit(index) => exhibits.get(index).map(|one| one.label(capital)).unwrap_or_default(),
            Referred::Picture(number) => ExhibitKind::Chart.label(number, capital),
        }
    }
}

/// A chart or a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExhibitKind {
    /// A picture of numbers.
    Chart,
    /// Numbers in rows and columns.
    Table,
}

impl ExhibitKind {
    /// "figuur" or "tabel".
    pub fn word(self) -> &'static str {
        match self {
            ExhibitKind::Chart => "figuur",
            ExhibitKind::Table => "tabel",
        }
    }

    /// "figuur 2", or "Figuur 2".
    pub fn label(self, number: usize, capital: bool) -> String {
        let word = if capital { capitalised(self.word()) } else { self.word().to_owned() };
        format!("{word}\u{a0}{number}")
    }
}

/// A numbered chart or table in a document.
#[derive(Debug)]
pub struct Exhibit {
    /// Its name in `data/grafieken.toml`.
    pub id: String,
    /// Chart or table.
    pub kind: ExhibitKind,
    /// Its number among its kind, from 1.
    pub number: usize,
    /// How its author wants it drawn.
    pub drawn_as: ExhibitForm,
    /// The message, if its author gave one.
    pub title: Vec<Span>,
    /// What is shown and in what unit.
    pub subject: Vec<Span>,
    /// The numbers.
    pub grid: Grid,
    /// Rows to draw dark.
    pub emphasis: Vec<usize>,
    /// What its line does where a number is not known.
    pub gaps: Gaps,
    /// What in it is expected, besides what its numbers say themselves.
    pub forecast: Option<Forecast>,
    /// Which series of it is a mark over the columns or bars of the other.
    pub mark: Option<usize>,
    /// Where the numbers come from.
    pub sources: Vec<String>,
    /// Notes: its own, those of its series, breaks and provisional periods.
    pub notes: Vec<Vec<Span>>,
    /// What the signs at its numbers mean, where it is a table.
    pub status_notes: Vec<StatusNote>,
    /// Where it was asked for.
    pub place: Place,
    /// Where it is defined.
    pub defined_at: Place,
}

/// What a chart shows that is expected and not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forecast {
    /// What is about this period and those after it.
    From(Period),
    /// The series with this index.
    Series(usize),
}

impl Exhibit {
    /// Whether its rows are its series and its columns what they go over: indicators, drawn over periods.
    pub fn is_across(&self) -> bool {
        let ExhibitForm::Chart(kind) = self.drawn_as else { return false };
        let (rows, columns) = self.grid.without_totals();
        let over_time = self.grid.columns[..columns].iter().all(|heading| heading.period.is_some());
        let as_series = rows == 1 || self.mark.is_some() || kind == ChartKind::ColumnAndLine;
        let enough = columns > 1 || rows > 1;
        kind != ChartKind::Waterfall && over_time && as_series && enough
    }

    /// "figuur 2", or "Figuur 2".
    pub fn label(&self, capital: bool) -> String {
        self.kind.label(self.number, capital)
    }
}

impl Document {
    /// Every number that is printed, in running text, charts and tables, with where its author asked for it.
    pub fn all_numbers(&self) -> impl Iterator<Item = (&Number, &Place)> {
        let in_text = self.numbers.iter().map(|printed| (&printed.number, &printed.place));
        let in_exhibits =
            self.exhibits.iter().flat_map(|exhibit| exhibit.grid.numbers().map(move |number| (number, &exhibit.place)));
        in_text.chain(in_exhibits)
    }

    /// The remarks about numbers in its text, where these signs were printed at them.
    pub fn remarks<'d>(&'d self, printed: &BTreeSet<&str>) -> impl Iterator<Item = &'d StatusNote> {
        self.status_notes.iter().filter(|note| note.sign().is_none_or(|sign| printed.contains(sign)))
    }

    /// "brief" or "presentatie".
    pub fn word(&self) -> &'static str {
        self.form.kind.word()
    }
}

impl SectionText {
    /// Its text, and what is said with it.
    pub fn texts(&self) -> impl Iterator<Item = &[Block]> {
        let notes = self.slide.as_ref().map(|slide| slide.notes.as_slice());
        std::iter::once(self.blocks.as_slice()).chain(notes)
    }
}

/// A header field as it is printed.
pub fn printed_field(value: &FieldValue) -> String {
    match value {
        FieldValue::Text(text) => text.clone(),
        FieldValue::Date(date) => crate::dutch::period::date_in_words(*date),
        FieldValue::List(items) => crate::dutch::notation::list_of_names(items),
    }
}
