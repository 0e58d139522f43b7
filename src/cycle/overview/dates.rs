//! Dates and names as JSON holds them, and days in words.

use std::fmt::Display;

use chrono::NaiveDate;
use serde::Serializer;

/// `2023-03-14`
pub fn iso<S: Serializer>(date: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}

/// `2023-03-14`, or nothing.
pub fn iso_or_none<S: Serializer>(date: &Option<NaiveDate>, serializer: S) -> Result<S::Ok, S::Error> {
    match date {
        Some(date) => serializer.collect_str(date),
        None => serializer.serialize_none(),
    }
}

/// As it is printed.
pub fn shown<S: Serializer>(value: &impl Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// "1 dag", "12 dagen".
pub fn days(count: i64) -> String {
    if count == 1 { "1 dag".to_owned() } else { format!("{count} dagen") }
}
