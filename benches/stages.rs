//! How long each stage takes for the example letter 2022/jnv: `cargo bench`.

use std::path::Path;
use std::sync::Arc;

use divan::{Bencher, black_box};
use griffel::check;
use griffel::diagnostic::Findings;
use griffel::fonts::Fonts;
use griffel::indicator::Engine;
use griffel::layout::{LaidOut, Layouts};
use griffel::load::{self, Dataset, Files, Letter};
use griffel::pipeline::Run;
use griffel::project::{Inventory, WorkFolder};
use griffel::text::{self, Document};
use griffel::typeset::Typesetter;

/// The example letter, taken through every stage once.
struct Stages {
    files: Files,
    inventory: Inventory,
    engine: Arc<Engine>,
    layouts: Layouts,
    fonts: Arc<Fonts>,
    letter: Letter,
    document: Document,
    laid_out: LaidOut,
}

fn work_folder() -> WorkFolder {
    WorkFolder::at(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository is a work folder")
}

fn dataset(files: &Files, inventory: &Inventory) -> Dataset {
    load::dataset(files, inventory, &mut Findings::new())
}

impl Stages {
    fn new() -> Self {
        // Opening a run also sets up the fonts that charts measure with.
        Run::open(work_folder());
        let mut findings = Findings::new();
        let inventory = Inventory::of(&work_folder(), &mut findings);
        let files = Files::new(work_folder());
        let engine = Engine::new(Arc::new(dataset(&files, &inventory)));
        let layouts = Layouts::new(files.clone());
        let fonts = Fonts::load(&files, &[], &mut findings);
        let (id, path) = inventory.letters.iter().find(|(id, _)| id.name == "jnv").expect("the example letter");
        let letter = load::letter(&files, id.clone(), path, &mut findings).expect("reads");
        let document = text::compose(&letter, &engine, &mut findings);
        let municipality = engine.data().municipality.clone();
        let laid_out = layouts.lay_out(&document, &municipality, &mut findings).expect("lays out");
        assert!(!findings.has_errors());
        Self { files, inventory, engine, layouts, fonts, letter, document, laid_out }
    }
}

#[divan::bench]
fn discover_and_load_all_data(bencher: Bencher<'_, '_>) {
    let stages = Stages::new();
    bencher.bench_local(|| {
        let inventory = Inventory::of(&work_folder(), &mut Findings::new());
        dataset(&stages.files, black_box(&inventory))
    });
}

#[divan::bench]
fn load_the_fonts(bencher: Bencher<'_, '_>) {
    let stages = Stages::new();
    bencher.bench_local(|| Fonts::load(&stages.files, black_box(&stages.inventory.fonts), &mut Findings::new()));
}

#[divan::bench]
fn compose_with_indicators_computed_anew(bencher: Bencher<'_, '_>) {
    let stages = Stages::new();
    bencher.bench_local(|| {
        let engine = Engine::new(stages.engine.data().clone());
        text::compose(black_box(&stages.letter), &engine, &mut Findings::new())
    });
}

#[divan::bench]
fn compose_with_indicators_known(bencher: Bencher<'_, '_>) {
    let stages = Stages::new();
    bencher.bench_local(|| text::compose(black_box(&stages.letter), &stages.engine, &mut Findings::new()));
}

#[divan::bench]
fn check_the_words(bencher: Bencher<'_, '_>) {
    let stages = Stages::new();
    bencher.bench_local(|| {
        check::document(black_box(&stages.document), &stages.engine, &stages.fonts, &mut Findings::new());
    });
}

#[divan::bench]
fn draw_and_lay_out(bencher: Bencher<'_, '_>) {
    let stages = Stages::new();
    let municipality = &stages.engine.data().municipality;
    bencher.bench_local(|| stages.layouts.lay_out(black_box(&stages.document), municipality, &mut Findings::new()));
}

/// Every round is another letter: the year in its text changes.
#[divan::bench]
fn typeset_edited_in_place(bencher: Bencher<'_, '_>) {
    let stages = Stages::new();
    let mut typesetter = Typesetter::new(stages.fonts.clone()).expect("standards");
    let mut laid_out = stages.laid_out.clone();
    let mut round = 0;
    bencher.bench_local(|| {
        round += 1;
        laid_out.source = stages.laid_out.source.replace("In 2022", &format!("In {}", 2000 + round % 1000));
        typesetter.typeset(black_box(&laid_out), &stages.letter.source, "2022/jnv", &mut Findings::new())
    });
}

fn main() {
    divan::main();
}
