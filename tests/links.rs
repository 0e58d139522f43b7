//! Nothing is written, taken away or read through a link in the work folder, and one is never passed over in silence.
#![cfg(unix)]

mod workbench;

use std::fs;
use std::os::unix::fs::symlink;

use workbench::{Bench, cases, files};

const LETTER: &str = "data/brieven/2022/brief.md";

/// A folder of somebody else's, with files that Griffel would write over or take away.
fn elsewhere() -> Bench {
    let bench = Bench::empty();
    for path in ["brief.pdf", "brief.cijfers.csv", "2022/brief.pdf", "2022/brief.json", "slot", "register.csv"] {
        bench.write(path, "van iemand anders");
    }
    // It looks like what a killed run left.
    bench.write("werk-abc123/slot", "");
    bench.write("werk-abc123/belangrijk", "van iemand anders");
    bench.write(".griffel-aB3dE6/belangrijk", "van iemand anders");
    bench
}

fn contents(bench: &Bench) -> Vec<(String, Vec<u8>)> {
    let named = |path: &std::path::PathBuf| path.to_string_lossy().into_owned();
    files(bench.path()).iter().map(|path| (named(path), bench.bytes(&named(path)))).collect()
}

/// Puts a link to somebody else's folder in a place, and does something: it is refused by name, and nothing has changed
/// there, nor in the text.
fn refused(place: &str, commands: &[&[&str]]) {
    for command in commands {
        let (bench, other) = (Bench::basis(), elsewhere());
        let before = (bench.read(LETTER), contents(&other));
        fs::create_dir_all(bench.at(place).parent().expect("below the folder")).expect("made");
        symlink(other.path(), bench.at(place)).expect("linked");
        let ran = bench.run(command);
        assert!(matches!(ran.status, Some(1 | 2)), "{command:?}: {}", ran.text());
        let is_named = ran.text().contains("M005") && ran.text().contains(&format!("{place} is een verwijzing"));
        assert!(is_named, "{command:?}: {}", ran.text());
        assert!(contents(&other) == before.1, "{command:?} changed what is elsewhere");
        assert_eq!(bench.read(LETTER), before.0, "{command:?} refuses before it writes");
        assert!(!bench.at("data/brieven/2022/brief.vastgesteld-1.json").exists(), "{command:?}");
        assert!(!bench.at("data/brieven/2022/brief.logboek.csv").exists(), "{command:?}");
    }
}

const MAKE: &[&str] = &["maak", "2022/brief"];
const ADOPT: &[&str] = &["stelvast", "2022/brief"];
const MARK: &[&str] = &["markeer", "2022/brief", "ambtelijk akkoord"];

cases! { refused:
    in_the_place_of_the_output("uitvoer", &[MAKE, ADOPT, &["maak", "2022/brief", "--bewaar-typst"]]);
    in_the_place_of_a_period("uitvoer/2022", &[MAKE, ADOPT]);
    in_the_place_of_the_memory("uitvoer/.griffel", &[MAKE, ADOPT]);
    in_the_place_of_the_archive("archief", &[ADOPT, MARK]);
    in_the_place_of_a_period_of_the_archive("archief/2022", &[ADOPT]);
    in_the_place_of_a_document_of_the_archive("archief/2022/brief", &[ADOPT]);
    in_the_place_of_a_new_period("data/brieven/2023", &[&["kwartaal", "2023"]]);
}

/// A folder with data that is really elsewhere is named by every command that would pass it over.
fn named(place: &str) {
    let (bench, other) = (Bench::basis(), Bench::empty());
    let there = other.at("map");
    fs::rename(bench.at(place), &there).expect("moved");
    symlink(&there, bench.at(place)).expect("linked");
    for command in [&["controleer"][..], &["maak"], &["verifieer"]] {
        let ran = bench.run(command).expect(1);
        assert!(ran.text().contains(&format!("{place} is een verwijzing")), "{command:?}: {}", ran.text());
        assert!(!ran.text().contains("Alles in orde"), "{command:?}: {}", ran.text());
    }
}

cases! { named:
    a_period_of_letters("data/brieven/2022");
    all_letters("data/brieven");
    the_series("data/reeksen");
    one_letter("data/brieven/2022/tweede.md");
    one_series("data/reeksen/hulp.toml");
    the_pilots("data/pilots");
}

#[test]
fn a_letter_in_a_folder_that_is_a_link_is_not_just_unknown() {
    let (bench, other) = (Bench::basis(), Bench::empty());
    fs::rename(bench.at("data/brieven/2022"), other.at("map")).expect("moved");
    symlink(other.at("map"), bench.at("data/brieven/2022")).expect("linked");
    for command in [ADOPT, MARK] {
        let ran = bench.run(command);
        assert!(ran.stderr.contains("data/brieven/2022 is een verwijzing"), "{command:?}: {}", ran.text());
    }
}

#[test]
fn what_was_adopted_is_not_read_or_put_back_through_a_link() {
    let bench = Bench::basis();
    bench.run(ADOPT).expect(0);
    for place in ["uitvoer/2022", "archief/2022", "archief/2022/brief/1/invoer"] {
        let other = Bench::empty();
        fs::rename(bench.at(place), other.at("map")).expect("moved");
        symlink(other.at("map"), bench.at(place)).expect("linked");
        let before = contents(&other);
        let ran = bench.run(&["verifieer"]).expect(1);
        assert!(ran.stdout.contains("M005"), "{place}: {}", ran.text());
        let ran = bench.run(&["maak", "--opnieuw"]);
        assert!(matches!(ran.status, Some(0 | 1)), "{place}: {}", ran.text());
        assert!(contents(&other) == before, "{place}: nothing is written there");
        fs::remove_file(bench.at(place)).expect("removed");
        fs::rename(other.at("map"), bench.at(place)).expect("moved back");
        bench.run(&["verifieer"]).expect(0);
    }
}

/// Where the output goes is the user's own choice; what is below it is not.
#[test]
fn an_output_folder_on_the_command_line_may_be_anywhere() {
    let (bench, other) = (Bench::basis(), elsewhere());
    fs::create_dir(other.at("uit")).expect("made");
    symlink(other.at("uit"), bench.at("doel")).expect("linked");
    bench.run(&["maak", "2022/brief", "--uitvoer", "doel"]).expect(0);
    assert!(other.at("uit/2022/brief.pdf").is_file());
    let before = contents(&other);
    fs::create_dir(bench.at("ander")).expect("made");
    symlink(other.path(), bench.at("ander/2022")).expect("linked");
    let ran = bench.run(&["maak", "2022/brief", "--uitvoer", "ander"]).expect(1);
    assert!(ran.stderr.contains("M005") && ran.stderr.contains("2022 is een verwijzing"), "{}", ran.text());
    assert!(contents(&other) == before);
}

/// What a killed run left goes with the next run that writes; what a run that goes on has there stays.
#[test]
fn left_overs_go_with_the_next_run() {
    let places = ["data/brieven/2022", "data/brieven", "data/reeksen", "archief", "archief/2022/brief", "."];
    let commands: [&[&str]; 4] = [MAKE, ADOPT, MARK, &["kwartaal", "2023"]];
    let mut gone = 0;
    for command in commands {
        let bench = Bench::basis();
        for place in places {
            bench.write(&format!("{place}/.griffel-aB3dE6/slot"), "");
            bench.write(&format!("{place}/.griffel-aB3dE6/inhoud/brief.md"), "een tekst");
            // Version 0.1.0 left files without a folder around them.
            bench.write(&format!("{place}/.griffel-x9Y8z7"), "een tekst");
            bench.write(&format!("{place}/.griffel-aantekening"), "van de gebruiker");
            bench.write(&format!("{place}/.griffel-aB3dE6.md"), "van de gebruiker");
        }
        let busy = bench.at("data/brieven/2022/.griffel-bE5z1g");
        bench.write("data/brieven/2022/.griffel-bE5z1g/slot", "");
        let slot = fs::File::open(busy.join("slot")).expect("there");
        slot.lock().expect("held, as by a run that goes on");
        bench.run(command).expect(0);
        for place in places {
            // Deep in the archive it takes the lock that one run at a time holds.
            let is_deep = place == "archief/2022/brief" && command != ADOPT && command != MARK;
            for left in [".griffel-aB3dE6", ".griffel-x9Y8z7"] {
                assert!(is_deep || !bench.at(&format!("{place}/{left}")).exists(), "{command:?} leaves {place}/{left}");
                gone += usize::from(!is_deep);
            }
            for kept in [".griffel-aantekening", ".griffel-aB3dE6.md"] {
                assert!(bench.at(&format!("{place}/{kept}")).is_file(), "{command:?} takes {place}/{kept}");
            }
        }
        assert!(busy.join("slot").is_file(), "{command:?} takes what is in use");
    }
    assert_eq!(gone, 44);
}
