//! What is recorded of a version that was adopted: by whom, from what, and every number that it prints.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Finding, Place};
use crate::project::{DocumentId, Files};

use super::format;
use super::paths::file_stem;

/// What was adopted, by whom, from what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The version of this format.
    #[serde(rename = "formaat", default = "format::first")]
    pub format: u32,
    /// Which document: `<period>/<name>`.
    #[serde(rename = "brief")]
    pub document: String,
    /// Its title.
    #[serde(rename = "titel")]
    pub title: String,
    /// 1 for the document as it was first adopted, more for each correction.
    #[serde(rename = "versie")]
    pub version: u32,
    /// The day on which it was adopted, as `2023-03-14`.
    #[serde(rename = "vastgesteld_op")]
    pub adopted_on: String,
    /// Who adopted it.
    #[serde(rename = "door")]
    pub adopted_by: String,
    /// What differs from the version before.
    #[serde(rename = "correctie", skip_serializing_if = "Option::is_none", default)]
    pub correction: Option<String>,
    /// The version of Griffel that made it.
    pub griffel: String,
    /// How many pages it has.
    #[serde(rename = "bladzijden")]
    pub pages: usize,
    /// The SHA-256 of the document's text, its status left aside.
    #[serde(rename = "tekst")]
    pub text: String,
    /// The SHA-256 of what was made, by file name.
    #[serde(rename = "uitvoer")]
    pub outputs: BTreeMap<String, String>,
    /// The SHA-256 of every file it was made from, by path in the work folder. Built-in templates are among them.
    #[serde(rename = "invoer")]
    pub inputs: BTreeMap<String, String>,
    /// The SHA-256 of the built-in fonts.
    #[serde(rename = "lettertypen")]
    pub fonts: BTreeMap<String, String>,
    /// Every number that it prints.
    #[serde(rename = "cijfers")]
    pub numbers: Vec<RecordedNumber>,
}

/// A number that an adopted document prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedNumber {
    /// As it is printed.
    #[serde(rename = "afgedrukt")]
    pub printed: String,
    /// What it is.
    #[serde(rename = "naam")]
    pub name: String,
    /// Which period it is about.
    #[serde(rename = "periode")]
    pub period: String,
    /// On which page it stands.
    #[serde(rename = "bladzijde", skip_serializing_if = "Option::is_none", default)]
    pub page: Option<usize>,
    /// The cells it comes from.
    #[serde(rename = "cellen", skip_serializing_if = "Vec::is_empty", default)]
    pub cells: Vec<String>,
}

/// Only the format of a record, to know whether the rest can be read.
#[derive(Deserialize)]
struct Formatted {
    #[serde(default = "format::first")]
    formaat: u32,
}

impl Record {
    /// Reads the record at `path`.
    ///
    /// # Errors
    /// It cannot be read, or a newer version of Griffel wrote it.
    pub fn read(files: &Files, path: &str) -> Result<Self, Box<Finding>> {
        Self::parse(&files.bytes(path)?, path)
    }

    /// Reads a record from its bytes.
    ///
    /// # Errors
    /// It is damaged, or a newer version of Griffel wrote it.
    pub fn parse(bytes: &[u8], path: &str) -> Result<Self, Box<Finding>> {
        let damaged = |error: serde_json::Error| {
            Finding::new(Code::RecordDamaged, Place::file(path), "Deze vaststelling is beschadigd en niet te lezen.")
                .hint("Zet het bestand terug uit uw reservekopie. De tekst zelf staat nog in het archief.")
                .hint(format!("Technische melding: {error}"))
        };
        let Formatted { formaat } = serde_json::from_slice(bytes).map_err(damaged)?;
        if formaat > format::RECORD {
            return Err(Box::new(format::too_new(path, "Deze vaststelling")));
        }
        Ok(serde_json::from_slice(bytes).map_err(damaged)?)
    }

    /// The SHA-256 of a file that was made, by its extension.
    pub fn digest_of(&self, id: &DocumentId, extension: &str) -> Option<&String> {
        self.outputs.get(&format!("{}.{extension}", file_stem(id, self.version)))
    }

    /// The bytes of its file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &str = r#"{
        "formaat": 1, "brief": "2022/jnv", "titel": "Voortgang", "versie": 1, "vastgesteld_op": "2023-03-14",
        "door": "A. Voorbeeld", "griffel": "0.1.0", "bladzijden": 4, "tekst": "", "uitvoer": { "jnv.pdf": "ab" },
        "invoer": {}, "lettertypen": {}, "cijfers": [{ "afgedrukt": "157", "naam": "Jongeren", "periode": "2022" }]
    }"#;

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let record = Record::parse(RECORD.as_bytes(), "x.json").expect("a record");
        assert_eq!(Record::parse(&record.to_bytes(), "x.json"), Ok(record.clone()));
        assert_eq!((record.document.as_str(), record.numbers[0].printed.as_str()), ("2022/jnv", "157"));
        let id = DocumentId { period: "2022".parse().expect("a period"), name: "jnv".to_owned() };
        assert_eq!(record.digest_of(&id, "pdf").map(String::as_str), Some("ab"));
        assert_eq!(record.digest_of(&id, "txt"), None);
    }

    #[test]
    fn a_record_without_a_format_is_of_the_first() {
        let older = RECORD.replace("\"formaat\": 1, ", "");
        assert_eq!(Record::parse(older.as_bytes(), "x.json"), Record::parse(RECORD.as_bytes(), "x.json"));
    }

    #[test]
    fn a_record_of_a_newer_program_is_not_guessed_at() {
        let newer = br#"{ "formaat": 2, "iets": true }"#;
        assert_eq!(Record::parse(newer, "x.json").map_err(|finding| finding.code), Err(Code::RecordTooNew));
        assert_eq!(Record::parse(b"{", "x.json").map_err(|finding| finding.code), Err(Code::RecordDamaged));
    }
}
