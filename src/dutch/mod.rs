//! How Dutch writes numbers, units, dates, periods and punctuation, and what it says of a number that is not final or not
//! given: plain values that every stage may use.

pub mod counted;
pub mod everyday;
pub mod notation;
pub mod number;
pub mod period;
pub mod plain_words;
pub mod signs;
pub mod singular;
pub mod spelling;
pub mod status;
pub mod typography;
pub mod unit;
pub mod withheld;
pub mod written_date;
