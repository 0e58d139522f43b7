//! What documents of overlapping periods say of the same thing, also when one of them was adopted.

mod workbench;

use std::fs;

use workbench::{Bench, Ran};

const HELP: &str = "data/reeksen/hulp.csv";

/// A letter about the fourth quarter of 2022 with this text.
fn quarter(bench: &Bench, name: &str, text: &str) {
    let letter = bench.read("data/brieven/2022/tweede.md");
    let letter = letter.replace("In deze brief staan geen cijfers.", text).replace("0000002", "0000003");
    bench.write(&format!("data/brieven/2022-K4/{name}.md"), letter);
}

/// The small work folder with `2022-K4/kwartaal` adopted, and the year's letter still being written.
fn adopted_quarter() -> Bench {
    let bench = Bench::basis();
    quarter(
        &bench,
        "kwartaal",
        "In {{ periode.jaar }} kregen {{ hulp_jongeren[periode.jaar] }} jongeren hulp, voor {{ hulp_kosten[periode.jaar] }}.",
    );
    bench.run(&["stelvast", "2022-K4/kwartaal", "--op", "2023-02-14"]).expect(0);
    bench.run(&["controleer"]).expect(0);
    bench
}

/// The one finding of a run.
fn only(ran: &Ran) -> serde_json::Value {
    let json = ran.json();
    let report = json.get("controle").unwrap_or(&json);
    let findings = report["bevindingen"].as_array().cloned().unwrap_or_default();
    assert_eq!(findings.len(), 1, "{}", ran.text());
    findings[0].clone()
}

#[test]
fn what_an_adopted_letter_printed_is_compared_with_what_others_print_now() {
    let bench = adopted_quarter();
    bench.edit(HELP, "157", "158");
    let found = only(&bench.run(&["controleer", "--formaat", "json"]).expect(1));
    assert_eq!(found["code"], "C012");
    let message = found["bericht"].as_str().expect("a message");
    assert_eq!(
        message,
        "\"Jongeren met hulp\" over 2022 is hier 158, maar 157 in data/brieven/2022-K4/kwartaal.md, regel 12."
    );
    assert!(found.to_string().contains("data/brieven/2022/brief.md"), "{found}");
    // Making says the same, and says it again though nothing changed.
    for _ in 0..2 {
        let made = only(&bench.run(&["maak", "--formaat", "json"]).expect(1));
        assert_eq!(made["bericht"], found["bericht"]);
    }
    // Another status moves nothing.
    bench.run(&["markeer", "2022-K4/kwartaal", "verzonden"]).expect(0);
    assert_eq!(only(&bench.run(&["maak", "--formaat", "json"]).expect(1))["bericht"], found["bericht"]);
    // Nobody adopts what the council would read otherwise.
    let refused = bench.run(&["stelvast", "2022/brief"]).expect(1);
    assert!(refused.stderr.contains("C012") && refused.stderr.contains("2022-K4/kwartaal"), "{}", refused.text());
    // Who explains it may say so.
    let series = bench.read("data/reeksen/hulp.toml");
    let revised = "\n[[herzien]]\nperiode = \"2022\"\nmaat = \"jongeren\"\nwas = 157\nbrief = \"2022-K4/kwartaal\"\ntoelichting = \"Later gemeld.\"\n";
    bench.write("data/reeksen/hulp.toml", series + revised);
    bench.run(&["controleer"]).expect(0);
    bench.run(&["stelvast", "2022/brief", "--op", "2023-03-14"]).expect(0);
    bench.run(&["controleer"]).expect(0);
}

#[test]
fn a_correction_of_the_adopted_letter_makes_both_agree() {
    let bench = adopted_quarter();
    bench.edit(HELP, "157", "158");
    bench.run(&["controleer"]).expect(1);
    let path = "data/brieven/2022-K4/kwartaal.md";
    let correction = "status = \"concept\"\nversie = 2\ncorrectie = \"Het aantal jongeren was te laag.\"";
    bench.edit(path, "status = \"vastgesteld\"", correction);
    bench.run(&["controleer"]).expect(0);
}

#[test]
fn a_new_reference_date_or_rounding_is_seen_beside_an_adopted_letter() {
    let bench = adopted_quarter();
    let indicators = bench.read("data/kengetallen.toml");
    bench.write("data/kengetallen.toml", indicators.replacen("afronding = 0", "afronding = -3", 1));
    let found = only(&bench.run(&["controleer", "--formaat", "json"]).expect(0));
    assert_eq!(found["code"], "C018");
    let message = found["bericht"].as_str().expect("a message").replace('\u{a0}', " ");
    assert!(
        message.contains("\"€ 462.000\"") && message.contains("\"€ 461.514\" in data/brieven/2022-K4/kwartaal.md"),
        "{message}"
    );
    bench.write("data/kengetallen.toml", indicators);

    // Without a date then, there is nothing to compare with.
    let series = bench.read("data/reeksen/hulp.toml");
    let dated = |date: &str| bench.write("data/reeksen/hulp.toml", format!("peildatum = {date}\n{series}"));
    dated("2023-01-15");
    bench.run(&["controleer"]).expect(0);
    quarter(
        &bench,
        "stand",
        "In {{ periode.jaar }} kregen {{ hulp_jongeren[periode.jaar] }} jongeren hulp voor {{ hulp_kosten[periode.jaar] }}.",
    );
    bench.run(&["stelvast", "2022-K4/stand", "--op", "2023-02-14"]).expect(0);
    dated("2023-03-01");
    // Once, though the letters have two figures of this series in common.
    let found = only(&bench.run(&["controleer", "--formaat", "json"]).expect(0));
    assert_eq!(found["code"], "C017");
    let message = found["bericht"].as_str().expect("a message").replace('\u{a0}', " ");
    assert!(message.contains("1 maart 2023, maar 15 januari 2023 in data/brieven/2022-K4/stand.md"), "{message}");
    // An author can accept it; it is not forgotten.
    bench.edit(
        "data/brieven/2022/brief.md",
        "Dat kostte {{ hulp_kosten }}.",
        "Dat kostte {{ hulp_kosten }}. {{ akkoord(\"C017\", \"De tekst noemt de nieuwe stand.\") }}",
    );
    for command in ["controleer", "maak", "maak"] {
        let ran = bench.run(&[command]).expect(0);
        assert!(ran.stdout.contains("1 bevinding is met een reden geaccepteerd"), "{}", ran.text());
        assert!(!ran.text().contains("C017"), "{}", ran.text());
    }
}

#[test]
fn a_damaged_archive_is_told_and_not_compared() {
    let bench = adopted_quarter();
    bench.edit("archief/2022-K4/kwartaal/1/kwartaal.uitspraken.json", "157", "150");
    let ran = bench.run(&["controleer"]).expect(1);
    assert!(ran.stdout.contains("F007") && !ran.stdout.contains("C012"), "{}", ran.text());
}

#[test]
fn what_was_adopted_before_statements_were_kept_is_read_from_what_it_was_made_from() {
    let bench = adopted_quarter();
    let path = "data/brieven/2022-K4/kwartaal.vastgesteld-1.json";
    let mut record: serde_json::Value = serde_json::from_str(&bench.read(path)).expect("a record");
    let outputs = record["uitvoer"].as_object_mut().expect("outputs");
    assert!(outputs.remove("kwartaal.uitspraken.json").is_some());
    bench.write(path, record.to_string());
    fs::remove_file(bench.at("archief/2022-K4/kwartaal/1/kwartaal.uitspraken.json")).expect("removed");
    bench.run(&["controleer"]).expect(0);
    bench.edit(HELP, "157", "158");
    let found = only(&bench.run(&["controleer", "--formaat", "json"]).expect(1));
    assert!(found["bericht"].as_str().is_some_and(|message| message.contains("kwartaal.md, regel 12")), "{found}");
    // What was made from another file than was adopted is not compared.
    bench.edit("archief/2022-K4/kwartaal/1/invoer/data/reeksen/hulp.csv", "157", "150");
    let ran = bench.run(&["controleer"]).expect(1);
    assert!(ran.stdout.contains("F007") && !ran.stdout.contains("C012"), "{}", ran.text());
}

#[test]
fn a_single_word_is_enough_where_the_definition_is_the_same() {
    let bench = Bench::basis();
    bench.edit("data/kengetallen.toml", "naam = \"Jongeren met hulp\"", "naam = \"Jongeren\"");
    quarter(&bench, "kwartaal", "In {{ periode.jaar }} waren er {{ hulp_jongeren[periode.jaar] }} jongeren.");
    bench.run(&["stelvast", "2022-K4/kwartaal", "--op", "2023-02-14"]).expect(0);
    bench.edit(HELP, "157", "158");
    let found = only(&bench.run(&["controleer", "--formaat", "json"]).expect(1));
    assert!(found["bericht"].as_str().is_some_and(|message| message.starts_with("\"Jongeren\" over 2022")), "{found}");
}

#[test]
fn sums_and_means_over_more_periods_are_other_things() {
    let bench = Bench::basis();
    bench.edit(
        "data/reeksen/inzet.toml",
        "naam = \"inzet\"\neenheid = \"fte\"",
        "naam = \"uren van de inzet\"\neenheid = \"uren\"",
    );
    bench.edit(
        "data/kengetallen.toml",
        "naam = \"Inzet aan het einde\"\nformule = \"som(inzet.fte, periode.laatste_kwartaal)\"\neenheid = \"fte\"",
        "naam = \"Inzet aan het einde\"\nformule = \"som(inzet.fte, periode.laatste_kwartaal)\"\neenheid = \"uren\"",
    );
    quarter(
        &bench,
        "kwartaal",
        "Het waren {{ som(inzet.fte, periode) }}, in heel {{ periode.jaar }} {{ som(inzet.fte, periode.jaar) }}, en tot nu toe {{ cumulatief(inzet.fte, periode) }}. Gemiddeld was het {{ gemiddelde(inzet.fte, periode.jaar) }}.",
    );
    let ran = bench.run(&["controleer"]);
    assert!(!ran.text().contains("fout["), "{}", ran.text());
}

#[test]
fn lists_of_two_pilots_are_two_things() {
    let bench = Bench::basis();
    let pilot = bench.read("data/pilots/proef.toml");
    bench.write("data/pilots/ander.toml", pilot.replace("\"Indus\"]", "\"Indus\", \"Timon\"]"));
    let count = "Er zijn {{ aantal(pilot.aanbieders) }} aanbieders.";
    quarter(&bench, "een", count);
    quarter(&bench, "twee", count);
    let name = |letter: &str, pilot: &str| {
        let path = format!("data/brieven/2022-K4/{letter}.md");
        bench.edit(&path, "zaaknummer", &format!("pilot = \"{pilot}\"\nzaaknummer"));
    };
    name("een", "proef");
    name("twee", "ander");
    bench.run(&["controleer"]).expect(0);
}

#[test]
fn numbers_that_are_withheld_are_never_compared() {
    let bench = Bench::basis();
    for (name, value) in [("een", 3), ("twee", 4)] {
        bench.write(&format!("data/reeksen/{name}.csv"), format!("periode;jongeren\n2022;{value}\n"));
        bench.write(
            &format!("data/reeksen/{name}.toml"),
            "titel = \"x\"\nbron = \"x\"\n\n[maten.jongeren]\nnaam = \"jongeren in zware hulp\"\neenheid = \"personen\"\n",
        );
        quarter(&bench, name, &format!("Het waren er {{{{ {name}.jongeren[periode.jaar] }}}}."));
    }
    let ran = bench.run(&["controleer"]);
    assert!(
        ran.stdout.contains("V003") && !ran.text().contains("C012") && !ran.text().contains("C018"),
        "{}",
        ran.text()
    );
}

#[test]
fn both_letters_show_it_in_the_overview() {
    let bench = Bench::basis();
    let letter = bench.read("data/brieven/2022/brief.md");
    let other = "\n\n[feiten.ander]\nnaam = \"Jongeren met hulp\"\nwaarde = 158\neenheid = \"personen\"\nbron = \"x\"\nperiode = \"2022\"\n+++";
    bench.write(
        "data/brieven/2022-K4/kwartaal.md",
        letter
            .replacen("\n+++\n\n", &format!("{other}\n\n"), 1)
            .replace("{{ hulp_jongeren }}", "{{ ander }}")
            .replace("Dat kostte {{ hulp_kosten }}.", ""),
    );
    bench.run(&["controleer"]).expect(1);
    let board = bench.run(&["overzicht", "--op", "2023-03-01", "--formaat", "json"]).json();
    let letters: Vec<&serde_json::Value> = board["perioden"]
        .as_array()
        .expect("periods")
        .iter()
        .flat_map(|period| period["brieven"].as_array().expect("letters"))
        .collect();
    let errors = |name: &str| {
        let row = letters.iter().find(|row| row["naam"] == name || row["brief"] == name || row["id"] == name);
        row.map(|row| row["fouten"].clone())
    };
    assert_eq!(errors("2022/brief"), Some(1.into()), "{board}");
    assert_eq!(errors("2022-K4/kwartaal"), Some(1.into()), "{board}");
    assert_eq!(errors("2022/tweede"), Some(0.into()), "{board}");
}

/// A presentation with one slide.
fn presentation(bench: &Bench, period: &str, text: &str) {
    let slides = format!(
        "+++\nsjabloon = \"presentatie\"\nonderwerp = \"De proef\"\ndatum = 2023-03-20\npilot = \"proef\"\nportefeuillehouder = \"wethouder Jeugd\"\n+++\n\n# De proef\n\n{text}\n"
    );
    bench.write(&format!("data/presentaties/{period}/raad.md"), slides);
}

#[test]
fn a_presentation_and_a_letter_of_overlapping_periods_agree() {
    let bench = Bench::basis();
    let kort = "\n[hulp_kosten_kort]\nnaam = \"Kosten in het kort\"\nformule = \"hulp.kosten[periode]\"\neenheid = \"euro\"\nschaal = \"miljoen\"\n";
    bench.write("data/kengetallen.toml", bench.read("data/kengetallen.toml") + kort);
    presentation(&bench, "2022-K4", "- De hulp kostte {{ hulp_kosten_kort[periode.jaar] }} in {{ periode.jaar }}");
    let found = only(&bench.run(&["controleer", "--formaat", "json"]).expect(0));
    assert_eq!((&found["code"], &found["bestand"]), (&"C018".into(), &"data/presentaties/2022-K4/raad.md".into()));
    let message = found["bericht"].as_str().expect("a message").replace('\u{a0}', " ");
    assert!(
        message.contains("\"€ 0,5 mln.\", maar als \"€ 461.514\" in data/brieven/2022/brief.md, regel 12"),
        "{message}"
    );
    // What the council has read stays; the slides show the corrected figure.
    presentation(&bench, "2022", "- In {{ periode }} kregen {{ hulp_jongeren }} jongeren hulp");
    fs::remove_file(bench.at("data/presentaties/2022-K4/raad.md")).expect("removed");
    bench.run(&["stelvast", "2022/brief", "--op", "2023-03-14"]).expect(0);
    bench.run(&["controleer"]).expect(0);
    bench.edit(HELP, "157", "158");
    let found = only(&bench.run(&["controleer", "--formaat", "json"]).expect(1));
    assert_eq!((&found["code"], &found["bestand"]), (&"C012".into(), &"data/presentaties/2022/raad.md".into()));
    let message = found["bericht"].as_str().expect("a message");
    assert!(message.contains("is hier 158, maar 157 in data/brieven/2022/brief.md, regel 13"), "{message}");
}
