//! Each line of what real letters gave away, with what is right, and others of its kind.

use griffel::stages::diagnostic::Code;

use crate::relations::{cells, protected, with};
use crate::workbench::Bench;

const UNKNOWN_UNITS: [&str; 8] = [
    "aanmeldingen",
    "uithuisplaatsingen",
    "huisbezoeken",
    "klachten",
    "meldingen Veilig Thuis",
    "dossiers",
    "medewerkers",
    "tweelingen",
];

const PEOPLE: [&str; 8] = [
    "thuiszitters",
    "daklozen",
    "asielzoekers",
    "slachtoffers",
    "pleegkinderen",
    "jeugdzorgcliënten",
    "unieke jongeren",
    "jongeren per wijk",
];

const THINGS: [&str; 8] =
    ["scholen", "wijkteams", "locaties", "bijeenkomsten", "contracten", "aanbieders", "basisscholen", "dagen"];

fn letter_about(unit: &str, more: &str) -> Bench {
    let description = format!("[maten.n]\neenheid = \"{unit}\"\n{more}");
    let bench = with(&[("w", &description, "periode;n\n2021;12\n2022;3\n")]);
    let indicators = bench.read("data/kengetallen.toml");
    let indicator = format!("\n[w_n]\nnaam = \"n\"\nformule = \"w.n[periode]\"\neenheid = \"{unit}\"\n");
    bench.write("data/kengetallen.toml", indicators + &indicator);
    bench.edit("data/brieven/2022/brief.md", "# Toelichting\n", "# Toelichting\n\nHet waren er {{ w_n }}.\n");
    bench
}

#[test]
fn small_counts_of_who_knows_what_stop_the_letter() {
    for unit in UNKNOWN_UNITS {
        let ran = letter_about(unit, "").run(&["maak", "brief"]).expect(1);
        assert!(ran.text().contains("fout[V004]") && ran.text().contains("telt_personen = "), "{unit}: {}", ran.text());
        assert!(!ran.text().contains(" 3 "), "{unit}: {}", ran.text());
        // One answer ends it, whichever it is.
        let bench = letter_about(unit, "telt_personen = false\n");
        bench.run(&["maak", "brief", "--bewaar-typst"]).expect(0);
        assert!(bench.read("uitvoer/2022/brief.cijfers.csv").contains(&format!("3 {unit}")), "{unit}");
        let bench = letter_about(unit, "telt_personen = true\n");
        bench.run(&["maak", "brief"]).expect(0);
        assert!(bench.read("uitvoer/2022/brief.cijfers.csv").contains("minder dan 10"), "{unit}");
    }
}

#[test]
fn words_for_people_are_protected_and_words_for_things_are_no_question() {
    for unit in PEOPLE {
        let bench = letter_about(unit, "");
        bench.run(&["maak", "brief"]).expect(0);
        assert!(bench.read("uitvoer/2022/brief.cijfers.csv").contains("minder dan 10"), "{unit}");
    }
    for unit in THINGS {
        let bench = letter_about(unit, "");
        let ran = bench.run(&["maak", "brief"]).expect(0);
        assert!(!ran.text().contains("V004"), "{unit}: {}", ran.text());
        assert!(bench.read("uitvoer/2022/brief.cijfers.csv").contains(&format!("3 {unit}")), "{unit}");
    }
}

#[test]
fn what_aantal_counts_stands_in_the_name() {
    let found = |name: &str| {
        let description = format!("[maten.n]\neenheid = \"aantal\"\nnaam = \"{name}\"\n");
        let (data, findings) = protected(&with(&[("w", &description, "periode;n\n2021;12\n2022;3\n")]));
        (data.series.contains_key("w"), findings.has_code(Code::PeopleOrNot))
    };
    assert_eq!(found("Aanmeldingen"), (false, true));
    assert_eq!(found("Wijkteams"), (true, false));
    assert_eq!(found("Thuiszitters"), (true, false));
}

#[test]
fn large_counts_and_fractions_ask_nothing() {
    for csv in ["periode;n\n2021;12\n2022;30\n", "periode;n\n2021;1,5\n2022;3\n", "periode;n\n2021;0\n2022;30\n"] {
        let (data, findings) = protected(&with(&[("w", "[maten.n]\neenheid = \"aanmeldingen\"\n", csv)]));
        assert!(data.series.contains_key("w") && !findings.has_errors(), "{csv}: {findings:?}");
    }
}

#[test]
fn a_declared_fact_is_asked_about_too() {
    let fact = |more: &str| {
        let bench = Bench::basis();
        let fact = format!("[weg]\nwaarde = 3\neenheid = \"aanmeldingen\"\nbron = \"x\"\n{more}");
        bench.write("data/feiten.toml", fact);
        bench.edit("data/brieven/2022/brief.md", "# Toelichting\n", "# Toelichting\n\nHet waren er {{ weg }}.\n");
        bench
    };
    let ran = fact("").run(&["maak", "brief"]).expect(1);
    assert!(ran.text().contains("V004"), "{}", ran.text());
    fact("telt_personen = false\n").run(&["maak", "brief"]).expect(0);
    let bench = fact("telt_personen = true\n");
    bench.run(&["maak", "brief"]).expect(0);
    assert!(bench.read("uitvoer/2022/brief.cijfers.csv").contains("minder dan 10"));
}

#[test]
fn griffel_reeks_asks_it() {
    let bench = Bench::empty();
    bench.write("meldingen.csv", "Jaar;Meldingen;Wijkteams;Jongeren\n2021;12;3;120\n2022;3;4;130\n");
    let text = bench.run(&["reeks", "meldingen.csv"]).expect(0).stdout;
    assert_eq!(text.matches("# telt_personen = false").count(), 1, "{text}");
}

/// A table about a series whose description says this.
fn with_words(more: &str) -> Bench {
    let bench = Bench::basis();
    let description = bench.read("data/reeksen/hulp.toml");
    let (head, measures) = description.split_once("[maten.jongeren]").expect("its measures");
    bench.write("data/reeksen/hulp.toml", format!("{head}{more}\n[maten.jongeren]{measures}"));
    let exhibits = bench.read("data/grafieken.toml");
    bench.write(
        "data/grafieken.toml",
        exhibits + "\n[hulptabel]\nsoort = \"tabel\"\nonderwerp = \"Hulp\"\nreeks = \"hulp\"\n",
    );
    bench.edit("data/brieven/2022/brief.md", "# Toelichting\n", "# Toelichting\n\n{{ tabel(\"hulptabel\") }}\n");
    bench
}

#[test]
fn what_people_write_with_a_series_is_read_like_the_letter() {
    for more in [
        "opmerkingen = [\"In Zuid gaat het om 4 jongeren.\"]",
        "[[breuken]]\nvanaf = \"2022\"\ntoelichting = \"Zuid telt 4 jongeren minder.\"",
        "[[herzien]]\nperiode = \"2022\"\nmaat = \"jongeren\"\nwas = 120\ntoelichting = \"Er kwamen 4 jongeren bij.\"",
        "[[voorlopig]]\nvanaf = \"2022\"\ntoelichting = \"Van 4 jongeren is het nog niet zeker.\"",
    ] {
        let ran = with_words(more).run(&["controleer", "brief"]);
        assert!(ran.stdout.contains("fout[C001]") && ran.stdout.contains("hulp.toml"), "{more}: {}", ran.stdout);
    }
    // A year is no count, and an author can say why a number may stand there.
    for text in
        ["Vanaf 2022 zonder jeugdbescherming.", "Jongeren tot 23 jaar.", "Van 12 tot en met 17 jaar, of 16-jarigen."]
    {
        with_words(&format!("opmerkingen = [\"{text}\"]")).run(&["controleer", "brief"]).expect(0);
    }
    let bench = with_words("opmerkingen = [\"In Zuid gaat het om 4 scholen.\"]");
    let table = "{{ tabel(\"hulptabel\") }}";
    let waived = format!("{table}\n\n{{{{ akkoord(\"C001\", \"dat zijn scholen en geen mensen\") }}}}");
    bench.edit("data/brieven/2022/brief.md", table, &waived);
    bench.run(&["controleer", "brief"]).expect(0);
}

#[test]
fn what_a_pilot_is_for_is_read_like_the_letter() {
    let bench = Bench::basis();
    let pilot = bench.read("data/pilots/proef.toml");
    let lines: Vec<&str> = pilot.lines().filter(|line| !line.starts_with("doel =")).collect();
    bench.write("data/pilots/proef.toml", format!("doel = \"4 jongeren in Zuid helpen\"\n{}\n", lines.join("\n")));
    bench.edit("data/brieven/2022/brief.md", "# Toelichting\n", "# Toelichting\n\nWij willen {{ pilot.doel }}.\n");
    let ran = bench.run(&["controleer", "brief"]).expect(1);
    assert!(ran.stdout.contains("fout[C001]"), "{}", ran.stdout);
}

#[test]
fn a_revision_by_one_does_not_tell_of_one_person() {
    let revised = |was: &str| {
        let bench = with_words(&format!("[[herzien]]\nperiode = \"2022\"\nmaat = \"jongeren\"\nwas = {was}\n"));
        bench.run(&["maak", "brief", "--bewaar-typst"]).expect(0);
        let source = bench.read("uitvoer/2022/brief.typst/brief.typ");
        assert!(source.contains("is herzien"), "{source}");
        source.contains("In de vorige brief stond")
    };
    assert!(!revised("156") && !revised("158") && !revised("148"));
    assert!(revised("147") && revised("120"));
    // What it costs tells as much.
    let both = "[[herzien]]\nperiode = \"2022\"\nmaat = \"jongeren\"\nwas = 156\n\
                [[herzien]]\nperiode = \"2022\"\nmaat = \"kosten\"\nwas = 460000\n";
    let bench = with_words(both);
    bench.run(&["maak", "brief", "--bewaar-typst"]).expect(0);
    assert!(!bench.read("uitvoer/2022/brief.typst/brief.typ").contains("460.000"));
}

#[test]
fn everybody_and_nobody_are_a_warning() {
    let letter = |part: &str| {
        let description = "[maten.n]\neenheid = \"jongeren\"\n[maten.t]\neenheid = \"jongeren\"\n\
                           [maten.p]\neenheid = \"procent\"\nteller = \"t\"\nnoemer = \"n\"\n";
        let bench = with(&[("w", description, &format!("periode;n;t;p\n2021;40;20;50%\n2022;32;{part}\n"))]);
        let indicators = bench.read("data/kengetallen.toml");
        let indicator = |id: &str, unit: &str| {
            format!("\n[w_{id}]\nnaam = \"met {id}\"\nformule = \"w.{id}[periode]\"\neenheid = \"{unit}\"\n")
        };
        bench.write("data/kengetallen.toml", indicators + &indicator("t", "jongeren") + &indicator("p", "procent"));
        let sentence = "# Toelichting\n\nHet waren er {{ w_t }}, dat is {{ w_p }}.\n";
        bench.edit("data/brieven/2022/brief.md", "# Toelichting\n", sentence);
        bench.run(&["controleer", "brief"]).stdout
    };
    for part in ["32;100%", "0;0%"] {
        assert_eq!(letter(part).matches("waarschuwing[C019]").count(), 2, "{part}: {}", letter(part));
    }
    assert!(!letter("16;50%").contains("C019"));
}

#[test]
fn what_the_source_withholds_stays_withheld() {
    for (text, words) in [("<5", "minder dan 5"), ("1-4", "minder dan 5"), ("minder dan 5", "minder dan 5")] {
        let csv = format!("periode;wijk;n\n2022;Noord;{text}\n2022;Zuid;33\n2022;Oost;40\n2022;Totaal;77\n");
        let description = "[dimensies.wijk]\ntotaal = \"Totaal\"\n[maten.n]\neenheid = \"jongeren\"\n";
        let bench = with(&[("w", description, &csv)]);
        let (data, findings) = protected(&bench);
        assert!(!findings.has_errors(), "{text}: {findings:?}");
        let shown = cells(&data, "w");
        // Not by the total less the others either.
        assert_eq!(shown[0], ".", "{text}");
        assert!(shown[1..].iter().any(|cell| cell == "."), "{text}: {shown:?}");
        let indicators = bench.read("data/kengetallen.toml");
        let indicator =
            "\n[noord]\nnaam = \"n\"\nformule = \"w.n.waar(wijk='Noord')[periode]\"\neenheid = \"jongeren\"\n";
        bench.write("data/kengetallen.toml", indicators + indicator);
        bench.edit("data/brieven/2022/brief.md", "# Toelichting\n", "# Toelichting\n\nDat zijn er {{ noord }}.\n");
        bench.run(&["maak", "brief"]).expect(0);
        let ledger = bench.read("uitvoer/2022/brief.cijfers.csv");
        assert!(ledger.replace('\u{a0}', " ").contains(words), "{text}: {ledger}");
    }
    let (data, findings) =
        protected(&with(&[("w", "[maten.n]\neenheid = \"jongeren\"\n", "periode;n\n2021;geheim\n2022;30\n")]));
    assert!(!findings.has_errors(), "{findings:?}");
    assert_eq!(cells(&data, "w"), [".", "30"]);
}

#[test]
fn one_who_makes_nearly_all_of_an_amount_can_be_declared() {
    let description = "[maten.kosten]\neenheid = \"euro\"\ngrootste = \"eerste\"\n[maten.eerste]\neenheid = \"euro\"\n";
    let csv = "periode;kosten;eerste\n2021;100000;20000\n2022;100000;90000\n";
    let (data, findings) = protected(&with(&[("w", description, csv)]));
    assert!(!findings.has_errors(), "{findings:?}");
    assert_eq!(cells(&data, "w"), ["100000 .", ". ."]);
    // Where every provider has its row, the municipality turns it on for all.
    let description =
        "[dimensies.aanbieder]\ntotaal = \"Totaal\"\nzijn_aanbieders = true\n[maten.kosten]\neenheid = \"euro\"\n";
    let csv = "periode;aanbieder;kosten\n2022;A;90000\n2022;B;4000\n2022;C;3000\n2022;D;3000\n2022;Totaal;100000\n";
    let shown = |privacy: &str| {
        let bench = with(&[("w", description, csv)]);
        let gemeente = bench.read("data/gemeente.toml");
        bench.write("data/gemeente.toml", gemeente + privacy);
        cells(&protected(&bench).0, "w")[4].clone()
    };
    assert_eq!(shown(""), "100000");
    assert_eq!(shown("\n[privacy]\ngrootste_deel = 85\n"), ".");
}
