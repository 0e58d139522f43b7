//! An author's text as a minijinja template that remembers its places.
//!
//! Before rendering, each stretch of plain text gets a marker with its number, and each placeholder one with its own;
//! after rendering, the markers become a map from the result to the author's text. Positions in the marked template
//! are mapped back for messages.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::SourceText;
use crate::marker::{self, Piece};

use super::words::Words;

/// A template text with markers of places.
#[derive(Debug)]
pub struct MarkedTemplate {
    /// What minijinja compiles.
    pub text: String,
    /// Where pieces of the author's text begin in `text`, and where they begin in the author's text.
    pieces: Vec<(usize, usize)>,
    /// The `{{ ... }}` and `{% ... %}` of the author's text.
    pub tags: Vec<Range<usize>>,
    /// What prints into a value, by `{% set x %}` and the like: the parts of the author's text.
    captured: Vec<Range<usize>>,
    /// The author's plain text, by the number of its marker: on one line, and between tags.
    stretches: Vec<Range<usize>>,
}

impl MarkedTemplate {
    /// Marks `source`. A line with nothing but `{% ... %}` or `{# ... #}` leaves no blank line behind.
    pub fn new(source: &str) -> Self {
        let tags = tags(source);
        let captured = captured(source, &tags);
        let text = String::with_capacity(source.len() + source.len() / 4);
        let mut marked = Self { text, pieces: Vec::new(), tags, captured, stretches: Vec::new() };
        let mut offset = 0;
        for line in source.split_inclusive('\n') {
            let content = offset + line.len() - line.trim_start().len()..offset + line.trim_end().len();
            let next = offset + line.len();
            if content.start < content.end && marked.is_whole_line_tag(source, &content) {
                marked.push(source, content);
            } else {
                marked.push_line(source, offset..next);
            }
            offset = next;
        }
        marked
    }

    /// Adds a line of the author's text: its tags, and the text between them with markers.
    fn push_line(&mut self, source: &str, line: Range<usize>) {
        let mut at = line.start;
        let first = self.tags.partition_point(|tag| tag.end <= line.start);
        for number in first..=self.tags.len() {
            let tag = self.tags.get(number).filter(|tag| tag.start < line.end).cloned();
            let end = tag.as_ref().map_or(line.end, |tag| tag.start);
            if at < end {
                self.push_between(source, at..end, at == line.start);
            }
            let Some(tag) = tag else { break };
            if tag.start >= line.start && source[tag.start..].starts_with("{{") {
                self.push_place(number, source[tag.start..].starts_with("{{-"));
            }
            self.push(source, tag.start.max(line.start)..tag.end.min(line.end));
            at = tag.end;
            if at >= line.end {
                break;
            }
        }
    }

    /// Adds text without tags, with its marker. White space that a tag may strip stays in front of the marker, and text
    /// that is to become a value stays what it is.
    fn push_between(&mut self, source: &str, range: Range<usize>, starts_line: bool) {
        let text = &source[range.clone()];
        let is_value = || {
            let before = self.captured.partition_point(|captured| captured.start <= range.start);
            before.checked_sub(1).is_some_and(|at| self.captured[at].contains(&range.start))
        };
        if text.trim().is_empty() || (!starts_line && is_value()) {
            return self.push(source, range);
        }
        let strips = starts_line || ["-}}", "-%}", "-#}"].iter().any(|end| source[..range.start].ends_with(end));
        let start = range.end - if strips { text.trim_start().len() } else { text.len() };
        self.push(source, range.start..start);
        self.text.push_str(&marker::stretch(self.stretches.len()));
        self.stretches.push(start..range.end);
        self.push(source, start..range.end);
    }

    /// Adds the marker of a placeholder; in front of the white space that the placeholder strips.
    fn push_place(&mut self, number: usize, strips: bool) {
        let place = marker::place(number);
        let at = if strips { self.text.trim_end().len() } else { self.text.len() };
        self.text.insert_str(at, &place);
        self.pieces.iter_mut().rev().take_while(|(start, _)| *start >= at).for_each(|piece| piece.0 += place.len());
    }

    fn push(&mut self, source: &str, range: Range<usize>) {
        self.pieces.push((self.text.len(), range.start));
        self.text.push_str(&source[range]);
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

/// Where the `{{ ... }}`, `{% ... %}` and `{# ... #}` of a text stand, in its order.
pub fn tag_ranges(source: &str) -> Vec<Range<usize>> {
    tags(source)
}

/// Those of a part of a text, as bytes of the whole.
pub fn tag_ranges_in(source: &str, part: &Range<usize>) -> Vec<Range<usize>> {
    let tags = tags(&source[part.clone()]).into_iter();
    tags.map(|tag| part.start + tag.start..part.start + tag.end).collect()
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

/// What of a text with these tags becomes a value first, and is printed where that is asked for.
fn captured(source: &str, tags: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut captured = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for tag in tags {
        let Some(inside) = source[tag.clone()].strip_prefix("{%") else { continue };
        let inside = inside.trim_start_matches(['-', '+']).trim_start();
        match inside.split(|next: char| !next.is_alphanumeric()).next().unwrap_or_default() {
            "set" if inside.contains('=') => {}
            "set" | "macro" | "call" | "filter" => open.push(tag.end),
            "endset" | "endmacro" | "endcall" | "endfilter" => {
                captured.extend(open.pop().map(|start| start..tag.start));
            }
            _ => {}
        }
    }
    // One in another is a part of it.
    captured.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    captured.dedup_by(|next, kept| next.end <= kept.end);
    captured
}

/// Rendered text without markers of places, and the author's place of each part of it.
#[derive(Debug)]
pub struct Rendered {
    /// The text; values are still markers.
    pub words: Words,
    /// Where what the author wrote begins in the text, and where in the file.
    starts: Vec<(usize, usize)>,
    /// The line of the file with the first of the author's text, and where it and those after it begin.
    first_line: usize,
    line_starts: Vec<usize>,
}

impl Rendered {
    /// Takes the markers of places out. `template` was made from what stands in `source` from `start` on.
    pub fn new(rendered: &str, template: &MarkedTemplate, source: &Arc<SourceText>, start: usize) -> Self {
        let mut words = Words::new(source);
        let mut starts = Vec::new();
        // What the next piece of text is, and the placeholder that it is printed by.
        let (mut stretch, mut placeholder): (Option<Range<usize>>, Option<Range<usize>>) = (None, None);
        let shifted = |range: &Range<usize>| range.start + start..range.end + start;
        for (_, piece) in marker::pieces(rendered) {
            match piece {
                Piece::Stretch(number) => {
                    stretch = template.stretches.get(number).map(shifted);
                    placeholder = None;
                    starts.extend(stretch.iter().map(|stretch| (words.text().len(), stretch.start)));
                }
                Piece::Place(number) => {
                    placeholder = template.tags.get(number).map(shifted);
                    starts.extend(placeholder.iter().map(|tag| (words.text().len(), tag.start)));
                }
                Piece::Value(index) => push(&mut words, &marker::value(index), placeholder.take()),
                Piece::Text(text) => match stretch.take() {
                    Some(stretch) => push_stretch(&mut words, text, stretch),
                    None => push(&mut words, text, placeholder.clone()),
                },
            }
        }
        let (first_line, _) = source.line_column(start);
        let ends = source.text.bytes().enumerate().skip(start).filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(start).chain(ends.map(|(at, _)| at + 1)).collect();
        Self { words, starts, first_line, line_starts }
    }

    /// The text; values are still markers.
    pub fn text(&self) -> &str {
        self.words.text()
    }

    /// The author's 1-based line for a byte offset of the text.
    pub fn line_of(&self, offset: usize) -> usize {
        let text = self.text();
        let line_end = text[offset.min(text.len())..].find('\n').map_or(text.len(), |at| offset + at);
        let after = self.starts.partition_point(|(at, _)| *at <= offset);
        let on_this_line = self.starts.get(after).filter(|(at, _)| *at < line_end);
        let before = after.checked_sub(1).and_then(|index| self.starts.get(index));
        let known = match before {
            Some((at, _)) if !text[*at..offset].contains('\n') => before,
            _ => on_this_line.or(before),
        };
        let (_, position) = known.or_else(|| self.starts.first()).copied().unwrap_or_default();
        self.first_line + self.line_starts.partition_point(|start| *start <= position).saturating_sub(1)
    }
}

fn push(words: &mut Words, text: &str, range: Option<Range<usize>>) {
    match range {
        Some(range) => words.push(text, range),
        None => words.push_unplaced(text),
    }
}

/// Adds what became of a stretch of the author's text: what is left of it, and white space from behind it.
fn push_stretch(words: &mut Words, text: &str, stretch: Range<usize>) {
    let typed = words.source().text.get(stretch.clone()).unwrap_or_default();
    let same = text.bytes().zip(typed.bytes()).take_while(|(one, other)| one == other).count();
    let same = (0..=same).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let range = stretch.start..stretch.start + same;
    if same == 0 {
        return words.push(text, stretch);
    }
    words.push(&text[..same], range);
    words.push_unplaced(&text[same..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(source: &str) -> Rendered {
        let file = SourceText::new("a.md", format!("+++\nvoor\n+++\n{source}"));
        let marked = MarkedTemplate::new(source);
        let rendered = minijinja::Environment::new().render_str(&marked.text, ()).expect("renders");
        Rendered::new(&rendered, &marked, &file, 13)
    }

    /// What the author typed for a part of the text.
    fn typed(rendered: &Rendered, part: &str) -> String {
        let at = rendered.text().find(part).expect("there");
        rendered.words.source().text[rendered.words.range(at..at + part.len())].to_owned()
    }

    #[test]
    fn lines_survive_loops_and_stripping() {
        let source = "een\n{% for x in [1, 2] -%}\n- punt {{ \"}}\" }}\n{% endfor %}\n  drie\n";
        let rendered = rendered(source);
        assert_eq!(rendered.text(), "een\n- punt }}\n- punt }}\n  drie");
        let line = |needle: &str| rendered.line_of(rendered.text().find(needle).expect("there"));
        assert_eq!([line("een"), line("- punt"), line("  drie"), line("drie")], [4, 6, 8, 8]);
        let marked = MarkedTemplate::new(source);
        let drie = marked.text.find("drie").expect("there");
        assert_eq!(&source[marked.original(drie)..], "drie\n");
    }

    #[test]
    fn tags_at_the_end_of_a_line_leave_the_line_end() {
        let rendered = rendered("Dat is {% if true %}meer{% endif %}\ndan eerst. {# noot #}\n\n  {# weg #}\nNieuw.\n");
        assert_eq!(rendered.text(), "Dat is meer\ndan eerst. \n\nNieuw.");
        assert_eq!(rendered.line_of(rendered.text().find("Nieuw").expect("there")), 8);
    }

    #[test]
    fn words_are_found_behind_and_between_tags() {
        let source = "{% if true %}één{% else %}drie{% endif %} twee, {{ \"twee\" }} en\n   {{- 'vier'\n }} vijf {#- x -#} zes\n";
        let rendered = rendered(source);
        assert_eq!(rendered.text(), "één twee, twee envier vijfzes");
        for part in ["één", " twee, ", " en", " vijf", "zes"] {
            assert_eq!(typed(&rendered, part), part);
        }
        assert_eq!(typed(&rendered, "twee en"), "{{ \"twee\" }} en");
        assert_eq!(typed(&rendered, "vier"), "{{- 'vier'\n }}");
    }

    #[test]
    fn captured_text_stays_what_it_is() {
        let source = "{% set x %}kort{% endset %}{{ x|length }} en {{ x }}\n{% set y %}\nlang\n{% endset %}\n{{ y }}\n";
        let rendered = rendered(source);
        assert_eq!(rendered.text().trim_end(), "4 en kort\nlang");
        assert_eq!(typed(&rendered, "kort"), "{{ x }}");
        assert_eq!(typed(&rendered, "lang"), "lang");
    }

    #[test]
    fn names_are_found_only_inside_tags_and_as_whole_words() {
        let source = "naam {{ naam }} {{ andere_naam + \"naam\" + x.naam }}";
        let marked = MarkedTemplate::new(source);
        let found: Vec<_> = marked.uses_of("naam", source).collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0], 8..12);
    }
}
