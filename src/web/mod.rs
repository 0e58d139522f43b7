//! A document, its form and the house style as web pages: the same words as the PDF, in the same order.
//!
//! In: a document with its drawings, and what is known of its PDF. Out: four files. The words come from the document
//! model; what stands around them comes from templates that a municipality can replace. Nothing on a page asks for
//! anything from elsewhere, and there is no script.

mod blocks;
mod content;
mod context;
mod crosstab;
mod escape;
mod exhibit;
mod loose;
mod tags;
mod writer;

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use minijinja::value::Value;
use minijinja::{Environment, Template, UndefinedBehavior, context};

use crate::diagnostic::{Findings, Found};
use crate::indicator::environment;
use crate::layout::{SHARED_LAYOUTS, TypstSource, read_templates, template_finding, whole_line_tags};
use crate::load::Form;
use crate::project::{DocumentKind, Files};

use tags::Medium;

pub use content::Content;
pub use loose::{LOOSE_CHARTS, LOOSE_FILES, LooseChart, loose_charts};

/// One of the files that a document becomes for the web.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WebFile {
    /// A page that stands by itself.
    Page,
    /// Only its article, to be put into a page of another system.
    Fragment,
    /// Its title, date and message, with links to the page and the PDF.
    Summary,
    /// As a mail: tables instead of pictures.
    Newsletter,
}

impl WebFile {
    /// Every one of them.
    pub const ALL: [WebFile; 4] = [WebFile::Page, WebFile::Fragment, WebFile::Summary, WebFile::Newsletter];

    /// What the name of the file ends in.
    pub fn extension(self) -> &'static str {
        match self {
            WebFile::Page => "html",
            WebFile::Fragment => "fragment.html",
            WebFile::Summary => "samenvatting.html",
            WebFile::Newsletter => "nieuwsbrief.html",
        }
    }

    /// Its template, below the folder of a form.
    fn template(self, kind: DocumentKind) -> &'static str {
        match (self, kind) {
            // The fragment is a block of the page.
            (WebFile::Page | WebFile::Fragment, DocumentKind::Letter) => "brief.html.j2",
            (WebFile::Page | WebFile::Fragment, DocumentKind::Presentation) => "presentatie.html.j2",
            (WebFile::Summary, _) => "samenvatting.html.j2",
            (WebFile::Newsletter, _) => "nieuwsbrief.html.j2",
        }
    }
}

/// The block of the page that is the fragment.
const ARTICLE: &str = "artikel";

/// The PDF that a page is the twin of.
#[derive(Debug, Clone)]
pub struct PdfFacts {
    /// The name of its file, without extension.
    pub stem: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// How many pages it has.
    pub pages: usize,
}

impl PdfFacts {
    /// As long as nothing is known of it but its name.
    pub fn unknown(stem: String) -> Self {
        Self { stem, sha256: "0".repeat(64), pages: 1 }
    }
}

/// A document that is ready to become web pages, as soon as its PDF is known.
pub struct WebDocument {
    form: Arc<Form>,
    house: Value,
    on_page: Value,
    in_mail: Value,
    summary: Value,
}

/// Makes web pages; templates are read and compiled once a run.
pub struct WebPages {
    files: Files,
    environment: Environment<'static>,
}

impl WebPages {
    /// Pages by the work folder's templates, else the built-in ones.
    pub fn new(files: Files) -> Self {
        let mut environment = environment();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(10_000_000));
        environment.set_syntax(whole_line_tags());
        read_templates(&mut environment, &files);
        Self { files, environment }
    }

    /// Writes what a document says as HTML; pictures are those of its PDF.
    pub fn write(&self, content: &Content<'_>, typst: &TypstSource) -> WebDocument {
        let pictures: BTreeMap<String, String> = typst
            .pictures
            .iter()
            .filter_map(|(path, name)| Some((path.clone(), as_address(name, typst.files.get(name)?))))
            .collect();
        let logo = typst.files.iter().find(|(name, _)| name.starts_with("logo."));
        let logo = logo.map(|(name, bytes)| as_address(name, bytes));
        WebDocument {
            form: content.document.form.clone(),
            house: context::house_context(content.municipality, logo.as_ref()),
            on_page: context::document_context(content, &pictures, Medium::Page),
            in_mail: context::document_context(content, &pictures, Medium::Mail),
            summary: context::summary_context(content),
        }
    }

    /// The files, with what is known of the PDF; none where a template has a mistake.
    pub fn files(&self, document: &WebDocument, pdf: &PdfFacts) -> Found<Option<Vec<(WebFile, String)>>> {
        let mut findings = Findings::new();
        let mut made = Vec::new();
        for file in WebFile::ALL {
            let template = self.template_of(&document.form, file);
            let rendered = self.environment.get_template(&template);
            match rendered.and_then(|template| render(&template, file, self.context(document, file, pdf))) {
                Ok(html) => made.push((file, html)),
                Err(error) => findings.push(template_finding(&self.files, &error, &template)),
            }
        }
        let made = (made.len() == WebFile::ALL.len()).then_some(made);
        Found::new(made, findings)
    }

    /// The form's own template, else the shared one.
    fn template_of(&self, form: &Form, file: WebFile) -> String {
        let name = file.template(form.kind);
        let own = format!("{}/{name}", form.id);
        if self.files.template(&own).is_some() { own } else { format!("{SHARED_LAYOUTS}/{name}") }
    }

    fn context(&self, document: &WebDocument, file: WebFile, pdf: &PdfFacts) -> Value {
        context! {
            document => if file == WebFile::Newsletter { &document.in_mail } else { &document.on_page },
            samenvatting => &document.summary,
            huis => &document.house,
            pagina => format!("{}.{}", pdf.stem, WebFile::Page.extension()),
            pdf => context! { naam => format!("{}.pdf", pdf.stem), sha256 => &pdf.sha256, bladzijden => pdf.pages },
        }
    }
}

fn render(template: &Template<'_, '_>, file: WebFile, context: Value) -> Result<String, minijinja::Error> {
    let mut rendered = template.render_captured(context)?;
    let html = match file {
        WebFile::Fragment => rendered.with_state_mut(|state| state.render_block(ARTICLE))?,
        WebFile::Page | WebFile::Summary | WebFile::Newsletter => rendered.into_output(),
    };
    Ok(html.trim().to_owned() + "\n")
}

/// A picture as an address that holds its bytes.
fn as_address(name: &str, bytes: &[u8]) -> String {
    let kind = match name.rsplit('.').next() {
        Some("svg") => "svg+xml",
        Some("png") => "png",
        _ => "jpeg",
    };
    format!("data:image/{kind};base64,{}", STANDARD.encode(bytes))
}
