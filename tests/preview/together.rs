//! Two programs on one folder: what is said of a document reaches all who show it, and each sees who else does.

use std::process::Command;

use serde_json::{Value, json};

use crate::client::{Preview, Tab, eventually};
use crate::workbench::{Bench, griffel};

const DOCUMENT: &str = "2022/brief";
const COMMENTS: &str = ".griffel/opmerkingen/2022/brief.toml";

/// A program of somebody who has a home of their own.
fn program(bench: &Bench, name: &str) -> Preview {
    let mut program: Command = griffel(bench.path());
    let home = bench.at(&format!("thuis-{name}"));
    program.env("XDG_DATA_HOME", &home).env("LOCALAPPDATA", &home).env("USER", name);
    Preview::start(program, &[])
}

fn act(preview: &Preview, mut act: Value) -> (u16, Value) {
    act["document"] = DOCUMENT.into();
    let answer = preview.request("POST", "/api/comments", &[("Content-Type", "application/json")], &act.to_string());
    (answer.status, serde_json::from_str(&answer.text()).expect("JSON"))
}

fn add(preview: &Preview, by: &str, text: &str) -> (u16, Value) {
    act(preview, json!({"what": "add", "by": by, "text": text, "words": "kosten", "around": ["De ", " waren"]}))
}

fn said(tab: &mut Tab, text: &str) -> Value {
    tab.until(|message| message["type"] == "comments" && message.to_string().contains(text))
}

#[test]
fn what_one_says_reaches_the_other_and_nothing_is_lost() {
    let bench = Bench::basis();
    let (anna, bert) = (program(&bench, "anna"), program(&bench, "bert"));
    let mut tab = bert.connect();
    tab.say(&json!({"type": "open", "document": DOCUMENT}));
    let (status, told) = add(&anna, "Anna", "Klopt dit?");
    assert_eq!((status, &told["comments"][0]["by"]), (200, &"Anna".into()));
    let heard = said(&mut tab, "Klopt dit?");
    assert_eq!((&heard["document"], &heard["problem"]), (&DOCUMENT.into(), &Value::Null));
    // Both at once, again and again.
    std::thread::scope(|scope| {
        for (preview, by) in [(&anna, "Anna"), (&bert, "Bert")] {
            scope.spawn(move || {
                (0..25).for_each(|number| assert_eq!(add(preview, by, &format!("{by} {number}")).0, 200))
            });
        }
    });
    let (_, told) = act(&anna, json!({"what": "look"}));
    assert_eq!(told["comments"].as_array().map(Vec::len), Some(51));
    // A file that cannot be read is told, and stays as it is.
    bench.write(COMMENTS, "versie = 1\nkapot");
    said(&mut tab, "niet te lezen");
    let (status, why) = add(&bert, "Bert", "Nog iets");
    assert_eq!((status, why["message"].as_str().is_some_and(|why| why.contains("niet te lezen"))), (409, true));
    assert_eq!(bench.read(COMMENTS), "versie = 1\nkapot");
    // Nor is anything said of what is no document.
    let answer = bert.request("POST", "/api/comments", &[], r#"{"what":"look","document":"../../x"}"#);
    assert_eq!(answer.status, 409);
    assert_eq!(bert.request("POST", "/api/comments", &[], "{}").status, 400);
}

#[test]
fn each_sees_who_else_has_a_document_open() {
    let bench = Bench::basis();
    let (anna, bert) = (program(&bench, "anna"), program(&bench, "bert"));
    let (mut of_anna, mut of_bert) = (anna.connect(), bert.connect());
    // Who is here may be told before the pages are.
    let show = |tab: &mut Tab| tab.say(&json!({"type": "open", "document": DOCUMENT}));
    show(&mut of_anna);
    show(&mut of_bert);
    let present =
        |tab: &mut Tab, names: Value| tab.until(|message| message["type"] == "present" && message["names"] == names);
    present(&mut of_anna, json!(["bert"]));
    present(&mut of_bert, json!(["anna"]));
    // Another window of one's own is nobody else.
    let mut second = anna.connect();
    show(&mut second);
    present(&mut second, json!(["bert"]));
    drop(of_bert);
    present(&mut of_anna, json!([]));
    let files = || {
        std::fs::read_dir(bench.at(".griffel/aanwezig")).map_or(0, |entries| {
            entries.flatten().filter(|entry| entry.path().extension().is_some_and(|end| end == "json")).count()
        })
    };
    eventually("only Anna is left", || files() == 1);
}
