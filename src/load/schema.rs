//! JSON Schemas of the files that people write, so that an editor completes and checks them.
//!
//! They are written from the statements of keys by which the files are read.

use serde_json::{Map, Value as Json};

use super::calendar::CalendarKeys;
use super::definitions::{CasesKeys, FactsKeys, IndicatorsKeys, PilotKeys};
use super::exhibit::ExhibitsKeys;
use super::form::FormKeys;
use super::manuscript::{LetterKeys, PresentationKeys};
use super::municipality::MunicipalityKeys;
use super::series_keys::SeriesKeys;
use super::toml::{Keys, schema_of};
use super::writing_guide::WritingGuideKeys;

/// The version of the schemas: it goes up when a file that was right no longer is.
const FORMAT: u32 = 1;

/// A kind of file.
#[derive(Debug, Clone, Copy)]
pub struct DescribedFile {
    /// What `griffel schema` calls it.
    pub name: &'static str,
    /// Which files are of this kind, as patterns relative to the work folder.
    pub files: &'static [&'static str],
    /// What it is called in one line.
    pub title: &'static str,
    /// What may stand in them.
    schema: fn() -> Map<String, Json>,
}

/// Every kind, in the order of the manual.
pub const ALL: &[DescribedFile] = &[
    DescribedFile::of::<MunicipalityKeys>("gemeente", &["data/gemeente.toml"]),
    DescribedFile::of::<SeriesKeys>("reeks", &["data/reeksen/*.toml"]),
    DescribedFile::of::<IndicatorsKeys>("kengetallen", &["data/kengetallen.toml", "data/kengetallen/*.toml"]),
    DescribedFile::of::<FactsKeys>("feiten", &["data/feiten.toml", "data/feiten/*.toml"]),
    DescribedFile::of::<ExhibitsKeys>("grafieken", &["data/grafieken.toml", "data/grafieken/*.toml"]),
    DescribedFile::of::<PilotKeys>("pilot", &["data/pilots/*.toml"]),
    DescribedFile::of::<CasesKeys>("zaken", &["data/zaken.toml", "data/zaken/*.toml"]),
    DescribedFile::of::<CalendarKeys>("kalender", &["data/kalender.toml"]),
    DescribedFile::of::<WritingGuideKeys>("schrijfwijzer", &["data/schrijfwijzer.toml"]),
    DescribedFile::of::<FormKeys>("sjabloon", &["templates/*/sjabloon.toml"]),
    // Its data stand between +++ lines in a file that is no TOML, so that editors cannot use it by themselves.
    DescribedFile::of::<LetterKeys>("brief", &[]),
    DescribedFile::of::<PresentationKeys>("presentatie", &[]),
];

impl DescribedFile {
    /// The kind with this name.
    pub fn named(name: &str) -> Option<&'static DescribedFile> {
        ALL.iter().find(|kind| kind.name == name)
    }

    const fn of<K: Keys>(name: &'static str, files: &'static [&'static str]) -> Self {
        Self { name, files, title: K::TITLE, schema: schema_of::<K> }
    }

    /// Its JSON Schema (draft 2020-12), ending in a line end.
    pub fn to_json(self) -> String {
        let mut schema = (self.schema)();
        schema.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
        // A name, not an address: no editor needs the network to know which version it has.
        schema.insert("$id".into(), format!("urn:griffel:schema:{}:{FORMAT}", self.name).into());
        // Serialising plain strings and numbers cannot fail.
        serde_json::to_string_pretty(&Json::Object(schema)).unwrap_or_default() + "\n"
    }

    /// The name of its file among the others.
    pub fn file_name(&self) -> String {
        format!("{}.schema.json", self.name)
    }
}

/// Where a new work folder keeps the schemas.
pub const FOLDER: &str = ".griffel/schemas";
/// The settings by which editors find them.
pub const SETTINGS: &str = ".taplo.toml";

/// The settings for a work folder whose schemas are in [`FOLDER`].
pub fn editor_settings() -> String {
    let rules = ALL.iter().filter(|kind| !kind.files.is_empty()).map(|kind| {
        format!(
            "\n[[rule]]\ninclude = {:?}\n[rule.schema]\npath = \"{FOLDER}/{}\"\nenabled = true\n",
            kind.files,
            kind.file_name()
        )
    });
    format!(
        "# Hiermee vult een editor uw TOML-bestanden aan en controleert hij ze (in VS Code: Even Better TOML).\n\
         # Na een nieuwe versie van Griffel: griffel schema --naar {FOLDER}\n{}",
        rules.collect::<String>()
    )
}
