//! The files of the work folder that are no documents, as the page shows and changes them: each TOML file as a form over it,
//! and layouts as text.
//!
//! `POST /api/shelf` takes a [`ShelfAct`] and gives what came of it ([`ShelfDone`]), or a `Refusal` and nothing has changed.
//! A form is stated by the JSON Schema of its kind of file, so that no key is without a field.

use serde::{Deserialize, Serialize};

/// Something to look at or to change.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "what", rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum ShelfAct {
    /// Which files there are, or can be: [`ShelfDone::Files`].
    Files,
    /// A file: [`ShelfDone::File`].
    Open {
        /// Relative to the work folder.
        path: String,
    },
    /// Some of what stands in a file is changed, and all else left as it was written: [`ShelfDone::File`] or
    /// [`ShelfDone::Clash`].
    Change {
        /// Relative to the work folder.
        path: String,
        /// In this order.
        changes: Vec<Change>,
    },
    /// The whole text of a file: [`ShelfDone::File`] or [`ShelfDone::Clash`].
    Write {
        /// Relative to the work folder.
        path: String,
        /// The version that the text is based on.
        tag: String,
        /// All of it.
        text: String,
    },
    /// A new file: [`ShelfDone::File`].
    Make {
        /// The kind of file, as `griffel schema` calls it.
        kind: String,
        /// What it is called by people; its file name is made from it.
        name: String,
        /// A file of the same kind to begin with.
        from: Option<String>,
    },
    /// A file goes to the bin: [`ShelfDone::Files`].
    Discard {
        /// Relative to the work folder.
        path: String,
    },
    /// Out of the bin again: [`ShelfDone::File`].
    Restore {
        /// What [`ShelfDone::Files`] calls it.
        entry: String,
    },
}

/// A hop on the way to a value: the key of a table, or the place in a list, from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Hop {
    /// In a list.
    Index(usize),
    /// In a table.
    Key(String),
}

/// One change.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "what", rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Change {
    /// A value, new or other than it was; one beyond the end of a list is added.
    Set {
        /// Where it stands.
        at: Vec<Hop>,
        /// What the page showed there.
        was: Option<Given>,
        /// What it becomes.
        value: Given,
    },
    /// Away with it.
    Remove {
        /// Where it stands.
        at: Vec<Hop>,
        /// What the page showed there.
        was: Option<Given>,
    },
    /// To another place in its list.
    Shift {
        /// Where it stands.
        at: Vec<Hop>,
        /// What the page showed there.
        was: Option<Given>,
        /// Its place in the list from now on.
        to: usize,
    },
    /// Another key for it.
    Rename {
        /// Where it stands.
        at: Vec<Hop>,
        /// The key from now on.
        to: String,
    },
}

/// What stands in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "sort", content = "of", rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Given {
    /// Words.
    Text(String),
    /// A number as it is written, with a point.
    Number(String),
    /// Yes or no.
    Flag(bool),
    /// A date, `2023-03-14`.
    Date(String),
    /// Values in order.
    List(Vec<Given>),
    /// Values by key, in the order of the file.
    Table(Vec<Pair>),
}

/// A key and what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Pair {
    /// The key.
    pub key: String,
    /// What it holds.
    pub value: Given,
}

/// Where a value stands in the text of its file.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Site {
    /// The way to it.
    pub at: Vec<Hop>,
    /// The first line, from 1.
    pub line: usize,
    /// The last line.
    pub end_line: usize,
}

/// What came of a [`ShelfAct`].
#[derive(Debug, Serialize)]
#[serde(tag = "what", rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum ShelfDone {
    /// All files.
    Files {
        /// By kind, in the order of the manual, and by name.
        files: Vec<ShelfFile>,
        /// The file in the bin that one became just now.
        discarded: Option<String>,
    },
    /// One file as it is now.
    File(Box<OpenFile>),
    /// Somebody else changed the same thing; nothing was written.
    Clash {
        /// Which thing; none: the whole text.
        at: Option<Vec<Hop>>,
        /// The file as it is now.
        now: Box<OpenFile>,
    },
}

/// A file that is there, or can be.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShelfFile {
    /// Relative to the work folder.
    pub path: String,
    /// The kind of file, as `griffel schema` calls it; a layout is `opmaak`.
    pub kind: String,
    /// What it is called, in its own words.
    pub label: String,
    /// Whether it is in the work folder; a form or layout that is built in is not.
    pub exists: bool,
}

/// A file as it is now.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OpenFile {
    /// Which.
    pub file: ShelfFile,
    /// The version; empty if it is not there yet.
    pub tag: String,
    /// Its text.
    pub text: String,
    /// What stands in it; none where it cannot be read.
    pub value: Option<Given>,
    /// Where each value stands, in the order of the file.
    pub sites: Vec<Site>,
    /// What may stand in it.
    pub form: FormTable,
}

/// A table of a form.
#[derive(Debug, Clone, Default, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FormTable {
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub about: String,
    /// Its keys.
    pub fields: Vec<FormField>,
    /// Keys with a name that its author chooses.
    pub others: Option<Box<OtherKeys>>,
    /// Groups of keys of which one is used; the first key of each says which.
    pub groups: Vec<Vec<String>>,
}

/// Keys with a name that their author chooses.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OtherKeys {
    /// What they mean.
    pub about: String,
    /// A regular expression for their names.
    pub pattern: Option<String>,
    /// What they hold.
    pub holds: Holds,
}

/// A key of a form.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FormField {
    /// The key.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// What it means.
    pub about: String,
    /// Whether it must be there.
    pub required: bool,
    /// What it holds.
    pub holds: Holds,
}

/// What a key holds.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "sort", rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Holds {
    /// A line of text.
    Text,
    /// Several texts.
    Texts,
    /// A whole number.
    Integer {
        /// No less.
        least: i64,
        /// No more.
        most: i64,
    },
    /// A number.
    Number,
    /// A date.
    Date,
    /// A date, or the name of something that has one.
    Moment,
    /// Yes or no.
    Flag,
    /// One of a few words.
    Choice {
        /// Those.
        words: Vec<String>,
    },
    /// A table inside this one.
    Table {
        /// Its keys.
        table: FormTable,
    },
    /// Tables, one after another.
    Tables {
        /// The keys of each.
        table: FormTable,
    },
}
