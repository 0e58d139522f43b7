//! Several municipalities in one folder, with templates and fonts in common.

mod workbench;

use std::fs;

use workbench::{Bench, cases, copy, griffel, repository};

/// Two municipalities, each with the small work folder.
fn region() -> Bench {
    let bench = Bench::empty();
    bench.write("gemeenten.toml", "gemeenten = [\"noord\", \"zuid\"]\n");
    for name in ["noord", "zuid"] {
        copy(&repository().join("tests/findings/_basis"), &bench.at(name));
    }
    bench.edit("zuid/data/gemeente.toml", "Voorbeeldstad", "Zuidstad");
    bench
}

#[test]
fn all_municipalities_are_made_and_named() {
    let bench = region();
    let ran = bench.run(&["maak"]).expect(0);
    assert!(ran.stdout.contains("4 brieven gemaakt"), "{}", ran.stdout);
    for name in ["noord", "zuid"] {
        assert!(bench.bytes(&format!("{name}/uitvoer/2022/brief.pdf")).starts_with(b"%PDF-"));
    }
    assert_ne!(bench.bytes("noord/uitvoer/2022/brief.pdf"), bench.bytes("zuid/uitvoer/2022/brief.pdf"));
    bench.run(&["maak", "--uitvoer", "elders"]).expect(0);
    assert_eq!(bench.bytes("elders/zuid/2022/brief.pdf"), bench.bytes("zuid/uitvoer/2022/brief.pdf"));
    // One municipality, one of its letters, a letter of each.
    for (names, count) in
        [(vec!["zuid"], 2), (vec!["zuid/2022/brief"], 1), (vec!["2022/brief"], 2), (vec!["noord/brief", "zuid"], 3)]
    {
        let ran = bench.run(&[&["maak", "--formaat", "json"][..], &names].concat()).expect(0);
        assert_eq!(ran.json()["documenten"].as_array().map(Vec::len), Some(count), "{names:?}");
    }
    // From inside it is a work folder like any other.
    let own = griffel(&bench.at("zuid")).args(["maak", "--opnieuw"]).output().expect("griffel starts");
    assert!(String::from_utf8_lossy(&own.stdout).contains("2 brieven gemaakt"));
}

#[test]
fn findings_say_which_municipality() {
    let bench = region();
    bench.edit("zuid/data/brieven/2022/brief.md", "hulp_kosten", "hulp_kostn");
    let ran = bench.run(&["maak"]).expect(1);
    assert!(ran.stderr.contains("--> zuid/data/brieven/2022/brief.md:"), "{}", ran.stderr);
    assert!(ran.stdout.contains("Niet gemaakt: zuid/2022/brief"), "{}", ran.stdout);
    assert!(bench.at("noord/uitvoer/2022/brief.pdf").exists());
    let ran = bench.run(&["maak", "oost/2022/brief"]).expect(2);
    assert!(ran.stderr.contains("M002"), "{}", ran.text());
}

#[test]
fn templates_and_fonts_are_shared() {
    let bench = region();
    copy(&repository().join("templates"), &bench.at("templates"));
    bench.edit("templates/collegebrief/sjabloon.toml", "naam = \"Collegebrief\"", "naam = \"Brief van de regio\"");
    let font = fs::read(repository().join("fonts/SourceSans3-Regular.ttf")).expect("read");
    bench.write("fonts/Eigen.ttf", font);
    bench.run(&["maak", "--bewaar-typst"]).expect(0);
    for name in ["noord", "zuid"] {
        assert!(bench.read(&format!("{name}/uitvoer/2022/brief.typst/brief.typ")).contains("Brief van de regio"));
    }
    // A municipality's own form goes before.
    copy(&repository().join("templates"), &bench.at("zuid/templates"));
    bench.run(&["maak", "--bewaar-typst"]).expect(0);
    assert!(!bench.read("zuid/uitvoer/2022/brief.typst/brief.typ").contains("Brief van de regio"));
    // A change in what is shared remakes what uses it.
    bench.run(&["maak"]).expect(0);
    bench.edit("templates/collegebrief/sjabloon.toml", "Brief van de regio", "Brief van alle gemeenten");
    let ran = bench.run(&["maak", "--formaat", "json"]).expect(0).json();
    let made: Vec<bool> =
        ran["documenten"].as_array().expect("documents").iter().map(|one| one["ongewijzigd"] == false).collect();
    assert_eq!(made, [true, true, false, false]);
    // What was shared is the letter's own in its archive.
    let ran = griffel(&bench.at("noord")).args(["stelvast", "2022/brief"]).output().expect("griffel starts");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    bench.edit("templates/collegebrief/sjabloon.toml", "Brief van alle gemeenten", "Iets anders");
    let ran = griffel(&bench.at("noord")).args(["verifieer"]).output().expect("griffel starts");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stdout));
}

fn nothing_else_of_the_folder_above_is_read(logo: &str) {
    let bench = region();
    bench.write("geheim.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>");
    let house = bench.read("zuid/data/gemeente.toml");
    bench.write("zuid/data/gemeente.toml", format!("{house}\n[huisstijl]\nlogo = \"{logo}\"\n"));
    bench.run(&["controleer", "zuid"]).expect(1);
}

cases! { nothing_else_of_the_folder_above_is_read:
    above_the_data("../geheim.svg");
    above_the_folder("../../geheim.svg");
    by_way_of_the_templates("../templates/../geheim.svg");
}

#[test]
fn shares_go_over_all_municipalities() {
    let (whole, shared) = (region(), region());
    whole.run(&["maak"]).expect(0);
    for share in ["1/3", "2/3", "3/3"] {
        shared.run(&["maak", "--deel", share]).expect(0);
    }
    for name in ["noord", "zuid"] {
        for letter in ["brief", "tweede"] {
            let path = format!("{name}/uitvoer/2022/{letter}.pdf");
            assert_eq!(shared.bytes(&path), whole.bytes(&path));
        }
    }
}

fn a_wrong_list_is_told(list: &str, wanted: &str) {
    let bench = region();
    bench.write("gemeenten.toml", list);
    let ran = bench.run(&["controleer"]).expect(1);
    assert!(ran.stdout.contains(wanted), "{}", ran.text());
}

cases! { a_wrong_list_is_told:
    nobody_there("gemeenten = [\"noord\", \"oost\"]\n", "Er is geen werkmap \"oost\"");
    twice_the_same("gemeenten = [\"noord\", \"noord\"]\n", "staat twee keer");
    empty("gemeenten = []\n", "is leeg");
    above("gemeenten = [\"../noord\"]\n", "Er is geen werkmap");
    without_a_name("gemeenten = [\"\"]\n", "Er is geen werkmap");
    with_a_point("gemeenten = [\"noord.\"]\n", "Er is geen werkmap");
    another_key("gemeente = [\"noord\"]\n", "gemeente");
    no_toml("gemeenten = [\n", "gemeenten.toml");
}

#[test]
fn one_document_of_several_municipalities_must_be_told_apart() {
    let bench = region();
    let ran = bench.run(&["cijfers", "2022/brief"]).expect(2);
    assert!(ran.stderr.contains("--map"), "{}", ran.stderr);
    bench.run(&["cijfers", "2022/brief", "--map", "zuid"]).expect(0);
}
