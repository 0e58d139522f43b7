//! A document as a reader goes through it: its parts, their sentences, and the words of each.

use crate::check::reading::prose::{self, Prose, Role, TokenKind};
use crate::diagnostic::Place;
use crate::dutch::period::{MONTHS, Period, QUARTERS, year};
use crate::text::{At, Document, Part, Span, TextRole, Visitor, Words};

/// Stands at the front of what may differ without changing what a sentence says.
const VARIABLE: char = '\u{1}';

/// Where a sentence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassageKind {
    /// In the title of the document.
    Title,
    /// In a sub-heading.
    Heading,
    /// In a paragraph.
    Paragraph,
    /// In an item of a list.
    Item,
    /// In a quotation.
    Quotation,
    /// In a cell of a table that the author typed.
    Cell,
    /// In the title, subject or notes of a chart or table.
    Caption,
    /// In text that is printed as it is, or in what a picture shows.
    Verbatim,
    /// In a footnote, or in a remark about numbers.
    Note,
}

impl PassageKind {
    /// "alinea"
    pub fn word(self) -> &'static str {
        match self {
            PassageKind::Title => "titel",
            PassageKind::Heading => "tussenkop",
            PassageKind::Paragraph => "alinea",
            PassageKind::Item => "opsomming",
            PassageKind::Quotation => "citaat",
            PassageKind::Cell => "tabelcel",
            PassageKind::Caption => "bijschrift",
            PassageKind::Verbatim => "letterlijk",
            PassageKind::Note => "noot",
        }
    }
}

/// A section, or another part of a document.
#[derive(Debug)]
pub(crate) struct Passage {
    /// What stands above it.
    pub heading: String,
    /// Its sentences, in reading order.
    pub sentences: Vec<ReadSentence>,
}

/// A sentence as it is read.
#[derive(Debug)]
pub(crate) struct ReadSentence {
    pub kind: PassageKind,
    /// Its line in the author's text; none where it comes from another file.
    pub line: Option<usize>,
    pub words: Vec<ReadWord>,
}

/// A word or sign of a sentence, with the space after it.
#[derive(Debug)]
pub(crate) struct ReadWord {
    pub text: String,
    /// The word itself; for a number, period or date only that it is one.
    pub shape: String,
    /// The printed number that it is.
    pub number: Option<usize>,
}

impl ReadSentence {
    /// What it says.
    pub fn text(&self) -> String {
        let whole: String = self.words.iter().map(|word| word.text.as_str()).collect();
        whole.trim_end().to_owned()
    }

    /// What it says, whatever its numbers, periods and dates.
    pub fn shape(&self) -> Vec<&str> {
        self.words.iter().map(|word| word.shape.as_str()).collect()
    }
}

/// Everything that a document says.
pub(crate) fn of(document: &Document) -> Vec<Passage> {
    let mut reader = PassageReader { document, is_note: false, passages: Vec::new() };
    document.walk(&mut reader);
    reader.begin("Opmerkingen bij de cijfers", false);
    let nowhere = Place::file("");
    for note in &document.status_notes {
        let spans = [Span::Given(Words::of_place(&note.text, &nowhere))];
        reader.read(prose::of_spans(document, &spans, &nowhere, Role::Paragraph), PassageKind::Note);
    }
    // What has no heading of its own is no part without text.
    let passages = reader.passages.into_iter();
    passages.filter(|(has_heading, part)| *has_heading || !part.sentences.is_empty()).map(|(_, part)| part).collect()
}

struct PassageReader<'d> {
    document: &'d Document,
    is_note: bool,
    /// With each whether it has a heading of its own.
    passages: Vec<(bool, Passage)>,
}

impl<'d> Visitor<'d> for PassageReader<'d> {
    fn enter(&mut self, part: Part<'d>) -> bool {
        match part {
            Part::Title => self.begin("Titel", false),
            Part::Section(_, section) => self.begin(&self.document.plain(&section.heading), true),
            Part::Footnote(0) => {
                self.is_note = true;
                self.begin("Voetnoten", false);
            }
            Part::Footnote(_) | Part::Notes(..) | Part::Exhibit(..) => {}
        }
        true
    }

    fn text(&mut self, spans: &'d [Span], at: At<'d>) {
        let kind = match at.role {
            TextRole::SectionHeading => return,
            TextRole::Title => PassageKind::Title,
            TextRole::Heading => PassageKind::Heading,
            TextRole::Cell { .. } => PassageKind::Cell,
            TextRole::ExhibitTitle
            | TextRole::ExhibitSubject
            | TextRole::ExhibitNote(_)
            | TextRole::PictureCaption { .. } => PassageKind::Caption,
            TextRole::Verbatim | TextRole::Description => PassageKind::Verbatim,
            TextRole::Paragraph if at.inside.quotation => PassageKind::Quotation,
            TextRole::Paragraph if self.is_note => PassageKind::Note,
            TextRole::Paragraph if at.inside.list => PassageKind::Item,
            TextRole::Paragraph => PassageKind::Paragraph,
        };
        let prose = at.place.and_then(|place| prose::of_spans(self.document, spans, place, Role::Paragraph));
        self.read(prose, kind);
    }

    fn literal(&mut self, words: &'d Words, at: At<'d>) {
        let prose = at.place.and_then(|place| prose::of_words(self.document, words, place, Role::Paragraph));
        self.read(prose, PassageKind::Verbatim);
    }
}

impl PassageReader<'_> {
    fn begin(&mut self, heading: &str, has_heading: bool) {
        self.passages.push((has_heading, Passage { heading: heading.to_owned(), sentences: Vec::new() }));
    }

    fn read(&mut self, prose: Option<Prose>, kind: PassageKind) {
        let (Some(prose), Some((_, passage))) = (prose, self.passages.last_mut()) else { return };
        for sentence in &prose.sentences {
            let words: Vec<ReadWord> = sentence.clone().flat_map(|index| words(&prose, index)).collect();
            if words.is_empty() {
                continue;
            }
            let at = prose.place_of(&(sentence.start..sentence.start + 1));
            let line = at.line_column().filter(|_| at.file == self.document.path).map(|(line, _)| line);
            passage.sentences.push(ReadSentence { kind, line, words });
        }
    }
}

/// A token with the space up to the next one; words from data that are more than a date are words of their own.
fn words(prose: &Prose, index: usize) -> Vec<ReadWord> {
    let Some(token) = prose.tokens.get(index).filter(|token| !token.range.is_empty()) else { return Vec::new() };
    let end = prose.tokens.get(index + 1).map_or(prose.text().len(), |next| next.range.start);
    let text = &prose.text()[token.range.start..end];
    let number = match token.kind {
        TokenKind::Bound(number) => Some(number),
        TokenKind::Given if !is_date(prose.written(index)) => return words_of_given(text),
        _ => None,
    };
    vec![ReadWord { text: text.to_owned(), shape: shape(prose, index), number }]
}

fn words_of_given(text: &str) -> Vec<ReadWord> {
    let all: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    let bare = |word: &str| word.trim_end().trim_end_matches(['.', ',', ';', ')']).to_lowercase();
    let shape = |(index, word): (usize, &&str)| {
        let next = all.get(index + 1).map(|next| bare(next)).unwrap_or_default();
        let word = bare(word);
        let is_day = word.len() <= 2 && is_digits(&word) && MONTHS.contains(&next.as_str());
        let is_time = MONTHS.contains(&word.as_str())
            || (QUARTERS.contains(&word.as_str()) && next == "kwartaal")
            || word.split('–').all(|part| part.parse::<Period>().is_ok());
        if is_day || is_time { format!("{VARIABLE}tijd") } else { all[index].trim_end().to_owned() }
    };
    let words =
        all.iter().enumerate().map(|one| ReadWord { text: (*one.1).to_owned(), shape: shape(one), number: None });
    words.collect()
}

fn shape(prose: &Prose, index: usize) -> String {
    let written = prose.written(index);
    let variable = match prose.kind(index) {
        Some(TokenKind::Bound(_)) => Some("getal"),
        // Words from data that are more than a date have been taken apart.
        Some(TokenKind::Given) => Some("tijd"),
        Some(TokenKind::Reference) => Some(written.split(char::is_whitespace).next().unwrap_or_default()),
        Some(TokenKind::Number) => is_typed_date(prose, index).then_some("tijd"),
        Some(TokenKind::Word) => is_typed_word_of_date(prose, index).then_some("tijd"),
        _ => None,
    };
    variable.map_or_else(|| written.to_owned(), |variable| format!("{VARIABLE}{variable}"))
}

/// Whether words from data are a period or a date and nothing else: "het vierde kwartaal van 2022".
fn is_date(words: &str) -> bool {
    let is_known = |word: &str| {
        MONTHS.contains(&word)
            || QUARTERS.contains(&word)
            || ["kwartaal", "kwartalen", "het", "van", "tot", "en", "met"].contains(&word)
    };
    let is_number =
        |word: &str| word.split(['–', '-']).all(|part| !part.is_empty() && part.len() <= 4 && is_digits(part));
    let mut all = words.split(char::is_whitespace).filter(|word| !word.is_empty()).map(|word| word.trim_matches(','));
    let names_time = |word: &str| MONTHS.contains(&word) || is_year(word) || word.parse::<Period>().is_ok();
    let has_time = words.split(char::is_whitespace).flat_map(|word| word.split('–')).any(names_time);
    has_time && all.all(|word| is_known(&word.to_lowercase()) || is_number(word) || word.parse::<Period>().is_ok())
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_year(text: &str) -> bool {
    year(text).is_some()
}

/// Whether a number that the author typed is a year, a period or the day of a date.
fn is_typed_date(prose: &Prose, index: usize) -> bool {
    let written = prose.written(index);
    let is_day = written.len() <= 2 && is_digits(written) && MONTHS.contains(&prose.word(index + 1));
    is_day || written.parse::<Period>().is_ok() || written.split(['–', '-']).all(is_year)
}

/// Whether a word is the month of a date, or says which quarter.
fn is_typed_word_of_date(prose: &Prose, index: usize) -> bool {
    let word = prose.word(index);
    let is_number = |index: Option<usize>| index.and_then(|index| prose.kind(index)) == Some(TokenKind::Number);
    (MONTHS.contains(&word) && (is_number(index.checked_sub(1)) || is_number(Some(index + 1))))
        || (QUARTERS.contains(&word) && prose.word(index + 1) == "kwartaal")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_in_a_remark_about_numbers_are_known() {
        let shapes = |text: &str| -> Vec<String> { words_of_given(text).into_iter().map(|word| word.shape).collect() };
        let remark = |quarter: &str, year: &str| format!("* Over het {quarter} kwartaal van {year}. Dat was {year}.");
        assert_eq!(shapes(&remark("eerste", "2022")), shapes(&remark("vierde", "2021")));
        assert_eq!(shapes("op 14 maart 2023"), shapes("op 3 mei 2024"));
        assert_ne!(shapes("de eerste keer"), shapes("de tweede keer"));
        let text: String = words_of_given("  a\u{a0}b ").into_iter().map(|word| word.text).collect();
        assert_eq!(text, "  a\u{a0}b ");
    }

    #[test]
    fn periods_and_dates_are_told_from_other_words() {
        for time in
            ["2022", "vierde kwartaal 2022", "het vierde kwartaal van 2022", "14\u{a0}maart 2023", "2021–2023", "mei"]
        {
            assert!(is_date(time), "{time}");
        }
        for other in ["Eddee Zorgverlening", "het", "12", "Kadernota 2022", "2022-0012345", ""] {
            assert!(!is_date(other), "{other}");
        }
    }
}
