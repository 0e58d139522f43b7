//! Figures from workbooks and JSON: the same letter from every format, and nothing that harms.

mod workbench;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::Command;

use griffel::diagnostic::{Code, Findings};
use griffel::load::{self, Dataset};
use griffel::project::{Files, Inventory, WorkFolder};
use rust_xlsxwriter::{Format, Workbook};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use workbench::{Bench, files, repository};

/// The formats in which `tests/workbooks/` holds each file; LibreOffice made them of one original.
const FORMATS: [&str; 3] = ["xlsx", "xls", "ods"];

const SHEET: &str = r#"titel = "Hulp per wijk"
bron = "Voorbeeldcijfers, niet echt"
bestand = "wijken.FORMAT"
blad = "Jeugd 2022"
bereik = "B3:F"
kopregels = 2
periode = "Peildatum"
periodelengte = "jaar"
verborgen_regels = "overslaan"

[dimensies.wijk]
kolom = "Wijk"

[maten.jongeren]
kolom = "Hulp Jongeren"
eenheid = "personen"

[maten.aandeel]
kolom = "Hulp Aandeel"
eenheid = "procent"

[maten.kosten]
kolom = "Hulp Kosten per jongere"
eenheid = "euro"
"#;

fn fixture(name: &str) -> Vec<u8> {
    fs::read(repository().join("tests/workbooks").join(name)).expect("a workbook")
}

fn dataset(bench: &Bench) -> (Dataset, Findings) {
    let mut findings = Findings::new();
    let folder = WorkFolder::at(bench.path()).expect("gemeente.toml is there");
    let inventory = Inventory::of(&folder).take(&mut findings);
    let data = load::dataset(&Files::new(folder), &inventory).take(&mut findings);
    let data = data.protect(&BTreeMap::new(), None).take(&mut findings);
    (data, findings)
}

/// A work folder in which the series `hulp` is read from these bytes.
fn with_hulp(name: &str, bytes: &[u8], keys: &str) -> Bench {
    let bench = Bench::basis();
    let toml = bench.read("data/reeksen/hulp.toml");
    let (head, measures) = toml.split_at(toml.find("[maten").expect("measures"));
    bench.write("data/reeksen/hulp.toml", format!("{head}bestand = \"{name}\"\n{keys}\n{measures}"));
    bench.write(&format!("data/reeksen/{name}"), bytes);
    bench
}

fn made(bench: &Bench) -> (Vec<u8>, String) {
    bench.run(&["maak", "2022/brief", "--bewaar-typst"]).expect(0);
    (bench.bytes("uitvoer/2022/brief.pdf"), bench.read("uitvoer/2022/brief.typst/brief.typ"))
}

#[test]
fn the_same_letter_comes_from_csv_excel_and_ods() {
    let (pdf, typst) = made(&Bench::basis());
    for format in FORMATS {
        let name = format!("hulp.{format}");
        let bench = with_hulp(&name, &fixture(&name), "");
        let inzet = format!("inzet.{format}");
        bench.edit("data/reeksen/inzet.toml", "periode =", &format!("bestand = \"{inzet}\"\nperiode ="));
        bench.write(&format!("data/reeksen/{inzet}"), fixture(&inzet));
        for csv in ["hulp", "inzet"] {
            fs::remove_file(bench.at(&format!("data/reeksen/{csv}.csv"))).expect("was there");
        }
        let from_workbook = made(&bench);
        assert_eq!(from_workbook.1, typst, "{format}");
        assert!(from_workbook.0 == pdf, "{format}: the PDF differs");
    }
}

/// A cell as Excel holds it: numbers are numbers, percentages have a format.
fn write_cell(sheet: &mut rust_xlsxwriter::Worksheet, row: u32, column: u16, text: &str) {
    let digits = text.replace(['€', ' ', '\u{a0}'], "");
    let plain = digits.trim_end_matches('%').replace('.', "").replace(',', ".");
    let is_month = text.len() == 7 && text.as_bytes()[4] == b'-';
    let number: Option<f64> = plain.parse().ok().filter(|_| row > 0 && !is_month);
    let percent = Format::new().set_num_format("0.0%");
    match number {
        Some(number) if digits.ends_with('%') => {
            sheet.write_number_with_format(row, column, number / 100.0, &percent).expect("written")
        }
        Some(number) => sheet.write_number(row, column, number).expect("written"),
        None => sheet.write_string(row, column, text).expect("written"),
    };
}

#[test]
fn the_whole_example_gives_the_same_letters_from_excel() {
    let (from_csv, from_excel) = (Bench::example(), Bench::example());
    for path in files(&from_excel.at("data/reeksen")) {
        let path = format!("data/reeksen/{}", path.display());
        let Some(stem) = path.strip_suffix(".csv") else { continue };
        let raw = load::table::csv::read(&from_excel.bytes(&path), None).expect("the example reads");
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let rows = std::iter::once(&raw.columns).chain(raw.rows.iter().map(|row| &row.fields));
        for (row, fields) in (0..).zip(rows) {
            (0..).zip(fields).for_each(|(column, text)| write_cell(sheet, row, column, text));
        }
        from_excel.write(&format!("{stem}.xlsx"), book.save_to_buffer().expect("written"));
        fs::remove_file(from_excel.at(&path)).expect("was there");
        let toml = from_excel.read(&format!("{stem}.toml"));
        let name = stem.rsplit('/').next().expect("a name");
        let of_csv =
            |line: &&str| ["bestand", "scheidingsteken", "decimaalteken"].iter().all(|key| !line.starts_with(key));
        let rest: Vec<&str> = toml.lines().filter(of_csv).collect();
        from_excel.write(&format!("{stem}.toml"), format!("bestand = \"{name}.xlsx\"\n{}\n", rest.join("\n")));
    }
    from_csv.run(&["maak"]).expect(0);
    assert_eq!(from_excel.run(&["maak"]).expect(0).stderr, "");
    // The ledgers beside the letters name the files, which differ.
    let all = files(&from_csv.at("uitvoer"));
    for pdf in all.iter().filter(|path| path.extension().is_some_and(|extension| extension == "pdf")) {
        let path = format!("uitvoer/{}", pdf.display());
        assert!(from_csv.bytes(&path) == from_excel.bytes(&path), "{path} differs");
    }
}

#[test]
fn a_sheet_as_people_make_it_reads_the_same_in_every_format() {
    for format in FORMATS {
        let bench = Bench::basis();
        bench.write(&format!("data/reeksen/wijken.{format}"), fixture(&format!("wijken.{format}")));
        bench.write("data/reeksen/wijken.toml", SHEET.replace("FORMAT", format));
        let json = bench.run(&["controleer", "--formaat", "json"]).expect(1).json();
        let findings = json["bevindingen"].as_array().expect("a list");
        assert_eq!(findings.len(), 1, "{format}: {json:#}");
        for (key, value) in
            [("code", "D018"), ("blad", "Jeugd 2022"), ("cel", "F9"), ("kolom", "Hulp Kosten per jongere")]
        {
            assert_eq!(findings[0][key], value, "{format}");
        }

        bench.edit("data/reeksen/wijken.toml", "\"B3:F\"", "\"B3:F8\"");
        let (data, findings) = dataset(&bench);
        assert!(findings.is_empty(), "{findings:?}");
        let series = &data.series["wijken"];
        let rows: Vec<String> = series
            .rows
            .iter()
            .map(|row| {
                let cells = row.cells.iter().map(|cell| {
                    let value =
                        cell.value.number().map_or_else(|| "?".to_owned(), |value| value.normalize().to_string());
                    if cell.status.is_provisional() { value + "*" } else { value }
                });
                format!("{}: {} {} {}", row.line, row.period, row.dimensions[0], cells.collect::<Vec<_>>().join(" "))
            })
            .collect();
        // The row of 2020 is hidden; the period of row 7 is merged with that of row 6.
        assert_eq!(
            rows,
            ["6: 2021 Noord 120 0.17 0.3", "7: 2021 Zuid 30 0.5 60", "8: 2022 Noord 157* 0.005 ?"],
            "{format}"
        );
        assert_eq!(series.cell_place(1, 1).cell_address().as_deref(), Some("E7"));
    }
}

#[test]
fn a_named_range_is_found_in_every_format() {
    for format in FORMATS {
        let bench = Bench::basis();
        bench.write(&format!("data/reeksen/wijken.{format}"), fixture(&format!("wijken.{format}")));
        let named = SHEET.replace("blad = \"Jeugd 2022\"\nbereik = \"B3:F\"", "tabel = \"Cijfers\"");
        bench.write("data/reeksen/wijken.toml", named.replace("FORMAT", format));
        let (_, findings) = dataset(&bench);
        let codes: Vec<Code> = findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, [Code::ErrorCell], "{format}");
    }
}

#[test]
fn reeks_writes_a_description_that_loads() {
    let bench = Bench::example();
    let formats = FORMATS.map(|format| format!("wijken.{format}"));
    for name in &formats {
        // Without the cell that holds an error on purpose.
        bench.write(&format!("los/{name}"), fixture(name));
    }
    for path in files(&bench.at("data/reeksen")) {
        let path = format!("data/reeksen/{}", path.display());
        if path.ends_with(".toml") {
            fs::remove_file(bench.at(&path)).expect("was there");
        }
    }
    for documents in ["data/brieven", "data/presentaties"] {
        fs::remove_dir_all(bench.at(documents)).expect("was there");
    }
    for name in ["data/kengetallen.toml", "data/grafieken.toml"] {
        fs::remove_file(bench.at(name)).expect("was there");
    }
    for path in files(&bench.at("data/reeksen")) {
        let path = format!("data/reeksen/{}", path.display());
        let ran = bench.run(&["reeks", &path]).expect(0);
        assert_eq!(ran.stderr, "", "{path}");
        bench.write(&path.replace(".csv", ".toml"), ran.stdout);
    }
    let json = bench.run(&["controleer", "--formaat", "json"]).expect(0).json();
    let findings = json["bevindingen"].as_array().expect("a list");
    assert!(findings.iter().all(|finding| finding["code"] == "D025"), "{json:#}");
    let (data, _) = dataset(&bench);
    assert_eq!(data.series["jnv_aanbieders"].dimensions[0].total.as_deref(), Some("Totaal"));
    assert_eq!(data.series["vergelijking"].measures[0].unit, griffel::dutch::notation::Unit::Percent);

    let texts = formats.map(|name| bench.run(&["reeks", &format!("los/{name}")]).expect(0).stdout);
    let [xlsx, xls, ods] = texts.map(|text| text.replace(".xlsx", "").replace(".xls", "").replace(".ods", ""));
    assert_eq!((&xlsx, &xlsx), (&xls, &ods));
    insta::assert_snapshot!("reeks", xlsx);
}

#[test]
fn reeks_keeps_a_description_but_replaces_none() {
    let bench = Bench::basis();
    let ran = bench.run(&["series", "data/reeksen/hulp.csv", "--bewaar"]).expect(2);
    assert!(ran.stderr.contains("Er is al een beschrijving"), "{}", ran.stderr);
    assert!(bench.read("data/reeksen/hulp.toml").contains("Jongeren en kosten"));
    bench.write("Nieuwe cijfers 2022.csv", "periode;kosten\n2022;1\n");
    bench.run(&["reeks", "Nieuwe cijfers 2022.csv", "--bewaar"]).expect(0);
    assert!(bench.read("nieuwe_cijfers_2022.toml").contains("bestand = \"Nieuwe cijfers 2022.csv\""));
    for wrong in ["bestaat-niet.csv", "data", "data/gemeente.toml --blad x"] {
        let ran =
            bench.run(&["reeks".to_owned()].iter().map(String::as_str).chain(wrong.split(' ')).collect::<Vec<_>>());
        assert_eq!(ran.expect(2).stdout, "", "{wrong}");
    }
}

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

fn in_part(part: &'static str, old: &'static str, new: String) -> impl Fn(&str, String) -> String {
    move |name, text| if name.ends_with(part) { text.replacen(old, &new, 1) } else { text }
}

/// What harms programs that trust a file, each with what it is.
fn bombs() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let (xlsx, ods) = (fixture("hulp.xlsx"), fixture("hulp.ods"));
    let spaces = " ".repeat(300 * 1024 * 1024);
    let rows: String =
        (0..1_000).map(|row| format!("<row r=\"{0}\"><c r=\"A{0}\"><v>1</v></c></row>", row * 1_000 + 9)).collect();
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>".to_owned();
    let texts = format!("<si><t>{}</t></si></sst>", "x".repeat(40_000));
    let cell = |repeats: &str| {
        format!(
            "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"{repeats}\"/></table:table-row></table:table>"
        )
    };
    vec![
        (
            "a sheet that unpacks to 300 MB",
            "hulp.xlsx",
            repacked(&xlsx, in_part("sheet1.xml", "</sheetData>", format!("{spaces}</sheetData>"))),
        ),
        (
            "more texts than memory",
            "hulp.xlsx",
            repacked(
                &xlsx,
                in_part("sharedStrings.xml", "uniqueCount=\"3\"", "uniqueCount=\"99999999999\"".to_owned()),
            ),
        ),
        (
            "a text that is too long",
            "hulp.xlsx",
            repacked(&xlsx, in_part("sharedStrings.xml", "<si>", texts.replace("</sst>", "<si>"))),
        ),
        (
            "cells far apart",
            "hulp.xlsx",
            repacked(&xlsx, in_part("sheet1.xml", "</sheetData>", format!("{rows}{far}</sheetData>"))),
        ),
        ("repeated cells", "hulp.ods", repacked(&ods, in_part("content.xml", "</table:table>", cell("16384")))),
        (
            "columns repeated without end",
            "hulp.ods",
            repacked(&ods, in_part("content.xml", "</table:table>", cell("18446744073709551615"))),
        ),
        (
            "spaces that are only counted",
            "hulp.ods",
            repacked(
                &ods,
                in_part("content.xml", "<text:p>periode", "<text:p><text:s text:c=\"9999999999\"/>periode".to_owned()),
            ),
        ),
        (
            "a sheet without an end",
            "hulp.ods",
            repacked(&ods, |name, text| if name == "content.xml" { text[..text.len() - 300].to_owned() } else { text }),
        ),
        ("a list in a list in a list", "hulp.json", "[".repeat(1_000_000).into_bytes()),
        (
            "an entity that repeats itself",
            "hulp.xlsx",
            repacked(
                &xlsx,
                in_part(
                    "sheet1.xml",
                    "<sheetData>",
                    "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><sheetData>".to_owned(),
                ),
            ),
        ),
    ]
}

#[test]
fn harmful_files_are_refused_within_bounded_memory() {
    for (what, name, bytes) in bombs() {
        let bench = with_hulp(name, &bytes, "");
        drop(bytes);
        let program = env!("CARGO_BIN_EXE_griffel");
        let mut command = if cfg!(unix) {
            // Half a gigabyte of addresses, threads and the program itself included.
            let mut shell = Command::new("sh");
            shell.args(["-c", &format!("ulimit -v 700000; exec '{program}' controleer --taken 1 --formaat json")]);
            shell
        } else {
            Command::new(program)
        };
        let started = std::time::Instant::now();
        let output = command.current_dir(bench.path()).output().expect("griffel starts");
        let ran = workbench::Ran::from(output);
        assert!(matches!(ran.status, Some(0 | 1)), "{what}: {:?} {}", ran.status, ran.text());
        let json = ran.json();
        let codes: Vec<&str> =
            json["bevindingen"].as_array().expect("a list").iter().filter_map(|one| one["code"].as_str()).collect();
        let is_said = ["D007", "D009", "D014", "D022"].iter().any(|code| codes.contains(code));
        assert!(is_said || what.starts_with("an entity"), "{what}: {codes:?}");
        assert!(started.elapsed().as_secs() < 20, "{what} takes {:?}", started.elapsed());
    }
}

/// The same damage on every run.
struct Damage(u64);

impl Damage {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }
}

/// Opens a damaged file in every way there is; only a panic or a hang fails.
fn survives(name: &str, bytes: &[u8]) {
    let bench = with_hulp(name, bytes, "");
    dataset(&bench);
    let _ = load::starter(&bench.at(&format!("data/reeksen/{name}")), None);
}

#[test]
fn damaged_files_are_findings_and_never_a_panic() {
    let mut damage = Damage(2022);
    for format in FORMATS {
        let name = format!("wijken.{format}");
        let whole = fixture(&name);
        for _ in 0..60 {
            survives(&name, &whole[..damage.next(whole.len())]);
            let mut bytes = whole.clone();
            for _ in 0..=damage.next(8) {
                let at = damage.next(bytes.len());
                bytes[at] = u8::try_from(damage.next(256)).expect("a byte");
            }
            survives(&name, &bytes);
        }
    }
    // Archives with sound checksums and damaged XML come further.
    for (name, part) in [
        ("wijken.xlsx", "sheet1.xml"),
        ("wijken.xlsx", "workbook.xml"),
        ("wijken.xlsx", "styles.xml"),
        ("wijken.xlsx", "sharedStrings.xml"),
        ("wijken.ods", "content.xml"),
    ] {
        let whole = fixture(name);
        for _ in 0..60 {
            let (at, length, kind) = (damage.next(100_000), damage.next(30), damage.next(4));
            let bytes = repacked(&whole, |path, text| {
                if !path.ends_with(part) {
                    return text;
                }
                let mut characters: Vec<char> = text.chars().collect();
                let at = at % characters.len();
                let end = (at + length).min(characters.len());
                match kind {
                    0 => characters.truncate(at),
                    1 => drop(characters.drain(at..end)),
                    2 => characters[at..end].fill('9'),
                    _ => characters.splice(at..at, "<a b=\"99999999999999999999\">&x;-1".chars()).for_each(drop),
                }
                characters.into_iter().collect()
            });
            survives(name, &bytes);
        }
    }
}

#[test]
fn a_lock_file_beside_a_csv_or_another_workbook_says_nothing() {
    let bench = with_hulp("hulp.xlsx", &fixture("hulp.xlsx"), "");
    bench.write("data/reeksen/~$ander.xlsx", "");
    let (_, findings) = dataset(&bench);
    assert!(findings.is_empty(), "{findings:?}");
    bench.write("data/reeksen/.~lock.hulp.xlsx#", "");
    let (_, findings) = dataset(&bench);
    assert!(findings.has_code(Code::FileIsOpen) && !findings.has_errors());
    assert!(Path::new(&bench.at("data/reeksen/hulp.xlsx")).is_file());
}
