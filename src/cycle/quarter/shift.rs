//! How far two periods lie apart, for dates and periods that move along.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::dutch::period::Period;

/// From one period to a later one that is as long.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shift {
    /// The period that the documents were about.
    pub from: Period,
    /// The period that they will be about.
    pub to: Period,
}

/// A period's first month, counted from the year nought.
fn month(period: Period) -> i32 {
    let day = period.first_day();
    day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0)
}

impl Shift {
    pub(crate) fn between(from: Period, to: Period) -> Option<Self> {
        (from.granularity() == to.granularity() && from < to).then_some(Self { from, to })
    }

    fn months(self) -> i32 {
        month(self.to) - month(self.from)
    }

    /// The same day so many months later, or the last day of a shorter month; never in a weekend or on a public holiday.
    pub(crate) fn date(self, date: NaiveDate) -> NaiveDate {
        let months = Months::new(self.months().unsigned_abs());
        let mut moved = date.checked_add_months(months).unwrap_or(date);
        while matches!(moved.weekday(), Weekday::Sat | Weekday::Sun) || is_holiday(moved) {
            moved = moved.checked_add_days(Days::new(1)).unwrap_or(date);
        }
        moved
    }

    /// A period as long as these, as much later.
    pub(crate) fn period(self, period: Period) -> Option<Period> {
        (period.granularity() == self.from.granularity()).then(|| self.reach(period)).flatten()
    }

    /// What a period of any length becomes: a month moves as far as the document does, and the year that
    /// the document lies in becomes the year that the new one lies in.
    pub(crate) fn reach(self, period: Period) -> Option<Period> {
        let length = i32::try_from(period.granularity().months()).ok()?;
        period.offset(month(self.to).div_euclid(length) - month(self.from).div_euclid(length))
    }
}

/// Whether nobody works on a day in the Netherlands: Easter, the King's birthday, Liberation Day and Christmas among them.
fn is_holiday(day: NaiveDate) -> bool {
    let from_easter = easter(day.year()).map(|easter| (day - easter).num_days());
    // Good Friday, Easter Monday, Ascension Day, Whit Monday.
    let moves = matches!(from_easter, Some(-2 | 1 | 39 | 50));
    let king = |month_day: u32| NaiveDate::from_ymd_opt(day.year(), 4, month_day);
    let is_king = match king(27) {
        Some(sunday) if sunday.weekday() == Weekday::Sun => Some(day) == king(26),
        birthday => Some(day) == birthday,
    };
    moves || is_king || matches!((day.month(), day.day()), (1, 1) | (5, 5) | (12, 25 | 26))
}

/// Easter Sunday, by the rule of Gauss as Butcher wrote it down.
fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
    let m = (a + 11 * d + 22 * e) / 451;
    let days = d + e - 7 * m + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(days / 31).ok()?, u32::try_from(days % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shift(from: &str, to: &str) -> Shift {
        let period = |text: &str| text.parse().expect("a period");
        Shift::between(period(from), period(to)).expect("later")
    }

    #[test]
    fn a_date_keeps_its_day_and_avoids_weekends() {
        for (from, to, old, new) in [
            ("2022-K4", "2023-K1", "2023-02-14", "2023-05-15"),
            ("2022-K4", "2023-K2", "2023-02-14", "2023-08-14"),
            ("2022", "2023", "2023-03-14", "2024-03-14"),
            ("2022-12", "2023-01", "2023-01-31", "2023-02-28"),
            ("2022-K3", "2022-K4", "2022-11-30", "2023-02-28"),
            // The King's birthday, Easter Monday, and Christmas before a weekend.
            ("2022-K4", "2023-K1", "2023-01-27", "2023-04-28"),
            ("2022-K4", "2023-K1", "2023-01-10", "2023-04-11"),
            ("2022-K2", "2022-K3", "2020-09-25", "2020-12-28"),
        ] {
            let old: NaiveDate = old.parse().expect("a date");
            assert_eq!(shift(from, to).date(old).to_string(), new, "{from} {to} {old}");
        }
    }

    #[test]
    fn periods_of_every_length_move_along() {
        let reach = |from, to, period: &str| {
            shift(from, to).reach(period.parse().expect("a period")).map(|period| period.to_string())
        };
        assert_eq!(reach("2022-K4", "2023-K1", "2022-12").as_deref(), Some("2023-03"));
        assert_eq!(reach("2022-K4", "2023-K1", "2021-K4").as_deref(), Some("2022-K1"));
        assert_eq!(reach("2022-K4", "2023-K1", "2022").as_deref(), Some("2023"));
        assert_eq!(reach("2022-K3", "2022-K4", "2022").as_deref(), Some("2022"));
        assert!(Shift::between("2022".parse().expect("a year"), "2023-K1".parse().expect("a quarter")).is_none());
    }
}
