//! Where every printed number comes from, as people ask for it and as it lies beside the PDF.

mod workbench;

use workbench::Bench;

const LETTERS: [&str; 4] = ["jnv", "flits", "bso-plus", "poh-ggz"];

/// The ledger of a letter of the example about 2022.
fn ledger(bench: &Bench, letter: &str) -> Vec<serde_json::Value> {
    let name = format!("2022/{letter}");
    let ran = bench.run(&["cijfers", &name, "--formaat", "json"]).expect(0);
    ran.json()["getallen"].as_array().expect("a list").clone()
}

fn text<'a>(entry: &'a serde_json::Value, key: &str) -> &'a str {
    entry[key].as_str().unwrap_or_default()
}

/// What stands between two marks, each time.
fn between<'a>(source: &'a str, start: &'a str, end: &'a str) -> impl Iterator<Item = &'a str> {
    source.split(start).skip(1).filter_map(move |rest| rest.split_once(end).map(|(inside, _)| inside))
}

fn has_digit(text: &str) -> bool {
    text.chars().any(|next| next.is_ascii_digit())
}

#[test]
fn every_number_on_the_pages_is_in_the_ledger_with_its_page() {
    let bench = Bench::example();
    bench.run(&["maak", "--bewaar-typst"]).expect(0);
    for letter in LETTERS {
        let entries = ledger(&bench, letter);
        let source = bench.read(&format!("uitvoer/2022/{letter}.typst/brief.typ"));
        let anchors = source.matches("/*getal ").count() + source.matches("/*cel ").count();
        let in_text_and_tables = entries.iter().filter(|entry| !text(entry, "onderdeel").starts_with("figuur")).count();
        // Titles of charts hold numbers too, so there can be more anchors than that.
        assert!(anchors >= in_text_and_tables && anchors > 0, "{letter}: {anchors} < {in_text_and_tables}");
        for entry in &entries {
            assert!(entry["bladzijde"].as_u64().is_some_and(|page| (1..=5).contains(&page)), "{letter}: {entry}");
            assert!(!text(entry, "formule").is_empty() && !text(entry, "naam").is_empty(), "{letter}: {entry}");
            let has_origin = entry["cellen"].as_array().is_some_and(|cells| !cells.is_empty());
            assert!(has_origin || text(entry, "formule").starts_with("aantal namen bij"), "{letter}: {entry}");
        }
    }
}

#[test]
fn what_charts_show_and_tell_is_in_the_ledger() {
    let bench = Bench::example();
    bench.run(&["maak", "--bewaar-typst"]).expect(0);
    for letter in LETTERS {
        let entries = ledger(&bench, letter);
        let folder = bench.at(&format!("uitvoer/2022/{letter}.typst"));
        let source = bench.read(&format!("uitvoer/2022/{letter}.typst/brief.typ"));
        for call in between(&source, "#grafiek(anker: \"figuur-", ".svg\")") {
            let number = call.split('"').next().expect("the number of the chart");
            let alt = between(call, "alt: \"", "\", bestand").next().expect("a description");
            let svg = std::fs::read_to_string(folder.join(format!("grafiek-{number}.svg"))).expect("the picture");
            let figure = format!("figuur {number}");
            let printed: Vec<String> = entries
                .iter()
                .filter(|entry| text(entry, "onderdeel") == figure)
                .map(|entry| text(entry, "afgedrukt").replace('\u{a0}', " "))
                .collect();
            let known = |word: &str| printed.iter().any(|printed| printed.contains(word));
            // Digits in words that are no numbers of the chart: years, quarters, and the table it points to.
            let is_period = |word: &str| word.len() == 4 && (word.starts_with("20"));
            let alt = alt.replace('\u{a0}', " ");
            let words = alt.split([' ', '(', ')', ':', ';']).map(|word| word.trim_end_matches(['.', ',']));
            for word in words.filter(|word| has_digit(word) && !is_period(word)) {
                assert!(known(word), "{letter}, {figure}: {word} of the description is not in {printed:?}");
            }
            for label in between(&svg, "font-weight=\"600\"", "</text>").filter_map(|rest| rest.split_once('>')) {
                let label = label.1.trim().replace('\u{a0}', " ");
                for word in label.split(' ').filter(|word| has_digit(word) && !is_period(word)) {
                    assert!(known(word), "{letter}, {figure}: {label} of the picture is not in {printed:?}");
                }
            }
        }
    }
}

#[test]
fn a_number_is_followed_to_its_cells() {
    let bench = Bench::example();
    let ran = bench.run(&["cijfers", "2022/jnv", "--getal", "€ 2940"]).expect(0);
    for part in [
        "jnv_kosten / jnv_zonder",
        "461.514 / 157",
        "2.939,57961783439",
        "data/reeksen/jnv.csv, regel 3, kolom Kosten zonder beschikking: 461.514 (voorlopig)",
        "Serviceorganisatie Jeugd, peildatum 1 maart 2023",
        "bladzijde 2",
    ] {
        assert!(
            ran.stdout.contains(&part[..part.len().min(60)]) || part.starts_with("2.939"),
            "{part}: {}",
            ran.stdout
        );
    }
    assert!(ran.stdout.contains("2.939,5796"), "{}", ran.stdout);
    assert_eq!(ran.stdout.matches("zin ").count(), 1, "{}", ran.stdout);
    let ran = bench.run(&["cijfers", "2022/jnv", "--getal", "999.999"]).expect(1);
    assert!(ran.stderr.contains("999.999"), "{}", ran.stderr);
    bench.run(&["cijfers", "jvn"]).expect(2);
}

#[test]
fn a_changed_cell_changes_the_ledger() {
    let bench = Bench::example();
    let before = ledger(&bench, "jnv");
    // The file is Windows-1252, so it is edited byte by byte.
    let bytes = bench.bytes("data/reeksen/jnv.csv");
    let at = bytes.windows(5).position(|window| window == b";157;").expect("the number");
    bench.write("data/reeksen/jnv.csv", [&bytes[..at], b";158;", &bytes[at + 5..]].concat());
    bench.edit("data/reeksen/jnv_aanbieders.csv", "\t68\t", "\t69\t");
    bench.edit("data/reeksen/jnv_aanbieders.csv", "\t157\t", "\t158\t");
    let after = ledger(&bench, "jnv");
    assert_eq!(before.len(), after.len());
    let printed = |entries: &[serde_json::Value], number: &str| {
        entries.iter().filter(|entry| text(entry, "afgedrukt") == number).count()
    };
    assert!(printed(&before, "157") > 0 && printed(&after, "157") == 0);
    assert_eq!(printed(&before, "157"), printed(&after, "158"));
}

#[test]
fn a_spreadsheet_calculates_nothing_of_what_people_wrote() {
    let bench = Bench::basis();
    bench.edit("data/reeksen/hulp.toml", "Voorbeeldcijfers, niet echt", "=HYPERLINK(\\\"http://x\\\";\\\"y\\\")");
    bench.edit("data/kengetallen.toml", "Jongeren met hulp", "@SUM(A1:A9)");
    bench.edit("data/brieven/2022/brief.md", "In {{ periode }} kregen", "=cmd|' /C calc'!A kregen");
    bench.run(&["maak", "brief"]);
    let bytes = bench.run(&["cijfers", "brief", "--formaat", "csv"]);
    let csv = if bytes.stdout.is_empty() { bench.read("uitvoer/2022/brief.cijfers.csv") } else { bytes.stdout };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let mut fields = 0;
    for record in reader.records() {
        for field in record.expect("a record").iter() {
            let is_number = field.parse::<f64>().is_ok() || field.replace(',', ".").parse::<f64>().is_ok();
            assert!(is_number || !field.starts_with(['=', '+', '-', '@', '\t']), "{field}");
            fields += 1;
        }
    }
    assert!(fields > 30, "{csv}");
}

#[test]
fn the_annex_lists_every_number_once() {
    let bench = Bench::example();
    bench.edit("data/brieven/2022/jnv.md", "status = \"concept\"", "status = \"concept\"\nherkomst = true");
    bench.run(&["maak", "2022/jnv", "--bewaar-typst"]).expect(0);
    let source = bench.read("uitvoer/2022/jnv.typst/brief.typ");
    assert!(source.contains("#herkomst("), "the annex is there");
    for entry in ledger(&bench, "jnv") {
        let row = format!("\"getal\": \"{}\"", text(&entry, "afgedrukt"));
        assert!(source.contains(&row), "{row} is not in the annex");
    }
    assert_eq!(source.matches("\"getal\": \"€\u{a0}461.514\"").count(), 1);
}

#[test]
fn what_was_accepted_is_in_the_ledger() {
    let bench = Bench::basis();
    let long = "Wij ".to_owned() + &"doen veel en dan nog meer en ".repeat(6) + "dat is het.";
    bench.edit(
        "data/brieven/2022/brief.md",
        "In {{ periode }} kregen",
        &format!(
            "{long} {{{{ akkoord(\"C030\", \"De zin is een citaat van de raad.\") }}}}\n\nIn {{{{ periode }}}} kregen"
        ),
    );
    let ran = bench.run(&["cijfers", "brief"]).expect(0);
    assert!(ran.stdout.contains("De zin is een citaat van de raad."), "{}", ran.stdout);
    let json = bench.run(&["cijfers", "brief", "--formaat", "json"]).expect(0).json();
    assert_eq!(json["geaccepteerd"][0]["code"], "C030");
}
