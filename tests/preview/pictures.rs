//! Pictures come into the work folder.

use serde_json::Value;

use crate::client::Preview;
use crate::workbench::Bench;

const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0H9V9Z\"/></svg>";

#[test]
fn a_picture_is_stored_beside_the_texts_that_show_it() {
    let bench = Bench::basis();
    let preview = Preview::of(bench.path());
    let put = |name: &str, body: &str| preview.request("PUT", &format!("/api/picture?name={name}"), &[], body);
    let stored = put("plein", DRAWING);
    assert_eq!((stored.status, stored.text().as_str()), (200, "{\"file\":\"plein.svg\"}"));
    assert_eq!(bench.read("data/plein.svg"), DRAWING);
    let second = put("plein", &DRAWING.replace("M0 0", "M1 1"));
    assert_eq!((second.status, second.text().as_str()), (200, "{\"file\":\"plein-2.svg\"}"));
    assert_eq!(bench.read("data/plein.svg"), DRAWING);
    for (name, body) in [("..%2Fplein", DRAWING), ("", DRAWING), ("a%00b", DRAWING), ("plein", "<p>geen tekening</p>")]
    {
        let refused = put(name, body);
        assert_eq!(refused.status, 409, "{name}: {refused:?}");
        let why: Value = serde_json::from_str(&refused.text()).expect("JSON");
        assert!(why["message"].is_string() && why["hint"].is_string(), "{why}");
    }
    assert_eq!(preview.request("PUT", "/api/picture", &[], DRAWING).status, 400);
    let large = put("groot", &format!("{DRAWING}<!--{}-->", "x".repeat(65 * 1024 * 1024)));
    assert!([0, 413].contains(&large.status), "{}", large.status);
    assert!(!bench.at("data/groot.svg").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_no_half_picture() {
    use crate::workbench::{failing_layer, griffel};
    let bench = Bench::basis();
    let mut program = griffel(bench.path());
    let home = bench.at("data").canonicalize().expect("there");
    program.env("LD_PRELOAD", failing_layer()).env("LAYER_FOLDER", home);
    // Opening the file that is made goes well, writing it does not.
    program.env("LAYER_FAILS_AT", "2");
    let preview = Preview::start(program, &[]);
    let refused = preview.request("PUT", "/api/picture?name=plein", &[], DRAWING);
    assert_eq!(refused.status, 409, "{refused:?}");
    assert!(refused.text().contains("schijf is vol"), "{}", refused.text());
    assert!(!bench.at("data/plein.svg").exists());
    let stored = preview.request("PUT", "/api/picture?name=plein", &[], DRAWING);
    assert_eq!((stored.status, bench.read("data/plein.svg").as_str()), (200, DRAWING), "there is room again");
}
