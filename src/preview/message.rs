//! What the browser, the server and the process that typesets, the setter, say to each other.
//!
//! The page knows the same from `page/source/protocol.ts`, which is written from these types: see `protocol`.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::cycle::difference::JsonDifference;
use crate::cycle::overview::Board;
use crate::diagnostic::{Code, Edit, Finding, Fix, Place, Severity, Spot};
use crate::dutch::period::{Period, date_in_words};
use crate::layout::SlidePage;
use crate::pipeline::Trial;
use crate::preview::comments::ShownComments;
use crate::preview::words::harmless;
use crate::project::{DocumentId, DocumentKind};
use crate::provenance::LedgerEntry;
use crate::record::Record;
use crate::text::{SlideSpeech, Word};
use crate::typeset::{Layer, Sight};

pub use crate::preview::words::Denial;

/// Where files with numbers stand.
pub const SHEETS: &str = "data/reeksen/";

/// A browser tab.
pub type ClientId = u64;

/// From a browser tab to the server.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum FromPage {
    /// Wants to see a document.
    Open {
        /// `<period>/<name>`
        document: String,
    },
    /// These pages are in sight, from 0, both included.
    View {
        /// The first.
        first: usize,
        /// The last.
        last: usize,
    },
    /// The text of a document as it is now in the editor.
    Text {
        /// `<period>/<name>`
        document: String,
        /// The whole text.
        text: String,
        /// Counts up in each tab.
        revision: u64,
    },
    /// Nothing in the editor is unsaved any more.
    Discard {
        /// `<period>/<name>`
        document: String,
    },
    /// All that it shows beside its document from now on, and is told of again whenever that changes.
    Show {
        /// Those it showed already are told once more.
        topics: Vec<Topic>,
    },
    /// Wants something once.
    Ask {
        /// What.
        wish: Wish,
    },
}

impl FromPage {
    /// The document that it wants to see from now on.
    pub fn opens(&self) -> Option<&str> {
        match self {
            Self::Open { document } => Some(document),
            _ => None,
        }
    }
}

/// What a tab shows and is told of again and again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Topic {
    /// What is ready, what is missing, what is due: [`ToPage::Overview`].
    Overview,
    /// What is new in a document: [`ToPage::Difference`].
    Difference(Compared),
}

/// A document that is compared with an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Compared {
    /// `<period>/<name>`
    pub document: String,
    /// The period of the other; none: the last one before.
    pub with: Option<String>,
}

/// What is wanted once.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Wish {
    /// All that is known of a document that is shown: [`ToPage::Document`].
    Full {
        /// `<period>/<name>`
        document: String,
    },
    /// The list of documents: [`ToPage::List`].
    List,
    /// Parts of the pictures of the pages of a document: [`ToPage::Bands`].
    Bands {
        /// `<period>/<name>`
        document: String,
        /// Their hashes.
        bands: Vec<String>,
    },
    /// What definitions that are being written would print: [`ToPage::Tried`].
    Try(Trying),
}

/// Definitions that are being written.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Trying {
    /// Counts up in each tab; the answer has the same.
    pub number: u32,
    /// The kind of file that they would stand in: `kengetallen`, `feiten` or `grafieken`.
    pub kind: String,
    /// As they would stand there.
    pub text: String,
    /// The period of the document that would print them.
    pub period: String,
}

/// A document in a browser tab, and which of its pages are in sight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewed {
    /// `<period>/<name>`
    pub document: String,
    /// The first page in sight, from 0.
    pub first: usize,
    /// The last page in sight.
    pub last: usize,
}

/// A text that is not saved yet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Unsaved {
    /// The whole text.
    pub text: String,
    /// Which one, in the tab that it comes from.
    pub revision: u64,
}

/// Everything that tabs show beside their documents.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Topics {
    /// The day that counts as today, such as `2023-03-14`.
    pub today: String,
    /// All of it.
    pub all: BTreeSet<Topic>,
    /// What must be told now, even if nothing changed.
    pub anew: BTreeSet<Topic>,
}

/// From the server to the setter.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum ToSetter {
    /// Something in the work folder changed: at least these paths, relative to the root.
    Changed(Vec<String>),
    /// The text of a document in an editor.
    Text(String, Unsaved),
    /// No text of this document is unsaved any more.
    Discard(String),
    /// The documents that are shown anywhere.
    Viewed(Vec<Viewed>),
    /// What else is shown anywhere.
    Topics(Topics),
    /// What somebody wants once, and where it goes.
    Wish(FromSetter, Wish),
    /// The PDF of a document, under a number of the server's choosing.
    Pdf(u64, String),
    /// This document, or the loading of all, ended the process before: not again until something changes.
    Avoid(Option<String>),
}

/// Where something from the setter goes, or what it is doing. A message for tabs follows as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FromSetter {
    /// To all tabs.
    Everyone,
    /// To one tab.
    Client(ClientId),
    /// To the tabs that show a document.
    Viewers(String),
    /// To the tabs that show something else.
    Showing(Topic),
    /// A PDF that was asked for.
    Pdf(u64),
    /// Why a PDF that was asked for cannot be made: a [`Denial`].
    NoPdf(u64),
    /// It begins with something that may never end: a document, or loading all of them.
    Begins(Option<String>),
    /// That is done.
    Ends,
    /// Files are read from these folders: a list of paths relative to the root.
    Folders,
}

/// To a browser tab.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum ToPage<'a> {
    /// Who is here.
    Hello(&'a About),
    /// All documents, and what is wrong with the data that they share.
    List {
        /// By period and name.
        documents: Vec<ListedDocument>,
        /// Findings about data.
        shared: Vec<ShownFinding>,
    },
    /// One document of that list.
    Listed {
        /// The document.
        document: ListedDocument,
    },
    /// A document as it is now.
    Document(Box<ShownDocument<'a>>),
    /// What is ready, what is missing, what is due.
    Overview {
        /// The same as `griffel overzicht --formaat json`.
        board: &'a Board,
    },
    /// What is new in a document.
    Difference(Box<News<'a>>),
    /// Parts of the pictures of pages; what is of an older version is left out.
    Bands {
        /// SVG by hash.
        bands: BTreeMap<String, String>,
    },
    /// What can stand in placeholders.
    Vocabulary {
        /// Of which document.
        document: &'a str,
        /// The words.
        words: Vec<Word>,
    },
    /// What definitions print that were tried.
    Tried {
        /// Which ones.
        number: u32,
        /// By name.
        all: BTreeMap<String, TriedOne>,
    },
    /// What colleagues say of a document.
    Comments(&'a ShownComments),
    /// Who else has a document open.
    Present {
        /// Which document.
        document: &'a str,
        /// What they are called.
        names: Vec<String>,
    },
    /// Typesetting takes a while.
    Busy {
        /// Of which document.
        document: &'a str,
    },
    /// Typesetting failed in a way that no finding tells.
    Trouble {
        /// Of which document; none: of all.
        document: Option<&'a str>,
        /// What happened.
        message: &'a str,
        /// What to do.
        hint: &'a str,
    },
    /// Texts are saved, but no earlier versions of them can be kept.
    Unkept {
        /// Why.
        message: &'a str,
    },
}

impl ToPage<'_> {
    /// As JSON.
    pub fn to_json(&self) -> Vec<u8> {
        // Plain strings and numbers can always be written.
        serde_json::to_vec(self).unwrap_or_default()
    }
}

/// What a definition prints that was tried.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TriedOne {
    /// A number as it is printed.
    value: Option<String>,
    /// Its formula with the numbers in it.
    filled_in: Option<String>,
    /// The picture of a chart, SVG.
    svg: Option<String>,
    /// What that tells.
    alt: Option<String>,
    /// The headings of a table.
    head: Vec<String>,
    /// The cells of its rows.
    rows: Vec<Vec<String>>,
    /// What is wrong.
    findings: Vec<ShownFinding>,
}

impl From<Trial> for TriedOne {
    fn from(trial: Trial) -> Self {
        let findings = trial.findings.iter().map(|finding| ShownFinding::of(finding, None)).collect();
        let (head, rows) = trial.table.unwrap_or_default();
        let Trial { value, filled_in, svg, alt, .. } = trial;
        Self { value, filled_in, svg, alt, head, rows, findings }
    }
}

/// What is known of this run.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct About {
    /// Of this run of the program, another one each time.
    pub run: String,
    /// By which the page and the next run know each other: see `server::rejoin`. The page keeps it in memory only.
    pub secret: String,
    /// Of the work folder, the same one each time.
    pub folder: String,
    /// The folder's name.
    pub folder_name: String,
    /// The organisation.
    pub organisation: String,
    /// Griffel's version.
    pub version: &'static str,
}

/// A document in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ListedDocument {
    /// `<period>/<name>`
    pub id: String,
    /// `2022-K4`
    pub period: String,
    /// "vierde kwartaal 2022"
    pub period_name: String,
    /// Its file name without extension.
    pub name: String,
    /// A letter or a presentation.
    #[cfg_attr(test, ts(as = "DocumentKind"))]
    pub kind: &'static str,
    /// Its title.
    pub title: Option<String>,
    /// How far it is.
    pub status: Option<String>,
    /// Findings that keep it from being made, but for the next.
    pub errors: usize,
    /// Sections under which nothing is written yet.
    pub unwritten: usize,
    /// Other findings.
    pub warnings: usize,
    /// Whether the counts are known yet.
    pub checked: bool,
}

impl ListedDocument {
    /// A document of which nothing is known yet.
    pub fn unchecked(id: &DocumentId, path: &str) -> Self {
        Self {
            id: id.to_string(),
            period: id.period.to_string(),
            period_name: id.period.in_words(),
            name: id.name.clone(),
            kind: word_of(path),
            title: None,
            status: None,
            errors: 0,
            unwritten: 0,
            warnings: 0,
            checked: false,
        }
    }
}

/// "brief" or "presentatie", by the path of its text.
pub fn word_of(path: &str) -> &'static str {
    DocumentKind::of_path(path).unwrap_or(DocumentKind::Letter).word()
}

/// A document as it is shown.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownDocument<'a> {
    /// `<period>/<name>`
    pub document: &'a str,
    /// A letter or a presentation.
    #[cfg_attr(test, ts(as = "DocumentKind"))]
    pub kind: &'static str,
    /// Whether all layers and numbers are here, not only those that changed.
    pub full: bool,
    /// Of the unsaved text it was made from; none: made from the file.
    pub revision: Option<u64>,
    /// Tells versions of the file apart; none if there is no file.
    pub disk: Option<String>,
    /// Its title.
    pub title: Option<&'a str>,
    /// How far it is.
    pub status: Option<&'a str>,
    /// When it was adopted, if it still says what was adopted.
    pub adopted: Option<AdoptedVersion>,
    /// What is wrong with it.
    pub findings: Vec<ShownFinding>,
    /// Whether it can be made as it is now.
    pub good: bool,
    /// Whether the pages are those of the text as it is now: a slide on which too much stands is shown as it is.
    pub fresh: bool,
    /// What is said with each slide, the one with the title first, when there are pages; none for a letter.
    pub slides: Option<&'a [SlideSpeech]>,
    /// Its pages. Of a document that cannot be made: none, or for a new tab those from before the mistake.
    pub pages: Option<Vec<ShownPage>>,
    /// Text and pictures of pages, by position.
    pub layers: BTreeMap<usize, &'a Layer>,
    /// Parts of the pictures of pages in sight: SVG by hash, only those that were not sent before.
    pub bands: BTreeMap<String, String>,
    /// Where each number comes from; none: as before.
    #[cfg_attr(test, ts(as = "Option<Vec<NumberOrigin<'static>>>"))]
    pub numbers: Option<Box<RawValue>>,
}

/// What was adopted.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AdoptedVersion {
    version: u32,
    /// "14 maart 2023"
    date: String,
}

impl AdoptedVersion {
    /// By its record.
    pub fn of(record: &Record) -> Self {
        let date = record.adopted_on.parse().map_or_else(|_| record.adopted_on.clone(), date_in_words);
        Self { version: record.version, date }
    }
}

/// What is new in a document.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct News<'a> {
    /// `<period>/<name>`
    pub document: &'a str,
    /// The period that was asked for.
    pub with: Option<&'a str>,
    /// The period of the other; none if there is none.
    pub against: Option<String>,
    /// The periods of the documents that it can be compared with, newest first.
    pub others: Vec<OtherPeriod>,
    /// Why they cannot be compared now.
    pub problem: Option<Denial>,
    /// The same as `griffel verschil --formaat json`.
    pub difference: Option<JsonDifference<'a>>,
}

/// A period with a document of the same name.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OtherPeriod {
    /// `2022-K3`
    period: String,
    /// "derde kwartaal 2022"
    name: String,
}

impl OtherPeriod {
    /// As it is offered.
    pub fn of(period: Period) -> Self {
        Self { period: period.to_string(), name: period.in_words() }
    }
}

/// A page.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownPage {
    /// The hashes of the parts of its picture, which lie over each other, the lowest first.
    pub bands: Vec<String>,
    /// In points.
    pub width: f64,
    /// In points.
    pub height: f64,
    /// Which slide it is, and how far it is built up; none for a page of a letter. A slide of which the lists build up in
    /// three steps has four pages, with the steps 0 to 3; the last one is the complete slide.
    pub slide: Option<SlideStep>,
}

/// A page of a slide whose lists may build up.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SlideStep {
    /// The slide, from 1.
    number: usize,
    /// How many items of its lists are seen.
    step: usize,
    /// How many items build up.
    steps: usize,
}

impl ShownPage {
    /// Of a page that was set.
    pub fn of(sight: &Sight, slide: Option<&SlidePage>) -> Self {
        Self {
            slide: slide.map(|slide| SlideStep { number: slide.number, step: slide.step, steps: slide.steps }),
            bands: sight.bands.iter().map(|band| band.hash.clone()).collect(),
            width: sight.width,
            height: sight.height,
        }
    }
}

/// Something that is wrong, or may be, and exactly where.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownFinding {
    code: &'static str,
    title: &'static str,
    severity: Severity,
    message: String,
    hints: Vec<String>,
    file: String,
    /// In words: "regel 12".
    #[serde(rename = "where")]
    place: String,
    line: Option<usize>,
    /// In UTF-16 units, from 1.
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    /// Whether it is about the document's own text.
    in_manuscript: bool,
    /// Whether it is no mistake, but a part that is still to be written.
    unwritten: bool,
    /// The word that no list has, as it stands at its place: what was meant by it can be asked.
    word: Option<String>,
    /// Where it is mended, if that is in a file with numbers.
    mend: Option<ShownSpot>,
    /// What makes it go away by a click, the likeliest first.
    fixes: Vec<ShownFix>,
}

/// What a button does to make a finding go away.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownFix {
    /// What the button says.
    title: String,
    /// All of them in one file; together one change.
    edits: Vec<ShownEdit>,
    /// What must be answered first.
    question: Option<ShownQuestion>,
}

/// What only a person can tell.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownQuestion {
    words: &'static str,
    /// An answer with fewer words is none.
    least_words: usize,
}

/// A stretch of a file that becomes something else. Lines and columns as those of a finding.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownEdit {
    file: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    /// What stands there; where that is something else by now, nothing is done.
    was: String,
    /// What it becomes; the answer to the question comes between the parts.
    parts: Vec<String>,
}

/// A place in a file with numbers.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownSpot {
    /// Relative to the root of the work folder.
    file: String,
    /// In words: "regel 12, kolom Kosten".
    #[serde(rename = "where")]
    place: String,
    /// From 1; none: the whole file.
    row: Option<usize>,
    /// Of a workbook.
    sheet: Option<String>,
    /// The name of the column, where one cell is meant.
    column: Option<String>,
    /// Whether something is missing there: in that cell, or else after that row.
    lacks: bool,
}

impl ShownSpot {
    /// As it is shown.
    fn of(place: &Place, lacks: bool) -> Self {
        let (row, sheet, column) = match &place.spot {
            Spot::Field { line, column, .. } => (Some(*line), None, column.clone()),
            Spot::Sheet(spot) => (spot.row, Some(spot.sheet.clone()), spot.column.clone()),
            Spot::Item { number, key, .. } => (Some(*number), None, key.clone()),
            Spot::Whole | Spot::Text { .. } => (None, None, None),
        };
        Self { file: place.file.clone(), place: place.spot.in_words(), row, sheet, column, lacks }
    }
}

/// Where a finding is mended, if that is in a file with numbers: where it says, or where it is.
fn mended_at(finding: &Finding) -> Option<ShownSpot> {
    let own = Some(&finding.place).filter(|place| place.file.starts_with(SHEETS) && !place.file.ends_with(".toml"));
    let lacks = finding.mend.as_deref().map(|place| ShownSpot::of(place, true));
    lacks.or_else(|| own.map(|place| ShownSpot::of(place, false)))
}

/// A picture that was stored for a text.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct StoredPicture {
    /// Its file, as a text refers to it.
    pub file: String,
}

/// Some rows of a file with numbers, as they stand there.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SheetRows {
    /// The first of the file, and those around the one that was asked for.
    pub rows: Vec<SheetRow>,
}

/// A row of a file with numbers.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SheetRow {
    /// From 1.
    pub number: usize,
    /// What stands in its cells.
    pub cells: Vec<String>,
}

impl ShownFix {
    /// As the page does it; none where its edits are in several files.
    fn of(fix: &Fix) -> Option<Self> {
        let edits: Vec<ShownEdit> = fix.edits.iter().map(ShownEdit::of).collect::<Option<_>>()?;
        let question = fix.question.as_ref();
        let question = question.map(|asked| ShownQuestion { words: asked.words, least_words: asked.least_words });
        let is_in_one = edits.iter().all(|edit| edit.file == edits[0].file);
        is_in_one.then(|| Self { title: harmless(&fix.title), edits, question })
    }
}

impl ShownEdit {
    fn of(edit: &Edit) -> Option<Self> {
        let (source, range) = edit.span()?;
        let (line, column) = utf16_position(&source.text, range.start);
        let (end_line, end_column) = utf16_position(&source.text, range.end);
        let was = source.text.get(range)?.to_owned();
        Some(Self { file: edit.place.file.clone(), line, column, end_line, end_column, was, parts: edit.parts.clone() })
    }
}

impl ShownFinding {
    /// A finding as seen from the document whose text is at `path`.
    pub fn of(finding: &Finding, path: Option<&str>) -> Self {
        let place = &finding.place;
        let (start, end) = match &place.spot {
            Spot::Text { source, range } => {
                (Some(utf16_position(&source.text, range.start)), Some(utf16_position(&source.text, range.end)))
            }
            _ => (None, None),
        };
        Self {
            code: finding.code.as_str(),
            title: finding.code.explanation().title,
            severity: finding.severity,
            message: harmless(&finding.message),
            hints: finding.hints.iter().map(|hint| harmless(hint)).collect(),
            file: place.file.clone(),
            place: place.spot.in_words(),
            line: start.map(|(line, _)| line).or_else(|| place.line_column().map(|(line, _)| line)),
            column: start.map(|(_, column)| column),
            end_line: end.map(|(line, _)| line),
            end_column: end.map(|(_, column)| column),
            in_manuscript: path == Some(place.file.as_str()),
            unwritten: is_unwritten(finding),
            word: place.written().filter(|_| finding.code == Code::UnknownWord).map(str::to_owned),
            mend: mended_at(finding),
            fixes: finding.fixes.iter().filter_map(ShownFix::of).collect(),
        }
    }
}

/// Whether a finding tells of a heading under which nothing is written yet.
pub fn is_unwritten(finding: &Finding) -> bool {
    finding.code == Code::MissingSection && matches!(finding.place.spot, Spot::Text { .. })
}

/// The 1-based line, and the 1-based column in UTF-16 units, of a byte offset; lines end as the editor has them end: at
/// CR LF, which counts as nothing within its line, at LF and at CR.
fn utf16_position(text: &str, offset: usize) -> (usize, usize) {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let bytes = text.as_bytes();
    let is_half = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
    if offset > 0 && is_half(offset - 1) {
        offset -= 1;
    }
    let ends = memchr::memchr2_iter(b'\n', b'\r', &bytes[..offset]).filter(|at| !is_half(*at));
    let (line, start) = ends.fold((1, 0), |(line, _), at| (line + 1, at + 1));
    (line, text[start..offset].encode_utf16().count() + 1)
}

/// Where a number comes from.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NumberOrigin<'a> {
    anchor: String,
    page: Option<usize>,
    part: &'a str,
    around: &'a str,
    printed: &'a str,
    value: Option<String>,
    unit: &'a str,
    name: &'a str,
    indicator: Option<&'a str>,
    about: &'a [(String, String)],
    period: String,
    formula: &'a str,
    filled_in: Option<&'a str>,
    cells: Vec<CellOrigin<'a>>,
    sources: &'a [String],
    status: String,
    line: Option<usize>,
    column: Option<usize>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
struct CellOrigin<'a> {
    measure: &'a str,
    file: &'a str,
    place: &'a str,
    value: &'a str,
    status: String,
}

impl<'a> NumberOrigin<'a> {
    /// Of an entry of the ledger.
    pub fn of(entry: &'a LedgerEntry) -> Self {
        let position = match &entry.asked_at.spot {
            Spot::Text { source, range } => Some(utf16_position(&source.text, range.start)),
            _ => None,
        };
        Self {
            anchor: entry.anchor.key(),
            page: entry.page,
            part: &entry.part,
            around: &entry.around,
            printed: &entry.printed,
            value: entry.value.map(|value| value.normalize().to_string()),
            unit: entry.unit.word(),
            name: &entry.name,
            indicator: entry.indicator.as_deref(),
            about: &entry.about,
            period: entry.period.to_string(),
            formula: &entry.formula,
            filled_in: entry.filled_in.as_deref(),
            cells: entry
                .cells
                .iter()
                .map(|cell| CellOrigin {
                    measure: &cell.measure,
                    file: &cell.file,
                    place: &cell.place,
                    value: &cell.value,
                    status: cell.status.to_string(),
                })
                .collect(),
            sources: &entry.sources,
            status: entry.status.to_string(),
            line: position.map(|(line, _)| line),
            column: position.map(|(_, column)| column),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_as_a_browser_counts() {
        assert_eq!(utf16_position("één 🎉 x\ny", "één 🎉 ".len()), (1, 8));
        assert_eq!(utf16_position("één\r\nab", "één\r\na".len()), (2, 2));
        assert_eq!(utf16_position("é", 1), (1, 1));
        assert_eq!(utf16_position("a\r\nb", 2), (1, 2), "between CR and LF is the end of the line");
        assert_eq!(utf16_position("a\rb\nc", 5), (3, 2));
        assert_eq!(utf16_position("a\n", 9), (2, 1), "the end of the text");
    }
}
