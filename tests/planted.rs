//! Errors planted in the real example letters are found, and say what is wrong.

mod workbench;

use workbench::Bench;

const JNV: &str = "data/brieven/2022/jnv.md";

/// Plants one error in the example, and gives what is said of it.
#[track_caller]
fn planted(path: &str, right: &str, wrong: &str, status: i32) -> String {
    let bench = Bench::example();
    bench.edit(path, right, wrong);
    bench.run(&["controleer"]).expect(status).text().replace('\u{a0}', " ")
}

#[track_caller]
fn says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no {part:?} in:\n{text}");
    }
}

#[test]
fn the_example_letters_are_clean() {
    let ran = Bench::example().run(&["controleer"]).expect(0);
    let codes: Vec<&str> = ran.stdout.lines().filter(|line| line.contains("[C")).collect();
    assert!(codes.is_empty(), "{}", codes.join("\n"));
}

#[test]
fn a_typed_amount() {
    let text = planted(JNV, "Die hulp kostte {{ jnv_kosten }}.", "Die hulp kostte € 461.514.", 1);
    says(
        &text,
        &[
            "fout[C001]",
            "\"€ 461.514\"",
            "Die hulp kostte € 461.514.",
            "jnv.md:63",
            "Bedoelt u {{ jnv_kosten }} (Kosten van hulp zonder beschikking), {{ jnv_kosten_dit_jaar }}",
        ],
    );
}

#[test]
fn a_typed_count_of_last_year() {
    let text = planted(JNV, "nog {{ jnv_met[vorig_jaar] }}.", "nog 280.", 1);
    says(&text, &["fout[C001]", "\"280\"", "{{ jnv_met[vorig_jaar] }}"]);
}

#[test]
fn a_typed_amount_that_nobody_knows() {
    let text = planted(JNV, "{{ jnv_nodig[periode.volgende] }} nodig", "€ 921.000 nodig", 1);
    says(&text, &["fout[C001]", "data/feiten.toml"]);
}

#[test]
fn a_number_in_words() {
    let text = planted(JNV, "De {{ aantal(pilot.aanbieders) }} aanbieders vullen", "De drie aanbieders vullen", 0);
    says(&text, &["waarschuwing[C002]", "\"drie\"", "Bedoelt u {{ aantal(pilot.aanbieders) }}?"]);
}

#[test]
fn a_wrong_count_before_a_list() {
    let text = planted(JNV, "Dit zijn de verschillen:", "Dit zijn de vier verschillen:", 1);
    says(&text, &["fout[C003]", "\"vier\"", "drie onderdelen"]);
}

#[test]
fn a_contradicting_verb() {
    let right = "{{ verschil_kosten | absoluut }} lager";
    let text = planted(JNV, right, "{{ verschil_kosten | absoluut }} hoger", 1);
    says(&text, &["fout[C004]", "\"hoger\"", "−29%"]);
    let right = "een {{ richting(jnv_met_groei, \"stijging\", \"daling\", \"verschil\") }} van";
    let text = planted(JNV, right, "een stijging van", 1);
    says(&text, &["fout[C004]", "\"stijging\"", "van 280 (2021) naar 180 (2022)"]);
}

#[test]
fn a_contradicting_chart_title() {
    let text = planted("data/grafieken.toml", "aanmeldingen groeide met", "aanmeldingen daalde met", 1);
    says(&text, &["fout[C004]", "\"daalde\"", "data/grafieken.toml"]);
}

#[test]
fn a_wrong_percentage() {
    let right = "In {{ periode }} ging het om {{ jnv_met }} jongeren.";
    let wrong = "{{ jnv_met }} van de {{ jnv_totaal }} jongeren ({{ jnv_met_groei | absoluut }}) had een beschikking.";
    let text = planted(JNV, right, wrong, 1);
    says(&text, &["fout[C005]", "180 van de 337 is 53%, niet 36%"]);
}

#[test]
fn a_nearly_right_percentage() {
    let right =
        "een {{ richting(jnv_met_groei, \"stijging\", \"daling\", \"verschil\") }} van {{ jnv_met_groei | absoluut }}.";
    let text = planted(JNV, right, "een daling van 35%.", 1);
    says(&text, &["fout[C001]", "\"35%\"", "waarschuwing[C006]", "van 280 naar 180 is 36%"]);
}

#[test]
fn two_notations() {
    let bench = Bench::example();
    let known = bench.read("data/kengetallen.toml");
    let more = "\n[jnv_kosten_kort]\nnaam = \"Kosten, kort\"\nformule = \"jnv.kosten[periode]\"\neenheid = \"euro\"\nschaal = \"duizend\"\n";
    bench.write("data/kengetallen.toml", known + more);
    bench.edit(JNV, "De pilot leidt niet tot extra kosten.", "De {{ jnv_kosten_kort }} is geen extra geld.");
    let text = bench.run(&["controleer"]).expect(0).text().replace('\u{a0}', " ");
    says(&text, &["waarschuwing[C007]", "\"€ 462 duizend\"", "regel 63", "\"€ 461.514\""]);
}

#[test]
fn a_wrong_sum_in_a_typed_table() {
    let table = "| Soort | Jongeren |\n|---|--:|\n| Met | {{ jnv_met }} |\n| Zonder | {{ jnv_zonder }} |\n| Totaal | {{ jnv_met[vorig_jaar] }} |\n";
    let text = planted(JNV, "{{ tabel(\"jnv-jongeren\") }}", table, 1);
    says(&text, &["fout[C009]", "samen is het 337", "er staat 280"]);
}

#[test]
fn rounded_parts_of_a_table() {
    let bench = Bench::example();
    bench.edit(
        "data/grafieken.toml",
        "[jnv-dekking]\nsoort = \"waterval\"",
        "[jnv-dekking]\nschaal = \"miljoen\"\nsoort = \"waterval\"",
    );
    bench.edit("data/reeksen/jnv_dekking.csv", "323.000", "340.000");
    bench.edit("data/reeksen/jnv_dekking.csv", "597.000", "640.000");
    let text = bench.run(&["controleer"]).expect(0).text();
    says(&text, &["waarschuwing[C008]", "samen 0,9", "staat er 1,0", "Door afronding"]);
    bench.edit(
        "data/grafieken.toml",
        "[jnv-dekking]\n",
        "[jnv-dekking]\ntoelichting = [\"Door afronding kan de som van de delen afwijken van het totaal.\"]\n",
    );
    let text = bench.run(&["controleer"]).expect(0).text();
    assert!(!text.contains("C008"), "{text}");
}

#[test]
fn the_manual_lists_what_may_be_typed() {
    let manual = include_str!("../docs/handleiding.md");
    for exemption in griffel::stages::check::EXEMPTIONS {
        assert!(manual.contains(exemption.what), "the manual does not list: {}", exemption.what);
    }
}
