//! A document, its form and the house style as Typst source, with the pictures it needs.

mod anchor;
mod annex;
mod blocks;
mod cells;
mod crosstab;
mod document_context;
mod drawing;
mod literal;
mod pictures;
mod rendition;
mod slide_context;
mod slide_room;
mod source_lines;
mod table_plan;

use std::collections::BTreeMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{Environment, ErrorKind, UndefinedBehavior, context};

use crate::diagnostic::{Code, Finding, Findings, Found, Place};
use crate::indicator::environment;
use crate::load::Municipality;
use crate::project::Files;
use crate::text::{BlockContent, Document, ExhibitKind};

use document_context::{document_context, house_context};
use pictures::PictureCheck;

pub use anchor::{
    Anchor, WHITE_MARK, anchors, exhibit_label, label_of, number_label, picture_label, reference_label, sign_label,
    sign_note_label,
};
pub use annex::{AnnexRow, context_of as annex_context};
pub use blocks::{BlockWriter, LINE_COMMENT};
pub use cells::printed_cell;
pub use crosstab::{group_heading, heading_of, note_letters, run, signs_at};
pub use drawing::{ChartNumbers, Drawing, chart_of, chart_style, draw};
pub use rendition::{Rendition, SlideTable, Slides, TypstSource};
pub use slide_room::{LEAST_TEXT, SlidePage, SlideSize, SmallPrint, slide_pages};
pub use source_lines::{SourceLines, document_place};

/// The folder in which a form without a layout of its own finds one.
pub const SHARED_LAYOUTS: &str = "basis";

/// What a picture is, by its bytes: `png`, `jpg` or `svg`. Or what is wrong with it, to follow the name of its file, and
/// what to do.
///
/// # Errors
/// It cannot be in a document.
pub fn picture_kind(bytes: &[u8]) -> Result<&'static str, (String, Option<String>)> {
    PictureCheck::default().kind(bytes).map_err(|why| (why.what, why.hint))
}

/// Lays out documents; templates are read and compiled once a run.
pub struct Layouts {
    files: Files,
    environment: Environment<'static>,
    pictures: PictureCheck,
}

impl Layouts {
    /// Layouts from the work folder's templates, else the built-in ones.
    pub fn new(files: Files) -> Self {
        let mut environment = environment();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(10_000_000));
        environment.set_syntax(whole_line_tags());
        environment
            .set_formatter(|out, _, value| out.write_str(&literal::value(value)?).map_err(minijinja::Error::from));
        read_templates(&mut environment, &files);
        Self { files, environment, pictures: PictureCheck::default() }
    }

    /// Lays out one document with its charts, and with an annex unless that is empty. Nothing comes out when something it needs is wrong.
    pub fn lay_out(
        &self,
        document: &Document,
        municipality: &Municipality,
        drawings: &[Option<Drawing>],
        annex: &[AnnexRow],
        rendition: Rendition,
    ) -> Found<Option<TypstSource>> {
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
        if document.show.is_none() {
            check_widths(document, municipality, &mut own);
        }
        let template = self.template_of(document, rendition);
        let find_picture = |path: &str| pictures.get(path).cloned();
        let mut writer = BlockWriter::new(document, &municipality.notation, drawings, &find_picture);
        let in_layout = document_context(document, &municipality.notation, annex, &mut writer);
        let context = context! {
            document => &in_layout,
            // What 0.1 called it: municipalities and archives have layouts of that time.
            brief => &in_layout,
            stappen => rendition == Rendition::Steps,
            opmaak => self.template_of(document, Rendition::Slides),
            huis => house_context(municipality, logo),
        };
        let source = self.render(&template, context, &mut own);
        let Some(source) = source.filter(|_| !own.has_errors()) else { return Found::nothing(own) };
        let slides = document.show.filter(|_| rendition != Rendition::Handout).map(|show| Slides {
            size: SlideSize::of(show.ratio),
            pages: slide_pages(document, rendition == Rendition::Steps),
            tables: Slides::tables_of(document),
        });
        let template = format!("templates/{template}");
        let laid_out = TypstSource { rendition, source, files, pictures, template, slides };
        Found::new(Some(laid_out), own)
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
                findings.push(template_finding(&self.files, &error, template));
                None
            }
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
            if let BlockContent::Picture(picture) = &block.content {
                wanted.push((picture.path.clone(), block.place.clone()));
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
        let unusable = |message: String, hint: Option<String>| {
            let another = || "Gebruik een bestand van het soort SVG, PNG of JPEG, in de map data.".to_owned();
            Finding::new(Code::UnusablePicture, place.clone(), message).hint(hint.unwrap_or_else(another))
        };
        let bytes = match self.files.bytes(path) {
            Ok(bytes) => bytes,
            Err(finding) => {
                findings.push(unusable(finding.message, None));
                return None;
            }
        };
        match self.pictures.kind(&bytes) {
            Ok(extension) => Some((format!("{stem}.{extension}"), bytes)),
            Err(reason) => {
                findings.push(unusable(format!("\"{path}\" {}", reason.what), reason.hint));
                None
            }
        }
    }
}

/// What is wrong with a template, at its place.
pub fn template_finding(files: &Files, error: &minijinja::Error, template: &str) -> Finding {
    // The innermost error knows which included or extended template it is in.
    let mut innermost = error;
    while let Some(source) = std::error::Error::source(innermost).and_then(|source| source.downcast_ref()) {
        innermost = source;
    }
    let name = innermost.name().unwrap_or(template);
    let place = match (files.template(name), innermost.range(), innermost.line()) {
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

/// Reads templates from the work folder, else the built-in ones.
pub fn read_templates(environment: &mut Environment<'static>, files: &Files) {
    let files = files.clone();
    environment.set_loader(move |name| match files.template(name) {
        Some(Ok(source)) => Ok(Some(source.text.clone())),
        Some(Err(finding)) => Err(minijinja::Error::new(ErrorKind::TemplateNotFound, finding.message)),
        None => Ok(None),
    });
}

/// Names the columns of tables that fit on no page.
fn check_widths(document: &Document, municipality: &Municipality, findings: &mut Findings) {
    for exhibit in document.exhibits.iter().filter(|exhibit| exhibit.kind == ExhibitKind::Table) {
        let Some(Err(names)) = crosstab::plan_of(exhibit, &municipality.notation) else { continue };
        let few: Vec<String> = names.iter().take(3).map(|name| format!("\"{name}\"")).collect();
        let more = names.len() - few.len();
        let more = if more > 0 { format!(" en nog {more}") } else { String::new() };
        let message = format!(
            "De tabel \"{}\" past niet op een liggende bladzijde. Te veel zijn de kolommen vanaf {}{more}.",
            exhibit.id,
            few.join(", ")
        );
        findings.push(
            Finding::new(Code::TableTooWide, exhibit.defined_at.clone(), message)
                .hint(format!(
                    "Kies in {} bij [{}] minder kolommen (met alleen, behalve, van en tot), of een grotere schaal. Of maak er twee tabellen van.",
                    exhibit.defined_at.file, exhibit.id
                )),
        );
    }
}

/// Tags on a line of their own leave no blank line behind.
pub fn whole_line_tags() -> SyntaxConfig {
    // Only unusual delimiters can make this fail, and there are none.
    SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().unwrap_or_default()
}
