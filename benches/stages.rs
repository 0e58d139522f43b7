//! How long each stage takes for the example letter and the example presentation, and looking for words in many letters:
//! `cargo bench`.

use std::path::Path;
use std::sync::Arc;

use divan::{Bencher, black_box};
use griffel::stages::check::{self, KnownWords};
use griffel::stages::diagnostic::Findings;
use griffel::stages::indicator::Engine;
use griffel::stages::layout::{self, Layouts, Rendition, TypstSource};
use griffel::stages::load::fonts::Fonts;
use griffel::stages::load::{self, Dataset, Manuscript};
use griffel::stages::pipeline::Run;
use griffel::stages::pipeline::sent;
use griffel::stages::preview::{Writer, search};
use griffel::stages::project::{Files, Inventory, WorkFolder};
use griffel::stages::provenance;
use griffel::stages::text::{self, Document};
use griffel::stages::typeset::Typesetter;

/// A letter of four pages, and a presentation of seventeen slides.
const DOCUMENTS: [&str; 2] = ["2022/jnv", "2025/jeugdhulp"];

/// An example document, taken through every stage once.
struct Stages {
    files: Files,
    inventory: Inventory,
    engine: Arc<Engine>,
    layouts: Layouts,
    fonts: Arc<Fonts>,
    letter: Manuscript,
    document: Document,
    laid_out: TypstSource,
    known: KnownWords,
}

fn work_folder() -> WorkFolder {
    WorkFolder::at(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository is a work folder")
}

fn dataset(files: &Files, inventory: &Inventory) -> Dataset {
    let unpublished = load::dataset(files, inventory).without_findings();
    sent::protect(&unpublished, files, inventory).without_findings()
}

impl Stages {
    fn new(name: &str) -> Self {
        // Opening a run also sets up the fonts that charts measure with.
        drop(Run::open(work_folder()));
        let mut findings = Findings::new();
        let inventory = Inventory::of(&work_folder()).take(&mut findings);
        let files = Files::new(work_folder());
        let engine = Engine::new(Arc::new(dataset(&files, &inventory)));
        let layouts = Layouts::new(files.clone());
        let fonts = Fonts::load(&files, &[]).take(&mut findings);
        let (id, path) = inventory.documents.iter().find(|(id, _)| id.to_string() == name).expect("the example");
        let privacy = engine.data().municipality.privacy;
        let letter = load::manuscript(&files, id.clone(), path, &privacy).take(&mut findings).expect("reads");
        let document = text::compose(&letter, &engine).take(&mut findings);
        let municipality = engine.data().municipality.clone();
        let drawings = layout::draw(&document, &municipality).take(&mut findings);
        let laid_out = layouts
            .lay_out(&document, &municipality, &drawings, &[], rendition(&document))
            .take(&mut findings)
            .expect("lays out");
        assert!(!findings.has_errors());
        let known = KnownWords::of(engine.data());
        Self { files, inventory, engine, layouts, fonts, letter, document, laid_out, known }
    }
}

fn rendition(document: &Document) -> Rendition {
    if document.show.is_some() { Rendition::Slides } else { Rendition::Letter }
}

#[divan::bench]
fn discover_and_load_all_data(bencher: Bencher<'_, '_>) {
    let stages = Stages::new(DOCUMENTS[0]);
    bencher.bench_local(|| {
        let inventory = Inventory::of(&work_folder()).without_findings();
        dataset(&stages.files, black_box(&inventory))
    });
}

#[divan::bench]
fn load_the_fonts(bencher: Bencher<'_, '_>) {
    let stages = Stages::new(DOCUMENTS[0]);
    bencher.bench_local(|| Fonts::load(&stages.files, black_box(&stages.inventory.fonts)));
}

#[divan::bench(args = DOCUMENTS)]
fn compose_with_indicators_computed_anew(bencher: Bencher<'_, '_>, name: &str) {
    let stages = Stages::new(name);
    bencher.bench_local(|| {
        let engine = Engine::new(stages.engine.data().clone());
        text::compose(black_box(&stages.letter), &engine)
    });
}

#[divan::bench(args = DOCUMENTS)]
fn compose_with_indicators_known(bencher: Bencher<'_, '_>, name: &str) {
    let stages = Stages::new(name);
    bencher.bench_local(|| text::compose(black_box(&stages.letter), &stages.engine));
}

#[divan::bench(args = DOCUMENTS)]
fn check_the_words(bencher: Bencher<'_, '_>, name: &str) {
    let stages = Stages::new(name);
    bencher.bench_local(|| {
        check::document(black_box(&stages.document), &stages.engine, &stages.fonts, Some(&stages.known))
    });
}

#[divan::bench(args = DOCUMENTS)]
fn draw_and_lay_out(bencher: Bencher<'_, '_>, name: &str) {
    let stages = Stages::new(name);
    let municipality = &stages.engine.data().municipality;
    bencher.bench_local(|| {
        let drawings = layout::draw(black_box(&stages.document), municipality).without_findings();
        stages.layouts.lay_out(&stages.document, municipality, &drawings, &[], rendition(&stages.document))
    });
}

#[divan::bench(args = DOCUMENTS)]
fn trace_every_number(bencher: Bencher<'_, '_>, name: &str) {
    let stages = Stages::new(name);
    let municipality = &stages.engine.data().municipality;
    let drawings = layout::draw(&stages.document, municipality).without_findings();
    bencher.bench_local(|| provenance::trace(black_box(&stages.document), &stages.engine, &drawings));
}

/// Every round is another document: the year in its text changes.
#[divan::bench(args = DOCUMENTS)]
fn typeset_edited_in_place(bencher: Bencher<'_, '_>, name: &str) {
    let stages = Stages::new(name);
    let mut typesetter = Typesetter::new(stages.fonts.clone()).expect("standards");
    let mut laid_out = stages.laid_out.clone();
    let mut round = 0;
    bencher.bench_local(|| {
        round += 1;
        laid_out.source = stages.laid_out.source.replace("In 202", &format!("In {} 202", 2000 + round % 1000));
        typesetter.typeset(black_box(laid_out.clone()), &stages.letter.source, name, &Arc::default())
    });
}

/// A sheet of a hundred thousand rows: period, area, four measures.
fn large_sheet() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let names = ["Jaar", "Wijk", "Jongeren", "Kosten", "Uren", "Aandeel"];
    (0..).zip(names).for_each(|(column, name)| drop(sheet.write_string(0, column, name)));
    let percent = rust_xlsxwriter::Format::new().set_num_format("0.0%");
    for row in 1..=100_000_u32 {
        let number = f64::from(row);
        let written = sheet
            .write_number(row, 0, f64::from(2000 + row % 20))
            .and_then(|sheet| sheet.write_string(row, 1, format!("Wijk {}", row / 20)))
            .and_then(|sheet| sheet.write_number(row, 2, number))
            .and_then(|sheet| sheet.write_number(row, 3, number * 1.25))
            .and_then(|sheet| sheet.write_number(row, 4, number / 7.0))
            .and_then(|sheet| sheet.write_number_with_format(row, 5, number / 100_000.0, &percent));
        written.expect("is written");
    }
    book.save_to_buffer().expect("is written")
}

const LARGE: &str = r#"titel = "Groot"
bron = "Proef"
bestand = "groot.xlsx"
periode = "Jaar"

[dimensies.wijk]
kolom = "Wijk"

[maten]
jongeren = { kolom = "Jongeren", eenheid = "personen" }
kosten = { kolom = "Kosten", eenheid = "euro" }
uren = { kolom = "Uren", eenheid = "uren" }
aandeel = { kolom = "Aandeel", eenheid = "procent" }
"#;

/// The whole way: measured, read, each cell by its unit.
#[divan::bench(sample_count = 10)]
fn load_a_sheet_of_100_000_rows(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().expect("temporary folder");
    let series = folder.path().join("data/reeksen");
    std::fs::create_dir_all(&series).expect("folder is made");
    std::fs::write(folder.path().join("data/gemeente.toml"), "naam = \"A\"\norganisatie = \"A\"\n").expect("written");
    std::fs::write(series.join("groot.toml"), LARGE).expect("written");
    std::fs::write(series.join("groot.xlsx"), large_sheet()).expect("written");
    let folder = WorkFolder::at(folder.path()).expect("a work folder");
    let inventory = Inventory::of(&folder).without_findings();
    let files = Files::new(folder);
    assert_eq!(dataset(&files, &inventory).series["groot"].rows.len(), 100_000);
    bencher.bench_local(|| dataset(&files, black_box(&inventory)));
}

/// What calamine alone takes for the same sheet, to compare with.
#[divan::bench(sample_count = 10)]
fn calamine_alone_for_the_same_sheet(bencher: Bencher<'_, '_>) {
    use calamine::Reader;
    let bytes = large_sheet();
    bencher.bench_local(|| {
        let mut book: calamine::Xlsx<_> = calamine::Xlsx::new(std::io::Cursor::new(black_box(&bytes))).expect("opens");
        book.worksheet_range("Sheet1").expect("reads")
    });
}

/// Words that stand in none of a thousand letters, as somebody types them in the preview.
#[divan::bench(sample_count = 10)]
fn look_for_words_in_a_thousand_letters(bencher: Bencher<'_, '_>) {
    let text = "Elk kwartaal vertellen wij u kort hoe het gaat met de pilot, en wat dat kost.\n\n".repeat(120);
    let folder = tempfile::tempdir().expect("temporary folder");
    let letters = folder.path().join("data/brieven/2021");
    std::fs::create_dir_all(&letters).expect("folder is made");
    std::fs::write(folder.path().join("data/gemeente.toml"), "").expect("written");
    (1..=1_000).for_each(|number| std::fs::write(letters.join(format!("b{number}.md")), &text).expect("written"));
    let writer = Writer::new(WorkFolder::at(folder.path()).expect("a work folder"));
    bencher.bench_local(|| {
        let found = search(&writer, black_box("zoekgeraakt")).map(|found| found.documents.len());
        assert!(found.is_ok_and(|found| found == 0));
    });
}

fn main() {
    divan::main();
}
