//! The work folders that measurements use: the same every time, and without a finding.

#[allow(missing_docs)]
#[path = "../benches/generate/work_folder/mod.rs"]
mod work_folder;
mod workbench;

use work_folder::{Size, write};
use workbench::{Bench, files, griffel};

const SMALL: Size = Size { municipalities: 2, pilots: 2, quarters: 2 };

#[test]
fn every_municipality_is_a_work_folder_without_findings() {
    let bench = Bench::empty();
    write(bench.path(), SMALL).expect("is written");
    assert_eq!(SMALL.letters(), 8);
    assert_eq!(bench.read("gemeenten.toml"), "gemeenten = [\n  \"gemeente-01\",\n  \"gemeente-02\",\n]\n");
    for municipality in ["gemeente-01", "gemeente-02"] {
        let folder = bench.at(municipality);
        let ran = workbench::Ran::from(griffel(&folder).arg("controleer").output().expect("griffel starts")).expect(0);
        assert_eq!(ran.stdout, "4 brieven gecontroleerd: alles in orde.\n");
        // Later letters are held against what earlier ones said, too.
        for _ in 0..2 {
            let ran =
                workbench::Ran::from(griffel(&folder).args(["maak", "--opnieuw"]).output().expect("griffel starts"))
                    .expect(0);
            assert_eq!(ran.stderr, "");
            assert!(ran.stdout.starts_with("4 brieven gemaakt"), "{}", ran.stdout);
        }
    }
}

#[test]
fn two_hundred_letters_that_are_right_have_no_finding() {
    const LARGE: Size = Size { municipalities: 1, pilots: 25, quarters: 8 };
    let bench = Bench::empty();
    write(bench.path(), LARGE).expect("is written");
    assert_eq!(LARGE.letters(), 200);
    assert_eq!(bench.run(&["controleer"]).expect(0).stdout, "200 brieven gecontroleerd: alles in orde.\n");
}

#[test]
fn one_municipality_is_a_plain_work_folder() {
    let bench = Bench::empty();
    write(bench.path(), Size { municipalities: 1, pilots: 1, quarters: 1 }).expect("is written");
    bench.run(&["controleer"]).expect(0);
    assert!(!bench.at("gemeenten.toml").exists());
}

#[test]
fn the_same_sizes_give_the_same_bytes() {
    let (first, second) = (Bench::empty(), Bench::empty());
    write(first.path(), SMALL).expect("is written");
    write(second.path(), SMALL).expect("is written");
    let paths = files(first.path());
    assert_eq!(paths, files(second.path()));
    for path in &paths {
        let path = path.to_str().expect("a plain name");
        assert_eq!(first.bytes(path), second.bytes(path), "{path}");
    }
    let letters: Vec<_> = paths.iter().filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    assert_eq!(letters.len(), SMALL.letters());
    for (index, letter) in letters.iter().enumerate() {
        let text = |path: &std::path::Path| first.read(path.to_str().expect("a plain name"));
        assert!(letters[..index].iter().all(|other| text(other) != text(letter)), "{letter:?} is like another");
    }
}
