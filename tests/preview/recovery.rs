//! Whatever goes wrong, the server stays and recovers by itself.

use std::env;
use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::client::{Preview, words};
use crate::workbench::Bench;

const LAYOUT: &str = "templates/basis/brief.typ.j2";
const LETTER: &str = "data/brieven/2022/jnv.md";

/// The layout of all letters, with this Typst code ahead of it.
fn layout_with(code: &str) -> String {
    include_str!("../../templates/basis/brief.typ.j2")
        .replace("{% block briefhoofd %}", &format!("{{% block briefhoofd %}}\n{code}"))
}

const ENDLESS: &str = "#{ let x = 0; for i in range(100000) { for j in range(100000) { x += 1 } } }";

/// The process that typesets for a preview.
fn typesetter_of(preview: &Preview) -> Option<u32> {
    let children = format!("/proc/{0}/task/{0}/children", preview.process());
    let main = fs::read_to_string(children).unwrap_or_default();
    let of_threads = fs::read_dir(format!("/proc/{}/task", preview.process())).into_iter().flatten().flatten();
    let all = of_threads.filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok()).chain([main]);
    all.flat_map(|list| list.split_whitespace().filter_map(|id| id.parse().ok()).collect::<Vec<u32>>()).next()
}

#[test]
fn a_loop_without_end_is_stopped_and_a_newer_change_overtakes_it() {
    let bench = Bench::example();
    let preview = Preview::of(bench.path());
    let mut tab = preview.connect();
    tab.open("2022/jnv");
    bench.write(LAYOUT, layout_with(ENDLESS));
    let trouble = tab.until(|message| message["type"] == "trouble");
    assert_eq!(trouble["document"], "2022/jnv");
    assert!(trouble["message"].as_str().is_some_and(|message| message.contains("duurt te lang")));
    // It is not tried again and again, and who comes now hears of it.
    assert_eq!(preview.request("GET", "/api/manuscript?document=2022/jnv", &[], "").status, 200);
    let mut other = preview.connect();
    other.say(&serde_json::json!({"type": "open", "document": "2022/jnv"}));
    other.until(|message| message["type"] == "trouble");
    // Once it is mended, everything goes on by itself.
    bench.write(LAYOUT, layout_with("#text(\"HERSTELD\")"));
    tab.document(|document| document["good"] == true && words(document).contains("HERSTELD"));
    // A change that comes while it runs is not made to wait until it is stopped.
    bench.write(LAYOUT, layout_with(ENDLESS));
    std::thread::sleep(Duration::from_millis(500));
    let start = Instant::now();
    bench.write(LAYOUT, layout_with("#text(\"INGEHAALD\")"));
    tab.document(|document| document["good"] == true && words(document).contains("INGEHAALD"));
    assert!(start.elapsed() < Duration::from_secs(8), "{:?}", start.elapsed());
}

#[test]
fn a_template_that_takes_all_memory_is_stopped() {
    let bench = Bench::example();
    let preview = Preview::of(bench.path());
    let mut tab = preview.connect();
    tab.open("2022/jnv");
    bench.write(LAYOUT, layout_with("#let veel = range(400000000)"));
    let trouble = tab.until(|message| message["type"] == "trouble");
    assert!(trouble["message"].as_str().is_some_and(|message| message.contains("te veel geheugen")), "{trouble}");
    bench.write(LAYOUT, layout_with("#text(\"HERSTELD\")"));
    tab.document(|document| document["good"] == true && words(document).contains("HERSTELD"));
}

#[test]
fn what_is_broken_is_said_and_mended_by_itself() {
    let bench = Bench::example();
    bench.write(LAYOUT, layout_with(""));
    bench.write(
        "fonts/eigen.ttf",
        fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/SourceSans3-Regular.ttf")).expect("read"),
    );
    let preview = Preview::of(bench.path());
    let mut tab = preview.connect();
    tab.open("2022/jnv");
    let original = [
        (LAYOUT, bench.bytes(LAYOUT)),
        ("data/reeksen/jnv.csv", bench.bytes("data/reeksen/jnv.csv")),
        ("data/gemeente.toml", bench.bytes("data/gemeente.toml")),
        ("data/kengetallen.toml", bench.bytes("data/kengetallen.toml")),
        ("data/grafieken.toml", bench.bytes("data/grafieken.toml")),
    ];
    for (path, bytes) in &original {
        // As if it is still being written, and then as something else altogether.
        for broken in [&bytes[..bytes.len() / 3], b"", b"\xff\xfe\x00{% if %}[[".as_slice()] {
            bench.write(path, broken);
            let shown = tab.until(|message| {
                let shared = message["type"] == "list" && !message["shared"].as_array().is_some_and(Vec::is_empty);
                let own = message["type"] == "document" && !message["findings"].as_array().is_some_and(Vec::is_empty);
                shared || own
            });
            assert!(shown.to_string().contains("\"message\":\""), "{path}");
            bench.write(path, bytes);
            tab.document(|document| {
                document["good"] == true && document["findings"].as_array().is_some_and(Vec::is_empty)
            });
        }
    }
    // A font that goes, and one that is none.
    bench.write("fonts/eigen.ttf", b"geen lettertype");
    tab.until(|message| message["type"] == "list" && message["shared"].to_string().contains("fonts/eigen.ttf"));
    fs::remove_file(bench.at("fonts/eigen.ttf")).expect("removed");
    tab.until(|message| message["type"] == "list" && message["shared"].as_array().is_some_and(Vec::is_empty));
}

#[cfg(target_os = "linux")]
#[test]
fn a_typesetter_that_dies_is_replaced_and_dies_with_the_server() {
    let bench = Bench::example();
    let preview = Preview::of(bench.path());
    let mut tab = preview.connect();
    tab.open("2022/jnv");
    let typed = bench.read(LETTER).replace("# informatie", "# informatie\n\nNog niet bewaard.");
    tab.say(&serde_json::json!({"type": "text", "document": "2022/jnv", "text": typed, "revision": 3}));
    tab.document(|document| document["revision"] == 3);
    for _ in 0..3 {
        let before = typesetter_of(&preview).expect("it runs");
        assert!(Command::new("kill").args(["-9", &before.to_string()]).status().expect("kill").success());
        // What is not saved yet is shown again.
        let again = tab.document(|document| document["revision"] == 3 && document["good"] == true);
        assert!(words(&again).contains("Nog niet bewaard."));
        assert_ne!(typesetter_of(&preview), Some(before));
    }
    let last = typesetter_of(&preview).expect("it runs");
    drop(preview);
    let start = Instant::now();
    while fs::read_to_string(format!("/proc/{last}/stat")).is_ok_and(|stat| !stat.contains(") Z ")) {
        assert!(start.elapsed() < Duration::from_secs(10), "it goes on without its server");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// How much memory a process has in use, in kilobytes.
#[cfg(target_os = "linux")]
fn memory_of(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("it runs");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("its memory");
    line.trim().trim_end_matches(" kB").parse().expect("kilobytes")
}

/// `GRIFFEL_REBUILDS=10000 cargo test --release --test preview flat` tries it for longer.
#[cfg(target_os = "linux")]
#[test]
fn memory_stays_flat() {
    let rebuilds: usize = env::var("GRIFFEL_REBUILDS").ok().and_then(|number| number.parse().ok()).unwrap_or(400);
    let bench = Bench::example();
    let preview = Preview::of(bench.path());
    let mut tab = preview.connect();
    tab.open("2022/jnv");
    let text = bench.read(LETTER);
    let series = "data/reeksen/jnv.csv";
    let figures = bench.bytes(series);
    let at = figures.windows(5).position(|five| five == b";280;").expect("young people with a decision");
    let mut after_a_while = None;
    for round in 1..=rebuilds {
        if round % 10 == 0 {
            let mut changed = figures.clone();
            changed[at + 2..at + 4].copy_from_slice(format!("{:02}", round / 10 % 100).as_bytes());
            bench.write(series, changed);
            tab.document(|document| document["good"] == true && document["revision"] == round - 1);
        } else {
            let words = format!("Ronde R{round} is {}lang.", "heel ".repeat(round % 9));
            let text = text.replace("# informatie", &format!("# informatie\n\n{words}"));
            tab.say(&serde_json::json!({"type": "text", "document": "2022/jnv", "text": text, "revision": round}));
            tab.document(|document| document["good"] == true && document["revision"] == round);
        }
        if round == rebuilds / 2 {
            after_a_while = Some((memory_of(preview.process()), memory_of(typesetter_of(&preview).expect("it runs"))));
        }
    }
    let (server, typesetter) = after_a_while.expect("half way");
    let at_the_end = (memory_of(preview.process()), memory_of(typesetter_of(&preview).expect("it runs")));
    assert!(at_the_end.0 < server + 8_000, "the server grew from {server} to {} kB", at_the_end.0);
    assert!(at_the_end.1 < typesetter + 8_000, "the typesetter grew from {typesetter} to {} kB", at_the_end.1);
}
