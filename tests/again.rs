//! Only what changed is made again; runs that are killed or run together leave nothing half done; shares of
//! the work are the whole of it.

mod workbench;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use griffel::stages::digest::sha256;
use workbench::{Bench, Ran, cases, duration, files, griffel, interrupted, made_files, moments, skipped};

/// The letters that a run made, by name.
fn made(ran: &Ran) -> Vec<String> {
    let json = ran.json();
    let documents = json["documenten"].as_array().expect("documents");
    let is_made = |one: &&serde_json::Value| one["ongewijzigd"] == false && one.get("pdf").is_some();
    documents.iter().filter(is_made).map(|one| one["naam"].as_str().expect("a name").to_owned()).collect()
}

fn make(bench: &Bench) -> Vec<String> {
    let ran = bench.run(&["maak", "--formaat", "json"]);
    assert!(matches!(ran.status, Some(0 | 1)), "{}", ran.text());
    made(&ran)
}

/// What was made, without what is only remembered.
fn outputs(folder: &Path) -> BTreeMap<PathBuf, String> {
    if !folder.exists() {
        return BTreeMap::new();
    }
    let digest = |path: PathBuf| {
        let bytes = fs::read(folder.join(&path)).expect("file is read");
        (path, sha256(&bytes))
    };
    made_files(folder).into_iter().map(digest).collect()
}

const ALL: [&str; 11] = [
    "2022/bso-plus",
    "2022/flits",
    "2022/jnv",
    "2022/poh-ggz",
    "2022-K3/flits",
    "2022-K3/jnv",
    "2022-K3/poh-ggz",
    "2022-K4/flits",
    "2022-K4/jnv",
    "2022-K4/poh-ggz",
    "2025/jeugdhulp",
];

#[test]
fn nothing_is_made_twice() {
    let bench = Bench::example();
    assert_eq!(make(&bench).len(), ALL.len());
    assert_eq!(make(&bench), [] as [&str; 0]);
    // Times say nothing about inputs, and little about outputs.
    for folder in ["data", "uitvoer"] {
        for path in files(&bench.at(folder)) {
            let file = fs::File::options().append(true).open(bench.at(folder).join(path)).expect("opened");
            let time = file.metadata().and_then(|metadata| metadata.modified()).expect("a time");
            file.set_modified(time + Duration::from_secs(3600)).expect("touched");
        }
    }
    assert_eq!(make(&bench), [] as [&str; 0]);
    let ran = bench.run(&["maak", "--opnieuw", "--formaat", "json"]).expect(0);
    assert_eq!(made(&ran).len(), ALL.len());
}

#[test]
fn what_is_kept_for_who_writes_is_no_input() {
    let bench = Bench::example();
    make(&bench);
    let before = outputs(&bench.at("uitvoer"));
    for path in [
        ".griffel/versies/2022-K4/jnv/2023-03-14T12-00-00.000Z Anna.md",
        ".griffel/versies/2022-K4/weg/2023-03-14T12-00-00.000Z.md",
        ".griffel/prullenbak/brieven/2022-K4/oud.md",
        ".griffel/opmerkingen/2022-K4/jnv.toml",
        ".griffel/aanwezig/anna.toml",
        ".griffel/opruimen.json",
    ] {
        bench.write(path, "+++\nonderwerp = \"KRUIDNAGEL\"\n+++\n# Kop\n\nEr waren 12345 KRUIDNAGELS.\n");
    }
    assert_eq!(make(&bench), [] as [&str; 0], "no document is made from it");
    assert_eq!(outputs(&bench.at("uitvoer")), before);
    let told = bench.run(&["controleer"]);
    assert!(!told.text().contains("KRUIDNAGEL") && !told.text().contains(".griffel/"), "{}", told.text());
    // Nothing of it is archived, or named in what is kept of an adoption.
    bench.run(&["stelvast", "2022/bso-plus", "--door", "A. Voorbeeld", "--op", "2023-03-14"]).expect(0);
    let is_kept = |path: &&PathBuf| path.starts_with("archief") || path.to_string_lossy().contains(".vastgesteld-");
    let kept = files(bench.path());
    assert!(kept.iter().filter(is_kept).count() > 5, "it is adopted");
    for path in kept.iter().filter(is_kept) {
        let bytes = bench.bytes(&path.to_string_lossy());
        let names = |word: &[u8]| bytes.windows(word.len()).any(|part| part == word);
        assert!(!names(b"KRUIDNAGEL") && !names(b"versies/") && !names(b"prullenbak"), "{}", path.display());
    }
    // A letter cannot make a picture of it, or anything else.
    bench.write(".griffel/prullenbak/foto.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
    let picture = "# informatie\n\n![Een foto](../.griffel/prullenbak/foto.svg)\n";
    bench.edit("data/brieven/2022-K4/jnv.md", "# informatie\n", picture);
    let told = bench.run(&["controleer", "2022-K4/jnv"]).expect(1);
    assert!(told.text().contains("B012") && !told.text().contains("KRUIDNAGEL"), "{}", told.text());
}

#[test]
fn a_changed_cell_remakes_only_the_letters_that_show_it() {
    let bench = Bench::example();
    make(&bench);
    bench.edit("data/reeksen/flits.csv", "2021-K1;14;11;12;52.000", "2021-K1;14;11;12;52.001");
    // The year before is in the annual letter only.
    assert_eq!(make(&bench), ["2022/flits"]);
    bench.edit("data/brieven/2022-K4/jnv.md", "De", "De");
    assert_eq!(make(&bench), [] as [&str; 0]);
    let text = bench.read("data/brieven/2022-K4/jnv.md");
    bench.write("data/brieven/2022-K4/jnv.md", text + "\nEr is nog een zin bij gekomen.\n");
    assert_eq!(make(&bench), ["2022-K4/jnv"]);
    // A cell that no letter shows.
    bench.edit("data/reeksen/jeugdhulp_kosten.csv", "27.900.000", "27.900.001");
    assert_eq!(make(&bench), [] as [&str; 0]);
    // The house style is in all of them.
    bench.edit("data/gemeente.toml", "#1f5a7a", "#1f5a7b");
    assert_eq!(make(&bench).len(), ALL.len());
}

#[test]
fn a_changed_template_remakes_what_uses_it() {
    let bench = Bench::basis();
    bench.run(&["maak"]).expect(0);
    let form = fs::read_to_string(workbench::repository().join("templates/collegebrief/sjabloon.toml")).expect("read");
    bench.write("templates/collegebrief/sjabloon.toml", &form);
    assert_eq!(make(&bench), [] as [&str; 0], "the same form, but the work folder's own");
    bench.write("templates/raadsinformatiebrief/brief.typ.j2", "{% extends \"basis/brief.typ.j2\" %}\n");
    assert_eq!(make(&bench), [] as [&str; 0], "no letter has this form");
    bench.write(
        "templates/collegebrief/brief.typ.j2",
        "{% extends \"basis/brief.typ.j2\" %}\n{% block slot %}\n#par(\"Tot ziens\")\n{% endblock %}\n",
    );
    assert_eq!(make(&bench), ["2022/brief", "2022/tweede"]);
}

/// A picture that a letter shows counts, wherever it is.
fn a_picture_counts(picture: &str) {
    let svg = |color: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\" fill=\"{color}\"/></svg>"
        )
    };
    let bench = Bench::basis();
    bench.write(picture, svg("red"));
    let text = bench.read("data/brieven/2022/tweede.md");
    let name = picture.strip_prefix("data/").expect("in data");
    bench.write("data/brieven/2022/tweede.md", format!("{text}\n![Een rood vierkant]({name})\n"));
    let ran = bench.run(&["maak", "--formaat", "json"]).expect(0);
    assert_eq!(made(&ran).len(), 2);
    bench.write(picture, svg("blue"));
    assert_eq!(make(&bench), ["2022/tweede"]);
}

cases! { a_picture_counts:
    beside_the_letter("data/brieven/2022/plaat.svg");
    in_a_hidden_file("data/.plaat.svg");
    in_a_folder_of_its_own("data/beelden/plaat.svg");
}

#[test]
fn hidden_series_and_parts_of_a_layout_count() {
    let bench = Bench::basis();
    fs::rename(bench.at("data/reeksen/hulp.csv"), bench.at("data/reeksen/.hulp.csv")).expect("renamed");
    let description = bench.read("data/reeksen/hulp.toml");
    bench.write("data/reeksen/hulp.toml", format!("bestand = \".hulp.csv\"\n{description}"));
    bench.write(
        "templates/collegebrief/brief.typ.j2",
        "{% extends \"basis/brief.typ.j2\" %}\n{% block slot %}{% include \".delen/slot.typ\" %}{% endblock %}\n",
    );
    bench.write("templates/.delen/slot.typ", "#par(\"Tot ziens\")\n");
    assert_eq!(make(&bench).len(), 2);
    bench.edit("data/reeksen/.hulp.csv", "157", "158");
    assert_eq!(make(&bench), ["2022/brief"]);
    bench.edit("templates/.delen/slot.typ", "ziens", "kijk");
    assert_eq!(make(&bench).len(), 2);
}

#[test]
fn what_was_touched_or_lost_is_made_again() {
    let bench = Bench::basis();
    bench.run(&["maak"]).expect(0);
    let pdf = bench.bytes("uitvoer/2022/brief.pdf");
    bench.write("uitvoer/2022/brief.pdf", "iets anders");
    assert_eq!(make(&bench), ["2022/brief"]);
    fs::remove_file(bench.at("uitvoer/2022/brief.cijfers.csv")).expect("removed");
    assert_eq!(make(&bench), ["2022/brief"]);
    for broken in ["", "{", "null", "{\"format\":1}"] {
        bench.write("uitvoer/.griffel/2022/brief.json", broken);
        bench.write("uitvoer/.griffel/gegevens.json", broken);
        assert_eq!(make(&bench), ["2022/brief"], "{broken:?}");
    }
    assert_eq!(bench.bytes("uitvoer/2022/brief.pdf"), pdf);
    fs::remove_dir_all(bench.at("uitvoer")).expect("removed");
    assert_eq!(make(&bench).len(), 2);
}

#[test]
fn findings_are_told_again_though_nothing_changed() {
    let bench = Bench::basis();
    bench.edit("data/brieven/2022/brief.md", "hulp_kosten", "hulp_kostn");
    bench.edit("data/kengetallen.toml", "formule = \"hulp.kosten[periode]\"", "formule = \"hulp.kostn[periode]\"");
    bench.edit("data/brieven/2022/tweede.md", "Wat er ook mis is", "De XYZ is mis");
    let first = bench.run(&["maak"]).expect(1);
    let second = bench.run(&["maak"]).expect(1);
    assert!(first.stderr.contains("B002") && first.stderr.contains("C031"), "{}", first.stderr);
    assert_eq!(first.stderr, second.stderr);
    assert!(second.stdout.contains("1 brief was nog goed"), "{}", second.stdout);
    assert!(second.stdout.contains("Niet gemaakt: 2022/brief"), "{}", second.stdout);
    let json = |ran: Ran| ran.json()["controle"].clone();
    let (one, other) =
        (json(bench.run(&["maak", "--formaat", "json"])), json(bench.run(&["maak", "--opnieuw", "--formaat", "json"])));
    assert_eq!(one, other);
    // Two letters that contradict each other are compared, made or not.
    let bench = Bench::example();
    bench.run(&["maak"]).expect(0);
    let fact = "\n[feiten.anders]\nnaam = \"Kosten van hulp zonder beschikking\"\nwaarde = 5\neenheid = \"euro\"\nbron = \"x\"\n+++\n";
    let text = bench.read("data/brieven/2022/flits.md");
    let text = text.replacen("\n+++\n", fact, 1) + "\nHet was {{ anders }}.\n";
    bench.write("data/brieven/2022/flits.md", text);
    let ran = bench.run(&["maak"]);
    assert!(ran.stderr.contains("C012"), "{}", ran.text());
    assert!(bench.run(&["maak"]).stderr.contains("C012"));
}

#[test]
fn shares_are_the_whole_and_never_the_same() {
    let (whole, shared) = (Bench::example(), Bench::example());
    whole.run(&["maak"]).expect(0);
    let mut seen: Vec<String> = Vec::new();
    for share in ["1/3", "2/3", "3/3"] {
        let ran = shared.run(&["maak", "--deel", share, "--formaat", "json"]).expect(0);
        seen.extend(made(&ran));
    }
    let mut expected: Vec<String> = ALL.iter().map(ToString::to_string).collect();
    expected.sort();
    seen.sort();
    assert_eq!(seen, expected);
    assert_eq!(outputs(&shared.at("uitvoer")), outputs(&whole.at("uitvoer")));
    for wrong in ["0/3", "4/3", "x", "1"] {
        let ran = shared.run(&["maak", "--deel", wrong]).expect(2);
        assert!(ran.stderr.contains("deel"), "{}", ran.stderr);
    }
}

/// GNU parallel, as people use it on one computer or many. `.ci/run` installs it.
#[test]
fn gnu_parallel_does_the_shares_together() {
    let installed = Command::new("parallel").arg("--version").output();
    let is_gnu = installed.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("GNU parallel"));
    if !is_gnu {
        return skipped("GNU parallel is not installed");
    }
    let (whole, shared) = (Bench::example(), Bench::example());
    whole.run(&["maak"]).expect(0);
    let ran = Command::new("parallel")
        .args([
            "--will-cite",
            "-j",
            "4",
            env!("CARGO_BIN_EXE_griffel"),
            "maak",
            "--taken",
            "1",
            "--deel",
            "{}/4",
            ":::",
        ])
        .args(["1", "2", "3", "4"])
        .current_dir(shared.path())
        .output()
        .expect("parallel starts");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert_eq!(outputs(&shared.at("uitvoer")), outputs(&whole.at("uitvoer")));
}

#[test]
fn two_runs_at_once_do_not_hurt_each_other() {
    let (whole, both) = (Bench::example(), Bench::example());
    whole.run(&["maak"]).expect(0);
    for _ in 0..3 {
        let _ = fs::remove_dir_all(both.at("uitvoer"));
        let start = || griffel(both.path()).args(["maak"]).stdout(std::process::Stdio::null()).spawn().expect("starts");
        let (mut one, mut other) = (start(), start());
        assert!(one.wait().expect("ends").success() && other.wait().expect("ends").success());
        assert_eq!(outputs(&both.at("uitvoer")), outputs(&whole.at("uitvoer")));
        assert_eq!(make(&both), [] as [&str; 0]);
    }
}

/// Killed at moments all over the run; and then nothing is half done.
#[cfg(unix)]
#[test]
fn a_run_killed_at_any_moment_leaves_nothing_half_written() {
    let (whole, bench) = (Bench::example(), Bench::example());
    let length = duration(|| drop(whole.run(&["maak"]).expect(0)));
    let expected = outputs(&whole.at("uitvoer"));
    let (mut cut_short, mut cut_halfway) = (0, 0);
    for (round, moment) in moments(length).enumerate().take(300) {
        // Every fourth time from nothing, else where the last one stopped, with what it remembers or without.
        match round % 4 {
            0 => drop(fs::remove_dir_all(bench.at("uitvoer"))),
            _ if round % 3 == 0 => drop(fs::remove_dir_all(bench.at("uitvoer/.griffel"))),
            _ => {}
        }
        cut_short += u32::from(interrupted(griffel(bench.path()).arg("maak"), moment));
        let left = outputs(&bench.at("uitvoer"));
        for (path, digest) in &left {
            assert!(expected.get(path) == Some(digest), "{} is half written", path.display());
        }
        cut_halfway += u32::from(!left.is_empty() && left.len() < expected.len());
        if cut_short >= 80 && cut_halfway >= 10 {
            break;
        }
    }
    assert!(cut_short >= 80 && cut_halfway >= 10, "{cut_short} runs were cut short, {cut_halfway} halfway");
    bench.run(&["maak", "--opnieuw"]).expect(0);
    assert_eq!(outputs(&bench.at("uitvoer")), expected, "the next run finishes the rest");
    assert_eq!(make(&bench), [] as [&str; 0]);
    let left = files(&bench.at("uitvoer/.griffel")).into_iter().find(|path| path.to_string_lossy().contains("werk-"));
    assert_eq!(left, None, "and tidies up");
}

/// The same, with figures that change: a file is that of the old figures or of the new ones.
#[cfg(unix)]
#[test]
fn a_killed_run_leaves_old_files_or_new_ones() {
    const FIGURES: &str = "data/reeksen/flits.csv";
    let sides = ["2022-K4;32;27;7;66.150", "2022-K4;31;27;7;66.150"].map(|row| {
        let bench = Bench::example();
        bench.edit(FIGURES, "2022-K4;32;27;7;66.150", row);
        bench.run(&["maak"]);
        (row, outputs(&bench.at("uitvoer")))
    });
    let bench = Bench::example();
    bench.run(&["maak"]).expect(0);
    let mut rows = sides.iter().map(|(row, _)| *row).cycle();
    let mut row = rows.next().expect("there is one");
    let mut change = || {
        let next = rows.next().expect("again and again");
        bench.edit(FIGURES, row, next);
        row = next;
    };
    change();
    let length = duration(|| drop(bench.run(&["maak"])));
    let mut cut_short = 0;
    for moment in moments(length).take(100) {
        change();
        cut_short += u32::from(interrupted(griffel(bench.path()).arg("maak"), moment));
        for (path, digest) in outputs(&bench.at("uitvoer")) {
            let known = sides.iter().any(|(_, side)| side.get(&path) == Some(&digest));
            assert!(known, "{}", path.display());
        }
        if cut_short >= 15 {
            break;
        }
    }
    assert!(cut_short >= 15, "only {cut_short} runs were cut short");
    bench.run(&["maak"]);
    let (_, side) = sides.iter().find(|(known, _)| *known == row).expect("one of the two");
    assert_eq!(outputs(&bench.at("uitvoer")), *side);
}
