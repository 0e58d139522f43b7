//! A table whose rows and columns are described, as HTML: headings over headings, rows of different kinds, notes.

use crate::indicator::grid::{ColumnStyle, Look};
use crate::layout::{group_heading, heading_of, note_letters, printed_cell, run, signs_at};
use crate::load::Role;
use crate::text::Exhibit;

use super::escape::escaped;
use super::writer::HtmlWriter;

/// How far a row is indented that belongs to another: no style is needed for it.
const INDENT: char = '\u{2003}';

/// The whole table.
pub(super) fn write(
    writer: &HtmlWriter<'_>,
    exhibit: &Exhibit,
    look: &Look,
    attributes: &str,
    caption: &str,
) -> String {
    let mut out = writer.medium.open_with("table", attributes) + "\n" + &writer.element("caption", caption);
    out += &format!("\n<thead>\n{}</thead>\n<tbody>\n", headings(writer, exhibit, look));
    for row in 0..exhibit.grid.rows.len() {
        out += &self::row(writer, exhibit, look, row);
    }
    out + "</tbody>\n</table>"
}

/// The head of one or more columns; an empty one is no head.
fn head(writer: &HtmlWriter<'_>, words: &str, (across, down): (usize, usize)) -> String {
    let span = |name: &str, count: usize| if count > 1 { format!(" {name}=\"{count}\"") } else { String::new() };
    let spans = span("colspan", across) + &span("rowspan", down);
    if words.trim().is_empty() {
        return format!("{}</td>", writer.medium.open_with("td", &spans));
    }
    let scope = if across > 1 { "colgroup" } else { "col" };
    format!("{}{words}</th>", writer.medium.open_with("th", &format!(" scope=\"{scope}\"{spans}")))
}

fn headings(writer: &HtmlWriter<'_>, exhibit: &Exhibit, look: &Look) -> String {
    let has_groups = look.columns.iter().any(|column| column.group.is_some());
    let down = if has_groups { 2 } else { 1 };
    let (mut upper, mut lower) = (String::new(), String::new());
    if look.is_numbered {
        upper += &head(writer, "Nr.", (1, down));
    }
    upper += &head(writer, &escaped(&exhibit.grid.corner), (1, down));
    for (at, column) in look.columns.iter().enumerate() {
        let own = escaped(&heading_of(look, at)) + &notes(look, None, Some(at));
        let Some(group) = &column.group else {
            upper += &head(writer, &own, (1, down));
            continue;
        };
        let (first, last) = run(look, at);
        if first == at {
            upper += &head(writer, &escaped(&group_heading(look, at, group.clone())), (last - first, 1));
        }
        lower += &head(writer, &own, (1, 1));
    }
    if has_groups { format!("<tr>{upper}</tr>\n<tr>{lower}</tr>\n") } else { format!("<tr>{upper}</tr>\n") }
}

fn row(writer: &HtmlWriter<'_>, exhibit: &Exhibit, look: &Look, row: usize) -> String {
    let grid = &exhibit.grid;
    let (Some(of_row), Some(heading), Some(cells)) = (look.rows.get(row), grid.rows.get(row), grid.cells.get(row))
    else {
        return String::new();
    };
    let is_strong = matches!(of_row.role, Role::Heading | Role::Subtotal | Role::Level | Role::Total);
    let weighed = |html: String| if is_strong && !html.is_empty() { format!("<strong>{html}</strong>") } else { html };
    let indent = of_row.groups.len() + usize::from(of_row.role == Role::OfWhich);
    let indent: String = std::iter::repeat_n(INDENT, indent).collect();
    let name = indent + &weighed(escaped(&heading.name) + &notes(look, Some(row), None));
    let mut out = String::from("<tr>");
    if look.is_numbered {
        out += &writer.element("td", &escaped(&of_row.number));
    }
    if of_row.role == Role::Heading {
        let across = format!(" colspan=\"{}\"", look.columns.len() + 1);
        return out + &format!("{}{name}</td></tr>\n", writer.medium.open_with("td", &across));
    }
    out += &writer.head_cell("row", &name);
    for (column, number) in cells.iter().enumerate() {
        let printed = printed_cell(grid, row, column, writer.notation);
        let mark = number.as_ref().map(|number| escaped(&signs_at(exhibit, number))).unwrap_or_default();
        let words = writer.data(number.as_ref(), &printed, None) + &mark + &notes(look, Some(row), Some(column));
        let is_words = look.columns.get(column).is_some_and(|column| column.style == ColumnStyle::Words);
        let words = if is_words { format!("<span>{words}</span>") } else { weighed(words) };
        out += &writer.element("td", &words);
    }
    out + "</tr>\n"
}

/// The letters of the notes at a row, a column or a cell.
fn notes(look: &Look, row: Option<usize>, column: Option<usize>) -> String {
    note_letters(look, row, column).map(|letters| format!("<sup>{}</sup>", escaped(&letters))).unwrap_or_default()
}
