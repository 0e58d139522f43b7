//! Web pages: they say what the PDF says, nothing on them becomes markup that was text, and they are made when asked.

mod workbench;

use std::collections::BTreeSet;
use std::path::Path;

use griffel::stages::digest::sha256;
use griffel::stages::pipeline::Run;
use griffel::stages::project::{DocumentId, WorkFolder};
use workbench::Bench;

/// The files beside each PDF.
const FILES: [&str; 4] = ["html", "fragment.html", "samenvatting.html", "nieuwsbrief.html"];

/// The names of all documents of a work folder.
fn documents(bench: &Bench) -> Vec<DocumentId> {
    let folder = WorkFolder::at(bench.path()).expect("a work folder");
    Run::open(folder).without_findings().inventory().documents.keys().cloned().collect()
}

/// A page as pieces: each tag and each text between tags.
fn pieces(html: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let end = match rest.starts_with('<') {
            true => rest.find('>').map_or(rest.len(), |at| at + 1),
            false => rest.find('<').unwrap_or(rest.len()),
        };
        let (piece, after) = rest.split_at(end);
        found.push(piece);
        rest = after;
    }
    found
}

fn without(html: &str, from: &str, to: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find(from) {
        let end = rest[at..].find(to).map_or(rest.len(), |end| at + end + to.len());
        out += &rest[..at];
        rest = &rest[end..];
    }
    out + rest
}

/// The body of a page without what only a page has: letters inside pictures, the tables of charts, the status, the names
/// of lists of notes and of what was said, and the foot with the PDF.
fn said(html: &str) -> String {
    let mut html = html.split_once("<body>").map_or(html, |(_, body)| body).to_owned();
    for (from, to) in [
        ("<svg", "</svg>"),
        ("<details>", "</details>"),
        ("<p role=\"note\">", "</p>"),
        ("<footer>", "</footer>"),
        ("<h2 id=\"noten\">", "</h2>"),
        ("<h3>Toelichting bij deze dia", "</h3>"),
        ("<a id=\"", "</a>"),
        ("<a href=\"#dia-", "</a>"),
        ("<a href=\"#noot-", "</a>"),
    ] {
        html = without(&html, from, to);
    }
    html
}

/// Only letters and digits, so that spaces, hyphens and marks make no difference.
fn letters(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    let text = text.replace("&#x27;", "'").replace("&#x2f;", "/").replace("&amp;", "&");
    text.to_lowercase().chars().filter(|one| one.is_alphanumeric()).collect()
}

fn words_of(html: &str) -> Vec<String> {
    let texts = pieces(html).into_iter().filter(|piece| !piece.starts_with('<')).map(letters);
    texts.filter(|text| !text.is_empty()).collect()
}

/// The string literals of a Typst source: every word of the PDF.
fn literals(source: &str) -> String {
    let mut out = String::new();
    let mut characters = source.chars();
    let mut inside = false;
    while let Some(next) = characters.next() {
        match next {
            '"' => inside = !inside,
            '\\' if inside => {
                characters.next().into_iter().filter(|escaped| "\"\\".contains(*escaped)).for_each(|one| out.push(one));
            }
            other if inside => out.push(other),
            _ => {}
        }
    }
    letters(&out)
}

#[test]
fn pages_say_what_the_pdf_says_in_the_same_order() {
    let bench = Bench::example();
    bench.edit("data/brieven/2022/jnv.md", "status = ", "herkomst = true\nstatus = ");
    bench.run(&["maak", "--html", "--bewaar-typst", "--hand-out"]).expect(0);
    let run = Run::open(WorkFolder::at(bench.path()).expect("a work folder")).without_findings();
    let all = documents(&bench);
    assert_eq!(all.len(), 11);
    for id in all {
        let page = bench.read(&format!("uitvoer/{id}.html"));
        let words = words_of(&said(&page));
        let read: String = words.concat();
        let document = run.composed(&id).without_findings().expect("composed");
        let mut at = 0;
        let is_caption = |line: &&str| {
            document.show.is_some() && ["Figuur\u{a0}", "Tabel\u{a0}"].iter().any(|word| line.starts_with(word))
        };
        // On a slide the message of a chart stands before its number.
        for exhibit in document.exhibits.iter().filter(|_| document.show.is_some()) {
            let [title, subject] = [&exhibit.title, &exhibit.subject].map(|spans| letters(&document.plain(spans)));
            let caption = title + &letters(&exhibit.label(true)) + &subject;
            assert!(read.contains(&caption), "{id}: {caption}");
        }
        let text = document.plain_text();
        for line in text.lines().filter(|line| !is_caption(line)).map(letters) {
            // A slide has its picture after its text; a footnote of a slide stands below it.
            let from = if document.show.is_some() { 0 } else { at };
            let found = read[from..].find(&line);
            assert!(found.is_some(), "{id}: {line} is not after {}", &read[at.saturating_sub(60)..at]);
            at = from + found.unwrap_or_default() + line.len();
        }
        // And no word more than the PDF has.
        let main = ["brief.typ", "hand-out.typ", "presentatie.typ"].map(|main| format!("uitvoer/{id}.typst/{main}"));
        let main = main.iter().find(|main| bench.at(main).exists()).expect("a source");
        let source = literals(&bench.read(main));
        for text in &words {
            let is_note_of_speaker = document.show.is_some() && letters(&document.plain_text()).contains(text.as_str());
            // The layout writes "Bron"; on a slide the number of a chart stands after its title in the source.
            let text = text.trim_start_matches("bron").trim_start_matches("figuur").trim_start_matches("tabel");
            let text = if document.show.is_some() { text.trim_start_matches(char::is_numeric) } else { text };
            assert!(source.contains(text) || is_note_of_speaker, "{id}: \"{text}\" is not in the PDF");
        }
    }
}

#[test]
fn every_number_on_a_page_stands_in_the_ledger() {
    let bench = Bench::example();
    bench.run(&["maak", "--html"]).expect(0);
    for id in documents(&bench) {
        let ledger = bench.read(&format!("uitvoer/{id}.cijfers.csv"));
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(ledger.as_bytes());
        let printed: BTreeSet<String> =
            reader.records().map(|record| record.expect("a record")[4].trim_start_matches('\'').to_owned()).collect();
        let page = bench.read(&format!("uitvoer/{id}.html"));
        let all = pieces(&page);
        let numbers: Vec<(&str, String)> = all
            .windows(2)
            .filter(|pair| pair[0].starts_with("<data "))
            .map(|pair| (pair[0], pair[1].replace('\u{a0}', " ")))
            .collect();
        assert!(numbers.len() > 10, "{id}: {}", numbers.len());
        for (tag, text) in numbers {
            assert!(printed.contains(&text), "{id}: {text} is not in the ledger");
            let value = tag.split('"').rev().nth(1).expect("a value");
            assert!(value.parse::<f64>().is_ok(), "{id}: {tag}");
        }
    }
}

/// What no page may hold.
fn assert_by_itself(page: &str, name: &str) {
    let page = page.to_lowercase();
    for wrong in ["<script", "javascript:", "@import", "url(", "<iframe", "<object", "<base", " srcset", "onerror=\""] {
        assert!(!page.contains(wrong), "{name}: {wrong}");
    }
    for piece in pieces(&page).into_iter().filter(|piece| piece.starts_with('<')) {
        if let Some((_, source)) = piece.split_once(" src=\"") {
            assert!(source.starts_with("data:image"), "{name}: {}", &piece[..piece.len().min(120)]);
        }
        assert!(!piece.starts_with("<link") || piece.contains("rel=\"alternate\""), "{name}: {piece}");
    }
}

#[test]
fn a_page_stands_by_itself_and_is_made_the_same_again() {
    let bench = Bench::example();
    bench.run(&["maak", "--html"]).expect(0);
    let ids = documents(&bench);
    let read = |id: &DocumentId| FILES.map(|file| bench.read(&format!("uitvoer/{id}.{file}")));
    let first: Vec<[String; 4]> = ids.iter().map(read).collect();
    for (id, files) in ids.iter().zip(&first) {
        files.iter().for_each(|page| assert_by_itself(page, &id.to_string()));
        let digest = sha256(&bench.bytes(&format!("uitvoer/{id}.pdf")));
        assert!(letters(&files[0].replace("<wbr>", "")).contains(&digest), "{id}: the digest of its PDF");
        let fragment = files[1].trim();
        assert!(files[0].contains(fragment) && fragment.starts_with("<article"), "{id}: the fragment is the article");
        assert!(!fragment.contains(" class=") && !fragment.contains(" style="), "{id}: no style in a fragment");
        assert!(!files[3].contains("<svg") && !files[3].contains("data:image"), "{id}: no pictures in a mail");
    }
    bench.run(&["maak", "--html", "--opnieuw"]).expect(0);
    assert_eq!(ids.iter().map(read).collect::<Vec<_>>(), first);
}

/// Text that would be markup, wherever it comes from.
const HOSTILE: &str = "<script>alert(x)</script><img src=x onerror=alert(x)>\\\" onload=\\\"x' & ]]> --> {{ x }}";

#[test]
fn nothing_in_a_field_becomes_markup() {
    let bench = Bench::basis();
    for (path, key) in [
        ("data/gemeente.toml", "organisatie = "),
        ("data/brieven/2022/brief.md", "zaaknummer = "),
        ("data/brieven/2022/brief.md", "trefwoorden = "),
    ] {
        let text = bench.read(path);
        let value = if key.starts_with("tref") { format!("[\"{HOSTILE}\"]") } else { format!("\"{HOSTILE}\"") };
        let is_key = |line: &&str| line.starts_with(key);
        let changed = match text.lines().find(is_key) {
            Some(line) => text.replace(line, &format!("{key}{value}")),
            None => text.replacen("+++\n", &format!("+++\n{key}{value}\n"), 1),
        };
        bench.write(path, changed);
    }
    let settings = bench.read("data/gemeente.toml");
    bench.write(
        "data/gemeente.toml",
        settings + &format!("\n[contact]\nadres = [\"{HOSTILE}\"]\nemail = \"a@b.nl<b>\"\n"),
    );
    let letter = bench.read("data/brieven/2022/brief.md");
    let words = "\n\nEen &lt;script&gt;alert(x)&lt;/script&gt; en `<img src=x onerror=alert(x)>`.\n";
    bench.write("data/brieven/2022/brief.md", letter.trim_end().to_owned() + words);
    let ran = bench.run(&["maak", "2022/brief", "--html"]);
    assert!(bench.at("uitvoer/2022/brief.html").exists(), "{}", ran.text());
    let known: BTreeSet<&str> = [
        "!doctype",
        "html",
        "head",
        "meta",
        "title",
        "link",
        "style",
        "body",
        "header",
        "main",
        "article",
        "section",
        "footer",
        "aside",
        "address",
        "h1",
        "h2",
        "h3",
        "h4",
        "p",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "time",
        "data",
        "a",
        "strong",
        "em",
        "small",
        "sup",
        "code",
        "pre",
        "br",
        "hr",
        "wbr",
        "div",
        "figure",
        "figcaption",
        "details",
        "summary",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "blockquote",
        "svg",
        "desc",
        "text",
        "rect",
        "polyline",
        "polygon",
        "circle",
        "path",
        "defs",
        "clippath",
        "pattern",
        "g",
        "line",
    ]
    .into();
    for file in FILES {
        let page = bench.read(&format!("uitvoer/2022/brief.{file}")).to_lowercase();
        assert!(file == "samenvatting.html" || page.contains("&lt;script"), "{file}: it is shown as text");
        for piece in pieces(&page).into_iter().filter(|piece| piece.starts_with('<')) {
            let name = piece.trim_start_matches(['<', '/']);
            let name = name.split(|one: char| !one.is_alphanumeric() && one != '!').next().unwrap_or_default();
            assert!(known.contains(name), "{file}: {piece}");
            let attributes = piece.split('"').step_by(2).skip(1).map(|between| between.trim_start_matches('>'));
            for attribute in attributes {
                assert!(!attribute.trim().starts_with("on"), "{file}: {piece}");
            }
        }
    }
}

#[test]
fn pages_are_made_where_they_are_asked_for() {
    let bench = Bench::basis();
    let page = "uitvoer/2022/brief.html";
    bench.run(&["maak", "2022/brief"]);
    assert!(bench.at("uitvoer/2022/brief.pdf").exists() && !bench.at(page).exists());
    // By the letter itself.
    let letter = bench.read("data/brieven/2022/brief.md");
    bench.write("data/brieven/2022/brief.md", letter.replacen("+++\n", "+++\nhtml = true\n", 1));
    bench.run(&["maak", "2022/brief"]);
    assert!(FILES.iter().all(|file| bench.at(&format!("uitvoer/2022/brief.{file}")).exists()));
    // What is there never says something else than the PDF.
    bench.write("data/brieven/2022/brief.md", letter.trim_end().to_owned() + "\n\nEen nieuwe alinea over vandaag.\n");
    bench.run(&["maak", "2022/brief"]);
    assert!(bench.read(page).contains("Een nieuwe alinea over vandaag."));
    assert!(bench.read(page).replace("<wbr>", "").contains(&sha256(&bench.bytes("uitvoer/2022/brief.pdf"))));
    // What goes away is made again only when it is asked for.
    std::fs::remove_file(bench.at(page)).expect("removed");
    bench.run(&["maak", "2022/brief", "--html"]);
    assert!(bench.at(page).exists());
}

#[test]
fn a_municipality_can_replace_the_template() {
    let bench = Bench::basis();
    bench.run(&["maak", "2022/brief", "--html"]);
    let before = bench.bytes("uitvoer/2022/brief.pdf");
    let own = "{% extends \"basis/brief.html.j2\" %}\n{% block stijl %}body { color: black; }{% endblock %}\n";
    bench.write("templates/collegebrief/brief.html.j2", own);
    bench.run(&["maak", "2022/brief", "--html"]);
    let page = bench.read("uitvoer/2022/brief.html");
    assert!(page.contains("<style>\nbody { color: black; }"), "{}", &page[..2000.min(page.len())]);
    assert_eq!(bench.bytes("uitvoer/2022/brief.pdf"), before, "the PDF is the same");
    bench.write("templates/collegebrief/brief.html.j2", "{{ document.bestaat_niet }}");
    let ran = bench.run(&["maak", "2022/brief", "--html"]).expect(1);
    assert!(ran.text().contains("templates/collegebrief/brief.html.j2"), "{}", ran.text());
    bench.write("templates/collegebrief/brief.html.j2", "<p>Geen artikel</p>");
    bench.run(&["maak", "2022/brief", "--html"]).expect(1);
}

#[test]
fn the_page_of_an_adopted_letter_says_what_was_adopted() {
    let bench = Bench::example();
    let letter = "data/brieven/2022/jnv.md";
    bench.run(&["stelvast", "2022/jnv", "--op", "2023-03-14", "--door", "A. Voorbeeld"]).expect(0);
    let adopted = bench.bytes("uitvoer/2022/jnv.pdf");
    // It is in the code of older Excels.
    let mut csv = bench.bytes("data/reeksen/jnv.csv");
    let at = csv.windows(5).position(|five| five == b";157;").expect("a figure");
    csv[at + 1..at + 4].copy_from_slice(b"991");
    bench.write("data/reeksen/jnv.csv", csv);
    bench.run(&["maak", "2022/jnv", "--html"]);
    let page = bench.read("uitvoer/2022/jnv.html");
    assert!(page.replace("<wbr>", "").contains(&sha256(&adopted)));
    assert!(
        !page.contains("991") && page.contains(">157</data>") && !page.contains("<p role=\"note\">"),
        "as it was adopted, and no concept"
    );
    assert!(bench.read(letter).contains("vastgesteld"));
    let again = bench.run(&["maak", "2022/jnv", "--html"]);
    assert_eq!(bench.read("uitvoer/2022/jnv.html"), page, "{}", again.text());
    assert!(!Path::new(&bench.at("uitvoer/2022/jnv-v2.html")).exists());
}

/// The files of the charts of a document by themselves.
fn loose(bench: &Bench, document: &str) -> Vec<String> {
    let folder = bench.at(&format!("uitvoer/{document}.grafieken"));
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .map(|entries| entries.map(|one| one.expect("an entry").file_name().to_string_lossy().into_owned()).collect())
        .unwrap_or_default();
    names.sort();
    names
}

#[test]
fn charts_by_themselves_stand_beside_the_pdf_and_need_no_font() {
    let bench = Bench::example();
    let ran = bench.run(&["maak", "2022/flits", "2025/jeugdhulp", "--grafieken"]).expect(0);
    assert!(ran.stderr.is_empty(), "{}", ran.stderr);
    let names = ["flits-gezinnen", "flits-kosten"].map(|name| ["png", "svg", "txt"].map(|end| format!("{name}.{end}")));
    assert_eq!(loose(&bench, "2022/flits"), names.concat());
    assert_eq!(loose(&bench, "2025/jeugdhulp").len(), 4 * 3);
    let read = |ending: &str| bench.bytes(&format!("uitvoer/2022/flits.grafieken/flits-gezinnen.{ending}"));
    let svg = String::from_utf8(read("svg")).expect("text");
    assert!(!svg.contains("<text") && !svg.contains("font-family"), "letters are outlines");
    let words = "<title id=\"naam\">Het aantal aanmeldingen groeide met";
    assert!(
        svg.contains(words)
            && svg.contains("<desc id=\"uitleg\">Kolomdiagram met groepen: ")
            && svg.contains(" viewBox=\"0 0 533")
    );
    let png = read("png");
    assert_eq!(png[..8], *b"\x89PNG\r\n\x1a\n");
    assert_eq!(u32::from_be_bytes(png[16..20].try_into().expect("four bytes")), 1200, "its width");
    let text = String::from_utf8(read("txt")).expect("text");
    for part in [
        "Concept. Nog niet vastgesteld.\n",
        "\n\nAlternatieve tekst:\nKolomdiagram met groepen: ",
        "\n\nCijfers:\n",
        "Bron: ",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(!text.contains("tabel"), "what stays behind is not referred to: {text}");
    // The same bytes again, also where all is made anew.
    bench.run(&["maak", "2022/flits", "--opnieuw"]).expect(0);
    assert_eq!((read("svg"), read("png"), read("txt")), (svg.into_bytes(), png, text.into_bytes()));
    let unchanged = bench.run(&["maak", "2022/flits", "--grafieken"]).expect(0).stdout;
    assert!(
        unchanged.starts_with("Er is niets veranderd") && unchanged.contains("flits.grafieken (2 grafieken)"),
        "{unchanged}"
    );
}

#[test]
fn charts_by_themselves_follow_their_document() {
    let bench = Bench::example();
    bench.run(&["maak", "2022/flits", "--grafieken"]).expect(0);
    bench.write("uitvoer/2022/flits.grafieken/van mij.doc", "blijft");
    // A file that was taken away comes back, without asking.
    std::fs::remove_file(bench.at("uitvoer/2022/flits.grafieken/flits-gezinnen.png")).expect("removed");
    bench.run(&["maak", "2022/flits"]).expect(0);
    assert_eq!(loose(&bench, "2022/flits").len(), 7);
    let letter = "data/brieven/2022/flits.md";
    bench.edit(letter, "{{ grafiek(\"flits-gezinnen\") }}", "");
    bench.edit(letter, " In {{ verwijs(\"flits-gezinnen\") }} ziet u de cijfers per kwartaal.", "");
    bench.run(&["maak", "2022/flits"]).expect(0);
    assert_eq!(
        loose(&bench, "2022/flits"),
        ["flits-kosten.png", "flits-kosten.svg", "flits-kosten.txt", "van mij.doc"]
    );
    // A chart that is called otherwise is another file, though the page is the same.
    bench.edit("data/grafieken.toml", "[flits-kosten]", "[\"../FLITS: kosten\"]");
    let text = bench.read(letter).replace("flits-kosten", "../FLITS: kosten");
    bench.write(letter, text);
    bench.run(&["maak", "2022/flits"]).expect(0);
    assert_eq!(
        loose(&bench, "2022/flits"),
        ["_..-FLITS- kosten.png", "_..-FLITS- kosten.svg", "_..-FLITS- kosten.txt", "van mij.doc"]
    );
    // One without charts has no folder, and asking twice makes nothing.
    let letter = "data/brieven/2022/bso-plus.md";
    bench.edit(letter, "{{ grafiek(\"bso-begroting\") }}", "");
    bench.edit(letter, "{{ verwijs(\"bso-begroting\") }} en ", "");
    bench.run(&["maak", "2022/bso-plus", "--grafieken"]).expect(0);
    assert!(!bench.at("uitvoer/2022/bso-plus.grafieken").exists());
    let again = bench.run(&["maak", "2022/bso-plus", "--grafieken"]).expect(0).stdout;
    assert!(again.starts_with("Er is niets veranderd"), "{again}");
}

#[test]
fn charts_by_themselves_of_what_was_adopted_come_from_the_archive() {
    let bench = Bench::example();
    bench.run(&["stelvast", "2022/flits"]).expect(0);
    bench.edit("data/grafieken.toml", "[flits-gezinnen]\n", "[flits-gezinnen]\ntoelichting = [\"Later bedacht.\"]\n");
    bench.run(&["maak", "2022/flits", "--grafieken"]).expect(0);
    let text = bench.read("uitvoer/2022/flits.grafieken/flits-gezinnen.txt");
    assert!(!text.contains("Later bedacht.") && !text.contains("Concept"), "{text}");
    assert_eq!(loose(&bench, "2022/flits").len(), 6);
}

#[test]
fn what_is_secret_says_so_on_every_page_and_is_not_published() {
    let bench = Bench::example();
    let ground = "artikel 87 Gemeentewet";
    let secret = format!("geheimhouding = \"{ground}\"\ndatum = ");
    for path in ["data/brieven/2022/jnv.md", "data/presentaties/2025/jeugdhulp.md"] {
        bench.edit(path, "datum = ", &secret);
    }
    let made = ["maak", "2022/jnv", "2025/jeugdhulp", "--html", "--hand-out", "--grafieken", "--bewaar-typst"];
    let ran = bench.run(&made).expect(0);
    assert_eq!(ran.text().matches("waarschuwing[F017]").count(), 2, "{}", ran.text());
    let names = |folder: &str| -> BTreeSet<String> {
        let all = std::fs::read_dir(bench.at(folder)).expect("made").map(|entry| entry.expect("one").file_name());
        all.map(|name| name.to_string_lossy().into_owned()).collect()
    };
    assert_eq!(names("uitvoer/2022"), ["jnv.cijfers.csv", "jnv.pdf", "jnv.typst"].map(str::to_owned).into());
    assert_eq!(
        names("uitvoer/2025"),
        ["jeugdhulp.cijfers.csv", "jeugdhulp.pdf", "jeugdhulp.typst"].map(str::to_owned).into()
    );
    // On which ground stands among its fields, and for whoever has it read aloud no less.
    let letter = bench.read("uitvoer/2022/jnv.typst/brief.typ").replace(['\u{a0}', '~'], " ");
    assert!(letter.contains(&format!("geheim: \"{ground}\"")), "every page asks for it");
    assert!(letter.contains(&format!("text(fill: grijs, \"Geheimhouding\"), text(adres(\"{ground}\"))")));
    assert!(bench.read("uitvoer/2025/jeugdhulp.typst/presentatie.typ").contains("\"GEHEIM\""));

    // What was made before it was secret is named; no page tells what changed.
    bench.write("uitvoer/2022/jnv.html", "van eerder");
    let ran = bench.run(&["maak", "2022/jnv"]).expect(0);
    assert!(ran.text().contains("jnv.html"), "{}", ran.text());
    assert_eq!(bench.read("uitvoer/2022/jnv.html"), "van eerder");
    std::fs::remove_file(bench.at("uitvoer/2022/jnv.html")).expect("removed");
    bench.run(&["stelvast", "2022/jnv"]).expect(0);
    let ran = bench.run(&["maak", "2022/jnv", "--html", "--grafieken"]).expect(0);
    assert!(ran.text().contains("waarschuwing[F017]"), "{}", ran.text());
    assert!(!bench.at("uitvoer/2022/jnv.html").exists() && !bench.at("uitvoer/2022/jnv.grafieken").exists());

    let bench = Bench::basis();
    let letter = bench.read("data/brieven/2022/tweede.md");
    bench.write("data/brieven/2021/tweede.md", letter.replace("datum = ", &secret));
    let ran = bench.run(&["verschil", "tweede", "--naar", "verschil.html"]).expect(2);
    assert!(ran.text().contains("geheim") && !bench.at("verschil.html").exists(), "{}", ran.text());
}
