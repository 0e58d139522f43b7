//! Files with figures as other programs make them.

use std::collections::BTreeMap;
use std::fs;

use griffel::stages::diagnostic::Findings;
use griffel::stages::load::{self, Dataset};
use griffel::stages::project::{Files, Inventory, WorkFolder};

use super::{Bench, repository};

/// A file of `tests/workbooks/`.
pub fn fixture(name: &str) -> Vec<u8> {
    fs::read(repository().join("tests/workbooks").join(name)).expect("a workbook")
}

/// The data of a work folder.
pub fn dataset(bench: &Bench) -> (Dataset, Findings) {
    let mut findings = Findings::new();
    let folder = WorkFolder::at(bench.path()).expect("gemeente.toml is there");
    let inventory = Inventory::of(&folder).take(&mut findings);
    let data = load::dataset(&Files::new(folder), &inventory).take(&mut findings);
    let data = data.protect(&BTreeMap::new(), None).take(&mut findings);
    (data, findings)
}

/// A work folder in which the series `hulp` is read from these bytes.
pub fn with_hulp(name: &str, bytes: &[u8], keys: &str) -> Bench {
    let bench = Bench::basis();
    let toml = bench.read("data/reeksen/hulp.toml");
    let (head, measures) = toml.split_at(toml.find("[maten").expect("measures"));
    bench.write("data/reeksen/hulp.toml", format!("{head}bestand = \"{name}\"\n{keys}\n{measures}"));
    bench.write(&format!("data/reeksen/{name}"), bytes);
    bench
}
