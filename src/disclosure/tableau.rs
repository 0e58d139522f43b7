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

use std::cmp::Ordering;

use super::equation::Terms;

/// The highest value where nothing limits a quantity.
pub(super) const UNLIMITED: i128 = i128::MAX;

/// How many terms a tableau may combine before it gives up. Dense tables of three dimensions and more could keep it
/// busy for minutes; those of two dimensions, however large, need a small part of this.
const MOST_WORK: usize = 300_000_000;

/// A coefficient or value grew beyond the machine's integers, or the work beyond bounds; the tableau cannot be used
/// any more, and what it was asked about counts as not proven.
#[derive(Clone, Copy, Debug)]
pub(super) struct Overflow;

/// A number that need not be whole; the denominator is above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fraction {
    pub numerator: i128,
    pub denominator: i128,
}

impl Fraction {
    /// A whole number.
    fn whole(number: i128) -> Self {
        Self { numerator: number, denominator: 1 }
    }

    /// The whole number at or below it.
    pub fn floor(self) -> i128 {
        self.numerator.div_euclid(self.denominator)
    }

    /// The whole number at or above it.
    fn ceiling(self) -> i128 {
        self.floor() + i128::from(self.numerator.rem_euclid(self.denominator) != 0)
    }

    /// It with the other sign; values stay far from the smallest integer.
    fn negative(self) -> Self {
        Self { numerator: -self.numerator, ..self }
    }

    /// It with a number of times another one added.
    fn plus(self, times: i128, other: Self) -> Result<Self, Overflow> {
        let own = self.numerator.checked_mul(other.denominator).ok_or(Overflow)?;
        let added = other.numerator.checked_mul(self.denominator).and_then(|other| other.checked_mul(times));
        let numerator = added.and_then(|added| added.checked_add(own)).ok_or(Overflow)?;
        let denominator = self.denominator.checked_mul(other.denominator).ok_or(Overflow)?;
        Ok(Self { numerator, denominator })
    }

    /// Which is larger. It cannot overflow: denominators are coefficients, and what is left after taking out the
    /// whole number is smaller than they are.
    fn compare(self, other: Self) -> Ordering {
        let left = |it: Self, other: Self| it.numerator.rem_euclid(it.denominator) * other.denominator;
        self.floor().cmp(&other.floor()).then_with(|| left(self, other).cmp(&left(other, self)))
    }
}

/// The lowest and highest whole value of a variable in the tables seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    low: i128,
    high: i128,
}

impl Range {
    /// Counts whole values only, as an attacker does who knows that he looks for counts.
    fn include(&mut self, value: Fraction) {
        self.low = self.low.min(value.ceiling());
        self.high = self.high.max(value.floor());
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
    /// How many terms were combined so far.
    work: usize,
}

/// Where an objective is driven.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Down,
    Up,
}

/// What keeps a free variable from going further.
enum Stop {
    /// The basic variable of this row, which is zero then.
    Row(usize),
    /// It is zero itself.
    Zero,
    /// Nothing does.
    Nothing,
}

impl Tableau {
    /// The equations `terms = constant` with a table, `values`, in which they hold; the constants follow from it.
    ///
    /// A term with a column beyond the values is a label: it goes along through all reckoning, and tells afterwards
    /// how often an equation was used.
    ///
    /// Each equation is solved for its largest variable, so that small steps of the others meet no limit.
    pub fn of(equations: Vec<Terms>, values: Vec<i128>) -> Result<Self, Overflow> {
        let rows = equations.into_iter().map(|terms| Row { terms, ..Row::default() }).collect();
        let seen = values.iter().map(|&value| Range { low: value, high: value }).collect();
        let mut tableau = Self { rows, row_of: vec![None; values.len()], free: values, seen, work: 0 };
        for row in 0..tableau.rows.len() {
            let terms = &tableau.rows[row].terms;
            // The first of the largest, so that the choice does not depend on chance.
            let largest = terms.iter().map(|&(column, _)| column).filter(|&column| column < tableau.free.len());
            let largest = largest.rev().max_by_key(|&column| tableau.free[column]);
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
    /// The range is that of the whole values: an attacker may know that he looks for counts.
    pub fn ranges_over(&mut self, column: usize, width: i128) -> Result<bool, Overflow> {
        let enough = |range: Range| range.width() >= width;
        self.drive(column, Direction::Up, enough)?;
        self.drive(column, Direction::Down, enough)?;
        Ok(enough(self.seen[column]))
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
            None => Fraction::whole(self.free[column]),
        }
    }

    /// The labels of the equations that the row of a variable was made from, with how often each was used; none for a
    /// free variable. At a bound of the variable these equations prove it.
    pub fn proof(&self, column: usize) -> Terms {
        let Some(row) = self.row_of[column] else { return Terms::new() };
        self.rows[row].terms.iter().copied().filter(|&(column, _)| column >= self.free.len()).collect()
    }

    /// Equations that follow from others have no variables left in them.
    fn drop_empty_rows(&mut self) {
        self.rows.retain(|row| row.lead > 0);
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
            if self.row_of[column].is_none() {
                let rows = self.column(column);
                self.farthest(column, &rows, Direction::Down)?;
                self.farthest(column, &rows, Direction::Up)?;
            }
        }
        Ok(())
    }

    /// Notes the table with a free variable as far down or up as it can go by itself, and says what stops it there.
    fn farthest(&mut self, column: usize, rows: &[(usize, i64)], direction: Direction) -> Result<Stop, Overflow> {
        let limit = self.first_limit(rows, direction).map(|limit| (limit.0, self.ratio(limit)));
        let now = Fraction::whole(self.free[column]);
        match (direction, limit) {
            (Direction::Up, None) => {
                self.note_unlimited(column, rows);
                Ok(Stop::Nothing)
            }
            (Direction::Up, Some((row, by))) => {
                self.note(column, rows, by)?;
                Ok(Stop::Row(row))
            }
            (Direction::Down, Some((row, by))) if by.compare(now).is_lt() => {
                self.note(column, rows, by.negative())?;
                Ok(Stop::Row(row))
            }
            (Direction::Down, _) => {
                self.note(column, rows, now.negative())?;
                Ok(Stop::Zero)
            }
        }
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

    /// Notes the table that comes from moving a free variable, and with it the basic variables of these rows.
    fn note(&mut self, column: usize, rows: &[(usize, i64)], by: Fraction) -> Result<(), Overflow> {
        self.seen[column].include(Fraction::whole(self.free[column]).plus(1, by)?);
        for &(row, coefficient) in rows {
            let row = &self.rows[row];
            let rest = Fraction::whole(row.rest).plus(-i128::from(coefficient), by)?;
            let denominator = rest.denominator.checked_mul(i128::from(row.lead)).ok_or(Overflow)?;
            self.seen[row.basic].include(Fraction { denominator, ..rest });
        }
        Ok(())
    }

    /// Notes that a free variable can rise without end, and with it the basic variables of these rows.
    fn note_unlimited(&mut self, column: usize, rows: &[(usize, i64)]) {
        self.seen[column].high = UNLIMITED;
        for &(row, _) in rows {
            self.seen[self.rows[row].basic].high = UNLIMITED;
        }
    }

    /// Makes a variable as small or as large as possible, or stops once its range is `enough`.
    fn drive(
        &mut self,
        objective: usize,
        direction: Direction,
        enough: impl Fn(Range) -> bool,
    ) -> Result<(), Overflow> {
        while !enough(self.seen[objective]) {
            let Some((column, direction)) = self.entering(objective, direction) else { break };
            let rows = self.column(column);
            match self.farthest(column, &rows, direction)? {
                Stop::Nothing => break,
                Stop::Zero => self.clear(column, &rows)?,
                Stop::Row(row) => {
                    self.clear(column, &rows)?;
                    self.pivot(row, column)?;
                }
            }
        }
        Ok(())
    }

    /// A free variable that brings the objective further, and where it has to go for that; none at the optimum.
    ///
    /// The first one that is not zero, if there is any, for each of these can enter only once. Else the first one;
    /// as with equal limits the first basic variable leaves, this is Bland's rule, under which the walk cannot come
    /// back to where it was.
    fn entering(&self, objective: usize, direction: Direction) -> Option<(usize, Direction)> {
        let Some(row) = self.row_of[objective] else {
            return (direction == Direction::Up || self.free[objective] > 0).then_some((objective, direction));
        };
        let variables = self.rows[row].terms.iter().take_while(|&&(column, _)| column < self.free.len());
        let others = variables.filter(|&&(column, _)| column != objective);
        let moves = others.map(|&(column, coefficient)| {
            let opposite = if direction == Direction::Up { Direction::Down } else { Direction::Up };
            (column, if coefficient < 0 { direction } else { opposite })
        });
        let mut at_zero = None;
        for (column, direction) in moves {
            if self.free[column] > 0 {
                return Some((column, direction));
            }
            if direction == Direction::Up && at_zero.is_none() {
                at_zero = Some((column, direction));
            }
        }
        at_zero
    }

    /// Puts a free variable to zero. The rows then say what the basic variables are, even if that is below zero.
    fn clear(&mut self, column: usize, rows: &[(usize, i64)]) -> Result<(), Overflow> {
        for &(row, coefficient) in rows {
            let change = self.free[column].checked_mul(i128::from(coefficient)).ok_or(Overflow)?;
            self.rows[row].rest = self.rows[row].rest.checked_add(change).ok_or(Overflow)?;
        }
        self.free[column] = 0;
        Ok(())
    }

    /// Makes a free variable basic in place of the one that the row is solved for, which becomes zero.
    fn pivot(&mut self, row: usize, column: usize) -> Result<(), Overflow> {
        let leaving = self.rows[row].basic;
        self.solve(row, column)?;
        self.row_of[leaving] = None;
        self.free[leaving] = 0;
        self.row_of[column] = Some(row);
        Ok(())
    }

    /// Solves a row for a variable and puts that in all other rows.
    fn solve(&mut self, row: usize, column: usize) -> Result<(), Overflow> {
        let mut solved = std::mem::take(&mut self.rows[row]);
        solved.solve_for(column)?;
        for (index, other) in self.rows.iter_mut().enumerate() {
            if index != row {
                self.work += other.terms.len() + solved.terms.len();
                other.substitute(&solved)?;
            }
        }
        self.rows[row] = solved;
        if self.work > MOST_WORK { Err(Overflow) } else { Ok(()) }
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
