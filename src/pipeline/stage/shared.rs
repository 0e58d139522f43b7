//! What all documents of a run share, once the data is loaded and protected.

use std::panic::resume_unwind;
use std::path::Path;
use std::sync::{Arc, Once, OnceLock};
use std::thread;

use super::protected::Protected;
use crate::chart::{self, Outliner};
use crate::check::known_words::KnownWords;
use crate::diagnostic::{Code, Finding, Findings, Found, Place, Policy, did_you_mean};
use crate::dutch::spelling;
use crate::guard::{Stop, watch};
use crate::indicator::grid;
use crate::indicator::{Engine, control};
use crate::layout::Layouts;
use crate::load::fonts::Fonts;
use crate::load::{self, DEFAULT_FONT, Dataset, Manuscript, Municipality};
use crate::pipeline::earlier::Earlier;
use crate::project::{DocumentId, Files, Inventory, builtin_font};
use crate::web::WebPages;

/// What all documents of a run share.
pub struct Shared {
    pub files: Files,
    pub inventory: Arc<Inventory>,
    pub engine: Arc<Engine>,
    pub layouts: Layouts,
    pub pages: WebPages,
    pub fonts: Arc<Fonts>,
    pub earlier: Earlier,
    pub failed_controls: Vec<control::Failed>,
    /// What makes files of charts, once one is asked for.
    outliner: OnceLock<Outliner>,
    /// Whether words are looked up in the dictionary.
    asks_dictionary: bool,
    /// The words of the work folder, once a document is checked.
    known_words: OnceLock<KnownWords>,
}

impl Protected {
    /// With fonts, and with every formula tried: what documents share, and what is wrong with it. `asks_dictionary` says
    /// under which policy words are looked up.
    pub fn share(self, asks_dictionary: fn(&Policy) -> bool) -> Found<Shared> {
        // It takes a while, and documents are checked soon: meanwhile formulas are tried.
        let asks_dictionary = asks_dictionary(&self.data.municipality.policy);
        if asks_dictionary {
            thread::spawn(spelling::load);
        }
        let (mut shared, mut findings) = self.share_untried().into_parts();
        shared.asks_dictionary = asks_dictionary;
        let (engine, inventory) = (&shared.engine, &shared.inventory);
        // Nobody can begin before all is tried, so it is tried side by side.
        let (formulas, tables, controls) = thread::scope(|scope| {
            let formulas = scope.spawn(|| engine.check());
            let tables = grid::check(engine);
            let periods = inventory.documents.keys().map(|id| id.period).collect();
            let controls = control::check(engine, &periods);
            (formulas.join().unwrap_or_else(|panic| resume_unwind(panic)), tables, controls)
        });
        findings.extend(formulas);
        findings.extend(tables);
        shared.failed_controls = controls.take(&mut findings);
        Found::new(shared, findings)
    }

    /// Without trying formulas: for the files of one adopted document. They were in order for it, and what only
    /// other documents use is not there.
    pub fn share_untried(self) -> Found<Shared> {
        let Self { files, inventory, fonts, data, mut findings } = self;
        let fonts = fonts.get(&files, &inventory).take(&mut findings);
        let data = check_font(data, &fonts, &mut findings);
        register_chart_fonts();
        let shared = Shared {
            engine: Engine::new(Arc::new(data)),
            layouts: Layouts::new(files.clone()),
            pages: WebPages::new(files.clone()),
            earlier: Earlier::new(files.clone(), inventory.clone()),
            failed_controls: Vec::new(),
            outliner: OnceLock::new(),
            asks_dictionary: false,
            known_words: OnceLock::new(),
            files,
            inventory,
            fonts,
        };
        Found::new(shared, findings)
    }
}

impl Shared {
    /// The organisation whose documents they are.
    pub fn municipality(&self) -> &Municipality {
        &self.engine.data().municipality
    }

    /// Makes files of charts, with the fonts of the run.
    pub fn outliner(&self) -> &Outliner {
        self.outliner.get_or_init(|| Outliner::new(&self.fonts))
    }

    /// Words that are right because the work folder has them; none where words are not looked up.
    pub fn known_words(&self) -> Option<&KnownWords> {
        self.asks_dictionary.then(|| self.known_words.get_or_init(|| KnownWords::of(self.engine.data())))
    }

    /// Where the work folder is.
    pub fn root(&self) -> &Path {
        self.files.folder().root()
    }

    /// What is told of a document whose work was stopped.
    pub fn stopped(&self, id: &DocumentId, stop: &Stop) -> Findings {
        let path = self.inventory.documents.get(id).map_or("data", String::as_str);
        let mut findings = self.no_findings();
        findings.push(stop.finding(watch().limits(), Place::file(path)));
        findings
    }

    /// No findings yet, under the policy of the municipality.
    pub fn no_findings(&self) -> Findings {
        Findings::under(self.municipality().policy.clone())
    }

    /// Reads the text of a document; none where there is no such document, or where it cannot be read.
    pub fn manuscript(&self, id: &DocumentId) -> Found<Option<Manuscript>> {
        match self.inventory.documents.get(id) {
            Some(path) => load::manuscript(&self.files, id.clone(), path, &self.municipality().privacy),
            None => Found::default(),
        }
    }
}

/// A house font that is not there would silently become another.
fn check_font(mut data: Dataset, fonts: &Fonts, findings: &mut Findings) -> Dataset {
    let font = &mut data.municipality.font;
    if fonts.has_family(&font.value) {
        return data;
    }
    let families = fonts.families();
    findings.push(
        Finding::new(Code::UnknownFont, font.place.clone(), format!("Het lettertype \"{}\" is er niet.", font.value))
            .maybe_hint(did_you_mean(&font.value, families.iter().copied()))
            .hint(format!("Wel: {}. Zet een ander lettertype in de map fonts.", families.join(", "))),
    );
    // Documents are still checked, in the bundled font.
    font.value = DEFAULT_FONT.to_owned();
    data.municipality.usable = false;
    data
}

/// Charts measure their labels with the bundled font; that is set up once a process.
fn register_chart_fonts() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let (regular, semibold) = (builtin_font("SourceSans3-Regular.ttf"), builtin_font("SourceSans3-Semibold.ttf"));
        if let (Some(regular), Some(semibold)) = (regular, semibold) {
            chart::register_fonts(regular, semibold);
        }
    });
}
