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
    printed_of(&bench, formula, unit)
}

fn printed_of(bench: &Bench, formula: &str, unit: &str) -> String {
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
    years_down_and_quarters_across("Jaar;K1;K2\n2021;1;2\n2022;5;7\n", "periode = \"Jaar\"\n[koppen]\nperioden = true\n", "blad.bedrag[\"2022-K2\"]", "€ 7");
    years_that_stand_once_and_quarters_across("Jaar;Post;K1;K2\n2022;Zorg;5;7\n;Jeugd;1;2\n", "periode = \"Jaar\"\ndoorvullen = [\"Jaar\"]\n[koppen]\nperioden = true\n[dimensies.post]\nkolom = \"Post\"\n", "som(blad.bedrag, \"2022-K2\")", "€ 9");
    quarters_down_with_the_year_in_a_title("Cijfers over 2022\n\nKwartaal;bedrag\nQ1;5\nQ2;7\n", "bereik = \"A3:B\"\nperiode = \"Kwartaal\"\nperiode_in = \"A1\"\n", "blad.bedrag[\"2022-K2\"]", "€ 7");
    months_down_and_years_across("Maand;2021;2022\njanuari;5;7\nfebruari*;1;2\n", "periode = \"Maand\"\n[koppen]\nperioden = true\n", "blad.bedrag[\"2022-02\"]", "€ 2");
    numbers_of_months_down_and_years_across("Maand;2021;2022\n1;5;7\n2;1;2\n", "periode = \"Maand\"\n[koppen]\nperioden = true\n", "blad.bedrag[\"2021-02\"]", "€ 1");
    a_year_that_is_said_to_be_provisional("periode;bedrag\n2021;5\n2022 (voorlopig);7\n", "", "blad.bedrag[periode]", "€ 7");
    costs_and_income_of_one_stage_are_no_sum("periode;post;bedrag\n2022;Rekening lasten;5\n2022;Rekening baten;7\n", "[dimensies.post]\n", "som(blad.bedrag, periode)", "K007");
    a_column_without_a_name("periode;;bedrag\n2022;a;5\n2022;b;7\n", "[dimensies.post]\nkolom = \"kolom B\"\n", "som(blad.bedrag, periode)", "€ 12");
    letters_that_say_something_else("periode;bedrag;V/N\n2022;325;N\n", "[dimensies.post]\nkolom = \"V/N\"\n", "som(blad.bedrag, periode)", "€ 325");
    an_unused_name_may_stand_twice("periode;nr;nr;bedrag\n2022;1;1;5\n", "", "blad.bedrag[periode]", "€ 5");
    capitals_and_marks_make_no_other_kind("Realisatie 2021;realisatie 2022 *\n5;7\n", "[koppen]\nperioden = true\n", "blad.bedrag[periode]", "€ 7");
}

/// Below, `griffel reeks` makes the description, and says what it leaves out; the number in the letter is that of the sheet.
#[track_caller]
fn is_proposed(csv: &str, says: &str, formula: &str, unit: &str, wanted: &str) {
    let bench = Bench::basis();
    bench.write("data/reeksen/blad.csv", csv);
    let proposal = bench.run(&["reeks", "data/reeksen/blad.csv"]).stdout.replace("VUL IN: ", "");
    assert!(proposal.contains(says), "{says} is not in: {proposal}");
    bench.write("data/reeksen/blad.toml", format!("openbaar = \"Dit zijn verzonnen cijfers.\"\n{proposal}"));
    let found = printed_of(&bench, formula, unit).replace(['\u{a0}', '\u{202f}'], " ");
    assert_eq!(found, wanted, "{proposal}");
}

cases! { is_proposed:
    months_down_and_years_above("Maand;2021;2022\njanuari;412;398\nfebruari;388;372\nTotaal;800;770\n", "\"Maand\" = [\"Totaal\"]", "blad.aantal[\"2022-02\"]", "aantal", "372");
    one_period_in_all_headings("Programma;Begroting 2022;Prognose 2022;Verschil;V/N\nJeugd;45.300;46.100;800;N\nBestuur;8.200;8.000;200;V\n", "periode_in = \"B1\"", "blad.verschil.waar(programma=\"Jeugd\")[\"2022\"] * -1", "euro", "€ 800");
    a_stock_above_with_its_day("Team;Formatie per 1-1-2021 (fte);Formatie per 1-1-2022 (fte)\nNoord;12,4;13,1\nZuid;10,0;9,8\n", "stand = \"begin\"", "blad.formatie.waar(team=\"Noord\")[\"2022\"]", "fte", "13,10 FTE");
    stages_and_sides_above(";Rekening 2021;;;Begroting 2022;;\nProgramma;Lasten;Baten;Saldo;Lasten;Baten;Saldo\nBestuur;8.100;1.200;-6.900;8.300;1.250;-7.050\nZorg;4.500;300;-4.200;4.600;310;-4.290\n", "telt_niet_mee = [\"Rekening Saldo\", \"Begroting Saldo\"]", "blad.bedrag.waar(programma=\"Zorg\", soort=\"Begroting Lasten\")[\"2022\"]", "euro", "€ 4600");
    a_corner_without_a_name("Kosten (x € 1.000);;\n;Q1 2022;Q2 2022\nBudget;250;250\nRealisatie;231;248\n", "kolom = \"kolom A\"", "blad.bedrag.waar(kolom_a=\"Realisatie\")[\"2022-K2\"]", "euro", "€ 248.000");
    no_total_of_a_budget("Post;2021;2022\nBudget;250;260\nRealisatie;231;250\nVerschil;19;10\n", "[dimensies.post]\nkolom = \"Post\"\nnaam = \"post\"\n\n", "blad.aantal.waar(post=\"Verschil\")[\"2022\"]", "aantal", "10");
    months_as_bare_numbers("Periode;Bezoekers\n202201;1200\n202202;1311\n", "periodelengte = \"maand\"", "blad.bezoekers[\"2022-02\"]", "personen", "1311");
    dates_with_a_time("Meetdatum;Bezoekers\n01-01-2022 00:00:00;120\n01-02-2022 00:00:00;131\n", "periodelengte = \"maand\"", "blad.bezoekers[\"2022-02\"]", "personen", "131");
    ages_that_look_withheld("Leeftijd;2021;2022\n0-4;1204;1187\n5-11;3001;2988\n", "\"0-4\" en \"5-11\"", "blad.aantal.waar(leeftijd=\"5-11\")[\"2022\"]", "aantal", "2988");
    a_last_row_that_is_not_known("Perioden;Uitkeringen\n2021;2310\n2022;2287\n2023*;.\nBron: CBS;\n", "bereik = \"A1:B4\"", "blad.uitkeringen[\"2022\"]", "aantal", "2287");
    a_column_that_compares("Post;Q3 2021;Q3 2022;Verschil t.o.v. Q3 2021\nA;2.310;2.287;-23\nB;140;155;15\n", "zonder = [\"Verschil t.o.v. Q3 2021\"]", "blad.aantal.waar(post=\"A\")[\"2022-K3\"]", "aantal", "2287");
}

/// Below, each sheet holds something that would print a wrong number if it were read as the description says.
fn is_refused(csv: &str, description: &str, wanted: &str) {
    let found = printed(csv, &format!("{description}[maten.bedrag]\n{EURO}"), "blad.bedrag[periode]", "euro");
    assert!(found.split(' ').any(|code| code == wanted), "{wanted}, not {found}");
}

cases! { is_refused:
    a_budget_and_what_was_spent_are_one_measure("Post;Realisatie 2021;Begroting 2022\nZorg;5;7\n", "[koppen]\nperioden = true\n[dimensies.post]\nkolom = \"Post\"\n", "D003");
    an_average_stands_beside_quarters("2022 K1;2022 K2;Gemiddelde 2022\n5;7;6\n", "[koppen]\nperioden = true\n", "D003");
    thousands_stand_beside_millions("Kosten 2021 (x € 1.000);Kosten 2022 (x € 1 mln)\n5;7\n", "[koppen]\nperioden = true\n", "D028");
    a_name_stands_twice("Bedragen\n\nperiode;bedrag;bedrag\n2022;5;7\n", "bereik = \"A3:C\"\n", "D003");
    a_name_that_divides_stands_twice("periode;post;post;bedrag\n2022;a;b;5\n", "[dimensies.post]\n", "D003");
    a_filter_names_a_column_that_stands_twice("periode;soort;soort;bedrag\n2022;a;b;5\n2022;b;a;7\n", "[filters]\nsoort = \"a\"\n", "D003");
    a_field_too_many_shifts_a_row("Post,2021,2022\nZorg,1,234,5\nJeugd,1,2\n", "[koppen]\nperioden = true\n[dimensies.post]\nkolom = \"Post\"\n", "D004");
    a_field_too_few_shifts_a_row("Post;2021;2022\nZorg;5\nJeugd;1;2\n", "[koppen]\nperioden = true\n[dimensies.post]\nkolom = \"Post\"\n", "D004");
    letters_of_which_nothing_is_said("periode;bedrag;V/N\n2022;325;N\n", "", "D034");
    letters_without_a_name("Afwijkingen\n\nperiode;bedrag;\n2022;325;N\n2021;20;V\n", "bereik = \"A3:C\"\n", "D034");
    letters_between_years("Post;2021;V/N;2022;V/N\nZorg;5;V;7;N\n", "[koppen]\nperioden = true\n[dimensies.post]\nkolom = \"Post\"\n", "D034");
    bare_numbers_of_months("periode;bedrag\n202204;5\n", "", "D007");
    half_of_a_period_is_not_there("Jaar;bedrag\n2022;5\n", "periode = [\"Jaar\", \"Kwartaal\"]\n", "D003");
    the_period_is_said_twice("Cijfers 2021\n\nperiode;bedrag\n2022;5\n", "bereik = \"A3:B\"\nperiode = \"periode\"\nperiode_in = \"A1\"\n", "D021");
    the_year_of_a_row_is_none("Jaar;K1;K2\n2022;5;7\n2022-K1;5;7\n", "periode = \"Jaar\"\n[koppen]\nperioden = true\n", "D007");
    a_total_stands_among_months("Maand;2021;2022\njanuari;5;7\nTotaal;5;7\n", "periode = \"Maand\"\n[koppen]\nperioden = true\n", "D007");
    every_row_is_left_out("periode;bedrag\n2022;5\n", "[weglaten]\nperiode = [\"*\"]\n", "D020");
    two_dimensions_stand_above("Post;Lasten;Baten\nZorg;5;7\n", "[dimensies.post]\nin_koppen = true\n[dimensies.soort]\nin_koppen = true\n", "D021");
}

fn of_measure(csv: &str, keys: &str, unit: &str, formula: &str, wanted: &str) {
    prints(csv, &format!("[maten.bedrag]\nkolom = \"bedrag\"\neenheid = \"{unit}\"\n{keys}"), formula, unit, wanted);
}

cases! { of_measure:
    thousands("periode;bedrag\n2022;13,15\n", "in = \"duizend\"\n", "euro", "blad.bedrag[periode]", "€ 13.150");
    a_disadvantage("periode;bedrag\n2022;325 N\n", "voordeel_nadeel = true\n", "euro", "blad.bedrag[periode] * -1", "€ 325");
    letters_that_are_said_to_say_nothing("periode;bedrag;V/N\n2022;325;N\n", "voordeel_nadeel = false\n", "euro", "blad.bedrag[periode]", "€ 325");
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
