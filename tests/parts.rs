//! Parts of a letter beside its running text: pictures with captions, contents, a box, appendices, signs at numbers. The
//! letter in `tests/parts` has all of them.

mod workbench;

use std::path::Path;

use workbench::{Bench, copy, files, repository};

const NAME: &str = "2022/delen";

fn bench() -> Bench {
    let bench = Bench::example();
    copy(&repository().join("tests/parts"), bench.path());
    bench
}

/// The Typst source of the letter.
fn source(bench: &Bench) -> String {
    bench.run(&["maak", NAME, "--bewaar-typst", "--opnieuw"]).expect(0);
    bench.read("uitvoer/2022/delen.typst/brief.typ")
}

/// Where each of some words first stands, in the order in which they are given.
fn in_order(text: &str, words: &[&str]) {
    let mut at = 0;
    for word in words {
        let found = text[at..].find(word);
        assert!(found.is_some(), "{word} does not come after {:?}", &text[at.saturating_sub(200)..at]);
        at += found.unwrap_or_default() + word.len();
    }
}

#[test]
fn the_parts_are_files_of_a_work_folder() {
    let names: Vec<String> =
        files(&repository().join("tests/parts")).iter().map(|file| file.display().to_string()).collect();
    for name in ["data/kaart.svg", "data/wijkhuis.png", "data/brieven/2022/delen.md"] {
        assert!(names.iter().any(|known| Path::new(known) == Path::new(name)), "{name}");
    }
}

#[test]
fn pictures_with_a_caption_are_counted_with_the_charts() {
    let source = source(&bench());
    in_order(
        &source,
        &[
            "anker: \"figuur-1\"",
            "De vier wijken, waar",
            "anker: \"figuur-2\"",
            "anker: \"figuur-3\"",
            "breed: 40%",
            "#naast-elkaar(",
            "anker: \"figuur-4\"",
        ],
    );
    let caption = "bijschrift: [#\"Een \";#emph[#\"wijkhuis\";];#\" met een \";#strong[#\"groene\";];#\" tuin. Tekening: \";#link(";
    assert!(source.contains(caption), "a caption is running text");
    assert!(source.contains("#link(label(\"figuur-1\"))[#\"figuur\u{a0}1\";]"), "the map is referred to");
    assert!(source.contains("#link(label(\"figuur-3\"))[#\"Figuur\u{a0}3\";]"), "at the start of a sentence");
    assert!(source.contains("#link(label(\"figuur-2\"))[#\"figuur\u{a0}2\";]"), "a chart between pictures");
}

#[test]
fn what_a_page_says_comes_in_the_order_of_the_letter() {
    let bench = bench();
    let source = source(&bench);
    let order = [
        "outline(",
        "De kern",
        "Hoe staat het ervoor?",
        "Met vriendelijke groet",
        "pagebreak",
        "Bijlage: hoe wij tellen",
    ];
    in_order(source.split_once("#block(width: 100%, below: 12mm").expect("the head").1, &order);
    let page = bench.read("uitvoer/2022/delen.html");
    in_order(
        &page,
        &[
            "<nav aria-labelledby=\"inhoud\">",
            "<a href=\"#onderdeel-1\">De kern</a>",
            "<a href=\"#kop-1\">Waar de hulp is</a>",
            "<a href=\"#kop-3\">Wie meetelt</a>",
            "<section aria-labelledby=\"onderdeel-1\" class=\"kader\">",
            "<h3 id=\"kop-1\">Waar de hulp is<sup>",
            "<figure id=\"figuur-1\">",
            "<figcaption><strong>Figuur\u{a0}1.</strong> De vier wijken",
            "<div class=\"naast-elkaar\">",
            "Met vriendelijke groet",
            "<h2 id=\"onderdeel-3\">Bijlage: hoe wij tellen</h2>",
        ],
    );
    let summary = bench.read("uitvoer/2022/delen.samenvatting.html");
    assert!(
        summary.contains("kregen") && summary.contains("Dat kostte"),
        "what is in the box is the summary: {summary}"
    );
}

#[test]
fn a_footnote_of_a_heading_is_on_the_page_only() {
    let bench = bench();
    let source = source(&bench);
    assert!(source.contains("#context if not state(\"in-inhoudsopgave\", false).get() [#[#footnote["), "{source}");
    let text = source.matches("De aanbieders werken ook op scholen.").count();
    assert_eq!(text, 1);
}

#[test]
fn a_list_inside_an_item_ends_in_nothing_that_is_read() {
    let source = source(&bench());
    in_order(
        &source,
        &[
            "#block(above: 0.62em, below: 0.62em)[#list([",
            "#par[#\"bij huis;\";]",
            "#par[#\"op school;\";]], )]#pdf.artifact[]",
        ],
    );
}

#[test]
fn two_remarks_never_share_a_sign() {
    let bench = Bench::example();
    bench.run(&["maak", "2022/jnv", "--bewaar-typst"]).expect(0);
    let source = bench.read("uitvoer/2022/jnv.typst/brief.typ");
    let explained = |sign: &str| source.contains(&format!("\"teken\": \"{sign}\""));
    assert!(explained("*") && explained("**") && !explained("***"));
    for sign in ["*", "**"] {
        assert!(source.contains(&format!("#teken(\"{sign}\")")), "{sign} stands at a number");
        assert!(source.contains(&format!("#teken(\"{sign}\", nummer: ")), "{sign} has a footnote");
    }
}

#[test]
fn what_a_letter_says_of_itself_goes_before_its_form() {
    let bench = bench();
    bench.edit("data/brieven/2022/delen.md", "html = true", "html = true\ninhoudsopgave = false");
    assert!(!source(&bench).contains("outline("));
}

#[test]
fn a_layout_with_signs_of_its_own_says_below_the_text_what_they_mean() {
    let bench = bench();
    let own = "{% extends \"basis/brief.typ.j2\" %}\n{% block bouwstenen %}\n{{ super() }}\n#let teken(mark) = text(fill: red, mark)\n{% endblock %}\n";
    bench.write("templates/raadsmemo/brief.typ.j2", own);
    let source = source(&bench);
    in_order(
        &source,
        &["#let tekens-op-bladzijde = false\n#let teken(mark, ", "#let teken(mark) = text(fill: red, mark)"],
    );
    assert!(!source.contains(", nummer: 1, noot: "), "no footnote is asked for");
}

/// What a source says of where things stand: what floats, and where there is more or less white.
fn arrangement(source: &str) -> Vec<&str> {
    source.lines().filter(|line| line.starts_with("#let zweven = ") || line.starts_with("#wit(")).collect()
}

#[test]
fn an_appendix_changes_nothing_before_the_closing() {
    let bench = Bench::example();
    let mut floats = false;
    for name in ["2022/jnv", "2022/flits", "2022/bso-plus", "2022-K4/flits"] {
        let source = || {
            bench.run(&["maak", name, "--bewaar-typst", "--opnieuw"]).expect(0);
            bench.read(&format!("uitvoer/{name}.typst/brief.typ"))
        };
        let before = source();
        let letter = format!("data/brieven/{name}.md");
        bench.write(&letter, bench.read(&letter).replacen("+++\n", "+++\nherkomst = true\n", 1));
        assert_eq!(arrangement(&source()), arrangement(&before), "{name}");
        floats |= before.contains("#let zweven = (\"");
    }
    assert!(floats, "some of them have something to arrange");
}

#[test]
fn blocks_of_a_layout_that_were_written_for_the_first_release_keep_working() {
    let first = repository().join("tests/archives/0.1.0/archief/2022/brief/1/invoer/templates/basis/brief.typ.j2");
    let first = std::fs::read_to_string(first).expect("the layout of 0.1.0");
    let block = |name: &str| {
        let start = first.find(&format!("{{% block {name} %}}")).unwrap_or_else(|| panic!("{name}"));
        let end = "{% endblock %}";
        let length = first[start..].find(end).expect("it ends") + end.len();
        format!("{}\n", &first[start..start + length])
    };
    let bench = Bench::example();
    for names in [&["stijl"][..], &["bouwstenen"], &["slot"], &["stijl", "bouwstenen", "slot"]] {
        let own: String = names.iter().map(|name| block(name)).collect();
        let layout = format!("{{% extends \"basis/brief.typ.j2\" %}}\n{own}");
        bench.write("templates/raadsinformatiebrief/brief.typ.j2", layout);
        bench.run(&["maak", "2022-K4/jnv", "--opnieuw"]).expect(0);
    }
}
