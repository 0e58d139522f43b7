//! Files with figures that harm programs which trust them, and files that were damaged: findings, within bounded
//! memory, and never a panic.

mod workbench;

use std::io::{Cursor, Write};
use std::process::{Command, ExitCode};
use std::time::Instant;

use griffel::stages::load;
use libtest_mimic::{Arguments, Trial};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use workbench::sheets::{dataset, fixture, with_hulp};
use workbench::{Ran, trial};

/// The parts of an archive, some of them replaced.
fn repacked(original: &[u8], replace: impl Fn(&str, String) -> String) -> Vec<u8> {
    let mut from = ZipArchive::new(Cursor::new(original)).expect("an archive");
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    let names: Vec<String> =
        (0..from.len()).map(|at| from.by_index(at).expect("a part").name().expect("a name").to_string()).collect();
    for name in names {
        // A picture of the first page is no matter here.
        let Ok(text) = std::io::read_to_string(from.by_name(&name).expect("a part")) else { continue };
        to.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part");
        to.write_all(replace(&name, text).as_bytes()).expect("written");
    }
    to.finish().expect("an archive").into_inner()
}

/// A workbook of the tests with another text in one of its parts.
fn with(name: &str, part: &str, old: &str, new: &str) -> Vec<u8> {
    let is_there = std::cell::Cell::new(false);
    let bytes = repacked(&fixture(name), |path, text| match path.ends_with(part) {
        true => {
            is_there.set(is_there.get() || text.contains(old));
            text.replacen(old, new, 1)
        }
        false => text,
    });
    assert!(is_there.get(), "{name} holds no {old:?}");
    bytes
}

/// Rows that only say how often they are repeated.
fn with_repeated_cells(often: &str) -> Vec<u8> {
    let rows = format!(
        "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"{often}\"/></table:table-row></table:table>"
    );
    with("hulp.ods", "content.xml", "</table:table>", &rows)
}

fn a_sheet_that_unpacks_to_300_mb() -> Vec<u8> {
    with("hulp.xlsx", "sheet1.xml", "</sheetData>", &format!("{}</sheetData>", " ".repeat(300 * 1024 * 1024)))
}

fn more_texts_than_memory() -> Vec<u8> {
    with("hulp.xlsx", "sharedStrings.xml", "uniqueCount=\"3\"", "uniqueCount=\"99999999999\"")
}

fn a_text_that_is_too_long() -> Vec<u8> {
    with("hulp.xlsx", "sharedStrings.xml", "<si>", &format!("<si><t>{}</t></si><si>", "x".repeat(40_000)))
}

fn cells_far_apart() -> Vec<u8> {
    let rows: String =
        (0..1_000).map(|row| format!("<row r=\"{0}\"><c r=\"A{0}\"><v>1</v></c></row>", row * 1_000 + 9)).collect();
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    with("hulp.xlsx", "sheet1.xml", "</sheetData>", &format!("{rows}{far}</sheetData>"))
}

fn spaces_that_are_only_counted() -> Vec<u8> {
    with("hulp.ods", "content.xml", "<text:p>periode", "<text:p><text:s text:c=\"9999999999\"/>periode")
}

fn a_sheet_without_an_end() -> Vec<u8> {
    let cut = |text: String| text[..text.len() - 300].to_owned();
    repacked(&fixture("hulp.ods"), |name, text| if name == "content.xml" { cut(text) } else { text })
}

fn an_entity_that_repeats_itself() -> Vec<u8> {
    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    with("hulp.xlsx", "sheet1.xml", "<sheetData>", &format!("{entities}<sheetData>"))
}

/// A file that must be refused, or only not followed, within little memory and time.
fn is_survived(name: &str, bytes: Vec<u8>, is_refused: bool) {
    let bench = with_hulp(name, &bytes, "");
    drop(bytes);
    let program = env!("CARGO_BIN_EXE_griffel");
    let mut command = if cfg!(unix) {
        // Half a gigabyte of addresses, threads and the program itself included.
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("ulimit -v 700000; exec '{program}' controleer --taken 1 --formaat json")]);
        shell
    } else {
        let mut command = Command::new(program);
        command.args(["controleer", "--taken", "1", "--formaat", "json"]);
        command
    };
    let started = Instant::now();
    let ran = Ran::from(command.current_dir(bench.path()).output().expect("griffel starts"));
    assert!(matches!(ran.status, Some(0 | 1)), "{:?} {}", ran.status, ran.text());
    let json = ran.json();
    let codes: Vec<&str> =
        json["bevindingen"].as_array().expect("a list").iter().filter_map(|one| one["code"].as_str()).collect();
    let is_said = ["D007", "D009", "D014", "D022"].iter().any(|code| codes.contains(code));
    assert!(is_said || !is_refused, "{codes:?}");
    assert!(started.elapsed().as_secs() < 20, "it takes {:?}", started.elapsed());
}

fn bombs() -> Vec<Trial> {
    let bomb = |what: &str, name: &'static str, is_refused, bytes: fn() -> Vec<u8>| {
        trial(format!("bomb::{what}"), move || is_survived(name, bytes(), is_refused))
    };
    vec![
        bomb("a_sheet_that_unpacks_to_300_mb", "hulp.xlsx", true, a_sheet_that_unpacks_to_300_mb),
        bomb("more_texts_than_memory", "hulp.xlsx", true, more_texts_than_memory),
        bomb("a_text_that_is_too_long", "hulp.xlsx", true, a_text_that_is_too_long),
        bomb("cells_far_apart", "hulp.xlsx", true, cells_far_apart),
        bomb("repeated_cells", "hulp.ods", true, || with_repeated_cells("16384")),
        bomb("columns_repeated_without_end", "hulp.ods", true, || with_repeated_cells("18446744073709551615")),
        bomb("spaces_that_are_only_counted", "hulp.ods", true, spaces_that_are_only_counted),
        bomb("a_sheet_without_an_end", "hulp.ods", true, a_sheet_without_an_end),
        bomb("a_list_in_a_list_in_a_list", "hulp.json", true, || "[".repeat(1_000_000).into_bytes()),
        bomb("an_entity_that_repeats_itself", "hulp.xlsx", false, an_entity_that_repeats_itself),
    ]
}

/// Opens a damaged file in every way there is; only a panic or a hang fails.
fn opens(name: &str, bytes: &[u8]) {
    let bench = with_hulp(name, bytes, "");
    dataset(&bench);
    let _ = load::starter(&bench.at(&format!("data/reeksen/{name}")), &load::Wanted::default());
}

fn property<S: Strategy>(damage: &S, holds: impl Fn(S::Value)) {
    let config = ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() };
    let result = TestRunner::new(config).run(damage, |damage| {
        holds(damage);
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}

/// Cut off, and with other bytes here and there.
fn damaged_bytes(name: &str) {
    let whole = fixture(name);
    let damage = (any::<Index>(), proptest::collection::vec((any::<Index>(), any::<u8>()), 1..10));
    property(&damage, |(end, changes)| {
        opens(name, &whole[..end.index(whole.len())]);
        let mut bytes = whole.clone();
        for (at, byte) in changes {
            bytes[at.index(whole.len())] = byte;
        }
        opens(name, &bytes);
    });
}

/// Archives with sound checksums and damaged XML come further.
fn damaged_xml(name: &str, part: &str) {
    let whole = fixture(name);
    let damage = (any::<Index>(), 0..30_usize, 0..4_u8);
    property(&damage, |(at, length, kind)| {
        let bytes = repacked(&whole, |path, text| {
            if !path.ends_with(part) {
                return text;
            }
            let mut characters: Vec<char> = text.chars().collect();
            let at = at.index(characters.len());
            let end = (at + length).min(characters.len());
            match kind {
                0 => characters.truncate(at),
                1 => drop(characters.drain(at..end)),
                2 => characters[at..end].fill('9'),
                _ => characters.splice(at..at, "<a b=\"99999999999999999999\">&x;-1".chars()).for_each(drop),
            }
            characters.into_iter().collect()
        });
        opens(name, &bytes);
    });
}

fn damages() -> Vec<Trial> {
    let bytes = ["wijken.xlsx", "wijken.xls", "wijken.ods"].map(|name| {
        let check = move || damaged_bytes(name);
        trial(format!("damage::{name}"), check)
    });
    let parts = [
        ("wijken.xlsx", "sheet1.xml"),
        ("wijken.xlsx", "workbook.xml"),
        ("wijken.xlsx", "styles.xml"),
        ("wijken.xlsx", "sharedStrings.xml"),
        ("wijken.ods", "content.xml"),
    ];
    let xml = parts.map(|(name, part)| trial(format!("damage::{name}::{part}"), move || damaged_xml(name, part)));
    bytes.into_iter().chain(xml).collect()
}

fn main() -> ExitCode {
    libtest_mimic::run(&Arguments::from_args(), bombs().into_iter().chain(damages()).collect()).exit_code()
}
