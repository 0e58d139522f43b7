//! C038: a figure of something else than what stands before it: "in Noord kregen {{ zuid }} jongeren hulp".
//!
//! A figure is held against the opposite of what it is called. One that was read from the rows of one place or kind is held against the names of the other places or kinds of its
//! series. Only where one other name stands right before it, and its own is nowhere near, that is a finding.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Code, Finding, Findings};
use crate::indicator::Number;

use crate::check::checked::Checked;
use crate::check::reading::prose::{Prose, Role, is_in};
use crate::check::reading::quantity::Source;
use crate::check::reading::sentence::{Figure, Sentence};

mod opposite;

/// A name stands no further before its figure.
const NEAR: usize = 14;
/// Of a series with more rows a period nobody names them all.
const MOST_ROWS: usize = 120;

/// Reports each of them.
pub fn check(sentences: &[Sentence<'_>], findings: &mut Findings) {
    for sentence in sentences {
        for (nth, figure) in sentence.figures.iter().enumerate() {
            let named = contradiction(sentence, nth, figure).map(|(own, other)| (own.to_owned(), other.to_owned()));
            let Some((own, other)) = named.or_else(|| opposite::named(sentence, nth, figure)) else { continue };
            let message = format!("Het cijfer {} is van {own}, maar hier staat {other}.", sentence.written(figure));
            let place = sentence.prose.place_of(&(figure.start..figure.end));
            if findings.iter().any(|known| known.code == Code::WrongOrder && known.place == place) {
                continue;
            }
            findings.push(
                Finding::new(Code::WrongName, place, message)
                    .hint("Vraag het cijfer van wat u noemt, of verander de woorden."),
            );
        }
    }
}

/// Figures in a typed table behind the name of another place or kind: "| West | {{ centrum }} |".
pub fn check_tables(checked: &Checked<'_>, findings: &mut Findings) {
    let mut headings: BTreeMap<(usize, usize), &str> = BTreeMap::new();
    for prose in &checked.texts {
        if let Role::Cell { table, row, column: 0 } = prose.role {
            headings.insert((table, row), prose.text().trim());
        }
    }
    for (prose, quantities) in checked.texts.iter().zip(&checked.quantities) {
        let (Role::Cell { table, row, column }, [quantity]) = (prose.role, &quantities[..]) else { continue };
        let Source::Number(index) = quantity.source else { continue };
        let (Some(printed), Some(heading)) = (checked.document.numbers.get(index), headings.get(&(table, row))) else {
            continue;
        };
        let Some((own, others)) = names_of(&printed.number).filter(|_| row > 0 && column > 0) else { continue };
        if others.contains(heading) {
            let written = prose.of_tokens(&quantity.tokens);
            let message = format!("Het cijfer {written} is van {own}, maar hier staat {heading}.");
            findings.push(
                Finding::new(Code::WrongName, prose.place_of(&quantity.tokens), message)
                    .hint("Vraag het cijfer van wat u noemt, of verander de woorden."),
            );
        }
    }
}

/// What a figure is of, in one of the dimensions of its series, with the names of what it is not of.
fn names<'f>(figure: &'f Figure<'_>) -> Option<(&'f str, Vec<&'f str>)> {
    names_of(figure.number)
}

fn names_of(number: &Number) -> Option<(&str, Vec<&str>)> {
    let cells = &number.cells;
    let first = cells.first()?;
    let series = &first.series;
    // Of more than one place or kind, or of more than one thing: of no one alone.
    let [_] = series.dimensions[..] else { return None };
    let own = series.rows[first.row].dimensions.first()?;
    let is_one = cells
        .iter()
        .all(|cell| cell.series.id == series.id && cell.series.rows[cell.row].dimensions.first() == Some(own));
    let rows = series.by_period.get(&first.period()).filter(|rows| rows.len() <= MOST_ROWS && is_one)?;
    let others = rows.iter().filter_map(|row| series.rows.get(*row)?.dimensions.first());
    Some((own, others.filter(|other| *other != own).map(|other| other.as_str()).collect()))
}

/// "{{ a }} uit Wielwijk", "Noord ({{ zuid }})": a name right beside a figure, whatever else is named.
fn beside<'s>(sentence: &Sentence<'_>, nth: usize, figure: &'s Figure<'_>) -> Option<(&'s str, &'s str)> {
    let prose = sentence.prose;
    let (own, others) = names(figure)?;
    let start = figure.end + 1;
    // Behind "€ 61,2 mln." another sentence may begin.
    let begins = prose.written(figure.end).starts_with(char::is_uppercase);
    let is_of = !begins && is_in("uit in bij voor over", prose.word(figure.end));
    let behind = others.iter().copied().find(|other| is_of && find(prose, &(start..start + 1), other, true).is_some());
    // Between brackets by itself: "Noord ({{ zuid }})".
    let is_alone = figure.start > 0 && prose.is_mark(figure.start - 1, '(') && prose.is_mark(figure.end, ')');
    let before = others.iter().copied().find(|other| {
        let length = other.split_whitespace().count();
        let at = (figure.start.checked_sub(1 + length)).filter(|at| is_alone && *at >= sentence.range.start);
        let lead = |at: usize| at.saturating_sub(2).max(sentence.range.start)..at;
        at.is_some_and(|at| {
            find(prose, &(at..at + 1), other, true).is_some()
                && !sentence.has(&lead(at), "dan als tegenover na op en of")
        })
    });
    let other = behind.or(before)?;
    // Two that changed places are told as such.
    let is_swapped = sentence.figures.iter().enumerate().any(|(other_nth, figure)| {
        other_nth != nth && names(figure).is_some_and(|(own, _)| own == other) && other_nth > nth && behind.is_none()
    });
    (!is_swapped && sentence.is_said(&sentence.range)).then_some((own, other))
}

fn contradiction<'s>(sentence: &Sentence<'_>, nth: usize, figure: &'s Figure<'_>) -> Option<(&'s str, &'s str)> {
    if let Some(found) = beside(sentence, nth, figure) {
        return Some(found);
    }
    let prose = sentence.prose;
    let (own, others) = names(figure)?;
    let start = nth.checked_sub(1).map_or(sentence.range.start, |before| sentence.figures[before].end);
    let stretch = start.max(figure.start.saturating_sub(NEAR))..figure.start;
    let mut named = others.iter().copied().filter_map(|other| Some((find(prose, &stretch, other, false)?, other)));
    let (at, other) = named.next()?;
    let is_only = named.next().is_none();
    // Its own name, near it or in the sentence before.
    let before = sentence.range.start.checked_sub(1).map_or(sentence.range.clone(), |at| prose.sentence_of(at));
    let around = before.start.min(sentence.range.start)..sentence.range.end;
    let is_named = find(prose, &around, own, true).is_some() || own_word(prose, &around, own);
    // The name may be that of another figure.
    let is_taken = sentence.figures.iter().any(|figure| names(figure).is_some_and(|(own, _)| own == other));
    // "anders dan in Noord", "na Noord", "naast Zuid"; "de regio" is a name, too.
    const APART: &str = "dan als tegen tegenover zonder behalve naast buiten na uit van naar onder boven anders grenst en of vergeleken \
        opzichte naburige";
    let lead = at.saturating_sub(3).max(sentence.range.start)..at;
    const ELSEWHERE: &str = "\
        regio regionale landelijk landelijke andere elders overige rest totaal alle hele samen daar beide dan terwijl waar \
        hier verschil gevolgd ander";
    let is_apart = sentence.has(&lead, APART) || sentence.has(&around, ELSEWHERE) || !sentence.is_said(&stretch);
    let is_cut = (at..figure.start).filter(|at| sentence.is_cut(&(*at..at + 1))).count() > 1;
    (is_only && !is_named && !is_taken && !is_apart && !is_cut).then_some((own, other))
}

/// Whether a longer word of a name stands in a stretch, perhaps in another form: "huishoudelijk" for "Huishoudelijke hulp".
fn own_word(prose: &Prose, range: &Range<usize>, own: &str) -> bool {
    let stems: Vec<String> = own
        .split(|next: char| !next.is_alphanumeric())
        .filter(|word| word.chars().count() >= 5)
        .map(|word| word.to_lowercase().chars().take(6).collect())
        .collect();
    range.clone().any(|at| stems.iter().any(|stem| prose.word(at).starts_with(stem.as_str())))
}

/// Where a name stands in a stretch. A short word in small letters may be any word: "ruimte" is no programme.
fn find(prose: &Prose, range: &Range<usize>, name: &str, may_be_any: bool) -> Option<usize> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_long = name.chars().count() >= 8;
    let is_name = name.starts_with(|first: char| first.is_uppercase() || first.is_numeric());
    let is_word = |at: usize, word: &str| {
        prose.written(at) == word && is_name || (is_long && prose.word(at) == word.to_lowercase())
    };
    let is_here = |at: usize| words.iter().enumerate().all(|(next, word)| is_word(at + next, word));
    // At the start of a sentence any word has a capital.
    let is_first = |at: usize| words.len() == 1 && !is_long && at == prose.sentence_of(at).start;
    // "Centrum: {{ a }}" is a name.
    let plain = |at: usize| may_be_any || !is_first(at) || prose.is_mark(at + 1, ':');
    range.clone().find(|at| !words.is_empty() && is_here(*at) && plain(*at))
}
