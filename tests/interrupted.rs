//! Whatever a run is doing when the disk is full or the power goes, nothing is lost, and the same command finishes it.
//!
//! Every command that writes is run with each of its writes failing: once, for ever after, or with the program killed
//! there; by a layer between program and system ([failing/layer.rs](failing/layer.rs)), so that half a write is half a
//! write. And it is killed at moments that only chance knows. `GRIFFEL_STORM` says at how many places each is tried, `alle`
//! at all of them; without it a few, spread evenly.

#![allow(clippy::print_stderr, reason = "whoever runs all of it wants the counts")]

mod workbench;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use griffel::stages::record::{Log, Register};
#[cfg(target_os = "linux")]
use workbench::{Bench, Ran, duration, files, griffel, interrupted, moments};

/// A command that writes, in a work folder where it can be done.
struct Scenario {
    begin: fn() -> Bench,
    command: &'static [&'static str],
    /// What it says, with exit status 1 or 2, where it was done already.
    done: &'static [&'static str],
    /// What must hold once it is done.
    holds: fn(&Bench),
}

const LETTER: &str = "data/brieven/2022/brief.md";
const LOG: &str = "data/brieven/2022/brief.logboek.csv";
const ADOPT: [&str; 6] = ["stelvast", "2022/brief", "--door", "A. Voorbeeld", "--op", "2023-03-14"];

fn adopted() -> Bench {
    let bench = Bench::basis();
    bench.run(&ADOPT).expect(0);
    bench
}

fn to_be_corrected() -> Bench {
    let bench = adopted();
    bench.edit(
        LETTER,
        "status = \"vastgesteld\"",
        "status = \"concept\"\nversie = 2\ncorrectie = \"Er was iets fout.\"",
    );
    bench
}

fn with_new_series() -> Bench {
    let bench = Bench::basis();
    bench.write("data/reeksen/nieuw.csv", "jaar;klachten\n2021;40\n2022;30\n");
    bench
}

/// So many lines in the log, the last of them with this status, and so many in the register.
#[track_caller]
fn logged(bench: &Bench, status: &str, lines: usize, registered: usize) {
    let log = Log::parse(&bench.bytes(LOG)).expect("whole");
    let statuses: Vec<&str> = log.entries.iter().map(|entry| entry.status.as_str()).collect();
    assert_eq!((statuses.len(), statuses.last().copied(), log.is_torn()), (lines, Some(status), false), "{statuses:?}");
    assert!(bench.read(LETTER).contains(&format!("status = \"{status}\"")), "{}", bench.read(LETTER));
    let register = match registered {
        0 => Vec::new(),
        _ => bench.bytes("archief/register.csv"),
    };
    let register = Register::parse(&register).expect("whole");
    assert_eq!((register.lines.len(), register.is_torn()), (registered, false));
    bench.run(&["verifieer"]).expect(0);
}

fn scenario(name: &str) -> Scenario {
    let basis = Scenario { begin: Bench::basis, command: &[], done: &[], holds: |_| {} };
    match name {
        "nieuw" => Scenario {
            begin: Bench::empty,
            command: &["nieuw", "map"],
            done: &["is niet leeg"],
            holds: |bench| {
                let whole = Bench::empty();
                whole.run(&["nieuw", "map"]).expect(0);
                assert_eq!(files(&bench.at("map")), files(&whole.at("map")));
            },
        },
        "maak" => Scenario {
            command: &["maak", "2022/brief"],
            holds: |bench| {
                assert!(bench.bytes("uitvoer/2022/brief.pdf").ends_with(b"%%EOF"), "a whole PDF");
                assert!(bench.at("uitvoer/2022/brief.cijfers.csv").is_file());
            },
            ..basis
        },
        "markeer" => Scenario {
            command: &["markeer", "2022/brief", "ambtelijk akkoord", "--door", "A. Voorbeeld"],
            done: &["F013"],
            holds: |bench| logged(bench, "ambtelijk akkoord", 1, 0),
            ..basis
        },
        "markeer verzonden" => Scenario {
            begin: adopted,
            command: &["markeer", "2022/brief", "verzonden", "--door", "A. Voorbeeld"],
            done: &["F013"],
            holds: |bench| logged(bench, "verzonden", 2, 2),
        },
        "stelvast" => {
            Scenario { command: &ADOPT, done: &["F002"], holds: |bench| logged(bench, "vastgesteld", 1, 1), ..basis }
        }
        "stelvast als correctie" => Scenario {
            begin: to_be_corrected,
            command: &ADOPT,
            done: &["F002"],
            holds: |bench| logged(bench, "gecorrigeerd", 2, 2),
        },
        "kwartaal" => Scenario {
            command: &["kwartaal", "2023"],
            done: &["is er al"],
            holds: |bench| assert_eq!(files(&bench.at("data/brieven/2023")).len(), 2),
            ..basis
        },
        "reeks" => Scenario {
            begin: with_new_series,
            command: &["reeks", "data/reeksen/nieuw.csv", "--bewaar"],
            done: &["is al een beschrijving"],
            holds: |bench| assert!(bench.read("data/reeksen/nieuw.toml").contains("klachten"), "a whole description"),
        },
        "cijfers" => Scenario {
            command: &["cijfers", "2022/brief", "--formaat", "csv", "--naar", "uitvoer/cijfers.csv"],
            holds: |bench| assert!(bench.read("uitvoer/cijfers.csv").ends_with('\n')),
            ..basis
        },
        "schema" => Scenario {
            command: &["schema", "--naar", "schemas"],
            holds: |bench| {
                for path in files(&bench.at("schemas")) {
                    let path = format!("schemas/{}", path.display());
                    serde_json::from_str::<serde_json::Value>(&bench.read(&path)).expect("a whole schema");
                }
            },
            ..basis
        },
        _ => panic!("no scenario {name}"),
    }
}

/// Whatever killed runs leave for a moment.
fn left_overs(folder: &Path) -> Vec<PathBuf> {
    let is_left =
        |part: &str| part.starts_with("werk-") || part.strip_prefix(".griffel-").is_some_and(|rest| rest.len() == 6);
    files(folder).into_iter().filter(|path| path.iter().any(|part| part.to_str().is_some_and(is_left))).collect()
}

/// Runs it once more, with nothing in its way: it is done now, if it was not before, and nothing is left lying about.
#[track_caller]
fn finished(scenario: &Scenario, bench: &Bench, what: &str) {
    let again = bench.run(scenario.command);
    let was_done = scenario.done.iter().any(|done| again.text().contains(done));
    assert!(again.status == Some(0) || was_done, "{what}: {}", again.text());
    (scenario.holds)(bench);
    let left = left_overs(bench.path());
    assert!(left.is_empty(), "{what}: {left:?}");
}

/// No file is lost or cut short: each is what it was, a table has lines besides, and the text at most another status.
#[track_caller]
fn nothing_lost(bench: &Bench, before: &BTreeMap<PathBuf, Vec<u8>>, what: &str) {
    let body = |text: &[u8]| String::from_utf8_lossy(text).split_once("\n# ").map(|(_, body)| body.to_owned());
    for (path, bytes) in before {
        let now = std::fs::read(bench.at(&path.to_string_lossy())).unwrap_or_default();
        let has_grown = path.extension().is_some_and(|extension| extension == "csv") && now.starts_with(bytes);
        let is_marked = path == Path::new(LETTER) && body(&now).is_some() && body(&now) == body(bytes);
        assert!(now == *bytes || has_grown || is_marked, "{what}: {} is damaged", path.display());
    }
}

fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let bytes = |path: PathBuf| (path.clone(), std::fs::read(folder.join(path)).expect("read"));
    files(folder).into_iter().map(bytes).collect()
}

/// At how many places something is tried.
fn places() -> Option<usize> {
    match std::env::var("GRIFFEL_STORM").as_deref() {
        Ok("alle") => None,
        Ok(number) => Some(number.parse().expect("GRIFFEL_STORM is a number, or alle")),
        Err(_) => Some(6),
    }
}

/// What happens at the place where a write fails.
#[cfg(target_os = "linux")]
#[derive(Debug, Clone, Copy, PartialEq)]
enum Failure {
    /// This one write fails.
    Once,
    /// This and all later ones do.
    ForEver,
    /// The program is killed.
    Killed,
}

#[cfg(target_os = "linux")]
fn run_with_layer(bench: &Bench, command: &[&str], failure: Failure, at: usize) -> (Ran, usize) {
    let count = tempfile::NamedTempFile::new().expect("temporary file");
    let mut run = griffel(bench.path());
    run.args(command).env("LD_PRELOAD", workbench::failing_layer()).env("LAYER_COUNT", count.path());
    std::os::unix::process::CommandExt::process_group(&mut run, 0);
    run.env("LAYER_FOLDER", bench.path().canonicalize().expect("there")).env("LAYER_FAILS_AT", at.to_string());
    match failure {
        Failure::Once => &mut run,
        Failure::ForEver => run.env("LAYER_FOR_EVER", "1"),
        Failure::Killed => run.env("LAYER_ENDS", "1"),
    };
    let ran = Ran::from(run.output().expect("griffel starts"));
    let calls = std::fs::read_to_string(count.path()).expect("counted");
    (ran, calls.parse().unwrap_or(0))
}

/// Fails at each place that is asked for, in each way, and looks each time whether all is well afterwards.
#[cfg(target_os = "linux")]
fn every_write_may_fail(name: &str) {
    let scenario = scenario(name);
    let bench = (scenario.begin)();
    let (ran, calls) = run_with_layer(&bench, scenario.command, Failure::Once, 0);
    ran.expect(0);
    (scenario.holds)(&bench);
    assert!(calls >= 3, "the layer saw {calls} calls");
    let places = places().unwrap_or(calls).min(calls);
    let (mut failed, mut killed) = (0, 0);
    for nth in 0..places {
        let at = 1 + nth * calls / places;
        for failure in [Failure::Once, Failure::ForEver, Failure::Killed] {
            let what = format!("{name}, {failure:?} at {at} of {calls}");
            let bench = (scenario.begin)();
            let before = contents(bench.path());
            let (ran, seen) = run_with_layer(&bench, scenario.command, failure, at);
            let is_told = matches!(ran.status, Some(0..=2)) && !ran.text().contains("panicked");
            assert!(seen >= at.min(calls - calls / 4), "{what}: only {seen} calls");
            assert!(is_told || (failure == Failure::Killed && ran.status.is_none()), "{what}: {}", ran.text());
            failed += usize::from(failure != Failure::Killed);
            killed += usize::from(ran.status.is_none());
            nothing_lost(&bench, &before, &what);
            finished(&scenario, &bench, &what);
        }
    }
    let wanted = (2 * places, places - places / 3);
    assert!(failed >= wanted.0 && killed >= wanted.1, "{name}: {failed} failures, {killed} kills at {places} places");
    eprintln!("{name}: {calls} calls, {failed} failures, {killed} kills");
}

/// Kills it at moments that only chance knows.
fn any_moment_may_be_the_last(name: &str) {
    let scenario = scenario(name);
    let length = duration(|| drop((scenario.begin)().run(scenario.command).expect(0)));
    let rounds = places().unwrap_or(200).max(4);
    let mut killed = 0;
    for (round, moment) in moments(length).enumerate().take(20 * rounds) {
        if killed >= rounds {
            break;
        }
        let bench = (scenario.begin)();
        let before = contents(bench.path());
        let cut = interrupted(griffel(bench.path()).args(scenario.command), moment);
        killed += usize::from(cut);
        let what = format!("{name}, round {round}");
        nothing_lost(&bench, &before, &what);
        finished(&scenario, &bench, &what);
    }
    assert!(killed >= rounds, "{name}: only {killed} kills of {rounds}");
    eprintln!("{name}: {killed} kills");
}

/// Chrono gives up on a clock that stands before 1970.
#[cfg(target_os = "linux")]
#[test]
fn a_clock_before_1970_is_told() {
    let bench = Bench::basis();
    let run = |command: &[&str]| {
        let mut run = griffel(bench.path());
        run.args(command).env("LD_PRELOAD", workbench::failing_layer()).env("LAYER_CLOCK", "-31536000");
        Ran::from(run.output().expect("griffel starts"))
    };
    for command in
        [&["overzicht"][..], &["markeer", "2022/brief", "ambtelijk akkoord"], &["stelvast", "2022/brief"], &["bekijk"]]
    {
        let ran = run(command).expect(2);
        assert!(ran.stderr.contains("vóór 1970") && !ran.stderr.contains("panicked"), "{}", ran.text());
    }
    // Where nothing depends on the day, nothing is said of it.
    for command in [&["overzicht", "--op", "2023-03-14"][..], &["maak"], &["controleer"], &["kwartaal", "2023"]] {
        let ran = run(command);
        assert!(matches!(ran.status, Some(0 | 1)) && !ran.text().contains("1970"), "{}", ran.text());
    }
}

#[cfg(target_os = "linux")]
workbench::cases! { every_write_may_fail:
    of_a_new_folder("nieuw");
    of_a_letter("maak");
    of_a_mark("markeer");
    of_a_letter_that_was_sent("markeer verzonden");
    of_an_adoption("stelvast");
    of_a_correction("stelvast als correctie");
    of_a_new_year("kwartaal");
    of_a_description("reeks");
    of_a_result("cijfers");
    of_the_schemas("schema");
}

workbench::cases! { any_moment_may_be_the_last:
    of_a_new_folder("nieuw");
    of_a_letter("maak");
    of_a_mark("markeer");
    of_a_letter_that_was_sent("markeer verzonden");
    of_an_adoption("stelvast");
    of_a_correction("stelvast als correctie");
    of_a_new_year("kwartaal");
}
