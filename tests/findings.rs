//! One folder a bad input, with the message that people get.
//!
//! A folder `tests/findings/<codes>-<what>/` holds the files that differ from the correct work
//! folder `_basis`. Its name starts with the codes that must be found, joined by `+`; `goed` means
//! none. Three files in it are not copied:
//!
//! - `opdracht.txt`: the command line, instead of `controleer`;
//! - `verwijder.txt`: files of `_basis` to leave out, one a line;
//! - `uitkomst.snap`: exit status and output. Renewed by `INSTA_UPDATE=always cargo test`.
//!
//! Each folder is a test with its name: `cargo test --release --test findings B002` runs those with this code.

mod workbench;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use griffel::stages::diagnostic::{Code, Severity};
use libtest_mimic::Arguments;

use workbench::{Bench, Ran, files, griffel, repository, trial};

const COMMAND: &str = "opdracht.txt";
const DELETED: &str = "verwijder.txt";
const SNAPSHOT: &str = "uitkomst.snap";

/// Cases without the letter `2022/tweede`: there is nothing to make it with, or it is not asked for.
const NOTHING_MADE: &[&str] = &[
    "A001-onbekende-code-in-gemeente",
    "A002-fout-kan-niet-uit",
    "B002+D005+T002+T004-fouten-in-vier-bestanden",
    "B012-logo-ontbreekt",
    "H002-onbekend-lettertype",
    "M001-geen-werkmap",
    "T001-sleutel-twee-keer",
    "T002-onbekende-sleutel-in-gemeente",
    "T004-lijst-in-plaats-van-tekst",
    "T005-kleur-is-geen-kleur",
    "T005-langer-bewaren-dan-kan",
    "T005-privacy-met-te-lage-drempel",
];

/// Codes that are tested elsewhere.
const ELSEWHERE: &[(Code, &str)] = &[
    (Code::AdoptedEdited, "tests/adoption.rs"),
    (Code::AlreadyAdopted, "tests/adoption.rs"),
    (Code::WrongVersion, "tests/adoption.rs"),
    (Code::RecordDamaged, "tests/adoption.rs"),
    (Code::RecordTooNew, "tests/adoption.rs"),
    (Code::ArchiveChanged, "tests/adoption.rs"),
    (Code::OutputChanged, "tests/adoption.rs"),
    (Code::LogChanged, "tests/adoption.rs"),
    (Code::RecordChanged, "tests/adoption.rs"),
    (Code::NotReproduced, "tests/adoption.rs"),
    (Code::OtherGriffel, "tests/adoption.rs"),
    (Code::WrongStep, "tests/adoption.rs"),
    (Code::NotReady, "tests/adoption.rs"),
    (Code::OpenComments, "tests/adoption.rs"),
    (Code::Stopped, "tests/guard.rs"),
    (Code::RegisterChanged, "tests/books.rs"),
    (Code::CannotServe, "tests/preview"),
    (Code::CannotWrite, "tests/commands.rs"),
];

/// A folder with a bad input.
struct Case {
    name: String,
    folder: PathBuf,
}

impl Case {
    fn all() -> Vec<Case> {
        let mut cases: Vec<Case> = fs::read_dir(root())
            .expect("the folder with cases")
            .map(|entry| entry.expect("entry is read"))
            .filter(|entry| entry.file_name() != "_basis")
            .map(|entry| Case { name: entry.file_name().into_string().expect("UTF-8"), folder: entry.path() })
            .collect();
        cases.sort_by(|a, b| a.name.cmp(&b.name));
        cases
    }

    /// The codes that its name promises.
    fn codes(&self) -> BTreeSet<Code> {
        match self.name.split('-').next().expect("a name") {
            "goed" => BTreeSet::new(),
            codes => codes
                .split('+')
                .map(|code| code.parse().unwrap_or_else(|()| panic!("{}: {code} is no code", self.name)))
                .collect(),
        }
    }

    fn bench(&self) -> Bench {
        let bench = Bench::basis();
        for path in files(&self.folder) {
            if [COMMAND, DELETED, SNAPSHOT].iter().all(|own| path != Path::new(own)) {
                bench.write(&path.to_string_lossy(), fs::read(self.folder.join(&path)).expect("file is read"));
            }
        }
        for path in self.lines(DELETED) {
            fs::remove_file(bench.at(&path)).unwrap_or_else(|error| panic!("{}: {path}: {error}", self.name));
        }
        bench
    }

    fn lines(&self, file: &str) -> Vec<String> {
        let text = fs::read_to_string(self.folder.join(file)).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    fn arguments(&self) -> Vec<String> {
        let lines = self.lines(COMMAND);
        lines.first().map_or("controleer", String::as_str).split(' ').map(str::to_owned).collect()
    }

    fn check(&self) {
        let bench = self.bench();
        let ran: Ran = griffel(bench.path()).args(self.arguments()).output().expect("griffel starts").into();
        self.check_text(&bench, &ran);
        self.check_codes(&ran);
        self.check_second_letter(&bench);
    }

    fn check_codes(&self, ran: &Ran) {
        let wanted = self.codes();
        let text = ran.text();
        let found: BTreeSet<Code> =
            Code::ALL.iter().copied().filter(|code| text.contains(&format!("[{code}]"))).collect();
        // What cannot be used because of a finding gives findings of its own: those are in the snapshot.
        let missing: Vec<_> = wanted.difference(&found).collect();
        assert!(missing.is_empty(), "{}: {missing:?} is not found:\n{text}", self.name);
        // The municipality may have made a warning an error.
        let has_errors = text.lines().any(|line| line.starts_with("fout["));
        let is_always = |code: &Code| code.severity() == Severity::Error && !code.is_about_content();
        assert!(has_errors || !found.iter().any(is_always), "{}: an error is shown as a warning", self.name);
        assert_eq!(ran.status == Some(0), !has_errors, "{}: exit status {:?}", self.name, ran.status);
    }

    /// Whatever is wrong with one letter or its figures, the other letter is made.
    fn check_second_letter(&self, bench: &Bench) {
        let made = bench.run(&["maak", "2022/tweede"]);
        let is_there = bench.at("uitvoer/2022/tweede.pdf").is_file();
        assert_eq!(
            is_there,
            !NOTHING_MADE.contains(&self.name.as_str()),
            "{}: 2022/tweede\n{}",
            self.name,
            made.text()
        );
    }

    fn check_text(&self, bench: &Bench, ran: &Ran) {
        let status = ran.status.map_or_else(|| "afgebroken".to_owned(), |status| status.to_string());
        let shown = format!(
            "$ griffel {}\nafsluitcode: {status}\n\n--- stdout ---\n{}\n--- stderr ---\n{}",
            self.arguments().join(" "),
            ran.stdout,
            ran.stderr
        );
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&self.folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.add_filter(&escaped(&bench.path().display().to_string()), "[werkmap]");
        settings.add_filter(r"in \d+ ms", "in [tijd] ms");
        settings.bind(|| insta::assert_snapshot!("uitkomst", shown));
    }
}

fn root() -> PathBuf {
    repository().join("tests/findings")
}

/// A text as a regular expression that matches only itself.
fn escaped(text: &str) -> String {
    text.chars().map(|next| if next.is_alphanumeric() { next.to_string() } else { format!("\\{next}") }).collect()
}

fn every_code_has_a_case() {
    let shown: BTreeSet<Code> = Case::all().iter().flat_map(Case::codes).collect();
    let missing: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| !shown.contains(code) && ELSEWHERE.iter().all(|(other, _)| other != *code))
        .map(|code| code.as_str())
        .collect();
    assert!(missing.is_empty(), "make a folder in tests/findings for: {}", missing.join(", "));
}

/// A case that was renamed must not stay excused by its old name.
fn what_is_excused_is_there() {
    let names: BTreeSet<String> = Case::all().into_iter().map(|case| case.name).collect();
    let gone: Vec<&&str> = NOTHING_MADE.iter().filter(|name| !names.contains(**name)).collect();
    assert!(gone.is_empty(), "no such cases: {gone:?}");
    let done: Vec<Code> = Case::all().iter().flat_map(Case::codes).collect();
    let both: Vec<&Code> = ELSEWHERE.iter().map(|(code, _)| code).filter(|code| done.contains(code)).collect();
    assert!(both.is_empty(), "these have a case here: {both:?}");
}

fn no_snapshot_is_left_without_its_case() {
    for path in files(&root()) {
        let is_snapshot = path.to_string_lossy().contains(".snap");
        let case = path.parent().expect("in a folder");
        let has_place = path.file_name() == Some(SNAPSHOT.as_ref()) && case.components().count() == 1;
        let has_input = files(&root().join(case)).len() > 1;
        assert!(!is_snapshot || (has_place && has_input), "nobody uses {}", path.display());
    }
}

fn the_basis_is_correct() {
    let ran = Bench::basis().run(&["controleer"]).expect(0);
    insta::assert_snapshot!(ran.text(), @"2 brieven gecontroleerd: alles in orde.");
}

fn main() -> ExitCode {
    let about_all = [
        trial("every_code_has_a_case", every_code_has_a_case),
        trial("what_is_excused_is_there", what_is_excused_is_there),
        trial("no_snapshot_is_left_without_its_case", no_snapshot_is_left_without_its_case),
        trial("the_basis_is_correct", the_basis_is_correct),
    ];
    let cases = Case::all().into_iter().map(|case| trial(case.name.clone(), move || case.check()));
    libtest_mimic::run(&Arguments::from_args(), about_all.into_iter().chain(cases).collect()).exit_code()
}
