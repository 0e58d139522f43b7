//! A document, its form and the house style as Typst source, with the pictures it needs.

mod anchor;
mod annex;
mod blocks;
mod drawing;
mod literal;
mod slides;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Datelike;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{Environment, ErrorKind, UndefinedBehavior, context};

use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage, SvgImage};

use crate::diagnostic::{Code, Finding, Findings, Place, SourceText};
use crate::dutch::notation::Notation;
use crate::dutch::typography;
use crate::load::Municipality;
use crate::project::Files;
use crate::text::{BlockContent, Document, StatusNote};

pub use anchor::{Anchor, anchors};
pub use annex::AnnexRow;
pub use blocks::{BlockWriter, LINE_COMMENT, cell};
pub use drawing::{ChartNumbers, Drawing, draw};
pub use slides::{LEAST_TEXT, SlidePage, SlideSize, slide_pages};

/// What a document is laid out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rendition {
    /// A letter, to be read.
    Letter,
    /// The slides of a presentation, each as a whole.
    Slides,
    /// The slides of a presentation, with a page for each step of lists that build up.
    Steps,
    /// The slides of a presentation on paper, with what is said.
    Handout,
}

impl Rendition {
    /// The virtual path of the main source. It is the same for every document: Typst never forgets a path.
    pub fn main(self) -> &'static str {
        match self {
            Rendition::Letter => "brief.typ",
            Rendition::Slides => "presentatie.typ",
            Rendition::Steps => "stappen.typ",
            Rendition::Handout => "hand-out.typ",
        }
    }

    /// What a presentation can be made into besides its slides.
    pub const EXTRAS: [Rendition; 2] = [Rendition::Steps, Rendition::Handout];

    /// What the name of its PDF ends in.
    pub fn extension(self) -> &'static str {
        match self {
            Rendition::Letter | Rendition::Slides => "pdf",
            Rendition::Steps => "stappen.pdf",
            Rendition::Handout => "hand-out.pdf",
        }
    }

    /// The layout, below the folder of a form.
    fn template(self) -> &'static str {
        match self {
            Rendition::Letter => "brief.typ.j2",
            Rendition::Slides | Rendition::Steps => "presentatie.typ.j2",
            Rendition::Handout => "hand-out.typ.j2",
        }
    }
}

/// The folder in which a form without a layout of its own finds one.
const SHARED_LAYOUTS: &str = "basis";

/// Typst source and the files it reads.
#[derive(Debug, Clone, PartialEq)]
pub struct LaidOut {
    /// What it is for.
    pub rendition: Rendition,
    /// The main source.
    pub source: String,
    /// Pictures, by virtual path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The template it came from, for messages.
    pub template: String,
    /// Where slides should be; none where there are no slides, or on paper.
    pub slides: Option<Slides>,
}

/// The slides that a presentation is laid out on.
#[derive(Debug, Clone, PartialEq)]
pub struct Slides {
    /// How large each is.
    pub size: SlideSize,
    /// Which page is what.
    pub pages: Vec<SlidePage>,
}

/// Lays out documents; templates are read and compiled once a run.
pub struct Layouts {
    files: Files,
    environment: Environment<'static>,
}

impl Layouts {
    /// Layouts from the work folder's templates, else the built-in ones.
    pub fn new(files: Files) -> Self {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_debug(true);
        environment.set_fuel(Some(10_000_000));
        environment.set_syntax(whole_line_tags());
        environment
            .set_formatter(|out, _, value| out.write_str(&literal::value(value)?).map_err(minijinja::Error::from));
        let loader = files.clone();
        environment.set_loader(move |name| match loader.template(name) {
            Some(Ok(source)) => Ok(Some(source.text.clone())),
            Some(Err(finding)) => Err(minijinja::Error::new(ErrorKind::TemplateNotFound, finding.message)),
            None => Ok(None),
        });
        Self { files, environment }
    }

    /// Lays out one document with its charts, and with an annex unless that is empty. Nothing comes out when something it needs is wrong.
    pub fn lay_out(
        &self,
        document: &Document,
        municipality: &Municipality,
        drawings: &[Option<Drawing>],
        annex: &[AnnexRow],
        rendition: Rendition,
        findings: &mut Findings,
    ) -> Option<LaidOut> {
        let mut own = Findings::new();
        let mut files = BTreeMap::new();
        for drawing in drawings.iter().flatten() {
            files.insert(drawing.file.clone(), drawing.svg.clone().into_bytes());
        }
        let logo = municipality.logo.as_ref().and_then(|logo| {
            let (name, bytes) = self.picture(&logo.value, "logo", &logo.place, &mut own)?;
            files.insert(name.clone(), bytes);
            Some(name)
        });
        let pictures = self.pictures(document, &mut files, &mut own);
        let template = self.template_of(document, rendition);
        let find_picture = |path: &str| pictures.get(path).cloned();
        let mut writer = BlockWriter::new(document, &municipality.notation, drawings, &find_picture);
        let context = context! {
            brief => document_context(document, &municipality.notation, annex, &mut writer),
            stappen => rendition == Rendition::Steps,
            opmaak => self.template_of(document, Rendition::Slides),
            huis => house_context(municipality, logo),
        };
        let source = self.render(&template, context, &mut own);
        let usable = !own.has_errors();
        findings.extend(own);
        let source = source.filter(|_| usable)?;
        let slides = document.show.filter(|_| rendition != Rendition::Handout).map(|show| Slides {
            size: SlideSize::of(show.ratio),
            pages: slide_pages(document, rendition == Rendition::Steps),
        });
        Some(LaidOut { rendition, source, files, template: format!("templates/{template}"), slides })
    }

    /// The form's own layout, else the shared one.
    fn template_of(&self, document: &Document, rendition: Rendition) -> String {
        let own = format!("{}/{}", document.form.id, rendition.template());
        let shared = || format!("{SHARED_LAYOUTS}/{}", rendition.template());
        if self.files.template(&own).is_some() { own } else { shared() }
    }

    fn render(&self, template: &str, context: Value, findings: &mut Findings) -> Option<String> {
        let rendered = self.environment.get_template(template).and_then(|template| template.render(context));
        match rendered {
            Ok(source) => Some(source),
            Err(error) => {
                findings.push(self.template_finding(&error, template));
                None
            }
        }
    }

    fn template_finding(&self, error: &minijinja::Error, template: &str) -> Finding {
        // The innermost error knows which included or extended template it is in.
        let mut innermost = error;
        while let Some(source) = std::error::Error::source(innermost).and_then(|source| source.downcast_ref()) {
            innermost = source;
        }
        let name = innermost.name().unwrap_or(template);
        let place = match (self.files.template(name), innermost.range(), innermost.line()) {
            (Some(Ok(source)), Some(range), _) => Place::text(&source, range),
            (Some(Ok(source)), None, Some(line)) => Place::line(&source, line),
            _ => Place::file(format!("templates/{name}")),
        };
        let what = match innermost.kind() {
            ErrorKind::SyntaxError => "Deze opmaak van het sjabloon is niet te lezen.",
            ErrorKind::TemplateNotFound => "Het sjabloon gebruikt een ander sjabloon dat er niet is.",
            ErrorKind::UndefinedError => "Het sjabloon vraagt een gegeven dat er niet is.",
            ErrorKind::OutOfFuel => "Een herhaling in het sjabloon houdt niet op.",
            _ => "Deze opmaak van het sjabloon kan niet worden uitgewerkt.",
        };
        let finding = Finding::new(Code::TemplateError, place, what);
        match innermost.detail() {
            Some(detail) => finding.hint(format!("Technische melding: {detail}")),
            None => finding,
        }
    }

    fn pictures(
        &self,
        document: &Document,
        files: &mut BTreeMap<String, Vec<u8>>,
        findings: &mut Findings,
    ) -> BTreeMap<String, String> {
        let mut wanted = Vec::new();
        document.visit_blocks(&mut |block| {
            if let BlockContent::Picture { path, .. } = &block.content {
                wanted.push((path.clone(), block.place.clone()));
            }
        });
        let mut names = BTreeMap::new();
        for (path, place) in wanted {
            let stem = format!("beeld-{}", names.len() + 1);
            if names.contains_key(&path) {
                continue;
            }
            if let Some((name, bytes)) = self.picture(&path, &stem, &place, findings) {
                files.insert(name.clone(), bytes);
                names.insert(path, name);
            }
        }
        names
    }

    /// A picture's virtual name and bytes.
    fn picture(&self, path: &str, stem: &str, place: &Place, findings: &mut Findings) -> Option<(String, Vec<u8>)> {
        let unusable = |message: String| {
            Finding::new(Code::UnusablePicture, place.clone(), message)
                .hint("Gebruik een bestand van het soort SVG, PNG of JPEG, in de map data.")
        };
        let bytes = match self.files.bytes(path) {
            Ok(bytes) => bytes,
            Err(finding) => {
                findings.push(unusable(finding.message));
                return None;
            }
        };
        match picture_kind(&bytes) {
            Ok(extension) => Some((format!("{stem}.{extension}"), bytes)),
            Err(reason) => {
                findings.push(unusable(format!("\"{path}\" {reason}")));
                None
            }
        }
    }
}

/// Tags on a line of their own leave no blank line behind.
fn whole_line_tags() -> SyntaxConfig {
    // Only unusual delimiters can make this fail, and there are none.
    SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().unwrap_or_default()
}

/// What a picture is, by its bytes rather than by its name; or why it cannot be in a letter.
fn picture_kind(bytes: &[u8]) -> Result<&'static str, &'static str> {
    if bytes.starts_with(b"%PDF") {
        return Err("is een PDF. Die kan niet als afbeelding in een toegankelijke brief.");
    }
    let extension = match ExchangeFormat::detect(bytes) {
        Some(ExchangeFormat::Png) => "png",
        Some(ExchangeFormat::Jpg) => "jpg",
        _ => return svg_kind(bytes),
    };
    // Decoding here costs nothing twice: Typst remembers it.
    match ExchangeFormat::detect(bytes).map(|format| RasterImage::plain(Bytes::new(bytes.to_vec()), format)) {
        Some(Ok(_)) => Ok(extension),
        _ => Err("is beschadigd: de afbeelding is niet te openen."),
    }
}

fn svg_kind(bytes: &[u8]) -> Result<&'static str, &'static str> {
    let Some(text) = std::str::from_utf8(bytes).ok().filter(|text| text.contains("<svg")) else {
        return Err("is geen afbeelding die Griffel kent.");
    };
    let links_out = text.split("<image").skip(1).any(|element| {
        let element = element.split('>').next().unwrap_or_default();
        element
            .split("href=")
            .skip(1)
            .any(|link| !link.trim_start_matches(['"', '\'']).trim_start().starts_with("data:"))
    });
    if links_out {
        return Err("verwijst naar een andere afbeelding. Neem die in het SVG-bestand zelf op.");
    }
    SvgImage::new(Bytes::new(bytes.to_vec()))
        .map(|_| "svg")
        .map_err(|_| "is beschadigd: de afbeelding is niet te openen.")
}

fn house_context(municipality: &Municipality, logo: Option<String>) -> Value {
    context! {
        kleur => municipality.color.to_string(),
        logo => logo,
        lettertype => &municipality.font.value,
        organisatie => &municipality.organisation,
        afzender => &municipality.sender,
        contact => &municipality.contact,
    }
}

fn document_context(
    document: &Document,
    notation: &Notation,
    annex: &[AnnexRow],
    writer: &mut BlockWriter<'_>,
) -> Value {
    let form = &document.form;
    let typeset = |text: &Option<String>| text.as_deref().map(|text| typography::typeset(text, notation));
    let title = document.plain(&document.title);
    let title_markup = writer.unmarked(&document.title);
    let slides = document.show.is_some().then(|| slides::context_of(document, notation, writer));
    let last = document.sections.len().wrapping_sub(1);
    let sections: Vec<Value> = document
        .sections
        .iter()
        .enumerate()
        .filter(|(_, section)| section.slide.is_none())
        .map(|(index, section)| {
            let markup =
                if index == last { writer.last_blocks(&section.blocks) } else { writer.blocks(&section.blocks) };
            // What follows a section is the layout's own again.
            context! { kop => document.plain(&section.heading), inhoud => Value::from_safe_string(format!("{markup}{LINE_COMMENT}0")) }
        })
        .collect();
    let fields: Vec<Value> =
        document.fields.iter().map(|(label, value)| context! { label => label, waarde => value }).collect();
    let signatories: Vec<Value> =
        form.signatories.iter().map(|one| context! { functie => &one.role, naam => &one.name }).collect();
    context! {
        soort => &form.name,
        aanhef => &form.addressee,
        groet => typeset(&form.salutation),
        titel => title,
        regel => document.title_place.line_column().map_or(0, |(line, _)| line),
        titel_opmaak => Value::from_safe_string(title_markup),
        kenmerk => reference_line(document),
        velden => fields,
        secties => sections,
        dias => slides.as_ref().map(|slides| slides.get_attr("dias").unwrap_or_default()),
        maat => slides.as_ref().map(|slides| slides.get_attr("maat").unwrap_or_default()),
        slot => typeset(&form.closing),
        ondertekenaars => signatories,
        voetnoot => typeset(&form.footnote),
        herkomst => annex::context_of(annex, document),
        statusnoten => status_notes(document, writer),
        concept => !document.status.is_final(),
        versie => document.version,
        correctie => typeset(&document.correction),
        status => document.status.word(),
        periode => document.id.period.in_words(),
        omschrijving => format!("{} over {}", form.name, document.id.period.in_words()),
        trefwoorden => &document.keywords,
        datum => context! { jaar => document.date.year(), maand => document.date.month(), dag => document.date.day() },
    }
}

/// What the marks mean that were printed at numbers in running text.
fn status_notes(document: &Document, writer: &BlockWriter<'_>) -> Vec<String> {
    let is_printed = |note: &&StatusNote| note.status.mark().is_none() || writer.marks_printed().contains(&note.status);
    let notes = document.status_notes.iter().filter(is_printed);
    notes.map(StatusNote::marked).collect()
}

/// What the running head prints at the right: the case number with its label, if the letter has one.
fn reference_line(document: &Document) -> String {
    let field = document.form.fields.iter().find(|field| field.key == "zaaknummer" || field.key == "kenmerk");
    let value = field.and_then(|field| document.fields.iter().find(|(label, _)| *label == field.label));
    value.map(|(label, value)| format!("{label}\u{a0}{value}")).unwrap_or_default()
}

/// Which line of the letter each part of the generated source comes from.
#[derive(Debug)]
pub struct SourceLines(Vec<(usize, usize)>);

impl SourceLines {
    /// Reads the comments of a generated source.
    pub fn of(source: &str) -> Self {
        let mut offset = 0;
        let mut lines = Vec::new();
        for line in source.split_inclusive('\n') {
            if let Some(number) = line.strip_prefix(LINE_COMMENT).and_then(|number| number.trim().parse().ok()) {
                lines.push((offset, number));
            }
            offset += line.len();
        }
        Self(lines)
    }

    /// The 1-based line of the letter for a byte offset of the source; 0 for what is the layout's own.
    pub fn at(&self, offset: usize) -> usize {
        let before = self.0.partition_point(|(start, _)| *start < offset);
        before.checked_sub(1).map_or(0, |index| self.0[index].1)
    }
}

/// A place in the letter for a byte offset of the generated source.
pub fn document_place(letter: &Arc<SourceText>, source: &str, offset: usize) -> Option<Place> {
    let line = SourceLines::of(source).at(offset);
    (line > 0).then(|| Place::line(letter, line))
}
