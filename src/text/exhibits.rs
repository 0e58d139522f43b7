//! Charts and tables in a document: their numbers, and the words that go with them.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Code, Finding, Place};
use crate::dutch::notation::as_printed;
use crate::dutch::number::Missing;
use crate::dutch::period::date_in_words;
use crate::indicator::grid::{self, ColumnStyle, Grid, Heading, Look, note_letter};
use crate::indicator::{Amount, Number, report};
use crate::load::{ExhibitDefinition, ExhibitForm, ExhibitSource, Gaps, Located, Role, Series};

use super::composer::Composer;
use super::document::{Block, BlockContent, Exhibit, ExhibitKind, Forecast, Gap, Span};
use super::status_notes::{StatusNote, status_notes};
use super::words::Words;

impl Composer<'_> {
    pub(super) fn exhibit(&mut self, kind: ExhibitKind, id: &str, place: &Place) -> Option<Block> {
        let engine = self.engine;
        let definition = engine.data().exhibits.get(id)?;
        if kind == ExhibitKind::Chart && definition.kind == ExhibitForm::Table {
            self.failed_exhibits.insert(id.to_owned());
            self.findings.push(
                Finding::new(
                    Code::ExhibitDefinition,
                    place.clone(),
                    format!("\"{id}\" is een tabel en kan niet als grafiek."),
                )
                .hint(format!("Schrijf {{{{ tabel(\"{id}\") }}}}, of kies een andere soort in data/grafieken.toml.")),
            );
            return None;
        }
        if self.exhibits.iter().any(|known| known.id == id && known.kind == kind) {
            self.findings.push(
                Finding::new(Code::DuplicateExhibit, place.clone(), format!("\"{id}\" staat al eerder in deze tekst."))
                    .hint(format!("Verwijs ernaar met {{{{ verwijs(\"{id}\") }}}}.")),
            );
            return None;
        }
        let grid = match grid::grid(engine, definition, self.manuscript.id.period) {
            Ok(grid) => grid,
            Err(problems) => {
                report(problems, place, self.findings);
                self.failed_exhibits.insert(id.to_owned());
                let gap = BlockContent::Paragraph(vec![Span::Gap(Gap::Exhibit)]);
                return Some(Block { content: gap, place: place.clone() });
            }
        };
        self.report_withheld(id, &grid, place);
        report(grid.look.iter().flat_map(|look| look.doubts.clone()).collect(), place, self.findings);
        let number = self.next_number(kind);
        let forecast = self.forecast(definition, &grid);
        let of_status = status_notes(grid.numbers(), &self.notation);
        let exhibit = Exhibit {
            id: id.to_owned(),
            kind,
            number,
            drawn_as: definition.kind,
            title: definition.title.as_ref().map(|title| self.authored(title)).unwrap_or_default(),
            subject: self.subject(definition, &grid),
            emphasis: self.emphasis(definition, &grid),
            gaps: definition.gaps,
            forecast,
            mark: self.series_named(definition, &grid, definition.mark.as_ref()),
            sources: sources(&grid.series),
            notes: self.notes(definition, kind, &grid, forecast, &of_status),
            status_notes: of_status,
            grid,
            place: place.clone(),
            defined_at: definition.place().clone(),
        };
        self.exhibits.push(exhibit);
        Some(Block { content: BlockContent::Exhibit(self.exhibits.len() - 1), place: place.clone() })
    }

    fn report_withheld(&mut self, id: &str, grid: &Grid, place: &Place) {
        let count = grid.numbers().filter(|number| matches!(number.amount, Amount::Withheld(_))).count();
        if count == 0 {
            return;
        }
        let numbers = if count == 1 { "1 cijfer".to_owned() } else { format!("{count} cijfers") };
        let message = format!("In \"{id}\" blijft {numbers} weg, omdat mensen anders te herkennen zijn.");
        let message = if count == 1 { message } else { message.replacen("blijft", "blijven", 1) };
        self.findings.push(
            Finding::new(Code::SmallCount, place.clone(), message)
                .hint("Onder de tabel of grafiek staat dat vanzelf. Een grotere groep laat meer zien."),
        );
    }

    fn subject(&mut self, definition: &ExhibitDefinition, grid: &Grid) -> Vec<Span> {
        let mut spans = self.authored(&definition.subject);
        let has_panels = matches!(definition.kind, ExhibitForm::Chart(kind) if kind.has_panels());
        // With panels, each says it of itself.
        let suffix = if has_panels { String::new() } else { grid.scale.heading(grid.unit.as_ref()) };
        if !suffix.is_empty() {
            spans.push(Span::Given(Words::of_place(&suffix, &definition.subject.place)));
        }
        spans
    }

    fn emphasis(&mut self, definition: &ExhibitDefinition, grid: &Grid) -> Vec<usize> {
        let mut rows = Vec::new();
        for wanted in &definition.emphasis {
            if let Some(row) = grid.rows.iter().position(|row| row.name == wanted.value) {
                rows.push(row);
                continue;
            }
            match self.engine.periods(wanted, self.manuscript.id.period) {
                Ok(periods) => {
                    let is_meant = |row: &Heading| row.period.is_some_and(|period| periods.contains(&period));
                    rows.extend((0..grid.rows.len()).filter(|row| is_meant(&grid.rows[*row])));
                }
                Err(problems) => report(problems, &wanted.place, self.findings),
            }
        }
        rows
    }

    /// The series of a chart that the author names; a name that is not there is reported.
    fn series_named(
        &mut self,
        definition: &ExhibitDefinition,
        grid: &Grid,
        name: Option<&Located<String>>,
    ) -> Option<usize> {
        let name = name?;
        let found = grid::series_named(self.engine, definition, grid, name);
        found.map_err(|problem| report(vec![problem], &name.place, self.findings)).ok()
    }

    /// What in a chart is expected: from a period on, or one of its series.
    fn forecast(&mut self, definition: &ExhibitDefinition, grid: &Grid) -> Option<Forecast> {
        let wanted = definition.forecast.as_ref()?;
        if let Ok(series) = grid::series_named(self.engine, definition, grid, wanted) {
            return Some(Forecast::Series(series));
        }
        match self.engine.periods(wanted, self.manuscript.id.period) {
            Ok(periods) => periods.first().copied().map(Forecast::From),
            Err(problems) => {
                report(problems, &wanted.place, self.findings);
                None
            }
        }
    }

    /// A note of a table behind its letter.
    fn lettered(&mut self, index: usize, text: &Located<String>) -> Vec<Span> {
        let letter = Words::of_place(&format!("{})\u{a0}", note_letter(index)), &text.place);
        let mut spans = vec![Span::Given(letter)];
        spans.extend(self.authored(text));
        spans
    }

    fn notes(
        &mut self,
        definition: &ExhibitDefinition,
        kind: ExhibitKind,
        grid: &Grid,
        forecast: Option<Forecast>,
        of_status: &[StatusNote],
    ) -> Vec<Vec<Span>> {
        let mut notes: Vec<Vec<Span>> = definition.notes.iter().map(|note| self.authored(note)).collect();
        let lettered = grid.look.iter().flat_map(|look| &look.notes).enumerate();
        let lettered: Vec<Vec<Span>> = lettered.map(|(index, (_, _, text))| self.lettered(index, text)).collect();
        notes.splice(0..0, lettered);
        let written = grid.series.iter().flat_map(|series| &series.notes);
        let written = written.chain(grid.breaks().into_iter().map(|(_, note)| note));
        let mut texts: Vec<Words> = written.map(Words::of_toml).collect();
        let forecast = forecast.and_then(|forecast| forecast_note(forecast, definition, grid));
        texts.extend(forecast.map(|text| Words::of_place(&text, definition.place())));
        let of_status = of_status.iter().map(|note| match kind {
            ExhibitKind::Table => note.marked(),
            ExhibitKind::Chart => note.text.clone(),
        });
        let told = of_status.chain(unknown_note(grid, kind, definition.gaps)).chain(withheld_note(grid, kind));
        let told = told.chain(rounded_note(grid.numbers()));
        let told = told.chain(grid.look.iter().flat_map(|look| signs_note(grid, look)));
        let told = told.chain(grid.look.iter().flat_map(|look| look.remarks.clone()));
        texts.extend(told.map(|text| Words::of_place(&text, definition.place())));
        let mut seen = BTreeSet::new();
        texts.retain(|text| seen.insert(text.text().to_owned()));
        notes.extend(texts.into_iter().map(|text| vec![Span::Given(text.typeset(&self.notation))]));
        notes
    }
}

/// What the author says to be expected in a chart.
fn forecast_note(forecast: Forecast, definition: &ExhibitDefinition, grid: &Grid) -> Option<String> {
    match forecast {
        Forecast::From(period) => {
            let headings = grid.rows.iter().chain(&grid.columns);
            let mut periods = headings.filter_map(|heading| heading.period);
            let occurs = periods.any(|one| one.first_day() >= period.first_day());
            occurs.then(|| format!("De cijfers vanaf {} zijn een prognose.", period.with_article()))
        }
        Forecast::Series(series) => {
            let headings =
                if matches!(definition.source, ExhibitSource::Indicators { .. }) { &grid.rows } else { &grid.columns };
            headings.get(series).map(|heading| format!("De cijfers van {} zijn een prognose.", heading.name))
        }
    }
}

fn sources(series: &[Arc<Series>]) -> Vec<String> {
    let mut sources: Vec<String> = Vec::new();
    for one in series {
        let mut source = one.source.clone();
        if let Some(date) = one.reference_date {
            source.push_str(&format!(", peildatum {}", date_in_words(date)));
        }
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}

/// What a dot or a gap means.
fn unknown_note(grid: &Grid, kind: ExhibitKind, gaps: Gaps) -> Option<String> {
    if grid.look.is_some() {
        return None;
    }
    let unknown = grid.numbers().any(|number| matches!(number.amount, Amount::Missing(_)));
    let absent = grid.cells.iter().flatten().any(Option::is_none);
    match kind {
        ExhibitKind::Table if unknown => Some("Een punt betekent dat het cijfer niet bekend is.".to_owned()),
        ExhibitKind::Table if absent => Some("Een streepje betekent dat er geen cijfer is.".to_owned()),
        ExhibitKind::Chart if grid.is_irregular() => {
            Some("Er is niet over elke periode een cijfer. De punten staan op hun plaats in de tijd.".to_owned())
        }
        ExhibitKind::Chart if (unknown || absent) && gaps == Gaps::Bridged => {
            Some("Niet alle cijfers zijn bekend: waar de lijn dun is, ontbreken ze.".to_owned())
        }
        ExhibitKind::Chart if unknown || absent => Some("Niet alle cijfers zijn bekend.".to_owned()),
        _ => None,
    }
}

/// What the signs and letters in a table mean whose rows and columns are described.
fn signs_note(grid: &Grid, look: &Look) -> Vec<String> {
    let missing = |reason: Missing| {
        grid.numbers().any(|number| matches!(number.amount, Amount::Missing(_)) && number.missing() == reason)
    };
    let has_words = |row: usize, column: usize| look.words.contains_key(&(row, column));
    let is_detail = |row: usize| look.rows.get(row).is_some_and(|row| row.role != Role::Heading);
    let is_plain = |column: usize| look.columns.get(column).is_some_and(|column| column.style != ColumnStyle::Words);
    let absent = grid.cells.iter().enumerate().any(|(row, cells)| {
        let is_absent = |(column, number): (usize, &Option<Number>)| {
            number.is_none() && is_plain(column) && !has_words(row, column)
        };
        is_detail(row) && cells.iter().enumerate().any(is_absent)
    });
    let is_withheld = grid.numbers().any(|number| matches!(number.amount, Amount::Withheld(_)));
    let is_judged =
        look.columns.iter().any(|column| matches!(column.style, ColumnStyle::Letter | ColumnStyle::Unsigned));
    let mut notes: Vec<&str> = Vec::new();
    if is_judged {
        notes.push("V is voordeel, N is nadeel.");
    }
    if missing(Missing::Unknown) {
        let sign = if is_withheld {
            "n.b. betekent dat het cijfer niet bekend is."
        } else {
            "Een punt betekent dat het cijfer niet bekend is."
        };
        notes.push(sign);
    }
    if missing(Missing::NotCosted) {
        notes.push("PM betekent dat het bedrag nog niet is geraamd.");
    }
    if missing(Missing::NotApplicable) {
        notes.push("n.v.t. betekent niet van toepassing.");
    }
    let is_nought = |number: &Number| {
        let printed = |known| as_printed(known, &number.unit, number.rounding, number.scale);
        number.amount.number().is_some_and(|known| printed(known).is_zero())
    };
    let nought = look.zero_is_dash && grid.numbers().any(is_nought);
    match (nought, absent || missing(Missing::Nothing)) {
        (true, true) => notes.push("Een streepje betekent nul, of dat er geen cijfer is."),
        (true, false) => notes.push("Een streepje betekent nul."),
        (false, true) => notes.push("Een streepje betekent dat er geen cijfer is."),
        (false, false) => {}
    }
    notes.into_iter().map(str::to_owned).collect()
}

/// How counts of people were rounded.
pub fn rounded_note<'a>(mut numbers: impl Iterator<Item = &'a Number>) -> Option<String> {
    let base = numbers.find_map(|number| {
        let mut cells = number.cells.iter().filter(|cell| cell.series.measures[cell.measure].counts_people);
        cells.find_map(|cell| cell.series.rounded_to)
    })?;
    Some(format!("Aantallen mensen zijn afgerond op een veelvoud van {base}. Totalen kunnen daardoor afwijken."))
}

/// What takes the place of numbers that are withheld.
fn withheld_note(grid: &Grid, kind: ExhibitKind) -> Option<String> {
    let withheld = grid.numbers().any(|number| matches!(number.amount, Amount::Withheld(_)));
    let note = match kind {
        ExhibitKind::Table => "Kleine aantallen zijn weggelaten, en ook cijfers die ze verraden: daar staat een punt.",
        ExhibitKind::Chart => "Kleine aantallen zijn weggelaten, en ook cijfers die ze verraden.",
    };
    withheld.then(|| note.to_owned())
}
