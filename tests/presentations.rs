//! A presentation from its text to its PDFs: pages, steps, hand-out, what is said, and the same numbers as letters.

mod workbench;

use std::fs;
use std::process::Command;

use griffel::stages::digest::sha256;
use workbench::{Bench, skipped};

const DECK: &str = "data/presentaties/2022/dias.md";
const PDF: &str = "uitvoer/2022/dias.pdf";
const STEPS: &str = "uitvoer/2022/dias.stappen.pdf";
const HANDOUT: &str = "uitvoer/2022/dias.hand-out.pdf";

/// A work folder with a presentation of four slides, one of which builds up in three steps.
fn bench() -> Bench {
    let bench = Bench::basis();
    bench.write(
        DECK,
        "+++\nsjabloon = \"presentatie\"\nonderwerp = \"De proef in {{ periode }}\"\ndatum = 2023-03-14\n\
         portefeuillehouder = \"wethouder Jeugd\"\npilot = \"proef\"\n+++\n\n\
         # Dit jaar hielpen wij {{ hulp_jongeren }} jongeren\n\n{{ stappen() }}\n\n\
         - Eerst luisteren wij.\n- Dan helpen wij.\n- Dat kost {{ hulp_kosten }}.\n\n\
         ## Notities\n\nDe groei is {{ hulp_groei }}.\n\n\
         # De inzet groeide\n\n{{ grafiek(\"inzet\") }}\n\n# Vragen?\n",
    );
    bench
}

/// What a program of Poppler tells of a PDF, where it is installed.
fn poppler(bench: &Bench, program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).current_dir(bench.path()).output();
    match output {
        Ok(output) => Some(String::from_utf8(output.stdout).expect("UTF-8")),
        Err(error) => {
            skipped(&format!("{program}: {error}"));
            None
        }
    }
}

fn text_of(bench: &Bench, pdf: &str) -> Option<String> {
    let text = poppler(bench, "pdftotext", &["-raw", pdf, "-"])?;
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A line of what `pdfinfo` tells.
fn info(bench: &Bench, pdf: &str, key: &str) -> Option<String> {
    let lines = poppler(bench, "pdfinfo", &[pdf])?;
    let line = lines.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_default();
    Some(line.trim_start_matches(':').trim().to_owned())
}

#[test]
fn each_slide_is_a_page_and_notes_are_on_none() {
    let bench = bench();
    let made = bench.run(&["maak", "2022/dias", "--formaat", "json"]).expect(0).json();
    assert_eq!(made["documenten"][0]["bladzijden"], 4, "{made}");
    assert!(!bench.at(HANDOUT).exists() && !bench.at(STEPS).exists(), "nobody asked for them");
    if let Some(text) = text_of(&bench, PDF) {
        assert!(text.contains("De proef in 2022") && text.contains("Dit jaar hielpen wij 157 jongeren"), "{text}");
        assert!(text.contains("Dat kost € 461.514.") && !text.contains("De groei is"), "{text}");
    }
}

#[test]
fn steps_and_notes_are_made_on_request() {
    let bench = bench();
    bench.run(&["maak", "2022/dias", "--hand-out", "--stappen"]).expect(0);
    if let Some(pages) = info(&bench, STEPS, "Pages") {
        assert_eq!(pages, "7", "the slide with three items has four pages");
        assert_eq!(info(&bench, PDF, "Pages").as_deref(), Some("4"));
        assert_eq!(info(&bench, PDF, "Page size").as_deref(), Some("960 x 540 pts"));
        let steps = text_of(&bench, STEPS).expect("text");
        let count = |words: &str| steps.matches(words).count();
        assert_eq!((count("Eerst luisteren wij."), count("Dan helpen wij."), count("Dat kost")), (3, 2, 1), "{steps}");
        let handout = text_of(&bench, HANDOUT).expect("text");
        assert!(handout.contains("De groei is 31%.") && handout.contains("Dat kost"), "{handout}");
        assert!(info(&bench, HANDOUT, "Page size").expect("size").contains("A4"));
    }
}

#[test]
fn other_slides_are_narrower() {
    let bench = bench();
    bench.edit(DECK, "pilot =", "verhouding = \"4:3\"\npilot =");
    bench.run(&["maak", "2022/dias"]).expect(0);
    if let Some(size) = info(&bench, PDF, "Page size") {
        assert_eq!(size, "720 x 540 pts");
    }
}

#[test]
fn the_same_presentation_is_the_same_bytes() {
    let bench = bench();
    let make = || {
        bench.run(&["maak", "2022/dias", "--opnieuw", "--hand-out", "--stappen"]).expect(0);
        [PDF, STEPS, HANDOUT].map(|path| sha256(&bench.bytes(path)))
    };
    let first = make();
    assert_eq!(first, make());
    assert!(first[0] != first[1] && first[0] != first[2]);
}

#[test]
fn a_hand_out_that_is_there_never_stays_behind() {
    let bench = bench();
    let digests = || [PDF, HANDOUT].map(|path| sha256(&bench.bytes(path)));
    let made = |arguments: &[&str]| {
        let json = bench.run(&[&["maak", "--formaat", "json"], arguments].concat()).expect(0).json();
        let documents = json["documenten"].as_array().expect("documents").clone();
        documents
            .iter()
            .filter(|one| one["ongewijzigd"] == false)
            .map(|one| one["naam"].to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(made(&[]).len(), 3);
    // The letters have no hand-out: they stay as they are.
    assert_eq!(made(&["--hand-out"]), ["\"2022/dias\""]);
    assert_eq!(made(&["--hand-out"]), [] as [&str; 0]);
    assert_eq!(made(&[]), [] as [&str; 0]);
    let before = digests();
    bench.edit(DECK, "De groei is", "De toename is");
    assert_eq!(made(&[]), ["\"2022/dias\""]);
    let after = digests();
    assert_eq!(before[0], after[0], "the notes are not on the slides");
    assert_ne!(before[1], after[1]);
    fs::remove_file(bench.at(HANDOUT)).expect("removed");
    assert_eq!(made(&[]), ["\"2022/dias\""], "a file is gone");
    assert!(!bench.at(HANDOUT).exists(), "nobody asks for it any more");
}

#[test]
fn the_author_can_ask_for_a_hand_out() {
    let bench = bench();
    bench.edit(DECK, "pilot =", "hand-out = true\npilot =");
    bench.run(&["maak", "2022/dias"]).expect(0);
    assert!(bench.at(HANDOUT).is_file());

    let traced = self::bench();
    traced.edit(DECK, "pilot =", "herkomst = true\npilot =");
    traced.run(&["maak", "2022/dias"]).expect(0);
    if let Some(text) = text_of(&traced, HANDOUT) {
        assert!(text.contains("Herkomst van de cijfers") && text.contains("hulp.csv, regel 3"), "{text}");
    }
}

#[test]
fn a_changed_figure_changes_letter_and_slides_alike() {
    let bench = bench();
    bench.run(&["maak"]).expect(0);
    let (letter, slides) = ("uitvoer/2022/brief.cijfers.csv", "uitvoer/2022/dias.cijfers.csv");
    assert!(bench.read(letter).contains("461.514") && bench.read(slides).contains("461.514"));
    bench.edit("data/reeksen/hulp.csv", "461.514", "462.000");
    bench.run(&["maak"]).expect(0);
    for ledger in [letter, slides] {
        let ledger = bench.read(ledger);
        assert!(ledger.contains("462.000") && !ledger.contains("461.514"), "{ledger}");
    }
}

#[test]
fn every_number_is_traced_to_its_slide() {
    let bench = bench();
    let figures = bench.run(&["cijfers", "2022/dias", "--formaat", "json"]).expect(0).json();
    let found: Vec<(String, u64)> = figures["getallen"]
        .as_array()
        .unwrap_or_else(|| panic!("{figures}"))
        .iter()
        .filter(|one| {
            ["157", "€ 461.514", "31%"]
                .contains(&one["afgedrukt"].as_str().unwrap_or_default().replace('\u{a0}', " ").as_str())
        })
        .map(|one| (one["onderdeel"].as_str().expect("a part").to_owned(), one["bladzijde"].as_u64().expect("a page")))
        .collect();
    let slide = "Dit jaar hielpen wij 157 jongeren";
    let wanted = [(slide.to_owned(), 2), (slide.to_owned(), 2), (format!("notities bij {slide}"), 2)];
    assert_eq!(found, wanted);
}

#[test]
fn what_does_not_fit_is_not_made_and_the_rest_is() {
    let bench = bench();
    bench.run(&["maak", "2022/dias"]).expect(0);
    let before = bench.bytes(PDF);
    let much: String = (0..15).map(|_| "- Nog een punt van deze lange lijst.\n").collect();
    bench.edit(DECK, "# Vragen?", &format!("# Veel\n\n{much}\n# Vragen?"));
    let ran = bench.run(&["maak"]).expect(1);
    assert!(ran.stderr.contains("fout[L006]: Op dia 4 past niet alles"), "{}", ran.stderr);
    assert!(bench.at("uitvoer/2022/brief.pdf").is_file() && bench.at("uitvoer/2022/tweede.pdf").is_file());
    assert_eq!(bench.bytes(PDF), before, "the older one stays whole");
    let checked = bench.run(&["controleer", "2022/dias"]).expect(1);
    assert!(checked.stdout.contains("fout[L006]"), "found without anything being made");
}

#[test]
fn a_presentation_is_adopted_and_verified() {
    let bench = bench();
    bench.run(&["stelvast", "2022/dias", "--op", "2023-03-14", "--door", "het college"]).expect(0);
    assert!(bench.at("data/presentaties/2022/dias.vastgesteld-1.json").is_file());
    bench.run(&["verifieer", "2022/dias"]).expect(0);
    if let Some(text) = text_of(&bench, PDF) {
        assert!(!text.contains("CONCEPT"), "{text}");
    }
    bench.edit("data/reeksen/hulp.csv", "461.514", "462.000");
    bench.run(&["verifieer", "2022/dias"]).expect(0);
    let adopted = bench.bytes(PDF);
    bench.run(&["maak", "2022/dias"]).expect(0);
    assert_eq!(bench.bytes(PDF), adopted);
}

#[test]
fn what_else_was_made_of_a_concept_is_made_again_of_what_was_adopted() {
    let bench = bench();
    bench.edit(DECK, "pilot =", "hand-out = true\npilot =");
    bench.run(&["maak", "2022/dias", "--stappen"]).expect(0);
    bench.run(&["stelvast", "2022/dias", "--op", "2023-03-14", "--door", "het college"]).expect(0);
    assert!(!bench.at(HANDOUT).exists() && !bench.at(STEPS).exists(), "they say that it is a concept");
    bench.edit("data/reeksen/hulp.csv", "461.514", "462.000");
    bench.run(&["maak", "2022/dias", "--stappen"]).expect(0);
    for pdf in [HANDOUT, STEPS] {
        assert!(bench.at(pdf).is_file());
        if let Some(text) = text_of(&bench, pdf) {
            assert!(text.contains("€ 461.514") && !text.to_uppercase().contains("CONCEPT"), "{pdf}: {text}");
        }
    }
}

#[test]
fn long_notes_go_on_on_the_next_page() {
    let bench = bench();
    let much: String = (0..40).map(|_| "Dit is een zin van de spreker over de proef.\n\n").collect();
    bench.edit(DECK, "De groei is {{ hulp_groei }}.", &format!("{much}Dit is het einde."));
    bench.run(&["maak", "2022/dias", "--hand-out"]).expect(0);
    if let Some(text) = text_of(&bench, HANDOUT) {
        assert!(text.contains("Dit is het einde."), "{text}");
        let pages = info(&bench, HANDOUT, "Pages").expect("pages");
        assert!(pages.parse::<usize>().expect("a number") > 2, "{pages}");
    }
}

#[test]
fn footnotes_and_marks_are_explained_on_every_kind_of_slide() {
    let bench = bench();
    bench.edit("data/reeksen/hulp.csv", "461.514", "461.514*");
    bench.edit(
        DECK,
        "# Vragen?\n",
        "# Een deel[^deel]\n\n[^deel]: Dit is het eerste deel.\n\n# Vragen?\n\nHet kostte {{ hulp_kosten }}.\n",
    );
    bench.run(&["maak", "2022/dias"]).expect(0);
    if let Some(text) = text_of(&bench, PDF) {
        assert!(text.contains("1. Dit is het eerste deel."), "{text}");
        assert_eq!(
            text.matches("* Het cijfer over 2022 is voorlopig").count()
                + text.matches("* De cijfers over 2022 zijn voorlopig").count(),
            2,
            "{text}"
        );
    }
}

#[test]
fn a_form_of_ones_own_shapes_slides_and_hand_out() {
    let bench = bench();
    let form = fs::read_to_string(workbench::repository().join("templates/presentatie/sjabloon.toml")).expect("read");
    bench.write("templates/eigen/sjabloon.toml", form);
    bench.write(
        "templates/eigen/presentatie.typ.j2",
        "{% extends \"basis/presentatie.typ.j2\" %}\n{% block indelingen %}{{ super() }}\n#let titeldia() = vel(1, place(dx: 56pt, dy: 100pt)[\n#heading(level: 1, \"Eigen omslag\")])\n{% endblock %}\n",
    );
    bench.edit(DECK, "sjabloon = \"presentatie\"", "sjabloon = \"eigen\"");
    bench.run(&["maak", "2022/dias", "--hand-out"]).expect(0);
    for pdf in [PDF, HANDOUT] {
        if let Some(text) = text_of(&bench, pdf) {
            assert!(!text.contains("PRESENTATIE AAN DE GEMEENTERAAD"), "{pdf}: {text}");
        }
    }
}

#[test]
fn a_new_period_starts_with_the_presentation_of_the_last() {
    let bench = bench();
    bench.run(&["kwartaal", "2023"]).expect(0);
    let text = bench.read("data/presentaties/2023/dias.md");
    assert!(text.contains("datum = 2024-03-14") && text.contains("## Notities"), "{text}");
    assert!(bench.at("data/brieven/2023/brief.md").is_file());
    // There are no figures about 2023 yet; two presentations with figures are compared.
    bench.edit("data/reeksen/hulp.csv", "2022;157;461.514", "2022;157;461.514\n2023;160;470.000");
    bench.edit(
        "data/reeksen/inzet.csv",
        "2022-K4;Indus;3,0",
        "2022-K4;Indus;3,0\n2023-K1;Indus;3,0\n2023-K4;Indus;3,0",
    );
    let told = bench.run(&["verschil", "2023/dias", "--formaat", "json"]).expect(0).json();
    assert_eq!(
        (&told["oud"]["document"], &told["nieuw"]["document"]),
        (&"2022/dias".into(), &"2023/dias".into()),
        "{told}"
    );
}

/// A photograph for the folder `data`.
fn photo() -> Vec<u8> {
    fs::read(workbench::repository().join("tests/slides/liggend.jpg")).expect("is read")
}

#[test]
fn a_list_along_a_line_builds_up_and_stays_a_list() {
    let bench = bench();
    bench.edit(
        DECK,
        "# Vragen?\n",
        "# Zo ging het\n\n{{ indeling(\"tijdlijn\") }}\n\n{{ stappen() }}\n\n- **maart** – start in Noord\n\
         - **juni:** ook in Zuid\n- **oktober** in alle wijken\n\n# Zo werkt het\n\n{{ indeling(\"proces\") }}\n\n\
         1. Ouders bellen\n2. Het wijkteam komt\n3. Er is een plan\n\n# Vragen?\n",
    );
    bench.run(&["maak", "2022/dias", "--stappen", "--hand-out"]).expect(0);
    if let Some(steps) = text_of(&bench, STEPS) {
        let count = |words: &str| steps.matches(words).count();
        assert_eq!((count("start in Noord"), count("ook in Zuid"), count("in alle wijken")), (3, 2, 1), "{steps}");
        assert!(!steps.contains("– start") && !steps.contains("juni:"), "a date has a line of its own: {steps}");
    }
    if let Some(tree) = poppler(&bench, "pdfinfo", &["-struct-text", PDF]) {
        let lists = tree.matches("LI ").count() + tree.lines().filter(|line| line.trim() == "LI").count();
        assert_eq!(lists, 9, "three lists of three items: {tree}");
        let place = |words: &str| tree.find(words).unwrap_or_else(|| panic!("{words}: {tree}"));
        assert!(place("maart") < place("start in Noord") && place("start in Noord") < place("juni"), "{tree}");
        assert!(place("Ouders bellen") < place("Het wijkteam komt"), "{tree}");
    }
}

#[test]
fn a_comparison_is_read_one_side_after_the_other() {
    let bench = bench();
    bench.edit(
        DECK,
        "# Vragen?\n",
        "# Eerst en nu\n\n{{ indeling(\"vergelijking\") }}\n\n## Eerst\n\n- Vier loketten\n\n## Nu\n\n{{ hulp_jongeren }}\n\n\
         jongeren en één loket\n\n# Vragen?\n",
    );
    bench.run(&["maak", "2022/dias", "--html"]).expect(0);
    if let Some(tree) = poppler(&bench, "pdfinfo", &["-struct-text", PDF]) {
        let place = |words: &str| tree.rfind(words).unwrap_or_else(|| panic!("{words}: {tree}"));
        assert!(place("\"Eerst\"") < place("Vier loketten") && place("Vier loketten") < place("\"Nu\""), "{tree}");
        assert!(place("\"Nu\"") < place("jongeren en één loket"), "{tree}");
    }
    let page = bench.read("uitvoer/2022/dias.html");
    assert!(page.contains("<h3>Eerst</h3>") && page.contains("<h3>Nu</h3>"), "{page}");
}

#[test]
fn a_picture_stands_beside_the_title() {
    let bench = bench();
    bench.write("data/wijk.jpg", photo());
    bench.run(&["maak", "2022/dias", "--html"]).expect(0);
    let words = text_of(&bench, PDF);
    bench.edit(DECK, "pilot =", "beeld = \"wijk.jpg\"\nbeeld_alt = \"Huizen in {{ periode }}\"\npilot =");
    bench.run(&["maak", "2022/dias", "--html", "--hand-out"]).expect(0);
    assert_eq!(words, text_of(&bench, PDF), "a description is no word of the slide");
    if let Some(pictures) = poppler(&bench, "pdfimages", &["-list", PDF]) {
        assert_eq!(pictures.lines().filter(|line| line.trim_start().starts_with("1 ")).count(), 1, "{pictures}");
    }
    let page = bench.read("uitvoer/2022/dias.html");
    let (title, picture) = (page.find("<h1").expect("a title"), page.find("<img").expect("a picture"));
    assert!(title < picture && page[picture..].contains("alt=\"Huizen in 2022\""), "{}", &page[picture..picture + 99]);
    assert!(page[picture..].starts_with("<img src=\"data:image/jpeg;base64,"));
    let mail = bench.read("uitvoer/2022/dias.nieuwsbrief.html");
    assert!(!mail.contains("<img"), "no pictures in a mail");
    bench.run(&["stelvast", "2022/dias", "--op", "2023-03-14", "--door", "het college"]).expect(0);
    fs::remove_file(bench.at("data/wijk.jpg")).expect("removed");
    bench.run(&["verifieer", "2022/dias"]).expect(0);
}

#[test]
fn a_photograph_goes_to_the_edges_and_a_drawing_stays_whole() {
    let bench = bench();
    bench.write("data/wijk.jpg", photo());
    let drawing =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 90 60\"><rect width=\"90\" height=\"60\"/></svg>";
    bench.write("data/kaart.svg", drawing);
    bench.edit(
        DECK,
        "# Vragen?\n",
        "# De wijk\n\n{{ indeling(\"beeld\") }}\n\n![Huizen](wijk.jpg)\n\n# De kaart\n\n{{ indeling(\"beeld\") }}\n\n\
         ![Een kaart](kaart.svg)\n\n# Vragen?\n",
    );
    bench.run(&["maak", "2022/dias", "--bewaar-typst"]).expect(0);
    let source = bench.read("uitvoer/2022/dias.typst/presentatie.typ");
    assert!(source.contains("\"Huizen\", vult: true)") && source.contains("\"Een kaart\", vult: true)"), "{source}");
    if let Some(tree) = poppler(&bench, "pdfinfo", &["-struct", PDF]) {
        assert_eq!(tree.matches("Figure").count(), 3, "a chart, a photograph and a drawing: {tree}");
    }
}
