//! What is known of a document while it is being composed, and what its parts have in common: words with values,
//! footnotes, links, pictures.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding, Findings, Place, SourceText, Spot};
use crate::dutch::notation::{Context, Notation, Style, capitalised, number_word};
use crate::dutch::unit::Unit;
use crate::dutch::withheld::Withheld;
use crate::indicator::{Amount, Engine, Number, Wording, report};
use crate::load::{Cover, Located, Manuscript};
use crate::marker::{self, Piece};

use super::directive::{Directive, Setting};
use super::document::{Block, BlockContent, Exhibit, ExhibitKind, Gap, Picture, PrintedNumber, Span, Waiver};
use super::placeholder::{Printed, Renderer};
use super::plain::plain;
use super::room::{with_room, without_heading};
use super::scope::DocumentScope;
use super::slips;
use super::words::Words;

/// Gathers the parts of one document.
pub struct Composer<'m> {
    pub manuscript: &'m Manuscript,
    pub engine: &'m Arc<Engine>,
    pub renderer: Renderer,
    pub notation: Notation,
    pub numbers: Vec<PrintedNumber>,
    pub exhibits: Vec<Exhibit>,
    /// Charts and tables that are in the text, but could not be made; already reported.
    pub failed_exhibits: BTreeSet<String>,
    footnotes: BTreeMap<String, Footnote>,
    /// Whether a typed table is read, whose figures are written alike.
    pub in_table: bool,
    /// Waivers of the block that is being read.
    pub open_waivers: Vec<OpenWaiver>,
    /// Settings of the slide or the picture that is being read.
    pub open_settings: Vec<(Setting, Place)>,
    /// How many pictures have a caption so far.
    figures_of_pictures: usize,
    pub waivers: Vec<Waiver>,
    pub findings: &'m mut Findings,
}

/// A footnote, known by its label before its text has been read.
struct Footnote {
    /// Its position in the document.
    index: usize,
    /// Where its text stands.
    place: Place,
    is_cited: bool,
    blocks: Vec<Block>,
}

/// A waiver of a block whose end is not yet known.
pub struct OpenWaiver {
    /// Which findings it accepts.
    pub code: Code,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub place: Place,
}

impl<'m> Composer<'m> {
    /// Nothing composed yet.
    pub fn new(manuscript: &'m Manuscript, engine: &'m Arc<Engine>, findings: &'m mut Findings) -> Self {
        Self {
            manuscript,
            engine,
            renderer: Renderer::new(DocumentScope::new(manuscript, engine)),
            notation: engine.data().municipality.notation.clone(),
            numbers: Vec::new(),
            exhibits: Vec::new(),
            failed_exhibits: BTreeSet::new(),
            footnotes: BTreeMap::new(),
            in_table: false,
            open_waivers: Vec::new(),
            open_settings: Vec::new(),
            figures_of_pictures: 0,
            waivers: Vec::new(),
            findings,
        }
    }

    pub fn line_place(&self, line: usize) -> Place {
        Place::line(&self.manuscript.source, line)
    }

    /// Words with markers to spans: typography first, then the values.
    pub fn resolve(&mut self, marked: Words) -> Vec<Span> {
        let marked = marked.typeset(&self.notation);
        self.report_stray_footnotes(&marked);
        slips::check_words(&marked, self.findings);
        let mut spans = Vec::new();
        for (range, piece) in marker::pieces(marked.text()) {
            match piece {
                Piece::Text(text) => {
                    // "€ 5,3 mln." at the end of a sentence has one full stop.
                    let is_second = spans.last().is_some_and(|before| self.ends_with_full_stop(before))
                        && text.starts_with('.')
                        && !text.starts_with("..");
                    let part = range.start + usize::from(is_second)..range.end;
                    spans.extend((!part.is_empty()).then(|| Span::Text(marked.part(part))));
                }
                Piece::Stretch(_) | Piece::Place(_) => {}
                Piece::Value(index) => spans.extend(self.value(index, &marked.place(range))),
            }
        }
        slips::check_units(&spans, &self.numbers, self.findings);
        spans
    }

    fn ends_with_full_stop(&self, span: &Span) -> bool {
        match span {
            Span::Number(index) => self.numbers.get(*index).is_some_and(|number| number.printed.ends_with('.')),
            Span::Given(words) => words.text().ends_with('.'),
            _ => false,
        }
    }

    fn value(&mut self, index: usize, place: &Place) -> Option<Span> {
        match self.renderer.printed(index)? {
            Printed::Text(text) => Some(Span::Given(Words::of_place(&text, place))),
            Printed::Number(number, wording) => Some(self.number(number, wording, place)),
            Printed::Directive(Directive::Reference { kind, target, capital }) => {
                Some(Span::Reference { target, kind, capital, to: None, place: place.clone() })
            }
            Printed::Directive(Directive::StatusSentence) => Some(Span::StatusSentence(place.clone())),
            Printed::Directive(Directive::Exhibit(kind, id)) => {
                let word = if kind == ExhibitKind::Chart { "Grafiek" } else { "Tabel" };
                self.findings.push(
                    Finding::new(
                        Code::ExhibitNotAlone,
                        place.clone(),
                        format!("{word} \"{id}\" staat midden in de tekst."),
                    )
                    .hint("Zet haar op een eigen regel, met een lege regel ervoor en erna. Verwijs in de zin met verwijs(...).")
                    .fix(with_room(place)),
                );
                None
            }
            Printed::Directive(Directive::Waiver(waiver)) => {
                let is_mark = matches!(&waiver, Err(problem) if problem.code == Code::LookAgain);
                let name = if is_mark { "nakijken" } else { "akkoord" };
                self.findings.push(
                    Finding::new(Code::WrongCall, place.clone(), format!("Hier kan {name}() niet staan."))
                        .hint(format!("Zet {name}() in de tekst zelf, achter de zin waar het over gaat.")),
                );
                None
            }
            Printed::Directive(Directive::Setting(setting)) => {
                self.setting_out_of_place(&setting, place);
                None
            }
            Printed::Problems(problems) => {
                report(problems, place, self.findings);
                Some(Span::Gap(Gap::Figure))
            }
        }
    }

    /// A setting where it says nothing: only a slide is arranged, and only a picture in a letter is given a width.
    pub fn setting_out_of_place(&mut self, setting: &Setting, place: &Place) {
        let on_slide =
            |name: &str| format!("Zet {name}() in een presentatie, op een eigen regel onder de kop van een dia.");
        let (name, hint) = match setting {
            Setting::Steps => ("stappen", on_slide("stappen")),
            Setting::Layout(_) => ("indeling", on_slide("indeling")),
            Setting::Width(_) => {
                let hint =
                    "Zet breedte() in een brief, achter één afbeelding. Op een dia krijgt een afbeelding alle ruimte.";
                ("breedte", hint.to_owned())
            }
        };
        let message = format!("Hier kan {name}() niet staan.");
        self.findings.push(Finding::new(Code::WrongCall, place.clone(), message).hint(hint));
    }

    /// The number that the next chart, table or picture of this kind gets.
    pub fn next_number(&self, kind: ExhibitKind) -> usize {
        let pictures = if kind == ExhibitKind::Chart { self.figures_of_pictures } else { 0 };
        self.exhibits.iter().filter(|known| known.kind == kind).count() + pictures + 1
    }

    fn number(&mut self, number: Number, wording: Wording, place: &Place) -> Span {
        if let Amount::Withheld(reason) = number.amount {
            let shown = withheld_words(reason, &number.unit, wording).replace('\u{a0}', " ");
            let finding = if number.indicator().is_some() && !self.engine.is_sum_of_its_cells(&number) {
                let message =
                    format!("\"{}\" is een klein aantal dat uit andere cijfers te berekenen is.", number.label);
                Finding::new(Code::SmallCountDisclosed, place.clone(), message)
                    .hint("Noem niet beide cijfers waaruit het volgt. Of noem een grotere groep.")
            } else {
                let message = format!("\"{}\" is een klein aantal: in de PDF staat \"{shown}\".", number.label);
                Finding::new(Code::SmallCount, place.clone(), message)
                    .hint("Kijk of de zin zo nog goed loopt. Of noem een grotere groep.")
            };
            self.findings.push(finding);
        }
        let context = if self.in_table { Context::Table } else { Context::Text };
        let printed = printed_number(&number, wording, context, &self.notation);
        self.numbers.push(PrintedNumber { number, printed, wording, place: place.clone() });
        Span::Number(self.numbers.len() - 1)
    }

    /// Markers replaced by what they print, for links and verbatim text.
    pub fn filled_in(&mut self, marked: &Words) -> Words {
        let mut words = Words::new(marked.source());
        for (range, piece) in marker::pieces(marked.text()) {
            match piece {
                Piece::Text(_) => words.push_part(marked, range),
                Piece::Stretch(_) | Piece::Place(_) => {}
                Piece::Value(index) => match self.value(index, &marked.place(range.clone())) {
                    Some(Span::Given(given)) => words.push_words(&given),
                    Some(Span::Number(number)) => words.push(&self.numbers[number].printed, marked.range(range)),
                    Some(_) => self.findings.push(
                        Finding::new(
                            Code::NotPrintable,
                            marked.place(range),
                            "Een verwijzing kan niet in een link of in letterlijke tekst.",
                        )
                        .hint("Zet de verwijzing in een gewone zin."),
                    ),
                    None => {}
                },
            }
        }
        words
    }

    /// The words of spans.
    pub fn plain(&self, spans: &[Span]) -> String {
        plain(spans, &self.numbers, &self.exhibits)
    }

    /// A paragraph, unless nothing is left of it.
    pub fn paragraph(&self, spans: Vec<Span>, place: &Place) -> Vec<Block> {
        let is_blank = |span: &Span| match span {
            Span::Text(words) | Span::Given(words) => words.text().trim().is_empty(),
            _ => false,
        };
        if spans.iter().all(is_blank) {
            Vec::new()
        } else {
            vec![Block { content: BlockContent::Paragraph(spans), place: place.clone() }]
        }
    }

    /// The exhibits of a paragraph that holds nothing else.
    pub fn lone_exhibits(&mut self, marked: &Words) -> Option<Vec<Block>> {
        let mut wanted = Vec::new();
        for (range, piece) in marker::pieces(marked.text()) {
            match piece {
                Piece::Text(text) if text.trim().is_empty() => {}
                Piece::Value(index) => match self.renderer.printed(index)? {
                    Printed::Directive(Directive::Exhibit(kind, id)) => wanted.push((kind, id, marked.place(range))),
                    Printed::Directive(Directive::Waiver(_) | Directive::Setting(_)) => {}
                    _ => return None,
                },
                _ => return None,
            }
        }
        if wanted.is_empty() {
            return None;
        }
        self.take_waivers(marked);
        Some(wanted.into_iter().filter_map(|(kind, id, place)| self.exhibit(kind, &id, &place)).collect())
    }

    /// Text with placeholders from a TOML file, without Markdown.
    pub fn authored(&mut self, text: &Located<String>) -> Vec<Span> {
        let value = SourceText::new(text.place.file.clone(), text.value.clone());
        let written = Words::of_toml(text);
        let mut own = Findings::new();
        let rendered = self.renderer.render(&value, 0..value.text.len(), &mut own);
        for mut finding in own.sorted().iter().cloned() {
            finding.place = match (finding.code, &finding.place.spot) {
                (Code::FollowsFromError, _) => Place::file(&self.manuscript.source.path),
                (_, Spot::Text { source, range }) if Arc::ptr_eq(source, &value) => written.place(range.clone()),
                _ => text.place.clone(),
            };
            self.findings.push(finding);
        }
        rendered.map(|rendered| self.resolve(rendered.words.within(&written))).unwrap_or_default()
    }

    pub fn declare_footnote(&mut self, label: &str, place: Place) {
        let index = self.footnotes.len();
        let footnote = Footnote { index, place, is_cited: false, blocks: Vec::new() };
        self.footnotes.entry(label.to_owned()).or_insert(footnote);
    }

    /// Footnote texts that no mark leads to would be lost without a word.
    pub fn report_lost_footnotes(&mut self) {
        for (label, footnote) in self.footnotes.iter().filter(|(_, footnote)| !footnote.is_cited) {
            let message = format!("De tekst van voetnoot \"{label}\" hoort bij geen enkele zin.");
            self.findings.push(
                Finding::new(Code::UnknownFootnote, footnote.place.clone(), message)
                    .hint(format!("Zet [^{label}] achter de zin waar de noot bij hoort, of haal de noot weg.")),
            );
        }
    }

    pub fn define_footnote(&mut self, label: &str, blocks: Vec<Block>) {
        if let Some(footnote) = self.footnotes.get_mut(label) {
            footnote.blocks = blocks;
        }
    }

    pub fn footnote(&mut self, label: &str, place: Place) -> Option<Span> {
        let Some(footnote) = self.footnotes.get_mut(label) else {
            self.report_footnote(label, place);
            return None;
        };
        footnote.is_cited = true;
        Some(Span::Footnote(footnote.index))
    }

    /// The texts of the footnotes, by their positions.
    pub fn take_footnotes(&mut self) -> Vec<Vec<Block>> {
        let mut footnotes: Vec<Footnote> = std::mem::take(&mut self.footnotes).into_values().collect();
        footnotes.sort_by_key(|footnote| footnote.index);
        footnotes.into_iter().map(|footnote| footnote.blocks).collect()
    }

    /// A mark without a text is no footnote to the Markdown parser, so it stays in the words.
    fn report_stray_footnotes(&mut self, words: &Words) {
        let text = words.text();
        for (at, _) in text.match_indices("[^") {
            let label = at + 2;
            if let Some(length) = text[label..].find(']') {
                self.report_footnote(&text[label..label + length], words.place(at..label + length + 1));
            }
        }
    }

    fn report_footnote(&mut self, label: &str, place: Place) {
        self.findings.push(
            Finding::new(Code::UnknownFootnote, place, format!("De voetnoot \"{label}\" heeft geen tekst."))
                .hint(format!("Zet onder de alinea een regel die begint met [^{label}]: en dan de tekst.")),
        );
    }

    /// A link, unless it leads nowhere.
    pub fn link(&mut self, url: &Words, spans: Vec<Span>) -> Span {
        let url = self.filled_in(url);
        slips::check_link(url.text(), &url.whole_place(), self.findings);
        Span::Link { url: url.text().to_owned(), spans }
    }

    pub fn heading(&mut self, level: u8, spans: Vec<Span>, place: &Place) -> BlockContent {
        let has_reference = spans.iter().any(|span| matches!(span, Span::Reference { .. } | Span::StatusSentence(_)));
        if self.plain(&spans).trim().is_empty() && !has_reference {
            self.findings.push(
                Finding::new(Code::EmptyHeading, place.clone(), "Deze kop heeft geen tekst.")
                    .hint("Schrijf wat eronder staat, of haal de hekjes weg.")
                    .fix(without_heading(place)),
            );
        }
        BlockContent::Heading { level, spans }
    }

    /// A picture with what stands below it.
    pub fn picture(&mut self, path: &Words, alt: Words, caption: Vec<Span>, place: &Place) -> Block {
        let hint = "Schrijf tussen de haken wat er te zien is: ![Kaart met de vier wijken](kaart.svg).";
        self.described_picture(path, alt, caption, place, hint)
    }

    /// The picture beside the title of a presentation.
    pub fn cover(&mut self, cover: &Cover) -> Block {
        let alt = cover.alt.as_ref().map(|alt| self.authored(alt)).unwrap_or_default();
        let alt = self.join(&alt);
        let hint = "Zet bovenaan de tekst wat er te zien is: beeld_alt = \"Een schoolplein met spelende kinderen\"";
        let path = Words::of_toml(&cover.picture);
        self.described_picture(&path, alt, Vec::new(), &cover.picture.place, hint)
    }

    /// A picture; `hint` says where its description is written.
    fn described_picture(&mut self, path: &Words, alt: Words, caption: Vec<Span>, place: &Place, hint: &str) -> Block {
        if alt.text().trim().is_empty() {
            let message = "Deze afbeelding heeft geen beschrijving.";
            self.findings.push(Finding::new(Code::MissingAltText, place.clone(), message).hint(hint));
        }
        let path = format!("data/{}", self.filled_in(path).text());
        // On a slide it stands in the small print.
        let is_numbered = !caption.is_empty() && self.manuscript.show.is_none();
        let number = is_numbered.then(|| {
            let number = self.next_number(ExhibitKind::Chart);
            self.figures_of_pictures += 1;
            number
        });
        let picture = Picture { path, alt, caption, number, width: 100 };
        Block { content: BlockContent::Picture(picture), place: place.clone() }
    }

    /// The words of spans of the author's text, as one.
    pub fn join(&self, spans: &[Span]) -> Words {
        let mut words = Words::new(&self.manuscript.source);
        self.join_to(&mut words, spans);
        words
    }

    fn join_to(&self, words: &mut Words, spans: &[Span]) {
        for span in spans {
            match span {
                Span::Text(text) | Span::Given(text) | Span::Code(text) => words.push_words(text),
                Span::Number(index) => {
                    let number = &self.numbers[*index];
                    words.push_at(&number.printed, &number.place);
                }
                Span::Strong(inner) | Span::Emphasis(inner) | Span::Link { spans: inner, .. } => {
                    self.join_to(words, inner);
                }
                Span::LineBreak => words.push_unplaced(" "),
                Span::Reference { .. } | Span::Footnote(_) | Span::StatusSentence(_) | Span::Gap(_) => {}
            }
        }
    }
}

/// "drie", "zeven dagen", "tien procent": numbers up to twenty as words, with the unit.
fn in_words(number: Decimal, unit: &Unit) -> Option<String> {
    let number = if unit.is_fraction() { number * Decimal::ONE_HUNDRED } else { number };
    let word = number_word(number)?;
    let after = if number.abs() == Decimal::ONE { unit.after_one() } else { unit.after_number().map(Into::into) };
    Some(after.map_or_else(|| word.to_owned(), |after| format!("{word}\u{a0}{after}")))
}

/// "minder dan 10 gezinnen": what stands for a count that is withheld.
fn withheld_words(reason: Withheld, unit: &Unit, wording: Wording) -> String {
    let words = reason.in_words().unwrap_or_default();
    match unit.after_withheld() {
        Some(name) if wording != Wording::Bare => format!("{words}\u{a0}{name}"),
        _ if wording == Wording::CapitalWord => capitalised(&words),
        _ => words,
    }
}

/// A number in running text.
pub fn printed_number(number: &Number, wording: Wording, context: Context, notation: &Notation) -> String {
    let value = match number.amount {
        Amount::Number(value) => value,
        Amount::Withheld(reason) => return withheld_words(reason, &number.unit, wording),
        Amount::Missing(_) => return String::new(),
    };
    if matches!(wording, Wording::Word | Wording::CapitalWord)
        && let Some(words) = in_words(value, &number.unit)
    {
        return if wording == Wording::CapitalWord { capitalised(&words) } else { words };
    }
    let style = Style {
        rounding: number.rounding,
        scale: number.scale,
        context,
        with_unit: wording != Wording::Bare,
        signed: false,
    };
    notation.format(value, &number.unit, style)
}
