//! C001: typed numbers that come from no data and no declared fact.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Edit, Finding, Findings, Fix, Place, Question, SourceText, Spot};
use crate::load::manuscript_parts;
use crate::text::{Document, tag_ranges_in};

use crate::check::checked::Checked;
use crate::check::reading::prose::{Prose, TokenKind};
use crate::check::reading::quantity::{self, Measure, Quantity};
use crate::check::reading::{data_texts, exempt, literals};
use crate::check::suggest;

use super::number_words;

/// So many words before and after an amount may say what it is about.
const NEAR: usize = 40;

/// Reports each number that the author typed and that does not name something.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    let numbered = &checked.engine.data().municipality.numbers_after;
    let known =
        |texts: Vec<Prose>| -> Vec<Prose> { texts.into_iter().map(|text| text.with_numbered(numbered)).collect() };
    let literals = known(literals::in_placeholders(&checked.document.title_place));
    let of_series = known(data_texts::of_series(checked.document));
    let written = Written::of(checked.document);
    let of_pilots = known(data_texts::of_pilots(&checked.texts));
    let typed = checked.texts.iter().chain(&literals).map(|prose| (prose, false));
    for (prose, is_of_data) in typed.chain(of_series.iter().chain(&of_pilots).map(|prose| (prose, true))) {
        let mut past = 0;
        for index in 0..prose.tokens.len() {
            if prose.kind(index) != Some(TokenKind::Number) || index < past {
                continue;
            }
            if is_footnote_mark(prose, index) || (exempt::exempts(prose, index) && !is_glued(prose, index)) {
                continue;
            }
            if announces_list(prose, index) || (is_of_data && is_age(prose, index)) {
                continue;
            }
            let tokens = quantity::extent(prose, index);
            past = tokens.end;
            // "Dat zijn er 26 meer dan …, toen het er {{ b }} waren": as long as the figures make it so.
            let count = prose.written(index).replace('.', "").parse().ok().filter(|_| tokens.len() == 1);
            if !is_of_data && number_words::is_difference_of_figures(checked, prose, &tokens, count) {
                continue;
            }
            let number = prose.of_tokens(&tokens).trim_end_matches(['.', ',']);
            if exempt::is_exhibit_number(prose, index) {
                // What this document does not have is another one's, unless a reader is sent to it without saying where.
                let number = prose.written(index).parse::<usize>().unwrap_or_default();
                let is_elsewhere = matches!(prose.word(index + 1), "van" | "uit" | "in" | "op" | "bij");
                let is_pointed_at = prose.word_before(index, 2) == "zie" && !is_elsewhere;
                if number > checked.document.exhibits.len() && !is_pointed_at {
                    continue;
                }
                let message = format!("Het nummer {number} van een figuur of tabel is met de hand getypt.");
                findings.push(
                    Finding::new(Code::UnboundNumber, prose.place_of(&tokens), message).hint(
                        "Schrijf {{ verwijs(\"naam\") }}, met de naam uit data/grafieken.toml. Griffel telt zelf.",
                    ),
                );
                continue;
            }
            let around = prose.surroundings(&tokens);
            let around = if around == number { String::new() } else { format!(": \"{around}\"") };
            let message = format!("Het getal \"{number}\" komt niet uit de gegevens{around}.");
            let finding = Finding::new(Code::UnboundNumber, prose.place_of(&tokens), message);
            findings.push(with_hints(finding, checked, written.as_ref(), prose, index));
        }
    }
}

/// "Wij vragen u om 3 besluiten, elk apart toegelicht:": as many as the list behind it has.
fn announces_list(prose: &Prose, index: usize) -> bool {
    let count = prose.written(index).parse().ok().filter(|count| (2..=12).contains(count));
    let sentence = prose.sentence_of(index);
    let is_last = sentence.end == prose.tokens.len() && prose.is_mark(sentence.end - 1, ':');
    let is_plain = exempt::looks_counted(prose.word(index + 1)) && !exempt::is_people(prose.word(index + 1));
    let is_sum = index > 0 && prose.is_mark(index - 1, '€');
    is_last && is_plain && !is_sum && count.is_some() && prose.list_after == count
}

/// The mark of a footnote that has no text; that is another finding.
fn is_footnote_mark(prose: &Prose, index: usize) -> bool {
    index > 1 && prose.is_mark(index - 1, '^') && prose.is_mark(index - 2, '[') && prose.is_mark(index + 1, ']')
}

/// Who is meant with a series or a pilot is often said by age: "van 12 tot 18 jaar", "16- en 17-jarigen".
fn is_age(prose: &Prose, index: usize) -> bool {
    let of_age = |at: usize| prose.lower(at).contains("jarige") || matches!(prose.word(at), "jaar" | "jaren");
    let goes_on = |at: usize| {
        let is_number = prose.kind(at) == Some(TokenKind::Number);
        is_number || matches!(prose.lower(at), "tot" | "en" | "met" | "t/m" | "of" | "-" | "–")
    };
    (index..index + 7).take_while(|at| *at == index || goes_on(*at) || of_age(*at)).any(of_age)
}

/// Digits typed right behind or before a printed number or period change what it says.
fn is_glued(prose: &Prose, index: usize) -> bool {
    let is_data = |index: usize| matches!(prose.kind(index), Some(TokenKind::Bound(_) | TokenKind::Given));
    let ends = |index: usize| prose.written(index).ends_with(char::is_numeric);
    let starts = |index: usize| prose.written(index).starts_with(char::is_numeric);
    (index > 0 && is_data(index - 1) && prose.touches_next(index - 1) && ends(index - 1) && starts(index))
        || (is_data(index + 1) && prose.touches_next(index) && ends(index) && starts(index + 1))
}

/// The text of a document as its author wrote it, looked at once for all numbers typed in it.
struct Written<'a> {
    source: &'a Arc<SourceText>,
    /// Where its settings stand, and where the text below them begins.
    front: Range<usize>,
    body: usize,
    /// The placeholders in that text.
    tags: Vec<Range<usize>>,
    /// Names as facts get here, which the text has already.
    taken: BTreeSet<&'a str>,
}

/// How the names of facts begin.
const FACT: &str = "feit_";

impl<'a> Written<'a> {
    fn of(document: &'a Document) -> Option<Self> {
        let Spot::Text { source, .. } = &document.title_place.spot else { return None };
        let (front, body) = manuscript_parts(source).filter(|_| source.path == document.path)?;
        let tags = tag_ranges_in(&source.text, &body);
        let words = source.text.split(|next: char| !next.is_ascii_alphanumeric() && next != '_');
        Some(Self {
            source,
            front,
            body: body.start,
            tags,
            taken: words.filter(|word| word.starts_with(FACT)).collect(),
        })
    }

    /// Whether a place is in the text below the settings, and in no placeholder.
    fn holds(&self, place: &Place) -> bool {
        let Spot::Text { source, range } = &place.spot else { return false };
        let next = self.tags.partition_point(|tag| tag.end <= range.start);
        let is_in_tag = self.tags.get(next).is_some_and(|tag| tag.start < range.end);
        Arc::ptr_eq(source, self.source) && self.body <= range.start && !is_in_tag
    }
}

/// What is asked of a number that stands in no series.
const SOURCE: Question = Question { words: "Waar komt dit getal vandaan?", least_words: 1 };

impl Written<'_> {
    /// A number as a fact of this document, with the source that its author tells.
    fn declared(&self, checked: &Checked<'_>, place: &Place, typed: &Quantity, noun: &str) -> Option<Fix> {
        let (source, front) = (self.source, &self.front);
        // What is written otherwise than a fact is printed stays for the author.
        let written = place.written()?;
        let is_plain = written
            .chars()
            .all(|next| next.is_ascii_digit() || matches!(next, '.' | ',' | '%' | '€') || next.is_whitespace());
        let unit = match typed.measure {
            Measure::Euro if written.starts_with('€') => "euro",
            Measure::Percent if written.ends_with('%') => "procent",
            Measure::Count => "aantal",
            Measure::Euro | Measure::Percent => return None,
        };
        let data = checked.engine.data();
        let is_taken =
            |name: &str| data.is_quantity(name) || data.series.contains_key(name) || self.taken.contains(name);
        let word: String = noun.to_lowercase().chars().filter(char::is_ascii_lowercase).collect();
        let word = if word.len() > 2 { word } else { unit.to_owned() };
        let names = (1..100).map(|at| if at == 1 { format!("{FACT}{word}") } else { format!("{FACT}{word}_{at}") });
        let name = names.into_iter().find(|name| !is_taken(name))?;
        let decimals = written.split_once(',').map_or(0, |(_, rest)| rest.chars().filter(char::is_ascii_digit).count());
        let end = source.line_end();
        let gap = if source.text[front.clone()].trim().is_empty() { "" } else { end };
        let called = if noun.is_empty() { &word } else { noun };
        let above = format!(
            "{gap}[feiten.{name}]{end}naam = \"{called}\"{end}waarde = {}{end}eenheid = \"{unit}\"{end}afronding = {decimals}{end}bron = \"",
            typed.printed.normalize()
        );
        let edits =
            [Edit::asking(source, front.end, above, format!("\"{end}")), Edit::new(place, format!("{{{{ {name} }}}}"))];
        Some(Fix::of(edits, "Leg vast als feit, met de bron")?.asking(SOURCE)).filter(|_| is_plain)
    }
}

fn with_hints(
    finding: Finding,
    checked: &Checked<'_>,
    written: Option<&Written<'_>>,
    prose: &Prose,
    index: usize,
) -> Finding {
    let noun = prose.word(quantity::extent(prose, index).end);
    let quantity = quantity::typed(prose, index);
    let quantity = quantity.as_ref();
    let sentence = prose.sentence_of(index);
    // What an amount is about is said near it, also in a sentence that goes on and on.
    let near = sentence.start.max(index.saturating_sub(NEAR))..sentence.end.min(index + NEAR);
    let sentence: Vec<&str> = near.map(|at| prose.word(at)).collect();
    let suggestions = checked.suggestions();
    let fitting = |quantity: &Quantity| suggestions.placeholders(checked.engine.data(), quantity, noun, &sentence);
    let mut placeholders = quantity.map(fitting).unwrap_or_default();
    let count = quantity.filter(|quantity| quantity.measure == Measure::Count);
    placeholders.extend(
        count
            .map(|count| suggest::counts(checked.document, checked.engine.data(), count.printed, noun))
            .unwrap_or_default(),
    );
    let is_in_text = written.is_some_and(|written| written.holds(&finding.place));
    if let Some(question) = suggest::question(&placeholders) {
        let fixes: Vec<_> = placeholders.iter().filter(|_| is_in_text).map(|one| one.fix(&finding.place)).collect();
        return fixes.into_iter().fold(finding.hint(question), Finding::fix);
    }
    let written = written.filter(|_| is_in_text);
    let fact =
        quantity.zip(written).and_then(|(typed, written)| written.declared(checked, &finding.place, typed, noun));
    let finding = finding.fix(fact);
    match quantity.and_then(|quantity| suggestions.cell(quantity, &sentence)) {
        Some(cell) => {
            finding.hint(format!("Dit getal staat in {cell}. Maak er een kengetal van in data/kengetallen.toml."))
        }
        None => finding
            .hint("Maak er een kengetal van in data/kengetallen.toml, of zet het met zijn bron in data/feiten.toml."),
    }
}
