//! Lines that stand wrongly, and what mends that by a click. In: where something was found. Out: empty lines round it, or
//! the line taken away.

use crate::diagnostic::{Edit, Fix, Place, Spot};

/// A chart, table or picture that has a line of its own in a paragraph gets empty lines round it.
pub fn with_room(place: &Place) -> Option<Fix> {
    let Spot::Text { source, range } = &place.spot else { return None };
    let number = source.line_column(range.start).0;
    let line = source.line_range(number);
    // What stands further in belongs to a list or a quotation.
    if line.start != range.start || source.text[line.clone()].trim_end() != place.written()?.trim_end() {
        return None;
    }
    let has_words = |number: usize| !source.text[source.line_range(number)].trim().is_empty();
    let above = (number > 1 && has_words(number - 1)).then_some(line.start);
    let below = has_words(number + 1).then_some(line.end);
    let edits = [above, below].into_iter().flatten().map(|at| Edit::of(source, at..at, source.line_end()));
    Fix::of(edits, "Zet er een lege regel voor en na")
}

/// A heading of which only the signs stand there goes.
pub fn without_heading(place: &Place) -> Option<Fix> {
    let Spot::Text { source, range } = &place.spot else { return None };
    let line = source.line_range(source.line_column(range.start).0);
    let is_bare = source.text[line.clone()].trim_matches([' ', '\t', '#']).is_empty();
    let rest = &source.text[line.end..];
    let end = ["\r\n", "\n"].into_iter().find(|end| rest.starts_with(end)).map_or(0, str::len);
    Fix::of([Edit::of(source, line.start..line.end + end, "")], "Haal de lege kop weg").filter(|_| is_bare)
}
