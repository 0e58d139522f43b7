//! Spans and numbers of a document as HTML. All words are escaped; every known number is a `<data>` element with its
//! value as it is printed, and no other digits.

use std::collections::{BTreeMap, BTreeSet};

use crate::dutch::notation::{Notation, as_shown};
use crate::indicator::Number;
use crate::layout::{Drawing, number_label, reference_label};
use crate::text::{Document, Span, signs};

use super::escape::escaped;
use super::tags::Medium;

/// Writes HTML of one document.
pub struct HtmlWriter<'a> {
    pub(super) document: &'a Document,
    pub(super) notation: &'a Notation,
    /// By exhibit; tables have none.
    pub(super) drawings: &'a [Option<Drawing>],
    /// Each picture as a `data:` address, by its path.
    pub(super) pictures: &'a BTreeMap<String, String>,
    pub(super) medium: Medium,
    /// Whether numbers carry the signs of their status here; headings and captions stay clean.
    pub(super) marks: bool,
    signs_printed: BTreeSet<&'a str>,
    /// How much deeper headings lie than in a section.
    pub(super) deeper: u8,
    /// Every footnote in the order in which it was first cited; its number is its position.
    cited: Vec<usize>,
    /// How often each was cited, so that every mark has a name of its own.
    marks_of_note: BTreeMap<usize, usize>,
    /// Those cited since the last were written.
    due: Vec<usize>,
    /// Before the names of footnotes: each slide has its own.
    pub(super) prefix: String,
    /// Headings since they were last taken, with their names, where there is a table of contents.
    headings: Vec<(String, String)>,
    /// How many headings have a name so far.
    named: usize,
}

impl<'a> HtmlWriter<'a> {
    /// A writer for one document.
    pub fn new(
        document: &'a Document,
        notation: &'a Notation,
        drawings: &'a [Option<Drawing>],
        pictures: &'a BTreeMap<String, String>,
        medium: Medium,
    ) -> Self {
        Self {
            document,
            notation,
            drawings,
            pictures,
            medium,
            marks: true,
            signs_printed: BTreeSet::new(),
            deeper: 0,
            cited: Vec::new(),
            marks_of_note: BTreeMap::new(),
            due: Vec::new(),
            prefix: String::new(),
            headings: Vec::new(),
            named: 0,
        }
    }

    /// The signs that were printed at numbers in running text.
    pub fn signs_printed(&self) -> &BTreeSet<&'a str> {
        &self.signs_printed
    }

    /// A part begins whose footnotes are its own.
    pub fn begin_part(&mut self, prefix: String) {
        self.prefix = prefix;
        self.marks_of_note.clear();
        self.due.clear();
    }

    /// A name for a heading of the first level below a section, to which the table of contents leads.
    pub(super) fn name_heading(&mut self, level: u8, words: &[Span]) -> Option<String> {
        if !self.document.contents || level != 2 || self.medium != Medium::Page {
            return None;
        }
        self.named += 1;
        let name = format!("kop-{}", self.named);
        self.headings.push((name.clone(), escaped(&self.document.plain(words))));
        Some(name)
    }

    /// The headings with a name since the last time, with their words.
    pub(super) fn take_headings(&mut self) -> Vec<(String, String)> {
        std::mem::take(&mut self.headings)
    }

    /// Running text whose numbers carry no marks.
    pub fn unmarked(&mut self, spans: &[Span]) -> String {
        let marks = std::mem::replace(&mut self.marks, false);
        let html = self.spans(spans);
        self.marks = marks;
        html
    }

    pub(super) fn element(&self, element: &str, inner: &str) -> String {
        format!("{}{inner}</{element}>", self.medium.open(element))
    }

    /// The head of a row or column; an empty one is no head.
    pub(super) fn head_cell(&self, scope: &str, words: &str) -> String {
        if words.trim().is_empty() {
            return self.element("td", "");
        }
        format!("{}{words}</th>", self.medium.open_with("th", &format!(" scope=\"{scope}\"")))
    }

    /// What may be wider than a narrow screen: it scrolls by itself, by keyboard too.
    pub(super) fn wide(&self, name: &str, inner: &str) -> String {
        match self.medium {
            Medium::Mail => inner.to_owned(),
            Medium::Page => {
                format!("<div role=\"region\" tabindex=\"0\" aria-label=\"{}\">\n{inner}\n</div>", escaped(name))
            }
        }
    }

    /// Running text.
    pub fn spans(&mut self, spans: &[Span]) -> String {
        spans.iter().map(|span| self.span(span)).collect()
    }

    fn span(&mut self, span: &Span) -> String {
        match span {
            Span::Text(words) | Span::Given(words) => escaped(words.text()),
            Span::Number(index) => self.number(*index),
            Span::Strong(inner) => format!("<strong>{}</strong>", self.spans(inner)),
            Span::Emphasis(inner) => format!("<em>{}</em>", self.spans(inner)),
            Span::Code(words) => format!("<code>{}</code>", escaped(words.text())),
            Span::Link { url, spans } => {
                let words = self.spans(spans);
                if leads_somewhere(url) { format!("<a href=\"{}\">{words}</a>", escaped(url)) } else { words }
            }
            Span::Footnote(index) => self.footnote_mark(*index),
            Span::Reference { to, capital, .. } => {
                let Some(to) = to else { return String::new() };
                let words = escaped(&to.label(&self.document.exhibits, *capital));
                match reference_label(self.document, *to).filter(|_| self.medium == Medium::Page) {
                    Some(name) => format!("<a href=\"#{name}\">{words}</a>"),
                    None => words,
                }
            }
            // Words by now, unless there was nothing to say.
            Span::StatusSentence(_) => String::new(),
            // What has gaps is only shown on a screen, never made.
            Span::Gap(_) => String::new(),
            Span::LineBreak => "<br>".to_owned(),
        }
    }

    fn number(&mut self, index: usize) -> String {
        let Some(printed) = self.document.numbers.get(index) else { return String::new() };
        let signs = if self.marks { signs(&self.document.status_notes, &printed.number) } else { Vec::new() };
        self.signs_printed.extend(&signs);
        let name = self.document.with_origins.then(|| number_label(index));
        self.data(Some(&printed.number), &printed.printed, name.as_deref()) + &escaped(&signs.concat())
    }

    /// A number as it is printed; one that is not known, or withheld, has no value.
    pub(super) fn data(&self, number: Option<&Number>, printed: &str, name: Option<&str>) -> String {
        let words = escaped(printed);
        let known = number.and_then(|number| Some((number, number.amount.number()?)));
        match (self.medium, known) {
            (Medium::Page, Some((number, value))) => {
                let value = as_shown(value, &number.unit, number.rounding, number.scale).normalize();
                let name = name.map(|name| format!(" id=\"{name}\"")).unwrap_or_default();
                format!("<data{name} value=\"{value}\">{words}</data>")
            }
            _ => words,
        }
    }

    fn footnote_mark(&mut self, index: usize) -> String {
        if !self.cited.contains(&index) {
            self.cited.push(index);
        }
        if !self.due.contains(&index) {
            self.due.push(index);
        }
        let number = self.number_of(index);
        let times = self.marks_of_note.entry(index).or_default();
        *times += 1;
        let again = if *times > 1 { format!("-{times}") } else { String::new() };
        let prefix = &self.prefix;
        match self.medium {
            Medium::Page => format!(
                "<sup><a id=\"{prefix}noot-{number}-plaats{again}\" href=\"#{prefix}noot-{number}\" \
                 role=\"doc-noteref\" aria-label=\"Voetnoot {number}\">{number}</a></sup>"
            ),
            Medium::Mail => format!("<sup>{number}</sup>"),
        }
    }

    fn number_of(&self, index: usize) -> usize {
        self.cited.iter().position(|known| *known == index).map_or(0, |position| position + 1)
    }

    /// The footnote that comes next of those that were cited since the last were written, with its number; the text of
    /// one may cite another. After the last one a new part of the text begins.
    pub(super) fn next_due(&mut self, written: usize) -> Option<(usize, usize)> {
        let next = self.due.get(written).map(|index| (*index, self.number_of(*index)));
        if next.is_none() {
            self.due.clear();
        }
        next
    }
}

/// Links lead to the web, to a mailbox or to a telephone; the checks refuse all others.
fn leads_somewhere(url: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:"].iter().any(|start| url.starts_with(start))
}
