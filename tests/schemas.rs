//! `griffel schema`, and what `griffel nieuw` gives an editor. Files are checked against the
//! schemas by `tests/schemas/run`, with validators that others keep.

mod workbench;

use std::path::Path;

use griffel::stages::load::schema::{ALL, FOLDER, SETTINGS};

use workbench::{Bench, files};

#[test]
fn schema_lists_prints_and_writes() {
    let bench = Bench::empty();
    let list = bench.run(&["schema"]).expect(0).stdout;
    bench.run(&["schema", "--naar", "hier/schemas"]).expect(0);
    for kind in ALL {
        assert!(list.contains(&format!("\n{} ", kind.name)) || list.starts_with(kind.name), "{list}");
        let printed = bench.run(&["schema", kind.name]).expect(0);
        assert_eq!(printed.json()["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(printed.json()["$id"], format!("urn:griffel:schema:{}:1", kind.name));
        assert_eq!(printed.stdout, bench.read(&format!("hier/schemas/{}.schema.json", kind.name)));
    }
    bench.run(&["schema", "reeks", "--naar", "een"]).expect(0);
    assert_eq!(files(&bench.at("een")), [Path::new("reeks.schema.json")]);
    bench.write("bezet", "");
    let ran = bench.run(&["schema", "--naar", "bezet"]).expect(2);
    assert!(ran.stderr.starts_with("fout[U001]"), "{}", ran.stderr);
}

#[test]
fn a_new_work_folder_has_schemas_and_the_settings_that_lead_to_them() {
    let bench = Bench::empty();
    bench.run(&["nieuw", "werk"]).expect(0);
    let settings = bench.read(&format!("werk/{SETTINGS}"));
    for kind in ALL {
        let path = format!("{FOLDER}/{}", kind.file_name());
        assert_eq!(bench.read(&format!("werk/{path}")), kind.to_json());
        assert_eq!(settings.contains(&path), !kind.files.is_empty(), "{path}");
    }
}
