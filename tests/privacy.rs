//! Small counts, seen by somebody who reads everything that Griffel gives away.
//!
//! Random series are protected as a run does it. The attacker then asks for every cell and every sum that a
//! letter can print, and tries by linear programming to narrow down what is withheld.

mod workbench;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use griffel::stages::diagnostic::{Code, Findings};
use griffel::stages::dutch::period::Period;
use griffel::stages::dutch::withheld::Withheld;
use griffel::stages::indicator::aggregate::{PeriodSpan, sum};
use griffel::stages::indicator::{Amount, Selected};
use griffel::stages::load::{self, Dataset, Published, Series};
use griffel::stages::project::{Files, Inventory, WorkFolder};
use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOutcome};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use workbench::{Bench, cases};

const THRESHOLD: u32 = 10;

/// The counts of a series: for each period, each area and each kind of help.
#[derive(Debug, Clone)]
struct Counts {
    areas: usize,
    kinds: usize,
    periods: Vec<&'static str>,
    values: Vec<u32>,
    /// Whether the file has rows with the totals over the areas.
    with_totals: bool,
}

fn counts() -> impl Strategy<Value = Counts> {
    let periods = prop_oneof![
        Just(vec!["2022"]),
        Just(vec!["2021", "2022"]),
        Just(vec!["2022-K1", "2022-K2", "2022-K3"]),
        Just(vec!["2022-K1", "2022-K2", "2022-K3", "2022-K4"]),
    ];
    (1..5_usize, 1..4_usize, periods, any::<bool>()).prop_flat_map(|(areas, kinds, periods, with_totals)| {
        let values = prop::collection::vec(prop_oneof![0..15_u32, 0..60_u32], areas * kinds * periods.len());
        values.prop_map(move |values| Counts { areas, kinds, periods: periods.clone(), values, with_totals })
    })
}

impl Counts {
    fn value(&self, period: usize, area: usize, kind: usize) -> u32 {
        self.values[(period * self.areas + area) * self.kinds + kind]
    }

    fn csv(&self) -> String {
        let mut out = String::from("periode;gebied;soort;jongeren\n");
        for (at, period) in self.periods.iter().enumerate() {
            for kind in 0..self.kinds {
                for area in 0..self.areas {
                    out += &format!("{period};gebied {area};soort {kind};{}\n", self.value(at, area, kind));
                }
                if self.with_totals {
                    let total: u32 = (0..self.areas).map(|area| self.value(at, area, kind)).sum();
                    out += &format!("{period};Totaal;soort {kind};{total}\n");
                }
            }
        }
        out
    }
}

const DESCRIPTION: &str = "titel = \"Hulp\"\nbron = \"x\"\n[dimensies.gebied]\ntotaal = \"Totaal\"\n[dimensies.soort]\n\
                           [maten.jongeren]\neenheid = \"personen\"\n";

/// The data as a run sees it.
fn protected(bench: &Bench, csv: &str, published: &BTreeMap<String, Published>) -> (Dataset, Findings) {
    bench.write("data/reeksen/geheim.toml", DESCRIPTION);
    bench.write("data/reeksen/geheim.csv", csv);
    let folder = WorkFolder::at(bench.path()).expect("a work folder");
    let inventory = Inventory::of(&folder).without_findings();
    let (unpublished, mut findings) = load::dataset(&Files::new(folder), &inventory).into_parts();
    assert!(!findings.has_errors(), "{findings:?}\n{csv}");
    let data = unpublished.protect(published, None).take(&mut findings);
    (data, findings)
}

/// A number that a letter can print: which cells it adds up, and what is shown.
struct Shown {
    rows: BTreeSet<usize>,
    amount: Amount,
}

/// Everything that letters can ask for: sums over areas, kinds and time.
fn everything(series: &Arc<Series>, counts: &Counts) -> Vec<Shown> {
    let choices = |count: usize, name: &str| -> Vec<Option<String>> {
        std::iter::once(None).chain((0..count).map(|at| Some(format!("{name} {at}")))).collect()
    };
    let mut shown = Vec::new();
    for area in choices(counts.areas, "gebied") {
        for kind in choices(counts.kinds, "soort") {
            let fixed: BTreeMap<usize, String> = [(0, area.clone()), (1, kind.clone())]
                .into_iter()
                .filter_map(|(at, value)| Some((at, value?)))
                .collect();
            let selection = Selected { series: series.clone(), measure: 0, fixed };
            for span in spans(&counts.periods) {
                if let Ok(figure) = sum(&selection, span) {
                    let rows = figure.cells.iter().map(|cell| cell.row).collect();
                    shown.push(Shown { rows, amount: figure.amount });
                }
            }
        }
    }
    // The cells as tables show them, declared totals among them.
    for (row, cells) in series.rows.iter().enumerate() {
        let amount = match cells.cells[0].value.number() {
            Some(number) => Amount::Number(number),
            None => Amount::Withheld(Withheld::Protecting),
        };
        let is_total = cells.dimensions[0] == "Totaal";
        let parts = |other: &usize| {
            let other = &series.rows[*other];
            other.period == cells.period
                && other.dimensions[1] == cells.dimensions[1]
                && other.dimensions[0] != "Totaal"
        };
        let rows = if is_total { (0..series.rows.len()).filter(parts).collect() } else { BTreeSet::from([row]) };
        shown.push(Shown { rows, amount });
    }
    shown
}

/// Every run of periods, so also the year and the part of it so far.
fn spans(periods: &[&str]) -> Vec<PeriodSpan> {
    let periods: Vec<Period> = periods.iter().map(|period| period.parse().expect("a period")).collect();
    let mut spans = Vec::new();
    for (at, from) in periods.iter().enumerate() {
        spans.extend(periods[at..].iter().map(|to| PeriodSpan { from: *from, to: *to }));
    }
    spans
}

/// How far apart the smallest and the largest possible value of a sum of rows are; none: without end.
fn width(shown: &[Shown], wanted: &BTreeSet<usize>, rows: usize) -> Option<f64> {
    let extreme = |direction: OptimizationDirection| {
        let mut problem = Problem::new(direction);
        let variables: Vec<_> = (0..rows)
            .map(|row| problem.add_var(if wanted.contains(&row) { 1.0 } else { 0.0 }, (0.0, f64::INFINITY)))
            .collect();
        for one in shown {
            if let Amount::Number(number) = one.amount {
                let terms: Vec<_> = one.rows.iter().map(|row| (variables[*row], 1.0)).collect();
                let number: f64 = number.try_into().expect("a small number");
                problem.add_constraint(terms, ComparisonOp::Eq, number);
            }
        }
        problem.solve().map(|outcome| match outcome {
            SolveOutcome::Solution(solution) => solution.objective(),
            SolveOutcome::Interrupted(_) => panic!("there is no limit"),
        })
    };
    let low = extreme(OptimizationDirection::Minimize).expect("the true values are possible");
    match extreme(OptimizationDirection::Maximize) {
        Ok(high) => Some(high - low),
        Err(microlp::Error::Unbounded) => None,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn nobody_can_work_out_a_small_count_from_all_that_is_shown() {
    let bench = Bench::basis();
    let withheld = Cell::new(0);
    let mut runner = TestRunner::new(Config { cases: 400, failure_persistence: None, ..Config::default() });
    let result = runner.run(&counts(), |counts| {
        let csv = counts.csv();
        let (data, findings) = protected(&bench, &csv, &BTreeMap::new());
        prop_assert!(!findings.has_code(Code::SmallCountDisclosed), "{findings:?}\n{csv}");
        let series = &data.series["geheim"];
        let shown = everything(series, &counts);
        for (row, line) in csv.lines().skip(1).enumerate() {
            let count: u32 = line.rsplit(';').next().expect("a count").parse().expect("a number");
            let is_small = (1..THRESHOLD).contains(&count);
            let cell = series.rows[row].cells[0].value;
            prop_assert!(!is_small || cell.number().is_none(), "row {row} shows {count}\n{csv}");
            if cell.number().is_some() || line.contains("Totaal") {
                continue;
            }
            withheld.set(withheld.get() + 1);
            if let Some(width) = width(&shown, &BTreeSet::from([row]), series.rows.len()) {
                prop_assert!(width > f64::from(THRESHOLD) - 1e-6, "row {row} is known within {width}\n{csv}");
            }
        }
        Ok(())
    });
    result.expect("nothing leaks");
    assert!(withheld.get() > 1_000, "only {} withheld counts were attacked", withheld.get());
}

#[test]
fn what_holds_for_the_only_area_holds_for_the_total_and_is_no_second_proof_of_a_sum() {
    let csv = "periode;gebied;soort;jongeren\n2022;a;x;80\n2022;Totaal;x;80\n2022;a;y;50\n2022;Totaal;y;50\n\
               2022;a;z;30\n2022;Totaal;z;30\n";
    let (data, findings) = protected(&Bench::basis(), csv, &BTreeMap::new());
    assert!(data.series.contains_key("geheim"));
    assert!(!findings.has_code(Code::LooksLikeTotal), "{findings:?}");
}

#[test]
fn what_is_sent_can_make_a_small_count_impossible_to_hide() {
    let bench = Bench::basis();
    let csv = "periode;gebied;soort;jongeren\n2022;a;x;4\n2022;b;x;30\n2022;c;x;20\n2022;Totaal;x;54\n";
    let rows = |rows: &[usize]| (0, rows.to_vec().into_boxed_slice());
    let sent = Published::from_iter([rows(&[1]), rows(&[2]), rows(&[0, 1, 2])]);
    let published = BTreeMap::from([("geheim".to_owned(), sent)]);
    let (data, findings) = protected(&bench, csv, &published);
    assert!(!data.series.contains_key("geheim"), "no letter can use it");
    let finding = findings.iter().find(|finding| finding.code == Code::SmallCountDisclosed).expect("it is reported");
    assert!(finding.message.contains("2022"), "{}", finding.message);
    assert!(!finding.message.contains(" 4"), "{}", finding.message);
    // Without the letters that were sent another area serves to hide behind.
    let (data, findings) = protected(&bench, csv, &BTreeMap::new());
    assert!(!findings.has_code(Code::SmallCountDisclosed));
    let shown: Vec<bool> = data.series["geheim"].rows.iter().map(|row| row.cells[0].value.number().is_some()).collect();
    assert_eq!(shown, [false, true, false, true]);
}

/// Everything that the program writes about a work folder.
fn all_outputs(bench: &Bench) -> Vec<(String, String)> {
    let mut outputs = Vec::new();
    for arguments in [
        &["maak", "--bewaar-typst"] as &[&str],
        &["controleer"],
        &["controleer", "--formaat", "json"],
        &["controleer", "--formaat", "sarif"],
        &["cijfers", "bso-plus"],
        &["cijfers", "bso-plus", "--formaat", "csv"],
        &["cijfers", "bso-plus", "--formaat", "json"],
    ] {
        outputs.push((arguments.join(" "), bench.run(arguments).text()));
    }
    for path in workbench::files(&bench.at("uitvoer")) {
        let bytes = std::fs::read(bench.at("uitvoer").join(&path)).expect("is read");
        outputs.push((path.display().to_string(), String::from_utf8_lossy(&bytes).into_owned()));
    }
    outputs
}

#[test]
fn what_is_withheld_stands_in_no_output() {
    let bench = Bench::example();
    bench.edit("data/brieven/2022/bso-plus.md", "status = \"concept\"", "status = \"concept\"\nherkomst = true");
    bench.edit("data/reeksen/bso_plus.csv", "2022;Wielwijk;12;40.400", "2022;Wielwijk;4;41.237");
    bench.edit("data/reeksen/bso_plus.csv", "2022;Stadspolders;14;45.300", "2022;Stadspolders;14;45.673");
    let charts = bench.read("data/grafieken.toml");
    let chart = "\n[wijken]\nsoort = \"staaf\"\nonderwerp = \"Kosten per wijk\"\nreeks = \"bso_plus\"\nmaten = [\"kosten\"]\n\
                 van = \"periode\"\ntot = \"periode\"\nper = \"wijk\"\n";
    bench.write("data/grafieken.toml", charts + chart);
    bench.edit("data/brieven/2022/bso-plus.md", "{{ tabel(\"bso-plus-kinderen\") }}", {
        "{{ tabel(\"bso-plus-kinderen\") }}\n\n{{ grafiek(\"wijken\") }}\n\n{{ tabel(\"wijken\") }}"
    });
    let outputs = all_outputs(&bench);
    assert!(outputs.iter().any(|(path, _)| path == "2022/bso-plus.pdf"), "the letter is made");
    let shown = outputs.iter().any(|(_, text)| text.contains("52.400"));
    assert!(shown, "what may be shown is shown");
    for (path, text) in &outputs {
        // The amounts of the small count, and of the area that it hides behind.
        for secret in ["41.237", "41237", "45.673", "45673"] {
            assert!(!text.contains(secret), "{path} holds {secret}");
        }
    }
}

#[test]
fn letters_that_were_sent_are_taken_into_account() {
    let bench = Bench::basis();
    for path in workbench::files(&bench.at("data/brieven")) {
        std::fs::remove_file(bench.at("data/brieven").join(path)).expect("removed");
    }
    bench.write("data/grafieken.toml", "");
    bench.write(
        "data/reeksen/kwartaal.toml",
        "titel = \"k\"\nbron = \"x\"\nperiode = \"kwartaal\"\n[maten.jongeren]\neenheid = \"personen\"\n",
    );
    bench.write("data/reeksen/kwartaal.csv", "kwartaal;jongeren\n2022-K1;20\n2022-K2;25\n2022-K3;30\n2022-K4;4\n");
    let indicator =
        |id: &str, formula: &str| format!("[{id}]\nnaam = \"{id}\"\nformule = \"{formula}\"\neenheid = \"personen\"\n");
    let indicators =
        indicator("nu", "kwartaal.jongeren[periode]") + &indicator("jaar", "som(kwartaal.jongeren, periode.jaar)");
    bench.write("data/kengetallen.toml", indicators);
    let write = |quarter: usize, status: &str| {
        let year = if quarter == 4 { " In het jaar waren het er {{ jaar }}." } else { "" };
        let front = "sjabloon = \"collegebrief\"\nonderwerp = \"Proef\"\ndatum = 2022-12-01\nzaaknummer = \"x\"\nportefeuillehouder = \"x\"\n";
        bench.write(
            &format!("data/brieven/2022-K{quarter}/brief.md"),
            format!("+++\n{front}status = \"{status}\"\n+++\n# Inleiding\n\nEr kwamen {{{{ nu }}}} jongeren.{year}\n\n# Toelichting\n\nKlaar.\n"),
        );
    };
    // What was sent shows the first three quarters, so now the year must stay secret.
    (1..=3).for_each(|quarter| write(quarter, "verzonden"));
    write(4, "concept");
    let ran = bench.run(&["controleer"]).expect(1);
    assert!(ran.stdout.contains("\"jaar\" blijft geheim"), "{}", ran.stdout);
    assert_eq!(ran.stdout.matches("[V001]").count(), 1, "{}", ran.stdout);
    // As long as nothing was sent, another quarter can be kept instead.
    (1..=3).for_each(|quarter| write(quarter, "concept"));
    let ran = bench.run(&["controleer"]).expect(1);
    assert!(!ran.stdout.contains("\"jaar\" blijft geheim"), "{}", ran.stdout);
    assert!(ran.stdout.contains("data/brieven/2022-K3/brief.md"), "{}", ran.stdout);
}

/// What can be printed of each row of a series in the work folder.
fn rows_shown(csv: &str, description: &str) -> Vec<bool> {
    let bench = Bench::basis();
    bench.write("data/reeksen/proef.toml", description);
    bench.write("data/reeksen/proef.csv", csv);
    let folder = WorkFolder::at(bench.path()).expect("a work folder");
    let inventory = Inventory::of(&folder).without_findings();
    let data = load::dataset(&Files::new(folder), &inventory).without_findings();
    let data = data.protect(&BTreeMap::new(), None).without_findings();
    let rows = &data.series["proef"].rows;
    rows.iter().map(|row| row.cells[0].value.number().is_some()).collect()
}

const YEARS: &str = "titel = \"t\"\nbron = \"x\"\n[maten.n]\neenheid = \"personen\"\n";

/// `small` is the row with a small count.
fn a_year_protects_its_parts(csv: &str, small: usize) {
    let shown = rows_shown(&format!("periode;n\n{csv}"), YEARS);
    assert!(!shown[small], "the small count is shown");
    let others = shown.iter().enumerate().filter(|(at, shown)| !**shown && *at != small).count();
    assert!(others > 0, "the small count can be computed");
}

cases! { a_year_protects_its_parts:
    quarters_and_months_for_the_last_one(
        "2022;305\n2022-K1;100\n2022-K2;100\n2022-K3;100\n2022-10;5\n2022-11;0\n2022-12;0\n",
        4,
    );
    nine_months_and_a_quarter(
        "2022;305\n2022-01;30\n2022-02;30\n2022-03;40\n2022-04;30\n2022-05;30\n2022-06;40\n2022-07;30\n2022-08;30\n\
         2022-09;40\n2022-K4;5\n",
        10,
    );
}

/// At most six are left for the second quarter.
#[test]
fn the_rest_of_the_year_bounds_a_part_that_the_file_lacks() {
    let shown = rows_shown("periode;n\n2022;206\n2022-K2;5\n2022-K3;100\n2022-K4;100\n", YEARS);
    assert!(!shown[1] && shown.iter().filter(|shown| !**shown).count() > 1, "{shown:?}");
}

#[test]
fn two_counts_that_must_both_be_nine_are_not_given_away() {
    let description =
        "titel = \"t\"\nbron = \"x\"\n[dimensies.wijk]\ntotaal = \"Totaal\"\n[maten.n]\neenheid = \"personen\"\n";
    let shown = rows_shown("periode;wijk;n\n2022;A;9\n2022;B;9\n2022;C;30\n2022;Totaal;48\n", description);
    assert!(!(shown[0] || shown[1]), "{shown:?}");
    assert!(!(shown[2] && shown[3]), "{shown:?}");
}

#[test]
fn an_earlier_value_does_not_tell_a_small_count() {
    let bench = Bench::basis();
    bench.edit("data/reeksen/hulp.toml", "[maten.jongeren]", "[maten.jongeren]\nnaam = \"jongeren met hulp\"");
    let toml = bench.read("data/reeksen/hulp.toml");
    bench.write(
        "data/reeksen/hulp.toml",
        toml + "\n[[herzien]]\nperiode = \"2022\"\nmaat = \"jongeren\"\nwas = 9\nbrief = \"2021/x\"\n",
    );
    bench.run(&["maak", "brief", "--bewaar-typst"]).expect(0);
    let source = bench.read("uitvoer/2022/brief.typst/brief.typ");
    assert!(source.contains("is herzien"), "{source}");
    assert!(!source.contains("stond"), "{source}");
}
