//! The page follows what is written, on disk and in the editor.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use crate::client::{Preview, ends, eventually, words};
use crate::workbench::Bench;

const LETTER: &str = "data/brieven/2022/jnv.md";

fn is_about(document: &Value, text: &str) -> bool {
    words(document).contains(text)
}

#[test]
fn a_letter_is_shown_with_its_pages_words_and_numbers() {
    let bench = Bench::example();
    let preview = Preview::of(bench.path());
    let mut tab = preview.connect();
    let hello = tab.until(|message| message["type"] == "hello");
    assert_eq!(hello["organisation"], "Gemeente Dordrecht");
    let list = tab.until(|message| message["type"] == "list");
    let names: Vec<&str> =
        list["documents"].as_array().expect("rows").iter().filter_map(|row| row["id"].as_str()).collect();
    assert_eq!(names[..4], ["2022/bso-plus", "2022/flits", "2022/jnv", "2022/poh-ggz"]);
    let shown = tab.open("2022/jnv");
    assert_eq!((shown["good"].as_bool(), shown["pages"].as_array().map(Vec::len)), (Some(true), Some(5)));
    assert_eq!(shown["layers"].as_object().map(serde_json::Map::len), Some(5));
    assert!(words(&shown).contains("Voortgang van de pilot Jeugdhulp naar voren"));
    // Pages in sight come with their pictures, others when they are asked for.
    for band in shown["pages"][0]["bands"].as_array().expect("bands") {
        let band = band.as_str().expect("a hash");
        assert!(shown["bands"][band].as_str().is_some_and(|svg| svg.starts_with("<svg")));
    }
    // A number leads to its cells and to its placeholder.
    let numbers = shown["numbers"].as_array().expect("numbers");
    let costs = numbers.iter().find(|number| number["indicator"] == "jnv_kosten").expect("the costs");
    assert_eq!(costs["cells"][0]["file"], "data/reeksen/jnv.csv");
    let line = costs["line"].as_u64().expect("a line") as usize;
    let text = bench.read(LETTER);
    let placeholder = text.lines().nth(line - 1).expect("that line");
    assert!(placeholder[costs["column"].as_u64().expect("a column") as usize - 1..].starts_with("{{ jnv_kosten"));
    let runs =
        shown["layers"].as_object().expect("layers").values().flat_map(|layer| layer["runs"].as_array().expect("runs"));
    let run = runs.clone().find(|run| run[6] == costs["anchor"]).expect("it stands on a page");
    assert_eq!(
        run[0].as_str().map(|text| text.replace('\u{a0}', " ")),
        costs["printed"].as_str().map(|text| text.replace('\u{a0}', " "))
    );
    // What the pages show is what they are set from.
    let words_of = tab.until(|message| message["type"] == "vocabulary");
    let known = words_of["words"].as_array().expect("words");
    assert!(known.iter().any(|word| word["label"] == "jnv_kosten" && word["value"] == costs["printed"]));
    assert!(known.iter().any(|word| word["label"] == "vorig_jaar" && word["value"] == "2021"));
    let last = &shown["pages"][3]["bands"];
    tab.say(&json!({"type": "ask", "wish": {"what": "bands", "document": "2022/jnv", "bands": last}}));
    let pictures = tab.until(|message| message["type"] == "bands");
    assert_eq!(pictures["bands"].as_object().map(serde_json::Map::len), last.as_array().map(Vec::len));
    // Letters that nobody looks at are checked as well, by and by, also one that was looked at a moment ago.
    eventually("all are checked, and in order", || {
        let list = preview.connect().until(|message| message["type"] == "list");
        let rows = list["documents"].as_array().expect("rows");
        rows.iter().all(|row| row["checked"] == true && row["errors"] == 0 && row["warnings"] == 0)
    });
    tab.open("2022/flits");
    bench.edit(LETTER, "{{ jnv_kosten }}", "{{ jnv_kostn }}");
    tab.until(|message| {
        message["type"] == "listed" && message["document"]["id"] == "2022/jnv" && message["document"]["errors"] == 1
    });
}

#[test]
fn changes_on_disk_are_followed() {
    let bench = Bench::example();
    let preview = Preview::of(bench.path());
    let mut tab = preview.connect();
    tab.open("2022/jnv");
    // A program that writes in place.
    bench.edit(LETTER, "# informatie", "# informatie\n\nHier staat iets nieuws.");
    tab.document(|document| is_about(document, "Hier staat iets nieuws."));
    // A program that writes beside and renames.
    bench.write("data/brieven/2022/.jnv.md.tmp", bench.read(LETTER).replace("iets nieuws", "iets anders"));
    fs::rename(bench.at("data/brieven/2022/.jnv.md.tmp"), bench.at(LETTER)).expect("renamed");
    tab.document(|document| is_about(document, "Hier staat iets anders."));
    // Figures, definitions, templates, the house style.
    let series = "data/reeksen/jnv.csv";
    let bytes = bench.bytes(series);
    let at = bytes.windows(5).position(|five| five == b";280;").expect("young people with a decision");
    let mut changed = bytes.clone();
    changed[at..at + 5].copy_from_slice(b";290;");
    bench.write(series, changed);
    tab.document(|document| is_about(document, "290"));
    let template =
        include_str!("../../templates/basis/brief.typ.j2").replace("upper({{ document.soort }})", "\"EIGEN OPMAAK\"");
    bench.write("templates/basis/brief.typ.j2", template);
    tab.document(|document| is_about(document, "EIGEN OPMAAK"));
    fs::remove_dir_all(bench.at("templates")).expect("removed");
    tab.document(|document| !is_about(document, "EIGEN OPMAAK") && document["layers"]["0"].is_object());
    bench.edit("data/gemeente.toml", "organisatie = \"Gemeente Dordrecht\"", "organisatie = \"Gemeente Elders\"");
    tab.document(|document| is_about(document, "Gemeente Elders"));
}

/// The yearly figures as a workbook, with this many young people with a decision in 2021.
fn workbook(people: f64) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let heads = ["Jaar", "Zonder beschikking", "Met beschikking", "Kosten zonder beschikking"];
    for (column, head) in (0..).zip(heads) {
        sheet.write_string(0, column, head).expect("written");
    }
    for (row, cells) in (1..).zip([[2021.0, 0.0, people], [2022.0, 157.0, 180.0]]) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_number(row, column, cell).expect("written");
        }
    }
    sheet.write_string(1, 3, ".").expect("written");
    sheet.write_number(2, 3, 461_514.0).expect("written");
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn workbooks_pictures_and_the_house_style_are_followed() {
    let bench = Bench::example();
    bench.write("data/reeksen/jnv.xlsx", workbook(280.0));
    bench.edit("data/reeksen/jnv.toml", "bestand = \"jnv.csv\"", "bestand = \"jnv.xlsx\"");
    let preview = Preview::of(bench.path());
    let mut tab = preview.connect();
    let before = tab.open("2022/jnv");
    assert_eq!(before["findings"], json!([]));
    // Excel writes beside the file and renames; what it leaves beside an open file is none of ours.
    bench.write("data/reeksen/~$jnv.xlsx", "bezet");
    bench.write("data/reeksen/A1B2C3D4", workbook(290.0));
    fs::rename(bench.at("data/reeksen/A1B2C3D4"), bench.at("data/reeksen/jnv.xlsx")).expect("renamed");
    tab.document(|document| is_about(document, "290"));
    let logo = |document: &Value| document["layers"]["0"]["pictures"][0][6].clone();
    bench.write(
        "data/logo.svg",
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0H9V9Z"/></svg>"##,
    );
    tab.document(|document| document["layers"]["0"].is_object() && logo(document) != logo(&before));
    bench.edit("data/gemeente.toml", "kleur = \"", "kleur = \"#7a1f5a\"\n# \"");
    tab.document(|document| document["pages"][0]["bands"] != before["pages"][0]["bands"]);
    // A house font that is not there, until it is.
    bench.edit("data/gemeente.toml", "lettertype = \"Source Sans 3\"", "lettertype = \"Libertinus Serif\"");
    let missing = tab.document(|document| document["good"] == false);
    assert_eq!(missing["pages"], Value::Null);
    tab.until(|message| message["type"] == "list" && message["shared"].to_string().contains("Libertinus Serif"));
    bench.edit("data/gemeente.toml", "lettertype = \"Libertinus Serif\"", "lettertype = \"Source Sans 3\"");
    tab.document(|document| document["good"] == true);
}

#[test]
fn only_what_changed_is_sent() {
    let bench = Bench::example();
    let preview = Preview::of(bench.path());
    let mut tab = preview.connect();
    let before = tab.open("2022/jnv");
    let whole: usize =
        before["bands"].as_object().expect("bands").values().map(|svg| svg.as_str().map_or(0, str::len)).sum();
    bench.edit(LETTER, "Begin 2020", "Aan het begin van 2020");
    let after = tab.document(|document| is_about(document, "Aan het begin van"));
    assert_eq!(after["layers"].as_object().expect("layers").keys().collect::<Vec<_>>(), ["0"]);
    let bands = after["bands"].as_object().expect("bands");
    let sent: usize = bands.values().map(|svg| svg.as_str().map_or(0, str::len)).sum();
    assert!(!bands.is_empty() && sent * 2 < whole, "{sent} of {whole}");
    assert_eq!(after["pages"][1], before["pages"][1]);
    // Nothing looks different when only the places in the source do.
    bench.write(LETTER, bench.read(LETTER).replace("# informatie", "\n\n\n# informatie"));
    let after = tab.document(|document| document["disk"] != after["disk"]);
    assert_eq!(after["bands"].as_object().map(serde_json::Map::len), Some(0));
}

#[test]
fn letters_come_and_go() {
    let bench = Bench::example();
    let preview = Preview::of(bench.path());
    let mut tab = preview.connect();
    tab.open("2022/jnv");
    let has = |message: &Value, name: &str| {
        message["type"] == "list"
            && message["documents"].as_array().is_some_and(|rows| rows.iter().any(|row| row["id"] == name))
    };
    fs::create_dir_all(bench.at("data/brieven/2023-K1")).expect("made");
    fs::copy(bench.at(LETTER), bench.at("data/brieven/2023-K1/nieuw.md")).expect("copied");
    tab.until(|message| has(message, "2023-K1/nieuw"));
    fs::remove_file(bench.at("data/brieven/2023-K1/nieuw.md")).expect("removed");
    tab.until(|message| message["type"] == "list" && !has(message, "2023-K1/nieuw"));
    // The letter that is shown goes, and comes back.
    let text = bench.read(LETTER);
    fs::remove_file(bench.at(LETTER)).expect("removed");
    let gone = tab.document(|document| document["good"] == false);
    assert_eq!(gone["disk"], Value::Null);
    assert!(gone["findings"][0]["message"].as_str().is_some_and(|message| message.contains("er niet")));
    bench.write(LETTER, text);
    tab.document(|document| document["good"] == true);
}

#[test]
fn the_last_of_many_changes_wins() {
    let bench = Bench::example();
    let preview = Preview::of(bench.path());
    let mut tab = preview.connect();
    tab.open("2022/jnv");
    let text = bench.read(LETTER);
    for round in 0..300 {
        bench.write(LETTER, text.replace("# informatie", &format!("# informatie\n\nRonde R{round} van velen.")));
        // Every file of a quarter is copied in at once.
        if round % 50 == 0 {
            for file in
                ["data/reeksen/jnv.csv", "data/reeksen/jnv.toml", "data/kengetallen.toml", "data/grafieken.toml"]
            {
                let bytes = bench.bytes(file);
                bench.write(file, bytes);
            }
        }
    }
    let last = tab.document(|document| is_about(document, "Ronde R299 van velen."));
    assert_eq!(last["good"], true);
    std::thread::sleep(Duration::from_millis(500));
    for message in tab.rest() {
        assert!(
            message["type"] != "document" || message["layers"]["0"].is_null() || is_about(&message, "R299"),
            "an older version came later"
        );
    }
}

#[test]
fn text_in_the_editor_is_shown_before_it_is_saved() {
    let bench = Bench::example();
    let preview = Preview::of(bench.path());
    let mut tab = preview.connect();
    tab.open("2022/jnv");
    let text = bench.read(LETTER);
    let typed = |words: &str| text.replace("# informatie", &format!("# informatie\n\n{words}"));
    for revision in 1..=20 {
        let words = format!("Getypt tot T{revision} toe.");
        tab.say(&json!({"type": "text", "document": "2022/jnv", "text": typed(&words), "revision": revision}));
    }
    let shown = tab.document(|document| is_about(document, "Getypt tot T20 toe."));
    assert_eq!(shown["revision"], 20);
    assert_eq!(bench.read(LETTER), text, "the file is as it was");
    // Another tab sees it too, until this one goes.
    let mut other = preview.connect();
    assert!(is_about(&other.open("2022/jnv"), "Getypt tot T20 toe."));
    drop(tab);
    let after = other.document(|document| document["revision"] == Value::Null);
    assert!(!is_about(&after, "Getypt"));
    // Data that change meanwhile do not undo what is typed.
    other.say(&json!({"type": "text", "document": "2022/jnv", "text": typed("Nog bezig."), "revision": 1}));
    other.document(|document| is_about(document, "Nog bezig."));
    bench.edit("data/gemeente.toml", "organisatie = \"Gemeente Dordrecht\"", "organisatie = \"Gemeente Elders\"");
    let shown = other.document(|document| is_about(document, "Gemeente Elders"));
    assert_eq!(shown["revision"], 1);
}

#[test]
fn a_mistake_leaves_a_gap_and_what_cannot_be_read_keeps_the_last_good_pages() {
    let bench = Bench::example();
    let preview = Preview::of(bench.path());
    let mut tab = preview.connect();
    tab.open("2022/jnv");
    let text = bench.read(LETTER);
    bench.write(LETTER, text.replace("{{ jnv_kosten }}", "{{ jnv_kostn }}"));
    let broken = tab.document(|document| document["good"] == false);
    assert_eq!((broken["fresh"].as_bool(), broken["pages"].as_array().map(Vec::len)), (Some(true), Some(5)));
    assert!(words(&broken).contains("[nog geen cijfer]"), "{}", words(&broken));
    let finding = &broken["findings"][0];
    assert_eq!((finding["code"].as_str(), finding["inManuscript"].as_bool()), (Some("B002"), Some(true)));
    let line = finding["line"].as_u64().expect("a line") as usize;
    assert!(bench.read(LETTER).lines().nth(line - 1).is_some_and(|line| line.contains("jnv_kostn")));
    // A tab that comes now gets them as well.
    let mut other = preview.connect();
    let full = other.open("2022/jnv");
    assert_eq!((full["good"].as_bool(), full["pages"].as_array().map(Vec::len)), (Some(false), Some(5)));
    let refused = preview.request("GET", "/api/pdf?document=2022/jnv", &[], "");
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("fouten"));
    bench.write(LETTER, text.replace("{{ jnv_kosten }}", "{{ jnv_kosten"));
    let unreadable = tab.document(|document| document["good"] == false && document["fresh"] == false);
    assert_eq!(unreadable["pages"], Value::Null, "the last good pages stay");
    bench.write(LETTER, text);
    tab.document(|document| document["good"] == true && document["findings"].as_array().is_some_and(Vec::is_empty));
}

#[test]
fn the_pdf_is_what_maak_makes() {
    let bench = Bench::example();
    let preview = Preview::of(bench.path());
    let mut tab = preview.connect();
    tab.open("2022/jnv");
    let answer = preview.request("GET", "/api/pdf?document=2022/jnv", &[], "");
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-disposition"), Some("attachment; filename=\"2022jnv.pdf\""));
    bench.run(&["maak", "2022/jnv"]).expect(0);
    assert!(answer.body == bench.bytes("uitvoer/2022/jnv.pdf"), "to the byte");
}

#[test]
fn a_pdf_needs_no_tab() {
    let bench = Bench::example();
    let preview = Preview::of(bench.path());
    let answer = preview.request("GET", "/api/pdf?document=2022/jnv", &[], "");
    assert_eq!(answer.status, 200, "{}", answer.text());
    bench.run(&["maak", "2022/jnv"]).expect(0);
    assert!(answer.body == bench.bytes("uitvoer/2022/jnv.pdf"), "to the byte");
    // Nor has one to come back when the text changes.
    bench.write(LETTER, bench.read(LETTER).replace("{{ jnv_kosten }}", "{{ jnv_kostn }}"));
    eventually("the change is seen", || preview.request("GET", "/api/pdf?document=2022/jnv", &[], "").status == 409);
    for unknown in ["2022/onbekend", "onzin", ""] {
        let refused = preview.request("GET", &format!("/api/pdf?document={unknown}"), &[], "");
        assert_eq!((refused.status, refused.text().contains("is er niet")), (409, true), "{}", refused.text());
    }
}

#[test]
fn a_port_that_is_taken_is_said() {
    let bench = Bench::example();
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let ran = ends(bench.path(), &["--poort", &port]).expect(2);
    assert!(
        ran.stderr.contains("U002") && ran.stderr.contains(&format!("Poort {port} is al in gebruik.")),
        "{}",
        ran.stderr
    );
    assert_eq!(ran.stdout, "");
    let ran = ends(bench.path(), &["jvn"]).expect(2);
    assert!(ran.stderr.contains("Bedoelde u \"jnv\"?"), "{}", ran.stderr);
    // A folder keeps its port, for what the browser keeps; a second preview of it gets another one.
    let preview = Preview::of(bench.path());
    let first = preview.port;
    // Until the process that typesets has started it is a copy of the server, with the server's port.
    preview.connect().open("2022/flits");
    drop(preview);
    let preview = Preview::of(bench.path());
    assert_eq!(preview.port, first);
    assert_ne!(Preview::of(bench.path()).port, first);
}

#[test]
fn a_work_folder_out_of_reach_leaves_what_was_last_seen() {
    let bench = Bench::example();
    let preview = Preview::of(bench.path());
    let mut tab = preview.connect();
    let shown = tab.open("2022/jnv");
    // As when the share that it is on goes away.
    fs::rename(bench.at("data"), bench.at("elders")).expect("moved");
    let told =
        tab.until(|message| message["type"] == "list" && message["shared"].to_string().contains("niet te bereiken"));
    assert!(told["documents"].as_array().is_some_and(|documents| documents.len() > 4), "{told}");
    let again = preview.connect().open("2022/jnv");
    assert_eq!((again["good"].as_bool(), words(&again)), (Some(true), words(&shown)));
    fs::rename(bench.at("elders"), bench.at("data")).expect("moved");
    tab.until(|message| message["type"] == "list" && message["shared"].as_array().is_some_and(Vec::is_empty));
    bench.edit(LETTER, "Begin 2020", "Weer bereikbaar begin 2020");
    tab.document(|document| is_about(document, "Weer bereikbaar"));
}
