//! A document, its form and the house style as Typst source, with the pictures it needs.

mod anchor;
mod annex;
mod blocks;
mod drawing;
mod literal;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Datelike;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{Environment, ErrorKind, UndefinedBehavior, context};

use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage, SvgImage};

use crate::diagnostic::{Code, Finding, Findings, Place, SourceText};
use crate::load::{Files, Municipality};
use crate::notation::Notation;
use crate::text::{BlockContent, Document, StatusNote, typography};

pub use anchor::{Anchor, anchors};
pub use annex::AnnexRow;
pub use blocks::{BlockWriter, LINE_COMMENT, cell};
pub use drawing::{ChartNumbers, Drawing, draw};

/// The virtual path of the main source, the same for every letter.
pub const MAIN: &str = "brief.typ";
/// Where a form without a layout of its own finds one.
const SHARED_LAYOUT: &str = "basis/brief.typ.j2";

/// Typst source and the files it reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaidOut {
    /// The main source.
    pub source: String,
    /// Pictures, by virtual path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The template it came from, for messages.
    pub template: String,
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
        let template = self.template_of(document);
        let source = self.render(&template, document, municipality, drawings, annex, logo, &pictures, &mut own);
        let usable = !own.has_errors();
        findings.extend(own);
        let source = source.filter(|_| usable)?;
        Some(LaidOut { source, files, template: format!("templates/{template}") })
    }

    /// The form's own layout, else the shared one.
    fn template_of(&self, document: &Document) -> String {
        let own = format!("{}/brief.typ.j2", document.form.id);
        if self.files.template(&own).is_some() { own } else { SHARED_LAYOUT.to_owned() }
    }

    #[allow(clippy::too_many_arguments, reason = "everything a template sees, each of another kind")]
    fn render(
        &self,
        template: &str,
        document: &Document,
        municipality: &Municipality,
        drawings: &[Option<Drawing>],
        annex: &[AnnexRow],
        logo: Option<String>,
        pictures: &BTreeMap<String, String>,
        findings: &mut Findings,
    ) -> Option<String> {
        let find_picture = |path: &str| pictures.get(path).cloned();
        let mut writer = BlockWriter::new(document, &municipality.notation, drawings, &find_picture);
        let context = context! {
            brief => letter_context(document, &municipality.notation, annex, &mut writer),
            huis => house_context(municipality, logo),
        };
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

fn letter_context(document: &Document, notation: &Notation, annex: &[AnnexRow], writer: &mut BlockWriter<'_>) -> Value {
    let form = &document.form;
    let typeset = |text: &Option<String>| text.as_deref().map(|text| typography::typeset(text, notation));
    let title = document.plain(&document.title);
    let title_markup = writer.unmarked(&document.title);
    let last = document.sections.len().wrapping_sub(1);
    let sections: Vec<Value> = document
        .sections
        .iter()
        .enumerate()
        .map(|(index, section)| {
            let markup =
                if index == last { writer.last_blocks(&section.blocks) } else { writer.blocks(&section.blocks) };
            // What follows a section is the layout's own again.
            context! { kop => &section.heading, inhoud => Value::from_safe_string(format!("{markup}{LINE_COMMENT}0")) }
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
        titel_opmaak => Value::from_safe_string(title_markup),
        kenmerk => reference_line(document),
        velden => fields,
        secties => sections,
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
pub struct LetterLines(Vec<(usize, usize)>);

impl LetterLines {
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
pub fn letter_place(letter: &Arc<SourceText>, source: &str, offset: usize) -> Option<Place> {
    let line = LetterLines::of(source).at(offset);
    (line > 0).then(|| Place::line(letter, line))
}
