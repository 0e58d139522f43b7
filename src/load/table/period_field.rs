//! The period that a field tells: text, a year as a number, or a date.

use chrono::{Datelike, NaiveDate};
use rust_decimal::prelude::ToPrimitive;

use crate::diagnostic::{Code, Finding, Findings};
use crate::dutch::period::{Granularity, MONTHS, Period, PeriodError};
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
            year.map(|year| (year, None)).ok_or_else(|| error(field))
        }
        _ => of_text(&field.shown(), date_length),
    }
}

fn of_text(text: &str, date_length: Option<Granularity>) -> Result<(Period, Option<Status>), PeriodError> {
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
    let starred = status.is_some().then(|| plain.parse().ok()).flatten();
    let labelled = || label(plain).filter(|_| status.is_some() || plain == text);
    if let Some(period) = starred.or_else(labelled) {
        return Ok((period, status));
    }
    match (date_length, iso_or_dutch_date(text)) {
        (Some(length), Some(date)) => of_date(date, length).map(|period| (period, None)),
        _ => Err(wrong),
    }
}

/// What StatLine shows for a code: `2022 4e kwartaal`, `2022 oktober`.
fn label(text: &str) -> Option<Period> {
    let (year, rest) = text.split_once(' ')?;
    let year: Period = year.parse().ok().filter(|year: &Period| year.granularity() == Granularity::Year)?;
    let rest = rest.trim();
    if let Some(quarter) = rest.strip_suffix("e kwartaal") {
        return year.nth_quarter(quarter.parse().ok()?);
    }
    let month = MONTHS.iter().position(|month| *month == rest)?;
    year.nth_month(u32::try_from(month).ok()? + 1)
}

/// `2022-10-01`, with a time behind it or not, and `1-10-2022`.
pub(crate) fn iso_or_dutch_date(text: &str) -> Option<NaiveDate> {
    let iso = text.get(..10).and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
    iso.or_else(|| NaiveDate::parse_from_str(text, "%d-%m-%Y").ok())
}

fn of_date(date: NaiveDate, length: Granularity) -> Result<Period, PeriodError> {
    let year = Period::year_of(date.year());
    let period = year.and_then(|year| match length {
        Granularity::Year => Some(year),
        Granularity::Quarter => year.nth_quarter(date.month0() / 3 + 1),
        Granularity::Month => year.nth_month(date.month()),
    });
    period.ok_or_else(|| error(&Field::Date(date)))
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
        ] {
            assert_eq!(read(&Field::text(text), None).as_deref(), Some(period), "{text}");
        }
        for wrong in ["2022***", "4e kw 2022", "2022 5e kwartaal", "2022 week 3", "2022-10-01", "*", "2022-K4 oktober"]
        {
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
    fn numbers_are_years() {
        let number = |value: Decimal| Field::Number { value, percent: false };
        assert_eq!(read(&number(2022.into()), None).as_deref(), Some("2022"));
        for wrong in [Decimal::from(202_210), Decimal::new(20225, 1), Decimal::from(-1), Decimal::MAX] {
            assert_eq!(read(&number(wrong), None), None, "{wrong}");
        }
    }
}
