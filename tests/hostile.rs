//! Texts that mean something to Typst, minijinja or Markdown print as themselves, in every field of the data.

mod workbench;

use std::process::Command;

use workbench::{Bench, skipped};

/// Everything that could be taken for markup or code, with a new line.
const NASTY: &str = "# $ * _ @ < > \\ [ ] \" ~ {{ x }} {% y %} // /* ' ` #panic() \n= ;)";
/// The same for fields in which placeholders have their meaning.
const NASTY_WITHOUT_TAGS: &str = "# $ * _ @ < > \\ [ ] \" ~ // /* ' ` #panic() \n= ;)";

/// Hands out texts that can be told apart, as strings of a TOML file.
#[derive(Default)]
struct Fields {
    texts: Vec<String>,
}

impl Fields {
    fn any(&mut self) -> String {
        self.text(NASTY)
    }

    fn authored(&mut self) -> String {
        self.text(NASTY_WITHOUT_TAGS)
    }

    fn text(&mut self, nasty: &str) -> String {
        // Named with a letter: a typed number would be a finding.
        let name = char::from_u32(u32::try_from(self.texts.len()).expect("few fields") + u32::from('\u{100}'));
        let text = format!("veld{} {nasty} einde", name.expect("a letter"));
        let literal = serde_json::to_string(&text).expect("text is written");
        self.texts.push(text);
        literal
    }

    /// A field of a CSV file.
    fn cell(&mut self) -> String {
        let literal = self.any();
        let text: String = serde_json::from_str(&literal).expect("text is read");
        format!("\"{}\"", text.replace('"', "\"\""))
    }
}

/// What is left when typography, line breaks and hyphens are set aside.
fn bare(text: &str) -> String {
    let is_set_aside = |next: &char| next.is_whitespace() || "\"'‘’“”„-\u{ad}\u{2060}\u{feff}".contains(*next);
    text.chars().filter(|next| !is_set_aside(next)).collect::<String>().to_lowercase()
}

/// The texts of all string literals in Typst source.
fn literals(source: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    let mut characters = source.chars();
    while let Some(next) = characters.next() {
        match next {
            '"' => inside = !inside,
            '\\' if inside => match characters.next() {
                Some('n' | 'r' | 't') => out.push(' '),
                other => out.extend(other),
            },
            other if inside => out.push(other),
            _ => {}
        }
    }
    out
}

/// The text of a PDF, where the program that reads it is installed.
fn pdf_text(bench: &Bench, path: &str) -> Option<String> {
    let output = Command::new("pdftotext").args(["-raw", path, "-"]).current_dir(bench.path()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

fn municipality(fields: &mut Fields) -> String {
    format!(
        "naam = \"Voorbeeldstad\"\norganisatie = {}\nafzender = {}\n\n[contact]\nadres = [{}]\ntelefoon = {}\nemail = {}\nwebsite = {}\n\n[afkortingen]\nSOJ = {}\n",
        fields.any(),
        fields.any(),
        fields.any(),
        fields.any(),
        fields.any(),
        fields.any(),
        fields.any()
    )
}

fn form(fields: &mut Fields) -> String {
    format!(
        "naam = {}\naanhef = {}\ngroet = {}\nvoetnoot = {}\n\n[[velden]]\nsleutel = \"kenmerk\"\nlabel = {}\n\n[[velden]]\nsleutel = \"bijlagen\"\nlabel = \"Bijlagen\"\nsoort = \"lijst\"\n\n[[secties]]\nid = \"tekst\"\nkop = {}\n\n[[secties]]\nid = \"rest\"\nkop = \"Rest\"\nleeg = {}\n\n[slot]\ntekst = {}\n\n[[ondertekenaars]]\nfunctie = {}\nnaam = {}\n",
        fields.any(),
        fields.any(),
        fields.any(),
        fields.any(),
        fields.any(),
        fields.any(),
        fields.any(),
        fields.any(),
        fields.any(),
        fields.any()
    )
}

fn letter(fields: &mut Fields) -> String {
    format!(
        "+++\nsjabloon = \"eigen\"\nonderwerp = {}\ndatum = 2023-03-14\npilot = \"proef\"\nkenmerk = {}\nbijlagen = [{}]\n+++\n# tekst\n\n{{{{ pilot.naam }}}}\n\n{{{{ pilot.doel }}}}\n\n{{{{ pilot.aanbieders }}}}\n\n{{{{ afk(\"SOJ\") }}}}\n\n{{{{ zaak(\"2022-0000001\") }}}}\n\n{{{{ kenmerk }}}}\n\n{{% for wie in pilot.aanbieders %}}\n- {{{{ wie }}}}\n{{% endfor %}}\n\n{{{{ grafiek(\"inzet\") }}}}\n\n{{{{ tabel(\"inzet\") }}}}\n\n{{{{ tabel(\"jongeren\") }}}}\n",
        fields.authored(),
        fields.any(),
        fields.any()
    )
}

fn fill(bench: &Bench, fields: &mut Fields) {
    bench.write("data/gemeente.toml", municipality(fields));
    bench.write("templates/eigen/sjabloon.toml", form(fields));
    bench.write("data/brieven/2022/brief.md", letter(fields));
    bench.write("data/zaken.toml", format!("[\"2022-0000001\"]\ntitel = {}\n", fields.any()));
    bench.write(
        "data/pilots/proef.toml",
        format!("naam = {}\ndoel = {}\naanbieders = [{}, \"Indus\"]\n", fields.any(), fields.any(), fields.any()),
    );
    bench.write(
        "data/reeksen/inzet.toml",
        format!(
            "titel = \"Inzet\"\nbron = {}\nperiode = \"kwartaal\"\nopmerkingen = [{}]\n\n[dimensies.aanbieder]\nnaam = {}\n\n[maten.fte]\neenheid = \"fte\"\n\n[[voorlopig]]\nvanaf = \"2022-K2\"\ntoelichting = {}\n",
            fields.any(),
            fields.any(),
            "\"Aanbieder\"",
            fields.any()
        ),
    );
    let provider = fields.cell();
    bench.write(
        "data/reeksen/inzet.csv",
        format!("kwartaal;aanbieder;fte\n2022-K1;{provider};2,5\n2022-K1;Indus;1,5\n2022-K2;{provider};3,0\n2022-K2;Indus;2,0\n"),
    );
    bench.write(
        "data/kengetallen.toml",
        format!(
            "[hulp_jongeren]\nnaam = {}\nformule = \"hulp.jongeren[periode]\"\neenheid = \"personen\"\n",
            fields.any()
        ),
    );
    bench.write(
        "data/grafieken.toml",
        format!(
            "[inzet]\nsoort = \"gestapeld\"\ntitel = {}\nonderwerp = {}\nreeks = \"inzet\"\nper = \"aanbieder\"\ntot = \"periode.laatste_kwartaal\"\ntoelichting = [{}]\n\n[jongeren]\nsoort = \"tabel\"\nonderwerp = \"Jongeren\"\nkengetallen = [\"hulp_jongeren\"]\nkop = {}\ntotaal = {}\n",
            fields.authored(),
            fields.authored(),
            fields.authored(),
            fields.any(),
            fields.any()
        ),
    );
}

#[test]
fn hostile_texts_print_as_themselves() {
    let bench = Bench::basis();
    let mut fields = Fields::default();
    fill(&bench, &mut fields);
    let names: Vec<_> = fields.texts.iter().filter_map(|text| text.split(' ').next()).collect();
    bench.write("data/woorden.txt", names.join("\n"));
    let ran = bench.run(&["maak", "2022/brief", "--bewaar-typst"]).expect(0);
    assert_eq!(ran.stderr, "");

    let source = bare(&literals(&bench.read("uitvoer/2022/brief.typst/brief.typ")));
    let pdf = pdf_text(&bench, "uitvoer/2022/brief.pdf").map(|text| bare(&text));
    if pdf.is_none() {
        skipped("pdftotext is not installed: only the source is looked at");
    }
    for text in &fields.texts {
        assert!(source.contains(&bare(text)), "{text:?} is not in the source");
        if let Some(pdf) = &pdf {
            assert!(pdf.contains(&bare(text)), "{text:?} is not in the PDF:\n{pdf}");
        }
    }
}

/// What an author types in a letter stays what it is, except for Markdown.
#[test]
fn typst_code_in_a_paragraph_is_only_text() {
    let bench = Bench::basis();
    let typed = r#"Dit is #panic("au") $x^n$ @bron #let x = y "#;
    bench.edit("data/brieven/2022/tweede.md", "In deze brief staan geen cijfers.", typed);
    bench.run(&["maak", "tweede", "--bewaar-typst"]).expect(0);
    let source = literals(&bench.read("uitvoer/2022/tweede.typst/brief.typ"));
    assert!(bare(&source).contains(&bare(typed)), "{source}");
}
