//! How bad a finding is.

use std::fmt;

use serde::Serialize;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Severity {
    /// The document cannot be made, or would be wrong.
    #[serde(rename = "fout")]
    Error,
    /// The document is made, but somebody should look.
    #[serde(rename = "waarschuwing")]
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "fout",
            Severity::Warning => "waarschuwing",
        })
    }
}
