//! The overview, what is new in a document, and documents that were adopted.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Preview, Tab, words};
use crate::workbench::Bench;

const LETTER: &str = "data/brieven/2022-K4/jnv.md";
const DAY: &str = "2023-02-20";

fn show_overview(tab: &mut Tab) -> Value {
    tab.say(&json!({"type": "show", "topics": [{"what": "overview"}]}));
    board_of(tab, |_| true)
}

fn board_of(tab: &mut Tab, wanted: impl Fn(&Value) -> bool) -> Value {
    tab.until(|message| message["type"] == "overview" && wanted(&message["board"]))["board"].clone()
}

fn letter<'a>(board: &'a Value, name: &str) -> &'a Value {
    let periods = board["perioden"].as_array().expect("periods").iter();
    let mut letters = periods.flat_map(|period| period["brieven"].as_array().expect("letters"));
    letters.find(|letter| letter["naam"] == name).unwrap_or_else(|| panic!("no {name} in {board}"))
}

fn show_difference(tab: &mut Tab, document: &str, with: Option<&str>) {
    tab.say(&json!({"type": "show", "topics": [{"what": "difference", "document": document, "with": with}]}));
}

fn compare(tab: &mut Tab, with: Option<&str>) -> Value {
    show_difference(tab, "2022-K4/jnv", with);
    tab.until(|message| message["type"] == "difference" && message["with"] == json!(with))
}

#[test]
fn the_overview_is_that_of_griffel_overzicht_and_follows_what_changes() {
    let bench = Bench::example();
    let preview = Preview::with(bench.path(), &["--op", DAY]);
    let mut tab = preview.connect();
    tab.open("2022-K4/jnv");
    let board = show_overview(&mut tab);
    let told = bench.run(&["overzicht", "--op", DAY, "--formaat", "json"]).expect(0).json();
    assert_eq!(board, told);
    // A letter that is shown, one that is not, the calendar.
    assert_eq!(letter(&board, "2022-K4/jnv")["schrijver"], Value::Null);
    let text = bench.read(LETTER);
    let typed = text.replacen("+++\n", "+++\nschrijver = \"J. Jansen\"\n", 1);
    tab.say(&json!({"type": "text", "document": "2022-K4/jnv", "text": typed, "revision": 1}));
    board_of(&mut tab, |board| letter(board, "2022-K4/jnv")["schrijver"] == "J. Jansen");
    bench.edit("data/brieven/2022/flits.md", "status = \"concept\"", "status = \"ambtelijk akkoord\"");
    board_of(&mut tab, |board| letter(board, "2022/flits")["status"] == "ambtelijk akkoord");
    bench.edit("data/kalender.toml", "college = 2023-03-07", "college = 2023-02-01");
    let board = board_of(&mut tab, |board| board["perioden"][4]["datums"]["college"] == "2023-02-01");
    assert_eq!(letter(&board, "2022/jnv")["volgende"]["dagen"], -19);
    fs::copy(bench.at(LETTER), bench.at("data/brieven/2022-K4/nieuw.md")).expect("copied");
    board_of(&mut tab, |board| board["samenvatting"]["brieven"] == 12);
    // Whoever looks no longer is told no longer.
    tab.say(&json!({"type": "show", "topics": []}));
    let mut other = preview.connect();
    show_overview(&mut other);
    for message in tab.rest() {
        assert_ne!(message["type"], "overview");
    }
}

#[test]
fn what_is_new_is_that_of_griffel_verschil_and_follows_the_text() {
    let bench = Bench::example();
    let preview = Preview::of(bench.path());
    let mut tab = preview.connect();
    tab.open("2022-K4/jnv");
    let news = compare(&mut tab, None);
    let told = bench.run(&["verschil", "2022-K4/jnv", "--formaat", "json"]).expect(0).json();
    assert_eq!(news["difference"], told);
    assert_eq!((&news["against"], &news["problem"]), (&json!("2022-K3"), &Value::Null));
    let others: Vec<&str> =
        news["others"].as_array().expect("periods").iter().filter_map(|other| other["period"].as_str()).collect();
    assert_eq!(others, ["2022", "2022-K3"]);
    // Text that is not saved, a mistake, and the other letter.
    let text = bench.read(LETTER);
    let typed = |words: &str| text.replace("# informatie", &format!("# informatie\n\n{words}\n"));
    let has = |message: &Value, words: &str| {
        message["type"] == "difference" && message["difference"].to_string().contains(words)
    };
    tab.say(&json!({
        "type": "text", "document": "2022-K4/jnv", "text": typed("Hier staat iets nieuws."), "revision": 1,
    }));
    tab.until(|message| has(message, "Hier staat iets nieuws."));
    tab.say(&json!({"type": "text", "document": "2022-K4/jnv", "text": typed("{{ bestaat_niet }}"), "revision": 2}));
    let wrong = tab.until(|message| message["type"] == "difference" && message["difference"].is_null());
    assert_eq!(wrong["problem"]["message"], "Er staan fouten in deze tekst.");
    tab.say(&json!({"type": "discard", "document": "2022-K4/jnv"}));
    bench.edit("data/brieven/2022-K3/jnv.md", "# informatie", "# informatie\n\nDit stond er vorige keer.");
    tab.until(|message| has(message, "Dit stond er vorige keer."));
    // Another period, one without a letter, and a letter that has no other.
    let year = compare(&mut tab, Some("2022"));
    let told = bench.run(&["verschil", "jnv", "--periode", "2022-K4", "--met", "2022", "--formaat", "json"]).expect(0);
    assert_eq!(year["difference"], told.json());
    assert_eq!(compare(&mut tab, Some("1999"))["against"], "2022-K3");
    show_difference(&mut tab, "2022/bso-plus", None);
    let alone = tab.until(|message| message["type"] == "difference" && message["document"] == "2022/bso-plus");
    assert_eq!((&alone["against"], &alone["others"]), (&Value::Null, &json!([])));
}

#[test]
fn an_adopted_letter_is_shown_as_it_was_adopted() {
    let bench = Bench::example();
    bench.run(&["stelvast", "2022-K4/jnv", "--door", "J. Jansen", "--op", "2023-02-13"]).expect(0);
    // What it was made from changes afterwards.
    bench.edit("data/gemeente.toml", "organisatie = \"Gemeente Dordrecht\"", "organisatie = \"Gemeente Elders\"");
    let preview = Preview::of(bench.path());
    let mut tab = preview.connect();
    let shown = tab.open("2022-K4/jnv");
    assert_eq!(shown["adopted"], json!({"version": 1, "date": "13\u{a0}februari 2023"}));
    assert_eq!((shown["good"].as_bool(), &shown["findings"]), (Some(true), &json!([])));
    assert!(words(&shown).contains("Gemeente Dordrecht") && !words(&shown).contains("Gemeente Elders"));
    let pdf = preview.request("GET", "/api/pdf?document=2022-K4/jnv", &[], "");
    assert!(pdf.status == 200 && pdf.body == bench.bytes("uitvoer/2022-K4/jnv.pdf"), "to the byte");
    // It was edited, or is being corrected.
    let text = bench.read(LETTER);
    let typed = text.replace("# informatie", "# informatie\n\nEr komt iets bij.");
    tab.say(&json!({"type": "text", "document": "2022-K4/jnv", "text": typed, "revision": 1}));
    let edited = tab.document(|document| document["adopted"].is_null());
    assert!(edited["findings"].to_string().contains("F001"), "{}", edited["findings"]);
    let corrected = text.replace(
        "status = \"vastgesteld\"",
        "status = \"concept\"\nversie = 2\ncorrectie = \"Het aantal jongeren is gewijzigd.\"",
    );
    tab.say(&json!({"type": "text", "document": "2022-K4/jnv", "text": corrected, "revision": 2}));
    let draft = tab.document(|document| document["revision"] == 2);
    assert!(draft["adopted"].is_null() && draft["good"] == true, "{}", draft["findings"]);
    assert!(words(&draft).contains("Gemeente Elders"));
}
