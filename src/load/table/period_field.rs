//! The period that a field tells: text, a year as a number, or a date.

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc};
use rust_decimal::prelude::ToPrimitive;

use crate::diagnostic::{Code, Finding, Findings};
use crate::dutch::everyday;
use crate::dutch::period::{Granularity, Period, PeriodError};
use crate::dutch::status::Status;

use super::raw::Field;
use crate::load::toml::Located;

/// A period written as text in TOML.
pub(crate) fn parse_period(text: &Located<String>, findings: &mut Findings) -> Option<Period> {
    let parsed: Result<Period, PeriodError> = text.value.parse();
    parsed.map_err(|error| findings.push(Finding::new(Code::UnknownPeriod, text.place.clone(), error.to_string()))).ok()
}

/// The period of a field, and how final it says its numbers are: Statistics Netherlands writes `2022*`.
///
/// `date_length` is how long the period of a date is; without it a date of a workbook is a month, and
/// a date that was typed as text is none.
pub(crate) fn read_period(
    field: &Field,
    date_length: Option<Granularity>,
) -> Result<(Period, Option<Status>), PeriodError> {
    match field {
        Field::Date(date) => of_date(*date, date_length.unwrap_or(Granularity::Month)).map(|period| (period, None)),
        Field::Number { value, percent: false } if value.is_integer() => {
            let year = value.to_i32().and_then(Period::year_of);
            let found = year.or_else(|| bare_month(&value.normalize().to_string(), date_length));
            found.map(|found| (found, None)).ok_or_else(|| error(field))
        }
        _ => of_text(&field.shown(), date_length),
    }
}

fn of_text(text: &str, date_length: Option<Granularity>) -> Result<(Period, Option<Status>), PeriodError> {
    if let Some((period, stars)) = everyday::split_status(text) {
        return of_text(&format!("{period}{stars}"), date_length);
    }
    let plain = text.trim_end_matches('*').trim_end();
    let status = match text.len() - text.trim_end_matches('*').len() {
        1 => Some(Status::Provisional),
        2 => Some(Status::RevisedProvisional),
        _ => None,
    };
    let wrong = match text.parse::<Period>() {
        Ok(period) => return Ok((period, None)),
        Err(error) => error,
    };
    if let Some(period) = everyday::period(plain).filter(|_| status.is_some() || plain == text) {
        return Ok((period, status));
    }
    if let Some(month) = bare_month(plain, date_length) {
        return Ok((month, status));
    }
    match (date_length, iso_or_dutch_date(text)) {
        (Some(length), Some(date)) => of_date(date, length).map(|period| (period, None)),
        _ => Err(wrong),
    }
}

/// 202210 could be a week: only a description says that it is a month.
fn bare_month(text: &str, length: Option<Granularity>) -> Option<Period> {
    everyday::year_and_month(text).filter(|_| length == Some(Granularity::Month))
}

/// `2022-10-01`, with a time behind it or not, and `1-10-2022`. A moment in universal time counts as the day that it is in
/// the Netherlands: programs write its midnight as 22 or 23 hours of the day before.
pub(crate) fn iso_or_dutch_date(text: &str) -> Option<NaiveDate> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Some(day_here(moment.to_utc()));
    }
    let iso = text.get(..10).and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
    let is_time = |text: &str| text.bytes().all(|one| one.is_ascii_digit() || matches!(one, b':' | b'.'));
    let day = text.split_once([' ', 'T']).filter(|(_, time)| is_time(time)).map_or(text, |(day, _)| day);
    iso.or_else(|| NaiveDate::parse_from_str(day, "%d-%m-%Y").ok())
}

/// The day in the Netherlands. Summer time lasts from the last Sunday of March to the last of October, from and to one
/// o'clock in universal time (Directive 2000/84/EC).
fn day_here(moment: DateTime<Utc>) -> NaiveDate {
    let change = |month: u32| {
        let last = NaiveDate::from_ymd_opt(moment.year(), month, 31)?;
        let back = u64::from(last.weekday().num_days_from_sunday());
        last.checked_sub_days(Days::new(back))?.and_hms_opt(1, 0, 0)
    };
    let now = moment.naive_utc();
    let is_summer = change(3).zip(change(10)).is_some_and(|(start, end)| (start..end).contains(&now));
    let ahead = TimeDelta::hours(if is_summer { 2 } else { 1 });
    now.checked_add_signed(ahead).unwrap_or(now).date()
}

fn of_date(date: NaiveDate, length: Granularity) -> Result<Period, PeriodError> {
    Period::of_day(date, length).ok_or_else(|| error(&Field::Date(date)))
}

fn error(field: &Field) -> PeriodError {
    match field.shown().parse::<Period>() {
        Err(error) => error,
        // A number that is written like a year is one.
        Ok(_) => PeriodError::of(&field.shown()),
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

    fn read(field: &Field, length: Option<Granularity>) -> Option<String> {
        let (period, status) = read_period(field, length).ok()?;
        Some(format!("{period}{}", status.map_or_else(String::new, |status| format!(" {status}"))))
    }

    #[test]
    fn texts_are_read_as_sources_write_them() {
        for (text, period) in [
            ("2022", "2022"),
            ("2022KW04", "2022-K4"),
            ("2022*", "2022 voorlopig"),
            ("2022JJ00**", "2022 nader voorlopig"),
            ("2022 4e kwartaal", "2022-K4"),
            ("2022 4e kwartaal*", "2022-K4 voorlopig"),
            ("2022 oktober", "2022-10"),
            ("4e kw 2022", "2022-K4"),
            ("2021/'22*", "2021-2022 voorlopig"),
        ] {
            assert_eq!(read(&Field::text(text), None).as_deref(), Some(period), "{text}");
        }
        for wrong in ["2022***", "2022 5e kwartaal", "2022 week 3", "2022-10-01", "*", "2022-K4 oktober"] {
            assert_eq!(read(&Field::text(wrong), None), None, "{wrong}");
        }
    }

    #[test]
    fn dates_are_as_long_as_the_description_says() {
        let date = Field::Date(NaiveDate::from_ymd_opt(2022, 10, 31).expect("a day"));
        assert_eq!(read(&date, None).as_deref(), Some("2022-10"));
        assert_eq!(read(&date, Some(Granularity::Quarter)).as_deref(), Some("2022-K4"));
        assert_eq!(read(&date, Some(Granularity::Year)).as_deref(), Some("2022"));
        for text in ["2022-10-31", "2022-10-31T00:00:00", "31-10-2022"] {
            assert_eq!(read(&Field::text(text), Some(Granularity::Quarter)).as_deref(), Some("2022-K4"), "{text}");
        }
    }

    #[test]
    fn moments_are_days_of_the_netherlands() {
        for (text, day) in [
            ("2022-12-31T23:00:00Z", "2023-01-01"),
            ("2022-12-31T22:59:59Z", "2022-12-31"),
            ("2022-06-30T22:00:00Z", "2022-07-01"),
            ("2022-03-27T00:59:59Z", "2022-03-27"),
            ("2022-07-01T00:00:00+02:00", "2022-07-01"),
            ("2022-07-01T00:00:00", "2022-07-01"),
            ("2022-07-01", "2022-07-01"),
        ] {
            assert_eq!(iso_or_dutch_date(text).map(|day| day.to_string()).as_deref(), Some(day), "{text}");
        }
    }

    #[test]
    fn numbers_are_years() {
        let number = |value: Decimal| Field::Number { value, percent: false };
        assert_eq!(read(&number(2022.into()), None).as_deref(), Some("2022"));
        for wrong in [Decimal::from(202_210), Decimal::new(20225, 1), Decimal::from(-1), Decimal::MAX] {
            assert_eq!(read(&number(wrong), None), None, "{wrong}");
        }
    }
}
