//! A new period starts with the letters of the last one: all of them or none, and nothing is ever replaced.

mod workbench;

use std::fs;
use std::path::PathBuf;

use workbench::{Bench, Ran, files};

const NEW: [&str; 3] =
    ["data/brieven/2023-K1/flits.md", "data/brieven/2023-K1/jnv.md", "data/brieven/2023-K1/poh-ggz.md"];

/// Everything in the work folder.
fn contents(bench: &Bench) -> Vec<(PathBuf, Vec<u8>)> {
    let paths = files(bench.path()).into_iter();
    paths.map(|path| (path.clone(), fs::read(bench.path().join(&path)).expect("read"))).collect()
}

/// Figures about the first quarter of 2023: fewer families, more youths with a decision, the rest goes on.
fn add_figures(bench: &Bench) {
    let add = |file: &str, lines: &str| {
        let path = format!("data/reeksen/{file}");
        bench.write(&path, bench.read(&path) + lines);
    };
    add("flits.csv", "2023-K1;25;24;7;66.900\n");
    add("jnv_jongeren.csv", "2023-K1;51;125\n");
    add("jnv_kwartaal.csv", "2023-K1,\"165.000,00\"\n");
    add("jnv_inzet.csv", "2023-01;8,65\n2023-02;8,65\n2023-03;8,65\n");
    add(
        "poh_ggz.csv",
        "2023-K1;Geholpen bij de huisarts;48\n2023-K1;Naar hulp zonder beschikking;18\n2023-K1;Naar specialistische hulp;10\n",
    );
    add("poh_kwartaal.csv", "2023-K1;48.000;14\n");
}

/// Refused: nothing has changed, and every part is said.
#[track_caller]
fn refused(bench: &Bench, arguments: &[&str], parts: &[&str]) -> Ran {
    let before = contents(bench);
    let ran = bench.run(arguments).expect(2);
    for part in parts {
        assert!(ran.stderr.contains(part), "no {part:?} in:\n{}", ran.text());
    }
    assert!(contents(bench) == before, "something was written: {}", ran.text());
    ran
}

#[test]
fn the_quarterly_letters_add_up_to_those_of_the_year() {
    let bench = Bench::example();
    for (letter, number) in [("2022-K4/jnv", "157"), ("2022-K4/jnv", "€ 461.514")] {
        bench.run(&["cijfers", letter, "--getal", number]).expect(0);
        bench.run(&["cijfers", "2022/jnv", "--getal", number]).expect(0);
    }
}

#[test]
fn a_quarter_begins_with_the_letters_of_the_last_one() {
    let bench = Bench::example();
    add_figures(&bench);
    let ran = bench.run(&["kwartaal", "2023-K1"]).expect(0);
    assert_eq!(ran.stderr, "");
    for path in NEW {
        assert!(ran.stdout.contains(path), "{}", ran.stdout);
        let text = bench.read(path);
        assert!(text.contains("datum = 2023-05-15\nstatus = \"concept\""), "{text}");
        assert!(text.contains("zaaknummer = \"\""), "{text}");
        assert!(text.starts_with("+++\n# De cijfers in deze brief zijn verzonnen."), "comments stay: {text}");
    }
    assert!(ran.stdout.contains("zaaknummer"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("nog geen cijfers"), "all series reach the new quarter: {}", ran.stdout);
    assert!(ran.stdout.contains("maart"), "a month that was typed: {}", ran.stdout);
    // The number of families rose and falls now; that of youths with a decision the other way round.
    let flits = bench.read(NEW[0]);
    let marked = "In het {{ periode }} meldden zich {{ flits_aangemeld }} aan. {{ nakijken(\"Aangemeld: was 32 gezinnen, \
                  is nu 25 gezinnen; het daalt nu\") }} Dat is";
    assert!(flits.contains(marked), "{flits}");
    assert!(flits.contains("was +28%, is nu −22%; het daalt nu"), "{flits}");
    let jnv = bench.read(NEW[1]);
    assert!(jnv.contains("was 117, is nu 125; het stijgt nu"), "{jnv}");
    assert!(!bench.read(NEW[2]).contains("was 75"), "75 to 76 is nothing to look at");
    // Without its marks a letter is the old one, but for what stands at its top.
    let body = |text: &str| text.split_once("\n+++\n").map(|(_, body)| body.to_owned()).expect("a body");
    let mut bare = String::new();
    let mut rest = flits.as_str();
    while let Some((before, after)) = rest.split_once(" {{ nakijken(\"") {
        bare += before;
        rest = after.split_once("\") }}").expect("the mark ends").1;
    }
    bare += rest;
    assert_eq!(body(&bare), body(&bench.read("data/brieven/2022-K4/flits.md")));
    // What is still to be done is found, in words that say so.
    let checked = bench.run(&["controleer", "2023-K1"]).expect(1);
    assert!(checked.stdout.contains("\"zaaknummer\" is nog niet ingevuld."), "{}", checked.stdout);
    assert!(checked.stdout.contains("waarschuwing[C016]: Kijk deze zin na. Aangemeld: was 32"), "{}", checked.stdout);
    let errors = checked.stdout.lines().filter(|line| line.starts_with("fout[")).count();
    assert_eq!(errors, 3, "only the case numbers are wrong: {}", checked.stdout);
    for path in NEW {
        bench.edit(path, "zaaknummer = \"\"", "zaaknummer = \"2023-0000001\"");
    }
    let made = bench.run(&["maak", "2023-K1", "--bewaar-typst"]).expect(0);
    assert!(made.stderr.contains("C016"), "{}", made.stderr);
    let source = bench.read("uitvoer/2023-K1/flits.typst/brief.typ");
    assert!(!source.contains("nakijken") && !source.contains("het daalt nu"), "a mark prints nothing");
}

#[test]
fn what_is_missing_is_listed_and_nothing_is_marked() {
    let bench = Bench::example();
    let ran = bench.run(&["quarter", "2023-K1", "--van", "2022-K4", "--formaat", "json"]).expect(0);
    let json = ran.json();
    let lacking: Vec<String> = json["zonder_cijfers"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| format!("{} {} {} {}", row["reeks"], row["laatste"], row["nodig"], row["aantal"]).replace('"', ""))
        .collect();
    let wanted = [
        "flits 2022-K4 2023-K1 1",
        "jnv_inzet 2022-12 2023-03 3",
        "jnv_jongeren 2022-K4 2023-K1 1",
        "jnv_kwartaal 2022-K4 2023-K1 1",
        "poh_ggz 2022-K4 2023-K1 1",
        "poh_kwartaal 2022-K4 2023-K1 1",
    ];
    assert_eq!(lacking, wanted);
    for letter in json["brieven"].as_array().expect("a list") {
        assert_eq!(letter["nakijken"].as_array().map(Vec::len), Some(0), "{letter}");
        assert_eq!((letter["datum"].as_str(), letter["datum_was"].as_str()), (Some("2023-05-15"), Some("2023-02-14")));
    }
    let checked = bench.run(&["controleer", "2023-K1"]).expect(1);
    assert!(checked.stdout.contains("K004"), "{}", checked.stdout);
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let bench = Bench::example();
    add_figures(&bench);
    let before = contents(&bench);
    let dry = bench.run(&["kwartaal", "2023-K1", "--proef", "--formaat", "json"]).expect(0).json();
    assert!(contents(&bench) == before, "nothing is written");
    let mut real = bench.run(&["kwartaal", "2023-K1", "--formaat", "json"]).expect(0).json();
    assert_eq!((&dry["geschreven"], &real["geschreven"]), (&false.into(), &true.into()));
    real["geschreven"] = false.into();
    assert_eq!(dry, real);
    let text = bench.run(&["kwartaal", "2023-K2", "--proef"]).expect(0).stdout;
    assert!(text.starts_with("Proef: er is niets geschreven. Uit 2023-K1 komen voor 2023-K2 3 brieven:"), "{text}");
}

#[test]
fn a_second_run_is_refused_and_changes_nothing() {
    let bench = Bench::example();
    bench.run(&["kwartaal", "2023-K1"]).expect(0);
    refused(&bench, &["kwartaal", "2023-K1"], &["[Q003]", NEW[0], NEW[1], NEW[2], "vervangt nooit wat er al is"]);
}

#[test]
fn one_letter_that_is_there_keeps_all_from_being_made() {
    let bench = Bench::example();
    bench.write(NEW[1], "van mij");
    let ran = refused(&bench, &["kwartaal", "2023-K1"], &["[Q003]", NEW[1]]);
    assert!(!ran.stderr.contains(NEW[0]), "{}", ran.stderr);
    // With another name in the folder the letters come beside it.
    fs::rename(bench.at(NEW[1]), bench.at("data/brieven/2023-K1/ander.md")).expect("renamed");
    bench.run(&["kwartaal", "2023-K1"]).expect(0);
    assert_eq!(bench.read("data/brieven/2023-K1/ander.md"), "van mij");
    assert_eq!(files(&bench.at("data/brieven/2023-K1")).len(), 4);
}

#[test]
fn a_folder_in_the_way_is_told() {
    let bench = Bench::example();
    bench.write("data/brieven/2023-K1", "een bestand");
    refused(&bench, &["kwartaal", "2023-K1"], &["[U001]", "Er is niets gemaakt."]);
}

#[test]
fn every_wrong_request_is_refused_with_a_way_out() {
    let bench = Bench::example();
    refused(&bench, &["kwartaal", "2022-K3", "--van", "2022-K4"], &["[Q001]", "2022-K3 ligt voor 2022-K4"]);
    refused(&bench, &["kwartaal", "2022-K4", "--van", "2022-K4"], &["[Q001]", "zelf"]);
    refused(&bench, &["kwartaal", "2023", "--van", "2022-K4"], &["[Q001]", "niet even lang"]);
    refused(&bench, &["kwartaal", "2023-K1", "--van", "2021-K4"], &["[Q002]", "Wel over: 2022-K3, 2022-K4."]);
    refused(&bench, &["kwartaal", "2023-01"], &["[Q002]", "2022, 2022-K3, 2022-K4"]);
    refused(&bench, &["kwartaal", "2022-K3"], &["[Q002]"]);
    bench.run(&["kwartaal", "morgen"]).expect(2);
}

#[test]
fn a_letter_that_cannot_be_read_keeps_all_from_being_made() {
    let bench = Bench::example();
    bench.edit("data/brieven/2022-K4/poh-ggz.md", "status = \"concept\"", "status = concept");
    refused(&bench, &["kwartaal", "2023-K1"], &["[T001]", "2022-K4/poh-ggz.md"]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::example();
    let folder = bench.at("data/brieven");
    let rights = |mode| fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).expect("rights are set");
    rights(0o555);
    // Whoever may do everything is not kept out by rights.
    if fs::write(folder.join("proef"), "").is_err() {
        refused(&bench, &["kwartaal", "2023-K1"], &["[U001]", "rechten"]);
    }
    rights(0o755);
}

#[test]
fn windows_line_ends_comments_and_the_mark_of_utf_8_stay() {
    let bench = Bench::example();
    add_figures(&bench);
    let path = "data/brieven/2022-K4/flits.md";
    bench.edit(
        path,
        "status = \"concept\"",
        "status = \"verzonden\" # naar de griffie\nkenmerk = \"A-12\"\ncorrectie = \"De kosten.\"",
    );
    bench.edit(path, "# vervolg", "# vervolg\n\nOver het {{ kengetal(\"flits_kosten\", \"2022-K4\") }} van 2021.");
    let text = bench.read(path).replace('\n', "\r\n");
    bench.write(path, format!("\u{feff}{text}"));
    bench.run(&["kwartaal", "2023-K1"]).expect(0);
    let new = bench.read(NEW[0]);
    assert!(new.starts_with("\u{feff}+++\r\n# De cijfers"), "{new}");
    assert_eq!(new.matches('\n').count(), new.matches("\r\n").count(), "every line end is that of Windows");
    assert!(new.contains("status = \"concept\" # naar de griffie\r\nkenmerk = \"\"\r\n"), "{new}");
    assert!(!new.contains("correctie") && new.contains("kengetal(\"flits_kosten\", \"2023-K1\")"), "{new}");
    assert!(new.contains("van 2021."), "what was typed stays: {new}");
}

#[test]
fn years_begin_like_quarters() {
    let bench = Bench::example();
    let ran = bench.run(&["kwartaal", "2023"]).expect(0);
    assert!(ran.stdout.starts_with("Voor 2023 zijn uit 2022 4 brieven gemaakt:"), "{}", ran.stdout);
    let letter = bench.read("data/brieven/2023/jnv.md");
    assert!(letter.contains("datum = 2024-03-14"), "{letter}");
    assert!(ran.stdout.contains("\n  jnv: laatste periode 2022, nodig tot en met 2023 (1 jaar)"), "{}", ran.stdout);
}

#[test]
fn a_mark_cannot_be_waved_away() {
    let bench = Bench::basis();
    bench.edit(
        "data/brieven/2022/brief.md",
        "{{ grafiek(\"inzet\") }}",
        "Dat is zo. {{ nakijken(\"Kosten: was 3, is nu 5\") }} {{ akkoord(\"C016\", \"Dit klopt toch wel zo.\") }}\n\n{{ grafiek(\"inzet\") }}",
    );
    let ran = bench.run(&["controleer"]).expect(1);
    assert!(ran.stdout.contains("[A003]") && ran.stdout.contains("[C016]"), "{}", ran.stdout);
    bench.edit("data/brieven/2022/brief.md", " {{ akkoord(\"C016\", \"Dit klopt toch wel zo.\") }}", "");
    bench.write("data/gemeente.toml", bench.read("data/gemeente.toml") + "\n[bevindingen]\nC016 = \"uit\"\n");
    let ran = bench.run(&["controleer"]).expect(1);
    assert!(ran.stdout.contains("[A002]") && ran.stdout.contains("[C016]"), "{}", ran.stdout);
}
