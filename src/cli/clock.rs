//! What the clock of this computer says: for logs and for what is due today, never for what is made.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, FixedOffset, Local, NaiveDate};

use super::output::{Ending, message};

/// The moment, by the clock of the place; a clock that cannot be right is told.
pub(super) fn now() -> Result<DateTime<Local>, Ending> {
    read().ok_or_else(|| {
        message(
            "De klok van deze computer klopt niet: het is er nog vóór 1970. Zet de klok goed en probeer het opnieuw.\n",
        );
        Ending::Failure
    })
}

/// The day; while the clock cannot be right, the first that there is.
pub(super) fn today() -> NaiveDate {
    read().map_or(NaiveDate::default(), |now| now.date_naive())
}

/// The moment; none while the clock cannot be right.
pub(super) fn moment() -> Option<DateTime<FixedOffset>> {
    read().map(|now| now.fixed_offset())
}

/// Chrono itself gives up on a clock that stands before 1970.
#[expect(clippy::disallowed_methods, reason = "nothing that is made depends on it")]
fn read() -> Option<DateTime<Local>> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    let seconds = i64::try_from(since.as_secs()).ok()?;
    Some(DateTime::from_timestamp(seconds, since.subsec_nanos())?.with_timezone(&Local))
}
