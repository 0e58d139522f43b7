//! C035 against the data itself: "de drukste maand van het jaar", where another month of that year is not printed, but was
//! busier.

use std::ops::Range;

use crate::check::change::Way;
use crate::check::checked::Checked;
use crate::check::reading::prose::is_in;
use crate::check::reading::quantity;
use crate::check::reading::sentence::{Figure, Sentence};
use crate::diagnostic::{Code, Finding, Findings};
use crate::dutch::period::{Granularity, Period, year as year_of};

use super::words::end_of;

/// Reports each of them that the figures of the sentence do not contradict by themselves.
pub fn check(checked: &Checked<'_>, sentences: &[Sentence<'_>], findings: &mut Findings) {
    for sentence in sentences {
        let Some((tokens, evidence)) = beaten(checked, sentence) else { continue };
        let place = sentence.prose.place_of(&tokens);
        let is_known =
            |known: &Finding| known.code == Code::WrongComparison && known.place.line_column() == place.line_column();
        if findings.iter().any(is_known) {
            continue;
        }
        let message = format!("\"{}\" past niet bij de cijfers: {evidence}.", sentence.prose.of_tokens(&tokens));
        findings.push(
            Finding::new(Code::WrongComparison, place, message)
                .hint("Verbeter het woord, of kijk of het de goede cijfers zijn."),
        );
    }
}

/// The periods that a superlative speaks of, in a year that is over or runs.
struct Claim {
    tokens: Range<usize>,
    way: Way,
    length: Granularity,
    /// The year that is named; none: that of the figure.
    year: Option<Period>,
}

/// "dit jaar", "2025"; none where no year is named.
fn named_year(sentence: &Sentence<'_>, range: Range<usize>) -> Option<Period> {
    range.clone().find_map(|at| match (sentence.word(at), sentence.word(at + 1)) {
        ("dit", "jaar") => Some(sentence.letter.year()),
        _ => Period::year_of(year_of(sentence.prose.written(at))?),
    })
}

fn claim(sentence: &Sentence<'_>) -> Option<Claim> {
    most_of_year(sentence).or_else(|| never_so_much(sentence))
}

/// "Op geen enkel moment in 2025 werd er zo veel gebeld als in oktober": of what is counted by the month or quarter.
fn never_so_much(sentence: &Sentence<'_>) -> Option<Claim> {
    let at = sentence.range.clone().find(|at| {
        is_in("nooit", sentence.word(*at))
            || sentence.word(*at) == "geen"
                && (at + 1..at + 3).any(|noun| is_in("moment maand kwartaal", sentence.word(noun)))
    })?;
    let rest = at..(at + 14).min(sentence.range.end);
    let so = rest.clone().find(|at| is_in("zo zoveel", sentence.word(*at)))?;
    let year = named_year(sentence, rest.start..so);
    let is_as = sentence.has(&(so..sentence.range.end), "als");
    let is_down = is_in("weinig laag kort klein goedkoop rustig stil", sentence.word(so + 1));
    let length = sentence.figures.first()?.number.period.granularity();
    let way = if is_down { Way::Down } else { Way::Up };
    (year.is_some() && is_as).then_some(Claim { tokens: at..at + 1, way, length, year })
}

fn most_of_year(sentence: &Sentence<'_>) -> Option<Claim> {
    sentence.range.clone().find_map(|at| {
        let way = end_of(sentence.word(at), sentence.word(at + 1))?;
        let length = match sentence.word(at + 1) {
            "maand" => Granularity::Month,
            "kwartaal" => Granularity::Quarter,
            _ => return None,
        };
        // "van het jaar", "van dit jaar", "van 2025"
        let is_of_year = sentence.word(at + 2) == "van"
            && (is_in("het dit", sentence.word(at + 3)) && sentence.word(at + 4) == "jaar"
                || year_of(sentence.prose.written(at + 3)).is_some());
        // "op één na de drukste"
        let lead = at.saturating_sub(4).max(sentence.range.start)..at;
        let year = named_year(sentence, at + 3..at + 4);
        (is_of_year && !sentence.has(&lead, "na bijna")).then_some(Claim { tokens: at..at + 2, way, length, year })
    })
}

fn beaten(checked: &Checked<'_>, sentence: &Sentence<'_>) -> Option<(Range<usize>, String)> {
    let Claim { tokens, way, length, year } = claim(sentence)?;
    let figure = match &sentence.figures[..] {
        [figure] => figure,
        // "zo laag als in het vierde, met {{ a }} tegenover {{ b }} in het derde"
        [figure, other] if is_in("geen", sentence.word(tokens.start)) && figure.is_same_indicator(other) => figure,
        _ => return None,
    };
    let own = figure.number.period;
    let is_same_year = year.is_none_or(|year| year == own.year());
    let is_part = matches!(length, Granularity::Month | Granularity::Quarter);
    // "geen" is the claim itself.
    let is_said =
        sentence.is_said(&(tokens.end..sentence.range.end)) || is_in("geen nooit", sentence.word(tokens.start));
    if own.granularity() != length || !is_part || !is_same_year || !is_said {
        return None;
    }
    let id = figure.number.indicator()?;
    let year = own.year();
    let all = if length == Granularity::Month { year.months() } else { year.quarters() };
    let ends = sentence.letter.last_day();
    let rivals = all.into_iter().filter(|period| *period != own && period.last_day() <= ends.max(own.last_day()));
    let (period, written) = rivals.filter_map(|period| rival(checked, figure, id, period, way)).next()?;
    Some((tokens, format!("in {} was het {written}", period.in_words())))
}

/// What it was in another period, where that is beyond the figure.
fn rival(checked: &Checked<'_>, figure: &Figure<'_>, id: &str, period: Period, way: Way) -> Option<(Period, String)> {
    let number = checked.engine.indicator(id, period).ok()?;
    let other = quantity::of_number(&number)?;
    let is_beyond = match way {
        Way::Up => other.printed > figure.printed(),
        Way::Down => other.printed < figure.printed(),
    };
    let value = number.amount.number().filter(|_| is_beyond)?;
    Some((period, number.in_text(value, checked.notation)))
}
