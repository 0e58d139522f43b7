//! C009: tables that the author typed, with a total that is not the sum.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding, Findings};
use crate::dutch::notation::{Context, Notation, Rounding, Scale, Style};
use crate::dutch::number::{DecimalMark, parse_number};
use crate::dutch::unit::Unit;

use crate::check::checked::Checked;
use crate::check::reading::prose::{Prose, Role, TokenKind};
use crate::check::reading::quantity::{Measure, Quantity};
use crate::check::reading::rounding::{NOTE, mentions_rounding};

/// Reports each total that its parts do not make.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    let mut tables: BTreeMap<usize, Table<'_>> = BTreeMap::new();
    for (prose, quantities) in checked.texts.iter().zip(&checked.quantities) {
        if let Role::Cell { table, row, column } = prose.role {
            let table = tables.entry(table).or_default();
            table.rows = table.rows.max(row + 1);
            table.columns = table.columns.max(column + 1);
            table.cells.insert((row, column), Cell { prose, quantities });
        }
    }
    let is_explained = || checked.texts.iter().any(|prose| mentions_rounding(prose.text()));
    for table in tables.values() {
        for total in table.wrong_totals(checked.notation) {
            if total.only_rounded && is_explained() {
                continue;
            }
            findings.push(total.finding());
        }
    }
}

/// A cell with what it prints.
#[derive(Clone, Copy)]
struct Cell<'a> {
    prose: &'a Prose,
    quantities: &'a [Quantity],
}

/// A typed table by its cells; row 0 is the head.
#[derive(Default)]
struct Table<'a> {
    rows: usize,
    columns: usize,
    cells: BTreeMap<(usize, usize), Cell<'a>>,
}

/// A total that does not add up.
struct WrongTotal<'a> {
    cell: Cell<'a>,
    /// The row or column that it is the total of.
    name: String,
    sum: String,
    written: String,
    /// Whether it does add up before rounding.
    only_rounded: bool,
}

impl WrongTotal<'_> {
    fn finding(&self) -> Finding {
        let place = self.cell.prose.place_of(&(0..self.cell.prose.tokens.len()));
        let of = if self.name.is_empty() { String::new() } else { format!(" van \"{}\"", self.name) };
        if self.only_rounded {
            let message = format!("De afgeronde getallen{of} zijn samen {}, maar er staat {}.", self.sum, self.written);
            return Finding::new(Code::RoundedParts, place, message).hint(format!("Zet onder de tabel: {NOTE}"));
        }
        let message = format!("Het totaal{of} klopt niet: samen is het {}, en er staat {}.", self.sum, self.written);
        Finding::new(Code::WrongTotal, place, message)
            .hint("Verbeter het getal, of maak een tabel uit kengetallen. Dan telt Griffel zelf op.")
    }
}

impl<'a> Table<'a> {
    fn text(&self, row: usize, column: usize) -> &'a str {
        self.cells.get(&(row, column)).map_or("", |cell| cell.prose.text().trim())
    }

    fn wrong_totals(&self, notation: &Notation) -> Vec<WrongTotal<'a>> {
        let mut wrong = Vec::new();
        let total_row = (1..self.rows).rfind(|row| is_total(self.text(*row, 0)));
        if let Some(last) = total_row.filter(|row| *row > 2) {
            for column in 1..self.columns {
                let head = self.text(0, column);
                let parts: Vec<usize> = (1..last).filter(|row| !is_subtotal(self.text(*row, 0))).collect();
                let parts: Vec<_> = parts.into_iter().map(|row| (row, column)).collect();
                wrong.extend(self.wrong_total(&parts, (last, column), head, notation));
            }
        }
        let total_column = (1..self.columns).rfind(|column| is_total(self.text(0, *column)));
        if let Some(last) = total_column.filter(|column| *column > 2) {
            for row in 1..self.rows {
                let columns = (1..last).filter(|column| !is_subtotal(self.text(0, *column)));
                let parts: Vec<_> = columns.map(|column| (row, column)).collect();
                wrong.extend(self.wrong_total(&parts, (row, last), self.text(row, 0), notation));
            }
        }
        wrong
    }

    fn wrong_total(
        &self,
        parts: &[(usize, usize)],
        total: (usize, usize),
        name: &str,
        notation: &Notation,
    ) -> Option<WrongTotal<'a>> {
        let cell = *self.cells.get(&total)?;
        let whole = cell.number()?;
        let mut numbers = Vec::new();
        for part in parts {
            match self.cells.get(part) {
                // An empty cell, or a dash, is nothing.
                None => {}
                Some(cell) if is_empty(cell.prose) => {}
                Some(cell) => numbers.push(cell.number()?),
            }
        }
        let same_measure = numbers.iter().all(|number| number.measure == whole.measure);
        let is_whole_share = whole.measure == Measure::Percent && whole.printed == Decimal::ONE_HUNDRED;
        let does_add_up = is_whole_share || (whole.measure != Measure::Percent && !is_mean(name));
        if numbers.len() < 2 || !same_measure || !does_add_up {
            return None;
        }
        let sum: Decimal = numbers.iter().map(|number| number.printed).sum();
        let exact: Decimal = numbers.iter().map(|number| number.exact).sum();
        // Shares of a whole are rounded, whoever typed them.
        let steps: Decimal = numbers.iter().map(|number| number.step).sum();
        let is_near_hundred = is_whole_share && (sum - whole.printed).abs() * Decimal::TWO <= steps;
        (sum != whole.printed).then(|| WrongTotal {
            cell,
            name: name.to_owned(),
            sum: written(sum, whole.measure, notation),
            written: cell.prose.text().trim().to_owned(),
            only_rounded: is_near_hundred || (exact - whole.exact).abs() * Decimal::TWO < whole.step,
        })
    }
}

/// An amount in a cell.
struct Number {
    printed: Decimal,
    exact: Decimal,
    step: Decimal,
    measure: Measure,
}

impl Cell<'_> {
    /// The one amount that a cell holds; none where there is more, or other words.
    fn number(&self) -> Option<Number> {
        let is_minus = self.prose.is_mark(0, '-') || self.prose.is_mark(0, '−') || self.prose.is_mark(1, '−');
        if let [only] = self.quantities {
            let sign = if is_minus && !only.printed.is_sign_negative() { -Decimal::ONE } else { Decimal::ONE };
            return Some(Number {
                printed: only.printed * sign,
                exact: only.exact * sign,
                step: only.step,
                measure: only.measure,
            });
        }
        // "2022" reads as a year elsewhere; in a column of numbers it is one.
        let is_alone = self.prose.tokens.len() == 1 && self.prose.kind(0) == Some(TokenKind::Number);
        let number = is_alone.then(|| parse_number(self.prose.text().trim(), DecimalMark::Comma).ok()?.value)??;
        Some(Number { printed: number, exact: number, step: Decimal::ONE, measure: Measure::Count })
    }
}

fn is_empty(prose: &Prose) -> bool {
    matches!(prose.text().trim(), "" | "-" | "–" | "—" | "." | "n.v.t.")
}

fn is_total(name: &str) -> bool {
    let name = name.trim().trim_end_matches(':').to_lowercase();
    matches!(name.as_str(), "totaal" | "samen" | "som" | "eindtotaal" | "totalen" | "alles samen")
        || name.starts_with("totaal ")
        || name.ends_with(" totaal")
}

fn is_subtotal(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    name.starts_with("subtotaal") || name.starts_with("waarvan") || name.starts_with("w.v.")
}

/// Whether what a column or row holds has no sum.
fn is_mean(name: &str) -> bool {
    let name = name.to_lowercase();
    let starts = ["gemiddeld", "aandeel", "percentage", "cijfer", "index", "groei", "score"];
    name.contains(" per ") || name.starts_with("per ") || starts.iter().any(|start| name.contains(start))
}

fn written(number: Decimal, measure: Measure, notation: &Notation) -> String {
    let number = number.normalize();
    let style = Style {
        rounding: Rounding { decimals: i32::try_from(number.scale()).unwrap_or(0) },
        scale: Scale::One,
        context: Context::Table,
        with_unit: true,
        signed: false,
    };
    match measure {
        Measure::Percent => notation.format(number / Decimal::ONE_HUNDRED, &Unit::Percent, style),
        Measure::Euro => notation.format(number, &Unit::Euro, style),
        Measure::Count => notation.format(number, &Unit::Count, style),
    }
}
