//! C035 of what is said to be the same: "trokken evenveel bezoek: {{ a }} en {{ b }}", "vrijwel gelijk aan die in Noord".
//! In: a sentence with its figures. Out: the words that the figures contradict, and what the figures say.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::check::reading::prose::is_in;
use crate::check::reading::sentence::{Figure, Sentence};

/// The words that are wrong, and what the figures say.
pub(super) fn judge(sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    let tokens = sentence.range.clone().find_map(|at| said_equal(sentence, at))?;
    let figures: Vec<&Figure<'_>> = sentence.figures.iter().collect();
    let first = figures.first()?;
    let is_about = sentence.has(&sentence.range, "vrijwel bijna nagenoeg ongeveer zo’n haast ruwweg");
    let is_one_kind = figures.iter().all(|figure| figure.is_like(first)) && (2..=4).contains(&figures.len());
    let is_said =
        sentence.is_said(&(sentence.range.start..tokens.start)) && sentence.is_said(&(tokens.end..sentence.range.end));
    if !is_one_kind || !is_said {
        return None;
    }
    let others: Decimal = figures[1..].iter().map(|figure| figure.printed()).sum();
    let is_sum = figures.len() > 2 && super::portions::is_joint(sentence);
    // "A en B trokken samen evenveel als C": the last of them is the sum.
    let last = figures.last()?;
    let is_of_last =
        is_sum && figures[..figures.len() - 1].iter().map(|figure| figure.printed()).sum::<Decimal>() == last.printed();
    if is_of_last {
        return None;
    }
    let (one, other) = match figures[..] {
        _ if is_sum => (first.printed(), others),
        [one, other] => (one.printed(), other.printed()),
        _ => return None,
    };
    // What is a little more is called the same, too.
    let tolerance = one.abs().max(other.abs()) * Decimal::new(if is_about { 10 } else { 3 }, 2);
    if (one - other).abs() <= tolerance.max(first.quantity.step) {
        return None;
    }
    let written: Vec<&str> = figures.iter().map(|figure| sentence.written(figure)).collect();
    let evidence = match is_sum {
        true => format!("{} is niet {}", written[0], written[1..].join(" + ")),
        false => format!("{} is niet {}", written[0], written[1]),
    };
    Some((tokens, evidence))
}

/// "evenveel", "net zo veel als", "even hoog als", "gelijk aan die in".
fn said_equal(sentence: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    const MUCH: &str = "veel groot hoog druk lang duur vaak weinig laag klein kort";
    let word = |next: usize| sentence.word(at + next);
    match word(0) {
        "evenveel" => Some(at..at + 1),
        "geen" if word(1) == "verschil" => Some(at..at + 2),
        "net" | "precies" if word(1) == "zoveel" => Some(at..at + 2),
        "net" | "precies" if word(1) == "zo" && is_in(MUCH, word(2)) => Some(at..at + 3),
        "even" if is_in(MUCH, word(1)) => Some(at..at + 2),
        "gelijk" if word(1) == "aan" && is_in("die dat", word(2)) => Some(at..at + 2),
        _ => None,
    }
}
