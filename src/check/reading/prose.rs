//! Running text as the rules read it: each heading, paragraph, cell and caption flattened to tokens.
//!
//! What is kept is where each token comes from: the author's own words, data, or a printed number. Sentences and
//! clauses know Dutch abbreviations ("art. 5", "€ 5,3 mln. per jaar"); a rule that needs sentences finds them here.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Place;
use crate::indicator::Engine;
use crate::steps;
use crate::text::{At, Document, Part, Span, TextRole, Visitor, Words};

mod quotations;

use quotations::Seen;

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The document's title.
    Title,
    /// A heading.
    Heading,
    /// A paragraph, or an item of a list.
    Paragraph,
    /// Somebody else's words.
    Quotation,
    /// A cell of a table that the author typed; row 0 is its head.
    Cell {
        /// Which of the typed tables.
        table: usize,
        /// From 0.
        row: usize,
        /// From 0.
        column: usize,
    },
    /// The title, subject or note of a chart or table, or what a picture shows.
    Caption,
    /// Text that is printed as it is.
    Verbatim,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A word that the author typed.
    Word,
    /// Something with a digit in it that the author typed.
    Number,
    /// A sign.
    Mark(char),
    /// A web or email address.
    Address,
    /// Words from data.
    Given,
    /// A printed number, by its position in [`Document::numbers`].
    Bound(usize),
    /// "figuur 2"
    Reference,
}

/// A piece of text that has a meaning of its own.
#[derive(Debug, Clone)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its bytes in [`Prose::text`].
    pub range: Range<usize>,
}

/// One text.
#[derive(Debug)]
pub struct Prose {
    /// What a reader reads.
    words: Words,
    lower: String,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Its sentences, as ranges of tokens.
    pub sentences: Vec<Range<usize>>,
    /// Where it starts.
    pub place: Place,
    /// Where it stands.
    pub role: Role,
    /// How many items the list has that it introduces.
    pub list_after: Option<usize>,
    /// What stands between quotation marks, as ranges of tokens.
    quoted: Vec<Range<usize>>,
    /// Words of the municipality after which a number is a name.
    numbered: Arc<[String]>,
}

/// Every text of a document that has words of its author.
pub fn of(document: &Document, engine: &Engine) -> Vec<Prose> {
    let mut collector = ProseCollector { document, texts: Vec::new(), tables: 0 };
    document.walk(&mut collector);
    for exhibit in &document.exhibits {
        // Notes of its own come first; the others are words from data.
        let own = engine.data().exhibits.get(&exhibit.id).map_or(0, |definition| definition.notes.len());
        let notes = exhibit.notes.iter().take(own);
        for spans in [&exhibit.title, &exhibit.subject].into_iter().chain(notes) {
            collector.texts.extend(of_spans(document, spans, &exhibit.defined_at, Role::Caption));
        }
    }
    let numbered = &engine.data().municipality.numbers_after;
    collector.texts.into_iter().map(|text| text.with_numbered(numbered)).collect()
}

/// The text of words that are printed as they are; none where there is nothing to read.
pub fn of_words(document: &Document, words: &Words, place: &Place, role: Role) -> Option<Prose> {
    let mut prose = Prose::empty(place, role);
    prose.add_literal(document, words);
    prose.finished()
}

/// The text of words that somebody wrote in a data file; none where there is nothing to read.
pub fn of_written(words: &Words, place: &Place) -> Option<Prose> {
    let mut prose = Prose::empty(place, Role::Caption);
    prose.add_words(words);
    prose.finished()
}

/// The text of some spans, wherever they stand; none where there is nothing to read.
pub fn of_spans(document: &Document, spans: &[Span], place: &Place, role: Role) -> Option<Prose> {
    let mut prose = Prose::empty(place, role);
    prose.add(document, spans);
    prose.finished()
}

struct ProseCollector<'d> {
    document: &'d Document,
    texts: Vec<Prose>,
    tables: usize,
}

impl<'d> Visitor<'d> for ProseCollector<'d> {
    fn enter(&mut self, part: Part<'d>) -> bool {
        !matches!(part, Part::Exhibit(..))
    }

    fn text(&mut self, spans: &'d [Span], at: At<'d>) {
        let Some(place) = at.place else { return };
        let role = match at.role {
            TextRole::Title => Role::Title,
            TextRole::SectionHeading | TextRole::Heading => Role::Heading,
            TextRole::Cell { row, column } => {
                self.tables += usize::from(row == 0 && column == 0);
                Role::Cell { table: self.tables, row, column }
            }
            _ if at.inside.quotation => Role::Quotation,
            _ => Role::Paragraph,
        };
        let text = of_spans(self.document, spans, place, role);
        self.texts.extend(text.map(|text| Prose { list_after: at.items_after(), ..text }));
    }

    fn literal(&mut self, words: &'d Words, at: At<'d>) {
        self.texts.extend(at.place.and_then(|place| of_words(self.document, words, place, Role::Verbatim)));
    }
}

impl Prose {
    fn empty(place: &Place, role: Role) -> Self {
        Self {
            words: Words::of_place("", place),
            lower: String::new(),
            tokens: Vec::new(),
            sentences: Vec::new(),
            place: place.clone(),
            role,
            list_after: None,
            quoted: Vec::new(),
            numbered: Arc::default(),
        }
    }

    fn add(&mut self, document: &Document, spans: &[Span]) {
        for span in spans {
            match span {
                Span::Text(words) => self.add_words(words),
                Span::Code(words) => self.add_literal(document, words),
                Span::Given(words) => {
                    let start = self.text().len();
                    self.words.push_words(words);
                    self.tokens.push(Token { kind: TokenKind::Given, range: start..self.text().len() });
                }
                Span::Number(index) => {
                    let Some(number) = document.numbers.get(*index) else { continue };
                    self.add_token(TokenKind::Bound(*index), &number.printed, &number.place);
                }
                Span::Strong(inner) | Span::Emphasis(inner) | Span::Link { spans: inner, .. } => {
                    self.add(document, inner);
                }
                Span::Reference { to, capital, place, .. } => {
                    let label = to.map(|to| to.label(&document.exhibits, *capital)).unwrap_or_default();
                    self.add_token(TokenKind::Reference, &label, place);
                }
                Span::LineBreak => self.words.push_unplaced(" "),
                Span::Footnote(_) | Span::StatusSentence(_) | Span::Gap(_) => {}
            }
        }
    }

    fn add_token(&mut self, kind: TokenKind, text: &str, place: &Place) {
        let start = self.text().len();
        self.words.push_at(text, place);
        self.tokens.push(Token { kind, range: start..self.text().len() });
    }

    /// Text that is printed as it is has lost where its numbers are; those that it may hold are taken out.
    fn add_literal(&mut self, document: &Document, words: &Words) {
        let from = self.tokens.len();
        self.add_words(words);
        for index in from..self.tokens.len() {
            let token = &self.tokens[index];
            let written = &self.text()[token.range.clone()];
            if token.kind == TokenKind::Number && document.numbers.iter().any(|number| number.printed.contains(written))
            {
                self.tokens[index].kind = TokenKind::Given;
            }
        }
    }

    fn add_words(&mut self, words: &Words) {
        let mut at = self.text().len();
        self.words.push_words(words);
        let mut stretch = Stretch::default();
        while let Some(next) = self.text()[at..].chars().next() {
            if next.is_whitespace() {
                at += next.len_utf8();
                continue;
            }
            if at >= stretch.end {
                stretch = Stretch::at(self.text(), at);
            }
            let (kind, end) = token_at(self.text(), at, next, &stretch);
            self.tokens.push(Token { kind, range: at..end });
            at = end;
        }
    }

    fn finished(mut self) -> Option<Self> {
        if self.tokens.is_empty() {
            return None;
        }
        self.lower = self.text().to_ascii_lowercase();
        self.sentences = sentences(&self);
        self.quoted = quotations::of((0..self.tokens.len()).map(|index| self.seen(index)));
        Some(self)
    }

    /// A token as quotations are told by.
    fn seen(&self, index: usize) -> Seen {
        let starts = || index == 0 || !self.touches_next(index - 1) || self.is_mark(index - 1, '(');
        match self.kind(index) {
            Some(TokenKind::Word) => Seen::Word,
            Some(TokenKind::Mark(mark)) => Seen::Mark(mark, starts()),
            _ => Seen::Other,
        }
    }

    /// The same text, in a municipality where a number after these words is a name.
    #[must_use]
    pub fn with_numbered(self, words: &Arc<[String]>) -> Self {
        Self { numbered: words.clone(), ..self }
    }

    /// Whether the municipality says that a number after this word is a name.
    pub fn numbers_follow(&self, word: &str) -> bool {
        self.numbered.iter().any(|known| known == word)
    }

    /// Whether a token is in somebody else's words.
    pub fn is_quoted(&self, index: usize) -> bool {
        let before = self.quoted.partition_point(|quoted| quoted.end <= index);
        self.role == Role::Quotation || self.quoted.get(before).is_some_and(|quoted| quoted.contains(&index))
    }

    /// What a reader reads.
    pub fn text(&self) -> &str {
        self.words.text()
    }

    /// What a token says.
    pub fn written(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| &self.text()[token.range.clone()])
    }

    /// What a token says, in lower case.
    pub fn lower(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| &self.lower[token.range.clone()])
    }

    /// The typed word at this position, in lower case; empty where something else stands.
    pub fn word(&self, index: usize) -> &str {
        if self.kind(index) == Some(TokenKind::Word) { self.lower(index) } else { "" }
    }

    /// The same for the word `back` tokens earlier.
    pub fn word_before(&self, index: usize, back: usize) -> &str {
        index.checked_sub(back).map_or("", |index| self.word(index))
    }

    /// What kind of token it is.
    pub fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    /// Whether this sign stands at this position.
    pub fn is_mark(&self, index: usize, mark: char) -> bool {
        self.kind(index) == Some(TokenKind::Mark(mark))
    }

    /// Whether nothing, not even a space, stands between a token and the next.
    pub fn touches_next(&self, index: usize) -> bool {
        match (self.tokens.get(index), self.tokens.get(index + 1)) {
            (Some(one), Some(next)) => one.range.end == next.range.start,
            _ => false,
        }
    }

    /// The text of several tokens.
    pub fn of_tokens(&self, tokens: &Range<usize>) -> &str {
        &self.text()[self.extent(tokens)]
    }

    /// The bytes of the text that some tokens take up.
    fn extent(&self, tokens: &Range<usize>) -> Range<usize> {
        match (self.tokens.get(tokens.start), self.tokens.get(tokens.end.wrapping_sub(1))) {
            (Some(first), Some(last)) if first.range.start <= last.range.end => first.range.start..last.range.end,
            _ => 0..0,
        }
    }

    /// Some tokens with what stands around them in their sentence, for a message: "… hulp aan 461 jongeren in …".
    pub fn surroundings(&self, tokens: &Range<usize>) -> String {
        let sentence = self.sentence_of(tokens.start);
        let from = tokens.start.saturating_sub(3).max(sentence.start);
        let to = (tokens.end + 3).min(sentence.end).max(tokens.end);
        let before = if from > sentence.start { "… " } else { "" };
        let after = if to < sentence.end { " …" } else { "" };
        format!("{before}{}{after}", self.of_tokens(&(from..to)))
    }

    /// Where these tokens stand in the author's file; what a placeholder prints stands where that is.
    pub fn place_of(&self, tokens: &Range<usize>) -> Place {
        match self.extent(tokens) {
            extent if extent.is_empty() => self.place.clone(),
            extent => self.place_of_part(extent),
        }
    }

    /// Where a part of the text stands in the author's file.
    pub fn place_of_part(&self, part: Range<usize>) -> Place {
        self.words.place(part)
    }

    /// The sentence that a token is in.
    pub fn sentence_of(&self, index: usize) -> Range<usize> {
        let before = self.sentences.partition_point(|sentence| sentence.start <= index);
        let sentence = before.checked_sub(1).map(|at| &self.sentences[at]).filter(|found| found.contains(&index));
        sentence.cloned().unwrap_or(0..self.tokens.len())
    }

    /// Whether a sentence can be Dutch: one of many words has some that only Dutch has.
    pub fn may_be_dutch(&self, sentence: &Range<usize>) -> bool {
        const DUTCH: &str = "\
            de het een van en er dat dit met voor naar tot te aan bij als dan ook maar nog niet geen zijn waren werd \
            werden kwamen kregen heeft hebben had hadden wordt worden gaat ging uit wij we u ons deze onze zij jaar \
            tegen samen waarvan daarvan op om door alle andere iets hun hen ruim bijna meer minder totaal beide elk elke \
            iedere gingen bleef bleven kost kostte steeg daalde groeide deze die mensen inwoners jongeren";
        let words = sentence.clone().filter(|at| !self.word(*at).is_empty());
        words.clone().nth(FEWEST_OF_DUTCH).is_none() || words.clone().any(|at| is_in(DUTCH, self.word(at)))
    }

    /// A sentence cut at its signs and at the words that join clauses.
    pub fn clauses(&self, sentence: &Range<usize>) -> Vec<Range<usize>> {
        let mut clauses = Vec::new();
        let mut start = sentence.start;
        for index in sentence.clone() {
            let cuts = match self.tokens[index].kind {
                TokenKind::Mark(mark) => matches!(mark, ',' | ';' | ':' | '(' | ')' | '–' | '—'),
                TokenKind::Word => is_in(JOINS_CLAUSES, self.lower(index)),
                _ => false,
            };
            if cuts {
                clauses.push(start..index);
                start = index + 1;
            }
        }
        clauses.push(start..sentence.end);
        clauses.retain(|clause| !clause.is_empty());
        clauses
    }
}

/// A sentence with fewer words may do without those that only Dutch has.
const FEWEST_OF_DUTCH: usize = 7;

/// Whether a list of words, with spaces between them, has this word.
pub fn is_in(words: &str, wanted: &str) -> bool {
    // Asked so often that the words are not taken apart: each place that begins as the wanted word does is looked at.
    let (words, wanted) = (words.as_bytes(), wanted.as_bytes());
    let Some(first) = wanted.first() else { return false };
    memchr::memchr_iter(*first, words).any(|start| {
        let is_start = start == 0 || words[start - 1] == b' ';
        is_start && words[start..].starts_with(wanted) && matches!(words.get(start + wanted.len()), None | Some(b' '))
    })
}

/// Words that start another clause.
const JOINS_CLAUSES: &str =
    "maar terwijl omdat want doordat waardoor hoewel zodat toch echter daarentegen ondanks dankzij waarvan";

/// What stands between two pieces of white space, looked at once for all tokens in it.
#[derive(Default)]
struct Stretch {
    end: usize,
    /// Where the last sign in it is that only addresses have.
    last_sign: Option<usize>,
}

impl Stretch {
    fn at(text: &str, at: usize) -> Self {
        let length = text[at..].find(char::is_whitespace).unwrap_or(text.len() - at);
        steps::taken(length);
        let written = &text[at..at + length];
        let last_sign = written.rfind("://").max(written.rfind('@')).map(|sign| at + sign);
        Self { end: at + length, last_sign }
    }
}

/// What starts here, and where it ends.
fn token_at(text: &str, at: usize, next: char, stretch: &Stretch) -> (TokenKind, usize) {
    let mark = (TokenKind::Mark(next), at + next.len_utf8());
    let follows = |at: usize| text[at..].chars().next();
    let is_clipped = matches!(next, '’' | '\'') && follows(mark.1).is_some_and(char::is_alphanumeric);
    if !next.is_alphanumeric() && !is_clipped {
        return mark;
    }
    if let Some(end) = end_of_address(text, at, stretch) {
        return (TokenKind::Address, end);
    }
    let mut end = mark.1;
    let mut last = next;
    let mut has_digit = next.is_numeric();
    while let Some(next) = follows(end) {
        let after = end + next.len_utf8();
        let joins = match next {
            '-' | '–' | '’' | '\'' | '.' | '/' | '_' => follows(after).is_some_and(char::is_alphanumeric),
            ',' | ':' => last.is_numeric() && follows(after).is_some_and(char::is_numeric),
            _ => false,
        };
        if !next.is_alphanumeric() && !joins {
            break;
        }
        has_digit |= next.is_numeric();
        last = next;
        end = after;
    }
    // "18-", "18+": the sign belongs to the number.
    if last.is_numeric() && follows(end).is_some_and(|next| matches!(next, '+' | '-')) {
        end += 1;
    }
    (if has_digit { TokenKind::Number } else { TokenKind::Word }, end)
}

fn end_of_address(text: &str, at: usize, stretch: &Stretch) -> Option<usize> {
    let word = &text[at..stretch.end];
    let is_address = word.starts_with("www.") || stretch.last_sign.is_some_and(|sign| sign >= at);
    is_address.then(|| at + word.trim_end_matches(['.', ',', ';', ':', ')', '!', '?', '’', '”']).len().max(1))
}

/// Abbreviations whose point does not end a sentence. Those with a point inside ("d.w.z.") need no mention.
const ABBREVIATIONS: &str = "\
    art bijv bv ca nr nrs blz p par hfst incl excl resp vgl max min mr dr drs ir ing prof dhr mevr mw st tel afd jl \
    wnd evt zgn ong gem dd ivm aant afd alg bijl cf mw nl no resp";
/// Abbreviations that can also be the last word of a sentence.
const ENDING_ABBREVIATIONS: &str = "mln mld enz etc e.d e.a jr a.u.b";

fn sentences(prose: &Prose) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut index = 0;
    let closed = Closed::of(prose);
    while index < prose.tokens.len() {
        if ends_sentence(prose, index, &closed) {
            let end = closed.after(index);
            found.push(start..end);
            start = end;
            index = end;
        } else {
            index += 1;
        }
    }
    if start < prose.tokens.len() {
        found.push(start..prose.tokens.len());
    }
    found
}

/// For each token where the closing signs end that start there; looked for once, from the end.
struct Closed(Vec<usize>);

impl Closed {
    fn of(prose: &Prose) -> Self {
        let mut ends = vec![prose.tokens.len(); prose.tokens.len() + 1];
        steps::taken(prose.tokens.len());
        for index in (0..prose.tokens.len()).rev() {
            ends[index] = if closes(prose, index) { ends[index + 1] } else { index };
        }
        Self(ends)
    }

    /// The first token after one that is no closing sign.
    fn after(&self, index: usize) -> usize {
        self.0.get(index + 1).copied().unwrap_or(index + 1)
    }
}

/// Whether a closing bracket or quotation mark stands right after what came before.
fn closes(prose: &Prose, index: usize) -> bool {
    let is_closing = matches!(prose.kind(index), Some(TokenKind::Mark(')' | ']' | '’' | '”' | '"' | '.')));
    is_closing && index > 0 && prose.touches_next(index - 1)
}

fn ends_sentence(prose: &Prose, index: usize, closed: &Closed) -> bool {
    let next = closed.after(index);
    let starts_anew =
        prose.written(next).starts_with(|first: char| !first.is_lowercase()) && !prose.touches_next(next - 1);
    let is_last = next >= prose.tokens.len();
    match prose.tokens[index].kind {
        TokenKind::Mark('!' | '?') => is_last || starts_anew,
        TokenKind::Mark('…') => starts_anew,
        TokenKind::Mark('.') => {
            let before = index.checked_sub(1).filter(|before| prose.touches_next(*before));
            match before.map(|before| prose.word(before)) {
                Some(word) if is_in(ENDING_ABBREVIATIONS, word) => starts_anew && is_capital(prose, next),
                Some(word) if is_abbreviation(word) => is_last,
                _ => is_last || starts_anew,
            }
        }
        // A number that ends in "mln." takes the sentence's own point with it.
        TokenKind::Bound(_) => {
            prose.written(index).ends_with('.') && !closes(prose, index + 1) && is_capital(prose, next)
        }
        _ => false,
    }
}

fn is_abbreviation(word: &str) -> bool {
    word.chars().count() == 1 || word.contains('.') || is_in(ABBREVIATIONS, word)
}

fn is_capital(prose: &Prose, index: usize) -> bool {
    prose.kind(index) == Some(TokenKind::Word) && prose.written(index).starts_with(char::is_uppercase)
}

/// The words of a text that stands in a placeholder: {{ "zo" }} prints what its author typed.
pub fn of_literal(text: &str, place: &Place) -> Option<Prose> {
    let mut prose = Prose::empty(place, Role::Verbatim);
    prose.add_words(&Words::of_place(text, place));
    prose.finished()
}

#[cfg(test)]
pub mod sample {
    //! Texts for the tests of rules, without a document around them.

    use crate::diagnostic::SourceText;

    use super::*;

    /// A paragraph of the author's words.
    pub fn typed(text: &str) -> Prose {
        typed_as(text, Role::Paragraph)
    }

    /// The same, in another role.
    pub fn typed_as(text: &str, role: Role) -> Prose {
        let source = SourceText::new("a.md", text);
        let place = Place::text(&source, 0..text.len());
        let mut prose = Prose::empty(&place, role);
        prose.add_words(&Words::of_place(text, &place));
        prose.finished().unwrap_or_else(|| Prose::empty(&place, role))
    }
}

#[cfg(test)]
mod tests {
    use super::sample::typed;
    use super::*;

    fn sentences_of(text: &str) -> Vec<String> {
        let prose = typed(text);
        prose.sentences.iter().map(|sentence| prose.of_tokens(sentence).to_owned()).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_hears_an_end() {
        for (text, count) in [
            ("Dat kost veel. Toch doen wij het.", 2),
            ("Zie art. 5 van de wet. Dat is zo.", 2),
            ("Dat kost € 5,3 mln. Dat is veel.", 2),
            ("Dat kost € 5,3 mln. per jaar.", 1),
            ("Het zijn er 1.775.418. Dat is meer.", 2),
            ("Dit doet o.a. de heer J. Jansen d.w.z. de wethouder.", 1),
            ("Wij vroegen: ‘Werkt het?’ Het antwoord was ja.", 2),
            ("Scholen, winkels enz. doen mee. Ook ca. 5 clubs.", 2),
            ("Dat was in 2022. 157 jongeren deden mee.", 2),
            ("Het begint om 20.00 uur (zie bijv. de site). Kom ook!", 2),
            ("Een zin zonder einde", 1),
        ] {
            assert_eq!(sentences_of(text).len(), count, "{text}: {:?}", sentences_of(text));
        }
    }

    #[test]
    fn reading_takes_steps_by_the_size_of_a_text() {
        for part in ["[", "]", "[a](", "![a](", ".)", "a.b@c/", "Ja.” ", "…"] {
            steps::assert_linear(part, 2_000, |times| drop(typed(&part.repeat(times))));
        }
        steps::assert_linear("brackets in brackets", 2_000, |times| {
            drop(typed(&format!("{}x{}", "[".repeat(times), "]".repeat(times))));
        });
    }

    #[test]
    fn tokens_keep_numbers_whole() {
        let prose = typed("In 2021–2023 (art. 2.3, lid 1) kost het €5,3 mln. of 17%; zie www.a.nl/5 en 18-.");
        let numbers: Vec<&str> = (0..prose.tokens.len())
            .filter(|index| prose.kind(*index) == Some(TokenKind::Number))
            .map(|index| prose.written(index))
            .collect();
        assert_eq!(numbers, ["2021–2023", "2.3", "1", "5,3", "17", "18-"]);
    }

    #[test]
    fn clauses_end_at_signs_and_joining_words() {
        let prose = typed("De kosten stegen, maar het aantal daalde (dat is goed).");
        let clauses: Vec<&str> = prose.clauses(&prose.sentences[0]).iter().map(|one| prose.of_tokens(one)).collect();
        assert_eq!(clauses, ["De kosten stegen", "het aantal daalde", "dat is goed", "."]);
    }
}
