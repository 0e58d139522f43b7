//! Typesetting running text: from what a keyboard gives to what Dutch print shows.
//!
//! In: the text of one paragraph (or heading, or cell). Out: the same text with real quotation marks,
//! apostrophes, dashes and ellipses, and with no-break spaces between what belongs together. Text that
//! has been typeset comes out unchanged. Private-use characters stand for marks and values that are
//! filled in later; they are not touched, and count as letters and digits.
//!
//! The steps are separate passes. The first two change lengths and so come before the ones that look
//! at neighbours; none of them makes work for an earlier one.

use std::ops::Range;

use crate::marker::is_marker;

use super::notation::{Notation, QuoteStyle, RangeStyle};
use super::number::{DecimalMark, parse_number};
use super::period::{MONTHS, year};
use super::signs::NO_BREAK_SPACE;
use super::unit::is_kept_with_number;

const EN_DASH: char = '–';
const ELLIPSIS: char = '…';
const APOSTROPHE: char = '’';

/// What is left of words that start with an apostrophe: 's ochtends, 't kind.
const CLIPPED_WORDS: [&str; 8] = ["s", "t", "n", "k", "m", "r", "ns", "ie"];
/// What is kept with the number before it, besides units.
const SCALES: [&str; 2] = ["mln", "mld"];
/// What is kept with the number after it, in lower case.
const REFERENCES: [&str; 4] = ["artikel", "figuur", "tabel", "bijlage"];
/// The same, where the word is cut short with a point.
const SHORT_REFERENCES: [&str; 4] = ["art", "blz", "p", "nr"];

/// Typesets a text in the house style.
///
/// Web and email addresses are left alone, and so are hyphens in case numbers, dates, periods and
/// telephone numbers. Typesetting twice is the same as once.
pub fn typeset(text: &str, notation: &Notation) -> String {
    typeset_with_changes(text, notation).map_or_else(|| text.to_owned(), |typeset| typeset.text)
}

/// A text in the house style, and what is not as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typeset {
    /// The whole text.
    pub text: String,
    /// From left to right; between them the two texts are the same.
    pub changes: Vec<Change>,
}

/// A piece of text that was put in the place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The bytes as they were typed.
    pub old: Range<usize>,
    /// How many bytes stand there now.
    pub length: usize,
}

/// The same, with what was changed; none where nothing had to be.
pub fn typeset_with_changes(text: &str, notation: &Notation) -> Option<Typeset> {
    if is_plain(text) {
        return None;
    }
    let mut line = Line::typed(text);
    line = collapse_ellipses(&line);
    line = collapse_dashes(&line);
    line = join_ranges(&line, notation.range);
    curl_quotes(&mut line, notation.quotes);
    bind_spaces(&mut line);
    let changes = line.changes(text);
    (!changes.is_empty()).then(|| Typeset { text: line.chars.iter().collect(), changes })
}

/// Whether nothing in a text can need typesetting.
fn is_plain(text: &str) -> bool {
    let asks = |c: char| matches!(c, '\'' | '"' | '-' | '€') || c.is_ascii_digit() || is_marker(c);
    !text.contains(asks) && !text.contains("...")
}

/// Characters, and which of them are part of an address that must stay as it is.
struct Line {
    chars: Vec<char>,
    /// For each character where what it stands for starts in the text as it was typed.
    typed_at: Vec<usize>,
    shielded: Vec<bool>,
}

impl Line {
    fn typed(text: &str) -> Self {
        let (mut chars, mut typed_at) = (Vec::with_capacity(text.len()), Vec::with_capacity(text.len()));
        for (at, character) in text.char_indices() {
            chars.push(character);
            typed_at.push(at);
        }
        Self::new(chars, typed_at)
    }

    fn new(chars: Vec<char>, typed_at: Vec<usize>) -> Self {
        let mut shielded = vec![false; chars.len()];
        let mut start = 0;
        for word in chars.split(|c| c.is_whitespace()) {
            let (from, to) = trim_punctuation(word);
            if is_address(&word[from..to]) {
                shielded[start + from..start + to].fill(true);
            }
            start += word.len() + 1;
        }
        Self { chars, typed_at, shielded }
    }

    /// What differs from the text as it was typed.
    fn changes(&self, typed: &str) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut index = 0;
        while let Some(start) = self.typed_at.get(index) {
            let first = index;
            // Most of a text is as it was typed.
            let next = self.typed_at.get(first + 1).copied().unwrap_or(typed.len());
            if next == start + 1 && u32::from(typed.as_bytes()[*start]) == u32::from(self.chars[first]) {
                index += 1;
                continue;
            }
            // Several characters can stand for one that was typed.
            index += self.typed_at[first..].iter().take_while(|at| *at == start).count();
            let old = *start..self.typed_at.get(index).copied().unwrap_or(typed.len());
            let new = &self.chars[first..index];
            if !typed[old.clone()].chars().eq(new.iter().copied()) {
                changes.push(Change { old, length: new.iter().map(|c| c.len_utf8()).sum() });
            }
        }
        changes
    }

    fn before(&self, index: usize) -> Option<char> {
        index.checked_sub(1).and_then(|index| self.at(index))
    }

    fn at(&self, index: usize) -> Option<char> {
        self.chars.get(index).copied()
    }

    /// A character that may be changed.
    fn free(&self, index: usize) -> Option<char> {
        self.at(index).filter(|_| !self.shielded[index])
    }

    /// Where the run of such characters that includes or starts at `index` ends.
    fn run_end(&self, index: usize, belongs: impl Fn(char) -> bool) -> usize {
        let run = self.chars.get(index..).unwrap_or_default();
        index + run.iter().take_while(|c| belongs(**c)).count()
    }

    /// Where the run of such characters that ends before `end` starts.
    fn run_start(&self, end: usize, belongs: impl Fn(char) -> bool) -> usize {
        end - self.chars[..end].iter().rev().take_while(|c| belongs(**c)).count()
    }

    fn text(&self, from: usize, to: usize) -> String {
        self.chars[from..to].iter().collect()
    }
}

/// Finds a word inside the punctuation around it: its start and end.
fn trim_punctuation(word: &[char]) -> (usize, usize) {
    let is_outside = |c: &char| {
        matches!(
            c,
            '\'' | '"'
                | '‘'
                | '’'
                | '“'
                | '”'
                | '„'
                | '('
                | ')'
                | '['
                | ']'
                | '<'
                | '>'
                | '.'
                | ','
                | ';'
                | ':'
                | '!'
                | '?'
                | '…'
                | '-'
                | '–'
                | '—'
        )
    };
    let from = word.iter().take_while(|c| is_outside(c)).count();
    let after = word[from..].iter().rev().take_while(|c| is_outside(c)).count();
    (from, word.len() - after)
}

/// Whether a word is a web or email address.
fn is_address(word: &[char]) -> bool {
    let is_mail = word.windows(3).any(|three| three[1] == '@' && is_word_char(three[0]) && is_word_char(three[2]));
    let is_web = word.windows(3).any(|three| three == [':', '/', '/']) || word.starts_with(&['w', 'w', 'w', '.']);
    is_mail || is_web
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || is_marker(c)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | NO_BREAK_SPACE)
}

/// Makes three points one character. More than three are a dotted line, and stay.
fn collapse_ellipses(line: &Line) -> Line {
    collapse(line, '.', |run| (run.len() == 3 && !run.next_to(|c| c == ELLIPSIS)).then_some(ELLIPSIS))
}

/// Makes a hyphen or two between spaces a dash.
fn collapse_dashes(line: &Line) -> Line {
    collapse(line, '-', |run| (run.len() <= 2 && run.between(is_space)).then_some(EN_DASH))
}

/// One character a number of times, and what stands around it.
struct Run<'a> {
    line: &'a Line,
    start: usize,
    end: usize,
}

impl Run<'_> {
    fn len(&self) -> usize {
        self.end - self.start
    }

    fn between(&self, fits: impl Fn(char) -> bool) -> bool {
        self.line.before(self.start).is_some_and(&fits) && self.line.at(self.end).is_some_and(&fits)
    }

    fn next_to(&self, fits: impl Fn(char) -> bool) -> bool {
        self.line.before(self.start).is_some_and(&fits) || self.line.at(self.end).is_some_and(&fits)
    }
}

/// Replaces the runs of a character for which `replacement` gives one.
fn collapse(line: &Line, character: char, replacement: impl Fn(&Run<'_>) -> Option<char>) -> Line {
    let mut chars = Vec::with_capacity(line.chars.len());
    let mut typed_at = Vec::with_capacity(line.chars.len());
    let mut index = 0;
    while let Some(c) = line.at(index) {
        if line.free(index) != Some(character) {
            chars.push(c);
            typed_at.push(line.typed_at[index]);
            index += 1;
            continue;
        }
        let run = Run { line, start: index, end: line.run_end(index, |c| c == character) };
        match replacement(&run) {
            Some(c) => {
                chars.push(c);
                typed_at.push(line.typed_at[run.start]);
            }
            None => {
                chars.extend(&line.chars[run.start..run.end]);
                typed_at.extend(&line.typed_at[run.start..run.end]);
            }
        }
        index = run.end;
    }
    Line::new(chars, typed_at)
}

/// Puts a dash in number ranges.
fn join_ranges(line: &Line, style: RangeStyle) -> Line {
    let mut chars = Vec::with_capacity(line.chars.len());
    let mut typed_at = Vec::with_capacity(line.chars.len());
    for (index, character) in line.chars.iter().enumerate() {
        match style {
            _ if line.free(index) != Some('-') || !is_range_at(line, index) => chars.push(*character),
            RangeStyle::Dash => chars.push(EN_DASH),
            RangeStyle::Words => chars.extend(" tot en met ".chars()),
        }
        typed_at.resize(chars.len(), line.typed_at[index]);
    }
    Line::new(chars, typed_at)
}

fn is_range_at(line: &Line, index: usize) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let start = line.run_start(index, is_part);
    // A point or comma after the second number belongs to the sentence.
    let mut end = line.run_end(index + 1, is_part);
    while end > index + 1 && line.before(end).is_some_and(|c| !c.is_ascii_digit()) {
        end -= 1;
    }
    let clings = |c: char| is_word_char(c) || matches!(c, '-' | '–' | '−' | '/' | '\\' | '_' | '#' | '+' | '@' | '=');
    let is_time = line.before(start) == Some(':')
        || (line.at(end) == Some(':') && line.at(end + 1).is_some_and(|c| c.is_ascii_digit()));
    if is_time || line.before(start).is_some_and(clings) || line.at(end).is_some_and(clings) {
        return false;
    }
    is_range(&line.text(start, index), &line.text(index + 1, end))
}

/// Whether two numbers make a range: two years, or two quantities from low to high. Case numbers
/// (2021-0152278), months (2022-10) and telephone numbers (078-1234567) do not.
fn is_range(from: &str, to: &str) -> bool {
    match (year(from), year(to)) {
        (Some(from), Some(to)) => from < to,
        (None, None) => match (quantity(from), quantity(to)) {
            (Some(from), Some(to)) => from < to,
            _ => false,
        },
        _ => false,
    }
}

/// The value of a number of at most three digits, or of more with points between them.
fn quantity(text: &str) -> Option<rust_decimal::Decimal> {
    let digits = text.find(['.', ',']).unwrap_or(text.len());
    let leads_with_zero = text.starts_with('0') && digits > 1;
    if digits == 0 || digits > 3 || leads_with_zero {
        return None;
    }
    parse_number(text, DecimalMark::Comma).ok()?.value
}

/// What a straight quote turns out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Opening,
    Closing,
    Apostrophe,
}

/// More quotations in each other nobody opens; a text with more is no text.
const DEEPEST: usize = 50;

/// A quotation that has been opened.
struct Quotation {
    /// The character that opened it.
    opened_by: char,
    style: QuoteStyle,
}

/// Replaces straight quotes. The outermost quotations get the house style, those inside the other.
fn curl_quotes(line: &mut Line, house: QuoteStyle) {
    let mut open: Vec<Quotation> = Vec::new();
    for index in 0..line.chars.len() {
        match line.free(index) {
            Some(quote @ ('\'' | '"')) => line.chars[index] = curl(line, index, quote, house, &mut open),
            Some(quote) => follow_curled(line, index, quote, &mut open),
            None => {}
        }
    }
}

fn curl(line: &Line, index: usize, quote: char, house: QuoteStyle, open: &mut Vec<Quotation>) -> char {
    let position = open.iter().rposition(|quotation| quotation.opened_by == quote);
    match mark_at(line, index, quote, position.is_some()) {
        Mark::Apostrophe => APOSTROPHE,
        Mark::Opening => {
            // One that is still open was never closed: it does not hold this one.
            open.truncate(position.unwrap_or(open.len()));
            let style = open.last().map_or(house, |outer| other(outer.style));
            open.push(Quotation { opened_by: quote, style });
            opening(style)
        }
        Mark::Closing => {
            let style = position.map_or(house, |position| open[position].style);
            open.truncate(position.unwrap_or(open.len()));
            closing(style)
        }
    }
}

/// Keeps track of quotation marks that are right already.
fn follow_curled(line: &Line, index: usize, quote: char, open: &mut Vec<Quotation>) {
    match quote {
        '‘' | '“' | '„' if open.len() >= DEEPEST => {}
        '‘' => open.push(Quotation { opened_by: '‘', style: QuoteStyle::Single }),
        '“' | '„' => open.push(Quotation { opened_by: '“', style: QuoteStyle::Double }),
        '’' if line.at(index + 1).is_some_and(is_word_char) => {}
        '’' => close_curled('‘', open),
        '”' => close_curled('“', open),
        _ => {}
    }
}

fn close_curled(opened_by: char, open: &mut Vec<Quotation>) {
    if let Some(position) = open.iter().rposition(|quotation| quotation.opened_by == opened_by) {
        open.truncate(position);
    }
}

fn other(style: QuoteStyle) -> QuoteStyle {
    match style {
        QuoteStyle::Single => QuoteStyle::Double,
        QuoteStyle::Double => QuoteStyle::Single,
    }
}

fn opening(style: QuoteStyle) -> char {
    match style {
        QuoteStyle::Single => '‘',
        QuoteStyle::Double => '“',
    }
}

fn closing(style: QuoteStyle) -> char {
    match style {
        QuoteStyle::Single => '’',
        QuoteStyle::Double => '”',
    }
}

/// Decides by what stands around a straight quote.
fn mark_at(line: &Line, index: usize, quote: char, is_open: bool) -> Mark {
    let opens = can_open(line, index, is_open);
    match quote {
        '"' if opens => Mark::Opening,
        '"' => Mark::Closing,
        _ if opens && is_clipped(line, index) => Mark::Apostrophe,
        _ if opens => Mark::Opening,
        _ if is_open && can_close(line, index) && !is_possessive(line, index) => Mark::Closing,
        _ => Mark::Apostrophe,
    }
}

/// Whether a quotation can start here: after a space or an opening mark, and before something.
fn can_open(line: &Line, index: usize, is_open: bool) -> bool {
    let after_start = match line.before(index) {
        None => true,
        Some('-' | '–' | '—' | '/') => !is_open,
        Some(c) => c.is_whitespace() || matches!(c, '(' | '[' | '{' | '<' | '‘' | '“' | '„' | '"' | '\''),
    };
    after_start && line.at(index + 1).is_some_and(|c| !c.is_whitespace())
}

/// Whether a quotation can end here: after something, and not before a letter.
fn can_close(line: &Line, index: usize) -> bool {
    line.before(index).is_some_and(|c| !c.is_whitespace()) && !line.at(index + 1).is_some_and(is_word_char)
}

/// Whether the apostrophe at `index` stands for left out letters or a century: 's avonds, '90.
fn is_clipped(line: &Line, index: usize) -> bool {
    let end = line.run_end(index + 1, is_word_char);
    let word = line.text(index + 1, end).to_lowercase();
    if CLIPPED_WORDS.contains(&word.as_str()) {
        return line.at(end).is_none_or(|c| c != '\'');
    }
    let is_century = word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    is_century && !closes_later(line, index)
}

/// Whether the quote at `index` ends a plural, as in pilots' kosten, and the quotation ends later.
fn is_possessive(line: &Line, index: usize) -> bool {
    let after_s = line.before(index).is_some_and(|c| matches!(c, 's' | 'x' | 'z'));
    let before_word = line.at(index + 1).is_some_and(is_space) && line.at(index + 2).is_some_and(|c| c.is_lowercase());
    after_s && before_word && closes_later(line, index)
}

/// Whether a single quote further on closes a quotation, before another one opens.
fn closes_later(line: &Line, index: usize) -> bool {
    for later in index + 1..line.chars.len() {
        if line.free(later) != Some('\'') {
            continue;
        }
        if can_close(line, later) {
            return true;
        }
        if can_open(line, later, true) && !is_clipped_word(line, later) {
            return false;
        }
    }
    false
}

fn is_clipped_word(line: &Line, index: usize) -> bool {
    let end = line.run_end(index + 1, is_word_char);
    CLIPPED_WORDS.contains(&line.text(index + 1, end).to_lowercase().as_str())
}

/// Puts no-break spaces between what must stay on one line.
fn bind_spaces(line: &mut Line) {
    for index in 0..line.chars.len() {
        if line.chars[index] == ' ' && binds(line, index) {
            line.chars[index] = NO_BREAK_SPACE;
        }
    }
}

fn binds(line: &Line, space: usize) -> bool {
    is_amount(line, space) || is_quantity(line, space) || is_day(line, space) || is_reference(line, space)
}

/// € 461.514
fn is_amount(line: &Line, space: usize) -> bool {
    let starts_number = |index| line.at(index).is_some_and(is_number_char);
    let has_minus = line.at(space + 1).is_some_and(|c| matches!(c, '-' | '−'));
    line.before(space) == Some('€') && (starts_number(space + 1) || (has_minus && starts_number(space + 2)))
}

/// 5,3 mln.
fn is_quantity(line: &Line, space: usize) -> bool {
    let after_number = line.before(space).is_some_and(is_number_char);
    let is_kept = |word: &str| SCALES.contains(&word) || is_kept_with_number(word);
    after_number && (line.at(space + 1) == Some('%') || is_kept(&word_after(line, space)))
}

/// 14 maart
fn is_day(line: &Line, space: usize) -> bool {
    let start = line.run_start(space, |c| c.is_ascii_digit());
    let day: usize = line.text(start, space).parse().unwrap_or_default();
    let by_itself = !line.before(start).is_some_and(|c| is_word_char(c) || matches!(c, '.' | ','));
    let is_month = || MONTHS.contains(&word_after(line, space).to_lowercase().as_str());
    by_itself && (1..=31).contains(&day) && is_month()
}

/// artikel 8, blz. 12
fn is_reference(line: &Line, space: usize) -> bool {
    if !line.at(space + 1).is_some_and(|c| c.is_ascii_digit()) {
        return false;
    }
    let is_short = line.before(space) == Some('.');
    let end = if is_short { space - 1 } else { space };
    let start = line.run_start(end, is_word_char);
    let word = line.text(start, end).to_lowercase();
    let words: &[&str] = if is_short { &SHORT_REFERENCES } else { &REFERENCES };
    // "o.p. 5" is not a page.
    line.before(start) != Some('.') && words.contains(&word.as_str())
}

/// A digit, or a placeholder that may become one.
fn is_number_char(c: char) -> bool {
    c.is_ascii_digit() || is_marker(c)
}

/// The word after a space; empty where it runs on in a compound (5 euro-munten).
fn word_after(line: &Line, space: usize) -> String {
    let end = line.run_end(space + 1, is_word_char);
    let runs_on = line.at(end) == Some('-') && line.at(end + 1).is_some_and(is_word_char);
    if runs_on { String::new() } else { line.text(space + 1, end) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::QuoteStyle::{Double, Single};
    use super::*;

    /// Shows no-break spaces as `~`.
    fn house(quotes: QuoteStyle) -> Notation {
        Notation { quotes, ..Notation::default() }
    }

    fn shown(text: &str, quotes: QuoteStyle) -> String {
        typeset(text, &house(quotes)).replace(NO_BREAK_SPACE, "~")
    }

    fn check(cases: &[(&str, &str)]) {
        for (text, expected) in cases {
            assert_eq!(shown(text, Single), *expected, "{text}");
        }
    }

    fn check_unchanged(cases: &[&str]) {
        for text in cases {
            assert_eq!(typeset(text, &house(Single)), *text);
        }
    }

    #[test]
    fn leaves_plain_text_alone() {
        check_unchanged(&["", "De pilots lopen goed.", "Al ‘goed’ gezet: de pilot’s…", "Een regel\nen nog een"]);
    }

    #[test]
    fn quotations_get_the_house_style() {
        let cases = [
            ("de 'pilot' loopt", "de ‘pilot’ loopt", "de “pilot” loopt"),
            ("de \"pilot\" loopt", "de ‘pilot’ loopt", "de “pilot” loopt"),
            ("'Pilot'.", "‘Pilot’.", "“Pilot”."),
            ("('pilot')", "(‘pilot’)", "(“pilot”)"),
            ("hij zei: \"dat heet 'jeugd'.\"", "hij zei: ‘dat heet “jeugd”.’", "hij zei: “dat heet ‘jeugd’.”"),
            ("'dat heet \"jeugd\"'", "‘dat heet “jeugd”’", "“dat heet ‘jeugd’”"),
            ("\"'s ochtends\"", "‘’s ochtends’", "“’s ochtends”"),
            ("'de pilots' kosten'", "‘de pilots’ kosten’", "“de pilots’ kosten”"),
            ("'de pilots' en 'de scholen'", "‘de pilots’ en ‘de scholen’", "“de pilots” en “de scholen”"),
            ("'foto's'", "‘foto’s’", "“foto’s”"),
            ("\"open en \"dicht\"", "‘open en ‘dicht’", "“open en “dicht”"),
            ("een \"inwerk-\" en", "een ‘inwerk-’ en", "een “inwerk-” en"),
            ("pilot-\"Boba\"", "pilot-‘Boba’", "pilot-“Boba”"),
            ("“hij zei 'ja'”", "“hij zei ‘ja’”", "“hij zei ‘ja’”"),
            (
                "'\u{e000}' en '\u{e001}pilot\u{e002}'",
                "‘\u{e000}’ en ‘\u{e001}pilot\u{e002}’",
                "“\u{e000}” en “\u{e001}pilot\u{e002}”",
            ),
            ("de letter 's'", "de letter ‘s’", "de letter “s”"),
            ("'25 gezinnen'", "‘25 gezinnen’", "“25 gezinnen”"),
            ("\"€ 5\"", "‘€~5’", "“€~5”"),
        ];
        for (text, single, double) in cases {
            assert_eq!(shown(text, Single), single, "{text}");
            assert_eq!(shown(text, Double), double, "{text}");
        }
    }

    #[test]
    fn apostrophes_are_not_quotations() {
        let cases = [
            ("'s ochtends", "’s ochtends"),
            ("en 's avonds in 't huis", "en ’s avonds in ’t huis"),
            ("'s-Gravenhage", "’s-Gravenhage"),
            ("'S Avonds", "’S Avonds"),
            ("foto's en auto's", "foto’s en auto’s"),
            ("zo'n pilot", "zo’n pilot"),
            ("de pilots' kosten", "de pilots’ kosten"),
            ("Kees' fiets", "Kees’ fiets"),
            ("de jaren '90", "de jaren ’90"),
            ("\u{e000}'s aanpak", "\u{e000}’s aanpak"),
        ];
        for (text, expected) in cases {
            assert_eq!(typeset(text, &house(Single)), expected, "{text}");
            assert_eq!(typeset(text, &house(Double)), expected, "{text}");
        }
    }

    #[test]
    fn points_and_hyphens_become_marks() {
        check(&[
            ("en zo...", "en zo…"),
            ("... en zo", "… en zo"),
            ("dit - en dat - telt", "dit – en dat – telt"),
            ("dit -- en dat", "dit – en dat"),
            (" - vervolg", " – vervolg"),
        ]);
        check_unchanged(&["veel .... punten", "- punt van een lijst", "in- en uitstroom", "--optie", "een --- lijn"]);
    }

    #[test]
    fn ranges_get_a_dash() {
        check(&[
            ("2021-2023", "2021–2023"),
            ("in de jaren 2021-2023.", "in de jaren 2021–2023."),
            ("(2021-2023)", "(2021–2023)"),
            ("10-15 jeugdigen", "10–15 jeugdigen"),
            ("10-15%", "10–15%"),
            ("€ 1.000-2.000", "€~1.000–2.000"),
            ("2,5-3,5 fte", "2,5–3,5~fte"),
            ("fase 1-3: start", "fase 1–3: start"),
            ("14-16 maart", "14–16~maart"),
        ]);
    }

    #[test]
    fn ranges_can_be_words() {
        let words = Notation { range: RangeStyle::Words, ..Notation::default() };
        assert_eq!(typeset("in 2021-2023, zaak 2021-0152278", &words), "in 2021 tot en met 2023, zaak 2021-0152278");
    }

    #[test]
    fn other_hyphens_between_digits_stay() {
        check_unchanged(&[
            "2021-0152278",
            "zaak 2021-1152278.",
            "2022-10-01",
            "14-3-2022",
            "2022-10",
            "2022-K4",
            "078-1234567",
            "06-12345678",
            "14-078",
            "+31-78",
            "COVID-19",
            "A2-3",
            "2023-2021",
            "3-1",
            "50-50",
            "70-plus",
            "10-jarige",
            "1-2-3",
            "9:15-10:30",
            "10:00-11:00",
            "2021/2022-2023",
            "2021-22",
            "1-2_3",
            "\u{e000}2-3",
        ]);
    }

    #[test]
    fn addresses_stay() {
        check_unchanged(&["https://voorbeeld.nl/2021-2023/'a'...b", "www.voorbeeld.nl/1-2", "o'neil.1-2@voorbeeld.nl"]);
        check(&[
            ("zie \"https://voorbeeld.nl/a-1-2\".", "zie ‘https://voorbeeld.nl/a-1-2’."),
            ("(www.voorbeeld.nl)...", "(www.voorbeeld.nl)…"),
        ]);
    }

    #[test]
    fn numbers_stay_with_what_belongs_to_them() {
        check(&[
            ("€ 461.514", "€~461.514"),
            ("€ -5", "€~-5"),
            ("€ 5,3 mln. en € 2 mld.", "€~5,3~mln. en €~2~mld."),
            ("17 % of 17 procent", "17~% of 17~procent"),
            ("3,75 fte en 2 FTE", "3,75~fte en 2~FTE"),
            ("5 euro.", "5~euro."),
            ("op 14 maart 2023", "op 14~maart 2023"),
            ("1 Mei", "1~Mei"),
            ("artikel 8.2", "artikel~8.2"),
            ("Art. 5, blz. 12, p. 3 en nr. 4", "Art.~5, blz.~12, p.~3 en nr.~4"),
            ("(figuur 1, tabel 2 en bijlage 3)", "(figuur~1, tabel~2 en bijlage~3)"),
            ("\u{e000} fte voor € \u{e001}", "\u{e000}~fte voor €~\u{e001}"),
        ]);
    }

    #[test]
    fn other_spaces_stay() {
        check_unchanged(&[
            "€ veel",
            "5 procentpunt",
            "5 euro-munten",
            "5 pilots",
            "veel procent",
            "2022 maart",
            "1.012 maart",
            "32 maart",
            "14 maartje",
            "stamtabel 3",
            "o.p. 5",
            "artikel twee",
            "€  5",
        ]);
    }

    #[test]
    fn what_was_changed_is_known() {
        let text = "de 'één' is 2021-2023 - en € 5... klaar";
        let typeset = typeset_with_changes(text, &house(Single)).expect("it changes");
        let (mut old, mut new) = (0, 0);
        let mut changed = Vec::new();
        for change in &typeset.changes {
            let same = change.old.start - old;
            assert_eq!(text[old..change.old.start], typeset.text[new..new + same]);
            new += same;
            changed.push((&text[change.old.clone()], &typeset.text[new..new + change.length]));
            (old, new) = (change.old.end, new + change.length);
        }
        assert_eq!(text[old..], typeset.text[new..]);
        let wanted = [("'", "‘"), ("'", "’"), ("-", "–"), ("-", "–"), (" ", "\u{a0}"), ("...", "…")];
        assert_eq!(changed, wanted);
        let words = Notation { range: RangeStyle::Words, ..Notation::default() };
        let change = typeset_with_changes("2021-2023", &words).map(|typeset| typeset.changes);
        assert_eq!(change, Some(vec![Change { old: 4..5, length: 12 }]));
        assert_eq!(typeset_with_changes("op 14 juli", &words).map(|typeset| typeset.changes.len()), Some(1));
        assert_eq!(typeset_with_changes("in 2022", &words), None);
    }

    #[test]
    fn placeholders_pass_through() {
        let text = "a \u{e000}'s \"\u{f8ff}\" - \u{e123}";
        assert_eq!(typeset(text, &house(Single)), "a \u{e000}’s ‘\u{f8ff}’ – \u{e123}");
    }

    proptest! {
        #[test]
        fn twice_is_once(text in any::<String>(), double in any::<bool>()) {
            let quotes = if double { Double } else { Single };
            let once = typeset(&text, &house(quotes));
            prop_assert_eq!(typeset(&once, &house(quotes)), once);
        }

        #[test]
        fn twice_is_once_for_what_it_changes(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "'", "\"", "-", "--", ".", "...", " ", "  ", "\u{a0}", "\n", "€", "%", "1", "12", "2021", "0",
                    "a", "s", "t", "www.", "://", "@", "/", ":", ",", "(", ")", "‘", "’", "“", "”", "„", "…", "–",
                    "mln.", "fte", "maart", "artikel", "p.", "\u{e000}",
                ]),
                0..24,
            ),
            double in any::<bool>(),
        ) {
            let text = parts.concat();
            let quotes = if double { Double } else { Single };
            let once = typeset(&text, &house(quotes));
            prop_assert_eq!(typeset(&once, &house(quotes)), once.clone());
            let placeholders = |text: &str| text.matches('\u{e000}').count();
            prop_assert_eq!(placeholders(&once), placeholders(&text));
        }
    }
}
