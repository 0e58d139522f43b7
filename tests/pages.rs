//! Pages as a reader sees them: hardly any white holes, no signatures and no fixed footnote alone on a page, and what a sign
//! at a number means once at the foot of each page with it.
//!
//! More than two hundred letters, each with another length and with charts and tables in other places, are set, and what
//! stands where on their pages is read.

mod workbench;

use std::fmt::Write as _;
use std::sync::Arc;

use griffel::stages::diagnostic::Findings;
use griffel::stages::indicator::Engine;
use griffel::stages::layout::{self, Layouts, Rendition};
use griffel::stages::load::{self, fonts::Fonts};
use griffel::stages::pipeline::{Run, sent};
use griffel::stages::project::{Files, Inventory, WorkFolder};
use griffel::stages::text;
use griffel::stages::typeset::Typesetter;
use workbench::Bench;

/// How many letters are made.
const LETTERS: usize = 208;
/// The text block of a page, in points.
const TOP: f64 = 79.0;
const BOTTOM: f64 = 768.0;
/// White over a greater share of it, before the last page, is a hole.
const MOST_WHITE: f64 = 0.2;

const EXHIBITS: &str = r#"
[kolommen]
soort = "kolom"
onderwerp = "Inzet per kwartaal"
reeks = "inzet"
maten = ["fte"]
waar = { aanbieder = "Eddee" }
tot = "periode.laatste_kwartaal"

[lijnen]
soort = "lijn"
titel = "Beide aanbieders zetten meer mensen in"
onderwerp = "Inzet per kwartaal"
reeks = "inzet"
maten = ["fte"]
per = "aanbieder"
tot = "periode.laatste_kwartaal"

[cijfers]
soort = "tabel"
onderwerp = "Inzet per kwartaal"
reeks = "inzet"
maten = ["fte"]
per = "aanbieder"
tot = "periode.laatste_kwartaal"
"#;

const SENTENCES: [&str; 5] = [
    "Het wijkteam en de huisarts kennen elkaar en zoeken elkaar vaker op.",
    "Ouders zeggen dat zij sneller weten bij wie zij terechtkunnen.",
    "De aanbieders werken in de wijk, dicht bij school en bij huis.",
    "Wij praten elk kwartaal met de aanbieders over wat beter kan.",
    "Wat wij leren, gebruiken wij bij de nieuwe afspraken.",
];

fn paragraphs(count: usize, from: usize) -> String {
    (0..count).fold(String::new(), |mut text, paragraph| {
        let sentences = 2 + (from + 3 * paragraph) % 5;
        let mut words: Vec<&str> =
            (0..sentences).map(|i| SENTENCES[(from + paragraph + i) % SENTENCES.len()]).collect();
        if (from + paragraph).is_multiple_of(4) {
            words.push("De inzet was {{ inzet_eind }}.");
        }
        let _ = write!(text, "{}\n\n", words.join(" "));
        text
    })
}

/// A letter whose charts and table stand somewhere else than in any other.
fn letter(index: usize) -> String {
    let (before, between, after) = (index % 13, 1 + (index / 13) % 4, 2 + (index / 52) % 4);
    let (form, second) = match index % 2 {
        0 => ("collegebrief", "toelichting"),
        _ => ("raadsinformatiebrief", "informatie"),
    };
    let first = if index.is_multiple_of(2) { "inleiding" } else { "aanleiding" };
    let others = match index % 2 {
        0 => String::new(),
        _ => ["bevoegdheden", "vervolg", "kosten", "besluiten"]
            .map(|id| format!("# {id}\n\n{}", paragraphs(1, index)))
            .concat(),
    };
    format!(
        "+++\nsjabloon = \"{form}\"\nonderwerp = \"Voortgang van de proef\"\ndatum = 2023-03-14\npilot = \"proef\"\n\
         zaaknummer = \"2023-0000001\"\nportefeuillehouder = \"wethouder Jeugd\"\n+++\n# {first}\n\n{}# {second}\n\n\
         {}{{{{ grafiek(\"kolommen\") }}}}\n\n{}{{{{ grafiek(\"lijnen\") }}}}\n\n{}{{{{ tabel(\"cijfers\") }}}}\n\n{}{others}",
        paragraphs(1, index),
        paragraphs(before, index),
        paragraphs(between, index + 1),
        paragraphs(between, index + 2),
        paragraphs(after, index + 3),
    )
}

/// The widest white on a page, as a share of its text block.
fn whitest(extents: &mut [(f64, f64)]) -> f64 {
    extents.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut reached, mut widest) = (TOP, 0.0f64);
    for (top, bottom) in extents.iter().filter(|(top, bottom)| *top < BOTTOM && *bottom > TOP) {
        widest = widest.max(top - reached);
        reached = reached.max(*bottom);
    }
    widest.max(BOTTOM - reached) / (BOTTOM - TOP)
}

#[test]
fn letters_have_no_holes_and_nothing_stands_alone() {
    let bench = Bench::basis();
    bench.write("data/grafieken.toml", EXHIBITS);
    let series = bench.read("data/reeksen/inzet.toml");
    bench.write("data/reeksen/inzet.toml", series + "\n[[voorlopig]]\nvanaf = \"2022-K4\"\n");
    std::fs::remove_dir_all(bench.at("data/brieven")).expect("is removed");
    for index in 0..LETTERS {
        bench.write(&format!("data/brieven/2022/brief-{index:03}.md"), letter(index));
    }
    let folder = || WorkFolder::at(bench.path()).expect("a work folder");
    drop(Run::open(folder()));
    let mut findings = Findings::new();
    let inventory = Inventory::of(&folder()).take(&mut findings);
    let files = Files::new(folder());
    let unpublished = load::dataset(&files, &inventory).take(&mut findings);
    let data = sent::protect(&unpublished, &files, &inventory).take(&mut findings);
    let engine = Engine::new(Arc::new(data));
    let layouts = Layouts::new(files.clone());
    let fonts = Fonts::load(&files, &[]).take(&mut findings);
    let mut typesetter = Typesetter::new(fonts).expect("standards");
    let municipality = engine.data().municipality.clone();
    let (mut wrong, mut holes, mut pages_read, mut floated, mut signed) = (Vec::new(), Vec::new(), 0, 0, 0);
    for (id, path) in &inventory.documents {
        let manuscript = load::manuscript(&files, id.clone(), path, &municipality.privacy).take(&mut findings);
        let manuscript = manuscript.unwrap_or_else(|| panic!("{id} reads"));
        let document = text::compose(&manuscript, &engine).take(&mut findings);
        let drawings = layout::draw(&document, &municipality).take(&mut findings);
        let laid_out = layouts.lay_out(&document, &municipality, &drawings, &[], Rendition::Letter);
        let laid_out = laid_out.take(&mut findings).unwrap_or_else(|| panic!("{id} is laid out"));
        let pages = typesetter.pages(laid_out, &manuscript.source).take(&mut findings).expect("is set");
        let sights = pages.sights();
        pages_read += sights.len();
        let has = |page: usize, words: &str| sights[page].layer.runs.iter().any(|run| run.0.contains(words));
        for (page, sight) in sights.iter().enumerate() {
            let texts = sight.layer.runs.iter().map(|run| (run.2 - run.4, run.2 + 0.25 * run.4));
            let pictures = sight.layer.pictures.iter().map(|picture| (picture.1, picture.1 + picture.3));
            let white = whitest(&mut texts.chain(pictures).collect::<Vec<_>>());
            if page + 1 < sights.len() && white > MOST_WHITE {
                holes.push(format!("{id}: {:.0}% white on page {} of {}", white * 100.0, page + 1, sights.len()));
            }
            let is_signed = has(page, "de burgemeester");
            let closing = sight.layer.runs.iter().find(|run| run.0.contains("Met vriendelijke groet"));
            let closing = closing.map_or(BOTTOM, |run| run.2);
            let mut above = sight.layer.runs.iter().filter(|run| run.2 > TOP && run.2 < closing - 1.0);
            if is_signed && !above.any(|run| run.4 > 10.0 && run.4 < 11.0) {
                wrong.push(format!("{id}: signatures alone on page {}", page + 1));
            }
            let has_footnote = has(page, "Deze brief is bedoeld") || has(page, "informeert het college");
            if has_footnote && !is_signed {
                wrong.push(format!("{id}: the footnote is alone on page {}", page + 1));
            }
            // A sign is as large as the text, at the foot as large as a footnote.
            let of_size = |least: f64, most: f64| {
                let runs = sight.layer.runs.iter();
                runs.filter(|run| run.0.trim() == "*" && run.4 > least && run.4 < most).count()
            };
            let (signs, notes) = (of_size(9.8, 10.8), of_size(7.0, 9.0));
            signed += usize::from(signs > 0);
            if notes != usize::from(signs > 0) {
                wrong.push(format!("{id}: {signs} signs and {notes} remarks on page {}", page + 1));
            }
            floated += usize::from(page > 0 && sight.layer.pictures.iter().any(|picture| picture.1 < TOP + 60.0));
        }
        assert!(has(sights.len() - 1, "de burgemeester"), "{id} is signed on its last page");
    }
    assert!(!findings.has_errors(), "{findings:?}");
    assert_eq!(inventory.documents.len(), LETTERS);
    assert!(pages_read > 2 * LETTERS && floated > LETTERS / 10, "{pages_read} pages, {floated} charts at their top");
    assert!(signed > LETTERS, "{signed} pages with a sign");
    assert!(wrong.is_empty(), "{} of {pages_read} pages:\n{}", wrong.len(), wrong.join("\n"));
    // What must stay together at the end can be higher than any spacing makes up for.
    assert!(100 * holes.len() <= pages_read, "{} of {pages_read} pages:\n{}", holes.len(), holes.join("\n"));
}
