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

    /// The same day so many months later, or the last day of a shorter month; never in a weekend.
    pub(crate) fn date(self, date: NaiveDate) -> NaiveDate {
        let months = Months::new(self.months().unsigned_abs());
        let mut moved = date.checked_add_months(months).unwrap_or(date);
        while matches!(moved.weekday(), Weekday::Sat | Weekday::Sun) {
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
