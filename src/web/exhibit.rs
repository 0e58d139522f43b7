//! Charts and tables as HTML: a picture with a name, a description and its numbers; a table with its heads.

use crate::layout::{Drawing, exhibit_label, printed_cell};
use crate::text::{Exhibit, ExhibitKind, signs};

use super::crosstab;
use super::escape::escaped;
use super::tags::Medium;
use super::writer::HtmlWriter;

/// Writes a chart or table with its caption; on a slide what it rests on is told once for all of the slide.
pub(super) fn write(writer: &mut HtmlWriter<'_>, index: usize) -> String {
    let document = writer.document;
    let Some(exhibit) = document.exhibits.get(index) else { return String::new() };
    let drawing = writer.drawings.get(index).and_then(Option::as_ref);
    let small_print = if document.show.is_some() { String::new() } else { small_print(writer, exhibit) };
    match (exhibit.kind, drawing) {
        (ExhibitKind::Chart, Some(drawing)) => chart(writer, exhibit, drawing, &small_print),
        (ExhibitKind::Chart, None) => String::new(),
        (ExhibitKind::Table, _) => table(writer, exhibit, &small_print),
    }
}

/// What it shows: the message first, where there is one. On a slide its number stands with the subject.
fn caption(writer: &mut HtmlWriter<'_>, exhibit: &Exhibit) -> String {
    let number = escaped(&exhibit.label(true));
    let subject = writer.unmarked(&exhibit.subject);
    if exhibit.title.is_empty() {
        return format!("{number}. {subject}");
    }
    let title = writer.unmarked(&exhibit.title);
    match writer.document.show {
        Some(_) => format!("<strong>{title}</strong><br>{number}. {subject}"),
        None => format!("<strong>{number}. {title}</strong><br>{subject}"),
    }
}

/// "Bron: ...", and the notes.
fn small_print(writer: &mut HtmlWriter<'_>, exhibit: &Exhibit) -> String {
    let source = (!exhibit.sources.is_empty()).then(|| format!("Bron: {}.", escaped(&exhibit.sources.join("; "))));
    let notes = exhibit.notes.iter().map(|note| writer.unmarked(note));
    let parts: Vec<String> = source.into_iter().chain(notes).collect();
    if parts.is_empty() { String::new() } else { writer.element("p", &format!("<small>{}</small>", parts.join(" "))) }
}

fn chart(writer: &mut HtmlWriter<'_>, exhibit: &Exhibit, drawing: &Drawing, small_print: &str) -> String {
    let caption = caption(writer, exhibit);
    let label = exhibit.label(false);
    let numbers = numbers_of_chart(writer, exhibit, drawing, &format!("Cijfers bij {}", escaped(&label)));
    if writer.medium == Medium::Mail {
        let (caption, alt) = (writer.element("p", &caption), writer.element("p", &escaped(&drawing.alt)));
        return format!("{caption}\n{alt}\n{numbers}\n{small_print}");
    }
    let name = exhibit_label(exhibit);
    let title = match writer.document.plain(&exhibit.title) {
        title if title.is_empty() => writer.document.plain(&exhibit.subject),
        title => title,
    };
    let picture = picture(drawing, &name, &format!("{}. {title}", exhibit.label(true)));
    let picture = writer.wide(&format!("{}, grafiek", exhibit.label(true)), &picture);
    let numbers = writer.wide(&format!("{}, cijfers", exhibit.label(true)), &numbers);
    format!(
        "<figure id=\"{name}\">\n<figcaption>{caption}</figcaption>\n{picture}\n<details>\n<summary>Cijfers bij \
         {}</summary>\n{numbers}\n</details>\n{small_print}\n</figure>",
        escaped(&label)
    )
}

/// The drawing, as wide as there is room for, with its name and what it tells.
fn picture(drawing: &Drawing, name: &str, title: &str) -> String {
    let (head, body) = drawing.svg.split_once('>').unwrap_or(("", ""));
    let view = head.split_once("viewBox=\"").and_then(|(_, rest)| rest.split_once('"')).map_or("", |(view, _)| view);
    format!(
        "<svg role=\"img\" aria-labelledby=\"{name}-naam {name}-uitleg\" viewBox=\"{}\" width=\"100%\">\n\
         <title id=\"{name}-naam\">{}</title>\n<desc id=\"{name}-uitleg\">{}</desc>{}",
        escaped(view),
        escaped(title),
        escaped(&drawing.alt),
        body.trim_end()
    )
}

/// Every number of a chart as a table; totals are not drawn, and so not told.
fn numbers_of_chart(writer: &HtmlWriter<'_>, exhibit: &Exhibit, drawing: &Drawing, caption: &str) -> String {
    let grid = &exhibit.grid;
    let (_, columns) = grid.without_totals();
    table_of(writer, exhibit, "", caption, (&grid.shown_rows(), columns), &|row, column| {
        let number = grid.cells.get(row).and_then(|cells| cells.get(column)).and_then(Option::as_ref);
        let printed = match number.and_then(|number| number.amount.number()) {
            Some(_) => drawing.numbers.written(row, column),
            None => printed_cell(grid, row, column, writer.notation),
        };
        writer.data(number, &printed, None)
    })
}

fn table(writer: &mut HtmlWriter<'_>, exhibit: &Exhibit, small_print: &str) -> String {
    let caption = caption(writer, exhibit);
    let grid = &exhibit.grid;
    let name = match writer.medium {
        Medium::Page => format!(" id=\"{}\"", exhibit_label(exhibit)),
        Medium::Mail => String::new(),
    };
    if let Some(look) = grid.look.as_deref() {
        let table = crosstab::write(writer, exhibit, look, &name, &caption);
        return format!("{}\n{small_print}", writer.wide(&exhibit.label(true), &table));
    }
    let rows: Vec<usize> = (0..grid.rows.len()).collect();
    let table = table_of(writer, exhibit, &name, &caption, (&rows, grid.columns.len()), &|row, column| {
        let number = grid.cells.get(row).and_then(|cells| cells.get(column)).and_then(Option::as_ref);
        let words = printed_cell(grid, row, column, writer.notation);
        let signs = number.map(|number| signs(&exhibit.status_notes, number).concat()).unwrap_or_default();
        writer.data(number, &words, None) + &escaped(&signs)
    });
    format!("{}\n{small_print}", writer.wide(&exhibit.label(true), &table))
}

fn table_of(
    writer: &HtmlWriter<'_>,
    exhibit: &Exhibit,
    attributes: &str,
    caption: &str,
    (rows, columns): (&[usize], usize),
    cell: &dyn Fn(usize, usize) -> String,
) -> String {
    let grid = &exhibit.grid;
    let mut out = writer.medium.open_with("table", attributes) + "\n" + &writer.element("caption", caption);
    out += "\n<thead>\n<tr>";
    out += &writer.head_cell("col", &escaped(&grid.corner));
    for heading in grid.columns.iter().take(columns) {
        out += &writer.head_cell("col", &escaped(&heading.name));
    }
    out += "</tr>\n</thead>\n<tbody>\n";
    for row in rows.iter().copied() {
        let heading = grid.rows.get(row).map_or("", |heading| heading.name.as_str());
        out += "<tr>";
        out += &writer.head_cell("row", &escaped(heading));
        for column in 0..columns {
            out += &writer.element("td", &cell(row, column));
        }
        out += "</tr>\n";
    }
    out + "</tbody>\n</table>"
}
