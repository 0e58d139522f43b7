//! Definitions that are being written, tried before they stand in a file: what they print in a letter about some period, as
//! the engine would compute, draw and word it.

use std::collections::BTreeMap;
use std::iter;
use std::sync::Arc;

use super::stage::shared::Shared;
use crate::diagnostic::{Finding, Findings, Place, SourceText};
use crate::dutch::notation::Notation;
use crate::dutch::period::Period;
use crate::indicator::grid::Grid;
use crate::indicator::{Amount, Engine, Number, report};
use crate::layout::{self, printed_cell};
use crate::load::{self, ExhibitForm, Located, Tried, TriedKind, tried};
use crate::project::{DocumentId, DocumentKind};
use crate::text::{self, ExhibitKind};

/// The file that findings are about.
pub const TRIED_IN: &str = "proef.toml";

/// What came of one definition.
#[derive(Debug, Default)]
pub struct Trial {
    /// What a number prints.
    pub value: Option<String>,
    /// Its formula with the numbers in it.
    pub filled_in: Option<String>,
    /// The picture of a chart, SVG.
    pub svg: Option<String>,
    /// What that tells, for whoever cannot see it.
    pub alt: Option<String>,
    /// A table: its headings, and the cells of each row.
    pub table: Option<(Vec<String>, Vec<Vec<String>>)>,
    /// What keeps it from being made.
    pub findings: Findings,
}

/// Tries all definitions in a text; gives each by its name.
pub fn trial(shared: &Shared, kind: TriedKind, text: &str, period: Period) -> BTreeMap<String, Trial> {
    let source = SourceText::new(TRIED_IN, text);
    let (Tried { data, names }, findings) = tried(shared.engine.data(), kind, &source).into_parts();
    let engine = Engine::new(Arc::new(data));
    let start = |name: &Located<String>| name.place.line_column().map_or(0, |(line, _)| line);
    let starts: Vec<usize> = names.iter().map(start).collect();
    // What is wrong with how it is written goes before what follows from that.
    let mut own: Vec<Findings> = names.iter().map(|_| Findings::new()).collect();
    for finding in findings.iter() {
        let line = finding.place.line_column().map_or(0, |(line, _)| line);
        let of = starts.iter().rposition(|start| *start <= line).unwrap_or(0);
        if let Some(own) = own.get_mut(of) {
            own.push(finding.clone());
        }
    }
    let tried = names.into_iter().zip(own).map(|(name, findings)| {
        let mut trial = Trial { findings, ..Trial::default() };
        match kind {
            TriedKind::Indicators | TriedKind::Facts => trial.print(&engine, &name.value, period),
            TriedKind::Exhibits => trial.draw(shared, &engine, &name.value, period),
        }
        (name.value, trial)
    });
    tried.collect()
}

impl Trial {
    fn print(&mut self, engine: &Arc<Engine>, name: &str, period: Period) {
        if !engine.data().is_quantity(name) {
            return;
        }
        match engine.indicator(name, period) {
            Ok(number) => {
                self.value = Some(printed(&number, &engine.data().municipality.notation));
                self.filled_in = engine.filled_in(name, period);
            }
            Err(problems) => report(problems, &Place::file(TRIED_IN), &mut self.findings),
        }
    }

    /// Makes a letter that holds it and nothing else, as far as its drawing.
    fn draw(&mut self, shared: &Shared, engine: &Arc<Engine>, name: &str, period: Period) {
        let data = engine.data();
        let Some(exhibit) = data.exhibits.get(name) else { return };
        let call = if exhibit.kind == ExhibitForm::Table { "tabel" } else { "grafiek" };
        let Some(form) = load::forms(&shared.files).into_iter().find(|form| form.kind == DocumentKind::Letter) else {
            return;
        };
        let section = form.sections.first().map(|section| format!("# {}\n\n", section.id)).unwrap_or_default();
        let head =
            format!("+++\nsjabloon = \"{}\"\nonderwerp = \"Proef\"\ndatum = 2023-01-01\n+++\n{section}", form.id);
        let text: Arc<str> = format!("{head}{{{{ {call}(\"{name}\") }}}}\n").into();
        let id = DocumentId { period, name: "proef".to_owned() };
        let path = DocumentKind::Letter.path(&id);
        let files = shared.files.with_unsaved(Arc::new([(path.clone(), text)].into()));
        let Some(manuscript) = load::manuscript(&files, id, &path, &data.municipality.privacy).without_findings()
        else {
            return;
        };
        let (document, mut findings) = text::compose(&manuscript, engine).into_parts();
        let drawing = layout::draw(&document, &data.municipality).take(&mut findings).into_iter().next().flatten();
        if let Some(drawing) = drawing {
            (self.svg, self.alt) = (Some(drawing.svg), Some(drawing.alt));
        }
        let table = document.exhibits.first().filter(|exhibit| exhibit.kind == ExhibitKind::Table);
        self.table = table.map(|table| as_printed(&table.grid, &data.municipality.notation));
        // What the letter itself lacks is not what is tried.
        let head_ends = head.lines().count();
        let is_own = |finding: &&Finding| {
            let line = finding.place.line_column().map_or(0, |(line, _)| line);
            finding.place.file != path || line > head_ends
        };
        findings.iter().filter(is_own).for_each(|finding| self.findings.push(finding.clone()));
    }
}

fn as_printed(grid: &Grid, notation: &Notation) -> (Vec<String>, Vec<Vec<String>>) {
    let headings = grid.columns.iter().map(|column| column.name.clone());
    let cells = |row: usize| (0..grid.columns.len()).map(move |column| printed_cell(grid, row, column, notation));
    let rows = grid.rows.iter().enumerate().map(|(at, row)| iter::once(row.name.clone()).chain(cells(at)).collect());
    (iter::once(grid.corner.clone()).chain(headings).collect(), rows.collect())
}

fn printed(number: &Number, notation: &Notation) -> String {
    match number.amount {
        Amount::Number(value) => number.in_text(value, notation),
        Amount::Withheld(_) => "blijft geheim: te weinig mensen".to_owned(),
        Amount::Missing(_) => "niet bekend".to_owned(),
    }
}
