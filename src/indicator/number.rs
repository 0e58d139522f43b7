//! A number as documents show it: a value with its unit, its rounding and the cells it comes from.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding, Findings, Hint, Place};
use crate::dutch::notation::{Context, Notation, Rounding, Scale, Style, as_shown};
use crate::dutch::number::Missing;
use crate::dutch::period::Period;
use crate::dutch::status::Status;
use crate::dutch::unit::Unit;
use crate::dutch::withheld::Withheld;
use crate::load::{CellValue, Fact, Provisional, Revision, Series};

/// A number, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amount {
    /// A known number, not rounded. Percentages are fractions: 17% is 0.17.
    Number(Decimal),
    /// The source does not know it; the text names the cell, in Dutch.
    Missing(String),
    /// Dropped to protect people.
    Withheld(Withheld),
}

impl Amount {
    /// The number, if it is known.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Amount::Number(number) => Some(*number),
            Amount::Missing(_) | Amount::Withheld(_) => None,
        }
    }
}

/// A share with more decimals than this was divided, not written down.
const LONG_FRACTION: u32 = 6;

/// A cell of a series.
#[derive(Debug, Clone)]
pub struct CellRef {
    /// The series.
    pub series: Arc<Series>,
    /// Position of its row.
    pub row: usize,
    /// Position of its measure.
    pub measure: usize,
}

impl CellRef {
    /// The period that its row is about.
    pub fn period(&self) -> Period {
        self.series.rows[self.row].period
    }

    /// What an earlier document said instead, if that was declared.
    pub fn revision(&self) -> Option<&Revision> {
        let row = &self.series.rows[self.row];
        self.series.revisions.iter().find(|one| one.covers(row, self.measure))
    }

    /// The declaration that it may still change, if there is one.
    pub fn provisional(&self) -> Option<&Provisional> {
        let measure = &self.series.measures[self.measure].id;
        self.series.provisional.iter().find(|one| one.covers(self.period(), measure))
    }

    /// Whether digits that no page prints could tell how few people stand behind it: those of an average or a share
    /// beside counts that are withheld, and the long fraction that a spreadsheet makes of one small count and another.
    pub fn tells_by_its_digits(&self) -> bool {
        let measure = &self.series.measures[self.measure];
        let value = || self.series.rows[self.row].cells[self.measure].value.number();
        let is_quotient = || value().is_some_and(|value| value.normalize().scale() >= LONG_FRACTION);
        self.series.public.is_none()
            && !measure.counts_people
            && ((self.series.withholds && measure.is_about_people()) || (measure.unit.is_fraction() && is_quotient()))
    }

    /// How final the cell is.
    pub fn status(&self) -> Status {
        self.series.rows[self.row].cells[self.measure].status
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        self.series.cell_place(self.row, self.measure)
    }
}

impl PartialEq for CellRef {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.series, &other.series) && (self.row, self.measure) == (other.row, other.measure)
    }
}

/// How a number came to be.
#[derive(Debug, Clone)]
pub enum Origin {
    /// The formula of the indicator with this name.
    Indicator(String),
    /// A number that somebody declared with its source.
    Fact(Arc<Fact>),
    /// Cells of a series, taken together without a formula.
    Cells(Operation),
    /// How many names a list in a data file has.
    Count(ListOrigin),
}

/// A list in a data file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListOrigin {
    /// Its key, e.g. `aanbieders`.
    pub key: String,
    /// The file that holds it.
    pub file: String,
}

/// What was done with the cells of a number that has no formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// One cell as it is.
    Read,
    /// Added.
    Sum,
    /// Added and divided by the number of periods.
    Mean,
    /// The total of the rows of a table, added from numbers that can have formulas of their own.
    TableTotal,
    /// The last column of a table less the first.
    TableDifference,
    /// Others of the same table, added or taken away.
    TableSum,
    /// One cell with the sign that the table gives it.
    TableSigned,
    /// One number of a table less another.
    TableChange,
    /// One number of a table divided by another.
    TableQuotient,
    /// How much one number of a table is more than another, as a share of that.
    TableGrowth,
}

/// A number that can be printed.
#[derive(Debug, Clone)]
pub struct Number {
    /// What it is: an indicator's name, or the cell or sum in words.
    pub label: String,
    /// How it came to be.
    pub origin: Origin,
    /// Dimensions that were chosen by value: name and value.
    pub about: Vec<(String, String)>,
    /// The period it is about.
    pub period: Period,
    /// Its value.
    pub amount: Amount,
    /// What it counts.
    pub unit: Unit,
    /// To how many decimals it is printed.
    pub rounding: Rounding,
    /// Printed whole, or in thousands or millions.
    pub scale: Scale,
    /// The cells that were read to compute it.
    pub cells: Vec<CellRef>,
    /// The declared facts that were read to compute it.
    pub facts: Vec<Arc<Fact>>,
    /// Whether a minus sign was taken away to print it.
    pub sign_dropped: bool,
}

impl Number {
    /// The first of its cells that the source leaves open.
    pub fn unknown_place(&self) -> Option<Place> {
        let is_open = |cell: &&CellRef| cell.series.rows[cell.row].cells[cell.measure].value == CellValue::Unknown;
        self.cells.iter().find(is_open).map(CellRef::place)
    }

    /// The name of the series that its first cell is in; none where it has no cells.
    pub fn series(&self) -> Option<&str> {
        self.cells.first().map(|cell| cell.series.id.as_str())
    }

    /// A value as it is printed in a table beside this number, with its unit.
    pub fn in_table(&self, value: Decimal, notation: &Notation) -> String {
        self.printed(value, Context::Table, notation)
    }

    /// A value as this number prints it in running text, with its unit and the sign of the value.
    pub fn in_text(&self, value: Decimal, notation: &Notation) -> String {
        self.printed(value, Context::Text, notation)
    }

    fn printed(&self, value: Decimal, context: Context, notation: &Notation) -> String {
        let style = Style { rounding: self.rounding, scale: self.scale, context, with_unit: true, signed: false };
        notation.format(value, &self.unit, style)
    }

    /// How many names a list has, in a document about `period`.
    pub fn of_list(origin: ListOrigin, count: usize, period: Period) -> Self {
        let unit = Unit::Count;
        Self {
            label: format!("Aantal bij {}", origin.key),
            origin: Origin::Count(origin),
            about: Vec::new(),
            period,
            amount: Amount::Number(Decimal::from(count)),
            rounding: unit.default_rounding(Scale::One),
            unit,
            scale: Scale::One,
            cells: Vec::new(),
            facts: Vec::new(),
            sign_dropped: false,
        }
    }

    /// A declared fact, seen from `period`.
    pub fn of_fact(fact: &Arc<Fact>, period: Period) -> Self {
        Self {
            label: fact.name.clone(),
            origin: Origin::Fact(fact.clone()),
            about: Vec::new(),
            period: fact.period.unwrap_or(period),
            amount: match fact.value {
                CellValue::Known(number) => Amount::Number(number),
                CellValue::Withheld(reason) => Amount::Withheld(reason),
                CellValue::Unknown => Amount::Missing(fact.name.clone()),
            },
            unit: fact.unit.clone(),
            rounding: fact.rounding,
            scale: fact.scale,
            cells: Vec::new(),
            facts: vec![fact.clone()],
            sign_dropped: false,
        }
    }

    /// The name of the indicator it comes from, if any.
    pub fn indicator(&self) -> Option<&str> {
        match &self.origin {
            Origin::Indicator(id) => Some(id),
            Origin::Fact(_) | Origin::Cells(_) | Origin::Count(_) => None,
        }
    }

    /// Its value with the sign that was taken away to print it.
    pub fn signed(&self) -> Option<Decimal> {
        self.amount.number().map(|number| if self.sign_dropped { -number } else { number })
    }

    /// Why it is no number, where it is none: what its cells say.
    pub fn missing(&self) -> Missing {
        let of_cell = |cell: &CellRef| {
            let cell = &cell.series.rows[cell.row].cells[cell.measure];
            (cell.value == CellValue::Unknown).then_some(cell.missing)
        };
        let mut reasons: Vec<Missing> = self.cells.iter().filter_map(of_cell).collect();
        reasons.sort_unstable_by_key(|missing| match missing {
            Missing::Unknown => 0,
            Missing::NotCosted => 1,
            Missing::NotApplicable => 2,
            Missing::Nothing => 3,
        });
        // Where all cells are known there can be no outcome, as of a division by zero.
        reasons.first().copied().unwrap_or(Missing::NotApplicable)
    }

    /// Its value as a ledger tells it: with no more digits than are printed, where the others could give a count away.
    pub fn recorded(&self) -> Option<Decimal> {
        self.signed().map(|value| match self.cells.iter().any(CellRef::tells_by_its_digits) {
            true => as_shown(value, &self.unit, self.rounding, self.scale),
            false => value,
        })
    }

    /// How final it is: as final as the least final of its cells and facts.
    pub fn status(&self) -> Status {
        let cells = self.cells.iter().map(CellRef::status);
        cells.chain(self.facts.iter().map(|fact| fact.status)).fold(Status::Definitive, Status::less_final)
    }

    /// Whether any of its cells is not final.
    pub fn is_provisional(&self) -> bool {
        self.status().is_provisional()
    }

    /// The same number without its sign, for sentences such as "17% minder".
    #[must_use]
    pub fn without_sign(mut self) -> Self {
        if let Amount::Number(number) = &mut self.amount {
            self.sign_dropped |= number.is_sign_negative() && !number.is_zero();
            *number = number.abs();
        }
        self
    }
}

/// Why a number cannot be computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What kind of problem.
    pub code: Code,
    /// What is wrong, in Dutch.
    pub message: String,
    /// What to do, in Dutch.
    pub hint: Option<Hint>,
    /// The formula it lies in; none: wherever the value was asked for.
    pub place: Option<Place>,
    /// Where it is mended, if that is elsewhere.
    pub mend: Option<Box<Place>>,
}

impl Problem {
    /// A problem whose place is not known yet.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: None, place: None, mend: None }
    }

    /// A value that rests on `cause`, whose own errors are reported where it is defined.
    pub fn follows_from(cause: &str) -> Self {
        let message = format!("Deze tekst gebruikt {cause}, en daar staan fouten in.");
        Self::new(Code::FollowsFromError, message)
            .hint(Some("Los eerst die fouten op; dan verdwijnt deze melding vanzelf.".to_owned()))
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: Option<impl Into<Hint>>) -> Self {
        self.hint = hint.map(Into::into);
        self
    }

    /// Says where it is mended.
    #[must_use]
    pub fn mended_at(mut self, place: Option<Place>) -> Self {
        self.mend = place.map(Box::new);
        self
    }

    /// Places the problem, unless it already has a place.
    #[must_use]
    pub fn at(mut self, place: &Place) -> Self {
        // What follows from an error elsewhere is no mistake in the formula.
        if self.code == Code::FollowsFromError {
            return self;
        }
        self.place.get_or_insert_with(|| place.clone());
        self
    }

    /// The problem as a finding; `used_at` is where the value was asked for.
    pub fn into_finding(self, used_at: &Place) -> Finding {
        if self.code == Code::FollowsFromError {
            return Finding::new(self.code, Place::file(&used_at.file), self.message).maybe_hint(self.hint);
        }
        let elsewhere = self.place.as_ref().is_some_and(|place| place.file != used_at.file);
        let place = self.place.unwrap_or_else(|| used_at.clone());
        let finding = Finding::new(self.code, place, self.message).maybe_hint(self.hint).mended_at(self.mend);
        match used_at.line_column() {
            Some((line, _)) if elsewhere => finding.hint(format!("Gebruikt in {}, regel {line}.", used_at.file)),
            _ => finding,
        }
    }
}

/// Reports all problems of a value that was asked for at `used_at`.
pub fn report(problems: Vec<Problem>, used_at: &Place, findings: &mut Findings) {
    for problem in problems {
        findings.push(problem.into_finding(used_at));
    }
}
