//! The cells of a table, one after another. In: its rows and columns; out: a value for each, with its sign and its scale,
//! or what is wrong.

use std::collections::{BTreeMap, HashSet};

use rust_decimal::Decimal;

use crate::diagnostic::Code;
use crate::dutch::notation::{Scale, plain_number};
use crate::dutch::unit::Unit;
use crate::load::{Kind, Line};

use super::super::super::aggregate::unsummed;
use super::super::super::number::{Amount, CellRef, Number, Problem};
use super::super::super::selected::Selected;
use super::arithmetic::{Value, change, growth, quotient, sum, summed};
use super::axis::{Entry, What, named};
use super::judged;
use super::select::{Asked, refused};
use super::sums::{NoSum, refused_sum};

/// A table being filled.
pub(super) struct Filling<'a, 'r> {
    pub asked: &'a Asked<'a>,
    pub rows: &'a [Entry<'r>],
    pub columns: &'a [Entry<'r>],
    /// Dimensions with one value in all cells.
    pub fixed: BTreeMap<usize, String>,
    pub measures: Vec<usize>,
    pub values: Vec<Vec<Option<Value>>>,
    /// In what amounts are printed.
    pub scale: Scale,
    /// Cells that are left out of sums, as nothing is costed there yet.
    pub left_out: Vec<String>,
    /// Cells that stay empty, by row and column, as what they would add has no sum; with the sum that was asked for.
    pub without_sum: BTreeMap<(usize, usize), Problem>,
}

impl Filling<'_, '_> {
    /// Fills all cells.
    pub fn fill(&mut self) -> Result<(), Vec<Problem>> {
        let mut problems = Vec::new();
        for row in 0..self.rows.len() {
            self.values.push(Vec::with_capacity(self.columns.len()));
            for column in 0..self.columns.len() {
                let value = self.value(row, column).unwrap_or_else(|problem| {
                    problems.push(problem.at(&self.rows[row].line.place));
                    None
                });
                self.values[row].push(value);
            }
        }
        self.shares(&mut problems);
        problems.extend(self.empty_sums());
        each_once(problems)
    }

    /// What is said of rows and columns that add only what has no sum: nothing would stand in them.
    fn empty_sums(&self) -> Vec<Problem> {
        let is_sum = |entry: &Entry<'_>| matches!(entry.what, What::Sum(_));
        let known = |row: usize, column: usize| self.values[row][column].is_some();
        let is_empty = |(row, column): (usize, usize)| match is_sum(&self.columns[column]) {
            true => !(0..self.rows.len()).any(|row| known(row, column)),
            false => !(0..self.columns.len()).any(|column| known(row, column)),
        };
        let empty = self.without_sum.iter().filter(|(at, _)| is_empty(**at));
        empty.map(|(_, problem)| problem.clone()).collect()
    }

    /// Marks a cell as empty where one that it is computed from is.
    fn follows_empty(&mut self, at: (usize, usize), parts: impl Iterator<Item = (usize, usize)>) -> bool {
        let mut parts = parts;
        let Some(problem) = parts.find_map(|part| self.without_sum.get(&part).cloned()) else { return false };
        self.without_sum.insert(at, problem);
        true
    }

    fn value(&mut self, row: usize, column: usize) -> Result<Option<Value>, Problem> {
        let (rows, columns) = (self.rows, self.columns);
        let (of_row, of_column) = (&rows[row], &columns[column]);
        if matches!(of_row.what, What::Heading | What::YesNo(_)) {
            return Ok(None);
        }
        let name = format!("{}, {}", of_row.full_name(), of_column.full_name());
        let at = (row, column);
        let pair = |one: usize, other: usize| [(row, one), (row, other)].into_iter();
        let is_of_row = matches!(of_row.what, What::Sum(_)) && matches!(of_column.what, What::Cells);
        let has_source = if is_of_row { of_row.has_source() } else { of_column.has_source() && of_row.has_source() };
        let computed = match (&of_column.what, &of_row.what) {
            (What::Heading | What::Words(_) | What::YesNo(_) | What::Share(..), _) => return Ok(None),
            (What::Difference(from, to) | What::Quotient(from, to) | What::Growth(from, to), _)
                if self.follows_empty(at, pair(*from, *to)) =>
            {
                None
            }
            (What::Difference(from, to), _) => {
                let (from, to) = (self.at(row, *from), self.at(row, *to));
                are_alike(&name, from, to, of_column.line)?;
                change(&name, from, to)
            }
            (What::Quotient(top, bottom), _) => {
                quotient(&name, self.at(row, *top), self.at(row, *bottom), of_column.line.unit.as_ref())
            }
            (What::Growth(from, to), _) => {
                let (from, to) = (self.at(row, *from), self.at(row, *to));
                are_alike(&name, from, to, of_column.line)?;
                growth(&name, from, to)
            }
            (What::Sum(parts), _) => {
                let parts = parts.iter().map(|(minus, at)| (*minus, (row, *at))).collect();
                self.sum_of(&name, parts, at, of_column.line, has_source)?
            }
            (What::Cells, What::Sum(parts)) => {
                let parts = parts.iter().map(|(minus, at)| (*minus, (*at, column))).collect();
                self.sum_of(&name, parts, at, of_row.line, has_source)?
            }
            (What::Cells, _) => return self.source(row, column),
        };
        if !has_source || matches!(of_column.what, What::Quotient(..) | What::Growth(..)) {
            return Ok(computed);
        }
        let source = self.source(row, column)?;
        if source.is_some() {
            self.without_sum.remove(&at);
        }
        self.compared(computed, source, row, column)
    }

    fn at(&self, row: usize, column: usize) -> Option<&Value> {
        self.values[row][column].as_ref()
    }

    /// Others of the table added, if they can be; none, and marked as empty, where numbers of their kind have no sum.
    fn sum_of(
        &mut self,
        name: &str,
        parts: Vec<(bool, (usize, usize))>,
        at: (usize, usize),
        line: &Line,
        has_source: bool,
    ) -> Result<Option<Value>, Problem> {
        if self.follows_empty(at, parts.iter().map(|(_, part)| *part)) {
            return Ok(None);
        }
        let values = parts.iter().filter_map(|(minus, (row, column))| Some((*minus, self.at(*row, *column)?)));
        let values: Vec<(bool, &Value)> = values.collect();
        match refused_sum(self.asked.series, name, &values, line) {
            None => Ok(sum(self.asked.engine, name, &values)),
            Some(NoSum::OfKind(problem)) => {
                self.without_sum.insert(at, problem);
                Ok(None)
            }
            Some(NoSum::OfSource(_)) if has_source && self.source(at.0, at.1)?.is_some() => Ok(None),
            Some(NoSum::OfSource(problem) | NoSum::Mistake(problem)) => Err(problem),
        }
    }

    /// What the series has for a row and a column, if it has something.
    fn source(&self, row: usize, column: usize) -> Result<Option<Value>, Problem> {
        let (of_row, of_column) = (&self.rows[row], &self.columns[column]);
        let mut fixed = self.fixed.clone();
        for (dimension, value) in of_row.select.fixed.iter().chain(&of_column.select.fixed) {
            if let Some(other) = fixed.insert(*dimension, value.clone()).filter(|other| other != value) {
                let dimension = &self.asked.series.dimensions[*dimension].id;
                let message = format!(
                    "De rij \"{}\" en de kolom \"{}\" kiezen elk iets anders bij {dimension}: \"{other}\" en \"{value}\".",
                    of_row.name, of_column.name
                );
                return Err(refused(message, "Zeg het bij de rij of bij de kolom, niet bij allebei."));
            }
        }
        let measure = match (of_column.select.measure.or(of_row.select.measure), &self.measures[..]) {
            (Some(measure), _) => measure,
            (None, [only]) => *only,
            _ => {
                let message = "De reeks heeft meer dan één maat.".to_owned();
                return Err(refused(message, "Kies er een met maten = [\"...\"], of met maat bij elke kolom."));
            }
        };
        let period = of_column.select.period.or(of_row.select.period).unwrap_or(self.asked.period);
        let selected = Selected { series: self.asked.series.clone(), measure, fixed };
        let Some(number) = unsummed(&selected, period).map_err(in_a_table)? else { return Ok(None) };
        let (number, left_out) = summed(self.asked.engine, number);
        let request = self.asked.request;
        let declared = of_row.line.kind.or(of_column.line.kind);
        let kind = declared.or_else(|| judged::kind_of_cells(&number)).or(request.kind);
        Ok(Some(Value { left_out, ..self.with_kind(number, kind) }))
    }

    fn with_kind(&self, number: Number, kind: Option<Kind>) -> Value {
        let measure = number.cells.first().map_or(0, |cell| cell.measure);
        let system = judged::system_of(self.asked.series, measure);
        // A letter says of each number by itself whether it is good.
        let has_letters = self.asked.series.measures[measure].has_letters == Some(true);
        let more_is_better = if has_letters { Some(true) } else { kind.map(|kind| system.more_is_better(kind)) };
        Value::of(number, kind.or(has_letters.then_some(Kind::Balance)), more_is_better)
    }

    /// The number of the source, held against what the others make; of a difference the computed one.
    fn compared(
        &self,
        computed: Option<Value>,
        source: Option<Value>,
        row: usize,
        column: usize,
    ) -> Result<Option<Value>, Problem> {
        let (Some(computed), Some(source)) = (&computed, &source) else { return Ok(source.or(computed)) };
        let (of_row, of_column) = (&self.rows[row], &self.columns[column]);
        let is_change = matches!(of_column.what, What::Difference(..));
        let (Amount::Number(made), Amount::Number(found)) = (&computed.number.amount, &source.number.amount) else {
            return Ok(Some(if is_change { computed.clone() } else { source.clone() }));
        };
        let line = if is_change || matches!(of_column.what, What::Sum(_)) { of_column.line } else { of_row.line };
        let margin = line.margin.unwrap_or_else(|| margin(&computed.number.cells));
        let name = format!("{}, {}", of_row.full_name(), of_column.full_name());
        let letters =
            source.number.cells.iter().any(|cell| cell.series.measures[cell.measure].has_letters == Some(true));
        // A change stands in files either way round, but its size is one.
        let effect = computed.more_is_better.map(|better| if better { *made } else { -*made });
        let differs = match is_change {
            true => (made.abs() - found.abs()).abs() > margin,
            false => (made - found).abs() > margin,
        };
        let is_private = computed.number.cells.iter().any(|cell| cell.series.measures[cell.measure].is_about_people());
        if differs {
            // Of a change only the size is compared.
            let (found, made) = if is_change { (found.abs(), made.abs()) } else { (*found, *made) };
            let message = match is_private {
                true => format!("\"{name}\" is in het bestand iets anders dan de rest samen."),
                false => format!(
                    "\"{name}\" is in het bestand {}, maar uitgerekend {}.",
                    plain_number(found),
                    plain_number(made)
                ),
            };
            let hint =
                "Kijk of er iets mist of dubbel staat. Is de bron afgerond? Zet dan erbij: marge = ...".to_owned();
            return Err(Problem::new(Code::SourceDiffers, message).hint(Some(hint)).at(&line.place));
        }
        if let Some(effect) = effect.filter(|_| is_change && letters)
            && !effect.is_zero()
            && effect.is_sign_negative() != found.is_sign_negative()
            && effect.abs() > margin
        {
            let message = format!("\"{name}\" heeft in het bestand een letter die niet past bij het verschil.");
            let hint = "Kijk in het bestand of V en N kloppen, en bij de tabel of de richting klopt.".to_owned();
            return Err(Problem::new(Code::SignContradicted, message).hint(Some(hint)).at(&line.place));
        }
        if is_change {
            return Ok(Some(computed.clone()));
        }
        // What is not costed is left out of the total of the source as well.
        let kind = source.kind.or(computed.kind);
        let more_is_better = source.more_is_better.or(computed.more_is_better);
        Ok(Some(Value { left_out: computed.left_out.clone(), kind, more_is_better, ..source.clone() }))
    }

    /// The parts of columns in one of their rows, once that row is known.
    fn shares(&mut self, problems: &mut Vec<Problem>) {
        for column in 0..self.columns.len() {
            let columns = self.columns;
            let What::Share(of, whole) = &columns[column].what else { continue };
            let whole = match named(self.rows, whole) {
                Ok(found) if found.len() == 1 => found[0],
                Ok(_) => {
                    let message = format!("\"{}\" is meer dan één rij.", whole.value);
                    problems.push(refused(message, "Noem de rij met het totaal.").at(&whole.place));
                    continue;
                }
                Err(problem) => {
                    problems.push(problem);
                    continue;
                }
            };
            for row in 0..self.rows.len() {
                if self.follows_empty((row, column), [(row, *of), (whole, *of)].into_iter()) {
                    continue;
                }
                let name = format!("{}, {}", self.rows[row].full_name(), self.columns[column].full_name());
                let (part, all) = (self.at(row, *of), self.at(whole, *of));
                if let Err(problem) = are_alike(&name, part, all, columns[column].line) {
                    problems.push(problem);
                    continue;
                }
                self.values[row][column] = quotient(&name, part, all, None);
            }
        }
    }

    /// Gives amounts their signs.
    ///
    /// # Errors
    /// Where nothing says which they are.
    pub fn judge(&mut self) -> Result<(), Vec<Problem>> {
        let mut problems = Vec::new();
        let request = self.asked.request;
        let judges = self.columns.iter().any(|column| column.line.judged.is_some());
        if request.signs.is_some() || judges {
            let mut measures: Vec<usize> = self
                .values
                .iter()
                .flatten()
                .flatten()
                .flat_map(|value| value.number.cells.iter().map(|cell| cell.measure))
                .collect();
            measures.sort_unstable();
            measures.dedup();
            let contradicted = measures.into_iter().filter(|at| self.asked.series.measures[*at].unit == Unit::Euro);
            problems.extend(contradicted.filter_map(|measure| judged::contradiction(self.asked.series, measure)));
        }
        let mut left_out: Vec<CellRef> = Vec::new();
        for (row, values) in self.values.iter_mut().enumerate() {
            for (column, value) in values.iter_mut().enumerate() {
                let Some(value) = value else { continue };
                let of_column = &self.columns[column];
                if let Some(kind) = self.rows[row].line.kind.filter(|_| matches!(self.rows[row].what, What::Sum(_))) {
                    let measure = value.number.cells.first().map_or(0, |cell| cell.measure);
                    value.kind = Some(kind);
                    value.more_is_better = Some(judged::system_of(self.asked.series, measure).more_is_better(kind));
                }
                left_out.extend(value.left_out.iter().cloned());
                let name = &self.rows[row].name;
                let result = match (of_column.line.judged, request.signs, &of_column.what) {
                    (Some(how), _, _) => judged::judged(value, how, name),
                    (None, Some(signs), What::Cells | What::Sum(_) | What::Difference(..)) => {
                        judged::signed(value, signs, name)
                    }
                    _ => Ok(()),
                };
                problems.extend(result.err().map(|problem| problem.at(&of_column.line.place)));
                let scale = match (&of_column.line.scale, &of_column.what) {
                    (Some(scale), _) => *scale,
                    (None, What::Quotient(..) | What::Growth(..) | What::Share(..)) => Scale::One,
                    (None, _) if value.number.unit == Unit::Euro => self.scale,
                    (None, _) => Scale::One,
                };
                if scale != value.number.scale {
                    value.number.scale = scale;
                    value.number.rounding = value.number.unit.default_rounding(scale);
                }
                if let Some(rounding) = of_column.line.rounding {
                    value.number.rounding = rounding;
                }
            }
        }
        self.left_out = self.names_of(&left_out);
        each_once(problems)
    }

    /// The rows of the table in which cells stand; of one that is in none, what the file calls it.
    fn names_of(&self, cells: &[CellRef]) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for cell in cells {
            let is_its = |row: &usize| {
                let is = |value: &&Value| value.number.cells[..] == [cell.clone()];
                matches!(self.rows[*row].what, What::Cells)
                    && self.values[*row].iter().flatten().any(|value| is(&value))
            };
            let of_table = (0..self.rows.len()).find(is_its).map(|row| self.rows[row].name.clone());
            let of_row = &cell.series.rows[cell.row].dimensions;
            let of_file = || of_row.iter().max_by_key(|value| value.len()).map(ToString::to_string);
            names.extend(of_table.or_else(of_file).filter(|name| !names.contains(name)));
        }
        names
    }
}

/// That numbers have one unit; nothing compares euros with people.
fn are_alike(name: &str, one: Option<&Value>, other: Option<&Value>, line: &Line) -> Result<(), Problem> {
    let (Some(one), Some(other)) = (one, other) else { return Ok(()) };
    let (one, other) = (&one.number.unit, &other.number.unit);
    if one == other {
        return Ok(());
    }
    let message = format!("\"{name}\" vergelijkt {} met {}.", one.word(), other.word());
    let hint = "Vergelijk alleen wat dezelfde eenheid heeft. Hoeveel het een per ander is, zegt deling.".to_owned();
    Err(Problem::new(Code::UnlikeUnits, message).hint(Some(hint)).at(&line.place))
}

/// What to do about cells without a sum, in a table rather than in a formula.
fn in_a_table(problem: Problem) -> Problem {
    let hint = "Zet bij de tabel, de rij of de kolom welke regels u bedoelt, zoals: waar = { soort = \"Lasten\" }";
    match problem.code {
        Code::FormulaFails => problem.hint(Some(hint.to_owned())),
        _ => problem,
    }
}

/// Of many cells with one cause the first tells enough.
fn each_once(mut problems: Vec<Problem>) -> Result<(), Vec<Problem>> {
    let mut seen = HashSet::new();
    problems.retain(|problem| seen.insert((problem.code, problem.message.clone())));
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// Half a unit for each cell that the source rounded; people are counted.
pub(super) fn margin(cells: &[CellRef]) -> Decimal {
    let counts = cells.iter().any(|cell| cell.series.measures[cell.measure].unit != Unit::Euro);
    if counts {
        return Decimal::ZERO;
    }
    let unit = cells
        .first()
        .and_then(|cell| cell.series.measures[cell.measure].scale)
        .map_or(Decimal::ONE, |scale| scale.divisor());
    Decimal::new(5, 1) * unit * Decimal::from(cells.len())
}
