//! One document that takes all memory, never ends, or ends the process is that document's finding; the others are made.

mod workbench;

use workbench::Bench;

/// An own layout that does `what` in the letters of which the title has `word`.
fn with(bench: &Bench, traps: &[(&str, &str)]) {
    let traps: String = traps
        .iter()
        .map(|(word, what)| format!("{{% if \"{word}\" in document.titel %}}\n{what}\n{{% endif %}}\n"))
        .collect();
    bench.write(
        "templates/collegebrief/brief.typ.j2",
        format!(
            "{{% extends \"basis/brief.typ.j2\" %}}\n{{% block inhoud %}}\n{traps}{{{{ super() }}}}\n{{% endblock %}}\n"
        ),
    );
}

/// Takes memory until there is no more.
const GREEDY: &str = "#let all = for i in range(10000000) { (range(1000),) }";

/// Takes no memory, and does not end.
const ENDLESS: &str = "#for i in range(1000000) { for j in range(1000000) { let k = i + j } }";

fn made(bench: &Bench) -> Vec<String> {
    let all = workbench::made_files(&bench.at("uitvoer")).into_iter().map(|path| path.to_string_lossy().into_owned());
    all.filter(|path| path.ends_with(".pdf")).collect()
}

#[test]
fn a_letter_that_takes_all_memory_is_its_own_finding() {
    let bench = Bench::basis();
    with(&bench, &[("zonder cijfers", GREEDY)]);
    let ran = bench.run(&["maak", "--geheugen", "300"]).expect(1);
    assert!(ran.stderr.contains("M007") && ran.stderr.contains("300 MB"), "{}", ran.text());
    assert!(ran.stderr.contains("data/brieven/2022/tweede.md"), "{}", ran.text());
    assert_eq!(made(&bench), ["2022/brief.pdf"]);
}

#[test]
fn a_letter_that_never_ends_is_its_own_finding() {
    let bench = Bench::basis();
    with(&bench, &[("zonder cijfers", ENDLESS)]);
    let ran = bench.run(&["maak", "--tijd", "2", "--formaat", "json"]).expect(1);
    let json = ran.json();
    let findings = json["controle"]["bevindingen"].as_array().expect("findings").clone();
    let codes: Vec<&str> = findings.iter().filter_map(|finding| finding["code"].as_str()).collect();
    assert_eq!(codes, ["M007"], "{json:#}");
    assert_eq!(made(&bench), ["2022/brief.pdf"]);
}

/// To who typesets it, each line is nested in the one before it.
#[test]
fn a_layout_of_many_lines_has_room() {
    let bench = Bench::basis();
    with(&bench, &[("zonder cijfers", &"#set text(size: 10pt)\n".repeat(6_000))]);
    let ran = bench.run(&["maak"]).expect(0);
    assert!(!ran.stderr.contains("stack"), "{}", ran.text());
    assert_eq!(made(&bench).len(), 2);
}

/// No reader of PDF takes such numbers.
#[test]
fn what_reaches_further_than_a_pdf_can_say_is_a_finding() {
    for what in ["#rect(width: -1e30pt, height: 1cm)", "#move(dx: 1e20pt)[ver]", "#scale(1e15 * 1%)[groot]"] {
        let bench = Bench::basis();
        with(&bench, &[("zonder cijfers", what)]);
        let ran = bench.run(&["maak"]).expect(1);
        assert!(
            ran.stderr.contains("S003") && ran.stderr.contains("verder dan een PDF kan zeggen"),
            "{what}: {}",
            ran.text()
        );
        assert_eq!(made(&bench), ["2022/brief.pdf"], "{what}");
    }
}

#[test]
fn two_such_letters_keep_no_third_from_being_made() {
    let bench = Bench::basis();
    let third = bench.read("data/brieven/2022/tweede.md").replace("zonder cijfers", "Derde");
    bench.write("data/brieven/2022/derde.md", third);
    with(&bench, &[("zonder cijfers", GREEDY), ("Derde", ENDLESS)]);
    let ran = bench.run(&["maak", "--geheugen", "300", "--tijd", "3"]).expect(1);
    assert_eq!(ran.stderr.matches("M007").count(), 2, "{}", ran.text());
    assert_eq!(made(&bench), ["2022/brief.pdf"]);
}

#[test]
fn a_limit_for_all_that_compose_is_known_to_their_help() {
    let bench = Bench::empty();
    for command in ["maak", "controleer", "overzicht", "kwartaal", "cijfers", "verschil", "stelvast", "verifieer"] {
        let help = bench.run(&[command, "--help"]).expect(0).stdout;
        assert!(help.contains("--geheugen <MB>") && help.contains("--tijd <SECONDEN>"), "{command}: {help}");
    }
}

/// Another program ends the process that works, again and again: the letter is named, and the program says so in Dutch.
#[cfg(target_os = "linux")]
#[test]
fn a_process_that_is_ended_from_outside_is_started_again_and_then_given_up() {
    use std::fs;
    use std::process::{Command, Stdio};
    use std::thread;
    use std::time::Duration;

    let bench = Bench::basis();
    with(&bench, &[("zonder cijfers", ENDLESS)]);
    let mut command = workbench::griffel(bench.path());
    let guard =
        command.args(["maak", "--taken", "1"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts");
    let child_of = |parent: u32| {
        let children = fs::read_to_string(format!("/proc/{parent}/task/{parent}/children")).unwrap_or_default();
        children.split_whitespace().next().map(str::to_owned)
    };
    let mut ended = Vec::new();
    // The letter that is made first tells that the other is being worked on.
    while ended.len() < 2 {
        let child =
            child_of(guard.id()).filter(|child| !ended.contains(child) && bench.at("uitvoer/2022/brief.pdf").is_file());
        if let Some(child) = child {
            thread::sleep(Duration::from_millis(500));
            assert!(Command::new("kill").args(["-KILL", &child]).status().expect("kill").success());
            ended.push(child);
        }
        thread::sleep(Duration::from_millis(20));
    }
    let ran = workbench::Ran::from(guard.wait_with_output().expect("ends")).expect(1);
    assert!(ran.stderr.contains("M007") && ran.stderr.contains("vastgelopen"), "{}", ran.text());
    assert_eq!(made(&bench), ["2022/brief.pdf"]);
}
