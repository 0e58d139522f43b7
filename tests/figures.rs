//! Numbers as they come out in the letter: totals, differences, scales, directions.

mod workbench;

use workbench::Bench;

/// The words of a letter with these indicators and this text.
fn printed(bench: &Bench, indicators: &str, text: &str) -> String {
    let definitions = bench.read("data/kengetallen.toml") + indicators;
    bench.write("data/kengetallen.toml", definitions);
    let letter = bench.read("data/brieven/2022/brief.md") + "\n" + text + "\n";
    bench.write("data/brieven/2022/brief.md", letter);
    let ran = bench.run(&["maak", "brief", "--bewaar-typst"]);
    assert!(ran.stderr.is_empty(), "{}", ran.stderr);
    without_comments(&bench.read("uitvoer/2022/brief.typst/brief.typ"))
}

/// The generated source without the comments that say which number stands where.
fn without_comments(source: &str) -> String {
    let mut pieces = source.split("/*");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |out, piece| out + piece.split_once("*/").map_or(piece, |(_, rest)| rest))
}

#[test]
fn totals_of_several_dimensions_never_count_twice() {
    let bench = Bench::basis();
    bench.write(
        "data/reeksen/wijken.toml",
        "titel = \"w\"\nbron = \"x\"\n[dimensies.wijk]\ntotaal = \"Totaal\"\n[dimensies.leeftijd]\ntotaal = \"Alle\"\n\
         [maten.n]\neenheid = \"personen\"\n",
    );
    bench.write(
        "data/reeksen/wijken.csv",
        "periode;wijk;leeftijd;n\n2022;Noord;jong;10\n2022;Noord;oud;11\n2022;Noord;Alle;21\n2022;Zuid;jong;12\n\
         2022;Zuid;oud;9\n2022;Zuid;Alle;21\n2022;Totaal;jong;22\n2022;Totaal;oud;20\n2022;Totaal;Alle;42\n2021;Totaal;Alle;40\n",
    );
    let formulas = [
        "som(wijken.n, periode)",
        "wijken.n[periode]",
        "som(wijken.n.waar(wijk='Totaal'), periode)",
        "som(wijken.n.waar(leeftijd='Alle'), periode)",
        "som(wijken.n.waar(wijk='Noord'), periode)",
        "som(wijken.n, vorig_jaar)",
    ];
    let mut indicators = String::new();
    let mut text = String::from("Samen ");
    for (index, formula) in formulas.iter().enumerate() {
        indicators += &format!("\n[t{index}]\nnaam = \"t\"\nformule = \"{formula}\"\neenheid = \"personen\"\n");
        text += &format!("{{{{ t{index} }}}}, ");
    }
    let source = printed(&bench, &indicators, &(text + "klaar."));
    let words: String =
        source.lines().find(|line| line.contains("Samen ")).expect("the sentence").replace(['#', '"', ';'], "");
    assert_eq!(words, "Samen 42, 42, 42, 42, 21, 40, klaar.");
}

#[test]
fn differences_of_amounts_are_exact() {
    let bench = Bench::basis();
    bench.write("data/reeksen/bedrag.csv", "periode;x;y\n2022;4233602,39;4156400,89\n");
    bench.write(
        "data/reeksen/bedrag.toml",
        "titel = \"b\"\nbron = \"x\"\ndecimaalteken = \"komma\"\n[maten.x]\neenheid = \"euro\"\n[maten.y]\neenheid = \"euro\"\n",
    );
    let indicators =
        "\n[rest]\nnaam = \"rest\"\nformule = \"bedrag.x[periode] - bedrag.y[periode]\"\neenheid = \"euro\"\n";
    let source = printed(&bench, indicators, "Over is {{ rest }}.");
    assert!(source.contains("#\"€\u{a0}77.202\";"), "{source}");
}

#[test]
fn scales_are_named_and_directions_follow_what_is_printed() {
    let bench = Bench::basis();
    let indicators = "\n[klein]\nnaam = \"k\"\nformule = \"0.0001\"\neenheid = \"procent\"\n\
                      \n[groot]\nnaam = \"g\"\nformule = \"461514\"\neenheid = \"euro\"\nschaal = \"duizend\"\n";
    let text =
        "Dat is {{ richting(klein, \"meer\", \"minder\", \"gelijk\") }}: {{ groot }} en {{ groot | zonder_eenheid }}.";
    let source = printed(&bench, indicators, text);
    let words: String = source
        .lines()
        .find(|line| line.contains("Dat is "))
        .expect("the sentence")
        .replace(['#', '"', ';', '\u{a0}'], " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(words, "Dat is gelijk : € 462 duizend en 462 duizend .");
}
