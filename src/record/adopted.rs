//! What is recorded of a version that was adopted: by whom, from what, and every number that it prints.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Finding, Place};
use crate::project::{DocumentId, Files};

use super::format;
use super::log::moment;
use super::paths::file_stem;

/// What was adopted, by whom, from what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The version of this format.
    #[serde(rename = "formaat", default = "format::first")]
    pub format: u32,
    /// Which document: `<period>/<name>`.
    #[serde(rename = "document", alias = "brief")]
    pub document: String,
    /// What kind of document it is: "brief" or "presentatie".
    #[serde(rename = "soort", skip_serializing_if = "Option::is_none", default)]
    pub kind: Option<String>,
    /// Its title.
    #[serde(rename = "titel")]
    pub title: String,
    /// The number of its case, where it names one.
    #[serde(rename = "zaaknummer", skip_serializing_if = "Option::is_none", default)]
    pub case_number: Option<String>,
    /// The date that it bears, as `2023-03-14`.
    #[serde(rename = "datum", skip_serializing_if = "Option::is_none", default)]
    pub date: Option<String>,
    /// 1 for the document as it was first adopted, more for each correction.
    #[serde(rename = "versie")]
    pub version: u32,
    /// The version that it corrects.
    #[serde(rename = "corrigeert", skip_serializing_if = "Option::is_none", default)]
    pub corrects: Option<u32>,
    /// The status that it got: "vastgesteld" or "gecorrigeerd".
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub status: Option<String>,
    /// When this was written down, as `2023-03-16T09:30:00+01:00`.
    #[serde(rename = "vastgelegd_om", skip_serializing_if = "Option::is_none", default)]
    pub recorded_at: Option<String>,
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
    /// The HMAC-SHA-256 of the document's text with the key in the archive, its status left aside; in a record of the first
    /// format the SHA-256.
    #[serde(rename = "tekst")]
    pub text: String,
    /// The SHA-256 of what was made, by file name.
    #[serde(rename = "uitvoer")]
    pub outputs: BTreeMap<String, String>,
    /// The SHA-256 of the file with the key to the digests of the inputs.
    #[serde(rename = "sleutel", skip_serializing_if = "Option::is_none", default)]
    pub key: Option<String>,
    /// The HMAC-SHA-256 of every file it was made from, with the key in the archive, by path in the work folder. Built-in
    /// templates are among them. In a record of the first format it is the SHA-256.
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

    /// What it names as it was made, as `sha256sum` writes it: a digest and a name a line.
    pub fn sums(&self) -> String {
        self.outputs.iter().map(|(name, digest)| format!("{digest}  {name}\n")).collect()
    }

    /// What is missing from it, in words.
    pub fn lacks(&self) -> Option<&'static str> {
        let is_moment = |time: &String| moment(time).is_some_and(|(_, offset)| offset.is_some());
        match self {
            _ if self.adopted_by.trim().is_empty() => Some("zegt niet wie"),
            _ if self.adopted_on.parse::<NaiveDate>().is_err() => Some("heeft geen dag"),
            _ if self.format > 1 && !self.recorded_at.as_ref().is_some_and(is_moment) => Some("heeft geen tijd"),
            _ if self.format > 1 && self.key.is_none() => Some("heeft geen sleutel"),
            _ => None,
        }
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
        let newer = br#"{ "formaat": 3, "iets": true }"#;
        assert_eq!(Record::parse(newer, "x.json").map_err(|finding| finding.code), Err(Code::RecordTooNew));
        assert_eq!(Record::parse(b"{", "x.json").map_err(|finding| finding.code), Err(Code::RecordDamaged));
    }
}
