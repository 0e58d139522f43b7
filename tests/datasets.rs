//! Three sheets of municipal finance, as a controller keeps them, read without a touch of the file: what is typed, what
//! the description then says, and numbers of it in a letter.

mod workbench;

use std::fs;

use workbench::{Bench, repository};

/// A work folder with a sheet and the description that `griffel reeks` makes of it, in which a hand has changed what
/// `edits` say.
fn described(file: &str, edits: &[(&str, &str)]) -> Bench {
    let bench = Bench::basis();
    let bytes = fs::read(repository().join("tests/datasets").join(file)).expect("the sheet is read");
    bench.write(&format!("data/reeksen/{file}"), bytes);
    let ran = bench.run(&["reeks", &format!("data/reeksen/{file}"), "--bewaar"]);
    assert_eq!(ran.status, Some(0), "{}", ran.text());
    let toml = format!("data/reeksen/{}", file.replace(".csv", ".toml"));
    for (what, with) in
        [("VUL IN: wat staat er in ", ""), ("VUL IN: wie heeft deze cijfers gemaakt?", "Team Financiën")]
            .iter()
            .chain(edits)
    {
        bench.edit(&toml, what, with);
    }
    bench
}

/// What a letter prints of formulas in euros or another unit, in their order; or the codes of what is wrong.
fn printed(bench: &Bench, formulas: &[(&str, &str)]) -> Vec<String> {
    let mut indicators = bench.read("data/kengetallen.toml");
    let mut text = String::new();
    for (at, (formula, unit)) in formulas.iter().enumerate() {
        indicators +=
            &format!("\n[getal_{at}]\nnaam = \"het getal {at}\"\nformule = '{formula}'\neenheid = \"{unit}\"\n");
        text += &format!("Getal: {{{{ getal_{at} }}}}.\n\n");
    }
    bench.write("data/kengetallen.toml", indicators);
    bench.edit("data/brieven/2022/brief.md", "# Toelichting", &format!("{text}# Toelichting"));
    let ran = bench.run(&["maak", "2022/brief"]);
    if ran.status != Some(0) {
        return ran.stderr.lines().filter(|line| line.starts_with("fout[")).map(str::to_owned).collect();
    }
    let ledger = bench.read("uitvoer/2022/brief.cijfers.csv").replace(['\u{a0}', '\u{202f}'], " ");
    (0..formulas.len())
        .map(|at| {
            let name = format!("het getal {at}");
            let line = ledger.lines().find(|line| line.split(';').any(|field| field == name)).expect("in the ledger");
            line.split(';').nth(4).expect("what is printed").to_owned()
        })
        .collect()
}

#[test]
fn an_account_of_a_programme() {
    let bench = described("programmarekening.csv", &[("# streepje = \"nul\"", "streepje = \"nul\"")]);
    let of = "programmarekening.bedrag.waar";
    let found = printed(
        &bench,
        &[
            (&format!("som({of}(soort=\"Lasten\", soort_2=\"Rekening\"), \"2023\")"), "euro"),
            (&format!("som({of}(soort=\"Lasten\", soort_2=\"Na wijziging\"), \"2024\")"), "euro"),
            (&format!("som({of}(soort=\"Lasten\", soort_2=\"Rekening\"), \"2024\")"), "euro"),
            (&format!("som({of}(soort=\"Baten\", soort_2=\"Primitief\"), \"2024\")"), "euro"),
            (
                &format!(
                    "som({of}(soort=\"Baten\", soort_2=\"Rekening\"), \"2024\") - som({of}(soort=\"Lasten\", \
                     soort_2=\"Rekening\"), \"2024\") - som({of}(soort=\"Toevoeging\", soort_2=\"Rekening\"), \"2024\") \
                     + som({of}(soort=\"Onttrekking\", soort_2=\"Rekening\"), \"2024\")"
                ),
                "euro",
            ),
        ],
    );
    assert_eq!(found, ["€ 17.461.000", "€ 18.030.000", "€ 18.176.294", "€ 0", "€ −17.861.394"]);
}

#[test]
fn costs_and_reserves_of_an_account_are_no_sum() {
    let bench = described("programmarekening.csv", &[("# streepje = \"nul\"", "streepje = \"nul\"")]);
    let formula = "som(programmarekening.bedrag.waar(soort_2=\"Rekening\"), \"2024\")";
    let found = printed(&bench, &[(formula, "euro")]);
    assert!(found.iter().any(|line| line.contains("[K007]")), "{found:?}");
}

#[test]
fn deviations_by_subject() {
    let bench = described("afwijkingen.csv", &[]);
    let of = "afwijkingen.bedrag.waar";
    let found = printed(
        &bench,
        &[
            (&format!("{of}(onderwerp=\"Totaal programma\", soort=\"saldo\")[\"2025\"]"), "euro"),
            (&format!("{of}(onderwerp=\"Totaal programma\", soort=\"lasten\")[\"2025\"]"), "euro"),
            (&format!("{of}(onderwerp=\"Afrekening 2024\", soort=\"baten\")[\"2025\"]"), "euro"),
        ],
    );
    assert_eq!(found, ["€ −1.630.000", "€ −2.595.000", "€ 310.000"]);
    // A post of which the costs are not known yet is no nought in a sum.
    let bench = described("afwijkingen.csv", &[]);
    let found =
        printed(&bench, &[(&format!("{of}(onderwerp=\"Huisvesting wijkteam\", soort=\"saldo\")[\"2026\"]"), "euro")]);
    assert!(found.iter().any(|line| line.contains("[K006]")), "{found:?}");
}

#[test]
fn clients_and_costs_by_kind_of_care() {
    let bench = described("zorgvormen.csv", &[]);
    let clients = "zorgvormen.unieke_clienten.waar";
    let costs = "zorgvormen.kosten_in_euro.waar";
    let found = printed(
        &bench,
        &[
            (&format!("{clients}(zorgvorm=\"Totaal uniek\")[\"2023\"]"), "personen"),
            (&format!("{clients}(zorgvorm=\"Ambulant\")[\"2024\"]"), "personen"),
            (
                &format!("{costs}(zorgvorm=\"Pleegzorg\")[\"2023\"] / {clients}(zorgvorm=\"Pleegzorg\")[\"2023\"]"),
                "euro",
            ),
        ],
    );
    assert_eq!(found, ["1421", "1335", "€ 16.000"]);
    // Of fewer than five clients the costs are withheld, and those of another kind, from which they could be worked out.
    let kinds = ["Ambulant", "Dagbehandeling", "Pleegzorg", "Gezinshuis", "Gesloten plaatsing", "Totaal uniek"];
    let withheld: Vec<&str> = kinds
        .into_iter()
        .filter(|kind| {
            let bench = described("zorgvormen.csv", &[]);
            let found = printed(&bench, &[(&format!("{costs}(zorgvorm=\"{kind}\")[\"2023\"]"), "euro")]);
            !found.iter().any(|text| text.starts_with('€') && text.contains(|next: char| next.is_ascii_digit()))
        })
        .collect();
    assert!(withheld.contains(&"Gesloten plaatsing") && withheld.len() > 1, "{withheld:?}");
}
