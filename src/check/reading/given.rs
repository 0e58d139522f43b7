//! Where words are written that a placeholder takes from data: `{{ pilot.doel }}` prints what stands in the file of a
//! pilot, and there it is to be changed.

use std::ops::Range;

use crate::diagnostic::{Place, Spot};
use crate::load::{Dataset, Located};
use crate::text::{Document, Words};

/// The place of a part of the words that a placeholder prints in the file of a pilot; none for other words.
pub fn written(words: &Words, part: &Range<usize>, document: &Document, data: &Dataset) -> Option<Place> {
    let Spot::Text { source, range } = words.whole_place().spot else { return None };
    let tag = source.text.get(range)?.strip_prefix("{{")?.trim_start_matches('-').strip_suffix("}}")?;
    let texts = texts_of(tag.split('|').next()?.trim_end_matches('-').trim(), document, data)?;
    // Of a list each text is printed after the one before.
    let mut at = 0;
    for text in texts {
        at += words.text()[at..].find(&text.value)?;
        let own = at..at + text.value.len();
        if own.start <= part.start && part.end <= own.end {
            return Some(Words::of_toml(text).place(part.start - at..part.end - at));
        }
        at = own.end;
    }
    None
}

/// What a name such as `pilot.doel` or `pilots.flits.naam` stands for.
fn texts_of<'d>(path: &str, document: &Document, data: &'d Dataset) -> Option<Vec<&'d Located<String>>> {
    let (pilot, key) = match path.split('.').collect::<Vec<_>>()[..] {
        ["pilot", key] => (document.pilot.as_deref()?, key),
        ["pilots", pilot, key] => (pilot, key),
        _ => return None,
    };
    Some(data.pilots.get(pilot)?.written(key))
}
