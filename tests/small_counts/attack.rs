//! Random series with parts, columns, shares and averages, protected as a run does it, and a reader who puts all cells
//! together by linear programming.
//!
//! `GRIFFEL_ATTACKS=10000` tries so many; a thousand are tried by default.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

use griffel::stages::diagnostic::Code;
use griffel::stages::load::{self, Series};
use griffel::stages::project::{Files, Inventory, WorkFolder};
use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOutcome, Variable};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::workbench::Bench;

const THRESHOLD: f64 = 10.0;

/// What else a series says of its people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extra {
    /// A part and its percentage, as teller and noemer.
    Part,
    /// A part that the description declares with `deel_van`.
    DeclaredPart,
    /// The part with the rest of it: two columns and their sum.
    Columns,
    /// The percentage alone, in whole percents.
    Share,
    /// Days in all and on average.
    Days,
}

/// A series: of each area of each year the people, and how many of them are a part.
#[derive(Debug, Clone)]
struct Table {
    extra: Extra,
    years: usize,
    areas: usize,
    /// People and part, area after area.
    cells: Vec<(u32, u32)>,
    with_totals: bool,
    /// Whether the part stands in a series of its own.
    apart: bool,
}

fn tables() -> impl Strategy<Value = Table> {
    let extra = prop_oneof![
        Just(Extra::Part),
        Just(Extra::DeclaredPart),
        Just(Extra::Columns),
        Just(Extra::Share),
        Just(Extra::Days)
    ];
    (extra, 1..3_usize, 1..5_usize, any::<bool>(), any::<bool>()).prop_flat_map(
        |(extra, years, areas, with_totals, apart)| {
            let people = prop_oneof![0..15_u32, 0..60_u32, 20..200_u32];
            let cell = people.prop_flat_map(|people| (Just(people), prop_oneof![0..=people, Just(people), Just(0)]));
            let apart = apart && matches!(extra, Extra::DeclaredPart | Extra::Columns | Extra::Share);
            let cells = prop::collection::vec(cell, years * areas);
            cells.prop_map(move |cells| Table { extra, years, areas, cells, with_totals, apart })
        },
    )
}

/// As Griffel and everybody in schools rounds: half goes up.
fn rounded(number: Decimal) -> Decimal {
    number.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
}

/// What a row of the file says of people and part.
type Columns = Box<dyn Fn(u32, u32) -> String>;

/// Coefficients of people and part, area after area.
type Terms = Vec<(usize, f64)>;

/// A row of the file: the year, the area (none: the total), people and part.
type Line = (usize, Option<usize>, u32, u32);

impl Table {
    fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for year in 0..self.years {
            let cells = &self.cells[year * self.areas..(year + 1) * self.areas];
            lines.extend(cells.iter().enumerate().map(|(area, (people, part))| (year, Some(area), *people, *part)));
            if self.with_totals {
                let total = |of: fn(&(u32, u32)) -> u32| cells.iter().map(of).sum::<u32>();
                lines.push((year, None, total(|cell| cell.0), total(|cell| cell.1)));
            }
        }
        lines
    }

    fn csv(&self, head: &str, columns: impl Fn(u32, u32) -> String) -> String {
        let mut out = format!("periode;wijk;{head}\n");
        for (year, area, people, part) in self.lines() {
            let area = area.map_or("Totaal".to_owned(), |area| format!("wijk {area}"));
            out += &format!("{};{area};{}\n", 2021 + year, columns(people, part));
        }
        out
    }

    /// The files of the series.
    fn files(&self) -> Vec<(&'static str, String, String)> {
        const HEAD: &str =
            "titel = \"t\"\nbron = \"x\"\n[dimensies.wijk]\ntotaal = \"Totaal\"\ntotaal_marge = 100000\n";
        let people = "[maten.alle]\neenheid = \"jongeren\"\n";
        let part = "[maten.deel]\neenheid = \"jongeren\"\n";
        let rest = "[maten.rest]\neenheid = \"jongeren\"\n";
        let percentage = |people: u32, part: u32| match people {
            0 => ".".to_owned(),
            _ => format!("{}%", rounded(Decimal::from(part * 100) / Decimal::from(people))),
        };
        let own = |people: u32, _: u32| people.to_string();
        let (head, columns, description): (&str, Columns, String) = match self.extra {
            Extra::Part => (
                "alle;deel;aandeel",
                Box::new(move |people, part| format!("{people};{part};{}", percentage(people, part))),
                format!("{people}{part}[maten.aandeel]\neenheid = \"procent\"\nteller = \"deel\"\nnoemer = \"alle\"\n"),
            ),
            Extra::DeclaredPart if self.apart => ("alle", Box::new(own), people.to_owned()),
            Extra::DeclaredPart => (
                "alle;deel",
                Box::new(|people, part| format!("{people};{part}")),
                format!("{people}{part}deel_van = \"alle\"\n"),
            ),
            Extra::Columns if self.apart => ("alle", Box::new(own), people.to_owned()),
            Extra::Columns => (
                "alle;deel;rest",
                Box::new(|people, part| format!("{people};{part};{}", people - part)),
                format!("{people}{part}{rest}"),
            ),
            Extra::Share if self.apart => ("alle", Box::new(own), people.to_owned()),
            Extra::Share => (
                "alle;aandeel",
                Box::new(move |people, part| format!("{people};{}", percentage(people, part))),
                format!("{people}[maten.aandeel]\neenheid = \"procent\"\n"),
            ),
            Extra::Days => (
                "alle;dagen;gemiddeld",
                Box::new(|people, part| {
                    let days = people * 7 + part * 3;
                    let mean = Decimal::from(days).checked_div(Decimal::from(people)).map(|mean| mean.round_dp(2));
                    format!(
                        "{people};{days};{}",
                        mean.map_or(".".to_owned(), |mean| mean.to_string().replace('.', ","))
                    )
                }),
                format!(
                    "{people}[maten.dagen]\neenheid = \"dagen\"\n[maten.gemiddeld]\neenheid = \"dagen\"\nafronding = 2\n"
                ),
            ),
        };
        let mut files = vec![("geheim", format!("{HEAD}{description}"), self.csv(head, columns))];
        if self.apart {
            let (head, description) = match self.extra {
                Extra::DeclaredPart => ("deel", format!("{HEAD}{part}deel_van = \"geheim.alle\"\n")),
                Extra::Columns => ("deel", format!("{HEAD}{part}")),
                _ => ("aandeel", format!("{HEAD}[maten.aandeel]\neenheid = \"procent\"\nnoemer = \"geheim.alle\"\n")),
            };
            let is_share = self.extra == Extra::Share;
            let cell = |people, part: u32| if is_share { percentage(people, part) } else { part.to_string() };
            files.push(("deel", description, self.csv(head, cell)));
        }
        if self.apart && self.extra == Extra::Columns {
            files.push(("rest", format!("{HEAD}{rest}"), self.csv("rest", |people, part| (people - part).to_string())));
        }
        files
    }
}

/// What a reader does not know: the people and the part of each area and year.
struct Reader {
    /// How many rows of people and part there are.
    rows: usize,
    /// What is shown: coefficients of people and part, and between which bounds that lies.
    shown: Vec<(Terms, f64, f64)>,
}

impl Reader {
    fn optimum(&self, objective: &[(usize, f64)], direction: OptimizationDirection) -> Option<f64> {
        let mut problem = Problem::new(direction);
        let cost = |at: usize| objective.iter().find(|(one, _)| *one == at).map_or(0.0, |(_, times)| *times);
        let variables: Vec<Variable> =
            (0..2 * self.rows).map(|at| problem.add_var(cost(at), (0.0, f64::INFINITY))).collect();
        for row in 0..self.rows {
            problem.add_constraint([(variables[2 * row], 1.0), (variables[2 * row + 1], -1.0)], ComparisonOp::Ge, 0.0);
        }
        for (terms, low, high) in &self.shown {
            let terms: Vec<(Variable, f64)> = terms.iter().map(|(at, times)| (variables[*at], *times)).collect();
            if low == high {
                problem.add_constraint(&terms, ComparisonOp::Eq, *low);
            } else {
                problem.add_constraint(&terms, ComparisonOp::Ge, *low);
                problem.add_constraint(&terms, ComparisonOp::Le, *high);
            }
        }
        match problem.solve() {
            Ok(SolveOutcome::Solution(solution)) => Some(solution.objective()),
            Ok(SolveOutcome::Interrupted(_)) => panic!("there is no limit"),
            Err(microlp::Error::Unbounded) => None,
            Err(error) => panic!("the true values are possible: {error}"),
        }
    }

    /// How far apart the bounds of a sum are; none: without end.
    fn width(&self, of: &[(usize, f64)]) -> Option<f64> {
        let low = self.optimum(of, OptimizationDirection::Minimize)?;
        let high = self.optimum(of, OptimizationDirection::Maximize)?;
        Some(high - low)
    }
}

/// The people, the part and the rest of a row, as coefficients.
fn terms(area: Option<usize>, year: usize, table: &Table, of: char) -> Terms {
    let areas: Vec<usize> = area.map_or_else(|| (0..table.areas).collect(), |area| vec![area]);
    let rows = areas.into_iter().map(|area| year * table.areas + area);
    rows.flat_map(|row| match of {
        'n' => vec![(2 * row, 1.0)],
        't' => vec![(2 * row + 1, 1.0)],
        _ => vec![(2 * row, 1.0), (2 * row + 1, -1.0)],
    })
    .collect()
}

/// All that the protected series say, as a reader knows it.
fn reader(table: &Table, series: &BTreeMap<String, Arc<Series>>) -> Reader {
    let lines = table.lines();
    let mut shown = Vec::new();
    let mut add = |terms: Terms, low: f64, high: f64| shown.push((terms, low, high));
    for one in ["geheim", "deel", "rest"].iter().filter_map(|id| series.get(*id)) {
        for (measure, definition) in one.measures.iter().enumerate() {
            let value = |row: usize| one.rows[row].cells[measure].value.number();
            for (row, (year, area, ..)) in lines.iter().enumerate() {
                let Some(number) = value(row).and_then(|number| number.to_f64()) else { continue };
                let counted = |of| terms(*area, *year, table, of);
                match definition.id.as_str() {
                    "alle" => add(counted('n'), number, number),
                    "deel" => add(counted('t'), number, number),
                    "rest" => add(counted('r'), number, number),
                    // What is printed is rounded to whole percents.
                    "aandeel" => {
                        let bound = |share: f64| {
                            let mut terms = counted('t');
                            terms.extend(counted('n').into_iter().map(|(at, times)| (at, -share * times)));
                            terms
                        };
                        add(bound(number - 0.005), 0.0, f64::MAX);
                        add(bound(number + 0.005), f64::MIN, 0.0);
                    }
                    // Days tell of people only together with their average.
                    "dagen" => {
                        let mean = definition_of(one, "gemiddeld");
                        let mean = one.rows[row].cells[mean].value.number().and_then(|mean| mean.to_f64());
                        if let Some(mean) = mean.filter(|mean| *mean > 0.0) {
                            add(counted('n'), number / (mean + 0.005), number / (mean - 0.005));
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    Reader { rows: table.years * table.areas, shown }
}

fn definition_of(series: &Series, measure: &str) -> usize {
    series.measures.iter().position(|one| one.id == measure).expect("a measure")
}

/// How many tables are tried.
fn cases() -> u32 {
    std::env::var("GRIFFEL_ATTACKS").ok().and_then(|count| count.parse().ok()).unwrap_or(1_000)
}

#[test]
fn nobody_can_work_out_a_small_count_from_parts_columns_shares_and_averages() {
    let bench = Bench::basis();
    let attacked = Cell::new(0);
    let refused = Cell::new(0);
    let mut runner = TestRunner::new(Config { cases: cases(), failure_persistence: None, ..Config::default() });
    let result = runner.run(&tables(), |table| {
        for id in ["geheim", "deel", "rest"] {
            for kind in ["toml", "csv"] {
                let _ = std::fs::remove_file(bench.at(&format!("data/reeksen/{id}.{kind}")));
            }
        }
        for (id, description, csv) in table.files() {
            bench.write(&format!("data/reeksen/{id}.toml"), description);
            bench.write(&format!("data/reeksen/{id}.csv"), csv);
        }
        let folder = WorkFolder::at(bench.path()).expect("a work folder");
        let inventory = Inventory::of(&folder).without_findings();
        let (data, findings) = load::dataset(&Files::new(folder), &inventory).into_parts();
        prop_assert!(!findings.has_errors(), "{findings:?}\n{:?}", table.files());
        let (data, findings) = data.protect(&BTreeMap::new(), None).into_parts();
        // Where there is too little to hide behind, no letter can use the series.
        if findings.has_code(Code::SmallCountDisclosed) {
            refused.set(refused.get() + 1);
        }
        let reader = reader(&table, &data.series);
        for (year, area, people, part) in table.lines() {
            let rest = people - part;
            for (of, count) in [('n', people), ('t', part), ('r', rest)] {
                let tells_of_part = table.extra != Extra::Days;
                if !(1..10).contains(&count) || (of != 'n' && !tells_of_part) {
                    continue;
                }
                attacked.set(attacked.get() + 1);
                let width = reader.width(&terms(area, year, &table, of));
                let is_safe = width.is_none_or(|width| width > THRESHOLD - 1.0 - 1e-6);
                prop_assert!(is_safe, "{of} of {area:?} in {year} within {width:?}: {:?}", table.files());
            }
        }
        Ok(())
    });
    result.expect("nothing leaks");
    let (tables, attacked, refused) = (cases(), attacked.get(), refused.get());
    // The counts are asked for where the attack is made longer by hand.
    let told = writeln!(std::io::stdout(), "{tables} tables, {attacked} small counts attacked, {refused} refused");
    assert!(told.is_ok());
    assert!(attacked > tables, "only {attacked} small counts were attacked");
    assert!(refused * 10 < tables, "{refused} tables cannot be used at all");
}
