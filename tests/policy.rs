//! How bad findings are, what authors accept with a reason, and what machines get of both.

mod workbench;

use serde_json::Value;

use workbench::{Bench, cases, griffel};

const LETTER: &str = "data/brieven/2022/brief.md";
const LONG: &str = "Omdat de kosten stegen en er meer jongeren kwamen, terwijl de aanbieders nog geen plek hadden en ook de wijkteams op zoek waren naar mensen, konden wij niet alle jongeren direct helpen.";
const WAIVER: &str = r#"{{ akkoord("C030", "Dit is de letterlijke tekst van het contract.") }}"#;

/// The letter with another text in its last section.
fn with_text(text: &str) -> Bench {
    let bench = Bench::basis();
    let letter = bench.read(LETTER);
    let (before, _) = letter.split_once("# Toelichting").expect("a section");
    bench.write(LETTER, format!("{before}# Toelichting\n\n{text}\n"));
    bench
}

fn policy(bench: &Bench, lines: &str) {
    let text = bench.read("data/gemeente.toml");
    bench.write("data/gemeente.toml", format!("{text}\n[bevindingen]\n{lines}\n"));
}

/// The generated source of the letter.
fn source(text: &str) -> String {
    let bench = with_text(text);
    bench.run(&["maak", "brief", "--bewaar-typst"]).expect(0);
    let source = bench.read("uitvoer/2022/brief.typst/brief.typ");
    // The lines of the author's file, in comments, do differ.
    let (_, text) = source.split_once("Toelichting").expect("the section");
    text.lines().filter(|line| !line.starts_with("// regel")).collect::<Vec<_>>().join("\n")
}

fn codes(found: &Value) -> Vec<String> {
    let found = found.as_array().expect("a list");
    found.iter().map(|finding| finding["code"].as_str().expect("a code").to_owned()).collect()
}

/// The letter's findings, and those that were accepted.
fn found(text: &str) -> (Vec<String>, Vec<String>) {
    let json = with_text(text).run(&["controleer", "brief", "--formaat", "json"]).expect(0).json();
    (codes(&json["bevindingen"]), codes(&json["geaccepteerd"]))
}

fn akkoord_leaves_no_trace_on_paper(plain: &str, waived: &str) {
    assert_eq!(source(&waived.replace("{{}}", WAIVER)), source(plain));
}

cases! { akkoord_leaves_no_trace_on_paper:
    after_a_paragraph("Een zin.\n\nNog een.", "Een zin. {{}}\n\nNog een.");
    between_paragraphs("Een zin.\n\nNog een.", "Een zin.\n\n{{}}\n\nNog een.");
    four_times("Een zin.\n\nNog een.", "Een zin.\n{{}}\n\n{{}} Nog een.\n\n{{}}");
    between_sentences("Een zin. Nog een.", "Een zin. {{}} Nog een.");
    on_a_line_of_its_own("Een zin. Nog een.", "Een zin.\n{{}}\nNog een.");
    in_words_that_stand_out("Een **zin**. Nog een.", "{{}} Een {{}} **zin {{}}**. Nog {{}} een.");
    in_a_list("- Een zin.\n- Nog een.", "- Een zin. {{}}\n- Nog {{}} een.\n\n{{}}");
    at_a_heading_and_a_chart(
        "## Een kop\n\n{{ grafiek(\"inzet\") }}",
        "## Een kop {{}}\n\n{{ grafiek(\"inzet\") }} {{}}",
    );
    in_a_table("| a | b |\n|---|---|\n| c | d |", "| a | b {{}} |\n|---|---|\n| c | {{}} d |\n\n{{}}");
    in_a_quotation("> Een zin.", "> Een zin. {{}}");
    in_a_footnote("Een zin.[^1]\n\n[^1]: Een noot.", "Een zin.[^1] {{}}\n\n[^1]: Een noot. {{}}");
}

/// `{{}}` stands for the placeholder, `LANG` for the sentence that it is about.
fn akkoord_is_about_its_own_block(text: &str) {
    let text = text.replace("{{}}", WAIVER).replace("LANG", LONG);
    assert_eq!(found(&text), (Vec::new(), vec!["C030".to_owned()]));
}

cases! { akkoord_is_about_its_own_block:
    behind_it("LANG {{}}");
    before_it("{{}} LANG");
    in_the_middle("Kort.\nLANG\n{{}}\nKort.");
    in_a_block_of_its_own("Kort.\n\nLANG\n\n{{}}\n\nKort.");
    of_a_list("- Kort.\n- LANG {{}}");
    under_a_list("- Kort.\n- LANG\n\n{{}}");
    of_a_quotation("> LANG {{}}");
    twice("LANG {{}} {{}}");
    after_a_condition("{% if true %}\nLANG\n{% endif %}\n{{}}");
}

fn akkoord_is_not_about_another_block(text: &str) {
    let (mut findings, waived) = found(&text.replace("{{}}", WAIVER).replace("LANG", LONG));
    findings.sort();
    assert_eq!((findings, waived), (vec!["A005".to_owned(), "C030".to_owned()], Vec::new()));
}

cases! { akkoord_is_not_about_another_block:
    below_it("Kort. {{}}\n\nLANG");
    in_another_item("- Kort. {{}}\n- LANG");
    in_a_list_below_it("- Kort. {{}}\n  - LANG");
    after_nothing("{{}}\n\nLANG");
    below_a_heading("## Kop {{}}\n\nLANG");
}

#[test]
fn one_placeholder_in_a_repetition_is_of_use_where_one_of_its_blocks_needs_it() {
    let items = format!(
        "{{% for naam in pilot.aanbieders %}}\n- {{{{ naam }}}}: {{% if naam == \"Indus\" %}}{LONG}{{% endif %}} {WAIVER}\n{{% endfor %}}"
    );
    assert_eq!(found(&items), (Vec::new(), vec!["C030".to_owned()]));
}

#[test]
fn akkoord_is_not_reported_as_unused_where_it_cannot_be_judged() {
    let bench = with_text(&format!("Een zin met {{{{ onbekend }}}}. {WAIVER}"));
    let json = bench.run(&["controleer", "--formaat", "json"]).expect(1).json();
    assert_eq!(codes(&json["bevindingen"]), ["B002"], "the text has errors");
    let bench = with_text(&format!("{LONG} {WAIVER}"));
    policy(&bench, "C030 = \"uit\"");
    let json = bench.run(&["controleer", "--formaat", "json"]).expect(0).json();
    assert_eq!(codes(&json["bevindingen"]), [""; 0], "the rule is off");
}

#[test]
fn a_raised_warning_keeps_the_letter_from_being_made() {
    let bench = with_text(LONG);
    bench.run(&["maak", "brief"]).expect(0);
    policy(&bench, "C030 = \"fout\"");
    let json = bench.run(&["maak", "--formaat", "json"]).expect(1).json();
    assert_eq!((json["documenten"][0]["fouten"].as_u64(), json["documenten"][0].get("pdf")), (Some(1), None));
    assert!(json["documenten"][1]["pdf"].is_string(), "the other letter is made");
    assert_eq!(json["controle"]["bevindingen"][0]["ernst"], "fout");
}

#[test]
fn the_policy_holds_for_shared_data() {
    let bench = Bench::basis();
    bench.edit("data/gemeente.toml", "[afkortingen]", "[huisstijl]\nkleur = \"#ffd700\"\n\n[afkortingen]");
    let light = bench.read("data/gemeente.toml");
    assert_eq!(codes(&bench.run(&["controleer", "--formaat", "json"]).expect(0).json()["bevindingen"]), ["H001"]);
    policy(&bench, "H001 = \"uit\"");
    assert_eq!(codes(&bench.run(&["controleer", "--formaat", "json"]).expect(0).json()["bevindingen"]), [""; 0]);
    bench.write("data/gemeente.toml", light);
    policy(&bench, "H001 = \"fout\"");
    bench.run(&["maak"]).expect(1);
    assert!(!bench.at("uitvoer/2022/brief.pdf").exists(), "no letter is made in that colour");
}

#[test]
fn json_keeps_what_was_accepted_with_its_reason() {
    let bench = with_text(&format!("{LONG} {WAIVER}"));
    let json = bench.run(&["controleer", "--formaat", "json"]).expect(0).json();
    insta::assert_snapshot!(serde_json::to_string_pretty(&json).expect("JSON"));
    let made = bench.run(&["maak", "--formaat", "json"]).expect(0).json();
    assert_eq!(made["controle"], json);
}

#[test]
fn sarif_names_rules_places_and_what_was_accepted() {
    let bench = with_text(&format!("{LONG} {WAIVER}\n\n{LONG}\n\nDe SOJ helpt."));
    bench.write("data/reeksen/kosten in euro's.csv", "kwartaal;aanbieder;fte\n2022-K1;Eddee;veel\n");
    bench.edit("data/reeksen/inzet.toml", "titel", "bestand = \"kosten in euro's.csv\"\ntitel");
    policy(&bench, "C031 = \"uit\"\nC030 = \"fout\"");
    let ran = bench.run(&["controleer", "brief", "--formaat", "sarif"]).expect(1);
    assert!(!ran.stdout.contains(&bench.path().display().to_string()), "no path of this machine");
    let mut log = ran.json();
    let rules = log["runs"][0]["tool"]["driver"]["rules"].take();
    let rules = rules.as_array().expect("a list");
    assert_eq!(rules.len(), griffel::stages::diagnostic::Code::ALL.len());
    let long = rules.iter().find(|rule| rule["id"] == "C030").expect("a rule");
    assert_eq!(long["name"], "LongSentence");
    assert_eq!(long["defaultConfiguration"]["level"], "warning");
    for result in log["runs"][0]["results"].as_array().expect("a list") {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(r#""(ruleIndex|index)": \d+"#, "\"$1\": [nummer]");
    settings.bind(|| insta::assert_snapshot!(serde_json::to_string_pretty(&log).expect("JSON")));
}

#[test]
fn sarif_is_the_same_wherever_the_work_folder_is() {
    let (one, two) = (with_text(LONG), with_text(LONG));
    let from = |bench: &Bench, inside: &str| {
        let output = griffel(&bench.at(inside)).args(["controleer", "--formaat", "sarif"]).output();
        output.expect("griffel starts").stdout
    };
    assert_eq!(from(&one, "."), from(&two, "data/brieven"));
}
