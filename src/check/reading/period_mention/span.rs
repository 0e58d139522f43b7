//! Time in whole months.

use std::fmt;

use chrono::Datelike;

use crate::dutch::period::Period;

/// From a month through another, each counted from the year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first month.
    pub from: i32,
    /// The last month.
    pub to: i32,
}

impl Span {
    /// The months of a period.
    pub fn of(period: Period) -> Self {
        let month = |day: chrono::NaiveDate| day.year() * 12 + i32::try_from(day.month0()).unwrap_or_default();
        Self { from: month(period.first_day()), to: month(period.last_day()) }
    }

    /// A month of a year, from 1.
    pub fn month(year: i32, month: u32) -> Self {
        Self::months(year, month, month)
    }

    /// Some months of a year, from 1; 13 is the first of the next.
    pub fn months(year: i32, first: u32, last: u32) -> Self {
        let of = |month: u32| year * 12 + i32::try_from(month).unwrap_or_default() - 1;
        Self { from: of(first), to: of(last) }
    }

    /// A whole year.
    pub fn year(year: i32) -> Self {
        Self::months(year, 1, 12)
    }

    /// The first month of the year in which it begins.
    pub fn year_start(self) -> i32 {
        self.from.div_euclid(12) * 12
    }

    /// How many months it has.
    pub fn len(self) -> i32 {
        self.to - self.from + 1
    }

    /// Whether all of another lies in it.
    pub fn contains(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// Moved by so many months.
    pub fn moved(self, months: i32) -> Self {
        Self { from: self.from + months, to: self.to + months }
    }

    /// The same months of another year.
    pub fn in_year(self, year: i32) -> Option<Self> {
        Some(self.moved((year - self.from.div_euclid(12)) * 12))
    }
}

/// "2025-10..2025-12"
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let month = |month: i32| format!("{}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1);
        write!(f, "{}..{}", month(self.from), month(self.to))
    }
}
