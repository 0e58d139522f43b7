//! A letter's Markdown, composed into a [`Document`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pulldown_cmark::{Event, Tag};
use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding, Findings, Place, did_you_mean};
use crate::dutch::notation::{Context, Notation, Style, Unit, capitalised, list_of_names, number_word};
use crate::dutch::period::date_in_words;
use crate::dutch::status::Status;
use crate::dutch::withheld::Withheld;
use crate::indicator::{Amount, Engine, Number, Problem, Wording, report};
use crate::load::{DefinitionKind, Located, Manuscript};
use crate::marker::{self, Piece};

use super::document::{
    Block, BlockContent, Document, Exhibit, ExhibitKind, PrintedNumber, Span, Waiver, printed_field,
};
use super::exhibits::rounded_note;
use super::markdown;
use super::placeholder::{Printed, Renderer, ValuePlaces};
use super::scope::DocumentScope;
use super::scope::Setting;
use super::status_notes::{StatusNote, status_notes};
use super::waivers::OpenWaiver;
use super::{references, slips};
use crate::dutch::typography;

/// Composes a letter. What is wrong with it goes into `findings`; with an error among
/// them the document is good for further checks only.
pub fn compose(letter: &Manuscript, engine: &Arc<Engine>, findings: &mut Findings) -> Document {
    let notation = engine.data().municipality.notation.clone();
    check_pilot(letter, engine, findings);
    let mut composer = Composer {
        letter,
        engine,
        renderer: Renderer::new(DocumentScope::new(letter, engine)),
        notation: notation.clone(),
        figures: Vec::new(),
        exhibits: Vec::new(),
        failed_exhibits: BTreeSet::new(),
        value_places: ValuePlaces::new(),
        labels: BTreeMap::new(),
        footnotes: Vec::new(),
        cited_footnotes: BTreeSet::new(),
        open_waivers: Vec::new(),
        open_settings: Vec::new(),
        waivers: Vec::new(),
        findings,
    };
    let title = composer.authored(&letter.subject);
    let rendered = composer.renderer.render(&letter.source, letter.body.clone(), composer.findings);
    let top = rendered.map(|(rendered, places)| {
        composer.value_places = places;
        let top = markdown::parse(&rendered, &mut composer);
        composer.report_lost_footnotes();
        top
    });
    let sections = top.map(|top| match letter.show {
        Some(show) => composer.slides(top, show),
        None => composer.sections(top),
    });
    let sections = sections.unwrap_or_default();
    let fields = header_fields(letter, &composer.plain(&title));
    let Composer { figures, exhibits, footnotes, failed_exhibits, waivers, .. } = composer;
    let printed = || figures.iter().map(|figure| &figure.figure);
    let mut status_notes = status_notes(printed(), &notation);
    status_notes.extend(rounded_note(printed()).map(|text| StatusNote { status: Status::Definitive, text }));
    let mut document = Document {
        id: letter.id.clone(),
        path: letter.source.path.clone(),
        pilot: letter.pilot.as_ref().map(|name| name.value.replace('-', "_")),
        form: letter.form.clone(),
        title,
        title_place: letter.subject.place.clone(),
        date: letter.date,
        status: letter.status,
        version: letter.version,
        correction: letter.correction.as_ref().map(|text| text.value.clone()),
        keywords: letter.keywords.clone(),
        fields,
        show: letter.show,
        sections,
        numbers: figures,
        exhibits,
        footnotes: footnotes.into_iter().map(Option::unwrap_or_default).collect(),
        with_origins: letter.with_origins,
        status_notes,
        waivers,
        waived: Vec::new(),
    };
    references::resolve(&mut document, &failed_exhibits, findings);
    document
}

fn check_pilot(letter: &Manuscript, engine: &Engine, findings: &mut Findings) {
    let pilots = &engine.data().pilots;
    if let Some(name) = &letter.pilot
        && !pilots.contains_key(&name.value.replace('-', "_"))
    {
        if let Some(cause) = engine.data().cause_of(&name.value.replace('-', "_"), &[DefinitionKind::Pilots]) {
            findings.push(Problem::follows_from(&cause).into_finding(&name.place));
            return;
        }
        findings.push(
            Finding::new(Code::UnknownName, name.place.clone(), format!("Er is geen pilot \"{}\".", name.value))
                .maybe_hint(did_you_mean(&name.value, pilots.keys().map(String::as_str)))
                .hint("Een pilot is een bestand in data/pilots."),
        );
    }
}

fn header_fields(letter: &Manuscript, title: &str) -> Vec<(String, String)> {
    let value = |key: &str| match key {
        "datum" => Some(date_in_words(letter.date)),
        "periode" => Some(letter.id.period.in_words()),
        "status" => Some(letter.status.word().to_owned()),
        "trefwoorden" => (!letter.keywords.is_empty()).then(|| list_of_names(&letter.keywords)),
        "onderwerp" => Some(title.to_owned()),
        _ => letter.fields.get(key).map(printed_field),
    };
    let fields = letter.form.fields.iter();
    fields.filter_map(|field| Some((field.label.clone(), value(&field.key)?))).collect()
}

/// Gathers the parts of one document.
pub(super) struct Composer<'l> {
    pub(super) letter: &'l Manuscript,
    pub(super) engine: &'l Arc<Engine>,
    pub(super) renderer: Renderer,
    pub(super) notation: Notation,
    figures: Vec<PrintedNumber>,
    pub(super) exhibits: Vec<Exhibit>,
    /// Charts and tables that are in the text, but could not be made; already reported.
    pub(super) failed_exhibits: BTreeSet<String>,
    /// The placeholder of each value in the letter's own text.
    pub(super) value_places: ValuePlaces,
    /// Footnote labels and their positions.
    labels: BTreeMap<String, usize>,
    footnotes: Vec<Option<Vec<Block>>>,
    /// Footnotes that a mark leads to.
    cited_footnotes: BTreeSet<usize>,
    /// Waivers of the block that is being read.
    pub(super) open_waivers: Vec<OpenWaiver>,
    /// Settings of the slide that is being read.
    pub(super) open_settings: Vec<(Setting, Place)>,
    pub(super) waivers: Vec<Waiver>,
    pub(super) findings: &'l mut Findings,
}

impl Composer<'_> {
    pub(super) fn line_place(&self, line: usize) -> Place {
        Place::line(&self.letter.source, line)
    }

    /// Words with markers to spans: typography first, then the values.
    pub(super) fn resolve(&mut self, marked: &str, place: &Place) -> Vec<Span> {
        let marked = typography::typeset(marked, &self.notation);
        self.report_stray_footnotes(&marked, place);
        slips::check_words(&marked, place, self.findings);
        let mut spans = Vec::new();
        for piece in marker::pieces(&marked) {
            match piece {
                Piece::Text(text) => {
                    // "€ 5,3 mln." at the end of a sentence has one full stop.
                    let is_second = spans.last().is_some_and(|before| self.ends_with_full_stop(before));
                    let text =
                        text.strip_prefix('.').filter(|rest| is_second && !rest.starts_with('.')).unwrap_or(text);
                    spans.extend((!text.is_empty()).then(|| Span::Text(text.to_owned())));
                }
                Piece::Line(_) | Piece::Place(_) => {}
                Piece::Value(index) => spans.extend(self.value(index, place)),
            }
        }
        slips::check_units(&spans, &self.figures, place, self.findings);
        spans
    }

    fn ends_with_full_stop(&self, span: &Span) -> bool {
        match span {
            Span::Number(index) => self.figures.get(*index).is_some_and(|figure| figure.printed.ends_with('.')),
            Span::Given(text) => text.ends_with('.'),
            _ => false,
        }
    }

    fn value(&mut self, index: usize, place: &Place) -> Option<Span> {
        let own = self.value_places.get(&index).map(|range| Place::text(&self.letter.source, range.clone()));
        let place = own.as_ref().unwrap_or(place);
        match self.renderer.printed(index)? {
            Printed::Text(text) => Some(Span::Given(text)),
            Printed::Number(figure, wording) => Some(self.figure(figure, wording, place)),
            Printed::Reference { kind, target, capital } => {
                Some(Span::Reference { target, kind, capital, exhibit: None })
            }
            Printed::StatusSentence => Some(Span::StatusSentence(place.clone())),
            Printed::Exhibit(kind, id) => {
                self.findings.push(
                    Finding::new(
                        Code::ExhibitNotAlone,
                        place.clone(),
                        format!("{} \"{id}\" staat midden in de tekst.", if kind == ExhibitKind::Chart { "Grafiek" } else { "Tabel" }),
                    )
                    .hint("Zet haar op een eigen regel, met een lege regel ervoor en erna. Verwijs in de zin met verwijs(...)."),
                );
                None
            }
            Printed::Waiver(waiver) => {
                let is_mark = matches!(&waiver, Err(problem) if problem.code == Code::LookAgain);
                let name = if is_mark { "nakijken" } else { "akkoord" };
                self.findings.push(
                    Finding::new(Code::WrongCall, place.clone(), format!("Hier kan {name}() niet staan."))
                        .hint(format!("Zet {name}() in de tekst zelf, achter de zin waar het over gaat.")),
                );
                None
            }
            Printed::Setting(setting) => {
                self.setting_in_document(&setting, place);
                None
            }
            Printed::Problems(problems) => {
                report(problems, place, self.findings);
                None
            }
        }
    }

    /// Nothing but a slide can be shown in another way.
    pub(super) fn setting_in_document(&mut self, setting: &Setting, place: &Place) {
        let name = match setting {
            Setting::Steps => "stappen",
            Setting::Layout(_) => "indeling",
        };
        self.findings.push(
            Finding::new(Code::WrongCall, place.clone(), format!("Hier kan {name}() niet staan."))
                .hint(format!("Zet {name}() in een presentatie, op een eigen regel onder de kop van een dia.")),
        );
    }

    fn figure(&mut self, figure: Number, wording: Wording, place: &Place) -> Span {
        if let Amount::Withheld(reason) = figure.amount {
            let shown = withheld_words(reason, &figure.unit, wording).replace('\u{a0}', " ");
            let finding = if figure.indicator().is_some() && !self.engine.is_sum_of_its_cells(&figure) {
                let message =
                    format!("\"{}\" is een klein aantal dat uit andere cijfers te berekenen is.", figure.label);
                Finding::new(Code::SmallCountDisclosed, place.clone(), message)
                    .hint("Noem niet beide cijfers waaruit het volgt. Of noem een grotere groep.")
            } else {
                let message = format!("\"{}\" is een klein aantal: in de PDF staat \"{shown}\".", figure.label);
                Finding::new(Code::SmallCount, place.clone(), message)
                    .hint("Kijk of de zin zo nog goed loopt. Of noem een grotere groep.")
            };
            self.findings.push(finding);
        }
        let printed = printed_number(&figure, wording, &self.notation);
        self.figures.push(PrintedNumber { figure, printed, wording, place: place.clone() });
        Span::Number(self.figures.len() - 1)
    }

    /// Markers replaced by what they print, for links and verbatim text.
    pub(super) fn resolve_plain(&mut self, marked: &str, place: &Place) -> String {
        let mut out = String::new();
        for piece in marker::pieces(marked) {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Line(_) | Piece::Place(_) => {}
                Piece::Value(index) => match self.value(index, place) {
                    Some(Span::Text(text) | Span::Given(text)) => out.push_str(&text),
                    Some(Span::Number(figure)) => out.push_str(&self.figures[figure].printed),
                    Some(_) => self.findings.push(
                        Finding::new(
                            Code::NotPrintable,
                            place.clone(),
                            "Een verwijzing kan niet in een link of in letterlijke tekst.",
                        )
                        .hint("Zet de verwijzing in een gewone zin."),
                    ),
                    None => {}
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
                Span::Text(text) | Span::Given(text) | Span::Code(text) => out.push_str(text),
                Span::Number(index) => out.push_str(&self.figures[*index].printed),
                Span::Strong(inner) | Span::Emphasis(inner) | Span::Link { spans: inner, .. } => {
                    out.push_str(&self.plain(inner));
                }
                Span::Reference { .. } | Span::Footnote(_) | Span::StatusSentence(_) => {}
                Span::LineBreak => out.push(' '),
            }
        }
        out
    }

    /// A paragraph, unless nothing is left of it.
    pub(super) fn paragraph(&self, spans: Vec<Span>, place: &Place) -> Vec<Block> {
        let is_blank =
            spans.iter().all(|span| matches!(span, Span::Text(text) | Span::Given(text) if text.trim().is_empty()));
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
                    Printed::Waiver(_) | Printed::Setting(_) => {}
                    _ => return None,
                },
                _ => return None,
            }
        }
        if wanted.is_empty() {
            return None;
        }
        self.take_waivers(marked, place);
        Some(wanted.into_iter().filter_map(|(kind, id)| self.exhibit(kind, &id, place)).collect())
    }

    /// Text with placeholders from a TOML file, without Markdown.
    pub(super) fn authored(&mut self, text: &Located<String>) -> Vec<Span> {
        let source = crate::diagnostic::SourceText::new(text.place.file.clone(), text.value.clone());
        let mut own = Findings::new();
        let rendered = self.renderer.render(&source, 0..source.text.len(), &mut own);
        for mut finding in own.sorted().iter().cloned() {
            finding.place = match finding.code {
                Code::FollowsFromError => Place::file(&self.letter.source.path),
                _ => text.place.clone(),
            };
            self.findings.push(finding);
        }
        rendered.map(|(rendered, _)| self.resolve(&rendered.text, &text.place)).unwrap_or_default()
    }

    pub(super) fn declare_footnote(&mut self, label: &str) {
        let next = self.labels.len();
        self.labels.entry(label.to_owned()).or_insert(next);
        self.footnotes.resize(self.labels.len(), None);
    }

    /// Footnote texts that no mark leads to would be lost without a word.
    pub(super) fn report_lost_footnotes(&mut self) {
        let lost: Vec<String> = self
            .labels
            .iter()
            .filter(|(_, index)| !self.cited_footnotes.contains(index))
            .map(|(label, _)| label.clone())
            .collect();
        for label in lost {
            let place = Place::file(&self.letter.source.path);
            let message = format!("De tekst van voetnoot \"{label}\" hoort bij geen enkele zin.");
            self.findings.push(
                Finding::new(Code::UnknownFootnote, place, message)
                    .hint(format!("Zet [^{label}] achter de zin waar de noot bij hoort, of haal de noot weg.")),
            );
        }
    }

    pub(super) fn define_footnote(&mut self, label: &str, blocks: Vec<Block>) {
        if let Some(slot) = self.labels.get(label).and_then(|index| self.footnotes.get_mut(*index)) {
            *slot = Some(blocks);
        }
    }

    pub(super) fn footnote(&mut self, label: &str, place: &Place) -> Option<Span> {
        let found = self.labels.get(label).copied();
        match found {
            Some(index) => {
                self.cited_footnotes.insert(index);
            }
            None => self.report_footnote(label, place),
        }
        found.map(Span::Footnote)
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

    /// Whether an entity such as `&#xE000;` would become one of our markers; that is reported.
    pub(super) fn smuggles_marker(&mut self, event: &Event<'_>, written: &str, line: usize) -> bool {
        let smuggled = match event {
            Event::Text(text) | Event::Code(text) => {
                text.contains(marker::is_marker) && !written.contains(marker::is_marker)
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                dest_url.contains(marker::is_marker) && written.contains("&#")
            }
            _ => false,
        };
        if smuggled {
            self.findings.push(
                Finding::new(
                    Code::PrivateCharacter,
                    self.line_place(line),
                    "Hier staat een code voor een teken zonder vaste betekenis.",
                )
                .hint("Haal de code weg die begint met &#."),
            );
        }
        smuggled
    }

    /// A link, unless it leads nowhere.
    pub(super) fn link(&mut self, url: &str, spans: Vec<Span>, place: &Place) -> Span {
        let url = self.resolve_plain(url, place);
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
        Block {
            content: BlockContent::Picture { path: format!("data/{}", self.resolve_plain(path, place)), alt },
            place: place.clone(),
        }
    }
}

fn has_reference(spans: &[Span]) -> bool {
    spans.iter().any(|span| matches!(span, Span::Reference { .. } | Span::StatusSentence(_)))
}

/// "drie", "zeven dagen", "tien procent": numbers up to twenty as words, with the unit.
fn in_words(number: Decimal, unit: &Unit) -> Option<String> {
    let number = if unit.is_fraction() { number * Decimal::ONE_HUNDRED } else { number };
    let word = number_word(number)?;
    Some(match unit {
        Unit::Persons | Unit::Count => word.to_owned(),
        Unit::Euro => format!("{word}\u{a0}euro"),
        Unit::Percent => format!("{word}\u{a0}procent"),
        Unit::PercentagePoints => format!("{word}\u{a0}procentpunt"),
        Unit::Fte => format!("{word}\u{a0}FTE"),
        Unit::Other(name) => format!("{word}\u{a0}{name}"),
    })
}

/// "minder dan 10 gezinnen": what stands for a count that is withheld.
fn withheld_words(reason: Withheld, unit: &Unit, wording: Wording) -> String {
    let words = reason.in_words().unwrap_or_default();
    match unit {
        Unit::Other(name) if wording != Wording::Bare => format!("{words}\u{a0}{name}"),
        _ if wording == Wording::CapitalWord => capitalised(&words),
        _ => words,
    }
}

/// A figure in running text.
pub(super) fn printed_number(figure: &Number, wording: Wording, notation: &Notation) -> String {
    let number = match figure.amount {
        Amount::Number(number) => number,
        Amount::Withheld(reason) => return withheld_words(reason, &figure.unit, wording),
        Amount::Missing(_) => return String::new(),
    };
    if matches!(wording, Wording::Word | Wording::CapitalWord)
        && let Some(words) = in_words(number, &figure.unit)
    {
        return if wording == Wording::CapitalWord { capitalised(&words) } else { words };
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
