//! The program as people call it: commands, options, exit statuses, where output goes.

mod workbench;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use griffel::stages::diagnostic::{Code, Severity};

use workbench::{Bench, Ran, griffel};

const LETTER: &str = "data/brieven/2022/brief.md";
const PDF: &str = "uitvoer/2022/brief.pdf";
const COMMANDS: [&str; 16] = [
    "nieuw",
    "maak",
    "controleer",
    "kwartaal",
    "overzicht",
    "cijfers",
    "verschil",
    "stelvast",
    "markeer",
    "verifieer",
    "reeks",
    "uitleg",
    "diagnose",
    "schema",
    "aanvullingen",
    "man",
];

/// A mistake in the letter `2022/brief`.
fn break_letter(bench: &Bench) {
    bench.edit(LETTER, "hulp_kosten", "hulp_kostn");
}

#[track_caller]
fn assert_pdf(bytes: &[u8]) {
    assert!(bytes.starts_with(b"%PDF-"), "starts as a PDF");
    assert!(bytes.trim_ascii_end().ends_with(b"%%EOF"), "ends as a PDF");
}

#[test]
fn nieuw_makes_a_folder_that_the_binary_alone_can_build() {
    let bench = Bench::empty();
    let ran = bench.run(&["nieuw", "mijn-brieven"]).expect(0);
    assert!(ran.stdout.contains("De werkmap mijn-brieven is gemaakt"), "{}", ran.stdout);
    assert_eq!(ran.stderr, "");
    let folder = bench.at("mijn-brieven");
    assert!(folder.join("handleiding.md").is_file() && folder.join("data/gemeente.toml").is_file());
    assert!(!folder.join("templates/basis").exists(), "the built-in layout serves");

    let made: Ran = griffel(&folder).arg("maak").output().expect("griffel starts").into();
    let made = made.expect(0);
    assert_eq!(made.stderr, "", "the example has no findings");
    let letters = workbench::files(&folder.join("data/brieven"));
    assert!(letters.len() >= 4);
    for letter in letters {
        assert_pdf(&fs::read(folder.join("uitvoer").join(letter).with_extension("pdf")).expect("a PDF a letter"));
    }
}

#[test]
fn nieuw_fills_an_empty_folder_and_leaves_any_other_alone() {
    let bench = Bench::empty();
    fs::create_dir(bench.at("leeg")).expect("folder is made");
    bench.run(&["nieuw", "leeg"]).expect(0);

    bench.write("vol/notitie.txt", "van mij");
    let ran = bench.run(&["nieuw", "vol"]).expect(2);
    insta::assert_snapshot!(ran.stderr, @r"
    fout[U001]: De map vol is niet leeg.
    --> vol
     = tip: Kies een nieuwe naam, of maak de map eerst leeg.
    ");
    assert_eq!(workbench::files(&bench.at("vol")), [Path::new("notitie.txt")]);

    bench.run(&["nieuw", "vol/notitie.txt"]).expect(2);
    assert_eq!(bench.read("vol/notitie.txt"), "van mij");
}

#[test]
fn nieuw_leaves_nothing_half_made_behind() {
    let bench = Bench::empty();
    bench.write("bestand", "");
    bench.run(&["nieuw", "bestand/map"]).expect(2);
    assert_eq!(workbench::files(bench.path()), [Path::new("bestand")]);
}

#[test]
fn exit_status_tells_all_well_from_findings_from_failure() {
    let bench = Bench::basis();
    bench.run(&["maak"]).expect(0);
    bench.run(&["controleer"]).expect(0);
    break_letter(&bench);
    bench.run(&["maak"]).expect(1);
    bench.run(&["controleer"]).expect(1);
    bench.run(&["maak", "2022/tweede"]).expect(0);
    bench.run(&["maak", "bestaat-niet"]).expect(2);
    bench.run(&["maak", "--bestaat-niet"]).expect(2);
    bench.run(&["maak", "--map", "bestaat-niet"]).expect(2);
    bench.run(&[]).expect(2);
}

#[test]
fn a_warning_alone_is_no_failure() {
    let bench = Bench::basis();
    bench.edit("data/gemeente.toml", "[afkortingen]", "[huisstijl]\nkleur = \"#ffd700\"\n\n[afkortingen]");
    let ran = bench.run(&["maak"]).expect(0);
    assert!(ran.stderr.starts_with("waarschuwing[H001]"), "{}", ran.stderr);
    assert_pdf(&bench.bytes(PDF));
}

#[test]
fn results_go_to_standard_output_and_messages_to_standard_error() {
    let bench = Bench::basis();
    break_letter(&bench);
    let made = bench.run(&["maak"]).expect(1);
    assert!(made.stderr.starts_with("fout[B002]"), "{}", made.stderr);
    assert!(made.stdout.contains("Niet gemaakt: 2022/brief."), "{}", made.stdout);
    assert!(!made.stdout.contains("fout["), "{}", made.stdout);

    let checked = bench.run(&["controleer"]).expect(1);
    assert!(checked.stdout.starts_with("fout[B002]"), "findings are what was asked for: {}", checked.stdout);
    assert_eq!(checked.stderr, "");
    assert!(!bench.at("uitvoer/2022/brief.pdf").exists());
}

#[test]
fn controleer_writes_nothing() {
    let bench = Bench::basis();
    let before = workbench::files(bench.path());
    bench.run(&["controleer"]).expect(0);
    assert_eq!(workbench::files(bench.path()), before);
}

#[test]
fn escapes_stay_out_of_pipes_and_follow_no_color() {
    let bench = Bench::basis();
    break_letter(&bench);
    let run = |variables: &[&str]| {
        let mut command = griffel(bench.path());
        variables.iter().for_each(|name| {
            command.env(name, "1");
        });
        Ran::from(command.arg("maak").output().expect("griffel starts"))
    };
    assert!(!run(&[]).text().contains('\u{1b}'), "a pipe");
    assert!(run(&["CLICOLOR_FORCE"]).stderr.contains('\u{1b}'), "forced");
    assert!(!run(&["NO_COLOR", "CLICOLOR_FORCE"]).text().contains('\u{1b}'), "NO_COLOR");
}

#[test]
fn a_result_can_be_kept_in_a_file() {
    let bench = Bench::basis();
    break_letter(&bench);
    let commands: [(&[&str], i32); 7] = [
        (&["controleer"], 1),
        (&["controleer", "--formaat", "sarif"], 1),
        (&["overzicht", "--op", "2023-03-14"], 0),
        (&["cijfers", "tweede", "--formaat", "csv"], 0),
        (&["cijfers", "tweede"], 0),
        (&["verifieer", "--formaat", "json"], 0),
        (&["uitleg", "K003"], 0),
    ];
    for (command, status) in commands {
        let printed = bench.run(command).expect(status);
        let kept = bench.run(&[command, &["--naar", "uitvoer/a/resultaat"]].concat()).expect(status);
        assert_eq!(kept.stdout, "Het resultaat staat in uitvoer/a/resultaat.\n", "{command:?}");
        assert_eq!(bench.read("uitvoer/a/resultaat"), printed.stdout, "{command:?}");
        let refused = bench.run(&[command, &["--naar", LETTER]].concat()).expect(2);
        assert!(refused.stderr.contains("tussen uw gegevens"), "{}", refused.stderr);
    }
    assert!(bench.read(LETTER).contains("hulp_kostn"));
}

#[test]
fn json_of_controleer_holds_every_field_of_a_finding() {
    let bench = Bench::basis();
    break_letter(&bench);
    bench.write("data/reeksen/inzet.csv", "kwartaal;aanbieder;fte\n2022-K1;Eddee;veel\n");
    let ran = bench.run(&["controleer", "--formaat", "json"]).expect(1);
    assert_eq!(ran.stderr, "");
    let json = ran.json();
    let findings = json["bevindingen"].as_array().expect("a list");
    assert_eq!(json["fouten"].as_u64(), Some(findings.len() as u64));
    assert_eq!(json["waarschuwingen"], 0);
    let of = |code: &str| findings.iter().find(|finding| finding["code"] == code).expect("is found");

    let unknown = of("B002");
    assert_eq!(unknown["ernst"], "fout");
    assert_eq!(unknown["bestand"], LETTER);
    assert_eq!((unknown["regel"].as_u64(), unknown["teken"].as_u64()), (Some(12), Some(74)));
    assert_eq!(unknown["bericht"], "\"hulp_kostn\" is niet bekend.");
    assert_eq!(unknown["tips"][0], "Bedoelde u \"hulp_kosten\"?");

    let cell = of("D005");
    assert_eq!(cell["bestand"], "data/reeksen/inzet.csv");
    assert_eq!((cell["regel"].as_u64(), cell["kolom"].as_str()), (Some(2), Some("fte")));
}

#[test]
fn json_of_maak_lists_the_documents() {
    let bench = Bench::basis();
    break_letter(&bench);
    let json = bench.run(&["maak", "--formaat", "json"]).expect(1).json();
    let documents = json["documenten"].as_array().expect("a list");
    let names: Vec<_> = documents.iter().map(|document| document["naam"].as_str().expect("a name")).collect();
    assert_eq!(names, ["2022/brief", "2022/tweede"]);
    assert_eq!((documents[0]["fouten"].as_u64(), documents[0].get("pdf")), (Some(1), None));
    assert_eq!((documents[1]["fouten"].as_u64(), documents[1]["bladzijden"].as_u64()), (Some(0), Some(1)));
    assert_pdf(&bench.bytes(documents[1]["pdf"].as_str().expect("a path")));
    assert_eq!(json["controle"]["bevindingen"][0]["code"], "B002");
}

#[test]
fn uitvoer_names_another_folder() {
    let bench = Bench::basis();
    bench.run(&["maak", "--uitvoer", "elders/diep"]).expect(0);
    assert_pdf(&bench.bytes("elders/diep/2022/brief.pdf"));
    assert!(!bench.at("uitvoer").exists());
}

#[test]
fn periode_and_names_choose_letters() {
    let bench = Bench::basis();
    bench.write("data/brieven/2021-K4/tweede.md", bench.read("data/brieven/2022/tweede.md"));
    let made = |arguments: &[&str]| {
        let ran = bench.run(&[&["maak", "--formaat", "json"], arguments].concat()).expect(0);
        let documents = ran.json()["documenten"].as_array().expect("a list").clone();
        documents.iter().map(|document| document["naam"].as_str().expect("a name").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(made(&[]), ["2021-K4/tweede", "2022/brief", "2022/tweede"]);
    assert_eq!(made(&["--periode", "2021-K4"]), ["2021-K4/tweede"]);
    assert_eq!(made(&["--periode", "2021KW04"]), ["2021-K4/tweede"], "the code of Statistics Netherlands");
    assert_eq!(made(&["--periode", "2022", "tweede"]), ["2022/tweede"]);
    assert_eq!(made(&["brief"]), ["2022/brief"]);
    assert_eq!(made(&["2022/tweede", "brief", "brief"]), ["2022/brief", "2022/tweede"]);
    assert_eq!(made(&[LETTER]), ["2022/brief"], "as the shell completes it");
    bench.run(&["maak", "tweede"]).expect(2);
}

#[test]
fn map_or_the_nearest_folder_above_is_the_work_folder() {
    let bench = Bench::empty();
    workbench::copy(Bench::basis().path(), &bench.at("werk"));
    bench.run(&["maak"]).expect(2);
    bench.run(&["maak", "--map", "werk"]).expect(0);
    assert_pdf(&bench.bytes("werk/uitvoer/2022/brief.pdf"));

    fs::remove_dir_all(bench.at("werk/uitvoer")).expect("is removed");
    let inside: Ran = griffel(&bench.at("werk/data/brieven/2022")).arg("maak").output().expect("griffel starts").into();
    inside.expect(0);
    assert_pdf(&bench.bytes("werk/uitvoer/2022/brief.pdf"));
}

#[test]
fn the_number_of_tasks_changes_nothing() {
    let (one, two) = (Bench::basis(), Bench::basis());
    one.run(&["maak", "--taken", "1"]).expect(0);
    two.run(&["maak", "--taken", "2"]).expect(0);
    assert_eq!(one.bytes(PDF), two.bytes(PDF));
    one.run(&["maak", "--taken", "0"]).expect(2);
}

#[test]
fn commands_have_english_aliases() {
    let bench = Bench::basis();
    bench.run(&["new", "nieuw"]).expect(0);
    bench.run(&["check"]).expect(0);
    bench.run(&["build"]).expect(0);
    assert_pdf(&bench.bytes(PDF));
    bench.run(&["explain", "K003"]).expect(0);
    bench.run(&["completions", "bash"]).expect(0);
}

#[test]
fn uitleg_explains_every_code() {
    let bench = Bench::empty();
    let list = bench.run(&["uitleg"]).expect(0).stdout;
    for code in Code::ALL {
        let explanation = code.explanation();
        assert!(list.contains(&format!("{code}  {}\n", explanation.title)), "{code} is in the list");
        let ran = bench.run(&["uitleg", &code.as_str().to_lowercase()]).expect(0);
        assert!(ran.stdout.starts_with(&format!("{code}: {}\n", explanation.title)), "{}", ran.stdout);
        for part in ["Niet goed:", "Wel goed:", explanation.what] {
            assert!(ran.stdout.contains(part), "{code}: {part}\n{}", ran.stdout);
        }
        let weight = if code.severity() == Severity::Error { "Dit is een fout" } else { "Dit is een waarschuwing" };
        assert!(ran.stdout.contains(weight), "{code}");
    }
    insta::assert_snapshot!(bench.run(&["uitleg", "K003"]).stdout);
    insta::assert_snapshot!("uitleg_of_what_can_be_waived", bench.run(&["uitleg", "C030"]).stdout);
    let unknown = bench.run(&["uitleg", "K999"]).expect(2);
    assert!(unknown.stderr.contains("de code \"K999\" bestaat niet"), "{}", unknown.stderr);
}

#[test]
fn uitleg_can_be_published_and_read_by_machines() {
    let bench = Bench::empty();
    let markdown = bench.run(&["uitleg", "--formaat", "markdown"]).expect(0).stdout;
    let json = bench.run(&["uitleg", "--formaat", "json"]).expect(0).json();
    let all = json.as_array().expect("a list");
    assert_eq!(all.len(), Code::ALL.len());
    for (code, explained) in Code::ALL.iter().zip(all) {
        assert!(markdown.contains(&format!("\n## {code}: {}\n", code.explanation().title)), "{code}");
        assert_eq!(explained["code"], code.as_str());
        assert_eq!(explained["mag_met_akkoord"], code.may_be_waived());
    }
    let one = bench.run(&["uitleg", "B024", "--formaat", "json"]).expect(0).json();
    assert_eq!((one[0]["ernst"].as_str(), one[0]["mag_uit"].as_bool()), (Some("waarschuwing"), Some(true)));
}

#[test]
fn help_is_dutch() {
    let bench = Bench::empty();
    let mut helps = vec![bench.run(&["--help"]).expect(0).stdout];
    helps.extend(COMMANDS.iter().map(|command| bench.run(&[command, "--help"]).expect(0).stdout));
    let help = helps.join("\n=====\n");
    let words: BTreeSet<&str> = help.split(|next: char| !next.is_alphabetic()).collect();
    for english in ["Usage", "Options", "Commands", "Arguments", "default", "possible", "Print", "Show", "the", "or"] {
        assert!(!words.contains(english), "{english} in:\n{help}");
    }
    insta::assert_snapshot!(help);
}

#[test]
fn a_wrong_command_line_gets_a_dutch_answer() {
    let bench = Bench::basis();
    let lines: [&[&str]; 14] = [
        &["maken"],
        &["stelvst"],
        &["maak", "--uitvor", "x"],
        &["maak", "--uitvoer"],
        &["maak", "--taken", "0"],
        &["maak", "--taken", "veel"],
        &["maak", "--taken", "2", "--taken", "3"],
        &["maak", "--periode", "4e kwartaal"],
        &["controleer", "--formaat", "xml"],
        &["maak", "--formaat", "sarif"],
        &["schema", "reks"],
        &["nieuw"],
        &["nieuw", "een", "twee"],
        &["uitleg", "K03"],
    ];
    let mut answers = String::new();
    for arguments in lines {
        let ran = bench.run(arguments).expect(2);
        assert_eq!(ran.stdout, "", "{arguments:?}");
        answers += &format!("$ griffel {}\n{}\n", arguments.join(" "), ran.stderr);
    }
    insta::assert_snapshot!(answers);
}

#[test]
fn bewaar_typst_keeps_the_source_with_its_pictures() {
    let bench = Bench::basis();
    bench.write(
        "data/logo.svg",
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>"#,
    );
    bench.edit("data/gemeente.toml", "[afkortingen]", "[huisstijl]\nlogo = \"logo.svg\"\n\n[afkortingen]");
    bench.run(&["maak", "brief", "--bewaar-typst"]).expect(0);
    let kept = workbench::files(&bench.at("uitvoer/2022/brief.typst"));
    assert_eq!(kept, [Path::new("brief.typ"), Path::new("grafiek-1.svg"), Path::new("logo.svg")]);
    let source = bench.read("uitvoer/2022/brief.typst/brief.typ");
    assert!(source.contains("\"grafiek-1.svg\"") && source.contains("\"logo.svg\""), "{source}");
}

#[test]
fn completions_and_manual_are_written() {
    let bench = Bench::empty();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ran = bench.run(&["aanvullingen", shell]).expect(0);
        assert!(ran.stdout.contains("controleer"), "{shell}");
    }
    assert!(bench.run(&["man"]).expect(0).stdout.starts_with(".ie"));
}

#[test]
fn diagnose_tells_how_it_is_and_nothing_of_anybody() {
    let bench = Bench::basis();
    break_letter(&bench);
    bench.write("data/geheim kenmerk 4711.bijzonder", "1");
    bench.write("notities van Jansen/a.md", "1");
    let ran = bench.run(&["diagnose"]).expect(0);
    let version = env!("CARGO_PKG_VERSION");
    for told in [
        &*format!("Griffel {version}"),
        "documenten: ",
        "data/reeksen, csv: ",
        "data, andere: 1 (1 kB)",
        "elders, md: 1",
        "B002 fout: 1 keer",
    ] {
        assert!(ran.stdout.contains(told), "{told}: {}", ran.stdout);
    }
    let own = ["4711", "bijzonder", "Jansen", "hulp_kostn", "Eddee", "/tmp", "2022"];
    for secret in own {
        assert!(!ran.stdout.contains(secret), "{secret}: {}", ran.stdout);
    }
    bench.run(&["diagnose", "--naar", "hulp.txt"]).expect(0);
    assert!(bench.read("hulp.txt").contains("Meldingen"));
}

#[test]
fn licences_are_those_of_all_that_is_in_the_program() {
    let ran = Bench::empty().run(&["--licenties"]).expect(0);
    for told in ["EUROPEAN UNION PUBLIC LICENCE", "SIL OPEN FONT LICENSE", "typst 0.", "@codemirror/view"] {
        assert!(ran.stdout.contains(told), "{told}");
    }
    let ran = Bench::empty().run(&["--licenties", "maak"]).expect(2);
    assert!(ran.stderr.contains("kan niet samen met iets anders"), "{}", ran.stderr);
}
