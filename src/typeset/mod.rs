//! Typst source to pages, and pages to an accessible, archivable PDF.
//!
//! One [`Typesetter`] serves many documents: it keeps its source and edits it in
//! place, so that what stayed the same is not laid out again. It uses the same few
//! virtual paths for every document, since Typst never forgets a path.

mod arrange;
mod bands;
mod boxes;
mod fit;
mod holes;
mod offsets;
mod outline;
mod pages;
mod reach;
mod sight;
mod signs;
mod sketch;
mod structure;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, OnceLock};
use std::thread;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World, WorldExt};
use typst_kit::files::{FileLoader, FileStore};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::diagnostic::{Code, Finding, Findings, Found, Place, Policy, SourceText};
use crate::layout::{Anchor, Rendition, TypstSource, document_place};
use crate::load::fonts::Fonts;

use arrange::arrange;
use sketch::{Ahead, Sketch};

pub use boxes::TextBox;
pub use outline::Outliner;
pub use pages::Pages;
pub use sight::{Layer, Sight};

/// A source of which more lines are other is another document.
const MOST_CHANGES: usize = 80;

/// A document whose source has more bytes is set on one core: two take nearly twice the memory.
const MOST_HELPED: usize = 256 * 1024;

/// How many documents unused layout results are kept for.
const CACHE_AGE: usize = 3;

/// Files that exist in memory only.
#[derive(Default)]
struct MemoryFiles(BTreeMap<String, Bytes>);

impl FileLoader for MemoryFiles {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.get().vpath().get_without_slash();
        self.0.get(path).cloned().ok_or_else(|| FileError::NotFound(path.into()))
    }
}

/// What Typst brings: the same for all documents.
pub fn library() -> &'static LazyHash<Library> {
    static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
        LazyHash::new(Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build())
    });
    &LIBRARY
}

/// A little of all that letters have.
const WARM_UP: &str = r##"
#set page(footer: context counter(page).display())
#set text(font: "Source Sans 3", lang: "nl", hyphenate: true)
#show heading: it => block(text(weight: "semibold", it.body))
= Kop
Gemeenteraadsvergadering *en* _wijkteam_: 1.234 jongeren.#footnote[Noot.]
- Een
+ Twee
#table(columns: 2, table.header([Wijk], [€]), [Noord], [1])
#link("https://example.org")[adres]
"##;

/// Sets a page that nobody sees: what Typst sets up once a process is ready when the first document comes.
pub fn warm_up(fonts: &Arc<Fonts>) {
    drop(warmed(fonts, &mut Findings::new()));
}

fn warmed(fonts: &Arc<Fonts>, findings: &mut Findings) -> Option<Pages> {
    let mut typesetter = Typesetter::new(fonts.clone())?;
    let text = SourceText::new("", "");
    let page = TypstSource {
        rendition: Rendition::Letter,
        source: WARM_UP.to_owned(),
        files: BTreeMap::new(),
        pictures: BTreeMap::new(),
        template: String::new(),
        slides: None,
    };
    typesetter.set_once(page, &text, findings)
}

struct DocumentWorld {
    fonts: Arc<Fonts>,
    files: FileStore<MemoryFiles>,
    main: FileId,
    /// The sources of documents that were set last, one of each rendition.
    mains: Vec<Source>,
}

impl World for DocumentWorld {
    fn library(&self) -> &LazyHash<Library> {
        library()
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.store.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let main = self.mains.iter().find(|main| main.id() == id && id == self.main);
        main.map_or_else(|| self.files.source(id), |main| Ok(main.clone()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.file(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.store.font(index)
    }

    /// Documents have the date of the document, never of the day they are made.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// A document, typeset.
pub struct Pdf {
    /// The file's bytes: PDF/UA-1 and PDF/A-2a.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// On which page, from 1, each number of the document stands.
    pub page_of: BTreeMap<Anchor, usize>,
    /// The source, where it is not the one that was given: charts or tables float.
    pub set_from: Option<TypstSource>,
}

/// Typst never forgets a path, so each rendition has one.
fn file_id(rendition: Rendition) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(rendition.main()).ok()?).intern())
}

/// Typesets documents one after another.
pub struct Typesetter {
    world: DocumentWorld,
    standards: PdfStandards,
    /// Whether a core has nothing else to do while the first document is set.
    has_help: bool,
}

impl Typesetter {
    /// A typesetter with these fonts. `None` only if Typst no longer knows the standards together.
    pub fn new(fonts: Arc<Fonts>) -> Option<Self> {
        let main = file_id(Rendition::Letter)?;
        let world = DocumentWorld { fonts, files: FileStore::new(MemoryFiles::default()), main, mains: Vec::new() };
        let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]).ok()?;
        Some(Self { world, standards, has_help: false })
    }

    /// The same, where a core has nothing else to do: it helps with the first document.
    pub fn with_help(self) -> Self {
        Self { has_help: true, ..self }
    }

    /// Makes the PDF of one document; `ident` tells it from all others, always the same.
    /// What Typst objects to is reported at the line of the document it is about. What counts as an error, for which
    /// no PDF is made, is for the municipality's policy to say.
    pub fn typeset(
        &mut self,
        laid_out: TypstSource,
        text: &Arc<SourceText>,
        ident: &str,
        policy: &Arc<Policy>,
    ) -> Found<Option<Pdf>> {
        let mut findings = Findings::under(policy.clone());
        let given = laid_out.source.clone();
        let pages = self.pages(laid_out, text).take(&mut findings);
        let Some(pages) = pages.filter(|_| !findings.has_errors()) else { return Found::nothing(findings) };
        let mut pdf = self.pdf(&pages, text, ident).take(&mut findings);
        if let Some(pdf) = pdf.as_mut().filter(|_| pages.laid_out.source != given) {
            pdf.set_from = Some(pages.laid_out);
        }
        Found::new(pdf, findings)
    }

    /// Sets the pages of one document. What does not fit on a slide is a finding; the pages show it.
    pub fn pages(&mut self, laid_out: TypstSource, text: &Arc<SourceText>) -> Found<Option<Pages>> {
        Found::gather(|findings| self.set_pages(laid_out, text, findings))
    }

    /// Sets the pages. Those of a letter are sketched first, until what can stand elsewhere stands where it should.
    fn set_pages(&mut self, laid_out: TypstSource, text: &Arc<SourceText>, findings: &mut Findings) -> Option<Pages> {
        let begun = signs::begun(&laid_out);
        let first = begun.as_ref().unwrap_or(&laid_out);
        let arranged = if laid_out.slides.is_none() { self.arranged(first.clone()) } else { None };
        let white = arranged.as_ref().map_or(0.0, holes::white);
        let source = arranged.map_or_else(|| first.clone(), |sketch| sketch.laid_out);
        let mut tried = Findings::under(findings.policy().clone());
        let pages = self.set_once(source, text, &mut tried);
        // A layout of somebody's own can have signs that can have no footnote: what they mean stands below the text.
        let mut pages = match pages {
            None if begun.is_some() => self.set_once(signs::below(&laid_out), text, findings)?,
            pages => {
                findings.extend(tried);
                pages?
            }
        };
        // In a sketch there is nothing that tells where other things stand, such as a table of contents.
        if signs::moved(&pages, false).is_some() || holes::white(&pages) > white {
            let mut set = |source| {
                let mut tried = Findings::new();
                self.set_once(source, text, &mut tried).filter(|_| !tried.has_errors())
            };
            pages = arrange(pages, &mut set);
        }
        typst::comemo::evict(CACHE_AGE);
        fit::check(&pages, text, findings);
        Some(pages)
    }

    /// A sketch of the pages of a letter in which what signs mean stands on their pages, and of which few have holes; none
    /// where its source cannot be set.
    fn arranged(&mut self, source: TypstSource) -> Option<Pages> {
        let first = self.sketch(source)?;
        Some(arrange(first, &mut |source| self.sketch(source)))
    }

    /// Pages on which nothing tells where something else stands; none where the source cannot be set.
    fn sketch(&mut self, laid_out: TypstSource) -> Option<Pages> {
        self.take_up(&laid_out)?;
        let world = &self.world;
        let set = || typst::compile::<Sketch>(world).output.ok();
        let sketch = match std::mem::take(&mut self.has_help) && laid_out.source.len() <= MOST_HELPED {
            true => thread::scope(|scope| {
                let ahead = || drop(typst::compile::<Ahead>(world));
                // Whatever becomes of it, the pages are the same.
                let helper = thread::Builder::new().spawn_scoped(scope, ahead);
                let sketch = set();
                let _ = helper.map(|helper| helper.join());
                sketch
            }),
            false => set(),
        };
        let (Sketch(document), source) = (sketch?, self.world.source(self.world.main).ok()?);
        reach::first_beyond(&document).is_none().then(|| Pages { document, source, offsets: OnceLock::new(), laid_out })
    }

    /// Makes a source what Typst sees.
    fn take_up(&mut self, laid_out: &TypstSource) -> Option<()> {
        let world = &mut self.world;
        let files = laid_out.files.iter().map(|(name, bytes)| (name.clone(), Bytes::new(bytes.clone())));
        world.files.loader_mut().0 = files.collect();
        world.files.reset();
        world.main = file_id(laid_out.rendition)?;
        match world.mains.iter_mut().find(|main| main.id() == world.main) {
            Some(main) => change(main, &laid_out.source),
            None => world.mains.push(Source::new(world.main, laid_out.source.clone())),
        }
        Some(())
    }

    fn set_once(&mut self, laid_out: TypstSource, text: &Arc<SourceText>, findings: &mut Findings) -> Option<Pages> {
        self.take_up(&laid_out)?;
        let result = typst::compile::<PagedDocument>(&self.world).output;
        match (result, self.world.source(self.world.main)) {
            (Ok(document), Ok(_)) if let Some(page) = reach::first_beyond(&document) => {
                let message = format!("Op bladzijde {page} reikt iets verder dan een PDF kan zeggen.");
                let hint =
                    "Kijk in de opmaak naar breedten, hoogten en afstanden: staat er ergens een veel te groot getal?";
                let place = Place::file(&laid_out.template);
                findings.push(Finding::new(Code::TypesettingError, place, message).hint(hint));
                None
            }
            (Ok(document), Ok(source)) => Some(Pages { document, source, offsets: OnceLock::new(), laid_out }),
            (Err(errors), _) => {
                self.report(Code::TypesettingError, &errors, &laid_out, text, findings);
                None
            }
            // The source was there when the pages were set.
            (Ok(_), Err(_)) => None,
        }
    }

    /// Makes the PDF of pages that were set last.
    pub fn pdf(&self, pages: &Pages, text: &Arc<SourceText>, ident: &str) -> Found<Option<Pdf>> {
        let options = PdfOptions {
            ident: Smart::Custom(format!("griffel:{ident}")),
            creator: Smart::Custom(Some(concat!("Griffel ", env!("CARGO_PKG_VERSION")).to_owned())),
            standards: self.standards.clone(),
            ..PdfOptions::default()
        };
        // The two have nothing to do with each other.
        let (bytes, page_of) = thread::scope(|scope| {
            let page_of = scope.spawn(|| pages.page_of());
            let bytes = typst_pdf::pdf(&pages.document, &options);
            (bytes, page_of.join().unwrap_or_else(|_| pages.page_of()))
        });
        match bytes {
            Ok(bytes) => {
                let pages = pages.document.pages().len();
                Found::new(Some(Pdf { bytes, pages, page_of, set_from: None }), Findings::new())
            }
            Err(errors) => {
                let mut findings = Findings::new();
                self.report(Code::PdfError, &errors, &pages.laid_out, text, &mut findings);
                Found::nothing(findings)
            }
        }
    }

    fn report(
        &self,
        code: Code,
        errors: &[SourceDiagnostic],
        laid_out: &TypstSource,
        text: &Arc<SourceText>,
        findings: &mut Findings,
    ) {
        let report = TypstReport { world: &self.world, laid_out, text };
        errors.iter().for_each(|error| findings.push(report.finding(code, error)));
    }
}

/// Makes a source say something else, line by line where only what stands on some lines is other: to Typst all between the
/// first change and the last is new, and nothing that it remembers of that is of use.
fn change(source: &mut Source, text: &str) {
    let mut changes = Vec::new();
    let mut at = 0;
    let (old, new) = (source.text().split('\n'), text.split('\n'));
    if old.clone().count() == new.clone().count() {
        for (old, new) in old.zip(new) {
            if old != new {
                changes.push((at..at + old.len(), new));
            }
            at += old.len() + 1;
        }
    }
    if changes.len() <= MOST_CHANGES {
        // From the last, so that what comes before it stays where it is.
        for (range, line) in changes.into_iter().rev() {
            source.edit(range, line);
        }
    }
    source.replace(text);
}

/// Puts what Typst says at a place the author knows.
struct TypstReport<'a> {
    world: &'a DocumentWorld,
    laid_out: &'a TypstSource,
    text: &'a Arc<SourceText>,
}

impl TypstReport<'_> {
    fn finding(&self, code: Code, error: &SourceDiagnostic) -> Finding {
        // Where the error is, or else what called it: a layout function lies outside the document's text.
        let spans = std::iter::once(error.span).chain(error.trace.iter().map(|point| point.span.into()));
        let place = spans
            .filter_map(|span| self.world.range(span))
            .find_map(|range| document_place(self.text, &self.laid_out.source, range.start))
            .unwrap_or_else(|| Place::file(&self.laid_out.template));
        let message = match code {
            Code::PdfError => "De PDF zou niet voldoen aan de normen voor toegankelijkheid en archief.",
            _ => "Deze bladzijde kan niet worden gezet.",
        };
        let finding = Finding::new(code, place, message).hint(format!("Technische melding: {}", error.message));
        error.hints.iter().fold(finding, |finding, hint| finding.hint(format!("Technische tip: {}", hint.v)))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::project::{Files, WorkFolder};

    /// A fault in it would only cost time, and nobody would see it.
    #[test]
    fn what_typst_warms_up_with_can_be_set() {
        let fonts =
            Fonts::load(&Files::new(WorkFolder::alone(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("one")), &[]);
        let mut findings = Findings::new();
        let pages = warmed(fonts.value(), &mut findings).expect("pages");
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(pages.document.pages().len(), 1);
    }
}
