//! Findings mark exactly the words that they are about, wherever those stand and whatever became of them.
//!
//! What must be marked stands between `⟦` and `⟧` here; these are taken out before the program reads the file.

mod workbench;

use std::collections::BTreeSet;

use serde_json::Value;

use workbench::Bench;

/// The first and the last line and column, from 1; the last just behind the words.
type Mark = [u64; 4];

const LETTER: &str = "data/brieven/2022/brief.md";

/// A letter with this text in its first section.
fn letter(text: &str) -> String {
    format!(
        "+++\nsjabloon = \"collegebrief\"\nonderwerp = \"Voortgang van de proef\"\ndatum = 2023-03-14\npilot = \"proef\"\n\
         zaaknummer = \"2023-0000001\"\nportefeuillehouder = \"wethouder Jeugd\"\n+++\n\n# Inleiding\n\n{text}\n\n\
         # Toelichting\n\nMeer weten wij nog niet.\n\n{{{{ grafiek(\"inzet\") }}}}\n"
    )
}

/// The text without its marks, and where they were.
fn unmarked(text: &str) -> (String, BTreeSet<Mark>) {
    let (mut plain, mut marks) = (String::new(), BTreeSet::new());
    let (mut line, mut column, mut start) = (1, 1, None);
    for character in text.chars() {
        match character {
            '⟦' => start = Some([line, column]),
            '⟧' => {
                let [first, from] = start.take().expect("an opening mark");
                marks.insert([first, from, line, column]);
            }
            '\n' => {
                (line, column) = (line + 1, 1);
                plain.push(character);
            }
            _ => {
                column += 1;
                plain.push(character);
            }
        }
    }
    (plain, marks)
}

/// Checks that the findings of one code in the file are about what is marked in it, and about nothing else.
#[track_caller]
fn check_in(bench: &Bench, path: &str, text: &str, code: &str) {
    let (plain, marks) = unmarked(text);
    bench.write(path, &plain);
    let ran = bench.run(&["controleer", "--formaat", "json"]);
    let report = ran.json();
    let findings = report["bevindingen"].as_array().expect("a list").iter();
    let number = |finding: &Value, key: &str| finding[key].as_u64().unwrap_or_default();
    let found: BTreeSet<Mark> = findings
        .filter(|finding| finding["code"] == code && finding["bestand"] == path)
        .map(|finding| ["regel", "teken", "eindregel", "eindteken"].map(|key| number(finding, key)))
        .collect();
    assert_eq!(found, marks, "{text}\n{}", ran.stdout);
}

/// The same for typed numbers in the text of a letter.
#[track_caller]
fn check(text: &str) {
    check_in(&Bench::basis(), LETTER, &letter(text), "C001");
}

#[test]
fn a_word_that_stands_there_three_times() {
    check("Er waren ⟦157⟧ jongeren, ⟦157⟧ ouders en ⟦157⟧ scholen.");
}

#[test]
fn behind_placeholders() {
    check(
        "In {{ periode }} kregen {{ hulp_jongeren }} jongeren hulp en ⟦157⟧ niet; dat kost {{ hulp_kosten }} voor ⟦157⟧.",
    );
}

#[test]
fn a_placeholder_that_prints_the_same() {
    check(
        "Er waren {{ hulp_jongeren }} jongeren en {{ hulp_jongeren[vorig_jaar] }}⟦0⟧ ouders en ⟦157⟧ en {{ '⟦157⟧' }}.",
    );
}

#[test]
fn behind_a_placeholder_of_several_lines() {
    check(
        "Er waren {{ kengetal(\"hulp_jongeren\",\n  periode) }} jongeren, ⟦157⟧ ouders\n   en {{- hulp_kosten }} voor ⟦157⟧.",
    );
}

#[test]
fn after_typography() {
    check(
        "Wij noemen 'de één' - niet \"de ander\"... en voor ⟦157⟧ 'of' ⟦€ 5,3 mln.⟧ in 2021-2023 -- en ⟦10-15⟧ jaar.",
    );
}

#[test]
fn behind_characters_of_several_bytes() {
    check("Cliënten – één à twee € – vóór ⟦157⟧ cliënten en 😀 ⟦158⟧.");
}

#[test]
fn with_entities_and_escapes() {
    check("Cli&euml;nten \\*zonder\\* nadruk &amp; ⟦157⟧ meer, ⟦&euro; 158⟧ en ⟦&#49;⟧.");
}

#[test]
fn in_other_lines_of_a_paragraph() {
    check("Er waren er genoeg,\nook ⟦157⟧\n   ouders, en **⟦158⟧ scholen\nen** ⟦€\n5,3⟧.");
}

#[test]
fn in_a_heading() {
    check("Tekst.\n\n## De 'eerste' van *⟦157⟧* en ⟦157⟧ gezinnen\n\nMeer.");
}

#[test]
fn in_items_and_not_in_quotations() {
    check(
        "Dit is zo:\n\n- punt met ⟦157⟧\n- *punt* met\n  ⟦157⟧\n    1. en ⟦157⟧ gezinnen\n\n> Zij zei\n> dat er 157 waren.",
    );
}

#[test]
fn in_a_table() {
    check("| Wijk | Aantal |\n|---|--:|\n| Noord \\| Oost | ⟦157⟧ |\n| `Zuid` | ⟦157⟧ en ⟦157⟧ |");
}

#[test]
fn in_a_footnote() {
    check(
        "Er is een noot.[^a] En nog een.[^b]\n\n[^a]: De noot met ⟦157⟧ gezinnen.\n[^b]: En ⟦157⟧\n    met {{ periode }} en ⟦157⟧.",
    );
}

#[test]
fn behind_statements() {
    check(
        "{% if hulp_jongeren.waarde > 1 %}Het waren er ⟦157⟧{% else %}Niet 157{% endif %} en ⟦158⟧.\n{# 157 #}\n{% for x in [1, 2] -%}\nSteeds ⟦157⟧.\n{% endfor %}",
    );
}

#[test]
fn in_text_that_is_printed_elsewhere() {
    check("{% set later %}\nDat waren er ⟦157⟧.\n{% endset %}\nEerst dit.\n{{ later }} En ⟦158⟧.");
}

#[test]
fn in_text_that_is_printed_as_it_is() {
    check("Zo: `waren ⟦157⟧` en\n\n```\neen\n  twee ⟦157⟧\n```\n\n    en {{ periode }}\n    ⟦158⟧\n");
}

#[test]
fn in_links() {
    check("Zie [de ⟦157⟧ gezinnen](https://voorbeeld.nl/157) en <https://voorbeeld.nl/158>, ⟦157⟧.");
}

#[test]
fn in_the_title() {
    let text =
        letter("Tekst.").replace("Voortgang van de proef", "De \\\"één\\\" van {{ periode }} en \\u00e9 ⟦157⟧ '⟦157⟧'");
    check_in(&Bench::basis(), LETTER, &text, "C001");
}

#[test]
fn with_the_line_ends_of_windows() {
    let text = letter("Er waren er\n⟦157⟧ en 'dan'\n\n- nog ⟦157⟧.").replace('\n', "\r\n");
    check_in(&Bench::basis(), LETTER, &text, "C001");
}

#[test]
fn in_captions() {
    let bench = Bench::basis();
    let path = "data/grafieken.toml";
    let text =
        bench.read(path).replace("De inzet groeide elk kwartaal", "De 'inzet' \\\"groeide\\\" met ⟦157⟧ en ⟦157⟧");
    let text = text.replace("\"Inzet van de aanbieders per kwartaal\"", "'''\nInzet van ⟦157⟧\naanbieders'''");
    let text =
        text.replace("maten =", "toelichting = [\"Eén\", \"\"\"Noot \\\n   met {{ periode }} ⟦157⟧\"\"\"]\nmaten =");
    check_in(&bench, path, &text, "C001");
}

#[test]
fn in_the_texts_of_a_pilot() {
    let bench = Bench::basis();
    bench.write(LETTER, letter("Het doel is {{ pilot.doel }}. Met {{ pilots.proef.aanbieders | hoofdletter }}."));
    let path = "data/pilots/proef.toml";
    let text =
        "naam = \"Proef\"\ndoel = \"jongeren ⟦日⟧ \\\"⟦本⟧\\\" helpen\"\naanbieders = [\"Eddee\", \"Indus ⟦語⟧\"]\n";
    check_in(&bench, path, text, "B013");
}

#[test]
fn in_the_notes_of_a_series() {
    let bench = Bench::basis();
    let path = "data/reeksen/inzet.toml";
    let text = bench.read(path).replace("periode =", "opmerkingen = [\"Eén\", \"vanaf '2022' ⟦日⟧\"]\nperiode =");
    check_in(&bench, path, &text, "B013");
}

#[test]
fn characters_that_cannot_be_printed() {
    check_in(&Bench::basis(), LETTER, &letter("Dat is 'één' ⟦日⟧ en\n*nog* een ⟦日⟧.\n\n- {{ periode }} ⟦本⟧"), "B013");
}

#[test]
fn abbreviations() {
    check_in(
        &Bench::basis(),
        LETTER,
        &letter("De {{ 'ABC' }} 'en' **ABCD** en de ⟦QRS⟧.").replace("**ABCD**", "**⟦ABCD⟧**"),
        "C031",
    );
}

#[test]
fn what_was_not_meant_to_be_printed() {
    check_in(&Bench::basis(), LETTER, &letter("Dat 'kost' {{ periode }}\nen ⟦{ jnv_kosten }⟧ meer."), "B001");
}

#[test]
fn on_slides_and_in_the_notes_of_the_speaker() {
    let text = "+++\nsjabloon = \"presentatie\"\nonderwerp = \"De ⟦157⟧\"\ndatum = 2023-03-14\n+++\n\n\
                # 'Titel' met ⟦157⟧\n\n- ook ⟦157⟧\n- {{ periode }} ⟦157⟧\n\n## Notities\n\nZeg 'dat' er\n⟦157⟧ zijn.\n";
    check_in(&Bench::basis(), "data/presentaties/2022/dias.md", text, "C001");
}
