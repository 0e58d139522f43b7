//! What changed in a letter against an earlier one: two quarterly letters in the example, and any text at all.

mod workbench;

use std::fs;

use proptest::prelude::*;
use serde_json::Value;

use griffel::stages::cycle::difference::{
    ChangeState, Difference, Said, Sentence, SentenceState, Side, to_html, to_json, to_text,
};
use griffel::stages::pipeline::Run;
use griffel::stages::project::{DocumentId, WorkFolder};

use workbench::{Bench, Ran};

const OLD: &str = "data/brieven/2022-K3/inzet.md";
const NEW: &str = "data/brieven/2022-K4/inzet.md";

const FIGURES: &str = r#"
[inzet-maanden]
soort = "kolom"
titel = "De inzet per maand"
onderwerp = "Inzet van de aanbieders per maand"
reeks = "jnv_inzet"
maten = ["fte"]
van = "periode.eerste_maand"
tot = "periode.laatste_maand"

[inzet-tabel]
soort = "tabel"
titel = "Inzet en kosten"
onderwerp = "Inzet en kosten van de pilot"
kengetallen = ["kwartaal_inzet", "kwartaal_kosten"]
perioden = ["vorige", "periode"]
kop = "Wat"
"#;

const INDICATORS: &str = r#"
[kwartaal_inzet]
naam = "Inzet aan het einde"
formule = "jnv_inzet.fte[periode.laatste_maand]"
eenheid = "fte"

[kwartaal_kosten]
naam = "Kosten van de pilot"
formule = "jnv_kwartaal.kosten[periode]"
eenheid = "euro"
afronding = 0

[kwartaal_groei]
naam = "Groei van de kosten"
formule = "kwartaal_kosten / kengetal('kwartaal_kosten', vorige) - 1"
eenheid = "procent"
afronding = 0
"#;

const FACTS: &str = r#"
[norm_inzet]
naam = "Norm voor de inzet"
waarde = 6
eenheid = "fte"
bron = "Voorbeeldcijfers, niet echt"
"#;

fn letter(date: &str, case: &str, information: &str) -> String {
    format!(
        "+++\nsjabloon = \"raadsinformatiebrief\"\nonderwerp = \"Inzet in {{{{ periode }}}}\"\ndatum = {date}\n\
         pilot = \"jnv\"\nzaaknummer = \"{case}\"\nportefeuillehouder = \"wethouder Jeugd\"\n+++\n\n\
         # bevoegdheden\n\nWij voeren het beleid uit.\n\n# aanleiding\n\nU vroeg hierom.\n\n# informatie\n\n{information}\n\n\
         # vervolg\n\nU hoort van ons.\n\n# kosten\n\nEr zijn geen extra kosten.\n"
    )
}

const OLD_TEXT: &str = "In {{ periode }} was de inzet {{ kwartaal_inzet }}. Dat kostte {{ kwartaal_kosten }}, \
    {{ kwartaal_groei | absoluut }} meer dan eerst. De norm is {{ norm_inzet }}. De aanbieders werken goed samen met de \
    scholen in de wijk. Wij maken een nieuwe folder.\n\n{{ grafiek(\"inzet-maanden\") }}\n\n{{ tabel(\"inzet-tabel\") }}";
const NEW_TEXT: &str = "In {{ periode }} was de inzet {{ kwartaal_inzet }}. Dat kostte {{ kwartaal_kosten }}, \
    {{ kwartaal_groei | absoluut }} meer dan eerst. De norm is {{ norm_inzet }}. De aanbieders werken heel goed samen met \
    de scholen in de stad. In {{ periode.eerste_maand }} was de inzet {{ jnv_inzet.fte[periode.eerste_maand] }}.\n\n\
    {{ grafiek(\"inzet-maanden\") }}\n\n{{ tabel(\"inzet-tabel\") }}";

/// The example with letters over the third and the fourth quarter.
fn quarters() -> Bench {
    let bench = Bench::example();
    bench.write("data/grafieken.toml", bench.read("data/grafieken.toml") + FIGURES);
    bench.write("data/kengetallen.toml", bench.read("data/kengetallen.toml") + INDICATORS);
    bench.write("data/feiten.toml", FACTS);
    bench.write(OLD, letter("2022-10-14", "2022-0000003", OLD_TEXT));
    bench.write(NEW, letter("2023-01-14", "2022-0000004", NEW_TEXT));
    bench
}

fn json(bench: &Bench) -> Value {
    bench.run(&["verschil", "inzet", "--formaat", "json"]).expect(0).json()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// The one number with this name and this old number.
#[track_caller]
fn number<'a>(whole: &'a Value, name: &str) -> &'a Value {
    let mut found = list(whole, "getallen").iter().filter(|number| number["naam"] == name);
    match (found.next(), found.next()) {
        (Some(one), None) => one,
        _ => panic!("{name} is not there once: {whole:#}"),
    }
}

/// A side of a sentence.
fn said(sentence: &Value, side: &str) -> String {
    list(&sentence[side], "stukken").iter().filter_map(|piece| piece["tekst"].as_str()).collect()
}

/// Sentences in this state, as the letter has them, or else as the earlier one has them.
fn sentences(whole: &Value, state: &str) -> Vec<String> {
    let all = list(whole, "tekst").iter().flat_map(|part| list(part, "zinnen"));
    all.filter(|sentence| sentence["toestand"] == state)
        .map(|sentence| if sentence["nieuw"].is_null() { said(sentence, "oud") } else { said(sentence, "nieuw") })
        .map(|text| text.replace('\u{a0}', " "))
        .collect()
}

#[test]
fn numbers_are_matched_by_what_they_are_about_as_seen_from_the_letter() {
    let whole = json(&quarters());
    assert_eq!(
        (&whole["oud"]["document"], &whole["nieuw"]["document"]),
        (&"2022-K3/inzet".into(), &"2022-K4/inzet".into())
    );
    let costs = number(&whole, "Kosten van de pilot");
    assert_eq!(costs["oud"]["afgedrukt"], "€\u{a0}131.864");
    assert_eq!(costs["nieuw"]["afgedrukt"], "€\u{a0}164.000");
    assert_eq!(costs["nieuw"]["onderdeel"], "Wat is de te delen informatie?");
    assert!(costs["nieuw"]["regel"].as_u64().is_some());
    assert_eq!(costs["verschil"]["waarde"], "32136");
    assert_eq!(costs["verschil"]["absoluut"], "€\u{a0}+32.136");
    assert_eq!(costs["verschil"]["relatief"], "+24,4%");

    // 97.400 to 131.864 is 35%, 131.864 to 164.000 is 24%.
    let growth = number(&whole, "Groei van de kosten");
    assert_eq!(growth["verschil"]["absoluut"], "−11\u{a0}procentpunt");
    assert_eq!(growth["verschil"]["relatief"], Value::Null);

    let norm = number(&whole, "Norm voor de inzet");
    assert_eq!(norm["toestand"], "gelijk");
    assert_eq!(norm["verschil"], Value::Null);

    let start = number(&whole, "inzet");
    assert_eq!((&start["toestand"], &start["oud"]), (&"nieuw".into(), &Value::Null));
}

#[test]
fn a_growth_that_became_a_fall_is_told() {
    let bench = quarters();
    bench.edit("data/reeksen/jnv_kwartaal.csv", "164.000,00", "100.000,00");
    bench.edit(NEW, "kwartaal_groei | absoluut }} meer", "kwartaal_groei | absoluut }} minder");
    let whole = json(&bench);
    let growth = number(&whole, "Groei van de kosten");
    assert_eq!(growth["verschil"]["omgedraaid"], true);
    assert_eq!(growth["verschil"]["absoluut"], "−59\u{a0}procentpunt");
    let text = bench.run(&["verschil", "inzet"]).expect(0).stdout;
    assert!(text.contains("omgekeerd"), "{text}");
}

#[test]
fn sentences_with_other_figures_are_told_from_those_with_other_words() {
    let whole = json(&quarters());
    assert_eq!(
        sentences(&whole, "gewijzigd"),
        ["De aanbieders werken heel goed samen met de scholen in de stad."],
        "{whole:#}"
    );
    assert_eq!(sentences(&whole, "vervallen"), ["Wij maken een nieuwe folder."]);
    assert_eq!(sentences(&whole, "nieuw"), ["In oktober 2022 was de inzet 8,65 FTE."]);
    let figures = sentences(&whole, "cijfers");
    assert_eq!(figures[0], "Inzet in vierde kwartaal 2022", "the title");
    assert!(figures.contains(&"In vierde kwartaal 2022 was de inzet 8,65 FTE.".to_owned()), "{figures:?}");
    assert!(sentences(&whole, "gelijk").contains(&"De norm is 6,00 FTE.".to_owned()));
}

#[test]
fn charts_tell_new_periods_and_revised_figures() {
    let bench = quarters();
    let whole = json(&bench);
    let chart = &list(&whole, "figuren")[0];
    assert_eq!((&chart["naam"], &chart["toestand"]), (&"inzet-maanden".into(), &"veranderd".into()));
    assert_eq!(chart["erbij"][0], "oktober 2022 tot en met december 2022");
    assert_eq!(chart["eraf"][0], "juli 2022 tot en met september 2022");
    assert_eq!(list(chart, "punten").len(), 0, "every period is another");
    let table = &list(&whole, "figuren")[1];
    let names: Vec<&str> = list(table, "punten").iter().filter_map(|point| point["naam"].as_str()).collect();
    assert_eq!(names, ["Inzet aan het einde, vierde kwartaal 2022", "Kosten van de pilot, vierde kwartaal 2022"]);
}

#[test]
fn sides_of_different_work_folders_can_be_compared() {
    let (then, now) = (quarters(), quarters());
    now.edit("data/reeksen/jnv_kwartaal.csv", "131.864,00", "140.000,00");
    let (old, new) = (Composed::new(&then, "2022-K4"), Composed::new(&now, "2022-K4"));
    let difference = Difference::between(old.side(), new.side());
    let table = difference.exhibits.iter().find(|exhibit| exhibit.id == "inzet-tabel").expect("the table");
    let revised: Vec<(&str, Option<&str>)> =
        table.points.iter().map(|point| (point.kind.word(), point.new.as_deref())).collect();
    assert_eq!(revised, [("herzien", Some("€\u{a0}140.000"))], "a figure of the quarter before was revised");
    // The growth against it is printed, the cost of that quarter is not.
    assert_eq!(difference.count_numbers(ChangeState::Changed), 1);
    assert!(difference.fields.is_empty());
}

#[test]
fn fields_of_the_head_that_changed_are_told() {
    let whole = json(&quarters());
    let labels: Vec<&str> = list(&whole, "kop").iter().filter_map(|field| field["veld"].as_str()).collect();
    assert_eq!(labels, ["Zaaknummer", "Datum", "Periode"]);
    assert_eq!(whole["kop"][1]["nieuw"], "14\u{a0}januari 2023");
}

#[test]
fn the_terminal_shows_numbers_first() {
    insta::assert_snapshot!(quarters().run(&["diff", "2022-K4/inzet", "--met", "2022-K3"]).expect(0).stdout);
}

#[test]
fn without_an_earlier_letter_a_message_says_which_there_are() {
    let bench = quarters();
    let ran = bench.run(&["verschil", "2022-K3/inzet"]).expect(2);
    assert!(ran.stderr.contains("Er is geen eerdere brief \"inzet\""), "{}", ran.stderr);
    assert!(ran.stderr.contains("Onder deze naam is er ook over: 2022-K4. Kies er een met --met."), "{}", ran.stderr);
    let ran = bench.run(&["verschil", "inzet", "--met", "2020-K1"]).expect(2);
    assert!(ran.stderr.contains("Er is geen brief \"inzet\" over het eerste kwartaal van 2020."), "{}", ran.stderr);
    assert!(bench.run(&["verschil", "bso-plus"]).expect(2).stderr.contains("de enige brief met deze naam"));
    assert!(bench.run(&["verschil", "2022"]).expect(2).stderr.contains("Noem er één"));
    assert_eq!(ran.stdout, "");
}

#[test]
fn a_letter_with_errors_is_not_compared() {
    let bench = quarters();
    bench.edit(OLD, "kwartaal_kosten", "kwartaal_kostn");
    let ran = bench.run(&["verschil", "inzet"]).expect(1);
    assert!(ran.stderr.contains("kwartaal_kostn") && ran.stderr.contains("Niet beide brieven"), "{}", ran.stderr);
    assert_eq!(ran.stdout, "");
}

#[test]
fn a_page_replaces_only_pages_of_griffel() {
    let bench = quarters();
    let keep = |name: &str| -> Ran { bench.run(&["verschil", "inzet", "--naar", name]) };
    assert_eq!(keep("uitvoer/verschil.html").expect(0).stdout, "Het verschil staat in uitvoer/verschil.html.\n");
    let first = bench.read("uitvoer/verschil.html");
    bench.edit(NEW, "in de stad", "in het dorp");
    keep("uitvoer/verschil.html").expect(0);
    assert_ne!(bench.read("uitvoer/verschil.html"), first);

    bench.write("van-mij.html", "<p>Mijn bladzijde</p>");
    assert!(keep("van-mij.html").expect(2).stderr.contains("niet door Griffel gemaakt"));
    assert_eq!(bench.read("van-mij.html"), "<p>Mijn bladzijde</p>");
    keep("data").expect(2);
    bench.run(&["verschil", "inzet", "--naar", "x.json", "--formaat", "json"]).expect(0);
    assert_eq!(bench.read("x.json"), bench.run(&["verschil", "inzet", "--formaat", "json"]).expect(0).stdout);
    let left: Vec<_> = fs::read_dir(bench.path()).expect("read").flatten().map(|entry| entry.file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with(".griffel-")), "{left:?}");
}

#[test]
fn the_page_stands_by_itself() {
    let html = quarters().run(&["verschil", "inzet", "--formaat", "html"]).expect(0).stdout;
    for wanted in
        ["<html lang=\"nl\">", "<main>", "<h1>", "scope=\"row\"", "scope=\"col\"", "<caption", "<del>", "<ins>"]
    {
        assert!(html.contains(wanted), "{wanted}");
    }
    for unwanted in ["<script", "http:", "https:", "url(", "@import", "<img", "<link", " src="] {
        assert!(!html.contains(unwanted), "{unwanted}");
    }
    assert_eq!(html.matches("<h1").count(), 1);
    for tag in ["table", "tr", "td", "th", "span", "ins", "del", "div", "section", "h2", "h3", "ul", "li", "a", "p"] {
        let opened = html.matches(&format!("<{tag}>")).count() + html.matches(&format!("<{tag} ")).count();
        assert_eq!(opened, html.matches(&format!("</{tag}>")).count(), "{tag}");
    }
}

#[test]
fn hostile_text_is_text_in_every_form() {
    let bench = quarters();
    let hostile = "Wij zeggen `<script>alert(1)</script>` & \\\"><b>x</b> tegen u. \u{7}";
    bench.edit(
        NEW,
        "Wij voeren het beleid uit.",
        "Wij voeren `</td></table><script>alert(1)</script>` het beleid uit.",
    );
    bench.edit(OLD, "U hoort van ons.", &format!("U hoort van ons. {}", hostile.replace('\u{7}', "")));
    bench.edit(NEW, "wethouder Jeugd", "<img src=x onerror=alert(1)>");
    let html = bench.run(&["verschil", "inzet", "--formaat", "html"]).expect(0).stdout;
    assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
    assert!(html.contains("&lt;script&gt;") && html.contains("&lt;img src=x"));
    bench.run(&["verschil", "inzet", "--formaat", "json"]).expect(0).json();
    let text = bench.run(&["verschil", "inzet"]).expect(0).stdout;
    assert!(text.chars().all(|next| next == '\n' || !next.is_control()), "{text:?}");
}

#[test]
fn withheld_numbers_are_compared_as_they_are_printed() {
    let bench = Bench::basis();
    bench.write("data/reeksen/hulp.csv", "periode;jongeren;kosten\n2021;7;300.000\n2022;157;461.514\n");
    let text = bench.read("data/brieven/2022/brief.md").replace(" Dat kostte {{ hulp_kosten }}.", "");
    let text = text.replace("grafiek(\"inzet\")", "periode").replace("(zie {{ verwijs(\"inzet\") }})", "");
    let text = text.replace("De inzet was aan het einde van het jaar {{ inzet_eind }}", "Dat was alles");
    bench.write("data/brieven/2022/brief.md", &text);
    bench.write("data/brieven/2021/brief.md", &text);
    let ran = bench.run(&["verschil", "brief", "--formaat", "json"]).expect(0);
    let whole = ran.json();
    let count = number(&whole, "Jongeren met hulp");
    assert_eq!(count["oud"]["afgedrukt"], "minder dan\u{a0}10");
    assert_eq!(count["nieuw"]["afgedrukt"], "157");
    assert_eq!(count["verschil"], Value::Null);
}

/// A letter of a bench, as the library gives it.
struct Composed {
    run: Run,
    document: griffel::stages::text::Document,
}

impl Composed {
    fn new(bench: &Bench, period: &str) -> Self {
        let run = Run::open(WorkFolder::at(bench.path()).expect("gemeente.toml is there")).without_findings();
        let name =
            run.inventory().documents.keys().find(|id| id.period.to_string() == period).expect("a letter").name.clone();
        let name = if period.contains('K') { "inzet".to_owned() } else { name };
        let id = DocumentId { period: period.parse().expect("period"), name };
        let document = run.composed(&id).without_findings().expect("the letter is read");
        Self { run, document }
    }

    fn side(&self) -> Side<'_> {
        Side { document: &self.document, notation: &self.run.engine().data().municipality.notation }
    }
}

#[test]
fn a_letter_is_the_same_as_itself() {
    let bench = quarters();
    for period in ["2022", "2022-K3", "2022-K4"] {
        let letter = Composed::new(&bench, period);
        let difference = Difference::between(letter.side(), letter.side());
        assert!(difference.is_empty(), "{}", to_text(&difference));
        assert!(difference.numbers.iter().all(|number| number.state() == ChangeState::Same && number.change.is_none()));
        assert!(to_text(&difference).contains("Er is niets veranderd."));
    }
}

/// Sentences of which many are alike.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("de"),
        Just("raad"),
        Just("hulp"),
        Just("Wij"),
        Just("jongeren"),
        Just("{{ kwartaal_kosten }}"),
        Just("{{ periode }}"),
        Just("kregen"),
        Just("en"),
        Just("art. 5"),
        Just("2022"),
        Just("*veel*"),
        Just("(zo)"),
        Just("‘ja’"),
        Just("mei 2021"),
    ];
    let sentence = proptest::collection::vec(word, 1..7).prop_map(|words| words.join(" "));
    let start = prop_oneof![Just(""), Just("- "), Just("## "), Just("> ")];
    let end = prop_oneof![Just(". "), Just("? "), Just("\n\n"), Just(".\n\n")];
    proptest::collection::vec((start, sentence, end), 0..9).prop_map(|pieces| {
        pieces.iter().fold(String::from("Kop.\n\n"), |text, (start, sentence, end)| {
            // What starts a block stands at the start of a line.
            let start = if text.ends_with('\n') { start } else { "" };
            format!("{text}{start}{sentence}{end}")
        })
    })
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() }
}

fn side_of(difference: &Difference, side: impl Fn(&Sentence) -> Option<&Said>) -> Vec<String> {
    difference.sentences().filter_map(side).map(Said::text).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_sentence_of_both_letters_stands_in_the_difference_once(old in text(), new in text()) {
        let bench = quarters();
        bench.write(OLD, letter("2022-10-14", "2022-0000003", &old));
        bench.write(NEW, letter("2023-01-14", "2022-0000004", &new));
        let (old, new) = (Composed::new(&bench, "2022-K3"), Composed::new(&bench, "2022-K4"));
        let difference = Difference::between(old.side(), new.side());
        // Compared with itself, a letter gives all its sentences in their order.
        let alone = |letter: &Composed| side_of(&Difference::between(letter.side(), letter.side()), |one| one.new.as_ref());
        let sorted = |mut all: Vec<String>| { all.sort(); all };
        prop_assert_eq!(side_of(&difference, |one| one.old.as_ref()), alone(&old));
        prop_assert_eq!(side_of(&difference, |one| one.new.as_ref()), alone(&new));
        let swapped = Difference::between(new.side(), old.side());
        prop_assert_eq!(sorted(side_of(&swapped, |one| one.new.as_ref())), sorted(alone(&old)));
        for sentence in difference.sentences() {
            let (before, after) = (sentence.old.as_ref().map(Said::text), sentence.new.as_ref().map(Said::text));
            match sentence.state {
                SentenceState::Same => prop_assert_eq!(before, after),
                SentenceState::Figures | SentenceState::Changed => {
                    prop_assert!(before.is_some() && after.is_some() && before != after);
                    let changed = |said: &Option<Said>| said.iter().flat_map(|said| &said.pieces).any(|piece| piece.changed);
                    prop_assert!(changed(&sentence.old) || changed(&sentence.new));
                }
                SentenceState::New => prop_assert!(before.is_none() && after.is_some()),
                SentenceState::Dropped => prop_assert!(before.is_some() && after.is_none()),
            }
        }
        serde_json::from_str::<Value>(&to_json(&difference)).expect("JSON");
        prop_assert!(to_html(&difference).ends_with("</html>\n"));
    }
}
