//! What the start page asks (`POST /api/start`) and what it gets; `GET /api/start` gives [`Start`].

use serde::{Deserialize, Serialize};

/// What the start page asks.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "what", rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum StartAct {
    /// The folders in a folder: [`StartDone::Folders`].
    Browse {
        /// Its path; none: where people keep their documents.
        folder: Option<String>,
    },
    /// A work folder: [`StartDone::Opened`]; a region: [`StartDone::Region`].
    Open {
        /// Its path.
        folder: String,
    },
    /// A new work folder: [`StartDone::Opened`].
    Create(NewFolder),
    /// The example, in the folder of the user: [`StartDone::Opened`].
    Example,
}

/// A new work folder.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NewFolder {
    /// The path of the folder that it is made in.
    pub parent: String,
    /// What it is called.
    pub name: String,
    /// The municipality.
    pub municipality: String,
    /// Its code, such as `gm0505`; nothing where it has none.
    pub code: String,
    /// The house colour, such as `#1f5a7a`.
    pub color: String,
    /// Whether the example letters and figures come with it.
    pub example: bool,
    /// What the top of its letters says of where the organisation is.
    pub contact: Contact,
    /// The logo; none: later.
    pub logo: Option<Upload>,
    /// The built-in form that its letters follow, or begin from.
    pub form: String,
    /// What is different in it; none: nothing.
    pub own: Option<OwnForm>,
}

/// Where an organisation is found; what is empty is left out.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Contact {
    /// A line each.
    pub address: Vec<String>,
    /// The telephone number.
    pub phone: String,
    /// The e-mail address.
    pub email: String,
    /// The web site.
    pub website: String,
}

/// A file that is brought along.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Upload {
    /// What it is called.
    pub name: String,
    /// Its bytes, as base64.
    pub data: String,
}

/// A form of one's own.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OwnForm {
    /// What its letters are called, such as "Raadsmemo".
    pub name: String,
    /// The headings of its sections.
    pub headings: Vec<String>,
}

/// What came of it.
#[derive(Debug, Serialize)]
#[serde(tag = "what", rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum StartDone {
    /// Folders.
    Folders(Listing),
    /// The municipalities of a region.
    Region(ShownRegion),
    /// A preview is there.
    Opened {
        /// Its address, with its key.
        address: String,
    },
}

/// The folders in a folder.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Listing {
    /// Its path.
    pub folder: String,
    /// The path of the folder that it is in.
    pub above: Option<String>,
    /// By name.
    pub folders: Vec<ListedFolder>,
}

/// A folder in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ListedFolder {
    /// Its name.
    pub name: String,
    /// Its path.
    pub path: String,
    /// What it holds.
    pub sort: FolderSort,
}

/// What a folder holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum FolderSort {
    /// Anything.
    Plain,
    /// The documents of a municipality.
    Work,
    /// The work folders of several municipalities.
    Region,
}

/// The work folders of several municipalities.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownRegion {
    /// The name of its folder.
    pub name: String,
    /// In the order of its list.
    pub municipalities: Vec<ShownMunicipality>,
    /// What is wrong with its list.
    pub problems: Vec<String>,
}

/// A municipality of a region.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownMunicipality {
    /// What it is called: its organisation, or else its folder.
    pub name: String,
    /// The path of its work folder.
    pub path: String,
    /// How many letters and presentations there are.
    pub documents: usize,
    /// The last period with one of them, in words.
    pub last: Option<String>,
}

/// What the start page shows.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Start {
    /// The work folders used last, the last one first.
    pub recent: Vec<ListedFolder>,
    /// Where people keep their documents.
    pub home: String,
    /// All municipalities that ever had a code.
    pub municipalities: Vec<ListedMunicipality>,
    /// The day of that list.
    pub listed: String,
    /// The built-in forms of letters.
    pub forms: Vec<OfferedForm>,
    /// By which the page and the next run know each other: see `server::rejoin`. The page keeps it in memory only.
    pub secret: String,
    /// Griffel's version.
    pub version: &'static str,
}

/// A municipality and its code.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ListedMunicipality {
    /// `gm0505`
    pub code: &'static str,
    /// "Dordrecht"
    pub name: &'static str,
}

/// A built-in form of letters.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OfferedForm {
    /// The name of its folder.
    pub id: String,
    /// What its letters are called.
    pub name: String,
    /// The headings that each of them has.
    pub headings: Vec<String>,
}
