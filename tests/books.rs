//! The books of adopted documents: whatever goes missing from records, logs, archives and the register is found, what a
//! killed run or a full disk left is finished, and no message sends anybody round in a circle.

mod workbench;

use std::fs;

use griffel::stages::digest::sha256;
use griffel::stages::record::{Log, Register};
use workbench::{Bench, cases, files};

const LETTER: &str = "data/brieven/2022/brief.md";
const RECORD: &str = "data/brieven/2022/brief.vastgesteld-1.json";
const LOG: &str = "data/brieven/2022/brief.logboek.csv";
const ARCHIVE: &str = "archief/2022/brief/1";
const REGISTER: &str = "archief/register.csv";

fn adopt(bench: &Bench, name: &str) {
    bench.run(&["stelvast", name, "--door", "A. Voorbeeld", "--op", "2023-03-14"]).expect(0);
}

fn sent() -> Bench {
    let bench = Bench::basis();
    bench.run(&["markeer", "2022/brief", "ambtelijk akkoord", "--door", "B. Voorbeeld"]).expect(0);
    adopt(&bench, "2022/brief");
    bench.run(&["markeer", "2022/brief", "verzonden", "--door", "griffie", "--op", "2023-03-16"]).expect(0);
    bench.run(&["verifieer"]).expect(0);
    bench
}

fn remove(bench: &Bench, path: &str) {
    fs::remove_file(bench.at(path)).expect("removed");
}

fn without_last_line(bench: &Bench, path: &str) {
    let text = bench.read(path);
    let last = text.trim_end().rfind('\n').expect("several lines");
    bench.write(path, &text[..=last]);
}

#[track_caller]
fn found(bench: &Bench, wanted: &[&str]) {
    let ran = bench.run(&["verifieer"]).expect(1);
    assert!(!ran.stdout.contains("alles klopt"), "{}", ran.text());
    for wanted in wanted {
        assert!(ran.stdout.contains(wanted), "no {wanted:?} in:\n{}", ran.text());
    }
    let by_name = bench.run(&["verifieer", "2022/brief"]).expect(1);
    assert!(by_name.stdout.contains(wanted[0]), "no {:?} in:\n{}", wanted[0], by_name.text());
}

/// Takes something away from a document that was sent; verifying must say what, whether or not one asks by name.
fn tampering(with: impl Fn(&Bench), wanted: &[&str]) {
    let bench = sent();
    with(&bench);
    found(&bench, wanted);
}

cases! { tampering:
    without_record_and_log(
        |bench| { remove(bench, RECORD); remove(bench, LOG); },
        &["F004", "F009", "Versie 1 is vastgesteld, maar de vaststelling is weg", "logboek is weg"],
    );
    without_record_log_and_register(
        |bench| { remove(bench, RECORD); remove(bench, LOG); remove(bench, REGISTER); },
        &["F004", "Versie 1 is vastgesteld, maar de vaststelling is weg"],
    );
    without_record_log_and_archive(
        |bench| { remove(bench, RECORD); remove(bench, LOG); fs::remove_dir_all(bench.at(ARCHIVE)).expect("removed"); },
        &["F004", "F009"],
    );
    without_anything_but_the_register(
        |bench| {
            [RECORD, LOG, LETTER].into_iter().for_each(|path| remove(bench, path));
            fs::remove_dir_all(bench.at("archief/2022")).expect("removed");
        },
        &["F004"],
    );
    without_the_last_line_of_the_log(|bench| without_last_line(bench, LOG), &["F009", "mist regels aan het eind"]);
    with_the_status_put_back_as_well(
        |bench| {
            without_last_line(bench, LOG);
            bench.edit(LETTER, "status = \"verzonden\"", "status = \"vastgesteld\"");
        },
        &["F009", "er staan er 2, en volgens het register waren het er 3"],
    );
    with_the_register_cut_as_far(
        |bench| { without_last_line(bench, LOG); without_last_line(bench, REGISTER); },
        &["F009", "De tekst heet verzonden, maar het logboek zegt vastgesteld"],
    );
    without_the_last_line_of_the_register(|bench| without_last_line(bench, REGISTER), &["F015", "niet in het register"]);
    without_the_register(|bench| remove(bench, REGISTER), &["F015", "staat niet in het register"]);
    with_a_line_of_the_register(|bench| bench.edit(REGISTER, "griffie", "iemand"), &["F015", "regel 3"]);
    without_the_key(|bench| remove(bench, &format!("{ARCHIVE}/sleutel.txt")), &["F007", "sleutel.txt"]);
    with_another_key(
        |bench| bench.write(&format!("{ARCHIVE}/sleutel.txt"), "ab".repeat(32)),
        &["F007", "sleutel.txt"],
    );
    with_a_version_that_nobody_adopted(
        |bench| bench.write("uitvoer/2022/brief-v2.pdf", "%PDF-1.7 vals"),
        &["F008", "brief-v2.pdf"],
    );
    with_an_archive_that_nobody_adopted(
        |bench| bench.write("archief/2022/brief/2/brief-v2.pdf", "%PDF-1.7 vals"),
        &["F004", "Versie 2"],
    );
    with_half_a_line_in_the_log(
        |bench| bench.write(LOG, bench.read(LOG) + "2023-03-1"),
        &["F009", "laatste regel van het logboek is niet af"],
    );
    with_half_a_line_in_the_register(
        |bench| bench.write(REGISTER, bench.read(REGISTER) + "4;2023"),
        &["F009", "laatste regel van het register is niet af"],
    );
}

/// Writes another record, and the log and the register as whoever owns the files could.
fn forged(change: impl Fn(&mut serde_json::Value), wanted: &str) {
    let bench = Bench::basis();
    adopt(&bench, "2022/brief");
    let mut record: serde_json::Value = serde_json::from_str(&bench.read(RECORD)).expect("JSON");
    change(&mut record);
    let bytes = record.to_string();
    let mut entry = Log::parse(&bench.bytes(LOG)).expect("a log").entries.remove(0);
    entry.record = sha256(bytes.as_bytes());
    bench.write(RECORD, &bytes);
    bench.write(LOG, Log::default().line(&entry));
    remove(&bench, REGISTER);
    let ran = bench.run(&["verifieer"]).expect(1);
    assert!(ran.stdout.contains(wanted), "no {wanted:?} in:\n{}", ran.text());
}

cases! { forged:
    on_another_day(|record| record["vastgesteld_op"] = "2023-03-13".into(), "een andere dag: 2023-03-14 en 2023-03-13");
    by_another_name(|record| record["door"] = "C. Voorbeeld".into(), "een andere naam: A. Voorbeeld en C. Voorbeeld");
    by_nobody(|record| record["door"] = "".into(), "zegt niet wie");
    on_no_day(|record| record["vastgesteld_op"] = "ooit".into(), "heeft geen dag");
    at_another_time(|record| record["vastgelegd_om"] = "2020-01-01T00:00:00+01:00".into(), "een andere tijd");
    at_a_time_without_offset(|record| record["vastgelegd_om"] = "2020-01-01 00:00:00".into(), "heeft geen tijd");
    with_another_status(|record| record["status"] = "gecorrigeerd".into(), "een andere status");
}

/// A log whose lines are forged: the chain is right, what it says is not.
fn log_that_says(change: impl Fn(&mut Vec<griffel::stages::record::LogEntry>), wanted: &str) {
    let bench = sent();
    let mut entries = Log::parse(&bench.bytes(LOG)).expect("a log").entries;
    change(&mut entries);
    let mut bytes = Vec::new();
    for entry in entries {
        let line = Log::parse(&bytes).expect("a log").line(&entry);
        bytes.extend(line);
    }
    bench.write(LOG, bytes);
    remove(&bench, REGISTER);
    let ran = bench.run(&["verifieer"]).expect(1);
    assert!(ran.stdout.contains("F009") && ran.stdout.contains(wanted), "no {wanted:?} in:\n{}", ran.text());
}

cases! { log_that_says:
    nobody(|entries| entries[2].by = String::new(), "Regel 4 van het logboek zegt niet wie");
    no_status(|entries| entries[2].status = String::new(), "zegt geen status");
    no_day(|entries| entries[2].day = String::new(), "heeft geen dag");
    no_time(|entries| entries[2].time = "gisteren".into(), "heeft geen tijd");
    an_earlier_day(|entries| entries[2].day = "2023-03-13".into(), "gaat over 2023-03-13, en de regel ervoor over 2023-03-14");
    an_earlier_time(|entries| entries[2].time = "2001-01-01T00:00:00+01:00".into(), "en de regel ervoor is later");
}

/// What the archive, the log and the register say must not be adopted away.
#[test]
fn nothing_is_adopted_over_what_was_adopted() {
    for gone in [&[RECORD, LOG][..], &[RECORD], &[RECORD, LOG, REGISTER]] {
        let bench = sent();
        gone.iter().for_each(|path| remove(&bench, path));
        for command in [&["stelvast", "2022/brief"][..], &["markeer", "2022/brief", "concept"], &["maak", "2022/brief"]]
        {
            let ran = bench.run(command).expect(1);
            assert!(ran.text().contains("F004"), "{gone:?}, {command:?}: {}", ran.text());
        }
        assert!(!bench.at("archief/2022/brief/1.opzij-1").exists() && !bench.at(RECORD).exists());
    }
    // Where the text was put back as well, the register still knows.
    let bench = sent();
    [RECORD, LOG].into_iter().for_each(|path| remove(&bench, path));
    fs::remove_dir_all(bench.at(ARCHIVE)).expect("removed");
    bench.edit(LETTER, "status = \"verzonden\"", "status = \"concept\"");
    let ran = bench.run(&["stelvast", "2022/brief"]).expect(1);
    assert!(ran.stderr.contains("F009") || ran.stderr.contains("F004"), "{}", ran.text());
    assert!(!bench.at(RECORD).exists());
}

/// A log that was cut is not written on: nobody would see it any more.
#[test]
fn a_cut_log_is_not_continued() {
    let bench = sent();
    without_last_line(&bench, LOG);
    let ran = bench.run(&["markeer", "2022/brief", "verzonden", "--door", "griffie"]).expect(1);
    assert!(ran.stderr.contains("F009") && ran.stderr.contains("reservekopie"), "{}", ran.text());
    // With the log put back all is well again.
    let other = sent();
    bench.write(LOG, other.read(LOG));
    assert_eq!(bench.run(&["verifieer"]).status, Some(1), "that of another work folder is another log");
}

/// What 0.1.0 left when it was killed: the text has its status, the log no line.
#[test]
fn a_status_that_the_log_does_not_know_is_written_down() {
    let bench = Bench::basis();
    bench.edit(LETTER, "datum = ", "status = \"ambtelijk akkoord\"\ndatum = ");
    let ran = bench.run(&["markeer", "2022/brief", "ambtelijk akkoord", "--door", "A. Voorbeeld"]).expect(0);
    assert!(ran.stdout.contains("Het logboek is bijgewerkt"), "{}", ran.text());
    assert_eq!(Log::parse(&bench.bytes(LOG)).expect("a log").entries.len(), 1);
    let ran = bench.run(&["markeer", "2022/brief", "ambtelijk akkoord"]).expect(1);
    assert!(ran.stderr.contains("F013"), "{}", ran.text());
    // And the other way round, as it is left since: the log comes first.
    bench.edit(LETTER, "status = \"ambtelijk akkoord\"", "status = \"concept\"");
    bench.run(&["markeer", "2022/brief", "ambtelijk akkoord", "--door", "B. Voorbeeld"]).expect(0);
    let log = Log::parse(&bench.bytes(LOG)).expect("a log");
    assert_eq!((log.entries.len(), log.entries[0].by.as_str()), (1, "A. Voorbeeld"), "the line was there");
    assert!(bench.read(LETTER).contains("status = \"ambtelijk akkoord\""));
}

#[test]
fn half_a_line_is_taken_away_by_the_next_command() {
    let bench = Bench::basis();
    bench.run(&["markeer", "2022/brief", "ambtelijk akkoord", "--door", "A. Voorbeeld"]).expect(0);
    let whole = bench.read(LOG);
    bench.write(LOG, format!("{whole}2026-11-29T10:00:00+01:00;2026-11-29;gemarkeerd;B. Vo"));
    bench.run(&["markeer", "2022/brief", "concept", "--door", "A. Voorbeeld"]).expect(0);
    let log = bench.read(LOG);
    assert!(log.starts_with(&whole) && !log.contains("B. Vo"), "{log}");
    // Half a header as well.
    bench.write("data/brieven/2022/tweede.logboek.csv", "tijd;do");
    bench.run(&["markeer", "2022/tweede", "ambtelijk akkoord"]).expect(0);
    Log::parse(&bench.bytes("data/brieven/2022/tweede.logboek.csv")).expect("whole");
    // Of what was adopted, and of the register.
    let bench = sent();
    let before = (bench.read(LOG), bench.read(REGISTER));
    bench.write(LOG, format!("{}2023", before.0));
    bench.write(REGISTER, format!("{}4;2023", before.1));
    let ran = bench.run(&["markeer", "2022/brief", "verzonden"]).expect(0);
    assert!(ran.stdout.contains("Het logboek is bijgewerkt"), "{}", ran.text());
    assert_eq!((bench.read(LOG), bench.read(REGISTER)), before);
    bench.run(&["verifieer"]).expect(0);
}

#[test]
fn the_register_tells_of_every_document_what_was_done() {
    let bench = sent();
    adopt(&bench, "2022/tweede");
    let text = bench.read(REGISTER);
    let register = Register::parse(text.as_bytes()).expect("a register");
    let told: Vec<(&str, &str)> =
        register.lines.iter().map(|line| (line.document.as_str(), line.act.as_str())).collect();
    let wanted = [("2022/brief", "vastgesteld"), ("2022/brief", "gemarkeerd"), ("2022/tweede", "vastgesteld")];
    assert_eq!(told, wanted);
    assert_eq!(register.lines[0].record, sha256(&bench.bytes(RECORD)));
    assert!(text.contains(&sha256(&bench.bytes(&format!("{ARCHIVE}/brief.pdf")))), "{text}");
    assert_eq!((register.lines[1].log_lines, register.lines[2].log_lines), (3, 1));
    // Anybody can read it in a spreadsheet, and no cell is computed.
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(';').collect()).collect();
    assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{text}");
    assert!(text.starts_with("nr;tijd;dag;handeling;document;versie;"), "{text}");
}

#[test]
fn times_say_how_far_the_clock_is_from_utc() {
    let bench = sent();
    let record: serde_json::Value = serde_json::from_str(&bench.read(RECORD)).expect("JSON");
    let log = Log::parse(&bench.bytes(LOG)).expect("a log");
    let times = log.entries.iter().map(|entry| entry.time.as_str()).chain(record["vastgelegd_om"].as_str());
    let mut seen = 0;
    for time in times {
        let end = &time[19..];
        assert!(time.as_bytes()[10] == b'T' && end.len() == 6 && end.starts_with(['+', '-']), "{time}");
        seen += 1;
    }
    assert_eq!(seen, 4);
    assert_eq!((record["formaat"].as_u64(), record["document"].as_str()), (Some(2), Some("2022/brief")));
    assert_eq!((record["soort"].as_str(), record["status"].as_str()), (Some("brief"), Some("vastgesteld")));
    assert_eq!((log.entries[1].day.as_str(), log.entries[2].day.as_str()), ("2023-03-14", "2023-03-16"));
}

/// With a plain digest of the data, whoever knows all but one small count can try the few that it can be.
#[test]
fn no_plain_digest_of_data_leaves_the_archive() {
    let bench = sent();
    bench.run(&["maak"]).expect(0);
    let mut secret: Vec<String> = files(&bench.at(&format!("{ARCHIVE}/invoer")))
        .into_iter()
        .map(|path| sha256(&bench.bytes(&format!("{ARCHIVE}/invoer/{}", path.display()))))
        .collect();
    secret.extend(
        files(&bench.at("data/reeksen"))
            .into_iter()
            .map(|path| sha256(&bench.bytes(&format!("data/reeksen/{}", path.display())))),
    );
    assert!(secret.len() > 10, "{}", secret.len());
    let mut read = 0;
    for path in files(bench.path()) {
        let Ok(text) = fs::read_to_string(bench.at(&path.to_string_lossy())) else { continue };
        read += 1;
        let told = secret.iter().find(|digest| text.contains(*digest));
        assert!(told.is_none(), "{} holds the digest of a file with data", path.display());
    }
    assert!(read > 30, "{read}");
    let keys = files(bench.path())
        .into_iter()
        .filter(|path| path.ends_with("sleutel.txt") || path.ends_with(".griffel-sleutel"));
    let keys: Vec<_> = keys.collect();
    assert!(keys.len() == 2 && keys.iter().all(|path| path.starts_with("archief")), "{keys:?}");
}

/// What is remembered depends on a key of the work folder: the same folder elsewhere is made anew.
#[test]
fn what_is_remembered_cannot_be_compared_with_another_folder() {
    let (one, other) = (Bench::basis(), Bench::basis());
    let remembered = |bench: &Bench| {
        bench.run(&["maak", "2022/brief"]).expect(0);
        let text = bench.read("uitvoer/.griffel/2022/brief.json");
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        value["inputs"].as_str().expect("a digest").to_owned()
    };
    let first = remembered(&one);
    assert_ne!(first, remembered(&other));
    assert_eq!(first, remembered(&one));
    let again = one.run(&["maak", "2022/brief", "--formaat", "json"]).expect(0).json();
    assert_eq!(again["documenten"][0]["ongewijzigd"], true, "{again}");
}

#[test]
fn what_comes_later_is_not_done_on_an_earlier_day() {
    let bench = Bench::basis();
    adopt(&bench, "2022/brief");
    let ran = bench.run(&["markeer", "2022/brief", "verzonden", "--op", "2023-03-13"]).expect(1);
    assert!(ran.stderr.contains("F013") && ran.stderr.contains("achter --op"), "{}", ran.text());
    assert_eq!(Log::parse(&bench.bytes(LOG)).expect("a log").entries.len(), 1);
    bench.run(&["verifieer"]).expect(0);
    bench.run(&["markeer", "2022/brief", "verzonden", "--op", "2023-03-14"]).expect(0);
    for day in ["0001-01-01", "9999-01-01", "gisteren"] {
        let ran = bench.run(&["markeer", "2022/tweede", "ambtelijk akkoord", "--op", day]).expect(2);
        assert!(ran.stderr.contains("jaar"), "{}", ran.text());
    }
}

/// The hand-out of a presentation is adopted with it.
#[test]
fn a_handout_that_nobody_adopted_is_found() {
    let bench = Bench::example();
    let name = "2025/jeugdhulp";
    adopt(&bench, name);
    bench.run(&["maak", name, "--hand-out", "--stappen"]).expect(0);
    for extension in ["hand-out.pdf", "stappen.pdf"] {
        let file = name.rsplit_once('/').expect("a name").1;
        let kept = bench.bytes(&format!("archief/{name}/1/{file}.{extension}"));
        assert!(bench.bytes(&format!("uitvoer/{name}.{extension}")) == kept, "{extension}");
    }
    bench.run(&["verifieer"]).expect(0);
    let handout = format!("uitvoer/{name}.hand-out.pdf");
    bench.write(&handout, "%PDF-1.7 vals");
    let ran = bench.run(&["verifieer"]).expect(1);
    assert!(ran.stdout.contains("F008") && ran.stdout.contains("hand-out.pdf"), "{}", ran.text());
    assert!(bench.run(&["maak", name, "--hand-out"]).expect(1).stderr.contains("F008"));
    assert_eq!(bench.read(&handout), "%PDF-1.7 vals", "nothing is lost");
}
