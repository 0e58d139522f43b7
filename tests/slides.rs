//! Slides as somebody at the back of the hall sees them: whatever stands on them, in whatever layout, no lower half is
//! empty and nothing runs through anything else.
//!
//! More than sixty presentations with all layouts, in both shapes, with short and long contents, are set, and what
//! stands where on their slides is read.

mod workbench;

use std::collections::BTreeMap;
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

/// How many presentations are made.
const DECKS: usize = 72;
/// Where the content of a slide ends, in points.
const CONTENT_END: f64 = 484.0;
/// From the line on which the last line of a title stands to where content begins.
const BELOW_TITLE: f64 = 30.0;
/// Letters of sources and notes; those of content are larger.
const SMALL: f64 = 18.5;
/// Whose whole slide is coloured, with a title in large letters.
const COLOURED: [&str; 2] = ["sectie", "slot"];

const EXHIBITS: &str = r#"
[lijnen]
soort = "lijn"
titel = "Beide aanbieders zetten meer mensen in"
onderwerp = "Inzet per kwartaal"
reeks = "inzet"
maten = ["fte"]
per = "aanbieder"
tot = "periode.laatste_kwartaal"

[kolommen]
soort = "kolom"
onderwerp = "Inzet per kwartaal"
reeks = "inzet"
maten = ["fte"]
waar = { aanbieder = "Eddee" }
tot = "periode.laatste_kwartaal"

[cijfers]
soort = "tabel"
onderwerp = "Inzet per kwartaal"
reeks = "inzet"
maten = ["fte"]
per = "aanbieder"
tot = "periode.laatste_kwartaal"
"#;

const MAP: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 900 120\"><rect width=\"900\" height=\"120\" \
                   fill=\"#d8e4ea\"/><circle cx=\"300\" cy=\"60\" r=\"40\" fill=\"#1f5a7a\"/></svg>";

const TITLES: [&str; 4] = [
    "Zo gaat het nu",
    "Wij helpen gezinnen eerder, en dichter bij huis",
    "Ouders en kinderen weten sneller bij wie zij terechtkunnen, en zij hoeven hun verhaal minder vaak te vertellen",
    "Wat wij leren",
];

/// From a few words to three lines.
const TEXTS: [&str; 6] = [
    "Meer hulp",
    "Het wijkteam komt thuis",
    "Ouders weten sneller bij wie zij terechtkunnen",
    "Huisarts en wijkteam zoeken elkaar vaker op, en dat scheelt een wachttijd",
    "De aanbieders werken in de wijk, dicht bij school en bij huis, en zij kennen de kinderen die er wonen",
    "Wij praten elk kwartaal met de aanbieders over wat beter kan, en wat wij leren, gebruiken wij bij de nieuwe afspraken met de scholen",
];

const MOMENTS: [&str; 6] = ["voorjaar 2022", "juni", "september", "1 december 2022", "2023", "voorjaar 2024"];

/// A text that is at most so long; another one for each number.
fn text_up_to(longest: usize, number: usize) -> &'static str {
    TEXTS[number % (longest + 1)]
}

fn list(mark: &str, items: usize, longest: usize, from: usize) -> String {
    (0..items).fold(String::new(), |mut list, item| {
        let _ = writeln!(list, "{mark} {}", text_up_to(longest, from + item));
        list
    })
}

fn timeline(mark: &str, items: usize, longest: usize) -> String {
    (0..items).fold(String::new(), |mut list, item| {
        let _ = writeln!(list, "{mark} **{}** – {}", MOMENTS[item], text_up_to(longest, item));
        list
    })
}

fn typed_table(rows: usize) -> String {
    (0..rows).fold("| Onderwerp | Wat wij doen |\n|---|---|\n".to_owned(), |mut table, row| {
        let _ = writeln!(table, "| {} | {} |", TEXTS[row % 2], TEXTS[row % 3]);
        table
    })
}

/// A presentation with a slide of each kind; how much stands on them follows from the index.
fn deck(index: usize) -> String {
    let is_narrow = index % 4 == 3;
    // From 0 for a few words to 3 for as much as fits.
    let much = index % 4;
    let longest = [0, 2, 3, 4][much] - usize::from(is_narrow);
    let along = 3 + index % if is_narrow { 3 } else { 4 };
    let mut out = format!(
        "+++\nsjabloon = \"presentatie\"\nonderwerp = \"Voortgang van de proef {index}\"\ndatum = 2023-03-14\npilot = \"proef\"\n\
         portefeuillehouder = \"wethouder Jeugd\"\n"
    );
    if is_narrow {
        out += "verhouding = \"4:3\"\n";
    }
    if index.is_multiple_of(3) {
        out += "beeld = \"liggend.jpg\"\nbeeld_alt = \"Huizen in de wijk\"\n";
    }
    out += "+++\n\n";
    let mut slide = |content: &str| {
        let title = TITLES[(index + out.len()) % TITLES.len()];
        let _ = write!(out, "# {title}\n\n{content}\n\n");
    };
    slide("");
    slide(&list("-", 1 + index % 5, longest, index));
    slide(&list("1.", 2 + index % 3, longest, index));
    slide(TEXTS[index % TEXTS.len()]);
    slide(&format!("{}\n\n{}", TEXTS[index % 4], list("-", 2, longest.min(2), index)));
    slide(&format!("{}\n{{{{ grafiek(\"lijnen\") }}}}", list("-", 1 + index % 3, longest.min(2), index)));
    slide("{{ grafiek(\"kolommen\") }}");
    slide(&format!("{{{{ tabel(\"cijfers\") }}}}\n\n{}", if much == 0 { "" } else { TEXTS[much] }));
    slide(&typed_table(1 + index % 4));
    slide(&format!("{{{{ hulp_kosten }}}}\n\n{}", if much == 3 { "" } else { TEXTS[much + 1] }));
    slide(&format!("> {}\n\nEen moeder", TEXTS[index % TEXTS.len()]));
    slide("![Huizen in de wijk](liggend.jpg)");
    slide("![Kaart van de wijk](kaart.svg)");
    slide(&format!("{}\n\n![Huizen in de wijk](staand.jpg)", TEXTS[index % 3]));
    slide(&format!("{}\n\n![Kaart van de wijk](kaart.svg)", TEXTS[index % 3]));
    slide("![Huizen in de wijk](liggend.jpg)\n\n![Kaart van de wijk](kaart.svg)");
    let timeline = timeline(if index.is_multiple_of(5) { "1." } else { "-" }, along, longest);
    let steps = if index.is_multiple_of(2) { "{{ stappen() }}\n\n" } else { "" };
    slide(&format!("{{{{ indeling(\"tijdlijn\") }}}}\n\n{steps}{timeline}"));
    let introduced = if index % 3 == 1 { "Zo gaat dat:\n\n" } else { "" };
    slide(&format!("{{{{ indeling(\"proces\") }}}}\n\n{introduced}{}", list("1.", along, longest, index)));
    let side = |number: &str, from: usize| match index % 3 {
        0 => format!("{{{{ {number} }}}}\n\n{}", text_up_to(longest, from)),
        1 => list("-", 1 + much, longest.min(2), from),
        _ => text_up_to(longest, from).to_owned(),
    };
    slide(&format!(
        "{{{{ indeling(\"vergelijking\") }}}}\n\n## Dit jaar\n\n{}\n\n## Wat er in het hele jaar veranderde\n\n{}",
        side("hulp_jongeren", index),
        side("hulp_groei", index + 1)
    ));
    let photo = ["liggend.jpg", "staand.jpg", "kaart.svg"][index % 3];
    slide(&format!("{{{{ indeling(\"beeld\") }}}}\n\n![Huizen in de wijk]({photo})"));
    out + "# Vragen?\n"
}

/// What stands on a slide, from top to bottom: the content, and the room that it has.
struct Seen {
    from: f64,
    until: f64,
    highest: f64,
    lowest: f64,
}

#[test]
fn no_slide_has_an_empty_lower_half_and_nothing_overlaps() {
    let bench = Bench::basis();
    bench.write("data/grafieken.toml", EXHIBITS);
    bench.write("data/kaart.svg", MAP);
    let pictures = workbench::repository().join("tests/slides");
    for photo in ["liggend.jpg", "staand.jpg"] {
        bench.write(&format!("data/{photo}"), std::fs::read(pictures.join(photo)).expect("is read"));
    }
    std::fs::remove_dir_all(bench.at("data/brieven")).expect("is removed");
    for index in 0..DECKS {
        bench.write(&format!("data/presentaties/2022/dias-{index:02}.md"), deck(index));
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
    let (mut wrong, mut read): (Vec<String>, BTreeMap<&str, usize>) = (Vec::new(), BTreeMap::new());
    for (id, path) in &inventory.documents {
        let mut own = Findings::new();
        let manuscript = load::manuscript(&files, id.clone(), path, &municipality.privacy).take(&mut own);
        let manuscript = manuscript.unwrap_or_else(|| panic!("{id} reads"));
        let document = text::compose(&manuscript, &engine).take(&mut own);
        let drawings = layout::draw(&document, &municipality).take(&mut own);
        let laid_out = layouts.lay_out(&document, &municipality, &drawings, &[], Rendition::Slides).take(&mut own);
        let pages = laid_out.and_then(|laid_out| typesetter.pages(laid_out, &manuscript.source).take(&mut own));
        let sights = pages.map(|pages| pages.sights()).unwrap_or_default();
        wrong.extend(own.sorted().iter().map(|finding| format!("{id}: {}", finding.message)));
        for (section, sight) in document.sections.iter().zip(sights.iter().skip(1)) {
            let slide = section.slide.as_ref().expect("a slide");
            let layout = slide.layout.name();
            *read.entry(layout).or_default() += 1;
            let title_line = slide.place.line_column().map_or(0, |(line, _)| line);
            if COLOURED.contains(&layout) {
                continue;
            }
            let title = sight.layer.runs.iter().filter(|run| run.5 == title_line).map(|run| run.2);
            let from = title.fold(0.0, f64::max) + BELOW_TITLE;
            let small = sight.layer.runs.iter().filter(|run| run.4 < SMALL && run.2 < CONTENT_END + 1.0);
            let texts = sight.layer.runs.iter().filter(|run| run.5 != title_line && run.4 > SMALL);
            let texts = texts.map(|run| (run.2 - 0.7 * run.4, run.2));
            let pictures = sight.layer.pictures.iter().map(|picture| (picture.1, picture.1 + picture.3));
            let things: Vec<(f64, f64)> = texts.chain(pictures).filter(|(top, _)| *top < CONTENT_END).collect();
            let highest = things.iter().map(|(top, _)| *top).fold(CONTENT_END, f64::min);
            let lowest = things.iter().map(|(_, bottom)| *bottom).fold(0.0, f64::max);
            // Sources and notes stand at the end of the room.
            let notes = small.filter(|run| run.2 > lowest).map(|run| run.2 - 0.7 * run.4);
            let seen = Seen { from, until: notes.fold(CONTENT_END, f64::min), highest, lowest };
            let number = sights.iter().position(|one| std::ptr::eq(one, sight)).unwrap_or_default() + 1;
            wrong.extend(complaint(&seen).map(|what| format!("{id}, slide {number}, {layout}: {what}")));
        }
    }
    assert!(!findings.has_errors(), "{findings:?}");
    assert_eq!(inventory.documents.len(), DECKS);
    assert!(read.len() == 13 && read.values().all(|slides| *slides >= DECKS), "{read:?}");
    assert!(wrong.is_empty(), "{} of {read:?}:\n{}", wrong.len(), wrong.join("\n"));
}

/// What is wrong with where the content of a slide stands.
fn complaint(seen: &Seen) -> Option<String> {
    let room = seen.until - seen.from;
    let (above, below) = (seen.highest - seen.from, seen.until - seen.lowest);
    let percent = |part: f64| format!("{:.0}%", 100.0 * part / room);
    if seen.lowest < seen.from + room / 2.0 {
        return Some(format!("its lower half is empty: {} white below", percent(below)));
    }
    ((above - below).abs() > 0.25 * room).then(|| format!("{} white above, {} below", percent(above), percent(below)))
}
