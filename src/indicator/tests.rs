//! Formulas and grids over a small work folder.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Findings};
use crate::dutch::period::Period;
use crate::load;
use crate::project::{Files, Inventory, WorkFolder};

use super::grid::{Grid, grid};
use super::{Amount, Engine, Number, Problem};

const CARE: &str = "titel = \"Hulp\"\nbron = \"x\"\n[maten.dossiers]\neenheid = \"dossiers\"\n[maten.kosten]\neenheid = \"euro\"\n\
                    [[breuken]]\nvanaf = \"2022\"\ntoelichting = \"Anders geteld.\"\n";
const CARE_CSV: &str = "periode;dossiers;kosten\n2020;.;100,10\n2021;20;200,20\n2022;30;300,30\n";
const QUARTERS: &str = "titel = \"Kwartalen\"\nbron = \"x\"\n[maten.kosten]\neenheid = \"euro\"\n";
const QUARTERS_CSV: &str =
    "periode;kosten\n2021-K1;1,10\n2021-K2;2,20\n2021-K3;3,30\n2021-K4;4,40\n2022-K1;5\n2022-K2;6\n2022-K3;7\n";
const AREAS: &str = "titel = \"Wijken\"\nbron = \"x\"\n[dimensies.wijk]\nnaam = \"Wijk\"\ntotaal = \"Totaal\"\n\
                     [maten.saldo]\neenheid = \"euro\"\n[maten.deel]\neenheid = \"procent\"\n";
const AREAS_CSV: &str = "periode;wijk;saldo;deel\n2021;Noord;1;10%\n2021;Zuid;2;20%\n2021;Totaal;3;15%\n2022;Noord;4;30%\n\
                         2022;Zuid;-5;40%\n2022;Totaal;-1;35%\n";

/// An engine over a work folder with the series `hulp`, `kwartaal` and `wijken`, these indicators and these exhibits.
fn engine(indicators: &str, exhibits: &str) -> Arc<Engine> {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in [
        ("gemeente.toml", "naam = \"Voorbeeldstad\"\norganisatie = \"Gemeente Voorbeeldstad\"\n"),
        ("kengetallen.toml", indicators),
        ("grafieken.toml", exhibits),
        ("reeksen/hulp.toml", CARE),
        ("reeksen/hulp.csv", CARE_CSV),
        ("reeksen/kwartaal.toml", QUARTERS),
        ("reeksen/kwartaal.csv", QUARTERS_CSV),
        ("reeksen/wijken.toml", AREAS),
        ("reeksen/wijken.csv", AREAS_CSV),
    ] {
        let path = folder.path().join("data").join(path);
        std::fs::create_dir_all(path.parent().expect("below the folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }
    let mut findings = Findings::new();
    let folder = WorkFolder::at(folder.path()).expect("a work folder");
    let inventory = Inventory::of(&folder).take(&mut findings);
    let data = load::dataset(&Files::new(folder), &inventory).take(&mut findings);
    let data = data.protect(&BTreeMap::new(), None).take(&mut findings);
    assert!(findings.is_empty(), "{findings:?}");
    Engine::new(Arc::new(data))
}

fn period(text: &str) -> Period {
    text.parse().expect("a period")
}

/// The indicator `x` with this formula over 2022; others can stand behind it.
fn computed(formula: &str) -> Result<Number, Vec<Problem>> {
    let (formula, others) = formula.split_once('\n').unwrap_or((formula, ""));
    let indicators = format!("[x]\nnaam = \"X\"\nformule = \"{formula}\"\neenheid = \"euro\"\n{others}");
    engine(&indicators, "").indicator("x", period("2022"))
}

#[track_caller]
fn number(formula: &str) -> Decimal {
    let number = computed(formula).unwrap_or_else(|problems| panic!("{formula}: {problems:?}"));
    number.amount.number().unwrap_or_else(|| panic!("{formula}: {:?}", number.amount))
}

#[track_caller]
fn problem(formula: &str) -> Problem {
    let problems = computed(formula).expect_err(formula);
    problems.into_iter().next().expect("a reason")
}

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a number")
}

#[test]
fn a_formula_reads_cells_of_its_own_period_and_of_others() {
    assert_eq!(number("hulp.dossiers[periode]"), decimal("30"));
    assert_eq!(number("hulp.dossiers[vorig_jaar]"), decimal("20"));
    assert_eq!(number("hulp.dossiers['2021']"), decimal("20"));
    assert_eq!(number("wijken.saldo.waar(wijk='Zuid')[periode]"), decimal("-5"));
    assert_eq!(number("wijken.saldo[periode]"), decimal("-1"), "of a period with parts and a total, the total");
}

#[test]
fn a_number_knows_every_cell_it_comes_from_once() {
    let number = computed(
        "y / hulp.dossiers[periode] + y\n[y]\nnaam = \"Y\"\nformule = \"hulp.kosten[periode] - hulp.kosten[vorig_jaar]\"\neenheid = \"euro\"\n",
    )
    .expect("a number");
    let cells: Vec<String> = number.cells.iter().map(|cell| format!("{}.{}", cell.period(), cell.measure)).collect();
    assert_eq!(cells, ["2022.1", "2021.1", "2022.0"]);
}

#[test]
fn amounts_stay_exact() {
    // In binary floating point: 100.10000000000002.
    assert_eq!(number("hulp.kosten[periode] - hulp.kosten[vorig_jaar]"), decimal("100.10"));
    assert_eq!(number("som(kwartaal.kosten, vorig_jaar)"), decimal("11.00"));
    assert_eq!(number("gemiddelde(kwartaal.kosten, vorig_jaar)"), decimal("2.75"));
    assert_eq!(number("laatste(kwartaal.kosten, vorig_jaar)"), decimal("4.40"));
}

#[test]
fn a_year_of_three_quarters_is_no_year() {
    let problem = problem("som(kwartaal.kosten, periode)");
    assert_eq!(problem.code, Code::NoSuchCell);
    assert!(problem.message.contains("2022-K4") || problem.message.contains("vierde kwartaal"), "{}", problem.message);
    assert_eq!(number("laatste(kwartaal.kosten, periode)"), decimal("7"), "what is there can be asked for");
}

#[test]
fn what_is_not_known_makes_what_rests_on_it_unknown() {
    let indicators = "[a]\nnaam = \"A\"\nformule = \"hulp.dossiers['2020'] + 1\"\neenheid = \"dossiers\"\n[b]\nnaam = \"B\"\nformule = \"a * 2\"\neenheid = \"dossiers\"\n";
    let engine = engine(indicators, "");
    for id in ["a", "b"] {
        let amount = engine.indicator(id, period("2022")).expect("a number without a value").amount;
        assert!(matches!(amount, Amount::Missing(_)), "{id}: {amount:?}");
    }
}

#[test]
fn formulas_that_cannot_be_computed_say_why() {
    let code_of = |formula: &str| problem(formula).code;
    assert_eq!(code_of("hulp.dossiers[periode] / 0"), Code::DivisionByZero);
    assert_eq!(code_of("hulp.dossiers['2019']"), Code::NoSuchCell);
    assert_eq!(code_of("1 +"), Code::FormulaSyntax);
    let unknown = problem("hulp.dosiers[periode]");
    assert!(unknown.hint.as_ref().is_some_and(|hint| hint.words().contains("dossiers")), "{unknown:?}");
    let ring = problem("y\n[y]\nnaam = \"Y\"\nformule = \"x\"\neenheid = \"euro\"\n");
    assert!(ring.message.contains("x") && ring.message.contains("y"), "{ring:?}");
    // Neither ends by itself.
    problem("range(100000000) | length");
    problem(&format!("{}1{}", "(".repeat(400), ")".repeat(400)));
}

#[test]
fn the_same_question_has_the_same_answer() {
    let engine = engine("[x]\nnaam = \"X\"\nformule = \"hulp.kosten[periode]\"\neenheid = \"euro\"\n", "");
    let ask = |year: &str| engine.indicator("x", period(year)).expect("a number").amount;
    let first = ["2020", "2021", "2022"].map(ask);
    assert_eq!(["2020", "2021", "2022"].map(ask), first);
}

/// The grid of the exhibit `x`, seen from 2022.
fn grid_of(exhibit: &str) -> Result<Grid, Vec<Problem>> {
    let indicators = "[dossiers]\nnaam = \"Dossiers\"\nformule = \"hulp.dossiers[periode]\"\neenheid = \"dossiers\"\n\
                      [kosten]\nnaam = \"Kosten\"\nformule = \"hulp.kosten[periode]\"\neenheid = \"euro\"\n\
                      [meer]\nnaam = \"Meer\"\nformule = \"hulp.dossiers[periode] + 1\"\neenheid = \"dossiers\"\n";
    let engine = engine(indicators, &format!("[x]\nonderwerp = \"X\"\n{exhibit}"));
    let definition = engine.data().exhibits["x"].clone();
    grid(&engine, &definition, period("2022"))
}

/// Headings and numbers as lines: `heading | number | number`, `?` where there is none.
#[track_caller]
fn lines(exhibit: &str) -> Vec<String> {
    let grid = grid_of(exhibit).unwrap_or_else(|problems| panic!("{problems:?}"));
    let line = |name: &str, cells: Vec<String>| format!("{name} | {}", cells.join(" | "));
    let head = line(&grid.corner, grid.columns.iter().map(|heading| heading.name.clone()).collect());
    let shown = |cell: &Option<Number>| {
        let number = cell.as_ref().and_then(|number| number.amount.number());
        number.map_or_else(|| "?".to_owned(), |number| number.normalize().to_string())
    };
    let rows = grid
        .rows
        .iter()
        .zip(&grid.cells)
        .map(|(heading, cells)| line(&heading.name, cells.iter().map(shown).collect()));
    std::iter::once(head).chain(rows).collect()
}

#[track_caller]
fn refused(exhibit: &str) -> Problem {
    grid_of(exhibit).expect_err(exhibit).into_iter().next().expect("a reason")
}

#[test]
fn rows_are_periods_and_columns_measures() {
    let lines = lines("soort = \"tabel\"\nreeks = \"hulp\"\nmaten = [\"dossiers\", \"kosten\"]\nvan = \"2020\"\n");
    assert_eq!(lines[1..], ["2020 | ? | 100.1", "2021 | 20 | 200.2", "2022 | 30 | 300.3"]);
}

#[test]
fn columns_can_be_the_values_of_a_dimension_without_their_total() {
    let lines = lines(
        "soort = \"lijn\"\nreeks = \"wijken\"\nmaten = [\"saldo\"]\nper = \"wijk\"\nvan = \"2021\"\ntot = \"2022\"\n",
    );
    assert_eq!(lines[1..], ["2021 | 1 | 2", "2022 | 4 | -5"]);
    assert!(lines[0].ends_with("| Noord | Zuid"), "{}", lines[0]);
}

#[test]
fn of_one_period_rows_are_the_values_of_a_dimension() {
    let lines = lines(
        "soort = \"tabel\"\nreeks = \"wijken\"\nmaten = [\"saldo\", \"deel\"]\nper = \"wijk\"\nvan = \"2022\"\ntot = \"2022\"\n",
    );
    assert_eq!(lines[0].split(" | ").next(), Some("Wijk"));
    assert_eq!(lines[1..], ["Noord | 4 | 0.3", "Zuid | -5 | 0.4"]);
}

#[test]
fn indicators_stand_beside_each_other_with_a_total_and_a_difference() {
    let lines = lines(
        "soort = \"tabel\"\nkengetallen = [\"dossiers\", \"meer\"]\nperioden = [\"vorig_jaar\", \"periode\"]\ntotaal = \"Samen\"\nverschil = \"Erbij\"\n",
    );
    assert_eq!(lines[1..], ["Dossiers | 20 | 30 | 10", "Meer | 21 | 31 | 10", "Samen | 41 | 61 | 20"]);
    assert!(lines[0].ends_with("| Erbij"), "{}", lines[0]);
}

#[test]
fn a_break_lies_before_the_row_where_it_starts() {
    let grid = grid_of("soort = \"lijn\"\nreeks = \"hulp\"\nmaten = [\"kosten\"]\nvan = \"2020\"\n").expect("a grid");
    let breaks: Vec<(Option<usize>, &str)> =
        grid.breaks().iter().map(|(at, note)| (*at, note.value.as_str())).collect();
    assert_eq!(breaks, [(Some(2), "Anders geteld.")]);
    let later = grid_of("soort = \"kolom\"\nreeks = \"hulp\"\nmaten = [\"kosten\"]\nvan = \"2022\"\n").expect("a grid");
    assert_eq!(later.breaks(), [], "nothing stands before it");
}

#[test]
fn what_would_mislead_is_refused() {
    let percentages = refused(
        "soort = \"tabel\"\nreeks = \"wijken\"\nmaten = [\"deel\"]\nper = \"wijk\"\nvan = \"2022\"\ntotaal = \"Totaal\"\n",
    );
    assert!(percentages.message.contains("geen totaal"), "{}", percentages.message);
    let negative = refused(
        "soort = \"gestapeld\"\nreeks = \"wijken\"\nmaten = [\"saldo\"]\nper = \"wijk\"\nvan = \"2021\"\ntot = \"2022\"\n",
    );
    assert!(negative.message.contains("negatief"), "{}", negative.message);
    let mixed = refused("soort = \"kolom\"\nkengetallen = [\"dossiers\", \"kosten\"]\n");
    assert!(mixed.message.contains("verschillende eenheden"), "{}", mixed.message);
    let unlike = refused("soort = \"waterval\"\nkengetallen = [\"dossiers\", \"meer\", \"dossiers\"]\n");
    assert!(unlike.message.contains("de delen samen"), "{}", unlike.message);
    for problem in [percentages, negative, mixed, unlike] {
        assert_eq!(problem.code, Code::ExhibitDefinition, "{}", problem.message);
        assert!(problem.hint.is_some() && problem.place.is_some(), "{problem:?}");
    }
}
