//! All tables that agree with what is published, as a simplex tableau, exactly.
//!
//! In come equations between the hidden quantities and one table in which they hold: the real one. Out come other
//! tables in which they hold as well, and so how far each quantity can go down and up. The tableau walks from table to
//! table and keeps the lowest and highest value that it came past for each quantity: a range that is wide enough there
//! needs no further search, and most are after the first steps.
//!
//! The method is the primal simplex method (Chvátal, *Linear Programming*, 1983, chapters 2, 3 and 8) with the
//! equations as rows of integers, each divided by its greatest common divisor. For tables of two dimensions all
//! coefficients stay -1, 0 or 1.

use super::system::Terms;

/// The highest value where nothing limits a quantity.
pub(super) const UNLIMITED: i128 = i128::MAX;

/// A coefficient or value grew beyond the machine's integers; the tableau cannot be used any more, apart from the
/// ranges that it has seen.
#[derive(Debug)]
pub(super) struct Overflow;

/// A number that need not be whole; the denominator is above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fraction {
    pub numerator: i128,
    pub denominator: i128,
}

impl Fraction {
    /// The whole number at or below it.
    pub fn floor(self) -> i128 {
        self.numerator.div_euclid(self.denominator)
    }
}

/// The lowest and highest whole value of a variable in the tables seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    low: i128,
    high: i128,
}

impl Range {
    fn include(&mut self, value: i128) {
        self.low = self.low.min(value);
        self.high = self.high.max(value);
    }

    /// How far the ends are apart.
    pub fn width(self) -> i128 {
        self.high.saturating_sub(self.low)
    }
}

/// An equation solved for one variable, the basic one: all others that stand in it are free.
#[derive(Default)]
struct Row {
    basic: usize,
    /// The coefficient of the basic variable, above zero.
    lead: i64,
    /// The coefficients by variable, in order, the basic one among them.
    terms: Terms,
    /// The present value of the basic variable, times `lead`.
    rest: i128,
}

/// Variables that are zero or more, the equations between them, and the table where the walk is now.
pub(super) struct Tableau {
    rows: Vec<Row>,
    /// For each variable the row that is solved for it; none for a free one.
    row_of: Vec<Option<usize>>,
    /// The present value of each free variable; of no meaning for a basic one.
    free: Vec<i128>,
    seen: Vec<Range>,
    /// Whether all free variables are zero, so that the table is a corner of what is possible.
    at_corner: bool,
}

/// Where an objective is driven.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Down,
    Up,
}

impl Tableau {
    /// The equations `terms = constant` with a table, `values`, in which they hold; the constants follow from it.
    ///
    /// Each equation is solved for its largest variable, so that small steps of the others meet no limit.
    pub fn of(equations: Vec<Terms>, values: Vec<i128>) -> Result<Self, Overflow> {
        let rows = equations.into_iter().map(|terms| Row { terms, ..Row::default() }).collect();
        let seen = values.iter().map(|&value| Range { low: value, high: value }).collect();
        let mut tableau = Self { rows, row_of: vec![None; values.len()], free: values, seen, at_corner: false };
        for row in 0..tableau.rows.len() {
            let terms = &tableau.rows[row].terms;
            // The first of the largest, so that the choice does not depend on chance.
            let largest = terms.iter().map(|&(column, _)| column).rev().max_by_key(|&column| tableau.free[column]);
            if let Some(column) = largest {
                tableau.solve(row, column)?;
                tableau.row_of[column] = Some(row);
            }
        }
        tableau.drop_empty_rows();
        for row in &mut tableau.rows {
            row.rest = tableau.free[row.basic].checked_mul(i128::from(row.lead)).ok_or(Overflow)?;
        }
        tableau.look_around()?;
        Ok(tableau)
    }

    /// Whether a variable has been seen to range over at least `width`, or does on a further search.
    ///
    /// Only whole tables count, so that the range also holds for an attacker who knows that he looks for counts.
    pub fn ranges_over(&mut self, column: usize, width: i128) -> bool {
        let enough = |range: Range| range.width() >= width;
        if enough(self.seen[column]) {
            return true;
        }
        let searched = self.drive(column, Direction::Up, enough).and_then(|()| {
            if enough(self.seen[column]) { Ok(()) } else { self.drive(column, Direction::Down, enough) }
        });
        searched.is_ok() && enough(self.seen[column])
    }

    /// The lowest possible value of a variable, exactly.
    pub fn lowest(&mut self, column: usize) -> Result<Fraction, Overflow> {
        self.drive(column, Direction::Down, |_| false)?;
        Ok(self.value(column))
    }

    /// The highest possible value of a variable, exactly; none if there is no limit.
    pub fn highest(&mut self, column: usize) -> Result<Option<Fraction>, Overflow> {
        if self.seen[column].high < UNLIMITED {
            self.drive(column, Direction::Up, |_| false)?;
        }
        Ok((self.seen[column].high < UNLIMITED).then(|| self.value(column)))
    }

    /// The value of a variable in the present table.
    pub fn value(&self, column: usize) -> Fraction {
        match self.row_of[column] {
            Some(row) => Fraction { numerator: self.rows[row].rest, denominator: i128::from(self.rows[row].lead) },
            None => Fraction { numerator: self.free[column], denominator: 1 },
        }
    }

    /// Equations that follow from others have nothing left in them.
    fn drop_empty_rows(&mut self) {
        self.rows.retain(|row| !row.terms.is_empty());
        for (index, row) in self.rows.iter().enumerate() {
            self.row_of[row.basic] = Some(index);
        }
    }

    /// The rows in which a free variable stands, with its coefficient.
    fn column(&self, column: usize) -> Vec<(usize, i64)> {
        let rows = self.rows.iter().enumerate();
        rows.filter_map(|(index, row)| row.coefficient(column).map(|coefficient| (index, coefficient))).collect()
    }

    /// Moves each free variable by itself as far down and up as the others allow, and notes what is seen.
    ///
    /// In a table of two dimensions this is to shift persons around a cycle of hidden cells: some go up and the next
    /// ones down, and all totals stay what they are.
    fn look_around(&mut self) -> Result<(), Overflow> {
        for column in 0..self.free.len() {
            if self.row_of[column].is_some() {
                continue;
            }
            let rows = self.column(column);
            let step = self.whole_step(&rows)?;
            let up = self.limit(&rows, Direction::Up).map(|limit| limit.floor() / step * step);
            let down = self.limit(&rows, Direction::Down).map_or(self.free[column], |limit| limit.floor());
            let down = down.min(self.free[column]) / step * step;
            self.note_move(column, &rows, Some(-down))?;
            self.note_move(column, &rows, up)?;
        }
        Ok(())
    }

    /// The smallest move of a free variable that leaves the basic variables of these rows whole.
    fn whole_step(&self, rows: &[(usize, i64)]) -> Result<i128, Overflow> {
        rows.iter().try_fold(1, |step: i128, &(row, coefficient)| {
            let lead = i128::from(self.rows[row].lead);
            let own = lead / gcd(lead, i128::from(coefficient));
            step.checked_mul(own / gcd(step, own)).ok_or(Overflow)
        })
    }

    /// How far a free variable can go until the first basic variable of these rows is zero; none if without limit.
    fn limit(&self, rows: &[(usize, i64)], direction: Direction) -> Option<Fraction> {
        let row = self.first_limit(rows, direction)?;
        Some(self.ratio(row))
    }

    /// The row that limits a free variable first, with its coefficient; of equal ones that of the first variable.
    fn first_limit(&self, rows: &[(usize, i64)], direction: Direction) -> Option<(usize, i64)> {
        let limiting =
            rows.iter().copied().filter(|&(_, coefficient)| (coefficient > 0) == (direction == Direction::Up));
        limiting.min_by(|&a, &b| {
            let (one, other) = (self.ratio(a), self.ratio(b));
            let basic = |(row, _): (usize, i64)| self.rows[row].basic;
            one.compare(other).then_with(|| basic(a).cmp(&basic(b)))
        })
    }

    /// How far the free variable with this coefficient can go until the basic variable of the row is zero.
    fn ratio(&self, (row, coefficient): (usize, i64)) -> Fraction {
        Fraction { numerator: self.rows[row].rest, denominator: i128::from(coefficient.unsigned_abs()) }
    }

    /// Notes the table that comes from moving a free variable; none moves it without end.
    fn note_move(&mut self, column: usize, rows: &[(usize, i64)], by: Option<i128>) -> Result<(), Overflow> {
        let Some(by) = by else {
            self.seen[column].high = UNLIMITED;
            for &(row, _) in rows {
                self.seen[self.rows[row].basic].high = UNLIMITED;
            }
            return Ok(());
        };
        self.seen[column].include(self.free[column] + by);
        for &(row, coefficient) in rows {
            let row = &self.rows[row];
            let change = by.checked_mul(i128::from(coefficient)).ok_or(Overflow)?;
            let rest = row.rest.checked_sub(change).ok_or(Overflow)?;
            self.seen[row.basic].include(rest / i128::from(row.lead));
        }
        Ok(())
    }

    /// Notes the present table, in which a variable has just become zero, if all in it is whole.
    fn note(&mut self, zero: usize) {
        if self.rows.iter().all(|row| row.lead == 1 || row.rest % i128::from(row.lead) == 0) {
            self.seen[zero].include(0);
            for row in &self.rows {
                self.seen[row.basic].include(row.rest / i128::from(row.lead));
            }
        }
    }

    /// Brings all free variables to zero, each as far as the others allow; where one is stopped it becomes basic.
    fn go_to_corner(&mut self) -> Result<(), Overflow> {
        for column in 0..self.free.len() {
            let value = self.free[column];
            if self.row_of[column].is_some() || value == 0 {
                continue;
            }
            let rows = self.column(column);
            let stop = self.first_limit(&rows, Direction::Down);
            let stop =
                stop.filter(|&row| self.ratio(row).compare(Fraction { numerator: value, denominator: 1 }).is_lt());
            for &(row, coefficient) in &rows {
                let change = value.checked_mul(i128::from(coefficient)).ok_or(Overflow)?;
                self.rows[row].rest = self.rows[row].rest.checked_add(change).ok_or(Overflow)?;
            }
            self.free[column] = 0;
            let zero = match stop {
                Some((row, _)) => self.pivot(row, column)?,
                None => column,
            };
            self.note(zero);
        }
        self.at_corner = true;
        Ok(())
    }

    /// Makes a variable as small or as large as possible, or stops once its range is `enough`.
    fn drive(
        &mut self,
        objective: usize,
        direction: Direction,
        enough: impl Fn(Range) -> bool,
    ) -> Result<(), Overflow> {
        if !self.at_corner {
            self.go_to_corner()?;
        }
        while !enough(self.seen[objective]) {
            let Some(column) = self.entering(objective, direction) else { break };
            let rows = self.column(column);
            let Some((row, _)) = self.first_limit(&rows, Direction::Up) else {
                self.note_move(column, &rows, None)?;
                break;
            };
            let zero = self.pivot(row, column)?;
            self.note(zero);
        }
        Ok(())
    }

    /// A free variable that brings the objective further when it goes up from zero; none at the optimum.
    ///
    /// The first one always, and with equal limits the first basic one leaves: Bland's rule, under which the walk
    /// cannot come back to where it was.
    fn entering(&self, objective: usize, direction: Direction) -> Option<usize> {
        let Some(row) = self.row_of[objective] else {
            return (direction == Direction::Up).then_some(objective);
        };
        let helps = |coefficient: i64| (coefficient > 0) == (direction == Direction::Down);
        let mut terms = self.rows[row].terms.iter();
        terms.find(|&&(column, coefficient)| column != objective && helps(coefficient)).map(|&(column, _)| column)
    }

    /// Makes a free variable basic in place of the one that the row is solved for, which becomes zero and is returned.
    fn pivot(&mut self, row: usize, column: usize) -> Result<usize, Overflow> {
        let leaving = self.rows[row].basic;
        self.solve(row, column)?;
        self.row_of[leaving] = None;
        self.free[leaving] = 0;
        self.row_of[column] = Some(row);
        Ok(leaving)
    }

    /// Solves a row for a variable and puts that in all other rows.
    fn solve(&mut self, row: usize, column: usize) -> Result<(), Overflow> {
        let mut solved = std::mem::take(&mut self.rows[row]);
        solved.solve_for(column)?;
        for (index, other) in self.rows.iter_mut().enumerate() {
            if index != row {
                other.substitute(&solved)?;
            }
        }
        self.rows[row] = solved;
        Ok(())
    }
}

impl Row {
    fn coefficient(&self, column: usize) -> Option<i64> {
        let at = self.terms.binary_search_by_key(&column, |&(column, _)| column).ok()?;
        Some(self.terms[at].1)
    }

    /// Makes a variable the basic one, with a coefficient above zero.
    fn solve_for(&mut self, column: usize) -> Result<(), Overflow> {
        let lead = self.coefficient(column).unwrap_or(0);
        if lead < 0 {
            for (_, coefficient) in &mut self.terms {
                *coefficient = coefficient.checked_neg().ok_or(Overflow)?;
            }
            self.rest = self.rest.checked_neg().ok_or(Overflow)?;
        }
        self.basic = column;
        self.lead = lead.checked_abs().ok_or(Overflow)?;
        Ok(())
    }

    /// Replaces the basic variable of a solved row by what that row says of it.
    fn substitute(&mut self, solved: &Self) -> Result<(), Overflow> {
        let Some(own) = self.coefficient(solved.basic) else { return Ok(()) };
        let common = i64::try_from(gcd(i128::from(own), i128::from(solved.lead))).map_err(|_| Overflow)?;
        let (times, less) = (solved.lead / common, own / common);
        self.terms = combine(&self.terms, times, &solved.terms, less)?;
        self.lead = self.lead.checked_mul(times).ok_or(Overflow)?;
        let rest = self.rest.checked_mul(i128::from(times)).ok_or(Overflow)?;
        let change = solved.rest.checked_mul(i128::from(less)).ok_or(Overflow)?;
        self.rest = rest.checked_sub(change).ok_or(Overflow)?;
        self.reduce();
        Ok(())
    }

    /// Divides by the greatest common divisor of the coefficients. The rest divides by it too: there is a table of
    /// whole numbers in which the equation holds.
    fn reduce(&mut self) {
        let mut common = 0;
        for &(_, coefficient) in &self.terms {
            common = gcd(common, i128::from(coefficient));
            if common == 1 {
                return;
            }
        }
        if let Ok(divisor @ 2..) = i64::try_from(common) {
            self.terms.iter_mut().for_each(|(_, coefficient)| *coefficient /= divisor);
            self.lead /= divisor;
            self.rest /= common;
        }
    }
}

impl Fraction {
    /// Which is larger. Denominators are coefficients; a value too large to multiply by one counts as the larger.
    fn compare(self, other: Self) -> std::cmp::Ordering {
        let one = self.numerator.saturating_mul(other.denominator);
        one.cmp(&other.numerator.saturating_mul(self.denominator))
    }
}

/// `times` one row less `less` times another, without the terms that cancel.
fn combine(one: &Terms, times: i64, other: &Terms, less: i64) -> Result<Terms, Overflow> {
    let mut combined = Terms::with_capacity(one.len() + other.len());
    let (mut i, mut j) = (0, 0);
    while i < one.len() || j < other.len() {
        let column = match (one.get(i), other.get(j)) {
            (Some(a), Some(b)) => a.0.min(b.0),
            (Some(a), None) | (None, Some(a)) => a.0,
            (None, None) => break,
        };
        let mut coefficient = 0_i64;
        if let Some(&(_, own)) = one.get(i).filter(|term| term.0 == column) {
            coefficient = own.checked_mul(times).ok_or(Overflow)?;
            i += 1;
        }
        if let Some(&(_, taken)) = other.get(j).filter(|term| term.0 == column) {
            let taken = taken.checked_mul(less).ok_or(Overflow)?;
            coefficient = coefficient.checked_sub(taken).ok_or(Overflow)?;
            j += 1;
        }
        if coefficient != 0 {
            combined.push((column, coefficient));
        }
    }
    Ok(combined)
}

/// The greatest common divisor, never below zero.
fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
