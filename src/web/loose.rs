//! The charts of a document as files of their own, for a website, social media or a message: a drawing, the same in
//! pixels, and a text with what the picture tells and all of its numbers.
//!
//! In: a document that can be sent. Out: a [`LooseChart`] for each of its charts, and from that its files. What may not be
//! told in the document is not told here either: they come of the same numbers.

use std::collections::BTreeSet;

use unicode_width::UnicodeWidthStr;

use crate::chart::{self, Around, Outliner};
use crate::diagnostic::{Code, Finding, Findings, Found};
use crate::dutch::notation::Notation;
use crate::dutch::period::date_in_words;
use crate::layout::{chart_of, chart_style, printed_cell};
use crate::load::Municipality;
use crate::project::portable_name;
use crate::text::{Document, Exhibit, ExhibitKind};

use super::escape::escaped;

/// The folder beside the PDF that they are in, as the end of its name.
pub const LOOSE_CHARTS: &str = "grafieken";

/// The ends of the names of the files of a chart.
pub const LOOSE_FILES: [&str; 3] = ["svg", "png", "txt"];

/// What is said of a document that can still change.
const DRAFT: &str = "Concept. Nog niet vastgesteld.";

/// A chart that leaves its document.
pub struct LooseChart {
    /// The name of its files, without an ending.
    pub name: String,
    /// What it is called for who cannot see it.
    title: String,
    /// What it tells.
    alt: String,
    /// The picture, with letters as text.
    pub drawing: String,
    /// All of it in words and numbers.
    pub text: String,
}

/// The charts of a document in their order.
pub fn loose_charts(document: &Document, municipality: &Municipality) -> Found<Vec<LooseChart>> {
    Found::gather(|findings| {
        let charts = document.exhibits.iter().filter(|exhibit| exhibit.kind == ExhibitKind::Chart);
        let mut names = BTreeSet::new();
        charts.filter_map(|exhibit| loose_chart(document, exhibit, municipality, &mut names, findings)).collect()
    })
}

fn loose_chart(
    document: &Document,
    exhibit: &Exhibit,
    municipality: &Municipality,
    names: &mut BTreeSet<String>,
    findings: &mut Findings,
) -> Option<LooseChart> {
    // The table that it may refer to stays behind: its numbers go with it.
    let described = chart_of(document, exhibit, None)?;
    let labels = chart::labels(exhibit, &municipality.notation);
    let around = around(document, exhibit, municipality);
    let drawing = match chart::draw_alone(&described, &labels, &chart_style(municipality), &around) {
        Ok(drawing) => drawing,
        Err(error) => {
            let message = format!("De grafiek \"{}\" kan niet los worden getekend: {error}.", exhibit.id);
            findings.push(Finding::new(Code::ExhibitWithoutData, exhibit.place.clone(), message));
            return None;
        }
    };
    let alt = chart::alt_text(&described, &labels);
    let text = in_words(exhibit, &around, &alt, &municipality.notation);
    let name = free_name(&exhibit.id, names);
    Some(LooseChart { name, title: around.title, alt, drawing, text })
}

/// A name for files that no other chart has, also where capitals make no difference.
fn free_name(id: &str, names: &mut BTreeSet<String>) -> String {
    let name = portable_name(id);
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    let mut free = std::iter::once(name.clone()).chain(numbered);
    free.find(|name| names.insert(name.to_lowercase())).unwrap_or(name)
}

/// What stood around it in its document, and which document that is.
fn around(document: &Document, exhibit: &Exhibit, municipality: &Municipality) -> Around {
    let (title, subject) = (document.plain(&exhibit.title), document.plain(&exhibit.subject));
    let (title, subject) = if title.is_empty() { (subject, None) } else { (title, Some(subject)) };
    let source = (!exhibit.sources.is_empty()).then(|| format!("Bron: {}.", exhibit.sources.join("; ")));
    let notes = exhibit.notes.iter().map(|note| document.plain(note));
    Around {
        state: (!document.status.is_final()).then(|| DRAFT.to_owned()),
        title,
        subject,
        small_print: source.into_iter().chain(notes).collect(),
        sender: format!("{}, {}", municipality.organisation, date_in_words(document.date)),
    }
}

/// Title, description, numbers and notes, to be copied from.
fn in_words(exhibit: &Exhibit, around: &Around, alt: &str, notation: &Notation) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(around.state.clone());
    let heading: Vec<&str> = std::iter::once(around.title.as_str()).chain(around.subject.as_deref()).collect();
    parts.push(heading.join("\n"));
    parts.push(format!("Alternatieve tekst:\n{alt}"));
    parts.push(format!("Cijfers:\n{}", numbers(exhibit, notation)));
    parts.push(around.small_print.join("\n"));
    parts.push(around.sender.clone());
    parts.retain(|part| !part.is_empty());
    // A no-break space is no space for a program that somebody pastes this in.
    parts.join("\n\n").replace('\u{a0}', " ") + "\n"
}

/// The numbers in rows and columns; totals are not drawn, and so not told.
fn numbers(exhibit: &Exhibit, notation: &Notation) -> String {
    let grid = &exhibit.grid;
    let (_, columns) = grid.without_totals();
    let head = std::iter::once(grid.corner.clone()).chain(grid.columns[..columns].iter().map(|one| one.name.clone()));
    let mut lines: Vec<Vec<String>> = vec![head.collect()];
    for row in grid.shown_rows() {
        let cell = |column: usize| {
            let mark = grid.cells[row][column].as_ref().and_then(|number| number.status().mark());
            printed_cell(grid, row, column, notation) + mark.unwrap_or_default()
        };
        lines.push(std::iter::once(grid.rows[row].name.clone()).chain((0..columns).map(cell)).collect());
    }
    let width = |column: usize| lines.iter().map(|line| line[column].width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..=columns).map(width).collect();
    let padded = |(column, cell): (usize, &String)| {
        let space = " ".repeat(widths[column] - cell.width());
        if column == 0 { format!("{cell}{space}") } else { format!("{space}{cell}") }
    };
    let line = |cells: &Vec<String>| cells.iter().enumerate().map(padded).collect::<Vec<_>>().join("  ");
    lines.iter().map(|cells| line(cells).trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

impl LooseChart {
    /// Its files: the ends of their names below the name of the document, and their bytes.
    ///
    /// # Errors
    /// It cannot be made: a fault of Griffel.
    pub fn files(&self, outliner: &Outliner) -> Result<Vec<(String, Vec<u8>)>, String> {
        let picture = outliner.picture(&self.drawing)?;
        let [svg, png, text] = LOOSE_FILES.map(|ending| format!("{LOOSE_CHARTS}/{}.{ending}", self.name));
        Ok(vec![
            (svg, self.described(&picture.svg).into_bytes()),
            (png, picture.png),
            (text, self.text.clone().into_bytes()),
        ])
    }

    /// The names of its files, as in [`LooseChart::files`].
    pub fn file_names(&self) -> impl Iterator<Item = String> + '_ {
        LOOSE_FILES.into_iter().map(|ending| format!("{LOOSE_CHARTS}/{}.{ending}", self.name))
    }

    /// The drawing with its name and what it tells, of any size that a page gives it.
    fn described(&self, svg: &str) -> String {
        let Some((head, body)) = svg.split_once('>') else { return svg.to_owned() };
        let side = |name: &str| head.split_once(name).and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default();
        let (width, height) = (side(" width=\""), side(" height=\""));
        format!(
            "{head} viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"naam uitleg\">\n    <title id=\"naam\">{}</title>\n    \
             <desc id=\"uitleg\">{}</desc>{body}",
            escaped(&self.title),
            escaped(&self.alt)
        )
    }
}
