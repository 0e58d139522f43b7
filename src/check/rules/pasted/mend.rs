//! How what was pasted is written in Markdown: lists, tables, and the tags of web pages.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Parser, Tag};

use crate::diagnostic::{Edit, Fix, SourceText};
use crate::text::tag_ranges;

/// Lines that belong together, each with where it begins in the file; without their line ends.
pub struct Lines<'t> {
    pub source: &'t Arc<SourceText>,
    pub all: Vec<(usize, &'t str)>,
    /// Whether a line with words stands right above them.
    pub follows_words: bool,
    /// Whether that line belongs to a list.
    pub follows_item: bool,
    /// Whether one stands right below.
    pub precedes_words: bool,
}

impl Lines<'_> {
    /// A list: what begins each line becomes a dash and a space.
    pub fn as_list(&self, sign: impl Fn(&str) -> usize) -> Option<Fix> {
        let edit = |(index, (start, line)): (usize, &(usize, &str))| {
            let margin = line.len() - line.trim_start_matches(['>', ' ', '\t']).len();
            let words = line[margin..].trim_start();
            let mark = sign(words);
            let gap = words[mark..].len() - words[mark..].trim_start().len();
            let is_quoted = line[..margin].contains('>');
            let above = if index == 0 && self.follows_words && !self.follows_item && !is_quoted {
                self.source.line_end()
            } else {
                ""
            };
            let from = start + if above.is_empty() { margin } else { 0 };
            Edit::of(self.source, from..start + margin + mark + gap, format!("{above}- "))
        };
        Fix::of(self.all.iter().enumerate().map(edit), "Maak er een lijst van")
    }

    /// A list of what stands behind each other in one line: "Bezoeken: - De Haven: 3 - De Wilg: 4".
    pub fn as_split_list(&self) -> Option<Fix> {
        let [(start, line)] = self.all[..] else { return None };
        let end = self.source.line_end();
        let first = line.find(" - ")?;
        let edits = line.match_indices(" - ").map(|(at, found)| {
            let above = if at == first { format!("{end}{end}") } else { end.to_owned() };
            Edit::of(self.source, start + at..start + at + found.len(), format!("{above}- "))
        });
        Fix::of(edits.collect::<Vec<_>>(), "Maak er een lijst van")
    }

    /// A table, with the first line as its head.
    pub fn as_table(&self, cells: impl Fn(&str) -> Vec<String>) -> Option<Fix> {
        let end = self.source.line_end();
        let rows: Vec<Vec<String>> = self.all.iter().map(|(_, line)| cells(line)).collect();
        let columns = rows.iter().map(Vec::len).max()?;
        let row = |cells: &Vec<String>| {
            let filled = (0..columns).map(|at| cells.get(at).map_or("", |cell| cell.trim()));
            format!("| {} |", filled.collect::<Vec<_>>().join(" | "))
        };
        let mut lines: Vec<String> = rows.iter().map(row).collect();
        lines.insert(1, format!("|{}", " --- |".repeat(columns)));
        let (start, (last, text)) = (self.all.first()?.0, self.all.last()?);
        let above = if self.follows_words { end } else { "" };
        let below = if self.precedes_words { end } else { "" };
        let becomes = format!("{above}{}{below}", lines.join(end));
        Fix::of([Edit::of(self.source, start..last + text.len(), becomes)], "Maak er een tabel van")
    }

    /// Nothing: the lines go.
    pub fn as_nothing(&self) -> Option<Fix> {
        let (start, (last, text)) = (self.all.first()?.0, self.all.last()?);
        let end = last + text.len();
        let rest = &self.source.text[end..];
        let line_end = ["\r\n", "\n"].into_iter().find(|line_end| rest.starts_with(line_end)).map_or(0, str::len);
        Fix::of([Edit::of(self.source, start..end + line_end, "")], "Haal de regel weg")
    }
}

/// A bar in a cell would part it; outside a placeholder it is escaped.
pub fn cell(text: &str) -> String {
    if text.contains("{{") { text.to_owned() } else { text.replace('|', "\\|") }
}

/// The tag at `tag` of a line that begins at `start` in Markdown, with the tag that closes it.
pub fn web_tag(source: &Arc<SourceText>, start: usize, line: &str, tag: &Range<usize>, name: &str) -> Option<Fix> {
    let line = line.trim_end();
    let written = &line[tag.clone()];
    let name = name.to_ascii_lowercase();
    let edit = |range: Range<usize>, becomes: &str| Edit::of(source, start + range.start..start + range.end, becomes);
    let title = "Haal de opmaak van een webpagina weg";
    let closing = format!("</{name}>");
    let lower = line.to_ascii_lowercase();
    let close = lower[tag.end..].find(&closing).map(|at| tag.end + at..tag.end + at + closing.len());
    // What begins or ends elsewhere can only be taken away.
    let close = close.filter(|_| !written.starts_with("</"));
    let sign = match name.as_str() {
        "b" | "strong" => "**",
        "i" | "em" => "*",
        "u" | "span" | "font" | "p" | "div" | "o:p" => "",
        "sup" => return power(source, start, line, tag, close?),
        _ => return None,
    };
    let Some(close) = close.clone().filter(|_| !sign.is_empty()) else {
        let is_block = matches!(name.as_str(), "p" | "div");
        let gone: Vec<Gone> =
            [Some(tag.clone()), close].into_iter().flatten().map(|tag| Gone::of(line, tag, is_block)).collect();
        let is_certain = gone.iter().all(|gone| gone.is_certain);
        let edits = gone.into_iter().map(|gone| edit(gone.range, gone.becomes));
        return Fix::of(edits, title).map(|fix| fix.safe_if(is_certain));
    };
    let inside = &line[tag.end..close.start];
    let title =
        if sign == "**" { "Maak de woorden vet met sterretjes" } else { "Maak de woorden schuin met sterretjes" };
    let words = inside.trim();
    let lead = inside.len() - inside.trim_start().len();
    let opened = format!("{}{sign}", &inside[..lead]);
    let closed = format!("{sign}{}", &inside[lead + words.len()..]);
    let edits = [edit(tag.start..tag.end + lead, &opened), edit(tag.end + lead + words.len()..close.end, &closed)];
    let becomes = format!("{}{opened}{words}{closed}{}", &line[..tag.start], &line[close.end..]);
    let signed = tag.start + lead..tag.start + lead + words.len() + 2 * sign.len();
    let is_plain = !inside.contains(['*', '<']) && is_emphasised(&becomes, &signed, sign);
    Fix::of(edits, title).map(|fix| fix.safe_if(is_plain)).filter(|_| !words.is_empty())
}

/// Whether what stands here, with its signs, is printed bold or in italics: Markdown takes signs for signs only at the edge
/// of words. It meets a value as a letter; of conditions it is not known what is left of them.
fn is_emphasised(line: &str, signed: &Range<usize>, sign: &str) -> bool {
    if ["{%", "{#"].iter().any(|tag| line.contains(tag)) {
        return false;
    }
    let mut read = line.to_owned();
    for tag in tag_ranges(line) {
        read.replace_range(tag.clone(), &"x".repeat(tag.len()));
    }
    Parser::new(&read).into_offset_iter().any(|(event, range)| {
        let is_it = matches!((&event, sign), (Event::Start(Tag::Strong), "**") | (Event::Start(Tag::Emphasis), "*"));
        is_it && range == *signed
    })
}

/// A tag that goes.
struct Gone {
    range: Range<usize>,
    becomes: &'static str,
    /// No two words become one, and nothing becomes a heading or an item.
    is_certain: bool,
}

impl Gone {
    /// On a web page nothing stands between what is on both sides of a tag, or a new paragraph begins.
    fn of(line: &str, tag: Range<usize>, is_block: bool) -> Self {
        let (before, after) = (without_tags_behind(&line[..tag.start]), without_tags_before(&line[tag.end..]));
        if before.trim_start_matches([' ', '\t', '>']).is_empty() {
            let gap = line[tag.end..].len() - line[tag.end..].trim_start().len();
            let is_certain = matches!(Parser::new(after.trim()).next(), None | Some(Event::Start(Tag::Paragraph)));
            return Self { range: tag.start..tag.end + gap, becomes: "", is_certain };
        }
        let touches = |is_such: fn(char) -> bool| before.ends_with(is_such) && after.starts_with(is_such);
        let (becomes, is_certain) = match is_block {
            true if touches(|next| !next.is_whitespace()) => (" ", false),
            true => ("", true),
            false => ("", !touches(char::is_alphanumeric)),
        };
        Self { range: tag, becomes, is_certain }
    }
}

/// A text without the tags that it ends with.
fn without_tags_behind(mut text: &str) -> &str {
    while let Some(at) = text.strip_suffix('>').and_then(|text| text.rfind('<')) {
        text = &text[..at];
    }
    text
}

/// A text without the tags that it begins with.
fn without_tags_before(mut text: &str) -> &str {
    while let Some((_, rest)) = text.strip_prefix('<').and_then(|text| text.split_once('>')) {
        text = rest;
    }
    text
}

/// "m<sup>2</sup>" as "m²".
fn power(source: &Arc<SourceText>, start: usize, line: &str, tag: &Range<usize>, close: Range<usize>) -> Option<Fix> {
    let sign = match line[tag.end..close.start].trim() {
        "2" => "²",
        "3" => "³",
        _ => return None,
    };
    Fix::of([Edit::of(source, start + tag.start..start + close.end, sign)], format!("Schrijf {sign}")).map(Fix::safe)
}
