//! Claims beside a list or a typed table of which each row has one figure: "Jongeren per wijk, met Noord als koploper:", "Het aantal
//! nam toe:", "Over containers kregen we vaker een melding dan over bijplaatsing." The sentence itself prints nothing.

use std::ops::Range;

use crate::check::change::Way;
use crate::check::checked::Checked;
use crate::check::reading::number_word;
use crate::check::reading::prose::{Prose, Role, TokenKind, is_in};
use crate::check::reading::quantity::{Quantity, Source};
use crate::check::rules::comparisons::words::end_of;
use crate::check::rules::{direction, named};
use crate::diagnostic::{Code, Finding, Findings};
use crate::indicator::Number;

/// Rows of more are no rows of one thing.
const MOST_ROWS: usize = 20;

/// A name before a figure is no longer, in tokens.
const LONGEST_NAME: usize = 6;

/// Words by which a sentence says less, or more, than its claim.
const OPEN: &str = "\
    niet geen maar terwijl hoewel ondanks toch na bijna zou zouden als indien willen verwachten streven of ooit vroeger \
    doorbroken gekeerd omgebogen gestuit per gemiddeld";

/// A row with the one figure that it prints.
struct Row<'c> {
    /// The beginnings of the words that name it.
    name: Vec<String>,
    quantity: &'c Quantity,
    number: &'c Number,
    prose: &'c Prose,
}

impl Row<'_> {
    fn written(&self) -> &str {
        self.prose.of_tokens(&self.quantity.tokens)
    }
}

/// Reports each of them.
pub(super) fn check(checked: &Checked<'_>, findings: &mut Findings) {
    for (range, rows) in blocks(checked) {
        let is_text = |at: usize| checked.texts.get(at).filter(|text| text.role == Role::Paragraph);
        let before = range.start.checked_sub(1).and_then(is_text).and_then(|text| Some((text, text.sentences.last()?)));
        let after = is_text(range.end).and_then(|text| Some((text, text.sentences.first()?)));
        if let Some((prose, sentence)) = before
            && let Some((tokens, count)) = row_too_few(prose, sentence, &rows)
        {
            let place = prose.place_of(&tokens);
            let is_told =
                |known: &Finding| known.code == Code::CountOfList && known.place.line_column() == place.line_column();
            if !findings.iter().any(is_told) {
                let written = prose.of_tokens(&tokens);
                let message = format!("Hier staat \"{written}\", maar de lijst die volgt heeft er {count}.");
                findings.push(
                    Finding::new(Code::CountOfList, place, message)
                        .hint("Mist er iets in de lijst, of is het aantal verkeerd?"),
                );
            }
        }
        for (prose, sentence) in before.into_iter().chain(after) {
            let found = most_of(prose, sentence, &rows)
                .or_else(|| went(prose, sentence, &rows))
                .or_else(|| more_than(prose, sentence, &rows));
            let Some((tokens, evidence)) = found else { continue };
            let message = format!("\"{}\" past niet bij de cijfers: {evidence}.", prose.of_tokens(&tokens));
            findings.push(
                Finding::new(Code::WrongComparison, prose.place_of(&tokens), message)
                    .hint("Verbeter het woord, of kijk of het de goede cijfers zijn."),
            );
        }
    }
}

/// "Jongeren in de vier wijken:", above a list that leaves one of the four out: the count, and how many follow.
fn row_too_few(prose: &Prose, sentence: &Range<usize>, rows: &[Row<'_>]) -> Option<(Range<usize>, usize)> {
    let ends = sentence.end.checked_sub(1).is_some_and(|last| prose.is_mark(last, ':'));
    let (at, count) = sentence.clone().find_map(|at| {
        let count = number_word::value(prose.word(at)).filter(|_| is_in("de alle onze", prose.word_before(at, 1)))?;
        Some((at, usize::try_from(count).ok()?))
    })?;
    let cell = rows.first()?.number.cells.first()?;
    let [dimension] = &cell.series.dimensions[..] else { return None };
    let is_row = rows.iter().all(
        |row| matches!(&row.number.cells[..], [own] if own.series.id == cell.series.id && own.measure == cell.measure),
    );
    let values = cell.series.values(0).into_iter().filter(|value| dimension.adds_up(value)).count();
    // Names with their figures, and no sentences.
    let are_names = rows.iter().all(|row| row.quantity.tokens.start <= LONGEST_NAME);
    let is_short = ends && are_names && is_row && values == count && rows.len() < count;
    is_short.then_some((at..at + 1, rows.len()))
}

/// The texts of each list and table, with its rows.
fn blocks<'c>(checked: &'c Checked<'_>) -> Vec<(Range<usize>, Vec<Row<'c>>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < checked.texts.len() {
        let text = &checked.texts[at];
        if let Some(count) = text.list_after.filter(|count| (2..=MOST_ROWS).contains(count)) {
            let range = at + 1..(at + 1 + count).min(checked.texts.len());
            let rows: Vec<Row<'c>> = range.clone().filter_map(|at| row(checked, &[at])).collect();
            if rows.len() == count {
                found.push((range, rows));
            }
        }
        let Role::Cell { table, .. } = text.role else {
            at += 1;
            continue;
        };
        let is_of_table = |text: &Prose| matches!(text.role, Role::Cell { table: other, .. } if other == table);
        let end = (at..checked.texts.len()).find(|at| !is_of_table(&checked.texts[*at])).unwrap_or(checked.texts.len());
        let in_row = |at: &usize| match checked.texts[*at].role {
            Role::Cell { row, .. } => row,
            _ => 0,
        };
        let cells: Vec<usize> = (at..end).filter(|at| in_row(at) > 0).collect();
        let lines: Vec<&[usize]> = cells.chunk_by(|one, other| in_row(one) == in_row(other)).collect();
        let rows: Vec<Row<'c>> = lines.iter().filter_map(|line| row(checked, line)).collect();
        if rows.len() == lines.len() && (2..=MOST_ROWS).contains(&rows.len()) {
            found.push((at..end, rows));
        }
        at = end;
    }
    found.retain(|(_, rows)| is_one_kind(rows));
    found
}

/// One figure in some texts, and the words before it.
fn row<'c>(checked: &'c Checked<'_>, texts: &[usize]) -> Option<Row<'c>> {
    let all: Vec<(usize, &Quantity)> =
        texts.iter().flat_map(|at| checked.quantities[*at].iter().map(move |quantity| (*at, quantity))).collect();
    let numbers = all.iter().filter(|(_, quantity)| matches!(quantity.source, Source::Number(_)));
    let [(at, quantity)] = numbers.collect::<Vec<_>>()[..] else { return None };
    let Source::Number(index) = quantity.source else { return None };
    let before = texts.iter().take_while(|text| *text <= at).flat_map(|text| {
        let end = if text == at { quantity.tokens.start } else { checked.texts[*text].tokens.len() };
        (0..end).map(|token| checked.texts[*text].word(token).to_owned()).collect::<Vec<_>>()
    });
    let name = before.filter_map(|word| named::stem(&word)).collect();
    Some(Row { name, quantity, number: &checked.document.numbers.get(index)?.number, prose: &checked.texts[*at] })
}

fn is_one_kind(rows: &[Row<'_>]) -> bool {
    rows.windows(2)
        .all(|pair| pair[0].number.unit == pair[1].number.unit && pair[0].quantity.measure == pair[1].quantity.measure)
}

/// Whether a sentence prints nothing, and says what it says outright.
fn is_plain(prose: &Prose, sentence: &Range<usize>) -> bool {
    let prints = |at: usize| matches!(prose.kind(at), Some(TokenKind::Bound(_) | TokenKind::Number));
    let is_asked = sentence.end.checked_sub(1).is_some_and(|last| prose.is_mark(last, '?'));
    !sentence.clone().any(prints)
        && !is_asked
        && prose.may_be_dutch(sentence)
        && !sentence.clone().any(|at| is_in(OPEN, prose.word(at)))
}

/// The only row that a stretch of words names by a word of its own.
fn named_row<'r, 'c>(prose: &Prose, range: &Range<usize>, rows: &'r [Row<'c>]) -> Option<&'r Row<'c>> {
    let is_named = |at: &usize| {
        let others = rows.iter().enumerate().filter(|(other, _)| other != at);
        let others: Vec<String> = others.flat_map(|(_, row)| row.name.clone()).collect();
        named::place(prose, range, &named::only(&rows[*at].name, &others)).is_some()
    };
    let all: Vec<usize> = (0..rows.len()).filter(is_named).collect();
    let [at] = all[..] else { return None };
    rows.get(at)
}

/// "Noord kent daarmee de hoogste kosten van alle wijken", "met Noord als koploper".
fn most_of(prose: &Prose, sentence: &Range<usize>, rows: &[Row<'_>]) -> Option<(Range<usize>, String)> {
    let is_row = rows.windows(2).all(|pair| pair[0].number.period == pair[1].number.period);
    let (at, way) = sentence.clone().find_map(|at| Some((at, end_of(prose.word(at), prose.word(at + 1))?)))?;
    // "de grootste stijging" is of changes, and "een van de grootste" of more.
    let is_of_other = (at + 1..at + 3).any(|at| is_in("stijging daling groei toename afname verschil", prose.word(at)))
        || prose.word_before(at, 2) == "van" && is_in("een één", prose.word_before(at, 3));
    if !is_row || is_of_other || !is_plain(prose, sentence) {
        return None;
    }
    let target = named_row(prose, sentence, rows)?;
    let rival = rows.iter().find(|row| match way {
        Way::Up => row.quantity.printed > target.quantity.printed,
        Way::Down => row.quantity.printed < target.quantity.printed,
    })?;
    let than = if way == Way::Up { "meer" } else { "minder" };
    Some((at..at + 1, format!("{} is {than} dan {}", rival.written(), target.written())))
}

/// "Het aantal jongeren nam toe", of rows of one thing over time.
fn went(prose: &Prose, sentence: &Range<usize>, rows: &[Row<'_>]) -> Option<(Range<usize>, String)> {
    let id = rows.first()?.number.indicator()?;
    let is_one = rows.iter().all(|row| row.number.indicator() == Some(id));
    let words: Vec<(usize, Way)> =
        sentence.clone().filter_map(|at| Some((at, direction::of_change(prose, at)?))).collect();
    let (at, way) = *words.first()?;
    let is_clear = words.iter().all(|(_, other)| *other == way) && is_plain(prose, sentence);
    let first = rows.iter().min_by_key(|row| row.number.period)?;
    let last = rows.iter().max_by_key(|row| row.number.period)?;
    let went = Way::of(last.quantity.printed - first.quantity.printed)?;
    let is_wrong = is_one && is_clear && first.number.period != last.number.period && went != way;
    is_wrong.then(|| (at..at + 1, format!("het ging van {} naar {}", first.written(), last.written())))
}

/// "Over containers kregen we vaker een melding dan over bijplaatsing."
fn more_than(prose: &Prose, sentence: &Range<usize>, rows: &[Row<'_>]) -> Option<(Range<usize>, String)> {
    let at = sentence.clone().find(|at| is_in("meer minder vaker duurder goedkoper", prose.word(*at)))?;
    let way = direction::comparative(prose.word(at))?;
    let than = (at..(at + 9).min(sentence.end)).find(|than| prose.word(*than) == "dan")?;
    let is_row = rows.windows(2).all(|pair| pair[0].number.period == pair[1].number.period);
    if !is_row || !is_plain(prose, sentence) {
        return None;
    }
    let one = named_row(prose, &(sentence.start..than), rows)?;
    let other = named_row(prose, &(than + 1..sentence.end), rows)?;
    let went = Way::of(one.quantity.printed - other.quantity.printed).filter(|went| *went != way)?;
    let told = if went == Way::Up { "meer" } else { "minder" };
    Some((at..at + 1, format!("{} is {told} dan {}", one.written(), other.written())))
}
