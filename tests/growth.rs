//! Work grows with what goes in, not with its square: counted by what is allocated while documents are checked, never by
//! time. Where work could grow without allocating, its steps are counted beside the code (`src/steps.rs`).
//!
//! One test, alone in its process: allocations of all threads are counted.

mod workbench;

use std::alloc::System;
use std::fmt::Write;

use griffel::stages::diagnostic::render_text;
use griffel::stages::pipeline::Run;
use griffel::stages::project::{Inventory, WorkFolder};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

use workbench::Bench;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const LETTER: &str = "data/brieven/2022/brief.md";

/// Something that a folder can hold very often.
struct Kind {
    what: &'static str,
    /// So often at first, and then four times.
    times: usize,
    /// Puts it there.
    put: fn(&Bench, usize),
}

const KINDS: &[Kind] = &[
    Kind { what: "typed amounts", times: 500, put: |bench, times| in_text(bench, "€ 5 ", times) },
    Kind {
        what: "typed amounts that differ",
        times: 500,
        put: |bench, times| {
            let all: String = (0..times).fold(String::new(), |mut all, at| {
                let _ = write!(all, "€ {at},37 ");
                all
            });
            in_text(bench, &all, 1);
        },
    },
    Kind { what: "number words", times: 500, put: |bench, times| in_text(bench, "twaalf scholen, ", times) },
    Kind { what: "links", times: 500, put: |bench, times| in_text(bench, "[een](https://a.nl/b) ", times) },
    Kind { what: "open brackets", times: 2_000, put: |bench, times| in_text(bench, "[", times) },
    Kind { what: "short sentences", times: 500, put: |bench, times| in_text(bench, "Dat is zo. ", times) },
    Kind {
        what: "words that no list has",
        times: 200,
        put: |bench, times| {
            let letter = |at: usize| char::from(b'a' + u8::try_from(at % 26).unwrap_or_default());
            let all: String = (0..times).fold(String::new(), |mut all, at| {
                let _ = write!(all, "Dit is de zwab{}{}belix van de raad. ", letter(at), letter(at / 26));
                all
            });
            in_text(bench, &all, 1);
        },
    },
    Kind {
        what: "words that stand there twice",
        times: 300,
        put: |bench, times| in_text(bench, "Dat kost de de raad geld. ", times),
    },
    // What a rule of sentences could look back and forth in.
    Kind {
        what: "words without a stop",
        times: 500,
        put: |bench, times| in_text(bench, "en dan nog meer dan het vorige jaar, van wie samen de helft ", times),
    },
    Kind {
        what: "numbers that may be names",
        times: 500,
        put: |bench, times| in_text(bench, "bij code 3 en in hal 4, wie 18 wordt, binnen 14 dagen, ", times),
    },
    Kind { what: "paragraphs", times: 300, put: |bench, times| in_text(bench, "Dat is zo.\n\n", times) },
    Kind { what: "footnotes", times: 200, put: |bench, times| in_text(bench, "woord[^1] ", times) },
    Kind { what: "placeholders", times: 300, put: |bench, times| in_text(bench, "{{ periode }} ", times) },
    Kind {
        what: "sentences with a figure each",
        times: 100,
        put: |bench, times| in_text(bench, "In 2022 was het {{ hulp_jongeren }}. ", times),
    },
    Kind {
        what: "comparisons without a stop",
        times: 100,
        put: |bench, times| {
            in_text(bench, "van {{ hulp_jongeren }} naar {{ hulp_jongeren }} meer dan in 2021 en ", times);
        },
    },
    Kind { what: "unknown placeholders", times: 300, put: |bench, times| in_text(bench, "{{ niets }} ", times) },
    Kind {
        what: "chains of indicators",
        times: 50,
        put: |bench, times| {
            let mut chains = bench.read("data/kengetallen.toml");
            for chain in 0..times {
                for step in 0..40 {
                    let before = match step {
                        0 => "hulp.kosten[periode]".to_owned(),
                        _ => format!("k{chain}_{} + 1", step - 1),
                    };
                    let _ = write!(
                        chains,
                        "\n[k{chain}_{step}]\nnaam = \"kosten\"\neenheid = \"euro\"\nformule = \"{before}\"\n"
                    );
                }
            }
            bench.write("data/kengetallen.toml", chains);
            in_text(bench, "Dat is zo. ", 1);
        },
    },
    Kind { what: "rows with one fault", times: 5_000, put: |bench, times| rows(bench, times, |row| row == 7) },
    Kind { what: "rows with a fault each", times: 1_000, put: |bench, times| rows(bench, times, |_| true) },
    Kind {
        what: "letters",
        times: 50,
        put: |bench, times| {
            let text = bench.read(LETTER);
            (0..times).for_each(|at| bench.write(&format!("data/brieven/2021/brief{at}.md"), &text));
        },
    },
];

fn in_text(bench: &Bench, part: &str, times: usize) {
    let text = bench.read(LETTER);
    bench.write(LETTER, format!("{text}\n{}\n", part.repeat(times)));
}

fn rows(bench: &Bench, times: usize, is_wrong: fn(usize) -> bool) {
    let mut csv = bench.read("data/reeksen/hulp.csv");
    let head = csv.lines().next().expect("a head").matches(';').count();
    for row in 0..times {
        let value = if is_wrong(row) { "veel" } else { "1200" };
        let _ = writeln!(csv, "{}-{:02}{}", 1900 + row / 12 % 199, row % 12 + 1, format!(";{value}").repeat(head));
    }
    bench.write("data/reeksen/hulp.csv", csv);
}

/// What checking a folder allocates, how often and how much, and how much it tells.
fn allocated(kind: &Kind, times: usize) -> [usize; 3] {
    let bench = Bench::basis();
    (kind.put)(&bench, times);
    let folder = WorkFolder::at(bench.path()).expect("a work folder");
    let region = Region::new(ALLOCATOR);
    let documents: Vec<_> = Inventory::of(&folder).without_findings().documents.into_keys().collect();
    let run = Run::open(folder);
    let (run, mut findings) = run.into_parts();
    for reviewed in run.check_all(&documents, 1, &|_| ()) {
        findings.extend(reviewed.findings);
    }
    let told = render_text(&findings, false);
    let change = region.change();
    [change.allocations + change.reallocations, change.bytes_allocated, told.len()]
}

#[test]
fn what_is_allocated_grows_with_what_goes_in() {
    // The dictionary is read once a process.
    allocated(&KINDS[0], 0);
    for kind in KINDS {
        let (none, once, four_times) =
            (allocated(kind, 0), allocated(kind, kind.times), allocated(kind, 4 * kind.times));
        for (at, what) in ["allocations", "bytes", "bytes told"].into_iter().enumerate() {
            let [once, four_times] = [once, four_times].map(|all| all[at].saturating_sub(none[at]));
            assert!(four_times <= 6 * once.max(1_000), "{}: {what} {once}, then {four_times}", kind.what);
        }
    }
}
