//! What a document states, as its archive keeps it: other documents are compared with what was printed then.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::SourceText;
use crate::project::DocumentId;

use super::statement::{Accepted, Said, Statement, on_line, own_line};

/// The format of these files.
const FORMAT: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    #[serde(rename = "formaat")]
    format: u32,
    #[serde(rename = "uitspraken")]
    statements: Vec<KeptStatement>,
}

#[derive(Debug, Serialize, Deserialize)]
struct KeptStatement {
    /// In the text of the document; none where a form says it.
    #[serde(rename = "regel")]
    line: Option<usize>,
    #[serde(flatten)]
    said: Said,
    /// Codes of accepted findings, with the reasons.
    #[serde(rename = "geaccepteerd", skip_serializing_if = "Vec::is_empty", default)]
    accepted: Vec<(String, String)>,
}

/// The bytes of a file with what the document at `path` states.
pub fn to_json(statements: &[Statement], path: &str) -> Vec<u8> {
    let kept = |statement: &Statement| KeptStatement {
        line: own_line(&statement.place, path),
        said: statement.said.clone(),
        accepted: statement.accepted.iter().map(|one| (one.code.to_string(), one.reason.clone())).collect(),
    };
    let kept = Kept { format: FORMAT, statements: statements.iter().map(kept).collect() };
    // Nothing in it can fail to be written.
    let mut bytes = serde_json::to_vec_pretty(&kept).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// What an adopted version of a document stated, whose text is now `source`; nothing where another version of
/// Griffel wrote it otherwise.
pub fn from_json(
    bytes: &[u8],
    document: &DocumentId,
    version: u32,
    source: &Arc<SourceText>,
) -> Option<Vec<Statement>> {
    let kept: Kept = serde_json::from_slice(bytes).ok()?;
    if kept.format != FORMAT {
        return None;
    }
    let statement = |KeptStatement { line, said, accepted }: KeptStatement| {
        let place = on_line(line, source);
        let accepted = accepted
            .into_iter()
            .filter_map(|(code, reason)| Some(Accepted { code: code.parse().ok()?, reason, place: place.clone() }));
        let accepted = accepted.collect();
        Statement { document: document.clone(), adopted: Some(version), said, accepted, place }
    };
    Some(kept.statements.into_iter().map(statement).collect())
}
