//! What stands in the letters: the same bytes every time, every number from the data, every text as itself.

mod workbench;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use workbench::{Bench, Ran, files, griffel, made_files, repository};

/// All files below a folder with their bytes.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    made_files(folder)
        .into_iter()
        .map(|path| (path.clone(), fs::read(folder.join(path)).expect("file is read")))
        .collect()
}

#[track_caller]
fn assert_same(first: &BTreeMap<PathBuf, Vec<u8>>, second: &BTreeMap<PathBuf, Vec<u8>>) {
    assert!(first.keys().eq(second.keys()), "the same files");
    for (path, bytes) in first {
        assert!(second.get(path) == Some(bytes), "{} differs", path.display());
    }
}

/// Makes all letters of a work folder, as different as can be from another run.
fn make(from: &Path, map: &Path, output: &Path, tasks: &str, environment: &[(&str, &str)]) {
    let mut command = griffel(from);
    command.args(["maak", "--bewaar-typst", "--taken", tasks]).arg("--map").arg(map).arg("--uitvoer").arg(output);
    let ran: Ran = command.envs(environment.iter().copied()).output().expect("griffel starts").into();
    let ran = ran.expect(0);
    assert_eq!(ran.stderr, "", "the example has no findings");
}

#[test]
fn the_example_is_the_same_on_any_day_on_any_machine() {
    let (here, there) = (Bench::empty(), Bench::example());
    let root = repository();
    let dutch = [("TZ", "Europe/Amsterdam"), ("LANG", "nl_NL.UTF-8"), ("LC_ALL", "nl_NL.UTF-8")];
    let other = [("TZ", "Pacific/Auckland"), ("LANG", "C"), ("LC_ALL", "C"), ("SOURCE_DATE_EPOCH", "1")];
    make(root, root, &here.at("een"), "1", &dutch);
    make(here.path(), root, &here.at("twee"), "2", &other);
    make(there.path(), there.path(), &here.at("drie"), "2", &other);
    let first = contents(&here.at("een"));
    assert!(first.len() > 12, "letters with their sources and pictures");
    assert_same(&first, &contents(&here.at("twee")));
    assert_same(&first, &contents(&here.at("drie")));
}

#[test]
fn one_run_after_another_changes_nothing() {
    let bench = Bench::example();
    bench.run(&["maak"]).expect(0);
    let first = contents(&bench.at("uitvoer"));
    bench.run(&["maak"]).expect(0);
    assert_same(&first, &contents(&bench.at("uitvoer")));
}

/// The source of the letter `2022/jnv` and its charts.
fn jnv(bench: &Bench) -> BTreeMap<String, String> {
    bench.run(&["maak", "2022/jnv", "--bewaar-typst"]).expect(0);
    let folder = bench.at("uitvoer/2022/jnv.typst");
    let text = |path: PathBuf| {
        let name = path.display().to_string();
        (name, fs::read_to_string(folder.join(path)).expect("text is read"))
    };
    files(&folder).into_iter().map(text).collect()
}

/// Lines of the letter's text, without what every letter shares.
fn lines_with<'a>(source: &'a str, needle: &str) -> Vec<&'a str> {
    source.lines().filter(|line| line.contains(needle)).collect()
}

#[test]
fn a_changed_cell_changes_text_chart_and_alt_text_everywhere() {
    let bench = Bench::example();
    let before = jnv(&bench);
    let (old, new) = ("8,65", "9,35");
    bench.edit("data/reeksen/jnv_inzet.csv", old, new);
    let after = jnv(&bench);
    for (path, text) in &after {
        assert!(!text.contains(old), "{path} still holds {old}");
    }
    let source = &after["brief.typ"];
    assert_eq!(lines_with(source, new).len(), lines_with(&before["brief.typ"], old).len());
    let (charts, words): (Vec<_>, Vec<_>) =
        lines_with(source, new).into_iter().partition(|line| line.contains("#grafiek("));
    assert!(!words.is_empty(), "the text");
    assert!(
        charts.iter().any(|line| line.split_once("alt: ").is_some_and(|(_, alt)| alt.contains(new))),
        "the alt text"
    );
    let drawn = |files: &BTreeMap<String, String>, label: &str| {
        files.iter().filter(|(path, text)| path.ends_with(".svg") && text.contains(label)).count()
    };
    assert_eq!(drawn(&before, old), 1);
    assert_eq!(drawn(&after, new), 1, "the chart");
}

#[test]
fn a_changed_cell_changes_text_table_and_what_is_computed_from_it() {
    let bench = Bench::example();
    // The sum over the providers no longer comes out, and that is not what this is about.
    bench.edit("data/kengetallen.toml", "jnv_zonder - jnv_aanbieders.jongeren[periode]", "0");
    let before = jnv(&bench);
    // The file is in Windows-1252, so it is edited as bytes.
    let path = "data/reeksen/jnv.csv";
    let (old, new): (&[u8], &[u8]) = (b"2022;157;180", b"2022;168;180");
    let bytes = bench.bytes(path);
    let at = bytes.windows(old.len()).position(|window| window == old).expect("the row of 2022");
    bench.write(path, [&bytes[..at], new, &bytes[at + old.len()..]].concat());
    let after = jnv(&bench);
    // Children without a decision, both together, costs a child (461,514 divided by each).
    for (old, new) in [("157", "168"), ("337", "348"), ("2.940", "2.747"), ("2940", "2747")] {
        let (was, is) = (lines_with(&before["brief.typ"], old), lines_with(&after["brief.typ"], new));
        let own: Vec<_> = was.iter().filter(|line| !line.contains("#grafiek(")).collect();
        let stays: Vec<_> =
            lines_with(&after["brief.typ"], old).into_iter().filter(|line| !line.contains("#grafiek(")).collect();
        assert!(is.len() >= own.len(), "{new} replaces {old}");
        assert!(stays.is_empty(), "{old} stays in {stays:#?}");
    }
    let tables = lines_with(&after["brief.typ"], "#tabel(");
    assert!(tables.iter().any(|line| line.contains("168") && line.contains("348")), "{tables:#?}");
}

/// Digits that may stand in a letter's words, and why.
const TYPED: &[(&str, &str)] = &[
    ("2020", "the year in which the municipalities made their choice: history, not a figure"),
    ("2022", "the year from which the definition of youth care differs: a fact about the series"),
];

/// A letter without its front matter, placeholders and names of footnotes.
fn words(letter: &str) -> String {
    let body = letter.splitn(3, "+++").nth(2).expect("front matter");
    let mut out = String::new();
    let mut rest = body;
    while let Some((open, close, at)) = [("{{", "}}"), ("{%", "%}"), ("[^", "]")]
        .into_iter()
        .filter_map(|(open, close)| rest.find(open).map(|at| (open, close, at)))
        .min_by_key(|(_, _, at)| *at)
    {
        out.push_str(&rest[..at]);
        let inside = &rest[at + open.len()..];
        rest = inside.find(close).map_or("", |end| &inside[end + close.len()..]);
    }
    out + rest
}

#[test]
fn no_figure_in_the_example_is_typed_by_hand() {
    let folder = repository().join("data/brieven");
    for path in files(&folder) {
        let letter = fs::read_to_string(folder.join(&path)).expect("letter is read");
        let mut words = words(&letter);
        for (allowed, _) in TYPED {
            words = words.replace(allowed, "");
        }
        let typed: Vec<&str> = words.lines().filter(|line| line.contains(|next: char| next.is_ascii_digit())).collect();
        assert!(typed.is_empty(), "{}: make an indicator of the numbers in {typed:#?}", path.display());
    }
}

const FORM: &str = r##"
naam = "Wijkbrief"
aanhef = "Aan de wijkraad"
groet = "Beste bewoners,"
voetnoot = "Deze brief gaat naar alle wijken."

[[velden]]
sleutel = "datum"
label = "Verstuurd op"
soort = "datum"

[[velden]]
sleutel = "wijken"
label = "Voor de wijken"
soort = "lijst"
verplicht = true

[[secties]]
id = "nieuws"
kop = "Wat is er nieuw?"
verplicht = true

[[secties]]
id = "geld"
kop = "Wat kost het?"
leeg = "Dit kost de wijk niets."

[slot]
tekst = "Tot ziens,"

[[ondertekenaars]]
functie = "de wijkmanager"
naam = "Jan Jansen"
"##;

const NEIGHBOURHOOD_LETTER: &str = r#"+++
sjabloon = "wijkbrief"
onderwerp = "Nieuws over de proef"
datum = 2023-03-14
wijken = ["Noord", "Oost", "Zuid"]
status = "vastgesteld"
+++
# Wat is er nieuw?

De proef hielp {{ hulp_jongeren }} jongeren.
"#;

fn bench_with_own_form() -> Bench {
    let bench = Bench::basis();
    bench.write("templates/wijkbrief/sjabloon.toml", FORM);
    bench.write("data/brieven/2022/wijk.md", NEIGHBOURHOOD_LETTER);
    bench
}

/// The generated source, without the layout and style that all letters share.
fn letter_source(bench: &Bench, name: &str) -> String {
    bench.run(&["maak", name, "--bewaar-typst"]).expect(0);
    let source = bench.read(&format!("uitvoer/{name}.typst/brief.typ"));
    let layouts = ["brief", "gedeeld"].map(|name| repository().join(format!("templates/basis/{name}.typ.j2")));
    let shared = layouts.map(|path| fs::read_to_string(path).expect("template is read")).concat();
    let is_own = |line: &&str| !line.trim().is_empty() && !shared.lines().any(|other| other == *line);
    source.lines().filter(is_own).map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_form_is_a_folder_with_one_file() {
    let bench = bench_with_own_form();
    insta::assert_snapshot!(letter_source(&bench, "2022/wijk"));
}

#[test]
fn a_form_can_replace_one_block_of_the_layout() {
    let bench = bench_with_own_form();
    bench.write(
        "templates/wijkbrief/brief.typ.j2",
        "{% extends \"basis/brief.typ.j2\" %}\n{% block slot %}\n#par(strong({{ brief.slot }}) + \" \" + {{ huis.organisatie }})\n{% endblock %}\n",
    );
    let source = letter_source(&bench, "2022/wijk");
    assert!(source.contains("#par(strong(\"Tot ziens,\") + \" \" + \"Gemeente Voorbeeldstad\")"), "{source}");
    assert!(!source.contains("de wijkmanager"), "the block is replaced: {source}");
    assert!(source.contains("Wat is er nieuw?") && source.contains("157"), "the other blocks stay: {source}");
    assert!(letter_source(&bench, "2022/brief").contains("Met vriendelijke groet,"), "and so do other forms");
}

/// What is archived holds the layouts of its time, and so may a municipality.
#[test]
fn a_whole_layout_of_an_earlier_version_keeps_working() {
    let bench = Bench::basis();
    bench.run(&["maak", "2022/brief"]).expect(0);
    let now = bench.read("uitvoer/2022/brief.cijfers.csv");
    let earlier = repository().join("tests/archives/0.1.0/archief/2022/brief/2/invoer/templates/basis/brief.typ.j2");
    bench.write("templates/basis/brief.typ.j2", fs::read_to_string(earlier).expect("template is read"));
    bench.run(&["maak", "2022/brief", "--opnieuw"]).expect(0);
    // It looks as it did then; every number is the same, and on the same page.
    assert_eq!(bench.read("uitvoer/2022/brief.cijfers.csv"), now);
    assert!(bench.bytes("uitvoer/2022/brief.pdf").starts_with(b"%PDF"));
}

#[test]
fn the_source_of_a_small_letter() {
    let bench = Bench::basis();
    insta::assert_snapshot!(letter_source(&bench, "2022/brief"));
}

#[test]
fn the_basis_layout_of_the_binary_is_that_of_the_repository() {
    let bench = Bench::basis();
    let built_in = letter_source(&bench, "2022/brief");
    workbench::copy(&repository().join("templates"), &bench.at("templates"));
    assert_eq!(letter_source(&bench, "2022/brief"), built_in);
}
