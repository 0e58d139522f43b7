//! What stands beside a small count does not give it away: averages, parts of a whole, columns that add up, shares of
//! another series, sums of rounded numbers.

use std::collections::BTreeMap;

use griffel::stages::diagnostic::Findings;
use griffel::stages::load::{self, Dataset};
use griffel::stages::project::{Files, Inventory, WorkFolder};

use rust_decimal::Decimal;

use crate::workbench::Bench;

/// A work folder with these series: name, description and numbers.
pub fn with(series: &[(&str, &str, &str)]) -> Bench {
    let bench = Bench::basis();
    for (id, description, csv) in series {
        bench.write(&format!("data/reeksen/{id}.toml"), format!("titel = \"t\"\nbron = \"x\"\n{description}"));
        bench.write(&format!("data/reeksen/{id}.csv"), csv);
    }
    bench
}

/// The data as documents see it.
pub fn protected(bench: &Bench) -> (Dataset, Findings) {
    let folder = WorkFolder::at(bench.path()).expect("a work folder");
    let inventory = Inventory::of(&folder).without_findings();
    let (data, mut findings) = load::dataset(&Files::new(folder), &inventory).into_parts();
    let data = data.protect(&BTreeMap::new(), None).take(&mut findings);
    (data, findings)
}

/// The cells of a series, row by row; a dot for what is withheld.
pub fn cells(data: &Dataset, id: &str) -> Vec<String> {
    let shown = |number: Option<Decimal>| number.map_or(".".to_owned(), |number| number.normalize().to_string());
    let series = data.series.get(id).unwrap_or_else(|| panic!("{id} can be used"));
    series
        .rows
        .iter()
        .map(|row| row.cells.iter().map(|cell| cell.value.number()).map(shown).collect::<Vec<_>>().join(" "))
        .collect()
}

const AREAS: &str = "[dimensies.wijk]\ntotaal = \"Totaal\"\n";

#[test]
fn every_measure_of_a_row_with_a_small_count_goes_with_it() {
    for unit in ["dagen", "uren", "fte", "euro", "gesprekken", "contracten"] {
        let description =
            format!("{AREAS}totaal_marge = 30\n[maten.n]\neenheid = \"gezinnen\"\n[maten.d]\neenheid = \"{unit}\"\n");
        let csv = "periode;wijk;n;d\n2022;Noord;7;20\n2022;Zuid;33;10\n2022;Totaal;40;11,75\n";
        let (data, findings) = protected(&with(&[("w", &description, csv)]));
        assert!(!findings.has_errors(), "{unit}: {findings:?}");
        let cells = cells(&data, "w");
        let number = |row: usize, measure: usize| cells[row].split(' ').nth(measure).expect("a cell").to_owned();
        assert_eq!([number(0, 0), number(0, 1)], [".", "."], "{unit}: {cells:?}");
        // And one more of each, so that the difference does not tell.
        assert!(number(1, 0) == "." || number(2, 0) == ".", "{unit}: {cells:?}");
        assert!(number(1, 1) == "." || number(2, 1) == ".", "{unit}: {cells:?}");
    }
}

#[test]
fn a_measure_that_is_about_nobody_stays() {
    let description = "[maten.n]\neenheid = \"gezinnen\"\n[maten.d]\neenheid = \"scholen\"\npersonen = \"geen\"\n[maten.e]\neenheid = \"dagen\"\n";
    let (data, _) = protected(&with(&[("w", description, "periode;n;d;e\n2022;7;20;30\n")]));
    assert_eq!(cells(&data, "w"), [". 20 ."]);
}

#[test]
fn a_ledger_has_no_more_digits_than_the_page_where_they_tell() {
    let description =
        format!("{AREAS}totaal_marge = 90\n[maten.n]\neenheid = \"gezinnen\"\n[maten.d]\neenheid = \"dagen\"\n");
    let csv = "periode;wijk;n;d\n2022;Noord;7;20,5\n2022;Zuid;33;10,25\n2022;Oost;34;14,1255\n2022;West;41;11,7317\n2022;Totaal;115;12,75\n";
    let bench = with(&[("w", &description, csv)]);
    let indicator = |id: &str, area: &str| {
        format!("\n[d_{id}]\nnaam = \"d {id}\"\nformule = \"w.d.waar(wijk='{area}')[periode]\"\neenheid = \"dagen\"\n")
    };
    let indicators = bench.read("data/kengetallen.toml")
        + &indicator("west", "West")
        + "\n[dubbel]\nnaam = \"dubbel\"\nformule = \"2 * d_west\"\neenheid = \"dagen\"\n";
    bench.write("data/kengetallen.toml", indicators);
    let sentence = "# Toelichting\n\nIn West was het {{ d_west }} en {{ dubbel }}.\n";
    bench.edit("data/brieven/2022/brief.md", "# Toelichting\n", sentence);
    bench.run(&["maak", "brief"]).expect(0);
    for arguments in [&["cijfers", "brief", "--formaat", "csv"] as &[&str], &["cijfers", "brief", "--formaat", "json"]]
    {
        let told = bench.run(arguments).expect(0).stdout.replace('\u{a0}', " ");
        assert!(told.contains("12 dagen") && told.contains("23 dagen"), "{told}");
        for digits in ["11,7", "11.7", "23,4", "23.4"] {
            assert!(!told.contains(digits), "{digits} in {told}");
        }
    }
    // Where nothing is withheld, the exact numbers stay.
    bench.edit("data/reeksen/w.csv", "Noord;7;", "Noord;17;");
    bench.edit("data/reeksen/w.csv", "Totaal;115;", "Totaal;125;");
    let ran = bench.run(&["cijfers", "brief", "--formaat", "csv"]).expect(0);
    assert!(ran.stdout.contains("11,7317"), "{}", ran.stdout);
}

#[test]
fn a_part_is_no_more_than_its_whole() {
    // Of 28 in two areas 25 are a part in one of them: three at most are left for the other.
    let description = format!(
        "{AREAS}[maten.n]\neenheid = \"gezinnen\"\n[maten.tev]\neenheid = \"gezinnen\"\n\
         [maten.pct]\neenheid = \"procent\"\nafronding = 0\nteller = \"tev\"\nnoemer = \"n\"\n"
    );
    let csv = "periode;wijk;n;tev;pct\n2022;Noord;3;2;67%\n2022;Zuid;33;11;33%\n2022;Oost;25;25;100%\n2022;Totaal;61;38;62%\n";
    let (data, findings) = protected(&with(&[("w", &description, csv)]));
    assert!(!findings.has_errors(), "{findings:?}");
    let cells = cells(&data, "w");
    assert!(cells[0] == ". . .", "{cells:?}");
    let parts: Vec<Vec<&str>> = cells.iter().map(|row| row.split(' ').collect()).collect();
    // Whoever reads Oost's part must not be able to bound what is left for Noord.
    let tells = parts[3][0] != "." && parts[1][0] != "." && parts[2][1] == "25";
    assert!(!tells, "{cells:?}");
}

#[test]
fn what_is_left_of_a_whole_is_a_count_as_well() {
    let description = "[maten.n]\neenheid = \"gezinnen\"\n[maten.t]\neenheid = \"gezinnen\"\ndeel_van = \"n\"\n";
    let (data, _) = protected(&with(&[("w", description, "periode;n;t\n2021;60;20\n2022;40;38\n")]));
    let cells = cells(&data, "w");
    assert_eq!(cells[0], "60 20");
    assert_ne!(cells[1], "40 38");
}

#[test]
fn columns_that_add_up_are_found() {
    for (name, head, row) in [
        ("the attack", "met;zonder;alle", "7;33;40"),
        ("another order", "alle;met;zonder", "40;7;33"),
        ("three parts", "a;b;c;alle", "7;20;13;40"),
    ] {
        let measures: String =
            head.split(';').map(|column| format!("[maten.{column}]\neenheid = \"jongeren\"\n")).collect();
        let csv = format!("periode;{head}\n2022;{row}\n");
        let (data, findings) = protected(&with(&[("a", &measures, &csv)]));
        assert!(!findings.has_errors(), "{name}: {findings:?}");
        let withheld = cells(&data, "a")[0].split(' ').filter(|cell| *cell == ".").count();
        assert!(withheld >= 2, "{name}: {:?}", cells(&data, "a"));
    }
    // Amounts as well: what the seven cost is the difference of the others.
    let measures = "[maten.met]\neenheid = \"jongeren\"\n[maten.k_met]\neenheid = \"euro\"\npersonen = \"met\"\n\
                    [maten.k_zonder]\neenheid = \"euro\"\npersonen = \"zonder\"\n[maten.zonder]\neenheid = \"jongeren\"\n\
                    [maten.k_alle]\neenheid = \"euro\"\npersonen = \"zonder\"\n";
    let csv = "periode;met;k_met;k_zonder;zonder;k_alle\n2022;7;700;3300;33;4000\n";
    let (data, _) = protected(&with(&[("a", measures, csv)]));
    let row = cells(&data, "a")[0].clone();
    let row: Vec<&str> = row.split(' ').collect();
    assert!(row[1] == "." && (row[2] == "." || row[4] == "."), "{row:?}");
}

#[test]
fn series_about_the_same_people_are_found_and_declared() {
    let people = "[maten.n]\neenheid = \"jongeren\"\n";
    let found = [("met", people, "periode;n\n2021;17\n2022;7\n"), ("zonder", people, "periode;n\n2021;20\n2022;33\n")];
    let alle = ("alle", people, "periode;n\n2021;37\n2022;40\n");
    let (data, _) = protected(&with(&[found[0], found[1], alle]));
    assert_eq!(cells(&data, "met")[1], ".");
    assert!(cells(&data, "zonder")[1] == "." || cells(&data, "alle")[1] == ".");
    // Nobody sees it in the numbers of one year that differ by one; then it is declared.
    let declared = "[maten.n]\neenheid = \"jongeren\"\nsom_van = [\"met.n\", \"zonder.n\"]\n";
    let (data, findings) = protected(&with(&[found[0], found[1], ("alle", declared, "periode;n\n2021;36\n2022;40\n")]));
    assert!(!findings.has_errors(), "{findings:?}");
    assert!(cells(&data, "zonder")[1] == "." || cells(&data, "alle")[1] == ".");
    // A name that is not there is told, and the series is not used.
    let wrong = "[maten.n]\neenheid = \"jongeren\"\nsom_van = [\"met.n\", \"zondr.n\"]\n";
    let (data, findings) = protected(&with(&[found[0], found[1], ("alle", wrong, "periode;n\n2021;36\n2022;40\n")]));
    assert!(findings.has_errors() && !data.series.contains_key("alle"));
}

#[test]
fn the_total_of_another_series_does_not_give_a_small_count_away() {
    let areas = "[dimensies.wijk]\n[maten.n]\neenheid = \"jongeren\"\n";
    let (data, _) = protected(&with(&[
        ("wijken", areas, "periode;wijk;n\n2022;Noord;7\n2022;Zuid;33\n"),
        ("stad", "[maten.n]\neenheid = \"jongeren\"\n", "periode;n\n2022;40\n"),
    ]));
    let shown = (cells(&data, "wijken"), cells(&data, "stad"));
    assert!(shown.0[0] == "." && (shown.0[1] == "." || shown.1[0] == "."), "{shown:?}");
}

#[test]
fn a_share_of_a_group_is_a_count() {
    // 17,5% of 40 are 7, in the same series and in another.
    let own = "[maten.n]\neenheid = \"jongeren\"\n[maten.p]\neenheid = \"procent\"\nafronding = 1\n";
    let (data, _) = protected(&with(&[("a", own, "periode;n;p\n2021;200;40%\n2022;40;17,5%\n")]));
    assert_eq!(cells(&data, "a"), ["200 0.4", "40 ."]);
    let people = ("a", "[maten.n]\neenheid = \"jongeren\"\n", "periode;n\n2021;200\n2022;40\n");
    let share = "[maten.p]\neenheid = \"procent\"\nafronding = 1\nnoemer = \"a.n\"\n";
    let (data, findings) = protected(&with(&[people, ("b", share, "periode;p\n2021;40%\n2022;17,5%\n")]));
    assert!(!findings.has_errors(), "{findings:?}");
    assert!(cells(&data, "b")[1] == "." && cells(&data, "b")[0] == "0.4", "{:?}", cells(&data, "b"));
}

#[test]
fn a_sum_of_rounded_counts_does_not_undo_the_rounding() {
    let description = format!("{AREAS}[maten.n]\neenheid = \"jongeren\"\n");
    let csv =
        "periode;wijk;n\n2022;Noord;12\n2022;Zuid;12\n2022;Totaal;24\n2021;Noord;13\n2021;Zuid;18\n2021;Totaal;31\n";
    let bench = with(&[("w", &description, csv)]);
    let gemeente = bench.read("data/gemeente.toml");
    bench.write("data/gemeente.toml", gemeente + "\n[privacy]\nafronden_op = 5\n");
    let (data, _) = protected(&bench);
    // Rounded by itself the total would be 25, and at least one of both eleven.
    assert_eq!(cells(&data, "w"), ["10", "10", "20", "15", "20", "35"]);
}
