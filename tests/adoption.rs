//! What was adopted never changes, and can be made again to the byte.

mod workbench;

use std::fs;
use std::process::{Child, Stdio};

use griffel::stages::digest::{Key, sha256};
use workbench::{Bench, cases, duration, moments};

const LETTER: &str = "data/brieven/2022/brief.md";
const RECORD: &str = "data/brieven/2022/brief.vastgesteld-1.json";
const LOG: &str = "data/brieven/2022/brief.logboek.csv";
const ARCHIVE: &str = "archief/2022/brief/1";

/// The small work folder with `2022/brief` adopted.
fn adopted() -> Bench {
    let bench = Bench::basis();
    let ran = bench.run(&["stelvast", "2022/brief", "--door", "A. Voorbeeld", "--op", "2023-03-14"]).expect(0);
    assert!(ran.stdout.contains("2022/brief is vastgesteld"), "{}", ran.stdout);
    bench
}

/// A correction of the adopted letter, in the text.
fn correct(bench: &Bench) {
    let text = bench.read(LETTER);
    let text = text.replacen(
        "status = \"vastgesteld\"",
        "status = \"concept\"\nversie = 2\ncorrectie = \"Het aantal gezinnen was te hoog.\"",
        1,
    );
    assert!(text.contains("versie = 2"), "{text}");
    bench.write(LETTER, text);
}

#[test]
fn adopting_takes_the_watermark_away_and_records_everything() {
    let bench = Bench::basis();
    bench.run(&["maak", "2022/brief", "--bewaar-typst"]).expect(0);
    let draft = bench.read("uitvoer/2022/brief.typst/brief.typ");
    assert!(draft.contains("concept: true"), "a draft has a watermark");
    bench.run(&["stelvast", "brief", "--door", "A. Voorbeeld", "--op", "2023-03-14"]).expect(0);
    assert!(bench.read(LETTER).contains("status = \"vastgesteld\""));
    let record: serde_json::Value = serde_json::from_str(&bench.read(RECORD)).expect("JSON");
    assert_eq!((&record["versie"], &record["vastgesteld_op"]), (&1.into(), &"2023-03-14".into()));
    assert_eq!(record["griffel"], env!("CARGO_PKG_VERSION"));
    // Every digest is that of what it names.
    let key = bench.bytes(&format!("{ARCHIVE}/sleutel.txt"));
    assert_eq!(record["sleutel"], sha256(&key));
    let key = Key::parse(&key).expect("a key");
    for (path, digest) in record["invoer"].as_object().expect("inputs") {
        assert_eq!(*digest, key.digest(&bench.bytes(&format!("{ARCHIVE}/invoer/{path}"))), "{path}");
    }
    for (name, digest) in record["uitvoer"].as_object().expect("outputs") {
        assert_eq!(*digest, sha256(&bench.bytes(&format!("{ARCHIVE}/{name}"))), "{name}");
    }
    assert_eq!(bench.bytes("uitvoer/2022/brief.pdf"), bench.bytes(&format!("{ARCHIVE}/brief.pdf")));
    let inputs: Vec<&String> = record["invoer"].as_object().expect("inputs").keys().collect();
    for wanted in ["data/gemeente.toml", "data/reeksen/hulp.csv", LETTER, "templates/basis/brief.typ.j2"] {
        assert!(inputs.iter().any(|path| *path == wanted), "{wanted} in {inputs:?}");
    }
    assert!(
        !inputs.iter().any(|path| path.contains("tweede")),
        "other letters are no business of this one: {inputs:?}"
    );
    let figures = record["cijfers"].as_array().expect("figures");
    assert!(figures.iter().any(|figure| figure["afgedrukt"] == "157"), "{figures:?}");
    // The archive is a work folder that makes the same letter.
    let again = workbench::griffel(&bench.at(&format!("{ARCHIVE}/invoer")))
        .args(["maak", "--uitvoer"])
        .arg(bench.at("nog-eens"))
        .output()
        .expect("griffel starts");
    assert!(again.status.success());
    assert_eq!(bench.bytes("nog-eens/2022/brief.pdf"), bench.bytes("uitvoer/2022/brief.pdf"));
}

#[test]
fn a_letter_with_errors_is_not_adopted() {
    let bench = Bench::basis();
    bench.edit(LETTER, "hulp_kosten", "hulp_kostn");
    let before = bench.read(LETTER);
    let ran = bench.run(&["stelvast", "2022/brief"]).expect(1);
    assert!(ran.stderr.contains("B002") && ran.stdout.contains("Niet vastgesteld: 2022/brief"), "{}", ran.text());
    assert_eq!(bench.read(LETTER), before);
    assert!(!bench.at(RECORD).exists() && !bench.at(LOG).exists() && !bench.at(ARCHIVE).exists());
}

#[test]
fn a_letter_with_a_copy_beside_it_is_neither_adopted_nor_marked_nor_carried_on() {
    let bench = Bench::basis();
    let copy = "data/brieven/2022/brief-LAPTOP12.md";
    bench.write(copy, bench.read(LETTER));
    let before = bench.read(LETTER);
    for command in [
        &["stelvast", "2022/brief", "--door", "A. Voorbeeld", "--op", "2023-03-14"][..],
        &["markeer", "2022/brief", "verzonden"],
        &["kwartaal", "2023"],
    ] {
        let ran = bench.run(command);
        assert_ne!(ran.status, Some(0), "{command:?}");
        assert!(ran.stderr.contains("M008") && ran.stderr.contains("staat een kopie"), "{}", ran.text());
    }
    assert_eq!(bench.read(LETTER), before);
    assert!(!bench.at(RECORD).exists() && !bench.at("data/brieven/2023").exists() && !bench.at(LOG).exists());
    // Another letter is free to go, and so is this one without its copy.
    bench.run(&["stelvast", "2022/tweede", "--door", "A. Voorbeeld", "--op", "2023-03-14"]).expect(0);
    fs::remove_file(bench.at(copy)).expect("removed");
    bench.run(&["stelvast", "2022/brief", "--door", "A. Voorbeeld", "--op", "2023-03-14"]).expect(0);
}

#[test]
fn a_letter_that_contradicts_another_is_not_adopted() {
    let bench = Bench::basis();
    let fact = |value: u32| {
        format!(
            "\n[feiten.klachten]\nnaam = \"Klachten over de hulp\"\nwaarde = {value}\neenheid = \"klachten\"\nbron = \"x\"\n+++\n"
        )
    };
    for (name, value) in [("brief", 50), ("tweede", 60)] {
        let path = format!("data/brieven/2022/{name}.md");
        let text = bench.read(&path).replacen("\n+++\n", &fact(value), 1) + "\nEr waren {{ klachten }}.\n";
        bench.write(&path, text);
    }
    for name in ["2022/brief", "2022/tweede"] {
        let ran = bench.run(&["stelvast", name]).expect(1);
        assert!(ran.stderr.contains("C012"), "{}", ran.text());
    }
    bench.edit("data/brieven/2022/tweede.md", "waarde = 60", "waarde = 50");
    bench.run(&["stelvast", "2022/brief", "2022/tweede"]).expect(0);
}

#[test]
fn a_letter_with_a_mark_to_look_at_is_not_adopted() {
    let bench = Bench::basis();
    bench.edit(LETTER, "Dat kostte", "{{ nakijken(\"Kosten: was 1, is nu 2\") }} Dat kostte");
    let ran = bench.run(&["stelvast", "2022/brief"]).expect(1);
    assert!(ran.stderr.contains("F014"), "{}", ran.text());
    assert!(!bench.at(RECORD).exists());
}

#[test]
fn a_letter_with_open_comments_is_not_adopted_without_a_word() {
    const COMMENTS: &str = ".griffel/opmerkingen/2022/brief.toml";
    let comment =
        |rest: &str| format!("versie = 1\n\n[[opmerking]]\nid = \"a\"\nwie = \"Anna\"\ntekst = \"Navragen\"\n{rest}");
    let bench = Bench::basis();
    bench.write(COMMENTS, comment(""));
    let ran = bench.run(&["controleer"]).expect(0);
    assert!(!ran.text().contains("opmerking"), "nobody else speaks of them: {}", ran.text());
    let ran = bench.run(&["stelvast", "2022/brief"]).expect(1);
    assert!(ran.stderr.contains("F018") && ran.stderr.contains("nog een open opmerking"), "{}", ran.text());
    assert!(ran.stderr.contains("griffel stelvast 2022/brief --opmerkingen-open"), "{}", ran.text());
    assert!(!bench.at(RECORD).exists());
    // Nor one of which it cannot be told.
    bench.write(COMMENTS, "versie = 1\nkapot");
    let ran = bench.run(&["stelvast", "2022/brief"]).expect(1);
    assert!(ran.stderr.contains("niet te lezen") && ran.stderr.contains("--opmerkingen-open"), "{}", ran.text());
    bench.write(COMMENTS, comment(""));
    bench.run(&["stelvast", "2022/brief", "--opmerkingen-open"]).expect(0);
    let inputs = bench.read(RECORD);
    assert!(!inputs.contains("opmerking") && !inputs.contains("Navragen"), "{inputs}");
    assert!(!bench.at(&format!("{ARCHIVE}/invoer/.griffel")).exists());
    bench.run(&["verifieer"]).expect(0);
    // A document of which all comments are settled is like any other.
    let bench = Bench::basis();
    bench.write(COMMENTS, comment("opgelost = { wie = \"Bert\", wanneer = 2023-02-20T10:00:00Z }\n"));
    bench.run(&["stelvast", "2022/brief"]).expect(0);
}

#[test]
fn what_was_adopted_does_not_change_with_the_data() {
    let bench = adopted();
    let pdf = bench.bytes("uitvoer/2022/brief.pdf");
    bench.edit("data/reeksen/hulp.csv", "157", "158");
    let ran = bench.run(&["maak"]).expect(0);
    assert!(ran.stdout.contains("1 vastgestelde brief bleef zoals die is"), "{}", ran.stdout);
    assert_eq!(bench.bytes("uitvoer/2022/brief.pdf"), pdf);
    fs::remove_file(bench.at("uitvoer/2022/brief.pdf")).expect("removed");
    bench.run(&["maak", "--opnieuw"]).expect(0);
    assert_eq!(bench.bytes("uitvoer/2022/brief.pdf"), pdf, "it comes back from the archive");
    bench.run(&["verifieer"]).expect(0);
    let figures = bench.run(&["cijfers", "2022/brief", "--formaat", "csv"]).expect(0);
    assert!(figures.stdout.contains("157") && !figures.stdout.contains("158"), "{}", figures.stdout);
}

#[test]
fn an_adopted_letter_that_was_edited_is_told_and_left_alone() {
    let bench = adopted();
    let pdf = bench.bytes("uitvoer/2022/brief.pdf");
    bench.edit(LETTER, "Dat kostte", "Het kostte");
    let ran = bench.run(&["maak", "2022/brief"]).expect(1);
    assert!(ran.stderr.contains("F001") && ran.stderr.contains("brief.md:"), "{}", ran.text());
    assert_eq!(bench.bytes("uitvoer/2022/brief.pdf"), pdf);
    bench.run(&["stelvast", "2022/brief"]).expect(1);
    bench.run(&["verifieer"]).expect(1);
    bench.edit(LETTER, "Het kostte", "Dat kostte");
    bench.run(&["verifieer"]).expect(0);
}

#[test]
fn adopting_twice_is_refused() {
    let bench = adopted();
    let (record, log) = (bench.bytes(RECORD), bench.bytes(LOG));
    let ran = bench.run(&["stelvast", "2022/brief"]).expect(1);
    assert!(ran.stderr.contains("F002"), "{}", ran.text());
    assert_eq!((bench.bytes(RECORD), bench.bytes(LOG)), (record, log));
}

#[test]
fn a_correction_is_a_new_version_that_says_what_changed() {
    let bench = adopted();
    let first = bench.bytes("uitvoer/2022/brief.pdf");
    correct(&bench);
    bench.edit("data/reeksen/hulp.csv", "157", "156");
    let ran = bench.run(&["maak", "2022/brief", "--bewaar-typst"]).expect(0);
    assert!(ran.stdout.contains("brief-v2.pdf"), "{}", ran.stdout);
    let source = bench.read("uitvoer/2022/brief-v2.typst/brief.typ");
    assert!(source.contains("Het aantal gezinnen was te hoog.") && source.contains("concept: true"), "{source}");
    assert_eq!(bench.bytes("uitvoer/2022/brief.pdf"), first, "the first version stays");
    bench.run(&["stelvast", "2022/brief", "--door", "A. Voorbeeld", "--op", "2023-04-01"]).expect(0);
    assert!(bench.read(LETTER).contains("status = \"gecorrigeerd\""));
    let log = bench.read(LOG);
    assert!(log.contains(";gecorrigeerd;2;") && log.contains("Het aantal gezinnen was te hoog."), "{log}");
    let verified = bench.run(&["verifieer", "--formaat", "json"]).expect(0).json();
    let same: Vec<bool> =
        verified["brieven"].as_array().expect("letters").iter().map(|one| one["tot_op_de_byte"] == true).collect();
    assert_eq!(same, [true, true], "{verified}");
    assert_eq!(bench.bytes("uitvoer/2022/brief.pdf"), first);
}

fn a_version_that_does_not_follow(what: &str, finding: &str) {
    let bench = Bench::basis();
    bench.edit(LETTER, "datum = ", &format!("{what}\ndatum = "));
    let ran = bench.run(&["controleer", "2022/brief"]).expect(1);
    assert!(ran.stdout.contains("F003") && ran.stdout.contains(finding), "{}", ran.stdout);
}

cases! { a_version_that_does_not_follow:
    before_the_first("versie = 2\ncorrectie = \"Er was iets fout.\"", "nog geen versie vastgesteld");
    without_what_differs("versie = 2", "zegt wat er anders is");
    a_correction_of_the_first("correctie = \"Er was iets fout.\"", "hoort een nieuw versienummer");
    none("versie = 0", "van 1 tot en met");
}

#[test]
fn versions_follow_on_each_other() {
    let bench = adopted();
    correct(&bench);
    bench.edit(LETTER, "versie = 2", "versie = 3");
    let ran = bench.run(&["controleer", "2022/brief"]).expect(1);
    assert!(ran.stdout.contains("de laatste vastgestelde versie is 1"), "{}", ran.stdout);
    bench.edit(LETTER, "versie = 3", "versie = 2");
    bench.edit(LETTER, "status = \"concept\"", "status = \"verzonden\"");
    let ran = bench.run(&["controleer", "2022/brief"]).expect(1);
    assert!(ran.stdout.contains("nog niet vastgesteld"), "{}", ran.stdout);
}

#[test]
fn a_status_follows_on_the_one_before_and_the_log_only_grows() {
    let bench = Bench::basis();
    let mark =
        |status: &str, code: i32| bench.run(&["markeer", "2022/brief", status, "--door", "=HYPERLINK(1)"]).expect(code);
    mark("ambtelijk akkoord", 0);
    assert!(mark("verzonden", 1).stderr.contains("F013"));
    assert!(mark("vastgesteld", 1).stderr.contains("griffel stelvast"));
    mark("weg", 2);
    let first = bench.bytes(LOG);
    assert!(!String::from_utf8_lossy(&first).contains(";=HYPER"), "nothing that Excel calculates");
    bench.run(&["stelvast", "2022/brief"]).expect(0);
    mark("verzonden", 0);
    assert!(bench.bytes(LOG).starts_with(&first));
    assert!(mark("concept", 1).stderr.contains("F013"));
    bench.run(&["verifieer"]).expect(0);
    assert!(bench.run(&["maak", "2022/brief"]).expect(0).stdout.contains("bleef zoals die is"));
}

/// Damages something of an adopted letter; verifying must say what.
fn tampering(with: impl Fn(&Bench), wanted: &[&str]) {
    let bench = adopted();
    bench.run(&["verifieer"]).expect(0);
    with(&bench);
    let ran = bench.run(&["verifieer"]).expect(1);
    for wanted in wanted {
        assert!(ran.stdout.contains(wanted), "no {wanted:?} in:\n{}", ran.text());
    }
    assert!(ran.stdout.contains("klopt niet"), "{}", ran.stdout);
}

fn remove(bench: &Bench, path: &str) {
    fs::remove_file(bench.at(path)).expect("removed");
}

cases! { tampering:
    with_data_in_the_archive(
        |bench| bench.edit(&format!("{ARCHIVE}/invoer/data/reeksen/hulp.csv"), "157", "175"),
        &["F007", "archief/2022/brief/1/invoer/data/reeksen/hulp.csv", "F011", ": 157", ": 175"],
    );
    with_the_text_in_the_archive(
        |bench| bench.edit(&format!("{ARCHIVE}/invoer/{LETTER}"), "Dat kostte", "Het kostte"),
        &["F007", "opnieuw gemaakt: ", "Het kostte"],
    );
    taking_out_of_the_archive(
        |bench| remove(bench, &format!("{ARCHIVE}/invoer/data/kengetallen.toml")),
        &["F007", "is weg", "F011"],
    );
    adding_to_the_archive(
        |bench| bench.write(&format!("{ARCHIVE}/invoer/fonts/x.ttf"), "x"),
        &["F007", "is erbij gekomen"],
    );
    with_the_pdf_in_the_archive(
        |bench| bench.write(&format!("{ARCHIVE}/brief.pdf"), "%PDF-1.7 vals"),
        &["F007", "brief.pdf"],
    );
    with_the_pdf_that_people_read(|bench| bench.write("uitvoer/2022/brief.pdf", "%PDF-1.7 vals"), &["F008"]);
    with_a_number_in_the_record(
        |bench| bench.edit(RECORD, "\"afgedrukt\": \"157\"", "\"afgedrukt\": \"175\""),
        &["F010"],
    );
    with_half_a_record(|bench| bench.write(RECORD, "{"), &["F004"]);
    with_a_line_of_the_log(|bench| bench.edit(LOG, "2023-03-14", "2023-03-15"), &["F009"]);
    without_the_log(|bench| remove(bench, LOG), &["F009", "staat niet in het logboek"]);
    without_the_letter(|bench| remove(bench, LETTER), &["F001", "is weg"]);
}

#[test]
fn a_tampered_pdf_is_never_put_back() {
    let bench = adopted();
    bench.write("uitvoer/2022/brief.pdf", "%PDF-1.7 ondertekend");
    let ran = bench.run(&["maak", "2022/brief"]).expect(1);
    assert!(ran.stderr.contains("F008"), "{}", ran.text());
    assert_eq!(bench.read("uitvoer/2022/brief.pdf"), "%PDF-1.7 ondertekend", "nothing is lost");
    fs::remove_file(bench.at("uitvoer/2022/brief.pdf")).expect("removed");
    bench.write(&format!("{ARCHIVE}/brief.pdf"), "%PDF-1.7 vals");
    let ran = bench.run(&["maak", "2022/brief"]).expect(1);
    assert!(ran.stderr.contains("F007") && !bench.at("uitvoer/2022/brief.pdf").exists(), "{}", ran.text());
}

#[test]
fn a_run_that_was_cut_short_is_finished_by_the_next() {
    // Killed after the record: the status and the log are still to come.
    let bench = adopted();
    let (letter, log) = (bench.read(LETTER), bench.read(LOG));
    bench.write(LETTER, letter.replace("\"vastgesteld\"", "\"concept\""));
    fs::remove_file(bench.at(LOG)).expect("removed");
    fs::remove_file(bench.at("archief/register.csv")).expect("removed");
    fs::remove_file(bench.at("uitvoer/2022/brief.pdf")).expect("removed");
    // The data changed in the meantime, even for the worse.
    bench.edit("data/reeksen/hulp.csv", "157", "abc");
    bench.run(&["stelvast", "2022/brief", "--door", "A. Voorbeeld", "--op", "2023-03-14"]).expect(0);
    assert_eq!((bench.read(LETTER), bench.read(LOG)), (letter, log));
    bench.run(&["verifieer"]).expect(0);
    // Killed before the record: there is only an archive.
    let bench = Bench::basis();
    bench.write(&format!("{ARCHIVE}/rommel.txt"), "half");
    bench.run(&["stelvast", "2022/brief"]).expect(0);
    assert!(!bench.at(&format!("{ARCHIVE}/rommel.txt")).exists());
    bench.run(&["verifieer"]).expect(0);
}

#[test]
fn small_counts_that_went_out_are_still_reproduced() {
    // With withheld figures the letters that went out decide with what is withheld now.
    let bench = Bench::basis();
    bench.write(
        "data/reeksen/kwartaal.toml",
        "titel = \"Jongeren\"\nbron = \"x\"\n[maten.jongeren]\neenheid = \"personen\"\n",
    );
    bench.write(
        "data/reeksen/kwartaal.csv",
        "periode;jongeren\n2022;305\n2022-K1;100\n2022-K2;100\n2022-K3;100\n2022-K4;5\n",
    );
    let indicators = bench.read("data/kengetallen.toml");
    bench.write(
        "data/kengetallen.toml",
        indicators + "\n[nu]\nnaam = \"Nu\"\nformule = \"kwartaal.jongeren[periode]\"\neenheid = \"personen\"\n",
    );
    for quarter in ["2022-K1", "2022-K2", "2022-K3"] {
        let letter = bench.read("data/brieven/2022/tweede.md");
        let front = letter.split("+++").nth(1).expect("front matter").to_owned();
        bench.write(
            &format!("data/brieven/{quarter}/kwart.md"),
            format!("+++{front}+++\n\n# Inleiding\n\nEr kwamen {{{{ nu }}}} jongeren.\n\n# Toelichting\n\nKlaar.\n"),
        );
        let ran = bench.run(&["stelvast", &format!("{quarter}/kwart")]);
        assert!(ran.status == Some(0) || ran.text().contains("V001"), "{}", ran.text());
    }
    bench.run(&["verifieer"]).expect(0);
}

#[test]
fn a_full_disk_or_a_folder_without_rights_adopts_nothing() {
    let bench = Bench::basis();
    bench.write("archief", "een bestand in de weg");
    let before = bench.read(LETTER);
    let ran = bench.run(&["stelvast", "2022/brief"]).expect(2);
    assert!(ran.stderr.contains("U0"), "{}", ran.text());
    assert_eq!(bench.read(LETTER), before);
    assert!(!bench.at(RECORD).exists());
}

#[test]
fn records_of_another_letter_do_not_count() {
    let bench = adopted();
    fs::copy(bench.at(RECORD), bench.at("data/brieven/2022/tweede.vastgesteld-1.json")).expect("copied");
    let ran = bench.run(&["maak"]).expect(1);
    assert!(ran.stderr.contains("F010"), "{}", ran.text());
}

/// A letter about few people: what it prints of them must stay secret.
fn with_small_count() -> Bench {
    let bench = Bench::basis();
    bench.edit("data/reeksen/hulp.csv", "157", "7");
    bench
}

#[test]
fn a_concept_that_lies_in_the_output_makes_nothing_public() {
    let bench = Bench::basis();
    bench.run(&["maak", "2022/brief"]).expect(0);
    // Then the count turns out to be small.
    bench.edit("data/reeksen/hulp.csv", "157", "7");
    let plain = bench.run(&["maak", "2022/brief"]);
    let ran = bench.run(&["stelvast", "2022/brief"]);
    assert_eq!(ran.status, plain.status, "{}", ran.text());
    if bench.at(RECORD).exists() {
        assert!(!bench.read(RECORD).contains("\"afgedrukt\": \"7\""), "the small count went out");
    }
    let secret = with_small_count();
    secret.run(&["stelvast", "2022/brief"]);
    if secret.at(ARCHIVE).exists() {
        for name in ["brief.txt", "brief.cijfers.csv"] {
            let text = secret.read(&format!("{ARCHIVE}/{name}"));
            assert!(!text.contains(" 7 jongeren") && !text.contains(";7;"), "{text}");
        }
        secret.run(&["verifieer"]).expect(0);
    }
}

#[test]
fn a_letter_in_a_font_of_its_own_is_adopted_with_it() {
    let bench = Bench::basis();
    let font = fs::read(workbench::repository().join("fonts/SourceSans3-Regular.ttf")).expect("read");
    bench.write("fonts/Eigen.ttf", font);
    bench.run(&["stelvast", "2022/brief"]).expect(0);
    assert!(bench.at(&format!("{ARCHIVE}/invoer/fonts/Eigen.ttf")).exists());
    fs::remove_dir_all(bench.at("fonts")).expect("removed");
    bench.run(&["verifieer"]).expect(0);
}

#[test]
fn a_record_that_is_lost_is_told_and_nothing_is_made_over_it() {
    let bench = adopted();
    let (record, pdf) = (bench.bytes(RECORD), bench.bytes("uitvoer/2022/brief.pdf"));
    fs::remove_file(bench.at(RECORD)).expect("removed");
    for command in ["maak", "stelvast", "controleer"] {
        let ran = bench.run(&[command, "2022/brief"]).expect(1);
        assert!(ran.text().contains("F004"), "{command}: {}", ran.text());
    }
    assert_eq!(bench.bytes("uitvoer/2022/brief.pdf"), pdf);
    bench.write(RECORD, record);
    bench.run(&["verifieer"]).expect(0);
}

#[test]
fn a_changed_record_is_never_made_genuine() {
    let bench = adopted();
    bench.edit(RECORD, "\"afgedrukt\": \"157\"", "\"afgedrukt\": \"175\"");
    let ran = bench.run(&["stelvast", "2022/brief"]).expect(1);
    assert!(ran.stderr.contains("F010"), "{}", ran.text());
    let digest = sha256(&bench.bytes(RECORD));
    let note = format!("vaststelling {digest}");
    let ran = bench.run(&["markeer", "2022/brief", "verzonden", "--toelichting", &note]).expect(1);
    assert!(ran.stderr.contains("F010"), "{}", ran.text());
    let ran = bench.run(&["verifieer"]).expect(1);
    assert!(ran.stdout.contains("F010") && ran.stdout.contains(": 175"), "{}", ran.stdout);
}

#[test]
fn the_ledger_in_the_output_is_that_of_the_archive() {
    let bench = adopted();
    let ledger = bench.bytes("uitvoer/2022/brief.cijfers.csv");
    fs::remove_file(bench.at("uitvoer/2022/brief.cijfers.csv")).expect("removed");
    bench.run(&["maak", "2022/brief"]).expect(0);
    assert_eq!(bench.bytes("uitvoer/2022/brief.cijfers.csv"), ledger);
    bench.write("uitvoer/2022/brief.cijfers.csv", "iets anders");
    assert!(bench.run(&["verifieer"]).expect(1).stdout.contains("F008"));
    assert!(bench.run(&["maak", "2022/brief"]).expect(1).stderr.contains("F008"));
}

#[test]
fn a_letter_whose_text_is_lost_can_be_verified() {
    let bench = adopted();
    fs::remove_file(bench.at(LETTER)).expect("removed");
    let ran = bench.run(&["verifieer", "2022/brief"]).expect(1);
    assert!(ran.stdout.contains("F001") && ran.stdout.contains("is weg"), "{}", ran.text());
    // A folder that somebody looked at on another system is no tampering.
    let bench = adopted();
    bench.write(&format!("{ARCHIVE}/invoer/.DS_Store"), "x");
    bench.write(&format!("{ARCHIVE}/Thumbs.db"), "x");
    bench.run(&["verifieer"]).expect(0);
    bench.write(&format!("{ARCHIVE}/gemeenten.toml"), "gemeenten = []");
    assert!(bench.run(&["verifieer"]).expect(1).stdout.contains("is erbij gekomen"));
}

#[test]
fn versions_and_other_letters_do_not_share_a_file() {
    let bench = adopted();
    correct(&bench);
    bench.write("data/brieven/2022/brief-v2.md", bench.read("data/brieven/2022/tweede.md"));
    let ran = bench.run(&["controleer", "2022/brief"]).expect(1);
    assert!(ran.stdout.contains("heet zoals die van een ander document"), "{}", ran.stdout);
}

#[cfg(unix)]
#[test]
fn links_out_of_the_work_folder_are_refused() {
    let (bench, elsewhere) = (Bench::basis(), Bench::empty());
    std::os::unix::fs::symlink(elsewhere.path(), bench.at("archief")).expect("linked");
    let ran = bench.run(&["stelvast", "2022/brief"]).expect(1);
    assert!(ran.stderr.contains("M005"), "{}", ran.text());
    assert!(!bench.at(RECORD).exists() && workbench::files(elsewhere.path()).is_empty());
    fs::remove_file(bench.at("archief")).expect("removed");
    std::os::unix::fs::symlink(elsewhere.at("log.csv"), bench.at(LOG)).expect("linked");
    bench.run(&["markeer", "2022/brief", "ambtelijk akkoord"]).expect(1);
    assert!(workbench::files(elsewhere.path()).is_empty());
}

#[test]
fn what_is_told_of_earlier_letters_is_kept_with_the_letter() {
    let bench = Bench::basis();
    // An earlier letter that went out said something else; the author accepts that.
    let earlier = bench.read(LETTER);
    bench.write("data/brieven/2021/eerder.md", earlier.replace("pilot = \"proef\"\n", ""));
    let ran = bench.run(&["stelvast", "2021/eerder"]);
    if ran.status == Some(0) {
        bench.edit("data/reeksen/hulp.csv", "120", "121");
    }
    let ran = bench.run(&["stelvast", "2022/brief"]);
    assert_eq!(ran.status, Some(0), "{}", ran.text());
    bench.run(&["verifieer"]).expect(0);
}

/// Text that somebody saves while a letter is being adopted is never lost, and a run of `maak` that was busy never
/// writes over what was adopted.
#[test]
fn people_and_runs_can_work_at_the_same_time() {
    const TEXT: &str = "data/brieven/2022-K3/flits.md";
    let start = |bench: &Bench, arguments: &[&str]| {
        let mut command = workbench::griffel(bench.path());
        command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("griffel starts")
    };
    let is_busy = |child: &mut Child| child.try_wait().expect("may be asked").is_none();
    let adopt = ["stelvast", "2022-K3/flits", "2022-K3/jnv"];
    let length = duration(|| drop(Bench::example().run(&adopt).expect(0)));
    // What must have happened for this to say anything: a text saved while it was being adopted, a letter adopted while
    // another run was making it, and adopted letters that were looked at.
    let (mut saved, mut overtaken, mut compared) = (0, 0, 0);
    for (round, moment) in moments(length).enumerate().take(60) {
        if round >= 12 && saved >= 3 && overtaken >= 3 && compared >= 3 {
            break;
        }
        let bench = Bench::example();
        let mut making = start(&bench, &["maak", "--taken", "1"]);
        std::thread::sleep(length.mul_f64(0.05 * f64::from(u32::try_from(round % 12).expect("small"))));
        let mut adopting = start(&bench, &adopt);
        std::thread::sleep(moment);
        let text = bench.read(TEXT) + "\nDit is een nieuwe zin.\n";
        bench.write(TEXT, &text);
        saved += u32::from(is_busy(&mut adopting));
        adopting.wait().expect("ends");
        overtaken += u32::from(is_busy(&mut making));
        making.wait().expect("ends");
        assert!(bench.read(TEXT).contains("Dit is een nieuwe zin."), "round {round}: what was saved is gone");
        for name in ["flits", "jnv"] {
            let archived = bench.at(&format!("archief/2022-K3/{name}/1/{name}.pdf"));
            let record = bench.at(&format!("data/brieven/2022-K3/{name}.vastgesteld-1.json"));
            if record.exists() {
                let made = bench.bytes(&format!("uitvoer/2022-K3/{name}.pdf"));
                assert!(fs::read(archived).expect("archived") == made, "round {round}: {name} was overwritten");
                compared += 1;
            }
        }
    }
    let seen = format!("{saved} texts saved, {overtaken} runs overtaken, {compared} letters compared");
    assert!(saved >= 3 && overtaken >= 3 && compared >= 3, "{seen}");
}
