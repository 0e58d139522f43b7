//! What a document said of the old period, beside what it says of the new one.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::check::change::{self, Way};
use crate::diagnostic::{SourceText, Spot};
use crate::dutch::period::Period;
use crate::indicator::{Engine, Number, Origin};
use crate::text::{Document, PrintedNumber, tag_ranges};

use super::marks::{Changed, is_mark};
use super::shift::Shift;

/// A document of one period, and what it says.
pub(crate) struct Composed {
    pub source: Arc<SourceText>,
    pub body: usize,
    pub period: Period,
    pub document: Document,
}

/// The numbers of the old document and the new one, placeholder by placeholder.
pub(crate) fn changes(
    old: &Composed,
    new: &Composed,
    engine: &Arc<Engine>,
    shift: Shift,
    threshold: Decimal,
) -> Vec<Changed> {
    let tags = tags(new);
    let (before, now) = (by_tag(old), by_tag(new));
    let mut changed: Vec<Changed> = Vec::new();
    for (tag, printed) in &now {
        let Some(range) = tags.get(*tag) else { continue };
        for (then, now) in before.get(tag).into_iter().flatten().zip(printed) {
            // What a document says of earlier periods, the documents of those periods said already.
            if !old.period.contains(then.number.period) || !new.period.contains(now.number.period) {
                continue;
            }
            if let Some(reason) = reason(then, now, engine, shift, threshold) {
                changed.push(Changed { tag: range.clone(), reason });
            }
        }
    }
    changed
}

/// The placeholders of a document's text; marks come and go.
fn tags(composed: &Composed) -> Vec<Range<usize>> {
    let text = &composed.source.text;
    let in_body = |tag: &Range<usize>| tag.start >= composed.body && !is_mark(&text[tag.clone()]);
    tag_ranges(text).into_iter().filter(in_body).collect()
}

/// The numbers in running text, by the number of their placeholder; a repetition gives several.
fn by_tag(composed: &Composed) -> BTreeMap<usize, Vec<&PrintedNumber>> {
    let tags = tags(composed);
    let mut found: BTreeMap<usize, Vec<&PrintedNumber>> = BTreeMap::new();
    for number in &composed.document.numbers {
        let Spot::Text { source, range } = &number.place.spot else { continue };
        if source.path != composed.source.path {
            continue;
        }
        if let Ok(tag) = tags.binary_search_by_key(&range.start, |range| range.start) {
            found.entry(tag).or_default().push(number);
        }
    }
    found
}

fn reason(
    then: &PrintedNumber,
    now: &PrintedNumber,
    engine: &Arc<Engine>,
    shift: Shift,
    threshold: Decimal,
) -> Option<String> {
    if !matches!(then.number.origin, Origin::Indicator(_) | Origin::Cells(_)) {
        return None;
    }
    let (old, new) = (then.number.signed()?, now.number.signed()?);
    let told = |sign: &str, printed: &str| format!("{sign}{}", printed.replace('\u{a0}', " "));
    let data = engine.data();
    let notation = &data.municipality.notation;
    let ways = (change::of(&then.number, data, notation), change::of(&now.number, data, notation));
    let is_far = is_far(&now.number, old, new, threshold);
    if let (Some(before), Some(after)) = &ways {
        let sign = |way| if way == Way::Up { "+" } else { "\u{2212}" };
        let bare = |number: &PrintedNumber| number.printed.trim_start_matches('\u{2212}').to_owned();
        let turned = before.way != after.way;
        let what = match after.way {
            Way::Up => "; het stijgt nu",
            Way::Down => "; het daalt nu",
        };
        return (turned || is_far).then(|| {
            let (was, is) = (told(sign(before.way), &bare(then)), told(sign(after.way), &bare(now)));
            format!("{}: was {was}, is nu {is}{}", now.number.label, if turned { what } else { "" })
        });
    }
    let turned = turned(&then.number, old, new, engine, shift);
    if !is_far && turned.is_none() {
        return None;
    }
    let what = match turned {
        Some(Way::Up) => "; het stijgt nu",
        Some(Way::Down) => "; het daalt nu",
        None => "",
    };
    let (was, is) = (told("", &then.printed), told("", &now.printed));
    (was != is).then(|| format!("{}: was {was}, is nu {is}{what}", now.number.label))
}

/// Whether a number differs by more than the threshold: percentages by points, others by percent.
fn is_far(number: &Number, old: Decimal, new: Decimal, threshold: Decimal) -> bool {
    let difference = (new - old).abs();
    let percent = if number.unit.is_fraction() {
        difference.checked_mul(Decimal::ONE_HUNDRED)
    } else if old.is_zero() {
        return !new.is_zero();
    } else {
        difference.checked_div(old.abs()).and_then(|part| part.checked_mul(Decimal::ONE_HUNDRED))
    };
    percent.is_none_or(|percent| percent > threshold)
}

/// Which way a level goes now, where it went the other way last time.
fn turned(then: &Number, old: Decimal, new: Decimal, engine: &Arc<Engine>, shift: Shift) -> Option<Way> {
    let steps = i32::try_from(shift.from.through(shift.to).len()).ok()? - 1;
    let earlier = engine.indicator(then.indicator()?, then.period.offset(-steps)?).ok()?.amount.number()?;
    let (last, now) = (Way::of(old - earlier)?, Way::of(new - old)?);
    (last != now).then_some(now)
}
