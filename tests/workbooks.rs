//! Figures from workbooks and JSON: the same letter from every format.

mod workbench;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use griffel::stages::diagnostic::Code;
use griffel::stages::load;
use rust_xlsxwriter::{Format, Workbook};

use workbench::sheets::{dataset, fixture, with_hulp};
use workbench::{Bench, cases, files};

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

fn made(bench: &Bench) -> (Vec<u8>, String) {
    bench.run(&["maak", "2022/brief", "--bewaar-typst"]).expect(0);
    (bench.bytes("uitvoer/2022/brief.pdf"), bench.read("uitvoer/2022/brief.typst/brief.typ"))
}

fn the_same_letter_comes_from_csv_and_from(format: &str) {
    static FROM_CSV: LazyLock<(Vec<u8>, String)> = LazyLock::new(|| made(&Bench::basis()));
    let name = format!("hulp.{format}");
    let bench = with_hulp(&name, &fixture(&name), "");
    let inzet = format!("inzet.{format}");
    bench.edit("data/reeksen/inzet.toml", "periode =", &format!("bestand = \"{inzet}\"\nperiode ="));
    bench.write(&format!("data/reeksen/{inzet}"), fixture(&inzet));
    for csv in ["hulp", "inzet"] {
        fs::remove_file(bench.at(&format!("data/reeksen/{csv}.csv"))).expect("was there");
    }
    let (pdf, typst) = made(&bench);
    assert_eq!(typst, FROM_CSV.1);
    assert!(pdf == FROM_CSV.0, "the PDF differs");
}

cases! { the_same_letter_comes_from_csv_and_from:
    xlsx("xlsx");
    xls("xls");
    ods("ods");
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

fn a_sheet_as_people_make_it_is_read_from(format: &str) {
    let bench = Bench::basis();
    bench.write(&format!("data/reeksen/wijken.{format}"), fixture(&format!("wijken.{format}")));
    bench.write("data/reeksen/wijken.toml", SHEET.replace("FORMAT", format));
    let json = bench.run(&["controleer", "--formaat", "json"]).expect(1).json();
    let findings = json["bevindingen"].as_array().expect("a list");
    assert_eq!(findings.len(), 1, "{format}: {json:#}");
    for (key, value) in [("code", "D018"), ("blad", "Jeugd 2022"), ("cel", "F9"), ("kolom", "Hulp Kosten per jongere")]
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
                let value = cell.value.number().map_or_else(|| "?".to_owned(), |value| value.normalize().to_string());
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

cases! { a_sheet_as_people_make_it_is_read_from:
    xlsx("xlsx");
    xls("xls");
    ods("ods");
}

fn a_named_range_is_found_in(format: &str) {
    let bench = Bench::basis();
    bench.write(&format!("data/reeksen/wijken.{format}"), fixture(&format!("wijken.{format}")));
    let named = SHEET.replace("blad = \"Jeugd 2022\"\nbereik = \"B3:F\"", "tabel = \"Cijfers\"");
    bench.write("data/reeksen/wijken.toml", named.replace("FORMAT", format));
    let (_, findings) = dataset(&bench);
    let codes: Vec<Code> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::ErrorCell], "{format}");
}

cases! { a_named_range_is_found_in:
    xlsx("xlsx");
    xls("xls");
    ods("ods");
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
    assert_eq!(data.series["vergelijking"].measures[0].unit, griffel::stages::dutch::unit::Unit::Percent);

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
