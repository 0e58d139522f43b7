//! Tables as they come, as CSV, JSON or a workbook: from bytes to located cells.

pub(crate) mod cells;
pub mod csv;
pub(crate) mod headings;
pub(crate) mod json;
mod lookup;
pub(crate) mod period_field;
pub mod raw;
pub(crate) mod reading;
pub(crate) mod said;
pub(crate) mod table_file;
pub(crate) mod turn;
pub(crate) mod workbook;
