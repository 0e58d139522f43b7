//! Findings as people read them in a terminal.

use std::fmt::Write;
use std::path::MAIN_SEPARATOR_STR;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, Title};

use super::finding::Finding;
use super::findings::Findings;
use super::place::{Place, Spot};
use super::severity::Severity;

/// Findings with the lines they are about. `color` adds terminal escapes.
pub fn render_text(findings: &Findings, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for finding in findings.iter() {
        let _ = writeln!(out, "{}\n", render_one(finding, &renderer));
    }
    out
}

/// Text from files without characters that could steer the terminal.
pub fn visible(text: &str) -> String {
    text.chars().map(|next| if next.is_control() && next != '\n' { '\u{fffd}' } else { next }).collect()
}

fn render_one(finding: &Finding, renderer: &Renderer) -> String {
    let path = visible(&finding.place.file).replace('/', MAIN_SEPARATOR_STR);
    let place = visible(&in_words(&finding.place));
    let message = visible(&finding.message);
    let hints: Vec<String> = finding.hints.iter().map(|hint| visible(hint)).collect();
    let level = match finding.severity {
        Severity::Error => Level::ERROR.with_name("fout"),
        Severity::Warning => Level::WARNING.with_name("waarschuwing"),
    };
    let title = level.primary_title(message.as_str()).id(finding.code.as_str());
    let group = match &finding.place.spot {
        Spot::Text { source, range } => {
            let marked = visible_range(&source.text, range.clone());
            // Only the line that it is about: going through a whole file for each finding takes long.
            let (line, _) = source.line_column(marked.start);
            let shown = source.line_range(line);
            let inside = |at: usize| at.clamp(shown.start, shown.end) - shown.start;
            Group::with_title(title).element(
                Snippet::source(&source.text[shown.clone()])
                    .path(path.as_str())
                    .line_start(line)
                    .annotation(AnnotationKind::Primary.span(inside(marked.start)..inside(marked.end))),
            )
        }
        Spot::Field { line, column, text } => {
            let whole = AnnotationKind::Primary.span(0..text.len());
            let mark = match column {
                Some(column) => whole.label(format!("kolom {column}")),
                None => whole,
            };
            Group::with_title(title)
                .element(Snippet::source(text.as_str()).path(path.as_str()).line_start(*line).annotation(mark))
        }
        Spot::Whole => Group::with_title(title).element(Origin::path(path.as_str())),
        Spot::Sheet(spot) => within(title, &place, "cel", &spot.text, "kolom", spot.column.as_deref()),
        Spot::Item { key, text, .. } => within(title, &place, "waarde", text, "sleutel", key.as_deref()),
    };
    let tip = Level::HELP.with_name("tip");
    let group = hints.iter().fold(group, |group, hint| group.element(tip.clone().message(hint.as_str())));
    renderer.render(&[group]).to_string()
}

/// The file with what follows it in words: "jnv.xlsx, blad JNV, cel C14".
fn in_words(place: &Place) -> String {
    let file = place.file.replace('/', MAIN_SEPARATOR_STR);
    match (&place.spot, place.cell_address()) {
        (Spot::Sheet(spot), Some(address)) => format!("{file}, blad {}, cel {address}", spot.sheet),
        (Spot::Sheet(spot), None) => match spot.row {
            Some(row) => format!("{file}, blad {}, rij {row}", spot.sheet),
            None => format!("{file}, blad {}", spot.sheet),
        },
        (Spot::Item { number, .. }, _) => format!("{file}, groep {number}"),
        _ => file,
    }
}

/// A place that is no line of text: its name, what stands there, and under which heading.
fn within<'a>(
    title: Title<'a>,
    place: &'a str,
    what: &'a str,
    text: &str,
    heading: &'a str,
    column: Option<&str>,
) -> Group<'a> {
    let group = Group::with_title(title).element(Origin::path(place));
    let heading = column.map(|column| (heading, column));
    let filled = Some((what, text)).filter(|(_, text)| !text.is_empty());
    [heading, filled].into_iter().flatten().fold(group, |group, (name, text)| {
        group.element(Level::NOTE.with_name(name).message(shortened(&visible(text)).replace('\n', " ")))
    })
}

/// A cell can hold a whole letter.
fn shortened(text: &str) -> String {
    const SHOWN: usize = 80;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A range that marks something: never past the text, and not over line ends.
fn visible_range(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let mut start = range.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let mut end = range.end.clamp(start, line_end);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    start..end
}
