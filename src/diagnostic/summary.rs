//! How many findings there are.

use serde::Serialize;

use super::findings::Findings;
use super::severity::Severity;

/// How many findings there are of each severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Findings of severity error.
    #[serde(rename = "fouten")]
    pub errors: usize,
    /// Findings of severity warning.
    #[serde(rename = "waarschuwingen")]
    pub warnings: usize,
}

impl Summary {
    /// Counts findings.
    pub fn of(findings: &Findings) -> Self {
        let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        Self { errors, warnings: findings.len() - errors }
    }

    /// "2 fouten en 1 waarschuwing", or nothing.
    pub fn in_words(self) -> Option<String> {
        let count = |number, one: &str, more: &str| match number {
            0 => None,
            1 => Some(format!("1 {one}")),
            _ => Some(format!("{number} {more}")),
        };
        let parts: Vec<_> =
            [count(self.errors, "fout", "fouten"), count(self.warnings, "waarschuwing", "waarschuwingen")]
                .into_iter()
                .flatten()
                .collect();
        (!parts.is_empty()).then(|| parts.join(" en "))
    }
}
