//! JSON Schemas of the files that people write, so that an editor completes and checks them.
//!
//! `definitions` has a line for every key. A test compares it with the keys that the readers in
//! [`load`](crate::load) ask for: a key that only one of the two knows fails the test.

mod definitions;
mod table;

use serde_json::Value as Json;

pub use table::{Key, Others, Table, Value};

/// The version of the schemas: it goes up when a file that was right no longer is.
const FORMAT: u32 = 1;

/// A kind of file.
#[derive(Debug, Clone, Copy)]
pub struct FileKind {
    /// What `griffel schema` calls it.
    pub name: &'static str,
    /// Which files are of this kind, as patterns relative to the work folder.
    pub files: &'static [&'static str],
    /// What may stand in them.
    pub table: fn() -> Table,
}

/// Every kind, in the order of the manual.
pub const ALL: &[FileKind] = &[
    FileKind { name: "gemeente", files: &["data/gemeente.toml"], table: definitions::municipality },
    FileKind { name: "reeks", files: &["data/reeksen/*.toml"], table: definitions::series },
    FileKind {
        name: "kengetallen",
        files: &["data/kengetallen.toml", "data/kengetallen/*.toml"],
        table: definitions::indicators,
    },
    FileKind { name: "feiten", files: &["data/feiten.toml", "data/feiten/*.toml"], table: definitions::facts },
    FileKind {
        name: "grafieken",
        files: &["data/grafieken.toml", "data/grafieken/*.toml"],
        table: definitions::figures,
    },
    FileKind { name: "pilot", files: &["data/pilots/*.toml"], table: definitions::pilot },
    FileKind { name: "zaken", files: &["data/zaken.toml", "data/zaken/*.toml"], table: definitions::cases },
    FileKind { name: "kalender", files: &["data/kalender.toml"], table: definitions::calendar },
    FileKind { name: "sjabloon", files: &["templates/*/sjabloon.toml"], table: definitions::form },
    // Its data stand between +++ lines in a file that is no TOML, so that editors cannot use it by themselves.
    FileKind { name: "brief", files: &[], table: definitions::letter },
    FileKind { name: "presentatie", files: &[], table: definitions::presentation },
];

impl FileKind {
    /// The kind with this name.
    pub fn named(name: &str) -> Option<&'static FileKind> {
        ALL.iter().find(|kind| kind.name == name)
    }

    /// What it is called in one line.
    pub fn title(&self) -> &'static str {
        (self.table)().title()
    }

    /// Its JSON Schema (draft 2020-12), ending in a line end.
    pub fn to_json(&self) -> String {
        let mut schema = (self.table)().to_json();
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
