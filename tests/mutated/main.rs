//! Whole work folders with changes in files of every kind, and the real program run on them: whatever stands in a file,
//! a run ends by itself, in words for its user, and what it makes is a PDF.
//!
//! A few folders by default. `tests/mutated_folders` runs it for as long as one likes, from a seed that is printed.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "whoever runs it for hours wants to know how it goes")]

mod mutation;
mod random;
#[path = "../workbench/mod.rs"]
mod workbench;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use mutation::mutated;
use random::Random;
use workbench::{Bench, files, griffel, repository};

/// A run that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(120);

/// So many folders are run whatever the time.
const LEAST: u64 = 40;

/// Every so many folders are made into documents as well.
const MADE: u64 = 3;

/// Every so many folders all documents are checked.
const WHOLE: u64 = 20;

/// What came of all folders.
#[derive(Debug, Default)]
struct Counts {
    folders: u64,
    /// Runs by command and exit status.
    ended: BTreeMap<(&'static str, i32), u64>,
    /// Changed files by their kind.
    changed: BTreeMap<String, u64>,
    pdfs: u64,
    failures: Vec<String>,
}

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// The example, with workbooks, pictures, fonts and layouts of its own.
fn whole_folder() -> Bench {
    let bench = Bench::example();
    let own = repository().join("tests/mutated/files");
    for file in files(&own) {
        bench.write(&format!("data/{}", file.display()), fs::read(own.join(&file)).expect("read"));
    }
    let letter = "+++\nsjabloon = \"raadsinformatiebrief\"\nonderwerp = \"Proef\"\ndatum = 2023-03-14\nzaaknummer = \"2023-0012345\"\nportefeuillehouder = \"wethouder Jeugd\"\n+++\n# bevoegdheden\n\nGeen.\n\n# aanleiding\n\nTekst met *nadruk*, een [link](https://www.dordrecht.nl) en een noot.[^n]\n\n[^n]: De noot.\n\n# informatie\n\n![Foto](foto.jpg)\n\n![Tekening](tekening.svg)\n\n![Plaatje](plaatje.png)\n\n{{ hulp_xlsx.kosten[periode] }}\n\n# vervolg\n\n![Foto](progressief.jpg)\n\n![Kleuren](kleuren.png)\n\n# kosten\n\n![Foto](herstart.jpg)\n\n# besluiten\n\n- Een\n  - twee\n\n1. Drie\n\n| A | B |\n|---|--:|\n| a | b |\n";
    bench.write("data/brieven/2022/proef.md", letter);
    for format in ["xlsx", "xls", "ods"] {
        let name = format!("hulp.{format}");
        let toml = fs::read_to_string(repository().join("tests/findings/_basis/data/reeksen/hulp.toml")).expect("read");
        let (head, measures) = toml.split_at(toml.find("[maten").expect("measures"));
        bench.write(&format!("data/reeksen/hulp_{format}.toml"), format!("{head}bestand = \"{name}\"\n{measures}"));
        bench.write(&format!("data/reeksen/{name}"), workbench::sheets::fixture(&name));
    }
    for form in ["raadsinformatiebrief", "basis"] {
        let from = repository().join("templates").join(form);
        for file in files(&from) {
            bench.write(&format!("templates/{form}/{}", file.display()), fs::read(from.join(&file)).expect("read"));
        }
    }
    let fonts = repository().join("fonts");
    let font =
        files(&fonts).into_iter().find(|file| file.extension().is_some_and(|kind| kind == "ttf")).expect("a font");
    bench.write("fonts/eigen.ttf", fs::read(fonts.join(font)).expect("read"));
    bench
}

/// How a run ended and all that it said; none where it did not end.
fn run(folder: &Path, arguments: &[&str]) -> Option<(Option<i32>, String)> {
    let mut command = griffel(folder);
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("griffel starts");
    let gather = |mut stream: Box<dyn Read + Send>| {
        thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = stream.read_to_end(&mut bytes);
            bytes
        })
    };
    let streams = [
        gather(Box::new(child.stdout.take().expect("standard output"))),
        gather(Box::new(child.stderr.take().expect("standard error"))),
    ];
    let started = Instant::now();
    let status = loop {
        match child.try_wait().expect("its status") {
            Some(status) => break status,
            None if started.elapsed() > PATIENCE => {
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
            None => thread::sleep(Duration::from_millis(2)),
        }
    };
    let said: Vec<u8> = streams.into_iter().flat_map(|stream| stream.join().expect("gathered")).collect();
    Some((status.code(), String::from_utf8_lossy(&said).into_owned()))
}

/// Why the end of a run is no good.
fn objection(ended: Option<&(Option<i32>, String)>) -> Option<String> {
    let Some((status, said)) = ended else { return Some("it does not end".to_owned()) };
    let fell = ["panicked", "RUST_BACKTRACE", "memory allocation", "stack overflow", "internal error"];
    match status {
        _ if fell.iter().any(|word| said.contains(word)) => Some(format!("it falls: {said}")),
        Some(0 | 1) => None,
        Some(2) if said.contains("fout[") => None,
        status => Some(format!("exit status {status:?}: {said}")),
    }
}

/// The PDFs that readers object to, and how many there are.
fn bad_pdfs(output: &Path) -> (u64, Vec<String>) {
    if !output.is_dir() {
        return (0, Vec::new());
    }
    let pdfs: Vec<_> =
        files(output).into_iter().filter(|file| file.extension().is_some_and(|kind| kind == "pdf")).collect();
    let check = |file: &Path| {
        let ran = Command::new("qpdf").arg("--check").arg(output.join(file)).output().expect("qpdf starts");
        let said = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
        (!ran.status.success()).then(|| format!("{}: {said}", file.display()))
    };
    (pdfs.len() as u64, pdfs.iter().filter_map(|file| check(file)).collect())
}

/// Changes files of a folder, runs the program, and puts the files back.
fn one_folder(bench: &Bench, originals: &[(String, Vec<u8>)], seed: u64, has_qpdf: bool, counts: &Mutex<Counts>) {
    let mut random = Random::new(seed);
    let mut changed = BTreeMap::new();
    for _ in 0..=random.below(3) {
        // Kinds of files with few of them have their share.
        let kinds = ["md", "toml", "csv", "svg", "jpg", "png", "xlsx", "xls", "ods", "ttf", "j2"];
        let kind = *random.pick(&kinds);
        let of_kind: Vec<_> = originals.iter().filter(|(name, _)| name.rsplit('.').next() == Some(kind)).collect();
        if let Some((name, bytes)) = (!of_kind.is_empty()).then(|| random.pick(&of_kind)) {
            changed.insert(name.clone(), mutated(name, bytes, originals, &mut random));
        }
    }
    for (name, bytes) in &changed {
        bench.write(name, bytes);
    }
    let mut objections = Vec::new();
    let mut ended = Vec::new();
    // A letter with everything, one of the example, a presentation, and what was changed; now and then all of them.
    let mut documents = vec!["2022/proef".to_owned(), "2022/jnv".to_owned(), "2025/jeugdhulp".to_owned()];
    documents.extend(changed.keys().filter_map(|name| {
        let name = name.strip_prefix("data/brieven/").or_else(|| name.strip_prefix("data/presentaties/"))?;
        name.strip_suffix(".md").map(str::to_owned)
    }));
    documents.sort_unstable();
    documents.dedup();
    // All documents of a folder may share a layout without an end: the guard stops each.
    let with = |command: &'static str, documents: &[String], options: &[&str]| -> Vec<String> {
        let options = options.iter().chain(&["--tijd", "15"]).map(|option| (*option).to_owned());
        std::iter::once(command.to_owned()).chain(documents.iter().cloned()).chain(options).collect()
    };
    let is_whole = seed.is_multiple_of(WHOLE);
    let mut commands = vec![("controleer", with("controleer", if is_whole { &[] } else { &documents }, &[]))];
    if seed.is_multiple_of(MADE) {
        commands.push(("maak", with("maak", &documents, &["--opnieuw"])));
    }
    for (command, arguments) in &commands {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let result = run(bench.path(), &arguments);
        objections.extend(objection(result.as_ref()).map(|why| format!("{}: {why}", arguments.join(" "))));
        ended.extend(result.and_then(|(status, _)| status).map(|status| (*command, status)));
    }
    let (pdfs, bad) = if has_qpdf { bad_pdfs(&bench.at("uitvoer")) } else { (0, Vec::new()) };
    objections.extend(bad.into_iter().map(|why| format!("qpdf: {why}")));
    if !objections.is_empty() {
        let kept = repository().join("target/mutated").join(seed.to_string());
        for (name, bytes) in &changed {
            let file = kept.join(name);
            fs::create_dir_all(file.parent().expect("a folder")).expect("made");
            fs::write(file, bytes).expect("written");
        }
        objections.push(format!("what was changed is in {}", kept.display()));
    }
    let _ = fs::remove_dir_all(bench.at("uitvoer"));
    for name in changed.keys() {
        let original = originals.iter().find(|(known, _)| known == name).expect("known");
        bench.write(name, &original.1);
    }
    let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
    counts.folders += 1;
    counts.pdfs += pdfs;
    for name in changed.keys() {
        *counts.changed.entry(name.rsplit('.').next().unwrap_or_default().to_owned()).or_default() += 1;
    }
    for end in ended {
        *counts.ended.entry(end).or_default() += 1;
    }
    if !objections.is_empty() {
        let failure = format!("folder {seed}: {}", objections.join("\n"));
        eprintln!("{failure}");
        counts.failures.push(failure);
    }
}

#[test]
fn whatever_stands_in_a_file_a_run_ends_in_words_and_a_pdf_is_a_pdf() {
    let seed = setting("GRIFFEL_MUTATED_SEED").unwrap_or(1);
    let seconds = setting("GRIFFEL_MUTATED_SECONDS");
    let folders = setting("GRIFFEL_MUTATED_FOLDERS").unwrap_or(if seconds.is_some() { u64::MAX } else { 60 });
    let has_qpdf = Command::new("qpdf").arg("--version").stdout(Stdio::null()).status().is_ok();
    if !has_qpdf {
        workbench::skipped("qpdf is not installed: the PDFs are not looked at");
    }
    let until = seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let next = AtomicU64::new(0);
    let counts = Mutex::new(Counts::default());
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let bench = whole_folder();
                let originals: Vec<(String, Vec<u8>)> = files(bench.path())
                    .into_iter()
                    .map(|file| {
                        (
                            file.to_string_lossy().replace('\\', "/"),
                            fs::read(bench.at(&file.to_string_lossy())).expect("read"),
                        )
                    })
                    .collect();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= folders || number >= LEAST && until.is_some_and(|until| Instant::now() > until) {
                        return;
                    }
                    one_folder(&bench, &originals, seed.wrapping_add(number), has_qpdf, &counts);
                }
            });
        }
    });
    let counts = counts.into_inner().expect("no panic");
    println!("{} folders from seed {seed}; runs by command and exit status: {:?}", counts.folders, counts.ended);
    println!("changed files: {:?}; PDFs looked at: {}", counts.changed, counts.pdfs);
    assert!(
        counts.failures.is_empty(),
        "{} of {} folders:\n{}",
        counts.failures.len(),
        counts.folders,
        counts.failures.join("\n")
    );
    // One that changed or ran nothing would pass as well.
    assert!(counts.folders >= folders.min(LEAST), "{counts:?}");
    let ended = |command, status| counts.ended.get(&(command, status)).copied().unwrap_or_default();
    assert!(
        ended("controleer", 0) > 0 && ended("controleer", 1) > 0 && ended("maak", 0) + ended("maak", 1) > 0,
        "{counts:?}"
    );
    assert!(counts.changed.len() >= 9 && (counts.pdfs > 0 || !has_qpdf), "{counts:?}");
}

#[test]
fn the_folder_itself_is_good() {
    let bench = whole_folder();
    for command in ["controleer", "maak"] {
        let ran = bench.run(&[command, "2022/proef"]);
        assert_eq!(ran.status, Some(0), "{command}: {}", ran.text());
    }
}
