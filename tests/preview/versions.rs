//! Earlier versions of documents: kept while somebody writes, given back, and never in the way.

use std::fs;
use std::net::TcpStream;
use std::process::Command;

use serde_json::{Value, json};

use crate::client::{Preview, eventually};
use crate::workbench::{Bench, files};

const LETTER: &str = "data/brieven/2022-K4/jnv.md";
const KEPT: &str = ".griffel/versies/2022-K4/jnv";

impl Preview {
    /// What an act gives; its status and the answer.
    fn act(&self, act: &Value) -> (u16, Value) {
        let answer = self.request("POST", "/api/act", &[("Content-Type", "application/json")], &act.to_string());
        (answer.status, serde_json::from_slice(&answer.body).expect("JSON"))
    }

    /// Saves a text over the one that is there.
    #[track_caller]
    fn save(&self, document: &str, change: impl FnOnce(&str) -> String) {
        let path = format!("/api/manuscript?document={document}");
        let now = self.request("GET", &path, &[], "");
        let tag = now.header("ETag").expect("a tag").to_owned();
        assert_eq!(self.request("PUT", &path, &[("If-Match", &tag)], &change(&now.text())).status, 204);
    }

    fn versions(&self, document: &str) -> Vec<Value> {
        let (_, done) = self.act(&json!({"what": "versions", "document": document}));
        done["versions"].as_array().expect("versions").clone()
    }

    fn text(&self, document: &str, version: &Value) -> String {
        let (_, done) = self.act(&json!({"what": "version", "document": document, "version": version["version"]}));
        done["text"].as_str().expect("a text").to_owned()
    }

    /// Ends it as its user does.
    fn stop(&self) {
        let ended = Command::new("kill").args(["-TERM", &self.process().to_string()]).status().expect("kill runs");
        assert!(ended.success());
    }
}

/// The texts that are kept, by the name of their file.
fn kept(bench: &Bench) -> Vec<(String, String)> {
    let folder = bench.at(KEPT);
    if !folder.exists() {
        return Vec::new();
    }
    let mut names: Vec<String> = files(&folder).iter().map(|path| path.to_string_lossy().into_owned()).collect();
    // One that is being written is not there yet.
    names.retain(|name| name.ends_with(".md"));
    names.sort();
    names.into_iter().map(|name| (name.clone(), bench.read(&format!("{KEPT}/{name}")))).collect()
}

#[test]
fn what_was_there_before_is_kept_and_what_is_there_at_the_end() {
    let bench = Bench::example();
    let original = bench.read(LETTER);
    let preview = Preview::of(bench.path());
    preview.save("2022-K4/jnv", |text| format!("{text}\nEen zin erbij.\n"));
    eventually("the text before the first change is kept", || kept(&bench).len() == 1);
    assert_eq!(kept(&bench)[0].1, original);
    let shown = preview.versions("2022-K4/jnv");
    assert_eq!((shown[0]["added"].as_u64(), shown[0]["bytes"].as_u64()), (None, Some(original.len() as u64)));
    assert_eq!(preview.text("2022-K4/jnv", &shown[0]), original);
    // What is typed after that is kept in its turn, not at each saving.
    for number in 0..4 {
        preview.save("2022-K4/jnv", |text| text.replace("Een zin erbij.", &format!("Zin {number} erbij.")));
        preview.save("2022-K4/jnv", |text| text.replace(&format!("Zin {number} erbij."), "Een zin erbij."));
    }
    assert_eq!(kept(&bench).len(), 1, "{:?}", kept(&bench));
    // Before one goes back, what is there is kept.
    let (status, _) = preview.act(&json!({"what": "keep", "document": "2022-K4/jnv"}));
    assert_eq!(status, 200);
    eventually("it is kept at once", || kept(&bench).len() == 2);
    let shown = preview.versions("2022-K4/jnv");
    assert_eq!((shown[0]["added"].as_u64(), shown[0]["removed"].as_u64()), (Some(3), Some(0)));
    preview.save("2022-K4/jnv", |_| original.clone());
    preview.stop();
    eventually("the last is kept when the preview ends", || kept(&bench).len() == 3);
    assert_eq!(kept(&bench)[2].1, original);
    let left = files(&bench.at(".griffel")).into_iter().filter(|path| path.to_string_lossy().contains(".griffel-"));
    assert_eq!(left.count(), 0, "nothing is left lying about");
}

#[test]
fn what_another_program_writes_over_is_kept() {
    let bench = Bench::example();
    let original = bench.read(LETTER);
    let preview = Preview::of(bench.path());
    // The page opens it, so that what it says is known.
    assert_eq!(preview.request("GET", "/api/manuscript?document=2022-K4/jnv", &[], "").status, 200);
    bench.write(LETTER, format!("{original}\nVan een ander programma.\n"));
    eventually("what was there before is kept", || kept(&bench).iter().any(|(_, text)| *text == original));
    preview.stop();
    eventually("and what is there now", || kept(&bench).len() == 2);
    assert!(kept(&bench)[1].1.ends_with("Van een ander programma.\n") && kept(&bench)[1].0.ends_with("Z.md"));
}

#[test]
fn a_document_that_is_gone_comes_back_and_one_that_moves_takes_its_versions_along() {
    let bench = Bench::example();
    let preview = Preview::of(bench.path());
    preview.save("2022-K4/jnv", |text| format!("{text}\nEen zin erbij.\n"));
    eventually("a version is kept", || kept(&bench).len() == 1);
    let elsewhere = json!({"what": "move", "document": "2022-K4/jnv", "period": "2022-K4", "name": "jeugd"});
    assert_eq!(preview.act(&elsewhere).0, 200);
    eventually("its versions go with it", || preview.versions("2022-K4/jeugd").len() == 1);
    assert!(preview.versions("2022-K4/jnv").is_empty());
    let (_, keep) = preview.act(&json!({"what": "keep", "document": "2022-K4/jeugd"}));
    assert_eq!((&keep["what"], &keep["is_kept"]), (&json!("kept"), &json!(true)));
    eventually("it is kept", || preview.versions("2022-K4/jeugd").len() == 2);
    let last = bench.read("data/brieven/2022-K4/jeugd.md");
    fs::remove_file(bench.at("data/brieven/2022-K4/jeugd.md")).expect("removed");
    let desk =
        || -> Value { serde_json::from_slice(&preview.request("GET", "/api/desk", &[], "").body).expect("JSON") };
    let gone = desk()["gone"][0].clone();
    assert_eq!(gone["document"], "2022-K4/jeugd");
    let revive = json!({"what": "revive", "document": "2022-K4/jeugd", "version": gone["version"]});
    assert_eq!(preview.act(&revive), (200, json!({"what": "document", "document": "2022-K4/jeugd"})));
    assert_eq!(bench.read("data/brieven/2022-K4/jeugd.md"), last);
    assert_eq!(desk()["gone"], json!([]));
    // What is there is never written over.
    assert_eq!(preview.act(&revive).0, 409);
    // What was thrown away lies in the bin, and nowhere else.
    assert_eq!(preview.act(&json!({"what": "discard", "document": "2022-K4/jeugd"})).0, 200);
    assert_eq!((desk()["bin"].as_array().map(Vec::len), desk()["gone"].as_array().map(Vec::len)), (Some(1), Some(0)));
}

#[test]
fn names_that_lead_elsewhere_give_nothing() {
    let bench = Bench::example();
    bench.write(".griffel/versies/2022-K4/jnv/2023-03-14T12-00-00.000Z.md", "een versie");
    let preview = Preview::of(bench.path());
    for document in
        ["", "..", "../..", "2022-K4/..", "2022-K4/../jnv", "/etc", "2022-K4", "2022-K4/jnv/x", "2022-K4\\jnv"]
    {
        assert!(preview.versions(document).is_empty(), "{document}");
        let act = json!({"what": "revive", "document": document, "version": "2023-03-14T12-00-00.000Z.md"});
        assert_eq!(preview.act(&act).0, 409, "{document}");
        assert_eq!(preview.act(&json!({"what": "keep", "document": document})).0, 409, "{document}");
    }
    for version in
        ["", "../../../../data/gemeente.toml", "2023-03-14T12-00-00.000Z", "../jnv/2023-03-14T12-00-00.000Z.md", "."]
    {
        let act = json!({"what": "version", "document": "2022-K4/jnv", "version": version});
        assert_eq!(preview.act(&act).0, 409, "{version}");
    }
    let known = json!({"version": "2023-03-14T12-00-00.000Z.md"});
    assert_eq!(preview.text("2022-K4/jnv", &known), "een versie");
}

#[test]
fn where_the_municipality_keeps_nothing_nothing_is_kept() {
    let bench = Bench::example();
    let municipality = bench.read("data/gemeente.toml");
    bench.write("data/gemeente.toml", format!("{municipality}\n[bewaren]\ndagen = 0\n"));
    bench.write(".griffel/versies/2022-K4/jnv/2023-03-14T12-00-00.000Z.md", "een versie");
    bench.write(".griffel/prullenbak/brieven/2022-K4/weg.md", "weggegooid");
    let preview = Preview::of(bench.path());
    eventually("what was kept is cleared", || !bench.at(KEPT).exists());
    preview.save("2022-K4/jnv", |text| format!("{text}\nEen zin erbij.\n"));
    let (_, shown) = preview.act(&json!({"what": "versions", "document": "2022-K4/jnv"}));
    assert_eq!(shown, json!({"what": "versions", "versions": [], "days": 0}));
    let (_, keep) = preview.act(&json!({"what": "keep", "document": "2022-K4/jnv"}));
    assert_eq!(keep, json!({"what": "kept", "is_kept": false}), "what is not kept is not said to be");
    preview.stop();
    eventually("it ends", || TcpStream::connect(("127.0.0.1", preview.port)).is_err());
    drop(preview);
    assert!(!bench.at(".griffel/versies").exists() || files(&bench.at(".griffel/versies")).is_empty());
    assert!(bench.at(".griffel/prullenbak/brieven/2022-K4/weg.md").exists(), "it can be put back for a week");
}

/// The disk has no room for versions; texts themselves still go to another one.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_keeps_no_versions_and_hinders_nobody() {
    let bench = Bench::example();
    fs::create_dir_all(bench.at(".griffel/versies")).expect("made");
    let mut program = crate::workbench::griffel(bench.path());
    program.env("LD_PRELOAD", crate::workbench::failing_layer()).env("LAYER_FAILS_AT", "1").env("LAYER_FOR_EVER", "1");
    program.env("LAYER_FOLDER", bench.at(".griffel/versies").canonicalize().expect("there"));
    let preview = Preview::start(program, &[]);
    let mut tab = preview.connect();
    for number in 0..5 {
        preview.save("2022-K4/jnv", |text| format!("{text}\nZin {number}.\n"));
        preview.act(&json!({"what": "keep", "document": "2022-K4/jnv"}));
    }
    assert!(bench.read(LETTER).ends_with("Zin 4.\n"));
    let told = tab.until(|message| message["type"] == "unkept");
    assert!(told["message"].as_str().is_some_and(|message| message.contains("De schijf is vol")), "{told}");
    let again = tab.rest().into_iter().filter(|message| message["type"] == "unkept").count();
    assert_eq!(again, 0, "it is said once");
    assert!(files(&bench.at(".griffel/versies")).is_empty());
}
