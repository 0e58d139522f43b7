//! What is made on one computer works on another: line ends, names and paths; and what other programs hold stops
//! nothing else.

mod workbench;

use std::fs;
use std::path::Path;

use workbench::{Bench, files, made_files};

const LETTER: &str = "data/brieven/2022/brief.md";

/// As Git on Windows leaves them, unless it is told not to.
fn with_line_ends_of_windows(folder: &Path) {
    for path in files(folder) {
        let is_text =
            ["md", "toml", "csv", "json", "svg", "txt"].iter().any(|end| path.extension() == Some((*end).as_ref()));
        if is_text {
            let bytes = fs::read(folder.join(&path)).expect("read");
            let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
            let lines: Vec<&[u8]> = lines.into_iter().map(|line| line.strip_suffix(b"\r").unwrap_or(line)).collect();
            fs::write(folder.join(&path), lines.join(b"\r\n".as_slice())).expect("written");
        }
    }
}

#[test]
fn line_ends_of_windows_make_the_same_documents() {
    let (unix, windows) = (Bench::example(), Bench::example());
    with_line_ends_of_windows(windows.path());
    for bench in [&unix, &windows] {
        bench.run(&["maak", "--hand-out"]).expect(0);
    }
    let made = made_files(&unix.at("uitvoer"));
    assert_eq!(made_files(&windows.at("uitvoer")), made);
    for path in made {
        let path = Path::new("uitvoer").join(path);
        assert!(
            fs::read(unix.path().join(&path)).ok() == fs::read(windows.path().join(&path)).ok(),
            "{}",
            path.display()
        );
    }
}

#[test]
fn of_line_ends_that_changed_after_adoption_verify_says_only_that() {
    let bench = Bench::basis();
    bench.run(&["stelvast", "2022/brief", "--door", "A", "--op", "2023-03-14"]).expect(0);
    let pdf = bench.bytes("uitvoer/2022/brief.pdf");
    with_line_ends_of_windows(&bench.at("data"));
    with_line_ends_of_windows(&bench.at("archief"));
    let said = bench.run(&["verifieer"]).expect(1).text();
    assert!(said.contains("alleen de regeleinden veranderd"), "{said}");
    assert_eq!(said.matches("fout[").count(), 2, "one for what it was made from, one for what was made: {said}");
    // It is still what was adopted, and comes back as it was.
    fs::remove_dir_all(bench.at("uitvoer")).expect("removed");
    bench.run(&["maak"]).expect(0);
    assert!(bench.bytes("uitvoer/2022/brief.pdf") == pdf);
    // Where a word changed as well it says so.
    bench.edit("archief/2022/brief/1/invoer/data/brieven/2022/brief.md", "kregen", "krijgen");
    let said = bench.run(&["verifieer"]).expect(1).text();
    assert!(said.contains("Dit bestand in het archief is veranderd."), "{said}");
}

#[test]
fn a_new_work_folder_tells_git_to_keep_every_byte() {
    let bench = Bench::empty();
    bench.run(&["nieuw", "werkmap"]).expect(0);
    assert!(bench.read("werkmap/.gitattributes").lines().any(|line| line == "* -text"));
    let git = |arguments: &[&str]| {
        let run = std::process::Command::new("git").args(arguments).current_dir(bench.at("werkmap")).output();
        run.expect("git").stdout
    };
    git(&["init", "--quiet"]);
    git(&["config", "core.autocrlf", "true"]);
    git(&["add", "."]);
    let listed = String::from_utf8(git(&["ls-files", "--eol"])).expect("text");
    assert!(listed.lines().count() > 40 && listed.lines().all(|line| line.contains("attr/-text")), "{listed}");
}

#[test]
fn names_that_windows_does_not_take_are_findings() {
    let bench = Bench::basis();
    let text = bench.read(LETTER);
    let names = ["aux", "CON", "com1.oud", "punt.", "spatie ", "wat?", "a:b", "a\\b", "lpt\u{b9}"];
    for name in names {
        bench.write(&format!("data/brieven/2022/{name}.md"), &text);
    }
    let ran = bench.run(&["controleer", "--formaat", "json"]);
    for name in names {
        let path = format!("data/brieven/2022/{name}.md").replace('\\', "\\\\");
        assert!(ran.stdout.contains(&format!("\"{path}\"")), "{name}: {}", ran.text());
    }
    assert_eq!(ran.stdout.matches("\"D026\"").count(), names.len(), "{}", ran.text());
    // Names that only look like them are fine.
    for name in names {
        fs::remove_file(bench.at(&format!("data/brieven/2022/{name}.md"))).expect("removed");
    }
    for name in ["aux-brief", "console", "com", "com10", "punt.komma", "een spatie"] {
        bench.write(&format!("data/brieven/2022/{name}.md"), &text);
    }
    let ran = bench.run(&["controleer", "--formaat", "json"]);
    assert!(!ran.stdout.contains("D026"), "{}", ran.text());
}

#[test]
fn names_that_differ_only_in_capitals_are_a_finding() {
    let bench = Bench::basis();
    bench.write("data/brieven/2022/Tweede.md", bench.read("data/brieven/2022/tweede.md"));
    let ran = bench.run(&["maak"]).expect(0);
    assert!(ran.stderr.contains("D026") && ran.stderr.contains("hoofdletters"), "{}", ran.text());
}

#[test]
fn a_name_may_be_typed_as_windows_completes_it() {
    let bench = Bench::basis();
    for name in ["2022\\brief", ".\\data\\brieven\\2022\\brief.md", "data\\brieven\\2022\\brief.md"] {
        bench.run(&["maak", name]).expect(0);
    }
}
