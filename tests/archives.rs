//! What older versions of Griffel adopted is still there, and still right.
//!
//! `tests/archives/0.1.0/` is a work folder in which version 0.1.0 adopted a letter, its correction and a presentation.
//! Nothing in it ever changes. The tests hold for this version and for any later one.

mod workbench;

use std::collections::BTreeMap;
use std::path::PathBuf;

use griffel::stages::digest::sha256;
use griffel::stages::record::{Log, LogEntry};
use serde_json::Value;

use workbench::{Bench, cases, copy, files, repository};

const RECORD: &str = "data/presentaties/2022/dias.vastgesteld-1.json";
const LOG: &str = "data/presentaties/2022/dias.logboek.csv";
const ARCHIVE: &str = "archief/2022/dias/1";
const TEXT: &str = "archief/2022/dias/1/dias.txt";

/// The work folder in which version 0.1.0 adopted three documents.
fn of_0_1_0() -> Bench {
    let bench = Bench::empty();
    copy(&repository().join("tests/archives/0.1.0"), bench.path());
    bench
}

/// Every file, besides those that Griffel keeps for itself.
fn contents(bench: &Bench) -> BTreeMap<PathBuf, Vec<u8>> {
    let is_own = |path: &PathBuf| path.iter().any(|part| part.to_string_lossy().starts_with(".griffel"));
    let bytes = |path: PathBuf| (path.clone(), bench.bytes(&path.to_string_lossy()));
    files(bench.path()).into_iter().filter(|path| !is_own(path)).map(bytes).collect()
}

/// The document with that name and version, of those that were verified.
fn verdict<'a>(verified: &'a Value, name: &str, version: u32) -> &'a Value {
    let all = verified["brieven"].as_array().expect("a list");
    all.iter().find(|one| one["naam"] == name && one["versie"] == version).expect("it was adopted")
}

/// To the byte, or else every number and word: nothing in between, and never only a warning that something is off.
#[track_caller]
fn holds(verdict: &Value) {
    assert_eq!((&verdict["klopt"], &verdict["griffel"]), (&true.into(), &"0.1.0".into()), "{verdict}");
    let told: &[&str] = if verdict["tot_op_de_byte"] == true { &[] } else { &["F012"] };
    assert_eq!(verdict["meldingen"], Value::from(told), "{verdict}");
    let is_of_this_version = env!("CARGO_PKG_VERSION") == "0.1.0";
    assert!(!is_of_this_version || verdict["tot_op_de_byte"] == true, "the same version makes the same bytes");
}

fn what_was_adopted_is_verified(name: &str, version: u32) {
    let bench = of_0_1_0();
    let before = contents(&bench);
    let verified = bench.run(&["verifieer", "--formaat", "json"]).expect(0).json();
    holds(verdict(&verified, name, version));
    assert!(contents(&bench) == before, "verifying changes nothing");
}

cases! { what_was_adopted_is_verified:
    a_letter("2022/brief", 1);
    its_correction("2022/brief", 2);
    a_presentation("2022/dias", 1);
}

#[test]
fn work_goes_on_in_an_older_folder() {
    let bench = of_0_1_0();
    let before = contents(&bench);
    bench.run(&["controleer"]).expect(0);
    bench.run(&["maak"]).expect(0);
    for (pdf, version) in [("brief.pdf", "brief/1"), ("brief-v2.pdf", "brief/2"), ("dias.pdf", "dias/1")] {
        let kept = bench.bytes(&format!("archief/2022/{version}/{pdf}"));
        assert!(bench.bytes(&format!("uitvoer/2022/{pdf}")) == kept, "{pdf} is what was adopted");
    }
    let figures = bench.run(&["cijfers", "2022/brief", "--formaat", "csv"]).expect(0).stdout;
    assert!(figures.contains(";157;"), "{figures}");
    bench.run(&["overzicht", "--op", "2023-05-01"]).expect(0);
    // A third version, adopted by this Griffel, stands beside the two of the older one.
    let text = bench.read("data/brieven/2022/brief.md");
    let text = text.replace("status = \"gecorrigeerd\"\nversie = 2", "status = \"concept\"\nversie = 3");
    bench.write("data/brieven/2022/brief.md", text.replace("kregen", "ontvingen"));
    bench.run(&["stelvast", "2022/brief", "--door", "C. Voorbeeld", "--op", "2023-05-02"]).expect(0);
    let verified = bench.run(&["verifieer", "--formaat", "json"]).expect(0).json();
    assert_eq!(verdict(&verified, "2022/brief", 3)["tot_op_de_byte"], true);
    holds(verdict(&verified, "2022/brief", 1));
    for (path, bytes) in &before {
        let now = bench.bytes(&path.to_string_lossy());
        let may_grow = path.ends_with("brief.logboek.csv") || path.ends_with("brief.md");
        assert!(now == *bytes || may_grow, "{} changed", path.display());
        assert!(!path.ends_with("brief.logboek.csv") || now.starts_with(bytes), "the log only grows");
    }
}

/// Makes it look as if the presentation had been adopted like this, with a log that says so.
fn adopted_as(bench: &Bench, change: impl FnOnce(&mut Value)) {
    let mut record: Value = serde_json::from_str(&bench.read(RECORD)).expect("JSON");
    change(&mut record);
    let bytes = record.to_string();
    let entry = LogEntry {
        time: "2023-03-14 00:00:00".into(),
        day: "2023-03-14".into(),
        act: String::new(),
        by: "A. Voorbeeld".into(),
        status: "vastgesteld".into(),
        version: 1,
        record: sha256(bytes.as_bytes()),
        note: String::new(),
    };
    bench.write(RECORD, bytes);
    let header = "tijd;door;status;versie;vaststelling;toelichting;controle\n".as_bytes();
    let line = Log::parse(header).expect("a log of the first format").line(&entry);
    bench.write(LOG, [header, &line].concat());
}

/// Writes a file of the archive and its digest in the record.
fn archived(bench: &Bench, record: &mut Value, name: &str, bytes: impl AsRef<[u8]>) {
    bench.write(&format!("{ARCHIVE}/{name}"), &bytes);
    record["uitvoer"][name] = sha256(bytes.as_ref()).into();
}

/// Another version made another PDF: with other bytes of Typst, or another layout.
fn with_other_bytes(bench: &Bench, version: &str, more: impl FnOnce(&mut Value)) {
    adopted_as(bench, |record| {
        record["griffel"] = version.into();
        archived(bench, record, "dias.pdf", "%PDF-1.7 zoals Typst die toen maakte");
        more(record);
    });
}

#[test]
fn other_bytes_with_the_same_numbers_and_text_are_right() {
    let bench = of_0_1_0();
    with_other_bytes(&bench, "0.0.9", |_| {});
    let ran = bench.run(&["verifieer", "2022/dias"]).expect(0);
    for part in ["[F012]", "Griffel 0.0.9", "Alle 15 getallen en de hele tekst zijn gelijk", "cijfers en tekst kloppen"]
    {
        assert!(ran.stdout.contains(part), "no {part:?} in:\n{}", ran.text());
    }
    let verified = bench.run(&["verifieer", "2022/dias", "--formaat", "json"]).expect(0).json();
    let verdict = verdict(&verified, "2022/dias", 1);
    assert_eq!((&verdict["klopt"], &verdict["tot_op_de_byte"]), (&true.into(), &false.into()));
}

/// Until 0.2.0 one of a unit was printed in the plural. Nobody changed anything in what was adopted then.
#[test]
fn one_in_the_plural_is_what_an_older_version_printed() {
    const RECORD: &str = "data/brieven/2022/brief.vastgesteld-3.json";
    const LOG: &str = "data/brieven/2022/brief.logboek.csv";
    const ARCHIVE: &str = "archief/2022/brief/3";
    let bench = of_0_1_0();
    let text = bench.read("data/brieven/2022/brief.md");
    let text = text.replace("status = \"gecorrigeerd\"\nversie = 2", "status = \"concept\"\nversie = 3");
    bench.write("data/brieven/2022/brief.md", text.replace("kregen", "kregen, en {{ een_dag }}, kregen"));
    let indicators = bench.read("data/kengetallen.toml");
    let more = "\n[een_dag]\nnaam = \"Dagen\"\nformule = \"hulp_jongeren / hulp_jongeren\"\neenheid = \"dagen\"\nafronding = 0\n";
    bench.write("data/kengetallen.toml", indicators + more);
    let log = bench.bytes(LOG);
    bench.run(&["stelvast", "2022/brief", "--door", "C. Voorbeeld", "--op", "2023-05-02"]).expect(0);
    // As the version before would have adopted it.
    let mut record: Value = serde_json::from_str(&bench.read(RECORD)).expect("JSON");
    let numbers = record["cijfers"].as_array_mut().expect("a list");
    let one = numbers.iter_mut().find(|number| number["naam"] == "Dagen").expect("it is printed");
    assert_eq!(one["afgedrukt"], "1\u{a0}dag");
    one["afgedrukt"] = "1\u{a0}dagen".into();
    let words = bench.read(&format!("{ARCHIVE}/brief-v3.txt"));
    assert!(words.contains("en 1\u{a0}dag, kregen"), "{words}");
    for (name, bytes) in [
        ("brief-v3.txt", words.replace("1\u{a0}dag,", "1\u{a0}dagen,")),
        ("brief-v3.pdf", "%PDF-1.7 zoals Typst die toen maakte".to_owned()),
    ] {
        bench.write(&format!("{ARCHIVE}/{name}"), &bytes);
        record["uitvoer"][name] = sha256(bytes.as_bytes()).into();
    }
    record["griffel"] = "0.1.0".into();
    let written = Log::parse(&bench.bytes(LOG)).expect("a log").entries.pop().expect("an entry");
    let entry = LogEntry { record: sha256(record.to_string().as_bytes()), ..written };
    bench.write(RECORD, record.to_string());
    let line = Log::parse(&log).expect("a log").line(&entry);
    bench.write(LOG, [log, line].concat());
    let verified = bench.run(&["verifieer", "2022/brief", "--formaat", "json"]).text();
    assert!(verified.contains("\"F012\"") && !verified.contains("F011"), "{verified}");
}

fn other_bytes_that_say_something_else_are_wrong(change: impl FnOnce(&Bench, &mut Value), wanted: &[&str]) {
    let bench = of_0_1_0();
    with_other_bytes(&bench, "0.0.9", |record| change(&bench, record));
    let ran = bench.run(&["verifieer", "2022/dias"]).expect(1);
    for part in wanted.iter().chain(&["[F011]", "Griffel 0.0.9", "klopt niet"]) {
        assert!(ran.stdout.contains(part), "no {part:?} in:\n{}", ran.text());
    }
    assert!(!ran.stdout.contains("F012"), "{}", ran.stdout);
}

cases! { other_bytes_that_say_something_else_are_wrong:
    in_a_word(
        |bench, record| archived(bench, record, "dias.txt", bench.read(TEXT).replace("luisteren", "praten")),
        &["tekst, vastgesteld: ", "praten", "tekst, opnieuw gemaakt: ", "luisteren"],
    );
    in_a_number(
        |_, record| record["cijfers"][0]["afgedrukt"] = "175".into(),
        &["getal, vastgesteld: Jongeren met hulp, 2022: 175", "getal, opnieuw gemaakt: Jongeren met hulp, 2022: 157"],
    );
    by_one_number_more(
        |_, record| {
            let numbers = record["cijfers"].as_array_mut().expect("a list");
            numbers.push(numbers[0].clone());
        },
        &["getal, vastgesteld: Jongeren met hulp, 2022: 157"],
    );
}

/// Nothing excuses other bytes of the same version with the same fonts.
#[test]
fn other_bytes_of_the_same_version_are_wrong() {
    let bench = of_0_1_0();
    with_other_bytes(&bench, env!("CARGO_PKG_VERSION"), |_| {});
    let ran = bench.run(&["verifieer", "2022/dias"]).expect(1);
    assert!(ran.stdout.contains("[F011]") && ran.stdout.contains("De opmaak verschilt"), "{}", ran.stdout);
}

/// Fonts are part of what makes the bytes: with others it counts as another version.
#[test]
fn other_fonts_are_another_version() {
    let bench = of_0_1_0();
    with_other_bytes(&bench, env!("CARGO_PKG_VERSION"), |record| {
        record["lettertypen"]["SourceSans3-Regular.ttf"] = "0".repeat(64).into();
    });
    let ran = bench.run(&["verifieer", "2022/dias"]).expect(0);
    assert!(ran.stdout.contains("[F012]"), "{}", ran.stdout);
}

/// A record that names no format is of the first.
#[test]
fn a_record_without_a_format_is_read() {
    let bench = of_0_1_0();
    adopted_as(&bench, |record| drop(record.as_object_mut().expect("an object").remove("formaat")));
    let verified = bench.run(&["verifieer", "2022/dias", "--formaat", "json"]).expect(0).json();
    holds(verdict(&verified, "2022/dias", 1));
    bench.run(&["maak", "2022/dias"]).expect(0);
}

/// Says that a newer Griffel is needed, whatever is asked, and changes nothing.
#[track_caller]
fn refused(bench: &Bench, path: &str, commands: &[&[&str]]) {
    let before = contents(bench);
    for command in commands {
        let text = bench.run(command).expect(1).text();
        let is_said = text.contains("fout[F005]")
            && text.contains(path)
            && text.contains("is gemaakt met een nieuwere versie van Griffel.")
            && text.contains("Installeer de nieuwste versie van Griffel.");
        assert!(is_said, "{command:?}: {text}");
    }
    assert!(contents(bench) == before, "nothing changes");
}

#[test]
fn a_newer_record_is_refused() {
    let bench = of_0_1_0();
    adopted_as(&bench, |record| record["formaat"] = 3.into());
    let name = "2022/dias";
    refused(&bench, RECORD, &[&["verifieer", name], &["maak", name], &["controleer", name], &["stelvast", name]]);
}

#[test]
fn a_newer_log_is_refused() {
    let bench = of_0_1_0();
    bench.edit(LOG, ";controle\n", ";controle;formaat 3\n");
    refused(&bench, LOG, &[&["verifieer", "2022/dias"], &["markeer", "2022/dias", "verzonden"]]);
}

/// Who cannot read what went out does not know what must stay secret.
#[test]
fn a_newer_ledger_is_refused() {
    let bench = of_0_1_0();
    let ledger = bench.read(&format!("{ARCHIVE}/dias.cijfers.csv"));
    let newer = ledger.replacen("\r\n", ";formaat 2\r\n", 1);
    adopted_as(&bench, |record| archived(&bench, record, "dias.cijfers.csv", newer));
    // A small count, for which it matters what was printed before.
    bench.edit("data/reeksen/hulp.csv", "120", "7");
    refused(&bench, "dias.cijfers.csv", &[&["controleer"]]);
}
