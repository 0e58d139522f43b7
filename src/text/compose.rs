//! A letter's Markdown, composed into a [`Document`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Code, Finding, Findings, Place, did_you_mean};
use crate::indicator::{Engine, Figure, Wording, report};
use crate::load::{FigureDefinition, FigureKind, Form, Letter, Located, Series};
use crate::notation::{Context, Notation, Scale, Style, Unit, capitalised, number_word};
use crate::period::{Period, date_in_words};
use crate::selection::{self, Grid};

use super::document::{
    Block, BlockContent, Document, Exhibit, ExhibitKind, PrintedFigure, SectionText, Span, printed_field,
};
use super::markdown::{self, TopBlock};
use super::placeholder::{Printed, Renderer};
use super::scope::LetterScope;
use super::slips;
use super::typography;
use crate::marker::{self, Piece};

/// Composes a letter. What is wrong with it goes into `findings`; with an error among
/// them the document is good for further checks only.
pub fn compose(letter: &Letter, engine: &Arc<Engine>, findings: &mut Findings) -> Option<Document> {
    let notation = engine.data().municipality.as_ref().map(|municipality| municipality.notation.clone())?;
    check_pilot(letter, engine, findings);
    let mut composer = Composer {
        letter,
        engine,
        renderer: Renderer::new(LetterScope::new(letter, engine)),
        notation,
        figures: Vec::new(),
        exhibits: Vec::new(),
        failed_exhibits: BTreeSet::new(),
        labels: BTreeMap::new(),
        footnotes: Vec::new(),
        findings,
    };
    let title = composer.authored(&letter.subject);
    let rendered = composer.renderer.render(&letter.source, letter.body.clone(), composer.findings);
    let top = rendered.map(|rendered| markdown::parse(&rendered, &mut composer));
    let sections = top.map(|top| composer.sections(top)).unwrap_or_default();
    let Composer { figures, exhibits, footnotes, failed_exhibits, .. } = composer;
    let mut document = Document {
        id: letter.id.clone(),
        form: letter.form.clone(),
        title,
        date: letter.date,
        status: letter.status,
        keywords: letter.keywords.clone(),
        fields: header_fields(letter),
        sections,
        figures,
        exhibits,
        footnotes: footnotes.into_iter().map(Option::unwrap_or_default).collect(),
    };
    resolve_references(&mut document, &failed_exhibits, findings);
    Some(document)
}

fn check_pilot(letter: &Letter, engine: &Engine, findings: &mut Findings) {
    let pilots = &engine.data().pilots;
    if let Some(name) = &letter.pilot
        && !pilots.contains_key(&name.value.replace('-', "_"))
    {
        findings.push(
            Finding::new(Code::UnknownName, name.place.clone(), format!("Er is geen pilot \"{}\".", name.value))
                .maybe_hint(did_you_mean(&name.value, pilots.keys().map(String::as_str)))
                .hint("Een pilot is een bestand in data/pilots."),
        );
    }
}

fn header_fields(letter: &Letter) -> Vec<(String, String)> {
    let value = |key: &str| match key {
        "datum" => Some(date_in_words(letter.date)),
        "periode" => Some(letter.id.period.in_words()),
        "status" => Some(letter.status.word().to_owned()),
        _ => letter.fields.get(key).map(printed_field),
    };
    let fields = letter.form.fields.iter();
    fields.filter_map(|field| Some((field.label.clone(), value(&field.key)?))).collect()
}

/// Gathers the parts of one document.
pub(super) struct Composer<'l> {
    letter: &'l Letter,
    engine: &'l Arc<Engine>,
    renderer: Renderer,
    notation: Notation,
    figures: Vec<PrintedFigure>,
    exhibits: Vec<Exhibit>,
    /// Charts and tables that are in the text, but could not be made; already reported.
    failed_exhibits: BTreeSet<String>,
    /// Footnote labels and their positions.
    labels: BTreeMap<String, usize>,
    footnotes: Vec<Option<Vec<Block>>>,
    pub(super) findings: &'l mut Findings,
}

impl Composer<'_> {
    pub(super) fn line_place(&self, line: usize) -> Place {
        Place::line(&self.letter.source, line)
    }

    /// Words with markers to spans: typography first, then the values.
    pub(super) fn resolve(&mut self, marked: &str, place: &Place) -> Vec<Span> {
        let marked = typography::typeset(marked, self.notation.quotes);
        self.report_stray_footnotes(&marked, place);
        slips::check_words(&marked, place, self.findings);
        let mut spans = Vec::new();
        for piece in marker::pieces(&marked) {
            match piece {
                Piece::Text(text) => spans.push(Span::Text(text.to_owned())),
                Piece::Line(_) => {}
                Piece::Value(index) => spans.extend(self.value(index, place)),
            }
        }
        slips::check_units(&spans, &self.figures, place, self.findings);
        spans
    }

    fn value(&mut self, index: usize, place: &Place) -> Option<Span> {
        match self.renderer.printed(index)? {
            Printed::Text(text) => Some(Span::Text(text)),
            Printed::Figure(figure, wording) => Some(self.figure(figure, wording, place)),
            Printed::Reference { kind, target, capital } => {
                Some(Span::Reference { target, kind, capital, exhibit: None })
            }
            Printed::Exhibit(kind, id) => {
                self.findings.push(
                    Finding::new(
                        Code::FigureNotAlone,
                        place.clone(),
                        format!("{} \"{id}\" staat midden in de tekst.", if kind == ExhibitKind::Chart { "Grafiek" } else { "Tabel" }),
                    )
                    .hint("Zet haar op een eigen regel, met een lege regel ervoor en erna. Verwijs in de zin met verwijs(...)."),
                );
                None
            }
            Printed::Problems(problems) => {
                report(problems, place, self.findings);
                None
            }
        }
    }

    fn figure(&mut self, figure: Figure, wording: Wording, place: &Place) -> Span {
        let printed = printed_figure(&figure, wording, &self.notation);
        self.figures.push(PrintedFigure { figure, printed, place: place.clone() });
        Span::Figure(self.figures.len() - 1)
    }

    /// Markers replaced by what they print, for links and verbatim text.
    pub(super) fn resolve_plain(&mut self, marked: &str) -> String {
        let mut out = String::new();
        for piece in marker::pieces(marked) {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Line(_) => {}
                Piece::Value(index) => match self.renderer.printed(index) {
                    Some(Printed::Text(text)) => out.push_str(&text),
                    Some(Printed::Figure(figure, wording)) => {
                        out.push_str(&printed_figure(&figure, wording, &self.notation))
                    }
                    _ => {}
                },
            }
        }
        out
    }

    /// The words of spans.
    pub(super) fn plain(&self, spans: &[Span]) -> String {
        let mut out = String::new();
        for span in spans {
            match span {
                Span::Text(text) | Span::Code(text) => out.push_str(text),
                Span::Figure(index) => out.push_str(&self.figures[*index].printed),
                Span::Strong(inner) | Span::Emphasis(inner) | Span::Link { spans: inner, .. } => {
                    out.push_str(&self.plain(inner));
                }
                Span::Reference { .. } | Span::Footnote(_) => {}
                Span::LineBreak => out.push(' '),
            }
        }
        out
    }

    /// A paragraph, unless nothing is left of it.
    pub(super) fn paragraph(&self, spans: Vec<Span>, place: &Place) -> Vec<Block> {
        let is_blank = spans.iter().all(|span| matches!(span, Span::Text(text) if text.trim().is_empty()));
        if is_blank {
            Vec::new()
        } else {
            vec![Block { content: BlockContent::Paragraph(spans), place: place.clone() }]
        }
    }

    /// The exhibits of a paragraph that holds nothing else.
    pub(super) fn lone_exhibits(&mut self, marked: &str, place: &Place) -> Option<Vec<Block>> {
        let mut wanted = Vec::new();
        for piece in marker::pieces(marked) {
            match piece {
                Piece::Text(text) if text.trim().is_empty() => {}
                Piece::Value(index) => match self.renderer.printed(index)? {
                    Printed::Exhibit(kind, id) => wanted.push((kind, id)),
                    _ => return None,
                },
                _ => return None,
            }
        }
        (!wanted.is_empty())
            .then(|| wanted.into_iter().filter_map(|(kind, id)| self.exhibit(kind, &id, place)).collect())
    }

    fn exhibit(&mut self, kind: ExhibitKind, id: &str, place: &Place) -> Option<Block> {
        let engine = self.engine;
        let definition = engine.data().figures.get(id)?;
        if kind == ExhibitKind::Chart && definition.kind == FigureKind::Table {
            self.failed_exhibits.insert(id.to_owned());
            self.findings.push(
                Finding::new(
                    Code::FigureDefinition,
                    place.clone(),
                    format!("\"{id}\" is een tabel en kan niet als grafiek."),
                )
                .hint(format!("Schrijf {{{{ tabel(\"{id}\") }}}}, of kies een andere soort in data/grafieken.toml.")),
            );
            return None;
        }
        if self.exhibits.iter().any(|known| known.id == id && known.kind == kind) {
            self.findings.push(
                Finding::new(Code::DuplicateFigure, place.clone(), format!("\"{id}\" staat al eerder in deze brief."))
                    .hint(format!("Verwijs ernaar met {{{{ verwijs(\"{id}\") }}}}.")),
            );
            return None;
        }
        let grid = match selection::grid(engine, definition, self.letter.id.period) {
            Ok(grid) => grid,
            Err(problems) => {
                report(problems, place, self.findings);
                self.failed_exhibits.insert(id.to_owned());
                return None;
            }
        };
        let number = self.exhibits.iter().filter(|known| known.kind == kind).count() + 1;
        let exhibit = Exhibit {
            id: id.to_owned(),
            kind,
            number,
            drawn_as: definition.kind,
            title: definition.title.as_ref().map(|title| self.authored(title)).unwrap_or_default(),
            subject: self.subject(definition, &grid),
            emphasis: self.emphasis(definition, &grid),
            sources: sources(&grid.series),
            notes: self.notes(definition, kind, &grid),
            grid,
            place: place.clone(),
            defined_at: definition.place().clone(),
        };
        self.exhibits.push(exhibit);
        Some(Block { content: BlockContent::Exhibit(self.exhibits.len() - 1), place: place.clone() })
    }

    fn subject(&mut self, definition: &FigureDefinition, grid: &Grid) -> Vec<Span> {
        let mut spans = self.authored(&definition.subject);
        let unit = match (&grid.unit, grid.scale) {
            (Some(Unit::Euro), Scale::Thousand) => ", in euro (x\u{a0}1.000)",
            (Some(Unit::Euro), Scale::Million) => ", in miljoenen euro’s",
            (_, Scale::Thousand) => " (x\u{a0}1.000)",
            (_, Scale::Million) => " (x\u{a0}1.000.000)",
            (Some(Unit::Euro), Scale::One) => ", in euro",
            (Some(Unit::Fte), Scale::One) => ", in FTE",
            (Some(Unit::Percent), Scale::One) => ", in procenten",
            (Some(Unit::PercentagePoints), Scale::One) => ", in procentpunten",
            (Some(Unit::Other(word)), Scale::One) => {
                spans.push(Span::Text(format!(", aantal {word}")));
                ""
            }
            (Some(Unit::Persons | Unit::Count), Scale::One) => ", aantal",
            (None, Scale::One) => "",
        };
        if !unit.is_empty() {
            spans.push(Span::Text(unit.to_owned()));
        }
        spans
    }

    fn emphasis(&mut self, definition: &FigureDefinition, grid: &Grid) -> Vec<usize> {
        let mut rows = Vec::new();
        for wanted in &definition.emphasis {
            if let Some(row) = grid.rows.iter().position(|row| row.name == wanted.value) {
                rows.push(row);
                continue;
            }
            match self.engine.periods(wanted, self.letter.id.period) {
                Ok(periods) => {
                    let is_meant =
                        |row: &&(usize, Option<Period>)| row.1.is_some_and(|period| periods.contains(&period));
                    let all: Vec<_> = grid.rows.iter().map(|row| row.period).enumerate().collect();
                    rows.extend(all.iter().filter(is_meant).map(|(index, _)| *index));
                }
                Err(problems) => report(problems, &wanted.place, self.findings),
            }
        }
        rows
    }

    fn notes(&mut self, definition: &FigureDefinition, kind: ExhibitKind, grid: &Grid) -> Vec<Vec<Span>> {
        let mut notes: Vec<Vec<Span>> = definition.notes.iter().map(|note| self.authored(note)).collect();
        let mut texts: Vec<String> = grid.series.iter().flat_map(|series| series.notes.iter().cloned()).collect();
        texts.extend(grid.breaks().into_iter().map(|(_, note)| note.to_owned()));
        texts.extend(provisional_notes(grid));
        texts.extend(unknown_note(grid, kind));
        let mut seen = BTreeSet::new();
        texts.retain(|text| seen.insert(text.clone()));
        let quotes = self.notation.quotes;
        notes.extend(texts.into_iter().map(|text| vec![Span::Text(typography::typeset(&text, quotes))]));
        notes
    }

    /// Text with placeholders from a TOML file, without Markdown.
    fn authored(&mut self, text: &Located<String>) -> Vec<Span> {
        let source = crate::diagnostic::SourceText::new(text.place.file.clone(), text.value.clone());
        let mut own = Findings::new();
        let rendered = self.renderer.render(&source, 0..source.text.len(), &mut own);
        for mut finding in own.sorted().iter().cloned() {
            finding.place = text.place.clone();
            self.findings.push(finding);
        }
        rendered.map(|rendered| self.resolve(&rendered.text, &text.place)).unwrap_or_default()
    }

    pub(super) fn declare_footnote(&mut self, label: &str) {
        let next = self.labels.len();
        self.labels.entry(label.to_owned()).or_insert(next);
        self.footnotes.resize(self.labels.len(), None);
    }

    pub(super) fn define_footnote(&mut self, label: &str, blocks: Vec<Block>) {
        if let Some(slot) = self.labels.get(label).and_then(|index| self.footnotes.get_mut(*index)) {
            *slot = Some(blocks);
        }
    }

    pub(super) fn footnote(&mut self, label: &str, place: &Place) -> Option<Span> {
        let found = self.labels.get(label).copied().map(Span::Footnote);
        if found.is_none() {
            self.report_footnote(label, place);
        }
        found
    }

    /// A mark without a text is no footnote to the Markdown parser, so it stays in the words.
    fn report_stray_footnotes(&mut self, text: &str, place: &Place) {
        let mut rest = text;
        while let Some(at) = rest.find("[^") {
            rest = &rest[at + 2..];
            if let Some(end) = rest.find(']') {
                self.report_footnote(&rest[..end], place);
            }
        }
    }

    fn report_footnote(&mut self, label: &str, place: &Place) {
        self.findings.push(
            Finding::new(Code::UnknownFootnote, place.clone(), format!("De voetnoot \"{label}\" heeft geen tekst."))
                .hint(format!("Zet onder de alinea een regel die begint met [^{label}]: en dan de tekst.")),
        );
    }

    /// A link, unless it leads nowhere.
    pub(super) fn link(&mut self, url: &str, spans: Vec<Span>, place: &Place) -> Span {
        let url = self.resolve_plain(url);
        slips::check_link(&url, place, self.findings);
        Span::Link { url, spans }
    }

    pub(super) fn heading(&mut self, level: u8, spans: Vec<Span>, place: &Place) -> BlockContent {
        if self.plain(&spans).trim().is_empty() && !has_reference(&spans) {
            self.findings.push(
                Finding::new(Code::EmptyHeading, place.clone(), "Deze kop heeft geen tekst.")
                    .hint("Schrijf wat eronder staat, of haal de hekjes weg."),
            );
        }
        BlockContent::Heading { level, spans }
    }

    pub(super) fn picture(&mut self, path: &str, alt: String, place: &Place) -> Block {
        if alt.trim().is_empty() {
            self.findings.push(
                Finding::new(Code::MissingAltText, place.clone(), "Deze afbeelding heeft geen beschrijving.")
                    .hint("Schrijf tussen de haken wat er te zien is: ![Kaart met de vier wijken](kaart.svg)."),
            );
        }
        Block { content: BlockContent::Picture { path: format!("data/{path}"), alt }, place: place.clone() }
    }

    /// Puts the text under the sections of the form.
    fn sections(&mut self, top: Vec<TopBlock>) -> Vec<SectionText> {
        let form = self.letter.form.clone();
        let mut found: BTreeMap<usize, Vec<Block>> = BTreeMap::new();
        // Text under an unknown or doubled heading is read, but printed nowhere.
        let mut current: Option<usize> = None;
        let mut before_first = true;
        for block in top {
            match block {
                TopBlock::Section { title, place } => {
                    before_first = false;
                    current = self.section(&form, &title, &place, &found);
                    if let Some(index) = current {
                        found.insert(index, Vec::new());
                    }
                }
                TopBlock::Block(block) if before_first => {
                    before_first = false;
                    self.findings.push(
                        Finding::new(
                            Code::TextOutsideSection,
                            block.place.clone(),
                            "Deze tekst staat nog niet onder een onderdeel.",
                        )
                        .hint(format!("Zet er een kop boven, zoals: # {}", form.sections[0].id)),
                    );
                }
                TopBlock::Block(block) => {
                    if let Some(blocks) = current.and_then(|index| found.get_mut(&index)) {
                        blocks.push(block);
                    }
                }
            }
        }
        for blocks in found.values() {
            self.check_levels(blocks);
        }
        self.in_form_order(&form, found)
    }

    fn section(
        &mut self,
        form: &Form,
        title: &str,
        place: &Place,
        found: &BTreeMap<usize, Vec<Block>>,
    ) -> Option<usize> {
        let wanted = title.trim().to_lowercase();
        let is_meant = |name: &str| name.to_lowercase() == wanted;
        let Some(index) = form.sections.iter().position(|section| is_meant(&section.id) || is_meant(&section.heading))
        else {
            let ids: Vec<&str> = form.sections.iter().map(|section| section.id.as_str()).collect();
            self.findings.push(
                Finding::new(
                    Code::UnknownSection,
                    place.clone(),
                    format!("Het sjabloon {} heeft geen onderdeel \"{}\".", form.id, title.trim()),
                )
                .hint(did_you_mean(title, ids.iter().copied()).unwrap_or_else(|| format!("Wel: {}.", ids.join(", "))))
                .hint("Een vrije tussenkop begint met twee hekjes: ##"),
            );
            return None;
        };
        if found.contains_key(&index) {
            self.findings.push(
                Finding::new(
                    Code::DuplicateSection,
                    place.clone(),
                    format!("Het onderdeel \"{}\" staat er al.", title.trim()),
                )
                .hint("Voeg de twee stukken tekst samen onder één kop."),
            );
            return None;
        }
        Some(index)
    }

    fn check_levels(&mut self, blocks: &[Block]) {
        let mut deepest = 1;
        for block in blocks {
            let BlockContent::Heading { level, spans } = &block.content else { continue };
            if *level > deepest + 1 {
                let title = self.plain(spans);
                self.findings.push(
                    Finding::new(
                        Code::SkippedHeading,
                        block.place.clone(),
                        format!("De kop \"{title}\" slaat een niveau over."),
                    )
                    .hint(format!(
                        "Gebruik {} in plaats van {}.",
                        "#".repeat(usize::from(deepest) + 1),
                        "#".repeat(usize::from(*level))
                    )),
                );
            }
            deepest = *level;
        }
    }

    fn in_form_order(&mut self, form: &Form, mut found: BTreeMap<usize, Vec<Block>>) -> Vec<SectionText> {
        // A section that is empty because of another error, or misnamed, is not missing.
        let explained = self.findings.has_errors();
        let mut sections = Vec::new();
        for (index, section) in form.sections.iter().enumerate() {
            let heading_is_there = found.contains_key(&index);
            let blocks = found.remove(&index).filter(|blocks| !blocks.is_empty());
            let blocks = match (blocks, &section.when_absent) {
                (Some(blocks), _) => blocks,
                (None, _)
                    if section.required
                        && explained
                        && (heading_is_there || self.findings.has_code(Code::UnknownSection)) =>
                {
                    continue;
                }
                (None, _) if section.required => {
                    self.findings.push(
                        Finding::new(
                            Code::MissingSection,
                            Place::file(self.letter.source.path.clone()),
                            format!("Het onderdeel \"{}\" ontbreekt of is leeg.", section.id),
                        )
                        .hint(format!("Zet in de brief een kop \"# {}\" met tekst eronder.", section.id)),
                    );
                    continue;
                }
                (None, Some(text)) => {
                    let content = BlockContent::Paragraph(vec![Span::Text(text.clone())]);
                    vec![Block { content, place: Place::file(self.letter.source.path.clone()) }]
                }
                (None, None) => continue,
            };
            sections.push(SectionText { heading: section.heading.clone(), blocks });
        }
        sections
    }
}

fn has_reference(spans: &[Span]) -> bool {
    spans.iter().any(|span| matches!(span, Span::Reference { .. }))
}

/// A figure in running text.
fn printed_figure(figure: &Figure, wording: Wording, notation: &Notation) -> String {
    let number = figure.amount.number().unwrap_or_default();
    match (wording, number_word(number)) {
        (Wording::Word, Some(word)) => return word.to_owned(),
        (Wording::CapitalWord, Some(word)) => return capitalised(word),
        _ => {}
    }
    let style = Style {
        rounding: figure.rounding,
        scale: figure.scale,
        context: Context::Text,
        with_unit: wording != Wording::Bare,
        signed: false,
    };
    notation.format(number, &figure.unit, style)
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
fn unknown_note(grid: &Grid, kind: ExhibitKind) -> Option<String> {
    let unknown =
        grid.cells.iter().flatten().any(|cell| cell.as_ref().is_some_and(|figure| figure.amount.number().is_none()));
    let absent = grid.cells.iter().flatten().any(Option::is_none);
    match kind {
        ExhibitKind::Table if unknown => Some("Een punt betekent dat het cijfer niet bekend is.".to_owned()),
        ExhibitKind::Chart if unknown || absent => Some("Niet alle cijfers zijn bekend.".to_owned()),
        _ => None,
    }
}

fn provisional_notes(grid: &Grid) -> Vec<String> {
    let periods = grid.provisional_periods();
    let (Some(first), Some(last)) = (periods.first(), periods.last()) else { return Vec::new() };
    let which = match periods.len() {
        1 => first.in_words(),
        2 => format!("{} en {}", first.in_words(), last.in_words()),
        _ => format!("{} tot en met {}", first.in_words(), last.in_words()),
    };
    let mut notes = Vec::new();
    for series in &grid.series {
        let shown = |provisional: &&crate::load::Provisional| {
            grid.figures().flat_map(|figure| &figure.cells).any(|cell| {
                Arc::ptr_eq(&cell.series, series)
                    && provisional.covers(series.rows[cell.row].period, &series.measures[cell.measure].id)
            })
        };
        notes.extend(series.provisional.iter().filter(shown).filter_map(|provisional| provisional.note.clone()));
    }
    if notes.is_empty() {
        notes.push(format!("De cijfers over {which} zijn voorlopig."));
    }
    notes
}

/// Finds the exhibit that each reference means; references can stand before it.
fn resolve_references(document: &mut Document, failed: &BTreeSet<String>, findings: &mut Findings) {
    let exhibits: Vec<(String, ExhibitKind)> =
        document.exhibits.iter().map(|exhibit| (exhibit.id.clone(), exhibit.kind)).collect();
    let mut resolve = |spans: &mut Vec<Span>, place: &Place| resolve_spans(spans, place, &exhibits, failed, findings);
    for section in &mut document.sections {
        resolve_blocks(&mut section.blocks, &mut resolve);
    }
    for footnote in &mut document.footnotes {
        resolve_blocks(footnote, &mut resolve);
    }
    for exhibit in &mut document.exhibits {
        let place = exhibit.place.clone();
        exhibit.notes.iter_mut().for_each(|note| resolve(note, &place));
    }
}

fn resolve_blocks(blocks: &mut [Block], resolve: &mut impl FnMut(&mut Vec<Span>, &Place)) {
    for block in blocks {
        match &mut block.content {
            BlockContent::Heading { spans, .. } | BlockContent::Paragraph(spans) => resolve(spans, &block.place),
            BlockContent::List { items, .. } => items.iter_mut().for_each(|item| resolve_blocks(item, resolve)),
            BlockContent::Quote(inner) => resolve_blocks(inner, resolve),
            BlockContent::Table { head, rows, .. } => {
                head.iter_mut().chain(rows.iter_mut().flatten()).for_each(|cell| resolve(cell, &block.place));
            }
            _ => {}
        }
    }
}

fn resolve_spans(
    spans: &mut [Span],
    place: &Place,
    exhibits: &[(String, ExhibitKind)],
    failed: &BTreeSet<String>,
    findings: &mut Findings,
) {
    for span in spans {
        match span {
            Span::Strong(inner) | Span::Emphasis(inner) | Span::Link { spans: inner, .. } => {
                resolve_spans(inner, place, exhibits, failed, findings);
            }
            Span::Reference { target, kind, exhibit, .. } => {
                *exhibit =
                    exhibits.iter().position(|(id, known)| id == target && kind.is_none_or(|kind| kind == *known));
                if exhibit.is_none() && !failed.contains(target) {
                    findings.push(
                        Finding::new(
                            Code::UnknownReference,
                            place.clone(),
                            format!("De verwijzing naar \"{target}\" gaat nergens heen: die staat niet in deze brief."),
                        )
                        .hint(format!(
                            "Zet {{{{ grafiek(\"{target}\") }}}} of {{{{ tabel(\"{target}\") }}}} in de brief."
                        )),
                    );
                }
            }
            _ => {}
        }
    }
}
