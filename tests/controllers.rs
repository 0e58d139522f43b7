//! Figures as controllers keep them, to the number in the letter: each case is a file, what its description says, a formula,
//! and what is printed, or the code of what is asked.

mod workbench;

use workbench::{Bench, cases};

/// What a letter prints of a formula over these figures, or the codes of what is wrong.
fn printed(csv: &str, description: &str, formula: &str, unit: &str) -> String {
    let bench = Bench::basis();
    bench.write("data/reeksen/blad.csv", csv);
    bench.write(
        "data/reeksen/blad.toml",
        format!("titel = \"Blad\"\nbron = \"Voorbeeldcijfers, niet echt\"\n{description}"),
    );
    let indicators = bench.read("data/kengetallen.toml");
    let own = format!("\n[getal]\nnaam = \"het getal\"\nformule = '{formula}'\neenheid = \"{unit}\"\n");
    bench.write("data/kengetallen.toml", indicators + &own);
    bench.edit("data/brieven/2022/brief.md", "# Toelichting", "Het is {{ getal }}.\n\n# Toelichting");
    let ran = bench.run(&["maak", "2022/brief"]);
    if ran.status == Some(0) {
        let ledger = bench.read("uitvoer/2022/brief.cijfers.csv");
        let line = ledger.lines().find(|line| line.contains("het getal")).expect("the number is in the ledger");
        // After its number, page, heading and sentence.
        return line.split(';').nth(4).expect("what is printed").to_owned();
    }
    ran.stderr
        .lines()
        .filter_map(|line| line.strip_prefix("fout[")?.split(']').next().map(str::to_owned))
        .collect::<Vec<_>>()
        .join(" ")
}

#[track_caller]
fn prints(csv: &str, description: &str, formula: &str, unit: &str, wanted: &str) {
    let found = printed(csv, description, formula, unit).replace(['\u{a0}', '\u{202f}'], " ");
    assert!(found.split(' ').next() == Some(wanted) || found == wanted, "{wanted}, not {found}");
}

const EURO: &str = "eenheid = \"euro\"\n";

fn is_read(csv: &str, description: &str, formula: &str, wanted: &str) {
    prints(csv, &format!("{description}[maten.bedrag]\n{EURO}"), formula, "euro", wanted);
}

cases! { is_read:
    years_across("Post;2021;2022\nZorg;5;7\nJeugd;1;2\n", "[koppen]\nperioden = true\n[dimensies.post]\nkolom = \"Post\"\n", "som(blad.bedrag, periode)", "€ 9");
    quarters_with_the_year_in_a_title("Kosten 2022\n\nPost;K1;K2\nZorg;5;7\n", "bereik = \"A3:C\"\nperiode_in = \"A1\"\n[koppen]\nperioden = true\n[dimensies.post]\nkolom = \"Post\"\n", "blad.bedrag[\"2022-K2\"]", "€ 7");
    budget_and_spent_across("Post;Begroting 2022;Realisatie 2022\nZorg;5;7\n", "[koppen]\nperioden = true\n[dimensies.soort]\nin_koppen = true\n[dimensies.post]\nkolom = \"Post\"\n", "blad.bedrag.waar(soort=\"Realisatie\")[periode]", "€ 7");
    budget_and_spent_are_no_sum("Post;Begroting 2022;Realisatie 2022\nZorg;5;7\n", "[koppen]\nperioden = true\n[dimensies.soort]\nin_koppen = true\n[dimensies.post]\nkolom = \"Post\"\n", "som(blad.bedrag, periode)", "K007");
    a_year_that_stands_once("Jaar;Post;bedrag\n2022;Zorg;5\n;Jeugd;2\nTotaal 2022;;7\n", "periode = \"Jaar\"\ndoorvullen = [\"Jaar\"]\n[weglaten]\nJaar = [\"Totaal*\"]\n[dimensies.post]\nkolom = \"Post\"\n", "som(blad.bedrag, periode)", "€ 7");
    a_year_and_a_quarter("Jaar;Kwartaal;bedrag\n2022;1;5\n2022;2;6\n2022;3;7\n2022;4;8\n", "periode = [\"Jaar\", \"Kwartaal\"]\n", "som(blad.bedrag, periode)", "€ 26");
    half_years("periode;bedrag\n1e halfjaar 2022;5\n2022HJ02;6\n", "", "som(blad.bedrag, periode)", "€ 11");
    a_dash_that_is_zero("periode;post;bedrag\n2022;a;-\n2022;b;4\n", "streepje = \"nul\"\n[dimensies.post]\n", "som(blad.bedrag, periode)", "€ 4");
    a_dash_that_is_not_known("periode;post;bedrag\n2022;a;-\n2022;b;4\n", "[dimensies.post]\n", "som(blad.bedrag, periode)", "K006");
    bookkeepers_minus("periode;post;bedrag\n2022;a;4.977-\n2022;b;-/- 23\n2022;c;(100)\n", "[dimensies.post]\n", "som(blad.bedrag, periode) * -1", "€ 5100");
    subtotals_are_not_counted("periode;post;bedrag\n2022;a;5\n2022;b;6\n2022;Subtotaal;11\n2022;c;1\n2022;Totaal;12\n", "[dimensies.post]\ntotaal = \"Totaal\"\ntussentotalen = [\"Subtotaal\"]\n", "som(blad.bedrag, periode)", "€ 12");
    a_subtotal_that_nothing_declares("periode;post;bedrag\n2022;a;5\n2022;b;6\n2022;Subtotaal;11\n", "[dimensies.post]\n", "som(blad.bedrag, periode)", "D011");
    costs_are_no_total("periode;post;bedrag\n2022;Lasten;10\n2022;Baten;4\n2022;Saldo;6\n2021;Lasten;12\n2021;Baten;4\n2021;Saldo;8\n", "[dimensies.post]\n", "blad.bedrag.waar(post=\"Lasten\")[periode]", "€ 10");
    names_that_look_the_same("periode;post;bedrag\n2022;Oud  Krispijn;5\n2022;Zuid;1\n", "[dimensies.post]\n", "blad.bedrag.waar(post=\"Oud Krispijn\")[periode]", "€ 5");
}

fn of_measure(csv: &str, keys: &str, unit: &str, formula: &str, wanted: &str) {
    prints(csv, &format!("[maten.bedrag]\nkolom = \"bedrag\"\neenheid = \"{unit}\"\n{keys}"), formula, unit, wanted);
}

cases! { of_measure:
    thousands("periode;bedrag\n2022;13,15\n", "in = \"duizend\"\n", "euro", "blad.bedrag[periode]", "€ 13.150");
    a_disadvantage("periode;bedrag\n2022;325 N\n", "voordeel_nadeel = true\n", "euro", "blad.bedrag[periode] * -1", "€ 325");
    a_letter_in_its_own_column("periode;bedrag;V/N\n2022;325;N\n", "letters_in = \"V/N\"\n", "euro", "blad.bedrag[periode] * -1", "€ 325");
    cumulative_numbers_are_no_sum("periode;bedrag\n2022-K1;5\n2022-K2;9\n2022-K3;12\n2022-K4;20\n", "cumulatief = true\n", "euro", "som(blad.bedrag, periode)", "K007");
    the_last_of_cumulative_numbers("periode;bedrag\n2022-K1;5\n2022-K2;9\n2022-K3;12\n2022-K4;20\n", "cumulatief = true\n", "euro", "laatste(blad.bedrag, periode)", "€ 20");
    stocks_are_no_sum("periode;bedrag\n2022-K1;5\n2022-K2;9\n2022-K3;12\n2022-K4;20\n", "stand = \"einde\"\n", "euro", "som(blad.bedrag, periode)", "K007");
    fractions("periode;bedrag\n2022;0,98\n2021;1,05\n", "als_breuk = true\n", "procent", "blad.bedrag[periode]", "98%");
    small_percentages("periode;bedrag\n2022;0,98\n2021;1,05\n", "als_breuk = false\nafronding = 2\n", "procent", "blad.bedrag[periode]", "1%");
    a_small_percentage_among_large("periode;bedrag\n2022;0,8\n2021;45\n", "", "procent", "blad.bedrag[\"2021\"]", "45%");
}

#[test]
fn a_raised_mark_of_a_note_is_no_digit() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let raised = rust_xlsxwriter::Format::new().set_font_script(rust_xlsxwriter::FormatScript::Superscript);
    let plain = rust_xlsxwriter::Format::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "periode").expect("written");
    sheet.write_rich_string(0, 1, &[(&plain, "bedrag"), (&raised, "1")]).expect("written");
    sheet.write_number(1, 0, 2021).expect("written");
    sheet.write_rich_string(1, 1, &[(&plain, "157"), (&raised, "1")]).expect("written");
    let bench = Bench::basis();
    bench.write("data/reeksen/blad.xlsx", book.save_to_buffer().expect("a workbook"));
    let description = "titel = \"Blad\"\nbron = \"Voorbeeld, niet echt\"\nbestand = \"blad.xlsx\"\n[maten.bedrag]\neenheid = \"euro\"\n";
    bench.write("data/reeksen/blad.toml", description);
    let ran = bench.run(&["controleer"]);
    assert!(
        ran.stdout.contains("D005") && ran.stdout.contains("Achter het getal 157 staat een noot"),
        "{}",
        ran.text()
    );
    assert!(
        ran.stdout.contains("cel B2") && !ran.stdout.contains("1571") && !ran.stdout.contains("D003"),
        "{}",
        ran.text()
    );
}

#[test]
fn a_difference_of_percentages_is_in_points() {
    for (formula, unit, is_right) in [
        ("hulp_groei - kengetal('hulp_groei', vorig_jaar)", "procent", false),
        ("hulp_groei - kengetal('hulp_groei', vorig_jaar)", "procentpunt", true),
        ("1 - hulp_groei", "procent", true),
    ] {
        let bench = Bench::basis();
        let own = format!("\n[verschil]\nnaam = \"verschil\"\nformule = \"{formula}\"\neenheid = \"{unit}\"\n");
        bench.write("data/kengetallen.toml", bench.read("data/kengetallen.toml") + &own);
        let ran = bench.run(&["controleer"]);
        assert_eq!(!ran.stdout.contains("procentpunten"), is_right, "{formula} {unit}: {}", ran.text());
    }
}

/// The last row of a table over a dimension, as the letter has it, or the code of what is wrong.
fn table_total(csv: &str, description: &str) -> String {
    let bench = Bench::basis();
    bench.write("data/reeksen/blad.csv", csv);
    let head = "titel = \"Blad\"\nbron = \"Voorbeeldcijfers, niet echt\"\n";
    bench.write("data/reeksen/blad.toml", format!("{head}{description}"));
    let own = "\n[per_post]\nsoort = \"tabel\"\ntitel = \"Per post\"\nonderwerp = \"Bedragen per post\"\nreeks = \"blad\"\nmaten = [\"bedrag\"]\nper = \"post\"\ntotaal = \"Alles\"\nvan = \"periode\"\n";
    bench.write("data/grafieken.toml", bench.read("data/grafieken.toml") + own);
    bench.edit("data/brieven/2022/brief.md", "# Toelichting", "{{ tabel(\"per_post\") }}\n\n# Toelichting");
    let ran = bench.run(&["maak", "2022/brief", "--bewaar-typst"]);
    if ran.status != Some(0) {
        return ran.text();
    }
    let source = bench.read("uitvoer/2022/brief.typst/brief.typ");
    source.split("Alles").nth(1).expect("a total").chars().take(120).collect()
}

#[test]
fn a_table_prints_the_total_of_its_source() {
    let rounded = table_total(
        "periode;post;bedrag\n2022;Noord;10\n2022;Zuid;10\n2022;Totaal;21\n",
        "[dimensies.post]\ntotaal = \"Totaal\"\ntotaal_marge = 1\n[maten.bedrag]\neenheid = \"euro\"\n",
    );
    assert!(rounded.contains("\"21\""), "{rounded}");
    let unique = table_total(
        "periode;post;bedrag\n2022;Noord;100\n2022;Zuid;110\n2022;Totaal;180\n",
        "[dimensies.post]\ntotaal = \"Totaal\"\n[maten.bedrag]\neenheid = \"personen\"\nuniek = true\n",
    );
    assert!(unique.contains("\"180\""), "{unique}");
    let none = table_total(
        "periode;post;bedrag\n2022;Noord;100\n2022;Zuid;110\n",
        "[dimensies.post]\n[maten.bedrag]\neenheid = \"personen\"\nuniek = true\n",
    );
    assert!(none.contains("dezelfde mensen"), "{none}");
}
