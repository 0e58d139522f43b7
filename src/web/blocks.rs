//! Blocks of a document as HTML.

use std::fmt::Write;

use crate::layout::picture_label;
use crate::text::{Block, BlockContent, ExhibitKind, Picture, Span};

use super::escape::escaped;
use super::exhibit;
use super::tags::Medium;
use super::writer::HtmlWriter;

/// Sections are headings of the second level, under the title; what the author calls level 2 lies below them.
const LEVELS_ABOVE: u8 = 1;

/// How wide the text of a page is at most, in pixels.
const TEXT_WIDTH: u32 = 700;

/// Blocks that stand below each other.
pub fn blocks<'b>(writer: &mut HtmlWriter<'_>, blocks: impl IntoIterator<Item = &'b Block>) -> String {
    let mut out = String::new();
    for one in blocks {
        let html = block(writer, &one.content);
        if !html.is_empty() {
            out += &html;
            out.push('\n');
        }
    }
    out
}

/// What the speaker says: numbers carry no marks, and headings lie below one of their own.
pub fn notes(writer: &mut HtmlWriter<'_>, notes: &[Block]) -> String {
    let (marks, deeper) = (std::mem::replace(&mut writer.marks, false), std::mem::replace(&mut writer.deeper, 1));
    let html = blocks(writer, notes);
    (writer.marks, writer.deeper) = (marks, deeper);
    html
}

/// The only place that knows every kind of block.
fn block(writer: &mut HtmlWriter<'_>, content: &BlockContent) -> String {
    match content {
        BlockContent::Heading { level, spans } => {
            let element = format!("h{}", (level + LEVELS_ABOVE + writer.deeper).min(6));
            let words = writer.unmarked(spans);
            match writer.name_heading(*level, spans) {
                Some(name) => format!("<{element} id=\"{name}\">{words}</{element}>"),
                None => writer.element(&element, &words),
            }
        }
        BlockContent::Paragraph(spans) => {
            let words = writer.spans(spans);
            writer.element("p", &words)
        }
        BlockContent::List { start, items } => list(writer, *start, items),
        BlockContent::Table { head, rows, .. } => typed_table(writer, head, rows),
        BlockContent::Quote(inner) => {
            let inner = blocks(writer, inner);
            writer.element("blockquote", &format!("\n{inner}"))
        }
        // The first new line behind the tag is not text.
        BlockContent::Verbatim(words) => writer.element("pre", &format!("\n{}", escaped(words.text()))),
        BlockContent::Exhibit(index) => exhibit::write(writer, *index),
        BlockContent::Picture(one) => picture(writer, one),
        BlockContent::Pair(pair) => {
            let pair = blocks(writer, pair);
            match writer.medium {
                Medium::Page => format!("<div class=\"naast-elkaar\">\n{pair}</div>"),
                Medium::Mail => pair,
            }
        }
        BlockContent::Rule => "<hr>".to_owned(),
    }
}

fn list(writer: &mut HtmlWriter<'_>, start: Option<u64>, items: &[Vec<Block>]) -> String {
    let (element, attributes) = match start {
        None => ("ul", String::new()),
        Some(1) => ("ol", String::new()),
        Some(start) => ("ol", format!(" start=\"{start}\"")),
    };
    let mut out = writer.medium.open_with(element, &attributes) + "\n";
    for one in items {
        let inner = item(writer, one);
        out += &writer.element("li", &inner);
        out.push('\n');
    }
    out + &format!("</{element}>")
}

/// An item with a single paragraph is set tight.
fn item(writer: &mut HtmlWriter<'_>, inner: &[Block]) -> String {
    match inner {
        [Block { content: BlockContent::Paragraph(spans), .. }] => writer.spans(spans),
        _ => format!("\n{}", blocks(writer, inner)),
    }
}

fn typed_table(writer: &mut HtmlWriter<'_>, head: &[Vec<Span>], rows: &[Vec<Vec<Span>>]) -> String {
    let mut table = writer.medium.open("table") + "\n<thead>\n<tr>";
    let mut names = Vec::new();
    for cell in head {
        let words = writer.spans(cell);
        table += &writer.head_cell("col", &words);
        names.push(writer.document.plain(cell));
    }
    table += "</tr>\n</thead>\n<tbody>\n";
    for row in rows {
        table += "<tr>";
        for cell in row {
            let words = writer.spans(cell);
            table += &writer.element("td", &words);
        }
        table += "</tr>\n";
    }
    table += "</tbody>\n</table>";
    names.retain(|name| !name.trim().is_empty());
    writer.wide(&format!("Tabel: {}", names.join(", ")), &table)
}

/// A picture with what stands below it; on a slide that stands in the small print.
fn picture(writer: &mut HtmlWriter<'_>, picture: &Picture) -> String {
    let alt = escaped(picture.alt.text());
    let image = match (writer.medium, writer.pictures.get(&picture.path)) {
        (Medium::Page, Some(address)) => {
            let width = u32::from(picture.width) * TEXT_WIDTH / 100;
            let width = if picture.width < 100 { format!(" width=\"{width}\"") } else { String::new() };
            format!("<img src=\"{}\" alt=\"{alt}\"{width}>", escaped(address))
        }
        (Medium::Page, None) => return String::new(),
        (Medium::Mail, _) => format!("Afbeelding: {alt}"),
    };
    let caption = picture.number.map(|number| {
        let words = writer.unmarked(&picture.caption);
        format!("<strong>{}.</strong> {words}", escaped(&ExhibitKind::Chart.label(number, true)))
    });
    match (caption, picture.number.filter(|_| writer.medium == Medium::Page)) {
        (Some(caption), Some(number)) => {
            format!("<figure id=\"{}\">\n{image}\n<figcaption>{caption}</figcaption>\n</figure>", picture_label(number))
        }
        (Some(caption), None) => {
            writer.element("p", &image) + "\n" + &writer.element("p", &format!("<small>{caption}</small>"))
        }
        (None, _) => writer.element("p", &image),
    }
}

/// The items of a list with the footnotes that were cited since the last were written; empty, where there are none.
pub fn footnotes(writer: &mut HtmlWriter<'_>) -> String {
    let document = writer.document;
    let mut out = String::new();
    let mut written = 0;
    while let Some((index, number)) = writer.next_due(written) {
        written += 1;
        let Some(text) = document.footnotes.get(index) else { continue };
        let text = item(writer, text);
        let prefix = &writer.prefix;
        let _ = match writer.medium {
            Medium::Page => writeln!(
                out,
                "<li id=\"{prefix}noot-{number}\" value=\"{number}\">{text} <a href=\"#{prefix}noot-{number}-plaats\" \
                 role=\"doc-backlink\" aria-label=\"Terug naar voetnoot {number} in de tekst\">↩</a></li>"
            ),
            Medium::Mail => {
                writeln!(out, "{}{text}</li>", writer.medium.open_with("li", &format!(" value=\"{number}\"")))
            }
        };
    }
    out
}
