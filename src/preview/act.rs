//! What the page can have done: make, move and throw away documents, fill in their heads, and the steps of the cycle.
//!
//! `POST /api/act` takes an [`Act`] and gives what came of it ([`Done`]), or a [`Refusal`] and nothing has changed.
//! `GET /api/desk` gives what a page needs to ask for one ([`Desk`]). Like the messages, these types are the page's
//! `protocol.ts`: see `protocol`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Finding, Findings};
use crate::preview::message::{Denial, ShownFinding};
#[cfg(test)]
use crate::project::DocumentKind;

/// Something to do.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Act {
    /// A new document, from nothing: [`Done::Document`].
    Create(NewText),
    /// A new document, from another one: [`Done::Document`].
    Copy(Elsewhere),
    /// Another name or period for a document: [`Done::Document`].
    Move(Elsewhere),
    /// A document goes to the bin: [`Done::Discarded`].
    Discard {
        /// `<period>/<name>`
        document: String,
    },
    /// Out of the bin again: [`Done::Document`].
    Restore {
        /// What [`Done::Discarded`] or [`Desk`] call it.
        entry: String,
    },
    /// What is filled in at the head of a text: [`Done::Head`].
    Head {
        /// `<period>/<name>`
        document: String,
        /// The whole text as it is in the editor.
        text: String,
    },
    /// One thing at the head of a text is filled in; nothing is written: [`Done::Text`].
    Fill(Filling),
    /// What a new period would begin with; nothing is written: [`Done::Plan`].
    Plan(Beginning),
    /// A new period begins: [`Done::Plan`].
    Begin(Beginning),
    /// How far a document is, other than adopted: [`Done::Step`].
    Mark(Marking),
    /// A document is adopted: [`Done::Step`].
    Adopt(Adopting),
    /// Adopted documents are made again and compared: [`Done::Verified`].
    Verify {
        /// `<period>/<name>`; none: all.
        document: Option<String>,
    },
    /// All documents of a period, or one, are made, as PDF, into the folder for them: [`Done::Made`].
    Make {
        /// `2022-K4`, or `<period>/<name>`
        which: String,
        /// Presentations also as a hand-out and step by step.
        extras: bool,
    },
    /// Words are looked for in the texts of all documents: [`Done::Found`].
    Search {
        /// As they are typed.
        words: String,
    },
    /// Which earlier versions of a document are kept, whether it is still there or not: [`Done::Versions`].
    Versions {
        /// `<period>/<name>`
        document: String,
    },
    /// What one of them says: [`Done::Text`].
    Version(Wanted),
    /// What a document says now is to be kept, before something else takes its place: [`Done::Kept`].
    Keep {
        /// `<period>/<name>`
        document: String,
    },
    /// A document that is gone comes back as it was in one of its versions: [`Done::Document`].
    Revive(Wanted),
    /// What was meant by a word that no list has: [`Done::Meant`].
    Meant {
        /// As it is written.
        word: String,
    },
    /// A word comes into the municipality's own list, or goes: [`Done::Listed`].
    List {
        /// As it is written.
        word: String,
        /// Whether it is right from now on.
        right: bool,
    },
    /// The computer opens a file with numbers in the program that belongs to it: [`Done::Launched`].
    Launch {
        /// Relative to the root of the work folder.
        file: String,
    },
}

/// A new document.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NewText {
    /// The form that it follows.
    pub form: String,
    /// `2022-K4`
    pub period: String,
    /// Its file name without extension.
    pub name: String,
    /// Its title.
    pub subject: String,
    /// What else is filled in at its head, by key.
    pub fields: BTreeMap<String, String>,
}

/// Where a document goes.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Elsewhere {
    /// `<period>/<name>`
    pub document: String,
    /// `2022-K4`
    pub period: String,
    /// The file name without extension.
    pub name: String,
}

/// An earlier version of a document.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Wanted {
    /// `<period>/<name>`
    pub document: String,
    /// What [`KeptVersion`] or [`GoneDocument`] call it.
    pub version: String,
}

/// One thing at the head of a text.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Filling {
    /// The whole text as it is in the editor.
    pub text: String,
    /// Its key.
    pub key: String,
    /// What kind of value it holds.
    pub sort: FieldSort,
    /// What is filled in; of a list, one a line. Nothing takes the key away.
    pub value: String,
}

/// A new period.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Beginning {
    /// The period that begins.
    pub period: String,
    /// The period to start from; none: the last one as long as it.
    pub from: Option<String>,
}

/// Another status.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Marking {
    /// `<period>/<name>`
    pub document: String,
    /// The status.
    pub status: String,
    /// Who says so.
    pub by: String,
    /// The day on which it became so.
    pub on: String,
    /// What else there is to say.
    pub note: String,
}

/// The decision on a document.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Adopting {
    /// `<period>/<name>`
    pub document: String,
    /// Who says so.
    pub by: String,
    /// The day of the decision.
    pub on: String,
    /// Also when comments on it are open.
    pub with_comments: bool,
}

/// What came of an [`Act`].
#[derive(Debug, Serialize)]
#[serde(tag = "what", rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Done {
    /// This document is there now.
    Document {
        /// `<period>/<name>`
        document: String,
    },
    /// It is in the bin.
    Discarded(Discarded),
    /// What is at the head of a text.
    Head {
        /// In the order of the form.
        fields: Vec<HeadField>,
    },
    /// A text.
    Text {
        /// All of it.
        text: String,
    },
    /// What a new period begins with.
    Plan(ShownPlan),
    /// How far a document is now.
    Step(Step),
    /// What came of making them again.
    Verified {
        /// A version each.
        versions: Vec<Verified>,
        /// What is not as it was.
        findings: Vec<ShownFinding>,
    },
    /// What was made.
    Made {
        /// Their files, relative to the work folder.
        files: Vec<String>,
        /// Documents with errors, which were not made.
        refused: Vec<String>,
    },
    /// Where words stand.
    Found(FoundWords),
    /// What was meant by a word.
    Meant {
        /// The likeliest first.
        words: Vec<String>,
    },
    /// The list is as was asked.
    Listed,
    /// Another program was asked to open a file.
    Launched,
    /// The versions of a document.
    Versions(ShownVersions),
    /// What came of keeping a version.
    Kept {
        /// Whether it is kept.
        is_kept: bool,
    },
}

/// The versions of a document that are kept.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownVersions {
    /// The newest first.
    pub versions: Vec<KeptVersion>,
    /// For so many days they are kept here; 0: not at all; none: that cannot be read now.
    pub days: Option<u32>,
}

/// A version that is kept.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct KeptVersion {
    /// Its file.
    pub version: String,
    /// When the text became so, as `2023-03-14T14:05:02.123Z`.
    pub at: String,
    /// Who saved it; none: not known.
    pub by: Option<String>,
    /// How large it is.
    pub bytes: u64,
    /// So many words are in it that the version before it has not; none for the oldest.
    pub added: Option<usize>,
    /// So many words that the version before it has are gone; none for the oldest.
    pub removed: Option<usize>,
}

/// A document that is neither there nor in the bin, and of which versions are kept.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct GoneDocument {
    /// What it was called: `<period>/<name>`.
    pub document: String,
    /// Its newest version.
    pub version: String,
    /// When its text became so, as `2023-03-14T14:05:02.123Z`.
    pub at: String,
}

/// Where words stand.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FoundWords {
    /// The newest period first.
    pub documents: Vec<FoundIn>,
    /// There are documents beyond these that were not looked through.
    pub has_more: bool,
    /// Documents that cannot be read, with why.
    pub unreadable: Vec<String>,
}

/// Where words stand in a document.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FoundIn {
    /// `<period>/<name>`
    pub document: String,
    /// From its top.
    pub lines: Vec<FoundLine>,
    /// How many lines more hold the words.
    pub more: usize,
}

/// A line that holds words.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FoundLine {
    /// From 1.
    pub line: usize,
    /// Where they begin: from 1, as a browser counts.
    pub column: usize,
    /// Some of what stands before them.
    pub before: String,
    /// They, as they are written there.
    pub words: String,
    /// Some of what stands behind them.
    pub after: String,
}

/// A document in the bin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Discarded {
    /// Its file in the bin.
    pub entry: String,
    /// What it was called: `<period>/<name>`.
    pub document: String,
}

/// What kind of value a field of a head holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum FieldSort {
    /// A line of text.
    Text,
    /// A date.
    Date,
    /// Several texts.
    List,
    /// One of a few words.
    Choice,
    /// Yes or no.
    Flag,
}

/// A field of a head.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct HeadField {
    /// Its key in the file.
    pub key: String,
    /// What people call it.
    pub label: String,
    /// What it is for.
    pub about: String,
    /// What kind of value it holds.
    pub sort: FieldSort,
    /// Whether each document must have it.
    pub required: bool,
    /// What is filled in; of a list, one a line.
    pub value: String,
    /// What can be chosen.
    pub choices: Vec<String>,
    /// What people call each of those; empty: as they are.
    pub names: Vec<String>,
    /// What is wrong with it.
    pub problem: Option<String>,
}

/// What a new period begins with.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownPlan {
    /// The new period in words.
    pub period: String,
    /// The one that it starts from, in words.
    pub from: String,
    /// Whether the documents were written.
    pub written: bool,
    /// The new documents.
    pub documents: Vec<PlannedDocument>,
    /// Series that do not reach the new period.
    pub lacking: Vec<LackingSeries>,
    /// The data has errors, so that not everything could be compared.
    pub with_errors: bool,
}

/// A document of a new period.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PlannedDocument {
    /// `<period>/<name>`
    pub document: String,
    /// Its date in words.
    pub date: Option<String>,
    /// Keys that must be filled in.
    pub emptied: Vec<String>,
    /// How many sentences must be looked at.
    pub marks: usize,
    /// How many lines hold a period that somebody typed.
    pub typed: usize,
}

/// A series that does not reach the new period.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LackingSeries {
    /// Its name.
    pub series: String,
    /// Its file.
    pub file: String,
    /// The last period that it has.
    pub last: String,
    /// The period that is wanted.
    pub wanted: String,
}

/// How far a document is now.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Step {
    /// `<period>/<name>`
    pub document: String,
    /// Its status.
    pub status: String,
    /// What should be looked at, though it is no error.
    pub findings: Vec<ShownFinding>,
}

/// A version that was made again.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Verified {
    /// `<period>/<name>`
    pub document: String,
    /// Which version.
    pub version: u32,
    /// Whether it is what was adopted.
    pub same: bool,
    /// In words.
    pub verdict: String,
}

/// Why something is not done.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Refusal {
    /// What is the matter.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// All that stands in the way.
    pub findings: Vec<ShownFinding>,
}

impl Refusal {
    /// Without findings.
    pub fn new(message: impl Into<String>, hint: &str) -> Self {
        Self { message: message.into(), hint: Some(hint.to_owned()), findings: Vec::new() }
    }

    /// Because of these findings; `path` is the text that it was about.
    pub fn of(message: &str, findings: &Findings, path: Option<&str>) -> Self {
        let findings = findings.iter().map(|finding| ShownFinding::of(finding, path)).collect();
        Self { message: message.to_owned(), hint: None, findings }
    }
}

impl From<Denial> for Refusal {
    fn from(denial: Denial) -> Self {
        Self { message: denial.message, hint: denial.hint, findings: Vec::new() }
    }
}

impl From<Box<Finding>> for Refusal {
    fn from(finding: Box<Finding>) -> Self {
        Denial::from(&*finding).into()
    }
}

/// What a page needs to ask for an [`Act`].
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Desk {
    /// The day that counts as today, such as `2023-03-14`.
    pub today: String,
    /// What the user is called: as they said before, else as the computer calls them.
    pub user: Option<String>,
    /// What a new document can follow.
    pub forms: Vec<ShownForm>,
    /// The last thrown away first.
    pub bin: Vec<Discarded>,
    /// What else is gone and can come back.
    pub gone: Vec<GoneDocument>,
}

/// A form.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownForm {
    /// The name of its folder.
    pub id: String,
    /// What documents are called.
    pub name: String,
    /// A letter or a presentation.
    #[cfg_attr(test, ts(as = "DocumentKind"))]
    pub kind: &'static str,
    /// What each of its documents must have at its head, besides a subject and a date.
    pub fields: Vec<ShownField>,
    /// The headings of its sections.
    pub sections: Vec<String>,
}

/// What each document of a form must have at its head.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownField {
    /// Its key.
    pub key: String,
    /// What people call it.
    pub label: String,
    /// What kind of value it holds.
    pub sort: FieldSort,
    /// What other documents have there.
    pub used: Vec<String>,
}
