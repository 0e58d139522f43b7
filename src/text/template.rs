//! An author's text as a minijinja template that remembers its lines.
//!
//! Before rendering, each line that is plain text gets a marker with its number;
//! after rendering, the markers become a map from the result's lines to the
//! author's. Positions in the marked template are mapped back for messages.

use std::ops::Range;

use crate::marker::{self, Piece};

/// A template text with line markers.
#[derive(Debug)]
pub struct MarkedTemplate {
    /// What minijinja compiles.
    pub text: String,
    /// Where pieces of the author's text begin in `text`, and where they begin in the author's text.
    pieces: Vec<(usize, usize)>,
    /// The `{{ ... }}` and `{% ... %}` of the author's text.
    pub tags: Vec<Range<usize>>,
}

impl MarkedTemplate {
    /// Marks the lines of `source`, whose first line has the number `first_line`. A line with nothing
    /// but `{% ... %}` or `{# ... #}` leaves no blank line behind.
    pub fn new(source: &str, first_line: usize) -> Self {
        let tags = tags(source);
        let mut marked =
            Self { text: String::with_capacity(source.len() + source.len() / 8), pieces: Vec::new(), tags };
        let mut offset = 0;
        for (index, line) in source.split_inclusive('\n').enumerate() {
            let content = offset + line.len() - line.trim_start().len()..offset + line.trim_end().len();
            let next = offset + line.len();
            if content.start < content.end && marked.is_whole_line_tag(source, &content) {
                marked.push(source, content);
            } else {
                marked.push(source, offset..content.start.min(next));
                if takes_marker(&line[content.start - offset..]) && !marked.is_inside_tag(content.start) {
                    marked.text.push_str(&marker::line(first_line + index));
                }
                marked.push(source, content.start.min(next)..next);
            }
            offset = next;
        }
        marked
    }

    /// Adds a piece of the author's text, with a marker before each placeholder that begins in it.
    fn push(&mut self, source: &str, range: Range<usize>) {
        let mut at = range.start;
        let first = self.tags.partition_point(|tag| tag.start < range.start);
        for number in first..self.tags.len() {
            let start = self.tags[number].start;
            if start >= range.end {
                break;
            }
            // A tag that strips the white space before it must find it there.
            if source[start..].starts_with("{{") && !source[start..].starts_with("{{-") {
                self.push_plain(source, at..start);
                self.text.push_str(&marker::place(number));
                at = start;
            }
        }
        self.push_plain(source, at..range.end);
    }

    fn push_plain(&mut self, source: &str, range: Range<usize>) {
        self.pieces.push((self.text.len(), range.start));
        self.text.push_str(&source[range]);
    }

    fn is_inside_tag(&self, position: usize) -> bool {
        let before = self.tags.partition_point(|tag| tag.start < position);
        before.checked_sub(1).is_some_and(|index| position < self.tags[index].end)
    }

    /// Whether a line's content is nothing but statements and comments that begin and end on it.
    fn is_whole_line_tag(&self, source: &str, content: &Range<usize>) -> bool {
        let mut at = content.start;
        while at < content.end {
            let rest = &source[at..content.end];
            let blank = rest.len() - rest.trim_start().len();
            if blank > 0 {
                at += blank;
                continue;
            }
            let tag = self.tags.get(self.tags.partition_point(|tag| tag.start < at));
            match tag.filter(|tag| tag.start == at && tag.end <= content.end) {
                Some(tag) if !source[at..].starts_with("{{") => at = tag.end,
                _ => return false,
            }
        }
        true
    }

    /// Where a position of the marked text lies in the author's text.
    pub fn original(&self, position: usize) -> usize {
        let piece = self.pieces.partition_point(|(at, _)| *at <= position).saturating_sub(1);
        let Some((at, original)) = self.pieces.get(piece) else { return position };
        let next = self.pieces.get(piece + 1).map_or(usize::MAX, |(_, original)| *original);
        (original + (position - at)).min(next)
    }

    /// Where a name stands inside the tags of the author's text `source`.
    pub fn uses_of<'a>(&'a self, name: &'a str, source: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let is_word = |character: char| character.is_alphanumeric() || character == '_';
        self.tags.iter().flat_map(move |tag| {
            let inside = &source[tag.clone()];
            inside.match_indices(name).filter_map(move |(at, found)| {
                let before = inside[..at].chars().next_back();
                let after = inside[at + found.len()..].chars().next();
                let whole = !before
                    .is_some_and(|before| is_word(before) || before == '.' || before == '"' || before == '\'')
                    && !after.is_some_and(is_word);
                whole.then(|| tag.start + at..tag.start + at + found.len())
            })
        })
    }
}

/// Blank lines need no marker; before tags that strip white space one would stand in the way.
fn takes_marker(line: &str) -> bool {
    !line.trim_end().is_empty() && !["{%", "{#", "{{-"].iter().any(|start| line.starts_with(start))
}

/// Where the `{{ ... }}`, `{% ... %}` and `{# ... #}` of a text stand, in its order.
pub fn tag_ranges(source: &str) -> Vec<Range<usize>> {
    tags(source)
}

/// The tags of a template. One that is not closed ends with the text.
fn tags(source: &str) -> Vec<Range<usize>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(found) = source[at..].find('{') {
        let start = at + found;
        let close = match source.as_bytes().get(start + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                at = start + 1;
                continue;
            }
        };
        let end = end_of_tag(&source[start + 2..], close).map_or(source.len(), |end| start + 2 + end);
        tags.push(start..end);
        at = end;
    }
    tags
}

/// The end of a tag, past its closing characters; these do not count inside quotation marks.
fn end_of_tag(inside: &str, close: &str) -> Option<usize> {
    let mut quote = None;
    let mut escaped = false;
    for (at, character) in inside.char_indices() {
        match quote {
            Some(_) if escaped => escaped = false,
            Some(_) if character == '\\' => escaped = true,
            Some(open) if character == open => quote = None,
            Some(_) => {}
            None if inside[at..].starts_with(close) => return Some(at + close.len()),
            None if close != "#}" && (character == '"' || character == '\'') => quote = Some(character),
            None => {}
        }
    }
    None
}

/// Rendered text without markers of lines, and the author's line of each place in it.
#[derive(Debug)]
pub struct Rendered {
    /// The text; values are still markers.
    pub text: String,
    lines: Vec<(usize, usize)>,
    /// For each value its index and the number of its placeholder.
    values: Vec<(usize, usize)>,
}

impl Rendered {
    /// Takes the markers of lines and placeholders out.
    pub fn new(marked: &str) -> Self {
        let mut text = String::with_capacity(marked.len());
        let (mut lines, mut values) = (Vec::new(), Vec::new());
        let mut placeholder = None;
        for piece in marker::pieces(marked) {
            match piece {
                Piece::Text(plain) => text.push_str(plain),
                Piece::Value(index) => {
                    text.push_str(&marker::value(index));
                    values.extend(placeholder.take().map(|number| (index, number)));
                }
                Piece::Line(number) => lines.push((text.len(), number)),
                Piece::Place(number) => placeholder = Some(number),
            }
        }
        Self { text, lines, values }
    }

    /// The index of each value and the number of the tag that it comes from.
    pub fn values(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.values.iter().copied()
    }

    /// The author's 1-based line for a byte offset of the text.
    pub fn line_of(&self, offset: usize) -> usize {
        let line_end = self.text[offset.min(self.text.len())..].find('\n').map_or(self.text.len(), |at| offset + at);
        let after = self.lines.partition_point(|(at, _)| *at <= offset);
        let on_this_line = self.lines.get(after).filter(|(at, _)| *at < line_end);
        let before = after.checked_sub(1).and_then(|index| self.lines.get(index));
        let known = match before {
            Some((at, number)) if !self.text[*at..offset].contains('\n') => Some(*number),
            _ => on_this_line.or(before).map(|(_, number)| *number),
        };
        known.or_else(|| self.lines.first().map(|(_, number)| *number)).unwrap_or(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_survive_loops_and_stripping() {
        let source = "een\n{% for x in [1, 2] -%}\n- punt {{ \"}}\" }}\n{% endfor %}\n  drie\n";
        let marked = MarkedTemplate::new(source, 10);
        let environment = minijinja::Environment::new();
        let rendered = Rendered::new(&environment.render_str(&marked.text, ()).expect("renders"));
        assert_eq!(rendered.text, "een\n- punt }}\n- punt }}\n  drie");
        let line = |needle: &str| rendered.line_of(rendered.text.find(needle).expect("there"));
        assert_eq!([line("een"), line("- punt"), line("  drie"), line("drie")], [10, 12, 14, 14]);
        let drie = marked.text.find("drie").expect("there");
        assert_eq!(&source[marked.original(drie)..], "drie\n");
    }

    #[test]
    fn tags_at_the_end_of_a_line_leave_the_line_end() {
        let source = "Dat is {% if true %}meer{% endif %}\ndan eerst. {# noot #}\n\n  {# weg #}\nNieuw.\n";
        let marked = MarkedTemplate::new(source, 1);
        let rendered = minijinja::Environment::new().render_str(&marked.text, ()).expect("renders");
        let rendered = Rendered::new(&rendered);
        assert_eq!(rendered.text, "Dat is meer\ndan eerst. \n\nNieuw.");
        assert_eq!(rendered.line_of(rendered.text.find("Nieuw").expect("there")), 5);
    }

    #[test]
    fn names_are_found_only_inside_tags_and_as_whole_words() {
        let source = "naam {{ naam }} {{ andere_naam + \"naam\" + x.naam }}";
        let marked = MarkedTemplate::new(source, 1);
        let found: Vec<_> = marked.uses_of("naam", source).collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0], 8..12);
    }
}
